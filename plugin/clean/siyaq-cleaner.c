/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The cleaning stage. An item's blocks are judged by what its feed repeats, by rules and by the shape
   of lists of other stories; what is left is its text. Decisions are marks until the end, so that an
   item that would be left empty keeps what it had. */
#define G_LOG_DOMAIN "siyaq-clean"

#include "config.h"

#include "siyaq-clean-private.h"
#include "siyaq-cleaner.h"
#include "siyaq-lang.h"
#include "siyaq-links.h"
#include "siyaq-text.h"

#include <string.h>

/* Feeds whose memory is kept in the process; the owner saves and loads the others. */
#define MAX_FEEDS 4096u
/* Source of the observed items whose trees wait to be cleaned: four times a large feed document. A
   tree takes about ten times as much memory as its source. */
#define MAX_PENDING_BYTES (1024u * 1024)

struct _SiyaqCleaner
{
  GObject parent_instance;

  SiyaqRules *rules;
  GHashTable *feeds;      /* utf8 → SiyaqFeedMemory */
  GHashTable *pending;    /* SiyaqItem → SiyaqCleanJob: observed, not cleaned yet; the job owns the item */
  gsize n_pending_bytes;
  gboolean cleaning;      /* items of the document have been cleaned: what is observed next is another one's */
  double hold_threshold;
};

G_DEFINE_FINAL_TYPE (SiyaqCleaner, siyaq_cleaner, G_TYPE_OBJECT)

static void
siyaq_cleaner_finalize (GObject *object)
{
  SiyaqCleaner *self = SIYAQ_CLEANER (object);

  g_clear_pointer (&self->pending, g_hash_table_unref);
  g_clear_pointer (&self->rules, siyaq_rules_free);
  g_clear_pointer (&self->feeds, g_hash_table_unref);

  G_OBJECT_CLASS (siyaq_cleaner_parent_class)->finalize (object);
}

static void
siyaq_cleaner_class_init (SiyaqCleanerClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = siyaq_cleaner_finalize;
}

static void
siyaq_cleaner_init (SiyaqCleaner *self)
{
  self->feeds = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) siyaq_feed_memory_free);
  self->pending = g_hash_table_new_full (g_direct_hash, g_direct_equal, NULL, (GDestroyNotify) siyaq_clean_job_free);
  self->hold_threshold = SIYAQ_HOLD_THRESHOLD_DEFAULT;
}

/**
 * siyaq_cleaner_new:
 * @error: what is wrong with the rules
 *
 * Returns: (transfer full): a cleaning stage that has seen nothing
 */
SiyaqCleaner *
siyaq_cleaner_new (GError **error)
{
  g_autoptr (SiyaqCleaner) self = g_object_new (SIYAQ_TYPE_CLEANER, NULL);

  self->rules = siyaq_rules_new (error);
  return self->rules != NULL ? g_steal_pointer (&self) : NULL;
}

static SiyaqFeedMemory *
ensure_memory (SiyaqCleaner *self,
               const char *feed)
{
  SiyaqFeedMemory *memory = g_hash_table_lookup (self->feeds, feed);

  if (memory == NULL)
    {
      if (g_hash_table_size (self->feeds) >= MAX_FEEDS)
        g_hash_table_remove_all (self->feeds);
      memory = siyaq_feed_memory_new ();
      g_hash_table_insert (self->feeds, g_strdup (feed), memory);
    }
  return memory;
}

static void
observe_job (SiyaqCleaner *self,
             const SiyaqCleanJob *job)
{
  guint64 keys[SIYAQ_MEMORY_MAX_ITEM_BLOCKS];
  guint n_keys = 0, n_between = 0, third = SIYAQ_MEMORY_MAX_ITEM_BLOCKS / 3;
  const char *id = job->item->id;

  for (guint i = 0; i < job->n_units; i++)
    {
      gboolean between = job->n_units > SIYAQ_MEMORY_MAX_ITEM_BLOCKS && i >= third && i + third < job->n_units;

      /* Between the edges only links are ever taken because they repeat. */
      if (between && (!job->units[i].linked || n_between++ >= third))
        continue;
      keys[n_keys++] = job->units[i].key;
    }
  siyaq_feed_memory_observe (ensure_memory (self, job->item->feed), siyaq_feed_memory_hash (id, strlen (id)), keys, n_keys);
}

static gsize
source_bytes (const SiyaqItem *item)
{
  return item->html != NULL ? strlen (item->html) : item->text != NULL ? strlen (item->text) : 0;
}

/* Keeps the tree of an observed item until the item is cleaned, so that it is parsed once. The first
   ones of a document are kept: they are cleaned soonest. */
static void
keep_pending (SiyaqCleaner *self,
              SiyaqCleanJob *job)
{
  gsize n_bytes = source_bytes (job->item);

  if (self->n_pending_bytes + n_bytes > MAX_PENDING_BYTES || g_hash_table_contains (self->pending, job->item))
    {
      siyaq_clean_job_free (job);
      return;
    }
  self->n_pending_bytes += n_bytes;
  g_hash_table_insert (self->pending, job->item, job);
}

/* What is left of a document is not cleaned any more. */
static void
forget_pending (SiyaqCleaner *self)
{
  g_hash_table_remove_all (self->pending);
  self->n_pending_bytes = 0;
  self->cleaning = FALSE;
}

static SiyaqCleanJob *
take_pending (SiyaqCleaner *self,
              SiyaqItem *item)
{
  gpointer job = NULL;

  self->cleaning = TRUE;
  if (!g_hash_table_steal_extended (self->pending, item, NULL, &job))
    return siyaq_clean_job_new (item, self->rules);
  self->n_pending_bytes -= source_bytes (item);
  return job;
}

/**
 * siyaq_cleaner_observe:
 * @self: a cleaning stage
 * @item: an item
 *
 * Counts the item's blocks towards what its feed repeats. An item counts once, however often it is
 * observed. Whole pages are not part of a feed's template and do not count. All items of a document
 * are observed before the first of them is cleaned: their trees are kept until then, within a limit.
 */
void
siyaq_cleaner_observe (SiyaqCleaner *self,
                       SiyaqItem *item)
{
  SiyaqCleanJob *job;

  g_return_if_fail (SIYAQ_IS_CLEANER (self));
  g_return_if_fail (item != NULL);

  if (item->kind == SIYAQ_ITEM_KIND_PAGE)
    return;
  if (self->cleaning)
    forget_pending (self);
  job = siyaq_clean_job_new (item, self->rules);
  if (job == NULL)
    return;
  observe_job (self, job);
  keep_pending (self, job);
}

/**
 * siyaq_cleaner_save_feed:
 * @self: a cleaning stage
 * @feed: a feed's name
 *
 * Returns: (transfer full) (nullable): what the feed repeats, for siyaq_cleaner_load_feed()
 */
GBytes *
siyaq_cleaner_save_feed (SiyaqCleaner *self,
                         const char *feed)
{
  const SiyaqFeedMemory *memory;

  g_return_val_if_fail (SIYAQ_IS_CLEANER (self), NULL);
  g_return_val_if_fail (feed != NULL, NULL);

  memory = g_hash_table_lookup (self->feeds, feed);
  return memory != NULL ? siyaq_feed_memory_save (memory) : NULL;
}

/**
 * siyaq_cleaner_load_feed:
 * @self: a cleaning stage
 * @feed: a feed's name
 * @blob: what siyaq_cleaner_save_feed() gave
 * @error: #SiyaqMemoryError
 *
 * Replaces what is known of the feed. On failure it stays as it was.
 *
 * Returns: whether @blob was understood
 */
gboolean
siyaq_cleaner_load_feed (SiyaqCleaner *self,
                         const char *feed,
                         GBytes *blob,
                         GError **error)
{
  SiyaqFeedMemory *memory;

  g_return_val_if_fail (SIYAQ_IS_CLEANER (self), FALSE);
  g_return_val_if_fail (feed != NULL && blob != NULL, FALSE);

  memory = siyaq_feed_memory_load (blob, error);
  if (memory == NULL)
    return FALSE;
  g_hash_table_insert (self->feeds, g_strdup (feed), memory);
  return TRUE;
}

/* Whether anything a person could read is left. */
static gboolean
has_text_left (const SiyaqCleanJob *job)
{
  for (guint i = 0; i < job->n_units; i++)
    if (job->units[i].rule == NULL && job->units[i].block->n_words > 0)
      return TRUE;
  return FALSE;
}

static void
take_back (SiyaqCleanJob *job)
{
  for (guint i = 0; i < job->n_units; i++)
    if (job->units[i].block->kind != SIYAQ_BLOCK_IMAGE)
      job->units[i].rule = NULL;
}

/* What is left of the item, as text. */
static char *
join_text (const SiyaqCleanJob *job)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < job->n_units; i++)
    {
      const SiyaqUnit *unit = &job->units[i];

      if (unit->rule != NULL || *unit->block->text == '\0')
        continue;
      if (text->len > 0)
        g_string_append_c (text, '\n');
      g_string_append (text, unit->block->text);
    }
  return g_string_free (text, FALSE);
}

static char *
better_link (const char *url,
             gpointer user_data)
{
  return siyaq_links_clean (url);
}

static void
apply (SiyaqCleaner *self,
       SiyaqCleanJob *job,
       SiyaqAnnotation *annotation)
{
  guint n_changes;

  for (guint i = 0; i < job->n_units; i++)
    {
      const SiyaqUnit *unit = &job->units[i];

      if (unit->rule == NULL || unit->text_only)
        continue;
      g_ptr_array_add (annotation->removed,
                       siyaq_verdict_new (unit->rule, siyaq_cleaner_rule_reason (self, unit->rule, "en"), unit->block->text,
                                          unit->evidence, unit->score));
      siyaq_html_remove_block (job->html, unit->block);
    }
  if (job->n_frame > 0)
    {
      g_autofree char *evidence = g_strdup_printf ("%u blocks", job->n_frame);

      g_ptr_array_add (annotation->removed, siyaq_verdict_new ("page-frame", siyaq_cleaner_rule_reason (self, "page-frame", "en"),
                                                               NULL, evidence, 0.9));
      siyaq_clean_job_cut_frame (job);
    }
  siyaq_clean_job_tail_links (job, annotation->removed);
  annotation->text = join_text (job);
  n_changes = annotation->removed->len;
  n_changes += siyaq_html_map_links (job->html, better_link, NULL);
  n_changes += siyaq_html_sanitize (job->html);
  if (n_changes > 0)
    {
      if (annotation->removed->len > 0)
        siyaq_html_tidy (job->html);
      annotation->html = siyaq_html_serialize (job->html);
      annotation->changed = TRUE;
    }
}

static void
hold (SiyaqCleaner *self,
      SiyaqCleanJob *job,
      SiyaqAnnotation *annotation)
{
  const SiyaqItem *item = annotation->item;
  g_autofree char *evidence = NULL;
  double prior = siyaq_feed_memory_get_prior (ensure_memory (self, item->feed));
  double score = siyaq_hold_score (job, annotation->url != NULL ? annotation->url : item->url, prior, &evidence);

  if (score >= self->hold_threshold && siyaq_rules_is_enabled (self->rules, "advert"))
    annotation->held = siyaq_verdict_new ("advert", siyaq_cleaner_rule_reason (self, "advert", "en"), NULL, evidence, score);
}

/* What cannot be parsed is passed on as it is; its text is what stands between the tags. */
static char *
strip_tags (const char *html)
{
  g_autoptr (GString) s = g_string_new (NULL);
  gboolean in_tag = FALSE;

  for (const char *p = html; *p != '\0' && s->len < SIYAQ_TEXT_MAX_BYTES; p++)
    {
      if (*p == '<')
        in_tag = TRUE;
      else if (*p == '>' && in_tag)
        {
          in_tag = FALSE;
          g_string_append_c (s, ' ');
        }
      else if (!in_tag)
        g_string_append_c (s, *p);
    }
  {
    g_autofree char *valid = g_utf8_make_valid (s->str, (gssize) s->len);

    return siyaq_text_collapse (valid);
  }
}

/**
 * siyaq_cleaner_run:
 * @self: a cleaning stage
 * @annotation: what is said about an item; lang, title, text, html, url, held, removed, mentions and
 *   changed are written
 */
void
siyaq_cleaner_run (SiyaqCleaner *self,
                   SiyaqAnnotation *annotation)
{
  SiyaqItem *item;
  g_autoptr (SiyaqCleanJob) job = NULL;

  g_return_if_fail (SIYAQ_IS_CLEANER (self));
  g_return_if_fail (annotation != NULL);

  item = annotation->item;
  annotation->title = siyaq_text_collapse (item->title);
  if (item->url != NULL)
    {
      annotation->url = siyaq_links_clean (item->url);
      annotation->changed |= annotation->url != NULL;
    }

  job = take_pending (self, item);
  if (job == NULL)
    {
      annotation->text = item->html != NULL ? strip_tags (item->html) : g_strdup (item->text != NULL ? item->text : "");
      annotation->lang = g_strdup (siyaq_lang_detect (annotation->text, item->lang));
      return;
    }

  siyaq_clean_job_rules_anywhere (job);
  siyaq_clean_job_boxes (job);
  siyaq_related_run (job, annotation->mentions);
  siyaq_clean_job_pointers (job);
  siyaq_clean_job_rules_edges (job);
  if (item->kind == SIYAQ_ITEM_KIND_ITEM)
    {
      siyaq_clean_job_repeated (job, ensure_memory (self, item->feed));
      siyaq_clean_job_rules_edges (job);
    }
  if (!has_text_left (job))
    {
      take_back (job);
      g_ptr_array_set_size (annotation->mentions, 0);
    }
  hold (self, job, annotation);
  apply (self, job, annotation);
  {
    const char *sample = *annotation->text != '\0' ? annotation->text : annotation->title;

    annotation->lang = g_strdup (siyaq_lang_detect (sample, item->lang));
  }
}

/**
 * siyaq_cleaner_set_hold_threshold:
 * @self: a cleaning stage
 * @threshold: score from which an item is held; above 1 nothing is
 */
void
siyaq_cleaner_set_hold_threshold (SiyaqCleaner *self,
                                  double threshold)
{
  g_return_if_fail (SIYAQ_IS_CLEANER (self));
  self->hold_threshold = threshold;
}

/**
 * siyaq_cleaner_set_rule_enabled:
 * @self: a cleaning stage
 * @rule: a rule's id
 * @enabled: whether the rule acts
 */
void
siyaq_cleaner_set_rule_enabled (SiyaqCleaner *self,
                                const char *rule,
                                gboolean enabled)
{
  g_return_if_fail (SIYAQ_IS_CLEANER (self));
  g_return_if_fail (rule != NULL);
  siyaq_rules_set_enabled (self->rules, rule, enabled);
}

/**
 * siyaq_cleaner_teach:
 * @self: a cleaning stage
 * @feed: a feed's name
 * @was_advert: whether the user called an item of it an advert, or restored one that was held
 */
void
siyaq_cleaner_teach (SiyaqCleaner *self,
                     const char *feed,
                     gboolean was_advert)
{
  g_return_if_fail (SIYAQ_IS_CLEANER (self));
  g_return_if_fail (feed != NULL);
  siyaq_feed_memory_teach (ensure_memory (self, feed), was_advert);
}

/**
 * siyaq_cleaner_rule_reason:
 * @self: a cleaning stage
 * @rule: a rule's id
 * @lang: "en" or "ar"
 *
 * Returns: (transfer none): why the rule exists, in a few words; the id itself where there is no such
 *   rule
 */
const char *
siyaq_cleaner_rule_reason (SiyaqCleaner *self,
                           const char *rule,
                           const char *lang)
{
  const char *reason;

  g_return_val_if_fail (SIYAQ_IS_CLEANER (self), NULL);
  g_return_val_if_fail (rule != NULL, NULL);

  reason = siyaq_rules_reason (self->rules, rule, lang);
  return reason != NULL ? reason : rule;
}
