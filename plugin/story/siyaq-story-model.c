/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Two linear decisions: are these two items of one story (or thread), and does this item join that
   group. The weights are data, learnt by data/story/train.py. Linear, because a reader is told why:
   each field adds its own part. */
#define G_LOG_DOMAIN "siyaq-story"

#include "config.h"

#include "siyaq-story-model.h"

#include <math.h>

#include "siyaq-story-weights.inc"

/* A pair is never surer than this: no single field may outvote a story. */
#define MAX_LOGIT 8.f
/* To be better than a rival that is no good, or than none where little was read so far, is no merit. */
#define LEAST_RIVAL -1.f
#define MAX_MARGIN 2.f
/* As a logarithm: a story of a month is as old as one of a year. */
#define MAX_AGE 3.5f

/**
 * siyaq_story_model_pair:
 * @level: story or thread
 * @pair: what two items have in common
 *
 * Returns: the logit of the two being of one group
 */
float
siyaq_story_model_pair (SiyaqStoryLevel level,
                        const SiyaqStoryPair *pair)
{
  const float *weights = pair_weights[level][pair->cross ? 1 : 0];
  float sum = 0;

  for (guint i = 0; i < SIYAQ_STORY_N_FEATURES; i++)
    sum += weights[i] * pair->values[i];
  return CLAMP (sum, -MAX_LOGIT, MAX_LOGIT);
}

/**
 * siyaq_story_model_group_features:
 * @logits: of an item and each member of a group, best first
 * @n: how many, at least 1
 * @best_other: the best logit outside of the group
 * @first: the logit of the item and the one that the group began with
 * @age_days: how long before the item the group began
 * @ret_values: (out caller-allocates): features of the group decision
 */
void
siyaq_story_model_group_features (const float *logits,
                                  guint n,
                                  float best_other,
                                  float first,
                                  float age_days,
                                  float ret_values[SIYAQ_STORY_N_GROUP_FEATURES])
{
  float sum = 0, three = 0;

  g_return_if_fail (n > 0);

  for (guint i = 0; i < n; i++)
    {
      sum += logits[i];
      if (i < 3)
        three += logits[i];
    }
  ret_values[SIYAQ_STORY_GROUP_BIAS] = 1.f;
  ret_values[SIYAQ_STORY_GROUP_BEST] = logits[0];
  ret_values[SIYAQ_STORY_GROUP_BEST_THREE] = three / (float) MIN (n, 3);
  ret_values[SIYAQ_STORY_GROUP_MEAN] = sum / (float) n;
  ret_values[SIYAQ_STORY_GROUP_SIZE] = logf ((float) n);
  ret_values[SIYAQ_STORY_GROUP_FIRST] = first;
  ret_values[SIYAQ_STORY_GROUP_AGE] = MIN (log1pf (age_days), MAX_AGE);
  ret_values[SIYAQ_STORY_GROUP_MARGIN] = CLAMP (logits[0] - MAX (best_other, LEAST_RIVAL), -MAX_MARGIN, MAX_MARGIN);
}

/**
 * siyaq_story_model_group:
 * @level: story or thread
 * @values: features of the group decision
 *
 * Returns: the logit of the item joining the group
 */
float
siyaq_story_model_group (SiyaqStoryLevel level,
                         const float values[SIYAQ_STORY_N_GROUP_FEATURES])
{
  float sum = 0;

  for (guint i = 0; i < SIYAQ_STORY_N_GROUP_FEATURES; i++)
    sum += group_weights[level][i] * values[i];
  return sum;
}

/**
 * siyaq_story_model_probability:
 * @logit: a logit
 *
 * Returns: its probability
 */
float
siyaq_story_model_probability (float logit)
{
  return 1.f / (1.f + expf (-logit));
}
