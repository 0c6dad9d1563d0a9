/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Whether an item tells several stories, and which. */
#pragma once

#include "siyaq-story-match.h"
#include "siyaq-story-sections.h"

G_BEGIN_DECLS

/* Stories that one round-up is linked to. */
#define SIYAQ_STORY_MAX_COVERED 6u

guint siyaq_story_roundup_find (const SiyaqStorySource *source, const SiyaqStoryFrequencies *frequencies,
                                const SiyaqStoryFit *fits, guint n_fits, gboolean is_meeting,
                                SiyaqStoryGroup *ret_covered[SIYAQ_STORY_MAX_COVERED]);
gboolean siyaq_story_groups_agree (const SiyaqStoryFrequencies *frequencies, const SiyaqStoryGroup *a,
                                   const SiyaqStoryGroup *b);

G_END_DECLS
