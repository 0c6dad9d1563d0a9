/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Items, their verdicts and their feeds. */
#define G_LOG_DOMAIN "siyaq-store"

#include "config.h"

#include "siyaq-store-private.h"

#include "siyaq-item.h"

/**
 * siyaq_store_item_new:
 *
 * Returns: (transfer full): an empty #SiyaqStoreItem
 */
SiyaqStoreItem *
siyaq_store_item_new (void)
{
  SiyaqStoreItem *self = g_new0 (SiyaqStoreItem, 1);

  self->published_s = SIYAQ_TIME_UNKNOWN;
  return self;
}

/**
 * siyaq_store_item_free:
 * @self: (transfer full) (nullable): a #SiyaqStoreItem
 */
void
siyaq_store_item_free (SiyaqStoreItem *self)
{
  if (self == NULL)
    return;
  g_free (self->id);
  g_free (self->feed);
  g_free (self->outlet);
  g_free (self->guid);
  g_free (self->url);
  g_free (self->title);
  g_free (self->lang);
  g_free (self->lead);
  g_free (self->fingerprint);
  g_clear_pointer (&self->record, g_bytes_unref);
  g_free (self);
}

/**
 * siyaq_store_feed_free:
 * @self: (transfer full) (nullable): a #SiyaqStoreFeed
 */
void
siyaq_store_feed_free (SiyaqStoreFeed *self)
{
  if (self == NULL)
    return;
  g_free (self->id);
  g_free (self->title);
  g_free (self->url);
  g_clear_pointer (&self->memory, g_bytes_unref);
  g_free (self);
}

/* Columns in the order of ITEM_COLUMNS, then the record. */
static SiyaqStoreItem *
read_item (sqlite3_stmt *statement,
           gboolean with_record)
{
  SiyaqStoreItem *item = siyaq_store_item_new ();

  item->id = siyaq_store_column_text (statement, 0);
  item->feed = siyaq_store_column_text (statement, 1);
  item->outlet = siyaq_store_column_text (statement, 2);
  item->guid = siyaq_store_column_text (statement, 3);
  item->url = siyaq_store_column_text (statement, 4);
  item->title = siyaq_store_column_text (statement, 5);
  item->lang = siyaq_store_column_text (statement, 6);
  item->lead = siyaq_store_column_text (statement, 7);
  item->published_s = siyaq_store_column_time (statement, 8);
  item->arrived_s = sqlite3_column_int64 (statement, 9);
  item->seen_s = sqlite3_column_int64 (statement, 10);
  item->fingerprint = siyaq_store_column_text (statement, 11);
  if (with_record)
    item->record = siyaq_store_column_packed (statement, 12);
  return item;
}

/**
 * siyaq_store_find_item:
 * @self: a store
 * @id: of the item
 * @with_record: whether the annotation is wanted
 * @error: a #SiyaqStoreError; left alone where there is no such item
 *
 * Returns: (transfer full) (nullable): the item
 */
SiyaqStoreItem *
siyaq_store_find_item (SiyaqStore *self,
                       const char *id,
                       gboolean with_record,
                       GError **error)
{
  sqlite3_stmt *statement = siyaq_store_prepare (self, with_record ? STATEMENT_FIND_ITEM_RECORD : STATEMENT_FIND_ITEM, error);
  g_autoptr (SiyaqStoreItem) item = NULL;
  int code;

  if (statement == NULL)
    return NULL;
  siyaq_store_bind_text (statement, 1, id);
  code = sqlite3_step (statement);
  if (code == SQLITE_ROW)
    item = read_item (statement, with_record);
  return siyaq_store_finish (self, statement, code, error) ? g_steal_pointer (&item) : NULL;
}

/**
 * siyaq_store_find_id:
 * @self: a store
 * @name: an item's own id in its feed, or its address
 * @error: a #SiyaqStoreError; left alone where there is no such item
 *
 * Looks through all items: for a person who asks, not for the way of an item.
 *
 * Returns: (transfer full) (nullable): the id of the newest such item
 */
char *
siyaq_store_find_id (SiyaqStore *self,
                     const char *name,
                     GError **error)
{
  sqlite3_stmt *statement = siyaq_store_prepare (self, STATEMENT_FIND_ID, error);
  g_autofree char *id = NULL;
  int code;

  if (statement == NULL)
    return NULL;
  siyaq_store_bind_text (statement, 1, name);
  code = sqlite3_step (statement);
  if (code == SQLITE_ROW)
    id = siyaq_store_column_text (statement, 0);
  return siyaq_store_finish (self, statement, code, error) ? g_steal_pointer (&id) : NULL;
}

/**
 * siyaq_store_put_item:
 * @self: a store
 * @item: what to keep
 * @error: a #SiyaqStoreError
 *
 * Adds an item at the end, or changes the one that has its id, which keeps its place.
 *
 * Returns: whether it is kept
 */
gboolean
siyaq_store_put_item (SiyaqStore *self,
                      const SiyaqStoreItem *item,
                      GError **error)
{
  sqlite3_stmt *statement = siyaq_store_prepare (self, STATEMENT_PUT_ITEM, error);

  if (statement == NULL)
    return FALSE;
  siyaq_store_bind_text (statement, 1, item->id);
  siyaq_store_bind_text (statement, 2, item->feed != NULL ? item->feed : "");
  siyaq_store_bind_text (statement, 3, item->outlet);
  siyaq_store_bind_text (statement, 4, item->guid != NULL ? item->guid : "");
  siyaq_store_bind_text (statement, 5, item->url);
  siyaq_store_bind_text (statement, 6, item->title != NULL ? item->title : "");
  siyaq_store_bind_text (statement, 7, item->lang != NULL ? item->lang : "und");
  siyaq_store_bind_text (statement, 8, item->lead);
  siyaq_store_bind_time (statement, 9, item->published_s);
  sqlite3_bind_int64 (statement, 10, item->arrived_s);
  sqlite3_bind_int64 (statement, 11, item->seen_s);
  siyaq_store_bind_text (statement, 12, item->fingerprint);
  siyaq_store_bind_packed (statement, 13, item->record);
  return siyaq_store_finish (self, statement, sqlite3_step (statement), error);
}

/**
 * siyaq_store_touch_item:
 * @self: a store
 * @id: of an item
 * @seen_s: when it was seen
 * @error: a #SiyaqStoreError
 *
 * Returns: whether that is kept
 */
gboolean
siyaq_store_touch_item (SiyaqStore *self,
                        const char *id,
                        gint64 seen_s,
                        GError **error)
{
  sqlite3_stmt *statement = siyaq_store_prepare (self, STATEMENT_TOUCH_ITEM, error);

  if (statement == NULL)
    return FALSE;
  siyaq_store_bind_text (statement, 1, id);
  sqlite3_bind_int64 (statement, 2, seen_s);
  return siyaq_store_finish (self, statement, sqlite3_step (statement), error);
}

/**
 * siyaq_store_put_story:
 * @self: a store
 * @id: of an item that is in the store
 * @blob: (nullable): what the story index keeps of it
 * @error: a #SiyaqStoreError
 *
 * Returns: whether that is kept
 */
gboolean
siyaq_store_put_story (SiyaqStore *self,
                       const char *id,
                       GBytes *blob,
                       GError **error)
{
  sqlite3_stmt *statement = siyaq_store_prepare (self, blob != NULL ? STATEMENT_PUT_STORY : STATEMENT_REMOVE_STORY, error);

  if (statement == NULL)
    return FALSE;
  siyaq_store_bind_text (statement, 1, id);
  if (blob != NULL)
    {
      gsize length;
      gconstpointer data = g_bytes_get_data (blob, &length);

      sqlite3_bind_blob64 (statement, 2, data, length, SQLITE_STATIC);
    }
  return siyaq_store_finish (self, statement, sqlite3_step (statement), error);
}

/* Statements whose one parameter is an item's id. */
static gboolean
run_for_item (SiyaqStore *self,
              SiyaqStatement which,
              const char *id,
              GError **error)
{
  sqlite3_stmt *statement = siyaq_store_prepare (self, which, error);

  if (statement == NULL)
    return FALSE;
  siyaq_store_bind_text (statement, 1, id);
  return siyaq_store_finish (self, statement, sqlite3_step (statement), error);
}

/**
 * siyaq_store_remove_item:
 * @self: a store
 * @id: of an item
 * @error: a #SiyaqStoreError
 *
 * Forgets an item and its verdicts; what is held stays.
 *
 * Returns: whether it is gone
 */
gboolean
siyaq_store_remove_item (SiyaqStore *self,
                         const char *id,
                         GError **error)
{
  return run_for_item (self, STATEMENT_REMOVE_VERDICTS, id, error) &&
         run_for_item (self, STATEMENT_REMOVE_STORY, id, error) &&
         run_for_item (self, STATEMENT_REMOVE_ITEM, id, error);
}

/**
 * siyaq_store_prune:
 * @self: a store
 * @seen_before_s: items that a document had since then stay
 * @max: how many to remove at the most, so that nobody waits for long
 * @ret_ids: (element-type utf8): where the ids of those that went are appended
 * @error: a #SiyaqStoreError
 *
 * Removes the oldest items beyond %SIYAQ_STORE_MAX_ITEMS.
 *
 * Returns: whether nothing went wrong
 */
gboolean
siyaq_store_prune (SiyaqStore *self,
                   gint64 seen_before_s,
                   guint max,
                   GPtrArray *ret_ids,
                   GError **error)
{
  sqlite3_stmt *statement = siyaq_store_prepare (self, STATEMENT_OLDEST_KEPT, error);
  guint first = ret_ids->len;
  gint64 number;
  int code;

  if (statement == NULL)
    return FALSE;
  sqlite3_bind_int64 (statement, 1, SIYAQ_STORE_MAX_ITEMS);
  code = sqlite3_step (statement);
  number = code == SQLITE_ROW ? sqlite3_column_int64 (statement, 0) : -1;
  if (!siyaq_store_finish (self, statement, code, error))
    return FALSE;
  if (number < 0)
    return TRUE;
  statement = siyaq_store_prepare (self, STATEMENT_LIST_OLD, error);
  if (statement == NULL)
    return FALSE;
  sqlite3_bind_int64 (statement, 1, number);
  sqlite3_bind_int64 (statement, 2, seen_before_s);
  sqlite3_bind_int64 (statement, 3, max);
  while ((code = sqlite3_step (statement)) == SQLITE_ROW)
    g_ptr_array_add (ret_ids, siyaq_store_column_text (statement, 0));
  if (!siyaq_store_finish (self, statement, code, error))
    return FALSE;
  for (guint i = first; i < ret_ids->len; i++)
    if (!siyaq_store_remove_item (self, g_ptr_array_index (ret_ids, i), error))
      return FALSE;
  return TRUE;
}

/**
 * siyaq_store_get_last_story:
 * @self: a store
 * @ret_number: (out): the number of the newest item that has a story blob, 0 where none has
 * @error: a #SiyaqStoreError
 *
 * Returns: whether it could be read
 */
gboolean
siyaq_store_get_last_story (SiyaqStore *self,
                            gint64 *ret_number,
                            GError **error)
{
  sqlite3_stmt *statement = siyaq_store_prepare (self, STATEMENT_LAST_STORY, error);
  gint64 number = 0;
  int code;

  if (statement == NULL)
    return FALSE;
  code = sqlite3_step (statement);
  if (code == SQLITE_ROW)
    number = sqlite3_column_int64 (statement, 0);
  if (!siyaq_store_finish (self, statement, code, error))
    return FALSE;
  *ret_number = number;
  return TRUE;
}

static GBytes *
column_bytes (sqlite3_stmt *statement,
              int column)
{
  gconstpointer blob = sqlite3_column_blob (statement, column);

  return g_bytes_new (blob, (gsize) sqlite3_column_bytes (statement, column));
}

/**
 * siyaq_store_find_story:
 * @self: a store
 * @id: of an item
 * @ret_number: (out): the item's number
 * @error: a #SiyaqStoreError; left alone where there is none
 *
 * Returns: (transfer full) (nullable): what siyaq_store_put_story() put there
 */
GBytes *
siyaq_store_find_story (SiyaqStore *self,
                        const char *id,
                        gint64 *ret_number,
                        GError **error)
{
  sqlite3_stmt *statement = siyaq_store_prepare (self, STATEMENT_FIND_STORY, error);
  g_autoptr (GBytes) blob = NULL;
  int code;

  if (statement == NULL)
    return NULL;
  siyaq_store_bind_text (statement, 1, id);
  code = sqlite3_step (statement);
  if (code == SQLITE_ROW)
    {
      *ret_number = sqlite3_column_int64 (statement, 0);
      blob = column_bytes (statement, 1);
    }
  return siyaq_store_finish (self, statement, code, error) ? g_steal_pointer (&blob) : NULL;
}

/**
 * siyaq_store_foreach_story:
 * @self: a store
 * @position: (inout): where to go on: %G_MAXINT64 at first, and -1 when all were read
 * @max: how many to read at the most
 * @func: called for items with a story blob, newest first; it must not use the store
 * @user_data: for @func
 * @error: a #SiyaqStoreError
 *
 * Returns: whether they could be read
 */
gboolean
siyaq_store_foreach_story (SiyaqStore *self,
                           gint64 *position,
                           guint max,
                           SiyaqStoreStoryFunc func,
                           gpointer user_data,
                           GError **error)
{
  sqlite3_stmt *statement = siyaq_store_prepare (self, STATEMENT_LIST_STORIES, error);
  guint n = 0;
  int code;

  if (statement == NULL)
    return FALSE;
  sqlite3_bind_int64 (statement, 1, *position);
  sqlite3_bind_int64 (statement, 2, max);
  while ((code = sqlite3_step (statement)) == SQLITE_ROW)
    {
      const char *id = (const char *) sqlite3_column_text (statement, 1);
      g_autoptr (GBytes) bytes = column_bytes (statement, 2);

      *position = sqlite3_column_int64 (statement, 0);
      n++;
      if (id != NULL)
        func (*position, id, bytes, user_data);
    }
  if (n < max)
    *position = -1;
  return siyaq_store_finish (self, statement, code, error);
}

/**
 * siyaq_store_list_recent:
 * @self: a store
 * @since_s: of arrival
 * @max: how many at the most
 * @error: a #SiyaqStoreError
 *
 * Returns: (transfer full) (element-type SiyaqStoreItem): items with their records, newest first
 */
GPtrArray *
siyaq_store_list_recent (SiyaqStore *self,
                         gint64 since_s,
                         guint max,
                         GError **error)
{
  sqlite3_stmt *statement = siyaq_store_prepare (self, STATEMENT_LIST_RECENT, error);
  g_autoptr (GPtrArray) items = g_ptr_array_new_with_free_func ((GDestroyNotify) siyaq_store_item_free);
  int code;

  if (statement == NULL)
    return NULL;
  sqlite3_bind_int64 (statement, 1, since_s);
  sqlite3_bind_int64 (statement, 2, max);
  while ((code = sqlite3_step (statement)) == SQLITE_ROW)
    g_ptr_array_add (items, read_item (statement, TRUE));
  return siyaq_store_finish (self, statement, code, error) ? g_steal_pointer (&items) : NULL;
}

/**
 * siyaq_store_put_verdicts:
 * @self: a store
 * @id: of the item
 * @verdicts: (element-type SiyaqVerdict): in the order of the document
 * @error: a #SiyaqStoreError
 *
 * Replaces the verdicts on an item.
 *
 * Returns: whether they are kept
 */
gboolean
siyaq_store_put_verdicts (SiyaqStore *self,
                          const char *id,
                          GPtrArray *verdicts,
                          GError **error)
{
  if (!run_for_item (self, STATEMENT_REMOVE_VERDICTS, id, error))
    return FALSE;
  for (guint i = 0; i < verdicts->len; i++)
    {
      const SiyaqVerdict *v = g_ptr_array_index (verdicts, i);
      sqlite3_stmt *statement = siyaq_store_prepare (self, STATEMENT_PUT_VERDICT, error);

      if (statement == NULL)
        return FALSE;
      siyaq_store_bind_text (statement, 1, id);
      sqlite3_bind_int (statement, 2, (int) i);
      siyaq_store_bind_text (statement, 3, v->rule);
      siyaq_store_bind_text (statement, 4, v->reason);
      siyaq_store_bind_text (statement, 5, v->text);
      siyaq_store_bind_text (statement, 6, v->evidence);
      sqlite3_bind_double (statement, 7, v->score);
      if (!siyaq_store_finish (self, statement, sqlite3_step (statement), error))
        return FALSE;
    }
  return TRUE;
}

/**
 * siyaq_store_get_verdicts:
 * @self: a store
 * @id: of the item
 * @verdicts: (element-type SiyaqVerdict): where they are appended
 * @error: a #SiyaqStoreError
 *
 * Returns: whether all were read
 */
gboolean
siyaq_store_get_verdicts (SiyaqStore *self,
                          const char *id,
                          GPtrArray *verdicts,
                          GError **error)
{
  sqlite3_stmt *statement = siyaq_store_prepare (self, STATEMENT_GET_VERDICTS, error);
  int code;

  if (statement == NULL)
    return FALSE;
  siyaq_store_bind_text (statement, 1, id);
  while ((code = sqlite3_step (statement)) == SQLITE_ROW)
    {
      g_autofree char *rule = siyaq_store_column_text (statement, 0);
      g_autofree char *reason = siyaq_store_column_text (statement, 1);
      g_autofree char *text = siyaq_store_column_text (statement, 2);
      g_autofree char *evidence = siyaq_store_column_text (statement, 3);

      g_ptr_array_add (verdicts, siyaq_verdict_new (rule, reason, text, evidence, sqlite3_column_double (statement, 4)));
    }
  return siyaq_store_finish (self, statement, code, error);
}

/**
 * siyaq_store_find_feed:
 * @self: a store
 * @id: of the feed
 * @error: a #SiyaqStoreError; left alone where the feed is not known
 *
 * Returns: (transfer full) (nullable): what is known of it
 */
SiyaqStoreFeed *
siyaq_store_find_feed (SiyaqStore *self,
                       const char *id,
                       GError **error)
{
  sqlite3_stmt *statement = siyaq_store_prepare (self, STATEMENT_FIND_FEED, error);
  g_autoptr (SiyaqStoreFeed) feed = NULL;
  int code;

  if (statement == NULL)
    return NULL;
  siyaq_store_bind_text (statement, 1, id);
  code = sqlite3_step (statement);
  if (code == SQLITE_ROW)
    {
      feed = g_new0 (SiyaqStoreFeed, 1);
      feed->id = siyaq_store_column_text (statement, 0);
      feed->title = siyaq_store_column_text (statement, 1);
      feed->url = siyaq_store_column_text (statement, 2);
      feed->memory = siyaq_store_column_packed (statement, 3);
    }
  return siyaq_store_finish (self, statement, code, error) ? g_steal_pointer (&feed) : NULL;
}

/**
 * siyaq_store_put_feed:
 * @self: a store
 * @feed: what is known of a feed; what is %NULL stays as it was
 * @error: a #SiyaqStoreError
 *
 * Returns: whether it is kept
 */
gboolean
siyaq_store_put_feed (SiyaqStore *self,
                      const SiyaqStoreFeed *feed,
                      GError **error)
{
  sqlite3_stmt *statement = siyaq_store_prepare (self, STATEMENT_PUT_FEED, error);

  if (statement == NULL)
    return FALSE;
  siyaq_store_bind_text (statement, 1, feed->id);
  siyaq_store_bind_text (statement, 2, feed->title);
  siyaq_store_bind_text (statement, 3, feed->url);
  siyaq_store_bind_packed (statement, 4, feed->memory);
  return siyaq_store_finish (self, statement, sqlite3_step (statement), error);
}
