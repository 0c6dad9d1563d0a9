/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What a provider is to the base class, and the clock that tests bring. */
#pragma once

#include "siyaq-http.h"
#include "siyaq-remote-json.h"
#include "siyaq-translator-remote.h"

G_BEGIN_DECLS

/**
 * SiyaqTranslatorRemoteClass:
 * @provider: the name in the settings
 * @own_url: the address where none is given
 * @name: (nullable): who translates, as a person reads it; %NULL is the host
 * @key_needed: whether there is no translation without a key
 * @max_texts: texts in a request
 * @max_bytes: bytes of texts in a request, as JSON; 0 for no limit
 * @max_chars: characters of texts in a request; 0 for no limit
 * @timeout_s: how long one request may take
 * @one_by_one: whether texts whose answer cannot be read together are asked for one at a time
 * @build: the request for texts; @key is %NULL where there is none or it must not be seen
 * @parse: one translation for each of @n texts, or a #SiyaqTranslatorError
 * @classify: (nullable): what a status other than 200 means, where that is not the usual;
 *   @fallback is the usual
 * @adapt: (nullable): whether the next request is built another way because of this refusal, so that it
 *   may go out again
 * @complaint: (nullable): what the server says about it, for a person
 */
struct _SiyaqTranslatorRemoteClass
{
  GObjectClass parent_class;

  const char *provider;
  const char *own_url;
  const char *name;
  gboolean key_needed;
  guint max_texts;
  gsize max_bytes;
  gsize max_chars;
  guint timeout_s;
  gboolean one_by_one;

  SiyaqHttpRequest *(*build) (SiyaqTranslatorRemote *self, const char *const *texts, guint n, const char *from, const char *to, const char *key);
  char **(*parse) (SiyaqTranslatorRemote *self, JsonNode *root, const char *const *texts, guint n, GError **error);
  SiyaqTranslatorError (*classify) (SiyaqTranslatorRemote *self, guint status, JsonNode *root, SiyaqTranslatorError fallback);
  gboolean (*adapt) (SiyaqTranslatorRemote *self, guint status, JsonNode *root);
  const char *(*complaint) (JsonNode *root);
};

/**
 * SiyaqRemoteClock:
 * @now_s: seconds since 1970 UTC
 * @wait: waits, and says whether nobody cancelled
 * @data: for both
 *
 * The time by which is waited for a server; tests bring their own.
 */
typedef struct
{
  gint64 (*now_s) (gpointer data);
  gboolean (*wait) (guint ms, GCancellable *cancellable, gpointer data);
  gpointer data;
} SiyaqRemoteClock;

/**
 * SiyaqRemotePiece:
 * @text: what is sent: a text, or a part of a long one, without blanks around it
 * @answer: (nullable): its translation
 */
typedef struct
{
  char *text;
  char *answer;
} SiyaqRemotePiece;

/**
 * SiyaqRemoteJob:
 * @translator: who is asked
 * @http: the way to it
 * @from: the language of the texts
 * @to: the language wanted
 * @key: (nullable): for this job alone
 * @timeout_ms: how long one request may take
 * @clock: to wait by
 * @max_texts: texts in a request; comes down when the server says that a request was too large
 * @waits: how often the job has waited for the server
 *
 * One call of translate on its way to the server.
 */
typedef struct
{
  SiyaqTranslatorRemote *translator;
  SiyaqHttp *http;
  const char *from;
  const char *to;
  const char *key;
  guint timeout_ms;
  const SiyaqRemoteClock *clock;
  guint max_texts;
  guint waits;
} SiyaqRemoteJob;

gboolean siyaq_remote_job_run (SiyaqRemoteJob *self, GPtrArray *pieces, GCancellable *cancellable, GError **error);
guint siyaq_remote_job_count (const SiyaqRemoteJob *self, GPtrArray *pieces, guint start);
SiyaqHttpRequest *siyaq_remote_job_build (const SiyaqRemoteJob *self, GPtrArray *pieces, guint start, guint n);

extern const SiyaqRemoteClock siyaq_remote_clock;

const char *siyaq_translator_remote_get_url (SiyaqTranslatorRemote *self);
const char *siyaq_translator_remote_get_region (SiyaqTranslatorRemote *self);
const char *siyaq_translator_remote_get_model (SiyaqTranslatorRemote *self);
void siyaq_translator_remote_set_clock (SiyaqTranslatorRemote *self, const SiyaqRemoteClock *clock);
void siyaq_translator_remote_set_timeout_ms (SiyaqTranslatorRemote *self, guint timeout_ms);

GPtrArray *siyaq_remote_cut_texts (const char *const *texts, gsize max_chars);
GHashTable *siyaq_remote_collect_pieces (GPtrArray *cuts, GHashTable *kept, const char *from, const char *to, GPtrArray *ret_open);
char *siyaq_remote_assemble (GPtrArray *cut, GHashTable *pieces);
void siyaq_remote_keep_answers (GHashTable *kept, GPtrArray *open, const char *from, const char *to);

GPtrArray *siyaq_remote_split (const char *text, gsize max_chars);
gsize siyaq_remote_count_chars (const char *text);
char *siyaq_remote_clean_complaint (const char *complaint, const char *key);
char *siyaq_remote_unescape_entities (const char *text);
char *siyaq_remote_join_url (const char *base, const char *path);
/* The translation in an element of an answer; NULL where there is none. */
typedef const char *(*SiyaqRemoteRead) (JsonNode *element);

void siyaq_remote_add_texts (JsonBuilder *builder, const char *const *texts, guint n);
char *siyaq_remote_print (JsonBuilder *builder);
char *siyaq_remote_build_query (const char *const *texts, guint n, const char *from, const char *to);
char **siyaq_remote_read_list (JsonNode *array, guint n, SiyaqRemoteRead read, GError **error);
void siyaq_remote_set_bad_answer (GError **error, const char *message);
const char *siyaq_remote_complain_in_error (JsonNode *root);

GType siyaq_remote_libretranslate_get_type (void);
GType siyaq_remote_deepl_get_type (void);
GType siyaq_remote_google_get_type (void);
GType siyaq_remote_microsoft_get_type (void);
GType siyaq_remote_openai_get_type (void);

G_END_DECLS
