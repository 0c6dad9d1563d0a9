/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A model out of a folder, without network: for distributors, for a computer that has none, for a model of
   one's own. Files may be packed. What the catalogue knows is checked against it: a records.json in the
   folder if there is one, else what is built in; what nobody knows is taken as it is, after a look at
   its first bytes, and its record says where it came from. */
#define G_LOG_DOMAIN "siyaq-models"

#include "config.h"

#include "siyaq-models-private.h"

#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

#define MAX_UNPACKED_BYTES (G_GUINT64_CONSTANT (1024) * 1024 * 1024)
#define MAX_RECORDS_BYTES (8u * 1024 * 1024)
#define MODEL_VERSION G_GUINT64_CONSTANT (1)
#define LEX_MAGIC G_GUINT64_CONSTANT (0xF11A48D5013417F5)

static const struct
{
  const char *type;
  const char *suffix;
} kinds[] = {
  { "model", ".bin" }, { "lex", ".bin" }, { "vocab", ".spm" }, { "srcvocab", ".spm" }, { "trgvocab", ".spm" },
};

enum { MODEL, LEX, VOCAB, SRCVOCAB, TRGVOCAB };

/* How well a name fits: 0 not at all, as one of the way back does not; more by its kind, most by its
   languages; unpacked before packed. */
static guint
rank_name (const char *name,
           const char *type,
           const char *suffix,
           const char *pair,
           const char *way_back)
{
  g_autofree char *plain = g_str_has_suffix (name, ".zst") ? g_strndup (name, strlen (name) - 4) : g_strdup (name);
  guint rank;

  if (!siyaq_model_is_file_name (plain) || !g_str_has_prefix (plain, type) || !g_str_has_suffix (plain, suffix))
    return 0;
  if (strstr (plain, pair) == NULL && strstr (plain, way_back) != NULL)
    return 0;
  rank = strstr (plain, pair) != NULL ? 4 : 1;
  return rank + (strcmp (plain, name) == 0 ? 1 : 0);
}

static char *
find_name (const char *source,
           const char *type,
           const char *suffix,
           const char *pair,
           const char *way_back)
{
  g_autoptr (GDir) folder = g_dir_open (source, 0, NULL);
  g_autofree char *best = NULL;
  guint best_rank = 0;
  const char *name;

  while (folder != NULL && (name = g_dir_read_name (folder)) != NULL)
    {
      guint rank = rank_name (name, type, suffix, pair, way_back);

      /* Of two that fit as well the first by name, whatever order the disk has. */
      if (rank > best_rank || (rank > 0 && rank == best_rank && strcmp (name, best) < 0))
        {
          g_free (best);
          best = g_strdup (name);
          best_rank = rank;
        }
    }
  return g_steal_pointer (&best);
}

static GPtrArray *
read_known (const char *source,
            gboolean *ret_own,
            GError **error)
{
  g_autofree char *path = g_build_filename (source, "records.json", NULL), *text = NULL;
  g_autoptr (GError) local_error = NULL;
  gsize length;
  GStatBuf status;

  *ret_own = g_stat (path, &status) == 0;
  if (!*ret_own)
    return siyaq_models_catalogue_get_builtin ();
  if (status.st_size <= (goffset) MAX_RECORDS_BYTES && g_file_get_contents (path, &text, &length, &local_error))
    return siyaq_models_catalogue_parse (text, length, error);
  g_set_error (error, SIYAQ_MODELS_ERROR, SIYAQ_MODELS_ERROR_CATALOGUE, "records.json cannot be read: %s",
               local_error != NULL ? local_error->message : "too large");
  return NULL;
}

/* Whether the first bytes are those of such a file. */
static gboolean
check_magic (const char *path,
             const char *type,
             GError **error)
{
  guint64 wanted = strcmp (type, "model") == 0 ? MODEL_VERSION : LEX_MAGIC, first = 0;
  g_autoptr (GMappedFile) file = g_mapped_file_new (path, FALSE, NULL);

  if (file != NULL && g_mapped_file_get_length (file) >= sizeof first)
    memcpy (&first, g_mapped_file_get_contents (file), sizeof first);
  if (file != NULL && g_mapped_file_get_length (file) > 0 && (g_str_has_suffix (type, "vocab") || GUINT64_FROM_LE (first) == wanted))
    return TRUE;
  g_set_error (error, SIYAQ_MODELS_ERROR, SIYAQ_MODELS_ERROR_CHECKSUM, "what should be the %s of a model is none", type);
  return FALSE;
}

/* Of a file that the catalogue knows by name and length, or by name alone where the catalogue came along,
   the sum must be right too; another length is another release. */
static gboolean
check_known (const SiyaqModelFile *known,
             gboolean own_records,
             const SiyaqModelFile *file,
             GError **error)
{
  if (known == NULL || (!own_records && known->unpacked_size != file->unpacked_size) || strcmp (known->unpacked_hash, file->unpacked_hash) == 0)
    return TRUE;
  g_set_error (error, SIYAQ_MODELS_ERROR, SIYAQ_MODELS_ERROR_CHECKSUM, "%s is not the file that the catalogue names", file->name);
  return FALSE;
}

static void
file_free (gpointer data)
{
  SiyaqModelFile *file = data;

  g_free (file->name);
  g_free (file->type);
  g_free (file->unpacked_hash);
  g_free (file);
}

/* Takes one file over, unpacked. */
static SiyaqModelFile *
import_file (const char *source,
             const char *name,
             const char *type,
             const char *staged,
             SiyaqModelsStep *step,
             GCancellable *cancellable,
             GError **error)
{
  gboolean packed = g_str_has_suffix (name, ".zst");
  g_autofree char *plain = packed ? g_strndup (name, strlen (name) - 4) : g_strdup (name);
  g_autofree char *from = g_build_filename (source, name, NULL), *to = g_build_filename (staged, plain, NULL), *hash = NULL;
  SiyaqModelFile *file;
  guint64 size;

  if (packed ? !siyaq_models_unpack (from, to, MAX_UNPACKED_BYTES, &hash, &size, step, cancellable, error)
             : !siyaq_models_copy (from, to, MAX_UNPACKED_BYTES, &hash, &size, step, cancellable, error))
    return NULL;
  if (!check_magic (to, type, error))
    return NULL;
  file = g_new0 (SiyaqModelFile, 1);
  file->name = g_steal_pointer (&plain);
  file->type = g_strdup (type);
  file->unpacked_hash = g_steal_pointer (&hash);
  file->unpacked_size = size;
  return file;
}

typedef struct
{
  const char *from;
  const char *to;
  const char *source;
  char *names[G_N_ELEMENTS (kinds)]; /* nullable */
  GPtrArray *known;
  gboolean own_records;
  gboolean all_known;
} Import;

static gboolean
import_files (Import *self,
              const char *staged,
              SiyaqModelRelease *release,
              SiyaqModelsStep *step,
              GCancellable *cancellable,
              GError **error)
{
  self->all_known = TRUE;
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      SiyaqModelFile *file;
      const SiyaqModelFile *known;

      if (self->names[i] == NULL)
        continue;
      file = import_file (self->source, self->names[i], kinds[i].type, staged, step, cancellable, error);
      if (file == NULL)
        return FALSE;
      g_ptr_array_add (release->files, file);
      known = siyaq_models_catalogue_find_file (self->known, self->from, self->to, file->name);
      if (!check_known (known, self->own_records, file, error))
        return FALSE;
      self->all_known &= known != NULL && strcmp (known->unpacked_hash, file->unpacked_hash) == 0;
    }
  return TRUE;
}

static gboolean
import_model (Import *self,
              const char *dir,
              const char *pair,
              SiyaqModelsStep *step,
              GCancellable *cancellable,
              GError **error)
{
  g_autofree char *staged = siyaq_models_stage (dir, pair, error), *shown = g_filename_display_name (self->source), *origin = NULL;
  const SiyaqModelRelease *known = siyaq_models_catalogue_find (self->known, self->from, self->to);
  SiyaqModelRelease release = { (char *) self->from, (char *) self->to, NULL, NULL, NULL };
  gboolean good;

  if (staged == NULL)
    return FALSE;
  release.files = g_ptr_array_new_with_free_func (file_free);
  origin = g_strdup_printf ("installed from %s", shown);
  good = import_files (self, staged, &release, step, cancellable, error);
  if (good && self->all_known && known != NULL)
    {
      release.version = known->version;
      release.architecture = known->architecture;
    }
  good = good && siyaq_models_write_record (staged, &release, origin, error) && siyaq_models_publish (staged, dir, pair, error);
  if (!good)
    siyaq_models_delete (staged);
  g_ptr_array_unref (release.files);
  return good;
}

static guint64
sum_sizes (const Import *self)
{
  guint64 size = 0;

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      g_autofree char *path = self->names[i] != NULL ? g_build_filename (self->source, self->names[i], NULL) : NULL;
      GStatBuf status;

      if (path != NULL && g_stat (path, &status) == 0)
        size += (guint64) status.st_size;
    }
  return size;
}

/**
 * siyaq_models_install_from:
 * @config: where models are
 * @from: the language that it reads
 * @to: the language that it writes
 * @source: (type filename): a folder with model*.bin, lex*.bin and vocab*.spm, or each of them with .zst;
 *   where it has several, those count whose names have both languages, as "aren"
 * @progress: (nullable): is told how far it is
 * @progress_data: for @progress
 * @cancellable: (nullable): a cancellable
 * @error: a #SiyaqModelsError or %G_IO_ERROR_CANCELLED
 *
 * Returns: whether the model is installed
 */
gboolean
siyaq_models_install_from (const SiyaqModelsConfig *config,
                           const char *from,
                           const char *to,
                           const char *source,
                           SiyaqModelsProgress progress,
                           gpointer progress_data,
                           GCancellable *cancellable,
                           GError **error)
{
  g_autofree char *dir = NULL, *pair = NULL, *both = NULL, *way_back = NULL, *work = NULL;
  Import import = { .from = from, .to = to, .source = source };
  SiyaqModelsStep step = { progress, progress_data, "copy", 0, 0 };
  gboolean good;
  int lock;

  g_return_val_if_fail (config != NULL, FALSE);
  g_return_val_if_fail (source != NULL, FALSE);

  if (!siyaq_model_is_language (from) || !siyaq_model_is_language (to) || strcmp (from, to) == 0)
    {
      g_set_error_literal (error, SIYAQ_MODELS_ERROR, SIYAQ_MODELS_ERROR_UNKNOWN, "a model is named by two languages: ar-en");
      return FALSE;
    }
  dir = siyaq_models_get_dir (config);
  pair = g_strconcat (from, "-", to, NULL);
  both = g_strconcat (from, to, NULL);
  way_back = g_strconcat (to, from, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    import.names[i] = find_name (source, kinds[i].type, kinds[i].suffix, both, way_back);
  if (import.names[MODEL] == NULL || (import.names[VOCAB] == NULL && (import.names[SRCVOCAB] == NULL || import.names[TRGVOCAB] == NULL)))
    {
      g_autofree char *shown = g_filename_display_name (source);

      g_set_error (error, SIYAQ_MODELS_ERROR, SIYAQ_MODELS_ERROR_UNKNOWN, "%s has no model: model*.bin and vocab*.spm are needed", shown);
      good = FALSE;
    }
  else
    {
      import.known = read_known (source, &import.own_records, error);
      lock = import.known != NULL ? siyaq_models_lock (dir, pair, &work, error) : -1;
      step.total = sum_sizes (&import);
      good = lock >= 0 && siyaq_models_check_space (dir, step.total, error) && import_model (&import, dir, pair, &step, cancellable, error);
      if (good)
        siyaq_models_delete (work);
      if (lock >= 0)
        close (lock);
      g_clear_pointer (&import.known, g_ptr_array_unref);
    }
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    g_free (import.names[i]);
  return good;
}
