/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Two or three sentences of an item that say what it is about. */
#pragma once

#include "siyaq-annotation.h"

G_BEGIN_DECLS

char *siyaq_summarize (const SiyaqAnnotation *annotation);
char *siyaq_lead (const char *text, guint max_words);

G_END_DECLS
