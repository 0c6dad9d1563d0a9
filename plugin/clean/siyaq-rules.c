/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The rules at work. A text is searched once for what patterns need; the few patterns that it may
   match are tried one at a time: with PCRE2's JIT that is faster than one alternation of all, and it
   says which rule it was. A pattern is compiled when it is first tried, because most of them never
   are. */
#define G_LOG_DOMAIN "siyaq-clean"

#include "config.h"

#include "siyaq-rules.h"
#include "siyaq-rules-private.h"
#include "siyaq-rules-resource.h"

#include <string.h>

#define RESOURCE_FOLDER "/org/siyaq/rules"
/* Steps a pattern may take on one block before it counts as no match. */
#define MATCH_LIMIT 100000u
G_DEFINE_QUARK (siyaq-rules-error-quark, siyaq_rules_error)

static void
rule_free (SiyaqRule *rule)
{
  g_free (rule->id);
  g_ptr_array_unref (rule->needs);
  g_ptr_array_unref (rule->examples);
  g_ptr_array_unref (rule->counters);
  g_free (rule);
}

static void
pattern_free (SiyaqPattern *pattern)
{
  pcre2_code_free (pattern->code);
  g_free (pattern->regex);
  g_free (pattern);
}

static void
list_init (SiyaqPatternList *list)
{
  list->patterns = g_ptr_array_new_with_free_func ((GDestroyNotify) pattern_free);
  list->filter = siyaq_prefilter_new ();
  for (guint i = 0; i < SIYAQ_N_PLACES; i++)
    list->at[i] = g_array_new (FALSE, TRUE, sizeof (guint64));
}

static void
list_clear (SiyaqPatternList *list)
{
  g_ptr_array_unref (list->patterns);
  siyaq_prefilter_free (list->filter);
  for (guint i = 0; i < SIYAQ_N_PLACES; i++)
    g_array_unref (list->at[i]);
}

static SiyaqRules *
rules_new (void)
{
  SiyaqRules *self = g_new0 (SiyaqRules, 1);

  self->rules = g_ptr_array_new_with_free_func ((GDestroyNotify) rule_free);
  list_init (&self->texts);
  list_init (&self->classes);
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
 * siyaq_rules_check:
 * @self: rules
 * @error: what is wrong with one of them
 *
 * Returns: whether all patterns can be compiled
 */
gboolean
siyaq_rules_check (SiyaqRules *self,
                   GError **error)
{
  const SiyaqPatternList *lists[] = { &self->texts, &self->classes };

  for (guint l = 0; l < G_N_ELEMENTS (lists); l++)
    for (guint i = 0; i < lists[l]->patterns->len; i++)
      if (!siyaq_rules_compile (g_ptr_array_index (lists[l]->patterns, i), error))
        return FALSE;
  return TRUE;
}

/**
 * siyaq_rules_new_from_text:
 * @text: a file of rules
 * @error: what is wrong with it
 *
 * Unlike those of siyaq_rules_new(), which the tests try, its patterns are compiled at once, so that
 * what is wrong with them is told.
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
  return siyaq_rules_parse (self, "text", text, error) && siyaq_rules_check (self, error) ? g_steal_pointer (&self) : NULL;
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

      if (bytes == NULL || !siyaq_rules_parse (self, names[i], g_bytes_get_data (bytes, NULL), error))
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
  list_clear (&self->texts);
  list_clear (&self->classes);
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
has_needed (char **needs,
            const char *subject)
{
  for (guint i = 0; needs[i] != NULL; i++)
    if (strstr (subject, needs[i]) != NULL)
      return TRUE;
  return FALSE;
}

static gboolean
pattern_matches (SiyaqRules *self,
                 SiyaqPattern *pattern,
                 const char *subject,
                 gsize length)
{
  if ((pattern->needs != NULL && !has_needed (pattern->needs, subject)) || !siyaq_rules_compile (pattern, NULL))
    return FALSE;
  return pcre2_match (pattern->code, (PCRE2_SPTR) subject, length, 0, PCRE2_NO_UTF_CHECK, self->match_data,
                      self->match_context) >= 0;
}

static gboolean
may_apply (SiyaqRules *self,
           const SiyaqRule *rule,
           const SiyaqRuleSubject *subject)
{
  return subject->n_words <= rule->max_words && (!rule->links || subject->linked) &&
         (!rule->paragraphs || !subject->listed) &&
         (g_hash_table_size (self->disabled) == 0 || !g_hash_table_contains (self->disabled, rule->id));
}

/* Called for each pattern that may match; returns whether to go on. */
typedef gboolean (*PatternFunc) (SiyaqPattern *pattern, gpointer user_data);

static void
foreach_candidate (SiyaqPatternList *list,
                   const guint64 *may,
                   guint at,
                   PatternFunc func,
                   gpointer user_data)
{
  guint n_words = siyaq_prefilter_get_n_words (list->filter);

  for (guint w = 0; w < n_words; w++)
    {
      guint64 acting = 0;

      if (may[w] == 0)
        continue;
      for (guint i = 0; i < SIYAQ_N_PLACES; i++)
        if ((at & (1u << i)) != 0)
          acting |= g_array_index (list->at[i], guint64, w);
      for (acting &= may[w]; acting != 0; acting &= acting - 1)
        {
          guint number = w * 64 + (guint) __builtin_ctzll (acting);

          if (!func (g_ptr_array_index (list->patterns, number), user_data))
            return;
        }
    }
}

/* What is asked about a text. */
typedef struct
{
  SiyaqRules *rules;
  const SiyaqRuleSubject *subject;
  const char *text;
  gsize length;
  const char *id;       /* the answer */
  GHashTable *seen;
  GString *evidence;
  double sum;
} Question;

static gboolean
find_first (SiyaqPattern *pattern,
            gpointer user_data)
{
  Question *question = user_data;

  if (may_apply (question->rules, pattern->rule, question->subject) &&
      pattern_matches (question->rules, pattern, question->text, question->length))
    question->id = pattern->rule->id;
  return question->id == NULL;
}

static gboolean
add_weight (SiyaqPattern *pattern,
            gpointer user_data)
{
  Question *question = user_data;
  const SiyaqRule *rule = pattern->rule;

  if (may_apply (question->rules, rule, question->subject) && !g_hash_table_contains (question->seen, rule->id) &&
      pattern_matches (question->rules, pattern, question->text, question->length))
    {
      g_hash_table_add (question->seen, rule->id);
      g_string_append_printf (question->evidence, "%s%s", question->evidence->len > 0 ? ", " : "", rule->id);
      question->sum += rule->weight;
    }
  return TRUE;
}

static void
ask (SiyaqPatternList *list,
     const guint64 *may,
     guint at,
     PatternFunc func,
     Question *question)
{
  g_autofree guint64 *scanned = NULL;

  if (may == NULL)
    {
      scanned = g_new (guint64, MAX (siyaq_prefilter_get_n_words (list->filter), 1));
      siyaq_prefilter_scan (list->filter, question->text, question->length, scanned);
      may = scanned;
    }
  foreach_candidate (list, may, at, func, question);
}

/**
 * siyaq_rules_scan:
 * @self: rules
 * @fold: a folded text
 * @n_fold: its bytes
 *
 * Returns: (transfer full): which patterns are worth trying on it, for #SiyaqRuleSubject
 */
guint64 *
siyaq_rules_scan (SiyaqRules *self,
                  const char *fold,
                  gsize n_fold)
{
  guint64 *may = g_new (guint64, MAX (siyaq_prefilter_get_n_words (self->texts.filter), 1));

  siyaq_prefilter_scan (self->texts.filter, fold, n_fold, may);
  return may;
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
  Question question = { .rules = self, .subject = subject, .text = subject->fold, .length = subject->n_fold };

  if (subject->n_fold > 0)
    ask (&self->texts, subject->may, at, find_first, &question);
  return question.id;
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
  Question question = { .rules = self, .subject = subject, .text = subject->hints };

  if (subject->hints == NULL)
    return NULL;
  question.length = strlen (subject->hints);
  ask (&self->classes, NULL, at, find_first, &question);
  return question.id;
}

/**
 * siyaq_rules_weigh:
 * @self: rules
 * @subject: a text
 * @at: where it stands, one of %SIYAQ_AT_SIGNS
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
                   guint at,
                   GHashTable *seen,
                   GString *evidence)
{
  Question question = { .rules = self, .subject = subject, .text = subject->fold, .length = subject->n_fold,
                        .seen = seen, .evidence = evidence };

  if (subject->n_fold > 0)
    ask (&self->texts, subject->may, at, add_weight, &question);
  return question.sum;
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
      const SiyaqRule *rule = g_ptr_array_index (self->rules, i);

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
  const SiyaqRule *rule;
  g_autofree guint64 *may = NULL;

  g_return_val_if_fail (index < self->rules->len, FALSE);

  rule = g_ptr_array_index (self->rules, index);
  if (subject->n_words > rule->max_words || subject->n_fold == 0)
    return FALSE;
  may = siyaq_rules_scan (self, subject->fold, subject->n_fold);
  for (guint i = 0; i < self->texts.patterns->len; i++)
    {
      SiyaqPattern *pattern = g_ptr_array_index (self->texts.patterns, i);

      if (pattern->rule == rule && (may[i / 64] >> (i % 64) & 1) != 0 &&
          pattern_matches (self, pattern, subject->fold, subject->n_fold))
        return TRUE;
    }
  return FALSE;
}
