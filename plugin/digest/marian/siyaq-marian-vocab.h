/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A SentencePiece vocabulary: text ⇄ numbers of pieces. */
#pragma once

#include "siyaq-marian-file.h"

G_BEGIN_DECLS

typedef struct _SiyaqMarianVocab SiyaqMarianVocab;

SiyaqMarianVocab *siyaq_marian_vocab_new (SiyaqMarianFile *file, GError **error);
void siyaq_marian_vocab_free (SiyaqMarianVocab *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SiyaqMarianVocab, siyaq_marian_vocab_free)

guint siyaq_marian_vocab_get_size (const SiyaqMarianVocab *self);
guint32 siyaq_marian_vocab_get_eos (const SiyaqMarianVocab *self);
guint32 siyaq_marian_vocab_get_unk (const SiyaqMarianVocab *self);
guint32 *siyaq_marian_vocab_encode (const SiyaqMarianVocab *self, const char *text, gsize length, guint *ret_n);
char *siyaq_marian_vocab_decode (const SiyaqMarianVocab *self, const guint32 *ids, guint n);

G_END_DECLS
