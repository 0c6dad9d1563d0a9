/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The bilingual lexicon: Arabic words to English words and back, mapped from a file that is
   compiled when the project is built. The story stage bridges languages with it
   (siyaq_lexicon_lookup), the digest stage glosses with it (siyaq_lexicon_match). Immutable after
   construction: any number of threads may ask at once. */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

#define SIYAQ_TYPE_LEXICON (siyaq_lexicon_get_type ())
G_DECLARE_FINAL_TYPE (SiyaqLexicon, siyaq_lexicon, SIYAQ, LEXICON, GObject)

/* Senses that a look-up returns at the most, best first. */
#define SIYAQ_LEXICON_MAX_SENSES 8
/* Words of the longest phrase that the lexicon holds. */
#define SIYAQ_LEXICON_MAX_PHRASE 5

typedef enum
{
  SIYAQ_WORD_UNKNOWN, /* the dictionary does not say */
  SIYAQ_WORD_NOUN,
  SIYAQ_WORD_VERB,
  SIYAQ_WORD_ADJECTIVE,
  SIYAQ_WORD_ADVERB,
  SIYAQ_WORD_PREPOSITION,
  SIYAQ_WORD_CONJUNCTION,
  SIYAQ_WORD_PRONOUN,
  SIYAQ_WORD_DETERMINER,
  SIYAQ_WORD_NUMERAL,
  SIYAQ_WORD_NAME,
  SIYAQ_WORD_PHRASE,
} SiyaqWordClass;

/* Which form of the word the headword is, so of the translation too. */
typedef enum
{
  SIYAQ_FORM_NONE,
  SIYAQ_FORM_SINGULAR,
  SIYAQ_FORM_PLURAL,
  SIYAQ_FORM_PAST,
  SIYAQ_FORM_PRESENT, /* English third person singular: "says" */
  SIYAQ_FORM_BASE,    /* English infinitive */
  SIYAQ_FORM_ING,     /* English -ing, Arabic masdar */
  SIYAQ_FORM_FEMININE,
  SIYAQ_FORM_PERSON,  /* a name that people have: a surname may follow */
} SiyaqWordForm;

typedef struct
{
  const char *word;  /* owned by the lexicon; folded; may be several words for a phrase */
  float weight;      /* 0 … 1, shares of the senses of one headword */
  const char *display; /* owned by the lexicon; as a reader sees it: "Syria", "إعلان" */
  SiyaqWordClass word_class;
  SiyaqWordForm form;
} SiyaqSense;

/* What an Arabic word carries besides itself. */
typedef enum
{
  SIYAQ_CLITIC_AND = 1 << 0,      /* و */
  SIYAQ_CLITIC_SO = 1 << 1,       /* ف */
  SIYAQ_CLITIC_WITH = 1 << 2,     /* ب */
  SIYAQ_CLITIC_FOR = 1 << 3,      /* ل */
  SIYAQ_CLITIC_LIKE = 1 << 4,     /* ك */
  SIYAQ_CLITIC_WILL = 1 << 5,     /* س */
  SIYAQ_CLITIC_ARTICLE = 1 << 6,  /* ال */
  SIYAQ_CLITIC_PLURAL = 1 << 7,   /* a sound plural's ending was taken off */
  SIYAQ_CLITIC_DUAL = 1 << 8,
  SIYAQ_CLITIC_FEMININE = 1 << 9, /* a verb's or an adjective's feminine ending */
  SIYAQ_CLITIC_STEM = 1 << 10,    /* only the stem was found */
} SiyaqClitics;

typedef enum
{
  SIYAQ_PRONOUN_NONE,
  SIYAQ_PRONOUN_HIS,
  SIYAQ_PRONOUN_HER,
  SIYAQ_PRONOUN_THEIR,
  SIYAQ_PRONOUN_OUR,
  SIYAQ_PRONOUN_YOUR,
  SIYAQ_PRONOUN_MY,
} SiyaqPronoun;

typedef struct
{
  SiyaqClitics clitics;
  SiyaqPronoun pronoun;
  gboolean curated; /* found in the list that the project wrote, not in the general dictionary */
  guint n_senses;
  SiyaqSense senses[SIYAQ_LEXICON_MAX_SENSES];
} SiyaqLexiconMatch;

SiyaqLexicon *siyaq_lexicon_new (GError **error);
SiyaqLexicon *siyaq_lexicon_new_empty (void);
gboolean siyaq_lexicon_is_empty (SiyaqLexicon *self);
guint siyaq_lexicon_lookup (SiyaqLexicon *self, const char *from, const char *fold,
                            SiyaqSense senses[SIYAQ_LEXICON_MAX_SENSES]);
gboolean siyaq_lexicon_match (SiyaqLexicon *self, const char *from, const char *fold,
                              SiyaqLexiconMatch *ret_match);
gboolean siyaq_lexicon_starts_phrase (SiyaqLexicon *self, const char *from, const char *fold);

G_END_DECLS
