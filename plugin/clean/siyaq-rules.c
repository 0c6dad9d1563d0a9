/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Rules as data. A file of rules is a list of lines "word rest": `define NAME = REGEX` names a part
   of patterns, `rule ID` opens a rule, `en` and `ar` say why it exists, `at` where it may act, `words`
   the longest block it may take, `match` a pattern that must cover the block, `class` one that is
   looked for in the block's class names, `links yes` asks for a block of links, `weight` is for signs
   of an advert, `example` and `counter` are run by the tests. A format of our own, because JSON and
   key files would need every backslash twice. Patterns are tried one at a time: with PCRE2's JIT that
   is faster than one alternation of all, and it says which rule it was. */
#define G_LOG_DOMAIN "siyaq-clean"

#include "config.h"

#include "siyaq-rules.h"
#include "siyaq-rules-resource.h"
#include "siyaq-text.h"

#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>
#include <string.h>

#define RESOURCE_FOLDER "/org/siyaq/rules"
/* Limits for rules that a later version may load from elsewhere. */
#define MAX_RULES 400u
#define MAX_PATTERN_BYTES 32768u
#define MAX_DEFINE_DEPTH 8u
/* Steps a pattern may take on one block before it counts as no match. */
#define MATCH_LIMIT 100000u
/* Words of a block where a rule does not say: longer ones are text. */
#define DEFAULT_MAX_WORDS 40u

typedef struct
{
  pcre2_code *code;
  guint32 starts[8]; /* bit set of first bytes; all set where unknown */
} Pattern;

typedef struct
{
  char *id;
  guint at;
  guint max_words;
  gboolean links;
  double weight;
  GArray *patterns; /* (element-type Pattern) */
  GArray *classes;  /* (element-type Pattern) */
  GPtrArray *examples, *counters;
} Rule;

struct _SiyaqRules
{
  GPtrArray *rules;     /* (element-type Rule) */
  GHashTable *defines;  /* utf8 → utf8 */
  GHashTable *english;  /* id → reason */
  GHashTable *arabic;
  GHashTable *disabled; /* set of ids */
  pcre2_match_data *match_data;
  pcre2_match_context *match_context;
};

G_DEFINE_QUARK (siyaq-rules-error-quark, siyaq_rules_error)

static void
pattern_clear (Pattern *pattern)
{
  pcre2_code_free (pattern->code);
}

static Rule *
rule_new (const char *id)
{
  Rule *rule = g_new0 (Rule, 1);

  rule->id = g_strdup (id);
  rule->at = SIYAQ_AT_ANY;
  rule->max_words = DEFAULT_MAX_WORDS;
  rule->patterns = g_array_new (FALSE, TRUE, sizeof (Pattern));
  g_array_set_clear_func (rule->patterns, (GDestroyNotify) pattern_clear);
  rule->classes = g_array_new (FALSE, TRUE, sizeof (Pattern));
  g_array_set_clear_func (rule->classes, (GDestroyNotify) pattern_clear);
  rule->examples = g_ptr_array_new_with_free_func (g_free);
  rule->counters = g_ptr_array_new_with_free_func (g_free);
  return rule;
}

static void
rule_free (Rule *rule)
{
  g_free (rule->id);
  g_array_unref (rule->patterns);
  g_array_unref (rule->classes);
  g_ptr_array_unref (rule->examples);
  g_ptr_array_unref (rule->counters);
  g_free (rule);
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

/* Which first bytes a match can have. PCRE2 tells that for patterns that are not anchored, so the
   pattern is compiled a second time just to ask. */
static void
find_starts (const char *regex,
             Pattern *pattern)
{
  int code;
  PCRE2_SIZE offset;
  pcre2_code *probe;
  const guint8 *bitmap = NULL;
  guint32 type = 0, unit = 0;

  memset (pattern->starts, 0xFF, sizeof pattern->starts);
  probe = pcre2_compile ((PCRE2_SPTR) regex, PCRE2_ZERO_TERMINATED, PCRE2_UTF | PCRE2_UCP | PCRE2_NO_UTF_CHECK, &code, &offset,
                         NULL);
  if (probe == NULL)
    return;
  if (pcre2_pattern_info (probe, PCRE2_INFO_FIRSTBITMAP, &bitmap) == 0 && bitmap != NULL)
    for (guint i = 0; i < 256; i++)
      {
        if ((bitmap[i / 8] & (1u << (i % 8))) == 0)
          pattern->starts[i / 32] &= ~(1u << (i % 32));
      }
  else if (pcre2_pattern_info (probe, PCRE2_INFO_FIRSTCODETYPE, &type) == 0 && type == 1 &&
           pcre2_pattern_info (probe, PCRE2_INFO_FIRSTCODEUNIT, &unit) == 0)
    {
      memset (pattern->starts, 0, sizeof pattern->starts);
      pattern->starts[(unit & 0xFF) / 32] |= 1u << (unit % 32);
    }
  pcre2_code_free (probe);
}

static gboolean
add_pattern (SiyaqRules *self,
             GArray *patterns,
             const char *regex,
             gboolean whole,
             GError **error)
{
  g_autofree char *expanded = expand (self, regex, 0, error);
  g_autofree char *folded = NULL;
  Pattern pattern = { 0 };
  int code;
  PCRE2_SIZE offset;

  if (expanded == NULL)
    return FALSE;
  folded = fold_pattern (expanded);
  pattern.code = pcre2_compile ((PCRE2_SPTR) folded, PCRE2_ZERO_TERMINATED,
                                PCRE2_UTF | PCRE2_UCP | PCRE2_NO_UTF_CHECK | (whole ? PCRE2_ANCHORED | PCRE2_ENDANCHORED : 0),
                                &code, &offset, NULL);
  if (pattern.code == NULL)
    {
      PCRE2_UCHAR message[256];

      pcre2_get_error_message (code, message, sizeof message);
      g_set_error (error, SIYAQ_RULES_ERROR, SIYAQ_RULES_ERROR_INVALID, "%s near “%.40s”", (const char *) message,
                   folded + MIN (offset, strlen (folded)));
      return FALSE;
    }
  pcre2_jit_compile (pattern.code, PCRE2_JIT_COMPLETE);
  if (whole)
    find_starts (folded, &pattern);
  else
    memset (pattern.starts, 0xFF, sizeof pattern.starts);
  g_array_append_val (patterns, pattern);
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
    { "story", SIYAQ_AT_STORY },
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
            Rule **current,
            GError **error)
{
  Rule *rule = *current;

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
    return add_pattern (self, rule->patterns, rest, TRUE, error);
  else if (strcmp (word, "class") == 0)
    return add_pattern (self, rule->classes, rest, FALSE, error);
  else if (strcmp (word, "at") == 0)
    {
      rule->at = parse_at (rest);
      if (rule->at != 0)
        return TRUE;
    }
  else if (strcmp (word, "en") == 0)
    return g_hash_table_insert (self->english, g_strdup (rule->id), g_strdup (rest));
  else if (strcmp (word, "ar") == 0)
    return g_hash_table_insert (self->arabic, g_strdup (rule->id), g_strdup (rest));
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

static gboolean
parse (SiyaqRules *self,
       const char *name,
       const char *text,
       GError **error)
{
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);
  Rule *rule = NULL;

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

static SiyaqRules *
rules_new (void)
{
  SiyaqRules *self = g_new0 (SiyaqRules, 1);

  self->rules = g_ptr_array_new_with_free_func ((GDestroyNotify) rule_free);
  self->defines = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->english = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->arabic = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->disabled = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->match_data = pcre2_match_data_create (1, NULL);
  self->match_context = pcre2_match_context_create (NULL);
  pcre2_set_match_limit (self->match_context, MATCH_LIMIT);
  return self;
}

/**
 * siyaq_rules_new_from_text:
 * @text: a file of rules
 * @error: what is wrong with it
 *
 * Returns: (transfer full): its rules alone
 */
SiyaqRules *
siyaq_rules_new_from_text (const char *text,
                           GError **error)
{
  g_autoptr (SiyaqRules) self = NULL;

  g_return_val_if_fail (text != NULL, NULL);

  self = rules_new ();
  return parse (self, "text", text, error) ? g_steal_pointer (&self) : NULL;
}

static int
compare_names (gconstpointer a,
               gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

/**
 * siyaq_rules_new:
 * @error: what is wrong with the built-in rules
 *
 * Returns: (transfer full): the built-in rules, in the order of their files
 */
SiyaqRules *
siyaq_rules_new (GError **error)
{
  g_autoptr (SiyaqRules) self = rules_new ();
  GResource *resource = siyaq_rules_get_resource ();
  g_auto (GStrv) names = g_resource_enumerate_children (resource, RESOURCE_FOLDER, G_RESOURCE_LOOKUP_FLAGS_NONE, error);

  if (names == NULL)
    return NULL;
  qsort (names, g_strv_length (names), sizeof *names, compare_names);
  for (guint i = 0; names[i] != NULL; i++)
    {
      g_autofree char *path = g_build_path ("/", RESOURCE_FOLDER, names[i], NULL);
      g_autoptr (GBytes) bytes = g_resource_lookup_data (resource, path, G_RESOURCE_LOOKUP_FLAGS_NONE, error);

      if (bytes == NULL || !parse (self, names[i], g_bytes_get_data (bytes, NULL), error))
        return NULL;
    }
  return g_steal_pointer (&self);
}

/**
 * siyaq_rules_free:
 * @self: (transfer full) (nullable): rules
 */
void
siyaq_rules_free (SiyaqRules *self)
{
  if (self == NULL)
    return;
  g_ptr_array_unref (self->rules);
  g_hash_table_unref (self->defines);
  g_hash_table_unref (self->english);
  g_hash_table_unref (self->arabic);
  g_hash_table_unref (self->disabled);
  pcre2_match_data_free (self->match_data);
  pcre2_match_context_free (self->match_context);
  g_free (self);
}

static gboolean
any_matches (SiyaqRules *self,
             GArray *patterns,
             const char *subject,
             gsize length)
{
  guchar first = (guchar) subject[0];

  for (guint i = 0; i < patterns->len; i++)
    {
      const Pattern *pattern = &g_array_index (patterns, Pattern, i);

      if ((pattern->starts[first / 32] & (1u << (first % 32))) == 0)
        continue;
      if (pcre2_match (pattern->code, (PCRE2_SPTR) subject, length, 0, PCRE2_NO_UTF_CHECK, self->match_data,
                       self->match_context) >= 0)
        return TRUE;
    }
  return FALSE;
}

static gboolean
may_apply (SiyaqRules *self,
           const Rule *rule,
           const SiyaqRuleSubject *subject,
           guint at)
{
  return (rule->at & at) != 0 && subject->n_words <= rule->max_words && (!rule->links || subject->linked) &&
         (g_hash_table_size (self->disabled) == 0 || !g_hash_table_contains (self->disabled, rule->id));
}

/**
 * siyaq_rules_match:
 * @self: rules
 * @subject: a block
 * @at: where the block stands, #SiyaqRuleAt
 *
 * Returns: (nullable): the id of the first rule one of whose patterns covers the block's text
 */
const char *
siyaq_rules_match (SiyaqRules *self,
                   const SiyaqRuleSubject *subject,
                   guint at)
{
  if (subject->n_fold == 0)
    return NULL;
  for (guint i = 0; i < self->rules->len; i++)
    {
      const Rule *rule = g_ptr_array_index (self->rules, i);

      if (rule->patterns->len > 0 && may_apply (self, rule, subject, at) &&
          any_matches (self, rule->patterns, subject->fold, subject->n_fold))
        return rule->id;
    }
  return NULL;
}

/**
 * siyaq_rules_match_class:
 * @self: rules
 * @subject: a block
 * @at: where the block stands, #SiyaqRuleAt
 *
 * Returns: (nullable): the id of the first rule one of whose class patterns is found in the hints
 */
const char *
siyaq_rules_match_class (SiyaqRules *self,
                         const SiyaqRuleSubject *subject,
                         guint at)
{
  gsize length;

  if (subject->hints == NULL)
    return NULL;
  length = strlen (subject->hints);
  for (guint i = 0; i < self->rules->len; i++)
    {
      const Rule *rule = g_ptr_array_index (self->rules, i);

      if (rule->classes->len > 0 && may_apply (self, rule, subject, at) &&
          any_matches (self, rule->classes, subject->hints, length))
        return rule->id;
    }
  return NULL;
}

/**
 * siyaq_rules_weigh:
 * @self: rules
 * @subject: a text
 * @seen: (element-type utf8 utf8): signs that were counted before, added to
 * @evidence: what was found is appended
 *
 * Adds up the weights of the signs of an advert in @subject, each sign once.
 *
 * Returns: the sum of the weights that were not in @seen yet
 */
double
siyaq_rules_weigh (SiyaqRules *self,
                   const SiyaqRuleSubject *subject,
                   GHashTable *seen,
                   GString *evidence)
{
  double sum = 0;

  if (subject->n_fold == 0)
    return 0;
  for (guint i = 0; i < self->rules->len; i++)
    {
      const Rule *rule = g_ptr_array_index (self->rules, i);

      if ((rule->at & SIYAQ_AT_HOLD) == 0 || !may_apply (self, rule, subject, SIYAQ_AT_HOLD) ||
          g_hash_table_contains (seen, rule->id) ||
          !any_matches (self, rule->patterns, subject->fold, subject->n_fold))
        continue;
      g_hash_table_add (seen, rule->id);
      g_string_append_printf (evidence, "%s%s", evidence->len > 0 ? ", " : "", rule->id);
      sum += rule->weight;
    }
  return sum;
}

/**
 * siyaq_rules_set_enabled:
 * @self: rules
 * @id: a rule's id
 * @enabled: whether it acts
 *
 * Returns: whether that changed anything
 */
gboolean
siyaq_rules_set_enabled (SiyaqRules *self,
                         const char *id,
                         gboolean enabled)
{
  return enabled ? g_hash_table_remove (self->disabled, id) : g_hash_table_add (self->disabled, g_strdup (id));
}

/**
 * siyaq_rules_is_enabled:
 * @self: rules
 * @id: a rule's id
 *
 * Returns: whether the rule acts
 */
gboolean
siyaq_rules_is_enabled (SiyaqRules *self,
                        const char *id)
{
  return !g_hash_table_contains (self->disabled, id);
}

/**
 * siyaq_rules_reason:
 * @self: rules
 * @id: a rule's id
 * @lang: "ar" or anything else for English
 *
 * Returns: (nullable): why the rule exists
 */
const char *
siyaq_rules_reason (SiyaqRules *self,
                    const char *id,
                    const char *lang)
{
  return g_hash_table_lookup (lang != NULL && g_str_has_prefix (lang, "ar") ? self->arabic : self->english, id);
}

/**
 * siyaq_rules_foreach_example:
 * @self: rules
 * @func: (scope call): called for each example and counter-example
 * @user_data: for @func
 */
void
siyaq_rules_foreach_example (SiyaqRules *self,
                             SiyaqRulesExampleFunc func,
                             gpointer user_data)
{
  for (guint i = 0; i < self->rules->len; i++)
    {
      const Rule *rule = g_ptr_array_index (self->rules, i);

      for (guint k = 0; k < rule->examples->len; k++)
        func (rule->id, g_ptr_array_index (rule->examples, k), rule->at, i, FALSE, user_data);
      for (guint k = 0; k < rule->counters->len; k++)
        func (rule->id, g_ptr_array_index (rule->counters, k), rule->at, i, TRUE, user_data);
    }
}

/**
 * siyaq_rules_test:
 * @self: rules
 * @index: which rule, as siyaq_rules_foreach_example() says
 * @subject: a block
 *
 * Returns: whether the rule's own patterns cover @subject
 */
gboolean
siyaq_rules_test (SiyaqRules *self,
                  guint index,
                  const SiyaqRuleSubject *subject)
{
  const Rule *rule;

  g_return_val_if_fail (index < self->rules->len, FALSE);

  rule = g_ptr_array_index (self->rules, index);
  return subject->n_words <= rule->max_words && subject->n_fold > 0 &&
         any_matches (self, rule->patterns, subject->fold, subject->n_fold);
}
