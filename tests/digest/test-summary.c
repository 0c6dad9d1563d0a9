/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Summaries: which sentences are taken, which never, and when there is none. */
#define G_LOG_DOMAIN "test-summary"

#include "config.h"

#include "siyaq-opening.h"
#include "siyaq-summary.h"
#include "siyaq-text.h"

#include <string.h>

static SiyaqAnnotation *
annotate (const char *lang,
          const char *title,
          const char *text)
{
  SiyaqItem fields = { .id = "1", .feed = "feed", .title = title, .text = text, .published_s = SIYAQ_TIME_UNKNOWN };
  g_autoptr (SiyaqItem) item = siyaq_item_new (&fields);
  SiyaqAnnotation *a = siyaq_annotation_new (item);

  g_free (a->lang);
  a->lang = g_strdup (lang);
  g_free (a->title);
  a->title = g_strdup (title);
  g_free (a->text);
  a->text = g_strdup (text);
  return a;
}

static const char bridge[] =
  "VALDORA (Wire) — A road bridge over the Senn collapsed on Monday evening, killing nine people and cutting the town of Valdora off from the coast, officials said.\n"
  "He said the cables had been inspected in March. “It just went,” said a lorry driver who had stopped short of the gap.\n"
  "The transport ministry closed four other bridges of the same design and promised a report within ten days. "
  "Engineers had warned two years ago that salt was eating the anchors.\n"
  "Who will pay for a new bridge?\n"
  "Subscribe to our newsletter for more about bridges and roads.\n"
  "The bridge collapse killed nine people on Monday evening and cut Valdora off from the coast, officials said. "
  "Fishermen took their boats out during the night and pulled eleven people from the water.";

static void
test_news (void)
{
  g_autoptr (SiyaqAnnotation) a = annotate ("en", "Nine dead as Valdora bridge collapses", bridge);
  g_autofree char *summary = siyaq_summarize (a);

  g_assert_nonnull (summary);
  /* The lead, without its dateline. */
  g_assert_true (g_str_has_prefix (summary, "A road bridge over the Senn collapsed on Monday evening"));
  g_assert_null (strstr (summary, "He said"));
  g_assert_null (strstr (summary, "Who will pay"));
  g_assert_null (strstr (summary, "Subscribe"));
  g_assert_null (strstr (summary, "The bridge collapse killed"));
  g_assert_cmpuint (siyaq_text_count_words (summary), <=, 80);
  g_assert_cmpuint (siyaq_text_count_words (summary), >=, 30);
}

/* Each sentence of a summary is one of the text, whole. */
static void
test_whole_sentences (void)
{
  g_autoptr (SiyaqAnnotation) a = annotate ("en", "Bridge", bridge);
  g_autofree char *summary = siyaq_summarize (a);
  g_autofree char *flat = g_strdelimit (g_strdup (bridge), "\n", ' ');
  g_auto (GStrv) sentences = g_strsplit (summary, ". ", -1);

  for (guint i = 0; sentences[i] != NULL; i++)
    g_assert_nonnull (strstr (flat, sentences[i]));
  g_assert_true (g_str_has_suffix (summary, "."));
}

/* A feature begins with a scene; its summary begins with what happened. */
static void
test_scene (void)
{
  g_autoptr (SiyaqAnnotation) a = annotate (
    "en", "Quarry town counts cost of landslide",
    "The clock above the bakery in Orvena has stopped at ten past four. "
    "On the wall beside it somebody has drawn a bird with chalk. "
    "A landslide killed 14 people in the quarry above the village on Thursday night, the regional governor said. "
    "“We heard a train where no train runs,” said Ilda Morav, who keeps the post office. "
    "The quarry had been closed twice since 2019 because of cracks in its upper wall. "
    "Its owners say that the rain of the last weeks could not be foreseen by anybody.");
  g_autofree char *summary = siyaq_summarize (a);

  g_assert_nonnull (summary);
  g_assert_true (g_str_has_prefix (summary, "A landslide killed 14 people"));
}

/* Sentences that point back with their object or with a bare verb, and one whose "it" points forward. */
static void
test_pointing (void)
{
  static const struct
  {
    const char *second;
    gboolean alone;
  } cases[] = {
    { "Some 4,000 people have downloaded it since the spring, said the ministry of the interior.", FALSE },
    { "Fishermen did: the harbour brigade and the men of the upper lake who had the longest nets.", FALSE },
    { "It was on Monday that the council of Orvena closed the harbour road and the two bridges.", TRUE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text = g_strdup_printf (
        "Why?\n%s\nThe harbour of Orvena handles a third of the trade of the region and its road has been shut for nine days. "
        "Lorries wait on both banks of the river and the price of bread has risen by a fifth in the villages of the lake. "
        "The council meets again at the end of the week to hear the engineers of the bridge authority.", cases[i].second);
      g_autoptr (SiyaqAnnotation) a = annotate ("en", "Orvena council harbour road closed Monday bridges downloaded fishermen", text);
      g_autofree char *summary = siyaq_summarize (a);

      g_assert_nonnull (summary);
      if ((strstr (summary, cases[i].second) != NULL) != cases[i].alone)
        g_test_message ("%s: %s", cases[i].second, summary);
      g_assert_cmpint (strstr (summary, cases[i].second) != NULL, ==, cases[i].alone);
    }
}

static void
test_byline (void)
{
  g_assert_cmpstr (siyaq_skip_opening ("by Harbour Newsdesk 9 hours The council of Orvena has closed the road.", NULL), ==,
                   "The council of Orvena has closed the road.");
  g_assert_cmpstr (siyaq_skip_opening ("By 9 hours after the storm the council had closed the road.", NULL), ==,
                   "By 9 hours after the storm the council had closed the road.");
}

static void
test_arabic (void)
{
  g_autoptr (SiyaqAnnotation) a = annotate (
    "ar", "انهيار جسر يقتل تسعة",
    "انهار جسر فوق نهر السن مساء الاثنين ما أدى إلى مقتل تسعة أشخاص وعزل بلدة فالدورا عن الساحل، بحسب مسؤولين.\n"
    "وهو أمر لم يتوقعه أحد من السكان. وأغلقت وزارة النقل أربعة جسور أخرى من الطراز نفسه ووعدت بتقرير خلال عشرة أيام.\n"
    "من يدفع ثمن الجسر الجديد؟\n"
    "وكان مهندسون حذروا قبل عامين من تآكل الكابلات بفعل الملح. وخرج صيادون بقواربهم ليلا وانتشلوا أحد عشر شخصا من الماء.");
  g_autofree char *summary = siyaq_summarize (a);

  g_assert_nonnull (summary);
  g_assert_true (g_str_has_prefix (summary, "انهار جسر فوق نهر السن"));
  g_assert_null (strstr (summary, "وهو أمر"));
  g_assert_null (strstr (summary, "من يدفع"));
}

static void
test_none (void)
{
  static const char *const texts[] = { "", "One line.", "Two short lines.\nThat is all there is.", "Why? Why? Why? Why?",
                                       "a b c d e f g h i j k l m n o p q r s t u v w x y z a b c d e f g h i j k l m n o p q r s t u v w x y z" };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (SiyaqAnnotation) a = annotate ("en", "A headline", texts[i]);
      g_autofree char *summary = siyaq_summarize (a);

      g_assert_null (summary);
    }
}

/* "Two opted for" leans on the sentence before, "Two armed groups" does not. */
static void
test_counting (void)
{
  static const char text[] =
    "Two armed groups fought over the bridge at Valdora on Monday night and left four people dead, the town's mayor said.\n"
    "Two opted for a boat on the river to get away from the fighting around the old bridge.\n"
    "Schools stayed closed on Tuesday while engineers looked for damage to the cables of the bridge.\n"
    "Elders from the villages on the far bank are to meet the mayor of Valdora on Wednesday.";
  g_autoptr (SiyaqAnnotation) a = annotate ("en", "Four dead in fight for bridge", text);
  g_autofree char *summary = siyaq_summarize (a);

  g_assert_nonnull (summary);
  g_assert_true (g_str_has_prefix (summary, "Two armed groups fought"));
  g_assert_true (strstr (summary, "Two opted") == NULL || strstr (summary, "said. Two opted") != NULL);
}

static void
test_lead (void)
{
  g_autofree char *lead = siyaq_lead (bridge, 40);
  g_autofree char *empty = siyaq_lead ("", 40);

  g_assert_true (g_str_has_prefix (lead, "A road bridge"));
  g_assert_true (g_str_has_suffix (lead, "."));
  g_assert_cmpuint (siyaq_text_count_words (lead), <=, 40);
  g_assert_cmpstr (empty, ==, "");
}

/* Datelines and repeated headlines go; a dash or a bracket inside a sentence stays. */
static void
test_openings (void)
{
  static const struct
  {
    const char *sentence, *title, *rest;
  } cases[] = {
    { "VALDORA, Senn — A bridge fell on Monday and nine died.", NULL, "A bridge fell on Monday and nine died." },
    { "VALDORA (Wire) - A bridge fell on Monday and nine died.", NULL, "A bridge fell on Monday and nine died." },
    { "(WIRE) A bridge fell on Monday and nine died.", NULL, "A bridge fell on Monday and nine died." },
    { "Valdora, Senn (WIRE) A bridge fell on Monday and nine died.", NULL, "A bridge fell on Monday and nine died." },
    { "فالدورا – انهار جسر مساء الاثنين وقتل تسعة.", NULL, "انهار جسر مساء الاثنين وقتل تسعة." },
    { "Bridge falls A bridge fell on Monday and nine died.", "Bridge falls", "A bridge fell on Monday and nine died." },
    { "A bridge — the third this year — fell on Monday.", NULL, NULL },
    { "The Senn Water Board (SWB) said it had known of the cracks for years.", NULL, NULL },
    { "Bridge falls on nine people in the dark town.", "Bridge falls", NULL },
    { "أغلق طريق فالدورا - السن مساء الاثنين بعد انهيار الجسر.", NULL, NULL },
    { "انهار جسر في المدينة القديمة – وهو الثالث – مساء الاثنين.", NULL, NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    g_assert_cmpstr (siyaq_skip_opening (cases[i].sentence, cases[i].title), ==,
                     cases[i].rest != NULL ? cases[i].rest : cases[i].sentence);
}

/* Captions, credits and the labels of maps are no news, wherever they stand. */
static void
test_page_text (void)
{
  static const char text[] =
    "In this file photo the bridge over the Senn stands in the evening sun near Valdora.\n"
    "MAP VALDORA SENN RIVER COAST ROAD HARBOUR shows where the bridge fell.\n"
    "The bridge over the Senn fell on Monday evening and nine people died in the water below it.\n"
    "The opinions expressed here are those of the author and not of the bridge company.\n"
    "Divers were looking for a bus that had been on the bridge when the cables gave way at dusk.";
  g_autoptr (SiyaqAnnotation) a = annotate ("en", "Bridge falls", text);
  g_autofree char *summary = siyaq_summarize (a);

  g_assert_nonnull (summary);
  g_assert_true (g_str_has_prefix (summary, "The bridge over the Senn fell"));
  g_assert_null (strstr (summary, "file photo"));
  g_assert_null (strstr (summary, "MAP"));
  g_assert_null (strstr (summary, "opinions"));
}

/* Sentences of a quotation in single marks are no sentences of the report; an apostrophe opens none. */
static void
test_single_quotes (void)
{
  static const char text[] =
    "The harbour of Valdora stayed shut for a third day on Friday after dockers' leaders refused the port authority's newest offer, the union said.\n"
    "'The harbour of Valdora belongs to us. The port authority of Valdora will lose the dockers on Friday. Nobody in Valdora wants that,' the union leader said on the quay.\n"
    "Four ships with grain wait off Valdora, and the port authority counts losses of two million crowns a day since Friday.\n"
    "The government called both sides to the capital for talks on Monday, and the dockers promised to send a delegation to the capital.";
  g_autoptr (SiyaqAnnotation) a = annotate ("en", "Harbour of Valdora shut as dockers refuse offer", text);
  g_autofree char *summary = siyaq_summarize (a);

  g_assert_nonnull (summary);
  g_assert_true (g_str_has_prefix (summary, "The harbour of Valdora stayed shut"));
  g_assert_null (strstr (summary, "will lose the dockers"));
  g_assert_null (strstr (summary, "belongs to us"));
}

static void
test_credits (void)
{
  static const char text[] =
    "A ferry leaves the harbour of Valdora in the rain last week. Photograph: Harbour Desk\n"
    "The ferry company of Valdora cancelled all crossings to the islands on Friday because of a storm that is expected to last until Sunday.\n"
    "Some two hundred passengers slept in a school near the harbour, where volunteers brought blankets and soup during the night.\n"
    "The weather service expects waves of six metres on Saturday and warned fishermen along the whole coast to stay ashore.";
  g_autoptr (SiyaqAnnotation) a = annotate ("en", "Storm stops ferries of Valdora", text);
  g_autofree char *summary = siyaq_summarize (a);
  g_autofree char *lead = siyaq_lead (text, 40);
  g_autofree char *only = siyaq_lead ("Photograph: Harbour Desk\nThe ferry stayed in port.", 40);

  g_assert_true (g_str_has_prefix (summary, "The ferry company"));
  g_assert_null (strstr (summary, "Photograph"));
  g_assert_true (g_str_has_prefix (lead, "The ferry company"));
  g_assert_cmpstr (only, ==, "The ferry stayed in port.");
}

int
main (int argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/summary/news", test_news);
  g_test_add_func ("/summary/scene", test_scene);
  g_test_add_func ("/summary/pointing", test_pointing);
  g_test_add_func ("/summary/byline", test_byline);
  g_test_add_func ("/summary/whole-sentences", test_whole_sentences);
  g_test_add_func ("/summary/arabic", test_arabic);
  g_test_add_func ("/summary/none", test_none);
  g_test_add_func ("/summary/counting", test_counting);
  g_test_add_func ("/summary/lead", test_lead);
  g_test_add_func ("/summary/openings", test_openings);
  g_test_add_func ("/summary/page-text", test_page_text);

  g_test_add_func ("/summary/single-quotes", test_single_quotes);
  g_test_add_func ("/summary/credits", test_credits);

  return g_test_run ();
}
