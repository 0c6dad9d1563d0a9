/* SPDX-License-Identifier: GPL-2.0-or-later */
/* One item's way through the stages and into the store. An item that comes again with the same words
   is answered from the store: readers take changed text of an item without an id for a new item, so
   what was given once is given again, whatever was learnt since. */
#define G_LOG_DOMAIN "siyaq-flow"

#include "config.h"

#include "siyaq-engine-private.h"

#include "siyaq-record.h"

#include <string.h>

/* What others quote of an item whose summary is missing. */
#define LEAD_CHARACTERS 400
/* Links that are asked for siblings: the best ones come first. */
#define MAX_SIBLING_LINKS 12u
/* How often an item that is still in its document is marked as such. */
#define SEEN_STEP_S (24 * 60 * 60)
/* Items that no document had for so long may go when the store is full. */
#define KEEP_SEEN_S (14 * 24 * 60 * 60)
#define PRUNE_INTERVAL 500u
#define PRUNE_MAX 1000u

/**
 * siyaq_engine_fingerprint:
 * @item: an item
 *
 * Returns: (transfer full): equal for items that say the same
 */
char *
siyaq_engine_fingerprint (const SiyaqItem *item)
{
  g_autoptr (GChecksum) sum = g_checksum_new (G_CHECKSUM_SHA1);
  const char *parts[] = { item->title, item->html, item->text, item->url };

  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    {
      /* The NUL keeps one part from running into the next. */
      if (parts[i] != NULL)
        g_checksum_update (sum, (const guchar *) parts[i], (gssize) strlen (parts[i]) + 1);
      else
        g_checksum_update (sum, (const guchar *) "\1", 2);
    }
  return g_strdup (g_checksum_get_string (sum));
}

/**
 * siyaq_engine_item_key:
 * @feed: the feed's id
 * @guid: the item's own id in its feed
 *
 * Ids of two feeds may be equal, and many are long: inside, an item of a reader has a short one.
 *
 * Returns: (transfer full): the item's id in the store
 */
char *
siyaq_engine_item_key (const char *feed,
                       const char *guid)
{
  g_autoptr (GChecksum) sum = g_checksum_new (G_CHECKSUM_SHA256);
  char *key;

  g_return_val_if_fail (feed != NULL, NULL);
  g_return_val_if_fail (guid != NULL, NULL);

  g_checksum_update (sum, (const guchar *) feed, (gssize) strlen (feed) + 1);
  g_checksum_update (sum, (const guchar *) guid, (gssize) strlen (guid));
  /* 80 bits: no two of a million items meet. */
  key = g_strndup (g_checksum_get_string (sum), 20);
  return key;
}

typedef struct
{
  SiyaqSibling public;
  SiyaqStoreItem *item;
} Sibling;

static void
sibling_free (gpointer data)
{
  Sibling *sibling = data;

  siyaq_store_item_free (sibling->item);
  g_free (sibling);
}

static char *
make_lead (const SiyaqAnnotation *a)
{
  const char *text = a->summary != NULL && a->summary->text != NULL ? a->summary->text : a->text;

  if (text == NULL || *text == '\0')
    return NULL;
  return g_utf8_substring (text, 0, MIN (g_utf8_strlen (text, -1), LEAD_CHARACTERS));
}

/* What another item quotes of one whose digest was never made. */
static char *
summarize_stored (SiyaqEngine *self,
                  const char *id)
{
  g_autoptr (SiyaqStoreItem) stored = siyaq_store_find_item (self->store, id, TRUE, NULL);
  g_autoptr (SiyaqAnnotation) a = stored != NULL ? siyaq_engine_recall (self, stored, NULL) : NULL;

  if (a == NULL)
    return NULL;
  siyaq_digester_run (self->digester, a, NULL, NULL, NULL);
  return make_lead (a);
}

/**
 * siyaq_engine_digest:
 * @self: a pipeline
 * @a: an annotation that has all but its digest
 * @links: (element-type SiyaqLink): the other items of its story
 * @lang: the reader's language
 * @cancellable: (nullable): a cancellable
 *
 * Sums the item up, and translates it where it is in another language.
 */
void
siyaq_engine_digest (SiyaqEngine *self,
                     SiyaqAnnotation *a,
                     GPtrArray *links,
                     const char *lang,
                     GCancellable *cancellable)
{
  g_autoptr (GPtrArray) siblings = NULL;

  if (g_strcmp0 (a->lang, lang) != 0)
    siblings = siyaq_engine_list_siblings (self, links, lang);
  siyaq_digester_run (self->digester, a, lang, siblings, cancellable);
}

/**
 * siyaq_engine_list_siblings:
 * @self: a pipeline
 * @links: (element-type SiyaqLink): items of the same story, best first
 * @lang: the language that is wanted
 *
 * Returns: (transfer full) (element-type SiyaqSibling): those in @lang
 */
GPtrArray *
siyaq_engine_list_siblings (SiyaqEngine *self,
                            GPtrArray *links,
                            const char *lang)
{
  GPtrArray *siblings = g_ptr_array_new_with_free_func (sibling_free);

  for (guint i = 0; i < links->len && i < MAX_SIBLING_LINKS; i++)
    {
      const SiyaqLink *link = g_ptr_array_index (links, i);
      g_autoptr (SiyaqStoreItem) item = siyaq_store_find_item (self->store, link->id, FALSE, NULL);
      Sibling *sibling;

      if (item == NULL || g_strcmp0 (item->lang, lang) != 0)
        continue;
      if (item->lead == NULL)
        item->lead = summarize_stored (self, item->id);
      if (item->lead == NULL)
        continue;
      sibling = g_new0 (Sibling, 1);
      sibling->item = g_steal_pointer (&item);
      sibling->public.id = sibling->item->id;
      sibling->public.outlet = sibling->item->outlet != NULL ? sibling->item->outlet : sibling->item->feed;
      sibling->public.lang = sibling->item->lang;
      sibling->public.title = sibling->item->title;
      sibling->public.text = sibling->item->lead;
      sibling->public.score = link->score;
      g_ptr_array_add (siblings, sibling);
    }
  return siblings;
}

/* One search folder collects what the user follows. The string stays the same for ever. */
#define FOLLOWED_CATEGORY "siyaq:followed"

static gboolean
is_listed (char **list,
           const char *code)
{
  for (guint i = 0; list != NULL && list[i] != NULL; i++)
    {
      gsize length = strlen (list[i]);

      /* "SY" stands for its provinces too. */
      if (length > 0 && g_str_has_prefix (code, list[i]) && (code[length] == '\0' || code[length] == '-'))
        return TRUE;
    }
  return FALSE;
}

/**
 * siyaq_engine_is_followed:
 * @self: a pipeline
 * @a: an annotation with its tags
 *
 * Following goes by all that an item is about, and weighs more than muting.
 *
 * Returns: whether the user follows a region or a kind of event that @a is about
 */
gboolean
siyaq_engine_is_followed (SiyaqEngine *self,
                          const SiyaqAnnotation *a)
{
  for (guint i = 0; i < a->regions->len; i++)
    if (is_listed (self->settings->watched_regions, g_ptr_array_index (a->regions, i)))
      return TRUE;
  for (guint i = 0; i < a->events->len; i++)
    if (is_listed (self->settings->watched_events, ((const SiyaqEvent *) g_ptr_array_index (a->events, i))->id))
      return TRUE;
  return FALSE;
}

/* Muting goes by what an item is mainly about: who mutes earthquakes still reads of the talks that a
   quake is mentioned in. */
static SiyaqVerdict *
judge_muted (SiyaqEngine *self,
             const SiyaqAnnotation *a)
{
  if (siyaq_engine_is_followed (self, a))
    return NULL;
  if (a->regions->len > 0 && is_listed (self->settings->muted_regions, g_ptr_array_index (a->regions, 0)))
    return siyaq_verdict_new ("muted-region", "You muted this region", NULL, g_ptr_array_index (a->regions, 0), 1.0);
  if (a->events->len > 0)
    {
      const SiyaqEvent *event = g_ptr_array_index (a->events, 0);

      if (is_listed (self->settings->muted_events, event->id))
        return siyaq_verdict_new ("muted-event", "You muted this kind of event", NULL, event->id, 1.0);
    }
  return NULL;
}

static void
apply_settings (SiyaqEngine *self,
                SiyaqAnnotation *a)
{
  if (!self->settings->clean)
    {
      g_clear_pointer (&a->html, g_free);
      g_ptr_array_set_size (a->removed, 0);
      a->changed = FALSE;
    }
  if (!self->settings->strip_tracking)
    g_clear_pointer (&a->url, g_free);
  if (!self->settings->hold)
    g_clear_pointer (&a->held, siyaq_verdict_free);
}

/* An item is muted as long as the setting says so. */
static gboolean
is_muting (const SiyaqStoreHeld *held)
{
  return held != NULL && held->restored_s == 0 && g_str_has_prefix (held->rule, "muted-");
}

/**
 * siyaq_engine_is_unmuted:
 * @self: a pipeline
 * @held: (nullable): an item that was held
 *
 * Returns: whether the item was held for what it is about and the user no longer mutes that
 */
gboolean
siyaq_engine_is_unmuted (SiyaqEngine *self,
                         const SiyaqStoreHeld *held)
{
  g_autoptr (SiyaqStoreItem) stored = is_muting (held) ? siyaq_store_find_item (self->store, held->id, TRUE, NULL) : NULL;
  g_autoptr (SiyaqAnnotation) a = stored != NULL ? siyaq_engine_recall (self, stored, NULL) : NULL;
  g_autoptr (SiyaqVerdict) verdict = a != NULL ? judge_muted (self, a) : NULL;

  return a != NULL && verdict == NULL;
}

/* What was said of the item before weighs more than what the stages say now. */
static gboolean
decide_hold (SiyaqEngine *self,
             SiyaqAnnotation *a,
             SiyaqRunFlags flags,
             GError **error)
{
  g_autoptr (GError) local_error = NULL;
  g_autoptr (SiyaqStoreHeld) before = siyaq_store_find_held (self->store, a->item->id, &local_error);

  if (local_error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }
  if ((flags & SIYAQ_RUN_NEVER_HOLD) != 0 || (before != NULL && before->restored_s != 0))
    g_clear_pointer (&a->held, siyaq_verdict_free);
  else if (a->held == NULL && before != NULL && !is_muting (before))
    a->held = siyaq_verdict_new (before->rule, before->reason, NULL, before->evidence, before->score);
  else if (a->held == NULL)
    a->held = judge_muted (self, a);
  return a->held != NULL || !is_muting (before) || siyaq_store_remove_held (self->store, before->id, error);
}

/**
 * siyaq_engine_make_categories:
 * @self: a pipeline
 * @a: an annotation
 *
 * Search folders compare whole categories, so a province's country is one of its own.
 *
 * Returns: (transfer full): the terms that go into the document
 */
char **
siyaq_engine_make_categories (SiyaqEngine *self,
                              const SiyaqAnnotation *a)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_autoptr (GHashTable) known = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < a->regions->len; i++)
    {
      const char *code = g_ptr_array_index (a->regions, i);
      g_autofree char *country = g_strndup (code, strcspn (code, "-"));
      const char *codes[] = { country, code };

      for (guint j = 0; j < G_N_ELEMENTS (codes); j++)
        {
          char *tag = siyaq_tagger_region_tag (self->tagger, codes[j]);

          if (tag == NULL || g_hash_table_contains (known, tag))
            g_free (tag);
          else
            {
              g_strv_builder_add (builder, tag);
              g_hash_table_add (known, tag);
            }
        }
    }
  for (guint i = 0; i < a->events->len; i++)
    {
      const SiyaqEvent *event = g_ptr_array_index (a->events, i);
      g_autofree char *tag = siyaq_tagger_event_tag (self->tagger, event->id);

      if (tag != NULL)
        g_strv_builder_add (builder, tag);
    }
  if (siyaq_engine_is_followed (self, a))
    g_strv_builder_add (builder, FOLLOWED_CATEGORY);
  return g_strv_builder_end (builder);
}

static gboolean
count_item (SiyaqEngine *self,
            const SiyaqAnnotation *a,
            GError **error)
{
  if (!siyaq_store_count (self->store, "items", 1, error) ||
      (a->same->len > 0 && !siyaq_store_count (self->store, "linked", 1, error)) ||
      (a->held != NULL && !siyaq_store_count (self->store, "held", 1, error)) ||
      (a->removed->len > 0 && !siyaq_store_count (self->store, "removed", a->removed->len, error)))
    return FALSE;
  for (guint i = 0; i < a->removed->len; i++)
    {
      const SiyaqVerdict *verdict = g_ptr_array_index (a->removed, i);
      g_autofree char *name = g_strconcat ("rule.", verdict->rule, NULL);

      if (!siyaq_store_count (self->store, name, 1, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
prune (SiyaqEngine *self,
       GError **error)
{
  g_autoptr (GPtrArray) gone = NULL;

  if (++self->n_since_prune < PRUNE_INTERVAL)
    return TRUE;
  self->n_since_prune = 0;
  gone = g_ptr_array_new_with_free_func (g_free);
  if (!siyaq_store_prune (self->store, g_get_real_time () / G_USEC_PER_SEC - KEEP_SEEN_S, PRUNE_MAX, gone, error))
    return FALSE;
  siyaq_engine_forget (self, gone);
  return TRUE;
}

static gboolean
store_item (SiyaqEngine *self,
            const SiyaqAnnotation *a,
            const char *guid,
            const char *fingerprint,
            SiyaqRunFlags flags,
            gint64 arrived_s,
            GError **error)
{
  const SiyaqItem *item = a->item;
  g_auto (GStrv) categories = NULL;
  g_autofree char *own_fingerprint = fingerprint == NULL ? siyaq_engine_fingerprint (item) : NULL;
  g_autofree char *lead = (flags & SIYAQ_RUN_NO_DIGEST) == 0 ? make_lead (a) : NULL;
  g_autoptr (GBytes) record = NULL, story = NULL;
  SiyaqStoreItem row = {
    .id = (char *) item->id,
    .feed = (char *) item->feed,
    .outlet = (char *) siyaq_engine_get_outlet (self, item->feed),
    .guid = (char *) guid,
    .url = (char *) (a->url != NULL ? a->url : item->url),
    .title = a->title,
    .lang = a->lang,
    .lead = lead,
    .published_s = item->published_s,
    .arrived_s = arrived_s,
    .seen_s = arrived_s,
    .fingerprint = (char *) (fingerprint != NULL ? fingerprint : own_fingerprint),
  };

  /* In memory nobody asks for an item again; without its record a hundred thousand of them fit. */
  if (siyaq_store_is_persistent (self->store))
    {
      if (self->settings->tag)
        categories = siyaq_engine_make_categories (self, a);
      record = siyaq_record_write (a, a->html != NULL ? item->html : NULL, (const char *const *) categories);
      row.record = record;
    }
  if (!siyaq_store_put_item (self->store, &row, error))
    return FALSE;
  if (row.record == NULL)
    return TRUE;
  if (a->held == NULL)
    story = siyaq_story_index_save_item (self->stories, item->id);
  return siyaq_store_put_story (self->store, item->id, story, error) &&
         siyaq_store_put_verdicts (self->store, item->id, a->removed, error) && count_item (self, a, error) &&
         prune (self, error);
}

/**
 * siyaq_engine_run:
 * @self: a pipeline
 * @item: an item whose id is that of the store
 * @guid: its own id in its feed
 * @fingerprint: (nullable): from siyaq_engine_fingerprint(), where it is known
 * @flags: how it is worked on
 * @arrived_s: when it arrived
 * @cancellable: (nullable): a cancellable
 * @error: a #SiyaqStoreError
 *
 * Takes an item that is new, or says something new, through all stages and stores what they say.
 *
 * Returns: (transfer full): what the stages say
 */
SiyaqAnnotation *
siyaq_engine_run (SiyaqEngine *self,
                  SiyaqItem *item,
                  const char *guid,
                  const char *fingerprint,
                  SiyaqRunFlags flags,
                  gint64 arrived_s,
                  GCancellable *cancellable,
                  GError **error)
{
  g_autoptr (SiyaqAnnotation) a = siyaq_annotation_new (item);
  gint64 start_us;

  siyaq_engine_load_for (self, item->id);
  siyaq_engine_load_feed (self, item->feed);
  start_us = g_get_monotonic_time ();
  siyaq_cleaner_run (self->cleaner, a);
  apply_settings (self, a);
  siyaq_tagger_run (self->tagger, a);
  if (!decide_hold (self, a, flags, error))
    return NULL;
  if (a->held == NULL)
    {
      siyaq_story_index_add (self->stories, a);
      self->stages_us = g_get_monotonic_time () - start_us;
      if ((flags & SIYAQ_RUN_NO_DIGEST) == 0)
        siyaq_engine_digest (self, a, a->same, self->settings->language, cancellable);
    }
  else
    siyaq_story_index_forget (self->stories, item->id);
  if (!store_item (self, a, guid, fingerprint, flags, arrived_s, error))
    return NULL;
  if ((flags & SIYAQ_RUN_NO_DIGEST) != 0 && (flags & SIYAQ_RUN_NEVER_HOLD) == 0)
    siyaq_engine_note_ahead (self, a);
  return g_steal_pointer (&a);
}

/**
 * siyaq_engine_recall:
 * @self: a pipeline
 * @stored: an item of the store, with its record
 * @item: (nullable): the item as it is now
 *
 * Returns: (transfer full) (nullable): what was said about it; %NULL where the record cannot be read
 */
SiyaqAnnotation *
siyaq_engine_recall (SiyaqEngine *self,
                     const SiyaqStoreItem *stored,
                     SiyaqItem *item)
{
  g_autoptr (SiyaqItem) own = NULL;
  g_autoptr (SiyaqAnnotation) a = NULL;

  if (stored->record == NULL)
    return NULL;
  if (item == NULL)
    {
      SiyaqItem fields = {
        .id = stored->id,
        .feed = stored->feed,
        .title = stored->title,
        .url = stored->url,
        .lang = stored->lang,
        .published_s = stored->published_s,
      };

      item = own = siyaq_item_new (&fields);
    }
  a = siyaq_annotation_new (item);
  if (!siyaq_record_read (stored->record, a, NULL, NULL) ||
      !siyaq_store_get_verdicts (self->store, stored->id, a->removed, NULL))
    return NULL;
  return g_steal_pointer (&a);
}

/**
 * siyaq_engine_annotate:
 * @self: a pipeline
 * @item: an item; its id is taken for unique across feeds
 * @cancellable: (nullable): a cancellable
 * @error: why nothing could be said
 *
 * Returns: (transfer full): what the stages say about @item, or said when it came before
 */
SiyaqAnnotation *
siyaq_engine_annotate (SiyaqEngine *self,
                       SiyaqItem *item,
                       GCancellable *cancellable,
                       GError **error)
{
  gint64 now_s = g_get_real_time () / G_USEC_PER_SEC;
  g_autofree char *fingerprint = NULL;

  g_return_val_if_fail (SIYAQ_IS_ENGINE (self), NULL);
  g_return_val_if_fail (item != NULL, NULL);

  if (siyaq_store_is_persistent (self->store))
    {
      g_autoptr (SiyaqStoreItem) stored = siyaq_store_find_item (self->store, item->id, TRUE, NULL);

      /* Who annotates many items waits for all of them, and would see the same story twice. */
      siyaq_engine_ensure_loaded (self);
      fingerprint = siyaq_engine_fingerprint (item);
      if (stored != NULL && g_strcmp0 (stored->fingerprint, fingerprint) == 0)
        {
          SiyaqAnnotation *a = siyaq_engine_recall (self, stored, item);

          if (now_s - stored->seen_s > SEEN_STEP_S)
            siyaq_store_touch_item (self->store, item->id, now_s, NULL);
          if (a != NULL && a->held == NULL && a->summary == NULL && a->translation == NULL)
            siyaq_engine_digest (self, a, a->same, self->settings->language, cancellable);
          if (a != NULL)
            return a;
        }
    }
  return siyaq_engine_run (self, item, item->id, fingerprint, 0, now_s, cancellable, error);
}
