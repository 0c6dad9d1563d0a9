/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Where feeds come into the reader. */
#pragma once

#include "siyaq-abi.h"

G_BEGIN_DECLS

void siyaq_ingest_hook (const SiyaqAbi *abi);
void siyaq_ingest_unhook (void);
gboolean siyaq_ingest_merge (const char *node_id, const char *guid, GBytes *document);
char *siyaq_ingest_build_command (const char *theirs, const char *program, const char *node_id);

G_END_DECLS
