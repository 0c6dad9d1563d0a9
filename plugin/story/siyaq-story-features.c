/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Each field is scored apart, so that the learnt decision can weigh them and the reader can be told
   which of them agreed. Two items in one language meet in the stems of that language, an Arabic
   item and another in English stems. */
#define G_LOG_DOMAIN "siyaq-story"

#include "config.h"

#include "siyaq-story-features.h"
#include "siyaq-story-sketch.h"

#include <math.h>
#include <string.h>

#define SECONDS_A_DAY (24.0 * 60 * 60)
/* A shared term under this idf is no evidence that a reader should be told of. */
#define TELLING_IDF 2.0f

/* Terms that are added to the length of the shorter item: two short ones that share all they have
   share little. */
#define SHARED_SMOOTHING 10.f

/* Words that a report of some paragraphs keeps. */
#define FULL_WORDS 44.f
/* Share of all that is said of countries from which one is a party in full. */
#define FULL_PARTY 0.25f
/* Below this much, two meetings with parties of their own do not share them. */
#define OTHER_PARTIES 0.4f

typedef struct
{
  float all, title, top;      /* cosines */
  float title_a, title_b;     /* how much of one's title the other has anywhere */
  guint n_shared;             /* telling terms */
  float share;                /* their idf as a share of what the shorter item could give */
} Overlap;

static float
norm (const SiyaqStoryPrint *print,
      SiyaqStorySpace space,
      SiyaqStoryPart part)
{
  return (float) print->norms[space][part] / 64.f;
}

static float
share_of (float dot,
          float norm_a,
          float norm_b)
{
  float product = norm_a * norm_b;

  return product > 0.f ? MIN (dot / product, 1.f) : 0.f;
}

static void
overlap (const SiyaqStoryQuery *query,
         const SiyaqStoryPrint *other,
         SiyaqStorySpace space_a,
         SiyaqStorySpace space_b,
         Overlap *ret)
{
  const guint8 *wa, *wb;
  const guint32 *a = siyaq_story_print_terms (query->print, space_a, &wa);
  const guint32 *b = siyaq_story_print_terms (other, space_b, &wb);
  guint na = query->print->n_terms[space_a], nb = other->n_terms[space_b];
  const float *idf = query->idf[space_a];
  float all = 0, title = 0, top = 0, title_a = 0, title_b = 0, weight = 0, norm_a, norm_b;

  memset (ret, 0, sizeof *ret);
  for (guint i = 0, k = 0; i < na && k < nb;)
    {
      if (a[i] < b[k])
        i++;
      else if (a[i] > b[k])
        k++;
      else
        {
          float idf2 = idf[i] * idf[i];
          float weighted = idf2 * SIYAQ_STORY_TERM_WEIGHT (wa[i]) * SIYAQ_STORY_TERM_WEIGHT (wb[k]);

          all += weighted;
          if ((wa[i] & wb[k] & SIYAQ_STORY_TERM_TITLE) != 0)
            title += space_a == SIYAQ_STORY_SPACE_PLACES ? weighted : idf2;
          if ((wa[i] & (SIYAQ_STORY_TERM_TITLE | SIYAQ_STORY_TERM_LEAD)) != 0 &&
              (wb[k] & (SIYAQ_STORY_TERM_TITLE | SIYAQ_STORY_TERM_LEAD)) != 0)
            top += idf2;
          if ((wa[i] & SIYAQ_STORY_TERM_TITLE) != 0)
            title_a += idf2;
          if ((wb[k] & SIYAQ_STORY_TERM_TITLE) != 0)
            title_b += idf2;
          if (idf[i] >= TELLING_IDF)
            {
              ret->n_shared++;
              weight += idf[i];
            }
          i++;
          k++;
        }
    }
  /* Long items share many terms by chance: what counts is how many of those that they could. */
  ret->share = weight / (SHARED_SMOOTHING + (float) MIN (na, nb));
  ret->all = share_of (all, norm (query->print, space_a, SIYAQ_STORY_PART_ALL), norm (other, space_b, SIYAQ_STORY_PART_ALL));
  ret->title = share_of (title, norm (query->print, space_a, SIYAQ_STORY_PART_TITLE), norm (other, space_b, SIYAQ_STORY_PART_TITLE));
  ret->top = share_of (top, norm (query->print, space_a, SIYAQ_STORY_PART_TOP), norm (other, space_b, SIYAQ_STORY_PART_TOP));
  norm_a = norm (query->print, space_a, SIYAQ_STORY_PART_TITLE);
  norm_b = norm (other, space_b, SIYAQ_STORY_PART_TITLE);
  ret->title_a = share_of (title_a, norm_a, norm_a);
  ret->title_b = share_of (title_b, norm_b, norm_b);
}

static void
compare_regions (const SiyaqStoryPrint *a,
                 const SiyaqStoryPrint *b,
                 float *v)
{
  gboolean province = FALSE, country = FALSE, first_a = FALSE, first_b = FALSE, provinces_a = FALSE, provinces_b = FALSE;

  if (a->regions[0] == 0 || b->regions[0] == 0)
    return;
  for (guint i = 0; i < SIYAQ_MAX_REGIONS && a->regions[i] != 0; i++)
    {
      provinces_a |= SIYAQ_STORY_REGION_PROVINCE (a->regions[i]) != 0;
      for (guint k = 0; k < SIYAQ_MAX_REGIONS && b->regions[k] != 0; k++)
        {
          if (SIYAQ_STORY_REGION_COUNTRY (a->regions[i]) == SIYAQ_STORY_REGION_COUNTRY (b->regions[k]))
            {
              country = TRUE;
              first_a |= i == 0;
              first_b |= k == 0;
            }
          province |= a->regions[i] == b->regions[k] && SIYAQ_STORY_REGION_PROVINCE (a->regions[i]) != 0;
          provinces_b |= SIYAQ_STORY_REGION_PROVINCE (b->regions[k]) != 0;
        }
    }
  v[SIYAQ_STORY_FEATURE_PROVINCE_SAME] = province ? (a->regions[0] == b->regions[0] ? 1.f : 0.6f) : 0.f;
  v[SIYAQ_STORY_FEATURE_PROVINCE_OTHER] = !province && provinces_a && provinces_b;
  /* A country that is only touched says less than the one where it happens. */
  v[SIYAQ_STORY_FEATURE_COUNTRY_SAME] = country ? 0.4f + 0.3f * (float) first_a + 0.3f * (float) first_b : 0.f;
  v[SIYAQ_STORY_FEATURE_COUNTRY_OTHER] = !country;
  /* A report of one attack that names another of the same day has its own town first. */
  v[SIYAQ_STORY_FEATURE_MAIN_OTHER] = SIYAQ_STORY_REGION_PROVINCE (a->regions[0]) != 0 &&
                                      SIYAQ_STORY_REGION_PROVINCE (b->regions[0]) != 0 && a->regions[0] != b->regions[0];
}

/* The toll that an item leads with: of the title, else the highest of the lead. */
static guint32
main_toll (const SiyaqStoryPrint *print)
{
  const guint32 *numbers = siyaq_story_print_numbers (print);
  guint32 best = 0;

  for (guint i = 0; i < print->n_numbers; i++)
    if (SIYAQ_STORY_NUMBER_KIND (numbers[i]) == SIYAQ_STORY_COUNT_DEAD && (numbers[i] & SIYAQ_STORY_NUMBER_TITLE) != 0 &&
        (numbers[i] & SIYAQ_STORY_NUMBER_FRACTION) == 0)
      best = MAX (best, SIYAQ_STORY_NUMBER_VALUE (numbers[i]));
  if (best != 0)
    return best;
  for (guint i = 0; i < print->n_numbers; i++)
    if (SIYAQ_STORY_NUMBER_KIND (numbers[i]) == SIYAQ_STORY_COUNT_DEAD && (numbers[i] & SIYAQ_STORY_NUMBER_LEAD) != 0 &&
        (numbers[i] & SIYAQ_STORY_NUMBER_FRACTION) == 0)
      best = MAX (best, SIYAQ_STORY_NUMBER_VALUE (numbers[i]));
  return best;
}

static void
compare_numbers (const SiyaqStoryPrint *a,
                 const SiyaqStoryPrint *b,
                 SiyaqStoryPair *pair)
{
  const guint32 *x = siyaq_story_print_numbers (a), *y = siyaq_story_print_numbers (b);
  float *v = pair->values;
  guint32 toll_a = main_toll (a), toll_b = main_toll (b);
  float shared = 0;
  gboolean toll_shared = FALSE;

  for (guint i = 0; i < a->n_numbers; i++)
    for (guint k = 0; k < b->n_numbers; k++)
      if (SIYAQ_STORY_NUMBER_KEY (x[i]) == SIYAQ_STORY_NUMBER_KEY (y[k]))
        {
          gboolean toll = SIYAQ_STORY_NUMBER_KIND (x[i]) == SIYAQ_STORY_COUNT_DEAD;

          /* Small numbers are shared by chance. */
          shared += (x[i] & SIYAQ_STORY_NUMBER_FRACTION) != 0 ? 1.5f
                                                              : MIN (logf (1.f + (float) SIYAQ_STORY_NUMBER_VALUE (x[i])) / 3.f, 1.5f);
          toll_shared |= toll;
          if (pair->number == 0 || (toll && SIYAQ_STORY_NUMBER_KIND (pair->number) != SIYAQ_STORY_COUNT_DEAD))
            pair->number = SIYAQ_STORY_NUMBER_KEY (x[i]);
          break;
        }
      else if (SIYAQ_STORY_NUMBER_VALUE (x[i]) == SIYAQ_STORY_NUMBER_VALUE (y[k]) &&
               (x[i] & SIYAQ_STORY_NUMBER_FRACTION) == (y[k] & SIYAQ_STORY_NUMBER_FRACTION))
        {
          /* The same figure, counted as something else in one of them. */
          shared += 0.4f;
          break;
        }
  /* A report that names another attack gives the toll of that, too. */
  toll_shared &= v[SIYAQ_STORY_FEATURE_ELSEWHERE] < 0.5f;
  v[SIYAQ_STORY_FEATURE_NUMBERS] = log1pf (shared);
  v[SIYAQ_STORY_FEATURE_TOLL_SAME] = toll_a != 0 && toll_a == toll_b ? 1.f : toll_shared ? 0.5f : 0.f;
  if (toll_a != 0 && toll_b != 0 && !toll_shared && toll_a != toll_b)
    v[SIYAQ_STORY_FEATURE_TOLL_OTHER] = MIN (0.5f + fabsf (logf ((float) toll_a / (float) toll_b)), 2.5f);
}

static void
compare_dates (const SiyaqStoryPrint *a,
               const SiyaqStoryPrint *b,
               float *v)
{
  const guint16 *x = siyaq_story_print_dates (a), *y = siyaq_story_print_dates (b);
  const guint32 *s = siyaq_story_print_series (a), *t = siyaq_story_print_series (b);
  guint shared = 0;

  for (guint i = 0; i < a->n_dates; i++)
    for (guint k = 0; k < b->n_dates; k++)
      shared += x[i] == y[k];
  v[SIYAQ_STORY_FEATURE_DATES] = log1pf ((float) shared);
  if (a->event_day != 0 && b->event_day != 0)
    {
      float apart = fabsf ((float) (a->event_day - b->event_day));

      v[SIYAQ_STORY_FEATURE_DAY_SAME] = apart < 0.5f;
      v[SIYAQ_STORY_FEATURE_DAY_APART] = MIN (log1pf (apart), 5.f);
    }
  for (guint i = 0; i < a->n_series; i++)
    for (guint k = 0; k < b->n_series; k++)
      if ((s[i] & ~0xfffu) == (t[k] & ~0xfffu) && s[i] != t[k])
        v[SIYAQ_STORY_FEATURE_SERIES] = 1.f;
}

static void
compare_events (const SiyaqStoryPrint *a,
                const SiyaqStoryPrint *b,
                float *v)
{
  guint shared = 0;

  if (a->events[0] == 0 || b->events[0] == 0)
    return;
  for (guint i = 0; i < SIYAQ_MAX_EVENTS && a->events[i] != 0; i++)
    for (guint k = 0; k < SIYAQ_MAX_EVENTS && b->events[k] != 0; k++)
      shared += a->events[i] == b->events[k];
  v[SIYAQ_STORY_FEATURE_EVENT_SAME] = a->events[0] == b->events[0];
  v[SIYAQ_STORY_FEATURE_EVENT_SHARED] = shared > 0;
  v[SIYAQ_STORY_FEATURE_EVENT_OTHER] = shared == 0;
  v[SIYAQ_STORY_FEATURE_FAMILY_SAME] = a->family == b->family;
  /* A sequel may be one of anything. */
  if (a->family != b->family && shared == 0)
    v[SIYAQ_STORY_FEATURE_FAMILY_OTHER] = ((a->kind | b->kind) & SIYAQ_STORY_KIND_SEQUEL) != 0 ? 0.5f : 1.f;
  /* An arrest, a trial or aid is a story of its own that tells again what it follows from. */
  v[SIYAQ_STORY_FEATURE_SEQUEL] = a->events[0] != b->events[0] && ((a->kind ^ b->kind) & SIYAQ_STORY_KIND_SEQUEL) != 0;
  v[SIYAQ_STORY_FEATURE_ORIGIN_OTHER] = (a->kind & b->kind & SIYAQ_STORY_KIND_ORIGIN) != 0 && shared == 0;
}

/* What an item does not say is no evidence against it: without a region or a kind of event the words have
   to do, and a single sentence has few. */
static void
compare_poverty (const SiyaqStoryPrint *a,
                 const SiyaqStoryPrint *b,
                 float *v)
{
  guint words = MIN (a->n_terms[SIYAQ_STORY_SPACE_WORDS], b->n_terms[SIYAQ_STORY_SPACE_WORDS]);

  v[SIYAQ_STORY_FEATURE_NO_REGION] = a->regions[0] == 0 || b->regions[0] == 0;
  v[SIYAQ_STORY_FEATURE_NO_EVENT] = a->events[0] == 0 || b->events[0] == 0;
  /* Most stories name no phase, which is one, too. */
  v[SIYAQ_STORY_FEATURE_PHASE_SAME] = (a->phases & b->phases) != 0;
  v[SIYAQ_STORY_FEATURE_PHASE_ONE] = (a->phases == 0) != (b->phases == 0);
  v[SIYAQ_STORY_FEATURE_PHASE_OTHER] = a->phases != 0 && b->phases != 0 && (a->phases & b->phases) == 0;
  v[SIYAQ_STORY_FEATURE_SHORT] = 1.f - MIN ((float) words / FULL_WORDS, 1.f);
}

static void
compare_times (const SiyaqStoryPrint *a,
               const SiyaqStoryPrint *b,
               float *v)
{
  double days;

  if (a->published_s == SIYAQ_TIME_UNKNOWN || b->published_s == SIYAQ_TIME_UNKNOWN)
    return;
  days = fabs ((double) (a->published_s - b->published_s)) / SECONDS_A_DAY;
  v[SIYAQ_STORY_FEATURE_DAYS] = (float) MIN (log1p (days), 3.5);
  v[SIYAQ_STORY_FEATURE_WEEKS] = days > 5 ? (float) MIN (log (days / 5.0), 2.0) : 0.f;
  v[SIYAQ_STORY_FEATURE_MONTHS] = days > 40 ? (float) MIN (log (days / 40.0), 3.0) : 0.f;
}

/* The same kind of event in another place is another event, however alike the words are. Talks and markets are
   told from many places. */
static void
compare_elsewhere (const SiyaqStoryPrint *a,
                   const SiyaqStoryPrint *b,
                   float *v)
{
  gboolean in_a = FALSE, in_b = FALSE;

  if (((a->kind | b->kind) & SIYAQ_STORY_KIND_MEETING) != 0)
    return;
  if (v[SIYAQ_STORY_FEATURE_COUNTRY_OTHER] > 0.f &&
      (v[SIYAQ_STORY_FEATURE_EVENT_SHARED] > 0.f || v[SIYAQ_STORY_FEATURE_MAIN_OTHER] > 0.f))
    v[SIYAQ_STORY_FEATURE_ELSEWHERE] = 1.f;
  else if (v[SIYAQ_STORY_FEATURE_MAIN_OTHER] > 0.f && v[SIYAQ_STORY_FEATURE_EVENT_SHARED] > 0.f)
    {
      for (guint i = 0; i < SIYAQ_MAX_REGIONS; i++)
        {
          in_a |= a->regions[i] == b->regions[0];
          in_b |= b->regions[i] == a->regions[0];
        }
      v[SIYAQ_STORY_FEATURE_ELSEWHERE] = in_a && in_b ? 0.f : in_a || in_b ? 0.4f : 0.8f;
    }
}

/* How much two countries, in whatever order, are what both items are about. A third, the venue or
   the mediator, may differ. */
static float
shared_parties (const SiyaqStoryPrint *a,
                const SiyaqStoryPrint *b)
{
  float first = 0, second = 0;

  for (guint i = 0; i < SIYAQ_MAX_COUNTRIES && a->countries[i] != 0; i++)
    for (guint k = 0; k < SIYAQ_MAX_COUNTRIES && b->countries[k] != 0; k++)
      if (SIYAQ_STORY_COUNTRY (a->countries[i]) == SIYAQ_STORY_COUNTRY (b->countries[k]))
        {
          float share = MIN (SIYAQ_STORY_COUNTRY_SHARE (a->countries[i]), SIYAQ_STORY_COUNTRY_SHARE (b->countries[k]));

          if (share > first)
            {
              second = first;
              first = share;
            }
          else
            second = MAX (second, share);
        }
  return MIN (second / FULL_PARTY, 1.f);
}

static gboolean
has_parties (const SiyaqStoryPrint *print)
{
  return print->countries[1] != 0 && SIYAQ_STORY_COUNTRY_SHARE (print->countries[1]) >= FULL_PARTY / 2.f;
}

static gboolean
has_mention (const SiyaqStoryPrint *print,
             guint32 title)
{
  const guint32 *mentions = siyaq_story_print_mentions (print);

  for (guint i = 0; i < print->n_mentions; i++)
    if (mentions[i] == title)
      return TRUE;
  return FALSE;
}

/* An aggregator pastes what its own editors, or readers, took for one subject. */
static float
compare_mentions (const SiyaqStoryPrint *a,
                  const SiyaqStoryPrint *b)
{
  const guint32 *mentions = siyaq_story_print_mentions (a);

  if ((a->title != 0 && has_mention (b, a->title)) || (b->title != 0 && has_mention (a, b->title)))
    return 1.f;
  for (guint i = 0; i < a->n_mentions; i++)
    if (has_mention (b, mentions[i]))
      return 0.5f;
  return 0.f;
}

/**
 * siyaq_story_query_init:
 * @self: (out caller-allocates): a query
 * @print: (transfer none): an item's fingerprint, which must outlive the query
 * @frequencies: what is frequent now
 */
void
siyaq_story_query_init (SiyaqStoryQuery *self,
                        const SiyaqStoryPrint *print,
                        const SiyaqStoryFrequencies *frequencies)
{
  self->print = print;
  for (guint s = 0; s < SIYAQ_STORY_N_SPACES; s++)
    {
      const guint32 *terms = siyaq_story_print_terms (print, (SiyaqStorySpace) s, NULL);

      self->idf[s] = g_new (float, MAX (print->n_terms[s], 1));
      siyaq_story_frequencies_list_idf (frequencies, terms, print->n_terms[s], self->idf[s]);
    }
}

/**
 * siyaq_story_query_clear:
 * @self: a query
 */
void
siyaq_story_query_clear (SiyaqStoryQuery *self)
{
  for (guint s = 0; s < SIYAQ_STORY_N_SPACES; s++)
    g_clear_pointer (&self->idf[s], g_free);
}

/**
 * siyaq_story_query_compare:
 * @self: a query
 * @other: an earlier item's fingerprint
 * @ret_pair: (out caller-allocates): what they have in common
 */
void
siyaq_story_query_compare (const SiyaqStoryQuery *self,
                           const SiyaqStoryPrint *other,
                           SiyaqStoryPair *ret_pair)
{
  const SiyaqStoryPrint *a = self->print;
  float *v = ret_pair->values;
  Overlap words, names, actors, places;
  gboolean cross = a->arabic != other->arabic;

  memset (ret_pair, 0, sizeof *ret_pair);
  ret_pair->cross = cross;
  overlap (self, other, cross && a->arabic ? SIYAQ_STORY_SPACE_BRIDGE : SIYAQ_STORY_SPACE_WORDS,
           cross && other->arabic ? SIYAQ_STORY_SPACE_BRIDGE : SIYAQ_STORY_SPACE_WORDS, &words);
  overlap (self, other, SIYAQ_STORY_SPACE_NAMES, SIYAQ_STORY_SPACE_NAMES, &names);
  overlap (self, other, SIYAQ_STORY_SPACE_ACTORS, SIYAQ_STORY_SPACE_ACTORS, &actors);
  overlap (self, other, SIYAQ_STORY_SPACE_PLACES, SIYAQ_STORY_SPACE_PLACES, &places);
  ret_pair->n_shared = words.n_shared;
  ret_pair->n_names = MAX (names.n_shared, actors.n_shared);

  v[SIYAQ_STORY_FEATURE_BIAS] = 1.f;
  v[SIYAQ_STORY_FEATURE_ALL] = words.all;
  v[SIYAQ_STORY_FEATURE_TITLE] = words.title;
  v[SIYAQ_STORY_FEATURE_TOP] = words.top;
  v[SIYAQ_STORY_FEATURE_TITLE_MAX] = MAX (words.title_a, words.title_b);
  v[SIYAQ_STORY_FEATURE_TITLE_MIN] = MIN (words.title_a, words.title_b);
  v[SIYAQ_STORY_FEATURE_SHARED] = words.share;
  v[SIYAQ_STORY_FEATURE_NAMES] = names.all;
  v[SIYAQ_STORY_FEATURE_NAMES_TOP] = names.top;
  v[SIYAQ_STORY_FEATURE_NAMES_SHARED] = names.share;
  v[SIYAQ_STORY_FEATURE_ACTORS] = actors.all;
  v[SIYAQ_STORY_FEATURE_PLACES] = places.all;
  v[SIYAQ_STORY_FEATURE_PLACES_TOP] = places.top;
  v[SIYAQ_STORY_FEATURE_PROVINCES] = places.title;
  compare_regions (a, other, v);
  /* Events that reach over several provinces name them all, in another order. */
  v[SIYAQ_STORY_FEATURE_PROVINCE_OTHER] *= 1.f - places.title;
  compare_events (a, other, v);
  compare_elsewhere (a, other, v);
  compare_numbers (a, other, ret_pair);
  compare_dates (a, other, v);
  compare_times (a, other, v);
  /* The same kind of business between the same parties, wherever they meet. */
  v[SIYAQ_STORY_FEATURE_NAMES_TITLE] = names.title;
  v[SIYAQ_STORY_FEATURE_PARTIES] = v[SIYAQ_STORY_FEATURE_EVENT_SAME] * MAX (names.title, actors.all);
  if ((a->kind & other->kind & SIYAQ_STORY_KIND_MEETING) != 0)
    {
      v[SIYAQ_STORY_FEATURE_MEETING] = shared_parties (a, other);
      /* Others may have met in the same city on the same day. */
      if (has_parties (a) && has_parties (other) && v[SIYAQ_STORY_FEATURE_MEETING] < OTHER_PARTIES)
        v[SIYAQ_STORY_FEATURE_MEETING_OTHER] = 1.f;
      /* Where they meet is no part of the subject. */
      v[SIYAQ_STORY_FEATURE_MEETING_VENUE] =
        v[SIYAQ_STORY_FEATURE_MEETING] * MAX (v[SIYAQ_STORY_FEATURE_COUNTRY_OTHER], v[SIYAQ_STORY_FEATURE_PROVINCE_OTHER]);
      v[SIYAQ_STORY_FEATURE_MEETING_WEEKS] = v[SIYAQ_STORY_FEATURE_MEETING] * v[SIYAQ_STORY_FEATURE_WEEKS];
    }
  v[SIYAQ_STORY_FEATURE_MENTION] = compare_mentions (a, other);
  if (!cross)
    v[SIYAQ_STORY_FEATURE_COPY] = MAX (0.f, siyaq_story_sketch_resemblance (a->sketch, other->sketch) - 0.1f);
  compare_poverty (a, other, v);
  v[SIYAQ_STORY_FEATURE_RETRO] = a->retro != other->retro;
  v[SIYAQ_STORY_FEATURE_OUTLET] = a->feed != 0 && a->feed == other->feed;
}

/**
 * siyaq_story_feature_name:
 * @feature: a feature
 *
 * Returns: its name in training data
 */
const char *
siyaq_story_feature_name (SiyaqStoryFeature feature)
{
  static const char *const names[] = {
#define X(name, text) text,
    SIYAQ_STORY_FEATURES (X)
#undef X
  };

  return names[feature];
}
