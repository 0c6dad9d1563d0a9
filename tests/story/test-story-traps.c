/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The traps of the wire set (see its README), one by one: what belongs together and what does not, as
   a reader would have seen it item by item. The set is looked up through SIYAQ_SHARED. */
#define G_LOG_DOMAIN "test-story-traps"

#include "config.h"

#include "siyaq-cleaner.h"
#include "siyaq-story-index.h"
#include "siyaq-tagger.h"

#include <json-glib/json-glib.h>
#include <string.h>

static GHashTable *stories; /* (element-type utf8 utf8): item to story */
static GHashTable *threads;
static GHashTable *reasons; /* (element-type utf8 utf8): "item other" to why */
static GPtrArray *restarted; /* (element-type utf8): items whose story or thread a restart changed */

typedef struct
{
  guint trap;
  const char *what;
  /* Groups of items, separated by "|": each is one story, and no two groups are the same. */
  const char *groups;
} Trap;

static const Trap traps[] = {
  { 1, "same kind of event, same place, weeks apart", "w001 w004 w002 | w105 w104 w107" },
  { 2, "a camp shelled twice, the same volunteer quoted", "w015 w016 | w111 w112 w113" },
  { 3, "two bombs in two towns on one day", "w050 w051 w052 | w053 w054 w056" },
  { 4, "a live blog of two stories", "w051 | w053 | w055" },
  { 5, "an evening round-up", "w132 | w129 | w133" },
  { 6, "an analysis two months on", "w001 w004 | w150" },
  { 7, "an anniversary, days after the new event", "w081 w085 | w087" },
  { 8, "the same officials, another meeting", "w117 w119 w118 | w152 w153 w154" },
  { 9, "a truce, and its end", "w009 w010 | w034 w035" },
  { 10, "a corridor agreed, and the first convoy", "w128 w129 | w147 w149" },
  { 11, "three phases of one subject", "w027 | w157 w158 | w164" },
  { 12, "equal numbers in unrelated stories", "w044 w042 | w043 | w025" },
  { 13, "equal numbers, one name for two cities, one day", "w139 w141 | w140" },
  { 14, "another story pasted into the middle", "w049 w047 | w043" },
  { 16, "a changed headline at one url", "w001 w004 | w122 w127" },
  { 17, "a toll that grows", "w001 w006 | w026 w027 | w040 w044 w062 | w122 w132 | w013 w018" },
  { 18, "a place that is another place", "w025 | w074 | w067 | w139 | w140" },
  { 23, "strikes of two kinds, and their machine translation", "w072 w069 | w058 w057 | w005 w001 | w031 w027" },
  { 24, "names mangled by machine translation", "w003 w001 | w017 w016 | w041 w042 | w155 w154 | w135 w134" },
  { 25, "spelling variants", "w004 w007 w006 w003 w005 | w011 w012 | w034 w038" },
  { 26, "the venue is not the subject", "w128 w129 | w119 w117 | w152 w153" },
};

static const char *
get_string (JsonObject *object,
            const char *name)
{
  return json_object_has_member (object, name) && !json_object_get_null_member (object, name)
           ? json_object_get_string_member (object, name)
           : NULL;
}

static SiyaqItem *
parse_item (JsonObject *object)
{
  g_autoptr (GTimeZone) utc = g_time_zone_new_utc ();
  g_autoptr (GDateTime) time = g_date_time_new_from_iso8601 (get_string (object, "published"), utc);
  const SiyaqItem fields = {
    .id = get_string (object, "id"),
    .feed = get_string (object, "feed"),
    .title = get_string (object, "title"),
    .html = get_string (object, "html"),
    .url = get_string (object, "url"),
    .lang = get_string (object, "lang"),
    .published_s = time != NULL ? g_date_time_to_unix (time) : SIYAQ_TIME_UNKNOWN,
  };

  return siyaq_item_new (&fields);
}

/* What the store would give back. */
static SiyaqStoryIndex *
restart (SiyaqStoryIndex *index,
         SiyaqLexicon *lexicon,
         GPtrArray *items,
         guint n)
{
  SiyaqStoryIndex *fresh = siyaq_story_index_new (lexicon);

  for (guint i = 0; i < n; i++)
    {
      const SiyaqItem *item = g_ptr_array_index (items, i);
      g_autoptr (GBytes) blob = siyaq_story_index_save_item (index, item->id);

      if (blob != NULL)
        g_assert_true (siyaq_story_index_load_item (fresh, item->id, blob, NULL));
    }
  return fresh;
}

static gboolean
read_wire (void)
{
  const char *shared = g_getenv ("SIYAQ_SHARED");
  g_autofree char *path = shared != NULL ? g_build_filename (shared, "bench", "wire", "items.jsonl", NULL) : NULL;
  g_autofree char *contents = NULL;
  g_auto (GStrv) lines = NULL;
  g_autoptr (GPtrArray) items = g_ptr_array_new_with_free_func ((GDestroyNotify) siyaq_item_unref);
  g_autoptr (GError) error = NULL;
  g_autoptr (SiyaqCleaner) cleaner = NULL;
  g_autoptr (SiyaqTagger) tagger = NULL;
  g_autoptr (SiyaqLexicon) lexicon = NULL;
  g_autoptr (SiyaqStoryIndex) index = NULL;
  g_autoptr (SiyaqStoryIndex) second = NULL;

  if (path == NULL || !g_file_get_contents (path, &contents, NULL, NULL))
    return FALSE;
  cleaner = siyaq_cleaner_new (&error);
  g_assert_no_error (error);
  tagger = siyaq_tagger_new (&error);
  g_assert_no_error (error);
  lexicon = siyaq_lexicon_new (&error);
  g_assert_no_error (error);
  index = siyaq_story_index_new (lexicon);
  lines = g_strsplit (contents, "\n", -1);
  for (guint i = 0; lines[i] != NULL; i++)
    {
      g_autoptr (JsonParser) parser = json_parser_new ();

      if (*lines[i] == '\0')
        continue;
      g_assert_true (json_parser_load_from_data (parser, lines[i], -1, NULL));
      g_ptr_array_add (items, parse_item (json_node_get_object (json_parser_get_root (parser))));
      siyaq_cleaner_observe (cleaner, g_ptr_array_index (items, items->len - 1));
    }
  for (guint i = 0; i < items->len; i++)
    {
      SiyaqItem *item = g_ptr_array_index (items, i);
      g_autoptr (SiyaqAnnotation) a = siyaq_annotation_new (item);

      if (i == items->len / 2)
        second = restart (index, lexicon, items, i);
      siyaq_cleaner_run (cleaner, a);
      siyaq_tagger_run (tagger, a);
      if (a->held != NULL)
        continue;
      siyaq_story_index_add (index, a);
      g_hash_table_insert (stories, g_strdup (item->id), g_strdup (a->story));
      g_hash_table_insert (threads, g_strdup (item->id), g_strdup (a->thread));
      /* From the middle on, an index that was restarted goes along. */
      if (second != NULL)
        {
          siyaq_story_index_add (second, a);
          if (strcmp (a->story, g_hash_table_lookup (stories, item->id)) != 0 ||
              strcmp (a->thread, g_hash_table_lookup (threads, item->id)) != 0)
            g_ptr_array_add (restarted, g_strdup (item->id));
        }
      for (guint k = 0; k < a->same->len; k++)
        {
          const SiyaqLink *link = g_ptr_array_index (a->same, k);

          g_hash_table_insert (reasons, g_strdup_printf ("%s %s", item->id, link->id), g_strdup (link->why));
        }
    }
  return TRUE;
}

static const char *
story_of (const char *id)
{
  const char *story = g_hash_table_lookup (stories, id);

  g_assert_nonnull (story);
  return story;
}

static void
test_trap (gconstpointer data)
{
  const Trap *trap = data;
  g_auto (GStrv) groups = g_strsplit (trap->groups, " | ", -1);
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);

  if (g_hash_table_size (stories) == 0)
    {
      g_test_skip ("SIYAQ_SHARED names no wire set");
      return;
    }
  for (guint i = 0; groups[i] != NULL; i++)
    {
      g_auto (GStrv) ids = g_strsplit (groups[i], " ", -1);

      for (guint k = 1; ids[k] != NULL; k++)
        if (strcmp (story_of (ids[0]), story_of (ids[k])) != 0)
          {
            g_test_message ("%s: %s and %s are one story", trap->what, ids[0], ids[k]);
            g_test_fail ();
          }
      if (!g_hash_table_add (seen, (char *) story_of (ids[0])))
        {
          g_test_message ("%s: %s is of a story of its own", trap->what, ids[0]);
          g_test_fail ();
        }
    }
}

/* Near-verbatim copies are told as such. */
static void
test_copies (void)
{
  static const char *const pairs[] = { "w028 w027", "w158 w157", "w124 w123" };

  if (g_hash_table_size (stories) == 0)
    {
      g_test_skip ("SIYAQ_SHARED names no wire set");
      return;
    }
  for (guint i = 0; i < G_N_ELEMENTS (pairs); i++)
    {
      const char *why = g_hash_table_lookup (reasons, pairs[i]);

      g_assert_nonnull (why);
      g_assert_true (g_str_has_prefix (why, "nearly the same text"));
    }
}

static void
test_restart (void)
{
  if (g_hash_table_size (stories) == 0)
    {
      g_test_skip ("SIYAQ_SHARED names no wire set");
      return;
    }
  for (guint i = 0; i < restarted->len; i++)
    g_test_message ("%s", (const char *) g_ptr_array_index (restarted, i));
  g_assert_cmpuint (restarted->len, ==, 0);
}

/* Phases of one subject are of one thread, whatever lies between. */
static void
test_threads (void)
{
  static const char *const phases[] = { "w001 w009 w034 w105", "w015 w111", "w117 w152", "w128 w147", "w026 w157" };

  if (g_hash_table_size (stories) == 0)
    {
      g_test_skip ("SIYAQ_SHARED names no wire set");
      return;
    }
  for (guint i = 0; i < G_N_ELEMENTS (phases); i++)
    {
      g_auto (GStrv) ids = g_strsplit (phases[i], " ", -1);

      for (guint k = 1; ids[k] != NULL; k++)
        g_assert_cmpstr (g_hash_table_lookup (threads, ids[0]), ==, g_hash_table_lookup (threads, ids[k]));
    }
}

int
main (int argc,
      char **argv)
{
  int status;

  g_test_init (&argc, &argv, NULL);
  stories = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  threads = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  reasons = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  restarted = g_ptr_array_new_with_free_func (g_free);
  read_wire ();
  for (guint i = 0; i < G_N_ELEMENTS (traps); i++)
    {
      g_autofree char *path = g_strdup_printf ("/story/traps/%02u", traps[i].trap);

      g_test_add_data_func (path, &traps[i], test_trap);
    }
  g_test_add_func ("/story/traps/27", test_copies);
  g_test_add_func ("/story/traps/threads", test_threads);
  g_test_add_func ("/story/traps/restart", test_restart);
  status = g_test_run ();
  g_hash_table_unref (stories);
  g_hash_table_unref (threads);
  g_hash_table_unref (reasons);
  g_ptr_array_unref (restarted);
  return status;
}
