/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Models as the preferences install them: begun, watched, stopped, taken up again and removed. */
#include "config.h"

#include "fake-mirror.h"
#include "siyaq-model-jobs.h"
#include "siyaq-preferences.h"

#include <string.h>

#define PATIENCE_US (60 * G_USEC_PER_SEC)

static GSettings *settings;

static void
answered_cb (SiyaqMessage *answer,
             gpointer data)
{
  *(SiyaqMessage **) data = answer;
}

static SiyaqMessage *
ask (SiyaqModelJobs *jobs,
     const char *method,
     gboolean pair)
{
  g_autoptr (SiyaqMessage) request = NULL;
  SiyaqMessage *answer = NULL;
  GVariantBuilder values;

  g_variant_builder_init (&values, G_VARIANT_TYPE_VARDICT);
  if (pair)
    {
      g_variant_builder_add (&values, "{sv}", "from", g_variant_new_string ("ar"));
      g_variant_builder_add (&values, "{sv}", "to", g_variant_new_string ("en"));
    }
  request = siyaq_message_new (method, g_variant_builder_end (&values), NULL);
  siyaq_model_jobs_run (jobs, request, answered_cb, &answer);
  while (answer == NULL)
    g_main_context_iteration (NULL, TRUE);
  return answer;
}

static void
check_ok (SiyaqModelJobs *jobs,
          const char *method,
          gboolean pair)
{
  g_autoptr (SiyaqMessage) answer = ask (jobs, method, pair);

  g_assert_cmpstr (answer->name, ==, "ok");
}

static void
check_code (SiyaqModelJobs *jobs,
            const char *method,
            gboolean pair,
            const char *code)
{
  g_autoptr (SiyaqMessage) answer = ask (jobs, method, pair);

  g_assert_cmpstr (answer->name, ==, "error");
  g_assert_cmpstr (siyaq_message_get_string (answer, "code"), ==, code);
}

static void
wait_until_done (SiyaqModelJobs *jobs)
{
  gint64 end_us = g_get_monotonic_time () + PATIENCE_US;

  while (siyaq_model_jobs_is_running (jobs))
    {
      g_assert_cmpint (g_get_monotonic_time (), <, end_us);
      if (!g_main_context_iteration (NULL, FALSE))
        g_usleep (1000);
    }
}

static void
use_mirror (Fixture *fixture,
            gconstpointer data)
{
  fixture_set_up (fixture, data);
  g_free (fixture->dir);
  fixture->dir = g_build_filename (g_get_user_data_dir (), "siyaq", "models", NULL);
  fixture->config.dir = fixture->dir;
  fake_mirror_add_release (fixture->mirror, "ar", "en", "3.0");
  g_settings_set_string (settings, "models-catalogue", fixture->catalogue);
  g_settings_set_string (settings, "models-files", fixture->attachments);
  g_settings_set_boolean (settings, "offline", FALSE);
}

static void
test_life (Fixture *fixture,
           gconstpointer data)
{
  SiyaqModelJobs *jobs = siyaq_model_jobs_new ();
  g_autoptr (SiyaqMessage) listed = ask (jobs, "models", FALSE), state = NULL;
  g_autoptr (GVariant) models = g_variant_lookup_value (listed->values, "models", G_VARIANT_TYPE ("aa{sv}"));
  guint64 done = 0, total = 0;

  /* Nobody was asked for what is known. */
  g_assert_cmpuint (g_variant_n_children (models), ==, 2);
  g_assert_true (siyaq_message_get_boolean (listed, "offline"));
  g_assert_cmpuint (fake_server_get_requests (fixture->mirror->server), ==, 0);
  check_code (jobs, "models-install", FALSE, "failed");
  check_ok (jobs, "models-install", TRUE);
  g_assert_true (siyaq_model_jobs_is_running (jobs));
  check_code (jobs, "models-remove", TRUE, "busy");
  wait_until_done (jobs);
  fixture_check_installed (fixture);
  state = ask (jobs, "models-state", FALSE);
  g_assert_false (siyaq_message_get_boolean (state, "running"));
  g_assert_null (siyaq_message_get_string (state, "message"));
  g_assert_cmpstr (siyaq_message_get_string (state, "what"), ==, "unpack");
  g_assert_true (g_variant_lookup (state->values, "done", "t", &done) && g_variant_lookup (state->values, "total", "t", &total));
  g_assert_cmpuint (done, ==, total);
  check_ok (jobs, "models-remove", TRUE);
  fixture_check_nothing (fixture);
  check_code (jobs, "models-remove", TRUE, "unknown");
  siyaq_model_jobs_free (jobs);
}

/* Stopped in the middle, without a complaint; the next time it goes on. */
static void
test_cancel (Fixture *fixture,
             gconstpointer data)
{
  SiyaqModelJobs *jobs = siyaq_model_jobs_new ();
  g_autoptr (SiyaqMessage) state = NULL;
  gint64 end_us = g_get_monotonic_time () + PATIENCE_US;

  fixture->mirror->mishap = HANG;
  fixture->mirror->mishaps = 1;
  check_ok (jobs, "models-install", TRUE);
  while (fake_server_get_requests (fixture->mirror->server) < 2)
    {
      g_assert_cmpint (g_get_monotonic_time (), <, end_us);
      g_usleep (1000);
    }
  check_ok (jobs, "models-cancel", FALSE);
  wait_until_done (jobs);
  state = ask (jobs, "models-state", FALSE);
  g_assert_null (siyaq_message_get_string (state, "message"));
  fixture_check_nothing (fixture);
  check_ok (jobs, "models-install", TRUE);
  wait_until_done (jobs);
  fixture_check_installed (fixture);
  check_ok (jobs, "models-remove", TRUE);
  siyaq_model_jobs_free (jobs);
}

static void
test_fails (Fixture *fixture,
            gconstpointer data)
{
  SiyaqModelJobs *jobs = siyaq_model_jobs_new ();
  g_autoptr (SiyaqMessage) state = NULL, offline = NULL;

  fixture->mirror->mishap = OTHER;
  fixture->mirror->mishaps = 99;
  check_ok (jobs, "models-install", TRUE);
  wait_until_done (jobs);
  state = ask (jobs, "models-state", FALSE);
  g_assert_nonnull (strstr (siyaq_message_get_string (state, "message"), "is not the file"));
  fixture_check_nothing (fixture);

  /* The switch that weighs more than all else. */
  g_settings_set_boolean (settings, "offline", TRUE);
  g_ptr_array_set_size (fixture->mirror->paths, 0);
  check_ok (jobs, "models-install", TRUE);
  wait_until_done (jobs);
  offline = ask (jobs, "models-state", FALSE);
  g_assert_nonnull (strstr (siyaq_message_get_string (offline, "message"), "nothing leaves"));
  g_assert_cmpuint (fixture->mirror->paths->len, ==, 0);
  siyaq_model_jobs_free (jobs);
}

/* The service ends in the middle. */
static void
test_freed (Fixture *fixture,
            gconstpointer data)
{
  SiyaqModelJobs *jobs = siyaq_model_jobs_new ();
  gint64 end_us = g_get_monotonic_time () + PATIENCE_US;

  fixture->mirror->mishap = HANG;
  fixture->mirror->mishaps = 1;
  check_ok (jobs, "models-install", TRUE);
  while (fake_server_get_requests (fixture->mirror->server) < 2)
    {
      g_assert_cmpint (g_get_monotonic_time (), <, end_us);
      g_usleep (1000);
    }
  siyaq_model_jobs_free (jobs);
  while (g_main_context_iteration (NULL, FALSE))
    continue;
  fixture_check_nothing (fixture);
}

int
main (int argc,
      char **argv)
{
  g_autofree char *home = g_dir_make_tmp ("siyaq-jobs-XXXXXX", NULL);
  int status;

  g_setenv ("XDG_DATA_HOME", home, TRUE);
  g_setenv ("XDG_DATA_DIRS", "/nonexistent", TRUE);
  g_test_init (&argc, &argv, NULL);
  settings = siyaq_preferences_open ();
  if (settings == NULL)
    {
      g_print ("1..0 # SKIP the settings' schema is not compiled\n");
      return 0;
    }
  g_test_add ("/model-jobs/life", Fixture, NULL, use_mirror, test_life, fixture_tear_down);
  g_test_add ("/model-jobs/cancel", Fixture, NULL, use_mirror, test_cancel, fixture_tear_down);
  g_test_add ("/model-jobs/fails", Fixture, NULL, use_mirror, test_fails, fixture_tear_down);
  g_test_add ("/model-jobs/freed", Fixture, NULL, use_mirror, test_freed, fixture_tear_down);
  status = g_test_run ();
  g_object_unref (settings);
  siyaq_models_delete (home);
  return status;
}
