/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The event lexicon keeps what its data promises: each example has its type first, each
   counter-example does not have it. */
#include "config.h"

#include "siyaq-event-lexicon.h"
#include "siyaq-tagger.h"

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

int
main (int argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/tag/events/examples", test_examples);
  return g_test_run ();
}
