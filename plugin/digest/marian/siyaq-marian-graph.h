/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The layers of a student: sentences through the encoder, then pieces through the decoder, one step
   of all hypotheses at a time. */
#pragma once

#include "siyaq-marian-model.h"

G_BEGIN_DECLS

typedef struct
{
  const guint32 *pieces; /* with the end of the sentence */
  guint n;
} SiyaqMarianSource;

/* One hypothesis of one sentence. */
typedef struct
{
  guint sentence;
  guint came_from; /* its row in the step before */
  guint32 piece;   /* the one before; nothing at the first step */
} SiyaqMarianRow;

typedef struct _SiyaqMarianGraph SiyaqMarianGraph;

SiyaqMarianGraph *siyaq_marian_graph_new (const SiyaqMarianModel *model, const SiyaqMarianSource *sources, guint n,
                                          guint max_rows, const SiyaqMarianKernels *kernels, GCancellable *cancellable);
void siyaq_marian_graph_free (SiyaqMarianGraph *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SiyaqMarianGraph, siyaq_marian_graph_free)

gboolean siyaq_marian_graph_encode (SiyaqMarianGraph *self);
gboolean siyaq_marian_graph_step (SiyaqMarianGraph *self, const SiyaqMarianRow *rows, guint n, guint position,
                                  const SiyaqMarianMatrix *output, float *ret_logits);
const float *siyaq_marian_graph_get_encoded (const SiyaqMarianGraph *self);
guint64 siyaq_marian_graph_get_operations (const SiyaqMarianGraph *self);

G_END_DECLS
