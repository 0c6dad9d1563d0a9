/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The blob of an item: a header with a version, keys, then the fingerprint as it is in memory. The
   store belongs to one machine, so byte order is the machine's; a blob from one of other byte order
   has another magic and is refused. */
#define G_LOG_DOMAIN "siyaq-story"

#include "config.h"

#include "siyaq-data.h"
#include "siyaq-story-blob.h"

#include <string.h>

/* "SqS" and the version. */
#define MAGIC 0x53715300u
#define VERSION 4u
/* Older ones are read as they are: the second had no stories that a round-up tells, neither had an epoch or
   terms that were chosen for the index. */
#define VERSION_WITHOUT_COVERS 2u
#define VERSION_WITHOUT_EPOCH 3u
/* Keys in one blob: feedback and merges are rare. */
#define MAX_KEYS 64u

typedef struct
{
  guint32 magic;
  guint8 n_apart, n_covers;
  guint8 n_absorbed, n_absorbed_threads;
  guint64 story, thread;
  guint32 epoch, unused;
} Header;

/* Where the header of an older version ended. */
#define OLD_HEADER G_STRUCT_OFFSET (Header, epoch)

static guint
count (const GArray *keys)
{
  return keys != NULL ? MIN (keys->len, MAX_KEYS) : 0;
}

static void
append_keys (GByteArray *bytes,
             const GArray *keys)
{
  if (keys != NULL)
    g_byte_array_append (bytes, (const guint8 *) keys->data, (guint) sizeof (guint64) * count (keys));
}

/**
 * siyaq_story_blob_write:
 * @item: an item
 *
 * Returns: (transfer full): what to keep of it
 */
GBytes *
siyaq_story_blob_write (const SiyaqStoryItem *item)
{
  Header header = {
    .magic = MAGIC | VERSION,
    .n_apart = (guint8) count (item->apart),
    .n_covers = (guint8) count (item->covers),
    .n_absorbed = (guint8) count (item->absorbed),
    .n_absorbed_threads = (guint8) count (item->absorbed_threads),
    .story = item->story->key,
    .thread = item->story->thread->key,
    .epoch = item->epoch,
  };
  GByteArray *bytes = g_byte_array_new ();

  g_byte_array_append (bytes, (const guint8 *) &header, sizeof header);
  append_keys (bytes, item->apart);
  append_keys (bytes, item->absorbed);
  append_keys (bytes, item->absorbed_threads);
  append_keys (bytes, item->covers);
  g_byte_array_append (bytes, (const guint8 *) item->print, (guint) siyaq_story_print_size (item->print));
  return g_byte_array_free_to_bytes (bytes);
}

static GArray *
read_keys (const guint8 *data,
           guint n)
{
  GArray *keys;

  if (n == 0)
    return NULL;
  keys = g_array_sized_new (FALSE, FALSE, sizeof (guint64), n);
  g_array_append_vals (keys, data, n);
  return keys;
}

/**
 * siyaq_story_blob_read:
 * @bytes: from siyaq_story_blob_write()
 * @ret_blob: (out caller-allocates): what it says; untouched on failure
 * @error: a #SiyaqDataError
 *
 * Returns: whether @bytes could be read
 */
gboolean
siyaq_story_blob_read (GBytes *bytes,
                       SiyaqStoryBlob *ret_blob,
                       GError **error)
{
  gsize size, keys, header_size = sizeof (Header);
  const guint8 *data = g_bytes_get_data (bytes, &size);
  g_autofree SiyaqStoryPrint *print = NULL;
  Header header = { 0 };
  guint version;

  if (size < OLD_HEADER)
    {
      g_set_error_literal (error, SIYAQ_DATA_ERROR, SIYAQ_DATA_ERROR_INVALID, "a story record is cut short");
      return FALSE;
    }
  memcpy (&header, data, MIN (size, sizeof header));
  if ((header.magic & ~0xffu) != MAGIC)
    {
      g_set_error_literal (error, SIYAQ_DATA_ERROR, SIYAQ_DATA_ERROR_INVALID, "not a story record");
      return FALSE;
    }
  version = header.magic & 0xffu;
  if (version == VERSION_WITHOUT_COVERS || version == VERSION_WITHOUT_EPOCH)
    {
      header_size = OLD_HEADER;
      header.epoch = 0;
    }
  if (version == VERSION_WITHOUT_COVERS)
    {
      guint16 n_apart;

      memcpy (&n_apart, data + G_STRUCT_OFFSET (Header, n_apart), sizeof n_apart);
      header.n_apart = (guint8) MIN (n_apart, G_MAXUINT8);
      header.n_covers = 0;
    }
  else if (version != VERSION && version != VERSION_WITHOUT_EPOCH)
    {
      g_set_error_literal (error, SIYAQ_DATA_ERROR, SIYAQ_DATA_ERROR_NEWER, "a story record of another version");
      return FALSE;
    }
  keys = sizeof (guint64) * ((gsize) header.n_apart + header.n_absorbed + header.n_absorbed_threads + header.n_covers);
  if (header.n_apart > MAX_KEYS || header.n_covers > MAX_KEYS || header.n_absorbed > MAX_KEYS || header.n_absorbed_threads > MAX_KEYS ||
      size < header_size + keys + sizeof (SiyaqStoryPrint))
    {
      g_set_error_literal (error, SIYAQ_DATA_ERROR, SIYAQ_DATA_ERROR_INVALID, "a story record is damaged");
      return FALSE;
    }
  /* A copy, for its alignment. */
  print = g_memdup2 (data + header_size + keys, size - header_size - keys);
  if (!siyaq_story_print_is_valid (print, size - header_size - keys))
    {
      g_set_error_literal (error, SIYAQ_DATA_ERROR, SIYAQ_DATA_ERROR_INVALID, "a story record is damaged");
      return FALSE;
    }
  if (version != VERSION)
    siyaq_story_print_choose_all (print);
  ret_blob->epoch = header.epoch;
  ret_blob->story = header.story;
  ret_blob->thread = header.thread;
  data += header_size;
  ret_blob->apart = read_keys (data, header.n_apart);
  data += sizeof (guint64) * header.n_apart;
  ret_blob->absorbed = read_keys (data, header.n_absorbed);
  data += sizeof (guint64) * header.n_absorbed;
  ret_blob->absorbed_threads = read_keys (data, header.n_absorbed_threads);
  data += sizeof (guint64) * header.n_absorbed_threads;
  ret_blob->covers = read_keys (data, header.n_covers);
  ret_blob->print = g_steal_pointer (&print);
  return TRUE;
}
