/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The names and places that the compiler of the gazetteer gathers. */
#pragma once

#include "siyaq-gazetteer-format.h"

G_BEGIN_DECLS

typedef struct
{
  GArray *places;              /* SiyaqGazetteerPlace */
  GArray *regions;             /* SiyaqGazetteerRegion */
  GHashTable *regions_by_code; /* (element-type utf8 guint): place index + 1 */
  GHashTable *names;           /* (element-type utf8 NameEntry) */
  GHashTable *skeletons;       /* (element-type utf8 NameEntry) */
  GHashTable *namesakes;       /* (element-type utf8 Namesakes): by a city's folded Latin name */
  GHashTable *strings_by_text; /* (element-type utf8 guint): offset */
  GString *strings;
} Names;

Names *names_new (void);
void names_free (Names *self);
guint32 names_string (Names *self, const char *text);
void names_add (Names *self, const char *name, guint32 place, SiyaqPlaceForm form, guint16 flags);
void names_add_bare (Names *self, const char *name, guint32 place);
void names_add_spelt (Names *self, const char *name, guint32 place, SiyaqPlaceForm form);
void names_add_namesake (Names *self, const char *latin, const char *arabic, guint32 place);
void names_share_arabic (Names *self);
void names_fill_provinces (Names *self);
void names_add_skeleton (Names *self, const char *name, guint32 place);
guint32 names_find_city (Names *self, const char *country, char **english, const char *province, double lat, double lon);
GBytes *names_serialize (Names *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Names, names_free)

G_END_DECLS
