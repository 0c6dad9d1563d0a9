/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Taking written Arabic words apart: conjunctions, prepositions and the article are written
   together with the word after them, pronouns with the word before. Which letters are clitics only
   a dictionary can tell ("وقف" is "stop", "وقال" is "and said"), so this lists readings, the
   likeliest first, and the lexicon takes the first one that it knows. A full morphological analyser
   (Buckwalter, MADAMIRA) was rejected: megabytes of tables for a gloss that gains little by them. */
#define G_LOG_DOMAIN "siyaq-item"

#include "config.h"

#include "siyaq-arabic.h"

#include <string.h>

/* Letters of the folded Arabic alphabet are two bytes in UTF-8. */
#define LETTERS(n) ((n) * 2)

typedef struct
{
  const char *text;
  SiyaqClitics clitics;
  guint cost;
  guint min_rest; /* letters that must be left */
} Prefix;

/* The article weighs nothing: it is no choice but a part of the word. */
static const Prefix prefixes[] = {
  { "", 0, 0, 0 },
  { "ال", SIYAQ_CLITIC_ARTICLE, 0, 2 },
  { "و", SIYAQ_CLITIC_AND, 3, 2 },
  { "وال", SIYAQ_CLITIC_AND | SIYAQ_CLITIC_ARTICLE, 1, 2 },
  { "لل", SIYAQ_CLITIC_FOR | SIYAQ_CLITIC_ARTICLE, 1, 2 },
  { "بال", SIYAQ_CLITIC_WITH | SIYAQ_CLITIC_ARTICLE, 1, 2 },
  { "لال", SIYAQ_CLITIC_FOR | SIYAQ_CLITIC_ARTICLE, 4, 3 }, /* machines and hasty writers: "لالدروز" */
  { "ولل", SIYAQ_CLITIC_AND | SIYAQ_CLITIC_FOR | SIYAQ_CLITIC_ARTICLE, 2, 2 },
  { "وبال", SIYAQ_CLITIC_AND | SIYAQ_CLITIC_WITH | SIYAQ_CLITIC_ARTICLE, 2, 2 },
  { "فال", SIYAQ_CLITIC_SO | SIYAQ_CLITIC_ARTICLE, 3, 2 },
  { "كال", SIYAQ_CLITIC_LIKE | SIYAQ_CLITIC_ARTICLE, 3, 2 },
  { "ب", SIYAQ_CLITIC_WITH, 4, 2 },
  { "ل", SIYAQ_CLITIC_FOR, 4, 2 },
  { "ف", SIYAQ_CLITIC_SO, 5, 3 },
  { "ك", SIYAQ_CLITIC_LIKE, 6, 3 },
  { "وب", SIYAQ_CLITIC_AND | SIYAQ_CLITIC_WITH, 5, 2 },
  { "ول", SIYAQ_CLITIC_AND | SIYAQ_CLITIC_FOR, 5, 2 },
};

typedef struct
{
  const char *text;
  SiyaqPronoun pronoun;
  guint cost;
} Suffix;

static const Suffix pronouns[] = {
  { "ها", SIYAQ_PRONOUN_HER, 4 },   { "هم", SIYAQ_PRONOUN_THEIR, 4 }, { "هما", SIYAQ_PRONOUN_THEIR, 5 },
  { "هن", SIYAQ_PRONOUN_THEIR, 5 }, { "نا", SIYAQ_PRONOUN_OUR, 5 },   { "كم", SIYAQ_PRONOUN_YOUR, 6 },
  { "ه", SIYAQ_PRONOUN_HIS, 5 },    { "ي", SIYAQ_PRONOUN_MY, 8 },
};

typedef struct
{
  const char *text;
  const char *replacement;
  SiyaqClitics clitics;
  guint cost;
  gboolean verb;
} Ending;

/* Endings of number and gender, of nouns, adjectives and past verbs. */
static const Ending endings[] = {
  { "ات", "ه", SIYAQ_CLITIC_PLURAL, 4, FALSE },   { "ات", "", SIYAQ_CLITIC_PLURAL, 4, FALSE },
  { "ين", "", SIYAQ_CLITIC_PLURAL, 4, FALSE },    { "ون", "", SIYAQ_CLITIC_PLURAL, 4, FALSE },
  { "تين", "ه", SIYAQ_CLITIC_DUAL, 4, FALSE },    { "تان", "ه", SIYAQ_CLITIC_DUAL, 4, FALSE },
  { "ان", "", SIYAQ_CLITIC_DUAL, 6, FALSE },      { "وا", "", SIYAQ_CLITIC_PLURAL, 4, TRUE },
  { "ه", "", SIYAQ_CLITIC_FEMININE, 4, FALSE },   { "ت", "", SIYAQ_CLITIC_FEMININE, 4, TRUE },
  { "يه", "ي", SIYAQ_CLITIC_FEMININE, 3, FALSE }, { "ا", "", 0, 2, FALSE }, /* the accusative's alif */
  { "وا", "ي", SIYAQ_CLITIC_PLURAL, 6, TRUE },    { "ت", "ي", SIYAQ_CLITIC_FEMININE, 6, TRUE },
  { "ت", "ا", SIYAQ_CLITIC_FEMININE, 6, TRUE },   { "وا", "ا", SIYAQ_CLITIC_PLURAL, 6, TRUE },
  { "تا", "", SIYAQ_CLITIC_FEMININE | SIYAQ_CLITIC_DUAL, 6, TRUE },
};

static void
add (SiyaqArabicReading *readings,
     guint *n,
     const char *head,
     gsize head_length,
     const char *tail,
     SiyaqClitics clitics,
     SiyaqPronoun pronoun,
     guint cost)
{
  SiyaqArabicReading *r;
  gsize tail_length = strlen (tail);

  if (*n == SIYAQ_ARABIC_MAX_READINGS || head_length + tail_length < LETTERS (cost == 0 ? 1 : 2) ||
      head_length + tail_length > SIYAQ_ARABIC_MAX_WORD_BYTES)
    return;
  r = &readings[(*n)++];
  memcpy (r->word, head, head_length);
  memcpy (r->word + head_length, tail, tail_length + 1);
  r->clitics = clitics;
  r->pronoun = pronoun;
  r->cost = cost;
  r->verb = FALSE;
}

/* As add(), for a form that only a verb has. */
static void
add_verb (SiyaqArabicReading *readings,
          guint *n,
          const char *head,
          gsize head_length,
          const char *tail,
          SiyaqClitics clitics,
          SiyaqPronoun pronoun,
          guint cost)
{
  guint before = *n;

  add (readings, n, head, head_length, tail, clitics, pronoun, cost);
  if (*n > before)
    readings[before].verb = TRUE;
}

static gboolean
ends_with (const char *word,
           gsize length,
           const char *suffix,
           guint min_rest)
{
  gsize n = strlen (suffix);

  return length >= n + LETTERS (min_rest) && memcmp (word + length - n, suffix, n) == 0;
}

/* A present verb of another person: dictionaries have the third person masculine, which begins
   with ي. After a prefix of the future that is the only reading. */
static void
add_present (SiyaqArabicReading *readings,
             guint *n,
             const char *word,
             gsize length,
             SiyaqClitics clitics,
             guint cost)
{
  char third[SIYAQ_ARABIC_MAX_WORD_BYTES + 4];
  gboolean same = g_str_has_prefix (word, "ي");

  if (length < LETTERS (3) || length > SIYAQ_ARABIC_MAX_WORD_BYTES ||
      !(same || g_str_has_prefix (word, "ت") || g_str_has_prefix (word, "ن") || g_str_has_prefix (word, "ا")))
    return;
  memcpy (third, word, length);
  third[length] = '\0';
  memcpy (third, "ي", LETTERS (1));
  if (!same || (clitics & SIYAQ_CLITIC_WILL) != 0)
    add_verb (readings, n, third, length, "", clitics, SIYAQ_PRONOUN_NONE, cost + (same ? 0 : g_str_has_prefix (word, "ت") ? 3 : 7));
  if (ends_with (third, length, "ون", 3) || ends_with (third, length, "وا", 3) || ends_with (third, length, "ان", 3))
    add_verb (readings, n, third, length - LETTERS (2), "", clitics | SIYAQ_CLITIC_PLURAL, SIYAQ_PRONOUN_NONE,
         cost + (same ? 3 : 6));
  for (guint i = 0; i < G_N_ELEMENTS (pronouns) - 1; i++)
    if (ends_with (third, length, pronouns[i].text, 3))
      {
        gsize rest = length - strlen (pronouns[i].text);

        add_verb (readings, n, third, rest, "", clitics, pronouns[i].pronoun, cost + pronouns[i].cost + (same ? 0 : 2));
        if (ends_with (third, rest, "ون", 3))
          add_verb (readings, n, third, rest - LETTERS (2), "", clitics | SIYAQ_CLITIC_PLURAL, pronouns[i].pronoun,
                    cost + pronouns[i].cost + (same ? 3 : 5));
      }
}

/* A past verb of another person with its object: "قالته", "قتلوه". */
static void
add_past_object (SiyaqArabicReading *readings,
                 guint *n,
                 const char *word,
                 gsize length,
                 SiyaqClitics clitics,
                 guint cost)
{
  for (guint i = 0; i < G_N_ELEMENTS (pronouns) - 1; i++)
    {
      gsize rest = length - MIN (strlen (pronouns[i].text), length);

      if (!ends_with (word, length, pronouns[i].text, 3))
        continue;
      if (ends_with (word, rest, "ت", 3))
        {
          add_verb (readings, n, word, rest - LETTERS (1), "", clitics | SIYAQ_CLITIC_FEMININE, pronouns[i].pronoun, cost + pronouns[i].cost + 2);
          add_verb (readings, n, word, rest - LETTERS (1), "ي", clitics | SIYAQ_CLITIC_FEMININE, pronouns[i].pronoun, cost + pronouns[i].cost + 3);
        }
      if (ends_with (word, rest, "و", 3))
        add_verb (readings, n, word, rest - LETTERS (1), "", clitics | SIYAQ_CLITIC_PLURAL, pronouns[i].pronoun, cost + pronouns[i].cost + 2);
    }
}

static int
compare_readings (gconstpointer a,
                  gconstpointer b,
                  gpointer user_data)
{
  const SiyaqArabicReading *ra = a, *rb = b;

  return (int) ra->cost - (int) rb->cost;
}

/**
 * siyaq_arabic_readings:
 * @fold: a folded Arabic word
 * @readings: (out caller-allocates): what it may be made of, likeliest first
 *
 * Returns: how many readings there are; the first is the word itself
 */
guint
siyaq_arabic_readings (const char *fold,
                       SiyaqArabicReading readings[SIYAQ_ARABIC_MAX_READINGS])
{
  guint n = 0;
  gsize whole;

  g_return_val_if_fail (fold != NULL, 0);

  whole = strlen (fold);
  if (whole > SIYAQ_ARABIC_MAX_WORD_BYTES)
    return 0;
  for (guint p = 0; p < G_N_ELEMENTS (prefixes); p++)
    {
      const Prefix *prefix = &prefixes[p];
      const char *word = fold + MIN (strlen (prefix->text), whole);
      gsize length = strlen (word);
      gboolean article = (prefix->clitics & SIYAQ_CLITIC_ARTICLE) != 0;

      if (!g_str_has_prefix (fold, prefix->text) || length < LETTERS (MAX (prefix->min_rest, 1)))
        {
          if (p == 0)
            return 0;
          continue;
        }
      add (readings, &n, word, length, "", prefix->clitics, SIYAQ_PRONOUN_NONE, prefix->cost);
      for (guint e = 0; e < G_N_ELEMENTS (endings); e++)
        if (ends_with (word, length, endings[e].text, 3) && !(endings[e].verb && article))
          (endings[e].verb ? add_verb : add) (readings, &n, word, length - strlen (endings[e].text), endings[e].replacement,
               prefix->clitics | endings[e].clitics, SIYAQ_PRONOUN_NONE, prefix->cost + endings[e].cost);
      if (article)
        continue;
      for (guint s = 0; s < G_N_ELEMENTS (pronouns); s++)
        {
          gsize rest = length - strlen (pronouns[s].text);
          guint cost = prefix->cost + pronouns[s].cost;

          if (!ends_with (word, length, pronouns[s].text, 2))
            continue;
          if (ends_with (word, rest, "ت", 2))
            add (readings, &n, word, rest - LETTERS (1), "ه", prefix->clitics, pronouns[s].pronoun, cost);
          if (ends_with (word, rest, "ات", 2))
            add (readings, &n, word, rest - LETTERS (2), "ه", prefix->clitics | SIYAQ_CLITIC_PLURAL,
                 pronouns[s].pronoun, cost + 3);
          if (ends_with (word, rest, "ا", 2))
            add (readings, &n, word, rest - LETTERS (1), "ي", prefix->clitics, pronouns[s].pronoun, cost + 2);
          add (readings, &n, word, rest, "", prefix->clitics, pronouns[s].pronoun, cost + 1);
        }
      if ((prefix->clitics & (SIYAQ_CLITIC_LIKE | SIYAQ_CLITIC_WITH)) == 0)
        {
          const char *future = g_str_has_prefix (word, "س") ? word + LETTERS (1) : NULL;

          add_present (readings, &n, word, length, prefix->clitics, prefix->cost);
          add_past_object (readings, &n, word, length, prefix->clitics, prefix->cost);
          if (future != NULL && (prefix->clitics & SIYAQ_CLITIC_FOR) == 0)
            add_present (readings, &n, future, length - LETTERS (1), prefix->clitics | SIYAQ_CLITIC_WILL, prefix->cost + 2);
        }
    }
  if (n > 1)
    g_qsort_with_data (readings, (int) n, sizeof (SiyaqArabicReading), compare_readings, NULL);
  return n;
}
