/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A translator whose work is done in the translator's process: what is asked here goes over the socket
   together with the configuration, so that the process keeps no state that it could lose. */
#define G_LOG_DOMAIN "siyaq-service"

#include "config.h"

#include "siyaq-translator-proxy.h"

#include <string.h>

/* A few sentences take a second, a slow server some more. */
#define DEFAULT_TIMEOUT_S 60u
/* The process has its own limit for the network; it should be the one that tells. */
#define SOCKET_EXTRA_S 5u

struct _SiyaqTranslatorProxy
{
  GObject parent_instance;

  SiyaqTranslatorProcess *process;
  GVariant *config; /* a{sv}: what goes with each request */
  char *name;
  gboolean local;
  guint timeout_s;
  GMutex mutex;
  SiyaqTranslatorStats stats; /* under the mutex */
};

static gboolean
siyaq_translator_proxy_can_translate (SiyaqTranslator *translator,
                                      const char *from,
                                      const char *to)
{
  return strcmp (from, to) != 0;
}

static void
add_stats (SiyaqTranslatorProxy *self,
           const SiyaqMessage *answer)
{
  gint64 load_us = siyaq_message_get_int64 (answer, "load-us", 0);
  double seconds = 0;

  g_variant_lookup (answer->values, "seconds", "d", &seconds);
  g_mutex_lock (&self->mutex);
  /* A model is loaded once; its time is told with each answer. */
  self->stats.load_us = MAX (self->stats.load_us, load_us);
  self->stats.words += siyaq_message_get_int64 (answer, "words", 0);
  self->stats.seconds += seconds;
  self->stats.peak_bytes = MAX (self->stats.peak_bytes, siyaq_message_get_int64 (answer, "peak-bytes", 0));
  g_mutex_unlock (&self->mutex);
}

static char **
siyaq_translator_proxy_translate (SiyaqTranslator *translator,
                                  const char *const *texts,
                                  const char *from,
                                  const char *to,
                                  GCancellable *cancellable,
                                  GError **error)
{
  SiyaqTranslatorProxy *self = SIYAQ_TRANSLATOR_PROXY (translator);
  g_autoptr (SiyaqMessage) request = NULL, answer = NULL;
  g_autoptr (GVariant) value = NULL;
  g_auto (GStrv) answers = NULL;
  GVariantDict values;

  g_variant_dict_init (&values, self->config);
  g_variant_dict_insert (&values, "from", "s", from);
  g_variant_dict_insert (&values, "to", "s", to);
  g_variant_dict_insert_value (&values, "texts", g_variant_new_strv (texts, -1));
  request = siyaq_message_new ("translate", g_variant_dict_end (&values), NULL);
  answer = siyaq_translator_process_call (self->process, request, (self->timeout_s + SOCKET_EXTRA_S) * 1000, cancellable, error);
  if (answer == NULL)
    return NULL;
  value = g_variant_lookup_value (answer->values, "texts", G_VARIANT_TYPE_STRING_ARRAY);
  answers = value != NULL ? g_variant_dup_strv (value, NULL) : NULL;
  if (answers == NULL || g_strv_length (answers) != g_strv_length ((char **) texts))
    {
      g_set_error_literal (error, SIYAQ_TRANSLATOR_ERROR, SIYAQ_TRANSLATOR_ERROR_BAD_ANSWER, "the translator did not answer each text");
      return NULL;
    }
  add_stats (self, answer);
  return g_steal_pointer (&answers);
}

static const char *
siyaq_translator_proxy_get_kind (SiyaqTranslator *translator)
{
  return "translation";
}

static const char *
siyaq_translator_proxy_get_name (SiyaqTranslator *translator)
{
  return SIYAQ_TRANSLATOR_PROXY (translator)->name;
}

static void
siyaq_translator_proxy_iface_init (SiyaqTranslatorInterface *iface)
{
  iface->can_translate = siyaq_translator_proxy_can_translate;
  iface->translate = siyaq_translator_proxy_translate;
  iface->get_kind = siyaq_translator_proxy_get_kind;
  iface->get_name = siyaq_translator_proxy_get_name;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (SiyaqTranslatorProxy, siyaq_translator_proxy, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (SIYAQ_TYPE_TRANSLATOR, siyaq_translator_proxy_iface_init))

static void
siyaq_translator_proxy_finalize (GObject *object)
{
  SiyaqTranslatorProxy *self = SIYAQ_TRANSLATOR_PROXY (object);

  g_clear_object (&self->process);
  g_clear_pointer (&self->config, g_variant_unref);
  g_free (self->name);
  g_mutex_clear (&self->mutex);

  G_OBJECT_CLASS (siyaq_translator_proxy_parent_class)->finalize (object);
}

static void
siyaq_translator_proxy_class_init (SiyaqTranslatorProxyClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = siyaq_translator_proxy_finalize;
}

static void
siyaq_translator_proxy_init (SiyaqTranslatorProxy *self)
{
  g_mutex_init (&self->mutex);
}

static void
add_string (GVariantBuilder *values,
            const char *name,
            const char *value)
{
  if (value != NULL && *value != '\0')
    g_variant_builder_add (values, "{sv}", name, g_variant_new_string (value));
}

static void
add_number (GVariantBuilder *values,
            const char *name,
            guint value)
{
  if (value > 0)
    g_variant_builder_add (values, "{sv}", name, g_variant_new_uint32 (value));
}

/**
 * siyaq_translator_proxy_new:
 * @process: where the engine runs
 * @config: which engine, and how; copied
 *
 * Returns: (transfer full): the engine as a translator
 */
SiyaqTranslatorProxy *
siyaq_translator_proxy_new (SiyaqTranslatorProcess *process,
                            const SiyaqTranslatorConfig *config)
{
  SiyaqTranslatorProxy *self = g_object_new (SIYAQ_TYPE_TRANSLATOR_PROXY, NULL);
  GVariantBuilder values;

  g_variant_builder_init (&values, G_VARIANT_TYPE_VARDICT);
  add_string (&values, "engine", config->engine);
  add_string (&values, "model-dir", config->model_dir);
  add_number (&values, "batch", config->batch);
  add_number (&values, "threads", config->threads);
  add_number (&values, "beam", config->beam);
  add_string (&values, "provider", config->provider);
  add_string (&values, "url", config->url);
  add_string (&values, "region", config->region);
  add_string (&values, "model", config->model);
  self->timeout_s = config->timeout_s > 0 ? config->timeout_s : DEFAULT_TIMEOUT_S;
  add_number (&values, "timeout", self->timeout_s);
  self->config = g_variant_ref_sink (g_variant_builder_end (&values));
  self->process = g_object_ref (process);
  self->name = g_strdup (config->name);
  return self;
}

/**
 * siyaq_translator_proxy_get_stats:
 * @self: an engine
 * @ret_stats: (out): what all answers so far took together
 */
void
siyaq_translator_proxy_get_stats (SiyaqTranslatorProxy *self,
                                  SiyaqTranslatorStats *ret_stats)
{
  g_return_if_fail (SIYAQ_IS_TRANSLATOR_PROXY (self));

  g_mutex_lock (&self->mutex);
  *ret_stats = self->stats;
  g_mutex_unlock (&self->mutex);
}
