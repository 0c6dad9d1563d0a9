/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Addresses and long numbers are chains of rare pieces, of which a small model loses one now and
   then. Most it copies rightly, and a stand-in in the sentence is never as good as the real thing:
   so a sentence is translated as it is, the result is looked at, and only where something is broken
   it is translated once more with a number of three digits in its place, which is what models copy
   most reliably. If that does not come over either, the first translation stands. */
#define G_LOG_DOMAIN "siyaq-marian"

#include "config.h"

#include "siyaq-marian-keep.h"

#include <string.h>

/* Shorter numbers are words to a model: a year, a toll. */
#define LONG_NUMBER_DIGITS 5u
/* A sentence with more of them is a table. */
#define MAX_KEPT 16u
/* Stand-ins are looked for from here on; an odd number is no price, no year and no hundred. */
#define FIRST_STAND_IN 417u

/* The value of a digit of any of the two scripts, or -1. */
static int
digit_value (gunichar c)
{
  if (c < 0x80)
    return g_ascii_digit_value ((char) c);
  return c >= 0x0660 && c <= 0x0669 ? (int) (c - 0x0660) : c >= 0x06F0 && c <= 0x06F9 ? (int) (c - 0x06F0) : -1;
}

static gboolean
is_separator (gunichar c)
{
  return c == ',' || c == '.' || c == '\'' || c == 0x060C || c == 0x066B || c == 0x066C || c == 0x00A0 || c == 0x202F;
}

/* The end of the number at p, which is a digit; separators count between digits only. */
static const char *
number_end (const char *p,
            guint *ret_digits)
{
  const char *end = p;

  *ret_digits = 0;
  while (*p != '\0')
    {
      gunichar c = g_utf8_get_char (p);

      if (digit_value (c) >= 0)
        {
          (*ret_digits)++;
          end = g_utf8_next_char (p);
        }
      else if (!is_separator (c) || end != p)
        break;
      p = g_utf8_next_char (p);
    }
  return end;
}

/* The end of the address that begins at p, or NULL. */
static const char *
address_end (const char *p)
{
  const char *end;
  gsize n = strcspn (p, " \t\r\n<>\"«»“”،؛");

  if (!g_str_has_prefix (p, "http://") && !g_str_has_prefix (p, "https://") && !g_str_has_prefix (p, "www.") &&
      (memchr (p, '@', n) == NULL || memchr (p, '.', n) == NULL || *p == '@'))
    return NULL;
  for (end = p + n; end > p && strchr (".,;:!?)'", end[-1]) != NULL; end--)
    ;
  return end > p && end[-1] != '@' ? end : NULL;
}

/**
 * siyaq_marian_keep_find:
 * @source: valid UTF-8
 *
 * Returns: (transfer full) (element-type SiyaqMarianKept): what must come over, in order
 */
GArray *
siyaq_marian_keep_find (const char *source)
{
  GArray *kept = g_array_new (FALSE, TRUE, sizeof (SiyaqMarianKept));
  gboolean fresh = TRUE; /* a word begins here */

  for (const char *p = source; *p != '\0' && kept->len < MAX_KEPT;)
    {
      gunichar c = g_utf8_get_char (p);
      const char *end = fresh ? address_end (p) : NULL;
      SiyaqMarianKept one = { (gsize) (p - source), 0, FALSE, "" };
      guint digits = 0;

      if (end == NULL && digit_value (c) >= 0)
        {
          end = number_end (p, &digits);
          one.number = TRUE;
        }
      if (end == NULL)
        {
          fresh = g_unichar_isspace (c) || c == '(' || c == '"' || c == 0x00AB || c == 0x201C;
          p = g_utf8_next_char (p);
          continue;
        }
      one.end = (gsize) (end - source);
      if (!one.number || digits >= LONG_NUMBER_DIGITS)
        g_array_append_val (kept, one);
      fresh = FALSE;
      p = end;
    }
  return kept;
}

/* The digits of a number in ASCII, blank-separated from others'. */
static void
append_digits (GString *s,
               const char *p,
               const char *end)
{
  g_string_append_c (s, ' ');
  for (; p < end; p = g_utf8_next_char (p))
    {
      int value = digit_value (g_utf8_get_char (p));

      if (value >= 0)
        g_string_append_c (s, (char) ('0' + value));
    }
  g_string_append_c (s, ' ');
}

static char *
numbers_of (const char *text)
{
  GString *s = g_string_new (NULL);

  for (const char *p = text; *p != '\0';)
    {
      guint digits;
      const char *end;

      if (digit_value (g_utf8_get_char (p)) < 0)
        {
          p = g_utf8_next_char (p);
          continue;
        }
      end = number_end (p, &digits);
      append_digits (s, p, end);
      p = end;
    }
  return g_string_free (s, FALSE);
}

/**
 * siyaq_marian_keep_is_intact:
 * @source: a text
 * @kept: (element-type SiyaqMarianKept): what siyaq_marian_keep_find() found in it
 * @translation: what became of it
 *
 * Returns: whether everything came over
 */
gboolean
siyaq_marian_keep_is_intact (const char *source,
                             const GArray *kept,
                             const char *translation)
{
  g_autofree char *numbers = NULL;

  if (kept->len == 0)
    return TRUE;
  numbers = numbers_of (translation);
  for (guint i = 0; i < kept->len; i++)
    {
      const SiyaqMarianKept *one = &g_array_index (kept, SiyaqMarianKept, i);

      if (one->number)
        {
          g_autoptr (GString) digits = g_string_new (NULL);

          append_digits (digits, source + one->start, source + one->end);
          if (strstr (numbers, digits->str) == NULL)
            return FALSE;
        }
      else
        {
          g_autofree char *address = g_strndup (source + one->start, one->end - one->start);

          if (strstr (translation, address) == NULL)
            return FALSE;
        }
    }
  return TRUE;
}

/**
 * siyaq_marian_keep_mask:
 * @source: a text
 * @kept: (element-type SiyaqMarianKept): what siyaq_marian_keep_find() found in it; their stand-ins
 *   are set
 *
 * Returns: (transfer full): the text with stand-ins
 */
char *
siyaq_marian_keep_mask (const char *source,
                        GArray *kept)
{
  GString *s = g_string_new (NULL);
  guint number = FIRST_STAND_IN;
  gsize done = 0;

  for (guint i = 0; i < kept->len; i++)
    {
      SiyaqMarianKept *one = &g_array_index (kept, SiyaqMarianKept, i);

      do
        g_snprintf (one->stand_in, sizeof one->stand_in, "%u", number++);
      while (strstr (source, one->stand_in) != NULL);
      g_string_append_len (s, source + done, (gssize) (one->start - done));
      g_string_append (s, one->stand_in);
      done = one->end;
    }
  g_string_append (s, source + done);
  return g_string_free (s, FALSE);
}

/* The one place where a number stands alone in a text, or NULL. */
static const char *
find_once (const char *text,
           const char *number)
{
  const char *found = NULL;
  gsize n = strlen (number);

  for (const char *p = strstr (text, number); p != NULL; p = strstr (p + n, number))
    {
      if (found != NULL || (p > text && g_ascii_isdigit (p[-1])) || g_ascii_isdigit (p[n]))
        return NULL;
      found = p;
    }
  return found;
}

/**
 * siyaq_marian_keep_restore:
 * @source: a text
 * @kept: (element-type SiyaqMarianKept): with the stand-ins that siyaq_marian_keep_mask() chose
 * @translation: of the text with stand-ins
 *
 * Returns: (transfer full) (nullable): the translation with the real things, or %NULL when one of
 *   the stand-ins does not stand there exactly once
 */
char *
siyaq_marian_keep_restore (const char *source,
                           const GArray *kept,
                           const char *translation)
{
  g_autofree char *text = g_strdup (translation);

  for (guint i = 0; i < kept->len; i++)
    {
      const SiyaqMarianKept *one = &g_array_index (kept, SiyaqMarianKept, i);

      if (find_once (translation, one->stand_in) == NULL)
        return NULL;
    }
  for (guint i = 0; i < kept->len; i++)
    {
      const SiyaqMarianKept *one = &g_array_index (kept, SiyaqMarianKept, i);
      const char *at = find_once (text, one->stand_in);
      char *next;

      /* What was put in before may hold the same digits. */
      if (at == NULL)
        return NULL;
      next = g_strdup_printf ("%.*s%.*s%s", (int) (at - text), text, (int) (one->end - one->start), source + one->start,
                              at + strlen (one->stand_in));
      g_free (text);
      text = next;
    }
  return g_steal_pointer (&text);
}
