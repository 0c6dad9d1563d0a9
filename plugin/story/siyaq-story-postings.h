/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The candidate index: which items have a term. */
#pragma once

#include "siyaq-story-features.h"

G_BEGIN_DECLS

/* Items that are compared in full with one that arrives: more find nothing that the first did not
   on the sets that the weights were learnt on, and each costs about a microsecond. */
#define SIYAQ_STORY_MAX_CANDIDATES 48u

typedef struct _SiyaqStoryPostings SiyaqStoryPostings;

SiyaqStoryPostings *siyaq_story_postings_new (void);
void siyaq_story_postings_free (SiyaqStoryPostings *self);
void siyaq_story_postings_add (SiyaqStoryPostings *self, const SiyaqStoryPrint *print, guint32 number,
                               guint32 oldest);
guint siyaq_story_postings_find (SiyaqStoryPostings *self, const SiyaqStoryQuery *query, guint32 oldest,
                                 guint32 ret_numbers[SIYAQ_STORY_MAX_CANDIDATES]);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SiyaqStoryPostings, siyaq_story_postings_free)

G_END_DECLS
