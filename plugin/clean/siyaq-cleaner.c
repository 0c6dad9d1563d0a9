/* SPDX-License-Identifier: GPL-2.0-or-later */
#define G_LOG_DOMAIN "siyaq-clean"

#include "config.h"

#include "siyaq-cleaner.h"
#include "siyaq-lang.h"

struct _SiyaqCleaner
{
  GObject parent_instance;
};

G_DEFINE_FINAL_TYPE (SiyaqCleaner, siyaq_cleaner, G_TYPE_OBJECT)

static void
siyaq_cleaner_class_init (SiyaqCleanerClass *klass)
{
}

static void
siyaq_cleaner_init (SiyaqCleaner *self)
{
}

SiyaqCleaner *
siyaq_cleaner_new (GError **error)
{
  return g_object_new (SIYAQ_TYPE_CLEANER, NULL);
}

void
siyaq_cleaner_observe (SiyaqCleaner *self,
                       SiyaqItem *item)
{
}

void
siyaq_cleaner_run (SiyaqCleaner *self,
                   SiyaqAnnotation *annotation)
{
  SiyaqItem *item = annotation->item;

  annotation->title = g_strdup (item->title);
  annotation->text = g_strdup (item->text != NULL ? item->text : item->html != NULL ? item->html : "");
  annotation->lang = g_strdup (siyaq_lang_detect (annotation->text, item->lang));
}
