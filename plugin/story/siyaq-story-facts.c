/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Facts that are the same in both languages. A number alone says nothing (three stories with 27
   dead in ten days are ordinary), so it is kept with what it counts: the nearest cue word in its
   sentence. Years and dates are no numbers. The day of the event is the first day that the lead
   names, reckoned back from the day of publication. */
#define G_LOG_DOMAIN "siyaq-story"

#include "config.h"

#include "siyaq-story-facts.h"

#include <math.h>
#include <string.h>

/* The lead, in tokens: two sentences of an agency's report. */
#define LEAD_TOKENS 70u
/* A cue counts a number at most this many tokens after or before it, within a sentence. */
#define CUE_AFTER 4u
#define CUE_BEFORE 5u
/* Smaller numbers that count nothing in particular are kept out: they are everywhere. */
#define MIN_OTHER 13.0

#define SECONDS_A_DAY (24 * 60 * 60)

/* A text that is read. */
typedef struct
{
  const SiyaqToken *tokens;
  const SiyaqStoryWord *const *words;
  guint n;
} Text;

static gboolean
is_word (const Text *text,
         guint i,
         SiyaqStoryWordClass word_class,
         guint *ret_value)
{
  if (i >= text->n || text->words[i]->word_class != word_class)
    return FALSE;
  *ret_value = text->words[i]->value;
  return TRUE;
}

static gboolean
starts_with_waw (const Text *text,
                 guint i)
{
  return i < text->n && g_str_has_prefix (text->tokens[i].fold, "و");
}

/* A number in words or digits at i; 0 tokens where there is none. */
static guint
scan_number (const Text *text,
             guint i,
             double *ret_value)
{
  guint n = 0, value;
  double total;

  if ((text->tokens[i].flags & SIYAQ_TOKEN_NUMBER) != 0)
    {
      total = g_ascii_strtod (text->tokens[i].fold, NULL);
      n = 1;
    }
  else if (is_word (text, i, SIYAQ_STORY_WORD_UNIT, &value))
    {
      guint ten;

      total = value;
      n = 1;
      /* «سبعة عشر» is 17, «واحد وعشرون» is 21. */
      if (is_word (text, i + 1, SIYAQ_STORY_WORD_TENS, &ten) &&
          (text->tokens[i + 1].flags & SIYAQ_TOKEN_ARABIC) != 0 && (ten == 10 || starts_with_waw (text, i + 1)))
        {
          total = value > 10 ? value : value + ten;
          n = 2;
        }
    }
  else if (is_word (text, i, SIYAQ_STORY_WORD_TENS, &value))
    {
      guint unit;

      total = value;
      n = 1;
      if (value > 10 && is_word (text, i + 1, SIYAQ_STORY_WORD_UNIT, &unit) && unit < 10 &&
          (text->tokens[i + 1].flags & SIYAQ_TOKEN_AFTER_HYPHEN) != 0)
        {
          total += unit;
          n = 2;
        }
    }
  else
    return 0;
  while (is_word (text, i + n, SIYAQ_STORY_WORD_MULTIPLIER, &value) && value >= 100 && n < 4)
    {
      total *= value;
      n++;
    }
  /* "11m" and "2.1bn" are one token each for the eye; the tokeniser cuts them. */
  *ret_value = total;
  return n;
}

/* What the number from first to last counts, and FALSE where it is a time of day or an age. */
static gboolean
find_cue (const Text *text,
          guint first,
          guint last,
          SiyaqStoryCount *ret_kind)
{
  guint32 sentence = text->tokens[first].sentence;
  guint value, best = G_MAXUINT;

  *ret_kind = SIYAQ_STORY_COUNT_OTHER;
  if (is_word (text, last + 1, SIYAQ_STORY_WORD_CLOCK, &value) ||
      (first > 0 && is_word (text, first - 1, SIYAQ_STORY_WORD_CLOCK, &value)))
    return FALSE;
  for (guint d = 1; d <= CUE_AFTER && last + d < text->n && text->tokens[last + d].sentence == sentence; d++)
    {
      /* Another number takes the cues behind it, unless it is part of this phrase. */
      if ((text->tokens[last + d].flags & SIYAQ_TOKEN_NUMBER) != 0 ||
          is_word (text, last + d, SIYAQ_STORY_WORD_UNIT, &value))
        break;
      if (is_word (text, last + d, SIYAQ_STORY_WORD_CUE, &value))
        {
          *ret_kind = (SiyaqStoryCount) value;
          best = d;
          break;
        }
    }
  for (guint d = 1; d <= CUE_BEFORE && d <= first && d < best && text->tokens[first - d].sentence == sentence; d++)
    {
      if ((text->tokens[first - d].flags & SIYAQ_TOKEN_NUMBER) != 0)
        break;
      if (is_word (text, first - d, SIYAQ_STORY_WORD_CUE, &value))
        {
          *ret_kind = (SiyaqStoryCount) value;
          break;
        }
    }
  return TRUE;
}

static void
add_number (SiyaqStoryFacts *self,
            double value,
            SiyaqStoryCount kind,
            guint32 fields)
{
  guint32 number;

  if (kind == SIYAQ_STORY_COUNT_OTHER && value < MIN_OTHER && value == floor (value))
    return;
  if (value == floor (value) && value < SIYAQ_STORY_NUMBER_FRACTION)
    number = (guint32) value;
  else
    {
      char digits[G_ASCII_DTOSTR_BUF_SIZE];

      g_ascii_formatd (digits, sizeof digits, "%.4g", value);
      number = SIYAQ_STORY_NUMBER_FRACTION | (siyaq_story_hash (digits, '#') & (SIYAQ_STORY_NUMBER_FRACTION - 1));
    }
  number |= (guint32) kind << 28;
  for (guint i = 0; i < self->n_numbers; i++)
    if (SIYAQ_STORY_NUMBER_KEY (self->numbers[i]) == number)
      {
        self->numbers[i] |= fields;
        return;
      }
  if (self->n_numbers < SIYAQ_STORY_MAX_NUMBERS)
    self->numbers[self->n_numbers++] = number | fields;
}

static void
add_date (SiyaqStoryFacts *self,
          guint date)
{
  for (guint i = 0; i < self->n_dates; i++)
    if (self->dates[i] == date)
      return;
  if (self->n_dates < SIYAQ_STORY_MAX_DATES)
    self->dates[self->n_dates++] = (guint16) date;
}

/* The last such weekday up to the day of publication. */
static gint32
weekday_before (gint64 published_s,
                guint weekday)
{
  gint32 day = (gint32) (published_s / SECONDS_A_DAY);
  /* 1 January 1970 was a Thursday. */
  gint32 today = (day + 3) % 7 + 1;

  return day - (today - (gint32) weekday + 7) % 7;
}

/* "4 March" and "March 4" give month * 32 + day; FALSE where no date stands at i. */
static gboolean
scan_date (const Text *text,
           guint i,
           guint *ret_date,
           guint *ret_tokens)
{
  guint month, day = 0;

  if ((text->tokens[i].flags & SIYAQ_TOKEN_NUMBER) != 0 && is_word (text, i + 1, SIYAQ_STORY_WORD_MONTH, &month))
    day = (guint) strtoul (text->tokens[i].fold, NULL, 10);
  else if (is_word (text, i, SIYAQ_STORY_WORD_MONTH, &month) && i + 1 < text->n &&
           (text->tokens[i + 1].flags & SIYAQ_TOKEN_NUMBER) != 0)
    day = (guint) strtoul (text->tokens[i + 1].fold, NULL, 10);
  if (day < 1 || day > 31)
    return FALSE;
  *ret_date = month * 32 + day;
  *ret_tokens = 2;
  return TRUE;
}

static gint32
day_of_date (guint date,
             gint64 published_s)
{
  gint32 published = (gint32) (published_s / SECONDS_A_DAY);
  g_autoptr (GDateTime) time = g_date_time_new_from_unix_utc (published_s);
  gint32 best = 0;

  if (time == NULL)
    return 0;
  for (int year = g_date_time_get_year (time); year >= g_date_time_get_year (time) - 1 && best == 0; year--)
    if (g_date_valid_dmy ((GDateDay) (date % 32), (GDateMonth) (date / 32), (GDateYear) year))
      {
        GDate d;
        gint32 day;

        g_date_clear (&d, 1);
        g_date_set_dmy (&d, (GDateDay) (date % 32), (GDateMonth) (date / 32), (GDateYear) year);
        day = (gint32) g_date_get_julian (&d) - 719163;
        /* A date ahead within the year is a plan; one far ahead is last year's. */
        if (day <= published + 60)
          best = day;
      }
  return best <= published ? best : 0;
}

/* "Two months on", "ten years after", «بعد عامين». */
static gboolean
looks_back (const Text *text,
            guint i)
{
  guint value;

  return is_word (text, i, SIYAQ_STORY_WORD_SPAN, &value) &&
         (is_word (text, i + 1, SIYAQ_STORY_WORD_SINCE, &value) ||
          (i > 0 && is_word (text, i - 1, SIYAQ_STORY_WORD_SINCE, &value)) ||
          (i > 1 && is_word (text, i - 2, SIYAQ_STORY_WORD_SINCE, &value)));
}

static gboolean
is_past_year (guint year,
              gint64 published_s)
{
  g_autoptr (GDateTime) time = published_s > 0 ? g_date_time_new_from_unix_utc (published_s) : NULL;

  return time != NULL && (int) year < g_date_time_get_year (time);
}

static void
add_series (SiyaqStoryFacts *self,
            guint32 word,
            double value)
{
  if (self->n_series < SIYAQ_STORY_MAX_SERIES && value < 4096 && value == floor (value))
    self->series[self->n_series++] = (word & ~0xfffu) | (guint32) value;
}

/**
 * siyaq_story_facts_read:
 * @self: facts so far, all zero at first
 * @tokens: of the title or of the text
 * @words: what is known of each
 * @n_words: how many
 * @title: whether @tokens are the title's
 * @published_s: seconds since 1970, or %SIYAQ_TIME_UNKNOWN
 *
 * Adds what @tokens say. The title is read before the text.
 */
void
siyaq_story_facts_read (SiyaqStoryFacts *self,
                        const SiyaqTokens *tokens,
                        const SiyaqStoryWord *const *words,
                        guint n_words,
                        gboolean title,
                        gint64 published_s)
{
  const Text whole = { tokens->items, words, n_words };
  const Text *text = &whole;
  guint i = 0;

  g_return_if_fail (self != NULL && tokens != NULL && words != NULL);

  while (i < n_words)
    {
      guint32 fields = title ? SIYAQ_STORY_NUMBER_TITLE : i < LEAD_TOKENS ? SIYAQ_STORY_NUMBER_LEAD : 0;
      guint value, used;
      double number;
      SiyaqStoryCount kind;

      if (scan_date (text, i, &value, &used))
        {
          add_date (self, value);
          if (self->event_day == 0 && i < LEAD_TOKENS && published_s > 0)
            self->event_day = day_of_date (value, published_s);
          i += used;
          continue;
        }
      if (is_word (text, i, SIYAQ_STORY_WORD_WEEKDAY, &value))
        {
          if (self->event_day == 0 && i < LEAD_TOKENS && published_s > 0)
            self->event_day = weekday_before (published_s, value);
          i++;
          continue;
        }
      if (is_word (text, i, SIYAQ_STORY_WORD_RETRO, &value) && fields != 0)
        self->retro = TRUE;
      if (title && looks_back (text, i))
        self->retro = TRUE;
      if (is_word (text, i, SIYAQ_STORY_WORD_PAIR, &value))
        {
          if (find_cue (text, i, i, &kind))
            add_number (self, 2, value != SIYAQ_STORY_COUNT_OTHER ? (SiyaqStoryCount) value : kind, fields);
          i++;
          continue;
        }
      used = scan_number (text, i, &number);
      if (used == 0)
        {
          i++;
          continue;
        }
      if (used == 1 && number >= 1900 && number <= 2100 && number == floor (number) &&
          (text->tokens[i].flags & SIYAQ_TOKEN_NUMBER) != 0 && strlen (text->tokens[i].fold) == 4)
        {
          add_date (self, (guint) number);
          if (title && is_past_year ((guint) number, published_s))
            self->retro = TRUE;
          i++;
          continue;
        }
      if (find_cue (text, i, i + used - 1, &kind))
        {
          add_number (self, number, kind, fields);
          if (title && kind == SIYAQ_STORY_COUNT_OTHER && i > 0 &&
              (text->tokens[i].flags & SIYAQ_TOKEN_NUMBER) != 0)
            {
              const SiyaqStoryWord *word = words[i - 1];

              if (word->stem != 0 && (text->tokens[i - 1].flags & SIYAQ_TOKEN_NUMBER) == 0)
                add_series (self, word->stem, number);
            }
        }
      i += used;
    }
}
