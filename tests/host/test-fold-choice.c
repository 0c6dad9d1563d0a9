/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Which item of a story stays in the list. */
#include "config.h"

#include "siyaq-fold-choice.h"

static void
check (const SiyaqFoldRow *rows,
       guint n_rows,
       const SiyaqFold *expected,
       guint n_expected)
{
  g_autoptr (GArray) folds = siyaq_fold_choose (rows, n_rows);

  g_assert_cmpuint (folds->len, ==, n_expected);
  for (guint i = 0; i < n_expected; i++)
    {
      g_assert_cmpuint (g_array_index (folds, SiyaqFold, i).id, ==, expected[i].id);
      g_assert_cmpuint (g_array_index (folds, SiyaqFold, i).keeper, ==, expected[i].keeper);
    }
}

static void
test_alone (void)
{
  const SiyaqFoldRow rows[] = { { .id = 1 }, { .id = 2 }, { .id = 3, .story = 7 }, { .id = 4, .story = 8 } };

  check (rows, G_N_ELEMENTS (rows), NULL, 0);
  check (NULL, 0, NULL, 0);
}

static void
test_earliest (void)
{
  const SiyaqFoldRow rows[] = {
    { .id = 1, .story = 7, .time_s = 300 },
    { .id = 2, .story = 7, .time_s = 100 },
    { .id = 3, .story = 9, .time_s = 100 },
    { .id = 4, .story = 7, .time_s = 200 },
  };
  const SiyaqFold expected[] = { { 1, 2 }, { 4, 2 } };

  check (rows, G_N_ELEMENTS (rows), expected, G_N_ELEMENTS (expected));
}

static void
test_read_first (void)
{
  const SiyaqFoldRow rows[] = {
    { .id = 1, .story = 7, .time_s = 100 },
    { .id = 2, .story = 7, .time_s = 200, .is_read = TRUE },
    { .id = 3, .story = 7, .time_s = 300, .is_read = TRUE },
  };
  const SiyaqFold expected[] = { { 1, 2 }, { 3, 2 } };

  check (rows, G_N_ELEMENTS (rows), expected, G_N_ELEMENTS (expected));
}

static void
test_selected_and_flagged_stay (void)
{
  const SiyaqFoldRow rows[] = {
    { .id = 1, .story = 7, .time_s = 100, .is_read = TRUE },
    { .id = 2, .story = 7, .time_s = 200, .stays = TRUE },
    { .id = 3, .story = 7, .time_s = 300, .stays = TRUE },
  };
  const SiyaqFold expected[] = { { 1, 2 } };

  check (rows, G_N_ELEMENTS (rows), expected, G_N_ELEMENTS (expected));
}

static void
test_same_time (void)
{
  const SiyaqFoldRow rows[] = { { .id = 9, .story = 7 }, { .id = 5, .story = 7 } };
  const SiyaqFold expected[] = { { 9, 5 } };

  check (rows, G_N_ELEMENTS (rows), expected, G_N_ELEMENTS (expected));
}

int
main (int argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/host/fold/alone", test_alone);
  g_test_add_func ("/host/fold/earliest", test_earliest);
  g_test_add_func ("/host/fold/read-first", test_read_first);
  g_test_add_func ("/host/fold/selected-and-flagged-stay", test_selected_and_flagged_stay);
  g_test_add_func ("/host/fold/same-time", test_same_time);

  return g_test_run ();
}
