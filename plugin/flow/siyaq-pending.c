/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Doors of stages that are declared and not yet built. Weak: a stage's own definition takes the place
   of the one here, and this file goes when all have theirs. */
#define G_LOG_DOMAIN "siyaq-flow"

#include "config.h"

#include "siyaq-cleaner.h"
#include "siyaq-digester.h"
#include "siyaq-tagger.h"

#define WEAK __attribute__ ((weak))

WEAK GBytes *
siyaq_cleaner_save_feed (SiyaqCleaner *self, const char *feed)
{
  return NULL;
}

WEAK gboolean
siyaq_cleaner_load_feed (SiyaqCleaner *self, const char *feed, GBytes *blob, GError **error)
{
  return TRUE;
}

WEAK void
siyaq_cleaner_set_hold_threshold (SiyaqCleaner *self, double threshold)
{
}

WEAK void
siyaq_cleaner_set_rule_enabled (SiyaqCleaner *self, const char *rule, gboolean enabled)
{
}

WEAK void
siyaq_cleaner_teach (SiyaqCleaner *self, const char *feed, gboolean was_advert)
{
}

WEAK const char *
siyaq_cleaner_rule_reason (SiyaqCleaner *self, const char *rule, const char *lang)
{
  return NULL;
}

WEAK char *
siyaq_tagger_region_tag (SiyaqTagger *self, const char *code)
{
  return NULL;
}

WEAK char *
siyaq_tagger_region_label (SiyaqTagger *self, const char *code, const char *lang)
{
  return NULL;
}

WEAK char *
siyaq_tagger_event_tag (SiyaqTagger *self, const char *event)
{
  return NULL;
}

WEAK char *
siyaq_tagger_event_label (SiyaqTagger *self, const char *event, const char *lang)
{
  return NULL;
}

WEAK char *
siyaq_digester_translate_title (SiyaqDigester *self, const char *title, const char *from, const char *to,
                                const char **ret_kind, const char **ret_by)
{
  return NULL;
}
