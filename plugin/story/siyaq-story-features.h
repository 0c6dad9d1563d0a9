/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What two items have in common, field by field. */
#pragma once

#include "siyaq-story-print.h"

G_BEGIN_DECLS

/* Order and names are those of data/story/pairs.tsv and of the weights that are learnt from it. */
#define SIYAQ_STORY_FEATURES(X) \
  X (BIAS, "bias") \
  X (ALL, "all") \
  X (TITLE, "title") \
  X (TOP, "top") \
  X (TITLE_MAX, "title-max") \
  X (TITLE_MIN, "title-min") \
  X (SHARED, "shared") \
  X (NAMES, "names") \
  X (NAMES_TOP, "names-top") \
  X (NAMES_SHARED, "names-shared") \
  X (NAMES_TITLE, "names-title") \
  X (PARTIES, "parties") \
  X (MEETING, "meeting") \
  X (MEETING_WEEKS, "meeting-weeks") \
  X (MEETING_VENUE, "meeting-venue") \
  X (MEETING_OTHER, "meeting-other") \
  X (MENTION, "mention") \
  X (ACTORS, "actors") \
  X (PLACES, "places") \
  X (PLACES_TOP, "places-top") \
  X (PROVINCES, "provinces") \
  X (PROVINCE_SAME, "province-same") \
  X (PROVINCE_OTHER, "province-other") \
  X (COUNTRY_SAME, "country-same") \
  X (COUNTRY_OTHER, "country-other") \
  X (TOLL_SAME, "toll-same") \
  X (TOLL_OTHER, "toll-other") \
  X (NUMBERS, "numbers") \
  X (DATES, "dates") \
  X (DAY_SAME, "day-same") \
  X (DAY_APART, "day-apart") \
  X (EVENT_SAME, "event-same") \
  X (EVENT_SHARED, "event-shared") \
  X (EVENT_OTHER, "event-other") \
  X (FAMILY_SAME, "family-same") \
  X (FAMILY_OTHER, "family-other") \
  X (ORIGIN_OTHER, "origin-other") \
  X (DAYS, "days") \
  X (WEEKS, "weeks") \
  X (MONTHS, "months") \
  X (COPY, "copy") \
  X (SERIES, "series") \
  X (RETRO, "retro") \
  X (OUTLET, "outlet") \
  X (NO_REGION, "no-region") \
  X (NO_EVENT, "no-event") \
  X (SHORT, "short") \
  X (SEQUEL, "sequel") \
  X (PHASE_SAME, "phase-same") \
  X (PHASE_ONE, "phase-one") \
  X (PHASE_OTHER, "phase-other") \
  X (MAIN_OTHER, "main-other") \
  X (ELSEWHERE, "elsewhere")

typedef enum
{
#define X(name, text) SIYAQ_STORY_FEATURE_##name,
  SIYAQ_STORY_FEATURES (X)
#undef X
  SIYAQ_STORY_N_FEATURES
} SiyaqStoryFeature;

typedef struct
{
  float values[SIYAQ_STORY_N_FEATURES];
  /* For the sentence that explains a link. */
  guint n_shared;     /* terms that say something */
  guint n_names;
  guint32 number;     /* the number that both give, 0 for none */
  gboolean cross;     /* an Arabic item and another */
} SiyaqStoryPair;

/* An item that is compared with many: its fingerprint and how much each of its terms says. */
typedef struct
{
  const SiyaqStoryPrint *print;
  float *idf[SIYAQ_STORY_N_SPACES];
} SiyaqStoryQuery;

void siyaq_story_query_init (SiyaqStoryQuery *self, const SiyaqStoryPrint *print,
                             const SiyaqStoryFrequencies *frequencies);
void siyaq_story_query_clear (SiyaqStoryQuery *self);
void siyaq_story_query_compare (const SiyaqStoryQuery *self, const SiyaqStoryPrint *other, SiyaqStoryPair *ret_pair);

const char *siyaq_story_feature_name (SiyaqStoryFeature feature);

G_END_DECLS
