/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Numbers with what they count, dates, and texts that look back, in both languages. */
#define G_LOG_DOMAIN "test-story-facts"

#include "config.h"

#include "siyaq-story-facts.h"
#include "siyaq-story-sketch.h"

#define WEDNESDAY 1741780800 /* 12 March 2025, noon UTC */
#define DAY_OF_WEDNESDAY (WEDNESDAY / 86400)

static void
read_text (SiyaqStoryFacts *facts,
           const char *text,
           gboolean title)
{
  g_autoptr (SiyaqStoryLexer) lexer = siyaq_story_lexer_new (NULL);
  g_autoptr (SiyaqTokens) tokens = siyaq_text_tokenize (text);
  g_autofree const SiyaqStoryWord **words = siyaq_story_lexer_read (lexer, tokens, tokens->n_items);

  siyaq_story_facts_read (facts, tokens, words, tokens->n_items, title, WEDNESDAY);
}

static gboolean
has_number (const SiyaqStoryFacts *facts,
            SiyaqStoryCount kind,
            guint value)
{
  for (guint i = 0; i < facts->n_numbers; i++)
    if (SIYAQ_STORY_NUMBER_KEY (facts->numbers[i]) == ((guint32) kind << 28 | value))
      return TRUE;
  return FALSE;
}

static void
test_counts (void)
{
  static const struct
  {
    const char *text;
    SiyaqStoryCount kind;
    guint value;
  } rows[] = {
    { "At least eleven people were killed in the raid", SIYAQ_STORY_COUNT_DEAD, 11 },
    { "killing 1,700 people", SIYAQ_STORY_COUNT_DEAD, 1700 },
    { "The death toll rises to 34", SIYAQ_STORY_COUNT_DEAD, 34 },
    { "Twenty-seven miners died when the pit caved in", SIYAQ_STORY_COUNT_DEAD, 27 },
    { "and wounded 19 others", SIYAQ_STORY_COUNT_HURT, 19 },
    { "Four people are missing", SIYAQ_STORY_COUNT_MISSING, 4 },
    { "مقتل ١٨ نازحا في قصف", SIYAQ_STORY_COUNT_DEAD, 18 },
    { "قتل ثمانية عشر نازحا", SIYAQ_STORY_COUNT_DEAD, 18 },
    { "انتشال واحد وعشرين جثة", SIYAQ_STORY_COUNT_DEAD, 21 },
    { "استشهد سبعة مدنيين", SIYAQ_STORY_COUNT_DEAD, 7 },
    { "أسفر الانفجار عن قتيلين", SIYAQ_STORY_COUNT_DEAD, 2 },
    { "وأصيب تسعة عشر آخرون", SIYAQ_STORY_COUNT_HURT, 19 },
    { "لجأ نحو تسعة عشر ألف شخص إلى المدارس", SIYAQ_STORY_COUNT_OTHER, 19000 },
    { "forecast to cost 40 million dollars", SIYAQ_STORY_COUNT_MONEY, 33554431 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      SiyaqStoryFacts facts = { 0 };

      read_text (&facts, rows[i].text, FALSE);
      if (rows[i].value == 33554431)
        {
          /* Above the range of a plain value: kept as a hash, with its kind. */
          g_assert_cmpuint (facts.n_numbers, ==, 1);
          g_assert_cmpint (SIYAQ_STORY_NUMBER_KIND (facts.numbers[0]), ==, rows[i].kind);
          g_assert_cmpuint (facts.numbers[0] & SIYAQ_STORY_NUMBER_FRACTION, !=, 0);
          continue;
        }
      if (!has_number (&facts, rows[i].kind, rows[i].value))
        g_error ("%s: %u was not read", rows[i].text, rows[i].value);
    }
}

static void
test_no_counts (void)
{
  static const char *const texts[] = {
    "The strike began at 10 p.m. on Sunday", "In 2004 the town was rebuilt", "on 14 May", "ثلاثة أهداف",
  };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      SiyaqStoryFacts facts = { 0 };

      read_text (&facts, texts[i], FALSE);
      if (facts.n_numbers != 0)
        g_error ("%s: a number was read", texts[i]);
    }
}

static void
test_days (void)
{
  static const struct
  {
    const char *text;
    int days_before;
  } rows[] = {
    { "killed on Tuesday when shells landed", 1 },
    { "said on Wednesday", 0 },
    { "on Thursday", 6 },
    { "مساء الأحد", 3 },
    { "the attack of 4 March", 8 },
    { "هجوم 4 آذار", 8 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      SiyaqStoryFacts facts = { 0 };

      read_text (&facts, rows[i].text, FALSE);
      g_assert_cmpint (facts.event_day, ==, DAY_OF_WEDNESDAY - rows[i].days_before);
    }
}

static void
test_retro (void)
{
  static const struct
  {
    const char *title;
    gboolean retro;
  } rows[] = {
    { "Two months on, questions remain over the ferry", TRUE },
    { "Survivors of the 1999 earthquake remember", TRUE },
    { "ناجون من زلزال 1999 يروون", TRUE },
    { "بعد عامين على الزلزال", TRUE },
    { "الذكرى العشرون للزلزال", TRUE },
    { "Ferry sinks off the coast, 21 dead", FALSE },
    { "Budget for 2025 passed", FALSE },
    { "Talks may take months, envoy says", FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      SiyaqStoryFacts facts = { 0 };

      read_text (&facts, rows[i].title, TRUE);
      if (facts.retro != rows[i].retro)
        g_error ("%s: retro is %d", rows[i].title, facts.retro);
    }
}

static void
test_series (void)
{
  SiyaqStoryFacts a = { 0 }, b = { 0 };

  read_text (&a, "Siege diary: Day 2", TRUE);
  read_text (&b, "Siege diary: Day 21", TRUE);
  g_assert_cmpuint (a.n_series, ==, 1);
  g_assert_cmpuint (b.n_series, ==, 1);
  g_assert_cmphex (a.series[0] & ~0xfffu, ==, b.series[0] & ~0xfffu);
  g_assert_cmphex (a.series[0], !=, b.series[0]);
}

static void
test_copies (void)
{
  static const char text[] =
    "A freighter carrying cement ran aground on a sandbank near the harbour mouth before dawn, blocking the channel for "
    "eleven hours. Tugs pulled it free at high tide while a dozen vessels waited outside. The port authority opened an "
    "inquiry and said that the pilot had reported a failure of the steering gear a few minutes before the grounding.";
  static const char other[] =
    "Voters in the island republic go to the polls on Sunday to elect a parliament of forty seats, after a campaign that was "
    "dominated by the price of fuel. Two parties that have shared power for a decade face a challenge from a list of teachers "
    "and fishermen. Results are expected by Monday evening, the electoral commission said at a briefing in the capital.";
  g_autofree char *longer = g_strconcat (text, "\nShares of the company fell by two per cent on the news, traders said.", NULL);
  g_autoptr (SiyaqTokens) a = siyaq_text_tokenize (text);
  g_autoptr (SiyaqTokens) b = siyaq_text_tokenize (longer);
  g_autoptr (SiyaqTokens) c = siyaq_text_tokenize (other);
  guint8 x[SIYAQ_STORY_SKETCH], y[SIYAQ_STORY_SKETCH], z[SIYAQ_STORY_SKETCH];

  siyaq_story_sketch (a, x);
  siyaq_story_sketch (b, y);
  siyaq_story_sketch (c, z);
  g_assert_cmpfloat (siyaq_story_sketch_resemblance (x, x), ==, 1.0);
  g_assert_cmpfloat (siyaq_story_sketch_resemblance (x, y), >, 0.5);
  g_assert_cmpfloat (siyaq_story_sketch_resemblance (x, z), <, 0.2);
}

int
main (int argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/story/facts/counts", test_counts);
  g_test_add_func ("/story/facts/no-counts", test_no_counts);
  g_test_add_func ("/story/facts/days", test_days);
  g_test_add_func ("/story/facts/retro", test_retro);
  g_test_add_func ("/story/facts/series", test_series);
  g_test_add_func ("/story/sketch/copies", test_copies);
  return g_test_run ();
}
