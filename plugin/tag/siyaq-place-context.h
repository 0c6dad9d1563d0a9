/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What a place name does in its sentence. */
#pragma once

#include "siyaq-place-matcher.h"

G_BEGIN_DECLS

void siyaq_place_context_run (SiyaqGazetteer *gazetteer, const char *text, const SiyaqTokens *tokens, gboolean title,
                              GArray *mentions, guint first_mention);

G_END_DECLS
