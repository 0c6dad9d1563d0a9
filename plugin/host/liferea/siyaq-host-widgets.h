/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What both windows are made of. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

GtkWidget *siyaq_host_label_new (const char *text, const char *class_name);
GtkWidget *siyaq_host_list_new (void);
GtkWidget *siyaq_host_window_new (GtkWindow *parent, const char *title, const char *subtitle, int width, int height);

G_END_DECLS
