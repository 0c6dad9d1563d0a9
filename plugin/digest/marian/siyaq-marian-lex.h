/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A lexical shortlist: for each source piece the target pieces that it is likely to become. The
   output layer is then computed for these alone. */
#pragma once

#include "siyaq-marian-file.h"

G_BEGIN_DECLS

typedef struct
{
  SiyaqMarianFile *file;
  guint frequent;   /* the first so many pieces are always candidates */
  guint n_source;
  gsize offsets_at; /* n_source + 1 u64 */
  gsize ids_at;     /* u32 */
} SiyaqMarianLex;

SiyaqMarianLex *siyaq_marian_lex_new (SiyaqMarianFile *file, guint n_source, guint n_target, GError **error);
void siyaq_marian_lex_free (SiyaqMarianLex *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SiyaqMarianLex, siyaq_marian_lex_free)

guint32 *siyaq_marian_lex_candidates (const SiyaqMarianLex *self, const guint32 *source, guint n, gboolean shared, guint n_target,
                                      guint *ret_n);

G_END_DECLS
