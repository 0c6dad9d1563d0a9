/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The engine behind the methods of the protocol: making it, mending its store, giving it new settings.
   All but new, free and the questions about the state run in the worker's thread. */
#define G_LOG_DOMAIN "siyaq-service"

#include "config.h"

#include "siyaq-handlers.h"

#include "siyaq-engine.h"
#include "siyaq-log.h"
#include "siyaq-makers.h"
#include "siyaq-methods.h"
#include "siyaq-power.h"
#include "siyaq-preferences.h"

#include <string.h>

/* How often a store that could not be opened is tried again. */
#define RETRY_US (30 * G_USEC_PER_SEC)
/* How often it is looked whether a model was installed or removed. */
#define MODELS_US (2 * G_USEC_PER_SEC)
/* Nothing was asked for so long: the user reads, and what he will open next may be translated. */
#define QUIET_US (5 * G_USEC_PER_SEC)

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
  SiyaqTranslatorProcess *translator;
  SiyaqPower power;        /* the thread's own */
  char *makers;            /* the thread's own: what the engine's makers were made of */
  gint64 makers_us;        /* the thread's own: when that was looked at */
  gint64 asked_us;         /* the thread's own: when something was asked last */
  int renew;               /* atomic: the makers are to be made again, whatever they are made of */
  void (*collected) (guint serial, gpointer user_data);
  gpointer collected_data;
  int ready;               /* atomic */
  int busy;                /* atomic */
};

static void
settings_changed_cb (GSettings *gsettings,
                     const char *key,
                     gpointer data)
{
  siyaq_handlers_read_settings (data);
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

/* In the digest queue's thread: the engine's thread is to fetch what is done. */
static void
translated_cb (gpointer data)
{
  SiyaqHandlers *self = data;
  SiyaqWorker *worker = g_atomic_pointer_get (&self->worker);

  if (worker != NULL)
    siyaq_worker_push (worker, siyaq_message_new ("collect", NULL, NULL), NULL);
}

/* Settings, models and keys decide who translates. */
static void
refresh_makers (SiyaqHandlers *self)
{
  gint64 now_us = g_get_monotonic_time ();
  gboolean renew = g_atomic_int_compare_and_exchange (&self->renew, 1, 0);
  g_autofree char *text = NULL, *ask_host = NULL;
  g_autoptr (GPtrArray) makers = NULL;

  if (self->engine == NULL || (!renew && self->makers_us != 0 && now_us - self->makers_us < MODELS_US))
    return;
  self->makers_us = now_us;
  text = siyaq_makers_describe (self->current);
  if (!renew && g_strcmp0 (text, self->makers) == 0)
    return;
  g_free (self->makers);
  self->makers = g_steal_pointer (&text);
  makers = siyaq_makers_new (self->current, self->translator, &ask_host);
  siyaq_engine_set_makers (self->engine, makers, ask_host);
}

static SiyaqMessage *
collect (SiyaqHandlers *self)
{
  if (siyaq_engine_collect (self->engine) > 0 && self->collected != NULL)
    self->collected (siyaq_engine_get_serial (self->engine), self->collected_data);
  return siyaq_message_new ("ok", NULL, NULL);
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
  siyaq_digest_queue_set_notify (siyaq_engine_get_digests (self->engine), translated_cb, self);
  g_atomic_int_set (&self->renew, 1);
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
      self->makers_us = 0;
    }
  if (self->engine == NULL && g_get_monotonic_time () - self->tried_us > RETRY_US)
    make_engine (self);
  if (self->engine == NULL)
    return siyaq_message_new_error (self->problem);
  refresh_makers (self);
  if (strcmp (request->name, "collect") == 0)
    return collect (self);
  self->asked_us = g_get_monotonic_time ();
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
  gboolean more = FALSE, translating = FALSE;

  if (self->engine != NULL)
    {
      more = siyaq_engine_load_step (self->engine) || siyaq_engine_import_step (self->engine);
      if (!more && g_get_monotonic_time () - self->asked_us > QUIET_US && siyaq_power_is_mains (&self->power))
        more = siyaq_engine_read_ahead (self->engine);
      translating = siyaq_digest_queue_get_n_waiting (siyaq_engine_get_digests (self->engine)) > 0;
      mend_store (self);
    }
  g_atomic_int_set (&self->busy, more || translating);
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
  self->translator = siyaq_translator_process_new ();
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
 * siyaq_handlers_set_collected:
 * @self: handlers that were not given to a worker yet
 * @collected: called in the worker's thread when translations have come
 * @user_data: for @collected
 */
void
siyaq_handlers_set_collected (SiyaqHandlers *self,
                              void (*collected) (guint serial, gpointer user_data),
                              gpointer user_data)
{
  self->collected = collected;
  self->collected_data = user_data;
}

/**
 * siyaq_handlers_get_translator:
 * @self: handlers
 *
 * Returns: (transfer none): the translator's process, which may be asked from any thread
 */
SiyaqTranslatorProcess *
siyaq_handlers_get_translator (SiyaqHandlers *self)
{
  return self->translator;
}

/**
 * siyaq_handlers_read_settings:
 * @self: handlers
 *
 * Takes the settings as they are now for what is asked next; on the main thread. A service that is confined
 * hears of no changes by itself where they are told over the bus.
 */
void
siyaq_handlers_read_settings (SiyaqHandlers *self)
{
  g_mutex_lock (&self->mutex);
  siyaq_settings_free (self->settings);
  self->settings = siyaq_preferences_read (self->gsettings);
  g_mutex_unlock (&self->mutex);
}

/**
 * siyaq_handlers_renew_makers:
 * @self: handlers
 *
 * Forgets why translators are not asked for now: a key was changed. From any thread.
 */
void
siyaq_handlers_renew_makers (SiyaqHandlers *self)
{
  g_atomic_int_set (&self->renew, 1);
}

/**
 * siyaq_handlers_is_offline:
 * @self: handlers
 *
 * Returns: whether the user said that nothing leaves this computer; on the main thread
 */
gboolean
siyaq_handlers_is_offline (SiyaqHandlers *self)
{
  g_autoptr (SiyaqSettings) settings = siyaq_preferences_read (self->gsettings);

  return settings->offline;
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
  g_clear_object (&self->translator);
  g_free (self->makers);
  g_free (self->problem);
  g_mutex_clear (&self->mutex);
  g_free (self);
}
