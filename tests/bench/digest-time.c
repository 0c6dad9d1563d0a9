/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What the digest stage costs an item: its summary, and the word gloss of a summary each way. Reads
   JSON Lines as annotate does, with its text and "lang": what annotate prints. Time is that of the
   processor for this process. A row each: what, figure, bar. */
#define G_LOG_DOMAIN "siyaq-bench"

#include "config.h"

#include "siyaq-gloss-private.h"
#include "siyaq-summary.h"

#include <json-glib/json-glib.h>
#include <stdio.h>
#include <stdlib.h>
#include <sysexits.h>
#include <time.h>

#define MAX_SUMMARY_MS 0.5
/* The median of so many runs over all items is told. */
#define RUNS 9u

static double
now_ms (void)
{
  struct timespec at;

  clock_gettime (CLOCK_PROCESS_CPUTIME_ID, &at);
  return (double) at.tv_sec * 1000 + (double) at.tv_nsec / 1e6;
}

static int
compare (gconstpointer a,
         gconstpointer b)
{
  double da = *(const double *) a, db = *(const double *) b;

  return da < db ? -1 : da > db;
}

static SiyaqAnnotation *
read_item (const char *line)
{
  g_autoptr (JsonParser) parser = json_parser_new ();
  SiyaqAnnotation *a = NULL;

  if (json_parser_load_from_data (parser, line, -1, NULL))
    {
      JsonObject *o = json_node_get_object (json_parser_get_root (parser));
      const char *text = json_object_get_string_member_with_default (o, "text", "");
      SiyaqItem fields = { .id = "1", .feed = "bench", .title = json_object_get_string_member_with_default (o, "title", ""), .text = text,
                           .published_s = SIYAQ_TIME_UNKNOWN };
      g_autoptr (SiyaqItem) item = siyaq_item_new (&fields);

      a = siyaq_annotation_new (item);
      g_free (a->lang);
      a->lang = g_strdup (json_object_get_string_member_with_default (o, "lang", "en"));
      g_free (a->text);
      a->text = g_strdup (text);
    }
  return a;
}

static double
median_ms (GPtrArray *items,
           SiyaqLexicon *lexicon,
           const char *from)
{
  double runs[RUNS];
  guint n = 0;

  for (guint r = 0; r < RUNS; r++)
    {
      double start = now_ms ();

      n = 0;
      for (guint i = 0; i < items->len; i++)
        {
          const SiyaqAnnotation *a = g_ptr_array_index (items, i);
          g_autofree char *made = NULL;

          if (from != NULL && !g_str_equal (a->lang, from))
            continue;
          if (from == NULL)
            made = siyaq_summarize (a);
          else
            {
              g_autofree char *lead = siyaq_lead (a->text, 60);

              made = siyaq_gloss (lexicon, lead, from);
            }
          n++;
        }
      runs[r] = (now_ms () - start) / MAX (n, 1);
    }
  qsort (runs, RUNS, sizeof *runs, compare);
  return runs[RUNS / 2];
}

int
main (int argc,
      char *argv[])
{
  g_autoptr (GPtrArray) items = g_ptr_array_new_with_free_func ((GDestroyNotify) siyaq_annotation_free);
  g_autoptr (SiyaqLexicon) lexicon = siyaq_lexicon_new (NULL);
  char *line = NULL;
  size_t size = 0;
  double summary;

  if (argc > 1 || lexicon == NULL)
    {
      g_printerr ("usage: digest-time < ITEMS.jsonl, with SIYAQ_DATA_DIR\n");
      return EX_USAGE;
    }
  while (getline (&line, &size, stdin) > 0)
    {
      SiyaqAnnotation *a = read_item (line);

      if (a != NULL)
        g_ptr_array_add (items, a);
    }
  free (line);
  summary = median_ms (items, lexicon, NULL);
  printf ("%-54s %12.3f ms  ≤ %-5g %s\n", "a summary", summary, MAX_SUMMARY_MS, summary <= MAX_SUMMARY_MS ? "met" : "not met");
  printf ("%-54s %12.3f ms\n", "a gloss to English, 60 words", median_ms (items, lexicon, "ar"));
  printf ("%-54s %12.3f ms\n", "a gloss to Arabic, 60 words", median_ms (items, lexicon, "en"));
  return EXIT_SUCCESS;
}
