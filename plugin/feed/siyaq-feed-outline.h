/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Where the items of a feed are, and the elements of interest in them. */
#pragma once

#include "siyaq-feed-scanner.h"

G_BEGIN_DECLS

typedef enum
{
  SIYAQ_FEED_KIND_RSS, /* 0.91 to 2.0 */
  SIYAQ_FEED_KIND_RDF, /* 0.90 and 1.0 */
  SIYAQ_FEED_KIND_ATOM,
} SiyaqFeedKind;

typedef enum
{
  SIYAQ_FEED_ELEMENT_OTHER,
  SIYAQ_FEED_ELEMENT_TITLE,
  SIYAQ_FEED_ELEMENT_LINK,        /* Atom: any relation */
  SIYAQ_FEED_ELEMENT_FOREIGN_LINK, /* an Atom link in RSS */
  SIYAQ_FEED_ELEMENT_ORIGINAL_LINK,
  SIYAQ_FEED_ELEMENT_ID,
  SIYAQ_FEED_ELEMENT_CONTENT,     /* content:encoded, Atom content */
  SIYAQ_FEED_ELEMENT_XHTML,       /* xhtml:body, xhtml:div in RSS */
  SIYAQ_FEED_ELEMENT_DESCRIPTION, /* description, Atom summary */
  SIYAQ_FEED_ELEMENT_SUMMARY,     /* itunes:summary */
  SIYAQ_FEED_ELEMENT_PUBLISHED,
  SIYAQ_FEED_ELEMENT_UPDATED,
  SIYAQ_FEED_ELEMENT_CATEGORY,
  SIYAQ_FEED_ELEMENT_SUBJECT,
  SIYAQ_FEED_ELEMENT_LANGUAGE,
} SiyaqFeedElementKind;

typedef struct
{
  guint8 kind;         /* SiyaqFeedElementKind */
  guint8 empty;        /* <a/> */
  SiyaqFeedSpan span;
  SiyaqFeedSpan content; /* between the tags; of an empty one: nothing, at its end */
} SiyaqFeedElement;

/* An item, or the head of the feed. */
typedef struct
{
  SiyaqFeedSpan span;
  SiyaqFeedSpan content;
  guint32 first_child;  /* where the first child begins; content.end without one */
  guint32 last_child;   /* where the last child ends; content.start without one */
  guint32 first_element;
  guint32 n_elements;
  guint8 empty;
} SiyaqFeedEntry;

/* rdf:li in the table of contents of RSS 1.0. */
typedef struct
{
  SiyaqFeedSpan span;
  SiyaqFeedSpan resource;
} SiyaqFeedReference;

typedef struct
{
  SiyaqFeedKind kind;
  SiyaqFeedSpan doctype;
  SiyaqFeedSpan root;     /* start tag */
  SiyaqFeedSpan channel;  /* start tag; of Atom: the root's */
  guint32 channel_end;    /* where the channel's end tag begins */
  guint32 root_end;       /* where the root's end tag begins */
  SiyaqFeedSpan sequence; /* content of rdf:Seq; empty without one */
  GArray *head;           /* of SiyaqFeedElement */
  GArray *elements;       /* of SiyaqFeedElement, entry after entry */
  GArray *entries;        /* of SiyaqFeedEntry */
  GArray *references;     /* of SiyaqFeedReference */
  GHashTable *entities;   /* name → text */
  char *dc_prefix;        /* nullable: what the root declares for Dublin Core */
  char *rdf_prefix;       /* "rdf" where the root declares none */
} SiyaqFeedOutline;

SiyaqFeedOutline *siyaq_feed_outline_new (const char *text, guint32 length, guint32 *ret_error_at, GError **error);
void siyaq_feed_outline_free (SiyaqFeedOutline *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SiyaqFeedOutline, siyaq_feed_outline_free)

G_END_DECLS
