/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Translators on the network. Linked by the translator's process alone.

   provider         address, unless one is given                     key
   "libretranslate" https://libretranslate.com                        where the server wants one
   "deepl"          https://api.deepl.com, or https://api-free.deepl.com for keys that end in :fx
   "google"         https://translation.googleapis.com                yes
   "microsoft"      https://api.cognitive.microsofttranslator.com     yes
   "openai"         http://127.0.0.1:11434/v1 (Ollama)                where the server wants one

   A key is kept by provider and host: siyaq_translator_remote_get_key_host() says which. */
#pragma once

#include "siyaq-keyring.h"
#include "siyaq-translator.h"

G_BEGIN_DECLS

/**
 * SiyaqRemoteConfig:
 * @provider: "libretranslate", "deepl", "google", "microsoft" or "openai"
 * @url: (nullable): address of the server; %NULL is the provider's own
 * @region: (nullable): of the account ("microsoft")
 * @model: (nullable): which model ("openai")
 * @timeout_s: how long one request may take; 0 is what suits the provider
 */
typedef struct
{
  const char *provider;
  const char *url;
  const char *region;
  const char *model;
  guint timeout_s;
} SiyaqRemoteConfig;

#define SIYAQ_TYPE_TRANSLATOR_REMOTE (siyaq_translator_remote_get_type ())
G_DECLARE_DERIVABLE_TYPE (SiyaqTranslatorRemote, siyaq_translator_remote, SIYAQ, TRANSLATOR_REMOTE, GObject)

SiyaqTranslator *siyaq_translator_remote_new (const SiyaqRemoteConfig *config, SiyaqKeyring *keyring, GError **error);
char *siyaq_translator_remote_get_key_host (const char *provider, const char *url, GError **error);
const char *siyaq_translator_remote_get_host (SiyaqTranslatorRemote *self);
char *siyaq_translator_remote_preview (SiyaqTranslatorRemote *self, const char *const *texts, const char *from, const char *to);

G_END_DECLS
