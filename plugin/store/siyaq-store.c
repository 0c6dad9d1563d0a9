/* SPDX-License-Identifier: GPL-2.0-or-later */
#define G_LOG_DOMAIN "siyaq-store"

#include "config.h"

#include "siyaq-store.h"

struct _SiyaqStore
{
  GObject parent_instance;
};

G_DEFINE_FINAL_TYPE (SiyaqStore, siyaq_store, G_TYPE_OBJECT)

static void
siyaq_store_class_init (SiyaqStoreClass *klass)
{
}

static void
siyaq_store_init (SiyaqStore *self)
{
}

SiyaqStore *
siyaq_store_new (const char *path,
                 GError **error)
{
  return g_object_new (SIYAQ_TYPE_STORE, NULL);
}
