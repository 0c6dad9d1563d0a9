/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The reader's list of items as it stands in its window: found once, and asked through the reader's own
   functions. Its columns are looked at before they are read. */
#define G_LOG_DOMAIN "siyaq-host"

#include "config.h"

#include "siyaq-item-list.h"

/* What the reader's column of states says, by bits. */
#define STATE_COLUMN 8
#define TIME_COLUMN 0
#define STATE_UNREAD 1u
#define STATE_FLAGGED 2u

struct _SiyaqItemList
{
  const SiyaqAbi *abi;
  GObject *list_view; /* the reader's own object of the list */
  GtkTreeView *tree;
};

static void
find_tree_cb (GtkWidget *widget,
              gpointer data)
{
  GtkWidget **found = data;

  if (*found != NULL)
    return;
  if (GTK_IS_TREE_VIEW (widget))
    *found = widget;
  else if (GTK_IS_CONTAINER (widget))
    gtk_container_foreach (GTK_CONTAINER (widget), find_tree_cb, found);
}

/**
 * siyaq_item_list_new:
 * @abi: the reader's functions
 * @shell: the reader's window, as it gives it to plugins
 *
 * Returns: (transfer full) (nullable): the list; %NULL where the reader has another kind
 */
SiyaqItemList *
siyaq_item_list_new (const SiyaqAbi *abi,
                     GObject *shell)
{
  /* The way from the window to the list. */
  static const char *const steps[] = { "item-view", "item-list-view", NULL };
  g_autoptr (GObject) list_view = siyaq_abi_find_part (shell, steps);
  GtkWidget *widget = list_view != NULL ? abi->item_list_view_get_widget (list_view) : NULL;
  GtkWidget *tree = NULL;
  SiyaqItemList *self;

  if (GTK_IS_WIDGET (widget))
    find_tree_cb (widget, &tree);
  if (tree == NULL)
    return NULL;
  self = g_new0 (SiyaqItemList, 1);
  self->abi = abi;
  self->list_view = g_steal_pointer (&list_view);
  self->tree = g_object_ref (GTK_TREE_VIEW (tree));
  return self;
}

/**
 * siyaq_item_list_free:
 * @self: (transfer full): the list
 */
void
siyaq_item_list_free (SiyaqItemList *self)
{
  g_object_unref (self->tree);
  g_object_unref (self->list_view);
  g_free (self);
}

/**
 * siyaq_item_list_get_tree:
 * @self: the list
 *
 * Returns: (transfer none): the widget that shows it
 */
GtkTreeView *
siyaq_item_list_get_tree (SiyaqItemList *self)
{
  return self->tree;
}

/* The reader remembers what is in its list; another one of the same columns is not its list. */
static gboolean
is_item_list (GtkTreeModel *model)
{
  return GTK_IS_TREE_STORE (model) && gtk_tree_model_get_n_columns (model) == LF_ITEM_LIST_N_COLUMNS &&
         gtk_tree_model_get_column_type (model, LF_ITEM_LIST_ID) == G_TYPE_ULONG &&
         gtk_tree_model_get_column_type (model, STATE_COLUMN) == G_TYPE_UINT &&
         gtk_tree_model_get_column_type (model, TIME_COLUMN) == G_TYPE_INT64;
}

/**
 * siyaq_item_list_get_model:
 * @self: the list
 *
 * Returns: (transfer none) (nullable): the rows that stand; another object each time that the reader loads a
 *   list, %NULL where there are none or they look otherwise than expected
 */
GtkTreeModel *
siyaq_item_list_get_model (SiyaqItemList *self)
{
  GtkTreeModel *model = gtk_tree_view_get_model (self->tree);

  return model != NULL && is_item_list (model) ? model : NULL;
}

/**
 * siyaq_item_list_get_rows:
 * @self: the list
 * @model: what siyaq_item_list_get_model() gave
 *
 * Returns: (transfer full) (element-type SiyaqFoldRow): the first %SIYAQ_ITEM_LIST_MAX_ROWS rows as they
 *   stand now, without their stories
 */
GArray *
siyaq_item_list_get_rows (SiyaqItemList *self,
                          GtkTreeModel *model)
{
  GArray *rows = g_array_new (FALSE, TRUE, sizeof (SiyaqFoldRow));
  guint64 selected = self->abi->itemlist_get_selected_id ();
  GtkTreeIter iter;

  if (!gtk_tree_model_get_iter_first (model, &iter))
    return rows;
  do
    {
      SiyaqFoldRow row = { 0 };
      gulong id = 0;
      guint state = 0;

      gtk_tree_model_get (model, &iter, LF_ITEM_LIST_ID, &id, STATE_COLUMN, &state, TIME_COLUMN, &row.time_s, -1);
      row.id = id;
      row.is_read = (state & STATE_UNREAD) == 0;
      row.stays = (state & STATE_FLAGGED) != 0 || row.id == selected;
      g_array_append_val (rows, row);
    }
  while (rows->len < SIYAQ_ITEM_LIST_MAX_ROWS && gtk_tree_model_iter_next (model, &iter));
  return rows;
}

/**
 * siyaq_item_list_contains:
 * @self: the list
 * @id: an item's id in the reader
 *
 * Returns: whether it has a row
 */
gboolean
siyaq_item_list_contains (SiyaqItemList *self,
                          guint64 id)
{
  return self->abi->item_list_view_contains_id (self->list_view, (gulong) id);
}

/**
 * siyaq_item_list_has_item:
 * @self: the list
 * @id: an item's id in the reader
 *
 * Returns: whether the reader has the item still, listed or not, as in a folder that hides what is read
 */
gboolean
siyaq_item_list_has_item (SiyaqItemList *self,
                          guint64 id)
{
  LfItem *item = self->abi->item_load ((gulong) id);
  gboolean has = item != NULL;

  g_clear_object (&item);
  return has;
}

/**
 * siyaq_item_list_is_read:
 * @self: the list
 * @id: an item's id in the reader
 *
 * Returns: whether the reader has the item and it is read
 */
gboolean
siyaq_item_list_is_read (SiyaqItemList *self,
                         guint64 id)
{
  LfItem *item = self->abi->item_load ((gulong) id);
  gboolean read = item != NULL && item->read_status;

  g_clear_object (&item);
  return read;
}
