/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Reads the configuration of a model: flat YAML, "key: value" a line, as Marian writes it; lists
   stand indented and are of no interest. A YAML library was not worth its weight for that. What
   changes the arithmetic is held against what is built here, and everything else is left alone. */
#define G_LOG_DOMAIN "siyaq-marian"

#include "config.h"

#include "siyaq-marian-config.h"

#include <string.h>

#define ITEM_NAME "special:model.yml"
/* Marian writes 2 KB. */
#define MAX_CONFIG_BYTES 65536u
/* Firefox's students have 6 and 2 to 4; teachers 6 and 6; 12 is the deepest published student. */
#define MAX_LAYERS 24u
#define MIN_DIM 32u
#define MAX_DIM 1024u
#define MAX_HEADS 64u
/* Dimensions are worked on sixteen columns at a time. */
#define DIM_STEP 16u
#define HEAD_STEP 4u

/* The value of a key, or NULL. */
static const char *
lookup (GHashTable *values,
        const char *key)
{
  return g_hash_table_lookup (values, key);
}

static GHashTable *
parse (const char *text,
       gsize length)
{
  GHashTable *values = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_autofree char *copy = g_strndup (text, length);
  g_auto (GStrv) lines = g_strsplit (copy, "\n", -1);

  for (guint i = 0; lines[i] != NULL; i++)
    {
      char *colon = strstr (lines[i], ":");
      char *value;

      if (colon == NULL || colon == lines[i] || g_ascii_isspace (*lines[i]) || *lines[i] == '#')
        continue;
      value = g_strstrip (g_strdup (colon + 1));
      if (strlen (value) >= 2 && (*value == '"' || *value == '\'') && value[strlen (value) - 1] == *value)
        {
          value[strlen (value) - 1] = '\0';
          memmove (value, value + 1, strlen (value));
        }
      g_hash_table_insert (values, g_strndup (lines[i], (gsize) (colon - lines[i])), value);
    }
  return values;
}

static gboolean
read_number (GHashTable *values,
             const SiyaqMarianWeights *weights,
             const SiyaqMarianItem *item,
             const char *key,
             guint min,
             guint max,
             guint *ret_value,
             GError **error)
{
  const char *text = lookup (values, key);
  guint64 number;

  if (text != NULL && g_ascii_string_to_unsigned (text, 10, min, max, &number, NULL))
    {
      *ret_value = (guint) number;
      return TRUE;
    }
  siyaq_marian_set_error (error, SIYAQ_MARIAN_ERROR_UNSUPPORTED, weights->file, item->offset, "the configuration has \"%s: %s\"; %u to %u is built here",
                          key, text != NULL ? text : "(nothing)", min, max);
  return FALSE;
}

/* Settings that must have one value, where they are there. */
static gboolean
check_architecture (GHashTable *values,
                    const SiyaqMarianWeights *weights,
                    const SiyaqMarianItem *item,
                    GError **error)
{
  static const char *const wanted[][2] = {
    { "type", "transformer" },
    { "dec-cell", "ssru" },
    { "transformer-decoder-autoreg", "rnn" },
    { "transformer-preprocess", "" },
    { "transformer-postprocess", "dan" },
    { "transformer-postprocess-emb", "d" },
    { "transformer-postprocess-top", "" },
    { "transformer-ffn-activation", "relu" },
    { "transformer-ffn-depth", "2" },
    { "transformer-train-position-embeddings", "false" },
    { "transformer-no-projection", "false" },
    { "transformer-pool", "false" },
    { "transformer-rnn-projection", "false" },
    { "layer-normalization", "false" },
    { "lemma-dependency", "" },
    { "ulr", "false" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (wanted); i++)
    {
      const char *value = lookup (values, wanted[i][0]);

      if (value != NULL && !g_str_equal (value, wanted[i][1]))
        {
          siyaq_marian_set_error (error, SIYAQ_MARIAN_ERROR_UNSUPPORTED, weights->file, item->offset,
                                  "the configuration has \"%s: %s\"; \"%s\" is built here", wanted[i][0], value, wanted[i][1]);
          return FALSE;
        }
    }
  return TRUE;
}

/**
 * siyaq_marian_config_read:
 * @weights: a model
 * @ret_config: (out): what it says of itself
 * @error: a #SiyaqMarianError
 *
 * Returns: whether it is an architecture that is built here
 */
gboolean
siyaq_marian_config_read (const SiyaqMarianWeights *weights,
                          SiyaqMarianConfig *ret_config,
                          GError **error)
{
  const SiyaqMarianItem *item = siyaq_marian_weights_get (weights, ITEM_NAME, SIYAQ_MARIAN_INT8, 0, 0, error);
  g_autoptr (GHashTable) values = NULL;
  SiyaqMarianConfig config;

  if (item == NULL)
    return FALSE;
  values = parse ((const char *) weights->file->data + item->offset, MIN (item->length, MAX_CONFIG_BYTES));
  if (!check_architecture (values, weights, item, error) ||
      !read_number (values, weights, item, "enc-depth", 1, MAX_LAYERS, &config.encoder_layers, error) ||
      !read_number (values, weights, item, "dec-depth", 1, MAX_LAYERS, &config.decoder_layers, error) ||
      !read_number (values, weights, item, "dim-emb", MIN_DIM, MAX_DIM, &config.dim, error) ||
      !read_number (values, weights, item, "transformer-heads", 1, MAX_HEADS, &config.heads, error))
    return FALSE;
  if (config.dim % DIM_STEP != 0 || config.dim % config.heads != 0 || config.dim / config.heads % HEAD_STEP != 0)
    {
      siyaq_marian_set_error (error, SIYAQ_MARIAN_ERROR_UNSUPPORTED, weights->file, item->offset,
                              "%u dimensions in %u heads are not built here", config.dim, config.heads);
      return FALSE;
    }
  *ret_config = config;
  return TRUE;
}
