/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The bilingual lexicon. */
#define G_LOG_DOMAIN "siyaq-item"

#include "config.h"

#include "siyaq-data.h"
#include "siyaq-lexicon.h"

struct _SiyaqLexicon
{
  GObject parent_instance;
};

G_DEFINE_FINAL_TYPE (SiyaqLexicon, siyaq_lexicon, G_TYPE_OBJECT)

static void
siyaq_lexicon_class_init (SiyaqLexiconClass *klass)
{
}

static void
siyaq_lexicon_init (SiyaqLexicon *self)
{
}

/**
 * siyaq_lexicon_new:
 * @error: a #SiyaqDataError
 *
 * Returns: (transfer full): the lexicon
 */
SiyaqLexicon *
siyaq_lexicon_new (GError **error)
{
  return g_object_new (SIYAQ_TYPE_LEXICON, NULL);
}

/**
 * siyaq_lexicon_lookup:
 * @self: a lexicon
 * @from: "ar" or "en"
 * @fold: a folded word of that language, in any form, or a phrase
 * @senses: (out caller-allocates): translations, best first
 *
 * Returns: how many senses were found, 0 for none
 */
guint
siyaq_lexicon_lookup (SiyaqLexicon *self,
                      const char *from,
                      const char *fold,
                      SiyaqSense senses[SIYAQ_LEXICON_MAX_SENSES])
{
  return 0;
}
