/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Which vocabulary a prefix stands for at a place in a document: a stack of the declarations that
   hold there. A prefix that nothing declares is taken for what it is by habit, as many feeds use
   "content:" and "dc:" without a declaration and readers show them all the same. */
#define G_LOG_DOMAIN "siyaq-feed"

#include "config.h"

#include "siyaq-feed-namespaces.h"

#include "siyaq-feed-document.h"

#include <string.h>

/* Declarations that hold at one place. Real feeds have under 40; a lookup walks all of them. */
#define MAX_DECLARATIONS 128u

typedef struct
{
  SiyaqFeedSpan prefix;
  SiyaqFeedNamespace namespace_;
  guint depth;
} Declaration;

struct _SiyaqFeedNamespaces
{
  const char *text;
  GArray *declarations;
};

static const struct
{
  const char *prefix, *uri;
  SiyaqFeedNamespace namespace_;
} vocabularies[] = {
  { "atom", "http://www.w3.org/2005/atom", SIYAQ_FEED_NAMESPACE_ATOM },
  { "atom10", "http://www.w3.org/2005/atom/", SIYAQ_FEED_NAMESPACE_ATOM },
  { "atom03", "http://purl.org/atom/ns#", SIYAQ_FEED_NAMESPACE_ATOM },
  { "content", "http://purl.org/rss/1.0/modules/content/", SIYAQ_FEED_NAMESPACE_CONTENT },
  { "dc", "http://purl.org/dc/elements/1.1/", SIYAQ_FEED_NAMESPACE_DC },
  { "dc", "http://purl.org/dc/elements/1.0/", SIYAQ_FEED_NAMESPACE_DC },
  { "dcterms", "http://purl.org/dc/terms/", SIYAQ_FEED_NAMESPACE_DC_TERMS },
  { "feedburner", "http://rssnamespace.org/feedburner/ext/1.0", SIYAQ_FEED_NAMESPACE_FEEDBURNER },
  { "itunes", "http://www.itunes.com/dtds/podcast-1.0.dtd", SIYAQ_FEED_NAMESPACE_ITUNES },
  { "rdf", "http://www.w3.org/1999/02/22-rdf-syntax-ns#", SIYAQ_FEED_NAMESPACE_RDF },
  { "xhtml", "http://www.w3.org/1999/xhtml", SIYAQ_FEED_NAMESPACE_XHTML },
};

/**
 * siyaq_feed_namespaces_new:
 * @text: the document, which must outlive the result
 *
 * Returns: (transfer full): declarations, none yet
 */
SiyaqFeedNamespaces *
siyaq_feed_namespaces_new (const char *text)
{
  SiyaqFeedNamespaces *self = g_new0 (SiyaqFeedNamespaces, 1);

  self->text = text;
  self->declarations = g_array_new (FALSE, FALSE, sizeof (Declaration));
  return self;
}

/**
 * siyaq_feed_namespaces_free:
 * @self: (transfer full): declarations
 */
void
siyaq_feed_namespaces_free (SiyaqFeedNamespaces *self)
{
  if (self == NULL)
    return;
  g_array_unref (self->declarations);
  g_free (self);
}

/**
 * siyaq_feed_namespaces_enter:
 * @self: declarations
 * @tag: a start tag
 * @depth: number of elements around it
 *
 * Returns: %TRUE, or %FALSE with SIYAQ_FEED_ERROR_TOO_LARGE
 */
gboolean
siyaq_feed_namespaces_enter (SiyaqFeedNamespaces *self,
                             const SiyaqFeedToken *tag,
                             guint depth,
                             GError **error)
{
  SiyaqFeedAttribute attribute;
  guint32 at = tag->name.end;

  while (siyaq_feed_scanner_attribute (self->text, &at, tag->span.end, &attribute))
    {
      Declaration declaration = { attribute.name, SIYAQ_FEED_NAMESPACE_OTHER, depth };
      guint32 length = attribute.name.end - attribute.name.start;
      guint32 uri_length = attribute.value.end - attribute.value.start;
      const char *uri = self->text + attribute.value.start;

      if (length < 5 || memcmp (self->text + attribute.name.start, "xmlns", 5) != 0)
        continue;
      if (length > 5 && self->text[attribute.name.start + 5] != ':')
        continue;
      declaration.prefix.start += MIN (length, 6);
      for (guint i = 0; i < G_N_ELEMENTS (vocabularies); i++)
        if (strlen (vocabularies[i].uri) == uri_length && g_ascii_strncasecmp (vocabularies[i].uri, uri, uri_length) == 0)
          declaration.namespace_ = vocabularies[i].namespace_;
      if (self->declarations->len >= MAX_DECLARATIONS)
        {
          g_set_error (error, SIYAQ_FEED_ERROR, SIYAQ_FEED_ERROR_TOO_LARGE, "more than %u declarations of namespaces",
                       MAX_DECLARATIONS);
          return FALSE;
        }
      g_array_append_val (self->declarations, declaration);
    }
  return TRUE;
}

/**
 * siyaq_feed_namespaces_leave:
 * @self: declarations
 * @depth: number of elements around the element that ends
 */
void
siyaq_feed_namespaces_leave (SiyaqFeedNamespaces *self,
                             guint depth)
{
  while (self->declarations->len > 0 &&
         g_array_index (self->declarations, Declaration, self->declarations->len - 1).depth >= depth)
    g_array_set_size (self->declarations, self->declarations->len - 1);
}

/**
 * siyaq_feed_namespaces_get:
 * @self: declarations
 * @prefix: a prefix, empty for none
 *
 * Returns: what it stands for here
 */
SiyaqFeedNamespace
siyaq_feed_namespaces_get (SiyaqFeedNamespaces *self,
                           SiyaqFeedSpan prefix)
{
  guint32 length = prefix.end - prefix.start;

  for (guint i = self->declarations->len; i > 0; i--)
    {
      const Declaration *declaration = &g_array_index (self->declarations, Declaration, i - 1);

      if (declaration->prefix.end - declaration->prefix.start == length &&
          memcmp (self->text + declaration->prefix.start, self->text + prefix.start, length) == 0)
        return declaration->namespace_;
    }
  for (guint i = 0; i < G_N_ELEMENTS (vocabularies); i++)
    if (siyaq_feed_span_is (self->text, prefix, vocabularies[i].prefix))
      return vocabularies[i].namespace_;
  return SIYAQ_FEED_NAMESPACE_OTHER;
}

/**
 * siyaq_feed_namespaces_find_prefix:
 * @self: declarations
 * @namespace_: a vocabulary
 *
 * Returns: (transfer full) (nullable): a prefix that is declared for it here and can be written in
 *   every encoding
 */
char *
siyaq_feed_namespaces_find_prefix (SiyaqFeedNamespaces *self,
                                   SiyaqFeedNamespace namespace_)
{
  for (guint i = 0; i < self->declarations->len; i++)
    {
      const Declaration *declaration = &g_array_index (self->declarations, Declaration, i);

      if (declaration->namespace_ == namespace_ && declaration->prefix.end > declaration->prefix.start &&
          siyaq_feed_span_is_ascii (self->text, declaration->prefix))
        return g_strndup (self->text + declaration->prefix.start, declaration->prefix.end - declaration->prefix.start);
    }
  return NULL;
}
