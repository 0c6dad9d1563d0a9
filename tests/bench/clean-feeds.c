/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Reads feed documents as a reader of feeds does, cleans all items of each as if it were the first time
   that the feed is seen, and prints a JSON line an item: what it was taken from, how many words it had
   and has, and each block that went with its rule. No service and no store: what is looked at is the
   cleaning stage over real feeds. A document that cannot be read is a line of its own with "error". */
#define G_LOG_DOMAIN "siyaq-bench"

#include "config.h"

#include "siyaq-cleaner.h"
#include "siyaq-feed-document.h"
#include "siyaq-html.h"
#include "siyaq-text.h"

#include <json-glib/json-glib.h>
#include <stdio.h>
#include <sysexits.h>

static void
print_object (JsonBuilder *builder)
{
  g_autoptr (JsonNode) node = json_builder_get_root (builder);
  g_autofree char *line = json_to_string (node, FALSE);

  puts (line);
}

static void
add_string (JsonBuilder *builder,
            const char *name,
            const char *value)
{
  json_builder_set_member_name (builder, name);
  json_builder_add_string_value (builder, value);
}

/* Words that the item shows before anything is done to it. */
static guint
count_words (SiyaqItem *item)
{
  g_autoptr (SiyaqHtml) html = NULL;
  GPtrArray *blocks;
  guint n = 0;

  if (item->html != NULL)
    html = siyaq_html_parse (item->html, -1, NULL);
  else if (item->text != NULL)
    html = siyaq_html_parse_text (item->text);
  if (html == NULL)
    return 0;
  blocks = siyaq_html_get_blocks (html);
  for (guint i = 0; i < blocks->len; i++)
    n += ((SiyaqBlock *) g_ptr_array_index (blocks, i))->n_words;
  return n;
}

static void
print_item (const char *name,
            SiyaqItem *item,
            const SiyaqAnnotation *annotation)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  json_builder_begin_object (builder);
  add_string (builder, "file", name);
  add_string (builder, "id", item->id);
  json_builder_set_member_name (builder, "words");
  json_builder_add_int_value (builder, count_words (item));
  add_string (builder, "text", annotation->text);
  json_builder_set_member_name (builder, "held");
  json_builder_add_boolean_value (builder, annotation->held != NULL);
  if (annotation->held != NULL && annotation->held->evidence != NULL)
    add_string (builder, "signs", annotation->held->evidence);
  json_builder_set_member_name (builder, "removed");
  json_builder_begin_array (builder);
  for (guint i = 0; i < annotation->removed->len; i++)
    {
      const SiyaqVerdict *verdict = g_ptr_array_index (annotation->removed, i);

      json_builder_begin_object (builder);
      add_string (builder, "rule", verdict->rule);
      add_string (builder, "text", verdict->text != NULL ? verdict->text : "");
      add_string (builder, "evidence", verdict->evidence != NULL ? verdict->evidence : "");
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
  json_builder_end_object (builder);
  print_object (builder);
}

static void
print_error (const char *name,
             const GError *error)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  json_builder_begin_object (builder);
  add_string (builder, "file", name);
  add_string (builder, "error", error->message);
  json_builder_end_object (builder);
  print_object (builder);
}

static gboolean
clean_file (const char *path,
            GError **error)
{
  g_autofree char *name = g_path_get_basename (path);
  g_autofree char *data = NULL;
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GError) local_error = NULL;
  g_autoptr (SiyaqFeedDocument) document = NULL;
  g_autoptr (SiyaqCleaner) cleaner = NULL;
  g_autoptr (GPtrArray) items = g_ptr_array_new_with_free_func ((GDestroyNotify) siyaq_item_unref);
  gsize length;

  if (!g_file_get_contents (path, &data, &length, error))
    return FALSE;
  cleaner = siyaq_cleaner_new (error);
  if (cleaner == NULL)
    return FALSE;
  bytes = g_bytes_new_take (g_steal_pointer (&data), length);
  document = siyaq_feed_document_new (bytes, name, &local_error);
  if (document == NULL)
    {
      print_error (name, local_error);
      return TRUE;
    }
  for (guint i = 0; i < siyaq_feed_document_get_n_items (document); i++)
    {
      SiyaqItem *item = siyaq_feed_document_get_item (document, i);

      if (item == NULL)
        continue;
      g_ptr_array_add (items, siyaq_item_ref (item));
      siyaq_cleaner_observe (cleaner, item);
    }
  for (guint i = 0; i < items->len; i++)
    {
      SiyaqItem *item = g_ptr_array_index (items, i);
      g_autoptr (SiyaqAnnotation) annotation = siyaq_annotation_new (item);

      siyaq_cleaner_run (cleaner, annotation);
      print_item (name, item, annotation);
    }
  return TRUE;
}

int
main (int argc,
      char **argv)
{
  if (argc < 2)
    {
      g_printerr ("Usage: clean-feeds DOCUMENT…\n");
      return EX_USAGE;
    }
  for (int i = 1; i < argc; i++)
    {
      g_autoptr (GError) error = NULL;

      if (!clean_file (argv[i], &error))
        {
          g_printerr ("clean-feeds: %s\n", error->message);
          return EX_NOINPUT;
        }
      fflush (stdout);
    }
  return EX_OK;
}
