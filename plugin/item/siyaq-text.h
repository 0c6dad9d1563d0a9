/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The one normaliser and the one tokeniser: text is compared only after them. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Longest text that is cut into tokens; the rest of a longer one is not looked at. */
#define SIYAQ_TEXT_MAX_BYTES (1024u * 1024)

char *siyaq_text_fold (const char *text, gssize length);
char *siyaq_text_fold_masked (const char *text, gssize length);
char *siyaq_text_collapse (const char *text);
gsize siyaq_text_count_words (const char *text);

typedef enum
{
  SIYAQ_TOKEN_NUMBER = 1 << 0,      /* digits; fold has them as ASCII, groups joined: "1700", "2.1" */
  SIYAQ_TOKEN_ARABIC = 1 << 1,
  SIYAQ_TOKEN_LATIN = 1 << 2,
  SIYAQ_TOKEN_CAPITALISED = 1 << 3, /* first letter upper case */
  SIYAQ_TOKEN_ALL_CAPS = 1 << 4,    /* two letters or more, all upper case */
  SIYAQ_TOKEN_SENTENCE_START = 1 << 5,
  SIYAQ_TOKEN_PARAGRAPH_START = 1 << 6,
  SIYAQ_TOKEN_POSSESSIVE = 1 << 7,  /* was followed by 's, which belongs to no token */
  SIYAQ_TOKEN_AFTER_COMMA = 1 << 8, /* , ; : ، ؛ or a bracket stands before it */
  SIYAQ_TOKEN_AFTER_HYPHEN = 1 << 9, /* joined to the token before it by a hyphen, no space */
} SiyaqTokenFlags;

typedef struct
{
  const char *fold;         /* normalised, NUL-terminated, owned by the tokens */
  guint32 start, end;       /* bytes in the text */
  guint32 cp_start, cp_end; /* code points in the text */
  guint32 sentence;         /* number of the sentence, from 0 */
  guint32 flags;            /* SiyaqTokenFlags */
} SiyaqToken;

typedef struct
{
  SiyaqToken *items;
  guint n_items;
  guint n_sentences;
} SiyaqTokens;

SiyaqTokens *siyaq_text_tokenize (const char *text);
void siyaq_tokens_free (SiyaqTokens *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SiyaqTokens, siyaq_tokens_free)

G_END_DECLS
