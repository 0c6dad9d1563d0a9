/* SPDX-License-Identifier: GPL-2.0-or-later */
/* siyaq held: what is kept out of the feeds, why, and how to get it back. */
#define G_LOG_DOMAIN "siyaq"

#include "config.h"

#include "siyaq-commands.h"

#include "siyaq-ask.h"

#include <glib/gi18n.h>
#include <string.h>
#include <sysexits.h>

#define COMMAND "siyaq held"

static GVariant *
name_item (const char *item)
{
  GVariantBuilder values;

  g_variant_builder_init (&values, G_VARIANT_TYPE_VARDICT);
  g_variant_builder_add (&values, "{sv}", "item", g_variant_new_string (item));
  return g_variant_builder_end (&values);
}

static const char *
get (GVariant *item,
     const char *name)
{
  const char *value = "";

  g_variant_lookup (item, name, "&s", &value);
  return value;
}

static void
print_item (GVariant *item)
{
  gint64 since_s = 0;
  double score = 0;
  g_autofree char *since = NULL;
  const char *outlet = get (item, "outlet");

  g_variant_lookup (item, "since", "x", &since_s);
  g_variant_lookup (item, "score", "d", &score);
  since = siyaq_ask_format_time (since_s);
  g_print ("%s  %s  %s\n", get (item, "item"), since, get (item, "title"));
  g_print ("    %s: %s (%.2f)", *outlet != '\0' ? outlet : get (item, "feed"), get (item, "reason"), score);
  if (*get (item, "evidence") != '\0')
    g_print (", %s", get (item, "evidence"));
  g_print ("\n");
}

static int
list (gboolean rss)
{
  int status = EX_OK;
  g_autoptr (SiyaqMessage) answer = siyaq_ask (COMMAND, rss ? "held-rss" : "held-list", NULL, NULL, &status);
  g_autoptr (GVariant) items = NULL;
  GVariantIter iter;
  GVariant *item;

  if (answer == NULL)
    return status;
  if (rss)
    return siyaq_ask_print_body (COMMAND, answer);
  items = g_variant_lookup_value (answer->values, "items", G_VARIANT_TYPE ("aa{sv}"));
  if (items == NULL || g_variant_n_children (items) == 0)
    {
      g_print (_ ("Nothing is held.\n"));
      return EX_OK;
    }
  g_variant_iter_init (&iter, items);
  while ((item = g_variant_iter_next_value (&iter)) != NULL)
    {
      print_item (item);
      g_variant_unref (item);
    }
  return EX_OK;
}

static int
show (const char *item)
{
  int status = EX_OK;
  g_autoptr (SiyaqMessage) answer = siyaq_ask (COMMAND, "held-show", name_item (item), NULL, &status);

  if (answer == NULL)
    return status;
  print_item (answer->values);
  g_print ("\n");
  return siyaq_ask_print_body (COMMAND, answer);
}

static int
restore (char **items,
         gboolean rss)
{
  int status = EX_OK;

  for (guint i = 0; items[i] != NULL; i++)
    {
      g_autoptr (SiyaqMessage) answer = siyaq_ask (COMMAND, "held-restore", name_item (items[i]), NULL, &status);

      if (answer == NULL)
        continue;
      if (rss)
        status = siyaq_ask_print_body (COMMAND, answer);
      else
        g_print (_ ("Restored: %s\n"), get (answer->values, "title"));
    }
  return status;
}

int
siyaq_cmd_held (int argc,
                char **argv)
{
  gboolean rss = FALSE;
  int status = EX_OK;
  const GOptionEntry entries[] = {
    { "rss", 0, 0, G_OPTION_ARG_NONE, &rss, N_ ("Print a feed: of the held items, or of the restored item as it was"), NULL },
    G_OPTION_ENTRY_NULL
  };

  if (!siyaq_ask_parse (COMMAND, "[list | show ITEM | restore ITEM…]",
                        _ ("Lists the items that are held, shows one with its source, or lets items through\n"
                           "again: restored items are never held after that, and the rules learn from it."),
                        entries, &argc, &argv, &status))
    return status;
  if (argc == 1 || (argc == 2 && strcmp (argv[1], "list") == 0))
    return list (rss);
  if (argc == 3 && strcmp (argv[1], "show") == 0)
    return show (argv[2]);
  if (argc >= 3 && strcmp (argv[1], "restore") == 0)
    return restore (argv + 2, rss);
  g_printerr (_ ("%s: wrong arguments; “%s --help” tells which there are\n"), COMMAND, COMMAND);
  return EX_USAGE;
}
