/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A list of regions or events in the preferences: what is chosen stands as buttons that take it out
   again, and an entry completes names. Names come from the service, which has the gazetteer, in the
   user's language; until they are there, and for what it does not know, the code is shown. */
#define G_LOG_DOMAIN "siyaq-host"

#include "config.h"

#include "siyaq-tag-list.h"

#include "siyaq-host-service.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* Regions or events that one list holds; the service compares each item with all of them. */
#define MAX_TAGS 200u
/* Letters after which the entry completes; shorter beginnings fit half the world. */
#define MIN_KEY_LENGTH 2

enum
{
  COLUMN_CODE,
  COLUMN_LABEL,
  N_COLUMNS,
};

typedef struct
{
  GSettings *settings;
  char *key;
  SiyaqTagKind kind;
  GtkListStore *names;
  GHashTable *labels;      /* code → label */
  GtkWidget *flow, *entry;
  GCancellable *cancellable;
  gulong changed_handler;
} TagList;

static void
tag_list_free (TagList *self)
{
  g_cancellable_cancel (self->cancellable);
  g_object_unref (self->cancellable);
  g_clear_signal_handler (&self->changed_handler, self->settings);
  g_object_unref (self->settings);
  g_object_unref (self->names);
  g_hash_table_unref (self->labels);
  g_free (self->key);
  g_free (self);
}

static void
store_without (TagList *self,
               const char *without,
               const char *with)
{
  g_auto (GStrv) codes = g_settings_get_strv (self->settings, self->key);
  g_autoptr (GPtrArray) kept = g_ptr_array_new ();

  for (guint i = 0; codes[i] != NULL; i++)
    if (g_strcmp0 (codes[i], without) != 0 && g_strcmp0 (codes[i], with) != 0)
      g_ptr_array_add (kept, codes[i]);
  if (with != NULL && kept->len < MAX_TAGS)
    g_ptr_array_add (kept, (gpointer) with);
  g_ptr_array_add (kept, NULL);
  g_settings_set_strv (self->settings, self->key, (const char *const *) kept->pdata);
}

static void
remove_clicked_cb (GtkWidget *button,
                   TagList *self)
{
  g_autofree char *code = g_strdup (g_object_get_data (G_OBJECT (button), "code"));

  store_without (self, code, NULL);
}

static void
show_tags (TagList *self)
{
  g_auto (GStrv) codes = g_settings_get_strv (self->settings, self->key);

  gtk_container_foreach (GTK_CONTAINER (self->flow), (GtkCallback) (GCallback) gtk_widget_destroy, NULL);
  for (guint i = 0; codes[i] != NULL && i < MAX_TAGS; i++)
    {
      const char *label = g_hash_table_lookup (self->labels, codes[i]);
      g_autofree char *text = g_strdup_printf ("\u2068%s\u2069  ×", label != NULL ? label : codes[i]);
      GtkWidget *button = gtk_button_new_with_label (text);

      gtk_widget_set_tooltip_text (button, _ ("Take it off the list"));
      g_object_set_data_full (G_OBJECT (button), "code", g_strdup (codes[i]), g_free);
      g_signal_connect (button, "clicked", G_CALLBACK (remove_clicked_cb), self);
      gtk_widget_show (button);
      gtk_container_add (GTK_CONTAINER (self->flow), button);
    }
  gtk_widget_set_visible (self->flow, codes[0] != NULL);
}

static void
changed_cb (GSettings *settings,
            const char *key,
            TagList *self)
{
  show_tags (self);
}

static gboolean
matched_cb (GtkEntryCompletion *completion,
            GtkTreeModel *model,
            GtkTreeIter *iter,
            TagList *self)
{
  g_autofree char *code = NULL;

  gtk_tree_model_get (model, iter, COLUMN_CODE, &code, -1);
  gtk_entry_set_text (GTK_ENTRY (self->entry), "");
  store_without (self, NULL, code);
  return TRUE;
}

/* Typed out and confirmed: a whole name, or a code. */
static void
activate_cb (GtkEntry *entry,
             TagList *self)
{
  g_autofree char *typed = g_utf8_casefold (gtk_entry_get_text (entry), -1);
  GHashTableIter iter;
  gpointer code, label;

  g_hash_table_iter_init (&iter, self->labels);
  while (g_hash_table_iter_next (&iter, &code, &label))
    {
      g_autofree char *folded_label = g_utf8_casefold (label, -1);
      g_autofree char *folded_code = g_utf8_casefold (code, -1);

      if (strcmp (typed, folded_label) == 0 || strcmp (typed, folded_code) == 0)
        {
          gtk_entry_set_text (entry, "");
          store_without (self, NULL, code);
          return;
        }
    }
}

/* A name matches from the beginning of any of its words. */
static gboolean
match_cb (GtkEntryCompletion *completion,
          const char *key,
          GtkTreeIter *iter,
          gpointer data)
{
  g_autofree char *label = NULL;
  g_autofree char *folded = NULL;
  const char *found;

  gtk_tree_model_get (gtk_entry_completion_get_model (completion), iter, COLUMN_LABEL, &label, -1);
  if (label == NULL)
    return FALSE;
  folded = g_utf8_casefold (label, -1);
  found = strstr (folded, key);
  while (found != NULL && found != folded && g_unichar_isalnum (g_utf8_get_char (g_utf8_prev_char (found))))
    found = strstr (found + 1, key);
  return found != NULL;
}

static void
names_cb (GObject *source,
          GAsyncResult *result,
          gpointer data)
{
  TagList *self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (SiyaqMessage) answer = siyaq_client_call_finish (result, &error);
  g_autoptr (GVariant) names = NULL;
  GVariantIter iter;
  const char *code, *label;

  /* Cancelled means that the list is gone; without names codes can still be typed. */
  if (answer == NULL)
    return;
  names = g_variant_lookup_value (answer->values, self->kind == SIYAQ_TAG_REGION ? "regions" : "events", G_VARIANT_TYPE ("a(ss)"));
  if (names == NULL)
    return;
  g_variant_iter_init (&iter, names);
  while (g_variant_iter_next (&iter, "(&s&s)", &code, &label))
    {
      g_hash_table_insert (self->labels, g_strdup (code), g_strdup (label));
      gtk_list_store_insert_with_values (self->names, NULL, -1, COLUMN_CODE, code, COLUMN_LABEL, label, -1);
    }
  show_tags (self);
}

/**
 * siyaq_tag_list_new:
 * @settings: the settings
 * @key: a key of strings
 * @kind: what its strings are
 *
 * Returns: (transfer floating): a widget that edits @key
 */
GtkWidget *
siyaq_tag_list_new (GSettings *settings,
                    const char *key,
                    SiyaqTagKind kind)
{
  TagList *self = g_new0 (TagList, 1);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  g_autoptr (GtkEntryCompletion) completion = gtk_entry_completion_new ();
  g_autofree char *detailed = g_strconcat ("changed::", key, NULL);
  GVariantBuilder values;

  self->settings = g_object_ref (settings);
  self->key = g_strdup (key);
  self->kind = kind;
  self->names = gtk_list_store_new (N_COLUMNS, G_TYPE_STRING, G_TYPE_STRING);
  self->labels = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->cancellable = g_cancellable_new ();
  g_object_set_data_full (G_OBJECT (box), "siyaq-tag-list", self, (GDestroyNotify) tag_list_free);

  self->flow = gtk_flow_box_new ();
  gtk_flow_box_set_selection_mode (GTK_FLOW_BOX (self->flow), GTK_SELECTION_NONE);
  gtk_flow_box_set_max_children_per_line (GTK_FLOW_BOX (self->flow), 6);
  gtk_widget_set_no_show_all (self->flow, TRUE);
  self->entry = gtk_entry_new ();
  gtk_widget_set_name (self->entry, key);
  gtk_entry_set_placeholder_text (GTK_ENTRY (self->entry), kind == SIYAQ_TAG_REGION ? _ ("Add a country or a province")
                                                                                    : _ ("Add a kind of event"));
  gtk_entry_completion_set_model (completion, GTK_TREE_MODEL (self->names));
  gtk_entry_completion_set_text_column (completion, COLUMN_LABEL);
  gtk_entry_completion_set_minimum_key_length (completion, MIN_KEY_LENGTH);
  gtk_entry_completion_set_match_func (completion, match_cb, NULL, NULL);
  gtk_entry_set_completion (GTK_ENTRY (self->entry), completion);
  g_signal_connect (completion, "match-selected", G_CALLBACK (matched_cb), self);
  g_signal_connect (self->entry, "activate", G_CALLBACK (activate_cb), self);
  self->changed_handler = g_signal_connect (settings, detailed, G_CALLBACK (changed_cb), self);
  gtk_container_add (GTK_CONTAINER (box), self->flow);
  gtk_container_add (GTK_CONTAINER (box), self->entry);
  show_tags (self);

  g_variant_builder_init (&values, G_VARIANT_TYPE_VARDICT);
  g_variant_builder_add (&values, "{sv}", "lang", g_variant_new_string (siyaq_host_get_lang (settings)));
  siyaq_host_ask ("tags", g_variant_builder_end (&values), self->cancellable, names_cb, self);
  return box;
}
