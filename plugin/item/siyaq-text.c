/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The one tokeniser. Word boundaries are runs of letters and digits: ICU's word iterator takes 20
   times as long and splits English and Arabic news text in the same places. */
#define G_LOG_DOMAIN "siyaq-item"

#include "config.h"

#include "siyaq-text-private.h"
#include "siyaq-text.h"

#include <string.h>

static gboolean
is_word_char (gunichar c)
{
  if (c < 0x80)
    return g_ascii_isalnum ((char) c);
  if (is_arabic_letter (c))
    return TRUE;
  if (is_ignorable (c))
    return FALSE;
  return g_unichar_isalnum (c) || g_unichar_ismark (c);
}

/**
 * siyaq_text_count_words:
 * @text: valid UTF-8
 *
 * Returns: the number of words, as siyaq_text_tokenize() would cut them
 */
gsize
siyaq_text_count_words (const char *text)
{
  gsize n = 0;
  gboolean in_word = FALSE;

  g_return_val_if_fail (text != NULL, 0);

  for (const char *p = text; *p != '\0';)
    {
      gunichar c = get_char (p);
      gboolean word;

      if (c < 0x80)
        {
          p++;
          word = g_ascii_isalnum ((char) c);
        }
      else
        {
          p = g_utf8_next_char (p);
          word = is_word_char (c) || (in_word && is_ignorable (c));
        }

      n += word && !in_word;
      in_word = word;
    }
  return n;
}

static gboolean
is_arabic (gunichar c)
{
  return (c >= 0x0600 && c <= 0x06FF) || (c >= 0x0750 && c <= 0x077F) || (c >= 0xFB50 && c <= 0xFDFF) ||
         (c >= 0xFE70 && c <= 0xFEFC);
}

/* A separator inside a number. A comma before exactly three digits groups thousands, elsewhere it
   is a decimal mark ("2,1" as the Maghreb writes); the Arabic separators are unambiguous. Returns
   0 where c separates nothing, '.' for a decimal mark, ',' for a group. */
static char
number_separator (gunichar c,
                  const char *rest)
{
  guint digits = 0;

  for (const char *p = rest; is_digit (get_char (p)); p = g_utf8_next_char (p))
    digits++;
  if (digits == 0)
    return 0;
  if (c == 0x066B)
    return '.';
  if (c == 0x066C)
    return ',';
  if (c == ',')
    return digits == 3 ? ',' : digits < 3 ? '.' : 0;
  if (c == '.')
    return '.';
  return 0;
}

/* "U.S." at p: single letters with full stops, two or more; returns their end. */
static const char *
scan_initials (const char *p,
               GString *folded)
{
  const char *q = p;
  guint n = 0;

  while (g_ascii_isupper (q[0]) && q[1] == '.')
    {
      n++;
      q += 2;
    }
  if (n < 2 || is_word_char (get_char (q)))
    return NULL;
  for (const char *r = p; r < q; r += 2)
    g_string_append_c (folded, g_ascii_tolower (*r));
  return q;
}

/**
 * siyaq_text_tokenize:
 * @text: valid UTF-8; at most %SIYAQ_TEXT_MAX_BYTES of it are looked at
 *
 * Cuts text into words and numbers. A possessive 's is dropped, hyphens and other apostrophes
 * separate, initials ("U.S.") are one token. Sentences end at . ! ? ؟ … before white space and at
 * line ends.
 *
 * Returns: (transfer full): the tokens
 */
SiyaqTokens *
siyaq_text_tokenize (const char *text)
{
  g_autoptr (GArray) tokens = NULL;
  GString *folds;
  SiyaqTokens *self;
  const char *p, *limit;
  guint32 cp = 0, sentence = 0, pending = SIYAQ_TOKEN_SENTENCE_START | SIYAQ_TOKEN_PARAGRAPH_START;
  gboolean sentence_has_token = FALSE, after_hyphen = FALSE;
  gsize length;

  g_return_val_if_fail (text != NULL, NULL);

  length = MIN (strlen (text), SIYAQ_TEXT_MAX_BYTES);
  limit = text + length;
  tokens = g_array_sized_new (FALSE, TRUE, sizeof (SiyaqToken), (guint) (length / 6 + 8));
  folds = g_string_sized_new (length + length / 4 + 16);

  for (p = text; p < limit && *p != '\0';)
    {
      gunichar c = get_char (p);
      const char *next = g_utf8_next_char (p);
      SiyaqToken token = { 0 };
      gsize fold_start;
      guint n_letters = 0, n_upper = 0;
      gboolean number, first = TRUE;
      const char *initials_end;

      if (!is_word_char (c))
        {
          if (c == '\n' || c == 0x2029)
            pending |= SIYAQ_TOKEN_SENTENCE_START | SIYAQ_TOKEN_PARAGRAPH_START;
          else if (c == '!' || c == '?' || c == 0x061F || c == 0x2026 ||
                   (c == '.' && (*next == '\0' || !is_word_char (get_char (next)))))
            pending |= SIYAQ_TOKEN_SENTENCE_START;
          else if (strchr (",;:()[]", (int) MIN (c, 0x7f)) != NULL || c == 0x060C || c == 0x061B)
            pending |= SIYAQ_TOKEN_AFTER_COMMA;
          after_hyphen = (c == '-' || c == 0x2010 || c == 0x2011) && tokens->len > 0 &&
                         g_array_index (tokens, SiyaqToken, tokens->len - 1).end == (guint32) (p - text);
          p = next;
          cp++;
          continue;
        }

      token.start = (guint32) (p - text);
      token.cp_start = cp;
      fold_start = folds->len;
      number = is_digit (c);
      initials_end = scan_initials (p, folds);
      if (initials_end != NULL)
        {
          token.flags |= SIYAQ_TOKEN_LATIN | SIYAQ_TOKEN_CAPITALISED | SIYAQ_TOKEN_ALL_CAPS;
          cp += (guint32) (initials_end - p);
          p = initials_end;
        }
      else
        while (p < limit && *p != '\0')
          {
            c = get_char (p);
            next = g_utf8_next_char (p);
            /* Almost all text is English and Arabic letters: these need none of Unicode's tables. */
            if (c < 0x80 ? g_ascii_isalpha ((char) c) : is_arabic_letter (c))
              {
                if (number && !first)
                  break;
                n_letters++;
                if (c >= 0x80)
                  {
                    append_arabic (folds, c);
                    token.flags |= SIYAQ_TOKEN_ARABIC;
                  }
                else
                  {
                    g_string_append_c (folds, g_ascii_tolower ((char) c));
                    token.flags |= SIYAQ_TOKEN_LATIN;
                    if (g_ascii_isupper ((char) c))
                      {
                        n_upper++;
                        if (first)
                          token.flags |= SIYAQ_TOKEN_CAPITALISED;
                      }
                  }
              }
            else if (is_word_char (c))
              {
                /* "11شخصا", "90km": a number ends where letters begin and the other way round. */
                if (is_digit (c) != number && !first && (number || is_arabic (c)))
                  break;
                append_folded (folds, c);
                if (is_alpha (c))
                  n_letters++;
                if (is_upper (c))
                  {
                    n_upper++;
                    if (first)
                      token.flags |= SIYAQ_TOKEN_CAPITALISED;
                  }
                if (is_arabic (c) && !is_digit (c))
                  token.flags |= SIYAQ_TOKEN_ARABIC;
                else if (is_alpha (c) && c < 0x250)
                  token.flags |= SIYAQ_TOKEN_LATIN;
              }
            else if (is_ignorable (c) && is_word_char (get_char (next)))
              ;
            else if (number && number_separator (c, next) != 0)
              {
                if (number_separator (c, next) == '.')
                  g_string_append_c (folds, '.');
              }
            else
              break;
            first = FALSE;
            p = next;
            cp++;
          }
      if (number)
        token.flags |= SIYAQ_TOKEN_NUMBER;
      if (n_letters >= 2 && n_upper == n_letters)
        token.flags |= SIYAQ_TOKEN_ALL_CAPS;
      token.end = (guint32) (p - text);
      token.cp_end = cp;

      /* The possessive belongs to no token. */
      if (p < limit && (*p == '\'' || strncmp (p, "\xE2\x80\x99", 3) == 0))
        {
          const char *s = g_utf8_next_char (p);

          if ((*s == 's' || *s == 'S') && !is_word_char (get_char (s + 1)))
            {
              token.flags |= SIYAQ_TOKEN_POSSESSIVE;
              p = s + 1;
              cp += 2;
            }
        }
      if (folds->len == fold_start)
        continue;
      if ((pending & SIYAQ_TOKEN_SENTENCE_START) != 0 && sentence_has_token)
        sentence++;
      sentence_has_token = TRUE;
      token.sentence = sentence;
      token.flags |= pending;
      if (after_hyphen)
        token.flags |= SIYAQ_TOKEN_AFTER_HYPHEN;
      after_hyphen = FALSE;
      pending = 0;
      token.fold = GSIZE_TO_POINTER (fold_start);
      g_string_append_c (folds, '\0');
      g_array_append_val (tokens, token);
    }

  self = g_new0 (SiyaqTokens, 1);
  self->n_items = tokens->len;
  self->n_sentences = sentence_has_token ? sentence + 1 : 0;
  /* One allocation: the tokens, then their folded forms. */
  self->items = g_malloc (sizeof (SiyaqToken) * MAX (tokens->len, 1) + folds->len + 1);
  if (tokens->len > 0)
    memcpy (self->items, tokens->data, sizeof (SiyaqToken) * tokens->len);
  {
    char *base = (char *) (self->items + MAX (tokens->len, 1));

    memcpy (base, folds->str, folds->len + 1);
    for (guint i = 0; i < self->n_items; i++)
      self->items[i].fold = base + GPOINTER_TO_SIZE (self->items[i].fold);
  }
  g_string_free (folds, TRUE);
  return self;
}

/**
 * siyaq_tokens_free:
 * @self: (transfer full) (nullable): tokens
 */
void
siyaq_tokens_free (SiyaqTokens *self)
{
  if (self == NULL)
    return;
  g_free (self->items);
  g_free (self);
}
