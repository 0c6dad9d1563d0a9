/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What the cleaning stage alone costs: a feed of fifty items of 4 KB, and a block after a feed has shown
   a thousand and after it has shown a hundred thousand different blocks. Time is that of the processor
   for this process, so that other work on the machine tells less. A row each: what, figure, bar. */
#define G_LOG_DOMAIN "siyaq-bench"

#include "config.h"

#include "siyaq-cleaner.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <sysexits.h>
#include <time.h>

#define FEED_ITEMS 50u
#define ITEM_BYTES 4096u
#define FEED_RUNS 15u
/* Paragraphs of an item of the second measurement: all of them are counted by the feed's memory. */
#define ITEM_BLOCKS 20u
#define FEW_BLOCKS 1000u
#define MANY_BLOCKS 100000u
/* Items that are timed together, and how often: the median of that is told. */
#define TIMED_ITEMS 50u
#define TIMED_RUNS 15u
#define MAX_FEED_MS 10.0
/* What counts as not growing. */
#define MAX_GROWTH 1.1

static const char *const words[] = {
  "the", "river", "council", "road", "bridge", "said", "on", "market", "after", "water", "hospital", "north",
  "officials", "night", "rain", "of", "and", "school", "convoy", "a", "village", "repair", "had", "in",
};

static double
now_ms (void)
{
  struct timespec at;

  clock_gettime (CLOCK_PROCESS_CPUTIME_ID, &at);
  return (double) at.tv_sec * 1000 + (double) at.tv_nsec / 1e6;
}

static void
append_paragraph (GString *html,
                  GRand *random,
                  guint n_words)
{
  g_string_append (html, "<p>");
  for (guint i = 0; i < n_words; i++)
    {
      g_string_append (html, words[g_rand_int_range (random, 0, G_N_ELEMENTS (words))]);
      g_string_append_c (html, ' ');
    }
  g_string_append (html, "ended.</p>\n");
}

static SiyaqItem *
make_item (const char *feed,
           guint number,
           const char *html)
{
  g_autofree char *id = g_strdup_printf ("%s-%u", feed, number);
  SiyaqItem fields = { .id = id, .feed = feed, .title = "A headline of the day", .html = html, .published_s = SIYAQ_TIME_UNKNOWN };

  return siyaq_item_new (&fields);
}

/* An item as feeds carry them: paragraphs, then what the feed adds to each. */
static SiyaqItem *
make_feed_item (GRand *random,
                guint number)
{
  g_autoptr (GString) html = g_string_new (NULL);

  while (html->len < ITEM_BYTES - 250)
    append_paragraph (html, random, 45);
  g_string_append (html, "<p><a href=\"https://post.example/next\">Read more: Bridge opens to lorries</a></p>"
                         "<p>Follow us on Telegram</p><p>The post A headline of the day appeared first on Harbour Post.</p>");
  return make_item ("feed", number, html->str);
}

static SiyaqItem *
make_block_item (GRand *random,
                 guint number)
{
  g_autoptr (GString) html = g_string_new (NULL);

  for (guint i = 0; i < ITEM_BLOCKS; i++)
    append_paragraph (html, random, 15);
  return make_item ("blocks", number, html->str);
}

static void
clean (SiyaqCleaner *cleaner,
       SiyaqItem *item)
{
  g_autoptr (SiyaqAnnotation) annotation = siyaq_annotation_new (item);

  siyaq_cleaner_run (cleaner, annotation);
}

static int
compare_doubles (gconstpointer a,
                 gconstpointer b)
{
  double x = *(const double *) a, y = *(const double *) b;

  return x < y ? -1 : x > y ? 1 : 0;
}

static double
median (double *values,
        guint n)
{
  qsort (values, n, sizeof *values, compare_doubles);
  return values[n / 2];
}

/* A document: all of it is seen before any of it is cleaned. */
static double
time_feed (GError **error)
{
  double times[FEED_RUNS];

  for (guint run = 0; run < FEED_RUNS; run++)
    {
      g_autoptr (GRand) random = g_rand_new_with_seed (run);
      g_autoptr (SiyaqCleaner) cleaner = siyaq_cleaner_new (error);
      g_autoptr (GPtrArray) items = g_ptr_array_new_with_free_func ((GDestroyNotify) siyaq_item_unref);

      if (cleaner == NULL)
        return NAN;
      for (guint i = 0; i < FEED_ITEMS; i++)
        g_ptr_array_add (items, make_feed_item (random, i));
      times[run] = now_ms ();
      for (guint i = 0; i < FEED_ITEMS; i++)
        siyaq_cleaner_observe (cleaner, g_ptr_array_index (items, i));
      for (guint i = 0; i < FEED_ITEMS; i++)
        clean (cleaner, g_ptr_array_index (items, i));
      times[run] = now_ms () - times[run];
    }
  return median (times, FEED_RUNS);
}

/* Microseconds a block, where the feed has shown @n_blocks of them and more with each item. */
static double
time_block (SiyaqCleaner *cleaner,
            GRand *random,
            guint *number,
            guint n_blocks)
{
  double times[TIMED_RUNS];

  for (; *number < n_blocks / ITEM_BLOCKS; (*number)++)
    {
      g_autoptr (SiyaqItem) item = make_block_item (random, *number);

      siyaq_cleaner_observe (cleaner, item);
    }
  for (guint run = 0; run < TIMED_RUNS; run++)
    {
      g_autoptr (GPtrArray) items = g_ptr_array_new_with_free_func ((GDestroyNotify) siyaq_item_unref);

      for (guint i = 0; i < TIMED_ITEMS; i++)
        g_ptr_array_add (items, make_block_item (random, (*number)++));
      times[run] = now_ms ();
      for (guint i = 0; i < TIMED_ITEMS; i++)
        {
          siyaq_cleaner_observe (cleaner, g_ptr_array_index (items, i));
          clean (cleaner, g_ptr_array_index (items, i));
        }
      times[run] = now_ms () - times[run];
    }
  return median (times, TIMED_RUNS) * 1000 / (TIMED_ITEMS * ITEM_BLOCKS);
}

static void
print_row (const char *what,
           double figure,
           const char *unit,
           const char *bar)
{
  printf ("%-58s %9.3f %-3s %s\n", what, figure, unit, bar);
}

int
main (void)
{
  g_autoptr (GError) error = NULL;
  double feed_ms = time_feed (&error);
  g_autoptr (SiyaqCleaner) few = error == NULL ? siyaq_cleaner_new (&error) : NULL;
  g_autoptr (SiyaqCleaner) many = few != NULL ? siyaq_cleaner_new (&error) : NULL;
  g_autoptr (GRand) random = g_rand_new_with_seed (7);
  guint n_few = 0, n_many = 0;
  double few_us, many_us;

  if (many == NULL)
    {
      g_printerr ("clean-time: %s\n", error->message);
      return EX_SOFTWARE;
    }
  print_row ("feed of 50 items of 4 KB cleaned", feed_ms, "ms", feed_ms <= MAX_FEED_MS ? "≤ 10   met" : "≤ 10   not met");
  few_us = time_block (few, random, &n_few, FEW_BLOCKS);
  many_us = time_block (many, random, &n_many, MANY_BLOCKS);
  print_row ("a block, the feed has shown 1,000 blocks", few_us, "µs", "");
  print_row ("a block, the feed has shown 100,000 blocks", many_us, "µs", "");
  print_row ("… how much more", many_us / few_us, "×", many_us / few_us <= MAX_GROWTH ? "≤ 1.1  met" : "≤ 1.1  not met");
  return EX_OK;
}
