/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Words that carry facts in both languages: numbers, months, weekdays, what a number counts. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum
{
  SIYAQ_STORY_WORD_PLAIN,
  SIYAQ_STORY_WORD_UNIT,       /* value: 1 … 19 */
  SIYAQ_STORY_WORD_TENS,       /* value: 10 … 90; the Arabic ten also follows a unit: "seven-teen" */
  SIYAQ_STORY_WORD_MULTIPLIER, /* value: 100, 1000 … */
  SIYAQ_STORY_WORD_MONTH,      /* value: 1 … 12 */
  SIYAQ_STORY_WORD_WEEKDAY,    /* value: 1 (Monday) … 7, as GDate has them */
  SIYAQ_STORY_WORD_CUE,        /* value: SiyaqStoryCount, what a number beside it counts */
  SIYAQ_STORY_WORD_PAIR,       /* value: SiyaqStoryCount: an Arabic dual, which is a count of two */
  SIYAQ_STORY_WORD_CLOCK,      /* a number beside it is a time of day */
  SIYAQ_STORY_WORD_RETRO,      /* the text looks back: "anniversary", «ذكرى» */
  SIYAQ_STORY_WORD_SPAN,       /* a long time: "months", «أعوام» */
  SIYAQ_STORY_WORD_SINCE,      /* beside one, the text looks back: "months on", «بعد أعوام» */
} SiyaqStoryWordClass;

typedef enum
{
  SIYAQ_STORY_COUNT_OTHER,
  SIYAQ_STORY_COUNT_DEAD,
  SIYAQ_STORY_COUNT_HURT,
  SIYAQ_STORY_COUNT_MISSING,
  SIYAQ_STORY_COUNT_HELD,      /* arrested, kidnapped, trapped */
  SIYAQ_STORY_COUNT_MONEY,
  SIYAQ_STORY_COUNT_MAGNITUDE, /* of an earthquake */
  SIYAQ_STORY_COUNT_PERCENT,
} SiyaqStoryCount;

SiyaqStoryWordClass siyaq_story_word_class (const char *fold, guint *ret_value);

G_END_DECLS
