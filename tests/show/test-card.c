/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The card: what stands in it, what is absent, languages and directions, and that no text of a feed
   becomes markup. The HTML is read back with libxml2's parser rather than searched as a string. */
#include "config.h"

#include "siyaq-card.h"

#include <libxml/HTMLparser.h>
#include <libxml/xpath.h>
#include <string.h>

/* 2025-03-11 10:00 UTC */
#define MORNING_S G_GINT64_CONSTANT (1741687200)
#define HOUR_S 3600

#define HOSTILE "</bdi></style><script>alert(1)</script><img src=x onerror=alert(1)>\"'><b onclick=x>&lt;i&gt;\001\x1b javascript:"

typedef struct
{
  char *html;
  htmlDocPtr doc;
  xmlXPathContextPtr xpath;
} Page;

static SiyaqAnnotation *
new_annotation (const char *lang,
                const char *title)
{
  const SiyaqItem fields = {
    .id = "item-1",
    .feed = "feedone",
    .title = title,
    .text = "Text.",
    .published_s = MORNING_S,
  };
  g_autoptr (SiyaqItem) item = siyaq_item_new (&fields);
  SiyaqAnnotation *annotation = siyaq_annotation_new (item);

  g_free (annotation->lang);
  annotation->lang = g_strdup (lang);
  return annotation;
}

static Page *
render (const SiyaqCard *card)
{
  Page *page = g_new0 (Page, 1);

  page->html = siyaq_card_to_html (card);
  g_assert_true (g_utf8_validate (page->html, -1, NULL));
  page->doc = htmlReadMemory (page->html, (int) strlen (page->html), NULL, "UTF-8",
                              HTML_PARSE_NOERROR | HTML_PARSE_NOWARNING | HTML_PARSE_NONET);
  if (page->doc != NULL)
    page->xpath = xmlXPathNewContext (page->doc);
  return page;
}

static void
page_free (Page *page)
{
  g_clear_pointer (&page->xpath, xmlXPathFreeContext);
  g_clear_pointer (&page->doc, xmlFreeDoc);
  g_free (page->html);
  g_free (page);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Page, page_free)

static guint
count (Page *page,
       const char *path)
{
  xmlXPathObjectPtr found = xmlXPathEvalExpression (BAD_CAST path, page->xpath);
  guint n;

  g_assert_nonnull (found);
  n = found->nodesetval != NULL ? (guint) found->nodesetval->nodeNr : 0;
  xmlXPathFreeObject (found);
  return n;
}

static char *
text (Page *page,
      const char *path)
{
  xmlXPathObjectPtr found = xmlXPathEvalExpression (BAD_CAST path, page->xpath);
  xmlChar *string = xmlXPathCastToString (found);
  char *copy = g_strdup ((const char *) string);

  xmlFree (string);
  xmlXPathFreeObject (found);
  return copy;
}

#define assert_text(page, path, expected)                 \
  G_STMT_START                                            \
  {                                                       \
    g_autofree char *found_text = text ((page), (path));  \
    g_assert_cmpstr (found_text, ==, (expected));         \
  }                                                       \
  G_STMT_END

static void
test_nothing_to_say (void)
{
  g_autoptr (SiyaqAnnotation) annotation = new_annotation ("en", "Two lines");
  const SiyaqCard card = { .annotation = annotation, .lang = "en" };
  g_autofree char *html = siyaq_card_to_html (&card);

  g_assert_cmpstr (html, ==, "");
}

static void
test_english (void)
{
  g_autoptr (SiyaqAnnotation) annotation = new_annotation ("en", "Convoy hit");
  g_autoptr (GPtrArray) same = g_ptr_array_new ();
  g_autoptr (GPtrArray) earlier = g_ptr_array_new ();
  const SiyaqCardLink links[] = {
    { .id = "a b&c", .feed = "feedtwo", .url = "https://example.org/a?x=1&y=2", .outlet = "Al-Sahil", .lang = "ar",
      .title = "ارتفاع الحصيلة", .shown_title = "Toll rises to 11", .shown_kind = "translation",
      .why = "same place, same toll of 11", .published_s = MORNING_S - 2 * HOUR_S },
    { .id = "2", .outlet = "Levant Wire", .lang = "en", .title = "Strike on lorries", .published_s = MORNING_S - 9 * HOUR_S },
    { .id = "3", .outlet = "Sham Press", .lang = "ar", .title = "قافلة", .published_s = SIYAQ_TIME_UNKNOWN },
    { .id = "4", .outlet = "Fourth", .lang = "en", .title = "Four", .url = "javascript:alert(1)", .published_s = MORNING_S + HOUR_S },
    { .id = "5", .outlet = "Fifth", .lang = "en", .title = "Five", .published_s = MORNING_S },
  };
  const SiyaqCardLink newer = { .id = "newer", .title = "Truce broken", .lang = "en", .published_s = MORNING_S + HOUR_S };
  const SiyaqCardLink old = { .id = "old", .title = "Truce announced", .lang = "en", .published_s = MORNING_S - 72 * HOUR_S };
  const SiyaqCard card = { .annotation = annotation, .same = same, .earlier = earlier, .lang = "en" };
  g_autoptr (Page) page = NULL;

  g_ptr_array_add (annotation->regions, g_strdup ("SY-SU"));
  g_ptr_array_add (annotation->events, siyaq_event_new ("airstrike", 0.9, "hit by a drone"));
  g_ptr_array_add (annotation->removed, siyaq_verdict_new ("share-row", "A row of share links", "Share on …", "3 links in 4 words", 1));
  g_ptr_array_add (annotation->removed, siyaq_verdict_new ("repeated-block", "The feed repeats it", "Read more", NULL, 1));
  g_ptr_array_add (annotation->removed, siyaq_verdict_new ("repeated-block", "The feed repeats it", "Read on", NULL, 1));
  annotation->summary = siyaq_digest_new ("en", NULL, "A convoy was hit.\nEleven died.", NULL, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (links); i++)
    g_ptr_array_add (same, (gpointer) &links[i]);
  g_ptr_array_add (earlier, (gpointer) &newer);
  g_ptr_array_add (earlier, (gpointer) &old);

  page = render (&card);
  assert_text (page, "//section/@lang", "en");
  assert_text (page, "//section/@dir", "ltr");
  g_assert_cmpuint (count (page, "//summary//*[@class='chip region']"), ==, 1);
  g_assert_cmpuint (count (page, "//summary//*[@class='chip event']"), ==, 1);
  assert_text (page, "substring-before(//summary//*[@class='quiet end'], ' ·')", "3 blocks removed");
  g_assert_cmpuint (count (page, "//ul[@class='removed']/li"), ==, 2);
  assert_text (page, "//ul[@class='removed']/li[1]/*[@class='reason']", "A row of share links");
  assert_text (page, "//ul[@class='removed']/li[1]/blockquote", "Share on …");
  g_assert_cmpuint (count (page, "//ul[@class='removed']/li[2]/blockquote"), ==, 2);
  assert_text (page, "//ul[@class='removed']/li[2]/blockquote[2]", "Read on");
  assert_text (page, "//*[@class='summary']/h3", "Summary");
  g_assert_cmpuint (count (page, "//*[@class='own']/p"), ==, 2);
  g_assert_cmpuint (count (page, "//*[@class='orig']"), ==, 0);

  g_assert_cmpuint (count (page, "//*[@class='same']/ol/li"), ==, SIYAQ_CARD_SHOWN_LINKS);
  g_assert_cmpuint (count (page, "//*[@class='same']/div/details/ol/li"), ==, 2);
  assert_text (page, "//*[@class='same']/div/details/summary", "2 more");
  assert_text (page, "//*[@class='same']/ol/li[1]//*[@class='lang']", "AR");
  assert_text (page, "//*[@class='same']/ol/li[1]//a", "Toll rises to 11");
  assert_text (page, "//*[@class='same']/ol/li[1]//a/@dir", "ltr");
  assert_text (page, "//*[@class='same']/ol/li[1]//a/@href",
               "siyaq:item?id=a%20b%26c&feed=feedtwo&url=https%3A%2F%2Fexample.org%2Fa%3Fx%3D1%26y%3D2");
  assert_text (page, "//*[@class='same']/ol/li[1]/*[@class='when']", "2 h earlier");
  assert_text (page, "//*[@class='same']/ol/li[1]/*[@class='why']",
               "same place, same toll of 11 · headline translated on this computer");
  g_assert_cmpuint (count (page, "//*[@class='same']/ol/li[2]//*[@class='lang']"), ==, 0);
  assert_text (page, "//*[@class='same']/ol/li[3]//a/@dir", "rtl");
  g_assert_cmpuint (count (page, "//*[@class='same']/ol/li[3]/*[@class='when']"), ==, 0);
  assert_text (page, "//*[@class='same']/div/details/ol/li[1]//a/@href", "siyaq:item?id=4");
  assert_text (page, "//*[@class='same']/div[@class='foot']/span/a/@href", "siyaq:split");
  g_assert_cmpuint (count (page, "//*[@class='earlier']//a"), ==, 1);
  assert_text (page, "//*[@class='earlier']//a", "Truce announced");
  assert_text (page, "//*[@class='earlier']//*[@class='when']", "8 March");
}

static void
test_arabic (void)
{
  g_autoptr (SiyaqAnnotation) annotation = new_annotation ("en", "Convoy hit");
  g_autoptr (GPtrArray) same = g_ptr_array_new ();
  const SiyaqCardLink link = { .id = "m", .outlet = "Meridian Post", .lang = "en", .title = "They carried flour",
                               .shown_title = "كانوا ينقلون الطحين", .shown_kind = "gloss", .why = "same place, one new thing",
                               .published_s = MORNING_S + 2 * HOUR_S };
  const SiyaqCard card = { .annotation = annotation, .same = same, .lang = "ar" };
  g_autoptr (Page) page = NULL;

  for (guint i = 0; i < 4; i++)
    g_ptr_array_add (annotation->removed, siyaq_verdict_new ("share-row", "A row of share links", "Share", NULL, 1));
  annotation->summary = siyaq_digest_new ("en", NULL, "A convoy was hit.", NULL, NULL);
  annotation->translation = siyaq_digest_new ("ar", "قصف قافلة", "أصيبت قافلة.", "translation", "siyaq");
  g_ptr_array_add (same, (gpointer) &link);

  page = render (&card);
  assert_text (page, "//section/@dir", "rtl");
  assert_text (page, "substring-before(//summary//*[@class='quiet end'], ' ·')", "أُزيلت ٤ مقاطع");
  assert_text (page, "//ul[@class='removed']/li[1]/*[@class='reason']/@lang", "en");
  assert_text (page, "//*[@class='summary']/h3", "الملخص · مترجم عن الإنجليزية على هذا الحاسوب");
  assert_text (page, "//*[@class='mine']/p[@class='headline']", "قصف قافلة");
  assert_text (page, "//*[@class='mine']/@dir", "rtl");
  assert_text (page, "//*[@class='orig']/@dir", "ltr");
  assert_text (page, "//*[@class='orig']/@lang", "en");
  assert_text (page, "//*[@class='same']//*[@class='lang']", "EN");
  assert_text (page, "//*[@class='same']//*[@class='when']", "بعد ساعتين");
  assert_text (page, "//*[@class='same']//a/@dir", "rtl");
  assert_text (page, "//*[@class='same']//*[@class='why']/bdi/@lang", "en");
}

static void
test_provenance (void)
{
  static const struct
  {
    const char *kind, *by, *heading, *foot;
  } rows[] = {
    { "translation", "siyaq", "Summary · translated from Arabic on this computer", "Nothing left this computer" },
    { "translation", "deepl.com", "Summary · translated by deepl.com", "The text was sent to deepl.com, which you chose" },
    { "gloss", "siyaq", "Summary · word gloss from Arabic", "Nothing left this computer" },
    { "sibling", "Levant Wire", "Summary · as told by Levant Wire", "Nothing left this computer" },
    { "sibling", "wire.example", "Summary · as told by wire.example", "Nothing left this computer" },
    { "sibling", NULL, "Summary · as told elsewhere", "Nothing left this computer" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (SiyaqAnnotation) annotation = new_annotation ("ar", "عنوان");
      const SiyaqCard card = { .annotation = annotation, .lang = "en" };
      g_autoptr (Page) page = NULL;

      annotation->summary = siyaq_digest_new ("ar", NULL, "نص", NULL, NULL);
      annotation->translation = siyaq_digest_new ("en", NULL, "Text", rows[i].kind, rows[i].by);
      page = render (&card);
      assert_text (page, "//*[@class='summary']/h3", rows[i].heading);
      assert_text (page, "substring-before(//*[@class='summary']/*[@class='quiet'], ' ·')", rows[i].foot);
      assert_text (page, "//*[@class='orig']/@dir", "rtl");
    }
}

static void
test_hostile (void)
{
  static const char *const langs[] = { "en", "ar" };
  static const char *const hostile_langs[] = { "en", "\" onload=\"x", "<b>" };

  for (guint l = 0; l < G_N_ELEMENTS (langs); l++)
    for (guint h = 0; h < G_N_ELEMENTS (hostile_langs); h++)
      {
        g_autoptr (SiyaqAnnotation) annotation = new_annotation (hostile_langs[h], HOSTILE);
        g_autoptr (GPtrArray) same = g_ptr_array_new ();
        const SiyaqCardLink link = { .id = HOSTILE, .feed = HOSTILE, .url = "https://" HOSTILE, .outlet = HOSTILE,
                                     .lang = hostile_langs[h], .title = HOSTILE, .shown_title = HOSTILE, .why = HOSTILE };
        const SiyaqCard card = { .annotation = annotation, .same = same, .earlier = same, .lang = langs[l] };
        g_autoptr (Page) page = NULL;

        g_ptr_array_add (annotation->regions, g_strdup (HOSTILE));
        g_ptr_array_add (annotation->events, siyaq_event_new (HOSTILE, 1, HOSTILE));
        g_ptr_array_add (annotation->removed, siyaq_verdict_new (HOSTILE, HOSTILE, HOSTILE, HOSTILE, 1));
        g_ptr_array_add (annotation->mentions, siyaq_mention_new (HOSTILE, HOSTILE, HOSTILE));
        annotation->held = siyaq_verdict_new (HOSTILE, HOSTILE, HOSTILE, HOSTILE, 1);
        annotation->summary = siyaq_digest_new (hostile_langs[h], HOSTILE, HOSTILE, NULL, NULL);
        annotation->translation = siyaq_digest_new (hostile_langs[h], HOSTILE, HOSTILE, HOSTILE, HOSTILE);
        g_ptr_array_add (same, (gpointer) &link);

        page = render (&card);
        g_assert_cmpuint (count (page, "//script | //img | //b | //i"), ==, 0);
        g_assert_cmpuint (count (page, "//@*[starts-with(name(), 'on')]"), ==, 0);
        g_assert_cmpuint (count (page, "//style"), ==, 1);
        g_assert_cmpuint (count (page, "//a[not(starts-with(@href, 'siyaq:'))]"), ==, 0);
        g_assert_cmpuint (count (page, "//*[contains(text(), '<script>alert(1)</script>')]"), >, 5);
        g_assert_null (strchr (page->html, '\001'));
      }
}

static void
test_limits (void)
{
  g_autoptr (SiyaqAnnotation) annotation = new_annotation ("en", "Title");
  g_autoptr (GPtrArray) same = g_ptr_array_new ();
  const SiyaqCardLink link = { .id = "x", .outlet = "Outlet", .lang = "en", .title = "Title", .published_s = MORNING_S };
  const SiyaqCard card = { .annotation = annotation, .same = same, .earlier = same, .lang = "en" };
  g_autoptr (Page) page = NULL;

  for (guint i = 0; i < 1000; i++)
    g_ptr_array_add (same, (gpointer) &link);
  page = render (&card);
  g_assert_cmpuint (count (page, "//*[@class='same']//li"), ==, SIYAQ_CARD_MAX_LINKS);
  g_assert_cmpuint (count (page, "//*[@class='earlier']//li"), ==, SIYAQ_CARD_SHOWN_LINKS);
}

static SiyaqAnnotation *
new_foreign (const char *kind,
             const char *by)
{
  SiyaqAnnotation *annotation = new_annotation ("ar", "عنوان");

  annotation->summary = siyaq_digest_new ("ar", NULL, "نص", NULL, NULL);
  if (kind != NULL)
    annotation->translation = siyaq_digest_new ("en", NULL, "Text", kind, by);
  return annotation;
}

/* The reader is asked where it would help, with the host and what would be sent, and not otherwise. */
static void
test_question (void)
{
  static const struct
  {
    const char *kind, *by;
    gboolean pending;
    guint asked;
  } rows[] = {
    { "gloss", "siyaq", FALSE, 1 }, { NULL, NULL, FALSE, 1 }, { "translation", "siyaq", FALSE, 0 },
    { "sibling", "Levant Wire", FALSE, 0 }, { "gloss", "siyaq", TRUE, 0 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (SiyaqAnnotation) annotation = new_foreign (rows[i].kind, rows[i].by);
      const SiyaqCard card = { .annotation = annotation, .lang = "en", .ask_host = "deepl.com", .pending = rows[i].pending };
      g_autoptr (Page) page = render (&card);

      g_assert_cmpuint (count (page, "//*[@class='ask']"), ==, rows[i].asked);
      g_assert_cmpuint (count (page, "//*[@class='coming']"), ==, rows[i].pending);
      if (rows[i].asked == 0)
        continue;
      assert_text (page, "//*[@class='ask']/p[1]", "Have this translated by deepl.com?");
      assert_text (page, "//*[@class='ask']//a[1]/@href", "siyaq:agree?host=deepl.com");
      assert_text (page, "//*[@class='ask']//a[2]/@href", "siyaq:refuse?host=deepl.com");
    }
}

static void
test_problem (void)
{
  g_autoptr (SiyaqAnnotation) annotation = new_foreign ("gloss", "siyaq"), good = new_foreign ("translation", "deepl.com");
  const SiyaqCard card = { .annotation = annotation, .lang = "en", .problem = SIYAQ_CARD_LOCKED, .problem_by = "deepl.com" };
  const SiyaqCard fine = { .annotation = good, .lang = "en", .problem = SIYAQ_CARD_LOCKED, .problem_by = "deepl.com" };
  g_autoptr (Page) page = render (&card), fine_page = render (&fine);

  assert_text (page, "//*[@class='quiet problem']", "The keyring with the key for deepl.com is locked or missing");
  g_assert_cmpuint (count (fine_page, "//*[@class='quiet problem']"), ==, 0);
  assert_text (fine_page, "//*[@class='sent']", "The text was sent to deepl.com, which you chose");
}

/* A server on this computer is this computer. */
static void
test_loopback (void)
{
  g_autoptr (SiyaqAnnotation) annotation = new_foreign ("translation", "127.0.0.1:11434");
  const SiyaqCard card = { .annotation = annotation, .lang = "en", .whole = "One\nTwo" };
  g_autoptr (Page) page = render (&card);

  assert_text (page, "//*[@class='summary']/h3", "Summary · translated from Arabic on this computer");
  g_assert_cmpuint (count (page, "//*[@class='sent']"), ==, 0);
  g_assert_cmpuint (count (page, "//*[@class='whole']/p"), ==, 2);
}

static void
test_digits (void)
{
  g_autoptr (SiyaqAnnotation) annotation = new_annotation ("ar", "عنوان");
  SiyaqCard card = { .annotation = annotation, .lang = "ar" };
  g_autoptr (Page) page = NULL, european = NULL;

  for (guint i = 0; i < 4; i++)
    g_ptr_array_add (annotation->removed, siyaq_verdict_new ("rule", "reason", "text", NULL, 1));
  page = render (&card);
  g_assert_cmpuint (count (page, "//*[contains(., 'أُزيلت ٤ مقاطع')]"), >, 0);
  card.digits = SIYAQ_DIGITS_EUROPEAN;
  european = render (&card);
  g_assert_cmpuint (count (european, "//*[contains(., 'أُزيلت 4 مقاطع')]"), >, 0);
}

int
main (int argc,
      char **argv)
{
  g_setenv ("TZ", "UTC", TRUE);
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/show/card/nothing-to-say", test_nothing_to_say);
  g_test_add_func ("/show/card/english", test_english);
  g_test_add_func ("/show/card/arabic", test_arabic);
  g_test_add_func ("/show/card/provenance", test_provenance);
  g_test_add_func ("/show/card/hostile", test_hostile);
  g_test_add_func ("/show/card/limits", test_limits);
  g_test_add_func ("/show/card/question", test_question);
  g_test_add_func ("/show/card/problem", test_problem);
  g_test_add_func ("/show/card/loopback", test_loopback);
  g_test_add_func ("/show/card/digits", test_digits);

  return g_test_run ();
}
