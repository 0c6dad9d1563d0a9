/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Models that translate on this computer: a row for each direction, with its size, a button that fetches,
   stops or removes, and how far it is. Opening the page asks nobody on the network; that begins with the
   button. The service fetches, so that the window can be closed meanwhile. */
#define G_LOG_DOMAIN "siyaq-host"

#include "config.h"

#include "siyaq-preferences-models.h"

#include "siyaq-host-service.h"
#include "siyaq-host-widgets.h"
#include "siyaq-preferences-page.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* How often a download that runs is looked at. */
#define POLL_MS 500
/* A folder is read, or the files of a model are removed. */
#define TIMEOUT_MS 70000u

typedef struct _Part Part;

typedef struct
{
  Part *part;
  const char *from;
  const char *to;
  gboolean installed;
  gboolean own;       /* not the system's */
  GtkWidget *button;
  GtkWidget *state;   /* label */
} Row;

struct _Part
{
  GCancellable *cancellable;
  GSettings *settings;
  gulong changed;
  Row rows[2];
  Row *running;       /* nullable */
  Row *failed;        /* nullable */
  char *message;      /* nullable: why */
  GtkWidget *bar;
  guint poll;
};

static void ask_state (Part *self);

static void
part_free (Part *self)
{
  g_cancellable_cancel (self->cancellable);
  g_object_unref (self->cancellable);
  g_clear_handle_id (&self->poll, g_source_remove);
  g_clear_signal_handler (&self->changed, self->settings);
  g_object_unref (self->settings);
  g_free (self->message);
  g_free (self);
}

static void
show_rows (Part *self)
{
  gboolean offline = g_settings_get_boolean (self->settings, "offline");

  for (guint i = 0; i < G_N_ELEMENTS (self->rows); i++)
    {
      Row *row = &self->rows[i];
      gboolean stops = self->running == row;

      gtk_button_set_label (GTK_BUTTON (row->button), stops ? _ ("Stop") : row->installed ? _ ("Remove") : _ ("Fetch"));
      gtk_widget_set_sensitive (row->button, stops || (self->running == NULL && (row->installed ? row->own : !offline)));
    }
  gtk_widget_set_visible (self->bar, self->running != NULL);
}

static Row *
find_row (Part *self,
          const char *from,
          const char *to)
{
  for (guint i = 0; i < G_N_ELEMENTS (self->rows); i++)
    if (g_strcmp0 (self->rows[i].from, from) == 0 && g_strcmp0 (self->rows[i].to, to) == 0)
      return &self->rows[i];
  return NULL;
}

static void
take_model (Part *self,
            GVariant *model)
{
  const char *from = NULL, *to = NULL;
  guint64 download = 0, installed = 0;
  g_autofree char *download_text = NULL, *installed_text = NULL, *text = NULL;
  Row *row;

  g_variant_lookup (model, "from", "&s", &from);
  g_variant_lookup (model, "to", "&s", &to);
  row = find_row (self, from, to);
  if (row == NULL)
    return;
  g_variant_lookup (model, "download", "t", &download);
  g_variant_lookup (model, "installed", "t", &installed);
  row->own = FALSE;
  g_variant_lookup (model, "own", "b", &row->own);
  row->installed = siyaq_host_lookup_string (model, "dir") != NULL;
  download_text = g_format_size (download);
  installed_text = g_format_size (installed);
  if (row->installed)
    text = g_strdup_printf (row->own ? _ ("installed, %s on the disk") : _ ("installed by the system, %s on the disk"), installed_text);
  else
    text = g_strdup_printf (_ ("%s to fetch, %s on the disk"), download_text, installed_text);
  gtk_label_set_text (GTK_LABEL (row->state), text);
}

static void
listed_cb (GObject *source,
           GAsyncResult *result,
           gpointer data)
{
  Part *self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (SiyaqMessage) answer = siyaq_client_call_finish (result, &error);
  g_autoptr (GVariant) models = NULL;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  models = answer != NULL ? g_variant_lookup_value (answer->values, "models", G_VARIANT_TYPE ("aa{sv}")) : NULL;
  for (gsize i = 0; models != NULL && i < g_variant_n_children (models); i++)
    {
      g_autoptr (GVariant) model = g_variant_get_child_value (models, i);

      take_model (self, model);
    }
  if (self->failed != NULL)
    gtk_label_set_text (GTK_LABEL (self->failed->state), self->message);
  show_rows (self);
}

static void
ask (Part *self,
     const char *method,
     const Row *row,
     GAsyncReadyCallback callback,
     gpointer data)
{
  g_autoptr (SiyaqMessage) request = NULL;
  GVariantBuilder values;

  g_variant_builder_init (&values, G_VARIANT_TYPE_VARDICT);
  if (row != NULL)
    {
      g_variant_builder_add (&values, "{sv}", "from", g_variant_new_string (row->from));
      g_variant_builder_add (&values, "{sv}", "to", g_variant_new_string (row->to));
    }
  request = siyaq_message_new (method, g_variant_builder_end (&values), NULL);
  siyaq_client_call_async (request, TRUE, TIMEOUT_MS, self->cancellable, callback, data);
}

static gboolean
poll_cb (gpointer data)
{
  Part *self = data;

  self->poll = 0;
  ask_state (self);
  return G_SOURCE_REMOVE;
}

static void
show_progress (Part *self,
               GVariant *values)
{
  guint64 done = 0, total = 0;
  g_autofree char *done_text = NULL, *total_text = NULL, *text = NULL;

  g_variant_lookup (values, "done", "t", &done);
  g_variant_lookup (values, "total", "t", &total);
  done_text = g_format_size (done);
  total_text = g_format_size (total);
  /* Translators: so many bytes of all have come. */
  text = g_strdup_printf (_ ("%s of %s"), done_text, total_text);
  gtk_progress_bar_set_fraction (GTK_PROGRESS_BAR (self->bar), total > 0 ? MIN ((double) done / (double) total, 1) : 0);
  gtk_progress_bar_set_text (GTK_PROGRESS_BAR (self->bar), total > 0 ? text : NULL);
}

static void
state_cb (GObject *source,
          GAsyncResult *result,
          gpointer data)
{
  Part *self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (SiyaqMessage) answer = siyaq_client_call_finish (result, &error);
  Row *row = NULL;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (answer != NULL)
    row = find_row (self, siyaq_host_lookup_string (answer->values, "from"), siyaq_host_lookup_string (answer->values, "to"));
  self->running = answer != NULL && siyaq_message_get_boolean (answer, "running") ? row : NULL;
  if (self->running != NULL)
    {
      show_progress (self, answer->values);
      self->poll = g_timeout_add (POLL_MS, poll_cb, self);
    }
  else
    {
      g_free (self->message);
      self->message = answer != NULL ? g_strdup (siyaq_message_get_string (answer, "message")) : NULL;
      self->failed = self->message != NULL ? row : NULL;
      ask (self, "models", NULL, listed_cb, self);
    }
  show_rows (self);
}

static void
ask_state (Part *self)
{
  ask (self, "models-state", NULL, state_cb, self);
}

static void
changed_model_cb (GObject *source,
                  GAsyncResult *result,
                  gpointer data)
{
  Row *row = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (SiyaqMessage) answer = siyaq_client_call_finish (result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (answer == NULL)
    {
      gtk_label_set_text (GTK_LABEL (row->state), error->message);
      show_rows (row->part);
    }
  else if (row->part->poll == 0)
    ask_state (row->part);
}

static void
clicked_cb (GtkWidget *button,
            Row *row)
{
  const char *method = row->part->running == row ? "models-cancel" : row->installed ? "models-remove" : "models-install";

  gtk_widget_set_sensitive (button, FALSE);
  ask (row->part, method, row, changed_model_cb, row);
}

static void
add_row (Part *self,
         Row *row,
         GtkWidget *section,
         const char *title)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);

  row->part = self;
  row->state = siyaq_host_label_new (NULL, "dim-label");
  gtk_widget_set_hexpand (row->state, TRUE);
  row->button = gtk_button_new ();
  gtk_widget_set_valign (row->button, GTK_ALIGN_CENTER);
  gtk_container_add (GTK_CONTAINER (box), row->state);
  gtk_container_add (GTK_CONTAINER (box), row->button);
  siyaq_preferences_add_wide_row (section, title, NULL, box);
  g_signal_connect (row->button, "clicked", G_CALLBACK (clicked_cb), row);
}

/**
 * siyaq_preferences_add_models:
 * @page: the page
 * @section: a section of it
 * @settings: the settings
 *
 * Adds the models for the languages in which cards are made.
 */
void
siyaq_preferences_add_models (GtkWidget *page,
                              GtkWidget *section,
                              GSettings *settings)
{
  Part *self = g_new0 (Part, 1);

  self->cancellable = g_cancellable_new ();
  self->settings = g_object_ref (settings);
  g_object_set_data_full (G_OBJECT (page), "siyaq-models-part", self, (GDestroyNotify) part_free);
  self->rows[0].from = self->rows[1].to = "ar";
  self->rows[0].to = self->rows[1].from = "en";
  add_row (self, &self->rows[0], section, _ ("Model for Arabic into English"));
  add_row (self, &self->rows[1], section, _ ("Model for English into Arabic"));
  self->bar = gtk_progress_bar_new ();
  gtk_progress_bar_set_show_text (GTK_PROGRESS_BAR (self->bar), TRUE);
  gtk_widget_set_no_show_all (self->bar, TRUE);
  siyaq_preferences_add_wide_row (section, _ ("Who made them"),
                                  _ ("Mozilla, for Firefox. Earlier releases are under the MPL 2.0; the licence of these is Mozilla’s to state. Siyaq "
                                     "fetches them for you from Mozilla’s servers and does not pass them on."), self->bar);
  self->changed = g_signal_connect_swapped (settings, "changed::offline", G_CALLBACK (show_rows), self);
  show_rows (self);
  ask_state (self);
}
