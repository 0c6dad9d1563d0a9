/* SPDX-License-Identifier: GPL-2.0-or-later */
/* JSON of servers, taken for hostile: json-glib reads nested values by recursion, so that the depth is
   counted before it sees them, and every step into the tree asks what kind of value stands there. */
#define G_LOG_DOMAIN "siyaq-remote"

#include "config.h"

#include "siyaq-remote-json.h"

#include "siyaq-http.h"
#include "siyaq-translator.h"

#include <stdarg.h>
#include <string.h>

/* The deepest contract has six levels. */
#define MAX_DEPTH 32u

static gboolean
is_too_deep (const char *text,
             gsize length)
{
  guint depth = 0;
  gboolean in_string = FALSE;

  for (gsize i = 0; i < length; i++)
    {
      char c = text[i];

      if (in_string && c == '\\')
        i++;
      else if (c == '"')
        in_string = !in_string;
      else if (!in_string && (c == '[' || c == '{') && ++depth > MAX_DEPTH)
        return TRUE;
      else if (!in_string && (c == ']' || c == '}') && depth > 0)
        depth--;
    }
  return FALSE;
}

/* json-glib knows comments, in which a quotation mark would hide brackets from the count. */
static gboolean
begins_comment (const char *text,
                gsize length)
{
  gboolean in_string = FALSE;

  for (gsize i = 0; i < length; i++)
    {
      if (in_string && text[i] == '\\')
        i++;
      else if (text[i] == '"')
        in_string = !in_string;
      else if (!in_string && (text[i] == '/' || text[i] == '#' || text[i] == '\''))
        return TRUE;
    }
  return FALSE;
}

/**
 * siyaq_remote_json_parse:
 * @text: what a server said
 * @length: its bytes
 * @error: %SIYAQ_TRANSLATOR_ERROR_BAD_ANSWER
 *
 * Returns: (transfer full): the value
 */
JsonNode *
siyaq_remote_json_parse (const char *text,
                         gsize length,
                         GError **error)
{
  g_autoptr (JsonParser) parser = NULL;
  JsonNode *root = NULL;

  g_return_val_if_fail (text != NULL || length == 0, NULL);

  if (length > 0 && g_utf8_validate_len (text, length, NULL) && !begins_comment (text, length) && !is_too_deep (text, length))
    {
      parser = json_parser_new ();
      if (json_parser_load_from_data (parser, text, (gssize) length, NULL))
        root = json_parser_steal_root (parser);
    }
  if (root == NULL)
    g_set_error_literal (error, SIYAQ_TRANSLATOR_ERROR, SIYAQ_TRANSLATOR_ERROR_BAD_ANSWER, "the answer is not JSON");
  return root;
}

/**
 * siyaq_remote_json_find:
 * @node: (nullable): a value
 * @...: names of members, one inside the other
 *
 * Returns: (transfer none) (nullable): the member; %NULL where there is none
 */
JsonNode *
siyaq_remote_json_find (JsonNode *node,
                        ...)
{
  va_list names;
  const char *name;

  va_start (names, node);
  while (node != NULL && (name = va_arg (names, const char *)) != NULL)
    node = JSON_NODE_HOLDS_OBJECT (node) ? json_object_get_member (json_node_get_object (node), name) : NULL;
  va_end (names);
  return node;
}

/**
 * siyaq_remote_json_at:
 * @node: (nullable): a value
 * @index: from 0
 *
 * Returns: (transfer none) (nullable): that element; %NULL where there is none
 */
JsonNode *
siyaq_remote_json_at (JsonNode *node,
                      guint index)
{
  JsonArray *array = node != NULL && JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;

  return array != NULL && index < json_array_get_length (array) ? json_array_get_element (array, index) : NULL;
}

/**
 * siyaq_remote_json_string:
 * @node: (nullable): a value
 *
 * Returns: (transfer none) (nullable): the string; %NULL where it is none
 */
const char *
siyaq_remote_json_string (JsonNode *node)
{
  if (node == NULL || !JSON_NODE_HOLDS_VALUE (node) || json_node_get_value_type (node) != G_TYPE_STRING)
    return NULL;
  return json_node_get_string (node);
}

/**
 * siyaq_remote_json_int:
 * @node: (nullable): a value
 * @fallback: what counts where it is no whole number
 *
 * Returns: the number
 */
gint64
siyaq_remote_json_int (JsonNode *node,
                       gint64 fallback)
{
  if (node == NULL || !JSON_NODE_HOLDS_VALUE (node) || json_node_get_value_type (node) != G_TYPE_INT64)
    return fallback;
  return json_node_get_int (node);
}

/**
 * siyaq_remote_json_print:
 * @node: (transfer full): a value
 *
 * Returns: (transfer full): it as text, on one line
 */
char *
siyaq_remote_json_print (JsonNode *node)
{
  char *text;

  g_return_val_if_fail (node != NULL, NULL);

  text = json_to_string (node, FALSE);
  json_node_unref (node);
  return text;
}

/**
 * siyaq_remote_json_escaped_length:
 * @text: text
 *
 * Returns: at most how many bytes it takes as a string of an array
 */
gsize
siyaq_remote_json_escaped_length (const char *text)
{
  gsize n = 3;

  g_return_val_if_fail (text != NULL, 0);

  for (const guchar *p = (const guchar *) text; *p != '\0'; p++)
    n += *p < 0x20 || *p == 0x7f ? 6 : *p == '"' || *p == '\\' || *p == '/' ? 2 : 1;
  return n;
}

/**
 * siyaq_remote_json_add_secret:
 * @object: (transfer full): an object as text, with at least one member
 * @name: of the new member
 * @secret: its value
 *
 * The value is written straight into the text that goes out: in json-glib's tree it would stay
 * behind in memory that cannot be wiped.
 *
 * Returns: (transfer full): the object with that member last
 */
char *
siyaq_remote_json_add_secret (char *object,
                              const char *name,
                              const char *secret)
{
  gsize length, size;
  char *text, *p;

  g_return_val_if_fail (object != NULL, NULL);
  g_return_val_if_fail (name != NULL, NULL);
  g_return_val_if_fail (secret != NULL, NULL);

  length = strlen (object) - 1;
  size = length + strlen (name) + siyaq_remote_json_escaped_length (secret) + 8;
  text = g_malloc0 (size);
  p = text + g_snprintf (text, size, "%.*s,\"%s\":\"", (int) length, object, name);
  for (const guchar *c = (const guchar *) secret; *c != '\0'; c++)
    {
      if (*c == '"' || *c == '\\')
        *p++ = '\\';
      if (*c >= 0x20)
        *p++ = (char) *c;
    }
  memcpy (p, "\"}", 3);
  siyaq_http_wipe (object);
  return text;
}
