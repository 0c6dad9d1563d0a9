/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Most stories have one item and most threads one story. GLib's arrays take two hundred bytes for
   that; with a hundred thousand items these would be a quarter of all that the stage needs. */
#define G_LOG_DOMAIN "siyaq-story"

#include "config.h"

#include "siyaq-story-list.h"

#include <string.h>

/**
 * siyaq_story_list_clear:
 * @self: a list, all zero when it is new
 *
 * Frees what the list itself takes.
 */
void
siyaq_story_list_clear (SiyaqStoryList *self)
{
  g_clear_pointer (&self->items, g_free);
  self->len = self->size = 0;
}

/**
 * siyaq_story_list_insert:
 * @self: a list
 * @at: before which item, or the length
 * @item: (transfer none): what goes in
 */
void
siyaq_story_list_insert (SiyaqStoryList *self,
                         guint at,
                         gpointer item)
{
  g_return_if_fail (at <= self->len);

  if (self->len == self->size)
    {
      self->size = self->size == 0 ? 1 : self->size * 2;
      self->items = g_renew (gpointer, self->items, self->size);
    }
  memmove (self->items + at + 1, self->items + at, sizeof (gpointer) * (self->len - at));
  self->items[at] = item;
  self->len++;
}

/**
 * siyaq_story_list_remove:
 * @self: a list
 * @item: what goes; the others keep their order
 *
 * Returns: whether it was there
 */
gboolean
siyaq_story_list_remove (SiyaqStoryList *self,
                         gconstpointer item)
{
  for (guint i = 0; i < self->len; i++)
    if (self->items[i] == item)
      {
        self->len--;
        memmove (self->items + i, self->items + i + 1, sizeof (gpointer) * (self->len - i));
        return TRUE;
      }
  return FALSE;
}
