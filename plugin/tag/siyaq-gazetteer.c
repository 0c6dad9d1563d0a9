/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The mapped gazetteer: found by name, by consonant skeleton and by region code. Everything in the
   file is checked when it is mapped, so that a damaged one is refused and look-ups need no checks
   of their own; what the file says about offsets inside its parts is bounded at each access. */
#define G_LOG_DOMAIN "siyaq-tag"

#include "config.h"

#include "siyaq-gazetteer.h"

#include "siyaq-data.h"

#include <string.h>

struct _SiyaqGazetteer
{
  GMappedFile *file;
  const char *data;
  SiyaqGazetteerHeader header;
};

static gboolean
part_fits (gsize file_bytes,
           guint32 offset,
           guint64 n,
           gsize size)
{
  return offset % 8 == 0 && offset <= file_bytes && n * size <= file_bytes - offset;
}

static gboolean
header_is_valid (const SiyaqGazetteerHeader *h,
                 const char *data,
                 gsize size)
{
  return h->file_bytes == size && part_fits (size, h->places, h->n_places, sizeof (SiyaqGazetteerPlace)) &&
         part_fits (size, h->slots, h->n_slots, sizeof (SiyaqGazetteerSlot)) &&
         part_fits (size, h->filter, h->n_filter_bits / 8, 1) && h->n_filter_bits >= 8 && (h->n_filter_bits & (h->n_filter_bits - 1)) == 0 &&
         part_fits (size, h->refs, h->n_refs, sizeof (guint32)) &&
         part_fits (size, h->skeletons, h->n_skeletons, sizeof (SiyaqGazetteerSlot)) &&
         part_fits (size, h->regions, h->n_regions, sizeof (SiyaqGazetteerRegion)) &&
         part_fits (size, h->strings, h->strings_bytes, 1) && h->strings_bytes > 0 && h->n_slots > 0 && h->n_skeletons > 0 &&
         data[h->strings + h->strings_bytes - 1] == '\0';
}

/**
 * siyaq_gazetteer_new:
 * @error: a #SiyaqDataError
 *
 * Returns: (transfer full): the gazetteer, mapped from gazetteer.bin
 */
SiyaqGazetteer *
siyaq_gazetteer_new (GError **error)
{
  g_autoptr (GMappedFile) file = siyaq_data_map ("gazetteer.bin", error);
  g_autoptr (SiyaqGazetteer) self = NULL;
  gsize size;

  if (file == NULL)
    return NULL;
  self = g_new0 (SiyaqGazetteer, 1);
  self->file = g_steal_pointer (&file);
  self->data = g_mapped_file_get_contents (self->file);
  size = g_mapped_file_get_length (self->file);
  if (size < sizeof self->header || memcmp (self->data, SIYAQ_GAZETTEER_MAGIC, 8) != 0)
    {
      g_set_error (error, SIYAQ_DATA_ERROR, SIYAQ_DATA_ERROR_INVALID, "gazetteer.bin is no gazetteer");
      return NULL;
    }
  memcpy (&self->header, self->data, sizeof self->header);
  if (self->header.version != SIYAQ_GAZETTEER_VERSION)
    {
      g_set_error (error, SIYAQ_DATA_ERROR, SIYAQ_DATA_ERROR_NEWER, "gazetteer.bin has version %u, not %u",
                   self->header.version, SIYAQ_GAZETTEER_VERSION);
      return NULL;
    }
  if (!header_is_valid (&self->header, self->data, size))
    {
      g_set_error (error, SIYAQ_DATA_ERROR, SIYAQ_DATA_ERROR_INVALID, "gazetteer.bin is damaged");
      return NULL;
    }
  return g_steal_pointer (&self);
}

/**
 * siyaq_gazetteer_free:
 * @self: (transfer full) (nullable): a gazetteer
 */
void
siyaq_gazetteer_free (SiyaqGazetteer *self)
{
  if (self == NULL)
    return;
  g_clear_pointer (&self->file, g_mapped_file_unref);
  g_free (self);
}

/**
 * siyaq_gazetteer_string:
 * @self: a gazetteer
 * @offset: an offset from the file
 *
 * Returns: (transfer none): the string, "" for an offset outside
 */
const char *
siyaq_gazetteer_string (SiyaqGazetteer *self,
                        guint32 offset)
{
  return offset < self->header.strings_bytes ? self->data + self->header.strings + offset : "";
}

static const SiyaqGazetteerSlot *
find (SiyaqGazetteer *self,
      guint32 table,
      guint32 n_slots,
      const char *key,
      gsize len)
{
  const SiyaqGazetteerSlot *slots = (const SiyaqGazetteerSlot *) (gconstpointer) (self->data + table);
  guint32 i = SIYAQ_GAZETTEER_FIRST_SLOT (siyaq_place_key_hash (key, len), n_slots);

  for (guint32 n = 0; n < n_slots && slots[i].key != 0; n++)
    {
      const char *found = siyaq_gazetteer_string (self, slots[i].key);

      if (strncmp (found, key, len) == 0 && found[len] == '\0')
        return &slots[i];
      i = i + 1 < n_slots ? i + 1 : 0;
    }
  return NULL;
}

/**
 * siyaq_gazetteer_find:
 * @self: a gazetteer
 * @key: a canonical name, see siyaq_place_key_append()
 * @len: its length in bytes
 *
 * Returns: (transfer none) (nullable): the slot of the name
 */
const SiyaqGazetteerSlot *
siyaq_gazetteer_find (SiyaqGazetteer *self,
                      const char *key,
                      gsize len)
{
  const guint8 *filter = (const guint8 *) self->data + self->header.filter;
  const guint32 hash = siyaq_place_key_hash (key, len), n_bits = self->header.n_filter_bits;
  const guint32 a = SIYAQ_GAZETTEER_BIT_A (hash, n_bits), b = SIYAQ_GAZETTEER_BIT_B (hash, n_bits);

  if ((filter[a / 8] & (1u << a % 8)) == 0 || (filter[b / 8] & (1u << b % 8)) == 0)
    return NULL;
  return find (self, self->header.slots, self->header.n_slots, key, len);
}

/**
 * siyaq_gazetteer_find_skeleton:
 * @self: a gazetteer
 * @skeleton: what siyaq_skeleton() gives
 *
 * Returns: (transfer none) (nullable): the slot of the places whose names have this skeleton
 */
const SiyaqGazetteerSlot *
siyaq_gazetteer_find_skeleton (SiyaqGazetteer *self,
                               const char *skeleton)
{
  return find (self, self->header.skeletons, self->header.n_skeletons, skeleton, strlen (skeleton));
}

/**
 * siyaq_gazetteer_refs:
 * @self: a gazetteer
 * @slot: a slot
 *
 * Returns: (transfer none) (nullable): the slot's references, as many as it says
 */
const guint32 *
siyaq_gazetteer_refs (SiyaqGazetteer *self,
                      const SiyaqGazetteerSlot *slot)
{
  if ((guint64) slot->refs + slot->n_refs > self->header.n_refs)
    return NULL;
  return (const guint32 *) (gconstpointer) (self->data + self->header.refs) + slot->refs;
}

/**
 * siyaq_gazetteer_place:
 * @self: a gazetteer
 * @index: a place's index
 *
 * Returns: (transfer none): the place; the first for an index outside
 */
const SiyaqGazetteerPlace *
siyaq_gazetteer_place (SiyaqGazetteer *self,
                       guint32 index)
{
  const SiyaqGazetteerPlace *places = (const SiyaqGazetteerPlace *) (gconstpointer) (self->data + self->header.places);

  return &places[index < self->header.n_places ? index : 0];
}

/**
 * siyaq_gazetteer_n_regions:
 * @self: a gazetteer
 *
 * Returns: the number of regions
 */
guint
siyaq_gazetteer_n_regions (SiyaqGazetteer *self)
{
  return self->header.n_regions;
}

/**
 * siyaq_gazetteer_nth_region:
 * @self: a gazetteer
 * @n: less than siyaq_gazetteer_n_regions()
 *
 * Returns: (transfer none): the region; they are sorted by code
 */
const SiyaqGazetteerRegion *
siyaq_gazetteer_nth_region (SiyaqGazetteer *self,
                            guint n)
{
  g_return_val_if_fail (n < self->header.n_regions, NULL);

  return (const SiyaqGazetteerRegion *) (gconstpointer) (self->data + self->header.regions) + n;
}

/**
 * siyaq_gazetteer_region:
 * @self: a gazetteer
 * @code: ISO 3166-1 or 3166-2
 *
 * Returns: (transfer none) (nullable): the region
 */
const SiyaqGazetteerRegion *
siyaq_gazetteer_region (SiyaqGazetteer *self,
                        const char *code)
{
  guint low = 0, high = self->header.n_regions;

  while (low < high)
    {
      guint middle = low + (high - low) / 2;
      const SiyaqGazetteerRegion *region = siyaq_gazetteer_nth_region (self, middle);
      int order = strncmp (code, region->code, sizeof region->code);

      if (order == 0)
        return region;
      if (order < 0)
        high = middle;
      else
        low = middle + 1;
    }
  return NULL;
}

/**
 * siyaq_gazetteer_place_code:
 * @place: a place
 * @code: (out): where the code is written
 */
void
siyaq_gazetteer_place_code (const SiyaqGazetteerPlace *place,
                            char code[SIYAQ_REGION_CODE_SIZE])
{
  memset (code, 0, SIYAQ_REGION_CODE_SIZE);
  memcpy (code, place->country, sizeof place->country);
  if (place->country[0] != '\0' && place->province[0] != '\0')
    {
      code[2] = '-';
      memcpy (code + 3, place->province, sizeof place->province);
    }
}
