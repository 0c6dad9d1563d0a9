/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Real feeds, which stay out of the project: with nothing to do they pass byte for byte, their items
   are those that libxml2's tree has, and edits leave them as well-formed as they were. */
#include "config.h"

#include "siyaq-feed-document.h"

#include <glib/gstdio.h>
#include <libxml/parser.h>
#include <string.h>

/* Of 163 files, so many are feeds that can be read; the others are Kotlin sources, or broken. */
#define MIN_READABLE 150u

typedef struct
{
  char *name;
  GBytes *bytes;
} Feed;

static void
feed_free (gpointer data)
{
  Feed *feed = data;

  g_free (feed->name);
  g_bytes_unref (feed->bytes);
  g_free (feed);
}

static void
remove_tree (const char *path)
{
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *child = g_build_filename (path, name, NULL);

      if (g_file_test (child, G_FILE_TEST_IS_DIR))
        remove_tree (child);
      else
        g_remove (child);
    }
  g_rmdir (path);
}

static void
load_folder (GPtrArray *feeds,
             const char *path)
{
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *child = g_build_filename (path, name, NULL);
      char *contents;
      gsize length;

      if (g_file_test (child, G_FILE_TEST_IS_DIR))
        load_folder (feeds, child);
      else if (g_file_get_contents (child, &contents, &length, NULL))
        {
          Feed *feed = g_new0 (Feed, 1);

          feed->name = g_strdup (name);
          feed->bytes = g_bytes_new_take (contents, length);
          g_ptr_array_add (feeds, feed);
        }
    }
}

/* NULL, with the test skipped, where the feeds are not at hand. */
static GPtrArray *
load (void)
{
  const char *shared = g_getenv ("SIYAQ_SHARED");
  g_autofree char *archive = NULL, *folder = NULL;
  g_autoptr (GPtrArray) feeds = NULL;
  g_autoptr (GError) error = NULL;
  int status;

  if (shared == NULL)
    {
      g_test_skip ("SIYAQ_SHARED does not name the folder with bench/feeds.tar.xz");
      return NULL;
    }
  archive = g_build_filename (shared, "bench", "feeds.tar.xz", NULL);
  folder = g_dir_make_tmp ("siyaq-feeds-XXXXXX", &error);
  g_assert_no_error (error);
  g_spawn_sync (NULL, (char **) (const char *[]){ "tar", "-xJf", archive, "-C", folder, NULL }, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, NULL,
                NULL, &status, &error);
  g_assert_no_error (error);
  feeds = g_ptr_array_new_with_free_func (feed_free);
  if (status == 0)
    load_folder (feeds, folder);
  remove_tree (folder);
  if (feeds->len == 0)
    {
      g_test_skip ("bench/feeds.tar.xz cannot be unpacked");
      return NULL;
    }
  return g_steal_pointer (&feeds);
}

static guint
count_items (const xmlNode *node,
             guint depth)
{
  guint n = 0;

  for (; node != NULL; node = node->next)
    if (node->type == XML_ELEMENT_NODE)
      {
        if (strcmp ((const char *) node->name, "item") == 0 || strcmp ((const char *) node->name, "entry") == 0)
          n++;
        else if (depth < 2)
          n += count_items (node->children, depth + 1);
      }
  return n;
}

/* -1: not well-formed for libxml2. White space before the XML declaration is forgiven, as readers do. */
static int
count_with_libxml2 (GBytes *bytes)
{
  gsize length;
  const char *data = g_bytes_get_data (bytes, &length);
  xmlDoc *doc;
  int n;

  while (length > 0 && g_ascii_isspace (*data))
    {
      data++;
      length--;
    }
  doc = xmlReadMemory (data, (int) length, NULL, NULL,
                       XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING | XML_PARSE_HUGE);
  if (doc == NULL)
    return -1;
  n = (int) count_items (xmlDocGetRootElement (doc), 0);
  xmlFreeDoc (doc);
  return n;
}

static void
test_untouched (void)
{
  g_autoptr (GPtrArray) feeds = load ();
  guint n_readable = 0, n_items = 0;

  for (guint i = 0; feeds != NULL && i < feeds->len; i++)
    {
      Feed *feed = feeds->pdata[i];
      g_autoptr (GError) error = NULL;
      g_autoptr (SiyaqFeedDocument) document = siyaq_feed_document_new (feed->bytes, NULL, &error);
      g_autoptr (GBytes) out = NULL;
      int expected = count_with_libxml2 (feed->bytes);

      if (document == NULL)
        {
          g_test_message ("%s: %s (libxml2: %d items)", feed->name, error->message, expected);
          continue;
        }
      n_readable++;
      n_items += siyaq_feed_document_get_n_items (document);
      if (expected >= 0)
        g_assert_cmpint ((int) siyaq_feed_document_get_n_items (document), ==, expected);
      for (guint j = 0; j < siyaq_feed_document_get_n_items (document); j++)
        g_assert_nonnull (siyaq_feed_document_get_item (document, j));
      out = siyaq_feed_document_to_bytes (document);
      g_assert_true (g_bytes_equal (out, feed->bytes));
    }
  if (feeds != NULL)
    {
      g_test_message ("%u of %u readable, %u items", n_readable, feeds->len, n_items);
      g_assert_cmpuint (n_readable, >=, MIN_READABLE);
    }
}

static void
edit_all (SiyaqFeedDocument *document)
{
  for (guint i = 0; i < siyaq_feed_document_get_n_items (document); i++)
    {
      siyaq_feed_document_set_html (document, i, "<p>a &amp; b ]]> ☃ سوريا</p>");
      siyaq_feed_document_set_link (document, i, "http://example.org/?a=1&b=2");
      siyaq_feed_document_add_category (document, i, "region:Syria & \"x\" <سوريا>");
      siyaq_feed_document_ensure_id (document, i);
    }
}

static void
test_edited (void)
{
  g_autoptr (GPtrArray) feeds = load ();

  for (guint i = 0; feeds != NULL && i < feeds->len; i++)
    {
      Feed *feed = feeds->pdata[i];
      g_autoptr (SiyaqFeedDocument) document = siyaq_feed_document_new (feed->bytes, "f", NULL);
      g_autoptr (SiyaqFeedDocument) again = NULL;
      g_autoptr (GBytes) out = NULL, twice = NULL;
      g_autoptr (GError) error = NULL;
      int expected = count_with_libxml2 (feed->bytes);
      guint n;

      if (document == NULL)
        continue;
      g_test_message ("%s", feed->name);
      edit_all (document);
      out = siyaq_feed_document_to_bytes (document);
      if (expected >= 0)
        g_assert_cmpint (count_with_libxml2 (out), ==, expected);
      again = siyaq_feed_document_new (out, "f", &error);
      g_assert_no_error (error);
      n = siyaq_feed_document_get_n_items (document);
      g_assert_cmpuint (siyaq_feed_document_get_n_items (again), ==, n);
      for (guint j = 0; j < n; j++)
        {
          SiyaqItem *item = siyaq_feed_document_get_item (again, j);

          g_assert_cmpstr (item->html, ==, "<p>a &amp; b ]]> ☃ سوريا</p>");
          g_assert_cmpstr (item->url, ==, "http://example.org/?a=1&b=2");
          g_assert_cmpstr (item->id, ==, siyaq_feed_document_get_item (document, j)->id);
          g_assert_cmpstr (item->title, ==, siyaq_feed_document_get_item (document, j)->title);
          g_assert_true (g_strv_contains (item->categories, "region:Syria & \"x\" <سوريا>"));
        }
      edit_all (again);
      twice = siyaq_feed_document_to_bytes (again);
      g_assert_true (g_bytes_equal (twice, out));
    }
}

static void
test_removed (void)
{
  g_autoptr (GPtrArray) feeds = load ();

  for (guint i = 0; feeds != NULL && i < feeds->len; i++)
    {
      Feed *feed = feeds->pdata[i];
      g_autoptr (SiyaqFeedDocument) document = siyaq_feed_document_new (feed->bytes, NULL, NULL);
      g_autoptr (GBytes) out = NULL;
      int expected = count_with_libxml2 (feed->bytes);
      guint n;

      if (document == NULL)
        continue;
      g_test_message ("%s", feed->name);
      n = siyaq_feed_document_get_n_items (document);
      for (guint j = 0; j < n; j += 2)
        siyaq_feed_document_remove_item (document, j);
      out = siyaq_feed_document_to_bytes (document);
      if (expected >= 0)
        g_assert_cmpint (count_with_libxml2 (out), ==, expected / 2);
    }
}

/* Every item goes out of its feed and back into what is left of it. */
static void
test_restored (void)
{
  g_autoptr (GPtrArray) feeds = load ();

  for (guint i = 0; feeds != NULL && i < feeds->len; i++)
    {
      Feed *feed = feeds->pdata[i];
      g_autoptr (SiyaqFeedDocument) document = siyaq_feed_document_new (feed->bytes, "f", NULL);
      g_autoptr (SiyaqFeedDocument) rest = NULL, restored = NULL;
      g_autoptr (GBytes) extract = NULL, without = NULL, with = NULL;
      g_autoptr (GError) error = NULL;
      guint n = document != NULL ? siyaq_feed_document_get_n_items (document) : 0;
      SiyaqItem *before, *after;

      if (n == 0)
        continue;
      g_test_message ("%s", feed->name);
      extract = siyaq_feed_document_extract_item (document, n - 1);
      g_assert_cmpint (count_with_libxml2 (extract), ==, 1);
      for (guint j = 0; j < n; j++)
        siyaq_feed_document_remove_item (document, j);
      without = siyaq_feed_document_to_bytes (document);
      rest = siyaq_feed_document_new (without, "f", &error);
      g_assert_no_error (error);
      g_assert_cmpuint (siyaq_feed_document_get_n_items (rest), ==, 0);
      siyaq_feed_document_insert_item (rest, extract, &error);
      g_assert_no_error (error);
      with = siyaq_feed_document_to_bytes (rest);
      restored = siyaq_feed_document_new (with, "f", &error);
      g_assert_no_error (error);
      g_assert_cmpuint (siyaq_feed_document_get_n_items (restored), ==, 1);
      before = siyaq_feed_document_get_item (document, n - 1);
      after = siyaq_feed_document_get_item (restored, 0);
      g_assert_cmpstr (before->title, ==, after->title);
      g_assert_cmpstr (before->html, ==, after->html);
      g_assert_cmpstr (before->text, ==, after->text);
      g_assert_cmpint (before->published_s, ==, after->published_s);
    }
}

int
main (int argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/feed/corpus/untouched", test_untouched);
  g_test_add_func ("/feed/corpus/edited", test_edited);
  g_test_add_func ("/feed/corpus/removed", test_removed);
  g_test_add_func ("/feed/corpus/restored", test_restored);
  return g_test_run ();
}
