/* SPDX-License-Identifier: GPL-2.0-or-later */
/* From places to regions: where it happens, not who is mentioned. */
#pragma once

#include "siyaq-place-matcher.h"

G_BEGIN_DECLS

#define SIYAQ_REGIONS_MAX 3u

/* Sentences in which the main event is told, and what kind it is. */
typedef struct
{
  const guint32 *sentences; /* numbers, ascending */
  guint n_sentences;
  gboolean meeting;         /* talks, a visit, a summit, something signed: the venue counts */
  gboolean visit;           /* who is visited is the host */
  gboolean sanctions;               /* whom they hit does not count */
  gboolean threat;                  /* who threatens counts */
  gboolean distant;         /* sanctions, condemnation: who says it counts */
  gboolean national; /* an election, the economy */
} SiyaqRegionHints;

void siyaq_place_regions_run (GArray *mentions, const SiyaqTokens *text, const SiyaqRegionHints *hints, GPtrArray *regions);

G_END_DECLS
