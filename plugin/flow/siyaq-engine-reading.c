/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What a reader needs to treat the items of one story alike in its list: which story an item of a
   feed belongs to, and which items of the user's feeds tell the same one. */
#define G_LOG_DOMAIN "siyaq-flow"

#include "config.h"

#include "siyaq-engine-private.h"

/**
 * siyaq_engine_get_story:
 * @self: a pipeline
 * @feed: a feed's name in the reader
 * @guid: an item's own id in that feed
 *
 * Asks for no more than what is in memory, for a list of many items: one that has not been seen or not
 * been loaded yet stands alone.
 *
 * Returns: what names the item's story as of now; 0 where none is known
 */
guint64
siyaq_engine_get_story (SiyaqEngine *self,
                        const char *feed,
                        const char *guid)
{
  g_autofree char *key = NULL;

  g_return_val_if_fail (SIYAQ_IS_ENGINE (self), 0);
  g_return_val_if_fail (feed != NULL && guid != NULL, 0);

  key = siyaq_engine_item_key (feed, guid);
  return siyaq_story_index_get_story (self->stories, key);
}

/**
 * siyaq_engine_list_story:
 * @self: a pipeline
 * @item: an item's id in the store
 * @max: how many items at the most
 * @error: a #SiyaqEngineError or #SiyaqStoreError
 *
 * Returns: (transfer full) (element-type SiyaqStoreItem): the other items of the item's story, best first
 */
GPtrArray *
siyaq_engine_list_story (SiyaqEngine *self,
                         const char *item,
                         guint max,
                         GError **error)
{
  g_autoptr (SiyaqStoreItem) known = NULL;
  g_autoptr (GPtrArray) links = NULL;
  GPtrArray *items;

  g_return_val_if_fail (SIYAQ_IS_ENGINE (self), NULL);
  g_return_val_if_fail (item != NULL, NULL);

  known = siyaq_engine_find (self, item, error);
  if (known == NULL)
    return NULL;
  siyaq_engine_load_for (self, known->id);
  links = siyaq_story_index_get_same (self->stories, known->id);
  items = g_ptr_array_new_with_free_func ((GDestroyNotify) siyaq_store_item_free);
  for (guint i = 0; i < links->len && items->len < max; i++)
    {
      const SiyaqLink *link = g_ptr_array_index (links, i);
      SiyaqStoreItem *other = siyaq_store_find_item (self->store, link->id, FALSE, NULL);

      if (other != NULL)
        g_ptr_array_add (items, other);
    }
  return items;
}
