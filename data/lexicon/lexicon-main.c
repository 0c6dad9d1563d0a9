/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Compiles lexicon.bin: lexicon-compiler NEWS.tsv COMMON.txt KNOWN.txt NEVER.txt ARA-ENG ENG-ARA OUT,
   the dictionaries as paths without their suffixes. */
#define G_LOG_DOMAIN "siyaq-lexicon"

#include "config.h"

#include "lexicon-builder.h"

#include <gio/gio.h>

int
main (int argc,
      char *argv[])
{
  g_autoptr (LexiconBuilder) builder = lexicon_builder_new ();
  g_autoptr (GHashTable) words = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GHashTable) english = NULL;
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GError) error = NULL;

  if (argc != 8)
    {
      g_printerr ("usage: %s NEWS.tsv COMMON.txt KNOWN.txt NEVER.txt ARA-ENG ENG-ARA OUT\n", argv[0]);
      return 64;
    }
  english = lexicon_read_headwords (argv[6], &error);
  if (english == NULL || !lexicon_read_english (words, argv[4], LEXICON_ENGLISH_NEVER, &error) ||
      !lexicon_read_english (words, argv[2], LEXICON_ENGLISH_COMMON, &error) ||
      !lexicon_read_english (words, argv[3], LEXICON_ENGLISH_KNOWN, &error) ||
      !lexicon_read_news (builder, argv[1], &error) ||
      !lexicon_read_freedict (builder, argv[5], words, english, &error) ||
      !lexicon_read_freedict (builder, argv[6], words, english, &error))
    {
      g_printerr ("%s\n", error->message);
      return 65;
    }
  bytes = lexicon_builder_compile (builder);
  if (!g_file_set_contents (argv[7], g_bytes_get_data (bytes, NULL), (gssize) g_bytes_get_size (bytes), &error))
    {
      g_printerr ("%s\n", error->message);
      return 74;
    }
  return 0;
}
