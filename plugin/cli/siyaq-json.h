/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The lines that annotate reads and prints. */
#pragma once

#include "siyaq-annotation.h"

G_BEGIN_DECLS

#define SIYAQ_JSON_ERROR (siyaq_json_error_quark ())
GQuark siyaq_json_error_quark (void);

/**
 * SiyaqJsonError:
 * @SIYAQ_JSON_ERROR_INVALID: not JSON, or not an item
 */
typedef enum
{
  SIYAQ_JSON_ERROR_INVALID,
} SiyaqJsonError;

SiyaqItem *siyaq_json_parse_item (const char *line, GError **error);
char *siyaq_json_format_annotation (const SiyaqAnnotation *annotation);
char *siyaq_json_format_problem (guint line, const char *message);

G_END_DECLS
