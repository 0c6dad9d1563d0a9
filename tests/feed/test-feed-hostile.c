/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Documents that are broken, or made to hurt: they are refused with a message that says what and
   where, or read, and neither takes long. */
#include "config.h"

#include "feed-test.h"

/* What any document may take here: a hundred times what it does on a slow machine, and far less than
   anything that grows with the square of its input. */
#define MAX_SECONDS 20.0

static SiyaqFeedDocument *
parse (const char *data,
       gsize length,
       GError **error)
{
  g_autoptr (GBytes) bytes = g_bytes_new (data, length);

  return siyaq_feed_document_new (bytes, NULL, error);
}

static void
check_refused (const char *text,
               int code,
               const char *says)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (parse (text, strlen (text), &error));
  g_test_message ("%s", error->message);
  g_assert_error (error, SIYAQ_FEED_ERROR, code);
  g_assert_nonnull (strstr (error->message, says));
}

/* Reads everything, edits everything and reads the result. */
static void
check_all (GString *text,
           guint n_items)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SiyaqFeedDocument) document = NULL, again = NULL;
  g_autoptr (GBytes) out = NULL;

  g_test_timer_start ();
  document = parse (text->str, text->len, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (siyaq_feed_document_get_n_items (document), ==, n_items);
  for (guint i = 0; i < n_items; i++)
    {
      siyaq_feed_document_get_item (document, i);
      siyaq_feed_document_set_html (document, i, "<p>x</p>");
      siyaq_feed_document_set_link (document, i, "http://x.example/");
      siyaq_feed_document_add_category (document, i, "x");
      siyaq_feed_document_ensure_id (document, i);
    }
  out = siyaq_feed_document_to_bytes (document);
  if (g_bytes_get_size (out) <= SIYAQ_FEED_MAX_BYTES)
    {
      again = siyaq_feed_document_new (out, NULL, &error);
      g_assert_no_error (error);
      g_assert_cmpuint (siyaq_feed_document_get_n_items (again), ==, n_items);
    }
  g_assert_cmpfloat (g_test_timer_elapsed (), <, MAX_SECONDS);
}

static void
append_times (GString *out,
              const char *piece,
              guint times)
{
  for (guint i = 0; i < times; i++)
    g_string_append (out, piece);
}

static void
test_not_xml (void)
{
  check_refused ("", SIYAQ_FEED_ERROR_NOT_XML, "empty");
  check_refused (" \r\n\t ", SIYAQ_FEED_ERROR_NOT_XML, "empty");
  check_refused ("{\"items\": []}", SIYAQ_FEED_ERROR_NOT_XML, "byte 0, line 1");
  check_refused ("<?xml version=\"1.0\"?>\n\nWarning: mysql_connect()", SIYAQ_FEED_ERROR_NOT_XML, "line 1");
  check_refused ("<!DOCTYPE html><html><body></body></html>", SIYAQ_FEED_ERROR_NOT_A_FEED, "<html>");
  check_refused ("<opml><body/></opml>", SIYAQ_FEED_ERROR_NOT_A_FEED, "<opml>");
  check_refused ("<rss><channel>\n<item><title>a</item></channel></rss>", SIYAQ_FEED_ERROR_NOT_XML, "byte 29, line 2");
  check_refused ("<rss><channel a=b></channel></rss>", SIYAQ_FEED_ERROR_NOT_XML, "byte 14");
  check_refused ("<rss><channel a='<'></channel></rss>", SIYAQ_FEED_ERROR_NOT_XML, "well-formed");
  check_refused ("<rss><channel>1 < 2</channel></rss>", SIYAQ_FEED_ERROR_NOT_XML, "begins no tag");
  check_refused ("<rss></rss><rss></rss>", SIYAQ_FEED_ERROR_NOT_XML, "behind the end");
  check_refused ("<rss></rss>more", SIYAQ_FEED_ERROR_NOT_XML, "outside");
  check_refused ("<rss><!DOCTYPE rss></rss>", SIYAQ_FEED_ERROR_NOT_XML, "inside");
}

/* Every beginning of a document is refused, with the place where it ends. */
static void
test_truncated (void)
{
  static const char text[] = "<?xml version='1.0'?>\n<!-- c --><!DOCTYPE rss [<!ENTITY a 'b'>]>\n<rss version=\"2.0\"><channel>"
                             "<item><title><![CDATA[x]]></title><description a='b'>y &amp; z</description></item>"
                             "</channel></rss>";

  for (gsize n = 0; n < strlen (text); n++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (parse (text, n, &error));
      g_assert_error (error, SIYAQ_FEED_ERROR, SIYAQ_FEED_ERROR_NOT_XML);
      g_assert_true (g_str_has_prefix (error->message, "byte "));
    }
}

static void
test_entities (void)
{
  g_autoptr (GString) laughs = g_string_new ("<!DOCTYPE rss [<!ENTITY lol \"lol\">");
  g_autoptr (GString) large = g_string_new ("<!DOCTYPE rss [<!ENTITY a \"");

  for (char c = 'a'; c < 'k'; c++)
    g_string_append_printf (laughs, "<!ENTITY lol%c \"&lol%c;&lol%c;&lol%c;&lol%c;\">", c, c - 1, c - 1, c - 1, c - 1);
  g_string_append (laughs, "]><rss><channel><item><title>&lolj;</title></item></channel></rss>");
  check_refused (laughs->str, SIYAQ_FEED_ERROR_NOT_XML, "lola");

  append_times (large, "aaaaaaaaaa", 10000);
  g_string_append (large, "\">]><rss><channel><item><title>&a;&a;</title></item></channel></rss>");
  check_refused (large->str, SIYAQ_FEED_ERROR_NOT_XML, "“a”");

  check_refused ("<!DOCTYPE rss [<!ENTITY x SYSTEM \"file:///etc/hostname\">]><rss/>", SIYAQ_FEED_ERROR_NOT_XML, "outside");
  check_refused ("<!DOCTYPE rss [<!ENTITY % p \"<!ENTITY x 'y'>\">%p;]><rss/>", SIYAQ_FEED_ERROR_NOT_XML, "parameter");
  check_refused ("<!DOCTYPE rss [<!ENTITY x \"&#60;item>\">]><rss/>", SIYAQ_FEED_ERROR_NOT_XML, "“x”");
}

static void
test_deep (void)
{
  g_autoptr (GString) text = g_string_new ("<rss><channel><item><description>");

  append_times (text, "<div>", 10000);
  append_times (text, "</div>", 10000);
  g_string_append (text, "</description></item></channel></rss>");
  check_refused (text->str, SIYAQ_FEED_ERROR_TOO_LARGE, "deeper than 256");
}

static void
test_many_items (void)
{
  g_autoptr (GString) many = g_string_new ("<rss><channel>"), most = g_string_new ("<rss><channel>");

  for (guint i = 0; i < 100000; i++)
    g_string_append_printf (i < SIYAQ_FEED_MAX_ITEMS ? most : many, "<item><title>t %u</title><description>d</description></item>",
                            i);
  append_times (many, "<item/>", SIYAQ_FEED_MAX_ITEMS);
  g_string_append (many, "</channel></rss>");
  g_string_append (most, "</channel></rss>");
  check_refused (many->str, SIYAQ_FEED_ERROR_TOO_LARGE, "20000 items");
  check_all (most, SIYAQ_FEED_MAX_ITEMS);
}

static void
test_many_items_of_many_bytes (void)
{
  g_autoptr (GString) text = g_string_new ("<?xml version=\"1.0\" encoding=\"GBK\"?><rss><channel>");
  g_autoptr (GString) encoded = NULL;
  g_autofree char *bytes = NULL;
  gsize length;

  for (guint i = 0; i < SIYAQ_FEED_MAX_ITEMS; i++)
    g_string_append_printf (text, "<item><title>叙利亚 %u</title><link>l</link><description>亚</description></item>", i);
  g_string_append (text, "</channel></rss>");
  bytes = g_convert (text->str, (gssize) text->len, "GBK", "UTF-8", NULL, &length, NULL);
  encoded = g_string_new_len (bytes, (gssize) length);
  check_all (encoded, SIYAQ_FEED_MAX_ITEMS);
}

static void
test_large (void)
{
  g_autoptr (GString) text = g_string_new ("<rss><channel><item><description>");
  g_autofree char *huge = g_malloc0 (50 * 1024 * 1024);
  g_autoptr (GError) error = NULL;

  g_assert_null (parse (huge, 50 * 1024 * 1024, &error));
  g_assert_error (error, SIYAQ_FEED_ERROR, SIYAQ_FEED_ERROR_TOO_LARGE);

  append_times (text, "word &amp; word &#1587; ]]&gt; ", 1000000);
  g_string_append (text, "</description></item></channel></rss>");
  check_all (text, 1);
}

/* Inputs on which a careless walk starts again and again. */
static void
test_squares (void)
{
  static const struct
  {
    const char *before, *piece, *after;
    guint times, n_items;
  } rows[] = {
    { "<rss><channel><item><title>t</title><description><![CDATA[", "<!--", "]]></description></item></channel></rss>", 2000000, 1 },
    { "<rss><channel><item><title><![CDATA[", "<a ", "]]></title></item></channel></rss>", 2000000, 1 },
    { "<rss><channel><item><title>", "&amp;lt", "</title></item></channel></rss>", 1000000, 1 },
    { "<rss><channel><item><title>", "&#1", "</title></item></channel></rss>", 2000000, 1 },
    { "<rss><channel><item ", "a='b' ", "/></channel></rss>", 1000000, 1 },
    { "<rss><channel><item>", "<category>c</category>", "</item></channel></rss>", 500000, 1 },
    { "<rss><channel><item>", "<link/>", "</item></channel></rss>", 1000000, 1 },
    { "<rss><channel><item>", "<x:y xmlns:x='z'/>", "</item></channel></rss>", 500000, 1 },
    { "<rss><channel><item>", "                                ", "</item></channel></rss>", 500000, 1 },
    { "<rss><channel><item/>", "<![CDATA[]]>", "</channel></rss>", 1000000, 1 },
    { "<rss><channel><item/>", "]]]]", "</channel></rss>", 4000000, 1 },
    { "<rss><channel><item/>", "<title><b/></title>", "</channel></rss>", 500000, 1 },
    { "<feed xmlns='http://www.w3.org/2005/Atom'><entry>", "<link rel='alternate' href=''/>", "</entry></feed>", 500000, 1 },
    { "<feed xmlns='http://www.w3.org/2005/Atom'><entry><content type='xhtml'>", "<p/>", "</content></entry></feed>", 2000000, 1 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (GString) text = g_string_new (rows[i].before);

      append_times (text, rows[i].piece, rows[i].times);
      g_string_append (text, rows[i].after);
      g_test_message ("%s", rows[i].piece);
      check_all (text, rows[i].n_items);
    }
}

static void
test_many_namespaces (void)
{
  g_autoptr (GString) text = g_string_new ("<rss");

  for (guint i = 0; i < 10000; i++)
    g_string_append_printf (text, " xmlns:n%u=\"x\"", i);
  g_string_append (text, "><channel/></rss>");
  check_refused (text->str, SIYAQ_FEED_ERROR_TOO_LARGE, "namespaces");
}

int
main (int argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/feed/hostile/not-xml", test_not_xml);
  g_test_add_func ("/feed/hostile/truncated", test_truncated);
  g_test_add_func ("/feed/hostile/entities", test_entities);
  g_test_add_func ("/feed/hostile/deep", test_deep);
  g_test_add_func ("/feed/hostile/many-items", test_many_items);
  g_test_add_func ("/feed/hostile/many-items-of-many-bytes", test_many_items_of_many_bytes);
  g_test_add_func ("/feed/hostile/large", test_large);
  g_test_add_func ("/feed/hostile/squares", test_squares);
  g_test_add_func ("/feed/hostile/many-namespaces", test_many_namespaces);
  return g_test_run ();
}
