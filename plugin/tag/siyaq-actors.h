/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Persons and organisations that an item names. */
#pragma once

#include "siyaq-annotation.h"
#include "siyaq-text.h"

G_BEGIN_DECLS

void siyaq_actors_run (const SiyaqTokens *title, const SiyaqTokens *text, SiyaqAnnotation *annotation, GArray *mentions);

G_END_DECLS
