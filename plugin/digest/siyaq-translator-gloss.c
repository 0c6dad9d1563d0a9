/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The word gloss as a translator: Arabic to English and back, on this machine, at once. */
#define G_LOG_DOMAIN "siyaq-digest"

#include "config.h"

#include "siyaq-gloss-private.h"
#include "siyaq-translator-gloss.h"

struct _SiyaqTranslatorGloss
{
  GObject parent_instance;

  SiyaqLexicon *lexicon;
};

static gboolean
siyaq_translator_gloss_can_translate (SiyaqTranslator *translator,
                                      const char *from,
                                      const char *to)
{
  SiyaqTranslatorGloss *self = SIYAQ_TRANSLATOR_GLOSS (translator);

  return !siyaq_lexicon_is_empty (self->lexicon) && ((g_str_equal (from, "ar") && g_str_equal (to, "en")) ||
                                                     (g_str_equal (from, "en") && g_str_equal (to, "ar")));
}

/**
 * siyaq_translator_gloss_translate_named:
 * @self: the gloss
 * @names: (nullable): the names of the texts' story
 * @texts: (array zero-terminated=1): plain texts
 * @from: their language
 * @to: the other one
 * @error: a #SiyaqTranslatorError
 *
 * Returns: (transfer full) (array zero-terminated=1): a gloss of each, or %NULL
 */
char **
siyaq_translator_gloss_translate_named (SiyaqTranslatorGloss *self,
                                        const SiyaqGlossNames *names,
                                        const char *const *texts,
                                        const char *from,
                                        const char *to,
                                        GError **error)
{
  g_autoptr (GPtrArray) glosses = NULL;

  g_return_val_if_fail (SIYAQ_IS_TRANSLATOR_GLOSS (self), NULL);

  if (!siyaq_translator_gloss_can_translate (SIYAQ_TRANSLATOR (self), from, to))
    {
      g_set_error (error, SIYAQ_TRANSLATOR_ERROR, SIYAQ_TRANSLATOR_ERROR_UNSUPPORTED, "no gloss from %s to %s", from, to);
      return NULL;
    }
  glosses = g_ptr_array_new_with_free_func (g_free);
  for (guint i = 0; texts[i] != NULL; i++)
    g_ptr_array_add (glosses, siyaq_gloss_with_names (self->lexicon, names, texts[i], from));
  g_ptr_array_add (glosses, NULL);
  return (char **) g_ptr_array_free (g_steal_pointer (&glosses), FALSE);
}

static char **
siyaq_translator_gloss_translate (SiyaqTranslator *translator,
                                  const char *const *texts,
                                  const char *from,
                                  const char *to,
                                  GCancellable *cancellable,
                                  GError **error)
{
  return siyaq_translator_gloss_translate_named (SIYAQ_TRANSLATOR_GLOSS (translator), NULL, texts, from, to, error);
}

static const char *
siyaq_translator_gloss_get_kind (SiyaqTranslator *translator)
{
  return "gloss";
}

static const char *
siyaq_translator_gloss_get_name (SiyaqTranslator *translator)
{
  return "siyaq";
}

static void
siyaq_translator_gloss_iface_init (SiyaqTranslatorInterface *iface)
{
  iface->can_translate = siyaq_translator_gloss_can_translate;
  iface->translate = siyaq_translator_gloss_translate;
  iface->get_kind = siyaq_translator_gloss_get_kind;
  iface->get_name = siyaq_translator_gloss_get_name;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (SiyaqTranslatorGloss, siyaq_translator_gloss, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (SIYAQ_TYPE_TRANSLATOR, siyaq_translator_gloss_iface_init))

static void
siyaq_translator_gloss_finalize (GObject *object)
{
  SiyaqTranslatorGloss *self = SIYAQ_TRANSLATOR_GLOSS (object);

  g_clear_object (&self->lexicon);

  G_OBJECT_CLASS (siyaq_translator_gloss_parent_class)->finalize (object);
}

static void
siyaq_translator_gloss_class_init (SiyaqTranslatorGlossClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = siyaq_translator_gloss_finalize;
}

static void
siyaq_translator_gloss_init (SiyaqTranslatorGloss *self)
{
}

/**
 * siyaq_translator_gloss_new:
 * @lexicon: a lexicon, maybe empty
 *
 * Returns: (transfer full): the gloss
 */
SiyaqTranslator *
siyaq_translator_gloss_new (SiyaqLexicon *lexicon)
{
  SiyaqTranslatorGloss *self = g_object_new (SIYAQ_TYPE_TRANSLATOR_GLOSS, NULL);

  self->lexicon = g_object_ref (lexicon);
  return SIYAQ_TRANSLATOR (self);
}
