/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The work on one item: its blocks with their folded form, and the passes of rules over them. A rule
   acts where it says: anywhere, before the first paragraph that is text for sure, or after the last.
   The edges move inwards as junk is found, so the passes run until nothing more goes. Deciding and
   removing are apart: a block is only marked here, so that everything can be taken back when an item
   would be left empty. */
#define G_LOG_DOMAIN "siyaq-clean"

#include "config.h"

#include "siyaq-clean-private.h"
#include "siyaq-text.h"

#include <string.h>

/* Rounds over the edges of an item; each round takes at least one block. */
#define MAX_ROUNDS 40u
/* Blocks from an edge in which rules for edges look, whatever stands between. */
#define MAX_EDGE_BLOCKS 60u
/* Blocks longer than this are not folded: no rule takes them and they are fingerprinted as they are. */
#define MAX_FOLD_BYTES 1200u
/* The longest name at the end of a text. */
#define MAX_SIGNATURE_WORDS 4u
#define MAX_SIGNATURE_CHARS 32u
/* A repeated block of text without a link needs to be in this share of the feed's items. */
#define MIN_PLAIN_SHARE 0.25
/* The same at the start of an item, where a series says what it is about. */
#define MIN_LEADING_SHARE 0.5

/* What is left of @fold when only letters and digits are kept: titles are compared by it. */
char *
siyaq_clean_key (const char *fold)
{
  GString *s = g_string_sized_new (strlen (fold));

  for (const char *p = fold; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (c < 0x80 ? g_ascii_isalnum ((char) c) : g_unichar_isalnum (c))
        g_string_append_unichar (s, c);
    }
  return g_string_free (s, FALSE);
}

static gboolean
ends_sentence (const char *text)
{
  const char *end = text + strlen (text);

  while (end > text)
    {
      const char *previous = g_utf8_prev_char (end);
      gunichar c = g_utf8_get_char (previous);

      if (c == '.' || c == '!' || c == '?' || c == 0x061F || c == 0x06D4)
        return TRUE;
      /* A quotation may end a sentence inside itself. */
      if (c != '"' && c != '\'' && c != 0x201D && c != 0x2019 && c != 0x00BB && c != ')' && c != ']' && c != ' ' && c != 0x200F)
        return FALSE;
      end = previous;
    }
  return FALSE;
}

static gboolean
is_linked (const SiyaqBlock *block)
{
  return block->n_chars > 0 && block->n_link_chars * 10 >= block->n_chars * 6;
}

static void
init_unit (SiyaqUnit *unit,
           SiyaqBlock *block,
           SiyaqRules *rules)
{
  unit->block = block;
  if (block->kind == SIYAQ_BLOCK_IMAGE)
    {
      unit->fold = g_strdup ("");
      if (block->href != NULL)
        unit->key = siyaq_feed_memory_hash (block->href, strlen (block->href));
      return;
    }
  if (strlen (block->text) > MAX_FOLD_BYTES)
    {
      unit->fold = g_strdup ("");
      unit->key = siyaq_feed_memory_hash (block->text, strlen (block->text));
    }
  else
    {
      unit->fold = siyaq_text_fold_masked (block->text, -1);
      unit->n_fold = strlen (unit->fold);
      unit->may = siyaq_rules_scan (rules, unit->fold, unit->n_fold);
      /* A lone number or mark tells nothing. */
      if (unit->n_fold > 1)
        unit->key = siyaq_feed_memory_hash (unit->fold, unit->n_fold);
    }
  unit->linked = is_linked (block);
  unit->sentence = ends_sentence (block->text);
  unit->body = !unit->linked && block->kind != SIYAQ_BLOCK_CAPTION && block->kind != SIYAQ_BLOCK_HEADING &&
               block->n_words >= (unit->sentence ? SIYAQ_BODY_MIN_WORDS : SIYAQ_BODY_MIN_WORDS_OPEN);
}

/**
 * siyaq_clean_job_new:
 * @item: an item
 * @rules: (transfer none): rules, which outlive the job
 *
 * Returns: (transfer full) (nullable): the item's blocks, or %NULL where it has no HTML or text that
 *   can be looked at
 */
SiyaqCleanJob *
siyaq_clean_job_new (SiyaqItem *item,
                     SiyaqRules *rules)
{
  g_autoptr (SiyaqHtml) html = NULL;
  g_autofree char *folded = NULL;
  SiyaqCleanJob *self;
  GPtrArray *blocks;
  gboolean page;

  if (item->html != NULL)
    {
      if (strlen (item->html) > SIYAQ_ITEM_MAX_BYTES)
        return NULL;
      if (siyaq_html_looks_plain (item->html))
        html = siyaq_html_parse_plain (item->html);
      else
        html = siyaq_html_parse (item->html, -1, NULL);
    }
  else if (item->text != NULL && strlen (item->text) <= SIYAQ_ITEM_MAX_BYTES)
    html = siyaq_html_parse_text (item->text);
  if (html == NULL)
    return NULL;

  self = g_new0 (SiyaqCleanJob, 1);
  self->item = siyaq_item_ref (item);
  self->rules = rules;
  self->title = siyaq_text_collapse (item->title);
  folded = siyaq_text_fold_masked (self->title, -1);
  self->title_key = siyaq_clean_key (folded);
  blocks = siyaq_html_get_blocks (html);
  self->units = g_new0 (SiyaqUnit, MAX (blocks->len, 1));
  page = item->kind == SIYAQ_ITEM_KIND_PAGE && siyaq_html_mark_main (html);
  for (guint i = 0; i < blocks->len; i++)
    {
      SiyaqBlock *block = g_ptr_array_index (blocks, i);

      if (!page || (block->flags & SIYAQ_BLOCK_MAIN) != 0)
        {
          self->units[self->n_units].index = i;
          init_unit (&self->units[self->n_units++], block, rules);
        }
      else
        self->n_frame++;
    }
  self->html = g_steal_pointer (&html);
  return self;
}

/**
 * siyaq_clean_job_free:
 * @self: (transfer full) (nullable): a job
 */
void
siyaq_clean_job_free (SiyaqCleanJob *self)
{
  if (self == NULL)
    return;
  for (guint i = 0; i < self->n_units; i++)
    {
      g_free (self->units[i].fold);
      g_free (self->units[i].may);
      g_free (self->units[i].evidence);
    }
  g_free (self->units);
  siyaq_html_free (self->html);
  siyaq_item_unref (self->item);
  g_free (self->title_key);
  g_free (self->title);
  g_free (self);
}

/**
 * siyaq_clean_job_take:
 * @self: a job
 * @index: which block
 * @rule: (transfer none): id of the rule that takes it; lives as long as the rules
 * @score: how sure
 * @evidence: (nullable): what was seen
 *
 * Marks a block as junk, unless it is marked already.
 */
void
siyaq_clean_job_take (SiyaqCleanJob *self,
                      guint index,
                      const char *rule,
                      double score,
                      const char *evidence)
{
  SiyaqUnit *unit = &self->units[index];

  if (unit->rule != NULL || !siyaq_rules_is_enabled (self->rules, rule))
    return;
  unit->rule = rule;
  unit->score = score;
  unit->evidence = g_strdup (evidence);
}

/**
 * siyaq_clean_job_subject:
 * @self: a job
 * @index: which block
 * @subject: (out): what the rules test
 */
void
siyaq_clean_job_subject (const SiyaqCleanJob *self,
                         guint index,
                         SiyaqRuleSubject *subject)
{
  const SiyaqUnit *unit = &self->units[index];

  subject->fold = unit->fold;
  subject->n_fold = unit->n_fold;
  subject->may = unit->may;
  subject->hints = unit->block->hints;
  subject->n_words = unit->block->n_words;
  subject->linked = unit->linked;
  subject->listed = unit->block->kind == SIYAQ_BLOCK_HEADING || unit->block->kind == SIYAQ_BLOCK_LIST_ITEM;
}

/**
 * siyaq_clean_job_edges:
 * @self: a job
 * @ret_first_body: (out): index of the first block left that is text for sure
 * @ret_last_body: (out): index of the last one
 *
 * Where there is none, the whole item is edge: the first is behind the end, the last before the start.
 */
void
siyaq_clean_job_edges (const SiyaqCleanJob *self,
                       guint *ret_first_body,
                       guint *ret_last_body)
{
  *ret_first_body = G_MAXUINT;
  *ret_last_body = G_MAXUINT;
  for (guint i = 0; i < self->n_units; i++)
    if (self->units[i].body && self->units[i].rule == NULL)
      {
        if (*ret_first_body == G_MAXUINT)
          *ret_first_body = i;
        *ret_last_body = i;
      }
}

/* The headline again: as it is, or with the outlet's name or a full stop added. */
static gboolean
repeats_title (const SiyaqCleanJob *self,
               const SiyaqUnit *unit)
{
  g_autofree char *key = NULL;
  gsize n_key, n_title;

  if (unit->n_fold == 0 || *self->title_key == '\0')
    return FALSE;
  key = siyaq_clean_key (unit->fold);
  if (strcmp (key, self->title_key) == 0)
    return TRUE;
  n_key = strlen (key);
  n_title = strlen (self->title_key);
  if (unit->sentence || unit->block->kind == SIYAQ_BLOCK_LIST_ITEM || MIN (n_key, n_title) < 20 ||
      MIN (n_key, n_title) * 10 < MAX (n_key, n_title) * 7)
    return FALSE;
  /* The feed's title may carry the outlet's name. A longer paragraph may be the text from which a
     reader without titles made one, so that only a heading may be longer than the title. */
  return g_str_has_prefix (self->title_key, key) ||
         (unit->block->kind == SIYAQ_BLOCK_HEADING && g_str_has_prefix (key, self->title_key));
}

/* Whether a class name is that of a wrapper around the text rather than of a box beside it. */
static gboolean
class_wraps_body (SiyaqCleanJob *self,
                  const char *rule)
{
  for (guint i = 0; i < self->n_units; i++)
    {
      SiyaqRuleSubject subject;
      const char *other;

      if (!self->units[i].body || self->units[i].block->hints == NULL)
        continue;
      siyaq_clean_job_subject (self, i, &subject);
      subject.n_words = 1;
      subject.linked = TRUE;
      other = siyaq_rules_match_class (self->rules, &subject, SIYAQ_AT_ANY);
      if (other != NULL && strcmp (other, rule) == 0)
        return TRUE;
    }
  return FALSE;
}

static gboolean
try_rules (SiyaqCleanJob *self,
           guint index,
           guint at)
{
  SiyaqUnit *unit = &self->units[index];
  SiyaqRuleSubject subject;
  const char *rule;

  if (unit->rule != NULL || unit->block->kind == SIYAQ_BLOCK_IMAGE || (unit->tried & at) != 0)
    return FALSE;
  unit->tried |= at;
  siyaq_clean_job_subject (self, index, &subject);
  rule = siyaq_rules_match (self->rules, &subject, at);
  if (rule != NULL)
    {
      siyaq_clean_job_take (self, index, rule, 0.95, NULL);
      return TRUE;
    }
  if (unit->body && !unit->linked)
    return FALSE;
  rule = siyaq_rules_match_class (self->rules, &subject, at);
  if (rule != NULL && !class_wraps_body (self, rule))
    {
      g_autofree char *hints = g_strdup (subject.hints);
      g_autofree char *evidence = g_strdup_printf ("class “%s”", g_strstrip (hints));

      siyaq_clean_job_take (self, index, rule, 0.9, evidence);
      return TRUE;
    }
  return FALSE;
}

/* A picture's caption stays with the picture, but is no part of the text. */
static void
mark_captions (SiyaqCleanJob *self)
{
  for (guint i = 0; i < self->n_units; i++)
    {
      SiyaqUnit *unit = &self->units[i];

      if (unit->rule != NULL || unit->block->kind == SIYAQ_BLOCK_IMAGE)
        continue;
      if (unit->block->kind == SIYAQ_BLOCK_CAPTION ||
          ((unit->block->flags & SIYAQ_BLOCK_IN_FIGURE) != 0 && unit->block->kind == SIYAQ_BLOCK_PARAGRAPH &&
           (unit->block->flags & (SIYAQ_BLOCK_IN_TABLE | SIYAQ_BLOCK_IN_QUOTE | SIYAQ_BLOCK_IN_LIST)) == 0))
        {
          siyaq_clean_job_take (self, i, "caption", 1.0, "figcaption");
          unit->text_only = unit->rule != NULL;
        }
    }
}

static void
mark_pixels (SiyaqCleanJob *self)
{
  for (guint i = 0; i < self->n_units; i++)
    if (self->units[i].block->kind == SIYAQ_BLOCK_IMAGE && (self->units[i].block->flags & SIYAQ_BLOCK_PIXEL) != 0)
      siyaq_clean_job_take (self, i, "pixel", 1.0, self->units[i].block->href);
}

/* "Facebook" alone is a button only beside other buttons; alone it may be what a list speaks of. */
static void
release_lonely_names (SiyaqCleanJob *self)
{
  for (guint i = 0; i < self->n_units; i++)
    {
      SiyaqUnit *unit = &self->units[i];
      gboolean before = i > 0 && self->units[i - 1].rule != NULL && strcmp (self->units[i - 1].rule, "share-row") == 0;
      gboolean after = i + 1 < self->n_units && self->units[i + 1].rule != NULL &&
                       strcmp (self->units[i + 1].rule, "share-row") == 0;

      if (unit->rule == NULL || strcmp (unit->rule, "share-row") != 0 || unit->block->n_words != 1 || unit->evidence != NULL ||
          before || after || strstr (unit->fold, "share") != NULL || strstr (unit->fold, "tweet") != NULL ||
          strstr (unit->fold, "شارك") != NULL || strstr (unit->fold, "permalink") != NULL)
        continue;
      unit->rule = NULL;
      unit->tried |= SIYAQ_AT_ANY;
    }
}

/**
 * siyaq_clean_job_rules_anywhere:
 * @self: a job
 *
 * Titles, captions, pixels, and what the rules take wherever it stands.
 */
void
siyaq_clean_job_rules_anywhere (SiyaqCleanJob *self)
{
  guint first, last;

  mark_pixels (self);
  mark_captions (self);
  siyaq_clean_job_edges (self, &first, &last);
  for (guint i = 0; i < self->n_units && i < MAX_EDGE_BLOCKS; i++)
    {
      if (first != G_MAXUINT && i > first)
        break;
      if (self->units[i].rule == NULL &&
          (repeats_title (self, &self->units[i]) || (self->n_frame > 0 && self->units[i].block->level == 1)))
        siyaq_clean_job_take (self, i, "title-repeat", 1.0, NULL);
    }
  for (guint i = 0; i < self->n_units; i++)
    try_rules (self, i, SIYAQ_AT_INLINE);
  release_lonely_names (self);
}

/* A heading at the end heads nothing: what it headed is gone. */
static gboolean
take_last_heading (SiyaqCleanJob *self)
{
  for (guint i = self->n_units; i-- > 0;)
    {
      if (self->units[i].rule != NULL)
        continue;
      if (self->units[i].block->kind != SIYAQ_BLOCK_HEADING || i + 1 == self->n_units)
        return FALSE;
      siyaq_clean_job_take (self, i, "last-heading", 0.8, NULL);
      return self->units[i].rule != NULL;
    }
  return FALSE;
}

/* "Harbour Post", "Jane Doe", "— AFP": a few words without a full stop that close a text of
   paragraphs are the outlet's or the author's name. */
static gboolean
take_signature (SiyaqCleanJob *self)
{
  for (guint i = self->n_units; i-- > 1;)
    {
      const SiyaqUnit *unit = &self->units[i];
      const SiyaqUnit *before = &self->units[i - 1];

      if (unit->rule != NULL)
        continue;
      if (unit->block->kind != SIYAQ_BLOCK_PARAGRAPH || unit->sentence || unit->block->n_words == 0 ||
          unit->block->n_words > MAX_SIGNATURE_WORDS || unit->block->n_chars > MAX_SIGNATURE_CHARS ||
          strchr (unit->fold, '#') != NULL || strchr (unit->fold, ':') != NULL || strchr (unit->fold, '"') != NULL || strstr (unit->fold, "...") != NULL ||
          (unit->block->flags & (SIYAQ_BLOCK_IN_LIST | SIYAQ_BLOCK_IN_TABLE | SIYAQ_BLOCK_IN_QUOTE)) != 0 ||
          before->rule != NULL || !before->body || !before->sentence || before->block->kind != SIYAQ_BLOCK_PARAGRAPH)
        return FALSE;
      siyaq_clean_job_take (self, i, "signature", 0.7, NULL);
      return unit->rule != NULL;
    }
  return FALSE;
}

/* What readers wrote below the heading of their comments. It must be shorter than the text above: a
   counter of comments may stand between headline and text. */
static gboolean
take_comments (SiyaqCleanJob *self)
{
  static const char *const headings[] = { "comments", "reader comments", "readers' comments", "التعليقات", "تعليقات الزوار", "تعليقات القراء",
                                          "اراء القراء", "ردود القراء" };
  guint above = 0, below = 0, heading = 0;
  gboolean taken = FALSE;

  for (guint i = 0; i < self->n_units; i++)
    {
      const SiyaqUnit *unit = &self->units[i];

      if (unit->rule == NULL)
        *(heading == 0 ? &above : &below) += unit->block->n_words;
      for (guint k = 0; heading == 0 && unit->rule != NULL && k < G_N_ELEMENTS (headings); k++)
        {
          gsize len = strlen (headings[k]);

          if (strncmp (unit->fold, headings[k], len) == 0 && strspn (unit->fold + len, " #:()[]") == strlen (unit->fold + len))
            heading = i;
        }
    }
  if (heading == 0 || below == 0 || below > above)
    return FALSE;
  for (guint i = heading + 1; i < self->n_units; i++)
    if (self->units[i].rule == NULL)
      {
        siyaq_clean_job_take (self, i, "comments", 0.7, NULL);
        taken |= self->units[i].rule != NULL;
      }
  return taken;
}

/**
 * siyaq_clean_job_rules_edges:
 * @self: a job
 *
 * What the rules take before the first and after the last paragraph that is text for sure.
 */
void
siyaq_clean_job_rules_edges (SiyaqCleanJob *self)
{
  for (guint round = 0; round < MAX_ROUNDS; round++)
    {
      gboolean taken = FALSE;
      guint first, last;

      siyaq_clean_job_edges (self, &first, &last);
      for (guint i = 0; i < self->n_units && i <= first && i < MAX_EDGE_BLOCKS; i++)
        taken |= try_rules (self, i, SIYAQ_AT_LEADING);
      for (guint i = self->n_units; i-- > 0 && (last == G_MAXUINT || i >= last) && i + MAX_EDGE_BLOCKS > self->n_units;)
        taken |= try_rules (self, i, SIYAQ_AT_TRAILING);
      taken |= take_last_heading (self) || take_signature (self) || take_comments (self);
      if (!taken)
        break;
    }
}

static gboolean
take_if_repeated (SiyaqCleanJob *self,
                  guint index,
                  SiyaqFeedMemory *memory,
                  gboolean leading)
{
  SiyaqUnit *unit = &self->units[index];
  g_autofree char *evidence = NULL;
  guint count, of;

  if (!siyaq_feed_memory_is_repeated (memory, unit->key))
    return FALSE;
  count = siyaq_feed_memory_count (memory, unit->key, &of);
  /* A heading that opens every item ("The facts:") is the author's; one that closes it heads nothing. */
  if (leading && (unit->block->kind == SIYAQ_BLOCK_HEADING || g_str_has_suffix (unit->fold, ":")))
    return FALSE;
  if (!unit->linked && count < (leading ? MIN_LEADING_SHARE : MIN_PLAIN_SHARE) * of)
    return FALSE;
  evidence = g_strdup_printf ("in %u of %u items of this feed", count, of);
  siyaq_clean_job_take (self, index, "repeated-block", MIN (1.0, 0.5 + 0.5 * count / of), evidence);
  return unit->rule != NULL;
}

static gboolean
is_passable (const SiyaqUnit *unit)
{
  return unit->rule != NULL || unit->block->kind == SIYAQ_BLOCK_IMAGE;
}

/**
 * siyaq_clean_job_repeated:
 * @self: a job
 * @memory: what the item's feed repeats
 *
 * Takes blocks that the feed repeats: in an unbroken run at the start or the end, or links anywhere.
 */
void
siyaq_clean_job_repeated (SiyaqCleanJob *self,
                          SiyaqFeedMemory *memory)
{
  guint i;

  for (i = 0; i < self->n_units; i++)
    if (self->units[i].rule == NULL && self->units[i].linked && self->units[i].block->n_words > 0 &&
        self->units[i].block->kind != SIYAQ_BLOCK_LIST_ITEM && self->units[i].block->kind != SIYAQ_BLOCK_HEADING)
      take_if_repeated (self, i, memory, FALSE);
  for (i = 0; i < self->n_units; i++)
    if (!is_passable (&self->units[i]) && !take_if_repeated (self, i, memory, TRUE))
      break;
  for (i = self->n_units; i-- > 0;)
    if (!is_passable (&self->units[i]) && !take_if_repeated (self, i, memory, FALSE))
      break;
}

/**
 * siyaq_clean_job_tail_links:
 * @self: a job
 * @removed: (element-type SiyaqVerdict): verdicts are added
 *
 * Takes "Continue reading" links off the ends of blocks that stay.
 */
void
siyaq_clean_job_tail_links (SiyaqCleanJob *self,
                            GPtrArray *removed)
{
  for (guint i = 0; i < self->n_units; i++)
    {
      SiyaqUnit *unit = &self->units[i];
      g_autofree char *tail = NULL;
      g_autofree char *fold = NULL;
      SiyaqRuleSubject subject = { 0 };
      const char *rule;

      if (unit->rule != NULL || unit->block->n_links == 0)
        continue;
      tail = siyaq_html_tail_link (self->html, unit->block);
      if (tail == NULL)
        continue;
      fold = siyaq_text_fold_masked (tail, -1);
      subject.fold = fold;
      subject.n_fold = strlen (fold);
      subject.n_words = (guint) siyaq_text_count_words (tail);
      rule = siyaq_rules_match (self->rules, &subject, SIYAQ_AT_LINK);
      if (rule == NULL)
        continue;
      siyaq_html_remove_tail_link (self->html, unit->block);
      g_ptr_array_add (removed, siyaq_verdict_new (rule, siyaq_rules_reason (self->rules, rule, "en"), tail, NULL, 0.95));
    }
}
