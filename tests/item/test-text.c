/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The normaliser, the tokeniser, stems and languages. */
#include "config.h"

#include "siyaq-lang.h"
#include "siyaq-stem.h"
#include "siyaq-text.h"

static void
test_fold (void)
{
  static const struct
  {
    const char *text, *folded;
  } rows[] = {
    { "The  Straße,\n“Ünïcode”", "the strasse, \"unicode\"" },
    { "أُزيلت ٤ مقاطــع", "ازيلت 4 مقاطع" },
    { "القادرى والقاهرة إلى", "القادري والقاهره الي" },
    { "\u200fسوريا\u200e – x", "سوريا - x" },
    { "ﷺ", "صلي الله عليه وسلم" },
    { "", "" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *folded = siyaq_text_fold (rows[i].text, -1);

      g_assert_cmpstr (folded, ==, rows[i].folded);
    }
  {
    g_autofree char *masked = siyaq_text_fold_masked ("12 comments, ٣٠ تعليقا", -1);

    g_assert_cmpstr (masked, ==, "# comments, # تعليقا");
  }
}

static void
test_tokens (void)
{
  const char *text = "The U.S. says 1,700 of Syria's troops left. «قتل ١١شخصا» في al-Bab.\nNext";
  static const char *const folds[] = { "the", "us", "says", "1700", "of", "syria", "troops", "left", "قتل", "11", "شخصا",
                                       "في", "al", "bab", "next" };
  g_autoptr (SiyaqTokens) tokens = siyaq_text_tokenize (text);

  g_assert_cmpuint (tokens->n_items, ==, G_N_ELEMENTS (folds));
  for (guint i = 0; i < tokens->n_items; i++)
    {
      const SiyaqToken *t = &tokens->items[i];
      g_autofree char *span = g_utf8_substring (text, t->cp_start, t->cp_end);
      g_autofree char *bytes = g_strndup (text + t->start, t->end - t->start);

      g_assert_cmpstr (t->fold, ==, folds[i]);
      g_assert_cmpstr (span, ==, bytes);
    }
  g_assert_cmpuint (tokens->items[7].sentence, ==, 0);
  g_assert_cmpuint (tokens->items[8].sentence, ==, 1);
  g_assert_cmpuint (tokens->items[14].sentence, ==, 2);
  g_assert_true (tokens->items[14].flags & SIYAQ_TOKEN_PARAGRAPH_START);
  g_assert_true (tokens->items[5].flags & SIYAQ_TOKEN_POSSESSIVE);
  g_assert_true (tokens->items[13].flags & SIYAQ_TOKEN_AFTER_HYPHEN);
  g_assert_true (tokens->items[3].flags & SIYAQ_TOKEN_NUMBER);
  g_assert_true (tokens->items[8].flags & SIYAQ_TOKEN_ARABIC);
}

static void
test_decimals (void)
{
  static const char *const folds[] = { "2.1", "3.5", "12500", "5.4", "2025" };
  g_autoptr (SiyaqTokens) tokens = siyaq_text_tokenize ("2,1 3.5 12,500 ٥٫٤ 2025.");

  g_assert_cmpuint (tokens->n_items, ==, G_N_ELEMENTS (folds));
  for (guint i = 0; i < tokens->n_items; i++)
    g_assert_cmpstr (tokens->items[i].fold, ==, folds[i]);
}

static void
test_stem (void)
{
  g_autofree char *a = siyaq_stem ("محادثات"), *b = siyaq_stem ("المحادثات"), *c = siyaq_stem ("strikes"),
                  *d = siyaq_stem ("striking"), *e = siyaq_stem ("والسوريون"), *f = siyaq_stem ("السوري");

  g_assert_cmpstr (a, ==, b);
  g_assert_cmpstr (c, ==, d);
  g_assert_cmpstr (e, ==, f);
}

static void
test_skeleton (void)
{
  static const char *const pairs[][2] = {
    { "السويداء", "sweida" }, { "as-suwayda", "sweida" }, { "دمشق", "dimashq" }, { "شهبا", "shahba" }, { "نابلس", "nablus" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (pairs); i++)
    {
      g_autofree char *a = siyaq_skeleton (pairs[i][0]), *b = siyaq_skeleton (pairs[i][1]);

      g_assert_cmpstr (a, ==, b);
    }
}

static void
test_lang (void)
{
  g_assert_cmpstr (siyaq_lang_detect ("The army said it was on the road to the town.", NULL), ==, "en");
  g_assert_cmpstr (siyaq_lang_detect ("قال الجيش إن الطريق إلى المدينة Sweida مغلق.", "en"), ==, "ar");
  g_assert_cmpstr (siyaq_lang_detect ("Le gouvernement et les forces de la région sont dans une impasse.", "en"), ==, "fr");
  g_assert_cmpstr (siyaq_lang_detect ("دولت ایران می‌گوید که این گفت‌وگوها پیش می‌رود", NULL), ==, "fa");
  g_assert_cmpstr (siyaq_lang_detect ("", "ar-SY"), ==, "ar");
  g_assert_true (siyaq_lang_is_rtl ("ar-SY"));
  g_assert_false (siyaq_lang_is_rtl ("en"));
}

int
main (int argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/item/text/fold", test_fold);
  g_test_add_func ("/item/text/tokens", test_tokens);
  g_test_add_func ("/item/text/decimals", test_decimals);
  g_test_add_func ("/item/stem", test_stem);
  g_test_add_func ("/item/skeleton", test_skeleton);
  g_test_add_func ("/item/lang", test_lang);
  return g_test_run ();
}
