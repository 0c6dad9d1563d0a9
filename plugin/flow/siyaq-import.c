/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The items that a reader had before the plugin came, out of its own database, so that story links
   reach back. The file is opened read-only and for a few rows at a time, because the reader waits for
   no lock; which items there are is read first, by date, because stories grow in that order. Known
   is the database of Liferea; another reader's says so by its missing table. */
#define G_LOG_DOMAIN "siyaq-flow"

#include "config.h"

#include "siyaq-engine-private.h"

#include <sqlite3.h>

/* Items a step: some milliseconds, after which others have their turn. */
#define STEP_ITEMS 10u
/* What a busy reader is waited for. */
#define BUSY_TIMEOUT_MS 500

struct _SiyaqImport
{
  sqlite3 *db;
  sqlite3_stmt *read;
  GArray *numbers; /* (element-type gint64): row ids, oldest item first */
  SiyaqImportState state;
};

/**
 * siyaq_import_free:
 * @self: (transfer full) (nullable): an import
 */
void
siyaq_import_free (SiyaqImport *self)
{
  if (self == NULL)
    return;
  sqlite3_finalize (self->read);
  sqlite3_close (self->db);
  g_clear_pointer (&self->numbers, g_array_unref);
  g_free (self->state.message);
  g_free (self);
}

static void
end (SiyaqImport *import)
{
  g_clear_pointer (&import->read, sqlite3_finalize);
  g_clear_pointer (&import->db, sqlite3_close);
  g_clear_pointer (&import->numbers, g_array_unref);
  import->state.running = FALSE;
}

static gboolean
list_items (SiyaqImport *import)
{
  /* The newest as many as are kept at all; comments of items are rows too and have a parent. */
  static const char list[] =
    "SELECT item_id FROM (SELECT item_id, date FROM items WHERE comment = 0 ORDER BY date DESC LIMIT ?1) ORDER BY date";
  sqlite3_stmt *statement = NULL;
  int code = sqlite3_prepare_v2 (import->db, list, -1, &statement, NULL);

  if (code == SQLITE_OK)
    {
      sqlite3_bind_int64 (statement, 1, SIYAQ_STORE_MAX_ITEMS);
      while ((code = sqlite3_step (statement)) == SQLITE_ROW)
        {
          gint64 number = sqlite3_column_int64 (statement, 0);

          g_array_append_val (import->numbers, number);
        }
    }
  sqlite3_finalize (statement);
  return code == SQLITE_DONE;
}

/**
 * siyaq_engine_import_start:
 * @self: a pipeline
 * @path: (type filename): a reader's database, liferea.db
 * @error: a #SiyaqEngineError where it cannot be read or an import is under way
 *
 * Begins to annotate a reader's items; siyaq_engine_import_step() goes on with it.
 *
 * Returns: whether it began
 */
gboolean
siyaq_engine_import_start (SiyaqEngine *self,
                           const char *path,
                           GError **error)
{
  g_autofree char *message = NULL;
  SiyaqImport *import;

  g_return_val_if_fail (SIYAQ_IS_ENGINE (self), FALSE);
  g_return_val_if_fail (path != NULL, FALSE);

  if (self->import != NULL && self->import->state.running)
    {
      g_set_error_literal (error, SIYAQ_ENGINE_ERROR, SIYAQ_ENGINE_ERROR_INVALID, "an import is under way");
      return FALSE;
    }
  import = g_new0 (SiyaqImport, 1);
  import->numbers = g_array_new (FALSE, FALSE, sizeof (gint64));
  if (sqlite3_open_v2 (path, &import->db, SQLITE_OPEN_READONLY | SQLITE_OPEN_NOMUTEX, NULL) != SQLITE_OK ||
      sqlite3_busy_timeout (import->db, BUSY_TIMEOUT_MS) != SQLITE_OK || !list_items (import) ||
      sqlite3_prepare_v2 (import->db,
                          "SELECT node_id, source_id, title, description, source, date FROM items WHERE item_id = ?1", -1,
                          &import->read, NULL) != SQLITE_OK)
    {
      g_set_error (error, SIYAQ_ENGINE_ERROR, SIYAQ_ENGINE_ERROR_INVALID, "%s: %s", path, sqlite3_errmsg (import->db));
      siyaq_import_free (import);
      return FALSE;
    }
  import->state.running = TRUE;
  import->state.total = import->numbers->len;
  siyaq_import_free (self->import);
  self->import = import;
  return TRUE;
}

static gboolean
import_row (SiyaqEngine *self,
            sqlite3_stmt *row,
            GError **error)
{
  const char *feed = (const char *) sqlite3_column_text (row, 0);
  const char *guid = (const char *) sqlite3_column_text (row, 1);
  SiyaqItem fields = {
    .feed = feed,
    .title = (const char *) sqlite3_column_text (row, 2),
    .html = (const char *) sqlite3_column_text (row, 3),
    .url = (const char *) sqlite3_column_text (row, 4),
    .published_s = sqlite3_column_int64 (row, 5) > 0 ? sqlite3_column_int64 (row, 5) : SIYAQ_TIME_UNKNOWN,
  };
  gint64 now_s = g_get_real_time () / G_USEC_PER_SEC;
  g_autofree char *key = NULL;
  g_autoptr (SiyaqStoreItem) known = NULL;
  g_autoptr (SiyaqItem) item = NULL;
  g_autoptr (SiyaqAnnotation) a = NULL;

  if (feed == NULL || guid == NULL || *guid == '\0' || sqlite3_column_bytes (row, 3) > (int) SIYAQ_ITEM_MAX_BYTES)
    return TRUE;
  key = siyaq_engine_item_key (feed, guid);
  known = siyaq_store_find_item (self->store, key, FALSE, NULL);
  if (known != NULL)
    return TRUE;
  fields.id = key;
  item = siyaq_item_new (&fields);
  siyaq_engine_observe (self, item);
  a = siyaq_engine_run (self, item, guid, NULL, SIYAQ_RUN_NEVER_HOLD | SIYAQ_RUN_NO_DIGEST,
                        item->published_s != SIYAQ_TIME_UNKNOWN ? MIN (item->published_s, now_s) : now_s, NULL, error);
  return a != NULL;
}

static gboolean
import_some (SiyaqEngine *self,
             SiyaqImport *import,
             GError **error)
{
  for (guint i = 0; i < STEP_ITEMS && import->state.done < import->state.total; i++)
    {
      gboolean good = TRUE;
      int code;

      sqlite3_bind_int64 (import->read, 1, g_array_index (import->numbers, gint64, import->state.done));
      code = sqlite3_step (import->read);
      /* A row that has gone meanwhile, or cannot be read just now, is passed over. */
      if (code == SQLITE_ROW)
        good = import_row (self, import->read, error);
      sqlite3_reset (import->read);
      if (!good)
        return FALSE;
      import->state.done++;
    }
  return TRUE;
}

/**
 * siyaq_engine_import_step:
 * @self: a pipeline
 *
 * Annotates the next few items of an import.
 *
 * Returns: whether there are more
 */
gboolean
siyaq_engine_import_step (SiyaqEngine *self)
{
  SiyaqImport *import = self->import;
  g_autoptr (GError) error = NULL;

  if (import == NULL || !import->state.running)
    return FALSE;
  if (!siyaq_store_begin (self->store, &error) || !import_some (self, import, &error) ||
      !siyaq_store_commit (self->store, FALSE, &error))
    {
      siyaq_store_rollback (self->store);
      import->state.message = g_strdup (error->message);
      end (import);
      return FALSE;
    }
  if (import->state.done >= import->state.total)
    end (import);
  return import->state.running;
}

/**
 * siyaq_engine_import_state:
 * @self: a pipeline
 *
 * Returns: (transfer none) (nullable): how far the last import is
 */
const SiyaqImportState *
siyaq_engine_import_state (SiyaqEngine *self)
{
  return self->import != NULL ? &self->import->state : NULL;
}
