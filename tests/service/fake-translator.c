/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A translator that does what the first text of a request tells it: "crash", "hang", "slow", "garbage",
   "huge", "half", "silent", "refuse CODE", "progress". Everything else is answered in capitals. It names
   its process as who translated, so that a test sees whether it was started again. */
#include "config.h"

#include "siyaq-translator-loop.h"

#include "siyaq-translator.h"

#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static void
write_raw (int fd,
           gconstpointer data,
           gsize length)
{
  if (write (fd, data, length) != (ssize_t) length)
    _exit (3);
}

static SiyaqMessage *
fail (const char *code)
{
  g_autoptr (GError) error = siyaq_translator_error_new_from_code (code, strcmp (code, "rate-limited") == 0 ? 42 : 0, "as the test wants it");

  return siyaq_translator_answer_error (error);
}

static SiyaqMessage *
run_translate (SiyaqTranslatorLoop *loop,
               const SiyaqMessage *request,
               GCancellable *cancellable,
               gpointer data)
{
  int fd = GPOINTER_TO_INT (data);
  g_autoptr (GVariant) value = g_variant_lookup_value (request->values, "texts", G_VARIANT_TYPE_STRING_ARRAY);
  g_auto (GStrv) texts = g_variant_dup_strv (value, NULL);
  const char *what = texts[0];
  g_autofree char *pid = g_strdup_printf ("%d", (int) getpid ());
  GVariantBuilder values;

  if (strcmp (what, "crash") == 0)
    abort ();
  if (strcmp (what, "hang") == 0)
    for (;;)
      pause ();
  if (strcmp (what, "silent") == 0)
    _exit (0);
  if (strcmp (what, "garbage") == 0)
    write_raw (fd, "\x08\0\0\0abcdefgh", 12);
  if (strcmp (what, "huge") == 0)
    write_raw (fd, "\xff\xff\xff\xff", 4);
  if (strcmp (what, "half") == 0)
    {
      write_raw (fd, "\x08\0\0\0abc", 7);
      _exit (0);
    }
  while (strcmp (what, "slow") == 0 && !g_cancellable_is_cancelled (cancellable))
    g_usleep (1000);
  if (g_cancellable_is_cancelled (cancellable))
    return fail ("cancelled");
  if (g_str_has_prefix (what, "refuse "))
    return fail (what + strlen ("refuse "));
  for (guint i = 0; strcmp (what, "progress") == 0 && i < 3; i++)
    {
      g_variant_builder_init (&values, G_VARIANT_TYPE_VARDICT);
      g_variant_builder_add (&values, "{sv}", "done", g_variant_new_uint32 (i));
      siyaq_translator_loop_report (loop, g_variant_builder_end (&values));
    }
  for (guint i = 0; texts[i] != NULL; i++)
    {
      char *upper = g_utf8_strup (texts[i], -1);

      g_free (texts[i]);
      texts[i] = upper;
    }
  g_variant_builder_init (&values, G_VARIANT_TYPE_VARDICT);
  g_variant_builder_add (&values, "{sv}", "texts", g_variant_new_strv ((const char *const *) texts, -1));
  g_variant_builder_add (&values, "{sv}", "by", g_variant_new_string (pid));
  g_variant_builder_add (&values, "{sv}", "kind", g_variant_new_string ("translation"));
  return siyaq_message_new ("ok", g_variant_builder_end (&values), NULL);
}

int
main (void)
{
  static const SiyaqTranslatorMethod methods[] = { { "translate", run_translate }, { NULL, NULL } };
  const char *idle = g_getenv ("SIYAQ_TRANSLATOR_IDLE_MS");

  fcntl (STDIN_FILENO, F_SETFL, fcntl (STDIN_FILENO, F_GETFL) | O_NONBLOCK);
  _exit (siyaq_translator_loop_run (STDIN_FILENO, methods, idle != NULL ? (guint) atoi (idle) : 60000, GINT_TO_POINTER (STDIN_FILENO)));
}
