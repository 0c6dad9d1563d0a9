/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The window that lists what is held, and how an item comes back. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

void siyaq_held_dialog_present (GtkWindow *parent, GSettings *settings);
void siyaq_held_dialog_close (void);
void siyaq_held_restore (const char *item, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data);
gboolean siyaq_held_restore_finish (GAsyncResult *result, GError **error);

G_END_DECLS
