/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Persons and organisations by pattern: in Latin letters two or more capitalised words that are no
   place, in Arabic the words behind a title. The key is the consonant skeleton, so that spellings
   and scripts meet; it is evidence for the story stage and is never shown. */
#define G_LOG_DOMAIN "siyaq-tag"

#include "config.h"

#include "siyaq-actors.h"

#include "siyaq-place-matcher.h"
#include "siyaq-place-words.h"
#include "siyaq-stem.h"

#include <string.h>

/* Actors kept of an item, the most named first. */
#define MAX_ACTORS 24u
/* Words in a name. */
#define MAX_NAME_WORDS 4u
/* Consonants that a key needs to say anything. */
#define MIN_KEY 3u

static gboolean
is_arabic_title (const char *fold)
{
  static const char titles[] =
    " الرئيس رئيس وزير الوزير محافظ المحافظ المتحدث الناطق المبعوث المبعوثه السفير العميد اللواء العقيد الشيخ الدكتور المهندس "
    "القائد المدير مدير النائب المستشار الامير الملك منسقه المتطوعه المتطوع والي القاضي المحامي الكاتب الروائي اللاعب المدرب ";
  gsize len = strlen (fold);

  for (const char *p = strstr (titles, fold); p != NULL; p = strstr (p + 1, fold))
    if (p > titles && p[-1] == ' ' && p[len] == ' ')
      return TRUE;
  return FALSE;
}

static void
add_actor (SiyaqAnnotation *a,
           GHashTable *by_key,
           const char *source,
           const SiyaqTokens *tokens,
           guint first,
           guint last)
{
  g_autoptr (GString) name = g_string_new (NULL);
  g_autofree char *key = NULL;
  SiyaqActor *actor;

  for (guint i = first; i <= last; i++)
    {
      if (i > first)
        g_string_append_c (name, ' ');
      g_string_append (name, tokens->items[i].fold);
    }
  key = siyaq_skeleton (name->str);
  if (strlen (key) < MIN_KEY)
    return;
  actor = g_hash_table_lookup (by_key, key);
  if (actor != NULL)
    {
      actor->count++;
      return;
    }
  {
    g_autofree char *text = g_strndup (source + tokens->items[first].start, tokens->items[last].end - tokens->items[first].start);

    actor = siyaq_actor_new (text, key, 1);
  }
  g_ptr_array_add (a->actors, actor);
  g_hash_table_insert (by_key, actor->key, actor);
}

static void
scan (SiyaqAnnotation *a,
      GHashTable *by_key,
      const char *source,
      const SiyaqTokens *tokens,
      const guint8 *taken)
{
  for (guint i = 0; i < tokens->n_items; i++)
    {
      const SiyaqToken *t = &tokens->items[i];
      guint last = i;

      if ((t->flags & SIYAQ_TOKEN_ARABIC) != 0 && is_arabic_title (t->fold))
        {
          /* «محافظ السويداء منير القادري»: the place between title and name is passed over. */
          guint first = i + 1;

          while (first < tokens->n_items && (taken[first] || is_arabic_title (tokens->items[first].fold)))
            first++;
          if (first + 1 < tokens->n_items && tokens->items[first + 1].sentence == t->sentence &&
              (tokens->items[first].flags & SIYAQ_TOKEN_ARABIC) != 0 && !siyaq_is_stop_word (tokens->items[first].fold) &&
              !siyaq_is_stop_word (tokens->items[first + 1].fold) && !taken[first + 1])
            {
              add_actor (a, by_key, source, tokens, first, first + 1);
              i = first + 1;
            }
          continue;
        }
      if ((t->flags & (SIYAQ_TOKEN_LATIN | SIYAQ_TOKEN_CAPITALISED)) != (SIYAQ_TOKEN_LATIN | SIYAQ_TOKEN_CAPITALISED) || taken[i] ||
          siyaq_is_stop_word (t->fold) || (siyaq_place_word_class (t->fold) & SIYAQ_WORD_CALENDAR) != 0)
        continue;
      while (last + 1 < tokens->n_items && last - i + 1 < MAX_NAME_WORDS && !taken[last + 1] &&
             (tokens->items[last].flags & SIYAQ_TOKEN_POSSESSIVE) == 0 &&
             (tokens->items[last + 1].flags & (SIYAQ_TOKEN_CAPITALISED | SIYAQ_TOKEN_AFTER_HYPHEN)) != 0 &&
             (tokens->items[last + 1].flags & (SIYAQ_TOKEN_SENTENCE_START | SIYAQ_TOKEN_AFTER_COMMA)) == 0)
        last++;
      if (last > i)
        add_actor (a, by_key, source, tokens, i, last);
      i = last;
    }
}

static int
compare_actors (gconstpointer a,
                gconstpointer b)
{
  const SiyaqActor *x = *(SiyaqActor *const *) a, *y = *(SiyaqActor *const *) b;

  return x->count != y->count ? (x->count < y->count ? 1 : -1) : strcmp (x->key, y->key);
}

/**
 * siyaq_actors_run:
 * @title: the tokens of the headline
 * @text: the tokens of the text
 * @annotation: where the actors go
 * @mentions: (element-type SiyaqToponym): names of places, which are no actors
 *
 * Finds persons and organisations.
 */
void
siyaq_actors_run (const SiyaqTokens *title,
                  const SiyaqTokens *text,
                  SiyaqAnnotation *annotation,
                  GArray *mentions)
{
  g_autoptr (GHashTable) by_key = g_hash_table_new (g_str_hash, g_str_equal);
  g_autofree guint8 *in_title = g_new0 (guint8, title->n_items + 1), *in_text = g_new0 (guint8, text->n_items + 1);

  for (guint i = 0; i < mentions->len; i++)
    {
      const SiyaqToponym *m = &g_array_index (mentions, SiyaqToponym, i);

      if (m->place != NULL)
        memset ((m->tokens == title ? in_title : in_text) + m->first, 1, m->last - m->first + 1);
    }
  /* A headline in title case would make an actor of every word. */
  scan (annotation, by_key, annotation->text != NULL ? annotation->text : "", text, in_text);
  g_ptr_array_sort (annotation->actors, compare_actors);
  if (annotation->actors->len > MAX_ACTORS)
    g_ptr_array_set_size (annotation->actors, MAX_ACTORS);
}
