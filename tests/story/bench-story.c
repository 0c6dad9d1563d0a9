/* SPDX-License-Identifier: GPL-2.0-or-later */
/* How much of the processor's time an item takes and how much memory it needs when 1,000 and when 100,000 are known. The
   items are made up with the burstiness of news: a few stories of a day are told by many outlets
   within hours, most by one; words follow Zipf's law; two items in five are Arabic. Run by hand:
   bench-story [ITEMS]. The last columns tell whether what is fast is right, too. */
#define G_LOG_DOMAIN "bench-story"

#include "config.h"

#include "siyaq-story-index.h"

#include <math.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

#define VOCABULARY 40000u
#define ITEMS_A_DAY 600u
#define OWN_WORDS 24u
#define WORDS 420u /* 2 to 4 KB */
#define SAMPLE 1000u

/* Arabic words of news that the lexicon has many senses for. */
static const char *const arabic_words[] = {
  "قتل", "حكومة", "اتفاق", "هجوم", "مدينة", "رئيس", "قوات", "جيش", "شرطة", "وزير", "انتخابات", "اقتصاد", "نفط",
  "غارة", "مدنيين", "مستشفى", "طريق", "سيارة", "انفجار", "محكمة", "حكم", "سجن", "لاجئين", "مساعدات", "ميناء",
  "سفينة", "زلزال", "فيضانات", "حريق", "مظاهرة", "إضراب", "عمال", "شركة", "بنك", "أسعار", "كهرباء", "ماء", "مدرسة",
  "طلاب", "مباراة", "فريق", "كأس", "لاعب", "دولة", "أزمة", "مفاوضات", "وفد", "زيارة", "حدود", "منطقة", "قرية",
  "سكان", "أطفال", "نساء", "رجال", "صباح", "مساء", "تقرير", "بيان", "مصدر", "قانون", "برلمان", "حزب", "معارضة",
};

typedef struct
{
  guint words[OWN_WORDS];
  guint region, toll, event;
  gint64 born_s;
  guint left;
} Story;

static guint
zipf (GRand *rand)
{
  /* Inverse transform of a density 1/x over 1 … VOCABULARY. */
  return (guint) exp (g_rand_double (rand) * log (VOCABULARY)) - 1;
}

static void
append_word (GString *s,
             guint word,
             gboolean arabic)
{
  static const char *const latin[] = { "ba", "re", "ti", "lo", "na", "mu", "sha", "ke", "di", "fo", "ga", "ren", "tal", "mor", "sul", "ber" };
  static const char *const script[] = { "با", "ري", "تي", "لو", "نا", "مو", "شا", "كي", "دي", "فو", "جا", "رن", "تل", "مر", "سل", "بر" };

  if (s->len > 0)
    g_string_append_c (s, ' ');
  if (arabic && word % 3 == 0)
    {
      g_string_append (s, arabic_words[word / 3 % G_N_ELEMENTS (arabic_words)]);
      return;
    }
  for (guint n = word + 17; n > 0; n /= 16)
    g_string_append (s, arabic ? script[n % 16] : latin[n % 16]);
}

static void
new_story (Story *story,
           GRand *rand,
           gint64 now)
{
  for (guint i = 0; i < OWN_WORDS; i++)
    story->words[i] = 200 + (guint) g_rand_int_range (rand, 0, VOCABULARY - 200);
  story->region = (guint) g_rand_int_range (rand, 0, 300);
  story->toll = (guint) g_rand_int_range (rand, 0, 60);
  story->event = (guint) g_rand_int_range (rand, 0, 30);
  story->born_s = now;
  /* Most stories are told once, a few by forty outlets. */
  story->left = (guint) MIN (1.0 / pow (g_rand_double_range (rand, 0.001, 1.0), 0.7), 40.0);
}

static SiyaqAnnotation *
make_item (const Story *story,
           guint number,
           GRand *rand,
           gint64 now)
{
  gboolean arabic = g_rand_int_range (rand, 0, 5) < 2;
  g_autofree char *id = g_strdup_printf ("https://outlet%u.example/news/%u", (guint) g_rand_int_range (rand, 0, 60), number);
  g_autofree char *feed = g_strndup (id, 20);
  GString *title = g_string_new (NULL), *text = g_string_new (NULL);
  const SiyaqItem fields = { .id = id, .feed = feed, .title = "", .published_s = now };
  g_autoptr (SiyaqItem) item = siyaq_item_new (&fields);
  SiyaqAnnotation *a = siyaq_annotation_new (item);

  for (guint i = 0; i < 9; i++)
    append_word (title, i < 6 ? story->words[g_rand_int_range (rand, 0, 10)] : zipf (rand), arabic);
  g_string_append_printf (text, "%u", story->toll + 13);
  for (guint i = 0; i < WORDS; i++)
    append_word (text, g_rand_int_range (rand, 0, 6) == 0 ? story->words[g_rand_int_range (rand, 0, OWN_WORDS)] : zipf (rand), arabic);
  g_free (a->lang);
  a->lang = g_strdup (arabic ? "ar" : "en");
  g_free (a->title);
  a->title = g_string_free (title, FALSE);
  g_free (a->text);
  a->text = g_string_free (text, FALSE);
  g_ptr_array_add (a->regions, g_strdup_printf ("%c%c-%u", 'A' + story->region % 26, 'A' + story->region / 26, story->region));
  for (guint i = 0; i < 4; i++)
    {
      SiyaqPlace *place = siyaq_place_new ();

      place->geonameid = i < 2 ? story->region * 8 + i + 1 : zipf (rand) + 5000;
      g_ptr_array_add (a->places, place);
      {
        g_autofree char *key = g_strdup_printf ("actor%u", i < 2 ? story->words[i] : zipf (rand));

        g_ptr_array_add (a->actors, siyaq_actor_new (key, key, 1));
      }
    }
  return a;
}

static double
resident_mib (void)
{
  g_autofree char *text = NULL;
  long pages = 0;

  if (!g_file_get_contents ("/proc/self/statm", &text, NULL, NULL) || sscanf (text, "%*d %ld", &pages) != 1)
    return 0;
  return (double) pages * 4096 / 1048576;
}

/* Of this thread, so that what else the machine does stays out of it. */
static double
processor_ms (void)
{
  struct timespec t;

  clock_gettime (CLOCK_THREAD_CPUTIME_ID, &t);
  return (double) t.tv_sec * 1000 + (double) t.tv_nsec / 1e6;
}

static int
compare_doubles (gconstpointer a,
                 gconstpointer b)
{
  double x = *(const double *) a, y = *(const double *) b;

  return x < y ? -1 : x > y;
}

int
main (int argc,
      char **argv)
{
  guint n = argc > 1 ? (guint) strtoul (argv[1], NULL, 10) : 100000;
  g_autoptr (GRand) rand = g_rand_new_with_seed (7);
  g_autoptr (SiyaqLexicon) lexicon = siyaq_lexicon_new (NULL);
  g_autoptr (SiyaqStoryIndex) index = siyaq_story_index_new (lexicon);
  g_autoptr (GArray) live = g_array_new (FALSE, FALSE, sizeof (Story));
  g_autoptr (GArray) times = g_array_new (FALSE, FALSE, sizeof (double));
  guint stories = 0, joined = 0, first = 0;
  double before = resident_mib (), median_first = 0;
  g_autoptr (GHashTable) seen = g_hash_table_new (NULL, NULL);

  g_print ("%10s %12s %12s %14s %16s %18s\n", "items", "median ms", "99 % ms", "resident MiB", "stories made", "stories found");
  for (guint i = 0; i < n; i++)
    {
      gint64 now = 1700000000 + (gint64) i * 86400 / ITEMS_A_DAY;
      g_autoptr (SiyaqAnnotation) a = NULL;
      double ms;
      Story *story;
      guint at;

      if (live->len == 0 || g_rand_int_range (rand, 0, 3) == 0)
        {
          Story fresh;

          new_story (&fresh, rand, now);
          g_array_append_val (live, fresh);
          stories++;
          at = live->len - 1;
        }
      else
        at = (guint) g_rand_int_range (rand, (gint32) (live->len > 60 ? live->len - 60 : 0), (gint32) live->len);
      story = &g_array_index (live, Story, at);
      a = make_item (story, i, rand, now);
      if (story->left-- <= 1)
        g_array_remove_index (live, at);
      ms = processor_ms ();
      siyaq_story_index_add (index, a);
      ms = processor_ms () - ms;
      if (g_hash_table_add (seen, GUINT_TO_POINTER (g_str_hash (a->story))))
        first++;
      joined += a->same->len > 0;
      g_array_append_val (times, ms);
      if (times->len > SAMPLE)
        g_array_remove_index (times, 0);
      if (i + 1 == SAMPLE || i + 1 == 10000 || i + 1 == n)
        {
          g_autoptr (GArray) sorted = g_array_copy (times);
          double median;

          g_array_sort (sorted, compare_doubles);
          median = g_array_index (sorted, double, sorted->len / 2);
          if (i + 1 == SAMPLE)
            median_first = median;
          g_print ("%10u %12.3f %12.3f %14.1f %16u %18u\n", i + 1, median, g_array_index (sorted, double, sorted->len * 99 / 100),
                   resident_mib () - before, stories, first);
          if (i + 1 == n)
            g_print ("slower by %.2f; %u of %u items joined a story\n", median / median_first, joined, n);
        }
    }
  return 0;
}
