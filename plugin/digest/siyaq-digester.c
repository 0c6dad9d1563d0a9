/* SPDX-License-Identifier: GPL-2.0-or-later */
#define G_LOG_DOMAIN "siyaq-digest"

#include "config.h"

#include "siyaq-digester.h"

struct _SiyaqDigester
{
  GObject parent_instance;
};

G_DEFINE_FINAL_TYPE (SiyaqDigester, siyaq_digester, G_TYPE_OBJECT)

static void
siyaq_digester_class_init (SiyaqDigesterClass *klass)
{
}

static void
siyaq_digester_init (SiyaqDigester *self)
{
}

SiyaqDigester *
siyaq_digester_new (SiyaqLexicon *lexicon,
                    SiyaqTranslator *translator)
{
  return g_object_new (SIYAQ_TYPE_DIGESTER, NULL);
}

void
siyaq_digester_run (SiyaqDigester *self,
                    SiyaqAnnotation *annotation,
                    const char *to,
                    GPtrArray *siblings,
                    GCancellable *cancellable)
{
}
