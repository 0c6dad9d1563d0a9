/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Verbal nouns where English has a form of the verb: "تم إغلاق الطريق", "the road was closed";
   "لمكافحة الفساد", "to combat corruption"; "بتوقيع الاتفاق", "by signing the agreement". The lexicon
   has the -ing form of such a noun; its base is the word that gives that form and is a word itself. */
#define G_LOG_DOMAIN "siyaq-digest"

#include "config.h"

#include "siyaq-english.h"
#include "siyaq-gloss-private.h"

#include <string.h>

/* The -ing form that the lexicon has for a verbal noun, %NULL for another word. */
static const char *
find_ing (const SiyaqGlossUnit *u)
{
  if (u == NULL || !u->known)
    return NULL;
  for (guint i = 0; i < u->match.n_senses; i++)
    if (u->match.senses[i].form == SIYAQ_FORM_ING && u->match.senses[i].word_class == SIYAQ_WORD_VERB)
      return u->match.senses[i].display;
  return NULL;
}

static gboolean
is_english_verb (SiyaqLexicon *lexicon,
                 const char *word)
{
  SiyaqLexiconMatch match;

  if (!siyaq_lexicon_match (lexicon, "en", word, &match) || (match.clitics & SIYAQ_CLITIC_STEM) != 0)
    return FALSE;
  for (guint i = 0; i < match.n_senses; i++)
    if (match.senses[i].form == SIYAQ_FORM_BASE)
      return TRUE;
  return FALSE;
}

/**
 * siyaq_gloss_base_of_ing:
 * @lexicon: a lexicon
 * @ing: an -ing form, or a phrase that begins with one
 *
 * Returns: (transfer full) (nullable): "close" for "closing"; %NULL where no base is sure
 */
char *
siyaq_gloss_base_of_ing (SiyaqLexicon *lexicon,
                         const char *ing)
{
  static const char *const endings[] = { "e", "", "ie" };
  gsize n = strcspn (ing, " ");
  g_autofree char *word = g_strndup (ing, n);

  if (!g_str_has_suffix (word, "ing"))
    return NULL;
  n -= strlen ("ing");
  for (guint i = 0; i <= G_N_ELEMENTS (endings); i++)
    {
      /* The last turn takes a doubled letter off: "stopping"; "dying" has its own ending. */
      g_autofree char *base = i < G_N_ELEMENTS (endings) ? g_strdup_printf ("%.*s%s", (int) (n - (i == 2 && n > 1)), word, endings[i])
                                                         : g_strndup (word, n > 1 ? n - 1 : n);
      g_autofree char *again = siyaq_english_ing (base);

      if (*base != '\0' && g_str_equal (again, word) && is_english_verb (lexicon, base))
        return g_strconcat (base, ing + strcspn (ing, " "), NULL);
    }
  return NULL;
}

/* "تم", "لم يتم", "سيتم": what helps the participle; %NULL where the word is none of them. */
static const char *
helping_verb (const SiyaqGlossRun *run,
              guint i,
              gboolean *ret_negated)
{
  const char *fold = siyaq_gloss_unit (run, i)->token->fold, *before = i > 0 ? siyaq_gloss_unit (run, i - 1)->token->fold : "";

  *ret_negated = FALSE;
  if (siyaq_gloss_unit (run, i)->n_tokens > 1)
    return NULL;
  if (siyaq_gloss_is_one_of (fold, " تم تمت وتم وتمت فتم جري وجري "))
    return "was";
  if (!siyaq_gloss_is_one_of (fold, " يتم تتم ويتم وتتم سيتم ستتم وسيتم وستتم يجري تجري ويجري "))
    return NULL;
  if (siyaq_gloss_is_one_of (before, " لم ولم لن ولن لا ولا "))
    {
      *ret_negated = TRUE;
      return strstr (before, "لم") != NULL ? "was not" : strstr (before, "لن") != NULL ? "will not be" : "is not";
    }
  if (strstr (fold, "س") != NULL)
    return "will be";
  if (siyaq_gloss_is_one_of (before, " ان بان وان "))
    return "be";
  return "is";
}

/* The helping verb and its verbal noun become one passive verb. */
static void
read_passives (SiyaqGlossRun *run)
{
  for (guint i = 0; i + 1 < run->units->len; i++)
    {
      SiyaqGlossUnit *u = siyaq_gloss_unit (run, i), *masdar = siyaq_gloss_unit (run, i + 1);
      gboolean negated;
      const char *helping = helping_verb (run, i, &negated), *ing = find_ing (masdar);
      g_autofree char *base = NULL;
      g_autofree char *participle = NULL;

      if (helping == NULL || ing == NULL || (masdar->n_tokens == 1 && siyaq_gloss_has_article (masdar)) || siyaq_gloss_begins_anew (masdar))
        continue;
      base = siyaq_gloss_base_of_ing (run->lexicon, ing);
      if (base == NULL)
        continue;
      participle = siyaq_english_participle (base);
      masdar->inflected = g_strconcat (helping, " ", participle, NULL);
      masdar->word_class = SIYAQ_WORD_VERB;
      masdar->form = SIYAQ_FORM_PAST;
      masdar->lead |= u->lead;
      masdar->clitics = u->clitics & (SIYAQ_CLITIC_AND | SIYAQ_CLITIC_SO);
      masdar->owner = SIYAQ_PRONOUN_NONE;
      masdar->plural = FALSE;
      /* "تم تسجيله": what it is of stands before. */
      masdar->match.pronoun = SIYAQ_PRONOUN_NONE;
      g_ptr_array_remove_index (run->units, i);
      if (negated)
        {
          masdar->lead |= siyaq_gloss_unit (run, i - 1)->lead;
          if (g_str_has_prefix (siyaq_gloss_unit (run, i - 1)->token->fold, "و"))
            masdar->lead |= GLOSS_LEAD_AND;
          g_ptr_array_remove_index (run->units, i - 1);
          i--;
        }
    }
}

/* "التي استضافتها المدينة": after a relative what is written like "its hosting" is a verb. */
static void
read_relative_verbs (SiyaqGlossRun *run)
{
  for (guint i = 1; i < run->units->len; i++)
    {
      SiyaqGlossUnit *u = siyaq_gloss_unit (run, i);
      const char *ing = find_ing (u);
      g_autofree char *base = NULL;

      if (ing == NULL || u->match.pronoun == SIYAQ_PRONOUN_NONE || strstr (u->token->fold, "ت") == NULL || siyaq_gloss_begins_anew (u) ||
          !siyaq_gloss_is_word (siyaq_gloss_unit (run, i - 1), " الذي التي الذين "))
        continue;
      base = siyaq_gloss_base_of_ing (run->lexicon, ing);
      if (base == NULL)
        continue;
      u->inflected = siyaq_english_participle (base);
      u->word_class = SIYAQ_WORD_VERB;
      u->form = SIYAQ_FORM_PAST;
      u->match.pronoun = SIYAQ_PRONOUN_HER;
      u->owner = SIYAQ_PRONOUN_NONE;
    }
}

/* "لقي خمسة عمال مصرعهم": "met their death" is said in one word. */
static void
read_deaths (SiyaqGlossRun *run)
{
  for (guint i = 0; i < run->units->len; i++)
    {
      SiyaqGlossUnit *u = siyaq_gloss_unit (run, i);

      if (!u->known || !siyaq_gloss_is_word (u, " لقي لقيت لقوا ولقي ولقيت ولقوا "))
        continue;
      for (guint j = i + 1; j < MIN (run->units->len, i + 9); j++)
        {
          const SiyaqGlossUnit *end = siyaq_gloss_unit (run, j);
          gboolean killed = siyaq_gloss_is_word (end, " مصرعه مصرعها مصرعهم ");

          if (!killed && !siyaq_gloss_is_word (end, " حتفه حتفها حتفهم "))
            continue;
          u->word_class = SIYAQ_WORD_VERB;
          u->form = SIYAQ_FORM_PAST;
          u->inflected = g_strdup (killed ? "was killed" : "died");
          g_ptr_array_remove_index (run->units, j);
          break;
        }
    }
}

/* Words whose "ل" is no purpose. */
static const char takes_for[] = " نتيجه وفقا طبقا تبعا نظرا خلافا مناسبه سبب مقر مكان موعد حاجه وزاره هيئه لجنه مجلس منظمه مدير رئيس ";

/* "لمكافحة الفساد", "بتوقيع الاتفاق" where the noun after it is what is done to. */
static void
read_purposes (SiyaqGlossRun *run)
{
  for (guint i = 0; i + 1 < run->units->len; i++)
    {
      SiyaqGlossUnit *u = siyaq_gloss_unit (run, i);
      const SiyaqGlossUnit *next = siyaq_gloss_unit (run, i + 1), *prev = i > 0 ? siyaq_gloss_unit (run, i - 1) : NULL;
      const char *ing = find_ing (u);
      gboolean purpose = (u->clitics & SIYAQ_CLITIC_FOR) != 0, means = (u->clitics & SIYAQ_CLITIC_WITH) != 0;

      if (ing == NULL || !(purpose || means) || siyaq_gloss_has_article (u) || u->n_tokens > 1 || u->match.pronoun != SIYAQ_PRONOUN_NONE ||
          !(siyaq_gloss_is_noun (next) || next->word_class == SIYAQ_WORD_NUMERAL || next->word_class == SIYAQ_WORD_DETERMINER) || siyaq_gloss_begins_anew (next))
        continue;
      if (purpose)
        {
          g_autofree char *base = NULL;

          if (prev != NULL && siyaq_gloss_is_one_of (prev->token->fold, takes_for))
            continue;
          base = siyaq_gloss_base_of_ing (run->lexicon, ing);
          if (base == NULL)
            continue;
          u->inflected = g_strconcat ("to ", base, NULL);
        }
      else
        u->inflected = g_strconcat (prev != NULL && prev->word_class == SIYAQ_WORD_VERB ? "" : "by ", ing, NULL);
      u->lead &= ~(guint) (GLOSS_LEAD_FOR | GLOSS_LEAD_WITH);
      u->plural = FALSE;
      u->word_class = SIYAQ_WORD_PREPOSITION;
    }
}

/**
 * siyaq_gloss_read_english_masdars:
 * @run: words of an Arabic text, in its order, their senses chosen and their clitics read
 *
 * Makes forms of the verb of verbal nouns where English has them.
 */
void
siyaq_gloss_read_english_masdars (SiyaqGlossRun *run)
{
  read_deaths (run);
  read_relative_verbs (run);
  read_passives (run);
  read_purposes (run);
}
