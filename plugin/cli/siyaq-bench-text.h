/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Items for benchmarks: made up, the same at each run, in the shape of feed items. */
#pragma once

#include "siyaq-item.h"

G_BEGIN_DECLS

typedef struct _SiyaqBenchText SiyaqBenchText;

SiyaqBenchText *siyaq_bench_text_new (guint32 seed);
SiyaqItem *siyaq_bench_text_next (SiyaqBenchText *self);
SiyaqItem *siyaq_bench_text_long (SiyaqBenchText *self);
char *siyaq_bench_text_page (SiyaqBenchText *self);
char *siyaq_bench_text_feed (SiyaqBenchText *self, guint n_items);
void siyaq_bench_text_free (SiyaqBenchText *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SiyaqBenchText, siyaq_bench_text_free)

G_END_DECLS
