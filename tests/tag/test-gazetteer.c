/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The compiled gazetteer: names, regions, tags. */
#include "config.h"

#include "siyaq-data.h"
#include "siyaq-gazetteer.h"
#include "siyaq-tagger.h"

#include <glib/gstdio.h>
#include <string.h>

static void
test_names (void)
{
  static const struct
  {
    const char *key, *code;
    SiyaqPlaceKind kind;
  } rows[] = {
    { "syria", "SY", SIYAQ_PLACE_COUNTRY },      { "سوريا", "SY", SIYAQ_PLACE_COUNTRY },
    { "us", "US", SIYAQ_PLACE_COUNTRY },         { "sweida", "SY-SU", SIYAQ_PLACE_PROVINCE },
    { "al suwayda", "SY-SU", SIYAQ_PLACE_CITY }, { "السويدا", "SY-SU", SIYAQ_PLACE_PROVINCE },
    { "deir al zor", "SY-DY", SIYAQ_PLACE_CITY }, { "bab al mandab", "YE-TA", SIYAQ_PLACE_WATER },
    { "gaziantep", "TR-27", SIYAQ_PLACE_CITY },  { "kremlin", "RU-MOW", SIYAQ_PLACE_SEAT },
    { "golan heights", "SY-QU", SIYAQ_PLACE_TERRITORY }, { "nampula", "MZ-N", SIYAQ_PLACE_PROVINCE },
  };
  g_autoptr (GError) error = NULL;
  g_autoptr (SiyaqGazetteer) gazetteer = siyaq_gazetteer_new (&error);

  g_assert_no_error (error);
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      const SiyaqGazetteerSlot *slot = siyaq_gazetteer_find (gazetteer, rows[i].key, strlen (rows[i].key));
      const guint32 *refs;
      gboolean found = FALSE;

      g_test_message ("%s", rows[i].key);
      g_assert_nonnull (slot);
      refs = siyaq_gazetteer_refs (gazetteer, slot);
      for (guint k = 0; k < slot->n_refs; k++)
        {
          const SiyaqGazetteerPlace *place = siyaq_gazetteer_place (gazetteer, SIYAQ_REF_PLACE (refs[k]));
          char code[SIYAQ_REGION_CODE_SIZE];

          siyaq_gazetteer_place_code (place, code);
          found |= strcmp (code, rows[i].code) == 0 && place->kind == rows[i].kind;
        }
      g_assert_true (found);
    }
  g_assert_null (siyaq_gazetteer_find (gazetteer, "xyzzy", 5));
}

static void
test_tags (void)
{
  static const struct
  {
    const char *code, *tag, *label_en, *label_ar;
  } rows[] = {
    { "SY", "region:Syria", "Syria", "سوريا" },
    { "SY-SU", "region:Syria/As-Suwayda", "Syria › Sweida", "سوريا › السويداء" },
    { "TR-27", "region:Turkey/Gaziantep", "Turkey › Gaziantep", "تركيا › غازي عنتاب" },
    { "FR-IDF", "region:France/Ile-de-France", "France › Île-de-France", "فرنسا › إيل دو فرانس" },
  };
  g_autoptr (GError) error = NULL;
  g_autoptr (SiyaqTagger) tagger = siyaq_tagger_new (&error);
  g_autoptr (GPtrArray) regions = NULL;
  g_autoptr (GHashTable) tags = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  g_assert_no_error (error);
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *tag = siyaq_tagger_region_tag (tagger, rows[i].code);
      g_autofree char *en = siyaq_tagger_region_label (tagger, rows[i].code, "en");
      g_autofree char *ar = siyaq_tagger_region_label (tagger, rows[i].code, "ar");

      g_assert_cmpstr (tag, ==, rows[i].tag);
      g_assert_cmpstr (en, ==, rows[i].label_en);
      g_assert_cmpstr (ar, ==, rows[i].label_ar);
    }
  g_assert_null (siyaq_tagger_region_tag (tagger, "XX-NO"));

  /* A tag is ASCII, and no two regions share one. */
  regions = siyaq_tagger_list_regions (tagger);
  g_assert_cmpuint (regions->len, >, 3000);
  for (guint i = 0; i < regions->len; i++)
    {
      char *tag = siyaq_tagger_region_tag (tagger, g_ptr_array_index (regions, i));

      g_assert_true (g_str_is_ascii (tag));
      g_assert_null (strchr (tag, ' '));
      g_assert_true (g_hash_table_add (tags, tag));
    }
}

static void
test_damaged (void)
{
  g_autofree char *path = siyaq_data_path ("gazetteer.bin");
  g_autofree char *dir = g_dir_make_tmp ("siyaq-XXXXXX", NULL);
  g_autofree char *copy = g_build_filename (dir, "gazetteer.bin", NULL);
  g_autofree char *data = NULL;
  g_autofree char *old = g_strdup (g_getenv ("SIYAQ_DATA_DIR"));
  gsize size;

  g_assert_true (g_file_get_contents (path, &data, &size, NULL));
  g_setenv ("SIYAQ_DATA_DIR", dir, TRUE);
  for (guint i = 0; i < 3; i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (SiyaqGazetteer) gazetteer = NULL;
      g_autofree char *changed = g_memdup2 (data, size);

      if (i == 0)
        changed[0] = 'X';
      else if (i == 1)
        changed[8] = 99;
      g_assert_true (g_file_set_contents (copy, changed, (gssize) (i == 2 ? size / 2 : size), NULL));
      gazetteer = siyaq_gazetteer_new (&error);
      g_assert_null (gazetteer);
      g_assert_error (error, SIYAQ_DATA_ERROR, (int) (i == 1 ? SIYAQ_DATA_ERROR_NEWER : SIYAQ_DATA_ERROR_INVALID));
    }
  g_remove (copy);
  g_rmdir (dir);
  g_setenv ("SIYAQ_DATA_DIR", old, TRUE);
}

int
main (int argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/tag/gazetteer/names", test_names);
  g_test_add_func ("/tag/gazetteer/tags", test_tags);
  g_test_add_func ("/tag/gazetteer/damaged", test_damaged);
  return g_test_run ();
}
