/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The module: what libpeas finds, and the switch of everything else. Feeds are hooked when the module is
   registered, for the reader's first update is prepared before it activates plugins; activating
   hooks again what deactivating has let go, since a module that is unloaded stays mapped and is
   registered only once. libpeas makes an object of its own for the preferences, so what is shared
   stands beside the objects. */
#define G_LOG_DOMAIN "siyaq-host"

#include "config.h"

#include "siyaq-abi.h"
#include "siyaq-folder.h"
#include "siyaq-held-dialog.h"
#include "siyaq-host-service.h"
#include "siyaq-ingest.h"
#include "siyaq-menu.h"
#include "siyaq-preferences-page.h"
#include "siyaq-siblings.h"
#include "siyaq-view.h"

#include <libpeas-gtk/peas-gtk.h>
#include <libpeas/peas.h>

#define SETTLE_MS 400

typedef struct
{
  GObject parent_instance;

  GObject *shell; /* weak: the reader's window outlives its plugins */
} SiyaqPlugin;

typedef struct
{
  GObjectClass parent_class;
} SiyaqPluginClass;

enum
{
  PROP_0,
  PROP_SHELL,
};

static struct
{
  const SiyaqAbi *abi;
  GSettings *settings;      /* nullable */
  SiyaqView *view;          /* %NULL while not active */
  SiyaqFolder *folder;
  SiyaqMenu *menu;
  gulong settings_handler;
  guint settings_timeout;
  gulong shutdown_handler;
} plugin;

static void
deactivate (void)
{
  if (plugin.view == NULL)
    return;
  siyaq_ingest_unhook ();
  siyaq_preferences_close ();
  siyaq_held_dialog_close ();
  g_clear_pointer (&plugin.menu, siyaq_menu_free);
  siyaq_siblings_stop ();
  siyaq_view_detach (plugin.view);
  g_clear_object (&plugin.view);
  siyaq_folder_detach (plugin.folder);
  g_clear_object (&plugin.folder);
  g_clear_handle_id (&plugin.settings_timeout, g_source_remove);
  if (plugin.settings != NULL)
    g_clear_signal_handler (&plugin.settings_handler, plugin.settings);
  if (g_application_get_default () != NULL)
    g_clear_signal_handler (&plugin.shutdown_handler, g_application_get_default ());
  g_clear_object (&plugin.settings);
}

/* A reader of a later version ends without deactivating its plugins. */
static void
shutdown_cb (GApplication *application,
             gpointer data)
{
  deactivate ();
}

static gboolean
tell_settings_cb (gpointer data)
{
  g_autoptr (SiyaqMessage) request = siyaq_message_new ("settings", NULL, NULL);

  plugin.settings_timeout = 0;
  siyaq_client_call_async (request, FALSE, SIYAQ_HOST_TIMEOUT_MS, NULL, NULL, NULL);
  return G_SOURCE_REMOVE;
}

/* The service reads the settings when it starts; one that runs is told, when what was changed has
   reached the disk and a slider has come to rest. */
static void
settings_changed_cb (GSettings *settings,
                     const char *key,
                     gpointer data)
{
  g_clear_handle_id (&plugin.settings_timeout, g_source_remove);
  plugin.settings_timeout = g_timeout_add (SETTLE_MS, tell_settings_cb, NULL);
}

static void
activate_cb (gpointer object)
{
  SiyaqPlugin *self = object;

  if (plugin.view != NULL || self->shell == NULL)
    return;
  siyaq_ingest_hook (plugin.abi);
  plugin.settings = siyaq_host_open_settings ();
  plugin.view = siyaq_view_new (plugin.abi, self->shell, plugin.settings);
  plugin.folder = siyaq_folder_new (plugin.abi, self->shell, plugin.settings);
  siyaq_view_set_folder (plugin.view, plugin.folder);
  plugin.menu = siyaq_menu_new (self->shell, plugin.settings);
  if (plugin.settings != NULL)
    plugin.settings_handler = g_signal_connect (plugin.settings, "changed", G_CALLBACK (settings_changed_cb), NULL);
  if (g_application_get_default () != NULL)
    plugin.shutdown_handler = g_signal_connect (g_application_get_default (), "shutdown", G_CALLBACK (shutdown_cb), NULL);
}

static void
deactivate_cb (gpointer object)
{
  deactivate ();
}

static GtkWidget *
create_configure_widget_cb (PeasGtkConfigurable *configurable)
{
  g_autoptr (GSettings) settings = siyaq_host_open_settings ();

  return siyaq_preferences_page_new (settings);
}

static void
siyaq_plugin_set_property (GObject *object,
                           guint id,
                           const GValue *value,
                           GParamSpec *pspec)
{
  if (id == PROP_SHELL)
    ((SiyaqPlugin *) object)->shell = g_value_get_object (value);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
siyaq_plugin_get_property (GObject *object,
                           guint id,
                           GValue *value,
                           GParamSpec *pspec)
{
  if (id == PROP_SHELL)
    g_value_set_object (value, ((SiyaqPlugin *) object)->shell);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
siyaq_plugin_class_init (SiyaqPluginClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  /* The interface wants exactly the type that it declares. */
  GType shell_type = g_type_from_name ("LifereaShell");

  object_class->set_property = siyaq_plugin_set_property;
  object_class->get_property = siyaq_plugin_get_property;
  g_object_class_install_property (object_class, PROP_SHELL,
                                   g_param_spec_object ("shell", NULL, NULL, shell_type != 0 ? shell_type : G_TYPE_OBJECT,
                                                        G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS));
}

static void
activatable_init (LfShellActivatableInterface *iface)
{
  iface->activate = activate_cb;
  iface->deactivate = deactivate_cb;
}

static void
configurable_init (PeasGtkConfigurableInterface *iface)
{
  iface->create_configure_widget = create_configure_widget_cb;
}

/* By hand: the type of one interface is known only at run time. */
static GType
register_plugin (GTypeModule *module)
{
  const GTypeInfo info = {
    .class_size = sizeof (SiyaqPluginClass),
    .class_init = (GClassInitFunc) (GCallback) siyaq_plugin_class_init,
    .instance_size = sizeof (SiyaqPlugin),
  };
  const GInterfaceInfo activatable = { .interface_init = (GInterfaceInitFunc) (GCallback) activatable_init };
  const GInterfaceInfo configurable = { .interface_init = (GInterfaceInitFunc) (GCallback) configurable_init };
  GType type = g_type_module_register_type (module, G_TYPE_OBJECT, "SiyaqLifereaPlugin", &info, 0);

  g_type_module_add_interface (module, type, plugin.abi->liferea_shell_activatable_get_type (), &activatable);
  g_type_module_add_interface (module, type, PEAS_GTK_TYPE_CONFIGURABLE, &configurable);
  return type;
}

/**
 * peas_register_types:
 * @module: what libpeas has made of this file
 *
 * The one symbol of the module. In a reader that it does not fit it says so once and registers nothing.
 */
G_MODULE_EXPORT void peas_register_types (PeasObjectModule *module);

G_MODULE_EXPORT void
peas_register_types (PeasObjectModule *module)
{
  g_autoptr (GError) error = NULL;
  GType type;

  plugin.abi = siyaq_abi_get (&error);
  if (plugin.abi == NULL)
    {
      g_message ("Siyaq was made for Liferea 1.14 and stays inactive: this reader %s.", error->message);
      return;
    }
  siyaq_host_prepare ();
  siyaq_ingest_hook (plugin.abi);
  type = register_plugin (G_TYPE_MODULE (module));
  peas_object_module_register_extension_type (module, plugin.abi->liferea_shell_activatable_get_type (), type);
  peas_object_module_register_extension_type (module, PEAS_GTK_TYPE_CONFIGURABLE, type);
}
