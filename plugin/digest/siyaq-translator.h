/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What turns text of one language into another: an interface with a null and a chain
   implementation; the word gloss is one, later ones stand beside it. */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define SIYAQ_TYPE_TRANSLATOR (siyaq_translator_get_type ())
G_DECLARE_INTERFACE (SiyaqTranslator, siyaq_translator, SIYAQ, TRANSLATOR, GObject)

#define SIYAQ_TRANSLATOR_ERROR (siyaq_translator_error_quark ())
GQuark siyaq_translator_error_quark (void);

/**
 * SiyaqTranslatorError:
 * @SIYAQ_TRANSLATOR_ERROR_UNSUPPORTED: no one translates between these languages
 * @SIYAQ_TRANSLATOR_ERROR_FAILED: the provider gave no answer, or not one for each text
 */
typedef enum
{
  SIYAQ_TRANSLATOR_ERROR_UNSUPPORTED,
  SIYAQ_TRANSLATOR_ERROR_FAILED,
} SiyaqTranslatorError;

struct _SiyaqTranslatorInterface
{
  GTypeInterface parent_iface;

  gboolean (*can_translate) (SiyaqTranslator *self, const char *from, const char *to);
  /* One translation for each text, in order; blocks, so never called on a main loop. */
  char **(*translate) (SiyaqTranslator *self, const char *const *texts, const char *from,
                       const char *to, GCancellable *cancellable, GError **error);
  const char *(*get_kind) (SiyaqTranslator *self); /* "translation" or "gloss" */
  const char *(*get_name) (SiyaqTranslator *self); /* "siyaq", "deepl.com", a model's name */
};

gboolean siyaq_translator_can_translate (SiyaqTranslator *self, const char *from, const char *to);
char **siyaq_translator_translate (SiyaqTranslator *self, const char *const *texts, const char *from,
                                   const char *to, GCancellable *cancellable, GError **error);
const char *siyaq_translator_get_kind (SiyaqTranslator *self);
const char *siyaq_translator_get_name (SiyaqTranslator *self);

G_END_DECLS
