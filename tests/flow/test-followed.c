/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Regions and events that the user follows or mutes, from the settings to the document that goes out. */
#include "config.h"

#include "siyaq-engine.h"

#include <string.h>

#define FOLLOWED "siyaq:followed"
#define DOCUMENT                                                                                                       \
  "<rss version=\"2.0\"><channel><title>Wire</title><link>https://wire.example/</link><description>x</description>"    \
  "<item><guid isPermaLink=\"false\">1</guid><title>Flood closes the coast road near Tartus</title>"                   \
  "<pubDate>Sat, 08 Mar 2025 18:00:00 GMT</pubDate>"                                                                   \
  "<description>Heavy rain flooded the coast road south of Tartus in Syria on Saturday.</description></item>"          \
  "</channel></rss>"

/* Gives how many items were held, and what went out. */
static char *
filter (const char *muted_region,
        const char *watched_region,
        const char *watched_event,
        guint *ret_held)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SiyaqStore) store = siyaq_store_new (NULL, &error);
  g_autoptr (SiyaqSettings) settings = siyaq_settings_new ();
  g_autoptr (SiyaqEngine) engine = NULL;
  g_autoptr (GBytes) document = g_bytes_new_static (DOCUMENT, strlen (DOCUMENT));
  g_autoptr (GBytes) out = NULL;
  g_autofree char *log = NULL;
  const SiyaqFeedName feed = { .id = "wire" };
  const char *lists[3][2] = { { muted_region, NULL }, { watched_region, NULL }, { watched_event, NULL } };

  g_assert_no_error (error);
  g_strfreev (settings->muted_regions);
  g_strfreev (settings->watched_regions);
  g_strfreev (settings->watched_events);
  settings->muted_regions = g_strdupv ((char **) lists[0]);
  settings->watched_regions = g_strdupv ((char **) lists[1]);
  settings->watched_events = g_strdupv ((char **) lists[2]);
  engine = siyaq_engine_new (store, settings, &error);
  g_assert_no_error (error);
  out = siyaq_engine_filter (engine, document, &feed, ret_held, &log);
  g_assert_cmpstr (log, ==, NULL);
  return g_strndup (g_bytes_get_data (out, NULL), g_bytes_get_size (out));
}

static void
test_neither (void)
{
  guint held = 0;
  g_autofree char *out = filter (NULL, NULL, NULL, &held);

  g_assert_cmpuint (held, ==, 0);
  g_assert_nonnull (strstr (out, "event:flood"));
  g_assert_null (strstr (out, FOLLOWED));
}

static void
test_followed (void)
{
  static const struct
  {
    const char *region, *event;
    gboolean followed;
  } rows[] = {
    { "SY", NULL, TRUE },
    { "LB", NULL, FALSE },
    { NULL, "flood", TRUE },
    { NULL, "storm", FALSE },
    { "S", "floo", FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      guint held = 0;
      g_autofree char *out = filter (NULL, rows[i].region, rows[i].event, &held);

      g_assert_cmpuint (held, ==, 0);
      g_assert_cmpint (strstr (out, FOLLOWED) != NULL, ==, rows[i].followed);
    }
}

static void
test_muted (void)
{
  guint held = 0;
  g_autofree char *out = filter ("SY", NULL, NULL, &held);

  g_assert_cmpuint (held, ==, 1);
  g_assert_null (strstr (out, "coast road"));
}

static void
test_following_weighs_more (void)
{
  guint held = 0;
  g_autofree char *out = filter ("SY", NULL, "flood", &held);

  g_assert_cmpuint (held, ==, 0);
  g_assert_nonnull (strstr (out, "coast road"));
  g_assert_nonnull (strstr (out, FOLLOWED));
}

int
main (int argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/flow/followed/neither", test_neither);
  g_test_add_func ("/flow/followed/followed", test_followed);
  g_test_add_func ("/flow/followed/muted", test_muted);
  g_test_add_func ("/flow/followed/following-weighs-more", test_following_weighs_more);

  return g_test_run ();
}
