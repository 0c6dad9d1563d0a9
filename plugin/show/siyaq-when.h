/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Numbers, dates and distances in time as a person reads them. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Arabic with 1, 2, 3: what siyaq_when_number() and all that counts with it take for that. */
#define SIYAQ_LANG_EUROPEAN_DIGITS "ar-u-nu-latn"

char *siyaq_when_number (guint n, const char *lang);
char *siyaq_when_relative (gint64 distance_s, const char *lang);
char *siyaq_when_date (gint64 when_s, gint64 reference_s, const char *lang);

G_END_DECLS
