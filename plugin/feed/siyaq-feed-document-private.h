/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What the files of the feed stage share about a document. */
#pragma once

#include "siyaq-feed-document.h"
#include "siyaq-feed-encoding.h"
#include "siyaq-feed-outline.h"

G_BEGIN_DECLS

/* What is to be done to one item. */
typedef struct
{
  gboolean removed;
  gboolean ensure_id;
  char *html;
  char *link;
  GPtrArray *categories; /* nullable, of char* */
} SiyaqFeedEdit;

struct _SiyaqFeedDocument
{
  GObject parent_instance;

  GBytes *source;
  SiyaqFeedEncoding *encoding;
  const char *text; /* owned by encoding, not NUL-terminated */
  guint32 length;
  SiyaqFeedOutline *outline;
  char *id, *title, *link, *lang;
  GPtrArray *items;         /* of SiyaqItem, NULL until it is asked for */
  GHashTable *link_counts;  /* nullable: link → number of items without an id that have it */
  GHashTable *edits;        /* index → SiyaqFeedEdit */
  GPtrArray *insertions;    /* of char*: whole items as XML */
  GPtrArray *references;    /* of char*: what the table of contents says of them */
};

/* What an element says about its content. */
typedef enum
{
  SIYAQ_FEED_BODY_NONE, /* not here, or no text */
  SIYAQ_FEED_BODY_TEXT,
  SIYAQ_FEED_BODY_HTML,
} SiyaqFeedBody;

const SiyaqFeedEntry *siyaq_feed_document_get_entry (SiyaqFeedDocument *self, guint index);
const SiyaqFeedElement *siyaq_feed_document_get_elements (SiyaqFeedDocument *self, guint index, guint *ret_n);
char *siyaq_feed_document_get_prefix (SiyaqFeedDocument *self, SiyaqFeedSpan element);
const SiyaqFeedElement *siyaq_feed_document_find (SiyaqFeedDocument *self, guint index, SiyaqFeedElementKind kind);

char *siyaq_feed_reader_text (SiyaqFeedDocument *self, const SiyaqFeedElement *element);
char *siyaq_feed_reader_attribute (SiyaqFeedDocument *self, SiyaqFeedSpan span, const char *name);
char *siyaq_feed_reader_about (SiyaqFeedDocument *self, SiyaqFeedSpan span);
SiyaqFeedBody siyaq_feed_reader_body (SiyaqFeedDocument *self, const SiyaqFeedElement *element, char **ret_content, guint *ret_notation);
SiyaqFeedBody siyaq_feed_reader_best_body (SiyaqFeedDocument *self, const SiyaqFeedElement *elements, guint n_elements, char **ret_content, const SiyaqFeedElement **ret_element);
const SiyaqFeedElement *siyaq_feed_reader_link_element (SiyaqFeedDocument *self, const SiyaqFeedElement *elements, guint n_elements);
char *siyaq_feed_reader_title (SiyaqFeedDocument *self, const SiyaqFeedElement *elements, guint n_elements);
char *siyaq_feed_reader_link (SiyaqFeedDocument *self, const SiyaqFeedElement *elements, guint n_elements);
char *siyaq_feed_reader_lang (SiyaqFeedDocument *self, const SiyaqFeedElement *elements, guint n_elements);
char *siyaq_feed_reader_stated_id (SiyaqFeedDocument *self, guint index);
SiyaqItem *siyaq_feed_reader_item (SiyaqFeedDocument *self, guint index);

G_END_DECLS
