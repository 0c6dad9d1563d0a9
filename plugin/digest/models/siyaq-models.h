/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Translation models: what there is, fetched, checked and put where the engine looks. Linked by the
   translator's process alone; every function may block.

   A model is a folder FROM-TO below $XDG_DATA_HOME/siyaq/models, or below siyaq/models in one of
   $XDG_DATA_DIRS: model*.bin, vocab*.spm (or srcvocab*.spm and trgvocab*.spm), lex*.bin, and model.json,
   which tells where they came from. */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define SIYAQ_MODELS_CATALOGUE_URL "https://firefox.settings.services.mozilla.com/v1/buckets/main/collections/translations-models-v2/records"
#define SIYAQ_MODELS_ATTACHMENTS_URL "https://firefox-settings-attachments.cdn.mozilla.net/"

#define SIYAQ_MODELS_ERROR (siyaq_models_error_quark ())
GQuark siyaq_models_error_quark (void);

/**
 * SiyaqModelsError:
 * @SIYAQ_MODELS_ERROR_UNKNOWN: there is no model of these languages
 * @SIYAQ_MODELS_ERROR_NETWORK: what has the models cannot be reached, or sends too little of them
 * @SIYAQ_MODELS_ERROR_CHECKSUM: what came is not what was announced
 * @SIYAQ_MODELS_ERROR_CATALOGUE: the catalogue cannot be read
 * @SIYAQ_MODELS_ERROR_NO_SPACE: the disk is full, or would be
 * @SIYAQ_MODELS_ERROR_BUSY: the same model is being installed already
 * @SIYAQ_MODELS_ERROR_OFFLINE: it would have to be fetched, and the user said that nothing leaves the
 *   computer
 * @SIYAQ_MODELS_ERROR_ADDRESS: the address of the catalogue or the files is none that is asked
 * @SIYAQ_MODELS_ERROR_FILE: a file or folder cannot be read or written
 */
typedef enum
{
  SIYAQ_MODELS_ERROR_UNKNOWN,
  SIYAQ_MODELS_ERROR_NETWORK,
  SIYAQ_MODELS_ERROR_CHECKSUM,
  SIYAQ_MODELS_ERROR_CATALOGUE,
  SIYAQ_MODELS_ERROR_NO_SPACE,
  SIYAQ_MODELS_ERROR_BUSY,
  SIYAQ_MODELS_ERROR_OFFLINE,
  SIYAQ_MODELS_ERROR_ADDRESS,
  SIYAQ_MODELS_ERROR_FILE,
} SiyaqModelsError;

/**
 * SiyaqModelsConfig:
 * @catalogue_url: (nullable): where the records are; %NULL is Mozilla's
 * @attachments_url: (nullable): what their locations are below; %NULL is Mozilla's
 * @dir: (nullable): the user's models; %NULL is $XDG_DATA_HOME/siyaq/models
 * @offline: asks nobody: nothing leaves this computer
 * @idle_timeout_ms: how long nothing may come; 0 for half a minute
 * @retry_wait_ms: first wait before a broken download goes on; 0 for a second
 */
typedef struct
{
  const char *catalogue_url;
  const char *attachments_url;
  const char *dir;
  gboolean offline;
  guint idle_timeout_ms;
  guint retry_wait_ms;
} SiyaqModelsConfig;

/**
 * SiyaqModelsInfo:
 * @from: the language that it reads
 * @to: the language that it writes
 * @version: (nullable): of its release
 * @architecture: (nullable): of its network
 * @dir: (nullable): where it is installed; %NULL where it is not
 * @origin: (nullable): where an installed one came from
 * @own: whether it is the user's and not the system's
 * @update: whether the catalogue has another one than the installed
 * @download_bytes: what is fetched for it; 0 where it is not known
 * @installed_bytes: what it takes on the disk
 */
typedef struct
{
  char *from;
  char *to;
  char *version;
  char *architecture;
  char *dir;
  char *origin;
  gboolean own;
  gboolean update;
  guint64 download_bytes;
  guint64 installed_bytes;
} SiyaqModelsInfo;

/* done and total in bytes; what: "catalogue", "download", "unpack" or "copy". */
typedef void (*SiyaqModelsProgress) (const char *what, guint64 done, guint64 total, gpointer data);

void siyaq_models_info_free (SiyaqModelsInfo *self);
GPtrArray *siyaq_models_list (const SiyaqModelsConfig *config, gboolean *ret_offline, GCancellable *cancellable, GError **error);
gboolean siyaq_models_install (const SiyaqModelsConfig *config, const char *from, const char *to, SiyaqModelsProgress progress,
                               gpointer progress_data, GCancellable *cancellable, GError **error);
gboolean siyaq_models_install_from (const SiyaqModelsConfig *config, const char *from, const char *to, const char *source,
                                    SiyaqModelsProgress progress, gpointer progress_data, GCancellable *cancellable, GError **error);
gboolean siyaq_models_remove (const SiyaqModelsConfig *config, const char *from, const char *to, GError **error);

G_END_DECLS
