/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A mapped file of a model. Models are mapped because a service that starts and leaves with the
   need for it must not read 40 MB each time: the pages stay with the kernel. The formats are
   little-endian and so is every machine this is built for; a big-endian one gets an error where the
   version is read. */
#define G_LOG_DOMAIN "siyaq-marian"

#include "config.h"

#include "siyaq-marian-file.h"

#include <stdarg.h>
#include <string.h>
#include <sys/mman.h>

G_DEFINE_QUARK (siyaq-marian-error-quark, siyaq_marian_error)

/**
 * siyaq_marian_set_error:
 * @error: (nullable): where it goes
 * @code: what kind it is
 * @file: (nullable): the file that is meant
 * @offset: where in it, or %SIYAQ_MARIAN_NO_OFFSET
 * @format: printf format of what is wrong
 * @...: its values
 */
void
siyaq_marian_set_error (GError **error,
                        SiyaqMarianError code,
                        const SiyaqMarianFile *file,
                        gsize offset,
                        const char *format,
                        ...)
{
  g_autofree char *text = NULL;
  va_list args;

  va_start (args, format);
  text = g_strdup_vprintf (format, args);
  va_end (args);
  if (file == NULL)
    g_set_error_literal (error, SIYAQ_MARIAN_ERROR, (int) code, text);
  else if (offset == SIYAQ_MARIAN_NO_OFFSET)
    g_set_error (error, SIYAQ_MARIAN_ERROR, (int) code, "%s: %s", file->path, text);
  else
    g_set_error (error, SIYAQ_MARIAN_ERROR, (int) code, "%s: offset %" G_GSIZE_FORMAT ": %s", file->path, offset, text);
}

/**
 * siyaq_marian_file_open:
 * @path: a file
 * @max_bytes: the most it may have
 * @error: a #SiyaqMarianError
 *
 * Returns: (transfer full): the mapped file, or %NULL
 */
SiyaqMarianFile *
siyaq_marian_file_open (const char *path,
                        gsize max_bytes,
                        GError **error)
{
  g_autoptr (SiyaqMarianFile) self = g_new0 (SiyaqMarianFile, 1);
  g_autoptr (GError) local = NULL;

  self->path = g_strdup (path);
  self->mapped = g_mapped_file_new (path, FALSE, &local);
  if (self->mapped == NULL)
    {
      siyaq_marian_set_error (error, SIYAQ_MARIAN_ERROR_MISSING, NULL, 0, "%s: %s", path, local->message);
      return NULL;
    }
  self->data = (const guint8 *) g_mapped_file_get_contents (self->mapped);
  self->length = g_mapped_file_get_length (self->mapped);
  if (self->length == 0 || self->length > max_bytes)
    {
      siyaq_marian_set_error (error, SIYAQ_MARIAN_ERROR_DAMAGED, self, self->length == 0 ? 0 : max_bytes,
                              "the file has %" G_GSIZE_FORMAT " bytes; 1 to %" G_GSIZE_FORMAT " are read", self->length, max_bytes);
      return NULL;
    }
  return g_steal_pointer (&self);
}

/**
 * siyaq_marian_file_new_for_bytes:
 * @name: what errors call it
 * @bytes: its contents
 *
 * Returns: (transfer full): a file that is in memory
 */
SiyaqMarianFile *
siyaq_marian_file_new_for_bytes (const char *name,
                                 GBytes *bytes)
{
  SiyaqMarianFile *self = g_new0 (SiyaqMarianFile, 1);

  self->path = g_strdup (name);
  self->bytes = g_bytes_ref (bytes);
  self->data = g_bytes_get_data (bytes, &self->length);
  return self;
}

/**
 * siyaq_marian_file_free:
 * @self: (transfer full): a file
 */
void
siyaq_marian_file_free (SiyaqMarianFile *self)
{
  g_clear_pointer (&self->mapped, g_mapped_file_unref);
  g_clear_pointer (&self->bytes, g_bytes_unref);
  g_free (self->path);
  g_free (self);
}

/**
 * siyaq_marian_file_has:
 * @self: a file
 * @offset: where
 * @size: how many bytes
 * @what: what they are, for the error
 * @error: says what is missing
 *
 * Returns: whether the file has these bytes
 */
gboolean
siyaq_marian_file_has (const SiyaqMarianFile *self,
                       gsize offset,
                       guint64 size,
                       const char *what,
                       GError **error)
{
  if (offset <= self->length && size <= self->length - offset)
    return TRUE;
  siyaq_marian_set_error (error, SIYAQ_MARIAN_ERROR_DAMAGED, self, offset,
                          "%s needs %" G_GUINT64_FORMAT " bytes, the file ends at %" G_GSIZE_FORMAT, what, size, self->length);
  return FALSE;
}

/**
 * siyaq_marian_file_read:
 * @self: a file
 * @offset: where; need not be aligned
 * @ret_value: (out): the bytes
 * @size: how many
 * @what: what they are, for the error
 * @error: says what is missing
 *
 * Returns: whether they are there
 */
gboolean
siyaq_marian_file_read (const SiyaqMarianFile *self,
                        gsize offset,
                        gpointer ret_value,
                        gsize size,
                        const char *what,
                        GError **error)
{
  if (!siyaq_marian_file_has (self, offset, size, what, error))
    return FALSE;
  memcpy (ret_value, self->data + offset, size);
  return TRUE;
}

/**
 * siyaq_marian_file_forget:
 * @self: a file
 *
 * Gives the mapped pages back: what is read again comes from the kernel's cache.
 */
void
siyaq_marian_file_forget (const SiyaqMarianFile *self)
{
  if (self->mapped != NULL)
    madvise ((gpointer) self->data, self->length, MADV_DONTNEED);
}
