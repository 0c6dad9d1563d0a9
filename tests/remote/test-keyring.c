/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Keys in a real Secret Service: gnome-keyring-daemon on a bus of the test's own, unlocked, locked,
   absent, and no bus at all. Each in a process of its own, because the session bus is one for a
   process's life. */
#include "config.h"

#include "fake-desktop.h"
#include "fake-provider.h"
#include "siyaq-translator-chain.h"

#include <libsecret/secret.h>
#include <string.h>
#include <unistd.h>

static void
check_locked (SiyaqKeyring *keyring)
{
  gint64 began_us = g_get_monotonic_time ();
  g_autoptr (GError) error = NULL;

  g_assert_null (siyaq_keyring_lookup (keyring, "deepl", "api.deepl.com", NULL, &error));
  g_assert_error (error, SIYAQ_TRANSLATOR_ERROR, SIYAQ_TRANSLATOR_ERROR_LOCKED);
  g_assert_cmpuint (strlen (error->message), >, 0);
  /* Nobody was asked for a password. */
  g_assert_cmpint (g_get_monotonic_time () - began_us, <, 10 * G_USEC_PER_SEC);
}

/* Who has no key translates nothing and sends nothing; the next in the chain does. */
static void
check_chain_goes_on (SiyaqKeyring *keyring)
{
  static const char *const texts[] = { "نص", NULL };
  g_autoptr (FakeProvider) closed = fake_provider_new ("deepl");
  g_autoptr (FakeProvider) open = fake_provider_new ("google");
  g_autoptr (FakeKeyring) own = fake_keyring_new (FAKE_KEY);
  g_autofree char *closed_url = fake_server_get_url (closed->server, "127.0.0.1");
  g_autofree char *open_url = fake_server_get_url (open->server, "127.0.0.1");
  SiyaqRemoteConfig first = { .provider = "deepl", .url = closed_url }, second = { .provider = "google", .url = open_url };
  g_autoptr (SiyaqTranslator) one = siyaq_translator_remote_new (&first, keyring, NULL);
  g_autoptr (SiyaqTranslator) two = siyaq_translator_remote_new (&second, SIYAQ_KEYRING (own), NULL);
  g_autoptr (SiyaqTranslatorChain) chain = siyaq_translator_chain_new ();
  g_auto (GStrv) answers = NULL;

  siyaq_translator_chain_append (chain, one);
  siyaq_translator_chain_append (chain, two);
  answers = siyaq_translator_translate (SIYAQ_TRANSLATOR (chain), texts, "ar", "en", NULL, NULL);
  g_assert_nonnull (answers);
  g_assert_cmpuint (fake_server_get_requests (closed->server), ==, 0);
  g_assert_cmpuint (fake_server_get_requests (open->server), ==, 1);
}

static SecretService *
get_service (void)
{
  g_autoptr (GError) error = NULL;
  SecretService *service = secret_service_get_sync (SECRET_SERVICE_OPEN_SESSION | SECRET_SERVICE_LOAD_COLLECTIONS, NULL, &error);

  g_assert_no_error (error);
  return service;
}

static void
test_unlocked (void)
{
  FakeDesktop desktop = { NULL };
  g_autoptr (SiyaqKeyring) keyring = siyaq_keyring_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (SecretService) service = NULL;
  g_autoptr (GHashTable) attributes = NULL;
  GList *items;
  char *key;

  fake_desktop_start (&desktop, TRUE);
  g_assert_null (siyaq_keyring_lookup (keyring, "deepl", "api.deepl.com", NULL, &error));
  g_assert_no_error (error);
  g_assert_true (siyaq_keyring_store (keyring, "deepl", "api.deepl.com", "first", NULL, &error));
  g_assert_no_error (error);
  g_assert_true (siyaq_keyring_store (keyring, "deepl", "api.deepl.com", FAKE_KEY, NULL, &error));
  g_assert_true (siyaq_keyring_store (keyring, "libretranslate", "lt.example", "another", NULL, &error));
  key = siyaq_keyring_lookup (keyring, "deepl", "api.deepl.com", NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (key, ==, FAKE_KEY);
  siyaq_keyring_free_key (key);
  g_assert_null (siyaq_keyring_lookup (keyring, "deepl", "lt.example", NULL, &error));
  g_assert_no_error (error);

  /* One item, which a person finds by its name in a list of keys. */
  service = get_service ();
  attributes = g_hash_table_new (g_str_hash, g_str_equal);
  g_hash_table_insert (attributes, (gpointer) "xdg:schema", (gpointer) "org.siyaq.Provider");
  g_hash_table_insert (attributes, (gpointer) "host", (gpointer) "api.deepl.com");
  items = secret_service_search_sync (service, NULL, attributes, SECRET_SEARCH_ALL, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (g_list_length (items), ==, 1);
  {
    g_autofree char *label = secret_item_get_label (items->data);

    g_assert_cmpstr (label, ==, "Siyaq: key for translations by api.deepl.com");
  }
  g_list_free_full (items, g_object_unref);

  g_assert_true (siyaq_keyring_clear (keyring, "deepl", "api.deepl.com", NULL, &error));
  g_assert_no_error (error);
  g_assert_null (siyaq_keyring_lookup (keyring, "deepl", "api.deepl.com", NULL, &error));
  g_assert_no_error (error);
  /* To remove what is not there is no mistake. */
  g_assert_true (siyaq_keyring_clear (keyring, "deepl", "api.deepl.com", NULL, &error));
  key = siyaq_keyring_lookup (keyring, "libretranslate", "lt.example", NULL, &error);
  g_assert_cmpstr (key, ==, "another");
  siyaq_keyring_free_key (key);
  fake_desktop_end (&desktop);
  /* What is left of the bus ends with the process. */
  _exit (0);
}

static void
test_locked (void)
{
  FakeDesktop desktop = { NULL };
  g_autoptr (SiyaqKeyring) keyring = siyaq_keyring_new ();
  g_autoptr (GError) error = NULL, refused = NULL;

  fake_desktop_start (&desktop, TRUE);
  g_assert_true (siyaq_keyring_store (keyring, "deepl", "api.deepl.com", FAKE_KEY, NULL, &error));
  g_assert_no_error (error);
  fake_desktop_lock ();
  check_locked (keyring);
  check_chain_goes_on (keyring);
  /* There may be a key of this one behind the lock: nobody can say that there is none. */
  g_assert_null (siyaq_keyring_lookup (keyring, "google", "translation.googleapis.com", NULL, &refused));
  g_assert_error (refused, SIYAQ_TRANSLATOR_ERROR, SIYAQ_TRANSLATOR_ERROR_LOCKED);
  fake_desktop_end (&desktop);
  /* What is left of the bus ends with the process. */
  _exit (0);
}

/* The daemon ends and another begins: what was known of the first does not count any more. */
static void
test_restarted (void)
{
  FakeDesktop desktop = { NULL };
  g_autoptr (SiyaqKeyring) keyring = siyaq_keyring_new ();
  g_autoptr (GError) error = NULL;
  char *key;

  fake_desktop_start (&desktop, TRUE);
  g_assert_true (siyaq_keyring_store (keyring, "deepl", "api.deepl.com", FAKE_KEY, NULL, &error));
  fake_desktop_stop_keyring (&desktop);
  check_locked (keyring);
  fake_desktop_start_keyring (&desktop);
  key = siyaq_keyring_lookup (keyring, "deepl", "api.deepl.com", NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (key, ==, FAKE_KEY);
  siyaq_keyring_free_key (key);
  fake_desktop_end (&desktop);
  /* What is left of the bus ends with the process. */
  _exit (0);
}

static void
test_absent (void)
{
  FakeDesktop desktop = { NULL };
  g_autoptr (SiyaqKeyring) keyring = siyaq_keyring_new ();
  g_autoptr (GError) error = NULL;

  fake_desktop_start (&desktop, FALSE);
  check_locked (keyring);
  check_chain_goes_on (keyring);
  g_assert_false (siyaq_keyring_store (keyring, "deepl", "api.deepl.com", FAKE_KEY, NULL, &error));
  g_assert_error (error, SIYAQ_TRANSLATOR_ERROR, SIYAQ_TRANSLATOR_ERROR_LOCKED);
  fake_desktop_end (&desktop);
  /* What is left of the bus ends with the process. */
  _exit (0);
}

static void
test_no_bus (void)
{
  g_autoptr (SiyaqKeyring) keyring = siyaq_keyring_new ();

  g_setenv ("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent/bus", TRUE);
  check_locked (keyring);
  _exit (0);
}

static void
test_not_keys (void)
{
  static const char *const not_keys[] = { "", "two\nlines" };
  g_autoptr (SiyaqKeyring) keyring = siyaq_keyring_new ();
  g_autofree char *endless = g_strnfill (100000, 'k');

  for (guint i = 0; i <= G_N_ELEMENTS (not_keys); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_false (siyaq_keyring_store (keyring, "deepl", "api.deepl.com", i < G_N_ELEMENTS (not_keys) ? not_keys[i] : endless, NULL, &error));
      g_assert_error (error, SIYAQ_TRANSLATOR_ERROR, SIYAQ_TRANSLATOR_ERROR_TOO_LARGE);
    }
}

static void
run_apart (gconstpointer data)
{
  if (!fake_desktop_is_possible ())
    {
      g_test_skip ("gnome-keyring-daemon or dbus-daemon is not installed");
      return;
    }
  g_test_trap_subprocess (data, 60 * G_USEC_PER_SEC, G_TEST_SUBPROCESS_DEFAULT);
  g_test_trap_assert_passed ();
  g_test_trap_assert_stdout_unmatched ("*k3y*");
  g_test_trap_assert_stderr_unmatched ("*k3y*");
}

int
main (int argc,
      char **argv)
{
  static const struct { const char *name, *apart; void (*run) (void); } tests[] = {
    { "/keyring/unlocked", "/keyring/unlocked/subprocess", test_unlocked },
    { "/keyring/locked", "/keyring/locked/subprocess", test_locked },
    { "/keyring/restarted", "/keyring/restarted/subprocess", test_restarted },
    { "/keyring/absent", "/keyring/absent/subprocess", test_absent },
    { "/keyring/no-bus", "/keyring/no-bus/subprocess", test_no_bus },
  };

  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (tests); i++)
    {
      g_test_add_data_func (tests[i].name, tests[i].apart, run_apart);
      g_test_add_func (tests[i].apart, tests[i].run);
    }
  g_test_add_func ("/keyring/not-keys", test_not_keys);
  return g_test_run ();
}
