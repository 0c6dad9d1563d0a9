/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A decision that can be explained. */
#define G_LOG_DOMAIN "siyaq-item"

#include "config.h"

#include "siyaq-verdict.h"

/**
 * siyaq_verdict_new:
 * @rule: stable id of the rule
 * @reason: a sentence a person can read, in English
 * @text: (nullable): what the rule took out
 * @evidence: (nullable): what the rule saw
 * @score: how sure, 0 … 1
 *
 * Returns: (transfer full): a new verdict
 */
SiyaqVerdict *
siyaq_verdict_new (const char *rule,
                   const char *reason,
                   const char *text,
                   const char *evidence,
                   double score)
{
  SiyaqVerdict *self;

  g_return_val_if_fail (rule != NULL, NULL);
  g_return_val_if_fail (reason != NULL, NULL);

  self = g_new0 (SiyaqVerdict, 1);
  self->rule = g_strdup (rule);
  self->reason = g_strdup (reason);
  self->text = g_strdup (text);
  self->evidence = g_strdup (evidence);
  self->score = score;
  return self;
}

/**
 * siyaq_verdict_copy:
 * @self: a verdict
 *
 * Returns: (transfer full): a copy
 */
SiyaqVerdict *
siyaq_verdict_copy (const SiyaqVerdict *self)
{
  g_return_val_if_fail (self != NULL, NULL);
  return siyaq_verdict_new (self->rule, self->reason, self->text, self->evidence, self->score);
}

/**
 * siyaq_verdict_free:
 * @self: (transfer full): a verdict
 */
void
siyaq_verdict_free (SiyaqVerdict *self)
{
  if (self == NULL)
    return;
  g_free ((char *) self->rule);
  g_free ((char *) self->reason);
  g_free ((char *) self->text);
  g_free ((char *) self->evidence);
  g_free (self);
}
