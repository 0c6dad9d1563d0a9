/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The schema, as the steps that lead to it. A step that was released is never changed: the store of
   somebody who has not updated for long goes through all of them, in one transaction. The version is
   SQLite's own user_version. */
#define G_LOG_DOMAIN "siyaq-store"

#include "config.h"

#include "siyaq-store-private.h"

static const char *const steps[SIYAQ_STORE_VERSION] = {
  /* 1 */
  "CREATE TABLE feed (id TEXT PRIMARY KEY, title TEXT, url TEXT, memory BLOB);"
  "CREATE TABLE item (number INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, feed TEXT NOT NULL, outlet TEXT,"
  "  guid TEXT NOT NULL, url TEXT, title TEXT NOT NULL, lang TEXT NOT NULL, lead TEXT, published INTEGER,"
  "  arrived INTEGER NOT NULL, seen INTEGER NOT NULL, fingerprint TEXT, record BLOB, story BLOB);"
  "CREATE TABLE verdict (item TEXT NOT NULL, position INTEGER NOT NULL, rule TEXT NOT NULL, reason TEXT NOT NULL,"
  "  text TEXT, evidence TEXT, score REAL NOT NULL, PRIMARY KEY (item, position)) WITHOUT ROWID;"
  "CREATE TABLE held (id TEXT PRIMARY KEY, feed TEXT NOT NULL, outlet TEXT, guid TEXT NOT NULL, title TEXT NOT NULL,"
  "  url TEXT, lang TEXT, published INTEGER, rule TEXT NOT NULL, reason TEXT NOT NULL, evidence TEXT,"
  "  score REAL NOT NULL, source BLOB, since INTEGER NOT NULL, restored INTEGER NOT NULL DEFAULT 0);"
  "CREATE TABLE counter (name TEXT PRIMARY KEY, value INTEGER NOT NULL) WITHOUT ROWID;",
  /* 2: what the user said about items, and the order in which lists are read. */
  "CREATE TABLE feedback (number INTEGER PRIMARY KEY, at INTEGER NOT NULL, kind TEXT NOT NULL, item TEXT NOT NULL,"
  "  other TEXT);"
  "CREATE INDEX held_since ON held (restored, since);"
  "CREATE INDEX item_arrived ON item (arrived);",
  /* 3: what the story index keeps of an item, apart: it is read in whole after a start, without what else
     is known of the item. */
  "CREATE TABLE story (number INTEGER PRIMARY KEY, item TEXT NOT NULL, blob BLOB NOT NULL);"
  "INSERT INTO story SELECT number, id, story FROM item WHERE story IS NOT NULL;"
  "ALTER TABLE item DROP COLUMN story;",
  /* 4: translations, and the characters that were sent for them; days since 1970. */
  "CREATE TABLE translation (key BLOB NOT NULL, provider TEXT NOT NULL, text TEXT NOT NULL, used INTEGER NOT NULL,"
  "  PRIMARY KEY (key, provider)) WITHOUT ROWID;"
  "CREATE INDEX translation_used ON translation (used);"
  "CREATE TABLE spent (day INTEGER NOT NULL, provider TEXT NOT NULL, characters INTEGER NOT NULL,"
  "  PRIMARY KEY (day, provider)) WITHOUT ROWID;",
};

static gboolean
run (sqlite3 *db,
     const char *sql,
     GError **error)
{
  int code = sqlite3_exec (db, sql, NULL, NULL, NULL);

  if (code == SQLITE_OK)
    return TRUE;
  siyaq_store_set_error (error, db, code);
  return FALSE;
}

static gboolean
read_version (sqlite3 *db,
              int *ret_version,
              GError **error)
{
  sqlite3_stmt *statement = NULL;
  int code = sqlite3_prepare_v2 (db, "PRAGMA user_version", -1, &statement, NULL);

  if (code == SQLITE_OK)
    code = sqlite3_step (statement);
  if (code == SQLITE_ROW)
    *ret_version = sqlite3_column_int (statement, 0);
  else
    siyaq_store_set_error (error, db, code);
  sqlite3_finalize (statement);
  return code == SQLITE_ROW;
}

/**
 * siyaq_store_migrate:
 * @db: an open store
 * @error: a #SiyaqStoreError; %SIYAQ_STORE_ERROR_NEWER where a newer program wrote it
 *
 * Brings the schema to what this program writes, or leaves all as it is.
 *
 * Returns: whether @db has this program's version now
 */
gboolean
siyaq_store_migrate (sqlite3 *db,
                     GError **error)
{
  int version = 0;

  if (!read_version (db, &version, error))
    return FALSE;
  if (version == SIYAQ_STORE_VERSION)
    return TRUE;
  if (version > SIYAQ_STORE_VERSION || version < 0)
    {
      g_set_error (error, SIYAQ_STORE_ERROR, SIYAQ_STORE_ERROR_NEWER,
                   "the store has version %d, this program knows %d", version, SIYAQ_STORE_VERSION);
      return FALSE;
    }
  if (!run (db, "BEGIN IMMEDIATE", error))
    return FALSE;
  for (; version < SIYAQ_STORE_VERSION; version++)
    {
      g_autofree char *pragma = g_strdup_printf ("PRAGMA user_version = %d", version + 1);

      if (!run (db, steps[version], error) || !run (db, pragma, error))
        {
          sqlite3_exec (db, "ROLLBACK", NULL, NULL, NULL);
          return FALSE;
        }
    }
  if (run (db, "COMMIT", error))
    return TRUE;
  sqlite3_exec (db, "ROLLBACK", NULL, NULL, NULL);
  return FALSE;
}
