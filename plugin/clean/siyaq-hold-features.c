/* SPDX-License-Identifier: GPL-2.0-or-later */
/* An item as the model of adverts sees it: how much it has of each class of words, in the headline and
   the text, how it ends, telephone numbers and links, what the rules found, and which of these stand
   together. A bag of words was rejected: some hundred adverts teach it brands and goods, not what
   adverts of other goods have in common. Each feature is between 0 and 1 and grows ever slower. */
#define G_LOG_DOMAIN "siyaq-clean"

#include "config.h"

#include "siyaq-hold-private.h"
#include "siyaq-text.h"

#include <math.h>
#include <string.h>

/* Words that are counted from the start: what is sold is said by then. */
#define MAX_WORDS 400u
/* Words of the end, in which a reader is told what to do. */
#define END_WORDS 45u
/* Added to the number of words, so that one word of a short text does not make it an advert. */
#define SMOOTHING_WORDS 30.0
/* In a hundred words: from where more of a class tells little. */
#define HALF_DENSITY 1.5
/* The rules' sums from which more says nothing. */
#define MAX_RULES 2.0
#define MAX_SIGNS 6.0

static const char *const other_names[] = {
  "title-offer", "title-act", "title-praise", "title-sector", "title-job", "title-money", "title-paid", "title-news", "title-exclaim",
  "end-act", "end-contact", "end-deadline", "end-news", "phone", "handle", "code-shape", "emoji", "rule-title", "rule-url",
  "rule-category", "rule-label", "rule-text", "rule-signs", "rule-share", "rule-news", "quoting", "paid-links", "one-host",
  "offer-act", "offer-you", "sector-act", "sector-praise", "sector-offer", "act-deadline", "act-contact", "job-contact", "job-act",
  "money-act", "code-offer", "sell-breadth", "news-breadth", "sell-over-news", "core", "no-core", "state-act", "paid-note", "long", "terms",
};

/* Classes that adverts have, by what they stand for, and those of news. */
static const SiyaqHoldClass sell_classes[] = {
  SIYAQ_HOLD_YOU, SIYAQ_HOLD_ACT, SIYAQ_HOLD_DISCOUNT, SIYAQ_HOLD_DEADLINE, SIYAQ_HOLD_FREE, SIYAQ_HOLD_PRAISE, SIYAQ_HOLD_SECTOR,
  SIYAQ_HOLD_JOB, SIYAQ_HOLD_PROFIT, SIYAQ_HOLD_PRIZE, SIYAQ_HOLD_BET, SIYAQ_HOLD_CONTACT, SIYAQ_HOLD_PAID, SIYAQ_HOLD_CODE,
  SIYAQ_HOLD_WE, SIYAQ_HOLD_PRICE, SIYAQ_HOLD_PERCENT_OFF,
};
static const SiyaqHoldClass news_classes[] = {
  SIYAQ_HOLD_SAY, SIYAQ_HOLD_STATE, SIYAQ_HOLD_HARM, SIYAQ_HOLD_WHEN, SIYAQ_HOLD_MARKET, SIYAQ_HOLD_CRITIC, SIYAQ_HOLD_PAST,
  SIYAQ_HOLD_PERSON, SIYAQ_HOLD_BIG,
};

/* What is offered, by whom and on what terms: one of these alone is in every kind of text. */
static const SiyaqHoldClass core_classes[] = {
  SIYAQ_HOLD_PRICE, SIYAQ_HOLD_PERCENT_OFF, SIYAQ_HOLD_DISCOUNT, SIYAQ_HOLD_CODE, SIYAQ_HOLD_FREE, SIYAQ_HOLD_DEADLINE,
  SIYAQ_HOLD_PAID, SIYAQ_HOLD_CONTACT, SIYAQ_HOLD_JOB, SIYAQ_HOLD_PROFIT, SIYAQ_HOLD_BET, SIYAQ_HOLD_PRIZE,
  SIYAQ_HOLD_SECTOR,
};
#define MIN_CORE 2u
#define MAX_CORE 6u
/* What an offer has, "terms": this many of them, and something that costs or pays, of which some words
   count from the second or third on: anybody may mention a prize. */
#define MIN_TERMS 2u
#define MIN_JOB 3u
#define MIN_PROFIT 3u
#define MIN_PRIZE 2u
#define MIN_STATE 1u

/* Classes that a feature stands for by themselves: all but the plain number of words. */
#define N_CLASS_FEATURES ((guint) SIYAQ_HOLD_WORDS)

G_STATIC_ASSERT (SIYAQ_HOLD_N_CLASSES + G_N_ELEMENTS (other_names) <= SIYAQ_HOLD_MAX_FEATURES);

/**
 * siyaq_hold_n_features:
 *
 * Returns: how many features there are, at the most %SIYAQ_HOLD_MAX_FEATURES
 */
guint
siyaq_hold_n_features (void)
{
  return N_CLASS_FEATURES + G_N_ELEMENTS (other_names);
}

/**
 * siyaq_hold_feature_name:
 * @index: number of a feature
 *
 * Returns: its name
 */
const char *
siyaq_hold_feature_name (guint index)
{
  g_return_val_if_fail (index < siyaq_hold_n_features (), NULL);
  return index < N_CLASS_FEATURES ? siyaq_hold_class_name (index) : other_names[index - N_CLASS_FEATURES];
}

static double
saturate (double value,
          double half)
{
  return value <= 0 ? 0 : value / (value + half);
}

static double
density (double count,
         guint n_words)
{
  return saturate (count * 100.0 / (n_words + SMOOTHING_WORDS), HALF_DENSITY);
}

static guint
count_found (const guint *counts,
             const SiyaqHoldClass *classes,
             guint n)
{
  guint found = 0;

  for (guint i = 0; i < n; i++)
    found += counts[classes[i]] > 0;
  return found;
}

static double
breadth (const guint *counts,
         const SiyaqHoldClass *classes,
         guint n)
{
  return (double) count_found (counts, classes, n) / n;
}

static guint
sum_classes (const guint *counts,
             const SiyaqHoldClass *classes,
             guint n)
{
  guint sum = 0;

  for (guint i = 0; i < n; i++)
    sum += counts[classes[i]];
  return sum;
}

static guint
count_offers (const guint *c)
{
  return c[SIYAQ_HOLD_DISCOUNT] + c[SIYAQ_HOLD_FREE] + c[SIYAQ_HOLD_CODE] + c[SIYAQ_HOLD_PRICE] + c[SIYAQ_HOLD_PERCENT_OFF] +
         c[SIYAQ_HOLD_PRIZE] + c[SIYAQ_HOLD_DEADLINE];
}

/* "Try" may be advice, "order now" is none. */
static double
count_calls (const guint *c)
{
  return c[SIYAQ_HOLD_ACT] + c[SIYAQ_HOLD_VERB] / 3.0;
}

/* Counts the classes of the text and of its end. */
static void
count_text (SiyaqCleanJob *job,
            guint n_units,
            guint *counts,
            guint *end,
            SiyaqHoldMarks *marks)
{
  guint n_end = 0, first_end = n_units;

  while (first_end > 0 && n_end < END_WORDS)
    {
      const SiyaqUnit *unit = &job->units[--first_end];

      n_end += unit->rule == NULL ? unit->block->n_words : 0;
    }
  for (guint i = 0; i < n_units; i++)
    {
      const SiyaqUnit *unit = &job->units[i];

      if (unit->rule != NULL || unit->block->n_words == 0 || (i < first_end && counts[SIYAQ_HOLD_WORDS] > MAX_WORDS))
        continue;
      if (i >= first_end)
        siyaq_hold_words_count (unit->fold, end);
      else
        siyaq_hold_words_count (unit->fold, counts);
      siyaq_hold_marks_count (unit->block->text, marks);
    }
  for (guint i = 0; i < SIYAQ_HOLD_N_CLASSES; i++)
    counts[i] += end[i];
}

/* Whether the item says that somebody pays for it or earns from it: in its first or last paragraphs,
   also where cleaning took that line out. */
static gboolean
has_paid_note (SiyaqCleanJob *job,
               guint n_units)
{
  guint n_kept = 0, k = 0;

  for (guint i = 0; i < n_units; i++)
    n_kept += job->units[i].rule == NULL && job->units[i].block->n_words > 0;
  for (guint i = 0; i < n_units; i++)
    {
      const SiyaqUnit *unit = &job->units[i];
      guint counts[SIYAQ_HOLD_N_CLASSES] = { 0 };

      if (unit->rule != NULL && (strcmp (unit->rule, "affiliate-box") == 0 || strcmp (unit->rule, "sponsored") == 0))
        return TRUE;
      if (unit->rule != NULL || unit->block->n_words == 0)
        continue;
      k++;
      if (k > 2 && k < n_kept)
        continue;
      siyaq_hold_words_count (unit->fold, counts);
      if (counts[SIYAQ_HOLD_PAID] > 0)
        return TRUE;
    }
  return FALSE;
}

/* Whether the item has the terms of an offer, without which it is never certain to be an advert. */
static gboolean
has_terms (const guint *text,
           const guint *title,
           gboolean paid,
           guint n_core)
{
  guint c[SIYAQ_HOLD_N_CLASSES];
  gboolean asks;

  for (guint i = 0; i < SIYAQ_HOLD_N_CLASSES; i++)
    c[i] = text[i] + title[i];
  asks = c[SIYAQ_HOLD_ACT] + c[SIYAQ_HOLD_CONTACT] > 0;
  /* A list of links with prices speaks to nobody; a text that asks nobody for anything sells nothing. */
  if (c[SIYAQ_HOLD_YOU] + c[SIYAQ_HOLD_WE] + c[SIYAQ_HOLD_PRAISE] + c[SIYAQ_HOLD_DISCOUNT] + c[SIYAQ_HOLD_JOB] == 0 ||
      (c[SIYAQ_HOLD_PRICE] + c[SIYAQ_HOLD_PERCENT_OFF] == 0 && !paid && c[SIYAQ_HOLD_ACT] + c[SIYAQ_HOLD_VERB] + c[SIYAQ_HOLD_CONTACT] == 0))
    return FALSE;
  /* What ministries, courts and towns give, ask and order has fees and dates, too, and so has advice. */
  if (c[SIYAQ_HOLD_STATE] + c[SIYAQ_HOLD_CRITIC] >= MIN_STATE && c[SIYAQ_HOLD_PERCENT_OFF] == 0 && !paid)
    return FALSE;
  return n_core >= MIN_TERMS &&
         (c[SIYAQ_HOLD_PRICE] > 0 || c[SIYAQ_HOLD_PERCENT_OFF] > 0 || c[SIYAQ_HOLD_BET] > 0 || c[SIYAQ_HOLD_JOB] >= MIN_JOB ||
          /* Notes for developers of advertising are full of its words and ask for nothing. */
          (paid && (asks || c[SIYAQ_HOLD_DISCOUNT] > 0)) || (c[SIYAQ_HOLD_PROFIT] >= MIN_PROFIT && asks) || c[SIYAQ_HOLD_PRIZE] >= MIN_PRIZE ||
          (c[SIYAQ_HOLD_CODE] > 1 && c[SIYAQ_HOLD_DISCOUNT] > 0) ||
          (c[SIYAQ_HOLD_FREE] > 0 && c[SIYAQ_HOLD_DEADLINE] > 0 && c[SIYAQ_HOLD_DISCOUNT] > 0));
}

static void
tell (SiyaqCleanJob *job,
      guint *counts,
      GString *evidence)
{
  for (guint i = 0; i < G_N_ELEMENTS (sell_classes); i++)
    {
      SiyaqHoldClass class = sell_classes[i];
      g_autofree char *id = g_strconcat ("sign-", siyaq_hold_class_name (class), NULL);

      if (counts[class] == 0)
        continue;
      /* A person who switched a sign off does not want it to count. */
      if (!siyaq_rules_is_enabled (job->rules, id))
        counts[class] = 0;
      else
        g_string_append_printf (evidence, "%s%s (%u)", evidence->len > 0 ? ", " : "", id, counts[class]);
    }
}

/**
 * siyaq_hold_features:
 * @job: the work on an item; cleaning is decided
 * @signs: what siyaq_hold_signs() found
 * @features: (out): siyaq_hold_n_features() of them
 * @evidence: the classes of words that speak for an advert are appended
 */
void
siyaq_hold_features (SiyaqCleanJob *job,
                     const SiyaqHoldSigns *signs,
                     double *features,
                     GString *evidence)
{
  guint c[SIYAQ_HOLD_N_CLASSES] = { 0 }, end[SIYAQ_HOLD_N_CLASSES] = { 0 }, title[SIYAQ_HOLD_N_CLASSES] = { 0 };
  SiyaqHoldMarks marks = { 0 };
  g_autofree char *fold = siyaq_text_fold_masked (job->title, -1);
  double offer, act, you, sector, praise, contact, money, job_words, news, *f = features;
  guint n, n_core;
  gboolean paid;

  count_text (job, signs->n_units, c, end, &marks);
  siyaq_hold_words_count (fold, title);
  tell (job, c, evidence);
  n = c[SIYAQ_HOLD_WORDS];
  for (guint i = 0; i < N_CLASS_FEATURES; i++)
    *f++ = density (c[i], n);
  offer = density (count_offers (c), n);
  act = density (count_calls (c), n);
  you = density (c[SIYAQ_HOLD_YOU], n);
  sector = density (c[SIYAQ_HOLD_SECTOR], n);
  praise = density (c[SIYAQ_HOLD_PRAISE], n);
  contact = saturate (c[SIYAQ_HOLD_CONTACT] + marks.n_phones + marks.n_handles, 1);
  money = density (c[SIYAQ_HOLD_PROFIT] + c[SIYAQ_HOLD_BET], n);
  job_words = density (c[SIYAQ_HOLD_JOB], n);
  news = density (sum_classes (c, news_classes, G_N_ELEMENTS (news_classes)), n);

  *f++ = saturate (count_offers (title), 1);
  *f++ = saturate (count_calls (title) + title[SIYAQ_HOLD_YOU], 1);
  *f++ = saturate (title[SIYAQ_HOLD_PRAISE], 1);
  *f++ = saturate (title[SIYAQ_HOLD_SECTOR], 1);
  *f++ = saturate (title[SIYAQ_HOLD_JOB], 1);
  *f++ = saturate (title[SIYAQ_HOLD_PROFIT] + title[SIYAQ_HOLD_BET], 1);
  *f++ = saturate (title[SIYAQ_HOLD_PAID], 1);
  *f++ = saturate (sum_classes (title, news_classes, G_N_ELEMENTS (news_classes)), 1);
  *f++ = saturate (title[SIYAQ_HOLD_EXCLAIM], 1);
  *f++ = saturate (count_calls (end), 1);
  *f++ = saturate (end[SIYAQ_HOLD_CONTACT], 1);
  *f++ = saturate (end[SIYAQ_HOLD_DEADLINE], 1);
  *f++ = saturate (sum_classes (end, news_classes, G_N_ELEMENTS (news_classes)), 2);
  *f++ = saturate (marks.n_phones, 1);
  *f++ = saturate (marks.n_handles, 1);
  *f++ = saturate (marks.n_codes, 1);
  *f++ = density (marks.n_emoji, n);
  *f++ = MIN (signs->title, 1);
  *f++ = MIN (signs->url, 1);
  *f++ = MIN (signs->category, 1);
  *f++ = MIN (signs->label, 1);
  *f++ = MIN (signs->text, MAX_RULES) / MAX_RULES;
  *f++ = MIN (signs->n_signs, MAX_SIGNS) / MAX_SIGNS;
  *f++ = signs->share;
  *f++ = MIN (signs->news, MAX_RULES) / MAX_RULES;
  *f++ = saturate (signs->n_quoting, 1);
  *f++ = saturate (signs->n_paid_links, 1);
  *f++ = signs->n_foreign_links >= 2 && signs->n_foreign_links * 4 >= signs->n_links * 3 ? 1 : 0;
  *f++ = sqrt (offer * act);
  *f++ = sqrt (offer * you);
  *f++ = sqrt (sector * act);
  *f++ = sqrt (sector * praise);
  *f++ = sqrt (sector * offer);
  *f++ = sqrt (act * density (c[SIYAQ_HOLD_DEADLINE], n));
  *f++ = sqrt (act * contact);
  *f++ = sqrt (job_words * contact);
  *f++ = sqrt (job_words * act);
  *f++ = sqrt (money * act);
  *f++ = sqrt (density (c[SIYAQ_HOLD_CODE], n) * offer);
  *f++ = breadth (c, sell_classes, G_N_ELEMENTS (sell_classes));
  *f++ = breadth (c, news_classes, G_N_ELEMENTS (news_classes));
  *f++ = MAX (0, density (sum_classes (c, sell_classes, G_N_ELEMENTS (sell_classes)), n) - news);
  n_core = count_found (c, core_classes, G_N_ELEMENTS (core_classes));
  if (c[SIYAQ_HOLD_CONTACT] == 0)
    n_core += marks.n_phones + marks.n_handles > 0;
  paid = has_paid_note (job, signs->n_units);
  if (c[SIYAQ_HOLD_PAID] == 0)
    n_core += paid || signs->n_paid_links > 0;
  *f++ = MIN (n_core, MAX_CORE) / (double) MAX_CORE;
  *f++ = n_core < MIN_CORE ? 1 : 0;
  *f++ = sqrt (act * density (c[SIYAQ_HOLD_STATE], n));
  *f++ = paid ? 1 : 0;
  *f++ = saturate (n, 300);
  *f++ = has_terms (c, title, paid, n_core) ? 1 : 0;
  g_assert ((guint) (f - features) == siyaq_hold_n_features ());
}
