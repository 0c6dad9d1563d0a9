/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What was found out about an item → the HTML card that stands above it in the reader. No GTK. */
#pragma once

#include "siyaq-annotation.h"
#include "siyaq-cleaner.h"
#include "siyaq-tagger.h"

G_BEGIN_DECLS

/* A line that leads to another item. */
typedef struct
{
  const char *id;           /* item id; the link is siyaq:item?id=… */
  const char *outlet;
  const char *lang;
  const char *title;        /* as published */
  const char *shown_title;  /* nullable: in the reader's language */
  const char *shown_kind;   /* nullable: "translation", "gloss": how shown_title was made */
  const char *why;          /* nullable */
  gint64 published_s;
} SiyaqCardLink;

typedef struct
{
  SiyaqAnnotation *annotation;
  GPtrArray *same;          /* (element-type SiyaqCardLink) */
  GPtrArray *earlier;       /* (element-type SiyaqCardLink) */
  SiyaqCleaner *cleaner;
  SiyaqTagger *tagger;
  const char *lang;         /* of the card: "en" or "ar" */
} SiyaqCard;

char *siyaq_card_to_html (const SiyaqCard *self);

G_END_DECLS
