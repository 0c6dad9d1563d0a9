/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Where the compiled data files are. They are mapped, not parsed: the service starts at once and
   their pages are shared and can be dropped. SIYAQ_DATA_DIR names a folder that is looked into
   first, for tests and for running from the build folder. */
#define G_LOG_DOMAIN "siyaq-item"

#include "config.h"

#include "siyaq-data.h"

G_DEFINE_QUARK (siyaq-data-error-quark, siyaq_data_error)

/**
 * siyaq_data_path:
 * @name: a file's name, "gazetteer.bin"
 *
 * Returns: (transfer full) (type filename): where the file is, or would be
 */
char *
siyaq_data_path (const char *name)
{
  const char *dir = g_getenv ("SIYAQ_DATA_DIR");

  g_return_val_if_fail (name != NULL, NULL);

  if (dir != NULL && *dir != '\0')
    {
      g_autofree char *path = g_build_filename (dir, name, NULL);

      if (g_file_test (path, G_FILE_TEST_EXISTS))
        return g_steal_pointer (&path);
    }
  return g_build_filename (SIYAQ_DATADIR, name, NULL);
}

/**
 * siyaq_data_map:
 * @name: a file's name
 * @error: a #SiyaqDataError
 *
 * Returns: (transfer full): the file, mapped read-only
 */
GMappedFile *
siyaq_data_map (const char *name,
                GError **error)
{
  g_autofree char *path = siyaq_data_path (name);
  g_autoptr (GError) local_error = NULL;
  GMappedFile *file = g_mapped_file_new (path, FALSE, &local_error);

  if (file == NULL)
    g_set_error (error, SIYAQ_DATA_ERROR, SIYAQ_DATA_ERROR_MISSING, "%s: %s", path, local_error->message);
  return file;
}
