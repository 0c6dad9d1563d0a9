/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What the user chose, as plain data: the service fills it from GSettings, the command from options. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct
{
  char *language;         /* the reader's language, "en" or "ar" */
  gboolean clean;         /* take out boilerplate */
  gboolean hold;          /* hold adverts */
  double hold_threshold;  /* 0 … 1 */
  gboolean tag;           /* add categories */
  gboolean strip_tracking; /* tracking parameters leave links */
  char **disabled_rules;
  char **muted_regions;   /* ISO 3166: items of these are held */
  char **muted_events;
  char **watched_regions;
  char **watched_events;
} SiyaqSettings;

SiyaqSettings *siyaq_settings_new (void);
SiyaqSettings *siyaq_settings_copy (const SiyaqSettings *self);
void siyaq_settings_free (SiyaqSettings *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SiyaqSettings, siyaq_settings_free)

G_END_DECLS
