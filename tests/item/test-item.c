/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What an item keeps of what it is given. */
#include "config.h"

#include "siyaq-item.h"

static void
test_dates (void)
{
  static const struct
  {
    gint64 given_s, kept_s;
  } rows[] = {
    { 0, 0 },
    { 1752500000, 1752500000 },
    { -62135596800, -62135596800 },
    { 253402300799, 253402300799 },
    { -62135596801, SIYAQ_TIME_UNKNOWN },
    { 253402300800, SIYAQ_TIME_UNKNOWN },
    { G_MAXINT64, SIYAQ_TIME_UNKNOWN },
    { G_MININT64 + 1, SIYAQ_TIME_UNKNOWN },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      SiyaqItem fields = { .title = "A ferry sails", .published_s = rows[i].given_s };
      g_autoptr (SiyaqItem) item = siyaq_item_new (&fields);

      g_assert_cmpint (item->published_s, ==, rows[i].kept_s);
    }
}

int
main (int argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/item/dates", test_dates);
  return g_test_run ();
}
