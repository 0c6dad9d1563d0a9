/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Where an item goes. The learnt decision proposes; what follows from what stories are decides the
   rest: an item that tells two stories is of neither, a story that has rested is opened again on
   strong evidence only, two stories become one when an item shows that they are. */
#define G_LOG_DOMAIN "siyaq-story"

#include "config.h"

#include "siyaq-story-place.h"
#include "siyaq-story-roundup.h"

/* Two stories become one when an item fits both at least this well, and they each other. */
#define MERGE_LOGIT 2.0f
/* An item that fits a second story nearly as well as this, where the two do not agree, is of neither. */
#define ROUNDUP_LEAD 3.f
/* Sections are read of an item that fits a story at least this well as a whole. */
#define SECTION_FIT -2.5f
/* An item that fits one story so well as a whole is about it, whatever else stands in it: aggregators paste the
   stories of others into their items. */
#define SURE_LOGIT 3.0f
/* A story that has rested for so long is opened again by an item that fits it at least this well. */
#define REST_SECONDS (7 * 24 * 60 * 60)
#define REOPEN_LOGIT 1.0f
/* Two attacks of one day in two towns are alike in all but the town, and who looks back at an earthquake names the
   streets of the new one. Where most of a story's items are about another place or time than the item, it has
   to fit that much better: a place may have been mistaken. */
#define APART_SHARE 0.6f
#define APART_LOGIT 1.0f
/* The first report of an arrest, a verdict or aid begins a story, unless it fits the one before by so much. */
#define PHASE_LOGIT 2.0f
/* On its first day, a story is told in words of all kinds; the logarithm of one and so many days. */
#define PHASE_AGE 0.5f
/* A subject goes on in another country where that much speaks for it. */
#define ABROAD_LOGIT 1.0f
/* An item that is updated stays where it is unless this much more speaks for another story. */
#define STAY_BONUS 2.0f

static gboolean
has_key (const GArray *keys,
         guint64 key)
{
  for (guint i = 0; keys != NULL && i < keys->len; i++)
    if (g_array_index (keys, guint64, i) == key)
      return TRUE;
  return FALSE;
}

static void
add_key (GArray **keys,
         guint64 key)
{
  if (*keys == NULL)
    *keys = g_array_new (FALSE, FALSE, sizeof (guint64));
  if (!has_key (*keys, key))
    g_array_append_val (*keys, key);
}

/**
 * siyaq_story_place_join:
 * @book: the book
 * @by: the item that shows that two stories are one, which keeps that in mind
 * @into: the story that stays
 * @from: the story that is gone afterwards
 */
void
siyaq_story_place_join (SiyaqStoryBook *book,
                        SiyaqStoryItem *by,
                        SiyaqStoryGroup *into,
                        SiyaqStoryGroup *from)
{
  SiyaqStoryThread *thread = into->thread, *other;
  guint64 thread_key = from->thread->key;

  add_key (&by->absorbed, from->key);
  siyaq_story_book_merge_stories (book, into, from);
  /* The other thread went with its last story, unless it has more. */
  other = siyaq_story_book_find_thread (book, thread_key);
  if (other != NULL && other != thread)
    {
      add_key (&by->absorbed_threads, thread_key);
      siyaq_story_book_merge_threads (book, thread, other);
    }
}

/**
 * siyaq_story_place_keep_apart:
 * @item: an item
 * @story: a story that it is not put into from now on
 */
void
siyaq_story_place_keep_apart (SiyaqStoryItem *item,
                              const SiyaqStoryGroup *story)
{
  add_key (&item->apart, story->key);
}

/* The other of two stories that have little to do with one another, both told by one item, or NULL. */
static SiyaqStoryGroup *
find_second_subject (const SiyaqStoryFrequencies *frequencies,
                     const SiyaqStoryFit *fits,
                     guint n_fits,
                     guint chosen)
{
  for (guint i = 0; i < n_fits; i++)
    {
      const float *a = fits[chosen].values, *b = fits[i].values;
      SiyaqStoryGroup *first = fits[chosen].group, *second = fits[i].group;

      /* What came before in one subject is told again in what follows. */
      if (i != chosen && fits[i].logit > 0.f && first->thread != second->thread &&
          b[SIYAQ_STORY_GROUP_BEST] >= a[SIYAQ_STORY_GROUP_BEST] - ROUNDUP_LEAD &&
          !siyaq_story_groups_agree (frequencies, first, second))
        return second;
    }
  return NULL;
}

static gboolean
has_rested (const SiyaqStoryItem *item,
            const SiyaqStoryGroup *story)
{
  if (item->print->published_s == SIYAQ_TIME_UNKNOWN)
    return FALSE;
  for (guint i = 0; i < story->members.len; i++)
    {
      const SiyaqStoryItem *member = story->members.items[i];

      if (member->print->published_s == SIYAQ_TIME_UNKNOWN ||
          ABS (item->print->published_s - member->print->published_s) < REST_SECONDS)
        return FALSE;
    }
  return TRUE;
}

static SiyaqStoryGroup *
choose_story (const SiyaqStoryItem *item,
              const SiyaqStoryFit *fits,
              guint n_fits,
              guint64 stay,
              guint *ret_fit)
{
  float best = 0.f;
  SiyaqStoryGroup *chosen = NULL;

  for (guint i = 0; i < n_fits; i++)
    {
      SiyaqStoryGroup *story = fits[i].group;
      float logit = fits[i].logit + (story->key == stay ? STAY_BONUS : 0.f);

      if (fits[i].apart > APART_SHARE)
        logit -= APART_LOGIT;
      if (fits[i].before > APART_SHARE && fits[i].values[SIYAQ_STORY_GROUP_AGE] > PHASE_AGE)
        logit -= PHASE_LOGIT;
      if (has_rested (item, story))
        logit -= REOPEN_LOGIT;
      if (logit > best && !has_key (item->apart, story->key))
        {
          best = logit;
          chosen = story;
          *ret_fit = i;
        }
    }
  return chosen;
}

/**
 * siyaq_story_place:
 * @book: the book
 * @postings: its index, which does not have @item yet
 * @frequencies: what is frequent now
 * @item: an item of the book that is of no story
 * @stay_story: the story that it was of before it was updated, or 0
 * @stay_thread: likewise
 * @source: what @item was read from
 *
 * Finds the story and the thread of an item, or begins them.
 */
void
siyaq_story_place (SiyaqStoryBook *book,
                   SiyaqStoryPostings *postings,
                   const SiyaqStoryFrequencies *frequencies,
                   SiyaqStoryItem *item,
                   guint64 stay_story,
                   guint64 stay_thread,
                   const SiyaqStorySource *source)
{
  SiyaqStoryQuery query;
  g_autoptr (GArray) candidates = NULL;
  SiyaqStoryFit fits[SIYAQ_STORY_MAX_FITS];
  SiyaqStoryGroup *story, *second = NULL, *covered[SIYAQ_STORY_MAX_COVERED];
  gboolean roundup = FALSE;
  guint n, at = 0, n_covered = 0;

  siyaq_story_query_init (&query, item->print, frequencies);
  candidates = siyaq_story_match (book, postings, &query, item);
  n = siyaq_story_match_fits (candidates, &query, SIYAQ_STORY_LEVEL_STORY, item, fits);
  story = choose_story (item, fits, n, stay_story, &at);
  if (n > 0 && fits[0].values[SIYAQ_STORY_GROUP_BEST] > SECTION_FIT && (story == NULL || fits[at].logit < SURE_LOGIT))
    n_covered = siyaq_story_roundup_find (source, frequencies, fits, n,
                                          (item->print->kind & SIYAQ_STORY_KIND_MEETING) != 0, covered);
  if (n_covered > 0)
    {
      roundup = TRUE;
      story = NULL;
      for (guint i = 0; i < n_covered; i++)
        if (!has_key (item->apart, covered[i]->key))
          siyaq_story_book_cover (book, item, covered[i]->key);
    }
  else if (story != NULL && story->key != stay_story)
    second = find_second_subject (frequencies, fits, n, at);
  if (second != NULL)
    {
      roundup = second->thread != story->thread;
      story = NULL;
    }
  if (story != NULL)
    {
      siyaq_story_book_put (book, item, story);
      for (guint i = 0; i < n; i++)
        {
          SiyaqStoryGroup *other = fits[i].group;

          if (i == at || fits[i].logit < MERGE_LOGIT || fits[at].logit < MERGE_LOGIT || has_key (item->apart, other->key) ||
              !siyaq_story_groups_agree (frequencies, story, other))
            continue;
          siyaq_story_place_join (book, item, story, other);
          break;
        }
    }
  else
    {
      guint64 key = stay_story != 0 && siyaq_story_book_find_story (book, stay_story) == NULL
                      ? stay_story
                      : siyaq_story_book_fresh_key (book, item->id);
      guint64 thread = stay_thread != 0 ? stay_thread : key;

      n = roundup ? 0 : siyaq_story_match_fits (candidates, &query, SIYAQ_STORY_LEVEL_THREAD, item, fits);
      if (n > 0 && fits[0].logit > (fits[0].abroad ? ABROAD_LOGIT : 0.f))
        thread = ((SiyaqStoryThread *) fits[0].group)->key;
      siyaq_story_book_put (book, item, siyaq_story_book_ensure_story (book, key, thread));
    }
  siyaq_story_query_clear (&query);
}
