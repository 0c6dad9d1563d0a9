/* SPDX-License-Identifier: GPL-2.0-or-later */
/* An annotation as bytes, for the store. */
#pragma once

#include "siyaq-annotation.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/* source: (nullable): what the feed said where html says something else; categories: (nullable): what was put
   into the document. Verdicts on blocks are rows of their own and not in the record. */
GBytes *siyaq_record_write (const SiyaqAnnotation *annotation, const char *source, const char *const *categories);
gboolean siyaq_record_read (GBytes *record, SiyaqAnnotation *annotation, char **ret_source, char ***ret_categories);
gboolean siyaq_record_read_edits (GBytes *record, SiyaqAnnotation *annotation, char ***ret_categories);

G_END_DECLS
