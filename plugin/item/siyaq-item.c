/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A feed item as it arrived. A plain reference-counted struct rather than a GObject: it has no
   signals, no properties and no subclasses, and a hundred thousand of them pass by. */
#define G_LOG_DOMAIN "siyaq-item"

#include "config.h"

#include "siyaq-item.h"

#include <string.h>

typedef struct
{
  SiyaqItem public;
  gatomicrefcount ref_count;
} SiyaqItemPrivate;

G_DEFINE_BOXED_TYPE (SiyaqItem, siyaq_item, siyaq_item_ref, siyaq_item_unref)

/* The years 1 to 9999, which calendars and RFC 3339 can write. A second outside is nobody's date, and
   the difference of two such numbers would not fit. */
#define FIRST_SECOND G_GINT64_CONSTANT (-62135596800)
#define LAST_SECOND G_GINT64_CONSTANT (253402300799)

/**
 * siyaq_item_new:
 * @fields: what the item says; all of it is copied
 *
 * Strings that are not valid UTF-8 are made valid with U+FFFD, a missing id, feed or title becomes
 * the empty string, a date outside the years 1 to 9999 is not known.
 *
 * Returns: (transfer full): a new item
 */
SiyaqItem *
siyaq_item_new (const SiyaqItem *fields)
{
  SiyaqItemPrivate *self;

  g_return_val_if_fail (fields != NULL, NULL);

  self = g_new0 (SiyaqItemPrivate, 1);
  g_atomic_ref_count_init (&self->ref_count);
#define COPY(name) (fields->name != NULL ? g_utf8_make_valid (fields->name, -1) : NULL)
#define COPY_OR_EMPTY(name) (fields->name != NULL ? g_utf8_make_valid (fields->name, -1) : g_strdup (""))
  self->public.id = COPY_OR_EMPTY (id);
  self->public.feed = COPY_OR_EMPTY (feed);
  self->public.title = COPY_OR_EMPTY (title);
  self->public.html = COPY (html);
  self->public.text = fields->html == NULL ? COPY (text) : NULL;
  self->public.url = COPY (url);
  self->public.lang = COPY (lang);
#undef COPY
#undef COPY_OR_EMPTY
  self->public.published_s = fields->published_s >= FIRST_SECOND && fields->published_s <= LAST_SECOND
                                 ? fields->published_s
                                 : SIYAQ_TIME_UNKNOWN;
  self->public.kind = fields->kind;
  self->public.categories = (const char *const *) g_strdupv ((char **) fields->categories);
  return &self->public;
}

/**
 * siyaq_item_ref:
 * @self: an item
 *
 * Returns: (transfer full): @self
 */
SiyaqItem *
siyaq_item_ref (SiyaqItem *self)
{
  g_return_val_if_fail (self != NULL, NULL);
  g_atomic_ref_count_inc (&((SiyaqItemPrivate *) self)->ref_count);
  return self;
}

/**
 * siyaq_item_unref:
 * @self: (transfer full): an item
 */
void
siyaq_item_unref (SiyaqItem *self)
{
  g_return_if_fail (self != NULL);

  if (!g_atomic_ref_count_dec (&((SiyaqItemPrivate *) self)->ref_count))
    return;
  g_free ((char *) self->id);
  g_free ((char *) self->feed);
  g_free ((char *) self->title);
  g_free ((char *) self->html);
  g_free ((char *) self->text);
  g_free ((char *) self->url);
  g_free ((char *) self->lang);
  g_strfreev ((char **) self->categories);
  g_free (self);
}
