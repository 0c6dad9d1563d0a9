/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The engine with the fixture student: the text is Bergamot's, whatever the processor, the batch and
   the number of threads; and lines stay lines. */
#include "config.h"

#include "siyaq-marian-kernels.h"
#include "siyaq-translator-marian.h"

#include <string.h>

static SiyaqTranslator *
load (guint batch,
      guint threads,
      guint beam,
      const char *kernels)
{
  g_autoptr (GError) error = NULL;
  SiyaqTranslatorMarian *translator =
    siyaq_translator_marian_new (FIXTURE_DIR, "en", "ar", &(SiyaqMarianOptions) { threads, batch, beam, kernels }, &error);

  g_assert_no_error (error);
  return SIYAQ_TRANSLATOR (translator);
}

static char **
translate (SiyaqTranslator *translator,
           const char *const *texts)
{
  g_autoptr (GError) error = NULL;
  char **answers = siyaq_translator_translate (translator, texts, "en", "ar", NULL, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (g_strv_length (answers), ==, g_strv_length ((char **) texts));
  return answers;
}

static char *
translate_one (SiyaqTranslator *translator,
               const char *text)
{
  const char *texts[] = { text, NULL };
  g_auto (GStrv) answers = translate (translator, texts);

  return g_strdup (answers[0]);
}

static char **
read_lines (const char *name)
{
  g_autofree char *path = g_build_filename (FIXTURE_DIR, name, NULL);
  g_autofree char *text = NULL;

  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  return g_strsplit (g_strchomp (text), "\n", -1);
}

/* How many lines are those of a golden file. */
static guint
count_equal (SiyaqTranslator *translator,
             const char *golden)
{
  g_auto (GStrv) lines = read_lines ("sentences.en");
  g_auto (GStrv) wanted = read_lines (golden);
  g_auto (GStrv) got = translate (translator, (const char *const *) lines);
  guint equal = 0;

  g_assert_cmpuint (g_strv_length (lines), >=, 200);
  g_assert_cmpuint (g_strv_length (wanted), ==, g_strv_length (lines));
  for (guint i = 0; lines[i] != NULL; i++)
    {
      equal += g_str_equal (got[i], wanted[i]);
      if (!g_str_equal (got[i], wanted[i]))
        g_test_message ("%s\n  wanted %s\n  got    %s", lines[i], wanted[i], got[i]);
    }
  return equal;
}

static void
test_golden (void)
{
  g_auto (GStrv) lines = read_lines ("sentences.en");
  const SiyaqMarianKernels *const *list = siyaq_marian_kernels_list ();

  for (guint k = 0; list[k] != NULL; k++)
    {
      g_autoptr (SiyaqTranslator) alone = load (1, 1, 1, list[k]->name), together = load (16, 2, 1, list[k]->name);

      g_assert_cmpuint (count_equal (alone, "golden-1.ar"), ==, g_strv_length (lines));
      g_assert_cmpuint (count_equal (together, "golden-16.ar") * 100, >=, g_strv_length (lines) * 99);
    }
}

static void
test_beam (void)
{
  g_auto (GStrv) lines = read_lines ("sentences.en");

  for (guint beam = 2; beam <= 4; beam++)
    {
      g_autoptr (SiyaqTranslator) translator = load (32, 1, beam, NULL);

      /* The fixture is sure of itself: what is best step by step is best as a whole. */
      g_assert_cmpuint (count_equal (translator, "golden-1.ar") * 100, >=, g_strv_length (lines) * 99);
    }
}

static void
test_lines (void)
{
  g_autoptr (SiyaqTranslator) translator = load (1, 1, 1, NULL);
  const char *one = "The army rejected the ceasefire in Homs on Friday.", *two = "The court approved the housing law in Aden last week.";
  g_autofree char *first = translate_one (translator, one);
  g_autofree char *second = translate_one (translator, two);
  g_autofree char *both_source = g_strdup_printf ("  %s %s\n\n%s  ", one, two, one);
  g_autofree char *both_wanted = g_strdup_printf ("  %s %s\n\n%s  ", first, second, first);
  g_autofree char *both = translate_one (translator, both_source);
  g_autofree char *empty = translate_one (translator, "");
  g_autofree char *blank = translate_one (translator, " \t ");
  const char *bad = "The army \xff rejected";
  g_autofree char *valid = translate_one (translator, bad);

  g_assert_cmpstr (first, ==, "رفض الجيش وقف إطلاق النار في حمص يوم الجمعة.");
  g_assert_cmpstr (both, ==, both_wanted);
  g_assert_cmpstr (empty, ==, "");
  g_assert_cmpstr (blank, ==, " \t ");
  g_assert_true (g_utf8_validate (valid, -1, NULL));
}

static void
test_long (void)
{
  g_autoptr (SiyaqTranslator) translator = load (16, 1, 1, NULL);
  g_autoptr (GString) clauses = g_string_new (NULL);
  g_autoptr (GString) word = g_string_new (NULL);
  g_autofree char *answer = NULL;
  g_autofree char *noise = NULL;

  for (guint i = 0; i < 20; i++)
    g_string_append (clauses, "the army rejected the ceasefire in Homs on Friday, ");
  g_string_append (clauses, "and the army rejected the ceasefire in Homs on Friday.");
  answer = translate_one (translator, clauses->str);
  /* Parts are joined by the mark of the language; the last ends the sentence. */
  g_assert_nonnull (strstr (answer, "، "));
  g_assert_null (strstr (answer, ". "));
  g_assert_true (g_str_has_suffix (answer, "."));
  for (guint i = 0; i < 3000; i++)
    g_string_append_c (word, (char) ('a' + i % 26));
  noise = translate_one (translator, word->str);
  g_assert_true (g_utf8_validate (noise, -1, NULL));
}

static void
test_kept (void)
{
  g_autoptr (SiyaqTranslator) translator = load (1, 1, 1, NULL);
  /* The student has seen numbers of three digits at most. */
  g_autofree char *answer = translate_one (translator, "A flood in Homs affected 1,204,816 people on Friday.");

  g_assert_cmpstr (answer, ==, "تضرر 1,204,816 شخصا من فيضان في حمص يوم الجمعة.");
}

static gpointer
cancel_soon (gpointer data)
{
  g_usleep (20000);
  g_cancellable_cancel (data);
  return NULL;
}

static void
test_cancel (void)
{
  g_autoptr (SiyaqTranslator) translator = load (32, 2, 4, "portable");
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) lines = read_lines ("sentences.en");
  g_autoptr (GStrvBuilder) many = g_strv_builder_new ();
  g_auto (GStrv) all = NULL;
  GThread *thread;

  for (guint i = 0; i < 40; i++)
    g_strv_builder_addv (many, (const char **) lines);
  all = g_strv_builder_end (many);
  thread = g_thread_new ("cancel", cancel_soon, cancellable);
  g_assert_null (siyaq_translator_translate (translator, (const char *const *) all, "en", "ar", cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_thread_join (thread);
}

static void
test_interface (void)
{
  g_autoptr (SiyaqTranslator) translator = load (0, 0, 0, NULL);
  g_autoptr (GError) error = NULL;
  const char *texts[] = { "The army", NULL };
  SiyaqMarianStats before, after;
  g_autofree char *answer = NULL;

  g_assert_cmpstr (siyaq_translator_get_kind (translator), ==, "translation");
  g_assert_cmpstr (siyaq_translator_get_name (translator), ==, "siyaq");
  g_assert_true (siyaq_translator_can_translate (translator, "en", "ar"));
  g_assert_false (siyaq_translator_can_translate (translator, "ar", "en"));
  g_assert_null (siyaq_translator_translate (translator, texts, "ar", "en", NULL, &error));
  g_assert_error (error, SIYAQ_TRANSLATOR_ERROR, SIYAQ_TRANSLATOR_ERROR_UNSUPPORTED);
  siyaq_translator_marian_get_stats (SIYAQ_TRANSLATOR_MARIAN (translator), &before);
  answer = translate_one (translator, "The army rejected the ceasefire in Homs on Friday.");
  siyaq_translator_marian_get_stats (SIYAQ_TRANSLATOR_MARIAN (translator), &after);
  g_assert_cmpint (before.load_us, >, 0);
  g_assert_cmpuint (after.words - before.words, ==, 9);
  g_assert_cmpuint (after.operations, >, before.operations);
  g_assert_cmpuint (after.peak_bytes, >, 1 << 20);
}

int
main (int argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/marian/translator/golden", test_golden);
  g_test_add_func ("/marian/translator/beam", test_beam);
  g_test_add_func ("/marian/translator/lines", test_lines);
  g_test_add_func ("/marian/translator/long", test_long);
  g_test_add_func ("/marian/translator/kept", test_kept);
  g_test_add_func ("/marian/translator/cancel", test_cancel);
  g_test_add_func ("/marian/translator/interface", test_interface);
  return g_test_run ();
}
