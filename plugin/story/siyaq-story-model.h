/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The learnt decisions. */
#pragma once

#include "siyaq-story-features.h"

G_BEGIN_DECLS

typedef enum
{
  SIYAQ_STORY_LEVEL_STORY,
  SIYAQ_STORY_LEVEL_THREAD,
  SIYAQ_STORY_N_LEVELS
} SiyaqStoryLevel;

/* What an item and a group (a story or a thread) have in common. */
#define SIYAQ_STORY_GROUP_FEATURES(X) \
  X (BIAS, "bias") \
  X (BEST, "best") \
  X (BEST_THREE, "best-three") \
  X (MEAN, "mean") \
  X (SIZE, "size") \
  X (MARGIN, "margin") \
  X (FIRST, "first") \
  X (AGE, "age")

typedef enum
{
#define X(name, text) SIYAQ_STORY_GROUP_##name,
  SIYAQ_STORY_GROUP_FEATURES (X)
#undef X
  SIYAQ_STORY_N_GROUP_FEATURES
} SiyaqStoryGroupFeature;

float siyaq_story_model_pair (SiyaqStoryLevel level, const SiyaqStoryPair *pair);
void siyaq_story_model_group_features (const float *logits, guint n, float best_other,
                                       float first, float age_days, float ret_values[SIYAQ_STORY_N_GROUP_FEATURES]);
float siyaq_story_model_group (SiyaqStoryLevel level, const float values[SIYAQ_STORY_N_GROUP_FEATURES]);
float siyaq_story_model_probability (float logit);

G_END_DECLS
