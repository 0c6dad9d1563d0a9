/* SPDX-License-Identifier: GPL-2.0-or-later */
#define G_LOG_DOMAIN "siyaq-story"

#include "config.h"

#include "siyaq-story-index.h"

struct _SiyaqStoryIndex
{
  GObject parent_instance;
};

G_DEFINE_FINAL_TYPE (SiyaqStoryIndex, siyaq_story_index, G_TYPE_OBJECT)

static void
siyaq_story_index_class_init (SiyaqStoryIndexClass *klass)
{
}

static void
siyaq_story_index_init (SiyaqStoryIndex *self)
{
}

SiyaqStoryIndex *
siyaq_story_index_new (SiyaqLexicon *lexicon)
{
  return g_object_new (SIYAQ_TYPE_STORY_INDEX, NULL);
}

void
siyaq_story_index_add (SiyaqStoryIndex *self,
                       SiyaqAnnotation *annotation)
{
  annotation->story = g_strdup (annotation->item->id);
  annotation->thread = g_strdup (annotation->item->id);
}
