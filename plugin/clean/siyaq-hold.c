/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Whether an item is an advert: the features of the item, weighed by a logistic model that data/hold/
   trains; a label that says what the item is decides by itself. The evidence names the signs. */
#define G_LOG_DOMAIN "siyaq-clean"

#include "config.h"

#include "siyaq-hold-private.h"

#include <math.h>

/* The weights in the order of the features, their names for a person. */
static const struct
{
  const char *name;
  double weight;
} model[] = {
#include "weights.inc"
};

/* A longer text is a feature, whatever it sells at its end. */
#define MAX_ADVERT_WORDS 900u
/* Paragraphs that quote somebody, from which an item without a sign around its text is news. */
#define MIN_QUOTING 3u
/* How sure a sign is that says by itself that the item is paid for. */
#define LABEL_SCORE 0.95
/* How sure the model may be of an item without the terms of an offer, its last feature. */
#define MAX_WITHOUT_TERMS 0.6
/* A feed's habit only adds to a suspicion that is there. */
#define MIN_SCORE_FOR_PRIOR 0.3

/* From how many signs the rules are certain by themselves, how much of the text must stand in
   paragraphs with one, with a sign around the text and without, and what quotations take off. A
   podcast's notes have their sponsors in two lines of thirty. */
#define MIN_SIGNS 3u
#define MIN_SHARE_LABELLED 0.2
#define MIN_SHARE 0.45
#define MAX_NEWS_DISCOUNT 0.9
/* What links that pay the author weigh, several of them and a single one. */
#define PAID_LINKS_WEIGHT 0.45
#define PAID_LINK_WEIGHT 0.3

/* Rules that say so. */
static const char *const labels[] = { "ad-label-title", "ad-url", "ad-category", "ad-label" };

static double
ask_model (const double *features)
{
  double sum = model[0].weight;

  g_assert (G_N_ELEMENTS (model) == siyaq_hold_n_features () + 1);
  for (guint i = 1; i < G_N_ELEMENTS (model); i++)
    sum += model[i].weight * features[i - 1];
  sum = 1 / (1 + exp (-sum));
  return features[siyaq_hold_n_features () - 1] > 0 ? sum : MIN (sum, MAX_WITHOUT_TERMS);
}

/* What the rules say without the model: nothing, unless many of them say it of most of the text. */
static double
ask_rules (const SiyaqHoldSigns *signs)
{
  double around = signs->title + signs->url + signs->category + signs->label, sum = around + signs->text;

  if (signs->n_signs < MIN_SIGNS || signs->share < (around > 0 ? MIN_SHARE_LABELLED : MIN_SHARE))
    return 0;
  if (signs->n_paid_links > 0)
    sum += signs->n_paid_links > 1 ? PAID_LINKS_WEIGHT : PAID_LINK_WEIGHT;
  return sum - MIN (signs->news, MAX_NEWS_DISCOUNT);
}

/**
 * siyaq_hold_score:
 * @job: the work on an item; cleaning is decided
 * @url: (nullable): the item's address without redirectors
 * @prior: what the user taught about the feed
 * @ret_evidence: (out) (transfer full): the signs
 *
 * Returns: how sure it is that the item is an advert, 0 … 1
 */
double
siyaq_hold_score (SiyaqCleanJob *job,
                  const char *url,
                  double prior,
                  char **ret_evidence)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GString) evidence = g_string_new (NULL);
  double features[SIYAQ_HOLD_MAX_FEATURES], score;
  SiyaqHoldSigns signs;
  guint n_words = 0;

  *ret_evidence = NULL;
  for (guint i = 0; i < job->n_units; i++)
    if (job->units[i].rule == NULL)
      n_words += job->units[i].block->n_words;
  if (n_words > MAX_ADVERT_WORDS)
    return 0;
  siyaq_hold_signs (job, url, seen, evidence, &signs);
  if (signs.n_quoting >= MIN_QUOTING && signs.title + signs.url + signs.category <= 0)
    return 0;
  siyaq_hold_features (job, &signs, features, evidence);
  if (evidence->len == 0)
    return CLAMP (prior, 0.0, MIN_SCORE_FOR_PRIOR);
  score = MAX (ask_model (features), ask_rules (&signs));
  for (guint i = 0; i < G_N_ELEMENTS (labels); i++)
    if (g_hash_table_contains (seen, labels[i]))
      score = MAX (score, LABEL_SCORE);
  if (score >= MIN_SCORE_FOR_PRIOR)
    score += prior;
  *ret_evidence = g_string_free (g_steal_pointer (&evidence), FALSE);
  return CLAMP (score, 0.0, 1.0);
}
