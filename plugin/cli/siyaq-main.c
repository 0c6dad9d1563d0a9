/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The siyaq command: finds the command that was asked for and runs it. Exit codes are those of
   sysexits.h. */
#define G_LOG_DOMAIN "siyaq"

#include "config.h"

#include "siyaq-commands.h"

#include <glib/gi18n.h>
#include <locale.h>
#include <sysexits.h>

static const struct
{
  const char *name;
  int (*run) (int argc, char **argv);
  const char *summary;
} commands[] = {
  { "annotate", siyaq_cmd_annotate, N_ ("Annotate feed items given as JSON Lines") },
  { "filter", siyaq_cmd_filter, N_ ("Clean a feed on its way to a reader") },
  { "serve", siyaq_cmd_serve, N_ ("Run the service") },
  { "held", siyaq_cmd_held, N_ ("List, show or restore held items") },
  { "explain", siyaq_cmd_explain, N_ ("Tell what was decided about an item, and why") },
  { "stories", siyaq_cmd_stories, N_ ("Print the stories that most feeds tell") },
  { "stats", siyaq_cmd_stats, N_ ("Print what was removed, held and linked") },
  { "translate", siyaq_cmd_translate, N_ ("Translate lines") },
  { "bench", siyaq_cmd_bench, N_ ("Measure the budgets on this machine") },
  { "models", siyaq_cmd_models, N_ ("List, fetch or remove translation models") },
};

static void
print_help (void)
{
  g_print (_ ("Usage: siyaq COMMAND [OPTION…]\n\n"));
  g_print (_ ("Cleans, tags, links and sums up the items of news feeds.\n\n"));
  g_print (_ ("Commands:\n"));
  for (guint i = 0; i < G_N_ELEMENTS (commands); i++)
    g_print ("  %-10s %s\n", commands[i].name, _ (commands[i].summary));
  g_print (_ ("\n“siyaq COMMAND --help” tells more of each.\n"));
}

int
main (int argc,
      char **argv)
{
  setlocale (LC_ALL, "");
  bindtextdomain (GETTEXT_PACKAGE, SIYAQ_LOCALEDIR);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);

  if (argc < 2)
    {
      g_printerr (_ ("siyaq: a command is missing; “siyaq --help” lists them\n"));
      return EX_USAGE;
    }
  if (g_strcmp0 (argv[1], "--help") == 0 || g_strcmp0 (argv[1], "-h") == 0 || g_strcmp0 (argv[1], "help") == 0)
    {
      print_help ();
      return EX_OK;
    }
  if (g_strcmp0 (argv[1], "--version") == 0)
    {
      g_print ("siyaq %s\n", PACKAGE_VERSION);
      return EX_OK;
    }
  for (guint i = 0; i < G_N_ELEMENTS (commands); i++)
    if (g_strcmp0 (argv[1], commands[i].name) == 0)
      {
        g_autofree char *name = g_strconcat ("siyaq ", commands[i].name, NULL);

        /* What --help calls the command. */
        g_set_prgname (name);
        return commands[i].run (argc - 1, argv + 1);
      }
  g_printerr (_ ("siyaq: there is no command “%s”; “siyaq --help” lists them\n"), argv[1]);
  return EX_USAGE;
}
