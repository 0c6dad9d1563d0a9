/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Elements and items of feeds, written anew in the vocabulary of the document that they go into. */
#define G_LOG_DOMAIN "siyaq-feed"

#include "config.h"

#include "siyaq-feed-compose.h"

#include "siyaq-feed-content.h"
#include "siyaq-feed-write.h"

#include <string.h>

static void
append_element (GString *out,
                const char *prefix,
                const char *name,
                const char *attributes,
                const char *text)
{
  g_string_append_printf (out, "<%s%s%s>", prefix, name, attributes);
  siyaq_feed_write_text (out, text);
  g_string_append_printf (out, "</%s%s>", prefix, name);
}

/**
 * siyaq_feed_compose_id:
 * @kind: RSS or Atom; items of RSS 1.0 have their id in an attribute
 * @prefix: of the item, "" or "a:"
 * @id: the id
 *
 * Returns: (transfer full): the element
 */
char *
siyaq_feed_compose_id (SiyaqFeedKind kind,
                       const char *prefix,
                       const char *id)
{
  GString *out = g_string_new (NULL);

  if (kind == SIYAQ_FEED_KIND_ATOM)
    append_element (out, prefix, "id", "", id);
  else
    append_element (out, prefix, "guid", " isPermaLink=\"false\"", id);
  return g_string_free (out, FALSE);
}

/**
 * siyaq_feed_compose_link:
 * @kind: kind of feed
 * @prefix: of the item, "" or "a:"
 * @url: the link
 *
 * Returns: (transfer full): the element
 */
char *
siyaq_feed_compose_link (SiyaqFeedKind kind,
                         const char *prefix,
                         const char *url)
{
  GString *out = g_string_new (NULL);

  if (kind == SIYAQ_FEED_KIND_ATOM)
    {
      g_string_append_printf (out, "<%slink href=\"", prefix);
      siyaq_feed_write_value (out, url);
      g_string_append (out, "\"/>");
    }
  else
    append_element (out, prefix, "link", "", url);
  return g_string_free (out, FALSE);
}

/**
 * siyaq_feed_compose_body:
 * @kind: kind of feed
 * @prefix: of the item, "" or "a:"
 * @html: the body
 *
 * Returns: (transfer full): the element
 */
char *
siyaq_feed_compose_body (SiyaqFeedKind kind,
                         const char *prefix,
                         const char *html)
{
  GString *out = g_string_new (NULL);

  if (kind == SIYAQ_FEED_KIND_ATOM)
    append_element (out, prefix, "content", " type=\"html\"", html);
  else
    append_element (out, prefix, "description", "", html);
  return g_string_free (out, FALSE);
}

/**
 * siyaq_feed_compose_category:
 * @outline: of the document that it is for
 * @prefix: of the item, "" or "a:"
 * @term: the category
 *
 * RSS 1.0 has none of its own and takes the subject of Dublin Core, declared where it must be.
 *
 * Returns: (transfer full): the element
 */
char *
siyaq_feed_compose_category (const SiyaqFeedOutline *outline,
                             const char *prefix,
                             const char *term)
{
  GString *out = g_string_new (NULL);
  g_autofree char *dc = NULL;

  switch (outline->kind)
    {
    case SIYAQ_FEED_KIND_ATOM:
      g_string_append_printf (out, "<%scategory term=\"", prefix);
      siyaq_feed_write_value (out, term);
      g_string_append (out, "\"/>");
      break;
    case SIYAQ_FEED_KIND_RSS:
      append_element (out, prefix, "category", "", term);
      break;
    case SIYAQ_FEED_KIND_RDF:
      dc = g_strconcat (outline->dc_prefix != NULL ? outline->dc_prefix : "dc", ":", NULL);
      append_element (out, dc, "subject",
                      outline->dc_prefix != NULL ? "" : " xmlns:dc=\"http://purl.org/dc/elements/1.1/\"", term);
      break;
    default:
      g_assert_not_reached ();
    }
  return g_string_free (out, FALSE);
}

/* Dates in the form of each vocabulary; the names of months are those of RFC 822 in every locale. */
static void
append_date (GString *out,
             const SiyaqFeedOutline *outline,
             const char *prefix,
             gint64 published_s)
{
  static const char *const days[] = { "Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun" };
  static const char *const months[] = { "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec" };
  g_autoptr (GDateTime) date = published_s != SIYAQ_TIME_UNKNOWN ? g_date_time_new_from_unix_utc (published_s) : NULL;
  g_autofree char *text = NULL;

  if (date == NULL)
    return;
  if (outline->kind == SIYAQ_FEED_KIND_RSS)
    {
      text = g_strdup_printf ("%s, %02d %s %04d %02d:%02d:%02d GMT", days[g_date_time_get_day_of_week (date) - 1],
                              g_date_time_get_day_of_month (date), months[g_date_time_get_month (date) - 1],
                              g_date_time_get_year (date), g_date_time_get_hour (date), g_date_time_get_minute (date),
                              g_date_time_get_second (date));
      append_element (out, prefix, "pubDate", "", text);
      return;
    }
  text = g_date_time_format (date, "%Y-%m-%dT%H:%M:%SZ");
  if (outline->kind == SIYAQ_FEED_KIND_ATOM)
    append_element (out, prefix, "updated", "", text);
  else
    append_element (out, "dc:", "date", " xmlns:dc=\"http://purl.org/dc/elements/1.1/\"", text);
}

/* Atom says that a title is text. RSS does not, and readers look for HTML in it: what would be taken
   for some is escaped once more. */
static void
append_title (GString *out,
              const SiyaqFeedOutline *outline,
              const char *prefix,
              const char *title)
{
  g_autofree char *read = siyaq_feed_content_title (title);
  g_autoptr (GString) escaped = g_string_new (NULL);

  if (outline->kind == SIYAQ_FEED_KIND_ATOM)
    append_element (out, prefix, "title", " type=\"text\"", title);
  else if (strcmp (read, title) == 0)
    append_element (out, prefix, "title", "", title);
  else
    {
      siyaq_feed_write_text (escaped, title);
      append_element (out, prefix, "title", "", escaped->str);
    }
}

/**
 * siyaq_feed_compose_item:
 * @outline: of the document that it is for
 * @prefix: of its items, "" or "a:"
 * @item: what the item says
 *
 * Returns: (transfer full): a whole item
 */
char *
siyaq_feed_compose_item (const SiyaqFeedOutline *outline,
                         const char *prefix,
                         const SiyaqItem *item)
{
  const char *name = outline->kind == SIYAQ_FEED_KIND_ATOM ? "entry" : "item";
  g_autoptr (GString) body = g_string_new (item->html);
  GString *out = g_string_new (NULL);

  g_string_append_printf (out, "<%s%s", prefix, name);
  if (outline->kind == SIYAQ_FEED_KIND_RDF)
    {
      g_string_append_printf (out, " %s:about=\"", outline->rdf_prefix);
      siyaq_feed_write_value (out, item->id);
      g_string_append_c (out, '"');
    }
  if (item->lang != NULL)
    {
      g_string_append (out, " xml:lang=\"");
      siyaq_feed_write_value (out, item->lang);
      g_string_append_c (out, '"');
    }
  g_string_append_c (out, '>');
  append_title (out, outline, prefix, item->title);
  if (item->url != NULL)
    {
      g_autofree char *link = siyaq_feed_compose_link (outline->kind, prefix, item->url);

      g_string_append (out, link);
    }
  if (outline->kind != SIYAQ_FEED_KIND_RDF)
    {
      g_autofree char *id = siyaq_feed_compose_id (outline->kind, prefix, item->id);

      g_string_append (out, id);
    }
  append_date (out, outline, prefix, item->published_s);
  for (guint i = 0; item->categories != NULL && item->categories[i] != NULL; i++)
    {
      g_autofree char *category = siyaq_feed_compose_category (outline, prefix, item->categories[i]);

      g_string_append (out, category);
    }
  if (item->html == NULL && item->text != NULL)
    siyaq_feed_write_text (body, item->text);
  if (body->len > 0)
    {
      g_autofree char *element = siyaq_feed_compose_body (outline->kind, prefix, body->str);

      g_string_append (out, element);
    }
  g_string_append_printf (out, "</%s%s>", prefix, name);
  return g_string_free (out, FALSE);
}
