/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What the reader asks when an item is opened: the card, and why. The item's own part comes from the
   store as it was decided; the links are those of now, because a story grows after its first item
   was seen, and so is the translation, for which a sibling may have come. */
#define G_LOG_DOMAIN "siyaq-flow"

#include "config.h"

#include "siyaq-engine-private.h"

#include "siyaq-card.h"

#include <string.h>

/* Paragraphs of a text that is translated whole; an article of more is for the web. */
#define MAX_WHOLE_PARAGRAPHS 60u

typedef struct
{
  SiyaqCardLink public;
  SiyaqStoreItem *item;
  char *why;
  char *shown_title;
} CardLink;

static void
card_link_free (gpointer data)
{
  CardLink *link = data;

  siyaq_store_item_free (link->item);
  g_free (link->why);
  g_free (link->shown_title);
  g_free (link);
}

static CardLink *
make_link (SiyaqEngine *self,
           const char *id,
           const char *why,
           const char *lang,
           const SiyaqAnnotation *beside)
{
  g_autoptr (SiyaqStoreItem) item = siyaq_store_find_item (self->store, id, FALSE, NULL);
  const char *kind = NULL, *by = NULL;
  CardLink *link;

  if (item == NULL)
    return NULL;
  link = g_new0 (CardLink, 1);
  if (*item->title != '\0' && g_strcmp0 (item->lang, lang) != 0)
    link->shown_title = siyaq_digester_translate_title (self->digester, item->title, item->lang, lang, beside, &kind, &by);
  link->why = g_strdup (why);
  link->item = g_steal_pointer (&item);
  link->public.id = link->item->guid;
  link->public.feed = link->item->feed;
  link->public.url = link->item->url;
  link->public.outlet = link->item->outlet;
  link->public.lang = link->item->lang;
  link->public.title = link->item->title;
  link->public.shown_title = link->shown_title;
  link->public.shown_kind = kind;
  link->public.shown_by = by;
  link->public.why = link->why;
  link->public.published_s = link->item->published_s;
  return link;
}

static GPtrArray *
list_same (SiyaqEngine *self,
           GPtrArray *links,
           const char *lang,
           const SiyaqAnnotation *beside)
{
  GPtrArray *list = g_ptr_array_new_with_free_func (card_link_free);

  for (guint i = 0; i < links->len && list->len < SIYAQ_CARD_MAX_LINKS; i++)
    {
      const SiyaqLink *link = g_ptr_array_index (links, i);
      CardLink *line;

      /* Headlines that are folded away are not worth a day's characters. */
      siyaq_translator_cached_set_asking (self->translations, list->len < SIYAQ_CARD_SHOWN_LINKS);
      line = make_link (self, link->id, link->why, lang, beside);

      if (line != NULL)
        g_ptr_array_add (list, line);
    }
  return list;
}

static GPtrArray *
list_earlier (SiyaqEngine *self,
              const char *id,
              const char *lang,
              const SiyaqAnnotation *beside)
{
  g_autoptr (GPtrArray) ids = siyaq_story_index_get_earlier (self->stories, id, SIYAQ_CARD_MAX_LINKS);
  GPtrArray *list = g_ptr_array_new_with_free_func (card_link_free);

  for (guint i = 0; ids != NULL && i < ids->len; i++)
    {
      CardLink *line;

      siyaq_translator_cached_set_asking (self->translations, list->len < SIYAQ_CARD_SHOWN_LINKS);
      line = make_link (self, g_ptr_array_index (ids, i), NULL, lang, beside);

      if (line != NULL)
        g_ptr_array_add (list, line);
    }
  return list;
}

/* Items that came before the plugin are annotated when they are first opened, and kept like others:
   later ones link back to them. */
static SiyaqAnnotation *
annotate_opened (SiyaqEngine *self,
                 SiyaqItem *item,
                 const char *key,
                 GError **error)
{
  SiyaqItem fields = *item;
  g_autoptr (SiyaqItem) keyed = NULL;
  gint64 now_s = g_get_real_time () / G_USEC_PER_SEC;

  fields.id = key;
  keyed = siyaq_item_new (&fields);
  siyaq_engine_observe (self, keyed);
  return siyaq_engine_run (self, keyed, item->id, NULL, SIYAQ_RUN_NEVER_HOLD | SIYAQ_RUN_NO_DIGEST,
                           item->published_s != SIYAQ_TIME_UNKNOWN ? MIN (item->published_s, now_s) : now_s, NULL, error);
}

/* The text by paragraphs, so that one that changes later is sent alone. NULL where it is not all there yet. */
static char *
translate_whole (SiyaqEngine *self,
                 const SiyaqAnnotation *a,
                 const char *lang)
{
  SiyaqTranslator *translator = SIYAQ_TRANSLATOR (self->translations);
  g_auto (GStrv) paragraphs = NULL, answers = NULL;
  guint n = 0;

  if (!self->settings->send_whole_text || a->translation == NULL || g_strcmp0 (a->translation->kind, "sibling") == 0 ||
      a->text == NULL || !siyaq_translator_can_translate (translator, a->lang, lang))
    return NULL;
  paragraphs = g_strsplit (a->text, "\n", MAX_WHOLE_PARAGRAPHS + 1);
  n = g_strv_length (paragraphs);
  /* What does not fit is left out rather than sent in one piece. */
  if (n > MAX_WHOLE_PARAGRAPHS)
    g_clear_pointer (&paragraphs[n - 1], g_free);
  answers = siyaq_translator_translate (translator, (const char *const *) paragraphs, a->lang, lang, NULL, NULL);
  return answers != NULL ? g_strjoinv ("\n", answers) : NULL;
}

static void
add_translation_state (SiyaqEngine *self,
                       SiyaqCard *card,
                       gboolean pending)
{
  static const SiyaqCardProblem problems[] = {
    [SIYAQ_MAKER_FINE] = SIYAQ_CARD_FINE,       [SIYAQ_MAKER_BUSY] = SIYAQ_CARD_BUSY,
    [SIYAQ_MAKER_AUTH] = SIYAQ_CARD_AUTH,       [SIYAQ_MAKER_QUOTA] = SIYAQ_CARD_QUOTA,
    [SIYAQ_MAKER_NETWORK] = SIYAQ_CARD_NETWORK, [SIYAQ_MAKER_LOCKED] = SIYAQ_CARD_LOCKED,
    [SIYAQ_MAKER_BUDGET] = SIYAQ_CARD_BUDGET,
  };

  card->pending = pending;
  card->ask_host = self->ask_host;
  card->ask_whole = self->settings->send_whole_text;
  card->problem = problems[siyaq_translator_cached_get_problem (self->translations, &card->problem_by)];
}

/**
 * siyaq_engine_card:
 * @self: a pipeline
 * @item: an item as the reader has it; its id is its own in its feed
 * @lang: (nullable): the card's language, "en" or "ar"; %NULL for the setting
 * @ret_item: (out): the item's id in the store
 * @ret_pending: (out): whether a translation is under way, upon which there will be more to show
 * @error: why there is no card
 *
 * Never waits for a translation.
 *
 * Returns: (transfer full): the card as HTML
 */
char *
siyaq_engine_card (SiyaqEngine *self,
                   SiyaqItem *item,
                   const char *lang,
                   char **ret_item,
                   gboolean *ret_pending,
                   GError **error)
{
  g_autofree char *key = NULL, *whole = NULL;
  g_autoptr (SiyaqStoreItem) stored = NULL;
  g_autoptr (SiyaqAnnotation) a = NULL;
  g_autoptr (GPtrArray) links = NULL, same = NULL, earlier = NULL;
  SiyaqCard card = { 0 };

  g_return_val_if_fail (SIYAQ_IS_ENGINE (self), NULL);
  g_return_val_if_fail (item != NULL, NULL);

  if (g_strcmp0 (lang, "en") != 0 && g_strcmp0 (lang, "ar") != 0)
    lang = self->settings->language;
  key = siyaq_engine_item_key (item->feed, item->id);
  siyaq_engine_load_for (self, key);
  stored = siyaq_store_find_item (self->store, key, TRUE, NULL);
  if (stored != NULL)
    a = siyaq_engine_recall (self, stored, NULL);
  if (a == NULL)
    a = annotate_opened (self, item, key, error);
  if (a == NULL)
    return NULL;
  siyaq_translator_cached_begin (self->translations);
  links = siyaq_story_index_get_same (self->stories, key);
  if (links == NULL)
    links = g_ptr_array_new_with_free_func ((GDestroyNotify) siyaq_link_free);
  siyaq_engine_digest (self, a, links, lang, NULL);
  whole = translate_whole (self, a, lang);
  same = list_same (self, links, lang, a);
  earlier = list_earlier (self, key, lang, a);
  card.whole = whole;
  card.digits = self->settings->digits;
  *ret_pending = siyaq_translator_cached_end (self->translations, TRUE);
  add_translation_state (self, &card, *ret_pending);
  card.annotation = a;
  card.same = same;
  card.earlier = earlier;
  card.cleaner = self->cleaner;
  card.tagger = self->tagger;
  card.lang = lang;
  *ret_item = g_steal_pointer (&key);
  return siyaq_card_to_html (&card);
}

/**
 * siyaq_engine_find:
 * @self: a pipeline
 * @name: an item's id in the store, its own id, or its address
 * @error: a #SiyaqEngineError or #SiyaqStoreError
 *
 * Returns: (transfer full): the item with its record
 */
SiyaqStoreItem *
siyaq_engine_find (SiyaqEngine *self,
                   const char *name,
                   GError **error)
{
  g_autoptr (GError) local_error = NULL;
  g_autoptr (SiyaqStoreItem) item = NULL;
  g_autofree char *id = NULL;

  g_return_val_if_fail (SIYAQ_IS_ENGINE (self), NULL);
  g_return_val_if_fail (name != NULL, NULL);

  item = siyaq_store_find_item (self->store, name, TRUE, &local_error);
  if (item == NULL && local_error == NULL)
    {
      id = siyaq_store_find_id (self->store, name, &local_error);
      if (id != NULL)
        item = siyaq_store_find_item (self->store, id, TRUE, &local_error);
    }
  if (item != NULL)
    return g_steal_pointer (&item);
  if (local_error != NULL)
    g_propagate_error (error, g_steal_pointer (&local_error));
  else
    g_set_error (error, SIYAQ_ENGINE_ERROR, SIYAQ_ENGINE_ERROR_UNKNOWN_ITEM, "there is no item “%s”", name);
  return NULL;
}

/**
 * siyaq_engine_judge:
 * @self: a pipeline
 * @item: an item's id in the store
 * @other: (nullable): another's, for "same"
 * @verdict: "same" or "not-same"
 * @error: a #SiyaqEngineError or #SiyaqStoreError
 *
 * Takes what the user says about a story into account.
 *
 * Returns: whether it is kept
 */
gboolean
siyaq_engine_judge (SiyaqEngine *self,
                    const char *item,
                    const char *other,
                    const char *verdict,
                    GError **error)
{
  g_autoptr (SiyaqStoreItem) known = NULL, known_other = NULL;
  g_autoptr (GBytes) blob = NULL, other_blob = NULL;

  g_return_val_if_fail (SIYAQ_IS_ENGINE (self), FALSE);

  siyaq_engine_ensure_loaded (self);
  known = siyaq_engine_find (self, item, error);
  if (known == NULL)
    return FALSE;
  if (strcmp (verdict, "not-same") == 0)
    siyaq_story_index_split (self->stories, known->id);
  else if (strcmp (verdict, "same") == 0 && other != NULL)
    {
      known_other = siyaq_engine_find (self, other, error);
      if (known_other == NULL)
        return FALSE;
      siyaq_story_index_join (self->stories, known->id, known_other->id);
    }
  else
    {
      g_set_error (error, SIYAQ_ENGINE_ERROR, SIYAQ_ENGINE_ERROR_INVALID, "“%s” is no verdict", verdict);
      return FALSE;
    }
  blob = siyaq_story_index_save_item (self->stories, known->id);
  if (known_other != NULL)
    other_blob = siyaq_story_index_save_item (self->stories, known_other->id);
  return siyaq_store_put_story (self->store, known->id, blob, error) &&
         (known_other == NULL || siyaq_store_put_story (self->store, known_other->id, other_blob, error)) &&
         siyaq_store_add_feedback (self->store, g_get_real_time () / G_USEC_PER_SEC, verdict, known->id,
                                   known_other != NULL ? known_other->id : NULL, error);
}
