/* SPDX-License-Identifier: GPL-2.0-or-later */
/* One item of each story in the reader's list of items, where the user wants it so. Only rows of the
   list that stands are taken out, through the reader's own functions: feeds, database and search
   folders keep every item, another list begins anew, and switching it off puts all rows back. The
   service says which items belong together. Rows are read and taken out a few at a time while the
   reader is idle. */
#define G_LOG_DOMAIN "siyaq-host"

#include "config.h"

#include "siyaq-folder.h"

#include "siyaq-fold-choice.h"
#include "siyaq-host-service.h"
#include "siyaq-item-list.h"

#include <gtk/gtk.h>

#define KEY "fold-stories"
/* A list that is loading changes row by row. */
#define SETTLE_MS 200
/* What is done at once on the main loop; nobody sees a list stutter below it. */
#define SLICE_US 3000
/* Items whose feed and id are remembered, so that a list that grows is not read anew. */
#define MAX_KNOWN 20000u

typedef struct
{
  char *feed;
  char *guid;
} Known;

typedef struct
{
  guint64 keeper;
  gboolean was_unread; /* and counts as read since the one that stands for it is */
} Folded;

struct _SiyaqFolder
{
  GObject parent_instance;

  const SiyaqAbi *abi;
  GSettings *settings;    /* nullable */
  SiyaqItemList *list;    /* nullable: in a reader with another kind of list */
  GtkTreeModel *model;    /* nullable: the list that stands */
  gulong model_handler, selection_handler, insert_handler, delete_handler, settings_handler;
  GHashTable *known;      /* id → Known */
  GHashTable *folded;     /* id → Folded, of the list that stands */
  GArray *ids;            /* (element-type guint64): rows whose items are still to be read */
  GArray *todo;           /* (element-type SiyaqFold): still to be folded */
  GArray *back;           /* (element-type guint64): still to be put back */
  guint next;             /* in the one of the three that is worked on */
  guint settle_source, work_source, read_source;
  GCancellable *cancellable; /* of what was asked for the list that stands */
  gboolean own_change, trace;
};

G_DEFINE_FINAL_TYPE (SiyaqFolder, siyaq_folder, G_TYPE_OBJECT)

static void schedule (SiyaqFolder *self);

static void
known_free (gpointer data)
{
  Known *known = data;

  g_free (known->feed);
  g_free (known->guid);
  g_free (known);
}

static gboolean
is_on (SiyaqFolder *self)
{
  return self->settings != NULL && self->model != NULL && g_settings_get_boolean (self->settings, KEY);
}

static void
stop_work (SiyaqFolder *self)
{
  g_clear_handle_id (&self->settle_source, g_source_remove);
  g_clear_handle_id (&self->work_source, g_source_remove);
  g_clear_handle_id (&self->read_source, g_source_remove);
  g_cancellable_cancel (self->cancellable);
  g_object_unref (self->cancellable);
  self->cancellable = g_cancellable_new ();
}

/* For tests: what came to stand. */
static void
print_trace (SiyaqFolder *self)
{
  if (self->trace && self->model != NULL)
    g_printerr ("siyaq-trace: list %d rows, %u folded\n", gtk_tree_model_iter_n_children (self->model, NULL),
                g_hash_table_size (self->folded));
}

/* ---- putting back */

static void
put_back (SiyaqFolder *self,
          guint64 id,
          gboolean undo)
{
  Folded *folded = g_hash_table_lookup (self->folded, &id);
  LfItem *item;

  if (folded == NULL)
    return;
  item = self->abi->item_load ((gulong) id);
  if (item != NULL)
    {
      self->own_change = TRUE;
      if (undo && folded->was_unread)
        self->abi->item_set_read_state (item, FALSE);
      /* A list that was emptied meanwhile, by the reader, is not filled by us. */
      if (siyaq_item_list_contains (self->list, folded->keeper) && !siyaq_item_list_contains (self->list, id))
        self->abi->itemview_add_item (item);
      self->own_change = FALSE;
      g_object_unref (item);
    }
  g_hash_table_remove (self->folded, &id);
}

static void
list_folded (SiyaqFolder *self)
{
  GHashTableIter iter;
  const guint64 *id;

  g_array_set_size (self->back, 0);
  g_hash_table_iter_init (&iter, self->folded);
  while (g_hash_table_iter_next (&iter, (gpointer *) &id, NULL))
    g_array_append_val (self->back, *id);
}

static gboolean
put_back_cb (gpointer data)
{
  SiyaqFolder *self = data;
  gint64 until_us = g_get_monotonic_time () + SLICE_US;

  while (self->next < self->back->len)
    {
      put_back (self, g_array_index (self->back, guint64, self->next++), TRUE);
      if (g_get_monotonic_time () >= until_us)
        return G_SOURCE_CONTINUE;
    }
  self->work_source = 0;
  print_trace (self);
  return G_SOURCE_REMOVE;
}

/* ---- folding */

static void
mark_read (SiyaqFolder *self,
           LfItem *item,
           Folded *folded)
{
  if (item->read_status)
    return;
  folded->was_unread = TRUE;
  self->abi->item_set_read_state (item, TRUE);
}

static void
fold (SiyaqFolder *self,
      const SiyaqFold *row)
{
  LfItem *item;
  Folded *folded;

  /* The list has gone on since it was asked about. */
  if (row->id == self->abi->itemlist_get_selected_id () || !siyaq_item_list_contains (self->list, row->id) || !siyaq_item_list_contains (self->list, row->keeper))
    return;
  item = self->abi->item_load ((gulong) row->id);
  if (item == NULL)
    return;
  folded = g_new0 (Folded, 1);
  folded->keeper = row->keeper;
  g_hash_table_replace (self->folded, g_memdup2 (&row->id, sizeof row->id), folded);
  self->own_change = TRUE;
  self->abi->itemview_remove_item (item);
  if (siyaq_item_list_is_read (self->list, row->keeper))
    mark_read (self, item, folded);
  self->own_change = FALSE;
  g_object_unref (item);
}

static gboolean
fold_cb (gpointer data)
{
  SiyaqFolder *self = data;
  gint64 until_us = g_get_monotonic_time () + SLICE_US;

  while (self->next < self->todo->len)
    {
      fold (self, &g_array_index (self->todo, SiyaqFold, self->next++));
      if (g_get_monotonic_time () >= until_us)
        return G_SOURCE_CONTINUE;
    }
  self->work_source = 0;
  print_trace (self);
  return G_SOURCE_REMOVE;
}

static void
grouped_cb (GObject *source,
            GAsyncResult *result,
            gpointer data)
{
  g_autoptr (SiyaqFolder) self = data;
  g_autoptr (SiyaqMessage) answer = siyaq_client_call_finish (result, NULL);
  g_autoptr (GVariant) stories = NULL;
  g_autoptr (GHashTable) by_id = NULL;
  g_autoptr (GArray) rows = NULL;
  const guint64 *values;
  gsize n = 0;

  if (answer == NULL || !is_on (self) || self->work_source != 0)
    return;
  stories = g_variant_lookup_value (answer->values, "stories", G_VARIANT_TYPE ("at"));
  if (stories == NULL)
    return;
  values = g_variant_get_fixed_array (stories, &n, sizeof (guint64));
  if (n != self->ids->len)
    return;
  by_id = g_hash_table_new (g_int64_hash, g_int64_equal);
  for (guint i = 0; i < n; i++)
    g_hash_table_replace (by_id, &g_array_index (self->ids, guint64, i), (gpointer) &values[i]);
  rows = siyaq_item_list_get_rows (self->list, self->model);
  for (guint i = 0; i < rows->len; i++)
    {
      SiyaqFoldRow *row = &g_array_index (rows, SiyaqFoldRow, i);
      const guint64 *story = g_hash_table_lookup (by_id, &row->id);

      row->story = story != NULL ? *story : 0;
    }
  g_array_unref (self->todo);
  self->todo = siyaq_fold_choose ((const SiyaqFoldRow *) (gpointer) rows->data, rows->len);
  self->next = 0;
  if (self->todo->len > 0)
    self->work_source = g_idle_add (fold_cb, self);
}

static void
ask (SiyaqFolder *self)
{
  GVariantBuilder values, items;
  guint n = 0;

  g_variant_builder_init (&items, G_VARIANT_TYPE ("a(ss)"));
  for (guint i = 0; i < self->ids->len; i++)
    {
      guint64 id = g_array_index (self->ids, guint64, i);
      const Known *known = g_hash_table_lookup (self->known, &id);

      if (known == NULL)
        continue;
      g_variant_builder_add (&items, "(ss)", known->feed, known->guid);
      g_array_index (self->ids, guint64, n++) = id;
    }
  g_array_set_size (self->ids, n);
  g_variant_builder_init (&values, G_VARIANT_TYPE_VARDICT);
  g_variant_builder_add (&values, "{sv}", "items", g_variant_builder_end (&items));
  siyaq_host_ask ("groups", g_variant_builder_end (&values), self->cancellable, grouped_cb, g_object_ref (self));
}

static void
learn (SiyaqFolder *self,
       guint64 id)
{
  LfItem *item;
  const char *guid;

  if (g_hash_table_contains (self->known, &id))
    return;
  item = self->abi->item_load ((gulong) id);
  if (item == NULL)
    return;
  guid = siyaq_abi_get_guid (self->abi, item);
  if (item->node_id != NULL && guid != NULL)
    {
      Known *known = g_new0 (Known, 1);

      known->feed = g_utf8_make_valid (item->node_id, -1);
      known->guid = g_utf8_make_valid (guid, -1);
      g_hash_table_replace (self->known, g_memdup2 (&id, sizeof id), known);
    }
  g_object_unref (item);
}

static gboolean
learn_cb (gpointer data)
{
  SiyaqFolder *self = data;
  gint64 until_us = g_get_monotonic_time () + SLICE_US;

  while (self->next < self->ids->len)
    {
      learn (self, g_array_index (self->ids, guint64, self->next++));
      if (g_get_monotonic_time () >= until_us)
        return G_SOURCE_CONTINUE;
    }
  self->work_source = 0;
  ask (self);
  return G_SOURCE_REMOVE;
}

/* What stood for others may have gone from the list: then they come back first, but for those that were
   read with it. */
static void
restore_orphans (SiyaqFolder *self)
{
  list_folded (self);
  for (guint i = 0; i < self->back->len; i++)
    {
      guint64 id = g_array_index (self->back, guint64, i);
      Folded *folded = g_hash_table_lookup (self->folded, &id);
      LfItem *item;

      if (siyaq_item_list_contains (self->list, folded->keeper))
        continue;
      item = folded->was_unread && siyaq_item_list_has_item (self->list, folded->keeper) ? NULL : self->abi->item_load ((gulong) id);
      if (item != NULL)
        {
          self->own_change = TRUE;
          self->abi->itemview_add_item (item);
          self->own_change = FALSE;
          g_object_unref (item);
        }
      g_hash_table_remove (self->folded, &id);
    }
}

static gboolean
settle_cb (gpointer data)
{
  SiyaqFolder *self = data;
  g_autoptr (GArray) rows = NULL;

  self->settle_source = 0;
  if (!is_on (self))
    return G_SOURCE_REMOVE;
  stop_work (self);
  restore_orphans (self);
  if (g_hash_table_size (self->known) > MAX_KNOWN)
    g_hash_table_remove_all (self->known);
  rows = siyaq_item_list_get_rows (self->list, self->model);
  if (rows->len < 2)
    return G_SOURCE_REMOVE;
  g_array_set_size (self->ids, 0);
  for (guint i = 0; i < rows->len; i++)
    g_array_append_val (self->ids, g_array_index (rows, SiyaqFoldRow, i).id);
  self->next = 0;
  self->work_source = g_idle_add (learn_cb, self);
  return G_SOURCE_REMOVE;
}

static void
schedule (SiyaqFolder *self)
{
  if (!is_on (self))
    return;
  g_clear_handle_id (&self->settle_source, g_source_remove);
  self->settle_source = g_timeout_add (SETTLE_MS, settle_cb, self);
}

/* ---- what the reader and the user do */

static void
rows_changed (SiyaqFolder *self)
{
  if (!self->own_change)
    schedule (self);
}

static void
inserted_cb (SiyaqFolder *self)
{
  rows_changed (self);
}

static void
deleted_cb (SiyaqFolder *self)
{
  rows_changed (self);
}

static void
drop_model (SiyaqFolder *self)
{
  if (self->model == NULL)
    return;
  g_clear_signal_handler (&self->insert_handler, self->model);
  g_clear_signal_handler (&self->delete_handler, self->model);
  g_clear_object (&self->model);
}

static void
model_cb (SiyaqFolder *self)
{
  GtkTreeModel *model = siyaq_item_list_get_model (self->list);

  stop_work (self);
  drop_model (self);
  g_hash_table_remove_all (self->folded);
  if (model == NULL)
    return;
  self->model = g_object_ref (model);
  self->insert_handler = g_signal_connect_swapped (model, "row-inserted", G_CALLBACK (inserted_cb), self);
  self->delete_handler = g_signal_connect_swapped (model, "row-deleted", G_CALLBACK (deleted_cb), self);
  schedule (self);
}

/* The item that stands for others is read: so are they. */
static gboolean
read_cb (gpointer data)
{
  SiyaqFolder *self = data;
  gint64 until_us = g_get_monotonic_time () + SLICE_US;
  guint64 selected = self->abi->itemlist_get_selected_id ();

  for (guint i = 0; i < self->back->len; i++)
    {
      guint64 id = g_array_index (self->back, guint64, i);
      Folded *folded = g_hash_table_lookup (self->folded, &id);
      LfItem *item = folded != NULL && folded->keeper == selected && !folded->was_unread ? self->abi->item_load ((gulong) id) : NULL;

      if (item == NULL)
        continue;
      if (!item->read_status)
        {
          mark_read (self, item, folded);
          g_object_unref (item);
          if (g_get_monotonic_time () >= until_us)
            return G_SOURCE_CONTINUE;
        }
      else
        g_object_unref (item);
    }
  self->read_source = 0;
  return G_SOURCE_REMOVE;
}

static void
selected_cb (SiyaqFolder *self)
{
  if (!is_on (self) || g_hash_table_size (self->folded) == 0 || self->work_source != 0)
    return;
  list_folded (self);
  if (self->read_source == 0)
    self->read_source = g_idle_add (read_cb, self);
}

static void
setting_cb (SiyaqFolder *self)
{
  if (is_on (self))
    {
      schedule (self);
      return;
    }
  stop_work (self);
  list_folded (self);
  self->next = 0;
  if (self->back->len > 0)
    self->work_source = g_idle_add (put_back_cb, self);
}

/* ---- the object */

static void
siyaq_folder_finalize (GObject *object)
{
  SiyaqFolder *self = SIYAQ_FOLDER (object);

  siyaq_folder_detach (self);
  g_clear_object (&self->settings);
  g_clear_object (&self->cancellable);
  g_hash_table_unref (self->known);
  g_hash_table_unref (self->folded);
  g_array_unref (self->ids);
  g_array_unref (self->todo);
  g_array_unref (self->back);

  G_OBJECT_CLASS (siyaq_folder_parent_class)->finalize (object);
}

static void
siyaq_folder_class_init (SiyaqFolderClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = siyaq_folder_finalize;
}

static void
siyaq_folder_init (SiyaqFolder *self)
{
  self->known = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, known_free);
  self->folded = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, g_free);
  self->ids = g_array_new (FALSE, FALSE, sizeof (guint64));
  self->todo = g_array_new (FALSE, FALSE, sizeof (SiyaqFold));
  self->back = g_array_new (FALSE, FALSE, sizeof (guint64));
  self->cancellable = g_cancellable_new ();
  self->trace = g_getenv ("SIYAQ_HOST_TRACE") != NULL;
}

/**
 * siyaq_folder_new:
 * @abi: the reader's functions
 * @shell: the reader's window, as it gives it to plugins
 * @settings: (nullable): the settings
 *
 * Returns: (transfer full): what folds the list; it does nothing where the reader has another kind of list
 */
SiyaqFolder *
siyaq_folder_new (const SiyaqAbi *abi,
                  GObject *shell,
                  GSettings *settings)
{
  SiyaqFolder *self = g_object_new (SIYAQ_TYPE_FOLDER, NULL);
  GtkTreeView *tree;

  self->abi = abi;
  self->settings = settings != NULL ? g_object_ref (settings) : NULL;
  self->list = siyaq_item_list_new (abi, shell);
  if (self->list == NULL || self->settings == NULL)
    return self;
  tree = siyaq_item_list_get_tree (self->list);
  self->model_handler = g_signal_connect_swapped (tree, "notify::model", G_CALLBACK (model_cb), self);
  self->selection_handler =
    g_signal_connect_swapped (gtk_tree_view_get_selection (tree), "changed", G_CALLBACK (selected_cb), self);
  self->settings_handler = g_signal_connect_swapped (self->settings, "changed::" KEY, G_CALLBACK (setting_cb), self);
  model_cb (self);
  return self;
}

/**
 * siyaq_folder_reveal:
 * @self: what folds the list
 * @item_id: an item of the reader
 *
 * Puts the item back into the list if it is folded, because somebody goes to it.
 */
void
siyaq_folder_reveal (SiyaqFolder *self,
                     guint64 item_id)
{
  g_return_if_fail (SIYAQ_IS_FOLDER (self));

  if (self->model != NULL)
    put_back (self, item_id, FALSE);
}

/**
 * siyaq_folder_detach:
 * @self: what folds the list
 *
 * Puts everything back and lets go of the reader. Nothing comes after it.
 */
void
siyaq_folder_detach (SiyaqFolder *self)
{
  g_return_if_fail (SIYAQ_IS_FOLDER (self));

  stop_work (self);
  if (self->list == NULL)
    return;
  if (self->settings != NULL)
    {
      GtkTreeView *tree = siyaq_item_list_get_tree (self->list);

      g_clear_signal_handler (&self->settings_handler, self->settings);
      g_clear_signal_handler (&self->model_handler, tree);
      g_clear_signal_handler (&self->selection_handler, gtk_tree_view_get_selection (tree));
    }
  list_folded (self);
  for (guint i = 0; self->model != NULL && i < self->back->len; i++)
    put_back (self, g_array_index (self->back, guint64, i), FALSE);
  drop_model (self);
  g_clear_pointer (&self->list, siyaq_item_list_free);
}
