/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Sends a request and waits for its answer. The asynchronous calls of libsoup run on a main context
   of our own that turns here only: the caller may be any thread, an answer that drips is ended by the
   clock and not by the next byte, and who cancels is heard at once even while a name is resolved.
   libsoup's synchronous calls were rejected because their only limit is that of a single read. */
#define G_LOG_DOMAIN "siyaq-http"

#include "config.h"

#include "siyaq-http-private.h"

#include <libsoup/soup.h>
#include <string.h>

/* As many as a server has reasons for: its own name, its language, its newest version. */
#define MAX_REDIRECTS 4u
#define CHUNK_BYTES (64u * 1024)
/* What a server may say about a request that failed. */
#define MAX_COMPLAINT_BYTES (256u * 1024)

struct _SiyaqHttp
{
  GMutex lock;
  SoupSession *session;    /* of the thread that used it last */
  GMainContext *context;
  GThread *thread;
  gboolean is_local;       /* session asks this computer, without a proxy */
};

typedef struct
{
  SiyaqHttp *http;
  const SiyaqHttpRequest *request;
  const SiyaqHttpSink *sink;       /* nullable */
  SoupMessage *message;
  GCancellable *cancellable;       /* ours: cancelled by the caller's and by the clock */
  GInputStream *input;
  GSource *idle;                   /* nullable */
  SiyaqHttpAnswer *answer;
  GByteArray *body;                /* nullable: where no sink takes it */
  gsize max_bytes;
  gsize n_bytes;
  guint8 *chunk;
  gboolean timed_out;
  gboolean wrote;                  /* the request went out */
  gboolean sink_failed;
  gboolean done;
  GError *error;
} Exchange;

/**
 * siyaq_http_answer_free:
 * @self: (transfer full) (nullable): an answer
 */
void
siyaq_http_answer_free (SiyaqHttpAnswer *self)
{
  if (self == NULL)
    return;
  g_free (self->retry_after);
  g_clear_pointer (&self->body, g_bytes_unref);
  g_free (self);
}

static void
drop_session (SiyaqHttp *self)
{
  g_clear_object (&self->session);
  g_clear_pointer (&self->context, g_main_context_unref);
}

/**
 * siyaq_http_new:
 *
 * Returns: (transfer full): who sends requests, one at a time, and keeps the connection for the next
 */
SiyaqHttp *
siyaq_http_new (void)
{
  SiyaqHttp *self = g_new0 (SiyaqHttp, 1);

  g_mutex_init (&self->lock);
  return self;
}

/**
 * siyaq_http_free:
 * @self: (transfer full) (nullable): who sends requests
 */
void
siyaq_http_free (SiyaqHttp *self)
{
  if (self == NULL)
    return;
  drop_session (self);
  g_mutex_clear (&self->lock);
  g_free (self);
}

/* A session belongs to the thread that made it. One for this computer knows no proxy: what may go
   out without encryption must not leave by way of one. */
static void
ensure_session (SiyaqHttp *self,
                gboolean is_local)
{
  if (self->session != NULL && (self->thread != g_thread_self () || self->is_local != is_local))
    drop_session (self);
  if (self->session != NULL)
    return;
  self->thread = g_thread_self ();
  self->is_local = is_local;
  self->context = g_main_context_new ();
  self->session = soup_session_new ();
  soup_session_set_timeout (self->session, 0);
  soup_session_set_user_agent (self->session, "siyaq/" PACKAGE_VERSION);
  if (is_local)
    soup_session_set_proxy_resolver (self->session, NULL);
}

static gboolean
clock_cb (gpointer data)
{
  Exchange *exchange = data;

  exchange->timed_out = TRUE;
  g_cancellable_cancel (exchange->cancellable);
  return G_SOURCE_REMOVE;
}

static GSource *
start_clock (Exchange *exchange,
             guint interval_ms)
{
  GSource *source;

  if (interval_ms == 0)
    return NULL;
  source = g_timeout_source_new (interval_ms);
  g_source_set_callback (source, clock_cb, exchange, NULL);
  g_source_attach (source, exchange->http->context);
  return source;
}

static void
stop_clock (GSource **source)
{
  if (*source == NULL)
    return;
  g_source_destroy (*source);
  g_clear_pointer (source, g_source_unref);
}

static void
put_off_clock (Exchange *exchange)
{
  if (exchange->idle != NULL)
    g_source_set_ready_time (exchange->idle, g_get_monotonic_time () + exchange->request->idle_ms * G_GINT64_CONSTANT (1000));
}

static void
finish (Exchange *exchange,
        GError *error)
{
  exchange->error = error;
  exchange->done = TRUE;
}

static void read_next (Exchange *exchange);

static void
take_chunk (Exchange *exchange,
            gsize length)
{
  GError *error = NULL;

  exchange->n_bytes += length;
  if (exchange->n_bytes > exchange->max_bytes)
    g_set_error (&error, SIYAQ_HTTP_ERROR, SIYAQ_HTTP_ERROR_TOO_LARGE,
                 "the answer is longer than %" G_GSIZE_FORMAT " bytes", exchange->max_bytes);
  else if (exchange->body != NULL)
    g_byte_array_append (exchange->body, exchange->chunk, (guint) length);
  else
    exchange->sink_failed = !exchange->sink->write (exchange->chunk, length, exchange->sink->data, &error);
  if (error != NULL)
    finish (exchange, error);
  else
    read_next (exchange);
}

static void
read_cb (GObject *object,
         GAsyncResult *result,
         gpointer data)
{
  Exchange *exchange = data;
  GError *error = NULL;
  gssize n = g_input_stream_read_finish (G_INPUT_STREAM (object), result, &error);

  if (n <= 0)
    {
      finish (exchange, error);
      return;
    }
  put_off_clock (exchange);
  take_chunk (exchange, (gsize) n);
}

static void
read_next (Exchange *exchange)
{
  g_input_stream_read_async (exchange->input, exchange->chunk, CHUNK_BYTES, G_PRIORITY_DEFAULT, exchange->cancellable,
                             read_cb, exchange);
}

/* Where the body goes, once the head is there. */
static gboolean
begin_body (Exchange *exchange,
            GError **error)
{
  SiyaqHttpAnswer *answer = exchange->answer;
  gboolean good = answer->status == SOUP_STATUS_OK || answer->status == SOUP_STATUS_PARTIAL_CONTENT;

  exchange->max_bytes = good ? exchange->request->max_answer_bytes : MAX_COMPLAINT_BYTES;
  if (answer->length > 0 && (guint64) answer->length > exchange->max_bytes)
    {
      g_set_error (error, SIYAQ_HTTP_ERROR, SIYAQ_HTTP_ERROR_TOO_LARGE,
                   "the answer is longer than %" G_GSIZE_FORMAT " bytes", exchange->max_bytes);
      return FALSE;
    }
  if (exchange->sink != NULL && good)
    {
      exchange->sink_failed = !exchange->sink->begin (answer, exchange->sink->data, error);
      return !exchange->sink_failed;
    }
  exchange->body = g_byte_array_new ();
  return TRUE;
}

static void
head_cb (GObject *object,
         GAsyncResult *result,
         gpointer data)
{
  Exchange *exchange = data;
  GError *error = NULL;
  SoupMessageHeaders *headers;
  goffset start, end, total;

  exchange->input = soup_session_send_finish (SOUP_SESSION (object), result, &error);
  if (exchange->input == NULL)
    {
      finish (exchange, error);
      return;
    }
  put_off_clock (exchange);
  headers = soup_message_get_response_headers (exchange->message);
  exchange->answer = g_new0 (SiyaqHttpAnswer, 1);
  exchange->answer->status = soup_message_get_status (exchange->message);
  exchange->answer->retry_after = g_strdup (soup_message_headers_get_one (headers, "Retry-After"));
  exchange->answer->length = -1;
  if (soup_message_headers_get_encoding (headers) == SOUP_ENCODING_CONTENT_LENGTH)
    exchange->answer->length = soup_message_headers_get_content_length (headers);
  exchange->answer->range_start = -1;
  if (exchange->answer->status == SOUP_STATUS_PARTIAL_CONTENT && soup_message_headers_get_content_range (headers, &start, &end, &total))
    exchange->answer->range_start = start;
  if (SOUP_STATUS_IS_REDIRECTION (exchange->answer->status) || !begin_body (exchange, &error))
    finish (exchange, error);
  else
    read_next (exchange);
}

static void
wrote_cb (SoupMessage *message,
          gpointer data)
{
  ((Exchange *) data)->wrote = TRUE;
}

static SoupMessage *
new_message (const SiyaqHttpRequest *request,
             GUri *uri)
{
  SoupMessage *message;
  SoupMessageHeaders *headers;

  if (request->secret_query != NULL)
    {
      const char *query = g_uri_get_query (uri);
      char *all = query != NULL ? g_strconcat (query, "&", request->secret_query, NULL) : g_strdup (request->secret_query);
      g_autoptr (GUri) secret = soup_uri_copy (uri, SOUP_URI_QUERY, all, SOUP_URI_NONE);

      message = soup_message_new_from_uri (request->method, secret);
      siyaq_http_wipe (all);
    }
  else
    message = soup_message_new_from_uri (request->method, uri);
  headers = soup_message_get_request_headers (message);
  for (guint i = 0; i < request->headers->len; i++)
    {
      const SiyaqHttpHeader *header = g_ptr_array_index (request->headers, i);

      soup_message_headers_replace (headers, header->name, header->value);
    }
  if (request->body != NULL)
    soup_message_set_request_body_from_bytes (message, request->content_type, request->body);
  soup_message_add_flags (message, SOUP_MESSAGE_NO_REDIRECT);
  soup_message_disable_feature (message, SOUP_TYPE_AUTH_MANAGER);
  /* A file that is packed for a reason arrives packed. */
  if (request->follow_hosts)
    soup_message_disable_feature (message, SOUP_TYPE_CONTENT_DECODER);
  return message;
}

/* What a person and the retries need to know of what libsoup, GIO or TLS met. */
static void
explain (Exchange *exchange,
         const char *host,
         GCancellable *cancellable,
         GError **error)
{
  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    return;
  if (exchange->timed_out)
    g_set_error (error, SIYAQ_HTTP_ERROR, SIYAQ_HTTP_ERROR_TIMEOUT, "%s did not answer in time", host);
  else if (exchange->sink_failed)
    g_propagate_error (error, g_error_copy (exchange->error));
  else if (exchange->error->domain == SIYAQ_HTTP_ERROR)
    g_set_error (error, SIYAQ_HTTP_ERROR, exchange->error->code, "%s: %s", host, exchange->error->message);
  else if (exchange->wrote)
    g_set_error (error, SIYAQ_HTTP_ERROR, SIYAQ_HTTP_ERROR_BROKEN, "%s broke off its answer", host);
  else if (g_error_matches (exchange->error, G_TLS_ERROR, G_TLS_ERROR_BAD_CERTIFICATE))
    g_set_error (error, SIYAQ_HTTP_ERROR, SIYAQ_HTTP_ERROR_UNREACHABLE, "the certificate of %s cannot be trusted", host);
  else
    g_set_error (error, SIYAQ_HTTP_ERROR, SIYAQ_HTTP_ERROR_UNREACHABLE, "%s cannot be reached: %s", host, exchange->error->message);
}

static void
cancel_cb (GCancellable *cancellable,
           gpointer data)
{
  g_cancellable_cancel (data);
}

/* One request and its answer, without redirects. */
static SiyaqHttpAnswer *
send_once (SiyaqHttp *self,
           const SiyaqHttpRequest *request,
           GUri *uri,
           const SiyaqHttpSink *sink,
           GSource *total,
           char **ret_location,
           GCancellable *cancellable,
           GError **error)
{
  Exchange exchange = { .http = self, .request = request, .sink = sink };
  SiyaqHttpAnswer *answer = NULL;
  g_autofree guint8 *chunk = g_malloc (CHUNK_BYTES);
  gulong handler = 0;

  exchange.chunk = chunk;
  exchange.cancellable = g_cancellable_new ();
  exchange.message = new_message (request, uri);
  g_signal_connect (exchange.message, "wrote-headers", G_CALLBACK (wrote_cb), &exchange);
  if (cancellable != NULL)
    handler = g_cancellable_connect (cancellable, G_CALLBACK (cancel_cb), exchange.cancellable, NULL);
  exchange.idle = start_clock (&exchange, request->idle_ms);
  /* The clock of the whole runs on over redirects. */
  g_source_set_callback (total, clock_cb, &exchange, NULL);
  soup_session_send_async (self->session, exchange.message, G_PRIORITY_DEFAULT, exchange.cancellable, head_cb, &exchange);
  while (!exchange.done)
    g_main_context_iteration (self->context, TRUE);
  g_cancellable_disconnect (cancellable, handler);
  stop_clock (&exchange.idle);

  if (exchange.error != NULL)
    {
      explain (&exchange, g_uri_get_host (uri), cancellable, error);
      g_error_free (exchange.error);
    }
  else
    {
      answer = g_steal_pointer (&exchange.answer);
      if (exchange.body != NULL)
        answer->body = g_byte_array_free_to_bytes (g_steal_pointer (&exchange.body));
      *ret_location = g_strdup (soup_message_headers_get_one (soup_message_get_response_headers (exchange.message), "Location"));
    }
  g_clear_pointer (&exchange.body, g_byte_array_unref);
  siyaq_http_answer_free (exchange.answer);
  g_clear_object (&exchange.input);
  g_object_unref (exchange.message);
  g_object_unref (exchange.cancellable);
  return answer;
}

/**
 * siyaq_http_send:
 * @self: who sends
 * @request: what
 * @sink: (nullable): takes the body of a good answer; without it the answer has it
 * @cancellable: (nullable): ends it at once
 * @error: a #SiyaqHttpError, what @sink met, or %G_IO_ERROR_CANCELLED; it names the host and nothing
 *   else of the request
 *
 * Blocks. An answer of any status but a redirect is an answer. Nothing is sent twice.
 *
 * Returns: (transfer full): what the server said
 */
SiyaqHttpAnswer *
siyaq_http_send (SiyaqHttp *self,
                 const SiyaqHttpRequest *request,
                 const SiyaqHttpSink *sink,
                 GCancellable *cancellable,
                 GError **error)
{
  g_autoptr (GUri) uri = NULL;
  g_autoptr (SiyaqHttpAnswer) answer = NULL;
  g_autofree char *host = NULL;
  GSource *total;

  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (request != NULL, NULL);

  host = siyaq_http_check_url (request->url, error);
  if (host == NULL || g_cancellable_set_error_if_cancelled (cancellable, error))
    return NULL;
  uri = g_uri_parse (request->url, SOUP_HTTP_URI_FLAGS, NULL);

  g_mutex_lock (&self->lock);
  ensure_session (self, siyaq_http_is_loopback (host));
  g_main_context_push_thread_default (self->context);
  total = g_timeout_source_new (request->total_ms);
  if (request->total_ms != 0)
    g_source_attach (total, self->context);
  for (guint i = 0;; i++)
    {
      g_autofree char *location = NULL;
      GUri *next;

      answer = send_once (self, request, uri, sink, total, &location, cancellable, error);
      if (answer == NULL || !SOUP_STATUS_IS_REDIRECTION (answer->status))
        break;
      next = siyaq_http_redirect (uri, location, request, answer->status, error);
      g_clear_pointer (&answer, siyaq_http_answer_free);
      if (next == NULL)
        break;
      g_uri_unref (uri);
      uri = next;
      if (i == MAX_REDIRECTS)
        {
          g_set_error (error, SIYAQ_HTTP_ERROR, SIYAQ_HTTP_ERROR_REDIRECT, "%s sends us round in circles", host);
          break;
        }
    }
  g_source_destroy (total);
  g_source_unref (total);
  g_main_context_pop_thread_default (self->context);
  /* A connection that failed half-way is not used again. */
  if (answer == NULL)
    drop_session (self);
  g_mutex_unlock (&self->lock);
  return g_steal_pointer (&answer);
}
