/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The pieces of a batch's translations, by greedy or beam search. */
#pragma once

#include "siyaq-marian-graph.h"
#include "siyaq-marian-lex.h"

G_BEGIN_DECLS

/* Wider beams gain nothing with students, which are trained on what a beam gave. */
#define SIYAQ_MARIAN_MAX_BEAM 4u

typedef struct
{
  const SiyaqMarianModel *model;
  const SiyaqMarianLex *lex;  /* (nullable) */
  const SiyaqMarianKernels *kernels;
  gboolean shared;            /* the languages have one vocabulary */
  guint n_target;             /* pieces of the target's vocabulary; the output layer may have more */
  guint32 eos, unk;
  guint beam;
} SiyaqMarianSearch;

GArray **siyaq_marian_search_run (const SiyaqMarianSearch *self, const SiyaqMarianSource *sources, guint n, GCancellable *cancellable,
                                  guint64 *ret_operations);

G_END_DECLS
