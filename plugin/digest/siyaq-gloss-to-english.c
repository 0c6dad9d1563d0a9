/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Writes Arabic word by word in English order: adjectives before their noun, the subject before its
   verb, "of" between the parts of a genitive, articles and prepositions that were written together
   with a word before the whole of its phrase. Noun phrases are told by definiteness alone: a chain
   of nouns ends with the first that has an article, a pronoun or a capital. */
#define G_LOG_DOMAIN "siyaq-digest"

#include "config.h"

#include "siyaq-gloss-private.h"

#include <string.h>

/* Nouns of one genitive chain: "spokesman for the police department of the city of Homs" has five. */
#define MAX_CHAIN 6u

#define CLASS(name) (1u << SIYAQ_WORD_##name)
#define CLASS_OF(unit) (1u << (unit)->word_class)
#define PARTICLES (CLASS (PREPOSITION) | CLASS (CONJUNCTION) | CLASS (DETERMINER) | CLASS (ADVERB))
#define NOMINAL (CLASS (NOUN) | CLASS (ADJECTIVE) | CLASS (NAME) | CLASS (NUMERAL))

/* What class an English word without one probably has, by its ending. */
static SiyaqWordClass
guess_class (const SiyaqSense *sense)
{
  static const char *const adjectives[] = { "al", "ive", "ic", "ous", "ful", "ish", "ary", "able", "ible", "less", "ian", "ese", "ern" };
  gsize n = strlen (sense->word);

  if (strchr (sense->word, ' ') != NULL)
    return SIYAQ_WORD_PHRASE;
  if (g_str_has_suffix (sense->word, "ly"))
    return SIYAQ_WORD_ADVERB;
  if (g_str_has_suffix (sense->word, "ed"))
    return SIYAQ_WORD_VERB;
  for (guint i = 0; i < G_N_ELEMENTS (adjectives); i++)
    if (n > 5 && g_str_has_suffix (sense->word, adjectives[i]))
      return SIYAQ_WORD_ADJECTIVE;
  return SIYAQ_WORD_NOUN;
}

/**
 * siyaq_gloss_has_article:
 * @u: a unit of an Arabic text
 *
 * Of a phrase, the article of its last word counts: "وزير الخارجية".
 *
 * Returns: whether it has the article
 */
gboolean
siyaq_gloss_has_article (const SiyaqGlossUnit *u)
{
  return (u->clitics & SIYAQ_CLITIC_ARTICLE) != 0 ||
         /* Superlatives and "Mr" are in the lexicon with their article. */
         (u->n_tokens == 1 && u->known && u->word_class == SIYAQ_WORD_ADJECTIVE && g_str_has_prefix (u->token->fold, "الا") && u->match.curated &&
          siyaq_gloss_is_one_of (u->sense->word, " largest biggest highest lowest first last most best worst latest nearest oldest other more least greatest main ")) ||
         (u->n_tokens > 1 && (u->word_class == SIYAQ_WORD_NOUN || u->word_class == SIYAQ_WORD_ADJECTIVE) && g_str_has_prefix (u->token[u->n_tokens - 1].fold, "ال"));
}

static gboolean
is_definite (const SiyaqGlossUnit *u)
{
  return siyaq_gloss_has_article (u) || siyaq_gloss_is_name (u) || siyaq_gloss_is_one_of (u->sense->word, " mr mrs ") || u->match.pronoun != SIYAQ_PRONOUN_NONE || g_str_has_prefix (u->sense->word, "the ");
}

static gboolean
is_feminine (const SiyaqGlossUnit *u)
{
  return g_str_has_suffix (u->token->fold, "ه") || g_str_has_suffix (u->token->fold, "اء") ||
         (u->clitics & SIYAQ_CLITIC_FEMININE) != 0 || u->form == SIYAQ_FORM_FEMININE || g_str_has_suffix (u->token->fold, "ات");
}

/**
 * siyaq_gloss_begins_anew:
 * @u: a unit of an Arabic text
 *
 * Returns: whether a joined preposition or conjunction begins something new with it
 */
gboolean
siyaq_gloss_begins_anew (const SiyaqGlossUnit *u)
{
  return (u->clitics & (SIYAQ_CLITIC_AND | SIYAQ_CLITIC_SO | SIYAQ_CLITIC_FOR | SIYAQ_CLITIC_WITH | SIYAQ_CLITIC_LIKE)) != 0;
}

/* A verb has no article: what was meant is its noun, "the opening". */
static void
choose_verbal_noun (SiyaqGlossUnit *u)
{
  for (guint i = 0; i < u->match.n_senses; i++)
    {
      const SiyaqSense *s = &u->match.senses[i];

      if (s->form == SIYAQ_FORM_ING || g_str_has_suffix (s->word, "ing") || s->word_class == SIYAQ_WORD_NOUN)
        {
          u->sense = s;
          u->word_class = SIYAQ_WORD_NOUN;
          u->form = SIYAQ_FORM_NONE;
          return;
        }
    }
}

/* Of a word that the lexicon does not know a long rest after "and", "in the" or "for the" is a name. */
static void
read_unknown (SiyaqGlossUnit *u)
{
  static const struct
  {
    const char *prefix;
    SiyaqClitics clitics;
    gsize skip; /* bytes that do not belong to the name */
    gsize min_bytes;
  } heads[] = {
    { "وال", SIYAQ_CLITIC_AND, 2, 12 }, { "بال", SIYAQ_CLITIC_WITH, 2, 12 }, { "و", SIYAQ_CLITIC_AND, 2, 10 },
  };

  if ((u->token->flags & SIYAQ_TOKEN_ARABIC) == 0)
    return;
  for (guint i = 0; i < G_N_ELEMENTS (heads) && u->clitics == 0; i++)
    if (g_str_has_prefix (u->token->fold, heads[i].prefix) && strlen (u->token->fold) >= heads[i].min_bytes)
      {
        u->clitics = heads[i].clitics;
        u->skip = heads[i].skip;
      }
}

/* After "did not" and "will" Arabic has a present, whatever past is written like it. */
static void
choose_present (SiyaqGlossUnit *u)
{
  for (guint i = 0; i < u->match.n_senses && u->form != SIYAQ_FORM_PRESENT; i++)
    if (u->match.senses[i].form == SIYAQ_FORM_PRESENT)
      {
        u->sense = &u->match.senses[i];
        u->word_class = SIYAQ_WORD_VERB;
        u->form = SIYAQ_FORM_PRESENT;
      }
}

/* A word that nothing knows where only a verb can stand is left out: spelled in Latin letters it would
   be taken for a name. */
static gboolean
is_unknown_verb (const SiyaqGlossRun *run,
                 guint i)
{
  static const char *const heads[] = { "ي", "ت", "سي", "ست", "وي", "وت" };
  const SiyaqGlossUnit *u = siyaq_gloss_unit (run, i), *next = siyaq_gloss_unit (run, i + 1);
  const char *fold = u->token->fold, *before = i > 0 ? siyaq_gloss_unit (run, i - 1)->token->fold : "";

  if (u->spelling != NULL || (u->token->flags & SIYAQ_TOKEN_ARABIC) == 0 || strlen (fold) < 8)
    return FALSE;
  if (i == 0 && run->sentence_start && g_str_has_suffix (fold, "ت") && next != NULL && next->known && (next->clitics & SIYAQ_CLITIC_ARTICLE) != 0)
    return TRUE;
  if (!siyaq_gloss_is_one_of (before, " الذي التي الذين ان لم لن لا قد سوف ولم ولن ولا وقد اذا لكي كي ") &&
      !(i == 0 && run->sentence_start && next != NULL && next->known && (next->clitics & SIYAQ_CLITIC_ARTICLE) != 0))
    return FALSE;
  for (guint k = 0; k < G_N_ELEMENTS (heads); k++)
    if (g_str_has_prefix (fold, heads[k]))
      return TRUE;
  return FALSE;
}

/* "الخاص به", "الخاصة بالشركة": whose something is. */
static void
read_owners (SiyaqGlossRun *run)
{
  for (guint i = 1; i + 1 < run->units->len; i++)
    {
      SiyaqGlossUnit *noun = siyaq_gloss_unit (run, i - 1), *next = siyaq_gloss_unit (run, i + 1);

      if (siyaq_gloss_unit (run, i)->n_tokens > 1 || !siyaq_gloss_is_one_of (siyaq_gloss_unit (run, i)->token->fold, " الخاص الخاصه ") || !noun->known ||
          noun->word_class != SIYAQ_WORD_NOUN || !next->known)
        continue;
      if (next->n_tokens == 1 && siyaq_gloss_is_one_of (next->token->fold, " به بها بهم ") && noun->match.pronoun == SIYAQ_PRONOUN_NONE)
        {
          noun->match.pronoun = g_str_equal (next->token->fold, "به") ? SIYAQ_PRONOUN_HIS : g_str_equal (next->token->fold, "بها") ? SIYAQ_PRONOUN_HER : SIYAQ_PRONOUN_THEIR;
          noun->clitics &= ~(guint) SIYAQ_CLITIC_ARTICLE;
          g_ptr_array_remove_range (run->units, i, 2);
        }
      else if ((next->clitics & SIYAQ_CLITIC_WITH) != 0)
        {
          next->clitics &= ~(guint) SIYAQ_CLITIC_WITH;
          next->lead |= GLOSS_LEAD_OF;
          g_ptr_array_remove_index (run->units, i);
        }
    }
}

static void
choose_senses (SiyaqGlossRun *run)
{
  for (guint i = 0; i < run->units->len; i++)
    {
      SiyaqGlossUnit *u = siyaq_gloss_unit (run, i), *prev = i > 0 ? siyaq_gloss_unit (run, i - 1) : NULL;
      SiyaqGlossUnit *next = siyaq_gloss_unit (run, i + 1);

      if (u->known && prev != NULL && prev->word_class == SIYAQ_WORD_NAME && prev->form == SIYAQ_FORM_PERSON && siyaq_gloss_has_article (u) &&
          u->n_tokens == 1 && u->word_class != SIYAQ_WORD_NAME && !siyaq_gloss_begins_anew (u))
        {
          /* What has an article after a first name is a surname, whatever else it means. */
          u->known = FALSE;
          u->clitics = 0;
          u->word_class = SIYAQ_WORD_NAME;
          u->form = SIYAQ_FORM_PERSON;
        }
      /* "جون جرانت": nor is a word that news seldom uses anything else there. */
      if (u->known && prev != NULL && prev->word_class == SIYAQ_WORD_NAME && prev->form == SIYAQ_FORM_PERSON && u->n_tokens == 1 && !u->match.curated &&
          u->word_class != SIYAQ_WORD_NAME && !siyaq_gloss_begins_anew (u))
        {
          u->known = FALSE;
          u->clitics = 0;
          u->word_class = SIYAQ_WORD_NAME;
          u->form = SIYAQ_FORM_PERSON;
        }
      if (!u->known && is_unknown_verb (run, i))
        {
          static const SiyaqSense left_out = { "…", 1, "…", SIYAQ_WORD_VERB, SIYAQ_FORM_PAST };

          u->known = TRUE;
          u->sense = &left_out;
          u->word_class = SIYAQ_WORD_VERB;
          u->form = SIYAQ_FORM_PAST;
          u->say = left_out.display;
          continue;
        }
      if (!u->known)
        {
          read_unknown (u);
          continue;
        }
      /* "شمال مالي": what has a north is a land. */
      if (siyaq_gloss_is_one_of (siyaq_gloss_word (prev), " شمال جنوب شرق غرب شمالي جنوبي شرقي غربي ") && u->clitics == 0 && u->word_class == SIYAQ_WORD_ADJECTIVE)
        siyaq_gloss_choose (u, CLASS (NAME));
      /* Particles have no other sense that would fit better. */
      if ((CLASS_OF (u) & (CLASS (CONJUNCTION) | CLASS (PRONOUN))) != 0 && u->match.curated && u->clitics == 0)
        continue;
      /* "أقوى إعصار": what Arabic puts before its noun is an adjective, not the head of a genitive. */
      if (u->n_tokens == 1 && next != NULL && (g_str_has_suffix (u->sense->word, "est") || g_str_has_prefix (u->sense->word, "most ")) &&
          !siyaq_gloss_has_article (u) && u->match.pronoun == SIYAQ_PRONOUN_NONE)
        siyaq_gloss_choose (u, CLASS (ADJECTIVE));
      if (siyaq_gloss_has_article (u) && prev != NULL && siyaq_gloss_is_noun (prev) && !siyaq_gloss_begins_anew (u))
        {
          siyaq_gloss_choose (u, NOMINAL);
          siyaq_gloss_choose (u, CLASS (ADJECTIVE));
        }
      else if (siyaq_gloss_has_article (u) || siyaq_gloss_is_preposition (prev) || (u->clitics & (SIYAQ_CLITIC_WITH | SIYAQ_CLITIC_LIKE)) != 0 ||
               (prev != NULL && prev->word_class == SIYAQ_WORD_NUMERAL))
        siyaq_gloss_choose (u, NOMINAL);
      else if ((u->clitics & SIYAQ_CLITIC_WILL) != 0 || siyaq_gloss_is_one_of (siyaq_gloss_word (prev), " لم ولم لن ولن لا ولا قد سوف كان كانت وقد لقد ان "))
        {
          siyaq_gloss_choose (u, CLASS (VERB));
          if (siyaq_gloss_is_one_of (siyaq_gloss_word (prev), " لم لن سوف ولم ولن "))
            choose_present (u);
        }
      else if (i == 0 && (CLASS_OF (u) & PARTICLES) == 0 && next != NULL && next->known && siyaq_gloss_has_article (next) && !siyaq_gloss_begins_anew (next) && run->sentence_start)
        siyaq_gloss_choose (u, CLASS (VERB));
      if (siyaq_gloss_has_article (u) && prev != NULL && siyaq_gloss_is_noun (prev) && !siyaq_gloss_begins_anew (u) && g_str_has_suffix (u->sense->word, "ed"))
        u->word_class = SIYAQ_WORD_ADJECTIVE;
      else if (siyaq_gloss_has_article (u) && u->word_class == SIYAQ_WORD_VERB)
        choose_verbal_noun (u);
      if (u->word_class == SIYAQ_WORD_UNKNOWN)
        u->word_class = guess_class (u->sense);
      if (u->word_class == SIYAQ_WORD_VERB && u->form == SIYAQ_FORM_NONE)
        u->form = g_str_has_suffix (u->sense->word, "s") ? SIYAQ_FORM_PRESENT : SIYAQ_FORM_PAST;
    }
}

/* What was written together with the word and comes before its phrase in English. */
static void
read_clitics (SiyaqGlossUnit *u,
              const SiyaqGlossUnit *next)
{
  static const struct
  {
    SiyaqClitics clitic;
    guint lead;
  } pairs[] = {
    { SIYAQ_CLITIC_AND, GLOSS_LEAD_AND }, { SIYAQ_CLITIC_SO, GLOSS_LEAD_SO },     { SIYAQ_CLITIC_FOR, GLOSS_LEAD_FOR },
    { SIYAQ_CLITIC_WITH, GLOSS_LEAD_WITH }, { SIYAQ_CLITIC_LIKE, GLOSS_LEAD_LIKE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (pairs); i++)
    if ((u->clitics & pairs[i].clitic) != 0)
      u->lead |= pairs[i].lead;
  if (u->known && siyaq_gloss_has_article (u) && !siyaq_gloss_is_one_of (u->sense->word, " mr mrs ") && u->word_class != SIYAQ_WORD_NAME && u->word_class != SIYAQ_WORD_ADVERB &&
      !g_str_has_prefix (u->sense->word, "the "))
    u->lead |= GLOSS_LEAD_THE;
  if (u->known && u->word_class == SIYAQ_WORD_NOUN)
    {
      u->owner = u->match.pronoun;
      /* A sound plural in ين is a headword of its own where there is one. */
      if (u->match.curated && u->form == SIYAQ_FORM_SINGULAR && (u->clitics & SIYAQ_CLITIC_PLURAL) != 0 &&
          g_str_has_suffix (u->token->fold, "ين"))
        u->clitics |= SIYAQ_CLITIC_DUAL;
      if ((u->clitics & SIYAQ_CLITIC_DUAL) != 0)
        u->lead |= GLOSS_LEAD_TWO;
      /* "لاعبي الفريق": before another noun the ي is a plural's. */
      if (u->owner == SIYAQ_PRONOUN_MY && next != NULL && siyaq_gloss_is_noun (next))
        {
          u->owner = u->match.pronoun = SIYAQ_PRONOUN_NONE;
          u->clitics |= SIYAQ_CLITIC_PLURAL;
        }
      u->plural = (u->clitics & (SIYAQ_CLITIC_PLURAL | SIYAQ_CLITIC_DUAL)) != 0 && u->form != SIYAQ_FORM_PLURAL;
    }
}

/**
 * siyaq_gloss_move_lead:
 * @from: a unit
 * @to: another one
 * @mask: GLOSS_LEAD_ bits
 *
 * Moves what comes before one word before the other.
 */
void
siyaq_gloss_move_lead (SiyaqGlossUnit *from,
                       SiyaqGlossUnit *to,
                       guint mask)
{
  guint moved = from->lead & mask;

  from->lead &= ~mask;
  to->lead |= moved;
}

/* Appends the adjectives of a noun, the last one first, and the noun; what leads the noun leads them. */
static void
append_with_adjectives (GPtrArray *order,
                        SiyaqGlossUnit *noun,
                        GPtrArray *adjectives)
{
  SiyaqGlossUnit *first = adjectives->len > 0 ? g_ptr_array_index (adjectives, adjectives->len - 1) : noun;

  if (first != noun)
    {
      if (noun->known && g_str_has_prefix (noun->sense->display, "the "))
        {
          noun->bare = TRUE;
          noun->lead |= GLOSS_LEAD_THE;
        }
      siyaq_gloss_move_lead (noun, first, ~0u);
      first->owner = noun->owner;
      noun->owner = SIYAQ_PRONOUN_NONE;
    }
  for (guint i = adjectives->len; i > 0; i--)
    g_ptr_array_add (order, g_ptr_array_index (adjectives, i - 1));
  g_ptr_array_add (order, noun);
}

/* "أول قافلة", "أكبر عملية": what Arabic, too, puts before its noun. */
static gboolean
is_elative (const SiyaqGlossRun *run,
            guint i)
{
  const SiyaqGlossUnit *u = siyaq_gloss_unit (run, i), *next = siyaq_gloss_unit (run, i + 1);

  return u != NULL && next != NULL && u->known && u->n_tokens == 1 && u->word_class == SIYAQ_WORD_ADJECTIVE && !siyaq_gloss_has_article (u) &&
         siyaq_gloss_is_noun (next) && !siyaq_gloss_begins_anew (next) &&
         siyaq_gloss_is_one_of (u->token->fold, " اول ثاني ثالث رابع خامس اخر اكبر اصغر اهم ابرز اخطر اعلى اكثر اقل اقدم احدث اطول اسوا افضل اعنف "
                                                "باول لاول واول اعنف اضخم اشد ادنى اقوى اعظم ");
}

/* One noun phrase that begins at i: its genitive chain, its adjectives. Returns where it ends. */
static guint
write_noun_phrase (SiyaqGlossRun *run,
                   guint i)
{
  guint chain = 1, end;
  SiyaqGlossUnit *head = siyaq_gloss_unit (run, i), *tail, *u;
  g_autoptr (GPtrArray) of_head = g_ptr_array_new ();
  g_autoptr (GPtrArray) of_tail = g_ptr_array_new ();
  g_autoptr (GPtrArray) order = g_ptr_array_new ();

  while (chain < MAX_CHAIN && !is_definite (siyaq_gloss_unit (run, i + chain - 1)))
    {
      u = siyaq_gloss_unit (run, i + chain);
      if (u == NULL || !siyaq_gloss_is_noun (u) || siyaq_gloss_begins_anew (u))
        break;
      u->lead |= GLOSS_LEAD_OF;
      chain++;
    }
  /* "ثلاث قذائف سوق المدينة": what is counted is not definite, so that what follows is the object. */
  if (chain > 1 && i > 0 && siyaq_gloss_unit (run, i - 1)->word_class == SIYAQ_WORD_NUMERAL && head->known && head->form == SIYAQ_FORM_PLURAL &&
      is_definite (siyaq_gloss_unit (run, i + chain - 1)))
    {
      for (guint j = i + 1; j < i + chain; j++)
        siyaq_gloss_unit (run, j)->lead &= ~(guint) GLOSS_LEAD_OF;
      chain = 1;
    }
  tail = siyaq_gloss_unit (run, i + chain - 1);
  if (is_definite (tail))
    for (guint j = i; j + 1 < i + chain; j++)
      siyaq_gloss_unit (run, j)->lead |= GLOSS_LEAD_THE;
  for (end = i + chain; (u = siyaq_gloss_unit (run, end)) != NULL; end++)
    {
      /* "الأشهر الثلاثة الماضية": a number with the article stands like an adjective. */
      gboolean counts = u->word_class == SIYAQ_WORD_NUMERAL && siyaq_gloss_has_article (u);

      if (!u->known || !(u->word_class == SIYAQ_WORD_ADJECTIVE || counts) || siyaq_gloss_begins_anew (u) || is_definite (tail) != siyaq_gloss_has_article (u))
        break;
      if (is_elative (run, end))
        {
          u->lead |= GLOSS_LEAD_OF | GLOSS_LEAD_THE;
          break;
        }
      u->lead &= ~(guint) GLOSS_LEAD_THE;
      /* In a genitive the gender tells whose adjective it is; a name has seldom one. */
      if (chain > 1 && (siyaq_gloss_is_name (tail) || (is_feminine (u) != is_feminine (tail) && is_feminine (u) == is_feminine (head))))
        g_ptr_array_add (of_head, u);
      else
        g_ptr_array_add (of_tail, u);
    }
  if (chain > 1)
    append_with_adjectives (order, head, of_head);
  for (guint j = i + 1; j + 1 < i + chain; j++)
    g_ptr_array_add (order, siyaq_gloss_unit (run, j));
  append_with_adjectives (order, tail, of_tail);
  memcpy (&run->units->pdata[i], order->pdata, order->len * sizeof (gpointer));
  return end;
}

/* Gathers noun phrases and puts each in English order. */
static void
write_noun_phrases (SiyaqGlossRun *run)
{
  guint group = 0;

  for (guint i = 0; i < run->units->len;)
    {
      SiyaqGlossUnit *u = siyaq_gloss_unit (run, i);
      guint end;

      if (!siyaq_gloss_is_noun (u) || (u->known && u->match.pronoun != SIYAQ_PRONOUN_NONE && siyaq_gloss_is_name (u)))
        {
          i++;
          continue;
        }
      group++;
      end = write_noun_phrase (run, i);
      for (guint j = i; j < end; j++)
        siyaq_gloss_unit (run, j)->group = group;
      i = end;
    }
}

static gboolean
is_year (const char *digits)
{
  return strlen (digits) == 4 && (g_str_has_prefix (digits, "19") || g_str_has_prefix (digits, "20"));
}

/* A noun after a number other than one is a plural in English, whatever Arabic has. */
static void
count_nouns (SiyaqGlossRun *run)
{
  for (guint i = 1; i < run->units->len; i++)
    {
      SiyaqGlossUnit *u = siyaq_gloss_unit (run, i), *prev = siyaq_gloss_unit (run, i - 1);
      gboolean one = (g_str_equal (prev->token->fold, "1") && !prev->known) || (prev->known && g_str_equal (prev->sense->word, "one"));

      if (u->known && u->word_class == SIYAQ_WORD_NOUN && u->form != SIYAQ_FORM_PLURAL && prev->word_class == SIYAQ_WORD_NUMERAL && !one &&
          (prev->known || !is_year (prev->token->fold)))
        u->plural = TRUE;
    }
}

/**
 * siyaq_gloss_to_english:
 * @source: the Arabic text
 * @run: words of it; their texts and order are written
 */
void
siyaq_gloss_to_english (const char *source,
                        SiyaqGlossRun *run)
{
  siyaq_gloss_read_english_numbers (run);
  choose_senses (run);
  read_owners (run);
  for (guint i = 0; i < run->units->len; i++)
    read_clitics (siyaq_gloss_unit (run, i), siyaq_gloss_unit (run, i + 1));
  siyaq_gloss_read_english_masdars (run);
  count_nouns (run);
  siyaq_gloss_read_english_verbs (run);
  write_noun_phrases (run);
  siyaq_gloss_settle_articles (run);
  siyaq_gloss_order_english_verbs (run);
  for (guint i = 0; i < run->units->len; i++)
    siyaq_gloss_write_english (source, run, i);
}
