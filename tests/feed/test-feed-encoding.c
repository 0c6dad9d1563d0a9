/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Encodings, said and unsaid, true and false: what is read, and that an edit replaces the bytes it
   means and writes what the encoding has. */
#include "config.h"

#include "feed-test.h"

#define ARABIC "خبر من دمشق"

static const char form[] = "<?xml version=\"1.0\" encoding=\"%s\"?>\n<rss><channel><title>%s</title>\n"
                           "<item><title>%s one</title><description><![CDATA[<p>%s</p>]]></description></item>\n"
                           "<item><title>two</title></item></channel></rss>\n";

static GBytes *
encode (const char *declared,
        const char *charset,
        const char *word,
        const char *bom)
{
  g_autofree char *text = g_strdup_printf (form, declared, word, word, word);
  g_autofree char *marked = g_strconcat (bom, text, NULL);
  g_autoptr (GError) error = NULL;
  gsize length;
  char *bytes = g_convert (marked, -1, charset, "UTF-8", NULL, &length, &error);

  g_assert_no_error (error);
  return g_bytes_new_take (bytes, length);
}

static char *
to_utf8 (GBytes *bytes,
         const char *charset)
{
  g_autoptr (GError) error = NULL;
  char *text = g_convert (g_bytes_get_data (bytes, NULL), (gssize) g_bytes_get_size (bytes), "UTF-8", charset, NULL, NULL, &error);

  g_assert_no_error (error);
  return text;
}

/* The document of @charset is read, its first body is replaced, and the result is, again in
   @charset, the document with that one change. */
static void
check (const char *declared,
       const char *charset,
       const char *word,
       const char *bom,
       const char *html,
       const char *written_html)
{
  g_autoptr (GBytes) bytes = encode (declared, charset, word, bom), out = NULL;
  g_autoptr (SiyaqFeedDocument) document = feed_test_parse_bytes (bytes), again = NULL;
  g_autofree char *title = g_strdup_printf ("%s one", word), *body = g_strdup_printf ("<p>%s</p>", word);
  g_autofree char *before = to_utf8 (bytes, charset), *after = NULL, *expected = NULL;
  g_auto (GStrv) parts = NULL;
  SiyaqItem *item = siyaq_feed_document_get_item (document, 0);

  g_test_message ("%s as %s", charset, declared);
  g_assert_cmpstr (item->title, ==, title);
  g_assert_cmpstr (item->html, ==, body);
  siyaq_feed_document_set_html (document, 0, html);
  out = siyaq_feed_document_to_bytes (document);
  after = to_utf8 (out, charset);
  parts = g_strsplit (before, body, 2);
  /* The CDATA section around it is written again as well. */
  expected = g_strconcat (parts[0], written_html, parts[1], NULL);
  g_assert_cmpstr (after, ==, expected);
  again = feed_test_parse_bytes (out);
  g_assert_cmpstr (siyaq_feed_document_get_item (again, 0)->html, ==, html);
  g_assert_cmpstr (siyaq_feed_document_get_item (again, 1)->title, ==, "two");
}

static void
test_utf (void)
{
  static const char html[] = "<p>سوريا 😀 é</p>";

  check ("UTF-8", "UTF-8", ARABIC, "", html, html);
  check ("UTF-8", "UTF-8", ARABIC, "\xef\xbb\xbf", html, html);
  check ("UTF-16", "UTF-16LE", ARABIC " 😀", "\xef\xbb\xbf", html, html);
  check ("UTF-16", "UTF-16BE", ARABIC " 😀", "\xef\xbb\xbf", html, html);
  check ("UTF-16LE", "UTF-16LE", ARABIC, "", html, html);
  check ("UTF-16BE", "UTF-16BE", ARABIC, "", html, html);
  check ("UTF-32", "UTF-32LE", ARABIC, "\xef\xbb\xbf", html, html);
  check ("UTF-32", "UTF-32BE", ARABIC, "", html, html);
}

static void
test_single_byte (void)
{
  check ("windows-1256", "WINDOWS-1256", ARABIC " گ", "", "<p>سوريا é €</p>", "<p>سوريا é €</p>");
  check ("WINDOWS-1256", "WINDOWS-1256", ARABIC, "", "<p>😀☃</p>",
         "<p>]]>&#128512;&#9731;<![CDATA[</p>");
  check ("ISO-8859-6", "ISO-8859-6", ARABIC, "", "<p>سوريا é</p>", "<p>سوريا ]]>&#233;<![CDATA[</p>");
  check ("iso-8859-1", "ISO-8859-1", "Gaza é", "", "<p>é ’</p>", "<p>é ]]>&#8217;<![CDATA[</p>");
  check ("windows-1251", "WINDOWS-1251", "Дамаск", "", "<p>Дама é</p>", "<p>Дама ]]>&#233;<![CDATA[</p>");
}

static void
test_multi_byte (void)
{
  check ("Shift_JIS", "SHIFT_JIS", "表示 ソ", "", "<p>表 é</p>", "<p>表 ]]>&#233;<![CDATA[</p>");
  check ("gb2312", "GB2312", "叙利亚", "", "<p>利亚</p>", "<p>利亚</p>");
  check ("Big5", "BIG5", "功蓋", "", "<p>功</p>", "<p>功</p>");
  check ("EUC-JP", "EUC-JP", "表示", "", "<p>表</p>", "<p>表</p>");
}

/* What is written into a document that is not what it calls itself holds in either reading. */
static void
test_lies (void)
{
  /* UTF-8, declared as something else. */
  check ("windows-1256", "UTF-8", ARABIC, "", "<p>سو é</p>",
         "<p>]]>&#1587;&#1608;<![CDATA[ ]]>&#233;<![CDATA[</p>");
  check ("ISO-8859-1", "UTF-8", ARABIC, "", "<p>x</p>", "<p>x</p>");
  check ("UTF-16", "UTF-8", ARABIC, "", "<p>x</p>", "<p>x</p>");
  check ("no-such-encoding", "UTF-8", ARABIC, "", "<p>x</p>", "<p>x</p>");
  /* windows-1256, declared as ISO-8859-6 or UTF-8. */
  check ("ISO-8859-6", "WINDOWS-1256", "قال رئيس الوزراء إن فصائل في الجنوب تقصف قرى ومدنا كثيرة منذ أيام", "", "<p>x</p>", "<p>x</p>");
  check ("UTF-8", "WINDOWS-1256", "قال رئيس الوزراء إن فصائل في الجنوب تقصف قرى ومدنا كثيرة منذ أيام", "", "<p>سو</p>",
         "<p>]]>&#1587;&#1608;<![CDATA[</p>");
}

/* Quotation marks of windows-1252 in what says to be ISO-8859-1, and single wrong bytes in UTF-8. */
static void
test_stray_bytes (void)
{
  static const char latin[] = "<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?><rss><channel><item><title>it\x92s</title></item>"
                              "</channel></rss>";
  static const char utf[] = "<rss><channel><item><title>caf\xe9 \xd8\xb3</title><category>c\xe9</category></item></channel></rss>";
  g_autoptr (SiyaqFeedDocument) one = feed_test_parse (latin), two = feed_test_parse (utf);
  g_autoptr (GBytes) out = NULL;
  g_autofree char *text = NULL;

  g_assert_cmpstr (siyaq_feed_document_get_item (one, 0)->title, ==, "it’s");
  g_assert_cmpstr (siyaq_feed_document_get_item (two, 0)->title, ==, "café س");
  siyaq_feed_document_add_category (two, 0, "é");
  out = siyaq_feed_document_to_bytes (two);
  text = g_strndup (g_bytes_get_data (out, NULL), g_bytes_get_size (out));
  g_assert_cmpstr (text, ==,
                   "<rss><channel><item><title>caf\xe9 \xd8\xb3</title><category>c\xe9</category><category>&#233;</category></item>"
                   "</channel></rss>");
}

/* One byte in many that ISO-8859-6 does not have: read as it says, written with care, as the next
   such byte could turn the reading. */
static void
test_single_wrong_byte (void)
{
  g_autoptr (GString) text = g_string_new ("<?xml version=\"1.0\" encoding=\"ISO-8859-6\"?><rss><channel><item><title>");
  g_autoptr (GString) expected = NULL;
  g_autoptr (SiyaqFeedDocument) document = NULL;
  g_autoptr (GBytes) out = NULL;
  g_autofree char *written = NULL;

  for (guint i = 0; i < 200; i++)
    g_string_append (text, "\xd3\xe8\xd1\xea\xc7 ");
  g_string_append (text, "\xff</title>");
  expected = g_string_new (text->str);
  g_string_append (text, "</item></channel></rss>");
  g_string_append (expected, "<category>&#1587;</category></item></channel></rss>");
  document = feed_test_parse (text->str);
  g_assert_true (g_str_has_prefix (siyaq_feed_document_get_item (document, 0)->title, "سوريا سوريا"));
  siyaq_feed_document_add_category (document, 0, "س");
  out = siyaq_feed_document_to_bytes (document);
  written = g_strndup (g_bytes_get_data (out, NULL), g_bytes_get_size (out));
  g_assert_cmpstr (written, ==, expected->str);
}

static void
test_unreadable (void)
{
  static const struct
  {
    const char *bytes;
    gsize length;
    int code;
    const char *says;
  } rows[] = {
    { "<?xml version=\"1.0\" encoding=\"x-martian\"?><rss>\xe9</rss>", 0, SIYAQ_FEED_ERROR_ENCODING, "x-martian" },
    { "<?xml version=\"1.0\" encoding=\"UTF-7\"?><rss>\xe9</rss>", 0, SIYAQ_FEED_ERROR_ENCODING, "UTF-7" },
    { "<?xml version=\"1.0\" encoding=\"ISO-2022-JP\"?><rss>\xe9</rss>", 0, SIYAQ_FEED_ERROR_ENCODING, "ISO-2022-JP" },
    { "\x1f\x8b\x08\x00\x00\x00\x00\x00", 8, SIYAQ_FEED_ERROR_NOT_XML, "gzip" },
    { "<rss>\0</rss>", 12, SIYAQ_FEED_ERROR_NOT_XML, "byte 5" },
    { "\xff\xfe<\0r\0\0\0", 8, SIYAQ_FEED_ERROR_NOT_XML, "byte 6" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (GBytes) bytes = g_bytes_new_static (rows[i].bytes, rows[i].length != 0 ? rows[i].length : strlen (rows[i].bytes));
      g_autoptr (GError) error = NULL;

      g_assert_null (siyaq_feed_document_new (bytes, NULL, &error));
      g_assert_error (error, SIYAQ_FEED_ERROR, rows[i].code);
      g_assert_nonnull (strstr (error->message, rows[i].says));
    }
}

/* Offsets far into a long document of many bytes a character. */
static void
test_long (void)
{
  g_autoptr (GString) text = g_string_new ("<?xml version=\"1.0\" encoding=\"UTF-16\"?><rss><channel>");
  g_autoptr (GString) expected = NULL;
  g_autoptr (GBytes) bytes = NULL, out = NULL;
  g_autoptr (SiyaqFeedDocument) document = NULL;
  g_autofree char *encoded = NULL, *after = NULL;
  gsize length;

  expected = g_string_new (text->str);
  for (guint i = 0; i < 5000; i++)
    {
      g_string_append_printf (text, "<item><title>" ARABIC " 😀 %u</title></item>", i);
      g_string_append_printf (expected, "<item><title>" ARABIC " 😀 %u</title><category>%u ☃</category></item>", i, i);
    }
  g_string_append (text, "</channel></rss>");
  g_string_append (expected, "</channel></rss>");
  encoded = g_convert (text->str, -1, "UTF-16LE", "UTF-8", NULL, &length, NULL);
  bytes = g_bytes_new_take (g_steal_pointer (&encoded), length);
  document = feed_test_parse_bytes (bytes);
  for (guint i = 0; i < 5000; i++)
    {
      g_autofree char *term = g_strdup_printf ("%u ☃", i);

      siyaq_feed_document_add_category (document, i, term);
    }
  out = siyaq_feed_document_to_bytes (document);
  after = to_utf8 (out, "UTF-16LE");
  g_assert_true (strcmp (after, expected->str) == 0);
}

int
main (int argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/feed/encoding/utf", test_utf);
  g_test_add_func ("/feed/encoding/single-byte", test_single_byte);
  g_test_add_func ("/feed/encoding/multi-byte", test_multi_byte);
  g_test_add_func ("/feed/encoding/lies", test_lies);
  g_test_add_func ("/feed/encoding/stray-bytes", test_stray_bytes);
  g_test_add_func ("/feed/encoding/single-wrong-byte", test_single_wrong_byte);
  g_test_add_func ("/feed/encoding/unreadable", test_unreadable);
  g_test_add_func ("/feed/encoding/long", test_long);
  return g_test_run ();
}
