/* SPDX-License-Identifier: GPL-2.0-or-later */
/* From triggers to events. Each trigger gives its weight, more in the headline and the lead, less
   where the sentence denies it, tells of the past or only speaks of what might be. A type counts
   once a sentence, so that a word that is repeated does not outvote the headline. */
#define G_LOG_DOMAIN "siyaq-tag"

#include "config.h"

#include "siyaq-event-detector.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Events of an item. */
#define MAX_EVENTS 3u
/* What the first event must gather, and each further one, and its share of the first. */
#define FIRST_SCORE 3.0
#define FURTHER_SCORE 5.0
#define FURTHER_SHARE 0.62
/* Sentences that are read; what a long text tells later is background. */
#define MAX_SENTENCES 60u
/* Words before a trigger that may deny it. */
#define LOOK_BACK 3u

#define TITLE_WEIGHT 2.6

/* What the model's full certainty of a sentence counts beside a trigger's weight. */
#define MODEL_WEIGHT 6.0
/* What its certainty that there is none costs the first event. */
#define NONE_WEIGHT 0.3
/* What is left of words whose type the model holds for less likely than this in each sentence. */
#define UNSURE 0.5
#define UNSURE_BELOW 0.05
/* A further type is told for what stands in the headline or in so many sentences: for words of at
   least this weight, or for the model's share. What comes later is background. */
#define LEAD_SENTENCES 2u
#define LEAD_WEIGHT 2.0
#define LEAD_SHARE 0.25
/* The same for what it is about, the economy, energy: named in most news and told where the model thinks so, too. */
#define SUBJECT_SHARE 0.08
/* Types that it holds for less likely are not its opinion. */
#define MODEL_MIN_SHARE 0.25
/* Sentences of the text that it is asked about: the lead and what follows. */
#define MODEL_SENTENCES 4u
/* A reportage has so many sentences; so many of them the model is asked about, and each counts this. */
#define REPORTAGE_MIN 5u
#define REPORTAGE_SENTENCES 15u
#define REPORTAGE_WEIGHT 0.8

/* How a text is read: as news, which says what happened first, or, where that finds nothing, as a
   reportage or a column, which comes to it in its own time. */
typedef enum
{
  READ_AS_NEWS,
  READ_AS_REPORTAGE,
} Reading;

static double
sentence_weight (Reading reading,
                 guint32 sentence)
{
  if (reading == READ_AS_REPORTAGE)
    return REPORTAGE_WEIGHT;
  return sentence == 0 ? 2.0 : sentence == 1 ? 1.2 : sentence < 4 ? 0.7 : sentence < 10 ? 0.4 : 0.2;
}

static gboolean
in_list (const char *list,
         const char *fold)
{
  gsize len = strlen (fold);

  for (const char *p = strstr (list, fold); p != NULL; p = strstr (p + 1, fold))
    if (p > list && p[-1] == ' ' && p[len] == ' ')
      return TRUE;
  return FALSE;
}

static gboolean
is_year (const SiyaqToken *t,
         int *ret_year)
{
  if ((t->flags & SIYAQ_TOKEN_NUMBER) == 0 || strlen (t->fold) != 4)
    return FALSE;
  *ret_year = atoi (t->fold);
  return *ret_year >= 1800 && *ret_year <= 2100;
}

/* How much of a trigger's weight its surroundings leave. */
static double
certainty (const SiyaqTokens *tokens,
           const SiyaqTrigger *trigger)
{
  static const char negations[] =
    " no not without never denied denies deny neither nor halt halts halted stop end ends ended suspend suspended cancelled canceled "
    "avert averted لا لم لن ليس ليست دون بدون نفي نفت ينفي تنفي عدم منع ";
  static const char modals[] = " could would may might possible potential fears fear planned plans risk if should قد ربما احتمال مخاوف امكانيه خشيه حال ";
  double factor = 1;

  for (guint i = trigger->first, steps = 0; i > 0 && steps < LOOK_BACK; i--, steps++)
    {
      const SiyaqToken *t = &tokens->items[i - 1];

      if (t->sentence != tokens->items[trigger->first].sentence)
        break;
      if (in_list (negations, t->fold))
        factor = MIN (factor, 0.5);
      else if (in_list (modals, t->fold))
        factor = MIN (factor, 0.7);
    }
  return factor;
}

/* Sentences that tell of the past: an earlier year, "last year", an anniversary. */
static void
mark_history (const SiyaqTokens *tokens,
              int year,
              GByteArray *history)
{
  static const char past[] = " anniversary decades decade historically centuries ذكري سابقا ";

  g_byte_array_set_size (history, tokens->n_sentences + 1);
  memset (history->data, 0, history->len);
  for (guint i = 0; i < tokens->n_items; i++)
    {
      const SiyaqToken *t = &tokens->items[i];
      int y;

      if (is_year (t, &y) ? y < year : in_list (past, t->fold))
        history->data[t->sentence] = 1;
      else if (i > 0 && strcmp (t->fold, "year") == 0 && strcmp (tokens->items[i - 1].fold, "last") == 0)
        history->data[t->sentence] = 1;
    }
}

typedef struct
{
  double total; /* what the words give */
  double model; /* what the model gives */
  double best;
  gboolean lead; /* its words stand in the headline or the lead */
  double share; /* the most that the model has said of a sentence */
  gboolean title;
  guint32 start, end;
} Gathered;

static void
gather (const SiyaqTokens *tokens,
        GArray *triggers,
        gboolean title,
        const GByteArray *history,
        Reading reading,
        Gathered gathered[SIYAQ_MAX_EVENT_TYPES])
{
  double seen[SIYAQ_MAX_EVENT_TYPES] = { 0 };
  guint32 sentence = G_MAXUINT32;

  for (guint i = 0; i < triggers->len; i++)
    {
      const SiyaqTrigger *t = &g_array_index (triggers, SiyaqTrigger, i);
      const SiyaqToken *first = &tokens->items[t->first];
      Gathered *g = &gathered[t->type];
      double w;

      if (!title && first->sentence >= MAX_SENTENCES)
        break;
      if (first->sentence != sentence)
        {
          memset (seen, 0, sizeof seen);
          sentence = first->sentence;
        }
      w = t->weight * (title ? TITLE_WEIGHT : sentence_weight (reading, first->sentence)) * certainty (tokens, t);
      if (!title && history->data[first->sentence])
        w *= 0.5;
      if (w < 0)
        {
          /* Such a pattern takes back what a part of it has given: "bomb" of "bomb warehouse". */
          g->total = MAX (g->total + w, 0);
          continue;
        }
      if (w <= seen[t->type])
        {
          /* Further triggers of a sentence confirm the first. */
          if (seen[t->type] > 0)
            g->total += 0.15 * w;
          continue;
        }
      g->lead |= t->weight >= LEAD_WEIGHT && (title || first->sentence < LEAD_SENTENCES);
      g->total += w - seen[t->type];
      seen[t->type] = w;
      if (w > g->best)
        {
          g->best = w;
          g->title = title;
          g->start = first->start;
          g->end = tokens->items[t->last].end;
        }
    }
}

/* The sentence that begins at token @first: the one behind its last. */
static guint
sentence_end (const SiyaqTokens *tokens,
              guint first)
{
  guint end = first;

  while (end < tokens->n_items && tokens->items[end].sentence == tokens->items[first].sentence)
    end++;
  return end;
}

/* What the model says of a headline or a sentence, in the measure of the triggers. Returns what it
   gives to there being no event. */
static double
ask_sentence (SiyaqEventModel *model,
              const SiyaqEventText *text,
              guint first,
              guint end,
              const GArray *triggers,
              double weight,
              gboolean title,
              Gathered gathered[SIYAQ_MAX_EVENT_TYPES])
{
  double shares[SIYAQ_EVENT_MODEL_MAX_CLASSES];
  const guint n_types = siyaq_event_model_n_classes (model) - 1;

  siyaq_event_model_run (model, text->tokens, first, end, text->masked, triggers, shares);
  /* A pattern that takes a type back, "bomb depot", speaks against the model's opinion, too. */
  for (guint i = 0; i < triggers->len; i++)
    {
      const SiyaqTrigger *t = &g_array_index (triggers, SiyaqTrigger, i);

      if (t->weight < 0 && t->first >= first && t->first < end)
        {
          shares[n_types] += shares[t->type];
          shares[t->type] = 0;
        }
    }
  for (guint type = 0; type < n_types; type++)
    {
      Gathered *g = &gathered[type];
      const double w = weight * MODEL_WEIGHT * shares[type];

      g->share = MAX (g->share, shares[type]);
      if (shares[type] < MODEL_MIN_SHARE)
        continue;
      g->model += w;
      /* The lexicon's words are the better evidence; where it has none, the word that said most. */
      if (g->best <= 0)
        {
          const SiyaqToken *t = &text->tokens->items[siyaq_event_model_evidence (model, type)];

          g->title = title;
          g->start = t->start;
          g->end = t->end;
        }
    }
  return weight * MODEL_WEIGHT * shares[n_types];
}

static double
ask_model (SiyaqEventModel *model,
           const SiyaqEventText *title,
           const GArray *in_title,
           const SiyaqEventText *text,
           const GArray *in_text,
           Reading reading,
           Gathered gathered[SIYAQ_MAX_EVENT_TYPES])
{
  double none = 0;
  guint first = 0;

  if (title->tokens->n_items > 0)
    none += ask_sentence (model, title, 0, title->tokens->n_items, in_title, TITLE_WEIGHT, TRUE, gathered);
  for (guint n = 0; n < (reading == READ_AS_NEWS ? MODEL_SENTENCES : REPORTAGE_SENTENCES) && first < text->tokens->n_items; n++)
    {
      guint end = sentence_end (text->tokens, first);

      none += ask_sentence (model, text, first, end, in_text, sentence_weight (reading, n), FALSE, gathered);
      first = end;
    }
  return none;
}

/* Types that are what something is about rather than what was done. */
static gboolean
is_subject (const char *id)
{
  static const char *const subjects[] = { "economy", "energy", "crime", "culture", "science", "displacement" };

  for (guint i = 0; i < G_N_ELEMENTS (subjects); i++)
    if (strcmp (id, subjects[i]) == 0)
      return TRUE;
  return FALSE;
}

/* What is done comes before what it is about: a strike over pay before the economy. */
static double
rank (const char *id)
{
  return is_subject (id) ? 0.8 : 1;
}

static int
compare_events (gconstpointer a,
                gconstpointer b)
{
  const SiyaqDetectedEvent *x = a, *y = b;

  return x->score < y->score ? 1 : x->score > y->score ? -1 : (int) x->type - (int) y->type;
}

/* The types in order, those cut off that are too weak to be told. A further type is told for its
   words, too: the model is asked which type a sentence has, and gives a second one little. */
static void
rank_types (SiyaqEventLexicon *lexicon,
            const Gathered gathered[SIYAQ_MAX_EVENT_TYPES],
            Reading reading,
            gboolean asked,
            double first_score,
            GArray *events)
{
  double words[SIYAQ_MAX_EVENT_TYPES], most_words = 0;
  guint n = 0;

  for (guint i = 0; i < siyaq_event_lexicon_n_types (lexicon); i++)
    {
      const Gathered *g = &gathered[i];
      /* Words that the model makes nothing of are doubtful: "strike" in an item of pay. */
      const double doubt = asked && g->share < UNSURE_BELOW ? UNSURE : 1;
      SiyaqDetectedEvent event = { i, 0, 0, g->title, g->start, g->end };

      words[i] = doubt * g->total * rank (siyaq_event_lexicon_type (lexicon, i)->id);
      most_words = MAX (most_words, words[i]);
      /* Sentence by sentence the model has an opinion of much that a reportage only passes by. */
      event.score = reading == READ_AS_NEWS ? words[i] + g->model : words[i] > 0 ? words[i] + MIN (words[i], g->model) : 0;
      if (event.score > 0)
        g_array_append_val (events, event);
    }
  g_array_sort (events, compare_events);
  for (guint i = 0; i < events->len && n < MAX_EVENTS; i++)
    {
      SiyaqDetectedEvent e = g_array_index (events, SiyaqDetectedEvent, i);

      e.share = e.score / g_array_index (events, SiyaqDetectedEvent, 0).score;
      if (i > 0 && gathered[e.type].share < LEAD_SHARE && !gathered[e.type].lead)
        continue;
      if (i > 0 && asked && is_subject (siyaq_event_lexicon_type (lexicon, e.type)->id) && gathered[e.type].share < SUBJECT_SHARE)
        continue;
      if (i == 0 ? e.score < first_score
                 : e.score < FURTHER_SCORE || (e.share < FURTHER_SHARE && words[e.type] < FURTHER_SHARE * most_words))
        {
          if (i == 0)
            break;
          continue;
        }
      g_array_index (events, SiyaqDetectedEvent, n++) = e;
    }
  g_array_set_size (events, n);
}

/**
 * siyaq_event_detector_run:
 * @lexicon: the lexicon
 * @model: (nullable): the model
 * @title: the headline
 * @text: the text
 * @year: the year in which the item was published, 0 for unknown
 *
 * Returns: (transfer full): the events, main one first, and the sentences that tell the main one
 */
SiyaqDetection *
siyaq_event_detector_run (SiyaqEventLexicon *lexicon,
                          SiyaqEventModel *model,
                          const SiyaqEventText *title,
                          const SiyaqEventText *text,
                          int year)
{
  SiyaqDetection *self = g_new0 (SiyaqDetection, 1);
  g_autoptr (GArray) in_title = g_array_new (FALSE, FALSE, sizeof (SiyaqTrigger));
  g_autoptr (GArray) in_text = g_array_new (FALSE, FALSE, sizeof (SiyaqTrigger));
  g_autoptr (GByteArray) history = g_byte_array_new ();

  self->events = g_array_new (FALSE, FALSE, sizeof (SiyaqDetectedEvent));
  self->sentences = g_array_new (FALSE, FALSE, sizeof (guint32));
  siyaq_event_lexicon_match (lexicon, title->tokens, in_title);
  siyaq_event_lexicon_match (lexicon, text->tokens, in_text);
  mark_history (text->tokens, year > 0 ? year : 9999, history);
  for (Reading reading = READ_AS_NEWS; reading <= READ_AS_REPORTAGE && self->events->len == 0; reading++)
    {
      Gathered gathered[SIYAQ_MAX_EVENT_TYPES] = { { 0 } };
      double none = 0;

      if (reading == READ_AS_REPORTAGE && text->tokens->n_sentences < REPORTAGE_MIN)
        break;
      gather (title->tokens, in_title, TRUE, history, reading, gathered);
      gather (text->tokens, in_text, FALSE, history, reading, gathered);
      if (model != NULL)
        none = ask_model (model, title, in_title, text, in_text, reading, gathered);
      rank_types (lexicon, gathered, reading, model != NULL, FIRST_SCORE + (reading == READ_AS_NEWS ? NONE_WEIGHT * none : 0), self->events);
    }
  if (self->events->len > 0)
    {
      guint type = g_array_index (self->events, SiyaqDetectedEvent, 0).type;

      for (guint i = 0; i < in_text->len; i++)
        {
          const SiyaqTrigger *t = &g_array_index (in_text, SiyaqTrigger, i);
          guint32 sentence = text->tokens->items[t->first].sentence;

          if (t->type == type && (self->sentences->len == 0 ||
                                  g_array_index (self->sentences, guint32, self->sentences->len - 1) != sentence))
            g_array_append_val (self->sentences, sentence);
        }
    }
  return self;
}

/**
 * siyaq_detection_free:
 * @self: (transfer full) (nullable): what was detected
 */
void
siyaq_detection_free (SiyaqDetection *self)
{
  if (self == NULL)
    return;
  g_clear_pointer (&self->events, g_array_unref);
  g_clear_pointer (&self->sentences, g_array_unref);
  g_free (self);
}
