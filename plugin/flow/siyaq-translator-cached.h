/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The chain as the digest stage sees it: what was translated once is there at once, what was not is on
   its way. Used from the engine's thread. */
#pragma once

#include "siyaq-digest-queue.h"
#include "siyaq-store.h"
#include "siyaq-translator.h"

G_BEGIN_DECLS

#define SIYAQ_TYPE_TRANSLATOR_CACHED (siyaq_translator_cached_get_type ())
G_DECLARE_FINAL_TYPE (SiyaqTranslatorCached, siyaq_translator_cached, SIYAQ, TRANSLATOR_CACHED, GObject)

SiyaqTranslatorCached *siyaq_translator_cached_new (SiyaqStore *store);
SiyaqDigestQueue *siyaq_translator_cached_get_queue (SiyaqTranslatorCached *self);
void siyaq_translator_cached_set_makers (SiyaqTranslatorCached *self, GPtrArray *makers);

/* A round: what is asked for between begin and end and is not there goes into the queue at its end. */
void siyaq_translator_cached_begin (SiyaqTranslatorCached *self);
void siyaq_translator_cached_set_asking (SiyaqTranslatorCached *self, gboolean asking);
gboolean siyaq_translator_cached_end (SiyaqTranslatorCached *self, gboolean urgent);
SiyaqMakerState siyaq_translator_cached_get_problem (SiyaqTranslatorCached *self, const char **ret_by);

guint siyaq_translator_cached_collect (SiyaqTranslatorCached *self);

G_END_DECLS
