/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Glosses the lines of the standard input: gloss-lines ar|en, the language that they are in. The
   command's own translate asks a service, which may be older than the lexicon that is measured;
   this reads the lexicon of the build. */
#define G_LOG_DOMAIN "siyaq-bench"

#include "config.h"

#include "siyaq-gloss-private.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sysexits.h>

int
main (int argc,
      char *argv[])
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SiyaqLexicon) lexicon = NULL;
  char *line = NULL;
  size_t size = 0;

  if (argc != 2 || (strcmp (argv[1], "ar") != 0 && strcmp (argv[1], "en") != 0))
    {
      g_printerr ("usage: gloss-lines ar|en < LINES\n");
      return EX_USAGE;
    }
  lexicon = siyaq_lexicon_new (&error);
  if (lexicon == NULL)
    {
      g_printerr ("%s\n", error->message);
      return EX_NOINPUT;
    }
  while (getline (&line, &size, stdin) > 0)
    {
      g_autofree char *text = g_utf8_make_valid (g_strchomp (line), -1);
      g_autofree char *gloss = siyaq_gloss (lexicon, text, argv[1]);

      puts (gloss);
    }
  free (line);
  return EXIT_SUCCESS;
}
