/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The tagging stage: where it happens, what happens, who is named. */
#pragma once

#include "siyaq-annotation.h"

#include <gio/gio.h>

G_BEGIN_DECLS

#define SIYAQ_TYPE_TAGGER (siyaq_tagger_get_type ())
G_DECLARE_FINAL_TYPE (SiyaqTagger, siyaq_tagger, SIYAQ, TAGGER, GObject)

SiyaqTagger *siyaq_tagger_new (GError **error);

/* Reads lang, title, text and the item's feed; writes places, regions, events and actors. */
void siyaq_tagger_run (SiyaqTagger *self, SiyaqAnnotation *annotation);

/* What a feed is mostly about, kept over a restart. */
char *siyaq_tagger_save_feed (SiyaqTagger *self, const char *feed);
void siyaq_tagger_load_feed (SiyaqTagger *self, const char *feed, const char *saved);

/* "SY-SU": the tag "region:Syria/As-Suwayda", which stays the same string for ever, and the label
   "Syria › Sweida" in "en" or "ar". NULL for a code that is not known. */
char *siyaq_tagger_region_tag (SiyaqTagger *self, const char *code);
char *siyaq_tagger_region_label (SiyaqTagger *self, const char *code, const char *lang);

/* "airstrike": the tag "event:airstrike" and the label "Airstrike" or «غارة جوية». */
char *siyaq_tagger_event_tag (SiyaqTagger *self, const char *event);
char *siyaq_tagger_event_label (SiyaqTagger *self, const char *event, const char *lang);

/* All ids of the taxonomy, and all region codes, for preferences. (transfer container) */
GPtrArray *siyaq_tagger_list_events (SiyaqTagger *self);
GPtrArray *siyaq_tagger_list_regions (SiyaqTagger *self);

G_END_DECLS
