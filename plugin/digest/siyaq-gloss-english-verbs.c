/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Verbs and what headlines say in their place, from Arabic order to English: the subject before its
   verb and agreeing with it, the passive that the letters do not show, verbal nouns of what befell
   people, the sides of places. */
#define G_LOG_DOMAIN "siyaq-digest"

#include "config.h"

#include "siyaq-english.h"
#include "siyaq-gloss-private.h"

#include <string.h>

#define CLASS(name) (1u << SIYAQ_WORD_##name)
#define CLASS_OF(unit) (1u << (unit)->word_class)

/* The unit at i goes behind those after it, up to end. */
static void
move_after (SiyaqGlossRun *run,
            guint i,
            guint end)
{
  gpointer moved = run->units->pdata[i];

  memmove (&run->units->pdata[i], &run->units->pdata[i + 1], (end - i - 1) * sizeof (gpointer));
  run->units->pdata[end - 1] = moved;
}

/* Verbs that are written alike in both voices and are passive where numbers or persons follow:
   "قتل ثلاثة", "three were killed". Those that cannot be active before their subject are passive
   in the lexicon. */
static const char passive_verbs[] = " قتل قتلت قتلوا جرح جرحت اصيب اصيبت اصيبوا اعتقل اعتقلت اختطف اختطفت خطف خطفت فقد نقل نقلت "
                                    "احتجز اوقف شرد هجر هدم هدمت دمر دمرت احرق احرقت ضبط ضبطت صودر اجلي انقذ عثر دفن دفنت ";

/* Whether an active subject of such a verb would act: armies do, "three soldiers" suffer. */
static gboolean
is_passive (const SiyaqGlossUnit *verb,
            const SiyaqGlossUnit *subject)
{
  const char *fold = verb->token->fold;

  if (g_str_has_prefix (fold, "و") && (verb->clitics & SIYAQ_CLITIC_AND) != 0)
    fold += strlen ("و");
  return verb->form == SIYAQ_FORM_PAST && verb->match.pronoun == SIYAQ_PRONOUN_NONE && siyaq_gloss_is_one_of (fold, passive_verbs) &&
         (subject->word_class == SIYAQ_WORD_NUMERAL || subject->word_class == SIYAQ_WORD_DETERMINER || (subject->known && !siyaq_gloss_has_article (subject) &&
          subject->word_class == SIYAQ_WORD_NOUN && siyaq_gloss_is_one_of (subject->sense->word, " person people child children woman women man men civilian civilians soldier soldiers policeman "
          "journalist journalists citizen citizens dozens hundreds thousands element elements members number two students displaced migrants ")));
}

/* The number before the counted noun is part of the subject: "three soldiers". */
static guint
counted_subject_end (const SiyaqGlossRun *run,
                     guint i)
{
  guint end = i;
  const SiyaqGlossUnit *u;

  while ((u = siyaq_gloss_unit (run, end)) != NULL && (u->word_class == SIYAQ_WORD_NUMERAL || u->word_class == SIYAQ_WORD_DETERMINER) &&
         (end == i || !siyaq_gloss_begins_anew (u)))
    end++;
  if (end > i && u != NULL && u->known && u->word_class == SIYAQ_WORD_PHRASE && u->n_tokens == 1 && u->clitics == 0)
    return end + 1;
  if (end > i && u != NULL && u->group != 0 && !siyaq_gloss_begins_anew (u))
    for (guint group = u->group; (u = siyaq_gloss_unit (run, end)) != NULL && u->group == group;)
      end++;
  return end;
}

/* "وقتلت 13": what an earlier feminine subject did to them; counted persons are masculine. */
static gboolean
is_feminine_verb (const SiyaqGlossUnit *verb)
{
  return (verb->clitics & SIYAQ_CLITIC_FEMININE) != 0 || g_str_has_suffix (verb->token->fold, "ت");
}

/* Whether the noun phrase after a verb can be its subject: where genders differ it is the object. */
static gboolean
agrees (const SiyaqGlossRun *run,
        guint i)
{
  const SiyaqGlossUnit *verb = siyaq_gloss_unit (run, i), *noun;
  guint j = i + 1, group = siyaq_gloss_unit (run, j)->group;
  gboolean feminine, plural;
  const char *fold = verb->token->fold;

  if (group == 0 || verb->inflected != NULL || verb->n_tokens > 1)
    return TRUE;
  while ((noun = siyaq_gloss_unit (run, j)) != NULL && noun->group == group && noun->word_class != SIYAQ_WORD_NOUN)
    j++;
  if (noun == NULL || noun->group != group || !noun->known || noun->n_tokens > 1)
    return TRUE;
  feminine = g_str_has_suffix (noun->token->fold, "ه") && noun->match.pronoun == SIYAQ_PRONOUN_NONE;
  plural = noun->form == SIYAQ_FORM_PLURAL || noun->plural;
  if (g_str_has_prefix (fold, "و") && (verb->clitics & SIYAQ_CLITIC_AND) != 0)
    fold += strlen ("و");
  if ((verb->clitics & SIYAQ_CLITIC_WILL) != 0 && g_str_has_prefix (fold, "س"))
    fold += strlen ("س");
  if (verb->form == SIYAQ_FORM_PRESENT || verb->form == SIYAQ_FORM_BASE)
    return plural || (g_str_has_prefix (fold, "ت") ? feminine || noun->match.pronoun != SIYAQ_PRONOUN_NONE : !feminine);
  return plural || !feminine || (verb->clitics & SIYAQ_CLITIC_FEMININE) != 0 || g_str_has_suffix (fold, "ت");
}

/* "وأضاف أن …": Arabic needs no subject where English has "he" or "it". Verbs of saying only: what
   others are done by is guessed too often. */
static void
add_speaker (SiyaqGlossRun *run)
{
  SiyaqGlossUnit *verb = siyaq_gloss_unit (run, 0);
  const SiyaqGlossUnit *next = siyaq_gloss_unit (run, 1);
  g_autofree char *first = NULL;
  gsize n;

  if (!run->sentence_start || run->headline || next == NULL || !verb->known || verb->they || verb->inflected != NULL || verb->say != NULL ||
      verb->match.pronoun != SIYAQ_PRONOUN_NONE || verb->form == SIYAQ_FORM_BASE || (verb->clitics & SIYAQ_CLITIC_WILL) != 0 ||
      (verb->n_tokens == 1 && next->word_class != SIYAQ_WORD_CONJUNCTION && next->word_class != SIYAQ_WORD_PREPOSITION) ||
      !(verb->word_class == SIYAQ_WORD_VERB || verb->word_class == SIYAQ_WORD_PHRASE))
    return;
  n = strcspn (verb->sense->word, " ");
  first = g_strndup (verb->sense->word, n);
  if (siyaq_gloss_is_one_of (first, " said added confirmed stressed noted explained continued announced pointed stated mentioned called warned denied "
                                    "emphasised described considered expressed expected demanded urged revealed reported affirmed "))
    verb->speaker = is_feminine_verb (verb) ? "it " : "he ";
}

/* Verb, subject: subject, verb. The subject is the noun phrase after the verb and the names after it. */
static void
write_subjects (SiyaqGlossRun *run)
{
  gboolean subject_first = FALSE;

  for (guint i = 0; i + 1 < run->units->len; i++)
    {
      SiyaqGlossUnit *verb = siyaq_gloss_unit (run, i), *prev = i > 0 ? siyaq_gloss_unit (run, i - 1) : NULL;
      SiyaqGlossUnit *subject = siyaq_gloss_unit (run, i + 1);
      gboolean moves;
      guint end = i + 1, group = subject->group, counted = counted_subject_end (run, i + 1);

      /* "قصف نفذته طائرة": what is said of the noun before is said of what was done to it. */
      if (verb->known && verb->word_class == SIYAQ_WORD_VERB && subject->group != 0 && !siyaq_gloss_begins_anew (subject) && prev != NULL && prev->group != 0 && prev->known && prev->word_class == SIYAQ_WORD_NOUN && verb->match.pronoun != SIYAQ_PRONOUN_NONE &&
          verb->form == SIYAQ_FORM_PAST && verb->inflected == NULL && !g_str_has_prefix (verb->sense->word, "was "))
        {
          g_autofree char *base = siyaq_english_base_of_past (verb->sense->display);
          g_autofree char *participle = base != NULL ? siyaq_english_participle (base) : g_strdup (verb->sense->display);

          verb->inflected = g_strconcat (participle, " by", NULL);
          verb->match.pronoun = SIYAQ_PRONOUN_NONE;
          continue;
        }
      moves = verb->word_class == SIYAQ_WORD_VERB && verb->known;
      /* "بيتر، وزير المالية، يدعم …": the subject stood before the mark. */
      if (i == 0 && run->has_subject && (verb->clitics & SIYAQ_CLITIC_AND) == 0)
        moves = FALSE;
      /* "قبل أن تهدد أي منطقة": what is not definite is the object more often. */
      if (prev != NULL && prev->n_tokens > 1 && g_str_equal (prev->token[prev->n_tokens - 1].fold, "ان") && group != 0 &&
          !(siyaq_gloss_has_article (subject) || siyaq_gloss_is_name (subject) || subject->match.pronoun != SIYAQ_PRONOUN_NONE || (subject->lead & GLOSS_LEAD_THE) != 0))
        moves = FALSE;
      /* Where the subject stood first, the verbs that follow have it too: "قوة تتوغل … وتقيم حاجزا". */
      if (moves && prev != NULL && prev->group != 0 && (verb->clitics & SIYAQ_CLITIC_AND) == 0 && run->sentence_start)
        subject_first = TRUE;
      if (!moves || (prev != NULL && (verb->clitics & SIYAQ_CLITIC_AND) != 0 && verb->form == SIYAQ_FORM_PAST && group == 0 && is_feminine_verb (verb)) ||
          (subject_first && (verb->clitics & SIYAQ_CLITIC_AND) != 0 && verb->form == SIYAQ_FORM_PRESENT) || strchr (verb->token->fold, ' ') != NULL || (verb->n_tokens > 1 && verb->inflected == NULL) ||
          (verb->form != SIYAQ_FORM_PAST && verb->form != SIYAQ_FORM_PRESENT) || (group == 0 && counted == i + 1) ||
          (subject->lead & (GLOSS_LEAD_FOR | GLOSS_LEAD_WITH | GLOSS_LEAD_LIKE | GLOSS_LEAD_AND)) != 0 ||
          (prev != NULL && prev->group != 0 && (verb->clitics & SIYAQ_CLITIC_AND) == 0) || (verb->lead & GLOSS_LEAD_FOR) != 0 ||
          (prev != NULL && siyaq_gloss_is_one_of (prev->token->fold, " ان كان كانت يمكن يجب ")) ||
          (prev != NULL && verb->match.pronoun == SIYAQ_PRONOUN_NONE && siyaq_gloss_is_one_of (prev->token->fold, " الذي التي الذين ما مما ")) ||
          /* Before its subject a verb has no ending of the plural. */
          (verb->match.clitics & SIYAQ_CLITIC_PLURAL) != 0 || siyaq_gloss_is_one_of (verb->token->fold, " تم تمت يتم وتم وتمت ويتم ") || (moves && !agrees (run, i)))
        continue;
      verb->passive = is_passive (verb, subject);
      if (group == 0)
        end = counted;
      while (group != 0 && end < run->units->len && siyaq_gloss_unit (run, end)->group == group)
        end++;
      while (end < run->units->len && siyaq_gloss_unit (run, end)->group != 0 && siyaq_gloss_is_name (siyaq_gloss_unit (run, end)) &&
             !siyaq_gloss_begins_anew (siyaq_gloss_unit (run, end)))
        end++;
      siyaq_gloss_move_lead (verb, subject, GLOSS_LEAD_AND | GLOSS_LEAD_SO);
      if (verb->form == SIYAQ_FORM_PRESENT && (siyaq_gloss_unit (run, end - 1)->form == SIYAQ_FORM_PLURAL || siyaq_gloss_unit (run, end - 1)->plural))
        verb->form = SIYAQ_FORM_BASE;
      verb->plural = counted > i + 1 || siyaq_gloss_unit (run, end - 1)->plural || siyaq_gloss_unit (run, end - 1)->form == SIYAQ_FORM_PLURAL;
      verb->they = FALSE;
      /* "قصف نفذته المدفعية": English has no object where what is spoken of stands before. */
      if (prev == NULL || prev->group != 0 || siyaq_gloss_is_one_of (prev->token->fold, " ما مما بما كما عما التي الذي الذين "))
        verb->match.pronoun = SIYAQ_PRONOUN_NONE;
      move_after (run, i, end);
      /* "did not", "will" and "may" go with their verb. */
      if (prev != NULL && siyaq_gloss_is_one_of (prev->token->fold, " لم لن لا قد وقد سوف ولم ولن ولا "))
        {
          move_after (run, i - 1, end - 1);
          siyaq_gloss_move_lead (prev, siyaq_gloss_unit (run, i - 1), GLOSS_LEAD_AND | GLOSS_LEAD_SO);
        }
      i = end - 1;
    }
}

/* A noun right before a verb is its subject, unless a preposition governs it: "في المساء تحدثوا". */
static gboolean
has_subject_before (const SiyaqGlossRun *run,
                    guint i)
{
  const SiyaqGlossUnit *prev = i > 0 ? siyaq_gloss_unit (run, i - 1) : NULL;
  guint j = i;

  if (prev == NULL || (CLASS_OF (prev) & (CLASS (PREPOSITION) | CLASS (CONJUNCTION) | CLASS (VERB) | CLASS (PHRASE))) != 0)
    return FALSE;
  while (j > 0 && (siyaq_gloss_is_noun (siyaq_gloss_unit (run, j - 1)) || siyaq_gloss_unit (run, j - 1)->word_class == SIYAQ_WORD_ADJECTIVE))
    j--;
  return j == i || j == 0 || !siyaq_gloss_is_preposition (siyaq_gloss_unit (run, j - 1));
}

/* "تحدثوا": the ending is the subject where no word is. */
static void
find_endings (SiyaqGlossRun *run)
{
  for (guint i = 0; i < run->units->len; i++)
    {
      SiyaqGlossUnit *u = siyaq_gloss_unit (run, i);

      if (!u->known || u->word_class != SIYAQ_WORD_VERB || (u->match.clitics & SIYAQ_CLITIC_PLURAL) == 0 || has_subject_before (run, i))
        continue;
      u->they = i == 0 || !siyaq_gloss_unit (run, i - 1)->known || !g_str_has_suffix (siyaq_gloss_unit (run, i - 1)->sense->word, " they");
      if (u->form == SIYAQ_FORM_PRESENT)
        u->form = SIYAQ_FORM_BASE;
    }
}

/* "Fires … kill": the subject, a noun that no preposition or "of" governs, tells the number of the
   present verb after it. */
static void
agree_verbs (SiyaqGlossRun *run)
{
  gboolean plural = FALSE;

  for (guint i = 0; i < run->units->len; i++)
    {
      SiyaqGlossUnit *u = siyaq_gloss_unit (run, i), *prev = i > 0 ? siyaq_gloss_unit (run, i - 1) : NULL;

      if (u->known && u->word_class == SIYAQ_WORD_VERB)
        {
          /* "تودي بحياة": the list has the phrase as it stands. */
          if (u->n_tokens > 1 && (g_str_has_prefix (u->token->fold, "ي") || g_str_has_prefix (u->token->fold, "ت")) &&
              g_str_has_suffix (u->sense->display, "s") && strchr (u->sense->display, ' ') == NULL)
            u->form = SIYAQ_FORM_PRESENT;
          if (u->form == SIYAQ_FORM_PRESENT && plural)
            u->form = SIYAQ_FORM_BASE;
        }
      else if ((siyaq_gloss_is_noun (u) || u->word_class == SIYAQ_WORD_NUMERAL) && (u->lead & (GLOSS_LEAD_OF | GLOSS_LEAD_FOR | GLOSS_LEAD_WITH | GLOSS_LEAD_LIKE)) == 0 &&
               !siyaq_gloss_is_preposition (prev) && (prev == NULL || prev->group == 0 || prev->group != u->group))
        {
          const SiyaqGlossUnit *head = u;

          for (guint j = i + 1; u->group != 0 && siyaq_gloss_unit (run, j) != NULL && siyaq_gloss_unit (run, j)->group == u->group &&
                                (siyaq_gloss_unit (run, j)->lead & GLOSS_LEAD_OF) == 0; j++)
            head = siyaq_gloss_unit (run, j);
          plural = head->known && head->word_class == SIYAQ_WORD_NOUN && (head->form == SIYAQ_FORM_PLURAL || head->plural);
        }
    }
}

/* Events that headlines name by a verbal noun, and what befell the noun after it. */
static const struct
{
  const char *fold;
  const char *participle;
} befallen[] = {
  { "مقتل", "killed" },   { "مصرع", "killed" },     { "استشهاد", "killed" }, { "اصابه", "injured" },  { "جرح", "wounded" },
  { "اعتقال", "arrested" }, { "توقيف", "arrested" }, { "احتجاز", "detained" }, { "اختطاف", "abducted" }, { "خطف", "abducted" },
  { "اغتيال", "assassinated" }, { "انتشال", "recovered" }, { "انقاذ", "rescued" }, { "اجلاء", "evacuated" }, { "نزوح", "displaced" },
  { "غرق", "drowned" }, { "وفاه", "dead" },
};

/* "مقتل ثلاثة جنود": "three soldiers killed". Of what is no number or person the noun stays. */
static void
write_befallen (SiyaqGlossRun *run)
{
  for (guint i = 0; i + 1 < run->units->len; i++)
    {
      SiyaqGlossUnit *u = siyaq_gloss_unit (run, i);
      const char *fold = u->token->fold;
      gboolean joined = g_str_has_prefix (fold, "و") && (u->clitics & SIYAQ_CLITIC_AND) != 0;
      guint end = counted_subject_end (run, i + 1);

      if (u->n_tokens > 1 || end == i + 1 || (i > 0 && !joined) || siyaq_gloss_unit (run, i + 1)->word_class != SIYAQ_WORD_NUMERAL)
        continue;
      for (guint k = 0; k < G_N_ELEMENTS (befallen); k++)
        if (g_str_equal (befallen[k].fold, joined ? fold + strlen ("و") : fold))
          {
            u->say = befallen[k].participle;
            u->known = TRUE;
            u->group = 0;
            siyaq_gloss_move_lead (u, siyaq_gloss_unit (run, i + 1), GLOSS_LEAD_AND | GLOSS_LEAD_SO);
            u->lead = 0;
            u->owner = SIYAQ_PRONOUN_NONE;
            siyaq_gloss_unit (run, i + 1)->lead &= ~(guint) GLOSS_LEAD_OF;
            move_after (run, i, end);
            break;
          }
    }
}

/* "غربي شهبا", "شمال تركيا": a side of a place. */
static void
read_sides (SiyaqGlossRun *run)
{
  static const struct
  {
    const char *words;
    const char *of;
    const char *within;
  } sides[] = {
    { " شمال شمالي ", "north of", "northern" }, { " جنوب جنوبي ", "south of", "southern" }, { " شرق شرقي ", "east of", "eastern" },
    { " غرب غربي ", "west of", "western" },     { " وسط ", NULL, "central" },
  };
  static const char lands[] = " syria turkey iraq lebanon jordan palestine israel egypt sudan libya tunisia algeria morocco mauritania yemen oman iran "
                              "afghanistan pakistan india china mozambique chile somalia ethiopia nigeria niger mali chad ukraine russia france germany italy "
                              "spain greece darfur kordofan sinai africa europe asia gaza ";

  for (guint i = 0; i + 1 < run->units->len; i++)
    {
      SiyaqGlossUnit *u = siyaq_gloss_unit (run, i), *next = siyaq_gloss_unit (run, i + 1);

      /* "645 ميلا غرب الجزر": of what is no name the side says where another thing is. */
      if (u->known && u->n_tokens == 1 && !siyaq_gloss_begins_anew (u) && next->word_class == SIYAQ_WORD_NOUN && !siyaq_gloss_begins_anew (next) && i > 0 &&
          (siyaq_gloss_is_noun (siyaq_gloss_unit (run, i - 1)) || siyaq_gloss_unit (run, i - 1)->word_class == SIYAQ_WORD_ADJECTIVE))
        for (guint k = 0; k < 4; k++)
          if (siyaq_gloss_is_one_of (u->token->fold, sides[k].words))
            {
              u->word_class = SIYAQ_WORD_PREPOSITION;
              u->group = 0;
              u->say = sides[k].of;
            }
      if (!u->known || u->n_tokens > 1 || next->word_class != SIYAQ_WORD_NAME || next->form == SIYAQ_FORM_PERSON || siyaq_gloss_begins_anew (next))
        continue;
      for (guint k = 0; k < G_N_ELEMENTS (sides); k++)
        if (siyaq_gloss_is_one_of (u->token->fold, sides[k].words))
          {
            const SiyaqGlossUnit *prev = i > 0 ? siyaq_gloss_unit (run, i - 1) : NULL;
            gboolean land = next->known && siyaq_gloss_is_one_of (next->sense->word, lands);

            if (!land && sides[k].of == NULL)
              continue;
            u->word_class = SIYAQ_WORD_PREPOSITION;
            u->group = 0;
            u->say = !land ? sides[k].of : prev == NULL || siyaq_gloss_is_preposition (prev) || prev->word_class == SIYAQ_WORD_VERB ? sides[k].within :
                     k == 0 ? "in northern" : k == 1 ? "in southern" : k == 2 ? "in eastern" : k == 3 ? "in western" : "in central";
          }
    }
}

/**
 * siyaq_gloss_read_english_verbs:
 * @run: words of an Arabic text, in its order, their senses chosen
 *
 * Finds the verbs whose subject is their ending, and the sides of places.
 */
void
siyaq_gloss_read_english_verbs (SiyaqGlossRun *run)
{
  find_endings (run);
  read_sides (run);
}

/**
 * siyaq_gloss_order_english_verbs:
 * @run: words of an Arabic text, their noun phrases in English order
 *
 * Puts subjects before their verbs and makes the verbs agree.
 */
void
siyaq_gloss_order_english_verbs (SiyaqGlossRun *run)
{
  write_befallen (run);
  write_subjects (run);
  add_speaker (run);
  agree_verbs (run);
}
