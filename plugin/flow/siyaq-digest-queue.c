/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Translating takes seconds, and the thread that has the engine answers what people wait for: so there is
   one more thread, which waits for models and servers and touches nothing of the engine's. What it
   gets is text, what it gives back is text; the engine's thread fetches it and writes it down. */
#define G_LOG_DOMAIN "siyaq-flow"

#include "config.h"

#include "siyaq-digest-queue.h"

struct _SiyaqDigestQueue
{
  GMutex mutex;
  GCond cond;
  GThread *thread;           /* started by the first job */
  GQueue waiting;            /* (element-type SiyaqDigestJob): urgent ones first */
  GQueue done;               /* (element-type SiyaqDigestJob) */
  GCancellable *cancellable; /* of the job that runs */
  gboolean running;          /* a job */
  gboolean stopping;
  SiyaqDigestNotify notify;
  gpointer notify_data;
};

/**
 * siyaq_digest_job_new:
 * @from: the language of the texts
 * @to: the language wanted
 *
 * Returns: (transfer full): a job without texts and makers
 */
SiyaqDigestJob *
siyaq_digest_job_new (const char *from,
                      const char *to)
{
  SiyaqDigestJob *self = g_new0 (SiyaqDigestJob, 1);

  self->from = g_strdup (from);
  self->to = g_strdup (to);
  self->texts = g_ptr_array_new_with_free_func (g_free);
  self->makers = g_ptr_array_new_with_free_func (g_object_unref);
  return self;
}

/**
 * siyaq_digest_job_free:
 * @self: (transfer full) (nullable): a job
 */
void
siyaq_digest_job_free (SiyaqDigestJob *self)
{
  if (self == NULL)
    return;
  g_free (self->from);
  g_free (self->to);
  g_ptr_array_unref (self->texts);
  g_ptr_array_unref (self->makers);
  g_strfreev (self->answers);
  g_free (self);
}

/* Whether the texts got as far as who translates. */
static gboolean
was_sent (const GError *error)
{
  return error == NULL || g_error_matches (error, SIYAQ_TRANSLATOR_ERROR, SIYAQ_TRANSLATOR_ERROR_BAD_ANSWER) ||
         g_error_matches (error, G_IO_ERROR, G_IO_ERROR_TIMED_OUT);
}

static void
run_job (SiyaqDigestJob *job,
         GCancellable *cancellable)
{
  g_autofree const char **texts = g_new0 (const char *, job->texts->len + 1);

  for (guint i = 0; i < job->texts->len; i++)
    texts[i] = g_ptr_array_index (job->texts, i);
  for (guint i = 0; i < job->makers->len && job->answers == NULL; i++)
    {
      SiyaqMaker *maker = g_ptr_array_index (job->makers, i);
      g_autoptr (GError) error = NULL;
      g_auto (GStrv) answers = NULL;

      /* It may have been sent away since the job was made. */
      if (siyaq_maker_get_state (maker, g_get_monotonic_time ()) != SIYAQ_MAKER_FINE)
        continue;
      answers = siyaq_translator_translate (siyaq_maker_get_translator (maker), texts, job->from, job->to, cancellable, &error);
      if (answers != NULL && g_strv_length (answers) != job->texts->len)
        {
          g_clear_pointer (&answers, g_strfreev);
          g_set_error_literal (&error, SIYAQ_TRANSLATOR_ERROR, SIYAQ_TRANSLATOR_ERROR_BAD_ANSWER, "not one answer for each text");
        }
      siyaq_maker_note (maker, error, g_get_monotonic_time ());
      if (was_sent (error))
        job->sent |= 1u << MIN (i, 31u);
      if (g_cancellable_is_cancelled (cancellable))
        {
          job->dropped = TRUE;
          return;
        }
      if (answers == NULL)
        g_debug ("%s gave no translation: %s", siyaq_maker_get_id (maker), error->message);
      job->answers = g_steal_pointer (&answers);
      job->maker = job->answers != NULL ? maker : NULL;
    }
}

static gpointer
thread_main (gpointer data)
{
  SiyaqDigestQueue *self = data;

  g_mutex_lock (&self->mutex);
  for (;;)
    {
      SiyaqDigestJob *job;
      g_autoptr (GCancellable) cancellable = NULL;
      SiyaqDigestNotify notify;
      gpointer notify_data;

      while (!self->stopping && g_queue_is_empty (&self->waiting))
        g_cond_wait (&self->cond, &self->mutex);
      if (self->stopping)
        break;
      job = g_queue_pop_head (&self->waiting);
      cancellable = g_object_ref (self->cancellable);
      self->running = TRUE;
      g_mutex_unlock (&self->mutex);
      run_job (job, cancellable);
      g_mutex_lock (&self->mutex);
      self->running = FALSE;
      g_queue_push_tail (&self->done, job);
      notify = self->notify;
      notify_data = self->notify_data;
      g_mutex_unlock (&self->mutex);
      if (notify != NULL)
        notify (notify_data);
      g_mutex_lock (&self->mutex);
    }
  g_mutex_unlock (&self->mutex);
  return NULL;
}

/**
 * siyaq_digest_queue_new:
 *
 * Returns: (transfer full): a queue whose thread starts with the first job
 */
SiyaqDigestQueue *
siyaq_digest_queue_new (void)
{
  SiyaqDigestQueue *self = g_new0 (SiyaqDigestQueue, 1);

  g_mutex_init (&self->mutex);
  g_cond_init (&self->cond);
  g_queue_init (&self->waiting);
  g_queue_init (&self->done);
  self->cancellable = g_cancellable_new ();
  return self;
}

/**
 * siyaq_digest_queue_set_notify:
 * @self: a queue
 * @notify: (nullable): called in the thread when a job can be fetched
 * @user_data: for @notify
 */
void
siyaq_digest_queue_set_notify (SiyaqDigestQueue *self,
                               SiyaqDigestNotify notify,
                               gpointer user_data)
{
  g_mutex_lock (&self->mutex);
  self->notify = notify;
  self->notify_data = user_data;
  g_mutex_unlock (&self->mutex);
}

/**
 * siyaq_digest_queue_push:
 * @self: a queue
 * @job: (transfer full): what to translate
 *
 * What a person waits for goes before what does not matter now.
 */
void
siyaq_digest_queue_push (SiyaqDigestQueue *self,
                         SiyaqDigestJob *job)
{
  GList *before;

  g_mutex_lock (&self->mutex);
  for (before = self->waiting.head; before != NULL; before = before->next)
    if (job->urgent && !((SiyaqDigestJob *) before->data)->urgent)
      break;
  g_queue_insert_before (&self->waiting, before, job);
  if (self->thread == NULL)
    self->thread = g_thread_new ("siyaq-digest", thread_main, self);
  g_cond_signal (&self->cond);
  g_mutex_unlock (&self->mutex);
}

/**
 * siyaq_digest_queue_pop_done:
 * @self: a queue
 *
 * Returns: (transfer full) (nullable): a job that is done
 */
SiyaqDigestJob *
siyaq_digest_queue_pop_done (SiyaqDigestQueue *self)
{
  SiyaqDigestJob *job;

  g_mutex_lock (&self->mutex);
  job = g_queue_pop_head (&self->done);
  g_mutex_unlock (&self->mutex);
  return job;
}

/**
 * siyaq_digest_queue_get_n_waiting:
 * @self: a queue
 *
 * Returns: how many jobs are not done yet
 */
guint
siyaq_digest_queue_get_n_waiting (SiyaqDigestQueue *self)
{
  guint n;

  g_mutex_lock (&self->mutex);
  n = self->waiting.length + (self->running ? 1 : 0);
  g_mutex_unlock (&self->mutex);
  return n;
}

/**
 * siyaq_digest_queue_drop:
 * @self: a queue
 *
 * Gives up what waits and what runs: the user chose otherwise. The jobs come out as dropped.
 */
void
siyaq_digest_queue_drop (SiyaqDigestQueue *self)
{
  SiyaqDigestJob *job;

  g_mutex_lock (&self->mutex);
  g_cancellable_cancel (self->cancellable);
  g_object_unref (self->cancellable);
  self->cancellable = g_cancellable_new ();
  while ((job = g_queue_pop_head (&self->waiting)) != NULL)
    {
      job->dropped = TRUE;
      g_queue_push_tail (&self->done, job);
    }
  g_mutex_unlock (&self->mutex);
}

/**
 * siyaq_digest_queue_free:
 * @self: (transfer full) (nullable): a queue
 *
 * Gives up what runs and waits for the thread.
 */
void
siyaq_digest_queue_free (SiyaqDigestQueue *self)
{
  if (self == NULL)
    return;
  siyaq_digest_queue_drop (self);
  g_mutex_lock (&self->mutex);
  self->stopping = TRUE;
  g_cond_signal (&self->cond);
  g_mutex_unlock (&self->mutex);
  if (self->thread != NULL)
    g_thread_join (self->thread);
  g_queue_clear_full (&self->done, (GDestroyNotify) siyaq_digest_job_free);
  g_object_unref (self->cancellable);
  g_mutex_clear (&self->mutex);
  g_cond_clear (&self->cond);
  g_free (self);
}
