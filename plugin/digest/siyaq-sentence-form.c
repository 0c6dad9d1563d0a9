/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Whether a sentence can stand in a summary: what would puzzle a reader on its own, what leans on the
   sentence before it, what is said about the page or a picture and not in the story. */
#define G_LOG_DOMAIN "siyaq-digest"

#include "config.h"

#include "siyaq-opening.h"
#include "siyaq-sentence-form.h"
#include "siyaq-stem.h"

#include <string.h>

#define MIN_WORDS 6u
#define MAX_WORDS SIYAQ_SENTENCE_MAX_WORDS

/* First words that point back. Arabic: joined pronouns and connectives. */
static const char leaning_words[] =
  " he she it they this that these those his her its their him them but and however also meanwhile then such "
  "instead so or yet nor still moreover furthermore besides additionally both another others here there "
  "هو هي هم وهو وهي وهم هذا هذه ذلك تلك هؤلاء وهذا وهذه وذلك وتلك لكن ولكن لكنه لكنها كما كذلك ايضا بدوره بدورها "
  "وبدوره من جانبه وقد ولم لم ولا فيما بينما حيث اذ وكان وكانت واضاف واضافت وتابع وتابعت واوضح واوضحت ولفت وشدد وقال وقالت وبين "
  "واردف واستطرد وختم واشار واشارت ويذكر يذكر وياتي وتاتي وفيها وفيه ومنها ومنهم لذلك وبذلك وبالتالي ";
/* "One said", "Two were": of whom, the sentence before says. */
static const char counting_words[] = " one two three four five some many most all none ";
static const char counted_verbs[] = " said told says were was had have are is of added ";
static const char subject_pronouns[] = " he she they it ";
/* What is said about the page, not in the story. */
static const char page_words[] =
  " subscribe newsletter click download advertisement copyright اشترك تابعونا للاشتراك اضغط ";
/* The same in two words: captions, credits, disclaimers. */
static const char *const page_pairs[] = {
  "file photo",      "toggle caption",  "this image",     "image caption",  "photo by",      "getty images",  "read more",
  "round up",        "here are",       "know about",  "quick look",
  "ابرز ما",         "جوله سريعه",     "اهم الاخبار",    "موجز الاخبار",
  "sign up",         "rights reserved", "continue reading", "opinions expressed", "view gallery", "play video", "press photo",
  "صوره ارشيفيه",    "اقرا ايضا",       "الحقوق محفوظه",  "اقرا المزيد",    "شاهد الفيديو",  "تابعوا صفحتنا",
};

static gboolean
listed (const char *list,
        const char *word)
{
  gsize length = strlen (word);

  for (const char *p = strstr (list, word); p != NULL; p = strstr (p + 1, word))
    if (p > list && p[-1] == ' ' && p[length] == ' ')
      return TRUE;
  return FALSE;
}

static gboolean
is_page_pair (const char *first,
              const char *second)
{
  gsize n = strlen (first);

  for (guint i = 0; i < G_N_ELEMENTS (page_pairs); i++)
    if (page_pairs[i][0] == first[0] && strncmp (page_pairs[i], first, n) == 0 && page_pairs[i][n] == ' ' && g_str_equal (page_pairs[i] + n + 1, second))
      return TRUE;
  return FALSE;
}

/**
 * siyaq_follow_quotation:
 * @start: where to begin
 * @end: where to stop
 * @text: what both are of
 * @open: the mark that is open at @start, 0 for none
 *
 * A straight single mark is an apostrophe unless it opens before a letter and closes behind a mark or a
 * word; "soldiers' " closes nothing.
 *
 * Returns: the mark that is open at @end, 0 for none
 */
gunichar
siyaq_follow_quotation (const char *start,
                        const char *end,
                        const char *text,
                        gunichar open)
{
  for (const char *p = start; p < end; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p), before = p > text ? g_utf8_get_char (g_utf8_prev_char (p)) : ' ';
      gunichar after = g_utf8_get_char (g_utf8_next_char (p));

      if (c == 0x201C || c == 0x00AB)
        open = open != 0 ? open : c;
      else if ((c == 0x201D && open == 0x201C) || (c == 0x00BB && open == 0x00AB))
        open = 0;
      else if (c == '"')
        open = open == '"' ? 0 : open != 0 ? open : c;
      else if (c == '\'' || c == 0x2018 || c == 0x2019)
        {
          if (open == 0 && c != 0x2019 && (g_unichar_isspace (before) || before == '(' || before == '[') && g_unichar_isalpha (after))
            open = '\'';
          else if (open == '\'' && c != 0x2018 && !g_unichar_isspace (before) && !g_unichar_isalnum (after) && before != 's')
            open = 0;
        }
    }
  return open;
}

/* "Photograph: Harbour Post": a credit is no sentence, and what stands right before it is its caption. */
static gboolean
is_credit (const char *text,
           const SiyaqSentence *s)
{
  static const char *const heads[] = {
    "Photograph:", "Photograph by", "Photo:", "Photos:", "Photo by", "Picture:", "Pictures:", "Image:", "Images:", "Credit:", "Photo credit", "Illustration:",
    "Composite:", "Video:", "File photo", "صورة:", "الصورة:", "الصور:", "تصوير:", "تصوير ", "مصدر الصورة", "صورة أرشيفية", "صورة من",
  };
  const char *sentence = text + s->start;

  for (guint i = 0; i < G_N_ELEMENTS (heads); i++)
    if (s->end - s->start >= strlen (heads[i]) && g_ascii_strncasecmp (sentence, heads[i], strlen (heads[i])) == 0)
      return TRUE;
  return FALSE;
}

/**
 * siyaq_sentence_is_caption:
 * @text: a text
 * @sentences: (element-type SiyaqSentence): its sentences
 * @i: one of them
 *
 * Returns: whether it is a credit, or the caption before one
 */
gboolean
siyaq_sentence_is_caption (const char *text,
                           const GArray *sentences,
                           guint i)
{
  const SiyaqSentence *s = &g_array_index (sentences, SiyaqSentence, i);
  const SiyaqSentence *next = i + 1 < sentences->len ? &g_array_index (sentences, SiyaqSentence, i + 1) : NULL;

  return is_credit (text, s) || (next != NULL && next->paragraph == s->paragraph && is_credit (text, next));
}

/* "It was on Monday that the bridge fell": the pronoun stands for what follows. */
static gboolean
is_cleft (const SiyaqTokens *tokens,
          guint first,
          guint last)
{
  if (last - first < 5 || !g_str_equal (tokens->items[first].fold, "it") || !listed (" was is ", tokens->items[first + 1].fold) ||
      !listed (" at on in by from during after before only not ", tokens->items[first + 2].fold))
    return FALSE;
  for (guint i = first + 3; i < last; i++)
    if (g_str_equal (tokens->items[i].fold, "that"))
      return TRUE;
  return FALSE;
}

/* "Some have downloaded it", "Residents did:": what is spoken of stands in the sentence before. */
static gboolean
points_back (const SiyaqTokens *tokens,
             guint first,
             guint last)
{
  for (guint i = first + 3; i < MIN (last, first + 6); i++)
    if (listed (" it them him ", tokens->items[i].fold) && (i + 1 >= last || listed (" since in on from at for by after before and ", tokens->items[i + 1].fold)))
      return TRUE;
  for (guint i = first + 1; i + 1 < MIN (last, first + 4); i++)
    if (listed (" did does was were has had ", tokens->items[i].fold) && (tokens->items[i + 1].flags & SIYAQ_TOKEN_AFTER_COMMA) != 0)
      return TRUE;
  return FALSE;
}

/**
 * siyaq_sentence_judge:
 * @text: what the sentence is of
 * @sentence: a sentence
 * @tokens: the tokens of @text
 * @first: its first token
 * @last: the one behind its last
 * @ret_usable: (out): whether it would not puzzle a reader on its own
 * @ret_leans: (out): whether it points back to the one before it
 */
void
siyaq_sentence_judge (const char *text,
                      const SiyaqSentence *sentence,
                      const SiyaqTokens *tokens,
                      guint first,
                      guint last,
                      gboolean *ret_usable,
                      gboolean *ret_leans)
{
  const char *start = siyaq_skip_byline (text + sentence->start);
  const char *end = text + sentence->end;
  gunichar first_char = g_utf8_get_char (start), last_char = g_utf8_get_char (g_utf8_prev_char (end));
  guint first_person = 0, n_caps = 0;
  gboolean usable, leans = FALSE;

  usable = (last - first) >= MIN_WORDS && (last - first) <= MAX_WORDS;
  *ret_leans = *ret_usable = FALSE;
  if (first == last)
    return;
  for (guint i = first; i < last; i++)
    {
      const char *fold = tokens->items[i].fold;

      first_person += g_str_equal (fold, "i") || g_str_equal (fold, "we") || g_str_equal (fold, "our") || g_str_equal (fold, "my");
      n_caps += (tokens->items[i].flags & SIYAQ_TOKEN_ALL_CAPS) != 0;
      if (listed (page_words, fold) || (i + 1 < last && is_page_pair (fold, tokens->items[i + 1].fold)))
        usable = FALSE;
    }
  /* The labels of a map or a menu. */
  if (n_caps * 3 > last - first)
    usable = FALSE;
  /* A question, a heading, a label, a clock time before an update. */
  if (last_char == '?' || last_char == 0x061F || last_char == ':' ||
      g_unichar_islower (first_char))
    usable = FALSE;
  if (!sentence->clause && strchr (".!", (int) MIN (last_char, 0x7f)) == NULL && last_char != 0x201D && last_char != 0x00BB &&
      last_char != '"' && last_char != 0x06D4)
    usable = FALSE;
  /* "On Thursday he said": a pronoun among the first words leans as well. */
  for (guint i = first; i < MIN (last, first + 4); i++)
    leans |= listed (subject_pronouns, tokens->items[i].fold);
  leans |= last - first > 1 && listed (counting_words, tokens->items[first].fold) &&
              (listed (counted_verbs, tokens->items[first + 1].fold) ||
               (last - first > 2 && g_str_has_suffix (tokens->items[first + 1].fold, "ed") && siyaq_is_stop_word (tokens->items[first + 2].fold)));
  leans |= listed (leaning_words, tokens->items[first].fold) || first_char == 0x201C || first_char == 0x00AB ||
             first_char == '"' || first_char == '\'' || first_char == 0x2018 || first_person > 0;
  leans |= points_back (tokens, first, last);
  if (is_cleft (tokens, first, last))
    leans = FALSE;
  *ret_usable = usable;
  *ret_leans = leans;
}
