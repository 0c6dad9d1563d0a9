/* SPDX-License-Identifier: GPL-2.0-or-later */
/* How the parts that hold adverts see an item: words by class, features, a score. */
#pragma once

#include "siyaq-clean-private.h"

G_BEGIN_DECLS

/* Classes of words, data/hold/words.tsv, in its names; then shapes that are no words. */
#define SIYAQ_HOLD_CLASSES(X) \
  X (YOU, "you") X (WE, "we") X (ACT, "act") X (VERB, "verb") X (DISCOUNT, "discount") X (DEADLINE, "deadline") \
  X (FREE, "free") X (PRAISE, "praise") X (SECTOR, "sector") X (JOB, "job") X (PROFIT, "profit") X (PRIZE, "prize") \
  X (BET, "bet") X (CONTACT, "contact") X (PAID, "paid") X (CODE, "code") X (SAY, "say") X (STATE, "state") \
  X (HARM, "harm") X (WHEN, "when") X (MARKET, "market") X (CRITIC, "critic") X (PAST, "past") X (PERSON, "person") \
  X (CURRENCY, "currency") X (BIG, "big") X (PRICE, "price") X (PERCENT_OFF, "percent-off") X (EXCLAIM, "exclaim") \
  X (WORDS, "words")

typedef enum
{
#define X(name, word) SIYAQ_HOLD_##name,
  SIYAQ_HOLD_CLASSES (X)
#undef X
  SIYAQ_HOLD_N_CLASSES
} SiyaqHoldClass;

const char *siyaq_hold_class_name (SiyaqHoldClass class);
void siyaq_hold_words_count (const char *fold, guint counts[SIYAQ_HOLD_N_CLASSES]);

/* What is only known from the marks of an item's text, not from folded words. */
typedef struct
{
  guint n_phones, n_handles, n_codes, n_emoji;
} SiyaqHoldMarks;

void siyaq_hold_marks_count (const char *text, SiyaqHoldMarks *marks);

/* What the rules of data/rules/60-hold.rules found. */
typedef struct
{
  double title, url, category, label, text, news; /* sums of weights */
  double share;        /* of the weighed words that stand in paragraphs with a sign */
  guint n_signs;
  guint n_units;       /* up to where the item's sponsors are listed: those speak of themselves */
  guint n_quoting;     /* paragraphs that quote somebody */
  guint n_links, n_paid_links, n_foreign_links; /* foreign: to the one other host that most of them go to */
} SiyaqHoldSigns;

/* Features of the model, named as in data/hold/weights.inc. */
#define SIYAQ_HOLD_MAX_FEATURES 96u

guint siyaq_hold_n_features (void);
const char *siyaq_hold_feature_name (guint index);
void siyaq_hold_features (SiyaqCleanJob *job, const SiyaqHoldSigns *signs, double *features, GString *evidence);
void siyaq_hold_signs (SiyaqCleanJob *job, const char *url, GHashTable *seen, GString *evidence, SiyaqHoldSigns *signs);

G_END_DECLS
