/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The reader's list of items as it stands in its window. */
#pragma once

#include "siyaq-abi.h"
#include "siyaq-fold-choice.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Longer lists are left as they are below it: nobody reads that far. What the service takes at once. */
#define SIYAQ_ITEM_LIST_MAX_ROWS 5000u

typedef struct _SiyaqItemList SiyaqItemList;

SiyaqItemList *siyaq_item_list_new (const SiyaqAbi *abi, GObject *shell);
void siyaq_item_list_free (SiyaqItemList *self);
GtkTreeView *siyaq_item_list_get_tree (SiyaqItemList *self);
GtkTreeModel *siyaq_item_list_get_model (SiyaqItemList *self);
GArray *siyaq_item_list_get_rows (SiyaqItemList *self, GtkTreeModel *model);
gboolean siyaq_item_list_contains (SiyaqItemList *self, guint64 id);
gboolean siyaq_item_list_has_item (SiyaqItemList *self, guint64 id);
gboolean siyaq_item_list_is_read (SiyaqItemList *self, guint64 id);

G_END_DECLS
