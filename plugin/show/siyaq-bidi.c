/* SPDX-License-Identifier: GPL-2.0-or-later */
/* In an Arabic sentence a Latin name followed by a full stop, a date in figures or a score is put in the
   wrong order by the plain algorithm (UAX #9): a figure after an Arabic letter counts as Arabic, and the
   strokes between two of them turn round. So each stretch of Latin letters, and each number that has
   anything between its figures, stands in an element of its own, isolated from what is around it. */
#define G_LOG_DOMAIN "siyaq-show"

#include "config.h"

#include "siyaq-bidi.h"

#include "siyaq-lang.h"
#include "siyaq-markup.h"

#include <string.h>

#define ARABIC_INDIC_ZERO 0x0660

static gboolean
is_arabic_indic (gunichar c)
{
  return c >= ARABIC_INDIC_ZERO && c <= ARABIC_INDIC_ZERO + 9;
}

static gboolean
is_european (gunichar c)
{
  return c >= '0' && c <= '9';
}

static gboolean
is_latin (gunichar c)
{
  return g_unichar_isalpha (c) && g_unichar_get_script (c) == G_UNICODE_SCRIPT_LATIN;
}

/* What may stand between two figures of one number, or two words of one name: an en dash, an apostrophe. */
static gboolean
is_joint (gunichar c,
          gboolean latin)
{
  if (c >= 128)
    return c == 0x2013 || c == 0x2019;
  return strchr (latin ? " .,:;/-+&'@#_%()" : ".,:/-+", (int) c) != NULL;
}

/* The stretch that begins at text: up to the last letter or figure before what is neither. */
static const char *
find_end (const char *text,
          gboolean *ret_latin,
          gboolean *ret_joined)
{
  const char *end = text;
  gboolean latin = FALSE, joined = FALSE, joint = FALSE;

  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (is_latin (c) || is_european (c))
        {
          latin = latin || is_latin (c);
          joined = joined || joint;
          end = g_utf8_next_char (p);
        }
      else if (is_joint (c, latin))
        joint = TRUE;
      else
        break;
    }
  *ret_latin = latin;
  *ret_joined = joined;
  return end;
}

static void
append_character (GString *html,
                  gunichar c,
                  SiyaqDigits digits)
{
  char utf8[7] = { 0 };

  if (digits == SIYAQ_DIGITS_ARABIC_INDIC && is_european (c))
    c = ARABIC_INDIC_ZERO + (c - '0');
  else if (digits == SIYAQ_DIGITS_EUROPEAN && is_arabic_indic (c))
    c = '0' + (c - ARABIC_INDIC_ZERO);
  g_unichar_to_utf8 (c, utf8);
  siyaq_markup_append_text (html, utf8);
}

/**
 * siyaq_bidi_append:
 * @html: where to write
 * @text: plain text, valid UTF-8
 * @lang: (nullable): its language
 * @digits: how its figures are written; those of a Latin name stay as they are
 *
 * Appends @text as character data; in a language that is written from right to left what runs the other way
 * is isolated.
 */
void
siyaq_bidi_append (GString *html,
                   const char *text,
                   const char *lang,
                   SiyaqDigits digits)
{
  g_return_if_fail (html != NULL);
  g_return_if_fail (text != NULL);

  if (lang == NULL || !siyaq_lang_is_rtl (lang))
    {
      siyaq_markup_append_text (html, text);
      return;
    }
  for (const char *p = text; *p != '\0';)
    {
      gunichar c = g_utf8_get_char (p);
      gboolean latin = FALSE, joined = FALSE, isolated;
      const char *end = is_latin (c) || is_european (c) ? find_end (p, &latin, &joined) : g_utf8_next_char (p);

      /* In Arabic figures a number reads from right to left in its parts, too. */
      isolated = latin || (joined && digits != SIYAQ_DIGITS_ARABIC_INDIC);
      if (isolated)
        g_string_append (html, "<bdi dir=\"ltr\">");
      for (; p < end; p = g_utf8_next_char (p))
        append_character (html, g_utf8_get_char (p), latin ? SIYAQ_DIGITS_AS_THEY_COME : digits);
      if (isolated)
        g_string_append (html, "</bdi>");
    }
}
