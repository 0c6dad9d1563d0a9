/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Trains the event model on the sentences of sentences.tsv that are marked "train", and on the patterns
   of triggers.tsv as sentences of a few words, while the project is built: multinomial logistic regression by stochastic gradient descent, always in the same order
   from the same seed, so that the same sentences give the same weights on a machine. The held-out
   sentences are not read. Features are those that the tagger itself will see, names of places left
   out by the same gazetteer. */
#define G_LOG_DOMAIN "siyaq-tag"

#include "config.h"

#include "siyaq-event-model.h"
#include "siyaq-place-matcher.h"
#include "siyaq-place-resolver.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define EPOCHS 60u
#define SEED 20250401u
/* First step and what weights are drawn to nothing by, a step. */
#define RATE 0.9
#define DECAY 1e-3
/* Sentences without an event count for more: triggers.tsv has no patterns of none. */
#define NONE_FACTOR 2.0
/* Words of a thousand that are left out of an example each time. */
#define DROPPED_PERMILLE 200u
/* Weight from which a trigger's pattern is a sentence to learn from, and words in it. */
#define PATTERN_WEIGHT 2.0
#define MAX_PATTERN_WORDS 16u

typedef struct
{
  guint class;
  guint n;
  guint32 *rows;
  float *values;
  guint8 *words; /* for each whether it is a word's or a pair's feature, no trigger's */
} Example;

typedef struct
{
  SiyaqGazetteer *gazetteer;
  SiyaqEventLexicon *types;
  SiyaqEventFeatures *features;
  guint n_classes;
  GHashTable *rows;  /* id → row + 1 */
  GArray *ids;       /* guint32, a row each */
  GArray *examples;  /* Example */
  guint32 random;
} Trainer;

static void
fail (const GError *error)
{
  g_printerr ("train: %s\n", error->message);
  exit (EXIT_FAILURE);
}

static void
extract (Trainer *self,
         const char *sentence,
         GArray *features)
{
  g_autoptr (SiyaqTokens) tokens = siyaq_text_tokenize (sentence);
  g_autoptr (GArray) mentions = g_array_new (FALSE, TRUE, sizeof (SiyaqToponym));
  g_autoptr (GArray) triggers = g_array_new (FALSE, FALSE, sizeof (SiyaqTrigger));
  g_autofree guint8 *masked = g_new0 (guint8, tokens->n_items + 1);

  siyaq_place_matcher_run (self->gazetteer, sentence, tokens, FALSE, mentions);
  siyaq_place_resolver_run (self->gazetteer, mentions, "");
  for (guint i = 0; i < mentions->len; i++)
    {
      const SiyaqToponym *m = &g_array_index (mentions, SiyaqToponym, i);

      if (m->place != NULL)
        memset (masked + m->first, 1, m->last - m->first + 1);
    }
  siyaq_event_lexicon_match (self->types, tokens, triggers);
  siyaq_event_features_extract (self->features, tokens, 0, tokens->n_items, masked, triggers, features);
}

static void
add_example (Trainer *self,
             guint class,
             const char *sentence)
{
  g_autoptr (GArray) features = g_array_new (FALSE, FALSE, sizeof (SiyaqEventFeature));
  Example example = { class };

  extract (self, sentence, features);
  example.rows = g_new (guint32, features->len);
  example.values = g_new (float, features->len);
  example.words = g_new (guint8, features->len);
  for (guint i = 0; i < features->len; i++)
    {
      const SiyaqEventFeature *feature = &g_array_index (features, SiyaqEventFeature, i);
      guint row = GPOINTER_TO_UINT (g_hash_table_lookup (self->rows, GUINT_TO_POINTER (feature->id)));

      if (row == 0)
        {
          g_array_append_val (self->ids, feature->id);
          row = self->ids->len;
          g_hash_table_insert (self->rows, GUINT_TO_POINTER (feature->id), GUINT_TO_POINTER (row));
        }
      example.rows[example.n] = row - 1;
      example.values[example.n] = feature->value;
      example.words[example.n++] = feature->word;
    }
  g_array_append_val (self->examples, example);
}

static guint
class_of (Trainer *self,
          const char *path,
          guint line,
          const char *type)
{
  int class = strcmp (type, "none") == 0 ? (int) self->n_classes - 1 : siyaq_event_lexicon_index (self->types, type);

  if (class < 0)
    {
      g_printerr ("train: %s: line %u: no such type: %s\n", path, line, type);
      exit (EXIT_FAILURE);
    }
  return (guint) class;
}

static char **
read_lines (const char *path)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *data = NULL;

  if (!g_file_get_contents (path, &data, NULL, &error))
    fail (error);
  return g_strsplit (data, "\n", -1);
}

static void
read_sentences (Trainer *self,
                const char *path)
{
  g_auto (GStrv) lines = read_lines (path);

  for (guint i = 0; lines[i] != NULL; i++)
    {
      g_auto (GStrv) f = g_strsplit (lines[i], "\t", -1);

      if (*lines[i] != '#' && g_strv_length (f) == 4 && strcmp (f[2], "train") == 0)
        add_example (self, class_of (self, path, i + 1, f[0]), f[3]);
    }
}

/* "heavy fighting", "drone/jet ~ hit/struck": each alternative once, with the first, second … of the
   other words. What "*" leaves out is not missed: features are stems. */
static void
add_pattern (Trainer *self,
             guint class,
             const char *pattern,
             GHashTable *seen)
{
  g_auto (GStrv) words = g_strsplit (pattern, " ", -1);
  guint n_turns = 1;

  for (guint turn = 0; turn < n_turns; turn++)
    {
      g_autoptr (GString) sentence = g_string_new (NULL);

      for (guint i = 0; words[i] != NULL && i < MAX_PATTERN_WORDS; i++)
        {
          g_auto (GStrv) alternatives = g_strsplit (words[i], "/", -1);
          guint n = g_strv_length (alternatives);

          if (n == 0 || strcmp (words[i], "~") == 0)
            continue;
          n_turns = MAX (n_turns, n);
          g_string_append_printf (sentence, "%s%s", sentence->len > 0 ? " " : "", alternatives[MIN (turn, n - 1)]);
          if (g_str_has_suffix (sentence->str, "*"))
            g_string_truncate (sentence, sentence->len - 1);
        }
      if (g_hash_table_add (seen, g_strdup_printf ("%u %s", class, sentence->str)))
        add_example (self, class, sentence->str);
    }
}

static void
read_triggers (Trainer *self,
               const char *path)
{
  g_auto (GStrv) lines = read_lines (path);
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; lines[i] != NULL; i++)
    {
      g_auto (GStrv) f = g_strsplit (lines[i], "\t", -1);
      g_auto (GStrv) patterns = NULL;

      if (*lines[i] == '#' || g_strv_length (f) != 3 || g_ascii_strtod (f[1], NULL) < PATTERN_WEIGHT)
        continue;
      patterns = g_strsplit (f[2], "|", -1);
      for (guint k = 0; patterns[k] != NULL; k++)
        add_pattern (self, class_of (self, path, i + 1, f[0]), patterns[k], seen);
    }
}

static guint32
next_random (Trainer *self)
{
  self->random = self->random * 1664525u + 1013904223u;
  return self->random >> 8;
}

/* The example with a share of its words left out, so that the model leans on all of them and on the
   triggers, and not on the one word that only this sentence has. */
static void
thin_out (Trainer *self,
          const Example *e,
          Example *thinned)
{
  thinned->class = e->class;
  thinned->n = 0;
  for (guint i = 0; i < e->n; i++)
    if (!e->words[i] || next_random (self) % 1000 >= DROPPED_PERMILLE)
      {
        thinned->rows[thinned->n] = e->rows[i];
        thinned->values[thinned->n++] = e->values[i];
      }
}

static void
step (Trainer *self,
      const Example *e,
      double rate,
      double *weights,
      double *biases)
{
  double shares[SIYAQ_EVENT_MODEL_MAX_CLASSES], highest = -G_MAXDOUBLE, sum = 0;
  const guint n = self->n_classes;

  memcpy (shares, biases, n * sizeof *shares);
  for (guint i = 0; i < e->n; i++)
    for (guint c = 0; c < n; c++)
      shares[c] += weights[(gsize) e->rows[i] * n + c] * e->values[i];
  for (guint c = 0; c < n; c++)
    highest = MAX (highest, shares[c]);
  for (guint c = 0; c < n; c++)
    sum += shares[c] = exp (shares[c] - highest);
  for (guint c = 0; c < n; c++)
    shares[c] = rate * ((c == e->class) - shares[c] / sum);
  for (guint c = 0; c < n; c++)
    biases[c] += 0.1 * shares[c];
  for (guint i = 0; i < e->n; i++)
    for (guint c = 0; c < n; c++)
      {
        double *w = &weights[(gsize) e->rows[i] * n + c];

        *w += shares[c] * e->values[i] - rate * DECAY * *w;
      }
}

static void
train (Trainer *self,
       double *weights,
       double *biases)
{
  const guint n = self->examples->len;
  g_autofree guint *order = g_new (guint, n);
  g_autofree guint32 *rows = NULL;
  g_autofree float *values = NULL;
  Example thinned = { 0 };
  guint most = 0;

  for (guint i = 0; i < n; i++)
    most = MAX (most, g_array_index (self->examples, Example, i).n);
  thinned.rows = rows = g_new (guint32, most + 1);
  thinned.values = values = g_new (float, most + 1);
  self->random = SEED;
  for (guint i = 0; i < n; i++)
    order[i] = i;
  for (guint epoch = 0; epoch < EPOCHS; epoch++)
    {
      const double rate = RATE / (1 + 4.0 * epoch / EPOCHS);

      for (guint i = n; i > 1; i--)
        {
          guint k = next_random (self) % i, swap = order[i - 1];

          order[i - 1] = order[k];
          order[k] = swap;
        }
      for (guint i = 0; i < n; i++)
        {
          thin_out (self, &g_array_index (self->examples, Example, order[i]), &thinned);
          step (self, &thinned, rate * (thinned.class + 1 == self->n_classes ? NONE_FACTOR : 1), weights, biases);
        }
    }
}

static int
compare_rows (gconstpointer a,
              gconstpointer b,
              gpointer data)
{
  const guint32 *ids = data;
  guint32 x = ids[*(const guint *) a], y = ids[*(const guint *) b];

  return x < y ? -1 : x > y;
}

static gboolean
save (Trainer *self,
      const double *weights,
      const double *biases,
      const char *path,
      GError **error)
{
  g_autoptr (GByteArray) file = g_byte_array_new ();
  SiyaqEventModelHeader header = { SIYAQ_EVENT_MODEL_MAGIC, SIYAQ_EVENT_MODEL_VERSION, self->n_classes, self->ids->len, 0 };
  const gsize n_cells = (gsize) self->ids->len * self->n_classes;
  g_autofree guint *order = g_new (guint, self->ids->len);
  double highest = 0;

  for (gsize i = 0; i < n_cells; i++)
    highest = MAX (highest, fabs (weights[i]));
  for (guint c = 0; c < self->n_classes; c++)
    highest = MAX (highest, fabs (biases[c]));
  header.scale = (float) (highest / G_MAXINT16);
  for (guint i = 0; i < self->ids->len; i++)
    order[i] = i;
  g_qsort_with_data (order, (int) self->ids->len, sizeof *order, compare_rows, self->ids->data);
  g_byte_array_append (file, (const guint8 *) &header, sizeof header);
  for (guint i = 0; i < self->ids->len; i++)
    g_byte_array_append (file, (const guint8 *) &g_array_index (self->ids, guint32, order[i]), sizeof (guint32));
  for (guint i = 0; i <= self->ids->len; i++)
    for (guint c = 0; c < self->n_classes; c++)
      {
        double w = i < self->ids->len ? weights[(gsize) order[i] * self->n_classes + c] : biases[c];
        gint16 cell = (gint16) lround (w / header.scale);

        g_byte_array_append (file, (const guint8 *) &cell, sizeof cell);
      }
  return g_file_set_contents (path, (const char *) file->data, file->len, error);
}

int
main (int argc,
      char **argv)
{
  Trainer self = { 0 };
  g_autoptr (GError) error = NULL;
  g_autoptr (SiyaqLexicon) lexicon = NULL;
  g_autofree double *weights = NULL;
  double biases[SIYAQ_EVENT_MODEL_MAX_CLASSES] = { 0 };

  if (argc != 4)
    {
      g_printerr ("usage: train SENTENCES TRIGGERS MODEL\n");
      return EXIT_FAILURE;
    }
  if ((self.gazetteer = siyaq_gazetteer_new (&error)) == NULL || (self.types = siyaq_event_lexicon_new (&error)) == NULL ||
      (lexicon = siyaq_lexicon_new (&error)) == NULL)
    fail (error);
  self.features = siyaq_event_features_new (lexicon);
  self.n_classes = siyaq_event_lexicon_n_types (self.types) + 1;
  self.rows = g_hash_table_new (NULL, NULL);
  self.ids = g_array_new (FALSE, FALSE, sizeof (guint32));
  self.examples = g_array_new (FALSE, FALSE, sizeof (Example));
  read_sentences (&self, argv[1]);
  read_triggers (&self, argv[2]);
  weights = g_new0 (double, (gsize) self.ids->len * self.n_classes);
  train (&self, weights, biases);
  if (!save (&self, weights, biases, argv[3], &error))
    fail (error);
  for (guint i = 0; i < self.examples->len; i++)
    {
      g_free (g_array_index (self.examples, Example, i).rows);
      g_free (g_array_index (self.examples, Example, i).values);
      g_free (g_array_index (self.examples, Example, i).words);
    }
  g_array_unref (self.examples);
  g_array_unref (self.ids);
  g_hash_table_unref (self.rows);
  siyaq_event_features_free (self.features);
  siyaq_event_lexicon_free (self.types);
  siyaq_gazetteer_free (self.gazetteer);
  return EXIT_SUCCESS;
}
