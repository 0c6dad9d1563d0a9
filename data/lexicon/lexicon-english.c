/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Regular English inflection, for rows of news.tsv that do not spell their forms out. */
#define G_LOG_DOMAIN "siyaq-lexicon"

#include "config.h"

#include "lexicon-builder.h"

#include <string.h>

static gboolean
is_vowel (char c)
{
  return c != '\0' && strchr ("aeiou", g_ascii_tolower (c)) != NULL;
}

/* Only the last word of a phrase is inflected as a noun, only the first as a verb. */
static char *
with_s (const char *word)
{
  gsize n = strlen (word);

  if (n >= 2 && word[n - 1] == 'y' && !is_vowel (word[n - 2]))
    return g_strdup_printf ("%.*sies", (int) n - 1, word);
  if (g_str_has_suffix (word, "s") || g_str_has_suffix (word, "x") || g_str_has_suffix (word, "z") ||
      g_str_has_suffix (word, "ch") || g_str_has_suffix (word, "sh"))
    return g_strconcat (word, "es", NULL);
  return g_strconcat (word, "s", NULL);
}

/* One syllable that ends in consonant, vowel, consonant doubles its last letter: "stopped". */
static gboolean
doubles (const char *word)
{
  gsize n = strlen (word);
  guint vowels = 0;

  for (gsize i = 0; i < n; i++)
    vowels += is_vowel (word[i]);
  return n >= 3 && vowels == 1 && !is_vowel (word[n - 1]) && strchr ("wxy", word[n - 1]) == NULL &&
         is_vowel (word[n - 2]) && !is_vowel (word[n - 3]);
}

static char *
with_ending (const char *word,
             const char *ending)
{
  gsize n = strlen (word);
  gboolean e = g_str_has_suffix (word, "e");

  if (*ending == 'e')
    {
      if (e)
        return g_strconcat (word, "d", NULL);
      if (n >= 2 && word[n - 1] == 'y' && !is_vowel (word[n - 2]))
        return g_strdup_printf ("%.*sied", (int) n - 1, word);
    }
  else if (g_str_has_suffix (word, "ie"))
    return g_strdup_printf ("%.*sying", (int) n - 2, word);
  else if (e && !g_str_has_suffix (word, "ee"))
    return g_strdup_printf ("%.*sing", (int) n - 1, word);
  if (doubles (word))
    return g_strdup_printf ("%s%c%s", word, word[n - 1], ending);
  return g_strconcat (word, ending, NULL);
}

static char *
on_first_word (const char *phrase,
               char *(*inflect) (const char *word))
{
  gsize n = strcspn (phrase, " ");
  g_autofree char *first = g_strndup (phrase, n);
  g_autofree char *inflected = inflect (first);

  return g_strconcat (inflected, phrase + n, NULL);
}

static char *
past (const char *word)
{
  return with_ending (word, "ed");
}

static char *
ing (const char *word)
{
  return with_ending (word, "ing");
}

/**
 * lexicon_english_plural:
 * @singular: a noun or a phrase that ends in one
 *
 * Returns: (transfer full): its regular plural
 */
char *
lexicon_english_plural (const char *singular)
{
  return with_s (singular);
}

/**
 * lexicon_english_third_person:
 * @base: a verb or a phrase that begins with one
 *
 * Returns: (transfer full): "says" for "say"
 */
char *
lexicon_english_third_person (const char *base)
{
  if (g_str_has_prefix (base, "go") && (base[2] == '\0' || base[2] == ' '))
    return g_strconcat ("goes", base + 2, NULL);
  return on_first_word (base, with_s);
}

/**
 * lexicon_english_past:
 * @base: a regular verb or a phrase that begins with one
 *
 * Returns: (transfer full): its past
 */
char *
lexicon_english_past (const char *base)
{
  return on_first_word (base, past);
}

/**
 * lexicon_english_ing:
 * @base: a verb or a phrase that begins with one
 *
 * Returns: (transfer full): its -ing form
 */
char *
lexicon_english_ing (const char *base)
{
  return on_first_word (base, ing);
}
