/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The items that a reader had before: out of a database of Liferea 1.14's tables, made here. */
#include "config.h"

#include "siyaq-engine.h"

#include <glib/gstdio.h>
#include <sqlite3.h>
#include <string.h>

/* The tables that matter as Liferea 1.14 makes them; it names the columns the same since 1.8. */
#define SCHEMA                                                                                                       \
  "CREATE TABLE node (node_id STRING, parent_id STRING, title STRING, type INTEGER, expanded INTEGER,"               \
  " view_mode INTEGER, sort_column INTEGER, sort_reversed INTEGER, PRIMARY KEY (node_id));"                          \
  "CREATE TABLE items (item_id INTEGER, parent_item_id INTEGER, node_id TEXT, parent_node_id TEXT, title TEXT,"      \
  " read INTEGER, updated INTEGER, popup INTEGER, marked INTEGER, source TEXT, source_id TEXT, valid_guid INTEGER,"  \
  " description TEXT, date INTEGER, comment_feed_id INTEGER, comment INTEGER, PRIMARY KEY (item_id));"

#define INSERT                                                                                                       \
  "INSERT INTO items (item_id, parent_item_id, node_id, parent_node_id, title, read, source, source_id, valid_guid,"  \
  " description, date, comment) VALUES "

typedef struct
{
  char *folder, *database;
  SiyaqStore *store;
  SiyaqEngine *engine;
} Fixture;

static void
set_up (Fixture *f,
        gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SiyaqSettings) settings = siyaq_settings_new ();
  g_autofree char *path = NULL;

  f->folder = g_dir_make_tmp ("siyaq-import-XXXXXX", NULL);
  g_assert_nonnull (f->folder);
  f->database = g_build_filename (f->folder, "liferea.db", NULL);
  path = g_build_filename (f->folder, "store.db", NULL);
  f->store = siyaq_store_new (path, &error);
  g_assert_no_error (error);
  f->engine = siyaq_engine_new (f->store, settings, &error);
  g_assert_no_error (error);
}

static void
tear_down (Fixture *f,
           gconstpointer data)
{
  g_autoptr (GDir) dir = NULL;
  const char *name;

  g_clear_object (&f->engine);
  g_clear_object (&f->store);
  dir = g_dir_open (f->folder, 0, NULL);
  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (f->folder, name, NULL);

      g_unlink (path);
    }
  g_assert_cmpint (g_rmdir (f->folder), ==, 0);
  g_free (f->folder);
  g_free (f->database);
}

static void
run_sql (Fixture *f,
         const char *sql)
{
  sqlite3 *db = NULL;

  g_assert_cmpint (sqlite3_open (f->database, &db), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_exec (db, sql, NULL, NULL, NULL), ==, SQLITE_OK);
  sqlite3_close (db);
}

static char *
read_database (Fixture *f)
{
  g_autofree char *data = NULL;
  gsize length;

  g_assert_true (g_file_get_contents (f->database, &data, &length, NULL));
  return g_compute_checksum_for_data (G_CHECKSUM_SHA256, (const guchar *) data, length);
}

static void
import_all (Fixture *f)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (siyaq_engine_import_start (f->engine, f->database, &error));
  g_assert_no_error (error);
  g_assert_false (siyaq_engine_import_start (f->engine, f->database, &error));
  g_assert_error (error, SIYAQ_ENGINE_ERROR, SIYAQ_ENGINE_ERROR_INVALID);
  while (siyaq_engine_import_step (f->engine))
    ;
  g_assert_false (siyaq_engine_import_state (f->engine)->running);
  g_assert_cmpstr (siyaq_engine_import_state (f->engine)->message, ==, NULL);
}

static void
test_import (Fixture *f,
             gconstpointer data)
{
  g_autofree char *old = siyaq_engine_item_key ("abcdef1", "old"), *new = siyaq_engine_item_key ("abcdef2", "new");
  g_autofree char *advert = siyaq_engine_item_key ("abcdef1", "advert");
  g_autofree char *comment = siyaq_engine_item_key ("abcdef1", "comment");
  g_autofree char *before = NULL, *after = NULL, *explained = NULL;
  g_autoptr (SiyaqStoreItem) stored = NULL, pans = NULL;
  g_autoptr (GError) error = NULL;

  run_sql (f, SCHEMA);
  /* The newer item has the lower number; a comment, an item without an id and one without text among them. */
  run_sql (f, INSERT
           "(1, 0, 'abcdef2', 'abcdef2', '21 dead as overloaded ferry capsizes near Kamaran island', 0, 'https://b.example/2',"
           " 'new', 1, '<p>An overloaded wooden ferry capsized near Kamaran island on Saturday, killing 21 passengers, Yemeni "
           "coastguard officials said. Nine survivors were pulled out by divers.</p>', 1741460400, 0),"
           "(2, 0, 'abcdef1', 'abcdef1', 'Ferry sinks off Kamaran, 21 drown', 1, 'https://a.example/1', 'old', 1,"
           " '<p>Twenty-one passengers drowned on Saturday when an overloaded ferry capsized off Kamaran island in the Red "
           "Sea, the coastguard said. Divers pulled nine survivors from the water.</p>', 1741456800, 0),"
           "(3, 2, 'abcdef1', 'abcdef1', 'A comment', 0, NULL, 'comment', 1, 'Terrible.', 1741456900, 1),"
           "(4, 0, 'abcdef1', 'abcdef1', 'No id', 0, NULL, NULL, 0, 'x', 1741456900, 0),"
           "(5, 0, 'abcdef1', 'abcdef1', 'No text', 0, NULL, 'bare', 1, NULL, 0, 0),"
           "(6, 0, 'abcdef1', 'abcdef1', 'Sponsored: pans at 40% off', 0, 'https://a.example/sponsored/pans', 'advert', 1,"
           " '<p>Advertisement. Paid post: order now with code SAVE20, free shipping. Sponsored content.</p>', 1741456900, 0);");
  before = read_database (f);
  import_all (f);
  g_assert_cmpuint (siyaq_engine_import_state (f->engine)->total, ==, 5);
  g_assert_cmpuint (siyaq_engine_import_state (f->engine)->done, ==, 5);
  after = read_database (f);
  g_assert_cmpstr (before, ==, after);
  stored = siyaq_store_find_item (f->store, old, FALSE, &error);
  g_assert_no_error (error);
  g_assert_nonnull (stored);
  g_assert_cmpstr (stored->guid, ==, "old");
  g_assert_cmpint (stored->published_s, ==, 1741456800);
  g_assert_null (siyaq_store_find_item (f->store, comment, FALSE, NULL));
  /* The reader has it: nothing is held behind its back. */
  pans = siyaq_store_find_item (f->store, advert, FALSE, NULL);
  g_assert_nonnull (pans);
  g_assert_null (siyaq_store_find_held (f->store, advert, NULL));
  explained = siyaq_engine_explain (f->engine, new, &error);
  g_assert_no_error (error);
  g_assert_nonnull (strstr (explained, old));
}

/* What was imported, or came through a filter, is not annotated again. */
static void
test_twice (Fixture *f,
            gconstpointer data)
{
  g_autofree char *key = siyaq_engine_item_key ("abcdef1", "1");
  g_autoptr (SiyaqStoreItem) first = NULL, second = NULL;

  run_sql (f, SCHEMA INSERT "(1, 0, 'abcdef1', 'abcdef1', 'Rain in Tartus', 0, NULL, '1', 1, '<p>Rain.</p>', 1741456900, 0);");
  import_all (f);
  first = siyaq_store_find_item (f->store, key, FALSE, NULL);
  run_sql (f, "UPDATE items SET title = 'Snow in Tartus'");
  import_all (f);
  second = siyaq_store_find_item (f->store, key, FALSE, NULL);
  g_assert_cmpstr (second->title, ==, first->title);
}

static void
test_not_liferea (Fixture *f,
                  gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  g_assert_false (siyaq_engine_import_start (f->engine, "/nonexistent/liferea.db", &error));
  g_assert_error (error, SIYAQ_ENGINE_ERROR, SIYAQ_ENGINE_ERROR_INVALID);
  g_clear_error (&error);
  run_sql (f, "CREATE TABLE entries (id INTEGER)");
  g_assert_false (siyaq_engine_import_start (f->engine, f->database, &error));
  g_assert_error (error, SIYAQ_ENGINE_ERROR, SIYAQ_ENGINE_ERROR_INVALID);
  g_clear_error (&error);
  g_assert_true (g_file_set_contents (f->database, "not a database, whatever its name says", -1, NULL));
  g_assert_false (siyaq_engine_import_start (f->engine, f->database, &error));
  g_assert_error (error, SIYAQ_ENGINE_ERROR, SIYAQ_ENGINE_ERROR_INVALID);
  g_assert_false (siyaq_engine_import_step (f->engine));
}

/* The reader may throw its items away meanwhile. */
static void
test_vanishing_rows (Fixture *f,
                     gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  run_sql (f, SCHEMA);
  for (guint i = 0; i < 25; i++)
    {
      g_autofree char *sql = g_strdup_printf (INSERT "(%u, 0, 'abcdef1', 'abcdef1', 'Item %u', 0, NULL, '%u', 1, '<p>Text.</p>', %u, 0);",
                                              i + 1, i, i, 1741456900 + i);

      run_sql (f, sql);
    }
  g_assert_true (siyaq_engine_import_start (f->engine, f->database, &error));
  g_assert_true (siyaq_engine_import_step (f->engine));
  run_sql (f, "DELETE FROM items");
  while (siyaq_engine_import_step (f->engine))
    ;
  g_assert_cmpstr (siyaq_engine_import_state (f->engine)->message, ==, NULL);
  g_assert_cmpuint (siyaq_engine_import_state (f->engine)->done, ==, 25);
}

int
main (int argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add ("/flow/import/import", Fixture, NULL, set_up, test_import, tear_down);
  g_test_add ("/flow/import/twice", Fixture, NULL, set_up, test_twice, tear_down);
  g_test_add ("/flow/import/not-liferea", Fixture, NULL, set_up, test_not_liferea, tear_down);
  g_test_add ("/flow/import/vanishing-rows", Fixture, NULL, set_up, test_vanishing_rows, tear_down);

  return g_test_run ();
}
