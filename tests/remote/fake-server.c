/* SPDX-License-Identifier: GPL-2.0-or-later */
/* HTTP/1.1 by hand over sockets, a thread a connection, so that answers can break off, drip, hang and
   lie as no well-made server would; and not by the library that the client uses. Ends with the test:
   every connection is closed when the server is freed. */
#include "config.h"

#include "fake-server.h"

#include <stdlib.h>
#include <string.h>

#define MAX_HEAD_BYTES 65536u

struct _FakeServer
{
  GSocketListener *listener;
  GThread *accepts;
  GTlsCertificate *certificate; /* nullable */
  guint16 port;
  FakeHandler handler;
  gpointer data;
  GMutex lock;
  GMutex one;             /* one request is handled at a time */
  GPtrArray *connections; /* (element-type GThread): of the thread that accepts, then of who frees */
  guint requests;
  GCancellable *end;
};

static void
request_clear (FakeRequest *request)
{
  g_clear_pointer (&request->method, g_free);
  g_clear_pointer (&request->path, g_free);
  g_clear_pointer (&request->headers, g_hash_table_unref);
  g_clear_pointer (&request->body, g_free);
}

/* A head and its body; FALSE at the end of the connection. */
static gboolean
read_request (FakeServer *self,
              GDataInputStream *input,
              FakeRequest *request)
{
  g_autofree char *line = g_data_input_stream_read_line (input, NULL, self->end, NULL);
  g_auto (GStrv) words = NULL;
  const char *length;
  gsize n;

  if (line == NULL || *line == '\0')
    return FALSE;
  words = g_strsplit (g_strchomp (line), " ", 3);
  if (g_strv_length (words) != 3)
    return FALSE;
  request->method = g_strdup (words[0]);
  request->path = g_strdup (words[1]);
  request->headers = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  for (;;)
    {
      g_autofree char *header = g_data_input_stream_read_line (input, NULL, self->end, NULL);
      char *colon;

      if (header == NULL)
        return FALSE;
      if (*g_strchomp (header) == '\0')
        break;
      colon = strchr (header, ':');
      if (colon == NULL)
        return FALSE;
      *colon = '\0';
      g_hash_table_replace (request->headers, g_ascii_strdown (header, -1), g_strdup (g_strchug (colon + 1)));
    }
  length = g_hash_table_lookup (request->headers, "content-length");
  n = length != NULL ? strtoul (length, NULL, 10) : 0;
  request->body = g_malloc0 (n + 1);
  return g_input_stream_read_all (G_INPUT_STREAM (input), request->body, n, &n, self->end, NULL);
}

static void
wait_for_end (FakeServer *self,
              int ms)
{
  GPollFD fd;

  if (!g_cancellable_make_pollfd (self->end, &fd))
    return;
  g_poll (&fd, 1, ms);
  g_cancellable_release_fd (self->end);
}

/* Whether the connection can be used again. */
static gboolean
write_reply (FakeServer *self,
             GOutputStream *output,
             const FakeReply *reply)
{
  g_autoptr (GString) head = NULL;
  gsize n = reply->stop_after >= 0 ? MIN ((gsize) reply->stop_after, reply->length) : reply->length;

  if (reply->hang)
    wait_for_end (self, 10000);
  if (reply->status == 0 || g_cancellable_is_cancelled (self->end))
    return FALSE;
  head = g_string_new (NULL);
  g_string_append_printf (head, "HTTP/1.1 %u Whatever\r\n", reply->status);
  if (!reply->no_length)
    g_string_append_printf (head, "Content-Length: %" G_GSIZE_FORMAT "\r\n", reply->length);
  else
    g_string_append (head, "Connection: close\r\n");
  g_string_append_printf (head, "%s\r\n", reply->headers != NULL ? reply->headers : "");
  if (!g_output_stream_write_all (output, head->str, head->len, NULL, self->end, NULL))
    return FALSE;
  if (reply->drip_ms == 0)
    return g_output_stream_write_all (output, reply->body, n, NULL, self->end, NULL) && n == reply->length && !reply->no_length;
  for (gsize i = 0; i < n; i++)
    {
      wait_for_end (self, (int) reply->drip_ms);
      if (!g_output_stream_write_all (output, reply->body + i, 1, NULL, self->end, NULL))
        return FALSE;
    }
  return n == reply->length && !reply->no_length;
}

static gboolean
handle_one (FakeServer *self,
            GDataInputStream *input,
            GOutputStream *output)
{
  FakeRequest request = { NULL };
  FakeReply reply = { .stop_after = -1 };
  gboolean again = FALSE;

  if (read_request (self, input, &request))
    {
      g_mutex_lock (&self->lock);
      self->requests++;
      g_mutex_unlock (&self->lock);
      g_mutex_lock (&self->one);
      self->handler (&request, &reply, self->data);
      g_mutex_unlock (&self->one);
      again = write_reply (self, output, &reply);
    }
  request_clear (&request);
  g_free (reply.headers);
  g_free (reply.body);
  return again;
}

typedef struct
{
  FakeServer *server;
  GSocketConnection *connection;
} Visit;

static gpointer
serve_thread (gpointer data)
{
  g_autofree Visit *visit = data;
  FakeServer *self = visit->server;
  g_autoptr (GIOStream) stream = G_IO_STREAM (visit->connection);
  g_autoptr (GDataInputStream) input = NULL;

  if (self->certificate != NULL)
    {
      GIOStream *plain = g_steal_pointer (&stream);

      stream = g_tls_server_connection_new (plain, self->certificate, NULL);
      g_object_unref (plain);
    }
  input = g_data_input_stream_new (g_io_stream_get_input_stream (stream));
  g_data_input_stream_set_newline_type (input, G_DATA_STREAM_NEWLINE_TYPE_LF);
  while (handle_one (self, input, g_io_stream_get_output_stream (stream)))
    continue;
  g_io_stream_close (stream, NULL, NULL);
  return NULL;
}

static gpointer
accept_thread (gpointer data)
{
  FakeServer *self = data;
  GSocketConnection *connection;

  while ((connection = g_socket_listener_accept (self->listener, NULL, self->end, NULL)) != NULL)
    {
      Visit *visit = g_new0 (Visit, 1);

      visit->server = self;
      visit->connection = connection;
      g_ptr_array_add (self->connections, g_thread_new ("fake-connection", serve_thread, visit));
    }
  return NULL;
}

/**
 * fake_server_new_tls:
 * @certificate: (nullable): what it shows; %NULL speaks in the clear
 * @handler: what it answers
 * @data: for @handler
 *
 * Returns: (transfer full): a server that runs
 */
FakeServer *
fake_server_new_tls (GTlsCertificate *certificate,
                     FakeHandler handler,
                     gpointer data)
{
  FakeServer *self = g_new0 (FakeServer, 1);
  g_autoptr (GInetAddress) address = g_inet_address_new_loopback (G_SOCKET_FAMILY_IPV4);
  g_autoptr (GSocketAddress) any_port = g_inet_socket_address_new (address, 0);
  g_autoptr (GSocketAddress) bound = NULL;
  g_autoptr (GError) error = NULL;

  self->handler = handler;
  self->data = data;
  self->certificate = certificate;
  self->end = g_cancellable_new ();
  g_mutex_init (&self->lock);
  g_mutex_init (&self->one);
  self->connections = g_ptr_array_new ();
  self->listener = g_socket_listener_new ();
  g_socket_listener_add_address (self->listener, any_port, G_SOCKET_TYPE_STREAM, G_SOCKET_PROTOCOL_TCP, NULL, &bound, &error);
  g_assert_no_error (error);
  self->accepts = g_thread_new ("fake-server", accept_thread, self);
  self->port = g_inet_socket_address_get_port (G_INET_SOCKET_ADDRESS (bound));
  return self;
}

/**
 * fake_server_new:
 * @handler: what it answers
 * @data: for @handler
 *
 * Returns: (transfer full): a server in the clear
 */
FakeServer *
fake_server_new (FakeHandler handler,
                 gpointer data)
{
  return fake_server_new_tls (NULL, handler, data);
}

/**
 * fake_server_free:
 * @self: (transfer full): a server; its connections end
 */
void
fake_server_free (FakeServer *self)
{
  g_cancellable_cancel (self->end);
  g_thread_join (self->accepts);
  g_socket_listener_close (self->listener);
  /* A thread that has just said that it ends is still one to whoever looks for leaks. */
  for (guint i = 0; i < self->connections->len; i++)
    g_thread_join (g_ptr_array_index (self->connections, i));
  g_ptr_array_unref (self->connections);
  g_object_unref (self->listener);
  g_object_unref (self->end);
  g_mutex_clear (&self->lock);
  g_mutex_clear (&self->one);
  g_free (self);
}

/**
 * fake_server_get_url:
 * @self: a server
 * @host: "127.0.0.1" or "localhost"
 *
 * Returns: (transfer full): its address, without a path
 */
char *
fake_server_get_url (FakeServer *self,
                     const char *host)
{
  return g_strdup_printf ("%s://%s:%u", self->certificate != NULL ? "https" : "http", host, self->port);
}

/**
 * fake_server_get_requests:
 * @self: a server
 *
 * Returns: how many requests came in whole
 */
guint
fake_server_get_requests (FakeServer *self)
{
  guint n;

  g_mutex_lock (&self->lock);
  n = self->requests;
  g_mutex_unlock (&self->lock);
  return n;
}

/**
 * fake_request_get_header:
 * @request: a request
 * @name: in lower case
 *
 * Returns: (nullable): the header
 */
const char *
fake_request_get_header (const FakeRequest *request,
                         const char *name)
{
  return g_hash_table_lookup (request->headers, name);
}

/**
 * fake_reply_take_body:
 * @reply: a reply
 * @status: of HTTP
 * @body: (transfer full): text
 */
void
fake_reply_take_body (FakeReply *reply,
                      guint status,
                      char *body)
{
  g_free (reply->body);
  reply->status = status;
  reply->body = body;
  reply->length = strlen (body);
}
