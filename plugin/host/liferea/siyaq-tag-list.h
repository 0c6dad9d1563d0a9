/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A list of regions or events in the preferences. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

typedef enum
{
  SIYAQ_TAG_REGION,
  SIYAQ_TAG_EVENT,
} SiyaqTagKind;

GtkWidget *siyaq_tag_list_new (GSettings *settings, const char *key, SiyaqTagKind kind);

G_END_DECLS
