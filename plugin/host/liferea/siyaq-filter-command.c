/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The command that a feed goes through before the reader parses it. It is run by a shell, so it
   names the feed by its node id and never by its address, and a node id with anything but letters,
   digits, - and _ in it gets no filter at all. */
#define G_LOG_DOMAIN "siyaq-host"

#include "config.h"

#include "siyaq-ingest.h"

#include <string.h>

/* The reader makes ids of seven letters; an imported list may have longer ones. */
#define MAX_NODE_ID 128

static gboolean
is_plain (const char *node_id)
{
  gsize length = strlen (node_id);

  if (length == 0 || length > MAX_NODE_ID || node_id[0] == '-')
    return FALSE;
  for (gsize i = 0; i < length; i++)
    if (!g_ascii_isalnum (node_id[i]) && node_id[i] != '-' && node_id[i] != '_')
      return FALSE;
  return TRUE;
}

/**
 * siyaq_ingest_build_command:
 * @theirs: (nullable): the user's own filter of the feed
 * @program: (type filename): the siyaq program
 * @node_id: the feed
 *
 * The user's own filter comes first: it was written for what the feed says. It stands on lines of its
 * own, so that a comment at its end does not swallow ours.
 *
 * Returns: (transfer full) (nullable): the command, %NULL where the feed is better left alone: a style
 *   sheet (.xsl) is no command and cannot be chained
 */
char *
siyaq_ingest_build_command (const char *theirs,
                            const char *program,
                            const char *node_id)
{
  g_autofree char *quoted = NULL;

  g_return_val_if_fail (program != NULL, NULL);
  g_return_val_if_fail (node_id != NULL, NULL);

  if (!is_plain (node_id))
    return NULL;
  quoted = g_shell_quote (program);
  if (theirs == NULL || *theirs == '\0')
    return g_strdup_printf ("%s filter --feed %s", quoted, node_id);
  if (g_str_has_suffix (theirs, ".xsl"))
    return NULL;
  return g_strdup_printf ("{ {\n%s\n} | %s filter --feed %s; }", theirs, quoted, node_id);
}
