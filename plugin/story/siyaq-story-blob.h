/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What the store keeps of an item. */
#pragma once

#include "siyaq-story-book.h"

#include <gio/gio.h>

G_BEGIN_DECLS

typedef struct
{
  guint64 story, thread;
  guint32 epoch;
  SiyaqStoryPrint *print;
  GArray *apart;            /* (nullable) */
  GArray *absorbed;         /* (nullable) */
  GArray *absorbed_threads; /* (nullable) */
  GArray *covers;           /* (nullable) */
} SiyaqStoryBlob;

GBytes *siyaq_story_blob_write (const SiyaqStoryItem *item);
gboolean siyaq_story_blob_read (GBytes *bytes, SiyaqStoryBlob *ret_blob, GError **error);

G_END_DECLS
