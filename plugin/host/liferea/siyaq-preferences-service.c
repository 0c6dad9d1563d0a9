/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The part of the preferences that the service fills: what it has done so far, items of before the
   plugin. Numbers come when they come; the page does not wait for them. */
#define G_LOG_DOMAIN "siyaq-host"

#include "config.h"

#include "siyaq-preferences-page.h"

#include "siyaq-host-service.h"
#include "siyaq-host-widgets.h"

#include <glib/gi18n-lib.h>

/* How often an import that runs is looked at. */
#define POLL_MS 700

typedef struct
{
  GCancellable *cancellable;
  GtkWidget *items, *removed, *held, *linked; /* labels */
  GtkWidget *notice;
  GtkWidget *import_button, *import_bar;
  guint poll;
} ServicePart;

static void poll_import (ServicePart *self);

static void
service_part_free (ServicePart *self)
{
  g_cancellable_cancel (self->cancellable);
  g_object_unref (self->cancellable);
  g_clear_handle_id (&self->poll, g_source_remove);
  g_free (self);
}

static GtkWidget *
new_value (void)
{
  GtkWidget *label = gtk_label_new ("–");

  gtk_label_set_xalign (GTK_LABEL (label), 1);
  return label;
}

static void
set_number (GtkWidget *label,
            gint64 n)
{
  g_autofree char *text = g_strdup_printf ("%'" G_GINT64_FORMAT, n);

  gtk_label_set_text (GTK_LABEL (label), text);
}

static void
stats_cb (GObject *source,
          GAsyncResult *result,
          gpointer data)
{
  ServicePart *self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (SiyaqMessage) answer = siyaq_client_call_finish (result, &error);
  g_autoptr (GVariant) counters = NULL;
  const char *notice;
  guint32 n;
  gint64 sum;

  if (answer == NULL)
    {
      if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        {
          g_autofree char *text = g_strdup_printf (_ ("Siyaq’s service did not answer: %s"), error->message);

          gtk_label_set_text (GTK_LABEL (self->notice), text);
          gtk_widget_show (self->notice);
        }
      return;
    }
  if (g_variant_lookup (answer->values, "items", "u", &n))
    set_number (self->items, n);
  if (g_variant_lookup (answer->values, "held", "u", &n))
    set_number (self->held, n);
  counters = g_variant_lookup_value (answer->values, "counters", G_VARIANT_TYPE ("a{sx}"));
  if (counters != NULL)
    {
      if (g_variant_lookup (counters, "removed", "x", &sum))
        set_number (self->removed, sum);
      if (g_variant_lookup (counters, "linked", "x", &sum))
        set_number (self->linked, sum);
    }
  notice = siyaq_host_lookup_string (answer->values, "notice");
  if (notice != NULL)
    {
      gtk_label_set_text (GTK_LABEL (self->notice), notice);
      gtk_widget_show (self->notice);
    }
}

static void
ask_stats (ServicePart *self)
{
  siyaq_host_ask ("stats", NULL, self->cancellable, stats_cb, self);
}

static gboolean
poll_cb (gpointer data)
{
  ServicePart *self = data;

  self->poll = 0;
  poll_import (self);
  return G_SOURCE_REMOVE;
}

static void
import_state_cb (GObject *source,
                 GAsyncResult *result,
                 gpointer data)
{
  ServicePart *self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (SiyaqMessage) answer = siyaq_client_call_finish (result, &error);
  g_autofree char *text = NULL;
  const char *message;
  guint32 done = 0, total = 0;
  gboolean running = FALSE;

  if (answer == NULL)
    {
      if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        {
          gtk_widget_set_sensitive (self->import_button, TRUE);
          gtk_progress_bar_set_text (GTK_PROGRESS_BAR (self->import_bar), error->message);
        }
      return;
    }
  g_variant_lookup (answer->values, "running", "b", &running);
  g_variant_lookup (answer->values, "done", "u", &done);
  g_variant_lookup (answer->values, "total", "u", &total);
  message = siyaq_host_lookup_string (answer->values, "message");
  if (total > 0)
    gtk_progress_bar_set_fraction (GTK_PROGRESS_BAR (self->import_bar), MIN ((double) done / total, 1));
  /* Translators: so many items of all have been read. */
  text = message != NULL ? g_strdup (message) : g_strdup_printf (_ ("%u of %u items"), done, total);
  gtk_progress_bar_set_text (GTK_PROGRESS_BAR (self->import_bar), text);
  gtk_widget_set_sensitive (self->import_button, !running);
  if (running)
    self->poll = g_timeout_add (POLL_MS, poll_cb, self);
  else
    ask_stats (self);
}

static void
poll_import (ServicePart *self)
{
  siyaq_host_ask ("import-state", NULL, self->cancellable, import_state_cb, self);
}

static void
import_started_cb (GObject *source,
                   GAsyncResult *result,
                   gpointer data)
{
  ServicePart *self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (SiyaqMessage) answer = siyaq_client_call_finish (result, &error);

  if (answer != NULL)
    poll_import (self);
  else if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      gtk_widget_set_sensitive (self->import_button, TRUE);
      gtk_progress_bar_set_text (GTK_PROGRESS_BAR (self->import_bar), error->message);
    }
}

static void
import_clicked_cb (GtkWidget *button,
                   ServicePart *self)
{
  g_autofree char *path = g_build_filename (g_get_user_data_dir (), "liferea", "liferea.db", NULL);
  GVariantBuilder values;

  gtk_widget_set_sensitive (button, FALSE);
  gtk_widget_show (self->import_bar);
  g_variant_builder_init (&values, G_VARIANT_TYPE_VARDICT);
  g_variant_builder_add (&values, "{sv}", "path", g_variant_new_string (path));
  siyaq_host_ask ("import", g_variant_builder_end (&values), self->cancellable, import_started_cb, self);
}

/**
 * siyaq_preferences_add_service:
 * @page: the page
 * @settings: the settings
 *
 * Adds the sections about earlier items and statistics.
 */
void
siyaq_preferences_add_service (GtkWidget *page,
                               GSettings *settings)
{
  ServicePart *self = g_new0 (ServicePart, 1);
  GtkWidget *section, *box;

  self->cancellable = g_cancellable_new ();
  g_object_set_data_full (G_OBJECT (page), "siyaq-service-part", self, (GDestroyNotify) service_part_free);

  section = siyaq_preferences_section_new (page, _ ("Earlier items"));
  box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  self->import_button = gtk_button_new_with_mnemonic (_ ("_Import"));
  g_signal_connect (self->import_button, "clicked", G_CALLBACK (import_clicked_cb), self);
  gtk_container_add (GTK_CONTAINER (box), self->import_button);
  siyaq_preferences_add_row (section, _ ("Read what is in the reader already"),
                             _ ("In the background, so that links to the same story reach back. Nothing in the reader is changed."), box);
  self->import_bar = gtk_progress_bar_new ();
  gtk_progress_bar_set_show_text (GTK_PROGRESS_BAR (self->import_bar), TRUE);
  gtk_widget_set_no_show_all (self->import_bar, TRUE);
  gtk_container_add (GTK_CONTAINER (page), self->import_bar);

  section = siyaq_preferences_section_new (page, _ ("So far"));
  self->items = new_value ();
  self->removed = new_value ();
  self->held = new_value ();
  self->linked = new_value ();
  siyaq_preferences_add_row (section, _ ("Items seen"), NULL, self->items);
  siyaq_preferences_add_row (section, _ ("Blocks removed"), NULL, self->removed);
  siyaq_preferences_add_row (section, _ ("Items held now"), NULL, self->held);
  siyaq_preferences_add_row (section, _ ("Items linked to the same story elsewhere"), NULL, self->linked);
  self->notice = siyaq_host_label_new (NULL, NULL);
  gtk_widget_set_no_show_all (self->notice, TRUE);
  gtk_container_add (GTK_CONTAINER (page), self->notice);
  ask_stats (self);
}
