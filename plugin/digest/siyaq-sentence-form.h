/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Whether a sentence can stand in a summary. */
#pragma once

#include "siyaq-sentence.h"
#include "siyaq-text.h"

G_BEGIN_DECLS

/* A longer sentence is no summary. */
#define SIYAQ_SENTENCE_MAX_WORDS 55u

void siyaq_sentence_judge (const char *text, const SiyaqSentence *sentence, const SiyaqTokens *tokens, guint first, guint last,
                           gboolean *ret_usable, gboolean *ret_leans);
gboolean siyaq_sentence_is_caption (const char *text, const GArray *sentences, guint i);
gunichar siyaq_follow_quotation (const char *start, const char *end, const char *text, gunichar open);

G_END_DECLS
