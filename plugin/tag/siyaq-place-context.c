/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What a place name does in its sentence, read from the words around it: whether something happens
   there, whether it acts ("Damascus said"), whether it is a person's or a product's name. A parser
   was rejected: headlines and machine translation break its grammar, and a window of a few words
   tells the same in a thousandth of the time. */
#define G_LOG_DOMAIN "siyaq-tag"

#include "config.h"

#include "siyaq-place-context.h"
#include "siyaq-place-words.h"

#include <string.h>

/* Words looked at before a name: "in the besieged southern Syrian city of". */
#define LOOK_BACK 7u
/* A dateline ends in the first bytes of a text. */
#define DATELINE_BYTES 90u
/* Share of capitalised words from which a line is in title case. */
#define TITLE_CASE 0.6

typedef struct
{
  SiyaqGazetteer *gazetteer;
  const SiyaqTokens *tokens;
  GArray *mentions;
  gboolean title_case; /* capitals say nothing */
} Context;

static const SiyaqToponym *
mention_ending_at (const Context *c,
                   guint before,
                   guint token)
{
  if (before == 0)
    return NULL;
  {
    const SiyaqToponym *m = &g_array_index (c->mentions, SiyaqToponym, before - 1);

    return m->tokens == c->tokens && m->last == token ? m : NULL;
  }
}

static gboolean
same_sentence (const Context *c,
               guint a,
               guint b)
{
  return c->tokens->items[a].sentence == c->tokens->items[b].sentence;
}

/* "western", «غربي»: of what follows only a part is meant. */
static gboolean
is_part_word (const SiyaqToken *t)
{
  static const char *const stems[] = { "شمال", "جنوب", "شرق", "غرب" };
  const char *p = t->fold;

  if ((t->flags & SIYAQ_TOKEN_ARABIC) == 0)
    return (siyaq_place_word_class (t->fold) & SIYAQ_WORD_DIRECTION) != 0;
  if (g_str_has_prefix (p, "ب") || g_str_has_prefix (p, "و"))
    p += 2;
  for (guint i = 0; i < G_N_ELEMENTS (stems); i++)
    if (g_str_has_prefix (p, stems[i]) && strlen (p) <= strlen (stems[i]) + 2)
      return TRUE;
  return FALSE;
}

/* A measure of distance. */
static gboolean
is_measure (const char *fold)
{
  static const char *const words[] = { "km", "kilometres", "kilometers", "kms", "miles", "mi", "كلم", "كم", "كيلومترا", "كيلومتر", "كيلومترات", "ميلا" };

  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    if (strcmp (fold, words[i]) == 0)
      return TRUE;
  return FALSE;
}

/* Reads the words before mention @n. */
static void
look_back (const Context *c,
           guint n)
{
  SiyaqToponym *m = &g_array_index (c->mentions, SiyaqToponym, n);
  guint steps = 0, before = n;
  gboolean arabic = (c->tokens->items[m->first].flags & SIYAQ_TOKEN_ARABIC) != 0;

  for (guint i = m->first; i > 0 && steps < LOOK_BACK; steps++)
    {
      const SiyaqToken *t = &c->tokens->items[i - 1];
      guint32 class = siyaq_place_word_class (t->fold);
      const SiyaqToponym *other = mention_ending_at (c, before, i - 1);

      if (!same_sentence (c, i - 1, m->first))
        break;
      if (is_part_word (t) && (steps == 0 || (steps == 1 && strcmp (c->tokens->items[i].fold, "of") == 0)))
        m->flags |= SIYAQ_MENTION_PART;
      if ((class & SIYAQ_WORD_UNIT) != 0)
        {
          if (steps <= 1)
            m->flags |= SIYAQ_MENTION_UNIT;
          if (arabic && g_str_has_prefix (t->fold, "ب"))
            m->flags |= SIYAQ_MENTION_LOCATIVE;
          i--;
          continue;
        }
      if (arabic && steps == 0 && (class & SIYAQ_WORD_VENUE) != 0)
        m->flags |= SIYAQ_MENTION_VENUE;
      if ((class & SIYAQ_WORD_LOCATIVE) != 0)
        {
          /* "the government in Damascus", «السلطات في صنعاء»: who sits there. */
          if (i >= 2 && same_sentence (c, i - 2, i - 1) && (strcmp (t->fold, "in") == 0 || strcmp (t->fold, "في") == 0) &&
              (siyaq_place_word_class (c->tokens->items[i - 2].fold) & SIYAQ_WORD_ACTOR) != 0)
            m->flags |= SIYAQ_MENTION_ACTOR;
          else if (is_part_word (t) && i >= 2 && is_measure (c->tokens->items[i - 2].fold))
            m->flags |= SIYAQ_MENTION_PATH;
          else
            m->flags |= SIYAQ_MENTION_LOCATIVE;
          if (strcmp (t->fold, "between") == 0 || g_str_has_suffix (t->fold, "بين"))
            m->flags |= SIYAQ_MENTION_AMONG;
          break;
        }
      if ((class & (SIYAQ_WORD_PATH | SIYAQ_WORD_WITH)) != 0)
        {
          m->flags |= (class & SIYAQ_WORD_PATH) != 0 ? SIYAQ_MENTION_PATH : SIYAQ_MENTION_WITH;
          break;
        }
      if ((class & SIYAQ_WORD_ACTOR) != 0 && (arabic ? steps == 0 : steps <= 1))
        {
          m->flags |= SIYAQ_MENTION_ACTOR;
          break;
        }
      if (arabic && steps == 0 && (class & SIYAQ_WORD_SAY) != 0)
        {
          m->flags |= SIYAQ_MENTION_ACTOR;
          break;
        }
      if ((class & (SIYAQ_WORD_FILLER | SIYAQ_WORD_DIRECTION)) != 0)
        {
          /* "south-west of", but not "the northern city of"; "35 miles south-west of" is measured from. */
          if (!arabic && (class & SIYAQ_WORD_DIRECTION) != 0 && steps == 1 && strcmp (c->tokens->items[i].fold, "of") == 0)
            m->flags |= i >= 2 && is_measure (c->tokens->items[i - 2].fold) ? SIYAQ_MENTION_PATH : SIYAQ_MENTION_LOCATIVE;
          i--;
          continue;
        }
      if (other != NULL && ((other->flags & SIYAQ_MENTION_ADJECTIVE) != 0 || (t->flags & SIYAQ_TOKEN_POSSESSIVE) != 0))
        {
          i = other->first;
          before--;
          continue;
        }
      if ((class & SIYAQ_WORD_AND) != 0 && i >= 2)
        {
          other = mention_ending_at (c, before, i - 2);
          if (other != NULL)
            {
              m->flags |= (other->flags & (SIYAQ_MENTION_LOCATIVE | SIYAQ_MENTION_PATH)) | SIYAQ_MENTION_AMONG;
              g_array_index (c->mentions, SiyaqToponym, before - 1).flags |= SIYAQ_MENTION_AMONG;
            }
          break;
        }
      if (arabic && steps == 0 && other != NULL)
        {
          /* «دمشق وبيروت»: the same preposition governs both. */
          if (c->tokens->items[m->first].fold[0] == "و"[0] && m->skip_bytes > 0)
            m->flags |= (other->flags & (SIYAQ_MENTION_LOCATIVE | SIYAQ_MENTION_UNIT)) | SIYAQ_MENTION_AMONG;
        }
      break;
    }
}

/* "Nawa, a town in western Daraa", «طرابلس شمالي لبنان»: only words of place stand between this name
   and the next. */
static gboolean
contained_behind (const Context *c,
                  guint n)
{
  const SiyaqToponym *m = &g_array_index (c->mentions, SiyaqToponym, n);
  guint token = m->last + 1, k = n + 1;
  gboolean located = FALSE;

  for (guint steps = 0; steps < LOOK_BACK && token < c->tokens->n_items && same_sentence (c, m->last, token); steps++)
    {
      const SiyaqToponym *next = k < c->mentions->len ? &g_array_index (c->mentions, SiyaqToponym, k) : NULL;
      guint32 class = siyaq_place_word_class (c->tokens->items[token].fold);

      if (next != NULL && next->tokens == c->tokens && next->first == token)
        {
          if ((next->flags & SIYAQ_MENTION_ADJECTIVE) == 0)
            return located || (next->flags & SIYAQ_MENTION_LOCATIVE) != 0 ||
                   (c->tokens->items[token].flags & SIYAQ_TOKEN_AFTER_COMMA) != 0 ||
                   (class & (SIYAQ_WORD_LOCATIVE | SIYAQ_WORD_DIRECTION)) != 0;
          token = next->last + 1;
          k++;
          continue;
        }
      if ((class & (SIYAQ_WORD_FILLER | SIYAQ_WORD_UNIT | SIYAQ_WORD_LOCATIVE | SIYAQ_WORD_DIRECTION)) == 0)
        return FALSE;
      located |= (class & SIYAQ_WORD_LOCATIVE) != 0;
      token++;
    }
  return FALSE;
}

/* Reads the words behind mention @n. */
static void
look_ahead (const Context *c,
            guint n)
{
  SiyaqToponym *m = &g_array_index (c->mentions, SiyaqToponym, n);
  const SiyaqToken *last = &c->tokens->items[m->last];
  guint i = m->last + 1;
  const SiyaqToken *t;
  guint32 class;

  if (i >= c->tokens->n_items || !same_sentence (c, m->last, i))
    return;
  t = &c->tokens->items[i];
  class = siyaq_place_word_class (t->fold);
  if ((t->flags & SIYAQ_TOKEN_AFTER_COMMA) != 0)
    {
      const SiyaqToponym *next = n + 1 < c->mentions->len ? &g_array_index (c->mentions, SiyaqToponym, n + 1) : NULL;

      if (next != NULL && next->first == i && (next->flags & SIYAQ_MENTION_ADJECTIVE) == 0)
        m->flags |= SIYAQ_MENTION_IN_NEXT;
      /* "Sanaa, says": no. "…, Sanaa says" is caught below. */
      return;
    }
  if (contained_behind (c, n))
    m->flags |= SIYAQ_MENTION_IN_NEXT;
  if ((class & SIYAQ_WORD_VENUE) != 0 && (t->flags & SIYAQ_TOKEN_LATIN) != 0)
    m->flags |= SIYAQ_MENTION_VENUE;
  if ((class & SIYAQ_WORD_UNIT) != 0 && (t->flags & SIYAQ_TOKEN_LATIN) != 0)
    {
      m->flags |= SIYAQ_MENTION_UNIT;
      return;
    }
  if ((class & SIYAQ_WORD_SAY) != 0 && (m->flags & SIYAQ_MENTION_LOCATIVE) == 0)
    m->flags |= SIYAQ_MENTION_ACTOR;
  if ((last->flags & SIYAQ_TOKEN_POSSESSIVE) != 0 || (t->flags & SIYAQ_TOKEN_AFTER_HYPHEN) != 0)
    {
      /* "Turkey's trade minister", "US-backed". */
      for (guint k = i; k < c->tokens->n_items && k < i + 4 && same_sentence (c, m->last, k); k++)
        {
          if ((c->tokens->items[k].flags & SIYAQ_TOKEN_AFTER_COMMA) != 0)
            break;
          if ((siyaq_place_word_class (c->tokens->items[k].fold) & SIYAQ_WORD_ACTOR) != 0)
            {
              m->flags |= SIYAQ_MENTION_ACTOR;
              break;
            }
        }
    }
  else if ((class & SIYAQ_WORD_ACTOR) != 0 && (t->flags & SIYAQ_TOKEN_LATIN) != 0 && (m->flags & SIYAQ_MENTION_LOCATIVE) == 0)
    m->flags |= SIYAQ_MENTION_ACTOR;
}

static gboolean
is_initial (const SiyaqToken *t)
{
  return (t->flags & SIYAQ_TOKEN_CAPITALISED) != 0 && strlen (t->fold) == 1;
}

/* «القوة القاهرة», "force majeure", is no city; pairs of folded words. */
static gboolean
is_other_phrase (const char *first,
                 const char *second)
{
  static const char *const phrases[][2] = {
    { "القوه", "القاهره" }, { "قوه", "قاهره" }, { "الظروف", "القاهره" }, { "ظروف", "قاهره" }, { "انفجار", "بركان" }, { "ثوران", "بركان" },
    { "صلاه", "المغرب" }, { "اذان", "المغرب" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (phrases); i++)
    if (g_str_has_suffix (first, phrases[i][0]) && strcmp (second, phrases[i][1]) == 0)
      return TRUE;
  return FALSE;
}

/* "Singer Sydney Montgomery", "Senator Austin Lincoln": both are the name of who has the title. */
static gboolean
is_of_titled_person (const Context *c,
                     guint token)
{
  for (guint back = 1; back <= 2 && back <= token; back++)
    {
      const SiyaqToken *t = &c->tokens->items[token - back], *inner = t + 1;

      if (t->sentence != c->tokens->items[token].sentence || (inner->flags & SIYAQ_TOKEN_AFTER_COMMA) != 0 ||
          (t->flags & (SIYAQ_TOKEN_LATIN | SIYAQ_TOKEN_CAPITALISED)) != (SIYAQ_TOKEN_LATIN | SIYAQ_TOKEN_CAPITALISED) ||
          (t->flags & SIYAQ_TOKEN_POSSESSIVE) != 0)
        return FALSE;
      if ((siyaq_place_word_class (t->fold) & SIYAQ_WORD_PERSON) != 0)
        {
          const SiyaqToken *next = &c->tokens->items[token + 1];
          gboolean followed = token + 1 < c->tokens->n_items && next->sentence == t->sentence && (next->flags & SIYAQ_TOKEN_AFTER_COMMA) == 0 &&
                              (next->flags & SIYAQ_TOKEN_CAPITALISED) != 0;

          /* With one word between it is a surname, without one it is a given name if a surname follows. */
          return (back == 2 || followed) && !c->title_case && (c->tokens->items[token].flags & SIYAQ_TOKEN_POSSESSIVE) == 0;
        }
    }
  return FALSE;
}

/* «المبعوثة الأميركية كارول»: a given name stands behind who somebody is. */
static gboolean
follows_arabic_title (const Context *c,
                      guint n)
{
  static const char titles[] = " المبعوث المبعوثه الوزير الوزيره السفير السفيره السيناتور النائب النائبه القاضي القاضيه الجنرال السيد السيده الدكتور الدكتوره "
                               "الكاتب الكاتبه الممثل الممثله المخرج المخرجه المغني المغنيه المستشار المستشاره المحامي المحاميه اللاعب اللاعبه المتحدث المتحدثه ";
  const SiyaqToponym *m = &g_array_index (c->mentions, SiyaqToponym, n);

  for (guint back = 1; back <= 2 && back <= m->first; back++)
    {
      const SiyaqToken *t = &c->tokens->items[m->first - back];
      gsize len = strlen (t->fold);

      if (t->sentence != c->tokens->items[m->first].sentence)
        return FALSE;
      for (const char *p = strstr (titles, t->fold); len > 4 && p != NULL; p = strstr (p + 1, t->fold))
        if (p > titles && p[-1] == ' ' && p[len] == ' ')
          return m->skip_bytes == 0;
    }
  return FALSE;
}

/* "Kezia Jordan", "Mr Paris", "Aleppo soap", "Houston Chronicle". */
static void
look_for_persons (const Context *c,
                  guint n)
{
  SiyaqToponym *m = &g_array_index (c->mentions, SiyaqToponym, n);
  const SiyaqToken *first = &c->tokens->items[m->first], *last = &c->tokens->items[m->last];
  const SiyaqToken *previous = m->first > 0 && same_sentence (c, m->first - 1, m->first) ? first - 1 : NULL;
  const SiyaqToken *next = m->last + 1 < c->tokens->n_items && same_sentence (c, m->last, m->last + 1) ? last + 1 : NULL;
  guint32 before = previous != NULL ? siyaq_place_word_class (previous->fold) : 0;
  guint32 after = next != NULL ? siyaq_place_word_class (next->fold) : 0;
  gboolean single = m->first == m->last;

  if ((after & SIYAQ_WORD_PRODUCT) != 0 && (next->flags & (SIYAQ_TOKEN_AFTER_COMMA | SIYAQ_TOKEN_ARABIC)) == 0 &&
      (m->flags & SIYAQ_MENTION_LOCATIVE) == 0)
    m->flags |= SIYAQ_MENTION_PRODUCT;
  if ((first->flags & SIYAQ_TOKEN_ARABIC) != 0)
    {
      if (follows_arabic_title (c, n))
        m->flags |= SIYAQ_MENTION_NAMEISH;
      if ((before & SIYAQ_WORD_PRODUCT) != 0 || (previous != NULL && is_other_phrase (previous->fold, first->fold + m->skip_bytes)))
        m->flags |= SIYAQ_MENTION_PRODUCT;
      return;
    }
  if ((first->flags & SIYAQ_TOKEN_LATIN) == 0 || (first->flags & SIYAQ_TOKEN_AFTER_COMMA) != 0)
    previous = NULL;
  if (next != NULL && (next->flags & SIYAQ_TOKEN_AFTER_COMMA) != 0)
    next = NULL;
  if (next != NULL && (after & SIYAQ_WORD_OUTLET) != 0 && (next->flags & SIYAQ_TOKEN_CAPITALISED) != 0 && !c->title_case)
    m->flags |= SIYAQ_MENTION_PRODUCT;
  if (!single)
    return;
  if (is_of_titled_person (c, m->first))
    m->flags |= SIYAQ_MENTION_PERSON;
  if (previous != NULL && (previous->flags & SIYAQ_TOKEN_CAPITALISED) != 0 && (previous->flags & SIYAQ_TOKEN_POSSESSIVE) == 0 &&
      ((before & SIYAQ_WORD_GIVEN) != 0 || !mention_ending_at (c, n, m->first - 1)))
    {
      m->flags |= (before & (SIYAQ_WORD_LOCATIVE | SIYAQ_WORD_PATH | SIYAQ_WORD_UNIT | SIYAQ_WORD_DIRECTION)) == 0 &&
                      (previous->flags & SIYAQ_TOKEN_SENTENCE_START) == 0 && !c->title_case
                    ? SIYAQ_MENTION_NAMEISH
                    : 0;
      if ((before & SIYAQ_WORD_GIVEN) != 0 || is_initial (previous) ||
          ((before & SIYAQ_WORD_PERSON) != 0 && (last->flags & SIYAQ_TOKEN_POSSESSIVE) == 0 && next != NULL &&
           (next->flags & SIYAQ_TOKEN_CAPITALISED) == 0))
        m->flags |= SIYAQ_MENTION_PERSON;
      else if (!c->title_case && (previous->flags & SIYAQ_TOKEN_SENTENCE_START) == 0 && before == 0 &&
               (previous->flags & SIYAQ_TOKEN_ALL_CAPS) == 0)
        m->flags |= SIYAQ_MENTION_WEAK;
    }
  if (next != NULL && (next->flags & SIYAQ_TOKEN_CAPITALISED) != 0 && (last->flags & SIYAQ_TOKEN_POSSESSIVE) == 0 && !c->title_case &&
      (next->flags & SIYAQ_TOKEN_AFTER_HYPHEN) == 0)
    {
      if (after == 0 && !(n + 1 < c->mentions->len && (m + 1)->tokens == c->tokens && (m + 1)->first == m->last + 1))
        m->flags |= SIYAQ_MENTION_CONTINUED;
      if ((siyaq_place_word_class (first->fold) & SIYAQ_WORD_GIVEN) != 0)
        m->flags |= SIYAQ_MENTION_PERSON;
      else if (after == 0 && (m->flags & SIYAQ_MENTION_LOCATIVE) == 0)
        m->flags |= SIYAQ_MENTION_WEAK;
    }
}

/* Names that are ordinary words need more than themselves. */
static void
look_for_words (const Context *c,
                guint n)
{
  SiyaqToponym *m = &g_array_index (c->mentions, SiyaqToponym, n);
  const SiyaqToken *t = &c->tokens->items[m->first];

  if (m->first != m->last)
    return;
  /* "the city", «المدينة»: a word for a kind of place names none by itself. */
  if ((siyaq_place_word_class (t->fold + m->skip_bytes) & SIYAQ_WORD_UNIT) != 0)
    m->flags |= SIYAQ_MENTION_PRODUCT;
  if ((t->flags & SIYAQ_TOKEN_LATIN) != 0)
    {
      if ((siyaq_place_word_class (t->fold) & SIYAQ_WORD_TRAP) != 0 ||
          ((m->slot->flags & SIYAQ_SLOT_WORD) != 0 && (m->slot->flags & SIYAQ_SLOT_HAND) == 0))
        m->flags |= SIYAQ_MENTION_WEAK;
    }
  else
    {
      gsize letters = (strlen (t->fold) - m->skip_bytes) / 2;

      if ((siyaq_place_word_class (t->fold + m->skip_bytes) & SIYAQ_WORD_TRAP) != 0 || letters <= 2 ||
          (m->slot->flags & (SIYAQ_SLOT_WORD | SIYAQ_SLOT_HAND)) == SIYAQ_SLOT_WORD || ((m->slot->flags & SIYAQ_SLOT_HAND) == 0 && m->skip_bytes > 0 && letters <= 4))
        m->flags |= SIYAQ_MENTION_WEAK;
    }
}

/* "SWEIDA, Syria — ", "دمشق - ": the bytes before the dash, or 0. */
static gsize
dateline_end (const char *text)
{
  gsize end = 0;

  for (const char *p = text; *p != '\0' && *p != '\n' && (gsize) (p - text) < DATELINE_BYTES; p = g_utf8_next_char (p))
    {
      gunichar ch = g_utf8_get_char (p);

      if (ch == 0x2014 || ch == 0x2013 || ch == 0x2015 || (ch == '-' && p > text && p[-1] == ' ' && p[1] == ' ') ||
          (ch == '-' && p > text && p[-1] == '-'))
        {
          end = (gsize) (p - text);
          break;
        }
      if (ch == '.' && p[1] == ' ' && !g_ascii_isupper (p > text ? p[-1] : 'A'))
        break;
    }
  return end;
}

/**
 * siyaq_place_context_run:
 * @gazetteer: the gazetteer
 * @text: the text
 * @tokens: its tokens
 * @title: whether it is a headline
 * @mentions: (element-type SiyaqToponym): the names found
 * @first_mention: the first that is of @tokens
 *
 * Sets the flags of the mentions.
 */
void
siyaq_place_context_run (SiyaqGazetteer *gazetteer,
                         const char *text,
                         const SiyaqTokens *tokens,
                         gboolean title,
                         GArray *mentions,
                         guint first_mention)
{
  Context c = { gazetteer, tokens, mentions, FALSE };
  gsize dateline = title ? 0 : dateline_end (text);

  if (title)
    {
      guint capitals = 0, words = 0;

      for (guint i = 0; i < tokens->n_items; i++)
        if ((tokens->items[i].flags & SIYAQ_TOKEN_LATIN) != 0 && strlen (tokens->items[i].fold) > 3)
          {
            words++;
            capitals += (tokens->items[i].flags & SIYAQ_TOKEN_CAPITALISED) != 0;
          }
      c.title_case = words > 3 && capitals > TITLE_CASE * words;
    }
  for (guint n = first_mention; n < mentions->len; n++)
    {
      SiyaqToponym *m = &g_array_index (mentions, SiyaqToponym, n);

      /* «الرباط: …»: a headline that begins with its place. */
      if (title && m->first == 0 && (text[tokens->items[m->last].end] == ':' || g_str_has_prefix (text + tokens->items[m->last].end, "..")))
        m->flags |= SIYAQ_MENTION_LOCATIVE;
      if (dateline > 0 && tokens->items[m->last].end <= dateline)
        m->flags |= SIYAQ_MENTION_DATELINE;
      look_back (&c, n);
      look_ahead (&c, n);
      /* Behind a dateline's dash another sentence begins: "CAIRO - Bread costs more". */
      if ((m->flags & SIYAQ_MENTION_DATELINE) == 0)
        look_for_persons (&c, n);
      look_for_words (&c, n);
    }
}
