/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The keys of translation providers, in the user's Secret Service. */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define SIYAQ_TYPE_KEYRING (siyaq_keyring_get_type ())
G_DECLARE_DERIVABLE_TYPE (SiyaqKeyring, siyaq_keyring, SIYAQ, KEYRING, GObject)

struct _SiyaqKeyringClass
{
  GObjectClass parent_class;

  char *(*lookup) (SiyaqKeyring *self, const char *provider, const char *host, GCancellable *cancellable, GError **error);
  gboolean (*store) (SiyaqKeyring *self, const char *provider, const char *host, const char *key, GCancellable *cancellable, GError **error);
  gboolean (*clear) (SiyaqKeyring *self, const char *provider, const char *host, GCancellable *cancellable, GError **error);
};

SiyaqKeyring *siyaq_keyring_new (void);
char *siyaq_keyring_lookup (SiyaqKeyring *self, const char *provider, const char *host, GCancellable *cancellable, GError **error);
gboolean siyaq_keyring_store (SiyaqKeyring *self, const char *provider, const char *host, const char *key,
                              GCancellable *cancellable, GError **error);
gboolean siyaq_keyring_clear (SiyaqKeyring *self, const char *provider, const char *host, GCancellable *cancellable, GError **error);
void siyaq_keyring_free_key (char *key);

G_END_DECLS
