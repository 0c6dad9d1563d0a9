/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The passes over an item's blocks. A rule acts where it says: anywhere, before the first paragraph
   that is text for sure, or after the last. The edges move inwards as junk is found, so the passes run
   until nothing more goes. */
#define G_LOG_DOMAIN "siyaq-clean"

#include "config.h"

#include "siyaq-clean-private.h"
#include "siyaq-text.h"

#include <string.h>

/* Rounds over the edges of an item; each round takes at least one block. */
#define MAX_ROUNDS 40u
/* Blocks from an edge in which rules for edges look, whatever stands between. */
#define MAX_EDGE_BLOCKS 60u
/* The longest name at the end of a text. */
#define MAX_SIGNATURE_WORDS 4u
#define MAX_SIGNATURE_CHARS 32u
#define MAX_PARTICLE_BYTES 3u
/* Of the words in paragraphs, in tenths: a class name around more of them is that of the text. */
#define MAX_WRAPPED_TENTHS 3u
/* Words of a link in a row of keywords. */
#define MAX_ROW_LINK_WORDS 3u
/* Where a dateline's dash stands at the latest. */
#define MAX_DATELINE_BYTES 80u
/* One word or two in capitals above a text may be its heading, "EXCLUSIVE" or "BREAKING NEWS". */
#define MIN_PLAIN_MASTHEAD_WORDS 3u
/* Fewer capitals may be a name or an abbreviation. */
#define MIN_MASTHEAD_LETTERS 4u
/* A repeated block of text without a link needs to be in this share of the feed's items. */
#define MIN_PLAIN_SHARE 0.25
/* The same at the start of an item, where a series says what it is about. */
#define MIN_LEADING_SHARE 0.5

static gboolean
is_passable (const SiyaqUnit *unit)
{
  return unit->rule != NULL || unit->block->kind == SIYAQ_BLOCK_IMAGE;
}

/* "A bridge reopens sholt 09/09/2025 - 12:00": the headline with author and date in one line. */
static gboolean
heads_byline (const SiyaqCleanJob *self,
              const SiyaqUnit *unit)
{
  g_autofree char *title = siyaq_text_fold_masked (self->title, -1);
  gsize n_title = strlen (title);
  SiyaqRuleSubject subject = { 0 };

  if (n_title == 0 || unit->n_fold <= n_title || strncmp (unit->fold, title, n_title) != 0 || unit->fold[n_title] != ' ')
    return FALSE;
  subject.fold = unit->fold + n_title + 1;
  subject.n_fold = unit->n_fold - n_title - 1;
  subject.n_words = (guint) siyaq_text_count_words (subject.fold);
  return siyaq_rules_match (self->rules, &subject, SIYAQ_AT_LEADING) != NULL;
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
  if (strcmp (key, self->title_key) == 0 || heads_byline (self, unit))
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

/* Whether a class name is that of a wrapper around the text rather than of a box in it. */
static gboolean
class_wraps_body (SiyaqCleanJob *self,
                  const char *rule)
{
  guint n_words = 0, n_wrapped = 0;

  for (guint i = 0; i < self->n_units; i++)
    n_words += self->units[i].body ? self->units[i].block->n_words : 0;
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
        n_wrapped += self->units[i].block->n_words;
    }
  return n_wrapped * 10 > n_words * MAX_WRAPPED_TENTHS;
}

static gboolean
stands_by_picture (const SiyaqCleanJob *self,
                   guint index)
{
  return (index > 0 && self->units[index - 1].block->kind == SIYAQ_BLOCK_IMAGE) ||
         (index + 1 < self->n_units && self->units[index + 1].block->kind == SIYAQ_BLOCK_IMAGE);
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
  rule = siyaq_rules_match_class (self->rules, &subject, at);
  /* What is quoted bears the names of where it was said: "twitter-tweet". */
  if (rule != NULL && (unit->block->flags & SIYAQ_BLOCK_IN_QUOTE) != 0 && strcmp (rule, "read-more") != 0)
    rule = NULL;
  if (rule != NULL && !class_wraps_body (self, rule))
    {
      g_autofree char *hints = g_strdup (subject.hints);
      g_autofree char *evidence = g_strdup_printf ("class “%s”", g_strstrip (hints));

      siyaq_clean_job_take (self, index, rule, 0.9, evidence);
      unit->text_only = strcmp (rule, "caption") == 0 && stands_by_picture (self, index);
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
          strstr (unit->fold, "شارك") != NULL || strcmp (unit->fold, "print") == 0 || strcmp (unit->fold, "طباعه") == 0 || strstr (unit->fold, "permalink") != NULL)
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

/* Whether all words of a name's length begin as names do. Arabic has no capitals and may be a name. */
static gboolean
reads_as_name (const char *text)
{
  gboolean in_word = FALSE;

  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (!in_word && g_unichar_islower (c))
        {
          gsize n = strcspn (p, " ");

          /* "of", "the", "and", "van": what stands between the parts of a name. */
          if (n > MAX_PARTICLE_BYTES)
            return FALSE;
        }
      in_word = g_unichar_isalnum (c) || c == '\'' || c == '-' || c == 0x2019;
    }
  return TRUE;
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
          !reads_as_name (unit->block->text) || before->rule != NULL || !before->body || !before->sentence || before->block->kind != SIYAQ_BLOCK_PARAGRAPH)
        return FALSE;
      siyaq_clean_job_take (self, i, "signature", 0.7, NULL);
      return unit->rule != NULL;
    }
  return FALSE;
}

/* "Drought  Wells": links of a few words each and nothing else, below the text: its keywords, or the
   site's own pages. */
static gboolean
is_link_row (const SiyaqUnit *unit)
{
  const SiyaqBlock *block = unit->block;

  return block->kind == SIYAQ_BLOCK_PARAGRAPH && block->n_links >= 2 && block->n_words > 0 && !unit->sentence &&
         block->n_words <= MAX_ROW_LINK_WORDS * block->n_links && block->n_link_chars * 10 >= block->n_chars * 9;
}

/* A line of dashes or stars parts the text from what follows; at an end it parts nothing. */
static gboolean
is_separator (const SiyaqUnit *unit)
{
  return unit->block->kind != SIYAQ_BLOCK_IMAGE && unit->block->n_words == 0 && (unit->block->flags & SIYAQ_BLOCK_IN_TABLE) == 0;
}

/* Takes separators at both ends and rows of links at the end. */
static gboolean
take_edge_rows (SiyaqCleanJob *self,
                guint last_body)
{
  gboolean taken = FALSE, at_start = TRUE;

  for (guint i = 0; i < self->n_units && at_start; i++)
    if (self->units[i].rule == NULL && is_separator (&self->units[i]))
      {
        siyaq_clean_job_take (self, i, "separator", 0.9, NULL);
        taken |= self->units[i].rule != NULL;
      }
    else
      at_start = is_passable (&self->units[i]);
  for (guint i = self->n_units; i-- > 0;)
    {
      if (is_passable (&self->units[i]))
        continue;
      if (is_separator (&self->units[i]))
        siyaq_clean_job_take (self, i, "separator", 0.9, NULL);
      else if (last_body != G_MAXUINT && i > last_body && is_link_row (&self->units[i]))
        siyaq_clean_job_take (self, i, "site-links", 0.8, NULL);
      if (self->units[i].rule == NULL)
        break;
      taken = TRUE;
    }
  return taken;
}

static gboolean
is_all_caps (const char *text)
{
  guint n_upper = 0;

  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (g_unichar_islower (c) || g_unichar_isdigit (c))
        return FALSE;
      n_upper += g_unichar_isupper (c);
    }
  return n_upper >= MIN_MASTHEAD_LETTERS;
}

/* "VALLEY, Sept 10 - ", "VALLEY (Harbour Post) — ": how an agency begins. */
static gboolean
starts_with_dateline (const char *text)
{
  static const char *const dashes[] = { " - ", " – ", " — " };
  const char *end = text + strnlen (text, MAX_DATELINE_BYTES);

  if (!g_unichar_isupper (g_utf8_get_char (text)))
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (dashes); i++)
    {
      const char *dash = g_strstr_len (text, end - text, dashes[i]);

      if (dash != NULL && memchr (text, '.', (gsize) (dash - text)) == NULL)
        return TRUE;
    }
  return FALSE;
}

/* A text without markup whose headings would be in capitals has more than one of them. */
static gboolean
is_lone_plain_line (const SiyaqCleanJob *self,
                    guint index)
{
  if ((self->units[index].block->flags & SIYAQ_BLOCK_PLAIN) == 0 || self->units[index].block->n_words < MIN_PLAIN_MASTHEAD_WORDS)
    return FALSE;
  for (guint i = 0; i < self->n_units; i++)
    if (i != index && self->units[i].rule == NULL && self->units[i].block->n_words <= MAX_SIGNATURE_WORDS && is_all_caps (self->units[i].block->text))
      return FALSE;
  return TRUE;
}

/* "HARBOUR POST" above the headline, the date, a dateline or other lines that are no text is the outlet's name or a
   section's; above a paragraph it may be the paragraph's heading. */
static gboolean
take_masthead (SiyaqCleanJob *self,
               guint first_body)
{
  if (first_body == G_MAXUINT)
    return FALSE;
  for (guint i = 0; i < first_body; i++)
    {
      const SiyaqUnit *unit = &self->units[i];

      if (is_passable (unit))
        continue;
      if (unit->block->n_words > MAX_SIGNATURE_WORDS || unit->sentence || unit->block->kind == SIYAQ_BLOCK_LIST_ITEM ||
          !is_all_caps (unit->block->text) ||
          (self->units[i + 1].rule == NULL && !starts_with_dateline (self->units[i + 1].block->text) && !is_lone_plain_line (self, i)))
        return FALSE;
      siyaq_clean_job_take (self, i, "masthead", 0.8, NULL);
      return unit->rule != NULL;
    }
  return FALSE;
}

/* What readers wrote below the heading of their comments. It must be shorter than the text above: a
   counter of comments may stand between headline and text. */
static gboolean
take_comments (SiyaqCleanJob *self)
{
  static const char *const headings[] = { "comments", "comment", "responses", "replies", "thoughts", "reader comments", "readers' comments", "التعليقات", "تعليقات الزوار", "تعليقات القراء",
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
          const char *fold = unit->fold + strspn (unit->fold, "# ");
          gsize len = strlen (headings[k]);

          /* "Comments (3)", "3 responses to …". */
          if (strncmp (fold, headings[k], len) == 0 &&
              (strspn (fold + len, " #:()[]") == strlen (fold + len) || g_str_has_prefix (fold + len, " to ") || g_str_has_prefix (fold + len, " on ")))
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
      taken |= take_last_heading (self) || take_edge_rows (self, last) || take_masthead (self, first) || take_signature (self) ||
               take_comments (self);
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
