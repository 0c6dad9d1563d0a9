/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The program of the translator: what it gives away before it reads, and when it ends. */
#include "config.h"

#include "siyaq-translator-process.h"
#include "siyaq-wire.h"

#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <sysexits.h>
#include <unistd.h>

#define PATIENCE_US (60 * G_USEC_PER_SEC)

static GSubprocess *
spawn (int *ret_fd,
       const char *idle_ms)
{
  g_autofree char *program = siyaq_translator_process_find_program ();
  g_autoptr (GSubprocessLauncher) launcher = g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_NONE);
  g_autoptr (GError) error = NULL;
  GSubprocess *process;
  int fds[2];

  g_assert_cmpint (socketpair (AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0, fds), ==, 0);
  if (idle_ms != NULL)
    g_subprocess_launcher_setenv (launcher, "SIYAQ_TRANSLATOR_IDLE_MS", idle_ms, TRUE);
  g_subprocess_launcher_take_stdin_fd (launcher, fds[1]);
  process = g_subprocess_launcher_spawn (launcher, &error, program, NULL);
  g_assert_no_error (error);
  g_subprocess_launcher_close (launcher);
  *ret_fd = fds[0];
  return process;
}

static SiyaqMessage *
ask (int fd,
     const char *method)
{
  SiyaqWire wire = { fd, g_get_monotonic_time () + PATIENCE_US, NULL };
  g_autoptr (SiyaqMessage) request = siyaq_message_new (method, NULL, NULL);
  g_autoptr (GBytes) payload = siyaq_message_encode (request);
  g_autoptr (GError) error = NULL;
  SiyaqMessage *answer;

  g_assert_true (siyaq_wire_send (&wire, payload, &error));
  answer = siyaq_wire_receive (&wire, NULL, &error);
  g_assert_no_error (error);
  return answer;
}

static int
wait_exit (GSubprocess *process)
{
  g_assert_true (g_subprocess_wait (process, NULL, NULL));
  g_assert_true (g_subprocess_get_if_exited (process));
  return g_subprocess_get_exit_status (process);
}

static void
test_limits (void)
{
  int fd;
  g_autoptr (GSubprocess) process = spawn (&fd, NULL);
  g_autoptr (SiyaqMessage) answer = ask (fd, "nothing");
  g_autofree char *path = g_strdup_printf ("/proc/%s/limits", g_subprocess_get_identifier (process));
  g_autofree char *memory = g_strdup_printf ("/proc/%s/mem", g_subprocess_get_identifier (process));
  g_autofree char *limits = NULL;

  g_assert_cmpstr (answer->name, ==, "error");
  g_assert_cmpstr (siyaq_message_get_string (answer, "code"), ==, "unsupported");
  g_assert_true (g_file_get_contents (path, &limits, NULL, NULL));
  g_assert_true (g_regex_match_simple ("^Max core file size +0 +0 ", limits, G_REGEX_MULTILINE, 0));
  g_assert_true (g_regex_match_simple ("^Max cpu time +[0-9]+ ", limits, G_REGEX_MULTILINE, 0));
  /* Its memory is not for others of the same user to read; root may, whatever it says. */
  if (getuid () != 0)
    g_assert_cmpint (access (memory, R_OK), !=, 0);
  close (fd);
  g_assert_cmpint (wait_exit (process), ==, EX_OK);
}

static void
test_idle (void)
{
  int fd;
  g_autoptr (GSubprocess) process = spawn (&fd, "50");

  g_assert_cmpint (wait_exit (process), ==, EX_OK);
  close (fd);
}

static void
test_breach (void)
{
  int fd;
  g_autoptr (GSubprocess) process = spawn (&fd, NULL);

  g_assert_cmpint (write (fd, "\x04\0\0\0abcd", 8), ==, 8);
  g_assert_cmpint (wait_exit (process), ==, EX_PROTOCOL);
  close (fd);
}

/* A cancellation that comes when nothing runs is for nothing. */
static void
test_late_cancel (void)
{
  int fd;
  g_autoptr (GSubprocess) process = spawn (&fd, NULL);
  SiyaqWire wire = { fd, g_get_monotonic_time () + PATIENCE_US, NULL };
  g_autoptr (SiyaqMessage) cancel = siyaq_message_new ("cancel", NULL, NULL), answer = NULL;
  g_autoptr (GBytes) payload = siyaq_message_encode (cancel);

  g_assert_true (siyaq_wire_send (&wire, payload, NULL));
  answer = ask (fd, "translate");
  g_assert_cmpstr (answer->name, ==, "error");
  g_assert_cmpstr (siyaq_message_get_string (answer, "code"), ==, "failed");
  close (fd);
  g_assert_cmpint (wait_exit (process), ==, EX_OK);
}

/* From a terminal it is of no use, and says so. */
static void
test_no_socket (void)
{
  g_autofree char *program = siyaq_translator_process_find_program ();
  g_autoptr (GSubprocess) process = g_subprocess_new (G_SUBPROCESS_FLAGS_STDERR_SILENCE, NULL, program, NULL);

  g_assert_nonnull (process);
  g_assert_cmpint (wait_exit (process), ==, EX_USAGE);
}

int
main (int argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/translator-program/limits", test_limits);
  g_test_add_func ("/translator-program/idle", test_idle);
  g_test_add_func ("/translator-program/breach", test_breach);
  g_test_add_func ("/translator-program/late-cancel", test_late_cancel);
  g_test_add_func ("/translator-program/no-socket", test_no_socket);
  return g_test_run ();
}
