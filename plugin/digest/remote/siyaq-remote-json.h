/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Bounded reading of what a server says. */
#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

JsonNode *siyaq_remote_json_parse (const char *text, gsize length, GError **error);
JsonNode *siyaq_remote_json_find (JsonNode *node, ...) G_GNUC_NULL_TERMINATED;
JsonNode *siyaq_remote_json_at (JsonNode *node, guint index);
const char *siyaq_remote_json_string (JsonNode *node);
gint64 siyaq_remote_json_int (JsonNode *node, gint64 fallback);
char *siyaq_remote_json_print (JsonNode *node);
gsize siyaq_remote_json_escaped_length (const char *text);
char *siyaq_remote_json_add_secret (char *object, const char *name, const char *secret);

G_END_DECLS
