/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What the translator's process does for models.

   method          request values                        answer values
   models-list     catalogue s?, files s?, offline b?    models aa{sv}: from s, to s, version s?, architecture s?,
                                                         dir s?, origin s?, own b, update b, download t,
                                                         installed t; offline b (the catalogue was not reached)
   models-install  from s, to s, source s?, catalogue s?, -
                   files s?, offline b?                  (progress: what s, done t, total t)
   models-remove   from s, to s                          -

   catalogue and files are addresses of a mirror, source is a folder. Codes of errors: "unknown", "network",
   "bad-answer", "no-space", "busy", "offline", "cancelled", "failed". */
#pragma once

#include "siyaq-translator-loop.h"

G_BEGIN_DECLS

SiyaqMessage *siyaq_translator_run_models_list (SiyaqTranslatorLoop *loop, const SiyaqMessage *request, GCancellable *cancellable, gpointer data);
SiyaqMessage *siyaq_translator_run_models_install (SiyaqTranslatorLoop *loop, const SiyaqMessage *request, GCancellable *cancellable, gpointer data);
SiyaqMessage *siyaq_translator_run_models_remove (SiyaqTranslatorLoop *loop, const SiyaqMessage *request, GCancellable *cancellable, gpointer data);

G_END_DECLS
