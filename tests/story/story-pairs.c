/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Makes the training data of the story stage: no test, a tool for whoever learns the weights anew
   (data/story/README says how). Reads sets of JSON Lines with a gold story (and thread), runs them
   through the stages in order of time with every item put where the gold says, and prints what each
   item has in common with the items and the groups that the index finds for it. Figures alone: no
   text and no name of an item comes out. */
#define G_LOG_DOMAIN "siyaq-story"

#include "config.h"

#include "siyaq-cleaner.h"
#include "siyaq-story-index.h"
#include "siyaq-story-match.h"
#include "siyaq-tagger.h"

#include <json-glib/json-glib.h>
#include <stdio.h>
#include <string.h>

/* Negative pairs of one item that are printed: the nearest ones teach most. */
#define MAX_NEGATIVES 10u
/* Sets that label topics call articles years apart one event. A story as a reader means it is over
   within three weeks; pairs beyond that teach nothing about time and are left out. */
#define MAX_STORY_SECONDS (21 * 24 * 60 * 60)

/* A sentence of fewer words is told with the next one. */
#define MIN_SENTENCE 12u

/* Spreads the items that are put behind others over the set. */
#define TAIL_STRIDE 37u

/* How a set is read. */
typedef enum
{
  VARIANT_PLAIN,
  VARIANT_GOLD,  /* text, regions and events are the gold's */
  VARIANT_SHORT, /* the first sentence alone */
  VARIANT_LONG,  /* the text of an item of another subject behind it, as long reads drift */
  N_VARIANTS
} Variant;

static const char *const variant_prefixes[N_VARIANTS] = { "", "gold:", "short:", "long:" };

typedef struct
{
  SiyaqItem *item;
  char *story, *thread, *text; /* of the gold */
  GPtrArray *regions, *events; /* of the gold (element-type utf8) */
  gboolean ad;
} Row;

static void
row_free (gpointer data)
{
  Row *row = data;

  siyaq_item_unref (row->item);
  g_free (row->story);
  g_free (row->thread);
  g_free (row->text);
  g_ptr_array_unref (row->regions);
  g_ptr_array_unref (row->events);
  g_free (row);
}

static const char *
get_string (JsonObject *object,
            const char *name)
{
  JsonNode *node = json_object_get_member (object, name);

  return node != NULL && JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_STRING
           ? json_node_get_string (node)
           : NULL;
}

static GPtrArray *
get_strings (JsonObject *object,
             const char *name)
{
  GPtrArray *strings = g_ptr_array_new_with_free_func (g_free);
  JsonArray *array = json_object_has_member (object, name) ? json_object_get_array_member (object, name) : NULL;

  for (guint i = 0; array != NULL && i < json_array_get_length (array); i++)
    g_ptr_array_add (strings, g_strdup (json_array_get_string_element (array, i)));
  return strings;
}

static GPtrArray *
read_set (const char *path)
{
  g_autofree char *contents = NULL;
  g_auto (GStrv) lines = NULL;
  GPtrArray *rows = g_ptr_array_new_with_free_func (row_free);

  if (!g_file_get_contents (path, &contents, NULL, NULL))
    g_error ("cannot read %s", path);
  lines = g_strsplit (contents, "\n", -1);
  for (guint i = 0; lines[i] != NULL; i++)
    {
      g_autoptr (JsonParser) parser = json_parser_new ();
      JsonObject *object, *gold;
      SiyaqItem fields = { .published_s = SIYAQ_TIME_UNKNOWN };
      const char *published;
      Row *row;

      if (*lines[i] == '\0')
        continue;
      if (!json_parser_load_from_data (parser, lines[i], -1, NULL))
        g_error ("%s:%u is not JSON", path, i + 1);
      object = json_node_get_object (json_parser_get_root (parser));
      gold = json_object_get_object_member (object, "gold");
      fields.id = get_string (object, "id");
      fields.feed = get_string (object, "feed");
      fields.title = get_string (object, "title");
      fields.html = get_string (object, "html");
      fields.text = get_string (object, "text");
      fields.url = get_string (object, "url");
      fields.lang = get_string (object, "lang");
      published = get_string (object, "published");
      if (published != NULL)
        {
          g_autoptr (GTimeZone) utc = g_time_zone_new_utc ();
          g_autoptr (GDateTime) time = g_date_time_new_from_iso8601 (published, utc);

          if (time != NULL)
            fields.published_s = g_date_time_to_unix (time);
        }
      row = g_new0 (Row, 1);
      row->item = siyaq_item_new (&fields);
      row->story = g_strdup (get_string (gold, "story"));
      row->thread = g_strdup (get_string (gold, "thread"));
      row->text = g_strdup (get_string (gold, "text"));
      row->regions = get_strings (gold, "regions");
      row->events = get_strings (gold, "events");
      row->ad = json_object_has_member (gold, "ad") && json_object_get_boolean_member (gold, "ad");
      g_ptr_array_add (rows, row);
    }
  return rows;
}

static guint64
key_of (const char *gold,
        const char *id)
{
  return siyaq_story_hash (gold != NULL ? gold : id, gold != NULL ? 'g' : 'i');
}

static void
print_values (const float *values,
              guint n)
{
  for (guint i = 0; i < n; i++)
    g_print ("\t%.3g", (double) values[i]);
  g_print ("\n");
}

static void
print_item (const char *set,
            const GArray *candidates,
            const SiyaqStoryQuery *query,
            guint64 story,
            guint64 thread,
            gboolean has_threads)
{
  SiyaqStoryFit fits[SIYAQ_STORY_MAX_FITS];
  guint negatives = 0, n;

  for (guint i = 0; i < candidates->len; i++)
    {
      const SiyaqStoryCandidate *c = &g_array_index (candidates, SiyaqStoryCandidate, i);
      gboolean same = c->item->story->key == story, same_thread = c->item->story->thread->key == thread;

      if (!same && !same_thread && ++negatives > MAX_NEGATIVES)
        continue;
      if (same && ABS (c->item->print->published_s - query->print->published_s) > MAX_STORY_SECONDS)
        continue;
      g_print ("pair\t%s\t%d\t%d\t%d", set, c->pair.cross, same, has_threads ? same_thread : -1);
      print_values (c->pair.values, SIYAQ_STORY_N_FEATURES);
    }
  n = siyaq_story_match_fits (candidates, query, SIYAQ_STORY_LEVEL_STORY, NULL, fits);
  for (guint i = 0; i < n; i++)
    {
      g_print ("story\t%s\t0\t%d\t-1", set, ((SiyaqStoryGroup *) fits[i].group)->key == story);
      print_values (fits[i].values, SIYAQ_STORY_N_GROUP_FEATURES);
    }
  if (!has_threads)
    return;
  for (guint i = 0; i < candidates->len; i++)
    if (g_array_index (candidates, SiyaqStoryCandidate, i).item->story->key == story)
      return;
  /* An item that begins a story: does it belong to a thread? */
  n = siyaq_story_match_fits (candidates, query, SIYAQ_STORY_LEVEL_THREAD, NULL, fits);
  for (guint i = 0; i < n; i++)
    {
      g_print ("thread\t%s\t0\t-1\t%d", set, ((SiyaqStoryThread *) fits[i].group)->key == thread);
      print_values (fits[i].values, SIYAQ_STORY_N_GROUP_FEATURES);
    }
}

/* Cuts a text to its first sentence, which takes the place of the headline too, where there is one of some length. */
static void
shorten (SiyaqAnnotation *a)
{
  const SiyaqTokens *tokens = siyaq_annotation_get_text_tokens (a);
  gsize end = 0;

  for (guint i = 0; i < tokens->n_items && (tokens->items[i].sentence == 0 || i < MIN_SENTENCE); i++)
    end = tokens->items[i].cp_end;
  if (end > 0)
    {
      char *text = g_utf8_substring (a->text, 0, (glong) end);

      g_free (a->text);
      a->text = text;
      g_free (a->title);
      a->title = g_strdup (text);
      siyaq_annotation_forget_tokens (a);
    }
}

/* What the stages before this one say; with @gold the text, regions and events are the gold's. */
static SiyaqAnnotation *
prepare (Row *row,
         Variant variant,
         const char *tail,
         SiyaqCleaner *cleaner,
         SiyaqTagger *tagger)
{
  SiyaqAnnotation *a = siyaq_annotation_new (row->item);
  gboolean gold = variant == VARIANT_GOLD;

  siyaq_cleaner_run (cleaner, a);
  if (variant == VARIANT_SHORT)
    shorten (a);
  if (variant == VARIANT_LONG && tail != NULL)
    {
      char *text = g_strconcat (a->text, "\n", tail, NULL);

      g_free (a->text);
      a->text = text;
      siyaq_annotation_forget_tokens (a);
    }
  if (gold && row->text != NULL)
    {
      g_free (a->text);
      a->text = g_strdup (row->text);
    }
  siyaq_tagger_run (tagger, a);
  if (gold && row->regions->len > 0)
    {
      g_ptr_array_set_size (a->regions, 0);
      for (guint i = 0; i < row->regions->len; i++)
        g_ptr_array_add (a->regions, g_strdup (g_ptr_array_index (row->regions, i)));
    }
  if (gold && row->events->len > 0)
    {
      g_ptr_array_set_size (a->events, 0);
      for (guint i = 0; i < row->events->len; i++)
        g_ptr_array_add (a->events, siyaq_event_new (g_ptr_array_index (row->events, i), 1.0, ""));
    }
  return a;
}

/* Online, as a reader would see it: a line for each item that score.py reads. */
static void
run_online (GPtrArray *rows,
            Variant variant,
            SiyaqTagger *tagger,
            SiyaqLexicon *lexicon)
{
  g_autoptr (SiyaqCleaner) cleaner = siyaq_cleaner_new (NULL);
  g_autoptr (SiyaqStoryIndex) index = siyaq_story_index_new (lexicon);

  for (guint i = 0; i < rows->len; i++)
    siyaq_cleaner_observe (cleaner, ((Row *) g_ptr_array_index (rows, i))->item);
  for (guint i = 0; i < rows->len; i++)
    {
      Row *row = g_ptr_array_index (rows, i);
      g_autoptr (SiyaqAnnotation) a = prepare (row, variant, NULL, cleaner, tagger);

      if (row->ad)
        continue;
      siyaq_story_index_add (index, a);
      g_print ("{\"id\": \"%s\", \"story\": \"%s\", \"thread\": \"%s\", \"regions\": [], \"events\": [], \"same\": [", row->item->id, a->story, a->thread);
      for (guint k = 0; k < a->same->len; k++)
        {
          const SiyaqLink *link = g_ptr_array_index (a->same, k);

          g_print ("%s{\"id\": \"%s\", \"score\": %.3f, \"why\": \"%s\"}", k > 0 ? ", " : "", link->id, link->score, link->why);
        }
      g_print ("]}\n");
    }
}

/* The text of an item in the same language of another story and thread. */
static char *
choose_tail (GPtrArray *rows,
             guint at,
             SiyaqCleaner *cleaner)
{
  const Row *row = g_ptr_array_index (rows, at);

  for (guint step = 1; step < rows->len; step++)
    {
      const Row *other = g_ptr_array_index (rows, (at * TAIL_STRIDE + step) % rows->len);
      g_autoptr (SiyaqAnnotation) a = NULL;

      if (other->ad || g_strcmp0 (other->item->lang, row->item->lang) != 0 || g_strcmp0 (other->story, row->story) == 0 ||
          (row->thread != NULL && g_strcmp0 (other->thread, row->thread) == 0))
        continue;
      a = siyaq_annotation_new (other->item);
      siyaq_cleaner_run (cleaner, a);
      return g_strdup (a->text);
    }
  return NULL;
}

static void
run_set (const char *set,
         GPtrArray *rows,
         Variant variant,
         SiyaqTagger *tagger,
         SiyaqLexicon *lexicon)
{
  g_autoptr (SiyaqCleaner) cleaner = siyaq_cleaner_new (NULL);
  g_autoptr (SiyaqStoryLexer) lexer = siyaq_story_lexer_new (lexicon);
  g_autoptr (SiyaqStoryFrequencies) frequencies = siyaq_story_frequencies_new ();
  g_autoptr (SiyaqStoryPostings) postings = siyaq_story_postings_new ();
  g_autoptr (SiyaqStoryBook) book = siyaq_story_book_new ();

  for (guint i = 0; i < rows->len; i++)
    siyaq_cleaner_observe (cleaner, ((Row *) g_ptr_array_index (rows, i))->item);
  for (guint i = 0; i < rows->len; i++)
    {
      Row *row = g_ptr_array_index (rows, i);
      g_autofree char *tail = variant == VARIANT_LONG ? choose_tail (rows, i, cleaner) : NULL;
      g_autoptr (SiyaqAnnotation) a = prepare (row, variant, tail, cleaner, tagger);
      g_autoptr (GArray) candidates = NULL;
      SiyaqStoryPrint *print;
      SiyaqStoryQuery query;
      SiyaqStoryItem *item;
      guint64 story = key_of (row->story, row->item->id);
      guint64 thread = key_of (row->thread, row->item->id);

      if (row->ad)
        continue;
      print = siyaq_story_print_new (lexer, frequencies, a);
      siyaq_story_query_init (&query, print, frequencies);
      candidates = siyaq_story_match (book, postings, &query, NULL);
      print_item (set, candidates, &query, story, thread, row->thread != NULL);
      siyaq_story_query_clear (&query);

      item = siyaq_story_book_add (book, row->item->id, print);
      siyaq_story_book_put (book, item, siyaq_story_book_ensure_story (book, story, thread));
      siyaq_story_frequencies_begin_item (frequencies);
      for (guint s = 0; s < SIYAQ_STORY_N_SPACES; s++)
        {
          const guint32 *terms = siyaq_story_print_terms (print, (SiyaqStorySpace) s, NULL);

          for (guint k = 0; k < print->n_terms[s]; k++)
            siyaq_story_frequencies_count (frequencies, terms[k]);
        }
      siyaq_story_postings_add (postings, print, item->number, 0);
    }
}

static void
print_head (void)
{
  g_print ("# row\tset\tcross\tstory\tthread");
  for (guint i = 0; i < SIYAQ_STORY_N_FEATURES; i++)
    g_print ("\t%s", siyaq_story_feature_name ((SiyaqStoryFeature) i));
  g_print ("\n");
}

int
main (int argc,
      char **argv)
{
  g_autoptr (SiyaqTagger) tagger = siyaq_tagger_new (NULL);
  g_autoptr (SiyaqLexicon) lexicon = siyaq_lexicon_new (NULL);

  gboolean online = argc > 1 && strcmp (argv[1], "--online") == 0;

  if (argc < 2)
    {
      g_printerr ("usage: story-pairs [--online] [gold:|short:|long:]NAME=SET.jsonl…\n");
      return 64;
    }
  if (online)
    {
      argc--;
      argv++;
    }
  else
    print_head ();
  for (int i = 1; i < argc; i++)
    {
      Variant variant = VARIANT_PLAIN;
      g_auto (GStrv) parts = NULL;
      g_autoptr (GPtrArray) rows = NULL;

      for (guint v = VARIANT_GOLD; v < N_VARIANTS; v++)
        if (g_str_has_prefix (argv[i], variant_prefixes[v]))
          variant = (Variant) v;
      parts = g_strsplit (argv[i] + strlen (variant_prefixes[variant]), "=", 2);
      if (parts[1] == NULL)
        g_error ("%s is not NAME=PATH", argv[i]);
      rows = read_set (parts[1]);
      if (online)
        run_online (rows, variant, tagger, lexicon);
      else
        run_set (parts[0], rows, variant, tagger, lexicon);
    }
  return 0;
}
