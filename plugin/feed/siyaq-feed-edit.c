/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Edits as bytes: every edit becomes splices (a span of the text and what stands there instead), and
 * the bytes between them are copied from the source. What an element said already is not written
 * again, so that editing the result in the same way changes nothing.
 */
#define G_LOG_DOMAIN "siyaq-feed"

#include "config.h"

#include "siyaq-feed-document-private.h"

#include "siyaq-feed-compose.h"
#include "siyaq-feed-content.h"
#include "siyaq-feed-write.h"

#include <string.h>

/* White space between two elements that is repeated before an added one; longer runs are no layout. */
#define MAX_GAP_BYTES 128u

typedef struct
{
  SiyaqFeedSpan span;
  guint number; /* order of splices at the same place */
  char *text;
} Splice;

typedef struct
{
  SiyaqFeedDocument *document;
  GArray *splices; /* of Splice */
} Splices;

static void
clear_splice (gpointer data)
{
  g_free (((Splice *) data)->text);
}

static int
compare_splices (gconstpointer a,
                 gconstpointer b)
{
  const Splice *x = a, *y = b;

  if (x->span.start != y->span.start)
    return x->span.start < y->span.start ? -1 : 1;
  return x->number < y->number ? -1 : x->number > y->number;
}

static void
splice (Splices *self,
        guint32 start,
        guint32 end,
        char *text)
{
  Splice one = { { start, end }, self->splices->len, text };

  g_array_append_val (self->splices, one);
}

static gboolean
is_space (char c)
{
  return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

/* Where the white space before @at begins. */
static guint32
before_space (SiyaqFeedDocument *self,
              guint32 at)
{
  while (at > 0 && is_space (self->text[at - 1]))
    at--;
  return at;
}

/* The white space that stands before the first child, as a copy for more children. */
static char *
gap_of (SiyaqFeedDocument *self,
        const SiyaqFeedEntry *entry)
{
  guint32 start = entry->content.start, end = entry->first_child;

  if (before_space (self, end) > start || end - start > MAX_GAP_BYTES)
    start = before_space (self, end);
  return end > start && end - start <= MAX_GAP_BYTES ? g_strndup (self->text + start, end - start) : g_strdup ("");
}

static char *
name_of (SiyaqFeedDocument *self,
         SiyaqFeedSpan element)
{
  SiyaqFeedSpan name = siyaq_feed_scanner_tag_name (self->text, element);

  return g_strndup (self->text + name.start, name.end - name.start);
}

/* Sets an attribute: in its place if it is there, else behind the name. */
static void
splice_attribute (Splices *self,
                  SiyaqFeedSpan element,
                  const char *name,
                  const char *value)
{
  SiyaqFeedDocument *document = self->document;
  g_autofree char *current = siyaq_feed_reader_attribute (document, element, name);
  GString *out;
  SiyaqFeedSpan span;

  if (g_strcmp0 (current, value) == 0)
    return;
  out = g_string_new (NULL);
  if (siyaq_feed_scanner_find (document->text, element, name, &span))
    {
      siyaq_feed_write_value (out, value);
      splice (self, span.start, span.end, g_string_free (out, FALSE));
    }
  else
    {
      guint32 at = siyaq_feed_scanner_tag_name (document->text, element).end;

      g_string_append_printf (out, " %s=\"", name);
      siyaq_feed_write_value (out, value);
      g_string_append_c (out, '"');
      splice (self, at, at, g_string_free (out, FALSE));
    }
}

/* Replaces the content; an empty element is opened for it. */
static void
splice_content (Splices *self,
                const SiyaqFeedElement *element,
                const char *content)
{
  if (element->empty)
    {
      g_autofree char *name = name_of (self->document, element->span);
      guint32 at = element->span.end - 2;

      splice (self, before_space (self->document, at), element->span.end, g_strdup_printf (">%s</%s>", content, name));
    }
  else
    splice (self, element->content.start, element->content.end, g_strdup (content));
}

static char *
write_text (const char *text,
            guint notation)
{
  GString *out = g_string_new (NULL);

  if (notation & SIYAQ_FEED_NOTATION_CDATA)
    siyaq_feed_write_cdata (out, text);
  else
    siyaq_feed_write_text (out, text);
  return g_string_free (out, FALSE);
}

/* Plain text of an element that holds text alone: a link, an id. */
static void
splice_text (Splices *self,
             const SiyaqFeedElement *element,
             const char *text)
{
  guint notation = 0;
  g_autofree char *current = g_strstrip (
      siyaq_feed_content_decode (self->document->text, element->content, self->document->outline->entities, &notation));
  g_autofree char *content = NULL;

  if (strcmp (current, text) == 0)
    return;
  content = write_text (text, notation);
  splice_content (self, element, content);
}

static gboolean
is_body (const SiyaqFeedElement *element)
{
  return element->kind == SIYAQ_FEED_ELEMENT_CONTENT || element->kind == SIYAQ_FEED_ELEMENT_XHTML ||
         element->kind == SIYAQ_FEED_ELEMENT_DESCRIPTION || element->kind == SIYAQ_FEED_ELEMENT_SUMMARY;
}

/* An element without words, a picture alone for instance, is not shown in place of the body; and one
   whose content is elsewhere or no text keeps what it has. */
static gboolean
says_something (SiyaqFeedDocument *self,
                const SiyaqFeedElement *element)
{
  g_autofree char *content = NULL;
  guint notation;

  return siyaq_feed_reader_body (self, element, &content, &notation) != SIYAQ_FEED_BODY_NONE &&
         siyaq_feed_content_count_visible (content) > 0;
}

/* A summary whose words all stand in the new body has no junk and stays as it is. Readers never show
   it in place of the body, being shorter and of a poorer vocabulary. */
static gboolean
is_excerpt (SiyaqFeedDocument *self,
            const SiyaqFeedElement *element,
            const SiyaqFeedElement *best,
            const char *html)
{
  static const char *const ends[] = { "[...]", "...", "[]" };
  g_autofree char *content = NULL, *letters = NULL, *all = NULL;
  guint notation;

  if (best == NULL || element->kind <= best->kind ||
      siyaq_feed_reader_body (self, element, &content, &notation) == SIYAQ_FEED_BODY_NONE ||
      siyaq_feed_content_count_visible (content) > siyaq_feed_content_count_visible (html))
    return FALSE;
  letters = siyaq_feed_content_letters (content);
  for (guint i = 0; i < G_N_ELEMENTS (ends); i++)
    if (g_str_has_suffix (letters, ends[i]))
      letters[strlen (letters) - strlen (ends[i])] = '\0';
  all = siyaq_feed_content_letters (html);
  return strstr (all, letters) != NULL;
}

/* Where a body goes when no element has one yet. */
static const SiyaqFeedElement *
find_blank (SiyaqFeedDocument *self,
            guint index)
{
  const SiyaqFeedElement *description = siyaq_feed_document_find (self, index, SIYAQ_FEED_ELEMENT_DESCRIPTION);
  const SiyaqFeedElement *content = siyaq_feed_document_find (self, index, SIYAQ_FEED_ELEMENT_CONTENT);
  g_autofree char *src = NULL, *type = NULL;

  if (content == NULL)
    return description;
  src = siyaq_feed_reader_attribute (self, content->span, "src");
  type = siyaq_feed_reader_attribute (self, content->span, "type");
  /* Atom: a content that is elsewhere, or no text. */
  if (src != NULL || (type != NULL && strchr (type, '/') != NULL && !g_str_has_prefix (type, "text/")))
    return description;
  return content;
}

static void
splice_body (Splices *self,
             const SiyaqFeedElement *element,
             const char *html)
{
  SiyaqFeedDocument *document = self->document;
  gboolean atom = document->outline->kind == SIYAQ_FEED_KIND_ATOM && element->kind != SIYAQ_FEED_ELEMENT_SUMMARY;
  guint notation = 0;
  g_autofree char *current = NULL, *content = NULL, *type = NULL, *mode = NULL;

  current = siyaq_feed_content_decode (document->text, element->content, document->outline->entities, &notation);
  if (atom)
    {
      type = siyaq_feed_reader_attribute (document, element->span, "type");
      mode = siyaq_feed_reader_attribute (document, element->span, "mode");
      /* Atom 0.3 knows media types and says how they are written. */
      if (mode != NULL || (type != NULL && strchr (type, '/') != NULL))
        {
          splice_attribute (self, element->span, "type", "text/html");
          if (mode != NULL)
            splice_attribute (self, element->span, "mode", "escaped");
        }
      else
        splice_attribute (self, element->span, "type", "html");
    }
  if (!(notation & SIYAQ_FEED_NOTATION_INLINE) && strcmp (current, html) == 0)
    return;
  content = write_text (html, notation);
  splice_content (self, element, content);
}

/* All elements that say something else get the body, as a reader shows the longest or the one it knows. */
static void
splice_html (Splices *self,
             guint index,
             const char *html,
             const char *prefix,
             GPtrArray *additions)
{
  SiyaqFeedDocument *document = self->document;
  guint n;
  const SiyaqFeedElement *elements = siyaq_feed_document_get_elements (document, index, &n);
  const SiyaqFeedElement *best;
  g_autofree char *current = NULL;
  gboolean has_body = FALSE;

  if (siyaq_feed_reader_best_body (document, elements, n, &current, &best) == SIYAQ_FEED_BODY_NONE)
    best = find_blank (document, index);
  for (guint i = 0; i < n; i++)
    if (is_body (&elements[i]) && elements[i].kind != SIYAQ_FEED_ELEMENT_XHTML &&
        (&elements[i] == best || says_something (document, &elements[i])) &&
        !is_excerpt (document, &elements[i], best, html))
      {
        splice_body (self, &elements[i], html);
        has_body |= elements[i].kind != SIYAQ_FEED_ELEMENT_SUMMARY;
      }
  for (guint i = 0; i < n; i++)
    if (elements[i].kind == SIYAQ_FEED_ELEMENT_XHTML)
      /* Inline markup cannot hold any HTML; the escaped body below takes its place. */
      splice (self, before_space (document, elements[i].span.start), elements[i].span.end, g_strdup (""));
  if (!has_body && *html != '\0')
    g_ptr_array_add (additions, siyaq_feed_compose_body (document->outline->kind, prefix, html));
}

static void
splice_link (Splices *self,
             guint index,
             const char *url,
             const char *prefix,
             GPtrArray *additions)
{
  SiyaqFeedDocument *document = self->document;
  guint n;
  const SiyaqFeedElement *elements = siyaq_feed_document_get_elements (document, index, &n);
  const SiyaqFeedElement *link = siyaq_feed_reader_link_element (document, elements, n);
  const SiyaqFeedElement *original = siyaq_feed_document_find (document, index, SIYAQ_FEED_ELEMENT_ORIGINAL_LINK);
  gboolean atom = document->outline->kind == SIYAQ_FEED_KIND_ATOM;

  if (original != NULL)
    splice_text (self, original, url);
  if (link == NULL && !atom)
    link = siyaq_feed_document_find (document, index, SIYAQ_FEED_ELEMENT_LINK);
  if (link != NULL && (atom || link->kind == SIYAQ_FEED_ELEMENT_FOREIGN_LINK))
    splice_attribute (self, link->span, "href", url);
  else if (link != NULL)
    splice_text (self, link, url);
  else
    g_ptr_array_add (additions, siyaq_feed_compose_link (document->outline->kind, prefix, url));
}

static void
splice_id (Splices *self,
           guint index,
           const char *prefix,
           GPtrArray *additions)
{
  SiyaqFeedDocument *document = self->document;
  const SiyaqFeedEntry *entry = siyaq_feed_document_get_entry (document, index);
  const SiyaqFeedElement *blank = siyaq_feed_document_find (document, index, SIYAQ_FEED_ELEMENT_ID);
  const char *id = siyaq_feed_document_get_item (document, index)->id;

  if (document->outline->kind == SIYAQ_FEED_KIND_RDF)
    {
      g_autofree char *name = g_strconcat (document->outline->rdf_prefix, ":about", NULL);

      splice_attribute (self, entry->span, name, id);
      return;
    }
  if (blank != NULL)
    {
      if (document->outline->kind == SIYAQ_FEED_KIND_RSS)
        splice_attribute (self, blank->span, "isPermaLink", "false");
      splice_text (self, blank, id);
      return;
    }
  g_ptr_array_add (additions, siyaq_feed_compose_id (document->outline->kind, prefix, id));
}

static void
splice_entry (Splices *self,
              guint index,
              const SiyaqFeedEdit *edit)
{
  SiyaqFeedDocument *document = self->document;
  const SiyaqFeedEntry *entry = siyaq_feed_document_get_entry (document, index);
  g_autofree char *prefix = siyaq_feed_document_get_prefix (document, entry->span);
  g_autofree char *gap = gap_of (document, entry);
  g_autoptr (GPtrArray) additions = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GString) out = g_string_new (NULL);

  if (edit->removed)
    {
      splice (self, before_space (document, entry->span.start), entry->span.end, g_strdup (""));
      return;
    }
  if (edit->ensure_id)
    splice_id (self, index, prefix, additions);
  if (edit->link != NULL)
    splice_link (self, index, edit->link, prefix, additions);
  if (edit->html != NULL)
    splice_html (self, index, edit->html, prefix, additions);
  for (guint i = 0; edit->categories != NULL && i < edit->categories->len; i++)
    g_ptr_array_add (additions, siyaq_feed_compose_category (document->outline, prefix, edit->categories->pdata[i]));
  if (additions->len == 0)
    return;
  for (guint i = 0; i < additions->len; i++)
    g_string_append_printf (out, "%s%s", gap, (char *) additions->pdata[i]);
  if (entry->empty)
    {
      g_autofree char *name = name_of (document, entry->span);

      splice (self, before_space (document, entry->span.end - 2), entry->span.end,
              g_strdup_printf (">%s</%s>", out->str, name));
    }
  else
    splice (self, entry->last_child, entry->last_child, g_strdup (out->str));
}

/* Removed items of RSS 1.0 leave the table of contents. */
static void
splice_references (Splices *self)
{
  SiyaqFeedDocument *document = self->document;
  g_autoptr (GHashTable) removed = NULL;
  GHashTableIter iter;
  gpointer key, value;

  if (document->outline->references->len == 0)
    return;
  removed = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_hash_table_iter_init (&iter, document->edits);
  while (g_hash_table_iter_next (&iter, &key, &value))
    if (((SiyaqFeedEdit *) value)->removed)
      {
        const SiyaqFeedEntry *entry = siyaq_feed_document_get_entry (document, GPOINTER_TO_UINT (key));
        char *about = siyaq_feed_reader_about (document, entry->span);

        if (about != NULL)
          g_hash_table_add (removed, about);
      }
  if (g_hash_table_size (removed) == 0)
    return;
  for (guint i = 0; i < document->outline->references->len; i++)
    {
      const SiyaqFeedReference *reference = &g_array_index (document->outline->references, SiyaqFeedReference, i);
      g_autofree char *resource =
          siyaq_feed_content_value (document->text, reference->resource, document->outline->entities);

      if (g_hash_table_contains (removed, resource))
        splice (self, before_space (document, reference->span.start), reference->span.end, g_strdup (""));
    }
}

/* New items stand before the first one, where a reader that keeps the newest looks first. */
static void
splice_insertions (Splices *self)
{
  SiyaqFeedDocument *document = self->document;
  SiyaqFeedOutline *outline = document->outline;
  g_autoptr (GString) out = g_string_new (NULL);
  guint32 at, next;

  if (document->insertions->len == 0)
    return;
  if (outline->entries->len > 0)
    next = g_array_index (outline->entries, SiyaqFeedEntry, 0).span.start;
  else
    next = outline->kind == SIYAQ_FEED_KIND_RSS && outline->channel_end != 0 ? outline->channel_end : outline->root_end;
  at = before_space (document, next);
  for (guint i = 0; i < document->insertions->len; i++)
    {
      g_string_append_len (out, document->text + at, MIN (next - at, MAX_GAP_BYTES));
      g_string_append (out, document->insertions->pdata[i]);
    }
  splice (self, at, at, g_strdup (out->str));
  if (outline->sequence.end > outline->sequence.start)
    {
      g_string_truncate (out, 0);
      for (guint i = 0; i < document->references->len; i++)
        g_string_append (out, document->references->pdata[i]);
      splice (self, outline->sequence.start, outline->sequence.start, g_strdup (out->str));
    }
}

/**
 * siyaq_feed_document_to_bytes:
 * @self: a document
 *
 * Returns: (transfer full): the document with its edits; the very same bytes as the source, not a
 *   copy, when nothing changes
 */
GBytes *
siyaq_feed_document_to_bytes (SiyaqFeedDocument *self)
{
  Splices splices = { self, NULL };
  g_autoptr (GArray) array = NULL;
  GByteArray *out;
  const guint8 *source;
  gsize n_source, from = 0;

  g_return_val_if_fail (SIYAQ_IS_FEED_DOCUMENT (self), NULL);

  array = splices.splices = g_array_new (FALSE, FALSE, sizeof (Splice));
  g_array_set_clear_func (array, clear_splice);
  splice_insertions (&splices);
  if (g_hash_table_size (self->edits) > 0)
    {
      for (guint i = 0; i < self->outline->entries->len; i++)
        {
          const SiyaqFeedEdit *edit = g_hash_table_lookup (self->edits, GUINT_TO_POINTER (i));

          if (edit != NULL)
            splice_entry (&splices, i, edit);
        }
      splice_references (&splices);
    }
  if (array->len == 0)
    return g_bytes_ref (self->source);
  g_array_sort (array, compare_splices);

  source = g_bytes_get_data (self->source, &n_source);
  out = g_byte_array_sized_new ((guint) n_source);
  for (guint i = 0; i < array->len; i++)
    {
      const Splice *one = &g_array_index (array, Splice, i);
      gsize start = siyaq_feed_encoding_get_offset (self->encoding, one->span.start);
      gsize end = siyaq_feed_encoding_get_offset (self->encoding, one->span.end);

      /* White space that two splices both take belongs to the first. */
      if (start > from)
        g_byte_array_append (out, source + from, (guint) (start - from));
      siyaq_feed_encoding_append (self->encoding, out, one->text);
      from = MAX (from, end);
    }
  g_byte_array_append (out, source + from, (guint) (n_source - from));
  return g_byte_array_free_to_bytes (out);
}
