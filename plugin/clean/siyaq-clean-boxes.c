/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Blocks whose element says that they are no part of the text: a feed that carries a site's own
   markup has its menus and footers in nav and footer, its boxes in aside, and buttons and forms that
   do nothing in a reader. Sentences pulled out of the text to be shown large stand in it already.
   A theme may wrap all of a text in such an element, and then its name means nothing. */
#define G_LOG_DOMAIN "siyaq-clean"

#include "config.h"

#include "siyaq-clean-private.h"
#include "siyaq-text.h"

#include <string.h>

/* An element that holds more of an item's words is a wrapper, in tenths. */
#define MAX_FRAME_TENTHS 4u
/* The words of a button. */
#define MAX_BUTTON_WORDS 5u
/* A headline that a line points to. Fewer words are a name that the text speaks of. */
#define MIN_POINTER_WORDS 5u
#define MAX_POINTER_WORDS 24u
/* Letters of a pulled quotation: shorter ones may stand in a text twice. */
#define MIN_PULLED_BYTES 24u

static guint
count_words (const SiyaqCleanJob *job,
             guint flags)
{
  guint n = 0;

  for (guint i = 0; i < job->n_units; i++)
    if (flags == 0 || (job->units[i].block->flags & flags) != 0)
      n += job->units[i].block->n_words;
  return n;
}

static gboolean
is_wrapper (const SiyaqCleanJob *job,
            guint flags)
{
  return count_words (job, flags) * 10 > count_words (job, 0) * MAX_FRAME_TENTHS;
}

/* Whether the letters of a block stand in another block, with more around them or not. */
static gboolean
stands_elsewhere (const SiyaqCleanJob *job,
                  guint index)
{
  g_autofree char *key = siyaq_clean_key (job->units[index].fold);

  if (strlen (key) < MIN_PULLED_BYTES)
    return FALSE;
  for (guint i = 0; i < job->n_units; i++)
    {
      const SiyaqUnit *unit = &job->units[i];
      g_autofree char *other = NULL;

      if (i == index || unit->rule != NULL || unit->block->n_words < job->units[index].block->n_words ||
          (unit->block->flags & SIYAQ_BLOCK_IN_ASIDE) != 0)
        continue;
      if (unit->n_fold > 0)
        other = siyaq_clean_key (unit->fold);
      else
        {
          g_autofree char *fold = siyaq_text_fold_masked (unit->block->text, -1);

          other = siyaq_clean_key (fold);
        }
      if (strstr (other, key) != NULL)
        return TRUE;
    }
  return FALSE;
}

static gboolean
is_pulled (const SiyaqCleanJob *job,
           guint index)
{
  const SiyaqUnit *unit = &job->units[index];
  const char *hints = unit->block->hints;

  return unit->rule == NULL && unit->n_fold > 0 &&
         ((unit->block->flags & SIYAQ_BLOCK_IN_ASIDE) != 0 ||
          (hints != NULL && (strstr (hints, "pullquote") != NULL || strstr (hints, "pull-quote") != NULL))) &&
         stands_elsewhere (job, index);
}

/* An aside goes whole where nothing in it is a paragraph of its own; one that tells something stays. */
static void
take_asides (SiyaqCleanJob *job)
{
  if (count_words (job, SIYAQ_BLOCK_IN_ASIDE) == 0 || is_wrapper (job, SIYAQ_BLOCK_IN_ASIDE))
    return;
  for (guint start = 0, end; start < job->n_units; start = end)
    {
      gboolean tells = FALSE;

      end = start + 1;
      if ((job->units[start].block->flags & SIYAQ_BLOCK_IN_ASIDE) == 0)
        continue;
      while (end < job->n_units && (job->units[end].block->flags & SIYAQ_BLOCK_IN_ASIDE) != 0)
        end++;
      for (guint i = start; i < end; i++)
        tells |= job->units[i].rule == NULL && job->units[i].body;
      for (guint i = start; i < end && !tells; i++)
        if (job->units[i].block->kind != SIYAQ_BLOCK_IMAGE)
          siyaq_clean_job_take (job, i, "aside", 0.8, "aside");
    }
}

/* The host of an address, without "www."; %NULL where it has none. */
static const char *
find_host (const char *url,
           gsize *ret_length)
{
  const char *host = strstr (url, "://");

  if (host == NULL)
    return NULL;
  host += 3;
  if (g_str_has_prefix (host, "www."))
    host += 4;
  *ret_length = strcspn (host, "/?#:");
  return *ret_length > 0 ? host : NULL;
}

/**
 * siyaq_clean_job_leads_to_page:
 * @self: a job
 * @href: (nullable): a link
 *
 * Returns: whether @href leads to another page of the item's own site; a file is none
 */
gboolean
siyaq_clean_job_leads_to_page (const SiyaqCleanJob *self,
                               const char *href)
{
  static const char *const files[] = { ".pdf", ".mp3", ".mp4", ".jpg", ".jpeg", ".png", ".gif", ".webp", ".zip", ".doc", ".docx", ".xls", ".xlsx",
                                       ".csv", ".epub", ".m4a", ".svg" };
  gsize n = 0, n_own = 0;
  const char *host, *own;

  if (href == NULL || self->item->url == NULL)
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (files); i++)
    if (g_str_has_suffix (href, files[i]))
      return FALSE;
  if (href[0] == '/' && href[1] != '/')
    return TRUE;
  host = find_host (href, &n);
  own = find_host (self->item->url, &n_own);
  return host != NULL && own != NULL && n == n_own && g_ascii_strncasecmp (host, own, n) == 0;
}

/* A line that is nothing but a link to another page of the site, and reads as its headline does. */
static gboolean
is_pointer (const SiyaqCleanJob *job,
            guint index)
{
  const SiyaqUnit *unit = &job->units[index];
  const SiyaqBlock *block = unit->block;

  return unit->rule == NULL && (block->kind == SIYAQ_BLOCK_PARAGRAPH || block->kind == SIYAQ_BLOCK_QUOTE) && !unit->sentence &&
         block->n_words >= MIN_POINTER_WORDS && block->n_words <= MAX_POINTER_WORDS && block->n_links == 1 &&
         block->n_link_chars == block->n_chars && !g_str_has_suffix (unit->fold, ":") && siyaq_clean_job_leads_to_page (job, block->href);
}

/**
 * siyaq_clean_job_pointers:
 * @self: a job, from which lists of other stories are taken
 *
 * Takes "see also" without the words: headlines that link to other pages of the site, between two
 * paragraphs or several after the last.
 */
void
siyaq_clean_job_pointers (SiyaqCleanJob *self)
{
  guint first, last;

  siyaq_clean_job_edges (self, &first, &last);
  if (first == G_MAXUINT || first == last)
    return;
  for (guint i = first + 1; i < self->n_units; i++)
    {
      const SiyaqUnit *before = &self->units[i - 1];
      gboolean inside = i < last && before->rule == NULL && before->body && before->sentence;
      gboolean after = i > last && (is_pointer (self, i - 1) || (i + 1 < self->n_units && is_pointer (self, i + 1)) ||
                                    (before->rule != NULL && strcmp (before->rule, "read-more") == 0));

      if ((inside || after) && is_pointer (self, i))
        siyaq_clean_job_take (self, i, "read-more", 0.8, "a link to another page of the site");
    }
}

/**
 * siyaq_clean_job_boxes:
 * @self: a job
 *
 * Takes what stands in menus, footers, forms, buttons and boxes beside the text, and what was pulled
 * out of the text.
 */
void
siyaq_clean_job_boxes (SiyaqCleanJob *self)
{
  gboolean nav = !is_wrapper (self, SIYAQ_BLOCK_IN_NAV), form = !is_wrapper (self, SIYAQ_BLOCK_IN_FORM);

  for (guint i = 0; i < self->n_units; i++)
    {
      const SiyaqBlock *block = self->units[i].block;

      /* The footer of a quotation says whose it is. */
      if (block->kind == SIYAQ_BLOCK_IMAGE || (block->flags & SIYAQ_BLOCK_IN_QUOTE) != 0)
        continue;
      if (nav && (block->flags & SIYAQ_BLOCK_IN_NAV) != 0)
        siyaq_clean_job_take (self, i, "site-links", 0.85, "nav or footer");
      else if ((form && (block->flags & SIYAQ_BLOCK_IN_FORM) != 0) ||
               ((block->flags & SIYAQ_BLOCK_BUTTON) != 0 && block->n_words <= MAX_BUTTON_WORDS && !self->units[i].body))
        siyaq_clean_job_take (self, i, "form", 0.85, "form or button");
    }
  for (guint i = 0; i < self->n_units; i++)
    if (is_pulled (self, i))
      siyaq_clean_job_take (self, i, "pulled-quote", 0.9, NULL);
  take_asides (self);
}
