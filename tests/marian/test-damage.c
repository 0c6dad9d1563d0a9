/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Damaged files: an error that names the file and the place, never anything else. */
#include "config.h"

#include "siyaq-marian-lex.h"
#include "siyaq-marian-model.h"
#include "siyaq-marian-vocab.h"
#include "siyaq-translator-marian.h"

#include <glib/gstdio.h>
#include <string.h>

#define PIECES 560u

/* What is read of a file, NULL when it is damaged. */
typedef gpointer (*Reader) (SiyaqMarianFile *file, GError **error);

static gpointer
read_model (SiyaqMarianFile *file,
            GError **error)
{
  return siyaq_marian_model_new (file, TRUE, error);
}

static gpointer
read_vocab (SiyaqMarianFile *file,
            GError **error)
{
  return siyaq_marian_vocab_new (file, error);
}

static gpointer
read_lex (SiyaqMarianFile *file,
          GError **error)
{
  return siyaq_marian_lex_new (file, PIECES, PIECES, error);
}

static const struct
{
  const char *name;
  Reader reader;
  GDestroyNotify destroy;
} kinds[] = {
  { "model.enar.bin", read_model, (GDestroyNotify) siyaq_marian_model_free },
  { "vocab.enar.spm", read_vocab, (GDestroyNotify) siyaq_marian_vocab_free },
  { "lex.enar.bin", read_lex, (GDestroyNotify) siyaq_marian_lex_free },
};

static gpointer
read_bytes (guint kind,
            const guint8 *data,
            gsize length,
            GError **error)
{
  g_autoptr (GBytes) bytes = g_bytes_new (data, length);

  return kinds[kind].reader (siyaq_marian_file_new_for_bytes ("broken-file", bytes), error);
}

static guint8 *
read_file (guint kind,
           gsize *ret_length)
{
  g_autofree char *path = g_build_filename (FIXTURE_DIR, kinds[kind].name, NULL);
  char *data = NULL;

  g_assert_true (g_file_get_contents (path, &data, ret_length, NULL));
  return (guint8 *) data;
}

static void
assert_says_where (const GError *error)
{
  g_assert_nonnull (error);
  g_assert_true (error->domain == SIYAQ_MARIAN_ERROR);
  g_assert_true (g_str_has_prefix (error->message, "broken-file: "));
}

static void
test_whole (void)
{
  for (guint kind = 0; kind < G_N_ELEMENTS (kinds); kind++)
    {
      g_autoptr (GError) error = NULL;
      gsize length;
      g_autofree guint8 *data = read_file (kind, &length);
      gpointer read = read_bytes (kind, data, length, &error);

      g_assert_no_error (error);
      kinds[kind].destroy (read);
    }
}

static void
test_truncated (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (1);

  for (guint kind = 0; kind < G_N_ELEMENTS (kinds); kind++)
    {
      gsize length;
      g_autofree guint8 *data = read_file (kind, &length);

      for (guint i = 0; i < 300; i++)
        {
          g_autoptr (GError) error = NULL;
          gsize end = i < 150 ? i : (gsize) g_rand_int_range (rand, 0, (gint32) length);
          gpointer read = read_bytes (kind, data, end, &error);

          /* A vocabulary without its last pieces is one of fewer pieces. */
          if (read != NULL && kind == 1)
            {
              kinds[kind].destroy (read);
              continue;
            }
          g_assert_null (read);
          assert_says_where (error);
          g_assert_nonnull (strstr (error->message, "offset "));
        }
    }
}

static void
test_changed (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (2);

  for (guint kind = 0; kind < G_N_ELEMENTS (kinds); kind++)
    {
      gsize length, head = kind == 0 ? 8192 : 4096;
      g_autofree guint8 *data = read_file (kind, &length);

      for (guint i = 0; i < 400; i++)
        {
          g_autoptr (GError) error = NULL;
          g_autofree guint8 *copy = g_memdup2 (data, length);
          gpointer read;

          for (guint n = 0; n <= i % 3; n++)
            copy[g_rand_int_range (rand, 0, (gint32) head)] = (guint8) g_rand_int_range (rand, 0, 256);
          read = read_bytes (kind, copy, length, &error);
          if (read != NULL)
            kinds[kind].destroy (read);
          else
            assert_says_where (error);
        }
    }
}

/* A changed number, and what the error has to say of it. */
static void
assert_wrong (guint kind,
              gsize offset,
              guint64 value,
              const char *message)
{
  g_autoptr (GError) error = NULL;
  gsize length;
  g_autofree guint8 *data = read_file (kind, &length);

  memcpy (data + offset, &value, sizeof value);
  g_assert_null (read_bytes (kind, data, length, &error));
  assert_says_where (error);
  if (strstr (error->message, message) == NULL)
    g_test_message ("%s", error->message);
  g_assert_nonnull (strstr (error->message, message));
}

static void
test_messages (void)
{
  assert_wrong (0, 0, 2, "offset 0: not a Marian model of version 1: the version is 2");
  assert_wrong (0, 8, 0, "offset 8: 0 items");
  assert_wrong (0, 8, G_MAXUINT64, "offset 8: ");
  assert_wrong (0, 16, 1000, "offset 16: the name of item 0 has 1000 bytes");
  assert_wrong (0, 24, 0x4102, "Wemb is of type 0x4102");
  assert_wrong (0, 32, 9, "offset 32: Wemb has 9 dimensions");
  assert_wrong (0, 40, 12, "offset 40: Wemb has 12 bytes");
  assert_wrong (0, 40, G_MAXUINT64 - 3, "Wemb needs 18446744073709551612 bytes");
  assert_wrong (2, 0, 1, "offset 0: not a shortlist");
  assert_wrong (2, 16, 0, "offset 16: 0 frequent pieces");
  assert_wrong (2, 32, 9, "offset 32: 9 offsets; a vocabulary of 560 pieces needs 561");
  assert_wrong (2, 40, G_MAXUINT64 / 4, "offset 40: ");
  assert_wrong (2, 40, 3, "the shortlist should have ");
  assert_wrong (2, 48, 7777777, "offset 48: the list of piece 0 begins at 7777777");
  assert_wrong (2, 48 + 561 * 8, 560, "piece 560 is listed, the vocabulary has 560");
}

static void
test_folder (void)
{
  g_autofree char *dir = g_dir_make_tmp ("siyaq-marian-XXXXXX", NULL);
  g_autofree char *model = g_build_filename (dir, "model.enar.bin", NULL);
  g_autofree char *vocab = g_build_filename (dir, "vocab.enar.spm", NULL);
  g_autofree guint8 *data = NULL;
  g_autofree guint8 *pieces = NULL;
  gsize length, pieces_length;
  g_autoptr (GError) error = NULL;
  g_autoptr (SiyaqTranslatorMarian) translator = NULL;
  g_autoptr (GError) missing = NULL;
  g_autoptr (GError) processor = NULL;

  g_assert_null (siyaq_translator_marian_new (dir, "en", "ar", NULL, &missing));
  g_assert_error (missing, SIYAQ_MARIAN_ERROR, SIYAQ_MARIAN_ERROR_MISSING);
  data = read_file (0, &length);
  pieces = read_file (1, &pieces_length);
  g_assert_true (g_file_set_contents (model, (const char *) data, (gssize) length / 2, NULL));
  g_assert_true (g_file_set_contents (vocab, (const char *) pieces, (gssize) pieces_length, NULL));
  g_assert_null (siyaq_translator_marian_new (dir, "en", "ar", NULL, &error));
  g_assert_error (error, SIYAQ_MARIAN_ERROR, SIYAQ_MARIAN_ERROR_DAMAGED);
  g_assert_true (g_str_has_prefix (error->message, model));
  g_assert_nonnull (strstr (error->message, "offset "));
  /* A folder without a shortlist is whole. */
  g_assert_true (g_file_set_contents (model, (const char *) data, (gssize) length, NULL));
  translator = siyaq_translator_marian_new (dir, "en", "ar", NULL, NULL);
  g_assert_nonnull (translator);
  {
    const char *texts[] = { "The army rejected the ceasefire in Homs on Friday.", NULL };
    g_auto (GStrv) answers = siyaq_translator_translate (SIYAQ_TRANSLATOR (translator), texts, "en", "ar", NULL, NULL);

    g_assert_cmpstr (answers[0], ==, "رفض الجيش وقف إطلاق النار في حمص يوم الجمعة.");
  }
  g_assert_null (siyaq_translator_marian_new (dir, "en", "ar", &(SiyaqMarianOptions) { .kernels = "z80" }, &processor));
  g_assert_error (processor, SIYAQ_MARIAN_ERROR, SIYAQ_MARIAN_ERROR_UNSUPPORTED);
  g_unlink (model);
  g_unlink (vocab);
  g_rmdir (dir);
}

int
main (int argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/marian/damage/whole", test_whole);
  g_test_add_func ("/marian/damage/truncated", test_truncated);
  g_test_add_func ("/marian/damage/changed", test_changed);
  g_test_add_func ("/marian/damage/messages", test_messages);
  g_test_add_func ("/marian/damage/folder", test_folder);
  return g_test_run ();
}
