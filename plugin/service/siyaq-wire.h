/* SPDX-License-Identifier: GPL-2.0-or-later */
/* One message after the other over a non-blocking socket, with a deadline. */
#pragma once

#include "siyaq-protocol.h"

G_BEGIN_DECLS

/* No deadline. */
#define SIYAQ_WIRE_FOREVER G_MAXINT64

typedef struct
{
  int fd;                    /* non-blocking */
  gint64 deadline_us;        /* of the monotonic clock */
  GCancellable *cancellable; /* nullable */
} SiyaqWire;

gboolean siyaq_wire_wait (const SiyaqWire *wire, short events, GError **error);
gboolean siyaq_wire_send (const SiyaqWire *wire, GBytes *payload, GError **error);
SiyaqMessage *siyaq_wire_receive (const SiyaqWire *wire, gboolean *ret_nothing_came, GError **error);
GBytes *siyaq_wire_take (guint8 *data, gsize length);
void siyaq_wire_wipe (GBytes *payload);

G_END_DECLS
