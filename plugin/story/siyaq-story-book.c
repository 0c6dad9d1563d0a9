/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Plain tables: items by id and by number of arrival, stories and threads by key. A key is derived
   from the id of the item that came first, so that it is the same on every run. */
#define G_LOG_DOMAIN "siyaq-story"

#include "config.h"

#include "siyaq-story-book.h"

#include <string.h>

/* When the book is full, this many of the oldest items go at once, so that it is rare. */
#define EVICTED 2000u

struct _SiyaqStoryBook
{
  GHashTable *by_id;   /* (element-type utf8 SiyaqStoryItem) */
  GPtrArray *items;    /* (element-type SiyaqStoryItem), NULL for one that was forgotten */
  guint32 oldest;      /* number of items[0] */
  GHashTable *stories; /* (element-type guint64 SiyaqStoryGroup) */
  GHashTable *threads; /* (element-type guint64 SiyaqStoryThread) */
  GHashTable *roundups; /* (element-type guint64 GPtrArray): the items that tell a story beside others */
};

static void
item_free (SiyaqStoryItem *item)
{
  if (item == NULL)
    return;
  g_clear_pointer (&item->apart, g_array_unref);
  g_clear_pointer (&item->covers, g_array_unref);
  g_clear_pointer (&item->absorbed, g_array_unref);
  g_clear_pointer (&item->absorbed_threads, g_array_unref);
  g_free (item->print);
  g_free (item->id);
  g_free (item);
}

static void
story_free (gpointer data)
{
  SiyaqStoryGroup *story = data;

  siyaq_story_list_clear (&story->members);
  g_free (story);
}

static void
thread_free (gpointer data)
{
  SiyaqStoryThread *thread = data;

  siyaq_story_list_clear (&thread->stories);
  g_free (thread);
}

/**
 * siyaq_story_book_new:
 *
 * Returns: (transfer full): an empty book
 */
SiyaqStoryBook *
siyaq_story_book_new (void)
{
  SiyaqStoryBook *self = g_new0 (SiyaqStoryBook, 1);

  self->by_id = g_hash_table_new (g_str_hash, g_str_equal);
  self->items = g_ptr_array_new ();
  self->stories = g_hash_table_new_full (g_int64_hash, g_int64_equal, NULL, story_free);
  self->threads = g_hash_table_new_full (g_int64_hash, g_int64_equal, NULL, thread_free);
  self->roundups = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, (GDestroyNotify) g_ptr_array_unref);
  return self;
}

/**
 * siyaq_story_book_free:
 * @self: (transfer full) (nullable): a book
 */
void
siyaq_story_book_free (SiyaqStoryBook *self)
{
  if (self == NULL)
    return;
  g_hash_table_unref (self->by_id);
  g_hash_table_unref (self->roundups);
  for (guint i = 0; i < self->items->len; i++)
    item_free (g_ptr_array_index (self->items, i));
  g_ptr_array_unref (self->items);
  g_hash_table_unref (self->stories);
  g_hash_table_unref (self->threads);
  g_free (self);
}

static void
drop_thread_if_empty (SiyaqStoryBook *self,
                      SiyaqStoryThread *thread)
{
  if (thread->stories.len == 0)
    g_hash_table_remove (self->threads, &thread->key);
}

static void
leave (SiyaqStoryBook *self,
       SiyaqStoryItem *item)
{
  SiyaqStoryGroup *story = item->story;

  if (story == NULL)
    return;
  item->story = NULL;
  siyaq_story_list_remove (&story->members, item);
  if (story->members.len == 0)
    {
      SiyaqStoryThread *thread = story->thread;

      siyaq_story_list_remove (&thread->stories, story);
      g_hash_table_remove (self->stories, &story->key);
      drop_thread_if_empty (self, thread);
    }
}

static void
evict (SiyaqStoryBook *self)
{
  for (guint i = 0; i < EVICTED; i++)
    {
      SiyaqStoryItem *item = g_ptr_array_index (self->items, i);

      if (item == NULL)
        continue;
      leave (self, item);
      siyaq_story_book_uncover (self, item);
      g_hash_table_remove (self->by_id, item->id);
      item_free (item);
    }
  g_ptr_array_remove_range (self->items, 0, EVICTED);
  self->oldest += EVICTED;
}

/**
 * siyaq_story_book_reserve:
 * @self: an empty book
 * @n: how many places
 *
 * Leaves the lowest numbers to items of an earlier run, which siyaq_story_book_add_at() puts there.
 */
void
siyaq_story_book_reserve (SiyaqStoryBook *self,
                          guint n)
{
  g_return_if_fail (self->items->len == 0);

  g_ptr_array_set_size (self->items, (int) MIN (n, SIYAQ_STORY_MAX_ITEMS));
}

/**
 * siyaq_story_book_add_at:
 * @self: a book
 * @number: a number that was reserved
 * @id: the item's id, which the book does not know yet
 * @print: (transfer full): its fingerprint
 *
 * Returns: (transfer none) (nullable): the item, of no story yet; %NULL where the place is taken or too old
 */
SiyaqStoryItem *
siyaq_story_book_add_at (SiyaqStoryBook *self,
                         guint32 number,
                         const char *id,
                         SiyaqStoryPrint *print)
{
  SiyaqStoryItem *item;

  if (number < self->oldest || number - self->oldest >= self->items->len ||
      g_ptr_array_index (self->items, number - self->oldest) != NULL || g_hash_table_contains (self->by_id, id))
    {
      g_free (print);
      return NULL;
    }
  item = g_new0 (SiyaqStoryItem, 1);
  item->id = g_strdup (id);
  item->print = number < siyaq_story_book_get_oldest_active (self) ? siyaq_story_print_reduce (print) : print;
  item->number = number;
  self->items->pdata[number - self->oldest] = item;
  g_hash_table_insert (self->by_id, item->id, item);
  return item;
}

/**
 * siyaq_story_book_add:
 * @self: a book
 * @id: the item's id, which the book does not know yet
 * @print: (transfer full): its fingerprint
 *
 * Returns: (transfer none): the item, of no story yet
 */
SiyaqStoryItem *
siyaq_story_book_add (SiyaqStoryBook *self,
                      const char *id,
                      SiyaqStoryPrint *print)
{
  SiyaqStoryItem *item;

  g_return_val_if_fail (!g_hash_table_contains (self->by_id, id), NULL);

  if (self->items->len >= SIYAQ_STORY_MAX_ITEMS)
    evict (self);
  item = g_new0 (SiyaqStoryItem, 1);
  item->id = g_strdup (id);
  item->print = print;
  item->number = self->oldest + self->items->len;
  g_ptr_array_add (self->items, item);
  g_hash_table_insert (self->by_id, item->id, item);
  if (self->items->len > SIYAQ_STORY_MAX_ACTIVE)
    {
      SiyaqStoryItem *old = g_ptr_array_index (self->items, self->items->len - 1 - SIYAQ_STORY_MAX_ACTIVE);

      if (old != NULL)
        old->print = siyaq_story_print_reduce (old->print);
    }
  return item;
}

/**
 * siyaq_story_book_remove:
 * @self: a book
 * @item: (transfer full): an item, which leaves its story
 */
void
siyaq_story_book_remove (SiyaqStoryBook *self,
                         SiyaqStoryItem *item)
{
  leave (self, item);
  siyaq_story_book_uncover (self, item);
  self->items->pdata[item->number - self->oldest] = NULL;
  g_hash_table_remove (self->by_id, item->id);
  item_free (item);
}

/**
 * siyaq_story_book_get:
 * @self: a book
 * @id: an item's id
 *
 * Returns: (transfer none) (nullable): the item
 */
SiyaqStoryItem *
siyaq_story_book_get (SiyaqStoryBook *self,
                      const char *id)
{
  return g_hash_table_lookup (self->by_id, id);
}

/**
 * siyaq_story_book_get_number:
 * @self: a book
 * @number: an item's number
 *
 * Returns: (transfer none) (nullable): the item
 */
SiyaqStoryItem *
siyaq_story_book_get_number (SiyaqStoryBook *self,
                             guint32 number)
{
  if (number < self->oldest || number - self->oldest >= self->items->len)
    return NULL;
  return g_ptr_array_index (self->items, number - self->oldest);
}

/**
 * siyaq_story_book_get_oldest_active:
 * @self: a book
 *
 * Returns: the lowest number of an item that others are compared with
 */
guint32
siyaq_story_book_get_oldest_active (SiyaqStoryBook *self)
{
  return self->oldest + (self->items->len > SIYAQ_STORY_MAX_ACTIVE ? self->items->len - SIYAQ_STORY_MAX_ACTIVE : 0);
}

/**
 * siyaq_story_book_get_n_items:
 * @self: a book
 *
 * Returns: how many items it has
 */
guint
siyaq_story_book_get_n_items (SiyaqStoryBook *self)
{
  return g_hash_table_size (self->by_id);
}

static SiyaqStoryThread *
ensure_thread (SiyaqStoryBook *self,
               guint64 key)
{
  SiyaqStoryThread *thread = g_hash_table_lookup (self->threads, &key);

  if (thread == NULL)
    {
      thread = g_new0 (SiyaqStoryThread, 1);
      thread->key = key;
      g_hash_table_insert (self->threads, &thread->key, thread);
    }
  return thread;
}

/**
 * siyaq_story_book_ensure_story:
 * @self: a book
 * @key: a story
 * @thread_key: the thread that it belongs to where it is new
 *
 * Returns: (transfer none): the story; one that nothing is put into is to be given an item at once
 */
SiyaqStoryGroup *
siyaq_story_book_ensure_story (SiyaqStoryBook *self,
                               guint64 key,
                               guint64 thread_key)
{
  SiyaqStoryGroup *story = g_hash_table_lookup (self->stories, &key);

  if (story == NULL)
    {
      story = g_new0 (SiyaqStoryGroup, 1);
      story->key = key;
      story->thread = ensure_thread (self, thread_key);
      siyaq_story_list_insert (&story->thread->stories, story->thread->stories.len, story);
      g_hash_table_insert (self->stories, &story->key, story);
    }
  return story;
}

/**
 * siyaq_story_book_put:
 * @self: a book
 * @item: an item
 * @story: the story that it belongs to from now on
 */
void
siyaq_story_book_put (SiyaqStoryBook *self,
                      SiyaqStoryItem *item,
                      SiyaqStoryGroup *story)
{
  guint at;

  if (item->story == story)
    return;
  leave (self, item);
  item->story = story;
  at = story->members.len;
  while (at > 0 && ((SiyaqStoryItem *) story->members.items[at - 1])->number > item->number)
    at--;
  siyaq_story_list_insert (&story->members, at, item);
}

/**
 * siyaq_story_book_cover:
 * @self: a book
 * @item: a round-up
 * @key: a story that it tells beside others, which need not be in the book yet
 */
void
siyaq_story_book_cover (SiyaqStoryBook *self,
                        SiyaqStoryItem *item,
                        guint64 key)
{
  GPtrArray *items = g_hash_table_lookup (self->roundups, &key);

  if (items == NULL)
    {
      items = g_ptr_array_new ();
      g_hash_table_insert (self->roundups, g_memdup2 (&key, sizeof key), items);
    }
  if (g_ptr_array_find (items, item, NULL))
    return;
  g_ptr_array_add (items, item);
  if (item->covers == NULL)
    item->covers = g_array_new (FALSE, FALSE, sizeof (guint64));
  g_array_append_val (item->covers, key);
}

/**
 * siyaq_story_book_uncover:
 * @self: a book
 * @item: an item that tells no story beside its own any more
 */
void
siyaq_story_book_uncover (SiyaqStoryBook *self,
                          SiyaqStoryItem *item)
{
  for (guint i = 0; item->covers != NULL && i < item->covers->len; i++)
    {
      guint64 key = g_array_index (item->covers, guint64, i);
      GPtrArray *items = g_hash_table_lookup (self->roundups, &key);

      if (items != NULL && g_ptr_array_remove (items, item) && items->len == 0)
        g_hash_table_remove (self->roundups, &key);
    }
  g_clear_pointer (&item->covers, g_array_unref);
}

/**
 * siyaq_story_book_get_roundups:
 * @self: a book
 * @story: a story
 *
 * Returns: (transfer none) (nullable) (element-type SiyaqStoryItem): the round-ups that tell it
 */
GPtrArray *
siyaq_story_book_get_roundups (SiyaqStoryBook *self,
                               const SiyaqStoryGroup *story)
{
  return g_hash_table_lookup (self->roundups, &story->key);
}

/* Round-ups of a story that becomes part of another tell that one. */
static void
move_roundups (SiyaqStoryBook *self,
               guint64 from,
               guint64 into)
{
  g_autoptr (GPtrArray) items = NULL;
  gpointer key = NULL;

  if (!g_hash_table_steal_extended (self->roundups, &from, &key, (gpointer *) &items))
    return;
  g_free (key);
  for (guint i = 0; i < items->len; i++)
    {
      SiyaqStoryItem *item = g_ptr_array_index (items, i);

      for (guint k = item->covers->len; k > 0; k--)
        if (g_array_index (item->covers, guint64, k - 1) == from)
          g_array_remove_index (item->covers, k - 1);
      siyaq_story_book_cover (self, item, into);
    }
}

/**
 * siyaq_story_book_merge_stories:
 * @self: a book
 * @into: the story that stays
 * @from: the story whose items go over; it is gone afterwards
 */
void
siyaq_story_book_merge_stories (SiyaqStoryBook *self,
                                SiyaqStoryGroup *into,
                                SiyaqStoryGroup *from)
{
  g_return_if_fail (into != from);

  move_roundups (self, from->key, into->key);
  for (guint n = from->members.len; n > 0; n--)
    siyaq_story_book_put (self, from->members.items[0], into);
}

/**
 * siyaq_story_book_merge_threads:
 * @self: a book
 * @into: the thread that stays
 * @from: the thread whose stories go over; it is gone afterwards
 */
void
siyaq_story_book_merge_threads (SiyaqStoryBook *self,
                                SiyaqStoryThread *into,
                                SiyaqStoryThread *from)
{
  g_return_if_fail (into != from);

  for (guint i = 0; i < from->stories.len; i++)
    {
      SiyaqStoryGroup *story = from->stories.items[i];

      story->thread = into;
      siyaq_story_list_insert (&into->stories, into->stories.len, story);
    }
  siyaq_story_list_clear (&from->stories);
  drop_thread_if_empty (self, from);
}

/**
 * siyaq_story_book_find_story:
 * @self: a book
 * @key: a story
 *
 * Returns: (transfer none) (nullable): the story
 */
SiyaqStoryGroup *
siyaq_story_book_find_story (SiyaqStoryBook *self,
                             guint64 key)
{
  return g_hash_table_lookup (self->stories, &key);
}

/**
 * siyaq_story_book_find_thread:
 * @self: a book
 * @key: a thread
 *
 * Returns: (transfer none) (nullable): the thread
 */
SiyaqStoryThread *
siyaq_story_book_find_thread (SiyaqStoryBook *self,
                              guint64 key)
{
  return g_hash_table_lookup (self->threads, &key);
}

/**
 * siyaq_story_book_fresh_key:
 * @self: a book
 * @id: the id of the item that a story begins with
 *
 * Returns: a key that neither a story nor a thread has
 */
guint64
siyaq_story_book_fresh_key (SiyaqStoryBook *self,
                            const char *id)
{
  guint64 key = (guint64) siyaq_story_hash (id, '1') << 32 | siyaq_story_hash (id, '2');

  while (g_hash_table_contains (self->stories, &key) || g_hash_table_contains (self->threads, &key))
    key += 0x9e3779b97f4a7c15u;
  return key;
}

/**
 * siyaq_story_book_list_stories:
 * @self: a book
 *
 * Returns: (transfer container) (element-type SiyaqStoryGroup): all stories, in no order
 */
GList *
siyaq_story_book_list_stories (SiyaqStoryBook *self)
{
  return g_hash_table_get_values (self->stories);
}
