/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Held items: giving one back, holding one that slipped through, and the list as a feed. */
#define G_LOG_DOMAIN "siyaq-flow"

#include "config.h"

#include "siyaq-engine-private.h"

#include "siyaq-feed-document.h"
#include "siyaq-rss.h"

/* Items of the feed of held items: the newest of some weeks. */
#define MAX_RSS_ITEMS 200u

/**
 * siyaq_engine_restore:
 * @self: a pipeline
 * @item: an item's id in the store
 * @error: a #SiyaqEngineError or #SiyaqStoreError
 *
 * Lets an item through from now on and teaches the cleaning stage that it was no advert. Restoring
 * what was restored already gives its document again.
 *
 * Returns: (transfer full): the item with its source
 */
SiyaqStoreHeld *
siyaq_engine_restore (SiyaqEngine *self,
                      const char *item,
                      GError **error)
{
  g_autoptr (GError) local_error = NULL;
  g_autoptr (SiyaqStoreHeld) held = NULL;
  gint64 now_s = g_get_real_time () / G_USEC_PER_SEC;

  g_return_val_if_fail (SIYAQ_IS_ENGINE (self), NULL);
  g_return_val_if_fail (item != NULL, NULL);

  held = siyaq_store_find_held (self->store, item, &local_error);
  if (held == NULL)
    {
      if (local_error != NULL)
        g_propagate_error (error, g_steal_pointer (&local_error));
      else
        g_set_error (error, SIYAQ_ENGINE_ERROR, SIYAQ_ENGINE_ERROR_UNKNOWN_ITEM, "no item “%s” is held", item);
      return NULL;
    }
  if (held->restored_s != 0)
    return g_steal_pointer (&held);
  siyaq_engine_load_feed (self, held->feed);
  if (!siyaq_store_begin (self->store, error))
    return NULL;
  if (!siyaq_store_set_restored (self->store, held->id, now_s, error) ||
      !siyaq_store_add_feedback (self->store, now_s, "no-advert", held->id, NULL, error))
    {
      siyaq_store_rollback (self->store);
      return NULL;
    }
  /* What the user muted says nothing about adverts. */
  if (!g_str_has_prefix (held->rule, "muted-"))
    siyaq_cleaner_teach (self->cleaner, held->feed, FALSE);
  if (!siyaq_engine_save_feed (self, held->feed, error))
    {
      siyaq_store_rollback (self->store);
      return NULL;
    }
  if (!siyaq_store_commit (self->store, TRUE, error))
    return NULL;
  held->restored_s = now_s;
  return g_steal_pointer (&held);
}

/**
 * siyaq_engine_hold_advert:
 * @self: a pipeline
 * @feed: (nullable): the item's feed
 * @guid: (nullable): the item's own id in it
 * @item: (nullable): its id in the store, instead of both
 * @error: a #SiyaqEngineError or #SiyaqStoreError
 *
 * "This is an advert": the item is held wherever its feed brings it again, and the cleaning stage learns.
 * The reader still has it; its source is kept when the feed brings it next.
 *
 * Returns: (transfer full): the item's id in the store
 */
char *
siyaq_engine_hold_advert (SiyaqEngine *self,
                          const char *feed,
                          const char *guid,
                          const char *item,
                          GError **error)
{
  g_autofree char *key = NULL;
  g_autoptr (SiyaqStoreItem) stored = NULL;
  SiyaqStoreHeld row = { 0 };
  gint64 now_s = g_get_real_time () / G_USEC_PER_SEC;

  g_return_val_if_fail (SIYAQ_IS_ENGINE (self), NULL);

  if (item == NULL && (feed == NULL || guid == NULL))
    {
      g_set_error_literal (error, SIYAQ_ENGINE_ERROR, SIYAQ_ENGINE_ERROR_INVALID, "which item is missing");
      return NULL;
    }
  key = item != NULL ? g_strdup (item) : siyaq_engine_item_key (feed, guid);
  stored = siyaq_engine_find (self, key, error);
  if (stored == NULL)
    return NULL;
  row.id = stored->id;
  row.feed = stored->feed;
  row.outlet = stored->outlet;
  row.guid = stored->guid;
  row.title = stored->title;
  row.url = stored->url;
  row.lang = stored->lang;
  row.published_s = stored->published_s;
  row.rule = (char *) "user-advert";
  row.reason = (char *) "You marked it as an advert";
  row.score = 1.0;
  row.since_s = now_s;
  siyaq_engine_load_feed (self, stored->feed);
  if (!siyaq_store_begin (self->store, error))
    return NULL;
  siyaq_cleaner_teach (self->cleaner, stored->feed, TRUE);
  if (!siyaq_store_put_held (self->store, &row, error) ||
      !siyaq_store_add_feedback (self->store, now_s, "advert", stored->id, NULL, error) ||
      !siyaq_store_put_story (self->store, stored->id, NULL, error) ||
      !siyaq_engine_save_feed (self, stored->feed, error))
    {
      siyaq_store_rollback (self->store);
      return NULL;
    }
  if (!siyaq_store_commit (self->store, TRUE, error))
    return NULL;
  siyaq_story_index_forget (self->stories, stored->id);
  return g_strdup (stored->id);
}

/**
 * siyaq_engine_held_rss:
 * @self: a pipeline
 * @error: a #SiyaqStoreError
 *
 * Returns: (transfer full): the items that are held, as a feed that can be subscribed to
 */
GBytes *
siyaq_engine_held_rss (SiyaqEngine *self,
                       GError **error)
{
  g_autoptr (GPtrArray) list = siyaq_store_list_held (self->store, MAX_RSS_ITEMS, TRUE, error);
  GString *rss;

  if (list == NULL)
    return NULL;
  rss = siyaq_rss_begin ("Siyaq: held items", "What Siyaq keeps out of the feeds, and why", self->settings->language);
  for (guint i = 0; i < list->len; i++)
    {
      const SiyaqStoreHeld *held = g_ptr_array_index (list, i);
      g_autoptr (SiyaqFeedDocument) document =
        held->source != NULL ? siyaq_feed_document_new (held->source, held->feed, NULL) : NULL;
      const SiyaqItem *item = document != NULL && siyaq_feed_document_get_n_items (document) > 0
                                ? siyaq_feed_document_get_item (document, 0)
                                : NULL;
      g_autofree char *category = g_strconcat ("held:", held->rule, NULL);
      const char *categories[] = { category, held->reason, NULL };

      siyaq_rss_add (rss, held->id, held->title, held->url, item != NULL ? (item->html != NULL ? item->html : item->text) : NULL,
                     held->published_s, categories);
    }
  return siyaq_rss_end (rss);
}
