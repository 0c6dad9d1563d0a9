/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The thread in which translations are waited for, and the queue before it. */
#pragma once

#include "siyaq-maker.h"

G_BEGIN_DECLS

/* Texts of one language that are translated together, and what came of it. */
typedef struct
{
  char *from;
  char *to;
  GPtrArray *texts;     /* (element-type utf8) */
  GPtrArray *makers;    /* (element-type SiyaqMaker): who is asked, in this order */
  gboolean urgent;      /* a person waits */
  char **answers;       /* (nullable): one for each text */
  SiyaqMaker *maker;    /* (nullable) (transfer none): who answered */
  guint32 sent;         /* bit i: the texts went to makers[i], whatever came back */
  gboolean dropped;     /* nobody was asked, or who asked gave up */
} SiyaqDigestJob;

SiyaqDigestJob *siyaq_digest_job_new (const char *from, const char *to);
void siyaq_digest_job_free (SiyaqDigestJob *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SiyaqDigestJob, siyaq_digest_job_free)

typedef struct _SiyaqDigestQueue SiyaqDigestQueue;

/* Called in the thread when a job is done. */
typedef void (*SiyaqDigestNotify) (gpointer user_data);

SiyaqDigestQueue *siyaq_digest_queue_new (void);
void siyaq_digest_queue_set_notify (SiyaqDigestQueue *self, SiyaqDigestNotify notify, gpointer user_data);
void siyaq_digest_queue_push (SiyaqDigestQueue *self, SiyaqDigestJob *job);
SiyaqDigestJob *siyaq_digest_queue_pop_done (SiyaqDigestQueue *self);
guint siyaq_digest_queue_get_n_waiting (SiyaqDigestQueue *self);
void siyaq_digest_queue_drop (SiyaqDigestQueue *self);
void siyaq_digest_queue_free (SiyaqDigestQueue *self);

G_END_DECLS
