/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Edits: exactly the bytes that were meant, and no others. */
#include "config.h"

#include "feed-test.h"

#define NS_CONTENT "xmlns:content=\"http://purl.org/rss/1.0/modules/content/\""
#define NS_ATOM "xmlns=\"http://www.w3.org/2005/Atom\""
#define NS_RDF "xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\" xmlns=\"http://purl.org/rss/1.0/\""

typedef void (*Edit) (SiyaqFeedDocument *document);

/* Edits @before, compares, and edits the result again, which must change nothing: the second
   document gives the very bytes it was made of. */
static void
check (const char *before,
       Edit edit,
       const char *after)
{
  g_autoptr (SiyaqFeedDocument) document = feed_test_parse (before), again = NULL;
  g_autoptr (GBytes) bytes = NULL, twice = NULL;

  edit (document);
  feed_test_assert_written (document, after);
  bytes = siyaq_feed_document_to_bytes (document);
  again = feed_test_parse_bytes (bytes);
  if (siyaq_feed_document_get_n_items (again) == siyaq_feed_document_get_n_items (document))
    {
      edit (again);
      twice = siyaq_feed_document_to_bytes (again);
      g_assert_true (twice == bytes);
    }
}

static void
remove_first (SiyaqFeedDocument *document)
{
  siyaq_feed_document_remove_item (document, 0);
}

static void
set_html (SiyaqFeedDocument *document)
{
  siyaq_feed_document_set_html (document, 0, "<p>a &amp; b ]]&gt; ]]> \"c\"</p>");
}

static void
set_plain_html (SiyaqFeedDocument *document)
{
  siyaq_feed_document_set_html (document, 0, "<p>new</p>");
}

static void
set_link (SiyaqFeedDocument *document)
{
  siyaq_feed_document_set_link (document, 0, "http://x.example/?a=1&b='2'");
}

static void
add_categories (SiyaqFeedDocument *document)
{
  siyaq_feed_document_add_category (document, 0, "region:Syria");
  siyaq_feed_document_add_category (document, 0, "a & <b> \"c\"");
  siyaq_feed_document_add_category (document, 0, "region:Syria");
  siyaq_feed_document_add_category (document, 0, " \n");
}

static void
ensure_id (SiyaqFeedDocument *document)
{
  siyaq_feed_document_ensure_id (document, 0);
}

static void
test_nothing (void)
{
  const char *text = "\xef\xbb\xbf<?xml version='1.0' ?><!-- x --><rss  version = '2.0'\n><channel ><item\t>"
                     "<title>&#65;&eacute;</title></item ></channel></rss>\r\n\r\n";
  g_autoptr (GBytes) bytes = g_bytes_new_static (text, strlen (text));
  g_autoptr (SiyaqFeedDocument) document = feed_test_parse_bytes (bytes);
  g_autoptr (GBytes) out = NULL;

  siyaq_feed_document_get_item (document, 0);
  out = siyaq_feed_document_to_bytes (document);
  g_assert_true (out == bytes);
}

static void
test_remove (void)
{
  check ("<rss><channel>\n  <title>t</title>\n  <item><title>a</title></item>\n  <!-- c -->\n  <item/>\n</channel></rss>",
         remove_first, "<rss><channel>\n  <title>t</title>\n  <!-- c -->\n  <item/>\n</channel></rss>");
  check ("<feed " NS_ATOM ">\r\n\t<entry>\r\n\t</entry>\r\n</feed>", remove_first, "<feed " NS_ATOM ">\r\n</feed>");
  check ("<rdf:RDF " NS_RDF "><channel><items><rdf:Seq>\n <rdf:li rdf:resource='u?a&amp;b'/>\n <rdf:li resource=\"v\"></rdf:li>\n"
         "</rdf:Seq></items></channel>\n<item rdf:about=\"u?a&amp;b\"></item>\n<item rdf:about='v'/>\n</rdf:RDF>",
         remove_first,
         "<rdf:RDF " NS_RDF "><channel><items><rdf:Seq>\n <rdf:li resource=\"v\"></rdf:li>\n"
         "</rdf:Seq></items></channel>\n<item rdf:about='v'/>\n</rdf:RDF>");
}

static void
test_html_notation (void)
{
  check ("<rss><channel><item><description>  &lt;p&gt;old</description></item></channel></rss>", set_html,
         "<rss><channel><item><description>&lt;p&gt;a &amp;amp; b ]]&amp;gt; ]]&gt; \"c\"&lt;/p&gt;</description></item>"
         "</channel></rss>");
  check ("<rss><channel><item><description>\n<![CDATA[old]]>\n</description></item></channel></rss>", set_html,
         "<rss><channel><item><description><![CDATA[<p>a &amp; b ]]&gt; ]]]]><![CDATA[> \"c\"</p>]]></description></item>"
         "</channel></rss>");
  check ("<rss><channel><item><description x=\"/\" /></item></channel></rss>", set_plain_html,
         "<rss><channel><item><description x=\"/\">&lt;p&gt;new&lt;/p&gt;</description></item></channel></rss>");
  check ("<rss><channel><item><description><p>in</p>line</description></item></channel></rss>", set_plain_html,
         "<rss><channel><item><description>&lt;p&gt;new&lt;/p&gt;</description></item></channel></rss>");
}

static void
test_html_both (void)
{
  check ("<rss " NS_CONTENT "><channel><item>\n<description>junk, longer than what is left of the text</description>\n"
         "<content:encoded><![CDATA[<p>new</p><p>junk</p>]]></content:encoded>\n</item></channel></rss>",
         set_plain_html,
         "<rss " NS_CONTENT "><channel><item>\n<description>&lt;p&gt;new&lt;/p&gt;</description>\n"
         "<content:encoded><![CDATA[<p>new</p>]]></content:encoded>\n</item></channel></rss>");
}

static void
set_two_paragraphs (SiyaqFeedDocument *document)
{
  siyaq_feed_document_set_html (document, 0, "<p>The <b>first</b> words\nof it.</p><p>And more &amp; more.</p>");
}

/* A summary out of the new body stays; one with junk, or that comes first in readers, does not. */
static void
test_html_excerpt (void)
{
#define BODY "<![CDATA[<p>The <b>first</b> words\nof it.</p><p>And more &amp; more.</p>]]>"
#define OLD "<![CDATA[<p>The <b>first</b> words of it.</p><p>And more &amp; more.</p><p>Junk</p>]]>"
  check ("<rss " NS_CONTENT "><channel><item><description>The first words of it. And more [&#8230;]</description>"
         "<content:encoded>" OLD "</content:encoded></item></channel></rss>",
         set_two_paragraphs,
         "<rss " NS_CONTENT "><channel><item><description>The first words of it. And more [&#8230;]</description>"
         "<content:encoded>" BODY "</content:encoded></item></channel></rss>");
  check ("<rss " NS_CONTENT "><channel><item><description><![CDATA[The first words. Junk]]></description>"
         "<content:encoded>" OLD "</content:encoded></item></channel></rss>",
         set_two_paragraphs,
         "<rss " NS_CONTENT "><channel><item><description>" BODY "</description>"
         "<content:encoded>" BODY "</content:encoded></item></channel></rss>");
  check ("<rss " NS_CONTENT "><channel><item><content:encoded><![CDATA[The]]></content:encoded><description>"
         "<![CDATA[<p>The first words of it. And more and more and more and more, and Junk</p>]]></description></item></channel></rss>",
         set_two_paragraphs,
         "<rss " NS_CONTENT "><channel><item><content:encoded>" BODY "</content:encoded><description>" BODY "</description></item>"
         "</channel></rss>");
#undef BODY
#undef OLD
}

/* What has no words of its own is no second body. */
static void
test_html_picture (void)
{
  check ("<rss " NS_CONTENT "><channel><item><description>words</description>"
         "<content:encoded><![CDATA[<img src=\"x\">]]></content:encoded></item></channel></rss>",
         set_plain_html,
         "<rss " NS_CONTENT "><channel><item><description>&lt;p&gt;new&lt;/p&gt;</description>"
         "<content:encoded><![CDATA[<img src=\"x\">]]></content:encoded></item></channel></rss>");
  check ("<rss " NS_CONTENT "><channel><item><description/>"
         "<content:encoded><![CDATA[<img src=\"x\">]]></content:encoded></item></channel></rss>",
         set_plain_html,
         "<rss " NS_CONTENT "><channel><item><description/>"
         "<content:encoded><![CDATA[<p>new</p>]]></content:encoded></item></channel></rss>");
}

static void
test_html_missing (void)
{
  check ("<rss><channel><item>\n  <title>t</title>\n</item></channel></rss>", set_plain_html,
         "<rss><channel><item>\n  <title>t</title>\n  <description>&lt;p&gt;new&lt;/p&gt;</description>\n</item></channel></rss>");
  check ("<rss><channel><item /></channel></rss>", set_plain_html,
         "<rss><channel><item><description>&lt;p&gt;new&lt;/p&gt;</description></item></channel></rss>");
  check ("<a:feed xmlns:a=\"http://www.w3.org/2005/Atom\"><a:entry><a:id>1</a:id></a:entry></a:feed>", set_plain_html,
         "<a:feed xmlns:a=\"http://www.w3.org/2005/Atom\"><a:entry><a:id>1</a:id>"
         "<a:content type=\"html\">&lt;p&gt;new&lt;/p&gt;</a:content></a:entry></a:feed>");
}

static void
test_html_atom (void)
{
  check ("<feed " NS_ATOM "><entry><summary>short</summary><content type='text'>old</content></entry></feed>", set_plain_html,
         "<feed " NS_ATOM "><entry><summary type=\"html\">&lt;p&gt;new&lt;/p&gt;</summary>"
         "<content type='html'>&lt;p&gt;new&lt;/p&gt;</content></entry></feed>");
  check ("<feed " NS_ATOM "><entry><content type=\"xhtml\" xml:lang='ar'>\n<div xmlns=\"http://www.w3.org/1999/xhtml\"><p>old</p></div>\n"
         "</content></entry></feed>",
         set_plain_html,
         "<feed " NS_ATOM "><entry><content type=\"html\" xml:lang='ar'>&lt;p&gt;new&lt;/p&gt;</content></entry></feed>");
  check ("<feed version=\"0.3\" xmlns=\"http://purl.org/atom/ns#\"><entry><content type=\"application/xhtml+xml\" mode=\"xml\">"
         "<p xmlns=\"http://www.w3.org/1999/xhtml\">old</p></content></entry></feed>",
         set_plain_html,
         "<feed version=\"0.3\" xmlns=\"http://purl.org/atom/ns#\"><entry><content type=\"text/html\" mode=\"escaped\">"
         "&lt;p&gt;new&lt;/p&gt;</content></entry></feed>");
  check ("<feed " NS_ATOM "><entry><summary type=\"html\">old</summary><content src=\"x.mp3\" type=\"audio/mpeg\"/></entry></feed>",
         set_plain_html,
         "<feed " NS_ATOM "><entry><summary type=\"html\">&lt;p&gt;new&lt;/p&gt;</summary>"
         "<content src=\"x.mp3\" type=\"audio/mpeg\"/></entry></feed>");
}

static void
test_html_xhtml_body (void)
{
  check ("<rss><channel><item>\n <title>t</title>\n <body xmlns=\"http://www.w3.org/1999/xhtml\"><p>old</p></body>\n</item>"
         "</channel></rss>",
         set_plain_html,
         "<rss><channel><item>\n <title>t</title>\n <description>&lt;p&gt;new&lt;/p&gt;</description>\n</item></channel></rss>");
}

static void
test_link (void)
{
  check ("<rss><channel><item><link>http://x.example/?a=1&amp;b='2'&amp;utm_source=z</link></item></channel></rss>", set_link,
         "<rss><channel><item><link>http://x.example/?a=1&amp;b='2'</link></item></channel></rss>");
  check ("<rss><channel><item><link><![CDATA[http://x.example/]]></link></item></channel></rss>", set_link,
         "<rss><channel><item><link><![CDATA[http://x.example/?a=1&b='2']]></link></item></channel></rss>");
  check ("<rss><channel><item><link/><title/></item></channel></rss>", set_link,
         "<rss><channel><item><link>http://x.example/?a=1&amp;b='2'</link><title/></item></channel></rss>");
  check ("<rss><channel><item><title/></item></channel></rss>", set_link,
         "<rss><channel><item><title/><link>http://x.example/?a=1&amp;b='2'</link></item></channel></rss>");
  check ("<rss xmlns:f=\"http://rssnamespace.org/feedburner/ext/1.0\"><channel><item><link>http://p.example/1</link>"
         "<f:origLink>http://x.example/1</f:origLink></item></channel></rss>",
         set_link,
         "<rss xmlns:f=\"http://rssnamespace.org/feedburner/ext/1.0\"><channel><item><link>http://x.example/?a=1&amp;b='2'</link>"
         "<f:origLink>http://x.example/?a=1&amp;b='2'</f:origLink></item></channel></rss>");
  check ("<feed " NS_ATOM "><entry><link rel='enclosure' href='e'/><link href = 'http://x.example/?a=1&amp;c' rel=\"alternate\"/>"
         "</entry></feed>",
         set_link,
         "<feed " NS_ATOM "><entry><link rel='enclosure' href='e'/>"
         "<link href = 'http://x.example/?a=1&amp;b=&#39;2&#39;' rel=\"alternate\"/></entry></feed>");
  check ("<feed " NS_ATOM "><entry><id>1</id></entry></feed>", set_link,
         "<feed " NS_ATOM "><entry><id>1</id><link href=\"http://x.example/?a=1&amp;b=&#39;2&#39;\"/></entry></feed>");
}

static void
test_category (void)
{
  check ("<rss><channel><item>\n\t<title>t</title>\n\t</item></channel></rss>", add_categories,
         "<rss><channel><item>\n\t<title>t</title>\n\t<category>region:Syria</category>"
         "\n\t<category>a &amp; &lt;b&gt; \"c\"</category>\n\t</item></channel></rss>");
  check ("<rss><channel><item><category><![CDATA[region:Syria]]></category></item></channel></rss>", add_categories,
         "<rss><channel><item><category><![CDATA[region:Syria]]></category>"
         "<category>a &amp; &lt;b&gt; \"c\"</category></item></channel></rss>");
  check ("<feed " NS_ATOM "><entry><id>1</id></entry></feed>", add_categories,
         "<feed " NS_ATOM "><entry><id>1</id><category term=\"region:Syria\"/>"
         "<category term=\"a &amp; &lt;b&gt; &quot;c&quot;\"/></entry></feed>");
  check ("<rdf:RDF " NS_RDF "><item rdf:about=\"1\"><title>t</title></item></rdf:RDF>", add_categories,
         "<rdf:RDF " NS_RDF "><item rdf:about=\"1\"><title>t</title>"
         "<dc:subject xmlns:dc=\"http://purl.org/dc/elements/1.1/\">region:Syria</dc:subject>"
         "<dc:subject xmlns:dc=\"http://purl.org/dc/elements/1.1/\">a &amp; &lt;b&gt; \"c\"</dc:subject></item></rdf:RDF>");
  check ("<rdf:RDF " NS_RDF " xmlns:d=\"http://purl.org/dc/elements/1.1/\"><item><d:subject>region:Syria</d:subject></item></rdf:RDF>",
         add_categories,
         "<rdf:RDF " NS_RDF " xmlns:d=\"http://purl.org/dc/elements/1.1/\"><item><d:subject>region:Syria</d:subject>"
         "<d:subject>a &amp; &lt;b&gt; \"c\"</d:subject></item></rdf:RDF>");
}

static void
test_id (void)
{
  check ("<rss><channel><item>\n<link>http://x.example/1?a&amp;b</link>\n</item></channel></rss>", ensure_id,
         "<rss><channel><item>\n<link>http://x.example/1?a&amp;b</link>\n"
         "<guid isPermaLink=\"false\">http://x.example/1?a&amp;b</guid>\n</item></channel></rss>");
  check ("<rss><channel><item><link>http://x.example/1</link><guid isPermaLink='true'> </guid></item></channel></rss>", ensure_id,
         "<rss><channel><item><link>http://x.example/1</link><guid isPermaLink='false'>http://x.example/1</guid></item>"
         "</channel></rss>");
  check ("<rss><channel><item><link>http://x.example/1</link><guid/></item></channel></rss>", ensure_id,
         "<rss><channel><item><link>http://x.example/1</link><guid isPermaLink=\"false\">http://x.example/1</guid></item>"
         "</channel></rss>");
  check ("<rss><channel><item><guid>g</guid></item></channel></rss>", ensure_id,
         "<rss><channel><item><guid>g</guid></item></channel></rss>");
  check ("<feed " NS_ATOM "><entry><link href=\"http://x.example/1\"/></entry></feed>", ensure_id,
         "<feed " NS_ATOM "><entry><link href=\"http://x.example/1\"/><id>http://x.example/1</id></entry></feed>");
  check ("<r:RDF xmlns:r=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\"><item><link>http://x.example/1</link></item></r:RDF>", ensure_id,
         "<r:RDF xmlns:r=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\"><item r:about=\"http://x.example/1\"><link>"
         "http://x.example/1</link></item></r:RDF>");
  check ("<rdf:RDF " NS_RDF "><item ><link>http://x.example/1</link></item></rdf:RDF>", ensure_id,
         "<rdf:RDF " NS_RDF "><item rdf:about=\"http://x.example/1\" ><link>http://x.example/1</link></item></rdf:RDF>");
}

/* An id that was written stays when the text is cleaned and tagged later. */
static void
test_id_is_stable (void)
{
  g_autoptr (SiyaqFeedDocument) document =
      feed_test_parse ("<rss><channel><item><title>t</title><description>text and junk</description></item></channel></rss>");
  g_autoptr (SiyaqFeedDocument) again = NULL;
  g_autoptr (GBytes) out = NULL;

  siyaq_feed_document_ensure_id (document, 0);
  siyaq_feed_document_set_html (document, 0, "text");
  siyaq_feed_document_add_category (document, 0, "x");
  out = siyaq_feed_document_to_bytes (document);
  again = feed_test_parse_bytes (out);
  g_assert_cmpstr (siyaq_feed_document_get_item (again, 0)->id, ==, siyaq_feed_document_get_item (document, 0)->id);
}

static void
test_all_at_once (void)
{
  g_autoptr (SiyaqFeedDocument) document = feed_test_parse (
      "<rss><channel><item/> <item><title>b</title></item> <item><title>c</title></item></channel></rss>");

  for (guint i = 0; i < 2; i++)
    {
      siyaq_feed_document_add_category (document, i, "x");
      siyaq_feed_document_set_html (document, i, "h");
      siyaq_feed_document_set_link (document, i, "l");
    }
  siyaq_feed_document_remove_item (document, 2);
  feed_test_assert_written (document,
                            "<rss><channel><item><link>l</link><description>h</description><category>x</category></item> "
                            "<item><title>b</title><link>l</link><description>h</description><category>x</category></item>"
                            "</channel></rss>");
}

int
main (int argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/feed/edit/nothing", test_nothing);
  g_test_add_func ("/feed/edit/remove", test_remove);
  g_test_add_func ("/feed/edit/html-notation", test_html_notation);
  g_test_add_func ("/feed/edit/html-both", test_html_both);
  g_test_add_func ("/feed/edit/html-excerpt", test_html_excerpt);
  g_test_add_func ("/feed/edit/html-picture", test_html_picture);
  g_test_add_func ("/feed/edit/html-missing", test_html_missing);
  g_test_add_func ("/feed/edit/html-atom", test_html_atom);
  g_test_add_func ("/feed/edit/html-xhtml-body", test_html_xhtml_body);
  g_test_add_func ("/feed/edit/link", test_link);
  g_test_add_func ("/feed/edit/category", test_category);
  g_test_add_func ("/feed/edit/id", test_id);
  g_test_add_func ("/feed/edit/id-is-stable", test_id_is_stable);
  g_test_add_func ("/feed/edit/all-at-once", test_all_at_once);
  return g_test_run ();
}
