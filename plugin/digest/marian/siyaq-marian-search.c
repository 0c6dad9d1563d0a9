/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Beam search as in Marian's src/translator/beam_search.cpp: a hypothesis that ends leaves the beam,
   which is one narrower from then on; the best score for each piece wins; the unknown piece is never
   chosen; everything ends at twice the longest source. One wide it is greedy search, and the scores
   are then the bare logits. */
#define G_LOG_DOMAIN "siyaq-marian"

#include "config.h"

#include "siyaq-marian-search.h"

#include <stdlib.h>

/* Marian's max-length-factor in Firefox's configuration. */
#define MAX_LENGTH_FACTOR 2u

typedef struct
{
  guint32 piece;
  gint32 before; /* the node of the piece before, -1 at the beginning */
} Node;

typedef struct
{
  float score;
  guint row;    /* of the step */
  guint column; /* of the output layer */
} Candidate;

/* What stands beside each SiyaqMarianRow. */
typedef struct
{
  gint32 node;
  float score;
} Hypothesis;

typedef struct
{
  guint width;     /* hypotheses that may still live */
  gboolean ended;  /* one has ended */
  gint32 best;     /* the last node of the best that ended */
  float best_score;
} Sentence;

typedef struct
{
  const SiyaqMarianSearch *search;
  const guint32 *ids; /* columns to pieces; NULL: they are the same */
  guint n_columns;
  gsize stride;
  GArray *nodes;
  Sentence *sentences;
  SiyaqMarianRow *rows, *next_rows;
  Hypothesis *hypotheses, *next_hypotheses;
  guint n_rows, n_next;
} State;

/* Puts a candidate in its place among the best so far. */
static void
offer (Candidate *best,
       guint *n,
       guint width,
       Candidate candidate)
{
  guint at = *n;

  if (*n == width)
    {
      if (!(candidate.score > best[width - 1].score))
        return;
      at = width - 1;
    }
  else
    (*n)++;
  for (; at > 0 && candidate.score > best[at - 1].score; at--)
    best[at] = best[at - 1];
  best[at] = candidate;
}

/* The best continuations of the rows first … first + n, which are of one sentence. */
static guint
find_best (const State *state,
           float *logits,
           guint first,
           guint n,
           guint width,
           Candidate *ret_best)
{
  const SiyaqMarianKernels *kernels = state->search->kernels;
  guint found = 0;

  for (guint r = first; r < first + n; r++)
    {
      const float *row = logits + r * state->stride;
      float base;

      if (state->search->beam == 1)
        {
          guint column = kernels->arg_max (row, state->n_columns);

          offer (ret_best, &found, width, (Candidate) { row[column], r, column });
          continue;
        }
      base = state->hypotheses[r].score - kernels->log_sum_exp (row, state->n_columns);
      for (guint c = 0; c < state->n_columns; c++)
        offer (ret_best, &found, width, (Candidate) { base + row[c], r, c });
    }
  return found;
}

static void
end_hypothesis (Sentence *sentence,
                gint32 node,
                float score,
                guint length)
{
  score /= (float) length;
  if (sentence->ended && !(score > sentence->best_score))
    return;
  sentence->ended = TRUE;
  sentence->best = node;
  sentence->best_score = score;
}

/* Extends the hypotheses of one sentence by the candidates that were found. */
static void
extend (State *state,
        guint index,
        const Candidate *best,
        guint n,
        guint step,
        gboolean last)
{
  Sentence *sentence = &state->sentences[index];

  for (guint i = 0; i < n; i++)
    {
      guint32 piece = state->ids != NULL ? state->ids[best[i].column] : best[i].column;
      Node node = { piece, state->hypotheses[best[i].row].node };
      gint32 at = node.before;

      if (piece != state->search->eos)
        {
          at = (gint32) state->nodes->len;
          g_array_append_val (state->nodes, node);
        }
      if (piece == state->search->eos || last)
        {
          end_hypothesis (sentence, at, best[i].score, step + 1);
          sentence->width--;
          continue;
        }
      state->next_rows[state->n_next] = (SiyaqMarianRow) { .sentence = index, .came_from = best[i].row, .piece = piece };
      state->next_hypotheses[state->n_next++] = (Hypothesis) { at, best[i].score };
    }
}

static void
take_step (State *state,
           float *logits,
           guint step,
           gboolean last)
{
  guint unk_column = G_MAXUINT;

  for (guint c = 0; c < state->n_columns && unk_column == G_MAXUINT; c++)
    if ((state->ids != NULL ? state->ids[c] : c) == state->search->unk)
      unk_column = c;
  state->n_next = 0;
  for (guint first = 0, n; first < state->n_rows; first += n)
    {
      guint index = state->rows[first].sentence;
      Candidate best[SIYAQ_MARIAN_MAX_BEAM];
      guint found;

      for (n = 0; first + n < state->n_rows && state->rows[first + n].sentence == index; n++)
        if (unk_column != G_MAXUINT)
          logits[(first + n) * state->stride + unk_column] = -G_MAXFLOAT;
      found = find_best (state, logits, first, n, state->sentences[index].width, best);
      extend (state, index, best, found, step, last);
    }
  {
    SiyaqMarianRow *rows = state->rows;
    Hypothesis *hypotheses = state->hypotheses;

    state->rows = state->next_rows;
    state->next_rows = rows;
    state->hypotheses = state->next_hypotheses;
    state->next_hypotheses = hypotheses;
    state->n_rows = state->n_next;
  }
}

static GArray *
pieces_of (const State *state,
           const Sentence *sentence)
{
  GArray *pieces = g_array_new (FALSE, FALSE, sizeof (guint32));

  for (gint32 at = sentence->ended ? sentence->best : -1; at >= 0;)
    {
      const Node *node = &g_array_index (state->nodes, Node, at);

      g_array_append_val (pieces, node->piece);
      at = node->before;
    }
  for (guint i = 0; i < pieces->len / 2; i++)
    {
      guint32 *values = (guint32 *) (gpointer) pieces->data;
      guint32 value = values[i];

      values[i] = values[pieces->len - 1 - i];
      values[pieces->len - 1 - i] = value;
    }
  return pieces;
}

static gboolean
run_steps (State *state,
           SiyaqMarianGraph *graph,
           const SiyaqMarianMatrix *output,
           guint max_steps,
           float *logits)
{
  if (!siyaq_marian_graph_encode (graph))
    return FALSE;
  for (guint step = 0; step < max_steps && state->n_rows > 0; step++)
    {
      if (!siyaq_marian_graph_step (graph, state->rows, state->n_rows, step, output, logits))
        return FALSE;
      take_step (state, logits, step, step + 1 == max_steps);
    }
  return TRUE;
}

/**
 * siyaq_marian_search_run:
 * @self: what to search with
 * @sources: (array length=n): the sentences of a batch, each with its end
 * @n: how many
 * @cancellable: (nullable): ends the search within some milliseconds
 * @ret_operations: (out) (optional): int8 multiplications and additions done
 *
 * Returns: (transfer full) (array length=n) (element-type guint32): the pieces of each translation
 *   without its end, or %NULL when cancelled
 */
GArray **
siyaq_marian_search_run (const SiyaqMarianSearch *self,
                         const SiyaqMarianSource *sources,
                         guint n,
                         GCancellable *cancellable,
                         guint64 *ret_operations)
{
  guint max_rows = n * self->beam, longest = 0, n_ids = 0, tokens = 0;
  g_autofree guint32 *ids = NULL;
  g_autofree guint32 *all = NULL;
  g_autofree Sentence *sentences = g_new0 (Sentence, n);
  g_autofree SiyaqMarianRow *rows = g_new0 (SiyaqMarianRow, (gsize) max_rows * 2);
  g_autofree Hypothesis *hypotheses = g_new0 (Hypothesis, (gsize) max_rows * 2);
  g_autoptr (GArray) nodes = g_array_new (FALSE, FALSE, sizeof (Node));
  g_autoptr (SiyaqMarianGraph) graph = siyaq_marian_graph_new (self->model, sources, n, max_rows, self->kernels, cancellable);
  SiyaqMarianMatrix output = self->model->all_output;
  guint8 *memory = NULL;
  float *logits;
  State state = { .search = self, .nodes = nodes, .sentences = sentences, .rows = rows, .next_rows = rows + max_rows,
                  .hypotheses = hypotheses, .next_hypotheses = hypotheses + max_rows, .n_rows = n };
  GArray **found = NULL;

  for (guint s = 0; s < n; s++)
    {
      longest = MAX (longest, sources[s].n);
      tokens += sources[s].n;
      sentences[s].width = self->beam;
      rows[s].sentence = s;
      hypotheses[s].node = -1;
    }
  if (self->lex != NULL)
    {
      all = g_new (guint32, MAX (tokens, 1));
      tokens = 0;
      for (guint s = 0; s < n; s++)
        for (guint t = 0; t < sources[s].n; t++)
          all[tokens++] = sources[s].pieces[t];
      ids = siyaq_marian_lex_candidates (self->lex, all, tokens, self->shared, self->n_target, &n_ids);
      memory = siyaq_marian_model_pack_output (self->model, ids, n_ids, &output);
    }
  state.ids = ids;
  state.n_columns = MIN (output.columns, self->n_target);
  state.stride = (gsize) output.n_panels * SIYAQ_MARIAN_PANEL;
  logits = siyaq_marian_aligned_new (max_rows * state.stride * sizeof (float));
  if (run_steps (&state, graph, &output, MAX_LENGTH_FACTOR * longest, logits))
    {
      found = g_new0 (GArray *, (gsize) n + 1);
      for (guint s = 0; s < n; s++)
        found[s] = pieces_of (&state, &sentences[s]);
    }
  if (ret_operations != NULL)
    *ret_operations += siyaq_marian_graph_get_operations (graph);
  free (logits);
  if (memory != NULL)
    siyaq_marian_matrix_clear (&output);
  free (memory);
  return found;
}
