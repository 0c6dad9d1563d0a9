/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The window that lists what is held: each item with its feed, its day, the reason and the evidence,
   a look into it, and one button that brings it back. One window at a time. The list is asked for
   when the window opens and says so while it waits. */
#define G_LOG_DOMAIN "siyaq-host"

#include "config.h"

#include "siyaq-held-dialog.h"

#include "siyaq-host-service.h"
#include "siyaq-host-widgets.h"

#include <glib/gi18n-lib.h>

/* A person looks through the newest ones; the command lists the rest. */
#define MAX_LISTED 200u
#define WIDTH 680
#define HEIGHT 520

typedef struct
{
  GtkWidget *window;
  GtkWidget *stack;
  GtkWidget *list;
  GtkWidget *message;
  GSettings *settings;
  GCancellable *cancellable;
} Dialog;

/* A row's own data; the row's widget may be gone when an answer comes. */
typedef struct
{
  GtkWidget *row; /* weak */
  GtkWidget *button;
  GtkWidget *message;
} Restore;

static Dialog *dialog;

static void
destroy_cb (GtkWidget *window,
            gpointer data)
{
  Dialog *self = g_steal_pointer (&dialog);

  g_cancellable_cancel (self->cancellable);
  g_object_unref (self->cancellable);
  g_clear_object (&self->settings);
  g_free (self);
}

static void
set_bold (GtkWidget *label)
{
  PangoAttrList *attributes = pango_attr_list_new ();

  pango_attr_list_insert (attributes, pango_attr_weight_new (PANGO_WEIGHT_BOLD));
  gtk_label_set_attributes (GTK_LABEL (label), attributes);
  pango_attr_list_unref (attributes);
}

static void
show_message (const char *text)
{
  gtk_label_set_text (GTK_LABEL (dialog->message), text);
  gtk_stack_set_visible_child_name (GTK_STACK (dialog->stack), "message");
}

static void
restore_free (Restore *restore)
{
  g_clear_weak_pointer (&restore->row);
  g_free (restore);
}

static void
restored_cb (GObject *source,
             GAsyncResult *result,
             gpointer data)
{
  Restore *restore = data;
  g_autoptr (GError) error = NULL;
  gboolean restored = siyaq_held_restore_finish (result, &error);

  if (restore->row != NULL)
    {
      gtk_widget_set_sensitive (restore->button, FALSE);
      gtk_label_set_text (GTK_LABEL (restore->message), restored ? _ ("Back in its feed. Siyaq learned from it.") : error->message);
      gtk_widget_show (restore->message);
    }
  restore_free (restore);
}

static void
restore_clicked_cb (GtkButton *button,
                    const char *item)
{
  Restore *restore = g_new0 (Restore, 1);

  restore->button = GTK_WIDGET (button);
  restore->message = g_object_get_data (G_OBJECT (button), "message");
  g_set_weak_pointer (&restore->row, g_object_get_data (G_OBJECT (button), "row"));
  gtk_widget_set_sensitive (restore->button, FALSE);
  /* Not cancelled with the window: the service has let the item go then, and the reader shall have it. */
  siyaq_held_restore (item, NULL, restored_cb, restore);
}

/* "Levant Wire · 11 March 2025", the day in the reader's own locale. Two labels: in one of them a name in
   the other direction would turn the whole line round. */
static GtkWidget *
new_origin (GVariant *values)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  const char *outlet = siyaq_host_lookup_string (values, "outlet");
  gint64 published_s;

  if (outlet == NULL)
    outlet = siyaq_host_lookup_string (values, "feed");
  if (outlet != NULL)
    gtk_container_add (GTK_CONTAINER (box), siyaq_host_label_new (outlet, "dim-label"));
  if (g_variant_lookup (values, "published", "x", &published_s))
    {
      g_autoptr (GDateTime) date = g_date_time_new_from_unix_local (published_s);
      g_autofree char *day = date != NULL ? g_date_time_format (date, "%-d %B %Y") : NULL;
      g_autofree char *text = day != NULL ? g_strconcat ("· ", day, NULL) : NULL;

      if (text != NULL)
        gtk_container_add (GTK_CONTAINER (box), siyaq_host_label_new (text, "dim-label"));
    }
  return box;
}

static GtkWidget *
new_preview (const char *text)
{
  GtkWidget *expander = gtk_expander_new (NULL);
  GtkWidget *label = siyaq_host_label_new (text, NULL);

  /* Filled, so that its name stands at the start of the line in either direction. */
  gtk_expander_set_label_widget (GTK_EXPANDER (expander), siyaq_host_label_new (_ ("What it says"), NULL));
  gtk_expander_set_label_fill (GTK_EXPANDER (expander), TRUE);
  gtk_label_set_selectable (GTK_LABEL (label), TRUE);
  gtk_widget_set_margin_top (label, 4);
  gtk_container_add (GTK_CONTAINER (expander), label);
  return expander;
}

static GtkWidget *
new_row (GVariant *values)
{
  const char *item = siyaq_host_lookup_string (values, "item");
  const char *title = siyaq_host_lookup_string (values, "title");
  const char *reason = siyaq_host_lookup_string (values, "reason");
  const char *evidence = siyaq_host_lookup_string (values, "evidence");
  const char *preview = siyaq_host_lookup_string (values, "preview");
  g_autofree char *why = NULL;
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *grid = gtk_grid_new ();
  GtkWidget *label, *button;

  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), FALSE);
  gtk_widget_set_can_focus (row, FALSE);
  gtk_list_box_row_set_selectable (GTK_LIST_BOX_ROW (row), FALSE);
  gtk_container_set_border_width (GTK_CONTAINER (grid), 12);
  gtk_grid_set_row_spacing (GTK_GRID (grid), 3);
  gtk_grid_set_column_spacing (GTK_GRID (grid), 18);

  label = siyaq_host_label_new (title != NULL ? title : _ ("Without a title"), NULL);
  set_bold (label);
  gtk_widget_set_hexpand (label, TRUE);
  gtk_grid_attach (GTK_GRID (grid), label, 0, 0, 1, 1);
  gtk_grid_attach (GTK_GRID (grid), new_origin (values), 0, 1, 1, 1);
  if (reason != NULL)
    {
      why = evidence != NULL ? g_strdup_printf ("%s (\u2068%s\u2069)", reason, evidence) : g_strdup (reason);
      gtk_grid_attach (GTK_GRID (grid), siyaq_host_label_new (why, NULL), 0, 2, 1, 1);
    }
  if (preview != NULL)
    gtk_grid_attach (GTK_GRID (grid), new_preview (preview), 0, 3, 2, 1);
  label = siyaq_host_label_new (NULL, "dim-label");
  gtk_widget_set_no_show_all (label, TRUE);
  gtk_grid_attach (GTK_GRID (grid), label, 0, 4, 2, 1);

  button = gtk_button_new_with_mnemonic (_ ("_Restore"));
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_set_tooltip_text (button, _ ("Puts the item into its feed at once, and teaches Siyaq that it was no advert"));
  g_object_set_data (G_OBJECT (button), "message", label);
  g_object_set_data (G_OBJECT (button), "row", row);
  if (item != NULL)
    g_signal_connect_data (button, "clicked", G_CALLBACK (restore_clicked_cb), g_strdup (item), (GClosureNotify) (GCallback) g_free, 0);
  gtk_grid_attach (GTK_GRID (grid), button, 1, 0, 1, 3);

  gtk_container_add (GTK_CONTAINER (row), grid);
  return row;
}

static void
listed_cb (GObject *source,
           GAsyncResult *result,
           gpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SiyaqMessage) answer = siyaq_client_call_finish (result, &error);
  g_autoptr (GVariant) items = NULL;
  GVariantIter iter;
  GVariant *values;
  guint n = 0;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) || dialog == NULL)
    return;
  if (answer == NULL)
    {
      g_autofree char *text = g_strdup_printf (_ ("Siyaq’s service did not answer: %s"), error->message);

      show_message (text);
      return;
    }
  items = g_variant_lookup_value (answer->values, "items", G_VARIANT_TYPE ("aa{sv}"));
  if (items != NULL)
    {
      g_variant_iter_init (&iter, items);
      while ((values = g_variant_iter_next_value (&iter)) != NULL)
        {
          gtk_container_add (GTK_CONTAINER (dialog->list), new_row (values));
          g_variant_unref (values);
          n++;
        }
    }
  if (n == 0)
    {
      show_message (_ ("Nothing is held. Adverts that Siyaq keeps out of the list wait here, and none is ever deleted."));
      return;
    }
  gtk_widget_show_all (dialog->list);
  gtk_stack_set_visible_child_name (GTK_STACK (dialog->stack), "list");
}

static void
build (GtkWindow *parent)
{
  GtkWidget *scrolled = gtk_scrolled_window_new (NULL, NULL);

  dialog->window = siyaq_host_window_new (parent, _ ("Held Items"), _ ("Kept out of the list, never deleted"), WIDTH, HEIGHT);
  dialog->stack = gtk_stack_new ();
  dialog->message = siyaq_host_label_new (_ ("Looking…"), "dim-label");
  gtk_label_set_justify (GTK_LABEL (dialog->message), GTK_JUSTIFY_CENTER);
  gtk_label_set_xalign (GTK_LABEL (dialog->message), 0.5);
  gtk_widget_set_margin_start (dialog->message, 48);
  gtk_widget_set_margin_end (dialog->message, 48);
  dialog->list = siyaq_host_list_new ();
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_container_add (GTK_CONTAINER (scrolled), dialog->list);
  gtk_stack_add_named (GTK_STACK (dialog->stack), dialog->message, "message");
  gtk_stack_add_named (GTK_STACK (dialog->stack), scrolled, "list");
  gtk_container_add (GTK_CONTAINER (dialog->window), dialog->stack);
  g_signal_connect (dialog->window, "destroy", G_CALLBACK (destroy_cb), NULL);
}

/**
 * siyaq_held_dialog_present:
 * @parent: (nullable): the reader's window
 * @settings: (nullable): the settings
 *
 * Opens the window, or brings it to the front.
 */
void
siyaq_held_dialog_present (GtkWindow *parent,
                           GSettings *settings)
{
  GVariantBuilder values;

  if (dialog != NULL)
    {
      gtk_window_present (GTK_WINDOW (dialog->window));
      return;
    }
  dialog = g_new0 (Dialog, 1);
  dialog->settings = settings != NULL ? g_object_ref (settings) : NULL;
  dialog->cancellable = g_cancellable_new ();
  build (parent);
  gtk_widget_show_all (dialog->window);

  g_variant_builder_init (&values, G_VARIANT_TYPE_VARDICT);
  g_variant_builder_add (&values, "{sv}", "max", g_variant_new_uint32 (MAX_LISTED));
  g_variant_builder_add (&values, "{sv}", "lang", g_variant_new_string (siyaq_host_get_lang (settings)));
  siyaq_host_ask ("held-list", g_variant_builder_end (&values), dialog->cancellable, listed_cb, NULL);
}

/**
 * siyaq_held_dialog_close:
 *
 * Closes the window if it is open.
 */
void
siyaq_held_dialog_close (void)
{
  if (dialog != NULL)
    gtk_widget_destroy (dialog->window);
}
