/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What the content of an element says: text, HTML, inline markup. */
#pragma once

#include "siyaq-feed-scanner.h"

G_BEGIN_DECLS

typedef enum
{
  SIYAQ_FEED_NOTATION_CDATA = 1 << 0,  /* there is a CDATA section */
  SIYAQ_FEED_NOTATION_INLINE = 1 << 1, /* there are elements */
} SiyaqFeedNotation;

char *siyaq_feed_content_decode (const char *text, SiyaqFeedSpan span, GHashTable *entities, guint *ret_notation);
char *siyaq_feed_content_markup (const char *text, SiyaqFeedSpan span, GHashTable *entities);
char *siyaq_feed_content_value (const char *text, SiyaqFeedSpan span, GHashTable *entities);

gboolean siyaq_feed_content_has_tags (const char *html);
gsize siyaq_feed_content_count_visible (const char *html);
char *siyaq_feed_content_letters (const char *html);
char *siyaq_feed_content_from_html (const char *html);
char *siyaq_feed_content_title (const char *html);

gboolean siyaq_feed_content_entity (const char *name, gsize length, GHashTable *entities, GString *out);

G_END_DECLS
