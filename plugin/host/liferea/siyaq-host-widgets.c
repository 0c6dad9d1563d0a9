/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What both windows are made of: labels that wrap, lists with a line between rows, a window with a header
   that Escape closes. */
#define G_LOG_DOMAIN "siyaq-host"

#include "config.h"

#include "siyaq-host-widgets.h"

static void
header_cb (GtkListBoxRow *row,
           GtkListBoxRow *before,
           gpointer data)
{
  if (before != NULL && gtk_list_box_row_get_header (row) == NULL)
    gtk_list_box_row_set_header (row, gtk_separator_new (GTK_ORIENTATION_HORIZONTAL));
}

static gboolean
key_press_cb (GtkWidget *window,
              GdkEventKey *event,
              gpointer data)
{
  /* A list of completions that is open takes the key first: it is a window of its own. */
  if (event->keyval != GDK_KEY_Escape)
    return GDK_EVENT_PROPAGATE;
  gtk_window_close (GTK_WINDOW (window));
  return GDK_EVENT_STOP;
}

/**
 * siyaq_host_label_new:
 * @text: (nullable): plain text
 * @class_name: (nullable): a style class
 *
 * Returns: (transfer floating): a label that wraps
 */
GtkWidget *
siyaq_host_label_new (const char *text,
                      const char *class_name)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_line_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_line_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  if (class_name != NULL)
    gtk_style_context_add_class (gtk_widget_get_style_context (label), class_name);
  return label;
}

/**
 * siyaq_host_list_new:
 *
 * Returns: (transfer floating): a list for rows that are read, not chosen
 */
GtkWidget *
siyaq_host_list_new (void)
{
  GtkWidget *list = gtk_list_box_new ();

  gtk_list_box_set_selection_mode (GTK_LIST_BOX (list), GTK_SELECTION_NONE);
  gtk_list_box_set_header_func (GTK_LIST_BOX (list), header_cb, NULL, NULL);
  return list;
}

/**
 * siyaq_host_window_new:
 * @parent: (nullable): the reader's window
 * @title: its title
 * @subtitle: what stands below
 * @width: in pixels
 * @height: in pixels
 *
 * Returns: (transfer none): a window that goes with @parent and that Escape closes
 */
GtkWidget *
siyaq_host_window_new (GtkWindow *parent,
                       const char *title,
                       const char *subtitle,
                       int width,
                       int height)
{
  GtkWidget *window = gtk_window_new (GTK_WINDOW_TOPLEVEL);
  GtkWidget *header = gtk_header_bar_new ();

  gtk_header_bar_set_title (GTK_HEADER_BAR (header), title);
  gtk_header_bar_set_subtitle (GTK_HEADER_BAR (header), subtitle);
  gtk_header_bar_set_show_close_button (GTK_HEADER_BAR (header), TRUE);
  gtk_window_set_titlebar (GTK_WINDOW (window), header);
  gtk_window_set_title (GTK_WINDOW (window), title);
  gtk_window_set_icon_name (GTK_WINDOW (window), "siyaq");
  gtk_window_set_default_size (GTK_WINDOW (window), width, height);
  gtk_window_set_transient_for (GTK_WINDOW (window), parent);
  gtk_window_set_destroy_with_parent (GTK_WINDOW (window), TRUE);
  g_signal_connect (window, "key-press-event", G_CALLBACK (key_press_cb), NULL);
  return window;
}
