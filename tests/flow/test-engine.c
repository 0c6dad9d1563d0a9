/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The pipeline from a document to a document, and what the user says about items. The feeds are written
   for the test. */
#include "config.h"

#include "siyaq-engine.h"
#include "siyaq-record.h"

#include <glib/gstdio.h>
#include <string.h>

#define ADVERT                                                                                                       \
  "Advertisement. Paid post: buy the new pan set with code SAVE20 and get 40% off today only. Order now, free "      \
  "shipping. Shop the sale. Sponsored content."
#define FLOOD "Heavy rain flooded the coast road south of Tartus in Syria on Saturday, and rescuers reached eleven drivers."

#define RSS                                                                                                          \
  "<rss version=\"2.0\"><channel><title>Wire</title><link>https://wire.example/</link><description>x</description>"  \
  "<item><guid isPermaLink=\"false\">flood</guid><title>Flood closes the coast road near Tartus</title>"             \
  "<link>https://wire.example/flood?utm_source=rss&amp;utm_medium=feed</link>"                                       \
  "<pubDate>Sat, 08 Mar 2025 18:00:00 GMT</pubDate><description>&lt;p&gt;" FLOOD "&lt;/p&gt;</description></item>"   \
  "<item><guid isPermaLink=\"false\">advert</guid><title>Sponsored: pans at 40% off</title>"                         \
  "<link>https://wire.example/sponsored/pans</link><category>Sponsored</category>"                                   \
  "<pubDate>Sat, 08 Mar 2025 17:00:00 GMT</pubDate><description>&lt;p&gt;" ADVERT "&lt;/p&gt;</description></item>"  \
  "</channel></rss>"

#define ATOM                                                                                                         \
  "<feed xmlns=\"http://www.w3.org/2005/Atom\"><title>Wire</title><id>urn:wire</id>"                                 \
  "<updated>2025-03-08T18:00:00Z</updated>"                                                                          \
  "<entry><id>flood</id><title>Flood closes the coast road near Tartus</title>"                                      \
  "<link href=\"https://wire.example/flood?utm_source=rss&amp;utm_medium=feed\"/>"                                   \
  "<updated>2025-03-08T18:00:00Z</updated><content type=\"html\">&lt;p&gt;" FLOOD "&lt;/p&gt;</content></entry>"     \
  "<entry><id>advert</id><title>Sponsored: pans at 40% off</title>"                                                  \
  "<link href=\"https://wire.example/sponsored/pans\"/><category term=\"Sponsored\"/>"                               \
  "<updated>2025-03-08T17:00:00Z</updated><content type=\"html\">&lt;p&gt;" ADVERT "&lt;/p&gt;</content></entry>"    \
  "</feed>"

#define RDF                                                                                                          \
  "<rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\" xmlns=\"http://purl.org/rss/1.0/\" "           \
  "xmlns:dc=\"http://purl.org/dc/elements/1.1/\"><channel rdf:about=\"https://wire.example/\"><title>Wire</title>"   \
  "<link>https://wire.example/</link><description>x</description></channel>"                                         \
  "<item rdf:about=\"flood\"><title>Flood closes the coast road near Tartus</title>"                                 \
  "<link>https://wire.example/flood?utm_source=rss&amp;utm_medium=feed</link>"                                       \
  "<dc:date>2025-03-08T18:00:00Z</dc:date><description>&lt;p&gt;" FLOOD "&lt;/p&gt;</description></item>"            \
  "<item rdf:about=\"advert\"><title>Sponsored: pans at 40% off</title>"                                             \
  "<link>https://wire.example/sponsored/pans</link><dc:subject>Sponsored</dc:subject>"                               \
  "<dc:date>2025-03-08T17:00:00Z</dc:date><description>&lt;p&gt;" ADVERT "&lt;/p&gt;</description></item>"           \
  "</rdf:RDF>"

typedef struct
{
  char *folder, *path;
  SiyaqStore *store;
  SiyaqSettings *settings;
  SiyaqEngine *engine;
} Fixture;

static void
open_engine (Fixture *f)
{
  g_autoptr (GError) error = NULL;

  f->store = siyaq_store_new (f->path, &error);
  g_assert_no_error (error);
  f->engine = siyaq_engine_new (f->store, f->settings, &error);
  g_assert_no_error (error);
}

static void
close_engine (Fixture *f)
{
  g_clear_object (&f->engine);
  g_clear_object (&f->store);
}

static void
set_up (Fixture *f,
        gconstpointer data)
{
  f->folder = g_dir_make_tmp ("siyaq-flow-XXXXXX", NULL);
  g_assert_nonnull (f->folder);
  f->path = g_build_filename (f->folder, "store.db", NULL);
  f->settings = siyaq_settings_new ();
  open_engine (f);
}

static void
tear_down (Fixture *f,
           gconstpointer data)
{
  static const char *const names[] = { "store.db", "store.db-wal", "store.db-shm", "store.db.lock", "liferea.db" };

  close_engine (f);
  siyaq_settings_free (f->settings);
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *path = g_build_filename (f->folder, names[i], NULL);

      g_unlink (path);
    }
  g_assert_cmpint (g_rmdir (f->folder), ==, 0);
  g_free (f->folder);
  g_free (f->path);
}

static char *
filter_as (Fixture *f,
           const char *text,
           const char *feed_id,
           guint *ret_held)
{
  g_autoptr (GBytes) document = g_bytes_new (text, strlen (text)), out = NULL;
  const SiyaqFeedName feed = { .id = feed_id };
  g_autofree char *log = NULL;

  out = siyaq_engine_filter (f->engine, document, &feed, ret_held, &log);
  g_assert_cmpstr (log, ==, NULL);
  return g_strndup (g_bytes_get_data (out, NULL), g_bytes_get_size (out));
}

static char *
filter (Fixture *f,
        const char *text,
        guint *ret_held)
{
  return filter_as (f, text, "wire", ret_held);
}

/* The item that is news is cleaned and tagged, the advert is out of the document and in the store. */
static void
test_kinds (Fixture *f,
            gconstpointer data)
{
  static const struct
  {
    const char *name, *document;
  } kinds[] = { { "rss", RSS }, { "atom", ATOM }, { "rdf", RDF } };

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      guint held = 0;
      g_autofree char *out = filter_as (f, kinds[i].document, kinds[i].name, &held);
      g_autofree char *again = NULL, *key = siyaq_engine_item_key (kinds[i].name, "advert");
      g_autoptr (SiyaqStoreHeld) row = NULL;

      g_test_message ("%s: %s", kinds[i].name, out);
      g_assert_cmpuint (held, ==, 1);
      g_assert_nonnull (strstr (out, "rescuers reached eleven drivers"));
      g_assert_nonnull (strstr (out, "event:flood"));
      g_assert_nonnull (strstr (out, "region:Syria"));
      g_assert_null (strstr (out, "utm_source"));
      g_assert_null (strstr (out, "SAVE20"));
      row = siyaq_store_find_held (f->store, key, NULL);
      g_assert_nonnull (row);
      g_assert_nonnull (row->source);
      g_assert_nonnull (g_strstr_len (g_bytes_get_data (row->source, NULL), (gssize) g_bytes_get_size (row->source), "SAVE20"));
      /* What was given once is given again, by this service and by the next. */
      again = filter_as (f, kinds[i].document, kinds[i].name, &held);
      g_assert_cmpstr (again, ==, out);
      g_assert_cmpuint (held, ==, 1);
      close_engine (f);
      open_engine (f);
      g_free (again);
      again = filter_as (f, kinds[i].document, kinds[i].name, &held);
      g_assert_cmpstr (again, ==, out);
    }
}

static void
test_no_log (Fixture *f,
             gconstpointer data)
{
  static const char *const texts[] = { RSS, "no feed at all", "<rss><channel>" };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (GBytes) document = g_bytes_new_static (texts[i], strlen (texts[i])), out = NULL;
      guint held = 0;

      out = siyaq_engine_filter (f->engine, document, NULL, &held, NULL);
      g_assert_nonnull (out);
      if (i > 0)
        g_assert_true (out == document);
    }
}

static void
set_muted (Fixture *f,
           const char *region)
{
  const char *list[] = { region, NULL };

  g_strfreev (f->settings->muted_regions);
  f->settings->muted_regions = g_strdupv ((char **) list);
  siyaq_engine_set_settings (f->engine, f->settings);
}

static void
test_unmuted (Fixture *f,
              gconstpointer data)
{
  g_autofree char *key = siyaq_engine_item_key ("wire", "flood");
  g_autofree char *muted = NULL, *still = NULL, *back = NULL, *again = NULL;
  guint held = 0;

  set_muted (f, "SY");
  muted = filter (f, RSS, &held);
  g_assert_cmpuint (held, ==, 2);
  g_assert_null (strstr (muted, "coast road"));
  set_muted (f, "LB");
  back = filter (f, RSS, &held);
  g_assert_cmpuint (held, ==, 1);
  g_assert_nonnull (strstr (back, "coast road"));
  g_assert_nonnull (strstr (back, "region:Syria"));
  g_assert_null (siyaq_store_find_held (f->store, key, NULL));
  again = filter (f, RSS, &held);
  g_assert_cmpstr (again, ==, back);
  /* The reader has it now: muting the region again takes nothing away. */
  set_muted (f, "SY");
  still = filter (f, RSS, &held);
  g_assert_cmpstr (still, ==, back);
}

static void
test_restored (Fixture *f,
               gconstpointer data)
{
  g_autofree char *key = siyaq_engine_item_key ("wire", "advert");
  g_autofree char *before = NULL, *after = NULL, *changed = NULL, *out = NULL;
  g_autoptr (SiyaqStoreHeld) given = NULL, twice = NULL;
  g_autoptr (GError) error = NULL;
  GString *document = g_string_new (RSS);
  guint held = 0;

  before = filter (f, RSS, &held);
  g_assert_null (strstr (before, "SAVE20"));
  given = siyaq_engine_restore (f->engine, key, &error);
  g_assert_no_error (error);
  g_assert_nonnull (given->source);
  twice = siyaq_engine_restore (f->engine, key, &error);
  g_assert_no_error (error);
  g_assert_cmpint (twice->restored_s, ==, given->restored_s);
  after = filter (f, RSS, &held);
  g_assert_cmpuint (held, ==, 0);
  g_assert_nonnull (strstr (after, "SAVE20"));
  /* Also when it says something else, and after a restart. */
  close_engine (f);
  open_engine (f);
  g_string_replace (document, "SAVE20", "SAVE30", 0);
  changed = g_string_free (document, FALSE);
  out = filter (f, changed, &held);
  g_assert_cmpuint (held, ==, 0);
  g_assert_nonnull (strstr (out, "SAVE30"));
  g_assert_null (siyaq_engine_restore (f->engine, "nobody", &error));
  g_assert_error (error, SIYAQ_ENGINE_ERROR, SIYAQ_ENGINE_ERROR_UNKNOWN_ITEM);
}

static char *
filter_piped (Fixture *f,
              const char *document)
{
  g_autoptr (GBytes) in = g_bytes_new (document, strlen (document));
  guint held = 0;
  g_autoptr (GBytes) out = siyaq_engine_filter (f->engine, in, NULL, &held, NULL);

  return g_strndup (g_bytes_get_data (out, NULL), g_bytes_get_size (out));
}

/* A reader that is only piped through the filter gets a restored item with the next document, though the feed
   has dropped it; one that has a module of ours does not get it twice. */
static void
test_restored_after_the_feed_dropped_it (Fixture *f,
                                         gconstpointer data)
{
  g_auto (GStrv) parts = g_strsplit (RSS, "<item><guid isPermaLink=\"false\">advert", 2);
  g_autofree char *without = g_strconcat (parts[0], "</channel></rss>", NULL);
  g_autofree char *first = filter_piped (f, RSS);
  g_autofree char *dropped = filter_piped (f, without);
  g_autofree char *again = NULL, *third = NULL, *named = NULL, *whole = NULL, *key = NULL;
  g_autoptr (GPtrArray) list = siyaq_store_list_held (f->store, 10, FALSE, NULL);
  g_autoptr (SiyaqStoreHeld) given = NULL;
  g_autoptr (GError) error = NULL;
  guint held = 0;

  g_assert_null (strstr (first, "SAVE20"));
  g_assert_null (strstr (dropped, "SAVE20"));
  g_assert_cmpuint (list->len, ==, 1);
  key = g_strdup (((SiyaqStoreHeld *) g_ptr_array_index (list, 0))->id);
  given = siyaq_engine_restore (f->engine, key, &error);
  g_assert_no_error (error);
  again = filter_piped (f, without);
  g_assert_nonnull (strstr (again, "SAVE20"));
  g_assert_nonnull (strstr (again, "coast road"));
  third = filter_piped (f, without);
  g_assert_cmpstr (third, ==, again);
  whole = filter_piped (f, RSS);
  g_assert_nonnull (strstr (whole, "SAVE20"));
  g_assert_null (strstr (strstr (whole, "SAVE20") + 1, "SAVE20"));
  named = filter (f, without, &held);
  g_assert_null (strstr (named, "SAVE20"));
}

/* "This is an advert": the item leaves its document when the feed brings it next, and its source is kept. */
static void
test_user_advert (Fixture *f,
                  gconstpointer data)
{
  g_autofree char *first = NULL, *second = NULL, *key = NULL;
  g_autoptr (SiyaqStoreHeld) row = NULL;
  g_autoptr (GError) error = NULL;
  guint held = 0;

  first = filter (f, RSS, &held);
  g_assert_nonnull (strstr (first, "coast road"));
  key = siyaq_engine_hold_advert (f->engine, "wire", "flood", NULL, &error);
  g_assert_no_error (error);
  second = filter (f, RSS, &held);
  g_assert_cmpuint (held, ==, 2);
  g_assert_null (strstr (second, "coast road"));
  row = siyaq_store_find_held (f->store, key, NULL);
  g_assert_nonnull (row);
  g_assert_cmpstr (row->rule, ==, "user-advert");
  g_assert_cmpstr (row->title, ==, "Flood closes the coast road near Tartus");
  g_assert_nonnull (row->source);
  g_assert_null (siyaq_engine_hold_advert (f->engine, NULL, "flood", NULL, &error));
  g_assert_error (error, SIYAQ_ENGINE_ERROR, SIYAQ_ENGINE_ERROR_INVALID);
}

static char *
one_item (const char *guid,
          const char *title,
          const char *text)
{
  return g_strdup_printf ("<rss version=\"2.0\"><channel><title>%s</title><link>https://wire.example/</link>"
                          "<description>x</description><item><guid isPermaLink=\"false\">%s</guid><title>%s</title>"
                          "<pubDate>Sat, 08 Mar 2025 18:00:00 GMT</pubDate><description>%s</description></item>"
                          "</channel></rss>",
                          guid, guid, title, text);
}

/* Two tellings of one story are linked, "not the same" parts them for good, "same" joins them again. */
static void
test_judge (Fixture *f,
            gconstpointer data)
{
  static const char *const guids[] = { "a", "b" };
  g_autofree char *key_a = siyaq_engine_item_key ("a", "a"), *key_b = siyaq_engine_item_key ("b", "b");
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (guids); i++)
    {
      g_autofree char *document =
        one_item (guids[i], i == 0 ? "Ferry sinks off Kamaran, 21 drown" : "21 dead as overloaded ferry capsizes near Kamaran island",
                  i == 0 ? "Twenty-one passengers drowned on Saturday when an overloaded ferry capsized off Kamaran island in the "
                           "Red Sea, the coastguard said. Divers pulled nine survivors from the water."
                         : "An overloaded wooden ferry capsized near Kamaran island on Saturday, killing 21 passengers, Yemeni "
                           "coastguard officials said. Nine survivors were pulled out by divers.");
      guint held = 0;
      g_autofree char *out = filter_as (f, document, guids[i], &held);

      g_assert_cmpuint (held, ==, 0);
    }
  for (guint step = 0; step < 3; step++)
    {
      g_autofree char *explained = NULL;
      g_autoptr (GPtrArray) others = NULL;

      if (step == 1)
        g_assert_true (siyaq_engine_judge (f->engine, key_b, NULL, "not-same", &error));
      else if (step == 2)
        g_assert_true (siyaq_engine_judge (f->engine, key_b, key_a, "same", &error));
      g_assert_no_error (error);
      /* What was said outlives the service. */
      close_engine (f);
      open_engine (f);
      explained = siyaq_engine_explain (f->engine, key_b, &error);
      g_assert_no_error (error);
      g_assert_cmpint (strstr (explained, key_a) != NULL, ==, step != 1);
      others = siyaq_engine_list_story (f->engine, key_b, 8, &error);
      g_assert_no_error (error);
      g_assert_cmpuint (others->len, ==, step != 1 ? 1 : 0);
      if (step != 1)
        g_assert_cmpstr (((SiyaqStoreItem *) g_ptr_array_index (others, 0))->guid, ==, "a");
      g_assert_cmpint (siyaq_engine_get_story (f->engine, "a", "a") == siyaq_engine_get_story (f->engine, "b", "b"), ==, step != 1);
    }
  g_assert_cmpuint (siyaq_engine_get_story (f->engine, "a", "another"), ==, 0);
  g_assert_null (siyaq_engine_list_story (f->engine, "another", 8, &error));
  g_assert_error (error, SIYAQ_ENGINE_ERROR, SIYAQ_ENGINE_ERROR_UNKNOWN_ITEM);
  g_clear_error (&error);
  g_assert_false (siyaq_engine_judge (f->engine, key_b, NULL, "perhaps", &error));
  g_assert_error (error, SIYAQ_ENGINE_ERROR, SIYAQ_ENGINE_ERROR_INVALID);
}

/* No summary is made for an item that arrives; the card has it all the same. */
static void
test_digest_when_opened (Fixture *f,
                         gconstpointer data)
{
  g_autofree char *text = g_strdup (
    "Rescuers in Tartus worked through the night on Saturday after heavy rain flooded the coast road. The provincial civil "
    "defence said that eleven drivers had been brought to safety by noon. Engineers closed two bridges because their piers "
    "had been undercut by the water. The governor promised that families whose homes were damaged would be paid within a "
    "month. Forecasters expected the rain to end on Sunday morning. Schools along the coast stay shut until Tuesday. "
    "The port reported no damage to ships, and fishing boats were told to remain in the harbour until the wind drops. "
    "Farmers in the plain behind the town lost greenhouses with tomatoes and peppers worth several million pounds.");
  g_autofree char *document = one_item ("wire", "Flood closes the coast road near Tartus", text);
  g_autofree char *key = siyaq_engine_item_key ("wire", "wire"), *out = NULL, *card = NULL, *id = NULL;
  g_autoptr (SiyaqStoreItem) stored = NULL;
  g_autoptr (SiyaqItem) item = NULL;
  SiyaqItem fields = { .id = "wire", .feed = "wire", .title = "Flood", .published_s = SIYAQ_TIME_UNKNOWN };
  g_autoptr (GError) error = NULL;
  guint held = 0;
  gboolean pending = TRUE;

  out = filter (f, document, &held);
  stored = siyaq_store_find_item (f->store, key, TRUE, &error);
  g_assert_no_error (error);
  g_assert_nonnull (stored);
  {
    SiyaqItem own = { .id = key, .feed = "wire", .published_s = SIYAQ_TIME_UNKNOWN };
    g_autoptr (SiyaqItem) recalled = siyaq_item_new (&own);
    g_autoptr (SiyaqAnnotation) a = siyaq_annotation_new (recalled);

    g_assert_true (siyaq_record_read (stored->record, a, NULL, NULL));
    g_assert_null (a->summary);
    g_assert_cmpuint (a->regions->len, >, 0);
  }
  item = siyaq_item_new (&fields);
  card = siyaq_engine_card (f->engine, item, "en", &id, &pending, &error);
  g_assert_no_error (error);
  g_assert_false (pending);
  g_assert_cmpstr (id, ==, key);
  g_assert_nonnull (strstr (card, "class=\"summary\""));
}

static char *
placeless (const char *guid)
{
  return g_strdup_printf ("<rss version=\"2.0\"><channel><title>Local</title><link>https://local.example/</link><description>x</description>"
                          "<item><guid isPermaLink=\"false\">%s</guid><title>Cabinet approves draft law on rents</title>"
                          "<link>https://local.example/%s</link><description>The cabinet approved a draft law on rents, the ministry of "
                          "housing said.</description></item></channel></rss>",
                          guid, guid);
}

/* What a feed is mostly about outlives the service: an item that names no place is told there. */
static void
test_home (Fixture *f,
           gconstpointer data)
{
  g_autoptr (GString) document = g_string_new ("<rss version=\"2.0\"><channel><title>Local</title><link>https://local.example/</link>"
                                               "<description>x</description>");
  g_autofree char *first = NULL, *second = NULL, *third = NULL;
  g_autofree char *before = placeless ("before"), *after = placeless ("after");
  guint held = 0;

  first = filter_as (f, before, "local", &held);
  g_assert_null (strstr (first, "region:"));
  for (guint i = 0; i < 10; i++)
    g_string_append_printf (document,
                            "<item><guid isPermaLink=\"false\">n%u</guid><title>Farm number %u in New Zealand sells its wool</title>"
                            "<link>https://local.example/n%u</link><description>A farm in New Zealand has sold wool for the %uth time, its "
                            "owner said.</description></item>",
                            i, i, i, i + 10);
  g_string_append (document, "</channel></rss>");
  second = filter_as (f, document->str, "local", &held);
  g_assert_nonnull (strstr (second, "region:New-Zealand"));
  close_engine (f);
  open_engine (f);
  third = filter_as (f, after, "local", &held);
  g_assert_nonnull (strstr (third, "event:legislation"));
  g_assert_nonnull (strstr (third, "region:New-Zealand"));
}

int
main (int argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add ("/flow/engine/kinds", Fixture, NULL, set_up, test_kinds, tear_down);
  g_test_add ("/flow/engine/no-log", Fixture, NULL, set_up, test_no_log, tear_down);
  g_test_add ("/flow/engine/unmuted", Fixture, NULL, set_up, test_unmuted, tear_down);
  g_test_add ("/flow/engine/restored", Fixture, NULL, set_up, test_restored, tear_down);
  g_test_add ("/flow/engine/restored-after-the-feed-dropped-it", Fixture, NULL, set_up, test_restored_after_the_feed_dropped_it,
              tear_down);
  g_test_add ("/flow/engine/user-advert", Fixture, NULL, set_up, test_user_advert, tear_down);
  g_test_add ("/flow/engine/home", Fixture, NULL, set_up, test_home, tear_down);
  g_test_add ("/flow/engine/judge", Fixture, NULL, set_up, test_judge, tear_down);
  g_test_add ("/flow/engine/digest-when-opened", Fixture, NULL, set_up, test_digest_when_opened, tear_down);

  return g_test_run ();
}
