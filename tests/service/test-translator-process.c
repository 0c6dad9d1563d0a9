/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Keeping a translator that crashes, hangs, writes nonsense or has just ended. */
#include "config.h"

#include "siyaq-translator-process.h"

#include "siyaq-translator.h"

#include <string.h>

#define PATIENT_MS 60000u

static SiyaqMessage *
call (SiyaqTranslatorProcess *process,
      const char *text,
      guint timeout_ms,
      GCancellable *cancellable,
      GError **error)
{
  const char *texts[] = { text, NULL };
  GVariantBuilder values;
  g_autoptr (SiyaqMessage) request = NULL;

  g_variant_builder_init (&values, G_VARIANT_TYPE_VARDICT);
  g_variant_builder_add (&values, "{sv}", "texts", g_variant_new_strv (texts, -1));
  request = siyaq_message_new ("translate", g_variant_builder_end (&values), NULL);
  return siyaq_translator_process_call (process, request, timeout_ms, cancellable, error);
}

/* Asks for something that works. Returns who answered. */
static char *
assert_works (SiyaqTranslatorProcess *process)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SiyaqMessage) answer = call (process, "hello", PATIENT_MS, NULL, &error);
  g_autoptr (GVariant) texts = NULL;
  g_autofree const char **strv = NULL;

  g_assert_no_error (error);
  texts = g_variant_lookup_value (answer->values, "texts", G_VARIANT_TYPE_STRING_ARRAY);
  strv = g_variant_get_strv (texts, NULL);
  g_assert_cmpstr (strv[0], ==, "HELLO");
  return g_strdup (siyaq_message_get_string (answer, "by"));
}

static SiyaqTranslatorProcess *
process_new (void)
{
  SiyaqTranslatorProcess *process = siyaq_translator_process_new ();

  siyaq_translator_process_set_backoff (process, 0);
  return process;
}

static gpointer
ask_often (gpointer data)
{
  for (guint i = 0; i < 20; i++)
    g_free (assert_works (data));
  return NULL;
}

static void
test_queue (void)
{
  g_autoptr (SiyaqTranslatorProcess) process = process_new ();
  GThread *threads[4];
  g_autofree char *first = assert_works (process), *last = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    threads[i] = g_thread_new ("ask", ask_often, process);
  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    g_thread_join (threads[i]);
  last = assert_works (process);
  g_assert_cmpstr (first, ==, last);
}

/* What ends the process costs that answer; the next one comes from a new process. */
static void
test_mishap (gconstpointer data)
{
  g_autoptr (SiyaqTranslatorProcess) process = process_new ();
  g_autofree char *before = assert_works (process), *after = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (SiyaqMessage) answer = call (process, data, PATIENT_MS, NULL, &error);

  g_assert_null (answer);
  g_assert_nonnull (error);
  g_assert_true (error->domain == SIYAQ_PROTOCOL_ERROR);
  after = assert_works (process);
  g_assert_cmpstr (before, !=, after);
}

static void
test_hang (void)
{
  g_autoptr (SiyaqTranslatorProcess) process = process_new ();
  g_autofree char *before = assert_works (process), *after = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (SiyaqMessage) answer = call (process, "hang", 100, NULL, &error);

  g_assert_null (answer);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_TIMED_OUT);
  after = assert_works (process);
  g_assert_cmpstr (before, !=, after);
}

/* One that is slow and obeys stays. */
static void
test_time_limit (void)
{
  g_autoptr (SiyaqTranslatorProcess) process = process_new ();
  g_autofree char *before = assert_works (process), *after = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (SiyaqMessage) answer = call (process, "slow", 100, NULL, &error);

  g_assert_null (answer);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_TIMED_OUT);
  after = assert_works (process);
  g_assert_cmpstr (before, ==, after);
}

static gpointer
cancel_later (gpointer data)
{
  g_usleep (50 * 1000);
  g_cancellable_cancel (data);
  return NULL;
}

static void
test_cancel (void)
{
  g_autoptr (SiyaqTranslatorProcess) process = process_new ();

  for (guint i = 0; i < 2; i++)
    {
      g_autofree char *before = assert_works (process), *after = NULL;
      g_autoptr (GError) error = NULL;
      g_autoptr (GCancellable) cancellable = g_cancellable_new ();
      GThread *thread = g_thread_new ("cancel", cancel_later, cancellable);
      g_autoptr (SiyaqMessage) answer = call (process, i == 0 ? "slow" : "hang", PATIENT_MS, cancellable, &error);

      g_thread_join (thread);
      g_assert_null (answer);
      g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
      after = assert_works (process);
      if (i == 0)
        g_assert_cmpstr (before, ==, after);
      else
        g_assert_cmpstr (before, !=, after);
    }
}

static void
test_backoff (void)
{
  g_autoptr (SiyaqTranslatorProcess) process = siyaq_translator_process_new ();
  g_autoptr (GError) error = NULL, second = NULL;
  g_autoptr (SiyaqMessage) answer = NULL;

  siyaq_translator_process_set_backoff (process, PATIENT_MS);
  answer = call (process, "crash", PATIENT_MS, NULL, &error);
  g_assert_error (error, SIYAQ_PROTOCOL_ERROR, SIYAQ_PROTOCOL_ERROR_CLOSED);
  answer = call (process, "hello", PATIENT_MS, NULL, &second);
  g_assert_error (second, SIYAQ_TRANSLATOR_ERROR, SIYAQ_TRANSLATOR_ERROR_FAILED);
  g_assert_cmpuint (siyaq_translator_error_get_retry_after (second), >, 0);
}

/* It ends for want of work, time and again, and that is no mishap: with a back-off it is still there at once. */
static void
test_idle (void)
{
  g_autoptr (SiyaqTranslatorProcess) process = siyaq_translator_process_new ();
  g_autofree char *first = NULL, *later = NULL;

  siyaq_translator_process_set_backoff (process, PATIENT_MS);
  g_setenv ("SIYAQ_TRANSLATOR_IDLE_MS", "30", TRUE);
  first = assert_works (process);
  g_usleep (200 * 1000);
  later = assert_works (process);
  g_assert_cmpstr (first, !=, later);
  for (guint i = 0; i < 60; i++)
    {
      g_autofree char *who = assert_works (process);

      g_usleep (1000 * (20 + i % 20));
    }
  g_unsetenv ("SIYAQ_TRANSLATOR_IDLE_MS");
}

static void
test_errors (void)
{
  static const char *const codes[] = { "auth", "quota", "rate-limited", "network", "locked", "unsupported" };
  g_autoptr (SiyaqTranslatorProcess) process = process_new ();
  g_autofree char *before = assert_works (process), *after = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (codes); i++)
    {
      g_autofree char *text = g_strconcat ("refuse ", codes[i], NULL);
      g_autoptr (GError) error = NULL;
      g_autoptr (SiyaqMessage) answer = call (process, text, PATIENT_MS, NULL, &error);

      g_assert_null (answer);
      g_assert_cmpstr (siyaq_translator_error_get_code (error), ==, codes[i]);
      g_assert_cmpuint (siyaq_translator_error_get_retry_after (error), ==, strcmp (codes[i], "rate-limited") == 0 ? 42 : 0);
    }
  after = assert_works (process);
  g_assert_cmpstr (before, ==, after);
}

static void
count_cb (GVariant *values,
          gpointer data)
{
  guint *next = data;
  guint32 done = 0;

  g_assert_true (g_variant_lookup (values, "done", "u", &done));
  g_assert_cmpuint (done, ==, (*next)++);
}

static void
finished_cb (GObject *source,
             GAsyncResult *result,
             gpointer data)
{
  GMainLoop *loop = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (SiyaqMessage) answer = siyaq_translator_process_call_finish (result, &error);

  g_assert_no_error (error);
  g_assert_nonnull (answer);
  g_main_loop_quit (loop);
}

static void
test_progress (void)
{
  g_autoptr (SiyaqTranslatorProcess) process = process_new ();
  g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  const char *texts[] = { "progress", NULL };
  GVariantBuilder values;
  g_autoptr (SiyaqMessage) request = NULL;
  g_autoptr (GBytes) payload = NULL;
  guint n = 0;

  g_variant_builder_init (&values, G_VARIANT_TYPE_VARDICT);
  g_variant_builder_add (&values, "{sv}", "texts", g_variant_new_strv (texts, -1));
  request = siyaq_message_new ("translate", g_variant_builder_end (&values), NULL);
  payload = siyaq_message_encode (request);
  siyaq_translator_process_call_async (process, payload, PATIENT_MS, count_cb, &n, NULL, finished_cb, loop);
  g_main_loop_run (loop);
  g_assert_cmpuint (n, ==, 3);
}

static void
test_no_program (void)
{
  g_autofree char *program = g_strdup (g_getenv ("SIYAQ_TRANSLATOR"));
  g_autoptr (SiyaqTranslatorProcess) process = process_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (SiyaqMessage) answer = NULL;

  g_setenv ("SIYAQ_TRANSLATOR", "/nonexistent/siyaq-translator", TRUE);
  answer = call (process, "hello", PATIENT_MS, NULL, &error);
  g_assert_null (answer);
  g_assert_nonnull (error);
  g_setenv ("SIYAQ_TRANSLATOR", "/bin/false", TRUE);
  g_clear_error (&error);
  answer = call (process, "hello", PATIENT_MS, NULL, &error);
  g_assert_error (error, SIYAQ_PROTOCOL_ERROR, SIYAQ_PROTOCOL_ERROR_CLOSED);
  g_setenv ("SIYAQ_TRANSLATOR", program, TRUE);
  g_free (assert_works (process));
}

int
main (int argc,
      char **argv)
{
  static const char *const mishaps[] = { "crash", "garbage", "huge", "half" };

  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/translator-process/queue", test_queue);
  for (guint i = 0; i < G_N_ELEMENTS (mishaps); i++)
    {
      g_autofree char *path = g_strconcat ("/translator-process/mishap/", mishaps[i], NULL);

      g_test_add_data_func (path, mishaps[i], test_mishap);
    }
  g_test_add_func ("/translator-process/hang", test_hang);
  g_test_add_func ("/translator-process/time-limit", test_time_limit);
  g_test_add_func ("/translator-process/cancel", test_cancel);
  g_test_add_func ("/translator-process/back-off", test_backoff);
  g_test_add_func ("/translator-process/idle", test_idle);
  g_test_add_func ("/translator-process/errors", test_errors);
  g_test_add_func ("/translator-process/progress", test_progress);
  g_test_add_func ("/translator-process/no-program", test_no_program);
  return g_test_run ();
}
