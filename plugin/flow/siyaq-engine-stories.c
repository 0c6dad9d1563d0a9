/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The largest stories of the last days across feeds: what many outlets tell comes first, and what is fresh. An
   item of a story counts once for its outlet, so that a feed that repeats itself does not make news, and not
   at all where it is a copy of what another outlet has: one agency's text in ten feeds is one voice. */
#define G_LOG_DOMAIN "siyaq-flow"

#include "config.h"

#include "siyaq-engine-private.h"

#include "siyaq-markup.h"
#include "siyaq-rss.h"

#include <math.h>
#include <string.h>

#define WINDOW_S (3 * 24 * 60 * 60)
/* Items of three days in a reader with hundreds of feeds. */
#define MAX_RECENT_ITEMS 5000u
#define MAX_STORIES 100u
/* Texts that one is compared with to see whether it is a copy. */
#define MAX_VOICES 40u
/* After so long a story needs twice the outlets to stand as high. */
#define FRESH_S (24.0 * 60 * 60)

typedef struct
{
  const char *id;
  GPtrArray *items;   /* (element-type SiyaqStoreItem), newest first, not owned */
  GHashTable *feeds;
  GPtrArray *voices;  /* (element-type SiyaqStoreItem), one for each feed that has a text of its own, not owned */
  double rank;
} Group;

static void
group_free (gpointer data)
{
  Group *group = data;

  g_ptr_array_unref (group->items);
  g_hash_table_unref (group->feeds);
  g_ptr_array_unref (group->voices);
  g_free (group);
}

static int
compare_groups (gconstpointer a,
                gconstpointer b)
{
  const Group *x = *(const Group *const *) a, *y = *(const Group *const *) b;

  if (x->rank != y->rank)
    return x->rank > y->rank ? -1 : 1;
  if (x->items->len != y->items->len)
    return x->items->len > y->items->len ? -1 : 1;
  return strcmp (x->id, y->id);
}

/* Oldest first, so that a copy is told from what it was copied from. */
static void
count_voices (SiyaqEngine *self,
              Group *group,
              gint64 now_s)
{
  g_autoptr (GHashTable) heard = g_hash_table_new (g_str_hash, g_str_equal);
  gint64 newest_s = 0;

  for (guint i = group->items->len; i > 0; i--)
    {
      SiyaqStoreItem *item = g_ptr_array_index (group->items, i - 1);
      gboolean copy = FALSE;

      newest_s = MAX (newest_s, item->arrived_s);
      if (g_hash_table_contains (heard, item->feed))
        continue;
      for (guint k = 0; k < MIN (group->voices->len, MAX_VOICES) && !copy; k++)
        copy = siyaq_story_index_is_copy (self->stories, item->id, ((SiyaqStoreItem *) g_ptr_array_index (group->voices, k))->id);
      if (copy)
        continue;
      g_hash_table_add (heard, item->feed);
      g_ptr_array_add (group->voices, item);
    }
  /* Half as many outlets are as good where the last word is a day younger. */
  group->rank = log2 ((double) group->voices->len + 1.0) - (double) MAX (now_s - newest_s, 0) / FRESH_S;
}

/* The newest item in the reader's language stands for its story. */
static const SiyaqStoreItem *
pick_headline (const Group *group,
               const char *lang)
{
  for (guint i = 0; i < group->items->len; i++)
    {
      const SiyaqStoreItem *item = g_ptr_array_index (group->items, i);

      if (g_strcmp0 (item->lang, lang) == 0)
        return item;
    }
  return g_ptr_array_index (group->items, 0);
}

static char *
show_title (SiyaqEngine *self,
            const SiyaqStoreItem *item,
            const char *lang)
{
  const char *kind, *by;
  char *shown = NULL;

  if (g_strcmp0 (item->lang, lang) != 0)
    shown = siyaq_digester_translate_title (self->digester, item->title, item->lang, lang, NULL, &kind, &by);
  return shown != NULL ? shown : g_strdup (item->title);
}

static char *
make_html (SiyaqEngine *self,
           const Group *group,
           const char *lang)
{
  g_autoptr (GString) html = g_string_new (NULL);

  for (guint i = 0; i < group->items->len; i++)
    {
      const SiyaqStoreItem *item = g_ptr_array_index (group->items, i);
      g_autofree char *title = show_title (self, item, lang);

      g_string_append (html, "<p><a");
      siyaq_markup_append_attribute (html, "href", item->url);
      g_string_append_c (html, '>');
      siyaq_markup_append_text (html, title);
      g_string_append (html, "</a> — ");
      siyaq_markup_append_text (html, item->outlet != NULL ? item->outlet : item->feed);
      g_string_append (html, "</p>\n");
    }
  return g_string_free (g_steal_pointer (&html), FALSE);
}

static GPtrArray *
group_items (SiyaqEngine *self,
             gint64 now_s,
             GPtrArray *items,
             GPtrArray *annotations)
{
  g_autoptr (GPtrArray) groups = g_ptr_array_new_with_free_func (group_free);
  g_autoptr (GHashTable) by_story = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < items->len; i++)
    {
      SiyaqStoreItem *item = g_ptr_array_index (items, i);
      SiyaqAnnotation *a = siyaq_engine_recall (self, item, NULL);
      Group *group;

      if (a == NULL)
        continue;
      g_ptr_array_add (annotations, a);
      g_clear_pointer (&item->record, g_bytes_unref);
      if (a->story == NULL)
        continue;
      group = g_hash_table_lookup (by_story, a->story);
      if (group == NULL)
        {
          group = g_new0 (Group, 1);
          group->id = a->story;
          group->items = g_ptr_array_new ();
          group->feeds = g_hash_table_new (g_str_hash, g_str_equal);
          group->voices = g_ptr_array_new ();
          g_ptr_array_add (groups, group);
          g_hash_table_insert (by_story, (char *) group->id, group);
        }
      g_ptr_array_add (group->items, item);
      g_hash_table_add (group->feeds, item->feed);
    }
  for (guint i = 0; i < groups->len; i++)
    count_voices (self, g_ptr_array_index (groups, i), now_s);
  g_ptr_array_sort (groups, compare_groups);
  return g_steal_pointer (&groups);
}

static void
add_text (SiyaqEngine *self,
          GString *out,
          const Group *group,
          const char *lang)
{
  g_autofree char *title = show_title (self, pick_headline (group, lang), lang);

  g_string_append_printf (out, "%u\t%u\t%s\n", g_hash_table_size (group->feeds), group->items->len, title);
  for (guint i = 0; i < group->items->len; i++)
    {
      const SiyaqStoreItem *item = g_ptr_array_index (group->items, i);

      g_string_append_printf (out, "\t%s\t%s\t%s\n", item->id, item->outlet != NULL ? item->outlet : item->feed, item->title);
    }
}

/**
 * siyaq_engine_stories:
 * @self: a pipeline
 * @max: how many stories at the most
 * @lang: (nullable): the language of the headlines; %NULL for the setting
 * @rss: whether it is made as RSS; as lines of text otherwise
 * @error: a #SiyaqStoreError
 *
 * Returns: (transfer full): the stories that most feeds tell, of the last three days
 */
GBytes *
siyaq_engine_stories (SiyaqEngine *self,
                      guint max,
                      const char *lang,
                      gboolean rss,
                      GError **error)
{
  gint64 now_s = g_get_real_time () / G_USEC_PER_SEC;
  g_autoptr (GPtrArray) items = siyaq_store_list_recent (self->store, now_s - WINDOW_S, MAX_RECENT_ITEMS, error);
  g_autoptr (GPtrArray) annotations = g_ptr_array_new_with_free_func ((GDestroyNotify) siyaq_annotation_free);
  g_autoptr (GPtrArray) groups = NULL;
  GString *out;

  if (items == NULL)
    return NULL;
  if (lang == NULL)
    lang = self->settings->language;
  siyaq_engine_ensure_loaded (self);
  groups = group_items (self, now_s, items, annotations);
  out = rss ? siyaq_rss_begin ("Siyaq: top stories", "What most of your feeds tell", lang) : g_string_new (NULL);
  for (guint i = 0; i < groups->len && i < MIN (max, MAX_STORIES); i++)
    {
      const Group *group = g_ptr_array_index (groups, i);
      const SiyaqStoreItem *headline = pick_headline (group, lang);

      if (rss)
        {
          g_autofree char *title = show_title (self, headline, lang);
          g_autofree char *html = make_html (self, group, lang);

          siyaq_rss_add (out, group->id, title, headline->url, html, headline->published_s, NULL);
        }
      else
        add_text (self, out, group, lang);
    }
  return rss ? siyaq_rss_end (out) : g_string_free_to_bytes (out);
}
