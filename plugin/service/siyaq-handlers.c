/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The engine behind the methods of the protocol: making it, mending its store, giving it new settings.
   All but new, free and the questions about the state run in the worker's thread. */
#define G_LOG_DOMAIN "siyaq-service"

#include "config.h"

#include "siyaq-handlers.h"

#include "siyaq-engine.h"
#include "siyaq-log.h"
#include "siyaq-methods.h"
#include "siyaq-preferences.h"

#include <string.h>

/* How often a store that could not be opened is tried again. */
#define RETRY_US (30 * G_USEC_PER_SEC)

struct _SiyaqHandlers
{
  SiyaqEngine *engine; /* NULL where it could not be made */
  char *problem;       /* why */
  gint64 tried_us;
  SiyaqSettings *current; /* the thread's own */
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
pause_cb (gpointer engine,
          gpointer data)
{
  SiyaqHandlers *self = data;
  SiyaqWorker *worker = g_atomic_pointer_get (&self->worker);

  if (worker != NULL)
    siyaq_worker_run_urgent (worker);
}

/* What opening the store or the data came to; a disk that was full may have room again later. */
static void
make_engine (SiyaqHandlers *self)
{
  g_autofree char *path = get_store_path ();
  g_autoptr (GError) error = NULL;
  g_autoptr (SiyaqStore) store = siyaq_store_new (path, &error);

  self->tried_us = g_get_monotonic_time ();
  if (store != NULL)
    self->engine = siyaq_engine_new (store, self->current, &error);
  if (self->engine == NULL)
    {
      if (g_strcmp0 (self->problem, error->message) != 0)
        siyaq_log_write ("the service cannot work, feeds pass through: %s", error->message);
      g_free (self->problem);
      self->problem = g_strdup (error->message);
      return;
    }
  siyaq_engine_set_pause (self->engine, pause_cb, self);
  if (siyaq_store_get_notice (store) != NULL)
    siyaq_log_write ("%s", siyaq_store_get_notice (store));
}

static void
handlers_start (gpointer data)
{
  SiyaqHandlers *self = data;

  self->current = take_settings (self);
  make_engine (self);
  g_atomic_int_set (&self->ready, 1);
}

/* Damage that shows while the store is used: the file is kept, and a new one begun. */
static void
mend_store (SiyaqHandlers *self)
{
  SiyaqStore *store = siyaq_engine_get_store (self->engine);
  g_autoptr (GError) error = NULL;

  if (!siyaq_store_is_broken (store))
    return;
  if (siyaq_store_replace_broken (store, &error))
    siyaq_log_write ("%s", siyaq_store_get_notice (store));
  else
    {
      siyaq_log_write ("the store is damaged and cannot be replaced, feeds pass through: %s", error->message);
      g_free (self->problem);
      self->problem = g_strdup (error->message);
      g_clear_object (&self->engine);
      self->tried_us = g_get_monotonic_time ();
    }
}

static SiyaqMessage *
handlers_run (const SiyaqMessage *request,
              gpointer data)
{
  SiyaqHandlers *self = data;
  g_autoptr (SiyaqSettings) settings = take_settings (self);
  SiyaqMessage *answer;

  if (settings != NULL)
    {
      siyaq_settings_free (self->current);
      self->current = g_steal_pointer (&settings);
      if (self->engine != NULL)
        siyaq_engine_set_settings (self->engine, self->current);
    }
  if (self->engine == NULL && g_get_monotonic_time () - self->tried_us > RETRY_US)
    make_engine (self);
  if (self->engine == NULL)
    return siyaq_message_new_error (self->problem);
  if (strcmp (request->name, "settings") == 0)
    return siyaq_message_new ("ok", NULL, NULL);
  answer = siyaq_methods_run (self->engine, request);
  if (answer == NULL)
    answer = siyaq_message_new_error ("there is no such method");
  mend_store (self);
  return answer;
}

/* The stories of the store are read, and an import goes on, while nothing else is to do. */
static gboolean
handlers_idle (gpointer data)
{
  SiyaqHandlers *self = data;
  gboolean more = FALSE;

  if (self->engine != NULL)
    {
      more = siyaq_engine_load_step (self->engine) || siyaq_engine_import_step (self->engine);
      mend_store (self);
    }
  g_atomic_int_set (&self->busy, more);
  return more && self->engine != NULL;
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
  g_clear_pointer (&self->current, siyaq_settings_free);
  g_free (self->problem);
  g_mutex_clear (&self->mutex);
  g_free (self);
}
