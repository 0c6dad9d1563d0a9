/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The arithmetic for AVX-512 with VNNI (Intel since 2019, AMD since 2022): one instruction
   multiplies 64 unsigned by 64 signed bytes and adds fours of them. It has no 16 bits on its way: the
   pairs that would have left them are put right afterwards. oneDNN's GEMM was
   measured beside it (tests/marian/README.md) and left: it wants its matrices unpacked or packed for
   one size of batch, and is no faster on rows as few as a decoder has. */
#define G_LOG_DOMAIN "siyaq-marian"

#include "config.h"

#include "siyaq-marian-kernels.h"

#include <immintrin.h>

#define LANES 16u
#include "siyaq-marian-floats.h"
#include "siyaq-marian-pairs.h"

/* Rows of a tile. With four panels 6 rows take 24 of 32 registers for sums; a step needs 4 loads of
   weights and 6 broadcasts for its 24 products. */
#define MAX_ROWS 6u

static void
quantize (const float *x,
          gsize n,
          float alpha,
          guint8 *ret_quantized)
{
  __m512 scale = _mm512_set1_ps (alpha);
  __m512i least = _mm512_set1_epi32 (-127), most = _mm512_set1_epi32 (127);

  for (gsize i = 0; i < n; i += 16)
    {
      __mmask16 mask = n - i >= 16 ? 0xffff : (__mmask16) ((1u << (n - i)) - 1);
      __m512 v = _mm512_mul_ps (_mm512_maskz_loadu_ps (mask, x + i), scale);
      /* What is too great becomes the least of integers, and so does what is no number. */
      __m512i q = _mm512_cvtps_epi32 (_mm512_min_ps (_mm512_set1_ps (127.0f), v));

      q = _mm512_add_epi32 (_mm512_min_epi32 (_mm512_max_epi32 (q, least), most), most);
      _mm_mask_storeu_epi8 (ret_quantized + i, mask, _mm512_cvtepi32_epi8 (q));
    }
}

/* A tile of constant size: its loops are unrolled and its sums stay in registers. */
static inline __attribute__ ((always_inline)) void
tile (const SiyaqMarianProduct *p,
      guint row,
      guint panel,
      const guint n_rows,
      const guint n_panels)
{
  const guint8 *a = p->a + (gsize) row * p->depth;
  gsize panel_bytes = (gsize) p->depth * SIYAQ_MARIAN_PANEL;
  const gint8 *b = p->panels + panel * panel_bytes;
  __m512 unquantize = _mm512_set1_ps (p->unquantize);
  __m512i sums[n_rows][n_panels];

#pragma GCC unroll 8
  for (guint r = 0; r < n_rows; r++)
#pragma GCC unroll 8
    for (guint c = 0; c < n_panels; c++)
      sums[r][c] = _mm512_setzero_si512 ();
  for (guint k = 0; k < p->depth; k += SIYAQ_MARIAN_DEPTH)
    {
      __m512i weights[n_panels];

#pragma GCC unroll 8
      for (guint c = 0; c < n_panels; c++)
        weights[c] = _mm512_load_si512 (b + c * panel_bytes + k * SIYAQ_MARIAN_PANEL);
#pragma GCC unroll 8
      for (guint r = 0; r < n_rows; r++)
        {
          gint32 four;
          __m512i values;

          memcpy (&four, a + (gsize) r * p->depth + k, sizeof four);
          values = _mm512_set1_epi32 (four);
#pragma GCC unroll 8
          for (guint c = 0; c < n_panels; c++)
            sums[r][c] = _mm512_dpbusd_epi32 (sums[r][c], values, weights[c]);
        }
    }
#pragma GCC unroll 8
  for (guint c = 0; c < n_panels; c++)
    {
      guint column = (panel + c) * SIYAQ_MARIAN_PANEL;
      __m512 bias = _mm512_loadu_ps (p->bias + column);

#pragma GCC unroll 8
      for (guint r = 0; r < n_rows; r++)
        {
          __m512 y = _mm512_add_ps (_mm512_mul_ps (_mm512_cvtepi32_ps (sums[r][c]), unquantize), bias);

          if (p->relu)
            y = _mm512_max_ps (y, _mm512_setzero_ps ());
          _mm512_storeu_ps (p->out + (row + r) * p->stride + column, y);
        }
    }
}

static inline __attribute__ ((always_inline)) void
rows (const SiyaqMarianProduct *p,
      guint panel,
      const guint n_panels)
{
  guint row = 0;

  for (; row + MAX_ROWS <= p->rows; row += MAX_ROWS)
    tile (p, row, panel, MAX_ROWS, n_panels);
  switch (p->rows - row)
    {
    case 5:
      tile (p, row, panel, 5, n_panels);
      break;
    case 4:
      tile (p, row, panel, 4, n_panels);
      break;
    case 3:
      tile (p, row, panel, 3, n_panels);
      break;
    case 2:
      tile (p, row, panel, 2, n_panels);
      break;
    case 1:
      tile (p, row, panel, 1, n_panels);
      break;
    default:
      break;
    }
}

static void
multiply (const SiyaqMarianProduct *p)
{
  guint panel = 0;

  /* One or two rows alone: eight panels, or a sum would wait for the one before it. */
  if (p->rows == 1)
    for (; panel + 8 <= p->n_panels; panel += 8)
      tile (p, 0, panel, 1, 8);
  if (p->rows == 2)
    for (; panel + 8 <= p->n_panels; panel += 8)
      tile (p, 0, panel, 2, 8);
  for (; panel + 4 <= p->n_panels; panel += 4)
    rows (p, panel, 4);
  for (; panel < p->n_panels; panel++)
    rows (p, panel, 1);
  put_pairs_right (p);
}

const SiyaqMarianKernels siyaq_marian_kernels_avx512_vnni = {
  .name = "avx512-vnni",
  .quantize = quantize,
  .multiply = multiply,
  .attend = floats_attend,
  .normalize = floats_normalize,
  .gate = floats_gate,
  .max_abs = floats_max_abs,
  .arg_max = floats_arg_max,
  .log_sum_exp = floats_log_sum_exp,
};
