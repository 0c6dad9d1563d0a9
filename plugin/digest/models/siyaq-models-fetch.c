/* SPDX-License-Identifier: GPL-2.0-or-later */
/* One file of a model from the network: what came of it before is not fetched again, a connection that
   breaks is taken up where it broke, and nothing passes whose size and SHA-256 are not those of the
   catalogue. Part and length tell how far it is; the hash in its name keeps a part from being taken for
   that of another release. */
#define G_LOG_DOMAIN "siyaq-models"

#include "config.h"

#include "siyaq-models-private.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* How often a download goes on without having come any further in between. */
#define MAX_BROKEN 3u
#define IDLE_TIMEOUT_MS 30000u
#define RETRY_WAIT_MS 1000u

typedef struct
{
  const SiyaqModelFile *file;
  const char *path;
  int fd;
  guint64 have;           /* bytes of the part on the disk */
  guint64 asked_from;     /* where the request begins */
  SiyaqModelsStep *step;
} Part;

/**
 * siyaq_models_set_file_error:
 * @error: (out): %SIYAQ_MODELS_ERROR_NO_SPACE or %SIYAQ_MODELS_ERROR_FILE
 * @code: of errno
 * @path: what was being read or written
 */
void
siyaq_models_set_file_error (GError **error,
                             int code,
                             const char *path)
{
  g_autofree char *shown = g_filename_display_name (path);

  if (code == ENOSPC || code == EDQUOT || code == EFBIG)
    g_set_error (error, SIYAQ_MODELS_ERROR, SIYAQ_MODELS_ERROR_NO_SPACE, "the disk is full: %s cannot be written", shown);
  else
    g_set_error (error, SIYAQ_MODELS_ERROR, SIYAQ_MODELS_ERROR_FILE, "%s: %s", shown, g_strerror (code));
}

static gboolean
truncate_part (Part *part,
               guint64 length,
               GError **error)
{
  if (ftruncate (part->fd, (off_t) length) != 0 || lseek (part->fd, (off_t) length, SEEK_SET) < 0)
    {
      siyaq_models_set_file_error (error, errno, part->path);
      return FALSE;
    }
  part->step->done -= part->have - length;
  part->have = length;
  return TRUE;
}

static gboolean
begin_cb (const SiyaqHttpAnswer *answer,
          gpointer data,
          GError **error)
{
  Part *part = data;

  /* A server that knows no parts begins again, and so do we; one that sends another part is wrong. */
  if (answer->status == 200)
    return truncate_part (part, 0, error);
  if (answer->range_start >= 0 && (guint64) answer->range_start == part->asked_from)
    return TRUE;
  g_set_error (error, SIYAQ_MODELS_ERROR, SIYAQ_MODELS_ERROR_NETWORK, "the server sent another part of %s than was asked for", part->file->name);
  return FALSE;
}

static gboolean
write_cb (const void *bytes,
          gsize length,
          gpointer data,
          GError **error)
{
  Part *part = data;
  const char *p = bytes;

  if (part->have + length > part->file->size)
    {
      g_set_error (error, SIYAQ_MODELS_ERROR, SIYAQ_MODELS_ERROR_CHECKSUM, "%s is longer than the catalogue says", part->file->name);
      return FALSE;
    }
  while (length > 0)
    {
      ssize_t n = write (part->fd, p, length);

      if (n < 0 && errno == EINTR)
        continue;
      if (n < 0)
        {
          siyaq_models_set_file_error (error, errno, part->path);
          return FALSE;
        }
      p += n;
      length -= (gsize) n;
      part->have += (guint64) n;
      siyaq_models_step (part->step, (guint64) n);
    }
  return TRUE;
}

static SiyaqHttpRequest *
new_request (const SiyaqModelsConfig *config,
             const Part *part)
{
  const char *base = config->attachments_url != NULL && *config->attachments_url != '\0' ? config->attachments_url : SIYAQ_MODELS_ATTACHMENTS_URL;
  g_autofree char *url = g_strdup_printf ("%s%s%s", base, g_str_has_suffix (base, "/") ? "" : "/", part->file->location);
  SiyaqHttpRequest *request = siyaq_http_request_new ("GET", url);

  siyaq_http_request_set_timeout (request, 0, config->idle_timeout_ms != 0 ? config->idle_timeout_ms : IDLE_TIMEOUT_MS);
  /* The end is looked at as it comes: an answer without the part begins at 0. */
  siyaq_http_request_set_max_answer (request, part->file->size + 1);
  siyaq_http_request_follow_hosts (request);
  if (part->asked_from > 0)
    {
      g_autofree char *range = g_strdup_printf ("bytes=%" G_GUINT64_FORMAT "-", part->asked_from);

      siyaq_http_request_add_header (request, "Range", range);
    }
  return request;
}

static SiyaqModelsError
models_code (int http_code)
{
  if (http_code == SIYAQ_HTTP_ERROR_TOO_LARGE)
    return SIYAQ_MODELS_ERROR_CHECKSUM;
  return http_code == SIYAQ_HTTP_ERROR_ADDRESS ? SIYAQ_MODELS_ERROR_ADDRESS : SIYAQ_MODELS_ERROR_NETWORK;
}

/* One request. Returns whether all of it has come; ret_again: whether another one may bring the rest. */
static gboolean
fetch_rest (const SiyaqModelsConfig *config,
            SiyaqHttp *http,
            Part *part,
            gboolean *ret_again,
            GCancellable *cancellable,
            GError **error)
{
  SiyaqHttpSink sink = { begin_cb, write_cb, part };
  g_autoptr (SiyaqHttpRequest) request = NULL;
  g_autoptr (SiyaqHttpAnswer) answer = NULL;
  g_autoptr (GError) local_error = NULL;

  part->asked_from = part->have;
  request = new_request (config, part);
  *ret_again = FALSE;
  answer = siyaq_http_send (http, request, &sink, cancellable, &local_error);
  if (answer == NULL && local_error->domain == SIYAQ_HTTP_ERROR)
    {
      *ret_again = local_error->code == SIYAQ_HTTP_ERROR_BROKEN || local_error->code == SIYAQ_HTTP_ERROR_UNREACHABLE ||
                   local_error->code == SIYAQ_HTTP_ERROR_TIMEOUT;
      g_set_error_literal (error, SIYAQ_MODELS_ERROR, (int) models_code (local_error->code), local_error->message);
      return FALSE;
    }
  if (answer == NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }
  if (answer->status == 416 && part->have > 0)
    {
      /* What we have is more than the server has: it is not the same file any more. */
      *ret_again = truncate_part (part, 0, error);
      if (*ret_again)
        g_set_error (error, SIYAQ_MODELS_ERROR, SIYAQ_MODELS_ERROR_NETWORK, "%s cannot be taken up", part->file->name);
      return FALSE;
    }
  if (answer->status != 200 && answer->status != 206)
    {
      *ret_again = answer->status == 429 || answer->status >= 500;
      g_set_error (error, SIYAQ_MODELS_ERROR, SIYAQ_MODELS_ERROR_NETWORK, "%s is not to be had (%u)", part->file->name, answer->status);
      return FALSE;
    }
  if (part->have == part->file->size)
    return TRUE;
  *ret_again = TRUE;
  g_set_error (error, SIYAQ_MODELS_ERROR, SIYAQ_MODELS_ERROR_NETWORK, "%s came in part only", part->file->name);
  return FALSE;
}

static gboolean
wait_a_while (guint ms,
              GCancellable *cancellable,
              GError **error)
{
  GPollFD fd;

  if (!g_cancellable_make_pollfd (cancellable, &fd))
    g_usleep (ms * 1000ul);
  else
    {
      g_poll (&fd, 1, (int) ms);
      g_cancellable_release_fd (cancellable);
    }
  return !g_cancellable_set_error_if_cancelled (cancellable, error);
}

static gboolean
fetch_all (const SiyaqModelsConfig *config,
           SiyaqHttp *http,
           Part *part,
           GCancellable *cancellable,
           GError **error)
{
  guint broken = 0;

  while (part->have < part->file->size)
    {
      guint64 before = part->have;
      g_autoptr (GError) local_error = NULL;
      gboolean again;

      if (fetch_rest (config, http, part, &again, cancellable, &local_error))
        return TRUE;
      broken = part->have > before ? 0 : broken + 1;
      if (!again || broken >= MAX_BROKEN)
        {
          g_propagate_error (error, g_steal_pointer (&local_error));
          return FALSE;
        }
      g_debug ("%s: %s; %" G_GUINT64_FORMAT " bytes so far", part->file->name, local_error->message, part->have);
      if (!wait_a_while ((config->retry_wait_ms != 0 ? config->retry_wait_ms : RETRY_WAIT_MS) << broken, cancellable, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
check_part (Part *part,
            gboolean *ret_wrong,
            GCancellable *cancellable,
            GError **error)
{
  g_autofree char *hash = siyaq_models_hash_file (part->path, cancellable, error);

  *ret_wrong = hash != NULL && strcmp (hash, part->file->hash) != 0;
  if (!*ret_wrong)
    return hash != NULL;
  g_set_error (error, SIYAQ_MODELS_ERROR, SIYAQ_MODELS_ERROR_CHECKSUM, "%s is not the file that the catalogue names", part->file->name);
  return FALSE;
}

/**
 * siyaq_models_fetch:
 * @config: where from
 * @http: the way to it
 * @file: what
 * @path: (type filename): where to; may have a part of it from before
 * @step: is told how far it is
 * @cancellable: (nullable): a cancellable; what came until then stays
 * @error: a #SiyaqModelsError or %G_IO_ERROR_CANCELLED
 *
 * Returns: whether all of it is there, packed, and is what the catalogue says
 */
gboolean
siyaq_models_fetch (const SiyaqModelsConfig *config,
                    SiyaqHttp *http,
                    const SiyaqModelFile *file,
                    const char *path,
                    SiyaqModelsStep *step,
                    GCancellable *cancellable,
                    GError **error)
{
  Part part = { .file = file, .path = path, .step = step };
  struct stat status;
  gboolean good = FALSE, was_there;

  part.fd = open (path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
  if (part.fd < 0 || fstat (part.fd, &status) != 0)
    {
      siyaq_models_set_file_error (error, errno, path);
      if (part.fd >= 0)
        close (part.fd);
      return FALSE;
    }
  part.have = (guint64) status.st_size;
  siyaq_models_step (step, part.have);
  was_there = part.have > 0;
  if ((part.have <= file->size && lseek (part.fd, 0, SEEK_END) >= 0) || truncate_part (&part, 0, error))
    for (;;)
      {
        g_autoptr (GError) local_error = NULL;
        gboolean wrong = FALSE;

        good = fetch_all (config, http, &part, cancellable, &local_error) && check_part (&part, &wrong, cancellable, &local_error);
        if (good)
          break;
        /* What is wrong is of no use for the next time. A part from before may have been what was wrong. */
        if ((wrong || g_error_matches (local_error, SIYAQ_MODELS_ERROR, SIYAQ_MODELS_ERROR_CHECKSUM)) && truncate_part (&part, 0, NULL) && was_there)
          {
            was_there = FALSE;
            continue;
          }
        g_propagate_error (error, g_steal_pointer (&local_error));
        break;
      }
  close (part.fd);
  return good;
}
