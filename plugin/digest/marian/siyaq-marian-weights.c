/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Reads the table of a Marian model file. The format as Marian's src/common/binary.cpp writes it:
   u64 version, u64 count, that many headers of four u64 (length of the name with its NUL, type,
   rank, length of the data), the names, the i32 dimensions, u64 length of a gap, the gap, and the
   data, which begin at a multiple of 256. Nothing is believed: each number is held against the
   file's end before it is used. */
#define G_LOG_DOMAIN "siyaq-marian"

#include "config.h"

#include "siyaq-marian-weights.h"

#include <math.h>
#include <string.h>

#define FILE_VERSION 1u
#define DATA_ALIGNMENT 256u
/* A 12/12-layer model has 750 items, names of 40 bytes and two dimensions. */
#define MAX_ITEMS 4096u
#define MAX_NAME_BYTES 256u
#define MAX_RANK 4u
/* 256,000 pieces are the most that any published vocabulary has. */
#define MAX_DIMENSION (1 << 20)

typedef struct
{
  guint64 name_length, type, rank, data_length;
} Header;

/**
 * siyaq_marian_weights_free:
 * @self: (transfer full): weights
 */
void
siyaq_marian_weights_free (SiyaqMarianWeights *self)
{
  g_clear_pointer (&self->by_name, g_hash_table_unref);
  g_clear_pointer (&self->file, siyaq_marian_file_free);
  g_free (self->items);
  g_free (self);
}

static gboolean
read_names (SiyaqMarianWeights *self,
            const Header *headers,
            gsize *offset,
            GError **error)
{
  for (guint i = 0; i < self->n_items; i++)
    {
      const char *name = (const char *) self->file->data + *offset;
      guint64 length = headers[i].name_length;

      if (length < 2 || length > MAX_NAME_BYTES)
        {
          siyaq_marian_set_error (error, SIYAQ_MARIAN_ERROR_DAMAGED, self->file, 16 + i * sizeof (Header),
                                  "the name of item %u has %" G_GUINT64_FORMAT " bytes", i, length);
          return FALSE;
        }
      if (!siyaq_marian_file_has (self->file, *offset, length, "the name of an item", error))
        return FALSE;
      if (name[length - 1] != '\0' || strlen (name) != length - 1 || !g_str_is_ascii (name))
        {
          siyaq_marian_set_error (error, SIYAQ_MARIAN_ERROR_DAMAGED, self->file, *offset, "item %u has no proper name", i);
          return FALSE;
        }
      self->items[i].name = name;
      self->items[i].type = headers[i].type;
      *offset += (gsize) length;
      if (!g_hash_table_insert (self->by_name, (gpointer) name, &self->items[i]))
        {
          siyaq_marian_set_error (error, SIYAQ_MARIAN_ERROR_DAMAGED, self->file, *offset - (gsize) length, "%s stands twice", name);
          return FALSE;
        }
    }
  return TRUE;
}

static gboolean
read_shapes (SiyaqMarianWeights *self,
             const Header *headers,
             gsize *offset,
             GError **error)
{
  for (guint i = 0; i < self->n_items; i++)
    {
      gint32 shape[MAX_RANK];
      guint64 rows = 1;
      guint rank;

      if (headers[i].rank < 1 || headers[i].rank > MAX_RANK)
        {
          siyaq_marian_set_error (error, SIYAQ_MARIAN_ERROR_DAMAGED, self->file, 16 + i * sizeof (Header) + 16,
                                  "%s has %" G_GUINT64_FORMAT " dimensions", self->items[i].name, headers[i].rank);
          return FALSE;
        }
      rank = (guint) headers[i].rank;
      if (!siyaq_marian_file_read (self->file, *offset, shape, rank * sizeof (gint32), "the shape of an item", error))
        return FALSE;
      for (guint d = 0; d < rank; d++)
        {
          if (shape[d] < 1 || shape[d] > MAX_DIMENSION || rows > MAX_DIMENSION)
            {
              siyaq_marian_set_error (error, SIYAQ_MARIAN_ERROR_DAMAGED, self->file, *offset + d * sizeof (gint32),
                                      "%s has a dimension of %d", self->items[i].name, shape[d]);
              return FALSE;
            }
          if (d + 1 < rank)
            rows *= (guint64) shape[d];
        }
      if (rows > MAX_DIMENSION)
        {
          siyaq_marian_set_error (error, SIYAQ_MARIAN_ERROR_DAMAGED, self->file, *offset, "%s has too many rows", self->items[i].name);
          return FALSE;
        }
      self->items[i].rows = (guint32) rows;
      self->items[i].columns = (guint32) shape[rank - 1];
      *offset += rank * sizeof (gint32);
    }
  return TRUE;
}

/* How many bytes the values of an item take; 0: a type of no interest. */
static guint64
needed_bytes (const SiyaqMarianItem *item)
{
  guint64 n = (guint64) item->rows * item->columns;

  if (item->type == SIYAQ_MARIAN_FLOAT32)
    return n * sizeof (float);
  if (item->type == SIYAQ_MARIAN_INTGEMM8)
    return n + sizeof (float);
  return item->type == SIYAQ_MARIAN_INT8 ? n : 0;
}

static gboolean
read_data (SiyaqMarianWeights *self,
           const Header *headers,
           gsize *offset,
           GError **error)
{
  guint64 gap;

  if (!siyaq_marian_file_read (self->file, *offset, &gap, sizeof gap, "the length of the gap", error))
    return FALSE;
  if (!siyaq_marian_file_has (self->file, *offset + sizeof gap, gap, "the gap", error))
    return FALSE;
  if ((*offset + sizeof gap + gap) % DATA_ALIGNMENT != 0)
    {
      siyaq_marian_set_error (error, SIYAQ_MARIAN_ERROR_DAMAGED, self->file, *offset,
                              "the data begin at %" G_GUINT64_FORMAT ", not at a multiple of %u", *offset + sizeof gap + gap, DATA_ALIGNMENT);
      return FALSE;
    }
  *offset += sizeof gap + (gsize) gap;
  for (guint i = 0; i < self->n_items; i++)
    {
      SiyaqMarianItem *item = &self->items[i];
      guint64 needed = needed_bytes (item);

      if (!siyaq_marian_file_has (self->file, *offset, headers[i].data_length, item->name, error))
        return FALSE;
      if (headers[i].data_length < needed)
        {
          siyaq_marian_set_error (error, SIYAQ_MARIAN_ERROR_DAMAGED, self->file, 16 + i * sizeof (Header) + 24,
                                  "%s has %" G_GUINT64_FORMAT " bytes, its shape needs %" G_GUINT64_FORMAT, item->name,
                                  headers[i].data_length, needed);
          return FALSE;
        }
      item->offset = *offset;
      item->length = (gsize) headers[i].data_length;
      *offset += item->length;
    }
  return TRUE;
}

/**
 * siyaq_marian_weights_new:
 * @file: (transfer full): a model file
 * @error: a #SiyaqMarianError with file and offset
 *
 * Returns: (transfer full): its items, or %NULL
 */
SiyaqMarianWeights *
siyaq_marian_weights_new (SiyaqMarianFile *file,
                          GError **error)
{
  g_autoptr (SiyaqMarianWeights) self = g_new0 (SiyaqMarianWeights, 1);
  g_autofree Header *headers = NULL;
  guint64 start[2];
  gsize offset = sizeof start;

  self->file = file;
  self->by_name = g_hash_table_new (g_str_hash, g_str_equal);
  if (!siyaq_marian_file_read (file, 0, start, sizeof start, "the head of a model", error))
    return NULL;
  if (start[0] != FILE_VERSION)
    {
      siyaq_marian_set_error (error, SIYAQ_MARIAN_ERROR_UNSUPPORTED, file, 0,
                              "not a Marian model of version %u: the version is %" G_GUINT64_FORMAT, FILE_VERSION, start[0]);
      return NULL;
    }
  if (start[1] < 1 || start[1] > MAX_ITEMS)
    {
      siyaq_marian_set_error (error, SIYAQ_MARIAN_ERROR_DAMAGED, file, 8, "%" G_GUINT64_FORMAT " items; 1 to %u are read", start[1], MAX_ITEMS);
      return NULL;
    }
  self->n_items = (guint) start[1];
  if (!siyaq_marian_file_has (file, offset, self->n_items * sizeof (Header), "the table of items", error))
    return NULL;
  headers = g_memdup2 (file->data + offset, self->n_items * sizeof (Header));
  offset += self->n_items * sizeof (Header);
  self->items = g_new0 (SiyaqMarianItem, self->n_items);
  if (!read_names (self, headers, &offset, error) || !read_shapes (self, headers, &offset, error) ||
      !read_data (self, headers, &offset, error))
    return NULL;
  return g_steal_pointer (&self);
}

/**
 * siyaq_marian_weights_find:
 * @self: weights
 * @name: an item's name
 *
 * Returns: (transfer none) (nullable): the item
 */
const SiyaqMarianItem *
siyaq_marian_weights_find (const SiyaqMarianWeights *self,
                           const char *name)
{
  return g_hash_table_lookup (self->by_name, name);
}

/**
 * siyaq_marian_weights_get:
 * @self: weights
 * @name: an item's name
 * @type: the type it must have
 * @rows: the rows it must have, 0 for any
 * @columns: the columns it must have, 0 for any
 * @error: says what is missing or of another shape
 *
 * Returns: (transfer none): the item, or %NULL
 */
const SiyaqMarianItem *
siyaq_marian_weights_get (const SiyaqMarianWeights *self,
                          const char *name,
                          SiyaqMarianType type,
                          guint rows,
                          guint columns,
                          GError **error)
{
  const SiyaqMarianItem *item = siyaq_marian_weights_find (self, name);

  if (item == NULL)
    {
      siyaq_marian_set_error (error, SIYAQ_MARIAN_ERROR_UNSUPPORTED, self->file, 16, "the model has no %s", name);
      return NULL;
    }
  if (item->type != type)
    {
      siyaq_marian_set_error (error, SIYAQ_MARIAN_ERROR_UNSUPPORTED, self->file, item->offset,
                              "%s is of type 0x%" G_GINT64_MODIFIER "x; 0x%x is read here", name, item->type, type);
      return NULL;
    }
  if ((rows != 0 && item->rows != rows) || (columns != 0 && item->columns != columns))
    {
      siyaq_marian_set_error (error, SIYAQ_MARIAN_ERROR_DAMAGED, self->file, item->offset,
                              "%s is %u × %u where %u × %u is needed", name, item->rows, item->columns, rows, columns);
      return NULL;
    }
  return item;
}

/**
 * siyaq_marian_weights_get_int8:
 * @self: weights
 * @item: an item of int8 or intgemm8
 *
 * Returns: (transfer none): its values, in the mapping
 */
const gint8 *
siyaq_marian_weights_get_int8 (const SiyaqMarianWeights *self,
                               const SiyaqMarianItem *item)
{
  return (const gint8 *) self->file->data + item->offset;
}

/**
 * siyaq_marian_weights_get_scale:
 * @self: weights
 * @item: an item of intgemm8
 * @error: the scale is not a positive number
 *
 * Returns: what its values are multiples of, as 1 / step; 0 with @error set
 */
float
siyaq_marian_weights_get_scale (const SiyaqMarianWeights *self,
                                const SiyaqMarianItem *item,
                                GError **error)
{
  gsize offset = item->offset + (gsize) item->rows * item->columns;
  float scale;

  memcpy (&scale, self->file->data + offset, sizeof scale);
  if (isfinite (scale) && scale > 0)
    return scale;
  siyaq_marian_set_error (error, SIYAQ_MARIAN_ERROR_DAMAGED, self->file, offset, "the scale of %s is no positive number", item->name);
  return 0;
}

/**
 * siyaq_marian_weights_copy_floats:
 * @self: weights
 * @item: an item of float32
 * @ret_values: (out): room for all of its values
 *
 * Returns: whether all are finite
 */
gboolean
siyaq_marian_weights_copy_floats (const SiyaqMarianWeights *self,
                                  const SiyaqMarianItem *item,
                                  float *ret_values)
{
  gsize n = (gsize) item->rows * item->columns;

  memcpy (ret_values, self->file->data + item->offset, n * sizeof (float));
  for (gsize i = 0; i < n; i++)
    if (!isfinite (ret_values[i]))
      return FALSE;
  return TRUE;
}
