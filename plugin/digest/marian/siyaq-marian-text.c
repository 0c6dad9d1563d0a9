/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A text as sentences. What stands between them is kept as it was, so a text keeps its lines. A
   sentence longer than a student was trained on loses its end: it is cut at a clause mark, the marks
   nearest to its middle first, and put together with that mark.
   Arabic is brought to what news text, and so the training text, looks like: no tatweel, no
   directional marks, the letters of an Arabic keyboard; vowel signs go only where a text is
   vocalised throughout, because single ones (a tanwin, a shadda that tells two words apart) were in
   the training text as well. Everything else is left to the vocabulary's own normaliser. */
#define G_LOG_DOMAIN "siyaq-marian"

#include "config.h"

#include "siyaq-marian-text.h"
#include "siyaq-sentence.h"

#include <string.h>

/* Vowel signs for each hundred Arabic letters from which a text counts as vocalised: news has 0 to
   5, the Quran and primers 70 and more. */
#define VOCALISED_PERCENT 30u
/* Cutting ends here whatever the text is: each cut halves. */
#define MAX_CUTS 8u

/**
 * siyaq_marian_segment_free:
 * @self: (transfer full): a segment
 */
void
siyaq_marian_segment_free (SiyaqMarianSegment *self)
{
  g_free (self->gap);
  g_free (self->text);
  g_free (self->join);
  g_free (self->pieces);
  g_free (self->translation);
  g_free (self);
}

/**
 * siyaq_marian_text_free:
 * @self: (transfer full): a text
 */
void
siyaq_marian_text_free (SiyaqMarianText *self)
{
  g_ptr_array_unref (self->segments);
  g_free (self->tail);
  g_free (self);
}

static gboolean
is_vowel_sign (gunichar c)
{
  return (c >= 0x064B && c <= 0x0652) || c == 0x0670;
}

/* Marks that steer the direction or the breaking of lines: no part of a word. */
static gboolean
is_invisible (gunichar c)
{
  return c == 0x00AD || c == 0x061C || (c >= 0x200B && c <= 0x200F) || (c >= 0x202A && c <= 0x202E) || (c >= 0x2060 && c <= 0x2069) ||
         c == 0xFEFF;
}

static gboolean
is_vocalised (const char *text,
              gsize length)
{
  guint letters = 0, signs = 0;

  for (const char *p = text; p < text + length; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      letters += c >= 0x0620 && c <= 0x064A;
      signs += is_vowel_sign (c);
    }
  return signs * 100 > letters * VOCALISED_PERCENT;
}

/**
 * siyaq_marian_normalize:
 * @text: (array length=length): valid UTF-8
 * @length: its bytes
 * @lang: its language
 *
 * Returns: (transfer full): the text as models were trained on
 */
char *
siyaq_marian_normalize (const char *text,
                        gsize length,
                        const char *lang)
{
  GString *s = g_string_sized_new (length + 1);
  gboolean arabic = g_strcmp0 (lang, "ar") == 0;
  gboolean bare = arabic && is_vocalised (text, length);

  for (const char *p = text; p < text + length; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (is_invisible (c) || (arabic && c == 0x0640) || (bare && is_vowel_sign (c)))
        continue;
      /* Keheh and Farsi yeh come from Persian keyboards and fonts. */
      if (arabic && c == 0x06A9)
        c = 0x0643;
      else if (arabic && c == 0x06CC)
        c = 0x064A;
      g_string_append_unichar (s, c);
    }
  return g_string_free (s, FALSE);
}

/**
 * siyaq_marian_text_encode:
 * @vocab: the source's vocabulary
 * @text: valid UTF-8
 * @ret_n: (out): how many are returned
 *
 * Returns: (transfer full) (array length=ret_n): its pieces with the end of the sentence, or nothing
 *   but %NULL when it has none
 */
guint32 *
siyaq_marian_text_encode (const SiyaqMarianVocab *vocab,
                          const char *text,
                          guint *ret_n)
{
  guint32 *pieces = siyaq_marian_vocab_encode (vocab, text, strlen (text), ret_n);

  if (*ret_n == 0)
    g_clear_pointer (&pieces, g_free);
  else
    pieces[(*ret_n)++] = siyaq_marian_vocab_get_eos (vocab);
  return pieces;
}

/* How good a place a blank is to cut before: what stands there ends a clause. */
static guint
clause_mark (const char *text,
             const char *blank)
{
  static const struct { const char *mark; guint weight; } marks[] = {
    { "؛", 4 }, { ";", 4 }, { "—", 4 }, { "–", 4 }, { " -", 3 }, { ":", 3 }, { "،", 3 }, { ",", 3 }, { ")", 2 }, { "»", 2 }, { "\"", 2 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (marks); i++)
    {
      gsize n = strlen (marks[i].mark);

      if ((gsize) (blank - text) > n && memcmp (blank - n, marks[i].mark, n) == 0)
        return marks[i].weight;
    }
  /* Arabic goes on with "and" where English has a full stop. */
  return g_str_has_prefix (blank + 1, "و") ? 1 : 0;
}

/* The blank at which a sentence is cut: the best mark of its middle half, else the blank nearest to
   the middle; NULL where there is none. */
static const char *
find_cut (const char *text)
{
  gsize length = strlen (text);
  const char *best = NULL;
  gsize best_distance = 0;
  guint best_weight = 0;

  for (const char *p = strchr (text, ' '); p != NULL; p = strchr (p + 1, ' '))
    {
      gsize at = (gsize) (p - text);
      gsize distance = at > length / 2 ? at - length / 2 : length / 2 - at;
      guint weight = distance <= length / 4 ? clause_mark (text, p) : 0;

      if (at == 0 || at + 1 >= length)
        continue;
      if (best == NULL || weight > best_weight || (weight == best_weight && distance < best_distance))
        {
          best = p;
          best_distance = distance;
          best_weight = weight;
        }
    }
  return best;
}

/* The mark of the target's language for the one that stands before a cut; "" for none. */
static const char *
joining_mark (const char *before,
              const char *to)
{
  gboolean arabic = g_strcmp0 (to, "ar") == 0;

  if (g_str_has_suffix (before, ",") || g_str_has_suffix (before, "،"))
    return arabic ? "،" : ",";
  if (g_str_has_suffix (before, ";") || g_str_has_suffix (before, "؛"))
    return arabic ? "؛" : ";";
  return "";
}

static void
append_segment (SiyaqMarianText *self,
                char *gap,
                char *text,
                const char *join,
                guint32 *pieces,
                guint n)
{
  SiyaqMarianSegment *segment = g_new0 (SiyaqMarianSegment, 1);

  segment->gap = gap;
  segment->text = text;
  segment->join = g_strdup (join);
  segment->pieces = pieces;
  segment->n = n;
  g_ptr_array_add (self->segments, segment);
}

/* A sentence, or its parts where it is too long. */
static void
add_sentence (SiyaqMarianText *self,
              const SiyaqMarianVocab *vocab,
              const char *to,
              char *gap,
              char *text,
              const char *join,
              guint cuts)
{
  guint n;
  guint32 *pieces = siyaq_marian_text_encode (vocab, text, &n);
  const char *cut;

  if (n <= SIYAQ_MARIAN_MAX_PIECES + 1)
    {
      append_segment (self, gap, text, join, pieces, n);
      return;
    }
  cut = cuts < MAX_CUTS ? find_cut (text) : NULL;
  if (cut != NULL)
    {
      char *first = g_strndup (text, (gsize) (cut - text));
      char *second = g_strdup (cut + 1);
      const char *mark = joining_mark (first, to);

      add_sentence (self, vocab, to, gap, first, join, cuts + 1);
      add_sentence (self, vocab, to, g_strdup (" "), second, mark, cuts + 1);
      g_free (pieces);
      g_free (text);
      return;
    }
  /* One word of more pieces than a sentence has: no language, cut anywhere. */
  for (guint at = 0; at + 1 < n; at += SIYAQ_MARIAN_MAX_PIECES)
    {
      guint part = MIN (SIYAQ_MARIAN_MAX_PIECES, n - 1 - at);
      guint32 *copy = g_new (guint32, part + 1);

      memcpy (copy, pieces + at, part * sizeof *copy);
      copy[part] = pieces[n - 1];
      append_segment (self, at == 0 ? gap : g_strdup (""), siyaq_marian_vocab_decode (vocab, copy, part), at == 0 ? join : NULL, copy, part + 1);
    }
  g_free (pieces);
  g_free (text);
}

/**
 * siyaq_marian_text_new:
 * @text: valid UTF-8
 * @from: its language
 * @to: the language wanted
 * @vocab: the source's vocabulary
 *
 * Returns: (transfer full): its sentences
 */
SiyaqMarianText *
siyaq_marian_text_new (const char *text,
                       const char *from,
                       const char *to,
                       const SiyaqMarianVocab *vocab)
{
  SiyaqMarianText *self = g_new0 (SiyaqMarianText, 1);
  const char *done = text, *rest = text;
  gboolean more = TRUE;

  self->segments = g_ptr_array_new_with_free_func ((GDestroyNotify) siyaq_marian_segment_free);
  while (more)
    {
      g_autoptr (GArray) sentences = siyaq_sentences_split (rest);

      /* A text of more sentences than are split at once goes on behind the last. */
      more = sentences->len >= SIYAQ_MAX_SENTENCES;
      for (guint i = 0; i < sentences->len; i++)
        {
          const SiyaqSentence *first = &g_array_index (sentences, SiyaqSentence, i), *last = first;

          /* Clauses of one sentence are translated together. */
          while (last->clause && i + 1 < sentences->len && g_array_index (sentences, SiyaqSentence, i + 1).paragraph == first->paragraph)
            last = &g_array_index (sentences, SiyaqSentence, ++i);
          add_sentence (self, vocab, to, g_strndup (done, (gsize) (rest + first->start - done)),
                        siyaq_marian_normalize (rest + first->start, last->end - first->start, from), NULL, 0);
          done = rest + last->end;
        }
      rest = done;
    }
  self->tail = g_strdup (done);
  return self;
}

/* A part of a sentence that is not its end was translated as if it were. */
static void
remove_full_stop (GString *s)
{
  if (s->len > 1 && s->str[s->len - 1] == '.' && s->str[s->len - 2] != '.')
    g_string_truncate (s, s->len - 1);
}

/**
 * siyaq_marian_text_join:
 * @self: a text whose segments have their translations
 *
 * Returns: (transfer full): the translation
 */
char *
siyaq_marian_text_join (const SiyaqMarianText *self)
{
  GString *s = g_string_new (NULL);

  for (guint i = 0; i < self->segments->len; i++)
    {
      const SiyaqMarianSegment *segment = g_ptr_array_index (self->segments, i);

      if (segment->join != NULL)
        {
          remove_full_stop (s);
          if (!g_str_has_suffix (s->str, segment->join))
            g_string_append (s, segment->join);
        }
      g_string_append (s, segment->gap);
      if (segment->translation != NULL)
        g_string_append (s, segment->translation);
    }
  g_string_append (s, self->tail);
  return g_string_free (s, FALSE);
}
