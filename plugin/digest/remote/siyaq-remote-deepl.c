/* SPDX-License-Identifier: GPL-2.0-or-later */
/* DeepL, version 2: POST /v2/translate {text: […], source_lang, target_lang} →
   {translations: [{text, detected_source_language}]}. Keys of free accounts end in :fx and have a
   server of their own. 456: the account is used up. */
#define G_LOG_DOMAIN "siyaq-remote"

#include "config.h"

#include "siyaq-remote-private.h"

#include <string.h>

/* 128 KiB are taken; the rest of the request and its head are well under one. */
#define MAX_REQUEST_BYTES (127u * 1024)

typedef struct
{
  SiyaqTranslatorRemote parent_instance;
} SiyaqRemoteDeepl;

typedef SiyaqTranslatorRemoteClass SiyaqRemoteDeeplClass;

G_DEFINE_TYPE (SiyaqRemoteDeepl, siyaq_remote_deepl, SIYAQ_TYPE_TRANSLATOR_REMOTE)

static const char own_url[] = "https://api.deepl.com";
static const char own_free_url[] = "https://api-free.deepl.com";

static void
add_language (JsonBuilder *builder,
              const char *name,
              const char *code,
              gboolean is_target)
{
  g_autofree char *upper = g_ascii_strup (code, -1);

  json_builder_set_member_name (builder, name);
  /* English without a country is deprecated as a target, and the only English there is as a source. */
  json_builder_add_string_value (builder, is_target && strcmp (upper, "EN") == 0 ? "EN-US" : upper);
}

static SiyaqHttpRequest *
build (SiyaqTranslatorRemote *translator,
       const char *const *texts,
       guint n,
       const char *from,
       const char *to,
       const char *key)
{
  const char *base = siyaq_translator_remote_get_url (translator);
  g_autofree char *url = NULL;
  SiyaqHttpRequest *request;
  JsonBuilder *builder = json_builder_new ();

  if (key != NULL && g_str_has_suffix (key, ":fx") && strcmp (base, own_url) == 0)
    base = own_free_url;
  url = siyaq_remote_join_url (base, "/v2/translate");
  request = siyaq_http_request_new ("POST", url);
  if (key != NULL)
    {
      char *value = g_strconcat ("DeepL-Auth-Key ", key, NULL);

      siyaq_http_request_add_header (request, "Authorization", value);
      siyaq_http_wipe (value);
    }
  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "text");
  siyaq_remote_add_texts (builder, texts, n);
  add_language (builder, "source_lang", from, FALSE);
  add_language (builder, "target_lang", to, TRUE);
  json_builder_end_object (builder);
  siyaq_http_request_take_body (request, "application/json", siyaq_remote_print (builder));
  return request;
}

static const char *
read_element (JsonNode *element)
{
  return siyaq_remote_json_string (siyaq_remote_json_find (element, "text", NULL));
}

static char **
parse (SiyaqTranslatorRemote *translator,
       JsonNode *root,
       const char *const *texts,
       guint n,
       GError **error)
{
  return siyaq_remote_read_list (siyaq_remote_json_find (root, "translations", NULL), n, read_element, error);
}

static const char *
complaint (JsonNode *root)
{
  return siyaq_remote_json_string (siyaq_remote_json_find (root, "message", NULL));
}

static SiyaqTranslatorError
classify (SiyaqTranslatorRemote *translator,
          guint status,
          JsonNode *root,
          SiyaqTranslatorError fallback)
{
  const char *said = complaint (root);

  if (status == 400 && said != NULL && strstr (said, "not supported") != NULL)
    return SIYAQ_TRANSLATOR_ERROR_UNSUPPORTED;
  return fallback;
}

static void
siyaq_remote_deepl_class_init (SiyaqRemoteDeeplClass *klass)
{
  klass->provider = "deepl";
  klass->own_url = own_url;
  klass->name = "deepl.com";
  klass->key_needed = TRUE;
  klass->max_texts = 50;
  klass->max_bytes = MAX_REQUEST_BYTES;
  /* A single text is cut where it could fill a request alone: a character has up to 3 bytes for each
     unit counted. */
  klass->max_chars = MAX_REQUEST_BYTES / 3;
  klass->timeout_s = 20;
  klass->build = build;
  klass->parse = parse;
  klass->classify = classify;
  klass->complaint = complaint;
}

static void
siyaq_remote_deepl_init (SiyaqRemoteDeepl *self)
{
}
