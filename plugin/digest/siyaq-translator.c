/* SPDX-License-Identifier: GPL-2.0-or-later */
#define G_LOG_DOMAIN "siyaq-digest"

#include "config.h"

#include "siyaq-translator.h"

G_DEFINE_INTERFACE (SiyaqTranslator, siyaq_translator, G_TYPE_OBJECT)

static void
siyaq_translator_default_init (SiyaqTranslatorInterface *iface)
{
}
