/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What turns text of one language into another. Calls block: a provider that waits for a model or
   the network runs in the translator's own process, never on a main loop. */
#define G_LOG_DOMAIN "siyaq-digest"

#include "config.h"

#include "siyaq-translator.h"

G_DEFINE_INTERFACE (SiyaqTranslator, siyaq_translator, G_TYPE_OBJECT)

static void
siyaq_translator_default_init (SiyaqTranslatorInterface *iface)
{
}

/**
 * siyaq_translator_can_translate:
 * @self: a translator
 * @from: BCP 47 primary subtag
 * @to: BCP 47 primary subtag
 *
 * Returns: whether it can be asked for that pair
 */
gboolean
siyaq_translator_can_translate (SiyaqTranslator *self,
                                const char *from,
                                const char *to)
{
  g_return_val_if_fail (SIYAQ_IS_TRANSLATOR (self), FALSE);
  g_return_val_if_fail (from != NULL, FALSE);
  g_return_val_if_fail (to != NULL, FALSE);

  return SIYAQ_TRANSLATOR_GET_IFACE (self)->can_translate (self, from, to);
}

/**
 * siyaq_translator_translate:
 * @self: a translator
 * @texts: (array zero-terminated=1): plain texts
 * @from: their language
 * @to: the language wanted
 * @cancellable: (nullable): a cancellable
 * @error: a #SiyaqTranslatorError or what the provider met
 *
 * Returns: (transfer full) (array zero-terminated=1): one translation for each text, in order
 */
char **
siyaq_translator_translate (SiyaqTranslator *self,
                            const char *const *texts,
                            const char *from,
                            const char *to,
                            GCancellable *cancellable,
                            GError **error)
{
  g_return_val_if_fail (SIYAQ_IS_TRANSLATOR (self), NULL);
  g_return_val_if_fail (texts != NULL, NULL);
  g_return_val_if_fail (from != NULL, NULL);
  g_return_val_if_fail (to != NULL, NULL);

  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    return NULL;
  return SIYAQ_TRANSLATOR_GET_IFACE (self)->translate (self, texts, from, to, cancellable, error);
}

/**
 * siyaq_translator_get_kind:
 * @self: a translator
 *
 * Returns: (transfer none): "translation" or "gloss"; of a chain, that of the last answer
 */
const char *
siyaq_translator_get_kind (SiyaqTranslator *self)
{
  g_return_val_if_fail (SIYAQ_IS_TRANSLATOR (self), NULL);

  return SIYAQ_TRANSLATOR_GET_IFACE (self)->get_kind (self);
}

/**
 * siyaq_translator_get_name:
 * @self: a translator
 *
 * Returns: (transfer none): who translates, as a person reads it; of a chain, who gave the last
 *   answer
 */
const char *
siyaq_translator_get_name (SiyaqTranslator *self)
{
  g_return_val_if_fail (SIYAQ_IS_TRANSLATOR (self), NULL);

  return SIYAQ_TRANSLATOR_GET_IFACE (self)->get_name (self);
}
