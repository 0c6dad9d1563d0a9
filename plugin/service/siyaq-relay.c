/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Keys and tests of a provider are the translator's business. The service passes the very bytes on that came
   in: one copy of a key less to wipe. What would leave the computer is stopped here where the user said
   that nothing does. */
#define G_LOG_DOMAIN "siyaq-service"

#include "config.h"

#include "siyaq-relay.h"

#include "siyaq-provider.h"
#include "siyaq-translator.h"

#include <string.h>

/* A test goes through the network; a keyring may ask the user for its password. */
#define TIMEOUT_MS 120000u

typedef struct
{
  SiyaqHandlers *handlers;
  gboolean test;
  SiyaqRelayDone done;
  gpointer user_data;
} Relay;

/**
 * siyaq_relay_is_for:
 * @method: a method of the protocol
 *
 * Returns: whether the translator answers it
 */
gboolean
siyaq_relay_is_for (const char *method)
{
  static const char *const methods[] = { "store-key", "clear-key", "test", NULL };

  return g_strv_contains (methods, method);
}

static void
answered_cb (GObject *source,
             GAsyncResult *result,
             gpointer data)
{
  Relay *relay = data;
  g_autoptr (GError) error = NULL;
  SiyaqMessage *answer = siyaq_translator_process_call_finish (result, &error);

  if (answer == NULL)
    answer = siyaq_message_new_error_code (error->message, siyaq_translator_error_get_code (error),
                                           siyaq_translator_error_get_retry_after (error));
  else if (strcmp (answer->name, "ok") == 0 && !relay->test)
    siyaq_handlers_renew_makers (relay->handlers);
  else if (relay->test && strcmp (answer->name, "error") == 0)
    {
      /* What was sent is of interest also where nothing came back. */
      SiyaqMessage *told = siyaq_message_new ("ok", answer->values, NULL);

      siyaq_message_free (answer);
      answer = told;
    }
  relay->done (answer, relay->user_data);
  g_free (relay);
}

/**
 * siyaq_relay_run:
 * @handlers: who keeps the translator
 * @request: what is asked
 * @payload: the same as it came, wiped when it was sent
 * @done: called with the answer in the main context
 * @user_data: for @done
 */
void
siyaq_relay_run (SiyaqHandlers *handlers,
                 const SiyaqMessage *request,
                 GBytes *payload,
                 SiyaqRelayDone done,
                 gpointer user_data)
{
  g_autofree char *host = siyaq_provider_get_host (siyaq_message_get_string (request, "provider"), siyaq_message_get_string (request, "url"));
  Relay *relay;

  if (host == NULL)
    {
      done (siyaq_message_new_error_code ("there is no such provider, or its address is none", "failed", 0), user_data);
      return;
    }
  if (strcmp (request->name, "test") == 0 && !siyaq_provider_is_loopback (host) && siyaq_handlers_is_offline (handlers))
    {
      done (siyaq_message_new_error_code ("nothing leaves this computer, as you chose", "offline", 0), user_data);
      return;
    }
  relay = g_new0 (Relay, 1);
  relay->handlers = handlers;
  relay->test = strcmp (request->name, "test") == 0;
  relay->done = done;
  relay->user_data = user_data;
  siyaq_translator_process_call_async (siyaq_handlers_get_translator (handlers), payload, TIMEOUT_MS, NULL, NULL, NULL, answered_cb, relay);
}
