/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Errors of translators survive the way through words and copies. */
#include "config.h"

#include "siyaq-translator.h"

static void
test_codes (void)
{
  for (int code = SIYAQ_TRANSLATOR_ERROR_UNSUPPORTED; code <= SIYAQ_TRANSLATOR_ERROR_LOCKED; code++)
    {
      g_autoptr (GError) error = siyaq_translator_error_new_retry_after ((SiyaqTranslatorError) code, 7, "why");
      g_autoptr (GError) back = siyaq_translator_error_new_from_code (siyaq_translator_error_get_code (error), 7, "why");
      g_autoptr (GError) copy = g_error_copy (error);

      g_assert_error (back, SIYAQ_TRANSLATOR_ERROR, code);
      g_assert_cmpstr (back->message, ==, "why");
      g_assert_cmpuint (siyaq_translator_error_get_retry_after (back), ==, 7);
      g_assert_cmpuint (siyaq_translator_error_get_retry_after (copy), ==, 7);
    }
}

static void
test_others (void)
{
  g_autoptr (GError) plain = g_error_new (SIYAQ_TRANSLATOR_ERROR, SIYAQ_TRANSLATOR_ERROR_QUOTA, "%s", "full");
  g_autoptr (GError) cancelled = g_error_new_literal (G_IO_ERROR, G_IO_ERROR_CANCELLED, "gone");
  g_autoptr (GError) file = g_error_new_literal (G_FILE_ERROR, G_FILE_ERROR_NOSPC, "disk");
  g_autoptr (GError) unknown = siyaq_translator_error_new_from_code ("of a later version", 0, "hm");
  g_autoptr (GError) none = siyaq_translator_error_new_from_code (NULL, 0, "hm");
  g_autoptr (GError) back = siyaq_translator_error_new_from_code (siyaq_translator_error_get_code (cancelled), 0, "gone");

  g_assert_cmpuint (siyaq_translator_error_get_retry_after (plain), ==, 0);
  g_assert_cmpuint (siyaq_translator_error_get_retry_after (cancelled), ==, 0);
  g_assert_cmpstr (siyaq_translator_error_get_code (file), ==, "failed");
  g_assert_error (unknown, SIYAQ_TRANSLATOR_ERROR, SIYAQ_TRANSLATOR_ERROR_FAILED);
  g_assert_error (none, SIYAQ_TRANSLATOR_ERROR, SIYAQ_TRANSLATOR_ERROR_FAILED);
  g_assert_error (back, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

int
main (int argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/translator-error/codes", test_codes);
  g_test_add_func ("/translator-error/others", test_others);
  return g_test_run ();
}
