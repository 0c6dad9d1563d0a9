/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Numbers and dates of an English text in Arabic: "March 20" is "20 مارس"; from eleven on what is
   counted is a singular, with the accusative's alif between eleven and ninety-nine. */
#define G_LOG_DOMAIN "siyaq-digest"

#include "config.h"

#include "siyaq-gloss-private.h"

#include <stdlib.h>
#include <string.h>

static const char months[] = " january february march april may june july august september october november december ";

static gboolean
is_month (const SiyaqGlossUnit *u)
{
  return u != NULL && u->n_tokens == 1 && (u->token->flags & SIYAQ_TOKEN_CAPITALISED) != 0 && siyaq_gloss_is_one_of (u->token->fold, months);
}

static gboolean
is_day (const SiyaqGlossUnit *u)
{
  int day = u != NULL && (u->token->flags & SIYAQ_TOKEN_NUMBER) != 0 && strlen (u->token->fold) <= 2 ? atoi (u->token->fold) : 0;

  return day >= 1 && day <= 31;
}

/* "On Sunday night" is "ليل الأحد". */
static void
read_times_of_day (SiyaqGlossRun *run)
{
  static const struct
  {
    const char *english;
    const char *arabic;
  } times[] = { { " morning ", "صباح" }, { " afternoon ", "بعد ظهر" }, { " evening ", "مساء" }, { " night ", "ليل" } };
  static const char days[] = " monday tuesday wednesday thursday friday saturday sunday ";

  for (guint i = 0; i + 1 < run->units->len; i++)
    {
      SiyaqGlossUnit *day = siyaq_gloss_unit (run, i);
      const char *last = day->token[day->n_tokens - 1].fold, *name;

      if (!day->known || day->n_tokens > 2 || !siyaq_gloss_is_one_of (last, days))
        continue;
      name = strrchr (day->sense->display, ' ');
      name = name != NULL ? name + 1 : day->sense->display;
      for (guint k = 0; k < G_N_ELEMENTS (times); k++)
        if (siyaq_gloss_is_word (siyaq_gloss_unit (run, i + 1), times[k].english))
          {
            day->inflected = g_strdup_printf ("%s %s", times[k].arabic, name);
            day->word_class = SIYAQ_WORD_ADVERB;
            g_ptr_array_remove_index (run->units, i + 1);
            if (i > 0 && siyaq_gloss_is_word (siyaq_gloss_unit (run, i - 1), " on late early by "))
              g_ptr_array_remove_index (run->units, --i);
            break;
          }
    }
}

/**
 * siyaq_gloss_read_arabic_dates:
 * @run: words of an English text, in its order
 *
 * Puts the day before its month, the time before its day.
 */
void
siyaq_gloss_read_arabic_dates (SiyaqGlossRun *run)
{
  for (guint i = 0; i + 1 < run->units->len; i++)
    if (is_month (siyaq_gloss_unit (run, i)) && is_day (siyaq_gloss_unit (run, i + 1)))
      {
        gpointer month = run->units->pdata[i];

        run->units->pdata[i] = run->units->pdata[i + 1];
        run->units->pdata[i + 1] = month;
        i++;
      }
  read_times_of_day (run);
}

/* What a number counts to, as far as grammar asks: 0 where it is none. */
static guint
count_of (const SiyaqGlossUnit *u)
{
  static const struct
  {
    const char *word;
    guint value;
  } words[] = { { "eleven", 11 }, { "twelve", 12 }, { "thirteen", 13 }, { "fourteen", 14 }, { "fifteen", 15 }, { "sixteen", 16 }, { "seventeen", 17 },
                { "eighteen", 18 }, { "nineteen", 19 }, { "twenty", 20 }, { "thirty", 30 }, { "forty", 40 }, { "fifty", 50 }, { "sixty", 60 },
                { "seventy", 70 }, { "eighty", 80 }, { "ninety", 90 }, { "hundred", 100 }, { "thousand", 1000 }, { "million", 1000 }, { "billion", 1000 } };

  if ((u->token->flags & SIYAQ_TOKEN_NUMBER) != 0)
    {
      guint value = 0;

      for (const char *p = u->token->fold; *p != '\0'; p++)
        if (g_ascii_isdigit (*p))
          value = (value * 10 + (guint) (*p - '0')) % 1000000;
        else if (*p != ',')
          return 0;
      return value;
    }
  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    if (u->n_tokens == 1 && g_str_equal (u->token->fold, words[i].word))
      return words[i].value;
  return 0;
}

/* The Arabic singular of a noun that English has in the plural. */
static gboolean
make_singular (SiyaqGlossRun *run,
               SiyaqGlossUnit *u)
{
  static const struct
  {
    const char *plural;
    const char *singular;
  } irregular[] = { { "people", "person" }, { "men", "man" }, { "women", "woman" }, { "children", "child" }, { "lives", "life" }, { "feet", "foot" } };
  const char *fold = u->token->fold;
  gsize n = strlen (fold);
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (irregular); i++)
    if (g_str_equal (fold, irregular[i].plural))
      first = g_strdup (irregular[i].singular);
  if (first == NULL && g_str_has_suffix (fold, "ies"))
    first = g_strdup_printf ("%.*sy", (int) n - 3, fold);
  if (first == NULL && g_str_has_suffix (fold, "s"))
    first = g_strndup (fold, n - 1);
  if (g_str_has_suffix (fold, "es"))
    second = g_strndup (fold, n - 2);
  for (guint k = 0; k < 2; k++)
    {
      const char *candidate = k == 0 ? first : second;
      SiyaqLexiconMatch match;

      if (candidate == NULL || !siyaq_lexicon_match (run->lexicon, "en", candidate, &match) || !match.curated)
        continue;
      for (guint i = 0; i < match.n_senses; i++)
        if (match.senses[i].word_class == SIYAQ_WORD_NOUN && match.senses[i].form == SIYAQ_FORM_SINGULAR)
          {
            u->match = match;
            u->sense = &u->match.senses[i];
            u->form = SIYAQ_FORM_SINGULAR;
            return TRUE;
          }
    }
  return FALSE;
}

/**
 * siyaq_gloss_count_arabic_nouns:
 * @run: words of an English text, in its order, their senses chosen
 *
 * Gives what is counted the number that Arabic has after that number.
 */
void
siyaq_gloss_count_arabic_nouns (SiyaqGlossRun *run)
{
  for (guint i = 0; i + 1 < run->units->len; i++)
    {
      SiyaqGlossUnit *u = siyaq_gloss_unit (run, i), *noun = siyaq_gloss_unit (run, i + 1);
      guint count;

      if (u->word_class != SIYAQ_WORD_NUMERAL || !noun->known || noun->word_class != SIYAQ_WORD_NOUN || noun->form != SIYAQ_FORM_PLURAL || noun->n_tokens > 1)
        continue;
      /* "Two hours" is one word. */
      if (siyaq_gloss_is_word (u, " two ") && make_singular (run, noun) && strchr (noun->sense->display, ' ') == NULL)
        {
          const char *one = noun->sense->display;
          const char *ending = i == 0 && run->sentence_start ? "ان" : "ين";

          noun->inflected = g_str_has_suffix (one, "ة") ? g_strdup_printf ("%.*sت%s", (int) (strlen (one) - strlen ("ة")), one, ending) : g_strconcat (one, ending, NULL);
          noun->lead |= u->lead;
          g_ptr_array_remove_index (run->units, i);
          continue;
        }
      count = count_of (u);
      if (count < 11 || (count % 100 > 2 && count % 100 < 11) || !make_singular (run, noun))
        continue;
      if (count % 100 >= 11 && strchr (noun->sense->display, ' ') == NULL && !g_str_has_suffix (noun->sense->display, "ة") && !g_str_has_suffix (noun->sense->display, "ء") &&
          !g_str_has_suffix (noun->sense->display, "ى") && !g_str_has_suffix (noun->sense->display, "ا"))
        noun->inflected = g_strconcat (noun->sense->display, "ا", NULL);
    }
}
