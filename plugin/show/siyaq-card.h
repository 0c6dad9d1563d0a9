/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What was found out about an item → the HTML card that stands above it in the reader. No GTK. */
#pragma once

#include "siyaq-annotation.h"
#include "siyaq-bidi.h"
#include "siyaq-cleaner.h"
#include "siyaq-tagger.h"

G_BEGIN_DECLS

/* A line that leads to another item. The link is siyaq:item?feed=…&id=…&url=…, its parts encoded:
   the reader looks for the item id in that feed, and opens url where it no longer has the item. */
typedef struct
{
  const char *id;           /* item id, as the feed has it */
  const char *feed;         /* nullable: SiyaqItem.feed of that item */
  const char *url;          /* nullable: where it stands on the web */
  const char *outlet;       /* nullable */
  const char *lang;         /* nullable */
  const char *title;        /* as published */
  const char *shown_title;  /* nullable: in the reader's language */
  const char *shown_kind;   /* nullable: "translation", "gloss": how shown_title was made */
  const char *shown_by;     /* nullable: who made it */
  const char *why;          /* nullable */
  gint64 published_s;
} SiyaqCardLink;

/* Why there is no better translation. */
typedef enum
{
  SIYAQ_CARD_FINE,
  SIYAQ_CARD_BUSY,
  SIYAQ_CARD_AUTH,
  SIYAQ_CARD_QUOTA,
  SIYAQ_CARD_NETWORK,
  SIYAQ_CARD_LOCKED,
  SIYAQ_CARD_BUDGET,
} SiyaqCardProblem;

typedef struct
{
  SiyaqAnnotation *annotation;
  GPtrArray *same;          /* nullable (element-type SiyaqCardLink) best first */
  GPtrArray *earlier;       /* nullable (element-type SiyaqCardLink) newest first */
  SiyaqCleaner *cleaner;    /* nullable: reasons are then the verdicts' own */
  SiyaqTagger *tagger;      /* nullable: chips then show codes */
  const char *lang;         /* of the card: "en" or "ar" */
  gboolean pending;         /* a translation is under way */
  const char *ask_host;     /* nullable: a host to which the text would be sent if the reader agreed */
  gboolean ask_whole;       /* the whole text, that is */
  SiyaqCardProblem problem; /* with who should have translated */
  const char *problem_by;   /* nullable: that translator's name */
  const char *whole;        /* nullable: all of the text in the reader's language */
  SiyaqDigits digits;       /* of an Arabic card */
} SiyaqCard;

/* Lines of either list that are shown; the rest is folded away. */
#define SIYAQ_CARD_SHOWN_LINKS 3u
/* Links that a card holds at all: a story of the day has hundreds. */
#define SIYAQ_CARD_MAX_LINKS 40u

/* "" where there is nothing to say. */
char *siyaq_card_to_html (const SiyaqCard *self);

G_END_DECLS
