/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What a pattern needs, and the search for it. */
#include "config.h"

#include "siyaq-literals.h"
#include "siyaq-prefilter.h"

#include <math.h>
#include <string.h>

static char *
describe (const char *regex)
{
  g_autoptr (GPtrArray) set = siyaq_literals_find (regex);
  GString *s = g_string_new (NULL);

  for (guint i = 0; set != NULL && i < set->len; i++)
    g_string_append_printf (s, "%s%s", i > 0 ? "/" : "", (const char *) g_ptr_array_index (set, i));
  return g_string_free (s, FALSE);
}

static void
test_find (void)
{
  static const char *const rows[][2] = {
    { "home page", "home page" },
    { "(?:read|watch) more", "read more/watch more" },
    { "colou?r", "colour/color" },
    { "\\b(?:said|told)\\b", "said/told" },
    { ".{0,120}newsletter.{0,40}", "newsletter" },
    { "a.*subscribe|.*sign up", "subscribe/sign up" },
    { "organi[sz]e", "organise/organize" },
    { "#[-/]#", "#-#/#/#" },
    { "x [$£€]#", "x $#/x £#/x €#" },
    { "abc[a-c]defg", "defg" },
    { "(?=.*secret)[a-z]+", "secret" },
    { "(?!.*secret)[a-z]+", "" },
    { "(?<!to )buy now", "buy now" },
    { "(?:ab|abcd)?.", "" },
    { "(?:advert)*x", "" },
    { "(?:advert)+", "advert" },
    { "(?:advert){2,3}", "advert" },
    { "(?:advert){0,3}", "" },
    { "adverts{0,1}", "adverts/advert" },
    { "abc[]def]ghij", "abc]ghij/abcdghij/abceghij/abcfghij" },
    { "abc[^\\]a-f]ghij", "ghij" },
    { "u\\.s\\.a", "u.s.a" },
    { "ab", "" },
    { "ab|long one", "" },
    { "شارك(?:وا)? على", "شاركوا على/شارك على" },
    { "news{x", "news{x" },
    { "news{2", "" },
    /* What is not understood gives nothing, so that the pattern is always tried. */
    { "(?i)newsletter", "" },
    { "(newsletter)\\1", "" },
    { "\\Qnews\\E", "" },
    { "(?|newsletter)", "" },
    { "[[:alpha:]]newsletter", "" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *got = describe (rows[i][0]);

      g_test_message ("%s", rows[i][0]);
      g_assert_cmpstr (got, ==, rows[i][1]);
    }
}

static void
test_cost (void)
{
  g_autoptr (GPtrArray) rare = siyaq_literals_find ("newsletter");
  g_autoptr (GPtrArray) common = siyaq_literals_find ("the|and");

  g_assert_cmpfloat (siyaq_literals_cost (rare), <, siyaq_literals_cost (common));
  g_assert_true (isinf (siyaq_literals_cost (NULL)));
}

/* More patterns than a word of the bit set has bits, and a literal at the very end of a text. */
static void
test_scan (void)
{
  g_autoptr (SiyaqPrefilter) filter = siyaq_prefilter_new ();
  guint64 may[3];

  for (guint i = 0; i < 150; i++)
    {
      g_autofree char *literal = g_strdup_printf ("word%03u", i);
      g_autoptr (GPtrArray) literals = siyaq_literals_find (literal);

      siyaq_prefilter_add (filter, i == 70 ? NULL : literals);
    }
  g_assert_cmpuint (siyaq_prefilter_get_n_words (filter), ==, 3);
  for (guint i = 0; i < 150; i++)
    {
      g_autofree char *text = g_strdup_printf ("wor word word%03u", i);

      siyaq_prefilter_scan (filter, text, strlen (text), may);
      for (guint k = 0; k < 150; k++)
        g_assert_cmpint (may[k / 64] >> (k % 64) & 1, ==, k == i || k == 70);
      /* One letter less is another word. */
      siyaq_prefilter_scan (filter, text, strlen (text) - 1, may);
      g_assert_cmpint (may[i / 64] >> (i % 64) & 1, ==, i == 70);
    }
  siyaq_prefilter_scan (filter, "", 0, may);
  g_assert_cmpuint (may[0], ==, 0);
}

int
main (int argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/clean/literals/find", test_find);
  g_test_add_func ("/clean/literals/cost", test_cost);
  g_test_add_func ("/clean/literals/scan", test_scan);
  return g_test_run ();
}
