/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What the files of the engine share. */
#pragma once

#include "siyaq-engine.h"

#include "siyaq-translator-cached.h"

G_BEGIN_DECLS

typedef struct _SiyaqImport SiyaqImport;

struct _SiyaqEngine
{
  GObject parent_instance;

  SiyaqStore *store;
  SiyaqSettings *settings;
  SiyaqCleaner *cleaner;
  SiyaqTagger *tagger;
  SiyaqStoryIndex *stories;
  SiyaqDigester *digester;
  SiyaqTranslatorCached *translations;
  char *ask_host;     /* nullable: where texts would go if the user, who was not asked yet, agreed */
  guint serial;       /* of the translations: counted up when some have come */
  GQueue ahead;       /* (element-type utf8): new items of what is followed, in another language */
  GHashTable *feeds;  /* (element-type utf8 SiyaqStoreFeed): those whose memory is loaded, without it */
  GFunc pause;
  gpointer pause_data;
  char *problem;      /* nullable: the last thing that could not be stored */
  guint n_since_prune;
  gint64 load_position; /* in the store's stories, newest first; 0 before the first step */
  gint64 load_base;     /* number of the item before the index's first place */
  gint64 waited_us;     /* how long items have waited for stories */
  gboolean loaded;      /* all of them are in the index */
  gint64 stages_us;   /* what clean, tag and story took for the last item */
  SiyaqImport *import; /* nullable */
};

/* How an item is worked on. */
typedef enum
{
  SIYAQ_RUN_NEVER_HOLD = 1 << 0, /* the reader has it already */
  SIYAQ_RUN_NO_DIGEST = 1 << 1,  /* most items are never opened: the digest is made when one is */
} SiyaqRunFlags;

const SiyaqStoreFeed *siyaq_engine_load_feed (SiyaqEngine *self, const char *feed);
gboolean siyaq_engine_save_feed (SiyaqEngine *self, const char *feed, GError **error);
const char *siyaq_engine_get_outlet (SiyaqEngine *self, const char *feed);

void siyaq_engine_ensure_loaded (SiyaqEngine *self);
void siyaq_engine_load_for (SiyaqEngine *self, const char *id);
char *siyaq_engine_fingerprint (const SiyaqItem *item);
char **siyaq_engine_make_categories (SiyaqEngine *self, const SiyaqAnnotation *a);
gboolean siyaq_engine_is_unmuted (SiyaqEngine *self, const SiyaqStoreHeld *held);
SiyaqAnnotation *siyaq_engine_run (SiyaqEngine *self, SiyaqItem *item, const char *guid, const char *fingerprint,
                                   SiyaqRunFlags flags, gint64 arrived_s, GCancellable *cancellable, GError **error);
SiyaqAnnotation *siyaq_engine_recall (SiyaqEngine *self, const SiyaqStoreItem *stored, SiyaqItem *item);
void siyaq_engine_digest (SiyaqEngine *self, SiyaqAnnotation *a, GPtrArray *links, const char *lang,
                          GCancellable *cancellable);
GPtrArray *siyaq_engine_list_siblings (SiyaqEngine *self, GPtrArray *links, const char *lang);
void siyaq_engine_note_ahead (SiyaqEngine *self, const SiyaqAnnotation *a);
gboolean siyaq_engine_is_followed (SiyaqEngine *self, const SiyaqAnnotation *a);
void siyaq_engine_forget (SiyaqEngine *self, GPtrArray *ids);
void siyaq_import_free (SiyaqImport *self);

G_END_DECLS
