/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Any bytes as what comes over the socket: what is a message is also run by the methods, on an engine
   with a store in memory. Import is left out, which would read any file that is named. */
#include "config.h"

#include "siyaq-methods.h"
#include "siyaq-protocol.h"

#include <stdint.h>
#include <string.h>

int LLVMFuzzerTestOneInput (const uint8_t *data, size_t size);

static SiyaqEngine *
make_engine (void)
{
  g_autoptr (SiyaqStore) store = siyaq_store_new (NULL, NULL);
  g_autoptr (SiyaqSettings) settings = siyaq_settings_new ();

  return siyaq_engine_new (store, settings, NULL);
}

int
LLVMFuzzerTestOneInput (const uint8_t *data,
                        size_t size)
{
  static SiyaqEngine *engine;
  static guint n_runs;
  g_autoptr (GBytes) payload = g_bytes_new (data, size);
  g_autoptr (SiyaqMessage) request = siyaq_message_decode (payload, NULL);
  g_autoptr (SiyaqMessage) again = NULL, answer = NULL;
  g_autoptr (GBytes) encoded = NULL;

  if (request == NULL)
    return 0;
  /* What was read is written and read again as the same. */
  encoded = siyaq_message_encode (request);
  again = siyaq_message_decode (encoded, NULL);
  g_assert_nonnull (again);
  g_assert_cmpstr (again->name, ==, request->name);
  g_assert_true (g_variant_equal (again->values, request->values));
  if (strcmp (request->name, "import") == 0)
    return 0;
  /* A store in memory grows with every item. */
  if (engine == NULL || ++n_runs % 5000 == 0)
    {
      g_clear_object (&engine);
      engine = make_engine ();
      g_assert_nonnull (engine);
    }
  answer = siyaq_methods_run (engine, request);
  if (answer != NULL)
    {
      g_autoptr (GBytes) bytes = siyaq_message_encode (answer);
      g_autoptr (SiyaqMessage) read = siyaq_message_decode (bytes, NULL);

      g_assert_nonnull (read);
    }
  return 0;
}
