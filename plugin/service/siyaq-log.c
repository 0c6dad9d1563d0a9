/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The service's log, $XDG_STATE_HOME/siyaq/log: time, process, one line. Lines are written with one
   call each, so that threads do not mix theirs. A file of its own rather than the journal, because
   the service is started by readers on systems with and without one. Feed text that gets into a
   line is made harmless: no control characters, no endless lines. */
#define G_LOG_DOMAIN "siyaq-service"

#include "config.h"

#include "siyaq-log.h"

#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* The log and the one before it: enough for some weeks of an unhappy service. */
#define MAX_LOG_BYTES (512 * 1024)
/* Longer than any message of ours; what a feed adds is cut. */
#define MAX_LINE_BYTES 1000

static GMutex mutex;
static int log_fd = -1;
static gboolean log_to_stderr;

/**
 * siyaq_log_get_path:
 *
 * Returns: (transfer full) (type filename): where the log is
 */
char *
siyaq_log_get_path (void)
{
  return g_build_filename (g_get_user_state_dir (), "siyaq", "log", NULL);
}

static void
open_file (void)
{
  g_autofree char *path = siyaq_log_get_path ();
  g_autofree char *dir = g_path_get_dirname (path);

  g_mkdir_with_parents (dir, 0700);
  log_fd = g_open (path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC | O_NOFOLLOW, 0600);
}

static void
rotate_if_full (void)
{
  struct stat status;
  g_autofree char *path = NULL, *old = NULL;

  if (log_fd < 0 || fstat (log_fd, &status) != 0 || status.st_size < MAX_LOG_BYTES)
    return;
  path = siyaq_log_get_path ();
  old = g_strconcat (path, ".1", NULL);
  if (g_rename (path, old) != 0)
    return;
  close (log_fd);
  open_file ();
}

/**
 * siyaq_log_open:
 * @to_stderr: whether lines go to the standard error too
 *
 * Opens the log. Where that fails lines are lost, and nothing else.
 */
void
siyaq_log_open (gboolean to_stderr)
{
  g_mutex_lock (&mutex);
  log_to_stderr = to_stderr;
  if (log_fd < 0)
    open_file ();
  g_mutex_unlock (&mutex);
}

/**
 * siyaq_log_write:
 * @format: as for printf()
 * @...: what @format wants
 *
 * Writes a line. May be called from any thread.
 */
void
siyaq_log_write (const char *format,
                 ...)
{
  g_autoptr (GDateTime) now = g_date_time_new_now_utc ();
  g_autofree char *time = g_date_time_format (now, "%Y-%m-%dT%H:%M:%SZ");
  g_autofree char *message = NULL, *valid = NULL;
  g_autoptr (GString) line = NULL;
  va_list arguments;

  va_start (arguments, format);
  message = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  valid = g_utf8_make_valid (message, -1);
  line = g_string_new (NULL);
  g_string_printf (line, "%s siyaq[%d]: ", time, (int) getpid ());
  for (const char *p = valid; *p != '\0' && line->len < MAX_LINE_BYTES; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      g_string_append_unichar (line, g_unichar_iscntrl (c) || !g_unichar_isdefined (c) ? ' ' : c);
    }
  g_string_append_c (line, '\n');

  g_mutex_lock (&mutex);
  rotate_if_full ();
  if (log_fd >= 0)
    {
      ssize_t n = write (log_fd, line->str, line->len);

      /* A full disk takes the log too; there is nobody left to tell. */
      (void) n;
    }
  if (log_to_stderr)
    {
      ssize_t n = write (STDERR_FILENO, line->str, line->len);

      (void) n;
    }
  g_mutex_unlock (&mutex);
}
