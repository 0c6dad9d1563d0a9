/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Names in the letters of the other script, as news spells them. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

char *siyaq_transliterate_to_latin (const char *arabic, gssize length);
char *siyaq_transliterate_to_arabic (const char *latin, gssize length);
char *siyaq_transliterate_letters (const char *letters, gsize length);

G_END_DECLS
