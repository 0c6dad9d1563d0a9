/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Elements and items of feeds, written anew. */
#pragma once

#include "siyaq-feed-outline.h"

#include "siyaq-item.h"

G_BEGIN_DECLS

char *siyaq_feed_compose_id (SiyaqFeedKind kind, const char *prefix, const char *id);
char *siyaq_feed_compose_link (SiyaqFeedKind kind, const char *prefix, const char *url);
char *siyaq_feed_compose_body (SiyaqFeedKind kind, const char *prefix, const char *html);
char *siyaq_feed_compose_category (const SiyaqFeedOutline *outline, const char *prefix, const char *term);
char *siyaq_feed_compose_item (const SiyaqFeedOutline *outline, const char *prefix, const SiyaqItem *item);

G_END_DECLS
