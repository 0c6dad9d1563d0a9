/* SPDX-License-Identifier: GPL-2.0-or-later */
/* siyaq annotate: JSON Lines in, one line out for each, in order, as it goes. */
#define G_LOG_DOMAIN "siyaq"

#include "config.h"

#include "siyaq-commands.h"
#include "siyaq-json.h"

#include "siyaq-engine.h"

#include <errno.h>
#include <glib/gi18n.h>
#include <json-glib/json-glib.h>
#include <stdio.h>
#include <string.h>
#include <sysexits.h>

/* A line longer than this is an error of its own: an item and what JSON adds to it. */
#define MAX_LINE_BYTES (SIYAQ_ITEM_MAX_BYTES * 2u)

typedef struct
{
  SiyaqItem *item; /* NULL where the line was bad */
  char *problem;
  guint number;
} Line;

static void
line_free (Line *line)
{
  if (line == NULL)
    return;
  g_clear_pointer (&line->item, siyaq_item_unref);
  g_free (line->problem);
  g_free (line);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Line, line_free)

/* Reads a line; NULL at the end of the input. A line that is too long is skipped to its end. */
static char *
read_line (FILE *input,
           gboolean *ret_too_long)
{
  char *buffer = NULL;
  size_t size = 0;
  ssize_t n = getline (&buffer, &size, input);

  *ret_too_long = FALSE;
  if (n < 0)
    {
      free (buffer);
      return NULL;
    }
  if ((gsize) n > MAX_LINE_BYTES)
    *ret_too_long = TRUE;
  else
    {
      char *copy = g_strndup (buffer, (gsize) n);

      free (buffer);
      return copy;
    }
  free (buffer);
  return g_strdup ("");
}

static Line *
next_line (FILE *input,
           guint *number)
{
  for (;;)
    {
      g_autofree char *text = NULL;
      g_autoptr (Line) line = NULL;
      g_autoptr (GError) error = NULL;
      gboolean too_long;

      text = read_line (input, &too_long);
      if (text == NULL)
        return NULL;
      (*number)++;
      g_strstrip (text);
      if (*text == '\0' && !too_long)
        continue;
      line = g_new0 (Line, 1);
      line->number = *number;
      if (too_long)
        line->problem = g_strdup_printf (_ ("line longer than %u bytes"), MAX_LINE_BYTES);
      else
        {
          line->item = siyaq_json_parse_item (text, &error);
          if (line->item == NULL)
            line->problem = g_strdup (error->message);
        }
      return g_steal_pointer (&line);
    }
}

static void
print_problem (const Line *line)
{
  g_autofree char *json = siyaq_json_format_problem (line->number, line->problem);

  fputs (json, stdout);
  fputc ('\n', stdout);
}

static gboolean
annotate_line (SiyaqEngine *engine,
               Line *line)
{
  if (line->item != NULL)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (SiyaqAnnotation) annotation = siyaq_engine_annotate (engine, line->item, NULL, &error);

      if (annotation != NULL)
        {
          g_autofree char *json = siyaq_json_format_annotation (annotation);

          fputs (json, stdout);
          fputc ('\n', stdout);
          fflush (stdout);
          return TRUE;
        }
      g_free (line->problem);
      line->problem = g_strdup (error->message);
    }
  print_problem (line);
  fflush (stdout);
  return FALSE;
}

int
siyaq_cmd_annotate (int argc,
                    char **argv)
{
  g_autofree char *store_path = NULL;
  g_autofree char *to = NULL;
  gboolean prime = FALSE, good = TRUE;
  const GOptionEntry entries[] = {
    { "store", 0, 0, G_OPTION_ARG_FILENAME, &store_path, N_ ("Keep what is learnt in FILE"), N_ ("FILE") },
    { "to", 0, 0, G_OPTION_ARG_STRING, &to, N_ ("The reader’s language: en or ar"), N_ ("LANG") },
    { "prime", 0, 0, G_OPTION_ARG_NONE, &prime, N_ ("Learn each feed’s repeated blocks from the whole input first"), NULL },
    G_OPTION_ENTRY_NULL
  };
  g_autoptr (GOptionContext) context = g_option_context_new (NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (SiyaqStore) store = NULL;
  g_autoptr (SiyaqSettings) settings = siyaq_settings_new ();
  g_autoptr (SiyaqEngine) engine = NULL;
  guint number = 0;
  Line *line;

  g_option_context_set_summary (context, _ ("Annotates feed items: JSON Lines in, one line out for each."));
  g_option_context_add_main_entries (context, entries, GETTEXT_PACKAGE);
  if (!g_option_context_parse (context, &argc, &argv, &error))
    {
      g_printerr ("siyaq annotate: %s\n", error->message);
      return EX_USAGE;
    }
  if (argc > 1)
    {
      g_printerr (_ ("siyaq annotate: “%s” was not expected\n"), argv[1]);
      return EX_USAGE;
    }
  if (to != NULL)
    {
      if (strcmp (to, "en") != 0 && strcmp (to, "ar") != 0)
        {
          g_printerr (_ ("siyaq annotate: --to takes en or ar, not “%s”\n"), to);
          return EX_USAGE;
        }
      g_free (settings->language);
      settings->language = g_strdup (to);
    }

  store = siyaq_store_new (store_path, &error);
  if (store == NULL)
    {
      g_printerr ("siyaq annotate: %s\n", error->message);
      return EX_CANTCREAT;
    }
  if (siyaq_store_get_notice (store) != NULL)
    g_printerr ("siyaq annotate: %s\n", siyaq_store_get_notice (store));
  engine = siyaq_engine_new (store, settings, &error);
  if (engine == NULL)
    {
      g_printerr ("siyaq annotate: %s\n", error->message);
      return EX_UNAVAILABLE;
    }

  if (prime)
    {
      g_autoptr (GPtrArray) lines = g_ptr_array_new_with_free_func ((GDestroyNotify) line_free);

      while ((line = next_line (stdin, &number)) != NULL)
        {
          g_ptr_array_add (lines, line);
          if (line->item != NULL)
            siyaq_engine_observe (engine, line->item);
        }
      for (guint i = 0; i < lines->len; i++)
        good &= annotate_line (engine, g_ptr_array_index (lines, i));
    }
  else
    while ((line = next_line (stdin, &number)) != NULL)
      {
        if (line->item != NULL)
          siyaq_engine_observe (engine, line->item);
        good &= annotate_line (engine, line);
        line_free (line);
      }
  if (ferror (stdin))
    {
      g_printerr (_ ("siyaq annotate: cannot read: %s\n"), g_strerror (errno));
      return EX_IOERR;
    }
  return good ? EX_OK : 1;
}
