/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Why a translation did not come. The error crosses the socket of the translator's process as a word,
   not as a number of the enumeration, so that the two ends may be of different versions; the seconds
   after which a provider wants to be asked again travel with the error itself, because only who keeps
   the chain knows whether to wait or to ask the next one. */
#define G_LOG_DOMAIN "siyaq-digest"

#include "config.h"

#include "siyaq-translator.h"

typedef struct
{
  guint retry_after_s; /* 0: not known */
} SiyaqTranslatorErrorPrivate;

static const char cancelled_code[] = "cancelled";

/* In the order of the enumeration. */
static const char *const codes[] = {
  "unsupported", "failed", "auth", "quota", "rate-limited", "too-large", "network", "bad-answer", "locked",
};

static void
siyaq_translator_error_private_init (SiyaqTranslatorErrorPrivate *priv)
{
}

static void
siyaq_translator_error_private_copy (const SiyaqTranslatorErrorPrivate *from,
                                     SiyaqTranslatorErrorPrivate *to)
{
  to->retry_after_s = from->retry_after_s;
}

static void
siyaq_translator_error_private_clear (SiyaqTranslatorErrorPrivate *priv)
{
}

G_DEFINE_EXTENDED_ERROR (SiyaqTranslatorError, siyaq_translator_error)

/**
 * siyaq_translator_error_new_retry_after:
 * @code: why
 * @retry_after_s: seconds after which the provider may be asked again; 0 where it is not known
 * @message: for a person
 *
 * Returns: (transfer full): an error that knows when to ask again
 */
GError *
siyaq_translator_error_new_retry_after (SiyaqTranslatorError code,
                                        guint retry_after_s,
                                        const char *message)
{
  GError *error;

  g_return_val_if_fail (message != NULL, NULL);

  error = g_error_new_literal (SIYAQ_TRANSLATOR_ERROR, (int) code, message);
  siyaq_translator_error_get_private (error)->retry_after_s = retry_after_s;
  return error;
}

/**
 * siyaq_translator_error_get_retry_after:
 * @error: any error
 *
 * Returns: seconds after which the provider wants to be asked again; 0 where it did not say
 */
guint
siyaq_translator_error_get_retry_after (const GError *error)
{
  g_return_val_if_fail (error != NULL, 0);

  return error->domain == SIYAQ_TRANSLATOR_ERROR ? siyaq_translator_error_get_private (error)->retry_after_s : 0;
}

/**
 * siyaq_translator_error_get_code:
 * @error: any error
 *
 * Returns: the word for it on the translator's socket: "unsupported", "failed", "auth", "quota",
 *   "rate-limited", "too-large", "network", "bad-answer", "locked" or "cancelled"; an error of
 *   another domain is "failed"
 */
const char *
siyaq_translator_error_get_code (const GError *error)
{
  g_return_val_if_fail (error != NULL, NULL);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return cancelled_code;
  if (error->domain == SIYAQ_TRANSLATOR_ERROR && error->code >= 0 && error->code < (int) G_N_ELEMENTS (codes))
    return codes[error->code];
  return codes[SIYAQ_TRANSLATOR_ERROR_FAILED];
}

/**
 * siyaq_translator_error_new_from_code:
 * @code: (nullable): a word of siyaq_translator_error_get_code(); one that is not known counts as
 *   "failed"
 * @retry_after_s: seconds after which the provider may be asked again; 0 where it is not known
 * @message: for a person
 *
 * Returns: (transfer full): the error that was put into @code
 */
GError *
siyaq_translator_error_new_from_code (const char *code,
                                      guint retry_after_s,
                                      const char *message)
{
  g_return_val_if_fail (message != NULL, NULL);

  if (g_strcmp0 (code, cancelled_code) == 0)
    return g_error_new_literal (G_IO_ERROR, G_IO_ERROR_CANCELLED, message);
  for (guint i = 0; i < G_N_ELEMENTS (codes); i++)
    if (g_strcmp0 (code, codes[i]) == 0)
      return siyaq_translator_error_new_retry_after ((SiyaqTranslatorError) i, retry_after_s, message);
  return siyaq_translator_error_new_retry_after (SIYAQ_TRANSLATOR_ERROR_FAILED, retry_after_s, message);
}
