/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Names that the gazetteer knows in another script or spelling: «بلدة قسطل معاف» for Qastal Ma'af,
   "the town of Mayadeen". Consonants alone fit too many words, so a name is only looked for where a
   word such as town or province stands before it, only in the countries that the text names, and
   only with four consonants or more. */
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

/* The most populous place with this key in a country that the text names. */
static const SiyaqGazetteerPlace *
find_place (SiyaqGazetteer *gazetteer,
            const GArray *mentions,
            const SiyaqGazetteerSlot *slot)
{
  const guint32 *refs = siyaq_gazetteer_refs (gazetteer, slot);
  const SiyaqGazetteerPlace *best = NULL;

  for (guint i = 0; refs != NULL && i < slot->n_refs; i++)
    {
      const SiyaqGazetteerPlace *p = siyaq_gazetteer_place (gazetteer, SIYAQ_REF_PLACE (refs[i]));
      gboolean named = FALSE;

      for (guint k = 0; k < mentions->len && !named; k++)
        {
          const SiyaqToponym *m = &g_array_index (mentions, SiyaqToponym, k);

          named = m->place != NULL && memcmp (m->place->country, p->country, 2) == 0;
        }
      if (named && (best == NULL || p->population > best->population))
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

static gboolean
try_name (SiyaqGazetteer *gazetteer,
          const SiyaqTokens *tokens,
          gboolean title,
          GArray *mentions,
          guint first,
          guint n_words)
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
  if (strlen (skeleton) < MIN_KEY)
    return FALSE;
  slot = siyaq_gazetteer_find_skeleton (gazetteer, skeleton);
  mention.place = slot != NULL ? find_place (gazetteer, mentions, slot) : NULL;
  if (mention.place == NULL)
    return FALSE;
  mention.slot = slot;
  mention.flags = SIYAQ_MENTION_UNIT | SIYAQ_MENTION_SKELETON | (title ? SIYAQ_MENTION_TITLE : 0);
  g_array_append_val (mentions, mention);
  return TRUE;
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
 * @tokens: the tokens of a text
 * @title: whether it is a headline
 * @mentions: (element-type SiyaqToponym): resolved names; what is found is put among them
 *
 * Finds names by their consonants.
 */
void
siyaq_place_skeleton_run (SiyaqGazetteer *gazetteer,
                          const SiyaqTokens *tokens,
                          gboolean title,
                          GArray *mentions)
{
  guint found = 0;

  for (guint i = 0; i + 1 < tokens->n_items && found < MAX_FOUND; i++)
    {
      const SiyaqToken *t = &tokens->items[i];
      guint first = i + 1;
      gboolean arabic = (t->flags & SIYAQ_TOKEN_ARABIC) != 0, done = FALSE;

      if ((siyaq_place_word_class (t->fold) & SIYAQ_WORD_UNIT) == 0)
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
          if (possible)
            done = try_name (gazetteer, tokens, title, mentions, first, n);
        }
      found += done;
    }
  if (found > 0)
    qsort (mentions->data, mentions->len, sizeof (SiyaqToponym), compare_mentions);
}
