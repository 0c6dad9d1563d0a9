/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Any bytes as the answer of a provider, or as the catalogue of models. The first byte says whose answer
   it is and to how many texts: what is taken for an answer has one translation for each of them, and
   what a server complains about never has the key in it. */
#include "config.h"

#include "siyaq-models-private.h"
#include "siyaq-remote-private.h"

#include <stdint.h>
#include <string.h>

int LLVMFuzzerTestOneInput (const uint8_t *data, size_t size);

#define KEY "secret-key"

static const char *const texts[] = { "one", "two &amp;", "ثلاثة" };

static void
read_answer (SiyaqTranslatorRemote *translator,
             JsonNode *root,
             guint n)
{
  const SiyaqTranslatorRemoteClass *klass = SIYAQ_TRANSLATOR_REMOTE_GET_CLASS (translator);
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) answers = klass->parse (translator, root, texts, n, &error);
  g_autofree char *complaint = siyaq_remote_clean_complaint (klass->complaint (root), KEY);

  g_assert_true ((answers != NULL) != (error != NULL));
  if (answers != NULL)
    g_assert_cmpuint (g_strv_length (answers), ==, n);
  for (guint status = 400; status < 404; status++)
    if (klass->classify != NULL)
      klass->classify (translator, status, root, SIYAQ_TRANSLATOR_ERROR_FAILED);
  if (complaint != NULL)
    {
      g_assert_null (strstr (complaint, KEY));
      g_assert_true (g_utf8_validate (complaint, -1, NULL));
    }
}

/* What came through may be written to the disk under its name. */
static void
read_catalogue (const char *text,
                gsize length)
{
  g_autoptr (GPtrArray) releases = siyaq_models_catalogue_parse (text, length, NULL);

  for (guint i = 0; releases != NULL && i < releases->len; i++)
    {
      const SiyaqModelRelease *release = g_ptr_array_index (releases, i);

      g_assert_cmpuint (release->files->len, >=, 3);
      for (guint k = 0; k < release->files->len; k++)
        g_assert_null (strchr (((SiyaqModelFile *) g_ptr_array_index (release->files, k))->name, '/'));
    }
}

int
LLVMFuzzerTestOneInput (const uint8_t *data,
                        size_t size)
{
  static const char *const providers[] = { "libretranslate", "deepl", "google", "microsoft", "openai" };
  static SiyaqTranslator *translators[G_N_ELEMENTS (providers)];
  const char *text = (const char *) data + 1;
  g_autoptr (JsonNode) root = NULL;
  guint which;

  if (size < 1)
    return 0;
  which = *data % 6;
  if (which == G_N_ELEMENTS (providers))
    {
      read_catalogue (text, size - 1);
      return 0;
    }
  if (translators[which] == NULL)
    {
      SiyaqRemoteConfig config = { .provider = providers[which] };

      translators[which] = siyaq_translator_remote_new (&config, NULL, NULL);
    }
  root = siyaq_remote_json_parse (text, size - 1, NULL);
  if (root != NULL)
    read_answer (SIYAQ_TRANSLATOR_REMOTE (translators[which]), root, 1 + *data / 6 % G_N_ELEMENTS (texts));
  return 0;
}
