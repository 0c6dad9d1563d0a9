/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What a card and a summary take. */
#pragma once

#include "siyaq-bench-text.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/* Times in milliseconds: (element-type double). */
gboolean siyaq_bench_cards (SiyaqBenchText *text, const char *store, GArray *cards_ms, GArray *summaries_ms, GError **error);

G_END_DECLS
