/* SPDX-License-Identifier: GPL-2.0-or-later */
/* LibreTranslate, a server of one's own or a hosted one:
   POST /translate {q: […], source, target, format: "text", api_key?} → {translatedText: […]}.
   A limit of length is a 400 there, told from other mistakes by its words alone; the batch is halved
   then as it is for a 413. */
#define G_LOG_DOMAIN "siyaq-remote"

#include "config.h"

#include "siyaq-remote-private.h"

#include <string.h>

typedef struct
{
  SiyaqTranslatorRemote parent_instance;
} SiyaqRemoteLibretranslate;

typedef SiyaqTranslatorRemoteClass SiyaqRemoteLibretranslateClass;

G_DEFINE_TYPE (SiyaqRemoteLibretranslate, siyaq_remote_libretranslate, SIYAQ_TYPE_TRANSLATOR_REMOTE)

static SiyaqHttpRequest *
build (SiyaqTranslatorRemote *translator,
       const char *const *texts,
       guint n,
       const char *from,
       const char *to,
       const char *key)
{
  g_autofree char *url = siyaq_remote_join_url (siyaq_translator_remote_get_url (translator), "/translate");
  SiyaqHttpRequest *request = siyaq_http_request_new ("POST", url);
  JsonBuilder *builder = json_builder_new ();
  char *body;

  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "q");
  json_builder_begin_array (builder);
  siyaq_remote_add_texts (builder, texts, n);
  json_builder_end_array (builder);
  json_builder_set_member_name (builder, "source");
  json_builder_add_string_value (builder, from);
  json_builder_set_member_name (builder, "target");
  json_builder_add_string_value (builder, to);
  json_builder_set_member_name (builder, "format");
  json_builder_add_string_value (builder, "text");
  json_builder_end_object (builder);
  body = siyaq_remote_print (builder);
  if (key != NULL)
    body = siyaq_remote_json_add_secret (body, "api_key", key);
  siyaq_http_request_take_body (request, "application/json", body);
  return request;
}

static char **
parse (SiyaqTranslatorRemote *translator,
       JsonNode *root,
       const char *const *texts,
       guint n,
       GError **error)
{
  JsonNode *translated = siyaq_remote_json_find (root, "translatedText", NULL);
  g_autoptr (GStrvBuilder) answers = g_strv_builder_new ();

  /* Older servers answer one text with a text. */
  if (n == 1 && siyaq_remote_json_string (translated) != NULL)
    g_strv_builder_add (answers, siyaq_remote_json_string (translated));
  else if (translated == NULL || !JSON_NODE_HOLDS_ARRAY (translated) ||
           json_array_get_length (json_node_get_array (translated)) != n)
    {
      siyaq_remote_set_bad_answer (error, "the answer has not one translation for each text");
      return NULL;
    }
  else
    for (guint i = 0; i < n; i++)
      {
        const char *answer = siyaq_remote_json_string (siyaq_remote_json_at (translated, i));

        g_strv_builder_add (answers, answer != NULL ? answer : "");
      }
  return g_strv_builder_end (answers);
}

static const char *
complaint (JsonNode *root)
{
  return siyaq_remote_json_string (siyaq_remote_json_find (root, "error", NULL));
}

static SiyaqTranslatorError
classify (SiyaqTranslatorRemote *translator,
          guint status,
          JsonNode *root,
          SiyaqTranslatorError fallback)
{
  const char *said = complaint (root);

  if (status != 400 || said == NULL)
    return fallback;
  if (strstr (said, "exceeds") != NULL)
    return SIYAQ_TRANSLATOR_ERROR_TOO_LARGE;
  if (strstr (said, "not supported") != NULL)
    return SIYAQ_TRANSLATOR_ERROR_UNSUPPORTED;
  return fallback;
}

static void
siyaq_remote_libretranslate_class_init (SiyaqRemoteLibretranslateClass *klass)
{
  klass->provider = "libretranslate";
  klass->own_url = "https://libretranslate.com";
  klass->name = "libretranslate.com";
  klass->max_texts = 50;
  /* A small machine takes half a minute for this much. */
  klass->max_chars = 10000;
  klass->timeout_s = 40;
  klass->build = build;
  klass->parse = parse;
  klass->classify = classify;
  klass->complaint = complaint;
}

static void
siyaq_remote_libretranslate_init (SiyaqRemoteLibretranslate *self)
{
}
