/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Which vocabulary a prefix stands for at a place in a document. */
#pragma once

#include "siyaq-feed-scanner.h"

G_BEGIN_DECLS

typedef enum
{
  SIYAQ_FEED_NAMESPACE_OTHER,
  SIYAQ_FEED_NAMESPACE_ATOM,
  SIYAQ_FEED_NAMESPACE_CONTENT,
  SIYAQ_FEED_NAMESPACE_DC,
  SIYAQ_FEED_NAMESPACE_DC_TERMS,
  SIYAQ_FEED_NAMESPACE_FEEDBURNER,
  SIYAQ_FEED_NAMESPACE_ITUNES,
  SIYAQ_FEED_NAMESPACE_RDF,
  SIYAQ_FEED_NAMESPACE_XHTML,
} SiyaqFeedNamespace;

typedef struct _SiyaqFeedNamespaces SiyaqFeedNamespaces;

SiyaqFeedNamespaces *siyaq_feed_namespaces_new (const char *text);
void siyaq_feed_namespaces_free (SiyaqFeedNamespaces *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SiyaqFeedNamespaces, siyaq_feed_namespaces_free)

gboolean siyaq_feed_namespaces_enter (SiyaqFeedNamespaces *self, const SiyaqFeedToken *tag, guint depth, GError **error);
void siyaq_feed_namespaces_leave (SiyaqFeedNamespaces *self, guint depth);
SiyaqFeedNamespace siyaq_feed_namespaces_get (SiyaqFeedNamespaces *self, SiyaqFeedSpan prefix);
char *siyaq_feed_namespaces_find_prefix (SiyaqFeedNamespaces *self, SiyaqFeedNamespace namespace_);

G_END_DECLS
