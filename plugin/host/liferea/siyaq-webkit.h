/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The few functions of the reader's WebKit, whichever version that is. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Scripts of ours run in a world of their own: they see the page, the page does not see them. */
#define SIYAQ_WEBKIT_WORLD "siyaq"
#define SIYAQ_WEBKIT_HANDLER "siyaq"

/* WebKitLoadEvent. */
typedef enum
{
  SIYAQ_WEBKIT_LOAD_STARTED = 0,
  SIYAQ_WEBKIT_LOAD_FINISHED = 3,
} SiyaqWebkitLoadEvent;

gboolean siyaq_webkit_init (void);
const char *siyaq_webkit_get_uri (GtkWidget *view);
void siyaq_webkit_run (GtkWidget *view, const char *script);
GObject *siyaq_webkit_register_handler (GtkWidget *view);
void siyaq_webkit_unregister_handler (GObject *manager);
char *siyaq_webkit_message_to_string (gpointer message);
char *siyaq_webkit_quote (const char *text);

G_END_DECLS
