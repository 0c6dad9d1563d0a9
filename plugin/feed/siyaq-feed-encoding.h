/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The bytes of a feed as UTF-8, and the way back: which bytes of the document a span of the text is,
   and how new text is written in the document's own encoding. */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

typedef struct _SiyaqFeedEncoding SiyaqFeedEncoding;

SiyaqFeedEncoding *siyaq_feed_encoding_new (GBytes *source, GError **error);
void siyaq_feed_encoding_free (SiyaqFeedEncoding *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SiyaqFeedEncoding, siyaq_feed_encoding_free)

const char *siyaq_feed_encoding_get_text (SiyaqFeedEncoding *self, guint32 *ret_length);
gsize siyaq_feed_encoding_get_offset (SiyaqFeedEncoding *self, guint32 text_offset);
gboolean siyaq_feed_encoding_can_write (SiyaqFeedEncoding *self, const char *text, gsize length);
void siyaq_feed_encoding_append (SiyaqFeedEncoding *self, GByteArray *out, const char *fragment);

G_END_DECLS
