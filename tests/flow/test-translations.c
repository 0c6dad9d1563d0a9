/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The chain behind the card: nothing waits, nothing is asked for twice, failures and budgets are kept to,
   and what was translated once is there after a restart. */
#include "config.h"

#include "siyaq-engine.h"
#include "siyaq-translator-cached.h"

#include <glib/gstdio.h>
#include <string.h>

#define PATIENCE_US (60 * G_USEC_PER_SEC)

/* A maker's translator that does what the test wants. */
#define FAKE_TYPE_TRANSLATOR (fake_translator_get_type ())
G_DECLARE_FINAL_TYPE (FakeTranslator, fake_translator, FAKE, TRANSLATOR, GObject)

struct _FakeTranslator
{
  GObject parent_instance;

  char *name;
  const char *code;  /* nullable: fails with it */
  guint retry_after_s;
  gboolean slow;     /* until it is cancelled */
  int n_calls;       /* atomic */
  int n_texts;       /* atomic */
};

static gboolean
fake_can_translate (SiyaqTranslator *translator,
                    const char *from,
                    const char *to)
{
  return strcmp (from, to) != 0;
}

static char **
fake_translate (SiyaqTranslator *translator,
                const char *const *texts,
                const char *from,
                const char *to,
                GCancellable *cancellable,
                GError **error)
{
  FakeTranslator *self = FAKE_TRANSLATOR (translator);
  GStrvBuilder *builder;
  char **answers;

  g_atomic_int_inc (&self->n_calls);
  while (self->slow && !g_cancellable_set_error_if_cancelled (cancellable, error))
    g_usleep (1000);
  if (self->slow)
    return NULL;
  if (self->code != NULL)
    {
      g_propagate_error (error, siyaq_translator_error_new_from_code (self->code, self->retry_after_s, "as the test wants it"));
      return NULL;
    }
  builder = g_strv_builder_new ();
  for (guint i = 0; texts[i] != NULL; i++)
    {
      g_autofree char *text = g_strdup_printf ("%s(%s)", self->name, texts[i]);

      g_strv_builder_add (builder, text);
      g_atomic_int_inc (&self->n_texts);
    }
  answers = g_strv_builder_end (builder);
  g_strv_builder_unref (builder);
  return answers;
}

static const char *
fake_get_kind (SiyaqTranslator *translator)
{
  return "translation";
}

static const char *
fake_get_name (SiyaqTranslator *translator)
{
  return FAKE_TRANSLATOR (translator)->name;
}

static void
fake_iface_init (SiyaqTranslatorInterface *iface)
{
  iface->can_translate = fake_can_translate;
  iface->translate = fake_translate;
  iface->get_kind = fake_get_kind;
  iface->get_name = fake_get_name;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (FakeTranslator, fake_translator, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (SIYAQ_TYPE_TRANSLATOR, fake_iface_init))

static void
fake_translator_finalize (GObject *object)
{
  g_free (FAKE_TRANSLATOR (object)->name);
  G_OBJECT_CLASS (fake_translator_parent_class)->finalize (object);
}

static void
fake_translator_class_init (FakeTranslatorClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = fake_translator_finalize;
}

static void
fake_translator_init (FakeTranslator *self)
{
}

static FakeTranslator *
fake_new (const char *name,
          const char *code)
{
  FakeTranslator *self = g_object_new (FAKE_TYPE_TRANSLATOR, NULL);

  self->name = g_strdup (name);
  self->code = code;
  return self;
}

typedef struct
{
  SiyaqStore *store;
  SiyaqTranslatorCached *chain;
  FakeTranslator *first, *second;
} Fixture;

/* daily: what may be sent to the second maker. */
static void
set_makers (Fixture *f,
            guint daily)
{
  g_autoptr (GPtrArray) makers = g_ptr_array_new_with_free_func (g_object_unref);

  g_ptr_array_add (makers, siyaq_maker_new ("one", SIYAQ_TRANSLATOR (f->first), NULL, NULL, 0));
  g_ptr_array_add (makers, siyaq_maker_new ("two", SIYAQ_TRANSLATOR (f->second), NULL, NULL, daily));
  siyaq_translator_cached_set_makers (f->chain, makers);
}

static void
set_up (Fixture *f,
        gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  f->store = siyaq_store_new (NULL, &error);
  g_assert_no_error (error);
  f->chain = siyaq_translator_cached_new (f->store);
  f->first = fake_new ("one.example", NULL);
  f->second = fake_new ("two.example", NULL);
  set_makers (f, 1000);
}

static void
tear_down (Fixture *f,
           gconstpointer data)
{
  g_object_unref (f->chain);
  g_object_unref (f->store);
  g_object_unref (f->first);
  g_object_unref (f->second);
}

/* One round. Returns what is there, or NULL. */
static char *
round_of (Fixture *f,
          const char *text,
          gboolean *ret_pending)
{
  const char *texts[] = { text, "", NULL };
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) answers = NULL;

  siyaq_translator_cached_begin (f->chain);
  answers = siyaq_translator_translate (SIYAQ_TRANSLATOR (f->chain), texts, "ar", "en", NULL, &error);
  *ret_pending = siyaq_translator_cached_end (f->chain, TRUE);
  g_assert_true ((answers == NULL) == (error != NULL));
  if (answers != NULL)
    g_assert_cmpstr (answers[1], ==, "");
  return answers != NULL ? g_strdup (answers[0]) : NULL;
}

static void
wait_for_one (Fixture *f)
{
  gint64 until_us = g_get_monotonic_time () + PATIENCE_US;

  while (siyaq_translator_cached_collect (f->chain) == 0)
    {
      g_assert_cmpint (g_get_monotonic_time (), <, until_us);
      g_usleep (1000);
    }
}

/* Asks, waits, asks again. */
static char *
translate (Fixture *f,
           const char *text)
{
  gboolean pending;
  char *answer = round_of (f, text, &pending);

  if (answer == NULL && pending)
    {
      wait_for_one (f);
      answer = round_of (f, text, &pending);
      g_assert_false (pending);
    }
  return answer;
}

static void
test_order (Fixture *f,
            gconstpointer data)
{
  g_autofree char *answer = translate (f, "خبر"), *again = NULL;
  gboolean pending;

  g_assert_cmpstr (answer, ==, "one.example(خبر)");
  g_assert_cmpstr (siyaq_translator_get_name (SIYAQ_TRANSLATOR (f->chain)), ==, "one.example");
  again = round_of (f, "خبر", &pending);
  g_assert_cmpstr (again, ==, answer);
  g_assert_false (pending);
  g_assert_cmpint (f->first->n_calls, ==, 1);
  g_assert_cmpint (f->second->n_calls, ==, 0);
}

/* A card that is opened twice while its translation is under way asks once. */
static void
test_once (Fixture *f,
           gconstpointer data)
{
  gboolean pending;

  f->first->slow = TRUE;
  for (guint i = 0; i < 3; i++)
    {
      g_assert_null (round_of (f, "خبر", &pending));
      g_assert_true (pending);
    }
  while (g_atomic_int_get (&f->first->n_calls) == 0)
    g_usleep (1000);
  g_assert_cmpuint (siyaq_digest_queue_get_n_waiting (siyaq_translator_cached_get_queue (f->chain)), ==, 1);
  siyaq_digest_queue_drop (siyaq_translator_cached_get_queue (f->chain));
  wait_for_one (f);
  g_assert_cmpint (f->first->n_calls, ==, 1);
}

/* What is only nice to have is looked up and not asked for. */
static void
test_not_asking (Fixture *f,
                 gconstpointer data)
{
  const char *texts[] = { "خبر", NULL };

  siyaq_translator_cached_begin (f->chain);
  siyaq_translator_cached_set_asking (f->chain, FALSE);
  g_assert_null (siyaq_translator_translate (SIYAQ_TRANSLATOR (f->chain), texts, "ar", "en", NULL, NULL));
  g_assert_false (siyaq_translator_cached_end (f->chain, TRUE));
  g_assert_cmpuint (siyaq_digest_queue_get_n_waiting (siyaq_translator_cached_get_queue (f->chain)), ==, 0);
}

/* One that fails hands over to the next, and is left alone for a while. */
static void
test_fallback (Fixture *f,
               gconstpointer data)
{
  g_autofree char *answer = NULL, *other = NULL;

  f->first->code = "network";
  answer = translate (f, "خبر");
  g_assert_cmpstr (answer, ==, "two.example(خبر)");
  other = translate (f, "خبر آخر");
  g_assert_cmpstr (other, ==, "two.example(خبر آخر)");
  g_assert_cmpint (f->first->n_calls, ==, 1);
}

static void
test_problem (Fixture *f,
              gconstpointer data)
{
  static const struct
  {
    const char *code;
    SiyaqMakerState state;
  } rows[] = {
    { "auth", SIYAQ_MAKER_AUTH },       { "quota", SIYAQ_MAKER_QUOTA },   { "rate-limited", SIYAQ_MAKER_BUSY },
    { "network", SIYAQ_MAKER_NETWORK }, { "locked", SIYAQ_MAKER_LOCKED }, { "bad-answer", SIYAQ_MAKER_BUSY },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      const char *by = NULL;
      gboolean pending;

      f->first->code = f->second->code = rows[i].code;
      set_makers (f, 1000);
      g_assert_null (translate (f, "خبر"));
      g_assert_null (round_of (f, "خبر ثانٍ", &pending));
      g_assert_false (pending);
      g_assert_cmpint (siyaq_translator_cached_get_problem (f->chain, &by), ==, rows[i].state);
      g_assert_cmpstr (by, ==, "one.example");
    }
}

/* How long each is left alone. */
static void
test_backoff (void)
{
  static const struct
  {
    const char *code;
    guint retry_after_s;
    gint64 still_s, again_s; /* 0: never again */
  } rows[] = {
    { "auth", 0, 1000000, 0 },  { "rate-limited", 42, 41, 43 },       { "quota", 0, 3600, 7 * 3600 },
    { "network", 0, 4, 6 },     { "rate-limited", 1000000, 3600, 90000 }, { "locked", 0, 20, 40 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (FakeTranslator) fake = fake_new ("one.example", NULL);
      g_autoptr (SiyaqMaker) maker = siyaq_maker_new ("one", SIYAQ_TRANSLATOR (fake), NULL, NULL, 0);
      g_autoptr (GError) error = siyaq_translator_error_new_from_code (rows[i].code, rows[i].retry_after_s, "no");

      g_assert_cmpint (siyaq_maker_get_state (maker, 0), ==, SIYAQ_MAKER_FINE);
      siyaq_maker_note (maker, error, 0);
      g_assert_cmpint (siyaq_maker_get_state (maker, rows[i].still_s * G_USEC_PER_SEC), !=, SIYAQ_MAKER_FINE);
      if (rows[i].again_s > 0)
        g_assert_cmpint (siyaq_maker_get_state (maker, rows[i].again_s * G_USEC_PER_SEC), ==, SIYAQ_MAKER_FINE);
      siyaq_maker_note (maker, NULL, 0);
      g_assert_cmpint (siyaq_maker_get_state (maker, 0), ==, SIYAQ_MAKER_FINE);
    }
}

/* Failures in a row wait longer each time; one text that is too long is not the maker's fault. */
static void
test_backoff_grows (void)
{
  g_autoptr (FakeTranslator) fake = fake_new ("one.example", NULL);
  g_autoptr (SiyaqMaker) maker = siyaq_maker_new ("one", SIYAQ_TRANSLATOR (fake), NULL, NULL, 0);
  g_autoptr (GError) network = siyaq_translator_error_new_from_code ("network", 0, "no");
  g_autoptr (GError) large = siyaq_translator_error_new_from_code ("too-large", 0, "no");

  siyaq_maker_note (maker, large, 0);
  g_assert_cmpint (siyaq_maker_get_state (maker, 0), ==, SIYAQ_MAKER_FINE);
  for (guint i = 0; i < 40; i++)
    siyaq_maker_note (maker, network, 0);
  g_assert_cmpint (siyaq_maker_get_state (maker, G_GINT64_CONSTANT (600) * G_USEC_PER_SEC), ==, SIYAQ_MAKER_NETWORK);
  g_assert_cmpint (siyaq_maker_get_state (maker, G_GINT64_CONSTANT (3600) * G_USEC_PER_SEC), ==, SIYAQ_MAKER_FINE);
}

/* Ten characters a day: one text of seven fits, a second does not. */
static void
test_budget (Fixture *f,
             gconstpointer data)
{
  g_autofree char *answer = NULL;
  const char *by = NULL;
  gboolean pending;

  f->first->code = "auth";
  set_makers (f, 10);
  answer = translate (f, "ستة أحر");
  g_assert_cmpstr (answer, ==, "two.example(ستة أحر)");
  g_assert_null (round_of (f, "وستة أخ", &pending));
  g_assert_false (pending);
  g_assert_cmpint (f->second->n_texts, ==, 1);
  siyaq_translator_cached_get_problem (f->chain, &by);
  g_assert_cmpstr (by, ==, "one.example");
  /* A restart does not give the day's characters back. */
  set_makers (f, 10);
  f->first->code = "unsupported";
  g_assert_null (translate (f, "وستة أخ"));
  g_assert_cmpint (f->second->n_texts, ==, 1);
  set_makers (f, 1000);
  g_free (answer);
  answer = translate (f, "وستة أخرى");
  g_assert_cmpstr (answer, ==, "two.example(وستة أخرى)");
}

/* What nobody waits for leaves half of the day's characters to who does. */
static void
test_budget_ahead (Fixture *f,
                   gconstpointer data)
{
  const char *texts[] = { "ستة أحر", NULL };
  gboolean pending;
  g_autofree char *answer = NULL;

  f->first->code = "auth";
  set_makers (f, 14);
  answer = translate (f, "س");
  g_assert_cmpstr (answer, ==, "two.example(س)");
  siyaq_translator_cached_begin (f->chain);
  siyaq_translator_translate (SIYAQ_TRANSLATOR (f->chain), texts, "ar", "en", NULL, NULL);
  g_assert_false (siyaq_translator_cached_end (f->chain, FALSE));
  g_assert_null (round_of (f, texts[0], &pending));
  g_assert_true (pending);
  wait_for_one (f);
}

/* Who is sent away gets nothing any more, not even what was waiting for it. */
static void
test_sent_away (Fixture *f,
                gconstpointer data)
{
  g_autoptr (GPtrArray) none = g_ptr_array_new ();
  gboolean pending;

  f->first->slow = TRUE;
  g_assert_null (round_of (f, "خبر", &pending));
  g_assert_null (round_of (f, "خبر ثانٍ", &pending));
  siyaq_translator_cached_set_makers (f->chain, none);
  g_assert_null (round_of (f, "خبر ثالث", &pending));
  g_assert_false (pending);
  while (siyaq_digest_queue_get_n_waiting (siyaq_translator_cached_get_queue (f->chain)) > 0)
    g_usleep (1000);
  siyaq_translator_cached_collect (f->chain);
  g_assert_cmpint (f->first->n_calls, <=, 1);
  g_assert_cmpint (f->second->n_calls, ==, 0);
}

#define DOCUMENT                                                                                                       \
  "<rss version=\"2.0\"><channel><title>Wire</title><link>https://wire.example/</link><description>x</description>"    \
  "<item><guid isPermaLink=\"false\">1</guid><title>Flood closes the coast road near Tartus</title>"                   \
  "<pubDate>Sat, 08 Mar 2025 18:00:00 GMT</pubDate>"                                                                   \
  "<description>&lt;p&gt;Heavy rain flooded the coast road south of Tartus in Syria on Saturday.&lt;/p&gt;"            \
  "&lt;p&gt;Drivers were sent inland. The harbour stayed open. Schools will open again on Monday.&lt;/p&gt;"           \
  "</description></item>"                                                                                              \
  "<item><guid isPermaLink=\"false\">2</guid><title>Bakers in Oslo go on strike</title>"                               \
  "<pubDate>Sat, 08 Mar 2025 18:00:00 GMT</pubDate>"                                                                   \
  "<description>Bakers in Oslo in Norway went on strike on Saturday.</description></item>"                             \
  "</channel></rss>"

/* A card, and whether more of it is under way. */
static char *
make_card (SiyaqEngine *engine,
           const char *guid,
           gboolean *ret_pending)
{
  SiyaqItem fields = { .id = guid, .feed = "wire", .title = "x", .published_s = SIYAQ_TIME_UNKNOWN };
  g_autoptr (SiyaqItem) item = siyaq_item_new (&fields);
  g_autoptr (GError) error = NULL;
  g_autofree char *key = NULL;
  char *card = siyaq_engine_card (engine, item, "ar", &key, ret_pending, &error);

  g_assert_no_error (error);
  return card;
}

static void
wait_for_engine (SiyaqEngine *engine)
{
  gint64 until_us = g_get_monotonic_time () + PATIENCE_US;

  while (siyaq_digest_queue_get_n_waiting (siyaq_engine_get_digests (engine)) > 0)
    {
      g_assert_cmpint (g_get_monotonic_time (), <, until_us);
      g_usleep (1000);
    }
  siyaq_engine_collect (engine);
}

/* The item of the followed region is translated before it is opened; the other one when it is. */
static void
test_ahead (gconstpointer whole)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *dir = g_dir_make_tmp ("siyaq-XXXXXX", &error), *path = g_build_filename (dir, "siyaq.db", NULL);
  g_autoptr (SiyaqStore) store = siyaq_store_new (path, &error);
  g_autoptr (SiyaqSettings) settings = siyaq_settings_new ();
  g_autoptr (SiyaqEngine) engine = NULL;
  g_autoptr (FakeTranslator) fake = fake_new ("deepl.com", NULL);
  g_autoptr (GPtrArray) makers = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GBytes) document = g_bytes_new_static (DOCUMENT, strlen (DOCUMENT)), out = NULL;
  g_autofree char *log = NULL, *followed = NULL, *other = NULL, *filled = NULL;
  const SiyaqFeedName feed = { .id = "wire" };
  const char *regions[] = { "SY", NULL };
  gboolean pending = TRUE;
  guint held = 0, serial;

  g_assert_no_error (error);
  g_free (settings->language);
  settings->language = g_strdup ("ar");
  settings->watched_regions = g_strdupv ((char **) regions);
  settings->send_whole_text = whole != NULL;
  engine = siyaq_engine_new (store, settings, &error);
  g_assert_no_error (error);
  g_ptr_array_add (makers, siyaq_maker_new ("deepl", SIYAQ_TRANSLATOR (fake), NULL, NULL, 10000));
  siyaq_engine_set_makers (engine, makers, NULL);
  out = siyaq_engine_filter (engine, document, &feed, &held, &log);
  g_assert_cmpint (fake->n_calls, ==, 0);
  siyaq_engine_read_ahead (engine);
  wait_for_engine (engine);
  g_assert_false (siyaq_engine_read_ahead (engine));
  g_assert_cmpint (fake->n_calls, ==, 1);
  g_assert_cmpint (fake->n_texts, ==, 2);

  followed = make_card (engine, "1", &pending);
  g_assert_cmpint (pending, ==, whole != NULL);
  g_assert_nonnull (strstr (followed, "deepl.com(Flood closes"));
  serial = siyaq_engine_get_serial (engine);
  other = make_card (engine, "2", &pending);
  g_assert_true (pending);
  g_assert_null (strstr (other, "deepl.com("));
  g_assert_nonnull (strstr (other, "class=\"coming\""));
  wait_for_engine (engine);
  g_assert_cmpuint (siyaq_engine_get_serial (engine), >, serial);
  filled = make_card (engine, "2", &pending);
  g_assert_false (pending);
  g_assert_nonnull (strstr (filled, "deepl.com(Bakers in Oslo"));
  g_assert_null (strstr (filled, "class=\"coming\""));
  g_assert_nonnull (strstr (filled, "class=\"sent\""));
  g_assert_true ((strstr (filled, "class=\"whole\"") != NULL) == (whole != NULL));
  g_unlink (path);
}

int
main (int argc,
      char **argv)
{
  static const struct
  {
    const char *path;
    void (*run) (Fixture *f, gconstpointer data);
  } tests[] = {
    { "order", test_order },       { "once", test_once },     { "not-asking", test_not_asking },
    { "fallback", test_fallback }, { "problem", test_problem }, { "budget", test_budget },
    { "budget-ahead", test_budget_ahead }, { "sent-away", test_sent_away },
  };

  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (tests); i++)
    {
      g_autofree char *path = g_strconcat ("/translations/", tests[i].path, NULL);

      g_test_add (path, Fixture, NULL, set_up, tests[i].run, tear_down);
    }
  g_test_add_func ("/translations/back-off", test_backoff);
  g_test_add_func ("/translations/back-off-grows", test_backoff_grows);
  g_test_add_data_func ("/translations/ahead", NULL, test_ahead);
  g_test_add_data_func ("/translations/ahead-whole", "whole", test_ahead);
  return g_test_run ();
}
