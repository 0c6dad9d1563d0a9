/* SPDX-License-Identifier: GPL-2.0-or-later */
/* English inflection, for the lexicon, whose rows spell only irregular forms out, and for the gloss,
   which needs a form that the lexicon does not have. */
#define G_LOG_DOMAIN "siyaq-item"

#include "config.h"

#include "siyaq-english.h"

#include <string.h>

static gboolean
is_vowel (char c)
{
  return c != '\0' && strchr ("aeiou", g_ascii_tolower (c)) != NULL;
}

/* Only the last word of a phrase is inflected as a noun, only the first as a verb. */
static char *
with_s (const char *word)
{
  gsize n = strlen (word);

  if (n >= 2 && word[n - 1] == 'y' && !is_vowel (word[n - 2]))
    return g_strdup_printf ("%.*sies", (int) n - 1, word);
  if (g_str_has_suffix (word, "s") || g_str_has_suffix (word, "x") || g_str_has_suffix (word, "z") ||
      g_str_has_suffix (word, "ch") || g_str_has_suffix (word, "sh"))
    return g_strconcat (word, "es", NULL);
  return g_strconcat (word, "s", NULL);
}

/* Verbs of more syllables that stress the last one double its last letter as well: "admitted". */
static const char stressed_last[] = " admit commit permit submit omit emit transmit refer prefer transfer confer defer infer deter occur incur recur compel expel "
                                    "propel repel rebel control patrol regret equip forget begin upset abet abhor acquit concur dispel excel ";

/* One syllable that ends in consonant, vowel, consonant doubles its last letter: "stopped". */
static gboolean
doubles (const char *word)
{
  gsize n = strlen (word);
  guint vowels = 0;
  char padded[24];

  if (n < sizeof padded - 2)
    {
      g_snprintf (padded, sizeof padded, " %s ", word);
      if (strstr (stressed_last, padded) != NULL)
        return TRUE;
    }

  for (gsize i = 0; i < n; i++)
    vowels += is_vowel (word[i]);
  return n >= 3 && vowels == 1 && !is_vowel (word[n - 1]) && strchr ("wxy", word[n - 1]) == NULL &&
         is_vowel (word[n - 2]) && !is_vowel (word[n - 3]);
}

static char *
with_ending (const char *word,
             const char *ending)
{
  gsize n = strlen (word);
  gboolean e = g_str_has_suffix (word, "e");

  if (*ending == 'e')
    {
      if (e)
        return g_strconcat (word, "d", NULL);
      if (n >= 2 && word[n - 1] == 'y' && !is_vowel (word[n - 2]))
        return g_strdup_printf ("%.*sied", (int) n - 1, word);
    }
  else if (g_str_has_suffix (word, "ie"))
    return g_strdup_printf ("%.*sying", (int) n - 2, word);
  else if (e && !g_str_has_suffix (word, "ee"))
    return g_strdup_printf ("%.*sing", (int) n - 1, word);
  if (doubles (word))
    return g_strdup_printf ("%s%c%s", word, word[n - 1], ending);
  return g_strconcat (word, ending, NULL);
}

/* Nouns whose plural follows no rule, as news has them. */
static const struct
{
  const char *singular;
  const char *plural;
} irregular_plurals[] = {
  { "person", "people" }, { "man", "men" },     { "woman", "women" },  { "child", "children" },
  { "wife", "wives" },    { "life", "lives" },  { "foot", "feet" },    { "half", "halves" },
  { "crisis", "crises" }, { "news", "news" },   { "aircraft", "aircraft" }, { "people", "people" },
  { "police", "police" }, { "dead", "dead" },   { "wounded", "wounded" },   { "percent", "percent" },
};

static char *
on_first_word (const char *phrase,
               char *(*inflect) (const char *word))
{
  gsize n = strcspn (phrase, " ");
  g_autofree char *first = g_strndup (phrase, n);
  g_autofree char *inflected = inflect (first);

  return g_strconcat (inflected, phrase + n, NULL);
}

static char *
past (const char *word)
{
  return with_ending (word, "ed");
}

static char *
ing (const char *word)
{
  return with_ending (word, "ing");
}

/**
 * siyaq_english_plural:
 * @singular: a noun or a phrase that ends in one
 *
 * Returns: (transfer full): its regular plural
 */
char *
siyaq_english_plural (const char *singular)
{
  const char *blank, *last;

  g_return_val_if_fail (singular != NULL, NULL);

  blank = strrchr (singular, ' ');
  last = blank != NULL ? blank + 1 : singular;
  for (guint i = 0; i < G_N_ELEMENTS (irregular_plurals); i++)
    if (g_str_equal (last, irregular_plurals[i].singular) || g_str_equal (last, irregular_plurals[i].plural))
      return g_strdup_printf ("%.*s%s", (int) (last - singular), singular, irregular_plurals[i].plural);
    else if (g_str_has_suffix (last, "man") && g_str_equal (irregular_plurals[i].singular, "man"))
      return g_strdup_printf ("%.*smen", (int) strlen (singular) - 3, singular);
  return with_s (singular);
}

/**
 * siyaq_english_third_person:
 * @base: a verb or a phrase that begins with one
 *
 * Returns: (transfer full): "says" for "say"
 */
char *
siyaq_english_third_person (const char *base)
{
  static const struct
  {
    const char *base;
    const char *form;
  } irregular[] = { { "be", "is" }, { "have", "has" }, { "do", "does" }, { "go", "goes" } };
  gsize n = strcspn (base, " ");

  for (guint i = 0; i < G_N_ELEMENTS (irregular); i++)
    if (strlen (irregular[i].base) == n && strncmp (irregular[i].base, base, n) == 0)
      return g_strconcat (irregular[i].form, base + n, NULL);
  return on_first_word (base, with_s);
}

/**
 * siyaq_english_past:
 * @base: a regular verb or a phrase that begins with one
 *
 * Returns: (transfer full): its past
 */
char *
siyaq_english_past (const char *base)
{
  return on_first_word (base, past);
}

/* Participles that follow no rule, of verbs that news uses in the passive. */
static const struct
{
  const char *base;
  const char *participle;
} irregular_participles[] = {
  { "beat", "beaten" },     { "bind", "bound" },     { "break", "broken" },   { "bring", "brought" },   { "broadcast", "broadcast" },
  { "build", "built" },     { "buy", "bought" },     { "catch", "caught" },   { "choose", "chosen" },   { "cut", "cut" },
  { "do", "done" },         { "draw", "drawn" },     { "drive", "driven" },   { "eat", "eaten" },       { "feed", "fed" },
  { "fight", "fought" },    { "find", "found" },     { "forget", "forgotten" }, { "freeze", "frozen" }, { "get", "got" },
  { "give", "given" },      { "grow", "grown" },     { "hang", "hung" },      { "have", "had" },        { "hear", "heard" },
  { "hide", "hidden" },     { "hit", "hit" },        { "hold", "held" },      { "hurt", "hurt" },       { "keep", "kept" },
  { "know", "known" },      { "lead", "led" },       { "leave", "left" },     { "lend", "lent" },       { "lose", "lost" },
  { "make", "made" },       { "mean", "meant" },     { "meet", "met" },       { "overcome", "overcome" }, { "oversee", "overseen" },
  { "overthrow", "overthrown" }, { "pay", "paid" },  { "put", "put" },        { "read", "read" },       { "rebuild", "rebuilt" },
  { "say", "said" },        { "see", "seen" },       { "seek", "sought" },    { "sell", "sold" },       { "send", "sent" },
  { "set", "set" },         { "shake", "shaken" },   { "shoot", "shot" },     { "show", "shown" },      { "shut", "shut" },
  { "sing", "sung" },       { "sink", "sunk" },      { "speak", "spoken" },   { "spend", "spent" },     { "split", "split" },
  { "spread", "spread" },   { "steal", "stolen" },   { "strike", "struck" },  { "swear", "sworn" },     { "sweep", "swept" },
  { "take", "taken" },      { "teach", "taught" },   { "tear", "torn" },      { "tell", "told" },       { "think", "thought" },
  { "throw", "thrown" },    { "understand", "understood" }, { "uphold", "upheld" }, { "wear", "worn" }, { "win", "won" },
  { "withdraw", "withdrawn" }, { "write", "written" },
};

static char *
participle (const char *word)
{
  for (guint i = 0; i < G_N_ELEMENTS (irregular_participles); i++)
    if (g_str_equal (word, irregular_participles[i].base))
      return g_strdup (irregular_participles[i].participle);
  return past (word);
}

/**
 * siyaq_english_participle:
 * @base: a verb or a phrase that begins with one
 *
 * Returns: (transfer full): "held" for "hold", what comes after "was"
 */
char *
siyaq_english_participle (const char *base)
{
  return on_first_word (base, participle);
}

/**
 * siyaq_english_base_of_past:
 * @past_form: a past or a participle
 *
 * Returns: (transfer full) (nullable): "hold" for "held"; %NULL for what follows the rule
 */
char *
siyaq_english_base_of_past (const char *past_form)
{
  static const struct
  {
    const char *past;
    const char *base;
  } pasts[] = {
    { "began", "begin" }, { "broke", "break" }, { "came", "come" }, { "chose", "choose" }, { "drew", "draw" }, { "drove", "drive" }, { "fell", "fall" },
    { "fled", "flee" },   { "flew", "fly" },    { "gave", "give" }, { "grew", "grow" },    { "knew", "know" }, { "rose", "rise" },   { "saw", "see" },
    { "spoke", "speak" }, { "stood", "stand" }, { "stole", "steal" }, { "took", "take" },  { "went", "go" },   { "withdrew", "withdraw" }, { "wrote", "write" },
    { "became", "become" }, { "begun", "begin" }, { "come", "come" }, { "fallen", "fall" }, { "felt", "feel" }, { "gone", "go" }, { "risen", "rise" }, { "won", "win" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (pasts); i++)
    if (g_str_equal (past_form, pasts[i].past))
      return g_strdup (pasts[i].base);
  for (guint i = 0; i < G_N_ELEMENTS (irregular_participles); i++)
    if (g_str_equal (past_form, irregular_participles[i].participle))
      return g_strdup (irregular_participles[i].base);
  return NULL;
}

/**
 * siyaq_english_ing:
 * @base: a verb or a phrase that begins with one
 *
 * Returns: (transfer full): its -ing form
 */
char *
siyaq_english_ing (const char *base)
{
  return on_first_word (base, ing);
}

/* "carries" to "carry". */
static char *
without_s (const char *word)
{
  static const struct
  {
    const char *form;
    const char *base;
  } irregular[] = { { "is", "be" }, { "has", "have" }, { "does", "do" }, { "goes", "go" }, { "says", "say" } };
  gsize n = strlen (word);

  for (guint i = 0; i < G_N_ELEMENTS (irregular); i++)
    if (g_str_equal (word, irregular[i].form))
      return g_strdup (irregular[i].base);
  if (g_str_has_suffix (word, "ies") && n > 4)
    return g_strdup_printf ("%.*sy", (int) n - 3, word);
  if (g_str_has_suffix (word, "sses") || g_str_has_suffix (word, "ches") || g_str_has_suffix (word, "shes") ||
      g_str_has_suffix (word, "xes"))
    return g_strndup (word, n - 2);
  if (g_str_has_suffix (word, "s") && !g_str_has_suffix (word, "ss"))
    return g_strndup (word, n - 1);
  return g_strdup (word);
}

/**
 * siyaq_english_base:
 * @third_person: "says", or a phrase that begins with such a verb
 *
 * Returns: (transfer full): "say"
 */
char *
siyaq_english_base (const char *third_person)
{
  return on_first_word (third_person, without_s);
}
