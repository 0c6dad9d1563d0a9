/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Requests that the service hands on to the translator's process. */
#pragma once

#include "siyaq-handlers.h"

G_BEGIN_DECLS

/* answer: (transfer full). */
typedef void (*SiyaqRelayDone) (SiyaqMessage *answer, gpointer user_data);

gboolean siyaq_relay_is_for (const char *method);
void siyaq_relay_run (SiyaqHandlers *handlers, const SiyaqMessage *request, GBytes *payload, SiyaqRelayDone done,
                      gpointer user_data);

G_END_DECLS
