/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The methods of the translator's process. This side alone has models, network and keys. An engine is
   kept for the next request that wants the same: loading a model takes longer than a sentence. */
#define G_LOG_DOMAIN "siyaq-service"

#include "config.h"

#include "siyaq-translator-methods.h"

#include "siyaq-translator-marian.h"
#include "siyaq-translator-models-methods.h"
#include "siyaq-translator-none.h"
#include "siyaq-translator-remote-methods.h"

#include <string.h>
#include <sys/resource.h>

static SiyaqMessage *
answer_error (GError *error)
{
  SiyaqMessage *answer = siyaq_translator_answer_error (error);

  g_error_free (error);
  return answer;
}

static SiyaqMessage *
refuse (const char *message)
{
  return answer_error (g_error_new_literal (SIYAQ_TRANSLATOR_ERROR, SIYAQ_TRANSLATOR_ERROR_FAILED, message));
}

/* Which engine, told apart by all that it was made of. */
static char *
describe_engine (const SiyaqMessage *request)
{
  static const char *const strings[] = { "engine", "from", "to", "model-dir", "provider", "url", "region", "model" };
  static const char *const numbers[] = { "batch", "threads", "beam", "timeout" };
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (strings); i++)
    {
      const char *value = siyaq_message_get_string (request, strings[i]);

      g_string_append_printf (text, "%s\n", value != NULL ? value : "");
    }
  for (guint i = 0; i < G_N_ELEMENTS (numbers); i++)
    g_string_append_printf (text, "%u\n", siyaq_message_get_uint (request, numbers[i], 0));
  return g_string_free (text, FALSE);
}

static SiyaqTranslator *
make_local (const SiyaqMessage *request,
            GError **error)
{
  const char *dir = siyaq_message_get_string (request, "model-dir");
  SiyaqMarianOptions options = {
    .threads = siyaq_message_get_uint (request, "threads", 0),
    .batch = siyaq_message_get_uint (request, "batch", 0),
    .beam = siyaq_message_get_uint (request, "beam", 0),
  };

  if (dir == NULL)
    {
      g_set_error_literal (error, SIYAQ_TRANSLATOR_ERROR, SIYAQ_TRANSLATOR_ERROR_UNSUPPORTED, "no model is installed");
      return NULL;
    }
  return (SiyaqTranslator *) siyaq_translator_marian_new (dir, siyaq_message_get_string (request, "from"),
                                                          siyaq_message_get_string (request, "to"), &options, error);
}

static SiyaqTranslator *
make_engine (const SiyaqMessage *request,
             GError **error)
{
  const char *engine = siyaq_message_get_string (request, "engine");

  /* A test names no engine: there is nothing to try of one on this computer. */
  if (g_strcmp0 (engine, "remote") == 0 || (engine == NULL && siyaq_message_get_string (request, "provider") != NULL))
    return siyaq_translator_remote_for_request (request, error);
  if (g_strcmp0 (engine, "local") == 0)
    return make_local (request, error);
  if (g_strcmp0 (engine, "none") == 0)
    return siyaq_translator_none_new ();
  g_set_error (error, SIYAQ_TRANSLATOR_ERROR, SIYAQ_TRANSLATOR_ERROR_UNSUPPORTED, "there is no engine “%s”", engine != NULL ? engine : "");
  return NULL;
}

static SiyaqTranslator *
get_engine (const SiyaqMessage *request,
            GError **error)
{
  /* Asked from the loop's one thread. */
  static SiyaqTranslator *kept;
  static char *kept_name;
  g_autofree char *name = describe_engine (request);

  if (kept != NULL && strcmp (name, kept_name) == 0)
    return kept;
  g_clear_object (&kept);
  g_free (kept_name);
  kept_name = g_steal_pointer (&name);
  kept = make_engine (request, error);
  return kept;
}

static gint64
get_peak_bytes (void)
{
  struct rusage usage;

  return getrusage (RUSAGE_SELF, &usage) == 0 ? (gint64) usage.ru_maxrss * 1024 : 0;
}

static char **
get_texts (const SiyaqMessage *request,
           GError **error)
{
  g_autoptr (GVariant) value = g_variant_lookup_value (request->values, "texts", G_VARIANT_TYPE_STRING_ARRAY);
  g_auto (GStrv) texts = value != NULL ? g_variant_dup_strv (value, NULL) : NULL;
  gsize bytes = 0;
  guint n = 0;

  for (; texts != NULL && texts[n] != NULL; n++)
    bytes += strlen (texts[n]);
  if (n == 0)
    g_set_error_literal (error, SIYAQ_TRANSLATOR_ERROR, SIYAQ_TRANSLATOR_ERROR_FAILED, "the texts are missing");
  else if (n > SIYAQ_TRANSLATOR_MAX_TEXTS || bytes > SIYAQ_TRANSLATOR_MAX_BYTES)
    g_set_error_literal (error, SIYAQ_TRANSLATOR_ERROR, SIYAQ_TRANSLATOR_ERROR_TOO_LARGE, "too much text at once");
  else
    return g_steal_pointer (&texts);
  return NULL;
}

/* What this request took: an engine counts from when it was loaded. */
static void
add_stats (SiyaqTranslator *engine,
           const SiyaqMarianStats *before,
           gint64 begun_us,
           GVariantBuilder *values)
{
  double seconds = (double) (g_get_monotonic_time () - begun_us) / G_USEC_PER_SEC;

  if (SIYAQ_IS_TRANSLATOR_MARIAN (engine))
    {
      SiyaqMarianStats stats;

      siyaq_translator_marian_get_stats (SIYAQ_TRANSLATOR_MARIAN (engine), &stats);
      g_variant_builder_add (values, "{sv}", "load-us", g_variant_new_int64 (stats.load_us));
      g_variant_builder_add (values, "{sv}", "words", g_variant_new_int64 ((gint64) (stats.words - before->words)));
      seconds = stats.seconds - before->seconds;
    }
  g_variant_builder_add (values, "{sv}", "seconds", g_variant_new_double (seconds));
  g_variant_builder_add (values, "{sv}", "peak-bytes", g_variant_new_int64 (get_peak_bytes ()));
}

static SiyaqMessage *
run_translate (SiyaqTranslatorLoop *loop,
               const SiyaqMessage *request,
               GCancellable *cancellable,
               gpointer data)
{
  const char *from = siyaq_message_get_string (request, "from"), *to = siyaq_message_get_string (request, "to");
  GError *error = NULL;
  g_auto (GStrv) texts = NULL, answer = NULL;
  SiyaqTranslator *engine;
  SiyaqMarianStats before = { 0 };
  gint64 begun_us = g_get_monotonic_time ();
  GVariantBuilder values;

  if (from == NULL || to == NULL)
    return refuse ("the languages are missing");
  texts = get_texts (request, &error);
  if (texts == NULL)
    return answer_error (error);
  engine = get_engine (request, &error);
  if (engine == NULL)
    return answer_error (error);
  if (SIYAQ_IS_TRANSLATOR_MARIAN (engine))
    siyaq_translator_marian_get_stats (SIYAQ_TRANSLATOR_MARIAN (engine), &before);
  answer = siyaq_translator_translate (engine, (const char *const *) texts, from, to, cancellable, &error);
  if (answer == NULL)
    return answer_error (error);
  if (g_strv_length (answer) != g_strv_length (texts))
    return refuse ("the engine did not answer each text");
  g_variant_builder_init (&values, G_VARIANT_TYPE_VARDICT);
  g_variant_builder_add (&values, "{sv}", "texts", g_variant_new_strv ((const char *const *) answer, -1));
  g_variant_builder_add (&values, "{sv}", "kind", g_variant_new_string (siyaq_translator_get_kind (engine)));
  g_variant_builder_add (&values, "{sv}", "by", g_variant_new_string (siyaq_translator_get_name (engine)));
  add_stats (engine, &before, begun_us, &values);
  return siyaq_message_new ("ok", g_variant_builder_end (&values), NULL);
}

/* As translate, and the answer, an error too, tells what was sent. */
static SiyaqMessage *
run_test (SiyaqTranslatorLoop *loop,
          const SiyaqMessage *request,
          GCancellable *cancellable,
          gpointer data)
{
  const char *from = siyaq_message_get_string (request, "from"), *to = siyaq_message_get_string (request, "to");
  g_auto (GStrv) texts = get_texts (request, NULL);
  SiyaqTranslator *engine = get_engine (request, NULL);
  g_autofree char *sent = NULL;
  g_autoptr (SiyaqMessage) plain = NULL;
  GVariantDict values;

  if (texts != NULL && engine != NULL && from != NULL && to != NULL)
    sent = siyaq_translator_remote_show_request (engine, (const char *const *) texts, from, to);
  plain = run_translate (loop, request, cancellable, data);
  g_variant_dict_init (&values, plain->values);
  if (sent != NULL)
    g_variant_dict_insert (&values, "sent", "s", sent);
  return siyaq_message_new (plain->name, g_variant_dict_end (&values), NULL);
}

const SiyaqTranslatorMethod siyaq_translator_methods[] = {
  { "translate", run_translate },
  { "test", run_test },
  { "store-key", siyaq_translator_run_store_key },
  { "clear-key", siyaq_translator_run_clear_key },
  { "models-list", siyaq_translator_run_models_list },
  { "models-install", siyaq_translator_run_models_install },
  { "models-remove", siyaq_translator_run_models_remove },
  { NULL, NULL },
};
