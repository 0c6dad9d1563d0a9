/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A small RSS 2.0 document of our own. Written as text: a tree would be built only to be printed. The
   encoding for HTML is right for XML too, where all five characters have the same names or numbers. */
#define G_LOG_DOMAIN "siyaq-flow"

#include "config.h"

#include "siyaq-rss.h"

#include "siyaq-item.h"
#include "siyaq-markup.h"

static void
add_element (GString *rss,
             const char *name,
             const char *text)
{
  if (text == NULL || *text == '\0')
    return;
  g_string_append_printf (rss, "<%s>", name);
  siyaq_markup_append_text (rss, text);
  g_string_append_printf (rss, "</%s>\n", name);
}

/* RFC 822 dates are in English whatever the locale is, so that strftime is of no use. */
static char *
format_date (gint64 time_s)
{
  static const char *const days[] = { "Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun" };
  static const char *const months[] = { "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec" };
  g_autoptr (GDateTime) time = time_s != SIYAQ_TIME_UNKNOWN ? g_date_time_new_from_unix_utc (time_s) : NULL;

  if (time == NULL)
    return NULL;
  return g_strdup_printf ("%s, %02d %s %04d %02d:%02d:%02d +0000", days[g_date_time_get_day_of_week (time) - 1],
                          g_date_time_get_day_of_month (time), months[g_date_time_get_month (time) - 1],
                          g_date_time_get_year (time), g_date_time_get_hour (time), g_date_time_get_minute (time),
                          g_date_time_get_second (time));
}

/**
 * siyaq_rss_begin:
 * @title: of the channel
 * @description: of the channel
 * @lang: (nullable): its language
 *
 * Returns: (transfer full): the start of a document
 */
GString *
siyaq_rss_begin (const char *title,
                 const char *description,
                 const char *lang)
{
  GString *rss = g_string_new ("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<rss version=\"2.0\">\n<channel>\n");

  add_element (rss, "title", title);
  add_element (rss, "link", "siyaq:");
  add_element (rss, "description", description);
  add_element (rss, "language", lang);
  return rss;
}

/**
 * siyaq_rss_add:
 * @rss: a document that was begun
 * @guid: the item's id, no address
 * @title: its headline
 * @link: (nullable): its address
 * @html: (nullable): its HTML
 * @published_s: when it was published, or %SIYAQ_TIME_UNKNOWN
 * @categories: (nullable): its categories
 */
void
siyaq_rss_add (GString *rss,
               const char *guid,
               const char *title,
               const char *link,
               const char *html,
               gint64 published_s,
               const char *const *categories)
{
  g_autofree char *date = format_date (published_s);

  g_string_append (rss, "<item>\n");
  add_element (rss, "title", title);
  add_element (rss, "link", link);
  g_string_append (rss, "<guid isPermaLink=\"false\">");
  siyaq_markup_append_text (rss, guid);
  g_string_append (rss, "</guid>\n");
  add_element (rss, "pubDate", date);
  for (guint i = 0; categories != NULL && categories[i] != NULL; i++)
    add_element (rss, "category", categories[i]);
  add_element (rss, "description", html);
  g_string_append (rss, "</item>\n");
}

/**
 * siyaq_rss_end:
 * @rss: (transfer full): a document that was begun
 *
 * Returns: (transfer full): the whole document
 */
GBytes *
siyaq_rss_end (GString *rss)
{
  g_string_append (rss, "</channel>\n</rss>\n");
  return g_string_free_to_bytes (rss);
}
