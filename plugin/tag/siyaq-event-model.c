/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The linear model of event types: multinomial logistic regression over the features of a sentence.
   data/events/train.c writes its file from the project's own labelled sentences. A linear model was
   chosen over deeper ones because two thousand sentences teach no more, because each weight can be
   told as a reason, and because a sentence costs some microseconds. */
#define G_LOG_DOMAIN "siyaq-tag"

#include "config.h"

#include "siyaq-event-model.h"

#include "siyaq-data.h"

#include <math.h>
#include <string.h>

struct _SiyaqEventModel
{
  GMappedFile *file;
  SiyaqEventModelHeader header;
  const guint32 *ids;
  const gint16 *weights;
  const gint16 *biases;
  SiyaqEventFeatures *extractor;
  GArray *features; /* SiyaqEventFeature: of the sentence that was run last */
};

/**
 * siyaq_event_model_new:
 * @types: the lexicon whose types are the model's
 * @lexicon: (nullable): the bridge between the languages
 * @error: a #SiyaqDataError
 *
 * Returns: (transfer full): the model, mapped from event-model.bin
 */
SiyaqEventModel *
siyaq_event_model_new (SiyaqEventLexicon *types,
                       SiyaqLexicon *lexicon,
                       GError **error)
{
  g_autoptr (GMappedFile) file = siyaq_data_map ("event-model.bin", error);
  g_autoptr (SiyaqEventModel) self = NULL;
  const char *data;
  gsize size;
  guint64 cells;

  if (file == NULL)
    return NULL;
  self = g_new0 (SiyaqEventModel, 1);
  self->file = g_steal_pointer (&file);
  data = g_mapped_file_get_contents (self->file);
  size = g_mapped_file_get_length (self->file);
  if (size < sizeof self->header || memcmp (data, SIYAQ_EVENT_MODEL_MAGIC, 8) != 0)
    {
      g_set_error (error, SIYAQ_DATA_ERROR, SIYAQ_DATA_ERROR_INVALID, "event-model.bin is no model of events");
      return NULL;
    }
  memcpy (&self->header, data, sizeof self->header);
  if (self->header.version != SIYAQ_EVENT_MODEL_VERSION)
    {
      g_set_error (error, SIYAQ_DATA_ERROR, SIYAQ_DATA_ERROR_NEWER, "event-model.bin has version %u, not %u", self->header.version,
                   SIYAQ_EVENT_MODEL_VERSION);
      return NULL;
    }
  cells = ((guint64) self->header.n_features + 1) * self->header.n_classes;
  if (self->header.n_classes != siyaq_event_lexicon_n_types (types) + 1 ||
      size != sizeof self->header + (guint64) self->header.n_features * sizeof (guint32) + cells * sizeof (gint16))
    {
      g_set_error (error, SIYAQ_DATA_ERROR, SIYAQ_DATA_ERROR_INVALID, "event-model.bin is damaged");
      return NULL;
    }
  self->ids = (const guint32 *) (gconstpointer) (data + sizeof self->header);
  self->weights = (const gint16 *) (gconstpointer) (self->ids + self->header.n_features);
  self->biases = self->weights + (gsize) self->header.n_features * self->header.n_classes;
  self->extractor = siyaq_event_features_new (lexicon);
  self->features = g_array_new (FALSE, FALSE, sizeof (SiyaqEventFeature));
  return g_steal_pointer (&self);
}

/**
 * siyaq_event_model_free:
 * @self: (transfer full) (nullable): a model
 */
void
siyaq_event_model_free (SiyaqEventModel *self)
{
  if (self == NULL)
    return;
  g_clear_pointer (&self->file, g_mapped_file_unref);
  g_clear_pointer (&self->extractor, siyaq_event_features_free);
  g_clear_pointer (&self->features, g_array_unref);
  g_free (self);
}

/**
 * siyaq_event_model_n_classes:
 * @self: a model
 *
 * Returns: the number of types, and one for none of them
 */
guint
siyaq_event_model_n_classes (SiyaqEventModel *self)
{
  return self->header.n_classes;
}

static const gint16 *
row_of (SiyaqEventModel *self,
        guint32 id)
{
  guint low = 0, high = self->header.n_features;

  while (low < high)
    {
      guint middle = low + (high - low) / 2;

      if (self->ids[middle] == id)
        return self->weights + (gsize) middle * self->header.n_classes;
      if (self->ids[middle] < id)
        low = middle + 1;
      else
        high = middle;
    }
  return NULL;
}

/**
 * siyaq_event_model_run:
 * @self: a model
 * @tokens: the tokens of a headline or a text
 * @first: the first of a sentence
 * @end: the one behind its last
 * @masked: (nullable): for each token of @tokens whether it is left out, as names of places are
 * @triggers: (element-type SiyaqTrigger): what the event lexicon has found in @tokens
 * @shares: (out caller-allocates): how likely each type is, and behind them none; together 1
 */
void
siyaq_event_model_run (SiyaqEventModel *self,
                       const SiyaqTokens *tokens,
                       guint first,
                       guint end,
                       const guint8 *masked,
                       const GArray *triggers,
                       double shares[SIYAQ_EVENT_MODEL_MAX_CLASSES])
{
  const guint n = self->header.n_classes;
  const GArray *features = self->features;
  double highest = -G_MAXDOUBLE, sum = 0;

  siyaq_event_features_extract (self->extractor, tokens, first, end, masked, triggers, self->features);
  for (guint c = 0; c < n; c++)
    shares[c] = self->biases[c] * (double) self->header.scale;
  for (guint i = 0; i < features->len; i++)
    {
      const SiyaqEventFeature *f = &g_array_index (features, SiyaqEventFeature, i);
      const gint16 *row = row_of (self, f->id);

      for (guint c = 0; row != NULL && c < n; c++)
        shares[c] += row[c] * (double) self->header.scale * f->value;
    }
  for (guint c = 0; c < n; c++)
    highest = MAX (highest, shares[c]);
  for (guint c = 0; c < n; c++)
    sum += shares[c] = exp (shares[c] - highest);
  for (guint c = 0; c < n; c++)
    shares[c] /= sum;
}

/**
 * siyaq_event_model_evidence:
 * @self: a model
 * @type: a type
 *
 * Returns: the token of the sentence that was run last that speaks most for the type
 */
guint
siyaq_event_model_evidence (SiyaqEventModel *self,
                            guint type)
{
  const GArray *features = self->features;
  double best = -G_MAXDOUBLE;
  guint token = 0;

  for (guint i = 0; i < features->len; i++)
    {
      const SiyaqEventFeature *f = &g_array_index (features, SiyaqEventFeature, i);
      const gint16 *row = row_of (self, f->id);
      double says = row != NULL ? row[type] * (double) f->value : 0;

      if (says > best)
        {
          best = says;
          token = f->token;
        }
    }
  return token;
}
