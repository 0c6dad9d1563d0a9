/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A reader that the module does not fit. This program plays one: it has all functions that are looked
   up, and its items are laid out otherwise. The fitting reader is the packaged one, in test_reader.py. */
#include "config.h"

#include "siyaq-abi.h"

typedef struct
{
  GObject parent_instance;
  gulong id;
  gpointer another_field;
} OtherItem;

typedef struct
{
  GObjectClass parent_class;
} OtherItemClass;

static void other_item_init (OtherItem *self) {}
static void other_item_class_init (OtherItemClass *klass) {}
static GType other_item_get_type (void);
G_DEFINE_TYPE (OtherItem, other_item, G_TYPE_OBJECT)

G_MODULE_EXPORT gpointer item_new (void);

gpointer
item_new (void)
{
  return g_object_new (other_item_get_type (), NULL);
}

/* Never reached: the layout is found out first. */
#define NEVER_CALLED(name)             \
  G_MODULE_EXPORT void name (void);    \
  void name (void)                     \
  {                                    \
    g_assert_not_reached ();           \
  }

NEVER_CALLED (liferea_shell_activatable_get_type)
NEVER_CALLED (feed_get_subscription_type)
NEVER_CALLED (feed_get_node_type)
NEVER_CALLED (subscription_new)
NEVER_CALLED (subscription_free)
NEVER_CALLED (subscription_get_source)
NEVER_CALLED (node_new)
NEVER_CALLED (node_free)
NEVER_CALLED (node_is_used_id)
NEVER_CALLED (feed_get_max_item_count)
NEVER_CALLED (node_get_itemset)
NEVER_CALLED (itemset_free)
NEVER_CALLED (node_get_id)
NEVER_CALLED (node_get_title)
NEVER_CALLED (feedlist_node_was_updated)
NEVER_CALLED (feed_list_view_select)
NEVER_CALLED (feed_list_view_update_node)
NEVER_CALLED (update_request_new)
NEVER_CALLED (update_request_set_auth_value)
NEVER_CALLED (update_result_new)
NEVER_CALLED (update_result_free)
NEVER_CALLED (item_load)
NEVER_CALLED (item_set_id)
NEVER_CALLED (item_set_title)
NEVER_CALLED (item_set_source)
NEVER_CALLED (item_set_description)
NEVER_CALLED (item_set_time)
NEVER_CALLED (item_set_flag_state)
NEVER_CALLED (item_get_id)
NEVER_CALLED (item_get_title)
NEVER_CALLED (item_get_source)
NEVER_CALLED (item_get_description)
NEVER_CALLED (db_item_get_duplicates)
NEVER_CALLED (itemlist_get_selected_id)
NEVER_CALLED (item_set_read_state)
NEVER_CALLED (itemview_add_item)
NEVER_CALLED (itemview_remove_item)
NEVER_CALLED (item_list_view_get_widget)
NEVER_CALLED (item_list_view_contains_id)
NEVER_CALLED (itemview_select_item)
NEVER_CALLED (itemview_update)
NEVER_CALLED (itemview_launch_URL)

static void
test_other_layout (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GError) again = NULL;

  g_assert_null (siyaq_abi_get (&error));
  g_assert_error (error, SIYAQ_ABI_ERROR, SIYAQ_ABI_ERROR_LAYOUT);
  g_assert_cmpstr (error->message, ==, "lays out its item otherwise");
  /* Looked at once, said as often as asked. */
  g_assert_null (siyaq_abi_get (&again));
  g_assert_cmpstr (again->message, ==, error->message);
}

int
main (int argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/host/abi/other-layout", test_other_layout);

  return g_test_run ();
}
