/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Messages and where the socket is. What comes in is taken for hostile: GVariant data is used only
   in its normal form, so that offsets that point elsewhere are refused and not followed. */
#define G_LOG_DOMAIN "siyaq-service"

#include "config.h"

#include "siyaq-protocol.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

G_DEFINE_QUARK (siyaq-protocol-error-quark, siyaq_protocol_error)

/**
 * siyaq_message_new:
 * @name: a method, "ok" or "error"
 * @values: (nullable): an a{sv}; a floating one is taken over
 * @body: (nullable): bytes that go with it
 *
 * Returns: (transfer full): a message
 */
SiyaqMessage *
siyaq_message_new (const char *name,
                   GVariant *values,
                   GBytes *body)
{
  SiyaqMessage *self;

  g_return_val_if_fail (name != NULL, NULL);
  g_return_val_if_fail (values == NULL || g_variant_is_of_type (values, G_VARIANT_TYPE_VARDICT), NULL);

  self = g_new0 (SiyaqMessage, 1);
  self->name = g_strdup (name);
  if (values == NULL)
    values = g_variant_new_array (G_VARIANT_TYPE ("{sv}"), NULL, 0);
  self->values = g_variant_ref_sink (values);
  self->body = body != NULL ? g_bytes_ref (body) : NULL;
  return self;
}

/**
 * siyaq_message_new_error:
 * @message: what went wrong, for a person
 *
 * Returns: (transfer full): an answer that says so
 */
SiyaqMessage *
siyaq_message_new_error (const char *message)
{
  GVariantBuilder values;
  g_autofree char *valid = NULL;

  g_return_val_if_fail (message != NULL, NULL);

  valid = g_utf8_make_valid (message, -1);
  g_variant_builder_init (&values, G_VARIANT_TYPE_VARDICT);
  g_variant_builder_add (&values, "{sv}", "message", g_variant_new_string (valid));
  return siyaq_message_new ("error", g_variant_builder_end (&values), NULL);
}

/**
 * siyaq_message_new_error_code:
 * @message: what went wrong, for a person
 * @code: the same as a word, for a program
 * @retry_after_s: seconds after which it may be asked again, 0 where that is not known
 *
 * Returns: (transfer full): an answer that says so
 */
SiyaqMessage *
siyaq_message_new_error_code (const char *message,
                              const char *code,
                              guint retry_after_s)
{
  g_autofree char *valid = g_utf8_make_valid (message, -1);
  GVariantBuilder values;

  g_variant_builder_init (&values, G_VARIANT_TYPE_VARDICT);
  g_variant_builder_add (&values, "{sv}", "message", g_variant_new_string (valid));
  g_variant_builder_add (&values, "{sv}", "code", g_variant_new_string (code));
  if (retry_after_s > 0)
    g_variant_builder_add (&values, "{sv}", "retry-after-s", g_variant_new_uint32 (retry_after_s));
  return siyaq_message_new ("error", g_variant_builder_end (&values), NULL);
}

/**
 * siyaq_message_free:
 * @self: (transfer full) (nullable): a message
 */
void
siyaq_message_free (SiyaqMessage *self)
{
  if (self == NULL)
    return;
  g_free (self->name);
  g_variant_unref (self->values);
  g_clear_pointer (&self->body, g_bytes_unref);
  g_free (self);
}

/**
 * siyaq_message_get_string:
 * @self: a message
 * @name: of a value
 *
 * Returns: (nullable): the value, owned by @self; %NULL where it is missing, empty or no string
 */
const char *
siyaq_message_get_string (const SiyaqMessage *self,
                          const char *name)
{
  const char *value = NULL;

  g_return_val_if_fail (self != NULL, NULL);

  if (!g_variant_lookup (self->values, name, "&s", &value) || *value == '\0')
    return NULL;
  return value;
}

/**
 * siyaq_message_get_int64:
 * @self: a message
 * @name: of a value
 * @fallback: what counts where the value is missing
 *
 * Returns: the value
 */
gint64
siyaq_message_get_int64 (const SiyaqMessage *self,
                         const char *name,
                         gint64 fallback)
{
  gint64 value = fallback;

  g_return_val_if_fail (self != NULL, fallback);
  return g_variant_lookup (self->values, name, "x", &value) ? value : fallback;
}

/**
 * siyaq_message_get_uint:
 * @self: a message
 * @name: of a value
 * @fallback: what counts where the value is missing
 *
 * Returns: the value
 */
guint
siyaq_message_get_uint (const SiyaqMessage *self,
                        const char *name,
                        guint fallback)
{
  guint32 value = fallback;

  g_return_val_if_fail (self != NULL, fallback);
  return g_variant_lookup (self->values, name, "u", &value) ? value : fallback;
}

/**
 * siyaq_message_get_boolean:
 * @self: a message
 * @name: of a value
 *
 * Returns: the value; %FALSE where it is missing
 */
gboolean
siyaq_message_get_boolean (const SiyaqMessage *self,
                           const char *name)
{
  gboolean value = FALSE;

  g_return_val_if_fail (self != NULL, FALSE);
  return g_variant_lookup (self->values, name, "b", &value) && value;
}

/* The byte order of the socket is little-endian, so that a dump reads the same everywhere. */
static GVariant *
to_wire_order (GVariant *variant)
{
#if G_BYTE_ORDER == G_BIG_ENDIAN
  GVariant *swapped = g_variant_byteswap (variant);

  g_variant_unref (variant);
  return swapped;
#else
  return variant;
#endif
}

/**
 * siyaq_message_encode:
 * @self: a message
 *
 * Returns: (transfer full): the payload, without the length that goes before it
 */
GBytes *
siyaq_message_encode (const SiyaqMessage *self)
{
  g_autoptr (GVariant) variant = NULL;
  GVariant *body, *children[3];

  g_return_val_if_fail (self != NULL, NULL);

  if (self->body != NULL)
    body = g_variant_new_from_bytes (G_VARIANT_TYPE_BYTESTRING, self->body, TRUE);
  else
    body = g_variant_new_array (G_VARIANT_TYPE_BYTE, NULL, 0);
  children[0] = g_variant_new_string (self->name);
  children[1] = self->values;
  children[2] = body;
  variant = to_wire_order (g_variant_ref_sink (g_variant_new_tuple (children, G_N_ELEMENTS (children))));
  return g_variant_get_data_as_bytes (variant);
}

/**
 * siyaq_message_decode:
 * @payload: what came over the socket, without its length
 * @error: a #SiyaqProtocolError
 *
 * Returns: (transfer full): the message
 */
SiyaqMessage *
siyaq_message_decode (GBytes *payload,
                      GError **error)
{
  g_autoptr (GVariant) variant = NULL;
  g_autoptr (GVariant) values = NULL, body = NULL;
  g_autoptr (GBytes) bytes = NULL;
  const char *name;

  g_return_val_if_fail (payload != NULL, NULL);

  if (g_bytes_get_size (payload) > SIYAQ_PROTOCOL_MAX_BYTES)
    {
      g_set_error (error, SIYAQ_PROTOCOL_ERROR, SIYAQ_PROTOCOL_ERROR_TOO_LARGE,
                   "message over %u bytes", SIYAQ_PROTOCOL_MAX_BYTES);
      return NULL;
    }
  variant = g_variant_ref_sink (g_variant_new_from_bytes (G_VARIANT_TYPE (SIYAQ_PROTOCOL_TYPE), payload, FALSE));
  variant = to_wire_order (variant);
  if (!g_variant_is_normal_form (variant))
    {
      g_set_error_literal (error, SIYAQ_PROTOCOL_ERROR, SIYAQ_PROTOCOL_ERROR_INVALID, "not a message");
      return NULL;
    }
  g_variant_get_child (variant, 0, "&s", &name);
  values = g_variant_get_child_value (variant, 1);
  body = g_variant_get_child_value (variant, 2);
  bytes = g_variant_get_data_as_bytes (body);
  return siyaq_message_new (name, values, bytes);
}

/**
 * siyaq_protocol_get_socket_path:
 *
 * Returns: (transfer full) (type filename): where the service listens
 */
char *
siyaq_protocol_get_socket_path (void)
{
  return g_build_filename (g_get_user_runtime_dir (), "siyaq", "socket", NULL);
}

/**
 * siyaq_protocol_ensure_runtime_dir:
 * @error: a #GFileError
 *
 * Makes the folder of the socket, for the user alone. One that exists already must be the user's own
 * and closed to others: who can write there could put a socket of theirs in the place of ours.
 *
 * Returns: (transfer full) (type filename): the folder
 */
char *
siyaq_protocol_ensure_runtime_dir (GError **error)
{
  g_autofree char *dir = g_build_filename (g_get_user_runtime_dir (), "siyaq", NULL);
  GStatBuf status;

  if (g_mkdir_with_parents (dir, 0700) != 0 || g_lstat (dir, &status) != 0)
    {
      int code = errno;

      g_set_error (error, G_FILE_ERROR, (int) g_file_error_from_errno (code), "%s: %s", dir, g_strerror (code));
      return NULL;
    }
  if (!S_ISDIR (status.st_mode) || status.st_uid != getuid () || (status.st_mode & 022) != 0)
    {
      g_set_error (error, G_FILE_ERROR, G_FILE_ERROR_PERM, "%s is not a folder of this user alone", dir);
      return NULL;
    }
  return g_steal_pointer (&dir);
}
