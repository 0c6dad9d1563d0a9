/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What an item of a feed says, read out of the spans that the outline noted. The vocabularies differ
   in names; here is what each has for a title, link, id, body, date, tag and language, and which
   comes first where there are several. */
#define G_LOG_DOMAIN "siyaq-feed"

#include "config.h"

#include "siyaq-feed-document-private.h"

#include "siyaq-feed-content.h"
#include "siyaq-feed-date.h"
#include "siyaq-feed-write.h"
#include "siyaq-text.h"

#include <string.h>

/* A body of a poorer vocabulary is taken if it is longer by one part in so many and so many bytes: by
   more than a line about where the text is from. */
#define RICHER_SHARE 5u
#define RICHER_BYTES 40u

/**
 * siyaq_feed_reader_text:
 * @self: a document
 * @element: one of its elements
 *
 * Returns: (transfer full): its characters, without white space around them and control characters
 */
char *
siyaq_feed_reader_text (SiyaqFeedDocument *self,
                        const SiyaqFeedElement *element)
{
  g_autofree char *raw = siyaq_feed_content_decode (self->text, element->content, self->outline->entities, NULL);

  return g_strstrip (siyaq_feed_write_clean (raw));
}

/**
 * siyaq_feed_reader_attribute:
 * @self: a document
 * @span: of an element or tag
 * @name: name of an attribute, with its prefix
 *
 * Returns: (transfer full) (nullable): its value
 */
char *
siyaq_feed_reader_attribute (SiyaqFeedDocument *self,
                             SiyaqFeedSpan span,
                             const char *name)
{
  SiyaqFeedSpan value;
  g_autofree char *raw = NULL;

  if (!siyaq_feed_scanner_find (self->text, span, name, &value))
    return NULL;
  raw = siyaq_feed_content_value (self->text, value, self->outline->entities);
  return g_strstrip (siyaq_feed_write_clean (raw));
}

/**
 * siyaq_feed_reader_about:
 * @self: a document of RSS 1.0
 * @span: of an item or the channel
 *
 * Returns: (transfer full) (nullable): what it says it is about: its id
 */
char *
siyaq_feed_reader_about (SiyaqFeedDocument *self,
                         SiyaqFeedSpan span)
{
  g_autofree char *name = g_strconcat (self->outline->rdf_prefix, ":about", NULL);
  char *about = siyaq_feed_reader_attribute (self, span, name);

  return about != NULL ? about : siyaq_feed_reader_attribute (self, span, "about");
}

static gboolean
is_blank (const char *text)
{
  return text[strspn (text, " \t\r\n")] == '\0';
}

/* The kind of an Atom text construct. Atom 0.3 has media types and modes. */
static SiyaqFeedBody
atom_kind (SiyaqFeedDocument *self,
           const SiyaqFeedElement *element)
{
  g_autofree char *type = siyaq_feed_reader_attribute (self, element->span, "type");
  g_autofree char *mode = siyaq_feed_reader_attribute (self, element->span, "mode");
  g_autofree char *src = siyaq_feed_reader_attribute (self, element->span, "src");

  if (src != NULL || (mode != NULL && g_ascii_strcasecmp (mode, "base64") == 0))
    return SIYAQ_FEED_BODY_NONE;
  if (type == NULL || g_ascii_strcasecmp (type, "text") == 0 || g_ascii_strcasecmp (type, "text/plain") == 0)
    return SIYAQ_FEED_BODY_TEXT;
  if (g_ascii_strcasecmp (type, "html") == 0 || g_ascii_strcasecmp (type, "xhtml") == 0 ||
      g_ascii_strcasecmp (type, "text/html") == 0 || g_ascii_strcasecmp (type, "application/xhtml+xml") == 0 ||
      g_ascii_strcasecmp (type, "text/xhtml") == 0 || g_ascii_strcasecmp (type, "escaped") == 0)
    return SIYAQ_FEED_BODY_HTML;
  if (g_ascii_strncasecmp (type, "text/", 5) == 0)
    return SIYAQ_FEED_BODY_TEXT;
  return SIYAQ_FEED_BODY_NONE;
}

/**
 * siyaq_feed_reader_body:
 * @self: a document
 * @element: an element that can hold an item's text
 * @ret_content: (out) (nullable) (transfer full): HTML or text
 * @ret_notation: (out): SiyaqFeedNotation
 *
 * Returns: what @ret_content is; SIYAQ_FEED_BODY_NONE where it is blank, elsewhere or no text
 */
SiyaqFeedBody
siyaq_feed_reader_body (SiyaqFeedDocument *self,
                        const SiyaqFeedElement *element,
                        char **ret_content,
                        guint *ret_notation)
{
  gboolean atom = self->outline->kind == SIYAQ_FEED_KIND_ATOM;
  SiyaqFeedBody body = SIYAQ_FEED_BODY_HTML;
  g_autofree char *content = NULL;

  *ret_content = NULL;
  *ret_notation = 0;
  if (atom && (element->kind == SIYAQ_FEED_ELEMENT_CONTENT || element->kind == SIYAQ_FEED_ELEMENT_DESCRIPTION))
    body = atom_kind (self, element);
  if (body == SIYAQ_FEED_BODY_NONE)
    return body;
  content = siyaq_feed_content_decode (self->text, element->content, self->outline->entities, ret_notation);
  if (*ret_notation & SIYAQ_FEED_NOTATION_INLINE)
    {
      g_free (content);
      content = siyaq_feed_content_markup (self->text, element->content, self->outline->entities);
      body = SIYAQ_FEED_BODY_HTML;
    }
  if (is_blank (content))
    return SIYAQ_FEED_BODY_NONE;
  if (body == SIYAQ_FEED_BODY_HTML && !siyaq_feed_content_has_tags (content))
    {
      char *plain = siyaq_feed_content_from_html (content);

      g_free (content);
      content = plain;
      body = SIYAQ_FEED_BODY_TEXT;
    }
  *ret_content = g_steal_pointer (&content);
  return body;
}

static const SiyaqFeedElement *
find_kind (const SiyaqFeedElement *elements,
           guint n_elements,
           SiyaqFeedElementKind kind)
{
  for (guint i = 0; i < n_elements; i++)
    if (elements[i].kind == kind)
      return &elements[i];
  return NULL;
}

/* Among links of Atom, the one that a person follows. */
static const SiyaqFeedElement *
find_alternate (SiyaqFeedDocument *self,
                const SiyaqFeedElement *elements,
                guint n_elements,
                SiyaqFeedElementKind kind)
{
  const SiyaqFeedElement *other = NULL;

  for (guint i = 0; i < n_elements; i++)
    {
      g_autofree char *rel = NULL, *type = NULL, *href = NULL;

      if (elements[i].kind != kind)
        continue;
      rel = siyaq_feed_reader_attribute (self, elements[i].span, "rel");
      type = siyaq_feed_reader_attribute (self, elements[i].span, "type");
      href = siyaq_feed_reader_attribute (self, elements[i].span, "href");
      if (href == NULL || *href == '\0' || (rel != NULL && strcmp (rel, "alternate") != 0))
        continue;
      if (type == NULL || strstr (type, "html") != NULL)
        return &elements[i];
      if (other == NULL)
        other = &elements[i];
    }
  return other;
}

/**
 * siyaq_feed_reader_link_element:
 * @self: a document
 * @elements: children of an item or of the head
 * @n_elements: their number
 *
 * Returns: (transfer none) (nullable): the element that holds the link to the page
 */
const SiyaqFeedElement *
siyaq_feed_reader_link_element (SiyaqFeedDocument *self,
                                const SiyaqFeedElement *elements,
                                guint n_elements)
{
  if (self->outline->kind == SIYAQ_FEED_KIND_ATOM)
    return find_alternate (self, elements, n_elements, SIYAQ_FEED_ELEMENT_LINK);
  for (guint i = 0; i < n_elements; i++)
    if (elements[i].kind == SIYAQ_FEED_ELEMENT_LINK)
      {
        g_autofree char *text = siyaq_feed_reader_text (self, &elements[i]);

        if (*text != '\0')
          return &elements[i];
      }
  return find_alternate (self, elements, n_elements, SIYAQ_FEED_ELEMENT_FOREIGN_LINK);
}

static char *
link_value (SiyaqFeedDocument *self,
            const SiyaqFeedElement *element)
{
  if (element == NULL)
    return NULL;
  if (element->kind == SIYAQ_FEED_ELEMENT_FOREIGN_LINK || self->outline->kind == SIYAQ_FEED_KIND_ATOM)
    return siyaq_feed_reader_attribute (self, element->span, "href");
  return siyaq_feed_reader_text (self, element);
}

/**
 * siyaq_feed_reader_link:
 * @self: a document
 * @elements: children of an item or of the head
 * @n_elements: their number
 *
 * Returns: (transfer full) (nullable): the link to the page, as it is written
 */
char *
siyaq_feed_reader_link (SiyaqFeedDocument *self,
                        const SiyaqFeedElement *elements,
                        guint n_elements)
{
  return link_value (self, siyaq_feed_reader_link_element (self, elements, n_elements));
}

/**
 * siyaq_feed_reader_title:
 * @self: a document
 * @elements: children of an item or of the head
 * @n_elements: their number
 *
 * Returns: (transfer full): the title as one line of plain text, may be ""
 */
char *
siyaq_feed_reader_title (SiyaqFeedDocument *self,
                         const SiyaqFeedElement *elements,
                         guint n_elements)
{
  const SiyaqFeedElement *element = find_kind (elements, n_elements, SIYAQ_FEED_ELEMENT_TITLE);
  g_autofree char *content = NULL;
  guint notation;

  if (element == NULL)
    return g_strdup ("");
  content = siyaq_feed_content_decode (self->text, element->content, self->outline->entities, &notation);
  if (self->outline->kind == SIYAQ_FEED_KIND_ATOM && !(notation & SIYAQ_FEED_NOTATION_INLINE))
    {
      g_autofree char *type = siyaq_feed_reader_attribute (self, element->span, "type");

      /* Only who says so means plain text: many who write no type mean HTML. */
      if (g_strcmp0 (type, "text") == 0)
        return siyaq_text_collapse (content);
    }
  return siyaq_feed_content_title (content);
}

/**
 * siyaq_feed_reader_lang:
 * @self: a document
 * @elements: children of an item or of the head
 * @n_elements: their number
 *
 * Returns: (transfer full) (nullable): the language that an element says
 */
char *
siyaq_feed_reader_lang (SiyaqFeedDocument *self,
                        const SiyaqFeedElement *elements,
                        guint n_elements)
{
  const SiyaqFeedElement *element = find_kind (elements, n_elements, SIYAQ_FEED_ELEMENT_LANGUAGE);
  g_autofree char *lang = element != NULL ? siyaq_feed_reader_text (self, element) : NULL;

  return lang != NULL && *lang != '\0' ? g_steal_pointer (&lang) : NULL;
}

/**
 * siyaq_feed_reader_stated_id:
 * @self: a document
 * @index: an item
 *
 * Returns: (transfer full) (nullable): the id that the item says itself
 */
char *
siyaq_feed_reader_stated_id (SiyaqFeedDocument *self,
                             guint index)
{
  guint n;
  const SiyaqFeedElement *elements = siyaq_feed_document_get_elements (self, index, &n);
  g_autofree char *id = NULL;

  for (guint i = 0; i < n; i++)
    if (elements[i].kind == SIYAQ_FEED_ELEMENT_ID)
      {
        g_free (id);
        id = siyaq_feed_reader_text (self, &elements[i]);
        if (*id != '\0')
          break;
      }
  if ((id == NULL || *id == '\0') && self->outline->kind == SIYAQ_FEED_KIND_RDF)
    {
      const SiyaqFeedEntry *entry = siyaq_feed_document_get_entry (self, index);

      g_free (id);
      id = siyaq_feed_reader_about (self, entry->span);
    }
  return id != NULL && *id != '\0' ? g_steal_pointer (&id) : NULL;
}

static void
count_links (SiyaqFeedDocument *self)
{
  self->link_counts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  for (guint i = 0; i < self->outline->entries->len; i++)
    {
      g_autofree char *id = siyaq_feed_reader_stated_id (self, i);
      guint n;
      const SiyaqFeedElement *elements = siyaq_feed_document_get_elements (self, i, &n);
      char *link = id == NULL ? siyaq_feed_reader_link (self, elements, n) : NULL;

      if (link != NULL)
        {
          guint count = GPOINTER_TO_UINT (g_hash_table_lookup (self->link_counts, link));

          g_hash_table_insert (self->link_counts, link, GUINT_TO_POINTER (count + 1));
        }
    }
}

/* An item that says no id is named by its link, if no other is and the link is not the front page;
   else by a sum over what does not change when its text is cleaned. */
static char *
make_id (SiyaqFeedDocument *self,
         guint index,
         const char *link,
         const char *title,
         const char *date,
         const char *content)
{
  g_autoptr (GChecksum) checksum = NULL;

  if (self->link_counts == NULL)
    count_links (self);
  if (link != NULL && *link != '\0' && g_strcmp0 (link, self->link) != 0 &&
      GPOINTER_TO_UINT (g_hash_table_lookup (self->link_counts, link)) <= 1)
    return g_strdup (link);
  checksum = g_checksum_new (G_CHECKSUM_SHA256);
  g_checksum_update (checksum, (const guchar *) (link != NULL ? link : ""), -1);
  g_checksum_update (checksum, (const guchar *) "\n", 1);
  g_checksum_update (checksum, (const guchar *) title, -1);
  g_checksum_update (checksum, (const guchar *) "\n", 1);
  g_checksum_update (checksum, (const guchar *) date, -1);
  if (*title == '\0' && content != NULL)
    {
      g_checksum_update (checksum, (const guchar *) "\n", 1);
      g_checksum_update (checksum, (const guchar *) content, -1);
    }
  return g_strdup_printf ("urn:siyaq:%.32s", g_checksum_get_string (checksum));
}

/**
 * siyaq_feed_reader_best_body:
 * @self: a document
 * @elements: children of an item
 * @n_elements: their number
 * @ret_content: (out) (nullable) (transfer full): HTML or text
 * @ret_element: (out) (nullable) (transfer none): the element that holds it
 *
 * Finds the body that says most: the full text where there is a summary beside it, but not a
 * content:encoded that has nothing but a picture.
 *
 * Returns: what @ret_content is
 */
SiyaqFeedBody
siyaq_feed_reader_best_body (SiyaqFeedDocument *self,
                             const SiyaqFeedElement *elements,
                             guint n_elements,
                             char **ret_content,
                             const SiyaqFeedElement **ret_element)
{
  static const SiyaqFeedElementKind order[] = {
    SIYAQ_FEED_ELEMENT_CONTENT,
    SIYAQ_FEED_ELEMENT_XHTML,
    SIYAQ_FEED_ELEMENT_DESCRIPTION,
    SIYAQ_FEED_ELEMENT_SUMMARY,
  };
  SiyaqFeedBody best = SIYAQ_FEED_BODY_NONE;
  gsize best_visible = 0;

  *ret_content = NULL;
  *ret_element = NULL;
  for (guint o = 0; o < G_N_ELEMENTS (order); o++)
    for (guint i = 0; i < n_elements; i++)
      if (elements[i].kind == order[o])
        {
          g_autofree char *content = NULL;
          guint notation;
          SiyaqFeedBody body = siyaq_feed_reader_body (self, &elements[i], &content, &notation);
          gsize visible;

          if (body == SIYAQ_FEED_BODY_NONE)
            continue;
          visible = siyaq_feed_content_count_visible (content);
          /* Between nearly the same the richer vocabulary wins. */
          if (best_visible > 0 && visible <= best_visible + best_visible / RICHER_SHARE + RICHER_BYTES)
            continue;
          if (best != SIYAQ_FEED_BODY_NONE && visible == 0)
            continue;
          best = body;
          best_visible = visible;
          *ret_element = &elements[i];
          g_free (*ret_content);
          *ret_content = g_steal_pointer (&content);
        }
  return best;
}

static gint64
read_date (SiyaqFeedDocument *self,
           const SiyaqFeedElement *elements,
           guint n_elements,
           char **ret_raw)
{
  static const SiyaqFeedElementKind order[] = { SIYAQ_FEED_ELEMENT_PUBLISHED, SIYAQ_FEED_ELEMENT_UPDATED };

  *ret_raw = NULL;
  for (guint o = 0; o < G_N_ELEMENTS (order); o++)
    for (guint i = 0; i < n_elements; i++)
      if (elements[i].kind == order[o])
        {
          g_autofree char *raw = siyaq_feed_reader_text (self, &elements[i]);
          gint64 date = siyaq_feed_date_parse (raw);

          if (*ret_raw == NULL)
            *ret_raw = g_strdup (raw);
          if (date != SIYAQ_TIME_UNKNOWN)
            return date;
        }
  return SIYAQ_TIME_UNKNOWN;
}

static GStrv
read_categories (SiyaqFeedDocument *self,
                 const SiyaqFeedElement *elements,
                 guint n_elements)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  gboolean any = FALSE;

  for (guint i = 0; i < n_elements; i++)
    {
      g_autofree char *raw = NULL, *term = NULL;

      if (elements[i].kind == SIYAQ_FEED_ELEMENT_CATEGORY && self->outline->kind == SIYAQ_FEED_KIND_ATOM)
        raw = siyaq_feed_reader_attribute (self, elements[i].span, "term");
      else if (elements[i].kind == SIYAQ_FEED_ELEMENT_CATEGORY || elements[i].kind == SIYAQ_FEED_ELEMENT_SUBJECT)
        raw = siyaq_feed_reader_text (self, &elements[i]);
      if (raw == NULL)
        continue;
      term = siyaq_text_collapse (raw);
      if (*term == '\0')
        continue;
      g_strv_builder_add (builder, term);
      any = TRUE;
    }
  return any ? g_strv_builder_end (builder) : NULL;
}

/* The absolute form of a link, where the feed says against what. */
static char *
resolve (SiyaqFeedDocument *self,
         const SiyaqFeedEntry *entry,
         char *link)
{
  g_autofree char *owned = link, *base = NULL, *absolute = NULL;

  if (link == NULL || *link == '\0')
    return NULL;
  if (g_uri_peek_scheme (link) != NULL)
    return g_steal_pointer (&owned);
  base = siyaq_feed_reader_attribute (self, entry->span, "xml:base");
  if (base == NULL || g_uri_peek_scheme (base) == NULL)
    {
      g_free (base);
      base = siyaq_feed_reader_attribute (self, self->outline->root, "xml:base");
    }
  if (base == NULL || g_uri_peek_scheme (base) == NULL)
    absolute = self->link != NULL ? g_uri_resolve_relative (self->link, link, G_URI_FLAGS_PARSE_RELAXED, NULL) : NULL;
  else
    absolute = g_uri_resolve_relative (base, link, G_URI_FLAGS_PARSE_RELAXED, NULL);
  return absolute != NULL ? g_steal_pointer (&absolute) : g_steal_pointer (&owned);
}

static char *
permalink (SiyaqFeedDocument *self,
           const SiyaqFeedElement *elements,
           guint n_elements,
           const char *id)
{
  const SiyaqFeedElement *element = find_kind (elements, n_elements, SIYAQ_FEED_ELEMENT_ID);
  g_autofree char *said = NULL;

  if (self->outline->kind != SIYAQ_FEED_KIND_RSS || element == NULL || id == NULL)
    return NULL;
  said = siyaq_feed_reader_attribute (self, element->span, "isPermaLink");
  if (said != NULL && g_ascii_strcasecmp (said, "false") == 0)
    return NULL;
  return g_str_has_prefix (id, "http://") || g_str_has_prefix (id, "https://") ? g_strdup (id) : NULL;
}

/**
 * siyaq_feed_reader_item:
 * @self: a document
 * @index: an item
 *
 * Returns: (transfer full): what the item says
 */
SiyaqItem *
siyaq_feed_reader_item (SiyaqFeedDocument *self,
                        guint index)
{
  guint n_elements;
  const SiyaqFeedElement *elements = siyaq_feed_document_get_elements (self, index, &n_elements);
  const SiyaqFeedEntry *entry = siyaq_feed_document_get_entry (self, index);
  const SiyaqFeedElement *original, *body_element;
  g_autofree char *id = siyaq_feed_reader_stated_id (self, index);
  g_autofree char *title = siyaq_feed_reader_title (self, elements, n_elements);
  g_autofree char *link = siyaq_feed_reader_link (self, elements, n_elements);
  g_autofree char *url = NULL, *content = NULL, *date = NULL, *lang = NULL;
  g_auto (GStrv) categories = read_categories (self, elements, n_elements);
  SiyaqItem fields = { 0 };
  SiyaqFeedBody body;

  body = siyaq_feed_reader_best_body (self, elements, n_elements, &content, &body_element);
  fields.published_s = read_date (self, elements, n_elements, &date);
  if (id == NULL)
    id = make_id (self, index, link, title, date != NULL ? date : "", content);

  original = find_kind (elements, n_elements, SIYAQ_FEED_ELEMENT_ORIGINAL_LINK);
  if (original != NULL)
    url = resolve (self, entry, siyaq_feed_reader_text (self, original));
  if (url == NULL)
    url = resolve (self, entry, g_strdup (link));
  if (url == NULL)
    url = permalink (self, elements, n_elements, id);

  if (body_element != NULL)
    lang = siyaq_feed_reader_attribute (self, body_element->span, "xml:lang");
  if (lang == NULL || *lang == '\0')
    {
      g_free (lang);
      lang = siyaq_feed_reader_lang (self, elements, n_elements);
    }
  if (lang == NULL)
    lang = siyaq_feed_reader_attribute (self, entry->span, "xml:lang");

  fields.id = id;
  fields.feed = self->id;
  fields.title = title;
  fields.html = body == SIYAQ_FEED_BODY_HTML ? content : NULL;
  fields.text = body == SIYAQ_FEED_BODY_TEXT ? content : NULL;
  fields.url = url;
  fields.lang = lang != NULL && *lang != '\0' ? lang : self->lang;
  fields.kind = SIYAQ_ITEM_KIND_ITEM;
  fields.categories = (const char *const *) categories;
  return siyaq_item_new (&fields);
}
