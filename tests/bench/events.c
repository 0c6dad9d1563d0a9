/* SPDX-License-Identifier: GPL-2.0-or-later */
/* How often the main event of a sentence is found among those that the model was never trained on:
   by the lexicon alone, by the model alone, by both. A sentence without an event counts as found
   where nothing is told. With --misses, each sentence that both together get wrong. */
#include "config.h"

#include "siyaq-event-detector.h"
#include "siyaq-place-resolver.h"

#include <stdio.h>
#include <string.h>

typedef struct
{
  SiyaqGazetteer *gazetteer;
  SiyaqEventLexicon *lexicon;
  SiyaqEventModel *model;
} Tools;

typedef enum
{
  BY_LEXICON,
  BY_MODEL,
  BY_BOTH,
  N_WAYS,
} Way;

typedef struct
{
  guint n;
  guint right[N_WAYS];
} Count;

/* The main event, -1 for none. */
static int
main_event (const Tools *tools,
            const SiyaqEventText *text,
            Way way)
{
  g_autoptr (SiyaqTokens) none = siyaq_text_tokenize ("");
  g_autoptr (SiyaqDetection) detection = NULL;

  if (way == BY_MODEL)
    {
      g_autoptr (GArray) triggers = g_array_new (FALSE, FALSE, sizeof (SiyaqTrigger));
      double shares[SIYAQ_EVENT_MODEL_MAX_CLASSES];
      const guint n = siyaq_event_model_n_classes (tools->model);
      guint best = 0;

      siyaq_event_lexicon_match (tools->lexicon, text->tokens, triggers);
      siyaq_event_model_run (tools->model, text->tokens, 0, text->tokens->n_items, text->masked, triggers, shares);
      for (guint c = 1; c < n; c++)
        if (shares[c] > shares[best])
          best = c;
      return best == n - 1 ? -1 : (int) best;
    }
  detection = siyaq_event_detector_run (tools->lexicon, way == BY_BOTH ? tools->model : NULL, &(SiyaqEventText) { none, NULL }, text, 0);
  return detection->events->len > 0 ? (int) g_array_index (detection->events, SiyaqDetectedEvent, 0).type : -1;
}

static guint8 *
mask_places (const Tools *tools,
             const char *sentence,
             const SiyaqTokens *tokens)
{
  g_autoptr (GArray) mentions = g_array_new (FALSE, TRUE, sizeof (SiyaqToponym));
  guint8 *mask = g_new0 (guint8, tokens->n_items + 1);

  siyaq_place_matcher_run (tools->gazetteer, sentence, tokens, FALSE, mentions);
  siyaq_place_resolver_run (tools->gazetteer, mentions, "");
  for (guint i = 0; i < mentions->len; i++)
    {
      const SiyaqToponym *m = &g_array_index (mentions, SiyaqToponym, i);

      if (m->place != NULL)
        memset (mask + m->first, 1, m->last - m->first + 1);
    }
  return mask;
}

static const char *
type_id (const Tools *tools,
         int type)
{
  return type >= 0 ? siyaq_event_lexicon_type (tools->lexicon, (guint) type)->id : "none";
}

static void
print_count (const char *what,
             const Count *count)
{
  const guint n = MAX (count->n, 1);

  printf ("%-22s %5u  lexicon %.3f  model %.3f  both %.3f\n", what, count->n, (double) count->right[BY_LEXICON] / n,
          (double) count->right[BY_MODEL] / n, (double) count->right[BY_BOTH] / n);
}

int
main (int argc,
      char **argv)
{
  gboolean misses = FALSE;
  GOptionEntry entries[] = {
    { "misses", 0, 0, G_OPTION_ARG_NONE, &misses, "Print the sentences that are wrong", NULL },
    { NULL },
  };
  g_autoptr (GOptionContext) context = g_option_context_new ("SENTENCES.tsv [train]");
  g_autoptr (GError) error = NULL;
  g_autoptr (SiyaqLexicon) lexicon = NULL;
  g_autofree char *data = NULL;
  g_auto (GStrv) lines = NULL;
  const char *part;
  Tools tools = { NULL };
  Count all = { 0 }, english = { 0 }, arabic = { 0 }, none = { 0 };
  gboolean ready;

  g_option_context_add_main_entries (context, entries, NULL);
  if (!g_option_context_parse (context, &argc, &argv, &error) || argc < 2)
    {
      g_autofree char *help = g_option_context_get_help (context, TRUE, NULL);

      fputs (error != NULL ? error->message : help, stderr);
      return 64;
    }
  part = argc > 2 ? argv[2] : "held";
  ready = g_file_get_contents (argv[1], &data, NULL, &error) && (tools.gazetteer = siyaq_gazetteer_new (&error)) != NULL &&
          (tools.lexicon = siyaq_event_lexicon_new (&error)) != NULL && (lexicon = siyaq_lexicon_new (&error)) != NULL &&
          (tools.model = siyaq_event_model_new (tools.lexicon, lexicon, &error)) != NULL;
  if (!ready)
    {
      fprintf (stderr, "events: %s\n", error->message);
      return 66;
    }
  lines = g_strsplit (data, "\n", -1);
  for (guint i = 0; lines[i] != NULL; i++)
    {
      g_auto (GStrv) f = g_strsplit (lines[i], "\t", -1);
      g_autoptr (SiyaqTokens) tokens = NULL;
      g_autofree guint8 *mask = NULL;
      Count *counts[3] = { &all, NULL, NULL };

      if (*lines[i] == '#' || g_strv_length (f) != 4 || strcmp (f[2], part) != 0)
        continue;
      tokens = siyaq_text_tokenize (f[3]);
      mask = mask_places (&tools, f[3], tokens);
      counts[1] = strcmp (f[1], "ar") == 0 ? &arabic : &english;
      counts[2] = strcmp (f[0], "none") == 0 ? &none : NULL;
      for (guint k = 0; k < 3 && (counts[k] != NULL || k < 2); k++)
        counts[k]->n++;
      for (Way way = 0; way < N_WAYS; way++)
        {
          const char *found = type_id (&tools, main_event (&tools, &(SiyaqEventText) { tokens, mask }, way));
          gboolean right = strcmp (found, f[0]) == 0;

          for (guint k = 0; k < 3 && counts[k] != NULL; k++)
            counts[k]->right[way] += right;
          if (misses && way == BY_BOTH && !right)
            printf ("%s, not %s: %s\n", found, f[0], f[3]);
        }
    }
  print_count (part, &all);
  print_count ("  English", &english);
  print_count ("  Arabic", &arabic);
  print_count ("  without an event", &none);
  siyaq_event_model_free (tools.model);
  siyaq_event_lexicon_free (tools.lexicon);
  siyaq_gazetteer_free (tools.gazetteer);
  return 0;
}
