/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Links without what only counts the reader. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Links longer than this are left alone: browsers stop at about the same length. */
#define SIYAQ_LINKS_MAX_BYTES 8192u

char *siyaq_links_clean (const char *url);
gboolean siyaq_links_is_affiliate (const char *url, const char *rel);

G_END_DECLS
