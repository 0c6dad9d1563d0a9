/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The one place where text becomes HTML: encoded for where it stands. */
#define G_LOG_DOMAIN "siyaq-show"

#include "config.h"

#include "siyaq-markup.h"

/* Control characters other than white space are not allowed in HTML at all. */
static void
append_encoded (GString *html,
                const char *text)
{
  for (const char *p = text; *p != '\0'; p++)
    switch (*p)
      {
      case '&':
        g_string_append (html, "&amp;");
        break;
      case '<':
        g_string_append (html, "&lt;");
        break;
      case '>':
        g_string_append (html, "&gt;");
        break;
      case '"':
        g_string_append (html, "&quot;");
        break;
      case '\'':
        g_string_append (html, "&#39;");
        break;
      default:
        if ((guchar) *p >= 0x20 || *p == '\n' || *p == '\t')
          g_string_append_c (html, *p);
      }
}

/**
 * siyaq_markup_append_text:
 * @html: where to write
 * @text: plain text, valid UTF-8
 *
 * Appends @text as character data.
 */
void
siyaq_markup_append_text (GString *html,
                          const char *text)
{
  g_return_if_fail (html != NULL);
  g_return_if_fail (text != NULL);
  append_encoded (html, text);
}

/**
 * siyaq_markup_append_attribute:
 * @html: where to write, inside a start tag
 * @name: an attribute's name, a constant of the program
 * @value: (nullable): its value, any text; nothing is written for %NULL
 *
 * Appends a blank and name="value".
 */
void
siyaq_markup_append_attribute (GString *html,
                               const char *name,
                               const char *value)
{
  g_return_if_fail (html != NULL);
  g_return_if_fail (name != NULL);

  if (value == NULL)
    return;
  g_string_append_printf (html, " %s=\"", name);
  append_encoded (html, value);
  g_string_append_c (html, '"');
}
