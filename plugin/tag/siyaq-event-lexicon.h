/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The types of events and the words that tell them, read from data. */
#pragma once

#include "siyaq-text.h"

#include <gio/gio.h>

G_BEGIN_DECLS

typedef struct _SiyaqEventLexicon SiyaqEventLexicon;

#define SIYAQ_MAX_EVENT_TYPES 64u

typedef struct
{
  char *id;
  char *label_en, *label_ar;
  char *definition;
  char *example_en, *counter_en, *example_ar, *counter_ar;
} SiyaqEventType;

typedef struct
{
  guint type;
  double weight;
  guint first, last; /* tokens, inclusive */
} SiyaqTrigger;

SiyaqEventLexicon *siyaq_event_lexicon_new (GError **error);
void siyaq_event_lexicon_free (SiyaqEventLexicon *self);
guint siyaq_event_lexicon_n_types (SiyaqEventLexicon *self);
const SiyaqEventType *siyaq_event_lexicon_type (SiyaqEventLexicon *self, guint n);
const SiyaqEventType *siyaq_event_lexicon_find_type (SiyaqEventLexicon *self, const char *id);
int siyaq_event_lexicon_index (SiyaqEventLexicon *self, const char *id);
void siyaq_event_lexicon_match (SiyaqEventLexicon *self, const SiyaqTokens *tokens, GArray *triggers);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SiyaqEventLexicon, siyaq_event_lexicon_free)

G_END_DECLS
