/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Strings that go into a script. */
#include "config.h"

#include "siyaq-webkit.h"

static void
test_quote (void)
{
  static const struct
  {
    const char *text, *quoted;
  } rows[] = {
    { "", "\"\"" },
    { "سوريا › x", "\"سوريا › x\"" },
    { "a\"b\\c", "\"a\\\"b\\\\c\"" },
    { "\"); alert(1); (\"", "\"\\\"); alert(1); (\\\"\"" },
    { "</script>\n\t\r\x01", "\"\\u003c/script>\\u000a\\u0009\\u000d\\u0001\"" },
    { "\u2028\u2029\x7f", "\"\\u2028\\u2029\\u007f\"" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *quoted = siyaq_webkit_quote (rows[i].text);

      g_assert_cmpstr (quoted, ==, rows[i].quoted);
    }
}

int
main (int argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/host/script/quote", test_quote);

  return g_test_run ();
}
