/* SPDX-License-Identifier: GPL-2.0-or-later */
/* siyaq models: which translation models there are, fetch one, remove one. A translator of its own is
   started for it, because only that process has the network; neither the service nor the store is
   touched. */
#define G_LOG_DOMAIN "siyaq"

#include "config.h"

#include "siyaq-commands.h"

#include "siyaq-ask.h"
#include "siyaq-preferences.h"
#include "siyaq-translator-process.h"

#include <glib-unix.h>
#include <glib/gi18n.h>
#include <stdio.h>
#include <string.h>
#include <sysexits.h>
#include <unistd.h>

/* Forty megabytes over a slow line: a download may take its time as long as something comes. */
#define TIMEOUT_MS (12u * 60 * 60 * 1000)
/* As the shell reports a program that was interrupted. */
#define EXIT_INTERRUPTED 130

typedef struct
{
  char *source;     /* nullable: a folder */
  char *catalogue;  /* nullable: an address */
  char *files;      /* nullable: an address */
  gboolean offline; /* the user's choice for everything */
} Options;

typedef struct
{
  GMainLoop *loop;
  SiyaqMessage *answer;
  GError *error;
  gboolean shows;   /* progress, on a terminal */
  int shown;        /* atomic: something stands on the line */
} Run;

static void
answered_cb (GObject *source,
             GAsyncResult *result,
             gpointer data)
{
  Run *run = data;

  run->answer = siyaq_translator_process_call_finish (result, &run->error);
  g_main_loop_quit (run->loop);
}

/* In the thread of the process's object. */
static void
progress_cb (GVariant *values,
             gpointer data)
{
  Run *run = data;
  const char *what = NULL, *title;
  guint64 done = 0, total = 0;
  g_autofree char *done_text = NULL, *total_text = NULL;

  if (!run->shows || !g_variant_lookup (values, "what", "&s", &what) || !g_variant_lookup (values, "done", "t", &done) ||
      !g_variant_lookup (values, "total", "t", &total) || total == 0)
    return;
  title = strcmp (what, "download") == 0 ? _ ("Fetching") : strcmp (what, "unpack") == 0 ? _ ("Unpacking") : _ ("Copying");
  done_text = g_format_size (done);
  total_text = g_format_size (total);
  g_atomic_int_set (&run->shown, 1);
  g_printerr ("\r\033[K%s: %s / %s, %u %%", title, done_text, total_text, (guint) (done * 100 / total));
}

static gboolean
interrupt_cb (gpointer data)
{
  g_cancellable_cancel (data);
  return G_SOURCE_CONTINUE;
}

static int
fail (const Run *run)
{
  static const struct { const char *code; int status; } statuses[] = {
    { "unknown", EX_UNAVAILABLE }, { "network", EX_TEMPFAIL }, { "bad-answer", EX_DATAERR }, { "no-space", EX_CANTCREAT },
    { "busy", EX_TEMPFAIL }, { "offline", EX_CONFIG }, { "cancelled", EXIT_INTERRUPTED },
  };
  const char *message = run->error != NULL ? run->error->message : siyaq_message_get_string (run->answer, "message");
  const char *code = run->answer != NULL ? siyaq_message_get_string (run->answer, "code") : NULL;

  if (g_error_matches (run->error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    code = "cancelled";
  if (g_strcmp0 (code, "cancelled") == 0)
    g_printerr (_ ("siyaq models: stopped; the same command goes on from here\n"));
  else
    g_printerr ("siyaq models: %s\n", message != NULL ? message : "");
  for (guint i = 0; i < G_N_ELEMENTS (statuses); i++)
    if (g_strcmp0 (code, statuses[i].code) == 0)
      return statuses[i].status;
  return EX_SOFTWARE;
}

/* Asks the translator; NULL with an exit status where it did not go well. */
static SiyaqMessage *
ask (const char *method,
     GVariant *values,
     int *ret_status)
{
  g_autoptr (SiyaqTranslatorProcess) process = siyaq_translator_process_new ();
  g_autoptr (SiyaqMessage) request = siyaq_message_new (method, values, NULL);
  g_autoptr (GBytes) payload = siyaq_message_encode (request);
  g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  Run run = { .loop = loop, .shows = isatty (STDERR_FILENO) };
  guint interrupt = g_unix_signal_add (SIGINT, interrupt_cb, cancellable);

  siyaq_translator_process_call_async (process, payload, TIMEOUT_MS, progress_cb, &run, cancellable, answered_cb, &run);
  g_main_loop_run (loop);
  g_source_remove (interrupt);
  if (g_atomic_int_get (&run.shown))
    g_printerr ("\r\033[K");
  *ret_status = EX_OK;
  if (run.answer == NULL || strcmp (run.answer->name, "ok") != 0)
    {
      *ret_status = fail (&run);
      g_clear_pointer (&run.answer, siyaq_message_free);
    }
  g_clear_error (&run.error);
  return run.answer;
}

static void
add_string (GVariantBuilder *values,
            const char *name,
            const char *value)
{
  if (value != NULL && *value != '\0')
    g_variant_builder_add (values, "{sv}", name, g_variant_new_string (value));
}

static void
begin_values (GVariantBuilder *values,
              const Options *options)
{
  g_variant_builder_init (values, G_VARIANT_TYPE_VARDICT);
  add_string (values, "catalogue", options->catalogue);
  add_string (values, "files", options->files);
  g_variant_builder_add (values, "{sv}", "offline", g_variant_new_boolean (options->offline));
}

static void
print_model (GVariant *model)
{
  const char *from = "", *to = "", *version = NULL, *dir = NULL, *origin = NULL;
  guint64 download = 0, installed = 0;
  gboolean update = FALSE, own = FALSE;
  g_autofree char *download_text = NULL, *installed_text = NULL;

  g_variant_lookup (model, "from", "&s", &from);
  g_variant_lookup (model, "to", "&s", &to);
  g_variant_lookup (model, "version", "&s", &version);
  g_variant_lookup (model, "dir", "&s", &dir);
  g_variant_lookup (model, "origin", "&s", &origin);
  g_variant_lookup (model, "download", "t", &download);
  g_variant_lookup (model, "installed", "t", &installed);
  g_variant_lookup (model, "update", "b", &update);
  g_variant_lookup (model, "own", "b", &own);
  download_text = g_format_size (download);
  installed_text = g_format_size (installed);
  g_print ("%s-%s  ", from, to);
  if (dir == NULL)
    g_print (_ ("available, %s to fetch, %s on the disk"), download_text, installed_text);
  else
    g_print (_ ("installed, %s on the disk"), installed_text);
  if (version != NULL)
    g_print (_ (", release %s"), version);
  if (origin != NULL)
    g_print (", %s", origin);
  if (dir != NULL && !own)
    g_print (_ (", of the system"));
  if (update)
    g_print (_ (", another release is available (%s)"), download_text);
  g_print ("\n");
}

static int
list_models (const Options *options)
{
  GVariantBuilder values;
  g_autoptr (SiyaqMessage) answer = NULL;
  g_autoptr (GVariant) models = NULL;
  int status;

  begin_values (&values, options);
  answer = ask ("models-list", g_variant_builder_end (&values), &status);
  if (answer == NULL)
    return status;
  models = g_variant_lookup_value (answer->values, "models", G_VARIANT_TYPE ("aa{sv}"));
  for (gsize i = 0; models != NULL && i < g_variant_n_children (models); i++)
    {
      g_autoptr (GVariant) model = g_variant_get_child_value (models, i);

      print_model (model);
    }
  if (siyaq_message_get_boolean (answer, "offline"))
    g_printerr (_ ("The catalogue was not reached: what is available is as it was when this version was made.\n"));
  g_print (_ ("Models are made by Mozilla for Firefox. Earlier releases are under the MPL 2.0; the licence of these\n"
              "is Mozilla's to state. Siyaq fetches them for you and does not pass them on.\n"));
  return EX_OK;
}

/* "ar-en" */
static gboolean
parse_pair (const char *pair,
            GVariantBuilder *values)
{
  g_auto (GStrv) languages = g_strsplit (pair, "-", 2);

  if (g_strv_length (languages) != 2 || *languages[0] == '\0' || *languages[1] == '\0' || !g_utf8_validate (pair, -1, NULL))
    return FALSE;
  add_string (values, "from", languages[0]);
  add_string (values, "to", languages[1]);
  return TRUE;
}

static int
change_model (const char *verb,
              const char *pair,
              const Options *options)
{
  GVariantBuilder values;
  g_autoptr (SiyaqMessage) answer = NULL;
  g_autofree char *source = options->source != NULL ? g_canonicalize_filename (options->source, NULL) : NULL;
  gboolean install = strcmp (verb, "install") == 0;
  int status;

  begin_values (&values, options);
  if (!parse_pair (pair, &values))
    {
      g_variant_builder_clear (&values);
      g_printerr (_ ("siyaq models: “%s” is no pair of languages like ar-en\n"), pair);
      return EX_USAGE;
    }
  if (source != NULL && (!g_file_test (source, G_FILE_TEST_IS_DIR) || !g_utf8_validate (source, -1, NULL)))
    {
      g_autofree char *shown = g_filename_display_name (options->source);

      g_variant_builder_clear (&values);
      g_printerr (_ ("siyaq models: %s is no folder with a model\n"), shown);
      return EX_NOINPUT;
    }
  add_string (&values, "source", source);
  answer = ask (install ? "models-install" : "models-remove", g_variant_builder_end (&values), &status);
  if (answer != NULL)
    g_print (install ? _ ("%s is installed.\n") : _ ("%s is removed.\n"), pair);
  return status;
}

/* What is not given as an option is as the settings have it. */
static void
read_preferences (Options *options)
{
  g_autoptr (GSettings) preferences = siyaq_preferences_open ();
  g_autoptr (SiyaqSettings) settings = siyaq_preferences_read (preferences);

  options->offline = settings->offline;
  if (options->catalogue == NULL)
    options->catalogue = g_strdup (settings->models_catalogue);
  if (options->files == NULL)
    options->files = g_strdup (settings->models_files);
}

int
siyaq_cmd_models (int argc,
                  char **argv)
{
  g_autofree char *source = NULL, *catalogue = NULL, *files = NULL;
  const GOptionEntry entries[] = {
    { "from", 0, 0, G_OPTION_ARG_FILENAME, &source, N_ ("Install from this folder, without network"), N_ ("DIR") },
    { "catalogue", 0, 0, G_OPTION_ARG_STRING, &catalogue, N_ ("Address of another catalogue"), N_ ("URL") },
    { "files", 0, 0, G_OPTION_ARG_STRING, &files, N_ ("Address below which the catalogue's files are"), N_ ("URL") },
    G_OPTION_ENTRY_NULL
  };
  Options options;
  const char *verb;
  int status = EX_OK;

  if (!siyaq_ask_parse ("siyaq models", _ ("[list|install FROM-TO|remove FROM-TO]"),
                        _ ("Lists, fetches and removes models that translate on this computer."), entries, &argc, &argv, &status))
    return status;
  verb = argc > 1 ? argv[1] : "list";
  if (!((argc <= 2 && strcmp (verb, "list") == 0 && source == NULL) || (argc == 3 && strcmp (verb, "install") == 0) ||
        (argc == 3 && strcmp (verb, "remove") == 0 && source == NULL)))
    {
      g_printerr (_ ("%s: wrong arguments; “%s --help” tells which there are\n"), "siyaq models", "siyaq models");
      return EX_USAGE;
    }
  options = (Options) { source, g_steal_pointer (&catalogue), g_steal_pointer (&files), FALSE };
  read_preferences (&options);
  status = strcmp (verb, "list") == 0 ? list_models (&options) : change_model (verb, argv[2], &options);
  g_free (options.catalogue);
  g_free (options.files);
  return status;
}
