/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The lines that annotate reads and prints. Keys that are not known are ignored, "gold" among them:
   what a test set knows about an item is no input. */
#define G_LOG_DOMAIN "siyaq"

#include "config.h"

#include "siyaq-json.h"

#include <json-glib/json-glib.h>
#include <math.h>
#include <string.h>

G_DEFINE_QUARK (siyaq-json-error-quark, siyaq_json_error)

/* A string member; FALSE where it is there but no string. null counts as absent. */
static gboolean
get_string (JsonObject *object,
            const char *name,
            const char **ret_value,
            GError **error)
{
  JsonNode *node = json_object_get_member (object, name);

  *ret_value = NULL;
  if (node == NULL || JSON_NODE_HOLDS_NULL (node))
    return TRUE;
  if (!JSON_NODE_HOLDS_VALUE (node) || json_node_get_value_type (node) != G_TYPE_STRING)
    {
      g_set_error (error, SIYAQ_JSON_ERROR, SIYAQ_JSON_ERROR_INVALID, "\"%s\" is not a string", name);
      return FALSE;
    }
  *ret_value = json_node_get_string (node);
  return TRUE;
}

/**
 * siyaq_json_parse_item:
 * @line: a JSON object: "id", "feed", "title", "html" or "text", "url", "published" (RFC 3339),
 *   "lang", "kind" ("item" or "page")
 * @error: a #SiyaqJsonError
 *
 * Returns: (transfer full): the item
 */
SiyaqItem *
siyaq_json_parse_item (const char *line,
                       GError **error)
{
  g_autoptr (JsonParser) parser = json_parser_new_immutable ();
  g_autoptr (GError) local_error = NULL;
  JsonNode *root;
  JsonObject *object;
  SiyaqItem fields = { .published_s = SIYAQ_TIME_UNKNOWN };
  const char *published, *kind;

  g_return_val_if_fail (line != NULL, NULL);

  if (!json_parser_load_from_data (parser, line, -1, &local_error))
    {
      g_set_error (error, SIYAQ_JSON_ERROR, SIYAQ_JSON_ERROR_INVALID, "not JSON: %s", local_error->message);
      return NULL;
    }
  root = json_parser_get_root (parser);
  if (root == NULL || !JSON_NODE_HOLDS_OBJECT (root))
    {
      g_set_error_literal (error, SIYAQ_JSON_ERROR, SIYAQ_JSON_ERROR_INVALID, "not a JSON object");
      return NULL;
    }
  object = json_node_get_object (root);
  if (!get_string (object, "id", &fields.id, error) || !get_string (object, "feed", &fields.feed, error) ||
      !get_string (object, "title", &fields.title, error) || !get_string (object, "html", &fields.html, error) ||
      !get_string (object, "text", &fields.text, error) || !get_string (object, "url", &fields.url, error) ||
      !get_string (object, "lang", &fields.lang, error) || !get_string (object, "published", &published, error) ||
      !get_string (object, "kind", &kind, error))
    return NULL;
  if (fields.id == NULL || *fields.id == '\0')
    {
      g_set_error_literal (error, SIYAQ_JSON_ERROR, SIYAQ_JSON_ERROR_INVALID, "\"id\" is missing");
      return NULL;
    }
  if ((fields.html != NULL && strlen (fields.html) > SIYAQ_ITEM_MAX_BYTES) ||
      (fields.text != NULL && strlen (fields.text) > SIYAQ_ITEM_MAX_BYTES))
    {
      g_set_error (error, SIYAQ_JSON_ERROR, SIYAQ_JSON_ERROR_INVALID, "item over %u bytes", SIYAQ_ITEM_MAX_BYTES);
      return NULL;
    }
  if (published != NULL)
    {
      g_autoptr (GTimeZone) utc = g_time_zone_new_utc ();
      g_autoptr (GDateTime) time = g_date_time_new_from_iso8601 (published, utc);

      if (time == NULL)
        {
          g_set_error (error, SIYAQ_JSON_ERROR, SIYAQ_JSON_ERROR_INVALID, "\"published\" is not a time: %.40s", published);
          return NULL;
        }
      fields.published_s = g_date_time_to_unix (time);
    }
  if (kind != NULL && strcmp (kind, "page") == 0)
    fields.kind = SIYAQ_ITEM_KIND_PAGE;
  else if (kind != NULL && strcmp (kind, "item") != 0)
    {
      g_set_error (error, SIYAQ_JSON_ERROR, SIYAQ_JSON_ERROR_INVALID, "\"kind\" is neither item nor page: %.40s", kind);
      return NULL;
    }
  return siyaq_item_new (&fields);
}

static void
add_string (JsonBuilder *b,
            const char *name,
            const char *value)
{
  json_builder_set_member_name (b, name);
  if (value != NULL)
    json_builder_add_string_value (b, value);
  else
    json_builder_add_null_value (b);
}

static void
add_number (JsonBuilder *b,
            const char *name,
            double value)
{
  json_builder_set_member_name (b, name);
  if (isnan (value))
    json_builder_add_null_value (b);
  else
    json_builder_add_double_value (b, value);
}

/* Scores are given to three digits: more would be noise. */
static double
rounded (double score)
{
  return round (score * 1000) / 1000;
}

static void
begin_array (JsonBuilder *b,
             const char *name)
{
  json_builder_set_member_name (b, name);
  json_builder_begin_array (b);
}

static void
add_removed (JsonBuilder *b,
             const SiyaqAnnotation *a)
{
  begin_array (b, "removed");
  for (guint i = 0; i < a->removed->len; i++)
    {
      const SiyaqVerdict *v = g_ptr_array_index (a->removed, i);

      json_builder_begin_object (b);
      add_string (b, "rule", v->rule);
      add_string (b, "reason", v->reason);
      add_string (b, "text", v->text);
      json_builder_end_object (b);
    }
  json_builder_end_array (b);
}

static void
add_places (JsonBuilder *b,
            const SiyaqAnnotation *a)
{
  begin_array (b, "places");
  for (guint i = 0; i < a->places->len; i++)
    {
      const SiyaqPlace *p = g_ptr_array_index (a->places, i);

      json_builder_begin_object (b);
      add_string (b, "text", p->text);
      json_builder_set_member_name (b, "start");
      json_builder_add_int_value (b, (gint64) p->start);
      json_builder_set_member_name (b, "end");
      json_builder_add_int_value (b, (gint64) p->end);
      add_string (b, "name", p->name);
      add_string (b, "country", *p->country != '\0' ? p->country : NULL);
      add_string (b, "admin1", p->admin1);
      json_builder_set_member_name (b, "geonameid");
      if (p->geonameid != 0)
        json_builder_add_int_value (b, p->geonameid);
      else
        json_builder_add_null_value (b);
      add_number (b, "lat", p->lat);
      add_number (b, "lon", p->lon);
      json_builder_end_object (b);
    }
  json_builder_end_array (b);
}

static void
add_digest (JsonBuilder *b,
            const char *name,
            const SiyaqDigest *d,
            gboolean whole)
{
  json_builder_set_member_name (b, name);
  if (d == NULL)
    {
      json_builder_add_null_value (b);
      return;
    }
  json_builder_begin_object (b);
  add_string (b, "lang", d->lang);
  if (whole)
    add_string (b, "title", d->title);
  add_string (b, "text", d->text);
  if (whole)
    {
      add_string (b, "kind", d->kind);
      add_string (b, "by", d->by);
    }
  json_builder_end_object (b);
}

static char *
finish (JsonBuilder *b)
{
  g_autoptr (JsonGenerator) generator = json_generator_new ();
  g_autoptr (JsonNode) root = json_builder_get_root (b);

  json_generator_set_root (generator, root);
  return json_generator_to_data (generator, NULL);
}

/**
 * siyaq_json_format_annotation:
 * @a: what the stages said
 *
 * Returns: (transfer full): one line of JSON, without its line end
 */
char *
siyaq_json_format_annotation (const SiyaqAnnotation *a)
{
  g_autoptr (JsonBuilder) b = json_builder_new ();

  g_return_val_if_fail (a != NULL, NULL);

  json_builder_begin_object (b);
  add_string (b, "id", a->item->id);
  add_string (b, "lang", a->lang);
  add_string (b, "title", a->title);
  add_string (b, "text", a->text);
  add_string (b, "html", a->html != NULL ? a->html : a->item->html);
  json_builder_set_member_name (b, "held");
  if (a->held != NULL)
    {
      json_builder_begin_object (b);
      add_string (b, "rule", a->held->rule);
      add_string (b, "reason", a->held->reason);
      add_number (b, "score", rounded (a->held->score));
      json_builder_end_object (b);
    }
  else
    json_builder_add_null_value (b);
  add_removed (b, a);
  begin_array (b, "regions");
  for (guint i = 0; i < a->regions->len; i++)
    json_builder_add_string_value (b, g_ptr_array_index (a->regions, i));
  json_builder_end_array (b);
  add_places (b, a);
  begin_array (b, "events");
  for (guint i = 0; i < a->events->len; i++)
    {
      const SiyaqEvent *e = g_ptr_array_index (a->events, i);

      json_builder_begin_object (b);
      add_string (b, "id", e->id);
      add_number (b, "score", rounded (e->score));
      add_string (b, "evidence", e->evidence);
      json_builder_end_object (b);
    }
  json_builder_end_array (b);
  begin_array (b, "mentions");
  for (guint i = 0; i < a->mentions->len; i++)
    {
      const SiyaqMention *m = g_ptr_array_index (a->mentions, i);

      json_builder_begin_object (b);
      add_string (b, "title", m->title);
      add_string (b, "outlet", m->outlet);
      add_string (b, "published", m->published);
      json_builder_end_object (b);
    }
  json_builder_end_array (b);
  add_string (b, "story", a->story);
  add_string (b, "thread", a->thread);
  begin_array (b, "same");
  for (guint i = 0; i < a->same->len; i++)
    {
      const SiyaqLink *l = g_ptr_array_index (a->same, i);

      json_builder_begin_object (b);
      add_string (b, "id", l->id);
      add_number (b, "score", rounded (l->score));
      add_string (b, "why", l->why);
      json_builder_end_object (b);
    }
  json_builder_end_array (b);
  add_digest (b, "summary", a->summary, FALSE);
  add_digest (b, "translation", a->translation, TRUE);
  json_builder_end_object (b);
  return finish (b);
}

/**
 * siyaq_json_format_problem:
 * @line: number of the line, from 1
 * @message: what is wrong with it
 *
 * Returns: (transfer full): the line that stands in its place
 */
char *
siyaq_json_format_problem (guint line,
                           const char *message)
{
  g_autoptr (JsonBuilder) b = json_builder_new ();

  json_builder_begin_object (b);
  json_builder_set_member_name (b, "line");
  json_builder_add_int_value (b, line);
  add_string (b, "error", message);
  json_builder_end_object (b);
  return finish (b);
}
