/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The cleaning stage: item → cleaned title, text, HTML and link, with a verdict for all that went,
   and the decision whether the item is an advert that is held. */
#pragma once

#include "siyaq-annotation.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/* Score from which an item is held: only what is certain. */
#define SIYAQ_HOLD_THRESHOLD_DEFAULT 0.9

#define SIYAQ_TYPE_CLEANER (siyaq_cleaner_get_type ())
G_DECLARE_FINAL_TYPE (SiyaqCleaner, siyaq_cleaner, SIYAQ, CLEANER, GObject)

SiyaqCleaner *siyaq_cleaner_new (GError **error);

/* What a feed repeats: seen before the items of one document are cleaned, kept between documents. */
void siyaq_cleaner_observe (SiyaqCleaner *self, SiyaqItem *item);
GBytes *siyaq_cleaner_save_feed (SiyaqCleaner *self, const char *feed);
gboolean siyaq_cleaner_load_feed (SiyaqCleaner *self, const char *feed, GBytes *blob, GError **error);

/* Writes lang, title, text, html, url, held, removed, mentions and changed. */
void siyaq_cleaner_run (SiyaqCleaner *self, SiyaqAnnotation *annotation);

/* Preferences and what the user taught. */
void siyaq_cleaner_set_hold_threshold (SiyaqCleaner *self, double threshold);
void siyaq_cleaner_set_rule_enabled (SiyaqCleaner *self, const char *rule, gboolean enabled);
void siyaq_cleaner_teach (SiyaqCleaner *self, const char *feed, gboolean was_advert);

/* Why a rule exists, for a person: in "en" or "ar". */
const char *siyaq_cleaner_rule_reason (SiyaqCleaner *self, const char *rule, const char *lang);

G_END_DECLS
