/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Articles of an English gloss. Arabic has "ال" with what is spoken of in general ("الفساد",
   corruption) and nothing with one of many ("حادث", an accident). */
#define G_LOG_DOMAIN "siyaq-digest"

#include "config.h"

#include "siyaq-gloss-private.h"

#include <string.h>

/* What is not counted: it has no "a", and no "the" where it is spoken of in general. */
static const char uncountable[] =
  " absence abundance access accountability accuracy adoption advice advocacy aggression agriculture aid air alcohol ammunition anger anxiety apartheid arson assistance asylum awareness "
  "bankruptcy beauty bravery bread bribery broadcasting business capitalism cancer care cash censorship chaos childhood cholera chemistry christianity citizenship clothing cloth coal cocaine "
  "coffee collaboration colonialism combat commerce communism compensation competition confidence confusion consent conservation construction consumption contamination cooperation coordination "
  "corruption cotton courage credibility crime cruelty custody damage darkness data death debris deforestation democracy depression desertification despair destruction detention development diabetes "
  "dignity diplomacy disarmament discrimination disinformation diversity drinking dust education electricity employment energy engineering entertainment enthusiasm environment equality equipment espionage euthanasia evidence "
  "exhaustion expansion exploitation exposure extortion extremism faith famine farming fear fighting financing flooding flour food football footage fraud freedom freight fuel funding furniture gasoline geography "
  "genocide gold governance grief growth guidance hail happiness harassment hardware harm hatred health healthcare heat help heroin history homelessness honesty hope hostility housing humanity humidity hunger hydrogen hygiene "
  "imagination immigration immunity implementation impunity income independence inequality inflation influence information infrastructure injustice innovation insecurity inspiration instability insurance integrity intelligence "
  "investment iron irrigation islam isolation journalism joy judaism justice knowledge labour land laughter law leadership legislation legitimacy leisure liberation liberty life literature livestock logistics looting love loyalty luck luggage "
  "machinery maintenance malaria malnutrition management marketing mathematics meat media medicine migration milk mining misery money morale morality mourning mud music nationalism nature navigation negligence neutrality news "
  "noise nutrition obesity oil opposition oppression optimism ownership oxygen panic parliamentarism patience peace peacekeeping people petrol petroleum photography physics piracy planning plastic police policy politics pollution population poverty power precipitation pride privacy "
  "production progress propaganda prosecution prosperity protection proof psychology publicity punishment racism radiation rain rainfall reading reconciliation reconstruction recovery recruitment recycling rehabilitation religion relief repression research resistance respect rice rubbish rubble "
  "sabotage safety sanitation science secrecy security shelling shipping shopping silence silver slavery sleep smoke smoking smuggling snow software soil solidarity sovereignty speculation spending sport stability staff starvation steel storage stress success "
  "suffering sugar suicide supervision support surveillance survival swimming tea technology tennis terror terrorism theft thirst time tobacco tolerance torture tourism trade traffic trafficking training transparency transport transportation travel treason treatment trust "
  "tuberculosis tyranny understanding unemployment unity unrest uranium usage vaccination vandalism vegetation violence wealth weather welfare wildlife wine wood work worship writing youth wounded dead injured ";

/* Nouns that begin with a vowel letter and a consonant's sound, and the other way round. */
static gboolean
begins_with_vowel (const char *word)
{
  static const char *const as_consonant[] = { "uni", "use", "usu", "eu", "one ", "ura", "uto" };
  static const char *const as_vowel[] = { "hour", "heir", "honest", "honour" };

  for (guint i = 0; i < G_N_ELEMENTS (as_consonant); i++)
    if (g_ascii_strncasecmp (word, as_consonant[i], strlen (as_consonant[i])) == 0)
      return g_ascii_strncasecmp (word, "unim", 4) == 0 || g_ascii_strncasecmp (word, "unin", 4) == 0 || g_ascii_strncasecmp (word, "unid", 4) == 0;
  for (guint i = 0; i < G_N_ELEMENTS (as_vowel); i++)
    if (g_ascii_strncasecmp (word, as_vowel[i], strlen (as_vowel[i])) == 0)
      return TRUE;
  return *word != '\0' && strchr ("aeiouAEIOU", *word) != NULL;
}

static gboolean
is_uncountable (const SiyaqGlossUnit *u)
{
  const char *last = strrchr (u->sense->word, ' ');

  return siyaq_gloss_is_one_of (last != NULL ? last + 1 : u->sense->word, uncountable);
}

/* The noun that a noun phrase from i on is about: behind its adjectives. */
static guint
find_noun (const SiyaqGlossRun *run,
           guint i)
{
  const SiyaqGlossUnit *u;

  while ((u = siyaq_gloss_unit (run, i)) != NULL && u->known && u->word_class == SIYAQ_WORD_ADJECTIVE && u->group != 0)
    i++;
  return i;
}

/* "This the season" has one word too many; "most important the events" has it in the wrong place. */
static void
settle_definite (SiyaqGlossRun *run,
                 guint i)
{
  SiyaqGlossUnit *u = siyaq_gloss_unit (run, i), *next = siyaq_gloss_unit (run, i + 1);

  if (next == NULL || !u->known || (next->lead & GLOSS_LEAD_THE) == 0)
    return;
  if (u->word_class == SIYAQ_WORD_DETERMINER && !siyaq_gloss_is_one_of (u->sense->word, " all most some both "))
    next->lead &= ~(guint) GLOSS_LEAD_THE;
  else if (u->word_class == SIYAQ_WORD_ADJECTIVE && u->group == 0 && !siyaq_gloss_has_article (u) && (next->lead & ~(guint) GLOSS_LEAD_THE) == 0)
    siyaq_gloss_move_lead (next, u, GLOSS_LEAD_THE);
}

/* "The corruption" in general is "corruption"; what is "of" something keeps its article. */
static void
drop_general (SiyaqGlossRun *run,
              guint i)
{
  SiyaqGlossUnit *u = siyaq_gloss_unit (run, i), *noun;
  const SiyaqGlossUnit *after;
  guint n = find_noun (run, i);

  if ((u->lead & GLOSS_LEAD_THE) == 0)
    return;
  noun = siyaq_gloss_unit (run, n);
  after = siyaq_gloss_unit (run, n + 1);
  /* An adjective may single one kind out. */
  if (noun == NULL || !noun->known || noun->word_class != SIYAQ_WORD_NOUN || noun->form == SIYAQ_FORM_PLURAL || !is_uncountable (noun) ||
      siyaq_gloss_is_one_of (noun->sense->word, " police media environment opposition population wounded dead injured ") ||
      (after != NULL && ((after->lead & GLOSS_LEAD_OF) != 0 || siyaq_gloss_is_one_of (after->token->fold, " الذي التي الذين "))))
    return;
  u->lead &= ~(guint) GLOSS_LEAD_THE;
}

/* One of many has "a": a singular that nothing makes definite, counts or owns. */
static void
add_indefinite (SiyaqGlossRun *run,
                guint i)
{
  SiyaqGlossUnit *u = siyaq_gloss_unit (run, i);
  const SiyaqGlossUnit *prev = i > 0 ? siyaq_gloss_unit (run, i - 1) : NULL, *noun;

  if (u->group == 0 || (prev != NULL && prev->group == u->group && (u->lead & GLOSS_LEAD_OF) == 0) ||
      (u->lead & (GLOSS_LEAD_THE | GLOSS_LEAD_TWO)) != 0 || u->owner != SIYAQ_PRONOUN_NONE)
    return;
  if (prev != NULL && (prev->word_class == SIYAQ_WORD_DETERMINER || prev->word_class == SIYAQ_WORD_NUMERAL || prev->word_class == SIYAQ_WORD_ADJECTIVE ||
                       prev->match.pronoun != SIYAQ_PRONOUN_NONE || siyaq_gloss_is_one_of (prev->token->fold, " اي غير دون بدون بلا لا ولا كل ")))
    return;
  noun = siyaq_gloss_unit (run, find_noun (run, i));
  if (noun == NULL || noun->group != u->group || !noun->known || noun->word_class != SIYAQ_WORD_NOUN || noun->plural || noun->form != SIYAQ_FORM_SINGULAR ||
      !noun->match.curated || g_str_has_prefix (u->sense->display, "the ") || g_str_has_prefix (noun->sense->display, "the ") ||
      siyaq_gloss_is_one_of (noun->sense->word, " north south east west mr mrs degree ") || is_uncountable (noun) || noun->say != NULL || siyaq_gloss_has_article (noun) || noun->match.pronoun != SIYAQ_PRONOUN_NONE)
    return;
  if (noun->sense->word[strlen (noun->sense->word) - 1] == 's' && !g_str_has_suffix (noun->sense->word, "ss"))
    return;
  if (siyaq_gloss_is_one_of (noun->token->fold, " عام سنه العام لعام بعام وعام يوم شهر ساعه الساعه ميلادي السيد "))
    return;
  u->lead |= begins_with_vowel (u->sense->display) ? GLOSS_LEAD_AN : GLOSS_LEAD_A;
}

/* "The strongest earthquake": a superlative that stands before its noun has the article, also of one. */
static void
add_superlative (SiyaqGlossRun *run,
                 guint i)
{
  SiyaqGlossUnit *u = siyaq_gloss_unit (run, i);
  const SiyaqGlossUnit *next = siyaq_gloss_unit (run, i + 1);

  if (u->known && u->word_class == SIYAQ_WORD_ADJECTIVE && u->group == 0 && next != NULL && next->group != 0 && u->owner == SIYAQ_PRONOUN_NONE &&
      (g_str_has_suffix (u->sense->word, "est") || g_str_has_prefix (u->sense->word, "most ") || siyaq_gloss_is_one_of (u->sense->word, " first second third best worst last ")))
    u->lead |= GLOSS_LEAD_THE;
}

/**
 * siyaq_gloss_settle_articles:
 * @run: words of an Arabic text, their noun phrases in English order
 *
 * Gives English the articles that Arabic says otherwise. Headlines have none.
 */
void
siyaq_gloss_settle_articles (SiyaqGlossRun *run)
{
  for (guint i = 0; i < run->units->len; i++)
    settle_definite (run, i);
  for (guint i = 0; i < run->units->len && !run->headline; i++)
    {
      drop_general (run, i);
      add_superlative (run, i);
      add_indefinite (run, i);
    }
}
