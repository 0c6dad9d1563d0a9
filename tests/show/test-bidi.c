/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What runs from left to right in Arabic text, and the digits of both. */
#include "config.h"

#include "siyaq-bidi.h"

static void
test_isolation (void)
{
  static const struct
  {
    const char *text, *lang;
    SiyaqDigits digits;
    const char *html;
  } rows[] = {
    { "Fire in 3 towns <b>", "en", SIYAQ_DIGITS_ARABIC_INDIC, "Fire in 3 towns &lt;b&gt;" },
    { "قال Reuters.", "ar", SIYAQ_DIGITS_AS_THEY_COME, "قال <bdi dir=\"ltr\">Reuters</bdi>." },
    { "شركة Smith & Sons (UK) اليوم", "ar", SIYAQ_DIGITS_AS_THEY_COME, "شركة <bdi dir=\"ltr\">Smith &amp; Sons (UK</bdi>) اليوم" },
    { "مقتل 12 شخصًا", "ar", SIYAQ_DIGITS_AS_THEY_COME, "مقتل 12 شخصًا" },
    { "في 12/3/2025 فاز 3-1.", "ar", SIYAQ_DIGITS_AS_THEY_COME, "في <bdi dir=\"ltr\">12/3/2025</bdi> فاز <bdi dir=\"ltr\">3-1</bdi>." },
    { "مقتل 12 شخصًا، 3-1", "ar", SIYAQ_DIGITS_ARABIC_INDIC, "مقتل ١٢ شخصًا، ٣-١" },
    { "طائرة F-16 و5 أخرى", "ar", SIYAQ_DIGITS_ARABIC_INDIC, "طائرة <bdi dir=\"ltr\">F-16</bdi> و٥ أخرى" },
    { "مقتل ١٢ شخصًا", "ar", SIYAQ_DIGITS_EUROPEAN, "مقتل 12 شخصًا" },
    { "مقتل ١٢ شخصًا", "ar", SIYAQ_DIGITS_AS_THEY_COME, "مقتل ١٢ شخصًا" },
    { "", "ar", SIYAQ_DIGITS_EUROPEAN, "" },
    { "A <script> ب", "ar", SIYAQ_DIGITS_AS_THEY_COME, "<bdi dir=\"ltr\">A</bdi> &lt;<bdi dir=\"ltr\">script</bdi>&gt; ب" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (GString) html = g_string_new (NULL);

      siyaq_bidi_append (html, rows[i].text, rows[i].lang, rows[i].digits);
      g_assert_cmpstr (html->str, ==, rows[i].html);
    }
}

int
main (int argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/show/bidi/isolation", test_isolation);
  return g_test_run ();
}
