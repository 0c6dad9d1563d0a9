/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The arithmetic for AVX2 (since 2013), and, compiled once more with SIYAQ_AVX_VNNI, for AVX2 with
   the dot product of VNNI (Intel's processors for homes since 2021, AMD's since 2024), which has no
   16 bits on its way: the pairs that would have left them are put right afterwards. */
#define G_LOG_DOMAIN "siyaq-marian"

#include "config.h"

#include "siyaq-marian-kernels.h"

#include <immintrin.h>

#define LANES 8u
#include "siyaq-marian-floats.h"

#ifdef SIYAQ_AVX_VNNI
#include "siyaq-marian-pairs.h"
#define MAX_ROWS 3u
#else
/* Eight sums, four weights and what is in between fill sixteen registers. */
#define MAX_ROWS 2u
#endif
#define MAX_PANELS 2u
#define HALVES 2u

static void
quantize (const float *x,
          gsize n,
          float alpha,
          guint8 *ret_quantized)
{
  __m256 scale = _mm256_set1_ps (alpha);
  __m256i least = _mm256_set1_epi32 (-127), most = _mm256_set1_epi32 (127);
  gsize i = 0;

  for (; i + 8 <= n; i += 8)
    {
      __m256 v = _mm256_mul_ps (_mm256_loadu_ps (x + i), scale);
      /* What is too great becomes the least of integers, and so does what is no number. */
      __m256i q = _mm256_cvtps_epi32 (_mm256_min_ps (_mm256_set1_ps (127.0f), v));
      __m128i low;

      q = _mm256_add_epi32 (_mm256_min_epi32 (_mm256_max_epi32 (q, least), most), most);
      low = _mm_packs_epi32 (_mm256_castsi256_si128 (q), _mm256_extracti128_si256 (q, 1));
      _mm_storel_epi64 ((__m128i *) (gpointer) (ret_quantized + i), _mm_packus_epi16 (low, low));
    }
  for (; i < n; i++)
    {
      float v = x[i] * alpha;

      v = !(v > -127.0f) ? -127.0f : MIN (v, 127.0f);
      ret_quantized[i] = (guint8) ((int) rintf (v) + SIYAQ_MARIAN_ZERO);
    }
}

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
  __m256 unquantize = _mm256_set1_ps (p->unquantize);
  __m256i sums[n_rows][n_panels * HALVES];
#ifndef SIYAQ_AVX_VNNI
  const __m256i ones = _mm256_set1_epi16 (1);
#endif

#pragma GCC unroll 8
  for (guint r = 0; r < n_rows; r++)
#pragma GCC unroll 8
    for (guint c = 0; c < n_panels * HALVES; c++)
      sums[r][c] = _mm256_setzero_si256 ();
  for (guint k = 0; k < p->depth; k += SIYAQ_MARIAN_DEPTH)
    {
      __m256i weights[n_panels * HALVES];

#pragma GCC unroll 8
      for (guint c = 0; c < n_panels * HALVES; c++)
        weights[c] = _mm256_load_si256 ((const __m256i *) (gconstpointer) (b + c / HALVES * panel_bytes + k * SIYAQ_MARIAN_PANEL) + c % HALVES);
#pragma GCC unroll 8
      for (guint r = 0; r < n_rows; r++)
        {
          gint32 four;
          __m256i values;

          memcpy (&four, a + (gsize) r * p->depth + k, sizeof four);
          values = _mm256_set1_epi32 (four);
#pragma GCC unroll 8
          for (guint c = 0; c < n_panels * HALVES; c++)
#ifdef SIYAQ_AVX_VNNI
            sums[r][c] = _mm256_dpbusd_avx_epi32 (sums[r][c], values, weights[c]);
#else
            sums[r][c] = _mm256_add_epi32 (sums[r][c], _mm256_madd_epi16 (_mm256_maddubs_epi16 (values, weights[c]), ones));
#endif
        }
    }
#pragma GCC unroll 8
  for (guint c = 0; c < n_panels * HALVES; c++)
    {
      guint column = panel * SIYAQ_MARIAN_PANEL + c * 8;
      __m256 bias = _mm256_loadu_ps (p->bias + column);

#pragma GCC unroll 8
      for (guint r = 0; r < n_rows; r++)
        {
          __m256 y = _mm256_add_ps (_mm256_mul_ps (_mm256_cvtepi32_ps (sums[r][c]), unquantize), bias);

          if (p->relu)
            y = _mm256_max_ps (y, _mm256_setzero_ps ());
          _mm256_storeu_ps (p->out + (row + r) * p->stride + column, y);
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
  if (MAX_ROWS > 2 && p->rows - row == 2)
    tile (p, row, panel, 2, n_panels);
  else if (p->rows - row == 1)
    tile (p, row, panel, 1, n_panels);
}

static void
multiply (const SiyaqMarianProduct *p)
{
  guint panel = 0;

  for (; panel + MAX_PANELS <= p->n_panels; panel += MAX_PANELS)
    rows (p, panel, MAX_PANELS);
  for (; panel < p->n_panels; panel++)
    rows (p, panel, 1);
#ifdef SIYAQ_AVX_VNNI
  put_pairs_right (p);
#endif
}

#ifdef SIYAQ_AVX_VNNI
const SiyaqMarianKernels siyaq_marian_kernels_avx_vnni = {
  .name = "avx-vnni",
#else
const SiyaqMarianKernels siyaq_marian_kernels_avx2 = {
  .name = "avx2",
#endif
  .quantize = quantize,
  .multiply = multiply,
  .attend = floats_attend,
  .normalize = floats_normalize,
  .gate = floats_gate,
  .max_abs = floats_max_abs,
  .arg_max = floats_arg_max,
  .log_sum_exp = floats_log_sum_exp,
};
