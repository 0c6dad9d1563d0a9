/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Where requests may go and where they may be sent on to; whom TLS trusts. */
#include "config.h"

#include "fake-server.h"
#include "siyaq-http-private.h"

#include <glib/gstdio.h>
#include <libsoup/soup.h>

static void
test_redirects (void)
{
  static const struct { const char *from, *location; gboolean other_hosts, post; guint status; const char *wanted; } cases[] = {
    { "https://a.example/x", "/y", FALSE, FALSE, 302, "https://a.example/y" },
    { "https://a.example/x", "https://A.example/y", FALSE, TRUE, 308, "https://A.example/y" },
    { "https://a.example/x", "https://b.example/y", FALSE, FALSE, 302, NULL },
    { "https://a.example/x", "https://b.example/y", TRUE, FALSE, 302, "https://b.example/y" },
    { "https://a.example/x", "//b.example/y", FALSE, TRUE, 307, NULL },
    { "https://a.example/x", "https://a.example.b.example/y", FALSE, TRUE, 307, NULL },
    { "https://a.example/x", "https://a.example:8443/y", FALSE, TRUE, 307, NULL },
    { "https://a.example/x", "https://user:pass@a.example/y", FALSE, TRUE, 307, NULL },
    { "https://a.example/x", "http://a.example/y", TRUE, FALSE, 302, NULL },
    { "https://a.example/x", "http://127.0.0.1/y", TRUE, FALSE, 302, NULL },
    { "https://a.example/x", "https://localhost/y", TRUE, FALSE, 302, NULL },
    { "https://a.example/x", "file:///etc/passwd", TRUE, FALSE, 302, NULL },
    { "https://a.example/x", "javascript:1", TRUE, FALSE, 302, NULL },
    { "https://a.example/x", NULL, TRUE, FALSE, 302, NULL },
    { "https://a.example/x", "/y", FALSE, TRUE, 301, NULL },
    { "https://a.example/x", "/y", FALSE, TRUE, 302, NULL },
    { "https://a.example/x", "/y", FALSE, TRUE, 303, NULL },
    { "http://localhost:5000/x", "https://localhost:5443/y", FALSE, TRUE, 308, "https://localhost:5443/y" },
    { "http://localhost:5000/x", "http://localhost:5001/y", FALSE, TRUE, 308, NULL },
    { "http://localhost:5000/x", "http://localhost:5000/y", FALSE, TRUE, 308, "http://localhost:5000/y" },
    { "http://127.0.0.1:5000/x", "https://a.example/y", TRUE, FALSE, 302, "https://a.example/y" },
    { "https://127.0.0.1/x", "http://127.0.0.1/y", TRUE, FALSE, 302, NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GUri) from = g_uri_parse (cases[i].from, SOUP_HTTP_URI_FLAGS, NULL);
      g_autoptr (SiyaqHttpRequest) request = siyaq_http_request_new (cases[i].post ? "POST" : "GET", cases[i].from);
      g_autoptr (GUri) to = NULL;
      g_autoptr (GError) error = NULL;
      g_autofree char *text = NULL;

      if (cases[i].other_hosts)
        siyaq_http_request_follow_hosts (request);
      to = siyaq_http_redirect (from, cases[i].location, request, cases[i].status, &error);
      text = to != NULL ? g_uri_to_string (to) : NULL;
      g_test_message ("%s → %s: %s", cases[i].from, cases[i].location, error != NULL ? error->message : text);
      g_assert_cmpstr (text, ==, cases[i].wanted);
      if (to == NULL)
        g_assert_error (error, SIYAQ_HTTP_ERROR, SIYAQ_HTTP_ERROR_REDIRECT);
    }
}

static void
test_retry_after (void)
{
  static const struct { const char *value; guint wanted; } cases[] = {
    { NULL, 0 }, { "", 0 }, { "7", 7 }, { "0", 0 }, { "-1", 0 }, { "1.5", 0 }, { "soon", 0 }, { "4000000000", 86400 },
    { "Sun, 06 Nov 1994 08:50:37 GMT", 60 }, { "Sunday, 06-Nov-94 08:50:37 GMT", 60 }, { "Sun Nov  6 08:50:37 1994", 60 },
    { "Sun, 06 Nov 1994 08:49:37 GMT", 0 }, { "Mon, 06 Nov 2034 08:49:37 GMT", 86400 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_test_message ("%s", cases[i].value);
      g_assert_cmpuint (siyaq_http_parse_retry_after (cases[i].value, 784111777), ==, cases[i].wanted);
    }
}

static void
answer_ok (const FakeRequest *request,
           FakeReply *reply,
           gpointer data)
{
  fake_reply_take_body (reply, 200, g_strdup ("secrets"));
}

/* A certificate for "localhost" that nobody vouches for; NULL where none can be made. */
static GTlsCertificate *
make_certificate (void)
{
  g_autofree char *dir = g_dir_make_tmp ("siyaq-tls-XXXXXX", NULL);
  g_autofree char *key = g_build_filename (dir, "key.pem", NULL);
  g_autofree char *file = g_build_filename (dir, "certificate.pem", NULL);
  const char *const arguments[] = { "openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=localhost",
                                    "-keyout", key, "-out", file, NULL };
  GTlsCertificate *certificate = NULL;

  if (g_spawn_sync (NULL, (char **) arguments, NULL, G_SPAWN_SEARCH_PATH | G_SPAWN_STDOUT_TO_DEV_NULL | G_SPAWN_STDERR_TO_DEV_NULL,
                    NULL, NULL, NULL, NULL, NULL, NULL))
    certificate = g_tls_certificate_new_from_files (file, key, NULL);
  g_unlink (key);
  g_unlink (file);
  g_rmdir (dir);
  return certificate;
}

static void
test_untrusted (void)
{
  g_autoptr (GTlsCertificate) certificate = make_certificate ();
  g_autoptr (FakeServer) server = NULL;
  g_autofree char *url = NULL;
  g_autoptr (SiyaqHttp) http = siyaq_http_new ();
  g_autoptr (SiyaqHttpRequest) request = NULL;
  g_autoptr (GError) error = NULL;

  if (certificate == NULL)
    {
      g_test_skip ("openssl makes no certificate here");
      return;
    }
  server = fake_server_new_tls (certificate, answer_ok, NULL);
  url = fake_server_get_url (server, "localhost");
  request = siyaq_http_request_new ("POST", url);
  siyaq_http_request_add_header (request, "Authorization", "secret");
  g_assert_null (siyaq_http_send (http, request, NULL, NULL, &error));
  g_assert_error (error, SIYAQ_HTTP_ERROR, SIYAQ_HTTP_ERROR_UNREACHABLE);
  g_assert_nonnull (g_strrstr (error->message, "certificate"));
  g_assert_cmpuint (fake_server_get_requests (server), ==, 0);
}

static void
test_nobody (void)
{
  g_autoptr (FakeServer) server = fake_server_new (answer_ok, NULL);
  g_autofree char *url = fake_server_get_url (server, "127.0.0.1");
  g_autoptr (SiyaqHttp) http = siyaq_http_new ();
  g_autoptr (SiyaqHttpRequest) request = siyaq_http_request_new ("GET", url);
  g_autoptr (SiyaqHttpAnswer) answer = siyaq_http_send (http, request, NULL, NULL, NULL);
  g_autoptr (GError) error = NULL;

  g_assert_cmpuint (answer->status, ==, 200);
  g_assert_cmpuint (g_bytes_get_size (answer->body), ==, 7);
  fake_server_free (g_steal_pointer (&server));
  g_assert_null (siyaq_http_send (http, request, NULL, NULL, &error));
  g_assert_true (error->domain == SIYAQ_HTTP_ERROR);
}

static gpointer
send_thread (gpointer data)
{
  gpointer *both = data;
  g_autoptr (SiyaqHttpAnswer) answer = siyaq_http_send (both[0], both[1], NULL, NULL, NULL);

  return GUINT_TO_POINTER (answer != NULL ? answer->status : 0);
}

/* One way to a server, used by one thread after the other and by several at once. */
static void
test_threads (void)
{
  g_autoptr (FakeServer) server = fake_server_new (answer_ok, NULL);
  g_autofree char *url = fake_server_get_url (server, "127.0.0.1");
  g_autoptr (SiyaqHttp) http = siyaq_http_new ();
  g_autoptr (SiyaqHttpRequest) request = siyaq_http_request_new ("GET", url);
  gpointer both[] = { http, request };
  GThread *threads[8];

  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    threads[i] = g_thread_new ("send", send_thread, both);
  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    g_assert_cmpuint (GPOINTER_TO_UINT (g_thread_join (threads[i])), ==, 200);
  g_assert_cmpuint (GPOINTER_TO_UINT (send_thread (both)), ==, 200);
  g_assert_cmpuint (fake_server_get_requests (server), ==, G_N_ELEMENTS (threads) + 1);
}

int
main (int argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/http/redirects", test_redirects);
  g_test_add_func ("/http/retry-after", test_retry_after);
  g_test_add_func ("/http/untrusted", test_untrusted);
  g_test_add_func ("/http/nobody", test_nobody);
  g_test_add_func ("/http/threads", test_threads);
  return g_test_run ();
}
