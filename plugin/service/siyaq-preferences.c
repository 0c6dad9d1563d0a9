/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What the user chose, out of GSettings. The schema is looked up by hand: g_settings_new() ends the
   program where it is not installed, and a service that runs from a build folder shall run with
   the defaults. So shall one beside an older schema: a key that is missing keeps its default. */
#define G_LOG_DOMAIN "siyaq-service"

#include "config.h"

#include "siyaq-preferences.h"

#include <string.h>

/**
 * siyaq_preferences_open:
 *
 * Returns: (transfer full) (nullable): the settings; %NULL where their schema is not installed
 */
GSettings *
siyaq_preferences_open (void)
{
  GSettingsSchemaSource *source = g_settings_schema_source_get_default ();
  g_autoptr (GSettingsSchema) schema = NULL;

  if (source == NULL)
    return NULL;
  schema = g_settings_schema_source_lookup (source, SIYAQ_SCHEMA_ID, TRUE);
  if (schema == NULL)
    return NULL;
  return g_settings_new_full (schema, NULL, NULL);
}

static GVariant *
read_value (GSettings *settings,
            GSettingsSchema *schema,
            const char *key,
            const char *type)
{
  g_autoptr (GVariant) value = NULL;

  if (!g_settings_schema_has_key (schema, key))
    return NULL;
  value = g_settings_get_value (settings, key);
  return g_variant_is_of_type (value, G_VARIANT_TYPE (type)) ? g_steal_pointer (&value) : NULL;
}

static void
read_boolean (GSettings *settings,
              GSettingsSchema *schema,
              const char *key,
              gboolean *target)
{
  g_autoptr (GVariant) value = read_value (settings, schema, key, "b");

  if (value != NULL)
    *target = g_variant_get_boolean (value);
}

static void
read_strings (GSettings *settings,
              GSettingsSchema *schema,
              const char *key,
              char ***target)
{
  g_autoptr (GVariant) value = read_value (settings, schema, key, "as");

  if (value == NULL)
    return;
  g_strfreev (*target);
  *target = g_variant_dup_strv (value, NULL);
}

static void
read_string (GSettings *settings,
             GSettingsSchema *schema,
             const char *key,
             char **target)
{
  g_autoptr (GVariant) value = read_value (settings, schema, key, "s");

  if (value == NULL)
    return;
  g_free (*target);
  *target = g_variant_dup_string (value, NULL);
}

static void
read_number (GSettings *settings,
             GSettingsSchema *schema,
             const char *key,
             guint *target)
{
  g_autoptr (GVariant) value = read_value (settings, schema, key, "u");

  if (value != NULL)
    *target = g_variant_get_uint32 (value);
}

/* Hosts that the user was asked about, with the answer. */
static void
read_consent (GSettings *settings,
              GSettingsSchema *schema,
              SiyaqSettings *self)
{
  g_autoptr (GVariant) value = read_value (settings, schema, "remote-consent", "a{sb}");
  g_autoptr (GStrvBuilder) agreed = g_strv_builder_new (), refused = g_strv_builder_new ();
  GVariantIter iter;
  const char *host;
  gboolean yes;

  if (value == NULL)
    return;
  g_variant_iter_init (&iter, value);
  while (g_variant_iter_next (&iter, "{&sb}", &host, &yes))
    g_strv_builder_add (yes ? agreed : refused, host);
  g_strfreev (self->agreed_hosts);
  g_strfreev (self->refused_hosts);
  self->agreed_hosts = g_strv_builder_end (agreed);
  self->refused_hosts = g_strv_builder_end (refused);
}

/* The languages that cards are made in; who prefers another reads English. */
static const char *
language_of_session (void)
{
  const char *const *names = g_get_language_names ();

  for (guint i = 0; names[i] != NULL; i++)
    if (g_str_has_prefix (names[i], "ar") && (names[i][2] == '\0' || strchr ("_.@", names[i][2]) != NULL))
      return "ar";
    else if (g_str_has_prefix (names[i], "en") && (names[i][2] == '\0' || strchr ("_.@", names[i][2]) != NULL))
      return "en";
  return "en";
}

/**
 * siyaq_preferences_read:
 * @settings: (nullable): what siyaq_preferences_open() gave
 *
 * Returns: (transfer full): the settings as plain data
 */
SiyaqSettings *
siyaq_preferences_read (GSettings *settings)
{
  SiyaqSettings *self = siyaq_settings_new ();
  g_autoptr (GSettingsSchema) schema = NULL;
  g_autoptr (GVariant) language = NULL, threshold = NULL;
  g_autofree char *digits = NULL;
  const char *code = "auto";

  if (settings != NULL)
    {
      g_object_get (settings, "settings-schema", &schema, NULL);
      language = read_value (settings, schema, "language", "s");
      threshold = read_value (settings, schema, "hold-threshold", "d");
      read_boolean (settings, schema, "clean", &self->clean);
      read_boolean (settings, schema, "hold", &self->hold);
      read_boolean (settings, schema, "tag", &self->tag);
      read_boolean (settings, schema, "strip-tracking", &self->strip_tracking);
      read_strings (settings, schema, "disabled-rules", &self->disabled_rules);
      read_strings (settings, schema, "muted-regions", &self->muted_regions);
      read_strings (settings, schema, "muted-events", &self->muted_events);
      read_strings (settings, schema, "watched-regions", &self->watched_regions);
      read_strings (settings, schema, "watched-events", &self->watched_events);
      read_boolean (settings, schema, "offline", &self->offline);
      read_boolean (settings, schema, "local-model", &self->local_model);
      read_string (settings, schema, "models-catalogue", &self->models_catalogue);
      read_string (settings, schema, "models-files", &self->models_files);
      read_number (settings, schema, "translator-threads", &self->threads);
      read_string (settings, schema, "provider", &self->provider);
      read_string (settings, schema, "provider-url", &self->provider_url);
      read_string (settings, schema, "provider-region", &self->provider_region);
      read_string (settings, schema, "provider-model", &self->provider_model);
      read_number (settings, schema, "daily-characters", &self->daily_characters);
      read_boolean (settings, schema, "send-whole-text", &self->send_whole_text);
      read_boolean (settings, schema, "read-ahead", &self->read_ahead);
      read_consent (settings, schema, self);
      read_string (settings, schema, "digits", &digits);
    }
  if (g_strcmp0 (digits, "arabic-indic") == 0)
    self->digits = SIYAQ_DIGITS_ARABIC_INDIC;
  else if (g_strcmp0 (digits, "european") == 0)
    self->digits = SIYAQ_DIGITS_EUROPEAN;
  if (threshold != NULL)
    self->hold_threshold = g_variant_get_double (threshold);
  if (language != NULL)
    code = g_variant_get_string (language, NULL);
  if (strcmp (code, "en") != 0 && strcmp (code, "ar") != 0)
    code = language_of_session ();
  g_free (self->language);
  self->language = g_strdup (code);
  return self;
}
