/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The one place where text becomes HTML. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

void siyaq_markup_append_text (GString *html, const char *text);
void siyaq_markup_append_attribute (GString *html, const char *name, const char *value);

G_END_DECLS
