/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A program that is started on a socket. The service is confined and can start none, and what it started
   would be confined with it; so before that it leaves a process behind, forked while it is small and has
   one thread, that starts the translator for it and nothing else: the program's name is fixed then. That
   process ends with the service, and its children with it. The command, which is not confined, starts
   the program itself. */
#define G_LOG_DOMAIN "siyaq-service"

#include "config.h"

#include "siyaq-child.h"

#include "siyaq-translator-process.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

/* What the process is called in lists of processes. */
#define SPAWNER_NAME "siyaq-spawner"

/* Programs at once: one that translates, one that downloads a model, and each one's successor while it ends. */
#define MAX_CHILDREN 4u

typedef enum
{
  ORDER_START,     /* with a file descriptor; answer: the process id, or an error's number below 0 */
  ORDER_HAS_ENDED, /* answer: 1 or 0 */
  ORDER_END,       /* kills where need be; answer: 1 where it had ended by itself and in peace */
} OrderKind;

typedef struct
{
  gint32 kind;
  gint32 pid;
} Order;

struct _SiyaqChild
{
  pid_t pid;
  gboolean own;    /* started by this process */
  gboolean waited; /* for an own one */
  int status;
};

static struct
{
  GMutex mutex;
  int fd; /* -1: this process starts programs itself */
} spawner = { .fd = -1 };

/* ---- starting and ending, in whichever process does it */

static pid_t
start_program (const char *program,
               int stdin_fd)
{
  const char *argv[] = { program, NULL };
  int report[2], failure = 0;
  pid_t pid;

  if (pipe2 (report, O_CLOEXEC) != 0)
    return -errno;
  pid = fork ();
  if (pid == 0)
    {
      int null = open ("/dev/null", O_WRONLY | O_CLOEXEC);

      /* Its standard output goes nowhere: a library that prints must not get into the output of a command. */
      if (dup2 (stdin_fd, STDIN_FILENO) >= 0 && null >= 0 && dup2 (null, STDOUT_FILENO) >= 0)
        {
          close_range (3, ~0u, CLOSE_RANGE_CLOEXEC);
          execv (program, (char **) argv);
        }
      failure = errno;
      (void) !write (report[1], &failure, sizeof failure);
      _exit (127);
    }
  if (pid < 0)
    failure = errno;
  close (report[1]);
  while (pid > 0 && read (report[0], &failure, sizeof failure) < 0 && errno == EINTR)
    ;
  close (report[0]);
  if (failure == 0)
    return pid;
  if (pid > 0)
    while (waitpid (pid, NULL, 0) < 0 && errno == EINTR)
      ;
  return -failure;
}

static gboolean
wait_for (pid_t pid,
          int options,
          int *ret_status)
{
  pid_t ended;

  do
    ended = waitpid (pid, ret_status, options);
  while (ended < 0 && errno == EINTR);
  return ended == pid;
}

static gboolean
was_peaceful (int status)
{
  return WIFEXITED (status) && WEXITSTATUS (status) == 0;
}

/* ---- the process that is left behind */

static int
receive_order (int fd,
               Order *order)
{
  union
  {
    char bytes[CMSG_SPACE (sizeof (int))];
    struct cmsghdr align;
  } control;
  struct iovec part = { order, sizeof *order };
  struct msghdr message = { .msg_iov = &part, .msg_iovlen = 1, .msg_control = &control, .msg_controllen = sizeof control };
  struct cmsghdr *header;
  int passed = -1;
  ssize_t n;

  do
    n = recvmsg (fd, &message, MSG_CMSG_CLOEXEC);
  while (n < 0 && errno == EINTR);
  if (n != sizeof *order)
    _exit (0);
  header = CMSG_FIRSTHDR (&message);
  if (header != NULL && header->cmsg_level == SOL_SOCKET && header->cmsg_type == SCM_RIGHTS)
    memcpy (&passed, CMSG_DATA (header), sizeof passed);
  return passed;
}

/* Where a program stands among those that run; pid 0 is a free place. */
static pid_t *
find_child (pid_t children[MAX_CHILDREN],
            pid_t pid)
{
  for (guint i = 0; i < MAX_CHILDREN; i++)
    if (children[i] == pid)
      return &children[i];
  return NULL;
}

/* Functions that are safe after a fork, and nothing that allocates. */
static void
run_spawner (int fd,
             const char *program)
{
  pid_t children[MAX_CHILDREN] = { 0 };

  prctl (PR_SET_NAME, SPAWNER_NAME, 0, 0, 0);
  prctl (PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
  signal (SIGINT, SIG_IGN);
  for (;;)
    {
      Order order = { 0 };
      int passed = receive_order (fd, &order), status = 0;
      gint32 answer = 0;
      pid_t *child = find_child (children, order.kind == ORDER_START ? 0 : order.pid);

      switch ((OrderKind) order.kind)
        {
        case ORDER_START:
          if (passed < 0 || child == NULL)
            answer = passed < 0 ? -EINVAL : -EAGAIN;
          else
            answer = start_program (program, passed);
          if (answer > 0)
            *child = answer;
          break;
        case ORDER_HAS_ENDED:
          /* It stays to be waited for: its number is not another's meanwhile. */
          {
            siginfo_t info = { 0 };

            answer = child == NULL || order.pid <= 0 ||
                     (waitid (P_PID, (id_t) order.pid, &info, WEXITED | WNOHANG | WNOWAIT) == 0 && info.si_pid == order.pid);
          }
          break;
        case ORDER_END:
          if (child != NULL && order.pid > 0)
            {
              if (wait_for (order.pid, WNOHANG, &status))
                answer = was_peaceful (status);
              else
                {
                  kill (order.pid, SIGKILL);
                  wait_for (order.pid, 0, &status);
                }
              *child = 0;
            }
          break;
        default:
          _exit (1);
        }
      if (passed >= 0)
        close (passed);
      if (send (fd, &answer, sizeof answer, MSG_NOSIGNAL) != sizeof answer)
        _exit (0);
    }
}

/**
 * siyaq_child_prepare:
 * @error: why no process could be left behind
 *
 * Leaves the process behind that starts the translator from now on. To be called while there is one thread.
 *
 * Returns: whether it runs
 */
gboolean
siyaq_child_prepare (GError **error)
{
  g_autofree char *program = siyaq_translator_process_find_program ();
  int fds[2];
  pid_t pid;

  g_return_val_if_fail (spawner.fd < 0, FALSE);

  if (socketpair (AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, fds) != 0)
    pid = -1;
  else
    {
      pid = fork ();
      if (pid == 0)
        {
          close (fds[0]);
          run_spawner (fds[1], program);
        }
      close (fds[1]);
      if (pid < 0)
        close (fds[0]);
    }
  if (pid < 0)
    {
      g_set_error (error, G_IO_ERROR, (int) g_io_error_from_errno (errno), "no process for the translator: %s", g_strerror (errno));
      return FALSE;
    }
  spawner.fd = fds[0];
  return TRUE;
}

/* ---- what others call */

static gint32
give_order (OrderKind kind,
            pid_t pid,
            int passed)
{
  union
  {
    char bytes[CMSG_SPACE (sizeof (int))];
    struct cmsghdr align;
  } control = { 0 };
  Order order = { kind, pid };
  struct iovec part = { &order, sizeof order };
  struct msghdr message = { .msg_iov = &part, .msg_iovlen = 1 };
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&spawner.mutex);
  gint32 answer = -EPIPE;
  ssize_t n;

  if (passed >= 0)
    {
      struct cmsghdr *header;

      message.msg_control = &control;
      message.msg_controllen = sizeof control;
      header = CMSG_FIRSTHDR (&message);
      header->cmsg_level = SOL_SOCKET;
      header->cmsg_type = SCM_RIGHTS;
      header->cmsg_len = CMSG_LEN (sizeof (int));
      memcpy (CMSG_DATA (header), &passed, sizeof passed);
    }
  if (sendmsg (spawner.fd, &message, MSG_NOSIGNAL) != sizeof order)
    return -EPIPE;
  do
    n = recv (spawner.fd, &answer, sizeof answer, 0);
  while (n < 0 && errno == EINTR);
  return n == sizeof answer ? answer : -EPIPE;
}

/**
 * siyaq_child_start:
 * @program: (type filename): what to start; after siyaq_child_prepare() it is the translator in any case
 * @stdin_fd: its standard input; stays the caller's
 * @error: why it does not run
 *
 * After siyaq_child_prepare() a few can run at a time.
 *
 * Returns: (transfer full) (nullable): the program that runs, to be given back with siyaq_child_end()
 */
SiyaqChild *
siyaq_child_start (const char *program,
                   int stdin_fd,
                   GError **error)
{
  gboolean own = spawner.fd < 0;
  gint32 pid = own ? start_program (program, stdin_fd) : give_order (ORDER_START, 0, stdin_fd);
  SiyaqChild *self;

  if (pid <= 0)
    {
      g_set_error (error, G_IO_ERROR, (int) g_io_error_from_errno (-pid), "“%s” could not be started: %s", program, g_strerror (-pid));
      return NULL;
    }
  self = g_new0 (SiyaqChild, 1);
  self->pid = pid;
  self->own = own;
  return self;
}

/**
 * siyaq_child_has_ended:
 * @self: a program that was started
 *
 * Returns: whether it runs no longer
 */
gboolean
siyaq_child_has_ended (SiyaqChild *self)
{
  if (!self->own)
    return give_order (ORDER_HAS_ENDED, self->pid, -1) != 0;
  if (!self->waited)
    self->waited = wait_for (self->pid, WNOHANG, &self->status);
  return self->waited;
}

/**
 * siyaq_child_end:
 * @self: (transfer full): a program that was started
 *
 * Ends it where it has not ended.
 *
 * Returns: whether it had ended by itself and in peace
 */
gboolean
siyaq_child_end (SiyaqChild *self)
{
  gboolean peaceful = FALSE;

  if (!self->own)
    peaceful = give_order (ORDER_END, self->pid, -1) == 1;
  else if (siyaq_child_has_ended (self))
    peaceful = was_peaceful (self->status);
  else
    {
      kill (self->pid, SIGKILL);
      wait_for (self->pid, 0, &self->status);
    }
  g_free (self);
  return peaceful;
}
