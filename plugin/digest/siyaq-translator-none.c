/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The null implementation, for users who want no translation and for code that needs a translator
   whatever was chosen. */
#define G_LOG_DOMAIN "siyaq-digest"

#include "config.h"

#include "siyaq-translator-none.h"

struct _SiyaqTranslatorNone
{
  GObject parent_instance;
};

static gboolean
siyaq_translator_none_can_translate (SiyaqTranslator *translator,
                                     const char *from,
                                     const char *to)
{
  return FALSE;
}

static char **
siyaq_translator_none_translate (SiyaqTranslator *translator,
                                 const char *const *texts,
                                 const char *from,
                                 const char *to,
                                 GCancellable *cancellable,
                                 GError **error)
{
  g_set_error (error, SIYAQ_TRANSLATOR_ERROR, SIYAQ_TRANSLATOR_ERROR_UNSUPPORTED, "nobody translates from %s to %s", from, to);
  return NULL;
}

static const char *
siyaq_translator_none_get_kind (SiyaqTranslator *translator)
{
  return "translation";
}

static const char *
siyaq_translator_none_get_name (SiyaqTranslator *translator)
{
  return "none";
}

static void
siyaq_translator_none_iface_init (SiyaqTranslatorInterface *iface)
{
  iface->can_translate = siyaq_translator_none_can_translate;
  iface->translate = siyaq_translator_none_translate;
  iface->get_kind = siyaq_translator_none_get_kind;
  iface->get_name = siyaq_translator_none_get_name;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (SiyaqTranslatorNone, siyaq_translator_none, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (SIYAQ_TYPE_TRANSLATOR, siyaq_translator_none_iface_init))

static void
siyaq_translator_none_class_init (SiyaqTranslatorNoneClass *klass)
{
}

static void
siyaq_translator_none_init (SiyaqTranslatorNone *self)
{
}

/**
 * siyaq_translator_none_new:
 *
 * Returns: (transfer full): a translator that can translate nothing
 */
SiyaqTranslator *
siyaq_translator_none_new (void)
{
  return g_object_new (SIYAQ_TYPE_TRANSLATOR_NONE, NULL);
}
