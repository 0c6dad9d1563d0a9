/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The fingerprint of an item: all that the story stage keeps of it, packed. */
#pragma once

#include "siyaq-annotation.h"
#include "siyaq-story-facts.h"
#include "siyaq-story-frequencies.h"

G_BEGIN_DECLS

typedef enum
{
  SIYAQ_STORY_SPACE_WORDS,  /* stems of the item's own language */
  SIYAQ_STORY_SPACE_BRIDGE, /* of an Arabic item: English stems through the lexicon */
  SIYAQ_STORY_SPACE_NAMES,  /* consonant skeletons of what may be names */
  SIYAQ_STORY_SPACE_ACTORS,
  SIYAQ_STORY_SPACE_PLACES,
  SIYAQ_STORY_N_SPACES
} SiyaqStorySpace;

typedef enum
{
  SIYAQ_STORY_PART_ALL,
  SIYAQ_STORY_PART_TITLE,
  SIYAQ_STORY_PART_TOP,     /* title and lead */
  SIYAQ_STORY_N_PARTS
} SiyaqStoryPart;

/* A term's byte: where it stands, whether the index has the item under it, and its weight by how often it stands
   there, on a scale of logarithms. */
#define SIYAQ_STORY_TERM_TITLE 0x80u
#define SIYAQ_STORY_TERM_LEAD 0x40u
#define SIYAQ_STORY_TERM_INDEXED 0x20u
/* Of places, which are known of the text alone: a province, for each place in it. */
#define SIYAQ_STORY_TERM_PROVINCE SIYAQ_STORY_TERM_TITLE
#define SIYAQ_STORY_TERM_WEIGHT(b) siyaq_story_term_weights[(b) & 0x1fu]
extern const float siyaq_story_term_weights[32];

/* Bytes of the MinHash sketch. */
#define SIYAQ_STORY_SKETCH 24u

/* A region in 32 bits: the letters of the country, then 16 bits of a hash of the province, or 0. */
#define SIYAQ_STORY_REGION_COUNTRY(r) ((r) >> 16)
#define SIYAQ_STORY_REGION_PROVINCE(r) ((r) & 0xffffu)

/* A country in 16 bits: its letters, and its share of all that were named, in 63rds. */
#define SIYAQ_STORY_COUNTRY(c) ((c) >> 6)
#define SIYAQ_STORY_COUNTRY_SHARE(c) ((float) ((c) & 0x3fu) / 63.f)

/* What kind of part an event plays in a subject. */
#define SIYAQ_STORY_KIND_MEETING 1u  /* parties meet: talks go on for longer than other subjects, and travel */
#define SIYAQ_STORY_KIND_ORIGIN 2u   /* begins a subject of its own: no earthquake follows from an election */
#define SIYAQ_STORY_KIND_SEQUEL 4u   /* follows from any subject: an arrest, a trial, aid, a resignation */

/* Stories pasted into an item that are kept. */
#define SIYAQ_STORY_MAX_MENTIONS 8u

typedef struct
{
  gint64 published_s;
  gint32 event_day;
  guint32 feed;
  guint32 title;                      /* a hash of its words, 0 for none */
  guint32 regions[SIYAQ_MAX_REGIONS];
  guint16 norms[SIYAQ_STORY_N_SPACES][SIYAQ_STORY_N_PARTS]; /* in 64ths */
  guint16 countries[SIYAQ_MAX_COUNTRIES]; /* 0 after the last */
  guint8 events[SIYAQ_MAX_EVENTS];    /* hashes of ids, 0 for none */
  guint8 family;                      /* of the main event, 0 for none */
  guint8 arabic;
  guint8 retro;
  guint8 kind;                        /* SIYAQ_STORY_KIND_… of the main event */
  guint8 n_numbers, n_dates, n_series, n_mentions;
  guint8 n_terms[SIYAQ_STORY_N_SPACES];
  guint8 sketch[SIYAQ_STORY_SKETCH];
  guint16 phases;                     /* SiyaqStoryPhase bits of the headline, or of the first sentence; 0 in older records */
  /* Terms of all spaces, each space sorted; numbers; series; titles of mentions; then 16 bits for each date and 8 for
     each term. */
  guint32 data[];
} SiyaqStoryPrint;

SiyaqStoryPrint *siyaq_story_print_new (SiyaqStoryLexer *lexer, const SiyaqStoryFrequencies *frequencies,
                                        const SiyaqAnnotation *annotation);
void siyaq_story_print_choose_all (SiyaqStoryPrint *self);
SiyaqStoryPrint *siyaq_story_print_reduce (SiyaqStoryPrint *self);
gsize siyaq_story_print_size (const SiyaqStoryPrint *self);
gboolean siyaq_story_print_is_valid (const SiyaqStoryPrint *self, gsize size);
const guint32 *siyaq_story_print_terms (const SiyaqStoryPrint *self, SiyaqStorySpace space,
                                        const guint8 **ret_weights);
const guint32 *siyaq_story_print_numbers (const SiyaqStoryPrint *self);
const guint32 *siyaq_story_print_series (const SiyaqStoryPrint *self);
const guint32 *siyaq_story_print_mentions (const SiyaqStoryPrint *self);
const guint16 *siyaq_story_print_dates (const SiyaqStoryPrint *self);

G_END_DECLS
