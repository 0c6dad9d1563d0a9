/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The event lexicon keeps what its data promises: each example has its type first, each
   counter-example does not have it. The model tells what the lexicon has no words for. */
#include "config.h"

#include "siyaq-data.h"
#include "siyaq-event-features.h"
#include "siyaq-event-model.h"
#include "siyaq-tagger.h"

#include <glib/gstdio.h>
#include <string.h>

static SiyaqAnnotation *
annotate (SiyaqTagger *tagger,
          const char *title,
          const char *text)
{
  g_autoptr (SiyaqItem) item = siyaq_item_new (&(SiyaqItem) { .id = "1", .feed = "f", .title = title, .text = text,
                                                              .published_s = SIYAQ_TIME_UNKNOWN });
  SiyaqAnnotation *a = siyaq_annotation_new (item);

  g_free (a->title);
  g_free (a->text);
  a->title = g_strdup (title);
  a->text = g_strdup (text);
  siyaq_tagger_run (tagger, a);
  return a;
}

static gboolean
has_event (SiyaqAnnotation *a,
           const char *id,
           gboolean first)
{
  for (guint i = 0; i < (first ? MIN (a->events->len, 1) : a->events->len); i++)
    if (strcmp (((SiyaqEvent *) g_ptr_array_index (a->events, i))->id, id) == 0)
      return TRUE;
  return FALSE;
}

static void
test_examples (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SiyaqTagger) tagger = siyaq_tagger_new (&error);
  g_autoptr (SiyaqEventLexicon) lexicon = siyaq_event_lexicon_new (NULL);

  g_assert_no_error (error);
  g_assert_cmpuint (siyaq_event_lexicon_n_types (lexicon), ==, 38);
  for (guint i = 0; i < siyaq_event_lexicon_n_types (lexicon); i++)
    {
      const SiyaqEventType *type = siyaq_event_lexicon_type (lexicon, i);
      const char *examples[] = { type->example_en, type->example_ar }, *counters[] = { type->counter_en, type->counter_ar };
      g_autofree char *tag = siyaq_tagger_event_tag (tagger, type->id);

      g_assert_true (g_str_has_prefix (tag, "event:"));
      for (guint k = 0; k < 2; k++)
        {
          g_autoptr (SiyaqAnnotation) yes = annotate (tagger, "", examples[k]);
          g_autoptr (SiyaqAnnotation) no = annotate (tagger, "", counters[k]);

          /* All rows are looked at, so that one run shows every broken promise. */
          if (!has_event (yes, type->id, TRUE))
            {
              g_test_message ("%s, not %s: %s", yes->events->len > 0 ? ((SiyaqEvent *) g_ptr_array_index (yes->events, 0))->id : "nothing",
                              type->id, examples[k]);
              g_test_fail ();
            }
          if (has_event (no, type->id, FALSE))
            {
              g_test_message ("%s: %s", type->id, counters[k]);
              g_test_fail ();
            }
        }
    }
}

/* What the lexicon has no words for and the model was not trained on; and what it must not be moved by. */
static void
test_model (void)
{
  static const struct
  {
    const char *text, *event; /* NULL: none */
  } rows[] = {
    { "Armed men led two nurses away at dawn and ask for money, villagers said.", "abduction" },
    { "اقتاد ملثمون طبيبا بيطريا من عيادته إلى مكان مجهول.", "abduction" },
    { "Two boys lost their lives when the ferry overturned in midstream.", "accident" },
    { "Weavers refuse to work until the owners pay what they owe.", "labour-strike" },
    { "My aunt keeps three tame geese and a blue bicycle.", NULL },
    { "في بيت جدتي مزهرية زرقاء وقطة كسولة.", NULL },
  };
  g_autoptr (SiyaqTagger) tagger = siyaq_tagger_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (SiyaqAnnotation) a = annotate (tagger, "", rows[i].text);
      const char *first = a->events->len > 0 ? ((SiyaqEvent *) g_ptr_array_index (a->events, 0))->id : NULL;

      if (g_strcmp0 (first, rows[i].event) != 0)
        {
          g_test_message ("%s, not %s: %s", first != NULL ? first : "none", rows[i].event != NULL ? rows[i].event : "none", rows[i].text);
          g_test_fail ();
        }
      if (a->events->len > 0)
        g_assert_nonnull (strstr (rows[i].text, ((SiyaqEvent *) g_ptr_array_index (a->events, 0))->evidence));
    }
}

/* A type that only the background tells is not told. */
static void
test_background (void)
{
  g_autoptr (SiyaqTagger) tagger = siyaq_tagger_new (NULL);
  g_autoptr (SiyaqAnnotation) a = annotate (tagger, "Cholera spreads in river towns",
                                            "Health officials reported an outbreak of cholera in two river towns. Nurses set up a ward in a "
                                            "school. The wells had been cleaned in spring. A month ago a storm tore off roofs there.");

  g_assert_cmpuint (a->events->len, ==, 1);
  g_assert_true (has_event (a, "outbreak", TRUE));
}

/* A model that is damaged, or newer, is refused. */
static void
test_damaged_model (void)
{
  g_autofree char *path = siyaq_data_path ("event-model.bin"), *data = NULL;
  g_autofree char *dir = g_dir_make_tmp ("siyaq-XXXXXX", NULL), *copy = g_build_filename (dir, "event-model.bin", NULL);
  g_autofree char *old = g_strdup (g_getenv ("SIYAQ_DATA_DIR"));
  g_autoptr (SiyaqEventLexicon) lexicon = siyaq_event_lexicon_new (NULL);
  gsize size;

  g_assert_true (g_file_get_contents (path, &data, &size, NULL));
  g_setenv ("SIYAQ_DATA_DIR", dir, TRUE);
  for (guint i = 0; i < 4; i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (SiyaqEventModel) model = NULL;
      g_autofree char *changed = g_memdup2 (data, size);

      if (i == 0)
        changed[0] = 'X';
      else if (i == 1)
        changed[8] = 99;
      else if (i == 2)
        changed[16] = (char) (changed[16] + 1);
      g_assert_true (g_file_set_contents (copy, changed, (gssize) (i == 3 ? size / 2 : size), NULL));
      model = siyaq_event_model_new (lexicon, NULL, &error);
      g_assert_null (model);
      g_assert_error (error, SIYAQ_DATA_ERROR, (int) (i == 1 ? SIYAQ_DATA_ERROR_NEWER : SIYAQ_DATA_ERROR_INVALID));
    }
  g_remove (copy);
  g_rmdir (dir);
  g_setenv ("SIYAQ_DATA_DIR", old, TRUE);
}

static void
extract (SiyaqEventFeatures *features,
         const char *text,
         GArray *ret)
{
  g_autoptr (SiyaqTokens) tokens = siyaq_text_tokenize (text);
  g_autoptr (GArray) triggers = g_array_new (FALSE, FALSE, sizeof (SiyaqTrigger));

  siyaq_event_features_extract (features, tokens, 0, tokens->n_items, NULL, triggers, ret);
}

/* Words that are remembered are forgotten when there are too many, also between two words of a pair. */
static void
test_memory_that_runs_over (void)
{
  const char *sentence = "Dockers walked out over unpaid wages";
  g_autoptr (SiyaqEventFeatures) fresh = siyaq_event_features_new (NULL);
  g_autoptr (SiyaqEventFeatures) full = siyaq_event_features_new (NULL);
  g_autoptr (GArray) expected = g_array_new (FALSE, FALSE, sizeof (SiyaqEventFeature));
  g_autoptr (GArray) found = g_array_new (FALSE, FALSE, sizeof (SiyaqEventFeature));
  g_autoptr (GString) filler = g_string_new (NULL);

  for (guint i = 0; i < SIYAQ_EVENT_FEATURES_MAX_WORDS - 3; i++)
    g_string_append_printf (filler, "%c%c%c%cq ", 'a' + i % 26, 'a' + i / 26 % 26, 'a' + i / 676 % 26, 'b' + i / 17576);
  extract (fresh, sentence, expected);
  extract (full, filler->str, found);
  extract (full, sentence, found);
  g_assert_cmpuint (found->len, ==, expected->len);
  for (guint i = 0; i < found->len; i++)
    g_assert_cmpuint (g_array_index (found, SiyaqEventFeature, i).id, ==, g_array_index (expected, SiyaqEventFeature, i).id);
}

int
main (int argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/tag/events/examples", test_examples);
  g_test_add_func ("/tag/events/model", test_model);
  g_test_add_func ("/tag/events/background", test_background);
  g_test_add_func ("/tag/events/memory-that-runs-over", test_memory_that_runs_over);
  g_test_add_func ("/tag/events/damaged-model", test_damaged_model);
  return g_test_run ();
}
