/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Document frequencies, online: a table of fixed size that terms share by hash, so that memory does
   not grow with the vocabulary; a collision makes a rare word look a little less rare. A background
   of common words stands in for the items that a new user has not read yet. The items of the present
   epoch and of the one before count, so that what was in the news last year fades; sums do not depend
   on the order in which items are read, so that a restart, which reads them newest first, gives the same. */
#define G_LOG_DOMAIN "siyaq-story"

#include "config.h"

#include "siyaq-story-frequencies.h"

#include <math.h>
#include <string.h>

/* One MiB of counters for a vocabulary of some hundred thousand terms. */
#define N_COUNTERS (1u << 19)
/* Items of an epoch: two weeks of a reader of many feeds. */
#define EPOCH_ITEMS 8192u
/* What a store of an older version has is all of one epoch; no more than this many of them count. */
#define MAX_EPOCH_ITEMS (2u * EPOCH_ITEMS)
/* Counts whose logarithms are kept; what is more frequent says nothing. */
#define N_LOGARITHMS 4096u

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
  guint32 epoch;
  guint n_present, n_before;
  guint16 *total;       /* background and both epochs */
  guint16 *present;     /* of total, the present epoch */
  float logarithms[N_LOGARITHMS];
  gboolean in_present;  /* what the item that was begun counts in */
  int step;
};

static void
add_background (SiyaqStoryFrequencies *self)
{
  for (guint i = 0; i < G_N_ELEMENTS (background); i++)
    self->total[background[i].term % N_COUNTERS] += background[i].items;
}

/**
 * siyaq_story_frequencies_new:
 *
 * Returns: (transfer full): frequencies that know the background alone
 */
SiyaqStoryFrequencies *
siyaq_story_frequencies_new (void)
{
  SiyaqStoryFrequencies *self = g_new0 (SiyaqStoryFrequencies, 1);

  self->total = g_new0 (guint16, N_COUNTERS);
  self->present = g_new0 (guint16, N_COUNTERS);
  add_background (self);
  for (guint i = 0; i < N_LOGARITHMS; i++)
    self->logarithms[i] = logf ((float) i + 0.5f);
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
  g_free (self->total);
  g_free (self->present);
  g_free (self);
}

/* The present epoch becomes the one before, which goes. */
static void
turn (SiyaqStoryFrequencies *self)
{
  memcpy (self->total, self->present, sizeof (guint16) * N_COUNTERS);
  memset (self->present, 0, sizeof (guint16) * N_COUNTERS);
  add_background (self);
  self->n_before = self->n_present;
  self->n_present = 0;
  self->epoch++;
}

/**
 * siyaq_story_frequencies_begin_item:
 * @self: frequencies
 *
 * Another item: its terms follow, each once.
 *
 * Returns: its epoch, to be kept with it
 */
guint32
siyaq_story_frequencies_begin_item (SiyaqStoryFrequencies *self)
{
  if (self->n_present >= EPOCH_ITEMS)
    turn (self);
  self->n_present++;
  self->in_present = TRUE;
  self->step = 1;
  return self->epoch;
}

/**
 * siyaq_story_frequencies_begin_known:
 * @self: frequencies
 * @epoch: of an item that was counted in an earlier run
 *
 * Its terms follow, each once, where they still count.
 *
 * Returns: whether they do
 */
gboolean
siyaq_story_frequencies_begin_known (SiyaqStoryFrequencies *self,
                                     guint32 epoch)
{
  if (epoch > self->epoch)
    {
      /* What is counted so far is older by at least an epoch. */
      turn (self);
      if (epoch > self->epoch)
        turn (self);
      self->epoch = epoch;
    }
  self->in_present = epoch == self->epoch;
  self->step = 1;
  if (self->in_present ? self->n_present >= MAX_EPOCH_ITEMS : epoch + 1 != self->epoch || self->n_before >= MAX_EPOCH_ITEMS)
    return FALSE;
  if (self->in_present)
    self->n_present++;
  else
    self->n_before++;
  return TRUE;
}

/**
 * siyaq_story_frequencies_begin_gone:
 * @self: frequencies
 * @epoch: of an item that is updated or forgotten
 *
 * Its terms follow, each once, where they still count: they no longer do.
 *
 * Returns: whether they did
 */
gboolean
siyaq_story_frequencies_begin_gone (SiyaqStoryFrequencies *self,
                                    guint32 epoch)
{
  guint *n = epoch == self->epoch ? &self->n_present : &self->n_before;

  self->in_present = epoch == self->epoch;
  self->step = -1;
  if ((!self->in_present && epoch + 1 != self->epoch) || *n == 0)
    return FALSE;
  (*n)--;
  return TRUE;
}

static void
change (guint16 *counter,
        int step)
{
  if (step > 0 ? *counter < G_MAXUINT16 : *counter > 0)
    *counter = (guint16) (*counter + step);
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
  change (&self->total[term % N_COUNTERS], self->step);
  if (self->in_present)
    change (&self->present[term % N_COUNTERS], self->step);
}

static float
log_items (const SiyaqStoryFrequencies *self)
{
  return logf ((float) (SIYAQ_STORY_BACKGROUND_ITEMS + self->n_present + self->n_before) + 1.f);
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
  guint items = self->total[term % N_COUNTERS];

  return MAX (0.f, log_items (self) -
                     (items < N_LOGARITHMS ? self->logarithms[items] : logf ((float) items + 0.5f)));
}

/**
 * siyaq_story_frequencies_list_idf:
 * @self: frequencies
 * @terms: terms
 * @n: how many
 * @ret_idf: (out caller-allocates): the inverse document frequency of each
 */
void
siyaq_story_frequencies_list_idf (const SiyaqStoryFrequencies *self,
                                  const guint32 *terms,
                                  guint n,
                                  float *ret_idf)
{
  float all = log_items (self);

  for (guint i = 0; i < n; i++)
    {
      guint items = self->total[terms[i] % N_COUNTERS];

      ret_idf[i] = MAX (0.f, all - (items < N_LOGARITHMS ? self->logarithms[items] : logf ((float) items + 0.5f)));
    }
}
