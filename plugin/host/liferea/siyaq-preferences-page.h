/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The preferences, for the reader's plugin dialog and for a window of their own. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

GtkWidget *siyaq_preferences_page_new (GSettings *settings);
void siyaq_preferences_present (GtkWindow *parent, GSettings *settings);
void siyaq_preferences_close (void);

/* Its parts. */
GtkWidget *siyaq_preferences_section_new (GtkWidget *page, const char *title);
void siyaq_preferences_add_row (GtkWidget *section, const char *title, const char *subtitle, GtkWidget *widget);
void siyaq_preferences_add_wide_row (GtkWidget *section, const char *title, const char *subtitle, GtkWidget *widget);
GtkWidget *siyaq_preferences_row_get_label (GtkWidget *row);
void siyaq_preferences_add_switch (GtkWidget *section, GSettings *settings, const char *key, const char *title,
                                   const char *subtitle);
void siyaq_preferences_add_service (GtkWidget *page, GSettings *settings);

G_END_DECLS
