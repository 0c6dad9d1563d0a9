/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Stems for matching. Arabic: light stemming as in Larkey, Ballesteros & Connell, "Light Stemming
   for Arabic Information Retrieval" (2007), "light10", on folded text; Snowball's Arabic stemmer
   was rejected because it is inconsistent (محادثات / المحادثات). English: Snowball's Porter 2. */
#define G_LOG_DOMAIN "siyaq-item"

#include "config.h"

#include "siyaq-stem.h"

#include <libstemmer.h>
#include <string.h>

/* Letters of the folded Arabic alphabet are two bytes in UTF-8. */
#define LETTERS(n) ((n) * 2)

/**
 * siyaq_stem_arabic:
 * @fold: a folded Arabic word
 *
 * Returns: (transfer full): its light stem
 */
char *
siyaq_stem_arabic (const char *fold)
{
  /* Longest first. Each is taken off once, where two letters or more stay (light10). */
  static const char *const prefixes[] = { "وال", "فال", "بال", "كال", "ولل", "لل", "ال" };
  static const char *const suffixes[] = { "ها", "ان", "ات", "ون", "ين", "يه", "يا", "ه", "ي" };
  const char *start = fold;
  g_autofree char *stem = NULL;
  gsize len;

  g_return_val_if_fail (fold != NULL, NULL);

  len = strlen (start);
  if (g_str_has_prefix (start, "و") && len >= LETTERS (4) && !g_str_has_prefix (start, "وال"))
    {
      start += LETTERS (1);
      len -= LETTERS (1);
    }
  for (guint i = 0; i < G_N_ELEMENTS (prefixes); i++)
    {
      gsize n = strlen (prefixes[i]);

      if (g_str_has_prefix (start, prefixes[i]) && len >= n + LETTERS (2))
        {
          start += n;
          len -= n;
          break;
        }
    }
  stem = g_strndup (start, len);
  for (guint i = 0; i < G_N_ELEMENTS (suffixes); i++)
    {
      gsize n = strlen (suffixes[i]);

      if (len >= n + LETTERS (2) + (n == LETTERS (1) ? LETTERS (1) : 0) && g_str_has_suffix (stem, suffixes[i]))
        {
          len -= n;
          stem[len] = '\0';
        }
    }
  return g_steal_pointer (&stem);
}

static void
free_stemmer (gpointer data)
{
  sb_stemmer_delete (data);
}

/**
 * siyaq_stem_english:
 * @fold: a folded English word
 *
 * Returns: (transfer full): its Porter 2 stem
 */
char *
siyaq_stem_english (const char *fold)
{
  /* A stemmer is not thread-safe: each thread has its own. */
  static GPrivate stemmer_key = G_PRIVATE_INIT (free_stemmer);
  struct sb_stemmer *stemmer = g_private_get (&stemmer_key);
  const sb_symbol *out;

  g_return_val_if_fail (fold != NULL, NULL);

  if (stemmer == NULL)
    {
      stemmer = sb_stemmer_new ("english", "UTF_8");
      if (stemmer == NULL)
        return g_strdup (fold);
      g_private_set (&stemmer_key, stemmer);
    }
  out = sb_stemmer_stem (stemmer, (const sb_symbol *) fold, (int) strlen (fold));
  return out != NULL ? g_strndup ((const char *) out, (gsize) sb_stemmer_length (stemmer)) : g_strdup (fold);
}

/**
 * siyaq_stem:
 * @fold: a folded word of either script
 *
 * Returns: (transfer full): its stem by the script that it is written in
 */
char *
siyaq_stem (const char *fold)
{
  gunichar c;

  g_return_val_if_fail (fold != NULL, NULL);

  c = g_utf8_get_char (fold);
  if (c >= 0x0600 && c <= 0x06FF)
    return siyaq_stem_arabic (fold);
  if (g_ascii_isalpha ((char) MIN (c, 0x7f)))
    return siyaq_stem_english (fold);
  return g_strdup (fold);
}

static const char stop_words[] =
  " a about above after again against all also am an and any are as at be because been before being below "
  "between both but by can could did do does doing down during each few for from further had has have having "
  "he her here hers him his how i if in into is it its itself just may me might more most my no nor not now of "
  "off on once one only or other our out over own said same say says she should so some such than that the "
  "their them then there these they this those through to told too two under until up us very was we were what when "
  "where which while who whom why will with would you your mr mrs ms dr new "
  " في من على الى عن مع ان التي الذي هذا هذه ذلك تلك كان كانت قد لقد لا لم لن ما هو هي هم كما بعد قبل بين "
  "او ثم اذا حيث عند عندما كل بعض غير اي حتي منذ خلال ضمن فيه فيها منه منها عليه عليها به بها له لها لهم "
  "وقد وقال وقالت قال قالت قالوا واضاف واضافت اضاف واكد اكد وكان وكانت وفي ومن وعلي علي الي والي وان وهو وهي "
  "اليوم امس يوم احد احدي الذين اللذين وذلك وهذا كذلك ايضا لكن ولكن بل نحو حول لدي عبر بان انه انها وانه وانها "
  "بشان بسبب وفقا وفق يكون تكون تم يتم جدا فقط اكثر اقل ليس ليست هناك هنا نفسه نفسها ";

/**
 * siyaq_is_stop_word:
 * @fold: a folded word
 *
 * Returns: whether the word says nothing about what a text is about
 */
gboolean
siyaq_is_stop_word (const char *fold)
{
  static GHashTable *table;
  static gsize once;

  g_return_val_if_fail (fold != NULL, FALSE);

  if (g_once_init_enter (&once))
    {
      g_auto (GStrv) words = g_strsplit (stop_words, " ", -1);

      table = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
      for (guint i = 0; words[i] != NULL; i++)
        if (*words[i] != '\0')
          g_hash_table_add (table, g_strdup (words[i]));
      g_once_init_leave (&once, 1);
    }
  return g_hash_table_contains (table, fold);
}

/* Classes of consonants that one name is written with in either script. */
static char
consonant_class (gunichar c)
{
  switch (c)
    {
    case 0x0628: case 'b': case 'p': return 'b';
    case 0x062A: case 0x0637: case 't': return 't';
    case 0x062B: return 't';
    case 0x062C: case 'j': case 'g': return 'j';
    case 0x063A: return 'g';
    case 0x062D: case 'h': case 0x0647: return 'h';
    case 0x062E: return 'k';
    case 0x062F: case 0x0636: case 'd': return 'd';
    case 0x0630: case 0x0638: return 'd';
    case 0x0631: case 'r': return 'r';
    case 0x0632: case 'z': return 'z';
    case 0x0633: case 0x0635: case 0x0634: case 's': case 'x': return 's';
    case 0x0641: case 'f': case 'v': return 'f';
    case 0x0642: case 0x0643: case 'k': case 'q': case 'c': return 'k';
    case 0x0644: case 'l': return 'l';
    case 0x0645: case 'm': return 'm';
    case 0x0646: case 'n': return 'n';
    default: return 0;
    }
}

/**
 * siyaq_skeleton:
 * @fold: a folded name in Arabic or Latin letters, blanks between words
 *
 * The consonants of a name in classes that both scripts share, vowels, half-vowels, doubled letters
 * and the article left out: "suwayda", "السويداء" and "sweida" are all "sd". Keys under three
 * consonants say little.
 *
 * Returns: (transfer full): the key, maybe empty
 */
char *
siyaq_skeleton (const char *fold)
{
  GString *s;
  const char *p = fold;
  gboolean word_start = TRUE;

  g_return_val_if_fail (fold != NULL, NULL);

  s = g_string_new (NULL);
  while (*p != '\0')
    {
      gunichar c = g_utf8_get_char (p);
      char k;

      if (word_start)
        {
          static const char *const articles[] = { "ال", "al-", "el-", "al ", "el ", "as-", "ad-", "ar-", "an-", "az-", "at-", "ash-" };
          gboolean skipped = FALSE;

          for (guint i = 0; i < G_N_ELEMENTS (articles) && !skipped; i++)
            if (g_str_has_prefix (p, articles[i]) && strlen (p) > strlen (articles[i]) + 2)
              {
                p += strlen (articles[i]);
                skipped = TRUE;
              }
          word_start = FALSE;
          if (skipped)
            continue;
        }
      if (c == ' ' || c == '-')
        {
          word_start = TRUE;
          p++;
          continue;
        }
      k = consonant_class (c);
      /* Digraphs: sh, th, dh, gh, kh, ch, ph. */
      if (c < 0x80 && p[1] == 'h' && strchr ("stdgkcp", (int) c) != NULL)
        {
          k = c == 'g' ? 'g' : c == 'p' ? 'f' : c == 'c' ? 's' : k;
          p++;
        }
      /* The h of "-ah" is the ta marbuta, which folds to a final ه. */
      if (k == 'h' && (p[c < 0x80 ? 1 : 2] == '\0' || p[c < 0x80 ? 1 : 2] == ' '))
        k = 0;
      if (k != 0 && (s->len == 0 || s->str[s->len - 1] != k))
        g_string_append_c (s, k);
      p = g_utf8_next_char (p);
    }
  return g_string_free (s, FALSE);
}
