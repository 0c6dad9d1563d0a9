/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What the parts of the module share. The module may be installed for the whole machine or lie with
   its program, its schema and its translations in the user's folder of plugins: what lies beside it
   comes first, for it is of the same version. */
#define G_LOG_DOMAIN "siyaq-host"

#include "config.h"

#include "siyaq-host-service.h"

#include <dlfcn.h>
#include <libintl.h>

#define SCHEMA_ID "org.siyaq"

/* What this module reads and binds. Asked for a key that is missing, GSettings ends the program, and
   after half an upgrade the schema may be an older one. */
static const char *const keys[] = {
  "clean", "daily-characters", "digits", "fold-stories", "hold", "hold-threshold", "language", "local-model",
  "muted-events", "muted-regions", "offline", "provider", "provider-model", "provider-region", "provider-url",
  "read-ahead", "read-siblings", "remote-consent", "send-whole-text", "strip-tracking", "tag", "watched-events",
  "watched-regions",
};

/**
 * siyaq_host_get_folder:
 *
 * Returns: (transfer none) (type filename): the folder in which the reader found this module
 */
const char *
siyaq_host_get_folder (void)
{
  static char *folder;

  if (folder == NULL)
    {
      Dl_info info;

      folder = dladdr ((gpointer) siyaq_host_get_folder, &info) != 0 && info.dli_fname != NULL
                 ? g_path_get_dirname (info.dli_fname) : g_strdup (".");
    }
  return folder;
}

/**
 * siyaq_host_prepare:
 *
 * Tells translations and the client of the service what lies beside the module.
 */
void
siyaq_host_prepare (void)
{
  g_autofree char *locale = g_build_filename (siyaq_host_get_folder (), "locale", NULL);
  g_autofree char *program = g_build_filename (siyaq_host_get_folder (), "siyaq", NULL);

  bindtextdomain (GETTEXT_PACKAGE, g_file_test (locale, G_FILE_TEST_IS_DIR) ? locale : SIYAQ_LOCALEDIR);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  if (g_file_test (program, G_FILE_TEST_IS_REGULAR) && g_file_test (program, G_FILE_TEST_IS_EXECUTABLE))
    siyaq_client_set_command (program);
}

/**
 * siyaq_host_open_settings:
 *
 * g_settings_new() would end the reader where the schema is not installed.
 *
 * Returns: (transfer full) (nullable): the settings; %NULL where their schema is not found or is older than
 *   this module
 */
GSettings *
siyaq_host_open_settings (void)
{
  GSettingsSchemaSource *installed = g_settings_schema_source_get_default ();
  g_autoptr (GSettingsSchemaSource) beside = NULL;
  g_autoptr (GSettingsSchema) schema = NULL;

  beside = g_settings_schema_source_new_from_directory (siyaq_host_get_folder (), installed, TRUE, NULL);
  if (beside != NULL)
    schema = g_settings_schema_source_lookup (beside, SCHEMA_ID, TRUE);
  else if (installed != NULL)
    schema = g_settings_schema_source_lookup (installed, SCHEMA_ID, TRUE);
  for (guint i = 0; schema != NULL && i < G_N_ELEMENTS (keys); i++)
    if (!g_settings_schema_has_key (schema, keys[i]))
      {
        g_message ("Siyaq's settings are those of an older version, without “%s”; it works with its defaults.", keys[i]);
        return NULL;
      }
  return schema != NULL ? g_settings_new_full (schema, NULL, NULL) : NULL;
}

/**
 * siyaq_host_get_lang:
 * @settings: (nullable): the settings
 *
 * The service may have been started in another session with another locale, so the reader says which
 * language it speaks.
 *
 * Returns: (transfer none): "en" or "ar"
 */
const char *
siyaq_host_get_lang (GSettings *settings)
{
  g_autofree char *chosen = settings != NULL ? g_settings_get_string (settings, "language") : NULL;
  const char *const *names = g_get_language_names ();

  if (g_strcmp0 (chosen, "ar") == 0)
    return "ar";
  if (g_strcmp0 (chosen, "en") == 0)
    return "en";
  for (guint i = 0; names[i] != NULL; i++)
    if (g_str_has_prefix (names[i], "ar") && !g_ascii_isalpha (names[i][2]))
      return "ar";
    else if (g_str_has_prefix (names[i], "en") && !g_ascii_isalpha (names[i][2]))
      return "en";
  return "en";
}

/**
 * siyaq_host_ask:
 * @method: a method of the service
 * @values: (nullable): its named values; a floating reference is taken
 * @cancellable: (nullable): a cancellable
 * @callback: (nullable): called with the answer, see siyaq_client_call_finish()
 * @data: for @callback
 *
 * Asks the service, starting it where it does not run.
 */
void
siyaq_host_ask (const char *method,
                GVariant *values,
                GCancellable *cancellable,
                GAsyncReadyCallback callback,
                gpointer data)
{
  g_autoptr (SiyaqMessage) request = siyaq_message_new (method, values, NULL);

  siyaq_client_call_async (request, TRUE, SIYAQ_HOST_TIMEOUT_MS, cancellable, callback, data);
}

/**
 * siyaq_host_lookup_string:
 * @values: (nullable): named values of an answer
 * @key: a name
 *
 * Returns: (transfer none) (nullable): the string of that name, owned by @values
 */
const char *
siyaq_host_lookup_string (GVariant *values,
                          const char *key)
{
  const char *string = NULL;

  if (values == NULL || !g_variant_lookup (values, key, "&s", &string) || *string == '\0')
    return NULL;
  return string;
}
