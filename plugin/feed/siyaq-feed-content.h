/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What the content of an element says: text, HTML, inline markup; and how text is written. */
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
char *siyaq_feed_content_from_html (const char *html);
char *siyaq_feed_content_title (const char *html);

gboolean siyaq_feed_content_entity (const char *name, gsize length, GHashTable *entities, GString *out);
char *siyaq_feed_content_clean (const char *text);
void siyaq_feed_content_append_text (GString *out, const char *text);
void siyaq_feed_content_append_value (GString *out, const char *text);
void siyaq_feed_content_append_cdata (GString *out, const char *text);

G_END_DECLS
