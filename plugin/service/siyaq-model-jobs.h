/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Models as the preferences ask for them: one download at a time, in the background. */
#pragma once

#include "siyaq-protocol.h"

G_BEGIN_DECLS

typedef struct _SiyaqModelJobs SiyaqModelJobs;

/* answer: (transfer full). */
typedef void (*SiyaqModelJobsDone) (SiyaqMessage *answer, gpointer user_data);

SiyaqModelJobs *siyaq_model_jobs_new (void);
void siyaq_model_jobs_free (SiyaqModelJobs *self);
gboolean siyaq_model_jobs_is_for (const char *method);
gboolean siyaq_model_jobs_is_running (SiyaqModelJobs *self);
void siyaq_model_jobs_run (SiyaqModelJobs *self, const SiyaqMessage *request, SiyaqModelJobsDone done, gpointer user_data);

G_END_DECLS
