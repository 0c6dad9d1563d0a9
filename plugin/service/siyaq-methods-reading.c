/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The methods by which the reader treats the items of one story alike: which items of a list belong
   together, and which others tell the story of one. */
#define G_LOG_DOMAIN "siyaq-service"

#include "config.h"

#include "siyaq-methods.h"

#include <string.h>

/* A list that is longer is asked for in parts. */
#define MAX_GROUPED 5000u
/* No story that a person reads is told in more feeds. */
#define MAX_SIBLINGS 64u

static SiyaqMessage *
run_groups (SiyaqEngine *engine,
            const SiyaqMessage *request)
{
  g_autoptr (GVariant) items = g_variant_lookup_value (request->values, "items", G_VARIANT_TYPE ("a(ss)"));
  GVariantBuilder values, stories;
  GVariantIter iter;
  const char *feed, *guid;

  if (items == NULL)
    return siyaq_message_new_error ("the items are missing");
  if (g_variant_n_children (items) > MAX_GROUPED)
    return siyaq_message_new_error ("too many items at once");
  g_variant_builder_init (&stories, G_VARIANT_TYPE ("at"));
  g_variant_iter_init (&iter, items);
  while (g_variant_iter_next (&iter, "(&s&s)", &feed, &guid))
    g_variant_builder_add (&stories, "t", siyaq_engine_get_story (engine, feed, guid));
  g_variant_builder_init (&values, G_VARIANT_TYPE_VARDICT);
  g_variant_builder_add (&values, "{sv}", "stories", g_variant_builder_end (&stories));
  return siyaq_message_new ("ok", g_variant_builder_end (&values), NULL);
}

static SiyaqMessage *
run_siblings (SiyaqEngine *engine,
              const SiyaqMessage *request)
{
  const char *item = siyaq_message_get_string (request, "item");
  guint max = MIN (siyaq_message_get_uint (request, "max", MAX_SIBLINGS), MAX_SIBLINGS);
  g_autoptr (GPtrArray) others = NULL;
  g_autoptr (GError) error = NULL;
  GVariantBuilder values, items;

  if (item == NULL)
    return siyaq_message_new_error ("which item is missing");
  others = siyaq_engine_list_story (engine, item, max, &error);
  if (others == NULL)
    return siyaq_message_new_error (error->message);
  g_variant_builder_init (&items, G_VARIANT_TYPE ("a(ss)"));
  for (guint i = 0; i < others->len; i++)
    {
      const SiyaqStoreItem *other = g_ptr_array_index (others, i);

      g_variant_builder_add (&items, "(ss)", other->feed, other->guid);
    }
  g_variant_builder_init (&values, G_VARIANT_TYPE_VARDICT);
  g_variant_builder_add (&values, "{sv}", "items", g_variant_builder_end (&items));
  return siyaq_message_new ("ok", g_variant_builder_end (&values), NULL);
}

/**
 * siyaq_methods_run_reading:
 * @engine: the engine
 * @request: what is asked
 *
 * Returns: (transfer full) (nullable): the answer; %NULL where there is no such method about stories in lists
 */
SiyaqMessage *
siyaq_methods_run_reading (SiyaqEngine *engine,
                           const SiyaqMessage *request)
{
  if (strcmp (request->name, "groups") == 0)
    return run_groups (engine, request);
  if (strcmp (request->name, "siblings") == 0)
    return run_siblings (engine, request);
  return NULL;
}
