/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A server on loopback that does what servers must not do. */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

typedef struct
{
  char *method;
  char *path;             /* with its query */
  GHashTable *headers;    /* by lower-case name */
  char *body;
} FakeRequest;

/**
 * FakeReply:
 * @status: of HTTP; 0 hangs up without a word
 * @headers: (nullable): more lines of the head, each with its end
 * @body: (nullable): the body
 * @length: its bytes
 * @stop_after: sends only so many bytes of the body and hangs up; -1 for all
 * @no_length: does not announce the length; the end of the connection is the end
 * @hang: says nothing until the other side or the test gives up
 * @drip_ms: pause before each byte of the body
 */
typedef struct
{
  guint status;
  char *headers;
  char *body;
  gsize length;
  gssize stop_after;
  gboolean no_length;
  gboolean hang;
  guint drip_ms;
} FakeReply;

/* Called in a thread of the server, one at a time; fills in what to answer. */
typedef void (*FakeHandler) (const FakeRequest *request, FakeReply *reply, gpointer data);

typedef struct _FakeServer FakeServer;

FakeServer *fake_server_new (FakeHandler handler, gpointer data);
FakeServer *fake_server_new_tls (GTlsCertificate *certificate, FakeHandler handler, gpointer data);
void fake_server_free (FakeServer *self);
char *fake_server_get_url (FakeServer *self, const char *host);
guint fake_server_get_requests (FakeServer *self);
const char *fake_request_get_header (const FakeRequest *request, const char *name);
void fake_reply_take_body (FakeReply *reply, guint status, char *body);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FakeServer, fake_server_free)

G_END_DECLS
