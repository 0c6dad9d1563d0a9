/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Which language a text is in: script first, then the frequent words of the Latin-script ones. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

const char *siyaq_lang_detect (const char *text, const char *declared);
gboolean siyaq_lang_is_rtl (const char *lang);

G_END_DECLS
