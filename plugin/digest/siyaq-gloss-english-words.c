/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Writes the words of an English gloss in the form that their place asks for: a verb after "will",
   a noun after a number, the prepositions and pronouns that Arabic writes together with them. */
#define G_LOG_DOMAIN "siyaq-digest"

#include "config.h"

#include "siyaq-english.h"
#include "siyaq-gloss-private.h"
#include "siyaq-transliterate.h"

#include <string.h>

/* What is done to persons; of other verbs the object is a thing more often. */
static const char personal_verbs[] = " kill kills killed arrest arrests arrested tell tells told meet meets met appoint appoints appointed accuse accuses accused "
                                     "injure injured wound wounded detain detained kidnap kidnapped succeed succeeded replace replaced visit visited "
                                     "receive received release released dismiss dismissed prevent prevented ask asked inform informed ";

static const char *
object_pronoun (SiyaqPronoun pronoun)
{
  static const char *const words[] = { "", "him", "it", "them", "us", "you", "me" };

  return words[pronoun];
}

static const char *
verb_object (SiyaqPronoun pronoun,
             const char *verb)
{
  return pronoun == SIYAQ_PRONOUN_HIS && !siyaq_gloss_is_one_of (verb, personal_verbs) ? "it" : object_pronoun (pronoun);
}

static const char *
possessive_pronoun (SiyaqPronoun pronoun)
{
  static const char *const words[] = { "", "his", "its", "their", "our", "your", "my" };

  return words[pronoun];
}

/* The token as it stands in the source, digits and their separators as English has them. */
static char *
copy_number (const char *source,
             const SiyaqToken *token)
{
  GString *s = g_string_new (NULL);

  for (const char *p = source + token->start; p < source + token->end; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (c == 0x066B)
        c = '.';
      else if (c == 0x066C)
        c = ',';
      else if (g_unichar_isdigit (c))
        c = '0' + (gunichar) g_unichar_digit_value (c);
      g_string_append_unichar (s, c);
    }
  return g_string_free (s, FALSE);
}

static char *
write_verb (SiyaqGlossUnit *u,
            const SiyaqGlossUnit *prev)
{
  const char *before = siyaq_gloss_word (prev), *auxiliary = "";
  g_autofree char *base = siyaq_english_base (u->sense->display);
  g_autofree char *doing = NULL;
  const char *form = u->sense->display;

  if (u->form == SIYAQ_FORM_PRESENT || u->form == SIYAQ_FORM_BASE)
    {
      if ((u->clitics & SIYAQ_CLITIC_WILL) != 0)
        auxiliary = "will ";
      else if ((u->lead & GLOSS_LEAD_FOR) != 0)
        {
          u->lead &= ~(guint) GLOSS_LEAD_FOR;
          auxiliary = "to ";
        }
      else if (siyaq_gloss_is_one_of (before, " ان بان وان "))
        auxiliary = "to ";
      /* "كانت تسعى": "was seeking". */
      if (*auxiliary == '\0' && siyaq_gloss_is_one_of (before, " كان كانت وكان وكانت كانوا وكانوا "))
        form = doing = siyaq_english_ing (base);
      else if (*auxiliary != '\0' || u->form == SIYAQ_FORM_BASE || siyaq_gloss_is_one_of (before, " لم لن لا سوف قد وقد يمكن يجب ولم ولن ولا لكي كي "))
        form = base;
    }
  /* "وقد أعلنت": what is over and told now. */
  if (u->form == SIYAQ_FORM_PAST && siyaq_gloss_is_one_of (before, " قد وقد لقد ولقد ") && !u->they && u->speaker == NULL)
    {
      gboolean passive = g_str_has_prefix (form, "was ") || u->passive;
      const char *verb = g_str_has_prefix (form, "was ") ? form + strlen ("was ") : form;
      g_autofree char *infinitive = siyaq_english_base_of_past (verb);
      g_autofree char *participle = infinitive != NULL ? siyaq_english_participle (infinitive) : g_strdup (verb);

      return g_strconcat (u->plural ? "have " : "has ", passive ? "been " : "", participle, u->match.pronoun != SIYAQ_PRONOUN_NONE ? " " : "",
                          verb_object (u->match.pronoun, form), NULL);
    }
  if (g_str_has_prefix (form, "was "))
    return g_strconcat (u->they ? "they " : "", u->plural || u->they ? "were " : "was ", auxiliary, form + strlen ("was "), NULL);
  return g_strconcat (u->they ? "they " : u->speaker != NULL ? u->speaker : "", u->passive ? (u->plural ? "were " : "was ") : "", auxiliary, form, u->match.pronoun != SIYAQ_PRONOUN_NONE ? " " : "",
                      verb_object (u->match.pronoun, form), NULL);
}

static gboolean
ends_in_word (const char *phrase,
              const char *word)
{
  const char *last = strrchr (phrase, ' ');

  return last != NULL && g_str_equal (last + 1, word);
}

static char *
write_word (const char *source,
            const SiyaqGlossRun *run,
            guint i)
{
  SiyaqGlossUnit *u = siyaq_gloss_unit (run, i), *prev = i > 0 ? siyaq_gloss_unit (run, i - 1) : NULL;
  SiyaqGlossUnit *next = siyaq_gloss_unit (run, i + 1);
  const char *fold = u->token->fold;

  if (u->say != NULL)
    return g_strdup (u->say);
  if (u->inflected != NULL)
    return u->plural && g_str_has_prefix (u->inflected, "was ") ? g_strconcat ("were ", u->inflected + strlen ("was "), NULL) :
           u->plural && g_str_has_prefix (u->inflected, "is ") ? g_strconcat ("are ", u->inflected + strlen ("is "), NULL) : g_strdup (u->inflected);
  if ((u->token->flags & SIYAQ_TOKEN_NUMBER) != 0)
    return copy_number (source, u->token);
  if (!u->known)
    {
      if ((u->token->flags & SIYAQ_TOKEN_ARABIC) == 0)
        return g_strndup (source + u->token->start, u->token->end - u->token->start);
      if (u->spelling != NULL)
        return g_strdup (u->spelling);
      return siyaq_transliterate_to_latin (source + u->token->start + u->skip, (gssize) (u->token->end - u->token->start - u->skip));
    }
  if (siyaq_gloss_is_one_of (fold, " عام سنه العام لعام بعام وعام ") && next != NULL && (next->token->flags & SIYAQ_TOKEN_NUMBER) != 0 &&
      strlen (next->token->fold) == 4)
    {
      /* A year needs no word for it. */
      gboolean said = siyaq_gloss_is_preposition (prev) || (prev != NULL && prev->word_class == SIYAQ_WORD_NAME) || (u->lead & (GLOSS_LEAD_FOR | GLOSS_LEAD_WITH)) != 0;

      u->lead &= ~(guint) (GLOSS_LEAD_THE | GLOSS_LEAD_OF);
      return g_strdup (said ? "" : "in");
    }
  if (u->word_class == SIYAQ_WORD_PREPOSITION && u->match.pronoun == SIYAQ_PRONOUN_NONE && prev != NULL && prev->known &&
      prev->word_class == SIYAQ_WORD_VERB && ends_in_word (prev->sense->word, u->sense->word))
    return NULL;
  /* A question begins with its verb; "no" comes before nouns. */
  if (prev == NULL && g_str_equal (fold, "هل"))
    return NULL;
  if (g_str_equal (fold, "ولا") && next != NULL && siyaq_gloss_is_noun (next))
    return g_strdup ("and no");
  if (siyaq_gloss_is_one_of (fold, " هو هي وهو وهي ") && next != NULL && next->word_class != SIYAQ_WORD_VERB && next->word_class != SIYAQ_WORD_CONJUNCTION &&
      (prev != NULL || g_str_has_prefix (fold, "و")))
    {
      u->lead &= ~(guint) GLOSS_LEAD_AND;
      return g_strdup (g_str_has_prefix (fold, "و") ? "which is" : "is");
    }
  /* "وقد" before a verb that nothing knows. */
  if (next != NULL && !next->known && siyaq_gloss_is_one_of (fold, " قد وقد لقد ولقد "))
    return NULL;
  if (next != NULL && next->word_class == SIYAQ_WORD_VERB && u->n_tokens == 1)
    {
      gboolean present = next->form == SIYAQ_FORM_PRESENT;

      /* "أن" before a verb is its "to"; "قد" before a past says only that it is over. */
      if (g_str_equal (fold, "ان") && present)
        return NULL;
      if (siyaq_gloss_is_one_of (fold, " قد وقد لقد ولقد "))
        return present ? g_strdup ("may") : NULL;
      if (g_str_equal (fold, "لا") && present)
        return g_strdup ("does not");
    }
  if (u->word_class == SIYAQ_WORD_VERB)
    return write_verb (u, prev);
  if (u->word_class == SIYAQ_WORD_PREPOSITION && u->match.pronoun != SIYAQ_PRONOUN_NONE)
    return g_strconcat (u->sense->display, " ", object_pronoun (u->match.pronoun), NULL);
  if (u->word_class == SIYAQ_WORD_NUMERAL)
    {
      /* "ten million", but "millions of". */
      gboolean bare_plural = siyaq_gloss_is_one_of (fold, " ملايين مليارات الاف ") && (prev == NULL || prev->word_class != SIYAQ_WORD_NUMERAL);

      return g_strconcat (u->sense->display, bare_plural ? "s" : "",
                          (bare_plural || g_str_has_suffix (u->sense->word, "s")) && next != NULL && siyaq_gloss_is_noun (next) ? " of" : "", NULL);
    }
  if (u->word_class == SIYAQ_WORD_NOUN && u->plural && u->sense->word_class == SIYAQ_WORD_NOUN && !(g_str_has_suffix (u->sense->word, "s") && !g_str_has_suffix (u->sense->word, "ss")))
    return siyaq_english_plural (u->sense->display);
  if (u->word_class == SIYAQ_WORD_DETERMINER && next != NULL && (next->form == SIYAQ_FORM_PLURAL || next->plural))
    {
      if (g_str_equal (u->sense->word, "this"))
        return g_strdup ("these");
      if (g_str_equal (u->sense->word, "that"))
        return g_strdup ("those");
    }
  if ((u->bare || (run->headline && u->word_class == SIYAQ_WORD_NOUN)) && g_str_has_prefix (u->sense->display, "the "))
    return g_strdup (u->sense->display + strlen ("the "));
  return g_strdup (u->sense->display);
}

/* "بالسويداء", "بتفجير": where and in what something happened. */
static const char inside_nouns[] =
  " shelling bombing bombardment explosion blast attack raid strike strikes raids accident fire fires earthquake flood floods clashes ambush battle "
  "city town village villages province governorate neighbourhood district area region country state capital camp countryside port airport street "
  "suburb suburbs island north south east west centre desert prison hospital school mosque market operation crash stampede shooting collision ";

static const char *
with_or_in (const SiyaqGlossUnit *u)
{
  if (u->word_class == SIYAQ_WORD_NAME)
    return u->form != SIYAQ_FORM_PERSON ? "in " : "with ";
  if (u->known && u->word_class == SIYAQ_WORD_NOUN && siyaq_gloss_is_one_of (u->sense->word, inside_nouns))
    return "in ";
  return "with ";
}

/**
 * siyaq_gloss_write_english:
 * @source: the Arabic text
 * @run: words of it, in English order
 * @i: a position
 *
 * Writes the text of the unit there, with what leads it.
 */
void
siyaq_gloss_write_english (const char *source,
                           SiyaqGlossRun *run,
                           guint i)
{
  SiyaqGlossUnit *u = siyaq_gloss_unit (run, i);
  g_autofree char *word = write_word (source, run, i);
  gboolean verb = u->known && u->word_class == SIYAQ_WORD_VERB, is_name = u->word_class == SIYAQ_WORD_NAME;

  if (word == NULL)
    {
      u->text = g_strdup ((u->lead & GLOSS_LEAD_AND) != 0 && i > 0 ? "and" : "");
      return;
    }
  if ((u->lead & GLOSS_LEAD_FOR) != 0 && i > 0 && siyaq_gloss_is_one_of (siyaq_gloss_unit (run, i - 1)->token->fold, " وفقا وفق طبقا "))
    {
      /* "according to", not "for". */
      char *to = g_strconcat ((u->lead & GLOSS_LEAD_THE) != 0 ? "to the " : "to ", word, NULL);

      g_free (word);
      word = to;
      u->lead &= ~(guint) (GLOSS_LEAD_FOR | GLOSS_LEAD_THE);
    }
  if (run->headline)
    u->lead &= ~(guint) GLOSS_LEAD_THE;
  /* "Control of" has its "of", "spokesman for" needs none. */
  if (i > 0 && siyaq_gloss_unit (run, i - 1)->text != NULL && (ends_in_word (siyaq_gloss_unit (run, i - 1)->text, "of") || ends_in_word (siyaq_gloss_unit (run, i - 1)->text, "for")))
    u->lead &= ~(guint) GLOSS_LEAD_OF;
  if (u->speaker != NULL && u->word_class == SIYAQ_WORD_PHRASE)
    {
      char *spoken = g_strconcat (u->speaker, word, NULL);

      g_free (word);
      word = spoken;
    }
  if (i == 0 && run->sentence_start)
    u->lead &= ~(guint) (GLOSS_LEAD_AND | GLOSS_LEAD_SO);
  u->text = g_strconcat ((u->lead & GLOSS_LEAD_AND) != 0 ? "and " : "", (u->lead & GLOSS_LEAD_SO) != 0 ? "so " : "",
                         (u->lead & GLOSS_LEAD_FOR) != 0 ? (verb || is_name ? "to " : "for ") : "",
                         (u->lead & GLOSS_LEAD_WITH) == 0 ? "" : with_or_in (u), (u->lead & GLOSS_LEAD_LIKE) != 0 ? "as " : "",
                         (u->lead & GLOSS_LEAD_OF) != 0 ? "of " : "",
                         u->owner != SIYAQ_PRONOUN_NONE ? possessive_pronoun (u->owner) : (u->lead & GLOSS_LEAD_THE) != 0 ? "the" :
                         (u->lead & GLOSS_LEAD_AN) != 0 ? "an" : (u->lead & GLOSS_LEAD_A) != 0 ? "a" : "",
                         u->owner != SIYAQ_PRONOUN_NONE || (u->lead & (GLOSS_LEAD_THE | GLOSS_LEAD_A | GLOSS_LEAD_AN)) != 0 ? " " : "",
                         (u->lead & GLOSS_LEAD_TWO) != 0 ? "two " : "", word, NULL);
}
