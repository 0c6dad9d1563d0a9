/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What the engine has to do with translations: it says what is wanted and writes down what came; waiting
   for it is the digest queue's. Items of what the user follows are asked for before they are opened. */
#define G_LOG_DOMAIN "siyaq-flow"

#include "config.h"

#include "siyaq-engine-private.h"

#include <string.h>

/* Items that are remembered to be translated ahead; of more the oldest are left until they are opened. */
#define MAX_AHEAD 200u
/* Jobs that may wait when one more is asked for ahead: a person who opens an item comes first soon. */
#define MAX_AHEAD_JOBS 2u

/**
 * siyaq_engine_set_makers:
 * @self: a pipeline
 * @makers: (element-type SiyaqMaker): who translates, in the order in which they are asked
 * @ask_host: (nullable): where texts would go if the user, who has not been asked yet, agreed
 */
void
siyaq_engine_set_makers (SiyaqEngine *self,
                         GPtrArray *makers,
                         const char *ask_host)
{
  g_return_if_fail (SIYAQ_IS_ENGINE (self));
  g_return_if_fail (makers != NULL);

  siyaq_translator_cached_set_makers (self->translations, makers);
  /* Who waits for what was given up is to ask again. */
  self->serial++;
  g_free (self->ask_host);
  self->ask_host = g_strdup (ask_host);
}

/**
 * siyaq_engine_get_digests:
 * @self: a pipeline
 *
 * Returns: (transfer none): the queue of what is being translated
 */
SiyaqDigestQueue *
siyaq_engine_get_digests (SiyaqEngine *self)
{
  return siyaq_translator_cached_get_queue (self->translations);
}

/**
 * siyaq_engine_collect:
 * @self: a pipeline
 *
 * Keeps what was translated since.
 *
 * Returns: how many jobs were done
 */
guint
siyaq_engine_collect (SiyaqEngine *self)
{
  guint n;

  g_return_val_if_fail (SIYAQ_IS_ENGINE (self), 0);

  n = siyaq_translator_cached_collect (self->translations);
  if (n > 0)
    self->serial++;
  return n;
}

/**
 * siyaq_engine_get_serial:
 * @self: a pipeline
 *
 * Returns: a number that is another one when translations have come since
 */
guint
siyaq_engine_get_serial (SiyaqEngine *self)
{
  return self->serial;
}

/**
 * siyaq_engine_note_ahead:
 * @self: a pipeline
 * @a: what was found out about an item that has just come
 *
 * Remembers an item that the user will want to read and cannot.
 */
void
siyaq_engine_note_ahead (SiyaqEngine *self,
                         const SiyaqAnnotation *a)
{
  if (!self->settings->read_ahead || a->held != NULL || a->lang == NULL || strcmp (a->lang, "und") == 0 ||
      strcmp (a->lang, self->settings->language) == 0 ||
      !siyaq_translator_can_translate (SIYAQ_TRANSLATOR (self->translations), a->lang, self->settings->language) ||
      !siyaq_engine_is_followed (self, a))
    return;
  if (self->ahead.length == MAX_AHEAD)
    g_free (g_queue_pop_head (&self->ahead));
  g_queue_push_tail (&self->ahead, g_strdup (a->item->id));
}

/**
 * siyaq_engine_read_ahead:
 * @self: a pipeline
 *
 * Asks for the translation of one item that the user has not opened yet, the newest one. To be called
 * while nothing else is to do.
 *
 * Returns: whether there may be more to do now
 */
gboolean
siyaq_engine_read_ahead (SiyaqEngine *self)
{
  g_autofree char *id = NULL;
  g_autoptr (SiyaqStoreItem) stored = NULL;
  g_autoptr (SiyaqAnnotation) a = NULL;
  g_autoptr (GPtrArray) links = NULL;

  g_return_val_if_fail (SIYAQ_IS_ENGINE (self), FALSE);

  if (g_queue_is_empty (&self->ahead) || siyaq_digest_queue_get_n_waiting (siyaq_engine_get_digests (self)) >= MAX_AHEAD_JOBS)
    return FALSE;
  id = g_queue_pop_tail (&self->ahead);
  stored = siyaq_store_find_item (self->store, id, TRUE, NULL);
  a = stored != NULL ? siyaq_engine_recall (self, stored, NULL) : NULL;
  if (a != NULL)
    {
      links = siyaq_story_index_get_same (self->stories, id);
      if (links == NULL)
        links = g_ptr_array_new_with_free_func ((GDestroyNotify) siyaq_link_free);
      siyaq_translator_cached_begin (self->translations);
      siyaq_engine_digest (self, a, links, self->settings->language, NULL);
      siyaq_translator_cached_end (self->translations, FALSE);
    }
  return !g_queue_is_empty (&self->ahead);
}

/**
 * siyaq_engine_translate:
 * @self: a pipeline
 * @texts: (array zero-terminated=1): texts
 * @from: their language
 * @to: the language wanted
 * @ret_kind: (out) (transfer none): "translation" or "gloss" of the last one
 * @ret_by: (out) (transfer none): who made it
 * @ret_pending: (out): whether better is under way: ask again
 *
 * Returns: (transfer full) (array zero-terminated=1) (nullable): one for each text; %NULL where nothing
 *   translates between these languages
 */
char **
siyaq_engine_translate (SiyaqEngine *self,
                        const char *const *texts,
                        const char *from,
                        const char *to,
                        const char **ret_kind,
                        const char **ret_by,
                        gboolean *ret_pending)
{
  g_autoptr (GPtrArray) answers = g_ptr_array_new_with_free_func (g_free);
  gboolean good = TRUE;

  g_return_val_if_fail (SIYAQ_IS_ENGINE (self), NULL);

  siyaq_translator_cached_begin (self->translations);
  for (guint i = 0; texts[i] != NULL && good; i++)
    {
      char *answer = texts[i][strspn (texts[i], " \t\r")] == '\0'
                       ? g_strdup (texts[i])
                       : siyaq_digester_translate_title (self->digester, texts[i], from, to, NULL, ret_kind, ret_by);

      good = answer != NULL;
      g_ptr_array_add (answers, answer);
    }
  *ret_pending = siyaq_translator_cached_end (self->translations, TRUE);
  if (!good)
    return NULL;
  g_ptr_array_add (answers, NULL);
  return (char **) g_ptr_array_free (g_steal_pointer (&answers), FALSE);
}
