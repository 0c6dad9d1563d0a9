/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The terms of an item in each space, with where they stand. */
#pragma once

#include "siyaq-story-print.h"

G_BEGIN_DECLS

typedef struct
{
  guint32 hash;
  float weight;   /* by how often and where the term stands */
  float idf;
  float share;    /* of its source word's translations, 1 for a word itself */
  float value;    /* by which the ones that are kept are chosen */
  guint8 fields;  /* SIYAQ_STORY_TERM_TITLE, SIYAQ_STORY_TERM_LEAD */
  guint8 indexed; /* whether the item is found by it */
} SiyaqStoryTerm;

typedef struct _SiyaqStoryTerms SiyaqStoryTerms;

/* A text with what is known of its words. */
typedef struct
{
  const SiyaqTokens *tokens;
  const SiyaqStoryWord *const *words;
  guint n;
} SiyaqStoryText;

SiyaqStoryTerms *siyaq_story_terms_new (const SiyaqStoryFrequencies *frequencies, const SiyaqAnnotation *annotation,
                                        const SiyaqStoryText *title, const SiyaqStoryText *text);
void siyaq_story_terms_free (SiyaqStoryTerms *self);
const GArray *siyaq_story_terms_get (const SiyaqStoryTerms *self, SiyaqStorySpace space);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SiyaqStoryTerms, siyaq_story_terms_free)

G_END_DECLS
