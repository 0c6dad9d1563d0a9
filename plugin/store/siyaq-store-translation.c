/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Translations that were paid for, with money or with time, and what was sent to whom on which day. The
   key is a hash of text and languages: what a text was translated from stands with its item already. */
#define G_LOG_DOMAIN "siyaq-store"

#include "config.h"

#include "siyaq-store-private.h"

#include <string.h>

/* Half of a SHA-256: no two of a million texts meet. */
#define KEY_BYTES 16

typedef struct
{
  guint8 bytes[KEY_BYTES];
} Key;

static Key
make_key (const char *text,
          const char *from,
          const char *to)
{
  g_autoptr (GChecksum) sum = g_checksum_new (G_CHECKSUM_SHA256);
  guint8 digest[32];
  gsize length = sizeof digest;
  Key key;

  /* The NUL keeps one part from running into the next. */
  g_checksum_update (sum, (const guchar *) from, (gssize) strlen (from) + 1);
  g_checksum_update (sum, (const guchar *) to, (gssize) strlen (to) + 1);
  g_checksum_update (sum, (const guchar *) text, (gssize) strlen (text));
  g_checksum_get_digest (sum, digest, &length);
  memcpy (key.bytes, digest, sizeof key.bytes);
  return key;
}

static void
bind_key (sqlite3_stmt *statement,
          const Key *key,
          const char *provider)
{
  sqlite3_bind_blob (statement, 1, key->bytes, sizeof key->bytes, SQLITE_TRANSIENT);
  siyaq_store_bind_text (statement, 2, provider);
}

/**
 * siyaq_store_find_translation:
 * @self: a store
 * @text: a text
 * @from: its language
 * @to: the language wanted
 * @provider: by whom, as siyaq_store_put_translation() had it
 * @today: days since 1970; a translation that is used stays
 * @error: a #SiyaqStoreError
 *
 * Returns: (transfer full) (nullable): the translation; %NULL without @error where there is none
 */
char *
siyaq_store_find_translation (SiyaqStore *self,
                              const char *text,
                              const char *from,
                              const char *to,
                              const char *provider,
                              guint today,
                              GError **error)
{
  sqlite3_stmt *statement = siyaq_store_prepare (self, STATEMENT_FIND_TRANSLATION, error);
  Key key = make_key (text, from, to);
  char *found = NULL;
  gint64 used = today;
  int code;

  if (statement == NULL)
    return NULL;
  bind_key (statement, &key, provider);
  code = sqlite3_step (statement);
  if (code == SQLITE_ROW)
    {
      found = siyaq_store_column_text (statement, 0);
      used = sqlite3_column_int64 (statement, 1);
    }
  if (!siyaq_store_finish (self, statement, code, error))
    return NULL;
  /* Once a day at the most: reading a card is not to write much. */
  if (found != NULL && used < today && (statement = siyaq_store_prepare (self, STATEMENT_USE_TRANSLATION, NULL)) != NULL)
    {
      bind_key (statement, &key, provider);
      sqlite3_bind_int64 (statement, 3, today);
      siyaq_store_finish (self, statement, sqlite3_step (statement), NULL);
    }
  return found;
}

/**
 * siyaq_store_put_translation:
 * @self: a store
 * @text: a text
 * @from: its language
 * @to: the language of @translation
 * @provider: by whom: a name that is another one where the provider would translate otherwise
 * @translation: @text in @to
 * @today: days since 1970
 * @error: a #SiyaqStoreError
 *
 * Returns: whether it is kept
 */
gboolean
siyaq_store_put_translation (SiyaqStore *self,
                             const char *text,
                             const char *from,
                             const char *to,
                             const char *provider,
                             const char *translation,
                             guint today,
                             GError **error)
{
  sqlite3_stmt *statement = siyaq_store_prepare (self, STATEMENT_PUT_TRANSLATION, error);
  Key key = make_key (text, from, to);

  if (statement == NULL)
    return FALSE;
  bind_key (statement, &key, provider);
  siyaq_store_bind_text (statement, 3, translation);
  sqlite3_bind_int64 (statement, 4, today);
  return siyaq_store_finish (self, statement, sqlite3_step (statement), error);
}

/**
 * siyaq_store_prune_translations:
 * @self: a store
 * @used_since: days since 1970: what was not used since goes
 * @max: how many stay at the most, those that were used last
 * @error: a #SiyaqStoreError
 *
 * Returns: whether they went
 */
gboolean
siyaq_store_prune_translations (SiyaqStore *self,
                                guint used_since,
                                guint max,
                                GError **error)
{
  sqlite3_stmt *statement = siyaq_store_prepare (self, STATEMENT_PRUNE_TRANSLATIONS, error);

  if (statement == NULL)
    return FALSE;
  sqlite3_bind_int64 (statement, 1, used_since);
  if (!siyaq_store_finish (self, statement, sqlite3_step (statement), error))
    return FALSE;
  statement = siyaq_store_prepare (self, STATEMENT_LIMIT_TRANSLATIONS, error);
  if (statement == NULL)
    return FALSE;
  sqlite3_bind_int64 (statement, 1, max);
  return siyaq_store_finish (self, statement, sqlite3_step (statement), error);
}

/**
 * siyaq_store_get_spent:
 * @self: a store
 * @day: days since 1970
 * @provider: by whom
 * @ret_characters: (out): how many characters were sent there on that day
 * @error: a #SiyaqStoreError
 *
 * Returns: whether it is known
 */
gboolean
siyaq_store_get_spent (SiyaqStore *self,
                       guint day,
                       const char *provider,
                       gint64 *ret_characters,
                       GError **error)
{
  sqlite3_stmt *statement = siyaq_store_prepare (self, STATEMENT_GET_SPENT, error);
  gint64 characters;
  int code;

  if (statement == NULL)
    return FALSE;
  sqlite3_bind_int64 (statement, 1, day);
  siyaq_store_bind_text (statement, 2, provider);
  code = sqlite3_step (statement);
  characters = code == SQLITE_ROW ? sqlite3_column_int64 (statement, 0) : 0;
  if (!siyaq_store_finish (self, statement, code, error))
    return FALSE;
  *ret_characters = characters;
  return TRUE;
}

/**
 * siyaq_store_add_spent:
 * @self: a store
 * @day: days since 1970
 * @provider: to whom
 * @characters: how many characters were sent
 * @error: a #SiyaqStoreError
 *
 * Returns: whether it is kept
 */
gboolean
siyaq_store_add_spent (SiyaqStore *self,
                       guint day,
                       const char *provider,
                       gint64 characters,
                       GError **error)
{
  sqlite3_stmt *statement = siyaq_store_prepare (self, STATEMENT_ADD_SPENT, error);

  if (statement == NULL)
    return FALSE;
  sqlite3_bind_int64 (statement, 1, day);
  siyaq_store_bind_text (statement, 2, provider);
  sqlite3_bind_int64 (statement, 3, characters);
  return siyaq_store_finish (self, statement, sqlite3_step (statement), error);
}
