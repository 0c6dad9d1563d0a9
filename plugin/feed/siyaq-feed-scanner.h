/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Where the tags, CDATA sections, comments and texts of an XML document begin and end. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum
{
  SIYAQ_FEED_TOKEN_TEXT,
  SIYAQ_FEED_TOKEN_CDATA,
  SIYAQ_FEED_TOKEN_COMMENT,
  SIYAQ_FEED_TOKEN_INSTRUCTION,
  SIYAQ_FEED_TOKEN_DOCTYPE,
  SIYAQ_FEED_TOKEN_START,
  SIYAQ_FEED_TOKEN_EMPTY, /* <a/> */
  SIYAQ_FEED_TOKEN_END,
} SiyaqFeedTokenKind;

/* A span of bytes. */
typedef struct
{
  guint32 start, end;
} SiyaqFeedSpan;

typedef struct
{
  SiyaqFeedTokenKind kind;
  SiyaqFeedSpan span;
  SiyaqFeedSpan name; /* of a tag: with its prefix */
} SiyaqFeedToken;

typedef struct
{
  SiyaqFeedSpan name;
  SiyaqFeedSpan value; /* without the quotes */
} SiyaqFeedAttribute;

typedef struct
{
  const char *text;
  guint32 end;
  guint32 at;
} SiyaqFeedScanner;

gboolean siyaq_feed_scanner_next (SiyaqFeedScanner *self, SiyaqFeedToken *ret_token, GError **error);
gboolean siyaq_feed_scanner_attribute (const char *text, guint32 *at, guint32 end, SiyaqFeedAttribute *ret_attribute);
gboolean siyaq_feed_scanner_find (const char *text, SiyaqFeedSpan tag, const char *name, SiyaqFeedSpan *ret_value);
SiyaqFeedSpan siyaq_feed_scanner_tag_name (const char *text, SiyaqFeedSpan tag);

/* Whether the bytes of @span are exactly @string. */
static inline gboolean
siyaq_feed_span_is (const char *text,
                    SiyaqFeedSpan span,
                    const char *string)
{
  guint32 i = 0, n = span.end - span.start;

  while (i < n && string[i] != '\0' && text[span.start + i] == string[i])
    i++;
  return i == n && string[i] == '\0';
}

/* Whether a name can be written in every encoding. */
static inline gboolean
siyaq_feed_span_is_ascii (const char *text,
                          SiyaqFeedSpan span)
{
  while (span.start < span.end && (guchar) text[span.start] < 0x80)
    span.start++;
  return span.start == span.end;
}

G_END_DECLS
