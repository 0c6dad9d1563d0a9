/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A Marian student ready to work: its matrices packed, its embeddings where they are in the file. */
#pragma once

#include "siyaq-marian-config.h"
#include "siyaq-marian-matrix.h"

G_BEGIN_DECLS

typedef struct
{
  float *scale, *bias;
} SiyaqMarianNorm;

typedef struct
{
  SiyaqMarianMatrix q, k, v, o;
  SiyaqMarianNorm norm;
} SiyaqMarianHeads;

typedef struct
{
  SiyaqMarianMatrix w1, w2;
  SiyaqMarianNorm norm;
} SiyaqMarianFeed;

typedef struct
{
  SiyaqMarianHeads self;
  SiyaqMarianFeed feed;
} SiyaqMarianEncoderLayer;

typedef struct
{
  SiyaqMarianMatrix w, wf;
  SiyaqMarianNorm rnn_norm;
  SiyaqMarianHeads context;
  SiyaqMarianFeed feed;
} SiyaqMarianDecoderLayer;

typedef struct
{
  const gint8 *values; /* pieces × dim, in the mapping */
  guint n;
  float scale;
} SiyaqMarianEmbedding;

typedef struct
{
  SiyaqMarianWeights *weights;
  SiyaqMarianConfig config;
  SiyaqMarianEncoderLayer *encoder;
  SiyaqMarianDecoderLayer *decoder;
  SiyaqMarianEmbedding source, target;
  gboolean shared;               /* both languages have one embedding */
  SiyaqMarianEmbedding output;   /* the output layer's rows */
  float output_alpha;
  float *output_bias;            /* (nullable) */
  SiyaqMarianMatrix all_output;  /* the whole output layer, where there is no shortlist */
  guint8 *memory;                /* of all matrices */
  gsize memory_size;
  GPtrArray *floats;             /* norms and biases */
} SiyaqMarianModel;

SiyaqMarianModel *siyaq_marian_model_new (SiyaqMarianFile *file, gboolean pack_output, GError **error);
void siyaq_marian_model_free (SiyaqMarianModel *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SiyaqMarianModel, siyaq_marian_model_free)

guint8 *siyaq_marian_model_pack_output (const SiyaqMarianModel *self, const guint32 *ids, guint n, SiyaqMarianMatrix *ret_output);

G_END_DECLS
