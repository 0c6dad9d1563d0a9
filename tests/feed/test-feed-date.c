/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Dates, right and wrong. */
#include "config.h"

#include "siyaq-feed-date.h"

#include "siyaq-item.h"

static void
check (const char *text,
       const char *expected)
{
  g_autoptr (GDateTime) date = NULL;
  gint64 found = siyaq_feed_date_parse (text);

  g_test_message ("%s", text);
  if (expected == NULL)
    {
      g_assert_cmpint (found, ==, SIYAQ_TIME_UNKNOWN);
      return;
    }
  date = g_date_time_new_from_iso8601 (expected, NULL);
  g_assert_nonnull (date);
  g_assert_cmpint (found, ==, g_date_time_to_unix (date));
}

static void
test_rfc822 (void)
{
  check ("Sat, 22 Nov 2025 10:20:30 GMT", "2025-11-22T10:20:30Z");
  check ("Sat, 22 Nov 2025 10:20:30 +0300", "2025-11-22T07:20:30Z");
  check ("Sat, 22 Nov 2025 10:20:30 -05:30", "2025-11-22T15:50:30Z");
  check ("22 Nov 2025 10:20 EST", "2025-11-22T15:20:00Z");
  check ("Sat, 22 Nov 25 10:20:30 PDT", "2025-11-22T17:20:30Z");
  check ("Sat, 22 Nov 99 10:20:30 Z", "1999-11-22T10:20:30Z");
  check ("Mon, 1 September 2025 1:02:03 UT", "2025-09-01T01:02:03Z");
  check ("  \n Sat,22 Nov 2025 10:20:30 GMT+3\n", "2025-11-22T07:20:30Z");
  check ("Sat, 22 Nov 2025 10:20:60 UTC", "2025-11-22T10:21:00Z");
  check ("Sat, 22 Nov 2025 24:00:00 UTC", "2025-11-23T00:00:00Z");
  check ("Sat, 22 Nov 2025", "2025-11-22T00:00:00Z");
  check ("Thu, 29 Feb 2024 00:00:00 GMT", "2024-02-29T00:00:00Z");
}

static void
test_iso8601 (void)
{
  check ("2025-11-22T10:20:30Z", "2025-11-22T10:20:30Z");
  check ("2025-11-22T10:20:30.123456+03:00", "2025-11-22T07:20:30Z");
  check ("2025-11-22T10:20+03", "2025-11-22T07:20:00Z");
  check ("2025-11-22 10:20:30 -0500", "2025-11-22T15:20:30Z");
  check ("2025-11-22t10:20:30z", "2025-11-22T10:20:30Z");
  check ("2025-11-22", "2025-11-22T00:00:00Z");
  check ("2025-11", "2025-11-01T00:00:00Z");
  check ("20251122", "2025-11-22T00:00:00Z");
  check ("20251122T102030Z", "2025-11-22T10:20:30Z");
  check ("2025/11/22 10:20", "2025-11-22T10:20:00Z");
  check ("2025-11-22T10:20:30 Asia/Damascus", "2025-11-22T10:20:30Z");
}

static void
test_mistakes (void)
{
  check ("November 22, 2025 10:20 AM", "2025-11-22T10:20:00Z");
  check ("Nov 22 2025 10:20PM", "2025-11-22T22:20:00Z");
  check ("Nov 22 2025 12:20 am", "2025-11-22T00:20:00Z");
  check ("22.11.2025 10:20", "2025-11-22T10:20:00Z");
  check ("22/11/2025", "2025-11-22T00:00:00Z");
  check ("11/22/2025", "2025-11-22T00:00:00Z");
  check ("Xxx, 22 Nov 2025 10:20:30 +0000 (UTC)", "2025-11-22T10:20:30Z");
  check ("Sat Nov 22 10:20:30 2025", "2025-11-22T10:20:30Z");
}

static void
test_arabic (void)
{
  check ("السبت، ٢٢ نوفمبر ٢٠٢٥ ١٠:٢٠", "2025-11-22T10:20:00Z");
  check ("٢٢ تشرين الثاني ٢٠٢٥", "2025-11-22T00:00:00Z");
  check ("٢٢ كانون الأول ٢٠٢٥", "2025-12-22T00:00:00Z");
  check ("۲۰۲۵-۱۱-۲۲T۱۰:۲۰:۳۰+۰۳:۰۰", "2025-11-22T07:20:30Z");
  check ("Sat, ٢٢ Nov ٢٠٢٥ ١٠:٢٠:٣٠ +٠٣٠٠", "2025-11-22T07:20:30Z");
}

static void
test_absurd (void)
{
  static const char *const rows[] = {
    "",
    "yesterday",
    "0",
    "0000-00-00T00:00:00Z",
    "0001-01-01T00:00:00Z",
    "Thu, 01 Jan 1970 00:00:00 GMT",
    "Fri, 31 Dec 9999 23:59:59 GMT",
    "2025-13-01T00:00:00Z",
    "2025-02-30T00:00:00Z",
    "2025-11-22T99:00:00Z",
    "Sat, 99 Nov 2025 10:20:30 GMT",
    "22 Nov 99999999999999999999",
    "-2025-11-22",
    "\xd9\xa2",
    "+++---:::///...",
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    check (rows[i], g_str_has_prefix (rows[i], "-2025") ? "2025-11-22T00:00:00Z" : NULL);
}

int
main (int argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/feed/date/rfc822", test_rfc822);
  g_test_add_func ("/feed/date/iso8601", test_iso8601);
  g_test_add_func ("/feed/date/mistakes", test_mistakes);
  g_test_add_func ("/feed/date/arabic", test_arabic);
  g_test_add_func ("/feed/date/absurd", test_absurd);
  return g_test_run ();
}
