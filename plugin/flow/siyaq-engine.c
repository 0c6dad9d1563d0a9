/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The pipeline. The stages are called in order from one thread; a GObject because its owner is told
   of what it learnt. */
#define G_LOG_DOMAIN "siyaq-flow"

#include "config.h"

#include "siyaq-engine.h"
#include "siyaq-story-index.h"

struct _SiyaqEngine
{
  GObject parent_instance;

  SiyaqStore *store;
  SiyaqSettings *settings;
  SiyaqCleaner *cleaner;
  SiyaqTagger *tagger;
  SiyaqStoryIndex *stories;
  SiyaqDigester *digester;
  GHashTable *told; /* (element-type utf8 SiyaqAnnotation): what siblings are quoted from */
};

G_DEFINE_FINAL_TYPE (SiyaqEngine, siyaq_engine, G_TYPE_OBJECT)

static void
siyaq_engine_finalize (GObject *object)
{
  SiyaqEngine *self = SIYAQ_ENGINE (object);

  g_clear_object (&self->store);
  g_clear_pointer (&self->settings, siyaq_settings_free);
  g_clear_object (&self->cleaner);
  g_clear_object (&self->tagger);
  g_clear_object (&self->stories);
  g_clear_object (&self->digester);

  G_OBJECT_CLASS (siyaq_engine_parent_class)->finalize (object);
}

static void
siyaq_engine_class_init (SiyaqEngineClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = siyaq_engine_finalize;
}

static void
siyaq_engine_init (SiyaqEngine *self)
{
}

/**
 * siyaq_engine_new:
 * @store: where everything is kept
 * @settings: what the user chose
 * @error: why a stage could not start
 *
 * Returns: (transfer full): a pipeline
 */
SiyaqEngine *
siyaq_engine_new (SiyaqStore *store,
                  const SiyaqSettings *settings,
                  GError **error)
{
  g_autoptr (SiyaqEngine) self = g_object_new (SIYAQ_TYPE_ENGINE, NULL);
  g_autoptr (SiyaqLexicon) lexicon = NULL;
  g_autoptr (GError) lexicon_error = NULL;

  self->store = g_object_ref (store);
  self->settings = siyaq_settings_copy (settings);
  lexicon = siyaq_lexicon_new (&lexicon_error);
  if (lexicon == NULL)
    {
      /* Stories of one language and summaries need no lexicon. */
      g_debug ("no lexicon: %s", lexicon_error->message);
      lexicon = siyaq_lexicon_new_empty ();
    }
  self->cleaner = siyaq_cleaner_new (error);
  if (self->cleaner == NULL)
    return NULL;
  self->tagger = siyaq_tagger_new (error);
  if (self->tagger == NULL)
    return NULL;
  self->stories = siyaq_story_index_new (lexicon);
  self->digester = siyaq_digester_new (lexicon, NULL);
  return g_steal_pointer (&self);
}

/**
 * siyaq_engine_get_cleaner:
 * @self: a pipeline
 *
 * Returns: (transfer none): its cleaning stage
 */
SiyaqCleaner *
siyaq_engine_get_cleaner (SiyaqEngine *self)
{
  return self->cleaner;
}

/**
 * siyaq_engine_get_tagger:
 * @self: a pipeline
 *
 * Returns: (transfer none): its tagging stage
 */
SiyaqTagger *
siyaq_engine_get_tagger (SiyaqEngine *self)
{
  return self->tagger;
}

/**
 * siyaq_engine_observe:
 * @self: a pipeline
 * @item: an item that will be annotated later
 *
 * Lets the cleaning stage see what the item's feed repeats.
 */
void
siyaq_engine_observe (SiyaqEngine *self,
                      SiyaqItem *item)
{
  siyaq_cleaner_observe (self->cleaner, item);
}

/**
 * siyaq_engine_annotate:
 * @self: a pipeline
 * @item: an item
 * @cancellable: (nullable): a cancellable
 * @error: why nothing could be said
 *
 * Returns: (transfer full): what the stages say about @item
 */
SiyaqAnnotation *
siyaq_engine_annotate (SiyaqEngine *self,
                       SiyaqItem *item,
                       GCancellable *cancellable,
                       GError **error)
{
  g_autoptr (SiyaqAnnotation) a = siyaq_annotation_new (item);

  siyaq_cleaner_run (self->cleaner, a);
  siyaq_tagger_run (self->tagger, a);
  if (a->held == NULL)
    siyaq_story_index_add (self->stories, a);
  siyaq_digester_run (self->digester, a, self->settings->language, NULL, cancellable);
  return g_steal_pointer (&a);
}
