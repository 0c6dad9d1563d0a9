/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What the parts of the models' library share. */
#pragma once

#include "siyaq-http.h"
#include "siyaq-models.h"

G_BEGIN_DECLS

/**
 * SiyaqModelFile:
 * @name: of the file when it is installed: letters, digits, points, hyphens
 * @type: "model", "lex", "vocab", "srcvocab" or "trgvocab"
 * @location: below the address of the attachments
 * @hash: SHA-256 of what is fetched, in hexadecimal
 * @size: bytes of that
 * @unpacked_hash: SHA-256 of what is installed
 * @unpacked_size: bytes of that
 */
typedef struct
{
  char *name;
  char *type;
  char *location;
  char *hash;
  guint64 size;
  char *unpacked_hash;
  guint64 unpacked_size;
} SiyaqModelFile;

/**
 * SiyaqModelRelease:
 * @from: the language that it reads
 * @to: the language that it writes
 * @version: "3.0"
 * @architecture: "base-memory"
 * @files: (element-type SiyaqModelFile): all that belongs to it
 */
typedef struct
{
  char *from;
  char *to;
  char *version;
  char *architecture;
  GPtrArray *files;
} SiyaqModelRelease;

void siyaq_model_release_free (SiyaqModelRelease *self);
guint64 siyaq_model_release_get_size (const SiyaqModelRelease *self, gboolean unpacked);
gboolean siyaq_model_is_language (const char *code);
gboolean siyaq_model_is_file_name (const char *name);

GPtrArray *siyaq_models_catalogue_parse (const char *text, gsize length, GError **error);
GPtrArray *siyaq_models_catalogue_get_builtin (void);
GPtrArray *siyaq_models_catalogue_fetch (const SiyaqModelsConfig *config, SiyaqHttp *http, GCancellable *cancellable, GError **error);
SiyaqModelRelease *siyaq_models_catalogue_find (GPtrArray *releases, const char *from, const char *to);
const SiyaqModelFile *siyaq_models_catalogue_find_file (GPtrArray *releases, const char *from, const char *to, const char *name);

/**
 * SiyaqModelsStep:
 * @progress: (nullable): who is told
 * @data: for @progress
 * @what: the part of the work
 * @done: bytes
 * @total: bytes of that part
 *
 * How far an installation is.
 */
typedef struct
{
  SiyaqModelsProgress progress;
  gpointer data;
  const char *what;
  guint64 done;
  guint64 total;
} SiyaqModelsStep;

void siyaq_models_step (SiyaqModelsStep *self, guint64 bytes);

gboolean siyaq_models_fetch (const SiyaqModelsConfig *config, SiyaqHttp *http, const SiyaqModelFile *file, const char *path,
                             SiyaqModelsStep *step, GCancellable *cancellable, GError **error);
gboolean siyaq_models_unpack (const char *packed, const char *path, guint64 max_bytes, char **ret_hash, guint64 *ret_size,
                              SiyaqModelsStep *step, GCancellable *cancellable, GError **error);
gboolean siyaq_models_copy (const char *source, const char *path, guint64 max_bytes, char **ret_hash, guint64 *ret_size,
                            SiyaqModelsStep *step, GCancellable *cancellable, GError **error);
char *siyaq_models_hash_file (const char *path, GCancellable *cancellable, GError **error);

char *siyaq_models_get_dir (const SiyaqModelsConfig *config);
int siyaq_models_lock (const char *dir, const char *pair, char **ret_work, GError **error);
char *siyaq_models_stage (const char *dir, const char *pair, GError **error);
gboolean siyaq_models_publish (const char *staged, const char *dir, const char *pair, GError **error);
void siyaq_models_delete (const char *path);
gboolean siyaq_models_check_space (const char *dir, guint64 bytes, GError **error);
gboolean siyaq_models_write_record (const char *staged, const SiyaqModelRelease *release, const char *origin, GError **error);
char *siyaq_models_join_hashes (GPtrArray *hashes);
SiyaqModelsInfo *siyaq_models_read_installed (const char *dir, const char *pair, gboolean own, char **ret_hashes);
void siyaq_models_set_file_error (GError **error, int code, const char *path);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SiyaqModelRelease, siyaq_model_release_free)

G_END_DECLS
