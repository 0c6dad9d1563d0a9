/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Other stories inside an item. Aggregators paste them whole: a heading ("Related Articles"), then for
   each story its title, often twice, the outlet, how long ago, and a paragraph or all of the text.
   Others list links. The heading alone decides nothing, because "Background" and "More on this" head
   paragraphs of an article, too: what follows must look like such a list. Where stories are pasted
   without a heading, the doubled title above an outlet and a time gives them away. */
#define G_LOG_DOMAIN "siyaq-clean"

#include "config.h"

#include "siyaq-clean-private.h"
#include "siyaq-stem.h"
#include "siyaq-text.h"

#include <string.h>

/* An item that begins with a list of other stories has to have this many words of its own after it,
   one that ends with it before it. */
#define MIN_OWN_WORDS 12u
/* A title is at most so long; longer blocks are text. */
#define MAX_TITLE_WORDS 32u
/* A teaser's headline and its text, and what the item has before teasers without a heading. */
#define MIN_TEASER_WORDS 4u
#define MAX_TEASER_WORDS 60u
#define MIN_OWN_PARAGRAPHS 2u
#define MIN_OWN_WORDS_TEASERS 40u
/* Blocks from a title to the line that says when the story appeared. */
#define MAX_STANZA_BLOCKS 5u
/* Paragraphs of the item, and words of a paragraph, that are looked up when two texts are compared. */
#define MAX_COMPARED_BLOCKS 12u
#define MAX_COMPARED_WORDS 300u

static gboolean
matches (const SiyaqCleanJob *job,
         guint index,
         guint at)
{
  SiyaqRuleSubject subject;

  siyaq_clean_job_subject (job, index, &subject);
  return siyaq_rules_match (job->rules, &subject, at) != NULL;
}

static gboolean
is_text (const SiyaqUnit *unit)
{
  return unit->block->kind != SIYAQ_BLOCK_IMAGE;
}

static gboolean
is_time_line (const SiyaqCleanJob *job,
              guint index)
{
  return is_text (&job->units[index]) && !job->units[index].body && matches (job, index, SIYAQ_AT_STORY);
}

/* A line that may stand in a list of stories. */
static gboolean
is_list_like (const SiyaqUnit *unit)
{
  return unit->linked || (unit->block->n_words <= MAX_TITLE_WORDS && !unit->sentence && !unit->body) ||
         unit->block->n_words <= 3;
}

static guint
own_words (const SiyaqCleanJob *job,
           guint start,
           guint end)
{
  guint n = 0;

  for (guint i = start; i < end; i++)
    if (job->units[i].rule == NULL && !job->units[i].linked)
      n += job->units[i].block->n_words;
  return n;
}

/* A doubled title above a line that says when: the start of a pasted story. */
static gboolean
starts_stanza (const SiyaqCleanJob *job,
               guint index)
{
  const SiyaqUnit *unit = &job->units[index];
  guint seen = 0;

  if (index + 2 >= job->n_units || !is_text (unit) || unit->body || unit->block->n_words < 3 || unit->n_fold == 0 ||
      strcmp (unit->fold, job->units[index + 1].fold) != 0)
    return FALSE;
  for (guint i = index + 2; i < job->n_units && seen < MAX_STANZA_BLOCKS; i++)
    {
      if (!is_text (&job->units[i]))
        continue;
      if (job->units[i].body)
        return FALSE;
      if (is_time_line (job, i))
        return TRUE;
      seen++;
    }
  return FALSE;
}

/* Words that two texts share by chance; days of the week because news is full of them. */
static gboolean
is_function_word (const char *fold)
{
  static const char words[] =
      "the and for with from that this were was are has have had been his her its their they who which will would said "
      "says after before into over than then when while where there what about also but not out one two more most some "
      "all any new late other could should may might say told people year years month week day days monday tuesday "
      "wednesday thursday friday saturday sunday because between during under against since until through only just "
      "علي الي عن مع هذا هذه التي الذي الذين كان كانت قال قالت وقال وقالت بعد قبل خلال بين منذ حتي عند كما لكن وان الي "
      "انه انها وهو وهي هو هي من في ما لا لم لن قد كل غير حول تحت فوق اليوم امس يوم الاحد الاثنين الثلاثاء الاربعاء "
      "الخميس الجمعه السبت عام شهر اسبوع";
  static GHashTable *set = NULL;

  if (g_once_init_enter (&set))
    {
      GHashTable *new_set = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
      g_auto (GStrv) list = g_strsplit (words, " ", -1);

      for (guint i = 0; list[i] != NULL; i++)
        g_hash_table_add (new_set, g_strdup (list[i]));
      g_once_init_leave (&set, new_set);
    }
  return g_hash_table_contains (set, fold);
}

/* Stems of the words that carry meaning. */
static void
add_stems (GHashTable *stems,
           const char *text)
{
  g_autoptr (SiyaqTokens) tokens = siyaq_text_tokenize (text);

  for (guint i = 0; i < tokens->n_items && i < MAX_COMPARED_WORDS; i++)
    if ((g_utf8_strlen (tokens->items[i].fold, -1) >= 3 || (tokens->items[i].flags & SIYAQ_TOKEN_NUMBER) != 0) &&
        !is_function_word (tokens->items[i].fold))
      g_hash_table_add (stems, siyaq_stem (tokens->items[i].fold));
}

static guint
count_shared (GHashTable *a,
              GHashTable *b)
{
  GHashTableIter iter;
  gpointer key;
  guint n = 0;

  g_hash_table_iter_init (&iter, a);
  while (g_hash_table_iter_next (&iter, &key, NULL))
    n += g_hash_table_contains (b, key);
  return n;
}

static GHashTable *
new_stems (void)
{
  return g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
}

/* Whether a paragraph speaks of the item's own story rather than of a pasted one. */
static gboolean
belongs_to_item (const SiyaqCleanJob *job,
                 guint index,
                 const char *other_title,
                 guint heading)
{
  g_autoptr (GHashTable) paragraph = new_stems ();
  g_autoptr (GHashTable) own = new_stems ();
  g_autoptr (GHashTable) other = new_stems ();
  guint n_own, n_other, n_compared = 0;

  add_stems (paragraph, job->units[index].block->text);
  add_stems (own, job->title);
  for (guint i = 0; i < heading && n_compared < MAX_COMPARED_BLOCKS; i++)
    if (job->units[i].rule == NULL && job->units[i].body)
      {
        add_stems (own, job->units[i].block->text);
        n_compared++;
      }
  add_stems (other, other_title);
  n_own = count_shared (paragraph, own);
  n_other = count_shared (paragraph, other);
  /* The item's own words are many, a title's few: shares are compared, not counts. */
  return n_own * 3 > g_hash_table_size (paragraph) && n_other * 3 < MAX (g_hash_table_size (other), 1u);
}

static void
add_mention (GPtrArray *mentions,
             const char *title,
             const char *outlet,
             const char *published)
{
  for (guint i = 0; i < mentions->len; i++)
    if (strcmp (((const SiyaqMention *) g_ptr_array_index (mentions, i))->title, title) == 0)
      return;
  g_ptr_array_add (mentions, siyaq_mention_new (title, outlet, published));
}

/* Splits "Outlet • 3 hours ago"; a line that is only a time has no outlet. */
static void
split_time_line (const char *text,
                 char **ret_outlet,
                 char **ret_time)
{
  static const char *const marks[] = { "•", "·", "|", " - ", " – ", " / ", "،", "," };

  *ret_outlet = NULL;
  *ret_time = NULL;
  for (guint i = 0; i < G_N_ELEMENTS (marks); i++)
    {
      const char *mark = strstr (text, marks[i]);

      if (mark != NULL && mark > text)
        {
          char *left = g_strstrip (g_strndup (text, (gsize) (mark - text)));
          char *right = g_strstrip (g_strdup (mark + strlen (marks[i])));
          gboolean time_first = strpbrk (left, "0123456789") != NULL && strpbrk (right, "0123456789") == NULL;

          *ret_outlet = time_first ? right : left;
          *ret_time = time_first ? left : right;
          return;
        }
    }
  /* An icon's name stands before the time. */
  if (g_str_has_prefix (text, "time") && g_ascii_isdigit (text[4]))
    text += 4;
  *ret_time = g_strstrip (g_strdup (text));
}

/* The story around a line that says when: its title and outlet stand above, its text below. */
static void
note_story (const SiyaqCleanJob *job,
            guint start,
            guint end,
            guint time_line,
            GPtrArray *mentions)
{
  g_autofree char *outlet = NULL;
  g_autofree char *published = NULL;
  const char *title = NULL;
  gboolean has_text = FALSE;
  guint seen = 0;

  split_time_line (job->units[time_line].block->text, &outlet, &published);
  for (guint i = time_line; i-- > start && seen < MAX_STANZA_BLOCKS;)
    {
      const SiyaqUnit *unit = &job->units[i];

      if (!is_text (unit))
        continue;
      if (unit->body)
        break;
      seen++;
      if (outlet == NULL && unit->block->n_words <= 6 && i > start)
        {
          outlet = g_strdup (unit->block->text);
          continue;
        }
      title = unit->block->text;
      break;
    }
  for (guint i = time_line + 1; i < end && !is_time_line (job, i); i++)
    has_text |= job->units[i].body || job->units[i].sentence;
  if (title != NULL && has_text)
    add_mention (mentions, title, outlet, published);
}

/* Takes blocks @start … @end − 1 as other stories. */
static void
take_range (SiyaqCleanJob *job,
            guint start,
            guint end,
            const char *evidence,
            GPtrArray *mentions)
{
  gboolean pasted = FALSE;

  for (guint i = start; i < end; i++)
    if (is_time_line (job, i))
      note_story (job, start, end, i, mentions);
  for (guint i = start; i < end; i++)
    {
      if (is_text (&job->units[i]) && job->units[i].body && !job->units[i].linked)
        pasted = TRUE;
      siyaq_clean_job_take (job, i, pasted || job->units[i].body ? "pasted-story" : "related-list", 0.95, evidence);
    }
}

/* How far a list of stories reaches that starts at @start; @start where there is none. */
static guint
scan_list (const SiyaqCleanJob *job,
           guint heading,
           guint start)
{
  const char *title = job->title;
  guint n_links = 0, n_times = 0, n_titles = 0, since_time = G_MAXUINT / 2, i, end = start;
  gboolean to_the_end = FALSE;

  for (i = start; i < job->n_units; i++)
    {
      const SiyaqUnit *unit = &job->units[i];

      if (!is_text (unit))
        continue;
      if (is_time_line (job, i))
        {
          n_times++;
          since_time = 0;
        }
      else if (is_list_like (unit))
        {
          n_links += unit->linked;
          since_time++;
          /* A short line may be a title or, below one, the outlet. */
          if (unit->block->n_words >= 3 || title == job->title)
            title = unit->block->text;
          n_titles += unit->block->n_words >= 3;
        }
      else if (since_time <= MAX_STANZA_BLOCKS && title != job->title)
        {
          /* The text of a pasted story, paragraph by paragraph, until the item's own words return. */
          if (since_time > 0 && belongs_to_item (job, i, title, heading) && i > start && job->units[i - 1].body)
            break;
        }
      else if (matches (job, i, SIYAQ_AT_TRAILING | SIYAQ_AT_INLINE))
        ;
      else
        break;
      end = i + 1;
    }
  to_the_end = i >= job->n_units;
  if (n_times > 0 || n_links > 0)
    return end;
  if (to_the_end && n_titles > 0 && matches (job, heading, SIYAQ_AT_LIST))
    return end;
  return to_the_end && (job->units[heading].block->flags & SIYAQ_BLOCK_PLAIN) != 0 ? end : start;
}

/* The headline of a teaser. Where no heading says that teasers follow, it has to be a link to another
   page of the site. */
static gboolean
is_teaser_title (const SiyaqCleanJob *job,
                 guint index,
                 gboolean sure)
{
  const SiyaqUnit *unit = &job->units[index];

  return unit->rule == NULL && is_text (unit) && !unit->sentence && !unit->body && unit->block->n_words >= MIN_TEASER_WORDS &&
         unit->block->n_words <= MAX_TITLE_WORDS && !g_str_has_suffix (unit->fold, ":") &&
         (sure || (unit->block->n_link_chars == unit->block->n_chars && siyaq_clean_job_leads_to_page (job, unit->block->href)));
}

/* Whether all from @start to the end are teasers: a headline each, with or without a paragraph of
   another story. */
static gboolean
ends_in_teasers (const SiyaqCleanJob *job,
                 guint start,
                 gboolean sure)
{
  const char *title = NULL;
  guint n_titles = 0, n_texts = 0;

  for (guint i = start; i < job->n_units; i++)
    {
      const SiyaqUnit *unit = &job->units[i];

      if (unit->rule != NULL || !is_text (unit) || is_time_line (job, i))
        continue;
      if (is_teaser_title (job, i, sure))
        {
          title = unit->block->text;
          n_titles++;
        }
      else if (title != NULL && unit->body && !unit->linked && unit->block->n_words <= MAX_TEASER_WORDS &&
               !belongs_to_item (job, i, title, start))
        {
          title = NULL;
          n_texts++;
        }
      else if (!matches (job, i, SIYAQ_AT_TRAILING | SIYAQ_AT_INLINE))
        return FALSE;
    }
  return n_titles >= 2 && (sure || n_texts >= 2 || n_titles >= 3);
}

/* Whether enough of the item's own text stands before a block for teasers to follow without a heading:
   a round-up begins with a paragraph and consists of what looks like teasers. */
static gboolean
has_own_text (const SiyaqCleanJob *job,
              guint end)
{
  guint n = 0;

  for (guint i = 0; i < end; i++)
    n += job->units[i].rule == NULL && job->units[i].body;
  return n >= MIN_OWN_PARAGRAPHS && own_words (job, 0, end) >= MIN_OWN_WORDS_TEASERS;
}

/* siyaq_html_last_in_container() in units: a page has blocks that are none. */
static guint
last_in_container (const SiyaqCleanJob *job,
                   guint index)
{
  guint last_block = siyaq_html_last_in_container (job->html, job->units[index].index);
  guint last = index;

  while (last + 1 < job->n_units && job->units[last + 1].index <= last_block)
    last++;
  return last;
}

/* A heading and its list in an element of their own. */
static gboolean
take_box (SiyaqCleanJob *job,
          guint heading,
          GPtrArray *mentions)
{
  guint last = last_in_container (job, heading);
  gboolean sure = matches (job, heading, SIYAQ_AT_LIST);
  guint n_list = 0, n_text = 0, n_times = 0;

  if (last == heading || (heading > 0 && last_in_container (job, heading - 1) >= last))
    return FALSE;
  for (guint i = heading + 1; i <= last; i++)
    {
      const SiyaqUnit *unit = &job->units[i];

      if (!is_text (unit))
        continue;
      n_times += is_time_line (job, i);
      if (unit->linked)
        n_list += 2;
      else if (is_list_like (unit) && (sure || unit->block->kind != SIYAQ_BLOCK_LIST_ITEM))
        n_list++;
      else
        n_text++;
    }
  if (n_times == 0 && n_list < 2 * n_text + (sure ? 1 : 2))
    return FALSE;
  take_range (job, heading, last + 1, job->units[heading].block->text, mentions);
  return TRUE;
}

/* "RELATED: title" and, without any mark, the first paragraphs of that story. */
static void
take_pasted_after_pointer (SiyaqCleanJob *job,
                           guint pointer,
                           GPtrArray *mentions)
{
  const char *text = job->units[pointer].block->text;
  const char *colon = strchr (text, ':');
  g_autoptr (GHashTable) other = new_stems ();
  g_autoptr (GHashTable) own = new_stems ();
  g_autofree char *title = NULL;

  if (colon == NULL || job->units[pointer].linked)
    return;
  title = g_strstrip (g_strdup (colon + 1));
  add_stems (other, title);
  add_stems (own, job->title);
  if (g_hash_table_size (other) < 3 || count_shared (other, own) > 0)
    return;
  for (guint i = 0; i < pointer; i++)
    if (job->units[i].rule == NULL && job->units[i].body)
      add_stems (own, job->units[i].block->text);
  for (guint i = pointer + 1; i < job->n_units && job->units[i].rule == NULL && job->units[i].body; i++)
    {
      g_autoptr (GHashTable) paragraph = new_stems ();
      guint n_other, n_own;

      add_stems (paragraph, job->units[i].block->text);
      n_other = count_shared (paragraph, other);
      n_own = count_shared (paragraph, own);
      if (n_other < 3 || n_other * 3 < g_hash_table_size (other) || n_own >= n_other)
        break;
      add_mention (mentions, title, NULL, NULL);
      siyaq_clean_job_take (job, i, "pasted-story", 0.9, text);
    }
}

/**
 * siyaq_related_run:
 * @job: the work on an item; rules for blocks anywhere have run
 * @mentions: (element-type SiyaqMention): pasted stories are added
 *
 * Takes lists of other stories and whole pasted stories.
 */
void
siyaq_related_run (SiyaqCleanJob *job,
                   GPtrArray *mentions)
{
  for (guint i = 0; i < job->n_units; i++)
    {
      SiyaqUnit *unit = &job->units[i];
      guint end;

      if (!is_text (unit))
        continue;
      if (unit->rule == NULL && starts_stanza (job, i) && own_words (job, 0, i) >= MIN_OWN_WORDS)
        {
          end = scan_list (job, i, i);
          if (end > i + 2)
            take_range (job, i, end, unit->block->text, mentions);
          continue;
        }
      if (unit->rule != NULL && strcmp (unit->rule, "read-more") == 0)
        {
          take_pasted_after_pointer (job, i, mentions);
          continue;
        }
      if (is_teaser_title (job, i, FALSE) && has_own_text (job, i) && ends_in_teasers (job, i, FALSE))
        {
          take_range (job, i, job->n_units, "links to other pages of the site", mentions);
          break;
        }
      if (unit->rule != NULL || unit->body || !matches (job, i, SIYAQ_AT_HEADING | SIYAQ_AT_LIST))
        continue;
      if (own_words (job, 0, i) >= MIN_OWN_WORDS && ends_in_teasers (job, i + 1, matches (job, i, SIYAQ_AT_LIST)))
        {
          take_range (job, i, job->n_units, unit->block->text, mentions);
          break;
        }
      if (own_words (job, 0, i) + own_words (job, i + 1, job->n_units) < MIN_OWN_WORDS || take_box (job, i, mentions))
        continue;
      if (own_words (job, 0, i) < MIN_OWN_WORDS)
        continue;
      end = scan_list (job, i, i + 1);
      if (end > i + 1)
        take_range (job, i, end, unit->block->text, mentions);
      else if (matches (job, i, SIYAQ_AT_LIST))
        /* The feed left the list out, or a script would have put it there. */
        siyaq_clean_job_take (job, i, "related-list", 0.8, NULL);
    }
}
