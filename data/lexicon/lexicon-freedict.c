/* SPDX-License-Identifier: GPL-2.0-or-later */
/* FreeDict's dictionaries in dictd's format: an index of headword, offset and length (in a base 64
   of digits), and a dictzip file, which gzip reads. Each entry is "headword /sounds/", then one
   translation, or several with numbers, long ones broken over lines. The sets are inverted from one
   English word list, rare words and all, without weights: a word that news uses (news.tsv,
   common-en.txt, known-en.txt) is taken before one that it does not, and a rare or an archaic word
   is no translation into English at all: what is left without one is a name more often than not. */
#define G_LOG_DOMAIN "siyaq-lexicon"

#include "config.h"

#include "lexicon-builder.h"
#include "siyaq-english.h"
#include "siyaq-stem.h"
#include "siyaq-text.h"

#include <gio/gio.h>
#include <string.h>

/* Unpacked size of the larger file is 4 MB. */
#define MAX_DICT_BYTES (64u * 1024 * 1024)
/* What English words weigh, by how news uses them. */
#define COMMON 0.8
#define KNOWN 0.5
#define INFLECTED 0.3
#define NAME 0.15

static gboolean
parse_base64 (const char *digits,
              gsize *ret_value)
{
  static const char alphabet[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  gsize value = 0;

  for (; *digits != '\0'; digits++)
    {
      const char *p = strchr (alphabet, *digits);

      if (p == NULL || value > MAX_DICT_BYTES)
        return FALSE;
      value = value * 64 + (gsize) (p - alphabet);
    }
  *ret_value = value;
  return TRUE;
}

static GBytes *
unpack (const char *path,
        GError **error)
{
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GInputStream) in = G_INPUT_STREAM (g_file_read (file, NULL, error));
  g_autoptr (GConverter) gunzip = G_CONVERTER (g_zlib_decompressor_new (G_ZLIB_COMPRESSOR_FORMAT_GZIP));
  g_autoptr (GInputStream) text = NULL;
  g_autoptr (GOutputStream) out = g_memory_output_stream_new_resizable ();

  if (in == NULL)
    return NULL;
  text = g_converter_input_stream_new (in, gunzip);
  if (g_output_stream_splice (out, text, G_OUTPUT_STREAM_SPLICE_CLOSE_TARGET, NULL, error) < 0)
    return NULL;
  return g_memory_output_stream_steal_as_bytes (G_MEMORY_OUTPUT_STREAM (out));
}

/* Without harakat, tatweel, what stands in brackets, and the marks of a sentence. */
static char *
clean (const char *text,
       gssize length)
{
  const char *end = text + (length < 0 ? strlen (text) : (gsize) length);
  g_autoptr (GString) s = g_string_new (NULL);
  guint depth = 0;

  for (const char *p = text; p < end; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (c == '(' || c == '[')
        depth++;
      else if (c == ')' || c == ']')
        depth -= depth > 0;
      else if (depth == 0 && !(c >= 0x064B && c <= 0x0652) && c != 0x0640 && c != 0x0670 && strchr ("\".!?*", (int) MIN (c, 0x7f)) == NULL)
        g_string_append_unichar (s, c);
    }
  return siyaq_text_collapse (s->str);
}

static gboolean
is_arabic (const char *s)
{
  gunichar c = g_utf8_get_char (s);

  return c >= 0x0620 && c <= 0x06FF;
}

/* The article of a single word is the form in which the list gives nouns. Two letters that are
   left are no noun: "الله", "الذي". */
static const char *
peel (const char *ar,
      gboolean *ret_noun)
{
  *ret_noun = g_str_has_prefix (ar, "ال") && strchr (ar, ' ') == NULL && strlen (ar) >= 10;
  return *ret_noun ? ar + 4 : ar;
}

/* Whether a word is a regular form ("sailed", "boats", never "teared") of one that news uses. */
static gboolean
is_inflected (GHashTable *common,
              const char *fold)
{
  static const struct
  {
    const char *ending;
    const char *replacement;
    char *(*inflect) (const char *base);
  } endings[] = {
    { "ies", "y", siyaq_english_plural }, { "es", "", siyaq_english_plural }, { "s", "", siyaq_english_plural },
    { "ied", "y", siyaq_english_past },   { "ed", "", siyaq_english_past },   { "ed", "e", siyaq_english_past },
    { "ing", "", siyaq_english_ing },     { "ing", "e", siyaq_english_ing },
  };

  for (guint i = 0; i < G_N_ELEMENTS (endings); i++)
    {
      gsize n = strlen (fold), cut = strlen (endings[i].ending);

      if (n >= cut + 4 && g_str_has_suffix (fold, endings[i].ending))
        {
          g_autofree char *base = g_strdup_printf ("%.*s%s", (int) (n - cut), fold, endings[i].replacement);
          g_autofree char *form = endings[i].inflect (base);

          if (g_str_equal (form, fold) && GPOINTER_TO_UINT (g_hash_table_lookup (common, base)) > LEXICON_ENGLISH_NEVER)
            return TRUE;
        }
    }
  return FALSE;
}

/* What one English word weighs; 0 for one that is not said. */
static double
word_prior (LexiconBuilder *builder,
            GHashTable *common,
            const char *fold)
{
  guint tier = GPOINTER_TO_UINT (g_hash_table_lookup (common, fold));

  if (tier == LEXICON_ENGLISH_NEVER)
    return 0;
  if (lexicon_builder_has_curated (builder, "en", fold))
    return 1;
  if (tier == LEXICON_ENGLISH_COMMON)
    return COMMON;
  if (tier == LEXICON_ENGLISH_KNOWN)
    return KNOWN;
  return is_inflected (common, fold) ? INFLECTED : 0;
}

/* A phrase weighs little, and nothing where one of its words does. */
static double
prior (LexiconBuilder *builder,
       GHashTable *common,
       const char *en)
{
  g_autofree char *fold = siyaq_text_fold (en, -1);
  g_auto (GStrv) words = NULL;

  if (strchr (fold, ' ') == NULL || lexicon_builder_has_curated (builder, "en", fold))
    return word_prior (builder, common, fold);
  words = g_strsplit (fold, " ", -1);
  for (guint i = 0; words[i] != NULL; i++)
    if (word_prior (builder, common, words[i]) <= 0)
      return 0;
  return 0.1;
}

/* A pair that sounds the same in both scripts and that news does not use as a word is a name:
   "Stanford", "Seville". The list capitalises everything, so that this is the only way to tell. */
static gboolean
is_name (GHashTable *common,
         const char *ar,
         const char *en)
{
  g_autofree char *ar_fold = siyaq_text_fold (ar, -1);
  g_autofree char *en_fold = siyaq_text_fold (en, -1);
  g_autofree char *ar_key = siyaq_skeleton (ar_fold);
  g_autofree char *en_key = siyaq_skeleton (en_fold);
  g_autofree char *stem = siyaq_stem_english (en_fold);

  return strlen (ar_key) >= 2 && g_str_equal (ar_key, en_key) && !g_hash_table_contains (common, en_fold) &&
         !g_hash_table_contains (common, stem);
}

static char *
capitalise (const char *lower)
{
  char *s = g_strdup (lower);

  for (char *p = s; *p != '\0'; p++)
    if (p == s || p[-1] == ' ' || p[-1] == '-')
      *p = g_ascii_toupper (*p);
  return s;
}

/* Verbs stand in the list as an English infinitive and an Arabic past, or as "says" and a present;
   nouns have their article. An infinitive is told by its past's being in the list as well. */
static SiyaqWordForm
verb_form (GHashTable *english,
           const char *ar,
           const char *en,
           char **ret_past)
{
  g_autofree char *past = siyaq_english_past (en);
  g_autofree char *base = siyaq_english_base (en);

  if (strchr (ar, ' ') != NULL || strchr (en, ' ') != NULL)
    return SIYAQ_FORM_NONE;
  if (g_str_has_prefix (ar, "ي") && !g_str_equal (base, en) && g_hash_table_contains (english, base))
    return SIYAQ_FORM_PRESENT;
  if (g_str_has_prefix (ar, "ي") || g_str_has_prefix (ar, "م") || !g_hash_table_contains (english, past))
    return SIYAQ_FORM_NONE;
  *ret_past = g_steal_pointer (&past);
  return SIYAQ_FORM_PAST;
}

static void
add_pair (LexiconBuilder *builder,
          GHashTable *common,
          GHashTable *english,
          const char *ar,
          const char *en,
          double share)
{
  gboolean noun;
  const char *bare = peel (ar, &noun);
  SiyaqWordClass word_class = noun ? SIYAQ_WORD_NOUN : SIYAQ_WORD_UNKNOWN;
  SiyaqWordForm form = SIYAQ_FORM_NONE;
  g_autofree char *lower = g_utf8_strdown (en, -1);
  g_autofree char *past = NULL;
  g_autofree char *name = NULL;
  g_autofree char *said = NULL;
  const char *dash = strstr (bare, " - ");
  double weight;

  if (siyaq_text_count_words (ar) > SIYAQ_LEXICON_MAX_PHRASE || siyaq_text_count_words (en) > SIYAQ_LEXICON_MAX_PHRASE)
    return;
  if (is_name (common, bare, lower))
    {
      word_class = SIYAQ_WORD_NAME;
      name = capitalise (lower);
    }
  else if (!noun)
    {
      form = verb_form (english, bare, lower, &past);
      /* "lucked", "teared": the list conjugates whatever it has. */
      if (past != NULL && word_prior (builder, common, past) <= 0)
        {
          g_clear_pointer (&past, g_free);
          form = SIYAQ_FORM_NONE;
        }
      if (form != SIYAQ_FORM_NONE)
        word_class = SIYAQ_WORD_VERB;
      else if (g_str_has_prefix (bare, "م") && g_str_has_suffix (lower, "ed"))
        word_class = SIYAQ_WORD_ADJECTIVE;
    }
  weight = name != NULL ? NAME : prior (builder, common, en);
  if (weight > 0)
    lexicon_builder_add (builder, "ar", bare, past != NULL ? past : name != NULL ? name : lower, share * weight, word_class, form, FALSE);
  /* "لوكوود - أول محامية": what stands behind a dash explains the word and is not said for it. */
  said = g_strndup (bare, dash != NULL ? (gsize) (dash - bare) : strlen (bare));
  lexicon_builder_add (builder, "en", lower, said, share * (strchr (said, ' ') == NULL ? 1 : 0.6), word_class, form, FALSE);
}

static void
add_translations (LexiconBuilder *builder,
                  GHashTable *common,
                  GHashTable *english,
                  const char *headword,
                  const char *translations,
                  double share)
{
  g_autofree char *head = clean (headword, -1);
  const char *p = translations;

  /* Translations are parted by Arabic or Latin commas; a number and a full stop may stand first. */
  while (*p != '\0')
    {
      gsize n = 0;
      g_autofree char *one = NULL;

      while (p[n] != '\0' && strchr (",;", p[n]) == NULL && !g_str_has_prefix (p + n, "،") && !g_str_has_prefix (p + n, "؛"))
        n++;
      one = clean (p, (gssize) n);
      if (*one != '\0' && is_arabic (one) != is_arabic (head))
        add_pair (builder, common, english, is_arabic (head) ? head : one, is_arabic (head) ? one : head, share);
      p += n;
      if (*p != '\0')
        p = g_utf8_next_char (p);
      share *= 0.8;
    }
}

static void
add_entry (LexiconBuilder *builder,
           GHashTable *common,
           GHashTable *english,
           const char *text,
           gsize length)
{
  g_autofree char *entry = g_strndup (text, length);
  g_auto (GStrv) lines = g_strsplit (entry, "\n", -1);
  g_autoptr (GString) current = g_string_new (NULL);
  char *sounds = lines[0] != NULL ? strstr (lines[0], " /") : NULL;
  double share = 1;

  if (sounds == NULL)
    return;
  *sounds = '\0';
  for (guint i = 1; lines[i] != NULL; i++)
    {
      const char *line = lines[i];
      gsize digits = strspn (line, "0123456789");

      if (digits > 0 && g_str_has_prefix (line + digits, ". "))
        {
          if (current->len > 0)
            {
              add_translations (builder, common, english, lines[0], current->str, share);
              share *= 0.95;
            }
          g_string_assign (current, line + digits + 2);
        }
      else
        g_string_append_printf (current, "%s%s", current->len > 0 ? " " : "", line);
    }
  if (current->len > 0)
    add_translations (builder, common, english, lines[0], current->str, share);
}

/**
 * lexicon_read_freedict:
 * @builder: the lexicon, with the project's own list read before
 * @stem_path: the files' path without ".index" and ".dict.dz"
 * @common: (element-type utf8 uint): folded English words, to their #LexiconEnglish
 * @english: the list's English words, lower case
 * @error: why the files could not be read
 *
 * Returns: whether the dictionary was read
 */
gboolean
lexicon_read_freedict (LexiconBuilder *builder,
                       const char *stem_path,
                       GHashTable *common,
                       GHashTable *english,
                       GError **error)
{
  g_autofree char *index_path = g_strconcat (stem_path, ".index", NULL);
  g_autofree char *dict_path = g_strconcat (stem_path, ".dict.dz", NULL);
  g_autofree char *index = NULL;
  g_autoptr (GBytes) dict = NULL;
  g_auto (GStrv) lines = NULL;
  g_autoptr (GHashTable) done = g_hash_table_new (g_direct_hash, g_direct_equal);
  const char *text;
  gsize size;

  if (!g_file_get_contents (index_path, &index, NULL, error))
    return FALSE;
  dict = unpack (dict_path, error);
  if (dict == NULL)
    return FALSE;
  text = g_bytes_get_data (dict, &size);
  if (!g_utf8_validate (text, (gssize) size, NULL))
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, "%s is not UTF-8", dict_path);
      return FALSE;
    }
  lines = g_strsplit (index, "\n", -1);
  for (guint i = 0; lines[i] != NULL; i++)
    {
      g_auto (GStrv) columns = g_strsplit (lines[i], "\t", -1);
      gsize offset, length;

      if (g_strv_length (columns) != 3 || g_str_has_prefix (columns[0], "00"))
        continue;
      if (!parse_base64 (columns[1], &offset) || !parse_base64 (columns[2], &length) || offset > size || length > size - offset)
        {
          g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, "%s:%u points outside the dictionary", index_path, i + 1);
          return FALSE;
        }
      if (g_hash_table_add (done, GSIZE_TO_POINTER (offset + 1)))
        add_entry (builder, common, english, text + offset, length);
    }
  return TRUE;
}

/**
 * lexicon_read_headwords:
 * @stem_path: the files' path without ".index" and ".dict.dz"
 * @error: why the index could not be read
 *
 * Returns: (transfer full) (element-type utf8 utf8): its headwords, lower case
 */
GHashTable *
lexicon_read_headwords (const char *stem_path,
                        GError **error)
{
  g_autofree char *path = g_strconcat (stem_path, ".index", NULL);
  g_autofree char *index = NULL;
  g_auto (GStrv) lines = NULL;
  GHashTable *words;

  if (!g_file_get_contents (path, &index, NULL, error))
    return NULL;
  words = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  lines = g_strsplit (index, "\n", -1);
  for (guint i = 0; lines[i] != NULL; i++)
    {
      g_autofree char *word = g_strndup (lines[i], strcspn (lines[i], "\t"));

      g_hash_table_add (words, g_utf8_strdown (word, -1));
    }
  return words;
}

/**
 * lexicon_read_english:
 * @words: (element-type utf8 uint): folded words, to their #LexiconEnglish
 * @path: a file of English words, blanks or lines between them; a line that begins with # is none
 * @tier: what they are; of those that are common the stems are added too
 * @error: why it could not be read
 *
 * A word that is there already stays what it is.
 *
 * Returns: whether the file was read
 */
gboolean
lexicon_read_english (GHashTable *words,
                      const char *path,
                      LexiconEnglish tier,
                      GError **error)
{
  g_autofree char *text = NULL;
  g_auto (GStrv) lines = NULL;

  if (!g_file_get_contents (path, &text, NULL, error))
    return FALSE;
  lines = g_strsplit (text, "\n", -1);
  for (guint i = 0; lines[i] != NULL; i++)
    {
      g_auto (GStrv) row = g_strsplit (*lines[i] == '#' ? "" : lines[i], " ", -1);

      for (guint j = 0; row[j] != NULL; j++)
        {
          char *forms[] = { siyaq_text_fold (row[j], -1), tier == LEXICON_ENGLISH_COMMON ? siyaq_stem_english (row[j]) : g_strdup ("") };

          for (guint k = 0; k < G_N_ELEMENTS (forms); k++)
            if (*forms[k] == '\0' || g_hash_table_contains (words, forms[k]))
              g_free (forms[k]);
            else
              g_hash_table_insert (words, forms[k], GUINT_TO_POINTER (tier));
        }
    }
  return TRUE;
}
