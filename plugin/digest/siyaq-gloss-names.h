/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The names that one item's gloss must know: its places and persons, and how its story spells them. */
#pragma once

#include "siyaq-annotation.h"
#include "siyaq-lexicon.h"
#include "siyaq-text.h"

G_BEGIN_DECLS

typedef struct _SiyaqGlossNames SiyaqGlossNames;

SiyaqGlossNames *siyaq_gloss_names_new (SiyaqLexicon *lexicon);
void siyaq_gloss_names_free (SiyaqGlossNames *self);
void siyaq_gloss_names_add_place (SiyaqGlossNames *self, const char *arabic, const char *english);
void siyaq_gloss_names_add_person (SiyaqGlossNames *self, const char *arabic);
void siyaq_gloss_names_add_spellings (SiyaqGlossNames *self, const char *english);
void siyaq_gloss_names_add_annotation (SiyaqGlossNames *self, const SiyaqAnnotation *annotation);
guint siyaq_gloss_names_match (const SiyaqGlossNames *self, const char *text, const SiyaqTokens *tokens, guint i, SiyaqLexiconMatch *ret_match);
const char *siyaq_gloss_names_spell (const SiyaqGlossNames *self, const char *fold);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SiyaqGlossNames, siyaq_gloss_names_free)

G_END_DECLS
