/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What is done to a text before and after the model. */
#include "config.h"

#include "siyaq-marian-keep.h"
#include "siyaq-marian-text.h"

#include <string.h>

static void
assert_normal (const char *text,
               const char *lang,
               const char *wanted)
{
  g_autofree char *got = siyaq_marian_normalize (text, strlen (text), lang);

  g_assert_cmpstr (got, ==, wanted);
}

static void
test_normalize (void)
{
  assert_normal ("محـــمد", "ar", "محمد");
  assert_normal ("\xe2\x80\x8fدمشق\xe2\x80\xac", "ar", "دمشق");
  /* Letters of a Persian keyboard. */
  assert_normal ("سوریا وکالة", "ar", "سوريا وكالة");
  /* A sign here and there was in the training text, too. */
  assert_normal ("قال جدًا إنه مدرّس في المدينة", "ar", "قال جدًا إنه مدرّس في المدينة");
  /* Vocalised throughout. */
  assert_normal ("كَتَبَ الوَلَدُ الدَّرْسَ", "ar", "كتب الولد الدرس");
  assert_normal ("co\xc2\xadoperate ـ", "en", "cooperate ـ");
  assert_normal ("", "ar", "");
}

/* What is found in a text, blank-separated. */
static void
assert_found (const char *text,
              const char *wanted)
{
  g_autoptr (GArray) kept = siyaq_marian_keep_find (text);
  g_autoptr (GString) got = g_string_new (NULL);

  for (guint i = 0; i < kept->len; i++)
    {
      const SiyaqMarianKept *one = &g_array_index (kept, SiyaqMarianKept, i);

      g_string_append_printf (got, "%s%.*s", i > 0 ? " " : "", (int) (one->end - one->start), text + one->start);
    }
  g_assert_cmpstr (got->str, ==, wanted);
}

static void
test_find (void)
{
  assert_found ("In 2024 some 1500 people, 12.5 percent.", "");
  assert_found ("It cost 1,250,000 dollars (see https://example.org/a?b=1).", "1,250,000 https://example.org/a?b=1");
  assert_found ("راسلنا على desk@example.org، أو www.example.org.", "desk@example.org www.example.org");
  assert_found ("بلغ ١٢٣٬٤٥٦ شخصا", "١٢٣٬٤٥٦");
  assert_found ("@someone wrote 12345.", "12345");
  assert_found ("from 1200, 3400 and 5600", "");
}

static void
assert_intact (const char *source,
               const char *translation,
               gboolean wanted)
{
  g_autoptr (GArray) kept = siyaq_marian_keep_find (source);

  g_assert_cmpint (siyaq_marian_keep_is_intact (source, kept, translation), ==, wanted);
}

static void
test_intact (void)
{
  assert_intact ("some 1,250,000 people", "حوالي 1250000 شخص", TRUE);
  assert_intact ("some 1,250,000 people", "حوالي ١٬٢٥٠٬٠٠٠ شخص", TRUE);
  assert_intact ("some 1,250,000 people", "حوالي 1,250,00 شخص", FALSE);
  assert_intact ("some 1,250,000 people", "حوالي 11,250,000 شخص", FALSE);
  assert_intact ("see https://example.org/a", "انظر https://example.org/a", TRUE);
  assert_intact ("see https://example.org/a", "انظر https://example.org/", FALSE);
  assert_intact ("nothing", "", TRUE);
}

static void
test_mask (void)
{
  const char *source = "417 of 1,250,000 at https://example.org/a.";
  g_autoptr (GArray) kept = siyaq_marian_keep_find (source);
  g_autofree char *masked = siyaq_marian_keep_mask (source, kept);
  g_autofree char *restored = siyaq_marian_keep_restore (source, kept, "في 419 كان 417 من 418.");
  g_autofree char *lost = siyaq_marian_keep_restore (source, kept, "في 419 كان 417.");
  g_autofree char *twice = siyaq_marian_keep_restore (source, kept, "في 419 كان 418 من 418.");

  g_assert_cmpstr (masked, ==, "417 of 418 at 419.");
  g_assert_cmpstr (restored, ==, "في https://example.org/a كان 417 من 1,250,000.");
  g_assert_null (lost);
  g_assert_null (twice);
}

static void
test_sentences (void)
{
  g_autoptr (GError) error = NULL;
  SiyaqMarianFile *file = siyaq_marian_file_open (FIXTURE_DIR "/vocab.enar.spm", 1 << 20, &error);
  g_autoptr (SiyaqMarianVocab) vocab = siyaq_marian_vocab_new (file, &error);
  g_autoptr (GString) many = g_string_new ("\n ");
  g_autoptr (SiyaqMarianText) text = NULL;
  g_autofree char *joined = NULL;

  g_assert_no_error (error);
  /* More sentences than are split at once. */
  for (guint i = 0; i < 900; i++)
    g_string_append_printf (many, "The army rejected the ceasefire.%s", i % 7 == 0 ? "\n" : "  ");
  text = siyaq_marian_text_new (many->str, "en", "ar", vocab);
  g_assert_cmpuint (text->segments->len, ==, 900);
  for (guint i = 0; i < text->segments->len; i++)
    {
      SiyaqMarianSegment *segment = g_ptr_array_index (text->segments, i);

      g_assert_cmpuint (segment->n, <=, SIYAQ_MARIAN_MAX_PIECES + 1);
      g_assert_cmpuint (segment->pieces[segment->n - 1], ==, siyaq_marian_vocab_get_eos (vocab));
      segment->translation = g_strdup (segment->text);
    }
  joined = siyaq_marian_text_join (text);
  g_assert_cmpstr (joined, ==, many->str);
}

/* A sentence too long for a student, cut and put together. */
static void
test_cut (void)
{
  g_autoptr (GError) error = NULL;
  SiyaqMarianFile *file = siyaq_marian_file_open (FIXTURE_DIR "/vocab.enar.spm", 1 << 20, &error);
  g_autoptr (SiyaqMarianVocab) vocab = siyaq_marian_vocab_new (file, &error);
  g_autoptr (GString) sentence = g_string_new ("the army");
  g_autoptr (SiyaqMarianText) text = NULL;
  g_autofree char *joined = NULL;

  for (guint i = 0; i < 40; i++)
    g_string_append_printf (sentence, "%s the army rejected the ceasefire in Homs", i % 3 == 0 ? ";" : i % 3 == 1 ? "," : " and");
  g_string_append_c (sentence, '.');
  text = siyaq_marian_text_new (sentence->str, "en", "en", vocab);
  g_assert_cmpuint (text->segments->len, >=, 3);
  for (guint i = 0; i < text->segments->len; i++)
    {
      SiyaqMarianSegment *segment = g_ptr_array_index (text->segments, i);
      gboolean last = i + 1 == text->segments->len;

      g_assert_cmpuint (segment->n, <=, SIYAQ_MARIAN_MAX_PIECES + 1);
      /* Cut where a clause ends. */
      g_assert_true (strchr (last ? "." : ",;", segment->text[strlen (segment->text) - 1]) != NULL);
      /* As a model would: with a full stop, and without the mark. */
      segment->translation = g_strndup (segment->text, strlen (segment->text) - 1);
      if (!last)
        {
          g_autofree char *bare = g_steal_pointer (&segment->translation);

          segment->translation = g_strconcat (bare, ".", NULL);
        }
      else
        {
          g_free (segment->translation);
          segment->translation = g_strdup (segment->text);
        }
    }
  joined = siyaq_marian_text_join (text);
  g_assert_cmpstr (joined, ==, sentence->str);
}

int
main (int argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/marian/text/normalize", test_normalize);
  g_test_add_func ("/marian/text/find", test_find);
  g_test_add_func ("/marian/text/intact", test_intact);
  g_test_add_func ("/marian/text/mask", test_mask);
  g_test_add_func ("/marian/text/sentences", test_sentences);
  g_test_add_func ("/marian/text/cut", test_cut);
  return g_test_run ();
}
