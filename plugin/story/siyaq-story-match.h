/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Which stories and threads an item may belong to. */
#pragma once

#include "siyaq-story-book.h"
#include "siyaq-story-model.h"
#include "siyaq-story-postings.h"

G_BEGIN_DECLS

typedef struct
{
  SiyaqStoryItem *item;
  SiyaqStoryPair pair;
  float logits[SIYAQ_STORY_N_LEVELS];
} SiyaqStoryCandidate;

/* A story or a thread, and how well an item fits. */
typedef struct
{
  gpointer group;   /* SiyaqStoryGroup or SiyaqStoryThread */
  float values[SIYAQ_STORY_N_GROUP_FEATURES];
  float apart;      /* share of the members that tell of the same kind of event in another place or another year */
  float before;     /* share of the members that do not name the phase that the item names */
  gboolean abroad;  /* whether all members that were found are mainly about another country */
  float logit;
} SiyaqStoryFit;

/* Groups that an item is weighed against. */
#define SIYAQ_STORY_MAX_FITS 6u

GArray *siyaq_story_match (SiyaqStoryBook *book, SiyaqStoryPostings *postings, const SiyaqStoryQuery *query,
                           const SiyaqStoryItem *except);
guint siyaq_story_match_fits (const GArray *candidates, const SiyaqStoryQuery *query, SiyaqStoryLevel level,
                              const SiyaqStoryItem *except, SiyaqStoryFit ret_fits[SIYAQ_STORY_MAX_FITS]);

G_END_DECLS
