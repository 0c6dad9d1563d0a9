/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The one thread that has the engine and the store. One rather than a pool: stories are assigned in
   the order in which items arrive, SQLite has one writer, and no stage needs a lock. What a person
   waits for (a card, the held items) goes before documents, also between the items of a document
   that is being worked on. */
#define G_LOG_DOMAIN "siyaq-service"

#include "config.h"

#include "siyaq-worker.h"

#include <string.h>

/* How long the thread sleeps where neither jobs nor idle work wait. */
#define IDLE_WAIT_US (G_USEC_PER_SEC / 2)

typedef enum
{
  PRIORITY_STOP,         /* before everything */
  PRIORITY_INTERRUPTING, /* also between the items of a document: nothing of it may be undone with that document */
  PRIORITY_URGENT,
  PRIORITY_NORMAL,
} Priority;

typedef struct
{
  Priority priority;
  guint64 number; /* first come, first served within a priority */
  SiyaqMessage *request;
  SiyaqMessage *answer;
  gpointer job_data;
  SiyaqWorker *worker;
} Job;

struct _SiyaqWorker
{
  SiyaqWorkerFunctions functions;
  gpointer user_data;
  GThread *thread;
  GMainContext *context; /* of who made it */
  GAsyncQueue *queue;    /* (element-type Job) sorted */
  guint64 next_number;   /* under the queue's lock */
  guint n_waiting;       /* atomic: jobs pushed and not done */
  gint64 busy_since_us;  /* under the queue's lock; 0 where no job runs */
  gboolean more_idle;    /* the thread's own */
};

static void
job_free (Job *job)
{
  g_clear_pointer (&job->request, siyaq_message_free);
  g_clear_pointer (&job->answer, siyaq_message_free);
  g_free (job);
}

static Priority
priority_of (const char *method)
{
  static const char *const interrupting[] = {
    "card", "locate", "held-list", "held-show", "explain", "import-state", "collect", NULL,
  };
  static const char *const urgent[] = {
    "feed", "held-restore", "held-advert", "judge", "groups", "siblings", "settings", "stats", NULL,
  };

  if (g_strv_contains (interrupting, method))
    return PRIORITY_INTERRUPTING;
  return g_strv_contains (urgent, method) ? PRIORITY_URGENT : PRIORITY_NORMAL;
}

static int
compare_jobs (gconstpointer a,
              gconstpointer b,
              gpointer data)
{
  const Job *x = a, *y = b;

  if (x->priority != y->priority)
    return x->priority < y->priority ? -1 : 1;
  return x->number < y->number ? -1 : x->number > y->number ? 1 : 0;
}

static gboolean
deliver (gpointer data)
{
  Job *job = data;
  SiyaqWorker *self = job->worker;

  g_atomic_int_add (&self->n_waiting, -1);
  self->functions.done (g_steal_pointer (&job->answer), job->job_data);
  job_free (job);
  return G_SOURCE_REMOVE;
}

static void
finish (SiyaqWorker *self,
        Job *job)
{
  g_autoptr (GSource) source = g_idle_source_new ();

  /* Not g_main_context_invoke(): while the main loop does not run that would call back in this thread. */
  g_source_set_priority (source, G_PRIORITY_DEFAULT);
  g_source_set_callback (source, deliver, job, NULL);
  g_source_attach (source, self->context);
}

static void
set_busy (SiyaqWorker *self,
          gboolean busy)
{
  g_async_queue_lock (self->queue);
  self->busy_since_us = busy ? g_get_monotonic_time () : 0;
  g_async_queue_unlock (self->queue);
}

static void
run_job (SiyaqWorker *self,
         Job *job)
{
  if (self->functions.wanted == NULL || self->functions.wanted (job->job_data))
    job->answer = self->functions.run (job->request, self->user_data);
  if (job->answer == NULL)
    job->answer = siyaq_message_new_error ("the request could not be answered");
  finish (self, job);
}

static gpointer
thread_main (gpointer data)
{
  SiyaqWorker *self = data;
  gboolean stopping = FALSE;

  set_busy (self, TRUE);
  self->functions.start (self->user_data);
  set_busy (self, FALSE);
  self->more_idle = TRUE;
  while (!stopping)
    {
      Job *job = self->more_idle ? g_async_queue_try_pop (self->queue)
                                 : g_async_queue_timeout_pop (self->queue, IDLE_WAIT_US);

      if (job == NULL)
        {
          self->more_idle = self->functions.idle (self->user_data);
          continue;
        }
      if (job->priority == PRIORITY_STOP)
        {
          stopping = TRUE;
          job_free (job);
          continue;
        }
      set_busy (self, TRUE);
      run_job (self, job);
      set_busy (self, FALSE);
    }
  self->functions.stop (self->user_data);
  return NULL;
}

/**
 * siyaq_worker_new:
 * @functions: what the thread does
 * @user_data: for @functions
 *
 * Returns: (transfer full): a running worker
 */
SiyaqWorker *
siyaq_worker_new (const SiyaqWorkerFunctions *functions,
                  gpointer user_data)
{
  SiyaqWorker *self = g_new0 (SiyaqWorker, 1);

  self->functions = *functions;
  self->user_data = user_data;
  self->context = g_main_context_ref_thread_default ();
  self->queue = g_async_queue_new ();
  self->thread = g_thread_new ("siyaq-engine", thread_main, self);
  return self;
}

static void
push (SiyaqWorker *self,
      Job *job)
{
  g_async_queue_lock (self->queue);
  job->number = self->next_number++;
  g_async_queue_push_sorted_unlocked (self->queue, job, compare_jobs, NULL);
  g_async_queue_unlock (self->queue);
}

/**
 * siyaq_worker_push:
 * @self: a worker
 * @request: (transfer full): what is asked
 * @job_data: given back with the answer
 *
 * Puts a job into the queue.
 */
void
siyaq_worker_push (SiyaqWorker *self,
                   SiyaqMessage *request,
                   gpointer job_data)
{
  Job *job = g_new0 (Job, 1);

  job->priority = priority_of (request->name);
  job->request = request;
  job->job_data = job_data;
  job->worker = self;
  g_atomic_int_inc (&self->n_waiting);
  push (self, job);
}

/**
 * siyaq_worker_run_urgent:
 * @self: a worker
 *
 * To be called by a long job, in the thread, where it can be interrupted: does what a person waits for.
 */
void
siyaq_worker_run_urgent (SiyaqWorker *self)
{
  for (;;)
    {
      Job *job;

      if (g_async_queue_length (self->queue) <= 0)
        return;
      job = g_async_queue_try_pop (self->queue);
      if (job == NULL)
        return;
      if (job->priority != PRIORITY_INTERRUPTING)
        {
          /* It goes back to where it was: its number is older than those that came meanwhile. */
          g_async_queue_push_sorted (self->queue, job, compare_jobs, NULL);
          return;
        }
      run_job (self, job);
    }
}

/**
 * siyaq_worker_get_n_waiting:
 * @self: a worker
 *
 * Returns: how many jobs are not answered yet
 */
guint
siyaq_worker_get_n_waiting (SiyaqWorker *self)
{
  return (guint) g_atomic_int_get (&self->n_waiting);
}

/**
 * siyaq_worker_get_busy_since_us:
 * @self: a worker
 *
 * Returns: the monotonic time when the present job began, or 0
 */
gint64
siyaq_worker_get_busy_since_us (SiyaqWorker *self)
{
  gint64 since_us;

  g_async_queue_lock (self->queue);
  since_us = self->busy_since_us;
  g_async_queue_unlock (self->queue);
  return since_us;
}

/**
 * siyaq_worker_stop:
 * @self: a worker
 *
 * Waits for the present job and ends the thread. Jobs that wait get no answer: who asked sees the
 * connection closed and does without.
 */
void
siyaq_worker_stop (SiyaqWorker *self)
{
  Job *job;

  if (self->thread == NULL)
    return;
  job = g_new0 (Job, 1);
  job->priority = PRIORITY_STOP;
  job->worker = self;
  push (self, job);
  g_thread_join (g_steal_pointer (&self->thread));
}

/**
 * siyaq_worker_free:
 * @self: (transfer full) (nullable): a worker
 *
 * Stops and frees.
 */
void
siyaq_worker_free (SiyaqWorker *self)
{
  Job *job;

  if (self == NULL)
    return;
  siyaq_worker_stop (self);
  while ((job = g_async_queue_try_pop (self->queue)) != NULL)
    job_free (job);
  g_async_queue_unref (self->queue);
  g_main_context_unref (self->context);
  g_free (self);
}
