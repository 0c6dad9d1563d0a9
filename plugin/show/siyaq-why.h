/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The evidence that stages note in English, in the reader's language. */
#pragma once

#include "siyaq-cleaner.h"

G_BEGIN_DECLS

char *siyaq_why_translate (const char *why, const char *lang);
char *siyaq_why_describe (SiyaqCleaner *cleaner, const char *evidence, const char *lang);

G_END_DECLS
