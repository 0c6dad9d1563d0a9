/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The story stage as its neighbours use it. Texts, places and people are invented for the test. */
#define G_LOG_DOMAIN "test-story-index"

#include "config.h"

#include "siyaq-data.h"
#include "siyaq-story-index.h"

#include <string.h>

#define HOUR 3600
#define MONDAY 1741564800 /* 10 March 2025 */

typedef struct
{
  const char *id, *feed, *lang, *title, *text;
  gint64 published_s;
  const char *region;
  const char *event;
} Sample;

static const Sample ferry[] = {
  { "f1", "harbour", "en", "Ferry sinks off Kamaran, 21 drown",
    "Twenty-one passengers drowned on Monday when an overloaded ferry capsized off Kamaran island in the Red Sea, the coastguard said.\n"
    "The wooden vessel was carrying fishermen and traders to the mainland when a wave struck it. Divers pulled nine survivors from the water.",
    MONDAY + 9 * HOUR, "YE-HU", "accident" },
  { "f2", "meridian", "en", "21 dead as overloaded ferry capsizes near Kamaran island",
    "An overloaded wooden ferry capsized near Kamaran island on Monday, killing 21 passengers, Yemeni coastguard officials said.\n"
    "Nine survivors were pulled out by divers; most of the passengers were fishermen and traders on their way to the mainland.",
    MONDAY + 10 * HOUR, "YE-HU", "accident" },
};

static const Sample other = {
  "o1", "meridian", "en", "Central bank of Norway keeps interest rate unchanged",
  "Norway's central bank left its policy rate unchanged on Monday and said that inflation was falling more slowly than it had forecast.\n"
  "Economists had expected the governor to hint at a cut in the summer; the krone rose against the euro after the announcement.",
  MONDAY + 10 * HOUR, "NO", "economy"
};

static SiyaqAnnotation *
annotate (const Sample *s)
{
  const SiyaqItem fields = { .id = s->id, .feed = s->feed, .title = s->title, .text = s->text, .lang = s->lang,
                             .published_s = s->published_s };
  g_autoptr (SiyaqItem) item = siyaq_item_new (&fields);
  SiyaqAnnotation *a = siyaq_annotation_new (item);

  g_free (a->lang);
  a->lang = g_strdup (s->lang);
  g_free (a->title);
  a->title = g_strdup (s->title);
  g_free (a->text);
  a->text = g_strdup (s->text);
  if (s->region != NULL)
    g_ptr_array_add (a->regions, g_strdup (s->region));
  if (s->event != NULL)
    g_ptr_array_add (a->events, siyaq_event_new (s->event, 1.0, ""));
  return a;
}

static SiyaqAnnotation *
add (SiyaqStoryIndex *index,
     const Sample *s)
{
  SiyaqAnnotation *a = annotate (s);

  siyaq_story_index_add (index, a);
  return a;
}

static void
test_join (void)
{
  g_autoptr (SiyaqStoryIndex) index = siyaq_story_index_new (NULL);
  g_autoptr (SiyaqAnnotation) a = add (index, &ferry[0]);
  g_autoptr (SiyaqAnnotation) b = add (index, &other);
  g_autoptr (SiyaqAnnotation) c = add (index, &ferry[1]);
  g_autoptr (GPtrArray) same = siyaq_story_index_get_same (index, "f1");
  const SiyaqLink *link;

  g_assert_cmpstr (a->story, ==, c->story);
  g_assert_cmpstr (a->thread, ==, c->thread);
  g_assert_cmpstr (a->story, !=, b->story);
  g_assert_cmpstr (a->thread, !=, b->thread);
  g_assert_cmpuint (a->same->len, ==, 0);
  g_assert_cmpuint (c->same->len, ==, 1);
  link = g_ptr_array_index (c->same, 0);
  g_assert_cmpstr (link->id, ==, "f1");
  g_assert_cmpfloat (link->score, >, 0.5);
  g_assert_cmpfloat (link->score, <=, 1.0);
  g_assert_nonnull (strstr (link->why, "same toll of 21"));
  g_assert_nonnull (strstr (link->why, "60 minutes apart"));

  /* The earlier item sees the later one, too. */
  g_assert_cmpuint (same->len, ==, 1);
  link = g_ptr_array_index (same, 0);
  g_assert_cmpstr (link->id, ==, "f2");
}

static void
test_update (void)
{
  g_autoptr (SiyaqStoryIndex) index = siyaq_story_index_new (NULL);
  g_autoptr (SiyaqAnnotation) a = add (index, &ferry[0]);
  g_autoptr (SiyaqAnnotation) b = add (index, &ferry[1]);
  Sample updated = ferry[1];
  g_autoptr (SiyaqAnnotation) c = NULL;
  g_autoptr (GPtrArray) same = NULL;

  updated.title = "Kamaran ferry: coastguard ends search, 24 dead";
  c = add (index, &updated);
  g_assert_cmpstr (c->story, ==, a->story);
  g_assert_cmpstr (c->story, ==, b->story);
  same = siyaq_story_index_get_same (index, "f1");
  g_assert_cmpuint (same->len, ==, 1);
}

static void
test_restart (void)
{
  g_autoptr (SiyaqStoryIndex) index = siyaq_story_index_new (NULL);
  g_autoptr (SiyaqStoryIndex) second = siyaq_story_index_new (NULL);
  g_autoptr (SiyaqStoryIndex) whole = siyaq_story_index_new (NULL);
  g_autoptr (SiyaqAnnotation) a = add (index, &ferry[0]);
  g_autoptr (SiyaqAnnotation) b = add (index, &other);
  g_autoptr (SiyaqAnnotation) wa = add (whole, &ferry[0]);
  g_autoptr (SiyaqAnnotation) wb = add (whole, &other);
  g_autoptr (SiyaqAnnotation) c = NULL;
  g_autoptr (SiyaqAnnotation) wc = NULL;
  static const char *const ids[] = { "f1", "o1" };

  for (guint i = 0; i < G_N_ELEMENTS (ids); i++)
    {
      g_autoptr (GBytes) blob = siyaq_story_index_save_item (index, ids[i]);
      g_autoptr (GError) error = NULL;

      g_assert_nonnull (blob);
      g_assert_true (siyaq_story_index_load_item (second, ids[i], blob, &error));
      g_assert_no_error (error);
    }
  c = add (second, &ferry[1]);
  wc = add (whole, &ferry[1]);
  g_assert_cmpstr (c->story, ==, a->story);
  g_assert_cmpstr (c->story, ==, wc->story);
  g_assert_cmpstr (c->thread, ==, wc->thread);
  g_assert_cmpuint (c->same->len, ==, 1);
  g_assert_cmpfloat (((SiyaqLink *) g_ptr_array_index (c->same, 0))->score, ==,
                     ((SiyaqLink *) g_ptr_array_index (wc->same, 0))->score);
}

/* What a large store has is read newest first, while new items come in: in the end all is as if it had been
   there from the beginning. */
static void
test_restart_newest_first (void)
{
  g_autoptr (SiyaqStoryIndex) index = siyaq_story_index_new (NULL);
  g_autoptr (SiyaqStoryIndex) second = siyaq_story_index_new (NULL);
  Sample late = other;
  const Sample *const samples[] = { &ferry[0], &other, &ferry[1] };
  g_autoptr (SiyaqAnnotation) meanwhile = NULL, whole = NULL;
  g_autoptr (GPtrArray) same = NULL;

  late.id = "o2";
  late.feed = "harbour";
  for (guint i = 0; i < G_N_ELEMENTS (samples); i++)
    siyaq_annotation_free (add (index, samples[i]));
  siyaq_story_index_reserve (second, 4);
  for (guint i = G_N_ELEMENTS (samples); i > 0; i--)
    {
      g_autoptr (GBytes) blob = siyaq_story_index_save_item (index, samples[i - 1]->id);
      g_autoptr (GError) error = NULL;

      g_assert_false (siyaq_story_index_contains (second, samples[i - 1]->id));
      /* A place may stay empty: not every item of the store has a story. */
      g_assert_true (siyaq_story_index_load_item_at (second, i < 3 ? i - 1 : 3, samples[i - 1]->id, blob, &error));
      g_assert_no_error (error);
      if (i == 2)
        meanwhile = add (second, &late);
    }
  whole = add (index, &late);
  g_assert_cmpstr (meanwhile->story, ==, whole->story);
  g_assert_cmpstr (meanwhile->thread, ==, whole->thread);
  same = siyaq_story_index_get_same (second, "f2");
  g_assert_cmpuint (same->len, ==, 1);
  g_assert_cmpstr (((SiyaqLink *) g_ptr_array_index (same, 0))->id, ==, "f1");
  {
    g_autoptr (GBytes) blob = siyaq_story_index_save_item (index, "o1");

    /* Twice, or where no place was left for it: nothing happens. */
    g_assert_true (siyaq_story_index_load_item_at (second, 1, "o1", blob, NULL));
    g_assert_true (siyaq_story_index_load_item_at (second, 100, "o3", blob, NULL));
    g_assert_false (siyaq_story_index_contains (second, "o3"));
  }
}

static void
test_bad_blob (void)
{
  g_autoptr (SiyaqStoryIndex) index = siyaq_story_index_new (NULL);
  g_autoptr (SiyaqAnnotation) a = add (index, &ferry[0]);
  g_autoptr (GBytes) blob = siyaq_story_index_save_item (index, "f1");
  gsize size;
  const guint8 *data = g_bytes_get_data (blob, &size);
  g_autoptr (SiyaqStoryIndex) second = siyaq_story_index_new (NULL);
  g_autofree guint8 *newer = g_memdup2 (data, size);

  g_assert_null (siyaq_story_index_save_item (index, "nobody"));
  for (gsize n = 0; n < size; n++)
    {
      g_autoptr (GBytes) cut = g_bytes_new (data, n);
      g_autoptr (GError) error = NULL;

      g_assert_false (siyaq_story_index_load_item (second, "f1", cut, &error));
      g_assert_error (error, SIYAQ_DATA_ERROR, SIYAQ_DATA_ERROR_INVALID);
    }
  newer[G_BYTE_ORDER == G_LITTLE_ENDIAN ? 0 : 3]++;
  {
    g_autoptr (GBytes) bytes = g_bytes_new (newer, size);
    g_autoptr (GError) error = NULL;

    g_assert_false (siyaq_story_index_load_item (second, "f1", bytes, &error));
    g_assert_error (error, SIYAQ_DATA_ERROR, SIYAQ_DATA_ERROR_NEWER);
  }
}

static void
test_feedback (void)
{
  g_autoptr (SiyaqStoryIndex) index = siyaq_story_index_new (NULL);
  g_autoptr (SiyaqStoryIndex) second = siyaq_story_index_new (NULL);
  g_autoptr (SiyaqAnnotation) a = add (index, &ferry[0]);
  g_autoptr (SiyaqAnnotation) b = add (index, &ferry[1]);
  g_autoptr (SiyaqAnnotation) again = NULL;
  g_autoptr (GPtrArray) same = NULL;
  g_autoptr (GPtrArray) joined = NULL;
  g_autoptr (GPtrArray) earlier = NULL;
  static const char *const ids[] = { "f1", "f2" };

  siyaq_story_index_split (index, "f2");
  same = siyaq_story_index_get_same (index, "f1");
  g_assert_cmpuint (same->len, ==, 0);
  /* It stays in the thread. */
  earlier = siyaq_story_index_get_earlier (index, "f1", 5);
  g_assert_cmpuint (earlier->len, ==, 1);
  g_assert_cmpstr (g_ptr_array_index (earlier, 0), ==, "f2");

  /* The reader's word outlives a restart, and an update of the item. */
  for (guint i = 0; i < G_N_ELEMENTS (ids); i++)
    {
      g_autoptr (GBytes) blob = siyaq_story_index_save_item (index, ids[i]);

      g_assert_true (siyaq_story_index_load_item (second, ids[i], blob, NULL));
    }
  again = add (second, &ferry[1]);
  g_assert_cmpstr (again->story, !=, a->story);

  siyaq_story_index_join (second, "f2", "f1");
  joined = siyaq_story_index_get_same (second, "f2");
  g_assert_cmpuint (joined->len, ==, 1);
}

/* A merge that one item brought about holds after a restart for items of either story, whenever they
   came. */
static void
test_merge_restart (void)
{
  g_autoptr (SiyaqStoryIndex) index = siyaq_story_index_new (NULL);
  g_autoptr (SiyaqStoryIndex) second = siyaq_story_index_new (NULL);
  Sample late = other;
  static const char *const ids[] = { "f1", "o1", "f2", "o2" };
  g_autoptr (GPtrArray) same = NULL;

  late.id = "o2";
  late.feed = "harbour";
  for (guint i = 0; i < 2; i++)
    {
      g_autoptr (SiyaqAnnotation) f = add (index, &ferry[i]);
      g_autoptr (SiyaqAnnotation) o = add (index, i == 0 ? &other : &late);

      g_assert_cmpuint (f->same->len, ==, i);
      g_assert_cmpuint (o->same->len, ==, i);
    }
  siyaq_story_index_join (index, "o1", "f1");
  for (guint i = 0; i < G_N_ELEMENTS (ids); i++)
    {
      g_autoptr (GBytes) blob = NULL;

      /* As the store does: only what was judged is written anew. */
      if (strcmp (ids[i], "o2") == 0)
        {
          g_autoptr (SiyaqStoryIndex) before = siyaq_story_index_new (NULL);
          g_autoptr (SiyaqAnnotation) a = add (before, &other);
          g_autoptr (SiyaqAnnotation) b = add (before, &late);

          blob = siyaq_story_index_save_item (before, "o2");
        }
      else
        blob = siyaq_story_index_save_item (index, ids[i]);
      g_assert_true (siyaq_story_index_load_item (second, ids[i], blob, NULL));
    }
  same = siyaq_story_index_get_same (second, "o2");
  g_assert_cmpuint (same->len, ==, 3);
}

static void
test_forget (void)
{
  g_autoptr (SiyaqStoryIndex) index = siyaq_story_index_new (NULL);
  g_autoptr (SiyaqAnnotation) a = add (index, &ferry[0]);
  g_autoptr (SiyaqAnnotation) b = NULL;
  g_autoptr (GPtrArray) same = NULL;

  siyaq_story_index_forget (index, "f1");
  siyaq_story_index_forget (index, "nobody");
  b = add (index, &ferry[1]);
  g_assert_cmpuint (b->same->len, ==, 0);
  same = siyaq_story_index_get_same (index, "f1");
  g_assert_cmpuint (same->len, ==, 0);
}

static void
test_poor_items (void)
{
  g_autoptr (SiyaqStoryIndex) index = siyaq_story_index_new (NULL);
  static const Sample poor[] = {
    { "p1", "x", "en", "", "", SIYAQ_TIME_UNKNOWN, NULL, NULL },
    { "p2", "y", "und", "…", "", SIYAQ_TIME_UNKNOWN, NULL, NULL },
    { "p3", "z", "ar", "", "", G_MAXINT64, NULL, NULL },
  };
  g_autoptr (GHashTable) stories = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  /* Items that say nothing are no story together. */
  for (guint i = 0; i < G_N_ELEMENTS (poor); i++)
    {
      g_autoptr (SiyaqAnnotation) a = add (index, &poor[i]);

      g_assert_nonnull (a->thread);
      g_assert_true (g_hash_table_add (stories, g_strdup (a->story)));
    }
}

int
main (int argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/story/index/join", test_join);
  g_test_add_func ("/story/index/update", test_update);
  g_test_add_func ("/story/index/restart", test_restart);
  g_test_add_func ("/story/index/restart-newest-first", test_restart_newest_first);
  g_test_add_func ("/story/index/bad-blob", test_bad_blob);
  g_test_add_func ("/story/index/feedback", test_feedback);
  g_test_add_func ("/story/index/merge-restart", test_merge_restart);
  g_test_add_func ("/story/index/forget", test_forget);
  g_test_add_func ("/story/index/poor-items", test_poor_items);
  return g_test_run ();
}
