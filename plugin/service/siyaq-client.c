/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Asks the service. One connection a call, on a non-blocking socket with a deadline for the whole
   call, so that no wait adds to another. The reader's main loop gets the same code in a thread
   rather than a second implementation over streams. */
#define G_LOG_DOMAIN "siyaq-service"

#include "config.h"

#include "siyaq-client-private.h"

#include <errno.h>
#include <poll.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

typedef struct
{
  int fd;
  gint64 deadline_us;
  GCancellable *cancellable;
} Wire;

static gboolean
wait_for (const Wire *wire,
          short events,
          GError **error)
{
  for (;;)
    {
      gint64 left_us = wire->deadline_us - g_get_monotonic_time ();
      GPollFD cancel = { .fd = -1 };
      struct pollfd fds[2] = { { .fd = wire->fd, .events = events } };
      int n_fds = 1, n, code;

      if (g_cancellable_set_error_if_cancelled (wire->cancellable, error))
        return FALSE;
      if (left_us <= 0)
        {
          g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_TIMED_OUT, "the service did not answer in time");
          return FALSE;
        }
      if (wire->cancellable != NULL && g_cancellable_make_pollfd (wire->cancellable, &cancel))
        fds[n_fds++] = (struct pollfd) { .fd = cancel.fd, .events = POLLIN };
      n = poll (fds, (nfds_t) n_fds, (int) MIN (left_us / 1000 + 1, G_MAXINT));
      code = errno;
      if (cancel.fd >= 0)
        g_cancellable_release_fd (wire->cancellable);
      if (n > 0 && fds[0].revents != 0)
        return TRUE;
      if (n < 0 && code != EINTR)
        {
          g_set_error_literal (error, G_IO_ERROR, (int) g_io_error_from_errno (code), g_strerror (code));
          return FALSE;
        }
    }
}

static gboolean
send_all (const Wire *wire,
          const guint8 *data,
          gsize length,
          GError **error)
{
  while (length > 0)
    {
      ssize_t n = send (wire->fd, data, length, MSG_NOSIGNAL);

      if (n > 0)
        {
          data += n;
          length -= (gsize) n;
        }
      else if (n < 0 && errno != EAGAIN && errno != EINTR)
        {
          g_set_error (error, SIYAQ_PROTOCOL_ERROR, SIYAQ_PROTOCOL_ERROR_CLOSED,
                       "the service went away: %s", g_strerror (errno));
          return FALSE;
        }
      else if (!wait_for (wire, POLLOUT, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
receive_all (const Wire *wire,
             guint8 *data,
             gsize length,
             GError **error)
{
  while (length > 0)
    {
      ssize_t n = recv (wire->fd, data, length, 0);

      if (n > 0)
        {
          data += n;
          length -= (gsize) n;
        }
      else if (n == 0 || (errno != EAGAIN && errno != EINTR))
        {
          g_set_error_literal (error, SIYAQ_PROTOCOL_ERROR, SIYAQ_PROTOCOL_ERROR_CLOSED,
                               "the service went away in the middle");
          return FALSE;
        }
      else if (!wait_for (wire, POLLIN, error))
        return FALSE;
    }
  return TRUE;
}

static SiyaqMessage *
exchange (const Wire *wire,
          GBytes *payload,
          GError **error)
{
  gsize length;
  const guint8 *data = g_bytes_get_data (payload, &length);
  guint32 frame = GUINT32_TO_LE ((guint32) length);
  g_autofree guint8 *buffer = NULL;
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (SiyaqMessage) answer = NULL;

  if (!send_all (wire, (const guint8 *) &frame, sizeof frame, error) || !send_all (wire, data, length, error) ||
      !receive_all (wire, (guint8 *) &frame, sizeof frame, error))
    return NULL;
  length = GUINT32_FROM_LE (frame);
  buffer = length <= SIYAQ_PROTOCOL_MAX_BYTES ? g_try_malloc (MAX (length, 1)) : NULL;
  if (buffer == NULL)
    {
      g_set_error (error, SIYAQ_PROTOCOL_ERROR, SIYAQ_PROTOCOL_ERROR_TOO_LARGE, "answer of %" G_GSIZE_FORMAT " bytes", length);
      return NULL;
    }
  if (!receive_all (wire, buffer, length, error))
    return NULL;
  bytes = g_bytes_new_take (g_steal_pointer (&buffer), length);
  answer = siyaq_message_decode (bytes, error);
  if (answer == NULL)
    return NULL;
  if (strcmp (answer->name, "error") == 0)
    {
      const char *message = siyaq_message_get_string (answer, "message");

      g_set_error_literal (error, SIYAQ_PROTOCOL_ERROR, SIYAQ_PROTOCOL_ERROR_REFUSED,
                           message != NULL ? message : "the service refused");
      return NULL;
    }
  return g_steal_pointer (&answer);
}

static SiyaqMessage *
call_payload (GBytes *payload,
              gboolean start,
              guint timeout_ms,
              GCancellable *cancellable,
              GError **error)
{
  g_autofree char *path = siyaq_protocol_get_socket_path ();
  Wire wire = {
    .deadline_us = g_get_monotonic_time () + (gint64) timeout_ms * 1000,
    .cancellable = cancellable,
  };
  SiyaqMessage *answer;

  if (g_bytes_get_size (payload) > SIYAQ_PROTOCOL_MAX_BYTES)
    {
      g_set_error (error, SIYAQ_PROTOCOL_ERROR, SIYAQ_PROTOCOL_ERROR_TOO_LARGE,
                   "message over %u bytes", SIYAQ_PROTOCOL_MAX_BYTES);
      return NULL;
    }
  wire.fd = start ? siyaq_client_connect_or_start (path, wire.deadline_us, cancellable, error)
                  : siyaq_client_connect (path, error);
  if (wire.fd < 0)
    return NULL;
  answer = exchange (&wire, payload, error);
  close (wire.fd);
  return answer;
}

/**
 * siyaq_client_call:
 * @request: what to ask
 * @start: whether a service that does not run is started
 * @timeout_ms: for the whole call, starting included
 * @cancellable: (nullable): a cancellable
 * @error: a #SiyaqProtocolError, #GIOErrorEnum or #GSpawnError
 *
 * Blocks until the service has answered.
 *
 * Returns: (transfer full): the answer, named "ok"
 */
SiyaqMessage *
siyaq_client_call (const SiyaqMessage *request,
                   gboolean start,
                   guint timeout_ms,
                   GCancellable *cancellable,
                   GError **error)
{
  g_autoptr (GBytes) payload = NULL;

  g_return_val_if_fail (request != NULL, NULL);

  payload = siyaq_message_encode (request);
  return call_payload (payload, start, timeout_ms, cancellable, error);
}

typedef struct
{
  GBytes *payload;
  gboolean start;
  guint timeout_ms;
} Call;

static void
call_free (Call *call)
{
  g_bytes_unref (call->payload);
  g_free (call);
}

static void
call_thread (GTask *task,
             gpointer source,
             gpointer data,
             GCancellable *cancellable)
{
  Call *call = data;
  GError *error = NULL;
  SiyaqMessage *answer = call_payload (call->payload, call->start, call->timeout_ms, cancellable, &error);

  if (answer != NULL)
    g_task_return_pointer (task, answer, (GDestroyNotify) siyaq_message_free);
  else
    g_task_return_error (task, error);
}

/**
 * siyaq_client_call_async:
 * @request: what to ask
 * @start: whether a service that does not run is started
 * @timeout_ms: for the whole call, starting included
 * @cancellable: (nullable): a cancellable
 * @callback: called with the result
 * @user_data: for @callback
 *
 * Like siyaq_client_call(), without waiting.
 */
void
siyaq_client_call_async (const SiyaqMessage *request,
                         gboolean start,
                         guint timeout_ms,
                         GCancellable *cancellable,
                         GAsyncReadyCallback callback,
                         gpointer user_data)
{
  g_autoptr (GTask) task = NULL;
  Call *call;

  g_return_if_fail (request != NULL);

  call = g_new0 (Call, 1);
  call->payload = siyaq_message_encode (request);
  call->start = start;
  call->timeout_ms = timeout_ms;
  task = g_task_new (NULL, cancellable, callback, user_data);
  g_task_set_source_tag (task, siyaq_client_call_async);
  g_task_set_task_data (task, call, (GDestroyNotify) call_free);
  g_task_run_in_thread (task, call_thread);
}

/**
 * siyaq_client_call_finish:
 * @result: what the callback was given
 * @error: as for siyaq_client_call()
 *
 * Returns: (transfer full): the answer, named "ok"
 */
SiyaqMessage *
siyaq_client_call_finish (GAsyncResult *result,
                          GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}
