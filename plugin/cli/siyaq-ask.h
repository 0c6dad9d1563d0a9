/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What the commands that ask the service have in common. */
#pragma once

#include "siyaq-protocol.h"

G_BEGIN_DECLS

gboolean siyaq_ask_parse (const char *command, const char *parameters, const char *summary, const GOptionEntry *entries,
                          int *argc, char ***argv, int *ret_status);
SiyaqMessage *siyaq_ask (const char *command, const char *method, GVariant *values, GBytes *body, int *ret_status);
int siyaq_ask_print_body (const char *command, const SiyaqMessage *answer);
void siyaq_ask_print_label (const char *label, guint width);
char *siyaq_ask_format_time (gint64 time_s);

G_END_DECLS
