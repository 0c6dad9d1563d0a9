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

/* Sums have names and do not stand in arrays, which GCC 12 keeps in memory. What a smaller tile does
   not use falls away: the sizes are constants where a tile is inlined. */
#define SUMS(r) __m256i s##r##0 = zero, s##r##1 = zero, s##r##2 = zero, s##r##3 = zero

#define ADD_ROW(r) \
  if (n_rows > r) \
    { \
      __m256i values = four_values (a + r * depth + k); \
\
      s##r##0 = dot (s##r##0, values, w0); \
      s##r##1 = dot (s##r##1, values, w1); \
      if (n_panels > 1) \
        { \
          s##r##2 = dot (s##r##2, values, w2); \
          s##r##3 = dot (s##r##3, values, w3); \
        } \
    }

#define FINISH_ROW(r) \
  if (n_rows > r) \
    { \
      finish (p, row + r, panel * HALVES, s##r##0); \
      finish (p, row + r, panel * HALVES + 1, s##r##1); \
      if (n_panels > 1) \
        { \
          finish (p, row + r, panel * HALVES + 2, s##r##2); \
          finish (p, row + r, panel * HALVES + 3, s##r##3); \
        } \
    }

static inline __m256i
four_values (const guint8 *a)
{
  gint32 four;

  memcpy (&four, a, sizeof four);
  return _mm256_set1_epi32 (four);
}

static inline __m256i
dot (__m256i sums,
     __m256i values,
     __m256i weights)
{
#ifdef SIYAQ_AVX_VNNI
  return _mm256_dpbusd_avx_epi32 (sums, values, weights);
#else
  return _mm256_add_epi32 (sums, _mm256_madd_epi16 (_mm256_maddubs_epi16 (values, weights), _mm256_set1_epi16 (1)));
#endif
}

static inline void
finish (const SiyaqMarianProduct *p,
        guint row,
        guint half,
        __m256i sums)
{
  guint column = half * SIYAQ_MARIAN_PANEL / HALVES;
  __m256 y = _mm256_add_ps (_mm256_mul_ps (_mm256_cvtepi32_ps (sums), _mm256_set1_ps (p->unquantize)), _mm256_loadu_ps (p->bias + column));

  if (p->relu)
    y = _mm256_max_ps (y, _mm256_setzero_ps ());
  _mm256_storeu_ps (p->out + row * p->stride + column, y);
}

static inline __m256i
weights_at (const gint8 *at)
{
  return _mm256_load_si256 ((const __m256i *) (gconstpointer) at);
}

static inline __attribute__ ((always_inline)) void
tile (const SiyaqMarianProduct *p,
      guint row,
      guint panel,
      const guint n_rows,
      const guint n_panels)
{
  const gsize depth = p->depth, panel_bytes = depth * SIYAQ_MARIAN_PANEL;
  const guint8 *a = p->a + row * depth;
  const gint8 *b = p->panels + panel * panel_bytes;
  const __m256i zero = _mm256_setzero_si256 ();
  SUMS (0);
  SUMS (1);
  SUMS (2);

  for (gsize k = 0; k < depth; k += SIYAQ_MARIAN_DEPTH)
    {
      const gint8 *at = b + k * SIYAQ_MARIAN_PANEL;
      __m256i w0 = weights_at (at), w1 = weights_at (at + 32);
      __m256i w2 = n_panels > 1 ? weights_at (at + panel_bytes) : zero, w3 = n_panels > 1 ? weights_at (at + panel_bytes + 32) : zero;

      ADD_ROW (0)
      ADD_ROW (1)
      ADD_ROW (2)
    }
  FINISH_ROW (0)
  FINISH_ROW (1)
  FINISH_ROW (2)
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
