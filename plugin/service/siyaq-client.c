/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Asks the service. One connection a call, with a deadline for the whole call. The reader's main loop
   gets the same code in a thread rather than a second implementation over streams. */
#define G_LOG_DOMAIN "siyaq-service"

#include "config.h"

#include "siyaq-client-private.h"

#include "siyaq-wire.h"

#include <string.h>
#include <unistd.h>

static SiyaqMessage *
call_payload (GBytes *payload,
              gboolean start,
              guint timeout_ms,
              GCancellable *cancellable,
              GError **error)
{
  g_autofree char *path = siyaq_protocol_get_socket_path ();
  SiyaqWire wire = {
    .deadline_us = g_get_monotonic_time () + (gint64) timeout_ms * 1000,
    .cancellable = cancellable,
  };
  g_autoptr (SiyaqMessage) answer = NULL;

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
  if (siyaq_wire_send (&wire, payload, error))
    answer = siyaq_wire_receive (&wire, NULL, error);
  close (wire.fd);
  if (answer != NULL && strcmp (answer->name, "error") == 0)
    {
      const char *message = siyaq_message_get_string (answer, "message");

      g_set_error_literal (error, SIYAQ_PROTOCOL_ERROR, SIYAQ_PROTOCOL_ERROR_REFUSED,
                           message != NULL ? message : "the service refused");
      return NULL;
    }
  return g_steal_pointer (&answer);
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
  /* One kind of request holds a key. */
  siyaq_wire_wipe (call->payload);
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
