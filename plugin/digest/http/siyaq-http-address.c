/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Which addresses may be asked, and where a redirect may lead. A text that the user sends to one
   company must not go to another because a server says so, and a key least of all; plain http is for
   servers on this computer, where nobody listens on the way. */
#define G_LOG_DOMAIN "siyaq-http"

#include "config.h"

#include "siyaq-http-private.h"

#include <libsoup/soup.h>
#include <string.h>

/* Longer ones are not written by people. */
#define MAX_URL_BYTES 2048u
/* A day: who wants to be left alone for longer is asked again tomorrow all the same. */
#define MAX_RETRY_AFTER_S (24u * 60 * 60)

G_DEFINE_QUARK (siyaq-http-error-quark, siyaq_http_error)

/**
 * siyaq_http_is_loopback:
 * @host: a name or address
 *
 * Returns: whether that is this computer without asking anybody: the addresses of the loopback
 *   interface and the one name that GLib resolves to them itself
 */
gboolean
siyaq_http_is_loopback (const char *host)
{
  g_autoptr (GInetAddress) address = NULL;

  g_return_val_if_fail (host != NULL, FALSE);

  if (g_ascii_strcasecmp (host, "localhost") == 0)
    return TRUE;
  address = g_inet_address_new_from_string (host);
  return address != NULL && g_inet_address_get_is_loopback (address);
}

/**
 * siyaq_http_may_ask:
 * @uri: an address
 * @error: %SIYAQ_HTTP_ERROR_ADDRESS
 *
 * Returns: whether it is one of those that may be asked
 */
gboolean
siyaq_http_may_ask (GUri *uri,
                    GError **error)
{
  const char *scheme = g_uri_get_scheme (uri);
  const char *host = g_uri_get_host (uri);

  if (host == NULL || *host == '\0')
    g_set_error_literal (error, SIYAQ_HTTP_ERROR, SIYAQ_HTTP_ERROR_ADDRESS, "the address names no server");
  else if (g_uri_get_userinfo (uri) != NULL)
    g_set_error (error, SIYAQ_HTTP_ERROR, SIYAQ_HTTP_ERROR_ADDRESS,
                 "the address of %s has a name or password in it; keys belong into the keyring", host);
  else if (strcmp (scheme, "https") == 0 || (strcmp (scheme, "http") == 0 && siyaq_http_is_loopback (host)))
    return TRUE;
  else if (strcmp (scheme, "http") == 0)
    g_set_error (error, SIYAQ_HTTP_ERROR, SIYAQ_HTTP_ERROR_ADDRESS,
                 "%s is not asked without encryption: its address must begin with https", host);
  else
    g_set_error (error, SIYAQ_HTTP_ERROR, SIYAQ_HTTP_ERROR_ADDRESS, "an address of %s begins with https", host);
  return FALSE;
}

/**
 * siyaq_http_check_url:
 * @url: an address as a person writes it
 * @error: %SIYAQ_HTTP_ERROR_ADDRESS
 *
 * Returns: (transfer full): its host, where it may be asked
 */
char *
siyaq_http_check_url (const char *url,
                      GError **error)
{
  g_autoptr (GUri) uri = NULL;

  g_return_val_if_fail (url != NULL, NULL);

  if (strlen (url) > MAX_URL_BYTES || (uri = g_uri_parse (url, SOUP_HTTP_URI_FLAGS, NULL)) == NULL)
    {
      g_set_error_literal (error, SIYAQ_HTTP_ERROR, SIYAQ_HTTP_ERROR_ADDRESS, "this is not an address");
      return NULL;
    }
  return siyaq_http_may_ask (uri, error) ? g_ascii_strdown (g_uri_get_host (uri), -1) : NULL;
}

static int
effective_port (GUri *uri)
{
  if (g_uri_get_port (uri) != -1)
    return g_uri_get_port (uri);
  return strcmp (g_uri_get_scheme (uri), "https") == 0 ? 443 : 80;
}

static gboolean
is_same_server (GUri *a,
                GUri *b)
{
  gboolean upgraded = strcmp (g_uri_get_scheme (a), "http") == 0 && strcmp (g_uri_get_scheme (b), "https") == 0;

  return g_ascii_strcasecmp (g_uri_get_host (a), g_uri_get_host (b)) == 0 &&
         (upgraded || effective_port (a) == effective_port (b));
}

/**
 * siyaq_http_redirect:
 * @from: what was asked
 * @location: (nullable): where the server sends us
 * @request: the request, with what it allows
 * @status: 301, 302, 303, 307 or 308
 * @error: %SIYAQ_HTTP_ERROR_REDIRECT
 *
 * Returns: (transfer full): where to go
 */
GUri *
siyaq_http_redirect (GUri *from,
                     const char *location,
                     const SiyaqHttpRequest *request,
                     guint status,
                     GError **error)
{
  g_autoptr (GUri) to = NULL;
  const char *host = g_uri_get_host (from);

  if (location != NULL && strlen (location) <= MAX_URL_BYTES)
    to = g_uri_parse_relative (from, location, SOUP_HTTP_URI_FLAGS, NULL);
  if (to == NULL || !siyaq_http_may_ask (to, NULL))
    g_set_error (error, SIYAQ_HTTP_ERROR, SIYAQ_HTTP_ERROR_REDIRECT, "%s sends us to an address that is not asked", host);
  else if (strcmp (g_uri_get_scheme (from), "https") == 0 && strcmp (g_uri_get_scheme (to), "https") != 0)
    g_set_error (error, SIYAQ_HTTP_ERROR, SIYAQ_HTTP_ERROR_REDIRECT, "%s wants to do without encryption", host);
  else if (siyaq_http_is_loopback (g_uri_get_host (to)) && !siyaq_http_is_loopback (host))
    g_set_error (error, SIYAQ_HTTP_ERROR, SIYAQ_HTTP_ERROR_REDIRECT, "%s sends us to this computer", host);
  else if (!request->follow_hosts && !is_same_server (from, to))
    g_set_error (error, SIYAQ_HTTP_ERROR, SIYAQ_HTTP_ERROR_REDIRECT,
                 "%s sends us to %s, which was not chosen", host, g_uri_get_host (to));
  /* Only these two keep the method and the body; after the others a text would be lost on the way. */
  else if (strcmp (request->method, "GET") != 0 && status != 307 && status != 308)
    g_set_error (error, SIYAQ_HTTP_ERROR, SIYAQ_HTTP_ERROR_REDIRECT, "the address at %s has moved", host);
  else
    return g_steal_pointer (&to);
  return NULL;
}

/**
 * siyaq_http_parse_retry_after:
 * @value: (nullable): what a server put into Retry-After: seconds or a date
 * @now_s: the time, seconds since 1970 UTC
 *
 * Returns: seconds to wait, at most a day; 0 where nothing useful was said
 */
guint
siyaq_http_parse_retry_after (const char *value,
                              gint64 now_s)
{
  g_autoptr (GDateTime) date = NULL;
  guint64 seconds;

  if (value == NULL)
    return 0;
  if (g_ascii_string_to_unsigned (value, 10, 0, G_MAXUINT, &seconds, NULL))
    return (guint) MIN (seconds, MAX_RETRY_AFTER_S);
  date = soup_date_time_new_from_http_string (value);
  if (date == NULL || g_date_time_to_unix (date) <= now_s)
    return 0;
  return (guint) MIN (g_date_time_to_unix (date) - now_s, (gint64) MAX_RETRY_AFTER_S);
}
