/* SPDX-License-Identifier: GPL-2.0-or-later */
/* siyaq filter: a feed document in, the same document out, cleaned. Readers run it in a pipe and show
   an error or lose items where it fails, so it does not fail: whatever happens, what came in
   goes out and the status is 0. It parses nothing; the service does. */
#define G_LOG_DOMAIN "siyaq"

#include "config.h"

#include "siyaq-commands.h"

#include "siyaq-client.h"

#include <errno.h>
#include <glib/gi18n.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* From the start of the process to its answer: readers have no timeout of their own. */
#define WATCHDOG_MS 10000
/* The tests shorten the watchdog, and nobody lengthens it. */
#define WATCHDOG_VARIABLE "SIYAQ_TIMEOUT_MS"
#define READ_BYTES (64u * 1024)

static gboolean
write_all (const void *data,
           gsize length)
{
  const char *p = data;

  while (length > 0)
    {
      ssize_t n = write (STDOUT_FILENO, p, length);

      if (n < 0 && errno == EINTR)
        continue;
      if (n < 0)
        return FALSE;
      p += n;
      length -= (gsize) n;
    }
  return TRUE;
}

/* Reads up to the limit; FALSE where there is more, or reading failed. */
static gboolean
read_document (GByteArray *document)
{
  guint8 buffer[READ_BYTES];

  for (;;)
    {
      ssize_t n = read (STDIN_FILENO, buffer, sizeof buffer);

      if (n < 0 && errno == EINTR)
        continue;
      if (n <= 0)
        return n == 0;
      g_byte_array_append (document, buffer, (guint) n);
      if (document->len > SIYAQ_PROTOCOL_MAX_BODY_BYTES)
        return FALSE;
    }
}

/* The rest of a document that is too large goes through as it comes. */
static void
copy_rest (void)
{
  guint8 buffer[READ_BYTES];

  for (;;)
    {
      ssize_t n = read (STDIN_FILENO, buffer, sizeof buffer);

      if (n < 0 && errno == EINTR)
        continue;
      if (n <= 0 || !write_all (buffer, (gsize) n))
        return;
    }
}

static guint
get_watchdog_ms (void)
{
  const char *value = g_getenv (WATCHDOG_VARIABLE);
  guint64 ms;

  if (value == NULL || !g_ascii_string_to_unsigned (value, 10, 1, WATCHDOG_MS, &ms, NULL))
    return WATCHDOG_MS;
  return (guint) ms;
}

static GBytes *
ask_service (GBytes *document,
             const char *feed,
             gint64 start_us,
             GError **error)
{
  gint64 gone_ms = (g_get_monotonic_time () - start_us) / 1000;
  guint watchdog_ms = get_watchdog_ms ();
  GVariantBuilder values;
  g_autoptr (SiyaqMessage) request = NULL, answer = NULL;
  const char *log;

  if (gone_ms >= watchdog_ms)
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_TIMED_OUT, _ ("the feed took too long to come"));
      return NULL;
    }
  g_variant_builder_init (&values, G_VARIANT_TYPE_VARDICT);
  if (feed != NULL && g_utf8_validate (feed, -1, NULL))
    g_variant_builder_add (&values, "{sv}", "feed", g_variant_new_string (feed));
  request = siyaq_message_new ("filter", g_variant_builder_end (&values), document);
  answer = siyaq_client_call (request, TRUE, watchdog_ms - (guint) gone_ms, NULL, error);
  if (answer == NULL)
    return NULL;
  log = siyaq_message_get_string (answer, "log");
  if (log != NULL)
    g_printerr ("siyaq filter: %s\n", log);
  /* A document is never answered with nothing. */
  if (answer->body == NULL || (g_bytes_get_size (answer->body) == 0 && g_bytes_get_size (document) > 0))
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, _ ("the service gave no document"));
      return NULL;
    }
  return g_bytes_ref (answer->body);
}

int
siyaq_cmd_filter (int argc,
                  char **argv)
{
  gint64 start_us = g_get_monotonic_time ();
  g_autofree char *feed = NULL;
  const GOptionEntry entries[] = {
    { "feed", 0, 0, G_OPTION_ARG_STRING, &feed, N_ ("The reader’s own ID for the feed; without it the document names itself"), N_ ("ID") },
    G_OPTION_ENTRY_NULL
  };
  g_autoptr (GOptionContext) context = g_option_context_new (NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (GByteArray) buffer = g_byte_array_new ();
  g_autoptr (GBytes) document = NULL, result = NULL;
  gboolean usable, whole;

  g_option_context_set_summary (context, _ ("Reads a feed on the standard input and prints it cleaned, held adverts left out and\n"
                                            "tags put in. On any failure the feed is printed as it came; the exit status is 0."));
  g_option_context_add_main_entries (context, entries, GETTEXT_PACKAGE);
  usable = g_option_context_parse (context, &argc, &argv, &error) && argc == 1;
  if (!usable)
    g_printerr ("siyaq filter: %s\n", error != NULL ? error->message : _ ("an argument was not expected"));
  g_clear_error (&error);

  signal (SIGPIPE, SIG_IGN);
  whole = read_document (buffer);
  document = g_byte_array_free_to_bytes (g_steal_pointer (&buffer));
  if (!whole)
    g_printerr (_ ("siyaq filter: the feed is too large, it passes through\n"));
  else if (usable && g_bytes_get_size (document) > 0)
    {
      result = ask_service (document, feed, start_us, &error);
      if (result == NULL)
        g_printerr (_ ("siyaq filter: the feed passes through: %s\n"), error->message);
    }
  if (result == NULL)
    result = g_bytes_ref (document);
  if (write_all (g_bytes_get_data (result, NULL), g_bytes_get_size (result)) && !whole)
    copy_rest ();
  return EXIT_SUCCESS;
}
