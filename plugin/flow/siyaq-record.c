/* SPDX-License-Identifier: GPL-2.0-or-later */
/* An annotation as bytes: a version, what a document needs of it, then the rest. Written by hand: a
   record is made for each item that arrives, and a GVariant of it, which this was before, took as
   long as finding the item's story. A record of another version is not read: the item is then
   annotated again from what the feed says, which is what a new version of the stages would want
   anyway. Numbers have the machine's byte order, as the store belongs to one machine. */
#define G_LOG_DOMAIN "siyaq-flow"

#include "config.h"

#include "siyaq-record.h"

#include <string.h>

#define VERSION 2
/* Elements of a list; no stage makes as many. A damaged count must not become a large allocation. */
#define MAX_LIST 4096u

static void
put_number (GByteArray *bytes,
            guint64 n)
{
  guint8 buffer[10];
  guint length = 0;

  do
    {
      buffer[length++] = (guint8) ((n & 0x7f) | (n > 0x7f ? 0x80 : 0));
      n >>= 7;
    }
  while (n != 0);
  g_byte_array_append (bytes, buffer, length);
}

static void
put_double (GByteArray *bytes,
            double d)
{
  g_byte_array_append (bytes, (const guint8 *) &d, sizeof d);
}

/* Its length plus one, so that 0 stands for none, and its bytes. */
static void
put_string (GByteArray *bytes,
            const char *s)
{
  gsize length = s != NULL ? strlen (s) : 0;

  put_number (bytes, s != NULL ? length + 1 : 0);
  if (length > 0)
    g_byte_array_append (bytes, (const guint8 *) s, (guint) length);
}

static void
put_verdict (GByteArray *bytes,
             const SiyaqVerdict *v)
{
  put_number (bytes, v != NULL);
  if (v == NULL)
    return;
  put_string (bytes, v->rule);
  put_string (bytes, v->reason);
  put_string (bytes, v->text);
  put_string (bytes, v->evidence);
  put_double (bytes, v->score);
}

static void
put_digest (GByteArray *bytes,
            const SiyaqDigest *d)
{
  put_number (bytes, d != NULL);
  if (d == NULL)
    return;
  put_string (bytes, d->lang);
  put_string (bytes, d->title);
  put_string (bytes, d->text);
  put_string (bytes, d->kind);
  put_string (bytes, d->by);
}

static void
put_places (GByteArray *bytes,
            const GPtrArray *places)
{
  guint n = MIN (places->len, MAX_LIST);

  put_number (bytes, n);
  for (guint i = 0; i < n; i++)
    {
      const SiyaqPlace *p = g_ptr_array_index (places, i);

      put_string (bytes, p->text);
      put_number (bytes, p->start);
      put_number (bytes, p->end);
      put_string (bytes, p->name);
      put_string (bytes, p->country);
      put_string (bytes, p->admin1);
      put_number (bytes, p->geonameid);
      put_double (bytes, p->lat);
      put_double (bytes, p->lon);
    }
}

static void
put_lists (GByteArray *bytes,
           const SiyaqAnnotation *a)
{
  guint n;

  put_number (bytes, n = MIN (a->mentions->len, MAX_LIST));
  for (guint i = 0; i < n; i++)
    {
      const SiyaqMention *m = g_ptr_array_index (a->mentions, i);

      put_string (bytes, m->title);
      put_string (bytes, m->outlet);
      put_string (bytes, m->published);
    }
  put_places (bytes, a->places);
  put_number (bytes, n = MIN (a->regions->len, MAX_LIST));
  for (guint i = 0; i < n; i++)
    put_string (bytes, g_ptr_array_index (a->regions, i));
  put_number (bytes, n = MIN (a->events->len, MAX_LIST));
  for (guint i = 0; i < n; i++)
    {
      const SiyaqEvent *e = g_ptr_array_index (a->events, i);

      put_string (bytes, e->id);
      put_double (bytes, e->score);
      put_string (bytes, e->evidence);
    }
  put_number (bytes, n = MIN (a->actors->len, MAX_LIST));
  for (guint i = 0; i < n; i++)
    {
      const SiyaqActor *actor = g_ptr_array_index (a->actors, i);

      put_string (bytes, actor->text);
      put_string (bytes, actor->key);
      put_number (bytes, actor->count);
    }
  put_number (bytes, n = MIN (a->same->len, MAX_LIST));
  for (guint i = 0; i < n; i++)
    {
      const SiyaqLink *l = g_ptr_array_index (a->same, i);

      put_string (bytes, l->id);
      put_double (bytes, l->score);
      put_string (bytes, l->why);
    }
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
  GByteArray *bytes;
  guint n;

  g_return_val_if_fail (a != NULL, NULL);

  if (categories == NULL)
    categories = none;
  bytes = g_byte_array_sized_new (4096);
  put_number (bytes, VERSION);
  put_verdict (bytes, a->held);
  put_string (bytes, a->html);
  put_string (bytes, a->url);
  put_number (bytes, a->changed);
  put_number (bytes, n = MIN (g_strv_length ((char **) categories), MAX_LIST));
  for (guint i = 0; i < n; i++)
    put_string (bytes, categories[i]);
  put_string (bytes, a->lang);
  put_string (bytes, a->title);
  put_string (bytes, a->text);
  put_string (bytes, a->story);
  put_string (bytes, a->thread);
  put_lists (bytes, a);
  put_digest (bytes, a->summary);
  put_digest (bytes, a->translation);
  put_string (bytes, source);
  return g_byte_array_free_to_bytes (bytes);
}

/* Once something is wrong everything after it reads as nothing. */
typedef struct
{
  const guint8 *p, *end;
  gboolean bad;
} Reader;

static guint64
get_number (Reader *r)
{
  guint64 n = 0;

  for (guint shift = 0; shift < 64 && r->p < r->end; shift += 7)
    {
      guint8 byte = *r->p++;

      n |= (guint64) (byte & 0x7f) << shift;
      if ((byte & 0x80) == 0)
        return n;
    }
  r->bad = TRUE;
  r->p = r->end;
  return 0;
}

static guint
get_count (Reader *r)
{
  guint64 n = get_number (r);

  if (n > MAX_LIST)
    {
      r->bad = TRUE;
      return 0;
    }
  return (guint) n;
}

static double
get_double (Reader *r)
{
  double d = 0;

  if ((gsize) (r->end - r->p) < sizeof d)
    {
      r->bad = TRUE;
      r->p = r->end;
      return 0;
    }
  memcpy (&d, r->p, sizeof d);
  r->p += sizeof d;
  return d;
}

static char *
get_string (Reader *r)
{
  guint64 length = get_number (r);
  char *s;

  if (length == 0)
    return NULL;
  length--;
  if (length > (guint64) (r->end - r->p) || !g_utf8_validate_len ((const char *) r->p, (gsize) length, NULL))
    {
      r->bad = TRUE;
      r->p = r->end;
      return NULL;
    }
  s = g_strndup ((const char *) r->p, (gsize) length);
  r->p += length;
  return s;
}

/* Where the stages give no NULL a damaged record could. */
static char *
get_text (Reader *r)
{
  char *s = get_string (r);

  return s != NULL ? s : g_strdup ("");
}

static SiyaqVerdict *
get_verdict (Reader *r)
{
  g_autofree char *rule = NULL, *reason = NULL, *text = NULL, *evidence = NULL;

  if (get_number (r) == 0)
    return NULL;
  rule = get_text (r);
  reason = get_text (r);
  text = get_string (r);
  evidence = get_string (r);
  return siyaq_verdict_new (rule, reason, text, evidence, get_double (r));
}

static SiyaqDigest *
get_digest (Reader *r)
{
  g_autofree char *lang = NULL, *title = NULL, *text = NULL, *kind = NULL, *by = NULL;

  if (get_number (r) == 0)
    return NULL;
  lang = get_text (r);
  title = get_string (r);
  text = get_text (r);
  kind = get_string (r);
  by = get_string (r);
  return siyaq_digest_new (lang, title, text, kind, by);
}

static void
get_places (Reader *r,
            GPtrArray *places)
{
  for (guint n = get_count (r); n > 0 && !r->bad; n--)
    {
      SiyaqPlace *p = siyaq_place_new ();
      g_autofree char *country = NULL;

      p->text = get_text (r);
      p->start = (gsize) get_number (r);
      p->end = (gsize) get_number (r);
      p->name = get_text (r);
      country = get_text (r);
      g_strlcpy (p->country, country, sizeof p->country);
      p->admin1 = get_string (r);
      p->geonameid = (guint32) get_number (r);
      p->lat = get_double (r);
      p->lon = get_double (r);
      g_ptr_array_add (places, p);
    }
}

static void
get_lists (Reader *r,
           SiyaqAnnotation *a)
{
  for (guint n = get_count (r); n > 0 && !r->bad; n--)
    {
      g_autofree char *title = get_text (r), *outlet = get_string (r), *published = get_string (r);

      g_ptr_array_add (a->mentions, siyaq_mention_new (title, outlet, published));
    }
  get_places (r, a->places);
  for (guint n = get_count (r); n > 0 && !r->bad; n--)
    g_ptr_array_add (a->regions, get_text (r));
  for (guint n = get_count (r); n > 0 && !r->bad; n--)
    {
      g_autofree char *id = get_text (r);
      double score = get_double (r);
      g_autofree char *evidence = get_text (r);

      g_ptr_array_add (a->events, siyaq_event_new (id, score, evidence));
    }
  for (guint n = get_count (r); n > 0 && !r->bad; n--)
    {
      g_autofree char *text = get_text (r), *key = get_text (r);

      g_ptr_array_add (a->actors, siyaq_actor_new (text, key, (guint) get_number (r)));
    }
  for (guint n = get_count (r); n > 0 && !r->bad; n--)
    {
      g_autofree char *id = get_text (r);
      double score = get_double (r);
      g_autofree char *why = get_text (r);

      g_ptr_array_add (a->same, siyaq_link_new (id, score, why));
    }
}

/* What a document needs: whether the item is held, its HTML and address, its categories. */
static void
get_edits (Reader *r,
           SiyaqAnnotation *a,
           char ***ret_categories)
{
  g_autoptr (GStrvBuilder) categories = g_strv_builder_new ();

  if (get_number (r) != VERSION)
    r->bad = TRUE;
  if (r->bad)
    return;
  a->held = get_verdict (r);
  a->html = get_string (r);
  a->url = get_string (r);
  a->changed = get_number (r) != 0;
  for (guint n = get_count (r); n > 0 && !r->bad; n--)
    {
      g_autofree char *category = get_text (r);

      g_strv_builder_add (categories, category);
    }
  if (ret_categories != NULL && !r->bad)
    *ret_categories = g_strv_builder_end (categories);
}

/**
 * siyaq_record_read_edits:
 * @record: what siyaq_record_write() made
 * @a: an annotation in which no stage has written
 * @ret_categories: (out) (optional): the terms that were put into the document
 *
 * Reads what changes the item's document and no more: held, html, url and the categories.
 *
 * Returns: whether @record could be read; @a is of no use otherwise
 */
gboolean
siyaq_record_read_edits (GBytes *record,
                         SiyaqAnnotation *a,
                         char ***ret_categories)
{
  gsize length;
  const guint8 *data = g_bytes_get_data (record, &length);
  Reader r = { data, data + length, FALSE };

  g_return_val_if_fail (a != NULL, FALSE);

  get_edits (&r, a, ret_categories);
  return !r.bad;
}

/**
 * siyaq_record_read:
 * @record: what siyaq_record_write() made
 * @a: an annotation in which no stage has written
 * @ret_source: (out) (nullable) (optional): the feed's HTML, where it was changed
 * @ret_categories: (out) (optional): the terms that were put into the document
 *
 * Returns: whether @record could be read; @a is of no use otherwise
 */
gboolean
siyaq_record_read (GBytes *record,
                   SiyaqAnnotation *a,
                   char **ret_source,
                   char ***ret_categories)
{
  gsize length;
  const guint8 *data = g_bytes_get_data (record, &length);
  Reader r = { data, data + length, FALSE };
  g_auto (GStrv) categories = NULL;
  g_autofree char *source = NULL;

  g_return_val_if_fail (a != NULL, FALSE);

  get_edits (&r, a, &categories);
  if (r.bad)
    return FALSE;
  a->lang = get_text (&r);
  a->title = get_text (&r);
  a->text = get_text (&r);
  a->story = get_string (&r);
  a->thread = get_string (&r);
  get_lists (&r, a);
  a->summary = get_digest (&r);
  a->translation = get_digest (&r);
  source = get_string (&r);
  if (r.bad || r.p != r.end)
    return FALSE;
  if (ret_source != NULL)
    *ret_source = g_steal_pointer (&source);
  if (ret_categories != NULL)
    *ret_categories = g_steal_pointer (&categories);
  return TRUE;
}
