/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The translator on this computer. It finds its files in a folder, cuts texts into sentences, sorts
   these by length and gives batches of them to threads; model, vocabulary and shortlist are only
   read, so threads share them without locks. */
#define G_LOG_DOMAIN "siyaq-marian"

#include "config.h"

#include "siyaq-marian-keep.h"
#include "siyaq-marian-search.h"
#include "siyaq-marian-text.h"
#include "siyaq-translator-marian.h"

#include <string.h>
#include <sys/resource.h>

/* A base model has 32 MB, a large one of 12 layers and 512 dimensions about 90. */
#define MAX_MODEL_BYTES ((gsize) 256 << 20)
#define MAX_VOCAB_BYTES ((gsize) 16 << 20)
#define MAX_LEX_BYTES ((gsize) 64 << 20)
/* Pieces of one batch, as Bergamot has it: bounds its memory and the time of a step. */
#define MAX_BATCH_PIECES 1024u
#define MAX_BATCH 256u
#define MAX_THREADS 64u

struct _SiyaqTranslatorMarian
{
  GObject parent_instance;

  char *from, *to;
  SiyaqMarianModel *model;
  SiyaqMarianLex *lex;                  /* (nullable) */
  SiyaqMarianVocab *source, *own_target; /* own_target: NULL where both languages have one */
  const SiyaqMarianVocab *target;
  SiyaqMarianSearch search;
  guint threads, batch;
  SiyaqMarianStats stats;
  GMutex mutex; /* of stats */
};

/* Some sentences on their way through a thread. */
typedef struct
{
  SiyaqTranslatorMarian *translator;
  SiyaqMarianSegment **segments;
  guint n;
  GCancellable *cancellable;
  gboolean done;
} Job;

static void siyaq_translator_marian_iface_init (SiyaqTranslatorInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (SiyaqTranslatorMarian, siyaq_translator_marian, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (SIYAQ_TYPE_TRANSLATOR, siyaq_translator_marian_iface_init))

static void
siyaq_translator_marian_finalize (GObject *object)
{
  SiyaqTranslatorMarian *self = SIYAQ_TRANSLATOR_MARIAN (object);

  g_clear_pointer (&self->model, siyaq_marian_model_free);
  g_clear_pointer (&self->lex, siyaq_marian_lex_free);
  g_clear_pointer (&self->source, siyaq_marian_vocab_free);
  g_clear_pointer (&self->own_target, siyaq_marian_vocab_free);
  g_free (self->from);
  g_free (self->to);
  g_mutex_clear (&self->mutex);

  G_OBJECT_CLASS (siyaq_translator_marian_parent_class)->finalize (object);
}

static void
siyaq_translator_marian_class_init (SiyaqTranslatorMarianClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = siyaq_translator_marian_finalize;
}

static void
siyaq_translator_marian_init (SiyaqTranslatorMarian *self)
{
  g_mutex_init (&self->mutex);
}

/* The file of a folder with this beginning and end: the one that names both languages, else the
   first by name; NULL where there is none. */
static char *
find_file (const char *dir,
           const char *prefix,
           const char *suffix,
           const char *pair)
{
  g_autoptr (GDir) folder = g_dir_open (dir, 0, NULL);
  g_autofree char *best = NULL;
  const char *name;

  while (folder != NULL && (name = g_dir_read_name (folder)) != NULL)
    {
      gboolean paired, best_paired;

      if (!g_str_has_prefix (name, prefix) || !g_str_has_suffix (name, suffix))
        continue;
      paired = strstr (name, pair) != NULL;
      best_paired = best != NULL && strstr (best, pair) != NULL;
      if (best == NULL || paired > best_paired || (paired == best_paired && strcmp (name, best) < 0))
        {
          g_free (best);
          best = g_strdup (name);
        }
    }
  return best != NULL ? g_build_filename (dir, best, NULL) : NULL;
}

static SiyaqMarianFile *
open_file (const char *dir,
           const char *prefix,
           const char *suffix,
           const char *pair,
           gsize max_bytes,
           GError **error)
{
  g_autofree char *path = find_file (dir, prefix, suffix, pair);

  if (path != NULL)
    return siyaq_marian_file_open (path, max_bytes, error);
  siyaq_marian_set_error (error, SIYAQ_MARIAN_ERROR_MISSING, NULL, 0, "%s: there is no %s*%s", dir, prefix, suffix);
  return NULL;
}

static SiyaqMarianVocab *
open_vocab (const char *dir,
            const char *prefix,
            const char *pair,
            GError **error)
{
  SiyaqMarianFile *file = open_file (dir, prefix, ".spm", pair, MAX_VOCAB_BYTES, error);

  return file != NULL ? siyaq_marian_vocab_new (file, error) : NULL;
}

/* What is loaded beside the model: half of the time goes into the vocabulary's tries. */
typedef struct
{
  SiyaqTranslatorMarian *translator;
  const char *dir, *pair;
  GError *error;
} Beside;

static gboolean
load_vocabs (SiyaqTranslatorMarian *self,
             const char *dir,
             const char *pair,
             GError **error)
{
  g_autofree char *source = find_file (dir, "srcvocab", ".spm", pair);

  if (source == NULL)
    {
      self->source = open_vocab (dir, "vocab", pair, error);
      self->target = self->source;
      return self->source != NULL;
    }
  self->source = open_vocab (dir, "srcvocab", pair, error);
  self->own_target = self->source != NULL ? open_vocab (dir, "trgvocab", pair, error) : NULL;
  self->target = self->own_target;
  return self->own_target != NULL;
}

static gboolean
load_lex (SiyaqTranslatorMarian *self,
          const char *path,
          GError **error)
{
  SiyaqMarianFile *file = siyaq_marian_file_open (path, MAX_LEX_BYTES, error);

  if (file != NULL)
    self->lex = siyaq_marian_lex_new (file, siyaq_marian_vocab_get_size (self->source), siyaq_marian_vocab_get_size (self->target), error);
  return self->lex != NULL;
}

static gpointer
load_beside (gpointer data)
{
  Beside *beside = data;
  g_autofree char *lex = find_file (beside->dir, "lex", ".bin", beside->pair);

  if (!load_vocabs (beside->translator, beside->dir, beside->pair, &beside->error))
    return GINT_TO_POINTER (FALSE);
  return GINT_TO_POINTER (lex == NULL || load_lex (beside->translator, lex, &beside->error));
}

static gboolean
load_model (SiyaqTranslatorMarian *self,
            const char *dir,
            const char *pair,
            GError **error)
{
  g_autofree char *lex = find_file (dir, "lex", ".bin", pair);
  SiyaqMarianFile *file = open_file (dir, "model", ".bin", pair, MAX_MODEL_BYTES, error);

  if (file != NULL)
    self->model = siyaq_marian_model_new (file, lex == NULL, error);
  return self->model != NULL;
}

static gboolean
load (SiyaqTranslatorMarian *self,
      const char *dir,
      GError **error)
{
  g_autofree char *pair = g_strconcat (self->from, self->to, NULL);
  Beside beside = { .translator = self, .dir = dir, .pair = pair };
  GThread *thread = g_thread_new ("siyaq-vocab", load_beside, &beside);
  gboolean loaded = load_model (self, dir, pair, error);

  if (!GPOINTER_TO_INT (g_thread_join (thread)))
    {
      if (loaded)
        g_propagate_error (error, beside.error);
      else
        g_clear_error (&beside.error);
      return FALSE;
    }
  if (!loaded)
    return FALSE;
  /* A model's table may be longer than its vocabulary, filled up to a round number. */
  if (self->model->source.n < siyaq_marian_vocab_get_size (self->source) || self->model->output.n < siyaq_marian_vocab_get_size (self->target))
    {
      siyaq_marian_set_error (error, SIYAQ_MARIAN_ERROR_DAMAGED, self->model->weights->file, SIYAQ_MARIAN_NO_OFFSET,
                              "tables of %u and %u pieces for vocabularies of %u and %u", self->model->source.n, self->model->output.n,
                              siyaq_marian_vocab_get_size (self->source), siyaq_marian_vocab_get_size (self->target));
      return FALSE;
    }
  return TRUE;
}

static guint64
count_words (const char *text)
{
  guint64 n = 0;
  gboolean inside = FALSE;

  for (; *text != '\0'; text++)
    {
      gboolean blank = g_ascii_isspace (*text);

      n += !blank && !inside;
      inside = !blank;
    }
  return n;
}

static void
run_job (gpointer data,
         gpointer user_data)
{
  Job *job = data;
  SiyaqTranslatorMarian *self = job->translator;
  g_autofree SiyaqMarianSource *sources = NULL;
  guint64 operations = 0;
  GArray **found;

  if (g_cancellable_is_cancelled (job->cancellable))
    return;
  sources = g_new0 (SiyaqMarianSource, job->n);
  for (guint i = 0; i < job->n; i++)
    {
      sources[i].pieces = job->segments[i]->pieces;
      sources[i].n = job->segments[i]->n;
    }
  found = siyaq_marian_search_run (&self->search, sources, job->n, job->cancellable, &operations);
  if (found == NULL)
    return;
  for (guint i = 0; i < job->n; i++)
    {
      g_free (job->segments[i]->translation);
      job->segments[i]->translation = siyaq_marian_vocab_decode (self->target, (const guint32 *) (gpointer) found[i]->data, found[i]->len);
      g_array_unref (found[i]);
    }
  g_free (found);
  g_mutex_lock (&self->mutex);
  self->stats.operations += operations;
  g_mutex_unlock (&self->mutex);
  job->done = TRUE;
}

static int
compare_lengths (gconstpointer a,
                 gconstpointer b)
{
  const SiyaqMarianSegment *x = *(const SiyaqMarianSegment *const *) a, *y = *(const SiyaqMarianSegment *const *) b;

  return x->n < y->n ? -1 : x->n > y->n;
}

/* Cuts sentences in a row into batches of at most that many sentences and pieces. */
static void
add_jobs (SiyaqTranslatorMarian *self,
          SiyaqMarianSegment **segments,
          guint n,
          guint batch,
          GCancellable *cancellable,
          GArray *jobs)
{
  for (guint at = 0; at < n;)
    {
      Job job = { .translator = self, .segments = segments + at, .cancellable = cancellable };
      guint pieces = 0;

      do
        pieces += segments[at + job.n++]->n;
      while (at + job.n < n && job.n < batch && pieces + segments[at + job.n]->n <= MAX_BATCH_PIECES);
      g_array_append_val (jobs, job);
      at += job.n;
    }
}

static gboolean
run_jobs (SiyaqTranslatorMarian *self,
          GArray *jobs,
          GCancellable *cancellable,
          GError **error)
{
  guint threads = MIN (self->threads, jobs->len);

  if (threads > 1)
    {
      GThreadPool *pool = g_thread_pool_new (run_job, NULL, (int) threads, FALSE, error);

      if (pool == NULL)
        return FALSE;
      /* The longest sentences stand last and take longest: they begin. */
      for (guint i = jobs->len; i > 0; i--)
        g_thread_pool_push (pool, &g_array_index (jobs, Job, i - 1), NULL);
      g_thread_pool_free (pool, FALSE, TRUE);
    }
  else
    for (guint i = 0; i < jobs->len && !g_cancellable_is_cancelled (cancellable); i++)
      run_job (&g_array_index (jobs, Job, i), NULL);
  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    return FALSE;
  for (guint i = 0; i < jobs->len; i++)
    if (!g_array_index (jobs, Job, i).done)
      {
        g_set_error (error, SIYAQ_TRANSLATOR_ERROR, SIYAQ_TRANSLATOR_ERROR_FAILED, "a sentence was not translated");
        return FALSE;
      }
  return TRUE;
}

/* Sentences that lost an address or a long number, once more with stand-ins. */
static gboolean
keep_intact (SiyaqTranslatorMarian *self,
             GPtrArray *segments,
             GCancellable *cancellable,
             GError **error)
{
  g_autoptr (GPtrArray) broken = g_ptr_array_new (), masked = g_ptr_array_new_with_free_func ((GDestroyNotify) siyaq_marian_segment_free);
  g_autoptr (GPtrArray) lists = g_ptr_array_new_with_free_func ((GDestroyNotify) g_array_unref);
  g_autoptr (GArray) jobs = g_array_new (FALSE, FALSE, sizeof (Job));

  for (guint i = 0; i < segments->len; i++)
    {
      SiyaqMarianSegment *segment = g_ptr_array_index (segments, i), *again;
      g_autoptr (GArray) kept = siyaq_marian_keep_find (segment->text);

      if (siyaq_marian_keep_is_intact (segment->text, kept, segment->translation))
        continue;
      again = g_new0 (SiyaqMarianSegment, 1);
      again->text = siyaq_marian_keep_mask (segment->text, kept);
      again->pieces = siyaq_marian_text_encode (self->source, again->text, &again->n);
      g_ptr_array_add (masked, again);
      if (again->n == 0 || again->n > SIYAQ_MARIAN_MAX_PIECES + 1)
        {
          g_ptr_array_remove_index (masked, masked->len - 1);
          continue;
        }
      g_ptr_array_add (broken, segment);
      g_ptr_array_add (lists, g_steal_pointer (&kept));
    }
  add_jobs (self, (SiyaqMarianSegment **) masked->pdata, masked->len, self->batch, cancellable, jobs);
  if (!run_jobs (self, jobs, cancellable, error))
    return FALSE;
  for (guint i = 0; i < broken->len; i++)
    {
      SiyaqMarianSegment *segment = g_ptr_array_index (broken, i), *again = g_ptr_array_index (masked, i);
      char *restored = siyaq_marian_keep_restore (segment->text, g_ptr_array_index (lists, i), again->translation);

      if (restored != NULL)
        {
          g_free (segment->translation);
          segment->translation = restored;
        }
    }
  return TRUE;
}

static char **
siyaq_translator_marian_translate (SiyaqTranslator *translator,
                                   const char *const *texts,
                                   const char *from,
                                   const char *to,
                                   GCancellable *cancellable,
                                   GError **error)
{
  SiyaqTranslatorMarian *self = SIYAQ_TRANSLATOR_MARIAN (translator);
  g_autoptr (GPtrArray) read = g_ptr_array_new_with_free_func ((GDestroyNotify) siyaq_marian_text_free);
  g_autoptr (GPtrArray) segments = g_ptr_array_new ();
  g_autoptr (GArray) jobs = g_array_new (FALSE, FALSE, sizeof (Job));
  g_autofree guint *starts = NULL;
  g_autoptr (GStrvBuilder) answers = g_strv_builder_new ();
  gint64 began = g_get_monotonic_time ();
  guint64 words = 0;
  guint n = g_strv_length ((char **) texts);

  if (!g_str_equal (from, self->from) || !g_str_equal (to, self->to))
    {
      g_set_error (error, SIYAQ_TRANSLATOR_ERROR, SIYAQ_TRANSLATOR_ERROR_UNSUPPORTED, "this model translates %s to %s", self->from, self->to);
      return NULL;
    }
  starts = g_new0 (guint, n + 1);
  for (guint i = 0; i < n; i++)
    {
      g_autofree char *valid = g_utf8_make_valid (texts[i], -1);
      SiyaqMarianText *text = siyaq_marian_text_new (valid, from, to, self->source);

      g_ptr_array_add (read, text);
      for (guint s = 0; s < text->segments->len; s++)
        if (((SiyaqMarianSegment *) g_ptr_array_index (text->segments, s))->n > 0)
          g_ptr_array_add (segments, g_ptr_array_index (text->segments, s));
      starts[i + 1] = segments->len;
      if (g_cancellable_set_error_if_cancelled (cancellable, error))
        return NULL;
    }
  if (self->batch == 1)
    for (guint i = 0; i < n; i++)
      add_jobs (self, (SiyaqMarianSegment **) segments->pdata + starts[i], starts[i + 1] - starts[i], MAX_BATCH, cancellable, jobs);
  else
    {
      /* The sort is stable: the same texts make the same batches. */
      g_ptr_array_sort (segments, compare_lengths);
      add_jobs (self, (SiyaqMarianSegment **) segments->pdata, segments->len, self->batch, cancellable, jobs);
    }
  if (!run_jobs (self, jobs, cancellable, error) || !keep_intact (self, segments, cancellable, error))
    return NULL;
  for (guint i = 0; i < n; i++)
    {
      g_autofree char *answer = siyaq_marian_text_join (g_ptr_array_index (read, i));

      words += count_words (answer);
      g_strv_builder_add (answers, answer);
    }
  g_mutex_lock (&self->mutex);
  self->stats.words += words;
  self->stats.seconds += (double) (g_get_monotonic_time () - began) / G_USEC_PER_SEC;
  g_mutex_unlock (&self->mutex);
  return g_strv_builder_end (answers);
}

static gboolean
siyaq_translator_marian_can_translate (SiyaqTranslator *translator,
                                       const char *from,
                                       const char *to)
{
  SiyaqTranslatorMarian *self = SIYAQ_TRANSLATOR_MARIAN (translator);

  return g_str_equal (from, self->from) && g_str_equal (to, self->to);
}

static const char *
siyaq_translator_marian_get_kind (SiyaqTranslator *translator)
{
  return "translation";
}

static const char *
siyaq_translator_marian_get_name (SiyaqTranslator *translator)
{
  return "siyaq";
}

static void
siyaq_translator_marian_iface_init (SiyaqTranslatorInterface *iface)
{
  iface->can_translate = siyaq_translator_marian_can_translate;
  iface->translate = siyaq_translator_marian_translate;
  iface->get_kind = siyaq_translator_marian_get_kind;
  iface->get_name = siyaq_translator_marian_get_name;
}

/**
 * siyaq_translator_marian_new:
 * @dir: a folder with model*.bin and vocab*.spm (or srcvocab*.spm and trgvocab*.spm), and lex*.bin
 *   where there is a shortlist
 * @from: the language it translates from
 * @to: the language it translates to
 * @options: (nullable): how it works
 * @error: a #SiyaqMarianError with file and offset
 *
 * Blocks while the model is loaded, some tens of milliseconds.
 *
 * Returns: (transfer full): a translator of this direction, or %NULL
 */
SiyaqTranslatorMarian *
siyaq_translator_marian_new (const char *dir,
                             const char *from,
                             const char *to,
                             const SiyaqMarianOptions *options,
                             GError **error)
{
  static const SiyaqMarianOptions defaults;
  g_autoptr (SiyaqTranslatorMarian) self = NULL;
  gint64 began = g_get_monotonic_time ();

  g_return_val_if_fail (dir != NULL, NULL);
  g_return_val_if_fail (from != NULL, NULL);
  g_return_val_if_fail (to != NULL, NULL);

  if (options == NULL)
    options = &defaults;
  self = g_object_new (SIYAQ_TYPE_TRANSLATOR_MARIAN, NULL);
  self->from = g_strdup (from);
  self->to = g_strdup (to);
  self->threads = options->threads != 0 ? MIN (options->threads, MAX_THREADS) : MAX (g_get_num_processors () / 2, 1);
  self->batch = options->batch != 0 ? MIN (options->batch, MAX_BATCH) : SIYAQ_MARIAN_DEFAULT_BATCH;
  self->search.kernels = siyaq_marian_kernels_get (options->kernels);
  if (self->search.kernels == NULL)
    {
      g_set_error (error, SIYAQ_MARIAN_ERROR, SIYAQ_MARIAN_ERROR_UNSUPPORTED, "this processor has no “%s”", options->kernels);
      return NULL;
    }
  if (!load (self, dir, error))
    return NULL;
  self->search.model = self->model;
  self->search.lex = self->lex;
  self->search.shared = self->own_target == NULL;
  self->search.n_target = siyaq_marian_vocab_get_size (self->target);
  self->search.eos = siyaq_marian_vocab_get_eos (self->target);
  self->search.unk = siyaq_marian_vocab_get_unk (self->target);
  self->search.beam = CLAMP (options->beam, 1, SIYAQ_MARIAN_MAX_BEAM);
  self->stats.load_us = g_get_monotonic_time () - began;
  return g_steal_pointer (&self);
}

/**
 * siyaq_translator_marian_get_stats:
 * @self: a translator
 * @ret_stats: (out caller-allocates): what it has done so far
 */
void
siyaq_translator_marian_get_stats (SiyaqTranslatorMarian *self,
                                   SiyaqMarianStats *ret_stats)
{
  struct rusage usage;

  g_return_if_fail (SIYAQ_IS_TRANSLATOR_MARIAN (self));
  g_return_if_fail (ret_stats != NULL);

  g_mutex_lock (&self->mutex);
  *ret_stats = self->stats;
  g_mutex_unlock (&self->mutex);
  getrusage (RUSAGE_SELF, &usage);
  ret_stats->peak_bytes = (guint64) usage.ru_maxrss * 1024;
}
