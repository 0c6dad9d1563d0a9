/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The bilingual lexicon. The file is checked when it is opened only as far as its header; each
   offset in it is checked when it is followed, so that opening touches one page and a damaged file
   gives no senses instead of a crash. */
#define G_LOG_DOMAIN "siyaq-item"

#include "config.h"

#include "siyaq-arabic.h"
#include "siyaq-data.h"
#include "siyaq-lexicon-format.h"
#include "siyaq-lexicon.h"
#include "siyaq-stem.h"

#include <string.h>

#define LEXICON_NAME "lexicon.bin"
/* Longest phrase that is folded into a key. */
#define MAX_KEY_BYTES 160
/* What a form found only in the general dictionary costs against one of the curated list. */
#define GENERAL_COST 5

struct _SiyaqLexicon
{
  GObject parent_instance;

  GMappedFile *file; /* NULL: empty */
  const char *data;
  gsize length;
  const SiyaqLexiconHeader *header;
};

G_DEFINE_FINAL_TYPE (SiyaqLexicon, siyaq_lexicon, G_TYPE_OBJECT)

static void
siyaq_lexicon_finalize (GObject *object)
{
  SiyaqLexicon *self = SIYAQ_LEXICON (object);

  g_clear_pointer (&self->file, g_mapped_file_unref);

  G_OBJECT_CLASS (siyaq_lexicon_parent_class)->finalize (object);
}

static void
siyaq_lexicon_class_init (SiyaqLexiconClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = siyaq_lexicon_finalize;
}

static void
siyaq_lexicon_init (SiyaqLexicon *self)
{
}

/* An array at offset is aligned and inside the file. */
static gboolean
has_array (gsize length,
           guint32 offset,
           guint32 n,
           gsize size)
{
  return offset % sizeof (guint32) == 0 && offset <= length && (guint64) n * size <= length - offset;
}

static gboolean
is_sound (const char *data,
          gsize length)
{
  const SiyaqLexiconHeader *h = (const SiyaqLexiconHeader *) (const void *) data;

  if (h->n_bytes != length || h->n_string_bytes == 0 || !has_array (length, h->senses, h->n_senses, sizeof (SiyaqLexiconRecord)) ||
      !has_array (length, h->strings, h->n_string_bytes, 1) || data[h->strings + h->n_string_bytes - 1] != '\0')
    return FALSE;
  for (guint i = 0; i < SIYAQ_LEXICON_N_TABLES; i++)
    {
      const SiyaqLexiconTable *t = &h->tables[i];

      if (t->n_buckets == 0 || (t->n_buckets & (t->n_buckets - 1)) != 0 || t->n_entries >= t->n_buckets ||
          !has_array (length, t->buckets, t->n_buckets, sizeof (guint32)) ||
          !has_array (length, t->entries, t->n_entries, sizeof (SiyaqLexiconEntry)))
        return FALSE;
    }
  return TRUE;
}

/**
 * siyaq_lexicon_new:
 * @error: a #SiyaqDataError
 *
 * Returns: (transfer full): the lexicon, or %NULL; siyaq_lexicon_new_empty() is what a caller goes
 *   on with then
 */
SiyaqLexicon *
siyaq_lexicon_new (GError **error)
{
  g_autoptr (GMappedFile) file = siyaq_data_map (LEXICON_NAME, error);
  const SiyaqLexiconHeader *header;
  SiyaqLexicon *self;
  gsize length;

  if (file == NULL)
    return NULL;
  header = (const SiyaqLexiconHeader *) (const void *) g_mapped_file_get_contents (file);
  length = g_mapped_file_get_length (file);
  if (length < sizeof *header || memcmp (header->magic, SIYAQ_LEXICON_MAGIC, sizeof header->magic) != 0)
    {
      g_set_error (error, SIYAQ_DATA_ERROR, SIYAQ_DATA_ERROR_INVALID, "%s is not a lexicon", LEXICON_NAME);
      return NULL;
    }
  if (header->version != SIYAQ_LEXICON_VERSION)
    {
      g_set_error (error, SIYAQ_DATA_ERROR, SIYAQ_DATA_ERROR_NEWER, "%s has version %u, this program reads %u",
                   LEXICON_NAME, header->version, (guint) SIYAQ_LEXICON_VERSION);
      return NULL;
    }
  if (!is_sound ((const char *) header, length))
    {
      g_set_error (error, SIYAQ_DATA_ERROR, SIYAQ_DATA_ERROR_INVALID, "%s is damaged", LEXICON_NAME);
      return NULL;
    }
  self = g_object_new (SIYAQ_TYPE_LEXICON, NULL);
  self->file = g_steal_pointer (&file);
  self->data = (const char *) header;
  self->length = length;
  self->header = header;
  return self;
}

/**
 * siyaq_lexicon_new_empty:
 *
 * Returns: (transfer full): a lexicon without words, for a run without the data file
 */
SiyaqLexicon *
siyaq_lexicon_new_empty (void)
{
  return g_object_new (SIYAQ_TYPE_LEXICON, NULL);
}

/**
 * siyaq_lexicon_is_empty:
 * @self: a lexicon
 *
 * Returns: whether it has no words
 */
gboolean
siyaq_lexicon_is_empty (SiyaqLexicon *self)
{
  g_return_val_if_fail (SIYAQ_IS_LEXICON (self), TRUE);

  return self->header == NULL;
}

static const char *
get_string (SiyaqLexicon *self,
            guint32 offset)
{
  return offset < self->header->n_string_bytes ? self->data + self->header->strings + offset : "";
}

static const SiyaqLexiconEntry *
find (SiyaqLexicon *self,
      guint table,
      const char *key)
{
  const SiyaqLexiconTable *t;
  const guint32 *buckets;
  const SiyaqLexiconEntry *entries;
  guint32 mask, i;

  if (self->header == NULL)
    return NULL;
  t = &self->header->tables[table];
  buckets = (const guint32 *) (const void *) (self->data + t->buckets);
  entries = (const SiyaqLexiconEntry *) (const void *) (self->data + t->entries);
  mask = t->n_buckets - 1;
  i = siyaq_lexicon_hash (key) & mask;
  for (guint32 probes = 0; probes <= mask && buckets[i] != 0; probes++, i = (i + 1) & mask)
    if (buckets[i] <= t->n_entries && strcmp (get_string (self, entries[buckets[i] - 1].key), key) == 0)
      return &entries[buckets[i] - 1];
  return NULL;
}

static guint
read_senses (SiyaqLexicon *self,
             const SiyaqLexiconEntry *entry,
             SiyaqSense senses[SIYAQ_LEXICON_MAX_SENSES])
{
  const SiyaqLexiconRecord *records = (const SiyaqLexiconRecord *) (const void *) (self->data + self->header->senses);
  guint n = MIN (entry->n_senses, SIYAQ_LEXICON_MAX_SENSES);

  if (entry->sense > self->header->n_senses || n > self->header->n_senses - entry->sense)
    return 0;
  for (guint i = 0; i < n; i++)
    {
      const SiyaqLexiconRecord *r = &records[entry->sense + i];

      senses[i].word = get_string (self, r->word);
      senses[i].display = get_string (self, r->display);
      senses[i].weight = r->weight / 65535.0f;
      senses[i].word_class = r->word_class;
      senses[i].form = r->form;
    }
  return n;
}

static gboolean
take (SiyaqLexicon *self,
      const SiyaqLexiconEntry *entry,
      SiyaqClitics clitics,
      SiyaqPronoun pronoun,
      SiyaqLexiconMatch *ret_match)
{
  ret_match->n_senses = read_senses (self, entry, ret_match->senses);
  ret_match->clitics = clitics;
  ret_match->pronoun = pronoun;
  ret_match->curated = (entry->flags & SIYAQ_LEXICON_ENTRY_CURATED) != 0;
  return ret_match->n_senses > 0;
}

/* Of the form of a verb only its senses as a verb are meant. */
static void
keep_verbs (SiyaqLexiconMatch *match)
{
  guint n = 0;

  for (guint i = 0; i < match->n_senses; i++)
    if (match->senses[i].word_class == SIYAQ_WORD_VERB)
      match->senses[n++] = match->senses[i];
  match->n_senses = n;
}

static gboolean
has_verb (SiyaqLexicon *self,
          const SiyaqLexiconEntry *entry)
{
  SiyaqLexiconMatch match;

  if (!take (self, entry, 0, SIYAQ_PRONOUN_NONE, &match))
    return FALSE;
  keep_verbs (&match);
  return match.n_senses > 0;
}

/* A phrase is found as written, or by the same words without their articles: "البنك المركزي",
   "للبنك المركزي" and "بنك مركزي" share the key "بنك مركزي". */
static gboolean
match_arabic_phrase (SiyaqLexicon *self,
                     const char *fold,
                     SiyaqLexiconMatch *ret_match)
{
  static const struct
  {
    const char *text;
    SiyaqClitics clitics;
  } heads[] = {
    { "وال", SIYAQ_CLITIC_AND | SIYAQ_CLITIC_ARTICLE }, { "بال", SIYAQ_CLITIC_WITH | SIYAQ_CLITIC_ARTICLE },
    { "لل", SIYAQ_CLITIC_FOR | SIYAQ_CLITIC_ARTICLE },  { "ال", SIYAQ_CLITIC_ARTICLE },
    { "", 0 },                                          { "و", SIYAQ_CLITIC_AND },
    { "ب", SIYAQ_CLITIC_WITH },                         { "ل", SIYAQ_CLITIC_FOR },
    { "ولل", SIYAQ_CLITIC_AND | SIYAQ_CLITIC_FOR | SIYAQ_CLITIC_ARTICLE },
    { "وب", SIYAQ_CLITIC_AND | SIYAQ_CLITIC_WITH },
    { "ول", SIYAQ_CLITIC_AND | SIYAQ_CLITIC_FOR },
  };
  const SiyaqLexiconEntry *entry = find (self, SIYAQ_LEXICON_TABLE_AR, fold);
  char tail[MAX_KEY_BYTES], key[MAX_KEY_BYTES];
  const char *p = strchr (fold, ' ');
  gsize n = 0, first = (gsize) (p - fold);

  if (entry != NULL && entry->n_senses > 0)
    return take (self, entry, 0, SIYAQ_PRONOUN_NONE, ret_match);
  if (strlen (fold) >= MAX_KEY_BYTES)
    return FALSE;
  while (*p != '\0')
    {
      tail[n++] = *p;
      if (*p == ' ' && g_str_has_prefix (p + 1, "ال") && strlen (p + 1) > 8)
        p += 4;
      p++;
    }
  tail[n] = '\0';
  for (guint i = 0; i < G_N_ELEMENTS (heads); i++)
    {
      gsize skip = strlen (heads[i].text);

      if (!g_str_has_prefix (fold, heads[i].text) || first < skip + 4)
        continue;
      memcpy (key, fold + skip, first - skip);
      memcpy (key + first - skip, tail, n + 1);
      entry = find (self, SIYAQ_LEXICON_TABLE_AR_STEMS, key);
      if (entry != NULL && entry->n_senses > 0)
        return take (self, entry, heads[i].clitics, SIYAQ_PRONOUN_NONE, ret_match);
    }
  return FALSE;
}

static gboolean
match_arabic (SiyaqLexicon *self,
              const char *fold,
              SiyaqLexiconMatch *ret_match)
{
  SiyaqArabicReading readings[SIYAQ_ARABIC_MAX_READINGS];
  const SiyaqLexiconEntry *best = NULL;
  guint n, best_cost = G_MAXUINT, best_reading = 0;
  g_autofree char *stem = NULL;

  if (strchr (fold, ' ') != NULL)
    return match_arabic_phrase (self, fold, ret_match);
  n = siyaq_arabic_readings (fold, readings);
  for (guint i = 0; i < n && readings[i].cost < best_cost; i++)
    {
      const SiyaqLexiconEntry *entry = find (self, SIYAQ_LEXICON_TABLE_AR, readings[i].word);
      guint cost;

      if (entry == NULL || entry->n_senses == 0 || (readings[i].verb && !has_verb (self, entry)))
        continue;
      cost = readings[i].cost + ((entry->flags & SIYAQ_LEXICON_ENTRY_CURATED) != 0 ? 0 : GENERAL_COST);
      if (cost < best_cost)
        {
          best = entry;
          best_cost = cost;
          best_reading = i;
        }
    }
  if (best != NULL)
    {
      if (!take (self, best, readings[best_reading].clitics, readings[best_reading].pronoun, ret_match))
        return FALSE;
      if (readings[best_reading].verb)
        keep_verbs (ret_match);
      return TRUE;
    }
  stem = siyaq_stem_arabic (fold);
  best = find (self, SIYAQ_LEXICON_TABLE_AR_STEMS, stem);
  return best != NULL && best->n_senses > 0 &&
         take (self, best, SIYAQ_CLITIC_STEM | (strstr (fold, "ال") == fold ? SIYAQ_CLITIC_ARTICLE : 0), SIYAQ_PRONOUN_NONE, ret_match);
}

/* English endings that a dictionary's headword may lack. */
static const struct
{
  const char *ending;
  const char *replacement;
  SiyaqClitics clitics;
} english_endings[] = {
  { "ies", "y", SIYAQ_CLITIC_PLURAL }, { "es", "", SIYAQ_CLITIC_PLURAL }, { "s", "", SIYAQ_CLITIC_PLURAL },
  { "ied", "y", 0 },                   { "ed", "", 0 },                   { "ed", "e", 0 },
  { "ing", "", 0 },                    { "ing", "e", 0 },                 { "ly", "", 0 },
  { "er", "", 0 },                     { "est", "", 0 },
};

static gboolean
match_english (SiyaqLexicon *self,
               const char *fold,
               SiyaqLexiconMatch *ret_match)
{
  const SiyaqLexiconEntry *entry = find (self, SIYAQ_LEXICON_TABLE_EN, fold);
  gsize length = strlen (fold);
  g_autofree char *stem = NULL;

  if (entry != NULL && entry->n_senses > 0)
    return take (self, entry, 0, SIYAQ_PRONOUN_NONE, ret_match);
  if (length >= MAX_KEY_BYTES || strchr (fold, ' ') != NULL)
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (english_endings); i++)
    {
      char key[MAX_KEY_BYTES + 4];
      gsize n = strlen (english_endings[i].ending);

      if (length < n + 3 || strcmp (fold + length - n, english_endings[i].ending) != 0)
        continue;
      memcpy (key, fold, length - n);
      strcpy (key + length - n, english_endings[i].replacement);
      entry = find (self, SIYAQ_LEXICON_TABLE_EN, key);
      if (entry != NULL && entry->n_senses > 0)
        return take (self, entry, english_endings[i].clitics, SIYAQ_PRONOUN_NONE, ret_match);
    }
  stem = siyaq_stem_english (fold);
  entry = find (self, SIYAQ_LEXICON_TABLE_EN_STEMS, stem);
  return entry != NULL && entry->n_senses > 0 && take (self, entry, SIYAQ_CLITIC_STEM, SIYAQ_PRONOUN_NONE, ret_match);
}

/**
 * siyaq_lexicon_match:
 * @self: a lexicon
 * @from: "ar" or "en"
 * @fold: a folded word of that language, in any form, or a phrase with single blanks
 * @ret_match: (out caller-allocates): what was found; untouched senses where nothing was
 *
 * Tries the form as written, then what clitics and endings leave of it, then its stem.
 *
 * Returns: whether anything was found
 */
gboolean
siyaq_lexicon_match (SiyaqLexicon *self,
                     const char *from,
                     const char *fold,
                     SiyaqLexiconMatch *ret_match)
{
  g_return_val_if_fail (SIYAQ_IS_LEXICON (self), FALSE);
  g_return_val_if_fail (from != NULL, FALSE);
  g_return_val_if_fail (fold != NULL, FALSE);
  g_return_val_if_fail (ret_match != NULL, FALSE);

  if (self->header == NULL || *fold == '\0')
    return FALSE;
  if (g_str_equal (from, "ar"))
    return match_arabic (self, fold, ret_match);
  if (g_str_equal (from, "en"))
    return match_english (self, fold, ret_match);
  return FALSE;
}

/**
 * siyaq_lexicon_lookup:
 * @self: a lexicon
 * @from: "ar" or "en"
 * @fold: a folded word of that language, in any form, or a phrase with single blanks
 * @senses: (out caller-allocates): translations, best first
 *
 * Returns: how many senses were found, 0 for none
 */
guint
siyaq_lexicon_lookup (SiyaqLexicon *self,
                      const char *from,
                      const char *fold,
                      SiyaqSense senses[SIYAQ_LEXICON_MAX_SENSES])
{
  SiyaqLexiconMatch match;

  g_return_val_if_fail (senses != NULL, 0);

  if (!siyaq_lexicon_match (self, from, fold, &match))
    return 0;
  memcpy (senses, match.senses, sizeof (SiyaqSense) * match.n_senses);
  return match.n_senses;
}

/**
 * siyaq_lexicon_starts_phrase:
 * @self: a lexicon
 * @from: "ar" or "en"
 * @fold: a folded word of that language as written
 *
 * Returns: whether a phrase of the lexicon may begin with the word, so that asking for one pays
 */
gboolean
siyaq_lexicon_starts_phrase (SiyaqLexicon *self,
                             const char *from,
                             const char *fold)
{
  static const char *const heads[] = { "", "ال", "و", "وال", "ب", "بال", "لل", "ل", "ولل", "وب", "ول" };

  g_return_val_if_fail (SIYAQ_IS_LEXICON (self), FALSE);
  g_return_val_if_fail (from != NULL, FALSE);
  g_return_val_if_fail (fold != NULL, FALSE);

  if (g_str_equal (from, "en"))
    {
      const SiyaqLexiconEntry *entry = find (self, SIYAQ_LEXICON_TABLE_EN, fold);

      return entry != NULL && (entry->flags & SIYAQ_LEXICON_ENTRY_PHRASES) != 0;
    }
  for (guint i = 0; i < G_N_ELEMENTS (heads); i++)
    if (g_str_has_prefix (fold, heads[i]) && strlen (fold) >= strlen (heads[i]) + 4)
      {
        const SiyaqLexiconEntry *entry = find (self, SIYAQ_LEXICON_TABLE_AR_STEMS, fold + strlen (heads[i]));

        if (entry != NULL && (entry->flags & SIYAQ_LEXICON_ENTRY_PHRASES) != 0)
          return TRUE;
      }
  return FALSE;
}
