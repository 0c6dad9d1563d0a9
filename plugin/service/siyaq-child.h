/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A program that is started on a socket, by the process itself or by one that it left behind. */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

typedef struct _SiyaqChild SiyaqChild;

/* Before there are threads and before siyaq_confine(): from then on a process of its own starts programs. */
gboolean siyaq_child_prepare (GError **error);

SiyaqChild *siyaq_child_start (const char *program, int stdin_fd, GError **error);
gboolean siyaq_child_has_ended (SiyaqChild *self);
gboolean siyaq_child_end (SiyaqChild *self);

G_END_DECLS
