/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Messages: there and back, and what is refused. */
#include "config.h"

#include "siyaq-protocol.h"

#include <string.h>

static void
test_round_trip (void)
{
  g_autoptr (GBytes) body = g_bytes_new_static ("<rss/>\0x", 8);
  g_autoptr (SiyaqMessage) message = NULL, read = NULL;
  g_autoptr (GBytes) payload = NULL;
  g_autoptr (GError) error = NULL;
  GVariantBuilder values;

  g_variant_builder_init (&values, G_VARIANT_TYPE_VARDICT);
  g_variant_builder_add (&values, "{sv}", "feed", g_variant_new_string ("سياق"));
  g_variant_builder_add (&values, "{sv}", "empty", g_variant_new_string (""));
  g_variant_builder_add (&values, "{sv}", "published", g_variant_new_int64 (-5));
  g_variant_builder_add (&values, "{sv}", "max", g_variant_new_uint32 (7));
  g_variant_builder_add (&values, "{sv}", "held", g_variant_new_boolean (TRUE));
  message = siyaq_message_new ("filter", g_variant_builder_end (&values), body);
  payload = siyaq_message_encode (message);
  read = siyaq_message_decode (payload, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (read->name, ==, "filter");
  g_assert_cmpstr (siyaq_message_get_string (read, "feed"), ==, "سياق");
  g_assert_null (siyaq_message_get_string (read, "empty"));
  g_assert_null (siyaq_message_get_string (read, "published"));
  g_assert_cmpint (siyaq_message_get_int64 (read, "published", 1), ==, -5);
  g_assert_cmpint (siyaq_message_get_int64 (read, "missing", 1), ==, 1);
  g_assert_cmpuint (siyaq_message_get_uint (read, "max", 1), ==, 7);
  g_assert_true (siyaq_message_get_boolean (read, "held"));
  g_assert_false (siyaq_message_get_boolean (read, "max"));
  g_assert_true (g_bytes_equal (read->body, body));
}

/* Every prefix and every flipped byte is read as a message or refused, and never more than that. */
static void
test_damaged (void)
{
  g_autoptr (SiyaqMessage) message = siyaq_message_new_error ("something went wrong");
  g_autoptr (GBytes) payload = siyaq_message_encode (message);
  gsize length;
  const guint8 *data = g_bytes_get_data (payload, &length);

  for (gsize i = 0; i < length; i++)
    {
      g_autoptr (GBytes) prefix = g_bytes_new (data, i);
      g_autoptr (SiyaqMessage) read = siyaq_message_decode (prefix, NULL);
      g_autofree guint8 *copy = g_memdup2 (data, length);
      g_autoptr (GBytes) flipped = NULL;
      g_autoptr (SiyaqMessage) other = NULL;

      copy[i] ^= 0x81;
      flipped = g_bytes_new (copy, length);
      other = siyaq_message_decode (flipped, NULL);
      if (other != NULL)
        g_assert_true (g_utf8_validate (other->name, -1, NULL));
      if (read != NULL)
        g_assert_true (g_utf8_validate (read->name, -1, NULL));
    }
}

static void
test_refused (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) garbage = g_bytes_new_static ("\xff\xff\xff\xff\xff\xff\xff\xff", 8);

  g_assert_null (siyaq_message_decode (garbage, &error));
  g_assert_error (error, SIYAQ_PROTOCOL_ERROR, SIYAQ_PROTOCOL_ERROR_INVALID);
}

int
main (int argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/protocol/round-trip", test_round_trip);
  g_test_add_func ("/protocol/damaged", test_damaged);
  g_test_add_func ("/protocol/refused", test_refused);
  return g_test_run ();
}
