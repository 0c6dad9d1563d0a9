/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The items of a Marian model file (.bin, version 1): names, shapes and where their data lie. */
#pragma once

#include "siyaq-marian-file.h"

G_BEGIN_DECLS

typedef enum
{
  SIYAQ_MARIAN_INT8 = 0x0101,
  SIYAQ_MARIAN_FLOAT32 = 0x0404,
  SIYAQ_MARIAN_INTGEMM8 = 0x4101,
} SiyaqMarianType;

typedef struct
{
  const char *name; /* in the mapping */
  guint64 type;
  guint32 rows, columns; /* leading dimensions together, and the last one */
  gsize offset;          /* of the data in the file */
  gsize length;          /* with what pads it */
} SiyaqMarianItem;

typedef struct
{
  SiyaqMarianFile *file;
  SiyaqMarianItem *items;
  guint n_items;
  GHashTable *by_name;
} SiyaqMarianWeights;

SiyaqMarianWeights *siyaq_marian_weights_new (SiyaqMarianFile *file, GError **error);
void siyaq_marian_weights_free (SiyaqMarianWeights *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SiyaqMarianWeights, siyaq_marian_weights_free)

const SiyaqMarianItem *siyaq_marian_weights_find (const SiyaqMarianWeights *self, const char *name);
const SiyaqMarianItem *siyaq_marian_weights_get (const SiyaqMarianWeights *self, const char *name, SiyaqMarianType type,
                                                 guint rows, guint columns, GError **error);
const gint8 *siyaq_marian_weights_get_int8 (const SiyaqMarianWeights *self, const SiyaqMarianItem *item);
float siyaq_marian_weights_get_scale (const SiyaqMarianWeights *self, const SiyaqMarianItem *item, GError **error);
gboolean siyaq_marian_weights_copy_floats (const SiyaqMarianWeights *self, const SiyaqMarianItem *item, float *ret_values);

G_END_DECLS
