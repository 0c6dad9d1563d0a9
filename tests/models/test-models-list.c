/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What there is and what is not taken: catalogues that lie, models out of a folder, what is removed. */
#include "config.h"

#include "fake-mirror.h"

#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

/* Without a catalogue the files that were known are asked for, by their known names. */
static void
test_no_catalogue (Fixture *fixture,
                   gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) infos = NULL;
  gboolean offline = FALSE;

  fixture->mirror->catalogue_status = 500;
  g_assert_false (fixture_install (fixture, &error));
  g_assert_error (error, SIYAQ_MODELS_ERROR, SIYAQ_MODELS_ERROR_NETWORK);
  g_assert_cmpuint (fake_mirror_count (fixture->mirror, "/files/main-workspace/translations-models-v2/c1fc44d3-7b80-415e-9b74-57c4ee027559.zst"), ==, 1);
  infos = siyaq_models_list (&fixture->config, &offline, NULL, NULL);
  g_assert_true (offline);
  g_assert_cmpuint (infos->len, ==, 2);
  g_assert_cmpuint (((SiyaqModelsInfo *) g_ptr_array_index (infos, 0))->download_bytes, ==, 22770191 + 1623998 + 349058);
}

/* An address that is not asked is told, and nothing stands in for it. */
static void
test_address (Fixture *fixture,
              gconstpointer data)
{
  g_autoptr (GError) catalogue = NULL, files = NULL;

  fake_mirror_add_release (fixture->mirror, "ar", "en", "3.0");
  fixture->config.attachments_url = "http://example.org/";
  g_assert_false (fixture_install (fixture, &files));
  g_assert_error (files, SIYAQ_MODELS_ERROR, SIYAQ_MODELS_ERROR_ADDRESS);
  fixture->config.catalogue_url = "ftp://localhost/";
  g_assert_false (fixture_install (fixture, &catalogue));
  g_assert_error (catalogue, SIYAQ_MODELS_ERROR, SIYAQ_MODELS_ERROR_ADDRESS);
}

static void
test_list (Fixture *fixture,
           gconstpointer data)
{
  g_autoptr (GPtrArray) infos = NULL, later = NULL, offline_infos = NULL;
  g_autoptr (GError) error = NULL;
  const SiyaqModelsInfo *info;
  gboolean offline = TRUE;

  fake_mirror_add_release (fixture->mirror, "ar", "en", "3.0");
  fake_mirror_add_release (fixture->mirror, "ar", "en", "2.1");
  fake_mirror_add_release (fixture->mirror, "ar", "en", "3.0a1");
  fake_mirror_add_release (fixture->mirror, "en", "ar", "3.0");
  fake_mirror_add_release (fixture->mirror, "de", "en", "3.0");
  /* Newer, but not all of it is there. */
  fake_mirror_add_file (fixture->mirror, "en", "ar", "4.0", "model", "model.enar.bin", 1000);
  infos = siyaq_models_list (&fixture->config, &offline, NULL, &error);
  g_assert_no_error (error);
  g_assert_false (offline);
  g_assert_cmpuint (infos->len, ==, 2);
  info = g_ptr_array_index (infos, 0);
  g_assert_cmpstr (info->from, ==, "ar");
  g_assert_cmpstr (info->version, ==, "3.0");
  g_assert_null (info->dir);
  g_assert_cmpuint (info->installed_bytes, ==, 810000);

  g_assert_true (fixture_install (fixture, NULL));
  fake_mirror_add_release (fixture->mirror, "ar", "en", "3.1");
  later = siyaq_models_list (&fixture->config, &offline, NULL, NULL);
  info = g_ptr_array_index (later, 0);
  g_assert_nonnull (info->dir);
  g_assert_true (info->own);
  g_assert_true (info->update);
  g_assert_cmpstr (info->version, ==, "3.0");
  g_assert_cmpuint (info->installed_bytes, ==, 810000);

  fixture->config.offline = TRUE;
  g_ptr_array_set_size (fixture->mirror->paths, 0);
  offline_infos = siyaq_models_list (&fixture->config, &offline, NULL, NULL);
  g_assert_true (offline);
  g_assert_cmpuint (fixture->mirror->paths->len, ==, 0);
  g_assert_cmpuint (offline_infos->len, ==, 2);
}

/* A catalogue that wants to write elsewhere, or more than there can be. */
static void
test_hostile (Fixture *fixture,
              gconstpointer data)
{
  static const struct { const char *from, *to; } lies[] = {
    { "\"name\": \"model.aren.intgemm.alphas.bin\"", "\"name\": \"../model.bin\"" },
    { "\"name\": \"model.aren.intgemm.alphas.bin\"", "\"name\": \"model/../../x.bin\"" },
    { "\"name\": \"model.aren.intgemm.alphas.bin\"", "\"name\": \".bashrc\"" },
    { "\"name\": \"model.aren.intgemm.alphas.bin\"", "\"name\": 7" },
    { "\"fileType\": \"model\"", "\"fileType\": \"lex\"" },
    { "\"location\": \"main-workspace/", "\"location\": \"../" },
    { "\"location\": \"main-workspace/", "\"location\": \"/" },
    { "\"location\": \"main-workspace/", "\"location\": \"https://example.org/" },
    { "\"location\": \"main-workspace/", "\"location\": \"a@b?c#" },
    { "\"hash\": \"", "\"hash\": \"zz" },
    { "\"size\": ", "\"size\": -" },
    { "\"size\": ", "\"size\": 99999999999" },
    { "\"decompressedSize\": ", "\"decompressedSize\": 99999999999" },
    { "\"decompressedSize\": 700000", "\"decompressedSize\": 0" },
    { "\"filter_expression\": \"\"", "\"filter_expression\": \"env.channel == 'nightly'\"" },
    { "\"sourceLanguage\": \"ar\"", "\"sourceLanguage\": \"../..\"" },
    { "\"version\": \"3.0\"", "\"version\": null" },
  };
  static const char *const no_catalogues[] = { "", "{}", "[", "{\"data\": {}}", "{\"data\": 7}", "null", "\"x\"", "<html>" };

  for (guint i = 0; i < G_N_ELEMENTS (lies); i++)
    {
      g_autoptr (FakeMirror) mirror = fake_mirror_new ();
      g_autoptr (GPtrArray) releases = NULL;
      g_autofree char *text = NULL;

      fake_mirror_add_release (mirror, "ar", "en", "3.0");
      g_assert_cmpuint (g_string_replace (mirror->records, lies[i].from, lies[i].to, 1), ==, 1);
      text = g_strdup_printf ("{\"data\": [%s, {}, 7, null, []]}", mirror->records->str);
      releases = siyaq_models_catalogue_parse (text, strlen (text), NULL);
      g_assert_nonnull (releases);
      g_assert_null (siyaq_models_catalogue_find (releases, "ar", "en"));
    }
  for (guint i = 0; i < G_N_ELEMENTS (no_catalogues); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (siyaq_models_catalogue_parse (no_catalogues[i], strlen (no_catalogues[i]), &error));
      g_assert_error (error, SIYAQ_MODELS_ERROR, SIYAQ_MODELS_ERROR_CATALOGUE);
    }
}

static void
test_remove (Fixture *fixture,
             gconstpointer data)
{
  g_autoptr (GError) error = NULL, none = NULL, odd = NULL;

  fake_mirror_add_release (fixture->mirror, "ar", "en", "3.0");
  g_assert_true (fixture_install (fixture, NULL));
  g_assert_true (siyaq_models_remove (&fixture->config, "ar", "en", &error));
  g_assert_no_error (error);
  fixture_check_nothing (fixture);
  g_assert_false (siyaq_models_remove (&fixture->config, "ar", "en", &none));
  g_assert_error (none, SIYAQ_MODELS_ERROR, SIYAQ_MODELS_ERROR_UNKNOWN);
  g_assert_false (siyaq_models_remove (&fixture->config, "ar", "../..", &odd));
  g_assert_error (odd, SIYAQ_MODELS_ERROR, SIYAQ_MODELS_ERROR_UNKNOWN);
}

static char *
make_source (Fixture *fixture,
             gboolean packed)
{
  char *source = g_build_filename (fixture->home, packed ? "packed" : "plain", NULL);
  GHashTableIter iter;
  gpointer name, plain;

  g_assert_cmpint (g_mkdir_with_parents (source, 0700), ==, 0);
  g_hash_table_iter_init (&iter, fixture->mirror->plain);
  while (g_hash_table_iter_next (&iter, &name, &plain))
    {
      g_autofree char *file = g_strconcat (name, packed ? ".zst" : "", NULL), *path = g_build_filename (source, file, NULL);
      g_autoptr (GBytes) bytes = packed ? fake_mirror_pack (plain) : g_bytes_ref (plain);

      g_assert_true (g_file_set_contents (path, g_bytes_get_data (bytes, NULL), (gssize) g_bytes_get_size (bytes), NULL));
    }
  return source;
}

static gboolean
install_from (Fixture *fixture,
              const char *source,
              GError **error)
{
  return siyaq_models_install_from (&fixture->config, "ar", "en", source, NULL, NULL, NULL, error);
}

static void
test_from (Fixture *fixture,
           gconstpointer data)
{
  g_autofree char *source = NULL, *sums = NULL, *records = NULL, *text = NULL;
  g_autoptr (GError) error = NULL;
  SiyaqModelsInfo *info;

  fake_mirror_add_release (fixture->mirror, "ar", "en", "3.0");
  /* The other direction lies beside it. */
  fake_mirror_add_release (fixture->mirror, "en", "ar", "3.0");
  source = make_source (fixture, GPOINTER_TO_INT (data));
  fixture->config.offline = TRUE;
  g_assert_true (install_from (fixture, source, &error));
  g_assert_no_error (error);
  fixture_check_installed (fixture);
  g_assert_cmpuint (fixture->mirror->paths->len, ==, 0);
  info = siyaq_models_read_installed (fixture->dir, "ar-en", TRUE, &sums);
  g_assert_null (info->version);
  g_assert_true (g_str_has_prefix (info->origin, "installed from /"));
  siyaq_models_info_free (info);

  /* With the catalogue beside them they are what it says. */
  records = g_build_filename (source, "records.json", NULL);
  text = g_strdup_printf ("[%s]", fixture->mirror->records->str);
  g_assert_true (g_file_set_contents (records, text, -1, NULL));
  g_assert_true (install_from (fixture, source, &error));
  info = siyaq_models_read_installed (fixture->dir, "ar-en", TRUE, NULL);
  g_assert_cmpstr (info->version, ==, "3.0");
  siyaq_models_info_free (info);
}

static void
test_from_bad (Fixture *fixture,
               gconstpointer data)
{
  g_autofree char *source = NULL, *packed = NULL, *path = NULL, *records = NULL, *text = NULL;
  g_autoptr (GError) error = NULL, cut = NULL, magic = NULL, none = NULL, known = NULL, back = NULL;

  fake_mirror_add_release (fixture->mirror, "ar", "en", "3.0");
  source = make_source (fixture, FALSE);
  packed = make_source (fixture, TRUE);
  /* A packed file that ends too early. */
  path = g_build_filename (packed, "vocab.aren.spm.zst", NULL);
  g_assert_cmpint (truncate (path, 500), ==, 0);
  g_assert_false (install_from (fixture, packed, &cut));
  g_assert_error (cut, SIYAQ_MODELS_ERROR, SIYAQ_MODELS_ERROR_CHECKSUM);
  fixture_check_nothing (fixture);
  /* Another file than the catalogue beside it says. */
  records = g_build_filename (source, "records.json", NULL);
  text = g_strdup_printf ("{\"data\": [%s]}", fixture->mirror->records->str);
  g_assert_true (g_file_set_contents (records, text, -1, NULL));
  g_free (path);
  path = g_build_filename (source, "vocab.aren.spm", NULL);
  g_assert_true (g_file_set_contents (path, "something else", -1, NULL));
  g_assert_false (install_from (fixture, source, &error));
  g_assert_error (error, SIYAQ_MODELS_ERROR, SIYAQ_MODELS_ERROR_CHECKSUM);
  fixture_check_nothing (fixture);
  g_unlink (records);
  /* A file of the length of the one that everybody knows, and not that one. */
  g_assert_cmpint (truncate (path, 860035), ==, 0);
  g_assert_false (install_from (fixture, source, &known));
  g_assert_error (known, SIYAQ_MODELS_ERROR, SIYAQ_MODELS_ERROR_CHECKSUM);
  fixture_check_nothing (fixture);
  /* Files of the way back are no model of this way. */
  g_assert_false (siyaq_models_install_from (&fixture->config, "en", "ar", packed, NULL, NULL, NULL, &back));
  g_assert_error (back, SIYAQ_MODELS_ERROR, SIYAQ_MODELS_ERROR_UNKNOWN);
  /* No model at all. */
  g_free (path);
  path = g_build_filename (source, "model.aren.intgemm.alphas.bin", NULL);
  g_assert_true (g_file_set_contents (path, "<!DOCTYPE html>", -1, NULL));
  g_assert_false (install_from (fixture, source, &magic));
  g_assert_error (magic, SIYAQ_MODELS_ERROR, SIYAQ_MODELS_ERROR_CHECKSUM);
  g_unlink (path);
  g_assert_false (install_from (fixture, source, &none));
  g_assert_error (none, SIYAQ_MODELS_ERROR, SIYAQ_MODELS_ERROR_UNKNOWN);
  fixture_check_nothing (fixture);
}

int
main (int argc,
      char **argv)
{
  static const struct { const char *path; void (*run) (Fixture *, gconstpointer); gconstpointer data; } tests[] = {
    { "/models/no-catalogue", test_no_catalogue, NULL },
    { "/models/address", test_address, NULL },
    { "/models/list", test_list, NULL },
    { "/models/hostile", test_hostile, NULL },
    { "/models/remove", test_remove, NULL },
    { "/models/from/plain", test_from, GINT_TO_POINTER (FALSE) },
    { "/models/from/packed", test_from, GINT_TO_POINTER (TRUE) },
    { "/models/from/bad", test_from_bad, NULL },
  };

  /* No models but those of the test. */
  g_setenv ("XDG_DATA_DIRS", "/nonexistent", TRUE);
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].path, Fixture, tests[i].data, fixture_set_up, tests[i].run, fixture_tear_down);
  return g_test_run ();
}
