/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The types of events and the words that tell them. events.tsv has a type a row with labels,
   definition, examples and counter-examples; triggers.tsv has patterns over folded tokens. Patterns
   of words were chosen over regular expressions: they know of Arabic proclitics and of gaps, and
   1,500 of them cost what one expression does, because only those are tried whose first letters
   stand in the text. */
#define G_LOG_DOMAIN "siyaq-tag"

#include "config.h"

#include "siyaq-event-lexicon.h"

#include "siyaq-data.h"

#include <string.h>

/* Words that "~" may stand for. */
#define MAX_GAP 3u
/* Words in a pattern. */
#define MAX_WORDS 8u
/* Bytes of a first word that a bucket is found by: three Latin letters, two Arabic ones. */
#define BUCKET_LATIN 3u
#define BUCKET_ARABIC 4u
/* Ways to read an Arabic token. */
#define MAX_STARTS 8u

typedef struct
{
  guint type;
  double weight;
  guint n_words;
  gboolean gap[MAX_WORDS];  /* up to MAX_GAP words may stand before the word */
  char **words[MAX_WORDS];  /* alternatives; "*" at the end: a beginning */
} Pattern;

struct _SiyaqEventLexicon
{
  GPtrArray *types;    /* SiyaqEventType */
  GPtrArray *patterns; /* Pattern */
  GHashTable *buckets; /* (element-type utf8 GPtrArray) */
};

static void
type_free (gpointer data)
{
  SiyaqEventType *type = data;

  g_free (type->id);
  g_free (type->label_en);
  g_free (type->label_ar);
  g_free (type->definition);
  g_free (type->example_en);
  g_free (type->counter_en);
  g_free (type->example_ar);
  g_free (type->counter_ar);
  g_free (type);
}

static void
pattern_free (gpointer data)
{
  Pattern *pattern = data;

  for (guint i = 0; i < pattern->n_words; i++)
    g_strfreev (pattern->words[i]);
  g_free (pattern);
}

static char *
bucket_key (const char *word)
{
  gsize n = (guint8) word[0] < 0x80 ? BUCKET_LATIN : BUCKET_ARABIC;
  gsize len = strcspn (word, "*");

  return g_strndup (word, MIN (n, len));
}

static void
add_pattern (SiyaqEventLexicon *self,
             guint type,
             double weight,
             const char *text)
{
  g_autofree char *folded = siyaq_text_fold (text, -1);
  g_auto (GStrv) words = NULL;
  Pattern *pattern = g_new0 (Pattern, 1);
  gboolean gap = FALSE;

  /* Hyphens cut tokens. */
  g_strdelimit (folded, "-", ' ');
  words = g_strsplit (g_strstrip (folded), " ", -1);
  pattern->type = type;
  pattern->weight = weight;
  for (guint i = 0; words[i] != NULL && pattern->n_words < MAX_WORDS; i++)
    {
      if (strcmp (words[i], "~") == 0)
        {
          gap = TRUE;
          continue;
        }
      if (*words[i] == '\0')
        continue;
      pattern->gap[pattern->n_words] = gap;
      pattern->words[pattern->n_words++] = g_strsplit (words[i], "/", -1);
      gap = FALSE;
    }
  g_ptr_array_add (self->patterns, pattern);
  for (guint i = 0; pattern->n_words > 0 && pattern->words[0][i] != NULL; i++)
    {
      char *key = bucket_key (pattern->words[0][i]);
      GPtrArray *bucket = g_hash_table_lookup (self->buckets, key);

      if (bucket == NULL)
        {
          bucket = g_ptr_array_new ();
          g_hash_table_insert (self->buckets, key, bucket);
        }
      else
        g_free (key);
      if (bucket->len == 0 || g_ptr_array_index (bucket, bucket->len - 1) != pattern)
        g_ptr_array_add (bucket, pattern);
    }
}

static char **
read_lines (const char *name,
            GError **error)
{
  g_autoptr (GMappedFile) file = siyaq_data_map (name, error);
  g_autofree char *data = NULL;

  if (file == NULL)
    return NULL;
  data = g_strndup (g_mapped_file_get_contents (file), g_mapped_file_get_length (file));
  return g_strsplit (data, "\n", -1);
}

static gboolean
read_types (SiyaqEventLexicon *self,
            GError **error)
{
  g_auto (GStrv) lines = read_lines ("events.tsv", error);

  if (lines == NULL)
    return FALSE;
  for (guint i = 0; lines[i] != NULL; i++)
    {
      g_auto (GStrv) f = NULL;
      SiyaqEventType *type;

      if (*lines[i] == '#' || *lines[i] == '\0')
        continue;
      f = g_strsplit (lines[i], "\t", -1);
      if (g_strv_length (f) != 10 || self->types->len == SIYAQ_MAX_EVENT_TYPES)
        {
          g_set_error (error, SIYAQ_DATA_ERROR, SIYAQ_DATA_ERROR_INVALID, "events.tsv: line %u", i + 1);
          return FALSE;
        }
      type = g_new0 (SiyaqEventType, 1);
      type->id = g_strdup (f[0]);
      type->label_en = g_strdup (f[3]);
      type->label_ar = g_strdup (f[4]);
      type->definition = g_strdup (f[5]);
      type->example_en = g_strdup (f[6]);
      type->counter_en = g_strdup (f[7]);
      type->example_ar = g_strdup (f[8]);
      type->counter_ar = g_strdup (f[9]);
      g_ptr_array_add (self->types, type);
    }
  return TRUE;
}

static gboolean
read_triggers (SiyaqEventLexicon *self,
               GError **error)
{
  g_auto (GStrv) lines = read_lines ("triggers.tsv", error);

  if (lines == NULL)
    return FALSE;
  for (guint i = 0; lines[i] != NULL; i++)
    {
      g_auto (GStrv) f = NULL;
      g_auto (GStrv) patterns = NULL;
      int type;

      if (*lines[i] == '#' || *lines[i] == '\0')
        continue;
      f = g_strsplit (lines[i], "\t", -1);
      type = g_strv_length (f) == 3 ? siyaq_event_lexicon_index (self, f[0]) : -1;
      if (type < 0)
        {
          g_set_error (error, SIYAQ_DATA_ERROR, SIYAQ_DATA_ERROR_INVALID, "triggers.tsv: line %u", i + 1);
          return FALSE;
        }
      patterns = g_strsplit (f[2], "|", -1);
      for (guint k = 0; patterns[k] != NULL; k++)
        add_pattern (self, (guint) type, g_ascii_strtod (f[1], NULL), patterns[k]);
    }
  return TRUE;
}

/**
 * siyaq_event_lexicon_new:
 * @error: a #SiyaqDataError
 *
 * Returns: (transfer full): the lexicon, read from events.tsv and triggers.tsv
 */
SiyaqEventLexicon *
siyaq_event_lexicon_new (GError **error)
{
  g_autoptr (SiyaqEventLexicon) self = g_new0 (SiyaqEventLexicon, 1);

  self->types = g_ptr_array_new_with_free_func (type_free);
  self->patterns = g_ptr_array_new_with_free_func (pattern_free);
  self->buckets = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_ptr_array_unref);
  if (!read_types (self, error) || !read_triggers (self, error))
    return NULL;
  return g_steal_pointer (&self);
}

/**
 * siyaq_event_lexicon_free:
 * @self: (transfer full) (nullable): a lexicon
 */
void
siyaq_event_lexicon_free (SiyaqEventLexicon *self)
{
  if (self == NULL)
    return;
  g_clear_pointer (&self->types, g_ptr_array_unref);
  g_clear_pointer (&self->patterns, g_ptr_array_unref);
  g_clear_pointer (&self->buckets, g_hash_table_unref);
  g_free (self);
}

/**
 * siyaq_event_lexicon_n_types:
 * @self: a lexicon
 *
 * Returns: the number of types
 */
guint
siyaq_event_lexicon_n_types (SiyaqEventLexicon *self)
{
  return self->types->len;
}

/**
 * siyaq_event_lexicon_type:
 * @self: a lexicon
 * @n: less than siyaq_event_lexicon_n_types()
 *
 * Returns: (transfer none): the type
 */
const SiyaqEventType *
siyaq_event_lexicon_type (SiyaqEventLexicon *self,
                          guint n)
{
  g_return_val_if_fail (n < self->types->len, NULL);

  return g_ptr_array_index (self->types, n);
}

/**
 * siyaq_event_lexicon_index:
 * @self: a lexicon
 * @id: a type's id
 *
 * Returns: its number, or -1
 */
int
siyaq_event_lexicon_index (SiyaqEventLexicon *self,
                           const char *id)
{
  for (guint i = 0; i < self->types->len; i++)
    if (strcmp (siyaq_event_lexicon_type (self, i)->id, id) == 0)
      return (int) i;
  return -1;
}

/**
 * siyaq_event_lexicon_find_type:
 * @self: a lexicon
 * @id: a type's id
 *
 * Returns: (transfer none) (nullable): the type
 */
const SiyaqEventType *
siyaq_event_lexicon_find_type (SiyaqEventLexicon *self,
                               const char *id)
{
  int n = siyaq_event_lexicon_index (self, id);

  return n >= 0 ? siyaq_event_lexicon_type (self, (guint) n) : NULL;
}

/* g_str_has_prefix() measures the prefix first; this is asked for each word of a text, often. */
static gboolean
begins (const char *p,
        const char *letters)
{
  for (; *letters != '\0'; p++, letters++)
    if (*p != *letters)
      return FALSE;
  return TRUE;
}

/* Where an Arabic word may begin behind its proclitics: و ف, then ب ل ك, then ال, each optional. */
static guint
word_starts (const SiyaqToken *t,
             const char *starts[MAX_STARTS])
{
  guint n = 0;
  const char *bases[2] = { t->fold, NULL };

  starts[n++] = t->fold;
  if ((t->flags & SIYAQ_TOKEN_ARABIC) == 0)
    return n;
  if (begins (t->fold, "و") || begins (t->fold, "ف"))
    bases[1] = starts[n++] = t->fold + 2;
  for (guint b = 0; b < 2 && bases[b] != NULL; b++)
    {
      const char *p = bases[b];

      if ((begins (p, "ال") || begins (p, "لل")) && strlen (p) > 8)
        starts[n++] = p + 4;
      else if (begins (p, "ب") || begins (p, "ل") || begins (p, "ك"))
        {
          starts[n++] = p + 2;
          if (begins (p + 2, "ال") && strlen (p) > 10)
            starts[n++] = p + 6;
        }
    }
  return n;
}

static gboolean
starts_match (const char *const *starts,
              guint n,
              char **alternatives)
{
  for (guint a = 0; alternatives[a] != NULL; a++)
    {
      const char *word = alternatives[a];
      gsize len = strlen (word);
      gboolean open = len > 0 && word[len - 1] == '*';

      /* The second byte is the first that tells Arabic letters apart. */
      for (guint s = 0; s < n; s++)
        if (len > 2 && (starts[s][0] != word[0] || starts[s][1] != word[1]))
          continue;
        else if (open ? strncmp (starts[s], word, len - 1) == 0 : strcmp (starts[s], word) == 0)
          return TRUE;
    }
  return FALSE;
}

static gboolean
word_matches (const SiyaqToken *t,
              char **alternatives)
{
  const char *starts[MAX_STARTS];
  guint n = word_starts (t, starts);

  return starts_match (starts, n, alternatives);
}

/* @starts: of the first token, which many patterns are tried at. */
static gboolean
pattern_matches (const Pattern *pattern,
                 const char *const *starts,
                 guint n_starts,
                 const SiyaqTokens *tokens,
                 guint first,
                 guint *ret_last)
{
  guint at = first;

  if (!starts_match (starts, n_starts, pattern->words[0]))
    return FALSE;
  for (guint w = 1; w < pattern->n_words; w++)
    {
      guint reach = pattern->gap[w] ? MAX_GAP : 0;
      gboolean found = FALSE;

      for (guint k = at + 1; k <= at + 1 + reach && k < tokens->n_items; k++)
        {
          if ((tokens->items[k].flags & SIYAQ_TOKEN_SENTENCE_START) != 0)
            break;
          if (word_matches (&tokens->items[k], pattern->words[w]))
            {
              at = k;
              found = TRUE;
              break;
            }
        }
      if (!found)
        return FALSE;
    }
  *ret_last = at;
  return TRUE;
}

/**
 * siyaq_event_lexicon_match:
 * @self: a lexicon
 * @tokens: the tokens of a text
 * @triggers: (element-type SiyaqTrigger): where what was found is appended
 *
 * Finds all patterns; of one type only the strongest at each token.
 */
void
siyaq_event_lexicon_match (SiyaqEventLexicon *self,
                           const SiyaqTokens *tokens,
                           GArray *triggers)
{
  for (guint i = 0; i < tokens->n_items; i++)
    {
      const char *starts[MAX_STARTS];
      guint n = word_starts (&tokens->items[i], starts), begin = triggers->len;

      for (guint s = 0; s < n; s++)
        {
          char key[BUCKET_ARABIC + 1] = { 0 };
          const GPtrArray *bucket;

          strncpy (key, starts[s], (guint8) starts[s][0] < 0x80 ? BUCKET_LATIN : BUCKET_ARABIC);
          bucket = g_hash_table_lookup (self->buckets, key);
          for (guint b = 0; bucket != NULL && b < bucket->len; b++)
            {
              const Pattern *pattern = g_ptr_array_index (bucket, b);
              SiyaqTrigger trigger = { pattern->type, pattern->weight, i, i };
              gboolean known = FALSE;

              for (guint k = begin; k < triggers->len && !known; k++)
                {
                  const SiyaqTrigger *t = &g_array_index (triggers, SiyaqTrigger, k);

                  known = t->type == pattern->type && t->weight >= pattern->weight && pattern->weight > 0;
                }
              if (!known && pattern_matches (pattern, starts, n, tokens, i, &trigger.last))
                g_array_append_val (triggers, trigger);
            }
        }
    }
}
