/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Where sentences end, and where they do not. */
#define G_LOG_DOMAIN "test-sentence"

#include "config.h"

#include "siyaq-sentence.h"

#include <string.h>

/* The sentences of a text are written with | between them. */
static const char *const cases[] = {
  "A first one.|A second one!|A third?",
  "Gen. Ali Hassan met Dr. Smith on Monday.|They agreed.",
  "Prices rose 3.5 percent.|Oil cost $71.20 a barrel.",
  "J. K. Doe wrote it.|Nobody read it.",
  "The talks began at 9 a.m. in the capital.|They ended at 5 p.m.|The envoy left.",
  "The U.S. Army said so.|It was in the U.S.|The army left.",
  "“We ran. Then it fell,” he said.|Nobody answered.",
  "“It is over.”|The minister did not reply.",
  "He asked why? nobody knew.|It rained.",
  "1. Open the door.|2. Close it.",
  "Visit www.example.org today.|It is free.",
  "First line\nSecond line.",
  "Wait... he said.|It was No. 7 of ten.",
  "وصل الوفد إلى المدينة.|ثم بدأ الاجتماع؟|نعم.",
  "قال د. أحمد إن الوضع صعب.|ورفض التعليق.",
  "سأل الناس.. ثم سكتوا.|وعاد الهدوء.",
  "بلغت النسبة 3.5 في المئة.|وتراجعت الأسعار.",
};

static void
test_split (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_auto (GStrv) expected = g_strsplit_set (cases[i], "|\n", -1);
      g_autofree char *text = g_strdelimit (g_strdup (cases[i]), "|", ' ');
      g_autoptr (GArray) sentences = siyaq_sentences_split (text);

      if (sentences->len != g_strv_length (expected))
        g_test_message ("%s: %u sentences", cases[i], sentences->len);
      g_assert_cmpuint (sentences->len, ==, g_strv_length (expected));
      for (guint j = 0; j < sentences->len; j++)
        {
          const SiyaqSentence *s = &g_array_index (sentences, SiyaqSentence, j);
          g_autofree char *got = g_strndup (text + s->start, s->end - s->start);

          g_assert_cmpstr (got, ==, expected[j]);
        }
    }
}

/* Some feeds lose the blanks between paragraphs. */
static void
test_lost_blanks (void)
{
  const char *text = "The envoy asked both sides to halt the shelling of the town on Wednesday.Why it matters: nobody had done so before in public.\"We "
                     "told them to stop,\" he said to reporters at www.example.org and v2.Beta readers.";
  g_autoptr (GArray) sentences = siyaq_sentences_split (text);

  g_assert_cmpuint (sentences->len, ==, 3);
  g_assert_true (g_str_has_prefix (text + g_array_index (sentences, SiyaqSentence, 1).start, "Why it"));
  g_assert_true (g_str_has_prefix (text + g_array_index (sentences, SiyaqSentence, 2).start, "\"We told"));
}

/* A report that runs on is cut before "and he said". */
static void
test_clauses (void)
{
  const char *text = "أعلنت الوزارة أن فرقها وصلت إلى القرى التي ضربها الزلزال فجر اليوم، وأضافت أن الطرق ما زالت مقطوعة.";
  g_autoptr (GArray) sentences = siyaq_sentences_split (text);
  g_autofree char *first = NULL;

  g_assert_cmpuint (sentences->len, ==, 2);
  g_assert_true (g_array_index (sentences, SiyaqSentence, 0).clause);
  first = siyaq_sentence_tidy (text, &g_array_index (sentences, SiyaqSentence, 0));
  g_assert_true (g_str_has_suffix (first, "فجر اليوم."));
  g_assert_false (g_array_index (sentences, SiyaqSentence, 1).clause);
}

static void
test_paragraphs (void)
{
  g_autoptr (GArray) sentences = siyaq_sentences_split ("One. Two.\n\nThree.");

  g_assert_cmpuint (sentences->len, ==, 3);
  g_assert_cmpuint (g_array_index (sentences, SiyaqSentence, 0).paragraph, ==, g_array_index (sentences, SiyaqSentence, 1).paragraph);
  g_assert_cmpuint (g_array_index (sentences, SiyaqSentence, 2).paragraph, >, g_array_index (sentences, SiyaqSentence, 1).paragraph);
}

static void
test_tidy (void)
{
  const char *text = "The men left , he said .";
  g_autoptr (GArray) sentences = siyaq_sentences_split (text);
  g_autofree char *tidy = siyaq_sentence_tidy (text, &g_array_index (sentences, SiyaqSentence, 0));

  g_assert_cmpstr (tidy, ==, "The men left, he said.");
}

/* Whatever the text, sentences are in order, inside it and on character boundaries. */
static void
test_any_input (void)
{
  static const char *const pieces[] = { ".", " ", "\n", "\"", "“", "”", "«", "»", "A", "b", "و", "وقال ", "؟", "…", "1", "Mr.", "(", ")", "\xE2\x80\x8F" };

  for (guint32 seed = 1; seed < 400; seed++)
    {
      g_autoptr (GRand) rand = g_rand_new_with_seed (seed);
      g_autoptr (GString) text = g_string_new (NULL);
      g_autoptr (GArray) sentences = NULL;
      guint32 last = 0;

      for (guint i = 0; i < seed; i++)
        g_string_append (text, pieces[g_rand_int_range (rand, 0, G_N_ELEMENTS (pieces))]);
      sentences = siyaq_sentences_split (text->str);
      g_assert_cmpuint (sentences->len, <=, SIYAQ_MAX_SENTENCES);
      for (guint i = 0; i < sentences->len; i++)
        {
          const SiyaqSentence *s = &g_array_index (sentences, SiyaqSentence, i);

          g_assert_cmpuint (s->start, >=, last);
          g_assert_cmpuint (s->end, >, s->start);
          g_assert_cmpuint (s->end, <=, text->len);
          g_assert_true (g_utf8_validate (text->str + s->start, s->end - s->start, NULL));
          last = s->end;
        }
    }
}

int
main (int argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/sentence/split", test_split);
  g_test_add_func ("/sentence/lost-blanks", test_lost_blanks);
  g_test_add_func ("/sentence/clauses", test_clauses);
  g_test_add_func ("/sentence/paragraphs", test_paragraphs);
  g_test_add_func ("/sentence/tidy", test_tidy);
  g_test_add_func ("/sentence/any-input", test_any_input);

  return g_test_run ();
}
