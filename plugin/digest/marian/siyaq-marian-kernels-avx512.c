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

/* Sums have names and do not stand in arrays, which GCC 12 keeps in memory. What a smaller tile does
   not use falls away: the sizes are constants where a tile is inlined. */
#define SUMS(r) __m512i s##r##0 = zero, s##r##1 = zero, s##r##2 = zero, s##r##3 = zero

#define ADD(r, c) \
  if (n_panels > c) \
    s##r##c = _mm512_dpbusd_epi32 (s##r##c, values, w##c)

#define ADD_ROW(r) \
  if (n_rows > r) \
    { \
      __m512i values = four_values (a + r * depth + k); \
\
      ADD (r, 0); \
      ADD (r, 1); \
      ADD (r, 2); \
      ADD (r, 3); \
    }

#define FINISH_ROW(r) \
  if (n_rows > r) \
    { \
      finish (p, row + r, panel, s##r##0); \
      if (n_panels > 1) \
        finish (p, row + r, panel + 1, s##r##1); \
      if (n_panels > 2) \
        finish (p, row + r, panel + 2, s##r##2); \
      if (n_panels > 3) \
        finish (p, row + r, panel + 3, s##r##3); \
    }

static inline __m512i
four_values (const guint8 *a)
{
  gint32 four;

  memcpy (&four, a, sizeof four);
  return _mm512_set1_epi32 (four);
}

static inline void
finish (const SiyaqMarianProduct *p,
        guint row,
        guint panel,
        __m512i sums)
{
  guint column = panel * SIYAQ_MARIAN_PANEL;
  __m512 y = _mm512_add_ps (_mm512_mul_ps (_mm512_cvtepi32_ps (sums), _mm512_set1_ps (p->unquantize)), _mm512_loadu_ps (p->bias + column));

  if (p->relu)
    y = _mm512_max_ps (y, _mm512_setzero_ps ());
  _mm512_storeu_ps (p->out + row * p->stride + column, y);
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
  const __m512i zero = _mm512_setzero_si512 ();
  SUMS (0);
  SUMS (1);
  SUMS (2);
  SUMS (3);
  SUMS (4);
  SUMS (5);

  for (gsize k = 0; k < depth; k += SIYAQ_MARIAN_DEPTH)
    {
      const gint8 *at = b + k * SIYAQ_MARIAN_PANEL;
      __m512i w0 = _mm512_load_si512 (at), w1 = n_panels > 1 ? _mm512_load_si512 (at + panel_bytes) : zero;
      __m512i w2 = n_panels > 2 ? _mm512_load_si512 (at + 2 * panel_bytes) : zero;
      __m512i w3 = n_panels > 3 ? _mm512_load_si512 (at + 3 * panel_bytes) : zero;

      ADD_ROW (0);
      ADD_ROW (1);
      ADD_ROW (2);
      ADD_ROW (3);
      ADD_ROW (4);
      ADD_ROW (5);
    }
  FINISH_ROW (0);
  FINISH_ROW (1);
  FINISH_ROW (2);
  FINISH_ROW (3);
  FINISH_ROW (4);
  FINISH_ROW (5);
}

/* One row of activations alone has too few sums: each would wait for itself. Each has four here. */
static inline __attribute__ ((always_inline)) void
row_alone (const SiyaqMarianProduct *p,
           guint row,
           guint panel)
{
  const gsize depth = p->depth, panel_bytes = depth * SIYAQ_MARIAN_PANEL;
  const guint8 *a = p->a + row * depth;
  const gint8 *b = p->panels + panel * panel_bytes;
  const __m512i zero = _mm512_setzero_si512 ();
  const guint n_panels = 4;
  SUMS (0);
  SUMS (1);
  SUMS (2);
  SUMS (3);

  /* The depth is a multiple of sixteen: four steps at a time, each with sums of its own. */
  for (gsize k = 0; k < depth; k += 4 * SIYAQ_MARIAN_DEPTH)
    {
#define STEP(r) \
  { \
    const gint8 *at = b + (k + r * SIYAQ_MARIAN_DEPTH) * SIYAQ_MARIAN_PANEL; \
    __m512i values = four_values (a + k + r * SIYAQ_MARIAN_DEPTH); \
    __m512i w0 = _mm512_load_si512 (at), w1 = _mm512_load_si512 (at + panel_bytes); \
    __m512i w2 = _mm512_load_si512 (at + 2 * panel_bytes), w3 = _mm512_load_si512 (at + 3 * panel_bytes); \
\
    ADD (r, 0); \
    ADD (r, 1); \
    ADD (r, 2); \
    ADD (r, 3); \
  }
      STEP (0)
      STEP (1)
      STEP (2)
      STEP (3)
#undef STEP
    }
#define TOTAL(c) finish (p, row, panel + c, _mm512_add_epi32 (_mm512_add_epi32 (s0##c, s1##c), _mm512_add_epi32 (s2##c, s3##c)))
  TOTAL (0);
  TOTAL (1);
  TOTAL (2);
  TOTAL (3);
#undef TOTAL
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
      if (n_panels == 4)
        row_alone (p, row, panel);
      else
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
