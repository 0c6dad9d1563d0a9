/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Candidates come from the index, are compared field by field, and are then weighed group by group:
   the nearest item alone would let a round-up chain two stories together. */
#define G_LOG_DOMAIN "siyaq-story"

#include "config.h"

#include "siyaq-story-match.h"

#include <string.h>

/* Members of a group that are compared at the most: the ones that the index found and the newest. */
#define MAX_MEMBERS 12u
/* Phases that are a story of their own, whatever they follow from. A deal, a protest or a result may be what the
   whole story is about. */
#define SEQUELS \
  (SIYAQ_STORY_PHASE_AID | SIYAQ_STORY_PHASE_ARREST | SIYAQ_STORY_PHASE_TRIAL | \
   SIYAQ_STORY_PHASE_VERDICT | SIYAQ_STORY_PHASE_RESIGNATION | SIYAQ_STORY_PHASE_RELEASE | SIYAQ_STORY_PHASE_AFTERSHOCK)
#define SECONDS_A_DAY (24.f * 60 * 60)

typedef struct
{
  gpointer group;
  float logits[MAX_MEMBERS];
  guint n;
  guint compared, apart; /* members, and those that tell of another place or another time */
  guint before;          /* those that do not name the phase that the item names */
  guint abroad;          /* those that are mainly about another country */
} Tally;

/**
 * siyaq_story_match:
 * @book: what is known
 * @postings: its index
 * @query: an item
 * @except: (nullable): the item itself, where it is in the book already
 *
 * Returns: (transfer full) (element-type SiyaqStoryCandidate): the items that are most like it
 */
GArray *
siyaq_story_match (SiyaqStoryBook *book,
                   SiyaqStoryPostings *postings,
                   const SiyaqStoryQuery *query,
                   const SiyaqStoryItem *except)
{
  guint32 numbers[SIYAQ_STORY_MAX_CANDIDATES];
  guint n = siyaq_story_postings_find (postings, query, siyaq_story_book_get_oldest_active (book), numbers);
  GArray *candidates = g_array_sized_new (FALSE, FALSE, sizeof (SiyaqStoryCandidate), n);

  for (guint i = 0; i < n; i++)
    {
      SiyaqStoryCandidate c = { .item = siyaq_story_book_get_number (book, numbers[i]) };

      if (c.item == NULL || c.item == except)
        continue;
      siyaq_story_query_compare (query, c.item->print, &c.pair);
      for (guint level = 0; level < SIYAQ_STORY_N_LEVELS; level++)
        c.logits[level] = siyaq_story_model_pair ((SiyaqStoryLevel) level, &c.pair);
      g_array_append_val (candidates, c);
    }
  return candidates;
}

static gpointer
group_of (const SiyaqStoryItem *item,
          SiyaqStoryLevel level)
{
  if (item->story == NULL)
    return NULL;
  return level == SIYAQ_STORY_LEVEL_STORY ? (gpointer) item->story : (gpointer) item->story->thread;
}

static void
insert (Tally *tally,
        const SiyaqStoryPair *pair,
        const SiyaqStoryQuery *query,
        const SiyaqStoryPrint *member,
        float logit)
{
  guint at;

  tally->compared++;
  tally->before += (query->print->phases & SEQUELS) != 0 && (query->print->phases & member->phases) == 0;
  tally->apart += pair->values[SIYAQ_STORY_FEATURE_ELSEWHERE] > 0.5f || pair->values[SIYAQ_STORY_FEATURE_RETRO] > 0.f;
  if (tally->n == MAX_MEMBERS && logit <= tally->logits[MAX_MEMBERS - 1])
    return;
  at = tally->n < MAX_MEMBERS ? tally->n++ : MAX_MEMBERS - 1;
  while (at > 0 && tally->logits[at - 1] < logit)
    {
      tally->logits[at] = tally->logits[at - 1];
      at--;
    }
  tally->logits[at] = logit;
}

/* Talks are held anywhere. */
static gboolean
is_abroad (const SiyaqStoryPrint *a,
           const SiyaqStoryPrint *b)
{
  return ((a->kind | b->kind) & SIYAQ_STORY_KIND_MEETING) == 0 && a->regions[0] != 0 && b->regions[0] != 0 &&
         SIYAQ_STORY_REGION_COUNTRY (a->regions[0]) != SIYAQ_STORY_REGION_COUNTRY (b->regions[0]);
}

static int
compare_tallies (gconstpointer a,
                 gconstpointer b)
{
  float x = ((const Tally *) a)->logits[0], y = ((const Tally *) b)->logits[0];

  return x > y ? -1 : x < y;
}

static int
compare_fits (gconstpointer a,
              gconstpointer b)
{
  float x = ((const SiyaqStoryFit *) a)->logit, y = ((const SiyaqStoryFit *) b)->logit;

  return x > y ? -1 : x < y;
}

static const SiyaqStoryCandidate *
find_candidate (const GArray *candidates,
                const SiyaqStoryItem *item)
{
  for (guint i = 0; i < candidates->len; i++)
    {
      const SiyaqStoryCandidate *c = &g_array_index (candidates, SiyaqStoryCandidate, i);

      if (c->item == item)
        return c;
    }
  return NULL;
}

/* The newest members of a story that the index did not find count, too: what an item has nothing in
   common with speaks against it. */
static void
add_unfound (Tally *tally,
             const GArray *candidates,
             const SiyaqStoryQuery *query,
             const SiyaqStoryItem *except)
{
  const SiyaqStoryGroup *story = tally->group;
  guint room = MAX_MEMBERS - tally->n;

  for (guint i = story->members.len; i > 0 && room > 0; i--)
    {
      const SiyaqStoryItem *member = story->members.items[i - 1];
      SiyaqStoryPair pair;

      if (member == except || find_candidate (candidates, member) != NULL)
        continue;
      siyaq_story_query_compare (query, member->print, &pair);
      insert (tally, &pair, query, member->print, siyaq_story_model_pair (SIYAQ_STORY_LEVEL_STORY, &pair));
      room--;
    }
}

/* How well the item fits what the story began with, and how long ago that was: from one neighbour to the
   next a story would drift from a flood to the trial after it. */
static float
compare_first (const SiyaqStoryGroup *story,
               const GArray *candidates,
               const SiyaqStoryQuery *query,
               const SiyaqStoryItem *except,
               float *ret_age_days)
{
  const SiyaqStoryItem *first = story->members.items[story->members.items[0] == except && story->members.len > 1 ? 1 : 0];
  const SiyaqStoryCandidate *c = find_candidate (candidates, first);
  SiyaqStoryPair pair;

  *ret_age_days = 0.f;
  if (first->print->published_s != SIYAQ_TIME_UNKNOWN && query->print->published_s != SIYAQ_TIME_UNKNOWN)
    *ret_age_days = (float) ABS (query->print->published_s - first->print->published_s) / SECONDS_A_DAY;
  if (c != NULL)
    return c->logits[SIYAQ_STORY_LEVEL_STORY];
  siyaq_story_query_compare (query, first->print, &pair);
  return siyaq_story_model_pair (SIYAQ_STORY_LEVEL_STORY, &pair);
}

/**
 * siyaq_story_match_fits:
 * @candidates: (element-type SiyaqStoryCandidate): from siyaq_story_match()
 * @query: the item
 * @level: stories or threads
 * @except: (nullable): the item itself, where it is in the book already
 * @ret_fits: (out caller-allocates): the groups that the candidates are of, best first
 *
 * Returns: how many groups
 */
guint
siyaq_story_match_fits (const GArray *candidates,
                        const SiyaqStoryQuery *query,
                        SiyaqStoryLevel level,
                        const SiyaqStoryItem *except,
                        SiyaqStoryFit ret_fits[SIYAQ_STORY_MAX_FITS])
{
  Tally tallies[SIYAQ_STORY_MAX_CANDIDATES];
  guint n = 0, n_fits;

  for (guint i = 0; i < candidates->len; i++)
    {
      const SiyaqStoryCandidate *c = &g_array_index (candidates, SiyaqStoryCandidate, i);
      gpointer group = group_of (c->item, level);
      guint k = 0;

      if (group == NULL)
        continue;
      while (k < n && tallies[k].group != group)
        k++;
      if (k == n)
        {
          tallies[n++] = (Tally) { .group = group };
        }
      insert (&tallies[k], &c->pair, query, c->item->print, c->logits[level]);
      tallies[k].abroad += is_abroad (c->item->print, query->print);
    }
  qsort (tallies, n, sizeof (Tally), compare_tallies);
  n_fits = MIN (n, SIYAQ_STORY_MAX_FITS);
  for (guint i = 0; i < n_fits; i++)
    {
      float first = 0.f, age_days = 0.f;
      float best_other = i > 0 ? tallies[0].logits[0] : n > 1 ? tallies[1].logits[0] : -8.f;

      if (level == SIYAQ_STORY_LEVEL_STORY)
        {
          add_unfound (&tallies[i], candidates, query, except);
          first = compare_first (tallies[i].group, candidates, query, except, &age_days);
        }
      ret_fits[i].group = tallies[i].group;
      siyaq_story_model_group_features (tallies[i].logits, tallies[i].n, best_other, first, age_days, ret_fits[i].values);
      ret_fits[i].before = (float) tallies[i].before / (float) tallies[i].compared;
      ret_fits[i].abroad = tallies[i].abroad == tallies[i].compared;
      ret_fits[i].apart = (float) tallies[i].apart / (float) tallies[i].compared;
      ret_fits[i].logit = siyaq_story_model_group (level, ret_fits[i].values);
    }
  qsort (ret_fits, n_fits, sizeof (SiyaqStoryFit), compare_fits);
  return n_fits;
}
