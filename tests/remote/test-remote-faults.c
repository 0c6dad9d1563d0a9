/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Every provider against everything that can go wrong between it and us, on a real socket. The server
   counts: what was answered is never asked again, and what fails leaves nothing half done. No output
   of any of this has the key in it, with all debug messages on. */
#include "config.h"

#include "fake-provider.h"

#include <stdlib.h>
#include <string.h>

static const char *const providers[] = { "libretranslate", "deepl", "google", "microsoft", "openai" };
static const char *const texts[] = { "سقط المطر", "the second", "  the third\n", NULL };

/* What happens once, or as long as the test lasts; then the server keeps its contract. */
typedef struct
{
  const char *name;
  guint status;            /* 0: hangs up */
  const char *headers;
  const char *body;
  int times;
  int code;                /* a SiyaqTranslatorError; -1: it works in the end */
  guint requests;          /* that the server sees, all in all */
  guint waited_ms;
  guint retry_after_s;     /* that the error tells */
  enum { AS_IS, HALF, HANG, DRIP, HUGE, HUGE_UNKNOWN } how;
} Fault;

/* 1994-11-06 08:49:37 UTC. */
#define CLOCK_START_MS (G_GINT64_CONSTANT (784111777) * 1000)
#define COMPLAINT "{\"error\": {\"message\": \"wrong: " "k3y/+=\\\"42%Zq&<secret>:fx" "\"}, \"message\": \"k3y/+=\\\"42%Zq&<secret>:fx\"}"

static const Fault faults[] = {
  { "works", 0, NULL, NULL, 0, -1, 1 },
  { "400", 400, NULL, COMPLAINT, 1, SIYAQ_TRANSLATOR_ERROR_FAILED, 1 },
  { "401", 401, NULL, COMPLAINT, 1, SIYAQ_TRANSLATOR_ERROR_AUTH, 1 },
  { "403", 403, NULL, COMPLAINT, 1, SIYAQ_TRANSLATOR_ERROR_AUTH, 1 },
  { "403-no-json", 403, NULL, "<h1>Forbidden</h1>", 1, SIYAQ_TRANSLATOR_ERROR_AUTH, 1 },
  { "404", 404, NULL, "nothing here", 1, SIYAQ_TRANSLATOR_ERROR_FAILED, 1 },
  { "413-once", 413, NULL, "", 1, -1, 3 },
  { "413-always", 413, NULL, "", 9, SIYAQ_TRANSLATOR_ERROR_TOO_LARGE, 2 },
  { "429-seconds", 429, "Retry-After: 2\r\n", "", 1, -1, 2, 2000 },
  { "429-date", 429, "Retry-After: Sun, 06 Nov 1994 08:49:40 GMT\r\n", "", 1, -1, 2, 3000 },
  { "429-date-past", 429, "Retry-After: Sun, 06 Nov 1994 08:40:00 GMT\r\n", "", 1, -1, 2, 500 },
  { "429-long", 429, "Retry-After: 90\r\n", "", 1, SIYAQ_TRANSLATOR_ERROR_RATE_LIMITED, 1, 0, 90 },
  { "429-absurd", 429, "Retry-After: 99999999999999999999\r\n", "", 1, -1, 2, 500 },
  { "429-silent", 429, NULL, "", 1, -1, 2, 500 },
  { "429-always", 429, NULL, "", 9, SIYAQ_TRANSLATOR_ERROR_RATE_LIMITED, 3, 1500 },
  { "456", 456, NULL, "{\"message\": \"Quota Exceeded\"}", 1, SIYAQ_TRANSLATOR_ERROR_QUOTA, 1 },
  { "500", 500, NULL, "oh", 1, -1, 2, 500 },
  { "500-always", 500, NULL, "oh", 9, SIYAQ_TRANSLATOR_ERROR_NETWORK, 3, 1500 },
  { "502-twice", 502, NULL, "<html>", 2, -1, 3, 1500 },
  { "503-later", 503, "Retry-After: 1\r\n", NULL, 1, -1, 2, 1000 },
  { "503-much-later", 503, "Retry-After: 3600\r\n", NULL, 1, SIYAQ_TRANSLATOR_ERROR_NETWORK, 1, 0, 3600 },
  { "529", 529, NULL, NULL, 1, -1, 2, 500 },
  { "hangs-up", 0, NULL, NULL, 1, -1, 2, 500 },
  { "hangs-up-always", 0, NULL, NULL, 9, SIYAQ_TRANSLATOR_ERROR_NETWORK, 3, 1500 },
  { "half", 200, NULL, "{\"translations\": [{\"text\": \"abc\"}, {", 1, -1, 2, 500, 0, HALF },
  { "timeout", 200, NULL, "{}", 1, SIYAQ_TRANSLATOR_ERROR_NETWORK, 1, 0, 0, HANG },
  { "drip", 200, NULL, "{\"translations\": [1234567890, 1234567890, 1234567890, 1234567890]}", 1, SIYAQ_TRANSLATOR_ERROR_NETWORK, 1, 0, 0, DRIP },
  { "empty", 200, NULL, "", 9, SIYAQ_TRANSLATOR_ERROR_BAD_ANSWER, 1 },
  { "no-json", 200, NULL, "<html><body>Welcome to the hotel's network</body></html>", 9, SIYAQ_TRANSLATOR_ERROR_BAD_ANSWER, 1 },
  { "cut-json", 200, NULL, "{\"translations\": [{\"text\": \"abc\"}", 9, SIYAQ_TRANSLATOR_ERROR_BAD_ANSWER, 1 },
  { "no-utf8", 200, NULL, "{\"translatedText\": [\"\xff\xfe\", \"\xc3\", \"x\"]}", 9, SIYAQ_TRANSLATOR_ERROR_BAD_ANSWER, 1 },
  { "other-json", 200, NULL, "{\"translations\": {\"a\": 1}, \"translatedText\": 7, \"data\": [], \"choices\": \"no\"}", 9, SIYAQ_TRANSLATOR_ERROR_BAD_ANSWER, 1 },
  { "too-few", 200, NULL,
    "{\"translations\": [{\"text\": \"a\"}, {\"text\": \"b\"}], \"translatedText\": [\"a\", \"b\"],"
    " \"data\": {\"translations\": [{\"translatedText\": \"a\"}]}, \"choices\": []}", 9, SIYAQ_TRANSLATOR_ERROR_BAD_ANSWER, 1 },
  { "too-many", 200, NULL,
    "{\"translations\": [{\"text\": \"a\"}, {\"text\": \"b\"}, {\"text\": \"c\"}, {\"text\": \"d\"}], \"translatedText\": [\"a\", \"b\", \"c\", \"d\"],"
    " \"data\": {\"translations\": [{\"translatedText\": \"a\"}, {}, {}, {}]}}", 9, SIYAQ_TRANSLATOR_ERROR_BAD_ANSWER, 1 },
  { "one-missing", 200, NULL,
    "{\"translations\": [{\"text\": \"a\"}, {}, {\"text\": \"\"}], \"translatedText\": [\"a\", null, \"\"],"
    " \"data\": {\"translations\": [{\"translatedText\": \"a\"}, {\"translatedText\": 5}, {}]}}", 9, SIYAQ_TRANSLATOR_ERROR_BAD_ANSWER, 1 },
  { "microsoft-too-few", 200, NULL, "[{\"translations\": [{\"text\": \"a\"}]}]", 9, SIYAQ_TRANSLATOR_ERROR_BAD_ANSWER, 1 },
  { "microsoft-hollow", 200, NULL, "[{\"translations\": []}, {}, 7]", 9, SIYAQ_TRANSLATOR_ERROR_BAD_ANSWER, 1 },
  { "huge", 200, NULL, NULL, 9, SIYAQ_TRANSLATOR_ERROR_BAD_ANSWER, 1, 0, 0, HUGE },
  { "huge-unknown", 200, NULL, NULL, 9, SIYAQ_TRANSLATOR_ERROR_BAD_ANSWER, 1, 0, 0, HUGE_UNKNOWN },
  { "moved-within", 307, "Location: /elsewhere\r\n", NULL, 1, -1, 2 },
  { "moved-away", 307, "Location: https://example.org/translate\r\n", NULL, 1, SIYAQ_TRANSLATOR_ERROR_FAILED, 1 },
  { "moved-to-plain", 307, "Location: http://example.org/translate\r\n", NULL, 1, SIYAQ_TRANSLATOR_ERROR_FAILED, 1 },
  { "moved-loses-body", 301, "Location: /elsewhere\r\n", NULL, 1, SIYAQ_TRANSLATOR_ERROR_FAILED, 1 },
  { "moved-nowhere", 308, NULL, NULL, 1, SIYAQ_TRANSLATOR_ERROR_FAILED, 1 },
  { "moved-in-circles", 307, "Location: ?again\r\n", NULL, 9, SIYAQ_TRANSLATOR_ERROR_FAILED, 5 },
};

static void
add_faults (FakeProvider *server,
            const Fault *fault)
{
  for (int i = 0; i < fault->times; i++)
    {
      FakeReply *reply = fake_provider_add_fault (server, fault->status, fault->headers, fault->body);

      reply->hang = fault->how == HANG;
      reply->drip_ms = fault->how == DRIP ? 20 : 0;
      if (fault->how == HALF)
        reply->stop_after = (gssize) reply->length / 2;
      if (fault->how == HUGE || fault->how == HUGE_UNKNOWN)
        {
          reply->length = 5u * 1024 * 1024;
          g_free (reply->body);
          reply->body = g_malloc (reply->length);
          memset (reply->body, '[', reply->length);
          reply->no_length = fault->how == HUGE_UNKNOWN;
        }
    }
}

static SiyaqTranslator *
new_translator (FakeProvider *server,
                SiyaqKeyring *keyring,
                FakeClock *clock)
{
  g_autofree char *url = fake_server_get_url (server->server, "127.0.0.1");
  SiyaqRemoteConfig config = { .provider = server->provider, .url = url };
  g_autoptr (GError) error = NULL;
  SiyaqTranslator *translator = siyaq_translator_remote_new (&config, keyring, &error);
  SiyaqRemoteClock injected = fake_clock_get (clock);

  g_assert_no_error (error);
  siyaq_translator_remote_set_clock (SIYAQ_TRANSLATOR_REMOTE (translator), &injected);
  /* Long enough for loopback on a busy machine. */
  siyaq_translator_remote_set_timeout_ms (SIYAQ_TRANSLATOR_REMOTE (translator), 20000);
  return translator;
}

static void
check_answers (char **answers)
{
  for (guint i = 0; texts[i] != NULL; i++)
    {
      g_autofree char *stripped = g_strstrip (g_strdup (texts[i]));
      g_autofree char *translated = fake_provider_translate (stripped);

      g_assert_nonnull (answers[i]);
      g_assert_nonnull (strstr (answers[i], translated));
      g_assert_cmpuint (strlen (answers[i]) - strlen (translated), ==, strlen (texts[i]) - strlen (stripped));
    }
  g_assert_cmpuint (g_strv_length (answers), ==, 3);
}

typedef struct
{
  const char *provider;
  const Fault *fault;
} Case;

static void
test_fault (gconstpointer data)
{
  const Case *which = data;
  const Fault *fault = which->fault;
  g_autoptr (FakeProvider) server = fake_provider_new (which->provider);
  g_autoptr (FakeKeyring) keyring = fake_keyring_new (FAKE_KEY);
  FakeClock clock = { .now_ms = CLOCK_START_MS };
  g_autoptr (SiyaqTranslator) translator = new_translator (server, SIYAQ_KEYRING (keyring), &clock);
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) answers = NULL;
  gboolean alone = strcmp (which->provider, "openai") == 0 && fault->code == SIYAQ_TRANSLATOR_ERROR_BAD_ANSWER;

  add_faults (server, fault);
  if (fault->how == HANG || fault->how == DRIP)
    siyaq_translator_remote_set_timeout_ms (SIYAQ_TRANSLATOR_REMOTE (translator), 150);
  answers = siyaq_translator_translate (translator, texts, "ar", "en", NULL, &error);
  if (fault->code == -1)
    {
      g_assert_no_error (error);
      check_answers (answers);
      g_assert_cmpuint (fake_provider_get_answered (server), ==, 3);
    }
  else
    {
      g_assert_error (error, SIYAQ_TRANSLATOR_ERROR, fault->code);
      g_assert_null (answers);
      g_assert_cmpuint (siyaq_translator_error_get_retry_after (error), ==, fault->retry_after_s);
      g_assert_null (strstr (error->message, FAKE_KEY));
      g_assert_nonnull (strstr (error->message, fault->how == AS_IS ? "127.0.0.1" : ""));
      g_test_message ("%s", error->message);
      if (fault->body != NULL && strcmp (fault->body, COMPLAINT) == 0 && strcmp (which->provider, "libretranslate") != 0)
        g_assert_nonnull (strstr (error->message, "•••"));
    }
  g_assert_cmpuint (fake_provider_get_most (server), <=, 1);
  /* A model that cannot answer three is asked for one, before it is given up. */
  g_assert_cmpuint (fake_server_get_requests (server->server), ==, fault->requests + (alone ? 1 : 0));
  g_assert_cmpuint (clock.waited_ms, ==, fault->waited_ms);
  g_assert_cmpuint (fake_keyring_get_lookups (keyring), ==, 1);
  if (fault->requests == 1 && fault->times == 0)
    g_assert_cmpstr (server->problems->str, ==, "");
}

/* The whole of the above once more, with every message on, and what it printed looked through. */
static void
test_no_key (gconstpointer data)
{
  const char *const arguments[] = { data, "-s", "/remote/no-key-in-any-output", NULL };
  g_auto (GStrv) environment = g_environ_setenv (g_get_environ (), "G_MESSAGES_DEBUG", "all", TRUE);
  g_autofree char *output = NULL, *errors = NULL, *escaped = g_uri_escape_string (FAKE_KEY, NULL, FALSE);
  g_autofree char *base64 = g_base64_encode ((const guchar *) FAKE_KEY, strlen (FAKE_KEY));
  g_autoptr (GError) error = NULL;
  int status;

  environment = g_environ_setenv (environment, "SOUP_DEBUG", "1", TRUE);
  g_spawn_sync (NULL, (char **) arguments, environment, G_SPAWN_DEFAULT, NULL, NULL, &output, &errors, &status, &error);
  g_assert_no_error (error);
  g_assert_true (g_spawn_check_wait_status (status, NULL));
  for (guint i = 0; i < 2; i++)
    {
      const char *text = i == 0 ? output : errors;

      g_assert_null (strstr (text, FAKE_KEY));
      g_assert_null (strstr (text, "<secret>"));
      g_assert_null (strstr (text, escaped));
      g_assert_null (strstr (text, base64));
    }
  /* That there was something to look through. */
  g_assert_nonnull (strstr (output, "siyaq-remote"));
  g_assert_nonnull (strstr (output, "429-always"));
  g_assert_nonnull (strstr (output, "403: wrong: "));
}

int
main (int argc,
      char **argv)
{
  int status;
  GPtrArray *cases = g_ptr_array_new_with_free_func (g_free);

  g_test_init (&argc, &argv, NULL);
  for (guint p = 0; p < G_N_ELEMENTS (providers); p++)
    for (guint i = 0; i < G_N_ELEMENTS (faults); i++)
      {
        Case *which = g_new0 (Case, 1);
        g_autofree char *path = g_strdup_printf ("/remote/faults/%s/%s", providers[p], faults[i].name);

        which->provider = providers[p];
        which->fault = &faults[i];
        g_ptr_array_add (cases, which);
        g_test_add_data_func (path, which, test_fault);
      }
  g_test_add_data_func ("/remote/no-key-in-any-output", argv[0], test_no_key);
  status = g_test_run ();
  g_ptr_array_unref (cases);
  return status;
}
