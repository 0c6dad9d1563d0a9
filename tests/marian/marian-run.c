/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The engine alone, for tests and benchmarks: lines in, lines out.
   usage: marian-run [--batch N] [--threads N] [--beam N] [--kernels NAME] [--repeat N] [--cancel MS] [--stats] DIR FROM TO < in > out */
#include "config.h"

#include "siyaq-translator-marian.h"

#include <locale.h>
#include <stdio.h>
#include <stdlib.h>

static int batch, threads = 1, beam, repeat = 1, cancel_ms = -1;
static char *kernels;
static gboolean stats;

static const GOptionEntry entries[] = {
  { "batch", 0, 0, G_OPTION_ARG_INT, &batch, "Sentences together", "N" },
  { "threads", 0, 0, G_OPTION_ARG_INT, &threads, "Threads", "N" },
  { "beam", 0, 0, G_OPTION_ARG_INT, &beam, "Width of the beam", "N" },
  { "kernels", 0, 0, G_OPTION_ARG_STRING, &kernels, "Arithmetic", "NAME" },
  { "repeat", 0, 0, G_OPTION_ARG_INT, &repeat, "Translate so often", "N" },
  { "cancel", 0, 0, G_OPTION_ARG_INT, &cancel_ms, "Cancel after so long and tell how long that took", "MS" },
  { "stats", 0, 0, G_OPTION_ARG_NONE, &stats, "Figures to standard error", NULL },
  G_OPTION_ENTRY_NULL,
};

static char **
read_lines (void)
{
  g_autoptr (GStrvBuilder) lines = g_strv_builder_new ();
  char *line = NULL;
  size_t size = 0;
  ssize_t n;

  while ((n = getline (&line, &size, stdin)) >= 0)
    {
      if (n > 0 && line[n - 1] == '\n')
        line[n - 1] = '\0';
      g_strv_builder_add (lines, line);
    }
  free (line);
  return g_strv_builder_end (lines);
}

/* When the work was cancelled. */
static gint64 cancelled_us;

static gpointer
cancel_later (gpointer data)
{
  g_usleep ((gulong) cancel_ms * 1000);
  cancelled_us = g_get_monotonic_time ();
  g_cancellable_cancel (data);
  return NULL;
}

static int
measure_cancel (SiyaqTranslator *translator,
                const char *const *lines,
                const char *from,
                const char *to)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  GThread *thread = g_thread_new ("cancel", cancel_later, cancellable);
  g_auto (GStrv) answers = siyaq_translator_translate (translator, lines, from, to, cancellable, NULL);
  gint64 ended = g_get_monotonic_time ();

  g_thread_join (thread);
  if (answers != NULL)
    {
      fprintf (stderr, "marian-run: done before it was cancelled\n");
      return 1;
    }
  fprintf (stderr, "cancel_ms=%.1f\n", (double) (ended - cancelled_us) / 1000);
  return 0;
}

int
main (int argc,
      char **argv)
{
  g_autoptr (GOptionContext) context = g_option_context_new ("DIR FROM TO");
  g_autoptr (GError) error = NULL;
  g_autoptr (SiyaqTranslatorMarian) translator = NULL;
  g_auto (GStrv) lines = NULL;
  g_auto (GStrv) answers = NULL;

  setlocale (LC_ALL, "");
  g_option_context_add_main_entries (context, entries, NULL);
  if (!g_option_context_parse (context, &argc, &argv, &error) || argc != 4)
    {
      fprintf (stderr, "marian-run: %s\n", error != NULL ? error->message : "DIR FROM TO are needed");
      return 2;
    }
  translator = siyaq_translator_marian_new (argv[1], argv[2], argv[3],
                                            &(SiyaqMarianOptions) { (guint) threads, (guint) batch, (guint) beam, kernels }, &error);
  if (translator == NULL)
    {
      fprintf (stderr, "marian-run: %s\n", error->message);
      return 1;
    }
  lines = read_lines ();
  if (cancel_ms >= 0)
    return measure_cancel (SIYAQ_TRANSLATOR (translator), (const char *const *) lines, argv[2], argv[3]);
  for (int i = 0; i < repeat; i++)
    {
      SiyaqMarianStats before, after;

      siyaq_translator_marian_get_stats (translator, &before);
      g_clear_pointer (&answers, g_strfreev);
      answers = siyaq_translator_translate (SIYAQ_TRANSLATOR (translator), (const char *const *) lines, argv[2], argv[3], NULL, &error);
      if (answers == NULL)
        {
          fprintf (stderr, "marian-run: %s\n", error->message);
          return 1;
        }
      siyaq_translator_marian_get_stats (translator, &after);
      if (stats)
        fprintf (stderr, "load_ms=%.1f words=%" G_GUINT64_FORMAT " seconds=%.4f operations=%" G_GUINT64_FORMAT " peak_mib=%.1f\n",
                 (double) after.load_us / 1000, after.words - before.words, after.seconds - before.seconds,
                 after.operations - before.operations, (double) after.peak_bytes / (1 << 20));
    }
  for (guint i = 0; answers[i] != NULL; i++)
    printf ("%s\n", answers[i]);
  return 0;
}
