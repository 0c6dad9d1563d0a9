/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What stands around and between the paragraphs: rows at the edges, boxes, and the frame of a page. */
#include "config.h"

#include "siyaq-cleaner.h"

#include <string.h>

/* Two paragraphs that are text for sure. */
#define BODY_1 "The council of the valley agreed on Monday to reopen the old bridge, the mayor said after a long night."
#define BODY_2 "Engineers will test the cables for a week before any lorry may cross, according to the roads office."

static SiyaqCleaner *
new_cleaner (void)
{
  g_autoptr (GError) error = NULL;
  SiyaqCleaner *cleaner = siyaq_cleaner_new (&error);

  g_assert_no_error (error);
  return cleaner;
}

static SiyaqItem *
new_item (const char *id,
          const char *title,
          const char *html)
{
  SiyaqItem fields = { .id = id, .feed = "feed", .title = title, .html = html, .url = "https://www.valley.example/1", .published_s = SIYAQ_TIME_UNKNOWN };

  return siyaq_item_new (&fields);
}

static SiyaqAnnotation *
clean (SiyaqCleaner *cleaner,
       const char *id,
       const char *title,
       const char *html)
{
  g_autoptr (SiyaqItem) item = new_item (id, title, html);
  SiyaqAnnotation *annotation = siyaq_annotation_new (item);

  siyaq_cleaner_observe (cleaner, item);
  siyaq_cleaner_run (cleaner, annotation);
  return annotation;
}

static gboolean
was_removed (const SiyaqAnnotation *annotation,
             const char *rule)
{
  for (guint i = 0; i < annotation->removed->len; i++)
    if (strcmp (((const SiyaqVerdict *) g_ptr_array_index (annotation->removed, i))->rule, rule) == 0)
      return TRUE;
  return FALSE;
}

/* Ornaments around a line, lines that part the text from nothing, rows of links below it, and the outlet's
   name above lines that are no text. */
static void
test_edge_rows (void)
{
  static const struct
  {
    const char *html, *text;
  } rows[] = {
    { "<p>" BODY_1 "</p><p>🔴 Follow us on Telegram</p>", BODY_1 },
    { "<p>" BODY_1 "</p><p>* * *</p><p>" BODY_2 "</p><p>————</p><p>Follow us on Telegram</p>", BODY_1 "\n* * *\n" BODY_2 },
    { "<p>" BODY_1 "</p><p><a href=/a>Water</a> <a href=/b>Old wells</a></p>", BODY_1 },
    { "<p>" BODY_1 "</p><p>See <a href=/a>water</a> and <a href=/b>wells</a></p>", BODY_1 "\nSee water and wells" },
    { "<p>" BODY_1 "</p><ul><li><a href=/a>Water</a></li><li><a href=/b>Wells</a></li></ul>", BODY_1 "\nWater\nWells" },
    { "<h2>TOP OF THE HOUR</h2><p>By Sara Holt | 4 March 2025</p><p>" BODY_1 "</p>", BODY_1 },
    { "<h2>WHAT WE KNOW</h2><p>" BODY_1 "</p>", "WHAT WE KNOW\n" BODY_1 },
    { "VALLEY TEXT SERVICE\n\nVALLEY, May 3 - " BODY_1, "VALLEY, May 3 - " BODY_1 },
  };
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (SiyaqCleaner) cleaner = new_cleaner ();
      g_autoptr (SiyaqAnnotation) a = clean (cleaner, "1", "A bridge", rows[i].html);

      g_assert_cmpstr (a->text, ==, rows[i].text);
    }
}

/* What elements say: menus, footers and boxes go, unless they hold the text; a quotation's footer stays. */
static void
test_boxes (void)
{
  static const struct
  {
    const char *html, *text;
  } rows[] = {
    { "<nav><a href=/>Home</a> <a href=/w>World</a></nav><p>" BODY_1 "</p><p>" BODY_2 "</p><footer><p>The Valley belongs to its readers.</p></footer>",
      BODY_1 "\n" BODY_2 },
    { "<footer><p>" BODY_1 "</p><p>" BODY_2 "</p></footer>", BODY_1 "\n" BODY_2 },
    { "<p>" BODY_1 "</p><aside><p>“Engineers will test the cables for a week…”</p></aside><p>" BODY_2 "</p>", BODY_1 "\n" BODY_2 },
    { "<p>" BODY_1 "</p><p>" BODY_2 "</p><aside><h4>In figures</h4><p>The bridge is 212 metres long and has stood, with two years of pause, since 1911.</p></aside>",
      BODY_1 "\n" BODY_2 "\nIn figures\nThe bridge is 212 metres long and has stood, with two years of pause, since 1911." },
    { "<p>" BODY_1 "</p><p>" BODY_2 "</p><aside><h4>The Letter</h4><p>One essay, every Saturday.</p><button>Sign me up</button></aside>",
      BODY_1 "\n" BODY_2 },
    { "<p>" BODY_1 "</p><blockquote><p>We walked.</p><footer>Ana, a baker</footer></blockquote><p>" BODY_2 "</p>",
      BODY_1 "\nWe walked.\nAna, a baker\n" BODY_2 },
    { "<p>" BODY_1 "</p><p>" BODY_2 "</p><div><h3>Related articles</h3><ul><li>A ferry sinks off the cape</li><li>Rail fares rise</li></ul></div>",
      BODY_1 "\n" BODY_2 },
    { "<p>" BODY_1 "</p><p>" BODY_2 "</p><div><h3>Background</h3><ul><li>A ferry sank off the cape</li><li>Rail fares rose</li></ul></div>",
      BODY_1 "\n" BODY_2 "\nBackground\nA ferry sank off the cape\nRail fares rose" },
    /* Headlines that link to other pages of the site; a report elsewhere, a file and a lone link at the end stay. */
    { "<p>" BODY_1 "</p><p><a href='https://valley.example/9'>The ferry that never came back</a></p><p>" BODY_2 "</p>", BODY_1 "\n" BODY_2 },
    { "<p>" BODY_1 "</p><p>" BODY_2 "</p><p><a href='/8'>The ferry that never came back</a></p><p><a href='/9'>Rail fares rise for the third time</a></p>",
      BODY_1 "\n" BODY_2 },
    { "<p>" BODY_1 "</p><p><a href='https://council.example/9'>The report of the council in full</a></p><p>" BODY_2 "</p>",
      BODY_1 "\nThe report of the council in full\n" BODY_2 },
    { "<p>" BODY_1 "</p><p><a href='/report.pdf'>The report of the council in full</a></p><p>" BODY_2 "</p>",
      BODY_1 "\nThe report of the council in full\n" BODY_2 },
    { "<p>" BODY_1 "</p><p>" BODY_2 "</p><p><a href='/9'>The minutes of the long meeting</a></p>",
      BODY_1 "\n" BODY_2 "\nThe minutes of the long meeting" },
    { "<p>" BODY_1 "</p><div class=newsletter-box><p>The Valley is free today, but if you enjoyed it you can tell its two writers so with a gift.</p></div><p>" BODY_2
      "</p><p>" BODY_1 " They agreed.</p>",
      BODY_1 "\n" BODY_2 "\n" BODY_1 " They agreed." },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (SiyaqCleaner) cleaner = new_cleaner ();
      g_autoptr (SiyaqAnnotation) a = clean (cleaner, "1", "A bridge", rows[i].html);

      g_assert_cmpstr (a->text, ==, rows[i].text);
    }
}

/* A whole page: menus, boxes and comments around the article go. */
static void
test_page (void)
{
  static const char html[] =
      "<html><head><title>A bridge - The Valley</title></head><body><nav><ul><li><a href=/>Home</a></li><li><a href=/w>World</a></li></ul></nav>"
      "<div class=sidebar><p>Our readers have sent in more than one thousand pictures of bridges, and we show them, one a day.</p></div>"
      "<div class=content-with-sidebar><h1>A bridge</h1><div class=article-body><p>" BODY_1 "</p><h2>What next</h2><p>" BODY_2 "</p>"
      "<ul><li>Monday: the cables</li><li>Tuesday: the road</li></ul></div></div>"
      "<div id=comments><p>I have crossed it every day for thirty years, and I never once felt that it was safe, not even in summer.</p>"
      "<p>Then walk around, as my mother, my father, and everybody else in the valley has done since before the war, said nobody.</p></div>"
      "<footer><p>© 2025 The Valley. All rights reserved.</p></footer></body></html>";
  SiyaqItem fields = { .id = "1", .feed = "", .title = "", .html = html, .kind = SIYAQ_ITEM_KIND_PAGE };
  g_autoptr (SiyaqItem) item = siyaq_item_new (&fields);
  g_autoptr (SiyaqAnnotation) a = siyaq_annotation_new (item);
  g_autoptr (SiyaqCleaner) cleaner = new_cleaner ();

  siyaq_cleaner_run (cleaner, a);
  g_assert_cmpstr (a->text, ==, BODY_1 "\nWhat next\n" BODY_2 "\nMonday: the cables\nTuesday: the road");
  g_assert_true (was_removed (a, "page-frame"));
  g_assert_null (strstr (a->html, "Home"));
}

#define TEASER_1 "More than nine thousand visitors came to the opening of the harvest festival in the southern plain on Saturday."
#define TEASER_2 "Doctors at two state hospitals stopped work on Sunday and said that they would not return before they are paid."

/* Teasers of other stories with their first sentences; a round-up that looks a little like them; readers' words. */
static void
test_teasers (void)
{
  static const char own[] = "<p>" BODY_1 "</p><p>" BODY_2 "</p><p>The cables came from a mill in the north that has since been closed.</p>";
  static const char own_text[] = BODY_1 "\n" BODY_2 "\nThe cables came from a mill in the north that has since been closed.";
  static const char *const rows[] = {
    "<div><h3>Related articles</h3><h4><a href='/1'>Harvest festival opens with a crowd</a></h4><p>" TEASER_1 "</p><h4><a href='/2'>Doctors strike over unpaid wages</a></h4><p>" TEASER_2 "</p></div>",
    "<h3>Related articles</h3><p><a href='/1'>Harvest festival opens with a crowd</a></p><p>" TEASER_1 "</p><p><a href='/2'>Doctors strike over unpaid wages</a></p><p>" TEASER_2 "</p>",
    "<h4><a href='/1'>Harvest festival opens with a crowd</a></h4><p>" TEASER_1 "</p><h4><a href='/2'>Doctors strike over unpaid wages</a></h4><p>" TEASER_2 "</p>",
    "<p>You may also like</p><p><b>Harvest festival opens with a crowd</b></p><p>" TEASER_1 "</p><p><b>Doctors strike over unpaid wages</b></p><p>" TEASER_2 "</p>",
    "<h3>2 Responses to “A bridge”</h3><p><b>Anna</b> says:</p><p>At last they did it, and high time too, my mother would have said.</p>",
    "<div class=comments-area><h2>What readers say</h2><p>At last they did it, and high time too.</p></div>",
  };
  static const char roundup[] = "<p>Three stories from the valley this week, chosen by our editors for those who were away.</p>"
                                "<h4><a href='/1'>Harvest festival opens with a crowd</a></h4><p>" TEASER_1 "</p>"
                                "<h4><a href='/2'>Doctors strike over unpaid wages</a></h4><p>" TEASER_2 "</p>";

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *html = g_strconcat (own, rows[i], NULL);
      g_autoptr (SiyaqCleaner) cleaner = new_cleaner ();
      g_autoptr (SiyaqAnnotation) a = clean (cleaner, "1", "A bridge", html);

      g_test_message ("%s", rows[i]);
      g_assert_cmpstr (a->text, ==, own_text);
    }
  {
    g_autoptr (SiyaqCleaner) cleaner = new_cleaner ();
    g_autoptr (SiyaqAnnotation) a = clean (cleaner, "1", "The week", roundup);

    g_assert_nonnull (strstr (a->text, "Harvest festival opens with a crowd\n" TEASER_1));
    g_assert_nonnull (strstr (a->text, TEASER_2));
  }
}

/* A page whose article is in parts, with a box of links between them, and more from readers than from the author. */
static void
test_page_in_parts (void)
{
  static const char html[] =
      "<html><body><main><div class=grid><div class='body part'><p>" BODY_1 "</p><p>" BODY_2 "</p></div></div>"
      "<div class=grid><div class=promo><p>Our readers have sent in one thousand pictures of bridges, and we show them all.</p></div></div>"
      "<div class=grid><div class='body part'><p>" BODY_2 "</p><p>" BODY_1 " It is old.</p></div></div>"
      "<div id=comments><p>" BODY_1 " I saw it, and so did you, and so did he.</p><p>" BODY_1 " No, never, not once, not me.</p><p>" BODY_2
      " Well, well, well, who would have thought so.</p></div></main></body></html>";
  SiyaqItem fields = { .id = "1", .feed = "", .title = "", .html = html, .kind = SIYAQ_ITEM_KIND_PAGE };
  g_autoptr (SiyaqItem) item = siyaq_item_new (&fields);
  g_autoptr (SiyaqAnnotation) a = siyaq_annotation_new (item);
  g_autoptr (SiyaqCleaner) cleaner = new_cleaner ();

  siyaq_cleaner_run (cleaner, a);
  g_assert_cmpstr (a->text, ==, BODY_1 "\n" BODY_2 "\n" BODY_2 "\n" BODY_1 " It is old.");
  g_assert_null (strstr (a->html, "pictures of bridges"));
  g_assert_nonnull (strstr (a->html, "It is old"));
}

int
main (int argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/clean/boxes/edge-rows", test_edge_rows);
  g_test_add_func ("/clean/boxes/boxes", test_boxes);
  g_test_add_func ("/clean/boxes/teasers", test_teasers);
  g_test_add_func ("/clean/boxes/page", test_page);
  g_test_add_func ("/clean/boxes/page-in-parts", test_page_in_parts);
  return g_test_run ();
}
