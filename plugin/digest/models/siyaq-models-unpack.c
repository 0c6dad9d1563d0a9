/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Files on the disk, read, unpacked and summed up in one pass. What is unpacked never grows over what was
   announced, and is on the disk when the function returns. */
#define G_LOG_DOMAIN "siyaq-models"

#include "config.h"

#include "siyaq-models-private.h"

#include <errno.h>
#include <fcntl.h>
#include <unistd.h>
#include <zstd.h>

#define CHUNK_BYTES (128u * 1024)

typedef struct
{
  const char *path;
  int fd;
  guint64 size;
  guint64 max_bytes;
  GChecksum *checksum;
} Output;

/**
 * siyaq_models_step:
 * @self: how far it is
 * @bytes: how much further
 */
void
siyaq_models_step (SiyaqModelsStep *self,
                   guint64 bytes)
{
  self->done += bytes;
  if (self->progress != NULL)
    self->progress (self->what, self->done, self->total, self->data);
}

static gboolean
output_open (Output *self,
             const char *path,
             guint64 max_bytes,
             GError **error)
{
  self->path = path;
  self->max_bytes = max_bytes;
  self->fd = open (path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0644);
  if (self->fd < 0)
    {
      siyaq_models_set_file_error (error, errno, path);
      return FALSE;
    }
  self->checksum = g_checksum_new (G_CHECKSUM_SHA256);
  return TRUE;
}

static gboolean
output_write (Output *self,
              const void *bytes,
              gsize length,
              GError **error)
{
  const char *p = bytes;

  self->size += length;
  if (self->size > self->max_bytes)
    {
      g_set_error_literal (error, SIYAQ_MODELS_ERROR, SIYAQ_MODELS_ERROR_CHECKSUM, "a file of the model is longer than it should be");
      return FALSE;
    }
  g_checksum_update (self->checksum, bytes, (gssize) length);
  while (length > 0)
    {
      ssize_t n = write (self->fd, p, length);

      if (n < 0 && errno == EINTR)
        continue;
      if (n < 0)
        {
          siyaq_models_set_file_error (error, errno, self->path);
          return FALSE;
        }
      p += n;
      length -= (gsize) n;
    }
  return TRUE;
}

static gboolean
output_close (Output *self,
              gboolean good,
              char **ret_hash,
              guint64 *ret_size,
              GError **error)
{
  if (good && fsync (self->fd) != 0)
    {
      siyaq_models_set_file_error (error, errno, self->path);
      good = FALSE;
    }
  if (close (self->fd) != 0 && good)
    {
      siyaq_models_set_file_error (error, errno, self->path);
      good = FALSE;
    }
  if (good)
    {
      *ret_hash = g_strdup (g_checksum_get_string (self->checksum));
      *ret_size = self->size;
    }
  g_checksum_free (self->checksum);
  return good;
}

/* The next bytes of a file; -1 for an error, which is set. */
static gssize
read_chunk (int fd,
            const char *path,
            void *chunk,
            GCancellable *cancellable,
            GError **error)
{
  ssize_t n;

  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    return -1;
  do
    n = read (fd, chunk, CHUNK_BYTES);
  while (n < 0 && errno == EINTR);
  if (n < 0)
    siyaq_models_set_file_error (error, errno, path);
  return n;
}

static int
open_input (const char *path,
            GError **error)
{
  int fd = open (path, O_RDONLY | O_CLOEXEC);

  if (fd < 0)
    siyaq_models_set_file_error (error, errno, path);
  return fd;
}

static gboolean
unpack_chunk (ZSTD_DStream *stream,
              ZSTD_inBuffer *in,
              Output *output,
              char *chunk,
              gsize *ret_left,
              GError **error)
{
  ZSTD_outBuffer out;

  do
    {
      out = (ZSTD_outBuffer) { chunk, CHUNK_BYTES, 0 };
      *ret_left = ZSTD_decompressStream (stream, &out, in);
      if (ZSTD_isError (*ret_left))
        {
          g_set_error (error, SIYAQ_MODELS_ERROR, SIYAQ_MODELS_ERROR_CHECKSUM, "a file of the model cannot be unpacked: %s",
                       ZSTD_getErrorName (*ret_left));
          return FALSE;
        }
      if (!output_write (output, chunk, out.pos, error))
        return FALSE;
    }
  /* A full buffer may have more behind it, unless the frame ends there. */
  while (in->pos < in->size || (out.pos == out.size && *ret_left != 0));
  return TRUE;
}

static gboolean
unpack (int fd,
        const char *path,
        Output *output,
        SiyaqModelsStep *step,
        GCancellable *cancellable,
        GError **error)
{
  ZSTD_DStream *stream = ZSTD_createDStream ();
  g_autofree char *packed = g_malloc (CHUNK_BYTES), *chunk = g_malloc (CHUNK_BYTES);
  gsize left = 1;
  gssize n;
  gboolean good = TRUE;

  while (good && (n = read_chunk (fd, path, packed, cancellable, error)) > 0)
    {
      ZSTD_inBuffer in = { packed, (gsize) n, 0 };

      good = unpack_chunk (stream, &in, output, chunk, &left, error);
      siyaq_models_step (step, (guint64) n);
    }
  ZSTD_freeDStream (stream);
  if (good && n == 0 && left != 0)
    g_set_error_literal (error, SIYAQ_MODELS_ERROR, SIYAQ_MODELS_ERROR_CHECKSUM, "a file of the model ends too early");
  return good && n == 0 && left == 0;
}

/**
 * siyaq_models_unpack:
 * @packed: (type filename): a zstd file
 * @path: (type filename): what it becomes
 * @max_bytes: how long that may be
 * @ret_hash: (out): SHA-256 of it, in hexadecimal
 * @ret_size: (out): its bytes
 * @step: is told how much of @packed was read
 * @cancellable: (nullable): a cancellable
 * @error: a #SiyaqModelsError or %G_IO_ERROR_CANCELLED
 *
 * Returns: whether it is whole and on the disk
 */
gboolean
siyaq_models_unpack (const char *packed,
                     const char *path,
                     guint64 max_bytes,
                     char **ret_hash,
                     guint64 *ret_size,
                     SiyaqModelsStep *step,
                     GCancellable *cancellable,
                     GError **error)
{
  Output output = { NULL };
  int fd = open_input (packed, error);
  gboolean good = FALSE;

  if (fd < 0)
    return FALSE;
  if (output_open (&output, path, max_bytes, error))
    {
      good = unpack (fd, packed, &output, step, cancellable, error);
      good = output_close (&output, good, ret_hash, ret_size, error);
    }
  close (fd);
  return good;
}

/**
 * siyaq_models_copy:
 * @source: (type filename): a file
 * @path: (type filename): its copy
 * @max_bytes: how long it may be
 * @ret_hash: (out): SHA-256 of it, in hexadecimal
 * @ret_size: (out): its bytes
 * @step: is told how much was read
 * @cancellable: (nullable): a cancellable
 * @error: a #SiyaqModelsError or %G_IO_ERROR_CANCELLED
 *
 * Returns: whether it is whole and on the disk
 */
gboolean
siyaq_models_copy (const char *source,
                   const char *path,
                   guint64 max_bytes,
                   char **ret_hash,
                   guint64 *ret_size,
                   SiyaqModelsStep *step,
                   GCancellable *cancellable,
                   GError **error)
{
  Output output = { NULL };
  g_autofree char *chunk = g_malloc (CHUNK_BYTES);
  int fd = open_input (source, error);
  gboolean good = FALSE;
  gssize n = 0;

  if (fd < 0)
    return FALSE;
  if (output_open (&output, path, max_bytes, error))
    {
      good = TRUE;
      while (good && (n = read_chunk (fd, source, chunk, cancellable, error)) > 0)
        {
          good = output_write (&output, chunk, (gsize) n, error);
          siyaq_models_step (step, (guint64) n);
        }
      good = output_close (&output, good && n == 0, ret_hash, ret_size, error);
    }
  close (fd);
  return good;
}

/**
 * siyaq_models_hash_file:
 * @path: (type filename): a file
 * @cancellable: (nullable): a cancellable
 * @error: a #SiyaqModelsError or %G_IO_ERROR_CANCELLED
 *
 * Returns: (transfer full): SHA-256 of it, in hexadecimal
 */
char *
siyaq_models_hash_file (const char *path,
                        GCancellable *cancellable,
                        GError **error)
{
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);
  g_autofree char *chunk = g_malloc (CHUNK_BYTES);
  int fd = open_input (path, error);
  gssize n;

  if (fd < 0)
    return NULL;
  while ((n = read_chunk (fd, path, chunk, cancellable, error)) > 0)
    g_checksum_update (checksum, (const guchar *) chunk, n);
  close (fd);
  return n == 0 ? g_strdup (g_checksum_get_string (checksum)) : NULL;
}
