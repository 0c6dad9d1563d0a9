/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What is kept of the index over a restart, and how it comes back: in order, or newest first while new
   items are added already. */
#define G_LOG_DOMAIN "siyaq-story"

#include "config.h"

#include "siyaq-story-blob.h"
#include "siyaq-story-index-private.h"

/* Merges that one story may have gone through. */
#define MAX_MERGES 16u

/**
 * siyaq_story_index_save_item:
 * @self: an index
 * @id: an item's id
 *
 * Returns: (transfer full) (nullable): what to keep of the item; to be asked for again after
 *   siyaq_story_index_split() and siyaq_story_index_join()
 */
GBytes *
siyaq_story_index_save_item (SiyaqStoryIndex *self,
                             const char *id)
{
  SiyaqStoryItem *item;

  g_return_val_if_fail (SIYAQ_IS_STORY_INDEX (self), NULL);
  g_return_val_if_fail (id != NULL, NULL);

  item = siyaq_story_book_get (self->book, id);
  return item != NULL ? siyaq_story_blob_write (item) : NULL;
}

/* What a story or thread of the store is called by now. Merges follow one another at the most a few
   times; a circle, which only a damaged store could hold, ends with the bound. */
static guint64
resolve_key (GHashTable *merged,
             guint64 key)
{
  for (guint i = 0; i < MAX_MERGES; i++)
    {
      const guint64 *into = g_hash_table_lookup (merged, &key);

      if (into == NULL)
        break;
      key = *into;
    }
  return key;
}

static void
note_merge (GHashTable *merged,
            guint64 from,
            guint64 into)
{
  if (from != into && resolve_key (merged, into) != from)
    g_hash_table_insert (merged, g_memdup2 (&from, sizeof from), g_memdup2 (&into, sizeof into));
}

/* Stories and threads that the item had merged have been loaded apart, or will be. */
static void
absorb_again (SiyaqStoryIndex *self,
              SiyaqStoryItem *item)
{
  for (guint i = 0; item->absorbed != NULL && i < item->absorbed->len; i++)
    {
      guint64 key = g_array_index (item->absorbed, guint64, i);
      SiyaqStoryGroup *story = siyaq_story_book_find_story (self->book, key);

      note_merge (self->merged, key, item->story->key);
      if (story != NULL && story != item->story)
        siyaq_story_book_merge_stories (self->book, item->story, story);
    }
  for (guint i = 0; item->absorbed_threads != NULL && i < item->absorbed_threads->len; i++)
    {
      guint64 key = g_array_index (item->absorbed_threads, guint64, i);
      SiyaqStoryThread *thread = siyaq_story_book_find_thread (self->book, key);

      note_merge (self->merged_threads, key, item->story->thread->key);
      if (thread != NULL && thread != item->story->thread)
        siyaq_story_book_merge_threads (self->book, item->story->thread, thread);
    }
}

static void
take_blob (SiyaqStoryIndex *self,
           SiyaqStoryItem *item,
           SiyaqStoryBlob *kept)
{
  item->epoch = kept->epoch;
  item->apart = kept->apart;
  item->absorbed = kept->absorbed;
  item->absorbed_threads = kept->absorbed_threads;
  for (guint i = 0; kept->covers != NULL && i < kept->covers->len; i++)
    siyaq_story_book_cover (self->book, item, resolve_key (self->merged, g_array_index (kept->covers, guint64, i)));
  g_clear_pointer (&kept->covers, g_array_unref);
  siyaq_story_book_put (self->book, item, siyaq_story_book_ensure_story (self->book, resolve_key (self->merged, kept->story),
                                                                           resolve_key (self->merged_threads, kept->thread)));
  absorb_again (self, item);
}

/**
 * siyaq_story_index_reserve:
 * @self: an empty index
 * @n: places for items of an earlier run
 *
 * To be followed by siyaq_story_index_load_item_at(); items may be added meanwhile.
 */
void
siyaq_story_index_reserve (SiyaqStoryIndex *self,
                           guint n)
{
  g_return_if_fail (SIYAQ_IS_STORY_INDEX (self));

  siyaq_story_book_reserve (self->book, n);
}

/**
 * siyaq_story_index_contains:
 * @self: an index
 * @id: an item's id
 *
 * Returns: whether the item was added or loaded
 */
gboolean
siyaq_story_index_contains (SiyaqStoryIndex *self,
                            const char *id)
{
  g_return_val_if_fail (SIYAQ_IS_STORY_INDEX (self), FALSE);
  g_return_val_if_fail (id != NULL, FALSE);

  return siyaq_story_book_get (self->book, id) != NULL;
}

/**
 * siyaq_story_index_load_item_at:
 * @self: an index with places that were reserved
 * @place: the item's: lower for older ones
 * @id: an item's id
 * @blob: what was kept of it
 * @error: a #SiyaqDataError
 *
 * Items may come in any order; newest first, new items find the stories of the last days at once.
 *
 * Returns: whether @blob could be read
 */
gboolean
siyaq_story_index_load_item_at (SiyaqStoryIndex *self,
                                guint place,
                                const char *id,
                                GBytes *blob,
                                GError **error)
{
  SiyaqStoryBlob kept;
  SiyaqStoryItem *item;
  guint32 oldest;

  g_return_val_if_fail (SIYAQ_IS_STORY_INDEX (self), FALSE);
  g_return_val_if_fail (id != NULL && blob != NULL, FALSE);

  if (siyaq_story_book_get (self->book, id) != NULL)
    return TRUE;
  if (!siyaq_story_blob_read (blob, &kept, error))
    return FALSE;
  item = siyaq_story_book_add_at (self->book, place, id, kept.print);
  if (item == NULL)
    {
      g_clear_pointer (&kept.apart, g_array_unref);
      g_clear_pointer (&kept.absorbed, g_array_unref);
      g_clear_pointer (&kept.absorbed_threads, g_array_unref);
      g_clear_pointer (&kept.covers, g_array_unref);
      return TRUE;
    }
  take_blob (self, item, &kept);
  if (siyaq_story_frequencies_begin_known (self->frequencies, item->epoch))
    siyaq_story_index_count_terms (self, item->print);
  oldest = siyaq_story_book_get_oldest_active (self->book);
  if (item->number >= oldest)
    siyaq_story_postings_add (self->postings, item->print, item->number, oldest);
  return TRUE;
}

/**
 * siyaq_story_index_load_item:
 * @self: an index
 * @id: an item's id
 * @blob: what was kept of it
 * @error: a #SiyaqDataError
 *
 * Items are loaded in the order in which they were added. One that is known already is left alone.
 *
 * Returns: whether @blob could be read
 */
gboolean
siyaq_story_index_load_item (SiyaqStoryIndex *self,
                             const char *id,
                             GBytes *blob,
                             GError **error)
{
  SiyaqStoryBlob kept;
  SiyaqStoryItem *item;

  g_return_val_if_fail (SIYAQ_IS_STORY_INDEX (self), FALSE);
  g_return_val_if_fail (id != NULL && blob != NULL, FALSE);

  if (siyaq_story_book_get (self->book, id) != NULL)
    return TRUE;
  if (!siyaq_story_blob_read (blob, &kept, error))
    return FALSE;
  item = siyaq_story_book_add (self->book, id, kept.print);
  take_blob (self, item, &kept);
  if (siyaq_story_frequencies_begin_known (self->frequencies, item->epoch))
    siyaq_story_index_count_terms (self, item->print);
  siyaq_story_postings_add (self->postings, item->print, item->number, siyaq_story_book_get_oldest_active (self->book));
  return TRUE;
}
