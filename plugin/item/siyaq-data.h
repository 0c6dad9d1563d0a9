/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Where the compiled data files are, and how they are mapped. */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define SIYAQ_DATA_ERROR (siyaq_data_error_quark ())
GQuark siyaq_data_error_quark (void);

/**
 * SiyaqDataError:
 * @SIYAQ_DATA_ERROR_MISSING: the file is not installed
 * @SIYAQ_DATA_ERROR_INVALID: the file is damaged
 * @SIYAQ_DATA_ERROR_NEWER: the file was written by a newer version
 */
typedef enum
{
  SIYAQ_DATA_ERROR_MISSING,
  SIYAQ_DATA_ERROR_INVALID,
  SIYAQ_DATA_ERROR_NEWER,
} SiyaqDataError;

char *siyaq_data_path (const char *name);
GMappedFile *siyaq_data_map (const char *name, GError **error);

G_END_DECLS
