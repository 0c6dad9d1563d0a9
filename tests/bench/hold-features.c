/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The features of items for the training of the model that holds adverts (data/hold/train.py): reads
   items, a JSON object a line with title, html or text, url and categories, cleans each by rules alone,
   and prints a line of numbers for each; a first line has their names. */
#define G_LOG_DOMAIN "siyaq-bench"

#include "config.h"

#include "siyaq-hold-private.h"

#include <json-glib/json-glib.h>
#include <stdio.h>
#include <sysexits.h>

static const char *
get_string (JsonObject *object,
            const char *name)
{
  return json_object_has_member (object, name) ? json_object_get_string_member (object, name) : NULL;
}

static SiyaqItem *
read_item (JsonObject *object)
{
  g_autoptr (GPtrArray) categories = g_ptr_array_new ();
  SiyaqItem fields = { .id = "1", .feed = "hold", .title = get_string (object, "title"), .html = get_string (object, "html"),
                       .text = get_string (object, "text"), .url = get_string (object, "url"), .published_s = SIYAQ_TIME_UNKNOWN };

  if (json_object_has_member (object, "categories"))
    {
      JsonArray *array = json_object_get_array_member (object, "categories");

      for (guint i = 0; i < json_array_get_length (array); i++)
        g_ptr_array_add (categories, (char *) json_array_get_string_element (array, i));
    }
  g_ptr_array_add (categories, NULL);
  fields.categories = (const char *const *) categories->pdata;
  return siyaq_item_new (&fields);
}

static void
print_features (SiyaqRules *rules,
                SiyaqItem *item)
{
  g_autoptr (SiyaqCleanJob) job = siyaq_clean_job_new (item, rules);
  g_autoptr (GPtrArray) mentions = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GString) evidence = g_string_new (NULL);
  double features[SIYAQ_HOLD_MAX_FEATURES] = { 0 };
  SiyaqHoldSigns signs;

  if (job != NULL)
    {
      siyaq_clean_job_rules_anywhere (job);
      siyaq_clean_job_boxes (job);
      siyaq_related_run (job, mentions);
      siyaq_clean_job_rules_edges (job);
      siyaq_hold_signs (job, item->url, seen, evidence, &signs);
      siyaq_hold_features (job, &signs, features, evidence);
    }
  for (guint i = 0; i < siyaq_hold_n_features (); i++)
    printf ("%s%.4f", i > 0 ? "\t" : "", features[i]);
  printf ("\n");
}

int
main (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SiyaqRules) rules = siyaq_rules_new (&error);
  g_autoptr (GIOChannel) in = g_io_channel_unix_new (0);
  char *line;

  if (rules == NULL)
    {
      g_printerr ("hold-features: %s\n", error->message);
      return EX_SOFTWARE;
    }
  for (guint i = 0; i < siyaq_hold_n_features (); i++)
    printf ("%s%s", i > 0 ? "\t" : "", siyaq_hold_feature_name (i));
  printf ("\n");
  while (g_io_channel_read_line (in, &line, NULL, NULL, &error) == G_IO_STATUS_NORMAL)
    {
      g_autofree char *owned = line;
      g_autoptr (JsonParser) parser = json_parser_new ();
      g_autoptr (SiyaqItem) item = NULL;

      if (!json_parser_load_from_data (parser, line, -1, &error) || !JSON_NODE_HOLDS_OBJECT (json_parser_get_root (parser)))
        break;
      item = read_item (json_node_get_object (json_parser_get_root (parser)));
      print_features (rules, item);
    }
  if (error != NULL)
    {
      g_printerr ("hold-features: %s\n", error->message);
      return EX_DATAERR;
    }
  return EX_OK;
}
