/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The methods about held items: the list, one of them, giving it back, holding another. */
#define G_LOG_DOMAIN "siyaq-service"

#include "config.h"

#include "siyaq-methods.h"

#include "siyaq-feed-document.h"
#include "siyaq-html.h"
#include "siyaq-why.h"

#include <string.h>

/* More than a person looks through. */
#define LIST_DEFAULT 1000u
/* A look into a held item: enough to see whether it is news. */
#define PREVIEW_CHARS 600

static SiyaqMessage *
answer_error (GError *error)
{
  SiyaqMessage *answer = siyaq_message_new_error (error->message);

  g_error_free (error);
  return answer;
}

static void
add_string (GVariantBuilder *values,
            const char *name,
            const char *value)
{
  if (value != NULL)
    g_variant_builder_add (values, "{sv}", name, g_variant_new_string (value));
}

/* What the item says, as text: the reader's module has no parser of feed text. */
static char *
make_preview (const SiyaqStoreHeld *held)
{
  g_autoptr (SiyaqFeedDocument) document =
    held->source != NULL ? siyaq_feed_document_new (held->source, held->feed, NULL) : NULL;
  const SiyaqItem *item;
  g_autoptr (SiyaqHtml) html = NULL;
  g_autoptr (GString) text = g_string_new (NULL);
  GPtrArray *blocks;

  if (document == NULL || siyaq_feed_document_get_n_items (document) == 0)
    return NULL;
  item = siyaq_feed_document_get_item (document, 0);
  if (item->html != NULL)
    html = siyaq_html_parse (item->html, -1, NULL);
  else if (item->text != NULL)
    html = siyaq_html_parse_text (item->text);
  if (html == NULL)
    return NULL;
  blocks = siyaq_html_get_blocks (html);
  for (guint i = 0; i < blocks->len && g_utf8_strlen (text->str, -1) < PREVIEW_CHARS; i++)
    {
      const SiyaqBlock *block = g_ptr_array_index (blocks, i);

      if (block->text != NULL && *block->text != '\0')
        g_string_append_printf (text, "%s%s", text->len > 0 ? "\n" : "", block->text);
    }
  if (text->len == 0)
    return NULL;
  if (g_utf8_strlen (text->str, -1) > PREVIEW_CHARS)
    {
      g_string_truncate (text, (gsize) (g_utf8_offset_to_pointer (text->str, PREVIEW_CHARS) - text->str));
      g_string_append (text, "…");
    }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static GVariant *
describe (SiyaqEngine *engine,
          const SiyaqStoreHeld *held,
          const char *lang)
{
  const char *localised =
    lang != NULL ? siyaq_cleaner_rule_reason (siyaq_engine_get_cleaner (engine), held->rule, lang) : NULL;
  g_autofree char *preview = make_preview (held);
  g_autofree char *described =
    lang != NULL && held->evidence != NULL ? siyaq_why_describe (siyaq_engine_get_cleaner (engine), held->evidence, lang) : NULL;
  GVariantBuilder values;

  g_variant_builder_init (&values, G_VARIANT_TYPE_VARDICT);
  add_string (&values, "item", held->id);
  add_string (&values, "feed", held->feed);
  add_string (&values, "outlet", held->outlet);
  add_string (&values, "guid", held->guid);
  add_string (&values, "title", held->title);
  add_string (&values, "url", held->url);
  add_string (&values, "lang", held->lang);
  add_string (&values, "rule", held->rule);
  add_string (&values, "reason", localised != NULL ? localised : held->reason);
  add_string (&values, "preview", preview);
  add_string (&values, "evidence", described != NULL ? described : held->evidence);
  g_variant_builder_add (&values, "{sv}", "score", g_variant_new_double (held->score));
  g_variant_builder_add (&values, "{sv}", "since", g_variant_new_int64 (held->since_s));
  if (held->published_s != SIYAQ_TIME_UNKNOWN)
    g_variant_builder_add (&values, "{sv}", "published", g_variant_new_int64 (held->published_s));
  return g_variant_builder_end (&values);
}

static SiyaqMessage *
run_list (SiyaqEngine *engine,
          const SiyaqMessage *request)
{
  guint max = siyaq_message_get_uint (request, "max", LIST_DEFAULT);
  GError *error = NULL;
  g_autoptr (GPtrArray) list = siyaq_store_list_held (siyaq_engine_get_store (engine), max, TRUE, &error);
  const char *lang = siyaq_message_get_string (request, "lang");
  GVariantBuilder values, items;

  if (list == NULL)
    return answer_error (error);
  g_variant_builder_init (&items, G_VARIANT_TYPE ("aa{sv}"));
  for (guint i = 0; i < list->len; i++)
    g_variant_builder_add_value (&items, describe (engine, g_ptr_array_index (list, i), lang));
  g_variant_builder_init (&values, G_VARIANT_TYPE_VARDICT);
  g_variant_builder_add (&values, "{sv}", "items", g_variant_builder_end (&items));
  return siyaq_message_new ("ok", g_variant_builder_end (&values), NULL);
}

static SiyaqMessage *
run_show (SiyaqEngine *engine,
          const SiyaqMessage *request)
{
  const char *item = siyaq_message_get_string (request, "item");
  GError *error = NULL;
  g_autoptr (SiyaqStoreHeld) held = NULL;

  if (item == NULL)
    return siyaq_message_new_error ("which item is missing");
  held = siyaq_store_find_held (siyaq_engine_get_store (engine), item, &error);
  if (held == NULL)
    return error != NULL ? answer_error (error) : siyaq_message_new_error ("that item is not held");
  return siyaq_message_new ("ok", describe (engine, held, siyaq_message_get_string (request, "lang")), held->source);
}

static SiyaqMessage *
run_restore (SiyaqEngine *engine,
             const SiyaqMessage *request)
{
  const char *item = siyaq_message_get_string (request, "item");
  GError *error = NULL;
  g_autoptr (SiyaqStoreHeld) held = NULL;

  if (item == NULL)
    return siyaq_message_new_error ("which item is missing");
  held = siyaq_engine_restore (engine, item, &error);
  if (held == NULL)
    return answer_error (error);
  return siyaq_message_new ("ok", describe (engine, held, siyaq_message_get_string (request, "lang")), held->source);
}

static SiyaqMessage *
run_advert (SiyaqEngine *engine,
            const SiyaqMessage *request)
{
  GError *error = NULL;
  g_autofree char *item =
    siyaq_engine_hold_advert (engine, siyaq_message_get_string (request, "feed"), siyaq_message_get_string (request, "guid"),
                              siyaq_message_get_string (request, "item"), &error);
  GVariantBuilder values;

  if (item == NULL)
    return answer_error (error);
  g_variant_builder_init (&values, G_VARIANT_TYPE_VARDICT);
  add_string (&values, "item", item);
  return siyaq_message_new ("ok", g_variant_builder_end (&values), NULL);
}

static SiyaqMessage *
run_rss (SiyaqEngine *engine,
         const SiyaqMessage *request)
{
  GError *error = NULL;
  g_autoptr (GBytes) rss = siyaq_engine_held_rss (engine, &error);

  return rss != NULL ? siyaq_message_new ("ok", NULL, rss) : answer_error (error);
}

/**
 * siyaq_methods_run_held:
 * @engine: the engine
 * @request: what is asked
 *
 * Returns: (transfer full) (nullable): the answer; %NULL where there is no such method about held items
 */
SiyaqMessage *
siyaq_methods_run_held (SiyaqEngine *engine,
                        const SiyaqMessage *request)
{
  static const struct
  {
    const char *name;
    SiyaqMessage *(*run) (SiyaqEngine *engine, const SiyaqMessage *request);
  } methods[] = {
    { "held-list", run_list },
    { "held-show", run_show },
    { "held-restore", run_restore },
    { "held-advert", run_advert },
    { "held-rss", run_rss },
  };

  for (guint i = 0; i < G_N_ELEMENTS (methods); i++)
    if (strcmp (request->name, methods[i].name) == 0)
      return methods[i].run (engine, request);
  return NULL;
}
