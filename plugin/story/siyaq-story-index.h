/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The story stage: which items tell the same story, and which stories belong to one developing
   subject. Online and in one pass; 100,000 items in memory at the most, the rest in the store. */
#pragma once

#include "siyaq-annotation.h"
#include "siyaq-lexicon.h"

#include <gio/gio.h>

G_BEGIN_DECLS

#define SIYAQ_TYPE_STORY_INDEX (siyaq_story_index_get_type ())
G_DECLARE_FINAL_TYPE (SiyaqStoryIndex, siyaq_story_index, SIYAQ, STORY_INDEX, GObject)

SiyaqStoryIndex *siyaq_story_index_new (SiyaqLexicon *lexicon);

/* Reads everything that clean and tag wrote; writes story, thread and same. An item whose id is
   known already is updated in place. Held items are not given to the index. */
void siyaq_story_index_add (SiyaqStoryIndex *self, SiyaqAnnotation *annotation);
void siyaq_story_index_forget (SiyaqStoryIndex *self, const char *id);

/* What is kept of an item, to be given back after a restart in the order in which items were added. */
GBytes *siyaq_story_index_save_item (SiyaqStoryIndex *self, const char *id);
gboolean siyaq_story_index_load_item (SiyaqStoryIndex *self, const char *id, GBytes *blob, GError **error);
/* The same for a large store, newest first and a few at a time while new items are added: places from 0 on
   are reserved in an empty index, the newest item has the last one. */
void siyaq_story_index_reserve (SiyaqStoryIndex *self, guint n);
gboolean siyaq_story_index_load_item_at (SiyaqStoryIndex *self, guint place, const char *id, GBytes *blob, GError **error);
gboolean siyaq_story_index_contains (SiyaqStoryIndex *self, const char *id);

/* (element-type SiyaqLink) (transfer full): as of now, for items that were added earlier. */
GPtrArray *siyaq_story_index_get_same (SiyaqStoryIndex *self, const char *id);
/* Whether two items are one agency's text, near enough. */
gboolean siyaq_story_index_is_copy (SiyaqStoryIndex *self, const char *id, const char *other);
/* The story that an item belongs to as of now, 0 for an item that is not there. */
guint64 siyaq_story_index_get_story (SiyaqStoryIndex *self, const char *id);
/* (element-type utf8) (transfer full): for each other story of the thread its newest item's id, newest first. */
GPtrArray *siyaq_story_index_get_earlier (SiyaqStoryIndex *self, const char *id, guint max);

/* Feedback: "not the same story", "same story". */
void siyaq_story_index_split (SiyaqStoryIndex *self, const char *id);
void siyaq_story_index_join (SiyaqStoryIndex *self, const char *id, const char *other);

G_END_DECLS
