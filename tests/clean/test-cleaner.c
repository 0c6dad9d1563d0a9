/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Whole items through the cleaning stage. */
#include "config.h"

#include "siyaq-cleaner.h"
#include "siyaq-repetition.h"

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
  SiyaqItem fields = { .id = id, .feed = "feed", .title = title, .html = html, .published_s = SIYAQ_TIME_UNKNOWN };

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

static void
test_untouched (void)
{
  g_autoptr (SiyaqCleaner) cleaner = new_cleaner ();
  g_autoptr (SiyaqAnnotation) a = clean (cleaner, "1", "A bridge", "<p>" BODY_1 "</p>\n<h2>What next</h2><p>" BODY_2 "</p>");

  g_assert_false (a->changed);
  g_assert_null (a->html);
  g_assert_null (a->url);
  g_assert_null (a->held);
  g_assert_cmpuint (a->removed->len, ==, 0);
  g_assert_cmpstr (a->text, ==, BODY_1 "\nWhat next\n" BODY_2);
  g_assert_cmpstr (a->lang, ==, "en");
}

static void
test_template (void)
{
  g_autoptr (SiyaqCleaner) cleaner = new_cleaner ();
  g_autoptr (SiyaqAnnotation) a =
      clean (cleaner, "1", "A bridge reopens in the valley",
             "<div>Valley logo</div><h1>A bridge reopens in the valley</h1><div>By Sara Holt | 4 March 2025 | 3 min read</div>"
             "<p>" BODY_1 "</p><p><b>Read more: <a href='/x?utm_source=y'>A ferry sinks</a></b></p><div>Advertisement</div>"
             "<p>" BODY_2 " <a href='/full?utm_source=z&amp;p=1'>papers</a></p><p>Share: Facebook | X | WhatsApp</p>"
             "<h4>Related articles</h4><ul><li><a href=/a>A ferry sinks off the cape</a></li><li><a href=/b>Rail fares rise</a></li></ul>"
             "<p>Subscribe to our newsletter</p><p>© 2025 The Valley. All rights reserved.</p><img src=p width=1 height=1>");

  g_assert_cmpstr (a->text, ==, BODY_1 "\n" BODY_2 " papers");
  g_assert_true (a->changed);
  g_assert_cmpstr (a->html, ==, "<p>" BODY_1 "</p><p>" BODY_2 " <a href=\"/full?p=1\">papers</a></p>");
  g_assert_true (was_removed (a, "title-repeat"));
  g_assert_true (was_removed (a, "pixel"));
  g_assert_true (was_removed (a, "related-list"));
}

/* The same template in Arabic. */
static void
test_template_arabic (void)
{
  static const char body[] = "أعيد افتتاح الجسر القديم في الوادي صباح اليوم الاثنين بعد أشهر من أعمال الترميم، بحسب ما قال رئيس البلدية.";
  g_autofree char *html = g_strconcat (
      "<div>الرئيسية / أخبار / محليات</div><div>صحيفة الوادي - الاثنين ٣ آذار ٢٠٢٥</div><p>", body,
      "</p><p>اقرأ أيضاً: <a href=/x>غرق عبارة قبالة الرأس</a></p><p>", body,
      "</p><p>شارك المقال: فيسبوك تويتر واتساب</p><h4>مقالات ذات صلة</h4><ul><li><a href=/a>غرق عبارة قبالة الرأس</a></li>"
      "<li><a href=/b>ارتفاع أسعار القطارات</a></li></ul><p>جميع الحقوق محفوظة © 2025</p>", NULL);
  g_autofree char *expected = g_strconcat (body, "\n", body, NULL);
  g_autoptr (SiyaqCleaner) cleaner = new_cleaner ();
  g_autoptr (SiyaqAnnotation) a = clean (cleaner, "1", "افتتاح الجسر", html);

  g_assert_cmpstr (a->text, ==, expected);
  g_assert_cmpstr (a->lang, ==, "ar");
}

static void
test_pasted_stories (void)
{
  g_autoptr (SiyaqCleaner) cleaner = new_cleaner ();
  g_autoptr (SiyaqAnnotation) a =
      clean (cleaner, "1", "A bridge reopens",
             BODY_1 "\n" BODY_2 "\nComments\nNo comments yet...\nRelated Articles\n"
             "A ferry sinks off the cape\nA ferry sinks off the cape\nHarbour Post\ntime9 hours ago\n• Harbour Post\nA ferry sinks off the cape\n"
             "A ferry with sixty passengers sank off the cape on Sunday in heavy weather. All of them were rescued by fishermen.\n"
             "Rail fares rise again\nRail fares rise again\nThe Junction\ntime20-07-2025\n• The Junction\nRail fares rise again\n"
             "Tickets will cost a tenth more from October, the railway said. Unions called it a mistake at the worst time.");
  const SiyaqMention *first, *second;

  g_assert_cmpstr (a->text, ==, BODY_1 "\n" BODY_2);
  g_assert_cmpuint (a->mentions->len, ==, 2);
  first = g_ptr_array_index (a->mentions, 0);
  second = g_ptr_array_index (a->mentions, 1);
  g_assert_cmpstr (first->title, ==, "A ferry sinks off the cape");
  g_assert_cmpstr (first->outlet, ==, "Harbour Post");
  g_assert_cmpstr (first->published, ==, "9 hours ago");
  g_assert_cmpstr (second->outlet, ==, "The Junction");
  g_assert_cmpstr (second->published, ==, "20-07-2025");
}

/* The layout of an aggregator's page copied as text: the logo's name, the headline twice, outlet and
   time without a blank, and three whole stories of others under a heading, then the aggregator's app. */
static void
test_aggregator (void)
{
  static const char *const expected[][3] = {
    { "Court seeks $10 billion over harbour report", "Cape Television", "9 hours ago" },
    { "Warden says to talk 'river strategy' after flood ends", "Junction Net", "20-07-2025" },
    { "South valley flood toll rises to 940: Monitor", "VBC", "13 hours ago" },
  };
  g_autoptr (SiyaqCleaner) cleaner = new_cleaner ();
  g_autoptr (SiyaqAnnotation) a =
      clean (cleaner, "1", "First talks underway between 'Upper', Lower Valley: Axel",
             "logo\nFirst talks underway between 'Upper', Lower Valley: Axel\n\nFirst talks underway between 'Upper', Lower Valley: Axel\n\n"
             "The Valley4 days ago\n" BODY_1 "\n" BODY_2 "\nOrange background\n\nTry Our AI Features\n\n"
             "Explore what Pageful AI can do for you:\n\nComments\n\nNo comments yet...\n\nRelated Articles\n\n"
             "Court seeks $10 billion over harbour report\nCourt seeks $10 billion over harbour report\n\nCape Television\n\n"
             "time9 hours ago\n\n  • Cape Television\n\nCourt seeks $10 billion over harbour report\n\n"
             "The owner of the harbour sued a newspaper and its owner on Friday. He says that the report cost him his good name.\n\n"
             "Warden says to talk 'river strategy' after flood ends\nWarden says to talk 'river strategy' after flood ends\n\n"
             "Junction Net\n\ntime20-07-2025\n\n  • Junction Net\n\nWarden says to talk 'river strategy' after flood ends\n\n"
             "by Junction Newsdesk 9 hours Warden Karl Brook has said that he will not speak about the river while there is a flood.\n\n"
             "South valley flood toll rises to 940: Monitor\nSouth valley flood toll rises to 940: Monitor\n\nVBC\n\n"
             "time13 hours ago\n\n  • VBC\n\nSouth valley flood toll rises to 940: Monitor\n\n"
             "The flood in the south of the valley has driven 940 families from their homes, a monitor said. VBC\n\n"
             "DOWNLOAD THE APP\n\nGet Started Now: Download the App\n\n"
             "Ready to dive into a world of content? Download Pageful app today from your preferred app store and start exploring.\n"
             "app-storeplay-store");

  g_assert_cmpstr (a->text, ==, BODY_1 "\n" BODY_2);
  g_assert_cmpstr (a->html, ==, "<p>" BODY_1 "</p><p>" BODY_2 "</p>");
  g_assert_cmpuint (a->mentions->len, ==, G_N_ELEMENTS (expected));
  for (guint i = 0; i < G_N_ELEMENTS (expected); i++)
    {
      const SiyaqMention *mention = g_ptr_array_index (a->mentions, i);

      g_assert_cmpstr (mention->title, ==, expected[i][0]);
      g_assert_cmpstr (mention->outlet, ==, expected[i][1]);
      g_assert_cmpstr (mention->published, ==, expected[i][2]);
    }
}

/* Text without a tag is shown as one run: what is changed becomes paragraphs, the rest stays. */
static void
test_plain (void)
{
  g_autoptr (SiyaqCleaner) cleaner = new_cleaner ();
  g_autoptr (SiyaqAnnotation) changed =
      clean (cleaner, "1", "A bridge", BODY_1 "\nRead more: A ferry sinks off the cape\nSalt &amp; sand &#8211; all of it.\n" BODY_2);
  g_autoptr (SiyaqAnnotation) same = clean (cleaner, "2", "A bridge", BODY_1 "\nSalt &amp; sand &#8211; all of it.\n" BODY_2);

  g_assert_cmpstr (changed->html, ==, "<p>" BODY_1 "</p><p>Salt &amp; sand – all of it.</p><p>" BODY_2 "</p>");
  g_assert_false (same->changed);
  g_assert_null (same->html);
  g_assert_cmpstr (same->text, ==, BODY_1 "\nSalt & sand – all of it.\n" BODY_2);
}

/* A rule above what was removed, and a caption whose picture was a counter's pixel. */
static void
test_tidy (void)
{
  g_autoptr (SiyaqCleaner) cleaner = new_cleaner ();
  g_autoptr (SiyaqAnnotation) a =
      clean (cleaner, "1", "A bridge",
             "<figure><img src=p width=1 height=1><figcaption>Photograph: The Valley</figcaption></figure><p>" BODY_1 "</p>"
             "<figure><img src=\"b.jpg\"><figcaption>The bridge at noon</figcaption></figure><p>" BODY_2 "</p>"
             "<hr><p><em>Subscribe to our newsletter</em></p>");

  g_assert_cmpstr (a->html, ==, "<p>" BODY_1 "</p><figure><img src=\"b.jpg\"><figcaption>The bridge at noon</figcaption></figure><p>" BODY_2 "</p>");
  g_assert_cmpstr (a->text, ==, BODY_1 "\n" BODY_2);
}

/* A sub-heading that reads like one of a list, with text under it. */
static void
test_heading_with_text (void)
{
  g_autoptr (SiyaqCleaner) cleaner = new_cleaner ();
  g_autoptr (SiyaqAnnotation) a = clean (cleaner, "1", "A bridge",
                                         "<p>" BODY_1 "</p><h3>Related deaths</h3><p>" BODY_2 "</p><h3>Latest</h3><p>" BODY_1 "</p>");

  g_assert_cmpuint (a->removed->len, ==, 0);
}

static void
test_repetition (void)
{
  g_autoptr (SiyaqCleaner) cleaner = new_cleaner ();

  for (guint i = 0; i < 8; i++)
    {
      g_autofree char *id = g_strdup_printf ("%u", i);
      g_autofree char *html = g_strdup_printf ("<p>The facts:</p><p>Number %c of our series. " BODY_1 "</p><h2>Background</h2><p>" BODY_2
                                               " It is day %c.</p><p>The valley is where we live.</p>", 'A' + (int) i, 'a' + (int) i);
      g_autoptr (SiyaqAnnotation) a = clean (cleaner, id, "A bridge", html);

      g_assert_true (g_str_has_prefix (a->text, "The facts:"));
      g_assert_nonnull (strstr (a->text, "\nBackground\n"));
      g_assert_cmpint (was_removed (a, "repeated-block"), ==, i + 1 >= 4);
      g_assert_cmpint (strstr (a->text, "where we live") == NULL, ==, i + 1 >= 4);
    }
}

/* Ten items that say the same are ten items. */
static void
test_never_empty (void)
{
  g_autoptr (SiyaqCleaner) cleaner = new_cleaner ();

  for (guint i = 0; i < 10; i++)
    {
      g_autofree char *id = g_strdup_printf ("%u", i);
      g_autoptr (SiyaqAnnotation) a = clean (cleaner, id, "Same", "<p>" BODY_1 "</p>");
      g_autoptr (SiyaqAnnotation) b = clean (cleaner, id, "Share", "<p>Share on Facebook</p>");

      g_assert_cmpstr (a->text, ==, BODY_1);
      g_assert_cmpstr (b->text, ==, "Share on Facebook");
    }
}

static void
test_save (void)
{
  g_autoptr (SiyaqCleaner) cleaner = new_cleaner ();
  g_autoptr (SiyaqCleaner) other = new_cleaner ();
  g_autoptr (GBytes) blob = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (SiyaqAnnotation) a = NULL;

  for (guint i = 0; i < 5; i++)
    {
      g_autofree char *id = g_strdup_printf ("%u", i);
      g_autofree char *html = g_strdup_printf ("<p>" BODY_1 " %c</p><p>The valley is where we live.</p>", 'a' + (int) i);
      g_autoptr (SiyaqAnnotation) seen = clean (cleaner, id, "A bridge", html);
    }
  blob = siyaq_cleaner_save_feed (cleaner, "feed");
  g_assert_true (siyaq_cleaner_load_feed (other, "feed", blob, &error));
  g_assert_no_error (error);
  a = clean (other, "new", "A bridge", "<p>" BODY_2 "</p><p>The valley is where we live.</p>");
  g_assert_true (was_removed (a, "repeated-block"));
  g_assert_null (siyaq_cleaner_save_feed (other, "unknown"));
}

static void
test_hold (void)
{
  static const struct
  {
    const char *title, *html;
    gboolean held;
  } rows[] = {
    { "Hot deals: up to 50% off kettles and toasters this weekend",
      "<p>Our shopping team has found the best kettles.</p><p>Steamwell kettle, £19 (was £49). Buy it now at Kitchenland.</p>"
      "<p>Use code TEA10 at checkout. Offers end on Sunday.</p>", TRUE },
    { "Sponsored: five ways to choose a bank", "<p>Choosing a bank can be hard, and it should not be. Here is what matters most to families.</p>", TRUE },
    { "وظائف شاغرة في شركة النور", "<p>تعلن شركة النور عن فتح باب التوظيف لعشرين محاسبا.</p><p>الشروط: شهادة جامعية وخبرة سنتين.</p>"
      "<p>ترسل السيرة الذاتية إلى البريد قبل نهاية الشهر.</p>", TRUE },
    { "خصومات تصل إلى ٧٠% في متجر البيت", "<p>يقدم متجر البيت باقة من أقوى العروض.</p><p>خلاط بسعر ٩٩ بدلا من ١٩٩.</p>"
      "<p>استخدم كود الخصم عند الدفع، والعرض سار حتى نفاد الكمية.</p>", TRUE },
    { "Shops offer up to 70% off as spending slumps before the feast",
      "<p>Shop windows in the capital promise up to 70% off, but few people are buying, traders said on Monday.</p>"
      "<p>The consumer office said it had fined 64 shops that raised prices before announcing discounts.</p>"
      "<p>\"My salary does not buy two pairs of shoes,\" said a teacher, leaving a shop with empty hands.</p>", FALSE },
    { "Regulator bans betting adverts during matches",
      "<p>The regulator said on Tuesday that sponsored content and betting advertisements would be banned.</p>"
      "<p>Companies that break the rule will be fined, according to the decision.</p>", FALSE },
    { "Students build an app that finds open pharmacies",
      "<p>Some 40,000 people have downloaded the free app since February, its makers said.</p>"
      "<p>The app carries no advertising and works without a connection.</p>", FALSE },
    { "محادثات برعاية أمريكية في قبرص",
      "<p>انطلقت في قبرص محادثات غير مباشرة برعاية أمريكية بين الوفدين، بحسب ما قال مسؤول أمني.</p>"
      "<p>وأكد المتحدث أن الجولة ستستمر يومين.</p>", FALSE },
  };
  g_autoptr (SiyaqCleaner) cleaner = new_cleaner ();

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *id = g_strdup_printf ("%u", i);
      g_autoptr (SiyaqAnnotation) a = clean (cleaner, id, rows[i].title, rows[i].html);

      g_test_message ("%s", rows[i].title);
      g_assert_cmpint (a->held != NULL, ==, rows[i].held);
    }
  siyaq_cleaner_set_hold_threshold (cleaner, 1.1);
  {
    g_autoptr (SiyaqAnnotation) a = clean (cleaner, "x", rows[0].title, rows[0].html);

    g_assert_null (a->held);
  }
}

/* A line of links in the middle of long items is found to repeat, whatever number of paragraphs there are. */
static void
test_long_repetition (void)
{
  g_autoptr (SiyaqCleaner) cleaner = new_cleaner ();

  for (guint i = 0; i < 6; i++)
    {
      g_autoptr (GString) html = g_string_new (NULL);
      g_autofree char *id = g_strdup_printf ("%u", i);
      g_autoptr (SiyaqAnnotation) a = NULL;

      for (guint k = 0; k < 160; k++)
        g_string_append_printf (html, k == 80 ? "<p><a href='/club'>The valley club and its many friends</a></p>" : "<p>%c%c%c: %s</p>",
                                'a' + i, 'a' + k % 26, 'a' + k / 26, BODY_1);
      a = clean (cleaner, id, "A bridge", html->str);
      g_assert_cmpint (strstr (a->text, "club") == NULL, ==, i >= SIYAQ_MEMORY_MIN_ITEMS - 1);
    }
}

/* "This is an advert" moves the feed's prior the other way: what was suspected is held. News is not, however
   often the feed was blamed. */
static void
test_teach_advert (void)
{
  static const char title[] = "Ten lamps for a dark winter";
  static const char html[] = "<p>The winter is long here.</p><p>We tested nine lamps, and the small one is our top pick.</p><p>Book your seat for the show at our shop.</p>";
  static const char news[] = "<p>" BODY_1 "</p><p>" BODY_2 "</p>";
  g_autoptr (SiyaqCleaner) cleaner = new_cleaner ();
  g_autoptr (SiyaqAnnotation) before = clean (cleaner, "1", title, html);
  g_autoptr (SiyaqAnnotation) after = NULL;
  g_autoptr (SiyaqAnnotation) other = NULL;

  g_assert_null (before->held);
  for (guint i = 0; i < 10; i++)
    siyaq_cleaner_teach (cleaner, "feed", TRUE);
  after = clean (cleaner, "2", title, html);
  other = clean (cleaner, "3", "A bridge", news);
  g_assert_nonnull (after->held);
  g_assert_null (other->held);
}

/* A restore moves the feed's prior: the same kind of item passes the next time. */
static void
test_teach (void)
{
  static const char title[] = "Win a phone with our app";
  static const char html[] = "<p>Did you know that you can read us on your phone?</p><p>Enter the weekly draw and win shopping vouchers.</p>";
  g_autoptr (SiyaqCleaner) cleaner = new_cleaner ();
  g_autoptr (SiyaqAnnotation) before = clean (cleaner, "1", title, html);
  g_autoptr (SiyaqAnnotation) after = NULL;

  g_assert_nonnull (before->held);
  siyaq_cleaner_teach (cleaner, "feed", FALSE);
  siyaq_cleaner_teach (cleaner, "feed", FALSE);
  after = clean (cleaner, "2", title, html);
  g_assert_null (after->held);
}

static void
test_disable (void)
{
  g_autoptr (SiyaqCleaner) cleaner = new_cleaner ();
  g_autoptr (SiyaqAnnotation) a = NULL;

  siyaq_cleaner_set_rule_enabled (cleaner, "ad-label", FALSE);
  a = clean (cleaner, "1", "A bridge", "<p>" BODY_1 "</p><p>Advertisement</p><p>" BODY_2 "</p>");
  g_assert_cmpuint (a->removed->len, ==, 0);
}

static void
test_unreadable (void)
{
  g_autoptr (GString) deep = g_string_new (NULL);
  g_autoptr (SiyaqCleaner) cleaner = new_cleaner ();
  g_autoptr (SiyaqAnnotation) a = NULL;

  for (guint i = 0; i < 5000; i++)
    g_string_append (deep, "<div>");
  g_string_append (deep, BODY_1);
  a = clean (cleaner, "1", "Deep", deep->str);
  g_assert_false (a->changed);
  g_assert_null (a->html);
  g_assert_cmpstr (a->text, ==, BODY_1);
}

static void
test_reasons (void)
{
  static const char *const code_rules[] = { "repeated-block", "title-repeat", "pixel", "pasted-story", "last-heading",
                                            "signature", "advert", "related-list", "share-row" };
  g_autoptr (SiyaqCleaner) cleaner = new_cleaner ();

  for (guint i = 0; i < G_N_ELEMENTS (code_rules); i++)
    {
      const char *english = siyaq_cleaner_rule_reason (cleaner, code_rules[i], "en");
      const char *arabic = siyaq_cleaner_rule_reason (cleaner, code_rules[i], "ar");

      g_assert_cmpstr (english, !=, code_rules[i]);
      g_assert_cmpstr (arabic, !=, code_rules[i]);
      g_assert_cmpstr (english, !=, arabic);
    }
  g_assert_cmpstr (siyaq_cleaner_rule_reason (cleaner, "no-such-rule", "en"), ==, "no-such-rule");
}

/* What readers wrote goes with its heading, but a counter of comments above the text takes nothing along. */
static void
test_comments (void)
{
  g_autoptr (SiyaqCleaner) cleaner = new_cleaner ();
  g_autoptr (SiyaqAnnotation) below = clean (cleaner, "1", "A bridge", "<p>" BODY_1 "</p><p>" BODY_2 "</p><h3>Comments (3)</h3><p>1</p><p>Anna</p><p>At last they did it!</p>");
  g_autoptr (SiyaqAnnotation) above = clean (cleaner, "2", "A bridge", "<p>It rained.</p><h3>Comments (3)</h3><p>" BODY_1 "</p><p>" BODY_2 "</p>");

  g_assert_cmpstr (below->text, ==, BODY_1 "\n" BODY_2);
  g_assert_nonnull (strstr (above->text, BODY_2));
}

/* A document is observed before it is cleaned; in what order, and whether at all, changes nothing. */
static void
test_observed_document (void)
{
  g_autoptr (SiyaqCleaner) observed = new_cleaner ();
  g_autoptr (SiyaqCleaner) alone = new_cleaner ();
  g_autoptr (GPtrArray) items = g_ptr_array_new_with_free_func ((GDestroyNotify) siyaq_item_unref);

  /* The second document is larger than what is kept of it. */
  for (guint document = 0; document < 2; document++)
    {
      g_ptr_array_set_size (items, 0);
      for (guint i = 0; i < 3; i++)
        {
          g_autoptr (GString) html = g_string_new (NULL);
          g_autofree char *id = g_strdup_printf ("%u-%u", document, i);

          for (guint k = 0; k <= document * 3000; k++)
            g_string_append_printf (html, "<p>%c%c%c%c%c: %s</p>", 'a' + document, 'a' + i, 'a' + k % 26, 'a' + k / 26 % 26, 'a' + k / 676, BODY_1);
          g_string_append (html, "<p>Advertisement</p>");
          g_ptr_array_add (items, new_item (id, "A bridge", html->str));
          siyaq_cleaner_observe (observed, g_ptr_array_index (items, i));
        }
      for (guint i = items->len; i-- > 1;)
        {
          g_autoptr (SiyaqAnnotation) one = siyaq_annotation_new (g_ptr_array_index (items, i));
          g_autoptr (SiyaqAnnotation) other = siyaq_annotation_new (g_ptr_array_index (items, i));

          siyaq_cleaner_run (observed, one);
          siyaq_cleaner_run (alone, other);
          g_assert_cmpstr (one->text, ==, other->text);
          g_assert_cmpuint (one->removed->len, ==, 1);
        }
    }
}

/* Links that pay are a sign only where most are of that kind. */
static void
test_paid_links (void)
{
  static const char advert[] =
      "<p>We tried nine lamps and this one is our top pick: <a rel=sponsored href='https://shop.example/1'>get the deal</a>.</p>"
      "<p>It is the best budget lamp: <a rel=sponsored href='https://shop.example/2'>view offer</a>.</p>";
  static const char article[] =
      "<p>We tried nine lamps and this one is our top pick: <a href='https://shop.example/1'>see it</a>.</p>"
      "<p>It is the best budget lamp: <a href='https://shop.example/2'>see it</a>.</p>";
  g_autoptr (SiyaqCleaner) cleaner = new_cleaner ();
  g_autoptr (SiyaqAnnotation) held = clean (cleaner, "1", "A lamp for every desk", advert);
  g_autoptr (SiyaqAnnotation) kept = clean (cleaner, "2", "A lamp for every desk", article);

  g_assert_nonnull (held->held);
  g_assert_nonnull (strstr (held->held->evidence, "affiliate-links (2 of 2)"));
  g_assert_null (kept->held);
}

int
main (int argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/clean/cleaner/untouched", test_untouched);
  g_test_add_func ("/clean/cleaner/template", test_template);
  g_test_add_func ("/clean/cleaner/template-arabic", test_template_arabic);
  g_test_add_func ("/clean/cleaner/pasted-stories", test_pasted_stories);
  g_test_add_func ("/clean/cleaner/aggregator", test_aggregator);
  g_test_add_func ("/clean/cleaner/plain", test_plain);
  g_test_add_func ("/clean/cleaner/tidy", test_tidy);
  g_test_add_func ("/clean/cleaner/heading-with-text", test_heading_with_text);
  g_test_add_func ("/clean/cleaner/repetition", test_repetition);
  g_test_add_func ("/clean/cleaner/never-empty", test_never_empty);
  g_test_add_func ("/clean/cleaner/long-repetition", test_long_repetition);
  g_test_add_func ("/clean/cleaner/save", test_save);
  g_test_add_func ("/clean/cleaner/hold", test_hold);
  g_test_add_func ("/clean/cleaner/teach", test_teach);
  g_test_add_func ("/clean/cleaner/teach-advert", test_teach_advert);
  g_test_add_func ("/clean/cleaner/disable", test_disable);
  g_test_add_func ("/clean/cleaner/unreadable", test_unreadable);
  g_test_add_func ("/clean/cleaner/reasons", test_reasons);
  g_test_add_func ("/clean/cleaner/comments", test_comments);
  g_test_add_func ("/clean/cleaner/observed-document", test_observed_document);
  g_test_add_func ("/clean/cleaner/paid-links", test_paid_links);
  return g_test_run ();
}
