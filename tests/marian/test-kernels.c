/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Every arithmetic that this processor has gives the bits of the portable one, on random values and
   odd sizes; and the portable one gives what the formulas give. */
#include "config.h"

#include "siyaq-marian-matrix.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static float *
random_floats (GRand *rand,
               gsize n,
               double width)
{
  float *x = siyaq_marian_aligned_new (n * sizeof (float));

  for (gsize i = 0; i < n; i++)
    x[i] = (float) g_rand_double_range (rand, -width, width);
  return x;
}

static void
test_quantize (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (1);
  const SiyaqMarianKernels *const *list = siyaq_marian_kernels_list ();

  for (guint n = 1; n < 70; n++)
    {
      g_autofree guint8 *wanted = g_malloc (n);
      float *x = random_floats (rand, n, 3);

      /* Halves, what does not fit, and what is no number. */
      x[0] = n % 4 == 0 ? 0.25f : n % 4 == 1 ? NAN : n % 4 == 2 ? 1e30f : -INFINITY;
      siyaq_marian_kernels_portable.quantize (x, n, 50.0f, wanted);
      for (guint i = 1; i < n; i++)
        g_assert_cmpint (wanted[i], ==, (int) CLAMP (rint ((double) (x[i] * 50.0f)), -127, 127) + 127);
      g_assert_cmpint (wanted[0], ==, n % 4 == 0 ? 12 + 127 : n % 4 == 2 ? 254 : 0);
      for (guint k = 0; list[k] != NULL; k++)
        {
          g_autofree guint8 *got = g_malloc (n);

          list[k]->quantize (x, n, 50.0f, got);
          g_assert_cmpmem (got, n, wanted, n);
        }
      free (x);
    }
}

/* One product of a size, with weights that reach the ends of 16 bits when extreme. */
static void
check_product (GRand *rand,
               guint rows,
               guint depth,
               guint columns,
               gboolean extreme,
               gboolean relu)
{
  const SiyaqMarianKernels *const *list = siyaq_marian_kernels_list ();
  g_autofree gint8 *weights = g_malloc ((gsize) columns * depth);
  guint8 *memory = siyaq_marian_aligned_new (siyaq_marian_matrix_bytes (depth, columns));
  float *x = random_floats (rand, (gsize) rows * depth, 6), *bias = random_floats (rand, columns, 1);
  SiyaqMarianMatrix matrix;
  gsize n;
  float *wanted;

  for (gsize i = 0; i < (gsize) columns * depth; i++)
    weights[i] = (gint8) (extreme ? (g_rand_boolean (rand) ? 127 : -127) : g_rand_int_range (rand, -127, 128));
  siyaq_marian_matrix_pack (&matrix, weights, NULL, columns, depth, memory);
  siyaq_marian_matrix_set_bias (&matrix, 300.0f, 127 / 6.0f, bias, NULL);
  n = (gsize) rows * matrix.n_panels * SIYAQ_MARIAN_PANEL;
  wanted = siyaq_marian_aligned_new (n * sizeof (float));
  for (guint k = 0; list[k] != NULL; k++)
    {
      g_auto (SiyaqMarianWork) work = { .kernels = list[k] };
      g_auto (SiyaqMarianWork) plain = { .kernels = &siyaq_marian_kernels_portable };
      float *got = siyaq_marian_aligned_new (n * sizeof (float));

      g_assert_true (siyaq_marian_matrix_apply (&matrix, &plain, x, rows, relu, wanted));
      g_assert_true (siyaq_marian_matrix_apply (&matrix, &work, x, rows, relu, got));
      g_assert_cmpmem (got, n * sizeof (float), wanted, n * sizeof (float));
      free (got);
    }
  /* The formula, but for the rounding of floats. */
  for (guint r = 0; r < rows; r++)
    for (guint c = 0; c < columns; c++)
      {
        double sum = 0;

        for (guint d = 0; d < depth; d += 2)
          {
            double two = 0, zeros = 0;

            for (guint i = 0; i < 2; i++)
              {
                two += (rint ((double) (x[r * depth + d + i] * (127 / 6.0f))) + 127) * weights[c * depth + d + i];
                zeros += 127.0 * weights[c * depth + d + i];
              }
            sum += CLAMP (two, -32768, 32767) - zeros;
          }
        sum = sum / (300.0 * 127 / 6) + (double) bias[c];
        if (relu && sum < 0)
          sum = 0;
        g_assert_cmpfloat (fabs (sum - (double) wanted[(gsize) r * matrix.n_panels * SIYAQ_MARIAN_PANEL + c]), <, 2e-3);
      }
  siyaq_marian_matrix_clear (&matrix);
  free (memory);
  free (x);
  free (bias);
  free (wanted);
}

static void
test_multiply (void)
{
  static const guint depths[] = { 16, 48, 128, 384 };
  static const guint columns[] = { 1, 8, 16, 24, 40, 72, 136 };
  g_autoptr (GRand) rand = g_rand_new_with_seed (2);

  for (guint d = 0; d < G_N_ELEMENTS (depths); d++)
    for (guint c = 0; c < G_N_ELEMENTS (columns); c++)
      for (guint rows = 1; rows <= 14; rows++)
        check_product (rand, rows, depths[d], columns[c], (rows + c) % 3 == 0, rows % 2 == 0);
  /* More rows than are done at once. */
  check_product (rand, 203, 64, 48, FALSE, FALSE);
}

static void
test_alpha (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (3);
  gint8 weights[16 * 16];
  guint8 *memory = siyaq_marian_aligned_new (siyaq_marian_matrix_bytes (16, 16));
  float *x = random_floats (rand, 32, 2), found[32], fixed[32], bias[16] = { 0.5f };
  g_auto (SiyaqMarianWork) work = { .kernels = siyaq_marian_kernels_get (NULL) };
  SiyaqMarianMatrix matrix;

  for (guint i = 0; i < sizeof weights; i++)
    weights[i] = (gint8) g_rand_int_range (rand, -60, 60);
  x[17] = -2.5f;
  siyaq_marian_matrix_pack (&matrix, weights, NULL, 16, 16, memory);
  siyaq_marian_matrix_set_bias (&matrix, 100.0f, 0, bias, NULL);
  g_assert_true (siyaq_marian_matrix_apply (&matrix, &work, x, 2, FALSE, found));
  siyaq_marian_matrix_set_bias (&matrix, 100.0f, 127.0f / 2.5f, bias, NULL);
  g_assert_true (siyaq_marian_matrix_apply (&matrix, &work, x, 2, FALSE, fixed));
  g_assert_cmpmem (found, sizeof found, fixed, sizeof fixed);
  siyaq_marian_matrix_clear (&matrix);
  free (memory);
  free (x);
}

static void
test_normalize (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (4);
  const SiyaqMarianKernels *const *list = siyaq_marian_kernels_list ();
  const guint n = 80;

  for (guint rows = 1; rows < 19; rows++)
    {
      float *x = random_floats (rand, rows * n, 4), *y = random_floats (rand, rows * n, 4);
      float *scale = random_floats (rand, n, 2), *bias = random_floats (rand, n, 1);
      g_autofree float *wanted = g_memdup2 (x, rows * n * sizeof (float));

      siyaq_marian_kernels_portable.normalize (wanted, y, rows, n, scale, bias);
      for (guint r = 0; r < rows; r++)
        {
          double mean = 0, square = 0;

          for (guint i = 0; i < n; i++)
            mean += (double) (x[r * n + i] + y[r * n + i]) / n;
          for (guint i = 0; i < n; i++)
            square += pow ((double) (x[r * n + i] + y[r * n + i]) - mean, 2) / n;
          for (guint i = 0; i < n; i++)
            g_assert_cmpfloat (fabs (((double) (x[r * n + i] + y[r * n + i]) - mean) / sqrt (square + 1e-6) * (double) scale[i] + (double) bias[i] -
                                     (double) wanted[r * n + i]), <, 1e-5);
        }
      for (guint k = 0; list[k] != NULL; k++)
        {
          g_autofree float *got = g_memdup2 (x, rows * n * sizeof (float));

          list[k]->normalize (got, y, rows, n, scale, bias);
          g_assert_cmpmem (got, rows * n * sizeof (float), wanted, rows * n * sizeof (float));
        }
      free (x);
      free (y);
      free (scale);
      free (bias);
    }
}

static void
test_gate (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (5);
  const SiyaqMarianKernels *const *list = siyaq_marian_kernels_list ();
  const guint n = 160;
  float *f = random_floats (rand, n, 20), *x = random_floats (rand, n, 3), *state = random_floats (rand, n, 3);
  g_autofree float *wanted = g_memdup2 (state, n * sizeof (float));
  g_autofree float *wanted_y = g_new (float, n);

  f[0] = 1000;
  f[1] = -1000;
  siyaq_marian_kernels_portable.gate (f, x, wanted, wanted_y, n);
  for (guint i = 0; i < n; i++)
    {
      double s = 1 / (1 + exp (-(double) f[i])), c = s * (double) state[i] + (1 - s) * (double) x[i];

      g_assert_cmpfloat (fabs (c - (double) wanted[i]), <, 1e-5);
      g_assert_cmpfloat (fabs (MAX (c, 0) - (double) wanted_y[i]), <, 1e-5);
    }
  for (guint k = 0; list[k] != NULL; k++)
    {
      g_autofree float *got = g_memdup2 (state, n * sizeof (float));
      g_autofree float *got_y = g_new (float, n);

      list[k]->gate (f, x, got, got_y, n);
      g_assert_cmpmem (got, n * sizeof (float), wanted, n * sizeof (float));
      g_assert_cmpmem (got_y, n * sizeof (float), wanted_y, n * sizeof (float));
    }
  free (f);
  free (x);
  free (state);
}

/* Attention of as many queries as there are tokens, in a batch that is some tokens wider. */
static void
check_attention (GRand *rand,
                 guint length,
                 guint more,
                 guint heads,
                 guint head_dim)
{
  const SiyaqMarianKernels *const *list = siyaq_marian_kernels_list ();
  guint dim = heads * head_dim, padded = (length + SIYAQ_MARIAN_SCORES - 1) / SIYAQ_MARIAN_SCORES * SIYAQ_MARIAN_SCORES;
  float *queries = random_floats (rand, length * dim, 2), *keys = random_floats (rand, dim * padded, 2);
  float *values = random_floats (rand, length * dim, 2), *scores = siyaq_marian_aligned_new (padded * sizeof (float));
  gsize bytes = (gsize) length * dim * sizeof (float);
  g_autofree float *wanted = g_malloc (bytes);
  SiyaqMarianAttention attention = {
    .queries = queries, .query_stride = dim, .n_rows = length, .keys = keys, .values = values, .value_stride = dim, .length = length,
    .padded = padded, .width = length + more, .heads = heads, .head_dim = head_dim, .scores = scores, .out = wanted, .out_stride = dim,
  };

  siyaq_marian_kernels_portable.attend (&attention);
  for (guint r = 0; r < length; r++)
    for (guint h = 0; h < heads; h++)
      {
        g_autofree double *p = g_new0 (double, length);
        double total = 0;

        for (guint l = 0; l < length; l++)
          {
            for (guint d = 0; d < head_dim; d++)
              p[l] += (double) queries[r * dim + h * head_dim + d] * (double) keys[(h * head_dim + d) * padded + l];
            p[l] = exp (p[l] / sqrt (head_dim));
            total += p[l];
          }
        for (guint d = 0; d < head_dim; d++)
          {
            double sum = 0;

            for (guint l = 0; l < length; l++)
              sum += p[l] / total * (double) values[l * dim + h * head_dim + d];
            g_assert_cmpfloat (fabs (sum - (double) wanted[r * dim + h * head_dim + d]), <, 1e-5);
          }
      }
  for (guint k = 0; list[k] != NULL; k++)
    {
      g_autofree float *got = g_malloc (bytes);

      attention.out = got;
      list[k]->attend (&attention);
      g_assert_cmpmem (got, bytes, wanted, bytes);
    }
  free (queries);
  free (keys);
  free (values);
  free (scores);
}

static void
test_attend (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (6);

  for (guint length = 1; length < 40; length += length < 10 ? 1 : 5)
    for (guint more = 0; more < 5; more++)
      check_attention (rand, length, more, 2, length % 2 == 0 ? 32 : 20);
}

static void
test_scores (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (7);
  const SiyaqMarianKernels *const *list = siyaq_marian_kernels_list ();

  for (guint n = 1; n < 80; n += 3)
    {
      float *x = random_floats (rand, n, 9);
      double sum = 0;
      guint top = 0;

      if (n > 20)
        x[n - 1] = x[7] = 10;
      for (guint i = 0; i < n; i++)
        {
          sum += exp ((double) x[i]);
          top = x[i] > x[top] ? i : top;
        }
      for (guint k = 0; list[k] != NULL; k++)
        {
          g_assert_cmpuint (list[k]->arg_max (x, n), ==, top);
          g_assert_cmpfloat (fabs ((double) list[k]->log_sum_exp (x, n) - log (sum)), <, 1e-5);
          g_assert_true (list[k]->log_sum_exp (x, n) == siyaq_marian_kernels_portable.log_sum_exp (x, n));
          g_assert_true (list[k]->max_abs (x, n) == siyaq_marian_kernels_portable.max_abs (x, n));
        }
      free (x);
    }
}

int
main (int argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/marian/kernels/quantize", test_quantize);
  g_test_add_func ("/marian/kernels/multiply", test_multiply);
  g_test_add_func ("/marian/kernels/alpha", test_alpha);
  g_test_add_func ("/marian/kernels/normalize", test_normalize);
  g_test_add_func ("/marian/kernels/gate", test_gate);
  g_test_add_func ("/marian/kernels/attend", test_attend);
  g_test_add_func ("/marian/kernels/scores", test_scores);
  return g_test_run ();
}
