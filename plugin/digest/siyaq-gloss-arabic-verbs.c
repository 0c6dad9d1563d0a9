/* SPDX-License-Identifier: GPL-2.0-or-later */
/* English verbs of several words, as Arabic has them: helping verbs go, a negation chooses its
   particle and the form after it, "is planning" is a present, a pronoun before its verb is the
   verb's ending, "that" is a conjunction after a verb and a relative after a noun. */
#define G_LOG_DOMAIN "siyaq-digest"

#include "config.h"

#include "siyaq-english.h"
#include "siyaq-gloss-private.h"

#include <string.h>

/* Words that may stand between a helping verb and its verb. */
static const char between[] = " not never also already now still just yet recently always often only currently previously reportedly consistently "
                              "repeatedly finally officially widely later soon been being ";
static const char modals[] = " will would may might can could must should ";

/* Looks a verb's base up and takes its present in Arabic. */
static gboolean
take_present (SiyaqGlossRun *run,
              SiyaqGlossUnit *u,
              const char *base)
{
  SiyaqLexiconMatch match;

  if (!siyaq_lexicon_match (run->lexicon, "en", base, &match) || (match.clitics & SIYAQ_CLITIC_STEM) != 0)
    return FALSE;
  for (guint i = 0; i < match.n_senses; i++)
    if (match.senses[i].form == SIYAQ_FORM_BASE && match.senses[i].word_class == SIYAQ_WORD_VERB)
      {
        u->match = match;
        u->known = TRUE;
        u->sense = &u->match.senses[i];
        u->word_class = SIYAQ_WORD_VERB;
        u->form = SIYAQ_FORM_BASE;
        return TRUE;
      }
  return FALSE;
}

/* The present of a verb that English has as a past, a participle or an -ing form. */
static gboolean
make_present (SiyaqGlossRun *run,
              SiyaqGlossUnit *u)
{
  const char *fold = u->token->fold;
  g_autofree char *base = NULL;

  if (u->n_tokens > 1)
    return FALSE;
  if (g_str_has_suffix (fold, "ing"))
    base = siyaq_gloss_base_of_ing (run->lexicon, fold);
  else
    base = siyaq_english_base_of_past (fold);
  if (base != NULL && take_present (run, u, base))
    return TRUE;
  /* "stopped" to "stop", "planned" to "plan", "used" to "use", "carried" to "carry". */
  if (g_str_has_suffix (fold, "ed"))
    {
      static const struct
      {
        gsize cut;
        const char *ending;
      } endings[] = { { 1, "" }, { 2, "" }, { 3, "y" }, { 3, "" } };
      gsize n = strlen (fold);

      for (guint i = 0; i < G_N_ELEMENTS (endings); i++)
        {
          g_autofree char *candidate = g_strdup_printf ("%.*s%s", (int) (n - MIN (endings[i].cut, n)), fold, endings[i].ending);
          g_autofree char *past = siyaq_english_past (candidate);

          if (g_str_equal (past, fold) && take_present (run, u, candidate))
            return TRUE;
        }
    }
  /* The general dictionary has a past only: its present by rule. */
  if (u->known && u->word_class == SIYAQ_WORD_VERB && u->form == SIYAQ_FORM_PAST && strchr (u->sense->display, ' ') == NULL)
    {
      static const char *const alefs[] = { "أ", "ا", "إ" };
      const char *past = u->sense->display;

      for (guint i = 0; i < G_N_ELEMENTS (alefs); i++)
        if (g_str_has_prefix (past, alefs[i]))
          {
            past += strlen (alefs[i]);
            break;
          }
      u->inflected = g_strconcat ("ي", past, NULL);
      return TRUE;
    }
  return u->form == SIYAQ_FORM_BASE || u->form == SIYAQ_FORM_PRESENT;
}

static gboolean
is_ing (SiyaqGlossRun *run,
        const SiyaqGlossUnit *u)
{
  g_autofree char *base = u->n_tokens == 1 && g_str_has_suffix (u->token->fold, "ing") ? siyaq_gloss_base_of_ing (run->lexicon, u->token->fold) : NULL;

  return base != NULL;
}

static void
say (SiyaqGlossUnit *u,
     const char *words)
{
  u->say = words;
  u->known = TRUE;
  u->word_class = SIYAQ_WORD_ADVERB;
}

/* Takes a helping verb, and what stands between it and its verb at j, out of the run; adverbs go behind
   the verb. Returns where the verb is then. */
static guint
drop_helper (SiyaqGlossRun *run,
             guint i,
             guint j,
             gboolean keep)
{
  guint at = keep ? i + 1 : i;

  for (guint k = j; k > i; k--)
    if (k < j && siyaq_gloss_is_word (siyaq_gloss_unit (run, k), " not never been being "))
      {
        g_ptr_array_remove_index (run->units, k);
        j--;
      }
  if (!keep)
    {
      g_ptr_array_remove_index (run->units, i);
      j--;
    }
  if (j > at)
    {
      gpointer verb = run->units->pdata[j];

      memmove (&run->units->pdata[at + 1], &run->units->pdata[at], (j - at) * sizeof (gpointer));
      run->units->pdata[at] = verb;
    }
  return at;
}

/* "has not been", "were planning", "does not": the helping verb at i. */
static void
read_helper (SiyaqGlossRun *run,
             guint i)
{
  SiyaqGlossUnit *helper = siyaq_gloss_unit (run, i), *verb;
  gboolean has = siyaq_gloss_is_word (helper, " has have had "), past = siyaq_gloss_is_word (helper, " was were had did ");
  gboolean does = siyaq_gloss_is_word (helper, " do does did "), negated = FALSE, been = FALSE, ing, participle;
  guint j = i + 1;

  for (; (verb = siyaq_gloss_unit (run, j)) != NULL && siyaq_gloss_is_word (verb, between); j++)
    {
      negated |= siyaq_gloss_is_word (verb, " not never ");
      been |= siyaq_gloss_is_word (verb, " been being ");
    }
  if (verb == NULL || j - i > 5)
    return;
  ing = !has || been ? is_ing (run, verb) && !does : FALSE;
  participle = verb->known && !ing && verb->n_tokens == 1 && !siyaq_gloss_is_word (verb, " to ") &&
               (verb->word_class == SIYAQ_WORD_VERB || (g_str_has_suffix (verb->token->fold, "ed") && (has || does)));
  if (!ing && !participle)
    {
      /* "is not sure": no verb to deny. */
      if (negated && !has && !does)
        {
          say (helper, past ? "لم يكن" : "ليس");
          drop_helper (run, i, j, TRUE);
        }
      return;
    }
  siyaq_gloss_choose (verb, 1u << SIYAQ_WORD_VERB);
  if (negated)
    {
      if (!make_present (run, verb))
        return;
      say (helper, past || has ? "لم" : "لا");
      drop_helper (run, i, j, TRUE);
    }
  else if (ing && make_present (run, verb))
    {
      if (past)
        say (helper, "كان");
      drop_helper (run, i, j, past);
    }
  else if (participle)
    {
      /* "is called" is a present, "was called" a past, written like the active. */
      if (!has && !past && !does && verb->form == SIYAQ_FORM_PAST)
        make_present (run, verb);
      drop_helper (run, i, j, FALSE);
    }
}

/* "Will not", "will be laid", "may now sign". */
static void
read_modal (SiyaqGlossRun *run,
            guint i)
{
  SiyaqGlossUnit *modal = siyaq_gloss_unit (run, i), *verb;
  guint j = i + 1;
  gboolean negated = FALSE;

  for (; (verb = siyaq_gloss_unit (run, j)) != NULL && (siyaq_gloss_is_word (verb, between) || siyaq_gloss_is_word (verb, " be have ")); j++)
    negated |= siyaq_gloss_is_word (verb, " not never ");
  if (verb == NULL || j == i + 1 || j - i > 5 || !verb->known || verb->n_tokens > 1)
    return;
  if (!(verb->word_class == SIYAQ_WORD_VERB || is_ing (run, verb)) || !make_present (run, verb))
    return;
  for (guint k = j; k > i; k--)
    if (siyaq_gloss_is_word (siyaq_gloss_unit (run, k), " be have ") && k < j)
      {
        g_ptr_array_remove_index (run->units, k);
        j--;
      }
  if (negated && siyaq_gloss_is_word (modal, " will would "))
    say (modal, "لن");
  drop_helper (run, i, j, TRUE);
}

static SiyaqGlossPerson
read_person (const SiyaqGlossUnit *u)
{
  static const char *const pronouns[] = { " he ", " it ", " she ", " they ", " we ", " i ", " you " };
  static const SiyaqGlossPerson persons[] = { GLOSS_PERSON_HE, GLOSS_PERSON_HE, GLOSS_PERSON_SHE, GLOSS_PERSON_THEY, GLOSS_PERSON_WE, GLOSS_PERSON_I, GLOSS_PERSON_YOU };

  for (guint i = 0; i < G_N_ELEMENTS (pronouns); i++)
    if (siyaq_gloss_is_word (u, pronouns[i]))
      return persons[i];
  return GLOSS_PERSON_NONE;
}

/* "They learned": the ending of the verb says who; "that they" is one word. */
static void
read_pronouns (SiyaqGlossRun *run)
{
  static const struct
  {
    const char *english;
    const char *words[7]; /* by person, from GLOSS_PERSON_HE on */
  } joined[] = {
    { " that ", { "أنه", "أنها", "أنهم", "أننا", "أنني", "أنك" } },
    { " because ", { "لأنه", "لأنها", "لأنهم", "لأننا", "لأنني", "لأنك" } },
    { " but ", { "لكنه", "لكنها", "لكنهم", "لكننا", "لكنني", "لكنك" } },
  };

  for (guint i = 0; i + 1 < run->units->len; i++)
    {
      SiyaqGlossUnit *u = siyaq_gloss_unit (run, i), *prev = i > 0 ? siyaq_gloss_unit (run, i - 1) : NULL, *verb;
      SiyaqGlossPerson person = read_person (u);
      guint j = i + 1;

      if (person == GLOSS_PERSON_NONE)
        continue;
      while ((verb = siyaq_gloss_unit (run, j)) != NULL && (siyaq_gloss_is_word (verb, between) || siyaq_gloss_is_word (verb, modals) || (verb->say != NULL && j == i + 1)))
        j++;
      for (guint k = 0; prev != NULL && k < G_N_ELEMENTS (joined); k++)
        if (siyaq_gloss_is_word (prev, joined[k].english))
          {
            say (prev, joined[k].words[person - GLOSS_PERSON_HE]);
            prev->word_class = SIYAQ_WORD_CONJUNCTION;
            g_ptr_array_remove_index (run->units, i);
            if (verb != NULL && verb->known && verb->word_class == SIYAQ_WORD_VERB)
              verb->person = person;
            u = NULL;
            break;
          }
      if (u != NULL && person == GLOSS_PERSON_HE &&
          (siyaq_gloss_unit (run, i + 1)->say != NULL || (siyaq_gloss_unit (run, i + 1)->known && g_str_equal (siyaq_gloss_unit (run, i + 1)->sense->display, "ليس"))))
        {
          g_ptr_array_remove_index (run->units, i);
          continue;
        }
      if (u == NULL || verb == NULL || !verb->known || verb->word_class != SIYAQ_WORD_VERB || verb->n_tokens > 1 ||
          siyaq_gloss_is_word (verb, " is are was were am "))
        continue;
      verb->person = person;
      /* "كان" before it has the ending as well; it is left as it is. */
      g_ptr_array_remove_index (run->units, i);
      i--;
    }
}

/* Whether what stands before i is definite: an article, a possessive or a name leads its noun phrase. */
static gboolean
is_definite_before (const SiyaqGlossRun *run,
                    guint i)
{
  for (guint k = i; k > 0; k--)
    {
      const SiyaqGlossUnit *u = siyaq_gloss_unit (run, k - 1);

      if (siyaq_gloss_is_word (u, " the this that these those his her its their our ") || siyaq_gloss_is_name (u))
        return TRUE;
      if (u->word_class != SIYAQ_WORD_NOUN && u->word_class != SIYAQ_WORD_ADJECTIVE)
        return FALSE;
    }
  return FALSE;
}

/* "The army that entered", "a law which bans". */
static void
read_relatives (SiyaqGlossRun *run)
{
  for (guint i = 1; i + 1 < run->units->len; i++)
    {
      SiyaqGlossUnit *u = siyaq_gloss_unit (run, i), *noun = siyaq_gloss_unit (run, i - 1), *next = siyaq_gloss_unit (run, i + 1);
      gboolean that = siyaq_gloss_is_word (u, " that ");
      gboolean feminine, people;

      if (!(that || siyaq_gloss_is_word (u, " which who ")) || !noun->known || (noun->word_class != SIYAQ_WORD_NOUN && noun->word_class != SIYAQ_WORD_NAME) || u->say != NULL)
        continue;
      if (next->n_tokens == 1 && next->say == NULL && next->word_class == SIYAQ_WORD_NOUN && siyaq_gloss_unit (run, i + 2) != NULL &&
          (siyaq_gloss_unit (run, i + 2)->word_class != SIYAQ_WORD_VERB || is_ing (run, siyaq_gloss_unit (run, i + 2))))
        siyaq_gloss_choose (next, 1u << SIYAQ_WORD_VERB);
      if (that && !(next->word_class == SIYAQ_WORD_VERB || (next->say != NULL) || siyaq_gloss_is_word (next, modals)) && noun->form != SIYAQ_FORM_PLURAL)
        continue;
      /* "a warning that", "the fact that" say what. */
      if (that && siyaq_gloss_is_word (noun, " warning fact statement idea belief claim claims report reports fears hope hopes news evidence "))
        continue;
      feminine = siyaq_gloss_agrees_feminine (noun);
      people = noun->form == SIYAQ_FORM_PLURAL && !feminine;
      if (next->word_class == SIYAQ_WORD_VERB && feminine)
        next->plural = TRUE;
      if (is_definite_before (run, i))
        {
          say (u, feminine ? "التي" : people ? "الذين" : "الذي");
          u->word_class = SIYAQ_WORD_CONJUNCTION;
          if (people && next->word_class == SIYAQ_WORD_VERB)
            next->person = GLOSS_PERSON_THEY;
        }
      else
        {
          g_ptr_array_remove_index (run->units, i);
          if (people && next->word_class == SIYAQ_WORD_VERB)
            next->person = GLOSS_PERSON_THEY;
        }
    }
}

/* "By signing", ", stressing": what English does with -ing. */
static void
read_participles (SiyaqGlossRun *run)
{
  for (guint i = 0; i < run->units->len; i++)
    {
      SiyaqGlossUnit *u = siyaq_gloss_unit (run, i), *prev = i > 0 ? siyaq_gloss_unit (run, i - 1) : NULL;

      if (!u->known || u->n_tokens > 1 || u->say != NULL || !is_ing (run, u) || u->form == SIYAQ_FORM_BASE)
        continue;
      if (siyaq_gloss_is_word (prev, " by "))
        say (prev, "عبر");
      else if (prev != NULL && prev->known && prev->word_class == SIYAQ_WORD_NOUN && siyaq_gloss_unit (run, i + 1) != NULL && make_present (run, u))
        u->plural = siyaq_gloss_agrees_feminine (prev);
      else if (prev == NULL && !run->sentence_start && u->word_class == SIYAQ_WORD_VERB && siyaq_gloss_unit (run, i + 1) != NULL && !run->headline)
        u->inflected = g_strconcat ("مع ", u->sense->display, NULL);
    }
}

/**
 * siyaq_gloss_read_arabic_verbs:
 * @run: words of an English text, in its order, their senses chosen
 *
 * Turns English verbs of several words, pronouns and relatives into what Arabic has in their place.
 */
void
siyaq_gloss_read_arabic_verbs (SiyaqGlossRun *run)
{
  for (guint i = 0; i + 1 < run->units->len; i++)
    if (siyaq_gloss_is_word (siyaq_gloss_unit (run, i), " has have had is are was were do does did "))
      read_helper (run, i);
    else if (siyaq_gloss_is_word (siyaq_gloss_unit (run, i), modals))
      read_modal (run, i);
  read_pronouns (run);
  read_relatives (run);
  read_participles (run);
}

/**
 * siyaq_gloss_inflect_arabic_verb:
 * @verb: an Arabic verb, past or present, third person masculine
 * @person: whose
 * @past: whether it is a past
 *
 * Returns: (transfer full): the form for @person
 */
char *
siyaq_gloss_inflect_arabic_verb (const char *verb,
                                 SiyaqGlossPerson person,
                                 gboolean past)
{
  gsize n = strlen (verb);
  gboolean weak = g_str_has_suffix (verb, "ى") || (!past && (g_str_has_suffix (verb, "ي") || g_str_has_suffix (verb, "و")));
  int stem = (int) (weak ? n - strlen ("ى") : n);

  if (strchr (verb, ' ') != NULL || person <= GLOSS_PERSON_HE || (!past && !g_str_has_prefix (verb, "ي")))
    return g_strdup (verb);
  if (past)
    switch (person)
      {
      case GLOSS_PERSON_SHE: return g_strdup_printf ("%.*sت", stem, verb);
      case GLOSS_PERSON_THEY: return g_strdup_printf ("%.*sوا", g_str_has_suffix (verb, "ي") ? (int) n - 2 : stem, verb);
      case GLOSS_PERSON_WE: return g_strdup_printf ("%.*s%sنا", stem, verb, weak ? "ي" : "");
      case GLOSS_PERSON_I:
      case GLOSS_PERSON_YOU: return g_strdup_printf ("%.*s%sت", stem, verb, weak ? "ي" : "");
      default: return g_strdup (verb);
      }
  switch (person)
    {
    case GLOSS_PERSON_SHE:
    case GLOSS_PERSON_YOU: return g_strconcat ("ت", verb + strlen ("ي"), NULL);
    case GLOSS_PERSON_THEY: return g_strdup_printf ("%.*sون", stem, verb);
    case GLOSS_PERSON_WE: return g_strconcat ("ن", verb + strlen ("ي"), NULL);
    case GLOSS_PERSON_I: return g_strconcat ("أ", verb + strlen ("ي"), NULL);
    default: return g_strdup (verb);
    }
}
