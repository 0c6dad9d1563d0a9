/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Where the items of a feed are, and the elements of interest in them: one walk over the document
   that checks that tags match, keeps a stack of their names and notes spans. Nothing is decoded
   here, and nothing recurses. */
#define G_LOG_DOMAIN "siyaq-feed"

#include "config.h"

#include "siyaq-feed-outline.h"

#include "siyaq-feed-content.h"
#include "siyaq-feed-document.h"
#include "siyaq-feed-namespaces.h"

#include <string.h>

/* libxml2, on which most readers stand, reads no document that is nested deeper. */
#define MAX_DEPTH 256u
/* Elements of interest in one item; a thousand categories are spam, and each is looked at. */
#define MAX_ELEMENTS_PER_ENTRY 1024u
/* Entities that a document declares, and how long each may be: feeds declare the letters of HTML. */
#define MAX_ENTITIES 512u
#define MAX_ENTITY_BYTES 64u

typedef struct
{
  const char *text;
  SiyaqFeedScanner scanner;
  SiyaqFeedNamespaces *namespaces;
  SiyaqFeedOutline *out;
  SiyaqFeedSpan names[MAX_DEPTH];
  SiyaqFeedSpan starts[MAX_DEPTH]; /* start tags */
  guint depth;
  gboolean in_channel;
  gboolean had_root;
  guint entry_depth; /* depth of the children of the item that is open, or 0 */
  SiyaqFeedEntry entry;
  SiyaqFeedElement element;
} Walk;

static gboolean
fail (GError **error,
      SiyaqFeedError code,
      const char *what)
{
  g_set_error_literal (error, SIYAQ_FEED_ERROR, code, what);
  return FALSE;
}

static SiyaqFeedSpan
prefix_of (const char *text,
           SiyaqFeedSpan name,
           SiyaqFeedSpan *ret_local)
{
  const char *colon = memchr (text + name.start, ':', name.end - name.start);
  SiyaqFeedSpan prefix = { name.start, name.start };

  *ret_local = name;
  if (colon != NULL)
    {
      prefix.end = (guint32) (colon - text);
      ret_local->start = prefix.end + 1;
    }
  return prefix;
}

static gboolean
same_span (const char *text,
           SiyaqFeedSpan a,
           SiyaqFeedSpan b)
{
  return a.end - a.start == b.end - b.start && memcmp (text + a.start, text + b.start, a.end - a.start) == 0;
}

static const struct
{
  const char *local;
  SiyaqFeedElementKind rss, atom;
} core_names[] = {
  { "title", SIYAQ_FEED_ELEMENT_TITLE, SIYAQ_FEED_ELEMENT_TITLE },
  { "link", SIYAQ_FEED_ELEMENT_LINK, SIYAQ_FEED_ELEMENT_LINK },
  { "guid", SIYAQ_FEED_ELEMENT_ID, SIYAQ_FEED_ELEMENT_OTHER },
  { "id", SIYAQ_FEED_ELEMENT_OTHER, SIYAQ_FEED_ELEMENT_ID },
  { "description", SIYAQ_FEED_ELEMENT_DESCRIPTION, SIYAQ_FEED_ELEMENT_OTHER },
  { "summary", SIYAQ_FEED_ELEMENT_OTHER, SIYAQ_FEED_ELEMENT_DESCRIPTION },
  { "content", SIYAQ_FEED_ELEMENT_OTHER, SIYAQ_FEED_ELEMENT_CONTENT },
  { "category", SIYAQ_FEED_ELEMENT_CATEGORY, SIYAQ_FEED_ELEMENT_CATEGORY },
  { "pubDate", SIYAQ_FEED_ELEMENT_PUBLISHED, SIYAQ_FEED_ELEMENT_OTHER },
  { "pubdate", SIYAQ_FEED_ELEMENT_PUBLISHED, SIYAQ_FEED_ELEMENT_OTHER },
  { "published", SIYAQ_FEED_ELEMENT_OTHER, SIYAQ_FEED_ELEMENT_PUBLISHED },
  { "issued", SIYAQ_FEED_ELEMENT_OTHER, SIYAQ_FEED_ELEMENT_PUBLISHED },
  { "updated", SIYAQ_FEED_ELEMENT_OTHER, SIYAQ_FEED_ELEMENT_UPDATED },
  { "modified", SIYAQ_FEED_ELEMENT_OTHER, SIYAQ_FEED_ELEMENT_UPDATED },
  { "created", SIYAQ_FEED_ELEMENT_OTHER, SIYAQ_FEED_ELEMENT_UPDATED },
  { "language", SIYAQ_FEED_ELEMENT_LANGUAGE, SIYAQ_FEED_ELEMENT_OTHER },
};

static const struct
{
  SiyaqFeedNamespace namespace_;
  const char *local;
  SiyaqFeedElementKind kind;
} foreign_names[] = {
  { SIYAQ_FEED_NAMESPACE_CONTENT, "encoded", SIYAQ_FEED_ELEMENT_CONTENT },
  { SIYAQ_FEED_NAMESPACE_XHTML, "body", SIYAQ_FEED_ELEMENT_XHTML },
  { SIYAQ_FEED_NAMESPACE_XHTML, "div", SIYAQ_FEED_ELEMENT_XHTML },
  { SIYAQ_FEED_NAMESPACE_ITUNES, "summary", SIYAQ_FEED_ELEMENT_SUMMARY },
  { SIYAQ_FEED_NAMESPACE_FEEDBURNER, "origLink", SIYAQ_FEED_ELEMENT_ORIGINAL_LINK },
  { SIYAQ_FEED_NAMESPACE_DC, "date", SIYAQ_FEED_ELEMENT_PUBLISHED },
  { SIYAQ_FEED_NAMESPACE_DC_TERMS, "created", SIYAQ_FEED_ELEMENT_PUBLISHED },
  { SIYAQ_FEED_NAMESPACE_DC_TERMS, "issued", SIYAQ_FEED_ELEMENT_PUBLISHED },
  { SIYAQ_FEED_NAMESPACE_DC_TERMS, "modified", SIYAQ_FEED_ELEMENT_UPDATED },
  { SIYAQ_FEED_NAMESPACE_DC, "subject", SIYAQ_FEED_ELEMENT_SUBJECT },
  { SIYAQ_FEED_NAMESPACE_DC, "language", SIYAQ_FEED_ELEMENT_LANGUAGE },
  { SIYAQ_FEED_NAMESPACE_ATOM, "link", SIYAQ_FEED_ELEMENT_FOREIGN_LINK },
  { SIYAQ_FEED_NAMESPACE_ATOM, "published", SIYAQ_FEED_ELEMENT_PUBLISHED },
  { SIYAQ_FEED_NAMESPACE_ATOM, "updated", SIYAQ_FEED_ELEMENT_UPDATED },
};

/* The element is a child of an item or of the head; its parent's prefix says what is core. Names that
   not every encoding has are none of a feed's, and could not be written again. */
static SiyaqFeedElementKind
classify (Walk *walk,
          SiyaqFeedSpan name,
          SiyaqFeedSpan parent)
{
  SiyaqFeedSpan local, parent_local;
  SiyaqFeedSpan prefix = prefix_of (walk->text, name, &local);
  SiyaqFeedSpan parent_prefix = prefix_of (walk->text, parent, &parent_local);

  if (!siyaq_feed_span_is_ascii (walk->text, name))
    return SIYAQ_FEED_ELEMENT_OTHER;
  if (same_span (walk->text, prefix, parent_prefix))
    for (guint i = 0; i < G_N_ELEMENTS (core_names); i++)
      if (siyaq_feed_span_is (walk->text, local, core_names[i].local))
        return walk->out->kind == SIYAQ_FEED_KIND_ATOM ? core_names[i].atom : core_names[i].rss;
  if (prefix.end > prefix.start || siyaq_feed_span_is (walk->text, local, "body") ||
      siyaq_feed_span_is (walk->text, local, "div"))
    {
      SiyaqFeedNamespace namespace_ = siyaq_feed_namespaces_get (walk->namespaces, prefix);

      for (guint i = 0; i < G_N_ELEMENTS (foreign_names); i++)
        if (foreign_names[i].namespace_ == namespace_ && siyaq_feed_span_is (walk->text, local, foreign_names[i].local))
          return foreign_names[i].kind;
    }
  return SIYAQ_FEED_ELEMENT_OTHER;
}

static gboolean
take_root (Walk *walk,
           const SiyaqFeedToken *token,
           GError **error)
{
  SiyaqFeedSpan local;

  prefix_of (walk->text, token->name, &local);
  if (walk->had_root)
    return fail (error, SIYAQ_FEED_ERROR_NOT_XML, "an element behind the end of the document");
  if (siyaq_feed_span_is (walk->text, local, "rss"))
    walk->out->kind = SIYAQ_FEED_KIND_RSS;
  else if (siyaq_feed_span_is (walk->text, local, "RDF"))
    walk->out->kind = SIYAQ_FEED_KIND_RDF;
  else if (siyaq_feed_span_is (walk->text, local, "feed"))
    {
      walk->out->kind = SIYAQ_FEED_KIND_ATOM;
      walk->out->channel = token->span;
    }
  else
    {
      g_set_error (error, SIYAQ_FEED_ERROR, SIYAQ_FEED_ERROR_NOT_A_FEED,
                   "the document is no feed: its outermost element is <%.*s>",
                   (int) MIN (token->name.end - token->name.start, 40), walk->text + token->name.start);
      return FALSE;
    }
  walk->out->root = token->span;
  walk->had_root = TRUE;
  walk->out->dc_prefix = siyaq_feed_namespaces_find_prefix (walk->namespaces, SIYAQ_FEED_NAMESPACE_DC);
  walk->out->rdf_prefix = siyaq_feed_namespaces_find_prefix (walk->namespaces, SIYAQ_FEED_NAMESPACE_RDF);
  if (walk->out->rdf_prefix == NULL)
    walk->out->rdf_prefix = g_strdup ("rdf");
  return TRUE;
}

static gboolean
is_entry (Walk *walk,
          SiyaqFeedSpan name)
{
  SiyaqFeedSpan local, parent_local, prefix = prefix_of (walk->text, name, &local);
  SiyaqFeedSpan parent_prefix = prefix_of (walk->text, walk->names[walk->depth - 1], &parent_local);

  if (!siyaq_feed_span_is_ascii (walk->text, prefix))
    return FALSE;
  if (walk->out->kind == SIYAQ_FEED_KIND_ATOM)
    return walk->depth == 1 && siyaq_feed_span_is (walk->text, local, "entry") &&
           same_span (walk->text, prefix, parent_prefix);
  if (!siyaq_feed_span_is (walk->text, local, "item"))
    return FALSE;
  /* The root of RSS 1.0 has the prefix of RDF, which its items have not. */
  if (walk->depth == 1)
    return walk->out->kind == SIYAQ_FEED_KIND_RDF || same_span (walk->text, prefix, parent_prefix);
  return walk->depth == 2 && walk->in_channel && same_span (walk->text, prefix, parent_prefix);
}

static gboolean
open_element (Walk *walk,
              const SiyaqFeedToken *token,
              GError **error)
{
  SiyaqFeedSpan local;
  SiyaqFeedOutline *out = walk->out;

  if (walk->depth >= MAX_DEPTH)
    {
      g_set_error (error, SIYAQ_FEED_ERROR, SIYAQ_FEED_ERROR_TOO_LARGE, "elements nested deeper than %u", MAX_DEPTH);
      return FALSE;
    }
  if (!siyaq_feed_namespaces_enter (walk->namespaces, token, walk->depth, error))
    return FALSE;
  if (walk->depth == 0)
    {
      if (!take_root (walk, token, error))
        return FALSE;
    }
  else if (walk->entry_depth != 0)
    {
      if (walk->depth == walk->entry_depth)
        {
          if (walk->entry.first_child == G_MAXUINT32)
            walk->entry.first_child = token->span.start;
          walk->element.kind = (guint8) classify (walk, token->name, walk->names[walk->depth - 1]);
        }
    }
  else if (is_entry (walk, token->name))
    {
      if (out->entries->len >= SIYAQ_FEED_MAX_ITEMS)
        {
          g_set_error (error, SIYAQ_FEED_ERROR, SIYAQ_FEED_ERROR_TOO_LARGE, "more than %u items", SIYAQ_FEED_MAX_ITEMS);
          return FALSE;
        }
      walk->entry_depth = walk->depth + 1;
      walk->entry.first_child = G_MAXUINT32;
      walk->entry.last_child = token->span.end;
      walk->entry.first_element = out->elements->len;
      walk->entry.n_elements = 0;
    }
  else if (walk->depth == 1 && out->kind != SIYAQ_FEED_KIND_ATOM)
    {
      prefix_of (walk->text, token->name, &local);
      if (siyaq_feed_span_is (walk->text, local, "channel"))
        {
          walk->in_channel = TRUE;
          if (out->channel.end == 0)
            out->channel = token->span;
        }
    }
  else if (walk->depth == 1 || (walk->depth == 2 && walk->in_channel))
    walk->element.kind = (guint8) classify (walk, token->name, walk->names[walk->depth - 1]);
  walk->names[walk->depth] = token->name;
  walk->starts[walk->depth] = token->span;
  walk->depth++;
  return TRUE;
}

/* @end is the end tag, or the whole of an empty element. */
static void
close_element (Walk *walk,
               SiyaqFeedSpan end,
               gboolean empty)
{
  SiyaqFeedOutline *out = walk->out;
  SiyaqFeedSpan start, span, content;
  guint depth = --walk->depth;

  start = walk->starts[depth];
  span = (SiyaqFeedSpan){ start.start, end.end };
  content = (SiyaqFeedSpan){ start.end, empty ? start.end : end.start };
  siyaq_feed_namespaces_leave (walk->namespaces, depth);
  if (walk->entry_depth != 0 && depth == walk->entry_depth)
    {
      walk->entry.last_child = span.end;
      if (walk->element.kind != SIYAQ_FEED_ELEMENT_OTHER && walk->entry.n_elements < MAX_ELEMENTS_PER_ENTRY)
        {
          walk->element.span = span;
          walk->element.content = content;
          walk->element.empty = (guint8) empty;
          g_array_append_val (out->elements, walk->element);
          walk->entry.n_elements++;
        }
      walk->element.kind = SIYAQ_FEED_ELEMENT_OTHER;
    }
  else if (walk->entry_depth != 0 && depth + 1 == walk->entry_depth)
    {
      walk->entry.span = span;
      walk->entry.content = content;
      walk->entry.empty = (guint8) empty;
      if (walk->entry.first_child == G_MAXUINT32)
        walk->entry.first_child = content.end;
      g_array_append_val (out->entries, walk->entry);
      walk->entry_depth = 0;
    }
  else if (walk->entry_depth == 0 && walk->element.kind != SIYAQ_FEED_ELEMENT_OTHER &&
           (depth == 1 || (depth == 2 && walk->in_channel)))
    {
      if (out->head->len < MAX_ELEMENTS_PER_ENTRY)
        {
          walk->element.span = span;
          walk->element.content = content;
          walk->element.empty = (guint8) empty;
          g_array_append_val (out->head, walk->element);
        }
      walk->element.kind = SIYAQ_FEED_ELEMENT_OTHER;
    }
  else if (walk->entry_depth == 0 && depth == 4 && walk->in_channel && out->kind == SIYAQ_FEED_KIND_RDF)
    {
      SiyaqFeedSpan local;
      SiyaqFeedReference reference = { span, { 0, 0 } };
      g_autofree char *resource = g_strconcat (out->rdf_prefix, ":resource", NULL);

      prefix_of (walk->text, walk->names[depth], &local);
      if (siyaq_feed_span_is (walk->text, local, "li") &&
          (siyaq_feed_scanner_find (walk->text, start, resource, &reference.resource) ||
           siyaq_feed_scanner_find (walk->text, start, "resource", &reference.resource)))
        g_array_append_val (out->references, reference);
    }
  else if (walk->entry_depth == 0 && depth == 3 && walk->in_channel && out->kind == SIYAQ_FEED_KIND_RDF && !empty)
    {
      SiyaqFeedSpan local;

      prefix_of (walk->text, walk->names[depth], &local);
      if (siyaq_feed_span_is (walk->text, local, "Seq"))
        out->sequence = content;
    }
  if (depth == 1 && walk->in_channel)
    {
      walk->in_channel = FALSE;
      out->channel_end = content.end;
    }
  if (depth == 0)
    out->root_end = content.end;
}

/* Of two declarations the first holds. */
static void
take_entity (Walk *walk,
             char *name,
             char *plain)
{
  if (!g_hash_table_contains (walk->out->entities, name))
    {
      g_hash_table_insert (walk->out->entities, name, plain);
      return;
    }
  g_free (name);
  g_free (plain);
}

/* Declarations of entities in the internal subset: short plain texts are kept, what would expand to
   more or to markup refuses the document, as its structure could not be trusted. */
static gboolean
take_entities (Walk *walk,
               SiyaqFeedSpan doctype,
               GError **error)
{
  const char *p = walk->text + doctype.start, *end = walk->text + doctype.end;

  while ((p = memmem (p, (gsize) (end - p), "<!ENTITY", 8)) != NULL)
    {
      const char *name, *value, *close;
      gsize name_length;
      g_autofree char *plain = NULL;

      p += 8;
      while (p < end && g_ascii_isspace (*p))
        p++;
      name = p;
      while (p < end && !g_ascii_isspace (*p) && *p != '"' && *p != '\'' && *p != '>')
        p++;
      name_length = (gsize) (p - name);
      while (p < end && g_ascii_isspace (*p))
        p++;
      if (name_length == 1 && *name == '%')
        {
          /* A parameter entity: from outside it is never loaded; from within it could declare more. */
          while (p < end && !g_ascii_isspace (*p))
            p++;
          while (p < end && g_ascii_isspace (*p))
            p++;
          if (p < end && (*p == '"' || *p == '\''))
            return fail (error, SIYAQ_FEED_ERROR_NOT_XML, "the document declares a parameter entity of its own");
          continue;
        }
      if (p >= end || (*p != '"' && *p != '\''))
        {
          g_set_error (error, SIYAQ_FEED_ERROR, SIYAQ_FEED_ERROR_NOT_XML,
                       "the document declares the entity “%.*s” from outside", (int) MIN (name_length, 40), name);
          return FALSE;
        }
      value = p + 1;
      close = memchr (value, *p, (gsize) (end - value));
      if (close == NULL)
        break;
      p = close + 1;
      if (close - value <= (gssize) MAX_ENTITY_BYTES && g_hash_table_size (walk->out->entities) < MAX_ENTITIES)
        {
          SiyaqFeedSpan span = { (guint32) (value - walk->text), (guint32) (close - walk->text) };

          plain = siyaq_feed_content_value (walk->text, span, NULL);
        }
      if (plain != NULL && name_length <= 4 && (strchr (plain, '<') != NULL || strchr (plain, '&') != NULL) &&
          (strncmp (name, "lt", name_length) == 0 || strncmp (name, "amp", name_length) == 0))
        continue;
      if (plain == NULL || strpbrk (plain, "<&%") != NULL)
        {
          g_set_error (error, SIYAQ_FEED_ERROR, SIYAQ_FEED_ERROR_NOT_XML,
                       "the document declares the entity “%.*s”, which is more than a short plain text",
                       (int) MIN (name_length, 40), name);
          return FALSE;
        }
      take_entity (walk, g_strndup (name, name_length), g_steal_pointer (&plain));
    }
  return TRUE;
}

static gboolean
take_token (Walk *walk,
            const SiyaqFeedToken *token,
            GError **error)
{
  switch (token->kind)
    {
    case SIYAQ_FEED_TOKEN_START:
      return open_element (walk, token, error);

    case SIYAQ_FEED_TOKEN_EMPTY:
      if (!open_element (walk, token, error))
        return FALSE;
      close_element (walk, token->span, TRUE);
      return TRUE;

    case SIYAQ_FEED_TOKEN_END:
      if (walk->depth == 0 || !same_span (walk->text, walk->names[walk->depth - 1], token->name))
        {
          SiyaqFeedSpan name = walk->depth > 0 ? walk->names[walk->depth - 1] : (SiyaqFeedSpan){ 0, 0 };

          g_set_error (error, SIYAQ_FEED_ERROR, SIYAQ_FEED_ERROR_NOT_XML, "</%.*s> closes no <%.*s>",
                       (int) MIN (token->name.end - token->name.start, 40), walk->text + token->name.start,
                       (int) MIN (name.end - name.start, 40), walk->text + name.start);
          return FALSE;
        }
      close_element (walk, token->span, FALSE);
      return TRUE;

    case SIYAQ_FEED_TOKEN_DOCTYPE:
      if (walk->had_root)
        return fail (error, SIYAQ_FEED_ERROR_NOT_XML, "a document type declaration inside the document");
      walk->out->doctype = token->span;
      return take_entities (walk, token->span, error);

    case SIYAQ_FEED_TOKEN_TEXT:
    case SIYAQ_FEED_TOKEN_CDATA:
      if (walk->depth == 0)
        for (guint32 i = token->span.start; i < token->span.end; i++)
          if (!g_ascii_isspace (walk->text[i]))
            return fail (error, SIYAQ_FEED_ERROR_NOT_XML, "text outside the document’s element");
      return TRUE;

    case SIYAQ_FEED_TOKEN_COMMENT:
    case SIYAQ_FEED_TOKEN_INSTRUCTION:
      return TRUE;

    default:
      g_assert_not_reached ();
    }
}

/**
 * siyaq_feed_outline_new:
 * @text: a document as UTF-8
 * @length: bytes of @text
 * @ret_error_at: (out): on failure: the byte of @text
 *
 * Returns: (transfer full) (nullable): the outline, or %NULL with a SiyaqFeedError
 */
SiyaqFeedOutline *
siyaq_feed_outline_new (const char *text,
                        guint32 length,
                        guint32 *ret_error_at,
                        GError **error)
{
  g_autoptr (SiyaqFeedOutline) self = g_new0 (SiyaqFeedOutline, 1);
  g_autoptr (SiyaqFeedNamespaces) namespaces = siyaq_feed_namespaces_new (text);
  g_autofree Walk *walk = g_new0 (Walk, 1);
  SiyaqFeedToken token;

  self->head = g_array_new (FALSE, FALSE, sizeof (SiyaqFeedElement));
  self->elements = g_array_new (FALSE, FALSE, sizeof (SiyaqFeedElement));
  self->entries = g_array_new (FALSE, FALSE, sizeof (SiyaqFeedEntry));
  self->references = g_array_new (FALSE, FALSE, sizeof (SiyaqFeedReference));
  self->entities = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  walk->text = text;
  walk->out = self;
  walk->namespaces = namespaces;
  walk->scanner = (SiyaqFeedScanner){ text, length, 0 };
  while (walk->scanner.at < length)
    {
      if (!siyaq_feed_scanner_next (&walk->scanner, &token, error))
        {
          *ret_error_at = walk->scanner.at;
          return NULL;
        }
      if (!take_token (walk, &token, error))
        {
          *ret_error_at = token.span.start;
          return NULL;
        }
    }
  *ret_error_at = length;
  if (walk->depth > 0)
    {
      SiyaqFeedSpan name = walk->names[walk->depth - 1];

      g_set_error (error, SIYAQ_FEED_ERROR, SIYAQ_FEED_ERROR_NOT_XML, "the document ends before </%.*s>",
                   (int) MIN (name.end - name.start, 40), text + name.start);
      return NULL;
    }
  if (!walk->had_root)
    {
      g_set_error (error, SIYAQ_FEED_ERROR, SIYAQ_FEED_ERROR_NOT_XML, "the document is empty");
      return NULL;
    }
  return g_steal_pointer (&self);
}

/**
 * siyaq_feed_outline_free:
 * @self: (transfer full): an outline
 */
void
siyaq_feed_outline_free (SiyaqFeedOutline *self)
{
  if (self == NULL)
    return;
  g_array_unref (self->head);
  g_array_unref (self->elements);
  g_array_unref (self->entries);
  g_array_unref (self->references);
  g_hash_table_unref (self->entities);
  g_free (self->dc_prefix);
  g_free (self->rdf_prefix);
  g_free (self);
}
