/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Items for benchmarks. What costs time in real ones is there: words of a Zipf-like distribution from
   a large vocabulary, names of places and persons, numbers, stories that several feeds tell in two
   languages, and each feed's own repeated blocks; 2 to 4 KB of HTML each. Nothing of it is a text of
   somebody, and the same seed gives the same items. */
#define G_LOG_DOMAIN "siyaq"

#include "config.h"

#include "siyaq-bench-text.h"

#include <math.h>
#include <string.h>

/* Distinct rare words a language: of the order of a year of news. */
#define VOCABULARY 30000
#define FEEDS 60u
/* Feeds that tell one story, on average. */
#define STORY_ITEMS 5u
/* 2025-01-01, and a minute between items. */
#define FIRST_S G_GINT64_CONSTANT (1735689600)
#define STEP_S 60

static const char *const common_en[] = {
  "the", "of", "and", "in", "to", "a", "said", "on", "for", "that", "with", "was", "by", "after", "from", "at", "as",
  "were", "had", "have", "officials", "people", "government", "killed", "attack", "talks", "minister", "forces", "city",
  "army", "strike", "police", "hospital", "report", "week", "border", "aid", "fire", "election", "protest", "earthquake",
};
static const char *const common_ar[] = {
  "في", "من", "على", "إلى", "عن", "أن", "قال", "بعد", "مع", "التي", "الذي", "هذا", "بين", "كان", "خلال", "وقال", "قتلى",
  "غارة", "هجوم", "محادثات", "وزير", "قوات", "مدينة", "الجيش", "مستشفى", "الحكومة", "الشرطة", "مساعدات", "حريق", "احتجاج",
  "زلزال", "الانتخابات", "الحدود", "تقرير", "أسبوع", "مصادر", "مسؤولون", "جرحى", "اتفاق", "وقف",
};
static const char *const places[][2] = {
  { "Sweida", "السويداء" }, { "Aleppo", "حلب" }, { "Idlib", "إدلب" }, { "Homs", "حمص" }, { "Damascus", "دمشق" },
  { "Khartoum", "الخرطوم" }, { "El Fasher", "الفاشر" }, { "Port Sudan", "بورتسودان" }, { "Sanaa", "صنعاء" }, { "Aden", "عدن" },
  { "Tunis", "تونس" }, { "Rabat", "الرباط" }, { "Cairo", "القاهرة" }, { "Gaza", "غزة" }, { "Beirut", "بيروت" },
  { "Baghdad", "بغداد" }, { "Mosul", "الموصل" }, { "Tripoli", "طرابلس" }, { "Amman", "عمان" }, { "Geneva", "جنيف" },
  { "Moscow", "موسكو" }, { "Washington", "واشنطن" }, { "Ankara", "أنقرة" }, { "Tehran", "طهران" }, { "Marib", "مأرب" },
};

struct _SiyaqBenchText
{
  GRand *random;
  guint number;
  char **words[2]; /* English-like, Arabic-like */
};

static char *
make_word (GRand *random,
           gboolean arabic)
{
  static const char *const consonants_en = "bcdfghklmnprstvwz";
  static const char *const vowels_en = "aeiou";
  static const char *const letters_ar = "بتثجحخدذرزسشصضطظعغفقكلمنهوي";
  GString *word = g_string_new (NULL);
  int n = g_rand_int_range (random, 2, 5);

  if (arabic)
    for (int i = 0; i < n + 2; i++)
      g_string_append_unichar (word, g_utf8_get_char (g_utf8_offset_to_pointer (letters_ar, g_rand_int_range (random, 0, 28))));
  else
    for (int i = 0; i < n; i++)
      {
        g_string_append_c (word, consonants_en[g_rand_int_range (random, 0, (gint32) strlen (consonants_en))]);
        g_string_append_c (word, vowels_en[g_rand_int_range (random, 0, (gint32) strlen (vowels_en))]);
      }
  return g_string_free (word, FALSE);
}

/**
 * siyaq_bench_text_new:
 * @seed: the same seed gives the same items
 *
 * Returns: (transfer full): a source of items
 */
SiyaqBenchText *
siyaq_bench_text_new (guint32 seed)
{
  SiyaqBenchText *self = g_new0 (SiyaqBenchText, 1);

  self->random = g_rand_new_with_seed (seed);
  for (guint lang = 0; lang < G_N_ELEMENTS (self->words); lang++)
    {
      self->words[lang] = g_new0 (char *, VOCABULARY + 1);
      for (guint i = 0; i < VOCABULARY; i++)
        self->words[lang][i] = make_word (self->random, lang == 1);
    }
  return self;
}

/**
 * siyaq_bench_text_free:
 * @self: (transfer full) (nullable): a source of items
 */
void
siyaq_bench_text_free (SiyaqBenchText *self)
{
  if (self == NULL)
    return;
  g_rand_free (self->random);
  for (guint lang = 0; lang < G_N_ELEMENTS (self->words); lang++)
    g_strfreev (self->words[lang]);
  g_free (self);
}

/* Rank 1 comes about V times as often as rank V, as words do. */
static const char *
pick_word (SiyaqBenchText *self,
           GRand *random,
           guint lang)
{
  if (g_rand_double (random) < 0.55)
    return lang == 0 ? common_en[g_rand_int_range (random, 0, G_N_ELEMENTS (common_en))]
                     : common_ar[g_rand_int_range (random, 0, G_N_ELEMENTS (common_ar))];
  return self->words[lang][(guint) (pow (VOCABULARY, g_rand_double (random))) - 1];
}

typedef struct
{
  guint place;
  guint toll;
  guint keys[6]; /* rare words that all items of the story have */
  guint actor;
} Story;

static Story
make_story (guint number)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (number * 2654435761u + 7);
  Story story;

  story.place = (guint) g_rand_int_range (random, 0, G_N_ELEMENTS (places));
  story.toll = (guint) g_rand_int_range (random, 2, 90);
  story.actor = (guint) g_rand_int_range (random, 200, VOCABULARY);
  for (guint i = 0; i < G_N_ELEMENTS (story.keys); i++)
    story.keys[i] = (guint) g_rand_int_range (random, 200, VOCABULARY);
  return story;
}

static void
append_sentence (SiyaqBenchText *self,
                 GString *out,
                 const Story *story,
                 guint lang)
{
  int n = g_rand_int_range (self->random, 9, 24);

  for (int i = 0; i < n; i++)
    {
      const char *word = pick_word (self, self->random, lang);

      if (i > 0)
        g_string_append_c (out, ' ');
      if (i == 2)
        g_string_append (out, places[story->place][lang]);
      else if (i == 5)
        g_string_append_printf (out, "%u", story->toll);
      else if (i == 7 || i == 10)
        g_string_append (out, self->words[lang][story->keys[g_rand_int_range (self->random, 0, 6)]]);
      else if (i == 0 && lang == 0)
        {
          g_string_append_c (out, g_ascii_toupper (*word));
          g_string_append (out, word + 1);
        }
      else
        g_string_append (out, word);
    }
  g_string_append (out, lang == 0 ? ". " : "، ");
}

static void
append_paragraphs (SiyaqBenchText *self,
                   GString *out,
                   const Story *story,
                   guint lang,
                   gsize bytes)
{
  gsize end = out->len + bytes;

  while (out->len < end)
    {
      g_string_append (out, "<p>");
      for (int i = g_rand_int_range (self->random, 1, 4); i > 0; i--)
        append_sentence (self, out, story, lang);
      g_string_append (out, "</p>\n");
    }
}

/* Each feed has its own: a line to share, one to subscribe, related headlines, a pixel. */
static void
append_junk (SiyaqBenchText *self,
             GString *out,
             guint feed,
             guint lang)
{
  if (lang == 0)
    g_string_append_printf (out, "<p>Share this article on <a href=\"https://s.example/%u\">Facebook</a> <a href=\"https://s.example/x%u\">X</a></p>"
                                 "<p>Sign up for the newsletter of feed %u</p>", feed, feed, feed);
  else
    g_string_append_printf (out, "<p>شارك هذا المقال <a href=\"https://s.example/%u\">فيسبوك</a></p><p>اشترك في نشرة المصدر %u</p>", feed, feed);
  g_string_append_printf (out, "<p><b>Related</b></p><ul><li><a href=\"https://f%u.example/a?utm_source=rss\">", feed);
  g_string_append (out, pick_word (self, self->random, lang));
  g_string_append_printf (out, "</a></li></ul><img src=\"https://pixel.example/%u.gif\" width=\"1\" height=\"1\">", feed);
}

static SiyaqItem *
make_item (SiyaqBenchText *self,
           gsize least_bytes,
           gsize most_bytes)
{
  guint number = self->number++;
  /* A story's items come within some hundred others, as they do in a day of feeds. */
  guint back = (guint) (fabs (g_rand_double (self->random) + g_rand_double (self->random) - 1) * 60);
  Story story = make_story (number / STORY_ITEMS > back ? number / STORY_ITEMS - back : 0);
  guint feed = (guint) g_rand_int_range (self->random, 0, FEEDS);
  guint lang = feed % 2;
  g_autoptr (GString) html = g_string_new (NULL), title = g_string_new (NULL);
  g_autofree char *id = g_strdup_printf ("bench-%u", number);
  g_autofree char *name = g_strdup_printf ("feed-%u", feed);
  g_autofree char *url = g_strdup_printf ("https://f%u.example/%u?utm_source=rss&utm_medium=feed", feed, number);
  SiyaqItem fields = {
    .id = id,
    .feed = name,
    .url = url,
    .lang = lang == 0 ? "en" : "ar",
    .published_s = FIRST_S + (gint64) number * STEP_S,
  };

  append_sentence (self, title, &story, lang);
  append_paragraphs (self, html, &story, lang, (gsize) g_rand_int_range (self->random, (gint32) least_bytes, (gint32) most_bytes));
  append_junk (self, html, feed, lang);
  fields.title = title->str;
  fields.html = html->str;
  return siyaq_item_new (&fields);
}

/**
 * siyaq_bench_text_next:
 * @self: a source of items
 *
 * Returns: (transfer full): the next item, of two or three KB
 */
SiyaqItem *
siyaq_bench_text_next (SiyaqBenchText *self)
{
  return make_item (self, 1500, 3300);
}

/**
 * siyaq_bench_text_long:
 * @self: a source of items
 *
 * Returns: (transfer full): the next item, of about 4 KB
 */
SiyaqItem *
siyaq_bench_text_long (SiyaqBenchText *self)
{
  return make_item (self, 3300, 3900);
}

/**
 * siyaq_bench_text_page:
 * @self: a source of items
 *
 * Returns: (transfer full): a whole page as sites have them: navigation, article, columns of headlines,
 *   comments and a foot, about 80 KB
 */
char *
siyaq_bench_text_page (SiyaqBenchText *self)
{
  Story story = make_story (self->number++);
  GString *out = g_string_new ("<!DOCTYPE html><html lang=\"en\"><head><title>Page</title><meta charset=\"utf-8\">"
                               "<script>var x = 1;</script><style>p { margin: 0 }</style></head><body><header><nav><ul>");

  for (guint i = 0; i < 120; i++)
    g_string_append_printf (out, "<li class=\"menu-item\"><a href=\"/section/%u\">%s</a></li>", i, pick_word (self, self->random, 0));
  g_string_append (out, "</ul></nav></header><main><article class=\"post\"><h1>Headline</h1>");
  append_paragraphs (self, out, &story, 0, 7000);
  g_string_append (out, "</article></main><aside class=\"sidebar\">");
  for (guint i = 0; i < 200; i++)
    {
      g_string_append_printf (out, "<div class=\"teaser\"><a href=\"/a/%u\"><img src=\"/i/%u.jpg\"><span>", i, i);
      append_sentence (self, out, &story, 0);
      g_string_append (out, "</span></a></div>");
    }
  g_string_append (out, "</aside><section id=\"comments\">");
  for (guint i = 0; i < 60; i++)
    {
      g_string_append (out, "<div class=\"comment\"><p>");
      append_sentence (self, out, &story, 0);
      g_string_append (out, "</p></div>");
    }
  g_string_append (out, "</section><footer><p>All rights reserved</p></footer></body></html>");
  return g_string_free (out, FALSE);
}

/**
 * siyaq_bench_text_feed:
 * @self: a source of items
 * @n_items: how many
 *
 * Returns: (transfer full): an RSS document of the next @n_items items
 */
char *
siyaq_bench_text_feed (SiyaqBenchText *self,
                       guint n_items)
{
  GString *out = g_string_new ("<?xml version=\"1.0\"?><rss version=\"2.0\"><channel><title>Bench</title>"
                               "<link>https://bench.example/</link><description>d</description>\n");

  for (guint i = 0; i < n_items; i++)
    {
      g_autoptr (SiyaqItem) item = siyaq_bench_text_next (self);

      g_string_append_printf (out, "<item><title>%s</title><link>https://bench.example/%s</link><guid>%s</guid>"
                                   "<description><![CDATA[%s]]></description></item>\n",
                              item->title, item->id, item->id, item->html);
    }
  g_string_append (out, "</channel></rss>\n");
  return g_string_free (out, FALSE);
}
