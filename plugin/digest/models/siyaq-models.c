/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What a person does with models: see which there are, fetch one or take it from a folder, remove it.
   Fetched files are checked twice, packed and unpacked, because the catalogue has both sums and because
   a sum over the packed file says nothing about what the disk did with the other. */
#define G_LOG_DOMAIN "siyaq-models"

#include "config.h"

#include "siyaq-models-private.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

/* Between these Siyaq translates; the catalogue has others. */
static const char *const languages[] = { "ar", "en", NULL };

/**
 * siyaq_models_info_free:
 * @self: (transfer full) (nullable): what is known of a model
 */
void
siyaq_models_info_free (SiyaqModelsInfo *self)
{
  if (self == NULL)
    return;
  g_free (self->from);
  g_free (self->to);
  g_free (self->version);
  g_free (self->architecture);
  g_free (self->dir);
  g_free (self->origin);
  g_free (self);
}

static SiyaqModelsInfo *
find_info (GPtrArray *infos,
           const char *from,
           const char *to)
{
  for (guint i = 0; i < infos->len; i++)
    {
      SiyaqModelsInfo *info = g_ptr_array_index (infos, i);

      if (strcmp (info->from, from) == 0 && strcmp (info->to, to) == 0)
        return info;
    }
  return NULL;
}

/* The installed models of one folder that no folder before it has. */
static void
add_installed (GPtrArray *infos,
               GHashTable *hashes,
               const char *dir,
               gboolean own)
{
  g_autoptr (GDir) folder = g_dir_open (dir, 0, NULL);
  const char *pair;

  while (folder != NULL && (pair = g_dir_read_name (folder)) != NULL)
    {
      char *sums = NULL;
      SiyaqModelsInfo *info = siyaq_models_read_installed (dir, pair, own, &sums);

      if (info == NULL || find_info (infos, info->from, info->to) != NULL)
        {
          siyaq_models_info_free (info);
          g_free (sums);
          continue;
        }
      g_ptr_array_add (infos, info);
      if (sums != NULL)
        g_hash_table_insert (hashes, info, sums);
    }
}

static char *
join_hashes (const SiyaqModelRelease *release)
{
  g_autoptr (GPtrArray) hashes = g_ptr_array_new ();

  for (guint i = 0; i < release->files->len; i++)
    g_ptr_array_add (hashes, ((SiyaqModelFile *) g_ptr_array_index (release->files, i))->unpacked_hash);
  return siyaq_models_join_hashes (hashes);
}

static void
add_available (GPtrArray *infos,
               GHashTable *hashes,
               GPtrArray *releases)
{
  for (guint i = 0; i < releases->len; i++)
    {
      const SiyaqModelRelease *release = g_ptr_array_index (releases, i);
      g_autofree char *sums = join_hashes (release);
      SiyaqModelsInfo *info;

      if (!g_strv_contains (languages, release->from) || !g_strv_contains (languages, release->to))
        continue;
      info = find_info (infos, release->from, release->to);
      if (info == NULL)
        {
          info = g_new0 (SiyaqModelsInfo, 1);
          info->from = g_strdup (release->from);
          info->to = g_strdup (release->to);
          info->version = g_strdup (release->version);
          info->architecture = g_strdup (release->architecture);
          info->installed_bytes = siyaq_model_release_get_size (release, TRUE);
          g_ptr_array_add (infos, info);
        }
      else
        info->update = g_hash_table_contains (hashes, info) && strcmp (g_hash_table_lookup (hashes, info), sums) != 0;
      info->download_bytes = siyaq_model_release_get_size (release, FALSE);
    }
}

static gboolean
is_worth_builtin (const GError *error)
{
  return g_error_matches (error, SIYAQ_MODELS_ERROR, SIYAQ_MODELS_ERROR_NETWORK) ||
         g_error_matches (error, SIYAQ_MODELS_ERROR, SIYAQ_MODELS_ERROR_CATALOGUE);
}

/* The catalogue, or what is known without it. */
static GPtrArray *
get_releases (const SiyaqModelsConfig *config,
              SiyaqHttp *http,
              gboolean *ret_offline,
              GCancellable *cancellable,
              GError **error)
{
  g_autoptr (GError) local_error = NULL;
  GPtrArray *releases = NULL;

  if (!config->offline)
    releases = siyaq_models_catalogue_fetch (config, http, cancellable, &local_error);
  *ret_offline = releases == NULL;
  if (releases != NULL)
    return releases;
  if (local_error != NULL && !is_worth_builtin (local_error))
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return NULL;
    }
  if (local_error != NULL)
    g_debug ("catalogue: %s", local_error->message);
  return siyaq_models_catalogue_get_builtin ();
}

static int
compare_infos (gconstpointer a,
               gconstpointer b)
{
  const SiyaqModelsInfo *one = *(SiyaqModelsInfo *const *) a, *two = *(SiyaqModelsInfo *const *) b;
  int order = strcmp (one->from, two->from);

  return order != 0 ? order : strcmp (one->to, two->to);
}

/**
 * siyaq_models_list:
 * @config: where models and catalogue are
 * @ret_offline: (out) (optional): whether the catalogue was not asked or not reached, so that what is
 *   available is what was known when this version was released
 * @cancellable: (nullable): a cancellable
 * @error: %G_IO_ERROR_CANCELLED
 *
 * Returns: (transfer full) (element-type SiyaqModelsInfo): what is installed and what could be, by
 *   languages
 */
GPtrArray *
siyaq_models_list (const SiyaqModelsConfig *config,
                   gboolean *ret_offline,
                   GCancellable *cancellable,
                   GError **error)
{
  g_autoptr (GPtrArray) infos = g_ptr_array_new_with_free_func ((GDestroyNotify) siyaq_models_info_free);
  g_autoptr (GHashTable) hashes = g_hash_table_new_full (NULL, NULL, NULL, g_free);
  g_autoptr (SiyaqHttp) http = siyaq_http_new ();
  g_autoptr (GPtrArray) releases = NULL;
  g_autofree char *own = NULL;
  gboolean offline;

  g_return_val_if_fail (config != NULL, NULL);

  releases = get_releases (config, http, &offline, cancellable, error);
  if (releases == NULL)
    return NULL;
  own = siyaq_models_get_dir (config);
  add_installed (infos, hashes, own, TRUE);
  for (const char *const *dir = g_get_system_data_dirs (); *dir != NULL; dir++)
    {
      g_autofree char *models = g_build_filename (*dir, "siyaq", "models", NULL);

      add_installed (infos, hashes, models, FALSE);
    }
  add_available (infos, hashes, releases);
  g_ptr_array_sort (infos, compare_infos);
  if (ret_offline != NULL)
    *ret_offline = offline;
  return g_steal_pointer (&infos);
}

static gboolean
check_languages (const char *from,
                 const char *to,
                 GError **error)
{
  if (siyaq_model_is_language (from) && siyaq_model_is_language (to) && strcmp (from, to) != 0)
    return TRUE;
  g_set_error_literal (error, SIYAQ_MODELS_ERROR, SIYAQ_MODELS_ERROR_UNKNOWN, "a model is named by two languages: ar-en");
  return FALSE;
}

static char *
part_path (const char *work,
           const SiyaqModelFile *file)
{
  g_autofree char *name = g_strdup_printf ("%.32s.part", file->hash);

  return g_build_filename (work, name, NULL);
}

static gboolean
fetch_files (const SiyaqModelsConfig *config,
             SiyaqHttp *http,
             const SiyaqModelRelease *release,
             const char *work,
             SiyaqModelsStep *step,
             GCancellable *cancellable,
             GError **error)
{
  step->what = "download";
  step->done = 0;
  step->total = siyaq_model_release_get_size (release, FALSE);
  for (guint i = 0; i < release->files->len; i++)
    {
      const SiyaqModelFile *file = g_ptr_array_index (release->files, i);
      g_autofree char *path = part_path (work, file);

      if (!siyaq_models_fetch (config, http, file, path, step, cancellable, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
unpack_files (const SiyaqModelRelease *release,
              const char *work,
              const char *staged,
              SiyaqModelsStep *step,
              GCancellable *cancellable,
              GError **error)
{
  step->what = "unpack";
  step->done = 0;
  step->total = siyaq_model_release_get_size (release, FALSE);
  for (guint i = 0; i < release->files->len; i++)
    {
      const SiyaqModelFile *file = g_ptr_array_index (release->files, i);
      g_autofree char *packed = part_path (work, file), *path = g_build_filename (staged, file->name, NULL), *hash = NULL;
      guint64 size;

      if (!siyaq_models_unpack (packed, path, file->unpacked_size, &hash, &size, step, cancellable, error))
        return FALSE;
      if (size != file->unpacked_size || strcmp (hash, file->unpacked_hash) != 0)
        {
          g_set_error (error, SIYAQ_MODELS_ERROR, SIYAQ_MODELS_ERROR_CHECKSUM, "%s is not what the catalogue names, unpacked", file->name);
          return FALSE;
        }
    }
  return TRUE;
}

/* Whether that very release is there, every byte of it. */
static gboolean
is_installed (const char *dir,
              const char *pair,
              const SiyaqModelRelease *release,
              GCancellable *cancellable)
{
  for (guint i = 0; i < release->files->len; i++)
    {
      const SiyaqModelFile *file = g_ptr_array_index (release->files, i);
      g_autofree char *path = g_build_filename (dir, pair, file->name, NULL);
      g_autofree char *hash = NULL;
      GStatBuf status;

      if (g_stat (path, &status) != 0 || (guint64) status.st_size != file->unpacked_size)
        return FALSE;
      hash = siyaq_models_hash_file (path, cancellable, NULL);
      if (g_strcmp0 (hash, file->unpacked_hash) != 0)
        return FALSE;
    }
  return TRUE;
}

static gboolean
install_release (const SiyaqModelsConfig *config,
                 SiyaqHttp *http,
                 const SiyaqModelRelease *release,
                 const char *dir,
                 const char *pair,
                 const char *work,
                 SiyaqModelsStep *step,
                 GCancellable *cancellable,
                 GError **error)
{
  const char *base = config->attachments_url != NULL && *config->attachments_url != '\0' ? config->attachments_url : SIYAQ_MODELS_ATTACHMENTS_URL;
  g_autofree char *origin = NULL, *staged = NULL;
  gboolean good;

  origin = siyaq_http_check_url (base, NULL);
  if (is_installed (dir, pair, release, cancellable))
    return !g_cancellable_set_error_if_cancelled (cancellable, error);
  if (!siyaq_models_check_space (dir, siyaq_model_release_get_size (release, FALSE) + siyaq_model_release_get_size (release, TRUE), error) ||
      !fetch_files (config, http, release, work, step, cancellable, error) || (staged = siyaq_models_stage (dir, pair, error)) == NULL)
    return FALSE;
  good = unpack_files (release, work, staged, step, cancellable, error) && siyaq_models_write_record (staged, release, origin, error) &&
         siyaq_models_publish (staged, dir, pair, error);
  if (!good)
    siyaq_models_delete (staged);
  return good;
}

/* Ends the work of one pair. What was fetched stays where the rest may still come. */
static void
leave (int lock,
       char *work,
       gboolean done)
{
  if (done && work != NULL)
    siyaq_models_delete (work);
  g_free (work);
  if (lock >= 0)
    close (lock);
}

/**
 * siyaq_models_install:
 * @config: where models and catalogue are
 * @from: the language that it reads
 * @to: the language that it writes
 * @progress: (nullable): is told how far it is, for each piece that comes
 * @progress_data: for @progress
 * @cancellable: (nullable): a cancellable; the next call goes on where this one ended
 * @error: a #SiyaqModelsError or %G_IO_ERROR_CANCELLED
 *
 * Returns: whether the newest model of these languages is installed
 */
gboolean
siyaq_models_install (const SiyaqModelsConfig *config,
                      const char *from,
                      const char *to,
                      SiyaqModelsProgress progress,
                      gpointer progress_data,
                      GCancellable *cancellable,
                      GError **error)
{
  g_autofree char *dir = NULL, *pair = NULL;
  g_autoptr (SiyaqHttp) http = siyaq_http_new ();
  g_autoptr (GPtrArray) releases = NULL;
  SiyaqModelsStep step = { progress, progress_data, "catalogue", 0, 0 };
  const SiyaqModelRelease *release;
  char *work = NULL;
  gboolean offline, good;
  int lock;

  g_return_val_if_fail (config != NULL, FALSE);

  if (!check_languages (from, to, error))
    return FALSE;
  if (config->offline)
    {
      g_set_error_literal (error, SIYAQ_MODELS_ERROR, SIYAQ_MODELS_ERROR_OFFLINE, "nothing leaves this computer, as you chose: no model is fetched");
      return FALSE;
    }
  dir = siyaq_models_get_dir (config);
  pair = g_strconcat (from, "-", to, NULL);
  siyaq_models_step (&step, 0);
  releases = get_releases (config, http, &offline, cancellable, error);
  if (releases == NULL)
    return FALSE;
  release = siyaq_models_catalogue_find (releases, from, to);
  if (release == NULL)
    {
      g_set_error (error, SIYAQ_MODELS_ERROR, SIYAQ_MODELS_ERROR_UNKNOWN, "there is no model that translates from %s to %s", from, to);
      return FALSE;
    }
  lock = siyaq_models_lock (dir, pair, &work, error);
  if (lock < 0)
    return FALSE;
  good = install_release (config, http, release, dir, pair, work, &step, cancellable, error);
  leave (lock, work, good);
  return good;
}

/**
 * siyaq_models_remove:
 * @config: where models are
 * @from: the language that it reads
 * @to: the language that it writes
 * @error: a #SiyaqModelsError
 *
 * Removes a model of the user's, and what a download of it left. One of the system is the system's.
 *
 * Returns: whether it was there and is no more
 */
gboolean
siyaq_models_remove (const SiyaqModelsConfig *config,
                     const char *from,
                     const char *to,
                     GError **error)
{
  g_autofree char *dir = NULL, *pair = NULL, *path = NULL, *gone = NULL;
  char *work = NULL;
  int lock;
  gboolean removed;

  g_return_val_if_fail (config != NULL, FALSE);

  if (!check_languages (from, to, error))
    return FALSE;
  dir = siyaq_models_get_dir (config);
  pair = g_strconcat (from, "-", to, NULL);
  path = g_build_filename (dir, pair, NULL);
  lock = siyaq_models_lock (dir, pair, &work, error);
  if (lock < 0)
    return FALSE;
  /* Out of sight at once, then file by file. */
  gone = g_strdup_printf ("%s/.old-%s", dir, pair);
  siyaq_models_delete (gone);
  removed = g_rename (path, gone) == 0;
  if (removed)
    siyaq_models_delete (gone);
  else if (errno == ENOENT)
    g_set_error (error, SIYAQ_MODELS_ERROR, SIYAQ_MODELS_ERROR_UNKNOWN, "no model %s of yours is installed", pair);
  else
    siyaq_models_set_file_error (error, errno, path);
  leave (lock, work, TRUE);
  return removed;
}
