/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A list that is mostly of one. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct
{
  gpointer *items;
  guint32 len, size;
} SiyaqStoryList;

void siyaq_story_list_clear (SiyaqStoryList *self);
void siyaq_story_list_insert (SiyaqStoryList *self, guint at, gpointer item);
gboolean siyaq_story_list_remove (SiyaqStoryList *self, gconstpointer item);

G_END_DECLS
