/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Any bytes as a feed. What can be read must pass unchanged when nothing is done, be readable again
   after every edit, and stay the same when the same edits are made once more. */
#include "config.h"

#include "siyaq-feed-document.h"

#include <stdint.h>
#include <string.h>

int LLVMFuzzerTestOneInput (const uint8_t *data, size_t size);

/* Characters that need escaping, ends of CDATA sections, and letters that few encodings have. */
static const char html[] = "<p title='\"'>a &amp; b ]]> c\r\nd \x01 ☃ سوريا é</p>";
static const char term[] = "region:Syria & \"x\" <سوريا> 'é'";
static const char url[] = "http://example.org/?a=1&b=2#\"'";

static void
edit (SiyaqFeedDocument *document)
{
  for (guint i = 0; i < siyaq_feed_document_get_n_items (document); i++)
    {
      siyaq_feed_document_set_html (document, i, html);
      siyaq_feed_document_set_link (document, i, url);
      siyaq_feed_document_add_category (document, i, term);
      siyaq_feed_document_ensure_id (document, i);
    }
}

/* What was edited can be edited again, and then says the same. */
static void
check_edits (SiyaqFeedDocument *document)
{
  g_autoptr (SiyaqFeedDocument) again = NULL;
  g_autoptr (GBytes) once = NULL, twice = NULL;
  g_autoptr (GError) error = NULL;
  guint n = siyaq_feed_document_get_n_items (document);

  edit (document);
  once = siyaq_feed_document_to_bytes (document);
  if (g_bytes_get_size (once) > SIYAQ_FEED_MAX_BYTES)
    return;
  again = siyaq_feed_document_new (once, "f", &error);
  g_assert_no_error (error);
  g_assert_cmpuint (siyaq_feed_document_get_n_items (again), ==, n);
  for (guint i = 0; i < n; i++)
    {
      const char *id = siyaq_feed_document_get_item (document, i)->id;

      /* Which letters bytes of no known encoding are is a guess from the whole text, edits too. */
      if (g_str_is_ascii (id))
        g_assert_cmpstr (siyaq_feed_document_get_item (again, i)->id, ==, id);
    }
  edit (again);
  twice = siyaq_feed_document_to_bytes (again);
  g_assert_true (g_bytes_equal (once, twice));
}

/* The item can be put into a feed of any kind, also one that is not what it calls itself. */
static void
check_other_kinds (GBytes *extract)
{
  static const char *const feeds[] = {
    "<rss><channel><item/></channel></rss>",
    "<a:feed xmlns:a='http://www.w3.org/2005/Atom'></a:feed>",
    "<?xml version='1.0' encoding='ISO-8859-6'?><rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#'>\xd8\xb3"
    "<channel><items><rdf:Seq> </rdf:Seq></items></channel></rdf:RDF>",
  };

  for (guint i = 0; i < G_N_ELEMENTS (feeds); i++)
    {
      g_autoptr (GBytes) bytes = g_bytes_new_static (feeds[i], strlen (feeds[i])), out = NULL;
      g_autoptr (SiyaqFeedDocument) document = siyaq_feed_document_new (bytes, "f", NULL), again = NULL;
      g_autoptr (GError) error = NULL;

      siyaq_feed_document_insert_item (document, extract, &error);
      g_assert_no_error (error);
      out = siyaq_feed_document_to_bytes (document);
      again = siyaq_feed_document_new (out, "f", &error);
      g_assert_no_error (error);
      g_assert_cmpuint (siyaq_feed_document_get_n_items (again), ==,
                        siyaq_feed_document_get_n_items (document) + (out == bytes ? 0 : 1));
    }
}

/* An item that was taken out goes back into what is left. */
static void
check_extracts (SiyaqFeedDocument *document)
{
  g_autoptr (SiyaqFeedDocument) rest = NULL, restored = NULL;
  g_autoptr (GBytes) extract = NULL, without = NULL, with = NULL;
  g_autoptr (GError) error = NULL;
  guint n = siyaq_feed_document_get_n_items (document);

  if (n == 0)
    return;
  extract = siyaq_feed_document_extract_item (document, 0);
  for (guint i = 0; i < n; i++)
    siyaq_feed_document_remove_item (document, i);
  without = siyaq_feed_document_to_bytes (document);
  rest = siyaq_feed_document_new (without, "f", &error);
  g_assert_no_error (error);
  g_assert_cmpuint (siyaq_feed_document_get_n_items (rest), ==, 0);
  if (!siyaq_feed_document_insert_item (rest, extract, &error))
    {
      g_assert_error (error, SIYAQ_FEED_ERROR, SIYAQ_FEED_ERROR_NOT_A_FEED);
      return;
    }
  with = siyaq_feed_document_to_bytes (rest);
  restored = siyaq_feed_document_new (with, "f", &error);
  g_assert_no_error (error);
  g_assert_cmpuint (siyaq_feed_document_get_n_items (restored), ==, 1);
  check_other_kinds (extract);
}

int
LLVMFuzzerTestOneInput (const uint8_t *data,
                        size_t size)
{
  g_autoptr (GBytes) bytes = g_bytes_new (data, size);
  g_autoptr (SiyaqFeedDocument) document = siyaq_feed_document_new (bytes, "f", NULL);
  g_autoptr (SiyaqFeedDocument) other = NULL;
  g_autoptr (GBytes) out = NULL;

  if (document == NULL)
    return 0;
  for (guint i = 0; i < siyaq_feed_document_get_n_items (document); i++)
    siyaq_feed_document_get_item (document, i);
  out = siyaq_feed_document_to_bytes (document);
  g_assert_true (out == bytes);
  other = siyaq_feed_document_new (bytes, "f", NULL);
  check_edits (document);
  check_extracts (other);
  return 0;
}
