/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Providers and keys as the socket of the translator's process names them. The message that brings a
   key is the only place in which one comes here from outside; its memory is wiped when the keyring has
   it. */
#define G_LOG_DOMAIN "siyaq-service"

#include "config.h"

#include "siyaq-translator-remote-methods.h"

#include "siyaq-translator-remote.h"

#include <string.h>

static SiyaqMessage *
answer_error (GError *error)
{
  SiyaqMessage *answer = siyaq_translator_answer_error (error);

  g_error_free (error);
  return answer;
}

/**
 * siyaq_translator_remote_for_request:
 * @request: with provider s, url s?, region s?, model s?, timeout u?
 * @error: as siyaq_translator_remote_new()
 *
 * Returns: (transfer full): the translator that it names
 */
SiyaqTranslator *
siyaq_translator_remote_for_request (const SiyaqMessage *request,
                                     GError **error)
{
  g_autoptr (SiyaqKeyring) keyring = siyaq_keyring_new ();
  const char *provider = siyaq_message_get_string (request, "provider");
  SiyaqRemoteConfig config = {
    .provider = provider != NULL ? provider : "",
    .url = siyaq_message_get_string (request, "url"),
    .region = siyaq_message_get_string (request, "region"),
    .model = siyaq_message_get_string (request, "model"),
    .timeout_s = siyaq_message_get_uint (request, "timeout", 0),
  };

  return siyaq_translator_remote_new (&config, keyring, error);
}

/**
 * siyaq_translator_remote_show_request:
 * @engine: a translator
 * @texts: (array zero-terminated=1): plain texts
 * @from: their language
 * @to: the language wanted
 *
 * Returns: (transfer full) (nullable): what would go out for them, without a key; %NULL where
 *   @engine sends nothing
 */
char *
siyaq_translator_remote_show_request (SiyaqTranslator *engine,
                                      const char *const *texts,
                                      const char *from,
                                      const char *to)
{
  if (!SIYAQ_IS_TRANSLATOR_REMOTE (engine) || !siyaq_translator_can_translate (engine, from, to))
    return NULL;
  return siyaq_translator_remote_preview (SIYAQ_TRANSLATOR_REMOTE (engine), texts, from, to);
}

/* By which host the key is kept: the one named, or that of the address. */
static char *
get_host (const SiyaqMessage *request,
          GError **error)
{
  const char *provider = siyaq_message_get_string (request, "provider");
  const char *host = siyaq_message_get_string (request, "host");

  if (provider != NULL && host != NULL)
    return g_strdup (host);
  return siyaq_translator_remote_get_key_host (provider != NULL ? provider : "", siyaq_message_get_string (request, "url"), error);
}

/* The bytes of the message, which the key is among. */
static void
wipe_values (const SiyaqMessage *request)
{
  gconstpointer data = g_variant_get_data (request->values);

  if (data != NULL)
    explicit_bzero ((gpointer) data, g_variant_get_size (request->values));
}

/**
 * siyaq_translator_run_store_key:
 * @loop: the loop
 * @request: with provider s, url s? or host s?, key s; wiped
 * @cancellable: of the request
 * @data: unused
 *
 * Returns: (transfer full): "ok", or why the keyring does not have it
 */
SiyaqMessage *
siyaq_translator_run_store_key (SiyaqTranslatorLoop *loop,
                                const SiyaqMessage *request,
                                GCancellable *cancellable,
                                gpointer data)
{
  g_autoptr (SiyaqKeyring) keyring = siyaq_keyring_new ();
  GError *error = NULL;
  g_autofree char *host = get_host (request, &error);
  const char *key = siyaq_message_get_string (request, "key");
  gboolean stored = FALSE;

  if (host != NULL)
    stored = siyaq_keyring_store (keyring, siyaq_message_get_string (request, "provider"), host, key != NULL ? key : "", cancellable, &error);
  wipe_values (request);
  return stored ? siyaq_message_new ("ok", NULL, NULL) : answer_error (error);
}

/**
 * siyaq_translator_run_clear_key:
 * @loop: the loop
 * @request: with provider s, url s? or host s?
 * @cancellable: of the request
 * @data: unused
 *
 * Returns: (transfer full): "ok", or why the keyring still may have it
 */
SiyaqMessage *
siyaq_translator_run_clear_key (SiyaqTranslatorLoop *loop,
                                const SiyaqMessage *request,
                                GCancellable *cancellable,
                                gpointer data)
{
  g_autoptr (SiyaqKeyring) keyring = siyaq_keyring_new ();
  GError *error = NULL;
  g_autofree char *host = get_host (request, &error);

  if (host == NULL || !siyaq_keyring_clear (keyring, siyaq_message_get_string (request, "provider"), host, cancellable, &error))
    return answer_error (error);
  return siyaq_message_new ("ok", NULL, NULL);
}
