/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Numbers, dates and distances in time as a person reads them. Distances are between two items, not
   between an item and now: a card that is opened a week later still says which outlet was first.
   Month names are those of the Arabic press at large; ICU's would change with the country of the
   locale, which is not known here. */
#define G_LOG_DOMAIN "siyaq-show"

#include "config.h"

#include "siyaq-when.h"

#include "siyaq-words.h"

#include <string.h>

#define MINUTE_S 60
#define HOUR_S (60 * MINUTE_S)
#define DAY_S (24 * HOUR_S)
/* Up to here hours are easier to grasp than days with a remainder. */
#define MAX_HOURS 36

static const char *const months[2][12] = {
  { "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December" },
  { "يناير", "فبراير", "مارس", "أبريل", "مايو", "يونيو", "يوليو", "أغسطس", "سبتمبر", "أكتوبر", "نوفمبر", "ديسمبر" },
};

static gboolean
is_arabic (const char *lang)
{
  return strcmp (siyaq_words_lang (lang), "ar") == 0;
}

/**
 * siyaq_when_number:
 * @n: a number
 * @lang: (nullable): a BCP 47 tag
 *
 * Returns: (transfer full): @n in the digits of @lang, Arabic-Indic ones for Arabic
 */
char *
siyaq_when_number (guint n,
                   const char *lang)
{
  g_autofree char *ascii = g_strdup_printf ("%u", n);
  GString *digits;

  if (!is_arabic (lang) || strcmp (lang, SIYAQ_LANG_EUROPEAN_DIGITS) == 0)
    return g_steal_pointer (&ascii);
  digits = g_string_new (NULL);
  for (const char *p = ascii; *p != '\0'; p++)
    g_string_append_unichar (digits, 0x0660 + (gunichar) (*p - '0'));
  return g_string_free (digits, FALSE);
}

/**
 * siyaq_when_relative:
 * @distance_s: seconds from the item that is open to the other one; negative for an earlier one
 * @lang: (nullable): a BCP 47 tag
 *
 * Returns: (transfer full): "2 h earlier", «بعد ساعتين»
 */
char *
siyaq_when_relative (gint64 distance_s,
                     const char *lang)
{
  gint64 size_s = distance_s < 0 ? (distance_s > G_MININT64 ? -distance_s : G_MAXINT64) : distance_s;
  g_autofree char *amount = NULL;

  if (size_s < MINUTE_S)
    return g_strdup (siyaq_words_get (SIYAQ_WORD_SAME_TIME, lang));
  if (size_s < HOUR_S - MINUTE_S / 2)
    amount = siyaq_words_count (SIYAQ_COUNT_MINUTES, (guint) ((size_s + MINUTE_S / 2) / MINUTE_S), lang);
  else if (size_s < MAX_HOURS * (gint64) HOUR_S)
    amount = siyaq_words_count (SIYAQ_COUNT_HOURS, (guint) ((size_s + HOUR_S / 2) / HOUR_S), lang);
  else
    amount = siyaq_words_count (SIYAQ_COUNT_DAYS, (guint) MIN ((size_s - DAY_S / 2) / DAY_S + 1, G_MAXINT), lang);
  return siyaq_words_fill (distance_s < 0 ? SIYAQ_WORD_EARLIER_BY : SIYAQ_WORD_LATER_BY, lang, amount);
}

/**
 * siyaq_when_date:
 * @when_s: seconds since 1970 UTC
 * @reference_s: seconds since 1970 UTC; the year is said where it is another one than this time's
 * @lang: (nullable): a BCP 47 tag
 *
 * Returns: (transfer full) (nullable): "8 March", «٨ مارس ٢٠٢٤» in the local time zone; %NULL for a
 *   time that is no date
 */
char *
siyaq_when_date (gint64 when_s,
                 gint64 reference_s,
                 const char *lang)
{
  g_autoptr (GDateTime) when = g_date_time_new_from_unix_local (when_s);
  g_autoptr (GDateTime) reference = g_date_time_new_from_unix_local (reference_s);
  g_autofree char *day = NULL;
  g_autofree char *year = NULL;
  const char *month;

  if (when == NULL)
    return NULL;
  day = siyaq_when_number ((guint) g_date_time_get_day_of_month (when), lang);
  month = months[is_arabic (lang)][g_date_time_get_month (when) - 1];
  if (reference != NULL && g_date_time_get_year (reference) == g_date_time_get_year (when))
    return g_strdup_printf ("%s %s", day, month);
  year = siyaq_when_number ((guint) g_date_time_get_year (when), lang);
  return g_strdup_printf ("%s %s %s", day, month, year);
}
