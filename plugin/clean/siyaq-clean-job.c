/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The work on one item: its blocks with their folded form, and what is decided about each. Deciding
   and removing are apart: a block is only marked here, so that everything can be taken back when an
   item would be left empty. */
#define G_LOG_DOMAIN "siyaq-clean"

#include "config.h"

#include "siyaq-clean-private.h"
#include "siyaq-text.h"

#include <string.h>

/* Blocks longer than this are not folded: no rule takes them and they are fingerprinted as they are. */
#define MAX_FOLD_BYTES 1200u

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

/* Pictographs and bullets are ornaments: "🔴 Follow us" is "Follow us". Signs that mean something, a
   quotation mark, a bracket, the © of a copyright line, stay. */
static gboolean
is_ornament (gunichar c)
{
  GUnicodeType type;

  if (c < 0x80)
    return c == ' ';
  if (c == 0x00A9 || c == 0x00AE || c == 0x2122 || c == 0x00B0)
    return FALSE;
  type = g_unichar_type (c);
  return type == G_UNICODE_OTHER_SYMBOL || type == G_UNICODE_MODIFIER_SYMBOL || (c >= 0xFE00 && c <= 0xFE0F) || c == 0x2022 ||
         c == 0x2023 || c == 0x2043 || c == 0x25E6;
}

/* Takes ornaments off both ends. */
static void
strip_ornaments (char *fold)
{
  char *start = fold, *end = fold + strlen (fold);

  while (*start != '\0' && is_ornament (g_utf8_get_char (start)))
    start = g_utf8_next_char (start);
  while (end > start)
    {
      char *previous = g_utf8_prev_char (end);

      if (!is_ornament (g_utf8_get_char (previous)))
        break;
      end = previous;
    }
  /* A lone star is all there is to compare. */
  if (start == end)
    return;
  *end = '\0';
  if (start > fold)
    memmove (fold, start, (gsize) (end - start) + 1);
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
      strip_ornaments (unit->fold);
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

/**
 * siyaq_clean_job_cut_frame:
 * @self: the work on a whole page
 *
 * Takes the blocks out of the tree that are no part of the page's article: menus and boxes may stand
 * between its parts.
 */
void
siyaq_clean_job_cut_frame (SiyaqCleanJob *self)
{
  GPtrArray *blocks = siyaq_html_get_blocks (self->html);

  for (guint i = 0; i < blocks->len; i++)
    {
      SiyaqBlock *block = g_ptr_array_index (blocks, i);

      if ((block->flags & SIYAQ_BLOCK_MAIN) == 0 && siyaq_html_contains (self->html, block))
        siyaq_html_remove_block (self->html, block);
    }
}
