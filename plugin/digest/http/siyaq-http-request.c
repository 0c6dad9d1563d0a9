/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A request, with its secrets apart from what may be shown. */
#define G_LOG_DOMAIN "siyaq-http"

#include "config.h"

#include "siyaq-http-private.h"

#include <string.h>

/* A translation is not much longer than its text, and a request has at most 128 KiB of text. */
#define DEFAULT_MAX_ANSWER_BYTES (4u * 1024 * 1024)

/**
 * siyaq_http_wipe:
 * @secret: (transfer full) (nullable): a string that must not stay in memory
 */
void
siyaq_http_wipe (char *secret)
{
  if (secret == NULL)
    return;
  explicit_bzero (secret, strlen (secret));
  g_free (secret);
}

static void
header_free (gpointer data)
{
  SiyaqHttpHeader *header = data;

  g_free (header->name);
  siyaq_http_wipe (header->value);
  g_free (header);
}

/**
 * siyaq_http_request_new:
 * @method: "GET" or "POST"
 * @url: where to
 *
 * Returns: (transfer full): a request without body, with limits that suit a small answer
 */
SiyaqHttpRequest *
siyaq_http_request_new (const char *method,
                        const char *url)
{
  SiyaqHttpRequest *self;

  g_return_val_if_fail (method != NULL, NULL);
  g_return_val_if_fail (url != NULL, NULL);

  self = g_new0 (SiyaqHttpRequest, 1);
  self->method = g_strdup (method);
  self->url = g_strdup (url);
  self->headers = g_ptr_array_new_with_free_func (header_free);
  self->max_answer_bytes = DEFAULT_MAX_ANSWER_BYTES;
  return self;
}

/**
 * siyaq_http_request_free:
 * @self: (transfer full) (nullable): a request
 */
void
siyaq_http_request_free (SiyaqHttpRequest *self)
{
  if (self == NULL)
    return;
  g_free (self->method);
  g_free (self->url);
  g_ptr_array_unref (self->headers);
  siyaq_http_wipe (self->secret_query);
  g_free (self->content_type);
  g_clear_pointer (&self->body, g_bytes_unref);
  g_free (self);
}

/**
 * siyaq_http_request_add_header:
 * @self: a request
 * @name: of the header
 * @value: its value, which may be a secret
 */
void
siyaq_http_request_add_header (SiyaqHttpRequest *self,
                               const char *name,
                               const char *value)
{
  SiyaqHttpHeader *header;

  g_return_if_fail (self != NULL);
  g_return_if_fail (name != NULL);
  g_return_if_fail (value != NULL);

  header = g_new0 (SiyaqHttpHeader, 1);
  header->name = g_strdup (name);
  header->value = g_strdup (value);
  g_ptr_array_add (self->headers, header);
}

/**
 * siyaq_http_request_add_secret_query:
 * @self: a request
 * @name: of the parameter
 * @value: a secret
 *
 * For a provider that wants its key in the address: it is put there when the request goes out and is
 * in no address that could be shown.
 */
void
siyaq_http_request_add_secret_query (SiyaqHttpRequest *self,
                                     const char *name,
                                     const char *value)
{
  char *escaped;

  g_return_if_fail (self != NULL);
  g_return_if_fail (name != NULL);
  g_return_if_fail (value != NULL);

  escaped = g_uri_escape_string (value, NULL, FALSE);
  siyaq_http_wipe (self->secret_query);
  self->secret_query = g_strconcat (name, "=", escaped, NULL);
  siyaq_http_wipe (escaped);
}

/**
 * siyaq_http_request_take_body:
 * @self: a request
 * @content_type: of the body
 * @body: (transfer full): text, which may hold a secret and is wiped after use
 */
void
siyaq_http_request_take_body (SiyaqHttpRequest *self,
                              const char *content_type,
                              char *body)
{
  g_return_if_fail (self != NULL);
  g_return_if_fail (content_type != NULL);
  g_return_if_fail (body != NULL);

  g_free (self->content_type);
  self->content_type = g_strdup (content_type);
  g_clear_pointer (&self->body, g_bytes_unref);
  self->body = g_bytes_new_with_free_func (body, strlen (body), (GDestroyNotify) siyaq_http_wipe, body);
}

/**
 * siyaq_http_request_set_timeout:
 * @self: a request
 * @total_ms: how long all of it may take, 0 for no limit
 * @idle_ms: how long nothing may come, 0 for no limit
 */
void
siyaq_http_request_set_timeout (SiyaqHttpRequest *self,
                                guint total_ms,
                                guint idle_ms)
{
  g_return_if_fail (self != NULL);

  self->total_ms = total_ms;
  self->idle_ms = idle_ms;
}

/**
 * siyaq_http_request_set_max_answer:
 * @self: a request
 * @max_bytes: how long the answer may be, unpacked
 */
void
siyaq_http_request_set_max_answer (SiyaqHttpRequest *self,
                                   gsize max_bytes)
{
  g_return_if_fail (self != NULL);

  self->max_answer_bytes = max_bytes;
}

/**
 * siyaq_http_request_follow_hosts:
 * @self: a request without secrets, whose answer is checked
 *
 * Lets redirects lead to other servers, as those of mirrors do.
 */
void
siyaq_http_request_follow_hosts (SiyaqHttpRequest *self)
{
  g_return_if_fail (self != NULL);

  self->follow_hosts = TRUE;
}

/**
 * siyaq_http_request_get_url:
 * @self: a request
 *
 * Returns: (transfer none): where it goes, without secrets
 */
const char *
siyaq_http_request_get_url (const SiyaqHttpRequest *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->url;
}

/**
 * siyaq_http_request_get_method:
 * @self: a request
 *
 * Returns: (transfer none): "GET" or "POST"
 */
const char *
siyaq_http_request_get_method (const SiyaqHttpRequest *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->method;
}

/**
 * siyaq_http_request_get_body:
 * @self: a request
 *
 * Returns: (transfer none) (nullable): its body, as it goes out
 */
const char *
siyaq_http_request_get_body (const SiyaqHttpRequest *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->body != NULL ? g_bytes_get_data (self->body, NULL) : NULL;
}
