/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The store: its life, its transactions, its prepared statements. What the tables hold is in the
   files beside this one. */
#define G_LOG_DOMAIN "siyaq-store"

#include "config.h"

#include "siyaq-store-private.h"

#include "siyaq-item.h"

#include <string.h>
#include <unistd.h>

/* Below this the packed form is longer, or not worth the time. */
#define MIN_PACKED_BYTES 256u
/* No record unpacks to more: an item's limit, several times over. */
#define MAX_UNPACKED_BYTES (6u * SIYAQ_ITEM_MAX_BYTES)

struct _SiyaqStore
{
  GObject parent_instance;

  sqlite3 *db;
  char *path;   /* NULL in memory */
  char *notice; /* nullable */
  int lock;
  gboolean broken;
  sqlite3_stmt *statements[N_STATEMENTS];
};

G_DEFINE_FINAL_TYPE (SiyaqStore, siyaq_store, G_TYPE_OBJECT)

#define ITEM_COLUMNS "id, feed, outlet, guid, url, title, lang, lead, published, arrived, seen, fingerprint"
#define HELD_COLUMNS "id, feed, outlet, guid, title, url, lang, published, rule, reason, evidence, score, since, restored"

static const char *const sql[N_STATEMENTS] = {
  [STATEMENT_BEGIN] = "BEGIN IMMEDIATE",
  [STATEMENT_COMMIT] = "COMMIT",
  [STATEMENT_FIND_ITEM] = "SELECT " ITEM_COLUMNS " FROM item WHERE id = ?1",
  [STATEMENT_FIND_ITEM_RECORD] = "SELECT " ITEM_COLUMNS ", record FROM item WHERE id = ?1",
  [STATEMENT_FIND_ID] = "SELECT id FROM item WHERE guid = ?1 OR url = ?1 ORDER BY number DESC LIMIT 1",
  [STATEMENT_PUT_ITEM] =
    "INSERT INTO item (" ITEM_COLUMNS ", record) VALUES (?1,?2,?3,?4,?5,?6,?7,?8,?9,?10,?11,?12,?13) "
    "ON CONFLICT (id) DO UPDATE SET feed=?2, outlet=?3, guid=?4, url=?5, title=?6, lang=?7, lead=?8, published=?9, "
    "seen=?11, fingerprint=?12, record=?13",
  [STATEMENT_TOUCH_ITEM] = "UPDATE item SET seen = ?2 WHERE id = ?1",
  [STATEMENT_PUT_STORY] = "INSERT OR REPLACE INTO story SELECT number, id, ?2 FROM item WHERE id = ?1",
  [STATEMENT_REMOVE_STORY] = "DELETE FROM story WHERE number = (SELECT number FROM item WHERE id = ?1)",
  [STATEMENT_FIND_STORY] =
    "SELECT story.number, story.blob FROM item JOIN story ON story.number = item.number WHERE item.id = ?1",
  [STATEMENT_LAST_STORY] = "SELECT max(number) FROM story",
  [STATEMENT_REMOVE_ITEM] = "DELETE FROM item WHERE id = ?1",
  [STATEMENT_REMOVE_VERDICTS] = "DELETE FROM verdict WHERE item = ?1",
  [STATEMENT_OLDEST_KEPT] = "SELECT number FROM item ORDER BY number DESC LIMIT 1 OFFSET ?1",
  [STATEMENT_LIST_OLD] = "SELECT id FROM item WHERE number <= ?1 AND seen < ?2 ORDER BY number LIMIT ?3",
  [STATEMENT_LIST_STORIES] =
    "SELECT number, item, blob FROM story WHERE number < ?1 ORDER BY number DESC LIMIT ?2",
  [STATEMENT_LIST_RECENT] =
    "SELECT " ITEM_COLUMNS ", record FROM item WHERE arrived >= ?1 ORDER BY arrived DESC, number DESC LIMIT ?2",
  [STATEMENT_PUT_VERDICT] = "INSERT OR REPLACE INTO verdict VALUES (?1,?2,?3,?4,?5,?6,?7)",
  [STATEMENT_GET_VERDICTS] = "SELECT rule, reason, text, evidence, score FROM verdict WHERE item = ?1 ORDER BY position",
  [STATEMENT_FIND_FEED] = "SELECT id, title, url, memory FROM feed WHERE id = ?1",
  [STATEMENT_PUT_FEED] =
    "INSERT INTO feed (id, title, url, memory) VALUES (?1,?2,?3,?4) ON CONFLICT (id) DO UPDATE SET "
    "title=coalesce(?2,title), url=coalesce(?3,url), memory=coalesce(?4,memory)",
  [STATEMENT_FIND_HELD] = "SELECT " HELD_COLUMNS ", source FROM held WHERE id = ?1",
  [STATEMENT_PUT_HELD] =
    "INSERT INTO held (" HELD_COLUMNS ", source) VALUES (?1,?2,?3,?4,?5,?6,?7,?8,?9,?10,?11,?12,?13,?14,?15) "
    "ON CONFLICT (id) DO UPDATE SET title=?5, url=?6, rule=?9, reason=?10, evidence=?11, score=?12, restored=?14, "
    "source=coalesce(?15,source)",
  [STATEMENT_REMOVE_HELD] = "DELETE FROM held WHERE id = ?1",
  [STATEMENT_SET_RESTORED] = "UPDATE held SET restored = ?2 WHERE id = ?1",
  [STATEMENT_LIST_HELD] =
    "SELECT " HELD_COLUMNS ", CASE WHEN ?2 THEN source END FROM held WHERE restored = 0 ORDER BY since DESC, id LIMIT ?1",
  [STATEMENT_LIST_RESTORED] =
    "SELECT " HELD_COLUMNS ", source FROM held WHERE restored > ?2 AND feed = ?1 ORDER BY restored DESC, id LIMIT ?3",
  [STATEMENT_ADD_FEEDBACK] = "INSERT INTO feedback (at, kind, item, other) VALUES (?1,?2,?3,?4)",
  [STATEMENT_COUNT] =
    "INSERT INTO counter VALUES (?1, ?2) ON CONFLICT (name) DO UPDATE SET value = value + ?2",
  [STATEMENT_GET_COUNTERS] =
    "SELECT name, value FROM counter UNION ALL SELECT 'rows.item', count(*) FROM item "
    "UNION ALL SELECT 'rows.feed', count(*) FROM feed UNION ALL SELECT 'rows.held', count(*) FROM held WHERE restored = 0 "
    "UNION ALL SELECT 'rows.restored', count(*) FROM held WHERE restored != 0 "
    "UNION ALL SELECT 'rows.feedback', count(*) FROM feedback",
  [STATEMENT_FIND_TRANSLATION] = "SELECT text, used FROM translation WHERE key = ?1 AND provider = ?2",
  [STATEMENT_USE_TRANSLATION] = "UPDATE translation SET used = ?3 WHERE key = ?1 AND provider = ?2",
  [STATEMENT_PUT_TRANSLATION] = "INSERT OR REPLACE INTO translation VALUES (?1,?2,?3,?4)",
  [STATEMENT_PRUNE_TRANSLATIONS] = "DELETE FROM translation WHERE used < ?1",
  [STATEMENT_LIMIT_TRANSLATIONS] =
    "DELETE FROM translation WHERE used < (SELECT used FROM translation ORDER BY used DESC LIMIT 1 OFFSET ?1)",
  [STATEMENT_GET_SPENT] = "SELECT characters FROM spent WHERE day = ?1 AND provider = ?2",
  [STATEMENT_ADD_SPENT] =
    "INSERT INTO spent VALUES (?1,?2,?3) ON CONFLICT (day, provider) DO UPDATE SET characters = characters + ?3",
};

static void
close_db (SiyaqStore *self)
{
  for (guint i = 0; i < N_STATEMENTS; i++)
    g_clear_pointer (&self->statements[i], sqlite3_finalize);
  g_clear_pointer (&self->db, sqlite3_close);
}

static void
siyaq_store_finalize (GObject *object)
{
  SiyaqStore *self = SIYAQ_STORE (object);

  close_db (self);
  if (self->lock >= 0)
    close (self->lock);
  g_free (self->path);
  g_free (self->notice);

  G_OBJECT_CLASS (siyaq_store_parent_class)->finalize (object);
}

static void
siyaq_store_class_init (SiyaqStoreClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = siyaq_store_finalize;
}

static void
siyaq_store_init (SiyaqStore *self)
{
  self->lock = -1;
}

/**
 * siyaq_store_new:
 * @path: (nullable) (type filename): the file, or %NULL for a store in memory
 * @error: a #SiyaqStoreError
 *
 * Opens a store, making it where it is missing. A damaged file is kept under another name and a newer
 * one is left alone; siyaq_store_get_notice() tells of both.
 *
 * Returns: (transfer full): the store
 */
SiyaqStore *
siyaq_store_new (const char *path,
                 GError **error)
{
  g_autoptr (SiyaqStore) self = g_object_new (SIYAQ_TYPE_STORE, NULL);

  if (path != NULL)
    {
      self->db = siyaq_store_open_file (path, &self->path, &self->lock, &self->notice, error);
      if (self->db == NULL)
        return NULL;
    }
  else
    {
      int code = sqlite3_open_v2 (":memory:", &self->db, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX, NULL);

      if (code != SQLITE_OK)
        {
          siyaq_store_set_error (error, self->db, code);
          return NULL;
        }
      if (!siyaq_store_migrate (self->db, error))
        return NULL;
    }
  return g_steal_pointer (&self);
}

/**
 * siyaq_store_is_persistent:
 * @self: a store
 *
 * Returns: whether it is in a file
 */
gboolean
siyaq_store_is_persistent (SiyaqStore *self)
{
  g_return_val_if_fail (SIYAQ_IS_STORE (self), FALSE);
  return self->path != NULL;
}

/**
 * siyaq_store_get_path:
 * @self: a store
 *
 * Returns: (nullable) (type filename): the file that is used
 */
const char *
siyaq_store_get_path (SiyaqStore *self)
{
  g_return_val_if_fail (SIYAQ_IS_STORE (self), NULL);
  return self->path;
}

/**
 * siyaq_store_get_notice:
 * @self: a store
 *
 * Returns: (nullable): what happened to the file that was there before, for a person
 */
const char *
siyaq_store_get_notice (SiyaqStore *self)
{
  g_return_val_if_fail (SIYAQ_IS_STORE (self), NULL);
  return self->notice;
}

/**
 * siyaq_store_is_broken:
 * @self: a store
 *
 * Returns: whether damage was met since it was opened
 */
gboolean
siyaq_store_is_broken (SiyaqStore *self)
{
  g_return_val_if_fail (SIYAQ_IS_STORE (self), FALSE);
  return self->broken;
}

/**
 * siyaq_store_replace_broken:
 * @self: a store that gave %SIYAQ_STORE_ERROR_BROKEN
 * @error: a #SiyaqStoreError
 *
 * Keeps the damaged file under another name and goes on with a new one.
 *
 * Returns: whether the store can be used again
 */
gboolean
siyaq_store_replace_broken (SiyaqStore *self,
                            GError **error)
{
  g_autofree char *aside = NULL, *path = NULL, *old_path = NULL, *notice = NULL;
  int lock = -1;
  sqlite3 *db;

  g_return_val_if_fail (SIYAQ_IS_STORE (self), FALSE);
  g_return_val_if_fail (self->path != NULL, FALSE);

  close_db (self);
  if (self->lock >= 0)
    close (self->lock);
  self->lock = -1;
  if (!siyaq_store_move_aside (self->path, &aside, error))
    return FALSE;
  db = siyaq_store_open_file (self->path, &path, &lock, &notice, error);
  if (db == NULL)
    return FALSE;
  self->db = db;
  self->lock = lock;
  self->broken = FALSE;
  g_free (self->notice);
  self->notice = g_strdup_printf ("%s was damaged; it was kept as %s and a new one was begun", self->path, aside);
  g_free (self->path);
  self->path = g_steal_pointer (&path);
  return TRUE;
}

static void
note_damage (SiyaqStore *self,
             int code)
{
  code &= 0xff;
  if (self->path != NULL && (code == SQLITE_CORRUPT || code == SQLITE_NOTADB))
    self->broken = TRUE;
}

/**
 * siyaq_store_prepare:
 * @self: a store
 * @which: a statement
 * @error: a #SiyaqStoreError
 *
 * Returns: (transfer none) (nullable): the statement, reset, to be given to siyaq_store_finish()
 */
sqlite3_stmt *
siyaq_store_prepare (SiyaqStore *self,
                     SiyaqStatement which,
                     GError **error)
{
  if (self->db == NULL)
    {
      g_set_error_literal (error, SIYAQ_STORE_ERROR, SIYAQ_STORE_ERROR_FAILED, "the store is closed");
      return NULL;
    }
  if (self->statements[which] == NULL)
    {
      int code = sqlite3_prepare_v3 (self->db, sql[which], -1, SQLITE_PREPARE_PERSISTENT, &self->statements[which], NULL);

      if (code != SQLITE_OK)
        {
          note_damage (self, code);
          siyaq_store_set_error (error, self->db, code);
          return NULL;
        }
    }
  return self->statements[which];
}

/**
 * siyaq_store_finish:
 * @self: a store
 * @statement: what siyaq_store_prepare() gave
 * @code: what the last step gave
 * @error: a #SiyaqStoreError
 *
 * Makes the statement ready for its next use.
 *
 * Returns: whether @code is no error
 */
gboolean
siyaq_store_finish (SiyaqStore *self,
                    sqlite3_stmt *statement,
                    int code,
                    GError **error)
{
  gboolean good = code == SQLITE_DONE || code == SQLITE_ROW || code == SQLITE_OK;

  if (!good)
    {
      note_damage (self, code);
      siyaq_store_set_error (error, self->db, code);
    }
  sqlite3_reset (statement);
  sqlite3_clear_bindings (statement);
  return good;
}

/**
 * siyaq_store_begin:
 * @self: a store
 * @error: a #SiyaqStoreError
 *
 * Begins a transaction.
 *
 * Returns: whether it began
 */
gboolean
siyaq_store_begin (SiyaqStore *self,
                   GError **error)
{
  sqlite3_stmt *statement = siyaq_store_prepare (self, STATEMENT_BEGIN, error);

  return statement != NULL && siyaq_store_finish (self, statement, sqlite3_step (statement), error);
}

/**
 * siyaq_store_commit:
 * @self: a store
 * @durable: whether it must be on the disk before this returns, as a held item must be before it
 *   leaves its document
 * @error: a #SiyaqStoreError
 *
 * Ends the transaction; on an error nothing of it is kept.
 *
 * Returns: whether it is kept
 */
gboolean
siyaq_store_commit (SiyaqStore *self,
                    gboolean durable,
                    GError **error)
{
  sqlite3_stmt *statement = siyaq_store_prepare (self, STATEMENT_COMMIT, error);
  gboolean good;

  if (statement == NULL)
    {
      siyaq_store_rollback (self);
      return FALSE;
    }
  good = siyaq_store_finish (self, statement, sqlite3_step (statement), error);
  if (!good)
    siyaq_store_rollback (self);
  else if (durable && self->path != NULL)
    {
      /* In WAL mode with synchronous NORMAL the checkpoint is what syncs. */
      int code = sqlite3_wal_checkpoint_v2 (self->db, NULL, SQLITE_CHECKPOINT_PASSIVE, NULL, NULL);

      if (code != SQLITE_OK && code != SQLITE_BUSY)
        {
          siyaq_store_set_error (error, self->db, code);
          good = FALSE;
        }
    }
  return good;
}

/**
 * siyaq_store_rollback:
 * @self: a store
 *
 * Undoes the transaction, where there is one.
 */
void
siyaq_store_rollback (SiyaqStore *self)
{
  g_return_if_fail (SIYAQ_IS_STORE (self));

  if (self->db != NULL && !sqlite3_get_autocommit (self->db))
    sqlite3_exec (self->db, "ROLLBACK", NULL, NULL, NULL);
}

/**
 * siyaq_store_bind_text:
 * @statement: a statement
 * @index: of the parameter
 * @text: (nullable): its value, valid until the statement is finished
 */
void
siyaq_store_bind_text (sqlite3_stmt *statement,
                       int index,
                       const char *text)
{
  if (text != NULL)
    sqlite3_bind_text (statement, index, text, -1, SQLITE_STATIC);
  else
    sqlite3_bind_null (statement, index);
}

/**
 * siyaq_store_bind_time:
 * @statement: a statement
 * @index: of the parameter
 * @time_s: seconds since 1970, or %SIYAQ_TIME_UNKNOWN
 */
void
siyaq_store_bind_time (sqlite3_stmt *statement,
                       int index,
                       gint64 time_s)
{
  if (time_s != SIYAQ_TIME_UNKNOWN)
    sqlite3_bind_int64 (statement, index, time_s);
  else
    sqlite3_bind_null (statement, index);
}

/* One of each a thread: making one takes as long as packing a record with it. */
static GPrivate kept_compressor = G_PRIVATE_INIT (g_object_unref);
static GPrivate kept_decompressor = G_PRIVATE_INIT (g_object_unref);

static GBytes *
convert (GConverter *converter,
         gconstpointer data,
         gsize length,
         gsize max)
{
  g_autoptr (GByteArray) out = g_byte_array_new ();
  const guint8 *p = data;
  guint8 buffer[16 * 1024];

  g_converter_reset (converter);
  for (;;)
    {
      gsize n_read, n_written;
      GConverterResult result = g_converter_convert (converter, p, length, buffer, sizeof buffer,
                                                     G_CONVERTER_INPUT_AT_END, &n_read, &n_written, NULL);

      if (result == G_CONVERTER_ERROR || out->len + n_written > max)
        return NULL;
      g_byte_array_append (out, buffer, (guint) n_written);
      p += n_read;
      length -= n_read;
      if (result == G_CONVERTER_FINISHED)
        return g_byte_array_free_to_bytes (g_steal_pointer (&out));
    }
}

/**
 * siyaq_store_bind_packed:
 * @statement: a statement
 * @index: of the parameter
 * @bytes: (nullable): its value, which is compressed where that helps
 *
 * The first byte of the blob says how it is packed: 0 as it is, 1 raw deflate.
 */
void
siyaq_store_bind_packed (sqlite3_stmt *statement,
                         int index,
                         GBytes *bytes)
{
  g_autoptr (GBytes) packed = NULL;
  const guint8 *data;
  guint8 *blob;
  gsize length;

  if (bytes == NULL)
    {
      sqlite3_bind_null (statement, index);
      return;
    }
  data = g_bytes_get_data (bytes, &length);
  if (length >= MIN_PACKED_BYTES)
    {
      GZlibCompressor *compressor = g_private_get (&kept_compressor);

      if (compressor == NULL)
        {
          compressor = g_zlib_compressor_new (G_ZLIB_COMPRESSOR_FORMAT_RAW, 1);
          g_private_set (&kept_compressor, compressor);
        }
      packed = convert (G_CONVERTER (compressor), data, length, length);
      if (packed != NULL)
        data = g_bytes_get_data (packed, &length);
    }
  blob = g_malloc (length + 1);
  blob[0] = packed != NULL;
  memcpy (blob + 1, data, length);
  sqlite3_bind_blob64 (statement, index, blob, length + 1, g_free);
}

/**
 * siyaq_store_column_packed:
 * @statement: a statement with a row
 * @column: of the row
 *
 * Returns: (transfer full) (nullable): what siyaq_store_bind_packed() put there
 */
GBytes *
siyaq_store_column_packed (sqlite3_stmt *statement,
                           int column)
{
  const guint8 *blob = sqlite3_column_blob (statement, column);
  int length = sqlite3_column_bytes (statement, column);
  GZlibDecompressor *decompressor = g_private_get (&kept_decompressor);

  if (blob == NULL || length < 1)
    return NULL;
  if (blob[0] == 0)
    return g_bytes_new (blob + 1, (gsize) length - 1);
  if (blob[0] != 1)
    return NULL;
  if (decompressor == NULL)
    {
      decompressor = g_zlib_decompressor_new (G_ZLIB_COMPRESSOR_FORMAT_RAW);
      g_private_set (&kept_decompressor, decompressor);
    }
  return convert (G_CONVERTER (decompressor), blob + 1, (gsize) length - 1, MAX_UNPACKED_BYTES);
}

/**
 * siyaq_store_column_text:
 * @statement: a statement with a row
 * @column: of the row
 *
 * Returns: (transfer full) (nullable): the text, valid UTF-8
 */
char *
siyaq_store_column_text (sqlite3_stmt *statement,
                         int column)
{
  const char *text = (const char *) sqlite3_column_text (statement, column);

  return text != NULL ? g_utf8_make_valid (text, -1) : NULL;
}

/**
 * siyaq_store_column_time:
 * @statement: a statement with a row
 * @column: of the row
 *
 * Returns: seconds since 1970, or %SIYAQ_TIME_UNKNOWN
 */
gint64
siyaq_store_column_time (sqlite3_stmt *statement,
                         int column)
{
  if (sqlite3_column_type (statement, column) == SQLITE_NULL)
    return SIYAQ_TIME_UNKNOWN;
  return sqlite3_column_int64 (statement, column);
}
