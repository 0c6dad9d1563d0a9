/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Binds the items of a model file to the layers by Marian's names and packs the matrices. The
   embeddings, 12 of 31 MB, stay in the mapping: a sentence needs some rows of them. The pages of
   the rest are given back once they are packed. */
#define G_LOG_DOMAIN "siyaq-marian"

#include "config.h"

#include "siyaq-marian-model.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

/* Activations of published students spread from 5 to 100: anything else is damage. */
#define MAX_ALPHA 1e9f

/* First the sizes are added up, then everything is packed into one block. */
typedef struct
{
  SiyaqMarianModel *model;
  guint8 *next; /* NULL: only count */
  gsize bytes;
} Builder;

static float *
read_floats (SiyaqMarianModel *self,
             const char *name,
             guint n,
             GError **error)
{
  const SiyaqMarianItem *item = siyaq_marian_weights_get (self->weights, name, SIYAQ_MARIAN_FLOAT32, 1, n, error);
  float *values;

  if (item == NULL)
    return NULL;
  values = siyaq_marian_aligned_new (n * sizeof (float));
  g_ptr_array_add (self->floats, values);
  if (siyaq_marian_weights_copy_floats (self->weights, item, values))
    return values;
  siyaq_marian_set_error (error, SIYAQ_MARIAN_ERROR_DAMAGED, self->weights->file, item->offset, "%s has a value that is no number", name);
  return NULL;
}

/* The fixed scale of the activations before a matrix, or 0 where the model has none. */
static gboolean
read_alpha (SiyaqMarianModel *self,
            const char *matrix,
            float *ret_alpha,
            GError **error)
{
  g_autofree char *name = g_strconcat (matrix, "_QuantMultA", NULL);
  const SiyaqMarianItem *item = siyaq_marian_weights_find (self->weights, name);
  float alpha;

  *ret_alpha = 0;
  if (item == NULL)
    return TRUE;
  if (item->type != SIYAQ_MARIAN_FLOAT32)
    {
      siyaq_marian_set_error (error, SIYAQ_MARIAN_ERROR_UNSUPPORTED, self->weights->file, item->offset, "%s is no float", name);
      return FALSE;
    }
  memcpy (&alpha, self->weights->file->data + item->offset, sizeof alpha);
  if (!isfinite (alpha) || alpha <= 0 || alpha > MAX_ALPHA)
    {
      siyaq_marian_set_error (error, SIYAQ_MARIAN_ERROR_DAMAGED, self->weights->file, item->offset, "%s is no positive number", name);
      return FALSE;
    }
  *ret_alpha = alpha;
  return TRUE;
}

static gboolean
build_matrix (Builder *b,
              SiyaqMarianMatrix *matrix,
              const char *prefix,
              const char *weight,
              const char *bias,
              guint depth,
              guint columns,
              GError **error)
{
  SiyaqMarianModel *self = b->model;
  g_autofree char *name = g_strconcat (prefix, weight, NULL);
  const SiyaqMarianItem *item = siyaq_marian_weights_get (self->weights, name, SIYAQ_MARIAN_INTGEMM8, depth, columns, error);
  float scale, alpha;
  const float *values = NULL;

  if (item == NULL)
    return FALSE;
  if (item->rows % SIYAQ_MARIAN_PANEL != 0 || item->columns % SIYAQ_MARIAN_PANEL != 0 || item->rows > SIYAQ_MARIAN_MAX_DEPTH)
    {
      siyaq_marian_set_error (error, SIYAQ_MARIAN_ERROR_UNSUPPORTED, self->weights->file, item->offset, "%s is %u × %u; multiples of %u are built here",
                              name, item->rows, item->columns, SIYAQ_MARIAN_PANEL);
      return FALSE;
    }
  if (b->next == NULL)
    {
      b->bytes += siyaq_marian_matrix_bytes (item->rows, item->columns);
      matrix->depth = item->rows;
      matrix->columns = item->columns;
      return TRUE;
    }
  scale = siyaq_marian_weights_get_scale (self->weights, item, error);
  if (scale <= 0 || !read_alpha (self, name, &alpha, error))
    return FALSE;
  if (bias != NULL)
    {
      g_autofree char *bias_name = g_strconcat (prefix, bias, NULL);

      values = read_floats (self, bias_name, item->columns, error);
      if (values == NULL)
        return FALSE;
    }
  siyaq_marian_matrix_pack (matrix, siyaq_marian_weights_get_int8 (self->weights, item), NULL, item->columns, item->rows, b->next);
  siyaq_marian_matrix_set_bias (matrix, scale, alpha, values, NULL);
  b->next += siyaq_marian_matrix_bytes (item->rows, item->columns);
  return TRUE;
}

static gboolean
build_norm (Builder *b,
            SiyaqMarianNorm *norm,
            const char *prefix,
            const char *name,
            GError **error)
{
  g_autofree char *scale = g_strconcat (prefix, name, "_ln_scale", NULL);
  g_autofree char *bias = g_strconcat (prefix, name, "_ln_bias", NULL);

  if (b->next == NULL)
    return TRUE;
  norm->scale = read_floats (b->model, scale, b->model->config.dim, error);
  norm->bias = norm->scale != NULL ? read_floats (b->model, bias, b->model->config.dim, error) : NULL;
  return norm->bias != NULL;
}

static gboolean
build_heads (Builder *b,
             SiyaqMarianHeads *heads,
             const char *prefix,
             GError **error)
{
  guint d = b->model->config.dim;

  return build_matrix (b, &heads->q, prefix, "_Wq", "_bq", d, d, error) && build_matrix (b, &heads->k, prefix, "_Wk", "_bk", d, d, error) &&
         build_matrix (b, &heads->v, prefix, "_Wv", "_bv", d, d, error) && build_matrix (b, &heads->o, prefix, "_Wo", "_bo", d, d, error) &&
         build_norm (b, &heads->norm, prefix, "_Wo", error);
}

static gboolean
build_feed (Builder *b,
            SiyaqMarianFeed *feed,
            const char *prefix,
            GError **error)
{
  guint d = b->model->config.dim;

  return build_matrix (b, &feed->w1, prefix, "_W1", "_b1", d, 0, error) &&
         build_matrix (b, &feed->w2, prefix, "_W2", "_b2", feed->w1.columns, d, error) && build_norm (b, &feed->norm, prefix, "_ffn", error);
}

static gboolean
build_layers (Builder *b,
              GError **error)
{
  SiyaqMarianModel *self = b->model;

  for (guint l = 0; l < self->config.encoder_layers; l++)
    {
      g_autofree char *heads = g_strdup_printf ("encoder_l%u_self", l + 1);
      g_autofree char *feed = g_strdup_printf ("encoder_l%u_ffn", l + 1);

      if (!build_heads (b, &self->encoder[l].self, heads, error) || !build_feed (b, &self->encoder[l].feed, feed, error))
        return FALSE;
    }
  for (guint l = 0; l < self->config.decoder_layers; l++)
    {
      SiyaqMarianDecoderLayer *layer = &self->decoder[l];
      g_autofree char *rnn = g_strdup_printf ("decoder_l%u_rnn", l + 1);
      g_autofree char *heads = g_strdup_printf ("decoder_l%u_context", l + 1);
      g_autofree char *feed = g_strdup_printf ("decoder_l%u_ffn", l + 1);
      guint d = self->config.dim;

      if (!build_matrix (b, &layer->w, rnn, "_W", NULL, d, d, error) || !build_matrix (b, &layer->wf, rnn, "_Wf", "_bf", d, d, error) ||
          !build_norm (b, &layer->rnn_norm, rnn, "_ffn", error) || !build_heads (b, &layer->context, heads, error) ||
          !build_feed (b, &layer->feed, feed, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
read_embedding (SiyaqMarianModel *self,
                const char *name,
                SiyaqMarianEmbedding *ret_embedding,
                GError **error)
{
  const SiyaqMarianItem *item = siyaq_marian_weights_get (self->weights, name, SIYAQ_MARIAN_INTGEMM8, 0, self->config.dim, error);

  if (item == NULL)
    return FALSE;
  ret_embedding->values = siyaq_marian_weights_get_int8 (self->weights, item);
  ret_embedding->n = item->rows;
  ret_embedding->scale = siyaq_marian_weights_get_scale (self->weights, item, error);
  return ret_embedding->scale > 0;
}

/* One table for everything, or one for each language; the output layer is the target's table, or a
   matrix of its own, which lies transposed in the file and so just as a table does. */
static gboolean
read_embeddings (SiyaqMarianModel *self,
                 GError **error)
{
  const char *output = "Wemb";

  self->shared = siyaq_marian_weights_find (self->weights, "Wemb") != NULL;
  if (self->shared)
    {
      if (!read_embedding (self, "Wemb", &self->source, error))
        return FALSE;
      self->target = self->output = self->source;
    }
  else
    {
      const SiyaqMarianItem *own = siyaq_marian_weights_find (self->weights, "decoder_ff_logit_out_W");

      if (!read_embedding (self, "encoder_Wemb", &self->source, error) || !read_embedding (self, "decoder_Wemb", &self->target, error))
        return FALSE;
      self->output = self->target;
      output = "decoder_Wemb";
      if (own != NULL)
        {
          output = own->name;
          if (siyaq_marian_weights_get (self->weights, output, SIYAQ_MARIAN_INTGEMM8, self->config.dim, self->target.n, error) == NULL)
            return FALSE;
          self->output.values = siyaq_marian_weights_get_int8 (self->weights, own);
          self->output.scale = siyaq_marian_weights_get_scale (self->weights, own, error);
          if (self->output.scale <= 0)
            return FALSE;
        }
    }
  /* Bergamot 0.4.9 takes the matrix's own; a matrix whose columns were selected had no name in other
     versions, "none", and a model made with those has that one alone. */
  if (!read_alpha (self, output, &self->output_alpha, error) ||
      (self->output_alpha <= 0 && !read_alpha (self, "none", &self->output_alpha, error)))
    return FALSE;
  if (siyaq_marian_weights_find (self->weights, "decoder_ff_logit_out_b") == NULL)
    return TRUE;
  self->output_bias = read_floats (self, "decoder_ff_logit_out_b", self->output.n, error);
  return self->output_bias != NULL;
}

/**
 * siyaq_marian_model_new:
 * @file: (transfer full): a model file
 * @pack_output: whether the whole output layer is needed, for there is no shortlist
 * @error: a #SiyaqMarianError
 *
 * Returns: (transfer full): the model, or %NULL
 */
SiyaqMarianModel *
siyaq_marian_model_new (SiyaqMarianFile *file,
                        gboolean pack_output,
                        GError **error)
{
  g_autoptr (SiyaqMarianModel) self = g_new0 (SiyaqMarianModel, 1);
  Builder builder = { .model = self };

  self->floats = g_ptr_array_new_with_free_func (free);
  self->weights = siyaq_marian_weights_new (file, error);
  if (self->weights == NULL || !siyaq_marian_config_read (self->weights, &self->config, error))
    return NULL;
  self->encoder = g_new0 (SiyaqMarianEncoderLayer, self->config.encoder_layers);
  self->decoder = g_new0 (SiyaqMarianDecoderLayer, self->config.decoder_layers);
  if (!read_embeddings (self, error) || !build_layers (&builder, error))
    return NULL;
  if (pack_output)
    builder.bytes += siyaq_marian_matrix_bytes (self->config.dim, self->output.n);
  self->memory = mmap (NULL, builder.bytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  if (self->memory == MAP_FAILED)
    {
      self->memory = NULL;
      siyaq_marian_set_error (error, SIYAQ_MARIAN_ERROR_UNSUPPORTED, file, SIYAQ_MARIAN_NO_OFFSET, "no memory for %" G_GSIZE_FORMAT " bytes", builder.bytes);
      return NULL;
    }
  self->memory_size = builder.bytes;
  /* Large pages: every product walks through all of it. */
  madvise (self->memory, builder.bytes, MADV_HUGEPAGE);
  builder.next = self->memory;
  if (!build_layers (&builder, error))
    return NULL;
  if (pack_output)
    {
      siyaq_marian_matrix_pack (&self->all_output, self->output.values, NULL, self->output.n, self->config.dim, builder.next);
      siyaq_marian_matrix_set_bias (&self->all_output, self->output.scale, self->output_alpha, self->output_bias, NULL);
    }
  siyaq_marian_file_forget (file);
  return g_steal_pointer (&self);
}

static void
clear_heads (SiyaqMarianHeads *heads)
{
  siyaq_marian_matrix_clear (&heads->q);
  siyaq_marian_matrix_clear (&heads->k);
  siyaq_marian_matrix_clear (&heads->v);
  siyaq_marian_matrix_clear (&heads->o);
}

static void
clear_feed (SiyaqMarianFeed *feed)
{
  siyaq_marian_matrix_clear (&feed->w1);
  siyaq_marian_matrix_clear (&feed->w2);
}

/**
 * siyaq_marian_model_free:
 * @self: (transfer full): a model
 */
void
siyaq_marian_model_free (SiyaqMarianModel *self)
{
  for (guint l = 0; self->encoder != NULL && l < self->config.encoder_layers; l++)
    {
      clear_heads (&self->encoder[l].self);
      clear_feed (&self->encoder[l].feed);
    }
  for (guint l = 0; self->decoder != NULL && l < self->config.decoder_layers; l++)
    {
      siyaq_marian_matrix_clear (&self->decoder[l].w);
      siyaq_marian_matrix_clear (&self->decoder[l].wf);
      clear_heads (&self->decoder[l].context);
      clear_feed (&self->decoder[l].feed);
    }
  siyaq_marian_matrix_clear (&self->all_output);
  if (self->memory != NULL)
    munmap (self->memory, self->memory_size);
  g_clear_pointer (&self->weights, siyaq_marian_weights_free);
  g_clear_pointer (&self->floats, g_ptr_array_unref);
  g_free (self->encoder);
  g_free (self->decoder);
  g_free (self);
}

/**
 * siyaq_marian_model_pack_output:
 * @self: a model
 * @ids: (array length=n): pieces of the target vocabulary
 * @n: how many
 * @ret_output: (out): the output layer for these
 *
 * Returns: (transfer full): the memory of @ret_output, to be freed with free()
 */
guint8 *
siyaq_marian_model_pack_output (const SiyaqMarianModel *self,
                                const guint32 *ids,
                                guint n,
                                SiyaqMarianMatrix *ret_output)
{
  guint8 *memory = siyaq_marian_aligned_new (siyaq_marian_matrix_bytes (self->config.dim, n));

  siyaq_marian_matrix_pack (ret_output, self->output.values, ids, n, self->config.dim, memory);
  siyaq_marian_matrix_set_bias (ret_output, self->output.scale, self->output_alpha, self->output_bias, ids);
  return memory;
}
