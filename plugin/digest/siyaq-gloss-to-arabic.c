/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Writes English word by word in Arabic order: adjectives after their noun and agreeing with it, the
   possessor after what it has, articles, "and", "for" and possessives joined to words, a verb before
   its subject at the start of a sentence. */
#define G_LOG_DOMAIN "siyaq-digest"

#include "config.h"

#include "siyaq-gloss-private.h"

#include <string.h>

/* Words of the longest subject that its verb is put before. */
#define MAX_SUBJECT 12u

static gboolean
is_adjective (const SiyaqGlossUnit *u)
{
  return u->known && u->word_class == SIYAQ_WORD_ADJECTIVE;
}

/* Words that English needs and Arabic does not write, or that the words around them say. */
static gboolean
is_dropped (const SiyaqGlossRun *run,
            guint i)
{
  const SiyaqGlossUnit *u = siyaq_gloss_unit (run, i), *next = siyaq_gloss_unit (run, i + 1);
  const SiyaqGlossUnit *prev = i > 0 ? siyaq_gloss_unit (run, i - 1) : NULL;

  if (u->n_tokens > 1 || u->say != NULL)
    return FALSE;
  if (siyaq_gloss_is_word (u, " am ") && prev != NULL && (prev->token->flags & SIYAQ_TOKEN_NUMBER) != 0)
    return FALSE;
  if (siyaq_gloss_is_word (u, " a an the is are am t s re ve ll d m "))
    return TRUE;
  /* Helping verbs before the verb that they help; a passive is written like the active. */
  if (siyaq_gloss_is_word (u, " has have had was were been be being did does do ") && next != NULL && next->known &&
      next->word_class == SIYAQ_WORD_VERB)
    return TRUE;
  if (siyaq_gloss_is_word (u, " been be ") && prev != NULL && siyaq_gloss_is_word (prev, " has have had will can could would should may might must to "))
    return !siyaq_gloss_is_word (prev, " will can could would should may might must to ");
  return FALSE;
}

/* What comes after "to" and "will" is a present in Arabic, also where English writes it like a past. */
static void
choose_infinitive (SiyaqGlossUnit *u)
{
  siyaq_gloss_choose (u, 1u << SIYAQ_WORD_VERB);
  for (guint i = 0; i < u->match.n_senses; i++)
    if (u->match.senses[i].form == SIYAQ_FORM_BASE && u->word_class == SIYAQ_WORD_VERB)
      {
        u->sense = &u->match.senses[i];
        u->form = SIYAQ_FORM_BASE;
        return;
      }
  u->plural = FALSE;
}

/* "People" in general have their article in the list; people that are counted have none. */
static void
choose_countable (SiyaqGlossUnit *u)
{
  for (guint i = 0; i < u->match.n_senses; i++)
    if (u->match.senses[i].word_class == SIYAQ_WORD_NOUN && !g_str_has_prefix (u->match.senses[i].word, "ال"))
      {
        u->sense = &u->match.senses[i];
        u->form = u->sense->form;
        return;
      }
}

/* A noun and an adjective or verb are often written alike: the words around tell. */
static gboolean
is_capitalised (const SiyaqGlossUnit *u)
{
  return u != NULL && (u->token->flags & SIYAQ_TOKEN_CAPITALISED) != 0 && (u->token->flags & SIYAQ_TOKEN_NUMBER) == 0;
}

/* Headlines of some outlets capitalise every word: capitals say nothing there. */
static gboolean
is_title_case (const SiyaqGlossRun *run)
{
  guint n = 0;

  for (guint i = 0; i < run->units->len; i++)
    n += is_capitalised (siyaq_gloss_unit (run, i));
  return run->units->len >= 4 && n * 10 >= run->units->len * 6;
}

/* "John Grant", "Lama Said": beside a name a capital makes a name of a word that news does not use. */
static gboolean
is_personal_name (const SiyaqGlossUnit *u,
                  const SiyaqGlossUnit *prev,
                  const SiyaqGlossUnit *next)
{
  if (!is_capitalised (u) || u->n_tokens > 1 || u->word_class == SIYAQ_WORD_NAME)
    return FALSE;
  if (is_capitalised (prev) && prev->word_class == SIYAQ_WORD_NAME && prev->form == SIYAQ_FORM_PERSON && (u->token->flags & SIYAQ_TOKEN_SENTENCE_START) == 0)
    return TRUE;
  if (is_capitalised (prev) && siyaq_gloss_is_name (prev))
    return u->word_class == SIYAQ_WORD_VERB || !u->match.curated;
  return !u->match.curated && is_capitalised (next) && next->n_tokens == 1 && !next->match.curated;
}

static void
choose_senses (SiyaqGlossRun *run)
{
  gboolean title_case = is_title_case (run);

  for (guint i = 0; i < run->units->len; i++)
    {
      SiyaqGlossUnit *u = siyaq_gloss_unit (run, i), *prev = i > 0 ? siyaq_gloss_unit (run, i - 1) : NULL;
      SiyaqGlossUnit *next = siyaq_gloss_unit (run, i + 1);

      if (!u->known)
        continue;
      /* "may" is no month and "us" no country without its capitals. */
      if ((u->token->flags & SIYAQ_TOKEN_CAPITALISED) == 0 && u->word_class == SIYAQ_WORD_NAME)
        siyaq_gloss_choose (u, ~(1u << SIYAQ_WORD_NAME));
      if (!title_case && is_personal_name (u, prev, next))
        {
          u->known = FALSE;
          u->word_class = SIYAQ_WORD_UNKNOWN;
          continue;
        }
      if (siyaq_gloss_is_word (prev, " to will would can could may might should must not t they we you i who "))
        choose_infinitive (u);
      else if (siyaq_gloss_is_word (prev, " the a an its his their her our my of in on at for by with from this that these "))
        siyaq_gloss_choose (u, (1u << SIYAQ_WORD_NOUN) | (1u << SIYAQ_WORD_ADJECTIVE) | (1u << SIYAQ_WORD_NAME) | (1u << SIYAQ_WORD_NUMERAL) | (1u << SIYAQ_WORD_UNKNOWN));
      else if (next != NULL && siyaq_gloss_is_word (next, " the a an "))
        siyaq_gloss_choose (u, (1u << SIYAQ_WORD_VERB) | (1u << SIYAQ_WORD_PREPOSITION) | (1u << SIYAQ_WORD_CONJUNCTION) |
                                 (1u << SIYAQ_WORD_ADVERB) | (1u << SIYAQ_WORD_DETERMINER));
      if (prev != NULL && prev->word_class == SIYAQ_WORD_NUMERAL && u->word_class == SIYAQ_WORD_NOUN)
        choose_countable (u);
      if (u->word_class == SIYAQ_WORD_UNKNOWN)
        {
          if (g_str_has_suffix (u->token->fold, "ed"))
            u->word_class = SIYAQ_WORD_VERB;
          else if (g_str_has_suffix (u->sense->word, "ي") && !g_str_has_suffix (u->token->fold, "ly"))
            u->word_class = SIYAQ_WORD_ADJECTIVE;
          else if (g_str_has_suffix (u->token->fold, "ly"))
            u->word_class = SIYAQ_WORD_ADVERB;
        }
    }
}

/**
 * siyaq_gloss_is_feminine_form:
 * @arabic: an Arabic word
 *
 * Returns: whether its ending is a feminine one
 */
gboolean
siyaq_gloss_is_feminine_form (const char *arabic)
{
  return g_str_has_suffix (arabic, "ة") || g_str_has_suffix (arabic, "اء") || g_str_has_suffix (arabic, "ات");
}

/* People whose Arabic plural is broken: it is no feminine, as that of things is. */
static const char men[] = " doctors soldiers workers students ministers leaders presidents governors members residents inhabitants citizens men people children "
                          "refugees prisoners hostages patients experts scientists scholars judges writers poets artists heroes martyrs victims critics guards "
                          "officers traders merchants employers kings princes sons friends neighbours neighbors rivals enemies opponents partners delegates "
                          "deputies lawmakers mps ambassadors envoys tourists visitors passengers gunmen policemen firefighters troops mayor caliph ";

/**
 * siyaq_gloss_agrees_feminine:
 * @u: a unit of an English text
 *
 * Broken and sound plurals of things take feminine adjectives and verbs; those of people are told by
 * the sound masculine ending only.
 *
 * Returns: whether what goes with it is feminine
 */
gboolean
siyaq_gloss_agrees_feminine (const SiyaqGlossUnit *u)
{
  if (!u->known)
    return FALSE;
  /* Countries and towns are feminine. */
  if (u->word_class == SIYAQ_WORD_NAME)
    return u->form != SIYAQ_FORM_PERSON;
  return (siyaq_gloss_is_feminine_form (u->sense->display) && !siyaq_gloss_is_word (u, men)) ||
         (u->form == SIYAQ_FORM_PLURAL && !siyaq_gloss_is_word (u, men) && !g_str_has_suffix (u->sense->display, "ون") && !g_str_has_suffix (u->sense->display, "ين"));
}

static void
swap_block (SiyaqGlossRun *run,
            guint first,
            guint middle,
            guint end)
{
  g_autofree gpointer *copy = g_new (gpointer, end - first);
  guint n = 0;

  for (guint i = middle; i < end; i++)
    copy[n++] = run->units->pdata[i];
  for (guint i = first; i < middle; i++)
    copy[n++] = run->units->pdata[i];
  memcpy (&run->units->pdata[first], copy, n * sizeof (gpointer));
}

/* A word that an article, "and", "for" or a possessive stood before begins a new phrase. */
static gboolean
begins_anew (const SiyaqGlossUnit *u)
{
  return (u->lead & (GLOSS_LEAD_AND | GLOSS_LEAD_FOR | GLOSS_LEAD_THE | GLOSS_LEAD_A)) != 0 || u->owner != SIYAQ_PRONOUN_NONE;
}

/* Where a noun phrase that begins at i ends: adjectives and nouns, names among them. */
static guint
phrase_end (const SiyaqGlossRun *run,
            guint i)
{
  const SiyaqGlossUnit *u;
  guint start = i;

  while ((u = siyaq_gloss_unit (run, i)) != NULL && is_adjective (u) && (i == start || !begins_anew (u)))
    i++;
  while ((u = siyaq_gloss_unit (run, i)) != NULL && siyaq_gloss_is_noun (u) && (i == start || !begins_anew (u)) &&
         (u->token->flags & SIYAQ_TOKEN_POSSESSIVE) == 0)
    i++;
  return i;
}

/* "The largest city" is "أكبر مدينة": a superlative stands before its noun and makes it definite. */
static gboolean
is_superlative (const SiyaqGlossUnit *u)
{
  return u->known && u->n_tokens == 1 && u->word_class == SIYAQ_WORD_ADJECTIVE && strchr (u->sense->display, ' ') == NULL &&
         (siyaq_gloss_is_word (u, " best worst first most ") || (g_str_has_suffix (u->token->fold, "est") && strlen (u->token->fold) > 5)) &&
         (g_str_has_prefix (u->sense->display, "أ") || g_str_has_prefix (u->sense->display, "الأ"));
}

/* "new army base" to "base army new": the head of an English compound is its last noun. Adjectives
   agree with the head. A compound's article goes to its last part. */
static void
write_noun_phrase (SiyaqGlossRun *run,
                   guint first,
                   guint end,
                   gboolean definite,
                   guint group)
{
  guint nouns = first;
  SiyaqGlossUnit *head = siyaq_gloss_unit (run, end - 1);
  gboolean all_names = TRUE;
  guint names = end; /* where the names at the end begin: "Cyclone Idai" has its head before them */
  g_autofree gpointer *order = g_new (gpointer, end - first);
  guint n = 0, skipped = 0;

  while (nouns < end && is_adjective (siyaq_gloss_unit (run, nouns)))
    nouns++;
  for (guint i = nouns; i < end; i++)
    all_names &= siyaq_gloss_is_name (siyaq_gloss_unit (run, i));
  for (guint i = first; i < end; i++)
    siyaq_gloss_unit (run, i)->group = group;
  while (!all_names && names > nouns && siyaq_gloss_is_name (siyaq_gloss_unit (run, names - 1)))
    names--;
  if (names < end)
    head = siyaq_gloss_unit (run, names - 1);
  for (guint i = all_names ? nouns : names; i > nouns; i--)
    order[n++] = run->units->pdata[i - 1];
  for (guint i = all_names ? nouns : names; i < end; i++)
    order[n++] = run->units->pdata[i];
  if (nouns > first && !all_names && is_superlative (siyaq_gloss_unit (run, first)))
    {
      SiyaqGlossUnit *superlative = siyaq_gloss_unit (run, first);

      memmove (&order[1], &order[0], n * sizeof (gpointer));
      order[0] = superlative;
      n++;
      skipped = 1;
      definite = FALSE;
      if (g_str_has_prefix (superlative->sense->display, "ال"))
        superlative->say = superlative->sense->display + strlen ("ال");
    }
  for (guint i = nouns; i > first + skipped; i--)
    {
      SiyaqGlossUnit *adjective = siyaq_gloss_unit (run, i - 1);

      if (siyaq_gloss_agrees_feminine (head))
        adjective->form = SIYAQ_FORM_FEMININE;
      if (definite)
        adjective->lead |= GLOSS_LEAD_THE;
      order[n++] = adjective;
    }
  if (definite && !all_names)
    {
      SiyaqGlossUnit *last = order[end - nouns - 1];

      if (!siyaq_gloss_is_name (last))
        last->lead |= GLOSS_LEAD_THE;
    }
  memcpy (&run->units->pdata[first], order, n * sizeof (gpointer));
}

/* Takes dropped and joined words out of the run; what they say is kept on the word after. */
static void
join_words (SiyaqGlossRun *run)
{
  guint lead = 0;
  SiyaqPronoun owner = SIYAQ_PRONOUN_NONE;

  for (guint i = 0; i < run->units->len;)
    {
      SiyaqGlossUnit *u = siyaq_gloss_unit (run, i);
      gboolean last = i + 1 == run->units->len;

      if (siyaq_gloss_is_word (u, " the "))
        lead |= GLOSS_LEAD_THE;
      else if (siyaq_gloss_is_word (u, " a an "))
        lead |= GLOSS_LEAD_A;
      else if (!last && siyaq_gloss_is_word (u, " al el ") && (siyaq_gloss_unit (run, i + 1)->token->flags & SIYAQ_TOKEN_AFTER_HYPHEN) != 0)
        lead |= GLOSS_LEAD_AL;
      else if (!last && siyaq_gloss_is_word (u, " and "))
        lead |= GLOSS_LEAD_AND;
      else if (!last && siyaq_gloss_is_word (u, " for "))
        lead |= GLOSS_LEAD_FOR;
      else if (!last && siyaq_gloss_is_word (u, " his its "))
        owner = siyaq_gloss_is_word (u, " his ") ? SIYAQ_PRONOUN_HIS : SIYAQ_PRONOUN_HER;
      else if (!last && siyaq_gloss_is_word (u, " her "))
        owner = SIYAQ_PRONOUN_HER;
      else if (!last && siyaq_gloss_is_word (u, " their "))
        owner = SIYAQ_PRONOUN_THEIR;
      else if (!last && siyaq_gloss_is_word (u, " our "))
        owner = SIYAQ_PRONOUN_OUR;
      else if (!last && siyaq_gloss_is_word (u, " your "))
        owner = SIYAQ_PRONOUN_YOUR;
      else if (!is_dropped (run, i))
        {
          u->lead |= lead;
          u->owner = owner;
          lead = 0;
          owner = SIYAQ_PRONOUN_NONE;
          i++;
          continue;
        }
      g_ptr_array_remove_index (run->units, i);
    }
}

/* What English says in general, without an article ("cancer", "patients"), Arabic says with one; what
   is counted or said to be one of many it leaves without. */
static gboolean
is_definite (const SiyaqGlossRun *run,
             guint first,
             guint end,
             guint lead)
{
  const SiyaqGlossUnit *prev = first > 0 ? siyaq_gloss_unit (run, first - 1) : NULL;
  const SiyaqGlossUnit *head = siyaq_gloss_unit (run, end - 1);

  if ((lead & GLOSS_LEAD_THE) != 0)
    return TRUE;
  if ((lead & GLOSS_LEAD_A) != 0 || !head->known || siyaq_gloss_unit (run, first)->owner != SIYAQ_PRONOUN_NONE)
    return FALSE;
  if (prev == NULL || siyaq_gloss_is_word (prev, " this that these those "))
    return TRUE;
  return prev->word_class != SIYAQ_WORD_NUMERAL && prev->word_class != SIYAQ_WORD_DETERMINER && !siyaq_gloss_is_word (prev, " no any ");
}

/* What is owned, its owner, the adjectives of what is owned. Returns where all of it ends. */
static guint
write_owned (SiyaqGlossRun *run,
             guint first,
             guint middle,
             guint *group)
{
  SiyaqGlossUnit *owner = siyaq_gloss_unit (run, first);
  guint end = phrase_end (run, middle), lead = owner->lead, nouns = middle;

  owner->lead = 0;
  write_noun_phrase (run, first, middle, (lead & GLOSS_LEAD_THE) != 0 || siyaq_gloss_unit (run, middle - 1)->word_class == SIYAQ_WORD_NOUN, *group + 1);
  if (end == middle || !siyaq_gloss_is_noun (siyaq_gloss_unit (run, end - 1)))
    {
      siyaq_gloss_unit (run, first)->lead |= lead & ~(guint) GLOSS_LEAD_THE;
      *group += 1;
      return middle;
    }
  write_noun_phrase (run, middle, end, FALSE, *group + 1);
  *group += 1;
  while (nouns < end && !is_adjective (siyaq_gloss_unit (run, nouns)))
    nouns++;
  for (guint i = nouns; i < end; i++)
    siyaq_gloss_unit (run, i)->lead |= GLOSS_LEAD_THE;
  swap_block (run, first, middle, nouns);
  siyaq_gloss_unit (run, first)->lead |= lead & (GLOSS_LEAD_AND | GLOSS_LEAD_FOR);
  return end;
}

static void
write_noun_phrases (SiyaqGlossRun *run)
{
  guint group = 0;

  for (guint i = 0; i < run->units->len;)
    {
      SiyaqGlossUnit *first = siyaq_gloss_unit (run, i);
      guint end = phrase_end (run, i), lead;

      /* "Syria's army", "the country's supreme leader". */
      if (end < run->units->len && siyaq_gloss_is_noun (siyaq_gloss_unit (run, end)) &&
          (siyaq_gloss_unit (run, end)->token->flags & SIYAQ_TOKEN_POSSESSIVE) != 0 && (end == i || !begins_anew (siyaq_gloss_unit (run, end))))
        {
          i = write_owned (run, i, end + 1, &group);
          continue;
        }
      if (end == i || !siyaq_gloss_is_noun (siyaq_gloss_unit (run, end - 1)))
        {
          i++;
          continue;
        }
      lead = first->lead;
      first->lead = 0;
      write_noun_phrase (run, i, end, is_definite (run, i, end, lead), ++group);
      siyaq_gloss_unit (run, i)->lead |= lead & ~(guint) GLOSS_LEAD_THE;
      if (first->owner != SIYAQ_PRONOUN_NONE && first != siyaq_gloss_unit (run, i))
        {
          siyaq_gloss_unit (run, i)->owner = first->owner;
          first->owner = SIYAQ_PRONOUN_NONE;
        }
      /* "the X of the Y": the first part of a genitive has no article. */
      if (i >= 2 && siyaq_gloss_is_word (siyaq_gloss_unit (run, i - 1), " of ") && siyaq_gloss_unit (run, i - 2)->group != 0)
        {
          for (guint j = i - 1; j > 0 && siyaq_gloss_unit (run, j - 1)->group == group - 1; j--)
            siyaq_gloss_unit (run, j - 1)->lead &= ~(guint) GLOSS_LEAD_THE;
          g_ptr_array_remove_index (run->units, i - 1);
          end--;
        }
      i = end;
    }
}

static void
write_subjects (SiyaqGlossRun *run)
{
  guint end = 0;
  SiyaqGlossUnit *verb, *subject;

  if (run->units->len < 2 || siyaq_gloss_unit (run, 0)->group == 0)
    return;
  subject = siyaq_gloss_unit (run, 0);
  while (end < MIN (run->units->len, MAX_SUBJECT) &&
         (siyaq_gloss_unit (run, end)->group != 0 || siyaq_gloss_unit (run, end)->word_class == SIYAQ_WORD_ADVERB ||
          (siyaq_gloss_is_preposition (siyaq_gloss_unit (run, end)) && siyaq_gloss_unit (run, end + 1) != NULL && siyaq_gloss_unit (run, end + 1)->group != 0)))
    end++;
  if (siyaq_gloss_unit (run, end) != NULL && (siyaq_gloss_unit (run, end - 1)->say != NULL || siyaq_gloss_is_word (siyaq_gloss_unit (run, end - 1), " not can could may might must should will would ")))
    return;
  verb = siyaq_gloss_unit (run, end);
  if (verb == NULL || !verb->known || verb->word_class != SIYAQ_WORD_VERB || verb->n_tokens > 1 ||
      (verb->form != SIYAQ_FORM_PAST && verb->form != SIYAQ_FORM_PRESENT && verb->form != SIYAQ_FORM_BASE))
    return;
  /* Behind a mark only who said it: ", officials said on Monday". */
  if (!run->sentence_start && !siyaq_gloss_is_word (verb, " said says told added reported warned announced confirmed "))
    return;
  if (siyaq_gloss_agrees_feminine (subject))
    verb->plural = TRUE;
  for (guint i = end; i > 0; i--)
    run->units->pdata[i] = run->units->pdata[i - 1];
  run->units->pdata[0] = verb;
}

/**
 * siyaq_gloss_to_arabic:
 * @source: the English text
 * @run: words of it; their texts and order are written
 */
void
siyaq_gloss_to_arabic (const char *source,
                       SiyaqGlossRun *run)
{
  siyaq_gloss_read_arabic_dates (run);
  choose_senses (run);
  siyaq_gloss_count_arabic_nouns (run);
  siyaq_gloss_read_arabic_verbs (run);
  siyaq_gloss_read_english_news (run);
  join_words (run);
  write_noun_phrases (run);
  write_subjects (run);
  siyaq_gloss_agree_arabic_verbs (run);
  for (guint i = 0; i < run->units->len; i++)
    siyaq_gloss_write_arabic (source, run, i);
}
