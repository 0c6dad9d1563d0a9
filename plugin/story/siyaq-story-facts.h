/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Numbers with what they count, dates and the day of the event, from running text. */
#pragma once

#include "siyaq-story-lexer.h"

G_BEGIN_DECLS

/* Numbers, dates and numbered series that are kept of an item: the first ones, which are the ones
   that a story is told with. */
#define SIYAQ_STORY_MAX_NUMBERS 16u
#define SIYAQ_STORY_MAX_DATES 6u
#define SIYAQ_STORY_MAX_SERIES 3u

/* A number in 32 bits: what it counts in the upper 4, two bits for title and lead, then its value,
   or with the fraction bit a hash of it. */
#define SIYAQ_STORY_NUMBER_KIND(n) ((SiyaqStoryCount) ((n) >> 28))
#define SIYAQ_STORY_NUMBER_TITLE (1u << 27)
#define SIYAQ_STORY_NUMBER_LEAD (1u << 26)
#define SIYAQ_STORY_NUMBER_FRACTION (1u << 25)
#define SIYAQ_STORY_NUMBER_VALUE(n) ((n) & ((1u << 25) - 1))
/* Equal when kind, value and fraction are. */
#define SIYAQ_STORY_NUMBER_KEY(n) ((n) & ~(SIYAQ_STORY_NUMBER_TITLE | SIYAQ_STORY_NUMBER_LEAD))

typedef struct
{
  guint32 numbers[SIYAQ_STORY_MAX_NUMBERS];
  guint16 dates[SIYAQ_STORY_MAX_DATES];   /* month * 32 + day, or a year as it is */
  guint32 series[SIYAQ_STORY_MAX_SERIES]; /* of titles: 20 bits of the word before, 12 of the number */
  guint8 n_numbers, n_dates, n_series;
  gint32 event_day;                       /* days since 1970, 0 where the lead names none */
  gboolean retro;                         /* looks back at something old */
} SiyaqStoryFacts;

void siyaq_story_facts_read (SiyaqStoryFacts *self, const SiyaqTokens *tokens, const SiyaqStoryWord *const *words,
                             guint n_words, gboolean title, gint64 published_s);

G_END_DECLS
