/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Blocks as a person reads them, and the tree without some of them. */
#include "config.h"

#include "siyaq-html.h"

#include <string.h>

/* The texts of the blocks, joined by "|"; a kind's letter stands before each. */
static char *
describe (const char *source)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SiyaqHtml) html =
      siyaq_html_looks_plain (source) ? siyaq_html_parse_text (source) : siyaq_html_parse (source, -1, &error);
  static const char letters[] = "phlrqci";
  GString *s = g_string_new (NULL);
  GPtrArray *blocks;

  g_assert_no_error (error);
  blocks = siyaq_html_get_blocks (html);
  for (guint i = 0; i < blocks->len; i++)
    {
      const SiyaqBlock *block = g_ptr_array_index (blocks, i);

      g_string_append_printf (s, "%s%c:%s", i > 0 ? "|" : "", letters[block->kind], block->text);
    }
  return g_string_free (s, FALSE);
}

static void
test_blocks (void)
{
  static const char *const rows[][2] = {
    { "<p>One <b>two</b>\n three.</p><p>Four</p>", "p:One two three.|p:Four" },
    { "text <i>in the</i> root<p>para</p>tail", "p:text in the root|p:para|p:tail" },
    { "One<br>Two<br/><br/>Three", "p:One|p:Two|p:Three" },
    { "<h2>Head</h2><ul><li>a</li><li>b<ul><li>c</li></ul></li></ul>", "h:Head|l:a|l:b|l:c" },
    { "<table><tr><td>Morocco</td><td>2-1</td><td>Tunisia</td></tr></table>", "r:Morocco 2-1 Tunisia" },
    { "<table><tr><td><p>One</p><p>Two</p></td><td><p>Side</p></td></tr></table>", "p:One|p:Two|p:Side" },
    { "<blockquote><p>Said.</p></blockquote>", "q:Said." },
    { "<figure><img src=a><figcaption>A boat</figcaption></figure>", "i:|c:A boat" },
    { "<p>a</p><script>var x = 'b';</script><style>p{}</style><p>c</p>", "p:a|p:c" },
    { "<p>a</p><p style=\"display: none\">b</p><p hidden>c</p><span class=sr-only>d</span>", "p:a" },
    { "<p>&#1588;&amp;&nbsp;x</p>", "p:ش& x" },
    { "<div>a<div>b</div>c</div>", "p:a|p:b|p:c" },
    { "line one\nline two\n\nline three", "p:line one|p:line two|p:line three" },
    { "", "" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *got = describe (rows[i][0]);

      g_assert_cmpstr (got, ==, rows[i][1]);
    }
}

/* A large source is parsed without its scripts: what a person reads of it must be the same as of a small one. */
static void
test_scripts (void)
{
  static const char *const rows[] = {
    "<p>One</p><script>var x = '<p>No</p>';</script><p>Two</p>",
    "<p>One</p><SCRIPT type=a>if (a < b) {}</SCRIPT ><style>p { a: url('<p>') }</style><p>Two</p>",
    "<p title=\"<script>\">One</p><p>Two</p><script>var y;</script>",
    "<p>One</p><!-- <script> --><p>Two</p><!-- </script> -->",
    "<p title='<!--'>One</p><p>Two</p><!-- x -->",
    "<p>One</p><scripture>Two</scripture><p>Three <b>a < b</b></p>",
    "<p>One</p><p>Two</p><script>never ends",
    "<p>One</p><p>Two</p><!-- never ends",
  };
  g_autofree char *padding = g_strnfill (32 * 1024, 'x');

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *large = g_strdup_printf ("<i title='%s'></i>%s", padding, rows[i]);
      g_autofree char *few = describe (rows[i]);
      g_autofree char *many = describe (large);

      g_test_message ("%s", rows[i]);
      g_assert_cmpstr (many, ==, few);
    }
  {
    g_autofree char *large = g_strdup_printf ("<i title='%s'></i>%s", padding, rows[0]);
    g_autoptr (SiyaqHtml) html = siyaq_html_parse (large, -1, NULL);

    /* What was left out counts as taken out, or the source would be shown as it was. */
    g_assert_cmpuint (siyaq_html_sanitize (html), ==, 1);
  }
}

static void
test_wrapped_text (void)
{
  g_autofree char *got = describe ("This line was broken by a program that mails text at seventy\n"
                                   "columns, and so was this one, which goes on for just as long as\n"
                                   "the first did; no person would call any of them a paragraph of\n"
                                   "its own, and so they are one.\n\nThe second paragraph.");

  g_assert_true (strstr (got, "at seventy columns, and so") != NULL);
  g_assert_true (g_str_has_suffix (got, "|p:The second paragraph."));
}

/* Two broken lines are enough where none ends a sentence, and an outline above them keeps its lines. */
static void
test_wrapped_outline (void)
{
  g_autofree char *got = describe ("* Exporters meet on Sunday\n* Stocks fell\n\n"
                                   "Prices fell by about one percent on Thursday after traders had bet\n"
                                   "on more.\n\n\"The market has stopped believing in discipline,\" said a woman who\n"
                                   "trades.");
  g_autofree char *lines = describe ("The council of the valley agreed on Monday to reopen the bridge.\n"
                                     "Engineers will test the cables for a week before lorries cross.\nDone.");

  g_assert_cmpstr (got, ==, "p:* Exporters meet on Sunday|p:* Stocks fell|"
                            "p:Prices fell by about one percent on Thursday after traders had bet on more.|"
                            "p:\"The market has stopped believing in discipline,\" said a woman who trades.");
  g_assert_true (strstr (lines, "|p:Engineers") != NULL);
}

static void
test_links_and_hints (void)
{
  g_autoptr (SiyaqHtml) html = siyaq_html_parse ("<div class='Share-Row x' id=Top><p>Share on <a href='/f'>Facebook</a></p></div>"
                                                 "<img src='https://p.example/i' width=1 height='1'>", -1, NULL);
  const SiyaqBlock *block = g_ptr_array_index (siyaq_html_get_blocks (html), 0);
  const SiyaqBlock *pixel = g_ptr_array_index (siyaq_html_get_blocks (html), 1);

  g_assert_cmpstr (block->hints, ==, " share-row x top ");
  g_assert_cmpstr (block->href, ==, "/f");
  g_assert_cmpuint (block->n_links, ==, 1);
  g_assert_cmpuint (block->n_link_chars, ==, 8);
  g_assert_cmpuint (block->n_chars, ==, 15);
  g_assert_cmpint (pixel->kind, ==, SIYAQ_BLOCK_IMAGE);
  g_assert_true (pixel->flags & SIYAQ_BLOCK_PIXEL);
}

static void
test_remove (void)
{
  g_autoptr (SiyaqHtml) html = siyaq_html_parse ("<p>Keep.</p><div class=s><ul><li><a href=/a>A</a></li></ul></div>"
                                                 "One<br>Two<br>Three", -1, NULL);
  GPtrArray *blocks = siyaq_html_get_blocks (html);
  g_autofree char *out = NULL;

  g_assert_cmpuint (blocks->len, ==, 5);
  siyaq_html_remove_block (html, g_ptr_array_index (blocks, 1));
  siyaq_html_remove_block (html, g_ptr_array_index (blocks, 3));
  out = siyaq_html_serialize (html);
  g_assert_cmpstr (out, ==, "<p>Keep.</p>One<br>Three");
}

static void
test_tail_link (void)
{
  g_autoptr (SiyaqHtml) html = siyaq_html_parse ("<p>The lead. <a href=/x>Read  more</a></p><p><a href=/y>All link</a></p>", -1, NULL);
  SiyaqBlock *first = g_ptr_array_index (siyaq_html_get_blocks (html), 0);
  SiyaqBlock *second = g_ptr_array_index (siyaq_html_get_blocks (html), 1);
  g_autofree char *tail = siyaq_html_tail_link (html, first);
  g_autofree char *out = NULL;

  g_assert_cmpstr (tail, ==, "Read  more");
  g_assert_null (siyaq_html_tail_link (html, second));
  siyaq_html_remove_tail_link (html, first);
  g_assert_cmpstr (first->text, ==, "The lead.");
  out = siyaq_html_serialize (html);
  g_assert_cmpstr (out, ==, "<p>The lead. </p><p><a href=\"/y\">All link</a></p>");
}

static char *
shorten (const char *url,
         gpointer user_data)
{
  return g_str_has_prefix (url, "https://long.example/") ? g_strdup ("https://s.example/?a=1&b=2") : NULL;
}

static void
test_filter (void)
{
  g_autoptr (SiyaqHtml) html =
      siyaq_html_parse ("<p onclick='x()'>a <a href='java\tscript:alert(1)'>b</a> <a href='https://long.example/1'>c</a>"
                        "<a href=/d>d</a></p><script>e</script><object data=f></object>", -1, NULL);
  g_autofree char *out = NULL;

  g_assert_cmpuint (siyaq_html_map_links (html, shorten, NULL), ==, 1);
  g_assert_cmpuint (siyaq_html_sanitize (html), ==, 4);
  out = siyaq_html_serialize (html);
  g_assert_cmpstr (out, ==, "<p>a <a>b</a> <a href=\"https://s.example/?a=1&amp;b=2\">c</a><a href=\"/d\">d</a></p>");
}

/* What stands around "X", a block that is removed, and what is left of it. */
static void
test_tidy (void)
{
  static const char *const rows[][2] = {
    { "<p>a</p><hr><p>X</p>", "<p>a</p>" },
    { "<p>X</p><hr><p>a</p>", "<p>a</p>" },
    { "<p>a</p><hr><p>X</p><hr><p>b</p>", "<p>a</p><hr><p>b</p>" },
    { "<p>a</p><div><hr></div><p>X</p>", "<p>a</p>" },
    { "<hr><img src=\"a\"><hr><p>X</p>", "<img src=\"a\">" },
    { "<p>a</p><p>X</p><p>&nbsp;</p><blockquote><p> </p></blockquote><ul><li></li></ul>", "<p>a</p>" },
    { "<p>X</p><figure><a href=\"b\"></a></figure><p>a</p>", "<p>a</p>" },
    { "<p>a<br><br>X<br><br><br>b</p>", "<p>a<br><br>b</p>" },
    { "<p>X<br><br>a</p>", "<p>a</p>" },
    { "<p>a<br></p><p>X</p>", "<p>a</p>" },
    { "<p>a<br>b</p><p>X</p>", "<p>a<br>b</p>" },
    { "<table><tr><td>a</td><td></td></tr></table><p>X</p>", "<table><tr><td>a</td><td></td></tr></table>" },
    { "<figure><figcaption>Photograph: A</figcaption></figure><p>a</p><p>X</p>", "<p>a</p>" },
    { "<figure><img src=\"b\"><figcaption>Photograph: A</figcaption></figure><p>a</p><p>X</p>",
      "<figure><img src=\"b\"><figcaption>Photograph: A</figcaption></figure><p>a</p>" },
    { "<figure><p>X</p><figcaption>Photograph: A</figcaption></figure><p>a</p>", "<p>a</p>" },
    { "<figure><blockquote><p>a</p></blockquote><figcaption>A</figcaption></figure><p>X</p>",
      "<figure><blockquote><p>a</p></blockquote><figcaption>A</figcaption></figure>" },
    { "<p>a</p><iframe src=\"b\"></iframe><p>X</p>", "<p>a</p><iframe src=\"b\"></iframe>" },
    { "<p>X</p>", "" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (SiyaqHtml) html = siyaq_html_parse (rows[i][0], -1, NULL);
      GPtrArray *blocks = siyaq_html_get_blocks (html);
      g_autofree char *out = NULL;

      for (guint k = 0; k < blocks->len; k++)
        if (strcmp (((SiyaqBlock *) g_ptr_array_index (blocks, k))->text, "X") == 0)
          siyaq_html_remove_block (html, g_ptr_array_index (blocks, k));
      siyaq_html_tidy (html);
      out = siyaq_html_serialize (html);
      g_test_message ("%s", rows[i][0]);
      g_assert_cmpstr (out, ==, rows[i][1]);
    }
}

static void
test_plain (void)
{
  g_autoptr (SiyaqHtml) html = siyaq_html_parse_plain ("Fish &amp; chips\n1 &lt; 2\n\nThe end");
  g_autofree char *out = siyaq_html_serialize (html);

  g_assert_cmpuint (siyaq_html_get_blocks (html)->len, ==, 3);
  g_assert_cmpstr (out, ==, "<p>Fish &amp; chips</p><p>1 &lt; 2</p><p>The end</p>");
}

static void
test_limits (void)
{
  g_autoptr (GString) deep = g_string_new (NULL);
  g_autoptr (GString) many = g_string_new (NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (SiyaqHtml) html = NULL;

  for (guint i = 0; i < 10000; i++)
    g_string_append (deep, "<div>");
  g_string_append (deep, "text");
  g_assert_null (siyaq_html_parse (deep->str, -1, &error));
  g_assert_error (error, SIYAQ_HTML_ERROR, SIYAQ_HTML_ERROR_LIMIT);

  for (guint i = 0; i < SIYAQ_HTML_MAX_BLOCKS + 500; i++)
    g_string_append (many, "<p>a</p>");
  html = siyaq_html_parse (many->str, -1, NULL);
  g_assert_nonnull (html);
  g_assert_cmpuint (siyaq_html_get_blocks (html)->len, ==, SIYAQ_HTML_MAX_BLOCKS);
}

static void
test_container (void)
{
  g_autoptr (SiyaqHtml) html = siyaq_html_parse ("<p>a</p><div><h4>Related</h4><ul><li>b</li><li>c</li></ul></div><p>d</p>", -1, NULL);

  g_assert_cmpuint (siyaq_html_last_in_container (html, 1), ==, 3);
  g_assert_cmpuint (siyaq_html_last_in_container (html, 0), ==, 0);
  g_assert_cmpuint (siyaq_html_last_in_container (html, 4), ==, 4);
}

int
main (int argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/item/html/blocks", test_blocks);
  g_test_add_func ("/item/html/scripts", test_scripts);
  g_test_add_func ("/item/html/wrapped-text", test_wrapped_text);
  g_test_add_func ("/item/html/wrapped-outline", test_wrapped_outline);
  g_test_add_func ("/item/html/links-and-hints", test_links_and_hints);
  g_test_add_func ("/item/html/remove", test_remove);
  g_test_add_func ("/item/html/tail-link", test_tail_link);
  g_test_add_func ("/item/html/filter", test_filter);
  g_test_add_func ("/item/html/tidy", test_tidy);
  g_test_add_func ("/item/html/plain", test_plain);
  g_test_add_func ("/item/html/limits", test_limits);
  g_test_add_func ("/item/html/container", test_container);
  return g_test_run ();
}
