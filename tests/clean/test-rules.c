/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The rules: every example is taken, every counter-example is not, every rule has reasons. */
#include "config.h"

#include "siyaq-rules.h"
#include "siyaq-text.h"

#include <string.h>

typedef struct
{
  SiyaqRules *rules;
  guint n_examples, n_counters, n_wrong;
} Count;

static void
check_example (const char *id,
               const char *example,
               guint at,
               guint index,
               gboolean counter,
               gpointer user_data)
{
  Count *count = user_data;
  g_autofree char *fold = siyaq_text_fold_masked (example, -1);
  SiyaqRuleSubject subject = { .fold = fold, .n_fold = strlen (fold), .n_words = (guint) siyaq_text_count_words (example) };
  gboolean taken = siyaq_rules_test (count->rules, index, &subject);

  if (counter)
    count->n_counters++;
  else
    count->n_examples++;
  if (taken == counter)
    {
      g_test_message ("%s: %s “%s”", id, counter ? "takes" : "does not take", example);
      count->n_wrong++;
    }
  g_assert_nonnull (siyaq_rules_reason (count->rules, id, "en"));
  g_assert_nonnull (siyaq_rules_reason (count->rules, id, "ar"));
}

static void
test_examples (void)
{
  g_autoptr (GError) error = NULL;
  Count count = { .rules = siyaq_rules_new (&error) };

  g_assert_no_error (error);
  siyaq_rules_check (count.rules, &error);
  g_assert_no_error (error);
  siyaq_rules_foreach_example (count.rules, check_example, &count);
  g_assert_cmpuint (count.n_examples, >, 60);
  g_assert_cmpuint (count.n_counters, >, 40);
  g_assert_cmpuint (count.n_wrong, ==, 0);
  siyaq_rules_free (count.rules);
}

static void
test_bad (void)
{
  static const char *const bad[] = {
    "rule x\nmatch (unclosed\n",
    "match no rule before\n",
    "rule x\nat somewhere\n",
    "rule x\nmatch ${unknown}\n",
    "define a = ${a}\nrule x\nmatch ${a}\n",
    "nonsense\n",
  };

  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (siyaq_rules_new_from_text (bad[i], &error));
      g_assert_error (error, SIYAQ_RULES_ERROR, SIYAQ_RULES_ERROR_INVALID);
    }
}

static void
test_enable (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SiyaqRules) rules = siyaq_rules_new_from_text ("rule logo\nat leading\nmatch logo\n", &error);
  SiyaqRuleSubject subject = { .fold = "logo", .n_fold = 4, .n_words = 1 };

  g_assert_no_error (error);
  g_assert_cmpstr (siyaq_rules_match (rules, &subject, SIYAQ_AT_LEADING), ==, "logo");
  g_assert_null (siyaq_rules_match (rules, &subject, SIYAQ_AT_TRAILING));
  siyaq_rules_set_enabled (rules, "logo", FALSE);
  g_assert_null (siyaq_rules_match (rules, &subject, SIYAQ_AT_LEADING));
  siyaq_rules_set_enabled (rules, "logo", TRUE);
  g_assert_cmpstr (siyaq_rules_match (rules, &subject, SIYAQ_AT_LEADING), ==, "logo");
}

int
main (int argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/clean/rules/examples", test_examples);
  g_test_add_func ("/clean/rules/bad", test_bad);
  g_test_add_func ("/clean/rules/enable", test_enable);
  return g_test_run ();
}
