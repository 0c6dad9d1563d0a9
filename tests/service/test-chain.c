/* SPDX-License-Identifier: GPL-2.0-or-later */
/* From settings, models and the state of the computer to who is asked: hosts, consent, power. */
#include "config.h"

#include "siyaq-makers.h"

#include "siyaq-power.h"
#include "siyaq-provider.h"

#include <glib/gstdio.h>
#include <string.h>

static void
test_hosts (void)
{
  static const struct
  {
    const char *provider, *url, *host;
    gboolean loopback;
  } rows[] = {
    { "none", NULL, NULL, FALSE },
    { "deepl", "", "deepl.com", FALSE },
    { "libretranslate", "https://Translate.Example/", "translate.example", FALSE },
    { "libretranslate", "http://localhost:5000", "localhost:5000", TRUE },
    { "openai", NULL, "127.0.0.1:11434", TRUE },
    { "openai", "https://localhost.example/v1", "localhost.example", FALSE },
    { "openai", "http://127.0.0.1.example/v1", "127.0.0.1.example", FALSE },
    { "openai", "http://[::1]:8080/v1", "::1:8080", FALSE },
    { "deepl", "ftp://deepl.com", NULL, FALSE },
    { "deepl", "deepl.com", NULL, FALSE },
    { "deepl", "https://user@evil.example/@deepl.com", "evil.example", FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *host = siyaq_provider_get_host (rows[i].provider, rows[i].url);

      g_assert_cmpstr (host, ==, rows[i].host);
      if (host != NULL)
        g_assert_cmpint (siyaq_provider_is_loopback (host), ==, rows[i].loopback);
    }
}

/* How many are asked, and whom the user is asked about. */
static void
test_consent (void)
{
  static const struct
  {
    const char *provider, *url, *agreed, *refused;
    gboolean offline;
    guint makers;
    const char *ask;
  } rows[] = {
    { "none", "", NULL, NULL, FALSE, 0, NULL },
    { "deepl", "", NULL, NULL, FALSE, 0, "deepl.com" },
    { "deepl", "", "deepl.com", NULL, FALSE, 1, NULL },
    { "deepl", "", "other.example", NULL, FALSE, 0, "deepl.com" },
    { "deepl", "https://mine.example", "deepl.com", NULL, FALSE, 0, "mine.example" },
    { "deepl", "", NULL, "deepl.com", FALSE, 0, NULL },
    { "deepl", "", "deepl.com", NULL, TRUE, 0, NULL },
    { "deepl", "", NULL, NULL, TRUE, 0, NULL },
    { "openai", "", NULL, NULL, TRUE, 1, NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (SiyaqTranslatorProcess) process = siyaq_translator_process_new ();
      g_autoptr (SiyaqSettings) settings = siyaq_settings_new ();
      g_autoptr (GPtrArray) makers = NULL;
      g_autofree char *ask = NULL;
      const char *agreed[] = { rows[i].agreed, NULL }, *refused[] = { rows[i].refused, NULL };

      g_free (settings->provider);
      g_free (settings->provider_url);
      settings->provider = g_strdup (rows[i].provider);
      settings->provider_url = g_strdup (rows[i].url);
      settings->agreed_hosts = g_strdupv ((char **) agreed);
      settings->refused_hosts = g_strdupv ((char **) refused);
      settings->offline = rows[i].offline;
      makers = siyaq_makers_new (settings, process, &ask);
      g_assert_cmpuint (makers->len, ==, rows[i].makers);
      g_assert_cmpstr (ask, ==, rows[i].ask);
    }
}

/* No characters a day means none, and not no limit. */
static void
test_no_characters (void)
{
  g_autoptr (SiyaqTranslatorProcess) process = siyaq_translator_process_new ();
  g_autoptr (SiyaqSettings) settings = siyaq_settings_new ();
  g_autoptr (GPtrArray) makers = NULL;
  g_autofree char *ask = NULL;
  const char *agreed[] = { "deepl.com", NULL };

  g_free (settings->provider);
  settings->provider = g_strdup ("deepl");
  settings->agreed_hosts = g_strdupv ((char **) agreed);
  settings->daily_characters = 0;
  makers = siyaq_makers_new (settings, process, &ask);
  g_assert_cmpuint (makers->len, ==, 1);
  g_assert_cmpuint (siyaq_maker_get_daily_characters (g_ptr_array_index (makers, 0)), ==, 1);
}

static void
write_supply (const char *folder,
              const char *name,
              const char *attributes)
{
  g_autofree char *dir = g_build_filename (folder, name, NULL);
  g_auto (GStrv) rows = g_strsplit (attributes, " ", -1);

  g_assert_cmpint (g_mkdir_with_parents (dir, 0700), ==, 0);
  for (guint i = 0; rows[i] != NULL && *rows[i] != '\0'; i++)
    {
      g_auto (GStrv) cells = g_strsplit (rows[i], "=", 2);
      g_autofree char *path = g_build_filename (dir, cells[0], NULL);
      g_autofree char *text = g_strconcat (cells[1], "\n", NULL);

      g_assert_true (g_file_set_contents (path, text, -1, NULL));
    }
}

static void
test_power (void)
{
  static const struct
  {
    const char *supplies[4];
    gboolean mains;
  } rows[] = {
    { { NULL }, TRUE },
    { { "type=Mains online=1", "type=Battery status=Charging" }, TRUE },
    { { "type=Mains online=0", "type=Battery status=Discharging" }, FALSE },
    { { "type=Battery status=Full" }, TRUE },
    { { "type=Battery status=Discharging scope=Device" }, TRUE },
    { { "type=Mains online=0", "type=USB online=1", "type=Battery status=Discharging" }, TRUE },
    { { "type=Battery status=Full", "type=Battery status=Discharging" }, FALSE },
  };

  g_assert_true (siyaq_power_read_folder ("/nonexistent"));
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *folder = g_dir_make_tmp ("siyaq-XXXXXX", NULL);

      for (guint s = 0; rows[i].supplies[s] != NULL; s++)
        {
          g_autofree char *name = g_strdup_printf ("S%u", s);

          write_supply (folder, name, rows[i].supplies[s]);
        }
      g_assert_cmpint (siyaq_power_read_folder (folder), ==, rows[i].mains);
    }
}

int
main (int argc,
      char **argv)
{
  g_autofree char *home = g_dir_make_tmp ("siyaq-XXXXXX", NULL);

  /* No model of the machine's. */
  g_setenv ("XDG_DATA_HOME", home, TRUE);
  g_setenv ("XDG_DATA_DIRS", home, TRUE);
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/chain/hosts", test_hosts);
  g_test_add_func ("/chain/consent", test_consent);
  g_test_add_func ("/chain/no-characters", test_no_characters);
  g_test_add_func ("/chain/power", test_power);
  return g_test_run ();
}
