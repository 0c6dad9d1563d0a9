/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The digest stage: a summary of two or three sentences, and what stands for it in the reader's
   language: a sibling's own words, a translation, or a word gloss. */
#pragma once

#include "siyaq-annotation.h"
#include "siyaq-lexicon.h"
#include "siyaq-translator.h"

G_BEGIN_DECLS

/* Another item of the same story. */
typedef struct
{
  const char *id;
  const char *outlet; /* nullable */
  const char *lang;
  const char *title;
  const char *text;   /* its summary, or the start of its text */
  double score;
} SiyaqSibling;

#define SIYAQ_TYPE_DIGESTER (siyaq_digester_get_type ())
G_DECLARE_FINAL_TYPE (SiyaqDigester, siyaq_digester, SIYAQ, DIGESTER, GObject)

/* translator: (nullable): the chain to ask; the word gloss over lexicon is asked last in any case. */
SiyaqDigester *siyaq_digester_new (SiyaqLexicon *lexicon, SiyaqTranslator *translator);

/* Writes summary and, where to is another language than the item's, translation. siblings:
   (element-type SiyaqSibling) (nullable), best first. */
void siyaq_digester_run (SiyaqDigester *self, SiyaqAnnotation *annotation, const char *to,
                         GPtrArray *siblings, GCancellable *cancellable);

/* A headline of another language, for a link: NULL where nothing can be said. */
char *siyaq_digester_translate_title (SiyaqDigester *self, const char *title, const char *from,
                                      const char *to, const SiyaqAnnotation *beside, const char **ret_kind, const char **ret_by);

G_END_DECLS
