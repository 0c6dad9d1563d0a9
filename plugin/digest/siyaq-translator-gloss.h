/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The word gloss as a translator. */
#pragma once

#include "siyaq-gloss-names.h"
#include "siyaq-lexicon.h"
#include "siyaq-translator.h"

G_BEGIN_DECLS

#define SIYAQ_TYPE_TRANSLATOR_GLOSS (siyaq_translator_gloss_get_type ())
G_DECLARE_FINAL_TYPE (SiyaqTranslatorGloss, siyaq_translator_gloss, SIYAQ, TRANSLATOR_GLOSS, GObject)

SiyaqTranslator *siyaq_translator_gloss_new (SiyaqLexicon *lexicon);
char **siyaq_translator_gloss_translate_named (SiyaqTranslatorGloss *self, const SiyaqGlossNames *names, const char *const *texts,
                                               const char *from, const char *to, GError **error);

G_END_DECLS
