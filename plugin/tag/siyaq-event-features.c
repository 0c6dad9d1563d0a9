/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What the event model sees of a sentence: stems of its words, pairs of neighbours and the triggers
   of the event lexicon. An Arabic word gives the stems of its English senses, too, so that one
   weight serves both languages. Names of places and numbers are left out: which type an event has
   is not to be learnt from where it was. Looking a word up in the lexicon costs more than all the
   rest, so what a word gives is remembered. */
#define G_LOG_DOMAIN "siyaq-tag"

#include "config.h"

#include "siyaq-event-features.h"

#include "siyaq-gazetteer-format.h"
#include "siyaq-stem.h"

#include <math.h>
#include <string.h>

/* Senses of an Arabic word that are taken. */
#define MAX_SENSES 3u
/* Words that are remembered; a year of news of two languages has more, but the rest is rare. */
#define MAX_MEMO SIYAQ_EVENT_FEATURES_MAX_WORDS
/* Bytes of a feature's name. */
#define MAX_NAME_BYTES 96
/* A pair of words says less than its two words have said. */
#define PAIR_VALUE 0.3f
/* What a word's best sense in the other language counts beside the word. */
#define ARABIC_SENSE 1.f
#define ENGLISH_SENSE 0.8f
/* A trigger of weight 3 counts as this many words; the lexicon itself has counted it already. */
#define TRIGGER_VALUE 0.25f

typedef struct
{
  guint n;
  guint32 ids[1 + MAX_SENSES];
  float values[1 + MAX_SENSES];
  guint32 pair; /* what stands for the word in a pair */
} Word;

struct _SiyaqEventFeatures
{
  SiyaqLexicon *lexicon; /* nullable */
  GHashTable *memo;      /* (element-type utf8 Word) */
};

/**
 * siyaq_event_features_new:
 * @lexicon: (nullable): the bridge between the languages
 *
 * Returns: (transfer full): an extractor
 */
SiyaqEventFeatures *
siyaq_event_features_new (SiyaqLexicon *lexicon)
{
  SiyaqEventFeatures *self = g_new0 (SiyaqEventFeatures, 1);

  if (lexicon != NULL)
    self->lexicon = g_object_ref (lexicon);
  self->memo = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  return self;
}

/**
 * siyaq_event_features_free:
 * @self: (transfer full) (nullable): an extractor
 */
void
siyaq_event_features_free (SiyaqEventFeatures *self)
{
  if (self == NULL)
    return;
  g_clear_object (&self->lexicon);
  g_clear_pointer (&self->memo, g_hash_table_unref);
  g_free (self);
}

static guint32
feature_id (const char *kind,
            const char *name)
{
  char text[MAX_NAME_BYTES];

  g_snprintf (text, sizeof text, "%s %s", kind, name);
  return siyaq_place_key_hash (text, strlen (text));
}

static void
word_add (Word *word,
          const char *stem,
          float value)
{
  guint32 id = feature_id ("word", stem);

  for (guint i = 0; i < word->n; i++)
    if (word->ids[i] == id)
      return;
  word->ids[word->n] = id;
  word->values[word->n++] = value;
}

/* An English word's Arabic senses tie it to other English words for the same. */
static void
add_senses (SiyaqEventFeatures *self,
            Word *word,
            const SiyaqToken *token)
{
  SiyaqSense senses[SIYAQ_LEXICON_MAX_SENSES];
  const gboolean arabic = (token->flags & SIYAQ_TOKEN_ARABIC) != 0;
  guint n = siyaq_lexicon_lookup (self->lexicon, arabic ? "ar" : "en", token->fold, senses);

  for (guint i = 0; i < MIN (n, MAX_SENSES); i++)
    if (senses[i].word_class != SIYAQ_WORD_NAME && !siyaq_is_stop_word (senses[i].word))
      {
        g_autofree char *sense = siyaq_stem (senses[i].word);

        word_add (word, sense, (arabic ? ARABIC_SENSE : ENGLISH_SENSE) * (i == 0 ? 1 : 0.5f));
      }
}

static const Word *
word_of (SiyaqEventFeatures *self,
         const SiyaqToken *token)
{
  Word *word = g_hash_table_lookup (self->memo, token->fold);
  g_autofree char *stem = NULL;

  if (word != NULL)
    return word;
  if (g_hash_table_size (self->memo) >= MAX_MEMO)
    g_hash_table_remove_all (self->memo);
  word = g_new0 (Word, 1);
  stem = siyaq_stem (token->fold);
  word->pair = feature_id ("pair", stem);
  if (!siyaq_is_stop_word (token->fold))
    {
      word_add (word, stem, 1);
      if (self->lexicon != NULL && (token->flags & (SIYAQ_TOKEN_ARABIC | SIYAQ_TOKEN_LATIN)) != 0)
        add_senses (self, word, token);
    }
  g_hash_table_insert (self->memo, g_strdup (token->fold), word);
  return word;
}

static void
add (GArray *features,
     guint32 id,
     float value,
     guint token,
     gboolean word)
{
  SiyaqEventFeature feature = { id, value, token, word };

  g_array_append_val (features, feature);
}

/**
 * siyaq_event_features_extract:
 * @self: an extractor
 * @tokens: the tokens of a headline or a text
 * @first: the first that is looked at
 * @end: the one behind the last
 * @masked: (nullable): for each token of @tokens whether it is left out, as names of places are
 * @triggers: (element-type SiyaqTrigger): what the event lexicon has found in @tokens
 * @features: (element-type SiyaqEventFeature): where the features are put; their values have length 1 together
 */
void
siyaq_event_features_extract (SiyaqEventFeatures *self,
                              const SiyaqTokens *tokens,
                              guint first,
                              guint end,
                              const guint8 *masked,
                              const GArray *triggers,
                              GArray *features)
{
  /* Not the word itself: asking for the next one may forget it. */
  guint32 previous = 0;
  gboolean has_previous = FALSE;
  double square = 0;

  g_array_set_size (features, 0);
  for (guint i = first; i < end && i < tokens->n_items; i++)
    {
      const SiyaqToken *t = &tokens->items[i];
      const Word *word;

      if ((masked != NULL && masked[i] != 0) || (t->flags & SIYAQ_TOKEN_NUMBER) != 0)
        {
          has_previous = FALSE;
          continue;
        }
      word = word_of (self, t);
      for (guint k = 0; k < word->n; k++)
        add (features, word->ids[k], word->values[k], i, TRUE);
      if (has_previous)
        add (features, previous * 31u + word->pair, PAIR_VALUE, i, TRUE);
      previous = word->pair;
      has_previous = TRUE;
    }
  for (guint i = 0; i < triggers->len; i++)
    {
      const SiyaqTrigger *t = &g_array_index (triggers, SiyaqTrigger, i);
      char name[16];

      if (t->first < first || t->first >= end)
        continue;
      g_snprintf (name, sizeof name, "%u", t->type);
      add (features, feature_id ("trigger", name), (float) (TRIGGER_VALUE * t->weight / 3), t->first, FALSE);
    }
  for (guint i = 0; i < features->len; i++)
    square += pow (g_array_index (features, SiyaqEventFeature, i).value, 2);
  for (guint i = 0; square > 0 && i < features->len; i++)
    g_array_index (features, SiyaqEventFeature, i).value /= (float) sqrt (square);
}
