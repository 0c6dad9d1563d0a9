/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The one thread that has the engine and the store, and the queue in front of it. */
#pragma once

#include "siyaq-protocol.h"

G_BEGIN_DECLS

typedef struct _SiyaqWorker SiyaqWorker;

/* Called in the thread; NULL counts as an error that has been logged. */
typedef SiyaqMessage *(*SiyaqWorkerRun) (const SiyaqMessage *request, gpointer user_data);
/* Called in the main context that made the worker. */
typedef void (*SiyaqWorkerDone) (SiyaqMessage *answer, gpointer job_data);
/* Called in the thread before a job: whether anybody still waits for its answer. */
typedef gboolean (*SiyaqWorkerWanted) (gpointer job_data);

typedef struct
{
  void (*start) (gpointer user_data);    /* in the thread, before the first job */
  SiyaqWorkerRun run;
  gboolean (*idle) (gpointer user_data); /* in the thread when there is nothing to do; TRUE: more to do */
  void (*stop) (gpointer user_data);     /* in the thread, after the last job */
  SiyaqWorkerWanted wanted;
  SiyaqWorkerDone done;
} SiyaqWorkerFunctions;

SiyaqWorker *siyaq_worker_new (const SiyaqWorkerFunctions *functions, gpointer user_data);
void siyaq_worker_push (SiyaqWorker *self, SiyaqMessage *request, gpointer job_data);
void siyaq_worker_run_urgent (SiyaqWorker *self);
guint siyaq_worker_get_n_waiting (SiyaqWorker *self);
gint64 siyaq_worker_get_busy_since_us (SiyaqWorker *self);
void siyaq_worker_stop (SiyaqWorker *self);
void siyaq_worker_free (SiyaqWorker *self);

G_END_DECLS
