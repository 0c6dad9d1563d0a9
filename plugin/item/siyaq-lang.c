/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Which language a text is in. Readers of this plugin follow Arabic and English feeds; the script
   alone tells Arabic, and for the Latin script a handful of function words tell English from its
   neighbours with more certainty than a feed's own declaration, which is often a theme's default.
   Words are cut here and not by the tokeniser: nothing but letters matters, and whoever only wants to
   clean an item needs no tokens. */
#define G_LOG_DOMAIN "siyaq-item"

#include "config.h"

#include "siyaq-lang.h"
#include "siyaq-text-private.h"
#include "siyaq-text.h"

#include <string.h>

/* The start of a text tells its language; the end is often boilerplate. */
#define SAMPLE_BYTES 2000
/* Letters of the Latin script end here. */
#define LATIN_END 0x250
/* No word of the table is longer. */
#define MAX_WORD_BYTES 16

/* The most frequent function words that the other languages of the table do not share. */
static const struct
{
  const char *lang;
  const char *words;
} latin_languages[] = {
  { "en", " the of and to in that is was for with his said has from by were have are which this will but not " },
  { "fr", " le les des et du une dans est pour qui sur par plus avec au aux ce cette pas sont ont été " },
  { "es", " el los las del y una por con para su al lo como más pero sus ha este fue esta entre " },
  { "de", " der die und das von zu den mit ist auf für ein eine nicht dem sich auch es wird bei einen " },
  { "it", " il di che la per una con del non sono gli della dei nel alla più anche come ha delle " },
  { "pt", " o os do da em um uma para com não no na que dos das ao pela foi mais mas " },
  { "nl", " de het een van en op te dat voor met zijn niet aan er om ook als bij naar wordt " },
  { "tr", " ve bir bu için ile olarak da de çok daha olan gibi sonra ancak kadar olduğu ise değil " },
  { "sv", " och att det som en på är av för med till den har inte om ett men var jag sig " },
};

static gboolean
is_arabic_script (gunichar c)
{
  return is_arabic_letter (c) || (c >= 0x064B && c <= 0x065F) || (c >= 0x066E && c <= 0x06D3) || c == 0x0640 || c == 0x200C;
}

/* Folded word → bit set of the rows of the table that have it. */
static GHashTable *
get_words (void)
{
  static GHashTable *words = NULL;

  if (g_once_init_enter (&words))
    {
      GHashTable *new_words = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

      for (guint l = 0; l < G_N_ELEMENTS (latin_languages); l++)
        {
          g_auto (GStrv) list = g_strsplit (latin_languages[l].words, " ", -1);

          for (guint i = 0; list[i] != NULL; i++)
            {
              char *folded = siyaq_text_fold (list[i], -1);
              guint rows = GPOINTER_TO_UINT (g_hash_table_lookup (new_words, folded));

              if (*folded != '\0')
                g_hash_table_replace (new_words, folded, GUINT_TO_POINTER (rows | 1u << l));
              else
                g_free (folded);
            }
        }
      g_once_init_leave (&words, new_words);
    }
  return words;
}

/* Adds a word to the languages that have it. */
static void
count_word (GHashTable *words,
            const char *word,
            gsize length,
            guint *n_words)
{
  g_autofree char *folded = NULL;
  char buffer[MAX_WORD_BYTES + 1];
  guint rows;
  gsize i;

  for (i = 0; i < length && (guchar) word[i] < 0x80; i++)
    buffer[i] = g_ascii_tolower (word[i]);
  buffer[i] = '\0';
  if (i < length)
    folded = siyaq_text_fold (word, (gssize) length);
  rows = GPOINTER_TO_UINT (g_hash_table_lookup (words, folded != NULL ? folded : buffer));
  for (guint l = 0; rows != 0; l++, rows >>= 1)
    n_words[l] += rows & 1;
}

/* Languages that share the Arabic script differ in letters that Arabic does not have. */
static const char *
detect_arabic_script (const char *text)
{
  guint persian = 0, urdu = 0, letters = 0;

  for (const char *p = text; *p != '\0' && p - text < SAMPLE_BYTES; p = g_utf8_next_char (p))
    {
      gunichar c = get_char (p);

      letters += c >= 0x0620 && c <= 0x06FF;
      persian += c == 0x067E || c == 0x0686 || c == 0x0698 || c == 0x06AF || c == 0x06CC || c == 0x06A9;
      urdu += c == 0x0679 || c == 0x0688 || c == 0x0691 || c == 0x06BA || c == 0x06BE || c == 0x06D2;
    }
  if (letters > 0 && urdu * 50 > letters)
    return "ur";
  if (letters > 0 && persian * 20 > letters)
    return "fa";
  return "ar";
}

/**
 * siyaq_lang_detect:
 * @text: plain text
 * @declared: (nullable): what the feed says, BCP 47
 *
 * The text decides; the declaration is used where the text is too short to tell.
 *
 * Returns: (transfer none): a BCP 47 primary subtag, "und" where nothing can be said
 */
const char *
siyaq_lang_detect (const char *text,
                   const char *declared)
{
  GHashTable *words = get_words ();
  guint n_words[G_N_ELEMENTS (latin_languages)] = { 0 };
  guint arabic = 0, latin = 0, best = 0;
  const char *best_lang = NULL;

  g_return_val_if_fail (text != NULL, "und");

  for (const char *p = text; *p != '\0' && p - text < SAMPLE_BYTES;)
    {
      const char *start = p;
      gunichar c = get_char (p);

      p = g_utf8_next_char (p);
      if (is_arabic_script (c))
        {
          while (is_arabic_script (get_char (p)))
            p = g_utf8_next_char (p);
          arabic++;
        }
      else if (is_alpha (c) && c < LATIN_END)
        {
          while ((c = get_char (p)) != 0 && c < LATIN_END && is_alpha (c))
            p = g_utf8_next_char (p);
          latin++;
          if (p - start <= MAX_WORD_BYTES)
            count_word (words, start, p - start, n_words);
        }
    }
  if (arabic > 0 && arabic * 3 >= latin)
    return detect_arabic_script (text);
  for (guint l = 0; l < G_N_ELEMENTS (latin_languages); l++)
    if (n_words[l] > best)
      {
        best = n_words[l];
        best_lang = latin_languages[l].lang;
      }
  /* Function words are a third of running text; one in twelve is little enough for headlines. */
  if (best_lang != NULL && best * 12 >= latin)
    return best_lang;
  if (declared != NULL && *declared != '\0')
    {
      g_autofree char *primary = g_ascii_strdown (declared, (gssize) strcspn (declared, "-_"));

      return g_intern_string (primary);
    }
  return best_lang != NULL ? best_lang : latin > 0 ? "en" : "und";
}

/**
 * siyaq_lang_is_rtl:
 * @lang: (nullable): BCP 47
 *
 * Returns: whether text in @lang is written from right to left
 */
gboolean
siyaq_lang_is_rtl (const char *lang)
{
  static const char *const rtl[] = { "ar", "fa", "ur", "he", "ps", "ckb", "sd", "ug", "yi", "dv", NULL };
  g_autofree char *primary = NULL;

  if (lang == NULL)
    return FALSE;
  primary = g_ascii_strdown (lang, (gssize) strcspn (lang, "-_"));
  return g_strv_contains (rtl, primary);
}
