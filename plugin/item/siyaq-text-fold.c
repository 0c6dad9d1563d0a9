/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The one normaliser. Folding works code point by code point, so that each token knows where it
   stands in the text; ICU's whole-string normaliser was rejected because it loses that. */
#define G_LOG_DOMAIN "siyaq-item"

#include "config.h"

#include "siyaq-text-private.h"
#include "siyaq-text.h"

#include <string.h>
#include <unicode/uchar.h>
#include <unicode/unorm2.h>
#include <unicode/utf16.h>

/* Code points one code point can fold to (U+FDFA has 18). */
#define MAX_FOLDED 20

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

/**
 * siyaq_text_append_rare:
 * @s: a folded text
 * @c: a code point that is neither ASCII nor an Arabic letter
 *
 * Appends what @c folds to.
 */
void
siyaq_text_append_rare (GString *s,
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

static void
make_room (GString *s,
                            gsize size)
{
  gsize length = s->len;

  g_string_set_size (s, size);
  s->len = length;
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
  s = g_string_sized_new ((gsize) (end - text) + 8);
  for (const char *p = text; p < end && *p != '\0';)
    {
      gunichar c = get_char (p);

      /* Almost all text: letters of English and Arabic, for which there is room. */
      if (is_ascii_letter (c) || is_arabic_letter (c))
        {
          if (s->len + 2 >= s->allocated_len)
            make_room (s, s->allocated_len * 2);
          if (c < 0x80)
            s->str[s->len++] = (char) (c | 0x20);
          else
            s->len += write_arabic (s->str + s->len, c);
          p += c < 0x80 ? 1 : 2;
          digits = space = FALSE;
          continue;
        }
      p = g_utf8_next_char (p);
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
  s->str[s->len] = '\0';
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
  for (const guchar *p = (const guchar *) text; *p != '\0';)
    {
      guchar c = *p;
      gboolean space = c <= 0x20;
      guint n = 1;

      /* Visible ASCII and most of what is not ASCII goes over byte by byte: only a few leading bytes
         begin a white space or an invisible character. */
      if (!space && c < 0xC2)
        {
          *end++ = (char) c;
          p++;
          continue;
        }
      if (c == 0xC2 || (c >= 0xE1 && c <= 0xE3) || c == 0xEF)
        {
          gunichar u = g_utf8_get_char ((const char *) p);

          n = g_utf8_skip[c];
          if (u == 0xFEFF || u == 0x200B || u == 0x00AD)
            {
              p += n;
              continue;
            }
          space = (u == 0xA0 || u > 0xFF) && (u == 0x00A0 || u == 0x202F || g_unichar_isspace (u));
        }
      if (!space)
        while (n-- > 0)
          *end++ = (char) *p++;
      else
        {
          if (end > collapsed && end[-1] != ' ')
            *end++ = ' ';
          p += n;
        }
    }
  while (end > collapsed && end[-1] == ' ')
    end--;
  *end = '\0';
  return collapsed;
}
