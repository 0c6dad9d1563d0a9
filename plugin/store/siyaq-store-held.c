/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Items that are held, with their whole source; what the user said; what was counted. */
#define G_LOG_DOMAIN "siyaq-store"

#include "config.h"

#include "siyaq-store-private.h"

#include "siyaq-item.h"

/**
 * siyaq_store_held_new:
 *
 * Returns: (transfer full): an empty #SiyaqStoreHeld
 */
SiyaqStoreHeld *
siyaq_store_held_new (void)
{
  SiyaqStoreHeld *self = g_new0 (SiyaqStoreHeld, 1);

  self->published_s = SIYAQ_TIME_UNKNOWN;
  return self;
}

/**
 * siyaq_store_held_free:
 * @self: (transfer full) (nullable): a #SiyaqStoreHeld
 */
void
siyaq_store_held_free (SiyaqStoreHeld *self)
{
  if (self == NULL)
    return;
  g_free (self->id);
  g_free (self->feed);
  g_free (self->outlet);
  g_free (self->guid);
  g_free (self->title);
  g_free (self->url);
  g_free (self->lang);
  g_free (self->rule);
  g_free (self->reason);
  g_free (self->evidence);
  g_clear_pointer (&self->source, g_bytes_unref);
  g_free (self);
}

/* Columns in the order of HELD_COLUMNS, then the source. */
static SiyaqStoreHeld *
read_held (sqlite3_stmt *statement)
{
  SiyaqStoreHeld *held = siyaq_store_held_new ();

  held->id = siyaq_store_column_text (statement, 0);
  held->feed = siyaq_store_column_text (statement, 1);
  held->outlet = siyaq_store_column_text (statement, 2);
  held->guid = siyaq_store_column_text (statement, 3);
  held->title = siyaq_store_column_text (statement, 4);
  held->url = siyaq_store_column_text (statement, 5);
  held->lang = siyaq_store_column_text (statement, 6);
  held->published_s = siyaq_store_column_time (statement, 7);
  held->rule = siyaq_store_column_text (statement, 8);
  held->reason = siyaq_store_column_text (statement, 9);
  held->evidence = siyaq_store_column_text (statement, 10);
  held->score = sqlite3_column_double (statement, 11);
  held->since_s = sqlite3_column_int64 (statement, 12);
  held->restored_s = sqlite3_column_int64 (statement, 13);
  held->source = siyaq_store_column_packed (statement, 14);
  return held;
}

/**
 * siyaq_store_find_held:
 * @self: a store
 * @id: of the item
 * @error: a #SiyaqStoreError; left alone where the item never was held
 *
 * Returns: (transfer full) (nullable): the item, whether it is still held or was restored
 */
SiyaqStoreHeld *
siyaq_store_find_held (SiyaqStore *self,
                       const char *id,
                       GError **error)
{
  sqlite3_stmt *statement = siyaq_store_prepare (self, STATEMENT_FIND_HELD, error);
  g_autoptr (SiyaqStoreHeld) held = NULL;
  int code;

  if (statement == NULL)
    return NULL;
  siyaq_store_bind_text (statement, 1, id);
  code = sqlite3_step (statement);
  if (code == SQLITE_ROW)
    held = read_held (statement);
  return siyaq_store_finish (self, statement, code, error) ? g_steal_pointer (&held) : NULL;
}

/**
 * siyaq_store_put_held:
 * @self: a store
 * @held: the item and why it is held
 * @error: a #SiyaqStoreError
 *
 * Returns: whether it is kept
 */
gboolean
siyaq_store_put_held (SiyaqStore *self,
                      const SiyaqStoreHeld *held,
                      GError **error)
{
  sqlite3_stmt *statement = siyaq_store_prepare (self, STATEMENT_PUT_HELD, error);

  if (statement == NULL)
    return FALSE;
  siyaq_store_bind_text (statement, 1, held->id);
  siyaq_store_bind_text (statement, 2, held->feed != NULL ? held->feed : "");
  siyaq_store_bind_text (statement, 3, held->outlet);
  siyaq_store_bind_text (statement, 4, held->guid != NULL ? held->guid : "");
  siyaq_store_bind_text (statement, 5, held->title != NULL ? held->title : "");
  siyaq_store_bind_text (statement, 6, held->url);
  siyaq_store_bind_text (statement, 7, held->lang);
  siyaq_store_bind_time (statement, 8, held->published_s);
  siyaq_store_bind_text (statement, 9, held->rule);
  siyaq_store_bind_text (statement, 10, held->reason);
  siyaq_store_bind_text (statement, 11, held->evidence);
  sqlite3_bind_double (statement, 12, held->score);
  sqlite3_bind_int64 (statement, 13, held->since_s);
  sqlite3_bind_int64 (statement, 14, held->restored_s);
  siyaq_store_bind_packed (statement, 15, held->source);
  return siyaq_store_finish (self, statement, sqlite3_step (statement), error);
}

/**
 * siyaq_store_remove_held:
 * @self: a store
 * @id: of an item that its document has again
 * @error: a #SiyaqStoreError
 *
 * Returns: whether it is no longer held
 */
gboolean
siyaq_store_remove_held (SiyaqStore *self,
                         const char *id,
                         GError **error)
{
  sqlite3_stmt *statement = siyaq_store_prepare (self, STATEMENT_REMOVE_HELD, error);

  if (statement == NULL)
    return FALSE;
  siyaq_store_bind_text (statement, 1, id);
  return siyaq_store_finish (self, statement, sqlite3_step (statement), error);
}

/**
 * siyaq_store_set_restored:
 * @self: a store
 * @id: of an item that is held
 * @restored_s: when it was restored, 0 to hold it again
 * @error: a #SiyaqStoreError
 *
 * Returns: whether that is kept
 */
gboolean
siyaq_store_set_restored (SiyaqStore *self,
                          const char *id,
                          gint64 restored_s,
                          GError **error)
{
  sqlite3_stmt *statement = siyaq_store_prepare (self, STATEMENT_SET_RESTORED, error);

  if (statement == NULL)
    return FALSE;
  siyaq_store_bind_text (statement, 1, id);
  sqlite3_bind_int64 (statement, 2, restored_s);
  return siyaq_store_finish (self, statement, sqlite3_step (statement), error);
}

/**
 * siyaq_store_list_held:
 * @self: a store
 * @max: how many at the most
 * @with_source: whether their documents are wanted
 * @error: a #SiyaqStoreError
 *
 * Returns: (transfer full) (element-type SiyaqStoreHeld): the items that are held now, newest first
 */
GPtrArray *
siyaq_store_list_held (SiyaqStore *self,
                       guint max,
                       gboolean with_source,
                       GError **error)
{
  sqlite3_stmt *statement = siyaq_store_prepare (self, STATEMENT_LIST_HELD, error);
  g_autoptr (GPtrArray) list = g_ptr_array_new_with_free_func ((GDestroyNotify) siyaq_store_held_free);
  int code;

  if (statement == NULL)
    return NULL;
  sqlite3_bind_int64 (statement, 1, max);
  sqlite3_bind_int (statement, 2, with_source);
  while ((code = sqlite3_step (statement)) == SQLITE_ROW)
    g_ptr_array_add (list, read_held (statement));
  return siyaq_store_finish (self, statement, code, error) ? g_steal_pointer (&list) : NULL;
}

/**
 * siyaq_store_list_restored:
 * @self: a store
 * @feed: a feed
 * @after_s: only those restored later than that
 * @max: how many at the most
 * @error: a #SiyaqStoreError
 *
 * Returns: (transfer full) (element-type SiyaqStoreHeld): items of the feed that were held and given back, with
 *   their documents, the last one first
 */
GPtrArray *
siyaq_store_list_restored (SiyaqStore *self,
                           const char *feed,
                           gint64 after_s,
                           guint max,
                           GError **error)
{
  sqlite3_stmt *statement = siyaq_store_prepare (self, STATEMENT_LIST_RESTORED, error);
  g_autoptr (GPtrArray) list = g_ptr_array_new_with_free_func ((GDestroyNotify) siyaq_store_held_free);
  int code;

  if (statement == NULL)
    return NULL;
  siyaq_store_bind_text (statement, 1, feed);
  sqlite3_bind_int64 (statement, 2, after_s);
  sqlite3_bind_int64 (statement, 3, max);
  while ((code = sqlite3_step (statement)) == SQLITE_ROW)
    g_ptr_array_add (list, read_held (statement));
  return siyaq_store_finish (self, statement, code, error) ? g_steal_pointer (&list) : NULL;
}

/**
 * siyaq_store_add_feedback:
 * @self: a store
 * @when_s: when it was said
 * @kind: "advert", "no-advert", "same", "not-same"
 * @item: id of the item
 * @other: (nullable): id of the other item, for the last two
 * @error: a #SiyaqStoreError
 *
 * Returns: whether it is kept
 */
gboolean
siyaq_store_add_feedback (SiyaqStore *self,
                          gint64 when_s,
                          const char *kind,
                          const char *item,
                          const char *other,
                          GError **error)
{
  sqlite3_stmt *statement = siyaq_store_prepare (self, STATEMENT_ADD_FEEDBACK, error);

  if (statement == NULL)
    return FALSE;
  sqlite3_bind_int64 (statement, 1, when_s);
  siyaq_store_bind_text (statement, 2, kind);
  siyaq_store_bind_text (statement, 3, item);
  siyaq_store_bind_text (statement, 4, other);
  return siyaq_store_finish (self, statement, sqlite3_step (statement), error);
}

/**
 * siyaq_store_count:
 * @self: a store
 * @counter: "items", "removed", "held", "linked", "rule.ID", …
 * @amount: what is added to it
 * @error: a #SiyaqStoreError
 *
 * Returns: whether that is kept
 */
gboolean
siyaq_store_count (SiyaqStore *self,
                   const char *counter,
                   gint64 amount,
                   GError **error)
{
  sqlite3_stmt *statement = siyaq_store_prepare (self, STATEMENT_COUNT, error);

  if (statement == NULL)
    return FALSE;
  siyaq_store_bind_text (statement, 1, counter);
  sqlite3_bind_int64 (statement, 2, amount);
  return siyaq_store_finish (self, statement, sqlite3_step (statement), error);
}

/**
 * siyaq_store_get_counters:
 * @self: a store
 * @error: a #SiyaqStoreError
 *
 * Returns: (transfer full) (element-type utf8 gint64): all counters, and "rows.item", "rows.feed", "rows.held",
 *   "rows.restored" and "rows.feedback"
 */
GHashTable *
siyaq_store_get_counters (SiyaqStore *self,
                          GError **error)
{
  sqlite3_stmt *statement = siyaq_store_prepare (self, STATEMENT_GET_COUNTERS, error);
  g_autoptr (GHashTable) counters = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  int code;

  if (statement == NULL)
    return NULL;
  while ((code = sqlite3_step (statement)) == SQLITE_ROW)
    {
      gint64 *value = g_new (gint64, 1);
      char *name = siyaq_store_column_text (statement, 0);

      *value = sqlite3_column_int64 (statement, 1);
      g_hash_table_insert (counters, name != NULL ? name : g_strdup (""), value);
    }
  return siyaq_store_finish (self, statement, code, error) ? g_steal_pointer (&counters) : NULL;
}
