/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Where sentences of English and Arabic news text begin and end. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Sentences of one text; an article has 20 to 60, a live blog some hundreds. */
#define SIYAQ_MAX_SENTENCES 400u

typedef struct
{
  guint32 start, end; /* bytes in the text, white space trimmed */
  guint32 paragraph;  /* number of the line, from 0 */
  gboolean clause;    /* cut off a longer sentence: does not end in a full stop */
} SiyaqSentence;

GArray *siyaq_sentences_split (const char *text);
char *siyaq_sentence_tidy (const char *text, const SiyaqSentence *sentence);

G_END_DECLS
