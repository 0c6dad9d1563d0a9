/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The card in the reader's article view. When a page of the reader's own has come to stand, the service
   is asked for the card of the item that is selected then; the answer is put in only if that page still
   stands and that item is still selected. Everything waits in other threads and processes: on the
   main loop an item is read as the reader itself does, and strings are handed over. */
#define G_LOG_DOMAIN "siyaq-host"

#include "config.h"

#include "siyaq-view.h"

#include "siyaq-consent.h"
#include "siyaq-host-resources.h"
#include "siyaq-host-service.h"
#include "siyaq-siblings.h"
#include "siyaq-webkit.h"

#include <stdlib.h>
#include <string.h>

#define SCRIPT_PATH "/org/siyaq/host/siyaq-panel.js"
/* Pages that the reader writes itself. */
#define OWN_SCHEME "liferea://"
/* Longest message that the page sends: a link with two long addresses in it. */
#define MAX_MESSAGE_BYTES (64u * 1024)
/* The service answers within twenty seconds who waits for a translation; a minute or so is waited in all. */
#define AWAIT_TIMEOUT_MS 40000u
#define MAX_AWAITS 12u

struct _SiyaqView
{
  GObject parent_instance;

  const SiyaqAbi *abi;
  GSettings *settings;
  GtkWidget *web_view;       /* nullable */
  GObject *manager;          /* nullable: emits the messages of the script */
  gulong load_handler, message_handler;
  GCancellable *cancellable; /* of what was asked for the page that stands */
  gulong item_id;            /* whose card was asked for, 0 for none */
  char *siyaq_id;            /* nullable: the service's id of that item */
  gulong told_id;            /* whose siblings were told that it is read */
  SiyaqFolder *folder;       /* nullable */
  guint n_awaits;            /* how often more was waited for, for this page */
  gboolean trace;
  gboolean complained;
};

typedef struct
{
  SiyaqView *self;
  gulong item_id;
  gint64 asked_us;
  gint64 spent_us; /* on the main loop, for asking */
} Ask;

G_DEFINE_FINAL_TYPE (SiyaqView, siyaq_view, G_TYPE_OBJECT)

static void ask_for_card (SiyaqView *self);

static Ask *
ask_new (SiyaqView *self)
{
  Ask *ask = g_new0 (Ask, 1);

  ask->self = g_object_ref (self);
  ask->item_id = self->item_id;
  ask->asked_us = g_get_monotonic_time ();
  return ask;
}

static void
ask_free (Ask *ask)
{
  g_object_unref (ask->self);
  g_free (ask);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Ask, ask_free)

static void
run_panel (SiyaqView *self,
           const char *html)
{
  g_autoptr (GBytes) source = g_resource_lookup_data (siyaq_host_get_resource (), SCRIPT_PATH, G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);
  g_autofree char *quoted = siyaq_webkit_quote (html);
  g_autofree char *script = g_strdup_printf ("%.*s(%s, \"%lu\", %s);", (int) g_bytes_get_size (source),
                                             (const char *) g_bytes_get_data (source, NULL), quoted, self->item_id,
                                             self->trace ? "true" : "false");

  siyaq_webkit_run (self->web_view, script);
}

/* Said once: a service that is not there is not there for every item. */
static void
complain (SiyaqView *self,
          const GError *error)
{
  if (self->complained)
    return;
  self->complained = TRUE;
  g_message ("Siyaq's service did not answer, items are shown without a card: %s", error->message);
}

static void
awaited_cb (GObject *source,
            GAsyncResult *result,
            gpointer data)
{
  g_autoptr (Ask) ask = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (SiyaqMessage) answer = siyaq_client_call_finish (result, &error);

  if (answer != NULL && ask->self->web_view != NULL && ask->self->item_id == ask->item_id)
    ask_for_card (ask->self);
}

/* The card stands; what is still being translated is put into it when it has come. */
static void
await (SiyaqView *self,
       GVariant *card)
{
  g_autoptr (SiyaqMessage) request = NULL;
  gboolean pending = FALSE;
  guint32 serial = 0;
  GVariantBuilder values;

  if (!g_variant_lookup (card, "pending", "b", &pending) || !pending || !g_variant_lookup (card, "serial", "u", &serial) ||
      self->n_awaits++ >= MAX_AWAITS)
    return;
  g_variant_builder_init (&values, G_VARIANT_TYPE_VARDICT);
  g_variant_builder_add (&values, "{sv}", "serial", g_variant_new_uint32 (serial));
  request = siyaq_message_new ("await", g_variant_builder_end (&values), NULL);
  siyaq_client_call_async (request, FALSE, AWAIT_TIMEOUT_MS, self->cancellable, awaited_cb, ask_new (self));
}

static void
card_cb (GObject *source,
         GAsyncResult *result,
         gpointer data)
{
  g_autoptr (Ask) ask = data;
  SiyaqView *self = ask->self;
  g_autoptr (GError) error = NULL;
  g_autoptr (SiyaqMessage) answer = siyaq_client_call_finish (result, &error);
  gint64 begun_us = g_get_monotonic_time ();
  g_autofree char *html = NULL;
  gconstpointer bytes;
  gsize size;

  if (answer == NULL)
    {
      if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        complain (self, error);
      return;
    }
  if (self->web_view == NULL || self->item_id != ask->item_id || self->abi->itemlist_get_selected_id () != ask->item_id)
    return;
  g_free (self->siyaq_id);
  self->siyaq_id = g_strdup (siyaq_host_lookup_string (answer->values, "item"));
  if (self->siyaq_id != NULL && self->item_id != self->told_id)
    {
      self->told_id = self->item_id;
      siyaq_siblings_read (self->abi, self->settings, self->siyaq_id);
    }
  if (answer->body == NULL)
    return;
  bytes = g_bytes_get_data (answer->body, &size);
  if (bytes == NULL || !g_utf8_validate (bytes, (gssize) size, NULL))
    return;
  html = g_strndup (bytes, size);
  run_panel (self, html);
  await (self, answer->values);
  if (self->trace)
    g_printerr ("siyaq-trace: asked within %" G_GINT64_FORMAT " us, answered after %" G_GINT64_FORMAT
                " us, put in within %" G_GINT64_FORMAT " us\n",
                ask->spent_us, begun_us - ask->asked_us, g_get_monotonic_time () - begun_us);
}

static void
add_string (GVariantBuilder *values,
            const char *key,
            const char *value)
{
  if (value != NULL && *value != '\0')
    g_variant_builder_add (values, "{sv}", key, g_variant_new_take_string (g_utf8_make_valid (value, -1)));
}

/* The item's text goes along: an item that came before the plugin is not known to the service. */
static void
ask_for_card (SiyaqView *self)
{
  LfItem *item = self->abi->item_load (self->item_id);
  gint64 begun_us = g_get_monotonic_time ();
  const char *html;
  Ask *ask;
  g_autoptr (SiyaqMessage) request = NULL;
  g_autoptr (GBytes) body = NULL;
  GVariantBuilder values;

  if (item == NULL)
    return;
  g_variant_builder_init (&values, G_VARIANT_TYPE_VARDICT);
  add_string (&values, "feed", item->node_id);
  add_string (&values, "guid", siyaq_abi_get_guid (self->abi, item));
  add_string (&values, "url", self->abi->item_get_source (item));
  add_string (&values, "title", self->abi->item_get_title (item));
  add_string (&values, "lang", siyaq_host_get_lang (self->settings));
  if (item->time > 0)
    g_variant_builder_add (&values, "{sv}", "published", g_variant_new_int64 (item->time));
  html = self->abi->item_get_description (item);
  if (html != NULL && strlen (html) <= SIYAQ_PROTOCOL_MAX_BODY_BYTES)
    body = g_bytes_new (html, strlen (html));
  g_object_unref (item);

  request = siyaq_message_new ("card", g_variant_builder_end (&values), body);
  ask = ask_new (self);
  siyaq_client_call_async (request, TRUE, SIYAQ_HOST_TIMEOUT_MS, self->cancellable, card_cb, ask);
  ask->spent_us = g_get_monotonic_time () - begun_us;
}

static void
forget_page (SiyaqView *self)
{
  g_cancellable_cancel (self->cancellable);
  g_object_unref (self->cancellable);
  self->cancellable = g_cancellable_new ();
  self->item_id = 0;
  self->n_awaits = 0;
  g_clear_pointer (&self->siyaq_id, g_free);
}

static void
load_changed_cb (GtkWidget *web_view,
                 int event,
                 SiyaqView *self)
{
  const char *uri;

  if (event == SIYAQ_WEBKIT_LOAD_STARTED)
    forget_page (self);
  if (event != SIYAQ_WEBKIT_LOAD_FINISHED)
    return;
  uri = siyaq_webkit_get_uri (web_view);
  if (uri == NULL || !g_str_has_prefix (uri, OWN_SCHEME))
    return;
  siyaq_view_refresh (self);
}

static void
judged_cb (GObject *source,
           GAsyncResult *result,
           gpointer data)
{
  g_autoptr (Ask) ask = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (SiyaqMessage) answer = siyaq_client_call_finish (result, &error);

  if (answer != NULL && ask->self->web_view != NULL && ask->self->item_id == ask->item_id)
    siyaq_view_refresh (ask->self);
}

static void
judge (SiyaqView *self)
{
  g_autoptr (SiyaqMessage) request = NULL;
  GVariantBuilder values;

  if (self->siyaq_id == NULL)
    return;
  g_variant_builder_init (&values, G_VARIANT_TYPE_VARDICT);
  add_string (&values, "item", self->siyaq_id);
  add_string (&values, "verdict", "not-same");
  request = siyaq_message_new ("judge", g_variant_builder_end (&values), NULL);
  siyaq_client_call_async (request, TRUE, SIYAQ_HOST_TIMEOUT_MS, self->cancellable, judged_cb, ask_new (self));
}

static void
consented_cb (GObject *source,
              GAsyncResult *result,
              gpointer data)
{
  g_autoptr (Ask) ask = data;
  g_autoptr (GError) error = NULL;

  if (siyaq_consent_give_finish (result, &error) && ask->self->web_view != NULL && ask->self->item_id == ask->item_id)
    ask_for_card (ask->self);
}

static gboolean
is_web_address (const char *url)
{
  return url != NULL && (g_str_has_prefix (url, "https://") || g_str_has_prefix (url, "http://"));
}

/* Goes to an item of any feed; to its page on the web where the reader no longer has it. */
static void
jump (SiyaqView *self,
      const char *node_id,
      const char *guid,
      const char *url)
{
  LfItem *item = guid != NULL && *guid != '\0' ? siyaq_abi_find_item (self->abi, node_id, guid) : NULL;

  if (item != NULL)
    {
      self->abi->feed_list_view_select (self->abi->node_is_used_id (item->node_id));
      if (self->folder != NULL)
        siyaq_folder_reveal (self->folder, item->id);
      self->abi->itemview_select_item (item);
      g_object_unref (item);
    }
  else if (is_web_address (url))
    self->abi->itemview_launch_URL (url, FALSE);
}

static void
follow (SiyaqView *self,
        const char *href)
{
  const char *query = strchr (href, '?');
  g_autoptr (GHashTable) parameters = NULL;

  if (strcmp (href, "siyaq:split") == 0)
    judge (self);
  else if (g_str_has_prefix (href, "siyaq:agree?") || g_str_has_prefix (href, "siyaq:refuse?"))
    {
      parameters = g_uri_parse_params (query + 1, -1, "&", G_URI_PARAMS_NONE, NULL);
      if (parameters != NULL)
        siyaq_consent_give (self->settings, g_hash_table_lookup (parameters, "host"), g_str_has_prefix (href, "siyaq:agree?"),
                            self->cancellable, consented_cb, ask_new (self));
    }
  else if (g_str_has_prefix (href, "siyaq:item?"))
    {
      parameters = g_uri_parse_params (query + 1, -1, "&", G_URI_PARAMS_NONE, NULL);
      if (parameters != NULL)
        jump (self, g_hash_table_lookup (parameters, "feed"), g_hash_table_lookup (parameters, "id"),
              g_hash_table_lookup (parameters, "url"));
    }
}

static void
print_trace (SiyaqView *self,
             const char *report)
{
  GdkWindow *window = gtk_widget_get_window (self->web_view);
  int x = 0, y = 0;

  if (window != NULL)
    gdk_window_get_origin (window, &x, &y);
  g_printerr ("siyaq-trace: page %d %d %s\n", x, y, report);
}

static void
message_cb (GObject *manager,
            gpointer message,
            SiyaqView *self)
{
  g_autofree char *text = siyaq_webkit_message_to_string (message);
  char *end = NULL;
  gulong item_id;

  if (text == NULL || strlen (text) > MAX_MESSAGE_BYTES || self->web_view == NULL)
    return;
  if (g_str_has_prefix (text, "trace "))
    {
      if (self->trace)
        print_trace (self, text + strlen ("trace "));
      return;
    }
  item_id = strtoul (text, &end, 10);
  if (end == text || *end != ' ' || item_id != self->item_id)
    return;
  follow (self, end + 1);
}

static void
siyaq_view_finalize (GObject *object)
{
  SiyaqView *self = SIYAQ_VIEW (object);

  siyaq_view_detach (self);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->settings);
  g_clear_object (&self->folder);

  G_OBJECT_CLASS (siyaq_view_parent_class)->finalize (object);
}

static void
siyaq_view_class_init (SiyaqViewClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = siyaq_view_finalize;
}

static void
siyaq_view_init (SiyaqView *self)
{
  self->cancellable = g_cancellable_new ();
  self->trace = g_getenv ("SIYAQ_HOST_TRACE") != NULL;
}

/* The way from the window to the widget that renders: shell → item-view → html-view → renderwidget. */
static GtkWidget *
find_web_view (GObject *shell)
{
  static const char *const steps[] = { "item-view", "html-view", "renderwidget", NULL };
  GObject *object = siyaq_abi_find_part (shell, steps);

  if (GTK_IS_WIDGET (object))
    return GTK_WIDGET (object);
  g_clear_object (&object);
  return NULL;
}

/**
 * siyaq_view_new:
 * @abi: the reader's functions
 * @shell: the reader's window, as it gives it to plugins
 * @settings: (nullable): the settings
 *
 * Returns: (transfer full): the card's place; without one in a reader that has no such view
 */
SiyaqView *
siyaq_view_new (const SiyaqAbi *abi,
                GObject *shell,
                GSettings *settings)
{
  SiyaqView *self = g_object_new (SIYAQ_TYPE_VIEW, NULL);

  self->abi = abi;
  self->settings = settings != NULL ? g_object_ref (settings) : NULL;
  if (!siyaq_webkit_init ())
    {
      g_message ("This reader's WebKit is too old for Siyaq's card; feeds are cleaned all the same.");
      return self;
    }
  self->web_view = find_web_view (shell);
  if (self->web_view == NULL)
    return self;
  self->manager = siyaq_webkit_register_handler (self->web_view);
  if (self->manager != NULL)
    self->message_handler =
      g_signal_connect (self->manager, "script-message-received::" SIYAQ_WEBKIT_HANDLER, G_CALLBACK (message_cb), self);
  self->load_handler = g_signal_connect (self->web_view, "load-changed", G_CALLBACK (load_changed_cb), self);
  siyaq_view_refresh (self);
  return self;
}

/**
 * siyaq_view_set_folder:
 * @self: the card's place
 * @folder: (nullable): what folds the list, asked to show an item before it is gone to
 */
void
siyaq_view_set_folder (SiyaqView *self,
                       SiyaqFolder *folder)
{
  g_return_if_fail (SIYAQ_IS_VIEW (self));

  g_set_object (&self->folder, folder);
}

/**
 * siyaq_view_refresh:
 * @self: the card's place
 *
 * Asks for the card of the item that is selected, if one is.
 */
void
siyaq_view_refresh (SiyaqView *self)
{
  const char *uri;

  g_return_if_fail (SIYAQ_IS_VIEW (self));

  if (self->web_view == NULL)
    return;
  uri = siyaq_webkit_get_uri (self->web_view);
  if (uri == NULL || !g_str_has_prefix (uri, OWN_SCHEME))
    return;
  forget_page (self);
  self->item_id = self->abi->itemlist_get_selected_id ();
  if (self->item_id != 0)
    ask_for_card (self);
}

/**
 * siyaq_view_detach:
 * @self: the card's place
 *
 * Takes the card out of the page and everything of ours off the view. Nothing comes after it.
 */
void
siyaq_view_detach (SiyaqView *self)
{
  g_return_if_fail (SIYAQ_IS_VIEW (self));

  g_cancellable_cancel (self->cancellable);
  if (self->web_view == NULL)
    return;
  g_clear_signal_handler (&self->load_handler, self->web_view);
  self->item_id = 0;
  run_panel (self, "");
  if (self->manager != NULL)
    {
      g_clear_signal_handler (&self->message_handler, self->manager);
      siyaq_webkit_unregister_handler (self->manager);
      g_clear_object (&self->manager);
    }
  g_clear_object (&self->web_view);
}
