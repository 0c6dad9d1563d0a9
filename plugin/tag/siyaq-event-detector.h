/* SPDX-License-Identifier: GPL-2.0-or-later */
/* From triggers to the events that an item is about. */
#pragma once

#include "siyaq-event-model.h"

G_BEGIN_DECLS

typedef struct
{
  guint type;
  double score;    /* weight gathered */
  double share;    /* of the strongest, 0 … 1 */
  gboolean title;  /* the evidence stands in the headline */
  guint32 start, end; /* evidence, bytes in headline or text */
} SiyaqDetectedEvent;

typedef struct
{
  GArray *events;    /* SiyaqDetectedEvent, main one first */
  GArray *sentences; /* guint32: where the main event is told, ascending */
} SiyaqDetection;

typedef struct
{
  const SiyaqTokens *tokens;
  const guint8 *masked; /* nullable: for each token, whether it is of a place's name */
} SiyaqEventText;

SiyaqDetection *siyaq_event_detector_run (SiyaqEventLexicon *lexicon, SiyaqEventModel *model, const SiyaqEventText *title,
                                          const SiyaqEventText *text, int year);
void siyaq_detection_free (SiyaqDetection *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SiyaqDetection, siyaq_detection_free)

G_END_DECLS
