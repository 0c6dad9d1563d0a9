/* SPDX-License-Identifier: GPL-2.0-or-later */
/* lexicon.bin, as the compiler under data/lexicon writes it and siyaq-lexicon.c maps it: a header,
   four tables, the senses, the strings. A table is a hash of its keys (open addressing, FNV-1a)
   into an array of entries: one look-up touches two or three pages of the file. Integers are in
   the byte order of the machine that built it; a file of the other order fails the version check. */
#pragma once

#include <glib.h>

#define SIYAQ_LEXICON_MAGIC "SiyaqLex"
#define SIYAQ_LEXICON_VERSION 1

enum
{
  SIYAQ_LEXICON_TABLE_AR,       /* folded words and phrases as they are written */
  SIYAQ_LEXICON_TABLE_AR_STEMS, /* light stems; phrases with the articles of their words peeled */
  SIYAQ_LEXICON_TABLE_EN,
  SIYAQ_LEXICON_TABLE_EN_STEMS, /* Porter 2 stems */
  SIYAQ_LEXICON_N_TABLES,
};

typedef struct
{
  guint32 buckets;   /* offset in the file: n_buckets times an entry's index + 1, 0 for none */
  guint32 n_buckets; /* a power of two */
  guint32 entries;   /* offset in the file */
  guint32 n_entries;
} SiyaqLexiconTable;

typedef struct
{
  char magic[8];
  guint32 version;
  guint32 n_bytes; /* of the whole file */
  SiyaqLexiconTable tables[SIYAQ_LEXICON_N_TABLES];
  guint32 senses; /* offset in the file */
  guint32 n_senses;
  guint32 strings; /* offset in the file; offsets of strings count from here */
  guint32 n_string_bytes;
} SiyaqLexiconHeader;

#define SIYAQ_LEXICON_ENTRY_CURATED (1u << 0) /* of the list that the project wrote */
#define SIYAQ_LEXICON_ENTRY_PHRASES (1u << 1) /* phrases begin with this word */

typedef struct
{
  guint32 key;
  guint32 sense; /* index of the first one */
  guint16 n_senses;
  guint16 flags;
} SiyaqLexiconEntry;

typedef struct
{
  guint32 word;
  guint32 display;
  guint16 weight; /* in 65535ths */
  guint8 word_class;
  guint8 form;
} SiyaqLexiconRecord;

static inline guint32
siyaq_lexicon_hash (const char *key)
{
  guint32 h = 2166136261u;

  for (; *key != '\0'; key++)
    h = (h ^ (guint8) *key) * 16777619u;
  return h;
}
