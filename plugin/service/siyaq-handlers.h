/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The engine as the worker sees it. */
#pragma once

#include "siyaq-translator-process.h"
#include "siyaq-worker.h"

G_BEGIN_DECLS

typedef struct _SiyaqHandlers SiyaqHandlers;

/* For the worker; wanted and done are the server's. */
extern const SiyaqWorkerFunctions siyaq_handlers_functions;

SiyaqHandlers *siyaq_handlers_new (void);
void siyaq_handlers_set_worker (SiyaqHandlers *self, SiyaqWorker *worker);
/* collected: called in the worker's thread when translations have come, with the number that cards have then. */
void siyaq_handlers_set_collected (SiyaqHandlers *self, void (*collected) (guint serial, gpointer user_data), gpointer user_data);
SiyaqTranslatorProcess *siyaq_handlers_get_translator (SiyaqHandlers *self);
void siyaq_handlers_read_settings (SiyaqHandlers *self);
void siyaq_handlers_renew_makers (SiyaqHandlers *self);
gboolean siyaq_handlers_is_offline (SiyaqHandlers *self);
gboolean siyaq_handlers_is_ready (SiyaqHandlers *self);
gboolean siyaq_handlers_is_busy (SiyaqHandlers *self);
void siyaq_handlers_free (SiyaqHandlers *self);

G_END_DECLS
