/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What the stages have said about one item so far. Each stage reads the parts that the stages
   before it wrote and writes its own; nothing else is shared between stages. */
#pragma once

#include "siyaq-item.h"
#include "siyaq-text.h"
#include "siyaq-verdict.h"

G_BEGIN_DECLS

/* A toponym in the cleaned text. */
typedef struct
{
  char *text;         /* as it stands in the text */
  gsize start, end;   /* code points in SiyaqAnnotation.text */
  char *name;         /* the gazetteer's name */
  char country[3];    /* ISO 3166-1 alpha-2, or "" */
  char *admin1;       /* nullable: ISO 3166-2 */
  guint32 geonameid;  /* 0 where the place has none */
  double lat, lon;    /* degrees; NAN where unknown */
} SiyaqPlace;

typedef struct
{
  char *id;           /* of the taxonomy, "airstrike" */
  double score;       /* 0 … 1 */
  char *evidence;     /* the words that say so */
} SiyaqEvent;

/* A person or organisation, for the story stage. */
typedef struct
{
  char *text;         /* as first written */
  char *key;          /* equal across spellings and scripts */
  guint count;
} SiyaqActor;

/* A country that an item names, by itself, by a place in it or by an adjective. */
typedef struct
{
  char code[3];       /* ISO 3166-1 alpha-2, or "" */
  float weight;       /* mentions; one in the headline or the first sentences counts more */
} SiyaqCountry;

/* A story that an aggregator pasted into the item. */
typedef struct
{
  char *title;
  char *outlet;       /* nullable */
  char *published;    /* nullable: as written, or RFC 3339 where it could be computed */
} SiyaqMention;

/* A link to another item of the same story. */
typedef struct
{
  char *id;           /* item id */
  double score;       /* 0 … 1 */
  char *why;          /* "same place, same toll of 21, 9 shared terms, 40 minutes apart" */
} SiyaqLink;

typedef struct
{
  char *lang;
  char *title;        /* nullable */
  char *text;
  char *kind;         /* nullable: "translation", "gloss" or "sibling" */
  char *by;           /* nullable: outlet, provider or model */
} SiyaqDigest;

#define SIYAQ_MAX_REGIONS 3
#define SIYAQ_MAX_EVENTS 3
#define SIYAQ_MAX_COUNTRIES 4

typedef struct
{
  SiyaqItem *item;

  /* clean */
  char *lang;            /* BCP 47 primary subtag: "en", "ar", …, "und" */
  char *title;           /* cleaned headline, plain text */
  char *text;            /* cleaned text, paragraphs separated by one \n */
  char *html;            /* nullable: cleaned HTML; NULL where nothing was changed */
  SiyaqVerdict *held;    /* nullable */
  GPtrArray *removed;    /* (element-type SiyaqVerdict) in document order */
  GPtrArray *mentions;   /* (element-type SiyaqMention) */
  gboolean changed;      /* html (or url) differs from what the feed said */
  char *url;             /* nullable: without tracking parameters and redirectors */

  /* tag */
  GPtrArray *places;     /* (element-type SiyaqPlace) in text order */
  GPtrArray *regions;    /* (element-type utf8) "SY-SU" or "SY", main one first, at most 3 */
  GPtrArray *events;     /* (element-type SiyaqEvent) main one first, at most 3 */
  GPtrArray *actors;     /* (element-type SiyaqActor) */
  SiyaqCountry countries[SIYAQ_MAX_COUNTRIES]; /* named most in headline and text, adjectives too; "" after the last */

  /* story */
  char *story;           /* nullable: when held */
  char *thread;          /* nullable */
  GPtrArray *same;       /* (element-type SiyaqLink) best first */

  /* digest */
  SiyaqDigest *summary;      /* nullable: an item of two lines has none */
  SiyaqDigest *translation;  /* nullable */

  /* a cache, through the functions below alone */
  SiyaqTokens *title_tokens; /* nullable */
  SiyaqTokens *text_tokens;  /* nullable */
} SiyaqAnnotation;

SiyaqAnnotation *siyaq_annotation_new (SiyaqItem *item);
void siyaq_annotation_free (SiyaqAnnotation *self);

/* The tokens of title and text, cut once for all stages after clean. Who writes title or text forgets them. */
const SiyaqTokens *siyaq_annotation_get_title_tokens (const SiyaqAnnotation *self);
const SiyaqTokens *siyaq_annotation_get_text_tokens (const SiyaqAnnotation *self);
void siyaq_annotation_forget_tokens (SiyaqAnnotation *self);

SiyaqPlace *siyaq_place_new (void);
void siyaq_place_free (SiyaqPlace *self);
SiyaqEvent *siyaq_event_new (const char *id, double score, const char *evidence);
void siyaq_event_free (SiyaqEvent *self);
SiyaqActor *siyaq_actor_new (const char *text, const char *key, guint count);
void siyaq_actor_free (SiyaqActor *self);
SiyaqMention *siyaq_mention_new (const char *title, const char *outlet, const char *published);
void siyaq_mention_free (SiyaqMention *self);
SiyaqLink *siyaq_link_new (const char *id, double score, const char *why);
void siyaq_link_free (SiyaqLink *self);
SiyaqDigest *siyaq_digest_new (const char *lang, const char *title, const char *text,
                               const char *kind, const char *by);
void siyaq_digest_free (SiyaqDigest *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SiyaqAnnotation, siyaq_annotation_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SiyaqPlace, siyaq_place_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SiyaqEvent, siyaq_event_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SiyaqActor, siyaq_actor_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SiyaqMention, siyaq_mention_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SiyaqLink, siyaq_link_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SiyaqDigest, siyaq_digest_free)

G_END_DECLS
