/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Extractive summary. News is written with the most important sentence first, so the lead counts
   most; after it a sentence counts for the terms that it shares with the others (centrality), with
   the headline, and for the actors, places and numbers in it. Each next sentence must add something
   to those chosen (maximal marginal relevance, Carbonell & Goldstein 1998). A sentence that leans
   on the one before it ("He said", "وهو ما") is taken only right after that one. LexRank's
   eigenvector was rejected: over 5 to 40 sentences it ranks like plain overlap and costs more. */
#define G_LOG_DOMAIN "siyaq-digest"

#include "config.h"

#include "siyaq-opening.h"
#include "siyaq-sentence.h"
#include "siyaq-sentence-form.h"
#include "siyaq-stem.h"
#include "siyaq-summary.h"
#include "siyaq-text.h"

#include <math.h>
#include <string.h>

/* Sentences that are weighed: what a summary needs stands in the first pages of a long read. */
#define MAX_WEIGHED 40u
#define MAX_WORDS SIYAQ_SENTENCE_MAX_WORDS
/* A summary is read at a glance. */
#define SUMMARY_WORDS 78u
#define SUMMARY_SENTENCES 3u
/* Shorter texts are their own summary. */
#define MIN_TEXT_WORDS 45u
/* Share of a text that a summary may take. */
#define MAX_SHARE 0.72
/* Share of a sentence's terms that another may have before it says the same. */
#define SAME_OVERLAP 0.6

/* A scene ends within these sentences, and has less than this share of the headline's terms. */
#define SCENE_SENTENCES 8u
#define SCENE_OVERLAP 0.3

typedef struct
{
  const SiyaqSentence *sentence;
  guint first_token;
  guint32 *terms; /* sorted ids of content words, each once */
  guint n_terms;
  guint n_words;
  guint n_numbers, n_places, n_actors;
  double title_overlap; /* share of the headline's terms */
  double centrality;
  double score;
  gboolean usable;
  gboolean leans; /* on the sentence before it */
  gboolean chosen;
} Candidate;

typedef struct
{
  GHashTable *ids;  /* (element-type utf8 uint): stem to id */
  GArray *n_sentences; /* (element-type uint): sentences with the term */
  GHashTable *stems; /* (element-type utf8 utf8): words stemmed so far */
} Terms;

static guint32
term_id (Terms *terms,
         const char *fold)
{
  const char *stem = g_hash_table_lookup (terms->stems, fold);
  gpointer id;

  if (stem == NULL)
    {
      char *made = siyaq_stem (fold);

      g_hash_table_insert (terms->stems, (gpointer) fold, made);
      stem = made;
    }
  if (!g_hash_table_lookup_extended (terms->ids, stem, NULL, &id))
    {
      guint zero = 0;

      id = GUINT_TO_POINTER (terms->n_sentences->len);
      g_hash_table_insert (terms->ids, (gpointer) stem, id);
      g_array_append_val (terms->n_sentences, zero);
    }
  return GPOINTER_TO_UINT (id);
}

static int
compare_ids (gconstpointer a,
             gconstpointer b)
{
  guint32 ia = *(const guint32 *) a, ib = *(const guint32 *) b;

  return ia < ib ? -1 : ia > ib;
}

/* Content words of tokens from first to last, each once, sorted. */
static guint32 *
collect_terms (Terms *terms,
               const SiyaqTokens *tokens,
               guint first,
               guint last,
               guint *ret_n)
{
  guint32 *ids = g_new (guint32, MAX (last - first, 1));
  guint n = 0, kept = 0;

  for (guint i = first; i < last; i++)
    if (strlen (tokens->items[i].fold) > 1 && !siyaq_is_stop_word (tokens->items[i].fold))
      ids[n++] = term_id (terms, tokens->items[i].fold);
  if (n > 1)
    qsort (ids, n, sizeof *ids, compare_ids);
  for (guint i = 0; i < n; i++)
    if (kept == 0 || ids[kept - 1] != ids[i])
      ids[kept++] = ids[i];
  *ret_n = kept;
  return ids;
}

static guint
count_common (const guint32 *a,
              guint n_a,
              const guint32 *b,
              guint n_b)
{
  guint i = 0, j = 0, n = 0;

  while (i < n_a && j < n_b)
    if (a[i] == b[j])
      {
        n++;
        i++;
        j++;
      }
    else if (a[i] < b[j])
      i++;
    else
      j++;
  return n;
}

static guint
count_spans (const SiyaqAnnotation *a,
             const SiyaqTokens *tokens,
             guint first,
             guint last)
{
  guint n = 0;
  guint32 from, to;

  if (first == last)
    return 0;
  from = tokens->items[first].cp_start;
  to = tokens->items[last - 1].cp_end;
  for (guint i = 0; i < a->places->len; i++)
    {
      const SiyaqPlace *place = g_ptr_array_index (a->places, i);

      n += place->start >= from && place->end <= to;
    }
  return n;
}

static guint
count_actors (const SiyaqAnnotation *a,
              const char *text,
              const SiyaqSentence *s)
{
  guint n = 0;

  for (guint i = 0; i < a->actors->len; i++)
    {
      const SiyaqActor *actor = g_ptr_array_index (a->actors, i);

      n += g_strstr_len (text + s->start, (gssize) (s->end - s->start), actor->text) != NULL;
    }
  return n;
}

static void
weigh (Candidate *candidates,
       guint n,
       const Terms *terms,
       const guint32 *title_terms,
       guint n_title_terms)
{
  double max_centrality = 0;

  for (guint i = 0; i < n; i++)
    {
      Candidate *c = &candidates[i];

      for (guint t = 0; t < c->n_terms; t++)
        c->centrality += g_array_index (terms->n_sentences, guint, c->terms[t]) - 1;
      c->centrality /= sqrt ((double) MAX (c->n_terms, 4));
      max_centrality = MAX (max_centrality, c->centrality);
      if (n_title_terms > 0)
        c->title_overlap = (double) count_common (c->terms, c->n_terms, title_terms, n_title_terms) / n_title_terms;
    }
  for (guint i = 0; i < n; i++)
    {
      Candidate *c = &candidates[i];
      double density = MIN (c->n_numbers, 3) * 0.3 + MIN (c->n_places, 3) * 0.3 + MIN (c->n_actors, 2) * 0.3;

      c->score = 1.5 / (1 + 0.45 * i) + (max_centrality > 0 ? 0.9 * c->centrality / max_centrality : 0) +
                 0.9 * c->title_overlap + 0.35 * MIN (density, 1.8);
      /* A first sentence that is only the headline again adds nothing. */
      if (c->n_terms > 0 && count_common (c->terms, c->n_terms, title_terms, n_title_terms) * 10 >= c->n_terms * 9)
        c->score -= 1.2;
      if (c->n_words > 40)
        c->score -= 0.02 * (c->n_words - 40);
      if (c->n_words < 9)
        c->score -= 0.4;
    }
}

/* Words of what news is about. A sentence with one of them says what happened. */
static const char event_words[] =
  " killed kills killing dead died dies death deaths injured wounded injuring wounding toll struck hit bombed bombing attack attacked attacks strike strikes airstrike missile missiles "
  "explosion exploded blast fire fireball earthquake quake flood floods storm crash crashed sank drowned bodies arrested detained sentenced convicted charged sued elected election vote won "
  "resigned appointed signed agreed agreement deal ceasefire truce talks protest protests protesters rally clashes fighting raid raids shelling captured seized entered withdrew "
  "announced approved launched released opened closed banned sanctions warned threatened evacuated displaced fled rescued outbreak cases "
  "قتل قتلت مقتل قتلي قتيلا قتيل جرحي اصيب اصابه اصابات استشهاد استشهد شهداء ضحايا حصيله انفجار قصف غاره غارات هجوم ضربه ضربات صاروخ زلزال هزه فيضان سيول حريق "
  "تحطم غرق غرقي جثث اعتقال اعتقلت اعتقل حكم حكمت انتخابات فوز استقال استقاله تعيين وقع وقعت اتفاق اتفاقيه هدنه محادثات احتجاج احتجاجات متظاهرين تظاهر مظاهره اشتباكات معارك "
  "اعلن اعلنت اضراب افتتاح اطلاق حذر حذرت هدد هددت نزوح نازحين الاحتجاجات المتظاهرين الانفجار الزلزال الحصيله ";

static gboolean
says_what_happened (const SiyaqTokens *tokens,
                    const Candidate *c)
{
  for (guint i = c->first_token; i < c->first_token + c->n_words; i++)
    {
      char padded[40];

      if (g_snprintf (padded, sizeof padded, " %s ", tokens->items[i].fold) < (int) sizeof padded && strstr (event_words, padded) != NULL)
        return TRUE;
    }
  return FALSE;
}

/* A feature begins with a scene ("By five in the morning the pitch was full") and says later what it is
   about. Where the first sentence that would be chosen shares next to nothing with the headline and
   says of no event, the summary begins with the first one that does and names a place or a number. */
static void
skip_scene (Candidate *candidates,
            guint n,
            const SiyaqTokens *tokens)
{
  guint first = 0, k = 0;
  double best = 0;

  while (first < n && (!candidates[first].usable || candidates[first].leans))
    first++;
  if (first >= MIN (n, SCENE_SENTENCES) || candidates[first].title_overlap >= SCENE_OVERLAP || says_what_happened (tokens, &candidates[first]))
    return;
  /* "8,000 people have left the town": who, how many and where is no scene. */
  if (candidates[first].title_overlap >= SCENE_OVERLAP / 2 && candidates[first].n_numbers > 0 && candidates[first].n_places > 0)
    return;
  /* What happened leans on the scene: both are needed. */
  if (first + 1 < n && candidates[first + 1].usable && candidates[first + 1].leans && says_what_happened (tokens, &candidates[first + 1]) &&
      (candidates[first + 1].n_places > 0 || candidates[first + 1].n_numbers > 0))
    return;
  for (guint i = first + 1; i < MIN (n, SCENE_SENTENCES); i++)
    {
      const Candidate *c = &candidates[i];
      double facts = (c->n_places > 0) + (c->n_numbers > 0) + 2 * c->title_overlap;

      if (c->usable && !c->leans && facts >= 2 * SCENE_OVERLAP && facts > best && says_what_happened (tokens, c))
        {
          best = facts;
          k = i;
        }
    }
  if (k == 0)
    return;
  for (guint i = 0; i < k; i++)
    candidates[i].usable = FALSE;
  candidates[k].score += 1.5;
}

static gboolean
adds_something (const Candidate *c,
                const Candidate *candidates,
                guint n)
{
  for (guint i = 0; i < n; i++)
    if (candidates[i].chosen)
      {
        guint common = count_common (c->terms, c->n_terms, candidates[i].terms, candidates[i].n_terms);

        if (common > SAME_OVERLAP * MIN (c->n_terms, candidates[i].n_terms))
          return FALSE;
      }
  return TRUE;
}

/* The best sentence that is left: what it has in common with those chosen counts against it. */
static Candidate *
best_of_rest (Candidate *candidates,
              guint n,
              guint words_left)
{
  Candidate *best = NULL;
  double best_score = 0;

  for (guint i = 0; i < n; i++)
    {
      Candidate *c = &candidates[i];
      double score = c->score, most_common = 0;

      if (c->chosen || !c->usable || c->n_words > words_left || (c->leans && (i == 0 || !candidates[i - 1].chosen)) ||
          !adds_something (c, candidates, n))
        continue;
      if (c->leans)
        score -= 0.5;
      for (guint j = 0; j < n; j++)
        if (candidates[j].chosen && c->n_terms > 0)
          most_common = MAX (most_common, (double) count_common (c->terms, c->n_terms, candidates[j].terms, candidates[j].n_terms) / c->n_terms);
      score -= 0.8 * most_common;
      if (best == NULL || score > best_score)
        {
          best = c;
          best_score = score;
        }
    }
  return best;
}

static char *
join_chosen (const char *text,
             const char *title,
             const Candidate *candidates,
             guint n)
{
  GString *s = g_string_new (NULL);

  for (guint i = 0; i < n; i++)
    if (candidates[i].chosen)
      {
        g_autofree char *tidy = siyaq_sentence_tidy (text, candidates[i].sentence);

        g_string_append_printf (s, "%s%s", s->len > 0 ? " " : "", i == 0 ? siyaq_skip_opening (tidy, title) : tidy);
      }
  return g_string_free (s, FALSE);
}

/**
 * siyaq_summarize:
 * @annotation: what clean and tag wrote
 *
 * Returns: (transfer full) (nullable): two or three sentences of the text, in its order; %NULL
 *   where the text is no longer than a summary would be or has no sentence that stands alone
 */
char *
siyaq_summarize (const SiyaqAnnotation *annotation)
{
  const SiyaqTokens *tokens, *title;
  g_autoptr (GArray) sentences = NULL;
  g_autoptr (GHashTable) stems = NULL;
  g_autoptr (GHashTable) ids = NULL;
  g_autoptr (GArray) n_sentences = NULL;
  g_autofree Candidate *candidates = NULL;
  g_autofree guint32 *title_terms = NULL;
  Terms terms;
  const char *text;
  guint n, n_tokens, n_title_terms = 0, token = 0, words = 0, n_chosen = 0;
  gunichar quotation = 0, inside;
  char *summary = NULL;

  g_return_val_if_fail (annotation != NULL, NULL);

  text = annotation->text;
  if (text == NULL || *text == '\0')
    return NULL;
  sentences = siyaq_sentences_split (text);
  n = MIN (sentences->len, MAX_WEIGHED);
  if (n < 3)
    return NULL;
  tokens = siyaq_annotation_get_text_tokens (annotation);
  for (n_tokens = tokens->n_items; n_tokens > 0; n_tokens--)
    if (tokens->items[n_tokens - 1].start < g_array_index (sentences, SiyaqSentence, n - 1).end)
      break;
  if (n_tokens < MIN_TEXT_WORDS)
    return NULL;
  title = siyaq_annotation_get_title_tokens (annotation);
  stems = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, g_free);
  ids = g_hash_table_new (g_str_hash, g_str_equal);
  n_sentences = g_array_new (FALSE, TRUE, sizeof (guint));
  terms = (Terms) { ids, n_sentences, stems };
  title_terms = collect_terms (&terms, title, 0, title->n_items, &n_title_terms);

  candidates = g_new0 (Candidate, n);
  for (guint i = 0; i < n; i++)
    {
      Candidate *c = &candidates[i];
      guint first;

      c->sentence = &g_array_index (sentences, SiyaqSentence, i);
      while (token < tokens->n_items && tokens->items[token].start < c->sentence->start)
        token++;
      c->first_token = first = token;
      while (token < tokens->n_items && tokens->items[token].start < c->sentence->end)
        {
          c->n_numbers += (tokens->items[token].flags & SIYAQ_TOKEN_NUMBER) != 0;
          token++;
        }
      c->n_words = token - first;
      c->terms = collect_terms (&terms, tokens, first, token, &c->n_terms);
      for (guint t = 0; t < c->n_terms; t++)
        g_array_index (n_sentences, guint, c->terms[t])++;
      c->n_places = count_spans (annotation, tokens, first, token);
      c->n_actors = count_actors (annotation, text, c->sentence);
      siyaq_sentence_judge (text, c->sentence, tokens, first, token, &c->usable, &c->leans);
      /* Half a quotation: one that began before the sentence or ends after it. */
      if (i > 0 && c->sentence->paragraph == candidates[i - 1].sentence->paragraph)
        {
          const char *gap = text + candidates[i - 1].sentence->end;

          quotation = siyaq_follow_quotation (gap, text + c->sentence->start, text, quotation);
        }
      else
        quotation = 0;
      inside = quotation;
      quotation = siyaq_follow_quotation (text + c->sentence->start, text + c->sentence->end, text, quotation);
      if (inside != 0 || quotation != 0 || siyaq_sentence_is_caption (text, sentences, i))
        c->usable = FALSE;
    }
  weigh (candidates, n, &terms, title_terms, n_title_terms);
  skip_scene (candidates, n, tokens);
  while (n_chosen < SUMMARY_SENTENCES)
    {
      Candidate *best = best_of_rest (candidates, n, n_chosen == 0 ? MAX_WORDS : SUMMARY_WORDS - MIN (words, SUMMARY_WORDS));

      if (best == NULL || (n_chosen == 2 && (n < 7 || words > 55)))
        break;
      best->chosen = TRUE;
      words += best->n_words;
      n_chosen++;
    }
  /* A text of three long sentences is summed up by its best one. */
  if (n_chosen > 0 && words > MAX_SHARE * n_tokens)
    {
      Candidate *best = NULL;

      for (guint i = 0; i < n; i++)
        {
          if (candidates[i].chosen && (best == NULL || candidates[i].score > best->score))
            best = &candidates[i];
          candidates[i].chosen = FALSE;
        }
      best->chosen = TRUE;
      words = best->n_words;
    }
  if (n_chosen > 0 && words <= MAX_SHARE * n_tokens)
    summary = join_chosen (text, annotation->title, candidates, n);
  for (guint i = 0; i < n; i++)
    g_free (candidates[i].terms);
  return summary;
}

/**
 * siyaq_lead:
 * @text: plain text
 * @max_words: how much of it
 *
 * Returns: (transfer full): the first whole sentences of @text, at least one and no more than
 *   @max_words where the first is no longer
 */
char *
siyaq_lead (const char *text,
            guint max_words)
{
  g_autoptr (GArray) sentences = NULL;
  GString *s = g_string_new (NULL);
  guint words = 0;

  g_return_val_if_fail (text != NULL, g_string_free (s, FALSE));

  sentences = siyaq_sentences_split (text);
  for (guint i = 0; i < sentences->len; i++)
    {
      g_autofree char *tidy = NULL;

      if (siyaq_sentence_is_caption (text, sentences, i))
        continue;
      tidy = siyaq_sentence_tidy (text, &g_array_index (sentences, SiyaqSentence, i));
      words += (guint) siyaq_text_count_words (tidy);
      if (s->len > 0 && words > max_words)
        break;
      g_string_append_printf (s, "%s%s", s->len > 0 ? " " : "", s->len == 0 ? siyaq_skip_opening (tidy, NULL) : tidy);
    }
  return g_string_free (s, FALSE);
}
