/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What a feed repeats: fingerprints of blocks, counted an item at a time. */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* Fingerprints kept of one feed: the blocks of a few hundred items. When there are more, those that
   were seen once and longest ago go first. */
#define SIYAQ_MEMORY_MAX_BLOCKS 2048u
/* Items of a feed that are remembered so that one does not count twice. */
#define SIYAQ_MEMORY_MAX_ITEMS 1024u
/* Blocks of one item that are counted, a third each of the first, of the last, where junk is, and of the
   links between them. */
#define SIYAQ_MEMORY_MAX_ITEM_BLOCKS 96u
/* Items that must hold a block before it counts as repeated. */
#define SIYAQ_MEMORY_MIN_ITEMS 4u

#define SIYAQ_MEMORY_ERROR (siyaq_memory_error_quark ())
GQuark siyaq_memory_error_quark (void);

/**
 * SiyaqMemoryError:
 * @SIYAQ_MEMORY_ERROR_INVALID: the blob is damaged
 * @SIYAQ_MEMORY_ERROR_NEWER: the blob was written by a newer version
 */
typedef enum
{
  SIYAQ_MEMORY_ERROR_INVALID,
  SIYAQ_MEMORY_ERROR_NEWER,
} SiyaqMemoryError;

typedef struct _SiyaqFeedMemory SiyaqFeedMemory;

SiyaqFeedMemory *siyaq_feed_memory_new (void);
void siyaq_feed_memory_free (SiyaqFeedMemory *self);

guint64 siyaq_feed_memory_hash (const char *text, gsize length);
gboolean siyaq_feed_memory_observe (SiyaqFeedMemory *self, guint64 item, const guint64 *keys, guint n_keys);
guint siyaq_feed_memory_count (const SiyaqFeedMemory *self, guint64 key, guint *ret_of);
gboolean siyaq_feed_memory_is_repeated (const SiyaqFeedMemory *self, guint64 key);

void siyaq_feed_memory_teach (SiyaqFeedMemory *self, gboolean was_advert);
double siyaq_feed_memory_get_prior (const SiyaqFeedMemory *self);

GBytes *siyaq_feed_memory_save (const SiyaqFeedMemory *self);
SiyaqFeedMemory *siyaq_feed_memory_load (GBytes *blob, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SiyaqFeedMemory, siyaq_feed_memory_free)

G_END_DECLS
