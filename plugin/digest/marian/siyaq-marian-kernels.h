/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The arithmetic of a model, once in portable C and once for each kind of processor that has more to
   offer. All of them give the same bits, which are Bergamot's: whole numbers are exact, and sums of
   floats are taken in one fixed order, without fused multiply-adds. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Columns of a packed weight matrix stand together in panels of so many. */
#define SIYAQ_MARIAN_PANEL 16u
/* So many values of one column stand together in a panel. */
#define SIYAQ_MARIAN_DEPTH 4u
/* Lengths of rows of scores are filled up to a multiple of this. */
#define SIYAQ_MARIAN_SCORES 32u
/* Activations are unsigned: this is their zero. */
#define SIYAQ_MARIAN_ZERO 127

/* Two weights of one column, one above the other, whose products with activations can leave 16 bits. */
typedef struct
{
  guint32 column;
  guint16 depth; /* of the first */
  gint8 first, second;
} SiyaqMarianPair;

/* Rows of activations times one packed matrix: out = (a · panels) · unquantize + bias. Products of
   two neighbours are added in 16 bits and stop at their ends, as SSE's and AVX2's instruction has it,
   on which Bergamot is built; what comes after is added in 32 bits. */
typedef struct
{
  const guint8 *a;        /* rows × depth, without gaps, zero at %SIYAQ_MARIAN_ZERO */
  guint rows, depth;      /* depth: a multiple of %SIYAQ_MARIAN_DEPTH */
  const gint8 *panels;    /* n_panels × depth × %SIYAQ_MARIAN_PANEL, aligned to 64 bytes */
  const SiyaqMarianPair *pairs;
  guint n_pairs;
  guint n_panels;
  float unquantize;
  const float *bias;      /* with the zero of the activations taken off */
  gboolean relu;
  float *out;             /* rows × stride */
  gsize stride;
} SiyaqMarianProduct;

/* Attention of n_rows queries over one sentence. */
typedef struct
{
  const float *queries;
  gsize query_stride;
  guint n_rows;
  const float *keys;      /* dimension by dimension: (heads · head_dim) × padded */
  const float *values;    /* token by token, value_stride apart */
  gsize value_stride;
  guint length, padded;   /* tokens; the same, up to a multiple of %SIYAQ_MARIAN_SCORES */
  guint width;            /* tokens of the longest sentence of the batch: the order of sums hangs on it */
  guint heads, head_dim;
  float *scores;          /* room for padded, aligned to 64 bytes */
  float *out;
  gsize out_stride;
} SiyaqMarianAttention;

typedef struct
{
  const char *name;
  void (*quantize) (const float *x, gsize n, float alpha, guint8 *ret_quantized);
  void (*multiply) (const SiyaqMarianProduct *product);
  void (*attend) (const SiyaqMarianAttention *attention);
  /* x = layer norm of (x + y), row by row; n a multiple of 16 */
  void (*normalize) (float *x, const float *y, guint rows, guint n, const float *scale, const float *bias);
  /* state = σ (f) · state + (1 − σ (f)) · x; y = ReLU (state) */
  void (*gate) (const float *f, const float *x, float *state, float *ret_y, gsize n);
  float (*max_abs) (const float *x, gsize n);
  guint (*arg_max) (const float *x, guint n); /* the first of the greatest */
  float (*log_sum_exp) (const float *x, guint n);
} SiyaqMarianKernels;

const SiyaqMarianKernels *siyaq_marian_kernels_get (const char *name);
const SiyaqMarianKernels *const *siyaq_marian_kernels_list (void);

extern const SiyaqMarianKernels siyaq_marian_kernels_portable;
extern const SiyaqMarianKernels siyaq_marian_kernels_avx2;
extern const SiyaqMarianKernels siyaq_marian_kernels_avx_vnni;
extern const SiyaqMarianKernels siyaq_marian_kernels_avx512_vnni;

G_END_DECLS
