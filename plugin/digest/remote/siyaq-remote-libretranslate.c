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
  char *body = siyaq_remote_build_query (texts, n, from, to);

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
  const char *one = siyaq_remote_json_string (translated);

  /* Older servers answer one text with a text. */
  if (n == 1 && one != NULL)
    return g_strdupv ((char *[]) { (char *) one, NULL });
  return siyaq_remote_read_list (translated, n, siyaq_remote_json_string, error);
}

static SiyaqTranslatorError
classify (SiyaqTranslatorRemote *translator,
          guint status,
          JsonNode *root,
          SiyaqTranslatorError fallback)
{
  const char *said = siyaq_remote_complain_in_error (root);

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
  klass->complaint = siyaq_remote_complain_in_error;
}

static void
siyaq_remote_libretranslate_init (SiyaqRemoteLibretranslate *self)
{
}
