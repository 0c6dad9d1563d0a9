/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The other items of a story are read when one is, where the user wants it so. One item at a time while
   the reader is idle: each is read and written as the reader itself does when an item is opened. */
#define G_LOG_DOMAIN "siyaq-host"

#include "config.h"

#include "siyaq-siblings.h"

#include "siyaq-host-service.h"

#define KEY "read-siblings"
/* Stories that were opened one after the other in a hurry; more wait for nobody. */
#define MAX_QUEUED 512

typedef struct
{
  char *feed;
  char *guid;
} Sibling;

static struct
{
  const SiyaqAbi *abi;
  GQueue queue; /* (element-type Sibling) */
  guint source;
  GCancellable *cancellable;
} siblings;

static void
sibling_free (gpointer data)
{
  Sibling *sibling = data;

  g_free (sibling->feed);
  g_free (sibling->guid);
  g_free (sibling);
}

static gboolean
read_one_cb (gpointer data)
{
  Sibling *sibling = g_queue_pop_head (&siblings.queue);
  LfItem *item;

  if (sibling == NULL)
    {
      siblings.source = 0;
      return G_SOURCE_REMOVE;
    }
  item = siyaq_abi_find_item (siblings.abi, sibling->feed, sibling->guid);
  if (item != NULL)
    {
      if (!item->read_status)
        siblings.abi->item_set_read_state (item, TRUE);
      g_object_unref (item);
    }
  sibling_free (sibling);
  return G_SOURCE_CONTINUE;
}

static void
siblings_cb (GObject *source,
             GAsyncResult *result,
             gpointer data)
{
  g_autoptr (SiyaqMessage) answer = siyaq_client_call_finish (result, NULL);
  g_autoptr (GVariant) items = NULL;
  GVariantIter iter;
  const char *feed, *guid;

  if (answer == NULL || siblings.abi == NULL)
    return;
  items = g_variant_lookup_value (answer->values, "items", G_VARIANT_TYPE ("a(ss)"));
  if (items == NULL)
    return;
  g_variant_iter_init (&iter, items);
  while (g_variant_iter_next (&iter, "(&s&s)", &feed, &guid) && g_queue_get_length (&siblings.queue) < MAX_QUEUED)
    {
      Sibling *sibling = g_new0 (Sibling, 1);

      sibling->feed = g_strdup (feed);
      sibling->guid = g_strdup (guid);
      g_queue_push_tail (&siblings.queue, sibling);
    }
  if (siblings.source == 0 && !g_queue_is_empty (&siblings.queue))
    siblings.source = g_idle_add (read_one_cb, NULL);
}

/**
 * siyaq_siblings_read:
 * @abi: the reader's functions
 * @settings: (nullable): the settings
 * @item: the service's id of an item that was opened
 *
 * Marks the other items of its story read, if the settings say so. Returns at once. Main thread.
 */
void
siyaq_siblings_read (const SiyaqAbi *abi,
                     GSettings *settings,
                     const char *item)
{
  GVariantBuilder values;

  g_return_if_fail (item != NULL);

  if (settings == NULL || !g_settings_get_boolean (settings, KEY))
    return;
  siblings.abi = abi;
  if (siblings.cancellable == NULL)
    siblings.cancellable = g_cancellable_new ();
  g_variant_builder_init (&values, G_VARIANT_TYPE_VARDICT);
  g_variant_builder_add (&values, "{sv}", "item", g_variant_new_string (item));
  siyaq_host_ask ("siblings", g_variant_builder_end (&values), siblings.cancellable, siblings_cb, NULL);
}

/**
 * siyaq_siblings_stop:
 *
 * Forgets what was still to be marked.
 */
void
siyaq_siblings_stop (void)
{
  g_cancellable_cancel (siblings.cancellable);
  g_clear_object (&siblings.cancellable);
  g_clear_handle_id (&siblings.source, g_source_remove);
  g_queue_clear_full (&siblings.queue, sibling_free);
  siblings.abi = NULL;
}
