/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Dates as feeds write them: RFC 822 and its successors, ISO 8601 as RFC 3339 and the W3C profile
 * it, and the mistakes that are common in both: weekdays missing or wrong, two-digit years, zones by
 * name, months before days, commas, Arabic digits and Arabic names of months.
 *
 * Pieces are recognised by their shape rather than their place, as no order holds in practice. The
 * parsers of GLib and libc take the correct forms alone.
 */
#define G_LOG_DOMAIN "siyaq-feed"

#include "config.h"

#include "siyaq-feed-date.h"

#include "siyaq-item.h"

#include <string.h>

/* No date is longer; what follows is not looked at. */
#define MAX_DATE_BYTES 96u
/* Before it there was no web page: such dates are the zero of some clock. */
#define FIRST_YEAR 1990
/* Behind it lies no appointment, only a mistake. */
#define LAST_YEAR 2099

typedef struct
{
  int year, month, day;
  int hour, minute, second;
  int offset_s;
  gboolean has_time, has_offset, pm, am;
} Pieces;

static const struct
{
  const char *name;
  int month;
} months[] = {
  { "jan", 1 },           { "feb", 2 },          { "mar", 3 },         { "apr", 4 },           { "may", 5 },
  { "jun", 6 },           { "jul", 7 },          { "aug", 8 },         { "sep", 9 },           { "oct", 10 },
  { "nov", 11 },          { "dec", 12 },         { "يناير", 1 },       { "فبراير", 2 },        { "مارس", 3 },
  { "أبريل", 4 },         { "إبريل", 4 },        { "ابريل", 4 },       { "مايو", 5 },          { "يونيو", 6 },
  { "يوليو", 7 },         { "أغسطس", 8 },        { "اغسطس", 8 },       { "سبتمبر", 9 },        { "أكتوبر", 10 },
  { "اكتوبر", 10 },       { "نوفمبر", 11 },      { "ديسمبر", 12 },     { "كانون الثاني", 1 },  { "شباط", 2 },
  { "آذار", 3 },          { "اذار", 3 },         { "نيسان", 4 },       { "أيار", 5 },          { "ايار", 5 },
  { "حزيران", 6 },        { "تموز", 7 },         { "آب", 8 },          { "أيلول", 9 },         { "ايلول", 9 },
  { "تشرين الأول", 10 },  { "تشرين الاول", 10 }, { "تشرين الثاني", 11 }, { "كانون الأول", 12 }, { "كانون الاول", 12 },
};

static const struct
{
  const char *name;
  int minutes;
} zones[] = {
  { "ut", 0 },      { "utc", 0 },     { "gmt", 0 },     { "z", 0 },       { "wet", 0 },     { "west", 60 },  { "bst", 60 },
  { "cet", 60 },    { "cest", 120 },  { "eet", 120 },   { "eest", 180 },  { "msk", 180 },   { "est", -300 }, { "edt", -240 },
  { "cst", -360 },  { "cdt", -300 },  { "mst", -420 },  { "mdt", -360 },  { "pst", -480 },  { "pdt", -420 },
  { "akst", -540 }, { "akdt", -480 }, { "hst", -600 },  { "pkt", 300 },   { "gst", 240 },   { "jst", 540 },  { "aest", 600 },
  { "aedt", 660 },
};

/* Digits of every script become ASCII, letters small, white space of every kind one space. */
static char *
normalise (const char *text)
{
  GString *out = g_string_new (NULL);

  for (const char *p = text; *p != '\0' && out->len < MAX_DATE_BYTES; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (g_unichar_isdigit (c))
        g_string_append_c (out, (char) ('0' + g_unichar_digit_value (c)));
      else if (g_unichar_isspace (c) || c == 0x60C || c == ',')
        g_string_append_c (out, ' ');
      else if (c == 0x2212 || c == 0x2010 || c == 0x2011)
        g_string_append_c (out, '-');
      else if (g_unichar_type (c) != G_UNICODE_FORMAT)
        g_string_append_unichar (out, g_unichar_tolower (c));
    }
  return g_string_free (out, FALSE);
}

static int
take_number (const char **p,
             guint max_digits,
             guint *ret_digits)
{
  int value = 0;
  guint n = 0;

  for (; n < max_digits && g_ascii_isdigit (**p); n++, (*p)++)
    value = value * 10 + (**p - '0');
  *ret_digits = n;
  return value;
}

static int
full_year (int year,
           guint digits)
{
  if (digits == 2)
    return year < 70 ? 2000 + year : 1900 + year;
  return digits == 3 ? 1900 + year : year;
}

/* "hh:mm", "hh:mm:ss", with a fraction that is dropped. */
static gboolean
take_time (const char **p,
           Pieces *pieces)
{
  const char *q = *p;
  guint digits;

  int hour, minute, second = 0;

  hour = take_number (&q, 2, &digits);
  if (digits == 0 || *q != ':')
    return FALSE;
  q++;
  minute = take_number (&q, 2, &digits);
  if (digits == 0)
    return FALSE;
  if (*q == ':')
    {
      q++;
      second = take_number (&q, 2, &digits);
    }
  if (*q == '.' && g_ascii_isdigit (q[1]))
    for (q++; g_ascii_isdigit (*q); q++)
      ;
  pieces->hour = hour;
  pieces->minute = minute;
  pieces->second = second;
  pieces->has_time = TRUE;
  *p = q;
  return TRUE;
}

/* "+0300", "+03:00", "+3". */
static gboolean
take_offset (const char **p,
             Pieces *pieces)
{
  int sign = **p == '-' ? -1 : 1, hours, minutes = 0;
  const char *q = *p + 1;
  guint digits;

  hours = take_number (&q, 2, &digits);
  if (digits == 0)
    return FALSE;
  if (*q == ':')
    q++;
  if (g_ascii_isdigit (*q))
    minutes = take_number (&q, 2, &digits);
  if (hours > 14 || minutes > 59)
    return FALSE;
  pieces->offset_s = sign * (hours * 3600 + minutes * 60);
  pieces->has_offset = TRUE;
  *p = q;
  return TRUE;
}

/* "2025-11-22", "2025-11", "20251122", "20251122t102030", "2025/11/22": a year of four digits first. */
static gboolean
take_iso_date (const char **p,
               Pieces *pieces)
{
  const char *q = *p;
  guint digits;
  char separator;
  int year, month, day = 1;

  year = take_number (&q, 4, &digits);
  if (digits != 4)
    return FALSE;
  separator = *q;
  if (separator == '-' || separator == '/' || separator == '.')
    {
      q++;
      month = take_number (&q, 2, &digits);
      if (digits == 0)
        return FALSE;
      if (*q == separator)
        {
          q++;
          day = take_number (&q, 2, &digits);
          if (digits == 0)
            return FALSE;
        }
    }
  else if (g_ascii_isdigit (separator))
    {
      month = take_number (&q, 2, &digits);
      day = take_number (&q, 2, &digits);
      if (digits != 2 || g_ascii_isdigit (*q))
        return FALSE;
    }
  else
    return FALSE;
  if (*q == 't' && g_ascii_isdigit (q[1]))
    q++;
  if (q[-1] == 't' && strspn (q, "0123456789") == 6)
    {
      pieces->hour = take_number (&q, 2, &digits);
      pieces->minute = take_number (&q, 2, &digits);
      pieces->second = take_number (&q, 2, &digits);
      pieces->has_time = TRUE;
    }
  pieces->year = year;
  pieces->month = month;
  pieces->day = day;
  *p = q;
  return TRUE;
}

/* "22/11/2025", "22.11.2025" and, where only that can be meant, "11/22/2025". */
static gboolean
take_day_first (const char **p,
                Pieces *pieces)
{
  const char *q = *p;
  guint digits;
  char separator;
  int first, second, year;

  first = take_number (&q, 2, &digits);
  separator = *q;
  if (digits == 0 || (separator != '/' && separator != '.' && separator != '-') || !g_ascii_isdigit (q[1]))
    return FALSE;
  q++;
  second = take_number (&q, 2, &digits);
  if (*q != separator)
    return FALSE;
  q++;
  year = take_number (&q, 4, &digits);
  if (digits != 2 && digits != 4)
    return FALSE;
  pieces->year = full_year (year, digits);
  pieces->day = second > 12 ? second : first;
  pieces->month = second > 12 ? first : second;
  *p = q;
  return TRUE;
}

static void
take_word (const char **p,
           Pieces *pieces)
{
  const char *q = *p;
  gsize length;

  for (guint i = 0; i < G_N_ELEMENTS (months); i++)
    if (g_str_has_prefix (q, months[i].name) && pieces->month == 0)
      {
        pieces->month = months[i].month;
        q += strlen (months[i].name);
        break;
      }
  while (*q != '\0' && *q != ' ' && *q != '+' && *q != '-' && *q != '(' && *q != ')' && !g_ascii_isdigit (*q))
    q++;
  length = (gsize) (q - *p);
  if (length == 2 && strncmp (*p, "pm", 2) == 0)
    pieces->pm = TRUE;
  else if (length == 2 && strncmp (*p, "am", 2) == 0)
    pieces->am = TRUE;
  else if (pieces->has_time && !pieces->has_offset)
    for (guint i = 0; i < G_N_ELEMENTS (zones); i++)
      if (strlen (zones[i].name) == length && strncmp (*p, zones[i].name, length) == 0)
        {
          pieces->offset_s = zones[i].minutes * 60;
          /* "GMT+3" goes on. */
          pieces->has_offset = *q != '+' && *q != '-';
          break;
        }
  *p = q > *p ? q : q + 1;
}

static void
take_bare_number (const char **p,
                  Pieces *pieces)
{
  gsize length = strspn (*p, "0123456789");
  guint digits;
  int value;

  if (length > 4)
    {
      *p += length;
      return;
    }
  value = take_number (p, 4, &digits);
  if (pieces->day == 0 && digits <= 2 && value >= 1 && value <= 31)
    pieces->day = value;
  else if (pieces->year == 0 && digits >= 2 && digits <= 4)
    pieces->year = full_year (value, digits);
}

static gboolean
is_valid (const Pieces *pieces)
{
  return pieces->year >= FIRST_YEAR && pieces->year <= LAST_YEAR && pieces->month >= 1 && pieces->month <= 12 &&
         pieces->day >= 1 && g_date_valid_dmy ((GDateDay) pieces->day, (GDateMonth) pieces->month, (GDateYear) pieces->year) &&
         pieces->hour <= 24 && pieces->minute <= 59 && pieces->second <= 60;
}

static gint64
to_unix (const Pieces *pieces)
{
  /* Days since 1970 of the Gregorian calendar, with the year beginning in March. */
  gint64 y = pieces->month <= 2 ? pieces->year - 1 : pieces->year;
  gint64 m = pieces->month <= 2 ? pieces->month + 9 : pieces->month - 3;
  gint64 days = 365 * y + y / 4 - y / 100 + y / 400 + (153 * m + 2) / 5 + pieces->day - 1 - 719468;

  return days * 86400 + pieces->hour * 3600 + pieces->minute * 60 + pieces->second - pieces->offset_s;
}

/**
 * siyaq_feed_date_parse:
 * @text: a date as a feed writes it
 *
 * A date without a time is midnight UTC, a time without a zone is UTC.
 *
 * Returns: seconds since 1970 UTC, or SIYAQ_TIME_UNKNOWN where no date is recognised or its year
 *   lies outside 1990–2099
 */
gint64
siyaq_feed_date_parse (const char *text)
{
  g_autofree char *normal = NULL;
  const char *p;
  Pieces pieces = { 0 };

  g_return_val_if_fail (text != NULL, SIYAQ_TIME_UNKNOWN);

  normal = normalise (text);
  p = normal;
  while (*p != '\0')
    {
      if (g_ascii_isdigit (*p))
        {
          if (pieces.year == 0 && pieces.day == 0 && (take_iso_date (&p, &pieces) || take_day_first (&p, &pieces)))
            continue;
          if (!pieces.has_time && take_time (&p, &pieces))
            continue;
          take_bare_number (&p, &pieces);
        }
      else if ((*p == '+' || *p == '-') && pieces.has_time && !pieces.has_offset && g_ascii_isdigit (p[1]))
        {
          if (!take_offset (&p, &pieces))
            p++;
        }
      else if (g_ascii_isalpha (*p) || (guchar) *p >= 0x80)
        take_word (&p, &pieces);
      else
        p++;
    }
  if (pieces.pm && pieces.hour < 12)
    pieces.hour += 12;
  if (pieces.am && pieces.hour == 12)
    pieces.hour = 0;
  return is_valid (&pieces) ? to_unix (&pieces) : SIYAQ_TIME_UNKNOWN;
}
