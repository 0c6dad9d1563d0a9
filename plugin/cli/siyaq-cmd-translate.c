/* SPDX-License-Identifier: GPL-2.0-or-later */
/* siyaq translate: lines in, the same lines in another language out. */
#define G_LOG_DOMAIN "siyaq"

#include "config.h"

#include "siyaq-commands.h"

#include "siyaq-ask.h"
#include "siyaq-translate-local.h"

#include <glib/gi18n.h>
#include <stdio.h>
#include <string.h>
#include <sysexits.h>
#include <unistd.h>

/* Lines that go to the service at once: few enough to see the first soon, many enough not to wait for
   the socket. */
#define BATCH_LINES 50u
/* Rounds in which a batch is waited for; what is not translated then comes as a gloss. */
#define MAX_ROUNDS 30u
/* No model has more, and neither has a machine as many threads. */
#define MAX_BATCH 1024
#define MAX_THREADS 256
#define MAX_BEAM 4

/* Waits until the service has translated something since the answer. */
static void
await (const SiyaqMessage *answer)
{
  int status = EX_OK;
  GVariantBuilder values;
  g_autoptr (SiyaqMessage) woken = NULL;

  g_variant_builder_init (&values, G_VARIANT_TYPE_VARDICT);
  g_variant_builder_add (&values, "{sv}", "serial", g_variant_new_uint32 (siyaq_message_get_uint (answer, "serial", 0)));
  woken = siyaq_ask ("siyaq translate", "await", g_variant_builder_end (&values), NULL, &status);
  if (woken == NULL)
    g_usleep (G_USEC_PER_SEC);
}

/* The service answers at once with what it has, and says whether better is under way. */
static SiyaqMessage *
ask_until_done (const char *from,
                const char *to,
                GBytes *body,
                int *ret_status)
{
  for (guint i = 0;; i++)
    {
      GVariantBuilder values;
      g_autoptr (SiyaqMessage) answer = NULL;

      g_variant_builder_init (&values, G_VARIANT_TYPE_VARDICT);
      g_variant_builder_add (&values, "{sv}", "from", g_variant_new_string (from));
      g_variant_builder_add (&values, "{sv}", "to", g_variant_new_string (to));
      answer = siyaq_ask ("siyaq translate", "translate", g_variant_builder_end (&values), body, ret_status);
      if (answer == NULL || !siyaq_message_get_boolean (answer, "pending") || i == MAX_ROUNDS)
        return g_steal_pointer (&answer);
      await (answer);
    }
}

static int
translate_batch (GString *batch,
                 const char *from,
                 const char *to,
                 gboolean *told)
{
  int status = EX_OK;
  g_autoptr (GBytes) body = NULL;
  g_autoptr (SiyaqMessage) answer = NULL;

  g_string_truncate (batch, batch->len - 1);
  body = g_bytes_new (batch->str, batch->len);
  g_string_truncate (batch, 0);
  answer = ask_until_done (from, to, body, &status);
  if (answer == NULL)
    return status;
  /* A gloss must not be taken for a translation. */
  if (!*told && isatty (STDERR_FILENO) && siyaq_message_get_string (answer, "kind") != NULL)
    {
      g_printerr ("siyaq translate: %s, %s\n", siyaq_message_get_string (answer, "kind"),
                  siyaq_message_get_string (answer, "by") != NULL ? siyaq_message_get_string (answer, "by") : "");
      *told = TRUE;
    }
  status = siyaq_ask_print_body ("siyaq translate", answer);
  putchar ('\n');
  return status;
}

static int
translate_by_service (const char *from,
                      const char *to)
{
  g_autoptr (GString) batch = g_string_new (NULL);
  char *line = NULL;
  size_t size = 0;
  ssize_t n;
  guint lines = 0;
  gboolean told = FALSE;
  int status = EX_OK;

  while (status == EX_OK && (n = getline (&line, &size, stdin)) >= 0)
    {
      if ((gsize) n > SIYAQ_TRANSLATE_MAX_LINE_BYTES)
        {
          g_printerr (_ ("siyaq translate: line longer than %u bytes\n"), SIYAQ_TRANSLATE_MAX_LINE_BYTES);
          status = EX_DATAERR;
          break;
        }
      g_string_append_len (batch, line, n);
      if (batch->str[batch->len - 1] != '\n')
        g_string_append_c (batch, '\n');
      if (++lines == BATCH_LINES)
        {
          status = translate_batch (batch, from, to, &told);
          lines = 0;
        }
    }
  if (status == EX_OK && lines > 0)
    status = translate_batch (batch, from, to, &told);
  free (line);
  return status;
}

int
siyaq_cmd_translate (int argc,
                     char **argv)
{
  g_autofree char *from = NULL, *to = NULL, *model_dir = NULL;
  int batch = 0, threads = 0, beam = 0;
  gboolean stats = FALSE;
  const GOptionEntry entries[] = {
    { "from", 0, 0, G_OPTION_ARG_STRING, &from, N_ ("The language of the text: en or ar"), N_ ("LANG") },
    { "to", 0, 0, G_OPTION_ARG_STRING, &to, N_ ("The language that is wanted: en or ar"), N_ ("LANG") },
    { "model-dir", 0, 0, G_OPTION_ARG_FILENAME, &model_dir, N_ ("Use the model in DIR, without the service"), N_ ("DIR") },
    { "batch", 0, 0, G_OPTION_ARG_INT, &batch, N_ ("With a model: translate N lines together, 1 for each alone"), N_ ("N") },
    { "threads", 0, 0, G_OPTION_ARG_INT, &threads, N_ ("With a model: compute in N threads (half of the cores)"), N_ ("N") },
    { "beam", 0, 0, G_OPTION_ARG_INT, &beam, N_ ("With a model: follow N hypotheses, 1 to 4 (1)"), N_ ("N") },
    { "stats", 0, 0, G_OPTION_ARG_NONE, &stats, N_ ("With a model: print time and memory to the standard error"), NULL },
    G_OPTION_ENTRY_NULL
  };
  gboolean has_numbers;
  int status = EX_OK;

  if (!siyaq_ask_parse ("siyaq translate", NULL, _ ("Reads lines on the standard input and prints each in another language."),
                        entries, &argc, &argv, &status))
    return status;
  has_numbers = batch != 0 || threads != 0 || beam != 0 || stats;
  if (argc != 1 || from == NULL || to == NULL || *from == '\0' || *to == '\0' || g_strcmp0 (from, to) == 0 ||
      (model_dir == NULL && has_numbers) || batch < 0 || batch > MAX_BATCH || threads < 0 || threads > MAX_THREADS || beam < 0 ||
      beam > MAX_BEAM || !g_utf8_validate (from, -1, NULL) || !g_utf8_validate (to, -1, NULL))
    {
      g_printerr (_ ("%s: wrong arguments; “%s --help” tells which there are\n"), "siyaq translate", "siyaq translate");
      return EX_USAGE;
    }
  if (model_dir != NULL)
    {
      SiyaqTranslateOptions options = {
        .from = from,
        .to = to,
        .model_dir = model_dir,
        .batch = (guint) batch,
        .threads = (guint) threads,
        .beam = (guint) beam,
        .stats = stats,
      };

      return siyaq_translate_local (&options);
    }
  return translate_by_service (from, to);
}
