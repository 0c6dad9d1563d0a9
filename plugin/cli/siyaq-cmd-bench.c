/* SPDX-License-Identifier: GPL-2.0-or-later */
/* siyaq bench: the budgets that can be measured by the command alone, a row each: what, figure, budget.
   It works in a temporary folder on texts of its own, so that figures of two machines, or of two
   versions, can be compared. What needs a reader or a translation model is named and not measured. */
#define G_LOG_DOMAIN "siyaq"

#include "config.h"

#include "siyaq-commands.h"

#include "siyaq-ask.h"
#include "siyaq-bench-cards.h"
#include "siyaq-bench-text.h"
#include "siyaq-client.h"
#include "siyaq-engine.h"

#include <gio/gio.h>
#include <glib/gi18n.h>
#include <glib/gstdio.h>
#include <math.h>
#include <string.h>
#include <sys/stat.h>
#include <sysexits.h>
#include <time.h>
#include <unistd.h>

#define ITEMS_DEFAULT 100000
#define ITEMS_MIN 2000
/* Items that a median is taken over, and where the first stands. */
#define SAMPLE 500u
#define SMALL_STORE 1000u
/* Items a transaction, as a large document has. */
#define BATCH 500u
#define FILTER_RUNS 15u
#define FEED_ITEMS 50u
#define CLEAN_RUNS 25u
#define PAGE_RUNS 25u
#define CALL_TIMEOUT_MS 60000

typedef struct
{
  char *folder;
  SiyaqBenchText *text;
  guint n_items;
  GArray *small; /* (element-type double): milliseconds */
  GArray *large;
  gint64 told_us;
} Bench;

static int
compare_doubles (gconstpointer a,
                 gconstpointer b)
{
  double x = *(const double *) a, y = *(const double *) b;

  return x < y ? -1 : x > y ? 1 : 0;
}

static double
median (GArray *values)
{
  if (values->len == 0)
    return NAN;
  g_array_sort (values, compare_doubles);
  return g_array_index (values, double, values->len / 2);
}

static void
print_row (const char *what,
           double figure,
           const char *unit,
           const char *budget)
{
  siyaq_ask_print_label (what, 66);
  g_print (" %9.2f %-4s  %s\n", figure, unit, budget);
}

static void
tell_progress (Bench *bench,
               guint done)
{
  gint64 now_us = g_get_monotonic_time ();

  if (!isatty (STDERR_FILENO) || now_us - bench->told_us < G_USEC_PER_SEC / 2)
    return;
  bench->told_us = now_us;
  g_printerr ("\r");
  g_printerr (_ ("%u of %u items"), done, bench->n_items);
}

/* Everything below is asked of the environment once and kept by GLib, so it is set before. */
static gboolean
make_folder (Bench *bench)
{
  static const char *const names[] = { "XDG_RUNTIME_DIR", "XDG_DATA_HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME" };

  bench->folder = g_dir_make_tmp ("siyaq-bench-XXXXXX", NULL);
  if (bench->folder == NULL)
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *path = g_build_filename (bench->folder, names[i], NULL);

      if (g_mkdir (path, 0700) != 0)
        return FALSE;
      g_setenv (names[i], path, TRUE);
    }
  return TRUE;
}

static void
remove_folder (const char *path)
{
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *inner = g_build_filename (path, name, NULL);

      if (g_file_test (inner, G_FILE_TEST_IS_DIR) && !g_file_test (inner, G_FILE_TEST_IS_SYMLINK))
        remove_folder (inner);
      else
        g_unlink (inner);
    }
  g_rmdir (path);
}

/* Puts the items through the stages and into a store, and takes the time of those at both ends. */
static gboolean
fill_store (Bench *bench,
            const char *path,
            GError **error)
{
  g_autoptr (SiyaqStore) store = siyaq_store_new (path, error);
  g_autoptr (SiyaqSettings) settings = siyaq_settings_new ();
  g_autoptr (SiyaqEngine) engine = store != NULL ? siyaq_engine_new (store, settings, error) : NULL;

  if (engine == NULL)
    return FALSE;
  for (guint i = 0; i < bench->n_items; i++)
    {
      g_autoptr (SiyaqItem) item = siyaq_bench_text_next (bench->text);
      g_autoptr (SiyaqAnnotation) a = NULL;
      gint64 start_us;
      double ms;

      if (i % BATCH == 0 && !siyaq_store_begin (store, error))
        return FALSE;
      start_us = g_get_monotonic_time ();
      siyaq_engine_observe (engine, item);
      ms = (double) (g_get_monotonic_time () - start_us) / 1000;
      a = siyaq_engine_annotate (engine, item, NULL, error);
      if (a == NULL)
        return FALSE;
      ms += (double) siyaq_engine_get_stages_us (engine) / 1000;
      if (i >= SMALL_STORE && i < SMALL_STORE + SAMPLE)
        g_array_append_val (bench->small, ms);
      if (i >= bench->n_items - SAMPLE)
        g_array_append_val (bench->large, ms);
      if ((i % BATCH == BATCH - 1 || i == bench->n_items - 1) && !siyaq_store_commit (store, FALSE, error))
        return FALSE;
      tell_progress (bench, i + 1);
    }
  if (isatty (STDERR_FILENO))
    g_printerr ("\r%40s\r", "");
  return TRUE;
}

static void
report_stages (Bench *bench)
{
  g_autofree char *what = g_strdup_printf (_ ("clean + tag + story, median an item, %u in the store"), bench->n_items);
  double small = median (bench->small), large = median (bench->large);

  print_row (_ ("clean + tag + story, median an item, 1000 in the store"), small, "ms", "≤ 0.5");
  print_row (what, large, "ms", "≤ 0.5");
  print_row (_ ("… how much slower with the larger store"), large / small, "×", "≤ 1.3");
}

/* The processor's time: this part waits for nothing, and other processes should not count. */
static gboolean
measure_clean (Bench *bench,
               GError **error)
{
  g_autoptr (SiyaqCleaner) cleaner = siyaq_cleaner_new (error);
  g_autoptr (GArray) times = g_array_new (FALSE, FALSE, sizeof (double));

  if (cleaner == NULL)
    return FALSE;
  for (guint run = 0; run < CLEAN_RUNS; run++)
    {
      g_autoptr (GPtrArray) items = g_ptr_array_new_with_free_func ((GDestroyNotify) siyaq_item_unref);
      clock_t start;
      double ms;

      for (guint i = 0; i < FEED_ITEMS; i++)
        g_ptr_array_add (items, siyaq_bench_text_long (bench->text));
      start = clock ();
      for (guint i = 0; i < items->len; i++)
        {
          g_autoptr (SiyaqAnnotation) a = siyaq_annotation_new (g_ptr_array_index (items, i));

          siyaq_cleaner_observe (cleaner, g_ptr_array_index (items, i));
          siyaq_cleaner_run (cleaner, a);
        }
      ms = (double) (clock () - start) * 1000 / CLOCKS_PER_SEC;
      g_array_append_val (times, ms);
    }
  print_row (_ ("50 items of 4 KB cleaned, processor time, median"), median (times), "ms", "≤ 10");
  return TRUE;
}

static gboolean
measure_page (Bench *bench,
              GError **error)
{
  g_autoptr (SiyaqCleaner) cleaner = siyaq_cleaner_new (error);
  g_autoptr (GArray) times = g_array_new (FALSE, FALSE, sizeof (double));

  if (cleaner == NULL)
    return FALSE;
  for (guint i = 0; i < PAGE_RUNS; i++)
    {
      g_autofree char *html = siyaq_bench_text_page (bench->text);
      SiyaqItem fields = { .id = "page", .feed = "page", .title = "Headline", .html = html, .kind = SIYAQ_ITEM_KIND_PAGE,
                           .published_s = SIYAQ_TIME_UNKNOWN };
      g_autoptr (SiyaqItem) item = siyaq_item_new (&fields);
      g_autoptr (SiyaqAnnotation) a = siyaq_annotation_new (item);
      gint64 start_us = g_get_monotonic_time ();
      double ms;

      siyaq_cleaner_run (cleaner, a);
      ms = (double) (g_get_monotonic_time () - start_us) / 1000;
      g_array_append_val (times, ms);
    }
  print_row (_ ("whole page of 80 KB cleaned, median"), median (times), "ms", "≤ 8");
  return TRUE;
}

static gboolean
measure_cards (Bench *bench,
               const char *store,
               GError **error)
{
  g_autoptr (GArray) cards = g_array_new (FALSE, FALSE, sizeof (double)), summaries = g_array_new (FALSE, FALSE, sizeof (double));

  if (!siyaq_bench_cards (bench->text, store, cards, summaries, error))
    return FALSE;
  print_row (_ ("card filled from what was translated before, median"), median (cards), "ms", "≤ 10");
  print_row (_ ("summary of an item, median"), median (summaries), "ms", "≤ 0.5");
  return TRUE;
}

static gboolean
run_filter (const char *command,
            const char *document,
            double *ret_ms,
            GError **error)
{
  gint64 start_us = g_get_monotonic_time ();
  g_autoptr (GSubprocess) child =
    g_subprocess_new (G_SUBPROCESS_FLAGS_STDIN_PIPE | G_SUBPROCESS_FLAGS_STDOUT_PIPE, error, command, "filter", "--feed", "bench", NULL);
  g_autoptr (GBytes) input = g_bytes_new (document, strlen (document)), output = NULL;

  if (child == NULL || !g_subprocess_communicate (child, input, NULL, &output, NULL, error))
    return FALSE;
  *ret_ms = (double) (g_get_monotonic_time () - start_us) / 1000;
  /* A feed that passed through untouched would be a fast one. */
  if (g_bytes_equal (input, output))
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_FAILED, "the feed passed through");
      return FALSE;
    }
  return TRUE;
}

static SiyaqMessage *
ask (const char *method,
     gboolean start,
     GError **error)
{
  g_autoptr (SiyaqMessage) request = siyaq_message_new (method, NULL, NULL);

  return siyaq_client_call (request, start, CALL_TIMEOUT_MS, NULL, error);
}

static gboolean
measure_service (Bench *bench,
                 GError **error)
{
  g_autofree char *command = siyaq_client_find_command ();
  g_autofree char *what = g_strdup_printf (_ ("service with %u items, resident"), bench->n_items);
  g_autoptr (GArray) new_ms = g_array_new (FALSE, FALSE, sizeof (double));
  g_autoptr (GArray) known_ms = g_array_new (FALSE, FALSE, sizeof (double));
  g_autoptr (SiyaqMessage) first = NULL, stats = NULL, quit = NULL;
  g_autofree char *first_feed = siyaq_bench_text_feed (bench->text, FEED_ITEMS);
  gint64 start_us = g_get_monotonic_time ();
  double ms = 0;

  first = ask ("stats", TRUE, error);
  if (first == NULL)
    return FALSE;
  print_row (_ ("service, start to first answer"), (double) (g_get_monotonic_time () - start_us) / 1000, "ms", "≤ 150");
  if (!run_filter (command, first_feed, &ms, error))
    return FALSE;
  print_row (_ ("… and its first feed of new items, with the stories read meanwhile"), ms, "ms", "-");
  for (guint i = 0; i < FILTER_RUNS; i++)
    {
      g_autofree char *document = siyaq_bench_text_feed (bench->text, FEED_ITEMS);

      if (!run_filter (command, document, &ms, error))
        return FALSE;
      g_array_append_val (new_ms, ms);
      if (!run_filter (command, document, &ms, error))
        return FALSE;
      g_array_append_val (known_ms, ms);
    }
  print_row (_ ("siyaq filter, 50 new items, whole process, median"), median (new_ms), "ms", "≤ 60");
  print_row (_ ("siyaq filter, the same 50 items again"), median (known_ms), "ms", "≤ 60");
  stats = ask ("stats", FALSE, error);
  if (stats == NULL)
    return FALSE;
  print_row (what, (double) siyaq_message_get_int64 (stats, "resident", 0) / (1024 * 1024), "MiB", "≤ 120");
  quit = ask ("quit", FALSE, NULL);
  return TRUE;
}

int
siyaq_cmd_bench (int argc,
                 char **argv)
{
  int n_items = ITEMS_DEFAULT, status = EX_OK;
  const GOptionEntry entries[] = {
    { "items", 0, 0, G_OPTION_ARG_INT, &n_items, N_ ("Items in the store (100000)"), N_ ("N") },
    G_OPTION_ENTRY_NULL
  };
  g_autoptr (GError) error = NULL;
  g_autoptr (SiyaqBenchText) text = NULL;
  g_autoptr (GArray) small = g_array_new (FALSE, FALSE, sizeof (double));
  g_autoptr (GArray) large = g_array_new (FALSE, FALSE, sizeof (double));
  g_autofree char *store = NULL;
  Bench bench = { .small = small, .large = large };

  if (!siyaq_ask_parse ("siyaq bench", NULL, _ ("Measures the budgets of the project on this machine. Takes a minute or two."),
                        entries, &argc, &argv, &status))
    return status;
  if (argc != 1 || n_items < ITEMS_MIN)
    {
      g_printerr (_ ("siyaq bench: --items takes a number from %d\n"), ITEMS_MIN);
      return EX_USAGE;
    }
  bench.n_items = (guint) n_items;
  if (!make_folder (&bench))
    {
      g_printerr (_ ("siyaq bench: there is no temporary folder\n"));
      return EX_CANTCREAT;
    }
  bench.text = text = siyaq_bench_text_new (1);
  store = g_build_filename (g_getenv ("XDG_DATA_HOME"), "siyaq", "siyaq.db", NULL);
  siyaq_ask_print_label (_ ("what"), 66);
  g_print (" %9s %-4s  %s\n", _ ("figure"), "", _ ("budget"));
  if (fill_store (&bench, store, &error))
    report_stages (&bench);
  if (error == NULL)
    measure_clean (&bench, &error);
  if (error == NULL)
    measure_page (&bench, &error);
  if (error == NULL)
    measure_cards (&bench, store, &error);
  if (error == NULL)
    measure_service (&bench, &error);
  if (error != NULL)
    {
      g_printerr ("siyaq bench: %s\n", error->message);
      status = EX_SOFTWARE;
    }
  else
    g_print (_ ("not measured here: the reader’s main loop (in the reader), local translation (siyaq translate --stats)\n"));
  remove_folder (bench.folder);
  g_free (bench.folder);
  return status;
}
