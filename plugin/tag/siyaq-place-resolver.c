/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Decides which place each name means: first what the text says beside it, its countries and
   provinces, then how known the place is. Population alone finds the right one of two namesakes in
   three of four cases (bench/README of the project); the rest is context. One name has one meaning
   in a text unless the text says otherwise ("Lebanon, Pennsylvania"). */
#define G_LOG_DOMAIN "siyaq-tag"

#include "config.h"

#include "siyaq-place-resolver.h"

#include <math.h>
#include <string.h>

#define N_COUNTRIES (26u * 26u)
/* Provinces that count as evidence; a text that names more is a list. */
#define MAX_PROVINCES 64u

/* What a candidate must reach to be a place at all, in decades of population: a town of 100,000
   that nothing speaks for, a village whose country is named. */
#define THRESHOLD 4.7
#define THRESHOLD_WEAK 7.9
#define THRESHOLD_UNIT 5.8
/* Small places need words that place them, or more context. */
#define SMALL_PLACE 150000u
#define LONELY_MALUS 1.6
#define SPOKEN_FOR \
  (SIYAQ_MENTION_LOCATIVE | SIYAQ_MENTION_PATH | SIYAQ_MENTION_UNIT | SIYAQ_MENTION_DATELINE | SIYAQ_MENTION_VENUE | SIYAQ_MENTION_AMONG)
/* What the sign of a doubled letter counts against a country that is written without. */
#define DOUBLED_MALUS 3.0
/* Evidence for a country from which it is spoken of. */
#define SPOKEN_OF 0.5
/* Points that speak for what is near them. */
#define MAX_POINTS 48u
/* Reach of a point. */
#define NEAR_KM 350.0

typedef struct
{
  float countries[N_COUNTRIES];
  struct
  {
    char code[SIYAQ_REGION_CODE_SIZE];
    float weight;
  } provinces[MAX_PROVINCES];
  guint n_provinces;
  struct
  {
    const SiyaqGazetteerSlot *slot;
    float lat, lon;
  } points[MAX_POINTS];
  guint n_points;
  float total;
} Evidence;

static guint
country_index (const char country[2])
{
  guint a = (guint) (country[0] - 'A'), b = (guint) (country[1] - 'A');

  return a < 26 && b < 26 ? a * 26 + b : 0;
}

static float *
province_evidence (Evidence *e,
                   const char *code,
                   gboolean add)
{
  for (guint i = 0; i < e->n_provinces; i++)
    if (strcmp (e->provinces[i].code, code) == 0)
      return &e->provinces[i].weight;
  if (!add || e->n_provinces == MAX_PROVINCES)
    return NULL;
  g_strlcpy (e->provinces[e->n_provinces].code, code, SIYAQ_REGION_CODE_SIZE);
  e->provinces[e->n_provinces].weight = 0;
  return &e->provinces[e->n_provinces++].weight;
}

/* How known a place is, in decades of population. */
static double
prior (const SiyaqGazetteerPlace *p,
       SiyaqPlaceForm form)
{
  double score;

  switch ((SiyaqPlaceKind) p->kind)
    {
    case SIYAQ_PLACE_COUNTRY:
      score = 7.5;
      break;
    case SIYAQ_PLACE_SEAT:
      score = 7.0;
      break;
    case SIYAQ_PLACE_AREA:
    case SIYAQ_PLACE_WATER:
    case SIYAQ_PLACE_TERRITORY:
      score = p->kind == SIYAQ_PLACE_WATER ? 7.7 : 6.8;
      break;
    case SIYAQ_PLACE_LANDMARK:
      score = 6.0;
      break;
    case SIYAQ_PLACE_PROVINCE:
      score = (p->flags & SIYAQ_PLACE_HAND) != 0 ? 5.7 : 4.7;
      break;
    case SIYAQ_PLACE_DISTRICT:
      score = 3.6;
      break;
    case SIYAQ_PLACE_CITY:
    default:
      score = log10 (MAX (p->population, 600u));
      if ((p->flags & SIYAQ_PLACE_CAPITAL) != 0)
        score = MAX (score + 0.6, 6.2);
      else if ((p->flags & SIYAQ_PLACE_ADMIN_SEAT) != 0)
        score = MAX (score + 0.3, 4.6);
      else if ((p->flags & SIYAQ_PLACE_DISTRICT_SEAT) != 0)
        score = MAX (score, 3.9);
      else if ((p->flags & SIYAQ_PLACE_QUARTER) != 0)
        score -= 0.7;
      if ((p->flags & SIYAQ_PLACE_HAND) != 0)
        score = MAX (score + 0.4, 4.8);
      break;
    }
  if (form == SIYAQ_FORM_BARE || form == SIYAQ_FORM_SPELT)
    score -= 0.3;
  return score;
}

static const SiyaqGazetteerPlace *
best_prior (SiyaqGazetteer *gazetteer,
            const SiyaqToponym *m,
            double *ret_score,
            double *ret_margin)
{
  const guint32 *refs = siyaq_gazetteer_refs (gazetteer, m->slot);
  const SiyaqGazetteerPlace *best = NULL;
  double second = 0, score = -1;

  for (guint i = 0; refs != NULL && i < m->slot->n_refs; i++)
    {
      const SiyaqGazetteerPlace *p = siyaq_gazetteer_place (gazetteer, SIYAQ_REF_PLACE (refs[i]));
      double s;

      if (SIYAQ_REF_FORM (refs[i]) == SIYAQ_FORM_SPELT)
        continue;
      s = prior (p, SIYAQ_REF_FORM (refs[i]));

      if (s > score)
        {
          /* A city and its own province are one reading. */
          if (best != NULL && (memcmp (best->country, p->country, 2) != 0 || memcmp (best->province, p->province, 4) != 0))
            second = MAX (second, score);
          best = p;
          score = s;
        }
      else if (best != NULL && (memcmp (best->country, p->country, 2) != 0 || memcmp (best->province, p->province, 4) != 0))
        second = MAX (second, s);
    }
  *ret_score = score;
  *ret_margin = score - second;
  return best;
}

static void
add_evidence (Evidence *e,
              const SiyaqGazetteerPlace *p,
              const SiyaqGazetteerSlot *slot,
              float weight)
{
  char code[SIYAQ_REGION_CODE_SIZE];

  if (p->country[0] == '\0')
    return;
  e->countries[country_index (p->country)] += weight;
  e->total += weight;
  if (e->n_points < MAX_POINTS && !isnan (p->lat))
    {
      e->points[e->n_points].slot = slot;
      e->points[e->n_points].lat = p->lat;
      e->points[e->n_points++].lon = p->lon;
    }
  siyaq_gazetteer_place_code (p, code);
  if (code[2] == '-')
    {
      float *w = province_evidence (e, code, TRUE);

      if (w != NULL)
        *w += weight;
    }
}

/* Names that can hardly mean anything else speak for their countries. */
static void
gather_evidence (SiyaqGazetteer *gazetteer,
                 GArray *mentions,
                 Evidence *e,
                 const char *home)
{
  for (guint i = 0; i < mentions->len; i++)
    {
      SiyaqToponym *m = &g_array_index (mentions, SiyaqToponym, i);
      double score, margin;
      const SiyaqGazetteerPlace *p;

      if ((m->flags & (SIYAQ_MENTION_PERSON | SIYAQ_MENTION_PRODUCT | SIYAQ_MENTION_WEAK)) != 0)
        continue;
      p = best_prior (gazetteer, m, &score, &margin);
      if (p == NULL)
        continue;
      if ((m->flags & SIYAQ_MENTION_ADJECTIVE) != 0)
        m->evidence = 0.6f;
      else if (margin >= 1.5 && score >= 5)
        m->evidence = 1;
      else if (margin >= 0.8 && score >= 4.6)
        m->evidence = 0.35f;
      else
        continue;
      m->evidence_place = p;
      add_evidence (e, p, m->slot, m->evidence);
    }
  if (strlen (home) >= 2)
    e->countries[country_index (home)] += 1.2f;
}

/* The province or country that stands directly behind a name and contains the candidate. */
static gboolean
next_contains (SiyaqGazetteer *gazetteer,
               const SiyaqToponym *m,
               const SiyaqToponym *next,
               const SiyaqGazetteerPlace *p)
{
  const guint32 *refs;

  if ((m->flags & SIYAQ_MENTION_IN_NEXT) == 0 || next == NULL)
    return FALSE;
  refs = siyaq_gazetteer_refs (gazetteer, next->slot);
  for (guint i = 0; refs != NULL && i < next->slot->n_refs; i++)
    {
      const SiyaqGazetteerPlace *q = siyaq_gazetteer_place (gazetteer, SIYAQ_REF_PLACE (refs[i]));

      if (memcmp (p->country, q->country, 2) != 0 || p == q)
        continue;
      if (q->kind == SIYAQ_PLACE_COUNTRY ? p->kind != SIYAQ_PLACE_COUNTRY
                                         : q->kind == SIYAQ_PLACE_PROVINCE && p->kind > SIYAQ_PLACE_PROVINCE &&
                                             memcmp (p->province, q->province, 4) == 0)
        return TRUE;
    }
  return FALSE;
}

/* 0 … 0.8: how near the candidate is to what the text speaks of for certain. */
static double
nearness (const Evidence *e,
          const SiyaqToponym *m,
          const SiyaqGazetteerPlace *p)
{
  double best = 0;

  if (isnan (p->lat) || p->kind == SIYAQ_PLACE_COUNTRY)
    return 0;
  for (guint i = 0; i < e->n_points; i++)
    {
      if (e->points[i].slot == m->slot)
        continue;
      double dy = (e->points[i].lat - p->lat) * 111.2, dx = (e->points[i].lon - p->lon) * 111.2 * cos (p->lat * G_PI / 180);

      best = MAX (best, exp (-(dx * dx + dy * dy) / (2 * NEAR_KM * NEAR_KM)));
    }
  return 0.8 * best;
}

/* An adjective beside the name: "the Libyan capital Tripoli", «مدينة مأرب اليمنية». */
static gboolean
beside_adjective (SiyaqGazetteer *gazetteer,
                  GArray *mentions,
                  guint n,
                  const SiyaqGazetteerPlace *p)
{
  const SiyaqToponym *m = &g_array_index (mentions, SiyaqToponym, n);

  for (int step = -1; step <= 1; step += 2)
    {
      guint k = (guint) ((int) n + step);
      const SiyaqToponym *o;
      const guint32 *refs;

      if (k >= mentions->len)
        continue;
      o = &g_array_index (mentions, SiyaqToponym, k);
      if ((o->flags & SIYAQ_MENTION_ADJECTIVE) == 0 || o->tokens != m->tokens ||
          o->tokens->items[o->first].sentence != m->tokens->items[m->first].sentence ||
          (step < 0 ? m->first - o->last : o->first - m->last) > 3)
        continue;
      refs = siyaq_gazetteer_refs (gazetteer, o->slot);
      for (guint i = 0; refs != NULL && i < o->slot->n_refs; i++)
        if (memcmp (siyaq_gazetteer_place (gazetteer, SIYAQ_REF_PLACE (refs[i]))->country, p->country, 2) == 0)
          return TRUE;
    }
  return FALSE;
}

/* What the name @m itself has said for the country or the province of @p. */
static double
own_evidence (GArray *mentions,
              const SiyaqToponym *m,
              const SiyaqGazetteerPlace *p,
              gboolean province)
{
  double sum = 0;

  for (guint i = 0; i < mentions->len; i++)
    {
      const SiyaqToponym *o = &g_array_index (mentions, SiyaqToponym, i);

      if (o->slot == m->slot && o->evidence_place != NULL && memcmp (o->evidence_place->country, p->country, 2) == 0 &&
          (!province || memcmp (o->evidence_place->province, p->province, 4) == 0))
        sum += o->evidence;
    }
  return sum;
}

/* Whether something else in the text speaks for the country of @p. */
static gboolean
is_spoken_of (const Evidence *e,
              GArray *mentions,
              const SiyaqToponym *m,
              const SiyaqGazetteerPlace *p)
{
  return p->country[0] != '\0' && e->countries[country_index (p->country)] - own_evidence (mentions, m, p, FALSE) >= SPOKEN_OF;
}

static double
context_bonus (Evidence *e,
               GArray *mentions,
               const SiyaqToponym *m,
               const SiyaqGazetteerPlace *p)
{
  char code[SIYAQ_REGION_CODE_SIZE];
  double country, own, bonus;
  const float *province;

  if (p->country[0] == '\0')
    return 0;
  /* What the name itself has given is no evidence for it. */
  own = own_evidence (mentions, m, p, FALSE);
  country = MAX (e->countries[country_index (p->country)] - own, 0);
  bonus = MIN (1.1 * log2 (1 + country), 2.4);
  /* A small place of a country that nothing speaks for, in a text that is about others. */
  if (country <= 0 && e->total >= 2 && p->kind == SIYAQ_PLACE_CITY && p->population < 500000)
    bonus -= 0.8;
  bonus += nearness (e, m, p);
  siyaq_gazetteer_place_code (p, code);
  province = code[2] == '-' ? province_evidence (e, code, FALSE) : NULL;
  if (province != NULL)
    bonus += MIN (0.5 * log2 (1 + MAX (*province - own_evidence (mentions, m, p, TRUE), 0)), 0.8);
  return bonus;
}

/* The other half of it: "Macon County, Georgia" speaks for the Georgia that has a Macon. */
static gboolean
contains_previous (SiyaqGazetteer *gazetteer,
                   const SiyaqToponym *previous,
                   const SiyaqGazetteerPlace *q)
{
  const guint32 *refs;

  if ((previous->flags & SIYAQ_MENTION_IN_NEXT) == 0 || q->kind > SIYAQ_PLACE_PROVINCE)
    return FALSE;
  refs = siyaq_gazetteer_refs (gazetteer, previous->slot);
  for (guint i = 0; refs != NULL && i < previous->slot->n_refs; i++)
    {
      const SiyaqGazetteerPlace *p = siyaq_gazetteer_place (gazetteer, SIYAQ_REF_PLACE (refs[i]));

      if (p->kind > q->kind && memcmp (p->country, q->country, 2) == 0 &&
          (q->kind == SIYAQ_PLACE_COUNTRY || memcmp (p->province, q->province, 4) == 0))
        return TRUE;
    }
  return FALSE;
}

static void
resolve (SiyaqGazetteer *gazetteer,
         GArray *mentions,
         guint n,
         Evidence *e)
{
  SiyaqToponym *m = &g_array_index (mentions, SiyaqToponym, n);
  const SiyaqToponym *next = n + 1 < mentions->len ? m + 1 : NULL;
  const guint32 *refs = siyaq_gazetteer_refs (gazetteer, m->slot);
  gboolean best_contained = FALSE;
  double best = -1, threshold = (m->flags & SIYAQ_MENTION_WEAK) != 0 ? THRESHOLD_WEAK : THRESHOLD;

  for (guint i = 0; refs != NULL && i < m->slot->n_refs; i++)
    {
      const SiyaqGazetteerPlace *p = siyaq_gazetteer_place (gazetteer, SIYAQ_REF_PLACE (refs[i]));
      double score = prior (p, SIYAQ_REF_FORM (refs[i])) + context_bonus (e, mentions, m, p);
      gboolean contained;

      if (SIYAQ_REF_FORM (refs[i]) == SIYAQ_FORM_ADJECTIVE && (m->flags & SIYAQ_MENTION_ADJECTIVE) == 0)
        continue;
      if (SIYAQ_REF_FORM (refs[i]) == SIYAQ_FORM_SPELT && !is_spoken_of (e, mentions, m, p))
        continue;
      contained = next_contains (gazetteer, m, next, p);
      if (contained)
        score += 4;
      if (n > 0 && contains_previous (gazetteer, m - 1, p))
        score += 2.5;
      if ((m->flags & SIYAQ_MENTION_ADJECTIVE) == 0 && p->kind != SIYAQ_PLACE_COUNTRY && beside_adjective (gazetteer, mentions, n, p))
        score += 1.5;
      /* "Damascus" is the city, "Damascus province" the province. */
      if (p->kind == SIYAQ_PLACE_CITY && p->geonameid != 0 && (m->flags & SIYAQ_MENTION_LOCATIVE) != 0)
        score += 0.2;
      if ((m->flags & SIYAQ_MENTION_UNIT) != 0)
        score += 0.4;
      /* Of two that are written alike but for that sign, the country has none. */
      if ((m->flags & SIYAQ_MENTION_DOUBLED) != 0 && p->kind == SIYAQ_PLACE_COUNTRY && m->slot->n_refs > 1)
        score -= DOUBLED_MALUS;
      if (score > best)
        {
          best = score;
          best_contained = contained;
          m->place = p;
          m->spelt = SIYAQ_REF_FORM (refs[i]) == SIYAQ_FORM_SPELT;
        }
    }
  if ((m->flags & SIYAQ_MENTION_LOCATIVE) != 0)
    best += 0.6;
  if ((m->flags & SIYAQ_MENTION_UNIT) != 0)
    best += 0.5;
  m->score = best;
  /* A word that is a name only with "province" beside it. */
  if ((m->flags & SIYAQ_MENTION_WEAK) != 0 && ((m->flags & SIYAQ_MENTION_UNIT) != 0 || best_contained))
    threshold = THRESHOLD_UNIT;
  /* A small place that is only named may be anything with that name. */
  else if (m->place != NULL && m->place->kind == SIYAQ_PLACE_CITY && (m->place->flags & SIYAQ_PLACE_HAND) == 0 &&
           m->place->population < SMALL_PLACE && m->first == m->last && !best_contained && (m->flags & SPOKEN_FOR) == 0)
    threshold += LONELY_MALUS;
  /* So may the beginning of a longer name. */
  if ((m->flags & SIYAQ_MENTION_CONTINUED) != 0 && (m->slot->flags & SIYAQ_SLOT_HAND) == 0 && m->place != NULL &&
      m->place->kind == SIYAQ_PLACE_CITY && m->place->population < SMALL_PLACE)
    threshold += LONELY_MALUS;
  if ((m->flags & (SIYAQ_MENTION_PERSON | SIYAQ_MENTION_PRODUCT)) != 0 || best < threshold)
    m->place = NULL;
}

/* A surname is given in full once: where a name stands behind a capitalised word that is no place,
   its other occurrences are that person's unless words place them. */
static void
spread_persons (GArray *mentions)
{
  for (guint i = 0; i < mentions->len; i++)
    {
      const SiyaqToponym *m = &g_array_index (mentions, SiyaqToponym, i);
      gboolean person = (m->flags & SIYAQ_MENTION_PERSON) != 0;

      if (!person && (m->flags & SIYAQ_MENTION_NAMEISH) == 0)
        continue;
      for (guint k = 0; k < mentions->len; k++)
        {
          SiyaqToponym *o = &g_array_index (mentions, SiyaqToponym, k);

          if (o->slot != m->slot || (o->flags & (SIYAQ_MENTION_LOCATIVE | SIYAQ_MENTION_UNIT | SIYAQ_MENTION_IN_NEXT)) != 0)
            continue;
          if (person || (o->slot->flags & SIYAQ_SLOT_HAND) == 0)
            o->flags |= person ? SIYAQ_MENTION_PERSON : SIYAQ_MENTION_WEAK;
        }
    }
}

/* One name, one meaning: the occurrence that is surest decides for the others. */
static void
agree (GArray *mentions)
{
  for (guint i = 0; i < mentions->len; i++)
    {
      SiyaqToponym *m = &g_array_index (mentions, SiyaqToponym, i);

      if (m->place == NULL || (m->flags & SIYAQ_MENTION_PERSON) != 0)
        continue;
      for (guint k = 0; k < mentions->len; k++)
        {
          SiyaqToponym *o = &g_array_index (mentions, SiyaqToponym, k);

          if (o->slot == m->slot && o != m && (o->flags & (SIYAQ_MENTION_PERSON | SIYAQ_MENTION_PRODUCT | SIYAQ_MENTION_IN_NEXT)) == 0 &&
              o->score < m->score)
            {
              if (o->place != NULL || (o->flags & SIYAQ_MENTION_WEAK) == 0)
                o->place = m->place;
            }
        }
    }
}

/**
 * siyaq_place_resolver_run:
 * @gazetteer: the gazetteer
 * @mentions: (element-type SiyaqToponym): the names of an item
 * @home: the country that the item's feed is mostly about, or ""
 *
 * Sets place and score of each mention; place stays %NULL where the name means no place.
 */
void
siyaq_place_resolver_run (SiyaqGazetteer *gazetteer,
                          GArray *mentions,
                          const char *home)
{
  Evidence e = { { 0 } };

  spread_persons (mentions);
  gather_evidence (gazetteer, mentions, &e, home);
  for (guint i = 0; i < mentions->len; i++)
    resolve (gazetteer, mentions, i, &e);
  agree (mentions);
}
