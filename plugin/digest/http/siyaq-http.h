/* SPDX-License-Identifier: GPL-2.0-or-later */
/* One HTTP request at a time, with the limits that a request of ours always has. Linked by the
   translator's process alone. */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define SIYAQ_HTTP_ERROR (siyaq_http_error_quark ())
GQuark siyaq_http_error_quark (void);

/**
 * SiyaqHttpError:
 * @SIYAQ_HTTP_ERROR_ADDRESS: not an address that may be asked: no https and not this computer, or
 *   with a name and password in it
 * @SIYAQ_HTTP_ERROR_REDIRECT: the server sends us where we do not go
 * @SIYAQ_HTTP_ERROR_UNREACHABLE: no connection, or none that can be trusted; nothing was sent
 * @SIYAQ_HTTP_ERROR_BROKEN: the connection ended before the answer was complete
 * @SIYAQ_HTTP_ERROR_TIMEOUT: no answer, or not all of it, in time
 * @SIYAQ_HTTP_ERROR_TOO_LARGE: the answer is longer than was wanted
 */
typedef enum
{
  SIYAQ_HTTP_ERROR_ADDRESS,
  SIYAQ_HTTP_ERROR_REDIRECT,
  SIYAQ_HTTP_ERROR_UNREACHABLE,
  SIYAQ_HTTP_ERROR_BROKEN,
  SIYAQ_HTTP_ERROR_TIMEOUT,
  SIYAQ_HTTP_ERROR_TOO_LARGE,
} SiyaqHttpError;

typedef struct _SiyaqHttpRequest SiyaqHttpRequest;

/**
 * SiyaqHttpAnswer:
 * @status: of HTTP
 * @retry_after: (nullable): what the header of that name says: seconds or a date
 * @length: of the body as announced; -1 where it was not
 * @range_start: first byte of a part (status 206); -1 otherwise
 * @body: (nullable): the body, unless a sink took it
 */
typedef struct
{
  guint status;
  char *retry_after;
  gint64 length;
  gint64 range_start;
  GBytes *body;
} SiyaqHttpAnswer;

/**
 * SiyaqHttpSink:
 * @begin: called once before the body of a good answer (200 or 206); may refuse it
 * @write: called for each piece of it
 * @data: for both
 *
 * Takes a body that is too long for memory.
 */
typedef struct
{
  gboolean (*begin) (const SiyaqHttpAnswer *answer, gpointer data, GError **error);
  gboolean (*write) (const void *bytes, gsize length, gpointer data, GError **error);
  gpointer data;
} SiyaqHttpSink;

SiyaqHttpRequest *siyaq_http_request_new (const char *method, const char *url);
void siyaq_http_request_free (SiyaqHttpRequest *self);
void siyaq_http_request_add_header (SiyaqHttpRequest *self, const char *name, const char *value);
void siyaq_http_request_add_secret_query (SiyaqHttpRequest *self, const char *name, const char *value);
void siyaq_http_request_take_body (SiyaqHttpRequest *self, const char *content_type, char *body);
void siyaq_http_request_set_timeout (SiyaqHttpRequest *self, guint total_ms, guint idle_ms);
void siyaq_http_request_set_max_answer (SiyaqHttpRequest *self, gsize max_bytes);
void siyaq_http_request_follow_hosts (SiyaqHttpRequest *self);
const char *siyaq_http_request_get_url (const SiyaqHttpRequest *self);
const char *siyaq_http_request_get_method (const SiyaqHttpRequest *self);
const char *siyaq_http_request_get_body (const SiyaqHttpRequest *self);

typedef struct _SiyaqHttp SiyaqHttp;

SiyaqHttp *siyaq_http_new (void);
void siyaq_http_free (SiyaqHttp *self);
SiyaqHttpAnswer *siyaq_http_send (SiyaqHttp *self, const SiyaqHttpRequest *request, const SiyaqHttpSink *sink,
                                  GCancellable *cancellable, GError **error);
void siyaq_http_answer_free (SiyaqHttpAnswer *self);

char *siyaq_http_check_url (const char *url, GError **error);
guint siyaq_http_parse_retry_after (const char *value, gint64 now_s);
void siyaq_http_wipe (char *secret);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SiyaqHttp, siyaq_http_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SiyaqHttpAnswer, siyaq_http_answer_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SiyaqHttpRequest, siyaq_http_request_free)

G_END_DECLS
