/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Any bytes as a model, a vocabulary or a shortlist: an error that names the file, or something that
   can be worked with. The first byte tells which of the three. */
#include "config.h"

#include "siyaq-marian-search.h"
#include "siyaq-marian-vocab.h"

#include <stdint.h>
#include <string.h>

int LLVMFuzzerTestOneInput (const uint8_t *data, size_t size);

static void
check_error (const GError *error)
{
  g_assert_nonnull (error);
  g_assert_true (g_str_has_prefix (error->message, "fuzzed: "));
}

static void
use_model (SiyaqMarianFile *file)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SiyaqMarianModel) model = siyaq_marian_model_new (file, TRUE, &error);
  const guint32 pieces[] = { 2, 0 };
  SiyaqMarianSource sources[] = { { pieces, 2 }, { pieces + 1, 1 } };
  SiyaqMarianSearch search = { .model = model, .kernels = siyaq_marian_kernels_get (NULL), .unk = 1, .beam = 2, .n_target = 3 };
  GArray **found;

  if (model == NULL)
    {
      check_error (error);
      return;
    }
  if (model->source.n < 3 || model->output.n < 3)
    return;
  found = siyaq_marian_search_run (&search, sources, 2, NULL, NULL);
  for (guint i = 0; i < 2; i++)
    {
      for (guint p = 0; p < found[i]->len; p++)
        g_assert_cmpuint (g_array_index (found[i], guint32, p), <, search.n_target);
      g_array_unref (found[i]);
    }
  g_free (found);
}

static void
use_vocab (SiyaqMarianFile *file)
{
  static const char text[] = "The ABC of ﬁre in Homs, \xd8\xad\xd9\x85\xd8\xb5 12345 \xf0\x9f\x98\x80";
  g_autoptr (GError) error = NULL;
  g_autoptr (SiyaqMarianVocab) vocab = siyaq_marian_vocab_new (file, &error);
  g_autofree guint32 *pieces = NULL;
  g_autofree char *again = NULL;
  guint n;

  if (vocab == NULL)
    {
      check_error (error);
      return;
    }
  pieces = siyaq_marian_vocab_encode (vocab, text, sizeof text - 1, &n);
  for (guint i = 0; i < n; i++)
    g_assert_cmpuint (pieces[i], <, siyaq_marian_vocab_get_size (vocab));
  again = siyaq_marian_vocab_decode (vocab, pieces, n);
  g_assert_true (g_utf8_validate (again, -1, NULL));
}

static void
use_lex (SiyaqMarianFile *file)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SiyaqMarianLex) lex = siyaq_marian_lex_new (file, 96, 96, &error);
  const guint32 source[] = { 0, 95, 40, 40 };
  g_autofree guint32 *ids = NULL;
  guint n;

  if (lex == NULL)
    {
      check_error (error);
      return;
    }
  ids = siyaq_marian_lex_candidates (lex, source, G_N_ELEMENTS (source), TRUE, 96, &n);
  g_assert_cmpuint (n % 8, ==, 0);
  for (guint i = 0; i < n; i++)
    g_assert_cmpuint (ids[i], <, 96);
}

int
LLVMFuzzerTestOneInput (const uint8_t *data,
                        size_t size)
{
  g_autoptr (GBytes) bytes = NULL;
  SiyaqMarianFile *file;

  if (size == 0)
    return 0;
  bytes = g_bytes_new (data + 1, size - 1);
  file = siyaq_marian_file_new_for_bytes ("fuzzed", bytes);
  if (data[0] % 3 == 0)
    use_model (file);
  else if (data[0] % 3 == 1)
    use_vocab (file);
  else
    use_lex (file);
  return 0;
}
