/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The command that a feed goes through: what stands in it, and what a shell makes of it. The reader runs
   it as "COMMAND < FILE". */
#include "config.h"

#include "siyaq-ingest.h"

#include <glib/gstdio.h>

static void
test_plain (void)
{
  g_autofree char *command = siyaq_ingest_build_command (NULL, "/usr/bin/siyaq", "abcdefg");
  g_autofree char *empty = siyaq_ingest_build_command ("", "/usr/bin/siyaq", "abcdefg");

  g_assert_cmpstr (command, ==, "'/usr/bin/siyaq' filter --feed abcdefg");
  g_assert_cmpstr (empty, ==, command);
}

static void
test_left_alone (void)
{
  static const char *const nodes[] = { "", "a b", "a;reboot", "$(x)", "`x`", "a'b", "-x", "سوريا", "http://x" };
  g_autofree char *sheet = siyaq_ingest_build_command ("/home/me/clean.xsl", "/usr/bin/siyaq", "abcdefg");
  g_autofree char *longest = g_strnfill (1000, 'a');
  g_autofree char *too_long = siyaq_ingest_build_command (NULL, "/usr/bin/siyaq", longest);

  g_assert_null (sheet);
  g_assert_null (too_long);
  for (guint i = 0; i < G_N_ELEMENTS (nodes); i++)
    {
      g_autofree char *command = siyaq_ingest_build_command (NULL, "/usr/bin/siyaq", nodes[i]);

      g_assert_null (command);
    }
}

/* A program that stands for siyaq: it puts its arguments before what it reads. */
static char *
run (const char *theirs,
     const char *input)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *folder = g_dir_make_tmp ("siyaq test-XXXXXX", &error);
  g_autofree char *program = g_build_filename (folder, "it's siyaq", NULL);
  g_autofree char *file = g_build_filename (folder, "feed", NULL);
  g_autofree char *command = NULL;
  g_autofree char *line = NULL;
  char *output = NULL;
  int status;

  g_assert_no_error (error);
  g_assert_true (g_file_set_contents (program, "#!/bin/sh\necho \"$@\"\ncat\n", -1, NULL));
  g_assert_cmpint (g_chmod (program, 0700), ==, 0);
  g_assert_true (g_file_set_contents (file, input, -1, NULL));
  command = siyaq_ingest_build_command (theirs, program, "abcdefg");
  line = g_strdup_printf ("%s < '%s'", command, file);
  {
    const char *argv[] = { "/bin/sh", "-c", line, NULL };

    g_assert_true (g_spawn_sync (NULL, (char **) argv, NULL, G_SPAWN_DEFAULT, NULL, NULL, &output, NULL, &status, &error));
  }
  g_assert_no_error (error);
  g_assert_cmpint (status, ==, 0);
  g_unlink (program);
  g_unlink (file);
  g_rmdir (folder);
  return output;
}

static void
test_run (void)
{
  static const struct
  {
    const char *theirs, *output;
  } rows[] = {
    { NULL, "filter --feed abcdefg\none two\n" },
    { "tr a-z A-Z", "filter --feed abcdefg\nONE TWO\n" },
    { "tr a-z A-Z | sed 's/ONE/1/'", "filter --feed abcdefg\n1 TWO\n" },
    { "tr a-z A-Z # louder", "filter --feed abcdefg\nONE TWO\n" },
    { "false || cat", "filter --feed abcdefg\none two\n" },
    { "cat; echo more", "filter --feed abcdefg\none two\nmore\n" },
    { "sed \"s/one/'/\"", "filter --feed abcdefg\n' two\n" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *output = run (rows[i].theirs, "one two\n");

      g_assert_cmpstr (output, ==, rows[i].output);
    }
}

int
main (int argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/host/filter-command/plain", test_plain);
  g_test_add_func ("/host/filter-command/left-alone", test_left_alone);
  g_test_add_func ("/host/filter-command/run", test_run);

  return g_test_run ();
}
