/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The other end of the socket: asks the service, starting it where it does not run. */
#pragma once

#include "siyaq-protocol.h"

G_BEGIN_DECLS

/* Blocking, for the command. start: start the service where it does not run. timeout_ms bounds it all. */
SiyaqMessage *siyaq_client_call (const SiyaqMessage *request, gboolean start, guint timeout_ms,
                                 GCancellable *cancellable, GError **error);

/* For the reader's main loop. */
void siyaq_client_call_async (const SiyaqMessage *request, gboolean start, guint timeout_ms,
                              GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
SiyaqMessage *siyaq_client_call_finish (GAsyncResult *result, GError **error);

G_END_DECLS
