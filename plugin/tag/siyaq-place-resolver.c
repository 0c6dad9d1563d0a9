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
#define THRESHOLD_WEAK 7.4

typedef struct
{
  float countries[N_COUNTRIES];
  struct
  {
    char code[SIYAQ_REGION_CODE_SIZE];
    float weight;
  } provinces[MAX_PROVINCES];
  guint n_provinces;
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
      score = 6.8;
      break;
    case SIYAQ_PLACE_LANDMARK:
      score = 6.0;
      break;
    case SIYAQ_PLACE_PROVINCE:
      score = (p->flags & SIYAQ_PLACE_HAND) != 0 ? 5.4 : 4.7;
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
  if (form == SIYAQ_FORM_BARE)
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
      double s = prior (p, SIYAQ_REF_FORM (refs[i]));

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
              float weight)
{
  char code[SIYAQ_REGION_CODE_SIZE];

  if (p->country[0] == '\0')
    return;
  e->countries[country_index (p->country)] += weight;
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
      const SiyaqToponym *m = &g_array_index (mentions, SiyaqToponym, i);
      double score, margin;
      const SiyaqGazetteerPlace *p;

      if ((m->flags & (SIYAQ_MENTION_PERSON | SIYAQ_MENTION_WEAK)) != 0)
        continue;
      p = best_prior (gazetteer, m, &score, &margin);
      if (p == NULL)
        continue;
      if ((m->flags & SIYAQ_MENTION_ADJECTIVE) != 0)
        add_evidence (e, p, 0.6f);
      else if (margin >= 1.5 && score >= 5)
        add_evidence (e, p, 1);
      else if (margin >= 0.8 && score >= 4.6)
        add_evidence (e, p, 0.35f);
    }
  if (strlen (home) >= 2)
    e->countries[country_index (home)] += 0.5f;
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

static double
context_bonus (Evidence *e,
               const SiyaqToponym *m,
               const SiyaqGazetteerPlace *p)
{
  char code[SIYAQ_REGION_CODE_SIZE];
  double country, bonus;
  const float *province;

  if (p->country[0] == '\0')
    return 0;
  country = e->countries[country_index (p->country)];
  /* What the name itself has given is no evidence for it. */
  if (p->kind == SIYAQ_PLACE_COUNTRY)
    return 0;
  bonus = MIN (1.1 * log2 (1 + country), 2.4);
  siyaq_gazetteer_place_code (p, code);
  province = code[2] == '-' ? province_evidence (e, code, FALSE) : NULL;
  if (province != NULL && *province > 0)
    bonus += MIN (0.5 * log2 (1 + *province), 0.8);
  return bonus;
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
  double best = -1, threshold = (m->flags & SIYAQ_MENTION_WEAK) != 0 ? THRESHOLD_WEAK : THRESHOLD;

  for (guint i = 0; refs != NULL && i < m->slot->n_refs; i++)
    {
      const SiyaqGazetteerPlace *p = siyaq_gazetteer_place (gazetteer, SIYAQ_REF_PLACE (refs[i]));
      double score = prior (p, SIYAQ_REF_FORM (refs[i])) + context_bonus (e, m, p);

      if (SIYAQ_REF_FORM (refs[i]) == SIYAQ_FORM_ADJECTIVE && (m->flags & SIYAQ_MENTION_ADJECTIVE) == 0)
        continue;
      if (next_contains (gazetteer, m, next, p))
        score += 4;
      /* "Damascus" is the city, "Damascus province" the province. */
      if (p->kind == SIYAQ_PLACE_CITY && p->geonameid != 0 && (m->flags & SIYAQ_MENTION_LOCATIVE) != 0)
        score += 0.2;
      if ((m->flags & SIYAQ_MENTION_UNIT) != 0)
        score += 0.4;
      if (score > best)
        {
          best = score;
          m->place = p;
        }
    }
  if ((m->flags & SIYAQ_MENTION_LOCATIVE) != 0)
    best += 0.6;
  if ((m->flags & SIYAQ_MENTION_UNIT) != 0)
    best += 0.5;
  m->score = best;
  if ((m->flags & SIYAQ_MENTION_PERSON) != 0 || best < threshold)
    m->place = NULL;
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

          if (o->slot == m->slot && o != m && (o->flags & (SIYAQ_MENTION_PERSON | SIYAQ_MENTION_IN_NEXT)) == 0 &&
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

  gather_evidence (gazetteer, mentions, &e, home);
  for (guint i = 0; i < mentions->len; i++)
    resolve (gazetteer, mentions, i, &e);
  agree (mentions);
}
