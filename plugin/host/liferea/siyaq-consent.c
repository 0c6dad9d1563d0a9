/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Consent is given once for a host and written into the settings, where the preferences show it. The service
   must have read it before it is asked again, or it would ask the same question a second time. */
#define G_LOG_DOMAIN "siyaq-host"

#include "config.h"

#include "siyaq-consent.h"

#include "siyaq-host-service.h"
#include "siyaq-provider.h"

/* A changed setting is on the disk after this. */
#define SETTLE_MS 300

/**
 * siyaq_consent_set:
 * @settings: the settings
 * @host: where texts would go
 * @agreed: whether they may
 *
 * Writes the answer down.
 */
void
siyaq_consent_set (GSettings *settings,
                   const char *host,
                   gboolean agreed)
{
  g_autoptr (GVariant) before = g_settings_get_value (settings, "remote-consent");
  GVariantBuilder after;
  GVariantIter iter;
  const char *name;
  gboolean value;

  g_variant_builder_init (&after, G_VARIANT_TYPE ("a{sb}"));
  g_variant_iter_init (&iter, before);
  while (g_variant_iter_next (&iter, "{&sb}", &name, &value))
    if (g_strcmp0 (name, host) != 0)
      g_variant_builder_add (&after, "{sb}", name, value);
  g_variant_builder_add (&after, "{sb}", host, agreed);
  g_settings_set_value (settings, "remote-consent", g_variant_builder_end (&after));
}

static void
told_cb (GObject *source,
         GAsyncResult *result,
         gpointer data)
{
  g_autoptr (GTask) task = data;
  g_autoptr (SiyaqMessage) answer = NULL;
  GError *error = NULL;

  answer = siyaq_client_call_finish (result, &error);
  if (answer != NULL)
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static gboolean
settled_cb (gpointer data)
{
  GTask *task = data;

  siyaq_host_ask ("settings", NULL, g_task_get_cancellable (task), told_cb, task);
  return G_SOURCE_REMOVE;
}

/**
 * siyaq_consent_give:
 * @settings: (nullable): the settings
 * @host: (nullable): the host that the question named
 * @agreed: the answer
 * @cancellable: (nullable): a cancellable
 * @callback: called when the service knows of it
 * @user_data: for @callback
 *
 * Only the host of the provider that is chosen can be answered for.
 */
void
siyaq_consent_give (GSettings *settings,
                    const char *host,
                    gboolean agreed,
                    GCancellable *cancellable,
                    GAsyncReadyCallback callback,
                    gpointer user_data)
{
  GTask *task = g_task_new (NULL, cancellable, callback, user_data);
  g_autofree char *provider = settings != NULL ? g_settings_get_string (settings, "provider") : NULL;
  g_autofree char *url = settings != NULL ? g_settings_get_string (settings, "provider-url") : NULL;
  g_autofree char *chosen = siyaq_provider_get_host (provider, url);

  g_task_set_source_tag (task, siyaq_consent_give);
  if (host == NULL || g_strcmp0 (host, chosen) != 0)
    {
      g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT, "that is not the provider's host");
      g_object_unref (task);
      return;
    }
  siyaq_consent_set (settings, host, agreed);
  g_timeout_add (SETTLE_MS, settled_cb, task);
}

/**
 * siyaq_consent_give_finish:
 * @result: what the callback was given
 * @error: why the service does not know of it yet
 *
 * Returns: whether it does
 */
gboolean
siyaq_consent_give_finish (GAsyncResult *result,
                           GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), FALSE);
  return g_task_propagate_boolean (G_TASK (result), error);
}
