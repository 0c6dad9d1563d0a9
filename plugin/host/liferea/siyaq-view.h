/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The card in the reader's article view. */
#pragma once

#include "siyaq-folder.h"

G_BEGIN_DECLS

#define SIYAQ_TYPE_VIEW (siyaq_view_get_type ())
G_DECLARE_FINAL_TYPE (SiyaqView, siyaq_view, SIYAQ, VIEW, GObject)

SiyaqView *siyaq_view_new (const SiyaqAbi *abi, GObject *shell, GSettings *settings);
void siyaq_view_set_folder (SiyaqView *self, SiyaqFolder *folder);
void siyaq_view_detach (SiyaqView *self);
void siyaq_view_refresh (SiyaqView *self);

G_END_DECLS
