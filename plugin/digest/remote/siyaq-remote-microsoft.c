/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Microsoft Translator, version 3: POST /translate?api-version=3.0&from=…&to=… [{"Text": …}] →
   [{translations: [{text, to}]}]. An account that is not global belongs to a region, which a header
   names beside the key. */
#define G_LOG_DOMAIN "siyaq-remote"

#include "config.h"

#include "siyaq-remote-private.h"

typedef struct
{
  SiyaqTranslatorRemote parent_instance;
} SiyaqRemoteMicrosoft;

typedef SiyaqTranslatorRemoteClass SiyaqRemoteMicrosoftClass;

G_DEFINE_TYPE (SiyaqRemoteMicrosoft, siyaq_remote_microsoft, SIYAQ_TYPE_TRANSLATOR_REMOTE)

/* Codes of errors that say more than their status. */
#define CODE_UNKNOWN_SOURCE 400035
#define CODE_UNKNOWN_TARGET 400036
#define CODE_QUOTA 403001

static SiyaqHttpRequest *
build (SiyaqTranslatorRemote *translator,
       const char *const *texts,
       guint n,
       const char *from,
       const char *to,
       const char *key)
{
  g_autofree char *url = siyaq_remote_join_url (siyaq_translator_remote_get_url (translator), "/translate");
  g_autofree char *full = g_strdup_printf ("%s?api-version=3.0&from=%s&to=%s", url, from, to);
  SiyaqHttpRequest *request = siyaq_http_request_new ("POST", full);
  JsonBuilder *builder = json_builder_new ();

  if (key != NULL)
    siyaq_http_request_add_header (request, "Ocp-Apim-Subscription-Key", key);
  if (siyaq_translator_remote_get_region (translator) != NULL)
    siyaq_http_request_add_header (request, "Ocp-Apim-Subscription-Region", siyaq_translator_remote_get_region (translator));
  json_builder_begin_array (builder);
  for (guint i = 0; i < n; i++)
    {
      json_builder_begin_object (builder);
      json_builder_set_member_name (builder, "Text");
      json_builder_add_string_value (builder, texts[i]);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
  siyaq_http_request_take_body (request, "application/json; charset=UTF-8", siyaq_remote_print (builder));
  return request;
}

static const char *
read_element (JsonNode *element)
{
  JsonNode *translations = siyaq_remote_json_find (element, "translations", NULL);

  return siyaq_remote_json_string (siyaq_remote_json_find (siyaq_remote_json_at (translations, 0), "text", NULL));
}

static char **
parse (SiyaqTranslatorRemote *translator,
       JsonNode *root,
       const char *const *texts,
       guint n,
       GError **error)
{
  return siyaq_remote_read_list (root, n, read_element, error);
}

static SiyaqTranslatorError
classify (SiyaqTranslatorRemote *translator,
          guint status,
          JsonNode *root,
          SiyaqTranslatorError fallback)
{
  switch (siyaq_remote_json_int (siyaq_remote_json_find (root, "error", "code", NULL), 0))
    {
    case CODE_UNKNOWN_SOURCE:
    case CODE_UNKNOWN_TARGET:
      return SIYAQ_TRANSLATOR_ERROR_UNSUPPORTED;
    case CODE_QUOTA:
      return SIYAQ_TRANSLATOR_ERROR_QUOTA;
    default:
      return fallback;
    }
}

static void
siyaq_remote_microsoft_class_init (SiyaqRemoteMicrosoftClass *klass)
{
  klass->provider = "microsoft";
  klass->own_url = "https://api.cognitive.microsofttranslator.com";
  klass->name = "microsoft.com";
  klass->key_needed = TRUE;
  klass->max_texts = 1000;
  klass->max_chars = 50000;
  klass->timeout_s = 20;
  klass->build = build;
  klass->parse = parse;
  klass->classify = classify;
  klass->complaint = siyaq_remote_complain_in_error;
}

static void
siyaq_remote_microsoft_init (SiyaqRemoteMicrosoft *self)
{
}
