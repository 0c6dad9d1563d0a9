/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Finds names of places in tokens: the longest name at each token, in Latin letters where it is
   capitalised, in Arabic with the proclitics و ف ب ل ك taken off one after the other. A trie was
   rejected for the hash table that the gazetteer is: it maps as it is and a miss, which is what
   nearly every word gives, costs one probe. */
#define G_LOG_DOMAIN "siyaq-tag"

#include "config.h"

#include "siyaq-place-matcher.h"
#include "siyaq-place-context.h"
#include "siyaq-place-words.h"
#include "siyaq-stem.h"

#include <string.h>

/* U+0651, the sign of a doubled consonant, which folding takes away. */
#define SHADDA "\xD9\x91"
/* Letters of what may be initials. */
#define MAX_INITIALS 4u

/* Inhabitants of a city that is named without saying where it is. */
#define WELL_KNOWN 500000u

/* Names found in one item; news text has under 200. */
#define MAX_MENTIONS 2000u

/* Ways to read the first token of an Arabic name. */
#define MAX_READINGS 8u

typedef struct
{
  guint skip;        /* bytes of proclitics */
  const char *add;   /* "ال" that لل has swallowed, or "" */
  gboolean locative; /* ب */
} Reading;

static guint
arabic_readings (const char *fold,
                 Reading readings[MAX_READINGS])
{
  gsize len = strlen (fold);
  guint n = 0, conj = 0;

  readings[n++] = (Reading) { 0, "", FALSE };
  if (len >= 8 && (g_str_has_prefix (fold, "و") || g_str_has_prefix (fold, "ف")))
    {
      conj = 2;
      readings[n++] = (Reading) { 2, "", FALSE };
    }
  for (guint base = 0; base <= conj; base += 2)
    {
      const char *p = fold + base;

      if (len - base >= 10 && g_str_has_prefix (p, "لل"))
        readings[n++] = (Reading) { base + 4, "ال", FALSE };
      if (len - base >= 8 && g_str_has_prefix (p, "ب"))
        readings[n++] = (Reading) { base + 2, "", TRUE };
      else if (len - base >= 8 && (g_str_has_prefix (p, "ل") || g_str_has_prefix (p, "ك")))
        readings[n++] = (Reading) { base + 2, "", FALSE };
    }
  return n;
}

/* Whether the token can follow inside a Latin name. */
static gboolean
continues_latin (const SiyaqToken *previous,
                 const SiyaqToken *t)
{
  if ((t->flags & (SIYAQ_TOKEN_SENTENCE_START | SIYAQ_TOKEN_AFTER_COMMA)) != 0 || (previous->flags & SIYAQ_TOKEN_POSSESSIVE) != 0 ||
      (t->flags & SIYAQ_TOKEN_LATIN) == 0)
    return FALSE;
  return (t->flags & (SIYAQ_TOKEN_CAPITALISED | SIYAQ_TOKEN_AFTER_HYPHEN)) != 0 ||
         (siyaq_place_word_class (t->fold) & (SIYAQ_WORD_CONNECT | SIYAQ_WORD_UNIT)) != 0;
}

/* The longest name from token @first on; the key starts with @start. Returns the slot. */
static const SiyaqGazetteerSlot *
longest (SiyaqGazetteer *gazetteer,
         const SiyaqTokens *tokens,
         guint first,
         GString *key,
         gboolean arabic,
         guint *ret_last)
{
  const SiyaqGazetteerSlot *best = NULL;

  for (guint i = first; i < tokens->n_items && i < first + SIYAQ_GAZETTEER_MAX_NAME_TOKENS; i++)
    {
      const SiyaqToken *t = &tokens->items[i];
      const SiyaqGazetteerSlot *slot;

      if (i > first)
        {
          gsize before = key->len;

          if (arabic ? (t->flags & (SIYAQ_TOKEN_SENTENCE_START | SIYAQ_TOKEN_AFTER_COMMA)) != 0
                     : !continues_latin (&tokens->items[i - 1], t))
            break;
          siyaq_place_key_append (key, t->fold, !arabic && i + 1 < tokens->n_items);
          /* "al" is an article only if a name follows; at the end of a name it is as it stands. */
          slot = siyaq_gazetteer_find (gazetteer, key->str, key->len);
          if (slot == NULL)
            {
              g_string_truncate (key, before);
              break;
            }
        }
      else
        {
          slot = siyaq_gazetteer_find (gazetteer, key->str, key->len);
          if (slot == NULL)
            break;
        }
      /* "the California city": that there is a town of California City is no reason. */
      if (slot->n_refs > 0 && !(best != NULL && i > first && (t->flags & (SIYAQ_TOKEN_LATIN | SIYAQ_TOKEN_CAPITALISED)) == SIYAQ_TOKEN_LATIN &&
                                (slot->flags & SIYAQ_SLOT_HAND) == 0 && (siyaq_place_word_class (t->fold) & SIYAQ_WORD_UNIT) != 0))
        {
          best = slot;
          *ret_last = i;
        }
      if ((slot->flags & SIYAQ_SLOT_PREFIX) == 0)
        break;
    }
  return best;
}

static gboolean
only_adjective (SiyaqGazetteer *gazetteer,
                const SiyaqGazetteerSlot *slot)
{
  const guint32 *refs = siyaq_gazetteer_refs (gazetteer, slot);

  for (guint i = 0; refs != NULL && i < slot->n_refs; i++)
    if (SIYAQ_REF_FORM (refs[i]) == SIYAQ_FORM_ADJECTIVE)
      return TRUE;
  return FALSE;
}

/* Whether a country, a capital, a large city or a name of our own tables is written so. */
static gboolean
is_well_known (SiyaqGazetteer *gazetteer,
               const SiyaqGazetteerSlot *slot)
{
  const guint32 *refs = siyaq_gazetteer_refs (gazetteer, slot);

  for (guint i = 0; refs != NULL && i < slot->n_refs; i++)
    {
      const SiyaqGazetteerPlace *p = siyaq_gazetteer_place (gazetteer, SIYAQ_REF_PLACE (refs[i]));

      if (p->kind == SIYAQ_PLACE_COUNTRY || p->kind == SIYAQ_PLACE_AREA || (p->flags & (SIYAQ_PLACE_CAPITAL | SIYAQ_PLACE_ADMIN_SEAT)) != 0 ||
          p->population >= WELL_KNOWN || ((slot->flags & SIYAQ_SLOT_HAND) != 0 && p->kind != SIYAQ_PLACE_PROVINCE))
        return TRUE;
    }
  return FALSE;
}

/* Capital letters alone say little: "OTA updates", "an SD card". A dateline begins its sentence, and
   a state's two letters stand behind a place. */
static gboolean
is_initials (SiyaqGazetteer *gazetteer,
             const SiyaqTokens *tokens,
             guint first,
             const SiyaqGazetteerSlot *slot)
{
  const SiyaqToken *t = &tokens->items[first];
  gsize len = strlen (t->fold);

  /* "B.C." is meant as a place, and so is "NSW", which our tables have. */
  if ((t->flags & SIYAQ_TOKEN_ALL_CAPS) == 0 || len > MAX_INITIALS || t->end - t->start > len || (t->flags & SIYAQ_TOKEN_AFTER_COMMA) != 0 ||
      (len > 2 && ((t->flags & SIYAQ_TOKEN_SENTENCE_START) != 0 || (slot->flags & SIYAQ_SLOT_HAND) != 0)))
    return FALSE;
  return !is_well_known (gazetteer, slot);
}

static gboolean
latin_allowed (SiyaqGazetteer *gazetteer,
               const SiyaqTokens *tokens,
               guint first,
               guint last,
               const SiyaqGazetteerSlot *slot,
               const SiyaqToponym *previous)
{
  /* Names of programs, firms and makes that are places, too; as those they come with more words:
     "Java island", "the canton of Zug". */
  static const char *const products[] = { "java", "meta", "store", "save", "hela", "hugo", "volta", "zug", "nord", "carthage", "weston" };
  const SiyaqToken *t = &tokens->items[first];
  guint32 class = siyaq_place_word_class (t->fold);

  if (first == last)
    {
      gboolean unit = (last + 1 < tokens->n_items && (siyaq_place_word_class (tokens->items[last + 1].fold) & SIYAQ_WORD_UNIT) != 0) ||
                      (first > 1 && strcmp (tokens->items[first - 1].fold, "of") == 0);

      for (guint i = 0; !unit && i < G_N_ELEMENTS (products); i++)
        if (strcmp (t->fold, products[i]) == 0)
          return FALSE;
      if (is_initials (gazetteer, tokens, first, slot))
        return FALSE;
    }
  if ((slot->flags & SIYAQ_SLOT_ACRONYM) != 0 && first == last && (t->flags & SIYAQ_TOKEN_ALL_CAPS) == 0 && strlen (t->fold) <= 4)
    return FALSE;
  /* "Pa.", "Calif." only behind a place; those which are full words, "Miss.", too. */
  if ((slot->flags & SIYAQ_SLOT_ABBREV) != 0 && first == last && (slot->flags & SIYAQ_SLOT_HAND) != 0 && strlen (t->fold) <= 5 &&
      !(previous != NULL && previous->last + 1 == first && (t->flags & SIYAQ_TOKEN_AFTER_COMMA) != 0))
    return FALSE;
  /* "the West Bank of Luxor": a river's. */
  if (last == first + 1 && strcmp (t->fold, "west") == 0 && strcmp (tokens->items[last].fold, "bank") == 0 && last + 1 < tokens->n_items &&
      strcmp (tokens->items[last + 1].fold, "of") == 0)
    return FALSE;
  if (first == last && ((class & SIYAQ_WORD_CALENDAR) != 0 ||
                        ((slot->flags & SIYAQ_SLOT_HAND) == 0 && siyaq_is_stop_word (t->fold))))
    return FALSE;
  return TRUE;
}

static guint
match_latin (SiyaqGazetteer *gazetteer,
             const SiyaqTokens *tokens,
             guint i,
             GString *key,
             SiyaqToponym *mention,
             const SiyaqToponym *previous)
{
  const SiyaqToken *t = &tokens->items[i];
  gboolean has_next = i + 1 < tokens->n_items;
  gboolean article = has_next && siyaq_place_key_is_article (t->fold) &&
                     (tokens->items[i + 1].flags & (SIYAQ_TOKEN_AFTER_HYPHEN | SIYAQ_TOKEN_CAPITALISED)) != 0;
  gboolean lower = (t->flags & SIYAQ_TOKEN_CAPITALISED) == 0;
  guint last = i;

  if (lower && !article && (siyaq_place_word_class (t->fold) & SIYAQ_WORD_DIRECTION) == 0)
    return 0;
  g_string_truncate (key, 0);
  siyaq_place_key_append (key, t->fold, article);
  mention->slot = longest (gazetteer, tokens, i, key, FALSE, &last);
  if (mention->slot != NULL && lower && (last == i || (mention->slot->flags & SIYAQ_SLOT_HAND) == 0 ||
                                         (tokens->items[last].flags & SIYAQ_TOKEN_CAPITALISED) == 0))
    mention->slot = NULL;
  if (mention->slot == NULL && article && (tokens->items[i + 1].flags & SIYAQ_TOKEN_AFTER_HYPHEN) != 0)
    {
      /* An article that the gazetteer's spelling does not have. */
      g_string_truncate (key, 0);
      siyaq_place_key_append (key, tokens->items[i + 1].fold, FALSE);
      mention->slot = longest (gazetteer, tokens, i + 1, key, FALSE, &last);
    }
  if (mention->slot == NULL || !latin_allowed (gazetteer, tokens, i, last, mention->slot, previous))
    return 0;
  mention->first = i;
  mention->last = last;
  return last - i + 1;
}

static guint
match_arabic (SiyaqGazetteer *gazetteer,
              const SiyaqTokens *tokens,
              guint i,
              GString *key,
              SiyaqToponym *mention)
{
  Reading readings[MAX_READINGS];
  guint n = arabic_readings (tokens->items[i].fold, readings);
  const SiyaqGazetteerSlot *best = NULL;
  guint best_last = 0;

  for (guint r = 0; r < n; r++)
    {
      const SiyaqGazetteerSlot *slot;
      guint last = i;

      g_string_assign (key, readings[r].add);
      {
        /* The canonical form is taken of the whole token. */
        g_autofree char *whole = *readings[r].add != '\0' ? g_strconcat (readings[r].add, tokens->items[i].fold + readings[r].skip, NULL)
                                                           : NULL;

        g_string_truncate (key, 0);
        siyaq_place_key_append (key, whole != NULL ? whole : tokens->items[i].fold + readings[r].skip, FALSE);
      }
      slot = longest (gazetteer, tokens, i, key, TRUE, &last);
      if (slot != NULL && (best == NULL || last > best_last))
        {
          best = slot;
          best_last = last;
          mention->skip_bytes = readings[r].skip;
          mention->skip_chars = readings[r].skip / 2;
          mention->flags = readings[r].locative ? SIYAQ_MENTION_LOCATIVE : 0;
        }
    }
  if (best == NULL)
    return 0;
  mention->slot = best;
  mention->first = i;
  mention->last = best_last;
  return best_last - i + 1;
}

/**
 * siyaq_place_matcher_run:
 * @gazetteer: the gazetteer
 * @text: the text that @tokens are of
 * @tokens: its tokens
 * @title: whether it is a headline
 * @mentions: (element-type SiyaqToponym): where the names are appended, in text order
 *
 * Finds names of places and says of each what it does in its sentence. Nothing is resolved yet.
 */
void
siyaq_place_matcher_run (SiyaqGazetteer *gazetteer,
                         const char *text,
                         const SiyaqTokens *tokens,
                         gboolean title,
                         GArray *mentions)
{
  g_autoptr (GString) key = g_string_sized_new (64);
  guint first_mention = mentions->len;

  for (guint i = 0; i < tokens->n_items && mentions->len < MAX_MENTIONS;)
    {
      SiyaqToponym mention = { tokens, 0 };
      const SiyaqToponym *previous = mentions->len > first_mention ? &g_array_index (mentions, SiyaqToponym, mentions->len - 1) : NULL;
      guint n = 0;

      if ((tokens->items[i].flags & SIYAQ_TOKEN_LATIN) != 0)
        n = match_latin (gazetteer, tokens, i, key, &mention, previous);
      else if ((tokens->items[i].flags & SIYAQ_TOKEN_ARABIC) != 0)
        n = match_arabic (gazetteer, tokens, i, key, &mention);
      if (n == 0)
        {
          i++;
          continue;
        }
      if (title)
        mention.flags |= SIYAQ_MENTION_TITLE;
      if (g_strstr_len (text + tokens->items[mention.first].start, tokens->items[mention.last].end - tokens->items[mention.first].start,
                        SHADDA) != NULL)
        mention.flags |= SIYAQ_MENTION_DOUBLED;
      if (only_adjective (gazetteer, mention.slot))
        mention.flags |= SIYAQ_MENTION_ADJECTIVE;
      g_array_append_val (mentions, mention);
      i += n;
    }
  siyaq_place_context_run (gazetteer, text, tokens, title, mentions, first_mention);
}
