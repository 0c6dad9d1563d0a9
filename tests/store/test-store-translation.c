/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Translations and what was sent for them: kept over restarts, told apart, and not for ever. */
#include "config.h"

#include "siyaq-store.h"

#include <glib/gstdio.h>

static void
test_kept (void)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *dir = g_dir_make_tmp ("siyaq-XXXXXX", &error);
  g_autofree char *path = g_build_filename (dir, "siyaq.db", NULL);
  gint64 spent = 0;

  for (guint i = 0; i < 2; i++)
    {
      g_autoptr (SiyaqStore) store = siyaq_store_new (path, &error);
      g_autofree char *found = NULL, *other = NULL;

      g_assert_no_error (error);
      if (i == 0)
        {
          g_assert_true (siyaq_store_put_translation (store, "نص", "ar", "en", "one", "text", 100, &error));
          g_assert_true (siyaq_store_add_spent (store, 100, "one", 7, &error));
          g_assert_true (siyaq_store_add_spent (store, 100, "one", 5, &error));
        }
      found = siyaq_store_find_translation (store, "نص", "ar", "en", "one", 101, &error);
      g_assert_cmpstr (found, ==, "text");
      other = siyaq_store_find_translation (store, "نص", "ar", "en", "two", 101, &error);
      g_assert_null (other);
      other = siyaq_store_find_translation (store, "نص", "ar", "fr", "one", 101, &error);
      g_assert_null (other);
      g_assert_true (siyaq_store_get_spent (store, 100, "one", &spent, &error));
      g_assert_cmpint (spent, ==, 12);
      g_assert_true (siyaq_store_get_spent (store, 101, "one", &spent, &error));
      g_assert_cmpint (spent, ==, 0);
    }
  {
    g_autoptr (SiyaqStore) store = siyaq_store_new (path, &error);
    g_autofree char *used = NULL, *gone = NULL;

    g_assert_true (siyaq_store_put_translation (store, "قديم", "ar", "en", "one", "old", 5, &error));
    g_assert_true (siyaq_store_prune_translations (store, 50, 10, &error));
    used = siyaq_store_find_translation (store, "نص", "ar", "en", "one", 101, &error);
    gone = siyaq_store_find_translation (store, "قديم", "ar", "en", "one", 101, &error);
    g_assert_cmpstr (used, ==, "text");
    g_assert_null (gone);
    for (guint i = 0; i < 20; i++)
      {
        g_autofree char *text = g_strdup_printf ("%u", i);

        g_assert_true (siyaq_store_put_translation (store, text, "ar", "en", "one", "x", 200 + i, &error));
      }
    g_assert_true (siyaq_store_prune_translations (store, 50, 10, &error));
    g_clear_pointer (&used, g_free);
    used = siyaq_store_find_translation (store, "19", "ar", "en", "one", 300, &error);
    g_assert_cmpstr (used, ==, "x");
    gone = siyaq_store_find_translation (store, "0", "ar", "en", "one", 300, &error);
    g_assert_null (gone);
  }
  g_unlink (path);
}

int
main (int argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/store/translation/kept", test_kept);
  return g_test_run ();
}
