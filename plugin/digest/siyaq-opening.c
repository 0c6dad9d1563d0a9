/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What stands before the first words of a text and says nothing in a summary: its headline again,
   the place and agency of a report. Recognised by capitals, brackets and dashes alone: lists of
   agencies and towns were rejected, for every outlet is its own agency. */
#define G_LOG_DOMAIN "siyaq-digest"

#include "config.h"

#include "siyaq-opening.h"
#include "siyaq-text.h"

#include <string.h>

/* Less than this is no sentence: then the opening is what was meant. */
#define MIN_REST_WORDS 6u

static const char *
skip_dashes (const char *p)
{
  gunichar c;

  while ((c = g_utf8_get_char (p)) == ' ' || c == '-' || c == 0x2013 || c == 0x2014 || c == ')' || c == ':')
    p = g_utf8_next_char (p);
  return p;
}

/* "(CNN) ", "Tirana, Albania (CNN) ": a place and an agency without a dash. */
static const char *
skip_agency (const char *sentence)
{
  const char *open = strchr (sentence, '('), *close = open != NULL ? strchr (open, ')') : NULL;
  guint words = 0;

  if (close == NULL || open - sentence > 40 || close - open > 24 || close[1] != ' ' || !g_ascii_isupper (open[1]))
    return sentence;
  for (const char *p = sentence; p < open; p++)
    if (p == sentence || p[-1] == ' ')
      {
        words++;
        if (!g_ascii_isupper (*p))
          return sentence;
      }
  if (words > 4 || siyaq_text_count_words (close) < MIN_REST_WORDS || g_ascii_islower (close[2]))
    return sentence;
  return close + 2;
}

/* "SWEIDA, Syria (Agency) — ", "دمشق – ": at most this far into a sentence. */
static const char *
skip_dateline (const char *sentence)
{
  static const char *const dashes[] = { " — ", " – ", " - ", " -- ", ") — ", ") – " };
  const char *dash = NULL;
  guint words = 1;
  gboolean caps = FALSE, arabic = FALSE;

  for (guint i = 0; i < G_N_ELEMENTS (dashes); i++)
    {
      const char *p = strstr (sentence, dashes[i]);

      if (p != NULL && (dash == NULL || p < dash))
        dash = p;
    }
  if (dash == NULL || dash - sentence > 70)
    return g_unichar_isalnum (g_utf8_get_char (sentence)) || g_utf8_get_char (sentence) == '(' ? skip_agency (sentence) : skip_dashes (sentence);
  for (const char *p = sentence; p < dash; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      words += c == ' ';
      caps |= g_ascii_isupper (p[0]) && g_ascii_isupper (p[1]) && g_ascii_isupper (p[2]);
      arabic |= c >= 0x0620 && c <= 0x064A;
    }
  if (!(caps && words <= 6) && !(arabic && words <= 2) && !(words <= 5 && dash[-1] == ')'))
    return skip_agency (sentence);
  return skip_dashes (dash);
}

/* Some feeds begin a text with its headline, without a full stop. */
static const char *
skip_title (const char *sentence,
            const char *title)
{
  const char *rest;

  if (title == NULL || *title == '\0' || !g_str_has_prefix (sentence, title))
    return sentence;
  rest = sentence + strlen (title);
  return *rest == ' ' && siyaq_text_count_words (rest) >= MIN_REST_WORDS && !g_unichar_islower (g_utf8_get_char (rest + 1)) ? rest + 1 : sentence;
}

/**
 * siyaq_skip_byline:
 * @sentence: a sentence
 *
 * Some pages run who wrote and how long ago into the first sentence: "by Daily Newsdesk 9 hours The
 * council …". Names begin with capitals, the time has a number; both must be there.
 *
 * Returns: (transfer none): @sentence from behind its byline
 */
const char *
siyaq_skip_byline (const char *sentence)
{
  static const char *const units[] = { "minute", "hour", "day", "min ", "hr" };
  const char *p = sentence;
  guint words = 0;

  g_return_val_if_fail (sentence != NULL, NULL);

  if (g_ascii_strncasecmp (p, "by ", 3) != 0)
    return sentence;
  for (p += 3; g_ascii_isupper (*p) && words < 5; words++)
    {
      p += strcspn (p, " \n");
      p += strspn (p, " ");
    }
  if (words == 0 || !g_ascii_isdigit (*p))
    return sentence;
  p += strspn (p, "0123456789 ");
  for (guint i = 0; i < G_N_ELEMENTS (units); i++)
    if (g_str_has_prefix (p, units[i]))
      {
        p += strcspn (p, " \n");
        p += strspn (p, " ");
        if (g_str_has_prefix (p, "ago "))
          p += strlen ("ago ");
        return g_ascii_isupper (*p) && siyaq_text_count_words (p) >= MIN_REST_WORDS ? p : sentence;
      }
  return sentence;
}

/**
 * siyaq_skip_opening:
 * @sentence: a sentence
 * @title: (nullable): the headline of its text
 *
 * Returns: (transfer none): @sentence from behind its headline and dateline
 */
const char *
siyaq_skip_opening (const char *sentence,
                    const char *title)
{
  g_return_val_if_fail (sentence != NULL, NULL);

  return siyaq_skip_byline (skip_dateline (skip_title (sentence, title)));
}
