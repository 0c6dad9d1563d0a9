/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The translator on this computer: a Marian student of one direction. */
#pragma once

#include "siyaq-translator.h"

G_BEGIN_DECLS

#define SIYAQ_TYPE_TRANSLATOR_MARIAN (siyaq_translator_marian_get_type ())
G_DECLARE_FINAL_TYPE (SiyaqTranslatorMarian, siyaq_translator_marian, SIYAQ, TRANSLATOR_MARIAN, GObject)

typedef struct
{
  guint threads;       /* 0: half the cores */
  guint batch;         /* sentences together; 0: %SIYAQ_MARIAN_DEFAULT_BATCH; 1: each text alone */
  guint beam;          /* 0 and 1: greedy; at most 4 */
  const char *kernels; /* (nullable): "portable", "avx2", …; %NULL: the best of this processor */
} SiyaqMarianOptions;

/* More together is a little faster, but shares one shortlist and one limit of length. */
#define SIYAQ_MARIAN_DEFAULT_BATCH 32u

typedef struct
{
  gint64 load_us;
  guint64 words;       /* blank-separated words of the translations so far */
  double seconds;      /* spent in translating them */
  guint64 peak_bytes;  /* of the process */
  guint64 operations;  /* int8 multiplications and additions */
} SiyaqMarianStats;

SiyaqTranslatorMarian *siyaq_translator_marian_new (const char *dir, const char *from, const char *to, const SiyaqMarianOptions *options,
                                                    GError **error);
void siyaq_translator_marian_get_stats (SiyaqTranslatorMarian *self, SiyaqMarianStats *ret_stats);

G_END_DECLS
