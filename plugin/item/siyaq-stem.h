/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Stems for matching, not for reading. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

char *siyaq_stem_arabic (const char *fold);
char *siyaq_stem_english (const char *fold);
char *siyaq_stem (const char *fold);
gboolean siyaq_is_stop_word (const char *fold);
char *siyaq_skeleton (const char *fold);

G_END_DECLS
