/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Starts the translator where it is needed, asks it one thing at a time, and gets over whatever it does:
   it may crash, hang, write nonsense or have ended because nobody asked. Each costs one answer and
   never the service. A thread of its own starts it and talks to it: the kernel ends the translator
   together with the thread that started it, so that must not be one that comes and goes. */
#define G_LOG_DOMAIN "siyaq-service"

#include "config.h"

#include "siyaq-translator-process.h"

#include "siyaq-child.h"
#include "siyaq-translator.h"
#include "siyaq-wire.h"

#include <errno.h>
#include <poll.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

/* A translator that was told to cancel answers within 50 ms; one that needs ten times as long hangs. */
#define CANCEL_GRACE_US (G_USEC_PER_SEC / 2)
/* The first wait after a crash, doubled with each one that follows, and the longest. */
#define BACKOFF_FIRST_MS 1000u
#define BACKOFF_MAX_MS (300u * 1000)
/* How long a process may take to end after its socket did. */
#define EXIT_PATIENCE_US (G_USEC_PER_SEC / 2)
#define EXIT_POLL_US 2000

typedef struct
{
  GBytes *payload; /* NULL: end the thread */
  guint timeout_ms;
  GCancellable *cancellable;
  SiyaqTranslatorProgress progress;
  gpointer progress_data;
  GTask *task;          /* NULL: somebody waits for done */
  SiyaqMessage *answer;
  GError *error;
  gboolean done;        /* under the mutex */
} Call;

struct _SiyaqTranslatorProcess
{
  GObject parent_instance;

  GMutex mutex;
  GCond cond;
  GAsyncQueue *queue; /* (element-type Call) */
  GThread *thread;    /* started by the first call, under the mutex */
  guint backoff_first_ms;

  /* The thread's own. */
  SiyaqChild *process;  /* nullable */
  int fd;
  guint n_crashes;      /* since the last answer */
  gint64 not_before_us;
};

G_DEFINE_FINAL_TYPE (SiyaqTranslatorProcess, siyaq_translator_process, G_TYPE_OBJECT)

static void
call_free (Call *call)
{
  siyaq_wire_wipe (call->payload);
  g_bytes_unref (call->payload);
  g_clear_object (&call->cancellable);
  g_clear_object (&call->task);
  g_clear_pointer (&call->answer, siyaq_message_free);
  g_clear_error (&call->error);
  g_free (call);
}

/**
 * siyaq_translator_process_find_program:
 *
 * The environment comes first, for tests; then what lies beside this program, then what is installed.
 *
 * Returns: (transfer full) (type filename): the translator's program
 */
char *
siyaq_translator_process_find_program (void)
{
  const char *named = g_getenv ("SIYAQ_TRANSLATOR");
  g_autofree char *self = NULL, *dir = NULL, *beside = NULL;

  if (named != NULL && *named != '\0')
    return g_strdup (named);
  self = g_file_read_link ("/proc/self/exe", NULL);
  if (self != NULL)
    {
      dir = g_path_get_dirname (self);
      beside = g_build_filename (dir, "siyaq-translator", NULL);
      if (g_file_test (beside, G_FILE_TEST_IS_EXECUTABLE))
        return g_steal_pointer (&beside);
    }
  return g_build_filename (SIYAQ_LIBEXECDIR, "siyaq", "siyaq-translator", NULL);
}

/* Takes the process away, whatever it does. Returns whether it had ended by itself and in peace. */
static gboolean
reap (SiyaqTranslatorProcess *self,
      gboolean kill)
{
  gint64 deadline_us = g_get_monotonic_time () + EXIT_PATIENCE_US;
  gboolean peaceful;

  if (self->process == NULL)
    return FALSE;
  close (self->fd);
  self->fd = -1;
  while (!kill && !siyaq_child_has_ended (self->process) && g_get_monotonic_time () < deadline_us)
    g_usleep (EXIT_POLL_US);
  peaceful = siyaq_child_end (g_steal_pointer (&self->process));
  return peaceful && !kill;
}

static void
count_crash (SiyaqTranslatorProcess *self)
{
  guint wait_ms = self->backoff_first_ms;

  for (guint i = 0; i < self->n_crashes && wait_ms < BACKOFF_MAX_MS; i++)
    wait_ms *= 2;
  self->n_crashes++;
  self->not_before_us = g_get_monotonic_time () + (gint64) MIN (wait_ms, BACKOFF_MAX_MS) * 1000;
}

static gboolean
start (SiyaqTranslatorProcess *self,
       GError **error)
{
  g_autofree char *program = siyaq_translator_process_find_program ();
  gint64 left_us = self->not_before_us - g_get_monotonic_time ();
  int fds[2];

  if (left_us > 0)
    {
      g_propagate_error (error, siyaq_translator_error_new_retry_after (
        SIYAQ_TRANSLATOR_ERROR_FAILED, (guint) (left_us / G_USEC_PER_SEC) + 1, "the translator ended by itself and is started again later"));
      return FALSE;
    }
  if (socketpair (AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0, fds) != 0)
    {
      g_set_error (error, G_IO_ERROR, (int) g_io_error_from_errno (errno), "the translator: %s", g_strerror (errno));
      return FALSE;
    }
  self->process = siyaq_child_start (program, fds[1], error);
  /* The other end has to close here, or its end would never be seen. */
  close (fds[1]);
  if (self->process == NULL)
    {
      close (fds[0]);
      return FALSE;
    }
  self->fd = fds[0];
  return TRUE;
}

/* Somebody gave up, or waited too long. Returns whether the translator is still of use. */
static gboolean
cancel (SiyaqTranslatorProcess *self)
{
  g_autoptr (SiyaqMessage) request = siyaq_message_new ("cancel", NULL, NULL);
  g_autoptr (GBytes) payload = siyaq_message_encode (request);
  SiyaqWire wire = { self->fd, g_get_monotonic_time () + CANCEL_GRACE_US, NULL };
  gboolean over = FALSE;

  if (!siyaq_wire_send (&wire, payload, NULL))
    return FALSE;
  while (!over)
    {
      g_autoptr (SiyaqMessage) answer = siyaq_wire_receive (&wire, NULL, NULL);

      if (answer == NULL)
        return FALSE;
      over = strcmp (answer->name, "progress") != 0;
    }
  return TRUE;
}

/* ret_unasked: whether the process had ended before it saw the request. */
static SiyaqMessage *
exchange (SiyaqTranslatorProcess *self,
          Call *call,
          gboolean *ret_unasked,
          GError **error)
{
  SiyaqWire wire = { self->fd, g_get_monotonic_time () + (gint64) call->timeout_ms * 1000, call->cancellable };
  g_autoptr (GError) local_error = NULL;
  gboolean nothing_came = TRUE, sent = siyaq_wire_send (&wire, call->payload, &local_error), patient;

  while (sent)
    {
      g_autoptr (SiyaqMessage) answer = siyaq_wire_receive (&wire, &nothing_came, &local_error);

      if (answer == NULL)
        break;
      if (strcmp (answer->name, "ok") == 0 || strcmp (answer->name, "error") == 0)
        return g_steal_pointer (&answer);
      if (strcmp (answer->name, "progress") != 0)
        {
          g_set_error_literal (&local_error, SIYAQ_PROTOCOL_ERROR, SIYAQ_PROTOCOL_ERROR_INVALID, "the translator answered with nonsense");
          break;
        }
      if (call->progress != NULL)
        call->progress (answer->values, call->progress_data);
    }
  patient = g_error_matches (local_error, G_IO_ERROR, G_IO_ERROR_CANCELLED) ||
            g_error_matches (local_error, G_IO_ERROR, G_IO_ERROR_TIMED_OUT);
  if (patient && cancel (self))
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return NULL;
    }
  if (g_error_matches (local_error, SIYAQ_PROTOCOL_ERROR, SIYAQ_PROTOCOL_ERROR_CLOSED))
    {
      *ret_unasked = reap (self, FALSE) && nothing_came;
      if (!*ret_unasked)
        {
          count_crash (self);
          g_set_error_literal (error, SIYAQ_PROTOCOL_ERROR, SIYAQ_PROTOCOL_ERROR_CLOSED, "the translator ended by itself");
        }
      return NULL;
    }
  reap (self, TRUE);
  count_crash (self);
  g_prefix_error (&local_error, "the translator was ended: ");
  g_propagate_error (error, g_steal_pointer (&local_error));
  return NULL;
}

static gboolean
has_ended (SiyaqTranslatorProcess *self)
{
  struct pollfd in = { .fd = self->fd, .events = POLLIN };

  /* Between two requests there is nothing to read but the end. */
  return poll (&in, 1, 0) != 0;
}

static SiyaqMessage *
run (SiyaqTranslatorProcess *self,
     Call *call,
     GError **error)
{
  g_autoptr (SiyaqMessage) answer = NULL;
  gboolean unasked = TRUE;

  if (g_cancellable_set_error_if_cancelled (call->cancellable, error))
    return NULL;
  if (self->process != NULL && has_ended (self) && !reap (self, FALSE))
    count_crash (self);
  /* Twice: it may end for want of work in the moment in which work comes. */
  for (guint i = 0; i < 2 && answer == NULL && unasked; i++)
    {
      unasked = FALSE;
      if (self->process == NULL && !start (self, error))
        return NULL;
      answer = exchange (self, call, &unasked, error);
    }
  if (answer == NULL)
    {
      if (unasked)
        g_set_error_literal (error, SIYAQ_PROTOCOL_ERROR, SIYAQ_PROTOCOL_ERROR_CLOSED, "the translator ends at once");
      return NULL;
    }
  self->n_crashes = 0;
  /* Who does not wait here passes the answer on as it is. */
  if (strcmp (answer->name, "error") == 0 && call->task == NULL)
    {
      const char *message = siyaq_message_get_string (answer, "message"), *code = siyaq_message_get_string (answer, "code");

      g_propagate_error (error, siyaq_translator_error_new_from_code (code != NULL ? code : "failed",
                                                                      siyaq_message_get_uint (answer, "retry-after-s", 0),
                                                                      message != NULL ? message : "the translator refused"));
      return NULL;
    }
  return g_steal_pointer (&answer);
}

static gpointer
thread_main (gpointer data)
{
  SiyaqTranslatorProcess *self = data;

  for (;;)
    {
      Call *call = g_async_queue_pop (self->queue);

      if (call->payload == NULL)
        {
          g_free (call);
          break;
        }
      call->answer = run (self, call, &call->error);
      if (call->task == NULL)
        {
          g_mutex_lock (&self->mutex);
          call->done = TRUE;
          g_cond_broadcast (&self->cond);
          g_mutex_unlock (&self->mutex);
          continue;
        }
      if (call->answer != NULL)
        g_task_return_pointer (call->task, g_steal_pointer (&call->answer), (GDestroyNotify) siyaq_message_free);
      else
        g_task_return_error (call->task, g_steal_pointer (&call->error));
      call_free (call);
    }
  /* It sees the end of its socket and goes. */
  reap (self, FALSE);
  return NULL;
}

static void
push (SiyaqTranslatorProcess *self,
      Call *call)
{
  g_mutex_lock (&self->mutex);
  if (self->thread == NULL)
    self->thread = g_thread_new ("siyaq-translator", thread_main, self);
  g_mutex_unlock (&self->mutex);
  g_async_queue_push (self->queue, call);
}

static void
siyaq_translator_process_finalize (GObject *object)
{
  SiyaqTranslatorProcess *self = SIYAQ_TRANSLATOR_PROCESS (object);

  if (self->thread != NULL)
    {
      g_async_queue_push (self->queue, g_new0 (Call, 1));
      g_thread_join (self->thread);
    }
  g_async_queue_unref (self->queue);
  g_mutex_clear (&self->mutex);
  g_cond_clear (&self->cond);

  G_OBJECT_CLASS (siyaq_translator_process_parent_class)->finalize (object);
}

static void
siyaq_translator_process_class_init (SiyaqTranslatorProcessClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = siyaq_translator_process_finalize;
}

static void
siyaq_translator_process_init (SiyaqTranslatorProcess *self)
{
  g_mutex_init (&self->mutex);
  g_cond_init (&self->cond);
  self->queue = g_async_queue_new ();
  self->fd = -1;
  self->backoff_first_ms = BACKOFF_FIRST_MS;
}

/**
 * siyaq_translator_process_new:
 *
 * Returns: (transfer full): a translator that is started by the first call
 */
SiyaqTranslatorProcess *
siyaq_translator_process_new (void)
{
  return g_object_new (SIYAQ_TYPE_TRANSLATOR_PROCESS, NULL);
}

/**
 * siyaq_translator_process_set_backoff:
 * @self: a translator that was not asked yet
 * @first_ms: how long it is not started again after the first crash
 */
void
siyaq_translator_process_set_backoff (SiyaqTranslatorProcess *self,
                                      guint first_ms)
{
  g_return_if_fail (SIYAQ_IS_TRANSLATOR_PROCESS (self));
  self->backoff_first_ms = first_ms;
}

static Call *
call_new (GBytes *payload,
          guint timeout_ms,
          GCancellable *cancellable)
{
  Call *call = g_new0 (Call, 1);

  call->payload = g_bytes_ref (payload);
  call->timeout_ms = timeout_ms;
  call->cancellable = cancellable != NULL ? g_object_ref (cancellable) : NULL;
  return call;
}

/**
 * siyaq_translator_process_call:
 * @self: a translator
 * @request: what to ask
 * @timeout_ms: for the answer, from when its turn comes
 * @cancellable: (nullable): a cancellable
 * @error: a #SiyaqTranslatorError that the translator gave, %G_IO_ERROR_TIMED_OUT, %G_IO_ERROR_CANCELLED, a
 *   #SiyaqProtocolError where it broke down, or a #GSpawnError
 *
 * Blocks until the translator has answered.
 *
 * Returns: (transfer full): the answer, named "ok"
 */
SiyaqMessage *
siyaq_translator_process_call (SiyaqTranslatorProcess *self,
                               const SiyaqMessage *request,
                               guint timeout_ms,
                               GCancellable *cancellable,
                               GError **error)
{
  g_autoptr (GBytes) payload = NULL;
  SiyaqMessage *answer;
  Call *call;

  g_return_val_if_fail (SIYAQ_IS_TRANSLATOR_PROCESS (self), NULL);
  g_return_val_if_fail (request != NULL, NULL);

  payload = siyaq_message_encode (request);
  call = call_new (payload, timeout_ms, cancellable);
  push (self, call);
  g_mutex_lock (&self->mutex);
  while (!call->done)
    g_cond_wait (&self->cond, &self->mutex);
  g_mutex_unlock (&self->mutex);
  answer = g_steal_pointer (&call->answer);
  if (answer == NULL)
    g_propagate_error (error, g_steal_pointer (&call->error));
  call_free (call);
  return answer;
}

/**
 * siyaq_translator_process_call_async:
 * @self: a translator
 * @payload: an encoded request, wiped when it was sent
 * @timeout_ms: for the answer, from when its turn comes
 * @progress: (nullable): called for each report on the way, in a thread of @self
 * @progress_data: for @progress
 * @cancellable: (nullable): a cancellable
 * @callback: called with the result in the caller's main context
 * @user_data: for @callback
 *
 * Like siyaq_translator_process_call(), without waiting.
 */
void
siyaq_translator_process_call_async (SiyaqTranslatorProcess *self,
                                     GBytes *payload,
                                     guint timeout_ms,
                                     SiyaqTranslatorProgress progress,
                                     gpointer progress_data,
                                     GCancellable *cancellable,
                                     GAsyncReadyCallback callback,
                                     gpointer user_data)
{
  Call *call;

  g_return_if_fail (SIYAQ_IS_TRANSLATOR_PROCESS (self));
  g_return_if_fail (payload != NULL);

  call = call_new (payload, timeout_ms, cancellable);
  call->progress = progress;
  call->progress_data = progress_data;
  /* Not self as its source: the last reference would go in the thread that finalizing waits for. */
  call->task = g_task_new (NULL, cancellable, callback, user_data);
  g_task_set_source_tag (call->task, siyaq_translator_process_call_async);
  push (self, call);
}

/**
 * siyaq_translator_process_call_finish:
 * @result: what the callback was given
 * @error: as for siyaq_translator_process_call()
 *
 * Returns: (transfer full): the answer, named "ok" or "error"; an @error is the process's own trouble
 */
SiyaqMessage *
siyaq_translator_process_call_finish (GAsyncResult *result,
                                      GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}
