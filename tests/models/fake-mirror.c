/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Remote Settings and its attachments as Firefox's models are kept there, with small files of no meaning
   and the mishaps that a download of twenty megabytes meets. */
#include "config.h"

#include "fake-mirror.h"

#include <stdlib.h>
#include <string.h>
#include <zstd.h>

/**
 * fake_mirror_pack:
 * @plain: bytes
 *
 * Returns: (transfer full): them as a zstd file
 */
GBytes *
fake_mirror_pack (GBytes *plain)
{
  gsize length, size, packed;
  gconstpointer data = g_bytes_get_data (plain, &length);
  char *buffer;

  size = ZSTD_compressBound (length);
  buffer = g_malloc (size);
  packed = ZSTD_compress (buffer, size, data, length, 1);
  g_assert_false (ZSTD_isError (packed));
  return g_bytes_new_take (buffer, packed);
}

/* Bytes that do not pack well, and begin as such a file does. */
static GBytes *
make_plain (const char *type,
            const char *seed,
            gsize length)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (g_str_hash (seed));
  guint64 first = GUINT64_TO_LE (strcmp (type, "lex") == 0 ? G_GUINT64_CONSTANT (0xF11A48D5013417F5) : 1);
  guint8 *data = g_malloc (length);

  for (gsize i = 0; i < length; i++)
    data[i] = (guint8) g_rand_int_range (rand, 0, 64);
  memcpy (data, &first, MIN (length, sizeof first));
  return g_bytes_new_take (data, length);
}

/**
 * fake_mirror_add_record:
 * @self: a mirror
 * @record: a row of the catalogue, as it is to stand there
 */
void
fake_mirror_add_record (FakeMirror *self,
                        const char *record)
{
  if (self->records->len > 0)
    g_string_append (self->records, ",\n");
  g_string_append (self->records, record);
}

/**
 * fake_mirror_add_file:
 * @self: a mirror
 * @from: a language
 * @to: another
 * @version: of the release
 * @type: "model", "lex" or "vocab"
 * @name: of the file
 * @length: its bytes, unpacked
 */
void
fake_mirror_add_file (FakeMirror *self,
                      const char *from,
                      const char *to,
                      const char *version,
                      const char *type,
                      const char *name,
                      gsize length)
{
  g_autofree char *seed = g_strconcat (name, version, NULL);
  GBytes *plain = make_plain (type, seed, length);
  GBytes *packed = fake_mirror_pack (plain);
  g_autofree char *hash = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, packed);
  g_autofree char *plain_hash = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, plain);
  g_autofree char *location = g_strdup_printf ("main-workspace/models/%s-%s.zst", version, name);
  g_autofree char *record = NULL;

  record = g_strdup_printf ("{\"name\": \"%s\", \"version\": \"%s\", \"fileType\": \"%s\", \"attachment\": {\"hash\": \"%s\", \"size\": %" G_GSIZE_FORMAT ","
                            " \"filename\": \"%s.zst\", \"location\": \"%s\", \"mimetype\": \"application/zstd\"}, \"architecture\": \"base-memory\","
                            " \"sourceLanguage\": \"%s\", \"targetLanguage\": \"%s\", \"decompressedHash\": \"%s\", \"decompressedSize\": %" G_GSIZE_FORMAT ","
                            " \"filter_expression\": \"\"}",
                            name, version, type, hash, g_bytes_get_size (packed), name, location, from, to, plain_hash, g_bytes_get_size (plain));
  fake_mirror_add_record (self, record);
  g_hash_table_replace (self->files, g_steal_pointer (&location), packed);
  g_hash_table_replace (self->plain, g_strdup (name), plain);
}

/**
 * fake_mirror_add_release:
 * @self: a mirror
 * @from: a language
 * @to: another
 * @version: of the release
 *
 * Adds the three files of a model.
 */
void
fake_mirror_add_release (FakeMirror *self,
                         const char *from,
                         const char *to,
                         const char *version)
{
  g_autofree char *model = g_strdup_printf ("model.%s%s.intgemm.alphas.bin", from, to);
  g_autofree char *lex = g_strdup_printf ("lex.50.50.%s%s.s2t.bin", from, to);
  g_autofree char *vocab = g_strdup_printf ("vocab.%s%s.spm", from, to);

  fake_mirror_add_file (self, from, to, version, "model", model, 700000);
  fake_mirror_add_file (self, from, to, version, "lex", lex, 90000);
  fake_mirror_add_file (self, from, to, version, "vocab", vocab, 20000);
}

static void
send_bytes (FakeMirror *self,
            FakeReply *reply,
            GBytes *bytes,
            gsize from)
{
  gsize length;
  const char *data = g_bytes_get_data (bytes, &length);

  reply->body = g_memdup2 (data + from, length - from);
  reply->length = length - from;
}

static void
spoil (FakeMirror *self,
       const FakeRequest *request,
       FakeReply *reply,
       GBytes *bytes,
       gsize from)
{
  switch (self->mishap)
    {
    case CUT:
      reply->stop_after = (gssize) MIN (self->cut, reply->length);
      break;
    case NO_RANGES:
      g_free (reply->body);
      g_clear_pointer (&reply->headers, g_free);
      reply->status = 200;
      send_bytes (self, reply, bytes, 0);
      break;
    case WRONG_RANGE:
      g_free (reply->headers);
      reply->status = 206;
      reply->headers = g_strdup_printf ("Content-Range: bytes 7-%" G_GSIZE_FORMAT "/%" G_GSIZE_FORMAT "\r\n", g_bytes_get_size (bytes) - 1,
                                        g_bytes_get_size (bytes));
      break;
    case NOT_SATISFIABLE:
      fake_reply_take_body (reply, 416, g_strdup (""));
      break;
    case REDIRECT:
      {
        g_autofree char *other = fake_server_get_url (self->server, "localhost");

        fake_reply_take_body (reply, 302, g_strdup (""));
        g_free (reply->headers);
        reply->headers = g_strdup_printf ("Location: %s%s\r\n", other, request->path);
        break;
      }
    case CIRCLES:
      fake_reply_take_body (reply, 302, g_strdup (""));
      g_free (reply->headers);
      reply->headers = g_strdup_printf ("Location: %s\r\n", request->path);
      break;
    case HANG:
      reply->hang = TRUE;
      break;
    case SHORT:
      reply->length -= 10;
      break;
    case LONG:
      reply->body = g_realloc (reply->body, reply->length + 10);
      memset (reply->body + reply->length, 0, 10);
      reply->length += 10;
      reply->no_length = TRUE;
      break;
    case OTHER:
      reply->body[reply->length / 2] ^= 1;
      break;
    case GONE:
      fake_reply_take_body (reply, 404, g_strdup ("no"));
      break;
    case BUSY:
      fake_reply_take_body (reply, 503, g_strdup ("no"));
      break;
    default:
      break;
    }
}

static void
handle (const FakeRequest *request,
        FakeReply *reply,
        gpointer data)
{
  FakeMirror *self = data;
  const char *range = fake_request_get_header (request, "range");
  gsize from = range != NULL && g_str_has_prefix (range, "bytes=") ? strtoul (range + 6, NULL, 10) : 0;
  GBytes *bytes;

  g_ptr_array_add (self->paths, g_strdup (request->path));
  if (strcmp (request->path, "/catalogue") == 0)
    {
      fake_reply_take_body (reply, self->catalogue_status, g_strdup_printf ("{\"data\": [%s]}", self->records->str));
      return;
    }
  bytes = g_hash_table_lookup (self->files, request->path + strlen ("/files/"));
  if (bytes == NULL)
    {
      fake_reply_take_body (reply, 404, g_strdup ("no such file"));
      return;
    }
  self->ranges += range != NULL ? 1 : 0;
  reply->status = from > 0 ? 206 : 200;
  if (from > 0)
    reply->headers = g_strdup_printf ("Content-Range: bytes %" G_GSIZE_FORMAT "-%" G_GSIZE_FORMAT "/%" G_GSIZE_FORMAT "\r\n", from,
                                      g_bytes_get_size (bytes) - 1, g_bytes_get_size (bytes));
  send_bytes (self, reply, bytes, MIN (from, g_bytes_get_size (bytes)));
  if (self->mishaps > 0)
    {
      self->mishaps--;
      spoil (self, request, reply, bytes, from);
    }
  if (reply->status == 200 || reply->status == 206)
    self->sent += reply->stop_after >= 0 ? (gsize) reply->stop_after : reply->length;
}

/**
 * fake_mirror_new:
 *
 * Returns: (transfer full): a mirror with an empty catalogue
 */
FakeMirror *
fake_mirror_new (void)
{
  FakeMirror *self = g_new0 (FakeMirror, 1);

  self->files = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_bytes_unref);
  self->plain = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_bytes_unref);
  self->records = g_string_new (NULL);
  self->catalogue_status = 200;
  self->paths = g_ptr_array_new_with_free_func (g_free);
  self->server = fake_server_new (handle, self);
  return self;
}

/**
 * fake_mirror_free:
 * @self: (transfer full): a mirror
 */
void
fake_mirror_free (FakeMirror *self)
{
  fake_server_free (self->server);
  g_hash_table_unref (self->files);
  g_hash_table_unref (self->plain);
  g_string_free (self->records, TRUE);
  g_ptr_array_unref (self->paths);
  g_free (self);
}

/**
 * fake_mirror_count:
 * @self: a mirror
 * @prefix: of paths
 *
 * Returns: how many requests there were for such
 */
guint
fake_mirror_count (FakeMirror *self,
                   const char *prefix)
{
  guint n = 0;

  for (guint i = 0; i < self->paths->len; i++)
    n += g_str_has_prefix (g_ptr_array_index (self->paths, i), prefix) ? 1 : 0;
  return n;
}

/**
 * fixture_set_up:
 * @fixture: filled in
 * @data: unused
 */
void
fixture_set_up (Fixture *fixture,
        gconstpointer data)
{
  g_autofree char *url = NULL;

  fixture->mirror = fake_mirror_new ();
  fixture->home = g_dir_make_tmp ("siyaq-models-XXXXXX", NULL);
  fixture->dir = g_build_filename (fixture->home, "models", NULL);
  url = fake_server_get_url (fixture->mirror->server, "127.0.0.1");
  fixture->catalogue = g_strconcat (url, "/catalogue", NULL);
  fixture->attachments = g_strconcat (url, "/files/", NULL);
  fixture->config = (SiyaqModelsConfig) {
    .catalogue_url = fixture->catalogue, .attachments_url = fixture->attachments, .dir = fixture->dir, .idle_timeout_ms = 20000, .retry_wait_ms = 1,
  };
}

/**
 * fixture_tear_down:
 * @fixture: cleared
 * @data: unused
 */
void
fixture_tear_down (Fixture *fixture,
           gconstpointer data)
{
  fake_mirror_free (fixture->mirror);
  siyaq_models_delete (fixture->home);
  g_free (fixture->home);
  g_free (fixture->dir);
  g_free (fixture->catalogue);
  g_free (fixture->attachments);
}

/**
 * fixture_install:
 * @fixture: a fixture
 * @error: a #SiyaqModelsError
 *
 * Returns: whether the model of Arabic to English is installed
 */
gboolean
fixture_install (Fixture *fixture,
         GError **error)
{
  return siyaq_models_install (&fixture->config, "ar", "en", NULL, NULL, NULL, error);
}

/**
 * fixture_check_installed:
 * @fixture: a fixture
 *
 * All of the model is there, byte for byte, and nothing beside it.
 */
void
fixture_check_installed (Fixture *fixture)
{
  static const char *const names[] = { "model.aren.intgemm.alphas.bin", "lex.50.50.aren.s2t.bin", "vocab.aren.spm" };
  g_autoptr (GDir) dir = g_dir_open (fixture->dir, 0, NULL);
  const char *name;

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *path = g_build_filename (fixture->dir, "ar-en", names[i], NULL);
      g_autofree char *text = NULL;
      GBytes *plain = g_hash_table_lookup (fixture->mirror->plain, names[i]);
      gsize length;

      g_assert_true (g_file_get_contents (path, &text, &length, NULL));
      g_assert_cmpmem (text, length, g_bytes_get_data (plain, NULL), g_bytes_get_size (plain));
    }
  while ((name = g_dir_read_name (dir)) != NULL)
    g_assert_cmpstr (name, ==, "ar-en");
}

/**
 * fixture_check_nothing:
 * @fixture: a fixture
 *
 * No model is there, and no beginning of one.
 */
void
fixture_check_nothing (Fixture *fixture)
{
  g_autofree char *path = g_build_filename (fixture->dir, "ar-en", NULL);
  g_autofree char *staged = g_build_filename (fixture->dir, ".new-ar-en", NULL);

  g_assert_false (g_file_test (path, G_FILE_TEST_EXISTS));
  g_assert_false (g_file_test (staged, G_FILE_TEST_EXISTS));
}

/**
 * fixture_get_packed_size:
 * @fixture: a fixture
 *
 * Returns: bytes of all packed files of the mirror
 */
guint64
fixture_get_packed_size (Fixture *fixture)
{
  GHashTableIter iter;
  gpointer bytes;
  guint64 size = 0;

  g_hash_table_iter_init (&iter, fixture->mirror->files);
  while (g_hash_table_iter_next (&iter, NULL, &bytes))
    size += g_bytes_get_size (bytes);
  return size;
}
