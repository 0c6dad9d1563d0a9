/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The entries in the reader's Tools menu and their actions. The actions stand on the application, where
   the reader's own are, so they can be called over the session bus, too. */
#define G_LOG_DOMAIN "siyaq-host"

#include "config.h"

#include "siyaq-menu.h"

#include "siyaq-held-dialog.h"
#include "siyaq-preferences-page.h"

#include <glib/gi18n-lib.h>

/* The name of the menu in the reader's description of its window. */
#define TOOLS_MENU "tools_menu"
#define FOLD_KEY "fold-stories"

struct _SiyaqMenu
{
  GApplication *application;
  GMenu *menu;         /* nullable: the reader's */
  GMenuModel *section; /* ours in it */
  GSettings *settings; /* nullable */
  gulong fold_handler;
};

static GtkWindow *
get_parent (SiyaqMenu *self)
{
  return GTK_IS_APPLICATION (self->application) ? gtk_application_get_active_window (GTK_APPLICATION (self->application)) : NULL;
}

static void
preferences_cb (GSimpleAction *action,
                GVariant *parameter,
                gpointer data)
{
  SiyaqMenu *self = data;

  siyaq_preferences_present (get_parent (self), self->settings);
}

static void
held_cb (GSimpleAction *action,
         GVariant *parameter,
         gpointer data)
{
  SiyaqMenu *self = data;

  siyaq_held_dialog_present (get_parent (self), self->settings);
}

/* A switch in the menu, so that folding is undone at once where it is seen. */
static void
fold_cb (GSimpleAction *action,
         GVariant *value,
         gpointer data)
{
  SiyaqMenu *self = data;

  if (self->settings != NULL)
    g_settings_set_boolean (self->settings, FOLD_KEY, g_variant_get_boolean (value));
}

static void
fold_changed_cb (GSettings *settings,
                 const char *key,
                 SiyaqMenu *self)
{
  GAction *action = g_action_map_lookup_action (G_ACTION_MAP (self->application), "siyaq-fold");

  if (G_IS_SIMPLE_ACTION (action))
    g_simple_action_set_state (G_SIMPLE_ACTION (action), g_variant_new_boolean (g_settings_get_boolean (settings, FOLD_KEY)));
}

static const GActionEntry entries[] = {
  { "siyaq-preferences", preferences_cb },
  { "siyaq-held", held_cb },
  { "siyaq-fold", NULL, NULL, "false", fold_cb },
};

static GMenu *
find_menu (GObject *shell)
{
  g_autoptr (GObject) builder = NULL;
  GObject *menu;

  if (g_object_class_find_property (G_OBJECT_GET_CLASS (shell), "builder") == NULL)
    return NULL;
  g_object_get (shell, "builder", &builder, NULL);
  if (!GTK_IS_BUILDER (builder))
    return NULL;
  menu = gtk_builder_get_object (GTK_BUILDER (builder), TOOLS_MENU);
  return G_IS_MENU (menu) ? G_MENU (g_object_ref (menu)) : NULL;
}

/**
 * siyaq_menu_new:
 * @shell: the reader's window, as it gives it to plugins
 * @settings: (nullable): the settings
 *
 * Returns: (transfer full): the entries
 */
SiyaqMenu *
siyaq_menu_new (GObject *shell,
                GSettings *settings)
{
  SiyaqMenu *self = g_new0 (SiyaqMenu, 1);
  GMenu *section;

  self->settings = settings != NULL ? g_object_ref (settings) : NULL;
  self->application = g_application_get_default ();
  if (self->application == NULL)
    return self;
  g_object_ref (self->application);
  g_action_map_add_action_entries (G_ACTION_MAP (self->application), entries, G_N_ELEMENTS (entries), self);
  if (self->settings != NULL)
    {
      self->fold_handler = g_signal_connect (self->settings, "changed::" FOLD_KEY, G_CALLBACK (fold_changed_cb), self);
      fold_changed_cb (self->settings, FOLD_KEY, self);
    }
  self->menu = find_menu (shell);
  if (self->menu == NULL)
    return self;
  section = g_menu_new ();
  g_menu_append (section, _ ("_Siyaq Preferences"), "app.siyaq-preferences");
  g_menu_append (section, _ ("_Held Items"), "app.siyaq-held");
  if (self->settings != NULL)
    g_menu_append (section, _ ("_Fold Stories"), "app.siyaq-fold");
  self->section = G_MENU_MODEL (section);
  g_menu_append_section (self->menu, NULL, self->section);
  return self;
}

/**
 * siyaq_menu_free:
 * @self: (transfer full): the entries
 *
 * Takes the entries and their actions away.
 */
void
siyaq_menu_free (SiyaqMenu *self)
{
  if (self->settings != NULL)
    g_clear_signal_handler (&self->fold_handler, self->settings);
  if (self->menu != NULL)
    for (int i = g_menu_model_get_n_items (G_MENU_MODEL (self->menu)) - 1; i >= 0; i--)
      {
        g_autoptr (GMenuModel) section = g_menu_model_get_item_link (G_MENU_MODEL (self->menu), i, G_MENU_LINK_SECTION);

        if (section == self->section)
          g_menu_remove (self->menu, i);
      }
  if (self->application != NULL)
    for (guint i = 0; i < G_N_ELEMENTS (entries); i++)
      g_action_map_remove_action (G_ACTION_MAP (self->application), entries[i].name);
  g_clear_object (&self->section);
  g_clear_object (&self->menu);
  g_clear_object (&self->application);
  g_clear_object (&self->settings);
  g_free (self);
}
