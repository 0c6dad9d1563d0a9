/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What English news says in its own way and Arabic news in another: sides of places, tolls at the
   head of a headline; verbs that stay behind their subject; articles of phrases. */
#define G_LOG_DOMAIN "siyaq-digest"

#include "config.h"

#include "siyaq-gloss-private.h"

#include <string.h>

/* "southern Syria" is a side, "جنوب سوريا", and no Syria of the south. */
static void
read_sides (SiyaqGlossRun *run)
{
  static const struct
  {
    const char *english;
    const char *arabic;
  } sides[] = {
    { "northern", "شمال" }, { "southern", "جنوب" }, { "eastern", "شرق" }, { "western", "غرب" }, { "central", "وسط" },
    { "northeastern", "شمال شرق" }, { "northwestern", "شمال غرب" }, { "southeastern", "جنوب شرق" }, { "southwestern", "جنوب غرب" },
  };

  for (guint i = 0; i + 1 < run->units->len; i++)
    {
      SiyaqGlossUnit *u = siyaq_gloss_unit (run, i), *next = siyaq_gloss_unit (run, i + 1);

      for (guint k = 0; k < G_N_ELEMENTS (sides) && siyaq_gloss_is_name (next) && (next->token->flags & SIYAQ_TOKEN_CAPITALISED) != 0; k++)
        if (u->n_tokens == 1 && g_str_equal (u->token->fold, sides[k].english))
          {
            u->say = sides[k].arabic;
            u->known = TRUE;
            u->word_class = SIYAQ_WORD_PREPOSITION;
          }
    }
}

/* "Two killed in …", "…, killing 18": headlines of a toll, which Arabic begins with a verbal noun. */
static void
read_tolls (SiyaqGlossRun *run)
{
  SiyaqGlossUnit *first = siyaq_gloss_unit (run, 0), *second = siyaq_gloss_unit (run, 1);

  if (!run->headline || second == NULL)
    return;
  if (!run->sentence_start && siyaq_gloss_is_word (first, " killing wounding injuring ") && (second->word_class == SIYAQ_WORD_NUMERAL || siyaq_gloss_is_word (second, " at ")))
    {
      first->say = siyaq_gloss_is_word (first, " killing ") ? "ومقتل" : "وإصابة";
      first->known = TRUE;
      first->word_class = SIYAQ_WORD_PREPOSITION;
    }
  for (guint i = 1; run->sentence_start && i < MIN (run->units->len, 4); i++)
    {
      SiyaqGlossUnit *u = siyaq_gloss_unit (run, i);

      if (siyaq_gloss_unit (run, i - 1)->word_class != SIYAQ_WORD_NUMERAL || !siyaq_gloss_is_word (u, " killed dead wounded injured hurt arrested "))
        continue;
      u->say = siyaq_gloss_is_word (u, " killed dead ") ? "مقتل" : siyaq_gloss_is_word (u, " arrested ") ? "اعتقال" : "إصابة";
      u->known = TRUE;
      u->word_class = SIYAQ_WORD_PREPOSITION;
      memmove (&run->units->pdata[1], &run->units->pdata[0], i * sizeof (gpointer));
      run->units->pdata[0] = u;
      /* "At least 14 dead": the number first. */
      if (i == 2)
        {
          gpointer least = run->units->pdata[1];

          run->units->pdata[1] = run->units->pdata[2];
          run->units->pdata[2] = least;
        }
      break;
    }
}

/**
 * siyaq_gloss_read_english_news:
 * @run: words of an English text, in its order, their senses chosen
 *
 * Says sides of places and tolls as Arabic news does.
 */
void
siyaq_gloss_read_english_news (SiyaqGlossRun *run)
{
  read_sides (run);
  read_tolls (run);
}

/* Countries and towns are feminine; a phrase is what its first word is. */
static gboolean
is_feminine (const SiyaqGlossUnit *u)
{
  g_autofree char *first = NULL;

  if (!u->known)
    return FALSE;
  if (u->word_class == SIYAQ_WORD_NAME)
    return u->form != SIYAQ_FORM_PERSON;
  if (u->n_tokens == 1 && strchr (u->sense->display, ' ') == NULL)
    return siyaq_gloss_agrees_feminine (u);
  first = g_strndup (u->sense->display, strcspn (u->sense->display, " "));
  return g_str_has_suffix (first, "ة") || g_str_has_suffix (first, "اء") || g_str_has_suffix (first, "ات");
}

/**
 * siyaq_gloss_agree_arabic_verbs:
 * @run: words of an English text, in Arabic order
 *
 * A verb that stays behind its subject, a noun that no preposition governs, is feminine with it.
 */
void
siyaq_gloss_agree_arabic_verbs (SiyaqGlossRun *run)
{
  gboolean feminine = FALSE;

  for (guint i = 0; i < run->units->len; i++)
    {
      SiyaqGlossUnit *u = siyaq_gloss_unit (run, i);
      const SiyaqGlossUnit *prev = i > 0 ? siyaq_gloss_unit (run, i - 1) : NULL;

      if (u->known && u->word_class == SIYAQ_WORD_VERB)
        u->plural |= i > 0 && feminine;
      else if (u->group != 0 && (u->lead & GLOSS_LEAD_FOR) == 0 && (prev == NULL || prev->group == 0) && !siyaq_gloss_is_preposition (prev))
        feminine = is_feminine (u);
    }
}

/**
 * siyaq_gloss_define_phrase:
 * @words: an Arabic noun phrase of several words
 *
 * "شحنة أسلحة" takes its article on the last part, "بنك مركزي" on both.
 *
 * Returns: (transfer full): the phrase with its article
 */
char *
siyaq_gloss_define_phrase (const char *words)
{
  const char *last = strrchr (words, ' ');

  last = last != NULL ? last + 1 : words;
  if (g_str_has_prefix (last, "ال") || g_str_has_prefix (last, "لل"))
    return g_strdup (words);
  if (g_str_has_suffix (last, "ي") || g_str_has_suffix (last, "ية"))
    return g_strdup_printf ("ال%.*sال%s", (int) (last - words), words, last);
  return g_strdup_printf ("%.*sال%s", (int) (last - words), words, last);
}
