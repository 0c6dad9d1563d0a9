/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Reaching the service, starting it where it does not run. Who starts it holds a lock meanwhile, so
   that fifty filters at once start one service and not fifty; the lock goes with its holder, so
   a starter that dies blocks nobody. */
#define G_LOG_DOMAIN "siyaq-service"

#include "config.h"

#include "siyaq-client-private.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <string.h>
#include <sys/file.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

/* How often a client looks whether the service that starts has its socket. */
#define POLL_US 5000
/* A service that was started and has no socket after this has failed: the reader is not kept waiting. */
#define START_PATIENCE_US (3 * G_USEC_PER_SEC)
/* One that ends before it listens may have been killed; one that does so three times will do so again. */
#define MAX_STARTS 3u

static char *set_command;

/**
 * siyaq_client_set_command:
 * @command: (type filename): the siyaq program
 *
 * To be called once, before anything else of the client is used.
 */
void
siyaq_client_set_command (const char *command)
{
  g_return_if_fail (command != NULL);

  g_free (set_command);
  set_command = g_strdup (command);
}

/**
 * siyaq_client_find_command:
 *
 * The environment comes first, for tests and for running from a build folder.
 *
 * Returns: (transfer full) (nullable) (type filename): the siyaq program
 */
char *
siyaq_client_find_command (void)
{
  const char *named = g_getenv ("SIYAQ_COMMAND");
  g_autofree char *self = NULL, *base = NULL, *installed = NULL;

  if (named != NULL && *named != '\0')
    return g_strdup (named);
  if (set_command != NULL)
    return g_strdup (set_command);
  self = g_file_read_link ("/proc/self/exe", NULL);
  base = self != NULL ? g_path_get_basename (self) : NULL;
  if (g_strcmp0 (base, "siyaq") == 0)
    return g_steal_pointer (&self);
  installed = g_build_filename (SIYAQ_BINDIR, "siyaq", NULL);
  if (g_file_test (installed, G_FILE_TEST_IS_EXECUTABLE))
    return g_steal_pointer (&installed);
  return g_find_program_in_path ("siyaq");
}

/**
 * siyaq_client_connect:
 * @path: of the socket
 * @error: a #GIOErrorEnum; %G_IO_ERROR_NOT_FOUND or %G_IO_ERROR_CONNECTION_REFUSED where no service listens
 *
 * Returns: a non-blocking socket, or -1
 */
int
siyaq_client_connect (const char *path,
                      GError **error)
{
  struct sockaddr_un address = { .sun_family = AF_UNIX };
  int fd, code;

  if (strlen (path) >= sizeof address.sun_path)
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_FILENAME_TOO_LONG, "%s: too long for a socket", path);
      return -1;
    }
  strcpy (address.sun_path, path);
  fd = socket (AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
  if (fd >= 0 && connect (fd, (struct sockaddr *) &address, sizeof address) == 0)
    return fd;
  code = errno;
  if (fd >= 0)
    close (fd);
  g_set_error (error, G_IO_ERROR, (int) g_io_error_from_errno (code), "%s: %s", path, g_strerror (code));
  return -1;
}

/* Gives a file descriptor that reports the end of the service, or -1. */
static int
spawn_service (GError **error)
{
  g_autofree char *command = siyaq_client_find_command ();
  char *argv[] = { command, (char *) "serve", (char *) "--background", NULL };
  int output = -1;

  if (command == NULL)
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND, "the siyaq program was not found");
      return -1;
    }
  /* GLib starts it through a child of its own that ends at once, so nobody has to wait for it, and
     closes all other files: a reader that waits for the end of our output is not kept waiting. Its
     standard output, to which it writes nothing, closes with it. */
  if (!g_spawn_async_with_pipes ("/", argv, NULL, G_SPAWN_STDERR_TO_DEV_NULL, NULL, NULL, NULL, NULL, &output, NULL, error))
    return -1;
  return output;
}

static gboolean
has_ended (int output)
{
  struct pollfd file = { .fd = output, .events = POLLIN };

  return poll (&file, 1, 0) > 0 && (file.revents & (POLLHUP | POLLERR)) != 0;
}

/* A full queue of connections is a service that runs, so waiting is right there too. */
static gboolean
may_come (const GError *error)
{
  return g_error_matches (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND) ||
         g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CONNECTION_REFUSED) ||
         g_error_matches (error, G_IO_ERROR, G_IO_ERROR_WOULD_BLOCK);
}

/**
 * siyaq_client_connect_or_start:
 * @path: of the socket
 * @deadline_us: of the monotonic clock
 * @cancellable: (nullable): a cancellable
 * @error: why the service cannot be reached
 *
 * Returns: a non-blocking socket, or -1
 */
int
siyaq_client_connect_or_start (const char *path,
                               gint64 deadline_us,
                               GCancellable *cancellable,
                               GError **error)
{
  g_autofree char *dir = siyaq_protocol_ensure_runtime_dir (error);
  g_autofree char *lock_path = NULL;
  gint64 started_us = 0;
  guint n_starts = 0;
  int fd = -1, output = -1, lock;

  if (dir == NULL)
    return -1;
  lock_path = g_build_filename (dir, "start.lock", NULL);
  lock = open (lock_path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
  if (lock < 0)
    {
      int code = errno;

      g_set_error (error, G_IO_ERROR, (int) g_io_error_from_errno (code), "%s: %s", lock_path, g_strerror (code));
      return -1;
    }
  for (;;)
    {
      g_autoptr (GError) local_error = NULL;
      gint64 now_us = g_get_monotonic_time ();

      fd = siyaq_client_connect (path, &local_error);
      if (fd >= 0)
        break;
      if (!may_come (local_error))
        {
          g_propagate_error (error, g_steal_pointer (&local_error));
          break;
        }
      if (g_cancellable_set_error_if_cancelled (cancellable, error))
        break;
      if (now_us >= deadline_us || (started_us != 0 && now_us - started_us > START_PATIENCE_US))
        {
          g_set_error (error, G_IO_ERROR, G_IO_ERROR_TIMED_OUT, "the service did not start: %s", local_error->message);
          break;
        }
      if (output >= 0 && has_ended (output))
        {
          close (output);
          output = -1;
          started_us = 0;
          if (n_starts == MAX_STARTS)
            {
              g_set_error (error, G_IO_ERROR, G_IO_ERROR_FAILED, "the service ends as soon as it is started: %s", local_error->message);
              break;
            }
        }
      if (started_us == 0 && !g_error_matches (local_error, G_IO_ERROR, G_IO_ERROR_WOULD_BLOCK) &&
          flock (lock, LOCK_EX | LOCK_NB) == 0)
        {
          /* It may have come up between the attempt and the lock. */
          fd = siyaq_client_connect (path, NULL);
          if (fd >= 0)
            break;
          output = spawn_service (error);
          if (output < 0)
            break;
          started_us = now_us;
          n_starts++;
        }
      g_usleep (POLL_US);
    }
  if (output >= 0)
    close (output);
  close (lock);
  return fd;
}
