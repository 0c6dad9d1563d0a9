/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A download takes minutes, in which translations must go on: it has a translator's process of its own,
   which ends when it is idle. An installation is answered when it has begun, and asked after like an
   import, so that the window with its progress can be closed and opened again. */
#define G_LOG_DOMAIN "siyaq-service"

#include "config.h"

#include "siyaq-model-jobs.h"

#include "siyaq-preferences.h"
#include "siyaq-translator-process.h"
#include "siyaq-translator.h"

#include <string.h>

/* A slow line. */
#define INSTALL_TIMEOUT_MS (12u * 60 * 60 * 1000)
/* The catalogue of a server that thinks. */
#define TIMEOUT_MS 60000u

struct _SiyaqModelJobs
{
  SiyaqTranslatorProcess *process;
  GCancellable *cancellable; /* nullable: of the installation that runs */
  GCancellable *questions;   /* of all else */
  char *from, *to;           /* nullable: of the installation that runs or ran last */
  char *message;             /* nullable: why that one failed */
  gboolean running;
  gboolean freed;            /* by its owner, while an installation runs */
  GMutex mutex;
  char *what;                /* nullable: under the mutex */
  guint64 done, total;       /* under the mutex */
};

typedef struct
{
  SiyaqModelJobsDone done;
  gpointer user_data;
} Waiting;

/**
 * siyaq_model_jobs_new:
 *
 * Returns: (transfer full): jobs of which none runs
 */
SiyaqModelJobs *
siyaq_model_jobs_new (void)
{
  SiyaqModelJobs *self = g_new0 (SiyaqModelJobs, 1);

  g_mutex_init (&self->mutex);
  self->process = siyaq_translator_process_new ();
  self->questions = g_cancellable_new ();
  return self;
}

static void
jobs_free (SiyaqModelJobs *self)
{
  g_clear_object (&self->cancellable);
  g_object_unref (self->questions);
  g_free (self->from);
  g_free (self->to);
  g_free (self->message);
  g_free (self->what);
  g_mutex_clear (&self->mutex);
  g_free (self);
}

/**
 * siyaq_model_jobs_free:
 * @self: (transfer full) (nullable): jobs; one that runs ends, and goes on another time
 */
void
siyaq_model_jobs_free (SiyaqModelJobs *self)
{
  if (self == NULL)
    return;
  g_cancellable_cancel (self->cancellable);
  g_cancellable_cancel (self->questions);
  /* Waits for its thread: no progress comes any more, only the end of what ran. */
  g_object_unref (self->process);
  self->freed = TRUE;
  if (!self->running)
    jobs_free (self);
}

/**
 * siyaq_model_jobs_is_for:
 * @method: a method of the protocol
 *
 * Returns: whether it is about models
 */
gboolean
siyaq_model_jobs_is_for (const char *method)
{
  static const char *const methods[] = { "models", "models-install", "models-cancel", "models-state", "models-remove", NULL };

  return g_strv_contains (methods, method);
}

/**
 * siyaq_model_jobs_is_running:
 * @self: jobs
 *
 * Returns: whether something is being installed
 */
gboolean
siyaq_model_jobs_is_running (SiyaqModelJobs *self)
{
  return self->running;
}

static void
add_string (GVariantBuilder *values,
            const char *name,
            const char *value)
{
  if (value != NULL && *value != '\0')
    g_variant_builder_add (values, "{sv}", name, g_variant_new_string (value));
}

static GBytes *
make_request (const char *method,
              const char *from,
              const char *to,
              gboolean quiet)
{
  g_autoptr (GSettings) preferences = siyaq_preferences_open ();
  g_autoptr (SiyaqSettings) settings = siyaq_preferences_read (preferences);
  g_autoptr (SiyaqMessage) request = NULL;
  GVariantBuilder values;

  g_variant_builder_init (&values, G_VARIANT_TYPE_VARDICT);
  add_string (&values, "from", from);
  add_string (&values, "to", to);
  add_string (&values, "catalogue", settings->models_catalogue);
  add_string (&values, "files", settings->models_files);
  g_variant_builder_add (&values, "{sv}", "offline", g_variant_new_boolean (quiet || settings->offline));
  request = siyaq_message_new (method, g_variant_builder_end (&values), NULL);
  return siyaq_message_encode (request);
}

static void
answered_cb (GObject *source,
             GAsyncResult *result,
             gpointer data)
{
  Waiting *waiting = data;
  g_autoptr (GError) error = NULL;
  SiyaqMessage *answer = siyaq_translator_process_call_finish (result, &error);

  if (answer == NULL)
    answer = siyaq_message_new_error_code (error->message, siyaq_translator_error_get_code (error), 0);
  waiting->done (answer, waiting->user_data);
  g_free (waiting);
}

/* In the thread of the process's object. */
static void
progress_cb (GVariant *values,
             gpointer data)
{
  SiyaqModelJobs *self = data;
  const char *what = NULL;

  if (!g_variant_lookup (values, "what", "&s", &what))
    return;
  g_mutex_lock (&self->mutex);
  g_free (self->what);
  self->what = g_strdup (what);
  g_variant_lookup (values, "done", "t", &self->done);
  g_variant_lookup (values, "total", "t", &self->total);
  g_mutex_unlock (&self->mutex);
}

static void
installed_cb (GObject *source,
              GAsyncResult *result,
              gpointer data)
{
  SiyaqModelJobs *self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (SiyaqMessage) answer = siyaq_translator_process_call_finish (result, &error);
  const char *code = answer != NULL ? siyaq_message_get_string (answer, "code") : siyaq_translator_error_get_code (error);

  self->running = FALSE;
  if (self->freed)
    {
      jobs_free (self);
      return;
    }
  g_clear_object (&self->cancellable);
  /* Who cancelled needs not be told that it was cancelled. */
  if ((answer == NULL || strcmp (answer->name, "ok") != 0) && g_strcmp0 (code, "cancelled") != 0)
    self->message = g_strdup (answer != NULL ? siyaq_message_get_string (answer, "message") : error->message);
}

static void
install (SiyaqModelJobs *self,
         const char *from,
         const char *to)
{
  g_autoptr (GBytes) payload = make_request ("models-install", from, to, FALSE);

  g_clear_pointer (&self->message, g_free);
  g_clear_pointer (&self->what, g_free);
  g_free (self->from);
  g_free (self->to);
  self->from = g_strdup (from);
  self->to = g_strdup (to);
  self->done = self->total = 0;
  self->running = TRUE;
  self->cancellable = g_cancellable_new ();
  siyaq_translator_process_call_async (self->process, payload, INSTALL_TIMEOUT_MS, progress_cb, self, self->cancellable, installed_cb, self);
}

static SiyaqMessage *
say_state (SiyaqModelJobs *self)
{
  GVariantBuilder values;

  g_variant_builder_init (&values, G_VARIANT_TYPE_VARDICT);
  add_string (&values, "from", self->from);
  add_string (&values, "to", self->to);
  add_string (&values, "message", self->message);
  g_mutex_lock (&self->mutex);
  add_string (&values, "what", self->what);
  g_variant_builder_add (&values, "{sv}", "running", g_variant_new_boolean (self->running));
  g_variant_builder_add (&values, "{sv}", "done", g_variant_new_uint64 (self->done));
  g_variant_builder_add (&values, "{sv}", "total", g_variant_new_uint64 (self->total));
  g_mutex_unlock (&self->mutex);
  return siyaq_message_new ("ok", g_variant_builder_end (&values), NULL);
}

/* A question that takes a moment: the catalogue, or a folder that goes. */
static void
ask (SiyaqModelJobs *self,
     GBytes *payload,
     SiyaqModelJobsDone done,
     gpointer user_data)
{
  Waiting *waiting = g_new0 (Waiting, 1);

  waiting->done = done;
  waiting->user_data = user_data;
  siyaq_translator_process_call_async (self->process, payload, TIMEOUT_MS, NULL, NULL, self->questions, answered_cb, waiting);
}

/**
 * siyaq_model_jobs_run:
 * @self: jobs
 * @request: see siyaq-protocol.h
 * @done: called with the answer in the main context
 * @user_data: for @done
 */
void
siyaq_model_jobs_run (SiyaqModelJobs *self,
                      const SiyaqMessage *request,
                      SiyaqModelJobsDone done,
                      gpointer user_data)
{
  const char *from = siyaq_message_get_string (request, "from"), *to = siyaq_message_get_string (request, "to");
  g_autoptr (GBytes) payload = NULL;

  if (strcmp (request->name, "models-state") == 0)
    done (say_state (self), user_data);
  else if (strcmp (request->name, "models-cancel") == 0)
    {
      g_cancellable_cancel (self->cancellable);
      done (siyaq_message_new ("ok", NULL, NULL), user_data);
    }
  /* The process does one thing after the other, and nobody is to wait for a download. */
  else if (self->running)
    done (siyaq_message_new_error_code ("a model is being installed", "busy", 0), user_data);
  else if (strcmp (request->name, "models") == 0)
    {
      /* To open a window is no wish to be known to a server. */
      payload = make_request ("models-list", NULL, NULL, !siyaq_message_get_boolean (request, "ask"));
      ask (self, payload, done, user_data);
    }
  else if (from == NULL || to == NULL)
    done (siyaq_message_new_error_code ("the languages are missing", "failed", 0), user_data);
  else if (strcmp (request->name, "models-remove") == 0)
    {
      payload = make_request ("models-remove", from, to, TRUE);
      ask (self, payload, done, user_data);
    }
  else
    {
      install (self, from, to);
      done (siyaq_message_new ("ok", NULL, NULL), user_data);
    }
}
