/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What a written Arabic word may be made of. */
#pragma once

#include "siyaq-lexicon.h"

G_BEGIN_DECLS

/* Readings that are tried for one word. */
#define SIYAQ_ARABIC_MAX_READINGS 96
/* Longest word that is taken apart: 24 letters; the longest of running text are under 16. */
#define SIYAQ_ARABIC_MAX_WORD_BYTES 48

typedef struct
{
  char word[SIYAQ_ARABIC_MAX_WORD_BYTES + 4];
  SiyaqClitics clitics;
  SiyaqPronoun pronoun;
  guint cost; /* 0: as written; higher: less likely */
  gboolean verb; /* only a verb has this form: "عقدت" is no "عقد", decade */
} SiyaqArabicReading;

guint siyaq_arabic_readings (const char *fold, SiyaqArabicReading readings[SIYAQ_ARABIC_MAX_READINGS]);

G_END_DECLS
