/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What the service gives away before it reads the first feed. It parses what strangers write; a fault
   in a parser must not become a way to the user's files, to the network or to another program. Two
   nets, each of use without the other: seccomp takes calls away, Landlock files. A kernel without
   one of them leaves the rest in force. Everything that a thread has given away its later threads do not
   have, so this comes before the first of them. */
#define G_LOG_DOMAIN "siyaq-service"

#include "config.h"

#include "siyaq-confine.h"

#include "siyaq-sanitized.h"

#include <errno.h>
#include <fcntl.h>
#include <gio/gio.h>
#include <linux/landlock.h>
#include <seccomp.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#define READ_RIGHTS (LANDLOCK_ACCESS_FS_READ_FILE | LANDLOCK_ACCESS_FS_READ_DIR)
/* All of the first version. Later versions add rights that are taken away only where the kernel knows them. */
#define FIRST_RIGHTS ((LANDLOCK_ACCESS_FS_MAKE_SYM << 1) - 1)
#define WRITE_RIGHTS \
  (READ_RIGHTS | LANDLOCK_ACCESS_FS_WRITE_FILE | LANDLOCK_ACCESS_FS_REMOVE_FILE | LANDLOCK_ACCESS_FS_MAKE_REG | \
   LANDLOCK_ACCESS_FS_MAKE_SOCK | LANDLOCK_ACCESS_FS_REMOVE_DIR | LANDLOCK_ACCESS_FS_MAKE_DIR)
/* Of these only, where the named thing is a file and not a folder. */
#define FILE_RIGHTS (LANDLOCK_ACCESS_FS_READ_FILE | LANDLOCK_ACCESS_FS_WRITE_FILE)

/* By number, for headers that are older than the kernel. */
#define RIGHT_REFER (1ULL << 13)
#define RIGHT_TRUNCATE (1ULL << 14)
#define RIGHT_IOCTL_DEVICE (1ULL << 15)

/* ---- calls */

/* Starting programs, looking into other processes, and what only an administrator's programs need. */
static const int denied[] = {
  SCMP_SYS (execve), SCMP_SYS (execveat), SCMP_SYS (connect), SCMP_SYS (ptrace), SCMP_SYS (process_vm_readv),
  SCMP_SYS (process_vm_writev), SCMP_SYS (pidfd_getfd), SCMP_SYS (kcmp), SCMP_SYS (bpf), SCMP_SYS (perf_event_open),
  SCMP_SYS (userfaultfd), SCMP_SYS (io_uring_setup), SCMP_SYS (io_uring_enter), SCMP_SYS (io_uring_register),
  SCMP_SYS (mount), SCMP_SYS (umount2), SCMP_SYS (pivot_root), SCMP_SYS (chroot), SCMP_SYS (move_mount), SCMP_SYS (open_tree),
  SCMP_SYS (fsopen), SCMP_SYS (unshare), SCMP_SYS (setns), SCMP_SYS (add_key), SCMP_SYS (keyctl), SCMP_SYS (request_key),
  SCMP_SYS (init_module), SCMP_SYS (finit_module), SCMP_SYS (delete_module), SCMP_SYS (kexec_load), SCMP_SYS (reboot),
  SCMP_SYS (swapon), SCMP_SYS (swapoff), SCMP_SYS (acct), SCMP_SYS (settimeofday), SCMP_SYS (clock_settime),
  SCMP_SYS (open_by_handle_at), SCMP_SYS (personality),
};

/* A call that is taken away fails like one without permission: what asks for it goes on without. */
static gboolean
confine_calls (void)
{
  scmp_filter_ctx filter = seccomp_init (SCMP_ACT_ALLOW);
  int code = filter != NULL ? 0 : -ENOMEM;

  for (guint i = 0; code == 0 && i < G_N_ELEMENTS (denied); i++)
    {
      code = seccomp_rule_add (filter, SCMP_ACT_ERRNO (EPERM), denied[i], 0);
      /* One that this processor does not have need not be taken away. */
      if (code == -EDOM || code == -EFAULT)
        code = 0;
    }
  /* Sockets of this machine are what the service listens at; there are no others for it. */
  if (code == 0)
    code = seccomp_rule_add (filter, SCMP_ACT_ERRNO (EPERM), SCMP_SYS (socket), 1, SCMP_A0 (SCMP_CMP_NE, AF_UNIX));
  if (code == 0)
    code = seccomp_attr_set (filter, SCMP_FLTATR_CTL_TSYNC, 1);
  if (code == 0)
    code = seccomp_load (filter);
  seccomp_release (filter);
  if (code != 0)
    g_debug ("calls are not confined: %s", g_strerror (-code));
  return code == 0;
}

/* ---- files */

static guint64
known_rights (int version)
{
  guint64 rights = FIRST_RIGHTS;

  if (version >= 2)
    rights |= RIGHT_REFER;
  if (version >= 3)
    rights |= RIGHT_TRUNCATE;
  if (version >= 5)
    rights |= RIGHT_IOCTL_DEVICE;
  return rights;
}

static void
allow (int ruleset,
       const char *path,
       guint64 rights)
{
  struct landlock_path_beneath_attr rule = { .parent_fd = open (path, O_PATH | O_CLOEXEC) };
  struct stat info;

  if (rule.parent_fd < 0)
    return;
  if (fstat (rule.parent_fd, &info) == 0 && !S_ISDIR (info.st_mode))
    rights &= FILE_RIGHTS | RIGHT_TRUNCATE;
  rule.allowed_access = rights;
  if (syscall (SYS_landlock_add_rule, ruleset, LANDLOCK_RULE_PATH_BENEATH, &rule, 0) != 0)
    g_debug ("%s is not opened up: %s", path, g_strerror (errno));
  close (rule.parent_fd);
}

static gboolean
confine_files (const char *const *writable,
               const char *const *readable)
{
  int version = (int) syscall (SYS_landlock_create_ruleset, NULL, 0, LANDLOCK_CREATE_RULESET_VERSION);
  struct landlock_ruleset_attr attributes = { 0 };
  guint64 known;
  int ruleset;
  gboolean done;

  if (version < 1)
    {
      g_debug ("files are not confined: %s", g_strerror (errno));
      return FALSE;
    }
  known = known_rights (version);
  attributes.handled_access_fs = known;
  ruleset = (int) syscall (SYS_landlock_create_ruleset, &attributes, sizeof attributes, 0);
  if (ruleset < 0)
    {
      g_debug ("files are not confined: %s", g_strerror (errno));
      return FALSE;
    }
  for (guint i = 0; writable[i] != NULL; i++)
    allow (ruleset, writable[i], (WRITE_RIGHTS | RIGHT_TRUNCATE) & known);
  for (guint i = 0; readable[i] != NULL; i++)
    allow (ruleset, readable[i], READ_RIGHTS);
  done = syscall (SYS_landlock_restrict_self, ruleset, 0) == 0;
  if (!done)
    g_debug ("files are not confined: %s", g_strerror (errno));
  close (ruleset);
  return done;
}

/**
 * siyaq_confine:
 * @writable: (array zero-terminated=1): what may be read and written
 * @readable: (array zero-terminated=1): what may be read
 *
 * Confines this thread and all that it starts, for good: nothing else is opened, nothing is connected to,
 * no program is started. To be called while there is one thread only.
 *
 * Returns: what is in force; the kernel may lack either part
 */
SiyaqConfinement
siyaq_confine (const char *const *writable,
               const char *const *readable)
{
  SiyaqConfinement confined = 0;

  g_return_val_if_fail (writable != NULL && readable != NULL, 0);

  if (prctl (PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0)
    return 0;
  if (confine_files (writable, readable))
    confined |= SIYAQ_CONFINED_FILES;
  if (confine_calls ())
    confined |= SIYAQ_CONFINED_CALLS;
  return confined;
}

static void
add (GPtrArray *paths,
     const char *base,
     const char *name)
{
  if (base != NULL && *base != '\0')
    g_ptr_array_add (paths, name != NULL ? g_build_filename (base, name, NULL) : g_strdup (base));
}

/**
 * siyaq_confine_service:
 *
 * siyaq_confine() with what the service needs: its own folders, the settings, the data that programs
 * bring along, and the reader's database to import from. The folders that are to be written are made first, for
 * what is not there cannot be opened up. $SIYAQ_UNCONFINED, for those who look for a fault, leaves
 * everything as it is.
 *
 * Returns: what is in force
 */
SiyaqConfinement
siyaq_confine_service (void)
{
  g_autoptr (GPtrArray) writable = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GPtrArray) readable = g_ptr_array_new_with_free_func (g_free);

  if (SIYAQ_SANITIZED || g_getenv ("SIYAQ_UNCONFINED") != NULL)
    return 0;
  add (writable, g_get_user_data_dir (), "siyaq");
  add (writable, g_get_user_state_dir (), "siyaq");
  add (writable, g_get_user_runtime_dir (), "siyaq");
  for (guint i = 0; i < writable->len; i++)
    g_mkdir_with_parents (g_ptr_array_index (writable, i), 0700);
  /* Where dconf keeps word of changes that it has not read yet. */
  add (writable, g_get_user_runtime_dir (), "dconf");
  add (writable, "/dev/null", NULL);
  g_ptr_array_add (writable, NULL);

  add (readable, "/usr", NULL);
  add (readable, "/lib", NULL);
  add (readable, "/lib64", NULL);
  add (readable, "/etc", NULL);
  add (readable, "/proc", NULL);
  add (readable, "/dev/urandom", NULL);
  /* Whether the machine runs on its battery. */
  add (readable, "/sys/class/power_supply", NULL);
  add (readable, "/sys/devices", NULL);
  add (readable, g_getenv ("SIYAQ_DATA_DIR"), NULL);
  add (readable, g_getenv ("GSETTINGS_SCHEMA_DIR"), NULL);
  add (readable, SIYAQ_DATADIR, NULL);
  add (readable, SIYAQ_LOCALEDIR, NULL);
  add (readable, g_get_user_config_dir (), "dconf");
  add (readable, g_get_user_config_dir (), "glib-2.0");
  add (readable, g_get_user_data_dir (), "glib-2.0");
  add (readable, g_get_user_data_dir (), "liferea");
  for (const char *const *dir = g_get_system_data_dirs (); *dir != NULL; dir++)
    add (readable, *dir, NULL);
  g_ptr_array_add (readable, NULL);
  return siyaq_confine ((const char *const *) writable->pdata, (const char *const *) readable->pdata);
}
