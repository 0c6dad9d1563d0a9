/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Compiles the tables of this folder into gazetteer.bin. Runs while the project is built, uses the
   project's own tokeniser, so that names are cut exactly as texts are, and reads nothing but its
   arguments: the same tables give the same bytes. */
#define G_LOG_DOMAIN "siyaq-tag"

#include "config.h"

#include "compile-names.h"
#include "siyaq-gazetteer-format.h"

#include <gio/gio.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Inhabitants of a town whose name is spelt in Arabic where no source has it, and believed where the text is about its country. */
#define SPELT_TOWN 3000u

static char *
read_table (const char *folder,
            const char *name)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);
  g_autofree char *data = NULL;
  g_autoptr (GError) error = NULL;
  gsize size;

  if (!g_file_get_contents (path, &data, &size, &error))
    g_error ("%s", error->message);
  if (g_str_has_suffix (name, ".gz"))
    {
      g_autoptr (GConverter) gunzip = G_CONVERTER (g_zlib_decompressor_new (G_ZLIB_COMPRESSOR_FORMAT_GZIP));
      g_autoptr (GInputStream) raw = g_memory_input_stream_new_from_data (data, (gssize) size, NULL);
      g_autoptr (GInputStream) in = g_converter_input_stream_new (raw, gunzip);
      g_autoptr (GOutputStream) out = g_memory_output_stream_new_resizable ();

      if (g_output_stream_splice (out, in, G_OUTPUT_STREAM_SPLICE_CLOSE_TARGET, NULL, &error) < 0)
        g_error ("%s: %s", path, error->message);
      return g_strndup (g_memory_output_stream_get_data (G_MEMORY_OUTPUT_STREAM (out)),
                        g_memory_output_stream_get_data_size (G_MEMORY_OUTPUT_STREAM (out)));
    }
  return g_steal_pointer (&data);
}

typedef void (*RowFunc) (Names *names, char **fields);

/* Calls @func for each row of a table; comments and empty lines are left out. */
static void
each_row (Names *names,
          const char *folder,
          const char *name,
          guint n_fields,
          RowFunc func)
{
  g_autofree char *data = read_table (folder, name);
  char *line = data;

  while (line != NULL && *line != '\0')
    {
      char *end = strchr (line, '\n');
      g_auto (GStrv) fields = NULL;

      if (end != NULL)
        *end = '\0';
      if (*line != '#' && *line != '\0')
        {
          fields = g_strsplit (line, "\t", -1);
          if (g_strv_length (fields) != n_fields)
            g_error ("%s: not %u fields: %s", name, n_fields, line);
          func (names, fields);
        }
      line = end != NULL ? end + 1 : NULL;
    }
}

static guint32
place_new (Names *names,
           const char *name,
           const char *code,
           SiyaqPlaceKind kind,
           guint8 flags,
           double lat,
           double lon)
{
  SiyaqGazetteerPlace place = { 0 };

  place.name = names_string (names, name);
  place.lat = (float) lat;
  place.lon = (float) lon;
  place.kind = (guint8) kind;
  place.flags = flags;
  if (strlen (code) >= 2)
    memcpy (place.country, code, 2);
  if (strlen (code) > 3)
    memcpy (place.province, code + 3, MIN (strlen (code + 3), sizeof place.province));
  g_array_append_val (names->places, place);
  return names->places->len - 1;
}

static void
add_each (Names *names,
          const char *list,
          guint32 place,
          SiyaqPlaceForm form,
          guint16 flags)
{
  g_auto (GStrv) parts = g_strsplit (list, "|", -1);

  for (guint i = 0; parts[i] != NULL; i++)
    if (*parts[i] != '\0')
      names_add (names, parts[i], place, form, flags);
}

static void
add_arabic_adjectives (Names *names,
                       const char *list,
                       guint32 place)
{
  static const char *const endings[] = { "", "ة", "ين", "ون", "ان", "ات", "تين", "تان", "ا" };
  g_auto (GStrv) parts = g_strsplit (list, "|", -1);

  for (guint i = 0; parts[i] != NULL; i++)
    {
      if (*parts[i] == '=')
        names_add (names, parts[i] + 1, place, SIYAQ_FORM_ADJECTIVE, SIYAQ_SLOT_HAND);
      else if (*parts[i] != '\0')
        {
          g_auto (GStrv) words = g_strsplit (parts[i], " ", -1);

          /* "كوري شمالي": both words agree. */
          for (guint k = 0; k < G_N_ELEMENTS (endings); k++)
            {
              g_autoptr (GString) form = g_string_new (NULL);
              g_autoptr (GString) definite = g_string_new (NULL);

              for (guint w = 0; words[w] != NULL; w++)
                {
                  g_string_append_printf (form, "%s%s%s", w > 0 ? " " : "", words[w], endings[k]);
                  g_string_append_printf (definite, "%sال%s%s", w > 0 ? " " : "", words[w], endings[k]);
                }
              names_add (names, form->str, place, SIYAQ_FORM_ADJECTIVE, SIYAQ_SLOT_HAND);
              names_add (names, definite->str, place, SIYAQ_FORM_ADJECTIVE, SIYAQ_SLOT_HAND);
            }
        }
    }
}

/* code, lat, lon, English names, English adjectives, Arabic names, Arabic adjectives */
static void
add_country (Names *names,
             char **f)
{
  guint32 place = place_new (names, f[0], f[0], SIYAQ_PLACE_COUNTRY, SIYAQ_PLACE_HAND,
                             g_ascii_strtod (f[1], NULL), g_ascii_strtod (f[2], NULL));
  g_auto (GStrv) adjectives = g_strsplit (f[4], "|", -1);

  g_hash_table_insert (names->regions_by_code, g_strdup (f[0]), GUINT_TO_POINTER (place + 1));
  add_each (names, f[3], place, SIYAQ_FORM_NAME, SIYAQ_SLOT_HAND);
  add_each (names, f[5], place, SIYAQ_FORM_NAME, SIYAQ_SLOT_HAND);
  for (guint i = 0; adjectives[i] != NULL; i++)
    if (*adjectives[i] != '\0')
      {
        g_autofree char *plural = g_strconcat (adjectives[i], "s", NULL);

        names_add (names, adjectives[i], place, SIYAQ_FORM_ADJECTIVE, SIYAQ_SLOT_HAND);
        names_add (names, plural, place, SIYAQ_FORM_ADJECTIVE, SIYAQ_SLOT_HAND);
      }
  add_arabic_adjectives (names, f[6], place);
}

/* code, the code of the level that regions are told in, names, "lat lon" */
static void
add_subdivision (Names *names,
                 char **f)
{
  gboolean top = strcmp (f[0], f[1]) == 0;
  g_auto (GStrv) position = g_strsplit (f[3], " ", 2);
  gboolean known = position[0] != NULL && position[1] != NULL;
  guint32 place = place_new (names, f[2], f[1], top ? SIYAQ_PLACE_PROVINCE : SIYAQ_PLACE_DISTRICT, 0,
                             known ? g_ascii_strtod (position[0], NULL) : NAN,
                             known ? g_ascii_strtod (position[1], NULL) : NAN);
  g_auto (GStrv) parts = g_strsplit (f[2], "|", -1);

  g_array_index (names->places, SiyaqGazetteerPlace, place).name = names_string (names, parts[0]);
  if (top)
    g_hash_table_insert (names->regions_by_code, g_strdup (f[0]), GUINT_TO_POINTER (place + 1));
  add_each (names, f[2], place, SIYAQ_FORM_NAME, 0);
  for (guint i = 0; parts[i] != NULL; i++)
    names_add_bare (names, parts[i], place);
}

/* code, English name, English spellings, Arabic name, Arabic spellings */
static void
add_province (Names *names,
              char **f)
{
  guint32 place = GPOINTER_TO_UINT (g_hash_table_lookup (names->regions_by_code, f[0]));
  g_autofree char *plain = g_strdup (f[1]), *arabic = g_strdup (f[3]);

  if (place == 0)
    {
      place = place_new (names, f[1], f[0], SIYAQ_PLACE_PROVINCE, 0, NAN, NAN) + 1;
      g_hash_table_insert (names->regions_by_code, g_strdup (f[0]), GUINT_TO_POINTER (place));
    }
  /* A row without an English name only adds Arabic ones: in English it may be a word, "Meta". */
  if (*plain != '\0')
    g_array_index (names->places, SiyaqGazetteerPlace, place - 1).flags |= SIYAQ_PLACE_HAND;
  /* "Georgia (US)": the bracket only tells two provinces apart. */
  if (strchr (plain, '(') != NULL)
    *strchr (plain, '(') = '\0';
  if (strchr (arabic, '(') != NULL)
    *strchr (arabic, '(') = '\0';
  if (*plain != '\0')
    names_add (names, plain, place - 1, SIYAQ_FORM_NAME, SIYAQ_SLOT_HAND);
  add_each (names, f[2], place - 1, SIYAQ_FORM_NAME, SIYAQ_SLOT_HAND);
  names_add (names, arabic, place - 1, SIYAQ_FORM_NAME, SIYAQ_SLOT_HAND);
  add_each (names, f[4], place - 1, SIYAQ_FORM_NAME, SIYAQ_SLOT_HAND);
}

/* English names, Arabic names, kind, country, province, lat, lon */
static void
add_place (Names *names,
           char **f)
{
  static const char letters[] = "twalsc";
  static const SiyaqPlaceKind kinds[] = { SIYAQ_PLACE_TERRITORY, SIYAQ_PLACE_WATER, SIYAQ_PLACE_AREA,
                                          SIYAQ_PLACE_LANDMARK, SIYAQ_PLACE_SEAT, SIYAQ_PLACE_CITY };
  const char *letter = strchr (letters, *f[2]);
  g_auto (GStrv) english = g_strsplit (f[0], "|", -1);
  guint32 place;

  if (letter == NULL || *f[2] == '\0')
    g_error ("places: no kind: %s", f[2]);
  place = place_new (names, english[0], *f[4] != '\0' ? f[4] : f[3], kinds[letter - letters], SIYAQ_PLACE_HAND,
                     g_ascii_strtod (f[5], NULL), g_ascii_strtod (f[6], NULL));
  add_each (names, f[0], place, SIYAQ_FORM_NAME, SIYAQ_SLOT_HAND);
  add_each (names, f[1], place, SIYAQ_FORM_NAME, SIYAQ_SLOT_HAND);
}

/* geonameid, name, other name, Arabic name, country, province, flags, population, lat, lon */
static void
add_city (Names *names,
          char **f)
{
  g_autofree char *code = *f[5] != '\0' ? g_strconcat (f[4], "-", f[5], NULL) : g_strdup (f[4]);
  guint8 flags = (guint8) ((strchr (f[6], 'C') != NULL ? SIYAQ_PLACE_CAPITAL : 0) |
                           (strchr (f[6], 'A') != NULL ? SIYAQ_PLACE_ADMIN_SEAT : 0) |
                           (strchr (f[6], 'B') != NULL ? SIYAQ_PLACE_DISTRICT_SEAT : 0) |
                           (strchr (f[6], 'x') != NULL ? SIYAQ_PLACE_QUARTER : 0));
  guint32 place = place_new (names, f[1], code, SIYAQ_PLACE_CITY, flags, g_ascii_strtod (f[8], NULL), g_ascii_strtod (f[9], NULL));
  SiyaqGazetteerPlace *p = &g_array_index (names->places, SiyaqGazetteerPlace, place);
  guint16 word = strchr (f[6], 'w') != NULL ? SIYAQ_SLOT_WORD : 0;

  p->geonameid = (guint32) strtoul (f[0], NULL, 10);
  p->population = (guint32) strtoul (f[7], NULL, 10);
  names_add (names, f[1], place, SIYAQ_FORM_NAME, word);
  names_add_bare (names, f[1], place);
  if (*f[2] != '\0')
    names_add (names, f[2], place, SIYAQ_FORM_ALIAS, 0);
  if (*f[3] != '\0')
    {
      names_add (names, f[3], place, SIYAQ_FORM_NAME, 0);
      names_add_bare (names, f[3], place);
      /* «ميادين» for Al Mayadin: texts have the article. */
      if (g_str_has_prefix (f[1], "Al ") && !g_str_has_prefix (f[3], "ال"))
        {
          g_autofree char *definite = g_strconcat ("ال", f[3], NULL);

          names_add (names, definite, place, SIYAQ_FORM_NAME, 0);
        }
      /* The press spells Spanish and Portuguese names as they sound in the Americas. */
      if (p->population >= SPELT_TOWN)
        names_add_spelt (names, f[1], place, SIYAQ_FORM_SPELT);
    }
  else if (p->population >= SPELT_TOWN || (flags & (SIYAQ_PLACE_CAPITAL | SIYAQ_PLACE_ADMIN_SEAT | SIYAQ_PLACE_DISTRICT_SEAT)) != 0)
    names_add_spelt (names, f[1], place, SIYAQ_FORM_SPELT);
  names_add_namesake (names, f[1], f[3], place);
  names_add_skeleton (names, *f[3] != '\0' ? f[3] : f[1], place);
}

/* country, English spellings, Arabic spellings, province, lat, lon; the last two may be empty: more
   names of a city that is there */
static void
add_city_names (Names *names,
                char **f)
{
  g_auto (GStrv) english = g_strsplit (f[1], "|", -1);
  double lat = *f[4] != '\0' ? g_ascii_strtod (f[4], NULL) : NAN, lon = *f[5] != '\0' ? g_ascii_strtod (f[5], NULL) : NAN;
  guint32 place = names_find_city (names, f[0], english, f[3], lat, lon);

  if (place == G_MAXUINT32)
    {
      g_autofree char *code = *f[3] != '\0' ? g_strconcat (f[0], "-", f[3], NULL) : g_strdup (f[0]);

      if (isnan (lat))
        g_error ("city-names: no such city: %s %s", f[0], f[1]);
      place = place_new (names, english[0], code, SIYAQ_PLACE_CITY, SIYAQ_PLACE_HAND, lat, lon);
    }
  else if (!isnan (lat) && *f[3] != '\0')
    {
      /* A position finds the city whatever province its source gives; ours is told. */
      SiyaqGazetteerPlace *p = &g_array_index (names->places, SiyaqGazetteerPlace, place);

      memset (p->province, 0, sizeof p->province);
      memcpy (p->province, f[3], MIN (strlen (f[3]), sizeof p->province));
    }
  g_array_index (names->places, SiyaqGazetteerPlace, place).flags |= SIYAQ_PLACE_HAND;
  add_each (names, f[1], place, SIYAQ_FORM_NAME, SIYAQ_SLOT_HAND);
  add_each (names, f[2], place, SIYAQ_FORM_NAME, SIYAQ_SLOT_HAND);
  {
    g_auto (GStrv) arabic = g_strsplit (f[2], "|", -1);

    if (arabic[0] != NULL)
      names_add_namesake (names, names->strings->str + g_array_index (names->places, SiyaqGazetteerPlace, place).name, arabic[0], place);
  }
}

/* code, tag, English label, Arabic label */
static void
add_region (Names *names,
            char **f)
{
  SiyaqGazetteerRegion region = { 0 };
  guint32 place = GPOINTER_TO_UINT (g_hash_table_lookup (names->regions_by_code, f[0]));

  if (place == 0)
    g_error ("regions: nothing known of %s", f[0]);
  memcpy (region.code, f[0], MIN (strlen (f[0]), sizeof region.code - 1));
  region.tag = names_string (names, f[1]);
  region.label_en = names_string (names, f[2]);
  region.label_ar = names_string (names, f[3]);
  region.place = place - 1;
  g_array_index (names->places, SiyaqGazetteerPlace, place - 1).name = region.label_en;
  g_array_append_val (names->regions, region);
  names_add (names, f[2], place - 1, SIYAQ_FORM_NAME, SIYAQ_SLOT_HAND);
  if (*f[3] != '\0')
    names_add (names, f[3], place - 1, SIYAQ_FORM_NAME, SIYAQ_SLOT_HAND);
  if (region.code[2] == '-')
    {
      names_add_namesake (names, f[2], f[3], place - 1);
      names_add_skeleton (names, *f[3] != '\0' ? f[3] : f[2], place - 1);
      if (*f[3] == '\0')
        names_add_spelt (names, f[2], place - 1, SIYAQ_FORM_ALIAS);
    }
}

/* code, lat, lon */
static void
add_centre (Names *names,
            char **f)
{
  guint32 place = GPOINTER_TO_UINT (g_hash_table_lookup (names->regions_by_code, f[0]));

  if (place == 0)
    g_error ("centres: nothing known of %s", f[0]);
  g_array_index (names->places, SiyaqGazetteerPlace, place - 1).lat = (float) g_ascii_strtod (f[1], NULL);
  g_array_index (names->places, SiyaqGazetteerPlace, place - 1).lon = (float) g_ascii_strtod (f[2], NULL);
}

int
main (int argc,
      char **argv)
{
  g_autoptr (Names) names = names_new ();
  g_autoptr (GBytes) file = NULL;
  g_autoptr (GError) error = NULL;

  if (argc != 3)
    g_error ("usage: compile FOLDER OUTPUT");
  each_row (names, argv[1], "countries.tsv", 7, add_country);
  each_row (names, argv[1], "subdivisions.tsv", 4, add_subdivision);
  each_row (names, argv[1], "provinces.tsv", 5, add_province);
  each_row (names, argv[1], "centres.tsv", 3, add_centre);
  each_row (names, argv[1], "places.tsv", 7, add_place);
  each_row (names, argv[1], "cities.tsv.gz", 10, add_city);
  each_row (names, argv[1], "city-names.tsv", 6, add_city_names);
  each_row (names, argv[1], "regions.tsv", 4, add_region);
  names_share_arabic (names);
  names_fill_provinces (names);
  file = names_serialize (names);
  if (!g_file_set_contents (argv[2], g_bytes_get_data (file, NULL), (gssize) g_bytes_get_size (file), &error))
    g_error ("%s", error->message);
  return EXIT_SUCCESS;
}
