/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The entries in the reader's Tools menu and their actions. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

typedef struct _SiyaqMenu SiyaqMenu;

SiyaqMenu *siyaq_menu_new (GObject *shell, GSettings *settings);
void siyaq_menu_free (SiyaqMenu *self);

G_END_DECLS
