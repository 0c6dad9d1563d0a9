/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A feed document, RSS 2.0 (and 0.9x), RSS 1.0/RDF or Atom, as bytes with marks: items are read out of
   it and edits are made by byte range, so that all that was not edited stays as it was. */
#pragma once

#include "siyaq-item.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/* Largest document that is looked at. The largest feeds seen, podcasts with every episode since
   their first, have 10 MiB; a larger one passes through untouched. */
#define SIYAQ_FEED_MAX_BYTES (32u * 1024 * 1024)
/* Most items that are looked at. The fullest feeds seen, archives of a whole blog, have 5,000. */
#define SIYAQ_FEED_MAX_ITEMS 20000u

#define SIYAQ_FEED_ERROR (siyaq_feed_error_quark ())
GQuark siyaq_feed_error_quark (void);

/**
 * SiyaqFeedError:
 * @SIYAQ_FEED_ERROR_NOT_XML: not well-formed as far as it could be read
 * @SIYAQ_FEED_ERROR_NOT_A_FEED: well-formed, but no feed of a known kind
 * @SIYAQ_FEED_ERROR_TOO_LARGE: over a limit; the message names the limit
 * @SIYAQ_FEED_ERROR_ENCODING: in an encoding that cannot be read
 */
typedef enum
{
  SIYAQ_FEED_ERROR_NOT_XML,
  SIYAQ_FEED_ERROR_NOT_A_FEED,
  SIYAQ_FEED_ERROR_TOO_LARGE,
  SIYAQ_FEED_ERROR_ENCODING,
} SiyaqFeedError;

#define SIYAQ_TYPE_FEED_DOCUMENT (siyaq_feed_document_get_type ())
G_DECLARE_FINAL_TYPE (SiyaqFeedDocument, siyaq_feed_document, SIYAQ, FEED_DOCUMENT, GObject)

SiyaqFeedDocument *siyaq_feed_document_new (GBytes *source, const char *feed_id, GError **error);

const char *siyaq_feed_document_get_id (SiyaqFeedDocument *self);
const char *siyaq_feed_document_get_title (SiyaqFeedDocument *self);
const char *siyaq_feed_document_get_link (SiyaqFeedDocument *self);
const char *siyaq_feed_document_get_lang (SiyaqFeedDocument *self);

guint siyaq_feed_document_get_n_items (SiyaqFeedDocument *self);
SiyaqItem *siyaq_feed_document_get_item (SiyaqFeedDocument *self, guint index);
GBytes *siyaq_feed_document_extract_item (SiyaqFeedDocument *self, guint index);

void siyaq_feed_document_remove_item (SiyaqFeedDocument *self, guint index);
void siyaq_feed_document_set_html (SiyaqFeedDocument *self, guint index, const char *html);
void siyaq_feed_document_set_link (SiyaqFeedDocument *self, guint index, const char *url);
void siyaq_feed_document_add_category (SiyaqFeedDocument *self, guint index, const char *term);
void siyaq_feed_document_ensure_id (SiyaqFeedDocument *self, guint index);
gboolean siyaq_feed_document_insert_item (SiyaqFeedDocument *self, GBytes *extract, GError **error);

GBytes *siyaq_feed_document_to_bytes (SiyaqFeedDocument *self);

G_END_DECLS
