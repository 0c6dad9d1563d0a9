/* SPDX-License-Identifier: GPL-2.0-or-later */
/* In which encoding a document is, whatever it says. */
#pragma once

#include <glib.h>
#include <unicode/ucnv.h>

G_BEGIN_DECLS

typedef enum
{
  SIYAQ_FEED_FORM_UTF8,         /* valid UTF-8: the text is the document */
  SIYAQ_FEED_FORM_UTF8_BROKEN,  /* UTF-8 with single bytes of something else, read by the table */
  SIYAQ_FEED_FORM_TABLE,        /* one byte a character */
  SIYAQ_FEED_FORM_CONVERTER,    /* several bytes a character, without shift states */
  SIYAQ_FEED_FORM_UTF16_LE,
  SIYAQ_FEED_FORM_UTF16_BE,
  SIYAQ_FEED_FORM_UTF32_LE,
  SIYAQ_FEED_FORM_UTF32_BE,
} SiyaqFeedForm;

typedef struct
{
  SiyaqFeedForm form;
  guint bom_bytes;
  gboolean honest;       /* the document is what it calls itself: its encoding may be written */
  guint first_writable;  /* lowest high byte that may be written */
  gunichar table[256];   /* characters of single bytes; U+FFFD for none */
  UConverter *converter; /* of SIYAQ_FEED_FORM_CONVERTER */
} SiyaqFeedCharset;

gboolean siyaq_feed_charset_detect (SiyaqFeedCharset *self, const guchar *bytes, gsize n_bytes, GError **error);
void siyaq_feed_charset_clear (SiyaqFeedCharset *self);

G_END_DECLS
