/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Models from a mirror that breaks off, hangs, lies and moves: what is installed is whole and is what the
   catalogue names, or there is nothing; what came is not fetched again. */
#include "config.h"

#include "fake-mirror.h"

#include "siyaq-remote-json.h"

#include <glib/gstdio.h>
#include <signal.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

typedef struct
{
  const char *what;
  guint64 done;
  guint64 total;
  guint calls;
  GCancellable *cancellable; /* nullable: cancelled at ... */
  guint64 cancel_at;
} Watch;

static void
progress_cb (const char *what,
             guint64 done,
             guint64 total,
             gpointer data)
{
  Watch *watch = data;

  if (g_strcmp0 (what, watch->what) == 0)
    g_assert_cmpuint (done, >=, watch->done);
  g_assert_cmpuint (done, <=, total);
  watch->what = what;
  watch->done = done;
  watch->total = total;
  watch->calls++;
  if (watch->cancellable != NULL && strcmp (what, "download") == 0 && done >= watch->cancel_at)
    g_cancellable_cancel (watch->cancellable);
}

static void
test_install (Fixture *fixture,
              gconstpointer data)
{
  Watch watch = { NULL };
  g_autoptr (GError) error = NULL;
  g_autofree char *record = g_build_filename (fixture->dir, "ar-en", "model.json", NULL), *text = NULL;
  g_autoptr (JsonNode) root = NULL;
  guint requests;

  fake_mirror_add_release (fixture->mirror, "ar", "en", "3.0");
  fake_mirror_add_release (fixture->mirror, "en", "ar", "3.0");
  g_assert_true (siyaq_models_install (&fixture->config, "ar", "en", progress_cb, &watch, NULL, &error));
  g_assert_no_error (error);
  fixture_check_installed (fixture);
  g_assert_cmpstr (watch.what, ==, "unpack");
  g_assert_cmpuint (watch.done, ==, watch.total);
  g_assert_cmpuint (watch.calls, >, 6);
  g_assert_true (g_file_get_contents (record, &text, NULL, NULL));
  root = siyaq_remote_json_parse (text, strlen (text), NULL);
  g_assert_cmpstr (siyaq_remote_json_string (siyaq_remote_json_find (root, "version", NULL)), ==, "3.0");
  g_assert_cmpstr (siyaq_remote_json_string (siyaq_remote_json_find (root, "origin", NULL)), ==, "127.0.0.1");
  g_assert_nonnull (siyaq_remote_json_at (siyaq_remote_json_find (root, "files", NULL), 2));

  /* What is there and whole is not fetched again; what is not whole is. */
  requests = fake_mirror_count (fixture->mirror, "/files/");
  g_assert_cmpuint (requests, ==, 3);
  g_assert_true (fixture_install (fixture, &error));
  g_assert_cmpuint (fake_mirror_count (fixture->mirror, "/files/"), ==, 3);
  {
    g_autofree char *vocab = g_build_filename (fixture->dir, "ar-en", "vocab.aren.spm", NULL);

    g_assert_cmpint (truncate (vocab, 100), ==, 0);
  }
  g_assert_true (fixture_install (fixture, &error));
  fixture_check_installed (fixture);
}

static void
test_unknown (Fixture *fixture,
              gconstpointer data)
{
  g_autoptr (GError) error = NULL, odd = NULL, offline = NULL;

  fake_mirror_add_release (fixture->mirror, "en", "ar", "3.0");
  g_assert_false (fixture_install (fixture, &error));
  g_assert_error (error, SIYAQ_MODELS_ERROR, SIYAQ_MODELS_ERROR_UNKNOWN);
  g_assert_false (siyaq_models_install (&fixture->config, "..", "en", NULL, NULL, NULL, &odd));
  g_assert_error (odd, SIYAQ_MODELS_ERROR, SIYAQ_MODELS_ERROR_UNKNOWN);
  fixture->config.offline = TRUE;
  g_ptr_array_set_size (fixture->mirror->paths, 0);
  g_assert_false (siyaq_models_install (&fixture->config, "en", "ar", NULL, NULL, NULL, &offline));
  g_assert_error (offline, SIYAQ_MODELS_ERROR, SIYAQ_MODELS_ERROR_OFFLINE);
  g_assert_cmpuint (fixture->mirror->paths->len, ==, 0);
}

/* The connection breaks again and again: each byte is sent once. */
static void
test_resume (Fixture *fixture,
             gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  fake_mirror_add_release (fixture->mirror, "ar", "en", "3.0");
  fixture->mirror->mishap = CUT;
  fixture->mirror->mishaps = 8;
  fixture->mirror->cut = 50000;
  g_assert_true (fixture_install (fixture, &error));
  g_assert_no_error (error);
  fixture_check_installed (fixture);
  g_assert_cmpuint (fixture->mirror->ranges, >=, 7);
  g_assert_cmpuint (fixture->mirror->sent, ==, fixture_get_packed_size (fixture));
}

/* The user gives up, and goes on another day. */
static void
test_cancel (Fixture *fixture,
             gconstpointer data)
{
  Watch watch = { .cancellable = g_cancellable_new (), .cancel_at = 200000 };
  g_autoptr (GError) error = NULL, later = NULL;

  fake_mirror_add_release (fixture->mirror, "ar", "en", "3.0");
  /* The server stops there, so that no byte more comes before the cancellation does. */
  fixture->mirror->mishap = CUT;
  fixture->mirror->mishaps = 1;
  fixture->mirror->cut = 200000;
  g_assert_false (siyaq_models_install (&fixture->config, "ar", "en", progress_cb, &watch, watch.cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  fixture_check_nothing (fixture);
  g_assert_true (fixture_install (fixture, &later));
  g_assert_no_error (later);
  fixture_check_installed (fixture);
  g_assert_cmpuint (fixture->mirror->ranges, ==, 1);
  g_assert_cmpuint (fixture->mirror->sent, ==, fixture_get_packed_size (fixture));
  g_object_unref (watch.cancellable);
}

typedef struct
{
  const char *name;
  int mishap;
  guint mishaps;
  int code;      /* a SiyaqModelsError; -1: it works in the end */
} Mishap;

static const Mishap mishaps[] = {
  { "redirect", REDIRECT, 3, -1 },
  { "circles", CIRCLES, 99, SIYAQ_MODELS_ERROR_NETWORK },
  { "hang-once", HANG, 1, -1 },
  { "hang", HANG, 99, SIYAQ_MODELS_ERROR_NETWORK },
  { "short", SHORT, 99, SIYAQ_MODELS_ERROR_NETWORK },
  { "long", LONG, 99, SIYAQ_MODELS_ERROR_CHECKSUM },
  { "other", OTHER, 99, SIYAQ_MODELS_ERROR_CHECKSUM },
  { "gone", GONE, 99, SIYAQ_MODELS_ERROR_NETWORK },
  { "busy-twice", BUSY, 2, -1 },
  { "busy", BUSY, 99, SIYAQ_MODELS_ERROR_NETWORK },
  { "cut-at-once", CUT, 99, SIYAQ_MODELS_ERROR_NETWORK },
};

/* After each mishap there is nothing, and a server that is well again gives all of it. */
static void
test_mishap (Fixture *fixture,
             gconstpointer data)
{
  const Mishap *mishap = data;
  g_autoptr (GError) error = NULL, later = NULL;

  fake_mirror_add_release (fixture->mirror, "ar", "en", "3.0");
  fixture->mirror->mishap = mishap->mishap;
  fixture->mirror->mishaps = mishap->mishaps;
  if (mishap->mishap == HANG)
    fixture->config.idle_timeout_ms = 150;
  if (mishap->code == -1)
    {
      g_assert_true (fixture_install (fixture, &error));
      g_assert_no_error (error);
      fixture_check_installed (fixture);
      return;
    }
  g_assert_false (fixture_install (fixture, &error));
  g_assert_error (error, SIYAQ_MODELS_ERROR, mishap->code);
  g_test_message ("%s", error->message);
  fixture_check_nothing (fixture);
  fixture->mirror->mishaps = 0;
  fixture->config.idle_timeout_ms = 20000;
  g_assert_true (fixture_install (fixture, &later));
  g_assert_no_error (later);
  fixture_check_installed (fixture);
}

/* What a server makes of a request for the rest. */
static void
test_rest (Fixture *fixture,
           gconstpointer data)
{
  static const struct { int mishap, code; } rests[] = {
    { NO_RANGES, -1 }, { NOT_SATISFIABLE, -1 }, { WRONG_RANGE, SIYAQ_MODELS_ERROR_NETWORK }, { OTHER, -1 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rests); i++)
    {
      Fixture own;
      g_autoptr (GError) error = NULL, broken = NULL;
      Watch watch = { .cancellable = g_cancellable_new (), .cancel_at = 100000 };

      fixture_set_up (&own, NULL);
      fake_mirror_add_release (own.mirror, "ar", "en", "3.0");
      own.mirror->mishap = CUT;
      own.mirror->mishaps = 1;
      own.mirror->cut = 100000;
      g_assert_false (siyaq_models_install (&own.config, "ar", "en", progress_cb, &watch, watch.cancellable, &broken));
      own.mirror->mishap = rests[i].mishap;
      own.mirror->mishaps = 1;
      if (rests[i].code == -1)
        {
          g_assert_true (fixture_install (&own, &error));
          g_assert_no_error (error);
          fixture_check_installed (&own);
        }
      else
        {
          g_assert_false (fixture_install (&own, &error));
          g_assert_error (error, SIYAQ_MODELS_ERROR, rests[i].code);
          fixture_check_nothing (&own);
        }
      g_object_unref (watch.cancellable);
      fixture_tear_down (&own, NULL);
    }
}

/* A part from before that was spoiled on the disk does not stand in the way for ever. */
static void
test_spoiled_part (Fixture *fixture,
                   gconstpointer data)
{
  g_autofree char *work = g_build_filename (fixture->dir, ".partial-ar-en", NULL);
  g_autoptr (GError) error = NULL;
  GHashTableIter iter;
  gpointer location, bytes;

  fake_mirror_add_release (fixture->mirror, "ar", "en", "3.0");
  g_assert_cmpint (g_mkdir_with_parents (work, 0700), ==, 0);
  g_hash_table_iter_init (&iter, fixture->mirror->files);
  while (g_hash_table_iter_next (&iter, &location, &bytes))
    {
      g_autofree char *hash = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, bytes);
      g_autofree char *name = g_strdup_printf ("%.32s.part", hash), *path = g_build_filename (work, name, NULL);

      g_assert_true (g_file_set_contents (path, "this was something else once", -1, NULL));
    }
  g_assert_true (fixture_install (fixture, &error));
  g_assert_no_error (error);
  fixture_check_installed (fixture);
}

/* Files that are what the catalogue says, packed, but not what it says unpacked. */
static void
test_unpacked (Fixture *fixture,
               gconstpointer data)
{
  static const struct { const char *from, *to; } lies[] = {
    { "\"decompressedSize\": 700000", "\"decompressedSize\": 700001" },
    { "\"decompressedSize\": 700000", "\"decompressedSize\": 1000" },
    { "\"decompressedHash\": \"", "\"decompressedHash\": \"00000000000000000000000000000000000000000000000000000000000000aa\", \"x\": \"" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (lies); i++)
    {
      Fixture own;
      g_autoptr (GError) error = NULL;

      fixture_set_up (&own, NULL);
      fake_mirror_add_release (own.mirror, "ar", "en", "3.0");
      g_assert_cmpuint (g_string_replace (own.mirror->records, lies[i].from, lies[i].to, 1), ==, 1);
      g_assert_false (fixture_install (&own, &error));
      g_assert_error (error, SIYAQ_MODELS_ERROR, SIYAQ_MODELS_ERROR_CHECKSUM);
      fixture_check_nothing (&own);
      fixture_tear_down (&own, NULL);
    }
}

static gint stop_looking;

/* Looks at the model again and again: it is always one of the two, and whole. */
static gpointer
look_thread (gpointer data)
{
  Fixture *fixture = data;
  guint looks = 0;

  while (!g_atomic_int_get (&stop_looking))
    {
      g_autofree char *sums = NULL;
      SiyaqModelsInfo *info = siyaq_models_read_installed (fixture->dir, "ar-en", TRUE, &sums);

      /* The folder that was opened may have been the old one, on its way out. */
      if (info == NULL)
        info = siyaq_models_read_installed (fixture->dir, "ar-en", TRUE, &sums);
      g_assert_nonnull (info);
      siyaq_models_info_free (info);
      looks++;
    }
  return GUINT_TO_POINTER (looks);
}

static void
test_update (Fixture *fixture,
             gconstpointer data)
{
  g_autoptr (GError) error = NULL, good = NULL;
  g_autofree char *sums = NULL;
  SiyaqModelsInfo *info;
  GThread *thread;

  fake_mirror_add_release (fixture->mirror, "ar", "en", "3.0");
  g_assert_true (fixture_install (fixture, NULL));
  fake_mirror_add_release (fixture->mirror, "ar", "en", "3.1");
  thread = g_thread_new ("look", look_thread, fixture);
  /* The new one is broken: the old one stays. */
  fixture->mirror->mishap = OTHER;
  fixture->mirror->mishaps = 99;
  g_assert_false (fixture_install (fixture, &error));
  info = siyaq_models_read_installed (fixture->dir, "ar-en", TRUE, &sums);
  g_assert_cmpstr (info->version, ==, "3.0");
  siyaq_models_info_free (info);
  fixture->mirror->mishaps = 0;
  g_assert_true (fixture_install (fixture, &good));
  g_assert_no_error (good);
  g_atomic_int_set (&stop_looking, 1);
  g_assert_cmpuint (GPOINTER_TO_UINT (g_thread_join (thread)), >, 0);
  fixture_check_installed (fixture);
  info = siyaq_models_read_installed (fixture->dir, "ar-en", TRUE, NULL);
  g_assert_cmpstr (info->version, ==, "3.1");
  siyaq_models_info_free (info);
}

static void
test_busy (Fixture *fixture,
           gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *work = NULL;
  int lock = siyaq_models_lock (fixture->dir, "ar-en", &work, NULL);

  fake_mirror_add_release (fixture->mirror, "ar", "en", "3.0");
  g_assert_cmpint (lock, >=, 0);
  g_assert_false (fixture_install (fixture, &error));
  g_assert_error (error, SIYAQ_MODELS_ERROR, SIYAQ_MODELS_ERROR_BUSY);
  close (lock);
  g_assert_true (fixture_install (fixture, NULL));
}

static void
test_space (Fixture *fixture,
            gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (siyaq_models_check_space (fixture->home, 1, NULL));
  g_assert_false (siyaq_models_check_space (fixture->home, G_MAXUINT64 / 2, &error));
  g_assert_error (error, SIYAQ_MODELS_ERROR, SIYAQ_MODELS_ERROR_NO_SPACE);
  g_assert_nonnull (strstr (error->message, "needed"));
}

/* The disk is full in the middle: no file of this process may be longer than that. */
static void
test_full (Fixture *fixture,
           gconstpointer data)
{
  struct rlimit limit = { 300000, RLIM_INFINITY }, none = { RLIM_INFINITY, RLIM_INFINITY };
  g_autoptr (GError) packed = NULL, unpacked = NULL, later = NULL;

  if (!g_test_subprocess ())
    {
      g_test_trap_subprocess (NULL, 0, G_TEST_SUBPROCESS_DEFAULT);
      g_test_trap_assert_passed ();
      return;
    }
  signal (SIGXFSZ, SIG_IGN);
  fake_mirror_add_release (fixture->mirror, "ar", "en", "3.0");
  setrlimit (RLIMIT_FSIZE, &limit);
  g_assert_false (fixture_install (fixture, &packed));
  g_assert_error (packed, SIYAQ_MODELS_ERROR, SIYAQ_MODELS_ERROR_NO_SPACE);
  fixture_check_nothing (fixture);
  /* What is packed fits now, what comes out of it does not. */
  limit.rlim_cur = 650000;
  setrlimit (RLIMIT_FSIZE, &limit);
  g_assert_false (fixture_install (fixture, &unpacked));
  g_assert_error (unpacked, SIYAQ_MODELS_ERROR, SIYAQ_MODELS_ERROR_NO_SPACE);
  fixture_check_nothing (fixture);
  setrlimit (RLIMIT_FSIZE, &none);
  g_assert_true (fixture_install (fixture, &later));
  g_assert_no_error (later);
  fixture_check_installed (fixture);
}

static void
die_cb (const char *what,
        guint64 done,
        guint64 total,
        gpointer data)
{
  if (strcmp (what, data) == 0 && done > total / 2)
    raise (SIGKILL);
}

/* The process is killed in the middle of a download, and in the middle of unpacking. */
static void
test_killed (Fixture *fixture,
             gconstpointer data)
{
  static const char *const when[] = { "download", "unpack" };
  g_autofree char *path = g_build_filename (fixture->dir, "ar-en", NULL);
  g_autoptr (GError) error = NULL;

  fake_mirror_add_release (fixture->mirror, "ar", "en", "3.0");
  if (g_test_subprocess ())
    {
      fixture->config.dir = g_getenv ("SIYAQ_TEST_DIR");
      siyaq_models_install (&fixture->config, "ar", "en", die_cb, (gpointer) g_getenv ("SIYAQ_TEST_WHEN"), NULL, NULL);
      return;
    }
  g_setenv ("SIYAQ_TEST_DIR", fixture->dir, TRUE);
  for (guint i = 0; i < G_N_ELEMENTS (when); i++)
    {
      g_setenv ("SIYAQ_TEST_WHEN", when[i], TRUE);
      g_test_trap_subprocess (NULL, 0, G_TEST_SUBPROCESS_DEFAULT);
      g_assert_false (g_test_trap_has_passed ());
      g_assert_false (g_file_test (path, G_FILE_TEST_EXISTS));
      g_assert_true (g_file_test (fixture->dir, G_FILE_TEST_IS_DIR));
    }
  g_assert_true (fixture_install (fixture, &error));
  g_assert_no_error (error);
  fixture_check_installed (fixture);
  /* What the first one had fetched was there for the second and the third. */
  g_assert_cmpuint (fixture->mirror->sent, ==, 0);
}

int
main (int argc,
      char **argv)
{
  static const struct { const char *path; void (*run) (Fixture *, gconstpointer); gconstpointer data; } tests[] = {
    { "/models/install", test_install, NULL },
    { "/models/unknown", test_unknown, NULL },
    { "/models/resume", test_resume, NULL },
    { "/models/cancel", test_cancel, NULL },
    { "/models/rest", test_rest, NULL },
    { "/models/spoiled-part", test_spoiled_part, NULL },
    { "/models/unpacked", test_unpacked, NULL },
    { "/models/update", test_update, NULL },
    { "/models/busy", test_busy, NULL },
    { "/models/space", test_space, NULL },
    { "/models/full", test_full, NULL },
    { "/models/killed", test_killed, NULL },
  };

  /* No models but those of the test. */
  g_setenv ("XDG_DATA_DIRS", "/nonexistent", TRUE);
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].path, Fixture, tests[i].data, fixture_set_up, tests[i].run, fixture_tear_down);
  for (guint i = 0; i < G_N_ELEMENTS (mishaps); i++)
    {
      g_autofree char *path = g_strdup_printf ("/models/mishap/%s", mishaps[i].name);

      g_test_add (path, Fixture, &mishaps[i], fixture_set_up, test_mishap, fixture_tear_down);
    }
  return g_test_run ();
}
