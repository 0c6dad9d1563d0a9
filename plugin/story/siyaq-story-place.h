/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The story and the thread of an item. */
#pragma once

#include "siyaq-story-match.h"
#include "siyaq-story-sections.h"

G_BEGIN_DECLS

void siyaq_story_place (SiyaqStoryBook *book, SiyaqStoryPostings *postings, const SiyaqStoryFrequencies *frequencies,
                        SiyaqStoryItem *item, guint64 stay_story, guint64 stay_thread,
                        const SiyaqStorySource *source);
void siyaq_story_place_join (SiyaqStoryBook *book, SiyaqStoryItem *by, SiyaqStoryGroup *into, SiyaqStoryGroup *from);
void siyaq_story_place_keep_apart (SiyaqStoryItem *item, const SiyaqStoryGroup *story);

G_END_DECLS
