/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The store: one SQLite file, one writer, migrations from the first day. */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define SIYAQ_TYPE_STORE (siyaq_store_get_type ())
G_DECLARE_FINAL_TYPE (SiyaqStore, siyaq_store, SIYAQ, STORE, GObject)

/* path: (nullable): NULL for a store in memory. */
SiyaqStore *siyaq_store_new (const char *path, GError **error);

G_END_DECLS
