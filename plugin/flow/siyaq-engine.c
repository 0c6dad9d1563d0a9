/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The pipeline: its stages, the feeds it knows and what the user chose. The stages are called in order
   from one thread. How one item goes through them is in siyaq-engine-item.c, how a document does in
   siyaq-engine-filter.c. */
#define G_LOG_DOMAIN "siyaq-flow"

#include "config.h"

#include "siyaq-engine-private.h"

#include <string.h>

/* Stories a step: some milliseconds, so that a request that comes meanwhile does not wait for all. */
#define LOAD_STEP_ITEMS 500u
/* What items wait for stories after a start, all together: the stories of the last weeks are read in it. */
#define LOAD_WAIT_US (150 * 1000)
/* Ends a feed's memory that has the tagging stage's part. */
#define HOME_MARK "SYHM"

G_DEFINE_QUARK (siyaq-engine-error-quark, siyaq_engine_error)

G_DEFINE_FINAL_TYPE (SiyaqEngine, siyaq_engine, G_TYPE_OBJECT)

static void
siyaq_engine_finalize (GObject *object)
{
  SiyaqEngine *self = SIYAQ_ENGINE (object);

  g_clear_pointer (&self->import, siyaq_import_free);
  g_clear_pointer (&self->feeds, g_hash_table_unref);
  g_clear_object (&self->digester);
  g_clear_object (&self->translations);
  g_queue_clear_full (&self->ahead, g_free);
  g_free (self->ask_host);
  g_clear_object (&self->stories);
  g_clear_object (&self->tagger);
  g_clear_object (&self->cleaner);
  g_clear_object (&self->store);
  g_clear_pointer (&self->settings, siyaq_settings_free);
  g_free (self->problem);

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
  self->feeds = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, (GDestroyNotify) siyaq_store_feed_free);
}

/* A blob that cannot be read costs its item the links it had, and nothing else. */
static void
load_story (gint64 number,
            const char *id,
            GBytes *blob,
            gpointer data)
{
  SiyaqEngine *self = data;
  g_autoptr (GError) error = NULL;

  if (number <= self->load_base)
    self->loaded = TRUE;
  else if (number - self->load_base <= SIYAQ_STORE_MAX_ITEMS &&
           !siyaq_story_index_load_item_at (self->stories, (guint) (number - self->load_base - 1), id, blob, &error))
    g_debug ("story of %s: %s", id, error->message);
}

static void
apply_rules (SiyaqEngine *self,
             char **rules,
             gboolean enabled)
{
  for (guint i = 0; rules != NULL && rules[i] != NULL; i++)
    siyaq_cleaner_set_rule_enabled (self->cleaner, rules[i], enabled);
}

/**
 * siyaq_engine_new:
 * @store: where everything is kept
 * @settings: what the user chose
 * @error: why a stage could not start
 *
 * Returns: (transfer full): a pipeline; it reads the stories of the store when it needs them
 */
SiyaqEngine *
siyaq_engine_new (SiyaqStore *store,
                  const SiyaqSettings *settings,
                  GError **error)
{
  g_autoptr (SiyaqEngine) self = g_object_new (SIYAQ_TYPE_ENGINE, NULL);
  g_autoptr (SiyaqLexicon) lexicon = NULL;
  g_autoptr (SiyaqSettings) defaults = siyaq_settings_new ();

  g_return_val_if_fail (SIYAQ_IS_STORE (store), NULL);
  g_return_val_if_fail (settings != NULL, NULL);

  self->store = g_object_ref (store);
  self->settings = g_steal_pointer (&defaults);
  lexicon = siyaq_lexicon_new (error);
  if (lexicon == NULL)
    return NULL;
  self->cleaner = siyaq_cleaner_new (error);
  if (self->cleaner == NULL)
    return NULL;
  self->tagger = siyaq_tagger_new (error);
  if (self->tagger == NULL)
    return NULL;
  self->stories = siyaq_story_index_new (lexicon);
  self->translations = siyaq_translator_cached_new (store);
  self->digester = siyaq_digester_new (lexicon, SIYAQ_TRANSLATOR (self->translations));
  siyaq_engine_set_settings (self, settings);
  return g_steal_pointer (&self);
}

/* The index leaves room for what the store has, so that items may be added before all of it is read. */
static gboolean
begin_load (SiyaqEngine *self,
            GError **error)
{
  gint64 last = 0;

  if (!siyaq_store_get_last_story (self->store, &last, error))
    return FALSE;
  self->load_base = MAX (last - SIYAQ_STORE_MAX_ITEMS, 0);
  siyaq_story_index_reserve (self->stories, (guint) (last - self->load_base));
  self->load_position = last > 0 ? last + 1 : -1;
  return TRUE;
}

/**
 * siyaq_engine_load_step:
 * @self: a pipeline
 *
 * Reads some of the store's stories into the index, newest first: what comes in is most often told by what
 * came last. What needs no stories is answered before they are all there.
 *
 * Returns: whether there are more
 */
gboolean
siyaq_engine_load_step (SiyaqEngine *self)
{
  g_autoptr (GError) error = NULL;

  g_return_val_if_fail (SIYAQ_IS_ENGINE (self), FALSE);

  if (self->loaded)
    return FALSE;
  if ((self->load_position == 0 && !begin_load (self, &error)) ||
      (self->load_position > 0 &&
       !siyaq_store_foreach_story (self->store, &self->load_position, LOAD_STEP_ITEMS, load_story, self, &error)))
    {
      /* What is not read is not linked to; the item that comes next finds the damage too. */
      g_debug ("stories: %s", error->message);
      self->load_position = -1;
    }
  self->loaded |= self->load_position < 0;
  return !self->loaded;
}

/**
 * siyaq_engine_load_for:
 * @self: a pipeline
 * @id: an item's id in the store
 *
 * Reads stories for an item that a reader waits for: its own, where it was seen before, and those of the
 * last weeks, but not for long; the rest is read while nothing else is to do.
 */
void
siyaq_engine_load_for (SiyaqEngine *self,
                       const char *id)
{
  gint64 start_us, number = 0;
  g_autoptr (GBytes) blob = NULL;

  if (self->loaded)
    return;
  start_us = g_get_monotonic_time ();
  while (self->waited_us + g_get_monotonic_time () - start_us < LOAD_WAIT_US && siyaq_engine_load_step (self))
    ;
  self->waited_us += g_get_monotonic_time () - start_us;
  if (!self->loaded && !siyaq_story_index_contains (self->stories, id))
    blob = siyaq_store_find_story (self->store, id, &number, NULL);
  if (blob != NULL)
    load_story (number, id, blob, self);
}

/**
 * siyaq_engine_ensure_loaded:
 * @self: a pipeline
 *
 * Reads what is left of the store's stories.
 */
void
siyaq_engine_ensure_loaded (SiyaqEngine *self)
{
  while (siyaq_engine_load_step (self))
    ;
}

/**
 * siyaq_engine_set_settings:
 * @self: a pipeline
 * @settings: what the user chose
 *
 * Counts for items that arrive from now on: what an item was given once it is given again.
 */
void
siyaq_engine_set_settings (SiyaqEngine *self,
                           const SiyaqSettings *settings)
{
  g_return_if_fail (SIYAQ_IS_ENGINE (self));
  g_return_if_fail (settings != NULL);

  apply_rules (self, self->settings->disabled_rules, TRUE);
  siyaq_settings_free (self->settings);
  self->settings = siyaq_settings_copy (settings);
  apply_rules (self, self->settings->disabled_rules, FALSE);
  siyaq_cleaner_set_hold_threshold (self->cleaner, CLAMP (self->settings->hold_threshold, 0.0, 1.0));
}

/**
 * siyaq_engine_set_pause:
 * @self: a pipeline
 * @pause: (nullable): called with @self and @user_data between the items of a long job
 * @user_data: for @pause
 */
void
siyaq_engine_set_pause (SiyaqEngine *self,
                        GFunc pause,
                        gpointer user_data)
{
  g_return_if_fail (SIYAQ_IS_ENGINE (self));

  self->pause = pause;
  self->pause_data = user_data;
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
 * siyaq_engine_get_digester:
 * @self: a pipeline
 *
 * Returns: (transfer none): its digest stage
 */
SiyaqDigester *
siyaq_engine_get_digester (SiyaqEngine *self)
{
  return self->digester;
}

/**
 * siyaq_engine_get_store:
 * @self: a pipeline
 *
 * Returns: (transfer none): its store
 */
SiyaqStore *
siyaq_engine_get_store (SiyaqEngine *self)
{
  return self->store;
}

/**
 * siyaq_engine_get_problem:
 * @self: a pipeline
 *
 * Returns: (nullable): what could not be stored last
 */
const char *
siyaq_engine_get_problem (SiyaqEngine *self)
{
  return self->problem;
}

/**
 * siyaq_engine_get_stages_us:
 * @self: a pipeline
 *
 * Returns: microseconds that clean, tag and story took for the last item that went through them
 */
gint64
siyaq_engine_get_stages_us (SiyaqEngine *self)
{
  return self->stages_us;
}

/* The memory of a feed is what the cleaning stage keeps and, behind it, what the tagging stage does,
   its length as four bytes and a mark. What an older version kept has no mark. */
static GBytes *
join_memory (GBytes *blocks,
             const char *home)
{
  g_autoptr (GByteArray) memory = NULL;
  guint32 length;

  if (home == NULL)
    return blocks != NULL ? g_bytes_ref (blocks) : NULL;
  memory = g_byte_array_new ();
  if (blocks != NULL)
    g_byte_array_append (memory, g_bytes_get_data (blocks, NULL), (guint) g_bytes_get_size (blocks));
  length = GUINT32_TO_LE ((guint32) strlen (home));
  g_byte_array_append (memory, (const guint8 *) home, (guint) strlen (home));
  g_byte_array_append (memory, (const guint8 *) &length, sizeof length);
  g_byte_array_append (memory, (const guint8 *) HOME_MARK, strlen (HOME_MARK));
  return g_byte_array_free_to_bytes (g_steal_pointer (&memory));
}

static GBytes *
split_memory (GBytes *memory,
              char **ret_home)
{
  gsize size;
  const char *data = g_bytes_get_data (memory, &size);
  const gsize tail = sizeof (guint32) + strlen (HOME_MARK);
  guint32 length;

  if (size < tail || memcmp (data + size - strlen (HOME_MARK), HOME_MARK, strlen (HOME_MARK)) != 0)
    return g_bytes_ref (memory);
  memcpy (&length, data + size - tail, sizeof length);
  length = GUINT32_FROM_LE (length);
  if (length > size - tail)
    return g_bytes_ref (memory);
  *ret_home = g_strndup (data + size - tail - length, length);
  return g_bytes_new_from_bytes (memory, 0, size - tail - length);
}

/**
 * siyaq_engine_load_feed:
 * @self: a pipeline
 * @feed: a feed's id
 *
 * Gives the cleaning stage what it learnt of a feed before, once.
 *
 * Returns: (transfer none): what is known of the feed
 */
const SiyaqStoreFeed *
siyaq_engine_load_feed (SiyaqEngine *self,
                        const char *feed)
{
  SiyaqStoreFeed *known = g_hash_table_lookup (self->feeds, feed);
  g_autoptr (GError) error = NULL;

  if (known != NULL)
    return known;
  known = siyaq_store_find_feed (self->store, feed, &error);
  if (error != NULL)
    g_debug ("feed %s: %s", feed, error->message);
  if (known == NULL)
    {
      known = g_new0 (SiyaqStoreFeed, 1);
      known->id = g_strdup (feed);
    }
  else if (known->memory != NULL)
    {
      g_autoptr (GError) load_error = NULL;
      g_autofree char *home = NULL;
      g_autoptr (GBytes) blocks = split_memory (known->memory, &home);

      if (home != NULL)
        siyaq_tagger_load_feed (self->tagger, feed, home);
      if (g_bytes_get_size (blocks) > 0 && !siyaq_cleaner_load_feed (self->cleaner, feed, blocks, &load_error))
        g_debug ("memory of feed %s: %s", feed, load_error != NULL ? load_error->message : "not read");
      g_clear_pointer (&known->memory, g_bytes_unref);
    }
  g_hash_table_insert (self->feeds, known->id, known);
  return known;
}

/**
 * siyaq_engine_save_feed:
 * @self: a pipeline
 * @feed: a feed's id
 * @error: a #SiyaqStoreError
 *
 * Keeps what the cleaning and the tagging stages have learnt of a feed.
 *
 * Returns: whether it is kept
 */
gboolean
siyaq_engine_save_feed (SiyaqEngine *self,
                        const char *feed,
                        GError **error)
{
  g_autoptr (GBytes) blocks = siyaq_cleaner_save_feed (self->cleaner, feed);
  g_autofree char *home = siyaq_tagger_save_feed (self->tagger, feed);
  g_autoptr (GBytes) memory = join_memory (blocks, home);
  SiyaqStoreFeed row = { .id = (char *) feed, .memory = memory };

  return siyaq_store_put_feed (self->store, &row, error);
}

/**
 * siyaq_engine_name_feed:
 * @self: a pipeline
 * @feed: what the reader or the document says about a feed
 *
 * Keeps a feed's title and address; what is not known does not overwrite what was.
 */
void
siyaq_engine_name_feed (SiyaqEngine *self,
                        const SiyaqFeedName *feed)
{
  SiyaqStoreFeed *known;
  g_autoptr (GError) error = NULL;
  gboolean changed = FALSE;

  g_return_if_fail (SIYAQ_IS_ENGINE (self));
  g_return_if_fail (feed != NULL && feed->id != NULL);

  known = (SiyaqStoreFeed *) siyaq_engine_load_feed (self, feed->id);
  if (feed->title != NULL && *feed->title != '\0' && g_strcmp0 (feed->title, known->title) != 0)
    {
      g_free (known->title);
      known->title = g_strdup (feed->title);
      changed = TRUE;
    }
  if (feed->url != NULL && *feed->url != '\0' && g_strcmp0 (feed->url, known->url) != 0)
    {
      g_free (known->url);
      known->url = g_strdup (feed->url);
      changed = TRUE;
    }
  if (changed && !siyaq_store_put_feed (self->store, known, &error))
    g_debug ("feed %s: %s", feed->id, error->message);
}

/**
 * siyaq_engine_get_outlet:
 * @self: a pipeline
 * @feed: a feed's id
 *
 * Returns: (nullable): the feed's title
 */
const char *
siyaq_engine_get_outlet (SiyaqEngine *self,
                         const char *feed)
{
  return siyaq_engine_load_feed (self, feed)->title;
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
  g_return_if_fail (SIYAQ_IS_ENGINE (self));
  g_return_if_fail (item != NULL);

  siyaq_engine_load_feed (self, item->feed);
  siyaq_cleaner_observe (self->cleaner, item);
}

/**
 * siyaq_engine_forget:
 * @self: a pipeline
 * @ids: (element-type utf8): items that the store no longer has
 *
 * Takes items out of the index; what of them is not read yet never will be.
 */
void
siyaq_engine_forget (SiyaqEngine *self,
                     GPtrArray *ids)
{
  for (guint i = 0; i < ids->len; i++)
    siyaq_story_index_forget (self->stories, g_ptr_array_index (ids, i));
}
