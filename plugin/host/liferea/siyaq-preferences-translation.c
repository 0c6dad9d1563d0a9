/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The page about translation. A key goes from its entry to the keyring and is never shown again; nothing is
   sent to a provider before the switch with its host is on, and the test sends a sentence of ours, not
   one of the reader's. */
#define G_LOG_DOMAIN "siyaq-host"

#include "config.h"

#include "siyaq-preferences-translation.h"

#include "siyaq-consent.h"
#include "siyaq-host-service.h"
#include "siyaq-host-widgets.h"
#include "siyaq-preferences-models.h"
#include "siyaq-preferences-page.h"
#include "siyaq-provider.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define ENTRY_CHARACTERS 26
/* A provider that is slow, or a keyring that asks for its password. */
#define TIMEOUT_MS 130000u
#define MAX_DAILY 10000000

typedef struct
{
  GSettings *settings;
  GCancellable *cancellable;
  gulong changed;
  GtkWidget *server, *region, *model, *key, *save, *remove, *agreed, *test, *test_result;
  GtkWidget *server_row, *region_row, *model_row, *key_row, *agreed_row, *test_row;
  GtkWidget *key_state, *agreed_label;
  gboolean showing; /* the switch is being set by the settings and not by the user */
} Part;

static void
part_free (Part *self)
{
  g_cancellable_cancel (self->cancellable);
  g_object_unref (self->cancellable);
  g_clear_signal_handler (&self->changed, self->settings);
  g_object_unref (self->settings);
  g_free (self);
}

static char *
get_host (Part *self)
{
  g_autofree char *provider = g_settings_get_string (self->settings, "provider");
  g_autofree char *url = g_settings_get_string (self->settings, "provider-url");

  return siyaq_provider_get_host (provider, url);
}

static gboolean
has_agreed (Part *self,
            const char *host)
{
  g_autoptr (GVariant) answers = g_settings_get_value (self->settings, "remote-consent");
  gboolean agreed = FALSE;

  return g_variant_lookup (answers, host, "b", &agreed) && agreed;
}

/* Shows what the chosen provider needs. */
static void
show_provider (Part *self)
{
  g_autofree char *id = g_settings_get_string (self->settings, "provider");
  const SiyaqProvider *provider = siyaq_provider_find (id);
  g_autofree char *host = get_host (self);
  gboolean offline = g_settings_get_boolean (self->settings, "offline");
  gboolean remote = host != NULL && !siyaq_provider_is_loopback (host);
  g_autofree char *question = NULL;

  gtk_widget_set_visible (self->server_row, provider != NULL);
  gtk_widget_set_visible (self->region_row, g_strcmp0 (id, "microsoft") == 0);
  gtk_widget_set_visible (self->model_row, g_strcmp0 (id, "openai") == 0);
  gtk_widget_set_visible (self->key_row, provider != NULL);
  gtk_widget_set_visible (self->agreed_row, remote);
  gtk_widget_set_visible (self->test_row, host != NULL);
  gtk_entry_set_placeholder_text (GTK_ENTRY (self->server), provider != NULL ? provider->host : NULL);
  gtk_widget_set_sensitive (self->test, !offline || !remote);
  gtk_widget_set_sensitive (self->agreed, !offline);
  if (!remote)
    return;
  /* Translators: %s is the host of a provider, deepl.com say. */
  question = g_strdup_printf (_ ("_Send headlines and summaries to %s"), host);
  gtk_label_set_text_with_mnemonic (GTK_LABEL (self->agreed_label), question);
  self->showing = TRUE;
  gtk_switch_set_active (GTK_SWITCH (self->agreed), has_agreed (self, host));
  self->showing = FALSE;
}

static void
changed_cb (GSettings *settings,
            const char *key,
            Part *self)
{
  if (g_str_has_prefix (key, "provider") || strcmp (key, "remote-consent") == 0 || strcmp (key, "offline") == 0)
    show_provider (self);
}

static void
agreed_cb (GtkSwitch *widget,
           GParamSpec *pspec,
           Part *self)
{
  g_autofree char *host = get_host (self);

  if (!self->showing && host != NULL)
    siyaq_consent_set (self->settings, host, gtk_switch_get_active (widget));
}

static void
add_string (GVariantBuilder *values,
            const char *name,
            const char *value)
{
  if (value != NULL && *value != '\0')
    g_variant_builder_add (values, "{sv}", name, g_variant_new_string (value));
}

static void
add_provider (Part *self,
              GVariantBuilder *values)
{
  static const char *const names[][2] = {
    { "provider", "provider" }, { "provider-url", "url" }, { "provider-region", "region" }, { "provider-model", "model" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *value = g_settings_get_string (self->settings, names[i][0]);

      add_string (values, names[i][1], value);
    }
}

/* ---- the key */

static void
key_cb (GObject *source,
        GAsyncResult *result,
        gpointer data)
{
  Part *self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (SiyaqMessage) answer = siyaq_client_call_finish (result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  gtk_widget_set_sensitive (self->save, TRUE);
  gtk_widget_set_sensitive (self->remove, TRUE);
  gtk_label_set_text (GTK_LABEL (self->key_state), answer != NULL ? _ ("The keyring has been changed.") : error->message);
  gtk_widget_show (self->key_state);
}

/* The one copy that is made here is wiped; the entry wipes its own. */
static void
send_key (Part *self,
          const char *method,
          const char *key)
{
  g_autoptr (SiyaqMessage) request = NULL;
  g_autoptr (GVariant) secret = key != NULL ? g_variant_ref_sink (g_variant_new_string (key)) : NULL;
  GVariantBuilder values;

  g_variant_builder_init (&values, G_VARIANT_TYPE_VARDICT);
  add_provider (self, &values);
  if (secret != NULL)
    g_variant_builder_add (&values, "{sv}", "key", secret);
  request = siyaq_message_new (method, g_variant_builder_end (&values), NULL);
  gtk_widget_set_sensitive (self->save, FALSE);
  gtk_widget_set_sensitive (self->remove, FALSE);
  siyaq_client_call_async (request, TRUE, TIMEOUT_MS, self->cancellable, key_cb, self);
  if (secret != NULL)
    explicit_bzero ((gpointer) g_variant_get_data (secret), g_variant_get_size (secret));
}

static void
save_clicked_cb (GtkWidget *button,
                 Part *self)
{
  if (*gtk_entry_get_text (GTK_ENTRY (self->key)) == '\0')
    return;
  send_key (self, "store-key", gtk_entry_get_text (GTK_ENTRY (self->key)));
  gtk_entry_set_text (GTK_ENTRY (self->key), "");
}

static void
remove_clicked_cb (GtkWidget *button,
                   Part *self)
{
  send_key (self, "clear-key", NULL);
}

/* ---- the test */

/* After the result has been laid out: it is the last thing on the page. */
static gboolean
scroll_down (gpointer data)
{
  GtkWidget *scrolled = gtk_widget_get_ancestor (data, GTK_TYPE_SCROLLED_WINDOW);
  GtkAdjustment *adjustment = scrolled != NULL ? gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (scrolled)) : NULL;

  if (adjustment != NULL)
    gtk_adjustment_set_value (adjustment, gtk_adjustment_get_upper (adjustment));
  return G_SOURCE_REMOVE;
}

static void
test_cb (GObject *source,
         GAsyncResult *result,
         gpointer data)
{
  Part *self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (SiyaqMessage) answer = siyaq_client_call_finish (result, &error);
  g_autoptr (GString) text = NULL;
  g_autoptr (GVariant) texts = NULL;
  const char *sent, *message;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  gtk_widget_set_sensitive (self->test, TRUE);
  text = g_string_new (NULL);
  sent = answer != NULL ? siyaq_message_get_string (answer, "sent") : NULL;
  message = answer != NULL ? siyaq_message_get_string (answer, "message") : error->message;
  texts = answer != NULL ? g_variant_lookup_value (answer->values, "texts", G_VARIANT_TYPE_STRING_ARRAY) : NULL;
  if (sent != NULL)
    g_string_append_printf (text, "%s\n%s\n\n", _ ("What was sent:"), sent);
  if (texts != NULL && g_variant_n_children (texts) > 0)
    {
      const char *translation;

      g_variant_get_child (texts, 0, "&s", &translation);
      g_string_append_printf (text, "%s\n%s", _ ("What came back:"), translation);
    }
  else
    g_string_append_printf (text, _ ("Nothing came back: %s"), message != NULL ? message : "");
  gtk_label_set_text (GTK_LABEL (self->test_result), text->str);
  gtk_widget_show (self->test_result);
  g_idle_add_full (G_PRIORITY_LOW, scroll_down, g_object_ref (self->test_result), g_object_unref);
}

static void
test_clicked_cb (GtkWidget *button,
                 Part *self)
{
  gboolean to_arabic = g_strcmp0 (siyaq_host_get_lang (self->settings), "ar") == 0;
  const char *texts[] = { to_arabic ? "The relief ship reached the port on Monday." : "وصلت سفينة المساعدات إلى الميناء يوم الاثنين.", NULL };
  g_autoptr (SiyaqMessage) request = NULL;
  GVariantBuilder values;

  g_variant_builder_init (&values, G_VARIANT_TYPE_VARDICT);
  add_provider (self, &values);
  add_string (&values, "from", to_arabic ? "en" : "ar");
  add_string (&values, "to", to_arabic ? "ar" : "en");
  g_variant_builder_add (&values, "{sv}", "texts", g_variant_new_strv (texts, -1));
  request = siyaq_message_new ("test", g_variant_builder_end (&values), NULL);
  gtk_widget_set_sensitive (button, FALSE);
  siyaq_client_call_async (request, TRUE, TIMEOUT_MS, self->cancellable, test_cb, self);
}

/* ---- the page */

static GtkWidget *
get_row (GtkWidget *widget)
{
  return gtk_widget_get_ancestor (widget, GTK_TYPE_LIST_BOX_ROW);
}

/* Rows that come and go with the provider are not shown with the rest of the page. */
static GtkWidget *
take_row (GtkWidget *widget)
{
  GtkWidget *row = get_row (widget);

  gtk_widget_show_all (row);
  gtk_widget_set_no_show_all (row, TRUE);
  return row;
}

static GtkWidget *
add_entry (Part *self,
           GtkWidget *section,
           const char *key,
           const char *title,
           const char *subtitle)
{
  GtkWidget *entry = gtk_entry_new ();

  gtk_entry_set_width_chars (GTK_ENTRY (entry), ENTRY_CHARACTERS);
  g_settings_bind (self->settings, key, entry, "text", G_SETTINGS_BIND_DEFAULT);
  siyaq_preferences_add_row (section, title, subtitle, entry);
  return entry;
}

static GtkWidget *
add_provider_combo (Part *self,
                    GtkWidget *section)
{
  GtkWidget *combo = gtk_combo_box_text_new ();

  gtk_combo_box_text_append (GTK_COMBO_BOX_TEXT (combo), "none", _ ("None"));
  for (const SiyaqProvider *p = siyaq_provider_list (); p->id != NULL; p++)
    gtk_combo_box_text_append (GTK_COMBO_BOX_TEXT (combo), p->id, p->name);
  g_settings_bind (self->settings, "provider", combo, "active-id", G_SETTINGS_BIND_DEFAULT);
  siyaq_preferences_add_row (section, _ ("_Provider"), _ ("Asked only where no outlet of yours tells the story in your language and no model is installed"), combo);
  return combo;
}

static void
add_key_row (Part *self,
             GtkWidget *section)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6), *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);

  self->key = gtk_entry_new ();
  gtk_entry_set_visibility (GTK_ENTRY (self->key), FALSE);
  gtk_entry_set_input_purpose (GTK_ENTRY (self->key), GTK_INPUT_PURPOSE_PASSWORD);
  gtk_widget_set_hexpand (self->key, TRUE);
  self->save = gtk_button_new_with_mnemonic (_ ("Sa_ve"));
  self->remove = gtk_button_new_with_mnemonic (_ ("R_emove"));
  self->key_state = siyaq_host_label_new (NULL, "dim-label");
  gtk_container_add (GTK_CONTAINER (line), self->key);
  gtk_container_add (GTK_CONTAINER (line), self->save);
  gtk_container_add (GTK_CONTAINER (line), self->remove);
  gtk_container_add (GTK_CONTAINER (box), line);
  gtk_container_add (GTK_CONTAINER (box), self->key_state);
  siyaq_preferences_add_wide_row (section, _ ("_Key"), _ ("Goes into the keyring and is never shown again; not every server wants one"), box);
  gtk_label_set_mnemonic_widget (GTK_LABEL (siyaq_preferences_row_get_label (get_row (box))), self->key);
  g_signal_connect (self->save, "clicked", G_CALLBACK (save_clicked_cb), self);
  g_signal_connect (self->key, "activate", G_CALLBACK (save_clicked_cb), self);
  g_signal_connect (self->remove, "clicked", G_CALLBACK (remove_clicked_cb), self);
  self->key_row = take_row (box);
  gtk_widget_hide (self->key_state);
}

static void
add_test_row (Part *self,
              GtkWidget *section)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);

  self->test = gtk_button_new_with_mnemonic (_ ("_Test"));
  gtk_widget_set_halign (self->test, GTK_ALIGN_START);
  self->test_result = siyaq_host_label_new (NULL, NULL);
  gtk_label_set_selectable (GTK_LABEL (self->test_result), TRUE);
  gtk_label_set_line_wrap_mode (GTK_LABEL (self->test_result), PANGO_WRAP_WORD_CHAR);
  gtk_container_add (GTK_CONTAINER (box), self->test);
  gtk_container_add (GTK_CONTAINER (box), self->test_result);
  siyaq_preferences_add_wide_row (section, _ ("Try it"), _ ("Sends one sentence about a ship and shows all that went out and came back"), box);
  g_signal_connect (self->test, "clicked", G_CALLBACK (test_clicked_cb), self);
  self->test_row = take_row (box);
  gtk_widget_hide (self->test_result);
}

static void
add_provider_section (Part *self,
                      GtkWidget *page)
{
  GtkWidget *section = siyaq_preferences_section_new (page, _ ("On the network"));
  GtkWidget *daily = gtk_spin_button_new_with_range (0, MAX_DAILY, 1000);

  add_provider_combo (self, section);
  self->server = add_entry (self, section, "provider-url", _ ("Se_rver"), _ ("Empty for the provider’s own; https only, but for this computer"));
  self->server_row = take_row (self->server);
  self->region = add_entry (self, section, "provider-region", _ ("Re_gion of the account"), NULL);
  self->region_row = take_row (self->region);
  self->model = add_entry (self, section, "provider-model", _ ("M_odel"), _ ("As the server calls it"));
  self->model_row = take_row (self->model);
  add_key_row (self, section);
  self->agreed = gtk_switch_new ();
  siyaq_preferences_add_row (section, _ ("_Send headlines and summaries"), _ ("Only where they are in another language; never before you agree"), self->agreed);
  self->agreed_label = siyaq_preferences_row_get_label (get_row (self->agreed));
  self->agreed_row = take_row (self->agreed);
  g_signal_connect (self->agreed, "notify::active", G_CALLBACK (agreed_cb), self);
  siyaq_preferences_add_switch (section, self->settings, "send-whole-text", _ ("Whole te_xts, too"), _ ("Items that you open are then sent whole"));
  g_settings_bind (self->settings, "daily-characters", daily, "value", G_SETTINGS_BIND_DEFAULT);
  siyaq_preferences_add_row (section, _ ("Characters a da_y"), _ ("What may be sent; after it there are glosses until tomorrow"), daily);
  add_test_row (self, section);
}

/**
 * siyaq_preferences_add_translation:
 * @page: the page
 * @settings: the settings
 *
 * Adds the sections about what leaves this computer, who translates and how it is shown.
 */
void
siyaq_preferences_add_translation (GtkWidget *page,
                                   GSettings *settings)
{
  Part *self = g_new0 (Part, 1);
  GtkWidget *section, *digits;

  self->settings = g_object_ref (settings);
  self->cancellable = g_cancellable_new ();
  g_object_set_data_full (G_OBJECT (page), "siyaq-translation-part", self, (GDestroyNotify) part_free);

  section = siyaq_preferences_section_new (page, _ ("Privacy"));
  siyaq_preferences_add_switch (section, settings, "offline", _ ("Nothing _leaves this computer"),
                                _ ("Weighs more than all that is chosen below. Feeds are cleaned, tagged, linked and summed up here in any case: no "
                                   "account, no server, no counting of readers."));

  section = siyaq_preferences_section_new (page, _ ("On this computer"));
  siyaq_preferences_add_switch (section, settings, "local-model", _ ("Translate with a _model"),
                                _ ("Where one is installed; nothing is sent for it"));
  siyaq_preferences_add_models (page, section, settings);
  siyaq_preferences_add_switch (section, settings, "read-ahead", _ ("Translate _ahead"),
                                _ ("New items of what you follow, while nothing else is to do and the computer is on mains power"));
  digits = gtk_combo_box_text_new ();
  gtk_combo_box_text_append (GTK_COMBO_BOX_TEXT (digits), "auto", _ ("As they come"));
  gtk_combo_box_text_append (GTK_COMBO_BOX_TEXT (digits), "arabic-indic", "٠١٢٣٤٥٦٧٨٩");
  gtk_combo_box_text_append (GTK_COMBO_BOX_TEXT (digits), "european", "0123456789");
  g_settings_bind (settings, "digits", digits, "active-id", G_SETTINGS_BIND_DEFAULT);
  siyaq_preferences_add_row (section, _ ("Digits in Ara_bic"), NULL, digits);

  add_provider_section (self, page);
  self->changed = g_signal_connect (settings, "changed", G_CALLBACK (changed_cb), self);
  show_provider (self);
}
