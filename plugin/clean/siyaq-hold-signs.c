/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What the rules say about an item that may be an advert: signs in the headline, the address, the
   categories, a label at the start, and in what is left of the text after cleaning, so that a
   sponsored box inside an article says nothing about the article. Each sign counts once. «برعاية» is
   no sign, it also means "under the patronage of". */
#define G_LOG_DOMAIN "siyaq-clean"

#include "config.h"

#include "siyaq-hold-private.h"
#include "siyaq-links.h"
#include "siyaq-text.h"

#include <string.h>

/* Paragraphs that are weighed from each end: an advert is short, and says what it wants there. */
#define MAX_WEIGHED_START 10u
#define MAX_WEIGHED_END 6u
/* Paragraphs that quote somebody, from which nothing more is looked for. */
#define MAX_QUOTING 3u
#define MAX_CATEGORIES 20u
/* Words after which "sponsored by" is about the text's sponsors and not about the text. */
#define MIN_WORDS_BEFORE 30u
/* Bytes of a long block that are looked at: a message of one block says what it wants in them. */
#define MAX_LONG_BYTES 3000u

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

/* Whether a block heads the item's sponsors. Before anything else it may be the label of the whole item,
   unless it ends as a heading does. */
static gboolean
heads_sponsors (const SiyaqUnit *unit,
                guint n_before)
{
  if (unit->block->n_words > 8 || unit->n_fold == 0 || (n_before < 2 && unit->fold[unit->n_fold - 1] != ':'))
    return FALSE;
  return (strstr (unit->fold, "sponsor") != NULL || strstr (unit->fold, "supported by") != NULL ||
                                       strstr (unit->fold, "brought to you") != NULL || strstr (unit->fold, "الرعاه") != NULL);
}

/* Whether a paragraph of a text that is under way thanks its sponsors. */
static gboolean
thanks_sponsors (const SiyaqUnit *unit,
                 guint n_words_before)
{
  return n_words_before >= MIN_WORDS_BEFORE && (strstr (unit->fold, "sponsored by") != NULL || strstr (unit->fold, "our sponsors") != NULL ||
                                                strstr (unit->fold, "sponsors:") != NULL || strstr (unit->fold, "رعاه الحلقه") != NULL);
}

/* Where the item's sponsors begin, after which nothing is about its subject. */
static guint
find_sponsors (const SiyaqCleanJob *job)
{
  guint n_before = 0, n_words = 0;

  for (guint i = 0; i < job->n_units; i++)
    {
      if (job->units[i].rule != NULL || job->units[i].block->n_words == 0)
        continue;
      if (heads_sponsors (&job->units[i], n_before++) || thanks_sponsors (&job->units[i], n_words))
        return i;
      n_words += job->units[i].block->n_words;
    }
  return job->n_units;
}

typedef struct
{
  const char *own;   /* the item's host, nullable */
  gsize n_own;
  char *host;        /* the first foreign one */
  guint n_links, n_paid, n_host;
} Anchors;

static const char *
find_host (const char *url,
           gsize *ret_length)
{
  const char *host = url != NULL ? strstr (url, "://") : NULL;

  if (host == NULL)
    return NULL;
  host += 3;
  if (g_str_has_prefix (host, "www."))
    host += 4;
  *ret_length = strcspn (host, "/?#:");
  return host;
}

static void
count_anchor_cb (const char *url,
                 const char *rel,
                 gpointer user_data)
{
  Anchors *anchors = user_data;
  gsize length = 0;
  const char *host = find_host (url, &length);

  anchors->n_links++;
  anchors->n_paid += siyaq_links_is_affiliate (url, rel);
  if (host == NULL || (anchors->own != NULL && length == anchors->n_own && strncmp (host, anchors->own, length) == 0))
    return;
  if (anchors->host == NULL)
    anchors->host = g_strndup (host, length);
  anchors->n_host += strlen (anchors->host) == length && strncmp (anchors->host, host, length) == 0;
}

/* Links that earn the author money, and those to one other host: most of them in an advert, few in an
   article. */
static void
count_links (SiyaqCleanJob *job,
             const char *url,
             GHashTable *seen,
             GString *evidence,
             SiyaqHoldSigns *signs)
{
  Anchors anchors = { 0 };

  anchors.own = find_host (url, &anchors.n_own);
  for (guint i = 0; i < signs->n_units; i++)
    if (job->units[i].rule == NULL)
      siyaq_html_foreach_anchor (job->html, job->units[i].block, count_anchor_cb, &anchors);
  g_free (anchors.host);
  signs->n_links = anchors.n_links;
  signs->n_foreign_links = anchors.n_host;
  if (anchors.n_paid * 2 < anchors.n_links || anchors.n_paid == 0 || !siyaq_rules_is_enabled (job->rules, "affiliate-links"))
    return;
  signs->n_paid_links = anchors.n_paid;
  g_hash_table_add (seen, (char *) "affiliate-links");
  g_string_append_printf (evidence, "%saffiliate-links (%u of %u)", evidence->len > 0 ? ", " : "", anchors.n_paid, anchors.n_links);
}

/* A paragraph too long for any cleaning rule was not folded; its beginning is. */
static void
ensure_fold (SiyaqUnit *unit)
{
  if (unit->n_fold > 0 || unit->block->n_words == 0)
    return;
  g_free (unit->fold);
  unit->fold = siyaq_text_fold_masked (unit->block->text, MIN (strlen (unit->block->text), MAX_LONG_BYTES));
  unit->n_fold = strlen (unit->fold);
}

/* How many of the first paragraphs quote somebody, up to a few. */
static guint
count_quoting (SiyaqCleanJob *job)
{
  g_autoptr (GHashTable) none = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GString) ignored = g_string_new (NULL);
  guint n_quoting = 0;

  for (guint i = 0, k = 0; i < job->n_units && k < MAX_WEIGHED_START && n_quoting < MAX_QUOTING; i++)
    {
      SiyaqRuleSubject subject;

      if (job->units[i].rule != NULL || job->units[i].block->n_words == 0)
        continue;
      k++;
      ensure_fold (&job->units[i]);
      siyaq_clean_job_subject (job, i, &subject);
      g_hash_table_remove_all (none);
      n_quoting += siyaq_rules_weigh (job->rules, &subject, SIYAQ_AT_NEWS, none, ignored) > 0;
    }
  return n_quoting;
}

static void
weigh_units (SiyaqCleanJob *job,
             GHashTable *seen,
             GString *evidence,
             SiyaqHoldSigns *signs)
{
  g_autoptr (GHashTable) none = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GString) ignored = g_string_new (NULL);
  guint n_kept = 0, n_sign_words = 0, n_weighed_words = 0, k = 0;

  for (guint i = 0; i < job->n_units; i++)
    n_kept += job->units[i].rule == NULL && job->units[i].block->n_words > 0;
  for (guint i = 0; i < job->n_units; i++)
    {
      SiyaqUnit *unit = &job->units[i];
      SiyaqRuleSubject subject;
      double weight;

      siyaq_clean_job_subject (job, i, &subject);
      /* The label may have been taken out as such. */
      if (k == 0 && (unit->rule == NULL || strcmp (unit->rule, "ad-label") == 0 || strcmp (unit->rule, "sponsored") == 0))
        signs->label += siyaq_rules_weigh (job->rules, &subject, SIYAQ_AT_LABEL, seen, evidence);
      /* So may the line that says who is paid: it tells, but how much of the item it is tells nothing. */
      if (unit->rule != NULL && strcmp (unit->rule, "affiliate-box") == 0)
        signs->text += siyaq_rules_weigh (job->rules, &subject, SIYAQ_AT_HOLD, seen, evidence);
      if (unit->rule != NULL || unit->block->n_words == 0)
        continue;
      k++;
      if (i >= signs->n_units || (k > MAX_WEIGHED_START && k + MAX_WEIGHED_END <= n_kept))
        continue;
      weight = siyaq_rules_weigh (job->rules, &subject, SIYAQ_AT_HOLD, seen, evidence);
      signs->text += weight;
      n_weighed_words += unit->block->n_words;
      if (weight > 0)
        n_sign_words += unit->block->n_words;
      g_hash_table_remove_all (none);
      signs->news += siyaq_rules_weigh (job->rules, &subject, SIYAQ_AT_NEWS, none, ignored);
    }
  signs->share = n_weighed_words > 0 ? (double) n_sign_words / n_weighed_words : 0;
}

/**
 * siyaq_hold_signs:
 * @job: the work on an item; cleaning is decided
 * @url: (nullable): the item's address without redirectors
 * @seen: (element-type utf8 utf8): ids of the signs that were found, added to
 * @evidence: the same for a person, appended to
 * @signs: (out): what was found; of an item that quotes somebody again and again, and has no label,
 *   only that is told
 */
void
siyaq_hold_signs (SiyaqCleanJob *job,
                  const char *url,
                  GHashTable *seen,
                  GString *evidence,
                  SiyaqHoldSigns *signs)
{
  *signs = (SiyaqHoldSigns) { .n_units = find_sponsors (job) };
  signs->title = weigh_text (job, job->title, SIYAQ_AT_TITLE, seen, evidence);
  if (url != NULL)
    signs->url = weigh_url (job, url, seen, evidence);
  for (guint i = 0; job->item->categories != NULL && job->item->categories[i] != NULL && i < MAX_CATEGORIES; i++)
    signs->category += weigh_text (job, job->item->categories[i], SIYAQ_AT_CATEGORY, seen, evidence);
  signs->n_quoting = count_quoting (job);
  /* Most items are news and say so in their first paragraphs: then the dear part is spared. */
  if (signs->title + signs->url + signs->category <= 0 && signs->n_quoting >= MAX_QUOTING)
    return;
  weigh_units (job, seen, evidence, signs);
  count_links (job, url, seen, evidence, signs);
  signs->n_signs = g_hash_table_size (seen);
}
