/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The lexicon while it is being compiled. */
#pragma once

#include "siyaq-lexicon.h"
#include "siyaq-lexicon-format.h"

G_BEGIN_DECLS

typedef struct
{
  GHashTable *tables[SIYAQ_LEXICON_N_TABLES]; /* (element-type utf8 Headword) */
  guint order;
} LexiconBuilder;

/* How news uses an English word; one that is none of these is rare. */
typedef enum
{
  LEXICON_ENGLISH_RARE,
  LEXICON_ENGLISH_NEVER,
  LEXICON_ENGLISH_COMMON,
  LEXICON_ENGLISH_KNOWN,
} LexiconEnglish;

LexiconBuilder *lexicon_builder_new (void);
void lexicon_builder_free (LexiconBuilder *self);
void lexicon_builder_add (LexiconBuilder *self, const char *from, const char *headword, const char *translation,
                          double weight, SiyaqWordClass word_class, SiyaqWordForm form, gboolean curated);
gboolean lexicon_builder_has_curated (LexiconBuilder *self, const char *from, const char *fold);
GBytes *lexicon_builder_compile (LexiconBuilder *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LexiconBuilder, lexicon_builder_free)

/* lexicon-news.c */
gboolean lexicon_read_news (LexiconBuilder *builder, const char *path, GError **error);
/* lexicon-freedict.c */
gboolean lexicon_read_freedict (LexiconBuilder *builder, const char *stem_path,
                                GHashTable *common, GHashTable *english, GError **error);
GHashTable *lexicon_read_headwords (const char *stem_path, GError **error);
gboolean lexicon_read_english (GHashTable *words, const char *path, LexiconEnglish tier, GError **error);

G_END_DECLS
