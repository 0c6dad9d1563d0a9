/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Items taken out of a feed and put back, into the same feed and into what it became. */
#include "config.h"

#include "feed-test.h"

#define NS_DC "xmlns:dc=\"http://purl.org/dc/elements/1.1/\""
#define NS_RDF "xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\" xmlns=\"http://purl.org/rss/1.0/\""

static void
insert (SiyaqFeedDocument *document,
        GBytes *extract)
{
  g_autoptr (GError) error = NULL;
  gboolean done = siyaq_feed_document_insert_item (document, extract, &error);

  g_assert_no_error (error);
  g_assert_true (done);
}

static GBytes *
extract_from (const char *text,
              guint index)
{
  g_autoptr (SiyaqFeedDocument) document = feed_test_parse (text);

  return siyaq_feed_document_extract_item (document, index);
}

static void
assert_bytes (GBytes *bytes,
              const char *expected)
{
  g_autofree char *text = g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));

  g_assert_cmpstr (text, ==, expected);
}

static void
test_extract (void)
{
  g_autoptr (GBytes) rss = extract_from (
      "<?xml version='1.0'?>\n<!DOCTYPE rss [<!ENTITY x 'a &#62; b'>]>\n<rss version='2.0' " NS_DC ">\n<channel>"
      "<title>T</title>\n<ttl>1</ttl><link>http://x.example/</link><item/>"
      "<item  a='&x;'>\n<title>&x; &eacute; &amp; & &nosuch; &#65;</title><d><![CDATA[&x; <b>]\x01]>]\xef\xbf\xbf]>]]></d>\n"
      "<guid>g</guid></item><item/></channel></rss>",
      1);
  g_autoptr (GBytes) rdf = extract_from (
      "<rdf:RDF " NS_RDF "><channel rdf:about='c'><title>T</title><items><rdf:Seq/></items></channel>"
      "<item rdf:about='1'><title>one</title></item></rdf:RDF>",
      0);

  assert_bytes (rss, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<rss version='2.0' " NS_DC ">\n<channel>\n"
                     "<title>T</title>\n<link>http://x.example/</link>\n"
                     "<item  a='a &gt; b'>\n<title>a &gt; b é &amp; &amp; &amp;nosuch; &#65;</title><d><![CDATA[&x; <b>] ]>]\xef\xbf\xbd]>]]></d>\n"
                     "<guid>g</guid></item>\n</channel>\n</rss>\n");
  assert_bytes (rdf, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<rdf:RDF " NS_RDF ">\n<channel rdf:about='c'>\n"
                     "<title>T</title>\n</channel>\n<item rdf:about='1'><title>one</title></item>\n</rdf:RDF>\n");
}

static void
test_back (void)
{
  static const char text[] = "<rss><channel>\n  <title>t</title>\n  <item><guid>1</guid></item>\n  <item><guid>2</guid></item>\n"
                             "</channel></rss>";
  g_autoptr (GBytes) one = extract_from (text, 0), two = extract_from (text, 1);
  g_autoptr (SiyaqFeedDocument) whole = feed_test_parse (text), rest = NULL;
  g_autoptr (GBytes) same = NULL;

  /* There already. */
  insert (whole, one);
  same = siyaq_feed_document_to_bytes (whole);
  assert_bytes (same, text);

  rest = feed_test_parse ("<rss><channel>\n  <title>t</title>\n  <item><guid>2</guid></item>\n</channel></rss>");
  insert (rest, one);
  insert (rest, two);
  feed_test_assert_written (rest, text);
}

/* Into a feed without items, with what the item needs declared. */
static void
test_declarations (void)
{
  g_autoptr (GBytes) extract = extract_from ("<rss " NS_DC " xmlns:z='urn:z' xml:lang='ar'><channel><item><guid>1</guid>"
                                             "<dc:date>2025-11-22</dc:date></item></channel></rss>",
                                             0);
  g_autoptr (SiyaqFeedDocument) bare = feed_test_parse ("<rss>\n<channel>\n <title>t</title>\n</channel>\n</rss>");
  g_autoptr (SiyaqFeedDocument) declared = feed_test_parse ("<rss " NS_DC "><channel></channel></rss>");
  g_autoptr (SiyaqFeedDocument) nowhere = feed_test_parse ("<rss/>");
  g_autoptr (GError) error = NULL;

  insert (bare, extract);
  feed_test_assert_written (bare, "<rss>\n<channel>\n <title>t</title>\n<item " NS_DC " xml:lang=\"ar\"><guid>1</guid>"
                                  "<dc:date>2025-11-22</dc:date></item>\n</channel>\n</rss>");
  insert (declared, extract);
  feed_test_assert_written (declared, "<rss " NS_DC "><channel><item xml:lang=\"ar\"><guid>1</guid><dc:date>2025-11-22</dc:date>"
                                      "</item></channel></rss>");
  g_assert_false (siyaq_feed_document_insert_item (nowhere, extract, &error));
  g_assert_error (error, SIYAQ_FEED_ERROR, SIYAQ_FEED_ERROR_NOT_A_FEED);
}

static void
test_rdf (void)
{
  g_autoptr (GBytes) extract = extract_from ("<rdf:RDF " NS_RDF "><item rdf:about='u?a&amp;b'><title>one</title></item></rdf:RDF>", 0);
  g_autoptr (SiyaqFeedDocument) document =
      feed_test_parse ("<r:RDF xmlns:r=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\" xmlns=\"http://purl.org/rss/1.0/\"><channel>"
                       "<items><r:Seq><r:li resource='2'/></r:Seq></items></channel>\n<item r:about='2'/></r:RDF>");

  insert (document, extract);
  feed_test_assert_written (
      document,
      "<r:RDF xmlns:r=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\" xmlns=\"http://purl.org/rss/1.0/\"><channel>"
      "<items><r:Seq><r:li r:resource=\"u?a&amp;b\"/><r:li resource='2'/></r:Seq></items></channel>"
      "\n<item xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\" rdf:about='u?a&amp;b'><title>one</title></item>"
      "\n<item r:about='2'/></r:RDF>");
}

/* A feed that has changed its kind, its prefix or its encoding in the meantime. */
static void
test_other_kinds (void)
{
  static const char *const feeds[] = {
    "<rss><channel><title>t</title></channel></rss>",
    "<feed xmlns=\"http://www.w3.org/2005/Atom\"><title>t</title></feed>",
    "<a:feed xmlns:a=\"http://www.w3.org/2005/Atom\"><a:title>t</a:title></a:feed>",
    "<rdf:RDF " NS_RDF "><channel/></rdf:RDF>",
    "<?xml version='1.0' encoding='windows-1256'?><rss><channel><title>\xd3</title><item/></channel></rss>",
  };
  static const char *const items[] = {
    "<rss><channel><item><title>a &amp;lt;b&amp;gt; سوريا 😀</title><link>http://x.example/?a&amp;b</link><guid>urn:1</guid>"
    "<pubDate>Sat, 22 Nov 2025 10:20:30 GMT</pubDate><category>c &amp; d</category>"
    "<description><![CDATA[<p>a &amp; سوريا 😀</p>]]></description></item></channel></rss>",
    "<feed xmlns=\"http://www.w3.org/2005/Atom\"><entry><title type='html'>a &amp;lt;b&amp;gt; سوريا 😀</title>"
    "<link href='http://x.example/?a&amp;b'/><id>urn:1</id><updated>2025-11-22T10:20:30Z</updated><category term='c &amp; d'/>"
    "<content type='html'><![CDATA[<p>a &amp; سوريا 😀</p>]]></content></entry></feed>",
    "<rdf:RDF " NS_RDF "><item rdf:about='urn:1'><title>a &amp;lt;b&amp;gt; سوريا 😀</title><link>http://x.example/?a&amp;b</link>"
    "<dc:date " NS_DC ">2025-11-22T10:20:30Z</dc:date><dc:subject " NS_DC ">c &amp; d</dc:subject>"
    "<description><![CDATA[<p>a &amp; سوريا 😀</p>]]></description></item></rdf:RDF>",
  };

  for (guint i = 0; i < G_N_ELEMENTS (feeds); i++)
    for (guint j = 0; j < G_N_ELEMENTS (items); j++)
      {
        g_autoptr (SiyaqFeedDocument) document = feed_test_parse (feeds[i]), again = NULL;
        g_autoptr (GBytes) extract = extract_from (items[j], 0), out = NULL;
        g_autofree char *written = NULL;
        SiyaqItem *item;

        insert (document, extract);
        written = feed_test_write (document);
        out = siyaq_feed_document_to_bytes (document);
        again = feed_test_parse_bytes (out);
        item = siyaq_feed_document_get_item (again, 0);
        g_assert_cmpstr (item->id, ==, "urn:1");
        g_assert_cmpstr (item->title, ==, "a <b> سوريا 😀");
        g_assert_cmpstr (item->url, ==, "http://x.example/?a&b");
        g_assert_cmpstr (item->html, ==, "<p>a &amp; سوريا 😀</p>");
        g_assert_cmpint (item->published_s, ==, 1763806830);
        g_assert_cmpstr (item->categories[0], ==, "c & d");
      }
}

/* Names cannot be written as references: where the encoding has not their letters, the item is
   written anew. */
static void
test_names (void)
{
  g_autoptr (GBytes) extract = extract_from ("<rss xmlns:é='urn:e'><channel><item><guid>1</guid><title>t</title><é:x/></item>"
                                             "</channel></rss>",
                                             0);
  g_autoptr (SiyaqFeedDocument) can = feed_test_parse ("<rss><channel></channel></rss>");
  g_autoptr (SiyaqFeedDocument) cannot = feed_test_parse ("<?xml version='1.0' encoding='ISO-8859-6'?><rss><channel></channel></rss>");

  insert (can, extract);
  feed_test_assert_written (can, "<rss><channel><item xmlns:é=\"urn:e\"><guid>1</guid><title>t</title><é:x/></item></channel></rss>");
  insert (cannot, extract);
  feed_test_assert_written (cannot, "<?xml version='1.0' encoding='ISO-8859-6'?><rss><channel><item><title>t</title>"
                                    "<guid isPermaLink=\"false\">1</guid></item></channel></rss>");
}

/* An id that depends on the neighbours goes along. */
static void
test_id (void)
{
  static const char text[] = "<rss><channel><item><link>l</link><title>a</title></item><item><link>l</link><title>b</title></item>"
                             "</channel></rss>";
  g_autoptr (SiyaqFeedDocument) document = feed_test_parse (text), alone = NULL;
  g_autoptr (GBytes) extract = siyaq_feed_document_extract_item (document, 0);

  alone = feed_test_parse_bytes (extract);
  g_assert_true (g_str_has_prefix (siyaq_feed_document_get_item (document, 0)->id, "urn:siyaq:"));
  g_assert_cmpstr (siyaq_feed_document_get_item (alone, 0)->id, ==, siyaq_feed_document_get_item (document, 0)->id);
}

int
main (int argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/feed/extract/extract", test_extract);
  g_test_add_func ("/feed/extract/back", test_back);
  g_test_add_func ("/feed/extract/declarations", test_declarations);
  g_test_add_func ("/feed/extract/rdf", test_rdf);
  g_test_add_func ("/feed/extract/other-kinds", test_other_kinds);
  g_test_add_func ("/feed/extract/names", test_names);
  g_test_add_func ("/feed/extract/id", test_id);
  return g_test_run ();
}
