/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Compiles lexicon.bin: lexicon-compiler NEWS.tsv COMMON.txt ARA-ENG ENG-ARA OUT, the dictionaries
   as paths without their suffixes. */
#define G_LOG_DOMAIN "siyaq-lexicon"

#include "config.h"

#include "lexicon-builder.h"

#include <gio/gio.h>

int
main (int argc,
      char *argv[])
{
  g_autoptr (LexiconBuilder) builder = lexicon_builder_new ();
  g_autoptr (GHashTable) common = NULL;
  g_autoptr (GHashTable) english = NULL;
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GError) error = NULL;

  if (argc != 6)
    {
      g_printerr ("usage: %s NEWS.tsv COMMON.txt ARA-ENG ENG-ARA OUT\n", argv[0]);
      return 64;
    }
  common = lexicon_read_common (argv[2], &error);
  english = common != NULL ? lexicon_read_headwords (argv[4], &error) : NULL;
  if (english == NULL || !lexicon_read_news (builder, argv[1], &error) ||
      !lexicon_read_freedict (builder, argv[3], common, english, &error) ||
      !lexicon_read_freedict (builder, argv[4], common, english, &error))
    {
      g_printerr ("%s\n", error->message);
      return 65;
    }
  bytes = lexicon_builder_compile (builder);
  if (!g_file_set_contents (argv[5], g_bytes_get_data (bytes, NULL), (gssize) g_bytes_get_size (bytes), &error))
    {
      g_printerr ("%s\n", error->message);
      return 74;
    }
  return 0;
}
