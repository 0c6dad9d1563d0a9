/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Which of many patterns a text can match, found in one pass over it. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct _SiyaqPrefilter SiyaqPrefilter;

SiyaqPrefilter *siyaq_prefilter_new (void);
void siyaq_prefilter_add (SiyaqPrefilter *self, const GPtrArray *literals);
guint siyaq_prefilter_get_n_words (const SiyaqPrefilter *self);
void siyaq_prefilter_scan (SiyaqPrefilter *self, const char *text, gsize length, guint64 *may);
void siyaq_prefilter_free (SiyaqPrefilter *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SiyaqPrefilter, siyaq_prefilter_free)

G_END_DECLS
