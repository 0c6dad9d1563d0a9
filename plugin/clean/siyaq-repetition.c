/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What a feed repeats. A table of fingerprints an item at a time: counting and asking take the same
   time however long the feed has been followed. A block's share is reckoned from the item in which
   it was first seen, so that a new template counts as quickly as the first one did, and an entry
   that has not been seen for half the life of the table fades: that is all the ageing there is.
   The blob is little-endian, versioned and checked for its size. */
#define G_LOG_DOMAIN "siyaq-clean"

#include "config.h"

#include "siyaq-repetition.h"

#include <string.h>

#define BLOB_MAGIC 0x4D465153u /* "SQFM" */
#define BLOB_VERSION 1u
/* A block in fewer of the items since it came is a coincidence, not a template. */
#define MIN_SHARE 0.2
/* Items after which a block that is no longer seen stops counting as repeated. */
#define FADE_ITEMS 200u
/* Items after which a block that was seen once is a paragraph of an item, not a template. */
#define SINGLE_ITEMS 40u
/* What one lesson moves a feed's prior, and how far lessons can go. */
#define LESSON 0.15
#define MAX_PRIOR 0.6

typedef struct
{
  guint32 count;
  guint32 first; /* number of the item in which it was first seen, from 1 */
  guint32 last;
} Entry;

struct _SiyaqFeedMemory
{
  GHashTable *entries; /* guint64 → Entry */
  GHashTable *items;   /* guint64 set */
  GQueue order;        /* guint64 *, owned by items: oldest first */
  guint32 n_items;
  guint32 shrunk; /* the item at which room was last made: once an item is enough */
  double prior;
};

G_DEFINE_QUARK (siyaq-memory-error-quark, siyaq_memory_error)

/**
 * siyaq_feed_memory_new:
 *
 * Returns: (transfer full): a memory of nothing
 */
SiyaqFeedMemory *
siyaq_feed_memory_new (void)
{
  SiyaqFeedMemory *self = g_new0 (SiyaqFeedMemory, 1);

  self->entries = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, g_free);
  self->items = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  g_queue_init (&self->order);
  return self;
}

/**
 * siyaq_feed_memory_free:
 * @self: (transfer full) (nullable): a memory
 */
void
siyaq_feed_memory_free (SiyaqFeedMemory *self)
{
  if (self == NULL)
    return;
  g_queue_clear (&self->order);
  g_hash_table_unref (self->entries);
  g_hash_table_unref (self->items);
  g_free (self);
}

/**
 * siyaq_feed_memory_hash:
 * @text: any bytes
 * @length: how many
 *
 * Returns: a fingerprint (64-bit FNV-1a), never 0
 */
guint64
siyaq_feed_memory_hash (const char *text,
                        gsize length)
{
  guint64 hash = G_GUINT64_CONSTANT (14695981039346656037);

  for (gsize i = 0; i < length; i++)
    hash = (hash ^ (guchar) text[i]) * G_GUINT64_CONSTANT (1099511628211);
  return hash != 0 ? hash : 1;
}

static guint64 *
copy_key (guint64 key)
{
  guint64 *copy = g_new (guint64, 1);

  *copy = key;
  return copy;
}

/* Makes room: what was seen once goes before what repeats, the older before the newer. */
static void
shrink (SiyaqFeedMemory *self)
{
  GHashTableIter iter;
  gpointer value;
  guint32 horizon = self->n_items > FADE_ITEMS ? self->n_items - FADE_ITEMS : 0;

  self->shrunk = self->n_items;
  g_hash_table_iter_init (&iter, self->entries);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    {
      const Entry *entry = value;

      if (entry->last < horizon || (entry->count == 1 && entry->last + SINGLE_ITEMS < self->n_items))
        g_hash_table_iter_remove (&iter);
    }
  /* Many blocks an item: then even the recent single ones have to go. */
  if (g_hash_table_size (self->entries) > SIYAQ_MEMORY_MAX_BLOCKS * 3 / 4)
    {
      g_hash_table_iter_init (&iter, self->entries);
      while (g_hash_table_iter_next (&iter, NULL, &value))
        if (((const Entry *) value)->count == 1 && ((const Entry *) value)->last != self->n_items)
          g_hash_table_iter_remove (&iter);
    }
}

static void
remember_item (SiyaqFeedMemory *self,
               guint64 item)
{
  guint64 *key;

  if (g_hash_table_contains (self->items, &item))
    return;
  key = copy_key (item);
  g_hash_table_add (self->items, key);
  g_queue_push_tail (&self->order, key);
  while (self->order.length > SIYAQ_MEMORY_MAX_ITEMS)
    g_hash_table_remove (self->items, g_queue_pop_head (&self->order));
}

/**
 * siyaq_feed_memory_observe:
 * @self: a memory
 * @item: fingerprint of the item's id
 * @keys: (array length=n_keys): fingerprints of its blocks
 * @n_keys: how many
 *
 * Counts each block of an item once. An item that was counted before does not count again.
 *
 * Returns: whether the item was new
 */
gboolean
siyaq_feed_memory_observe (SiyaqFeedMemory *self,
                           guint64 item,
                           const guint64 *keys,
                           guint n_keys)
{
  g_return_val_if_fail (self != NULL, FALSE);

  if (g_hash_table_contains (self->items, &item))
    return FALSE;
  remember_item (self, item);
  self->n_items++;
  for (guint i = 0; i < n_keys; i++)
    {
      Entry *entry;

      if (keys[i] == 0)
        continue;
      entry = g_hash_table_lookup (self->entries, &keys[i]);
      if (entry == NULL)
        {
          if (g_hash_table_size (self->entries) >= SIYAQ_MEMORY_MAX_BLOCKS && self->shrunk != self->n_items)
            shrink (self);
          if (g_hash_table_size (self->entries) >= SIYAQ_MEMORY_MAX_BLOCKS)
            continue;
          entry = g_new0 (Entry, 1);
          entry->first = self->n_items;
          g_hash_table_insert (self->entries, copy_key (keys[i]), entry);
        }
      if (entry->last != self->n_items)
        {
          entry->count++;
          entry->last = self->n_items;
        }
    }
  return TRUE;
}

/**
 * siyaq_feed_memory_count:
 * @self: a memory
 * @key: fingerprint of a block
 * @ret_of: (out) (optional): the number of items since the block was first seen
 *
 * Returns: in how many items the block was
 */
guint
siyaq_feed_memory_count (const SiyaqFeedMemory *self,
                         guint64 key,
                         guint *ret_of)
{
  const Entry *entry = key != 0 ? g_hash_table_lookup (self->entries, &key) : NULL;

  if (ret_of != NULL)
    *ret_of = entry != NULL ? self->n_items - entry->first + 1 : self->n_items;
  return entry != NULL ? entry->count : 0;
}

/**
 * siyaq_feed_memory_is_repeated:
 * @self: a memory
 * @key: fingerprint of a block
 *
 * Returns: whether the block is part of the feed's template rather than of an item
 */
gboolean
siyaq_feed_memory_is_repeated (const SiyaqFeedMemory *self,
                               guint64 key)
{
  const Entry *entry = key != 0 ? g_hash_table_lookup (self->entries, &key) : NULL;

  return entry != NULL && entry->count >= SIYAQ_MEMORY_MIN_ITEMS && entry->last + FADE_ITEMS >= self->n_items &&
         entry->count >= MIN_SHARE * (entry->last - entry->first + 1);
}

/**
 * siyaq_feed_memory_teach:
 * @self: a memory
 * @was_advert: whether the user called an item of the feed an advert, or took one back
 */
void
siyaq_feed_memory_teach (SiyaqFeedMemory *self,
                         gboolean was_advert)
{
  self->prior = CLAMP (self->prior + (was_advert ? LESSON : -LESSON), -MAX_PRIOR, MAX_PRIOR);
}

/**
 * siyaq_feed_memory_get_prior:
 * @self: a memory
 *
 * Returns: what the user's lessons add to an item's score, −0.6 … 0.6
 */
double
siyaq_feed_memory_get_prior (const SiyaqFeedMemory *self)
{
  return self->prior;
}

static void
put32 (GByteArray *bytes,
       guint32 value)
{
  guint32 le = GUINT32_TO_LE (value);

  g_byte_array_append (bytes, (const guint8 *) &le, 4);
}

static void
put64 (GByteArray *bytes,
       guint64 value)
{
  guint64 le = GUINT64_TO_LE (value);

  g_byte_array_append (bytes, (const guint8 *) &le, 8);
}

/**
 * siyaq_feed_memory_save:
 * @self: a memory
 *
 * Returns: (transfer full): a blob for siyaq_feed_memory_load()
 */
GBytes *
siyaq_feed_memory_save (const SiyaqFeedMemory *self)
{
  GByteArray *bytes;
  GHashTableIter iter;
  gpointer key, value;

  g_return_val_if_fail (self != NULL, NULL);

  bytes = g_byte_array_new ();
  put32 (bytes, BLOB_MAGIC);
  put32 (bytes, BLOB_VERSION);
  put32 (bytes, self->n_items);
  put32 (bytes, (guint32) (gint32) (self->prior * 1000));
  put32 (bytes, g_hash_table_size (self->entries));
  put32 (bytes, self->order.length);
  g_hash_table_iter_init (&iter, self->entries);
  while (g_hash_table_iter_next (&iter, &key, &value))
    {
      const Entry *entry = value;

      put64 (bytes, *(const guint64 *) key);
      put32 (bytes, entry->count);
      put32 (bytes, entry->first);
      put32 (bytes, entry->last);
    }
  for (const GList *l = self->order.head; l != NULL; l = l->next)
    put64 (bytes, *(const guint64 *) l->data);
  return g_byte_array_free_to_bytes (bytes);
}

static guint32
get32 (const guint8 **p)
{
  guint32 value;

  memcpy (&value, *p, 4);
  *p += 4;
  return GUINT32_FROM_LE (value);
}

static guint64
get64 (const guint8 **p)
{
  guint64 value;

  memcpy (&value, *p, 8);
  *p += 8;
  return GUINT64_FROM_LE (value);
}

/**
 * siyaq_feed_memory_load:
 * @blob: what siyaq_feed_memory_save() gave
 * @error: #SiyaqMemoryError
 *
 * Returns: (transfer full): the memory
 */
SiyaqFeedMemory *
siyaq_feed_memory_load (GBytes *blob,
                        GError **error)
{
  gsize size;
  const guint8 *p;
  SiyaqFeedMemory *self;
  guint32 magic, version, n_items, n_entries, n_order;
  gint32 prior;

  g_return_val_if_fail (blob != NULL, NULL);

  p = g_bytes_get_data (blob, &size);
  if (size < 24)
    goto invalid;
  magic = get32 (&p);
  version = get32 (&p);
  if (magic != BLOB_MAGIC)
    goto invalid;
  if (version > BLOB_VERSION)
    {
      g_set_error_literal (error, SIYAQ_MEMORY_ERROR, SIYAQ_MEMORY_ERROR_NEWER, "written by a newer version");
      return NULL;
    }
  n_items = get32 (&p);
  prior = (gint32) get32 (&p);
  n_entries = get32 (&p);
  n_order = get32 (&p);
  if (n_entries > SIYAQ_MEMORY_MAX_BLOCKS || n_order > SIYAQ_MEMORY_MAX_ITEMS ||
      size != 24 + (gsize) n_entries * 20 + (gsize) n_order * 8)
    goto invalid;

  self = siyaq_feed_memory_new ();
  self->n_items = n_items;
  self->prior = CLAMP (prior / 1000.0, -MAX_PRIOR, MAX_PRIOR);
  for (guint32 i = 0; i < n_entries; i++)
    {
      guint64 key = get64 (&p);
      Entry *entry = g_new0 (Entry, 1);

      entry->count = get32 (&p);
      entry->first = get32 (&p);
      entry->last = get32 (&p);
      if (entry->last > n_items || entry->first > entry->last || entry->count > n_items)
        {
          g_free (entry);
          siyaq_feed_memory_free (self);
          goto invalid;
        }
      g_hash_table_insert (self->entries, copy_key (key), entry);
    }
  for (guint32 i = 0; i < n_order; i++)
    remember_item (self, get64 (&p));
  return self;

invalid:
  g_set_error_literal (error, SIYAQ_MEMORY_ERROR, SIYAQ_MEMORY_ERROR_INVALID, "damaged memory of a feed");
  return NULL;
}
