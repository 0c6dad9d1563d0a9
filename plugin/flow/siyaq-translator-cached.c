/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Nothing waits here. A text that a maker of the chain has translated before is found in the store; one
   that none has is put into the queue at the end of the round, once, and is an error until it has come,
   upon which who asked does with a gloss. What is sent out is counted against the day's budget before
   it goes, so that two jobs under way cannot spend the same characters. */
#define G_LOG_DOMAIN "siyaq-flow"

#include "config.h"

#include "siyaq-translator-cached.h"

#include <string.h>

#define DAY_US (G_GINT64_CONSTANT (24) * 3600 * G_USEC_PER_SEC)
/* A job that providers take in one request. */
#define MAX_JOB_TEXTS 40u
#define MAX_JOB_CHARACTERS 6000u
/* Jobs that wait: who asks for more gets it when he asks again. */
#define MAX_JOBS 64u
/* A text that nobody could translate is left alone for so long. */
#define FAILED_US (60 * G_USEC_PER_SEC)
#define MAX_FAILED 1000u
/* Translations that are kept, and days for which one that nobody looks at is. */
#define MAX_KEPT 50000u
#define KEEP_DAYS 90u
#define PRUNE_INTERVAL 500u

typedef struct
{
  char *from, *to, *text;
} Wanted;

struct _SiyaqTranslatorCached
{
  GObject parent_instance;

  SiyaqStore *store;
  SiyaqDigestQueue *queue;
  GPtrArray *makers;     /* (element-type SiyaqMaker) in the order in which they are asked */
  SiyaqMaker *answered;  /* (nullable) (unowned): who gave the last answer */
  GHashTable *under_way; /* (element-type utf8): texts that are in the queue */
  GHashTable *failed;    /* (element-type utf8 gint64): texts that nobody could translate, and until when */
  GHashTable *reserved;  /* (element-type utf8 gint64): characters under way, by the maker's id */
  guint n_put;

  /* Of the round. */
  GPtrArray *wanted;     /* (element-type Wanted) */
  gboolean asking;
  gboolean pending;
  SiyaqMakerState problem;
  SiyaqMaker *problem_maker; /* (nullable) (unowned) */
};

static void
wanted_free (gpointer data)
{
  Wanted *wanted = data;

  g_free (wanted->from);
  g_free (wanted->to);
  g_free (wanted->text);
  g_free (wanted);
}

static char *
make_key (const char *text,
          const char *from,
          const char *to)
{
  return g_strconcat (from, "\n", to, "\n", text, NULL);
}

static guint
today (void)
{
  return (guint) (g_get_real_time () / DAY_US);
}

static gboolean
is_blank (const char *text)
{
  return text[strspn (text, " \t\n\r")] == '\0';
}

static gboolean
siyaq_translator_cached_can_translate (SiyaqTranslator *translator,
                                       const char *from,
                                       const char *to)
{
  SiyaqTranslatorCached *self = SIYAQ_TRANSLATOR_CACHED (translator);

  for (guint i = 0; i < self->makers->len; i++)
    if (siyaq_maker_can_translate (g_ptr_array_index (self->makers, i), from, to))
      return TRUE;
  return FALSE;
}

static char *
find (SiyaqTranslatorCached *self,
      const char *text,
      const char *from,
      const char *to,
      SiyaqMaker *maker)
{
  if (is_blank (text))
    return g_strdup ("");
  return siyaq_store_find_translation (self->store, text, from, to, siyaq_maker_get_id (maker), today (), NULL);
}

/* All of them by one maker, or none. */
static char **
find_all (SiyaqTranslatorCached *self,
          const char *const *texts,
          const char *from,
          const char *to,
          SiyaqMaker *maker)
{
  g_autoptr (GPtrArray) found = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; texts[i] != NULL; i++)
    {
      char *translation = find (self, texts[i], from, to, maker);

      if (translation == NULL)
        return NULL;
      g_ptr_array_add (found, translation);
    }
  g_ptr_array_add (found, NULL);
  return (char **) g_ptr_array_free (g_steal_pointer (&found), FALSE);
}

static void
want (SiyaqTranslatorCached *self,
      const char *text,
      const char *from,
      const char *to)
{
  g_autofree char *key = make_key (text, from, to);
  const gint64 *until_us = g_hash_table_lookup (self->failed, key);
  Wanted *wanted;

  if (is_blank (text) || (until_us != NULL && g_get_monotonic_time () < *until_us))
    return;
  if (g_hash_table_contains (self->under_way, key))
    {
      self->pending = TRUE;
      return;
    }
  wanted = g_new0 (Wanted, 1);
  wanted->from = g_strdup (from);
  wanted->to = g_strdup (to);
  wanted->text = g_strdup (text);
  g_ptr_array_add (self->wanted, wanted);
}

static char **
siyaq_translator_cached_translate (SiyaqTranslator *translator,
                                   const char *const *texts,
                                   const char *from,
                                   const char *to,
                                   GCancellable *cancellable,
                                   GError **error)
{
  SiyaqTranslatorCached *self = SIYAQ_TRANSLATOR_CACHED (translator);

  for (guint i = 0; i < self->makers->len; i++)
    {
      SiyaqMaker *maker = g_ptr_array_index (self->makers, i);
      char **found;

      if (!siyaq_maker_can_translate (maker, from, to))
        continue;
      found = find_all (self, texts, from, to, maker);
      if (found != NULL)
        {
          self->answered = maker;
          return found;
        }
    }
  for (guint i = 0; self->asking && texts[i] != NULL; i++)
    want (self, texts[i], from, to);
  g_set_error_literal (error, SIYAQ_TRANSLATOR_ERROR, SIYAQ_TRANSLATOR_ERROR_FAILED, "it is not translated yet");
  return NULL;
}

static const char *
siyaq_translator_cached_get_kind (SiyaqTranslator *translator)
{
  SiyaqTranslatorCached *self = SIYAQ_TRANSLATOR_CACHED (translator);

  return self->answered != NULL ? siyaq_translator_get_kind (siyaq_maker_get_translator (self->answered)) : "translation";
}

static const char *
siyaq_translator_cached_get_name (SiyaqTranslator *translator)
{
  SiyaqTranslatorCached *self = SIYAQ_TRANSLATOR_CACHED (translator);

  return self->answered != NULL ? siyaq_translator_get_name (siyaq_maker_get_translator (self->answered)) : "none";
}

static void
siyaq_translator_cached_iface_init (SiyaqTranslatorInterface *iface)
{
  iface->can_translate = siyaq_translator_cached_can_translate;
  iface->translate = siyaq_translator_cached_translate;
  iface->get_kind = siyaq_translator_cached_get_kind;
  iface->get_name = siyaq_translator_cached_get_name;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (SiyaqTranslatorCached, siyaq_translator_cached, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (SIYAQ_TYPE_TRANSLATOR, siyaq_translator_cached_iface_init))

static void
siyaq_translator_cached_finalize (GObject *object)
{
  SiyaqTranslatorCached *self = SIYAQ_TRANSLATOR_CACHED (object);

  siyaq_digest_queue_free (self->queue);
  g_ptr_array_unref (self->makers);
  g_ptr_array_unref (self->wanted);
  g_hash_table_unref (self->under_way);
  g_hash_table_unref (self->failed);
  g_hash_table_unref (self->reserved);
  g_clear_object (&self->store);

  G_OBJECT_CLASS (siyaq_translator_cached_parent_class)->finalize (object);
}

static void
siyaq_translator_cached_class_init (SiyaqTranslatorCachedClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = siyaq_translator_cached_finalize;
}

static void
siyaq_translator_cached_init (SiyaqTranslatorCached *self)
{
  self->queue = siyaq_digest_queue_new ();
  self->makers = g_ptr_array_new_with_free_func (g_object_unref);
  self->wanted = g_ptr_array_new_with_free_func (wanted_free);
  self->under_way = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->failed = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->reserved = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
}

/**
 * siyaq_translator_cached_new:
 * @store: where translations are kept
 *
 * Returns: (transfer full): a chain without makers
 */
SiyaqTranslatorCached *
siyaq_translator_cached_new (SiyaqStore *store)
{
  SiyaqTranslatorCached *self = g_object_new (SIYAQ_TYPE_TRANSLATOR_CACHED, NULL);

  self->store = g_object_ref (store);
  return self;
}

/**
 * siyaq_translator_cached_get_queue:
 * @self: the chain
 *
 * Returns: (transfer none): what waits to be translated
 */
SiyaqDigestQueue *
siyaq_translator_cached_get_queue (SiyaqTranslatorCached *self)
{
  return self->queue;
}

/**
 * siyaq_translator_cached_set_makers:
 * @self: the chain
 * @makers: (element-type SiyaqMaker): who is asked, in this order
 *
 * What is under way is given up first: the user may have said that nothing is to be sent any more.
 */
void
siyaq_translator_cached_set_makers (SiyaqTranslatorCached *self,
                                    GPtrArray *makers)
{
  g_return_if_fail (SIYAQ_IS_TRANSLATOR_CACHED (self));

  siyaq_digest_queue_drop (self->queue);
  siyaq_translator_cached_collect (self);
  self->answered = NULL;
  self->problem_maker = NULL;
  g_hash_table_remove_all (self->failed);
  g_ptr_array_set_size (self->makers, 0);
  for (guint i = 0; i < makers->len; i++)
    g_ptr_array_add (self->makers, g_object_ref (g_ptr_array_index (makers, i)));
}

/**
 * siyaq_translator_cached_begin:
 * @self: the chain
 *
 * Begins a round, in which what is not there is asked for.
 */
void
siyaq_translator_cached_begin (SiyaqTranslatorCached *self)
{
  g_ptr_array_set_size (self->wanted, 0);
  self->asking = TRUE;
  self->pending = FALSE;
  self->problem = SIYAQ_MAKER_FINE;
  self->problem_maker = NULL;
}

/**
 * siyaq_translator_cached_set_asking:
 * @self: the chain
 * @asking: whether what is not there is asked for
 *
 * For the part of a round that is only nice to have.
 */
void
siyaq_translator_cached_set_asking (SiyaqTranslatorCached *self,
                                    gboolean asking)
{
  self->asking = asking;
}

static gint64
get_reserved (SiyaqTranslatorCached *self,
              SiyaqMaker *maker)
{
  const gint64 *reserved = g_hash_table_lookup (self->reserved, siyaq_maker_get_id (maker));

  return reserved != NULL ? *reserved : 0;
}

static void
add_reserved (SiyaqTranslatorCached *self,
              SiyaqMaker *maker,
              gint64 characters)
{
  gint64 *reserved = g_new (gint64, 1);

  *reserved = get_reserved (self, maker) + characters;
  g_hash_table_replace (self->reserved, g_strdup (siyaq_maker_get_id (maker)), reserved);
}

/* What nobody waits for may take half of a day's characters, so that there are some left in the evening. */
static gboolean
can_afford (SiyaqTranslatorCached *self,
            SiyaqMaker *maker,
            gint64 characters,
            gboolean urgent)
{
  gint64 daily = siyaq_maker_get_daily_characters (maker), spent = 0;

  if (daily == 0)
    return TRUE;
  if (!siyaq_store_get_spent (self->store, today (), siyaq_maker_get_id (maker), &spent, NULL))
    return FALSE;
  return spent + get_reserved (self, maker) + characters <= (urgent ? daily : daily / 2);
}

static gint64
count_characters (const SiyaqDigestJob *job)
{
  gint64 n = 0;

  for (guint i = 0; i < job->texts->len; i++)
    n += g_utf8_strlen (g_ptr_array_index (job->texts, i), -1);
  return n;
}

static void
note_problem (SiyaqTranslatorCached *self,
              SiyaqMaker *maker,
              SiyaqMakerState state)
{
  if (self->problem_maker != NULL)
    return;
  self->problem = state;
  self->problem_maker = maker;
}

/* The makers that may be asked now for so many characters. */
static void
add_makers (SiyaqTranslatorCached *self,
            SiyaqDigestJob *job,
            gint64 characters)
{
  gint64 now_us = g_get_monotonic_time ();

  for (guint i = 0; i < self->makers->len; i++)
    {
      SiyaqMaker *maker = g_ptr_array_index (self->makers, i);
      SiyaqMakerState state = siyaq_maker_get_state (maker, now_us);

      if (!siyaq_maker_can_translate (maker, job->from, job->to))
        continue;
      if (state == SIYAQ_MAKER_FINE && !can_afford (self, maker, characters, job->urgent))
        state = SIYAQ_MAKER_BUDGET;
      if (state == SIYAQ_MAKER_FINE)
        g_ptr_array_add (job->makers, g_object_ref (maker));
      else
        note_problem (self, maker, state);
    }
}

static void
submit (SiyaqTranslatorCached *self,
        SiyaqDigestJob *job)
{
  gint64 characters = count_characters (job);

  if (siyaq_digest_queue_get_n_waiting (self->queue) < MAX_JOBS)
    add_makers (self, job, characters);
  if (job->makers->len == 0)
    {
      siyaq_digest_job_free (job);
      return;
    }
  for (guint i = 0; i < job->texts->len; i++)
    g_hash_table_add (self->under_way, make_key (g_ptr_array_index (job->texts, i), job->from, job->to));
  for (guint i = 0; i < job->makers->len; i++)
    add_reserved (self, g_ptr_array_index (job->makers, i), characters);
  self->pending = TRUE;
  siyaq_digest_queue_push (self->queue, job);
}

/* Whether the first maker that may be asked has it already: it lacks only what goes with it. */
static gboolean
is_there (SiyaqTranslatorCached *self,
          const Wanted *wanted)
{
  gint64 now_us = g_get_monotonic_time ();

  for (guint i = 0; i < self->makers->len; i++)
    {
      SiyaqMaker *maker = g_ptr_array_index (self->makers, i);
      g_autofree char *found = NULL;

      if (!siyaq_maker_can_translate (maker, wanted->from, wanted->to) || siyaq_maker_get_state (maker, now_us) != SIYAQ_MAKER_FINE)
        continue;
      found = find (self, wanted->text, wanted->from, wanted->to, maker);
      return found != NULL;
    }
  return FALSE;
}

/**
 * siyaq_translator_cached_end:
 * @self: the chain
 * @urgent: whether a person waits
 *
 * Puts what is missing into the queue.
 *
 * Returns: whether something that was asked for in this round is under way
 */
gboolean
siyaq_translator_cached_end (SiyaqTranslatorCached *self,
                             gboolean urgent)
{
  SiyaqDigestJob *job = NULL;
  gint64 characters = 0;

  g_return_val_if_fail (SIYAQ_IS_TRANSLATOR_CACHED (self), FALSE);

  for (guint i = 0; i < self->wanted->len; i++)
    {
      const Wanted *wanted = g_ptr_array_index (self->wanted, i);
      gint64 length = g_utf8_strlen (wanted->text, -1);
      g_autofree char *key = make_key (wanted->text, wanted->from, wanted->to);

      if (is_there (self, wanted) || g_hash_table_contains (self->under_way, key) ||
          (job != NULL && g_ptr_array_find_with_equal_func (job->texts, wanted->text, g_str_equal, NULL)))
        continue;
      if (job != NULL && (strcmp (job->from, wanted->from) != 0 || strcmp (job->to, wanted->to) != 0 ||
                          job->texts->len == MAX_JOB_TEXTS || characters + length > MAX_JOB_CHARACTERS))
        submit (self, g_steal_pointer (&job));
      if (job == NULL)
        {
          job = siyaq_digest_job_new (wanted->from, wanted->to);
          job->urgent = urgent;
          characters = 0;
        }
      g_ptr_array_add (job->texts, g_strdup (wanted->text));
      characters += length;
    }
  if (job != NULL)
    submit (self, job);
  g_ptr_array_set_size (self->wanted, 0);
  self->asking = FALSE;
  return self->pending;
}

/**
 * siyaq_translator_cached_get_problem:
 * @self: the chain
 * @ret_by: (out) (transfer none) (nullable): whose problem it is
 *
 * Returns: why something that was asked for in this round is not under way, from the maker that should
 *   have been the first to do it; %SIYAQ_MAKER_FINE where nothing was wrong
 */
SiyaqMakerState
siyaq_translator_cached_get_problem (SiyaqTranslatorCached *self,
                                     const char **ret_by)
{
  *ret_by = self->problem_maker != NULL ? siyaq_translator_get_name (siyaq_maker_get_translator (self->problem_maker)) : NULL;
  return self->problem;
}

static void
keep (SiyaqTranslatorCached *self,
      const SiyaqDigestJob *job)
{
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < job->texts->len && error == NULL; i++)
    siyaq_store_put_translation (self->store, g_ptr_array_index (job->texts, i), job->from, job->to,
                                 siyaq_maker_get_id (job->maker), job->answers[i], today (), &error);
  self->n_put += job->texts->len;
  if (error == NULL && self->n_put >= PRUNE_INTERVAL)
    {
      self->n_put = 0;
      siyaq_store_prune_translations (self->store, today () - KEEP_DAYS, MAX_KEPT, &error);
    }
  if (error != NULL)
    g_debug ("a translation is not kept: %s", error->message);
}

static void
settle (SiyaqTranslatorCached *self,
        const SiyaqDigestJob *job)
{
  gint64 characters = count_characters (job);
  gint64 now_us = g_get_monotonic_time ();
  gboolean in_vain = job->answers == NULL && !job->dropped;

  for (guint i = 0; i < job->makers->len; i++)
    {
      SiyaqMaker *maker = g_ptr_array_index (job->makers, i);
      SiyaqMakerState state = siyaq_maker_get_state (maker, now_us);

      add_reserved (self, maker, -characters);
      if ((job->sent & (1u << MIN (i, 31u))) != 0 && siyaq_maker_get_daily_characters (maker) > 0)
        siyaq_store_add_spent (self->store, today (), siyaq_maker_get_id (maker), characters, NULL);
      /* Where it is the maker that cannot, its own state says when to try again. */
      in_vain = in_vain && (state == SIYAQ_MAKER_FINE || state == SIYAQ_MAKER_BUSY);
    }
  if (g_hash_table_size (self->failed) > MAX_FAILED)
    g_hash_table_remove_all (self->failed);
  for (guint i = 0; i < job->texts->len; i++)
    {
      char *key = make_key (g_ptr_array_index (job->texts, i), job->from, job->to);

      g_hash_table_remove (self->under_way, key);
      if (in_vain)
        {
          gint64 *until_us = g_new (gint64, 1);

          *until_us = now_us + FAILED_US;
          g_hash_table_replace (self->failed, g_steal_pointer (&key), until_us);
        }
      g_free (key);
    }
}

/**
 * siyaq_translator_cached_collect:
 * @self: the chain
 *
 * Writes down what has been translated since.
 *
 * Returns: how many jobs were done
 */
guint
siyaq_translator_cached_collect (SiyaqTranslatorCached *self)
{
  guint n = 0;

  g_return_val_if_fail (SIYAQ_IS_TRANSLATOR_CACHED (self), 0);

  for (;; n++)
    {
      g_autoptr (SiyaqDigestJob) job = siyaq_digest_queue_pop_done (self->queue);

      if (job == NULL)
        return n;
      settle (self, job);
      if (job->answers != NULL && !job->dropped)
        keep (self, job);
    }
}
