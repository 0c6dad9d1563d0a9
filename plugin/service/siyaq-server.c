/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The socket's side of the service. It runs on the main loop and does nothing there but move bytes:
   a request goes to the worker as it came, and its answer is written when the worker is done. A
   peer has one request under way at a time. */
#define G_LOG_DOMAIN "siyaq-service"

#include "config.h"

#include "siyaq-server.h"

#include "siyaq-handlers.h"
#include "siyaq-log.h"
#include "siyaq-model-jobs.h"
#include "siyaq-relay.h"
#include "siyaq-wire.h"
#include "siyaq-worker.h"

#include <errno.h>
#include <fcntl.h>
#include <gio/gunixsocketaddress.h>
#include <glib-unix.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

/* A job that runs for so long hangs: no budget of ours is over seconds. The process ends, the items
   pass through the filters untouched, and the next request starts a new one. */
#define HANG_S 60
#define WATCH_INTERVAL_S 2
/* Who waits for translations is answered after so long in any case, and may ask again. */
#define AWAIT_US (20 * G_USEC_PER_SEC)
/* A service that ends finishes one request and closes its store. */
#define LOCK_PATIENCE_US (3 * G_USEC_PER_SEC)
#define LOCK_POLL_US 10000

struct _SiyaqServer
{
  GObject parent_instance;

  GMainLoop *loop;
  GSocketService *listener;
  SiyaqHandlers *handlers;
  SiyaqModelJobs *models;
  SiyaqWorker *worker;
  GPtrArray *awaiting; /* (element-type Peer) who waits for translations to come */
  guint serial;        /* of the translations */
  char *socket_path;
  int lock_fd;
  guint n_peers;
  gsize queued_bytes;
  guint idle_s;
  gint64 last_used_us;
};

typedef struct
{
  SiyaqServer *server;
  GSocketConnection *connection;
  guint32 frame;
  guint8 *payload;
  gsize length;      /* of payload */
  gsize reserved;    /* what this peer has of the server's queued_bytes */
  GBytes *answer_payload;
  gint64 await_until_us; /* while it waits for translations */
} Peer;

typedef struct
{
  SiyaqServer *server;
  guint serial;
} Collected;

G_DEFINE_FINAL_TYPE (SiyaqServer, siyaq_server, G_TYPE_OBJECT)

static void peer_read (Peer *peer);

static void
peer_free (Peer *peer)
{
  peer->server->n_peers--;
  peer->server->queued_bytes -= peer->reserved;
  peer->server->last_used_us = g_get_monotonic_time ();
  g_io_stream_close (G_IO_STREAM (peer->connection), NULL, NULL);
  g_object_unref (peer->connection);
  g_free (peer->payload);
  g_clear_pointer (&peer->answer_payload, g_bytes_unref);
  g_object_unref (peer->server);
  g_free (peer);
}

static gboolean
peer_reserve (Peer *peer,
              gsize bytes)
{
  SiyaqServer *self = peer->server;

  if (self->queued_bytes + bytes > SIYAQ_SERVER_MAX_QUEUED_BYTES)
    return FALSE;
  self->queued_bytes += bytes;
  peer->reserved += bytes;
  return TRUE;
}

static void
payload_written_cb (GObject *source,
                    GAsyncResult *result,
                    gpointer data)
{
  Peer *peer = data;

  if (!g_output_stream_write_all_finish (G_OUTPUT_STREAM (source), result, NULL, NULL))
    {
      peer_free (peer);
      return;
    }
  g_clear_pointer (&peer->answer_payload, g_bytes_unref);
  peer->server->queued_bytes -= peer->reserved;
  peer->reserved = 0;
  peer_read (peer);
}

static void
frame_written_cb (GObject *source,
                  GAsyncResult *result,
                  gpointer data)
{
  Peer *peer = data;
  gsize length;
  gconstpointer bytes;

  if (!g_output_stream_write_all_finish (G_OUTPUT_STREAM (source), result, NULL, NULL))
    {
      peer_free (peer);
      return;
    }
  bytes = g_bytes_get_data (peer->answer_payload, &length);
  g_output_stream_write_all_async (G_OUTPUT_STREAM (source), bytes, length, G_PRIORITY_DEFAULT, NULL,
                                   payload_written_cb, peer);
}

static void
peer_answer (Peer *peer,
             SiyaqMessage *answer)
{
  GOutputStream *output = g_io_stream_get_output_stream (G_IO_STREAM (peer->connection));

  peer->answer_payload = siyaq_message_encode (answer);
  siyaq_message_free (answer);
  peer->frame = GUINT32_TO_LE ((guint32) g_bytes_get_size (peer->answer_payload));
  g_output_stream_write_all_async (output, &peer->frame, sizeof peer->frame, G_PRIORITY_DEFAULT, NULL,
                                   frame_written_cb, peer);
}

/* Answered here, so that a service that is just loading its store is seen to be there. */
static SiyaqMessage *
say_hello (SiyaqServer *self)
{
  GVariantBuilder values;

  g_variant_builder_init (&values, G_VARIANT_TYPE_VARDICT);
  g_variant_builder_add (&values, "{sv}", "version", g_variant_new_uint32 (SIYAQ_PROTOCOL_VERSION));
  g_variant_builder_add (&values, "{sv}", "program", g_variant_new_string ("siyaq " PACKAGE_VERSION));
  g_variant_builder_add (&values, "{sv}", "pid", g_variant_new_uint32 ((guint32) getpid ()));
  g_variant_builder_add (&values, "{sv}", "ready", g_variant_new_boolean (siyaq_handlers_is_ready (self->handlers)));
  return siyaq_message_new ("ok", g_variant_builder_end (&values), NULL);
}

static void
answer_await (Peer *peer)
{
  GVariantBuilder values;

  g_variant_builder_init (&values, G_VARIANT_TYPE_VARDICT);
  g_variant_builder_add (&values, "{sv}", "serial", g_variant_new_uint32 (peer->server->serial));
  peer_answer (peer, siyaq_message_new ("ok", g_variant_builder_end (&values), NULL));
}

/* now_us: only those whose time is over then, or G_MAXINT64 for all. */
static void
answer_awaiting (SiyaqServer *self,
                 gint64 now_us)
{
  for (guint i = self->awaiting->len; i-- > 0;)
    {
      Peer *peer = g_ptr_array_index (self->awaiting, i);

      if (peer->await_until_us > now_us)
        continue;
      g_ptr_array_remove_index_fast (self->awaiting, i);
      answer_await (peer);
    }
}

static gboolean
collected_idle_cb (gpointer data)
{
  Collected *collected = data;

  collected->server->serial = collected->serial;
  answer_awaiting (collected->server, G_MAXINT64);
  g_object_unref (collected->server);
  g_free (collected);
  return G_SOURCE_REMOVE;
}

/* In the worker's thread. */
static void
collected_cb (guint serial,
              gpointer data)
{
  Collected *collected = g_new0 (Collected, 1);

  collected->server = g_object_ref (data);
  collected->serial = serial;
  g_idle_add_full (G_PRIORITY_DEFAULT, collected_idle_cb, collected, NULL);
}

static void
relayed_cb (SiyaqMessage *answer,
            gpointer data)
{
  peer_answer (data, answer);
}

static void
peer_request (Peer *peer)
{
  SiyaqServer *self = peer->server;
  g_autoptr (GBytes) payload = siyaq_wire_take (g_steal_pointer (&peer->payload), peer->length);
  g_autoptr (GError) error = NULL;
  g_autoptr (SiyaqMessage) request = siyaq_message_decode (payload, &error);

  self->last_used_us = g_get_monotonic_time ();
  if (request == NULL)
    {
      siyaq_log_write ("a request was refused: %s", error->message);
      peer_answer (peer, siyaq_message_new_error (error->message));
    }
  else if (strcmp (request->name, "hello") == 0)
    peer_answer (peer, say_hello (self));
  else if (strcmp (request->name, "await") == 0)
    {
      if (siyaq_message_get_uint (request, "serial", self->serial) < self->serial)
        answer_await (peer);
      else
        {
          peer->await_until_us = g_get_monotonic_time () + AWAIT_US;
          g_ptr_array_add (self->awaiting, peer);
        }
    }
  else if (siyaq_relay_is_for (request->name))
    siyaq_relay_run (self->handlers, request, payload, relayed_cb, peer);
  else if (siyaq_model_jobs_is_for (request->name))
    siyaq_model_jobs_run (self->models, request, relayed_cb, peer);
  else if (strcmp (request->name, "quit") == 0)
    {
      peer_answer (peer, siyaq_message_new ("ok", NULL, NULL));
      siyaq_server_quit (self);
    }
  else
    {
      if (strcmp (request->name, "settings") == 0)
        siyaq_handlers_read_settings (self->handlers);
      siyaq_worker_push (self->worker, g_steal_pointer (&request), peer);
    }
}

static void
payload_read_cb (GObject *source,
                 GAsyncResult *result,
                 gpointer data)
{
  Peer *peer = data;
  gsize n;

  if (!g_input_stream_read_all_finish (G_INPUT_STREAM (source), result, &n, NULL) || n != peer->length)
    peer_free (peer);
  else
    peer_request (peer);
}

static void
frame_read_cb (GObject *source,
               GAsyncResult *result,
               gpointer data)
{
  Peer *peer = data;
  gsize n;

  if (!g_input_stream_read_all_finish (G_INPUT_STREAM (source), result, &n, NULL) || n != sizeof peer->frame)
    {
      peer_free (peer);
      return;
    }
  peer->length = GUINT32_FROM_LE (peer->frame);
  /* What comes in goes out again in about the same length. */
  if (peer->length > SIYAQ_PROTOCOL_MAX_BYTES || !peer_reserve (peer, peer->length) ||
      (peer->payload = g_try_malloc (MAX (peer->length, 1))) == NULL)
    {
      siyaq_log_write ("a request of %" G_GSIZE_FORMAT " bytes was refused: too much at once", peer->length);
      peer_free (peer);
      return;
    }
  g_input_stream_read_all_async (G_INPUT_STREAM (source), peer->payload, peer->length, G_PRIORITY_DEFAULT, NULL,
                                 payload_read_cb, peer);
}

static void
peer_read (Peer *peer)
{
  GInputStream *input = g_io_stream_get_input_stream (G_IO_STREAM (peer->connection));

  g_input_stream_read_all_async (input, &peer->frame, sizeof peer->frame, G_PRIORITY_DEFAULT, NULL,
                                 frame_read_cb, peer);
}

static gboolean
is_same_user (GSocketConnection *connection)
{
  g_autoptr (GCredentials) credentials =
    g_socket_get_credentials (g_socket_connection_get_socket (connection), NULL);

  return credentials != NULL && g_credentials_get_unix_user (credentials, NULL) == getuid ();
}

static gboolean
incoming_cb (GSocketService *listener,
             GSocketConnection *connection,
             GObject *source,
             gpointer data)
{
  SiyaqServer *self = data;
  Peer *peer;

  if (!is_same_user (connection))
    {
      siyaq_log_write ("a connection of another user was refused");
      return TRUE;
    }
  if (self->n_peers >= SIYAQ_SERVER_MAX_PEERS)
    {
      siyaq_log_write ("a connection was refused: %u at once", self->n_peers);
      return TRUE;
    }
  g_socket_set_timeout (g_socket_connection_get_socket (connection), SIYAQ_SERVER_PEER_TIMEOUT_S);
  peer = g_new0 (Peer, 1);
  peer->server = g_object_ref (self);
  peer->connection = g_object_ref (connection);
  self->n_peers++;
  self->last_used_us = g_get_monotonic_time ();
  peer_read (peer);
  return TRUE;
}

/* data: NULL for what nobody asked for. */
static void
job_done_cb (SiyaqMessage *answer,
             gpointer data)
{
  if (data != NULL)
    peer_answer (data, answer);
  else
    siyaq_message_free (answer);
}

/* In the worker's thread: a peer that has hung up, a filter whose watchdog was faster, needs no answer. */
static gboolean
job_wanted_cb (gpointer data)
{
  Peer *peer = data;

  return peer == NULL || (g_socket_condition_check (g_socket_connection_get_socket (peer->connection), G_IO_HUP) & G_IO_HUP) == 0;
}

static gboolean
watch_cb (gpointer data)
{
  SiyaqServer *self = data;
  gint64 now_us = g_get_monotonic_time ();
  gint64 busy_us = siyaq_worker_get_busy_since_us (self->worker);

  if (busy_us != 0 && now_us - busy_us > HANG_S * G_USEC_PER_SEC)
    {
      siyaq_log_write ("a request has run for %d seconds: the service ends", HANG_S);
      _exit (1);
    }
  answer_awaiting (self, now_us);
  if (self->idle_s > 0 && self->n_peers == 0 && siyaq_worker_get_n_waiting (self->worker) == 0 &&
      !siyaq_handlers_is_busy (self->handlers) && !siyaq_model_jobs_is_running (self->models) &&
      now_us - self->last_used_us > self->idle_s * G_USEC_PER_SEC)
    siyaq_server_quit (self);
  return G_SOURCE_CONTINUE;
}

static gboolean
signal_cb (gpointer data)
{
  siyaq_server_quit (data);
  return G_SOURCE_CONTINUE;
}

static void
siyaq_server_finalize (GObject *object)
{
  SiyaqServer *self = SIYAQ_SERVER (object);

  g_main_loop_unref (self->loop);
  g_ptr_array_unref (self->awaiting);
  g_clear_object (&self->listener);
  g_clear_pointer (&self->worker, siyaq_worker_free);
  g_clear_pointer (&self->handlers, siyaq_handlers_free);
  g_clear_pointer (&self->models, siyaq_model_jobs_free);
  g_free (self->socket_path);
  if (self->lock_fd >= 0)
    close (self->lock_fd);

  G_OBJECT_CLASS (siyaq_server_parent_class)->finalize (object);
}

static void
siyaq_server_class_init (SiyaqServerClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = siyaq_server_finalize;
}

static void
siyaq_server_init (SiyaqServer *self)
{
  self->loop = g_main_loop_new (NULL, FALSE);
  self->awaiting = g_ptr_array_new ();
  self->lock_fd = -1;
}

/**
 * siyaq_server_new:
 * @idle_s: seconds without a request after which the service ends, 0 for never
 *
 * Returns: (transfer full): a server that does not listen yet
 */
SiyaqServer *
siyaq_server_new (guint idle_s)
{
  SiyaqServer *self = g_object_new (SIYAQ_TYPE_SERVER, NULL);

  self->idle_s = idle_s;
  return self;
}

/* The lock is held as long as the process lives: whoever has it may take a stale socket away. A service
   that is just ending has no socket any more but still the lock: it is waited for. */
static gboolean
take_lock (SiyaqServer *self,
           const char *dir,
           GError **error)
{
  g_autofree char *path = g_build_filename (dir, "service.lock", NULL);
  gint64 deadline_us = g_get_monotonic_time () + LOCK_PATIENCE_US;
  int code = 0;

  self->lock_fd = open (path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
  if (self->lock_fd < 0)
    code = errno;
  while (code == 0 && flock (self->lock_fd, LOCK_EX | LOCK_NB) != 0)
    if (errno != EWOULDBLOCK || g_file_test (self->socket_path, G_FILE_TEST_EXISTS) ||
        g_get_monotonic_time () > deadline_us)
      code = EWOULDBLOCK;
    else
      g_usleep (LOCK_POLL_US);
  if (code != 0)
    {
      g_set_error (error, G_IO_ERROR, code == EWOULDBLOCK ? G_IO_ERROR_EXISTS : (int) g_io_error_from_errno (code),
                   "%s: %s", path, code == EWOULDBLOCK ? "the service runs already" : g_strerror (code));
      return FALSE;
    }
  return TRUE;
}

/* Bound and listening under another name first: a socket that is seen under its own name answers. */
static GSocket *
make_socket (const char *path,
             GError **error)
{
  g_autofree char *temporary = g_strconcat (path, ".new", NULL);
  g_autoptr (GSocketAddress) address = g_unix_socket_address_new (temporary);
  g_autoptr (GSocket) socket = g_socket_new (G_SOCKET_FAMILY_UNIX, G_SOCKET_TYPE_STREAM, G_SOCKET_PROTOCOL_DEFAULT, error);
  mode_t mask;
  gboolean bound;

  if (socket == NULL)
    return NULL;
  g_unlink (temporary);
  mask = umask (0177);
  bound = g_socket_bind (socket, address, FALSE, error);
  umask (mask);
  g_socket_set_listen_backlog (socket, SIYAQ_SERVER_MAX_PEERS);
  if (!bound || !g_socket_listen (socket, error))
    return NULL;
  if (g_rename (temporary, path) != 0)
    {
      int code = errno;

      g_set_error (error, G_IO_ERROR, (int) g_io_error_from_errno (code), "%s: %s", path, g_strerror (code));
      return NULL;
    }
  return g_steal_pointer (&socket);
}

/**
 * siyaq_server_listen:
 * @self: a server
 * @error: a #GIOErrorEnum; %G_IO_ERROR_EXISTS where a service runs already
 *
 * Makes the socket and starts the worker.
 *
 * Returns: whether the server listens
 */
gboolean
siyaq_server_listen (SiyaqServer *self,
                     GError **error)
{
  g_autofree char *dir = siyaq_protocol_ensure_runtime_dir (error);
  g_autoptr (GSocket) socket = NULL;
  SiyaqWorkerFunctions functions = siyaq_handlers_functions;

  g_return_val_if_fail (SIYAQ_IS_SERVER (self), FALSE);

  if (dir == NULL)
    return FALSE;
  self->socket_path = siyaq_protocol_get_socket_path ();
  if (!take_lock (self, dir, error))
    return FALSE;
  socket = make_socket (self->socket_path, error);
  if (socket == NULL)
    return FALSE;
  self->listener = g_socket_service_new ();
  if (!g_socket_listener_add_socket (G_SOCKET_LISTENER (self->listener), socket, NULL, error))
    return FALSE;
  g_signal_connect (self->listener, "incoming", G_CALLBACK (incoming_cb), self);
  functions.wanted = job_wanted_cb;
  functions.done = job_done_cb;
  self->handlers = siyaq_handlers_new ();
  self->models = siyaq_model_jobs_new ();
  siyaq_handlers_set_collected (self->handlers, collected_cb, self);
  self->worker = siyaq_worker_new (&functions, self->handlers);
  siyaq_handlers_set_worker (self->handlers, self->worker);
  return TRUE;
}

/**
 * siyaq_server_run:
 * @self: a server that listens
 *
 * Serves until it is idle for long, told to quit or gets SIGTERM or SIGINT; the request that is
 * being worked on is finished.
 */
void
siyaq_server_run (SiyaqServer *self)
{
  guint term, interrupt, watch;

  g_return_if_fail (SIYAQ_IS_SERVER (self));

  self->last_used_us = g_get_monotonic_time ();
  term = g_unix_signal_add (SIGTERM, signal_cb, self);
  interrupt = g_unix_signal_add (SIGINT, signal_cb, self);
  watch = g_timeout_add_seconds (WATCH_INTERVAL_S, watch_cb, self);
  g_main_loop_run (self->loop);
  /* The name goes first: who comes now starts a new service, which waits for the lock of the store. */
  g_unlink (self->socket_path);
  g_socket_service_stop (self->listener);
  siyaq_worker_stop (self->worker);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_source_remove (term);
  g_source_remove (interrupt);
  g_source_remove (watch);
}

/**
 * siyaq_server_quit:
 * @self: a server
 *
 * Makes siyaq_server_run() return.
 */
void
siyaq_server_quit (SiyaqServer *self)
{
  g_return_if_fail (SIYAQ_IS_SERVER (self));
  g_main_loop_quit (self->loop);
}
