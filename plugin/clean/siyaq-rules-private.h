/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The rules as they lie in memory, for the file that reads them and the file that tries them. */
#pragma once

#include "siyaq-prefilter.h"
#include "siyaq-rules.h"

#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>

G_BEGIN_DECLS

/* Places where a rule may act: bits of #SiyaqRuleAt. */
#define SIYAQ_N_PLACES 13

typedef struct
{
  char *id;
  guint at;
  guint max_words;
  gboolean links;
  gboolean paragraphs; /* neither headings nor list items */
  double weight;
  GPtrArray *needs;    /* (element-type GStrv) */
  GPtrArray *examples, *counters;
} SiyaqRule;

typedef struct
{
  SiyaqRule *rule;
  char *regex;       /* folded, names replaced */
  gboolean whole;    /* it must cover the text */
  gboolean tried;    /* compiled, which is done when it is tried for the first time */
  pcre2_code *code;  /* nullable */
  char **needs;      /* nullable: one of these must be in the text; owned by the rule */
} SiyaqPattern;

/* All patterns for one kind of text, in the order of the rules. */
typedef struct
{
  GPtrArray *patterns; /* (element-type SiyaqPattern) */
  SiyaqPrefilter *filter;
  GArray *at[SIYAQ_N_PLACES]; /* (element-type guint64): bit sets of the patterns that act there */
} SiyaqPatternList;

struct _SiyaqRules
{
  GPtrArray *rules;     /* (element-type SiyaqRule) */
  SiyaqPatternList texts;
  SiyaqPatternList classes;
  GHashTable *defines;  /* utf8 → utf8 */
  GHashTable *english;  /* id → reason */
  GHashTable *arabic;
  GHashTable *disabled; /* set of ids */
  pcre2_match_data *match_data;
  pcre2_match_context *match_context;
};

gboolean siyaq_rules_compile (SiyaqPattern *pattern, GError **error);
gboolean siyaq_rules_parse (SiyaqRules *self, const char *name, const char *text, GError **error);

G_END_DECLS
