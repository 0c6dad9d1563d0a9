/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Whether an item is an advert. Signs are rules with weights: in the headline, the address, the
   categories, a label at the start, and in what is left of the text after cleaning, so that a
   sponsored box inside an article says nothing about the article. Each sign counts once. What only
   news has, somebody quoted, is taken off paragraph by paragraph: it is what keeps reports about
   discounts and advertising out. «برعاية» is no sign, it also means "under the patronage of". */
#define G_LOG_DOMAIN "siyaq-clean"

#include "config.h"

#include "siyaq-clean-private.h"
#include "siyaq-links.h"
#include "siyaq-text.h"

#include <string.h>

/* Paragraphs that are weighed from each end: an advert is short, and says what it wants there. */
#define MAX_WEIGHED_START 10u
#define MAX_WEIGHED_END 6u
/* A longer text is a feature, whatever it sells at its end. */
#define MAX_ADVERT_WORDS 900u
/* What quotations can take off. */
#define MAX_NEWS_DISCOUNT 0.9
/* Signs it takes, unless one of them says by itself that the item is paid for. */
#define MIN_SIGNS 3u
#define MAX_UNSURE 0.6
#define LABEL_WEIGHT 0.9
/* The share of the words that stand in paragraphs with a sign: with a sign in the headline, address,
   category or label, and without one. A podcast's notes have their sponsors in two lines of thirty. */
#define MIN_SHARE_LABELLED 0.2
#define MIN_SHARE 0.45
/* Paragraphs that quote somebody, from which an item is news whatever else it says. */
#define MIN_QUOTING 3u
/* What links that pay the author weigh, several of them and a single one. */
#define PAID_LINKS_WEIGHT 0.45
#define PAID_LINK_WEIGHT 0.3
/* A feed's habit only adds to a suspicion that is there. */
#define MIN_SCORE_FOR_PRIOR 0.3

static double
weigh_text (SiyaqCleanJob *job,
            const char *text,
            guint at,
            GHashTable *seen,
            GString *evidence)
{
  g_autofree char *fold = siyaq_text_fold_masked (text, -1);
  SiyaqRuleSubject subject = { .fold = fold, .n_fold = strlen (fold) };

  return siyaq_rules_weigh (job->rules, &subject, at, seen, evidence);
}

/* A path as the rules see it, percent-encoded letters decoded. */
static double
weigh_url (SiyaqCleanJob *job,
           const char *url,
           GHashTable *seen,
           GString *evidence)
{
  const char *path = strstr (url, "://");
  g_autofree char *bare = NULL;
  g_autofree char *decoded = NULL;

  path = path != NULL ? strchr (path + 3, '/') : NULL;
  if (path == NULL)
    return 0;
  bare = g_strndup (path, strcspn (path, "?#"));
  decoded = g_uri_unescape_string (bare, NULL);
  if (decoded == NULL || !g_utf8_validate (decoded, -1, NULL))
    return 0;
  return weigh_text (job, decoded, SIYAQ_AT_URL, seen, evidence);
}

static gboolean
heads_sponsors (const SiyaqUnit *unit)
{
  return unit->block->n_words <= 8 && (strstr (unit->fold, "sponsor") != NULL || strstr (unit->fold, "supported by") != NULL ||
                                       strstr (unit->fold, "brought to you") != NULL || strstr (unit->fold, "الرعاه") != NULL);
}

typedef struct
{
  guint n_links, n_paid;
} Anchors;

static void
count_anchor_cb (const char *url,
                 const char *rel,
                 gpointer user_data)
{
  Anchors *anchors = user_data;

  anchors->n_links++;
  anchors->n_paid += siyaq_links_is_affiliate (url, rel);
}

/* The share of links that earn the author money: most of them in an advert, few in an article. */
static double
weigh_links (SiyaqCleanJob *job,
             GHashTable *seen,
             GString *evidence)
{
  Anchors anchors = { 0 };

  for (guint i = 0; i < job->n_units; i++)
    if (job->units[i].rule == NULL)
      siyaq_html_foreach_anchor (job->html, job->units[i].block, count_anchor_cb, &anchors);
  if (anchors.n_paid == 0 || anchors.n_paid * 2 < anchors.n_links || !siyaq_rules_is_enabled (job->rules, "affiliate-links"))
    return 0;
  g_hash_table_add (seen, (char *) "affiliate-links");
  g_string_append_printf (evidence, "%saffiliate-links (%u of %u)", evidence->len > 0 ? ", " : "", anchors.n_paid, anchors.n_links);
  return anchors.n_paid > 1 ? PAID_LINKS_WEIGHT : PAID_LINK_WEIGHT;
}

/* Whether the first paragraphs quote somebody again and again. */
static gboolean
is_news (SiyaqCleanJob *job)
{
  g_autoptr (GHashTable) none = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GString) ignored = g_string_new (NULL);
  guint n_quoting = 0;

  for (guint i = 0, k = 0; i < job->n_units && k < MAX_WEIGHED_START && n_quoting < MIN_QUOTING; i++)
    {
      SiyaqRuleSubject subject;

      if (job->units[i].rule != NULL || job->units[i].block->n_words == 0)
        continue;
      k++;
      siyaq_clean_job_subject (job, i, &subject);
      g_hash_table_remove_all (none);
      n_quoting += siyaq_rules_weigh (job->rules, &subject, SIYAQ_AT_NEWS, none, ignored) > 0;
    }
  return n_quoting >= MIN_QUOTING;
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
  g_autoptr (GHashTable) none = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GString) evidence = g_string_new (NULL);
  g_autoptr (GString) ignored = g_string_new (NULL);
  double sum, label, share, news = 0;
  guint n_kept = 0, n_words = 0, n_sign_words = 0, n_weighed_words = 0, k = 0;
  gboolean in_sponsors = FALSE;

  *ret_evidence = NULL;
  for (guint i = 0; i < job->n_units; i++)
    if (job->units[i].rule == NULL && job->units[i].block->n_words > 0)
      {
        n_kept++;
        n_words += job->units[i].block->n_words;
      }
  if (n_words > MAX_ADVERT_WORDS)
    return 0;

  label = weigh_text (job, job->title, SIYAQ_AT_TITLE, seen, evidence);
  if (url != NULL)
    label += weigh_url (job, url, seen, evidence);
  for (guint i = 0; job->item->categories != NULL && job->item->categories[i] != NULL && i < 20; i++)
    label += weigh_text (job, job->item->categories[i], SIYAQ_AT_CATEGORY, seen, evidence);
  sum = label;
  /* Most items are news and say so in their first paragraphs: then the dear part is spared. */
  if (label <= 0 && is_news (job))
    return 0;
  for (guint i = 0; i < job->n_units; i++)
    {
      const SiyaqUnit *unit = &job->units[i];
      SiyaqRuleSubject subject;
      double weight;

      siyaq_clean_job_subject (job, i, &subject);
      /* The label may have been taken out as such. */
      if (k == 0 && (unit->rule == NULL || strcmp (unit->rule, "ad-label") == 0 || strcmp (unit->rule, "sponsored") == 0))
        {
          weight = siyaq_rules_weigh (job->rules, &subject, SIYAQ_AT_LABEL, seen, evidence);
          label += weight;
          sum += weight;
        }
      /* So may the line that says who is paid: it tells, but how much of the item it is tells nothing. */
      if (unit->rule != NULL && strcmp (unit->rule, "affiliate-box") == 0)
        sum += siyaq_rules_weigh (job->rules, &subject, SIYAQ_AT_HOLD, seen, evidence);
      if (unit->rule != NULL || unit->block->n_words == 0)
        continue;
      k++;
      /* What a "Sponsored by:" line heads are the item's sponsors, not its subject. */
      in_sponsors |= heads_sponsors (unit);
      if (in_sponsors)
        continue;
      if (k > MAX_WEIGHED_START && k + MAX_WEIGHED_END <= n_kept)
        continue;
      weight = siyaq_rules_weigh (job->rules, &subject, SIYAQ_AT_HOLD, seen, evidence);
      sum += weight;
      n_weighed_words += unit->block->n_words;
      if (weight > 0)
        n_sign_words += unit->block->n_words;
      g_hash_table_remove_all (none);
      news += siyaq_rules_weigh (job->rules, &subject, SIYAQ_AT_NEWS, none, ignored);
    }
  sum += weigh_links (job, seen, evidence);
  if (g_hash_table_size (seen) == 0)
    return CLAMP (prior, 0.0, MIN_SCORE_FOR_PRIOR);
  if (g_hash_table_size (seen) < MIN_SIGNS && sum < LABEL_WEIGHT)
    sum = MIN (sum, MAX_UNSURE);
  share = n_weighed_words > 0 ? (double) n_sign_words / n_weighed_words : 0;
  if (label < LABEL_WEIGHT && share < (label > 0 ? MIN_SHARE_LABELLED : MIN_SHARE))
    sum = MIN (sum, MAX_UNSURE);
  /* Adverts quote people, too: where a label says what the item is, quotations do not count. */
  if (label < LABEL_WEIGHT)
    sum -= MIN (news, MAX_NEWS_DISCOUNT);
  if (sum >= MIN_SCORE_FOR_PRIOR)
    sum += prior;
  *ret_evidence = g_string_free (g_steal_pointer (&evidence), FALSE);
  return CLAMP (sum, 0.0, 1.0);
}
