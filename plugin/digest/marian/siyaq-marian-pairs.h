/* SPDX-License-Identifier: GPL-2.0-or-later */
/* For kernels whose dot product is wider than Bergamot's: finds the products of pairs that would have
   stopped at the ends of 16 bits, and does the few sums that have one again. Weights spread so that
   one pair in a thousand could (in learned matrices one in a million), and one product in a million
   does. */
#pragma once

#include <string.h>

static inline float
value_again (const SiyaqMarianProduct *p,
             const guint8 *a,
             guint column)
{
  const gint8 *b = p->panels + (gsize) (column / SIYAQ_MARIAN_PANEL) * p->depth * SIYAQ_MARIAN_PANEL +
                   column % SIYAQ_MARIAN_PANEL * SIYAQ_MARIAN_DEPTH;
  gint32 sum = 0;
  float y;

  for (guint k = 0; k < p->depth; k += 2)
    {
      const gint8 *two = b + k / SIYAQ_MARIAN_DEPTH * SIYAQ_MARIAN_DEPTH * SIYAQ_MARIAN_PANEL + k % SIYAQ_MARIAN_DEPTH;

      sum += CLAMP (a[k] * two[0] + a[k + 1] * two[1], G_MININT16, G_MAXINT16);
    }
  y = (float) sum * p->unquantize + p->bias[column];
  return p->relu && !(y > 0) ? 0 : y;
}

static void
put_pairs_right (const SiyaqMarianProduct *p)
{
  for (guint r = 0; r < p->rows; r++)
    {
      const guint8 *a = p->a + (gsize) r * p->depth;

      for (guint i = 0; i < p->n_pairs; i++)
        {
          const SiyaqMarianPair *pair = &p->pairs[i];
          gint32 sum = a[pair->depth] * pair->first + a[pair->depth + 1] * pair->second;

          if (G_LIKELY ((guint32) (sum - G_MININT16) <= G_MAXUINT16))
            continue;
          p->out[r * p->stride + pair->column] = value_again (p, a, pair->column);
          /* The others of this column were looked at on the way. */
          while (i + 1 < p->n_pairs && p->pairs[i + 1].column == pair->column)
            i++;
        }
    }
}
