/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What a text must contain for a pattern to match it at all. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Shorter strings are in every text. */
#define SIYAQ_LITERAL_MIN_BYTES 3u

GPtrArray *siyaq_literals_find (const char *regex);
double siyaq_literals_cost (const GPtrArray *set);

G_END_DECLS
