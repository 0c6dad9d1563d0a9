/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The rules at work. Patterns are tried one at a time: with PCRE2's JIT that is faster than one
   alternation of all, and it says which rule it was. */
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
  g_array_unref (rule->patterns);
  g_array_unref (rule->classes);
  g_ptr_array_unref (rule->needs);
  g_ptr_array_unref (rule->examples);
  g_ptr_array_unref (rule->counters);
  g_free (rule);
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
  return siyaq_rules_parse (self, "text", text, error) ? g_steal_pointer (&self) : NULL;
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
any_matches (SiyaqRules *self,
             GArray *patterns,
             const char *subject,
             gsize length)
{
  guchar first = (guchar) subject[0];
  char **asked = NULL; /* patterns share lists: the last answer is kept */
  gboolean found = FALSE;

  for (guint i = 0; i < patterns->len; i++)
    {
      const SiyaqPattern *pattern = &g_array_index (patterns, SiyaqPattern, i);

      if ((pattern->starts[first / 32] & (1u << (first % 32))) == 0)
        continue;
      if (pattern->needs != NULL)
        {
          if (pattern->needs != asked)
            found = has_needed (pattern->needs, subject);
          asked = pattern->needs;
          if (!found)
            continue;
        }
      if (pcre2_match (pattern->code, (PCRE2_SPTR) subject, length, 0, PCRE2_NO_UTF_CHECK, self->match_data,
                       self->match_context) >= 0)
        return TRUE;
    }
  return FALSE;
}

static gboolean
may_apply (SiyaqRules *self,
           const SiyaqRule *rule,
           const SiyaqRuleSubject *subject,
           guint at)
{
  return (rule->at & at) != 0 && subject->n_words <= rule->max_words && (!rule->links || subject->linked) &&
         (!rule->paragraphs || !subject->listed) &&
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
      const SiyaqRule *rule = g_ptr_array_index (self->rules, i);

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
      const SiyaqRule *rule = g_ptr_array_index (self->rules, i);

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
  double sum = 0;

  if (subject->n_fold == 0)
    return 0;
  for (guint i = 0; i < self->rules->len; i++)
    {
      const SiyaqRule *rule = g_ptr_array_index (self->rules, i);

      if (!may_apply (self, rule, subject, at) ||
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

  g_return_val_if_fail (index < self->rules->len, FALSE);

  rule = g_ptr_array_index (self->rules, index);
  return subject->n_words <= rule->max_words && subject->n_fold > 0 &&
         any_matches (self, rule->patterns, subject->fold, subject->n_fold);
}
