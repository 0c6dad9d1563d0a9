/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The float half of the kernels, for inclusion by siyaq-marian-kernels-NAME.c after it has defined
   LANES, the floats of one register of its processor: GCC's and Clang's vector types, so that one
   text serves all. These files are compiled without contraction, and every sum is taken in the order
   in which Bergamot's WebAssembly takes it, so that the floats are Bergamot's to the last bit. That
   matters: one activation that rounds to the other side of a half is enough to turn a near-tie, and
   after three layers to change a hundredth of all activations. What the orders are was found by
   holding each matrix product's input against Bergamot's (tests/marian/bergamot.cjs):
   - layer norm adds from left to right, with an epsilon of 1e-6;
   - Eigen adds products from left to right, but for the last one to three keys of a batch's width
     it keeps four sums, where queries stand in groups of four;
   - softmax uses Cephes' expf and four sums where the width is a multiple of four, else musl's expf
     and one sum. */
#pragma once

#include <math.h>
#include <string.h>

/* Rows of which layer norm is taken side by side: each sum waits for itself. */
#define NORM_ROWS 8u
#define LN_EPSILON 1e-6f
/* musl's expf has this many steps in an octave. */
#define EXP_STEPS 32u

typedef float Floats __attribute__ ((vector_size (LANES * 4)));
typedef gint32 Ints __attribute__ ((vector_size (LANES * 4)));
typedef float LooseFloats __attribute__ ((vector_size (LANES * 4), aligned (4), may_alias));
typedef float Four __attribute__ ((vector_size (16), aligned (4), may_alias));

/* 2^(i / 32) */
static const double powers[EXP_STEPS] = {
  0x1.0000000000000p+0, 0x1.059b0d3158574p+0, 0x1.0b5586cf9890fp+0, 0x1.11301d0125b51p+0,
  0x1.172b83c7d517bp+0, 0x1.1d4873168b9aap+0, 0x1.2387a6e756238p+0, 0x1.29e9df51fdee1p+0,
  0x1.306fe0a31b715p+0, 0x1.371a7373aa9cbp+0, 0x1.3dea64c123422p+0, 0x1.44e086061892dp+0,
  0x1.4bfdad5362a27p+0, 0x1.5342b569d4f82p+0, 0x1.5ab07dd485429p+0, 0x1.6247eb03a5585p+0,
  0x1.6a09e667f3bcdp+0, 0x1.71f75e8ec5f74p+0, 0x1.7a11473eb0187p+0, 0x1.82589994cce13p+0,
  0x1.8ace5422aa0dbp+0, 0x1.93737b0cdc5e5p+0, 0x1.9c49182a3f090p+0, 0x1.a5503b23e255dp+0,
  0x1.ae89f995ad3adp+0, 0x1.b7f76f2fb5e47p+0, 0x1.c199bdd85529cp+0, 0x1.cb720dcef9069p+0,
  0x1.d5818dcfba487p+0, 0x1.dfc97337b9b5fp+0, 0x1.ea4afa2a490dap+0, 0x1.f50765b6e4540p+0,
};

static inline Floats
load (const float *x)
{
  return *(const LooseFloats *) x;
}

static inline void
store (float *x,
       Floats v)
{
  *(LooseFloats *) x = v;
}

static inline Floats
splat (float x)
{
  return x - (Floats) { 0 };
}

static inline Floats
choose (Ints condition,
        Floats yes,
        Floats no)
{
  return (Floats) (((Ints) yes & condition) | ((Ints) no & ~condition));
}

/* Cephes' expf, relative error 2e-7. */
static inline Floats
exponential (Floats x)
{
  Floats n, whole, y;
  Ints i;

  x = choose (x > 88.3762626647949f, splat (88.3762626647949f), x);
  x = choose (x < -88.3762626647949f, splat (-88.3762626647949f), x);
  n = x * 1.44269504088896341f + 0.5f;
  i = __builtin_convertvector (n, Ints);
  whole = __builtin_convertvector (i, Floats);
  /* Truncated is one too high below zero. */
  i += (whole > n);
  whole = __builtin_convertvector (i, Floats);
  x -= whole * 0.693359375f;
  x -= whole * -2.12194440e-4f;
  y = splat (1.9875691500e-4f);
  y = y * x + 1.3981999507e-3f;
  y = y * x + 8.3334519073e-3f;
  y = y * x + 4.1665795894e-2f;
  y = y * x + 1.6666665459e-1f;
  y = y * x + 5.0000001201e-1f;
  y = y * (x * x) + x + 1.0f;
  return y * (Floats) ((i + 127) << 23);
}

/* musl's expf (after Szabolcs Nagy, ARM optimized routines): 2^(n / 32) from a table, the rest by a
   polynomial, in doubles; relative error 0.502 steps of a float. For x up to 0. */
static inline float
exact_exponential (float x)
{
  const double shift = 0x1.8p+52;
  double z, k, r, y, scale;
  guint64 n, bits;

  x = x < -110.0f ? -110.0f : x;
  z = 0x1.71547652b82fep+0 * EXP_STEPS * (double) x;
  k = z + shift;
  memcpy (&n, &k, sizeof n);
  k -= shift;
  r = z - k;
  memcpy (&bits, &powers[n % EXP_STEPS], sizeof bits);
  bits += (n / EXP_STEPS) << 52;
  memcpy (&scale, &bits, sizeof scale);
  y = (0x1.c6af84b912394p-5 / EXP_STEPS / EXP_STEPS / EXP_STEPS * r + 0x1.ebfce50fac4f3p-3 / EXP_STEPS / EXP_STEPS) * (r * r) +
      (0x1.62e42ff0c52d6p-1 / EXP_STEPS * r + 1.0);
  return (float) (y * scale);
}

static float
floats_max_abs (const float *x,
                gsize n)
{
  float top = 0;
  gsize i = 0;
  Floats most = { 0 };

  for (; i + LANES <= n; i += LANES)
    {
      Floats v = load (x + i);
      Floats positive = choose (v < 0, -v, v);

      most = choose (positive > most, positive, most);
    }
  for (guint l = 0; l < LANES; l++)
    top = MAX (top, most[l]);
  for (; i < n; i++)
    top = MAX (top, fabsf (x[i]));
  return top;
}

static float
greatest (const float *x,
          guint n)
{
  float top = -G_MAXFLOAT;
  guint i = 0;
  Floats most = splat (-G_MAXFLOAT);

  for (; i + LANES <= n; i += LANES)
    {
      Floats v = load (x + i);

      most = choose (v > most, v, most);
    }
  for (guint l = 0; l < LANES; l++)
    top = MAX (top, most[l]);
  for (; i < n; i++)
    top = MAX (top, x[i]);
  return top;
}

static guint
floats_arg_max (const float *x,
                guint n)
{
  float top = greatest (x, n);

  for (guint i = 0; i < n; i++)
    if (x[i] == top)
      return i;
  return 0;
}

static float
floats_log_sum_exp (const float *x,
                    guint n)
{
  float top = greatest (x, n), sum = 0;

  for (guint i = 0; i < n; i++)
    sum += exact_exponential (x[i] - top);
  return top + logf (sum);
}

static inline __attribute__ ((always_inline)) void
normalize_rows (float *x,
                const float *y,
                const guint rows,
                guint n,
                const float *scale,
                const float *bias)
{
  float sums[NORM_ROWS] = { 0 }, squares[NORM_ROWS] = { 0 };

  for (guint r = 0; r < rows; r++)
    for (guint i = 0; i < n; i += LANES)
      store (x + r * n + i, load (x + r * n + i) + load (y + r * n + i));
  for (guint i = 0; i < n; i++)
    for (guint r = 0; r < rows; r++)
      sums[r] += x[r * n + i];
  for (guint r = 0; r < rows; r++)
    {
      sums[r] /= (float) n;
      for (guint i = 0; i < n; i += LANES)
        store (x + r * n + i, load (x + r * n + i) - sums[r]);
    }
  for (guint i = 0; i < n; i++)
    for (guint r = 0; r < rows; r++)
      squares[r] += x[r * n + i] * x[r * n + i];
  for (guint r = 0; r < rows; r++)
    {
      float sigma = sqrtf (squares[r] / (float) n + LN_EPSILON);

      for (guint i = 0; i < n; i += LANES)
        store (x + r * n + i, load (scale + i) * (load (x + r * n + i) / sigma) + load (bias + i));
    }
}

static void
floats_normalize (float *x,
                  const float *y,
                  guint rows,
                  guint n,
                  const float *scale,
                  const float *bias)
{
  guint r = 0;

  for (; r + NORM_ROWS <= rows; r += NORM_ROWS)
    normalize_rows (x + (gsize) r * n, y + (gsize) r * n, NORM_ROWS, n, scale, bias);
  for (; r < rows; r++)
    normalize_rows (x + (gsize) r * n, y + (gsize) r * n, 1, n, scale, bias);
}

static void
floats_gate (const float *f,
             const float *x,
             float *state,
             float *ret_y,
             gsize n)
{
  for (gsize i = 0; i < n; i += LANES)
    {
      Floats e = exponential (load (f + i));
      Floats sigmoid = e / (1.0f + e);
      Floats c = sigmoid * load (state + i) + (1.0f - sigmoid) * load (x + i);

      store (state + i, c);
      store (ret_y + i, choose (c > 0, c, (Floats) { 0 }));
    }
}

/* Four sums of one product, added at the end. */
static inline float
dot_in_fours (const float *query,
              const float *key,
              gsize step,
              guint n)
{
  float sums[4] = { 0 }, sum;
  guint d = 0;

  for (; d + 4 <= n; d += 4)
    for (guint i = 0; i < 4; i++)
      sums[i] += query[d + i] * key[(d + i) * step];
  sum = (sums[0] + sums[1]) + (sums[2] + sums[3]);
  for (; d < n; d++)
    sum += query[d] * key[d * step];
  return sum;
}

/* What the scores, less their greatest, are in proportion; returns what they are divided by. */
static inline float
exponentiate (const SiyaqMarianAttention *a)
{
  float top = greatest (a->scores, a->length), total = 0;

  for (guint l = a->length; l < a->padded; l++)
    a->scores[l] = -G_MAXFLOAT;
  if (a->width % 4 != 0)
    {
      for (guint l = 0; l < a->padded; l++)
        a->scores[l] = exact_exponential (a->scores[l] - top);
      for (guint l = 0; l < a->length; l++)
        total += a->scores[l];
    }
  else
    {
      Four sums = { 0 };

      for (guint l = 0; l < a->padded; l += LANES)
        store (a->scores + l, exponential (load (a->scores + l) - top));
      for (guint l = 0; l < a->length; l += 4)
        sums += *(const Four *) (a->scores + l);
      total = ((sums[0] + sums[1]) + sums[2]) + sums[3];
    }
  return total;
}

/* Scores of one query and one head, as probabilities. */
static inline void
score (const SiyaqMarianAttention *a,
       guint row,
       const float *query,
       const float *keys,
       float scale)
{
  guint whole = a->width / 4 * 4;
  float total;

  for (guint l = 0; l < a->padded; l += SIYAQ_MARIAN_SCORES)
    {
      Floats s[SIYAQ_MARIAN_SCORES / LANES];

      for (guint v = 0; v < G_N_ELEMENTS (s); v++)
        s[v] = (Floats) { 0 };
      for (guint d = 0; d < a->head_dim; d++)
        for (guint v = 0; v < G_N_ELEMENTS (s); v++)
          s[v] += query[d] * load (keys + d * a->padded + l + v * LANES);
      for (guint v = 0; v < G_N_ELEMENTS (s); v++)
        store (a->scores + l + v * LANES, s[v] * scale);
    }
  /* A decoder's query stands alone. */
  if (a->n_rows > 1 && row < whole)
    for (guint l = whole; l < a->length; l++)
      a->scores[l] = dot_in_fours (query, keys + l, a->padded, a->head_dim) * scale;
  total = exponentiate (a);
  for (guint l = 0; l < a->padded; l += LANES)
    store (a->scores + l, load (a->scores + l) / total);
}

/* Values in proportion to their scores, side by side so that sums need not wait for themselves. */
static inline __attribute__ ((always_inline)) void
weigh (const SiyaqMarianAttention *a,
       const float *values,
       float *ret_out,
       const guint n)
{
  Floats first = { 0 }, second = { 0 }, third = { 0 };

  for (guint l = 0; l < a->length; l++)
    {
      const float *v = values + l * a->value_stride;

      first += a->scores[l] * load (v);
      if (n > 1)
        second += a->scores[l] * load (v + LANES);
      if (n > 2)
        third += a->scores[l] * load (v + 2 * LANES);
    }
  store (ret_out, first);
  if (n > 1)
    store (ret_out + LANES, second);
  if (n > 2)
    store (ret_out + 2 * LANES, third);
}

static void
floats_attend (const SiyaqMarianAttention *a)
{
  float scale = 1.0f / sqrtf ((float) a->head_dim);

  for (guint r = 0; r < a->n_rows; r++)
    for (guint h = 0; h < a->heads; h++)
      {
        const float *query = a->queries + r * a->query_stride + h * a->head_dim;
        const float *values = a->values + h * a->head_dim;
        float *out = a->out + r * a->out_stride + h * a->head_dim;
        guint d = 0;

        score (a, r, query, a->keys + (gsize) h * a->head_dim * a->padded, scale);
        for (; d + 3 * LANES <= a->head_dim; d += 3 * LANES)
          weigh (a, values + d, out + d, 3);
        for (; d + 2 * LANES <= a->head_dim; d += 2 * LANES)
          weigh (a, values + d, out + d, 2);
        for (; d + LANES <= a->head_dim; d += LANES)
          weigh (a, values + d, out + d, 1);
        for (; d < a->head_dim; d++)
          {
            float sum = 0;

            for (guint l = 0; l < a->length; l++)
              sum += a->scores[l] * values[l * a->value_stride + d];
            out[d] = sum;
          }
      }
}
