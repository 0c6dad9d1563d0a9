/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Sentences by rules. ICU's sentence iterator was rejected: it ends a sentence at "Gen." and inside
   quotations, and it knows nothing of Arabic reports, which run on for a paragraph with a comma and
   "and he said" where English begins anew. What a full stop closes is decided by the word before it
   and the letter after; a quotation is not cut where it closes soon. */
#define G_LOG_DOMAIN "siyaq-digest"

#include "config.h"

#include "siyaq-sentence.h"
#include "siyaq-text.h"

#include <string.h>

/* A quotation that does not close within so many bytes is one whose mark was lost. */
#define MAX_QUOTE_BYTES 700
/* An Arabic clause this long stands as a sentence of its own before "and he said". */
#define MIN_CLAUSE_WORDS 11

/* Never the end of a sentence: a name or a number follows. */
static const char titles[] =
  " mr mrs ms dr prof gen col lt sgt capt sen rep gov rev hon maj brig adm pres st mt ft messrs cpl pvt supt insp "
  "no nos fig vol approx vs ca cf e.g i.e sheikh eng mme mlle ";
/* The end of a sentence only where one clearly begins after it. */
static const char maybe_end[] =
  " a.m p.m am pm u.s u.k u.n u.s.a e.u d.c inc ltd co corp bros jr sr etc al jan feb mar apr jun jul aug sep sept "
  "oct nov dec ph.d b.a m.a est ";
static const char starters[] =
  " the a an he she it they we i in on at but and this that these those there his her its their our after before when while "
  "if as for from no not some many most one two three several last meanwhile however according police officials "
  "what who where why how with since more ";
/* Verbs that begin a new statement after a comma, or none, in Arabic reports. */
static const char report_verbs[] =
  " وقال وقالت وقالوا واضاف واضافت واكد واكدت واوضح واوضحت واشار واشارت وذكر وذكرت ولفت ولفتت وتابع وتابعت وافاد وافادت "
  "واعلن واعلنت وكشف وكشفت وبين وشدد وشددت ودعا ودعت وحذر وحذرت ونقل ونقلت ونفي ونفت وكان وكانت واعتبر واعتبرت واعرب واعربت ";

static gboolean
listed (const char *list,
        const char *word)
{
  char padded[32];

  if (strlen (word) > sizeof padded - 3)
    return FALSE;
  g_snprintf (padded, sizeof padded, " %s ", word);
  return strstr (list, padded) != NULL;
}

static gboolean
is_blank (gunichar c)
{
  return c == ' ' || c == '\t' || c == '\r' || c == 0x00A0 || c == 0x202F || c == 0x200F || c == 0x200E || c == 0xFEFF;
}

static gboolean
is_closer (gunichar c)
{
  return c == '"' || c == '\'' || c == ')' || c == ']' || c == 0x201D || c == 0x2019 || c == 0x00BB;
}

static gboolean
is_terminator (gunichar c)
{
  return c == '.' || c == '!' || c == '?' || c == 0x061F || c == 0x2026 || c == 0x06D4;
}

static gboolean
is_arabic (gunichar c)
{
  return c >= 0x0620 && c <= 0x06FF && g_unichar_isalpha (c);
}

/* The word that ends before p, lower case, with the full stops inside it. */
static void
word_before (const char *start,
             const char *p,
             char *ret_word,
             gsize size,
             guint *ret_letters)
{
  const char *q = p;
  gsize n;
  g_autofree char *lower = NULL;

  while (q > start)
    {
      const char *prev = g_utf8_prev_char (q);
      gunichar c = g_utf8_get_char (prev);

      if (!g_unichar_isalnum (c) && c != '.')
        break;
      q = prev;
    }
  n = (gsize) (p - q);
  *ret_word = '\0';
  *ret_letters = (guint) g_utf8_strlen (q, (gssize) n);
  if (n + 1 > size)
    return;
  lower = g_utf8_strdown (q, (gssize) n);
  g_strlcpy (ret_word, lower, size);
}

static gboolean
starts_sentence (const char *p)
{
  gsize n = 0;
  char word[24];
  gunichar c = g_utf8_get_char (p);

  if (c == '"' || c == 0x201C || c == 0x2018 || c == 0x00AB)
    return TRUE;
  while (g_ascii_isalpha (p[n]) && n < sizeof word - 1)
    {
      word[n] = g_ascii_tolower (p[n]);
      n++;
    }
  word[n] = '\0';
  return n > 0 && g_ascii_isupper (*p) && listed (starters, word);
}

/* "on Wednesday.Why it matters": whole words on both sides, and no other full stop near. */
static gboolean
is_lost_blank (const char *line,
               const char *mark,
               const char *next,
               const char *limit)
{
  char word[24];
  guint letters;

  word_before (line, mark, word, sizeof word, &letters);
  if (letters < 3 || strchr (word, '.') != NULL || listed (titles, word) || !(g_ascii_islower (mark[-1]) || g_ascii_isdigit (mark[-1]) || mark[-1] == ')'))
    return FALSE;
  if (*next == '"' || g_str_has_prefix (next, "“"))
    return TRUE;
  if (!g_ascii_isupper (*next))
    return FALSE;
  for (next++; next < limit && g_ascii_isalpha (*next); next++)
    ;
  return next < limit && (*next == ' ' || *next == ',' || *next == '\'');
}

/* The mark at p, which begins at mark and ends a run of marks and closing quotes at after, ends a
   sentence; line is where this sentence began. */
static gboolean
ends_sentence (const char *line,
               const char *mark,
               const char *after,
               const char *limit)
{
  const char *next = after;
  gunichar c, m = g_utf8_get_char (mark), before;
  char word[24];
  guint letters;

  while (line < mark && is_blank (g_utf8_get_char (line)))
    line = g_utf8_next_char (line);
  while (next < limit && is_blank (g_utf8_get_char (next)))
    next = g_utf8_next_char (next);
  if (next >= limit)
    return TRUE;
  c = g_utf8_get_char (next);
  before = mark > line ? g_utf8_get_char (g_utf8_prev_char (mark)) : ' ';
  if (next == after)
    /* No blank: a decimal point, an address, or a blank that was lost. */
    return m == '.' && mark - line > 40 && after - mark <= 4 &&
           ((is_arabic (before) && is_arabic (c)) || is_lost_blank (line, mark, next, limit));
  if (g_unichar_islower (c))
    return FALSE;
  if (m == 0x061F || m == '!' || m == '?' || m == 0x06D4)
    return TRUE;
  if (m == 0x2026 || (mark + 1 < limit && mark[1] == '.'))
    /* Arabic headlines and leads pause with two or three points. */
    return g_unichar_isupper (c);
  word_before (line, mark, word, sizeof word, &letters);
  if (letters == 0)
    return TRUE;
  if (letters == 1 && is_arabic (before))
    return FALSE;
  if (letters == 1 && g_ascii_isalpha (*word))
    return starts_sentence (next) && *word != 'i';
  if (listed (titles, word))
    return FALSE;
  if (listed (maybe_end, word))
    return starts_sentence (next);
  /* "1. ": a list's number. */
  if (strspn (word, "0123456789.") == strlen (word) && mark - line == (gssize) strlen (word))
    return FALSE;
  return TRUE;
}

/* The end of the quotation that opens at p, or NULL where it does not close soon. */
static const char *
quote_end (const char *p,
           const char *limit)
{
  gunichar open = g_utf8_get_char (p);
  gunichar close = open == 0x201C ? 0x201D : open == 0x00AB ? 0x00BB : open == '"' ? '"' : 0;

  if (close == 0)
    return NULL;
  if (limit > p + MAX_QUOTE_BYTES)
    limit = p + MAX_QUOTE_BYTES;
  for (const char *q = g_utf8_next_char (p); q < limit; q = g_utf8_next_char (q))
    if (g_utf8_get_char (q) == close)
      return q;
  return NULL;
}

static void
append_sentence (GArray *sentences,
                 const char *text,
                 const char *start,
                 const char *end,
                 guint paragraph,
                 gboolean clause)
{
  SiyaqSentence s = { 0 };

  while (start < end && is_blank (g_utf8_get_char (start)))
    start = g_utf8_next_char (start);
  while (end > start && is_blank (g_utf8_get_char (g_utf8_prev_char (end))))
    end = g_utf8_prev_char (end);
  if (start == end || sentences->len >= SIYAQ_MAX_SENTENCES)
    return;
  s.start = (guint32) (start - text);
  s.end = (guint32) (end - text);
  s.paragraph = paragraph;
  s.clause = clause;
  g_array_append_val (sentences, s);
}

/* "and he said" begins at p, a blank before it. */
static gboolean
is_report_verb (const char *p,
                const char *limit)
{
  const char *q = p;
  g_autofree char *fold = NULL;

  if (!g_str_has_prefix (p, "و"))
    return FALSE;
  while (q < limit && !is_blank (g_utf8_get_char (q)) && q - p < 24)
    q = g_utf8_next_char (q);
  fold = siyaq_text_fold (p, q - p);
  return listed (report_verbs, fold);
}

static void
split_line (GArray *sentences,
            const char *text,
            const char *line,
            const char *limit,
            guint paragraph)
{
  const char *start = line, *quoted_until = line;
  guint words = 0;

  for (const char *p = line; p < limit;)
    {
      gunichar c = g_utf8_get_char (p);
      const char *next = g_utf8_next_char (p);

      if (p >= quoted_until)
        {
          const char *close = quote_end (p, limit);

          if (close != NULL)
            {
              const char *last = g_utf8_prev_char (close);

              /* What stands in quotation marks is passed over as a whole, but for a mark at its end. */
              quoted_until = last > p && is_terminator (g_utf8_get_char (last)) ? last : g_utf8_next_char (close);
              p = MAX (next, quoted_until);
              continue;
            }
        }
      if (is_blank (c))
        {
          words++;
          if (words >= MIN_CLAUSE_WORDS && p >= quoted_until && is_report_verb (next, limit))
            {
              append_sentence (sentences, text, start, p, paragraph, TRUE);
              start = next;
              words = 0;
            }
        }
      else if (is_terminator (c))
        {
          const char *mark = p;

          /* A straight quotation mark with a letter behind it opens what comes next. */
          while (next < limit && (is_terminator (g_utf8_get_char (next)) || is_closer (g_utf8_get_char (next))) &&
                 !(*next == '"' && next + 1 < limit && g_ascii_isalpha (next[1])))
            next = g_utf8_next_char (next);
          if (ends_sentence (start, mark, next, limit))
            {
              append_sentence (sentences, text, start, next, paragraph, FALSE);
              start = next;
              words = 0;
            }
          quoted_until = MAX (quoted_until, next);
        }
      p = next;
    }
  append_sentence (sentences, text, start, limit, paragraph, FALSE);
}

/**
 * siyaq_sentences_split:
 * @text: valid UTF-8, paragraphs separated by \n
 *
 * Returns: (transfer full) (element-type SiyaqSentence): its sentences in order, at most
 *   %SIYAQ_MAX_SENTENCES
 */
GArray *
siyaq_sentences_split (const char *text)
{
  GArray *sentences = g_array_new (FALSE, TRUE, sizeof (SiyaqSentence));
  guint paragraph = 0;

  g_return_val_if_fail (text != NULL, sentences);

  for (const char *line = text; *line != '\0' && sentences->len < SIYAQ_MAX_SENTENCES; paragraph++)
    {
      const char *limit = strchr (line, '\n');

      if (limit == NULL)
        limit = line + strlen (line);
      split_line (sentences, text, line, limit, paragraph);
      line = *limit == '\0' ? limit : limit + 1;
    }
  return sentences;
}

/**
 * siyaq_sentence_tidy:
 * @text: what the sentence is of
 * @sentence: a sentence
 *
 * Machine translations and templates leave blanks before commas and full stops.
 *
 * Returns: (transfer full): the sentence with single blanks, none before its marks; a clause's
 *   comma is a full stop
 */
char *
siyaq_sentence_tidy (const char *text,
                     const SiyaqSentence *sentence)
{
  g_autofree char *raw = NULL;
  g_autofree char *collapsed = NULL;
  GString *s;

  g_return_val_if_fail (text != NULL, NULL);
  g_return_val_if_fail (sentence != NULL, NULL);

  raw = g_strndup (text + sentence->start, sentence->end - sentence->start);
  collapsed = siyaq_text_collapse (raw);
  s = g_string_sized_new (strlen (collapsed) + 2);
  for (const char *p = collapsed; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if ((c == '.' || c == ',' || c == ';' || c == ':' || c == '!' || c == '?' || c == 0x060C || c == 0x061B || c == 0x061F) &&
          s->len > 0 && s->str[s->len - 1] == ' ')
        g_string_truncate (s, s->len - 1);
      g_string_append_unichar (s, c);
    }
  if (sentence->clause)
    {
      static const char *const commas[] = { "،", "؛", ",", ";" };

      for (guint i = 0; i < G_N_ELEMENTS (commas); i++)
        if (g_str_has_suffix (s->str, commas[i]))
          g_string_truncate (s, s->len - strlen (commas[i]));
      g_string_append_c (s, '.');
    }
  return g_string_free (s, FALSE);
}
