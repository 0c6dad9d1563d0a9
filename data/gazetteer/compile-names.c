/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Gathers names, cuts them with the project's tokeniser and lays them out as a hash table. */
#define G_LOG_DOMAIN "siyaq-tag"

#include "config.h"

#include "compile-names.h"

#include "siyaq-stem.h"
#include "siyaq-text.h"
#include "siyaq-transliterate.h"

#include <math.h>
#include <string.h>

/* Letters from which a transliterated name is hardly an ordinary word. */
#define SPELT_LETTERS 5

/* Inhabitants of a city that takes the Arabic names of its namesakes, and how many of those. */
#define NAMESAKE_POPULATION 20000u
#define MAX_NAMESAKE_NAMES 12u
/* How far a city of the same province may be. */
#define NEAR_PROVINCE_KM 80.0

typedef struct
{
  GArray *refs; /* guint32 */
  guint16 flags;
} NameEntry;

static void
name_entry_free (gpointer data)
{
  NameEntry *entry = data;

  g_array_unref (entry->refs);
  g_free (entry);
}

/* Cities of one Latin name, and what any of them is called in Arabic. */
typedef struct
{
  GArray *places;    /* guint32 */
  GPtrArray *arabic; /* utf8 */
} Namesakes;

static void
namesakes_free (gpointer data)
{
  Namesakes *namesakes = data;

  g_array_unref (namesakes->places);
  g_ptr_array_unref (namesakes->arabic);
  g_free (namesakes);
}

Names *
names_new (void)
{
  Names *self = g_new0 (Names, 1);

  self->places = g_array_new (FALSE, TRUE, sizeof (SiyaqGazetteerPlace));
  self->regions = g_array_new (FALSE, TRUE, sizeof (SiyaqGazetteerRegion));
  self->regions_by_code = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->names = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, name_entry_free);
  self->skeletons = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, name_entry_free);
  self->namesakes = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, namesakes_free);
  self->strings_by_text = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->strings = g_string_new (NULL);
  /* Offset 0 is the empty string. */
  g_string_append_c (self->strings, '\0');
  return self;
}

void
names_free (Names *self)
{
  g_array_unref (self->places);
  g_array_unref (self->regions);
  g_hash_table_unref (self->regions_by_code);
  g_hash_table_unref (self->names);
  g_hash_table_unref (self->skeletons);
  g_hash_table_unref (self->namesakes);
  g_hash_table_unref (self->strings_by_text);
  g_string_free (self->strings, TRUE);
  g_free (self);
}

guint32
names_string (Names *self,
              const char *text)
{
  guint32 offset;

  if (*text == '\0')
    return 0;
  offset = GPOINTER_TO_UINT (g_hash_table_lookup (self->strings_by_text, text));
  if (offset == 0)
    {
      offset = (guint32) self->strings->len;
      g_string_append_len (self->strings, text, (gssize) strlen (text) + 1);
      g_hash_table_insert (self->strings_by_text, g_strdup (text), GUINT_TO_POINTER (offset));
    }
  return offset;
}

static NameEntry *
entry_for (GHashTable *table,
           const char *key)
{
  NameEntry *entry = g_hash_table_lookup (table, key);

  if (entry == NULL)
    {
      entry = g_new0 (NameEntry, 1);
      entry->refs = g_array_new (FALSE, FALSE, sizeof (guint32));
      g_hash_table_insert (table, g_strdup (key), entry);
    }
  return entry;
}

static void
entry_add (NameEntry *entry,
           guint32 place,
           SiyaqPlaceForm form)
{
  guint32 ref = SIYAQ_REF (place, form);

  for (guint i = 0; i < entry->refs->len; i++)
    if (SIYAQ_REF_PLACE (g_array_index (entry->refs, guint32, i)) == place)
      return;
  g_array_append_val (entry->refs, ref);
}

/* The canonical key of a name, and the keys of its beginnings into the table. */
static void
add_key (Names *self,
         const char *name,
         guint32 place,
         SiyaqPlaceForm form,
         guint16 flags)
{
  g_autoptr (SiyaqTokens) tokens = siyaq_text_tokenize (name);
  g_autoptr (GString) key = g_string_new (NULL);
  NameEntry *entry;

  if (tokens->n_items == 0 || tokens->n_items > SIYAQ_GAZETTEER_MAX_NAME_TOKENS)
    return;
  for (guint i = 0; i < tokens->n_items; i++)
    {
      if (i > 0)
        entry_for (self->names, key->str)->flags |= SIYAQ_SLOT_PREFIX;
      siyaq_place_key_append (key, tokens->items[i].fold, i + 1 < tokens->n_items);
    }
  /* A single letter or a number alone is no name. */
  if (tokens->n_items == 1 && (g_utf8_strlen (key->str, -1) < 2 || (tokens->items[0].flags & SIYAQ_TOKEN_NUMBER) != 0))
    return;
  if (tokens->n_items == 1 && (tokens->items[0].flags & SIYAQ_TOKEN_ALL_CAPS) != 0 && form != SIYAQ_FORM_ADJECTIVE)
    flags |= SIYAQ_SLOT_ACRONYM;
  entry = entry_for (self->names, key->str);
  entry_add (entry, place, form);
  entry->flags |= flags;
}

void
names_add (Names *self,
           const char *name,
           guint32 place,
           SiyaqPlaceForm form,
           guint16 flags)
{
  g_autoptr (GString) plain = NULL;
  gsize len = strlen (name);

  /* "Calif.", but not "U.S." */
  if (len > 2 && name[len - 1] == '.' && strchr (name, '.') == name + len - 1)
    flags |= SIYAQ_SLOT_ABBREV;
  add_key (self, name, place, form, flags);
  /* "Ma'rib" is written "Marib", too. */
  plain = g_string_new (NULL);
  for (const char *p = name; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (c != '\'' && c != 0x2018 && c != 0x2019 && c != 0x02BB && c != 0x02BC && c != '`')
        g_string_append_unichar (plain, c);
    }
  if (plain->len != len)
    add_key (self, plain->str, place, form, flags);
  /* "Farwaniyah" is written "Farwaniya", too. */
  if (g_str_has_suffix (plain->str, "iyah"))
    {
      g_string_truncate (plain, plain->len - 1);
      add_key (self, plain->str, place, form, flags);
    }
}

/* A name without its article, where four letters or more stay. */
void
names_add_bare (Names *self,
                const char *name,
                guint32 place)
{
  g_autoptr (SiyaqTokens) tokens = siyaq_text_tokenize (name);

  if (tokens->n_items < 2 || !siyaq_place_key_is_article (tokens->items[0].fold) ||
      g_utf8_strlen (name + tokens->items[1].start, -1) < 4)
    return;
  names_add (self, name + tokens->items[1].start, place, SIYAQ_FORM_BARE, 0);
}

/* Letters that folding leaves as they are: ł, ı, ø, đ, ß, æ. */
static char *
plain_latin (const char *fold)
{
  static const char *const letters[][2] = { { "ł", "l" }, { "ı", "i" }, { "ø", "o" }, { "đ", "d" }, { "ß", "ss" }, { "æ", "ae" }, { "œ", "oe" } };
  GString *plain = g_string_new (fold);

  for (guint i = 0; i < G_N_ELEMENTS (letters); i++)
    g_string_replace (plain, letters[i][0], letters[i][1], 0);
  return g_string_free (plain, FALSE);
}

/* What a Latin name is in Arabic letters by our own rules, for places that no source has in Arabic.
   Words for a kind of place are left out; short forms are ordinary words too often, and say so. */
void
names_add_spelt (Names *self,
                 const char *name,
                 guint32 place,
                 SiyaqPlaceForm form)
{
  static const char *const generic[] = { "province", "region", "district", "county", "city", "department", "division", "state", "municipality",
                                         "valley", "capital", "territory", "oblast", "prefecture", "governorate", "parish", "island", "islands",
                                         "special", "autonomous", "republic", "krai", "federal", "metropolitan", "the", "of", "and" };
  g_autoptr (SiyaqTokens) tokens = siyaq_text_tokenize (name);
  g_autoptr (GString) arabic = g_string_new (NULL);
  glong letters;

  for (guint i = 0; i < tokens->n_items; i++)
    {
      gboolean left_out = (tokens->items[i].flags & SIYAQ_TOKEN_LATIN) == 0;
      g_autofree char *word = NULL, *plain = NULL;

      for (guint k = 0; k < G_N_ELEMENTS (generic); k++)
        left_out |= strcmp (tokens->items[i].fold, generic[k]) == 0;
      if (left_out)
        continue;
      plain = plain_latin (tokens->items[i].fold);
      word = siyaq_transliterate_to_arabic (plain, -1);
      g_string_append_printf (arabic, "%s%s", arabic->len > 0 ? " " : "", word);
    }
  letters = g_utf8_strlen (arabic->str, -1);
  names_add (self, arabic->str, place, letters < SPELT_LETTERS ? SIYAQ_FORM_SPELT : form, letters < SPELT_LETTERS ? SIYAQ_SLOT_WORD : 0);
}

/* Remembers a city for names_share_arabic(); @arabic may be empty. */
void
names_add_namesake (Names *self,
                    const char *latin,
                    const char *arabic,
                    guint32 place)
{
  g_autofree char *fold = siyaq_text_fold (latin, -1);
  Namesakes *namesakes = g_hash_table_lookup (self->namesakes, fold);

  if (namesakes == NULL)
    {
      namesakes = g_new0 (Namesakes, 1);
      namesakes->places = g_array_new (FALSE, FALSE, sizeof (guint32));
      namesakes->arabic = g_ptr_array_new_with_free_func (g_free);
      g_hash_table_insert (self->namesakes, g_steal_pointer (&fold), namesakes);
    }
  g_array_append_val (namesakes->places, place);
  if (*arabic != '\0' && namesakes->arabic->len < MAX_NAMESAKE_NAMES &&
      !g_ptr_array_find_with_equal_func (namesakes->arabic, arabic, g_str_equal, NULL))
    g_ptr_array_add (namesakes->arabic, g_strdup (arabic));
}

/* Cities that share a Latin name share their Arabic ones: machine translation and hurried writers give
   Córdoba in Argentina the name of the one in Spain. */
void
names_share_arabic (Names *self)
{
  g_autoptr (GList) keys = g_list_sort (g_hash_table_get_keys (self->namesakes), (GCompareFunc) strcmp);

  for (GList *l = keys; l != NULL; l = l->next)
    {
      const Namesakes *namesakes = g_hash_table_lookup (self->namesakes, l->data);

      for (guint i = 0; namesakes->places->len > 1 && i < namesakes->places->len; i++)
        {
          const guint32 place = g_array_index (namesakes->places, guint32, i);
          const SiyaqGazetteerPlace *p = &g_array_index (self->places, SiyaqGazetteerPlace, place);

          if (p->kind != SIYAQ_PLACE_CITY || (p->population < NAMESAKE_POPULATION && (p->flags & (SIYAQ_PLACE_CAPITAL | SIYAQ_PLACE_ADMIN_SEAT)) == 0))
            continue;
          for (guint k = 0; k < namesakes->arabic->len; k++)
            names_add (self, g_ptr_array_index (namesakes->arabic, k), place, SIYAQ_FORM_SPELT, 0);
        }
    }
}

static double
distance_km (const SiyaqGazetteerPlace *a,
             const SiyaqGazetteerPlace *b)
{
  return 111.2 * hypot (a->lat - b->lat, (a->lon - b->lon) * cos (a->lat * G_PI / 180));
}

/* A city whose source tells no province has that of the nearest city that has one. */
void
names_fill_provinces (Names *self)
{
  g_autofree guint8 *given = g_new0 (guint8, self->places->len);

  for (guint i = 0; i < self->places->len; i++)
    {
      const SiyaqGazetteerPlace *p = &g_array_index (self->places, SiyaqGazetteerPlace, i);

      given[i] = p->kind == SIYAQ_PLACE_CITY && p->province[0] != '\0' && !isnan (p->lat);
    }
  for (guint i = 0; i < self->places->len; i++)
    {
      SiyaqGazetteerPlace *p = &g_array_index (self->places, SiyaqGazetteerPlace, i);
      const SiyaqGazetteerPlace *best = NULL;
      double best_km = NEAR_PROVINCE_KM;

      if (p->kind != SIYAQ_PLACE_CITY || p->province[0] != '\0' || isnan (p->lat))
        continue;
      for (guint k = 0; k < self->places->len; k++)
        {
          const SiyaqGazetteerPlace *q = &g_array_index (self->places, SiyaqGazetteerPlace, k);
          double km;

          if (!given[k] || memcmp (p->country, q->country, 2) != 0)
            continue;
          km = distance_km (p, q);
          if (km < best_km)
            {
              best_km = km;
              best = q;
            }
        }
      if (best != NULL)
        memcpy (p->province, best->province, sizeof p->province);
    }
}

void
names_add_skeleton (Names *self,
                    const char *name,
                    guint32 place)
{
  g_autofree char *fold = siyaq_text_fold (name, -1);
  g_autofree char *skeleton = siyaq_skeleton (fold);

  /* Shorter keys are shared by too many names to say anything. */
  if (strlen (skeleton) >= 3)
    entry_add (entry_for (self->skeletons, skeleton), place, SIYAQ_FORM_ALIAS);
}

/* The most populous city of @country that has one of the names, near the position if there is one. */
guint32
names_find_city (Names *self,
                 const char *country,
                 char **english,
                 const char *province,
                 double lat,
                 double lon)
{
  guint32 best = G_MAXUINT32;

  for (guint n = 0; english[n] != NULL; n++)
    {
      g_autoptr (SiyaqTokens) tokens = siyaq_text_tokenize (english[n]);
      g_autoptr (GString) key = g_string_new (NULL);
      NameEntry *entry;

      for (guint i = 0; i < tokens->n_items; i++)
        siyaq_place_key_append (key, tokens->items[i].fold, i + 1 < tokens->n_items);
      entry = g_hash_table_lookup (self->names, key->str);
      for (guint i = 0; entry != NULL && i < entry->refs->len; i++)
        {
          guint32 index = SIYAQ_REF_PLACE (g_array_index (entry->refs, guint32, i));
          const SiyaqGazetteerPlace *p = &g_array_index (self->places, SiyaqGazetteerPlace, index);

          if (p->kind != SIYAQ_PLACE_CITY || strncmp (p->country, country, 2) != 0 ||
              (isnan (lat) && *province != '\0' && strncmp (p->province, province, sizeof p->province) != 0) ||
              (!isnan (lat) && (fabs (p->lat - lat) > 0.3 || fabs (p->lon - lon) > 0.3)))
            continue;
          if (best == G_MAXUINT32 || p->population > g_array_index (self->places, SiyaqGazetteerPlace, best).population)
            best = index;
        }
    }
  return best;
}

/* Lays a table out as open addressing with linear probing. Keys are taken in sorted order, so that
   the layout depends on nothing but the names. */
static GArray *
lay_out (Names *self,
         GHashTable *table,
         GArray *refs)
{
  g_autoptr (GList) keys = g_list_sort (g_hash_table_get_keys (table), (GCompareFunc) strcmp);
  /* A quarter of the slots stays empty, so that a search ends soon. */
  guint32 n = MAX (g_hash_table_size (table) * 4 / 3, 16);
  GArray *slots = g_array_new (FALSE, TRUE, sizeof (SiyaqGazetteerSlot));

  g_array_set_size (slots, n);
  for (GList *l = keys; l != NULL; l = l->next)
    {
      NameEntry *entry = g_hash_table_lookup (table, l->data);
      guint32 hash = siyaq_place_key_hash (l->data, strlen (l->data)), i = SIYAQ_GAZETTEER_FIRST_SLOT (hash, n);
      SiyaqGazetteerSlot *slot;

      while (g_array_index (slots, SiyaqGazetteerSlot, i).key != 0)
        i = i + 1 < n ? i + 1 : 0;
      slot = &g_array_index (slots, SiyaqGazetteerSlot, i);
      slot->key = names_string (self, l->data);
      slot->refs = refs->len;
      slot->n_refs = (guint16) MIN (entry->refs->len, G_MAXUINT16);
      slot->flags = entry->flags;
      g_array_append_vals (refs, entry->refs->data, slot->n_refs);
    }
  return slots;
}

/* The bits that the names' hashes set, eight a name. */
static GByteArray *
make_filter (GHashTable *table)
{
  GByteArray *filter = g_byte_array_new ();
  GHashTableIter iter;
  gpointer key;
  guint32 n_bits = 1024;

  while (n_bits < 8 * g_hash_table_size (table))
    n_bits *= 2;
  g_byte_array_set_size (filter, n_bits / 8);
  memset (filter->data, 0, filter->len);
  g_hash_table_iter_init (&iter, table);
  while (g_hash_table_iter_next (&iter, &key, NULL))
    {
      const guint32 hash = siyaq_place_key_hash (key, strlen (key));
      const guint32 a = SIYAQ_GAZETTEER_BIT_A (hash, n_bits), b = SIYAQ_GAZETTEER_BIT_B (hash, n_bits);

      filter->data[a / 8] |= (guint8) (1u << a % 8);
      filter->data[b / 8] |= (guint8) (1u << b % 8);
    }
  return filter;
}

static guint32
append_part (GByteArray *file,
             gconstpointer data,
             gsize bytes)
{
  static const guint8 zeros[8] = { 0 };
  guint32 offset = file->len;

  g_byte_array_append (file, data, (guint) bytes);
  g_byte_array_append (file, zeros, (guint) ((8 - file->len % 8) % 8));
  return offset;
}

static int
compare_regions (gconstpointer a,
                 gconstpointer b)
{
  return strcmp (((const SiyaqGazetteerRegion *) a)->code, ((const SiyaqGazetteerRegion *) b)->code);
}

GBytes *
names_serialize (Names *self)
{
  g_autoptr (GArray) refs = g_array_new (FALSE, FALSE, sizeof (guint32));
  g_autoptr (GArray) slots = lay_out (self, self->names, refs);
  g_autoptr (GArray) skeletons = lay_out (self, self->skeletons, refs);
  GByteArray *file = g_byte_array_new ();
  g_autoptr (GByteArray) filter = NULL;
  SiyaqGazetteerHeader header = { SIYAQ_GAZETTEER_MAGIC, SIYAQ_GAZETTEER_VERSION };

  g_array_sort (self->regions, compare_regions);
  append_part (file, &header, sizeof header);
  header.n_places = self->places->len;
  header.places = append_part (file, self->places->data, self->places->len * sizeof (SiyaqGazetteerPlace));
  header.n_slots = slots->len;
  header.slots = append_part (file, slots->data, slots->len * sizeof (SiyaqGazetteerSlot));
  filter = make_filter (self->names);
  header.n_filter_bits = filter->len * 8;
  header.filter = append_part (file, filter->data, filter->len);
  header.n_refs = refs->len;
  header.refs = append_part (file, refs->data, refs->len * sizeof (guint32));
  header.n_skeletons = skeletons->len;
  header.skeletons = append_part (file, skeletons->data, skeletons->len * sizeof (SiyaqGazetteerSlot));
  header.n_regions = self->regions->len;
  header.regions = append_part (file, self->regions->data, self->regions->len * sizeof (SiyaqGazetteerRegion));
  header.strings_bytes = (guint32) self->strings->len;
  header.strings = append_part (file, self->strings->str, self->strings->len);
  header.file_bytes = file->len;
  memcpy (file->data, &header, sizeof header);
  return g_byte_array_free_to_bytes (file);
}
