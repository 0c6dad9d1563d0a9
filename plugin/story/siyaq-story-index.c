/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The story stage: fingerprints an item, finds the story and the thread that it joins, and keeps
   both. What was printed of an item stays true: ids of stories never change under an item that was
   shown, except that two stories become one when an item shows that they are. */
#define G_LOG_DOMAIN "siyaq-story"

#include "config.h"

#include "siyaq-story-index-private.h"
#include "siyaq-story-match.h"
#include "siyaq-story-place.h"
#include "siyaq-story-sketch.h"
#include "siyaq-story-why.h"

#include <string.h>

/* Links that are given for an item. */
#define MAX_LINKS 24u
/* Round-ups that a story's items are told of, newest first. */
#define MAX_ROUNDUPS 2u
/* An item that tells another story in part is never as good a link as one of the story. */
#define MAX_COVERED_SCORE 0.4f
/* Share of shingles from which two items are copies of one text, with a paragraph dropped or added. */
#define COPY_RESEMBLANCE 0.5f

G_DEFINE_FINAL_TYPE (SiyaqStoryIndex, siyaq_story_index, G_TYPE_OBJECT)

static void
siyaq_story_index_finalize (GObject *object)
{
  SiyaqStoryIndex *self = SIYAQ_STORY_INDEX (object);

  g_clear_pointer (&self->lexer, siyaq_story_lexer_free);
  g_clear_pointer (&self->frequencies, siyaq_story_frequencies_free);
  g_clear_pointer (&self->postings, siyaq_story_postings_free);
  g_clear_pointer (&self->book, siyaq_story_book_free);
  g_clear_pointer (&self->merged, g_hash_table_unref);
  g_clear_pointer (&self->merged_threads, g_hash_table_unref);

  G_OBJECT_CLASS (siyaq_story_index_parent_class)->finalize (object);
}

static void
siyaq_story_index_class_init (SiyaqStoryIndexClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = siyaq_story_index_finalize;
}

static void
siyaq_story_index_init (SiyaqStoryIndex *self)
{
  self->frequencies = siyaq_story_frequencies_new ();
  self->postings = siyaq_story_postings_new ();
  self->book = siyaq_story_book_new ();
  self->merged = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, g_free);
  self->merged_threads = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, g_free);
}

/**
 * siyaq_story_index_new:
 * @lexicon: (nullable): the bridge between languages
 *
 * Returns: (transfer full): an empty index
 */
SiyaqStoryIndex *
siyaq_story_index_new (SiyaqLexicon *lexicon)
{
  SiyaqStoryIndex *self = g_object_new (SIYAQ_TYPE_STORY_INDEX, NULL);

  self->lexer = siyaq_story_lexer_new (lexicon);
  return self;
}

/**
 * siyaq_story_index_count_terms:
 * @self: an index
 * @print: an item's fingerprint
 *
 * Counts the item's terms, in the way that was begun.
 */
void
siyaq_story_index_count_terms (SiyaqStoryIndex *self,
                               const SiyaqStoryPrint *print)
{
  for (guint s = 0; s < SIYAQ_STORY_N_SPACES; s++)
    {
      const guint32 *terms = siyaq_story_print_terms (print, (SiyaqStorySpace) s, NULL);

      for (guint i = 0; i < print->n_terms[s]; i++)
        siyaq_story_frequencies_count (self->frequencies, terms[i]);
    }
}

/* An item that goes no longer counts: after a restart it would not be there. */
static void
remove_item (SiyaqStoryIndex *self,
             SiyaqStoryItem *item)
{
  if (siyaq_story_frequencies_begin_gone (self->frequencies, item->epoch))
    siyaq_story_index_count_terms (self, item->print);
  siyaq_story_book_remove (self->book, item);
}

static int
compare_links (gconstpointer a,
               gconstpointer b)
{
  const SiyaqLink *x = *(SiyaqLink *const *) a, *y = *(SiyaqLink *const *) b;

  if (x->score != y->score)
    return x->score > y->score ? -1 : 1;
  return strcmp (x->id, y->id);
}

/* A link to @other; @how comes first in what is said of it. */
static void
add_link (const SiyaqStoryQuery *query,
          const SiyaqStoryItem *other,
          const char *how,
          GPtrArray *links)
{
  SiyaqStoryPair pair;
  float probability;
  g_autofree char *seen = NULL;
  g_autofree char *why = NULL;

  siyaq_story_query_compare (query, other->print, &pair);
  seen = siyaq_story_why (query->print, other->print, &pair);
  why = how != NULL ? g_strconcat (how, ", ", seen, NULL) : g_steal_pointer (&seen);
  probability = siyaq_story_model_probability (siyaq_story_model_pair (SIYAQ_STORY_LEVEL_STORY, &pair));
  g_ptr_array_add (links, siyaq_link_new (other->id, how != NULL ? MIN (probability, MAX_COVERED_SCORE) : probability, why));
}

/* What a round-up tells, and the round-ups that tell the item's story: behind the story's own items. */
static void
add_covered (SiyaqStoryIndex *self,
             const SiyaqStoryItem *item,
             const SiyaqStoryQuery *query,
             GPtrArray *links)
{
  const GPtrArray *roundups = siyaq_story_book_get_roundups (self->book, item->story);

  for (guint i = 0; item->covers != NULL && i < item->covers->len; i++)
    {
      const SiyaqStoryGroup *story = siyaq_story_book_find_story (self->book, g_array_index (item->covers, guint64, i));

      for (guint k = story != NULL ? story->members.len : 0; k > 0 && links->len < MAX_LINKS; k--)
        add_link (query, story->members.items[k - 1], "told in a part of this round-up", links);
    }
  for (guint i = 0; roundups != NULL && i < MIN (roundups->len, MAX_ROUNDUPS); i++)
    add_link (query, g_ptr_array_index (roundups, roundups->len - 1 - i), "a round-up of several stories", links);
}

static void
add_links (SiyaqStoryIndex *self,
           const SiyaqStoryItem *item,
           GPtrArray *links)
{
  const SiyaqStoryList *members = &item->story->members;
  SiyaqStoryQuery query;

  siyaq_story_query_init (&query, item->print, self->frequencies);
  for (guint i = members->len; i > 0 && links->len < MAX_LINKS; i--)
    if (members->items[i - 1] != item)
      add_link (&query, members->items[i - 1], NULL, links);
  g_ptr_array_sort (links, compare_links);
  add_covered (self, item, &query, links);
  siyaq_story_query_clear (&query);
}

/**
 * siyaq_story_index_add:
 * @self: an index
 * @annotation: what cleaning and tagging said of an item
 *
 * Finds the item's story and thread and writes them, and the links to the other items of the story,
 * into @annotation. An item that is known is updated in place and keeps its story unless its text
 * now says otherwise.
 */
void
siyaq_story_index_add (SiyaqStoryIndex *self,
                       SiyaqAnnotation *annotation)
{
  SiyaqStoryPrint *print;
  SiyaqStoryItem *item, *old;
  g_autoptr (GArray) apart = NULL;
  g_autoptr (GArray) absorbed = NULL;
  g_autoptr (GArray) absorbed_threads = NULL;
  guint64 stay_story = 0, stay_thread = 0;
  const SiyaqStorySource source = { self->lexer, annotation };

  g_return_if_fail (SIYAQ_IS_STORY_INDEX (self));
  g_return_if_fail (annotation != NULL);

  print = siyaq_story_print_new (self->lexer, self->frequencies, annotation);
  old = siyaq_story_book_get (self->book, annotation->item->id);
  if (old != NULL)
    {
      stay_story = old->story->key;
      stay_thread = old->story->thread->key;
      apart = g_steal_pointer (&old->apart);
      absorbed = g_steal_pointer (&old->absorbed);
      absorbed_threads = g_steal_pointer (&old->absorbed_threads);
      remove_item (self, old);
    }
  item = siyaq_story_book_add (self->book, annotation->item->id, print);
  item->apart = g_steal_pointer (&apart);
  item->absorbed = g_steal_pointer (&absorbed);
  item->absorbed_threads = g_steal_pointer (&absorbed_threads);
  siyaq_story_place (self->book, self->postings, self->frequencies, item, stay_story, stay_thread, &source);
  item->epoch = siyaq_story_frequencies_begin_item (self->frequencies);
  siyaq_story_index_count_terms (self, print);
  siyaq_story_postings_add (self->postings, print, item->number, siyaq_story_book_get_oldest_active (self->book));

  g_free (annotation->story);
  annotation->story = g_strdup_printf ("s%016" G_GINT64_MODIFIER "x", item->story->key);
  g_free (annotation->thread);
  annotation->thread = g_strdup_printf ("t%016" G_GINT64_MODIFIER "x", item->story->thread->key);
  g_ptr_array_set_size (annotation->same, 0);
  add_links (self, item, annotation->same);
}

/**
 * siyaq_story_index_forget:
 * @self: an index
 * @id: an item's id
 *
 * Takes the item out of its story. What other items were told of it stays as it was printed.
 */
void
siyaq_story_index_forget (SiyaqStoryIndex *self,
                          const char *id)
{
  SiyaqStoryItem *item;

  g_return_if_fail (SIYAQ_IS_STORY_INDEX (self));
  g_return_if_fail (id != NULL);

  item = siyaq_story_book_get (self->book, id);
  if (item != NULL)
    remove_item (self, item);
}

/**
 * siyaq_story_index_get_same:
 * @self: an index
 * @id: an item's id
 *
 * Returns: (transfer full) (element-type SiyaqLink): the items of its story as of now, best first
 */
GPtrArray *
siyaq_story_index_get_same (SiyaqStoryIndex *self,
                            const char *id)
{
  GPtrArray *links = g_ptr_array_new_with_free_func ((GDestroyNotify) siyaq_link_free);
  SiyaqStoryItem *item;

  g_return_val_if_fail (SIYAQ_IS_STORY_INDEX (self), links);
  g_return_val_if_fail (id != NULL, links);

  item = siyaq_story_book_get (self->book, id);
  if (item != NULL)
    add_links (self, item, links);
  return links;
}

/**
 * siyaq_story_index_get_story:
 * @self: an index
 * @id: an item's id
 *
 * Stories that are merged change what they are called: the answer is good for comparing items of one
 * moment, not for keeping.
 *
 * Returns: what names the story that the item belongs to; 0 where the item is not known
 */
guint64
siyaq_story_index_get_story (SiyaqStoryIndex *self,
                             const char *id)
{
  SiyaqStoryItem *item;

  g_return_val_if_fail (SIYAQ_IS_STORY_INDEX (self), 0);
  g_return_val_if_fail (id != NULL, 0);

  item = siyaq_story_book_get (self->book, id);
  return item != NULL && item->story != NULL ? item->story->key : 0;
}

static int
compare_newest (gconstpointer a,
                gconstpointer b)
{
  const SiyaqStoryItem *x = *(SiyaqStoryItem *const *) a, *y = *(SiyaqStoryItem *const *) b;

  if (x->print->published_s != y->print->published_s)
    return x->print->published_s > y->print->published_s ? -1 : 1;
  return x->number > y->number ? -1 : x->number < y->number;
}

/**
 * siyaq_story_index_get_earlier:
 * @self: an index
 * @id: an item's id
 * @max: how many at the most
 *
 * Returns: (transfer full) (element-type utf8): for each other story of the item's thread the id of
 *   its newest item, newest first
 */
GPtrArray *
siyaq_story_index_get_earlier (SiyaqStoryIndex *self,
                               const char *id,
                               guint max)
{
  GPtrArray *ids = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GPtrArray) newest = g_ptr_array_new ();
  SiyaqStoryItem *item;

  g_return_val_if_fail (SIYAQ_IS_STORY_INDEX (self), ids);
  g_return_val_if_fail (id != NULL, ids);

  item = siyaq_story_book_get (self->book, id);
  if (item == NULL)
    return ids;
  for (guint i = 0; i < item->story->thread->stories.len; i++)
    {
      const SiyaqStoryGroup *story = item->story->thread->stories.items[i];

      if (story != item->story)
        g_ptr_array_add (newest, story->members.items[story->members.len - 1]);
    }
  g_ptr_array_sort (newest, compare_newest);
  for (guint i = 0; i < MIN (newest->len, max); i++)
    g_ptr_array_add (ids, g_strdup (((SiyaqStoryItem *) g_ptr_array_index (newest, i))->id));
  return ids;
}

/**
 * siyaq_story_index_split:
 * @self: an index
 * @id: an item's id
 *
 * "Not the same story": the item begins a story of its own in the same thread, and is not put back
 * when it is updated.
 */
void
siyaq_story_index_split (SiyaqStoryIndex *self,
                         const char *id)
{
  SiyaqStoryItem *item;
  guint64 thread;

  g_return_if_fail (SIYAQ_IS_STORY_INDEX (self));
  g_return_if_fail (id != NULL);

  item = siyaq_story_book_get (self->book, id);
  if (item == NULL || item->story->members.len < 2)
    return;
  siyaq_story_place_keep_apart (item, item->story);
  thread = item->story->thread->key;
  siyaq_story_book_put (self->book, item,
                        siyaq_story_book_ensure_story (self->book, siyaq_story_book_fresh_key (self->book, item->id), thread));
}

/**
 * siyaq_story_index_join:
 * @self: an index
 * @id: an item's id
 * @other: another's
 *
 * "Same story": the story of @id becomes part of the story of @other.
 */
void
siyaq_story_index_join (SiyaqStoryIndex *self,
                        const char *id,
                        const char *other)
{
  SiyaqStoryItem *item, *target;

  g_return_if_fail (SIYAQ_IS_STORY_INDEX (self));
  g_return_if_fail (id != NULL && other != NULL);

  item = siyaq_story_book_get (self->book, id);
  target = siyaq_story_book_get (self->book, other);
  if (item == NULL || target == NULL || item->story == target->story)
    return;
  if (item->apart != NULL)
    for (guint i = item->apart->len; i > 0; i--)
      if (g_array_index (item->apart, guint64, i - 1) == target->story->key)
        g_array_remove_index (item->apart, i - 1);
  siyaq_story_place_join (self->book, item, target->story, item->story);
}

/**
 * siyaq_story_index_is_copy:
 * @self: an index
 * @id: an item's id
 * @other: another's
 *
 * Returns: whether most of what one of them says, the other says in the same words
 */
gboolean
siyaq_story_index_is_copy (SiyaqStoryIndex *self,
                           const char *id,
                           const char *other)
{
  const SiyaqStoryItem *a, *b;

  g_return_val_if_fail (SIYAQ_IS_STORY_INDEX (self), FALSE);
  g_return_val_if_fail (id != NULL && other != NULL, FALSE);

  a = siyaq_story_book_get (self->book, id);
  b = siyaq_story_book_get (self->book, other);
  return a != NULL && b != NULL && siyaq_story_sketch_resemblance (a->print->sketch, b->print->sketch) >= COPY_RESEMBLANCE;
}
