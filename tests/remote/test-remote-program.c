/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The translator's program as the service uses it, with a real keyring and a server on loopback: a key
   goes in by the one message that may hold it and comes out nowhere: not in answers, not in what the
   program prints with all its messages on, not among its arguments or its environment, and a crash
   leaves no core file. */
#include "config.h"

#include "fake-desktop.h"
#include "fake-provider.h"
#include "siyaq-translator-process.h"
#include "siyaq-wire.h"

#include <signal.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#define PATIENCE_US (60 * G_USEC_PER_SEC)

typedef struct
{
  GSubprocess *process;
  int fd;
  char *dir;               /* where it works, and would leave a core file */
} Program;

static FakeDesktop desktop;
static FakeProvider *server;
static char *url;

static void
start (Program *self)
{
  g_autofree char *program = siyaq_translator_process_find_program ();
  g_autoptr (GSubprocessLauncher) launcher = g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE | G_SUBPROCESS_FLAGS_STDERR_MERGE);
  g_autoptr (GError) error = NULL;
  int fds[2];

  self->dir = g_build_filename (desktop.home, "program", NULL);
  g_assert_cmpint (g_mkdir_with_parents (self->dir, 0700), ==, 0);
  g_assert_cmpint (socketpair (AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0, fds), ==, 0);
  g_subprocess_launcher_set_cwd (launcher, self->dir);
  g_subprocess_launcher_setenv (launcher, "G_MESSAGES_DEBUG", "all", TRUE);
  g_subprocess_launcher_take_stdin_fd (launcher, fds[1]);
  self->process = g_subprocess_launcher_spawn (launcher, &error, program, NULL);
  g_assert_no_error (error);
  g_subprocess_launcher_close (launcher);
  self->fd = fds[0];
}

static void
send_request (Program *self,
              const char *method,
              GVariant *values)
{
  SiyaqWire wire = { self->fd, g_get_monotonic_time () + PATIENCE_US, NULL };
  g_autoptr (SiyaqMessage) request = siyaq_message_new (method, values, NULL);
  g_autoptr (GBytes) payload = siyaq_message_encode (request);
  g_autoptr (GError) error = NULL;

  g_assert_true (siyaq_wire_send (&wire, payload, &error));
  g_assert_no_error (error);
}

static SiyaqMessage *
receive (Program *self)
{
  SiyaqWire wire = { self->fd, g_get_monotonic_time () + PATIENCE_US, NULL };
  g_autoptr (GError) error = NULL;
  SiyaqMessage *answer = siyaq_wire_receive (&wire, NULL, &error);
  g_autofree char *printed = NULL;

  g_assert_no_error (error);
  printed = g_variant_print (answer->values, TRUE);
  g_assert_null (strstr (printed, "k3y"));
  return answer;
}

static GVariant *
values_for (const char *provider,
            const char *key)
{
  static const char *const texts[] = { "سقط المطر", NULL };
  GVariantBuilder values;

  g_variant_builder_init (&values, G_VARIANT_TYPE_VARDICT);
  g_variant_builder_add (&values, "{sv}", "engine", g_variant_new_string ("remote"));
  g_variant_builder_add (&values, "{sv}", "provider", g_variant_new_string (provider));
  g_variant_builder_add (&values, "{sv}", "url", g_variant_new_string (url));
  g_variant_builder_add (&values, "{sv}", "from", g_variant_new_string ("ar"));
  g_variant_builder_add (&values, "{sv}", "to", g_variant_new_string ("en"));
  g_variant_builder_add (&values, "{sv}", "texts", g_variant_new_strv (texts, -1));
  if (key != NULL)
    g_variant_builder_add (&values, "{sv}", "key", g_variant_new_string (key));
  return g_variant_builder_end (&values);
}

static SiyaqMessage *
ask (Program *self,
     const char *method,
     const char *key)
{
  send_request (self, method, values_for ("deepl", key));
  return receive (self);
}

static void
check_code (Program *self,
            const char *method,
            const char *code)
{
  g_autoptr (SiyaqMessage) answer = ask (self, method, NULL);

  g_assert_cmpstr (answer->name, ==, "error");
  g_assert_cmpstr (siyaq_message_get_string (answer, "code"), ==, code);
  g_assert_nonnull (siyaq_message_get_string (answer, "message"));
}

/* A file of /proc of the program, with its NULs made visible. */
static void
check_proc (Program *self,
            const char *name)
{
  g_autofree char *path = g_strdup_printf ("/proc/%s/%s", g_subprocess_get_identifier (self->process), name);
  g_autofree char *text = NULL;
  gsize length = 0;

  if (!g_file_get_contents (path, &text, &length, NULL))
    return;
  for (gsize i = 0; i < length; i++)
    if (text[i] == '\0')
      text[i] = '\n';
  g_assert_null (strstr (text, "k3y"));
}

static void
test_life_of_a_key (void)
{
  Program program;
  g_autoptr (SiyaqMessage) stored = NULL, translated = NULL, tested = NULL, cleared = NULL;
  g_auto (GStrv) texts = NULL;

  start (&program);
  check_code (&program, "translate", "auth");
  g_assert_cmpuint (fake_server_get_requests (server->server), ==, 0);
  stored = ask (&program, "store-key", FAKE_KEY);
  g_assert_cmpstr (stored->name, ==, "ok");
  translated = ask (&program, "translate", NULL);
  g_assert_cmpstr (translated->name, ==, "ok");
  g_assert_true (g_variant_lookup (translated->values, "texts", "^as", &texts));
  g_assert_cmpstr (texts[0], ==, "it's «سقط المطر»");
  g_assert_cmpstr (siyaq_message_get_string (translated, "kind"), ==, "translation");
  g_assert_true (g_str_has_prefix (siyaq_message_get_string (translated, "by"), "127.0.0.1"));
  tested = ask (&program, "test", NULL);
  g_assert_cmpstr (tested->name, ==, "ok");
  g_assert_nonnull (strstr (siyaq_message_get_string (tested, "sent"), "سقط المطر"));
  check_proc (&program, "cmdline");
  check_proc (&program, "environ");
  cleared = ask (&program, "clear-key", NULL);
  g_assert_cmpstr (cleared->name, ==, "ok");
  check_code (&program, "test", "auth");
  close (program.fd);
  {
    g_autofree char *output = NULL;

    g_assert_true (g_subprocess_communicate_utf8 (program.process, NULL, NULL, &output, NULL, NULL));
    g_assert_nonnull (strstr (output, "siyaq-remote"));
    g_assert_null (strstr (output, "k3y"));
  }
  g_object_unref (program.process);
  g_free (program.dir);
}

/* It dies while it has the key: the server does not answer. */
static void
test_no_core (void)
{
  struct rlimit unlimited = { RLIM_INFINITY, RLIM_INFINITY };
  Program program;
  g_autoptr (SiyaqMessage) stored = NULL;
  g_autoptr (GDir) dir = NULL;
  FakeReply *reply;
  guint before = fake_server_get_requests (server->server);
  gint64 end_us = g_get_monotonic_time () + PATIENCE_US;

  setrlimit (RLIMIT_CORE, &unlimited);
  start (&program);
  stored = ask (&program, "store-key", FAKE_KEY);
  reply = fake_provider_add_fault (server, 200, NULL, "{}");
  reply->hang = TRUE;
  send_request (&program, "translate", values_for ("deepl", NULL));
  while (fake_server_get_requests (server->server) == before)
    {
      g_assert_cmpint (g_get_monotonic_time (), <, end_us);
      g_usleep (1000);
    }
  g_subprocess_send_signal (program.process, SIGABRT);
  g_assert_true (g_subprocess_wait (program.process, NULL, NULL));
  g_assert_true (g_subprocess_get_if_signaled (program.process));
  g_assert_false (WCOREDUMP (g_subprocess_get_status (program.process)));
  dir = g_dir_open (program.dir, 0, NULL);
  g_assert_null (g_dir_read_name (dir));
  close (program.fd);
  g_object_unref (program.process);
  g_free (program.dir);
}

static void
test_cancel (void)
{
  Program program;
  g_autoptr (SiyaqMessage) stored = NULL, answer = NULL;
  FakeReply *reply;
  guint before = fake_server_get_requests (server->server);
  gint64 end_us = g_get_monotonic_time () + PATIENCE_US, began_us;

  start (&program);
  stored = ask (&program, "store-key", FAKE_KEY);
  reply = fake_provider_add_fault (server, 200, NULL, "{}");
  reply->hang = TRUE;
  send_request (&program, "translate", values_for ("deepl", NULL));
  while (fake_server_get_requests (server->server) == before)
    {
      g_assert_cmpint (g_get_monotonic_time (), <, end_us);
      g_usleep (1000);
    }
  began_us = g_get_monotonic_time ();
  send_request (&program, "cancel", NULL);
  answer = receive (&program);
  g_test_message ("cancelled within %" G_GINT64_FORMAT " µs", g_get_monotonic_time () - began_us);
  g_assert_cmpstr (siyaq_message_get_string (answer, "code"), ==, "cancelled");
  close (program.fd);
  g_assert_true (g_subprocess_wait (program.process, NULL, NULL));
  g_object_unref (program.process);
  g_free (program.dir);
}

static void
test_locked (void)
{
  Program program;
  g_autoptr (SiyaqMessage) stored = NULL;
  guint before = fake_server_get_requests (server->server);

  start (&program);
  stored = ask (&program, "store-key", FAKE_KEY);
  g_assert_cmpstr (stored->name, ==, "ok");
  fake_desktop_lock ();
  check_code (&program, "translate", "locked");
  g_assert_cmpuint (fake_server_get_requests (server->server), ==, before);
  fake_desktop_stop_keyring (&desktop);
  check_code (&program, "translate", "locked");
  check_code (&program, "store-key", "too-large");
  close (program.fd);
  g_assert_true (g_subprocess_wait (program.process, NULL, NULL));
  g_object_unref (program.process);
  g_free (program.dir);
}

int
main (int argc,
      char **argv)
{
  int status;

  g_test_init (&argc, &argv, NULL);
  if (!fake_desktop_is_possible ())
    {
      g_print ("1..0 # SKIP gnome-keyring-daemon or dbus-daemon is not installed\n");
      return 0;
    }
  fake_desktop_start (&desktop, TRUE);
  server = fake_provider_new ("deepl");
  url = fake_server_get_url (server->server, "127.0.0.1");
  g_test_add_func ("/remote-program/life-of-a-key", test_life_of_a_key);
  g_test_add_func ("/remote-program/no-core", test_no_core);
  g_test_add_func ("/remote-program/cancel", test_cancel);
  g_test_add_func ("/remote-program/locked", test_locked);
  status = g_test_run ();
  fake_provider_free (server);
  g_free (url);
  fake_desktop_end (&desktop);
  /* What is left of the bus ends with the process. */
  _exit (status);
}
