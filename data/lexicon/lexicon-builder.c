/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Collects headwords and their translations and lays lexicon.bin out. Everything is sorted before
   it is written: the same sources give the same bytes. */
#define G_LOG_DOMAIN "siyaq-lexicon"

#include "config.h"

#include "lexicon-builder.h"
#include "siyaq-stem.h"
#include "siyaq-text.h"

#include <string.h>

typedef struct
{
  char *word;    /* folded */
  char *display;
  double weight;
  guint order; /* ties keep the order of the sources */
  SiyaqWordClass word_class;
  SiyaqWordForm form;
} Candidate;

typedef struct
{
  char *key;
  GArray *candidates;
  guint flags;
} Headword;

static void
clear_candidate (gpointer data)
{
  Candidate *c = data;

  g_free (c->word);
  g_free (c->display);
}

static void
headword_free (gpointer data)
{
  Headword *h = data;

  g_free (h->key);
  g_array_unref (h->candidates);
  g_free (h);
}

/**
 * lexicon_builder_new:
 *
 * Returns: (transfer full): an empty lexicon
 */
LexiconBuilder *
lexicon_builder_new (void)
{
  LexiconBuilder *self = g_new0 (LexiconBuilder, 1);

  for (guint i = 0; i < SIYAQ_LEXICON_N_TABLES; i++)
    self->tables[i] = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, headword_free);
  return self;
}

/**
 * lexicon_builder_free:
 * @self: (transfer full): a lexicon
 */
void
lexicon_builder_free (LexiconBuilder *self)
{
  for (guint i = 0; i < SIYAQ_LEXICON_N_TABLES; i++)
    g_hash_table_unref (self->tables[i]);
  g_free (self);
}

static Headword *
get_headword (LexiconBuilder *self,
              guint table,
              const char *key)
{
  Headword *h = g_hash_table_lookup (self->tables[table], key);

  if (h == NULL)
    {
      h = g_new0 (Headword, 1);
      h->key = g_strdup (key);
      h->candidates = g_array_new (FALSE, TRUE, sizeof (Candidate));
      g_array_set_clear_func (h->candidates, clear_candidate);
      g_hash_table_insert (self->tables[table], h->key, h);
    }
  return h;
}

static void
add_to (LexiconBuilder *self,
        guint table,
        const char *key,
        const Candidate *candidate,
        gboolean curated)
{
  Headword *h = get_headword (self, table, key);
  Candidate copy = *candidate;

  if (curated)
    h->flags |= SIYAQ_LEXICON_ENTRY_CURATED;
  for (guint i = 0; i < h->candidates->len; i++)
    {
      Candidate *c = &g_array_index (h->candidates, Candidate, i);

      if (g_str_equal (c->word, candidate->word))
        {
          c->weight += candidate->weight;
          return;
        }
    }
  copy.word = g_strdup (candidate->word);
  copy.display = g_strdup (candidate->display);
  copy.order = self->order++;
  g_array_append_val (h->candidates, copy);
}

/* "البنك المركزي" to "بنك مركزي". */
static char *
peel_articles (const char *phrase)
{
  g_auto (GStrv) words = g_strsplit (phrase, " ", -1);
  GString *s = g_string_new (NULL);

  for (guint i = 0; words[i] != NULL; i++)
    {
      const char *w = words[i];

      if (g_str_has_prefix (w, "ال") && strlen (w) > 8)
        w += 4;
      g_string_append_printf (s, "%s%s", i > 0 ? " " : "", w);
    }
  return g_string_free (s, FALSE);
}

/**
 * lexicon_builder_add:
 * @self: a lexicon
 * @from: "ar" or "en"
 * @headword: a word or phrase of that language, as it is written
 * @translation: a word or phrase of the other
 * @weight: how good it is; weights of one pair are added up
 * @word_class: the headword's
 * @form: the headword's
 * @curated: whether the project's own list says so
 */
void
lexicon_builder_add (LexiconBuilder *self,
                     const char *from,
                     const char *headword,
                     const char *translation,
                     double weight,
                     SiyaqWordClass word_class,
                     SiyaqWordForm form,
                     gboolean curated)
{
  g_autofree char *key = siyaq_text_fold (headword, -1);
  g_autofree char *word = siyaq_text_fold (translation, -1);
  gboolean arabic = g_str_equal (from, "ar");
  Candidate c = { word, (char *) translation, weight, 0, word_class, form };

  if (*key == '\0' || *word == '\0')
    return;
  add_to (self, arabic ? SIYAQ_LEXICON_TABLE_AR : SIYAQ_LEXICON_TABLE_EN, key, &c, curated);
}

/**
 * lexicon_builder_has_curated:
 * @self: a lexicon
 * @from: "ar" or "en"
 * @fold: a folded word
 *
 * Returns: whether the project's own list has @fold
 */
gboolean
lexicon_builder_has_curated (LexiconBuilder *self,
                             const char *from,
                             const char *fold)
{
  Headword *h = g_hash_table_lookup (self->tables[g_str_equal (from, "ar") ? SIYAQ_LEXICON_TABLE_AR : SIYAQ_LEXICON_TABLE_EN], fold);

  return h != NULL && (h->flags & SIYAQ_LEXICON_ENTRY_CURATED) != 0;
}

static int
compare_headwords (gconstpointer a,
                   gconstpointer b)
{
  return strcmp ((*(Headword *const *) a)->key, (*(Headword *const *) b)->key);
}

static GPtrArray *
sorted_headwords (LexiconBuilder *self,
                  guint table)
{
  GPtrArray *all = g_ptr_array_new ();
  GHashTableIter iter;
  gpointer h;

  g_hash_table_iter_init (&iter, self->tables[table]);
  while (g_hash_table_iter_next (&iter, NULL, &h))
    g_ptr_array_add (all, h);
  g_ptr_array_sort (all, compare_headwords);
  return all;
}

/* Stems and phrase keys follow from the words. */
static void
derive (LexiconBuilder *self,
        guint words,
        guint stems)
{
  g_autoptr (GPtrArray) all = sorted_headwords (self, words);

  for (guint i = 0; i < all->len; i++)
    {
      Headword *h = g_ptr_array_index (all, i);
      const char *blank = strchr (h->key, ' ');
      g_autofree char *key = NULL;

      if (blank == NULL)
        key = siyaq_stem (h->key);
      else if (stems == SIYAQ_LEXICON_TABLE_AR_STEMS)
        {
          g_autofree char *first = NULL;

          key = peel_articles (h->key);
          first = g_strndup (key, strcspn (key, " "));
          get_headword (self, stems, first)->flags |= SIYAQ_LEXICON_ENTRY_PHRASES;
        }
      else
        {
          g_autofree char *first = g_strndup (h->key, (gsize) (blank - h->key));

          get_headword (self, words, first)->flags |= SIYAQ_LEXICON_ENTRY_PHRASES;
          continue;
        }
      for (guint j = 0; j < h->candidates->len; j++)
        add_to (self, stems, key, &g_array_index (h->candidates, Candidate, j), (h->flags & SIYAQ_LEXICON_ENTRY_CURATED) != 0);
    }
}

static int
compare_candidates (gconstpointer a,
                    gconstpointer b)
{
  const Candidate *ca = a, *cb = b;

  if (ca->weight != cb->weight)
    return ca->weight > cb->weight ? -1 : 1;
  return ca->order < cb->order ? -1 : ca->order > cb->order;
}

static guint32
intern (GHashTable *strings,
        GByteArray *pool,
        const char *s)
{
  gpointer offset;

  if (!g_hash_table_lookup_extended (strings, s, NULL, &offset))
    {
      offset = GUINT_TO_POINTER (pool->len);
      g_hash_table_insert (strings, g_strdup (s), offset);
      g_byte_array_append (pool, (const guint8 *) s, (guint) strlen (s) + 1);
    }
  return GPOINTER_TO_UINT (offset);
}

static void
pad (GByteArray *bytes)
{
  static const guint8 zeros[4];

  if (bytes->len % 4 != 0)
    g_byte_array_append (bytes, zeros, 4 - bytes->len % 4);
}

/**
 * lexicon_builder_compile:
 * @self: a lexicon
 *
 * Returns: (transfer full): the bytes of lexicon.bin
 */
GBytes *
lexicon_builder_compile (LexiconBuilder *self)
{
  g_autoptr (GByteArray) file = g_byte_array_new (), pool = g_byte_array_new ();
  g_autoptr (GArray) senses = g_array_new (FALSE, TRUE, sizeof (SiyaqLexiconRecord));
  g_autoptr (GHashTable) strings = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  SiyaqLexiconHeader header = { .magic = SIYAQ_LEXICON_MAGIC, .version = SIYAQ_LEXICON_VERSION };

  derive (self, SIYAQ_LEXICON_TABLE_AR, SIYAQ_LEXICON_TABLE_AR_STEMS);
  derive (self, SIYAQ_LEXICON_TABLE_EN, SIYAQ_LEXICON_TABLE_EN_STEMS);
  intern (strings, pool, "");
  g_byte_array_append (file, (const guint8 *) &header, sizeof header);
  for (guint t = 0; t < SIYAQ_LEXICON_N_TABLES; t++)
    {
      g_autoptr (GPtrArray) all = sorted_headwords (self, t);
      g_autoptr (GArray) entries = g_array_new (FALSE, TRUE, sizeof (SiyaqLexiconEntry));
      guint32 n_buckets = 16;
      g_autofree guint32 *buckets = NULL;

      while (n_buckets < all->len * 2)
        n_buckets *= 2;
      buckets = g_new0 (guint32, n_buckets);
      for (guint i = 0; i < all->len; i++)
        {
          Headword *h = g_ptr_array_index (all, i);
          SiyaqLexiconEntry entry = { 0 };
          double sum = 0;
          guint32 b = siyaq_lexicon_hash (h->key) & (n_buckets - 1);

          g_array_sort (h->candidates, compare_candidates);
          entry.key = intern (strings, pool, h->key);
          entry.sense = senses->len;
          entry.n_senses = (guint16) MIN (h->candidates->len, SIYAQ_LEXICON_MAX_SENSES);
          entry.flags = (guint16) h->flags;
          for (guint j = 0; j < entry.n_senses; j++)
            sum += g_array_index (h->candidates, Candidate, j).weight;
          for (guint j = 0; j < entry.n_senses; j++)
            {
              const Candidate *c = &g_array_index (h->candidates, Candidate, j);
              SiyaqLexiconRecord record = { 0 };

              record.word = intern (strings, pool, c->word);
              record.display = intern (strings, pool, c->display);
              record.weight = (guint16) (c->weight / sum * 65535.0);
              record.word_class = (guint8) c->word_class;
              record.form = (guint8) c->form;
              g_array_append_val (senses, record);
            }
          g_array_append_val (entries, entry);
          while (buckets[b] != 0)
            b = (b + 1) & (n_buckets - 1);
          buckets[b] = entries->len;
        }
      header.tables[t].buckets = file->len;
      header.tables[t].n_buckets = n_buckets;
      g_byte_array_append (file, (const guint8 *) buckets, n_buckets * sizeof (guint32));
      header.tables[t].entries = file->len;
      header.tables[t].n_entries = entries->len;
      g_byte_array_append (file, (const guint8 *) entries->data, entries->len * sizeof (SiyaqLexiconEntry));
      pad (file);
    }
  header.senses = file->len;
  header.n_senses = senses->len;
  g_byte_array_append (file, (const guint8 *) senses->data, senses->len * sizeof (SiyaqLexiconRecord));
  pad (file);
  header.strings = file->len;
  header.n_string_bytes = pool->len;
  g_byte_array_append (file, pool->data, pool->len);
  header.n_bytes = file->len;
  memcpy (file->data, &header, sizeof header);
  return g_byte_array_free_to_bytes (g_steal_pointer (&file));
}
