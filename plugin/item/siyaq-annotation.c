/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What the stages have said about one item so far. Plain structs with public fields: they are made
   by one stage, read by the next and printed at the end, and never change hands in between. */
#define G_LOG_DOMAIN "siyaq-item"

#include "config.h"

#include "siyaq-annotation.h"

#include <math.h>

/**
 * siyaq_annotation_new:
 * @item: the item
 *
 * Returns: (transfer full): an annotation in which no stage has written yet
 */
SiyaqAnnotation *
siyaq_annotation_new (SiyaqItem *item)
{
  SiyaqAnnotation *self;

  g_return_val_if_fail (item != NULL, NULL);

  self = g_new0 (SiyaqAnnotation, 1);
  self->item = siyaq_item_ref (item);
  self->removed = g_ptr_array_new_with_free_func ((GDestroyNotify) siyaq_verdict_free);
  self->mentions = g_ptr_array_new_with_free_func ((GDestroyNotify) siyaq_mention_free);
  self->places = g_ptr_array_new_with_free_func ((GDestroyNotify) siyaq_place_free);
  self->regions = g_ptr_array_new_with_free_func (g_free);
  self->events = g_ptr_array_new_with_free_func ((GDestroyNotify) siyaq_event_free);
  self->actors = g_ptr_array_new_with_free_func ((GDestroyNotify) siyaq_actor_free);
  self->same = g_ptr_array_new_with_free_func ((GDestroyNotify) siyaq_link_free);
  return self;
}

/**
 * siyaq_annotation_free:
 * @self: (transfer full) (nullable): an annotation
 */
void
siyaq_annotation_free (SiyaqAnnotation *self)
{
  if (self == NULL)
    return;
  siyaq_item_unref (self->item);
  g_free (self->lang);
  g_free (self->title);
  g_free (self->text);
  g_free (self->html);
  g_clear_pointer (&self->held, siyaq_verdict_free);
  g_ptr_array_unref (self->removed);
  g_ptr_array_unref (self->mentions);
  g_free (self->url);
  g_ptr_array_unref (self->places);
  g_ptr_array_unref (self->regions);
  g_ptr_array_unref (self->events);
  g_ptr_array_unref (self->actors);
  g_free (self->story);
  g_free (self->thread);
  g_ptr_array_unref (self->same);
  g_clear_pointer (&self->summary, siyaq_digest_free);
  g_clear_pointer (&self->translation, siyaq_digest_free);
  siyaq_annotation_forget_tokens (self);
  g_free (self);
}

static const SiyaqTokens *
get_tokens (SiyaqTokens **cache,
            const char *text)
{
  if (*cache == NULL)
    *cache = siyaq_text_tokenize (text != NULL ? text : "");
  return *cache;
}

/**
 * siyaq_annotation_get_title_tokens:
 * @self: an annotation
 *
 * Cutting is a good part of what an item costs, and tagging, stories and summaries read the same
 * words: they are cut once.
 *
 * Returns: (transfer none): the tokens of the title
 */
const SiyaqTokens *
siyaq_annotation_get_title_tokens (const SiyaqAnnotation *self)
{
  g_return_val_if_fail (self != NULL, NULL);
  return get_tokens (&((SiyaqAnnotation *) self)->title_tokens, self->title);
}

/**
 * siyaq_annotation_get_text_tokens:
 * @self: an annotation
 *
 * Returns: (transfer none): the tokens of the text
 */
const SiyaqTokens *
siyaq_annotation_get_text_tokens (const SiyaqAnnotation *self)
{
  g_return_val_if_fail (self != NULL, NULL);
  return get_tokens (&((SiyaqAnnotation *) self)->text_tokens, self->text);
}

/**
 * siyaq_annotation_forget_tokens:
 * @self: an annotation whose title or text is written
 */
void
siyaq_annotation_forget_tokens (SiyaqAnnotation *self)
{
  g_return_if_fail (self != NULL);

  g_clear_pointer (&self->title_tokens, siyaq_tokens_free);
  g_clear_pointer (&self->text_tokens, siyaq_tokens_free);
}

/**
 * siyaq_place_new:
 *
 * Returns: (transfer full): a new #SiyaqPlace
 */
SiyaqPlace *
siyaq_place_new (void)
{
  SiyaqPlace *self = g_new0 (SiyaqPlace, 1);

  self->lat = NAN;
  self->lon = NAN;
  return self;
}

/**
 * siyaq_place_free:
 * @self: (transfer full) (nullable): a #SiyaqPlace
 */
void
siyaq_place_free (SiyaqPlace *self)
{
  if (self == NULL)
    return;
  g_free (self->text);
  g_free (self->name);
  g_free (self->admin1);
  g_free (self);
}

/**
 * siyaq_event_new:
 * @id: see #SiyaqEvent
 * @score: see #SiyaqEvent
 * @evidence: see #SiyaqEvent
 *
 * Returns: (transfer full): a new #SiyaqEvent
 */
SiyaqEvent *
siyaq_event_new (const char *id,
                 double score,
                 const char *evidence)
{
  SiyaqEvent *self = g_new0 (SiyaqEvent, 1);

  self->id = g_strdup (id);
  self->score = score;
  self->evidence = g_strdup (evidence);
  return self;
}

/**
 * siyaq_event_free:
 * @self: (transfer full) (nullable): a #SiyaqEvent
 */
void
siyaq_event_free (SiyaqEvent *self)
{
  if (self == NULL)
    return;
  g_free (self->id);
  g_free (self->evidence);
  g_free (self);
}

/**
 * siyaq_actor_new:
 * @text: see #SiyaqActor
 * @key: see #SiyaqActor
 * @count: see #SiyaqActor
 *
 * Returns: (transfer full): a new #SiyaqActor
 */
SiyaqActor *
siyaq_actor_new (const char *text,
                 const char *key,
                 guint count)
{
  SiyaqActor *self = g_new0 (SiyaqActor, 1);

  self->text = g_strdup (text);
  self->key = g_strdup (key);
  self->count = count;
  return self;
}

/**
 * siyaq_actor_free:
 * @self: (transfer full) (nullable): a #SiyaqActor
 */
void
siyaq_actor_free (SiyaqActor *self)
{
  if (self == NULL)
    return;
  g_free (self->text);
  g_free (self->key);
  g_free (self);
}

/**
 * siyaq_mention_new:
 * @title: see #SiyaqMention
 * @outlet: see #SiyaqMention
 * @published: see #SiyaqMention
 *
 * Returns: (transfer full): a new #SiyaqMention
 */
SiyaqMention *
siyaq_mention_new (const char *title,
                   const char *outlet,
                   const char *published)
{
  SiyaqMention *self = g_new0 (SiyaqMention, 1);

  self->title = g_strdup (title);
  self->outlet = g_strdup (outlet);
  self->published = g_strdup (published);
  return self;
}

/**
 * siyaq_mention_free:
 * @self: (transfer full) (nullable): a #SiyaqMention
 */
void
siyaq_mention_free (SiyaqMention *self)
{
  if (self == NULL)
    return;
  g_free (self->title);
  g_free (self->outlet);
  g_free (self->published);
  g_free (self);
}

/**
 * siyaq_link_new:
 * @id: see #SiyaqLink
 * @score: see #SiyaqLink
 * @why: see #SiyaqLink
 *
 * Returns: (transfer full): a new #SiyaqLink
 */
SiyaqLink *
siyaq_link_new (const char *id,
                double score,
                const char *why)
{
  SiyaqLink *self = g_new0 (SiyaqLink, 1);

  self->id = g_strdup (id);
  self->score = score;
  self->why = g_strdup (why);
  return self;
}

/**
 * siyaq_link_free:
 * @self: (transfer full) (nullable): a #SiyaqLink
 */
void
siyaq_link_free (SiyaqLink *self)
{
  if (self == NULL)
    return;
  g_free (self->id);
  g_free (self->why);
  g_free (self);
}

/**
 * siyaq_digest_new:
 * @lang: see #SiyaqDigest
 * @title: see #SiyaqDigest
 * @text: see #SiyaqDigest
 * @kind: see #SiyaqDigest
 * @by: see #SiyaqDigest
 *
 * Returns: (transfer full): a new #SiyaqDigest
 */
SiyaqDigest *
siyaq_digest_new (const char *lang,
                  const char *title,
                  const char *text,
                  const char *kind,
                  const char *by)
{
  SiyaqDigest *self = g_new0 (SiyaqDigest, 1);

  self->lang = g_strdup (lang);
  self->title = g_strdup (title);
  self->text = g_strdup (text);
  self->kind = g_strdup (kind);
  self->by = g_strdup (by);
  return self;
}

/**
 * siyaq_digest_free:
 * @self: (transfer full) (nullable): a #SiyaqDigest
 */
void
siyaq_digest_free (SiyaqDigest *self)
{
  if (self == NULL)
    return;
  g_free (self->lang);
  g_free (self->title);
  g_free (self->text);
  g_free (self->kind);
  g_free (self->by);
  g_free (self);
}
