/* SPDX-License-Identifier: GPL-2.0-or-later */
/* siyaq serve: the service. It is started by whoever needs it and ends when nobody does. */
#define G_LOG_DOMAIN "siyaq"

#include "config.h"

#include "siyaq-commands.h"

#include "siyaq-child.h"
#include "siyaq-confine.h"
#include "siyaq-log.h"
#include "siyaq-sanitized.h"
#include "siyaq-server.h"

#include <glib/gi18n.h>
#include <signal.h>
#include <sys/resource.h>
#include <sysexits.h>
#include <unistd.h>

/* Minutes between feed updates are long; after ten the memory is worth more than the start. */
#define IDLE_S_DEFAULT 600
#define IDLE_S_MAX 86400
/* The maps of the data, the store's cache and the largest document together are far below. A feed
   that gets the engine to eat more ends the service and not the session. */
#define MAX_ADDRESS_SPACE_BYTES (G_GUINT64_CONSTANT (3) << 30)

static void
set_limits (void)
{
  struct rlimit core = { 0, 0 };

  /* A core file would hold what the user reads. */
  setrlimit (RLIMIT_CORE, &core);
  if (!SIYAQ_SANITIZED)
    {
      struct rlimit space;

      if (getrlimit (RLIMIT_AS, &space) == 0 && (space.rlim_cur == RLIM_INFINITY || space.rlim_cur > MAX_ADDRESS_SPACE_BYTES))
        {
          space.rlim_cur = MAX_ADDRESS_SPACE_BYTES;
          setrlimit (RLIMIT_AS, &space);
        }
    }
}

/* One thread still: what it gives away none of those to come will have. A kernel that can take nothing
   away is no reason to leave the user without the service. */
static void
give_away (void)
{
  g_autoptr (GError) error = NULL;
  SiyaqConfinement confined;

  if (!siyaq_child_prepare (&error))
    siyaq_log_write ("nothing will be translated: %s", error->message);
  confined = siyaq_confine_service ();
  if (confined != (SIYAQ_CONFINED_CALLS | SIYAQ_CONFINED_FILES))
    siyaq_log_write ("not confined: %s%s", confined & SIYAQ_CONFINED_CALLS ? "" : "calls ", confined & SIYAQ_CONFINED_FILES ? "" : "files");
}

int
siyaq_cmd_serve (int argc,
                 char **argv)
{
  int idle_s = IDLE_S_DEFAULT;
  gboolean background = FALSE;
  const GOptionEntry entries[] = {
    { "idle", 0, 0, G_OPTION_ARG_INT, &idle_s, N_ ("End after SECONDS without a request, 0 for never (600)"), N_ ("SECONDS") },
    { "background", 0, 0, G_OPTION_ARG_NONE, &background, N_ ("Leave the session and log to the file only"), NULL },
    G_OPTION_ENTRY_NULL
  };
  g_autoptr (GOptionContext) context = g_option_context_new (NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (SiyaqServer) server = NULL;

  g_option_context_set_summary (context, _ ("Runs the service. Filters and readers start it when they need it."));
  g_option_context_add_main_entries (context, entries, GETTEXT_PACKAGE);
  if (!g_option_context_parse (context, &argc, &argv, &error))
    {
      g_printerr ("siyaq serve: %s\n", error->message);
      return EX_USAGE;
    }
  if (argc > 1 || idle_s < 0 || idle_s > IDLE_S_MAX)
    {
      g_printerr (_ ("siyaq serve: wrong arguments; “siyaq serve --help” tells which there are\n"));
      return EX_USAGE;
    }

  signal (SIGPIPE, SIG_IGN);
  /* A file at its limit is a full disk like any other. */
  signal (SIGXFSZ, SIG_IGN);
  if (background)
    setsid ();
  set_limits ();
  siyaq_log_open (!background);
  give_away ();
  server = siyaq_server_new ((guint) idle_s);
  if (!siyaq_server_listen (server, &error))
    {
      if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_EXISTS))
        {
          if (!background)
            g_printerr ("siyaq serve: %s\n", error->message);
          return background ? EX_OK : EX_TEMPFAIL;
        }
      siyaq_log_write ("the service cannot listen: %s", error->message);
      return EX_UNAVAILABLE;
    }
  siyaq_server_run (server);
  return EX_OK;
}
