/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Where feeds come into the reader. Each request for a feed gets the filter command, so that the text
   is cleaned before the reader parses, merges and stores it, in another process; the feed list on
   disk is not touched. What the service should call the feed is told to it beside: names go one
   after the other, for a start with five hundred feeds must not start five hundred threads. */
#define G_LOG_DOMAIN "siyaq-host"

#include "config.h"

#include "siyaq-ingest.h"

#include "siyaq-host-service.h"

#include <string.h>

/* A feed list of more feeds than this is named as it comes by again. */
#define MAX_QUEUED_NAMES 4096

static struct
{
  const SiyaqAbi *abi;
  LfSubscriptionType *type;        /* where our function stands, %NULL where it does not */
  gboolean active;
  LfSubscriptionType original;
  GHashTable *named;               /* node id → "title\nurl" as told to the service */
  GQueue names;                    /* of node ids that are still to be told */
  gboolean naming;
  GCancellable *cancellable;
} ingest;

static void tell_next_name (void);

static void
named_cb (GObject *source,
          GAsyncResult *result,
          gpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SiyaqMessage) answer = siyaq_client_call_finish (result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  ingest.naming = FALSE;
  tell_next_name ();
}

/* The feed may have gone since it was queued: it is looked up again. */
static void
tell_next_name (void)
{
  g_autofree char *node_id = NULL;
  g_autoptr (SiyaqMessage) request = NULL;
  LfSubscription *subscription;
  GVariantBuilder values;
  const char *title, *url;

  if (ingest.naming || !ingest.active)
    return;
  do
    {
      g_free (node_id);
      node_id = g_queue_pop_head (&ingest.names);
      if (node_id == NULL)
        return;
      subscription = siyaq_abi_find_subscription (ingest.abi, node_id);
    }
  while (subscription == NULL);

  title = ingest.abi->node_get_title (subscription->node);
  url = ingest.abi->subscription_get_source (subscription);
  g_variant_builder_init (&values, G_VARIANT_TYPE_VARDICT);
  g_variant_builder_add (&values, "{sv}", "feed", g_variant_new_string (node_id));
  if (title != NULL)
    g_variant_builder_add (&values, "{sv}", "title", g_variant_new_take_string (g_utf8_make_valid (title, -1)));
  if (url != NULL)
    g_variant_builder_add (&values, "{sv}", "url", g_variant_new_take_string (g_utf8_make_valid (url, -1)));
  request = siyaq_message_new ("feed", g_variant_builder_end (&values), NULL);
  ingest.naming = TRUE;
  siyaq_client_call_async (request, TRUE, SIYAQ_HOST_TIMEOUT_MS, ingest.cancellable, named_cb, NULL);
}

static void
name_feed (LfSubscription *subscription)
{
  const char *node_id = ingest.abi->node_get_id (subscription->node);
  const char *title = ingest.abi->node_get_title (subscription->node);
  const char *url = ingest.abi->subscription_get_source (subscription);
  g_autofree char *name = g_strdup_printf ("%s\n%s", title != NULL ? title : "", url != NULL ? url : "");

  if (g_strcmp0 (g_hash_table_lookup (ingest.named, node_id), name) == 0 ||
      g_queue_get_length (&ingest.names) >= MAX_QUEUED_NAMES)
    return;
  g_hash_table_insert (ingest.named, g_strdup (node_id), g_steal_pointer (&name));
  g_queue_push_tail (&ingest.names, g_strdup (node_id));
  tell_next_name ();
}

static gboolean
prepare_cb (LfSubscription *subscription,
            LfUpdateRequest *request)
{
  g_autofree char *program = NULL;
  char *command;

  if (!ingest.original.prepare_update_request (subscription, request))
    return FALSE;
  if (!ingest.active || !siyaq_abi_is_subscription (ingest.abi, subscription))
    return TRUE;
  program = siyaq_client_find_command ();
  if (program == NULL)
    return TRUE;
  command = siyaq_ingest_build_command (request->filter_command, program, ingest.abi->node_get_id (subscription->node));
  if (command == NULL)
    return TRUE;
  g_free (request->filter_command);
  request->filter_command = command;
  name_feed (subscription);
  return TRUE;
}

/**
 * siyaq_ingest_hook:
 * @abi: the reader's functions
 *
 * Puts the filter before every feed from now on. Hooking twice is hooking once.
 */
void
siyaq_ingest_hook (const SiyaqAbi *abi)
{
  g_return_if_fail (abi != NULL);

  if (ingest.active)
    return;
  ingest.active = TRUE;
  ingest.abi = abi;
  ingest.named = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_queue_init (&ingest.names);
  ingest.cancellable = g_cancellable_new ();
  ingest.naming = FALSE;
  if (ingest.type != NULL)
    return;
  ingest.type = abi->feed_get_subscription_type ();
  ingest.original = *ingest.type;
  ingest.type->prepare_update_request = prepare_cb;
}

/**
 * siyaq_ingest_unhook:
 *
 * Gives the reader its own function back. A request that is under way keeps its filter.
 */
void
siyaq_ingest_unhook (void)
{
  if (!ingest.active)
    return;
  ingest.active = FALSE;
  g_cancellable_cancel (ingest.cancellable);
  g_clear_object (&ingest.cancellable);
  g_clear_pointer (&ingest.named, g_hash_table_unref);
  g_queue_clear_full (&ingest.names, g_free);
  /* Somebody who hooked in after us calls our function: then it stays, and only passes on. */
  if (ingest.type->prepare_update_request != prepare_cb)
    return;
  ingest.type->prepare_update_request = ingest.original.prepare_update_request;
  ingest.type = NULL;
}

static guint
count_items (const SiyaqAbi *abi,
             LfNode *node)
{
  LfItemSet *set = abi->node_get_itemset (node);
  guint n = g_list_length (set->ids);

  abi->itemset_free (set);
  return n;
}

/* The reader keeps the newest items of a feed up to a limit, and those that are flagged. An item that
   was held for months would be the first to go. */
static void
keep_item (const SiyaqAbi *abi,
           const char *node_id,
           LfItem *item)
{
  LfNode *node = abi->node_is_used_id (node_id);

  if (node != NULL && count_items (abi, node) > abi->feed_get_max_item_count (node))
    abi->item_set_flag_state (item, TRUE);
}

/**
 * siyaq_ingest_merge:
 * @node_id: a feed
 * @guid: the id of the item that the document holds
 * @document: a feed document
 *
 * Merges a document as if the feed's server had just sent it; what the server itself says, "not
 * modified" for one, plays no part, nor does the limit of the feed: an item that it would take is
 * flagged.
 *
 * Returns: whether the item is in the reader now
 */
gboolean
siyaq_ingest_merge (const char *node_id,
                    const char *guid,
                    GBytes *document)
{
  const SiyaqAbi *abi = siyaq_abi_get (NULL);
  g_autofree char *id = g_strdup (node_id);
  LfSubscription *subscription;
  LfUpdateResult *result;
  LfFeed *feed;
  LfItem *item;
  gconstpointer bytes;
  gsize size;
  int limit = 0;

  g_return_val_if_fail (node_id != NULL, FALSE);
  g_return_val_if_fail (document != NULL, FALSE);

  if (abi == NULL)
    return FALSE;
  subscription = siyaq_abi_find_subscription (abi, id);
  if (subscription == NULL || subscription->type == NULL)
    return FALSE;
  bytes = g_bytes_get_data (document, &size);
  result = abi->update_result_new ();
  result->http_status = 200;
  result->data = g_strndup (bytes, size);
  result->size = strlen (result->data);
  feed = siyaq_abi_find_feed (abi, id);
  if (feed != NULL)
    {
      limit = feed->cache_limit;
      feed->cache_limit = LF_CACHE_UNLIMITED;
    }
  subscription->type->process_update_result (subscription, result, 0);
  abi->update_result_free (result);

  /* Merging may have changed the list: nothing of before is used. */
  feed = feed != NULL ? siyaq_abi_find_feed (abi, id) : NULL;
  if (feed != NULL)
    feed->cache_limit = limit;
  item = guid != NULL ? siyaq_abi_find_item (abi, id, guid) : NULL;
  if (item != NULL)
    keep_item (abi, id, item);
  subscription = siyaq_abi_find_subscription (abi, id);
  if (subscription != NULL)
    abi->feedlist_node_was_updated (subscription->node);
  abi->feed_list_view_update_node (id);
  if (item == NULL)
    return FALSE;
  g_object_unref (item);
  return TRUE;
}
