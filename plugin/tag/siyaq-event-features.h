/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What the event model sees of a sentence. */
#pragma once

#include "siyaq-event-lexicon.h"
#include "siyaq-lexicon.h"

G_BEGIN_DECLS

/* Words that are remembered. */
#define SIYAQ_EVENT_FEATURES_MAX_WORDS 20000u

typedef struct _SiyaqEventFeatures SiyaqEventFeatures;

typedef struct
{
  guint32 id;    /* a hash of the feature's name */
  float value;
  guint token;   /* where it stands */
  gboolean word; /* of a word or a pair of words, not of a trigger */
} SiyaqEventFeature;

SiyaqEventFeatures *siyaq_event_features_new (SiyaqLexicon *lexicon);
void siyaq_event_features_free (SiyaqEventFeatures *self);
void siyaq_event_features_extract (SiyaqEventFeatures *self, const SiyaqTokens *tokens, guint first, guint end, const guint8 *masked,
                                   const GArray *triggers, GArray *features);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SiyaqEventFeatures, siyaq_event_features_free)

G_END_DECLS
