/* SPDX-License-Identifier: GPL-2.0-or-later */
/* siyaq-translator: the process that has the models, the network and the keys. Nobody starts it by hand:
   its standard input is a socket. What it must not be able to do is given away before it reads the
   first byte: no core file and no debugger sees a key, and a model that lies about its sizes meets a
   limit. */
#define G_LOG_DOMAIN "siyaq-translator"

#include "config.h"

#include "siyaq-sanitized.h"
#include "siyaq-translator-methods.h"

#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sysexits.h>
#include <unistd.h>

/* Seconds without a request after which the memory of a model is worth more than the next start. */
#define IDLE_S 60u
/* A model of 60 MB, its working memory for a batch and the stacks of its threads are far below. */
#define MAX_ADDRESS_SPACE_BYTES (G_GUINT64_CONSTANT (2) << 30)

static void
set_limits (void)
{
  struct rlimit none = { 0, 0 }, space;

  setrlimit (RLIMIT_CORE, &none);
  prctl (PR_SET_DUMPABLE, 0, 0, 0, 0);
  prctl (PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
  prctl (PR_SET_PDEATHSIG, SIGKILL, 0, 0, 0);
  if (!SIYAQ_SANITIZED && getrlimit (RLIMIT_AS, &space) == 0)
    {
      space.rlim_cur = MIN (space.rlim_cur, MAX_ADDRESS_SPACE_BYTES);
      space.rlim_max = space.rlim_cur;
      setrlimit (RLIMIT_AS, &space);
    }
}

/* The socket moves to a number of its own: nothing that reads the standard input gets at it. */
static int
take_socket (void)
{
  int type = 0, fd;
  socklen_t size = sizeof type;

  if (getsockopt (STDIN_FILENO, SOL_SOCKET, SO_TYPE, &type, &size) != 0 || type != SOCK_STREAM)
    return -1;
  fd = fcntl (STDIN_FILENO, F_DUPFD_CLOEXEC, 3);
  if (fd >= 0)
    {
      int null = open ("/dev/null", O_RDONLY);

      if (null > STDIN_FILENO)
        {
          dup2 (null, STDIN_FILENO);
          close (null);
        }
      fcntl (fd, F_SETFL, fcntl (fd, F_GETFL) | O_NONBLOCK);
    }
  return fd;
}

static guint
get_idle_ms (void)
{
  const char *named = g_getenv ("SIYAQ_TRANSLATOR_IDLE_MS");
  guint64 ms = 0;

  return named != NULL && g_ascii_string_to_unsigned (named, 10, 1, 1000u * 3600, &ms, NULL) ? (guint) ms : IDLE_S * 1000;
}

int
main (int argc,
      char **argv)
{
  int fd;

  set_limits ();
  signal (SIGPIPE, SIG_IGN);
  g_set_prgname ("siyaq-translator");
  if (argc == 2 && strcmp (argv[1], "--version") == 0)
    {
      printf ("siyaq-translator %s\n", PACKAGE_VERSION);
      return EX_OK;
    }
  fd = take_socket ();
  if (argc > 1 || fd < 0)
    {
      fprintf (stderr, "siyaq-translator: this program is started by Siyaq, on a socket\n");
      return EX_USAGE;
    }
  /* The thread that works may be in the middle of something: nothing is to be cleared up under it. */
  _exit (siyaq_translator_loop_run (fd, siyaq_translator_methods, get_idle_ms (), NULL));
}
