/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Names in the letters of the other script. Arabic writes no short vowels: between two consonants an
   "a" is guessed, which is right more often than any other. ICU's Arabic-Latin was rejected: its
   scholarly "mḥmd" is what no newspaper prints. */
#define G_LOG_DOMAIN "siyaq-digest"

#include "config.h"

#include "siyaq-transliterate.h"

#include <string.h>

typedef enum
{
  CONSONANT,
  VOWEL,
  GLIDE, /* consonant before a vowel, vowel elsewhere */
} Kind;

typedef struct
{
  gunichar letter;
  const char *latin;
  const char *as_vowel;
  Kind kind;
} Letter;

static const Letter letters[] = {
  { 0x0621, "", "", VOWEL },     { 0x0622, "a", "a", VOWEL },   { 0x0623, "a", "a", VOWEL },   { 0x0624, "u", "u", VOWEL },
  { 0x0625, "i", "i", VOWEL },   { 0x0626, "i", "i", VOWEL },   { 0x0627, "a", "a", VOWEL },   { 0x0628, "b", NULL, CONSONANT },
  { 0x0629, "a", "a", VOWEL },   { 0x062A, "t", NULL, CONSONANT }, { 0x062B, "th", NULL, CONSONANT }, { 0x062C, "j", NULL, CONSONANT },
  { 0x062D, "h", NULL, CONSONANT }, { 0x062E, "kh", NULL, CONSONANT }, { 0x062F, "d", NULL, CONSONANT }, { 0x0630, "dh", NULL, CONSONANT },
  { 0x0631, "r", NULL, CONSONANT }, { 0x0632, "z", NULL, CONSONANT }, { 0x0633, "s", NULL, CONSONANT }, { 0x0634, "sh", NULL, CONSONANT },
  { 0x0635, "s", NULL, CONSONANT }, { 0x0636, "d", NULL, CONSONANT }, { 0x0637, "t", NULL, CONSONANT }, { 0x0638, "z", NULL, CONSONANT },
  { 0x0639, "a", "a", VOWEL },   { 0x063A, "gh", NULL, CONSONANT }, { 0x0641, "f", NULL, CONSONANT }, { 0x0642, "q", NULL, CONSONANT },
  { 0x0643, "k", NULL, CONSONANT }, { 0x0644, "l", NULL, CONSONANT }, { 0x0645, "m", NULL, CONSONANT }, { 0x0646, "n", NULL, CONSONANT },
  { 0x0647, "h", NULL, CONSONANT }, { 0x0648, "w", "o", GLIDE },  { 0x0649, "a", "a", VOWEL },   { 0x064A, "y", "i", GLIDE },
  { 0x067E, "p", NULL, CONSONANT }, { 0x0686, "ch", NULL, CONSONANT }, { 0x06A4, "v", NULL, CONSONANT }, { 0x06AF, "g", NULL, CONSONANT },
  { 0x06CC, "y", "i", GLIDE },   { 0x06A9, "k", NULL, CONSONANT }, { 0x0671, "a", "a", VOWEL },
};

static const Letter *
find_letter (gunichar c)
{
  for (guint i = 0; i < G_N_ELEMENTS (letters); i++)
    if (letters[i].letter == c)
      return &letters[i];
  return NULL;
}

static void
append_word (GString *out,
             const char *word,
             const char *end)
{
  gboolean after_consonant = FALSE, after_vowel = FALSE, start = TRUE;
  guint length = (guint) g_utf8_strlen (word, end - word);

  for (const char *p = word; p < end; p = g_utf8_next_char (p))
    {
      const Letter *l = find_letter (g_utf8_get_char (p));
      const char *next = g_utf8_next_char (p);
      const Letter *following = next < end ? find_letter (g_utf8_get_char (next)) : NULL;
      gboolean consonant;

      if (l == NULL)
        continue;
      /* A final ه or ة after a consonant is "-ah", written "a". */
      if (following == NULL && l->letter == 0x0647 && after_consonant && length > 3)
        {
          g_string_append_c (out, 'a');
          break;
        }
      consonant = l->kind == CONSONANT || (l->kind == GLIDE && (start || after_vowel || (following != NULL && following->kind == VOWEL)));
      if (consonant)
        {
          if (after_consonant && following != NULL && following->kind == CONSONANT)
            g_string_append_c (out, 'a');
          else if (after_consonant && following == NULL && length <= 4)
            g_string_append_c (out, 'a');
          g_string_append (out, l->latin);
        }
      else
        {
          gsize n = strlen (l->as_vowel);

          if (n > 0 && !(out->len >= n && after_vowel && g_str_has_suffix (out->str, l->as_vowel)))
            g_string_append (out, l->as_vowel);
        }
      after_consonant = consonant;
      after_vowel = !consonant;
      start = FALSE;
    }
}

/**
 * siyaq_transliterate_to_latin:
 * @arabic: one word, as it is written
 * @length: its bytes, or -1
 *
 * Returns: (transfer full): the word in Latin letters, its first letter a capital, "al-" before it
 *   where it has the article
 */
char *
siyaq_transliterate_to_latin (const char *arabic,
                              gssize length)
{
  GString *s;
  const char *end;
  gsize first;

  g_return_val_if_fail (arabic != NULL, NULL);

  end = arabic + (length < 0 ? strlen (arabic) : (gsize) length);
  s = g_string_new (NULL);
  if (end - arabic > 6 && g_str_has_prefix (arabic, "ال"))
    {
      g_string_append (s, "al-");
      arabic += strlen ("ال");
    }
  first = s->len;
  append_word (s, arabic, end);
  if (s->len > first)
    s->str[first] = g_ascii_toupper (s->str[first]);
  return g_string_free (s, FALSE);
}

/* Longest first. */
static const struct
{
  const char *latin;
  const char *arabic;
} sounds[] = {
  { "sch", "ش" }, { "tch", "تش" }, { "sh", "ش" }, { "kh", "خ" }, { "gh", "غ" }, { "th", "ث" }, { "dh", "ذ" }, { "ch", "تش" },
  { "ph", "ف" },  { "ck", "ك" },   { "ou", "و" }, { "oo", "و" }, { "ee", "ي" }, { "ea", "ي" }, { "ie", "ي" }, { "ei", "ي" },
  { "ai", "اي" }, { "ay", "اي" },  { "au", "او" }, { "aw", "او" }, { "ow", "او" }, { "qu", "كو" }, { "x", "كس" },
  { "ce", "س" },  { "ci", "سي" },  { "a", "ا" },  { "b", "ب" },  { "c", "ك" },  { "d", "د" },  { "f", "ف" },  { "g", "غ" },
  { "h", "ه" },   { "i", "ي" },    { "j", "ج" },  { "k", "ك" },  { "l", "ل" },  { "m", "م" },  { "n", "ن" },  { "o", "و" },
  { "p", "ب" },   { "q", "ق" },    { "r", "ر" },  { "s", "س" },  { "t", "ت" },  { "u", "و" },  { "v", "ف" },  { "w", "و" },
  { "y", "ي" },   { "z", "ز" },
};

/**
 * siyaq_transliterate_to_arabic:
 * @latin: one word, as it is written
 * @length: its bytes, or -1
 *
 * Returns: (transfer full): the word in Arabic letters as news spells foreign names: a short "e" is
 *   left out inside a word, doubled letters are written once
 */
char *
siyaq_transliterate_to_arabic (const char *latin,
                               gssize length)
{
  g_autofree char *plain = NULL;
  g_autofree char *lower = NULL;
  g_autofree char *cut = NULL;
  GString *s;

  g_return_val_if_fail (latin != NULL, NULL);

  cut = g_strndup (latin, length < 0 ? strlen (latin) : (gsize) length);
  plain = g_str_to_ascii (cut, "C");
  lower = g_ascii_strdown (plain, -1);
  s = g_string_new (NULL);
  for (const char *p = lower; *p != '\0';)
    {
      const char *step = p + 1;

      if (p > lower && *p == p[-1])
        {
          p++;
          continue;
        }
      if (p == lower && strchr ("eio", *p) != NULL && *p != '\0')
        g_string_append (s, *p == 'o' ? "أو" : "إي");
      else if (*p == 'e')
        {
          if (p[1] == '\0')
            ;
          else if (strlen (lower) <= 5)
            g_string_append (s, "ي");
        }
      else
        for (guint i = 0; i < G_N_ELEMENTS (sounds); i++)
          if (g_str_has_prefix (p, sounds[i].latin))
            {
              g_string_append (s, sounds[i].arabic);
              step = p + strlen (sounds[i].latin);
              break;
            }
      p = step;
    }
  return g_string_free (s, FALSE);
}

/**
 * siyaq_transliterate_letters:
 * @capitals: capitals, as they are written
 * @length: its bytes
 *
 * Abbreviations that have no Arabic name are spelled as they are read aloud.
 *
 * Returns: (transfer full): the names of the letters; "" where there is no capital
 */
char *
siyaq_transliterate_letters (const char *capitals,
                             gsize length)
{
  static const char *const names[] = { "إيه", "بي", "سي", "دي", "إي", "إف", "جي", "إتش", "آي", "جيه", "كيه", "إل", "إم",
                                       "إن", "أو", "بي", "كيو", "آر", "إس", "تي", "يو", "في", "دبليو", "إكس", "واي", "زد" };
  GString *s = g_string_new (NULL);

  for (gsize i = 0; i < length; i++)
    if (g_ascii_isupper (capitals[i]))
      g_string_append_printf (s, "%s%s", s->len > 0 ? " " : "", names[capitals[i] - 'A']);
  return g_string_free (s, FALSE);
}
