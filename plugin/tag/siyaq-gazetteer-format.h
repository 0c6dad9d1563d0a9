/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The layout of gazetteer.bin, which data/gazetteer/compile.c writes and siyaq-gazetteer.c maps.
   Little endian, all parts aligned to eight bytes. Names are found by open addressing: a name is
   the folded tokens of siyaq_text_tokenize() in their canonical form, joined by blanks, and each
   beginning of a longer name has a slot of its own, so that the longest name at a token is found
   by looking up one token more at a time. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define SIYAQ_GAZETTEER_MAGIC "SIYAQGAZ"
/* Raised with every change of what follows; a file of another version is refused. */
#define SIYAQ_GAZETTEER_VERSION 2u
/* Tokens in a name: "Democratic Republic of the Congo" has 5, the longest that are useful 8. */
#define SIYAQ_GAZETTEER_MAX_NAME_TOKENS 8u

typedef enum
{
  SIYAQ_PLACE_COUNTRY,
  SIYAQ_PLACE_PROVINCE,
  SIYAQ_PLACE_DISTRICT,  /* a lower level of ISO 3166-2 */
  SIYAQ_PLACE_TERRITORY, /* Golan, Darfur: no unit of ISO 3166-2 */
  SIYAQ_PLACE_CITY,
  SIYAQ_PLACE_WATER,
  SIYAQ_PLACE_AREA,      /* over several countries */
  SIYAQ_PLACE_LANDMARK,
  SIYAQ_PLACE_SEAT,      /* the Kremlin: stands for who sits there */
} SiyaqPlaceKind;

typedef enum
{
  SIYAQ_PLACE_CAPITAL = 1 << 0,
  SIYAQ_PLACE_ADMIN_SEAT = 1 << 1,     /* of a province */
  SIYAQ_PLACE_DISTRICT_SEAT = 1 << 2,
  SIYAQ_PLACE_QUARTER = 1 << 3,        /* part of a city */
  SIYAQ_PLACE_HAND = 1 << 4,           /* from our own tables: known to be in the news */
} SiyaqPlaceFlags;

/* How a name names its place. */
typedef enum
{
  SIYAQ_FORM_NAME,
  SIYAQ_FORM_ALIAS,
  SIYAQ_FORM_BARE,      /* without its article: "Hasakah" */
  SIYAQ_FORM_ADJECTIVE, /* "Syrian": evidence, never a place of the output */
  SIYAQ_FORM_SPELT,     /* as our own rules spell it, or as a namesake is spelt: only where its country is spoken of */
} SiyaqPlaceForm;

typedef enum
{
  SIYAQ_SLOT_PREFIX = 1 << 0,  /* longer names begin so */
  SIYAQ_SLOT_WORD = 1 << 1,    /* an ordinary word of English, too */
  SIYAQ_SLOT_ABBREV = 1 << 2,  /* "Calif.": only after a comma behind a place */
  SIYAQ_SLOT_ACRONYM = 1 << 3, /* "US": only in capitals */
  SIYAQ_SLOT_HAND = 1 << 4,
} SiyaqSlotFlags;

typedef struct
{
  char magic[8];
  guint32 version;
  guint32 file_bytes;
  guint32 n_places, places;       /* offsets in bytes from the start of the file */
  guint32 n_slots, slots;
  guint32 n_filter_bits, filter;  /* a power of two: which hashes have slots */
  guint32 n_refs, refs;
  guint32 n_skeletons, skeletons; /* slots */
  guint32 n_regions, regions;
  guint32 strings_bytes, strings;
  guint32 reserved;               /* 0 */
} SiyaqGazetteerHeader;

typedef struct
{
  float lat, lon;
  guint32 geonameid;
  guint32 population;
  guint32 name;      /* string */
  char country[2];   /* "\0\0" for none */
  char province[4];  /* the part of ISO 3166-2 after the hyphen, padded with NUL */
  guint8 kind;       /* SiyaqPlaceKind */
  guint8 flags;      /* SiyaqPlaceFlags */
} SiyaqGazetteerPlace;

typedef struct
{
  guint32 key;    /* string; 0 for an empty slot */
  guint32 refs;   /* index of the first */
  guint16 n_refs;
  guint16 flags;  /* SiyaqSlotFlags */
} SiyaqGazetteerSlot;

/* A reference: the place's index and, in the upper eight bits, the form of the name. */
#define SIYAQ_REF(place, form) ((guint32) (place) | ((guint32) (form) << 24))
#define SIYAQ_REF_PLACE(ref) ((ref) & 0xffffffu)
#define SIYAQ_REF_FORM(ref) ((SiyaqPlaceForm) ((ref) >> 24))

typedef struct
{
  char code[8];      /* "SY-SU", sorted */
  guint32 tag;       /* string: "Syria/As-Suwayda" */
  guint32 label_en;  /* string: "Sweida" */
  guint32 label_ar;  /* string, maybe empty */
  guint32 place;     /* index, G_MAXUINT32 for none */
} SiyaqGazetteerRegion;

/* Where the search for a hash begins. */
#define SIYAQ_GAZETTEER_FIRST_SLOT(hash, n_slots) ((guint32) (((guint64) (hash) * (n_slots)) >> 32))

/* Two bits tell whether a name may have a slot. Nearly no word of a text is a name, and the slots fill
   many times the memory that the bits do. */
#define SIYAQ_GAZETTEER_BIT_A(hash, n_bits) ((hash) & ((n_bits) - 1))
#define SIYAQ_GAZETTEER_BIT_B(hash, n_bits) (((hash) * 2654435769u >> 7) & ((n_bits) - 1))

guint32 siyaq_place_key_hash (const char *key, gsize len);
void siyaq_place_key_append (GString *key, const char *fold, gboolean article);
gboolean siyaq_place_key_is_article (const char *fold);

G_END_DECLS
