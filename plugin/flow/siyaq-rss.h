/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A small RSS 2.0 document of our own, for the lists that can be subscribed to. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

GString *siyaq_rss_begin (const char *title, const char *description, const char *lang);
/* All but guid and title nullable; published_s may be SIYAQ_TIME_UNKNOWN; categories NULL-terminated. */
void siyaq_rss_add (GString *rss, const char *guid, const char *title, const char *link, const char *html,
                    gint64 published_s, const char *const *categories);
GBytes *siyaq_rss_end (GString *rss);

G_END_DECLS
