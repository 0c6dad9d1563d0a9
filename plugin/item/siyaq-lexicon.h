/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The bilingual lexicon: Arabic stems and words to English words and back, mapped from a file that
   is compiled when the project is built. The story stage bridges languages with it, the digest
   stage glosses with it. */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

#define SIYAQ_TYPE_LEXICON (siyaq_lexicon_get_type ())
G_DECLARE_FINAL_TYPE (SiyaqLexicon, siyaq_lexicon, SIYAQ, LEXICON, GObject)

/* Senses that a look-up returns at the most, best first. */
#define SIYAQ_LEXICON_MAX_SENSES 8

typedef struct
{
  const char *word;  /* owned by the lexicon; folded; may be several words for a phrase */
  float weight;      /* 0 … 1, shares of the senses of one headword */
} SiyaqSense;

SiyaqLexicon *siyaq_lexicon_new (GError **error);
guint siyaq_lexicon_lookup (SiyaqLexicon *self, const char *from, const char *fold,
                            SiyaqSense senses[SIYAQ_LEXICON_MAX_SENSES]);

G_END_DECLS
