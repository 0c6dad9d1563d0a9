/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The tagging stage alone, over a set of items: how long the gazetteer takes to be mapped, how large
   it is on disk and in memory after all of the set was tagged, and how long an item takes. */
#include "config.h"

#include "siyaq-data.h"
#include "siyaq-gazetteer.h"
#include "siyaq-tagger.h"

#include <json-glib/json-glib.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Times the set is gone through; the first warms the caches and is not counted. */
#define ROUNDS 6u
#define MAPPINGS 21u
#define MIB (1024.0 * 1024.0)

static int
compare_doubles (gconstpointer a,
                 gconstpointer b)
{
  const double *x = a, *y = b;

  return *x < *y ? -1 : *x > *y;
}

static double
percentile (GArray *values,
            double share)
{
  g_array_sort (values, compare_doubles);
  return values->len > 0 ? g_array_index (values, double, (guint) (share * (values->len - 1))) : 0;
}

static void
print_row (const char *what,
           double value,
           const char *unit,
           double bar)
{
  printf ("%-54s %10.3f %-4s ≤ %-5g %s\n", what, value, unit, bar, value <= bar ? "met" : "not met");
}

/* Resident pages of the mapping of @name, from the kernel's own account; of the whole process where it is NULL. */
static double
resident_mib (const char *name)
{
  g_autofree char *data = NULL;
  g_auto (GStrv) lines = NULL;
  gboolean inside = name == NULL;
  double kib = 0;

  if (!g_file_get_contents ("/proc/self/smaps", &data, NULL, NULL))
    return 0;
  lines = g_strsplit (data, "\n", -1);
  for (guint i = 0; lines[i] != NULL; i++)
    if (g_ascii_isxdigit (lines[i][0]) && strchr (lines[i], '-') != NULL && strchr (lines[i], ':') != NULL && !g_str_has_prefix (lines[i], "Rss"))
      inside = name == NULL || strstr (lines[i], name) != NULL;
    else if (inside && g_str_has_prefix (lines[i], "Rss:"))
      kib += g_ascii_strtod (lines[i] + strlen ("Rss:"), NULL);
  return kib / 1024;
}

static GPtrArray *
read_items (const char *path)
{
  g_autofree char *data = NULL;
  g_auto (GStrv) lines = NULL;
  g_autoptr (GPtrArray) items = g_ptr_array_new_with_free_func ((GDestroyNotify) siyaq_annotation_free);

  if (!g_file_get_contents (path, &data, NULL, NULL))
    return NULL;
  lines = g_strsplit (data, "\n", -1);
  for (guint i = 0; lines[i] != NULL; i++)
    {
      g_autoptr (JsonNode) node = json_from_string (lines[i], NULL);
      JsonObject *object = node != NULL && JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
      JsonObject *gold = object != NULL && json_object_has_member (object, "gold") ? json_object_get_object_member (object, "gold") : NULL;
      const char *title, *text;
      g_autoptr (SiyaqItem) item = NULL;
      SiyaqAnnotation *a;

      if (gold == NULL || !json_object_has_member (gold, "text"))
        continue;
      title = json_object_get_string_member_with_default (object, "title", "");
      text = json_object_get_string_member (gold, "text");
      item = siyaq_item_new (&(SiyaqItem) { .id = (char *) json_object_get_string_member (object, "id"),
                                            .feed = (char *) json_object_get_string_member (object, "feed"), .title = (char *) title,
                                            .text = (char *) text, .published_s = SIYAQ_TIME_UNKNOWN });
      a = siyaq_annotation_new (item);
      g_free (a->title);
      g_free (a->text);
      a->title = g_strdup (title);
      a->text = g_strdup (text);
      g_ptr_array_add (items, a);
    }
  return g_steal_pointer (&items);
}

static void
forget (SiyaqAnnotation *a)
{
  g_ptr_array_set_size (a->places, 0);
  g_ptr_array_set_size (a->regions, 0);
  g_ptr_array_set_size (a->events, 0);
  g_ptr_array_set_size (a->actors, 0);
  memset (a->countries, 0, sizeof a->countries);
}

int
main (int argc,
      char **argv)
{
  g_autoptr (GPtrArray) items = argc == 2 ? read_items (argv[1]) : NULL;
  g_autoptr (GArray) mapping_ms = g_array_new (FALSE, FALSE, sizeof (double)), item_ms = g_array_new (FALSE, FALSE, sizeof (double));
  g_autofree char *path = siyaq_data_path ("gazetteer.bin"), *data = NULL;
  g_autoptr (SiyaqTagger) tagger = NULL;
  g_autoptr (GError) error = NULL;
  double before, after;
  gsize size = 0;

  if (items == NULL || items->len == 0)
    {
      fputs ("usage: tag-time ITEMS.jsonl, a set whose gold has the text\n", stderr);
      return 64;
    }
  for (guint i = 0; i < MAPPINGS; i++)
    {
      gint64 start = g_get_monotonic_time ();
      g_autoptr (SiyaqGazetteer) gazetteer = siyaq_gazetteer_new (&error);
      double ms = (double) (g_get_monotonic_time () - start) / 1000;

      if (gazetteer == NULL)
        {
          fprintf (stderr, "tag-time: %s\n", error->message);
          return 66;
        }
      g_array_append_val (mapping_ms, ms);
    }
  before = resident_mib (NULL);
  tagger = siyaq_tagger_new (&error);
  if (tagger == NULL)
    {
      fprintf (stderr, "tag-time: %s\n", error->message);
      return 66;
    }
  for (guint round = 0; round < ROUNDS; round++)
    for (guint i = 0; i < items->len; i++)
      {
        SiyaqAnnotation *a = g_ptr_array_index (items, i);
        gint64 start;
        double ms;

        forget (a);
        start = g_get_monotonic_time ();
        siyaq_tagger_run (tagger, a);
        ms = (double) (g_get_monotonic_time () - start) / 1000;
        if (round > 0)
          g_array_append_val (item_ms, ms);
      }
  after = resident_mib (NULL);
  if (g_file_get_contents (path, &data, &size, NULL))
    print_row ("gazetteer.bin on disk", (double) size / MIB, "MiB", 40);
  print_row ("gazetteer mapped, median", percentile (mapping_ms, 0.5), "ms", 5);
  print_row ("tagging an item, median", percentile (item_ms, 0.5), "ms", 0.2);
  printf ("%-54s %10.3f ms\n", "tagging an item, 95th percentile", percentile (item_ms, 0.95));
  print_row ("gazetteer resident after the set", resident_mib ("gazetteer.bin"), "MiB", 20);
  printf ("%-54s %10.3f MiB\n", "whole stage resident: gazetteer, lexicons, model", after - before);
  return 0;
}
