/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Finds names of places in tokens. */
#pragma once

#include "siyaq-gazetteer.h"
#include "siyaq-text.h"

G_BEGIN_DECLS

typedef enum
{
  SIYAQ_MENTION_TITLE = 1 << 0,
  SIYAQ_MENTION_ADJECTIVE = 1 << 1,  /* "Syrian": evidence only */
  SIYAQ_MENTION_LOCATIVE = 1 << 2,   /* in, near, at; في، قرب، ب */
  SIYAQ_MENTION_UNIT = 1 << 3,       /* a word such as city, province, مدينة stands with it */
  SIYAQ_MENTION_ACTOR = 1 << 4,      /* the place acts: "Damascus said", "Syria's army" */
  SIYAQ_MENTION_DATELINE = 1 << 5,
  SIYAQ_MENTION_PATH = 1 << 6,       /* from, to, bound for */
  SIYAQ_MENTION_PERSON = 1 << 7,     /* part of a person's, a firm's or an outlet's name */
  SIYAQ_MENTION_WEAK = 1 << 8,       /* alone it may be an ordinary word */
  SIYAQ_MENTION_IN_NEXT = 1 << 9,    /* the next mention contains it: "Lebanon, Pennsylvania" */
  SIYAQ_MENTION_SKELETON = 1 << 11,  /* found by consonants */
  SIYAQ_MENTION_PRODUCT = 1 << 16,   /* "Aleppo soap": this once no place */
  SIYAQ_MENTION_WITH = 1 << 15,      /* with, for, against */
  SIYAQ_MENTION_NAMEISH = 1 << 14,   /* a capitalised word stands before it: a surname? */
  SIYAQ_MENTION_VENUE = 1 << 13,     /* "the Geneva talks" */
  SIYAQ_MENTION_AMONG = 1 << 12,     /* joined with another place by "and": two parties */
  SIYAQ_MENTION_PART = 1 << 17,      /* only a part of it is meant: "western Niger" */
  SIYAQ_MENTION_CONTINUED = 1 << 18, /* a capitalised word that is no place follows: "Bani Bango" */
  SIYAQ_MENTION_DOUBLED = 1 << 19,   /* written with a shadda: «عمّان» is Amman, not Oman */
} SiyaqToponymFlags;

typedef struct
{
  const SiyaqTokens *tokens;
  guint first, last;                 /* tokens, both inclusive */
  const SiyaqGazetteerSlot *slot;
  guint32 flags;                     /* SiyaqToponymFlags */
  guint32 skip_bytes;                /* proclitics at the start of the first token */
  guint32 skip_chars;
  /* The resolver's part. */
  const SiyaqGazetteerPlace *evidence_place; /* nullable: what it surely means */
  float evidence;                    /* how much it speaks for that place's country */
  const SiyaqGazetteerPlace *place;  /* NULL where the name was rejected */
  double score;
  gboolean spelt;                    /* the place has this name by our own rules alone */
} SiyaqToponym;

void siyaq_place_matcher_run (SiyaqGazetteer *gazetteer, const char *text, const SiyaqTokens *tokens, gboolean title,
                              GArray *mentions);

G_END_DECLS
