/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Opening the file, whatever state it is in: locked by another process it is refused, broken it is
   moved aside, from the future it is left alone; in the last two cases a new one takes its place
   and the notice says so. A lock file of our own, not SQLite's exclusive mode: that one would also
   refuse those who only want to read, and it is given up between transactions. */
#define G_LOG_DOMAIN "siyaq-store"

#include "config.h"

#include "siyaq-store-private.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/file.h>
#include <unistd.h>

/* Another reader of the file, a backup say, may hold it for a moment. */
#define BUSY_TIMEOUT_MS 2000
/* What is checked in whole after a crash; a larger file would keep its first reader waiting, and
   damage in it is found when it is met. */
#define MAX_CHECKED_BYTES (32 * 1024 * 1024)
/* The page cache counts for the memory of the service. */
#define PRAGMAS \
  "PRAGMA journal_mode = WAL;" \
  "PRAGMA synchronous = NORMAL;" \
  "PRAGMA cache_size = -4096;" \
  "PRAGMA journal_size_limit = 4194304;" \
  "PRAGMA trusted_schema = OFF;" \
  "PRAGMA cell_size_check = ON;"

G_DEFINE_QUARK (siyaq-store-error-quark, siyaq_store_error)

/**
 * siyaq_store_set_error:
 * @error: where to say it
 * @db: (nullable): the connection
 * @code: what SQLite gave
 *
 * Turns SQLite's code into ours.
 */
void
siyaq_store_set_error (GError **error,
                       sqlite3 *db,
                       int code)
{
  SiyaqStoreError ours = SIYAQ_STORE_ERROR_FAILED;

  switch (code & 0xff)
    {
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      ours = SIYAQ_STORE_ERROR_BUSY;
      break;
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
    case SQLITE_FORMAT:
      ours = SIYAQ_STORE_ERROR_BROKEN;
      break;
    case SQLITE_FULL:
    case SQLITE_IOERR:
      ours = SIYAQ_STORE_ERROR_FULL;
      break;
    default:
      break;
    }
  g_set_error (error, SIYAQ_STORE_ERROR, (int) ours, "the store: %s", db != NULL ? sqlite3_errmsg (db) : sqlite3_errstr (code));
}

/* Damage shows as an error or as a row that is not "ok". */
static gboolean
is_sound (sqlite3 *db,
          gboolean whole,
          GError **error)
{
  /* The cheap check reads the header, the schema and the first page of each table. */
  static const char *const probes[] = {
    "SELECT count(*) FROM sqlite_schema",
    "SELECT * FROM feed LIMIT 1",
    "SELECT number FROM item ORDER BY number DESC LIMIT 1",
    "SELECT id FROM held LIMIT 1",
    "SELECT name FROM counter LIMIT 1",
    "PRAGMA quick_check(1)",
  };

  for (guint i = 0; i < G_N_ELEMENTS (probes) - (whole ? 0 : 1); i++)
    {
      sqlite3_stmt *statement = NULL;
      int code = sqlite3_prepare_v2 (db, probes[i], -1, &statement, NULL);
      gboolean check = i == G_N_ELEMENTS (probes) - 1;
      gboolean good;

      if (code == SQLITE_OK)
        code = sqlite3_step (statement);
      good = code == SQLITE_DONE || code == SQLITE_ROW;
      if (good && check && g_strcmp0 ((const char *) sqlite3_column_text (statement, 0), "ok") != 0)
        {
          good = FALSE;
          code = SQLITE_CORRUPT;
        }
      sqlite3_finalize (statement);
      if (!good)
        {
          siyaq_store_set_error (error, NULL, code == SQLITE_ERROR ? SQLITE_CORRUPT : code);
          return FALSE;
        }
    }
  return TRUE;
}

/* A file from the future is not even opened for writing: setting the journal mode would change it. */
static gboolean
is_newer (const char *path,
          GError **error)
{
  sqlite3 *db = NULL;
  sqlite3_stmt *statement = NULL;
  int version = 0;

  if (sqlite3_open_v2 (path, &db, SQLITE_OPEN_READONLY | SQLITE_OPEN_NOMUTEX, NULL) == SQLITE_OK &&
      sqlite3_prepare_v2 (db, "PRAGMA user_version", -1, &statement, NULL) == SQLITE_OK &&
      sqlite3_step (statement) == SQLITE_ROW)
    version = sqlite3_column_int (statement, 0);
  sqlite3_finalize (statement);
  sqlite3_close (db);
  if (version <= SIYAQ_STORE_VERSION)
    return FALSE;
  g_set_error (error, SIYAQ_STORE_ERROR, SIYAQ_STORE_ERROR_NEWER,
               "the store has version %d, this program knows %d", version, SIYAQ_STORE_VERSION);
  return TRUE;
}

static sqlite3 *
try_open (const char *path,
          GError **error)
{
  sqlite3 *db = NULL;
  g_autofree char *wal = g_strconcat (path, "-wal", NULL);
  gboolean crashed = g_file_test (wal, G_FILE_TEST_EXISTS);
  GStatBuf status;
  gboolean whole = crashed && g_stat (path, &status) == 0 && status.st_size <= MAX_CHECKED_BYTES;
  int code;

  if (is_newer (path, error))
    return NULL;
  code = sqlite3_open_v2 (path, &db, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX, NULL);
  if (code == SQLITE_OK)
    {
      sqlite3_extended_result_codes (db, 0);
      sqlite3_busy_timeout (db, BUSY_TIMEOUT_MS);
      sqlite3_db_config (db, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
      code = sqlite3_exec (db, PRAGMAS, NULL, NULL, NULL);
    }
  if (code != SQLITE_OK)
    siyaq_store_set_error (error, db, code);
  else if (siyaq_store_migrate (db, error) && is_sound (db, whole, error))
    return db;
  sqlite3_close (db);
  return NULL;
}

/**
 * siyaq_store_move_aside:
 * @path: a store that is not open
 * @ret_name: (out) (nullable): where it is now
 * @error: a #SiyaqStoreError
 *
 * Renames a broken store and what SQLite keeps beside it, so that nothing in it is lost.
 *
 * Returns: whether the name is free now
 */
gboolean
siyaq_store_move_aside (const char *path,
                        char **ret_name,
                        GError **error)
{
  static const char *const suffixes[] = { "-wal", "-shm" };
  g_autoptr (GDateTime) now = g_date_time_new_now_utc ();
  g_autofree char *date = g_date_time_format (now, "%Y-%m-%d");
  g_autofree char *name = g_strdup_printf ("%s.broken-%s", path, date);

  for (guint i = 2; g_file_test (name, G_FILE_TEST_EXISTS); i++)
    {
      g_free (name);
      name = g_strdup_printf ("%s.broken-%s.%u", path, date, i);
    }
  if (g_rename (path, name) != 0)
    {
      g_set_error (error, SIYAQ_STORE_ERROR, SIYAQ_STORE_ERROR_FAILED, "%s: %s", path, g_strerror (errno));
      return FALSE;
    }
  for (guint i = 0; i < G_N_ELEMENTS (suffixes); i++)
    {
      g_autofree char *from = g_strconcat (path, suffixes[i], NULL);
      g_autofree char *to = g_strconcat (name, suffixes[i], NULL);

      g_rename (from, to);
    }
  *ret_name = g_steal_pointer (&name);
  return TRUE;
}

static int
take_lock (const char *path,
           GError **error)
{
  g_autofree char *name = g_strconcat (path, ".lock", NULL);
  int fd = open (name, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);

  if (fd < 0)
    {
      g_set_error (error, SIYAQ_STORE_ERROR, SIYAQ_STORE_ERROR_FAILED, "%s: %s", name, g_strerror (errno));
      return -1;
    }
  if (flock (fd, LOCK_EX | LOCK_NB) != 0)
    {
      g_set_error (error, SIYAQ_STORE_ERROR, SIYAQ_STORE_ERROR_BUSY, "%s: another process uses this store", path);
      close (fd);
      return -1;
    }
  return fd;
}

/**
 * siyaq_store_open_file:
 * @path: (type filename): the store's file
 * @ret_path: (out): the file that is used, another one where @path is from a newer version
 * @ret_lock: (out): a descriptor to be held as long as the store is open
 * @ret_notice: (out) (nullable): what the user should know
 * @error: a #SiyaqStoreError
 *
 * Returns: an open store of this program's version
 */
sqlite3 *
siyaq_store_open_file (const char *path,
                       char **ret_path,
                       int *ret_lock,
                       char **ret_notice,
                       GError **error)
{
  g_autofree char *dir = g_path_get_dirname (path);
  g_autofree char *used = g_strdup (path);
  g_autofree char *notice = NULL;
  g_autoptr (GError) local_error = NULL;
  sqlite3 *db;
  int lock;
  mode_t mask;

  if (g_mkdir_with_parents (dir, 0700) != 0)
    {
      g_set_error (error, SIYAQ_STORE_ERROR, SIYAQ_STORE_ERROR_FAILED, "%s: %s", dir, g_strerror (errno));
      return NULL;
    }
  lock = take_lock (path, error);
  if (lock < 0)
    return NULL;
  mask = umask (0077);
  db = try_open (used, &local_error);
  if (db == NULL && g_error_matches (local_error, SIYAQ_STORE_ERROR, SIYAQ_STORE_ERROR_NEWER))
    {
      g_free (used);
      used = g_strdup_printf ("%s.v%d", path, SIYAQ_STORE_VERSION);
      notice = g_strdup_printf ("%s was written by a newer version and is left alone; %s is used instead", path, used);
      g_clear_error (&local_error);
      db = try_open (used, &local_error);
    }
  if (db == NULL && g_error_matches (local_error, SIYAQ_STORE_ERROR, SIYAQ_STORE_ERROR_BROKEN))
    {
      g_autofree char *aside = NULL;

      g_clear_error (&local_error);
      if (siyaq_store_move_aside (used, &aside, &local_error))
        {
          g_free (notice);
          notice = g_strdup_printf ("%s was damaged; it was kept as %s and a new one was begun", used, aside);
          db = try_open (used, &local_error);
        }
    }
  umask (mask);
  if (db == NULL)
    {
      close (lock);
      g_propagate_error (error, g_steal_pointer (&local_error));
      return NULL;
    }
  *ret_path = g_steal_pointer (&used);
  *ret_lock = lock;
  *ret_notice = g_steal_pointer (&notice);
  return db;
}
