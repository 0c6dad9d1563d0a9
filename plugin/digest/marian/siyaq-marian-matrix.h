/* SPDX-License-Identifier: GPL-2.0-or-later */
/* An int8 matrix in the order in which the kernels want it, and the product with it. */
#pragma once

#include "siyaq-marian-kernels.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/* The deepest matrix: its sums of 254 · 127 stay within 31 bits, and so do 16 bits of a depth. */
#define SIYAQ_MARIAN_MAX_DEPTH 32768u

typedef struct
{
  guint depth, columns, n_panels;
  gint8 *panels;   /* aligned to 64 bytes */
  gint32 *sums;    /* of each column; n_panels · %SIYAQ_MARIAN_PANEL, as is bias */
  GArray *pairs;   /* SiyaqMarianPair */
  float *bias;     /* with the activations' zero taken off where alpha is fixed, else as in the model */
  float scale;     /* of the weights */
  float alpha;     /* of the activations; 0: found anew for each product */
} SiyaqMarianMatrix;

/* What one batch works with; not shared between threads. */
typedef struct
{
  const SiyaqMarianKernels *kernels;
  GCancellable *cancellable;
  guint8 *quantized;
  gsize quantized_size;
  float *bias;
  gsize bias_size;
  guint64 operations; /* multiplications and additions of bytes so far */
} SiyaqMarianWork;

gsize siyaq_marian_matrix_bytes (guint depth, guint columns);
void siyaq_marian_matrix_pack (SiyaqMarianMatrix *self, const gint8 *rows, const guint32 *ids, guint columns, guint depth,
                               guint8 *memory);
void siyaq_marian_matrix_set_bias (SiyaqMarianMatrix *self, float scale, float alpha, const float *bias, const guint32 *ids);
gboolean siyaq_marian_matrix_apply (const SiyaqMarianMatrix *self, SiyaqMarianWork *work, const float *x, guint rows, gboolean relu,
                                    float *ret_y);

void siyaq_marian_matrix_clear (SiyaqMarianMatrix *self);
gpointer siyaq_marian_aligned_new (gsize bytes);
void siyaq_marian_work_clear (SiyaqMarianWork *self);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (SiyaqMarianWork, siyaq_marian_work_clear)

G_END_DECLS
