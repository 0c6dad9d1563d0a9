/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The only file that knows Liferea's symbols. All of them are looked up at run time, so that a reader
   without one of them loads the module, reads one clear sentence and goes on without it; linked
   symbols would end in a crash at the first call. Layouts are compared by identity: a value is
   set through the reader's own function and looked for where the structure says it is. Nothing
   is created that the reader stores or shows. */
#define G_LOG_DOMAIN "siyaq-host"

#include "config.h"

#include "siyaq-abi.h"

#include <dlfcn.h>
#include <string.h>

G_DEFINE_QUARK (siyaq-abi-error-quark, siyaq_abi_error)

/* Duplicates of one guid that are looked at: one item may stand in a feed and in news bins. */
#define MAX_DUPLICATES 64

/* Functions that stand for a later generation, whose structures begin with a GObject. */
static const char *const later[] = { "node_get_type", "update_result_get_type", "liferea_activatable_get_type" };

#define ROW(name) { #name, G_STRUCT_OFFSET (SiyaqAbi, name) }
static const struct
{
  const char *name;
  glong offset;
} symbols[] = {
  ROW (liferea_shell_activatable_get_type),
  ROW (feed_get_subscription_type),
  ROW (feed_get_node_type),
  ROW (subscription_new),
  ROW (subscription_free),
  ROW (subscription_get_source),
  ROW (node_new),
  ROW (node_free),
  ROW (node_is_used_id),
  ROW (feed_get_max_item_count),
  ROW (node_get_itemset),
  ROW (itemset_free),
  ROW (node_get_id),
  ROW (node_get_title),
  ROW (feedlist_node_was_updated),
  ROW (feed_list_view_select),
  ROW (feed_list_view_update_node),
  ROW (update_request_new),
  ROW (update_request_set_auth_value),
  ROW (update_result_new),
  ROW (update_result_free),
  ROW (item_new),
  ROW (item_load),
  ROW (item_set_id),
  ROW (item_set_title),
  ROW (item_set_source),
  ROW (item_set_description),
  ROW (item_set_time),
  ROW (item_set_flag_state),
  ROW (item_get_id),
  ROW (item_get_title),
  ROW (item_get_source),
  ROW (item_get_description),
  ROW (db_item_get_duplicates),
  ROW (itemlist_get_selected_id),
  ROW (item_set_read_state),
  ROW (itemview_select_item),
  ROW (itemview_add_item),
  ROW (itemview_remove_item),
  ROW (item_list_view_get_widget),
  ROW (item_list_view_contains_id),
  ROW (itemview_update),
  ROW (itemview_launch_URL),
};
#undef ROW

static gboolean
resolve (SiyaqAbi *abi,
         GError **error)
{
  for (guint i = 0; i < G_N_ELEMENTS (later); i++)
    if (dlsym (RTLD_DEFAULT, later[i]) != NULL)
      {
        g_set_error (error, SIYAQ_ABI_ERROR, SIYAQ_ABI_ERROR_SYMBOL, "has %s, which 1.14 has not", later[i]);
        return FALSE;
      }
  for (guint i = 0; i < G_N_ELEMENTS (symbols); i++)
    {
      gpointer symbol = dlsym (RTLD_DEFAULT, symbols[i].name);

      if (symbol == NULL)
        {
          g_set_error (error, SIYAQ_ABI_ERROR, SIYAQ_ABI_ERROR_SYMBOL, "has no %s", symbols[i].name);
          return FALSE;
        }
      memcpy (G_STRUCT_MEMBER_P (abi, symbols[i].offset), &symbol, sizeof symbol);
    }
  return TRUE;
}

static gsize
instance_size (gpointer object)
{
  GTypeQuery query;

  g_type_query (G_OBJECT_TYPE (object), &query);
  return query.instance_size;
}

static gboolean
check_item (const SiyaqAbi *abi)
{
  const gint64 time_s = G_GINT64_CONSTANT (1234567890);
  LfItem *item = abi->item_new ();
  gboolean fits = FALSE;

  if (instance_size (item) == sizeof (LfItem))
    {
      abi->item_set_id (item, "siyaq:id");
      abi->item_set_title (item, "siyaq:title");
      abi->item_set_source (item, "http://127.0.0.1/");
      abi->item_set_description (item, "siyaq:description");
      abi->item_set_time (item, time_s);
      fits = item->id == 0 && item->source_id == abi->item_get_id (item) && item->title == abi->item_get_title (item) &&
             item->source == abi->item_get_source (item) && item->description == abi->item_get_description (item) &&
             item->time == time_s && item->valid_time && item->node_id == NULL && item->parent_node_id == NULL;
    }
  g_object_unref (item);
  return fits;
}

static gboolean
check_request (const SiyaqAbi *abi)
{
  LfUpdateRequest *request = abi->update_request_new ("siyaq:source", NULL, NULL);
  gboolean fits = FALSE;

  if (instance_size (request) == sizeof (LfUpdateRequest))
    {
      abi->update_request_set_auth_value (request, "siyaq:auth");
      fits = g_strcmp0 (request->source, "siyaq:source") == 0 && request->postdata == NULL &&
             g_strcmp0 (request->auth_value, "siyaq:auth") == 0 && request->options != NULL &&
             request->filter_command == NULL && request->update_state != NULL;
      /* The reader's own end of a request leaves this one string behind. */
      abi->update_request_set_auth_value (request, NULL);
    }
  g_object_unref (request);
  return fits;
}

static gboolean
check_result (const SiyaqAbi *abi)
{
  LfUpdateResult *result = abi->update_result_new ();
  gboolean fits = result->source == NULL && result->http_status == 0 && result->data == NULL && result->size == 0 &&
                  result->content_type == NULL && result->filter_errors == NULL && result->update_state != NULL;

  abi->update_result_free (result);
  return fits;
}

static gboolean
check_subscription (const SiyaqAbi *abi)
{
  LfSubscription *subscription = abi->subscription_new (NULL, NULL, NULL);
  LfNode *node = abi->node_new (abi->feed_get_node_type ());
  gboolean fits = subscription->node == NULL && subscription->type == abi->feed_get_subscription_type () &&
                  node->subscription == NULL && node->type == abi->feed_get_node_type () &&
                  node->id == abi->node_get_id (node) && abi->node_is_used_id (node->id) == node;

  abi->node_free (node);
  abi->subscription_free (subscription);
  return fits;
}

static gboolean
check_layouts (const SiyaqAbi *abi,
               GError **error)
{
  static const struct
  {
    const char *name;
    gboolean (*check) (const SiyaqAbi *abi);
  } checks[] = {
    { "item", check_item },
    { "update request", check_request },
    { "update result", check_result },
    { "subscription", check_subscription },
  };

  for (guint i = 0; i < G_N_ELEMENTS (checks); i++)
    if (!checks[i].check (abi))
      {
        g_set_error (error, SIYAQ_ABI_ERROR, SIYAQ_ABI_ERROR_LAYOUT, "lays out its %s otherwise", checks[i].name);
        return FALSE;
      }
  return TRUE;
}

/**
 * siyaq_abi_get:
 * @error: a #SiyaqAbiError; the message says what about the reader does not fit
 *
 * Looks the reader over once; main thread.
 *
 * Returns: (transfer none) (nullable): the reader's functions; %NULL where this module and the reader
 *   do not fit
 */
const SiyaqAbi *
siyaq_abi_get (GError **error)
{
  static SiyaqAbi abi;
  static GError *refusal;
  static gboolean looked;

  if (!looked)
    {
      looked = TRUE;
      if (resolve (&abi, &refusal))
        check_layouts (&abi, &refusal);
    }
  if (refusal != NULL)
    {
      if (error != NULL)
        *error = g_error_copy (refusal);
      return NULL;
    }
  return &abi;
}

/**
 * siyaq_abi_is_subscription:
 * @abi: the reader's functions
 * @subscription: what the reader calls a subscription
 *
 * Returns: whether @subscription belongs to a feed of the reader's feed list
 */
gboolean
siyaq_abi_is_subscription (const SiyaqAbi *abi,
                           LfSubscription *subscription)
{
  return subscription->node != NULL && abi->node_is_used_id (abi->node_get_id (subscription->node)) == subscription->node;
}

/**
 * siyaq_abi_find_subscription:
 * @abi: the reader's functions
 * @node_id: a feed
 *
 * Returns: (transfer none) (nullable): the subscription of that feed
 */
LfSubscription *
siyaq_abi_find_subscription (const SiyaqAbi *abi,
                             const char *node_id)
{
  LfNode *node = abi->node_is_used_id (node_id);

  return node != NULL && node->subscription != NULL && node->subscription->node == node ? node->subscription : NULL;
}

/**
 * siyaq_abi_find_feed:
 * @abi: the reader's functions
 * @node_id: a feed
 *
 * A feed's own part has no function that gives it away, so its layout is looked at here, on a feed
 * of the feed list: the limit that is set must be the one that the reader reads.
 *
 * Returns: (transfer none) (nullable): the feed's own part; %NULL where it looks otherwise
 */
LfFeed *
siyaq_abi_find_feed (const SiyaqAbi *abi,
                     const char *node_id)
{
  const int sample = 31415;
  LfNode *node = abi->node_is_used_id (node_id);
  LfFeed *feed;
  int limit;
  gboolean fits;

  if (node == NULL || node->type != abi->feed_get_node_type () || node->data == NULL)
    return NULL;
  feed = node->data;
  limit = feed->cache_limit;
  feed->cache_limit = sample;
  fits = abi->feed_get_max_item_count (node) == (guint) sample;
  feed->cache_limit = limit;
  return fits ? feed : NULL;
}

/**
 * siyaq_abi_find_part:
 * @shell: the reader's window, as it gives it to plugins
 * @steps: (array zero-terminated=1): names of properties that lead from one object to the next
 *
 * Returns: (transfer full) (nullable): what the last property holds; %NULL where one is missing or empty
 */
GObject *
siyaq_abi_find_part (GObject *shell,
                     const char *const *steps)
{
  g_autoptr (GObject) object = g_object_ref (shell);

  for (guint i = 0; steps[i] != NULL; i++)
    {
      GObject *next = NULL;

      if (g_object_class_find_property (G_OBJECT_GET_CLASS (object), steps[i]) == NULL)
        return NULL;
      g_object_get (object, steps[i], &next, NULL);
      if (next == NULL)
        return NULL;
      g_set_object (&object, next);
      g_object_unref (next);
    }
  return g_steal_pointer (&object);
}

/**
 * siyaq_abi_get_guid:
 * @abi: the reader's functions
 * @item: an item
 *
 * An item of before the plugin whose feed gives none has only its address or its title to be known by.
 *
 * Returns: (transfer none) (nullable): what the service knows the item by in its feed
 */
const char *
siyaq_abi_get_guid (const SiyaqAbi *abi,
                    LfItem *item)
{
  const char *guid = abi->item_get_id (item);

  if (guid == NULL || *guid == '\0')
    guid = abi->item_get_source (item);
  return guid != NULL && *guid != '\0' ? guid : abi->item_get_title (item);
}

/**
 * siyaq_abi_find_item:
 * @abi: the reader's functions
 * @node_id: (nullable): the feed that it is in
 * @guid: the id that the feed gave the item
 *
 * Returns: (transfer full) (nullable): the item, to be given back with g_object_unref()
 */
LfItem *
siyaq_abi_find_item (const SiyaqAbi *abi,
                     const char *node_id,
                     const char *guid)
{
  GSList *ids = abi->db_item_get_duplicates (guid);
  LfItem *found = NULL;
  guint looked_at = 0;

  for (GSList *l = ids; l != NULL && found == NULL && looked_at < MAX_DUPLICATES; l = l->next, looked_at++)
    {
      LfItem *item = abi->item_load (GPOINTER_TO_UINT (l->data));

      if (item == NULL)
        continue;
      if (item->node_id != NULL && abi->node_is_used_id (item->node_id) != NULL &&
          (node_id == NULL || strcmp (item->node_id, node_id) == 0))
        found = item;
      else
        g_object_unref (item);
    }
  g_slist_free (ids);
  return found;
}
