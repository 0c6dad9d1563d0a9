/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The few functions of the reader's WebKit. The reader has loaded the library; linking another version
   of it would bring a second one into the process, so they are looked up at run time. Scripts and
   the message handler live in a script world of their own: an article's own script, an onerror
   attribute for one, neither finds the handler nor can it change what our script does. */
#define G_LOG_DOMAIN "siyaq-host"

#include "config.h"

#include "siyaq-webkit.h"

#include <dlfcn.h>
#include <string.h>

static struct
{
  const char *(*get_uri) (gpointer view);
  gpointer (*get_manager) (gpointer view);
  void (*evaluate) (gpointer view, const char *script, gssize length, const char *world, const char *source_uri,
                    GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data);
  void (*run) (gpointer view, const char *script, const char *world, GCancellable *cancellable,
               GAsyncReadyCallback callback, gpointer data);
  gboolean (*register_handler) (gpointer manager, const char *name, const char *world);
  void (*unregister_handler) (gpointer manager, const char *name, const char *world);
  gpointer (*get_js_value) (gpointer result);
  char *(*value_to_string) (gpointer value);
} webkit;

static gboolean
find (gpointer slot,
      const char *name)
{
  gpointer symbol = dlsym (RTLD_DEFAULT, name);

  memcpy (slot, &symbol, sizeof symbol);
  return symbol != NULL;
}

/**
 * siyaq_webkit_init:
 *
 * Returns: whether the reader's WebKit has what the card needs
 */
gboolean
siyaq_webkit_init (void)
{
  gboolean runs = find (&webkit.evaluate, "webkit_web_view_evaluate_javascript");

  /* The older name, for a WebKit before 2.40. */
  runs = find (&webkit.run, "webkit_web_view_run_javascript_in_world") || runs;
  return runs && find (&webkit.get_uri, "webkit_web_view_get_uri") &&
         find (&webkit.get_manager, "webkit_web_view_get_user_content_manager") &&
         find (&webkit.register_handler, "webkit_user_content_manager_register_script_message_handler_in_world") &&
         find (&webkit.unregister_handler, "webkit_user_content_manager_unregister_script_message_handler_in_world") &&
         find (&webkit.get_js_value, "webkit_javascript_result_get_js_value") &&
         find (&webkit.value_to_string, "jsc_value_to_string");
}

/**
 * siyaq_webkit_get_uri:
 * @view: a WebKitWebView
 *
 * Returns: (transfer none) (nullable): what it shows
 */
const char *
siyaq_webkit_get_uri (GtkWidget *view)
{
  return webkit.get_uri (view);
}

/**
 * siyaq_webkit_run:
 * @view: a WebKitWebView
 * @script: a script
 *
 * Runs @script in the page that is shown, in our own world; scripts run in the order given.
 */
void
siyaq_webkit_run (GtkWidget *view,
                  const char *script)
{
  if (webkit.evaluate != NULL)
    webkit.evaluate (view, script, -1, SIYAQ_WEBKIT_WORLD, NULL, NULL, NULL, NULL);
  else
    webkit.run (view, script, SIYAQ_WEBKIT_WORLD, NULL, NULL, NULL);
}

/**
 * siyaq_webkit_register_handler:
 * @view: a WebKitWebView
 *
 * Returns: (transfer full) (nullable): what emits script-message-received::siyaq; %NULL where another
 *   handler has the name
 */
GObject *
siyaq_webkit_register_handler (GtkWidget *view)
{
  gpointer manager = webkit.get_manager (view);

  if (!webkit.register_handler (manager, SIYAQ_WEBKIT_HANDLER, SIYAQ_WEBKIT_WORLD))
    return NULL;
  return g_object_ref (manager);
}

/**
 * siyaq_webkit_unregister_handler:
 * @manager: what siyaq_webkit_register_handler() gave
 */
void
siyaq_webkit_unregister_handler (GObject *manager)
{
  webkit.unregister_handler (manager, SIYAQ_WEBKIT_HANDLER, SIYAQ_WEBKIT_WORLD);
}

/**
 * siyaq_webkit_message_to_string:
 * @message: what came with script-message-received
 *
 * Returns: (transfer full): what our script posted
 */
char *
siyaq_webkit_message_to_string (gpointer message)
{
  return webkit.value_to_string (webkit.get_js_value (message));
}

/**
 * siyaq_webkit_quote:
 * @text: any valid UTF-8
 *
 * Returns: (transfer full): @text as a string literal of JavaScript, quotes and all
 */
char *
siyaq_webkit_quote (const char *text)
{
  GString *quoted;

  g_return_val_if_fail (text != NULL, NULL);

  quoted = g_string_sized_new (strlen (text) + 64);
  g_string_append_c (quoted, '"');
  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (c == '"' || c == '\\')
        g_string_append_printf (quoted, "\\%c", (char) c);
      else if (c < 0x20 || c == 0x7f || c == 0x2028 || c == 0x2029 || c == '<')
        g_string_append_printf (quoted, "\\u%04x", c);
      else
        g_string_append_len (quoted, p, g_utf8_next_char (p) - p);
    }
  g_string_append_c (quoted, '"');
  return g_string_free (quoted, FALSE);
}
