/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The pipeline: an item goes through clean, tag, story and digest, and into the store. */
#pragma once

#include "siyaq-annotation.h"
#include "siyaq-cleaner.h"
#include "siyaq-digester.h"
#include "siyaq-settings.h"
#include "siyaq-store.h"
#include "siyaq-tagger.h"

G_BEGIN_DECLS

#define SIYAQ_TYPE_ENGINE (siyaq_engine_get_type ())
G_DECLARE_FINAL_TYPE (SiyaqEngine, siyaq_engine, SIYAQ, ENGINE, GObject)

SiyaqEngine *siyaq_engine_new (SiyaqStore *store, const SiyaqSettings *settings, GError **error);

SiyaqCleaner *siyaq_engine_get_cleaner (SiyaqEngine *self);
SiyaqTagger *siyaq_engine_get_tagger (SiyaqEngine *self);

void siyaq_engine_observe (SiyaqEngine *self, SiyaqItem *item);
SiyaqAnnotation *siyaq_engine_annotate (SiyaqEngine *self, SiyaqItem *item, GCancellable *cancellable,
                                        GError **error);

G_END_DECLS
