/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The other items of a story are read when one is. */
#pragma once

#include "siyaq-abi.h"

G_BEGIN_DECLS

void siyaq_siblings_read (const SiyaqAbi *abi, GSettings *settings, const char *item);
void siyaq_siblings_stop (void);

G_END_DECLS
