/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The methods of the protocol, on the engine. All but new, free and the questions about the state run
   in the worker's thread. */
#define G_LOG_DOMAIN "siyaq-service"

#include "config.h"

#include "siyaq-handlers.h"

#include "siyaq-engine.h"
#include "siyaq-log.h"
#include "siyaq-preferences.h"

#include <string.h>

struct _SiyaqHandlers
{
  SiyaqEngine *engine; /* NULL where it could not be made */
  char *problem;       /* why */
  SiyaqWorker *worker;
  GSettings *gsettings; /* nullable; main thread */
  GMutex mutex;
  SiyaqSettings *settings; /* nullable: new ones for the engine, under the mutex */
  int ready;               /* atomic */
  int busy;                /* atomic */
};

static void
settings_changed_cb (GSettings *gsettings,
                     const char *key,
                     gpointer data)
{
  SiyaqHandlers *self = data;

  g_mutex_lock (&self->mutex);
  siyaq_settings_free (self->settings);
  self->settings = siyaq_preferences_read (self->gsettings);
  g_mutex_unlock (&self->mutex);
}

static SiyaqSettings *
take_settings (SiyaqHandlers *self)
{
  SiyaqSettings *settings;

  g_mutex_lock (&self->mutex);
  settings = g_steal_pointer (&self->settings);
  g_mutex_unlock (&self->mutex);
  return settings;
}

static char *
get_store_path (void)
{
  return g_build_filename (g_get_user_data_dir (), "siyaq", "siyaq.db", NULL);
}

static void
handlers_start (gpointer data)
{
  SiyaqHandlers *self = data;
  g_autoptr (SiyaqSettings) settings = take_settings (self);
  g_autofree char *path = get_store_path ();
  g_autoptr (GError) error = NULL;
  g_autoptr (SiyaqStore) store = siyaq_store_new (path, &error);

  if (store != NULL)
    self->engine = siyaq_engine_new (store, settings, &error);
  if (self->engine == NULL)
    {
      self->problem = g_strdup (error->message);
      siyaq_log_write ("the service cannot work: %s", error->message);
    }
  g_atomic_int_set (&self->ready, 1);
}

static SiyaqMessage *
handle_filter (SiyaqHandlers *self,
               const SiyaqMessage *request)
{
  return siyaq_message_new ("ok", NULL, request->body);
}

static const struct
{
  const char *name;
  SiyaqMessage *(*handle) (SiyaqHandlers *self, const SiyaqMessage *request);
} methods[] = {
  { "filter", handle_filter },
};

static SiyaqMessage *
handlers_run (const SiyaqMessage *request,
              gpointer data)
{
  SiyaqHandlers *self = data;

  if (self->engine == NULL)
    return siyaq_message_new_error (self->problem);
  for (guint i = 0; i < G_N_ELEMENTS (methods); i++)
    if (strcmp (request->name, methods[i].name) == 0)
      return methods[i].handle (self, request);
  return siyaq_message_new_error ("there is no such method");
}

static gboolean
handlers_idle (gpointer data)
{
  return FALSE;
}

static void
handlers_stop (gpointer data)
{
  SiyaqHandlers *self = data;

  g_clear_object (&self->engine);
}

const SiyaqWorkerFunctions siyaq_handlers_functions = {
  .start = handlers_start,
  .run = handlers_run,
  .idle = handlers_idle,
  .stop = handlers_stop,
};

/**
 * siyaq_handlers_new:
 *
 * Returns: (transfer full): the handlers, to be given to a worker; on the main thread
 */
SiyaqHandlers *
siyaq_handlers_new (void)
{
  SiyaqHandlers *self = g_new0 (SiyaqHandlers, 1);

  g_mutex_init (&self->mutex);
  self->gsettings = siyaq_preferences_open ();
  self->settings = siyaq_preferences_read (self->gsettings);
  if (self->gsettings != NULL)
    g_signal_connect (self->gsettings, "changed", G_CALLBACK (settings_changed_cb), self);
  return self;
}

/**
 * siyaq_handlers_set_worker:
 * @self: handlers
 * @worker: the worker that calls them
 *
 * Tells where to look for urgent requests in the middle of a long one.
 */
void
siyaq_handlers_set_worker (SiyaqHandlers *self,
                           SiyaqWorker *worker)
{
  g_atomic_pointer_set (&self->worker, worker);
}

/**
 * siyaq_handlers_is_ready:
 * @self: handlers
 *
 * Returns: whether the store is loaded, from any thread
 */
gboolean
siyaq_handlers_is_ready (SiyaqHandlers *self)
{
  return g_atomic_int_get (&self->ready) != 0;
}

/**
 * siyaq_handlers_is_busy:
 * @self: handlers
 *
 * Returns: whether there is work in the background, from any thread
 */
gboolean
siyaq_handlers_is_busy (SiyaqHandlers *self)
{
  return g_atomic_int_get (&self->busy) != 0;
}

/**
 * siyaq_handlers_free:
 * @self: (transfer full) (nullable): handlers whose worker has stopped
 */
void
siyaq_handlers_free (SiyaqHandlers *self)
{
  if (self == NULL)
    return;
  if (self->gsettings != NULL)
    g_signal_handlers_disconnect_by_data (self->gsettings, self);
  g_clear_object (&self->gsettings);
  g_clear_object (&self->engine);
  g_clear_pointer (&self->settings, siyaq_settings_free);
  g_free (self->problem);
  g_mutex_clear (&self->mutex);
  g_free (self);
}
