/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Which country each feed is mostly about: a local paper does not say which Tripoli it means, and not
   that its ministry is that of Egypt. Countries of main regions are counted and the counts halved now
   and then, so that a feed may move. */
#define G_LOG_DOMAIN "siyaq-tag"

#include "config.h"

#include "siyaq-feed-home.h"

#include <stdlib.h>
#include <string.h>

/* Feeds whose home is remembered; more are the feeds of several readers. */
#define MAX_FEEDS 2000u
/* Items after which a feed's counts are halved, so that it may move. */
#define FEED_MEMORY 64u
/* A feed has a home where half of its items, and five of them, are of one country. */
#define HOME_MIN_ITEMS 5u
#define HOME_SHARE 0.5
/* It is sure, so that an item that names no place is told there, where four of five are and eight. */
#define SURE_MIN_ITEMS 8u
#define SURE_SHARE 0.8
/* Countries of one feed that are kept when it is saved. */
#define MAX_SAVED 12u

typedef struct
{
  guint n_items;
  GHashTable *countries; /* (element-type utf8 guint) */
  char home[3];
  gboolean sure;
} FeedHome;

struct _SiyaqFeedHomes
{
  GHashTable *feeds; /* (element-type utf8 FeedHome) */
};

static void
feed_home_free (gpointer data)
{
  FeedHome *home = data;

  g_hash_table_unref (home->countries);
  g_free (home);
}

/**
 * siyaq_feed_homes_new:
 *
 * Returns: (transfer full): no feeds yet
 */
SiyaqFeedHomes *
siyaq_feed_homes_new (void)
{
  SiyaqFeedHomes *self = g_new0 (SiyaqFeedHomes, 1);

  self->feeds = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, feed_home_free);
  return self;
}

/**
 * siyaq_feed_homes_free:
 * @self: (transfer full) (nullable): the feeds
 */
void
siyaq_feed_homes_free (SiyaqFeedHomes *self)
{
  if (self == NULL)
    return;
  g_clear_pointer (&self->feeds, g_hash_table_unref);
  g_free (self);
}

static FeedHome *
feed_home (SiyaqFeedHomes *self,
           const char *feed)
{
  FeedHome *home = g_hash_table_lookup (self->feeds, feed);

  if (home == NULL)
    {
      if (g_hash_table_size (self->feeds) >= MAX_FEEDS)
        g_hash_table_remove_all (self->feeds);
      home = g_new0 (FeedHome, 1);
      home->countries = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
      g_hash_table_insert (self->feeds, g_strdup (feed), home);
    }
  return home;
}

static void
find_home (FeedHome *home)
{
  GHashTableIter iter;
  gpointer key, value;
  guint best = 0;

  memset (home->home, 0, sizeof home->home);
  home->sure = FALSE;
  g_hash_table_iter_init (&iter, home->countries);
  while (g_hash_table_iter_next (&iter, &key, &value))
    if (GPOINTER_TO_UINT (value) > best)
      {
        best = GPOINTER_TO_UINT (value);
        if (best >= HOME_MIN_ITEMS && best >= HOME_SHARE * home->n_items)
          {
            g_strlcpy (home->home, key, sizeof home->home);
            home->sure = best >= SURE_MIN_ITEMS && best >= SURE_SHARE * home->n_items;
          }
      }
}

/**
 * siyaq_feed_homes_get:
 * @self: the feeds
 * @feed: a feed's id
 *
 * Returns: (transfer none): the country that the feed is mostly about, "" for none
 */
const char *
siyaq_feed_homes_get (SiyaqFeedHomes *self,
                      const char *feed)
{
  const FeedHome *home = g_hash_table_lookup (self->feeds, feed);

  return home != NULL ? home->home : "";
}

/**
 * siyaq_feed_homes_get_sure:
 * @self: the feeds
 * @feed: a feed's id
 *
 * Returns: (transfer none): the country that nearly all of the feed is about, "" for none
 */
const char *
siyaq_feed_homes_get_sure (SiyaqFeedHomes *self,
                           const char *feed)
{
  const FeedHome *home = g_hash_table_lookup (self->feeds, feed);

  return home != NULL && home->sure ? home->home : "";
}

/**
 * siyaq_feed_homes_learn:
 * @self: the feeds
 * @feed: a feed's id
 * @region: the main region of an item of it, "SY-SU"
 */
void
siyaq_feed_homes_learn (SiyaqFeedHomes *self,
                        const char *feed,
                        const char *region)
{
  FeedHome *home = feed_home (self, feed);
  g_autofree char *country = g_strndup (region, 2);
  GHashTableIter iter;
  gpointer value;
  guint count;

  home->n_items++;
  count = GPOINTER_TO_UINT (g_hash_table_lookup (home->countries, country)) + 1;
  g_hash_table_insert (home->countries, g_strdup (country), GUINT_TO_POINTER (count));
  if (home->n_items >= FEED_MEMORY)
    {
      home->n_items /= 2;
      g_hash_table_iter_init (&iter, home->countries);
      while (g_hash_table_iter_next (&iter, NULL, &value))
        g_hash_table_iter_replace (&iter, GUINT_TO_POINTER (GPOINTER_TO_UINT (value) / 2));
    }
  find_home (home);
}

/**
 * siyaq_feed_homes_save:
 * @self: the feeds
 * @feed: a feed's id
 *
 * Returns: (transfer full) (nullable): what is known of the feed, "12 EG:10 SD:2", for siyaq_feed_homes_load()
 */
char *
siyaq_feed_homes_save (SiyaqFeedHomes *self,
                       const char *feed)
{
  const FeedHome *home = g_hash_table_lookup (self->feeds, feed);
  g_autoptr (GList) countries = NULL;
  GString *saved;
  guint n = 0;

  if (home == NULL || home->n_items == 0)
    return NULL;
  saved = g_string_new (NULL);
  g_string_append_printf (saved, "%u", home->n_items);
  countries = g_list_sort (g_hash_table_get_keys (home->countries), (GCompareFunc) strcmp);
  /* Those that were named once say nothing of the home; more than a few are left out the same way. */
  for (guint pass = 0; pass < 2; pass++)
    for (GList *l = countries; l != NULL && n < MAX_SAVED; l = l->next)
      {
        guint count = GPOINTER_TO_UINT (g_hash_table_lookup (home->countries, l->data));

        if (count > 0 && (pass == 0) == (count > 1))
          {
            g_string_append_printf (saved, " %s:%u", (const char *) l->data, count);
            n++;
          }
      }
  return g_string_free (saved, FALSE);
}

/**
 * siyaq_feed_homes_load:
 * @self: the feeds
 * @feed: a feed's id
 * @saved: what siyaq_feed_homes_save() gave; what is no such text is passed over
 */
void
siyaq_feed_homes_load (SiyaqFeedHomes *self,
                       const char *feed,
                       const char *saved)
{
  FeedHome *home = feed_home (self, feed);
  g_auto (GStrv) parts = g_strsplit (saved, " ", -1);

  g_hash_table_remove_all (home->countries);
  home->n_items = (guint) MIN (strtoul (parts[0] != NULL ? parts[0] : "", NULL, 10), FEED_MEMORY - 1);
  for (guint i = 1; parts[0] != NULL && parts[i] != NULL && i <= MAX_SAVED; i++)
    if (g_ascii_isupper (parts[i][0]) && g_ascii_isupper (parts[i][1]) && parts[i][2] == ':')
      g_hash_table_insert (home->countries, g_strndup (parts[i], 2),
                           GUINT_TO_POINTER (MIN (strtoul (parts[i] + 3, NULL, 10), home->n_items)));
  find_home (home);
}
