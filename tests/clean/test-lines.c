/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Lines as sites have them, one at a time in an item that the feed shows for the first time: neither
   repetition nor class names help, and each is told by its words and its place alone. Lines of articles
   that look like them must all stay. */
#include "config.h"

#include "siyaq-cleaner.h"

#include <string.h>

static const char *const english[] = {
  "The council of the valley agreed on Monday to reopen the old bridge, the mayor said after a long night of talks.",
  "Engineers will test the cables for a week before any lorry may cross, according to the roads office.",
  "Traders in the market have lost a third of their income since the bridge was closed in the spring.",
};

static const char *const arabic[] = {
  "وافق مجلس الوادي يوم الاثنين على إعادة فتح الجسر القديم، بحسب ما قال رئيس البلدية بعد محادثات طويلة مع السكان.",
  "وسيختبر المهندسون الحبال أسبوعا كاملا قبل السماح بمرور الشاحنات، وفق ما ذكرت مديرية الطرق في بيان لها.",
  "وخسر تجار السوق ثلث دخلهم منذ إغلاق الجسر في الربيع الماضي، كما يقول رئيس غرفتهم وصاحب دكان فيها.",
};

static gboolean
is_arabic (const char *line)
{
  for (const char *p = line; *p != '\0'; p = g_utf8_next_char (p))
    if (g_utf8_get_char (p) >= 0x0621 && g_utf8_get_char (p) <= 0x064A)
      return TRUE;
  return FALSE;
}

/* Whether @line is still there when the item around it has been cleaned. The paragraphs always are. */
static gboolean
is_kept (SiyaqCleaner *cleaner,
         guint number,
         char place,
         const char *line)
{
  const char *const *body = is_arabic (line) ? arabic : english;
  guint at = place == 'L' ? 0 : place == 'I' ? 2 : 3;
  g_autoptr (GString) html = g_string_new (NULL);
  g_autofree char *id = g_strdup_printf ("%u", number);
  g_autofree char *escaped = g_markup_escape_text (line, -1);
  g_auto (GStrv) lines = NULL;
  g_autoptr (SiyaqItem) item = NULL;
  g_autoptr (SiyaqAnnotation) annotation = NULL;

  for (guint i = 0; i <= G_N_ELEMENTS (english); i++)
    {
      if (i == at)
        g_string_append_printf (html, "<p>%s</p>\n", escaped);
      if (i < G_N_ELEMENTS (english))
        g_string_append_printf (html, "<p>%s</p>\n", body[i]);
    }
  {
    SiyaqItem fields = { .id = id, .feed = id, .title = "A bridge", .html = html->str, .published_s = SIYAQ_TIME_UNKNOWN };

    item = siyaq_item_new (&fields);
  }
  annotation = siyaq_annotation_new (item);
  siyaq_cleaner_observe (cleaner, item);
  siyaq_cleaner_run (cleaner, annotation);
  lines = g_strsplit (annotation->text, "\n", -1);
  for (guint i = 0; i < G_N_ELEMENTS (english); i++)
    g_assert_true (g_strv_contains ((const char *const *) lines, body[i]));
  return g_strv_contains ((const char *const *) lines, line);
}

static void
test_lines (gconstpointer data)
{
  char wanted = *(const char *) data;
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "lines.txt", NULL);
  g_autofree char *contents = NULL;
  g_auto (GStrv) lines = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (SiyaqCleaner) cleaner = siyaq_cleaner_new (&error);
  guint n_tried = 0, n_wrong = 0;

  g_assert_no_error (error);
  g_file_get_contents (path, &contents, NULL, &error);
  g_assert_no_error (error);
  lines = g_strsplit (contents, "\n", -1);
  for (guint i = 0; lines[i] != NULL; i++)
    {
      if (lines[i][0] != wanted)
        continue;
      n_tried++;
      if (is_kept (cleaner, i, lines[i][2], lines[i] + 4) != (wanted == '+'))
        {
          g_test_message ("%s: %s", wanted == '+' ? "lost" : "kept", lines[i] + 4);
          n_wrong++;
        }
    }
  g_assert_cmpuint (n_tried, >, 100);
  g_assert_cmpuint (n_wrong, ==, 0);
}

int
main (int argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_data_func ("/clean/lines/junk", "-", test_lines);
  g_test_add_data_func ("/clean/lines/text", "+", test_lines);
  return g_test_run ();
}
