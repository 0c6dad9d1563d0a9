/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Keys live in the Secret Service and nowhere else: one item for each provider and host. Looking one
   up never opens a dialog, because translations are made in the background and a password asked for
   out of nowhere teaches people to give it to anything; a locked keyring is an error that the
   settings can show. libsecret's simple calls were rejected for that: they unlock.
   The class can be derived from, so that tests of providers bring their own keys. */
#define G_LOG_DOMAIN "siyaq-remote"

#include "config.h"

#include "siyaq-keyring.h"

#include "siyaq-translator.h"

#include <libsecret/secret.h>
#include <string.h>

/* The longest keys are signed tokens of some 2 KB. */
#define MAX_KEY_BYTES 8192u

G_DEFINE_TYPE (SiyaqKeyring, siyaq_keyring, G_TYPE_OBJECT)

static const SecretSchema schema = {
  "org.siyaq.Provider",
  SECRET_SCHEMA_NONE,
  {
    { "provider", SECRET_SCHEMA_ATTRIBUTE_STRING },
    { "host", SECRET_SCHEMA_ATTRIBUTE_STRING },
    { NULL, 0 },
  },
};

/* Whatever the bus or the service met: for the chain there is no key to be had now. */
static void
set_locked (GError **error,
            const char *what,
            GError *cause)
{
  if (g_error_matches (cause, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      g_propagate_error (error, g_error_copy (cause));
      return;
    }
  g_debug ("keyring: %s", cause != NULL ? cause->message : what);
  g_set_error_literal (error, SIYAQ_TRANSLATOR_ERROR, SIYAQ_TRANSLATOR_ERROR_LOCKED, what);
}

static SecretService *
get_service (SecretServiceFlags flags,
             GCancellable *cancellable,
             GError **error)
{
  g_autoptr (GError) local_error = NULL;
  SecretService *service;

  /* What libsecret remembers is a session with a daemon that may be gone since. */
  secret_service_disconnect ();
  service = secret_service_get_sync (flags, cancellable, &local_error);
  if (service == NULL)
    set_locked (error, "there is no keyring on this computer that keeps keys", local_error);
  return service;
}

static SecretItem *
find_item (SecretService *service,
           const char *provider,
           const char *host,
           GCancellable *cancellable,
           GError **error)
{
  g_autoptr (GHashTable) attributes = secret_attributes_build (&schema, "provider", provider, "host", host, NULL);
  g_autoptr (GError) local_error = NULL;
  GList *items;
  SecretItem *item;

  items = secret_service_search_sync (service, &schema, attributes, SECRET_SEARCH_NONE, cancellable, &local_error);
  if (local_error != NULL)
    {
      set_locked (error, "the keyring does not answer", local_error);
      return NULL;
    }
  item = items != NULL ? g_object_ref (items->data) : NULL;
  g_list_free_full (items, g_object_unref);
  return item;
}

/* Whether a key could be hidden by a lock: a locked collection may not tell of its items. */
static gboolean
is_default_locked (SecretService *service,
                   GCancellable *cancellable)
{
  g_autoptr (SecretCollection) collection = NULL;

  collection = secret_collection_for_alias_sync (service, SECRET_COLLECTION_DEFAULT, SECRET_COLLECTION_NONE, cancellable, NULL);
  return collection != NULL && secret_collection_get_locked (collection);
}

static char *
siyaq_keyring_real_lookup (SiyaqKeyring *self,
                           const char *provider,
                           const char *host,
                           GCancellable *cancellable,
                           GError **error)
{
  g_autoptr (GError) local_error = NULL;
  g_autoptr (SecretService) service = get_service (SECRET_SERVICE_OPEN_SESSION, cancellable, error);
  g_autoptr (SecretItem) item = NULL;
  SecretValue *value;
  const char *text;
  char *key = NULL;

  if (service == NULL)
    return NULL;
  item = find_item (service, provider, host, cancellable, &local_error);
  if (local_error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return NULL;
    }
  if (item != NULL ? secret_item_get_locked (item) : is_default_locked (service, cancellable))
    {
      set_locked (error, "the keyring is locked: unlock it to translate with your key", NULL);
      return NULL;
    }
  if (item == NULL)
    return NULL;
  if (!secret_item_load_secret_sync (item, cancellable, &local_error))
    {
      set_locked (error, "the keyring does not give out the key", local_error);
      return NULL;
    }
  value = secret_item_get_secret (item);
  text = value != NULL ? secret_value_get_text (value) : NULL;
  if (text != NULL && *text != '\0')
    key = g_strndup (text, MAX_KEY_BYTES);
  g_clear_pointer (&value, secret_value_unref);
  return key;
}

static gboolean
siyaq_keyring_real_store (SiyaqKeyring *self,
                          const char *provider,
                          const char *host,
                          const char *key,
                          GCancellable *cancellable,
                          GError **error)
{
  g_autoptr (GError) local_error = NULL;
  g_autoptr (SecretService) service = get_service (SECRET_SERVICE_OPEN_SESSION, cancellable, error);
  g_autoptr (GHashTable) attributes = NULL;
  g_autofree char *label = NULL;
  SecretValue *value;
  gboolean stored;

  if (service == NULL)
    return FALSE;
  attributes = secret_attributes_build (&schema, "provider", provider, "host", host, NULL);
  label = g_strdup_printf ("Siyaq: key for translations by %s", host);
  value = secret_value_new (key, -1, "text/plain");
  stored = secret_service_store_sync (service, &schema, attributes, SECRET_COLLECTION_DEFAULT, label, value, cancellable, &local_error);
  secret_value_unref (value);
  if (!stored)
    set_locked (error, "the keyring did not take the key", local_error);
  return stored;
}

static gboolean
siyaq_keyring_real_clear (SiyaqKeyring *self,
                          const char *provider,
                          const char *host,
                          GCancellable *cancellable,
                          GError **error)
{
  g_autoptr (GError) local_error = NULL;
  g_autoptr (SecretService) service = get_service (SECRET_SERVICE_NONE, cancellable, error);
  g_autoptr (GHashTable) attributes = NULL;

  if (service == NULL)
    return FALSE;
  attributes = secret_attributes_build (&schema, "provider", provider, "host", host, NULL);
  secret_service_clear_sync (service, &schema, attributes, cancellable, &local_error);
  if (local_error != NULL)
    {
      set_locked (error, "the keyring did not remove the key", local_error);
      return FALSE;
    }
  return TRUE;
}

static void
siyaq_keyring_class_init (SiyaqKeyringClass *klass)
{
  klass->lookup = siyaq_keyring_real_lookup;
  klass->store = siyaq_keyring_real_store;
  klass->clear = siyaq_keyring_real_clear;
}

static void
siyaq_keyring_init (SiyaqKeyring *self)
{
}

/**
 * siyaq_keyring_new:
 *
 * Returns: (transfer full): the user's keyring; nothing is asked of it yet
 */
SiyaqKeyring *
siyaq_keyring_new (void)
{
  return g_object_new (SIYAQ_TYPE_KEYRING, NULL);
}

/**
 * siyaq_keyring_lookup:
 * @self: a keyring
 * @provider: "deepl", …
 * @host: whose key
 * @cancellable: (nullable): a cancellable
 * @error: %SIYAQ_TRANSLATOR_ERROR_LOCKED where the keyring is locked or there is none
 *
 * Never opens a dialog.
 *
 * Returns: (transfer full) (nullable): the key, to be freed with siyaq_keyring_free_key(); %NULL
 *   without an error where there is none
 */
char *
siyaq_keyring_lookup (SiyaqKeyring *self,
                      const char *provider,
                      const char *host,
                      GCancellable *cancellable,
                      GError **error)
{
  g_return_val_if_fail (SIYAQ_IS_KEYRING (self), NULL);
  g_return_val_if_fail (provider != NULL, NULL);
  g_return_val_if_fail (host != NULL, NULL);

  return SIYAQ_KEYRING_GET_CLASS (self)->lookup (self, provider, host, cancellable, error);
}

/**
 * siyaq_keyring_store:
 * @self: a keyring
 * @provider: "deepl", …
 * @host: whose key
 * @key: the key; replaces the one of before
 * @cancellable: (nullable): a cancellable
 * @error: %SIYAQ_TRANSLATOR_ERROR_LOCKED where the keyring did not take it,
 *   %SIYAQ_TRANSLATOR_ERROR_TOO_LARGE where it cannot be a key
 *
 * May ask the user to unlock the keyring: only to be called when the user has just given the key.
 *
 * Returns: whether it is kept
 */
gboolean
siyaq_keyring_store (SiyaqKeyring *self,
                     const char *provider,
                     const char *host,
                     const char *key,
                     GCancellable *cancellable,
                     GError **error)
{
  g_return_val_if_fail (SIYAQ_IS_KEYRING (self), FALSE);
  g_return_val_if_fail (provider != NULL, FALSE);
  g_return_val_if_fail (host != NULL, FALSE);
  g_return_val_if_fail (key != NULL, FALSE);

  if (*key == '\0' || strlen (key) > MAX_KEY_BYTES || strpbrk (key, "\r\n") != NULL)
    {
      g_set_error_literal (error, SIYAQ_TRANSLATOR_ERROR, SIYAQ_TRANSLATOR_ERROR_TOO_LARGE, "this is not a key");
      return FALSE;
    }
  return SIYAQ_KEYRING_GET_CLASS (self)->store (self, provider, host, key, cancellable, error);
}

/**
 * siyaq_keyring_clear:
 * @self: a keyring
 * @provider: "deepl", …
 * @host: whose key
 * @cancellable: (nullable): a cancellable
 * @error: %SIYAQ_TRANSLATOR_ERROR_LOCKED where it could not be removed
 *
 * Returns: whether there is no such key any more
 */
gboolean
siyaq_keyring_clear (SiyaqKeyring *self,
                     const char *provider,
                     const char *host,
                     GCancellable *cancellable,
                     GError **error)
{
  g_return_val_if_fail (SIYAQ_IS_KEYRING (self), FALSE);
  g_return_val_if_fail (provider != NULL, FALSE);
  g_return_val_if_fail (host != NULL, FALSE);

  return SIYAQ_KEYRING_GET_CLASS (self)->clear (self, provider, host, cancellable, error);
}

/**
 * siyaq_keyring_free_key:
 * @key: (transfer full) (nullable): a key
 *
 * Wipes it before its memory goes back.
 */
void
siyaq_keyring_free_key (char *key)
{
  if (key == NULL)
    return;
  explicit_bzero (key, strlen (key));
  g_free (key);
}
