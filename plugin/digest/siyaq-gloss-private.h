/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A text cut into runs of words with their translations, between the reading of one language and
   the writing of the other. */
#pragma once

#include "siyaq-gloss-names.h"
#include "siyaq-lexicon.h"
#include "siyaq-text.h"

G_BEGIN_DECLS

/* Words of a text that are glossed; a summary has 80. */
#define SIYAQ_GLOSS_MAX_WORDS 1500u

enum
{
  GLOSS_LEAD_AND = 1 << 0,
  GLOSS_LEAD_SO = 1 << 1,
  GLOSS_LEAD_FOR = 1 << 2,
  GLOSS_LEAD_WITH = 1 << 3,
  GLOSS_LEAD_LIKE = 1 << 4,
  GLOSS_LEAD_OF = 1 << 5,
  GLOSS_LEAD_THE = 1 << 6,
  GLOSS_LEAD_TWO = 1 << 7,
  GLOSS_LEAD_A = 1 << 8,
  GLOSS_LEAD_AL = 1 << 9,
  GLOSS_LEAD_AN = 1 << 10,
};

/* Whose verb it is, where English has a pronoun. */
typedef enum
{
  GLOSS_PERSON_NONE,
  GLOSS_PERSON_HE,
  GLOSS_PERSON_SHE,
  GLOSS_PERSON_THEY,
  GLOSS_PERSON_WE,
  GLOSS_PERSON_I,
  GLOSS_PERSON_YOU,
} SiyaqGlossPerson;

typedef struct
{
  const SiyaqToken *token; /* the first of n_tokens */
  guint n_tokens;
  gboolean known;
  SiyaqLexiconMatch match; /* where known */
  const SiyaqSense *sense; /* of match; never NULL where known */
  SiyaqWordClass word_class;
  SiyaqWordForm form;
  SiyaqClitics clitics;
  /* The writers': */
  guint group;         /* noun phrase that it belongs to, 0 for none */
  guint lead;          /* words that come before it, GLOSS_LEAD_ bits */
  SiyaqPronoun owner;  /* whose it is: said before it in English */
  gsize skip;          /* bytes of the token that are no part of the name that it is */
  gboolean bare;       /* its own "the" stands before its adjectives */
  const char *say;     /* nullable: what is said instead of its sense */
  gboolean passive;    /* a past verb whose subject suffers it */
  SiyaqGlossPerson person; /* of an Arabic verb */
  const char *speaker; /* nullable: the subject that its ending stands for */
  gboolean they;       /* a verb whose subject is its ending alone */
  gboolean plural;     /* more than one of it is meant */
  char *inflected;     /* nullable: the form that is said instead of its sense */
  const char *spelling; /* nullable: how the story's other items write an unknown name */
  char *text;          /* what is shown; NULL: nothing */
} SiyaqGlossUnit;

/* Words without a mark between them; the writer may reorder inside a run only. */
typedef struct
{
  char *before; /* marks and blanks before the run, in the target's characters */
  GPtrArray *units; /* (element-type SiyaqGlossUnit) */
  SiyaqLexicon *lexicon; /* (transfer none) */
  gboolean has_subject; /* the subject of its first verb stood before an earlier mark of its sentence */
  gboolean sentence_start;
  gboolean headline; /* articles are left out */
} SiyaqGlossRun;

char *siyaq_gloss (SiyaqLexicon *lexicon, const char *text, const char *from);
char *siyaq_gloss_with_names (SiyaqLexicon *lexicon, const SiyaqGlossNames *names, const char *text, const char *from);

SiyaqGlossUnit *siyaq_gloss_unit (const SiyaqGlossRun *run, guint i);
const char *siyaq_gloss_word (const SiyaqGlossUnit *unit);
gboolean siyaq_gloss_is_word (const SiyaqGlossUnit *u, const char *list);
gboolean siyaq_gloss_is_one_of (const char *word, const char *list);
gboolean siyaq_gloss_is_name (const SiyaqGlossUnit *u);
gboolean siyaq_gloss_is_noun (const SiyaqGlossUnit *u);
gboolean siyaq_gloss_is_preposition (const SiyaqGlossUnit *u);
void siyaq_gloss_choose (SiyaqGlossUnit *unit, guint classes);
gboolean siyaq_gloss_has_article (const SiyaqGlossUnit *u);
gboolean siyaq_gloss_begins_anew (const SiyaqGlossUnit *u);
void siyaq_gloss_move_lead (SiyaqGlossUnit *from, SiyaqGlossUnit *to, guint mask);
void siyaq_gloss_read_english_verbs (SiyaqGlossRun *run);
void siyaq_gloss_order_english_verbs (SiyaqGlossRun *run);
void siyaq_gloss_read_english_numbers (SiyaqGlossRun *run);
void siyaq_gloss_read_english_masdars (SiyaqGlossRun *run);
void siyaq_gloss_settle_articles (SiyaqGlossRun *run);
void siyaq_gloss_to_english (const char *source, SiyaqGlossRun *run);
void siyaq_gloss_write_english (const char *source, SiyaqGlossRun *run, guint i);
char *siyaq_gloss_base_of_ing (SiyaqLexicon *lexicon, const char *ing);
void siyaq_gloss_read_arabic_verbs (SiyaqGlossRun *run);
char *siyaq_gloss_inflect_arabic_verb (const char *verb, SiyaqGlossPerson person, gboolean past);
char *siyaq_gloss_tidy (const char *text, gboolean to_english);
char *siyaq_gloss_spell_currencies (const char *text);
void siyaq_gloss_read_arabic_dates (SiyaqGlossRun *run);
void siyaq_gloss_count_arabic_nouns (SiyaqGlossRun *run);
gboolean siyaq_gloss_is_feminine_form (const char *arabic);
void siyaq_gloss_write_arabic (const char *source, SiyaqGlossRun *run, guint i);
gboolean siyaq_gloss_agrees_feminine (const SiyaqGlossUnit *u);
void siyaq_gloss_read_english_news (SiyaqGlossRun *run);
void siyaq_gloss_agree_arabic_verbs (SiyaqGlossRun *run);
char *siyaq_gloss_define_phrase (const char *words);
void siyaq_gloss_to_arabic (const char *source, SiyaqGlossRun *run);

G_END_DECLS
