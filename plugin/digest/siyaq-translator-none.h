/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The translator that translates nothing. */
#pragma once

#include "siyaq-translator.h"

G_BEGIN_DECLS

#define SIYAQ_TYPE_TRANSLATOR_NONE (siyaq_translator_none_get_type ())
G_DECLARE_FINAL_TYPE (SiyaqTranslatorNone, siyaq_translator_none, SIYAQ, TRANSLATOR_NONE, GObject)

SiyaqTranslator *siyaq_translator_none_new (void);

G_END_DECLS
