/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Makes data/story/siyaq-story-background.inc: in how many of some news items the common words of
   English and Arabic stand. Reads JSON Lines; what comes out are hashes and counts of words that
   stand in at least one item of 250 and in three sets, so that nothing of any one text is in it. */
#define G_LOG_DOMAIN "siyaq-story"

#include "config.h"

#include "siyaq-story-print.h"

#include <json-glib/json-glib.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

/* Items that the background stands for: a user's own items outweigh it from the third hundred on. */
#define ITEMS 300u
#define LEAST_SHARE (1.0 / 250)
#define LEAST_COUNT 4u
/* What a single set has often is its subject, not a common word. */
#define LEAST_SETS 3u

typedef struct
{
  GHashTable *counts;
  GHashTable *sets; /* in how many of them */
  guint n_items;
} Language;

static void
count_item (Language *language,
            SiyaqStoryLexer *lexer,
            GHashTable *set,
            const char *text)
{
  g_autoptr (SiyaqTokens) tokens = siyaq_text_tokenize (text);
  g_autofree const SiyaqStoryWord **words = siyaq_story_lexer_read (lexer, tokens, tokens->n_items);
  g_autoptr (GHashTable) seen = g_hash_table_new (NULL, NULL);

  for (guint i = 0; i < tokens->n_items; i++)
    {
      guint32 terms[2] = { words[i]->stem, words[i]->skeleton };

      if ((tokens->items[i].flags & SIYAQ_TOKEN_NUMBER) != 0)
        continue;
      if ((tokens->items[i].flags & (SIYAQ_TOKEN_ARABIC | SIYAQ_TOKEN_CAPITALISED)) == 0)
        terms[1] = 0;
      for (guint k = 0; k < G_N_ELEMENTS (terms); k++)
        if (terms[k] != 0 && g_hash_table_add (seen, GUINT_TO_POINTER (terms[k])))
          {
            guint n = GPOINTER_TO_UINT (g_hash_table_lookup (language->counts, GUINT_TO_POINTER (terms[k])));

            g_hash_table_insert (language->counts, GUINT_TO_POINTER (terms[k]), GUINT_TO_POINTER (n + 1));
            if (g_hash_table_add (set, GUINT_TO_POINTER (terms[k])))
              {
                n = GPOINTER_TO_UINT (g_hash_table_lookup (language->sets, GUINT_TO_POINTER (terms[k])));
                g_hash_table_insert (language->sets, GUINT_TO_POINTER (terms[k]), GUINT_TO_POINTER (n + 1));
              }
          }
    }
  siyaq_story_lexer_end_item (lexer);
  language->n_items++;
}

static const char *
get_string (JsonObject *object,
            const char *name)
{
  return object != NULL && json_object_has_member (object, name) ? json_object_get_string_member (object, name) : NULL;
}

static void
read_set (const char *path,
          Language *languages,
          SiyaqStoryLexer *lexer)
{
  g_autofree char *contents = NULL;
  g_auto (GStrv) lines = NULL;
  g_autoptr (GHashTable) set = g_hash_table_new (NULL, NULL);

  if (!g_file_get_contents (path, &contents, NULL, NULL))
    g_error ("cannot read %s", path);
  lines = g_strsplit (contents, "\n", -1);
  for (guint i = 0; lines[i] != NULL; i++)
    {
      g_autoptr (JsonParser) parser = json_parser_new ();
      g_autofree char *both = NULL;
      JsonObject *object, *gold;
      const char *text, *lang;

      if (*lines[i] == '\0' || !json_parser_load_from_data (parser, lines[i], -1, NULL))
        continue;
      object = json_node_get_object (json_parser_get_root (parser));
      gold = json_object_get_object_member (object, "gold");
      text = get_string (gold, "text");
      if (text == NULL)
        text = get_string (object, "text");
      if (text == NULL)
        continue;
      both = g_strconcat (get_string (object, "title") != NULL ? get_string (object, "title") : "", "\n", text, NULL);
      lang = get_string (object, "lang");
      count_item (&languages[g_strcmp0 (lang, "ar") == 0], lexer, set, both);
    }
}

static int
compare (gconstpointer a,
         gconstpointer b)
{
  const guint32 *x = a, *y = b;

  return x[0] < y[0] ? -1 : x[0] > y[0];
}

int
main (int argc,
      char **argv)
{
  g_autoptr (SiyaqStoryLexer) lexer = siyaq_story_lexer_new (NULL);
  g_autoptr (GHashTable) total = g_hash_table_new (NULL, NULL);
  g_autoptr (GArray) rows = g_array_new (FALSE, FALSE, 2 * sizeof (guint32));
  Language languages[2] = { 0 };
  GHashTableIter iter;
  gpointer term, n;

  for (guint l = 0; l < 2; l++)
    {
      languages[l].counts = g_hash_table_new (NULL, NULL);
      languages[l].sets = g_hash_table_new (NULL, NULL);
    }
  for (int i = 1; i < argc; i++)
    read_set (argv[i], languages, lexer);
  for (guint l = 0; l < 2; l++)
    {
      g_hash_table_iter_init (&iter, languages[l].counts);
      while (g_hash_table_iter_next (&iter, &term, &n))
        {
          double share = (double) GPOINTER_TO_UINT (n) / languages[l].n_items;
          guint items = (guint) lrint (share * ITEMS);
          guint before = GPOINTER_TO_UINT (g_hash_table_lookup (total, term));

          if (share >= LEAST_SHARE && GPOINTER_TO_UINT (n) >= LEAST_COUNT &&
              GPOINTER_TO_UINT (g_hash_table_lookup (languages[l].sets, term)) >= LEAST_SETS)
            g_hash_table_insert (total, term, GUINT_TO_POINTER (MAX (items, before)));
        }
      g_hash_table_unref (languages[l].counts);
      g_hash_table_unref (languages[l].sets);
    }
  g_hash_table_iter_init (&iter, total);
  while (g_hash_table_iter_next (&iter, &term, &n))
    {
      guint32 row[2] = { GPOINTER_TO_UINT (term), GPOINTER_TO_UINT (n) };

      g_array_append_vals (rows, row, 1);
    }
  g_array_sort (rows, compare);
  g_print ("/* SPDX-License-Identifier: GPL-2.0-or-later */\n"
           "/* Written by tests/story/story-background: not to be edited. Hash of a stem or a skeleton, items of\n"
           "   SIYAQ_STORY_BACKGROUND_ITEMS that have it. */\n#define SIYAQ_STORY_BACKGROUND_ITEMS %u\n", ITEMS);
  for (guint i = 0; i < rows->len; i++)
    {
      const guint32 *row = (const guint32 *) rows->data + 2 * i;

      g_print ("{ 0x%08xu, %u },%s", row[0], row[1], i % 5 == 4 || i + 1 == rows->len ? "\n" : " ");
    }
  return 0;
}
