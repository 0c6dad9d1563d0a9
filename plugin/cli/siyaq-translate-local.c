/* SPDX-License-Identifier: GPL-2.0-or-later */
/* siyaq translate --model-dir: lines of the standard input through a model of the caller's. A translator of
   its own is started for it; neither the service nor the store is touched. Lines go in groups of fixed
   size, not as they happen to arrive: which sentences share a batch must not depend on a pipe's timing. */
#define G_LOG_DOMAIN "siyaq"

#include "config.h"

#include "siyaq-translate-local.h"

#include "siyaq-translator-proxy.h"

#include <glib/gi18n.h>
#include <stdio.h>
#include <string.h>
#include <sysexits.h>
#include <unistd.h>

/* Lines that go at once: the first ones are seen soon, and all threads of the engine have work. */
#define GROUP_LINES 64u
/* Bytes that go at once, whatever the number of lines: half of what the translator takes. */
#define GROUP_BYTES (512u * 1024)
/* A group of long lines on a slow machine. */
#define TIMEOUT_S 1800u

typedef struct
{
  const SiyaqTranslateOptions *options;
  SiyaqTranslatorProxy *engine;
  GPtrArray *lines; /* (element-type utf8) */
  gsize bytes;
  guint64 number;   /* of the line that was read last, from 1 */
} Run;

static int
fail (const GError *error)
{
  g_printerr ("siyaq translate: %s\n", error->message);
  if (error->domain == SIYAQ_PROTOCOL_ERROR)
    return EX_SOFTWARE;
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_TIMED_OUT))
    return EX_TEMPFAIL;
  if (g_error_matches (error, SIYAQ_TRANSLATOR_ERROR, SIYAQ_TRANSLATOR_ERROR_UNSUPPORTED))
    return EX_UNAVAILABLE;
  return error->domain == SIYAQ_TRANSLATOR_ERROR ? EX_DATAERR : EX_OSERR;
}

static gboolean
is_blank (const char *line)
{
  for (const char *p = line; *p != '\0'; p = g_utf8_next_char (p))
    if (!g_unichar_isspace (g_utf8_get_char (p)))
      return FALSE;
  return TRUE;
}

static gboolean
print_line (const char *text)
{
  g_autofree char *line = g_strdup (text);

  /* One line in, one line out. */
  g_strdelimit (line, "\n\r", ' ');
  return puts (line) >= 0;
}

/* Translates the group and prints it; lines without text stay as they are. */
static int
flush_group (Run *run)
{
  g_autoptr (GPtrArray) texts = g_ptr_array_new ();
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) answers = NULL;
  gboolean written = TRUE;
  guint n = 0;

  for (guint i = 0; i < run->lines->len; i++)
    if (!is_blank (g_ptr_array_index (run->lines, i)))
      g_ptr_array_add (texts, g_ptr_array_index (run->lines, i));
  if (texts->len > 0)
    {
      g_ptr_array_add (texts, NULL);
      answers = siyaq_translator_translate (SIYAQ_TRANSLATOR (run->engine), (const char *const *) texts->pdata, run->options->from,
                                            run->options->to, NULL, &error);
      if (answers == NULL)
        return fail (error);
    }
  for (guint i = 0; i < run->lines->len && written; i++)
    written = is_blank (g_ptr_array_index (run->lines, i)) ? print_line (g_ptr_array_index (run->lines, i)) : print_line (answers[n++]);
  g_ptr_array_set_size (run->lines, 0);
  run->bytes = 0;
  if (written && fflush (stdout) == 0)
    return EX_OK;
  g_printerr (_ ("%s: cannot write\n"), "siyaq translate");
  return EX_IOERR;
}

/* A NUL inside and bytes that are no UTF-8 become U+FFFD: the line stays one line. */
static char *
make_line (char *line,
           gsize length)
{
  g_autoptr (GString) clean = g_string_sized_new (length);

  while (length > 0 && (line[length - 1] == '\n' || line[length - 1] == '\r'))
    length--;
  for (gsize i = 0; i < length; i++)
    if (line[i] == '\0')
      g_string_append (clean, "\357\277\275");
    else
      g_string_append_c (clean, line[i]);
  return g_utf8_make_valid (clean->str, (gssize) clean->len);
}

static int
run_lines (Run *run)
{
  guint batch = MAX (run->options->batch, 1);
  /* Whole batches, so that the division into groups is not seen in what comes out. */
  guint group = isatty (STDIN_FILENO) ? 1 : (GROUP_LINES + batch - 1) / batch * batch;
  char *line = NULL;
  size_t size = 0;
  ssize_t n;
  int status = EX_OK;

  while (status == EX_OK && (n = getline (&line, &size, stdin)) >= 0)
    {
      run->number++;
      if ((gsize) n > SIYAQ_TRANSLATE_MAX_LINE_BYTES)
        {
          g_printerr (_ ("siyaq translate: line longer than %u bytes\n"), SIYAQ_TRANSLATE_MAX_LINE_BYTES);
          status = EX_DATAERR;
          break;
        }
      g_ptr_array_add (run->lines, make_line (line, (gsize) n));
      run->bytes += (gsize) n;
      if (run->lines->len >= group || run->bytes >= GROUP_BYTES)
        status = flush_group (run);
    }
  free (line);
  if (status == EX_OK && ferror (stdin))
    {
      g_printerr (_ ("%s: cannot read\n"), "siyaq translate");
      status = EX_IOERR;
    }
  if (status == EX_OK && run->lines->len > 0)
    status = flush_group (run);
  return status;
}

static void
print_stats (SiyaqTranslatorProxy *engine)
{
  SiyaqTranslatorStats stats;

  siyaq_translator_proxy_get_stats (engine, &stats);
  g_printerr (_ ("siyaq translate: loaded in %.1f ms; %ld words in %.2f s, %.1f words/s; peak memory %.1f MiB\n"),
              (double) stats.load_us / 1000, (long) stats.words, stats.seconds,
              stats.seconds > 0 ? (double) stats.words / stats.seconds : 0, (double) stats.peak_bytes / (1024 * 1024));
}

/**
 * siyaq_translate_local:
 * @options: from which language into which, with which model
 *
 * Translates the standard input to the standard output.
 *
 * Returns: an exit status
 */
int
siyaq_translate_local (const SiyaqTranslateOptions *options)
{
  g_autoptr (SiyaqTranslatorProcess) process = NULL;
  g_autoptr (SiyaqTranslatorProxy) engine = NULL;
  g_autoptr (GPtrArray) lines = NULL;
  g_autofree char *model_dir = g_canonicalize_filename (options->model_dir, NULL);
  SiyaqTranslatorConfig config = {
    .engine = "local",
    .name = "siyaq",
    .model_dir = model_dir,
    .batch = options->batch,
    .threads = options->threads,
    .beam = options->beam,
    .timeout_s = TIMEOUT_S,
  };
  Run run = { .options = options };
  int status;

  if (!g_file_test (model_dir, G_FILE_TEST_IS_DIR) || !g_utf8_validate (model_dir, -1, NULL))
    {
      g_autofree char *shown = g_filename_display_name (options->model_dir);

      g_printerr (_ ("siyaq translate: %s is no folder with a model\n"), shown);
      return EX_NOINPUT;
    }
  process = siyaq_translator_process_new ();
  run.engine = engine = siyaq_translator_proxy_new (process, &config);
  run.lines = lines = g_ptr_array_new_with_free_func (g_free);
  status = run_lines (&run);
  if (options->stats)
    print_stats (engine);
  return status;
}
