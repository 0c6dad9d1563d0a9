/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What the contracts have in common: an array of texts goes out, and as many translations come back,
   each a string somewhere in its element. */
#define G_LOG_DOMAIN "siyaq-remote"

#include "config.h"

#include "siyaq-remote-private.h"

/**
 * siyaq_remote_add_texts:
 * @builder: where a value is expected
 * @texts: (array length=n): what becomes an array there
 * @n: how many
 */
void
siyaq_remote_add_texts (JsonBuilder *builder,
                        const char *const *texts,
                        guint n)
{
  json_builder_begin_array (builder);
  for (guint i = 0; i < n; i++)
    json_builder_add_string_value (builder, texts[i]);
  json_builder_end_array (builder);
}

/**
 * siyaq_remote_print:
 * @builder: (transfer full): what was built
 *
 * Returns: (transfer full): it as text
 */
char *
siyaq_remote_print (JsonBuilder *builder)
{
  char *text = siyaq_remote_json_print (json_builder_get_root (builder));

  g_object_unref (builder);
  return text;
}

/**
 * siyaq_remote_build_query:
 * @texts: (array length=n): what is to be translated
 * @n: how many
 * @from: the language of the texts
 * @to: the language wanted
 *
 * Returns: (transfer full): {q: […], source, target, format: "text"}, which Google and LibreTranslate
 *   take
 */
char *
siyaq_remote_build_query (const char *const *texts,
                          guint n,
                          const char *from,
                          const char *to)
{
  JsonBuilder *builder = json_builder_new ();

  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "q");
  siyaq_remote_add_texts (builder, texts, n);
  json_builder_set_member_name (builder, "source");
  json_builder_add_string_value (builder, from);
  json_builder_set_member_name (builder, "target");
  json_builder_add_string_value (builder, to);
  json_builder_set_member_name (builder, "format");
  json_builder_add_string_value (builder, "text");
  json_builder_end_object (builder);
  return siyaq_remote_print (builder);
}

/**
 * siyaq_remote_read_list:
 * @array: (nullable): what should be an array of @n elements
 * @n: how many texts were sent
 * @read: gives the translation in an element, or %NULL
 * @error: %SIYAQ_TRANSLATOR_ERROR_BAD_ANSWER where it is no such array
 *
 * Returns: (transfer full): the translations in order, "" where there is none
 */
char **
siyaq_remote_read_list (JsonNode *array,
                        guint n,
                        SiyaqRemoteRead read,
                        GError **error)
{
  g_autoptr (GStrvBuilder) answers = NULL;

  if (siyaq_remote_json_at (array, n - 1) == NULL || siyaq_remote_json_at (array, n) != NULL)
    {
      siyaq_remote_set_bad_answer (error, "the answer has not one translation for each text");
      return NULL;
    }
  answers = g_strv_builder_new ();
  for (guint i = 0; i < n; i++)
    {
      const char *answer = read (siyaq_remote_json_at (array, i));

      g_strv_builder_add (answers, answer != NULL ? answer : "");
    }
  return g_strv_builder_end (answers);
}

/**
 * siyaq_remote_set_bad_answer:
 * @error: (out): %SIYAQ_TRANSLATOR_ERROR_BAD_ANSWER
 * @message: what is wrong with it
 */
void
siyaq_remote_set_bad_answer (GError **error,
                             const char *message)
{
  g_set_error_literal (error, SIYAQ_TRANSLATOR_ERROR, SIYAQ_TRANSLATOR_ERROR_BAD_ANSWER, message);
}

/**
 * siyaq_remote_complain_in_error:
 * @root: what a server said
 *
 * Returns: (transfer none) (nullable): what {error: {message}} or {error} says, where most put it
 */
const char *
siyaq_remote_complain_in_error (JsonNode *root)
{
  JsonNode *error = siyaq_remote_json_find (root, "error", NULL);
  const char *said = siyaq_remote_json_string (siyaq_remote_json_find (error, "message", NULL));

  return said != NULL ? said : siyaq_remote_json_string (error);
}
