/* SPDX-License-Identifier: GPL-2.0-or-later */
/* An inverted index. An item is entered under the terms that say most about it; each list keeps its
   newest entries only, so that neither memory nor the time of a look-up grows with what has been
   read: a term with many items says little, and of those the newest are the ones that a story that
   is in the news now can be among. */
#define G_LOG_DOMAIN "siyaq-story"

#include "config.h"

#include "siyaq-story-postings.h"

#include <string.h>

/* Entries of one term. */
#define MAX_ENTRIES 96u
/* After so many items the lists are rid of what is no candidate any more. */
#define COMPACT_AFTER 5000u

typedef struct
{
  guint32 *numbers; /* a ring once it is full */
  guint16 n, size;
  guint16 next;
} List;

struct _SiyaqStoryPostings
{
  GHashTable *lists;  /* (element-type guint32 List) */
  GArray *scores;     /* (element-type float) by number - base of the look-up; all 0 between calls */
  GArray *touched;    /* (element-type guint32) */
  guint added;        /* since the lists were compacted */
};

typedef struct
{
  guint32 term;
  float value;
} Choice;

static void
list_free (gpointer data)
{
  List *list = data;

  g_free (list->numbers);
  g_free (list);
}

/**
 * siyaq_story_postings_new:
 *
 * Returns: (transfer full): an empty index
 */
SiyaqStoryPostings *
siyaq_story_postings_new (void)
{
  SiyaqStoryPostings *self = g_new0 (SiyaqStoryPostings, 1);

  self->lists = g_hash_table_new_full (NULL, NULL, NULL, list_free);
  self->scores = g_array_new (FALSE, TRUE, sizeof (float));
  self->touched = g_array_new (FALSE, FALSE, sizeof (guint32));
  return self;
}

/**
 * siyaq_story_postings_free:
 * @self: (transfer full) (nullable): an index
 */
void
siyaq_story_postings_free (SiyaqStoryPostings *self)
{
  if (self == NULL)
    return;
  g_hash_table_unref (self->lists);
  g_array_unref (self->scores);
  g_array_unref (self->touched);
  g_free (self);
}

static int
compare_choices (gconstpointer a,
                 gconstpointer b)
{
  const Choice *x = a, *y = b;

  if (x->value != y->value)
    return x->value > y->value ? -1 : 1;
  return x->term < y->term ? -1 : x->term > y->term;
}

static void
enter (SiyaqStoryPostings *self,
       guint32 term,
       guint32 number)
{
  List *list = g_hash_table_lookup (self->lists, GUINT_TO_POINTER (term));

  if (list == NULL)
    {
      list = g_new0 (List, 1);
      g_hash_table_insert (self->lists, GUINT_TO_POINTER (term), list);
    }
  /* A ring that is full has newer ones. */
  if (list->n == MAX_ENTRIES && number < list->numbers[list->next])
    return;
  if (list->n == list->size && list->size < MAX_ENTRIES)
    {
      /* A full ring that was compacted has begun anew at 0. */
      list->size = (guint16) (list->size == 0 ? 2 : MIN (list->size + list->size / 2u + 1, MAX_ENTRIES));
      list->numbers = g_renew (guint32, list->numbers, list->size);
    }
  if (list->n < list->size)
    {
      guint at = list->n++;

      /* Items of an earlier run are read newest first. */
      while (at > 0 && list->numbers[at - 1] > number)
        {
          list->numbers[at] = list->numbers[at - 1];
          at--;
        }
      list->numbers[at] = number;
    }
  else
    {
      list->numbers[list->next] = number;
      list->next = (guint16) ((list->next + 1) % list->size);
    }
}

/* Takes what is too old out of a list, the rest stays in its order; TRUE where nothing stays. */
static gboolean
compact_list (gpointer key,
              gpointer value,
              gpointer user_data)
{
  List *list = value;
  guint32 oldest = *(const guint32 *) user_data;
  guint32 kept[MAX_ENTRIES];
  guint n = 0;

  for (guint i = 0; i < list->n; i++)
    {
      guint32 number = list->numbers[(list->next + i) % list->n];

      if (number >= oldest)
        kept[n++] = number;
    }
  if (n == 0)
    return TRUE;
  if (n < list->n || list->size > list->n)
    {
      list->numbers = g_renew (guint32, list->numbers, n);
      memcpy (list->numbers, kept, sizeof (guint32) * n);
      list->n = list->size = (guint16) n;
      list->next = 0;
    }
  return FALSE;
}

/**
 * siyaq_story_postings_add:
 * @self: an index
 * @print: an item's fingerprint
 * @number: the item's number
 * @oldest: items of lower numbers are no candidates any more
 */
void
siyaq_story_postings_add (SiyaqStoryPostings *self,
                          const SiyaqStoryPrint *print,
                          guint32 number,
                          guint32 oldest)
{
  for (guint s = 0; s < SIYAQ_STORY_N_SPACES; s++)
    {
      const guint8 *weights;
      const guint32 *terms = siyaq_story_print_terms (print, (SiyaqStorySpace) s, &weights);

      for (guint i = 0; i < print->n_terms[s]; i++)
        if ((weights[i] & SIYAQ_STORY_TERM_INDEXED) != 0)
          enter (self, terms[i], number);
    }
  if (++self->added >= COMPACT_AFTER)
    {
      g_hash_table_foreach_remove (self->lists, compact_list, &oldest);
      self->added = 0;
    }
}

/* Adds what a term says to the score of each item that has it. */
static void
add_scores (SiyaqStoryPostings *self,
            const List *list,
            guint32 oldest,
            float weight)
{
  for (guint k = 0; k < list->n; k++)
    {
      guint32 number = list->numbers[k];
      float *score;

      if (number < oldest)
        continue;
      if (number - oldest >= self->scores->len)
        g_array_set_size (self->scores, number - oldest + 1024);
      score = &g_array_index (self->scores, float, number - oldest);
      if (*score == 0.f)
        g_array_append_val (self->touched, number);
      *score += weight;
    }
}

/**
 * siyaq_story_postings_find:
 * @self: an index
 * @query: an item
 * @oldest: items of lower numbers are no candidates any more
 * @ret_numbers: (out caller-allocates): items that share telling terms, best first
 *
 * Returns: how many were found
 */
guint
siyaq_story_postings_find (SiyaqStoryPostings *self,
                           const SiyaqStoryQuery *query,
                           guint32 oldest,
                           guint32 ret_numbers[SIYAQ_STORY_MAX_CANDIDATES])
{
  Choice best[SIYAQ_STORY_MAX_CANDIDATES];
  guint n_best = 0;

  for (guint s = 0; s < SIYAQ_STORY_N_SPACES; s++)
    {
      const guint8 *weights;
      const guint32 *terms = siyaq_story_print_terms (query->print, (SiyaqStorySpace) s, &weights);

      for (guint i = 0; i < query->print->n_terms[s]; i++)
        {
          float idf = query->idf[s][i];
          const List *list = (weights[i] & SIYAQ_STORY_TERM_INDEXED) != 0 && idf > 0.f
                               ? g_hash_table_lookup (self->lists, GUINT_TO_POINTER (terms[i]))
                               : NULL;

          if (list != NULL)
            add_scores (self, list, oldest, SIYAQ_STORY_TERM_WEIGHT (weights[i]) * idf * idf);
        }
    }
  for (guint i = 0; i < self->touched->len; i++)
    {
      guint32 number = g_array_index (self->touched, guint32, i);
      float *score = &g_array_index (self->scores, float, number - oldest);
      Choice c = { .term = number, .value = *score };
      guint at;

      *score = 0.f;
      if (n_best == SIYAQ_STORY_MAX_CANDIDATES && compare_choices (&c, &best[n_best - 1]) > 0)
        continue;
      at = n_best < SIYAQ_STORY_MAX_CANDIDATES ? n_best++ : n_best - 1;
      while (at > 0 && compare_choices (&c, &best[at - 1]) < 0)
        {
          best[at] = best[at - 1];
          at--;
        }
      best[at] = c;
    }
  g_array_set_size (self->touched, 0);
  for (guint i = 0; i < n_best; i++)
    ret_numbers[i] = best[i].term;
  return n_best;
}
