/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The worker: what it does first, what may interrupt what, and how a job that hangs shows. */
#include "config.h"

#include "siyaq-worker.h"

#include <string.h>

typedef struct
{
  SiyaqWorker *worker;
  GMutex mutex;
  GCond cond;
  gboolean open;     /* the job "filter hang" goes on when it is */
  GString *order;    /* what ran, under the mutex */
  guint n_done;
  guint n_answers;
} Fixture;

static void
start_cb (gpointer data)
{
}

static gboolean
idle_cb (gpointer data)
{
  return FALSE;
}

static SiyaqMessage *
run_cb (const SiyaqMessage *request,
        gpointer data)
{
  Fixture *f = data;

  if (strcmp (request->name, "filter") == 0)
    {
      g_mutex_lock (&f->mutex);
      while (!f->open)
        g_cond_wait (&f->cond, &f->mutex);
      g_mutex_unlock (&f->mutex);
      /* Between two items of a document. */
      siyaq_worker_run_urgent (f->worker);
    }
  g_mutex_lock (&f->mutex);
  g_string_append_printf (f->order, "%s ", request->name);
  g_mutex_unlock (&f->mutex);
  return strcmp (request->name, "nothing") == 0 ? NULL : siyaq_message_new ("ok", NULL, NULL);
}

static gboolean
wanted_cb (gpointer job_data)
{
  return TRUE;
}

static void
done_cb (SiyaqMessage *answer,
         gpointer job_data)
{
  Fixture *f = job_data;

  f->n_done++;
  f->n_answers += strcmp (answer->name, "ok") == 0;
  siyaq_message_free (answer);
}

static const SiyaqWorkerFunctions functions = {
  .start = start_cb,
  .run = run_cb,
  .idle = idle_cb,
  .stop = start_cb,
  .wanted = wanted_cb,
  .done = done_cb,
};

static void
set_up (Fixture *f,
        gconstpointer data)
{
  g_mutex_init (&f->mutex);
  g_cond_init (&f->cond);
  f->order = g_string_new (NULL);
  f->worker = siyaq_worker_new (&functions, f);
}

static void
tear_down (Fixture *f,
           gconstpointer data)
{
  siyaq_worker_free (f->worker);
  g_string_free (f->order, TRUE);
  g_mutex_clear (&f->mutex);
  g_cond_clear (&f->cond);
}

static void
push (Fixture *f,
      const char *method)
{
  siyaq_worker_push (f->worker, siyaq_message_new (method, NULL, NULL), f);
}

/* The first job is in the thread's hands, the others wait behind it. */
static void
push_hanging (Fixture *f)
{
  push (f, "filter");
  while (siyaq_worker_get_busy_since_us (f->worker) == 0)
    g_usleep (1000);
}

static void
let_go (Fixture *f,
        guint n_jobs)
{
  g_mutex_lock (&f->mutex);
  f->open = TRUE;
  g_cond_signal (&f->cond);
  g_mutex_unlock (&f->mutex);
  while (f->n_done < n_jobs)
    g_main_context_iteration (NULL, TRUE);
}

static void
test_order (Fixture *f,
            gconstpointer data)
{
  push_hanging (f);
  push (f, "stories");
  push (f, "stats");
  push (f, "card");
  g_assert_cmpuint (siyaq_worker_get_n_waiting (f->worker), ==, 4);
  let_go (f, 4);
  /* A card is answered inside the document, what is urgent after it, the rest at the end. */
  g_assert_cmpstr (f->order->str, ==, "card filter stats stories ");
  g_assert_cmpuint (f->n_answers, ==, 4);
  g_assert_cmpuint (siyaq_worker_get_n_waiting (f->worker), ==, 0);
}

/* The server ends a service whose job has been at it for too long; this is where it looks. */
static void
test_hang_shows (Fixture *f,
                 gconstpointer data)
{
  gint64 before_us = g_get_monotonic_time (), since_us;

  push_hanging (f);
  since_us = siyaq_worker_get_busy_since_us (f->worker);
  g_assert_cmpint (since_us, >=, before_us);
  g_usleep (20000);
  g_assert_cmpint (siyaq_worker_get_busy_since_us (f->worker), ==, since_us);
  let_go (f, 1);
  while (siyaq_worker_get_busy_since_us (f->worker) != 0)
    g_usleep (1000);
}

static void
test_no_answer (Fixture *f,
                gconstpointer data)
{
  push (f, "nothing");
  let_go (f, 1);
  g_assert_cmpuint (f->n_answers, ==, 0);
}

int
main (int argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add ("/service/worker/order", Fixture, NULL, set_up, test_order, tear_down);
  g_test_add ("/service/worker/hang-shows", Fixture, NULL, set_up, test_hang_shows, tear_down);
  g_test_add ("/service/worker/no-answer", Fixture, NULL, set_up, test_no_answer, tear_down);

  return g_test_run ();
}
