/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The layers of a student, written out: there is one architecture, so there is no graph of nodes as
   in Marian. Sentences of a batch stand one after another without padding; only attention looks at
   where each begins. Layers are post-norm; the decoder's recurrence is an SSRU (Kim et al., "From
   Research to Production and Back", 2019). */
#define G_LOG_DOMAIN "siyaq-marian"

#include "config.h"

#include "siyaq-marian-graph.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Rows of the feed-forward layers that are done at once: their inner values stay in the cache. */
#define FEED_ROWS 96u
/* Positions of which the table has room at first; it doubles. */
#define FIRST_POSITIONS 64u

struct _SiyaqMarianGraph
{
  const SiyaqMarianModel *model;
  const SiyaqMarianSource *sources;
  guint n_sources;
  guint *starts;          /* n_sources + 1: first token of each sentence */
  gsize *key_starts;      /* n_sources + 1: first padded token */
  guint longest;
  SiyaqMarianWork work;
  float *positions;       /* n_positions × dim */
  guint n_positions;
  float *x, *q, *v, *y, *inner; /* tokens × dim; inner: FEED_ROWS or all × FFN */
  float *scores;
  float *turned;          /* keys of one sentence, dimension by dimension */
  float **keys, **values; /* of each decoder layer: what the encoder says */
  float **states, **next_states;
  guint max_rows;
};

static guint
padded_length (guint n)
{
  return (n + SIYAQ_MARIAN_SCORES - 1) / SIYAQ_MARIAN_SCORES * SIYAQ_MARIAN_SCORES;
}

static float *
floats_new (gsize n)
{
  return siyaq_marian_aligned_new (n * sizeof (float));
}

static guint
widest_feed (const SiyaqMarianModel *model,
             gboolean *ret_fixed)
{
  guint widest = 0;

  *ret_fixed = TRUE;
  for (guint l = 0; l < model->config.encoder_layers; l++)
    {
      widest = MAX (widest, model->encoder[l].feed.w1.columns);
      *ret_fixed = *ret_fixed && model->encoder[l].feed.w1.alpha > 0 && model->encoder[l].feed.w2.alpha > 0;
    }
  for (guint l = 0; l < model->config.decoder_layers; l++)
    {
      widest = MAX (widest, model->decoder[l].feed.w1.columns);
      *ret_fixed = *ret_fixed && model->decoder[l].feed.w1.alpha > 0 && model->decoder[l].feed.w2.alpha > 0;
    }
  return widest;
}

/**
 * siyaq_marian_graph_new:
 * @model: (transfer none): a model, outlives the graph
 * @sources: (array length=n) (transfer none): sentences, outlive the graph
 * @n: how many
 * @max_rows: the most hypotheses of one step
 * @kernels: the arithmetic
 * @cancellable: (nullable): checked in every layer
 *
 * Returns: (transfer full): a graph for these sentences
 */
SiyaqMarianGraph *
siyaq_marian_graph_new (const SiyaqMarianModel *model,
                        const SiyaqMarianSource *sources,
                        guint n,
                        guint max_rows,
                        const SiyaqMarianKernels *kernels,
                        GCancellable *cancellable)
{
  SiyaqMarianGraph *self = g_new0 (SiyaqMarianGraph, 1);
  gsize dim = model->config.dim, tokens, rows;
  guint inner;
  gboolean fixed;

  self->model = model;
  self->sources = sources;
  self->n_sources = n;
  self->max_rows = max_rows;
  self->work.kernels = kernels;
  self->work.cancellable = cancellable;
  self->starts = g_new0 (guint, n + 1);
  self->key_starts = g_new0 (gsize, n + 1);
  for (guint s = 0; s < n; s++)
    {
      self->starts[s + 1] = self->starts[s] + sources[s].n;
      self->key_starts[s + 1] = self->key_starts[s] + padded_length (sources[s].n);
      self->longest = MAX (self->longest, sources[s].n);
    }
  tokens = self->starts[n];
  rows = MAX (tokens, max_rows);
  inner = widest_feed (model, &fixed);
  self->x = floats_new (rows * dim);
  self->q = floats_new (rows * dim);
  self->v = floats_new (rows * dim);
  self->y = floats_new (rows * dim);
  self->inner = floats_new ((fixed ? MIN (rows, FEED_ROWS) : rows) * inner);
  self->scores = floats_new (padded_length (self->longest));
  self->turned = floats_new (padded_length (self->longest) * dim);
  self->keys = g_new0 (float *, model->config.decoder_layers);
  self->values = g_new0 (float *, model->config.decoder_layers);
  self->states = g_new0 (float *, model->config.decoder_layers);
  self->next_states = g_new0 (float *, model->config.decoder_layers);
  for (guint l = 0; l < model->config.decoder_layers; l++)
    {
      self->keys[l] = floats_new (self->key_starts[n] * dim);
      self->values[l] = floats_new (tokens * dim);
      self->states[l] = floats_new (max_rows * dim);
      self->next_states[l] = floats_new (max_rows * dim);
    }
  return self;
}

/**
 * siyaq_marian_graph_free:
 * @self: (transfer full): a graph
 */
void
siyaq_marian_graph_free (SiyaqMarianGraph *self)
{
  for (guint l = 0; l < self->model->config.decoder_layers; l++)
    {
      free (self->keys[l]);
      free (self->values[l]);
      free (self->states[l]);
      free (self->next_states[l]);
    }
  g_free (self->keys);
  g_free (self->values);
  g_free (self->states);
  g_free (self->next_states);
  g_free (self->starts);
  g_free (self->key_starts);
  free (self->positions);
  free (self->x);
  free (self->q);
  free (self->v);
  free (self->y);
  free (self->inner);
  free (self->scores);
  free (self->turned);
  siyaq_marian_work_clear (&self->work);
  g_free (self);
}

/* The sinusoids of a position, in the order of Marian's float operations. */
static const float *
position_of (SiyaqMarianGraph *self,
             guint position)
{
  guint dim = self->model->config.dim;

  if (position >= self->n_positions)
    {
      guint n = MAX (self->n_positions * 2, FIRST_POSITIONS);
      float half = (float) dim / 2, step = logf (10000.0f) / (half - 1.0f);

      while (n <= position)
        n *= 2;
      free (self->positions);
      self->positions = floats_new ((gsize) n * dim);
      self->n_positions = n;
      for (guint i = 0; i < dim / 2; i++)
        {
          float frequency = expf ((float) i * -step);

          for (guint p = 0; p < n; p++)
            {
              float angle = (float) p * frequency;

              /* C libraries differ in the last bit of sinf(); the nearest float is musl's but for one
                 in ten thousand. */
              self->positions[(gsize) p * dim + i] = (float) sin ((double) angle);
              self->positions[(gsize) p * dim + dim / 2 + i] = (float) cos ((double) angle);
            }
        }
    }
  return self->positions + (gsize) position * dim;
}

static void
embed (SiyaqMarianGraph *self,
       const SiyaqMarianEmbedding *table,
       guint32 piece,
       guint position,
       float *ret_x)
{
  guint dim = self->model->config.dim;
  const gint8 *values = table->values + (gsize) piece * dim;
  const float *signal = position_of (self, position);
  float step = 1 / table->scale, root = sqrtf ((float) dim);

  for (guint i = 0; i < dim; i++)
    ret_x[i] = root * ((float) values[i] * step) + signal[i];
}

/* Keys token by token become keys dimension by dimension. */
static void
turn (const float *keys,
      guint n,
      guint dim,
      float *ret_turned)
{
  guint padded = padded_length (n);

  for (guint d = 0; d < dim; d++)
    {
      float *row = ret_turned + (gsize) d * padded;

      for (guint t = 0; t < n; t++)
        row[t] = keys[(gsize) t * dim + d];
      memset (row + n, 0, (padded - n) * sizeof (float));
    }
}

static gboolean
feed_forward (SiyaqMarianGraph *self,
              const SiyaqMarianFeed *feed,
              guint rows)
{
  guint dim = self->model->config.dim;
  guint at_once = feed->w1.alpha > 0 && feed->w2.alpha > 0 ? FEED_ROWS : rows;

  for (guint r = 0; r < rows; r += at_once)
    {
      guint n = MIN (at_once, rows - r);
      float *x = self->x + (gsize) r * dim;

      if (!siyaq_marian_matrix_apply (&feed->w1, &self->work, x, n, TRUE, self->inner) ||
          !siyaq_marian_matrix_apply (&feed->w2, &self->work, self->inner, n, FALSE, self->y))
        return FALSE;
      self->work.kernels->normalize (x, self->y, n, dim, feed->norm.scale, feed->norm.bias);
    }
  return TRUE;
}

/* What attention found, through the last matrix, onto x. */
static gboolean
finish_heads (SiyaqMarianGraph *self,
              const SiyaqMarianHeads *heads,
              const float *found,
              guint rows)
{
  if (!siyaq_marian_matrix_apply (&heads->o, &self->work, found, rows, FALSE, self->q))
    return FALSE;
  self->work.kernels->normalize (self->x, self->q, rows, self->model->config.dim, heads->norm.scale, heads->norm.bias);
  return TRUE;
}

static gboolean
attend_to_self (SiyaqMarianGraph *self,
                const SiyaqMarianHeads *heads)
{
  guint tokens = self->starts[self->n_sources], dim = self->model->config.dim;

  /* y has the keys until they are turned, then what was found. */
  if (!siyaq_marian_matrix_apply (&heads->q, &self->work, self->x, tokens, FALSE, self->q) ||
      !siyaq_marian_matrix_apply (&heads->k, &self->work, self->x, tokens, FALSE, self->y) ||
      !siyaq_marian_matrix_apply (&heads->v, &self->work, self->x, tokens, FALSE, self->v))
    return FALSE;
  for (guint s = 0; s < self->n_sources; s++)
    {
      gsize at = (gsize) self->starts[s] * dim;
      SiyaqMarianAttention attention = {
        .queries = self->q + at,
        .query_stride = dim,
        .n_rows = self->sources[s].n,
        .keys = self->turned,
        .values = self->v + at,
        .value_stride = dim,
        .length = self->sources[s].n,
        .padded = padded_length (self->sources[s].n),
        .width = self->longest,
        .heads = self->model->config.heads,
        .head_dim = dim / self->model->config.heads,
        .scores = self->scores,
        .out = self->y + at,
        .out_stride = dim,
      };

      if (g_cancellable_is_cancelled (self->work.cancellable))
        return FALSE;
      turn (self->y + at, self->sources[s].n, dim, self->turned);
      self->work.kernels->attend (&attention);
    }
  return finish_heads (self, heads, self->y, tokens);
}

/**
 * siyaq_marian_graph_encode:
 * @self: a graph
 *
 * Runs the encoder, and what of the decoder's attention depends on it alone.
 *
 * Returns: whether it was done; %FALSE when cancelled
 */
gboolean
siyaq_marian_graph_encode (SiyaqMarianGraph *self)
{
  const SiyaqMarianModel *model = self->model;
  guint dim = model->config.dim, tokens = self->starts[self->n_sources];

  for (guint s = 0; s < self->n_sources; s++)
    for (guint t = 0; t < self->sources[s].n; t++)
      embed (self, &model->source, self->sources[s].pieces[t], t, self->x + (gsize) (self->starts[s] + t) * dim);
  for (guint l = 0; l < model->config.encoder_layers; l++)
    if (!attend_to_self (self, &model->encoder[l].self) || !feed_forward (self, &model->encoder[l].feed, tokens))
      return FALSE;
  for (guint l = 0; l < model->config.decoder_layers; l++)
    {
      const SiyaqMarianHeads *heads = &model->decoder[l].context;

      if (!siyaq_marian_matrix_apply (&heads->k, &self->work, self->x, tokens, FALSE, self->y) ||
          !siyaq_marian_matrix_apply (&heads->v, &self->work, self->x, tokens, FALSE, self->values[l]))
        return FALSE;
      for (guint s = 0; s < self->n_sources; s++)
        turn (self->y + (gsize) self->starts[s] * dim, self->sources[s].n, dim, self->keys[l] + self->key_starts[s] * dim);
    }
  return TRUE;
}

static gboolean
recur (SiyaqMarianGraph *self,
       const SiyaqMarianDecoderLayer *layer,
       guint index,
       const SiyaqMarianRow *rows,
       guint n,
       gboolean first)
{
  gsize dim = self->model->config.dim;
  float *from = self->states[index], *to = self->next_states[index];

  for (guint r = 0; r < n; r++)
    if (first)
      memset (to + r * dim, 0, dim * sizeof (float));
    else
      memcpy (to + r * dim, from + rows[r].came_from * dim, dim * sizeof (float));
  self->states[index] = to;
  self->next_states[index] = from;
  if (!siyaq_marian_matrix_apply (&layer->wf, &self->work, self->x, n, FALSE, self->q) ||
      !siyaq_marian_matrix_apply (&layer->w, &self->work, self->x, n, FALSE, self->v))
    return FALSE;
  self->work.kernels->gate (self->q, self->v, to, self->y, n * dim);
  self->work.kernels->normalize (self->x, self->y, n, (guint) dim, layer->rnn_norm.scale, layer->rnn_norm.bias);
  return TRUE;
}

static gboolean
attend_to_source (SiyaqMarianGraph *self,
                  const SiyaqMarianHeads *heads,
                  guint layer,
                  const SiyaqMarianRow *rows,
                  guint n)
{
  guint dim = self->model->config.dim;

  if (!siyaq_marian_matrix_apply (&heads->q, &self->work, self->x, n, FALSE, self->q))
    return FALSE;
  for (guint r = 0; r < n; r++)
    {
      guint s = rows[r].sentence;
      SiyaqMarianAttention attention = {
        .queries = self->q + (gsize) r * dim,
        .query_stride = dim,
        .n_rows = 1,
        .keys = self->keys[layer] + self->key_starts[s] * dim,
        .values = self->values[layer] + (gsize) self->starts[s] * dim,
        .value_stride = dim,
        .length = self->sources[s].n,
        .padded = padded_length (self->sources[s].n),
        .width = self->longest,
        .heads = self->model->config.heads,
        .head_dim = dim / self->model->config.heads,
        .scores = self->scores,
        .out = self->y + (gsize) r * dim,
        .out_stride = dim,
      };

      self->work.kernels->attend (&attention);
    }
  return finish_heads (self, heads, self->y, n);
}

/**
 * siyaq_marian_graph_step:
 * @self: a graph that has been encoded
 * @rows: (array length=n): the hypotheses
 * @n: how many, at most the max_rows of the graph
 * @position: the step, from 0
 * @output: the output layer
 * @ret_logits: (out): n × the padded columns of @output
 *
 * Runs the decoder for one piece of each hypothesis.
 *
 * Returns: whether it was done; %FALSE when cancelled
 */
gboolean
siyaq_marian_graph_step (SiyaqMarianGraph *self,
                         const SiyaqMarianRow *rows,
                         guint n,
                         guint position,
                         const SiyaqMarianMatrix *output,
                         float *ret_logits)
{
  const SiyaqMarianModel *model = self->model;
  gsize dim = model->config.dim;

  g_assert (n <= self->max_rows);

  for (guint r = 0; r < n; r++)
    /* Nothing stands before the first piece: an embedding of zeros. */
    if (position == 0)
      memcpy (self->x + r * dim, position_of (self, 0), dim * sizeof (float));
    else
      embed (self, &model->target, rows[r].piece, position, self->x + r * dim);
  for (guint l = 0; l < model->config.decoder_layers; l++)
    if (!recur (self, &model->decoder[l], l, rows, n, position == 0) ||
        !attend_to_source (self, &model->decoder[l].context, l, rows, n) || !feed_forward (self, &model->decoder[l].feed, n))
      return FALSE;
  return siyaq_marian_matrix_apply (output, &self->work, self->x, n, FALSE, ret_logits);
}

/**
 * siyaq_marian_graph_get_encoded:
 * @self: a graph that has been encoded and not yet stepped
 *
 * Returns: (transfer none): what the encoder gave, token by token
 */
const float *
siyaq_marian_graph_get_encoded (const SiyaqMarianGraph *self)
{
  return self->x;
}

/**
 * siyaq_marian_graph_get_operations:
 * @self: a graph
 *
 * Returns: the int8 multiplications and additions it has done
 */
guint64
siyaq_marian_graph_get_operations (const SiyaqMarianGraph *self)
{
  return self->work.operations;
}
