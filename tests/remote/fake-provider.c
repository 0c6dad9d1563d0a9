/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Servers that keep the contracts of the providers and check that the requests do: path, key, languages,
   shape. They count how often each text was answered, so that a test can tell what was sent twice. */
#include "config.h"

#include "fake-provider.h"

#include <string.h>

static void
complain (FakeProvider *self,
          const char *what)
{
  g_string_append_printf (self->problems, "%s; ", what);
}

static void
expect (FakeProvider *self,
        const char *what,
        const char *is,
        const char *wanted)
{
  if (g_strcmp0 (is, wanted) != 0)
    g_string_append_printf (self->problems, "%s is %s, not %s; ", what, is, wanted);
}

/**
 * fake_provider_translate:
 * @text: a text
 *
 * Returns: (transfer full): what the servers make of it
 */
char *
fake_provider_translate (const char *text)
{
  return g_strdup_printf ("it's «%s»", text);
}

static gboolean
has_key (FakeProvider *self,
         const FakeRequest *request,
         JsonNode *root)
{
  g_autofree char *bearer = NULL;

  if (strcmp (self->provider, "deepl") == 0)
    return g_strcmp0 (fake_request_get_header (request, "authorization"), "DeepL-Auth-Key " FAKE_KEY) == 0;
  if (strcmp (self->provider, "openai") == 0)
    return g_strcmp0 (fake_request_get_header (request, "authorization"), "Bearer " FAKE_KEY) == 0;
  if (strcmp (self->provider, "microsoft") == 0)
    return g_strcmp0 (fake_request_get_header (request, "ocp-apim-subscription-key"), FAKE_KEY) == 0;
  if (strcmp (self->provider, "libretranslate") == 0)
    return g_strcmp0 (siyaq_remote_json_string (siyaq_remote_json_find (root, "api_key", NULL)), FAKE_KEY) == 0;
  bearer = g_uri_escape_string (FAKE_KEY, NULL, FALSE);
  return strstr (request->path, "?key=") != NULL && strcmp (strstr (request->path, "?key=") + 5, bearer) == 0;
}

static void
check_shape (FakeProvider *self,
             const FakeRequest *request,
             JsonNode *root)
{
  const char *from = siyaq_remote_json_string (siyaq_remote_json_find (root, "source", NULL));
  const char *to = siyaq_remote_json_string (siyaq_remote_json_find (root, "target", NULL));
  g_autofree char *path = g_strndup (request->path, strcspn (request->path, "?"));

  expect (self, "method", request->method, "POST");
  if (g_strcmp0 (fake_request_get_header (request, "content-type"), "application/json") != 0 &&
      g_strcmp0 (fake_request_get_header (request, "content-type"), "application/json; charset=UTF-8") != 0)
    complain (self, "content type");
  if (strcmp (self->provider, "libretranslate") == 0 || strcmp (self->provider, "google") == 0)
    {
      expect (self, "source", from, "ar");
      expect (self, "target", to, "en");
      expect (self, "format", siyaq_remote_json_string (siyaq_remote_json_find (root, "format", NULL)), "text");
      expect (self, "path", path, strcmp (self->provider, "google") == 0 ? "/language/translate/v2" : "/translate");
    }
  else if (strcmp (self->provider, "deepl") == 0)
    {
      expect (self, "source_lang", siyaq_remote_json_string (siyaq_remote_json_find (root, "source_lang", NULL)), "AR");
      expect (self, "target_lang", siyaq_remote_json_string (siyaq_remote_json_find (root, "target_lang", NULL)), "EN-US");
      expect (self, "path", path, "/v2/translate");
    }
  else if (strcmp (self->provider, "microsoft") == 0)
    expect (self, "path", request->path, "/translate?api-version=3.0&from=ar&to=en");
  else
    {
      expect (self, "path", path, "/v1/chat/completions");
      if (siyaq_remote_json_int (siyaq_remote_json_find (root, "temperature", NULL), -1) != 0)
        complain (self, "temperature");
    }
}

static char *
read_text (FakeProvider *self,
           JsonNode *node)
{
  if (strcmp (self->provider, "microsoft") == 0)
    node = siyaq_remote_json_find (node, "Text", NULL);
  return g_strdup (siyaq_remote_json_string (node));
}

/* The texts of a request, whatever they are wrapped in. */
static GPtrArray *
read_texts (FakeProvider *self,
            JsonNode *root)
{
  GPtrArray *texts = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (JsonNode) inner = NULL;
  JsonNode *array = root;

  if (strcmp (self->provider, "libretranslate") == 0 || strcmp (self->provider, "google") == 0)
    array = siyaq_remote_json_find (root, "q", NULL);
  else if (strcmp (self->provider, "deepl") == 0)
    array = siyaq_remote_json_find (root, "text", NULL);
  else if (strcmp (self->provider, "openai") == 0)
    {
      const char *content = siyaq_remote_json_string (
        siyaq_remote_json_find (siyaq_remote_json_at (siyaq_remote_json_find (root, "messages", NULL), 1), "content", NULL));

      inner = content != NULL ? siyaq_remote_json_parse (content, strlen (content), NULL) : NULL;
      array = inner;
    }
  for (guint i = 0; siyaq_remote_json_at (array, i) != NULL; i++)
    {
      char *text = read_text (self, siyaq_remote_json_at (array, i));

      if (text == NULL)
        complain (self, "a text is no string");
      else
        g_ptr_array_add (texts, text);
    }
  if (texts->len == 0)
    complain (self, "no texts");
  return texts;
}

static char *
quote (const char *text)
{
  g_autoptr (JsonNode) node = json_node_init_string (json_node_alloc (), text);

  return json_to_string (node, FALSE);
}

static char *
answer_text (FakeProvider *self,
             const char *text)
{
  g_autofree char *translated = fake_provider_translate (text);
  g_autoptr (GString) string = g_string_new (translated);

  if (self->entities)
    g_string_replace (string, "'", "&#39;", 0);
  return quote (string->str);
}

static char *
wrap_openai (FakeProvider *self,
             const char *array,
             guint n)
{
  g_autofree char *content = NULL, *quoted = NULL;

  if (self->style == FENCED)
    content = g_strdup_printf ("Here you are:\n```json\n%s\n```\nGood luck!", array);
  else if (self->style == THINKING)
    content = g_strdup_printf ("<think>\nA list [1, 2] ```of``` things.\n</think>\n\n%s", array);
  else if (self->style == OBJECT)
    content = g_strdup_printf ("{\"translations\": %s}", array);
  else if (self->style == MISCOUNTS && n > 1)
    content = g_strdup ("[\"all of it in one\"]");
  else if (self->style == BARE && n == 1)
    {
      g_autoptr (JsonNode) node = siyaq_remote_json_parse (array, strlen (array), NULL);

      content = g_strdup (siyaq_remote_json_string (siyaq_remote_json_at (node, 0)));
    }
  else if (self->style == BARE)
    content = g_strdup ("I cannot make arrays.");
  else
    content = g_strdup (array);
  quoted = quote (content);
  return g_strdup_printf ("{\"choices\": [{\"index\": 0, \"finish_reason\": \"stop\", \"message\": {\"role\": \"assistant\", \"content\": %s}}]}", quoted);
}

static char *
make_answer (FakeProvider *self,
             GPtrArray *texts)
{
  g_autoptr (GString) array = g_string_new ("[");

  for (guint i = 0; i < texts->len; i++)
    {
      g_autofree char *answer = answer_text (self, g_ptr_array_index (texts, i));
      const char *comma = i > 0 ? ", " : "";

      if (strcmp (self->provider, "deepl") == 0)
        g_string_append_printf (array, "%s{\"detected_source_language\": \"AR\", \"text\": %s}", comma, answer);
      else if (strcmp (self->provider, "google") == 0)
        g_string_append_printf (array, "%s{\"translatedText\": %s}", comma, answer);
      else if (strcmp (self->provider, "microsoft") == 0)
        g_string_append_printf (array, "%s{\"translations\": [{\"text\": %s, \"to\": \"en\"}]}", comma, answer);
      else
        g_string_append_printf (array, "%s%s", comma, answer);
    }
  g_string_append_c (array, ']');
  if (strcmp (self->provider, "deepl") == 0)
    return g_strdup_printf ("{\"translations\": %s}", array->str);
  if (strcmp (self->provider, "google") == 0)
    return g_strdup_printf ("{\"data\": {\"translations\": %s}}", array->str);
  if (strcmp (self->provider, "libretranslate") == 0)
    return g_strdup_printf ("{\"translatedText\": %s}", array->str);
  if (strcmp (self->provider, "openai") == 0)
    return wrap_openai (self, array->str, texts->len);
  return g_strdup (array->str);
}

static void
count_answered (FakeProvider *self,
                GPtrArray *texts)
{
  for (guint i = 0; i < texts->len; i++)
    {
      const char *text = g_ptr_array_index (texts, i);
      guint n = GPOINTER_TO_UINT (g_hash_table_lookup (self->counts, text));

      g_hash_table_replace (self->counts, g_strdup (text), GUINT_TO_POINTER (n + 1));
    }
}

static void
handle (const FakeRequest *request,
        FakeReply *reply,
        gpointer data)
{
  FakeProvider *self = data;
  g_autoptr (JsonNode) root = siyaq_remote_json_parse (request->body, strlen (request->body), NULL);
  g_autoptr (GPtrArray) texts = NULL;
  FakeReply *fault;

  g_free (self->last_path);
  self->last_path = g_strdup (request->path);
  g_free (self->last_region);
  self->last_region = g_strdup (fake_request_get_header (request, "ocp-apim-subscription-region"));
  self->largest_bytes = MAX (self->largest_bytes, strlen (request->body));
  fault = g_queue_pop_head (&self->faults);
  if (fault != NULL)
    {
      *reply = *fault;
      g_free (fault);
      return;
    }
  if (root == NULL)
    complain (self, "not JSON");
  check_shape (self, request, root);
  texts = read_texts (self, root);
  self->largest_texts = MAX (self->largest_texts, texts->len);
  if (!has_key (self, request, root))
    fake_reply_take_body (reply, 403, g_strdup ("{\"error\": {\"message\": \"no key\"}}"));
  else if (self->refuse_over > 0 && texts->len > self->refuse_over)
    fake_reply_take_body (reply, 413, g_strdup ("{}"));
  else if (self->fail_after > 0 && self->good >= self->fail_after)
    fake_reply_take_body (reply, 456, g_strdup ("{}"));
  else
    {
      self->good++;
      if (self->style != MISCOUNTS && self->style != BARE)
        count_answered (self, texts);
      else if (texts->len == 1)
        count_answered (self, texts);
      fake_reply_take_body (reply, 200, make_answer (self, texts));
    }
}

/**
 * fake_provider_new:
 * @provider: "libretranslate", "deepl", "google", "microsoft" or "openai"
 *
 * Returns: (transfer full): a server that keeps its contract, and wants %FAKE_KEY
 */
FakeProvider *
fake_provider_new (const char *provider)
{
  FakeProvider *self = g_new0 (FakeProvider, 1);

  self->provider = provider;
  g_queue_init (&self->faults);
  self->counts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->problems = g_string_new (NULL);
  self->server = fake_server_new (handle, self);
  return self;
}

/**
 * fake_provider_free:
 * @self: (transfer full): a server
 */
void
fake_provider_free (FakeProvider *self)
{
  FakeReply *fault;

  fake_server_free (self->server);
  while ((fault = g_queue_pop_head (&self->faults)) != NULL)
    {
      g_free (fault->headers);
      g_free (fault->body);
      g_free (fault);
    }
  g_hash_table_unref (self->counts);
  g_string_free (self->problems, TRUE);
  g_free (self->last_path);
  g_free (self->last_region);
  g_free (self);
}

/**
 * fake_provider_add_fault:
 * @self: a server
 * @status: what the next request gets, after the faults added before
 * @headers: (nullable): more lines of the head
 * @body: (nullable): the body
 *
 * Returns: (transfer none): the reply, until it is sent
 */
FakeReply *
fake_provider_add_fault (FakeProvider *self,
                         guint status,
                         const char *headers,
                         const char *body)
{
  FakeReply *fault = g_new0 (FakeReply, 1);

  fault->stop_after = -1;
  fake_reply_take_body (fault, status, g_strdup (body != NULL ? body : ""));
  fault->headers = g_strdup (headers);
  g_queue_push_tail (&self->faults, fault);
  return fault;
}

/**
 * fake_provider_get_most:
 * @self: a server
 *
 * Returns: how often the text was answered that was answered most
 */
guint
fake_provider_get_most (FakeProvider *self)
{
  GHashTableIter iter;
  gpointer n;
  guint most = 0;

  g_hash_table_iter_init (&iter, self->counts);
  while (g_hash_table_iter_next (&iter, NULL, &n))
    most = MAX (most, GPOINTER_TO_UINT (n));
  return most;
}

/**
 * fake_provider_get_answered:
 * @self: a server
 *
 * Returns: how many different texts were answered
 */
guint
fake_provider_get_answered (FakeProvider *self)
{
  return g_hash_table_size (self->counts);
}

struct _FakeKeyring
{
  SiyaqKeyring parent_instance;

  char *key;
  gboolean locked;
  guint lookups;
};

G_DEFINE_FINAL_TYPE (FakeKeyring, fake_keyring, SIYAQ_TYPE_KEYRING)

static char *
fake_keyring_lookup (SiyaqKeyring *keyring,
                     const char *provider,
                     const char *host,
                     GCancellable *cancellable,
                     GError **error)
{
  FakeKeyring *self = FAKE_KEYRING (keyring);

  self->lookups++;
  if (self->locked)
    g_set_error_literal (error, SIYAQ_TRANSLATOR_ERROR, SIYAQ_TRANSLATOR_ERROR_LOCKED, "locked");
  return self->locked ? NULL : g_strdup (self->key);
}

static void
fake_keyring_finalize (GObject *object)
{
  g_free (FAKE_KEYRING (object)->key);

  G_OBJECT_CLASS (fake_keyring_parent_class)->finalize (object);
}

static void
fake_keyring_class_init (FakeKeyringClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = fake_keyring_finalize;
  SIYAQ_KEYRING_CLASS (klass)->lookup = fake_keyring_lookup;
}

static void
fake_keyring_init (FakeKeyring *self)
{
}

/**
 * fake_keyring_new:
 * @key: (nullable): the key for everybody
 *
 * Returns: (transfer full): a keyring
 */
FakeKeyring *
fake_keyring_new (const char *key)
{
  FakeKeyring *self = g_object_new (FAKE_TYPE_KEYRING, NULL);

  self->key = g_strdup (key);
  return self;
}

/**
 * fake_keyring_lock:
 * @self: a keyring
 */
void
fake_keyring_lock (FakeKeyring *self)
{
  self->locked = TRUE;
}

/**
 * fake_keyring_get_lookups:
 * @self: a keyring
 *
 * Returns: how often it was asked
 */
guint
fake_keyring_get_lookups (FakeKeyring *self)
{
  return self->lookups;
}

static gint64
fake_now_s (gpointer data)
{
  return ((FakeClock *) data)->now_ms / 1000;
}

static gboolean
fake_wait (guint ms,
           GCancellable *cancellable,
           gpointer data)
{
  FakeClock *self = data;

  self->now_ms += ms;
  self->waited_ms += ms;
  return !g_cancellable_is_cancelled (cancellable);
}

/**
 * fake_clock_get:
 * @self: a clock on which waiting takes no time
 *
 * Returns: it, for a translator
 */
SiyaqRemoteClock
fake_clock_get (FakeClock *self)
{
  return (SiyaqRemoteClock) { fake_now_s, fake_wait, self };
}
