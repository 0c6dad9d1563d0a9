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
GHashTable *lexicon_read_common (const char *path, GError **error);

G_END_DECLS
