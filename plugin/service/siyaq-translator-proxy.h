/* SPDX-License-Identifier: GPL-2.0-or-later */
/* An engine of the translator's process, seen from outside it as a translator like any other. */
#pragma once

#include "siyaq-translator-process.h"
#include "siyaq-translator.h"

G_BEGIN_DECLS

/* Which engine, and how. */
typedef struct
{
  const char *engine;    /* "local" or "remote" */
  const char *name;      /* who translates, as a person reads it */
  const char *model_dir; /* local */
  guint batch;           /* local: sentences together, 0 for what the engine finds best */
  guint threads;         /* local: 0 for half of the processor's cores */
  guint beam;            /* local: 0 or 1 for greedy */
  const char *provider;  /* remote: "libretranslate", "deepl", "google", "microsoft", "openai" */
  const char *url;       /* remote, nullable: the provider's own */
  const char *region;    /* remote, nullable */
  const char *model;     /* remote, nullable */
  guint timeout_s;       /* for an answer; 0 for a minute */
} SiyaqTranslatorConfig;

/* What an answer took; numbers that are not known are 0. */
typedef struct
{
  gint64 load_us;
  gint64 words;
  double seconds;
  gint64 peak_bytes;
} SiyaqTranslatorStats;

#define SIYAQ_TYPE_TRANSLATOR_PROXY (siyaq_translator_proxy_get_type ())
G_DECLARE_FINAL_TYPE (SiyaqTranslatorProxy, siyaq_translator_proxy, SIYAQ, TRANSLATOR_PROXY, GObject)

SiyaqTranslatorProxy *siyaq_translator_proxy_new (SiyaqTranslatorProcess *process, const SiyaqTranslatorConfig *config);
void siyaq_translator_proxy_get_stats (SiyaqTranslatorProxy *self, SiyaqTranslatorStats *ret_stats);

G_END_DECLS
