/* SPDX-License-Identifier: GPL-2.0-or-later */
/* How a held item comes back: the service notes that it is no advert and gives the document of that one
   item as the feed had it; the reader merges it as if the server had just sent it. */
#define G_LOG_DOMAIN "siyaq-host"

#include "config.h"

#include "siyaq-held-dialog.h"

#include "siyaq-host-service.h"
#include "siyaq-ingest.h"

#include <glib/gi18n-lib.h>

static void
restored_cb (GObject *source,
             GAsyncResult *result,
             gpointer data)
{
  g_autoptr (GTask) task = data;
  GError *error = NULL;
  g_autoptr (SiyaqMessage) answer = siyaq_client_call_finish (result, &error);
  const char *feed, *guid;

  if (answer == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  feed = siyaq_host_lookup_string (answer->values, "feed");
  guid = siyaq_host_lookup_string (answer->values, "guid");
  if (feed == NULL || answer->body == NULL || !siyaq_ingest_merge (feed, guid, answer->body))
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_FAILED, "%s",
                             _ ("The item is free, and comes with the next update of its feed if the feed still has it."));
  else
    g_task_return_boolean (task, TRUE);
}

/**
 * siyaq_held_restore:
 * @item: the service's id of a held item
 * @cancellable: (nullable): a cancellable
 * @callback: called when the item is in the reader or cannot be
 * @data: for @callback
 *
 * Restores a held item and teaches the service that it was no advert. Main thread.
 */
void
siyaq_held_restore (const char *item,
                    GCancellable *cancellable,
                    GAsyncReadyCallback callback,
                    gpointer data)
{
  GTask *task = g_task_new (NULL, cancellable, callback, data);
  GVariantBuilder values;

  g_task_set_source_tag (task, siyaq_held_restore);
  g_variant_builder_init (&values, G_VARIANT_TYPE_VARDICT);
  g_variant_builder_add (&values, "{sv}", "item", g_variant_new_string (item));
  siyaq_host_ask ("held-restore", g_variant_builder_end (&values), cancellable, restored_cb, task);
}

/**
 * siyaq_held_restore_finish:
 * @result: what the callback got
 * @error: why the item is not in the reader, for a person
 *
 * Returns: whether the item is in the reader
 */
gboolean
siyaq_held_restore_finish (GAsyncResult *result,
                           GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}
