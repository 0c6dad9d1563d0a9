/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The linear model of event types, which is trained when the project is built. */
#pragma once

#include "siyaq-event-features.h"

G_BEGIN_DECLS

typedef struct _SiyaqEventModel SiyaqEventModel;

#define SIYAQ_EVENT_MODEL_MAGIC "SIYAQEVM"
/* Raised with every change of the layout or of what a feature is. */
#define SIYAQ_EVENT_MODEL_VERSION 1u
/* "none" is the last class, behind the types in the order of events.tsv. */
#define SIYAQ_EVENT_MODEL_MAX_CLASSES (SIYAQ_MAX_EVENT_TYPES + 1u)

/* The file: header, n_features ids ascending, n_features rows of n_classes weights, the biases. */
typedef struct
{
  char magic[8];
  guint32 version;
  guint32 n_classes;
  guint32 n_features;
  float scale; /* of a weight */
} SiyaqEventModelHeader;

SiyaqEventModel *siyaq_event_model_new (SiyaqEventLexicon *types, SiyaqLexicon *lexicon, GError **error);
void siyaq_event_model_free (SiyaqEventModel *self);
guint siyaq_event_model_n_classes (SiyaqEventModel *self);
void siyaq_event_model_run (SiyaqEventModel *self, const SiyaqTokens *tokens, guint first, guint end, const guint8 *masked,
                            const GArray *triggers, double shares[SIYAQ_EVENT_MODEL_MAX_CLASSES]);
guint siyaq_event_model_evidence (SiyaqEventModel *self, guint type);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SiyaqEventModel, siyaq_event_model_free)

G_END_DECLS
