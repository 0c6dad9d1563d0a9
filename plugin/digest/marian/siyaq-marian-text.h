/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A text as the sentences that a model translates, and put together again afterwards. */
#pragma once

#include "siyaq-marian-vocab.h"

G_BEGIN_DECLS

/* Pieces of one sentence, without its end. Students are trained on sentences up to this; Bergamot
   cuts at the same place. */
#define SIYAQ_MARIAN_MAX_PIECES 127u

typedef struct
{
  char *gap;        /* white space before it, as it was */
  char *text;       /* normalised */
  char *join;       /* (nullable): the part of a long sentence before which this mark stands */
  guint32 *pieces;  /* with the end of the sentence */
  guint n;
  char *translation; /* (nullable): to be filled in */
} SiyaqMarianSegment;

typedef struct
{
  GPtrArray *segments; /* SiyaqMarianSegment */
  char *tail;          /* white space at the end */
} SiyaqMarianText;

void siyaq_marian_segment_free (SiyaqMarianSegment *self);

SiyaqMarianText *siyaq_marian_text_new (const char *text, const char *from, const char *to, const SiyaqMarianVocab *vocab);
void siyaq_marian_text_free (SiyaqMarianText *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SiyaqMarianText, siyaq_marian_text_free)

char *siyaq_marian_text_join (const SiyaqMarianText *self);
guint32 *siyaq_marian_text_encode (const SiyaqMarianVocab *vocab, const char *text, guint *ret_n);
char *siyaq_marian_normalize (const char *text, gsize length, const char *lang);

G_END_DECLS
