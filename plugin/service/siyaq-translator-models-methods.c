/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Models as the socket of the translator's process names them: it is the process that has the network. */
#define G_LOG_DOMAIN "siyaq-service"

#include "config.h"

#include "siyaq-translator-models-methods.h"

#include "siyaq-models.h"

/* A person sees ten changes a second as movement. */
#define REPORT_INTERVAL_US (G_USEC_PER_SEC / 10)

static SiyaqMessage *
answer_error (GError *error)
{
  static const char *const codes[] = {
    [SIYAQ_MODELS_ERROR_UNKNOWN] = "unknown",
    [SIYAQ_MODELS_ERROR_NETWORK] = "network",
    [SIYAQ_MODELS_ERROR_CHECKSUM] = "bad-answer",
    [SIYAQ_MODELS_ERROR_CATALOGUE] = "bad-answer",
    [SIYAQ_MODELS_ERROR_NO_SPACE] = "no-space",
    [SIYAQ_MODELS_ERROR_BUSY] = "busy",
    [SIYAQ_MODELS_ERROR_OFFLINE] = "offline",
    [SIYAQ_MODELS_ERROR_ADDRESS] = "failed",
    [SIYAQ_MODELS_ERROR_FILE] = "failed",
  };
  const char *code = "failed";
  SiyaqMessage *answer;

  if (error->domain == SIYAQ_MODELS_ERROR && error->code >= 0 && error->code < (int) G_N_ELEMENTS (codes))
    code = codes[error->code];
  else if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    code = "cancelled";
  answer = siyaq_message_new_error_code (error->message, code, 0);
  g_error_free (error);
  return answer;
}

static SiyaqModelsConfig
read_config (const SiyaqMessage *request)
{
  return (SiyaqModelsConfig) {
    .catalogue_url = siyaq_message_get_string (request, "catalogue"),
    .attachments_url = siyaq_message_get_string (request, "files"),
    .offline = siyaq_message_get_boolean (request, "offline"),
  };
}

static void
add_string (GVariantBuilder *values,
            const char *name,
            const char *value)
{
  if (value != NULL && g_utf8_validate (value, -1, NULL))
    g_variant_builder_add (values, "{sv}", name, g_variant_new_string (value));
}

static void
add_info (GVariantBuilder *models,
          const SiyaqModelsInfo *info)
{
  GVariantBuilder values;

  g_variant_builder_init (&values, G_VARIANT_TYPE_VARDICT);
  add_string (&values, "from", info->from);
  add_string (&values, "to", info->to);
  add_string (&values, "version", info->version);
  add_string (&values, "architecture", info->architecture);
  add_string (&values, "dir", info->dir);
  add_string (&values, "origin", info->origin);
  g_variant_builder_add (&values, "{sv}", "own", g_variant_new_boolean (info->own));
  g_variant_builder_add (&values, "{sv}", "update", g_variant_new_boolean (info->update));
  g_variant_builder_add (&values, "{sv}", "download", g_variant_new_uint64 (info->download_bytes));
  g_variant_builder_add (&values, "{sv}", "installed", g_variant_new_uint64 (info->installed_bytes));
  g_variant_builder_add_value (models, g_variant_builder_end (&values));
}

/**
 * siyaq_translator_run_models_list:
 * @loop: the loop
 * @request: see the header
 * @cancellable: of the request
 * @data: unused
 *
 * Returns: (transfer full): the models that are installed or could be
 */
SiyaqMessage *
siyaq_translator_run_models_list (SiyaqTranslatorLoop *loop,
                                  const SiyaqMessage *request,
                                  GCancellable *cancellable,
                                  gpointer data)
{
  SiyaqModelsConfig config = read_config (request);
  GError *error = NULL;
  gboolean offline = FALSE;
  g_autoptr (GPtrArray) infos = siyaq_models_list (&config, &offline, cancellable, &error);
  GVariantBuilder models, values;

  if (infos == NULL)
    return answer_error (error);
  g_variant_builder_init (&models, G_VARIANT_TYPE ("aa{sv}"));
  for (guint i = 0; i < infos->len; i++)
    add_info (&models, g_ptr_array_index (infos, i));
  g_variant_builder_init (&values, G_VARIANT_TYPE_VARDICT);
  g_variant_builder_add (&values, "{sv}", "models", g_variant_builder_end (&models));
  g_variant_builder_add (&values, "{sv}", "offline", g_variant_new_boolean (offline));
  return siyaq_message_new ("ok", g_variant_builder_end (&values), NULL);
}

typedef struct
{
  SiyaqTranslatorLoop *loop;
  gint64 reported_us;
} Report;

static void
progress_cb (const char *what,
             guint64 done,
             guint64 total,
             gpointer data)
{
  Report *report = data;
  gint64 now_us = g_get_monotonic_time ();
  GVariantBuilder values;

  if (now_us - report->reported_us < REPORT_INTERVAL_US && done < total)
    return;
  report->reported_us = now_us;
  g_variant_builder_init (&values, G_VARIANT_TYPE_VARDICT);
  g_variant_builder_add (&values, "{sv}", "what", g_variant_new_string (what));
  g_variant_builder_add (&values, "{sv}", "done", g_variant_new_uint64 (done));
  g_variant_builder_add (&values, "{sv}", "total", g_variant_new_uint64 (total));
  siyaq_translator_loop_report (report->loop, g_variant_builder_end (&values));
}

/**
 * siyaq_translator_run_models_install:
 * @loop: the loop, which reports how far it is
 * @request: see the header
 * @cancellable: of the request
 * @data: unused
 *
 * Returns: (transfer full): "ok" when the model is installed
 */
SiyaqMessage *
siyaq_translator_run_models_install (SiyaqTranslatorLoop *loop,
                                     const SiyaqMessage *request,
                                     GCancellable *cancellable,
                                     gpointer data)
{
  SiyaqModelsConfig config = read_config (request);
  const char *from = siyaq_message_get_string (request, "from"), *to = siyaq_message_get_string (request, "to");
  const char *source = siyaq_message_get_string (request, "source");
  Report report = { loop, 0 };
  GError *error = NULL;
  gboolean installed;

  if (source != NULL)
    installed = siyaq_models_install_from (&config, from, to, source, progress_cb, &report, cancellable, &error);
  else
    installed = siyaq_models_install (&config, from, to, progress_cb, &report, cancellable, &error);
  return installed ? siyaq_message_new ("ok", NULL, NULL) : answer_error (error);
}

/**
 * siyaq_translator_run_models_remove:
 * @loop: the loop
 * @request: see the header
 * @cancellable: of the request
 * @data: unused
 *
 * Returns: (transfer full): "ok" when the model is no more
 */
SiyaqMessage *
siyaq_translator_run_models_remove (SiyaqTranslatorLoop *loop,
                                    const SiyaqMessage *request,
                                    GCancellable *cancellable,
                                    gpointer data)
{
  SiyaqModelsConfig config = read_config (request);
  GError *error = NULL;

  if (!siyaq_models_remove (&config, siyaq_message_get_string (request, "from"), siyaq_message_get_string (request, "to"), &error))
    return answer_error (error);
  return siyaq_message_new ("ok", NULL, NULL);
}
