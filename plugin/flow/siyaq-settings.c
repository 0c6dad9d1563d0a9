/* SPDX-License-Identifier: GPL-2.0-or-later */
#define G_LOG_DOMAIN "siyaq-flow"

#include "config.h"

#include "siyaq-settings.h"

/**
 * siyaq_settings_new:
 *
 * Returns: (transfer full): the defaults
 */
SiyaqSettings *
siyaq_settings_new (void)
{
  SiyaqSettings *self = g_new0 (SiyaqSettings, 1);

  self->language = g_strdup ("en");
  self->clean = TRUE;
  self->hold = TRUE;
  self->hold_threshold = 0.9;
  self->tag = TRUE;
  self->strip_tracking = TRUE;
  self->local_model = TRUE;
  self->models_catalogue = g_strdup ("");
  self->models_files = g_strdup ("");
  self->provider = g_strdup ("none");
  self->provider_url = g_strdup ("");
  self->provider_region = g_strdup ("");
  self->provider_model = g_strdup ("");
  self->daily_characters = 15000;
  self->read_ahead = TRUE;
  return self;
}

/**
 * siyaq_settings_copy:
 * @self: settings
 *
 * Returns: (transfer full): a copy
 */
SiyaqSettings *
siyaq_settings_copy (const SiyaqSettings *self)
{
  SiyaqSettings *copy;

  g_return_val_if_fail (self != NULL, NULL);

  copy = g_new0 (SiyaqSettings, 1);
  *copy = *self;
  copy->language = g_strdup (self->language);
  copy->disabled_rules = g_strdupv (self->disabled_rules);
  copy->muted_regions = g_strdupv (self->muted_regions);
  copy->muted_events = g_strdupv (self->muted_events);
  copy->watched_regions = g_strdupv (self->watched_regions);
  copy->watched_events = g_strdupv (self->watched_events);
  copy->models_catalogue = g_strdup (self->models_catalogue);
  copy->models_files = g_strdup (self->models_files);
  copy->provider = g_strdup (self->provider);
  copy->provider_url = g_strdup (self->provider_url);
  copy->provider_region = g_strdup (self->provider_region);
  copy->provider_model = g_strdup (self->provider_model);
  copy->agreed_hosts = g_strdupv (self->agreed_hosts);
  copy->refused_hosts = g_strdupv (self->refused_hosts);
  return copy;
}

/**
 * siyaq_settings_free:
 * @self: (transfer full) (nullable): settings
 */
void
siyaq_settings_free (SiyaqSettings *self)
{
  if (self == NULL)
    return;
  g_free (self->language);
  g_strfreev (self->disabled_rules);
  g_strfreev (self->muted_regions);
  g_strfreev (self->muted_events);
  g_strfreev (self->watched_regions);
  g_strfreev (self->watched_events);
  g_free (self->models_catalogue);
  g_free (self->models_files);
  g_free (self->provider);
  g_free (self->provider_url);
  g_free (self->provider_region);
  g_free (self->provider_model);
  g_strfreev (self->agreed_hosts);
  g_strfreev (self->refused_hosts);
  g_free (self);
}
