/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Takes the pieces of one call to the server: as many in a request as it takes, again where it was
   busy, in halves where it was too much, one at a time where the answer cannot be matched to the
   texts. A piece that has its answer is never sent again. A request that may have been heard but was
   not answered in time is not repeated either: the user pays for each. */
#define G_LOG_DOMAIN "siyaq-remote"

#include "config.h"

#include "siyaq-remote-private.h"

#include <string.h>

/* How often one request goes out. */
#define MAX_TRIES 3u
/* How often one call waits at all, whatever the number of its requests. */
#define MAX_WAITS 6u
/* Somebody looks at a card that fills in: a server that wants a longer pause is asked another time. */
#define MAX_WAIT_S 5u
#define FIRST_WAIT_MS 500u
/* A translation longer than this many times its text, and a sentence, is none. */
#define MAX_GROWTH 20u
#define GROWTH_FLOOR_BYTES 2000u

static gint64
real_now_s (gpointer data)
{
  return g_get_real_time () / G_USEC_PER_SEC;
}

static gboolean
real_wait (guint ms,
           GCancellable *cancellable,
           gpointer data)
{
  GPollFD fd;

  if (!g_cancellable_make_pollfd (cancellable, &fd))
    {
      g_usleep (ms * 1000ul);
      return !g_cancellable_is_cancelled (cancellable);
    }
  g_poll (&fd, 1, (int) ms);
  g_cancellable_release_fd (cancellable);
  return !g_cancellable_is_cancelled (cancellable);
}

const SiyaqRemoteClock siyaq_remote_clock = { real_now_s, real_wait, NULL };

/**
 * siyaq_remote_job_count:
 * @self: a job
 * @pieces: (element-type SiyaqRemotePiece): all of them
 * @start: the first that is not answered
 *
 * Returns: how many from there on go into one request, at least one
 */
guint
siyaq_remote_job_count (const SiyaqRemoteJob *self,
                        GPtrArray *pieces,
                        guint start)
{
  const SiyaqTranslatorRemoteClass *klass = SIYAQ_TRANSLATOR_REMOTE_GET_CLASS (self->translator);
  gsize bytes = 0, chars = 0;
  guint n = 0;

  while (start + n < pieces->len && n < self->max_texts)
    {
      const SiyaqRemotePiece *piece = g_ptr_array_index (pieces, start + n);

      bytes += siyaq_remote_json_escaped_length (piece->text);
      chars += siyaq_remote_count_chars (piece->text);
      if (n > 0 && ((klass->max_bytes != 0 && bytes > klass->max_bytes) || (klass->max_chars != 0 && chars > klass->max_chars)))
        break;
      n++;
    }
  return n;
}

/**
 * siyaq_remote_job_build:
 * @self: a job
 * @pieces: (element-type SiyaqRemotePiece): all of them
 * @start: the first that goes
 * @n: how many go
 *
 * Returns: (transfer full): the request for these
 */
SiyaqHttpRequest *
siyaq_remote_job_build (const SiyaqRemoteJob *self,
                        GPtrArray *pieces,
                        guint start,
                        guint n)
{
  g_autofree const char **texts = g_new0 (const char *, n + 1);

  for (guint i = 0; i < n; i++)
    texts[i] = ((SiyaqRemotePiece *) g_ptr_array_index (pieces, start + i))->text;
  return SIYAQ_TRANSLATOR_REMOTE_GET_CLASS (self->translator)->build (self->translator, texts, n, self->from, self->to, self->key);
}

static SiyaqTranslatorError
classify_status (guint status)
{
  if (status == 401 || status == 403)
    return SIYAQ_TRANSLATOR_ERROR_AUTH;
  if (status == 413 || status == 414)
    return SIYAQ_TRANSLATOR_ERROR_TOO_LARGE;
  if (status == 429 || status == 529)
    return SIYAQ_TRANSLATOR_ERROR_RATE_LIMITED;
  if (status == 402 || status == 456)
    return SIYAQ_TRANSLATOR_ERROR_QUOTA;
  if (status == 408 || status >= 500)
    return SIYAQ_TRANSLATOR_ERROR_NETWORK;
  return SIYAQ_TRANSLATOR_ERROR_FAILED;
}

static const char *
describe_code (SiyaqTranslatorError code)
{
  switch (code)
    {
    case SIYAQ_TRANSLATOR_ERROR_AUTH:
      return "does not take the key, or wants one";
    case SIYAQ_TRANSLATOR_ERROR_TOO_LARGE:
      return "does not take a text of this length";
    case SIYAQ_TRANSLATOR_ERROR_RATE_LIMITED:
      return "was asked too often";
    case SIYAQ_TRANSLATOR_ERROR_QUOTA:
      return "says that the account is used up";
    case SIYAQ_TRANSLATOR_ERROR_NETWORK:
      return "is out of order";
    case SIYAQ_TRANSLATOR_ERROR_UNSUPPORTED:
      return "does not know these languages";
    default:
      return "refuses the request";
    }
}

static GError *
explain_status (const SiyaqRemoteJob *self,
                const SiyaqHttpAnswer *answer,
                gboolean *ret_adapted)
{
  const SiyaqTranslatorRemoteClass *klass = SIYAQ_TRANSLATOR_REMOTE_GET_CLASS (self->translator);
  const char *host = siyaq_translator_remote_get_host (self->translator);
  SiyaqTranslatorError code = classify_status (answer->status);
  g_autoptr (JsonNode) root = NULL;
  g_autofree char *complaint = NULL, *message = NULL;
  gsize length = 0;
  const char *body = answer->body != NULL ? g_bytes_get_data (answer->body, &length) : NULL;

  root = siyaq_remote_json_parse (body, length, NULL);
  *ret_adapted = klass->adapt != NULL && root != NULL && klass->adapt (self->translator, answer->status, root);
  if (klass->classify != NULL && root != NULL)
    code = klass->classify (self->translator, answer->status, root, code);
  if (klass->complaint != NULL && root != NULL)
    complaint = siyaq_remote_clean_complaint (klass->complaint (root), self->key);
  if (complaint != NULL)
    message = g_strdup_printf ("%s %s (%u: %s)", host, describe_code (code), answer->status, complaint);
  else
    message = g_strdup_printf ("%s %s (%u)", host, describe_code (code), answer->status);
  return siyaq_translator_error_new_retry_after (code, siyaq_http_parse_retry_after (answer->retry_after, self->clock->now_s (self->clock->data)), message);
}

/* Puts the answers to their pieces, all of them or none. */
static gboolean
take_answers (const SiyaqRemoteJob *self,
              GPtrArray *pieces,
              guint start,
              guint n,
              const SiyaqHttpAnswer *answer,
              GError **error)
{
  g_autofree const char **texts = g_new0 (const char *, n + 1);
  g_autoptr (JsonNode) root = NULL;
  g_auto (GStrv) answers = NULL;
  g_autoptr (GError) local_error = NULL;
  gsize length = 0;
  const char *body = answer->body != NULL ? g_bytes_get_data (answer->body, &length) : NULL;

  for (guint i = 0; i < n; i++)
    texts[i] = ((SiyaqRemotePiece *) g_ptr_array_index (pieces, start + i))->text;
  root = siyaq_remote_json_parse (body, length, &local_error);
  if (root != NULL)
    answers = SIYAQ_TRANSLATOR_REMOTE_GET_CLASS (self->translator)->parse (self->translator, root, texts, n, &local_error);
  for (guint i = 0; answers != NULL && local_error == NULL && i < n; i++)
    {
      if (answers[i] == NULL || *g_strstrip (answers[i]) == '\0')
        siyaq_remote_set_bad_answer (&local_error, "a translation is missing");
      else if (strlen (answers[i]) > MAX_GROWTH * strlen (texts[i]) + GROWTH_FLOOR_BYTES)
        siyaq_remote_set_bad_answer (&local_error, "a translation is far too long");
    }
  if (local_error != NULL)
    {
      g_set_error (error, SIYAQ_TRANSLATOR_ERROR, local_error->code, "%s: %s",
                   siyaq_translator_remote_get_host (self->translator), local_error->message);
      return FALSE;
    }
  for (guint i = 0; i < n; i++)
    ((SiyaqRemotePiece *) g_ptr_array_index (pieces, start + i))->answer = g_steal_pointer (&answers[i]);
  return TRUE;
}

/* Whether what the network met may be better the next time, as a translator's error. */
static gboolean
explain_http (GError *cause,
              GError **error)
{
  SiyaqTranslatorError code = SIYAQ_TRANSLATOR_ERROR_NETWORK;

  if (g_error_matches (cause, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      g_propagate_error (error, g_error_copy (cause));
      return FALSE;
    }
  if (g_error_matches (cause, SIYAQ_HTTP_ERROR, SIYAQ_HTTP_ERROR_TOO_LARGE))
    code = SIYAQ_TRANSLATOR_ERROR_BAD_ANSWER;
  else if (g_error_matches (cause, SIYAQ_HTTP_ERROR, SIYAQ_HTTP_ERROR_ADDRESS) ||
           g_error_matches (cause, SIYAQ_HTTP_ERROR, SIYAQ_HTTP_ERROR_REDIRECT))
    code = SIYAQ_TRANSLATOR_ERROR_FAILED;
  g_set_error_literal (error, SIYAQ_TRANSLATOR_ERROR, (int) code, cause->message);
  return g_error_matches (cause, SIYAQ_HTTP_ERROR, SIYAQ_HTTP_ERROR_UNREACHABLE) ||
         g_error_matches (cause, SIYAQ_HTTP_ERROR, SIYAQ_HTTP_ERROR_BROKEN);
}

static gboolean
ask_once (const SiyaqRemoteJob *self,
          GPtrArray *pieces,
          guint start,
          guint n,
          gboolean *ret_again,
          GCancellable *cancellable,
          GError **error)
{
  g_autoptr (SiyaqHttpRequest) request = siyaq_remote_job_build (self, pieces, start, n);
  g_autoptr (SiyaqHttpAnswer) answer = NULL;
  g_autoptr (GError) local_error = NULL;
  gint64 began_us = g_get_monotonic_time ();
  gboolean adapted;

  siyaq_http_request_set_timeout (request, self->timeout_ms, 0);
  answer = siyaq_http_send (self->http, request, NULL, cancellable, &local_error);
  g_debug ("%s: %u texts, status %u, %" G_GINT64_FORMAT " ms", siyaq_translator_remote_get_host (self->translator), n,
           answer != NULL ? answer->status : 0, (g_get_monotonic_time () - began_us) / 1000);
  *ret_again = FALSE;
  if (answer == NULL)
    {
      *ret_again = explain_http (local_error, error);
      return FALSE;
    }
  if (answer->status == 200)
    return take_answers (self, pieces, start, n, answer, error);
  local_error = explain_status (self, answer, &adapted);
  /* It is another request now; the provider sees to it that it changes only once. */
  if (adapted)
    return ask_once (self, pieces, start, n, ret_again, cancellable, error);
  *ret_again = local_error->code == SIYAQ_TRANSLATOR_ERROR_RATE_LIMITED || local_error->code == SIYAQ_TRANSLATOR_ERROR_NETWORK;
  g_propagate_error (error, g_steal_pointer (&local_error));
  return FALSE;
}

/* Waits as long as the server asks for, or longer from time to time. */
static gboolean
wait_for_server (SiyaqRemoteJob *self,
                 guint tries,
                 const GError *why,
                 GCancellable *cancellable)
{
  guint wanted_s = siyaq_translator_error_get_retry_after (why);

  if (tries >= MAX_TRIES || self->waits >= MAX_WAITS || wanted_s > MAX_WAIT_S)
    return FALSE;
  self->waits++;
  return self->clock->wait (wanted_s > 0 ? wanted_s * 1000 : FIRST_WAIT_MS << (tries - 1), cancellable, self->clock->data);
}

static gboolean
ask (SiyaqRemoteJob *self,
     GPtrArray *pieces,
     guint start,
     guint n,
     GCancellable *cancellable,
     GError **error)
{
  gboolean one_by_one = SIYAQ_TRANSLATOR_REMOTE_GET_CLASS (self->translator)->one_by_one;

  for (guint tries = 1;; tries++)
    {
      g_autoptr (GError) local_error = NULL;
      gboolean again;

      if (ask_once (self, pieces, start, n, &again, cancellable, &local_error))
        return TRUE;
      if (n > 1 && g_error_matches (local_error, SIYAQ_TRANSLATOR_ERROR, SIYAQ_TRANSLATOR_ERROR_TOO_LARGE))
        {
          self->max_texts = MIN (self->max_texts, (n + 1) / 2);
          return ask (self, pieces, start, n / 2, cancellable, error) &&
                 ask (self, pieces, start + n / 2, n - n / 2, cancellable, error);
        }
      if (n > 1 && one_by_one && g_error_matches (local_error, SIYAQ_TRANSLATOR_ERROR, SIYAQ_TRANSLATOR_ERROR_BAD_ANSWER))
        {
          for (guint i = 0; i < n; i++)
            if (!ask (self, pieces, start + i, 1, cancellable, error))
              return FALSE;
          return TRUE;
        }
      if (!again || !wait_for_server (self, tries, local_error, cancellable))
        {
          if (!g_cancellable_set_error_if_cancelled (cancellable, error))
            g_propagate_error (error, g_steal_pointer (&local_error));
          return FALSE;
        }
    }
}

/**
 * siyaq_remote_job_run:
 * @self: a job
 * @pieces: (element-type SiyaqRemotePiece): what is to be translated; has the answers afterwards,
 *   those that came where it fails
 * @cancellable: (nullable): a cancellable
 * @error: a #SiyaqTranslatorError or %G_IO_ERROR_CANCELLED
 *
 * Returns: whether each piece has its answer
 */
gboolean
siyaq_remote_job_run (SiyaqRemoteJob *self,
                      GPtrArray *pieces,
                      GCancellable *cancellable,
                      GError **error)
{
  guint n;

  g_return_val_if_fail (self != NULL, FALSE);
  g_return_val_if_fail (pieces != NULL, FALSE);

  for (guint start = 0; start < pieces->len; start += n)
    {
      n = siyaq_remote_job_count (self, pieces, start);
      if (!ask (self, pieces, start, n, cancellable, error))
        return FALSE;
    }
  return TRUE;
}
