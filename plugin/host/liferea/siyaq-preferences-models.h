/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The rows of the preferences about models on this computer. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

void siyaq_preferences_add_models (GtkWidget *page, GtkWidget *section, GSettings *settings);

G_END_DECLS
