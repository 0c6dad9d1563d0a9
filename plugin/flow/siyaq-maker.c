/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A translator and its back-off. What went wrong decides how long it is left alone: a key that was refused
   is refused again until the user changed something, a full quota lasts until tomorrow at the latest, a
   rate is over when the provider says so, and everything else is tried again after a time that doubles. */
#define G_LOG_DOMAIN "siyaq-flow"

#include "config.h"

#include "siyaq-maker.h"

#include <string.h>

/* After a first failure without a time of its own, and at the most. */
#define BACKOFF_FIRST_S 5
#define BACKOFF_MAX_S 900
/* Quotas are of a day or a month: asking four times a day finds out soon enough. */
#define QUOTA_S (6 * 3600)
/* A keyring that was locked may have been opened; asking it costs nothing. */
#define LOCKED_S 30
/* A provider that says "later" for longer than a day says "never". */
#define MAX_RETRY_S (24 * 3600)

struct _SiyaqMaker
{
  GObject parent_instance;

  char *id;
  SiyaqTranslator *translator;
  char *from, *to; /* nullable */
  guint daily_characters;

  GMutex mutex;
  SiyaqMakerState state; /* under the mutex, as what follows */
  gint64 until_us;       /* G_MAXINT64: for good */
  guint n_failures;      /* in a row */
};

G_DEFINE_FINAL_TYPE (SiyaqMaker, siyaq_maker, G_TYPE_OBJECT)

static void
siyaq_maker_finalize (GObject *object)
{
  SiyaqMaker *self = SIYAQ_MAKER (object);

  g_free (self->id);
  g_free (self->from);
  g_free (self->to);
  g_clear_object (&self->translator);
  g_mutex_clear (&self->mutex);

  G_OBJECT_CLASS (siyaq_maker_parent_class)->finalize (object);
}

static void
siyaq_maker_class_init (SiyaqMakerClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = siyaq_maker_finalize;
}

static void
siyaq_maker_init (SiyaqMaker *self)
{
  g_mutex_init (&self->mutex);
}

/**
 * siyaq_maker_new:
 * @id: by which its translations are kept
 * @translator: what translates
 * @from: (nullable): the one language it knows, or %NULL
 * @to: (nullable): the one language it translates into, or %NULL
 * @daily_characters: what may be sent to it in a day; 0 for one on this computer, without limit
 *
 * Returns: (transfer full): a maker that may be asked
 */
SiyaqMaker *
siyaq_maker_new (const char *id,
                 SiyaqTranslator *translator,
                 const char *from,
                 const char *to,
                 guint daily_characters)
{
  SiyaqMaker *self = g_object_new (SIYAQ_TYPE_MAKER, NULL);

  self->id = g_strdup (id);
  self->translator = g_object_ref (translator);
  self->from = g_strdup (from);
  self->to = g_strdup (to);
  self->daily_characters = daily_characters;
  return self;
}

/**
 * siyaq_maker_get_id:
 * @self: a maker
 *
 * Returns: (transfer none): the name by which its translations are kept
 */
const char *
siyaq_maker_get_id (SiyaqMaker *self)
{
  return self->id;
}

/**
 * siyaq_maker_get_translator:
 * @self: a maker
 *
 * Returns: (transfer none): what translates
 */
SiyaqTranslator *
siyaq_maker_get_translator (SiyaqMaker *self)
{
  return self->translator;
}

/**
 * siyaq_maker_get_daily_characters:
 * @self: a maker
 *
 * Returns: what may be sent to it in a day, 0 where nothing leaves this computer
 */
guint
siyaq_maker_get_daily_characters (SiyaqMaker *self)
{
  return self->daily_characters;
}

/**
 * siyaq_maker_can_translate:
 * @self: a maker
 * @from: BCP 47 primary subtag
 * @to: BCP 47 primary subtag
 *
 * Returns: whether it is one for that pair, whatever its state
 */
gboolean
siyaq_maker_can_translate (SiyaqMaker *self,
                           const char *from,
                           const char *to)
{
  return (self->from == NULL || strcmp (self->from, from) == 0) && (self->to == NULL || strcmp (self->to, to) == 0) &&
         siyaq_translator_can_translate (self->translator, from, to);
}

/**
 * siyaq_maker_get_state:
 * @self: a maker
 * @now_us: the monotonic time
 *
 * Returns: %SIYAQ_MAKER_FINE where it may be asked, or why not
 */
SiyaqMakerState
siyaq_maker_get_state (SiyaqMaker *self,
                       gint64 now_us)
{
  SiyaqMakerState state;

  g_mutex_lock (&self->mutex);
  state = now_us < self->until_us ? self->state : SIYAQ_MAKER_FINE;
  g_mutex_unlock (&self->mutex);
  return state;
}

static SiyaqMakerState
state_of (const GError *error)
{
  if (error->domain != SIYAQ_TRANSLATOR_ERROR)
    return SIYAQ_MAKER_BUSY;
  switch ((SiyaqTranslatorError) error->code)
    {
    case SIYAQ_TRANSLATOR_ERROR_AUTH:
      return SIYAQ_MAKER_AUTH;
    case SIYAQ_TRANSLATOR_ERROR_QUOTA:
      return SIYAQ_MAKER_QUOTA;
    case SIYAQ_TRANSLATOR_ERROR_NETWORK:
      return SIYAQ_MAKER_NETWORK;
    case SIYAQ_TRANSLATOR_ERROR_LOCKED:
      return SIYAQ_MAKER_LOCKED;
    case SIYAQ_TRANSLATOR_ERROR_UNSUPPORTED:
    case SIYAQ_TRANSLATOR_ERROR_FAILED:
    case SIYAQ_TRANSLATOR_ERROR_RATE_LIMITED:
    case SIYAQ_TRANSLATOR_ERROR_TOO_LARGE:
    case SIYAQ_TRANSLATOR_ERROR_BAD_ANSWER:
    default:
      return SIYAQ_MAKER_BUSY;
    }
}

/**
 * siyaq_maker_note:
 * @self: a maker
 * @error: (nullable): what it came to, or %NULL where it translated
 * @now_us: the monotonic time
 *
 * Learns from what happened how soon the maker may be asked again.
 */
void
siyaq_maker_note (SiyaqMaker *self,
                  const GError *error,
                  gint64 now_us)
{
  gint64 wait_s;

  /* Who asked gave up, or one text is too long for it: nothing is wrong with the maker. */
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) ||
      g_error_matches (error, SIYAQ_TRANSLATOR_ERROR, SIYAQ_TRANSLATOR_ERROR_TOO_LARGE))
    return;
  g_mutex_lock (&self->mutex);
  if (error == NULL)
    {
      self->state = SIYAQ_MAKER_FINE;
      self->until_us = 0;
      self->n_failures = 0;
    }
  else
    {
      guint retry_after_s = siyaq_translator_error_get_retry_after (error);

      self->state = state_of (error);
      wait_s = MIN ((gint64) BACKOFF_FIRST_S << MIN (self->n_failures, 16u), BACKOFF_MAX_S);
      self->n_failures++;
      if (self->state == SIYAQ_MAKER_QUOTA)
        wait_s = QUOTA_S;
      else if (self->state == SIYAQ_MAKER_LOCKED)
        wait_s = LOCKED_S;
      if (retry_after_s > 0)
        wait_s = MIN ((gint64) retry_after_s, MAX_RETRY_S);
      self->until_us = self->state == SIYAQ_MAKER_AUTH ? G_MAXINT64 : now_us + wait_s * G_USEC_PER_SEC;
    }
  g_mutex_unlock (&self->mutex);
}
