/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Who may translate, and where that is. The host is what a person is asked about and what the card names,
   so it is worked out here, from the settings alone, before anything is sent. */
#define G_LOG_DOMAIN "siyaq-service"

#include "config.h"

#include "siyaq-provider.h"

#include <string.h>

static const SiyaqProvider providers[] = {
  { "libretranslate", "LibreTranslate", "libretranslate.com", FALSE },
  { "deepl", "DeepL", "deepl.com", TRUE },
  { "google", "Google", "translation.googleapis.com", TRUE },
  { "microsoft", "Microsoft", "api.cognitive.microsofttranslator.com", TRUE },
  { "openai", "OpenAI, Ollama, llama.cpp, vLLM", "127.0.0.1:11434", FALSE },
  { NULL, NULL, NULL, FALSE },
};

/**
 * siyaq_provider_list:
 *
 * Returns: (transfer none): the providers; the last one has no id
 */
const SiyaqProvider *
siyaq_provider_list (void)
{
  return providers;
}

/**
 * siyaq_provider_find:
 * @id: (nullable): as in the settings
 *
 * Returns: (transfer none) (nullable): that provider; %NULL for "none" and for what is not known
 */
const SiyaqProvider *
siyaq_provider_find (const char *id)
{
  for (const SiyaqProvider *p = providers; p->id != NULL; p++)
    if (g_strcmp0 (p->id, id) == 0)
      return p;
  return NULL;
}

/**
 * siyaq_provider_get_host:
 * @id: (nullable): as in the settings
 * @url: (nullable): the user's own server; %NULL or "" for the provider's
 *
 * Returns: (transfer full) (nullable): where texts go, with the port where the address has one; %NULL
 *   where there is no such provider or the address is none
 */
char *
siyaq_provider_get_host (const char *id,
                         const char *url)
{
  const SiyaqProvider *provider = siyaq_provider_find (id);
  g_autoptr (GUri) uri = NULL;
  g_autofree char *host = NULL;

  if (provider == NULL)
    return NULL;
  if (url == NULL || *url == '\0')
    return g_strdup (provider->host);
  uri = g_uri_parse (url, G_URI_FLAGS_NONE, NULL);
  if (uri == NULL || g_uri_get_host (uri) == NULL || *g_uri_get_host (uri) == '\0' ||
      (strcmp (g_uri_get_scheme (uri), "https") != 0 && strcmp (g_uri_get_scheme (uri), "http") != 0))
    return NULL;
  host = g_ascii_strdown (g_uri_get_host (uri), -1);
  return g_uri_get_port (uri) > 0 ? g_strdup_printf ("%s:%d", host, g_uri_get_port (uri)) : g_steal_pointer (&host);
}

/**
 * siyaq_provider_is_loopback:
 * @host: from siyaq_provider_get_host()
 *
 * Returns: whether it is this computer itself
 */
gboolean
siyaq_provider_is_loopback (const char *host)
{
  const char *colon = strrchr (host, ':');
  g_autofree char *name = NULL;
  g_autoptr (GInetAddress) address = NULL;

  /* An address of the sixth version has colons of its own and no port in this form. */
  name = colon != NULL && strchr (host, ':') == colon ? g_strndup (host, (gsize) (colon - host)) : g_strdup (host);
  address = g_inet_address_new_from_string (name);
  return address != NULL ? g_inet_address_get_is_loopback (address) : g_ascii_strcasecmp (name, "localhost") == 0;
}
