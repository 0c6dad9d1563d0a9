/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Folders of models. One is made beside where it is to be and gets its name by a single rename when all
   of it is on the disk, so that whoever looks sees the old one, the new one or none, and never half of
   one. What downloads left lies in a hidden folder of its own, which is locked while somebody works
   in it. */
#define G_LOG_DOMAIN "siyaq-models"

#include "config.h"

#include "siyaq-models-private.h"

#include "siyaq-remote-json.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <stdio.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#define RECORD_VERSION 1
#define RECORD_NAME "model.json"
#define MAX_RECORD_BYTES (64u * 1024)
/* What stays free: a full disk hurts more than a missing model. */
#define RESERVE_BYTES (G_GUINT64_CONSTANT (16) * 1024 * 1024)
/* Folders within a folder of models; ours have none. */
#define MAX_DEPTH 3u

/**
 * siyaq_models_get_dir:
 * @config: a configuration
 *
 * Returns: (transfer full) (type filename): where the user's models are
 */
char *
siyaq_models_get_dir (const SiyaqModelsConfig *config)
{
  if (config->dir != NULL)
    return g_strdup (config->dir);
  return g_build_filename (g_get_user_data_dir (), "siyaq", "models", NULL);
}

static void
delete_below (const char *path,
              guint depth)
{
  g_autoptr (GDir) dir = depth < MAX_DEPTH ? g_dir_open (path, 0, NULL) : NULL;
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *child = g_build_filename (path, name, NULL);

      /* A link is removed, not what it leads to. */
      if (!g_file_test (child, G_FILE_TEST_IS_SYMLINK) && g_file_test (child, G_FILE_TEST_IS_DIR))
        delete_below (child, depth + 1);
      else
        g_unlink (child);
    }
  g_rmdir (path);
}

/**
 * siyaq_models_delete:
 * @path: (type filename): a folder of ours; it and all in it goes
 */
void
siyaq_models_delete (const char *path)
{
  if (g_file_test (path, G_FILE_TEST_IS_SYMLINK))
    g_unlink (path);
  else
    delete_below (path, 0);
}

/**
 * siyaq_models_lock:
 * @dir: (type filename): where the user's models are
 * @pair: "ar-en"
 * @ret_work: (out) (type filename): a folder for what is being fetched
 * @error: %SIYAQ_MODELS_ERROR_BUSY or another #SiyaqModelsError
 *
 * Returns: a descriptor that is the lock until it is closed; -1 where somebody else has it
 */
int
siyaq_models_lock (const char *dir,
                   const char *pair,
                   char **ret_work,
                   GError **error)
{
  g_autofree char *name = g_strconcat (".partial-", pair, NULL);
  g_autofree char *work = g_build_filename (dir, name, NULL);
  g_autofree char *path = g_build_filename (work, "lock", NULL);
  struct stat status;
  int fd;

  if (g_mkdir_with_parents (work, 0700) != 0 || (fd = open (path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600)) < 0)
    {
      siyaq_models_set_file_error (error, errno, work);
      return -1;
    }
  /* One that has no name any more was the lock of somebody who has just finished. */
  if (flock (fd, LOCK_EX | LOCK_NB) != 0 || fstat (fd, &status) != 0 || status.st_nlink == 0)
    {
      g_set_error (error, SIYAQ_MODELS_ERROR, SIYAQ_MODELS_ERROR_BUSY, "the model %s is being installed already", pair);
      close (fd);
      return -1;
    }
  *ret_work = g_steal_pointer (&work);
  return fd;
}

/**
 * siyaq_models_stage:
 * @dir: (type filename): where the user's models are
 * @pair: "ar-en"; locked
 * @error: a #SiyaqModelsError
 *
 * Returns: (transfer full) (type filename): an empty folder in which the model is put together
 */
char *
siyaq_models_stage (const char *dir,
                    const char *pair,
                    GError **error)
{
  g_autofree char *name = g_strconcat (".new-", pair, NULL);
  g_autofree char *path = g_build_filename (dir, name, NULL);

  /* What a crash left. */
  siyaq_models_delete (path);
  if (g_mkdir (path, 0755) != 0)
    {
      siyaq_models_set_file_error (error, errno, path);
      return NULL;
    }
  return g_steal_pointer (&path);
}

static gboolean
sync_dir (const char *path,
          GError **error)
{
  int fd = open (path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);

  if (fd < 0 || fsync (fd) != 0)
    {
      siyaq_models_set_file_error (error, errno, path);
      if (fd >= 0)
        close (fd);
      return FALSE;
    }
  close (fd);
  return TRUE;
}

/**
 * siyaq_models_publish:
 * @staged: (type filename): a complete model, its files on the disk
 * @dir: (type filename): where the user's models are
 * @pair: "ar-en"; locked
 * @error: a #SiyaqModelsError
 *
 * Takes the place of the model of before at once; who has that one open keeps it.
 *
 * Returns: whether it is there
 */
gboolean
siyaq_models_publish (const char *staged,
                      const char *dir,
                      const char *pair,
                      GError **error)
{
  g_autofree char *path = g_build_filename (dir, pair, NULL);

  if (!sync_dir (staged, error))
    return FALSE;
  if (rename (staged, path) != 0)
    {
      g_autofree char *old_name = g_strconcat (".old-", pair, NULL);
      g_autofree char *old = g_build_filename (dir, old_name, NULL);

      siyaq_models_delete (old);
      if (renameat2 (AT_FDCWD, staged, AT_FDCWD, path, RENAME_EXCHANGE) == 0)
        siyaq_models_delete (staged);
      /* A file system that cannot exchange: for a moment there is none. */
      else if (rename (path, old) != 0 || rename (staged, path) != 0)
        {
          siyaq_models_set_file_error (error, errno, path);
          rename (old, path);
          return FALSE;
        }
      siyaq_models_delete (old);
    }
  return sync_dir (dir, error);
}

/**
 * siyaq_models_check_space:
 * @dir: (type filename): where it is wanted; exists
 * @bytes: how much
 * @error: %SIYAQ_MODELS_ERROR_NO_SPACE
 *
 * Returns: whether there is so much, or nobody can say
 */
gboolean
siyaq_models_check_space (const char *dir,
                          guint64 bytes,
                          GError **error)
{
  g_autoptr (GFile) file = g_file_new_for_path (dir);
  g_autoptr (GFileInfo) info = g_file_query_filesystem_info (file, G_FILE_ATTRIBUTE_FILESYSTEM_FREE, NULL, NULL);
  g_autofree char *wanted = NULL, *free_text = NULL, *shown = NULL;
  guint64 available;

  if (info == NULL || !g_file_info_has_attribute (info, G_FILE_ATTRIBUTE_FILESYSTEM_FREE))
    return TRUE;
  available = g_file_info_get_attribute_uint64 (info, G_FILE_ATTRIBUTE_FILESYSTEM_FREE);
  if (available >= RESERVE_BYTES && available - RESERVE_BYTES >= bytes)
    return TRUE;
  wanted = g_format_size (bytes);
  free_text = g_format_size (available);
  shown = g_filename_display_name (dir);
  g_set_error (error, SIYAQ_MODELS_ERROR, SIYAQ_MODELS_ERROR_NO_SPACE, "the disk is too full: %s are needed in %s, %s are free", wanted, shown,
               free_text);
  return FALSE;
}

static void
add_member (JsonBuilder *builder,
            const char *name,
            const char *value)
{
  if (value == NULL)
    return;
  json_builder_set_member_name (builder, name);
  json_builder_add_string_value (builder, value);
}

static char *
print_record (const SiyaqModelRelease *release,
              const char *origin)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autoptr (GDateTime) now = g_date_time_new_now_utc ();
  g_autofree char *date = g_date_time_format_iso8601 (now);

  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "record");
  json_builder_add_int_value (builder, RECORD_VERSION);
  add_member (builder, "from", release->from);
  add_member (builder, "to", release->to);
  add_member (builder, "version", release->version);
  add_member (builder, "architecture", release->architecture);
  add_member (builder, "origin", origin);
  add_member (builder, "installed", date);
  json_builder_set_member_name (builder, "files");
  json_builder_begin_array (builder);
  for (guint i = 0; i < release->files->len; i++)
    {
      const SiyaqModelFile *file = g_ptr_array_index (release->files, i);

      json_builder_begin_object (builder);
      add_member (builder, "name", file->name);
      add_member (builder, "type", file->type);
      add_member (builder, "sha256", file->unpacked_hash);
      json_builder_set_member_name (builder, "size");
      json_builder_add_int_value (builder, (gint64) file->unpacked_size);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
  json_builder_end_object (builder);
  return siyaq_remote_json_print (json_builder_get_root (builder));
}

/**
 * siyaq_models_write_record:
 * @staged: (type filename): a model that is being put together
 * @release: what it has; names, unpacked hashes and sizes count
 * @origin: where it came from, for a person
 * @error: a #SiyaqModelsError
 *
 * Returns: whether its record is on the disk
 */
gboolean
siyaq_models_write_record (const char *staged,
                           const SiyaqModelRelease *release,
                           const char *origin,
                           GError **error)
{
  g_autofree char *path = g_build_filename (staged, RECORD_NAME, NULL);
  g_autofree char *text = print_record (release, origin);
  g_autoptr (GError) local_error = NULL;

  if (g_file_set_contents_full (path, text, -1, G_FILE_SET_CONTENTS_CONSISTENT | G_FILE_SET_CONTENTS_DURABLE, 0644, &local_error))
    return TRUE;
  g_set_error_literal (error, SIYAQ_MODELS_ERROR,
                       g_error_matches (local_error, G_FILE_ERROR, G_FILE_ERROR_NOSPC) ? SIYAQ_MODELS_ERROR_NO_SPACE : SIYAQ_MODELS_ERROR_FILE,
                       local_error->message);
  return FALSE;
}

static JsonNode *
read_record (const char *dir)
{
  g_autofree char *path = g_build_filename (dir, RECORD_NAME, NULL);
  g_autofree char *text = NULL;
  gsize length = 0;
  GStatBuf status;

  if (g_stat (path, &status) != 0 || status.st_size > (goffset) MAX_RECORD_BYTES || !g_file_get_contents (path, &text, &length, NULL))
    return NULL;
  return siyaq_remote_json_parse (text, length, NULL);
}

static int
compare_strings (gconstpointer a,
                 gconstpointer b)
{
  return strcmp (*(char *const *) a, *(char *const *) b);
}

/**
 * siyaq_models_join_hashes:
 * @hashes: (element-type utf8): of the files of a model; put in order
 *
 * Returns: (transfer full): what tells that model from others
 */
char *
siyaq_models_join_hashes (GPtrArray *hashes)
{
  g_ptr_array_sort (hashes, compare_strings);
  g_ptr_array_add (hashes, NULL);
  return g_strjoinv (" ", (char **) hashes->pdata);
}

static char *
read_hashes (JsonNode *record)
{
  JsonNode *files = siyaq_remote_json_find (record, "files", NULL);
  g_autoptr (GPtrArray) hashes = g_ptr_array_new ();

  for (guint i = 0; siyaq_remote_json_at (files, i) != NULL; i++)
    {
      const char *hash = siyaq_remote_json_string (siyaq_remote_json_find (siyaq_remote_json_at (files, i), "sha256", NULL));

      g_ptr_array_add (hashes, (gpointer) (hash != NULL ? hash : ""));
    }
  return siyaq_models_join_hashes (hashes);
}

/**
 * siyaq_models_read_installed:
 * @dir: (type filename): where models are
 * @pair: "ar-en"
 * @own: whether that is the user's folder
 * @ret_hashes: (out) (nullable): as siyaq_models_join_hashes()
 *
 * Returns: (transfer full) (nullable): the model; %NULL where there is none that can be used
 */
SiyaqModelsInfo *
siyaq_models_read_installed (const char *dir,
                             const char *pair,
                             gboolean own,
                             char **ret_hashes)
{
  g_autofree char *path = g_build_filename (dir, pair, NULL);
  g_auto (GStrv) languages = g_strsplit (pair, "-", 2);
  g_autoptr (GDir) folder = NULL;
  g_autoptr (JsonNode) record = NULL;
  SiyaqModelsInfo *info;
  gboolean has_model = FALSE, has_vocab = FALSE;
  const char *name;
  guint64 bytes = 0;

  if (g_strv_length (languages) != 2 || !siyaq_model_is_language (languages[0]) || !siyaq_model_is_language (languages[1]) ||
      (folder = g_dir_open (path, 0, NULL)) == NULL)
    return NULL;
  while ((name = g_dir_read_name (folder)) != NULL)
    {
      g_autofree char *file = g_build_filename (path, name, NULL);
      GStatBuf status;

      if (!siyaq_model_is_file_name (name) || g_stat (file, &status) != 0)
        continue;
      bytes += (guint64) status.st_size;
      has_model |= g_str_has_prefix (name, "model");
      has_vocab |= strstr (name, "vocab") != NULL;
    }
  if (!has_model || !has_vocab)
    return NULL;
  record = read_record (path);
  info = g_new0 (SiyaqModelsInfo, 1);
  info->from = g_strdup (languages[0]);
  info->to = g_strdup (languages[1]);
  info->version = g_strdup (siyaq_remote_json_string (siyaq_remote_json_find (record, "version", NULL)));
  info->architecture = g_strdup (siyaq_remote_json_string (siyaq_remote_json_find (record, "architecture", NULL)));
  info->origin = g_strdup (siyaq_remote_json_string (siyaq_remote_json_find (record, "origin", NULL)));
  info->dir = g_steal_pointer (&path);
  info->own = own;
  info->installed_bytes = bytes;
  if (ret_hashes != NULL)
    *ret_hashes = record != NULL ? read_hashes (record) : NULL;
  return info;
}
