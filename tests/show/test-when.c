/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Numbers, dates, distances in time, plural forms and evidence, in both languages. */
#include "config.h"

#include "siyaq-when.h"
#include "siyaq-why.h"
#include "siyaq-words.h"

#include <string.h>

#define HOUR_S 3600
#define DAY_S (24 * HOUR_S)
/* 2025-03-10 12:00 UTC */
#define NOON_S G_GINT64_CONSTANT (1741608000)

static void
test_number (void)
{
  g_autofree char *english = siyaq_when_number (1029, "en");
  g_autofree char *arabic = siyaq_when_number (1029, "ar");
  g_autofree char *regional = siyaq_when_number (7, "ar-LB");
  g_autofree char *other = siyaq_when_number (7, "arc");

  g_assert_cmpstr (english, ==, "1029");
  g_assert_cmpstr (arabic, ==, "١٠٢٩");
  g_assert_cmpstr (regional, ==, "٧");
  g_assert_cmpstr (other, ==, "7");
}

static void
test_relative (void)
{
  static const struct
  {
    gint64 distance_s;
    const char *english, *arabic;
  } rows[] = {
    { 0, "at the same time", "في الوقت نفسه" },
    { 59, "at the same time", "في الوقت نفسه" },
    { -60, "1 min earlier", "قبل دقيقة" },
    { 120, "2 min later", "بعد دقيقتين" },
    { -40 * 60, "40 min earlier", "قبل ٤٠ دقيقة" },
    { 59 * 60 + 45, "1 h later", "بعد ساعة" },
    { 2 * HOUR_S, "2 h later", "بعد ساعتين" },
    { -3 * HOUR_S, "3 h earlier", "قبل ٣ ساعات" },
    { -11 * HOUR_S, "11 h earlier", "قبل ١١ ساعة" },
    { 35 * HOUR_S, "35 h later", "بعد ٣٥ ساعة" },
    { 36 * HOUR_S, "2 days later", "بعد يومين" },
    { -5 * DAY_S, "5 days earlier", "قبل ٥ أيام" },
    { -12 * (gint64) DAY_S, "12 days earlier", "قبل ١٢ يومًا" },
    { 100 * (gint64) DAY_S, "100 days later", "بعد ١٠٠ يوم" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *english = siyaq_when_relative (rows[i].distance_s, "en");
      g_autofree char *arabic = siyaq_when_relative (rows[i].distance_s, "ar");

      g_assert_cmpstr (english, ==, rows[i].english);
      g_assert_cmpstr (arabic, ==, rows[i].arabic);
    }
  {
    g_autofree char *absurd = siyaq_when_relative (G_MININT64, "en");

    g_assert_true (g_str_has_suffix (absurd, " days earlier"));
  }
}

static void
test_date (void)
{
  g_autofree char *english = siyaq_when_date (NOON_S - 2 * DAY_S, NOON_S, "en");
  g_autofree char *arabic = siyaq_when_date (NOON_S - 2 * DAY_S, NOON_S, "ar");
  g_autofree char *year = siyaq_when_date (NOON_S - 365 * (gint64) DAY_S, NOON_S, "en");
  g_autofree char *arabic_year = siyaq_when_date (NOON_S - 365 * (gint64) DAY_S, NOON_S, "ar");
  g_autofree char *none = siyaq_when_date (G_MAXINT64, NOON_S, "en");

  g_assert_cmpstr (english, ==, "8 March");
  g_assert_cmpstr (arabic, ==, "٨ مارس");
  g_assert_cmpstr (year, ==, "10 March 2024");
  g_assert_cmpstr (arabic_year, ==, "١٠ مارس ٢٠٢٤");
  g_assert_null (none);
}

static void
test_counts (void)
{
  static const struct
  {
    guint n;
    const char *english, *arabic;
  } rows[] = {
    { 0, "0 blocks removed", "لم يُزَل شيء" },       { 1, "1 block removed", "أُزيل مقطع واحد" },
    { 2, "2 blocks removed", "أُزيل مقطعان" },       { 4, "4 blocks removed", "أُزيلت ٤ مقاطع" },
    { 11, "11 blocks removed", "أُزيل ١١ مقطعًا" },  { 100, "100 blocks removed", "أُزيل ١٠٠ مقطع" },
    { 103, "103 blocks removed", "أُزيلت ١٠٣ مقاطع" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *english = siyaq_words_count (SIYAQ_COUNT_REMOVED, rows[i].n, "en");
      g_autofree char *arabic = siyaq_words_count (SIYAQ_COUNT_REMOVED, rows[i].n, "ar");

      g_assert_cmpstr (english, ==, rows[i].english);
      g_assert_cmpstr (arabic, ==, rows[i].arabic);
    }
}

static void
test_every_word (void)
{
  for (guint i = 0; i < SIYAQ_N_WORDS; i++)
    {
      const char *english = siyaq_words_get (i, "en");
      const char *arabic = siyaq_words_get (i, "ar");

      g_assert_nonnull (english);
      g_assert_nonnull (arabic);
      g_assert_cmpstr (english, !=, arabic);
      g_assert_cmpint (strstr (english, "%s") != NULL, ==, strstr (arabic, "%s") != NULL);
    }
  for (guint i = 0; i < SIYAQ_N_COUNTS; i++)
    for (guint n = 0; n <= 210; n++)
      {
        g_autofree char *english = siyaq_words_count (i, n, "en");
        g_autofree char *arabic = siyaq_words_count (i, n, "ar");

        g_assert_null (strstr (english, "%s"));
        g_assert_null (strstr (arabic, "%s"));
        g_assert_cmpstr (english, !=, arabic);
      }
}

static void
test_fill_is_no_format (void)
{
  g_autofree char *filled = siyaq_words_fill (SIYAQ_WORD_SIBLING, "en", "100%s %n");

  g_assert_cmpstr (filled, ==, "as told by 100%s %n");
}

static void
test_why (void)
{
  static const struct
  {
    const char *english, *arabic;
  } rows[] = {
    { "same place, same toll of 21, 9 shared terms, 40 minutes apart",
      "المكان نفسه، الحصيلة نفسها: ٢١، ٩ كلمات مشتركة، بفارق ٤٠ دقيقة" },
    { "2 names in both, 2 shared terms, 1 hour apart", "اسمان مشتركان، كلمتان مشتركتان، بفارق ساعة" },
    { "nearly the same text, same share of 12%", "النص نفسه تقريبًا، النسبة نفسها: ١٢٪" },
    { "in 9 of 12 items of this feed", "في ٩ من أصل ١٢ من مواد هذا المصدر" },
    { "class “share box”", "الصنف «share box»" },
    { "in 9 of many items of this feed", NULL },
    { "in  of 12 items of this feed", NULL },
    { "same toll of ", NULL },
    { "same toll of 21 and more", NULL },
    { "same place, something that is not known", NULL },
    { "x shared terms", NULL },
    { "99999999999 shared terms", NULL },
    { ",,,,,,,,,,,,,,,,", NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *english = siyaq_why_translate (rows[i].english, "en");
      g_autofree char *arabic = siyaq_why_translate (rows[i].english, "ar");

      g_assert_cmpstr (english, ==, rows[i].english);
      g_assert_cmpstr (arabic, ==, rows[i].arabic);
    }
}

int
main (int argc,
      char **argv)
{
  g_setenv ("TZ", "UTC", TRUE);
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/show/when/number", test_number);
  g_test_add_func ("/show/when/relative", test_relative);
  g_test_add_func ("/show/when/date", test_date);
  g_test_add_func ("/show/words/counts", test_counts);
  g_test_add_func ("/show/words/every-word", test_every_word);
  g_test_add_func ("/show/words/fill-is-no-format", test_fill_is_no_format);
  g_test_add_func ("/show/why", test_why);

  return g_test_run ();
}
