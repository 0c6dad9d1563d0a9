/* SPDX-License-Identifier: GPL-2.0-or-later */
/* In how many items each term was seen. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct _SiyaqStoryFrequencies SiyaqStoryFrequencies;

SiyaqStoryFrequencies *siyaq_story_frequencies_new (void);
void siyaq_story_frequencies_free (SiyaqStoryFrequencies *self);
guint32 siyaq_story_frequencies_begin_item (SiyaqStoryFrequencies *self);
gboolean siyaq_story_frequencies_begin_known (SiyaqStoryFrequencies *self, guint32 epoch);
gboolean siyaq_story_frequencies_begin_gone (SiyaqStoryFrequencies *self, guint32 epoch);
void siyaq_story_frequencies_count (SiyaqStoryFrequencies *self, guint32 term);
float siyaq_story_frequencies_idf (const SiyaqStoryFrequencies *self, guint32 term);
void siyaq_story_frequencies_list_idf (const SiyaqStoryFrequencies *self, const guint32 *terms, guint n, float *ret_idf);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SiyaqStoryFrequencies, siyaq_story_frequencies_free)

G_END_DECLS
