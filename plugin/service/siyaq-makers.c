/* SPDX-License-Identifier: GPL-2.0-or-later */
/* From settings to translators: the model that is installed for a pair of languages comes first, then the
   provider that was chosen, and only where the user has agreed to its host. "Nothing leaves this computer"
   weighs more than all that: with it there is no maker that could send anything. */
#define G_LOG_DOMAIN "siyaq-service"

#include "config.h"

#include "siyaq-makers.h"

#include "siyaq-provider.h"
#include "siyaq-translator-proxy.h"

#include <glib/gstdio.h>
#include <string.h>

/* The languages that the digest stage knows. */
static const char *const pairs[][2] = { { "ar", "en" }, { "en", "ar" } };

/* Returns what tells this model from one of the same name, or NULL where there is none. */
static char *
look_for_model (const char *dir)
{
  g_autoptr (GDir) folder = g_dir_open (dir, 0, NULL);
  const char *name;

  while (folder != NULL && (name = g_dir_read_name (folder)) != NULL)
    if (g_str_has_prefix (name, "model") && g_str_has_suffix (name, ".bin"))
      {
        g_autofree char *path = g_build_filename (dir, name, NULL);
        GStatBuf status;

        if (g_stat (path, &status) == 0 && S_ISREG (status.st_mode))
          return g_strdup_printf ("%" G_GINT64_FORMAT "-%" G_GINT64_FORMAT, (gint64) status.st_size, (gint64) status.st_mtime);
      }
  return NULL;
}

/**
 * siyaq_makers_find_model:
 * @from: a language
 * @to: another one
 * @ret_version: (out): what tells this model from one of the same name
 *
 * The user's own models come before those of the system.
 *
 * Returns: (transfer full) (nullable) (type filename): the folder of the model for that pair
 */
char *
siyaq_makers_find_model (const char *from,
                         const char *to,
                         char **ret_version)
{
  const char *const *system = g_get_system_data_dirs ();
  g_autofree char *pair = g_strconcat (from, "-", to, NULL);

  for (int i = -1; i < 0 || system[i] != NULL; i++)
    {
      g_autofree char *dir = g_build_filename (i < 0 ? g_get_user_data_dir () : system[i], "siyaq", "models", pair, NULL);
      char *version = look_for_model (dir);

      if (version != NULL && g_utf8_validate (dir, -1, NULL))
        {
          *ret_version = version;
          return g_steal_pointer (&dir);
        }
      g_free (version);
    }
  return NULL;
}

static gboolean
has_agreed (const SiyaqSettings *settings,
            const char *host)
{
  return settings->agreed_hosts != NULL && g_strv_contains ((const char *const *) settings->agreed_hosts, host);
}

static gboolean
has_refused (const SiyaqSettings *settings,
             const char *host)
{
  return settings->refused_hosts != NULL && g_strv_contains ((const char *const *) settings->refused_hosts, host);
}

/**
 * siyaq_makers_describe:
 * @settings: what the user chose
 *
 * Returns: (transfer full): a text that is another one when siyaq_makers_new() would make others
 */
char *
siyaq_makers_describe (const SiyaqSettings *settings)
{
  g_autofree char *host = siyaq_provider_get_host (settings->provider, settings->provider_url);
  GString *text = g_string_new (NULL);

  g_string_append_printf (text, "%d %d %u %u\n%s\n%s\n%s\n%s\n%d %d\n", settings->offline, settings->local_model, settings->threads,
                          settings->daily_characters, settings->provider, settings->provider_url, settings->provider_region,
                          settings->provider_model, host != NULL && has_agreed (settings, host),
                          host != NULL && has_refused (settings, host));
  for (guint i = 0; settings->local_model && i < G_N_ELEMENTS (pairs); i++)
    {
      g_autofree char *version = NULL;
      g_autofree char *dir = siyaq_makers_find_model (pairs[i][0], pairs[i][1], &version);

      if (dir != NULL)
        g_string_append_printf (text, "%s %s\n", dir, version);
    }
  return g_string_free (text, FALSE);
}

static void
add_local (GPtrArray *makers,
           const SiyaqSettings *settings,
           SiyaqTranslatorProcess *process,
           const char *from,
           const char *to)
{
  g_autofree char *version = NULL, *id = NULL;
  g_autofree char *dir = siyaq_makers_find_model (from, to, &version);
  g_autoptr (SiyaqTranslatorProxy) proxy = NULL;
  SiyaqTranslatorConfig config = { .engine = "local", .name = "siyaq", .model_dir = dir, .threads = settings->threads };

  if (dir == NULL)
    return;
  id = g_strconcat ("local:", version, NULL);
  proxy = siyaq_translator_proxy_new (process, &config);
  g_ptr_array_add (makers, siyaq_maker_new (id, SIYAQ_TRANSLATOR (proxy), from, to, 0));
}

static void
add_remote (GPtrArray *makers,
            const SiyaqSettings *settings,
            SiyaqTranslatorProcess *process,
            const char *host)
{
  g_autofree char *id = g_strconcat (settings->provider, ":", host, ":", settings->provider_model, NULL);
  g_autoptr (SiyaqTranslatorProxy) proxy = NULL;
  SiyaqTranslatorConfig config = {
    .engine = "remote",
    .name = host,
    .provider = settings->provider,
    .url = settings->provider_url,
    .region = settings->provider_region,
    .model = settings->provider_model,
  };

  proxy = siyaq_translator_proxy_new (process, &config);
  g_ptr_array_add (makers, siyaq_maker_new (id, SIYAQ_TRANSLATOR (proxy), NULL, NULL,
                                            siyaq_provider_is_loopback (host) ? 0 : MAX (settings->daily_characters, 1)));
}

/**
 * siyaq_makers_new:
 * @settings: what the user chose
 * @process: where they run
 * @ret_ask_host: (out) (nullable): the host to which texts would be sent if the user, who has not been asked
 *   yet, agreed
 *
 * Returns: (transfer full) (element-type SiyaqMaker): who is asked, in this order
 */
GPtrArray *
siyaq_makers_new (const SiyaqSettings *settings,
                  SiyaqTranslatorProcess *process,
                  char **ret_ask_host)
{
  GPtrArray *makers = g_ptr_array_new_with_free_func (g_object_unref);
  g_autofree char *host = siyaq_provider_get_host (settings->provider, settings->provider_url);

  *ret_ask_host = NULL;
  for (guint i = 0; settings->local_model && i < G_N_ELEMENTS (pairs); i++)
    add_local (makers, settings, process, pairs[i][0], pairs[i][1]);
  if (host == NULL)
    return makers;
  if (siyaq_provider_is_loopback (host) || (!settings->offline && has_agreed (settings, host)))
    add_remote (makers, settings, process, host);
  else if (!settings->offline && !has_refused (settings, host))
    *ret_ask_host = g_steal_pointer (&host);
  return makers;
}
