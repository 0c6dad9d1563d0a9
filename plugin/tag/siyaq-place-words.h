/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Classes of words that tell what a place name does in its sentence. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum
{
  SIYAQ_WORD_LOCATIVE = 1 << 0,
  SIYAQ_WORD_PATH = 1 << 1,
  SIYAQ_WORD_UNIT = 1 << 2,       /* city, province, مدينة */
  SIYAQ_WORD_DIRECTION = 1 << 3,
  SIYAQ_WORD_SAY = 1 << 4,
  SIYAQ_WORD_ACTOR = 1 << 5,      /* army, government, وزارة */
  SIYAQ_WORD_PERSON = 1 << 6,     /* titles before a person's name */
  SIYAQ_WORD_OUTLET = 1 << 7,     /* Post, Times */
  SIYAQ_WORD_PRODUCT = 1 << 8,    /* soap, carpet, صابون */
  SIYAQ_WORD_CALENDAR = 1 << 9,
  SIYAQ_WORD_FILLER = 1 << 10,    /* the, of, a */
  SIYAQ_WORD_GIVEN = 1 << 11,     /* given names */
  SIYAQ_WORD_TRAP = 1 << 12,      /* place names that are far more often something else */
  SIYAQ_WORD_CONNECT = 1 << 13,   /* of, de, la: lower case inside a name */
  SIYAQ_WORD_AND = 1 << 14,
  SIYAQ_WORD_WITH = 1 << 16,
  SIYAQ_WORD_VENUE = 1 << 15,     /* talks, summit */
} SiyaqPlaceWordClass;

guint32 siyaq_place_word_class (const char *fold);

G_END_DECLS
