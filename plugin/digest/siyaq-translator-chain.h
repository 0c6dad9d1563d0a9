/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Translators in the order in which they are asked. */
#pragma once

#include "siyaq-translator.h"

G_BEGIN_DECLS

#define SIYAQ_TYPE_TRANSLATOR_CHAIN (siyaq_translator_chain_get_type ())
G_DECLARE_FINAL_TYPE (SiyaqTranslatorChain, siyaq_translator_chain, SIYAQ, TRANSLATOR_CHAIN, GObject)

SiyaqTranslatorChain *siyaq_translator_chain_new (void);
void siyaq_translator_chain_append (SiyaqTranslatorChain *self, SiyaqTranslator *translator);

G_END_DECLS
