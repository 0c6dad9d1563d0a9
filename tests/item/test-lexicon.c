/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The bilingual lexicon as it was compiled: words are found in the forms in which news writes them,
   and a file that is missing, damaged or newer is told from a good one. */
#define G_LOG_DOMAIN "test-lexicon"

#include "config.h"

#include "siyaq-arabic.h"
#include "siyaq-data.h"
#include "siyaq-lexicon-format.h"
#include "siyaq-lexicon.h"
#include "siyaq-text.h"

#include <glib/gstdio.h>
#include <json-glib/json-glib.h>
#include <string.h>

static SiyaqLexicon *
open_lexicon (void)
{
  g_autoptr (GError) error = NULL;
  SiyaqLexicon *lexicon = siyaq_lexicon_new (&error);

  g_assert_no_error (error);
  g_assert_nonnull (lexicon);
  return lexicon;
}

static gboolean
has_sense (SiyaqLexicon *lexicon,
           const char *from,
           const char *word,
           const char *sense)
{
  g_autofree char *fold = siyaq_text_fold (word, -1);
  SiyaqSense senses[SIYAQ_LEXICON_MAX_SENSES];
  guint n = siyaq_lexicon_lookup (lexicon, from, fold, senses);

  for (guint i = 0; i < n; i++)
    if (g_str_equal (senses[i].word, sense))
      return TRUE;
  return FALSE;
}

static void
test_forms (void)
{
  static const struct
  {
    const char *from, *word, *sense;
  } rows[] = {
    { "ar", "حكومة", "government" },    { "ar", "الحكومة", "government" }, { "ar", "وللحكومة", "government" },
    { "ar", "بحكومتهم", "government" }, { "ar", "حُكُومَة", "government" }, { "ar", "وقال", "said" },
    { "ar", "قالت", "said" },           { "ar", "ويعلنون", "announces" },  { "ar", "ستعلن", "announces" },
    { "ar", "المستشفيات", "hospitals" }, { "ar", "الهجمات", "attacks" },   { "en", "governments", "حكومات" },
    { "en", "announced", "اعلن" },      { "en", "announces", "يعلن" },     { "en", "earthquake", "زلزال" },
    { "en", "Army", "جيش" },            { "ar", "رئيس الوزراء", "prime minister" },
    { "ar", "لرئيس الوزراء", "prime minister" }, { "en", "prime minister", "رئيس الوزراء" },
  };
  g_autoptr (SiyaqLexicon) lexicon = open_lexicon ();

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *sense = siyaq_text_fold (rows[i].sense, -1);
      gboolean found = has_sense (lexicon, rows[i].from, rows[i].word, sense);

      if (!found)
        g_test_message ("%s has no sense %s", rows[i].word, sense);
      g_assert_true (found);
    }
  g_assert_false (has_sense (lexicon, "ar", "ظغضذثخطح", "government"));
  g_assert_false (has_sense (lexicon, "fr", "gouvernement", "حكومه"));
}

static void
test_clitics (void)
{
  g_autoptr (SiyaqLexicon) lexicon = open_lexicon ();
  SiyaqLexiconMatch m;

  g_assert_true (siyaq_lexicon_match (lexicon, "ar", "وللحكومه", &m));
  g_assert_cmpuint (m.clitics, ==, SIYAQ_CLITIC_AND | SIYAQ_CLITIC_FOR | SIYAQ_CLITIC_ARTICLE);
  g_assert_true (m.curated);
  g_assert_true (siyaq_lexicon_match (lexicon, "ar", "حكومتها", &m));
  g_assert_cmpuint (m.clitics, ==, 0);
  g_assert_cmpuint (m.pronoun, ==, SIYAQ_PRONOUN_HER);
  g_assert_true (siyaq_lexicon_match (lexicon, "ar", "ستعلن", &m));
  g_assert_cmpuint (m.clitics & SIYAQ_CLITIC_WILL, !=, 0);
  g_assert_cmpint (m.senses[0].form, ==, SIYAQ_FORM_PRESENT);
  g_assert_cmpint (m.senses[0].word_class, ==, SIYAQ_WORD_VERB);
  g_assert_true (siyaq_lexicon_starts_phrase (lexicon, "ar", "لرئيس"));
  g_assert_true (siyaq_lexicon_starts_phrase (lexicon, "en", "prime"));
  g_assert_false (siyaq_lexicon_starts_phrase (lexicon, "en", "xyzzy"));
}

/* Weights are shares, best first, and what is shown folds to what is compared. */
static void
test_senses (void)
{
  static const char *const words[] = { "هجوم", "في", "مدينه", "قصف", "سلم" };
  g_autoptr (SiyaqLexicon) lexicon = open_lexicon ();

  for (guint w = 0; w < G_N_ELEMENTS (words); w++)
    {
      SiyaqSense senses[SIYAQ_LEXICON_MAX_SENSES];
      guint n = siyaq_lexicon_lookup (lexicon, "ar", words[w], senses);
      float sum = 0;

      g_assert_cmpuint (n, >, 0);
      for (guint i = 0; i < n; i++)
        {
          g_autofree char *fold = siyaq_text_fold (senses[i].display, -1);

          g_assert_cmpstr (fold, ==, senses[i].word);
          if (i > 0)
            g_assert_cmpfloat (senses[i].weight, <=, senses[i - 1].weight);
          sum += senses[i].weight;
        }
      g_assert_cmpfloat (sum, >, 0.99f);
      g_assert_cmpfloat (sum, <, 1.01f);
    }
}

/* A key that folding changes would never be found. */
static void
test_keys_are_folded (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GMappedFile) file = siyaq_data_map ("lexicon.bin", &error);
  const char *data;
  const SiyaqLexiconHeader *h;
  const SiyaqLexiconEntry *entries;
  guint n;

  g_assert_no_error (error);
  data = g_mapped_file_get_contents (file);
  h = (const SiyaqLexiconHeader *) (const void *) data;
  for (guint t = 0; t < SIYAQ_LEXICON_N_TABLES; t++)
    {
      entries = (const SiyaqLexiconEntry *) (const void *) (data + h->tables[t].entries);
      n = h->tables[t].n_entries;
      g_assert_cmpuint (n, >, 10000);
      for (guint i = 0; i < n; i++)
        {
          const char *key = data + h->strings + entries[i].key;
          g_autofree char *fold = siyaq_text_fold (key, -1);

          g_assert_cmpstr (fold, ==, key);
        }
    }
}

static void
test_readings (void)
{
  SiyaqArabicReading readings[SIYAQ_ARABIC_MAX_READINGS];
  g_autofree char *longest = g_strnfill (SIYAQ_ARABIC_MAX_WORD_BYTES * 2, 'x');
  guint n = siyaq_arabic_readings ("وبالحكومات", readings);
  gboolean found = FALSE;

  for (guint i = 0; i < n; i++)
    {
      g_assert_true (g_utf8_validate (readings[i].word, -1, NULL));
      if (i > 0)
        g_assert_cmpuint (readings[i].cost, >=, readings[i - 1].cost);
      found |= g_str_equal (readings[i].word, "حكومه");
    }
  g_assert_true (found);
  g_assert_cmpstr (readings[0].word, ==, "وبالحكومات");
  g_assert_cmpuint (siyaq_arabic_readings (longest, readings), ==, 0);
  g_assert_cmpuint (siyaq_arabic_readings ("", readings), ==, 0);
  /* A letter alone, as before a number, is only itself. */
  g_assert_cmpuint (siyaq_arabic_readings ("و", readings), ==, 1);
}

static void
test_empty (void)
{
  g_autoptr (SiyaqLexicon) lexicon = siyaq_lexicon_new_empty ();
  SiyaqSense senses[SIYAQ_LEXICON_MAX_SENSES];

  g_assert_cmpuint (siyaq_lexicon_lookup (lexicon, "ar", "حكومه", senses), ==, 0);
  g_assert_false (siyaq_lexicon_starts_phrase (lexicon, "en", "prime"));
}

static void
expect_error (const char *folder,
              const char *bytes,
              gsize length,
              int code)
{
  g_autofree char *path = g_build_filename (folder, "lexicon.bin", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (SiyaqLexicon) lexicon = NULL;

  g_assert_true (g_file_set_contents (path, bytes, (gssize) length, NULL));
  lexicon = siyaq_lexicon_new (&error);
  g_assert_null (lexicon);
  g_assert_error (error, SIYAQ_DATA_ERROR, code);
}

static void
test_bad_files (void)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *good = siyaq_data_path ("lexicon.bin");
  g_autofree char *bytes = NULL;
  g_autofree char *folder = g_dir_make_tmp ("siyaq-lexicon-XXXXXX", &error);
  g_autofree char *path = g_build_filename (folder, "lexicon.bin", NULL);
  g_autofree char *saved = g_strdup (g_getenv ("SIYAQ_DATA_DIR"));
  gsize length;
  SiyaqLexiconHeader header;

  g_assert_true (g_file_get_contents (good, &bytes, &length, NULL));
  g_setenv ("SIYAQ_DATA_DIR", folder, TRUE);
  memcpy (&header, bytes, sizeof header);
  expect_error (folder, "", 0, SIYAQ_DATA_ERROR_INVALID);
  expect_error (folder, "not a lexicon at all", 20, SIYAQ_DATA_ERROR_INVALID);
  expect_error (folder, bytes, length - 1, SIYAQ_DATA_ERROR_INVALID);
  header.version++;
  memcpy (bytes, &header, sizeof header);
  expect_error (folder, bytes, length, SIYAQ_DATA_ERROR_NEWER);
  header.version--;
  header.tables[0].n_entries = G_MAXUINT32 / 2;
  memcpy (bytes, &header, sizeof header);
  expect_error (folder, bytes, length, SIYAQ_DATA_ERROR_INVALID);

  /* Damage behind the header: senses may be lost or wrong, nothing is read outside the file. */
  g_clear_pointer (&bytes, g_free);
  g_assert_true (g_file_get_contents (good, &bytes, &length, NULL));
  for (gsize i = sizeof header; i < length - 1; i += 97)
    bytes[i] = (char) (i * 31);
  g_assert_true (g_file_set_contents (path, bytes, (gssize) length, NULL));
  {
    g_autoptr (SiyaqLexicon) lexicon = siyaq_lexicon_new (&error);
    static const char *const words[] = { "حكومه", "قال", "من", "هجوم", "مدينه", "رئيس الوزراء" };

    g_assert_no_error (error);
    for (guint i = 0; i < G_N_ELEMENTS (words); i++)
      {
        SiyaqSense senses[SIYAQ_LEXICON_MAX_SENSES];
        guint n = siyaq_lexicon_lookup (lexicon, "ar", words[i], senses);

        for (guint j = 0; j < n; j++)
          g_assert_cmpuint (strlen (senses[j].word), <, length);
      }
  }
  g_unlink (path);
  {
    g_autofree char *elsewhere = siyaq_data_path ("lexicon.bin");

    if (!g_file_test (elsewhere, G_FILE_TEST_EXISTS))
      {
        g_autoptr (SiyaqLexicon) lexicon = siyaq_lexicon_new (&error);

        g_assert_null (lexicon);
        g_assert_error (error, SIYAQ_DATA_ERROR, SIYAQ_DATA_ERROR_MISSING);
      }
  }
  g_rmdir (folder);
  if (saved != NULL)
    g_setenv ("SIYAQ_DATA_DIR", saved, TRUE);
  else
    g_unsetenv ("SIYAQ_DATA_DIR");
}

/* How many words of 997 sentences of general text are found, in either language. */
static void
test_coverage (void)
{
  const char *shared = g_getenv ("SIYAQ_SHARED");
  g_autoptr (SiyaqLexicon) lexicon = open_lexicon ();
  g_autofree char *path = NULL;
  g_autofree char *text = NULL;
  g_auto (GStrv) lines = NULL;
  static const char *const langs[] = { "ar", "en" };

  if (shared == NULL)
    {
      g_test_skip ("SIYAQ_SHARED is not set");
      return;
    }
  path = g_build_filename (shared, "bench", "flores-mt-dev.jsonl", NULL);
  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  lines = g_strsplit (text, "\n", -1);
  for (guint l = 0; l < G_N_ELEMENTS (langs); l++)
    {
      guint n = 0, found = 0;

      for (guint i = 0; lines[i] != NULL && *lines[i] != '\0'; i++)
        {
          g_autoptr (JsonParser) parser = json_parser_new ();
          g_autoptr (SiyaqTokens) tokens = NULL;

          g_assert_true (json_parser_load_from_data (parser, lines[i], -1, NULL));
          tokens = siyaq_text_tokenize (json_object_get_string_member (json_node_get_object (json_parser_get_root (parser)), langs[l]));
          for (guint t = 0; t < tokens->n_items; t++)
            {
              SiyaqSense senses[SIYAQ_LEXICON_MAX_SENSES];

              if ((tokens->items[t].flags & SIYAQ_TOKEN_NUMBER) != 0)
                continue;
              n++;
              found += siyaq_lexicon_lookup (lexicon, langs[l], tokens->items[t].fold, senses) > 0;
            }
        }
      g_test_message ("%s: %u of %u words found", langs[l], found, n);
      g_assert_cmpfloat ((double) found / n, >, 0.9);
    }
}

int
main (int argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/lexicon/forms", test_forms);
  g_test_add_func ("/lexicon/clitics", test_clitics);
  g_test_add_func ("/lexicon/senses", test_senses);
  g_test_add_func ("/lexicon/keys-are-folded", test_keys_are_folded);
  g_test_add_func ("/lexicon/readings", test_readings);
  g_test_add_func ("/lexicon/empty", test_empty);
  g_test_add_func ("/lexicon/bad-files", test_bad_files);
  g_test_add_func ("/lexicon/coverage", test_coverage);

  return g_test_run ();
}
