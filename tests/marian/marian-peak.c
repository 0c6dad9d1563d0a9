/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What this processor could do at most, and what the matrix products reach of it: a loop of nothing
   but dot products of bytes in registers, and products of a base model's sizes for some numbers of
   rows. Rates in 10⁹ multiplications and additions a second, on one core, the best of some tries.
   usage: marian-peak [KERNELS] */
#include "config.h"

#include "siyaq-marian-matrix.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#ifdef __x86_64__
#include <immintrin.h>
#endif

#define TRIES 7u
#define LOOP_TRIES 20u
#define LOOPS 1000000u

static double
seconds_since (gint64 began)
{
  return MAX ((double) (g_get_monotonic_time () - began) / G_USEC_PER_SEC, 1e-9);
}

#ifdef __x86_64__
/* Twelve sums, so that none waits for itself; the empty assembly keeps the compiler from adding up
   what is the same each time. */
#define EACH(what) what (0) what (1) what (2) what (3) what (4) what (5) what (6) what (7) what (8) what (9) what (10) what (11)
#define START_512(i) __m512i s##i = _mm512_setzero_si512 ();
#define START_256(i) __m256i s##i = _mm256_setzero_si256 ();
#define ADD_512(i) \
  s##i = _mm512_dpbusd_epi32 (s##i, a, b); \
  __asm__ volatile ("" : "+v"(s##i));
#define ADD_256(i) \
  { \
    __m256i two = _mm256_maddubs_epi16 (a, b); \
\
    __asm__ volatile ("" : "+x"(two)); \
    s##i = _mm256_add_epi32 (s##i, _mm256_madd_epi16 (two, ones)); \
    __asm__ volatile ("" : "+x"(s##i)); \
  }

__attribute__ ((target ("avx512f,avx512bw,avx512vnni"))) static double
loop_avx512 (void)
{
  __m512i a = _mm512_set1_epi8 (3), b = _mm512_set1_epi8 (5);
  gint64 began = g_get_monotonic_time ();

  EACH (START_512)
  for (guint l = 0; l < LOOPS; l++)
    {
      EACH (ADD_512)
    }
  return 12.0 * LOOPS * 64 * 2 / seconds_since (began);
}

__attribute__ ((target ("avx2"))) static double
loop_avx2 (void)
{
  __m256i a = _mm256_set1_epi8 (3), b = _mm256_set1_epi8 (5), ones = _mm256_set1_epi16 (1);
  gint64 began = g_get_monotonic_time ();

  EACH (START_256)
  for (guint l = 0; l < LOOPS; l++)
    {
      EACH (ADD_256)
    }
  return 12.0 * LOOPS * 32 * 2 / seconds_since (began);
}
#endif

static double
measure_loop (void)
{
  double best = 0;

#ifdef __x86_64__
  for (guint i = 0; i < LOOP_TRIES; i++)
    if (siyaq_marian_kernels_get ("avx512-vnni") != NULL)
      best = MAX (best, loop_avx512 ());
    else if (siyaq_marian_kernels_get ("avx2") != NULL)
      best = MAX (best, loop_avx2 ());
#endif
  return best;
}

static double
measure_product (const SiyaqMarianKernels *kernels,
                 guint rows,
                 guint depth,
                 guint columns)
{
  g_autofree gint8 *weights = g_malloc ((gsize) depth * columns);
  guint8 *memory = siyaq_marian_aligned_new (siyaq_marian_matrix_bytes (depth, columns));
  float *x = siyaq_marian_aligned_new ((gsize) rows * depth * sizeof (float));
  float *y = siyaq_marian_aligned_new ((gsize) rows * columns * sizeof (float));
  g_auto (SiyaqMarianWork) work = { .kernels = kernels };
  SiyaqMarianMatrix matrix;
  double best = 0;

  for (gsize i = 0; i < (gsize) depth * columns; i++)
    weights[i] = (gint8) ((gint) (i * 2654435761u >> 26 & 63) - 32);
  for (gsize i = 0; i < (gsize) rows * depth; i++)
    x[i] = (float) (i % 13) - 6;
  siyaq_marian_matrix_pack (&matrix, weights, NULL, columns, depth, memory);
  siyaq_marian_matrix_set_bias (&matrix, 100, 20, NULL, NULL);
  for (guint i = 0; i < TRIES; i++)
    {
      guint times = MAX (1, 20000000u / (rows * depth * columns / 16));
      gint64 began = g_get_monotonic_time ();

      for (guint t = 0; t < times; t++)
        siyaq_marian_matrix_apply (&matrix, &work, x, rows, FALSE, y);
      best = MAX (best, 2.0 * times * rows * depth * columns / seconds_since (began));
    }
  siyaq_marian_matrix_clear (&matrix);
  free (memory);
  free (x);
  free (y);
  return best;
}

int
main (int argc,
      char **argv)
{
  static const guint rows[] = { 1, 2, 6, 20, 96, 384 };
  const SiyaqMarianKernels *kernels = siyaq_marian_kernels_get (argc > 1 ? argv[1] : NULL);

  if (kernels == NULL)
    {
      fprintf (stderr, "marian-peak: this processor has no such kernels\n");
      return 1;
    }
  printf ("loop=%.1f\n", measure_loop () / 1e9);
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    printf ("%s rows=%u 384x384=%.1f 384x1536=%.1f 1536x384=%.1f\n", kernels->name, rows[i], measure_product (kernels, rows[i], 384, 384) / 1e9,
            measure_product (kernels, rows[i], 384, 1536) / 1e9, measure_product (kernels, rows[i], 1536, 384) / 1e9);
  return 0;
}
