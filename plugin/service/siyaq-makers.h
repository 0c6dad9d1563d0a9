/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The chain of translators that the settings and the installed models make. */
#pragma once

#include "siyaq-maker.h"
#include "siyaq-settings.h"
#include "siyaq-translator-process.h"

G_BEGIN_DECLS

char *siyaq_makers_describe (const SiyaqSettings *settings);
GPtrArray *siyaq_makers_new (const SiyaqSettings *settings, SiyaqTranslatorProcess *process, char **ret_ask_host);
char *siyaq_makers_find_model (const char *from, const char *to, char **ret_version);

G_END_DECLS
