/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What translators on the network do when all is well, and what they never do: more than a provider
   takes in a request, a text twice, a word without a key, a request to where it must not go. */
#include "config.h"

#include "fake-provider.h"
#include "siyaq-translator-chain.h"

#include <string.h>

static const char *const providers[] = { "libretranslate", "deepl", "google", "microsoft", "openai" };

typedef struct
{
  FakeProvider *server;
  FakeKeyring *keyring;
  FakeClock clock;
  SiyaqTranslator *translator;
} Fixture;

static void
set_up_with (Fixture *fixture,
             const char *provider,
             const char *key,
             const char *region,
             const char *model)
{
  g_autofree char *url = NULL;
  SiyaqRemoteConfig config = { .provider = provider, .region = region, .model = model };
  SiyaqRemoteClock clock;
  g_autoptr (GError) error = NULL;

  fixture->server = fake_provider_new (provider);
  fixture->keyring = fake_keyring_new (key);
  fixture->clock = (FakeClock) { .now_ms = 1000000 };
  url = fake_server_get_url (fixture->server->server, "localhost");
  config.url = url;
  fixture->translator = siyaq_translator_remote_new (&config, SIYAQ_KEYRING (fixture->keyring), &error);
  g_assert_no_error (error);
  clock = fake_clock_get (&fixture->clock);
  siyaq_translator_remote_set_clock (SIYAQ_TRANSLATOR_REMOTE (fixture->translator), &clock);
}

static void
set_up (Fixture *fixture,
        const char *provider)
{
  set_up_with (fixture, provider, FAKE_KEY, NULL, NULL);
}

static void
tear_down (Fixture *fixture)
{
  g_object_unref (fixture->translator);
  g_object_unref (fixture->keyring);
  fake_provider_free (fixture->server);
}

static char **
translate (Fixture *fixture,
           const char *const *texts,
           GError **error)
{
  return siyaq_translator_translate (fixture->translator, texts, "ar", "en", NULL, error);
}

static char **
make_texts (guint n,
            guint chars)
{
  char **texts = g_new0 (char *, n + 1);

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (GString) text = g_string_new (NULL);

      g_string_append_printf (text, "نص %u ", i);
      while (g_utf8_strlen (text->str, -1) < (glong) chars)
        g_string_append (text, "ب\"");
      texts[i] = g_string_free (g_steal_pointer (&text), FALSE);
    }
  return texts;
}

/* Every provider, many texts: all of them come back in order, no request is over the limits, and what
   goes twice or is empty costs nothing. */
static void
test_limits (void)
{
  static const struct { guint n, chars, most; gsize bytes; } limits[] = {
    { 130, 300, 50, 0 }, { 120, 3000, 50, 128 * 1024 }, { 300, 10, 128, 0 }, { 400, 400, 1000, 0 }, { 40, 200, 12, 0 },
  };

  for (guint p = 0; p < G_N_ELEMENTS (providers); p++)
    {
      Fixture fixture;
      g_autoptr (GError) error = NULL;
      g_auto (GStrv) texts = make_texts (limits[p].n, limits[p].chars);
      g_auto (GStrv) answers = NULL;

      set_up (&fixture, providers[p]);
      answers = translate (&fixture, (const char *const *) texts, &error);
      g_assert_no_error (error);
      g_assert_cmpuint (g_strv_length (answers), ==, limits[p].n);
      for (guint i = 0; i < limits[p].n; i++)
        {
          g_autofree char *translated = fake_provider_translate (texts[i]);

          g_assert_cmpstr (answers[i], ==, translated);
        }
      g_assert_cmpstr (fixture.server->problems->str, ==, "");
      g_assert_cmpuint (fixture.server->largest_texts, <=, limits[p].most);
      if (limits[p].bytes > 0)
        g_assert_cmpuint (fixture.server->largest_bytes, <=, limits[p].bytes);
      g_assert_cmpuint (fake_provider_get_most (fixture.server), ==, 1);
      g_assert_cmpuint (fake_keyring_get_lookups (fixture.keyring), ==, 1);
      tear_down (&fixture);
    }
}

static void
test_microsoft_characters (void)
{
  Fixture fixture;
  g_auto (GStrv) texts = make_texts (300, 400);
  g_auto (GStrv) answers = NULL;

  set_up_with (&fixture, "microsoft", FAKE_KEY, "westeurope", NULL);
  answers = translate (&fixture, (const char *const *) texts, NULL);
  g_assert_cmpuint (g_strv_length (answers), ==, 300);
  /* 120,000 characters, 50,000 at a time. */
  g_assert_cmpuint (fake_server_get_requests (fixture.server->server), ==, 3);
  g_assert_cmpstr (fixture.server->last_region, ==, "westeurope");
  tear_down (&fixture);
}

static void
test_equal_and_empty (void)
{
  static const char *const texts[] = { "واحد", "", " \n ", "واحد", " واحد ", "اثنان", NULL };
  Fixture fixture;
  g_auto (GStrv) answers = NULL;

  set_up (&fixture, "deepl");
  answers = translate (&fixture, texts, NULL);
  g_assert_cmpuint (g_strv_length (answers), ==, 6);
  g_assert_cmpstr (answers[1], ==, "");
  g_assert_cmpstr (answers[2], ==, " \n ");
  g_assert_cmpstr (answers[3], ==, answers[0]);
  g_assert_cmpstr (answers[4], ==, " it's «واحد» ");
  g_assert_cmpuint (fake_provider_get_answered (fixture.server), ==, 2);
  g_assert_cmpuint (fake_provider_get_most (fixture.server), ==, 1);
  tear_down (&fixture);

  /* Where there is nothing to translate nobody is asked, the keyring neither. */
  g_clear_pointer (&answers, g_strfreev);
  set_up (&fixture, "deepl");
  answers = translate (&fixture, (const char *const[]) { "", " ", NULL }, NULL);
  g_assert_cmpuint (g_strv_length (answers), ==, 2);
  g_assert_cmpuint (fake_server_get_requests (fixture.server->server), ==, 0);
  g_assert_cmpuint (fake_keyring_get_lookups (fixture.keyring), ==, 0);
  tear_down (&fixture);
}

/* One text longer than a request is cut at sentences, and nothing of it is lost. */
static void
test_long_text (void)
{
  Fixture fixture;
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (GPtrArray) pieces = NULL;
  g_autoptr (GString) again = g_string_new (NULL);
  g_auto (GStrv) answers = NULL;

  for (guint i = 0; i < 400; i++)
    g_string_append_printf (text, "هذه الجملة رقم %u. \n", i);
  pieces = siyaq_remote_split (text->str, 3000);
  for (guint i = 0; i < pieces->len; i++)
    {
      g_assert_cmpuint (siyaq_remote_count_chars (g_ptr_array_index (pieces, i)), <=, 3000);
      g_string_append (again, g_ptr_array_index (pieces, i));
      g_assert_true (g_str_has_suffix (g_ptr_array_index (pieces, i), ". \n"));
    }
  g_assert_cmpstr (again->str, ==, text->str);

  set_up (&fixture, "openai");
  answers = translate (&fixture, (const char *const[]) { text->str, NULL }, NULL);
  g_assert_nonnull (answers);
  g_assert_nonnull (strstr (answers[0], "رقم 0."));
  g_assert_nonnull (strstr (answers[0], "رقم 399."));
  g_assert_cmpuint (fake_provider_get_answered (fixture.server), ==, pieces->len);
  tear_down (&fixture);
}

static void
test_split (void)
{
  static const struct { const char *text; gsize max; const char *first; } cases[] = {
    { "short", 10, "short" },
    { "", 10, "" },
    { "abcdefghijkl", 5, "abcde" },
    { "one two three", 8, "one two " },
    { "A b. Cd ef gh", 11, "A b. " },
    { "a\nb c d e f g", 10, "a\nb c d e " },
    { "أهلا وسهلا بكم", 6, "أهلا " },
    { "😀😀😀", 4, "😀😀" },
    { "😀😀", 1, "😀" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GPtrArray) pieces = siyaq_remote_split (cases[i].text, cases[i].max);

      g_assert_cmpstr (g_ptr_array_index (pieces, 0), ==, cases[i].first);
    }
}

/* A server that takes less than its contract says: halved, remembered, nothing sent twice. */
static void
test_too_large (void)
{
  Fixture fixture;
  g_auto (GStrv) texts = make_texts (100, 10);
  g_auto (GStrv) answers = NULL, later = NULL;
  guint first;

  set_up (&fixture, "deepl");
  fixture.server->refuse_over = 7;
  answers = translate (&fixture, (const char *const *) texts, NULL);
  g_assert_cmpuint (g_strv_length (answers), ==, 100);
  g_assert_cmpuint (fake_provider_get_most (fixture.server), ==, 1);
  first = fake_server_get_requests (fixture.server->server);
  g_assert_cmpuint (first, <=, 25);
  /* The next call knows. */
  later = translate (&fixture, (const char *const[]) { "1", "2", "3", "4", "5", "6", "7", "8", "9", NULL }, NULL);
  g_assert_cmpuint (g_strv_length (later), ==, 9);
  g_assert_cmpuint (fake_server_get_requests (fixture.server->server), ==, first + 2);
  tear_down (&fixture);
}

/* A call that fails in the middle is repeated: what was answered is not paid again. */
static void
test_repeated (void)
{
  Fixture fixture;
  g_auto (GStrv) texts = make_texts (120, 10);
  g_auto (GStrv) none = NULL, answers = NULL;
  g_autoptr (GError) error = NULL;

  set_up (&fixture, "deepl");
  /* Two requests of fifty are answered, then the account is used up. */
  fixture.server->fail_after = 2;
  none = translate (&fixture, (const char *const *) texts, &error);
  g_assert_error (error, SIYAQ_TRANSLATOR_ERROR, SIYAQ_TRANSLATOR_ERROR_QUOTA);
  g_assert_null (none);
  g_assert_cmpuint (fake_provider_get_answered (fixture.server), ==, 100);
  fixture.server->fail_after = 0;
  answers = translate (&fixture, (const char *const *) texts, NULL);
  g_assert_cmpuint (g_strv_length (answers), ==, 120);
  g_assert_cmpuint (fake_provider_get_answered (fixture.server), ==, 120);
  g_assert_cmpuint (fake_provider_get_most (fixture.server), ==, 1);
  tear_down (&fixture);
}

/* A server that asks for a long pause is left alone for it. */
static void
test_rests (void)
{
  static const char *const texts[] = { "نص", NULL };
  Fixture fixture;
  g_auto (GStrv) answers = NULL;
  g_autoptr (GError) error = NULL, later = NULL;

  set_up (&fixture, "google");
  fake_provider_add_fault (fixture.server, 429, "Retry-After: 60\r\n", NULL);
  g_assert_null (translate (&fixture, texts, &error));
  g_assert_cmpuint (siyaq_translator_error_get_retry_after (error), ==, 60);
  fixture.clock.now_ms += 20000;
  g_assert_null (translate (&fixture, texts, &later));
  g_assert_error (later, SIYAQ_TRANSLATOR_ERROR, SIYAQ_TRANSLATOR_ERROR_RATE_LIMITED);
  g_assert_cmpuint (siyaq_translator_error_get_retry_after (later), ==, 40);
  g_assert_cmpuint (fake_server_get_requests (fixture.server->server), ==, 1);
  fixture.clock.now_ms += 40000;
  answers = translate (&fixture, texts, NULL);
  g_assert_nonnull (answers);
  tear_down (&fixture);
}

/* The ways in which models answer. */
static void
test_models (void)
{
  static const struct { guint style, requests; } styles[] = {
    { PLAIN, 1 }, { FENCED, 1 }, { THINKING, 1 }, { OBJECT, 1 }, { MISCOUNTS, 4 }, { BARE, 4 },
  };
  static const char *const texts[] = { "[1] واحد", "{two}", "\"ثلاثة\"", NULL };

  for (guint i = 0; i < G_N_ELEMENTS (styles); i++)
    {
      Fixture fixture;
      g_auto (GStrv) answers = NULL;
      g_autoptr (GError) error = NULL;

      set_up_with (&fixture, "openai", FAKE_KEY, NULL, "a-model");
      fixture.server->style = styles[i].style;
      answers = translate (&fixture, texts, &error);
      g_assert_no_error (error);
      for (guint k = 0; k < 3; k++)
        {
          g_autofree char *translated = fake_provider_translate (texts[k]);

          g_assert_cmpstr (answers[k], ==, translated);
        }
      g_assert_cmpuint (fake_server_get_requests (fixture.server->server), ==, styles[i].requests);
      g_assert_cmpuint (fake_provider_get_most (fixture.server), ==, 1);
      g_assert_true (g_str_has_prefix (siyaq_translator_get_name (fixture.translator), "a-model (localhost:"));
      tear_down (&fixture);
    }
}

/* A model that takes no temperature but its own is asked without one, from then on. */
static void
test_temperature (void)
{
  Fixture fixture;
  g_auto (GStrv) answers = NULL, later = NULL;
  g_autoptr (GError) error = NULL;

  set_up (&fixture, "openai");
  fake_provider_add_fault (fixture.server, 400, NULL,
                           "{\"error\": {\"code\": \"unsupported_value\", \"param\": \"temperature\", \"message\": \"Only 1 is supported\"}}");
  answers = translate (&fixture, (const char *const[]) { "نص", NULL }, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (answers[0], ==, "it's «نص»");
  g_assert_cmpstr (fixture.server->problems->str, ==, "temperature; ");
  later = translate (&fixture, (const char *const[]) { "آخر", NULL }, &error);
  g_assert_cmpuint (fake_server_get_requests (fixture.server->server), ==, 3);
  tear_down (&fixture);

  /* A server that insists is not asked for ever. */
  set_up (&fixture, "openai");
  for (guint i = 0; i < 9; i++)
    fake_provider_add_fault (fixture.server, 400, NULL, "{\"error\": {\"param\": \"temperature\"}}");
  g_assert_null (translate (&fixture, (const char *const[]) { "نص", NULL }, &error));
  g_assert_error (error, SIYAQ_TRANSLATOR_ERROR, SIYAQ_TRANSLATOR_ERROR_FAILED);
  g_assert_cmpuint (fake_server_get_requests (fixture.server->server), ==, 2);
  tear_down (&fixture);
}

static void
test_entities (void)
{
  Fixture fixture;
  g_auto (GStrv) answers = NULL;
  g_autofree char *plain = siyaq_remote_unescape_entities ("a &amp;lt; &#1587;&#x633; &nothing; &#0; &#xD800; & &#99999999; &quot;");

  set_up (&fixture, "google");
  fixture.server->entities = TRUE;
  answers = translate (&fixture, (const char *const[]) { "نص", "عن &amp;", NULL }, NULL);
  g_assert_cmpstr (answers[0], ==, "it's «نص»");
  g_assert_cmpstr (answers[1], ==, "it&#39;s «عن &amp;»");
  g_assert_cmpstr (plain, ==, "a &lt; سس &nothing; &#0; &#xD800; & &#99999999; \"");
  tear_down (&fixture);
}

/* What servers say about themselves beside the status. */
static void
test_meanings (void)
{
  static const struct { const char *provider; guint status; const char *body; int code; guint requests; } cases[] = {
    { "libretranslate", 400, "{\"error\": \"ar is not supported\"}", SIYAQ_TRANSLATOR_ERROR_UNSUPPORTED, 1 },
    { "libretranslate", 400, "{\"error\": \"Invalid request: request (9) exceeds text limit (5)\"}", SIYAQ_TRANSLATOR_ERROR_TOO_LARGE, 1 },
    { "deepl", 400, "{\"message\": \"Value for 'target_lang' not supported.\"}", SIYAQ_TRANSLATOR_ERROR_UNSUPPORTED, 1 },
    { "google", 400, "{\"error\": {\"code\": 400, \"message\": \"API key not valid.\"}}", SIYAQ_TRANSLATOR_ERROR_AUTH, 1 },
    { "google", 403, "{\"error\": {\"errors\": [{\"reason\": \"dailyLimitExceeded\"}]}}", SIYAQ_TRANSLATOR_ERROR_QUOTA, 1 },
    { "google", 403, "{\"error\": {\"errors\": [{\"reason\": \"userRateLimitExceeded\"}]}}", SIYAQ_TRANSLATOR_ERROR_RATE_LIMITED, 3 },
    { "microsoft", 400, "{\"error\": {\"code\": 400036, \"message\": \"x\"}}", SIYAQ_TRANSLATOR_ERROR_UNSUPPORTED, 1 },
    { "microsoft", 403, "{\"error\": {\"code\": 403001, \"message\": \"x\"}}", SIYAQ_TRANSLATOR_ERROR_QUOTA, 1 },
    { "microsoft", 408, "{\"error\": {\"code\": 408001}}", SIYAQ_TRANSLATOR_ERROR_NETWORK, 3 },
    { "openai", 429, "{\"error\": {\"code\": \"insufficient_quota\"}}", SIYAQ_TRANSLATOR_ERROR_QUOTA, 1 },
    { "openai", 404, "{\"error\": {\"message\": \"model 'default' not found\"}}", SIYAQ_TRANSLATOR_ERROR_FAILED, 1 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      Fixture fixture;
      g_autoptr (GError) error = NULL;

      set_up (&fixture, cases[i].provider);
      for (guint k = 0; k < 3; k++)
        fake_provider_add_fault (fixture.server, cases[i].status, NULL, cases[i].body);
      g_assert_null (translate (&fixture, (const char *const[]) { "نص", NULL }, &error));
      g_assert_error (error, SIYAQ_TRANSLATOR_ERROR, cases[i].code);
      g_assert_cmpuint (fake_server_get_requests (fixture.server->server), ==, cases[i].requests);
      tear_down (&fixture);
    }
}

typedef struct
{
  GCancellable *cancellable;
  gint64 at_us;
} Cancel;

static gpointer
cancel_thread (gpointer data)
{
  Cancel *cancel = data;

  g_usleep (60000);
  cancel->at_us = g_get_monotonic_time ();
  g_cancellable_cancel (cancel->cancellable);
  return NULL;
}

static void
check_cancelled (Fixture *fixture)
{
  Cancel cancel = { .cancellable = g_cancellable_new () };
  GThread *thread = g_thread_new ("cancel", cancel_thread, &cancel);
  g_autoptr (GError) error = NULL;

  g_assert_null (siyaq_translator_translate (fixture->translator, (const char *const[]) { "نص", NULL }, "ar", "en", cancel.cancellable, &error));
  g_thread_join (thread);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_test_message ("cancelled within %" G_GINT64_FORMAT " µs", g_get_monotonic_time () - cancel.at_us);
  g_assert_cmpuint (fake_server_get_requests (fixture->server->server), ==, 1);
  g_object_unref (cancel.cancellable);
}

/* While a server thinks, while it drips, and while we wait for it. */
static void
test_cancel (void)
{
  Fixture fixture;
  FakeReply *reply;

  set_up (&fixture, "microsoft");
  reply = fake_provider_add_fault (fixture.server, 200, NULL, "[]");
  reply->hang = TRUE;
  check_cancelled (&fixture);
  tear_down (&fixture);

  set_up (&fixture, "microsoft");
  reply = fake_provider_add_fault (fixture.server, 200, NULL, "[                                                            ]");
  reply->drip_ms = 500;
  check_cancelled (&fixture);
  tear_down (&fixture);

  set_up (&fixture, "microsoft");
  siyaq_translator_remote_set_clock (SIYAQ_TRANSLATOR_REMOTE (fixture.translator), &siyaq_remote_clock);
  fake_provider_add_fault (fixture.server, 429, "Retry-After: 5\r\n", NULL);
  check_cancelled (&fixture);
  tear_down (&fixture);
}

/* A locked keyring: no word leaves, the chain goes on; who needs no key is asked without. */
static void
test_keys (void)
{
  static const char *const texts[] = { "نص", NULL };
  Fixture fixture, local;
  g_autoptr (GError) error = NULL, locked = NULL, none = NULL, odd = NULL;
  g_autoptr (SiyaqTranslatorChain) chain = siyaq_translator_chain_new ();
  g_auto (GStrv) answers = NULL;

  set_up (&fixture, "deepl");
  fake_keyring_lock (fixture.keyring);
  g_assert_null (translate (&fixture, texts, &error));
  g_assert_error (error, SIYAQ_TRANSLATOR_ERROR, SIYAQ_TRANSLATOR_ERROR_LOCKED);
  g_assert_cmpuint (fake_server_get_requests (fixture.server->server), ==, 0);
  set_up (&local, "openai");
  siyaq_translator_chain_append (chain, fixture.translator);
  siyaq_translator_chain_append (chain, local.translator);
  answers = siyaq_translator_translate (SIYAQ_TRANSLATOR (chain), texts, "ar", "en", NULL, NULL);
  g_assert_nonnull (answers);
  tear_down (&fixture);
  tear_down (&local);

  set_up (&fixture, "libretranslate");
  fake_keyring_lock (fixture.keyring);
  g_assert_null (translate (&fixture, texts, &locked));
  g_assert_cmpuint (fake_server_get_requests (fixture.server->server), ==, 1);
  g_assert_error (locked, SIYAQ_TRANSLATOR_ERROR, SIYAQ_TRANSLATOR_ERROR_LOCKED);
  tear_down (&fixture);

  set_up_with (&fixture, "microsoft", NULL, NULL, NULL);
  g_assert_null (translate (&fixture, texts, &none));
  g_assert_error (none, SIYAQ_TRANSLATOR_ERROR, SIYAQ_TRANSLATOR_ERROR_AUTH);
  g_assert_cmpuint (fake_server_get_requests (fixture.server->server), ==, 0);
  tear_down (&fixture);

  set_up_with (&fixture, "microsoft", "k\r\nX-Other: header", NULL, NULL);
  g_assert_null (translate (&fixture, texts, &odd));
  g_assert_error (odd, SIYAQ_TRANSLATOR_ERROR, SIYAQ_TRANSLATOR_ERROR_AUTH);
  g_assert_cmpuint (fake_server_get_requests (fixture.server->server), ==, 0);
  tear_down (&fixture);
}

static void
test_preview (void)
{
  static const char *const texts[] = { "نص أول", "نص ثان", NULL };

  for (guint p = 0; p < G_N_ELEMENTS (providers); p++)
    {
      Fixture fixture;
      g_autofree char *preview = NULL;

      set_up (&fixture, providers[p]);
      preview = siyaq_translator_remote_preview (SIYAQ_TRANSLATOR_REMOTE (fixture.translator), texts, "ar", "en");
      g_assert_true (g_str_has_prefix (preview, "POST http://localhost:"));
      g_assert_nonnull (strstr (preview, "نص أول"));
      g_assert_nonnull (strstr (preview, "نص ثان"));
      g_assert_null (strstr (preview, "k3y"));
      g_assert_cmpuint (fake_server_get_requests (fixture.server->server), ==, 0);
      g_assert_cmpuint (fake_keyring_get_lookups (fixture.keyring), ==, 0);
      tear_down (&fixture);
    }
}

int
main (int argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/remote/limits", test_limits);
  g_test_add_func ("/remote/microsoft-characters", test_microsoft_characters);
  g_test_add_func ("/remote/equal-and-empty", test_equal_and_empty);
  g_test_add_func ("/remote/long-text", test_long_text);
  g_test_add_func ("/remote/split", test_split);
  g_test_add_func ("/remote/too-large", test_too_large);
  g_test_add_func ("/remote/repeated", test_repeated);
  g_test_add_func ("/remote/rests", test_rests);
  g_test_add_func ("/remote/models", test_models);
  g_test_add_func ("/remote/temperature", test_temperature);
  g_test_add_func ("/remote/entities", test_entities);
  g_test_add_func ("/remote/meanings", test_meanings);
  g_test_add_func ("/remote/cancel", test_cancel);
  g_test_add_func ("/remote/keys", test_keys);
  g_test_add_func ("/remote/preview", test_preview);
  return g_test_run ();
}
