/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Writes the words of an Arabic gloss in the form that their place asks for: gender, number and person,
   articles, and what Arabic writes together with a word. */
#define G_LOG_DOMAIN "siyaq-digest"

#include "config.h"

#include "siyaq-gloss-private.h"
#include "siyaq-transliterate.h"

#include <string.h>

/* Letters of an abbreviation; longer words in capitals are shouted. */
#define MAX_ABBREVIATION 4u

static char *
agree (const SiyaqGlossUnit *u)
{
  const char *word = u->sense->display;

  if (u->word_class == SIYAQ_WORD_ADJECTIVE && u->form == SIYAQ_FORM_FEMININE && strchr (word, ' ') == NULL)
    {
      static const struct
      {
        const char *masculine, *feminine;
      } irregular[] = { { "آخر", "أخرى" }, { "أول", "أولى" }, { "أكبر", "كبرى" }, { "أسود", "سوداء" }, { "أبيض", "بيضاء" },
                        { "أحمر", "حمراء" }, { "أخضر", "خضراء" }, { "أزرق", "زرقاء" }, { "أصفر", "صفراء" } };

      for (guint i = 0; i < G_N_ELEMENTS (irregular); i++)
        if (g_str_equal (word, irregular[i].masculine))
          return g_strdup (irregular[i].feminine);
      if (!siyaq_gloss_is_feminine_form (word) && !g_str_has_prefix (word, "أ") && !g_str_has_prefix (word, "الأ") && !g_str_has_suffix (word, "ى"))
        return g_strconcat (word, "ة", NULL);
    }
  /* The dictionary has a past for an infinitive: its present by rule. */
  if (u->word_class == SIYAQ_WORD_VERB && u->form == SIYAQ_FORM_PAST && ((u->lead & GLOSS_LEAD_FOR) != 0 || (u->clitics & SIYAQ_CLITIC_WILL) != 0))
    {
      static const char *const alefs[] = { "أ", "ا", "إ" };

      for (guint i = 0; i < G_N_ELEMENTS (alefs); i++)
        if (g_str_has_prefix (word, alefs[i]))
          word += strlen (alefs[i]);
      return g_strconcat ("ي", word, NULL);
    }
  if (u->word_class == SIYAQ_WORD_VERB && u->person != GLOSS_PERSON_NONE)
    return siyaq_gloss_inflect_arabic_verb (word, u->person, u->form == SIYAQ_FORM_PAST);
  if (u->word_class == SIYAQ_WORD_VERB && u->plural && g_str_has_prefix (word, "لدي"))
    return g_strdup (g_str_equal (word, "لديه") ? "لديها" : word);
  if (u->word_class == SIYAQ_WORD_VERB && u->plural)
    {
      if (u->form == SIYAQ_FORM_PAST && strchr (word, ' ') == NULL && !g_str_has_suffix (word, "ى") && !g_str_has_suffix (word, "ا"))
        return g_strconcat (word, "ت", NULL);
      if (u->form != SIYAQ_FORM_PAST && g_str_has_prefix (word, "ي"))
        return g_strconcat ("ت", word + strlen ("ي"), NULL);
    }
  if (u->word_class == SIYAQ_WORD_NOUN && (u->clitics & SIYAQ_CLITIC_PLURAL) != 0 && g_str_has_suffix (word, "ة"))
    return g_strdup_printf ("%.*sات", (int) (strlen (word) - strlen ("ة")), word);
  return g_strdup (word);
}

static char *
write_word (const char *source,
            const SiyaqGlossUnit *u)
{
  const SiyaqToken *t = u->token;
  gsize length = t->end - t->start;

  if (u->say != NULL)
    return g_strdup (u->say);
  if (u->inflected != NULL)
    return g_strdup (u->inflected);
  if ((t->flags & SIYAQ_TOKEN_NUMBER) != 0 || (t->flags & SIYAQ_TOKEN_LATIN) == 0)
    return g_strndup (source + t->start, length);
  if (u->known)
    return agree (u);
  /* Whoever reads Arabic only cannot read Latin letters. */
  if ((t->flags & SIYAQ_TOKEN_ALL_CAPS) != 0 && length <= MAX_ABBREVIATION)
    {
      char *spelled = siyaq_transliterate_letters (source + t->start, length);

      if (*spelled != '\0')
        return spelled;
      g_free (spelled);
    }
  return siyaq_transliterate_to_arabic (source + t->start, (gssize) length);
}

/* "for" is joined to nouns, names and verbs only. */
static gboolean
takes_joined (const SiyaqGlossUnit *u)
{
  return !u->known || u->word_class == SIYAQ_WORD_NOUN || u->word_class == SIYAQ_WORD_NAME || u->word_class == SIYAQ_WORD_VERB ||
         u->word_class == SIYAQ_WORD_ADJECTIVE || u->word_class == SIYAQ_WORD_UNKNOWN;
}

/* After "ل" the article loses its alef, and before a third ل its own as well. */
static const char *
joined_article (const SiyaqGlossUnit *u,
                const char *word)
{
  if ((u->lead & GLOSS_LEAD_FOR) == 0)
    return "ال";
  return g_str_has_prefix (word, "ل") ? "" : "ل";
}

/* Whether a word in Arabic letters can be written together with a preposition before it. */
static gboolean
next_is_joined (const SiyaqGlossUnit *u,
                const char *word)
{
  gunichar c = g_utf8_get_char (word);

  return c >= 0x0620 && c <= 0x064A && takes_joined (u) && (u->lead & GLOSS_LEAD_FOR) == 0;
}

/**
 * siyaq_gloss_write_arabic:
 * @source: the English text
 * @run: words of it, in Arabic order
 * @i: a position
 *
 * Writes the text of the unit there, with what is joined to it.
 */
void
siyaq_gloss_write_arabic (const char *source,
                          SiyaqGlossRun *run,
                          guint i)
{
  static const char *const endings[] = { "", "ه", "ها", "هم", "نا", "ك", "ي" };
  SiyaqGlossUnit *u = siyaq_gloss_unit (run, i), *next = siyaq_gloss_unit (run, i + 1);
  const SiyaqGlossUnit *prev = i > 0 ? siyaq_gloss_unit (run, i - 1) : NULL;
  g_autofree char *word = NULL;
  gboolean article;

  if (siyaq_gloss_is_word (u, " will would ") && next != NULL && next->word_class == SIYAQ_WORD_VERB)
    {
      u->text = g_strdup ("");
      next->clitics |= SIYAQ_CLITIC_WILL;
      next->lead |= u->lead & GLOSS_LEAD_AND;
      return;
    }
  /* "Over 200", "about 40". */
  if (siyaq_gloss_is_word (u, " over about around ") && next != NULL && next->word_class == SIYAQ_WORD_NUMERAL)
    {
      u->text = g_strconcat ((u->lead & GLOSS_LEAD_AND) != 0 ? "و" : "", siyaq_gloss_is_word (u, " over ") ? "أكثر من" : "حوالي", NULL);
      return;
    }
  if (siyaq_gloss_is_word (u, " can could must should ") && next != NULL && next->known && next->word_class == SIYAQ_WORD_VERB)
    {
      u->text = g_strconcat ((u->lead & GLOSS_LEAD_AND) != 0 ? "و" : "", siyaq_gloss_is_word (u, " can could ") ? "يمكن أن" : "يجب أن", NULL);
      return;
    }
  if (siyaq_gloss_is_word (u, " to ") && next != NULL && next->known && next->word_class == SIYAQ_WORD_VERB)
    {
      u->text = g_strdup ("");
      next->lead |= GLOSS_LEAD_FOR | (u->lead & GLOSS_LEAD_AND);
      return;
    }
  if (siyaq_gloss_is_word (u, " on ") && next != NULL && (next->word_class == SIYAQ_WORD_NUMERAL || (next->known && next->word_class == SIYAQ_WORD_NAME)))
    {
      u->text = g_strdup ((u->lead & GLOSS_LEAD_AND) != 0 ? "وفي" : "في");
      return;
    }
  if (siyaq_gloss_is_word (u, " don doesn didn isn aren wasn weren won can couldn wouldn ") && !u->known)
    {
      u->text = g_strdup (siyaq_gloss_is_word (u, " didn ") ? "لم" : siyaq_gloss_is_word (u, " won wouldn ") ? "لن" : siyaq_gloss_is_word (u, " isn aren wasn weren ") ? "ليس" : "لا");
      return;
    }
  if (siyaq_gloss_is_word (u, " this these that those ") && u->say == NULL && next != NULL && next->group != 0 && next->known && u->word_class != SIYAQ_WORD_CONJUNCTION)
    {
      gboolean near = siyaq_gloss_is_word (u, " this these "), people = next->form == SIYAQ_FORM_PLURAL && !siyaq_gloss_agrees_feminine (next);

      u->text = g_strconcat ((u->lead & GLOSS_LEAD_AND) != 0 ? "و" : "", (u->lead & GLOSS_LEAD_FOR) != 0 ? "ل" : "",
                             people ? (near ? "هؤلاء" : "أولئك") : siyaq_gloss_agrees_feminine (next) ? (near ? "هذه" : "تلك") : near ? "هذا" : "ذلك", NULL);
      return;
    }
  word = write_word (source, u);
  /* "وفقا ل" waits for its noun. */
  if (prev != NULL && prev->text != NULL && g_str_has_suffix (prev->text, " ل") && next_is_joined (u, word))
    {
      SiyaqGlossUnit *before = siyaq_gloss_unit (run, i - 1);

      before->text[strlen (before->text) - strlen (" ل")] = '\0';
      u->lead |= GLOSS_LEAD_FOR;
    }
  /* The sound plural after a preposition or in a genitive. */
  if (u->known && u->word_class == SIYAQ_WORD_NOUN && u->form == SIYAQ_FORM_PLURAL && g_str_has_suffix (word, "ون") &&
      ((u->lead & GLOSS_LEAD_FOR) != 0 || (prev != NULL && (prev->word_class == SIYAQ_WORD_PREPOSITION || prev->word_class == SIYAQ_WORD_NOUN))))
    memcpy (word + strlen (word) - strlen ("ون"), "ين", strlen ("ين"));
  article = (u->lead & GLOSS_LEAD_THE) != 0 && u->owner == SIYAQ_PRONOUN_NONE && u->known && !g_str_has_prefix (word, "ال") &&
            (u->word_class == SIYAQ_WORD_NOUN || u->word_class == SIYAQ_WORD_ADJECTIVE || u->word_class == SIYAQ_WORD_UNKNOWN) &&
            (prev == NULL || !siyaq_gloss_is_word (prev, " every "));
  if (u->known && u->word_class == SIYAQ_WORD_ADJECTIVE && g_str_has_prefix (word, "غير ") && strchr (word + strlen ("غير "), ' ') == NULL)
    {
      /* "غير القانونية": what is denied has article and gender. */
      char *denied = g_strdup_printf ("غير %s%s%s", article && !g_str_has_prefix (word + strlen ("غير "), "ال") ? "ال" : "", word + strlen ("غير "),
                                      u->form == SIYAQ_FORM_FEMININE && !g_str_has_suffix (word, "ة") ? "ة" : "");

      g_free (word);
      word = denied;
      article = FALSE;
    }
  if (article && strchr (word, ' ') != NULL && u->word_class == SIYAQ_WORD_NOUN && (u->lead & GLOSS_LEAD_FOR) == 0)
    {
      char *defined = siyaq_gloss_define_phrase (word);

      g_free (word);
      word = defined;
      article = FALSE;
    }
  if (u->owner != SIYAQ_PRONOUN_NONE && u->known && strchr (word, ' ') == NULL)
    {
      char *owned = g_str_has_suffix (word, "ة") ? g_strdup_printf ("%.*sت%s", (int) (strlen (word) - strlen ("ة")), word, endings[u->owner])
                                                  : g_strconcat (word, endings[u->owner], NULL);

      g_free (word);
      word = owned;
    }
  if ((u->lead & GLOSS_LEAD_FOR) != 0 && g_str_has_prefix (word, "ال") && takes_joined (u))
    {
      /* "الفرات" after "ل" is "للفرات". */
      char *joined = g_strconcat ("ل", word + strlen ("ال"), NULL);

      g_free (word);
      word = joined;
    }
  u->text = g_strconcat ((u->lead & GLOSS_LEAD_AND) != 0 ? "و" : "",
                         (u->lead & GLOSS_LEAD_FOR) == 0 ? "" : takes_joined (u) ? "ل" : "من أجل ",
                         (u->clitics & SIYAQ_CLITIC_WILL) != 0 && (g_str_has_prefix (word, "ي") || (g_str_has_prefix (word, "ت") && u->form != SIYAQ_FORM_PAST) ||
                                                                   (u->person != GLOSS_PERSON_NONE && u->form != SIYAQ_FORM_PAST)) ? "س" : "",
                         (u->lead & GLOSS_LEAD_AL) != 0 && !g_str_has_prefix (word, "ال") ? "ال" : "", article ? joined_article (u, word) : "", word, NULL);
}
