/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A key on its way through the service into a real keyring: it works, and nothing of the service has it
   afterwards: not its log, its store or its settings, not its arguments or environment, not even its
   memory. */
#include "config.h"

#include "fake-desktop.h"
#include "fake-provider.h"
#include "siyaq-client.h"
#include "siyaq-sanitized.h"

#include <fcntl.h>
#include <glib/gstdio.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#define TIMEOUT_MS 60000u
/* What every copy of the key would hold. */
#define MARK "k3y/+="

static FakeDesktop desktop;
static FakeProvider *server;
static char *url;

static SiyaqMessage *
ask (const char *method,
     const char *key)
{
  static const char *const texts[] = { "سقط المطر", NULL };
  g_autoptr (SiyaqMessage) request = NULL;
  g_autoptr (GError) error = NULL;
  SiyaqMessage *answer;
  GVariantBuilder values;

  g_variant_builder_init (&values, G_VARIANT_TYPE_VARDICT);
  g_variant_builder_add (&values, "{sv}", "provider", g_variant_new_string ("deepl"));
  g_variant_builder_add (&values, "{sv}", "url", g_variant_new_string (url));
  g_variant_builder_add (&values, "{sv}", "from", g_variant_new_string ("ar"));
  g_variant_builder_add (&values, "{sv}", "to", g_variant_new_string ("en"));
  g_variant_builder_add (&values, "{sv}", "texts", g_variant_new_strv (texts, -1));
  if (key != NULL)
    g_variant_builder_add (&values, "{sv}", "key", g_variant_new_string (key));
  request = siyaq_message_new (method, g_variant_builder_end (&values), NULL);
  answer = siyaq_client_call (request, TRUE, TIMEOUT_MS, NULL, &error);
  g_assert_no_error (error);
  return answer;
}

static void
assert_none_in_files (const char *path)
{
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *inner = g_build_filename (path, name, NULL), *content = NULL;
      gsize length = 0;

      if (g_file_test (inner, G_FILE_TEST_IS_SYMLINK))
        continue;
      if (g_file_test (inner, G_FILE_TEST_IS_DIR))
        assert_none_in_files (inner);
      else if (g_file_test (inner, G_FILE_TEST_IS_REGULAR) && g_file_get_contents (inner, &content, &length, NULL))
        g_assert_null (memmem (content, length, MARK, strlen (MARK)));
    }
}

static void
assert_none_in_proc (guint pid,
                     const char *name)
{
  g_autofree char *path = g_strdup_printf ("/proc/%u/%s", pid, name), *content = NULL;
  gsize length = 0;

  g_assert_true (g_file_get_contents (path, &content, &length, NULL));
  g_assert_null (memmem (content, length, MARK, strlen (MARK)));
}

/* Looks through what a process has written to. Returns how many bytes that were. */
static gsize
search_memory (guint pid,
               gboolean *ret_found)
{
  g_autofree char *maps_path = g_strdup_printf ("/proc/%u/maps", pid), *mem_path = g_strdup_printf ("/proc/%u/mem", pid);
  g_autofree char *maps = NULL;
  g_auto (GStrv) rows = NULL;
  gsize total = 0;
  int fd = open (mem_path, O_RDONLY | O_CLOEXEC);

  *ret_found = FALSE;
  /* The sanitizer keeps what was freed, and terabytes of its own. */
  if (SIYAQ_SANITIZED)
    {
      close (fd);
      return 0;
    }
  if (fd < 0 || !g_file_get_contents (maps_path, &maps, NULL, NULL))
    return 0;
  rows = g_strsplit (maps, "\n", -1);
  for (guint i = 0; rows[i] != NULL; i++)
    {
      unsigned long from, to;
      char flags[5] = "";

      if (sscanf (rows[i], "%lx-%lx %4s", &from, &to, flags) != 3 || flags[0] != 'r' || flags[1] != 'w')
        continue;
      for (; from < to; from += 1 << 20)
        {
          static char part[(1 << 20) + sizeof MARK];
          ssize_t n = pread (fd, part, MIN (sizeof part, to - from), (off_t) from);

          if (n <= 0)
            break;
          total += (gsize) n;
          *ret_found = *ret_found || memmem (part, (gsize) n, MARK, strlen (MARK)) != NULL;
        }
    }
  close (fd);
  return total;
}

static void
test_way_of_a_key (void)
{
  g_autoptr (SiyaqMessage) hello = NULL, stored = NULL, tested = NULL, cleared = NULL, again = NULL, quit = NULL;
  g_auto (GStrv) texts = NULL;
  gboolean found = FALSE;
  guint pid;

  hello = ask ("hello", NULL);
  pid = siyaq_message_get_uint (hello, "pid", 0);
  g_assert_cmpuint (pid, >, 0);
  stored = ask ("store-key", FAKE_KEY);
  tested = ask ("test", NULL);
  g_assert_true (g_variant_lookup (tested->values, "texts", "^as", &texts));
  g_assert_cmpstr (texts[0], ==, "it's «سقط المطر»");
  g_assert_nonnull (strstr (siyaq_message_get_string (tested, "sent"), "سقط المطر"));
  g_assert_null (strstr (siyaq_message_get_string (tested, "sent"), MARK));
  assert_none_in_files (desktop.home);
  assert_none_in_proc (pid, "cmdline");
  assert_none_in_proc (pid, "environ");
  if (search_memory (pid, &found) > 0)
    g_assert_false (found);
  else
    g_test_message ("the memory of the service cannot be read here");
  cleared = ask ("clear-key", NULL);
  again = ask ("test", NULL);
  g_assert_cmpstr (siyaq_message_get_string (again, "code"), ==, "auth");
  quit = ask ("quit", NULL);
}

int
main (int argc,
      char **argv)
{
  static const char *const folders[] = { "XDG_RUNTIME_DIR", "XDG_DATA_HOME", "XDG_STATE_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME" };
  int status;

  g_test_init (&argc, &argv, NULL);
  if (!fake_desktop_is_possible ())
    {
      g_print ("1..0 # SKIP gnome-keyring-daemon or dbus-daemon is not installed\n");
      return 0;
    }
  fake_desktop_start (&desktop, TRUE);
  for (guint i = 0; i < G_N_ELEMENTS (folders); i++)
    {
      g_autofree char *path = g_build_filename (desktop.home, folders[i], NULL);

      g_assert_cmpint (g_mkdir_with_parents (path, 0700), ==, 0);
      g_setenv (folders[i], path, TRUE);
    }
  server = fake_provider_new ("deepl");
  url = fake_server_get_url (server->server, "127.0.0.1");
  g_test_add_func ("/key/way-of-a-key", test_way_of_a_key);
  status = g_test_run ();
  fake_provider_free (server);
  g_free (url);
  fake_desktop_end (&desktop);
  /* What is left of the bus ends with the process. */
  _exit (status);
}
