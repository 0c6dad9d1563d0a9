/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The one normaliser and the one tokeniser. Folding works code point by code point, so that each
   token knows where it stands in the text; ICU's whole-string normaliser was rejected because it
   loses that. Word boundaries are runs of letters and digits: ICU's word iterator takes 20 times
   as long and splits English and Arabic news text in the same places. */
#define G_LOG_DOMAIN "siyaq-item"

#include "config.h"

#include "siyaq-text.h"

#include <string.h>
#include <unicode/uchar.h>
#include <unicode/unorm2.h>
#include <unicode/utf16.h>

/* Code points one code point can fold to (U+FDFA has 18). */
#define MAX_FOLDED 20

static gboolean
is_ignorable (gunichar c)
{
  return (c >= 0x064B && c <= 0x065F) || /* harakat */
         c == 0x0640 ||                  /* tatweel */
         c == 0x0670 ||                  /* superscript alef */
         (c >= 0x06D6 && c <= 0x06ED) || /* Quranic marks */
         (c >= 0x0300 && c <= 0x036F) || /* combining marks of Latin, Greek, Cyrillic */
         c == 0x00AD || c == 0xFEFF ||   /* soft hyphen, byte order mark */
         (c >= 0x200B && c <= 0x200F) || /* zero width and direction marks */
         (c >= 0x202A && c <= 0x202E) || (c >= 0x2060 && c <= 0x206F);
}

/* The letters that Arabic text consists of: asked first, because Unicode's tables are slow. */
static gboolean
is_arabic_letter (gunichar c)
{
  return c >= 0x0621 && c <= 0x064A && c != 0x0640;
}

/* GLib asks its tables for each code point; nearly all of them are ASCII or Arabic letters. */
static inline gboolean
is_digit (gunichar c)
{
  return c < 0x80 ? g_ascii_isdigit ((char) c) : !is_arabic_letter (c) && g_unichar_isdigit (c);
}

static inline gboolean
is_alpha (gunichar c)
{
  return c < 0x80 ? g_ascii_isalpha ((char) c) : is_arabic_letter (c) || g_unichar_isalpha (c);
}

static inline gboolean
is_upper (gunichar c)
{
  return c < 0x80 ? g_ascii_isupper ((char) c) : !is_arabic_letter (c) && g_unichar_isupper (c);
}

static inline gboolean
is_space (gunichar c)
{
  return c < 0x80 ? g_ascii_isspace ((char) c) : !is_arabic_letter (c) && (g_unichar_isspace (c) || c == 0x00A0);
}

static inline gunichar
get_char (const char *p)
{
  const guchar *u = (const guchar *) p;

  if (u[0] < 0x80)
    return u[0];
  if (u[0] < 0xE0)
    return (gunichar) (u[0] & 0x1F) << 6 | (u[1] & 0x3F);
  return g_utf8_get_char (p);
}

/* Folds one code point that is neither ASCII, an Arabic letter nor ignorable. */
static guint
fold_code_point (gunichar c,
                 gunichar out[MAX_FOLDED])
{
  switch (c)
    {
    case 0x0671: /* ٱ */
      out[0] = 0x0627;
      return 1;
    case 0x06CC: /* Persian ی */
      out[0] = 0x064A;
      return 1;
    case 0x06A9: /* Persian ک */
      out[0] = 0x0643;
      return 1;
    case 0x2018:
    case 0x2019:
    case 0x201B:
    case 0x02BC:
    case 0x02BB:
    case 0x02BE:
    case 0x02BF:
    case 0x2032:
    case 0x00B4:
    case '`':
      out[0] = '\'';
      return 1;
    case 0x201C:
    case 0x201D:
    case 0x201E:
    case 0x201F:
    case 0x00AB:
    case 0x00BB:
      out[0] = '"';
      return 1;
    case 0x2010:
    case 0x2011:
    case 0x2012:
    case 0x2013:
    case 0x2014:
    case 0x2015:
    case 0x2212:
      out[0] = '-';
      return 1;
    case 0x00A0:
    case 0x202F:
    case 0x3000:
      out[0] = ' ';
      return 1;
    case 0x0131: /* ı */
      out[0] = 'i';
      return 1;
    case 0x00DF: /* ß */
      out[0] = out[1] = 's';
      return 2;
    case 0x00C6:
    case 0x00E6:
      out[0] = 'a';
      out[1] = 'e';
      return 2;
    case 0x00D8:
    case 0x00F8:
      out[0] = 'o';
      return 1;
    case 0x0141:
    case 0x0142:
      out[0] = 'l';
      return 1;
    default:
      break;
    }
  if ((c >= 0x0660 && c <= 0x0669) || (c >= 0x06F0 && c <= 0x06F9))
    {
      out[0] = '0' + (c & 0xF);
      return 1;
    }

  /* Everything else: lower case, compatibility decomposition, marks dropped. */
  {
    UErrorCode status = U_ZERO_ERROR;
    const UNormalizer2 *nfkd = unorm2_getNFKDInstance (&status);
    UChar units[64];
    gint32 n_units, i = 0;
    guint n = 0;

    n_units = U_SUCCESS (status) ? unorm2_getDecomposition (nfkd, (UChar32) c, units, 64, &status) : -1;
    if (n_units <= 0 || U_FAILURE (status))
      {
        out[0] = (gunichar) u_tolower ((UChar32) c);
        return 1;
      }
    while (i < n_units && n < MAX_FOLDED)
      {
        UChar32 d;

        U16_NEXT (units, i, n_units, d);
        if (is_ignorable ((gunichar) d))
          continue;
        d = u_tolower (d);
        if (d == 0x0622 || d == 0x0623 || d == 0x0625)
          d = 0x0627;
        else if (d == 0x0649)
          d = 0x064A;
        else if (d == 0x0629)
          d = 0x0647;
        out[n++] = (gunichar) d;
      }
    return n;
  }
}

/* A letter of is_arabic_letter(), which UTF-8 writes with two bytes. */
static inline void
append_arabic (GString *s,
               gunichar c)
{
  if (c == 0x0622 || c == 0x0623 || c == 0x0625)
    c = 0x0627;
  else if (c == 0x0649)
    c = 0x064A;
  else if (c == 0x0629)
    c = 0x0647;
  g_string_append_c (s, (char) (0xC0 | (c >> 6)));
  g_string_append_c (s, (char) (0x80 | (c & 0x3F)));
}

static void
append_folded_rare (GString *s,
                    gunichar c)
{
  gunichar out[MAX_FOLDED];
  guint n;

  if (is_ignorable (c))
    return;
  n = fold_code_point (c, out);
  for (guint i = 0; i < n; i++)
    g_string_append_unichar (s, out[i]);
}

static inline void
append_folded (GString *s,
               gunichar c)
{
  if (c < 0x80)
    g_string_append_c (s, g_ascii_tolower (c == '`' ? '\'' : (char) c));
  else if (is_arabic_letter (c))
    append_arabic (s, c);
  else
    append_folded_rare (s, c);
}

static char *
fold (const char *text,
      gssize length,
      gboolean masked)
{
  const char *end;
  GString *s;
  gboolean space = TRUE, digits = FALSE;

  g_return_val_if_fail (text != NULL, NULL);

  end = text + (length < 0 ? strlen (text) : (gsize) length);
  s = g_string_sized_new ((gsize) (end - text) + 1);
  for (const char *p = text; p < end && *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = get_char (p);

      if (is_space (c))
        {
          if (!space)
            g_string_append_c (s, ' ');
          space = TRUE;
          digits = FALSE;
          continue;
        }
      if (masked && is_digit (c))
        {
          /* A run of digits is one mark: "9 comments" and "12 comments" are one block. */
          if (!digits)
            g_string_append_c (s, '#');
          digits = TRUE;
          space = FALSE;
          continue;
        }
      append_folded (s, c);
      digits = FALSE;
      space = s->len > 0 && s->str[s->len - 1] == ' ';
    }
  while (s->len > 0 && s->str[s->len - 1] == ' ')
    g_string_truncate (s, s->len - 1);
  return g_string_free (s, FALSE);
}

/**
 * siyaq_text_fold:
 * @text: valid UTF-8
 * @length: bytes of @text to look at, or -1
 *
 * The form in which text is compared: lower case, compatibility forms decomposed, Latin marks and
 * Arabic harakat, tatweel and direction marks dropped, alef, ya and ta marbuta unified, Arabic
 * digits as ASCII, quotes and dashes as ASCII, white space as single blanks.
 *
 * Returns: (transfer full): the folded text
 */
char *
siyaq_text_fold (const char *text,
                 gssize length)
{
  return fold (text, length, FALSE);
}

/**
 * siyaq_text_fold_masked:
 * @text: valid UTF-8
 * @length: bytes of @text to look at, or -1
 *
 * Like siyaq_text_fold(), each run of digits replaced by "#": for telling repeated blocks.
 *
 * Returns: (transfer full): the folded text
 */
char *
siyaq_text_fold_masked (const char *text,
                        gssize length)
{
  return fold (text, length, TRUE);
}

/**
 * siyaq_text_collapse:
 * @text: valid UTF-8
 *
 * Returns: (transfer full): @text with runs of white space as one blank, none at the ends
 */
char *
siyaq_text_collapse (const char *text)
{
  char *collapsed, *end;

  g_return_val_if_fail (text != NULL, NULL);

  end = collapsed = g_malloc (strlen (text) + 1);
  for (const char *p = text; *p != '\0';)
    {
      const char *next = g_utf8_next_char (p);
      gunichar c = (guchar) *p;
      gboolean space;

      /* Only a few leading bytes begin a white space or an invisible character. */
      if (c == 0xC2 || (c >= 0xE1 && c <= 0xE3) || c == 0xEF)
        c = g_utf8_get_char (p);
      space = c <= 0x20 || ((c == 0xA0 || c > 0xFF) && (g_unichar_isspace (c) || c == 0x00A0 || c == 0x202F));
      if (space)
        {
          if (end > collapsed && end[-1] != ' ')
            *end++ = ' ';
        }
      else if (c != 0xFEFF && c != 0x200B && c != 0x00AD)
        while (p < next)
          *end++ = *p++;
      p = next;
    }
  while (end > collapsed && end[-1] == ' ')
    end--;
  *end = '\0';
  return collapsed;
}

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

  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = get_char (p);
      gboolean word = is_word_char (c) || (in_word && is_ignorable (c));

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
