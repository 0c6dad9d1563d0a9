/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What the user chose, as plain data: the service fills it from GSettings, the command from options. */
#pragma once

#include "siyaq-bidi.h"

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

  /* Translation. */
  gboolean offline;       /* nothing leaves this computer, whatever else is chosen */
  gboolean local_model;   /* use a model that is installed */
  char *models_catalogue; /* where models come from; "" for Mozilla's */
  char *models_files;
  guint threads;          /* for it; 0 for half of the cores */
  char *provider;         /* "none", "libretranslate", "deepl", "google", "microsoft", "openai" */
  char *provider_url;     /* "" for the provider's own */
  char *provider_region;
  char *provider_model;
  guint daily_characters; /* that may be sent */
  gboolean send_whole_text; /* the text, not only its summary */
  gboolean read_ahead;    /* translate what is followed before it is opened */
  SiyaqDigits digits;     /* of Arabic cards */
  char **agreed_hosts;    /* to which the user lets texts be sent */
  char **refused_hosts;
} SiyaqSettings;

SiyaqSettings *siyaq_settings_new (void);
SiyaqSettings *siyaq_settings_copy (const SiyaqSettings *self);
void siyaq_settings_free (SiyaqSettings *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SiyaqSettings, siyaq_settings_free)

G_END_DECLS
