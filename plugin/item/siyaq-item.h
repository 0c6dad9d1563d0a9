/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A feed item as it arrived: immutable, reference counted. */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/* An item without a usable date. */
#define SIYAQ_TIME_UNKNOWN G_MININT64

/* Largest item that is looked at; a larger one passes through untouched. A long read with its
   markup is under 200 KiB, whole pages under 3 MiB. */
#define SIYAQ_ITEM_MAX_BYTES (4u * 1024 * 1024)
/* A headline is one line; what is longer is cut for every use but display. */
#define SIYAQ_ITEM_MAX_TITLE_BYTES 2048u

typedef enum
{
  SIYAQ_ITEM_KIND_ITEM, /* what a feed carries */
  SIYAQ_ITEM_KIND_PAGE, /* a whole web page */
} SiyaqItemKind;

/* All strings UTF-8 and owned by the item. Exactly one of html and text is set, the other is NULL
   (both NULL: a title alone). */
typedef struct
{
  const char *id;
  const char *feed;        /* the feed's own name for itself: node id, document id or link */
  const char *title;       /* plain text, may be "" */
  const char *html;        /* nullable */
  const char *text;        /* nullable */
  const char *url;         /* nullable */
  const char *lang;        /* nullable: BCP 47, as declared by the feed */
  gint64 published_s;      /* seconds since 1970 UTC, or SIYAQ_TIME_UNKNOWN */
  SiyaqItemKind kind;
  const char *const *categories; /* nullable, NULL-terminated */
} SiyaqItem;

#define SIYAQ_TYPE_ITEM (siyaq_item_get_type ())
GType siyaq_item_get_type (void) G_GNUC_CONST;

SiyaqItem *siyaq_item_new (const SiyaqItem *fields);
SiyaqItem *siyaq_item_ref (SiyaqItem *self);
void siyaq_item_unref (SiyaqItem *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SiyaqItem, siyaq_item_unref)

G_END_DECLS
