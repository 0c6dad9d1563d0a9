/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The mapped gazetteer. */
#pragma once

#include "siyaq-gazetteer-format.h"

#include <gio/gio.h>

G_BEGIN_DECLS

typedef struct _SiyaqGazetteer SiyaqGazetteer;

SiyaqGazetteer *siyaq_gazetteer_new (GError **error);
void siyaq_gazetteer_free (SiyaqGazetteer *self);

const SiyaqGazetteerSlot *siyaq_gazetteer_find (SiyaqGazetteer *self, const char *key, gsize len);
const SiyaqGazetteerSlot *siyaq_gazetteer_find_skeleton (SiyaqGazetteer *self, const char *skeleton);
const guint32 *siyaq_gazetteer_refs (SiyaqGazetteer *self, const SiyaqGazetteerSlot *slot);
const SiyaqGazetteerPlace *siyaq_gazetteer_place (SiyaqGazetteer *self, guint32 index);
const char *siyaq_gazetteer_string (SiyaqGazetteer *self, guint32 offset);
const SiyaqGazetteerRegion *siyaq_gazetteer_region (SiyaqGazetteer *self, const char *code);
guint siyaq_gazetteer_n_regions (SiyaqGazetteer *self);
const SiyaqGazetteerRegion *siyaq_gazetteer_nth_region (SiyaqGazetteer *self, guint n);

/* "SY-SU", or "SY" where the place has no province, or "" where it has no country. */
#define SIYAQ_REGION_CODE_SIZE 8
void siyaq_gazetteer_place_code (const SiyaqGazetteerPlace *place, char code[SIYAQ_REGION_CODE_SIZE]);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SiyaqGazetteer, siyaq_gazetteer_free)

G_END_DECLS
