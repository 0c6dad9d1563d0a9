/* SPDX-License-Identifier: GPL-2.0-or-later */
/* An int8 matrix. The file has a column's values one after another; the kernels want sixteen columns
   side by side, four values of each at a time, so that a product needs no sums across a register.
   Packing 19 MB takes 10 ms at load and makes a product of few rows three times as fast.
   The order of the float operations is that of intgemm's callbacks, which Bergamot uses:
   (u8 · s8) · (1 / (alpha · scale)) + (bias − 127 · column sum, unquantized). */
#define G_LOG_DOMAIN "siyaq-marian"

#include "config.h"

#include "siyaq-marian-matrix.h"

#include <stdlib.h>
#include <string.h>

#define ALIGNMENT 64u
/* Rows of one step: whole tiles of every kernel; their activations fit into the second cache, and a
   cancelled batch ends after 20 ms even in portable C. */
#define ROWS_AT_ONCE 96u

static gsize
aligned (gsize bytes)
{
  return (bytes + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
}

/**
 * siyaq_marian_aligned_new:
 * @bytes: how many
 *
 * Returns: (transfer full): memory at a multiple of 64 bytes, to be freed with free()
 */
gpointer
siyaq_marian_aligned_new (gsize bytes)
{
  gpointer memory = aligned_alloc (ALIGNMENT, aligned (MAX (bytes, 1)));

  if (memory == NULL)
    g_error ("no memory for %" G_GSIZE_FORMAT " bytes", bytes);
  return memory;
}

static guint
panels_of (guint columns)
{
  return (columns + SIYAQ_MARIAN_PANEL - 1) / SIYAQ_MARIAN_PANEL;
}

/**
 * siyaq_marian_matrix_bytes:
 * @depth: values of a column, a multiple of %SIYAQ_MARIAN_PANEL
 * @columns: columns
 *
 * Returns: what siyaq_marian_matrix_pack() needs of memory
 */
gsize
siyaq_marian_matrix_bytes (guint depth,
                           guint columns)
{
  gsize padded = (gsize) panels_of (columns) * SIYAQ_MARIAN_PANEL;

  return padded * depth + aligned (padded * sizeof (gint32)) + aligned (padded * sizeof (float));
}

/* 254 · (first + second) leaves 16 bits from this sum on. */
#define DANGEROUS_SUM 130
/* So many sums of two fit into 16 bits together. */
#define SUMS_AT_ONCE 64u

typedef gint16 Eight __attribute__ ((vector_size (16)));
typedef gint16 LooseEight __attribute__ ((vector_size (16), aligned (1), may_alias));

/* The sum of a column, and whether a pair in it is dangerous; all weights pass here at load, so they
   do so sixteen at a time. The depth is a multiple of sixteen. */
static gint32
sum_column (const gint8 *column,
            guint depth,
            gboolean *ret_dangerous)
{
  Eight found = { 0 };
  gint32 total = 0;

  for (guint k = 0; k < depth;)
    {
      guint end = MIN (depth, k + SUMS_AT_ONCE * 16);
      Eight sums = { 0 };

      for (; k < end; k += 16)
        {
          Eight two = *(const LooseEight *) (column + k);
          Eight sum = ((two << 8) >> 8) + (two >> 8);

          sums += sum;
          found |= (sum >= DANGEROUS_SUM) | (sum <= -DANGEROUS_SUM);
        }
      for (guint i = 0; i < 8; i++)
        total += sums[i];
    }
  *ret_dangerous = FALSE;
  for (guint i = 0; i < 8; i++)
    *ret_dangerous = *ret_dangerous || found[i] != 0;
  return total;
}

static void
find_pairs (SiyaqMarianMatrix *self,
            const gint8 *column,
            guint index)
{
  for (guint k = 0; k < self->depth; k += 2)
    if (ABS (column[k] + column[k + 1]) >= DANGEROUS_SUM)
      {
        SiyaqMarianPair pair = { index, (guint16) k, column[k], column[k + 1] };

        g_array_append_val (self->pairs, pair);
      }
}

/**
 * siyaq_marian_matrix_clear:
 * @self: a matrix that was packed, or zeros
 *
 * Frees what is not in the memory it was packed into.
 */
void
siyaq_marian_matrix_clear (SiyaqMarianMatrix *self)
{
  g_clear_pointer (&self->pairs, g_array_unref);
}

/**
 * siyaq_marian_matrix_pack:
 * @self: (out): a matrix
 * @rows: its columns, each @depth values one after another
 * @ids: (nullable) (array length=columns): which of them; %NULL for the first
 * @columns: how many
 * @depth: values of a column
 * @memory: (transfer none): aligned memory of siyaq_marian_matrix_bytes(), outlives @self
 *
 * Packs the weights; siyaq_marian_matrix_set_bias() has to follow.
 */
void
siyaq_marian_matrix_pack (SiyaqMarianMatrix *self,
                          const gint8 *rows,
                          const guint32 *ids,
                          guint columns,
                          guint depth,
                          guint8 *memory)
{
  gsize padded;

  self->pairs = g_array_new (FALSE, FALSE, sizeof (SiyaqMarianPair));
  self->depth = depth;
  self->columns = columns;
  self->n_panels = panels_of (columns);
  padded = (gsize) self->n_panels * SIYAQ_MARIAN_PANEL;
  self->panels = (gint8 *) memory;
  self->sums = (gint32 *) (gpointer) (memory + padded * depth);
  self->bias = (float *) (gpointer) (memory + padded * depth + aligned (padded * sizeof (gint32)));
  for (guint c = 0; c < padded; c++)
    {
      const gint8 *column = rows + (gsize) (ids != NULL && c < columns ? ids[c] : c) * depth;
      gint8 *to = self->panels + (gsize) (c / SIYAQ_MARIAN_PANEL) * SIYAQ_MARIAN_PANEL * depth + c % SIYAQ_MARIAN_PANEL * SIYAQ_MARIAN_DEPTH;
      gboolean dangerous;

      if (c >= columns)
        {
          for (guint k = 0; k < depth; k += SIYAQ_MARIAN_DEPTH)
            memset (to + k * SIYAQ_MARIAN_PANEL, 0, SIYAQ_MARIAN_DEPTH);
          self->sums[c] = 0;
          continue;
        }
      for (guint k = 0; k < depth; k += SIYAQ_MARIAN_DEPTH)
        memcpy (to + k * SIYAQ_MARIAN_PANEL, column + k, SIYAQ_MARIAN_DEPTH);
      self->sums[c] = sum_column (column, depth, &dangerous);
      if (dangerous)
        find_pairs (self, column, c);
    }
}

/* What the activations' zero adds to each column, off the bias again. */
static void
prepare_bias (const SiyaqMarianMatrix *self,
              float alpha,
              const float *bias,
              float *ret_bias)
{
  float factor = -1 * ((127.0f / alpha) * (127.0f / self->scale)) / 127.0f;

  for (guint c = 0; c < self->n_panels * SIYAQ_MARIAN_PANEL; c++)
    ret_bias[c] = (float) self->sums[c] * factor + bias[c];
}

/**
 * siyaq_marian_matrix_set_bias:
 * @self: a packed matrix
 * @scale: what its weights were multiplied by
 * @alpha: what activations are multiplied by; 0 to find it for each product
 * @bias: (nullable): what is added
 * @ids: (nullable): which of @bias belong to the columns
 */
void
siyaq_marian_matrix_set_bias (SiyaqMarianMatrix *self,
                              float scale,
                              float alpha,
                              const float *bias,
                              const guint32 *ids)
{
  self->scale = scale;
  self->alpha = alpha;
  for (guint c = 0; c < self->n_panels * SIYAQ_MARIAN_PANEL; c++)
    self->bias[c] = bias == NULL || c >= self->columns ? 0 : bias[ids != NULL ? ids[c] : c];
  if (alpha > 0)
    prepare_bias (self, alpha, self->bias, self->bias);
}

/**
 * siyaq_marian_matrix_apply:
 * @self: a matrix
 * @work: what the batch works with
 * @x: rows × depth
 * @rows: how many
 * @relu: whether what is negative becomes zero
 * @ret_y: (out): rows × n_panels · %SIYAQ_MARIAN_PANEL
 *
 * Returns: whether it was done; %FALSE when the batch was cancelled
 */
gboolean
siyaq_marian_matrix_apply (const SiyaqMarianMatrix *self,
                           SiyaqMarianWork *work,
                           const float *x,
                           guint rows,
                           gboolean relu,
                           float *ret_y)
{
  gsize stride = (gsize) self->n_panels * SIYAQ_MARIAN_PANEL;
  gsize needed = (gsize) MIN (rows, ROWS_AT_ONCE) * self->depth;
  float alpha = self->alpha;
  const float *bias = self->bias;

  if (needed > work->quantized_size)
    {
      free (work->quantized);
      work->quantized = siyaq_marian_aligned_new (needed);
      work->quantized_size = needed;
    }
  if (alpha <= 0)
    {
      float top = work->kernels->max_abs (x, (gsize) rows * self->depth);

      alpha = top > 0 ? 127.0f / top : 1.0f;
      if (stride > work->bias_size)
        {
          free (work->bias);
          work->bias = siyaq_marian_aligned_new (stride * sizeof (float));
          work->bias_size = stride;
        }
      prepare_bias (self, alpha, self->bias, work->bias);
      bias = work->bias;
    }
  for (guint r = 0; r < rows; r += ROWS_AT_ONCE)
    {
      SiyaqMarianProduct product = {
        .a = work->quantized,
        .rows = MIN (ROWS_AT_ONCE, rows - r),
        .depth = self->depth,
        .panels = self->panels,
        .pairs = (const SiyaqMarianPair *) (gpointer) self->pairs->data,
        .n_pairs = self->pairs->len,
        .n_panels = self->n_panels,
        .unquantize = 1.0f / (alpha * self->scale),
        .bias = bias,
        .relu = relu,
        .out = ret_y + r * stride,
        .stride = stride,
      };

      if (g_cancellable_is_cancelled (work->cancellable))
        return FALSE;
      work->kernels->quantize (x + (gsize) r * self->depth, (gsize) product.rows * self->depth, alpha, work->quantized);
      work->kernels->multiply (&product);
    }
  work->operations += 2u * (guint64) rows * stride * self->depth;
  return TRUE;
}

/**
 * siyaq_marian_work_clear:
 * @self: what a batch worked with
 *
 * Frees its memory.
 */
void
siyaq_marian_work_clear (SiyaqMarianWork *self)
{
  g_clear_pointer (&self->quantized, free);
  g_clear_pointer (&self->bias, free);
}
