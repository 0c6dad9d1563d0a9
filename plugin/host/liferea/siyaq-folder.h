/* SPDX-License-Identifier: GPL-2.0-or-later */
/* One item of each story in the reader's list of items. */
#pragma once

#include "siyaq-abi.h"

G_BEGIN_DECLS

#define SIYAQ_TYPE_FOLDER (siyaq_folder_get_type ())
G_DECLARE_FINAL_TYPE (SiyaqFolder, siyaq_folder, SIYAQ, FOLDER, GObject)

SiyaqFolder *siyaq_folder_new (const SiyaqAbi *abi, GObject *shell, GSettings *settings);
void siyaq_folder_reveal (SiyaqFolder *self, guint64 item_id);
void siyaq_folder_detach (SiyaqFolder *self);

G_END_DECLS
