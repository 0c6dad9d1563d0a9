/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A feed document. Edits are only noted here; siyaq-feed-edit.c turns them into bytes when they are
 * asked for, so that their order does not matter and doing one twice is doing it once.
 *
 * Rejected: a tree that is serialised again (libxml2). It changes white space, quotes, CDATA
 * sections, entities and the encoding of all that was not edited, and some reader, signature or
 * cache always notices.
 */
#define G_LOG_DOMAIN "siyaq-feed"

#include "config.h"

#include "siyaq-feed-document-private.h"

#include "siyaq-feed-write.h"
#include "siyaq-text.h"

#include <string.h>

/* Categories that are added to one item: regions, events and their parents are under twenty. */
#define MAX_ADDED_CATEGORIES 64u

G_DEFINE_QUARK (siyaq-feed-error-quark, siyaq_feed_error)
G_DEFINE_FINAL_TYPE (SiyaqFeedDocument, siyaq_feed_document, G_TYPE_OBJECT)

static void
edit_free (gpointer data)
{
  SiyaqFeedEdit *edit = data;

  g_free (edit->html);
  g_free (edit->link);
  g_clear_pointer (&edit->categories, g_ptr_array_unref);
  g_free (edit);
}

static void
item_free (gpointer data)
{
  if (data != NULL)
    siyaq_item_unref (data);
}

static void
siyaq_feed_document_finalize (GObject *object)
{
  SiyaqFeedDocument *self = SIYAQ_FEED_DOCUMENT (object);

  g_clear_pointer (&self->edits, g_hash_table_unref);
  g_clear_pointer (&self->link_counts, g_hash_table_unref);
  g_clear_pointer (&self->items, g_ptr_array_unref);
  g_clear_pointer (&self->insertions, g_ptr_array_unref);
  g_clear_pointer (&self->references, g_ptr_array_unref);
  g_clear_pointer (&self->outline, siyaq_feed_outline_free);
  g_clear_pointer (&self->encoding, siyaq_feed_encoding_free);
  g_clear_pointer (&self->source, g_bytes_unref);
  g_free (self->id);
  g_free (self->title);
  g_free (self->link);
  g_free (self->lang);
  G_OBJECT_CLASS (siyaq_feed_document_parent_class)->finalize (object);
}

static void
siyaq_feed_document_class_init (SiyaqFeedDocumentClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = siyaq_feed_document_finalize;
}

static void
siyaq_feed_document_init (SiyaqFeedDocument *self)
{
  self->edits = g_hash_table_new_full (NULL, NULL, NULL, edit_free);
  self->insertions = g_ptr_array_new_with_free_func (g_free);
  self->references = g_ptr_array_new_with_free_func (g_free);
}

static void
read_head (SiyaqFeedDocument *self,
           const char *feed_id)
{
  const SiyaqFeedElement *head = (const SiyaqFeedElement *) (void *) self->outline->head->data;
  guint n = self->outline->head->len;

  self->title = siyaq_feed_reader_title (self, head, n);
  self->link = siyaq_feed_reader_link (self, head, n);
  self->lang = siyaq_feed_reader_lang (self, head, n);
  if (self->lang == NULL)
    self->lang = siyaq_feed_reader_attribute (self, self->outline->channel, "xml:lang");
  if (self->lang == NULL)
    self->lang = siyaq_feed_reader_attribute (self, self->outline->root, "xml:lang");
  if (feed_id != NULL && *feed_id != '\0')
    {
      self->id = g_strdup (feed_id);
      return;
    }
  for (guint i = 0; i < n && self->id == NULL && self->outline->kind == SIYAQ_FEED_KIND_ATOM; i++)
    if (head[i].kind == SIYAQ_FEED_ELEMENT_ID)
      self->id = siyaq_feed_reader_text (self, &head[i]);
  if (self->id == NULL && self->outline->kind == SIYAQ_FEED_KIND_RDF)
    self->id = siyaq_feed_reader_about (self, self->outline->channel);
  if (self->id == NULL || *self->id == '\0')
    {
      g_free (self->id);
      self->id = g_strdup (self->link != NULL && *self->link != '\0' ? self->link : self->title);
    }
}

/**
 * siyaq_feed_document_new:
 * @source: the bytes of a document
 * @feed_id: (nullable): the name of the feed; without it the document's own id or link is used
 *
 * A document that fails is to be passed on as it is. Messages of errors begin with the byte and
 * line where there is one.
 *
 * Returns: (transfer full) (nullable): the document, or %NULL with a SiyaqFeedError
 */
SiyaqFeedDocument *
siyaq_feed_document_new (GBytes *source,
                         const char *feed_id,
                         GError **error)
{
  g_autoptr (SiyaqFeedDocument) self = NULL;
  guint32 error_at = 0;

  g_return_val_if_fail (source != NULL, NULL);
  g_return_val_if_fail (error == NULL || *error == NULL, NULL);

  if (g_bytes_get_size (source) > SIYAQ_FEED_MAX_BYTES)
    {
      g_set_error (error, SIYAQ_FEED_ERROR, SIYAQ_FEED_ERROR_TOO_LARGE,
                   "the document has %" G_GSIZE_FORMAT " bytes, more than %u", g_bytes_get_size (source),
                   SIYAQ_FEED_MAX_BYTES);
      return NULL;
    }
  self = g_object_new (SIYAQ_TYPE_FEED_DOCUMENT, NULL);
  self->source = g_bytes_ref (source);
  self->encoding = siyaq_feed_encoding_new (source, error);
  if (self->encoding == NULL)
    return NULL;
  self->text = siyaq_feed_encoding_get_text (self->encoding, &self->length);
  self->outline = siyaq_feed_outline_new (self->text, self->length, &error_at, error);
  if (self->outline == NULL)
    {
      guint line = 1;

      for (guint32 i = 0; i < error_at; i++)
        line += self->text[i] == '\n';
      g_prefix_error (error, "byte %" G_GSIZE_FORMAT ", line %u: ",
                      siyaq_feed_encoding_get_offset (self->encoding, error_at), line);
      return NULL;
    }
  self->items = g_ptr_array_new_full (self->outline->entries->len, item_free);
  g_ptr_array_set_size (self->items, (int) self->outline->entries->len);
  read_head (self, feed_id);
  return g_steal_pointer (&self);
}

/**
 * siyaq_feed_document_get_id:
 * @self: a document
 *
 * Returns: (transfer none): the name of the feed, may be ""
 */
const char *
siyaq_feed_document_get_id (SiyaqFeedDocument *self)
{
  g_return_val_if_fail (SIYAQ_IS_FEED_DOCUMENT (self), NULL);
  return self->id;
}

/**
 * siyaq_feed_document_get_title:
 * @self: a document
 *
 * Returns: (transfer none): plain text, may be ""
 */
const char *
siyaq_feed_document_get_title (SiyaqFeedDocument *self)
{
  g_return_val_if_fail (SIYAQ_IS_FEED_DOCUMENT (self), NULL);
  return self->title;
}

/**
 * siyaq_feed_document_get_link:
 * @self: a document
 *
 * Returns: (transfer none) (nullable): the page of the feed
 */
const char *
siyaq_feed_document_get_link (SiyaqFeedDocument *self)
{
  g_return_val_if_fail (SIYAQ_IS_FEED_DOCUMENT (self), NULL);
  return self->link;
}

/**
 * siyaq_feed_document_get_lang:
 * @self: a document
 *
 * Returns: (transfer none) (nullable): the language that the feed declares
 */
const char *
siyaq_feed_document_get_lang (SiyaqFeedDocument *self)
{
  g_return_val_if_fail (SIYAQ_IS_FEED_DOCUMENT (self), NULL);
  return self->lang;
}

/**
 * siyaq_feed_document_get_n_items:
 * @self: a document
 *
 * Returns: number of items in the source, whatever was edited since
 */
guint
siyaq_feed_document_get_n_items (SiyaqFeedDocument *self)
{
  g_return_val_if_fail (SIYAQ_IS_FEED_DOCUMENT (self), 0);
  return self->outline->entries->len;
}

/**
 * siyaq_feed_document_get_item:
 * @self: a document
 * @index: an item, in the order of the document
 *
 * Returns: (transfer none): what the item says in the source, whatever was edited since
 */
SiyaqItem *
siyaq_feed_document_get_item (SiyaqFeedDocument *self,
                              guint index)
{
  g_return_val_if_fail (SIYAQ_IS_FEED_DOCUMENT (self), NULL);
  g_return_val_if_fail (index < self->outline->entries->len, NULL);

  if (self->items->pdata[index] == NULL)
    self->items->pdata[index] = siyaq_feed_reader_item (self, index);
  return self->items->pdata[index];
}

/**
 * siyaq_feed_document_get_entry: (skip)
 * @self: a document
 * @index: an item
 *
 * Returns: (transfer none): where it is
 */
const SiyaqFeedEntry *
siyaq_feed_document_get_entry (SiyaqFeedDocument *self,
                               guint index)
{
  return &g_array_index (self->outline->entries, SiyaqFeedEntry, index);
}

/**
 * siyaq_feed_document_get_elements: (skip)
 * @self: a document
 * @index: an item
 * @ret_n: (out): number of elements
 *
 * Returns: (transfer none) (array length=ret_n) (nullable): its elements of interest
 */
const SiyaqFeedElement *
siyaq_feed_document_get_elements (SiyaqFeedDocument *self,
                                  guint index,
                                  guint *ret_n)
{
  const SiyaqFeedEntry *entry = siyaq_feed_document_get_entry (self, index);

  *ret_n = entry->n_elements;
  if (entry->n_elements == 0)
    return NULL;
  return (const SiyaqFeedElement *) (void *) self->outline->elements->data + entry->first_element;
}

/**
 * siyaq_feed_document_get_prefix: (skip)
 * @self: a document
 * @element: an element or start tag
 *
 * Returns: (transfer full): "a:" of an element "a:item", with which its children of the same
 *   vocabulary are written; "" where it has none
 */
char *
siyaq_feed_document_get_prefix (SiyaqFeedDocument *self,
                                SiyaqFeedSpan element)
{
  SiyaqFeedSpan name = siyaq_feed_scanner_tag_name (self->text, element);
  const char *colon = memchr (self->text + name.start, ':', name.end - name.start);

  return colon != NULL ? g_strndup (self->text + name.start, (gsize) (colon + 1 - self->text - name.start)) : g_strdup ("");
}

/**
 * siyaq_feed_document_find: (skip)
 * @self: a document
 * @index: an item
 * @kind: a kind of element
 *
 * Returns: (transfer none) (nullable): the first element of that kind
 */
const SiyaqFeedElement *
siyaq_feed_document_find (SiyaqFeedDocument *self,
                          guint index,
                          SiyaqFeedElementKind kind)
{
  guint n;
  const SiyaqFeedElement *elements = siyaq_feed_document_get_elements (self, index, &n);

  for (guint i = 0; i < n; i++)
    if (elements[i].kind == kind)
      return &elements[i];
  return NULL;
}

static SiyaqFeedEdit *
get_edit (SiyaqFeedDocument *self,
          guint index)
{
  SiyaqFeedEdit *edit = g_hash_table_lookup (self->edits, GUINT_TO_POINTER (index));

  if (edit == NULL)
    {
      edit = g_new0 (SiyaqFeedEdit, 1);
      g_hash_table_insert (self->edits, GUINT_TO_POINTER (index), edit);
    }
  return edit;
}

/**
 * siyaq_feed_document_remove_item:
 * @self: a document
 * @index: an item
 *
 * Takes the item out, with the white space before it and, in RSS 1.0, its line in the table of
 * contents.
 */
void
siyaq_feed_document_remove_item (SiyaqFeedDocument *self,
                                 guint index)
{
  g_return_if_fail (SIYAQ_IS_FEED_DOCUMENT (self));
  g_return_if_fail (index < self->outline->entries->len);

  get_edit (self, index)->removed = TRUE;
}

/**
 * siyaq_feed_document_set_html:
 * @self: a document
 * @index: an item
 * @html: HTML, may be ""
 *
 * Replaces the item's body. Where an item has several, all get the same, as of two a reader shows the
 * longer, or the one it knows; only a summary whose words all stand in @html stays as it is.
 */
void
siyaq_feed_document_set_html (SiyaqFeedDocument *self,
                              guint index,
                              const char *html)
{
  SiyaqFeedEdit *edit;

  g_return_if_fail (SIYAQ_IS_FEED_DOCUMENT (self));
  g_return_if_fail (index < self->outline->entries->len);
  g_return_if_fail (html != NULL);

  edit = get_edit (self, index);
  g_free (edit->html);
  edit->html = siyaq_feed_write_clean (html);
}

/**
 * siyaq_feed_document_set_link:
 * @self: a document
 * @index: an item
 * @url: a URL
 *
 * Replaces the item's link, wherever the item says it.
 */
void
siyaq_feed_document_set_link (SiyaqFeedDocument *self,
                              guint index,
                              const char *url)
{
  SiyaqFeedEdit *edit;

  g_return_if_fail (SIYAQ_IS_FEED_DOCUMENT (self));
  g_return_if_fail (index < self->outline->entries->len);
  g_return_if_fail (url != NULL);

  edit = get_edit (self, index);
  g_free (edit->link);
  edit->link = g_strstrip (siyaq_feed_write_clean (url));
}

/**
 * siyaq_feed_document_add_category:
 * @self: a document
 * @index: an item
 * @term: the category
 *
 * Adds a category, if the item does not have it yet.
 */
void
siyaq_feed_document_add_category (SiyaqFeedDocument *self,
                                  guint index,
                                  const char *term)
{
  SiyaqFeedEdit *edit;
  SiyaqItem *item;
  g_autofree char *clean = NULL, *valid = NULL;

  g_return_if_fail (SIYAQ_IS_FEED_DOCUMENT (self));
  g_return_if_fail (index < self->outline->entries->len);
  g_return_if_fail (term != NULL);

  clean = siyaq_feed_write_clean (term);
  valid = siyaq_text_collapse (clean);
  item = siyaq_feed_document_get_item (self, index);
  if (*valid == '\0' || (item->categories != NULL && g_strv_contains (item->categories, valid)))
    return;
  edit = get_edit (self, index);
  if (edit->categories == NULL)
    edit->categories = g_ptr_array_new_with_free_func (g_free);
  if (edit->categories->len < MAX_ADDED_CATEGORIES &&
      !g_ptr_array_find_with_equal_func (edit->categories, valid, g_str_equal, NULL))
    g_ptr_array_add (edit->categories, g_steal_pointer (&valid));
}

/**
 * siyaq_feed_document_ensure_id:
 * @self: a document
 * @index: an item
 *
 * Writes the item's id into it, if it says none: else readers compare texts, and an item whose text
 * was cleaned comes back as a new one at every update.
 */
void
siyaq_feed_document_ensure_id (SiyaqFeedDocument *self,
                               guint index)
{
  g_autofree char *stated = NULL;

  g_return_if_fail (SIYAQ_IS_FEED_DOCUMENT (self));
  g_return_if_fail (index < self->outline->entries->len);

  stated = siyaq_feed_reader_stated_id (self, index);
  if (stated == NULL)
    get_edit (self, index)->ensure_id = TRUE;
}
