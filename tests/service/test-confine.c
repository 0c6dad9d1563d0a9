/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What a confined process can no longer do, and what it still can. Confinement is for good, so each check
   is made in a child. */
#include "config.h"

#include "siyaq-confine.h"

#include <glib/gstdio.h>

#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>

typedef struct
{
  char *inside, *outside;
  SiyaqConfinement possible;
} Fixture;

typedef int (*Deed) (Fixture *f); /* 0 or the error's number */

static SiyaqConfinement
confine (Fixture *f)
{
  const char *writable[] = { f->inside, NULL }, *readable[] = { "/usr", NULL };

  return siyaq_confine (writable, readable);
}

static int
run_in_child (Fixture *f,
              gboolean confined,
              Deed deed)
{
  int status = 0;
  pid_t pid = fork ();

  if (pid == 0)
    {
      if (confined)
        confine (f);
      _exit (deed (f));
    }
  g_assert_cmpint (waitpid (pid, &status, 0), ==, pid);
  g_assert_true (WIFEXITED (status));
  return WEXITSTATUS (status);
}

static int
probe (Fixture *f)
{
  return (int) confine (f);
}

static void
set_up (Fixture *f,
        gconstpointer data)
{
  g_autofree char *secret = NULL;

  f->inside = g_dir_make_tmp ("siyaq-inside-XXXXXX", NULL);
  f->outside = g_dir_make_tmp ("siyaq-outside-XXXXXX", NULL);
  secret = g_build_filename (f->outside, "letter", NULL);
  g_assert_true (g_file_set_contents (secret, "dear", -1, NULL));
  f->possible = (SiyaqConfinement) run_in_child (f, FALSE, probe);
}

static void
tear_down (Fixture *f,
           gconstpointer data)
{
  static const char *const names[] = { "letter", "new" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *in = g_build_filename (f->inside, names[i], NULL), *out = g_build_filename (f->outside, names[i], NULL);

      g_unlink (in);
      g_unlink (out);
    }
  g_rmdir (f->inside);
  g_rmdir (f->outside);
  g_free (f->inside);
  g_free (f->outside);
}

static int
open_at (const char *folder,
         const char *name,
         int flags)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);
  int fd = open (path, flags, 0600);

  if (fd < 0)
    return errno;
  close (fd);
  return 0;
}

static int
read_outside (Fixture *f)
{
  return open_at (f->outside, "letter", O_RDONLY);
}

static int
create_outside (Fixture *f)
{
  return open_at (f->outside, "new", O_WRONLY | O_CREAT);
}

static int
remove_outside (Fixture *f)
{
  g_autofree char *path = g_build_filename (f->outside, "letter", NULL);

  return unlink (path) == 0 ? 0 : errno;
}

static int
create_inside (Fixture *f)
{
  return open_at (f->inside, "new", O_RDWR | O_CREAT | O_TRUNC);
}

static int
read_programs (Fixture *f)
{
  return open_at ("/usr", "bin", O_RDONLY | O_DIRECTORY);
}

static int
write_programs (Fixture *f)
{
  return open_at ("/usr", "siyaq-test-that-must-not-be", O_WRONLY | O_CREAT | O_EXCL);
}

static int
internet_socket (Fixture *f)
{
  int fd = socket (AF_INET, SOCK_STREAM, 0);

  if (fd < 0)
    return errno;
  close (fd);
  return 0;
}

static int
local_socket (Fixture *f)
{
  int fds[2];

  if (socketpair (AF_UNIX, SOCK_STREAM, 0, fds) != 0)
    return errno;
  return write (fds[0], "x", 1) == 1 ? 0 : errno;
}

static int
local_connection (Fixture *f)
{
  struct sockaddr_un address = { .sun_family = AF_UNIX };
  int fd = socket (AF_UNIX, SOCK_STREAM, 0);

  g_snprintf (address.sun_path, sizeof address.sun_path, "%s/nobody", f->inside);
  if (fd < 0)
    return EIO;
  return connect (fd, (struct sockaddr *) &address, sizeof address) == 0 ? 0 : errno;
}

static int
start_program (Fixture *f)
{
  execl ("/bin/true", "true", NULL);
  return errno;
}

static int
thread_deed (gpointer data)
{
  return read_outside (data) == EACCES && internet_socket (data) == EPERM ? 0 : 1;
}

static gpointer
thread_main (gpointer data)
{
  return GINT_TO_POINTER (thread_deed (data));
}

/* A thread that is started later has no more than the one that gave away. */
static int
in_a_thread (Fixture *f)
{
  return GPOINTER_TO_INT (g_thread_join (g_thread_new ("later", thread_main, f)));
}

static void
check (Fixture *f,
       SiyaqConfinement needed,
       Deed deed,
       int before,
       int after)
{
  if ((f->possible & needed) != needed)
    {
      g_test_skip ("this kernel takes it away from nobody");
      return;
    }
  if (before >= 0)
    g_assert_cmpint (run_in_child (f, FALSE, deed), ==, before);
  g_assert_cmpint (run_in_child (f, TRUE, deed), ==, after);
}

static void
test_files (Fixture *f,
            gconstpointer data)
{
  check (f, SIYAQ_CONFINED_FILES, read_outside, 0, EACCES);
  check (f, SIYAQ_CONFINED_FILES, create_outside, 0, EACCES);
  check (f, SIYAQ_CONFINED_FILES, write_programs, -1, EACCES);
  check (f, SIYAQ_CONFINED_FILES, create_inside, 0, 0);
  check (f, SIYAQ_CONFINED_FILES, read_programs, 0, 0);
  check (f, SIYAQ_CONFINED_FILES, remove_outside, -1, EACCES);
}

static void
test_network (Fixture *f,
              gconstpointer data)
{
  check (f, SIYAQ_CONFINED_CALLS, internet_socket, 0, EPERM);
  check (f, SIYAQ_CONFINED_CALLS, local_connection, ENOENT, EPERM);
  check (f, SIYAQ_CONFINED_CALLS, local_socket, 0, 0);
}

static void
test_programs (Fixture *f,
               gconstpointer data)
{
  check (f, SIYAQ_CONFINED_CALLS, start_program, 0, EPERM);
}

static void
test_threads (Fixture *f,
              gconstpointer data)
{
  check (f, SIYAQ_CONFINED_CALLS | SIYAQ_CONFINED_FILES, in_a_thread, 1, 0);
}

int
main (int argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add ("/service/confine/files", Fixture, NULL, set_up, test_files, tear_down);
  g_test_add ("/service/confine/network", Fixture, NULL, set_up, test_network, tear_down);
  g_test_add ("/service/confine/programs", Fixture, NULL, set_up, test_programs, tear_down);
  g_test_add ("/service/confine/threads", Fixture, NULL, set_up, test_threads, tear_down);

  return g_test_run ();
}
