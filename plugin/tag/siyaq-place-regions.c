/* SPDX-License-Identifier: GPL-2.0-or-later */
/* From places to regions. Each place gives weight to its province and its country: most in the
   headline and the lead, in the sentences that tell the event and where the words say that
   something is there; little where it acts, speaks or is on the way. */
#define G_LOG_DOMAIN "siyaq-tag"

#include "config.h"

#include "siyaq-place-regions.h"

#include "siyaq-place-words.h"

#include <stdlib.h>
#include <string.h>

/* Regions that are weighed; an item that names more is a list. */
#define MAX_WEIGHED 48u
/* A second region is told only if it is nearly as strong as the first. */
#define SECOND_SHARE 0.72
/* A province is told if it has this share of its country's weight. */
#define PROVINCE_SHARE 0.30
/* The same where words say that something is there. */
#define PROVINCE_SHARE_LOCATED 0.15
/* The same for the province of the dateline. */
#define PROVINCE_SHARE_DATELINE 0.08
/* The same where the text names no other province of the country. */
#define PROVINCE_SHARE_ALONE 0.05
/* Provinces with this share of the strongest are its rivals; with more than two of them the whole
   country is meant. */
/* Sentences that say where it is. */
#define LEAD_SENTENCES 2u
/* Countries in one sentence from which it is a list. */
#define CROWD 4u
#define MAX_CROWD 12u
/* What is named first is named for a reason. */
#define FIRST_BONUS 0.3
#define RIVAL_SHARE 0.7
#define MAX_RIVALS 2u
/* Parties of talks: what the second must have of the first. */
#define PARTY_SHARE 0.45

typedef struct
{
  char code[SIYAQ_REGION_CODE_SIZE];
  double weight;
  gboolean located; /* words say that something is there, or it is in the headline */
  gboolean dateline;
  gboolean capital;  /* of a country: where correspondents sit */
  gboolean named;    /* not only in the dateline */
  gboolean part;     /* of a country: the text says that it is in a part of it */
  guint n_provinces; /* of a country: how many of its provinces are where something is */
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

/* Where people who talk or sign can meet: a town or a province of the headline or the lead. */
static gboolean
is_venue (const SiyaqToponym *m,
          const SiyaqRegionHints *hints)
{
  return hints->meeting && (m->flags & SIYAQ_MENTION_LOCATIVE) != 0 && (m->flags & SIYAQ_MENTION_AMONG) == 0 &&
         (m->place->kind == SIYAQ_PLACE_CITY || m->place->kind == SIYAQ_PLACE_PROVINCE) &&
         ((m->flags & SIYAQ_MENTION_TITLE) != 0 || m->tokens->items[m->first].sentence <= 1);
}

/* "Officials in Sylhet": who sits in a capital speaks for the country, who sits elsewhere for what is
   there. */
static gboolean
is_local (const SiyaqToponym *m)
{
  return (m->place->kind == SIYAQ_PLACE_CITY || m->place->kind == SIYAQ_PLACE_PROVINCE) && (m->place->flags & SIYAQ_PLACE_CAPITAL) == 0;
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
    return weight * (hints->sanctions ? 1.6 : hints->distant ? 0.6 : 0.1);
  if ((m->flags & SIYAQ_MENTION_DATELINE) != 0)
    return hints->distant || hints->meeting ? 2.5 : 1.2;
  if ((m->flags & SIYAQ_MENTION_VENUE) != 0 && hints->meeting)
    return weight * (country ? 1.5 : (m->flags & SIYAQ_MENTION_TITLE) != 0 ? 4 : 2.2);
  if ((m->flags & SIYAQ_MENTION_ACTOR) != 0 && !locative)
    return weight * (hints->threat && !country ? 1.2 : hints->distant ? 0.6 : is_local (m) ? 0.5 : 0.2);
  if ((m->flags & (SIYAQ_MENTION_PATH | SIYAQ_MENTION_WITH)) != 0 && (m->flags & SIYAQ_MENTION_LOCATIVE) == 0)
    weight *= hints->meeting ? 0.25 : 0.4;
  /* "sanctions on a network in Iraq": there is what is hit. */
  if (country && hints->sanctions)
    weight *= 0.35;
  else if (locative)
    weight *= is_venue (m, hints) ? ((m->flags & SIYAQ_MENTION_TITLE) != 0 ? 4 : 2.2) : hints->meeting && (m->flags & SIYAQ_MENTION_AMONG) != 0 ? 0.8 : 1.4;
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

/* Two countries of the headline or the lead and no place where they met. */
static gboolean
tell_parties (GArray *mentions,
              const SiyaqRegionHints *hints,
              GPtrArray *regions)
{
  Weights parties = { { { { 0 } } }, 0 };

  for (guint i = 0; i < mentions->len; i++)
    {
      const SiyaqToponym *m = &g_array_index (mentions, SiyaqToponym, i);
      char country[SIYAQ_REGION_CODE_SIZE] = { 0 };
      Weighed *w;

      if (m->place == NULL || m->place->country[0] == '\0')
        continue;
      if ((m->flags & SIYAQ_MENTION_TITLE) == 0 && m->tokens->items[m->first].sentence > 3)
        break;
      if (m->place->kind != SIYAQ_PLACE_COUNTRY)
        {
          /* A town where something is: that is the venue. Seats and capitals that act are none. */
          if ((m->flags & (SIYAQ_MENTION_LOCATIVE | SIYAQ_MENTION_VENUE | SIYAQ_MENTION_DATELINE)) != 0 &&
              (m->flags & SIYAQ_MENTION_TITLE || m->tokens->items[m->first].sentence == 0 ||
               (m->place->flags & SIYAQ_PLACE_CAPITAL) == 0 || (hints->visit && m->tokens->items[m->first].sentence == 1)))
            return FALSE;
          continue;
        }
      if ((m->flags & SIYAQ_MENTION_TITLE) == 0 && m->tokens->items[m->first].sentence > 0)
        continue;
      memcpy (country, m->place->country, 2);
      w = weighed_for (&parties, country);
      if (w == NULL)
        continue;
      if ((m->flags & (SIYAQ_MENTION_LOCATIVE | SIYAQ_MENTION_VENUE)) == SIYAQ_MENTION_LOCATIVE &&
          (m->flags & SIYAQ_MENTION_AMONG) == 0)
        w->located = TRUE;
      if ((m->flags & SIYAQ_MENTION_ACTOR) != 0)
        continue;
      /* An adjective tells a party only where no name does. */
      w->weight += (m->flags & SIYAQ_MENTION_ADJECTIVE) != 0 ? (w->weight > 0 ? 0 : 0.4) : (m->flags & SIYAQ_MENTION_TITLE) != 0 ? 1.5 : 1;
    }
  /* Two parties at least, and neither of them the place. */
  if (parties.n < 2)
    return FALSE;
  for (guint i = 0; i < parties.n; i++)
    if (parties.items[i].located)
      return FALSE;
  /* Who is named most in the whole text comes first. */
  for (guint i = 0; i < mentions->len; i++)
    {
      const SiyaqToponym *m = &g_array_index (mentions, SiyaqToponym, i);

      for (guint k = 0; m->place != NULL && (m->flags & SIYAQ_MENTION_ADJECTIVE) == 0 && k < parties.n; k++)
        if (strncmp (parties.items[k].code, m->place->country, 2) == 0)
          parties.items[k].weight += 0.05;
    }
  qsort (parties.items, parties.n, sizeof *parties.items, compare_weighed);
  for (guint i = 0; i < parties.n && i < 2; i++)
    if (i == 0 || parties.items[i].weight >= PARTY_SHARE * parties.items[0].weight)
      g_ptr_array_add (regions, g_strdup (parties.items[i].code));
  return TRUE;
}

/* A country with a province that is strong enough is told as that, else as itself. What concerns the
   whole country, a vote or its currency, is not told as the capital that reports it. */
static void
add_candidates (const Weighed *country,
                const Weights *provinces,
                gboolean national,
                Weighed *candidates,
                guint *n_candidates)
{
  const Weighed *best = NULL;
  guint rivals = 0;
  double share;

  for (guint k = 0; k < provinces->n; k++)
    {
      const Weighed *p = &provinces->items[k];

      /* "NIAMEY — … in western Niger": the correspondent is in the capital, and what happened is not. */
      if (p->dateline && p->capital && !p->named && country->part)
        continue;
      if (strncmp (p->code, country->code, 2) == 0 && (best == NULL || p->weight > best->weight))
        best = p;
    }
  for (guint k = 0; best != NULL && k < provinces->n; k++)
    rivals += strncmp (provinces->items[k].code, country->code, 2) == 0 &&
              provinces->items[k].weight >= RIVAL_SHARE * best->weight;
  share = best == NULL || rivals > MAX_RIVALS || national ? PROVINCE_SHARE
          : best->dateline                            ? PROVINCE_SHARE_DATELINE
          : best->located && country->n_provinces < 2 ? PROVINCE_SHARE_ALONE
          : best->located                             ? PROVINCE_SHARE_LOCATED
                                                      : PROVINCE_SHARE;
  if (best == NULL || best->weight < share * country->weight)
    {
      candidates[(*n_candidates)++] = *country;
      return;
    }
  for (guint k = 0; k < provinces->n; k++)
    {
      const Weighed *p = &provinces->items[k];

      if (strncmp (p->code, country->code, 2) == 0 && (p == best || (p->weight >= SECOND_SHARE * best->weight && p->located)))
        {
          /* The main province speaks for all that was said of the country, another for its share. */
          candidates[*n_candidates] = *p;
          candidates[(*n_candidates)++].weight = country->weight * p->weight / best->weight;
        }
    }
}

/* A sentence that names many countries is about none of them. */
static double
crowding (GArray *mentions,
          guint n)
{
  const SiyaqToponym *m = &g_array_index (mentions, SiyaqToponym, n);
  const guint32 sentence = m->tokens->items[m->first].sentence;
  char seen[MAX_CROWD][2];
  guint n_seen = 0;

  if ((m->flags & SIYAQ_MENTION_TITLE) != 0)
    return 1;
  for (guint step = 0; step < 2; step++)
    for (guint i = step == 0 ? n : n + 1; i < mentions->len && n_seen < MAX_CROWD; i += step == 0 ? (guint) -1 : 1)
      {
        const SiyaqToponym *o = &g_array_index (mentions, SiyaqToponym, i);
        gboolean known = FALSE;

        if (o->tokens != m->tokens || o->tokens->items[o->first].sentence != sentence)
          break;
        if (o->place == NULL || o->place->country[0] == '\0')
          continue;
        for (guint k = 0; k < n_seen; k++)
          known |= memcmp (seen[k], o->place->country, 2) == 0;
        if (!known)
          memcpy (seen[n_seen++], o->place->country, 2);
      }
  return n_seen >= CROWD ? 2.0 / n_seen : 1;
}

/* Whether the lead says that something is in or near what the gazetteer does not know. */
static gboolean
names_unknown_place (GArray *mentions,
                     const SiyaqTokens *text)
{
  for (guint i = 0; i + 1 < text->n_items && text->items[i].sentence < LEAD_SENTENCES; i++)
    {
      const SiyaqToken *t = &text->items[i + 1];
      gboolean known = (t->flags & (SIYAQ_TOKEN_LATIN | SIYAQ_TOKEN_CAPITALISED)) != (SIYAQ_TOKEN_LATIN | SIYAQ_TOKEN_CAPITALISED) ||
                       siyaq_place_word_class (t->fold) != 0;

      if (strcmp (text->items[i].fold, "near") != 0 && strcmp (text->items[i].fold, "outside") != 0)
        continue;
      for (guint k = 0; k < mentions->len && !known; k++)
        {
          const SiyaqToponym *m = &g_array_index (mentions, SiyaqToponym, k);

          known = m->tokens == text && m->place != NULL && m->first <= i + 1 && i + 1 <= m->last;
        }
      if (!known)
        return TRUE;
    }
  return FALSE;
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
      weight = mention_weight (m, hints) * crowding (mentions, i);
      if (i == 0)
        weight += FIRST_BONUS;
      located = (m->flags & (SIYAQ_MENTION_LOCATIVE | SIYAQ_MENTION_UNIT | SIYAQ_MENTION_DATELINE)) != 0 ||
                ((m->flags & (SIYAQ_MENTION_TITLE | SIYAQ_MENTION_ACTOR | SIYAQ_MENTION_ADJECTIVE | SIYAQ_MENTION_PATH | SIYAQ_MENTION_WITH)) == SIYAQ_MENTION_TITLE &&
                 m->place->kind != SIYAQ_PLACE_COUNTRY && !hints->meeting) ||
                ((m->flags & SIYAQ_MENTION_ACTOR) != 0 && is_local (m) && !hints->distant && !hints->meeting);
      memcpy (country, m->place->country, 2);
      w = weighed_for (&countries, country);
      if (w != NULL)
        {
          w->weight += weight;
          w->located |= located;
          w->part |= m->place->kind == SIYAQ_PLACE_COUNTRY && (m->flags & SIYAQ_MENTION_PART) != 0 && position_weight (m) >= 1.5;
        }
      siyaq_gazetteer_place_code (m->place, code);
      /* A sea or a seat of power is in a country, but does not say which province is meant;
         those who impose sanctions sit there. */
      if (code[2] != '-' || (m->place->kind == SIYAQ_PLACE_SEAT && !hints->sanctions) || (m->place->kind == SIYAQ_PLACE_WATER && position_weight (m) < 1.5))
        continue;
      w = weighed_for (&provinces, code);
      if (w != NULL)
        {
          w->weight += weight;
          w->located |= located;
          w->dateline |= (m->flags & SIYAQ_MENTION_DATELINE) != 0;
          w->named |= (m->flags & (SIYAQ_MENTION_DATELINE | SIYAQ_MENTION_ACTOR)) == 0;
          w->capital |= (m->place->flags & SIYAQ_PLACE_CAPITAL) != 0;
        }
    }

  if (names_unknown_place (mentions, text))
    for (guint i = 0; i < countries.n; i++)
      countries.items[i].part = TRUE;

  /* Talks whose venue is not told play between the parties. */
  if (hints->meeting && tell_parties (mentions, hints, regions))
    return;

  for (guint i = 0; i < countries.n; i++)
    for (guint k = 0; k < provinces.n; k++)
      countries.items[i].n_provinces += strncmp (countries.items[i].code, provinces.items[k].code, 2) == 0;
  for (guint i = 0; i < countries.n; i++)
    add_candidates (&countries.items[i], &provinces, hints->national, candidates, &n_candidates);
  qsort (candidates, n_candidates, sizeof *candidates, compare_weighed);
  for (guint i = 0; i < n_candidates && regions->len < SIYAQ_REGIONS_MAX; i++)
    if (i == 0 || (candidates[i].weight >= SECOND_SHARE * candidates[0].weight && candidates[i].located))
      g_ptr_array_add (regions, g_strdup (candidates[i].code));
}
