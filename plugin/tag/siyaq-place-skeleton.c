/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Names that the gazetteer knows in another script or spelling: «بلدة قسطل معاف» for Qastal Ma'af,
   "the town of Mayadeen". Consonants alone fit too many words, so a name is only looked for where a
   word such as town or province stands before it, or, in Arabic, a word of place before what the
   lexicon does not know as a word; only in the countries that the text is about, not in those that
   it names by the way; and only with four consonants or more. */
#define G_LOG_DOMAIN "siyaq-tag"

#include "config.h"

#include "siyaq-place-skeleton.h"
#include "siyaq-place-words.h"
#include "siyaq-stem.h"

#include <stdlib.h>
#include <string.h>

/* Words in such a name, the longest first. */
#define MAX_WORDS 2u
/* Consonants that a key needs: three are shared by ordinary words. */
#define MIN_KEY 4u
/* The same for a province behind its own word. */
#define MIN_PROVINCE_KEY 3u
/* Inhabitants of a place that a word such as "in" is enough for. */
#define MIN_LOCATED 15000u
/* A country that has this share of the mentions of the one named most is what the text is about. */
#define ABOUT_SHARE 0.5f
/* Countries that are counted. */
#define MAX_COUNTRIES 16u
/* Names found so in one text. */
#define MAX_FOUND 12u

static gboolean
is_taken (const GArray *mentions,
          const SiyaqTokens *tokens,
          guint token)
{
  for (guint i = 0; i < mentions->len; i++)
    {
      const SiyaqToponym *m = &g_array_index (mentions, SiyaqToponym, i);

      if (m->tokens == tokens && m->place != NULL && m->first <= token && token <= m->last)
        return TRUE;
    }
  return FALSE;
}

/* The countries that the text is about, by how often they and what is in them is named. */
typedef struct
{
  char countries[MAX_COUNTRIES][2];
  float counts[MAX_COUNTRIES];
  guint n;
  float most;
} Subject;

static void
find_subject (const GArray *mentions,
              Subject *subject)
{
  for (guint i = 0; i < mentions->len; i++)
    {
      const SiyaqToponym *m = &g_array_index (mentions, SiyaqToponym, i);
      guint k = 0;

      if (m->place == NULL || m->place->country[0] == '\0')
        continue;
      while (k < subject->n && memcmp (subject->countries[k], m->place->country, 2) != 0)
        k++;
      if (k == MAX_COUNTRIES)
        continue;
      if (k == subject->n)
        memcpy (subject->countries[subject->n++], m->place->country, 2);
      subject->counts[k] += (m->flags & SIYAQ_MENTION_TITLE) != 0 ? 2 : 1;
      subject->most = MAX (subject->most, subject->counts[k]);
    }
}

static gboolean
is_about (const Subject *subject,
          const char country[2])
{
  for (guint k = 0; k < subject->n; k++)
    if (memcmp (subject->countries[k], country, 2) == 0)
      return subject->counts[k] >= ABOUT_SHARE * subject->most;
  return FALSE;
}

/* The most populous place with this key in a country that the text is about; a province before its
   towns. */
static const SiyaqGazetteerPlace *
find_place (SiyaqGazetteer *gazetteer,
            const Subject *subject,
            const SiyaqGazetteerSlot *slot,
            guint32 min_population)
{
  const guint32 *refs = siyaq_gazetteer_refs (gazetteer, slot);
  const SiyaqGazetteerPlace *best = NULL;

  for (guint i = 0; refs != NULL && i < slot->n_refs; i++)
    {
      const SiyaqGazetteerPlace *p = siyaq_gazetteer_place (gazetteer, SIYAQ_REF_PLACE (refs[i]));

      if (!is_about (subject, p->country) || (p->kind == SIYAQ_PLACE_CITY && p->population < min_population))
        continue;
      if (best == NULL || (p->kind == SIYAQ_PLACE_PROVINCE && best->kind != SIYAQ_PLACE_PROVINCE) ||
          (p->kind == best->kind && p->population > best->population))
        best = p;
    }
  return best;
}

static gboolean
can_be_name (const SiyaqToken *t,
             gboolean arabic)
{
  guint32 class = siyaq_place_word_class (t->fold);

  if (siyaq_is_stop_word (t->fold) || class != 0)
    return FALSE;
  return arabic ? (t->flags & SIYAQ_TOKEN_ARABIC) != 0
                : (t->flags & (SIYAQ_TOKEN_LATIN | SIYAQ_TOKEN_CAPITALISED)) == (SIYAQ_TOKEN_LATIN | SIYAQ_TOKEN_CAPITALISED);
}

/* An Arabic word that the lexicon has and not as a name. */
static gboolean
is_word (SiyaqLexicon *lexicon,
         const char *fold)
{
  SiyaqSense senses[SIYAQ_LEXICON_MAX_SENSES];
  guint n = siyaq_lexicon_lookup (lexicon, "ar", fold, senses);

  for (guint i = 0; i < n; i++)
    if (senses[i].word_class != SIYAQ_WORD_NAME)
      return TRUE;
  return FALSE;
}

static gboolean
try_name (SiyaqGazetteer *gazetteer,
          const SiyaqTokens *tokens,
          gboolean title,
          const Subject *subject,
          GArray *mentions,
          guint first,
          guint n_words,
          gboolean located)
{
  g_autoptr (GString) name = g_string_new (NULL);
  g_autofree char *skeleton = NULL;
  const SiyaqGazetteerSlot *slot;
  SiyaqToponym mention = { tokens, first, first + n_words - 1 };

  for (guint i = 0; i < n_words; i++)
    {
      if (i > 0)
        g_string_append_c (name, ' ');
      g_string_append (name, tokens->items[first + i].fold);
    }
  skeleton = siyaq_skeleton (name->str);
  if (strlen (skeleton) < (located ? MIN_KEY : MIN_PROVINCE_KEY))
    return FALSE;
  slot = siyaq_gazetteer_find_skeleton (gazetteer, skeleton);
  mention.place = slot != NULL ? find_place (gazetteer, subject, slot, located ? MIN_LOCATED : 0) : NULL;
  if (mention.place != NULL && strlen (skeleton) < MIN_KEY && mention.place->kind != SIYAQ_PLACE_PROVINCE)
    mention.place = NULL;
  if (mention.place == NULL)
    return FALSE;
  mention.slot = slot;
  mention.flags = (located ? SIYAQ_MENTION_LOCATIVE : SIYAQ_MENTION_UNIT) | SIYAQ_MENTION_SKELETON | (title ? SIYAQ_MENTION_TITLE : 0);
  g_array_append_val (mentions, mention);
  return TRUE;
}

/* A name that a town only has by our own rules is often a word: it must be said to be a town, or
   to be where something is and no word. */
static void
drop_doubtful (SiyaqLexicon *lexicon,
               const SiyaqTokens *tokens,
               GArray *mentions)
{
  for (guint i = 0; i < mentions->len; i++)
    {
      SiyaqToponym *m = &g_array_index (mentions, SiyaqToponym, i);

      if (m->tokens != tokens || m->place == NULL || !m->spelt || m->first != m->last || (m->flags & SIYAQ_MENTION_UNIT) != 0)
        continue;
      if ((m->flags & SIYAQ_MENTION_NAMEISH) != 0)
        m->place = NULL;
      if ((m->flags & (SIYAQ_MENTION_LOCATIVE | SIYAQ_MENTION_PATH | SIYAQ_MENTION_IN_NEXT)) == 0 ||
          ((m->flags & SIYAQ_MENTION_IN_NEXT) == 0 && is_word (lexicon, tokens->items[m->first].fold + m->skip_bytes)))
        m->place = NULL;
    }
}

static int
compare_mentions (gconstpointer a,
                  gconstpointer b)
{
  const SiyaqToponym *x = a, *y = b;
  gboolean x_title = (x->flags & SIYAQ_MENTION_TITLE) != 0, y_title = (y->flags & SIYAQ_MENTION_TITLE) != 0;

  return x_title != y_title ? (x_title ? -1 : 1) : (int) x->first - (int) y->first;
}

/**
 * siyaq_place_skeleton_run:
 * @gazetteer: the gazetteer
 * @lexicon: the lexicon, which says what is a word and no name
 * @tokens: the tokens of a text
 * @title: whether it is a headline
 * @mentions: (element-type SiyaqToponym): resolved names; what is found is put among them
 *
 * Finds names by their consonants.
 */
void
siyaq_place_skeleton_run (SiyaqGazetteer *gazetteer,
                          SiyaqLexicon *lexicon,
                          const SiyaqTokens *tokens,
                          gboolean title,
                          GArray *mentions)
{
  Subject subject = { 0 };
  guint found = 0;

  drop_doubtful (lexicon, tokens, mentions);
  find_subject (mentions, &subject);
  for (guint i = 0; subject.n > 0 && i + 1 < tokens->n_items && found < MAX_FOUND; i++)
    {
      const SiyaqToken *t = &tokens->items[i];
      guint first = i + 1;
      gboolean arabic = (t->flags & SIYAQ_TOKEN_ARABIC) != 0, done = FALSE;
      guint32 class = siyaq_place_word_class (t->fold);
      gboolean located = (class & SIYAQ_WORD_UNIT) == 0;

      if (located && (!arabic || (class & (SIYAQ_WORD_LOCATIVE | SIYAQ_WORD_PATH)) == 0))
        continue;
      if (!arabic)
        {
          /* "the town of X" */
          if (strcmp (tokens->items[first].fold, "of") != 0 || ++first >= tokens->n_items)
            continue;
        }
      for (guint n = MAX_WORDS; n >= 1 && !done; n--)
        {
          gboolean possible = first + n <= tokens->n_items;

          for (guint k = 0; possible && k < n; k++)
            possible = can_be_name (&tokens->items[first + k], arabic && (tokens->items[first + k].flags & SIYAQ_TOKEN_ARABIC) != 0) &&
                       tokens->items[first + k].sentence == t->sentence && !is_taken (mentions, tokens, first + k) &&
                       (k == 0 || (tokens->items[first + k].flags & SIYAQ_TOKEN_AFTER_COMMA) == 0);
          for (guint k = 0; possible && located && k < n; k++)
            possible = !is_word (lexicon, tokens->items[first + k].fold);
          if (possible)
            done = try_name (gazetteer, tokens, title, &subject, mentions, first, n, located);
        }
      found += done;
    }
  if (found > 0)
    qsort (mentions->data, mentions->len, sizeof (SiyaqToponym), compare_mentions);
}
