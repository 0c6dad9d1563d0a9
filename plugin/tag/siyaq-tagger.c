/* SPDX-License-Identifier: GPL-2.0-or-later */
#define G_LOG_DOMAIN "siyaq-tag"

#include "config.h"

#include "siyaq-tagger.h"

struct _SiyaqTagger
{
  GObject parent_instance;
};

G_DEFINE_FINAL_TYPE (SiyaqTagger, siyaq_tagger, G_TYPE_OBJECT)

static void
siyaq_tagger_class_init (SiyaqTaggerClass *klass)
{
}

static void
siyaq_tagger_init (SiyaqTagger *self)
{
}

SiyaqTagger *
siyaq_tagger_new (GError **error)
{
  return g_object_new (SIYAQ_TYPE_TAGGER, NULL);
}

void
siyaq_tagger_run (SiyaqTagger *self,
                  SiyaqAnnotation *annotation)
{
}
