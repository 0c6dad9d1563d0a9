/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The commands: each in a file of its own, each taking what stands after its name. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

int siyaq_cmd_annotate (int argc, char **argv);
int siyaq_cmd_bench (int argc, char **argv);
int siyaq_cmd_explain (int argc, char **argv);
int siyaq_cmd_filter (int argc, char **argv);
int siyaq_cmd_held (int argc, char **argv);
int siyaq_cmd_models (int argc, char **argv);
int siyaq_cmd_serve (int argc, char **argv);
int siyaq_cmd_stats (int argc, char **argv);
int siyaq_cmd_stories (int argc, char **argv);
int siyaq_cmd_translate (int argc, char **argv);

G_END_DECLS
