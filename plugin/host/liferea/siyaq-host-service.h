/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What the parts of the module share: the service as they ask it, the settings, the folder. */
#pragma once

#include "siyaq-client.h"

G_BEGIN_DECLS

/* The service may have to start and open a large store first. */
#define SIYAQ_HOST_TIMEOUT_MS 10000u

const char *siyaq_host_get_folder (void);
void siyaq_host_prepare (void);

GSettings *siyaq_host_open_settings (void);
const char *siyaq_host_get_lang (GSettings *settings);

void siyaq_host_ask (const char *method, GVariant *values, GCancellable *cancellable,
                     GAsyncReadyCallback callback, gpointer data);
const char *siyaq_host_lookup_string (GVariant *values, const char *key);

G_END_DECLS
