/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The service's log: one line an event, in a file that does not grow without end. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

void siyaq_log_open (gboolean to_stderr);
void siyaq_log_write (const char *format, ...) G_GNUC_PRINTF (1, 2);
char *siyaq_log_get_path (void);

G_END_DECLS
