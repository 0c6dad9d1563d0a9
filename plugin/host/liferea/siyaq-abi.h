/* SPDX-License-Identifier: GPL-2.0-or-later */
/* All that this module knows of Liferea's insides, as of 1.14. No header of the reader is packaged,
   so prototypes and the beginnings of structures are declared here by hand, and siyaq_abi_get ()
   compares them with the running reader before anything is touched. */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define SIYAQ_ABI_ERROR (siyaq_abi_error_quark ())
GQuark siyaq_abi_error_quark (void);

/**
 * SiyaqAbiError:
 * @SIYAQ_ABI_ERROR_SYMBOL: the reader lacks a function
 * @SIYAQ_ABI_ERROR_LAYOUT: a structure of the reader looks otherwise than expected
 */
typedef enum
{
  SIYAQ_ABI_ERROR_SYMBOL,
  SIYAQ_ABI_ERROR_LAYOUT,
} SiyaqAbiError;

typedef struct _LfNode LfNode;
typedef struct _LfSubscription LfSubscription;
typedef struct _LfUpdateRequest LfUpdateRequest;
typedef struct _LfUpdateResult LfUpdateResult;
typedef struct _LfItem LfItem;

/* Writable and static: its slots are what ingestion is hooked by. */
typedef struct
{
  gboolean (*prepare_update_request) (LfSubscription *subscription, LfUpdateRequest *request);
  void (*process_update_result) (LfSubscription *subscription, const LfUpdateResult *result, guint32 flags);
} LfSubscriptionType;

struct _LfNode
{
  gpointer data;
  LfSubscription *subscription;
  gpointer type;
  gpointer source;
  char *icon_file;
  LfNode *parent;
  GSList *children;
  char *id;
  /* More follows. */
};

/* What data of a feed's node points to. */
typedef struct
{
  gpointer handler;
  int cache_limit; /* items that are kept; LF_CACHE_UNLIMITED; others mean the preference */
  /* More follows. */
} LfFeed;

#define LF_CACHE_UNLIMITED (-2)

/* The model of the list of items: how many columns, and which has the item's id (a gulong). */
#define LF_ITEM_LIST_N_COLUMNS 11
#define LF_ITEM_LIST_ID 4

typedef struct
{
  GSList *rules;
  gboolean any_match;
  GList *ids;
  char *node_id;
} LfItemSet;

struct _LfSubscription
{
  LfNode *node;
  LfSubscriptionType *type;
  /* More follows. */
};

struct _LfUpdateRequest
{
  GObject parent_instance;

  char *source;
  char *postdata;
  char *auth_value;
  gpointer options;
  char *filter_command;
  gpointer update_state;
  gboolean allow_commands;
};

struct _LfUpdateResult
{
  char *source;
  int http_status;
  char *data;
  gsize size;
  char *content_type;
  char *filter_errors;
  gpointer update_state;
};

struct _LfItem
{
  GObject parent_instance;

  gulong id;
  gboolean read_status;
  gboolean popup_status;
  gboolean update_status;
  gboolean flag_status;
  gboolean has_enclosure;
  gboolean is_hidden;
  char *title;
  char *source;
  char *source_id;
  gboolean valid_guid;
  gboolean valid_time;
  char *description;
  GSList *metadata;
  GHashTable *tmpdata;
  gint64 time;
  char *comment_feed_id;
  gulong parent_item_id;
  gboolean is_comment;
  char *node_id;
  char *parent_node_id;
  gulong source_nr;
  gboolean remote_read_status;
  gboolean remote_flag_status;
};

/* The reader's interface of plugins that need its window. */
typedef struct
{
  GTypeInterface parent_iface;

  void (*activate) (gpointer self);
  void (*deactivate) (gpointer self);
  void (*update_state) (gpointer self);
} LfShellActivatableInterface;

typedef struct
{
  GType (*liferea_shell_activatable_get_type) (void);

  LfSubscriptionType *(*feed_get_subscription_type) (void);
  gpointer (*feed_get_node_type) (void);
  LfSubscription *(*subscription_new) (const char *source, const char *filter, gpointer options);
  void (*subscription_free) (LfSubscription *self);
  const char *(*subscription_get_source) (LfSubscription *self);

  LfNode *(*node_new) (gpointer type);
  void (*node_free) (LfNode *self);
  LfNode *(*node_is_used_id) (const char *id);
  guint (*feed_get_max_item_count) (LfNode *self);
  LfItemSet *(*node_get_itemset) (LfNode *self);
  void (*itemset_free) (LfItemSet *self);
  const char *(*node_get_id) (LfNode *self);
  const char *(*node_get_title) (LfNode *self);
  void (*feedlist_node_was_updated) (LfNode *self);
  void (*feed_list_view_select) (LfNode *self);
  void (*feed_list_view_update_node) (const char *id);

  LfUpdateRequest *(*update_request_new) (const char *source, gpointer state, gpointer options);
  void (*update_request_set_auth_value) (LfUpdateRequest *self, const char *value);
  LfUpdateResult *(*update_result_new) (void);
  void (*update_result_free) (LfUpdateResult *self);

  LfItem *(*item_new) (void);
  LfItem *(*item_load) (gulong id);
  void (*item_set_id) (LfItem *self, const char *id);
  void (*item_set_title) (LfItem *self, const char *title);
  void (*item_set_source) (LfItem *self, const char *source);
  void (*item_set_description) (LfItem *self, const char *html);
  void (*item_set_time) (LfItem *self, gint64 time_s);
  void (*item_set_flag_state) (LfItem *self, gboolean flagged);
  const char *(*item_get_id) (LfItem *self);
  const char *(*item_get_title) (LfItem *self);
  const char *(*item_get_source) (LfItem *self);
  const char *(*item_get_description) (LfItem *self);
  GSList *(*db_item_get_duplicates) (const char *guid);

  gulong (*itemlist_get_selected_id) (void);
  void (*item_set_read_state) (LfItem *self, gboolean is_read);
  void (*itemview_select_item) (LfItem *item);
  void (*itemview_add_item) (LfItem *item);
  void (*itemview_remove_item) (LfItem *item);
  gpointer (*item_list_view_get_widget) (gpointer item_list_view);
  gboolean (*item_list_view_contains_id) (gpointer item_list_view, gulong id);
  void (*itemview_update) (void);
  void (*itemview_launch_URL) (const char *url, gboolean force_internal);
} SiyaqAbi;

const SiyaqAbi *siyaq_abi_get (GError **error);
gboolean siyaq_abi_is_subscription (const SiyaqAbi *abi, LfSubscription *subscription);
LfSubscription *siyaq_abi_find_subscription (const SiyaqAbi *abi, const char *node_id);
LfFeed *siyaq_abi_find_feed (const SiyaqAbi *abi, const char *node_id);
const char *siyaq_abi_get_guid (const SiyaqAbi *abi, LfItem *item);
GObject *siyaq_abi_find_part (GObject *shell, const char *const *steps);
LfItem *siyaq_abi_find_item (const SiyaqAbi *abi, const char *node_id, const char *guid);

G_END_DECLS
