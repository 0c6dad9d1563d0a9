/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The methods about stories in lists, with requests as the reader's module sends them and as it never
   would. */
#include "config.h"

#include "siyaq-methods.h"

#include <string.h>

typedef struct
{
  SiyaqStore *store;
  SiyaqEngine *engine;
} Fixture;

static void
filter (Fixture *f,
        const char *feed,
        const char *title,
        const char *text)
{
  g_autofree char *document = g_strdup_printf (
    "<rss version=\"2.0\"><channel><title>%s</title><link>https://%s.example/</link><description>x</description><item>"
    "<guid isPermaLink=\"false\">1</guid><title>%s</title><pubDate>Sat, 08 Mar 2025 18:00:00 GMT</pubDate>"
    "<description>%s</description></item></channel></rss>", feed, feed, title, text);
  const SiyaqFeedName name = { .id = feed };
  g_autoptr (GBytes) in = g_bytes_new (document, strlen (document));
  g_autofree char *log = NULL;
  guint held = 0;
  g_autoptr (GBytes) out = siyaq_engine_filter (f->engine, in, &name, &held, &log);

  g_assert_cmpuint (held, ==, 0);
  g_assert_nonnull (out);
}

static void
set_up (Fixture *f,
        gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SiyaqSettings) settings = siyaq_settings_new ();

  f->store = siyaq_store_new (NULL, &error);
  g_assert_no_error (error);
  f->engine = siyaq_engine_new (f->store, settings, &error);
  g_assert_no_error (error);
  filter (f, "harbour", "Grain barge sinks at Mocha, nine crew saved",
          "A barge with 600 tonnes of grain sank at the port of Mocha in Yemen on Saturday. All nine of its crew were saved.");
  filter (f, "strait", "Nine sailors saved as barge with grain goes down off Mocha",
          "Nine sailors were saved on Saturday when a barge carrying 600 tonnes of grain sank at Mocha port, Yemen.");
  filter (f, "summit", "Peru opens a school for mountain guides in Huaraz",
          "Peru has opened its first state school for mountain guides in Huaraz, the tourism ministry said.");
}

static void
tear_down (Fixture *f,
           gconstpointer data)
{
  g_clear_object (&f->engine);
  g_clear_object (&f->store);
}

static SiyaqMessage *
run (Fixture *f,
     const char *method,
     const char *key,
     GVariant *value)
{
  GVariantBuilder values;
  g_autoptr (SiyaqMessage) request = NULL;

  g_variant_builder_init (&values, G_VARIANT_TYPE_VARDICT);
  if (value != NULL)
    g_variant_builder_add (&values, "{sv}", key, value);
  request = siyaq_message_new (method, g_variant_builder_end (&values), NULL);
  return siyaq_methods_run (f->engine, request);
}

static void
test_groups (Fixture *f,
             gconstpointer data)
{
  GVariant *items = g_variant_new_parsed ("[('strait', '1'), ('summit', '1'), ('nowhere', '1'), ('harbour', '1')]");
  g_autoptr (SiyaqMessage) answer = run (f, "groups", "items", items);
  g_autoptr (GVariant) stories = g_variant_lookup_value (answer->values, "stories", G_VARIANT_TYPE ("at"));
  const guint64 *values;
  gsize n = 0;

  g_assert_cmpstr (answer->name, ==, "ok");
  values = g_variant_get_fixed_array (stories, &n, sizeof (guint64));
  g_assert_cmpuint (n, ==, 4);
  g_assert_cmpuint (values[0], ==, values[3]);
  g_assert_cmpuint (values[0], !=, 0);
  g_assert_cmpuint (values[1], !=, 0);
  g_assert_cmpuint (values[1], !=, values[0]);
  g_assert_cmpuint (values[2], ==, 0);
}

static void
test_siblings (Fixture *f,
               gconstpointer data)
{
  g_autofree char *key = siyaq_engine_item_key ("harbour", "1");
  g_autoptr (SiyaqMessage) answer = run (f, "siblings", "item", g_variant_new_string (key));
  g_autoptr (GVariant) items = g_variant_lookup_value (answer->values, "items", G_VARIANT_TYPE ("a(ss)"));
  const char *feed, *guid;

  g_assert_cmpstr (answer->name, ==, "ok");
  g_assert_cmpuint (g_variant_n_children (items), ==, 1);
  g_variant_get_child (items, 0, "(&s&s)", &feed, &guid);
  g_assert_cmpstr (feed, ==, "strait");
  g_assert_cmpstr (guid, ==, "1");
}

static void
test_wrong_requests (Fixture *f,
                     gconstpointer data)
{
  GVariantBuilder many;
  g_autoptr (SiyaqMessage) nothing = run (f, "groups", NULL, NULL);
  g_autoptr (SiyaqMessage) other_type = run (f, "groups", "items", g_variant_new_string ("harbour"));
  g_autoptr (SiyaqMessage) no_item = run (f, "siblings", NULL, NULL);
  g_autoptr (SiyaqMessage) unknown = run (f, "siblings", "item", g_variant_new_string ("nowhere"));
  g_autoptr (SiyaqMessage) most = NULL;
  g_autoptr (SiyaqMessage) too_many = NULL;

  g_assert_cmpstr (nothing->name, ==, "error");
  g_assert_cmpstr (other_type->name, ==, "error");
  g_assert_cmpstr (no_item->name, ==, "error");
  g_assert_cmpstr (unknown->name, ==, "error");
  for (guint n = 5000; n <= 5001; n++)
    {
      g_variant_builder_init (&many, G_VARIANT_TYPE ("a(ss)"));
      for (guint i = 0; i < n; i++)
        g_variant_builder_add (&many, "(ss)", "harbour", "1");
      *(n == 5000 ? &most : &too_many) = run (f, "groups", "items", g_variant_builder_end (&many));
    }
  g_assert_cmpstr (most->name, ==, "ok");
  g_assert_cmpstr (too_many->name, ==, "error");
}

int
main (int argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add ("/service/reading/groups", Fixture, NULL, set_up, test_groups, tear_down);
  g_test_add ("/service/reading/siblings", Fixture, NULL, set_up, test_siblings, tear_down);
  g_test_add ("/service/reading/wrong-requests", Fixture, NULL, set_up, test_wrong_requests, tear_down);

  return g_test_run ();
}
