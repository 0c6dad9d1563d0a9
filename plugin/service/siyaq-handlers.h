/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The engine as the worker sees it. */
#pragma once

#include "siyaq-worker.h"

G_BEGIN_DECLS

typedef struct _SiyaqHandlers SiyaqHandlers;

/* For the worker; wanted and done are the server's. */
extern const SiyaqWorkerFunctions siyaq_handlers_functions;

SiyaqHandlers *siyaq_handlers_new (void);
void siyaq_handlers_set_worker (SiyaqHandlers *self, SiyaqWorker *worker);
gboolean siyaq_handlers_is_ready (SiyaqHandlers *self);
gboolean siyaq_handlers_is_busy (SiyaqHandlers *self);
void siyaq_handlers_free (SiyaqHandlers *self);

G_END_DECLS
