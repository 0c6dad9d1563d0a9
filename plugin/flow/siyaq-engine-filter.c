/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A feed document's way: all of it is seen before any of it is cleaned, its items are annotated from
   the oldest to the newest, and only what was decided is changed in it. Whatever goes wrong, the
   document that came in is what goes out. */
#define G_LOG_DOMAIN "siyaq-flow"

#include "config.h"

#include "siyaq-engine-private.h"

#include "siyaq-feed-document.h"
#include "siyaq-record.h"

#include <string.h>

/* How often an item that is still in its document is marked as such. */
#define SEEN_STEP_S (24 * 60 * 60)

/* A reader that takes what the filter prints, and nothing else, has fetched its feeds by then. */
#define BRING_BACK_S (30 * 24 * 60 * 60)
/* Nobody restores more of one feed in that time; documents stay of a size. */
#define MAX_BROUGHT_BACK 50u

typedef struct
{
  guint index;         /* in the document */
  SiyaqItem *item;     /* with its id in the store */
  char *fingerprint;
  char *guid;
  gboolean known;      /* it was seen before and says the same */
} Entry;

typedef struct
{
  SiyaqEngine *engine;
  SiyaqFeedDocument *document;
  GPtrArray *entries;  /* (element-type Entry), oldest first */
  gint64 deadline_us;
  gint64 now_s;
  gboolean piped;      /* the reader has no other way to get at what was restored */
  guint n_held;
  guint n_newly_held;
  guint n_new;
} Run;

static void
entry_free (gpointer data)
{
  Entry *entry = data;

  g_clear_pointer (&entry->item, siyaq_item_unref);
  g_free (entry->fingerprint);
  g_free (entry->guid);
  g_free (entry);
}

/* Documents have the newest item first; where a date is missing their order decides. */
static int
compare_entries (gconstpointer a,
                 gconstpointer b)
{
  const Entry *x = *(const Entry *const *) a, *y = *(const Entry *const *) b;

  if (x->item->published_s != y->item->published_s && x->item->published_s != SIYAQ_TIME_UNKNOWN &&
      y->item->published_s != SIYAQ_TIME_UNKNOWN)
    return x->item->published_s < y->item->published_s ? -1 : 1;
  return x->index > y->index ? -1 : x->index < y->index ? 1 : 0;
}

static SiyaqItem *
with_key (SiyaqItem *item,
          const char *key)
{
  SiyaqItem fields = *item;

  fields.id = key;
  return siyaq_item_new (&fields);
}

static gboolean
collect (Run *run,
         GError **error)
{
  SiyaqEngine *self = run->engine;
  guint n = siyaq_feed_document_get_n_items (run->document);

  for (guint i = 0; i < n; i++)
    {
      SiyaqItem *item = siyaq_feed_document_get_item (run->document, i);
      g_autofree char *key = NULL;
      g_autoptr (SiyaqStoreItem) stored = NULL;
      g_autoptr (GError) local_error = NULL;
      Entry *entry;

      if (item == NULL)
        continue;
      entry = g_new0 (Entry, 1);
      g_ptr_array_add (run->entries, entry);
      entry->index = i;
      entry->guid = g_strdup (item->id);
      key = siyaq_engine_item_key (item->feed, item->id);
      entry->item = with_key (item, key);
      entry->fingerprint = siyaq_engine_fingerprint (item);
      /* Without its record: the records of a large document are read one at a time. */
      stored = siyaq_store_find_item (self->store, key, FALSE, &local_error);
      if (local_error != NULL)
        {
          g_propagate_error (error, g_steal_pointer (&local_error));
          return FALSE;
        }
      entry->known = stored != NULL && g_strcmp0 (stored->fingerprint, entry->fingerprint) == 0;
      /* What was seen in an earlier document was counted then. */
      if (!entry->known)
        {
          siyaq_engine_observe (self, entry->item);
          run->n_new++;
        }
    }
  g_ptr_array_sort (run->entries, compare_entries);
  return TRUE;
}

static gboolean
hold (Run *run,
      const Entry *entry,
      const SiyaqAnnotation *a,
      GError **error)
{
  SiyaqEngine *self = run->engine;
  g_autoptr (GBytes) source = siyaq_feed_document_extract_item (run->document, entry->index);
  SiyaqStoreHeld row = {
    .id = (char *) entry->item->id,
    .feed = (char *) entry->item->feed,
    .outlet = (char *) siyaq_engine_get_outlet (self, entry->item->feed),
    .guid = entry->guid,
    .title = a->title != NULL ? a->title : (char *) entry->item->title,
    .url = (char *) entry->item->url,
    .lang = a->lang != NULL ? a->lang : (char *) entry->item->lang,
    .published_s = entry->item->published_s,
    .rule = (char *) a->held->rule,
    .reason = (char *) a->held->reason,
    .evidence = (char *) a->held->evidence,
    .score = a->held->score,
    .source = source,
    .since_s = run->now_s,
  };

  if (!siyaq_store_put_held (self->store, &row, error))
    return FALSE;
  siyaq_feed_document_remove_item (run->document, entry->index);
  run->n_held++;
  run->n_newly_held++;
  return TRUE;
}

/* What was said of an item that came before and says the same. */
static gboolean
recall (Run *run,
        const Entry *entry,
        SiyaqAnnotation **ret_annotation,
        char ***ret_categories,
        GError **error)
{
  SiyaqEngine *self = run->engine;
  g_autoptr (GError) local_error = NULL;
  g_autoptr (SiyaqStoreItem) stored = siyaq_store_find_item (self->store, entry->item->id, TRUE, &local_error);

  if (local_error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }
  if (stored == NULL)
    return TRUE;
  if (stored->record != NULL)
    {
      g_autoptr (SiyaqAnnotation) a = siyaq_annotation_new (entry->item);

      if (siyaq_record_read_edits (stored->record, a, ret_categories))
        *ret_annotation = g_steal_pointer (&a);
    }
  return run->now_s - stored->seen_s <= SEEN_STEP_S || siyaq_store_touch_item (self->store, entry->item->id, run->now_s, error);
}

static gboolean
work_on (Run *run,
         Entry *entry,
         GError **error)
{
  SiyaqEngine *self = run->engine;
  g_autoptr (SiyaqAnnotation) a = NULL;
  g_auto (GStrv) categories = NULL;
  g_autoptr (SiyaqStoreHeld) before = NULL;

  before = siyaq_store_find_held (self->store, entry->item->id, NULL);
  if (entry->known && !siyaq_engine_is_unmuted (self, before) && !recall (run, entry, &a, &categories, error))
    return FALSE;
  /* The user may have spoken since the item was stored. */
  if (a != NULL && before != NULL && before->restored_s != 0)
    g_clear_pointer (&a->held, siyaq_verdict_free);
  else if (a != NULL && before != NULL && a->held == NULL)
    a->held = siyaq_verdict_new (before->rule, before->reason, NULL, before->evidence, before->score);
  if (a != NULL && a->held != NULL && before != NULL && before->source != NULL)
    {
      siyaq_feed_document_remove_item (run->document, entry->index);
      run->n_held++;
      return TRUE;
    }
  if (a == NULL)
    {
      a = siyaq_engine_run (self, entry->item, entry->guid, entry->fingerprint, SIYAQ_RUN_NO_DIGEST, run->now_s, NULL, error);
      if (a == NULL)
        return FALSE;
      if (self->settings->tag && a->held == NULL)
        categories = siyaq_engine_make_categories (self, a);
    }
  if (a->held != NULL)
    return hold (run, entry, a, error);
  if (a->html != NULL)
    siyaq_feed_document_set_html (run->document, entry->index, a->html);
  if (a->url != NULL && g_strcmp0 (a->url, entry->item->url) != 0)
    siyaq_feed_document_set_link (run->document, entry->index, a->url);
  for (guint i = 0; categories != NULL && categories[i] != NULL; i++)
    siyaq_feed_document_add_category (run->document, entry->index, categories[i]);
  siyaq_feed_document_ensure_id (run->document, entry->index);
  return TRUE;
}

static gboolean
work_through (Run *run,
              char **ret_log,
              GError **error)
{
  SiyaqEngine *self = run->engine;

  for (guint i = 0; i < run->entries->len; i++)
    {
      if (!work_on (run, g_ptr_array_index (run->entries, i), error))
        return FALSE;
      if (self->pause != NULL)
        self->pause (self, self->pause_data);
      if (g_get_monotonic_time () > run->deadline_us && i + 1 < run->entries->len)
        {
          /* What was done is kept, so that the next update gets further. */
          *ret_log = g_strdup_printf ("passes through: %u of %u items took all the time there is", i + 1, run->entries->len);
          return TRUE;
        }
    }
  return TRUE;
}

/* A restored item that the feed has dropped meanwhile. Liferea gets it from its module at once; a reader
   that only pipes feeds through the filter gets it with the next document, and the ones after, as the feed
   had it: a document must not change from one time to the next. One that cannot be put in is no reason to
   keep the document back. */
static gboolean
bring_back (Run *run,
            const char *feed,
            GError **error)
{
  g_autoptr (GPtrArray) restored = NULL;

  if (!run->piped)
    return TRUE;
  restored = siyaq_store_list_restored (run->engine->store, feed, run->now_s - BRING_BACK_S, MAX_BROUGHT_BACK, error);
  if (restored == NULL)
    return FALSE;
  for (guint i = 0; i < restored->len; i++)
    {
      const SiyaqStoreHeld *held = g_ptr_array_index (restored, i);
      g_autoptr (GError) local_error = NULL;

      if (held->source != NULL && !siyaq_feed_document_insert_item (run->document, held->source, &local_error))
        g_debug ("restored item %s: %s", held->id, local_error->message);
    }
  return TRUE;
}

static gboolean
wants_anything (const SiyaqSettings *s)
{
  return s->clean || s->hold || s->tag || s->strip_tracking || (s->muted_regions != NULL && *s->muted_regions != NULL) ||
         (s->muted_events != NULL && *s->muted_events != NULL);
}

/* The whole of it in one transaction: an item leaves the document only when it is kept in the store. */
static gboolean
transact (Run *run,
          const char *feed,
          char **ret_log,
          GError **error)
{
  SiyaqEngine *self = run->engine;

  if (!siyaq_store_begin (self->store, error))
    return FALSE;
  if (!collect (run, error) || !work_through (run, ret_log, error) || !bring_back (run, feed, error) ||
      (run->n_new > 0 && !siyaq_engine_save_feed (self, feed, error)))
    {
      siyaq_store_rollback (self->store);
      return FALSE;
    }
  return siyaq_store_commit (self->store, run->n_newly_held > 0, error);
}

/**
 * siyaq_engine_filter:
 * @self: a pipeline
 * @document: a feed document
 * @feed: (nullable): how the reader names the feed; without an id the document's own counts
 * @ret_held: (out): how many items were taken out and are kept
 * @ret_log: (out) (optional) (nullable): why the document passes through
 *
 * Returns: (transfer full): the document with cleaned and tagged items, or the very @document where
 *   there was nothing to change or something went wrong
 */
GBytes *
siyaq_engine_filter (SiyaqEngine *self,
                     GBytes *document,
                     const SiyaqFeedName *feed,
                     guint *ret_held,
                     char **ret_log)
{
  const char *feed_id = feed != NULL ? feed->id : NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (SiyaqFeedDocument) parsed = NULL;
  g_autoptr (GPtrArray) entries = g_ptr_array_new_with_free_func (entry_free);
  g_autofree char *log = NULL, *unwanted = NULL;
  SiyaqFeedName name = { 0 };
  Run run = {
    .engine = self,
    .entries = entries,
    .deadline_us = g_get_monotonic_time () + SIYAQ_ENGINE_DOCUMENT_MS * 1000,
    .now_s = g_get_real_time () / G_USEC_PER_SEC,
    .piped = feed_id == NULL,
  };

  g_return_val_if_fail (SIYAQ_IS_ENGINE (self), g_bytes_ref (document));

  *ret_held = 0;
  if (ret_log == NULL)
    ret_log = &unwanted;
  *ret_log = NULL;
  if (!wants_anything (self->settings))
    return g_bytes_ref (document);
  run.document = parsed = siyaq_feed_document_new (document, feed_id, &error);
  if (parsed == NULL)
    {
      *ret_log = g_strdup_printf ("feed %s passes through: %s", feed_id != NULL ? feed_id : "without a name", error->message);
      return g_bytes_ref (document);
    }
  name.id = siyaq_feed_document_get_id (parsed);
  name.title = feed != NULL && feed->title != NULL ? feed->title : siyaq_feed_document_get_title (parsed);
  name.url = feed != NULL && feed->url != NULL ? feed->url : siyaq_feed_document_get_link (parsed);
  if (name.id == NULL)
    name.id = "";
  if (siyaq_feed_document_get_n_items (parsed) > SIYAQ_ENGINE_MAX_DOCUMENT_ITEMS)
    {
      *ret_log = g_strdup_printf ("feed %s passes through: over %u items", name.id, SIYAQ_ENGINE_MAX_DOCUMENT_ITEMS);
      return g_bytes_ref (document);
    }
  siyaq_engine_name_feed (self, &name);
  if (!transact (&run, name.id, &log, &error))
    {
      g_free (self->problem);
      self->problem = g_strdup (error->message);
      *ret_log = g_strdup_printf ("feed %s passes through: %s", name.id, error->message);
      return g_bytes_ref (document);
    }
  if (log != NULL)
    {
      *ret_log = g_strdup_printf ("feed %s %s", name.id, log);
      return g_bytes_ref (document);
    }
  *ret_held = run.n_held;
  return siyaq_feed_document_to_bytes (parsed);
}
