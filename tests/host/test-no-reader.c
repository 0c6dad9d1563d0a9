/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A program that is no reader at all: nothing is found, nothing is touched, one sentence says why. */
#include "config.h"

#include "siyaq-abi.h"

static void
test_no_symbols (void)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (siyaq_abi_get (&error));
  g_assert_error (error, SIYAQ_ABI_ERROR, SIYAQ_ABI_ERROR_SYMBOL);
  g_assert_true (g_str_has_prefix (error->message, "has no "));
}

int
main (int argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/host/abi/no-symbols", test_no_symbols);

  return g_test_run ();
}
