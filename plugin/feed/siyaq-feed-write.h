/* SPDX-License-Identifier: GPL-2.0-or-later */
/* How text is written as XML. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

char *siyaq_feed_write_clean (const char *text);
void siyaq_feed_write_text (GString *out, const char *text);
void siyaq_feed_write_value (GString *out, const char *text);
void siyaq_feed_write_cdata (GString *out, const char *text);

G_END_DECLS
