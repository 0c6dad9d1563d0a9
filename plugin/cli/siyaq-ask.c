/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What the commands that ask the service have in common: options, the call, exit codes. The commands
   do not open the store themselves: it has one writer, and that is the service. */
#define G_LOG_DOMAIN "siyaq"

#include "config.h"

#include "siyaq-ask.h"

#include "siyaq-client.h"

#include <glib/gi18n.h>
#include <stdio.h>
#include <sysexits.h>

/* A person waits for the answer; a document under way before it may take some seconds. */
#define TIMEOUT_MS 30000

/**
 * siyaq_ask_parse:
 * @command: "siyaq held"
 * @parameters: (nullable): what stands after the options in the help
 * @summary: what the command does, translated
 * @entries: (nullable): its options
 * @argc: (inout): number of arguments
 * @argv: (inout): arguments
 * @ret_status: (out): exit status where this returns %FALSE
 *
 * Returns: whether the options could be read
 */
gboolean
siyaq_ask_parse (const char *command,
                 const char *parameters,
                 const char *summary,
                 const GOptionEntry *entries,
                 int *argc,
                 char ***argv,
                 int *ret_status)
{
  g_autoptr (GOptionContext) context = g_option_context_new (parameters);
  g_autoptr (GError) error = NULL;

  g_option_context_set_summary (context, summary);
  if (entries != NULL)
    g_option_context_add_main_entries (context, entries, GETTEXT_PACKAGE);
  if (g_option_context_parse (context, argc, argv, &error))
    return TRUE;
  g_printerr ("%s: %s\n", command, error->message);
  *ret_status = EX_USAGE;
  return FALSE;
}

/**
 * siyaq_ask:
 * @command: "siyaq held", for messages
 * @method: of the protocol
 * @values: (nullable): an a{sv}; a floating one is taken over
 * @body: (nullable): a body
 * @ret_status: (out): exit status where this returns %NULL
 *
 * Asks the service, starting it where it does not run, and says on the standard error why it cannot answer.
 *
 * Returns: (transfer full) (nullable): the answer
 */
SiyaqMessage *
siyaq_ask (const char *command,
           const char *method,
           GVariant *values,
           GBytes *body,
           int *ret_status)
{
  g_autoptr (SiyaqMessage) request = siyaq_message_new (method, values, body);
  g_autoptr (GError) error = NULL;
  SiyaqMessage *answer = siyaq_client_call (request, TRUE, TIMEOUT_MS, NULL, &error);

  if (answer != NULL)
    return answer;
  g_printerr ("%s: %s\n", command, error->message);
  if (g_error_matches (error, SIYAQ_PROTOCOL_ERROR, SIYAQ_PROTOCOL_ERROR_REFUSED))
    *ret_status = EX_DATAERR;
  else
    *ret_status = EX_UNAVAILABLE;
  return NULL;
}

/**
 * siyaq_ask_print_body:
 * @command: for messages
 * @answer: an answer with a body
 *
 * Returns: the exit status
 */
int
siyaq_ask_print_body (const char *command,
                      const SiyaqMessage *answer)
{
  gsize length = 0;
  gconstpointer data = answer->body != NULL ? g_bytes_get_data (answer->body, &length) : NULL;

  if ((length > 0 && fwrite (data, 1, length, stdout) != length) || fflush (stdout) != 0)
    {
      g_printerr (_ ("%s: cannot write\n"), command);
      return EX_IOERR;
    }
  return EX_OK;
}

/**
 * siyaq_ask_print_label:
 * @label: what stands at the beginning of a row
 * @width: columns of a terminal
 *
 * Prints @label and fills the rest up: printf() counts bytes, of which an Arabic letter has two and a mark
 * above it two more and no column.
 */
void
siyaq_ask_print_label (const char *label,
                       guint width)
{
  guint columns = 0;

  for (const char *p = label; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      columns += g_unichar_iszerowidth (c) || g_unichar_ismark (c) ? 0 : g_unichar_iswide (c) ? 2 : 1;
    }
  g_print ("%s%*s", label, columns < width ? (int) (width - columns) : 0, "");
}

/**
 * siyaq_ask_format_time:
 * @time_s: seconds since 1970
 *
 * Returns: (transfer full): the local time to the minute, in the order that sorts
 */
char *
siyaq_ask_format_time (gint64 time_s)
{
  g_autoptr (GDateTime) time = g_date_time_new_from_unix_local (time_s);

  return time != NULL ? g_date_time_format (time, "%Y-%m-%d %H:%M") : g_strdup ("?");
}
