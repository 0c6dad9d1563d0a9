/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What the translator's process can be asked. */
#pragma once

#include "siyaq-translator-loop.h"

G_BEGIN_DECLS

/* Texts of one request, and bytes of all of them: more than a page of anything. */
#define SIYAQ_TRANSLATOR_MAX_TEXTS 1000u
#define SIYAQ_TRANSLATOR_MAX_BYTES (1024u * 1024)

extern const SiyaqTranslatorMethod siyaq_translator_methods[];

G_END_DECLS
