/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The translator's process as the service, or the command, keeps it. */
#pragma once

#include "siyaq-protocol.h"

G_BEGIN_DECLS

#define SIYAQ_TYPE_TRANSLATOR_PROCESS (siyaq_translator_process_get_type ())
G_DECLARE_FINAL_TYPE (SiyaqTranslatorProcess, siyaq_translator_process, SIYAQ, TRANSLATOR_PROCESS, GObject)

/* Called in the thread of the process's object. */
typedef void (*SiyaqTranslatorProgress) (GVariant *values, gpointer user_data);

SiyaqTranslatorProcess *siyaq_translator_process_new (void);

/* Any thread; calls wait for each other. Blocks. */
SiyaqMessage *siyaq_translator_process_call (SiyaqTranslatorProcess *self, const SiyaqMessage *request, guint timeout_ms,
                                             GCancellable *cancellable, GError **error);
/* payload: an encoded request, wiped when it was sent. self has to live until callback is called. */
void siyaq_translator_process_call_async (SiyaqTranslatorProcess *self, GBytes *payload, guint timeout_ms,
                                          SiyaqTranslatorProgress progress, gpointer progress_data, GCancellable *cancellable,
                                          GAsyncReadyCallback callback, gpointer user_data);
SiyaqMessage *siyaq_translator_process_call_finish (GAsyncResult *result, GError **error);

/* For tests: milliseconds before a process that crashed is started again, doubled each time. */
void siyaq_translator_process_set_backoff (SiyaqTranslatorProcess *self, guint first_ms);

char *siyaq_translator_process_find_program (void);

G_END_DECLS
