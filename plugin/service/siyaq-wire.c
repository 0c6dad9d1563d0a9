/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Messages over a socket: the client, the translator and who keeps the translator talk like this. Plain
   poll() with one deadline rather than streams, so that no wait adds to another and any thread may
   do it without a main context. */
#define G_LOG_DOMAIN "siyaq-service"

#include "config.h"

#include "siyaq-wire.h"

#include <errno.h>
#include <poll.h>
#include <string.h>
#include <sys/socket.h>

/**
 * siyaq_wire_wait:
 * @wire: a socket and how long to wait
 * @events: POLLIN or POLLOUT
 * @error: %G_IO_ERROR_TIMED_OUT, %G_IO_ERROR_CANCELLED or what poll() met
 *
 * Returns: whether @events, or the end of the socket, came in time
 */
gboolean
siyaq_wire_wait (const SiyaqWire *wire,
                 short events,
                 GError **error)
{
  for (;;)
    {
      gint64 left_us = wire->deadline_us == SIYAQ_WIRE_FOREVER ? G_MAXINT64 : wire->deadline_us - g_get_monotonic_time ();
      GPollFD cancel = { .fd = -1 };
      struct pollfd fds[2] = { { .fd = wire->fd, .events = events } };
      int n_fds = 1, n, code;

      if (g_cancellable_set_error_if_cancelled (wire->cancellable, error))
        return FALSE;
      if (left_us <= 0)
        {
          g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_TIMED_OUT, "no answer came in time");
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
send_all (const SiyaqWire *wire,
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
          g_set_error (error, SIYAQ_PROTOCOL_ERROR, SIYAQ_PROTOCOL_ERROR_CLOSED, "the other side went away: %s", g_strerror (errno));
          return FALSE;
        }
      else if (!siyaq_wire_wait (wire, POLLOUT, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
receive_all (const SiyaqWire *wire,
             guint8 *data,
             gsize length,
             gboolean *ret_nothing_came,
             GError **error)
{
  gsize got = 0;

  while (got < length)
    {
      ssize_t n = recv (wire->fd, data + got, length - got, 0);

      if (n > 0)
        got += (gsize) n;
      else if (n == 0 || (errno != EAGAIN && errno != EINTR))
        {
          if (ret_nothing_came != NULL)
            *ret_nothing_came = got == 0;
          g_set_error_literal (error, SIYAQ_PROTOCOL_ERROR, SIYAQ_PROTOCOL_ERROR_CLOSED, "the other side went away");
          return FALSE;
        }
      else if (!siyaq_wire_wait (wire, POLLIN, error))
        return FALSE;
    }
  return TRUE;
}

/**
 * siyaq_wire_send:
 * @wire: a socket
 * @payload: from siyaq_message_encode()
 * @error: a #SiyaqProtocolError or #GIOErrorEnum
 *
 * Returns: whether all of it, with its length before it, is on the way
 */
gboolean
siyaq_wire_send (const SiyaqWire *wire,
                 GBytes *payload,
                 GError **error)
{
  gsize length;
  const guint8 *data = g_bytes_get_data (payload, &length);
  guint32 frame = GUINT32_TO_LE ((guint32) length);

  if (length > SIYAQ_PROTOCOL_MAX_BYTES)
    {
      g_set_error (error, SIYAQ_PROTOCOL_ERROR, SIYAQ_PROTOCOL_ERROR_TOO_LARGE, "message over %u bytes", SIYAQ_PROTOCOL_MAX_BYTES);
      return FALSE;
    }
  return send_all (wire, (const guint8 *) &frame, sizeof frame, error) && send_all (wire, data, length, error);
}

/* No key is near as long; a feed of megabytes needs no wiping. */
#define MAX_WIPED_BYTES (16u * 1024)

static void
wipe_and_free (gpointer data)
{
  GByteArray *array = data;

  if (array->len <= MAX_WIPED_BYTES)
    explicit_bzero (array->data, array->len);
  g_byte_array_unref (array);
}

/**
 * siyaq_wire_take:
 * @data: (transfer full) (array length=length): what came over a socket
 * @length: its length
 *
 * Returns: (transfer full): the same, wiped when it goes where it is short enough to hold a key
 */
GBytes *
siyaq_wire_take (guint8 *data,
                 gsize length)
{
  return g_bytes_new_with_free_func (data, length, wipe_and_free, g_byte_array_new_take (data, length));
}

/**
 * siyaq_wire_receive:
 * @wire: a socket
 * @ret_nothing_came: (out) (optional): whether the other side went away before the first byte; set
 *   only where %SIYAQ_PROTOCOL_ERROR_CLOSED is given
 * @error: a #SiyaqProtocolError or #GIOErrorEnum
 *
 * A short message's bytes are wiped when it goes: one kind of message holds a key.
 *
 * Returns: (transfer full): the next message
 */
SiyaqMessage *
siyaq_wire_receive (const SiyaqWire *wire,
                    gboolean *ret_nothing_came,
                    GError **error)
{
  guint32 frame;
  gsize length;
  guint8 *buffer;
  g_autoptr (GBytes) bytes = NULL;

  if (ret_nothing_came != NULL)
    *ret_nothing_came = FALSE;
  if (!receive_all (wire, (guint8 *) &frame, sizeof frame, ret_nothing_came, error))
    return NULL;
  length = GUINT32_FROM_LE (frame);
  buffer = length <= SIYAQ_PROTOCOL_MAX_BYTES ? g_try_malloc (MAX (length, 1)) : NULL;
  if (buffer == NULL)
    {
      g_set_error (error, SIYAQ_PROTOCOL_ERROR, SIYAQ_PROTOCOL_ERROR_TOO_LARGE, "message of %" G_GSIZE_FORMAT " bytes", length);
      return NULL;
    }
  bytes = siyaq_wire_take (buffer, length);
  return receive_all (wire, buffer, length, NULL, error) ? siyaq_message_decode (bytes, error) : NULL;
}

/**
 * siyaq_wire_wipe:
 * @payload: from siyaq_message_encode(), which nobody else reads any more
 *
 * Overwrites what was sent, where it held a key.
 */
void
siyaq_wire_wipe (GBytes *payload)
{
  gsize length;
  gconstpointer data = g_bytes_get_data (payload, &length);

  if (length > 0 && length <= MAX_WIPED_BYTES)
    explicit_bzero ((gpointer) data, length);
}
