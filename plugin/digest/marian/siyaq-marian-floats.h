/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The float half of the kernels, for inclusion by siyaq-marian-kernels-NAME.c after it has defined
   LANES, the floats of one register of its processor: GCC's and Clang's vector types, so that one
   text serves all. Sums run in sixteen lanes whatever LANES is and are folded in one order, so every
   processor gives the same bits; for the same reason these files are compiled without contraction.
   exp is Cephes' expf (relative error 2e-7), which is also what Marian uses. */
#pragma once

#include <math.h>
#include <string.h>

#define SUM_LANES 16u
#define PARTS (SUM_LANES / LANES)
#define LN_EPSILON 1e-9f

typedef float Floats __attribute__ ((vector_size (LANES * 4)));
typedef gint32 Ints __attribute__ ((vector_size (LANES * 4)));
typedef float LooseFloats __attribute__ ((vector_size (LANES * 4), aligned (4), may_alias));

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

static inline Floats
exponential (Floats x)
{
  Floats n, whole, y;
  Ints i;

  x = choose (x > 88.3762626647949f, splat (88.3762626647949f), x);
  x = choose (x < -87.3365447504f, splat (-87.3365447504f), x);
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

/* The sixteen lanes of a sum, folded by halves. */
static inline float
fold (const Floats *parts)
{
  float lanes[SUM_LANES];

  for (guint p = 0; p < PARTS; p++)
    store (lanes + p * LANES, parts[p]);
  for (guint half = SUM_LANES / 2; half > 0; half /= 2)
    for (guint i = 0; i < half; i++)
      lanes[i] += lanes[i + half];
  return lanes[0];
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
  float top = greatest (x, n), rest[SUM_LANES];
  Floats sums[PARTS];
  guint i = 0;

  for (guint p = 0; p < PARTS; p++)
    sums[p] = (Floats) { 0 };
  for (; i + SUM_LANES <= n; i += SUM_LANES)
    for (guint p = 0; p < PARTS; p++)
      sums[p] += exponential (load (x + i + p * LANES) - top);
  for (guint l = 0; l < SUM_LANES; l++)
    rest[l] = i + l < n ? x[i + l] : -G_MAXFLOAT;
  if (i < n)
    for (guint p = 0; p < PARTS; p++)
      {
        Floats v = load (rest + p * LANES);

        sums[p] += choose (v > -G_MAXFLOAT, exponential (v - top), (Floats) { 0 });
      }
  return top + logf (fold (sums));
}

static void
floats_normalize (float *x,
                  const float *y,
                  guint rows,
                  guint n,
                  const float *scale,
                  const float *bias)
{
  for (guint r = 0; r < rows; r++, x += n, y += n)
    {
      Floats sums[PARTS], squares[PARTS];
      float mean, sigma;

      for (guint p = 0; p < PARTS; p++)
        sums[p] = squares[p] = (Floats) { 0 };
      for (guint i = 0; i < n; i += SUM_LANES)
        for (guint p = 0; p < PARTS; p++)
          {
            Floats v = load (x + i + p * LANES) + load (y + i + p * LANES);

            store (x + i + p * LANES, v);
            sums[p] += v;
          }
      mean = fold (sums) / (float) n;
      for (guint i = 0; i < n; i += SUM_LANES)
        for (guint p = 0; p < PARTS; p++)
          {
            Floats v = load (x + i + p * LANES) - mean;

            squares[p] += v * v;
          }
      sigma = sqrtf (fold (squares) / (float) n + LN_EPSILON);
      for (guint i = 0; i < n; i += LANES)
        store (x + i, load (scale + i) * ((load (x + i) - mean) / sigma) + load (bias + i));
    }
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
      Floats v = load (f + i);
      Ints above = v > 0;
      /* e^-|v| never overflows. */
      Floats e = exponential (choose (above, -v, v));
      Floats sigmoid = choose (above, splat (1.0f), e) / (1.0f + e);
      Floats c = sigmoid * load (state + i) + (1.0f - sigmoid) * load (x + i);

      store (state + i, c);
      store (ret_y + i, choose (c > 0, c, (Floats) { 0 }));
    }
}

/* Scores of one query and one head, as probabilities. */
static inline void
score (const SiyaqMarianAttention *a,
       const float *query,
       const float *keys,
       float scale)
{
  Floats sums[PARTS];
  float top, total;

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
  top = greatest (a->scores, a->length);
  for (guint p = 0; p < PARTS; p++)
    sums[p] = (Floats) { 0 };
  for (guint l = a->length; l < a->padded; l++)
    a->scores[l] = -G_MAXFLOAT;
  for (guint l = 0; l < a->padded; l += SUM_LANES)
    for (guint p = 0; p < PARTS; p++)
      {
        Floats v = load (a->scores + l + p * LANES);
        Floats e = choose (v > -G_MAXFLOAT, exponential (v - top), (Floats) { 0 });

        store (a->scores + l + p * LANES, e);
        sums[p] += e;
      }
  total = fold (sums);
  for (guint l = 0; l < a->padded; l += LANES)
    store (a->scores + l, load (a->scores + l) / total);
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

        score (a, query, a->keys + (gsize) h * a->head_dim * a->padded, scale);
        for (; d + LANES <= a->head_dim; d += LANES)
          {
            Floats sum = { 0 };

            for (guint l = 0; l < a->length; l++)
              sum += a->scores[l] * load (values + l * a->value_stride + d);
            store (out + d, sum);
          }
        for (; d < a->head_dim; d++)
          {
            float sum = 0;

            for (guint l = 0; l < a->length; l++)
              sum += a->scores[l] * values[l * a->value_stride + d];
            out[d] = sum;
          }
      }
}
