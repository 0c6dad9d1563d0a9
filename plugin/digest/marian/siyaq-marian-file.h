/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A mapped file of a model, read with every bound checked. What is wrong with it is said with the
   file's name and the offset of the bytes that are wrong. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define SIYAQ_MARIAN_ERROR (siyaq_marian_error_quark ())
GQuark siyaq_marian_error_quark (void);

/**
 * SiyaqMarianError:
 * @SIYAQ_MARIAN_ERROR_MISSING: a file of the model is not there or cannot be read
 * @SIYAQ_MARIAN_ERROR_DAMAGED: a file is not what its format says; the message has the offset
 * @SIYAQ_MARIAN_ERROR_UNSUPPORTED: a sound file of an architecture that is not built here
 */
typedef enum
{
  SIYAQ_MARIAN_ERROR_MISSING,
  SIYAQ_MARIAN_ERROR_DAMAGED,
  SIYAQ_MARIAN_ERROR_UNSUPPORTED,
} SiyaqMarianError;

/* Offset of an error that lies nowhere in particular. */
#define SIYAQ_MARIAN_NO_OFFSET G_MAXSIZE

typedef struct
{
  char *path;
  GMappedFile *mapped;
  GBytes *bytes;          /* instead of a mapping: a file that is in memory */
  const guint8 *data;
  gsize length;
} SiyaqMarianFile;

SiyaqMarianFile *siyaq_marian_file_open (const char *path, gsize max_bytes, GError **error);
SiyaqMarianFile *siyaq_marian_file_new_for_bytes (const char *name, GBytes *bytes);
void siyaq_marian_file_free (SiyaqMarianFile *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SiyaqMarianFile, siyaq_marian_file_free)

gboolean siyaq_marian_file_read (const SiyaqMarianFile *self, gsize offset, gpointer ret_value, gsize size, const char *what,
                                 GError **error);
gboolean siyaq_marian_file_has (const SiyaqMarianFile *self, gsize offset, guint64 size, const char *what, GError **error);
void siyaq_marian_file_forget (const SiyaqMarianFile *self);
void siyaq_marian_set_error (GError **error, SiyaqMarianError code, const SiyaqMarianFile *file, gsize offset,
                             const char *format, ...) G_GNUC_PRINTF (5, 6);

G_END_DECLS
