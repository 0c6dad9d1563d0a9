/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What items of each kind of feed say. */
#include "config.h"

#include "feed-test.h"

static const char rss[] =
    "<?xml version=\"1.0\"?>\n"
    "<rss version=\"2.0\" xmlns:content=\"http://purl.org/rss/1.0/modules/content/\""
    " xmlns:dc=\"http://purl.org/dc/elements/1.1/\" xmlns:atom=\"http://www.w3.org/2005/Atom\""
    " xmlns:feedburner=\"http://rssnamespace.org/feedburner/ext/1.0\">\n"
    "<channel>\n"
    "  <atom:link rel=\"self\" href=\"http://wire.example/feed\"/>\n"
    "  <title> The &lt;i&gt;Wire&lt;/i&gt; &amp;amp; more </title>\n"
    "  <link>http://wire.example/</link><language>ar-sy</language>\n"
    "  <image><title>not this</title><link>http://not.this/</link></image>\n"
    "  <item>\n"
    "    <title><![CDATA[Talks <b>stall</b>,<br/>again &#8211; AT&T]]></title>\n"
    "    <link> http://wire.example/1?a=1&amp;b=2 </link>\n"
    "    <guid isPermaLink=\"false\">w1</guid>\n"
    "    <pubDate>Sat, 22 Nov 2025 10:20:30 +0300</pubDate>\n"
    "    <category>Politics</category><category domain=\"x\"><![CDATA[A & B]]></category><dc:subject>Syria</dc:subject>\n"
    "    <description>short</description>\n"
    "    <content:encoded><![CDATA[<p>long &amp; full</p>]]></content:encoded>\n"
    "    <media><title>nor this</title></media>\n"
    "  </item>\n"
    "  <item xml:lang=\"en\">\n"
    "    <title>Two &lt; three, x &lt;y&gt; z</title>\n"
    "    <guid>http://wire.example/2</guid>\n"
    "    <dc:date>2025-11-22</dc:date>\n"
    "    <description>Only words: &amp;quot;so&amp;quot; &amp;amp; so.</description>\n"
    "  </item>\n"
    "  <item><link>http://proxy.example/3</link><feedburner:origLink>http://wire.example/3</feedburner:origLink>\n"
    "    <title>3</title><description><p>inline <b x='1'>markup</b><br/></p></description></item>\n"
    "</channel>\n"
    "</rss>\n";

static void
test_rss (void)
{
  g_autoptr (SiyaqFeedDocument) document = feed_test_parse (rss);
  SiyaqItem *item;

  g_assert_cmpstr (siyaq_feed_document_get_title (document), ==, "The Wire & more");
  g_assert_cmpstr (siyaq_feed_document_get_link (document), ==, "http://wire.example/");
  g_assert_cmpstr (siyaq_feed_document_get_id (document), ==, "http://wire.example/");
  g_assert_cmpstr (siyaq_feed_document_get_lang (document), ==, "ar-sy");
  g_assert_cmpuint (siyaq_feed_document_get_n_items (document), ==, 3);

  item = siyaq_feed_document_get_item (document, 0);
  g_assert_cmpstr (item->id, ==, "w1");
  g_assert_cmpstr (item->feed, ==, "http://wire.example/");
  g_assert_cmpstr (item->title, ==, "Talks stall, again – AT&T");
  g_assert_cmpstr (item->html, ==, "<p>long &amp; full</p>");
  g_assert_null (item->text);
  g_assert_cmpstr (item->url, ==, "http://wire.example/1?a=1&b=2");
  g_assert_cmpint (item->published_s, ==, 1763796030);
  g_assert_cmpstr (item->lang, ==, "ar-sy");
  g_assert_cmpstr (item->categories[0], ==, "Politics");
  g_assert_cmpstr (item->categories[1], ==, "A & B");
  g_assert_cmpstr (item->categories[2], ==, "Syria");
  g_assert_null (item->categories[3]);

  item = siyaq_feed_document_get_item (document, 1);
  g_assert_cmpstr (item->title, ==, "Two < three, x <y> z");
  g_assert_cmpstr (item->id, ==, "http://wire.example/2");
  g_assert_cmpstr (item->url, ==, "http://wire.example/2");
  g_assert_cmpstr (item->lang, ==, "en");
  g_assert_null (item->html);
  g_assert_cmpstr (item->text, ==, "Only words: \"so\" & so.");
  g_assert_null (item->categories);

  item = siyaq_feed_document_get_item (document, 2);
  g_assert_cmpstr (item->url, ==, "http://wire.example/3");
  g_assert_cmpstr (item->id, ==, "http://proxy.example/3");
  g_assert_cmpstr (item->html, ==, "<p>inline <b x=\"1\">markup</b><br></p>");
  g_assert_cmpint (item->published_s, ==, SIYAQ_TIME_UNKNOWN);
}

static void
test_atom (void)
{
  g_autoptr (SiyaqFeedDocument) document = feed_test_parse (
      "<feed xmlns=\"http://www.w3.org/2005/Atom\" xml:lang=\"en\" xml:base=\"http://wire.example/en/\">"
      "<id>urn:feed</id><title type=\"html\">A &amp;amp; B</title>"
      "<link rel=\"self\" href=\"http://wire.example/feed\"/><link href=\"http://wire.example/\"/>"
      "<entry xml:lang=\"ar\"><id> urn:1 </id><title type=\"html\">&lt;b&gt;One&lt;/b&gt;</title>"
      "<link rel=\"enclosure\" href=\"http://wire.example/1.mp3\"/>"
      "<link rel=\"alternate\" type=\"application/json\" href=\"/1.json\"/>"
      "<link rel=\"alternate\" type=\"text/html\" href=\"1\"/>"
      "<updated>2025-11-23T00:00:00Z</updated><published>2025-11-22T00:00:00Z</published>"
      "<category term=\"t&amp;1\" label=\"T\"/><summary>short</summary>"
      "<source><id>urn:other</id><title>other</title></source>"
      "<content type=\"html\">&lt;p&gt;one&lt;/p&gt;</content></entry>"
      "<entry><id>urn:2</id><title type=\"text\">a &lt;b&gt; c</title><updated>2025-11-23T00:00:00Z</updated>"
      "<content type=\"xhtml\"><x:div xmlns:x=\"http://www.w3.org/1999/xhtml\"><x:p>two &lt; 3<x:br/></x:p><x:a name='n'/>"
      "<![CDATA[<&]]></x:div></content></entry>"
      "<entry><id>urn:3</id><title>Three</title><summary type=\"text\">1 &lt; 2 &amp;amp; words</summary>"
      "<content type=\"image/png\">iVBORw0KGgo=</content></entry>"
      "<entry><id>urn:4</id><title>Four</title><content src=\"http://wire.example/4\" type=\"text/html\"/></entry>"
      "</feed>");
  SiyaqItem *item;

  g_assert_cmpstr (siyaq_feed_document_get_id (document), ==, "urn:feed");
  g_assert_cmpstr (siyaq_feed_document_get_title (document), ==, "A & B");
  g_assert_cmpstr (siyaq_feed_document_get_link (document), ==, "http://wire.example/");
  g_assert_cmpuint (siyaq_feed_document_get_n_items (document), ==, 4);

  item = siyaq_feed_document_get_item (document, 0);
  g_assert_cmpstr (item->id, ==, "urn:1");
  g_assert_cmpstr (item->title, ==, "One");
  g_assert_cmpstr (item->url, ==, "http://wire.example/en/1");
  g_assert_cmpstr (item->html, ==, "<p>one</p>");
  g_assert_cmpint (item->published_s, ==, 1763769600);
  g_assert_cmpstr (item->lang, ==, "ar");
  g_assert_cmpstr (item->categories[0], ==, "t&1");

  item = siyaq_feed_document_get_item (document, 1);
  g_assert_cmpstr (item->title, ==, "a <b> c");
  g_assert_cmpstr (item->html, ==, "<div><p>two &lt; 3<br></p><a name=\"n\"></a>&lt;&amp;</div>");
  g_assert_cmpint (item->published_s, ==, 1763856000);
  g_assert_cmpstr (item->lang, ==, "en");

  item = siyaq_feed_document_get_item (document, 2);
  g_assert_null (item->html);
  g_assert_cmpstr (item->text, ==, "1 < 2 &amp; words");

  item = siyaq_feed_document_get_item (document, 3);
  g_assert_null (item->html);
  g_assert_null (item->text);
}

static void
test_atom03 (void)
{
  g_autoptr (SiyaqFeedDocument) document = feed_test_parse (
      "<a:feed version=\"0.3\" xmlns:a=\"http://purl.org/atom/ns#\"><a:title mode=\"escaped\" type=\"text/html\">Old</a:title>"
      "<a:entry><a:id>tag:1</a:id><a:title>One</a:title><a:link rel=\"alternate\" type=\"text/html\" href=\"http://o.example/1\"/>"
      "<a:issued>2004-01-02T03:04:05-05:00</a:issued><a:modified>2005-01-02T03:04:05Z</a:modified>"
      "<a:content mode=\"escaped\" type=\"text/html\">&lt;p&gt;x&lt;/p&gt;</a:content></a:entry>"
      "<a:entry><a:id>tag:2</a:id><a:content mode=\"base64\" type=\"text/html\">PHA+</a:content></a:entry></a:feed>");
  SiyaqItem *item = siyaq_feed_document_get_item (document, 0);

  g_assert_cmpuint (siyaq_feed_document_get_n_items (document), ==, 2);
  g_assert_cmpstr (siyaq_feed_document_get_title (document), ==, "Old");
  g_assert_cmpstr (item->id, ==, "tag:1");
  g_assert_cmpstr (item->url, ==, "http://o.example/1");
  g_assert_cmpint (item->published_s, ==, 1073030645);
  g_assert_cmpstr (item->html, ==, "<p>x</p>");
  g_assert_null (siyaq_feed_document_get_item (document, 1)->html);
}

static void
test_rdf (void)
{
  g_autoptr (SiyaqFeedDocument) document = feed_test_parse (
      "<!DOCTYPE rdf:RDF [<!ENTITY % HTMLlat1 PUBLIC \"x\" \"http://y.example/\"> <!ENTITY copy2 \"&#169; 2\">]>\n"
      "<rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\" xmlns=\"http://purl.org/rss/1.0/\">"
      "<channel rdf:about=\"http://r.example/rss\"><title>R</title><link>http://r.example/</link><dc:language>en</dc:language>"
      "<items><rdf:Seq><rdf:li resource=\"http://r.example/1\"/></rdf:Seq></items></channel>"
      "<image><title>no</title></image>"
      "<item rdf:about=\"http://r.example/1\"><title>One &copy2; &eacute; &nosuch; &</title><link>http://r.example/one</link>"
      "<dc:subject>S</dc:subject><dc:date>2025-11-22T00:00+00:00</dc:date>"
      "<description>&lt;p&gt;a&lt;/p&gt;</description></item></rdf:RDF>");
  SiyaqItem *item = siyaq_feed_document_get_item (document, 0);

  g_assert_cmpstr (siyaq_feed_document_get_id (document), ==, "http://r.example/rss");
  g_assert_cmpstr (siyaq_feed_document_get_title (document), ==, "R");
  g_assert_cmpstr (siyaq_feed_document_get_lang (document), ==, "en");
  g_assert_cmpuint (siyaq_feed_document_get_n_items (document), ==, 1);
  g_assert_cmpstr (item->id, ==, "http://r.example/1");
  g_assert_cmpstr (item->url, ==, "http://r.example/one");
  g_assert_cmpstr (item->title, ==, "One © 2 é &nosuch; &");
  g_assert_cmpstr (item->html, ==, "<p>a</p>");
  g_assert_cmpint (item->published_s, ==, 1763769600);
  g_assert_cmpstr (item->categories[0], ==, "S");
}

static void
test_rss091 (void)
{
  g_autoptr (SiyaqFeedDocument) document = feed_test_parse (
      "\n <?xml version=\"1.0\"?><!DOCTYPE rss PUBLIC \"-//Netscape Communications//DTD RSS 0.91//EN\" \"rss-0.91.dtd\">"
      "<rss version=\"0.91\"><channel><title>t</title></channel><item><title>outside</title><link>http://x.example/1</link></item>"
      "</rss><!-- end -->\n");

  g_assert_cmpuint (siyaq_feed_document_get_n_items (document), ==, 1);
  g_assert_cmpstr (siyaq_feed_document_get_item (document, 0)->title, ==, "outside");
  g_assert_cmpstr (siyaq_feed_document_get_id (document), ==, "t");
}

/* Ids of items that say none: the link, where it names the item; else a sum that tells items apart
   and does not depend on the text that gets cleaned. */
static void
test_made_ids (void)
{
  static const char form[] =
      "<rss><channel><title>t</title><link>http://x.example/</link>"
      "<item><title>own link</title><link>http://x.example/1</link><description>%s</description></item>"
      "<item><title>shared</title><link>http://x.example/2</link><description>%s</description></item>"
      "<item><title>shared too</title><link>http://x.example/2</link></item>"
      "<item><title>front page</title><link>http://x.example/</link></item>"
      "<item><title>nothing</title><pubDate>Sat, 22 Nov 2025 10:20:30 GMT</pubDate></item>"
      "<item><title>nothing</title><pubDate>Sun, 23 Nov 2025 10:20:30 GMT</pubDate></item>"
      "<item><description>no title A</description></item><item><description>no title B</description></item>"
      "</channel></rss>";
  g_autofree char *dirty_text = g_strdup_printf (form, "junk", "junk"), *clean_text = g_strdup_printf (form, "", "");
  g_autoptr (SiyaqFeedDocument) dirty = feed_test_parse (dirty_text), clean = feed_test_parse (clean_text);
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);

  g_assert_cmpstr (siyaq_feed_document_get_item (dirty, 0)->id, ==, "http://x.example/1");
  for (guint i = 0; i < siyaq_feed_document_get_n_items (dirty); i++)
    {
      const char *id = siyaq_feed_document_get_item (dirty, i)->id;

      g_assert_true (g_hash_table_add (seen, (gpointer) id));
      g_assert_cmpstr (siyaq_feed_document_get_item (clean, i)->id, ==, id);
    }
}

/* The body is what says most. */
static void
test_best_body (void)
{
  g_autoptr (SiyaqFeedDocument) document = feed_test_parse (
      "<rss xmlns:content=\"http://purl.org/rss/1.0/modules/content/\"><channel>"
      "<item><description>The words of the item</description><content:encoded>&lt;img src='a-long-name-of-a-file.png'&gt;"
      "</content:encoded></item>"
      "<item><description>The words of the item, and more.</description><content:encoded>&lt;p&gt;The words of the item, and"
      "</content:encoded></item>"
      "<item><description> </description><content:encoded> </content:encoded></item>"
      "</channel></rss>");

  g_assert_cmpstr (siyaq_feed_document_get_item (document, 0)->text, ==, "The words of the item");
  g_assert_cmpstr (siyaq_feed_document_get_item (document, 1)->html, ==, "<p>The words of the item, and");
  g_assert_null (siyaq_feed_document_get_item (document, 2)->html);
  g_assert_null (siyaq_feed_document_get_item (document, 2)->text);
}

int
main (int argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/feed/read/rss", test_rss);
  g_test_add_func ("/feed/read/atom", test_atom);
  g_test_add_func ("/feed/read/atom03", test_atom03);
  g_test_add_func ("/feed/read/rdf", test_rdf);
  g_test_add_func ("/feed/read/rss091", test_rss091);
  g_test_add_func ("/feed/read/best-body", test_best_body);
  g_test_add_func ("/feed/read/made-ids", test_made_ids);
  return g_test_run ();
}
