/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The page of the preferences about translation and what may be sent for it. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

void siyaq_preferences_add_translation (GtkWidget *page, GSettings *settings);

G_END_DECLS
