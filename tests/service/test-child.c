/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Programs started by the process itself and by the one that it left behind: cat, which ends when its
   input does, stands for the translator. */
#include "config.h"

#include "siyaq-child.h"

#include "siyaq-confine.h"

#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#define CAT "/bin/cat"
#define PATIENCE_US (10 * G_USEC_PER_SEC)

static void
wait_for_end (SiyaqChild *child)
{
  gint64 until_us = g_get_monotonic_time () + PATIENCE_US;

  while (!siyaq_child_has_ended (child))
    {
      g_assert_cmpint (g_get_monotonic_time (), <, until_us);
      g_usleep (2000);
    }
}

static SiyaqChild *
start (const char *program,
       int *ret_fd)
{
  g_autoptr (GError) error = NULL;
  SiyaqChild *child;
  int fds[2];

  g_assert_cmpint (socketpair (AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, fds), ==, 0);
  child = siyaq_child_start (program, fds[1], &error);
  g_assert_no_error (error);
  close (fds[1]);
  *ret_fd = fds[0];
  return child;
}

static void
check_lives (void)
{
  int fd;
  SiyaqChild *child = start (CAT, &fd);

  g_assert_false (siyaq_child_has_ended (child));
  close (fd);
  wait_for_end (child);
  g_assert_true (siyaq_child_end (child));

  child = start (CAT, &fd);
  g_assert_false (siyaq_child_has_ended (child));
  g_assert_false (siyaq_child_end (child));
  close (fd);
}

/* One that ends does not concern the other. */
static void
check_two (void)
{
  int first_fd, second_fd;
  SiyaqChild *first = start (CAT, &first_fd), *second = start (CAT, &second_fd);

  g_assert_false (siyaq_child_has_ended (first));
  g_assert_false (siyaq_child_has_ended (second));
  close (first_fd);
  wait_for_end (first);
  g_assert_true (siyaq_child_end (first));
  g_assert_false (siyaq_child_has_ended (second));
  close (second_fd);
  wait_for_end (second);
  g_assert_true (siyaq_child_end (second));
}

static void
test_own (void)
{
  g_autoptr (GError) error = NULL;

  check_lives ();
  check_two ();
  g_assert_null (siyaq_child_start ("/nowhere/siyaq-translator", STDIN_FILENO, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND);
}

static void
test_left_behind (void)
{
  const char *const nothing[] = { NULL };
  g_autoptr (GError) error = NULL;

  if (!g_test_subprocess ())
    {
      g_test_trap_subprocess (NULL, 0, G_TEST_SUBPROCESS_DEFAULT);
      g_test_trap_assert_passed ();
      return;
    }
  g_setenv ("SIYAQ_TRANSLATOR", CAT, TRUE);
  g_assert_true (siyaq_child_prepare (&error));
  g_assert_no_error (error);
  siyaq_confine (nothing, nothing);
  check_lives ();
  check_two ();
  check_lives ();
  /* A leak checker could not do its work any more, and would complain of that. */
  _exit (0);
}

static void
test_left_behind_without_program (void)
{
  g_autoptr (GError) error = NULL;

  if (!g_test_subprocess ())
    {
      g_test_trap_subprocess (NULL, 0, G_TEST_SUBPROCESS_DEFAULT);
      g_test_trap_assert_passed ();
      return;
    }
  g_setenv ("SIYAQ_TRANSLATOR", "/nowhere/siyaq-translator", TRUE);
  g_assert_true (siyaq_child_prepare (&error));
  g_assert_no_error (error);
  g_assert_null (siyaq_child_start (CAT, STDIN_FILENO, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND);
}

int
main (int argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/service/child/own", test_own);
  g_test_add_func ("/service/child/left-behind", test_left_behind);
  g_test_add_func ("/service/child/left-behind-without-program", test_left_behind_without_program);

  return g_test_run ();
}
