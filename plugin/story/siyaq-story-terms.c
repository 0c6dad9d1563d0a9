/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Terms of title, lead and body. A term counts more the higher it stands. Of each space the terms
   that say most are kept, which bounds memory and the cost of a comparison. Translations of an
   Arabic word share its weight in the norm, so that a word with ten senses is no heavier than one
   with two, while the one sense that the other text has counts nearly in full (after Pirkola's
   structured queries, SIGIR 1998). */
#define G_LOG_DOMAIN "siyaq-story"

#include "config.h"

#include "siyaq-stem.h"
#include "siyaq-story-terms.h"

#include <math.h>
#include <string.h>

/* The lead: two sentences of an agency's report. */
#define LEAD_TOKENS 60u

/* Terms that are kept of each space. */
static const guint max_terms[SIYAQ_STORY_N_SPACES] = { 40, 68, 18, 8, 12 };

/* Terms of each space under which an item is entered and looked up, of those that it keeps. */
static const guint max_indexed[SIYAQ_STORY_N_SPACES] = { 16, 24, 6, 3, 3 };
/* A term under this idf finds half of everything. */
#define MIN_INDEXED_IDF 1.0f

/* A word in the title counts as this many in the body, one in the lead as that many. */
#define TITLE_WEIGHT 2.5f
#define LEAD_WEIGHT 1.5f
/* A place that is no more exact than a country. */
#define COUNTRY_WEIGHT 0.5f
/* In the body a word counts half this many tokens down. */
#define BODY_HALF 250.f

/* Slots of the table that finds a term of a space again, as powers of two: every sense of every word
   of an Arabic item has room in the second. GLib's table costs several times as much a look-up. */
static const guint slot_bits[SIYAQ_STORY_N_SPACES] = { 11, 14, 11, 10, 10 };

struct _SiyaqStoryTerms
{
  GArray *spaces[SIYAQ_STORY_N_SPACES];
  guint16 *slots[SIYAQ_STORY_N_SPACES]; /* index of a term + 1, or 0 */
};

static void
add (SiyaqStoryTerms *self,
     SiyaqStorySpace space,
     guint32 hash,
     float weight,
     float share,
     guint8 fields)
{
  GArray *list = self->spaces[space];
  guint mask = (1u << slot_bits[space]) - 1, at = hash & mask;
  guint16 *slots = self->slots[space];
  SiyaqStoryTerm *term;

  if (hash == 0)
    return;
  while (slots[at] != 0 && g_array_index (list, SiyaqStoryTerm, slots[at] - 1).hash != hash)
    at = (at + 1) & mask;
  if (slots[at] == 0)
    {
      SiyaqStoryTerm fresh = { .hash = hash };

      /* Places and actors come without a bound; what comes after so many says nothing. */
      if (list->len > mask / 4 * 3)
        return;
      g_array_append_val (list, fresh);
      slots[at] = (guint16) list->len;
    }
  term = &g_array_index (list, SiyaqStoryTerm, slots[at] - 1);
  term->weight += weight;
  term->share = MAX (term->share, share);
  term->fields |= fields;
}

/* A skeleton may be a name where the script says so, or where the lexicon does not know the word. */
static gboolean
may_be_name (const SiyaqStoryWord *word,
             const SiyaqToken *token,
             gboolean title,
             gboolean arabic)
{
  if (word->skeleton == 0 || word->word_class != SIYAQ_STORY_WORD_PLAIN)
    return FALSE;
  if ((token->flags & SIYAQ_TOKEN_ARABIC) != 0)
    return TRUE;
  if ((token->flags & SIYAQ_TOKEN_CAPITALISED) == 0 || word->stem == 0)
    return FALSE;
  return arabic || title || (token->flags & SIYAQ_TOKEN_SENTENCE_START) == 0;
}

static void
add_token (SiyaqStoryTerms *self,
           const SiyaqStoryWord *word,
           const SiyaqToken *token,
           gboolean title,
           gboolean arabic,
           float weight,
           guint8 fields)
{
  if (may_be_name (word, token, title, arabic))
    add (self, SIYAQ_STORY_SPACE_NAMES, word->skeleton, word->n_senses > 0 ? weight * 0.6f : weight, 1.f, fields);
  if (word->stem == 0 || (token->flags & SIYAQ_TOKEN_NUMBER) != 0)
    return;
  add (self, SIYAQ_STORY_SPACE_WORDS, word->stem, weight, 1.f, fields);
  if (!arabic)
    return;
  if ((token->flags & SIYAQ_TOKEN_ARABIC) == 0)
    add (self, SIYAQ_STORY_SPACE_BRIDGE, word->stem, weight, 1.f, fields);
  for (guint i = 0; i < word->n_senses; i++)
    {
      float share = (float) word->shares[i] / 255.f;

      add (self, SIYAQ_STORY_SPACE_BRIDGE, word->senses[i], weight, share, fields);
    }
}

static int
compare_value (gconstpointer a,
               gconstpointer b)
{
  const SiyaqStoryTerm *x = a, *y = b;

  if (x->value != y->value)
    return x->value > y->value ? -1 : 1;
  return x->hash < y->hash ? -1 : x->hash > y->hash;
}

/* The terms that the item is entered under and looked up by. They are chosen once, by what was frequent then,
   and kept: an index that is read again has the same. */
static void
choose_indexed (GArray *list,
                guint max)
{
  guint n = 0;

  for (guint i = 0; i < list->len; i++)
    {
      SiyaqStoryTerm *term = &g_array_index (list, SiyaqStoryTerm, i);
      float place = (term->fields & SIYAQ_STORY_TERM_TITLE) != 0 ? 2.f : (term->fields & SIYAQ_STORY_TERM_LEAD) != 0 ? 1.4f : 1.f;

      term->indexed = term->idf >= MIN_INDEXED_IDF;
      term->value = term->indexed ? term->weight * term->idf * place : 0.f;
      n += term->indexed;
    }
  if (n <= max)
    return;
  g_array_sort (list, compare_value);
  for (guint i = max; i < list->len; i++)
    g_array_index (list, SiyaqStoryTerm, i).indexed = FALSE;
}

static int
compare_hash (gconstpointer a,
              gconstpointer b)
{
  const SiyaqStoryTerm *x = a, *y = b;

  return x->hash < y->hash ? -1 : x->hash > y->hash;
}

static void
finish (SiyaqStoryTerms *self,
        const SiyaqStoryFrequencies *frequencies)
{
  for (guint s = 0; s < SIYAQ_STORY_N_SPACES; s++)
    {
      GArray *list = self->spaces[s];

      for (guint i = 0; i < list->len; i++)
        {
          SiyaqStoryTerm *term = &g_array_index (list, SiyaqStoryTerm, i);

          term->idf = siyaq_story_frequencies_idf (frequencies, term->hash);
          term->weight = 1.f + logf (MAX (term->weight, 0.4f));
          if (term->share < 1.f)
            term->weight *= powf (term->share, 0.3f);
          term->weight = CLAMP (term->weight, 0.1f, 7.8f);
          term->value = term->weight * term->idf * sqrtf (term->share) * (term->fields != 0 ? 2.f : 1.f);
        }
      if (list->len > max_terms[s])
        {
          g_array_sort (list, compare_value);
          g_array_set_size (list, max_terms[s]);
        }
      choose_indexed (list, max_indexed[s]);
      g_array_sort (list, compare_hash);
    }
}

/**
 * siyaq_story_terms_new:
 * @frequencies: what is frequent so far
 * @annotation: places and actors
 * @title: the title
 * @text: the text
 *
 * Returns: (transfer full): the terms
 */
SiyaqStoryTerms *
siyaq_story_terms_new (const SiyaqStoryFrequencies *frequencies,
                       const SiyaqAnnotation *annotation,
                       const SiyaqStoryText *title,
                       const SiyaqStoryText *text)
{
  SiyaqStoryTerms *self = g_new0 (SiyaqStoryTerms, 1);
  gboolean arabic = g_strcmp0 (annotation->lang, "ar") == 0;
  guint32 lead_end = 0;

  for (guint s = 0; s < SIYAQ_STORY_N_SPACES; s++)
    {
      self->spaces[s] = g_array_sized_new (FALSE, TRUE, sizeof (SiyaqStoryTerm), 64);
      self->slots[s] = g_new0 (guint16, 1u << slot_bits[s]);
    }
  for (guint i = 0; i < MIN (title->n, LEAD_TOKENS); i++)
    add_token (self, title->words[i], &title->tokens->items[i], TRUE, arabic, TITLE_WEIGHT, SIYAQ_STORY_TERM_TITLE);
  for (guint i = 0; i < text->n; i++)
    {
      gboolean lead = i < LEAD_TOKENS;

      if (lead)
        lead_end = text->tokens->items[i].cp_end;
      add_token (self, text->words[i], &text->tokens->items[i], FALSE, arabic,
                 lead ? LEAD_WEIGHT : 1.f / (1.f + (float) (i - LEAD_TOKENS) / BODY_HALF),
                 lead ? SIYAQ_STORY_TERM_LEAD : 0);
    }
  for (guint i = 0; i < annotation->actors->len; i++)
    {
      const SiyaqActor *actor = g_ptr_array_index (annotation->actors, i);

      add (self, SIYAQ_STORY_SPACE_ACTORS, siyaq_story_hash (actor->key, 'a'), (float) MAX (actor->count, 1u), 1.f, 0);
    }
  for (guint i = 0; i < annotation->places->len; i++)
    {
      const SiyaqPlace *place = g_ptr_array_index (annotation->places, i);
      g_autofree char *fold = place->geonameid == 0 ? siyaq_text_fold (place->name != NULL ? place->name : "", -1) : NULL;
      char digits[16];

      g_snprintf (digits, sizeof digits, "%u", place->geonameid);
      /* Countries are in every item of a region; towns of one province are near one another. */
      add (self, SIYAQ_STORY_SPACE_PLACES, siyaq_story_hash (fold != NULL ? fold : digits, 'g'),
           place->admin1 != NULL ? 1.f : COUNTRY_WEIGHT, 1.f, place->start < lead_end ? SIYAQ_STORY_TERM_LEAD : 0);
      if (place->admin1 != NULL)
        add (self, SIYAQ_STORY_SPACE_PLACES, siyaq_story_hash (place->admin1, 'p'), 1.f, 1.f, SIYAQ_STORY_TERM_PROVINCE);
    }
  finish (self, frequencies);
  return self;
}

/**
 * siyaq_story_terms_free:
 * @self: (transfer full) (nullable): terms
 */
void
siyaq_story_terms_free (SiyaqStoryTerms *self)
{
  if (self == NULL)
    return;
  for (guint s = 0; s < SIYAQ_STORY_N_SPACES; s++)
    {
      g_array_unref (self->spaces[s]);
      g_free (self->slots[s]);
    }
  g_free (self);
}

/**
 * siyaq_story_terms_get:
 * @self: terms
 * @space: which
 *
 * Returns: (transfer none) (element-type SiyaqStoryTerm): the terms, ascending by hash
 */
const GArray *
siyaq_story_terms_get (const SiyaqStoryTerms *self,
                       SiyaqStorySpace space)
{
  return self->spaces[space];
}
