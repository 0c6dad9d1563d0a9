/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What a feed repeats: counting, ageing, saving. */
#include "config.h"

#include "siyaq-repetition.h"

#include <string.h>

static guint64
key (const char *text)
{
  return siyaq_feed_memory_hash (text, strlen (text));
}

static void
test_count (void)
{
  g_autoptr (SiyaqFeedMemory) memory = siyaq_feed_memory_new ();
  guint of;

  for (guint64 item = 1; item <= 6; item++)
    {
      guint64 keys[] = { key ("footer"), item + 1000, key ("footer"), 0 };

      g_assert_cmpint (siyaq_feed_memory_is_repeated (memory, key ("footer")), ==, item > SIYAQ_MEMORY_MIN_ITEMS);
      g_assert_true (siyaq_feed_memory_observe (memory, item, keys, G_N_ELEMENTS (keys)));
      g_assert_false (siyaq_feed_memory_observe (memory, item, keys, G_N_ELEMENTS (keys)));
    }
  g_assert_cmpuint (siyaq_feed_memory_count (memory, key ("footer"), &of), ==, 6);
  g_assert_cmpuint (of, ==, 6);
  g_assert_cmpuint (siyaq_feed_memory_count (memory, 1003, &of), ==, 1);
  g_assert_false (siyaq_feed_memory_is_repeated (memory, 1003));
  g_assert_false (siyaq_feed_memory_is_repeated (memory, 0));
}

/* A new template counts from where it began, an old one fades. */
static void
test_template_change (void)
{
  g_autoptr (SiyaqFeedMemory) memory = siyaq_feed_memory_new ();
  guint64 item = 1;

  for (; item <= 300; item++)
    {
      guint64 keys[] = { key ("old") };

      siyaq_feed_memory_observe (memory, item, keys, 1);
    }
  for (; item <= 304; item++)
    {
      guint64 keys[] = { key ("new") };

      siyaq_feed_memory_observe (memory, item, keys, 1);
    }
  g_assert_true (siyaq_feed_memory_is_repeated (memory, key ("new")));
  g_assert_true (siyaq_feed_memory_is_repeated (memory, key ("old")));
  for (; item <= 600; item++)
    {
      guint64 keys[] = { key ("new") };

      siyaq_feed_memory_observe (memory, item, keys, 1);
    }
  g_assert_false (siyaq_feed_memory_is_repeated (memory, key ("old")));
}

static void
test_bounded (void)
{
  g_autoptr (SiyaqFeedMemory) memory = siyaq_feed_memory_new ();
  g_autoptr (GBytes) blob = NULL;

  for (guint64 item = 1; item <= 3000; item++)
    {
      guint64 keys[20];

      for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
        keys[i] = item * 100 + i;
      keys[0] = key ("footer");
      siyaq_feed_memory_observe (memory, item, keys, G_N_ELEMENTS (keys));
    }
  g_assert_true (siyaq_feed_memory_is_repeated (memory, key ("footer")));
  blob = siyaq_feed_memory_save (memory);
  g_assert_cmpuint (g_bytes_get_size (blob), <=, 24 + SIYAQ_MEMORY_MAX_BLOCKS * 20 + SIYAQ_MEMORY_MAX_ITEMS * 8);
}

static void
test_blob (void)
{
  g_autoptr (SiyaqFeedMemory) memory = siyaq_feed_memory_new ();
  g_autoptr (SiyaqFeedMemory) loaded = NULL;
  g_autoptr (GBytes) blob = NULL;
  g_autoptr (GError) error = NULL;
  const guint8 *data;
  gsize size;
  guint64 keys[] = { key ("footer") };

  for (guint64 item = 1; item <= 5; item++)
    siyaq_feed_memory_observe (memory, item, keys, 1);
  siyaq_feed_memory_teach (memory, TRUE);
  blob = siyaq_feed_memory_save (memory);
  loaded = siyaq_feed_memory_load (blob, &error);
  g_assert_no_error (error);
  g_assert_true (siyaq_feed_memory_is_repeated (loaded, keys[0]));
  g_assert_false (siyaq_feed_memory_observe (loaded, 3, keys, 1));
  g_assert_cmpfloat_with_epsilon (siyaq_feed_memory_get_prior (loaded), siyaq_feed_memory_get_prior (memory), 0.002);

  data = g_bytes_get_data (blob, &size);
  for (gsize cut = 0; cut < size; cut++)
    {
      g_autoptr (GBytes) part = g_bytes_new (data, cut);
      g_autoptr (GError) problem = NULL;

      g_assert_null (siyaq_feed_memory_load (part, &problem));
      g_assert_error (problem, SIYAQ_MEMORY_ERROR, SIYAQ_MEMORY_ERROR_INVALID);
    }
  {
    g_autofree guint8 *copy = g_memdup2 (data, size);
    g_autoptr (GBytes) newer = NULL;
    g_autoptr (GError) problem = NULL;

    copy[4] = 99;
    newer = g_bytes_new (copy, size);
    g_assert_null (siyaq_feed_memory_load (newer, &problem));
    g_assert_error (problem, SIYAQ_MEMORY_ERROR, SIYAQ_MEMORY_ERROR_NEWER);
  }
}

int
main (int argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/clean/repetition/count", test_count);
  g_test_add_func ("/clean/repetition/template-change", test_template_change);
  g_test_add_func ("/clean/repetition/bounded", test_bounded);
  g_test_add_func ("/clean/repetition/blob", test_blob);
  return g_test_run ();
}
