/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Stemming, the bilingual lexicon and name skeletons cost ten times what tokenising costs, and a
   few thousand words make up nearly all running text: each word is worked out once and remembered.
   Words become 32-bit hashes here; nothing behind this file compares strings. */
#define G_LOG_DOMAIN "siyaq-story"

#include "config.h"

#include "siyaq-stem.h"
#include "siyaq-story-lexer.h"

#include <string.h>

/* Words that are remembered; at about 150 bytes each, 3 MiB. When so many are new, those that were not met
   since the last time are forgotten. */
#define MAX_REMEMBERED 20000u
/* A skeleton of fewer consonants says little. */
#define MIN_SKELETON 3u
/* Part of a sense's weight that each word of a translation of several words gets. */
#define PHRASE_SHARE 0.6f

struct _SiyaqStoryLexer
{
  SiyaqLexicon *lexicon;
  GHashTable *words;  /* (element-type utf8 SiyaqStoryWord) */
  GHashTable *before; /* likewise, of which those that are met again go over */
};

/**
 * siyaq_story_hash:
 * @text: any text
 * @kind: keeps spaces of terms apart
 *
 * Returns: a hash (FNV-1a with a final mix) that is the same on every machine, never 0
 */
guint32
siyaq_story_hash (const char *text,
                  char kind)
{
  guint32 h = 2166136261u;

  h = (h ^ (guchar) kind) * 16777619u;
  for (const char *p = text; *p != '\0'; p++)
    h = (h ^ (guchar) *p) * 16777619u;
  h ^= h >> 16;
  h *= 0x7feb352du;
  h ^= h >> 15;
  return h != 0 ? h : 1;
}

/**
 * siyaq_story_lexer_new:
 * @lexicon: (nullable): the bridge to English; without one, Arabic meets English in names, numbers
 *   and places alone
 *
 * Returns: (transfer full): a lexer
 */
SiyaqStoryLexer *
siyaq_story_lexer_new (SiyaqLexicon *lexicon)
{
  SiyaqStoryLexer *self = g_new0 (SiyaqStoryLexer, 1);

  if (lexicon != NULL)
    self->lexicon = g_object_ref (lexicon);
  self->words = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->before = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  return self;
}

/**
 * siyaq_story_lexer_free:
 * @self: (transfer full) (nullable): a lexer
 */
void
siyaq_story_lexer_free (SiyaqStoryLexer *self)
{
  if (self == NULL)
    return;
  g_clear_object (&self->lexicon);
  g_clear_pointer (&self->words, g_hash_table_unref);
  g_clear_pointer (&self->before, g_hash_table_unref);
  g_free (self);
}

static void
add_sense (SiyaqStoryWord *word,
           const char *fold,
           float weight)
{
  g_autofree char *stem = NULL;
  guint32 hash;
  guint share = (guint) CLAMP (weight * 255.f, 1.f, 255.f);

  if (siyaq_is_stop_word (fold) || fold[0] == '\0' || fold[1] == '\0')
    return;
  stem = siyaq_stem (fold);
  hash = siyaq_story_hash (stem, 'w');
  for (guint i = 0; i < word->n_senses; i++)
    if (word->senses[i] == hash)
      {
        word->shares[i] = (guint8) MIN (255u, word->shares[i] + share);
        return;
      }
  if (word->n_senses == SIYAQ_STORY_MAX_SENSES)
    return;
  word->senses[word->n_senses] = hash;
  word->shares[word->n_senses++] = (guint8) share;
}

static void
add_senses (SiyaqStoryLexer *self,
            SiyaqStoryWord *word,
            const char *fold)
{
  SiyaqSense senses[SIYAQ_LEXICON_MAX_SENSES];
  guint n = siyaq_lexicon_lookup (self->lexicon, "ar", fold, senses);

  for (guint i = 0; i < n; i++)
    {
      if (strchr (senses[i].word, ' ') == NULL)
        add_sense (word, senses[i].word, senses[i].weight);
      else
        {
          g_auto (GStrv) parts = g_strsplit (senses[i].word, " ", -1);

          for (guint k = 0; parts[k] != NULL; k++)
            add_sense (word, parts[k], senses[i].weight * PHRASE_SHARE);
        }
    }
}

static SiyaqStoryWord *
work_out (SiyaqStoryLexer *self,
          const SiyaqToken *token)
{
  SiyaqStoryWord *word = g_new0 (SiyaqStoryWord, 1);
  g_autofree char *skeleton = NULL;
  guint value;

  word->word_class = (guint8) siyaq_story_word_class (token->fold, &value);
  word->value = value;
  if ((token->flags & SIYAQ_TOKEN_NUMBER) != 0)
    {
      word->stem = siyaq_story_hash (token->fold, 'n');
      return word;
    }
  word->phase = (guint16) siyaq_story_word_phase (token->fold);
  skeleton = siyaq_skeleton (token->fold);
  if (strlen (skeleton) >= MIN_SKELETON)
    word->skeleton = siyaq_story_hash (skeleton, 'k');
  if (!siyaq_is_stop_word (token->fold) && g_utf8_strlen (token->fold, -1) > 1)
    {
      g_autofree char *stem = siyaq_stem (token->fold);

      word->stem = siyaq_story_hash (stem, 'w');
      if ((token->flags & SIYAQ_TOKEN_ARABIC) != 0 && self->lexicon != NULL)
        add_senses (self, word, token->fold);
    }
  return word;
}

static const SiyaqStoryWord *
look_up (SiyaqStoryLexer *self,
         const SiyaqToken *token)
{
  SiyaqStoryWord *word = g_hash_table_lookup (self->words, token->fold);

  if (word == NULL)
    {
      gpointer key = NULL;

      if (!g_hash_table_steal_extended (self->before, token->fold, &key, (gpointer *) &word))
        {
          key = g_strdup (token->fold);
          word = work_out (self, token);
        }
      g_hash_table_insert (self->words, key, word);
    }
  return word;
}

/**
 * siyaq_story_lexer_read:
 * @self: a lexer
 * @tokens: of a text
 * @max: how many of them to read at the most
 *
 * Returns: (transfer container): what is known of each word, good until siyaq_story_lexer_end_item()
 */
const SiyaqStoryWord **
siyaq_story_lexer_read (SiyaqStoryLexer *self,
                        const SiyaqTokens *tokens,
                        guint max)
{
  const SiyaqStoryWord **words;
  guint n;

  g_return_val_if_fail (self != NULL && tokens != NULL, NULL);

  n = MIN (tokens->n_items, max);
  words = g_new (const SiyaqStoryWord *, MAX (n, 1));
  for (guint i = 0; i < n; i++)
    words[i] = look_up (self, &tokens->items[i]);
  return words;
}

/**
 * siyaq_story_lexer_end_item:
 * @self: a lexer
 *
 * Forgets words where there are too many.
 */
void
siyaq_story_lexer_end_item (SiyaqStoryLexer *self)
{
  g_return_if_fail (self != NULL);

  if (g_hash_table_size (self->words) >= MAX_REMEMBERED)
    {
      GHashTable *before = self->before;

      g_hash_table_remove_all (before);
      self->before = self->words;
      self->words = before;
    }
}
