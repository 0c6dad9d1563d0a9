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

/* Phases of a developing subject, a bit each, as headlines name them: an arrest is told together with what it
   is for, and is another story. Bits of higher value come later than what they follow from. */
typedef enum
{
  SIYAQ_STORY_PHASE_PROTEST = 1 << 0,
  SIYAQ_STORY_PHASE_VOTE = 1 << 1,
  SIYAQ_STORY_PHASE_AID = 1 << 2,
  SIYAQ_STORY_PHASE_BURIAL = 1 << 3,
  SIYAQ_STORY_PHASE_INQUIRY = 1 << 4,
  SIYAQ_STORY_PHASE_ARREST = 1 << 5,
  SIYAQ_STORY_PHASE_TRIAL = 1 << 6,
  SIYAQ_STORY_PHASE_VERDICT = 1 << 7,
  SIYAQ_STORY_PHASE_RESULT = 1 << 8,
  SIYAQ_STORY_PHASE_RESIGNATION = 1 << 9,
  SIYAQ_STORY_PHASE_DEAL = 1 << 10,
  SIYAQ_STORY_PHASE_RELEASE = 1 << 11,
  SIYAQ_STORY_PHASE_REPAIR = 1 << 12,
  SIYAQ_STORY_PHASE_AFTERSHOCK = 1 << 13,
} SiyaqStoryPhase;

SiyaqStoryWordClass siyaq_story_word_class (const char *fold, guint *ret_value);
guint siyaq_story_word_phase (const char *fold);
guint siyaq_story_phases_last (guint phases);

G_END_DECLS
