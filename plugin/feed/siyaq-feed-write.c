/* SPDX-License-Identifier: GPL-2.0-or-later */
/* How text is written as XML: escaped, or as a CDATA section. */
#define G_LOG_DOMAIN "siyaq-feed"

#include "config.h"

#include "siyaq-feed-write.h"

#include <string.h>

/* How many bytes at @p no document of XML may hold, even as a reference: control characters and the
   two code points behind U+FFFD. */
static guint
forbidden_bytes (const char *p)
{
  if ((guchar) *p < 0x20)
    return *p != '\t' && *p != '\n' && *p != '\r';
  return (guchar) p[0] == 0xEF && (guchar) p[1] == 0xBF && (guchar) p[2] >= 0xBE ? 3 : 0;
}

/* Bytes at which writing text has to stop and look. */
static gboolean
is_plain (char c)
{
  return (guchar) c >= 0x20 && c != '&' && c != '<' && c != '>' && c != '"' && c != '\'' && (guchar) c != 0xEF;
}

/**
 * siyaq_feed_write_clean:
 * @text: text from outside
 *
 * Returns: (transfer full): @text as XML can hold it and would give it back: valid UTF-8, no control
 *   characters, each line end one "\n"
 */
char *
siyaq_feed_write_clean (const char *text)
{
  g_autofree char *valid = g_utf8_make_valid (text, -1);
  GString *out = g_string_sized_new (strlen (valid) + 1);

  for (const char *p = valid; *p != '\0';)
    {
      const char *run = p;
      guint forbidden;

      while (((guchar) *p >= 0x20 && (guchar) *p != 0xEF) || *p == '\n' || *p == '\t')
        p++;
      g_string_append_len (out, run, p - run);
      if (*p == '\0')
        break;
      forbidden = forbidden_bytes (p);
      if (*p == '\r' && p[1] != '\n')
        g_string_append_c (out, '\n');
      else if (*p != '\r' && forbidden == 0)
        g_string_append_c (out, *p);
      p += MAX (forbidden, 1);
    }
  return g_string_free (out, FALSE);
}

static void
append_escaped (GString *out,
                const char *text,
                gboolean in_value)
{
  for (const char *p = text; *p != '\0';)
    {
      const char *run = p;
      guint forbidden;

      while (is_plain (*p))
        p++;
      g_string_append_len (out, run, p - run);
      if (*p == '\0')
        break;
      forbidden = forbidden_bytes (p);
      if (*p == '&')
        g_string_append (out, "&amp;");
      else if (*p == '<')
        g_string_append (out, "&lt;");
      else if (*p == '>')
        g_string_append (out, "&gt;");
      else if (in_value && *p == '"')
        g_string_append (out, "&quot;");
      else if (in_value && *p == '\'')
        g_string_append (out, "&#39;");
      else if (*p == '\r' || (in_value && (*p == '\n' || *p == '\t')))
        g_string_append_printf (out, "&#%d;", *p);
      else if (forbidden == 0)
        g_string_append_c (out, *p);
      p += MAX (forbidden, 1);
    }
}

/**
 * siyaq_feed_write_text:
 * @out: XML
 * @text: valid UTF-8
 *
 * Adds @text, escaped for the content of an element.
 */
void
siyaq_feed_write_text (GString *out,
                                const char *text)
{
  append_escaped (out, text, FALSE);
}

/**
 * siyaq_feed_write_value:
 * @out: XML
 * @text: valid UTF-8
 *
 * Adds @text, escaped for the value of an attribute in quotes of either kind.
 */
void
siyaq_feed_write_value (GString *out,
                                 const char *text)
{
  append_escaped (out, text, TRUE);
}

/**
 * siyaq_feed_write_cdata:
 * @out: XML
 * @text: text from siyaq_feed_write_clean()
 *
 * Adds @text as a CDATA section, or as two where it holds the end of one.
 */
void
siyaq_feed_write_cdata (GString *out,
                                 const char *text)
{
  const char *end;

  g_string_append (out, "<![CDATA[");
  while ((end = strstr (text, "]]>")) != NULL)
    {
      g_string_append_len (out, text, end - text);
      g_string_append (out, "]]]]><![CDATA[>");
      text = end + strlen ("]]>");
    }
  g_string_append (out, text);
  g_string_append (out, "]]>");
}
