/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Asks one translator after another until one answers. All texts of a call come from the same one:
   a headline by a model above a summary by gloss would be called the wrong name. */
#define G_LOG_DOMAIN "siyaq-digest"

#include "config.h"

#include "siyaq-translator-chain.h"

struct _SiyaqTranslatorChain
{
  GObject parent_instance;

  GPtrArray *links;           /* (element-type SiyaqTranslator) */
  SiyaqTranslator *answered;  /* (nullable) (unowned): who gave the last answer */
};

static gboolean
siyaq_translator_chain_can_translate (SiyaqTranslator *translator,
                                      const char *from,
                                      const char *to)
{
  SiyaqTranslatorChain *self = SIYAQ_TRANSLATOR_CHAIN (translator);

  for (guint i = 0; i < self->links->len; i++)
    if (siyaq_translator_can_translate (g_ptr_array_index (self->links, i), from, to))
      return TRUE;
  return FALSE;
}

static char **
siyaq_translator_chain_translate (SiyaqTranslator *translator,
                                  const char *const *texts,
                                  const char *from,
                                  const char *to,
                                  GCancellable *cancellable,
                                  GError **error)
{
  SiyaqTranslatorChain *self = SIYAQ_TRANSLATOR_CHAIN (translator);
  g_autoptr (GError) first_error = NULL;

  for (guint i = 0; i < self->links->len; i++)
    {
      SiyaqTranslator *link = g_ptr_array_index (self->links, i);
      g_autoptr (GError) local_error = NULL;
      g_auto (GStrv) answer = NULL;

      if (!siyaq_translator_can_translate (link, from, to))
        continue;
      answer = siyaq_translator_translate (link, texts, from, to, cancellable, &local_error);
      if (answer != NULL && g_strv_length (answer) == g_strv_length ((char **) texts))
        {
          self->answered = link;
          return g_steal_pointer (&answer);
        }
      if (answer != NULL)
        g_set_error (&local_error, SIYAQ_TRANSLATOR_ERROR, SIYAQ_TRANSLATOR_ERROR_FAILED,
                     "%s answered %u of %u texts", siyaq_translator_get_name (link),
                     g_strv_length (answer), g_strv_length ((char **) texts));
      /* Who asked has gone: nobody else is to be troubled. */
      if (g_error_matches (local_error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        {
          g_propagate_error (error, g_steal_pointer (&local_error));
          return NULL;
        }
      if (first_error == NULL)
        first_error = g_steal_pointer (&local_error);
    }
  if (first_error != NULL)
    g_propagate_error (error, g_steal_pointer (&first_error));
  else
    g_set_error (error, SIYAQ_TRANSLATOR_ERROR, SIYAQ_TRANSLATOR_ERROR_UNSUPPORTED, "nobody translates from %s to %s", from, to);
  return NULL;
}

static const char *
siyaq_translator_chain_get_kind (SiyaqTranslator *translator)
{
  SiyaqTranslatorChain *self = SIYAQ_TRANSLATOR_CHAIN (translator);

  return self->answered != NULL ? siyaq_translator_get_kind (self->answered) : "translation";
}

static const char *
siyaq_translator_chain_get_name (SiyaqTranslator *translator)
{
  SiyaqTranslatorChain *self = SIYAQ_TRANSLATOR_CHAIN (translator);

  return self->answered != NULL ? siyaq_translator_get_name (self->answered) : "none";
}

static void
siyaq_translator_chain_iface_init (SiyaqTranslatorInterface *iface)
{
  iface->can_translate = siyaq_translator_chain_can_translate;
  iface->translate = siyaq_translator_chain_translate;
  iface->get_kind = siyaq_translator_chain_get_kind;
  iface->get_name = siyaq_translator_chain_get_name;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (SiyaqTranslatorChain, siyaq_translator_chain, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (SIYAQ_TYPE_TRANSLATOR, siyaq_translator_chain_iface_init))

static void
siyaq_translator_chain_finalize (GObject *object)
{
  SiyaqTranslatorChain *self = SIYAQ_TRANSLATOR_CHAIN (object);

  g_ptr_array_unref (self->links);

  G_OBJECT_CLASS (siyaq_translator_chain_parent_class)->finalize (object);
}

static void
siyaq_translator_chain_class_init (SiyaqTranslatorChainClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = siyaq_translator_chain_finalize;
}

static void
siyaq_translator_chain_init (SiyaqTranslatorChain *self)
{
  self->links = g_ptr_array_new_with_free_func (g_object_unref);
}

/**
 * siyaq_translator_chain_new:
 *
 * Returns: (transfer full): a chain without links, which translates nothing
 */
SiyaqTranslatorChain *
siyaq_translator_chain_new (void)
{
  return g_object_new (SIYAQ_TYPE_TRANSLATOR_CHAIN, NULL);
}

/**
 * siyaq_translator_chain_append:
 * @self: a chain
 * @translator: who is asked after those appended before
 */
void
siyaq_translator_chain_append (SiyaqTranslatorChain *self,
                               SiyaqTranslator *translator)
{
  g_return_if_fail (SIYAQ_IS_TRANSLATOR_CHAIN (self));
  g_return_if_fail (SIYAQ_IS_TRANSLATOR (translator));

  g_ptr_array_add (self->links, g_object_ref (translator));
}
