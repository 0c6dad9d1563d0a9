/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A page without its scripts, style sheets and comments, before it is parsed. They are half of what a
   page consists of today, nothing in them is for a reader, and libxml2 goes over them letter by letter
   with the same care as over text: a page is parsed in two thirds of the time without them. Tags are
   passed over as a parser would, quotation marks and all, so that what looks like a script inside an
   attribute is none. */
#define G_LOG_DOMAIN "siyaq-item"

#include "config.h"

#include "siyaq-html-private.h"

#include <string.h>

/* Whether the element that starts at @p, behind the "<", is called @name. */
static gboolean
is_tag (const char *p,
        const char *end,
        const char *name)
{
  gsize n = strlen (name);

  return (gsize) (end - p) > n && g_ascii_strncasecmp (p, name, n) == 0 && !g_ascii_isalnum (p[n]) && p[n] != '-';
}

/* Behind the ">" of the tag at @p, which stands behind the "<". */
static const char *
skip_tag (const char *p,
          const char *end)
{
  for (; p < end && *p != '>'; p++)
    if ((*p == '"' || *p == '\'') && p[-1] == '=')
      {
        const char *closing = memchr (p + 1, *p, (gsize) (end - p - 1));

        if (closing == NULL)
          return end;
        p = closing;
      }
  return p < end ? p + 1 : end;
}

/* Behind the end tag of @name that comes next; %NULL where there is none. */
static const char *
find_end_tag (const char *p,
              const char *end,
              const char *name)
{
  while ((p = memchr (p, '<', (gsize) (end - p))) != NULL)
    {
      p++;
      if (p < end && *p == '/' && is_tag (p + 1, end, name))
        return skip_tag (p + 1, end);
    }
  return NULL;
}

static const char *
find_comment_end (const char *p,
                  const char *end)
{
  const char *mark = memmem (p, (gsize) (end - p), "-->", 3);

  return mark != NULL ? mark + 3 : NULL;
}

/* Where what starts at @p, behind a "<", ends when it is left out; %NULL where it stays. */
static const char *
find_end (const char *p,
          const char *end)
{
  if (end - p > 3 && strncmp (p, "!--", 3) == 0)
    return find_comment_end (p + 3, end);
  if (is_tag (p, end, "script"))
    return find_end_tag (skip_tag (p, end), end, "script");
  if (is_tag (p, end, "style"))
    return find_end_tag (skip_tag (p, end), end, "style");
  return NULL;
}

/**
 * siyaq_html_strip:
 * @html: HTML
 * @length: its bytes
 * @ret_n_stripped: (out): how many scripts and style sheets were left out
 *
 * Returns: (transfer full) (nullable): @html without scripts, style sheets and comments; %NULL where it
 *   has none
 */
GString *
siyaq_html_strip (const char *html,
                  gsize length,
                  guint *ret_n_stripped)
{
  const char *end = html + length, *kept = html, *p = html;
  GString *s = NULL;

  *ret_n_stripped = 0;
  while (p < end && (p = memchr (p, '<', (gsize) (end - p))) != NULL)
    {
      const char *start = p++, *after = p < end ? find_end (p, end) : NULL;

      if (after == NULL)
        {
          p = p < end && (g_ascii_isalpha (*p) || *p == '/') ? skip_tag (p, end) : p;
          continue;
        }
      if (s == NULL)
        s = g_string_sized_new (length);
      g_string_append_len (s, kept, start - kept);
      *ret_n_stripped += start[1] != '!';
      kept = p = after;
    }
  if (s != NULL)
    g_string_append_len (s, kept, end - kept);
  return s;
}
