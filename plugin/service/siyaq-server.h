/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The socket's side of the service: connections in, requests to the worker, answers out. */
#pragma once

#include "siyaq-protocol.h"

G_BEGIN_DECLS

#define SIYAQ_TYPE_SERVER (siyaq_server_get_type ())
G_DECLARE_FINAL_TYPE (SiyaqServer, siyaq_server, SIYAQ, SERVER, GObject)

/* Connections at once: fifty feeds that update together, the reader's windows, the command. */
#define SIYAQ_SERVER_MAX_PEERS 128
/* Bytes of requests and answers in memory at once; who comes then is told to come again. */
#define SIYAQ_SERVER_MAX_QUEUED_BYTES (192u * 1024 * 1024)
/* A peer that says nothing for so long in the middle of a message is gone. */
#define SIYAQ_SERVER_PEER_TIMEOUT_S 30

/* idle_s: seconds without a request after which the service ends, 0 for never. */
SiyaqServer *siyaq_server_new (guint idle_s);
gboolean siyaq_server_listen (SiyaqServer *self, GError **error);
void siyaq_server_run (SiyaqServer *self);
void siyaq_server_quit (SiyaqServer *self);

G_END_DECLS
