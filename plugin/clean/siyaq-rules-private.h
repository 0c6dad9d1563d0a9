/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The rules as they lie in memory, for the file that reads them and the file that tries them. */
#pragma once

#include "siyaq-rules.h"

#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>

G_BEGIN_DECLS

typedef struct
{
  pcre2_code *code;
  guint32 starts[8]; /* bit set of first bytes; all set where unknown */
  char **needs;      /* nullable: one of these must be in the text; owned by the rule */
} SiyaqPattern;

typedef struct
{
  char *id;
  guint at;
  guint max_words;
  gboolean links;
  gboolean paragraphs; /* neither headings nor list items */
  double weight;
  GArray *patterns; /* (element-type SiyaqPattern) */
  GArray *classes;  /* (element-type SiyaqPattern) */
  GPtrArray *needs;    /* (element-type GStrv) */
  GPtrArray *examples, *counters;
} SiyaqRule;

struct _SiyaqRules
{
  GPtrArray *rules;     /* (element-type SiyaqRule) */
  GHashTable *defines;  /* utf8 → utf8 */
  GHashTable *english;  /* id → reason */
  GHashTable *arabic;
  GHashTable *disabled; /* set of ids */
  pcre2_match_data *match_data;
  pcre2_match_context *match_context;
};

gboolean siyaq_rules_parse (SiyaqRules *self, const char *name, const char *text, GError **error);

G_END_DECLS
