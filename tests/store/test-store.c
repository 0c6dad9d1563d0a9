/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The store: what is put in comes out, after a migration and a restart too; who else wants it is told so. */
#include "config.h"

#include "siyaq-store.h"
#include "siyaq-item.h"

#include <glib/gstdio.h>
#include <sqlite3.h>
#include <string.h>

static char *
make_path (void)
{
  g_autofree char *folder = g_dir_make_tmp ("siyaq-store-XXXXXX", NULL);

  return g_build_filename (folder, "s.db", NULL);
}

static void
remove_store (const char *path)
{
  static const char *const suffixes[] = { "", "-wal", "-shm", ".lock" };
  g_autofree char *folder = g_path_get_dirname (path);

  for (guint i = 0; i < G_N_ELEMENTS (suffixes); i++)
    {
      g_autofree char *name = g_strconcat (path, suffixes[i], NULL);

      g_unlink (name);
    }
  g_rmdir (folder);
}

static SiyaqStoreItem *
make_item (guint number)
{
  SiyaqStoreItem *item = siyaq_store_item_new ();

  item->id = g_strdup_printf ("id%u", number);
  item->feed = g_strdup ("f");
  item->guid = g_strdup_printf ("guid %u", number);
  item->title = g_strdup ("عنوان");
  item->lang = g_strdup ("ar");
  item->arrived_s = 1000 + number;
  item->seen_s = 1000;
  item->fingerprint = g_strdup ("x");
  return item;
}

static void
test_item (void)
{
  g_autofree char *path = make_path ();
  g_autoptr (GError) error = NULL;
  g_autoptr (SiyaqStoreItem) item = make_item (1);
  g_autofree char *large = g_strnfill (100000, 'x');

  item->record = g_bytes_new (large, strlen (large));
  {
    g_autoptr (SiyaqStore) store = siyaq_store_new (path, &error);

    g_assert_no_error (error);
    g_assert_true (siyaq_store_put_item (store, item, &error));
  }
  {
    g_autoptr (SiyaqStore) store = siyaq_store_new (path, &error);
    g_autoptr (SiyaqStoreItem) read = siyaq_store_find_item (store, "id1", TRUE, &error);
    g_autofree char *id = siyaq_store_find_id (store, "guid 1", &error);

    g_assert_no_error (error);
    g_assert_cmpstr (read->title, ==, "عنوان");
    g_assert_cmpint (read->published_s, ==, SIYAQ_TIME_UNKNOWN);
    g_assert_cmpint (read->arrived_s, ==, 1001);
    g_assert_true (g_bytes_equal (read->record, item->record));
    g_assert_cmpstr (id, ==, "id1");
    g_assert_null (siyaq_store_find_item (store, "nobody", TRUE, &error));
    g_assert_no_error (error);
  }
  remove_store (path);
}

static void
test_held_outlives_its_item (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SiyaqStore) store = siyaq_store_new (NULL, &error);
  g_autoptr (SiyaqStoreItem) item = make_item (1);
  g_autoptr (GBytes) source = g_bytes_new_static ("<rss>whole</rss>", 16);
  g_autoptr (SiyaqStoreHeld) held = siyaq_store_held_new (), read = NULL;
  g_autoptr (GPtrArray) list = NULL, empty = NULL;

  held->id = g_strdup ("id1");
  held->feed = g_strdup ("f");
  held->guid = g_strdup ("g");
  held->title = g_strdup ("t");
  held->rule = g_strdup ("r");
  held->reason = g_strdup ("why");
  held->score = 0.95;
  held->source = g_bytes_ref (source);
  held->since_s = 5;
  g_assert_true (siyaq_store_put_item (store, item, &error));
  g_assert_true (siyaq_store_put_held (store, held, &error));
  g_assert_true (siyaq_store_remove_item (store, "id1", &error));
  list = siyaq_store_list_held (store, 10, TRUE, &error);
  g_assert_cmpuint (list->len, ==, 1);
  g_assert_true (g_bytes_equal (((SiyaqStoreHeld *) list->pdata[0])->source, source));

  /* Held again without its document at hand: the one that is kept stays. */
  g_clear_pointer (&held->source, g_bytes_unref);
  g_assert_true (siyaq_store_put_held (store, held, &error));
  g_assert_true (siyaq_store_set_restored (store, "id1", 9, &error));
  empty = siyaq_store_list_held (store, 10, FALSE, &error);
  g_assert_cmpuint (empty->len, ==, 0);
  read = siyaq_store_find_held (store, "id1", &error);
  g_assert_cmpint (read->restored_s, ==, 9);
  g_assert_true (g_bytes_equal (read->source, source));
  g_assert_no_error (error);
}

static void
collect_id (gint64 number,
            const char *id,
            GBytes *blob,
            gpointer data)
{
  g_ptr_array_add (data, g_strdup (id));
}

/* An item that changes keeps its place among the stories. */
static void
test_stories_in_order (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SiyaqStore) store = siyaq_store_new (NULL, &error);
  g_autoptr (GBytes) blob = g_bytes_new_static ("b", 1);
  g_autoptr (GPtrArray) ids = g_ptr_array_new_with_free_func (g_free);
  gint64 position = G_MAXINT64, last = 0, number = 0;
  g_autoptr (GBytes) found = NULL;

  for (guint i = 0; i < 3; i++)
    {
      g_autoptr (SiyaqStoreItem) item = make_item (i);

      g_assert_true (siyaq_store_put_item (store, item, &error));
      g_assert_true (siyaq_store_put_story (store, item->id, blob, &error));
    }
  {
    g_autoptr (SiyaqStoreItem) again = make_item (0);

    g_assert_true (siyaq_store_put_item (store, again, &error));
  }
  /* Two at a time, as a service that has something else to do reads them. */
  g_assert_true (siyaq_store_foreach_story (store, &position, 2, collect_id, ids, &error));
  g_assert_cmpuint (ids->len, ==, 2);
  g_assert_cmpint (position, >=, 0);
  g_assert_true (siyaq_store_foreach_story (store, &position, 2, collect_id, ids, &error));
  g_assert_cmpint (position, ==, -1);
  g_assert_cmpuint (ids->len, ==, 3);
  /* The newest is read first. */
  g_assert_cmpstr (ids->pdata[0], ==, "id2");
  g_assert_cmpstr (ids->pdata[2], ==, "id0");
  g_assert_true (siyaq_store_get_last_story (store, &last, &error));
  found = siyaq_store_find_story (store, "id2", &number, &error);
  g_assert_nonnull (found);
  g_assert_cmpint (number, ==, last);
  g_assert_true (siyaq_store_put_story (store, "id2", NULL, &error));
  g_assert_null (siyaq_store_find_story (store, "id2", &number, &error));
  g_assert_true (siyaq_store_remove_item (store, "id1", &error));
  g_assert_null (siyaq_store_find_story (store, "id1", &number, &error));
  g_assert_no_error (error);
}

static void
test_transaction (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SiyaqStore) store = siyaq_store_new (NULL, &error);
  g_autoptr (SiyaqStoreItem) item = make_item (1), read = NULL;

  g_assert_true (siyaq_store_begin (store, &error));
  g_assert_true (siyaq_store_put_item (store, item, &error));
  siyaq_store_rollback (store);
  read = siyaq_store_find_item (store, "id1", FALSE, &error);
  g_assert_null (read);
  g_assert_true (siyaq_store_begin (store, &error));
  g_assert_true (siyaq_store_commit (store, TRUE, &error));
  g_assert_no_error (error);
}

static void
test_second_writer (void)
{
  g_autofree char *path = make_path ();
  g_autoptr (GError) error = NULL;
  SiyaqStore *store = siyaq_store_new (path, &error);

  g_assert_no_error (error);
  g_assert_null (siyaq_store_new (path, &error));
  g_assert_error (error, SIYAQ_STORE_ERROR, SIYAQ_STORE_ERROR_BUSY);
  g_clear_error (&error);
  g_object_unref (store);
  store = siyaq_store_new (path, &error);
  g_assert_no_error (error);
  g_object_unref (store);
  remove_store (path);
}

/* The first version's tables, as it wrote them. */
static const char version_1[] =
  "CREATE TABLE feed (id TEXT PRIMARY KEY, title TEXT, url TEXT, memory BLOB);"
  "CREATE TABLE item (number INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, feed TEXT NOT NULL, outlet TEXT,"
  "  guid TEXT NOT NULL, url TEXT, title TEXT NOT NULL, lang TEXT NOT NULL, lead TEXT, published INTEGER,"
  "  arrived INTEGER NOT NULL, seen INTEGER NOT NULL, fingerprint TEXT, record BLOB, story BLOB);"
  "CREATE TABLE verdict (item TEXT NOT NULL, position INTEGER NOT NULL, rule TEXT NOT NULL, reason TEXT NOT NULL,"
  "  text TEXT, evidence TEXT, score REAL NOT NULL, PRIMARY KEY (item, position)) WITHOUT ROWID;"
  "CREATE TABLE held (id TEXT PRIMARY KEY, feed TEXT NOT NULL, outlet TEXT, guid TEXT NOT NULL, title TEXT NOT NULL,"
  "  url TEXT, lang TEXT, published INTEGER, rule TEXT NOT NULL, reason TEXT NOT NULL, evidence TEXT,"
  "  score REAL NOT NULL, source BLOB, since INTEGER NOT NULL, restored INTEGER NOT NULL DEFAULT 0);"
  "CREATE TABLE counter (name TEXT PRIMARY KEY, value INTEGER NOT NULL) WITHOUT ROWID;"
  "INSERT INTO held VALUES ('old', 'f', NULL, 'g', 'Old advert', NULL, 'en', NULL, 'r', 'why', NULL, 1.0, x'003C782F3E', 7, 0);"
  "INSERT INTO item VALUES (3, 'it', 'f', NULL, 'g', NULL, 'Item', 'en', NULL, NULL, 5, 5, NULL, NULL, x'626C6F62');"
  "INSERT INTO item VALUES (4, 'bare', 'f', NULL, 'h', NULL, 'Item', 'en', NULL, NULL, 5, 5, NULL, NULL, NULL);"
  "INSERT INTO counter VALUES ('items', 12);"
  "PRAGMA user_version = 1;";

static void
test_migration (void)
{
  g_autofree char *path = make_path ();
  g_autoptr (GError) error = NULL;
  g_autoptr (SiyaqStoreHeld) held = NULL;
  g_autoptr (GHashTable) counters = NULL;
  g_autoptr (GBytes) story = NULL;
  gint64 number = 0;
  SiyaqStore *store;
  sqlite3 *db = NULL;

  g_assert_cmpint (sqlite3_open (path, &db), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_exec (db, version_1, NULL, NULL, NULL), ==, SQLITE_OK);
  sqlite3_close (db);
  store = siyaq_store_new (path, &error);
  g_assert_no_error (error);
  g_assert_null (siyaq_store_get_notice (store));
  held = siyaq_store_find_held (store, "old", &error);
  g_assert_cmpstr (held->title, ==, "Old advert");
  g_assert_cmpuint (g_bytes_get_size (held->source), ==, 4);
  story = siyaq_store_find_story (store, "it", &number, &error);
  g_assert_no_error (error);
  g_assert_cmpint (number, ==, 3);
  g_assert_cmpmem (g_bytes_get_data (story, NULL), g_bytes_get_size (story), "blob", 4);
  g_assert_null (siyaq_store_find_story (store, "bare", &number, &error));
  g_assert_true (siyaq_store_add_feedback (store, 1, "no-advert", "old", NULL, &error));
  counters = siyaq_store_get_counters (store, &error);
  g_assert_cmpint (*(gint64 *) g_hash_table_lookup (counters, "items"), ==, 12);
  g_assert_cmpint (*(gint64 *) g_hash_table_lookup (counters, "rows.feedback"), ==, 1);
  g_object_unref (store);
  remove_store (path);
}

int
main (int argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/store/item", test_item);
  g_test_add_func ("/store/held-outlives-its-item", test_held_outlives_its_item);
  g_test_add_func ("/store/stories-in-order", test_stories_in_order);
  g_test_add_func ("/store/transaction", test_transaction);
  g_test_add_func ("/store/second-writer", test_second_writer);
  g_test_add_func ("/store/migration", test_migration);
  return g_test_run ();
}
