/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Rules as data. A file of rules is a list of lines "word rest": `define NAME = REGEX` names a part
   of patterns, `rule ID` opens a rule, `en` and `ar` say why it exists, `at` where it may act, `words`
   the longest block it may take, `match` a pattern that must cover the block, `class` one that is
   looked for in the block's class names, `needs a/b/c`
   names strings one of which a text must have before the patterns after it are tried at all, `links yes` asks for a block of links, `blocks
   paragraph` for one that is neither heading nor list item, `weight` is for signs
   of an advert, which are looked for anywhere in a text (`at` stands before `match` and `class`), `example` and `counter` are run by the tests. A format of our own, because JSON and
   key files would need every backslash twice. */
#define G_LOG_DOMAIN "siyaq-clean"

#include "config.h"

#include "siyaq-literals.h"
#include "siyaq-rules-private.h"
#include "siyaq-text.h"

#include <string.h>

/* Limits for rules that a later version may load from elsewhere. */
#define MAX_RULES 400u
#define MAX_PATTERN_BYTES 32768u
#define MAX_DEFINE_DEPTH 8u
/* Strings that a rule needs are looked for as they are when they begin at fewer letters of a text. */
#define MAX_NEEDS_COST 0.001
/* Words of a block where a rule does not say: longer ones are text. */
#define DEFAULT_MAX_WORDS 40u

static SiyaqRule *
rule_new (const char *id)
{
  SiyaqRule *rule = g_new0 (SiyaqRule, 1);

  rule->id = g_strdup (id);
  rule->at = SIYAQ_AT_ANY;
  rule->max_words = DEFAULT_MAX_WORDS;
  rule->needs = g_ptr_array_new_with_free_func ((GDestroyNotify) g_strfreev);
  rule->examples = g_ptr_array_new_with_free_func (g_free);
  rule->counters = g_ptr_array_new_with_free_func (g_free);
  return rule;
}

/* Folds what is not ASCII in a pattern, so that rules can be written as people write. */
static char *
fold_pattern (const char *regex)
{
  GString *s = g_string_sized_new (strlen (regex));

  for (const char *p = regex; *p != '\0';)
    {
      const char *end = p;

      if ((guchar) *p < 0x80)
        {
          g_string_append_c (s, *p++);
          continue;
        }
      while ((guchar) *end >= 0x80)
        end++;
      {
        g_autofree char *folded = siyaq_text_fold (p, end - p);

        g_string_append (s, folded);
      }
      p = end;
    }
  return g_string_free (s, FALSE);
}

static char *
expand (SiyaqRules *self,
        const char *regex,
        guint depth,
        GError **error)
{
  g_autoptr (GString) s = g_string_new (NULL);

  for (const char *p = regex; *p != '\0';)
    {
      const char *end;

      if (p[0] != '$' || p[1] != '{' || (end = strchr (p, '}')) == NULL)
        {
          g_string_append_c (s, *p++);
          continue;
        }
      {
        g_autofree char *name = g_strndup (p + 2, (gsize) (end - p - 2));
        const char *value = g_hash_table_lookup (self->defines, name);
        g_autofree char *inner = NULL;

        if (value == NULL || depth >= MAX_DEFINE_DEPTH || s->len > MAX_PATTERN_BYTES)
          {
            g_set_error (error, SIYAQ_RULES_ERROR, SIYAQ_RULES_ERROR_INVALID, "unknown or endless name “%s”", name);
            return NULL;
          }
        inner = expand (self, value, depth + 1, error);
        if (inner == NULL)
          return NULL;
        g_string_append_printf (s, "(?:%s)", inner);
      }
      p = end + 1;
    }
  return g_string_free (g_steal_pointer (&s), FALSE);
}

/**
 * siyaq_rules_compile:
 * @pattern: a pattern
 * @error: what is wrong with it
 *
 * Makes the pattern's machine code, once. Most patterns are never tried in the life of a process, and
 * making all of them is most of what a start would cost.
 *
 * Returns: whether there is code to run
 */
gboolean
siyaq_rules_compile (SiyaqPattern *pattern,
                     GError **error)
{
  int code;
  PCRE2_SIZE offset;

  if (pattern->tried)
    return pattern->code != NULL;
  pattern->tried = TRUE;
  pattern->code = pcre2_compile ((PCRE2_SPTR) pattern->regex, PCRE2_ZERO_TERMINATED,
                                 PCRE2_UTF | PCRE2_UCP | PCRE2_NO_UTF_CHECK |
                                     (pattern->whole ? PCRE2_ANCHORED | PCRE2_ENDANCHORED : 0),
                                 &code, &offset, NULL);
  if (pattern->code == NULL)
    {
      PCRE2_UCHAR message[256];

      pcre2_get_error_message (code, message, sizeof message);
      g_set_error (error, SIYAQ_RULES_ERROR, SIYAQ_RULES_ERROR_INVALID, "rule “%s”: %s near “%.40s”", pattern->rule->id,
                   (const char *) message, pattern->regex + MIN (offset, strlen (pattern->regex)));
      return FALSE;
    }
  /* Without machine code it is interpreted. */
  pcre2_jit_compile (pattern->code, PCRE2_JIT_COMPLETE);
  return TRUE;
}

/* Which blocks the pattern has to be tried on: by what it must contain, or by what its rule says
   that it needs, whichever is rarer. */
static void
add_to_filter (SiyaqPrefilter *filter,
               const char *regex,
               char **needs)
{
  g_autoptr (GPtrArray) literals = NULL;
  g_autoptr (GPtrArray) needed = g_ptr_array_new ();

  for (guint i = 0; needs != NULL && needs[i] != NULL; i++)
    g_ptr_array_add (needed, needs[i]);
  /* Reading a pattern is dear, and what its rule names is rare enough. */
  if (siyaq_literals_cost (needed) > MAX_NEEDS_COST)
    literals = siyaq_literals_find (regex);
  siyaq_prefilter_add (filter, siyaq_literals_cost (needed) < siyaq_literals_cost (literals) ? needed : literals);
}

static void
add_to_places (SiyaqPatternList *list,
               guint at)
{
  guint number = list->patterns->len - 1;

  for (guint i = 0; i < SIYAQ_N_PLACES; i++)
    {
      g_array_set_size (list->at[i], number / 64 + 1);
      if ((at & (1u << i)) != 0)
        g_array_index (list->at[i], guint64, number / 64) |= G_GUINT64_CONSTANT (1) << (number % 64);
    }
}

static gboolean
add_pattern (SiyaqRules *self,
             SiyaqRule *rule,
             SiyaqPatternList *list,
             const char *regex,
             gboolean whole,
             GError **error)
{
  g_autofree char *expanded = expand (self, regex, 0, error);
  SiyaqPattern *pattern;

  if (expanded == NULL)
    return FALSE;
  pattern = g_new0 (SiyaqPattern, 1);
  pattern->rule = rule;
  pattern->regex = fold_pattern (expanded);
  pattern->whole = whole;
  g_ptr_array_add (list->patterns, pattern);
  /* The last "needs" line holds for the patterns after it; "needs *" ends that. */
  if (list == &self->texts && rule->needs->len > 0)
    {
      char **needs = g_ptr_array_index (rule->needs, rule->needs->len - 1);

      if (strcmp (needs[0], "*") != 0)
        pattern->needs = needs;
    }
  add_to_filter (list->filter, pattern->regex, pattern->needs);
  add_to_places (list, rule->at);
  return TRUE;
}

static guint
parse_at (const char *value)
{
  static const struct
  {
    const char *name;
    guint at;
  } names[] = {
    { "leading", SIYAQ_AT_LEADING }, { "inline", SIYAQ_AT_INLINE }, { "trailing", SIYAQ_AT_TRAILING },
    { "any", SIYAQ_AT_ANY }, { "link", SIYAQ_AT_LINK }, { "heading", SIYAQ_AT_HEADING }, { "hold", SIYAQ_AT_HOLD },
    { "story", SIYAQ_AT_STORY }, { "title", SIYAQ_AT_TITLE }, { "url", SIYAQ_AT_URL },
    { "category", SIYAQ_AT_CATEGORY }, { "label", SIYAQ_AT_LABEL }, { "news", SIYAQ_AT_NEWS },
    { "list", SIYAQ_AT_LIST },
  };
  g_auto (GStrv) words = g_strsplit (value, " ", -1);
  guint at = 0;

  for (guint i = 0; words[i] != NULL; i++)
    {
      guint found = 0;

      for (guint k = 0; k < G_N_ELEMENTS (names); k++)
        if (strcmp (words[i], names[k].name) == 0)
          found = names[k].at;
      if (found == 0)
        return 0;
      at |= found;
    }
  return at;
}

/* One line of a rules file. */
static gboolean
parse_line (SiyaqRules *self,
            const char *word,
            const char *rest,
            SiyaqRule **current,
            GError **error)
{
  SiyaqRule *rule = *current;

  if (strcmp (word, "define") == 0)
    {
      const char *equals = strstr (rest, " = ");

      if (equals != NULL)
        {
          g_hash_table_insert (self->defines, g_strndup (rest, (gsize) (equals - rest)), g_strdup (equals + 3));
          return TRUE;
        }
    }
  else if (strcmp (word, "rule") == 0)
    {
      if (self->rules->len >= MAX_RULES)
        {
          g_set_error_literal (error, SIYAQ_RULES_ERROR, SIYAQ_RULES_ERROR_INVALID, "too many rules");
          return FALSE;
        }
      *current = rule_new (rest);
      g_ptr_array_add (self->rules, *current);
      return TRUE;
    }
  else if (rule == NULL)
    ;
  else if (strcmp (word, "match") == 0)
    return add_pattern (self, rule, &self->texts, rest, (rule->at & SIYAQ_AT_SIGNS) == 0, error);
  else if (strcmp (word, "needs") == 0)
    {
      g_autofree char *folded = fold_pattern (rest);

      g_ptr_array_add (rule->needs, g_strsplit (folded, "/", -1));
      return TRUE;
    }
  else if (strcmp (word, "class") == 0)
    return add_pattern (self, rule, &self->classes, rest, FALSE, error);
  else if (strcmp (word, "at") == 0)
    {
      rule->at = parse_at (rest);
      /* A sign is looked for in a text of any length. */
      if ((rule->at & SIYAQ_AT_SIGNS) != 0)
        rule->max_words = G_MAXUINT;
      if (rule->at != 0)
        return TRUE;
    }
  else if (strcmp (word, "en") == 0)
    {
      g_hash_table_insert (self->english, g_strdup (rule->id), g_strdup (rest));
      return TRUE;
    }
  else if (strcmp (word, "ar") == 0)
    {
      g_hash_table_insert (self->arabic, g_strdup (rule->id), g_strdup (rest));
      return TRUE;
    }
  else if (strcmp (word, "words") == 0)
    {
      rule->max_words = (guint) g_ascii_strtoull (rest, NULL, 10);
      return TRUE;
    }
  else if (strcmp (word, "links") == 0)
    {
      rule->links = strcmp (rest, "yes") == 0;
      return TRUE;
    }
  else if (strcmp (word, "blocks") == 0)
    {
      rule->paragraphs = strcmp (rest, "paragraph") == 0;
      return TRUE;
    }
  else if (strcmp (word, "weight") == 0)
    {
      rule->weight = g_ascii_strtod (rest, NULL);
      return TRUE;
    }
  else if (strcmp (word, "example") == 0)
    {
      g_ptr_array_add (rule->examples, g_strdup (rest));
      return TRUE;
    }
  else if (strcmp (word, "counter") == 0)
    {
      g_ptr_array_add (rule->counters, g_strdup (rest));
      return TRUE;
    }
  g_set_error (error, SIYAQ_RULES_ERROR, SIYAQ_RULES_ERROR_INVALID, "“%s %s” was not understood", word, rest);
  return FALSE;
}

/**
 * siyaq_rules_parse:
 * @self: rules
 * @name: what the text is called in messages
 * @text: a file of rules
 * @error: #SiyaqRulesError
 *
 * Adds the rules of a file.
 *
 * Returns: whether all of it was understood
 */
gboolean
siyaq_rules_parse (SiyaqRules *self,
                   const char *name,
                   const char *text,
                   GError **error)
{
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);
  SiyaqRule *rule = NULL;

  for (guint i = 0; lines[i] != NULL; i++)
    {
      char *line = g_strstrip (lines[i]);
      char *blank;

      if (*line == '\0' || *line == '#')
        continue;
      blank = strchr (line, ' ');
      if (blank != NULL)
        *blank++ = '\0';
      if (!parse_line (self, line, blank != NULL ? g_strchug (blank) : "", &rule, error))
        {
          g_prefix_error (error, "%s:%u: ", name, i + 1);
          return FALSE;
        }
    }
  return TRUE;
}
