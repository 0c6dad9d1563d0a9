/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Where requests of each provider go, and which addresses a user may not give. */
#include "config.h"

#include "siyaq-remote-private.h"

#include <string.h>

static char *
request_url (const char *provider,
             const char *url,
             const char *key)
{
  static const char *const texts[] = { "نص", NULL };
  SiyaqRemoteConfig config = { .provider = provider, .url = url };
  g_autoptr (SiyaqTranslator) translator = siyaq_translator_remote_new (&config, NULL, NULL);
  g_autoptr (SiyaqHttpRequest) request = NULL;

  request = SIYAQ_TRANSLATOR_REMOTE_GET_CLASS (translator)->build (SIYAQ_TRANSLATOR_REMOTE (translator), texts, 1, "ar", "en", key);
  return g_strdup (siyaq_http_request_get_url (request));
}

static void
test_addresses (void)
{
  static const struct { const char *provider, *url, *key, *wanted; } good[] = {
    { "deepl", NULL, "abc", "https://api.deepl.com/v2/translate" },
    { "deepl", NULL, "abc:fx", "https://api-free.deepl.com/v2/translate" },
    { "deepl", "https://proxy.example/", "abc:fx", "https://proxy.example/v2/translate" },
    { "google", NULL, "abc", "https://translation.googleapis.com/language/translate/v2" },
    { "microsoft", NULL, "abc", "https://api.cognitive.microsofttranslator.com/translate?api-version=3.0&from=ar&to=en" },
    { "microsoft", "https://me.example/translator/text/v3.0", "k", "https://me.example/translator/text/v3.0/translate?api-version=3.0&from=ar&to=en" },
    { "libretranslate", "http://localhost:5000/", NULL, "http://localhost:5000/translate" },
    { "libretranslate", "https://lt.example/translate", NULL, "https://lt.example/translate" },
    { "openai", NULL, NULL, "http://127.0.0.1:11434/v1/chat/completions" },
    { "openai", "http://[::1]:8080", NULL, "http://[::1]:8080/v1/chat/completions" },
    { "openai", "https://ai.example/v1/", NULL, "https://ai.example/v1/chat/completions" },
    { "openai", "https://ai.example/v1/chat/completions", NULL, "https://ai.example/v1/chat/completions" },
  };
  static const char *const bad[] = {
    "http://example.org", "http://192.168.1.5:5000", "http://localhost.example.org", "https://user:secret@example.org",
    "ftp://localhost", "file:///etc/passwd", "localhost:5000", "https://", "http://127.0.0.1.example.org/", "nonsense", "https://[::1",
  };

  for (guint i = 0; i < G_N_ELEMENTS (good); i++)
    {
      g_autofree char *url = request_url (good[i].provider, good[i].url, good[i].key);

      g_assert_cmpstr (url, ==, good[i].wanted);
    }
  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      SiyaqRemoteConfig config = { .provider = "openai", .url = bad[i] };
      g_autoptr (GError) error = NULL;

      g_assert_null (siyaq_translator_remote_new (&config, NULL, &error));
      g_assert_error (error, SIYAQ_TRANSLATOR_ERROR, SIYAQ_TRANSLATOR_ERROR_FAILED);
      g_assert_null (strstr (error->message, "secret"));
    }
}

static void
test_hosts (void)
{
  g_autofree char *own = siyaq_translator_remote_get_key_host ("deepl", NULL, NULL);
  g_autofree char *given = siyaq_translator_remote_get_key_host ("libretranslate", "https://LT.example:8443/x", NULL);
  g_autoptr (GError) error = NULL;
  SiyaqRemoteConfig config = { .provider = "deepl" };
  g_autoptr (SiyaqTranslator) translator = siyaq_translator_remote_new (&config, NULL, NULL);

  g_assert_cmpstr (own, ==, "api.deepl.com");
  g_assert_cmpstr (given, ==, "lt.example:8443");
  g_assert_null (siyaq_translator_remote_get_key_host ("nobody", NULL, &error));
  g_assert_error (error, SIYAQ_TRANSLATOR_ERROR, SIYAQ_TRANSLATOR_ERROR_UNSUPPORTED);
  g_assert_cmpstr (siyaq_translator_get_name (translator), ==, "deepl.com");
  g_assert_cmpstr (siyaq_translator_get_kind (translator), ==, "translation");
  g_assert_true (siyaq_translator_can_translate (translator, "ar", "en"));
  g_assert_false (siyaq_translator_can_translate (translator, "ar", "ar"));
  g_assert_false (siyaq_translator_can_translate (translator, "ar", "en&key=x"));
  g_assert_false (siyaq_translator_can_translate (translator, "", "en"));
}

int
main (int argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/remote/addresses", test_addresses);
  g_test_add_func ("/remote/hosts", test_hosts);
  return g_test_run ();
}
