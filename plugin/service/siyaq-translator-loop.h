/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The translator's side of its socket: one request at a time, each cancellable. */
#pragma once

#include "siyaq-protocol.h"

G_BEGIN_DECLS

typedef struct _SiyaqTranslatorLoop SiyaqTranslatorLoop;

/* Called in the loop's thread; returns the answer. What takes long looks at cancellable. */
typedef SiyaqMessage *(*SiyaqTranslatorRun) (SiyaqTranslatorLoop *loop, const SiyaqMessage *request, GCancellable *cancellable,
                                             gpointer user_data);

typedef struct
{
  const char *name; /* NULL after the last */
  SiyaqTranslatorRun run;
} SiyaqTranslatorMethod;

/* idle_ms: the loop ends so long after its last answer. Returns an exit status. */
int siyaq_translator_loop_run (int fd, const SiyaqTranslatorMethod *methods, guint idle_ms, gpointer user_data);
/* Tells who waits how far a request is, before its answer. values: floating. */
void siyaq_translator_loop_report (SiyaqTranslatorLoop *self, GVariant *values);

SiyaqMessage *siyaq_translator_answer_error (const GError *error);

G_END_DECLS
