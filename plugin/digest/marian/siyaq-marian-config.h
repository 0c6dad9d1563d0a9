/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What a model says of itself in special:model.yml. */
#pragma once

#include "siyaq-marian-weights.h"

G_BEGIN_DECLS

typedef struct
{
  guint encoder_layers, decoder_layers;
  guint dim, heads;
} SiyaqMarianConfig;

gboolean siyaq_marian_config_read (const SiyaqMarianWeights *weights, SiyaqMarianConfig *ret_config, GError **error);

G_END_DECLS
