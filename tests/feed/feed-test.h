/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What the tests of the feed stage share. */
#pragma once

#include "siyaq-feed-document.h"

#include <libxml/parser.h>
#include <string.h>

static inline SiyaqFeedDocument *
feed_test_parse_bytes (GBytes *bytes)
{
  g_autoptr (GError) error = NULL;
  SiyaqFeedDocument *document = siyaq_feed_document_new (bytes, NULL, &error);

  g_assert_no_error (error);
  return document;
}

static inline SiyaqFeedDocument *
feed_test_parse (const char *text)
{
  g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));

  return feed_test_parse_bytes (bytes);
}

/* The document with its edits, after a look whether libxml2 takes it as well. */
static inline char *
feed_test_write (SiyaqFeedDocument *document)
{
  g_autoptr (GBytes) bytes = siyaq_feed_document_to_bytes (document);
  gsize length;
  const char *data = g_bytes_get_data (bytes, &length);
  xmlDoc *doc = xmlReadMemory (data, (int) length, NULL, NULL, XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING);

  g_assert_nonnull (doc);
  xmlFreeDoc (doc);
  return g_strndup (data, length);
}

#define feed_test_assert_written(document, expected) \
  G_STMT_START \
  { \
    g_autofree char *written = feed_test_write (document); \
    g_assert_cmpstr (written, ==, expected); \
  } \
  G_STMT_END
