/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The catalogue of Firefox's translation models: records of Remote Settings, one a file, put together
   to releases, of which the newest complete one of each direction counts. Everything in a record is
   taken for hostile: names become files and locations become addresses, so both are kept to the few
   characters that they need, and sizes to what a model can have. The six files of Arabic ⇄ English that
   were known when this was written are built in (facts from the same catalogue: name, location, hash,
   size), so that a mirror of files without a catalogue is enough. */
#define G_LOG_DOMAIN "siyaq-models"

#include "config.h"

#include "siyaq-models-private.h"

#include "siyaq-remote-json.h"

#include <string.h>

/* The catalogue has some 700 records of half a kilobyte. */
#define MAX_CATALOGUE_BYTES (8u * 1024 * 1024)
#define MAX_RECORDS 10000u
/* The largest models have 60 MB packed, 200 unpacked. */
#define MAX_PACKED_BYTES (256u * 1024 * 1024)
#define MAX_UNPACKED_BYTES (1024u * 1024 * 1024)
#define CATALOGUE_TIMEOUT_MS 30000u

G_DEFINE_QUARK (siyaq-models-error-quark, siyaq_models_error)

static const SiyaqModelFile builtin_ar_en[] = {
  { (char *) "model.aren.intgemm.alphas.bin", (char *) "model",
    (char *) "main-workspace/translations-models-v2/c1fc44d3-7b80-415e-9b74-57c4ee027559.zst",
    (char *) "beed6b0da7378dfe256a9c0604a0d07dcb2b9ad4ce5295ac1ea6f1c5815eed65", 22770191,
    (char *) "7b7af0282dc5f4d8805b9a298c2fa828967e3f09ca10f1942ebeea0b2cfc12fa", 31561787 },
  { (char *) "lex.50.50.aren.s2t.bin", (char *) "lex",
    (char *) "main-workspace/translations-models-v2/5fef8e32-9215-4eda-b63d-b4105b9820f6.zst",
    (char *) "0dc3d51a8e41da0ee6f53784e04b2cd044e20e15f15b09aa9c1d96047de803b4", 1623998,
    (char *) "4b45f14dbea40d368093a13563fc1ca48457ee70c1291c82b206f3baff210081", 4627200 },
  { (char *) "vocab.aren.spm", (char *) "vocab",
    (char *) "main-workspace/translations-models-v2/324af319-7174-4574-a0e5-dc047a78aa33.zst",
    (char *) "4e7256a9b84ae2773a5b32a234418d1c111a018b9e1bf2580ad83972d5166687", 349058,
    (char *) "51b4ee3f828d10015464523d0b4f5a6c086b0b2a9bde716a581001cf6c260366", 860035 },
};

static const SiyaqModelFile builtin_en_ar[] = {
  { (char *) "model.enar.intgemm.alphas.bin", (char *) "model",
    (char *) "main-workspace/translations-models-v2/0d56ac93-c0ac-4854-b48e-09e38d51dace.zst",
    (char *) "41dc919c1110508ad7f03ee53bbb28a54abd61d1b15bbc3fe51c5df5c9331016", 22272394,
    (char *) "ae659d7045fc2e5d6ba50583586a5d94ee4358d92c019847e37b57a0e627faa8", 31561787 },
  { (char *) "lex.50.50.enar.s2t.bin", (char *) "lex",
    (char *) "main-workspace/translations-models-v2/6b7c1061-729a-44e3-858d-409a7061a704.zst",
    (char *) "f5fe1d8d145e38b4c6fd9f7a35d0d5779388fa135743561e1d25e982d7191222", 1204697,
    (char *) "2b7194817c5dd9225ca90c0d908cc92e1d6d1f45625781a5feb037ac568d6a61", 3139692 },
  { (char *) "vocab.enar.spm", (char *) "vocab",
    (char *) "main-workspace/translations-models-v2/371728a2-8c02-4528-bd76-4cd1c4e8f05e.zst",
    (char *) "9f68a65a64d4c64ea41d94024160e1443ff51b6c7ba0a2f93e7702beaa0b1d25", 351089,
    (char *) "8d93c54aa5e2044c416ec680b5ff9af0227bd698521666e8b1a1ea1b041fbae8", 863591 },
};

static void
file_free (gpointer data)
{
  SiyaqModelFile *file = data;

  g_free (file->name);
  g_free (file->type);
  g_free (file->location);
  g_free (file->hash);
  g_free (file->unpacked_hash);
  g_free (file);
}

static SiyaqModelFile *
file_copy (const SiyaqModelFile *file)
{
  SiyaqModelFile *copy = g_new0 (SiyaqModelFile, 1);

  copy->name = g_strdup (file->name);
  copy->type = g_strdup (file->type);
  copy->location = g_strdup (file->location);
  copy->hash = g_strdup (file->hash);
  copy->size = file->size;
  copy->unpacked_hash = g_strdup (file->unpacked_hash);
  copy->unpacked_size = file->unpacked_size;
  return copy;
}

static SiyaqModelRelease *
release_new (const char *from,
             const char *to,
             const char *version,
             const char *architecture)
{
  SiyaqModelRelease *self = g_new0 (SiyaqModelRelease, 1);

  self->from = g_strdup (from);
  self->to = g_strdup (to);
  self->version = g_strdup (version);
  self->architecture = g_strdup (architecture);
  self->files = g_ptr_array_new_with_free_func (file_free);
  return self;
}

/**
 * siyaq_model_release_free:
 * @self: (transfer full) (nullable): a release
 */
void
siyaq_model_release_free (SiyaqModelRelease *self)
{
  if (self == NULL)
    return;
  g_free (self->from);
  g_free (self->to);
  g_free (self->version);
  g_free (self->architecture);
  g_ptr_array_unref (self->files);
  g_free (self);
}

/**
 * siyaq_model_release_get_size:
 * @self: a release
 * @unpacked: of what is installed, not of what is fetched
 *
 * Returns: bytes of all its files
 */
guint64
siyaq_model_release_get_size (const SiyaqModelRelease *self,
                              gboolean unpacked)
{
  guint64 size = 0;

  for (guint i = 0; i < self->files->len; i++)
    {
      const SiyaqModelFile *file = g_ptr_array_index (self->files, i);

      size += unpacked ? file->unpacked_size : file->size;
    }
  return size;
}

/**
 * siyaq_model_is_language:
 * @code: (nullable): what may be a language
 *
 * Returns: whether it is one that may name a folder, where a hyphen stands between two of them
 */
gboolean
siyaq_model_is_language (const char *code)
{
  gsize length = code != NULL ? strlen (code) : 0;

  if (length < 2 || length > 12 || !g_ascii_isalpha (*code) || !g_ascii_isalpha (code[1]))
    return FALSE;
  for (const char *p = code; *p != '\0'; p++)
    if (!g_ascii_isalnum (*p) && *p != '_')
      return FALSE;
  return TRUE;
}

/**
 * siyaq_model_is_file_name:
 * @name: (nullable): what may be a name
 *
 * Returns: whether it is one of the files of a model, and nothing that leads elsewhere
 */
gboolean
siyaq_model_is_file_name (const char *name)
{
  gsize length = name != NULL ? strlen (name) : 0;

  if (length < 5 || length > 100 || !g_ascii_isalpha (*name))
    return FALSE;
  for (const char *p = name; *p != '\0'; p++)
    if (!g_ascii_isalnum (*p) && *p != '.' && *p != '-' && *p != '_')
      return FALSE;
  if (g_str_has_prefix (name, "model") || g_str_has_prefix (name, "lex"))
    return g_str_has_suffix (name, ".bin");
  return (g_str_has_prefix (name, "vocab") || g_str_has_prefix (name, "srcvocab") || g_str_has_prefix (name, "trgvocab")) &&
         g_str_has_suffix (name, ".spm");
}

static gboolean
is_hash (const char *text)
{
  if (text == NULL || strlen (text) != 64)
    return FALSE;
  for (const char *p = text; *p != '\0'; p++)
    if (!g_ascii_isxdigit (*p) || g_ascii_isupper (*p))
      return FALSE;
  return TRUE;
}

static gboolean
is_location (const char *text)
{
  if (text == NULL || !g_ascii_isalnum (*text) || strlen (text) > 300 || strstr (text, "..") != NULL)
    return FALSE;
  for (const char *p = text; *p != '\0'; p++)
    if (!g_ascii_isalnum (*p) && strchr ("/.-_", *p) == NULL)
      return FALSE;
  return TRUE;
}

static gboolean
is_type (const char *type,
         const char *name)
{
  static const char *const types[] = { "model", "lex", "vocab", "srcvocab", "trgvocab", NULL };

  return type != NULL && g_strv_contains (types, type) && g_str_has_prefix (name, type);
}

/* A file of a record; NULL where anything about it is not as it must be. */
static SiyaqModelFile *
read_file (JsonNode *record)
{
  JsonNode *attachment = siyaq_remote_json_find (record, "attachment", NULL);
  SiyaqModelFile file = {
    .name = (char *) siyaq_remote_json_string (siyaq_remote_json_find (record, "name", NULL)),
    .type = (char *) siyaq_remote_json_string (siyaq_remote_json_find (record, "fileType", NULL)),
    .location = (char *) siyaq_remote_json_string (siyaq_remote_json_find (attachment, "location", NULL)),
    .hash = (char *) siyaq_remote_json_string (siyaq_remote_json_find (attachment, "hash", NULL)),
    .unpacked_hash = (char *) siyaq_remote_json_string (siyaq_remote_json_find (record, "decompressedHash", NULL)),
  };
  gint64 size = siyaq_remote_json_int (siyaq_remote_json_find (attachment, "size", NULL), -1);
  gint64 unpacked_size = siyaq_remote_json_int (siyaq_remote_json_find (record, "decompressedSize", NULL), -1);

  if (!siyaq_model_is_file_name (file.name) || !is_type (file.type, file.name) || !is_location (file.location) || !is_hash (file.hash) ||
      !is_hash (file.unpacked_hash) || size <= 0 || size > MAX_PACKED_BYTES || unpacked_size <= 0 || unpacked_size > MAX_UNPACKED_BYTES)
    return NULL;
  file.size = (guint64) size;
  file.unpacked_size = (guint64) unpacked_size;
  return file_copy (&file);
}

static SiyaqModelFile *
find_type (const SiyaqModelRelease *release,
           const char *type)
{
  for (guint i = 0; i < release->files->len; i++)
    {
      SiyaqModelFile *file = g_ptr_array_index (release->files, i);

      if (strcmp (file->type, type) == 0)
        return file;
    }
  return NULL;
}

static gboolean
is_complete (const SiyaqModelRelease *release)
{
  return find_type (release, "model") != NULL && find_type (release, "lex") != NULL &&
         (find_type (release, "vocab") != NULL || (find_type (release, "srcvocab") != NULL && find_type (release, "trgvocab") != NULL));
}

/* "3.0" is after "3.0a1" and "2.10" after "2.9". */
static int
compare_versions (const char *a,
                  const char *b)
{
  while (*a != '\0' || *b != '\0')
    {
      char *end_a, *end_b;
      guint64 number_a = g_ascii_strtoull (a, &end_a, 10), number_b = g_ascii_strtoull (b, &end_b, 10);

      if (number_a != number_b)
        return number_a < number_b ? -1 : 1;
      a = end_a;
      b = end_b;
      if (*a != *b)
        {
          /* Letters make a version that comes before the one without. */
          if (g_ascii_isalpha (*a) != g_ascii_isalpha (*b))
            return g_ascii_isalpha (*a) ? -1 : 1;
          return *a < *b ? -1 : 1;
        }
      if (*a != '\0')
        a++, b++;
    }
  return 0;
}

/* Of two architectures of one version the one that translates better. */
static guint
rank_architecture (const char *architecture)
{
  static const char *const order[] = { "tiny", "base", "base-memory" };

  for (guint i = 0; i < G_N_ELEMENTS (order); i++)
    if (strcmp (architecture, order[i]) == 0)
      return i + 1;
  return 0;
}

static gboolean
is_better (const SiyaqModelRelease *a,
           const SiyaqModelRelease *b)
{
  int order = compare_versions (a->version, b->version);

  return order != 0 ? order > 0 : rank_architecture (a->architecture) > rank_architecture (b->architecture);
}

static void
add_record (GHashTable *releases,
            JsonNode *record)
{
  const char *from = siyaq_remote_json_string (siyaq_remote_json_find (record, "sourceLanguage", NULL));
  const char *to = siyaq_remote_json_string (siyaq_remote_json_find (record, "targetLanguage", NULL));
  const char *version = siyaq_remote_json_string (siyaq_remote_json_find (record, "version", NULL));
  const char *architecture = siyaq_remote_json_string (siyaq_remote_json_find (record, "architecture", NULL));
  const char *filter = siyaq_remote_json_string (siyaq_remote_json_find (record, "filter_expression", NULL));
  g_autofree char *key = NULL;
  SiyaqModelRelease *release;
  SiyaqModelFile *file;

  /* A filter is for some versions of the browser only: a trial, or what is withdrawn. */
  if (!siyaq_model_is_language (from) || !siyaq_model_is_language (to) || version == NULL || strlen (version) > 20 ||
      (architecture != NULL && strlen (architecture) > 40) || (filter != NULL && *filter != '\0') || (file = read_file (record)) == NULL)
    return;
  if (architecture == NULL)
    architecture = "";
  key = g_strjoin ("\n", from, to, version, architecture, NULL);
  release = g_hash_table_lookup (releases, key);
  if (release == NULL)
    {
      release = release_new (from, to, version, architecture);
      g_hash_table_insert (releases, g_steal_pointer (&key), release);
    }
  if (find_type (release, file->type) == NULL)
    g_ptr_array_add (release->files, file);
  else
    file_free (file);
}

static int
compare_releases (gconstpointer a,
                  gconstpointer b)
{
  const SiyaqModelRelease *one = *(SiyaqModelRelease *const *) a, *two = *(SiyaqModelRelease *const *) b;
  int order = strcmp (one->from, two->from);

  return order != 0 ? order : strcmp (one->to, two->to);
}

/**
 * siyaq_models_catalogue_parse:
 * @text: records of Remote Settings: {"data": […]}, or the array alone
 * @length: its bytes
 * @error: %SIYAQ_MODELS_ERROR_CATALOGUE
 *
 * Returns: (transfer full) (element-type SiyaqModelRelease): the newest complete release of each
 *   direction, by their languages
 */
GPtrArray *
siyaq_models_catalogue_parse (const char *text,
                              gsize length,
                              GError **error)
{
  g_autoptr (JsonNode) root = siyaq_remote_json_parse (text, length, NULL);
  JsonNode *data = root != NULL && JSON_NODE_HOLDS_OBJECT (root) ? siyaq_remote_json_find (root, "data", NULL) : root;
  g_autoptr (GHashTable) releases = NULL;
  GPtrArray *best;
  GHashTableIter iter;
  SiyaqModelRelease *release;

  if (data == NULL || !JSON_NODE_HOLDS_ARRAY (data) || json_array_get_length (json_node_get_array (data)) > MAX_RECORDS)
    {
      g_set_error_literal (error, SIYAQ_MODELS_ERROR, SIYAQ_MODELS_ERROR_CATALOGUE, "this is not a catalogue of models");
      return NULL;
    }
  releases = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  for (guint i = 0; siyaq_remote_json_at (data, i) != NULL; i++)
    add_record (releases, siyaq_remote_json_at (data, i));
  best = g_ptr_array_new_with_free_func ((GDestroyNotify) siyaq_model_release_free);
  g_hash_table_iter_init (&iter, releases);
  while (g_hash_table_iter_next (&iter, NULL, (gpointer *) &release))
    {
      SiyaqModelRelease *other = siyaq_models_catalogue_find (best, release->from, release->to);

      if (!is_complete (release) || (other != NULL && !is_better (release, other)))
        siyaq_model_release_free (release);
      else
        {
          if (other != NULL)
            g_ptr_array_remove_fast (best, other);
          g_ptr_array_add (best, release);
        }
    }
  g_ptr_array_sort (best, compare_releases);
  return best;
}

static void
add_builtin (GPtrArray *releases,
             const char *from,
             const char *to,
             const SiyaqModelFile *files,
             guint n_files)
{
  SiyaqModelRelease *release = release_new (from, to, "3.0", "base-memory");

  for (guint i = 0; i < n_files; i++)
    g_ptr_array_add (release->files, file_copy (&files[i]));
  g_ptr_array_add (releases, release);
}

/**
 * siyaq_models_catalogue_get_builtin:
 *
 * Returns: (transfer full) (element-type SiyaqModelRelease): what is known without asking
 */
GPtrArray *
siyaq_models_catalogue_get_builtin (void)
{
  GPtrArray *releases = g_ptr_array_new_with_free_func ((GDestroyNotify) siyaq_model_release_free);

  add_builtin (releases, "ar", "en", builtin_ar_en, G_N_ELEMENTS (builtin_ar_en));
  add_builtin (releases, "en", "ar", builtin_en_ar, G_N_ELEMENTS (builtin_en_ar));
  return releases;
}

/**
 * siyaq_models_catalogue_fetch:
 * @config: where it is
 * @http: the way to it
 * @cancellable: (nullable): a cancellable
 * @error: a #SiyaqModelsError or %G_IO_ERROR_CANCELLED
 *
 * Returns: (transfer full) (element-type SiyaqModelRelease): as siyaq_models_catalogue_parse()
 */
GPtrArray *
siyaq_models_catalogue_fetch (const SiyaqModelsConfig *config,
                              SiyaqHttp *http,
                              GCancellable *cancellable,
                              GError **error)
{
  const char *url = config->catalogue_url != NULL && *config->catalogue_url != '\0' ? config->catalogue_url : SIYAQ_MODELS_CATALOGUE_URL;
  g_autoptr (SiyaqHttpRequest) request = siyaq_http_request_new ("GET", url);
  g_autoptr (SiyaqHttpAnswer) answer = NULL;
  g_autoptr (GError) local_error = NULL;
  gsize length = 0;
  const char *text;

  siyaq_http_request_set_timeout (request, CATALOGUE_TIMEOUT_MS, config->idle_timeout_ms);
  siyaq_http_request_set_max_answer (request, MAX_CATALOGUE_BYTES);
  answer = siyaq_http_send (http, request, NULL, cancellable, &local_error);
  if (answer == NULL)
    {
      if (g_error_matches (local_error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        g_propagate_error (error, g_steal_pointer (&local_error));
      else
        /* A wrong setting is no missing network, which what is built in could stand in for. */
        g_set_error_literal (error, SIYAQ_MODELS_ERROR,
                             g_error_matches (local_error, SIYAQ_HTTP_ERROR, SIYAQ_HTTP_ERROR_ADDRESS) ? SIYAQ_MODELS_ERROR_ADDRESS
                                                                                                      : SIYAQ_MODELS_ERROR_NETWORK,
                             local_error->message);
      return NULL;
    }
  if (answer->status != 200)
    {
      g_set_error (error, SIYAQ_MODELS_ERROR, SIYAQ_MODELS_ERROR_NETWORK, "the catalogue is not where it should be (%u)", answer->status);
      return NULL;
    }
  text = g_bytes_get_data (answer->body, &length);
  return siyaq_models_catalogue_parse (text, length, error);
}

/**
 * siyaq_models_catalogue_find:
 * @releases: (element-type SiyaqModelRelease): a catalogue
 * @from: a language
 * @to: another
 *
 * Returns: (transfer none) (nullable): the release of that direction
 */
SiyaqModelRelease *
siyaq_models_catalogue_find (GPtrArray *releases,
                             const char *from,
                             const char *to)
{
  for (guint i = 0; i < releases->len; i++)
    {
      SiyaqModelRelease *release = g_ptr_array_index (releases, i);

      if (strcmp (release->from, from) == 0 && strcmp (release->to, to) == 0)
        return release;
    }
  return NULL;
}

/**
 * siyaq_models_catalogue_find_file:
 * @releases: (element-type SiyaqModelRelease): a catalogue
 * @from: a language
 * @to: another
 * @name: of a file of that direction
 *
 * Returns: (transfer none) (nullable): what is known of it
 */
const SiyaqModelFile *
siyaq_models_catalogue_find_file (GPtrArray *releases,
                                  const char *from,
                                  const char *to,
                                  const char *name)
{
  const SiyaqModelRelease *release = siyaq_models_catalogue_find (releases, from, to);

  for (guint i = 0; release != NULL && i < release->files->len; i++)
    {
      const SiyaqModelFile *file = g_ptr_array_index (release->files, i);

      if (strcmp (file->name, name) == 0)
        return file;
    }
  return NULL;
}
