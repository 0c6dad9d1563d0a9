/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The cleaning rules: data that says what junk looks like and, to a person, why it goes. */
#pragma once

#include "siyaq-html.h"

G_BEGIN_DECLS

#define SIYAQ_RULES_ERROR (siyaq_rules_error_quark ())
GQuark siyaq_rules_error_quark (void);

/**
 * SiyaqRulesError:
 * @SIYAQ_RULES_ERROR_INVALID: a rule could not be read; the message names file and line
 */
typedef enum
{
  SIYAQ_RULES_ERROR_INVALID,
} SiyaqRulesError;

/* Where a rule may act. */
typedef enum
{
  SIYAQ_AT_LEADING = 1 << 0,  /* before the first paragraph of the text */
  SIYAQ_AT_INLINE = 1 << 1,
  SIYAQ_AT_TRAILING = 1 << 2, /* after the last one */
  SIYAQ_AT_LINK = 1 << 3,     /* the link that ends a block */
  SIYAQ_AT_HEADING = 1 << 4,  /* opens a list of other stories */
  SIYAQ_AT_HOLD = 1 << 5,     /* a sign in the text that the item is an advert */
  SIYAQ_AT_STORY = 1 << 6,    /* when, and where, a pasted story appeared */
  SIYAQ_AT_TITLE = 1 << 7,    /* a sign in the headline */
  SIYAQ_AT_URL = 1 << 8,
  SIYAQ_AT_CATEGORY = 1 << 9,
  SIYAQ_AT_LABEL = 1 << 10,   /* a sign in the first line */
  SIYAQ_AT_NEWS = 1 << 11,    /* a sign that it is none */
  SIYAQ_AT_LIST = 1 << 12,    /* opens a list of other stories for sure */
} SiyaqRuleAt;

/* Rules that look for a pattern anywhere in a text instead of covering a block. */
#define SIYAQ_AT_SIGNS \
  (SIYAQ_AT_HOLD | SIYAQ_AT_TITLE | SIYAQ_AT_URL | SIYAQ_AT_CATEGORY | SIYAQ_AT_LABEL | SIYAQ_AT_NEWS)
#define SIYAQ_AT_ANY (SIYAQ_AT_LEADING | SIYAQ_AT_INLINE | SIYAQ_AT_TRAILING)

/* What is tested: a block in its folded form. */
typedef struct
{
  const char *fold;  /* siyaq_text_fold_masked() */
  gsize n_fold;
  const guint64 *may; /* nullable: siyaq_rules_scan() of fold, for a text that is asked about more than once */
  const char *hints; /* nullable */
  guint n_words;
  gboolean linked;   /* most of it is links */
  gboolean listed;   /* a heading or a list item */
} SiyaqRuleSubject;

typedef struct _SiyaqRules SiyaqRules;

SiyaqRules *siyaq_rules_new (GError **error);
SiyaqRules *siyaq_rules_new_from_text (const char *text, GError **error);
gboolean siyaq_rules_check (SiyaqRules *self, GError **error);
void siyaq_rules_free (SiyaqRules *self);

guint64 *siyaq_rules_scan (SiyaqRules *self, const char *fold, gsize n_fold);
const char *siyaq_rules_match (SiyaqRules *self, const SiyaqRuleSubject *subject, guint at);
const char *siyaq_rules_match_class (SiyaqRules *self, const SiyaqRuleSubject *subject, guint at);
double siyaq_rules_weigh (SiyaqRules *self, const SiyaqRuleSubject *subject, guint at, GHashTable *seen,
                          GString *evidence);
gboolean siyaq_rules_set_enabled (SiyaqRules *self, const char *id, gboolean enabled);
gboolean siyaq_rules_is_enabled (SiyaqRules *self, const char *id);
const char *siyaq_rules_reason (SiyaqRules *self, const char *id, const char *lang);

typedef void (*SiyaqRulesExampleFunc) (const char *id, const char *example, guint at, guint index, gboolean counter,
                                       gpointer user_data);
void siyaq_rules_foreach_example (SiyaqRules *self, SiyaqRulesExampleFunc func, gpointer user_data);
gboolean siyaq_rules_test (SiyaqRules *self, guint index, const SiyaqRuleSubject *subject);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SiyaqRules, siyaq_rules_free)

G_END_DECLS
