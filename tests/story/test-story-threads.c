/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What ties stories into one developing subject: the parties of talks, stories that an aggregator
   pastes, and what keeps subjects of one place apart. Texts and people are invented for the test. */
#define G_LOG_DOMAIN "test-story-threads"

#include "config.h"

#include "siyaq-story-index.h"
#include "siyaq-story-model.h"

#include <string.h>

#define DAY (24 * 3600)
#define MONDAY 1741564800 /* 10 March 2025 */

typedef struct
{
  const char *id, *lang, *title, *text;
  gint64 published_s;
  const char *region, *event;
  const char *countries[3];
  const char *mention;
} Sample;

static const Sample vienna = {
  "vienna", "en", "Armenia and Azerbaijan resume border talks in Vienna",
  "Envoys from Armenia and Azerbaijan met in Vienna on Monday for talks on their frontier.\n"
  "Both delegations agreed to exchange maps before they meet again.",
  MONDAY, "AT-9", "talks", { "AM", "AZ", "AT" }, NULL
};

static const Sample astana = {
  "astana", "en", "No breakthrough as Baku and Yerevan negotiators gather in Astana",
  "Negotiators sent by Azerbaijan and Armenia ended two days of discussions in the Kazakh capital without a joint paper.\n"
  "Three villages remain in dispute, one of them said.",
  MONDAY + 31 * DAY, "KZ-71", "talks", { "AZ", "AM", "KZ" }, NULL
};

static const Sample others_in_vienna = {
  "others", "en", "Egypt and Sudan water talks open in Vienna",
  "Ministers of Egypt and Sudan sat down in Vienna on Thursday to settle how much of the Nile each may use.\n"
  "Khartoum wants the level of its reservoirs to be kept secret, an adviser said.",
  MONDAY + 31 * DAY, "AT-9", "talks", { "EG", "SD", "AT" }, NULL
};

static const Sample fire = {
  "fire", "en", "Wildfire above Ohrid drives villagers from homes",
  "A wildfire burned towards Ohrid in North Macedonia on Monday and drove families from four villages.",
  MONDAY, "MK-505", "wildfire", { "MK", NULL, NULL }, NULL
};

static const Sample match = {
  "match", "en", "Rowers open their season on Lake Ohrid",
  "Rowers from nine clubs opened their season on Lake Ohrid in North Macedonia on Sunday before a large crowd.",
  MONDAY + 6 * DAY, "MK-505", "sport", { "MK", NULL, NULL }, NULL
};

static const Sample spill = {
  "spill", "en", "Tailings dam bursts near Potosi, thirteen dead",
  "A dam that held back the waste of a tin mine burst near Potosi in Bolivia on Monday and buried a hamlet. Thirteen people died.\n"
  "The mud ran six kilometres down the valley, the fire brigade said. Forty people are missing.",
  MONDAY, "BO-P", "accident", { "BO", NULL, NULL }, NULL
};

static const Sample spill_toll = {
  "toll", "en", "Toll of Potosi mine dam rises to nineteen",
  "Six more bodies were found on Tuesday below the dam of the tin mine near Potosi in Bolivia that burst on Monday; nineteen people died.\n"
  "The mud has set, the fire brigade said, and dogs can walk on it.",
  MONDAY + DAY, "BO-P", "accident", { "BO", NULL, NULL }, NULL
};

static const Sample spill_arrest = {
  "arrest", "en", "Two managers arrested after Potosi dam disaster",
  "Police in Potosi in Bolivia arrested two managers of a tin mine on Thursday. They are accused of having ignored cracks in a wall that "
  "gave way on Monday; nineteen people died.\n"
  "A judge will hear them in La Paz next week, the prosecutor said. Their lawyer spoke of scapegoats.",
  MONDAY + 3 * DAY, "BO-P", "arrest", { "BO", NULL, NULL }, NULL
};

static SiyaqAnnotation *
annotate (const Sample *s)
{
  const SiyaqItem fields = { .id = s->id, .title = s->title, .text = s->text, .lang = s->lang, .published_s = s->published_s };
  g_autoptr (SiyaqItem) item = siyaq_item_new (&fields);
  SiyaqAnnotation *a = siyaq_annotation_new (item);

  a->lang = g_strdup (s->lang);
  a->title = g_strdup (s->title);
  a->text = g_strdup (s->text);
  g_ptr_array_add (a->regions, g_strdup (s->region));
  g_ptr_array_add (a->events, siyaq_event_new (s->event, 1.0, ""));
  for (guint i = 0; i < G_N_ELEMENTS (s->countries) && s->countries[i] != NULL; i++)
    {
      g_strlcpy (a->countries[i].code, s->countries[i], sizeof a->countries[i].code);
      a->countries[i].weight = 4.f - (float) i;
    }
  if (s->mention != NULL)
    g_ptr_array_add (a->mentions, siyaq_mention_new (s->mention, NULL, NULL));
  return a;
}

static void
compare (const Sample *a,
         const Sample *b,
         SiyaqStoryPair *ret_pair)
{
  SiyaqStoryLexer *lexer = siyaq_story_lexer_new (NULL);
  SiyaqStoryFrequencies *frequencies = siyaq_story_frequencies_new ();
  g_autoptr (SiyaqAnnotation) x = annotate (a);
  g_autoptr (SiyaqAnnotation) y = annotate (b);
  g_autofree SiyaqStoryPrint *p = siyaq_story_print_new (lexer, frequencies, x);
  g_autofree SiyaqStoryPrint *q = siyaq_story_print_new (lexer, frequencies, y);
  SiyaqStoryQuery query;

  siyaq_story_query_init (&query, p, frequencies);
  siyaq_story_query_compare (&query, q, ret_pair);
  siyaq_story_query_clear (&query);
  siyaq_story_frequencies_free (frequencies);
  siyaq_story_lexer_free (lexer);
}

/* The same two parties a month later in another city: another story of the same subject. Other
   parties in the same city: another subject. */
static void
test_parties (void)
{
  g_autoptr (SiyaqStoryIndex) index = siyaq_story_index_new (NULL);
  g_autoptr (SiyaqAnnotation) a = annotate (&vienna);
  g_autoptr (SiyaqAnnotation) b = annotate (&others_in_vienna);
  g_autoptr (SiyaqAnnotation) c = annotate (&astana);

  siyaq_story_index_add (index, a);
  siyaq_story_index_add (index, b);
  siyaq_story_index_add (index, c);
  g_assert_cmpstr (a->story, !=, c->story);
  g_assert_cmpstr (a->thread, ==, c->thread);
  g_assert_cmpstr (a->thread, !=, b->thread);
}

/* The toll that grows is the same story; who is arrested for it days later is another one of the same thread, so
   that its card leads back. */
static void
test_aftermath (void)
{
  g_autoptr (SiyaqStoryIndex) index = siyaq_story_index_new (NULL);
  g_autoptr (SiyaqAnnotation) a = annotate (&spill);
  g_autoptr (SiyaqAnnotation) b = annotate (&spill_toll);
  g_autoptr (SiyaqAnnotation) c = annotate (&spill_arrest);
  g_autoptr (GPtrArray) earlier = NULL;

  siyaq_story_index_add (index, a);
  siyaq_story_index_add (index, b);
  siyaq_story_index_add (index, c);
  g_assert_cmpstr (a->story, ==, b->story);
  g_assert_cmpstr (c->story, !=, a->story);
  g_assert_cmpstr (c->thread, ==, a->thread);
  earlier = siyaq_story_index_get_earlier (index, "arrest", 5);
  g_assert_cmpuint (earlier->len, ==, 1);
  g_assert_cmpstr (g_ptr_array_index (earlier, 0), ==, "toll");
}

static void
test_meeting (void)
{
  SiyaqStoryPair pair, other;
  Sample clash = astana;

  compare (&astana, &vienna, &pair);
  g_assert_cmpfloat (pair.values[SIYAQ_STORY_FEATURE_MEETING], >, 0.9f);
  g_assert_cmpfloat (pair.values[SIYAQ_STORY_FEATURE_MEETING_WEEKS], >, 0.f);
  compare (&others_in_vienna, &vienna, &other);
  g_assert_cmpfloat (other.values[SIYAQ_STORY_FEATURE_MEETING], <, 0.1f);
  /* Two parties that fight are not the ones that talk. */
  clash.event = "armed-clash";
  compare (&clash, &vienna, &other);
  g_assert_cmpfloat (other.values[SIYAQ_STORY_FEATURE_MEETING], ==, 0.f);
}

static void
test_origins (void)
{
  SiyaqStoryPair pair;
  Sample arrest = match;

  compare (&match, &fire, &pair);
  g_assert_cmpfloat (pair.values[SIYAQ_STORY_FEATURE_ORIGIN_OTHER], ==, 1.f);
  g_assert_cmpfloat (siyaq_story_model_pair (SIYAQ_STORY_LEVEL_THREAD, &pair), <, 0.f);
  arrest.event = "arrest";
  compare (&arrest, &fire, &pair);
  g_assert_cmpfloat (pair.values[SIYAQ_STORY_FEATURE_ORIGIN_OTHER], ==, 0.f);
  g_assert_cmpfloat (pair.values[SIYAQ_STORY_FEATURE_FAMILY_OTHER], ==, 0.5f);
}

/* A mention strengthens, within bounds, and for the subject alone. */
static void
test_mentions (void)
{
  SiyaqStoryPair none, pasted, both;
  Sample with = astana, too = vienna;
  float gain;

  compare (&with, &vienna, &none);
  g_assert_cmpfloat (none.values[SIYAQ_STORY_FEATURE_MENTION], ==, 0.f);
  with.mention = "Armenia and Azerbaijan resume “border talks” in Vienna";
  compare (&with, &vienna, &pasted);
  g_assert_cmpfloat (pasted.values[SIYAQ_STORY_FEATURE_MENTION], ==, 1.f);
  compare (&vienna, &with, &pasted);
  g_assert_cmpfloat (pasted.values[SIYAQ_STORY_FEATURE_MENTION], ==, 1.f);
  too.mention = with.mention = "Villages on the frontier wait for a line on the map";
  compare (&with, &too, &both);
  g_assert_cmpfloat (both.values[SIYAQ_STORY_FEATURE_MENTION], ==, 0.5f);
  too.mention = with.mention = "Read this";
  compare (&with, &too, &both);
  g_assert_cmpfloat (both.values[SIYAQ_STORY_FEATURE_MENTION], ==, 0.f);

  gain = siyaq_story_model_pair (SIYAQ_STORY_LEVEL_THREAD, &pasted) - siyaq_story_model_pair (SIYAQ_STORY_LEVEL_THREAD, &none);
  g_assert_cmpfloat (gain, >, 0.2f);
  g_assert_cmpfloat (gain, <, 1.5f);
  g_assert_cmpfloat (siyaq_story_model_pair (SIYAQ_STORY_LEVEL_STORY, &pasted), ==,
                     siyaq_story_model_pair (SIYAQ_STORY_LEVEL_STORY, &none));
}

/* What is kept of an old item still has its parties and mentions. */
static void
test_reduce (void)
{
  SiyaqStoryLexer *lexer = siyaq_story_lexer_new (NULL);
  SiyaqStoryFrequencies *frequencies = siyaq_story_frequencies_new ();
  Sample with = astana;
  g_autoptr (SiyaqAnnotation) a = NULL;
  g_autofree SiyaqStoryPrint *print = NULL;
  guint32 mention;
  guint n;

  with.mention = vienna.title;
  a = annotate (&with);
  print = siyaq_story_print_new (lexer, frequencies, a);
  n = print->n_terms[SIYAQ_STORY_SPACE_WORDS];
  g_assert_cmpuint (print->n_mentions, ==, 1);
  mention = siyaq_story_print_mentions (print)[0];
  print = siyaq_story_print_reduce (g_steal_pointer (&print));
  g_assert_cmpuint (print->n_terms[SIYAQ_STORY_SPACE_WORDS], <, n);
  g_assert_cmpuint (siyaq_story_print_mentions (print)[0], ==, mention);
  g_assert_cmpuint (print->countries[2], !=, 0);
  g_assert_true (siyaq_story_print_is_valid (print, siyaq_story_print_size (print)));
  siyaq_story_frequencies_free (frequencies);
  siyaq_story_lexer_free (lexer);
}

int
main (int argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/story/threads/parties", test_parties);
  g_test_add_func ("/story/threads/meeting", test_meeting);
  g_test_add_func ("/story/threads/origins", test_origins);
  g_test_add_func ("/story/threads/mentions", test_mentions);
  g_test_add_func ("/story/threads/reduce", test_reduce);
  g_test_add_func ("/story/threads/aftermath", test_aftermath);
  return g_test_run ();
}
