/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The other end of the socket: asks the service, starting it where it does not run. */
#pragma once

#include "siyaq-protocol.h"

G_BEGIN_DECLS

/* Blocking, for the command. start: start the service where it does not run. timeout_ms bounds it all.
   Errors: SIYAQ_PROTOCOL_ERROR, G_IO_ERROR (TIMED_OUT, CANCELLED, CONNECTION_REFUSED), G_SPAWN_ERROR. */
SiyaqMessage *siyaq_client_call (const SiyaqMessage *request, gboolean start, guint timeout_ms,
                                 GCancellable *cancellable, GError **error);

/* For the reader's main loop: the same call in a thread of its own; request is copied before this
   returns, callback is called in the thread-default main context of the caller. */
void siyaq_client_call_async (const SiyaqMessage *request, gboolean start, guint timeout_ms,
                              GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
SiyaqMessage *siyaq_client_call_finish (GAsyncResult *result, GError **error);

/* The siyaq program: SIYAQ_COMMAND, or what siyaq_client_set_command() named, or this program where it is
   siyaq, or the installed one, or the first in PATH. NULL where there is none. */
char *siyaq_client_find_command (void);

/* Names the program, for a module that lies beside it; once, before the first call. */
void siyaq_client_set_command (const char *command);

G_END_DECLS
