/* SPDX-License-Identifier: GPL-2.0-or-later */
/* From a folded word to what the story stage knows of it. */
#pragma once

#include "siyaq-lexicon.h"
#include "siyaq-story-words.h"
#include "siyaq-text.h"

G_BEGIN_DECLS

/* Senses of one Arabic word that go into the index: the long tail of a dictionary entry matches by
   chance alone. */
#define SIYAQ_STORY_MAX_SENSES 10

typedef struct
{
  guint32 stem;        /* 0 for a stop word */
  guint32 skeleton;    /* 0 under three consonants */
  guint32 senses[SIYAQ_STORY_MAX_SENSES]; /* stems of the English translations */
  guint8 shares[SIYAQ_STORY_MAX_SENSES];  /* of 255 */
  guint8 n_senses;
  guint8 word_class;   /* SiyaqStoryWordClass */
  guint16 phase;       /* SiyaqStoryPhase, or 0 */
  guint32 value;       /* of the class */
} SiyaqStoryWord;

typedef struct _SiyaqStoryLexer SiyaqStoryLexer;

SiyaqStoryLexer *siyaq_story_lexer_new (SiyaqLexicon *lexicon);
void siyaq_story_lexer_free (SiyaqStoryLexer *self);
const SiyaqStoryWord **siyaq_story_lexer_read (SiyaqStoryLexer *self, const SiyaqTokens *tokens, guint max);
void siyaq_story_lexer_end_item (SiyaqStoryLexer *self);

guint32 siyaq_story_hash (const char *text, char kind);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SiyaqStoryLexer, siyaq_story_lexer_free)

G_END_DECLS
