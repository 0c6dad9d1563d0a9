/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What the translator's process does for providers on the network and their keys. */
#pragma once

#include "siyaq-translator-loop.h"
#include "siyaq-translator.h"

G_BEGIN_DECLS

SiyaqTranslator *siyaq_translator_remote_for_request (const SiyaqMessage *request, GError **error);
SiyaqMessage *siyaq_translator_run_store_key (SiyaqTranslatorLoop *loop, const SiyaqMessage *request, GCancellable *cancellable, gpointer data);
SiyaqMessage *siyaq_translator_run_clear_key (SiyaqTranslatorLoop *loop, const SiyaqMessage *request, GCancellable *cancellable, gpointer data);
char *siyaq_translator_remote_show_request (SiyaqTranslator *engine, const char *const *texts, const char *from, const char *to);

G_END_DECLS
