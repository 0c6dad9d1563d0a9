/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Google Cloud Translation, version 2: POST /language/translate/v2?key=K {q: […], source, target,
   format: "text"} → {data: {translations: [{translatedText}]}}. The key stands in the address, which
   is why addresses with it are made in one place only and never shown. */
#define G_LOG_DOMAIN "siyaq-remote"

#include "config.h"

#include "siyaq-remote-private.h"

#include <string.h>

typedef struct
{
  SiyaqTranslatorRemote parent_instance;
} SiyaqRemoteGoogle;

typedef SiyaqTranslatorRemoteClass SiyaqRemoteGoogleClass;

G_DEFINE_TYPE (SiyaqRemoteGoogle, siyaq_remote_google, SIYAQ_TYPE_TRANSLATOR_REMOTE)

static SiyaqHttpRequest *
build (SiyaqTranslatorRemote *translator,
       const char *const *texts,
       guint n,
       const char *from,
       const char *to,
       const char *key)
{
  g_autofree char *url = siyaq_remote_join_url (siyaq_translator_remote_get_url (translator), "/language/translate/v2");
  SiyaqHttpRequest *request = siyaq_http_request_new ("POST", url);

  if (key != NULL)
    siyaq_http_request_add_secret_query (request, "key", key);
  siyaq_http_request_take_body (request, "application/json", siyaq_remote_build_query (texts, n, from, to));
  return request;
}

static const char *
read_element (JsonNode *element)
{
  return siyaq_remote_json_string (siyaq_remote_json_find (element, "translatedText", NULL));
}

static char **
parse (SiyaqTranslatorRemote *translator,
       JsonNode *root,
       const char *const *texts,
       guint n,
       GError **error)
{
  char **answers = siyaq_remote_read_list (siyaq_remote_json_find (root, "data", "translations", NULL), n, read_element, error);

  /* Entities come at times though text was asked for; a text that speaks of them keeps them. */
  for (guint i = 0; answers != NULL && i < n; i++)
    if (strchr (texts[i], '&') == NULL)
      {
        g_autofree char *escaped = answers[i];

        answers[i] = siyaq_remote_unescape_entities (escaped);
      }
  return answers;
}

static SiyaqTranslatorError
classify (SiyaqTranslatorRemote *translator,
          guint status,
          JsonNode *root,
          SiyaqTranslatorError fallback)
{
  const char *reason = siyaq_remote_json_string (
    siyaq_remote_json_find (siyaq_remote_json_at (siyaq_remote_json_find (root, "error", "errors", NULL), 0), "reason", NULL));
  const char *said = siyaq_remote_complain_in_error (root);

  if (status == 400 && said != NULL && strstr (said, "API key") != NULL)
    return SIYAQ_TRANSLATOR_ERROR_AUTH;
  if (reason == NULL)
    return fallback;
  if (strcmp (reason, "dailyLimitExceeded") == 0 || strcmp (reason, "quotaExceeded") == 0)
    return SIYAQ_TRANSLATOR_ERROR_QUOTA;
  if (strcmp (reason, "rateLimitExceeded") == 0 || strcmp (reason, "userRateLimitExceeded") == 0)
    return SIYAQ_TRANSLATOR_ERROR_RATE_LIMITED;
  return fallback;
}

static void
siyaq_remote_google_class_init (SiyaqRemoteGoogleClass *klass)
{
  klass->provider = "google";
  klass->own_url = "https://translation.googleapis.com";
  klass->name = "google.com";
  klass->key_needed = TRUE;
  klass->max_texts = 128;
  /* 30,000 code points are taken in a request. */
  klass->max_chars = 30000;
  klass->timeout_s = 20;
  klass->build = build;
  klass->parse = parse;
  klass->classify = classify;
  klass->complaint = siyaq_remote_complain_in_error;
}

static void
siyaq_remote_google_init (SiyaqRemoteGoogle *self)
{
}
