/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The loop of the translator's process. The main thread reads, so that a cancellation or the end of the
   socket is seen while a model computes; one thread works. Whoever keeps the process asks one thing
   at a time; a second request before the first one's answer is a breach and ends the process. */
#define G_LOG_DOMAIN "siyaq-service"

#include "config.h"

#include "siyaq-translator-loop.h"

#include "siyaq-translator.h"
#include "siyaq-wire.h"

#include <poll.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/time.h>
#include <sysexits.h>
#include <unistd.h>

/* Processor time of one request: a page of text takes seconds, ten minutes is a loop without end. */
#define REQUEST_CPU_S 600

struct _SiyaqTranslatorLoop
{
  int fd;
  const SiyaqTranslatorMethod *methods;
  gpointer user_data;
  GMutex mutex;
  GCond cond;
  SiyaqMessage *request;     /* nullable: for the thread, under the mutex */
  GCancellable *cancellable; /* of the request that is being worked on, under the mutex */
  gboolean busy;             /* from a request to its answer, under the mutex */
  gint64 last_us;            /* when the last answer was given, under the mutex */
};

/**
 * siyaq_translator_answer_error:
 * @error: a #SiyaqTranslatorError or another one
 *
 * Returns: (transfer full): an answer that says so, with a code by which it can be told apart
 */
SiyaqMessage *
siyaq_translator_answer_error (const GError *error)
{
  return siyaq_message_new_error_code (error->message, siyaq_translator_error_get_code (error),
                                       siyaq_translator_error_get_retry_after (error));
}

static void
send_message (SiyaqTranslatorLoop *self,
              const SiyaqMessage *message)
{
  SiyaqWire wire = { self->fd, SIYAQ_WIRE_FOREVER, NULL };
  g_autoptr (GBytes) payload = siyaq_message_encode (message);
  g_autoptr (GError) error = NULL;

  /* Nobody is there any more to whom it could be told: the main thread ends the process. */
  if (!siyaq_wire_send (&wire, payload, &error))
    g_debug ("an answer could not be given: %s", error->message);
}

/**
 * siyaq_translator_loop_report:
 * @self: the loop
 * @values: an a{sv}; a floating one is taken over
 *
 * Sends a message "progress" before the answer of the request that is being worked on; only from its
 * #SiyaqTranslatorRun.
 */
void
siyaq_translator_loop_report (SiyaqTranslatorLoop *self,
                              GVariant *values)
{
  g_autoptr (SiyaqMessage) message = siyaq_message_new ("progress", values, NULL);

  send_message (self, message);
}

/* The soft limit goes along with what was used, so that a process that lives long is not ended for it. */
static void
limit_cpu (void)
{
  struct rusage used;
  struct rlimit limit;

  if (getrusage (RUSAGE_SELF, &used) != 0 || getrlimit (RLIMIT_CPU, &limit) != 0)
    return;
  limit.rlim_cur = MIN (limit.rlim_max, (rlim_t) (used.ru_utime.tv_sec + used.ru_stime.tv_sec + 1 + REQUEST_CPU_S));
  setrlimit (RLIMIT_CPU, &limit);
}

static SiyaqMessage *
answer (SiyaqTranslatorLoop *self,
        const SiyaqMessage *request,
        GCancellable *cancellable)
{
  g_autoptr (GError) error = NULL;

  for (const SiyaqTranslatorMethod *m = self->methods; m->name != NULL; m++)
    if (strcmp (m->name, request->name) == 0)
      return m->run (self, request, cancellable, self->user_data);
  error = g_error_new (SIYAQ_TRANSLATOR_ERROR, SIYAQ_TRANSLATOR_ERROR_UNSUPPORTED, "the translator has no method “%s”", request->name);
  return siyaq_translator_answer_error (error);
}

static gpointer
work (gpointer data)
{
  SiyaqTranslatorLoop *self = data;

  for (;;)
    {
      g_autoptr (SiyaqMessage) request = NULL, message = NULL;
      g_autoptr (GCancellable) cancellable = NULL;

      g_mutex_lock (&self->mutex);
      while (self->request == NULL)
        g_cond_wait (&self->cond, &self->mutex);
      request = g_steal_pointer (&self->request);
      cancellable = g_object_ref (self->cancellable);
      g_mutex_unlock (&self->mutex);
      limit_cpu ();
      message = answer (self, request, cancellable);
      /* Before the answer goes: who has it may ask again at once. */
      g_mutex_lock (&self->mutex);
      self->busy = FALSE;
      self->last_us = g_get_monotonic_time ();
      g_mutex_unlock (&self->mutex);
      send_message (self, message);
    }
  return NULL;
}

/* Milliseconds to wait for the next message; the end of the idle time is looked for again after an answer. */
static int
time_left (SiyaqTranslatorLoop *self,
           guint idle_ms,
           gboolean *ret_over)
{
  gint64 left_ms = idle_ms;

  g_mutex_lock (&self->mutex);
  if (!self->busy)
    left_ms = idle_ms - (g_get_monotonic_time () - self->last_us) / 1000;
  *ret_over = !self->busy && left_ms <= 0;
  g_mutex_unlock (&self->mutex);
  return (int) CLAMP (left_ms, 0, G_MAXINT);
}

/* Takes one message. Returns FALSE where it breaks the rules. */
static gboolean
take (SiyaqTranslatorLoop *self,
      SiyaqMessage *message)
{
  gboolean cancel = strcmp (message->name, "cancel") == 0, good = TRUE;

  g_mutex_lock (&self->mutex);
  if (cancel)
    {
      /* One that comes after the answer has nothing to cancel. */
      if (self->busy)
        g_cancellable_cancel (self->cancellable);
    }
  else if (self->busy || self->request != NULL)
    good = FALSE;
  else
    {
      g_clear_object (&self->cancellable);
      self->cancellable = g_cancellable_new ();
      self->request = g_steal_pointer (&message);
      self->busy = TRUE;
      g_cond_signal (&self->cond);
    }
  g_mutex_unlock (&self->mutex);
  siyaq_message_free (message);
  return good;
}

/**
 * siyaq_translator_loop_run:
 * @fd: a non-blocking socket
 * @methods: what can be asked
 * @idle_ms: how long after the last answer the loop ends
 * @user_data: for @methods
 *
 * Serves until nobody asks any more, the socket ends, or what comes is no message. The thread that works
 * is not waited for: the process is to end.
 *
 * Returns: an exit status
 */
int
siyaq_translator_loop_run (int fd,
                           const SiyaqTranslatorMethod *methods,
                           guint idle_ms,
                           gpointer user_data)
{
  static SiyaqTranslatorLoop self;
  SiyaqWire wire = { fd, SIYAQ_WIRE_FOREVER, NULL };

  self.fd = fd;
  self.methods = methods;
  self.user_data = user_data;
  self.last_us = g_get_monotonic_time ();
  g_mutex_init (&self.mutex);
  g_cond_init (&self.cond);
  g_thread_unref (g_thread_new ("siyaq-translate", work, &self));
  for (;;)
    {
      struct pollfd in = { .fd = fd, .events = POLLIN };
      g_autoptr (GError) error = NULL;
      SiyaqMessage *message;
      gboolean over, nothing_came;
      int wait_ms = time_left (&self, idle_ms, &over);

      /* What came while the time ran out is still answered. */
      if (poll (&in, 1, over ? 0 : wait_ms) <= 0)
        {
          if (over)
            return EX_OK;
          continue;
        }
      message = siyaq_wire_receive (&wire, &nothing_came, &error);
      if (message == NULL)
        return nothing_came ? EX_OK : EX_PROTOCOL;
      if (!take (&self, message))
        return EX_PROTOCOL;
    }
}
