/* SPDX-License-Identifier: GPL-2.0-or-later */
/* siyaq models as a person runs it: through the translator's process, against a mirror on loopback. */
#include "config.h"

#include "fake-mirror.h"

#include <signal.h>
#include <string.h>

typedef struct
{
  int status;
  char *output;
  char *errors;
} Result;

static void
result_clear (Result *result)
{
  g_clear_pointer (&result->output, g_free);
  g_clear_pointer (&result->errors, g_free);
}

static GSubprocess *
start (Fixture *fixture,
       const char *verb,
       const char *pair,
       const char *option)
{
  g_autoptr (GSubprocessLauncher) launcher = g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE | G_SUBPROCESS_FLAGS_STDERR_PIPE);
  g_autofree char *catalogue = g_strdup_printf ("--catalogue=%s", fixture->catalogue);
  g_autofree char *files = g_strdup_printf ("--files=%s", fixture->attachments);
  const char *arguments[] = { g_getenv ("SIYAQ_COMMAND"), "models", verb, catalogue, files, pair, option, NULL };
  g_autoptr (GError) error = NULL;
  GSubprocess *process;

  /* Where the fixture looks, the command's own folder of data. */
  g_subprocess_launcher_setenv (launcher, "XDG_DATA_HOME", fixture->home, TRUE);
  g_subprocess_launcher_setenv (launcher, "XDG_DATA_DIRS", fixture->home, TRUE);
  process = g_subprocess_launcher_spawnv (launcher, arguments, &error);
  g_assert_no_error (error);
  return process;
}

static Result
end (GSubprocess *process)
{
  Result result = { 0, NULL, NULL };

  g_assert_true (g_subprocess_communicate_utf8 (process, NULL, NULL, &result.output, &result.errors, NULL));
  g_assert_true (g_subprocess_get_if_exited (process));
  result.status = g_subprocess_get_exit_status (process);
  g_object_unref (process);
  return result;
}

static void
check (Fixture *fixture,
       const char *verb,
       const char *pair,
       const char *option,
       int status,
       const char *says)
{
  Result result = end (start (fixture, verb, pair, option));

  g_test_message ("%s %s: %d %s%s", verb, pair, result.status, result.output, result.errors);
  g_assert_cmpint (result.status, ==, status);
  g_assert_true (strstr (result.output, says) != NULL || strstr (result.errors, says) != NULL);
  result_clear (&result);
}

static void
set_up_home (Fixture *fixture,
             gconstpointer data)
{
  fixture_set_up (fixture, data);
  g_free (fixture->dir);
  fixture->dir = g_build_filename (fixture->home, "siyaq", "models", NULL);
  fixture->config.dir = fixture->dir;
  fake_mirror_add_release (fixture->mirror, "ar", "en", "3.0");
  fake_mirror_add_release (fixture->mirror, "en", "ar", "3.0");
}

static void
test_life (Fixture *fixture,
           gconstpointer data)
{
  check (fixture, "list", NULL, NULL, 0, "ar-en  available");
  check (fixture, "install", "ar-en", NULL, 0, "ar-en is installed.");
  fixture_check_installed (fixture);
  check (fixture, "list", NULL, NULL, 0, "ar-en  installed");
  check (fixture, "remove", "ar-en", NULL, 0, "ar-en is removed.");
  fixture_check_nothing (fixture);
  check (fixture, "remove", "ar-en", NULL, 69, "ar-en");
  check (fixture, "install", "ar-tlh", NULL, 69, "no model");
  check (fixture, "install", "../x", NULL, 64, "pair of languages");
  fixture->mirror->mishap = OTHER;
  fixture->mirror->mishaps = 99;
  check (fixture, "install", "ar-en", NULL, 65, "is not the file that the catalogue names");
  fixture_check_nothing (fixture);
}

static void
test_from (Fixture *fixture,
           gconstpointer data)
{
  g_autofree char *source = g_build_filename (fixture->home, "source", NULL);
  g_autofree char *option = g_strdup_printf ("--from=%s", source);
  GHashTableIter iter;
  gpointer name, plain;

  check (fixture, "install", "ar-en", option, 66, "no folder");
  g_assert_cmpint (g_mkdir_with_parents (source, 0700), ==, 0);
  check (fixture, "install", "ar-en", option, 69, "has no model");
  g_hash_table_iter_init (&iter, fixture->mirror->plain);
  while (g_hash_table_iter_next (&iter, &name, &plain))
    {
      g_autofree char *path = g_build_filename (source, name, NULL);

      g_assert_true (g_file_set_contents (path, g_bytes_get_data (plain, NULL), (gssize) g_bytes_get_size (plain), NULL));
    }
  check (fixture, "install", "ar-en", option, 0, "ar-en is installed.");
  fixture_check_installed (fixture);
  g_assert_cmpuint (fixture->mirror->paths->len, ==, 0);
}

/* Ctrl-C in the middle; the same command goes on. */
static void
test_interrupted (Fixture *fixture,
                  gconstpointer data)
{
  GSubprocess *process;
  Result result;
  gint64 end_us = g_get_monotonic_time () + 60 * G_USEC_PER_SEC;

  fixture->mirror->mishap = HANG;
  fixture->mirror->mishaps = 1;
  process = start (fixture, "install", "ar-en", NULL);
  while (fake_server_get_requests (fixture->mirror->server) < 2)
    {
      g_assert_cmpint (g_get_monotonic_time (), <, end_us);
      g_usleep (1000);
    }
  g_subprocess_send_signal (process, SIGINT);
  result = end (process);
  g_assert_cmpint (result.status, ==, 130);
  g_assert_nonnull (strstr (result.errors, "goes on from here"));
  result_clear (&result);
  fixture_check_nothing (fixture);
  check (fixture, "install", "ar-en", NULL, 0, "ar-en is installed.");
  fixture_check_installed (fixture);
}

int
main (int argc,
      char **argv)
{
  /* No models but those of the test. */
  g_setenv ("XDG_DATA_DIRS", "/nonexistent", TRUE);
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/models-command/life", Fixture, NULL, set_up_home, test_life, fixture_tear_down);
  g_test_add ("/models-command/from", Fixture, NULL, set_up_home, test_from, fixture_tear_down);
  g_test_add ("/models-command/interrupted", Fixture, NULL, set_up_home, test_interrupted, fixture_tear_down);
  return g_test_run ();
}
