/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The pipeline: an item goes through clean, tag, story and digest, and into the store. Used from one thread. */
#pragma once

#include "siyaq-annotation.h"
#include "siyaq-cleaner.h"
#include "siyaq-digest-queue.h"
#include "siyaq-digester.h"
#include "siyaq-settings.h"
#include "siyaq-store.h"
#include "siyaq-story-index.h"
#include "siyaq-tagger.h"

G_BEGIN_DECLS

#define SIYAQ_ENGINE_ERROR (siyaq_engine_error_quark ())
GQuark siyaq_engine_error_quark (void);

/**
 * SiyaqEngineError:
 * @SIYAQ_ENGINE_ERROR_UNKNOWN_ITEM: there is no such item in the store
 * @SIYAQ_ENGINE_ERROR_NO_SOURCE: the item's document is not kept
 * @SIYAQ_ENGINE_ERROR_INVALID: the request makes no sense
 */
typedef enum
{
  SIYAQ_ENGINE_ERROR_UNKNOWN_ITEM,
  SIYAQ_ENGINE_ERROR_NO_SOURCE,
  SIYAQ_ENGINE_ERROR_INVALID,
} SiyaqEngineError;

/* Items of a document that are looked at; a document of more passes through: no feed that people
   read has a thousand. */
#define SIYAQ_ENGINE_MAX_DOCUMENT_ITEMS 10000u
/* Time for a document, under the ten seconds after which its filter gives up. */
#define SIYAQ_ENGINE_DOCUMENT_MS 7000

#define SIYAQ_TYPE_ENGINE (siyaq_engine_get_type ())
G_DECLARE_FINAL_TYPE (SiyaqEngine, siyaq_engine, SIYAQ, ENGINE, GObject)

SiyaqEngine *siyaq_engine_new (SiyaqStore *store, const SiyaqSettings *settings, GError **error);
gboolean siyaq_engine_load_step (SiyaqEngine *self);
void siyaq_engine_set_settings (SiyaqEngine *self, const SiyaqSettings *settings);
/* Called between the items of a long job, where others may use the engine. */
void siyaq_engine_set_pause (SiyaqEngine *self, GFunc pause, gpointer user_data);

SiyaqCleaner *siyaq_engine_get_cleaner (SiyaqEngine *self);
SiyaqTagger *siyaq_engine_get_tagger (SiyaqEngine *self);
SiyaqDigester *siyaq_engine_get_digester (SiyaqEngine *self);
SiyaqStore *siyaq_engine_get_store (SiyaqEngine *self);
const char *siyaq_engine_get_problem (SiyaqEngine *self);
gint64 siyaq_engine_get_stages_us (SiyaqEngine *self);

/* Names of the feed in the reader, its title and its address; title and url nullable. */
typedef struct
{
  const char *id;
  const char *title;
  const char *url;
} SiyaqFeedName;

void siyaq_engine_name_feed (SiyaqEngine *self, const SiyaqFeedName *feed);
void siyaq_engine_observe (SiyaqEngine *self, SiyaqItem *item);
SiyaqAnnotation *siyaq_engine_annotate (SiyaqEngine *self, SiyaqItem *item, GCancellable *cancellable,
                                        GError **error);

GBytes *siyaq_engine_filter (SiyaqEngine *self, GBytes *document, const SiyaqFeedName *feed, guint *ret_held,
                             char **ret_log);

/* An item as the reader has it: id is the item's own in its feed. */
char *siyaq_engine_card (SiyaqEngine *self, SiyaqItem *item, const char *lang, char **ret_item, gboolean *ret_pending,
                         GError **error);
char *siyaq_engine_item_key (const char *feed, const char *guid);
SiyaqStoreItem *siyaq_engine_find (SiyaqEngine *self, const char *name, GError **error);
char *siyaq_engine_explain (SiyaqEngine *self, const char *name, GError **error);
gboolean siyaq_engine_judge (SiyaqEngine *self, const char *item, const char *other, const char *verdict, GError **error);

guint64 siyaq_engine_get_story (SiyaqEngine *self, const char *feed, const char *guid);
GPtrArray *siyaq_engine_list_story (SiyaqEngine *self, const char *item, guint max, GError **error);

SiyaqStoreHeld *siyaq_engine_restore (SiyaqEngine *self, const char *item, GError **error);
char *siyaq_engine_hold_advert (SiyaqEngine *self, const char *feed, const char *guid, const char *item, GError **error);
GBytes *siyaq_engine_held_rss (SiyaqEngine *self, GError **error);

/* Translations: who makes them, what came of it, what is asked for before anybody waits. */
void siyaq_engine_set_makers (SiyaqEngine *self, GPtrArray *makers, const char *ask_host);
SiyaqDigestQueue *siyaq_engine_get_digests (SiyaqEngine *self);
guint siyaq_engine_collect (SiyaqEngine *self);
guint siyaq_engine_get_serial (SiyaqEngine *self);
gboolean siyaq_engine_read_ahead (SiyaqEngine *self);
char **siyaq_engine_translate (SiyaqEngine *self, const char *const *texts, const char *from, const char *to,
                               const char **ret_kind, const char **ret_by, gboolean *ret_pending);

/* Largest stories of the last days; as text for a terminal, or as RSS. */
GBytes *siyaq_engine_stories (SiyaqEngine *self, guint max, const char *lang, gboolean rss, GError **error);

/* A reader's own items, read-only, a few at a time. */
typedef struct
{
  gboolean running;
  guint done;
  guint total;
  char *message; /* nullable: why it ended early */
} SiyaqImportState;

gboolean siyaq_engine_import_start (SiyaqEngine *self, const char *path, GError **error);
gboolean siyaq_engine_import_step (SiyaqEngine *self);
const SiyaqImportState *siyaq_engine_import_state (SiyaqEngine *self);

G_END_DECLS
