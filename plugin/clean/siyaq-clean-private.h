/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What the parts of the cleaning stage share while they work on one item. */
#pragma once

#include "siyaq-annotation.h"
#include "siyaq-html.h"
#include "siyaq-repetition.h"
#include "siyaq-rules.h"

G_BEGIN_DECLS

/* Words of a paragraph that is text for sure: a rule for the edges of an item does not look past it. */
#define SIYAQ_BODY_MIN_WORDS 12u
/* A block without a full stop needs more of them. */
#define SIYAQ_BODY_MIN_WORDS_OPEN 25u

/* A block and what is known and decided about it. */
typedef struct
{
  SiyaqBlock *block;
  guint index;         /* of the block among all of the document's */
  char *fold;          /* siyaq_text_fold_masked() of its text */
  gsize n_fold;
  guint64 *may;        /* nullable: which patterns are worth trying */
  guint64 key;         /* fingerprint of fold, or of an image's source; 0 where it has none */
  gboolean linked;     /* most of it is links */
  gboolean sentence;   /* ends as a sentence does */
  gboolean body;       /* a paragraph of text for sure */
  const char *rule;    /* nullable: the rule that took it */
  char *evidence;      /* nullable */
  double score;
  guint tried;         /* SiyaqRuleAt: where rules were tried and none took it */
  gboolean text_only;  /* not part of the text, but stays in the HTML */
} SiyaqUnit;

typedef struct
{
  SiyaqItem *item;
  SiyaqHtml *html;
  SiyaqRules *rules;
  SiyaqUnit *units;
  guint n_units;
  guint n_frame;       /* blocks of a page around its article: they are no units */
  char *title_key;     /* letters and digits of the folded title */
  char *title;         /* collapsed */
} SiyaqCleanJob;

SiyaqCleanJob *siyaq_clean_job_new (SiyaqItem *item, SiyaqRules *rules);
void siyaq_clean_job_free (SiyaqCleanJob *self);
void siyaq_clean_job_take (SiyaqCleanJob *self, guint index, const char *rule, double score, const char *evidence);
void siyaq_clean_job_subject (const SiyaqCleanJob *self, guint index, SiyaqRuleSubject *subject);
void siyaq_clean_job_edges (const SiyaqCleanJob *self, guint *ret_first_body, guint *ret_last_body);
void siyaq_clean_job_cut_frame (SiyaqCleanJob *self);
gboolean siyaq_clean_job_leads_to_page (const SiyaqCleanJob *self, const char *href);
void siyaq_clean_job_pointers (SiyaqCleanJob *self);
void siyaq_clean_job_boxes (SiyaqCleanJob *self);
void siyaq_clean_job_rules_anywhere (SiyaqCleanJob *self);
void siyaq_clean_job_rules_edges (SiyaqCleanJob *self);
void siyaq_clean_job_repeated (SiyaqCleanJob *self, SiyaqFeedMemory *memory);
void siyaq_clean_job_tail_links (SiyaqCleanJob *self, GPtrArray *removed);
char *siyaq_clean_key (const char *fold);

void siyaq_related_run (SiyaqCleanJob *job, GPtrArray *mentions);

double siyaq_hold_score (SiyaqCleanJob *job, const char *url, double prior, char **ret_evidence);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SiyaqCleanJob, siyaq_clean_job_free)

G_END_DECLS
