/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A link in words. */
#pragma once

#include "siyaq-story-features.h"

G_BEGIN_DECLS

char *siyaq_story_why (const SiyaqStoryPrint *a, const SiyaqStoryPrint *b, const SiyaqStoryPair *pair);

G_END_DECLS
