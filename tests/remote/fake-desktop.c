/* SPDX-License-Identifier: GPL-2.0-or-later */
/* gnome-keyring-daemon on a private bus, with a keyring in a throw-away folder, unlocked by a password
   on its standard input as a login does. */
#include "config.h"

#include "fake-desktop.h"

#include <glib/gstdio.h>
#include <libsecret/secret.h>
#include <signal.h>
#include <unistd.h>

#define DAEMON "gnome-keyring-daemon"
#define PATIENCE_US (20 * G_USEC_PER_SEC)

static void
remove_below (const char *path)
{
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *child = g_build_filename (path, name, NULL);

      if (g_file_test (child, G_FILE_TEST_IS_DIR))
        remove_below (child);
      else
        g_unlink (child);
    }
  g_rmdir (path);
}

static gboolean
has_owner (GDBusConnection *connection)
{
  g_autoptr (GVariant) answer = NULL;
  gboolean owned = FALSE;

  answer = g_dbus_connection_call_sync (connection, "org.freedesktop.DBus", "/org/freedesktop/DBus", "org.freedesktop.DBus", "NameHasOwner",
                                        g_variant_new ("(s)", "org.freedesktop.secrets"), G_VARIANT_TYPE ("(b)"), G_DBUS_CALL_FLAGS_NONE, -1,
                                        NULL, NULL);
  if (answer != NULL)
    g_variant_get (answer, "(b)", &owned);
  return owned;
}

/**
 * fake_desktop_is_possible:
 *
 * Returns: whether what it takes is installed
 */
gboolean
fake_desktop_is_possible (void)
{
  g_autofree char *daemon = g_find_program_in_path (DAEMON);
  g_autofree char *bus = g_find_program_in_path ("dbus-daemon");

  return daemon != NULL && bus != NULL;
}

/**
 * fake_desktop_start_keyring:
 * @self: a desktop without a keyring
 */
void
fake_desktop_start_keyring (FakeDesktop *self)
{
  g_autofree char *control = g_strdup_printf ("--control-directory=%s", self->home);
  const char *const arguments[] = { DAEMON, "--foreground", "--components=secrets", "--unlock", control, NULL };
  g_auto (GStrv) environment = g_environ_setenv (g_get_environ (), "XDG_DATA_HOME", self->home, TRUE);
  g_autoptr (GDBusConnection) connection = g_bus_get_sync (G_BUS_TYPE_SESSION, NULL, NULL);
  g_autoptr (GError) error = NULL;
  gint64 end_us = g_get_monotonic_time () + PATIENCE_US;
  int input;

  environment = g_environ_setenv (environment, "HOME", self->home, TRUE);
  environment = g_environ_unsetenv (environment, "G_DEBUG");
  g_spawn_async_with_pipes (self->home, (char **) arguments, environment, G_SPAWN_SEARCH_PATH | G_SPAWN_DO_NOT_REAP_CHILD |
                            G_SPAWN_STDOUT_TO_DEV_NULL | G_SPAWN_STDERR_TO_DEV_NULL, NULL, NULL, &self->daemon, &input, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (write (input, "password", 8), ==, 8);
  close (input);
  while (!has_owner (connection))
    {
      g_assert_cmpint (g_get_monotonic_time (), <, end_us);
      g_usleep (5000);
    }
}

/**
 * fake_desktop_stop_keyring:
 * @self: a desktop
 *
 * Ends the keyring, which the bus then does not know any more.
 */
void
fake_desktop_stop_keyring (FakeDesktop *self)
{
  g_autoptr (GDBusConnection) connection = g_bus_get_sync (G_BUS_TYPE_SESSION, NULL, NULL);
  gint64 end_us = g_get_monotonic_time () + PATIENCE_US;

  kill (self->daemon, SIGTERM);
  g_spawn_close_pid (self->daemon);
  self->daemon = 0;
  while (has_owner (connection))
    {
      g_assert_cmpint (g_get_monotonic_time (), <, end_us);
      g_usleep (5000);
    }
}

/**
 * fake_desktop_lock:
 *
 * Locks all keyrings there are.
 */
void
fake_desktop_lock (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SecretService) service = NULL;
  GList *collections;
  int n;

  secret_service_disconnect ();
  service = secret_service_get_sync (SECRET_SERVICE_LOAD_COLLECTIONS, NULL, &error);
  g_assert_no_error (error);
  collections = secret_service_get_collections (service);
  n = secret_service_lock_sync (service, collections, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (n, >, 0);
  g_list_free_full (collections, g_object_unref);
}

/**
 * fake_desktop_start:
 * @self: all zero
 * @with_keyring: whether there is one, unlocked
 */
void
fake_desktop_start (FakeDesktop *self,
               gboolean with_keyring)
{
  self->home = g_dir_make_tmp ("siyaq-keyring-XXXXXX", NULL);
  self->bus = g_test_dbus_new (G_TEST_DBUS_NONE);
  g_test_dbus_up (self->bus);
  if (with_keyring)
    fake_desktop_start_keyring (self);
}

/**
 * fake_desktop_end:
 * @self: a desktop
 *
 * Nothing of it stays.
 */
void
fake_desktop_end (FakeDesktop *self)
{
  secret_service_disconnect ();
  if (self->daemon != 0)
    {
      kill (self->daemon, SIGTERM);
      g_spawn_close_pid (self->daemon);
    }
  g_test_dbus_stop (self->bus);
  remove_below (self->home);
  g_free (self->home);
}
