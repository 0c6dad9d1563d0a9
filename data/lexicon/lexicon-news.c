/* SPDX-License-Identifier: GPL-2.0-or-later */
/* news.tsv, the project's own list: README.md beside it describes its columns. Inflected forms
   that follow from a row by rule are made here, so that a row stays as short as a dictionary's. */
#define G_LOG_DOMAIN "siyaq-lexicon"

#include "config.h"

#include "lexicon-builder.h"
#include "siyaq-english.h"

#include <gio/gio.h>
#include <string.h>

/* What a pair of this list weighs; one of the general dictionary weighs 1 at the most. */
#define CURATED_WEIGHT 20.0
/* Of several rows with one headword each later one weighs this share of the one before. */
#define LATER_ROW 0.7
/* A weight says which of a few senses comes first; a larger number is a slip of the keys. */
#define MAX_WEIGHT 5.0

/* The ways in which a row is read. */
#define TO_ENGLISH (1u << 0)
#define TO_ARABIC (1u << 1)

static const struct
{
  const char *name;
  SiyaqWordClass word_class;
} classes[] = {
  { "n", SIYAQ_WORD_NOUN },        { "v", SIYAQ_WORD_VERB },        { "adj", SIYAQ_WORD_ADJECTIVE },
  { "adv", SIYAQ_WORD_ADVERB },    { "prep", SIYAQ_WORD_PREPOSITION }, { "conj", SIYAQ_WORD_CONJUNCTION },
  { "pron", SIYAQ_WORD_PRONOUN },  { "det", SIYAQ_WORD_DETERMINER }, { "num", SIYAQ_WORD_NUMERAL },
  { "name", SIYAQ_WORD_NAME },     { "person", SIYAQ_WORD_NAME },    { "x", SIYAQ_WORD_PHRASE },
};

typedef struct
{
  LexiconBuilder *builder;
  GHashTable *seen; /* headwords, to how many rows had them */
  GHashTable *pairs; /* first forms and class of the rows, to the ways in which they are read */
  double weight;
  gboolean to_english, to_arabic;
  SiyaqWordClass word_class;
} Row;

static double
row_weight (Row *row,
            const char *from,
            const char *headword)
{
  g_autofree char *key = g_strconcat (from, ":", headword, NULL);
  guint n = GPOINTER_TO_UINT (g_hash_table_lookup (row->seen, key));
  double w = row->weight * CURATED_WEIGHT;

  g_hash_table_insert (row->seen, g_steal_pointer (&key), GUINT_TO_POINTER (n + 1));
  while (n-- > 0)
    w *= LATER_ROW;
  return w;
}

static void
pair (Row *row,
      const char *ar,
      const char *en,
      double share,
      SiyaqWordForm form)
{
  if (row->to_english)
    lexicon_builder_add (row->builder, "ar", ar, en, row_weight (row, "ar", ar) * share, row->word_class, form, TRUE);
  if (row->to_arabic)
    lexicon_builder_add (row->builder, "en", en, ar, row_weight (row, "en", en) * share, row->word_class, form, TRUE);
}

/* The present that follows from a past by rule: "أعلن" to "يعلن", "شارك" to "يشارك". */
static char *
arabic_present (const char *past)
{
  static const char *const alefs[] = { "أ", "ا", "إ" };

  for (guint i = 0; i < G_N_ELEMENTS (alefs); i++)
    if (g_str_has_prefix (past, alefs[i]))
      return g_strconcat ("ي", past + strlen (alefs[i]), NULL);
  return g_strconcat ("ي", past, NULL);
}

static void
add_verb (Row *row,
          char **ar,
          char **en)
{
  guint n_ar = g_strv_length (ar), n_en = g_strv_length (en);
  gsize n_first = strcspn (ar[0], " ");
  g_autofree char *feminine = NULL;
  g_autofree char *ar_present = n_ar > 1 ? g_strdup (ar[1]) : arabic_present (ar[0]);
  g_autofree char *en_past = n_en > 1 ? g_strdup (en[1]) : siyaq_english_past (en[0]);
  g_autofree char *en_present = siyaq_english_third_person (en[0]);
  g_autofree char *en_ing = NULL;

  /* A verb with its preposition is looked up as it is written: the feminine is spelled out. */
  if (ar[0][n_first] == ' ')
    {
      gboolean to_arabic = row->to_arabic;

      row->to_arabic = FALSE;
      feminine = g_strdup_printf ("%.*sت%s", (int) n_first, ar[0], ar[0] + n_first);
      pair (row, feminine, n_ar == 1 && n_en == 1 ? en[0] : en_past, 1, SIYAQ_FORM_PAST);
      if (n_ar > 1 && g_str_has_prefix (ar[1], "ي"))
        {
          g_autofree char *present = g_strconcat ("ت", ar[1] + strlen ("ي"), NULL);

          pair (row, present, en_present, 1, SIYAQ_FORM_PRESENT);
        }
      row->to_arabic = to_arabic;
    }
  /* One form of each is a pair as it stands. */
  if (n_ar == 1 && n_en == 1)
    {
      pair (row, ar[0], en[0], 1, SIYAQ_FORM_PAST);
      return;
    }
  pair (row, ar[0], en_past, 1, SIYAQ_FORM_PAST);
  pair (row, ar_present, en_present, 1, SIYAQ_FORM_PRESENT);
  if (row->to_arabic)
    {
      gboolean to_english = row->to_english;

      row->to_english = FALSE;
      pair (row, ar_present, en[0], 1, SIYAQ_FORM_BASE);
      if (n_en > 2)
        pair (row, ar[0], en[2], 0.8, SIYAQ_FORM_PAST);
      row->to_english = to_english;
    }
  en_ing = n_en > 3 ? g_strdup (en[3]) : siyaq_english_ing (en[0]);
  pair (row, n_ar > 2 ? ar[2] : ar_present, en_ing, 0.4, n_ar > 2 ? SIYAQ_FORM_ING : SIYAQ_FORM_PRESENT);
}

static void
add_noun (Row *row,
          char **ar,
          char **en)
{
  guint n_ar = g_strv_length (ar), n_en = g_strv_length (en);
  g_autofree char *en_plural = n_en > 1 ? g_strdup (en[1]) : siyaq_english_plural (en[0]);

  pair (row, ar[0], en[0], 1, SIYAQ_FORM_SINGULAR);
  for (guint i = 1; i < n_ar; i++)
    {
      pair (row, ar[i], en_plural, 1, SIYAQ_FORM_PLURAL);
      /* The sound plural's other case; with any other plural that ending is the dual's. */
      if (row->to_english && g_str_has_suffix (ar[i], "ون") && strchr (ar[i], ' ') == NULL)
        {
          g_autofree char *oblique = g_strdup_printf ("%.*sين", (int) (strlen (ar[i]) - strlen ("ون")), ar[i]);
          gboolean to_arabic = row->to_arabic;

          row->to_arabic = FALSE;
          pair (row, oblique, en_plural, 1, SIYAQ_FORM_PLURAL);
          row->to_arabic = to_arabic;
        }
    }
}

static void
add_adjective (Row *row,
               char **ar,
               char **en)
{
  gboolean to_arabic = row->to_arabic;
  g_autofree char *feminine = g_strconcat (ar[0], "ة", NULL);
  /* "غير قانونية": the noun before stays as it is. */
  gboolean inflects = strchr (ar[0], ' ') == NULL || (g_str_has_prefix (ar[0], "غير ") && strchr (ar[0] + strlen ("غير "), ' ') == NULL);

  pair (row, ar[0], en[0], 1, SIYAQ_FORM_SINGULAR);
  row->to_arabic = FALSE;
  if (inflects && !g_str_has_suffix (ar[0], "ة"))
    pair (row, feminine, en[0], 0.9, SIYAQ_FORM_FEMININE);
  for (guint i = 1; ar[i] != NULL; i++)
    pair (row, ar[i], en[0], 1, SIYAQ_FORM_PLURAL);
  row->to_arabic = to_arabic;
}

/* Forms of a column are words of its script, single blanks between them; a stroke that lengthens a
   letter stands for the word that a joined preposition waits for. */
static gboolean
is_well_formed (char **forms,
                gboolean arabic)
{
  for (guint i = 0; forms[i] != NULL; i++)
    {
      g_auto (GStrv) words = g_strsplit (forms[i], " ", -1);

      if (arabic && g_strv_length (words) > SIYAQ_LEXICON_MAX_PHRASE)
        return FALSE;
      if (words[0] == NULL)
        return FALSE;
      for (guint j = 0; words[j] != NULL; j++)
        {
          if (*words[j] == '\0')
            return FALSE;
          for (const char *p = words[j]; *p != '\0'; p = g_utf8_next_char (p))
            {
              gunichar c = g_utf8_get_char (p);
              gboolean letter = arabic ? (c >= 0x0621 && c <= 0x064A) || c == 0x067E || c == 0x0686 || c == 0x06A4 || c == 0x06AF || c == '-'
                                       : g_ascii_isalnum (*p) || (c >= 0x00C0 && c < 0x0250) || c == 0x2019 || strchr ("'.&-", (int) MIN (c, 0x7f)) != NULL;

              if (!letter)
                return FALSE;
            }
        }
    }
  return forms[0] != NULL;
}

/* The columns behind the class: at most one weight and at most one direction. */
static gboolean
read_options (Row *row,
              char **options)
{
  gboolean weighed = FALSE;

  row->weight = 1;
  row->to_english = row->to_arabic = TRUE;
  for (; *options != NULL; options++)
    if (g_str_equal (*options, ">") && row->to_english && row->to_arabic)
      row->to_arabic = FALSE;
    else if (g_str_equal (*options, "<") && row->to_english && row->to_arabic)
      row->to_english = FALSE;
    else
      {
        char *end;

        row->weight = g_ascii_strtod (*options, &end);
        if (weighed || end == *options || *end != '\0' || !(row->weight > 0 && row->weight <= MAX_WEIGHT))
          return FALSE;
        weighed = TRUE;
      }
  return TRUE;
}

/* Whether an earlier row says the same: the same first forms and class, read the same way. A doubled
   row would weigh twice and push other senses down. */
static gboolean
is_doubled (Row *row,
            const char *ar,
            const char *en,
            const char *word_class)
{
  char *key = g_strdup_printf ("%s\t%s\t%s", ar, en, word_class);
  guint ways = (row->to_english ? TO_ENGLISH : 0) | (row->to_arabic ? TO_ARABIC : 0);
  guint before = GPOINTER_TO_UINT (g_hash_table_lookup (row->pairs, key));

  g_hash_table_insert (row->pairs, key, GUINT_TO_POINTER (before | ways));
  return (before & ways) != 0;
}

static gboolean
add_row (Row *row,
         const char *line,
         GError **error)
{
  g_auto (GStrv) columns = g_strsplit (line, "\t", -1);
  guint n = g_strv_length (columns);
  g_auto (GStrv) ar = NULL;
  g_auto (GStrv) en = NULL;

  row->word_class = SIYAQ_WORD_UNKNOWN;
  for (guint i = 0; n >= 3 && i < G_N_ELEMENTS (classes); i++)
    if (g_str_equal (classes[i].name, columns[2]))
      row->word_class = classes[i].word_class;
  if (row->word_class == SIYAQ_WORD_UNKNOWN || *columns[0] == '\0' || *columns[1] == '\0')
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, "not a row: %s", line);
      return FALSE;
    }
  ar = g_strsplit (columns[0], "/", -1);
  en = g_strsplit (columns[1], "/", -1);
  if (!is_well_formed (ar, TRUE) || !is_well_formed (en, FALSE) || !read_options (row, columns + 3))
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, "not well-formed: %s", line);
      return FALSE;
    }
  if (is_doubled (row, ar[0], en[0], columns[2]))
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, "doubled: %s", line);
      return FALSE;
    }
  switch (row->word_class)
    {
    case SIYAQ_WORD_VERB:
      add_verb (row, ar, en);
      break;
    case SIYAQ_WORD_NOUN:
      add_noun (row, ar, en);
      break;
    case SIYAQ_WORD_ADJECTIVE:
      add_adjective (row, ar, en);
      break;
    default:
      pair (row, columns[0], columns[1], 1, g_str_equal (columns[2], "person") ? SIYAQ_FORM_PERSON : SIYAQ_FORM_NONE);
      break;
    }
  return TRUE;
}

/**
 * lexicon_read_news:
 * @builder: the lexicon
 * @path: news.tsv
 * @error: what is wrong with which row
 *
 * Returns: whether every row was understood
 */
gboolean
lexicon_read_news (LexiconBuilder *builder,
                   const char *path,
                   GError **error)
{
  g_autofree char *text = NULL;
  g_auto (GStrv) lines = NULL;
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GHashTable) pairs = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  Row row = { .builder = builder, .seen = seen, .pairs = pairs };

  if (!g_file_get_contents (path, &text, NULL, error))
    return FALSE;
  lines = g_strsplit (text, "\n", -1);
  for (guint i = 0; lines[i] != NULL; i++)
    if (*lines[i] != '\0' && *lines[i] != '#' && !add_row (&row, lines[i], error))
      {
        g_prefix_error (error, "%s:%u: ", path, i + 1);
        return FALSE;
      }
  return TRUE;
}
