/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Numbers, dates and times of an Arabic text in English: "في يوم 20 من أيلول" is "on 20 September",
   "مساء الخميس" "on Thursday evening", "واحد وعشرون" "twenty-one". */
#define G_LOG_DOMAIN "siyaq-digest"

#include "config.h"

#include "siyaq-gloss-private.h"

#include <string.h>

/* "في يوم 20 من أيلول": "on 20 September". */
static void
read_dates (SiyaqGlossRun *run)
{
  static const char months[] = " january february march april may june july august september october november december ";

  for (guint i = 0; i + 1 < run->units->len; i++)
    {
      const SiyaqGlossUnit *day = siyaq_gloss_unit (run, i), *of = siyaq_gloss_unit (run, i + 1), *month = siyaq_gloss_unit (run, i + 2);
      gboolean has_of = of->n_tokens == 1 && g_str_equal (of->token->fold, "من");

      if (!has_of)
        month = of;
      if ((day->token->flags & SIYAQ_TOKEN_NUMBER) == 0 || strlen (day->token->fold) > 2 || month == NULL || !month->known ||
          month->word_class != SIYAQ_WORD_NAME || !siyaq_gloss_is_one_of (month->sense->word, months))
        continue;
      if (has_of)
        g_ptr_array_remove_index (run->units, i + 1);
      if (i > 0 && siyaq_gloss_unit (run, i - 1)->n_tokens == 1 && siyaq_gloss_is_one_of (siyaq_gloss_unit (run, i - 1)->token->fold, " يوم اليوم "))
        g_ptr_array_remove_index (run->units, --i);
      if (i > 0 && g_str_equal (siyaq_gloss_unit (run, i - 1)->token->fold, "في"))
        siyaq_gloss_unit (run, i - 1)->say = "on";
    }
}

static gboolean
is_weekday (const SiyaqGlossUnit *u)
{
  return u != NULL && u->known && u->word_class == SIYAQ_WORD_NAME &&
         siyaq_gloss_is_one_of (u->sense->word, " monday tuesday wednesday thursday friday saturday sunday ");
}

/* "مساء الخميس", "صباح اليوم الثلاثاء": the day first, and "on" where nothing governs it. */
static void
read_weekdays (SiyaqGlossRun *run)
{
  static const struct
  {
    const char *words;
    const char *time;
  } times[] = { { " صباح صباحا ", " morning" }, { " مساء ", " evening" }, { " ليل ليله ", " night" }, { " فجر ", " at dawn" }, { " ظهر ", " at noon" }, { " عصر ", " afternoon" } };

  for (guint i = 0; i < run->units->len; i++)
    {
      SiyaqGlossUnit *u = siyaq_gloss_unit (run, i), *prev = i > 0 ? siyaq_gloss_unit (run, i - 1) : NULL;
      const char *time = "";

      if (!is_weekday (u) || siyaq_gloss_begins_anew (u))
        continue;
      for (guint k = 0; prev != NULL && k < G_N_ELEMENTS (times); k++)
        if (siyaq_gloss_is_one_of (prev->token->fold, times[k].words) && (prev->n_tokens == 1 || siyaq_gloss_is_one_of (prev->token[1].fold, " اليوم امس يوم ")))
          time = times[k].time;
      if (*time != '\0')
        {
          g_ptr_array_remove_index (run->units, --i);
          prev = i > 0 ? siyaq_gloss_unit (run, i - 1) : NULL;
        }
      if (siyaq_gloss_is_preposition (prev) || (prev != NULL && prev->word_class == SIYAQ_WORD_NOUN && *time == '\0') || (run->headline && *time == '\0'))
        {
          if (*time != '\0')
            u->inflected = g_strconcat (u->sense->display, time, NULL);
          continue;
        }
      u->inflected = g_strconcat ("on ", u->sense->display, time, NULL);
      u->word_class = SIYAQ_WORD_ADVERB;
    }
}

/* "واحد وعشرون": the tens first. */
static void
read_tens (SiyaqGlossRun *run)
{
  for (guint i = 0; i + 1 < run->units->len; i++)
    {
      SiyaqGlossUnit *ones = siyaq_gloss_unit (run, i), *tens = siyaq_gloss_unit (run, i + 1);

      if (!ones->known || !tens->known || (tens->clitics & SIYAQ_CLITIC_AND) == 0 || ones->n_tokens > 1 ||
          !siyaq_gloss_is_one_of (ones->sense->word, " one two three four five six seven eight nine ") ||
          !siyaq_gloss_is_one_of (tens->sense->word, " twenty thirty forty fifty sixty seventy eighty ninety "))
        continue;
      tens->inflected = g_strdup_printf ("%s-%s", tens->sense->display, ones->sense->display);
      tens->word_class = SIYAQ_WORD_NUMERAL;
      tens->clitics = ones->clitics;
      tens->lead = ones->lead;
      g_ptr_array_remove_index (run->units, i);
    }
}

/**
 * siyaq_gloss_read_english_numbers:
 * @run: words of an Arabic text, in its order
 *
 * Puts numbers, dates and times as English has them.
 */
void
siyaq_gloss_read_english_numbers (SiyaqGlossRun *run)
{
  read_dates (run);
  read_weekdays (run);
  read_tens (run);
}
