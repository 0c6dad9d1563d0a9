/* SPDX-License-Identifier: GPL-2.0-or-later */
/* One item as a small document of its own, and back: how a held item is kept for months and put
 * into whatever its feed has become since.
 *
 * The small document is UTF-8, has the head of its feed and all declarations that the item needs,
 * and no references that need a declaration. The item's own bytes are otherwise what they were.
 */
#define G_LOG_DOMAIN "siyaq-feed"

#include "config.h"

#include "siyaq-feed-document-private.h"

#include "siyaq-feed-compose.h"
#include "siyaq-feed-content.h"
#include "siyaq-feed-write.h"

#include <string.h>

static gboolean
is_forbidden (gunichar c)
{
  return (c < 0x20 && c != '\t' && c != '\n' && c != '\r') || c == 0xFFFE || c == 0xFFFF;
}

/* Copies a piece of markup or text: entities that only this document knows become characters, a
   stray "&" is escaped, and others stand for characters that XML forbids, as what is on both sides of
   one could become markup without it. */
static void
append_portable (SiyaqFeedDocument *self,
                 GString *out,
                 SiyaqFeedSpan span,
                 gboolean references)
{
  const char *p = self->text + span.start, *end = self->text + span.end;

  while (p < end)
    {
      const char *next = g_utf8_next_char (p), *q = p + 1;
      g_autoptr (GString) plain = NULL;

      if (*p != '&' || !references)
        {
          if (!is_forbidden (g_utf8_get_char (p)))
            g_string_append_len (out, p, next - p);
          else
            g_string_append (out, (guchar) *p < 0x20 ? " " : "\357\277\275");
          p = next;
          continue;
        }
      if (q < end && *q == '#')
        q++;
      while (q < end && g_ascii_isalnum (*q))
        q++;
      plain = g_string_new (NULL);
      if (q < end && *q == ';' && q > p + 1 && p[1] == '#')
        g_string_append_len (out, p, q + 1 - p);
      else if (q < end && *q == ';' && siyaq_feed_content_entity (p + 1, (gsize) (q - p - 1), self->outline->entities, plain))
        siyaq_feed_write_value (out, plain->str);
      else
        {
          g_string_append (out, "&amp;");
          p++;
          continue;
        }
      p = q + 1;
    }
}

static void
append_span (SiyaqFeedDocument *self,
             GString *out,
             SiyaqFeedSpan span)
{
  SiyaqFeedScanner scanner = { self->text, span.end, span.start };
  SiyaqFeedToken token;

  while (scanner.at < scanner.end && siyaq_feed_scanner_next (&scanner, &token, NULL))
    append_portable (self, out, token.span,
                     token.kind == SIYAQ_FEED_TOKEN_TEXT || token.kind == SIYAQ_FEED_TOKEN_START ||
                         token.kind == SIYAQ_FEED_TOKEN_EMPTY);
}

static void
append_end_tag (SiyaqFeedDocument *self,
                GString *out,
                SiyaqFeedSpan start)
{
  SiyaqFeedSpan name = siyaq_feed_scanner_tag_name (self->text, start);

  g_string_append (out, "</");
  g_string_append_len (out, self->text + name.start, name.end - name.start);
  g_string_append (out, ">\n");
}

/* The item as it is; one that says no id is given the one by which it is known, which depends on its
   neighbours. */
static void
append_entry (SiyaqFeedDocument *self,
              GString *out,
              guint index)
{
  const SiyaqFeedEntry *entry = siyaq_feed_document_get_entry (self, index);
  const char *id = siyaq_feed_document_get_item (self, index)->id;
  g_autofree char *stated = siyaq_feed_reader_stated_id (self, index);
  g_autofree char *prefix = siyaq_feed_document_get_prefix (self, entry->span);

  if (stated != NULL || entry->empty)
    {
      append_span (self, out, entry->span);
      return;
    }
  if (self->outline->kind == SIYAQ_FEED_KIND_RDF)
    {
      guint32 at = siyaq_feed_scanner_tag_name (self->text, entry->span).end;

      append_portable (self, out, (SiyaqFeedSpan){ entry->span.start, at }, FALSE);
      g_string_append_printf (out, " %s:about=\"", self->outline->rdf_prefix);
      siyaq_feed_write_value (out, id);
      g_string_append_c (out, '"');
      append_portable (self, out, (SiyaqFeedSpan){ at, entry->content.start }, TRUE);
      append_span (self, out, (SiyaqFeedSpan){ entry->content.start, entry->span.end });
    }
  else
    {
      g_autofree char *element = siyaq_feed_compose_id (self->outline->kind, prefix, id);

      append_span (self, out, (SiyaqFeedSpan){ entry->span.start, entry->last_child });
      g_string_append (out, element);
      append_span (self, out, (SiyaqFeedSpan){ entry->last_child, entry->span.end });
    }
}

/**
 * siyaq_feed_document_extract_item:
 * @self: a document
 * @index: an item
 *
 * Returns: (transfer full): a complete feed document in UTF-8 that has this item alone, as the
 *   source has it
 */
GBytes *
siyaq_feed_document_extract_item (SiyaqFeedDocument *self,
                                  guint index)
{
  SiyaqFeedOutline *outline;
  gboolean rdf, channel;
  GString *out;

  g_return_val_if_fail (SIYAQ_IS_FEED_DOCUMENT (self), NULL);
  g_return_val_if_fail (index < self->outline->entries->len, NULL);

  outline = self->outline;
  rdf = outline->kind == SIYAQ_FEED_KIND_RDF;
  channel = outline->kind != SIYAQ_FEED_KIND_ATOM && outline->channel.end > 0 &&
            self->text[outline->channel.end - 2] != '/';
  out = g_string_new ("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
  append_span (self, out, outline->root);
  g_string_append_c (out, '\n');
  if (channel)
    {
      append_span (self, out, outline->channel);
      g_string_append_c (out, '\n');
    }
  for (guint i = 0; i < outline->head->len; i++)
    {
      const SiyaqFeedElement *element = &g_array_index (outline->head, SiyaqFeedElement, i);

      append_span (self, out, element->span);
      g_string_append_c (out, '\n');
    }
  if (channel && rdf)
    append_end_tag (self, out, outline->channel);
  append_entry (self, out, index);
  g_string_append_c (out, '\n');
  if (channel && !rdf)
    append_end_tag (self, out, outline->channel);
  append_end_tag (self, out, outline->root);
  return g_string_free_to_bytes (out);
}

/* Whether a tag of @self has the attribute with just that value. */
static gboolean
has_attribute (SiyaqFeedDocument *self,
               SiyaqFeedSpan tag,
               const char *name,
               const char *value)
{
  g_autofree char *said = siyaq_feed_reader_attribute (self, tag, name);

  return g_strcmp0 (said, value) == 0;
}

/* Declarations that hold for the item in its small document and would not in @self. */
static void
append_declarations (SiyaqFeedDocument *self,
                     SiyaqFeedDocument *extract,
                     GString *out,
                     SiyaqFeedSpan tag,
                     SiyaqFeedSpan item)
{
  SiyaqFeedAttribute attribute;
  guint32 at = siyaq_feed_scanner_tag_name (extract->text, tag).end;

  while (siyaq_feed_scanner_attribute (extract->text, &at, tag.end, &attribute))
    {
      g_autofree char *name =
          g_strndup (extract->text + attribute.name.start, attribute.name.end - attribute.name.start);
      g_autofree char *value = siyaq_feed_content_value (extract->text, attribute.value, extract->outline->entities);
      g_autofree char *said = siyaq_feed_reader_attribute (extract, item, name);

      /* A prefix that cannot be written is not used either: the item's names have been looked at. */
      if (said != NULL || !siyaq_feed_encoding_can_write (self->encoding, name, strlen (name)))
        continue;
      if (g_str_has_prefix (name, "xmlns:"))
        {
          g_autofree char *use = g_strdup_printf ("%s:", name + strlen ("xmlns:"));

          if (memmem (extract->text + item.start, item.end - item.start, use, strlen (use)) == NULL)
            continue;
        }
      else if (strcmp (name, "xmlns") != 0 && strcmp (name, "xml:lang") != 0 && strcmp (name, "xml:base") != 0)
        continue;
      if (has_attribute (self, self->outline->channel, name, value) ||
          (self->outline->root.start != self->outline->channel.start && has_attribute (self, self->outline->root, name, value)))
        continue;
      g_string_append_printf (out, " %s=\"", name);
      siyaq_feed_write_value (out, value);
      g_string_append_c (out, '"');
    }
}

/* Names cannot be written as references. */
static gboolean
can_write_names (SiyaqFeedDocument *self,
                 SiyaqFeedDocument *extract,
                 SiyaqFeedSpan item)
{
  SiyaqFeedScanner scanner = { extract->text, item.end, item.start };
  SiyaqFeedToken token;
  SiyaqFeedAttribute attribute;

  while (scanner.at < scanner.end && siyaq_feed_scanner_next (&scanner, &token, NULL))
    {
      guint32 at = token.name.end;

      if (!siyaq_feed_encoding_can_write (self->encoding, extract->text + token.name.start, token.name.end - token.name.start))
        return FALSE;
      if (token.kind == SIYAQ_FEED_TOKEN_START || token.kind == SIYAQ_FEED_TOKEN_EMPTY)
        while (siyaq_feed_scanner_attribute (extract->text, &at, token.span.end, &attribute))
          if (!siyaq_feed_encoding_can_write (self->encoding, extract->text + attribute.name.start,
                                              attribute.name.end - attribute.name.start))
            return FALSE;
    }
  return TRUE;
}

static gboolean
has_id (SiyaqFeedDocument *self,
        const char *id)
{
  for (guint i = 0; i < self->outline->entries->len; i++)
    if (strcmp (siyaq_feed_document_get_item (self, i)->id, id) == 0)
      return TRUE;
  return FALSE;
}

/* The item of @extract with all that must be declared in it to mean the same in @self. */
static char *
copy_item (SiyaqFeedDocument *self,
           SiyaqFeedDocument *extract)
{
  const SiyaqFeedEntry *entry = siyaq_feed_document_get_entry (extract, 0);
  guint32 name_end = siyaq_feed_scanner_tag_name (extract->text, entry->span).end;
  GString *out = g_string_new_len (extract->text + entry->span.start, name_end - entry->span.start);

  append_declarations (self, extract, out, extract->outline->root, entry->span);
  if (extract->outline->channel.start != extract->outline->root.start)
    append_declarations (self, extract, out, extract->outline->channel, entry->span);
  g_string_append_len (out, extract->text + name_end, entry->span.end - name_end);
  return g_string_free (out, FALSE);
}

/* What items are written with: that of the first, or of the element that holds them. */
static char *
item_prefix (SiyaqFeedDocument *self)
{
  const SiyaqFeedOutline *outline = self->outline;

  if (outline->entries->len > 0)
    return siyaq_feed_document_get_prefix (self, siyaq_feed_document_get_entry (self, 0)->span);
  return siyaq_feed_document_get_prefix (self, outline->channel.end > 0 ? outline->channel : outline->root);
}

/* Documents that are broken in ways of their own may take an item and be unreadable with it: better one without
   the item. Items are put in rarely. */
static gboolean
can_be_read_again (SiyaqFeedDocument *self)
{
  g_autoptr (GBytes) bytes = siyaq_feed_document_to_bytes (self);
  g_autoptr (SiyaqFeedDocument) again = siyaq_feed_document_new (bytes, self->id, NULL);

  return again != NULL && again->outline->entries->len > 0;
}

/**
 * siyaq_feed_document_insert_item:
 * @self: a document
 * @extract: what siyaq_feed_document_extract_item() gave
 *
 * Puts the item before the first one, unless the document has it already (by its id). In a feed that
 * has become one of another kind since, the item is written anew from what it says.
 *
 * Returns: whether the document now has the item, or %FALSE with a SiyaqFeedError: @extract cannot
 *   be read or has no item, or the document has no place for one
 */
gboolean
siyaq_feed_document_insert_item (SiyaqFeedDocument *self,
                                 GBytes *extract,
                                 GError **error)
{
  g_autoptr (SiyaqFeedDocument) other = NULL;
  g_autofree char *prefix = NULL, *other_prefix = NULL;
  const SiyaqItem *item;

  g_return_val_if_fail (SIYAQ_IS_FEED_DOCUMENT (self), FALSE);
  g_return_val_if_fail (extract != NULL, FALSE);
  g_return_val_if_fail (error == NULL || *error == NULL, FALSE);

  other = siyaq_feed_document_new (extract, self->id, error);
  if (other == NULL)
    return FALSE;
  if (other->outline->entries->len == 0)
    {
      g_set_error (error, SIYAQ_FEED_ERROR, SIYAQ_FEED_ERROR_NOT_A_FEED, "there is no item to put back");
      return FALSE;
    }
  item = siyaq_feed_document_get_item (other, 0);
  if (has_id (self, item->id))
    return TRUE;
  prefix = item_prefix (self);
  if (!g_str_is_ascii (prefix) || self->text[self->outline->root.end - 2] == '/')
    {
      g_set_error (error, SIYAQ_FEED_ERROR, SIYAQ_FEED_ERROR_NOT_A_FEED, "the feed has no place for an item");
      return FALSE;
    }
  other_prefix = item_prefix (other);
  if (other->outline->kind == self->outline->kind && strcmp (prefix, other_prefix) == 0 &&
      can_write_names (self, other, siyaq_feed_document_get_entry (other, 0)->span))
    g_ptr_array_add (self->insertions, copy_item (self, other));
  else
    g_ptr_array_add (self->insertions, siyaq_feed_compose_item (self->outline, prefix, item));
  if (self->outline->kind == SIYAQ_FEED_KIND_RDF)
    {
      GString *out = g_string_new (NULL);
      const char *rdf = self->outline->rdf_prefix;

      g_string_append_printf (out, "<%s:li %s:resource=\"", rdf, rdf);
      siyaq_feed_write_value (out, item->id);
      g_string_append (out, "\"/>");
      g_ptr_array_add (self->references, g_string_free (out, FALSE));
    }
  if (can_be_read_again (self))
    return TRUE;
  g_ptr_array_set_size (self->insertions, (int) self->insertions->len - 1);
  if (self->outline->kind == SIYAQ_FEED_KIND_RDF)
    g_ptr_array_set_size (self->references, (int) self->references->len - 1);
  g_set_error (error, SIYAQ_FEED_ERROR, SIYAQ_FEED_ERROR_NOT_A_FEED, "the item does not fit into the feed");
  return FALSE;
}
