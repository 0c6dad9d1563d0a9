/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Document frequencies, online: a table of fixed size that terms share by hash, so that memory does
   not grow with the vocabulary; a collision makes a rare word look a little less rare. A background
   of common words stands in for the items that a new user has not read yet. When a quarter of what
   the counters hold is reached, all are halved: what was in the news last year fades. */
#define G_LOG_DOMAIN "siyaq-story"

#include "config.h"

#include "siyaq-story-frequencies.h"

#include <math.h>

/* One MiB of counters for a vocabulary of some hundred thousand terms. */
#define N_COUNTERS (1u << 19)
#define MAX_ITEMS 16384u

/* Stems of common words: hash, items of BACKGROUND_ITEMS that have it. */
static const struct
{
  guint32 term;
  guint16 items;
} background[] = {
#include "siyaq-story-background.inc"
};

struct _SiyaqStoryFrequencies
{
  guint n_items;
  guint16 *counters;
};

/**
 * siyaq_story_frequencies_new:
 *
 * Returns: (transfer full): frequencies that know the background alone
 */
SiyaqStoryFrequencies *
siyaq_story_frequencies_new (void)
{
  SiyaqStoryFrequencies *self = g_new0 (SiyaqStoryFrequencies, 1);

  self->counters = g_new0 (guint16, N_COUNTERS);
  self->n_items = SIYAQ_STORY_BACKGROUND_ITEMS;
  for (guint i = 0; i < G_N_ELEMENTS (background); i++)
    {
      guint16 *counter = &self->counters[background[i].term % N_COUNTERS];

      *counter = (guint16) MIN (*counter + background[i].items, MAX_ITEMS);
    }
  return self;
}

/**
 * siyaq_story_frequencies_free:
 * @self: (transfer full) (nullable): frequencies
 */
void
siyaq_story_frequencies_free (SiyaqStoryFrequencies *self)
{
  if (self == NULL)
    return;
  g_free (self->counters);
  g_free (self);
}

/**
 * siyaq_story_frequencies_is_full:
 * @self: frequencies
 *
 * Returns: whether another item makes what was counted before fade
 */
gboolean
siyaq_story_frequencies_is_full (const SiyaqStoryFrequencies *self)
{
  return self->n_items + 1 >= MAX_ITEMS;
}

/**
 * siyaq_story_frequencies_begin_item:
 * @self: frequencies
 *
 * Another item: its terms follow, each once.
 */
void
siyaq_story_frequencies_begin_item (SiyaqStoryFrequencies *self)
{
  if (++self->n_items < MAX_ITEMS)
    return;
  self->n_items /= 2;
  for (guint i = 0; i < N_COUNTERS; i++)
    self->counters[i] /= 2;
}

/**
 * siyaq_story_frequencies_count:
 * @self: frequencies
 * @term: a term of the item that was begun
 */
void
siyaq_story_frequencies_count (SiyaqStoryFrequencies *self,
                               guint32 term)
{
  guint16 *counter = &self->counters[term % N_COUNTERS];

  if (*counter < MAX_ITEMS)
    (*counter)++;
}

/**
 * siyaq_story_frequencies_idf:
 * @self: frequencies
 * @term: a term
 *
 * Returns: its inverse document frequency, 0 for a term of every item
 */
float
siyaq_story_frequencies_idf (const SiyaqStoryFrequencies *self,
                             guint32 term)
{
  float n = (float) self->n_items, items = (float) self->counters[term % N_COUNTERS];

  return items < n ? logf ((n + 1.f) / (items + 0.5f)) : 0.f;
}
