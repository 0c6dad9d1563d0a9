/* SPDX-License-Identifier: GPL-2.0-or-later */
/* siyaq explain, stats and stories: what was decided about an item, what was done in all, what most
   feeds tell. Each is one question to the service. */
#define G_LOG_DOMAIN "siyaq"

#include "config.h"

#include "siyaq-commands.h"

#include "siyaq-ask.h"

#include <glib/gi18n.h>
#include <string.h>
#include <sysexits.h>

static int
complain (const char *command)
{
  g_printerr (_ ("%s: wrong arguments; “%s --help” tells which there are\n"), command, command);
  return EX_USAGE;
}

int
siyaq_cmd_explain (int argc,
                   char **argv)
{
  int status = EX_OK;
  GVariantBuilder values;
  g_autoptr (SiyaqMessage) answer = NULL;

  if (!siyaq_ask_parse ("siyaq explain", "ITEM",
                        _ ("Tells what was decided about an item, by which rule, on what evidence. ITEM is the ID\n"
                           "that other commands print, the item’s own ID in its feed, or its address."),
                        NULL, &argc, &argv, &status))
    return status;
  if (argc != 2)
    return complain ("siyaq explain");
  if (!g_utf8_validate (argv[1], -1, NULL))
    return EX_USAGE;
  g_variant_builder_init (&values, G_VARIANT_TYPE_VARDICT);
  g_variant_builder_add (&values, "{sv}", "item", g_variant_new_string (argv[1]));
  answer = siyaq_ask ("siyaq explain", "explain", g_variant_builder_end (&values), NULL, &status);
  return answer != NULL ? siyaq_ask_print_body ("siyaq explain", answer) : status;
}

static void
print_number (const SiyaqMessage *answer,
              const char *name,
              const char *label)
{
  siyaq_ask_print_label (label, 28);
  g_print (" %u\n", siyaq_message_get_uint (answer, name, 0));
}

static int
compare_names (gconstpointer a,
               gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

static void
print_counters (const SiyaqMessage *answer)
{
  static const struct
  {
    const char *counter;
    const char *label;
  } labels[] = {
    { "items", N_ ("Items annotated in all") },
    { "linked", N_ ("… with the same story elsewhere") },
    { "removed", N_ ("Blocks removed") },
    { "held", N_ ("Items held in all") },
  };
  g_autoptr (GVariant) counters = g_variant_lookup_value (answer->values, "counters", G_VARIANT_TYPE ("a{sx}"));
  g_autoptr (GPtrArray) rules = g_ptr_array_new ();
  GVariantIter iter;
  const char *name;
  gint64 value;

  if (counters == NULL)
    return;
  for (guint i = 0; i < G_N_ELEMENTS (labels); i++)
    if (g_variant_lookup (counters, labels[i].counter, "x", &value))
      {
        siyaq_ask_print_label (_ (labels[i].label), 28);
        g_print (" %" G_GINT64_FORMAT "\n", value);
      }
  g_variant_iter_init (&iter, counters);
  while (g_variant_iter_next (&iter, "{&sx}", &name, &value))
    if (g_str_has_prefix (name, "rule."))
      g_ptr_array_add (rules, (char *) name);
  g_ptr_array_sort (rules, compare_names);
  for (guint i = 0; i < rules->len; i++)
    if (g_variant_lookup (counters, g_ptr_array_index (rules, i), "x", &value))
      g_print ("  %-26s %" G_GINT64_FORMAT "\n", (char *) g_ptr_array_index (rules, i) + strlen ("rule."), value);
}

int
siyaq_cmd_stats (int argc,
                 char **argv)
{
  int status = EX_OK;
  g_autoptr (SiyaqMessage) answer = NULL;

  if (!siyaq_ask_parse ("siyaq stats", NULL, _ ("Prints what was removed, held and linked, and what the store has."), NULL,
                        &argc, &argv, &status))
    return status;
  if (argc != 1)
    return complain ("siyaq stats");
  answer = siyaq_ask ("siyaq stats", "stats", NULL, NULL, &status);
  if (answer == NULL)
    return status;
  print_number (answer, "feeds", _ ("Feeds"));
  print_number (answer, "items", _ ("Items in the store"));
  print_number (answer, "held", _ ("Items held now"));
  print_number (answer, "restored", _ ("Items restored"));
  print_counters (answer);
  siyaq_ask_print_label (_ ("Memory of the service"), 28);
  g_print (" %.1f MiB\n", (double) siyaq_message_get_int64 (answer, "resident", 0) / (1024 * 1024));
  if (siyaq_message_get_string (answer, "store") != NULL)
    {
      siyaq_ask_print_label (_ ("Store"), 28);
      g_print (" %s\n", siyaq_message_get_string (answer, "store"));
    }
  if (siyaq_message_get_string (answer, "notice") != NULL)
    g_print ("%s\n", siyaq_message_get_string (answer, "notice"));
  return EX_OK;
}

/* Lines of the answer: feeds, items and headline of a story; then, after a tab, its items. */
static void
print_stories (const SiyaqMessage *answer)
{
  g_autofree char *text = g_strndup (g_bytes_get_data (answer->body, NULL), g_bytes_get_size (answer->body));
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);

  for (guint i = 0; lines[i] != NULL; i++)
    {
      g_auto (GStrv) cells = g_strsplit (lines[i], "\t", 4);
      guint n = g_strv_length (cells);

      if (n == 3)
        {
          gulong feeds = (gulong) g_ascii_strtoull (cells[0], NULL, 10);

          g_print (g_dngettext (NULL, "%s (%lu feed)\n", "%s (%lu feeds)\n", feeds),
                   cells[2], feeds);
        }
      else if (n == 4)
        g_print ("    %s  %s: %s\n", cells[1], cells[2], cells[3]);
    }
}

int
siyaq_cmd_stories (int argc,
                   char **argv)
{
  gboolean rss = FALSE;
  int max = 20, status = EX_OK;
  const GOptionEntry entries[] = {
    { "rss", 0, 0, G_OPTION_ARG_NONE, &rss, N_ ("Print a feed"), NULL },
    { "max", 0, 0, G_OPTION_ARG_INT, &max, N_ ("At most N stories (20)"), N_ ("N") },
    G_OPTION_ENTRY_NULL
  };
  GVariantBuilder values;
  g_autoptr (SiyaqMessage) answer = NULL;

  if (!siyaq_ask_parse ("siyaq stories", NULL, _ ("Prints the stories of the last three days that most feeds tell."), entries,
                        &argc, &argv, &status))
    return status;
  if (argc != 1 || max < 1)
    return complain ("siyaq stories");
  g_variant_builder_init (&values, G_VARIANT_TYPE_VARDICT);
  g_variant_builder_add (&values, "{sv}", "max", g_variant_new_uint32 ((guint32) max));
  g_variant_builder_add (&values, "{sv}", "format", g_variant_new_string (rss ? "rss" : "text"));
  answer = siyaq_ask ("siyaq stories", "stories", g_variant_builder_end (&values), NULL, &status);
  if (answer == NULL)
    return status;
  if (rss)
    return siyaq_ask_print_body ("siyaq stories", answer);
  if (answer->body == NULL || g_bytes_get_size (answer->body) == 0)
    g_print (_ ("There are no stories yet.\n"));
  else
    print_stories (answer);
  return EX_OK;
}
