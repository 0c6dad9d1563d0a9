/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The methods about documents, items and stories; those about held items are in a file of their own.
   siyaq-protocol.h says what goes in and out. */
#define G_LOG_DOMAIN "siyaq-service"

#include "config.h"

#include "siyaq-methods.h"

#include "siyaq-log.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

/* Stories that are asked for without a number. */
#define STORIES_DEFAULT 20u
/* Lines of one request to translate, and their length: a page of text. */
#define MAX_TRANSLATE_LINES 1000u

static SiyaqMessage *
answer_error (GError *error)
{
  SiyaqMessage *answer = siyaq_message_new_error (error->message);

  g_error_free (error);
  return answer;
}

static SiyaqMessage *
answer_text (char *text)
{
  g_autoptr (GBytes) body = g_bytes_new_take (text, strlen (text));

  return siyaq_message_new ("ok", NULL, body);
}

static SiyaqFeedName
get_feed (const SiyaqMessage *request)
{
  return (SiyaqFeedName) {
    .id = siyaq_message_get_string (request, "feed"),
    .title = siyaq_message_get_string (request, "title"),
    .url = siyaq_message_get_string (request, "url"),
  };
}

static SiyaqMessage *
run_feed (SiyaqEngine *engine,
          const SiyaqMessage *request)
{
  SiyaqFeedName feed = get_feed (request);

  if (feed.id == NULL)
    return siyaq_message_new_error ("which feed is missing");
  siyaq_engine_name_feed (engine, &feed);
  return siyaq_message_new ("ok", NULL, NULL);
}

static SiyaqMessage *
run_filter (SiyaqEngine *engine,
            const SiyaqMessage *request)
{
  SiyaqFeedName feed = get_feed (request);
  g_autofree char *log = NULL;
  g_autoptr (GBytes) document = NULL;
  GVariantBuilder values;
  guint n_held = 0;

  if (request->body == NULL || g_bytes_get_size (request->body) == 0)
    return siyaq_message_new_error ("the document is missing");
  document = siyaq_engine_filter (engine, request->body, &feed, &n_held, &log);
  g_variant_builder_init (&values, G_VARIANT_TYPE_VARDICT);
  g_variant_builder_add (&values, "{sv}", "changed",
                         g_variant_new_boolean (document != request->body && !g_bytes_equal (document, request->body)));
  g_variant_builder_add (&values, "{sv}", "held", g_variant_new_uint32 (n_held));
  if (log != NULL)
    {
      g_autofree char *valid = g_utf8_make_valid (log, -1);

      siyaq_log_write ("%s", valid);
      g_variant_builder_add (&values, "{sv}", "log", g_variant_new_string (valid));
    }
  return siyaq_message_new ("ok", g_variant_builder_end (&values), document);
}

static SiyaqMessage *
run_card (SiyaqEngine *engine,
          const SiyaqMessage *request)
{
  g_autofree char *html = NULL, *card = NULL, *key = NULL;
  g_autoptr (SiyaqItem) item = NULL;
  gboolean pending = FALSE;
  GError *error = NULL;
  GVariantBuilder values;
  g_autoptr (GBytes) body = NULL;
  SiyaqItem fields = {
    .id = siyaq_message_get_string (request, "guid"),
    .feed = siyaq_message_get_string (request, "feed"),
    .title = siyaq_message_get_string (request, "title"),
    .url = siyaq_message_get_string (request, "url"),
    .published_s = siyaq_message_get_int64 (request, "published", SIYAQ_TIME_UNKNOWN),
  };

  if (fields.id == NULL || fields.feed == NULL)
    return siyaq_message_new_error ("which item is missing");
  if (request->body != NULL)
    {
      gsize length;
      const char *data = g_bytes_get_data (request->body, &length);

      if (length > SIYAQ_ITEM_MAX_BYTES)
        return siyaq_message_new_error ("the item is too large");
      fields.html = html = g_strndup (data != NULL ? data : "", length);
    }
  item = siyaq_item_new (&fields);
  card = siyaq_engine_card (engine, item, siyaq_message_get_string (request, "lang"), &key, &pending, &error);
  if (card == NULL)
    return answer_error (error);
  g_variant_builder_init (&values, G_VARIANT_TYPE_VARDICT);
  g_variant_builder_add (&values, "{sv}", "item", g_variant_new_string (key));
  g_variant_builder_add (&values, "{sv}", "pending", g_variant_new_boolean (pending));
  g_variant_builder_add (&values, "{sv}", "serial", g_variant_new_uint32 (siyaq_engine_get_serial (engine)));
  body = g_bytes_new (card, strlen (card));
  return siyaq_message_new ("ok", g_variant_builder_end (&values), body);
}

static void
add_string (GVariantBuilder *values,
            const char *name,
            const char *value)
{
  if (value != NULL)
    g_variant_builder_add (values, "{sv}", name, g_variant_new_string (value));
}

static SiyaqMessage *
run_locate (SiyaqEngine *engine,
            const SiyaqMessage *request)
{
  const char *name = siyaq_message_get_string (request, "item");
  g_autoptr (SiyaqStoreItem) item = NULL;
  g_autoptr (SiyaqStoreHeld) held = NULL;
  GError *error = NULL;
  GVariantBuilder values;

  if (name == NULL)
    return siyaq_message_new_error ("which item is missing");
  item = siyaq_engine_find (engine, name, &error);
  if (item == NULL)
    return answer_error (error);
  held = siyaq_store_find_held (siyaq_engine_get_store (engine), item->id, NULL);
  g_variant_builder_init (&values, G_VARIANT_TYPE_VARDICT);
  add_string (&values, "feed", item->feed);
  add_string (&values, "guid", item->guid);
  add_string (&values, "url", item->url);
  add_string (&values, "title", item->title);
  g_variant_builder_add (&values, "{sv}", "held", g_variant_new_boolean (held != NULL && held->restored_s == 0));
  return siyaq_message_new ("ok", g_variant_builder_end (&values), NULL);
}

static SiyaqMessage *
run_judge (SiyaqEngine *engine,
           const SiyaqMessage *request)
{
  const char *item = siyaq_message_get_string (request, "item");
  const char *verdict = siyaq_message_get_string (request, "verdict");
  GError *error = NULL;

  if (item == NULL || verdict == NULL)
    return siyaq_message_new_error ("item or verdict is missing");
  if (!siyaq_engine_judge (engine, item, siyaq_message_get_string (request, "other"), verdict, &error))
    return answer_error (error);
  return siyaq_message_new ("ok", NULL, NULL);
}

static SiyaqMessage *
run_explain (SiyaqEngine *engine,
             const SiyaqMessage *request)
{
  const char *name = siyaq_message_get_string (request, "item");
  GError *error = NULL;
  char *text;

  if (name == NULL)
    return siyaq_message_new_error ("which item is missing");
  text = siyaq_engine_explain (engine, name, &error);
  return text != NULL ? answer_text (text) : answer_error (error);
}

static gint64
get_resident_bytes (void)
{
  g_autofree char *statm = NULL;
  long pages = 0;

  if (!g_file_get_contents ("/proc/self/statm", &statm, NULL, NULL) || sscanf (statm, "%*s %ld", &pages) != 1)
    return 0;
  return (gint64) pages * sysconf (_SC_PAGESIZE);
}

static SiyaqMessage *
run_stats (SiyaqEngine *engine,
           const SiyaqMessage *request)
{
  SiyaqStore *store = siyaq_engine_get_store (engine);
  GError *error = NULL;
  g_autoptr (GHashTable) counters = siyaq_store_get_counters (store, &error);
  GVariantBuilder values, list;
  GHashTableIter iter;
  const char *name;
  const gint64 *value;

  if (counters == NULL)
    return answer_error (error);
  g_variant_builder_init (&list, G_VARIANT_TYPE ("a{sx}"));
  g_variant_builder_init (&values, G_VARIANT_TYPE_VARDICT);
  g_hash_table_iter_init (&iter, counters);
  while (g_hash_table_iter_next (&iter, (gpointer *) &name, (gpointer *) &value))
    if (!g_str_has_prefix (name, "rows."))
      g_variant_builder_add (&list, "{sx}", name, *value);
    else
      {
        static const struct
        {
          const char *row;
          const char *key;
        } names[] = { { "rows.item", "items" }, { "rows.feed", "feeds" }, { "rows.held", "held" }, { "rows.restored", "restored" } };

        for (guint i = 0; i < G_N_ELEMENTS (names); i++)
          if (strcmp (name, names[i].row) == 0)
            g_variant_builder_add (&values, "{sv}", names[i].key, g_variant_new_uint32 ((guint32) *value));
      }
  g_variant_builder_add (&values, "{sv}", "counters", g_variant_builder_end (&list));
  g_variant_builder_add (&values, "{sv}", "resident", g_variant_new_int64 (get_resident_bytes ()));
  add_string (&values, "store", siyaq_store_get_path (store));
  add_string (&values, "notice", siyaq_store_get_notice (store));
  return siyaq_message_new ("ok", g_variant_builder_end (&values), NULL);
}

static SiyaqMessage *
run_stories (SiyaqEngine *engine,
             const SiyaqMessage *request)
{
  GError *error = NULL;
  g_autoptr (GBytes) body =
    siyaq_engine_stories (engine, siyaq_message_get_uint (request, "max", STORIES_DEFAULT),
                          siyaq_message_get_string (request, "lang"),
                          g_strcmp0 (siyaq_message_get_string (request, "format"), "rss") == 0, &error);

  return body != NULL ? siyaq_message_new ("ok", NULL, body) : answer_error (error);
}

static SiyaqMessage *
run_translate (SiyaqEngine *engine,
               const SiyaqMessage *request)
{
  const char *from = siyaq_message_get_string (request, "from"), *to = siyaq_message_get_string (request, "to");
  const char *kind = NULL, *by = NULL;
  g_autofree char *text = NULL, *out = NULL;
  g_auto (GStrv) lines = NULL, answers = NULL;
  gboolean pending = FALSE;
  GVariantBuilder values;
  g_autoptr (GBytes) body = NULL;

  if (from == NULL || to == NULL || request->body == NULL)
    return siyaq_message_new_error ("languages or text are missing");
  text = g_utf8_make_valid (g_bytes_get_data (request->body, NULL), (gssize) g_bytes_get_size (request->body));
  lines = g_strsplit (text, "\n", MAX_TRANSLATE_LINES + 1);
  if (g_strv_length (lines) > MAX_TRANSLATE_LINES)
    return siyaq_message_new_error ("too many lines at once");
  answers = siyaq_engine_translate (engine, (const char *const *) lines, from, to, &kind, &by, &pending);
  if (answers == NULL && !pending)
    return siyaq_message_new_error ("nothing here translates between these languages");
  out = answers != NULL ? g_strjoinv ("\n", answers) : g_strdup ("");
  g_variant_builder_init (&values, G_VARIANT_TYPE_VARDICT);
  add_string (&values, "kind", kind);
  add_string (&values, "by", by);
  g_variant_builder_add (&values, "{sv}", "pending", g_variant_new_boolean (pending));
  g_variant_builder_add (&values, "{sv}", "serial", g_variant_new_uint32 (siyaq_engine_get_serial (engine)));
  body = g_bytes_new (out, strlen (out));
  return siyaq_message_new ("ok", g_variant_builder_end (&values), body);
}

static SiyaqMessage *
run_import (SiyaqEngine *engine,
            const SiyaqMessage *request)
{
  const char *path = siyaq_message_get_string (request, "path");
  GError *error = NULL;

  if (path == NULL || !g_path_is_absolute (path))
    return siyaq_message_new_error ("the path of the database is missing");
  if (!siyaq_engine_import_start (engine, path, &error))
    return answer_error (error);
  return siyaq_message_new ("ok", NULL, NULL);
}

static SiyaqMessage *
run_import_state (SiyaqEngine *engine,
                  const SiyaqMessage *request)
{
  const SiyaqImportState *state = siyaq_engine_import_state (engine);
  GVariantBuilder values;

  g_variant_builder_init (&values, G_VARIANT_TYPE_VARDICT);
  g_variant_builder_add (&values, "{sv}", "running", g_variant_new_boolean (state != NULL && state->running));
  g_variant_builder_add (&values, "{sv}", "done", g_variant_new_uint32 (state != NULL ? state->done : 0));
  g_variant_builder_add (&values, "{sv}", "total", g_variant_new_uint32 (state != NULL ? state->total : 0));
  add_string (&values, "message", state != NULL ? state->message : NULL);
  return siyaq_message_new ("ok", g_variant_builder_end (&values), NULL);
}

typedef struct
{
  const char *code;
  char *label;
  char *key;
} Tag;

static void
tag_clear (gpointer data)
{
  Tag *tag = data;

  g_free (tag->label);
  g_free (tag->key);
}

static int
compare_tags (gconstpointer a,
              gconstpointer b)
{
  return strcmp (((const Tag *) a)->key, ((const Tag *) b)->key);
}

/* codes: (transfer container) (nullable): what the tagger lists. */
static GVariant *
label_tags (SiyaqTagger *tagger,
            GPtrArray *codes,
            char *(*get_label) (SiyaqTagger *tagger, const char *code, const char *lang),
            const char *lang)
{
  g_autoptr (GArray) tags = g_array_new (FALSE, FALSE, sizeof (Tag));
  GVariantBuilder list;

  g_array_set_clear_func (tags, tag_clear);
  for (guint i = 0; codes != NULL && i < codes->len; i++)
    {
      Tag tag = { .code = g_ptr_array_index (codes, i) };

      tag.label = get_label (tagger, tag.code, lang);
      if (tag.label == NULL)
        continue;
      tag.key = g_utf8_collate_key (tag.label, -1);
      g_array_append_val (tags, tag);
    }
  g_array_sort (tags, compare_tags);
  g_variant_builder_init (&list, G_VARIANT_TYPE ("a(ss)"));
  for (guint i = 0; i < tags->len; i++)
    g_variant_builder_add (&list, "(ss)", g_array_index (tags, Tag, i).code, g_array_index (tags, Tag, i).label);
  g_clear_pointer (&codes, g_ptr_array_unref);
  return g_variant_builder_end (&list);
}

static SiyaqMessage *
run_tags (SiyaqEngine *engine,
          const SiyaqMessage *request)
{
  SiyaqTagger *tagger = siyaq_engine_get_tagger (engine);
  const char *lang = siyaq_message_get_string (request, "lang");
  GVariantBuilder values;

  if (tagger == NULL)
    return siyaq_message_new_error ("there is no tagger");
  lang = g_strcmp0 (lang, "ar") == 0 ? "ar" : "en";
  g_variant_builder_init (&values, G_VARIANT_TYPE_VARDICT);
  g_variant_builder_add (&values, "{sv}", "regions",
                         label_tags (tagger, siyaq_tagger_list_regions (tagger), siyaq_tagger_region_label, lang));
  g_variant_builder_add (&values, "{sv}", "events",
                         label_tags (tagger, siyaq_tagger_list_events (tagger), siyaq_tagger_event_label, lang));
  return siyaq_message_new ("ok", g_variant_builder_end (&values), NULL);
}

/**
 * siyaq_methods_run:
 * @engine: the engine
 * @request: what is asked
 *
 * Returns: (transfer full) (nullable): the answer; %NULL where there is no such method
 */
SiyaqMessage *
siyaq_methods_run (SiyaqEngine *engine,
                   const SiyaqMessage *request)
{
  static const struct
  {
    const char *name;
    SiyaqMessage *(*run) (SiyaqEngine *engine, const SiyaqMessage *request);
  } methods[] = {
    { "feed", run_feed },
    { "filter", run_filter },
    { "card", run_card },
    { "locate", run_locate },
    { "judge", run_judge },
    { "explain", run_explain },
    { "stats", run_stats },
    { "stories", run_stories },
    { "translate", run_translate },
    { "tags", run_tags },
    { "import", run_import },
    { "import-state", run_import_state },
  };
  SiyaqMessage *answer;

  for (guint i = 0; i < G_N_ELEMENTS (methods); i++)
    if (strcmp (request->name, methods[i].name) == 0)
      return methods[i].run (engine, request);
  answer = siyaq_methods_run_reading (engine, request);
  return answer != NULL ? answer : siyaq_methods_run_held (engine, request);
}
