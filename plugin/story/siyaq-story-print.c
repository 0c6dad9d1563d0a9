/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The packed fingerprint: one allocation an item, which is also what the store keeps. */
#define G_LOG_DOMAIN "siyaq-story"

#include "config.h"

#include "siyaq-story-print.h"
#include "siyaq-story-sketch.h"
#include "siyaq-story-terms.h"

#include <math.h>
#include <string.h>

/* Tokens that are looked at: long reads say what they are about in the first pages. */
#define MAX_TOKENS 900u
/* A first sentence says what is new before it says what for. */
#define MAX_PHASE_TOKENS 16u
/* Words of a headline that is a mention's: shorter ones are equal by chance. */
#define MIN_TITLE_TOKENS 4u

/* Terms of each space that an old item keeps. */
static const guint max_reduced[SIYAQ_STORY_N_SPACES] = { 10, 6, 3, 3, 3 };

/* 32 steps from 0.2 to 7.8, each an eighth more than the one before: the weight is a logarithm's, and what
   is often in a text differs less than what is once or twice. */
const float siyaq_story_term_weights[32] = {
  0.200f, 0.225f, 0.253f, 0.285f, 0.321f, 0.361f, 0.406f, 0.457f,
  0.515f, 0.579f, 0.652f, 0.734f, 0.826f, 0.930f, 1.046f, 1.177f,
  1.325f, 1.491f, 1.678f, 1.889f, 2.126f, 2.392f, 2.693f, 3.030f,
  3.411f, 3.838f, 4.320f, 4.862f, 5.472f, 6.158f, 6.931f, 7.800f,
};

static guint8
pack_weight (float weight)
{
  return (guint8) CLAMP (lrintf (31.f * logf (MAX (weight, 0.2f) / 0.2f) / logf (39.f)), 0, 31);
}

static guint
n_terms (const SiyaqStoryPrint *self)
{
  guint n = 0;

  for (guint s = 0; s < SIYAQ_STORY_N_SPACES; s++)
    n += self->n_terms[s];
  return n;
}

static gsize
size_for (guint terms,
          guint numbers,
          guint series,
          guint mentions,
          guint dates)
{
  return sizeof (SiyaqStoryPrint) + sizeof (guint32) * (terms + numbers + series + mentions) + sizeof (guint16) * dates + terms;
}

/**
 * siyaq_story_print_size:
 * @self: a fingerprint
 *
 * Returns: its size in bytes
 */
gsize
siyaq_story_print_size (const SiyaqStoryPrint *self)
{
  return size_for (n_terms (self), self->n_numbers, self->n_series, self->n_mentions, self->n_dates);
}

/**
 * siyaq_story_print_is_valid:
 * @self: bytes that may be a fingerprint
 * @size: how many
 *
 * Returns: whether @self is one of exactly @size bytes
 */
gboolean
siyaq_story_print_is_valid (const SiyaqStoryPrint *self,
                            gsize size)
{
  return size >= sizeof (SiyaqStoryPrint) && siyaq_story_print_size (self) == size;
}

/**
 * siyaq_story_print_terms:
 * @self: a fingerprint
 * @space: which terms
 * @ret_weights: (out) (nullable): a byte for each term, SIYAQ_STORY_TERM_…
 *
 * Returns: (transfer none): the terms, ascending
 */
const guint32 *
siyaq_story_print_terms (const SiyaqStoryPrint *self,
                         SiyaqStorySpace space,
                         const guint8 **ret_weights)
{
  guint before = 0;

  for (guint s = 0; s < (guint) space; s++)
    before += self->n_terms[s];
  if (ret_weights != NULL)
    *ret_weights = (const guint8 *) (siyaq_story_print_dates (self) + self->n_dates) + before;
  return self->data + before;
}

/**
 * siyaq_story_print_numbers:
 * @self: a fingerprint
 *
 * Returns: (transfer none): its numbers, as they come in the text
 */
const guint32 *
siyaq_story_print_numbers (const SiyaqStoryPrint *self)
{
  return self->data + n_terms (self);
}

/**
 * siyaq_story_print_series:
 * @self: a fingerprint
 *
 * Returns: (transfer none): the numbered series of its title
 */
const guint32 *
siyaq_story_print_series (const SiyaqStoryPrint *self)
{
  return siyaq_story_print_numbers (self) + self->n_numbers;
}

/**
 * siyaq_story_print_mentions:
 * @self: a fingerprint
 *
 * Returns: (transfer none): hashes of the headlines of stories that were pasted into the item
 */
const guint32 *
siyaq_story_print_mentions (const SiyaqStoryPrint *self)
{
  return siyaq_story_print_series (self) + self->n_series;
}

/**
 * siyaq_story_print_dates:
 * @self: a fingerprint
 *
 * Returns: (transfer none): the dates and years that it names
 */
const guint16 *
siyaq_story_print_dates (const SiyaqStoryPrint *self)
{
  return (const guint16 *) (siyaq_story_print_mentions (self) + self->n_mentions);
}

static guint32
pack_region (const char *code)
{
  const char *dash = strchr (code, '-');
  guint32 province = 0;

  if (strlen (code) < 2)
    return 0;
  if (dash != NULL)
    province = MAX (1u, siyaq_story_hash (code, 'r') & 0xffffu);
  return (guint32) (guchar) code[0] << 24 | (guint32) (guchar) code[1] << 16 | province;
}

/* Kinds of event that follow one another in one developing subject: a raid, a clash, a truce. */
static guint8
family_of (const char *event)
{
  static const char *const families[] = {
    " airstrike shelling armed-clash bombing attack abduction military-deployment territory-change ceasefire threat ",
    " prisoner-exchange talks agreement visit condemnation sanctions ",
    " election government-change legislation protest riot court arrest crime labour-strike ",
    " earthquake flood storm wildfire accident outbreak aid displacement ",
    " economy energy ",
    " sport ",
    " culture science ",
  };
  g_autofree char *word = g_strdup_printf (" %s ", event);

  for (guint i = 0; i < G_N_ELEMENTS (families); i++)
    if (strstr (families[i], word) != NULL)
      return (guint8) (i + 1);
  return 0;
}

static guint8
kind_of (const char *event)
{
  static const struct
  {
    guint8 kind;
    const char *events;
  } kinds[] = {
    { SIYAQ_STORY_KIND_MEETING, " talks agreement visit " },
    { SIYAQ_STORY_KIND_ORIGIN,
      " earthquake flood storm wildfire accident outbreak election labour-strike abduction sport culture science " },
    { SIYAQ_STORY_KIND_SEQUEL, " arrest court aid displacement condemnation government-change " },
  };
  g_autofree char *word = g_strdup_printf (" %s ", event);

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (strstr (kinds[i].events, word) != NULL)
      return kinds[i].kind;
  return 0;
}

static void
pack_countries (const SiyaqAnnotation *annotation,
                guint16 *ret_countries)
{
  float sum = 0;

  for (guint i = 0; i < SIYAQ_MAX_COUNTRIES; i++)
    sum += annotation->countries[i].weight;
  for (guint i = 0; i < SIYAQ_MAX_COUNTRIES && annotation->countries[i].code[0] != '\0'; i++)
    {
      const SiyaqCountry *c = &annotation->countries[i];
      guint letters = ((guint) (guchar) c->code[0] & 0x1fu) << 5 | ((guint) (guchar) c->code[1] & 0x1fu);

      ret_countries[i] = (guint16) (letters << 6 | (guint) CLAMP (lrintf (c->weight / sum * 63.f), 1, 63));
    }
}

/* A headline by its words alone: an aggregator changes quotation marks and blanks. One of very few
   words is a label, which many items have. */
static guint32
hash_words (const SiyaqTokens *tokens)
{
  g_autoptr (GString) words = g_string_new (NULL);

  if (tokens->n_items < MIN_TITLE_TOKENS)
    return 0;
  for (guint i = 0; i < tokens->n_items; i++)
    {
      g_string_append (words, tokens->items[i].fold);
      g_string_append_c (words, ' ');
    }
  return siyaq_story_hash (words->str, 't');
}

static guint
read_mentions (const SiyaqAnnotation *annotation,
               guint32 *ret_mentions)
{
  guint n = 0;

  for (guint i = 0; i < annotation->mentions->len && n < SIYAQ_STORY_MAX_MENTIONS; i++)
    {
      const SiyaqMention *mention = g_ptr_array_index (annotation->mentions, i);
      g_autoptr (SiyaqTokens) tokens = siyaq_text_tokenize (mention->title != NULL ? mention->title : "");
      guint32 hash = hash_words (tokens);

      if (hash != 0)
        ret_mentions[n++] = hash;
    }
  return n;
}

/* The phase that the headline names, else the first sentence. */
static guint16
read_phases (const SiyaqStoryText *title,
             const SiyaqStoryText *text)
{
  guint named = 0;

  for (guint i = 0; i < title->n; i++)
    named |= title->words[i]->phase;
  for (guint i = 0; named == 0 && i < MIN (text->n, MAX_PHASE_TOKENS) && text->tokens->items[i].sentence == 0; i++)
    named |= text->words[i]->phase;
  return (guint16) siyaq_story_phases_last (named);
}

static guint16
pack_norm (double square)
{
  return (guint16) MIN (sqrt (square) * 64.0, 65535.0);
}

/**
 * siyaq_story_print_new:
 * @lexer: a lexer
 * @frequencies: what is frequent so far
 * @annotation: what cleaning and tagging said of an item
 *
 * Returns: (transfer full): the item's fingerprint, to be freed with g_free()
 */
SiyaqStoryPrint *
siyaq_story_print_new (SiyaqStoryLexer *lexer,
                       const SiyaqStoryFrequencies *frequencies,
                       const SiyaqAnnotation *annotation)
{
  const SiyaqTokens *title = siyaq_annotation_get_title_tokens (annotation);
  const SiyaqTokens *text = siyaq_annotation_get_text_tokens (annotation);
  g_autofree const SiyaqStoryWord **title_words = siyaq_story_lexer_read (lexer, title, MAX_TOKENS);
  g_autofree const SiyaqStoryWord **text_words = siyaq_story_lexer_read (lexer, text, MAX_TOKENS);
  const SiyaqStoryText whole_title = { title, title_words, MIN (title->n_items, MAX_TOKENS) };
  const SiyaqStoryText whole_text = { text, text_words, MIN (text->n_items, MAX_TOKENS) };
  g_autoptr (SiyaqStoryTerms) terms = siyaq_story_terms_new (frequencies, annotation, &whole_title, &whole_text);
  SiyaqStoryFacts facts = { 0 };
  SiyaqStoryPrint *self;
  guint32 mentions[SIYAQ_STORY_MAX_MENTIONS];
  guint total = 0, at = 0, n_mentions;
  guint16 phases, *dates;
  guint8 *weights;

  siyaq_story_facts_read (&facts, title, title_words, whole_title.n, TRUE, annotation->item->published_s);
  siyaq_story_facts_read (&facts, text, text_words, whole_text.n, FALSE, annotation->item->published_s);
  phases = read_phases (&whole_title, &whole_text);
  /* From here on the lexer may forget its words. */
  siyaq_story_lexer_end_item (lexer);
  for (guint s = 0; s < SIYAQ_STORY_N_SPACES; s++)
    total += siyaq_story_terms_get (terms, (SiyaqStorySpace) s)->len;

  n_mentions = read_mentions (annotation, mentions);
  self = g_malloc0 (size_for (total, facts.n_numbers, facts.n_series, n_mentions, facts.n_dates));
  self->published_s = annotation->item->published_s;
  self->event_day = facts.event_day;
  self->feed = annotation->item->feed != NULL ? siyaq_story_hash (annotation->item->feed, 'f') : 0;
  self->arabic = g_strcmp0 (annotation->lang, "ar") == 0;
  self->title = hash_words (title);
  pack_countries (annotation, self->countries);
  self->retro = facts.retro;
  for (guint i = 0; i < MIN (annotation->regions->len, (guint) SIYAQ_MAX_REGIONS); i++)
    self->regions[i] = pack_region (g_ptr_array_index (annotation->regions, i));
  for (guint i = 0; i < MIN (annotation->events->len, (guint) SIYAQ_MAX_EVENTS); i++)
    {
      const SiyaqEvent *event = g_ptr_array_index (annotation->events, i);

      self->events[i] = (guint8) (1 + siyaq_story_hash (event->id, 'e') % 255);
      if (i == 0)
        {
          self->family = family_of (event->id);
          self->kind = kind_of (event->id);
        }
    }
  self->phases = phases;
  siyaq_story_sketch (text, self->sketch);
  self->n_numbers = facts.n_numbers;
  self->n_series = facts.n_series;
  self->n_dates = facts.n_dates;
  self->n_mentions = (guint8) n_mentions;
  for (guint s = 0; s < SIYAQ_STORY_N_SPACES; s++)
    self->n_terms[s] = (guint8) siyaq_story_terms_get (terms, (SiyaqStorySpace) s)->len;
  memcpy (self->data + total, facts.numbers, sizeof (guint32) * facts.n_numbers);
  memcpy (self->data + total + facts.n_numbers, facts.series, sizeof (guint32) * facts.n_series);
  memcpy (self->data + total + facts.n_numbers + facts.n_series, mentions, sizeof (guint32) * n_mentions);
  dates = (guint16 *) (self->data + total + facts.n_numbers + facts.n_series + n_mentions);
  memcpy (dates, facts.dates, sizeof (guint16) * facts.n_dates);
  weights = (guint8 *) (dates + facts.n_dates);
  for (guint s = 0; s < SIYAQ_STORY_N_SPACES; s++)
    {
      const GArray *list = siyaq_story_terms_get (terms, (SiyaqStorySpace) s);
      double squares[SIYAQ_STORY_N_PARTS] = { 0 };

      for (guint i = 0; i < list->len; i++, at++)
        {
          const SiyaqStoryTerm *t = &g_array_index (list, SiyaqStoryTerm, i);
          double idf2 = (double) t->idf * t->idf * t->share;

          self->data[at] = t->hash;
          weights[at] = t->fields | (t->indexed ? SIYAQ_STORY_TERM_INDEXED : 0) | pack_weight (t->weight);
          squares[SIYAQ_STORY_PART_ALL] += idf2 * t->weight * t->weight;
          if ((t->fields & SIYAQ_STORY_TERM_TITLE) != 0)
            squares[SIYAQ_STORY_PART_TITLE] += s == SIYAQ_STORY_SPACE_PLACES ? idf2 * t->weight * t->weight : idf2;
          if (t->fields != 0)
            squares[SIYAQ_STORY_PART_TOP] += idf2;
        }
      for (guint p = 0; p < SIYAQ_STORY_N_PARTS; p++)
        self->norms[s][p] = pack_norm (squares[p]);
    }
  return self;
}

/**
 * siyaq_story_print_choose_all:
 * @self: a fingerprint of an older version, whose weights are eighths
 *
 * Gives its terms the form that they have now. Those of title and lead are the ones that it is found by.
 */
void
siyaq_story_print_choose_all (SiyaqStoryPrint *self)
{
  guint8 *weights = (guint8 *) (siyaq_story_print_dates (self) + self->n_dates);

  for (guint i = 0; i < n_terms (self); i++)
    {
      guint8 fields = weights[i] & (SIYAQ_STORY_TERM_TITLE | SIYAQ_STORY_TERM_LEAD);

      weights[i] = fields | (fields != 0 ? SIYAQ_STORY_TERM_INDEXED : 0) | pack_weight ((float) (weights[i] & 0x3fu) / 8.f);
    }
}

/* Which of the terms of a space an old item keeps, ascending. */
static guint
choose_reduced (const guint8 *weights,
                guint n,
                guint max,
                guint8 *ret_at)
{
  guint counts[256] = { 0 }, kept = 0, threshold = 256, room;

  /* The field bits are the highest of the byte, so that its value is its rank. */
  for (guint i = 0; i < n; i++)
    counts[weights[i]]++;
  while (threshold > 0 && kept + counts[threshold - 1] <= max)
    kept += counts[--threshold];
  room = max - kept;
  kept = 0;
  for (guint i = 0; i < n; i++)
    if (weights[i] >= threshold)
      ret_at[kept++] = (guint8) i;
    else if (threshold > 0 && weights[i] == threshold - 1 && room > 0)
      {
        ret_at[kept++] = (guint8) i;
        room--;
      }
  return kept;
}

/**
 * siyaq_story_print_reduce:
 * @self: (transfer full): a fingerprint
 *
 * Returns: (transfer full): one that keeps the terms that say most; @self where it is small already
 */
SiyaqStoryPrint *
siyaq_story_print_reduce (SiyaqStoryPrint *self)
{
  guint8 at[SIYAQ_STORY_N_SPACES][256];
  guint n[SIYAQ_STORY_N_SPACES], total = 0, k = 0;
  SiyaqStoryPrint *small;
  guint16 *dates;
  guint8 *small_weights;

  for (guint s = 0; s < SIYAQ_STORY_N_SPACES; s++)
    {
      const guint8 *weights;

      siyaq_story_print_terms (self, (SiyaqStorySpace) s, &weights);
      n[s] = choose_reduced (weights, self->n_terms[s], max_reduced[s], at[s]);
      total += n[s];
    }
  if (total == n_terms (self))
    return self;
  small = g_malloc0 (size_for (total, self->n_numbers, self->n_series, self->n_mentions, self->n_dates));
  memcpy (small, self, sizeof *self);
  for (guint s = 0; s < SIYAQ_STORY_N_SPACES; s++)
    small->n_terms[s] = (guint8) n[s];
  memcpy (small->data + total, siyaq_story_print_numbers (self), sizeof (guint32) * self->n_numbers);
  memcpy (small->data + total + self->n_numbers, siyaq_story_print_series (self), sizeof (guint32) * self->n_series);
  memcpy (small->data + total + self->n_numbers + self->n_series, siyaq_story_print_mentions (self),
          sizeof (guint32) * self->n_mentions);
  dates = (guint16 *) (small->data + total + self->n_numbers + self->n_series + self->n_mentions);
  memcpy (dates, siyaq_story_print_dates (self), sizeof (guint16) * self->n_dates);
  small_weights = (guint8 *) (dates + self->n_dates);
  for (guint s = 0; s < SIYAQ_STORY_N_SPACES; s++)
    {
      const guint8 *weights;
      const guint32 *terms = siyaq_story_print_terms (self, (SiyaqStorySpace) s, &weights);

      for (guint i = 0; i < n[s]; i++, k++)
        {
          small->data[k] = terms[at[s][i]];
          small_weights[k] = weights[at[s][i]];
        }
    }
  g_free (self);
  return small;
}
