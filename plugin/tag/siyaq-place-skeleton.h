/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Names that the gazetteer knows in another script or spelling. */
#pragma once

#include "siyaq-lexicon.h"
#include "siyaq-place-matcher.h"

G_BEGIN_DECLS

void siyaq_place_skeleton_run (SiyaqGazetteer *gazetteer, SiyaqLexicon *lexicon, const SiyaqTokens *tokens, gboolean title, GArray *mentions);

G_END_DECLS
