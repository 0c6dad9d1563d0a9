/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The arithmetic in portable C: what every processor has and what the others are held against. */
#define G_LOG_DOMAIN "siyaq-marian"

#include "config.h"

#include "siyaq-marian-kernels.h"

#define LANES 4u
#include "siyaq-marian-floats.h"

static void
quantize (const float *x,
          gsize n,
          float alpha,
          guint8 *ret_quantized)
{
  for (gsize i = 0; i < n; i++)
    {
      float v = x[i] * alpha;

      /* Not a number ends at -127, as processors' own conversions have it. */
      if (!(v > -127.0f))
        v = -127.0f;
      else if (v > 127.0f)
        v = 127.0f;
      ret_quantized[i] = (guint8) ((int) rintf (v) + SIYAQ_MARIAN_ZERO);
    }
}

static void
multiply (const SiyaqMarianProduct *p)
{
  for (guint panel = 0; panel < p->n_panels; panel++)
    {
      const gint8 *b = p->panels + (gsize) panel * p->depth * SIYAQ_MARIAN_PANEL;
      const float *bias = p->bias + panel * SIYAQ_MARIAN_PANEL;

      for (guint r = 0; r < p->rows; r++)
        {
          const guint8 *a = p->a + (gsize) r * p->depth;
          float *out = p->out + r * p->stride + panel * SIYAQ_MARIAN_PANEL;
          gint32 sums[SIYAQ_MARIAN_PANEL] = { 0 };

          for (guint k = 0; k < p->depth; k += SIYAQ_MARIAN_DEPTH)
            for (guint c = 0; c < SIYAQ_MARIAN_PANEL; c++)
              {
                const gint8 *column = b + k * SIYAQ_MARIAN_PANEL + c * SIYAQ_MARIAN_DEPTH;

                sums[c] += CLAMP (a[k] * column[0] + a[k + 1] * column[1], G_MININT16, G_MAXINT16) +
                           CLAMP (a[k + 2] * column[2] + a[k + 3] * column[3], G_MININT16, G_MAXINT16);
              }
          for (guint c = 0; c < SIYAQ_MARIAN_PANEL; c++)
            {
              float y = (float) sums[c] * p->unquantize + bias[c];

              out[c] = p->relu && !(y > 0) ? 0 : y;
            }
        }
    }
}

const SiyaqMarianKernels siyaq_marian_kernels_portable = {
  .name = "portable",
  .quantize = quantize,
  .multiply = multiply,
  .attend = floats_attend,
  .normalize = floats_normalize,
  .gate = floats_gate,
  .max_abs = floats_max_abs,
  .arg_max = floats_arg_max,
  .log_sum_exp = floats_log_sum_exp,
};
