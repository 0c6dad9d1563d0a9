/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The translation providers as preferences and service name them. No network is used here. */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

typedef struct
{
  const char *id;    /* as in the settings */
  const char *name;  /* as a person reads it; a name, not translated */
  const char *host;  /* where its texts go without an address of the user's */
  gboolean key;      /* whether it wants a key */
} SiyaqProvider;

/* NULL after the last. */
const SiyaqProvider *siyaq_provider_list (void);
const SiyaqProvider *siyaq_provider_find (const char *id);
char *siyaq_provider_get_host (const char *id, const char *url);
gboolean siyaq_provider_is_loopback (const char *host);

G_END_DECLS
