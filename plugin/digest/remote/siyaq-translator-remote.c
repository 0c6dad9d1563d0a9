/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What all translators on the network have in common: texts become pieces, equal ones only one; the
   key is read from the keyring when a request really goes out, and wiped after it; where a call fails
   in the middle, what was answered until then is kept and is not sent again when the call is repeated,
   so that nobody pays twice. A provider is a small class that builds a request and reads its answer. */
#define G_LOG_DOMAIN "siyaq-remote"

#include "config.h"

#include "siyaq-remote-private.h"

#include <string.h>

/* Texts of one call: a card has a title, some sentences and the titles of siblings. */
#define MAX_TEXTS 1000u
/* Bytes of one text: the longest article that the cleaner lets through. */
#define MAX_TEXT_BYTES (1024u * 1024)

typedef struct
{
  GMutex lock;
  char *url;
  char *host;
  char *region;           /* nullable */
  char *model;            /* nullable */
  char *name;             /* as a person reads it */
  SiyaqKeyring *keyring;  /* nullable */
  SiyaqHttp *http;
  SiyaqRemoteClock clock;
  guint timeout_ms;
  guint max_texts;        /* what the server took at most, once it refused more */
  gint64 rest_until_s;    /* the server wants to be left alone until then */
  GHashTable *kept;       /* of a call that failed: languages and piece → answer */
} SiyaqTranslatorRemotePrivate;

static void siyaq_translator_remote_iface_init (SiyaqTranslatorInterface *iface);

G_DEFINE_ABSTRACT_TYPE_WITH_CODE (SiyaqTranslatorRemote, siyaq_translator_remote, G_TYPE_OBJECT,
                                  G_ADD_PRIVATE (SiyaqTranslatorRemote)
                                  G_IMPLEMENT_INTERFACE (SIYAQ_TYPE_TRANSLATOR, siyaq_translator_remote_iface_init))

#define PRIVATE(self) ((SiyaqTranslatorRemotePrivate *) siyaq_translator_remote_get_instance_private (self))

/* The key, where there is one. A server that may do without is asked without when the keyring is
   locked; that it was is told only if the server then wanted a key. */
static gboolean
read_key (SiyaqTranslatorRemote *self,
          char **ret_key,
          GError **ret_locked,
          GCancellable *cancellable,
          GError **error)
{
  SiyaqTranslatorRemotePrivate *priv = PRIVATE (self);
  const SiyaqTranslatorRemoteClass *klass = SIYAQ_TRANSLATOR_REMOTE_GET_CLASS (self);
  g_autoptr (GError) local_error = NULL;
  char *key = NULL;

  if (priv->keyring != NULL)
    key = siyaq_keyring_lookup (priv->keyring, klass->provider, priv->host, cancellable, &local_error);
  if (local_error != NULL && (klass->key_needed || g_error_matches (local_error, G_IO_ERROR, G_IO_ERROR_CANCELLED)))
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }
  /* A line break would make headers of its own. */
  for (const char *p = key; p != NULL && *p != '\0'; p++)
    if ((guchar) *p <= 0x20 || *p == 0x7f)
      {
        g_clear_pointer (&key, siyaq_keyring_free_key);
        g_set_error (error, SIYAQ_TRANSLATOR_ERROR, SIYAQ_TRANSLATOR_ERROR_AUTH, "what the keyring has for %s is not a key", priv->host);
        return FALSE;
      }
  if (key == NULL && klass->key_needed)
    {
      g_set_error (error, SIYAQ_TRANSLATOR_ERROR, SIYAQ_TRANSLATOR_ERROR_AUTH, "there is no key for %s yet", priv->host);
      return FALSE;
    }
  *ret_key = key;
  *ret_locked = g_steal_pointer (&local_error);
  return TRUE;
}

static gboolean
is_resting (SiyaqTranslatorRemote *self,
            GError **error)
{
  SiyaqTranslatorRemotePrivate *priv = PRIVATE (self);
  gint64 left_s = priv->rest_until_s - priv->clock.now_s (priv->clock.data);
  g_autofree char *message = NULL;

  if (left_s <= 0)
    return FALSE;
  message = g_strdup_printf ("%s wants to be left alone for %" G_GINT64_FORMAT " seconds", priv->host, left_s);
  g_propagate_error (error, siyaq_translator_error_new_retry_after (SIYAQ_TRANSLATOR_ERROR_RATE_LIMITED, (guint) left_s, message));
  return TRUE;
}

static SiyaqRemoteJob
new_job (SiyaqTranslatorRemote *self,
         const char *from,
         const char *to,
         const char *key)
{
  SiyaqTranslatorRemotePrivate *priv = PRIVATE (self);

  return (SiyaqRemoteJob) {
    .translator = self, .http = priv->http, .from = from, .to = to, .key = key,
    .timeout_ms = priv->timeout_ms, .clock = &priv->clock, .max_texts = priv->max_texts,
  };
}

static gboolean
send_pieces (SiyaqTranslatorRemote *self,
             GPtrArray *open,
             const char *from,
             const char *to,
             GCancellable *cancellable,
             GError **error)
{
  SiyaqTranslatorRemotePrivate *priv = PRIVATE (self);
  g_autoptr (GError) locked = NULL, local_error = NULL;
  SiyaqRemoteJob job;
  char *key = NULL;
  gboolean done;

  if (open->len == 0)
    return TRUE;
  if (is_resting (self, error) || !read_key (self, &key, &locked, cancellable, error))
    return FALSE;
  job = new_job (self, from, to, key);
  done = siyaq_remote_job_run (&job, open, cancellable, &local_error);
  siyaq_keyring_free_key (key);
  priv->max_texts = job.max_texts;
  if (done)
    return TRUE;
  if (siyaq_translator_error_get_retry_after (local_error) > 0)
    priv->rest_until_s = priv->clock.now_s (priv->clock.data) + siyaq_translator_error_get_retry_after (local_error);
  if (locked != NULL && g_error_matches (local_error, SIYAQ_TRANSLATOR_ERROR, SIYAQ_TRANSLATOR_ERROR_AUTH))
    g_propagate_error (error, g_steal_pointer (&locked));
  else
    g_propagate_error (error, g_steal_pointer (&local_error));
  return FALSE;
}

static gboolean
check_texts (const char *const *texts,
             GError **error)
{
  guint n = 0;

  for (; texts[n] != NULL; n++)
    if (n >= MAX_TEXTS || strlen (texts[n]) > MAX_TEXT_BYTES)
      {
        g_set_error (error, SIYAQ_TRANSLATOR_ERROR, SIYAQ_TRANSLATOR_ERROR_TOO_LARGE,
                     "more than %u texts, or one over %u bytes", MAX_TEXTS, MAX_TEXT_BYTES);
        return FALSE;
      }
    else if (!g_utf8_validate (texts[n], -1, NULL))
      {
        g_set_error_literal (error, SIYAQ_TRANSLATOR_ERROR, SIYAQ_TRANSLATOR_ERROR_FAILED, "a text is not UTF-8");
        return FALSE;
      }
  return TRUE;
}

static char **
siyaq_translator_remote_translate (SiyaqTranslator *translator,
                                   const char *const *texts,
                                   const char *from,
                                   const char *to,
                                   GCancellable *cancellable,
                                   GError **error)
{
  SiyaqTranslatorRemote *self = SIYAQ_TRANSLATOR_REMOTE (translator);
  SiyaqTranslatorRemotePrivate *priv = PRIVATE (self);
  g_autoptr (GPtrArray) cuts = NULL;
  g_autoptr (GPtrArray) open = g_ptr_array_new ();
  g_autoptr (GHashTable) pieces = NULL;
  char **answers = NULL;

  if (!siyaq_translator_can_translate (translator, from, to))
    {
      g_set_error (error, SIYAQ_TRANSLATOR_ERROR, SIYAQ_TRANSLATOR_ERROR_UNSUPPORTED, "nobody translates from %s to %s", from, to);
      return NULL;
    }
  if (!check_texts (texts, error))
    return NULL;
  cuts = siyaq_remote_cut_texts (texts, SIYAQ_TRANSLATOR_REMOTE_GET_CLASS (self)->max_chars);
  g_mutex_lock (&priv->lock);
  pieces = siyaq_remote_collect_pieces (cuts, priv->kept, from, to, open);
  if (send_pieces (self, open, from, to, cancellable, error))
    {
      /* They were handed over: what people read is not kept longer than it must be. */
      g_hash_table_remove_all (priv->kept);
      answers = g_new0 (char *, cuts->len + 1);
      for (guint i = 0; i < cuts->len; i++)
        answers[i] = siyaq_remote_assemble (g_ptr_array_index (cuts, i), pieces);
    }
  else
    siyaq_remote_keep_answers (priv->kept, open, from, to);
  g_mutex_unlock (&priv->lock);
  return answers;
}

/* What goes into addresses and requests: the primary subtag and what may follow it. */
static gboolean
is_language (const char *code)
{
  gsize length = strcspn (code, "-");

  if (length < 2 || length > 3 || strlen (code) > 16)
    return FALSE;
  for (const char *p = code; *p != '\0'; p++)
    if (!g_ascii_isalnum (*p) && *p != '-')
      return FALSE;
  return TRUE;
}

static gboolean
siyaq_translator_remote_can_translate (SiyaqTranslator *translator,
                                       const char *from,
                                       const char *to)
{
  return is_language (from) && is_language (to) && g_ascii_strcasecmp (from, to) != 0;
}

static const char *
siyaq_translator_remote_get_kind (SiyaqTranslator *translator)
{
  return "translation";
}

static const char *
siyaq_translator_remote_get_name (SiyaqTranslator *translator)
{
  return PRIVATE (SIYAQ_TRANSLATOR_REMOTE (translator))->name;
}

static void
siyaq_translator_remote_iface_init (SiyaqTranslatorInterface *iface)
{
  iface->can_translate = siyaq_translator_remote_can_translate;
  iface->translate = siyaq_translator_remote_translate;
  iface->get_kind = siyaq_translator_remote_get_kind;
  iface->get_name = siyaq_translator_remote_get_name;
}

static void
siyaq_translator_remote_finalize (GObject *object)
{
  SiyaqTranslatorRemotePrivate *priv = PRIVATE (SIYAQ_TRANSLATOR_REMOTE (object));

  g_free (priv->url);
  g_free (priv->host);
  g_free (priv->region);
  g_free (priv->model);
  g_free (priv->name);
  g_clear_object (&priv->keyring);
  siyaq_http_free (priv->http);
  g_hash_table_unref (priv->kept);
  g_mutex_clear (&priv->lock);

  G_OBJECT_CLASS (siyaq_translator_remote_parent_class)->finalize (object);
}

static void
siyaq_translator_remote_class_init (SiyaqTranslatorRemoteClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = siyaq_translator_remote_finalize;
}

static void
siyaq_translator_remote_init (SiyaqTranslatorRemote *self)
{
  SiyaqTranslatorRemotePrivate *priv = PRIVATE (self);

  g_mutex_init (&priv->lock);
  priv->http = siyaq_http_new ();
  priv->clock = siyaq_remote_clock;
  priv->kept = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
}

/* A provider's class by its name in the settings; (transfer full). */
static SiyaqTranslatorRemoteClass *
ref_class (const char *provider,
           GError **error)
{
  GType (*const get_types[]) (void) = {
    siyaq_remote_libretranslate_get_type, siyaq_remote_deepl_get_type, siyaq_remote_google_get_type,
    siyaq_remote_microsoft_get_type, siyaq_remote_openai_get_type,
  };

  for (guint i = 0; i < G_N_ELEMENTS (get_types); i++)
    {
      SiyaqTranslatorRemoteClass *klass = g_type_class_ref (get_types[i] ());

      if (g_strcmp0 (klass->provider, provider) == 0)
        return klass;
      g_type_class_unref (klass);
    }
  g_set_error_literal (error, SIYAQ_TRANSLATOR_ERROR, SIYAQ_TRANSLATOR_ERROR_UNSUPPORTED, "there is no such provider of translations");
  return NULL;
}

/* What goes into a header or a request as the user wrote it. */
static gboolean
check_word (const char *word,
            GError **error)
{
  for (const char *p = word; p != NULL && *p != '\0'; p++)
    if ((guchar) *p < 0x20 || *p == 0x7f || p - word > 200)
      {
        g_set_error_literal (error, SIYAQ_TRANSLATOR_ERROR, SIYAQ_TRANSLATOR_ERROR_FAILED, "the region or model is not a name");
        return FALSE;
      }
  return TRUE;
}

/* The host of an address, with the port where it names one: on one computer several servers may be. An
   address that may not be asked is a translator's error. */
static char *
check_host (const char *url,
            GError **error)
{
  g_autoptr (GError) local_error = NULL;
  g_autofree char *host = siyaq_http_check_url (url, &local_error);
  int port = -1;

  if (host == NULL)
    {
      g_set_error_literal (error, SIYAQ_TRANSLATOR_ERROR, SIYAQ_TRANSLATOR_ERROR_FAILED, local_error->message);
      return NULL;
    }
  g_uri_split_network (url, G_URI_FLAGS_NONE, NULL, NULL, &port, NULL);
  return port > 0 ? g_strdup_printf ("%s:%d", host, port) : g_steal_pointer (&host);
}

/**
 * siyaq_translator_remote_new:
 * @config: who is asked, and where
 * @keyring: (nullable): where its key is
 * @error: %SIYAQ_TRANSLATOR_ERROR_UNSUPPORTED for a provider that is not known,
 *   %SIYAQ_TRANSLATOR_ERROR_FAILED for an address that is not asked
 *
 * Nothing is sent and no key is read yet. Keep it as long as its configuration counts: it remembers
 * what was answered before a call failed, and how long the server wants to be left alone.
 *
 * Returns: (transfer full): the translator; a #SiyaqTranslatorRemote
 */
SiyaqTranslator *
siyaq_translator_remote_new (const SiyaqRemoteConfig *config,
                             SiyaqKeyring *keyring,
                             GError **error)
{
  SiyaqTranslatorRemoteClass *klass;
  SiyaqTranslatorRemote *self = NULL;
  SiyaqTranslatorRemotePrivate *priv;
  g_autofree char *host = NULL;
  gboolean is_own;

  g_return_val_if_fail (config != NULL, NULL);
  g_return_val_if_fail (keyring == NULL || SIYAQ_IS_KEYRING (keyring), NULL);

  klass = ref_class (config->provider, error);
  if (klass == NULL)
    return NULL;
  is_own = config->url == NULL || *config->url == '\0';
  host = check_host (is_own ? klass->own_url : config->url, error);
  if (host != NULL && check_word (config->region, error) && check_word (config->model, error))
    {
      self = g_object_new (G_TYPE_FROM_CLASS (klass), NULL);
      priv = PRIVATE (self);
      priv->url = g_strdup (is_own ? klass->own_url : config->url);
      priv->host = g_steal_pointer (&host);
      priv->region = config->region != NULL && *config->region != '\0' ? g_strdup (config->region) : NULL;
      priv->model = config->model != NULL && *config->model != '\0' ? g_strdup (config->model) : NULL;
      if (priv->model != NULL)
        priv->name = g_strdup_printf ("%s (%s)", priv->model, priv->host);
      else
        priv->name = g_strdup (is_own && klass->name != NULL ? klass->name : priv->host);
      priv->keyring = keyring != NULL ? g_object_ref (keyring) : NULL;
      priv->timeout_ms = MIN (config->timeout_s != 0 ? config->timeout_s : klass->timeout_s, 3600u) * 1000;
      priv->max_texts = klass->max_texts;
    }
  g_type_class_unref (klass);
  return (SiyaqTranslator *) self;
}

/**
 * siyaq_translator_remote_get_key_host:
 * @provider: "deepl", …
 * @url: (nullable): address of the server; %NULL is the provider's own
 * @error: as siyaq_translator_remote_new()
 *
 * Returns: (transfer full): the host by which the keyring keeps the key; also whom a text goes to
 */
char *
siyaq_translator_remote_get_key_host (const char *provider,
                                      const char *url,
                                      GError **error)
{
  SiyaqTranslatorRemoteClass *klass;
  char *host;

  g_return_val_if_fail (provider != NULL, NULL);

  klass = ref_class (provider, error);
  if (klass == NULL)
    return NULL;
  host = check_host (url != NULL && *url != '\0' ? url : klass->own_url, error);
  g_type_class_unref (klass);
  return host;
}

/**
 * siyaq_translator_remote_get_host:
 * @self: a translator
 *
 * Returns: (transfer none): whom texts go to
 */
const char *
siyaq_translator_remote_get_host (SiyaqTranslatorRemote *self)
{
  g_return_val_if_fail (SIYAQ_IS_TRANSLATOR_REMOTE (self), NULL);

  return PRIVATE (self)->host;
}

/**
 * siyaq_translator_remote_preview:
 * @self: a translator
 * @texts: (array zero-terminated=1): plain texts
 * @from: their language
 * @to: the language wanted
 *
 * Sends nothing, and asks for no key.
 *
 * Returns: (transfer full): the requests that these texts would make, for a person, without the key
 */
char *
siyaq_translator_remote_preview (SiyaqTranslatorRemote *self,
                                 const char *const *texts,
                                 const char *from,
                                 const char *to)
{
  g_autoptr (GPtrArray) cuts = NULL;
  g_autoptr (GPtrArray) open = g_ptr_array_new ();
  g_autoptr (GHashTable) pieces = NULL;
  GString *preview = g_string_new (NULL);
  SiyaqRemoteJob job;
  guint n;

  g_return_val_if_fail (SIYAQ_IS_TRANSLATOR_REMOTE (self), NULL);
  g_return_val_if_fail (texts != NULL, NULL);
  g_return_val_if_fail (from != NULL, NULL);
  g_return_val_if_fail (to != NULL, NULL);

  cuts = siyaq_remote_cut_texts (texts, SIYAQ_TRANSLATOR_REMOTE_GET_CLASS (self)->max_chars);
  g_mutex_lock (&PRIVATE (self)->lock);
  pieces = siyaq_remote_collect_pieces (cuts, PRIVATE (self)->kept, from, to, open);
  job = new_job (self, from, to, NULL);
  for (guint start = 0; start < open->len; start += n)
    {
      g_autoptr (SiyaqHttpRequest) request = NULL;

      n = siyaq_remote_job_count (&job, open, start);
      request = siyaq_remote_job_build (&job, open, start, n);
      g_string_append_printf (preview, "%s%s %s\n%s\n", start > 0 ? "\n" : "", siyaq_http_request_get_method (request),
                              siyaq_http_request_get_url (request), siyaq_http_request_get_body (request));
    }
  g_mutex_unlock (&PRIVATE (self)->lock);
  return g_string_free (preview, FALSE);
}

/**
 * siyaq_translator_remote_get_url:
 * @self: a translator
 *
 * Returns: (transfer none): address of the server, as it was given
 */
const char *
siyaq_translator_remote_get_url (SiyaqTranslatorRemote *self)
{
  return PRIVATE (self)->url;
}

/**
 * siyaq_translator_remote_get_region:
 * @self: a translator
 *
 * Returns: (transfer none) (nullable): region of the account
 */
const char *
siyaq_translator_remote_get_region (SiyaqTranslatorRemote *self)
{
  return PRIVATE (self)->region;
}

/**
 * siyaq_translator_remote_get_model:
 * @self: a translator
 *
 * Returns: (transfer none) (nullable): which model is asked
 */
const char *
siyaq_translator_remote_get_model (SiyaqTranslatorRemote *self)
{
  return PRIVATE (self)->model;
}

/**
 * siyaq_translator_remote_set_clock:
 * @self: a translator
 * @clock: what it waits by
 */
void
siyaq_translator_remote_set_clock (SiyaqTranslatorRemote *self,
                                   const SiyaqRemoteClock *clock)
{
  PRIVATE (self)->clock = *clock;
}

/**
 * siyaq_translator_remote_set_timeout_ms:
 * @self: a translator
 * @timeout_ms: how long one request may take
 */
void
siyaq_translator_remote_set_timeout_ms (SiyaqTranslatorRemote *self,
                                        guint timeout_ms)
{
  PRIVATE (self)->timeout_ms = timeout_ms;
}
