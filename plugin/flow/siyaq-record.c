/* SPDX-License-Identifier: GPL-2.0-or-later */
/* An annotation as bytes: a GVariant with a version before it. A record of another version is not
   read: the item is then annotated again from what the feed says, which is what a new version of
   the stages would want anyway. Actors are the story stage's own and are not kept. */
#define G_LOG_DOMAIN "siyaq-flow"

#include "config.h"

#include "siyaq-record.h"

#include <string.h>

#define VERSION 1
#define DIGEST_TYPE "m(smssmsms)"
#define RECORD_TYPE \
  "(y" "sssmsmsb" "m(ssmsmsd)" "a(smsms)" "a(sttssmsudd)" "as" "a(sds)" "msms" "a(sds)" DIGEST_TYPE DIGEST_TYPE "msas)"

static GVariant *
write_digest (const SiyaqDigest *d)
{
  if (d == NULL)
    return g_variant_new (DIGEST_TYPE, FALSE, NULL, NULL, NULL, NULL, NULL);
  return g_variant_new (DIGEST_TYPE, TRUE, d->lang != NULL ? d->lang : "und", d->title, d->text != NULL ? d->text : "",
                        d->kind, d->by);
}

static SiyaqDigest *
read_digest (GVariant *variant)
{
  g_autoptr (GVariant) inner = g_variant_get_maybe (variant);
  const char *lang, *title, *text, *kind, *by;

  if (inner == NULL)
    return NULL;
  g_variant_get (inner, "(&sm&s&sm&sm&s)", &lang, &title, &text, &kind, &by);
  return siyaq_digest_new (lang, title, text, kind, by);
}

static GVariant *
write_links (GPtrArray *links)
{
  GVariantBuilder builder;

  g_variant_builder_init (&builder, G_VARIANT_TYPE ("a(sds)"));
  for (guint i = 0; i < links->len; i++)
    {
      const SiyaqLink *l = g_ptr_array_index (links, i);

      g_variant_builder_add (&builder, "(sds)", l->id, l->score, l->why != NULL ? l->why : "");
    }
  return g_variant_builder_end (&builder);
}

static GVariant *
write_places (GPtrArray *places)
{
  GVariantBuilder builder;

  g_variant_builder_init (&builder, G_VARIANT_TYPE ("a(sttssmsudd)"));
  for (guint i = 0; i < places->len; i++)
    {
      const SiyaqPlace *p = g_ptr_array_index (places, i);

      g_variant_builder_add (&builder, "(sttssmsudd)", p->text != NULL ? p->text : "", (guint64) p->start, (guint64) p->end,
                             p->name != NULL ? p->name : "", p->country, p->admin1, p->geonameid, p->lat, p->lon);
    }
  return g_variant_builder_end (&builder);
}

/**
 * siyaq_record_write:
 * @a: what the stages said
 * @source: (nullable): the feed's HTML, where @a changes it
 * @categories: (nullable): the terms that were put into the document
 *
 * Returns: (transfer full): the record
 */
GBytes *
siyaq_record_write (const SiyaqAnnotation *a,
                    const char *source,
                    const char *const *categories)
{
  static const char *const none[] = { NULL };
  GVariantBuilder b, list;
  g_autoptr (GVariant) variant = NULL;

  g_return_val_if_fail (a != NULL, NULL);

  g_variant_builder_init (&b, G_VARIANT_TYPE (RECORD_TYPE));
  g_variant_builder_add (&b, "y", VERSION);
  g_variant_builder_add (&b, "s", a->lang != NULL ? a->lang : "und");
  g_variant_builder_add (&b, "s", a->title != NULL ? a->title : "");
  g_variant_builder_add (&b, "s", a->text != NULL ? a->text : "");
  g_variant_builder_add (&b, "ms", a->html);
  g_variant_builder_add (&b, "ms", a->url);
  g_variant_builder_add (&b, "b", a->changed);
  if (a->held != NULL)
    g_variant_builder_add (&b, "m(ssmsmsd)", TRUE, a->held->rule, a->held->reason, a->held->text, a->held->evidence,
                           a->held->score);
  else
    g_variant_builder_add (&b, "m(ssmsmsd)", FALSE, NULL, NULL, NULL, NULL, 0.0);
  g_variant_builder_init (&list, G_VARIANT_TYPE ("a(smsms)"));
  for (guint i = 0; i < a->mentions->len; i++)
    {
      const SiyaqMention *m = g_ptr_array_index (a->mentions, i);

      g_variant_builder_add (&list, "(smsms)", m->title != NULL ? m->title : "", m->outlet, m->published);
    }
  g_variant_builder_add_value (&b, g_variant_builder_end (&list));
  g_variant_builder_add_value (&b, write_places (a->places));
  g_variant_builder_init (&list, G_VARIANT_TYPE ("as"));
  for (guint i = 0; i < a->regions->len; i++)
    g_variant_builder_add (&list, "s", g_ptr_array_index (a->regions, i));
  g_variant_builder_add_value (&b, g_variant_builder_end (&list));
  g_variant_builder_init (&list, G_VARIANT_TYPE ("a(sds)"));
  for (guint i = 0; i < a->events->len; i++)
    {
      const SiyaqEvent *e = g_ptr_array_index (a->events, i);

      g_variant_builder_add (&list, "(sds)", e->id, e->score, e->evidence != NULL ? e->evidence : "");
    }
  g_variant_builder_add_value (&b, g_variant_builder_end (&list));
  g_variant_builder_add (&b, "ms", a->story);
  g_variant_builder_add (&b, "ms", a->thread);
  g_variant_builder_add_value (&b, write_links (a->same));
  g_variant_builder_add_value (&b, write_digest (a->summary));
  g_variant_builder_add_value (&b, write_digest (a->translation));
  g_variant_builder_add (&b, "ms", source);
  g_variant_builder_add (&b, "^as", categories != NULL ? categories : none);
  variant = g_variant_ref_sink (g_variant_builder_end (&b));
  return g_variant_get_data_as_bytes (variant);
}

static void
read_places (GVariant *list,
             GPtrArray *places)
{
  GVariantIter iter;
  const char *text, *name, *country, *admin1;
  guint64 start, end;
  guint32 geonameid;
  double lat, lon;

  g_variant_iter_init (&iter, list);
  while (g_variant_iter_next (&iter, "(&stt&s&sm&sudd)", &text, &start, &end, &name, &country, &admin1, &geonameid, &lat, &lon))
    {
      SiyaqPlace *p = siyaq_place_new ();

      p->text = g_strdup (text);
      p->start = (gsize) start;
      p->end = (gsize) end;
      p->name = g_strdup (name);
      g_strlcpy (p->country, country, sizeof p->country);
      p->admin1 = g_strdup (admin1);
      p->geonameid = geonameid;
      p->lat = lat;
      p->lon = lon;
      g_ptr_array_add (places, p);
    }
}

static void
read_lists (GVariant *variant,
            SiyaqAnnotation *a)
{
  g_autoptr (GVariant) mentions = g_variant_get_child_value (variant, 8);
  g_autoptr (GVariant) places = g_variant_get_child_value (variant, 9);
  g_autoptr (GVariant) regions = g_variant_get_child_value (variant, 10);
  g_autoptr (GVariant) events = g_variant_get_child_value (variant, 11);
  g_autoptr (GVariant) same = g_variant_get_child_value (variant, 14);
  GVariantIter iter;
  const char *x, *y, *z;
  double score;

  g_variant_iter_init (&iter, mentions);
  while (g_variant_iter_next (&iter, "(&sm&sm&s)", &x, &y, &z))
    g_ptr_array_add (a->mentions, siyaq_mention_new (x, y, z));
  read_places (places, a->places);
  g_variant_iter_init (&iter, regions);
  while (g_variant_iter_next (&iter, "&s", &x))
    g_ptr_array_add (a->regions, g_strdup (x));
  g_variant_iter_init (&iter, events);
  while (g_variant_iter_next (&iter, "(&sd&s)", &x, &score, &y))
    g_ptr_array_add (a->events, siyaq_event_new (x, score, y));
  g_variant_iter_init (&iter, same);
  while (g_variant_iter_next (&iter, "(&sd&s)", &x, &score, &y))
    g_ptr_array_add (a->same, siyaq_link_new (x, score, y));
}

/**
 * siyaq_record_read:
 * @record: what siyaq_record_write() made
 * @a: an annotation in which no stage has written
 * @ret_source: (out) (nullable) (optional): the feed's HTML, where it was changed
 * @ret_categories: (out) (optional): the terms that were put into the document
 *
 * Returns: whether @record could be read; @a is untouched otherwise
 */
gboolean
siyaq_record_read (GBytes *record,
                   SiyaqAnnotation *a,
                   char **ret_source,
                   char ***ret_categories)
{
  g_autoptr (GVariant) variant = NULL, held = NULL, held_inner = NULL, summary = NULL, translation = NULL;
  gsize length;
  const guint8 *data = g_bytes_get_data (record, &length);

  g_return_val_if_fail (a != NULL, FALSE);

  if (length == 0 || data[0] != VERSION)
    return FALSE;
  variant = g_variant_ref_sink (g_variant_new_from_bytes (G_VARIANT_TYPE (RECORD_TYPE), record, FALSE));
  if (!g_variant_is_normal_form (variant))
    return FALSE;
  g_variant_get_child (variant, 1, "s", &a->lang);
  g_variant_get_child (variant, 2, "s", &a->title);
  g_variant_get_child (variant, 3, "s", &a->text);
  g_variant_get_child (variant, 4, "ms", &a->html);
  g_variant_get_child (variant, 5, "ms", &a->url);
  g_variant_get_child (variant, 6, "b", &a->changed);
  held = g_variant_get_child_value (variant, 7);
  held_inner = g_variant_get_maybe (held);
  if (held_inner != NULL)
    {
      const char *rule, *reason, *text, *evidence;
      double score;

      g_variant_get (held_inner, "(&s&sm&sm&sd)", &rule, &reason, &text, &evidence, &score);
      a->held = siyaq_verdict_new (rule, reason, text, evidence, score);
    }
  read_lists (variant, a);
  g_variant_get_child (variant, 12, "ms", &a->story);
  g_variant_get_child (variant, 13, "ms", &a->thread);
  summary = g_variant_get_child_value (variant, 15);
  translation = g_variant_get_child_value (variant, 16);
  a->summary = read_digest (summary);
  a->translation = read_digest (translation);
  if (ret_source != NULL)
    g_variant_get_child (variant, 17, "ms", ret_source);
  if (ret_categories != NULL)
    g_variant_get_child (variant, 18, "^as", ret_categories);
  return TRUE;
}
