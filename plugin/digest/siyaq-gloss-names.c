/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Names in a gloss. A dictionary makes "the squares" of the town الميادين and a verb of the first
   name توم; the tag stage knows better, so that what it found is looked up before the dictionary.
   A sibling in English spells the same names as its readers know them: a capitalised word whose
   consonant skeleton is that of an unknown Arabic word lends it its spelling. */
#define G_LOG_DOMAIN "siyaq-digest"

#include "config.h"

#include "siyaq-gloss-names.h"
#include "siyaq-stem.h"
#include "siyaq-transliterate.h"

#include <string.h>

/* Words of a place's name: "مرتفعات الجولان". */
#define MAX_NAME_WORDS 4u
/* Names kept: an item of a few pages has 40. */
#define MAX_NAMES 400u
/* Consonants that make a skeleton the name's own. */
#define MIN_SKELETON 3u
/* Bytes of the longest name that is looked for. */
#define MAX_NAME_BYTES 120u

typedef struct
{
  char *display;
  char *fold;
  SiyaqWordForm form;
} Name;

struct _SiyaqGlossNames
{
  SiyaqLexicon *lexicon;
  GHashTable *names;     /* (element-type utf8 Name) by folded Arabic without the article */
  GHashTable *spellings; /* (element-type utf8 utf8) by skeleton */
};

/* What may be written together with a name; the article belongs to it. */
static const struct
{
  const char *text;
  const char *replacement;
  SiyaqClitics clitics;
} heads[] = {
  { "", "", 0 },
  { "و", "", SIYAQ_CLITIC_AND },
  { "ف", "", SIYAQ_CLITIC_SO },
  { "ب", "", SIYAQ_CLITIC_WITH },
  { "لل", "ال", SIYAQ_CLITIC_FOR },
  { "ل", "", SIYAQ_CLITIC_FOR }, /* "لالسويداء" of hasty writers as well */
  { "وب", "", SIYAQ_CLITIC_AND | SIYAQ_CLITIC_WITH },
  { "ولل", "ال", SIYAQ_CLITIC_AND | SIYAQ_CLITIC_FOR },
  { "ول", "", SIYAQ_CLITIC_AND | SIYAQ_CLITIC_FOR },
};

static void
name_free (gpointer data)
{
  Name *name = data;

  g_free (name->display);
  g_free (name->fold);
  g_free (name);
}

/**
 * siyaq_gloss_names_new:
 * @lexicon: what a word means that is no name
 *
 * Returns: (transfer full): no names yet
 */
SiyaqGlossNames *
siyaq_gloss_names_new (SiyaqLexicon *lexicon)
{
  SiyaqGlossNames *self = g_new0 (SiyaqGlossNames, 1);

  self->lexicon = g_object_ref (lexicon);
  self->names = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, name_free);
  self->spellings = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  return self;
}

/**
 * siyaq_gloss_names_free:
 * @self: (transfer full): names
 */
void
siyaq_gloss_names_free (SiyaqGlossNames *self)
{
  g_object_unref (self->lexicon);
  g_hash_table_unref (self->names);
  g_hash_table_unref (self->spellings);
  g_free (self);
}

static gboolean
is_arabic (const char *text)
{
  gunichar c = g_utf8_get_char (text);

  return c >= 0x0620 && c <= 0x06FF;
}

/* The name that the lexicon has for the same words, %NULL for none. */
static const SiyaqSense *
lexicon_name (const SiyaqGlossNames *self,
              const char *fold,
              SiyaqLexiconMatch *match)
{
  if (siyaq_lexicon_match (self->lexicon, "ar", fold, match) && match->curated && match->senses[0].word_class == SIYAQ_WORD_NAME &&
      (match->clitics & ~(guint) SIYAQ_CLITIC_ARTICLE) == 0 && match->pronoun == SIYAQ_PRONOUN_NONE)
    return &match->senses[0];
  return NULL;
}

static void
add (SiyaqGlossNames *self,
     const char *fold,
     const char *display,
     SiyaqWordForm form)
{
  Name *name;

  if (*fold == '\0' || *display == '\0' || strlen (fold) > MAX_NAME_BYTES || g_hash_table_size (self->names) >= MAX_NAMES ||
      g_hash_table_contains (self->names, fold))
    return;
  name = g_new0 (Name, 1);
  name->display = g_strdup (display);
  name->fold = siyaq_text_fold (display, -1);
  name->form = form;
  g_hash_table_insert (self->names, g_strdup (fold), name);
}

/* "Aş Şalīf" as newspapers print it: plain letters, no article of the gazetteer's with its hyphen. */
static char *
press_spelling (const char *name)
{
  g_autofree char *composed = g_utf8_normalize (name, -1, G_NORMALIZE_NFD);
  GString *s = g_string_new (NULL);

  for (const char *p = composed != NULL ? composed : name; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (g_unichar_type (c) == G_UNICODE_NON_SPACING_MARK || c == 0x2018 || c == 0x02BF || c == 0x02BC || c == '`' || c == 0x2019)
        continue;
      g_string_append_unichar (s, c);
    }
  return g_string_free (s, FALSE);
}

/**
 * siyaq_gloss_names_add_place:
 * @self: names
 * @arabic: a place as the text has it
 * @english: what the gazetteer calls it
 */
void
siyaq_gloss_names_add_place (SiyaqGlossNames *self,
                             const char *arabic,
                             const char *english)
{
  g_autofree char *fold = NULL;
  g_autofree char *plain = NULL;
  SiyaqLexiconMatch match;

  g_return_if_fail (self != NULL);
  g_return_if_fail (arabic != NULL);
  g_return_if_fail (english != NULL);

  fold = siyaq_text_fold (arabic, -1);
  if (!is_arabic (fold))
    return;
  /* The project's own list has the name as newspapers print it; of two places that are written alike
     the gazetteer knows which one is meant. */
  if (lexicon_name (self, fold, &match) != NULL)
    {
      g_autofree char *meant = siyaq_text_fold (english, -1);

      for (guint i = 1; i < match.n_senses; i++)
        if (match.senses[i].word_class == SIYAQ_WORD_NAME && g_str_equal (match.senses[i].word, meant))
          add (self, fold, match.senses[i].display, SIYAQ_FORM_NONE);
      return;
    }
  /* "سيول" without an article is floods before it is Seoul. */
  if (strchr (fold, ' ') == NULL && !g_str_has_prefix (fold, "ال") && siyaq_lexicon_match (self->lexicon, "ar", fold, &match) && match.curated &&
      match.clitics == 0 && match.pronoun == SIYAQ_PRONOUN_NONE && match.senses[0].word_class == SIYAQ_WORD_NOUN)
    return;
  plain = press_spelling (english);
  if (g_ascii_isalpha (*plain))
    add (self, fold, plain, SIYAQ_FORM_NONE);
}

/**
 * siyaq_gloss_names_add_person:
 * @self: names
 * @arabic: a person's name as the text has it
 *
 * A phrase of whose words one is no name's ("وزير الدفاع السوري") is left to the dictionary.
 */
void
siyaq_gloss_names_add_person (SiyaqGlossNames *self,
                              const char *arabic)
{
  g_autoptr (SiyaqTokens) tokens = NULL;
  g_autoptr (GString) fold = g_string_new (NULL);
  g_autoptr (GString) display = g_string_new (NULL);
  gboolean sure = FALSE;

  g_return_if_fail (self != NULL);
  g_return_if_fail (arabic != NULL);

  tokens = siyaq_text_tokenize (arabic);
  if (tokens->n_items < 2 || tokens->n_items > MAX_NAME_WORDS)
    return;
  for (guint i = 0; i < tokens->n_items; i++)
    {
      const SiyaqToken *t = &tokens->items[i];
      SiyaqLexiconMatch match;
      const SiyaqSense *sense;
      g_autofree char *latin = NULL;

      if ((t->flags & SIYAQ_TOKEN_ARABIC) == 0 || siyaq_is_stop_word (t->fold))
        return;
      sense = lexicon_name (self, t->fold, &match);
      if (sense != NULL && sense->form != SIYAQ_FORM_PERSON)
        return;
      /* A word that news uses is no first name; as a surname it follows one that is. */
      if (sense == NULL && i == 0 && siyaq_lexicon_match (self->lexicon, "ar", t->fold, &match) && match.curated)
        return;
      if (sense == NULL && i > 0 && !sure && siyaq_lexicon_match (self->lexicon, "ar", t->fold, &match) && match.curated)
        return;
      sure |= sense != NULL;
      if (sense == NULL)
        latin = siyaq_transliterate_to_latin (arabic + t->start, (gssize) (t->end - t->start));
      g_string_append_printf (fold, "%s%s", i > 0 ? " " : "", t->fold);
      g_string_append_printf (display, "%s%s", i > 0 ? " " : "", sense != NULL ? sense->display : latin);
    }
  add (self, fold->str, display->str, SIYAQ_FORM_PERSON);
  /* "قال باراك": later the surname stands alone. */
  if (sure)
    {
      const SiyaqToken *last = &tokens->items[tokens->n_items - 1];
      SiyaqLexiconMatch match;

      if (!siyaq_lexicon_match (self->lexicon, "ar", last->fold, &match) || !match.curated)
        add (self, last->fold, strrchr (display->str, ' ') + 1, SIYAQ_FORM_PERSON);
    }
}

/**
 * siyaq_gloss_names_add_spellings:
 * @self: names
 * @english: a text of the same story
 */
void
siyaq_gloss_names_add_spellings (SiyaqGlossNames *self,
                                 const char *english)
{
  g_autoptr (SiyaqTokens) tokens = NULL;

  g_return_if_fail (self != NULL);
  g_return_if_fail (english != NULL);

  tokens = siyaq_text_tokenize (english);
  for (guint i = 0; i < tokens->n_items && g_hash_table_size (self->spellings) < MAX_NAMES; i++)
    {
      const SiyaqToken *t = &tokens->items[i];
      g_autofree char *key = NULL;

      if ((t->flags & (SIYAQ_TOKEN_LATIN | SIYAQ_TOKEN_CAPITALISED)) != (SIYAQ_TOKEN_LATIN | SIYAQ_TOKEN_CAPITALISED) ||
          (t->flags & (SIYAQ_TOKEN_SENTENCE_START | SIYAQ_TOKEN_ALL_CAPS)) != 0 || siyaq_is_stop_word (t->fold))
        continue;
      key = siyaq_skeleton (t->fold);
      if (strlen (key) >= MIN_SKELETON && !g_hash_table_contains (self->spellings, key))
        g_hash_table_insert (self->spellings, g_steal_pointer (&key), g_strndup (english + t->start, t->end - t->start));
    }
}

/**
 * siyaq_gloss_names_add_annotation:
 * @self: names
 * @annotation: what the tag stage found
 */
void
siyaq_gloss_names_add_annotation (SiyaqGlossNames *self,
                                  const SiyaqAnnotation *annotation)
{
  g_return_if_fail (self != NULL);
  g_return_if_fail (annotation != NULL);

  for (guint i = 0; i < annotation->places->len; i++)
    {
      const SiyaqPlace *place = g_ptr_array_index (annotation->places, i);

      if (place->text != NULL && place->name != NULL)
        siyaq_gloss_names_add_place (self, place->text, place->name);
    }
  for (guint i = 0; i < annotation->actors->len; i++)
    {
      const SiyaqActor *actor = g_ptr_array_index (annotation->actors, i);

      if (actor->text != NULL && is_arabic (actor->text))
        siyaq_gloss_names_add_person (self, actor->text);
    }
}

/**
 * siyaq_gloss_names_match:
 * @self: names
 * @text: an Arabic text
 * @tokens: its tokens
 * @i: one of them
 * @ret_match: (out caller-allocates): the name that begins there, with what is joined to it
 *
 * Returns: how many tokens it takes, 0 where none begins there
 */
guint
siyaq_gloss_names_match (const SiyaqGlossNames *self,
                         const char *text,
                         const SiyaqTokens *tokens,
                         guint i,
                         SiyaqLexiconMatch *ret_match)
{
  g_return_val_if_fail (self != NULL, 0);
  g_return_val_if_fail (tokens != NULL && i < tokens->n_items, 0);

  for (guint n = MIN (MAX_NAME_WORDS, tokens->n_items - i); n > 0; n--)
    {
      g_autoptr (GString) key = g_string_new (NULL);
      gboolean joined = TRUE;

      for (guint j = 0; j < n; j++)
        {
          joined = joined && (j == 0 || strspn (text + tokens->items[i + j - 1].end, " ") == tokens->items[i + j].start - tokens->items[i + j - 1].end);
          g_string_append_printf (key, "%s%s", j > 0 ? " " : "", tokens->items[i + j].fold);
        }
      for (guint h = 0; joined && h < G_N_ELEMENTS (heads); h++)
        {
          g_autofree char *bare = NULL;
          const Name *name;

          if (!g_str_has_prefix (key->str, heads[h].text))
            continue;
          bare = g_strconcat (heads[h].replacement, key->str + strlen (heads[h].text), NULL);
          name = g_hash_table_lookup (self->names, bare);
          if (name == NULL)
            continue;
          memset (ret_match, 0, sizeof *ret_match);
          ret_match->clitics = heads[h].clitics;
          ret_match->curated = TRUE;
          ret_match->n_senses = 1;
          ret_match->senses[0] = (SiyaqSense) { name->fold, 1, name->display, SIYAQ_WORD_NAME, name->form };
          return n;
        }
    }
  return 0;
}

/**
 * siyaq_gloss_names_spell:
 * @self: names
 * @fold: a folded Arabic word that is a name
 *
 * Returns: (transfer none) (nullable): how the story's English items spell it
 */
const char *
siyaq_gloss_names_spell (const SiyaqGlossNames *self,
                         const char *fold)
{
  g_autofree char *key = NULL;

  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (fold != NULL, NULL);

  key = siyaq_skeleton (fold);
  return strlen (key) >= MIN_SKELETON ? g_hash_table_lookup (self->spellings, key) : NULL;
}
