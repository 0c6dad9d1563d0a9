/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The word gloss: tokens, the longest phrases that the lexicon has first, runs between marks. What
   is put before, behind and between the words is the business of the writer for each language. */
#define G_LOG_DOMAIN "siyaq-digest"

#include "config.h"

#include "siyaq-gloss-private.h"

#include <string.h>

/* Words of the longest headline. */
#define HEADLINE_WORDS 24u

static void
unit_free (gpointer data)
{
  SiyaqGlossUnit *unit = data;

  g_free (unit->text);
  g_free (unit->inflected);
  g_free (unit);
}

static void
run_free (gpointer data)
{
  SiyaqGlossRun *run = data;

  g_free (run->before);
  g_ptr_array_unref (run->units);
  g_free (run);
}

/**
 * siyaq_gloss_unit:
 * @run: a run
 * @i: a position
 *
 * Returns: (transfer none) (nullable): the unit there
 */
SiyaqGlossUnit *
siyaq_gloss_unit (const SiyaqGlossRun *run,
                  guint i)
{
  return i < run->units->len ? g_ptr_array_index (run->units, i) : NULL;
}

/**
 * siyaq_gloss_word:
 * @unit: (nullable): a unit
 *
 * Returns: (transfer none): its first word, folded; "" for none
 */
const char *
siyaq_gloss_word (const SiyaqGlossUnit *unit)
{
  return unit != NULL ? unit->token->fold : "";
}

/**
 * siyaq_gloss_is_one_of:
 * @word: a folded word
 * @list: words with a blank before and after each
 *
 * Returns: whether @word is in @list
 */
gboolean
siyaq_gloss_is_one_of (const char *word,
                       const char *list)
{
  char padded[40];

  if (strlen (word) > sizeof padded - 3)
    return FALSE;
  g_snprintf (padded, sizeof padded, " %s ", word);
  return strstr (list, padded) != NULL;
}

/**
 * siyaq_gloss_is_word:
 * @u: (nullable): a unit
 * @list: words with a blank before and after each
 *
 * Returns: whether it is one word, and that in @list
 */
gboolean
siyaq_gloss_is_word (const SiyaqGlossUnit *u,
                     const char *list)
{
  return u != NULL && u->n_tokens == 1 && siyaq_gloss_is_one_of (u->token->fold, list);
}

/**
 * siyaq_gloss_is_name:
 * @u: a unit
 *
 * Returns: whether it is a name; a word that the lexicon does not know is taken for one
 */
gboolean
siyaq_gloss_is_name (const SiyaqGlossUnit *u)
{
  return u->word_class == SIYAQ_WORD_NAME || (!u->known && u->word_class != SIYAQ_WORD_NUMERAL);
}

/**
 * siyaq_gloss_is_noun:
 * @u: a unit
 *
 * Returns: whether it is a noun or a name
 */
gboolean
siyaq_gloss_is_noun (const SiyaqGlossUnit *u)
{
  return u->word_class == SIYAQ_WORD_NOUN || siyaq_gloss_is_name (u);
}

/**
 * siyaq_gloss_is_preposition:
 * @u: (nullable): a unit
 *
 * Returns: whether it is a preposition that waits for its noun
 */
gboolean
siyaq_gloss_is_preposition (const SiyaqGlossUnit *u)
{
  return u != NULL && u->word_class == SIYAQ_WORD_PREPOSITION && u->match.pronoun == SIYAQ_PRONOUN_NONE;
}

/**
 * siyaq_gloss_choose:
 * @unit: a unit
 * @classes: bits 1 << #SiyaqWordClass of the classes that would fit
 *
 * Takes the best sense of a class that fits where there is one that is not much worse.
 */
void
siyaq_gloss_choose (SiyaqGlossUnit *unit,
                    guint classes)
{
  if (!unit->known)
    return;
  for (guint i = 0; i < unit->match.n_senses; i++)
    {
      const SiyaqSense *s = &unit->match.senses[i];

      if ((classes & (1u << s->word_class)) != 0 && s->weight * 12 >= unit->match.senses[0].weight)
        {
          unit->sense = s;
          unit->word_class = s->word_class;
          unit->form = s->form;
          return;
        }
    }
}

/* What stands between two words, in the marks of the other language. */
static char *
convert_marks (const char *text,
               gsize length,
               gboolean to_english)
{
  GString *s = g_string_new (NULL);

  for (const char *p = text; p < text + length; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (to_english)
        switch (c)
          {
          case 0x060C: c = ','; break;
          case 0x061B: c = ';'; break;
          case 0x061F: c = '?'; break;
          case 0x066A: c = '%'; break;
          case 0x00AB: c = 0x201C; break;
          case 0x00BB: c = 0x201D; break;
          default: break;
          }
      else
        switch (c)
          {
          case ',': c = 0x060C; break;
          case ';': c = 0x061B; break;
          case '?': c = 0x061F; break;
          case 0x201C: c = 0x00AB; break;
          case 0x201D: c = 0x00BB; break;
          default: break;
          }
      if (g_unichar_isspace (c) || c == 0x00A0)
        {
          if (s->len == 0 || s->str[s->len - 1] != ' ')
            g_string_append_c (s, ' ');
          continue;
        }
      if ((c >= 0x200B && c <= 0x200F) || c == 0xFEFF || (c >= 0x064B && c <= 0x0652) || c == 0x0640)
        continue;
      if ((c == ',' || c == ';' || c == '?' || c == '.' || c == ':' || c == 0x060C || c == 0x061B || c == 0x061F) &&
          s->len > 0 && s->str[s->len - 1] == ' ')
        g_string_truncate (s, s->len - 1);
      g_string_append_unichar (s, c);
    }
  return g_string_free (s, FALSE);
}

static gboolean
is_blank_only (const char *text,
               gsize length)
{
  for (const char *p = text; p < text + length; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (!g_unichar_isspace (c) && !(c >= 0x200B && c <= 0x200F) && !(c >= 0x064B && c <= 0x0652) && c != 0x0640 && c != '\'' && c != 0x2019)
        return FALSE;
    }
  return TRUE;
}

/* Where the marks after a token begin: behind its possessive. */
static gsize
gap_start (const char *text,
           const SiyaqToken *token)
{
  if ((token->flags & SIYAQ_TOKEN_POSSESSIVE) != 0)
    return (gsize) (g_utf8_next_char (text + token->end) + 1 - text);
  return token->end;
}

/* The longest phrase that begins at token i, up to the end of its run. */
static guint
match_phrase (SiyaqLexicon *lexicon,
              const char *text,
              const SiyaqTokens *tokens,
              guint i,
              const char *from,
              SiyaqLexiconMatch *ret_match)
{
  char key[256];
  gsize ends[SIYAQ_LEXICON_MAX_PHRASE];
  guint n = 0;
  gsize length = 0;

  if (!siyaq_lexicon_starts_phrase (lexicon, from, tokens->items[i].fold))
    return 0;
  while (n < SIYAQ_LEXICON_MAX_PHRASE && i + n < tokens->n_items)
    {
      const SiyaqToken *t = &tokens->items[i + n];
      gsize bytes = strlen (t->fold);

      if (n > 0)
        {
          gsize gap = gap_start (text, t - 1);

          if (((t - 1)->flags & SIYAQ_TOKEN_POSSESSIVE) != 0 || t->start <= gap || !is_blank_only (text + gap, t->start - gap))
            break;
        }
      if (length + bytes + 2 > sizeof key)
        break;
      if (n > 0)
        key[length++] = ' ';
      memcpy (key + length, t->fold, bytes);
      length += bytes;
      ends[n++] = length;
    }
  for (; n >= 2; n--)
    {
      key[ends[n - 1]] = '\0';
      if (siyaq_lexicon_match (lexicon, from, key, ret_match))
        return n;
    }
  return 0;
}

/* Folded, the feminine ending and "his" are one letter; as they are written they are two. */
static void
read_final_heh (const char *text,
                const SiyaqToken *token,
                SiyaqLexiconMatch *match)
{
  const char *last = g_utf8_prev_char (text + token->end);

  if ((match->clitics & SIYAQ_CLITIC_FEMININE) == 0 || match->pronoun != SIYAQ_PRONOUN_NONE || g_utf8_get_char (last) != 0x0647 ||
      match->senses[0].word_class != SIYAQ_WORD_NOUN)
    return;
  match->clitics &= ~(guint) SIYAQ_CLITIC_FEMININE;
  match->pronoun = SIYAQ_PRONOUN_HIS;
}

/* Folded, the name "علي" is the preposition "على". With the name's last letter, before no word that a
   preposition would stand before, it is the name. */
static gboolean
is_ali (const char *text,
        const SiyaqTokens *tokens,
        guint i)
{
  const SiyaqToken *t = &tokens->items[i], *next = i + 1 < tokens->n_items ? t + 1 : NULL;

  if (next != NULL && (g_str_has_prefix (next->fold, "ال") || siyaq_gloss_is_one_of (next->fold, " ان ما من هذا هذه ذلك تلك كل جميع اي بعض يد نحو ")))
    return FALSE;
  return g_str_equal (t->fold, "علي") && g_utf8_get_char (g_utf8_prev_char (text + t->end)) == 0x064A;
}

static GPtrArray *
parse (SiyaqLexicon *lexicon,
       const SiyaqGlossNames *names,
       const char *text,
       const SiyaqTokens *tokens,
       const char *from)
{
  GPtrArray *runs = g_ptr_array_new_with_free_func (run_free);
  SiyaqGlossRun *run = NULL;
  gsize gap = 0;
  guint n_tokens = MIN (tokens->n_items, SIYAQ_GLOSS_MAX_WORDS);
  gboolean to_english = g_str_equal (from, "ar");

  for (guint i = 0; i < n_tokens;)
    {
      const SiyaqToken *t = &tokens->items[i];
      SiyaqGlossUnit *unit = g_new0 (SiyaqGlossUnit, 1);

      /* A hyphen joins English words that Arabic parts: "low-income". */
      gboolean joined = !to_english && run != NULL && t->start == gap + 1 && text[gap] == '-' && (t->flags & SIYAQ_TOKEN_LATIN) != 0;

      if (run == NULL || t->start < gap || (!joined && !is_blank_only (text + gap, t->start - gap)))
        {
          run = g_new0 (SiyaqGlossRun, 1);
          run->before = convert_marks (text + gap, t->start - MIN (gap, t->start), to_english);
          run->units = g_ptr_array_new_with_free_func (unit_free);
          run->sentence_start = i == 0 || (t->flags & (SIYAQ_TOKEN_SENTENCE_START | SIYAQ_TOKEN_PARAGRAPH_START)) != 0;
          g_ptr_array_add (runs, run);
        }
      unit->token = t;
      unit->n_tokens = 1;
      if ((t->flags & SIYAQ_TOKEN_NUMBER) != 0)
        unit->word_class = SIYAQ_WORD_NUMERAL;
      else
        {
          guint n = names != NULL && to_english ? siyaq_gloss_names_match (names, text, tokens, i, &unit->match) : 0;

          if (n == 0)
            n = match_phrase (lexicon, text, tokens, i, from, &unit->match);
          unit->known = n > 0 || siyaq_lexicon_match (lexicon, from, t->fold, &unit->match);
          /* The general dictionary's word with the same stem is seldom the same word. */
          if (to_english && (unit->match.clitics & SIYAQ_CLITIC_STEM) != 0 && !unit->match.curated)
            unit->known = FALSE;
          unit->n_tokens = MAX (n, 1);
          if (to_english && n == 0 && unit->known)
            read_final_heh (text, t, &unit->match);
          if (to_english && is_ali (text, tokens, i))
            unit->known = FALSE;
          if (unit->known)
            {
              unit->sense = &unit->match.senses[0];
              unit->word_class = unit->sense->word_class;
              unit->form = unit->sense->form;
              unit->clitics = unit->match.clitics;
            }
          else if (names != NULL && to_english)
            unit->spelling = siyaq_gloss_names_spell (names, t->fold);
        }
      g_ptr_array_add (run->units, unit);
      i += unit->n_tokens;
      gap = gap_start (text, &tokens->items[i - 1]);
    }
  return runs;
}

static void
append_run (GString *out,
            const SiyaqGlossRun *run,
            gboolean capital)
{
  gsize start;

  g_string_append (out, run->before);
  start = out->len;
  for (guint i = 0; i < run->units->len; i++)
    {
      const SiyaqGlossUnit *unit = g_ptr_array_index (run->units, i);

      if (unit->text != NULL && *unit->text != '\0')
        g_string_append_printf (out, "%s%s", out->len > start ? " " : "", unit->text);
    }
  if (capital && out->len > start)
    out->str[start] = g_ascii_toupper (out->str[start]);
}

/* Full stops that end no sentence would part words that belong together. */
static char *
drop_abbreviation_stops (const char *text)
{
  static const struct
  {
    const char *from;
    const char *to;
  } abbreviations[] = {
    { "a.m.", "am" },   { "p.m.", "pm" },   { "Mr.", "Mr" },   { "Mrs.", "Mrs" },   { "Ms.", "Ms" },     { "Dr.", "Dr" },
    { "Gen.", "General" }, { "Col.", "Colonel" }, { "Maj.", "Major" }, { "Lt.", "Lieutenant" }, { "Capt.", "Captain" },
    { "Sen.", "Senator" }, { "Gov.", "Governor" }, { "Prof.", "Professor" }, { "St.", "Saint" }, { "Jr.", "Jr" },
  };
  GString *s = g_string_sized_new (strlen (text) + 16);
  gboolean word_start = TRUE;

  for (const char *p = text; *p != '\0';)
    {
      gsize step = 0;

      for (guint i = 0; word_start && i < G_N_ELEMENTS (abbreviations) && step == 0; i++)
        if (g_str_has_prefix (p, abbreviations[i].from) && p[strlen (abbreviations[i].from)] == ' ')
          {
            g_string_append (s, abbreviations[i].to);
            step = strlen (abbreviations[i].from);
          }
      if (step == 0)
        {
          step = (gsize) (g_utf8_next_char (p) - p);
          g_string_append_len (s, p, (gssize) step);
        }
      word_start = !g_ascii_isalnum (p[step - 1]);
      p += step;
    }
  return g_string_free (s, FALSE);
}

/* "هدنة.. هل تصمد؟": two dots are a pause. */
static gboolean
has_full_stop (const char *text)
{
  for (const char *p = strstr (text, ". "); p != NULL; p = strstr (p + 1, ". "))
    if (p == text || p[-1] != '.')
      return TRUE;
  return FALSE;
}

/* Vowel signs and the stroke that lengthens words say nothing to a dictionary and part words in two. */
static char *
drop_signs (const char *text)
{
  GString *s = g_string_sized_new (strlen (text));

  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      /* "بـ2,1 مليار": the stroke parts a preposition from figures. */
      if (c == 0x0640 && g_unichar_isdigit (g_utf8_get_char (g_utf8_next_char (p))))
        g_string_append_c (s, ' ');
      if (!(c >= 0x064B && c <= 0x0652) && c != 0x0640 && c != 0x0670)
        g_string_append_len (s, p, g_utf8_next_char (p) - p);
    }
  return g_string_free (s, FALSE);
}

/* A short text without a full stop is a headline. */
static gboolean
is_headline (const char *text,
             const SiyaqTokens *tokens)
{
  gsize n = strlen (text);

  while (n > 0 && g_ascii_isspace (text[n - 1]))
    n--;
  return tokens->n_items <= HEADLINE_WORDS && n > 0 && text[n - 1] != '.' && memchr (text, '\n', n) == NULL && !has_full_stop (text);
}

/* A verb of the sentence itself: that of a relative clause says nothing of its subject. */
static gboolean
has_verb (const SiyaqGlossRun *run)
{
  gboolean relative = FALSE;

  for (guint i = 0; i < run->units->len; i++)
    {
      const SiyaqGlossUnit *u = siyaq_gloss_unit (run, i);

      if (u->n_tokens == 1 && siyaq_gloss_is_one_of (u->token->fold, " الذي التي الذين "))
        relative = TRUE;
      else if (u->word_class == SIYAQ_WORD_VERB && !relative)
        return TRUE;
      else if (u->word_class == SIYAQ_WORD_VERB)
        relative = FALSE;
    }
  return FALSE;
}

/**
 * siyaq_gloss:
 * @lexicon: a lexicon
 * @text: plain text
 * @from: "ar" for a gloss in English, "en" for one in Arabic
 *
 * Returns: (transfer full): @text word by word in the other language
 */
char *
siyaq_gloss (SiyaqLexicon *lexicon,
             const char *text,
             const char *from)
{
  return siyaq_gloss_with_names (lexicon, NULL, text, from);
}

/**
 * siyaq_gloss_with_names:
 * @lexicon: a lexicon
 * @names: (nullable): the names of the text's story
 * @text: plain text; a headline, which has no full stop, is written as English headlines are
 * @from: "ar" for a gloss in English, "en" for one in Arabic
 *
 * Returns: (transfer full): @text word by word in the other language
 */
char *
siyaq_gloss_with_names (SiyaqLexicon *lexicon,
                        const SiyaqGlossNames *names,
                        const char *text,
                        const char *from)
{
  g_autoptr (SiyaqTokens) tokens = NULL;
  g_autoptr (GPtrArray) runs = NULL;
  g_autofree char *tail = NULL;
  g_autofree char *plain = NULL;
  g_autofree char *spelled = NULL;
  g_autoptr (GString) out = NULL;
  gboolean to_english;
  gboolean headline;
  gboolean subject_waits = FALSE;
  gsize end = 0;

  g_return_val_if_fail (SIYAQ_IS_LEXICON (lexicon), NULL);
  g_return_val_if_fail (text != NULL, NULL);
  g_return_val_if_fail (from != NULL, NULL);

  to_english = g_str_equal (from, "ar");
  if (!to_english)
    text = spelled = siyaq_gloss_spell_currencies (text);
  text = plain = to_english ? drop_signs (text) : drop_abbreviation_stops (text);
  tokens = siyaq_text_tokenize (text);
  headline = is_headline (text, tokens);
  runs = parse (lexicon, names, text, tokens, from);
  out = g_string_sized_new (strlen (text) + 64);
  for (guint i = 0; i < runs->len; i++)
    {
      SiyaqGlossRun *run = g_ptr_array_index (runs, i);

      run->headline = headline;
      run->lexicon = lexicon;
      run->has_subject = !run->sentence_start && subject_waits;
      if (to_english)
        siyaq_gloss_to_english (text, run);
      else
        siyaq_gloss_to_arabic (text, run);
      append_run (out, run, to_english && run->sentence_start);
      subject_waits = has_verb (run) ? FALSE : run->sentence_start ? run->units->len > 0 && siyaq_gloss_is_noun (siyaq_gloss_unit (run, 0)) : subject_waits;
    }
  if (tokens->n_items > 0)
    end = gap_start (text, &tokens->items[MIN (tokens->n_items, SIYAQ_GLOSS_MAX_WORDS) - 1]);
  if (tokens->n_items <= SIYAQ_GLOSS_MAX_WORDS)
    {
      tail = convert_marks (text + end, strlen (text) - end, to_english);
      g_string_append (out, tail);
    }
  return siyaq_gloss_tidy (out->str, to_english);
}
