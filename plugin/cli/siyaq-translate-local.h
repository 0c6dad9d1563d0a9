/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Lines through a model of the caller's, without service and store. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct
{
  const char *from;
  const char *to;
  const char *model_dir;
  guint batch;    /* 0: what the engine finds best */
  guint threads;  /* 0: half of the processor's cores */
  guint beam;     /* 0: greedy */
  gboolean stats;
} SiyaqTranslateOptions;

/* Longest line: no sentence is near it, and a file without line ends is no text. */
#define SIYAQ_TRANSLATE_MAX_LINE_BYTES (64u * 1024)

int siyaq_translate_local (const SiyaqTranslateOptions *options);

G_END_DECLS
