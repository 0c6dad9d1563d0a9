/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Decides which place each name means, or that it means none. */
#pragma once

#include "siyaq-place-matcher.h"

G_BEGIN_DECLS

void siyaq_place_resolver_run (SiyaqGazetteer *gazetteer, GArray *mentions, const char *home);

G_END_DECLS
