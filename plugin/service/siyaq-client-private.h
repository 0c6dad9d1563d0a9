/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What the two files of the client share. */
#pragma once

#include "siyaq-client.h"

G_BEGIN_DECLS

int siyaq_client_connect (const char *path, GError **error);
int siyaq_client_connect_or_start (const char *path, gint64 deadline_us, GCancellable *cancellable,
                                   GError **error);

G_END_DECLS
