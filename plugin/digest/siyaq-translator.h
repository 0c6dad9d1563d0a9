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
 * @SIYAQ_TRANSLATOR_ERROR_AUTH: the provider wants a key, or does not take this one; asking again is
 *   of no use before the user changed it
 * @SIYAQ_TRANSLATOR_ERROR_QUOTA: what the account may translate in its month or day is used up
 * @SIYAQ_TRANSLATOR_ERROR_RATE_LIMITED: too many requests; siyaq_translator_error_get_retry_after()
 *   tells when the provider wants to be asked again, where it said so
 * @SIYAQ_TRANSLATOR_ERROR_TOO_LARGE: a single text is longer than the provider takes
 * @SIYAQ_TRANSLATOR_ERROR_NETWORK: the provider cannot be reached, or is out of order for now
 * @SIYAQ_TRANSLATOR_ERROR_BAD_ANSWER: the provider answered something that is not its contract
 * @SIYAQ_TRANSLATOR_ERROR_LOCKED: the keyring with the key is locked, or there is none
 *
 * What a chain and the settings must tell apart. Who gave up is %G_IO_ERROR_CANCELLED as everywhere.
 */
typedef enum
{
  SIYAQ_TRANSLATOR_ERROR_UNSUPPORTED,
  SIYAQ_TRANSLATOR_ERROR_FAILED,
  SIYAQ_TRANSLATOR_ERROR_AUTH,
  SIYAQ_TRANSLATOR_ERROR_QUOTA,
  SIYAQ_TRANSLATOR_ERROR_RATE_LIMITED,
  SIYAQ_TRANSLATOR_ERROR_TOO_LARGE,
  SIYAQ_TRANSLATOR_ERROR_NETWORK,
  SIYAQ_TRANSLATOR_ERROR_BAD_ANSWER,
  SIYAQ_TRANSLATOR_ERROR_LOCKED,
} SiyaqTranslatorError;

GError *siyaq_translator_error_new_retry_after (SiyaqTranslatorError code, guint retry_after_s, const char *message);
guint siyaq_translator_error_get_retry_after (const GError *error);
const char *siyaq_translator_error_get_code (const GError *error);
GError *siyaq_translator_error_new_from_code (const char *code, guint retry_after_s, const char *message);

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
