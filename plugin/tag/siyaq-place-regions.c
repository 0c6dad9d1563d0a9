/* SPDX-License-Identifier: GPL-2.0-or-later */
/* From places to regions. Each place gives weight to its province and its country: most in the
   headline and the lead, in the sentences that tell the event and where the words say that
   something is there; little where it acts, speaks or is on the way. */
#define G_LOG_DOMAIN "siyaq-tag"

#include "config.h"

#include "siyaq-place-regions.h"

#include <stdlib.h>
#include <string.h>

/* Regions that are weighed; an item that names more is a list. */
#define MAX_WEIGHED 48u
/* A second region is told only if it is nearly as strong as the first. */
#define SECOND_SHARE 0.72
/* A province is told if it has this share of its country's weight. */
#define PROVINCE_SHARE 0.30

typedef struct
{
  char code[SIYAQ_REGION_CODE_SIZE];
  double weight;
  gboolean located; /* words say that something is there, or it is in the headline */
  gboolean province;
} Weighed;

typedef struct
{
  Weighed items[MAX_WEIGHED];
  guint n;
} Weights;

static Weighed *
weighed_for (Weights *w,
             const char *code)
{
  for (guint i = 0; i < w->n; i++)
    if (strcmp (w->items[i].code, code) == 0)
      return &w->items[i];
  if (w->n == MAX_WEIGHED)
    return NULL;
  memset (&w->items[w->n], 0, sizeof w->items[w->n]);
  g_strlcpy (w->items[w->n].code, code, SIYAQ_REGION_CODE_SIZE);
  return &w->items[w->n++];
}

static double
position_weight (const SiyaqToponym *m)
{
  guint32 sentence;

  if ((m->flags & SIYAQ_MENTION_TITLE) != 0)
    return 3;
  sentence = m->tokens->items[m->first].sentence;
  switch (sentence)
    {
    case 0:
      return 2.6;
    case 1:
      return 1.5;
    case 2:
    case 3:
      return 1;
    default:
      return sentence < 9 ? 0.6 : 0.35;
    }
}

static double
mention_weight (const SiyaqToponym *m,
                const SiyaqRegionHints *hints)
{
  double weight = position_weight (m);
  gboolean country = m->place->kind == SIYAQ_PLACE_COUNTRY;
  gboolean locative = (m->flags & (SIYAQ_MENTION_LOCATIVE | SIYAQ_MENTION_UNIT)) != 0;

  if ((m->flags & SIYAQ_MENTION_ADJECTIVE) != 0)
    return weight * 0.3;
  if (m->place->kind == SIYAQ_PLACE_SEAT)
    return weight * (hints->distant ? 0.5 : 0.1);
  if ((m->flags & SIYAQ_MENTION_DATELINE) != 0)
    return hints->distant || hints->meeting ? 2 : 1;
  if ((m->flags & SIYAQ_MENTION_ACTOR) != 0 && !locative)
    return weight * (hints->distant ? 0.6 : 0.2);
  if ((m->flags & SIYAQ_MENTION_PATH) != 0 && (m->flags & SIYAQ_MENTION_LOCATIVE) == 0)
    weight *= 0.5;
  if (locative)
    weight *= hints->meeting && (m->flags & SIYAQ_MENTION_LOCATIVE) != 0 ? 2.2 : 1.4;
  else if (country)
    weight *= (m->flags & SIYAQ_MENTION_AMONG) != 0 ? 0.4 : 0.7;
  if ((m->flags & SIYAQ_MENTION_TITLE) == 0)
    {
      guint32 sentence = m->tokens->items[m->first].sentence;

      for (guint i = 0; i < hints->n_sentences; i++)
        if (hints->sentences[i] == sentence)
          {
            weight *= 1.3;
            break;
          }
    }
  return weight;
}

static int
compare_weighed (gconstpointer a,
                 gconstpointer b)
{
  const Weighed *x = a, *y = b;

  return x->weight < y->weight ? 1 : x->weight > y->weight ? -1 : strcmp (x->code, y->code);
}

/**
 * siyaq_place_regions_run:
 * @mentions: (element-type SiyaqToponym): the resolved names of an item
 * @text: the tokens of its text
 * @hints: what is known of its main event
 * @regions: (element-type utf8): where the codes are appended, main one first
 */
void
siyaq_place_regions_run (GArray *mentions,
                         const SiyaqTokens *text,
                         const SiyaqRegionHints *hints,
                         GPtrArray *regions)
{
  Weights countries = { { { { 0 } } }, 0 }, provinces = { { { { 0 } } }, 0 };
  Weighed candidates[MAX_WEIGHED * 2];
  guint n_candidates = 0;

  for (guint i = 0; i < mentions->len; i++)
    {
      const SiyaqToponym *m = &g_array_index (mentions, SiyaqToponym, i);
      char code[SIYAQ_REGION_CODE_SIZE], country[SIYAQ_REGION_CODE_SIZE] = { 0 };
      gboolean located;
      Weighed *w;
      double weight;

      if (m->place == NULL || m->place->country[0] == '\0')
        continue;
      weight = mention_weight (m, hints);
      located = (m->flags & (SIYAQ_MENTION_LOCATIVE | SIYAQ_MENTION_UNIT | SIYAQ_MENTION_TITLE)) != 0;
      memcpy (country, m->place->country, 2);
      w = weighed_for (&countries, country);
      if (w != NULL)
        {
          w->weight += weight;
          w->located |= located;
        }
      siyaq_gazetteer_place_code (m->place, code);
      if (code[2] != '-')
        continue;
      w = weighed_for (&provinces, code);
      if (w != NULL)
        {
          w->weight += weight;
          w->located |= located;
          w->province = TRUE;
        }
    }

  /* A country with provinces that are strong enough is told as these, else as itself. */
  for (guint i = 0; i < countries.n; i++)
    {
      const Weighed *c = &countries.items[i];
      double strongest = 0;
      guint best = 0;

      for (guint k = 0; k < provinces.n; k++)
        if (strncmp (provinces.items[k].code, c->code, 2) == 0 && provinces.items[k].weight > strongest)
          {
            strongest = provinces.items[k].weight;
            best = k;
          }
      if (strongest < PROVINCE_SHARE * c->weight)
        {
          candidates[n_candidates++] = *c;
          continue;
        }
      for (guint k = 0; k < provinces.n; k++)
        if (strncmp (provinces.items[k].code, c->code, 2) == 0 &&
            (k == best || (provinces.items[k].weight >= SECOND_SHARE * strongest && provinces.items[k].located)))
          {
            candidates[n_candidates] = provinces.items[k];
            /* The main province speaks for what was said of the whole country. */
            if (k == best)
              candidates[n_candidates].weight = c->weight;
            n_candidates++;
          }
    }
  qsort (candidates, n_candidates, sizeof *candidates, compare_weighed);
  for (guint i = 0; i < n_candidates && regions->len < SIYAQ_REGIONS_MAX; i++)
    if (i == 0 || (candidates[i].weight >= SECOND_SHARE * candidates[0].weight && candidates[i].located))
      g_ptr_array_add (regions, g_strdup (candidates[i].code));
}
