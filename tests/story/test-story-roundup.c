/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Items that tell several stories, and copies of one text. Texts and people are invented for the test. */
#define G_LOG_DOMAIN "test-story-roundup"

#include "config.h"

#include "siyaq-story-index.h"

#include <string.h>

#define MONDAY 1741564800 /* 10 March 2025 */

#define CRASH "A coach left the coast road near Chimbote in northern Peru and killed fourteen pilgrims on their way to a shrine, the fire brigade said."
#define CRASH_MORE "The driver of the coach, Edilberto Quispe-Rojas, survived. The road near Chimbote has no rail at the bend where the pilgrims died."
#define WALKOUT "Bakers in Trondheim walked out over night shifts and the ovens of the three largest bakeries stayed cold, their union said."
#define WALKOUT_MORE "The bakers want two free nights a week. The owners of the Trondheim bakeries offer one, and talk of ovens that need no bakers."

typedef struct
{
  const char *word, *country, *admin1;
  guint32 id;
} Town;

static const Town towns[] = {
  { "Chimbote", "PE", "PE-ANC", 3698304 },
  { "Trondheim", "NO", "NO-50", 3133880 },
  { "Suva", "FJ", "FJ-C", 2198148 },
};

static SiyaqAnnotation *
add (SiyaqStoryIndex *index,
     const char *id,
     const char *title,
     const char *text,
     int minutes)
{
  const SiyaqItem fields = { .id = id, .feed = id, .title = title, .text = text, .lang = "en", .published_s = MONDAY + 60 * minutes };
  g_autoptr (SiyaqItem) item = siyaq_item_new (&fields);
  SiyaqAnnotation *a = siyaq_annotation_new (item);

  a->lang = g_strdup ("en");
  a->title = g_strdup (title);
  a->text = g_strdup (text);
  for (guint i = 0; i < G_N_ELEMENTS (towns); i++)
    for (const char *at = strstr (text, towns[i].word); at != NULL; at = strstr (at + 1, towns[i].word))
      {
        SiyaqPlace *place = siyaq_place_new ();

        place->name = g_strdup (towns[i].word);
        g_strlcpy (place->country, towns[i].country, sizeof place->country);
        place->admin1 = g_strdup (towns[i].admin1);
        place->geonameid = towns[i].id;
        /* The texts are ASCII: bytes are code points. */
        place->start = (gsize) (at - text);
        place->end = place->start + strlen (towns[i].word);
        g_ptr_array_add (a->places, place);
        if (a->regions->len == 0)
          g_ptr_array_add (a->regions, g_strdup (towns[i].admin1));
      }
  siyaq_story_index_add (index, a);
  return a;
}

static const SiyaqLink *
find_link (GPtrArray *links,
           const char *id)
{
  for (guint i = 0; i < links->len; i++)
    if (strcmp (((SiyaqLink *) g_ptr_array_index (links, i))->id, id) == 0)
      return g_ptr_array_index (links, i);
  return NULL;
}

static SiyaqStoryIndex *
restart (SiyaqStoryIndex *index,
         const char *const *ids)
{
  SiyaqStoryIndex *fresh = siyaq_story_index_new (NULL);
  guint n = g_strv_length ((char **) ids);

  siyaq_story_index_reserve (fresh, n);
  for (guint i = n; i > 0; i--)
    {
      g_autoptr (GBytes) blob = siyaq_story_index_save_item (index, ids[i - 1]);

      g_assert_nonnull (blob);
      g_assert_true (siyaq_story_index_load_item_at (fresh, i - 1, ids[i - 1], blob, NULL));
    }
  return fresh;
}

/* A round-up has a story of its own; it leads to the stories that it tells, and they lead to it last. */
static void
test_roundup (void)
{
  g_autoptr (SiyaqStoryIndex) index = siyaq_story_index_new (NULL);
  g_autoptr (SiyaqStoryIndex) second = NULL;
  g_autoptr (SiyaqAnnotation) crash = add (index, "crash", "Coach crash kills fourteen pilgrims in northern Peru", CRASH "\n" CRASH_MORE, 0);
  g_autoptr (SiyaqAnnotation) walkout = add (index, "walkout", "Ovens cold in Trondheim as bakers walk out", WALKOUT "\n" WALKOUT_MORE, 30);
  g_autoptr (SiyaqAnnotation) roundup = add (index, "roundup", "What you may have missed",
                                             WALKOUT "\n" CRASH "\nThe mayor of Suva in Fiji opened a market hall with a roof of woven palm and a floor of coral.", 600);
  g_autoptr (SiyaqAnnotation) later = NULL;
  g_autoptr (GPtrArray) same = NULL;
  g_autoptr (GPtrArray) again = NULL;
  static const char *const ids[] = { "crash", "walkout", "roundup", "later", NULL };

  g_assert_cmpstr (crash->story, !=, walkout->story);
  g_assert_cmpstr (roundup->story, !=, crash->story);
  g_assert_cmpstr (roundup->story, !=, walkout->story);
  g_assert_nonnull (find_link (roundup->same, "crash"));
  g_assert_nonnull (find_link (roundup->same, "walkout"));
  g_assert_true (g_str_has_prefix (find_link (roundup->same, "crash")->why, "told in a part of this round-up"));
  same = siyaq_story_index_get_same (index, "crash");
  g_assert_cmpuint (same->len, ==, 1);
  g_assert_true (g_str_has_prefix (find_link (same, "roundup")->why, "a round-up of several stories"));

  /* The stories go on without one another, the story's own item comes first, and a restart changes nothing. */
  later = add (index, "later", "Driver of pilgrims' coach in northern Peru had not slept, fire brigade says", CRASH "\n" CRASH_MORE, 700);
  g_assert_cmpstr (later->story, ==, crash->story);
  g_assert_cmpstr (((SiyaqLink *) g_ptr_array_index (later->same, 0))->id, ==, "crash");
  g_assert_cmpstr (((SiyaqLink *) g_ptr_array_index (later->same, 1))->id, ==, "roundup");
  second = restart (index, ids);
  again = siyaq_story_index_get_same (second, "roundup");
  g_assert_nonnull (find_link (again, "crash"));
  g_assert_nonnull (find_link (again, "walkout"));
  siyaq_story_index_forget (second, "roundup");
  g_clear_pointer (&again, g_ptr_array_unref);
  again = siyaq_story_index_get_same (second, "walkout");
  g_assert_cmpuint (again->len, ==, 0);
}

/* One sentence about another story makes no round-up. */
static void
test_mention (void)
{
  g_autoptr (SiyaqStoryIndex) index = siyaq_story_index_new (NULL);
  g_autoptr (SiyaqAnnotation) walkout = add (index, "walkout", "Ovens cold in Trondheim as bakers walk out", WALKOUT "\n" WALKOUT_MORE, 30);
  g_autoptr (SiyaqAnnotation) crash = add (index, "crash", "Coach crash kills fourteen pilgrims in northern Peru", CRASH "\n" CRASH_MORE, 0);
  g_autoptr (SiyaqAnnotation) report = add (index, "report", "Fourteen pilgrims killed as coach leaves road in northern Peru",
                                            CRASH "\n" CRASH_MORE "\nIn Norway, bakers in Trondheim walked out over night shifts on the same day.", 60);

  g_assert_cmpstr (report->story, ==, crash->story);
  g_assert_cmpstr (report->story, !=, walkout->story);
}

/* An agency's text with another headline, and a paragraph dropped or added, is a copy; a report of one's own is not. */
static void
test_copies (void)
{
  static const char agency[] = CRASH "\n" CRASH_MORE "\n"
    "Relatives waited at the hospital of Chimbote until the evening. A nurse read out names from a sheet, and those who heard one went in.\n"
    "The company that owns the coach said that it had been inspected in January and that it would pay for the funerals.";
  g_autoptr (SiyaqStoryIndex) index = siyaq_story_index_new (NULL);
  g_autofree char *shorter = g_strndup (agency, (gsize) (strrchr (agency, '\n') - agency));
  g_autofree char *longer = g_strconcat (agency, "\nPilgrims walk to the shrine each March, and each year some of them take the night coach home.", NULL);
  g_autoptr (SiyaqAnnotation) a = add (index, "agency", "Coach crash kills fourteen pilgrims in northern Peru", agency, 0);
  g_autoptr (SiyaqAnnotation) b = add (index, "dropped", "Tragedy on the way to the shrine", shorter, 40);
  g_autoptr (SiyaqAnnotation) c = add (index, "added", "Fourteen die in Peru", longer, 50);
  g_autoptr (SiyaqAnnotation) own = add (index, "own", "Fourteen pilgrims dead near Chimbote",
                                         "Candles burned on Sunday where a bus with pilgrims had plunged from the road near Chimbote, Peru. Fourteen of them are dead.\n"
                                         "A survivor, Nelida Huaman, said that everybody was asleep and that she woke in the sand.", 90);

  g_assert_cmpstr (b->story, ==, a->story);
  g_assert_cmpstr (c->story, ==, a->story);
  g_assert_true (g_str_has_prefix (find_link (b->same, "agency")->why, "nearly the same text"));
  g_assert_true (siyaq_story_index_is_copy (index, "agency", "dropped"));
  g_assert_true (siyaq_story_index_is_copy (index, "agency", "added"));
  g_assert_false (siyaq_story_index_is_copy (index, "agency", "own"));
  g_assert_false (siyaq_story_index_is_copy (index, "agency", "nobody"));
  g_assert_nonnull (own->story);
}

int
main (int argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/story/roundup/roundup", test_roundup);
  g_test_add_func ("/story/roundup/mention", test_mention);
  g_test_add_func ("/story/roundup/copies", test_copies);
  return g_test_run ();
}
