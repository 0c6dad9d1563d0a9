/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Sketches that tell syndicated copies. */
#pragma once

#include "siyaq-story-print.h"
#include "siyaq-text.h"

G_BEGIN_DECLS

void siyaq_story_sketch (const SiyaqTokens *tokens, guint8 sketch[SIYAQ_STORY_SKETCH]);
float siyaq_story_sketch_resemblance (const guint8 *a, const guint8 *b);

G_END_DECLS
