/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The words of the private socket. A message is a little-endian 32-bit length and that many bytes of
   a GVariant of type (sa{sv}ay): a method or status, named values, a body. GVariant was taken
   because GLib checks its bounds and the module for the reader need not link a parser. One
   request and one answer at a time on a connection, as many in a row as wanted. */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define SIYAQ_PROTOCOL_VERSION 1u
/* A feed document of 50 MB and its frame fit. */
#define SIYAQ_PROTOCOL_MAX_BYTES (64u * 1024 * 1024)
#define SIYAQ_PROTOCOL_TYPE "(sa{sv}ay)"

#define SIYAQ_PROTOCOL_ERROR (siyaq_protocol_error_quark ())
GQuark siyaq_protocol_error_quark (void);

/**
 * SiyaqProtocolError:
 * @SIYAQ_PROTOCOL_ERROR_TOO_LARGE: a message over %SIYAQ_PROTOCOL_MAX_BYTES
 * @SIYAQ_PROTOCOL_ERROR_INVALID: not a message
 * @SIYAQ_PROTOCOL_ERROR_CLOSED: the other side went away in the middle
 * @SIYAQ_PROTOCOL_ERROR_REFUSED: the service answered with an error; the message is its own
 */
typedef enum
{
  SIYAQ_PROTOCOL_ERROR_TOO_LARGE,
  SIYAQ_PROTOCOL_ERROR_INVALID,
  SIYAQ_PROTOCOL_ERROR_CLOSED,
  SIYAQ_PROTOCOL_ERROR_REFUSED,
} SiyaqProtocolError;

typedef struct
{
  char *name;         /* a method, or "ok", or "error" */
  GVariant *values;   /* a{sv} */
  GBytes *body;       /* nullable */
} SiyaqMessage;

SiyaqMessage *siyaq_message_new (const char *name, GVariant *values, GBytes *body);
void siyaq_message_free (SiyaqMessage *self);

GBytes *siyaq_message_encode (const SiyaqMessage *self);
SiyaqMessage *siyaq_message_decode (GBytes *payload, GError **error);

char *siyaq_protocol_get_socket_path (void);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SiyaqMessage, siyaq_message_free)

G_END_DECLS
