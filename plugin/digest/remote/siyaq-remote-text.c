/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Texts on their way out and back: cut where a provider takes less at once, counted as providers
   count, and what servers say made fit for a person to read. */
#define G_LOG_DOMAIN "siyaq-remote"

#include "config.h"

#include "siyaq-remote-private.h"

#include <string.h>

/* A line of a dialog. */
#define MAX_COMPLAINT_CHARS 160u
/* Shorter ones could be any word of a sentence. */
#define MIN_KEY_BYTES 4u

/**
 * siyaq_remote_count_chars:
 * @text: text
 *
 * Returns: its length in UTF-16 units, which is never less than any other way in which providers
 *   count characters
 */
gsize
siyaq_remote_count_chars (const char *text)
{
  gsize n = 0;

  g_return_val_if_fail (text != NULL, 0);

  for (const guchar *p = (const guchar *) text; *p != '\0'; p++)
    n += (*p & 0xc0) == 0x80 ? 0 : *p >= 0xf0 ? 2 : 1;
  return n;
}

/* How good a place behind a character is to cut: 3 behind a line, 2 a sentence, 1 a word. */
static guint
rank_cut (gunichar c,
          gunichar next)
{
  if (c == '\n')
    return 3;
  if (!g_unichar_isspace (c))
    return 0;
  return g_unichar_isspace (next) ? 0 : 1;
}

static gboolean
ends_sentence (gunichar c)
{
  return c == '.' || c == '!' || c == '?' || c == 0x061f || c == 0x06d4 || c == 0x2026;
}

static const char *
find_cut (const char *text,
          gsize max_chars)
{
  const char *best = NULL, *p = text;
  guint best_rank = 0;
  gunichar before = 0;
  gsize n = 0, best_n = 0;

  while (*p != '\0')
    {
      gunichar c = g_utf8_get_char (p);
      const char *next = g_utf8_next_char (p);
      guint rank;

      n += c > 0xffff ? 2 : 1;
      if (n > max_chars)
        return best != NULL ? best : p > text ? p : next;
      rank = rank_cut (c, g_utf8_get_char (next));
      if (rank == 1 && ends_sentence (before))
        rank = 2;
      /* A good place early would give many small pieces. */
      if (rank > 0 && (rank >= best_rank || best_n < max_chars / 3))
        {
          best = next;
          best_n = n;
          best_rank = rank;
        }
      before = c;
      p = next;
    }
  return p;
}

/**
 * siyaq_remote_split:
 * @text: text
 * @max_chars: in a piece; 0 for no limit
 *
 * Returns: (transfer full) (element-type utf8): its pieces, cut behind a line, a sentence or at
 *   least a word; together they are @text
 */
GPtrArray *
siyaq_remote_split (const char *text,
                    gsize max_chars)
{
  GPtrArray *pieces = g_ptr_array_new_with_free_func (g_free);

  g_return_val_if_fail (text != NULL, pieces);

  do
    {
      const char *cut = max_chars == 0 ? text + strlen (text) : find_cut (text, max_chars);

      g_ptr_array_add (pieces, g_strndup (text, (gsize) (cut - text)));
      text = cut;
    }
  while (*text != '\0');
  return pieces;
}

static char *
replace_all (char *text,
             const char *what)
{
  GString *string = g_string_new (text);

  g_free (text);
  g_string_replace (string, what, "•••", 0);
  return g_string_free (string, FALSE);
}

/**
 * siyaq_remote_clean_complaint:
 * @complaint: (nullable): what a server said
 * @key: (nullable): what must not be in it
 *
 * Servers repeat the key that they do not take.
 *
 * Returns: (transfer full) (nullable): one short line without the key; %NULL where nothing was said
 */
char *
siyaq_remote_clean_complaint (const char *complaint,
                              const char *key)
{
  g_autofree char *line = NULL;
  char *p;

  if (complaint == NULL || !g_utf8_validate (complaint, -1, NULL))
    return NULL;
  line = g_strdup (complaint);
  if (key != NULL && strlen (key) >= MIN_KEY_BYTES)
    {
      char *escaped = g_uri_escape_string (key, NULL, FALSE);

      line = replace_all (line, key);
      line = replace_all (line, escaped);
      siyaq_http_wipe (escaped);
    }
  for (p = line; *p != '\0'; p = g_utf8_next_char (p))
    if ((guchar) *p < 0x20)
      *p = ' ';
  if (g_utf8_strlen (line, -1) > (glong) MAX_COMPLAINT_CHARS)
    strcpy (g_utf8_offset_to_pointer (line, MAX_COMPLAINT_CHARS - 1), "…");
  g_strstrip (line);
  return *line != '\0' ? g_steal_pointer (&line) : NULL;
}

/* The character of an entity from "&" on, and where it ends; NULL where it is none. */
static const char *
read_entity (const char *text,
             gunichar *ret_character)
{
  static const struct { const char *name; gunichar character; } named[] = {
    { "&amp;", '&' }, { "&lt;", '<' }, { "&gt;", '>' }, { "&quot;", '"' }, { "&apos;", '\'' }, { "&nbsp;", 0xa0 },
  };
  char *end;
  guint64 number;

  for (guint i = 0; i < G_N_ELEMENTS (named); i++)
    if (g_str_has_prefix (text, named[i].name))
      {
        *ret_character = named[i].character;
        return text + strlen (named[i].name);
      }
  if (text[1] != '#')
    return NULL;
  if (text[2] == 'x' && g_ascii_isxdigit (text[3]))
    number = g_ascii_strtoull (text + 3, &end, 16);
  else if (g_ascii_isdigit (text[2]))
    number = g_ascii_strtoull (text + 2, &end, 10);
  else
    return NULL;
  if (*end != ';' || number < 0x20 || number > 0x10ffff || !g_unichar_validate ((gunichar) number))
    return NULL;
  *ret_character = (gunichar) number;
  return end + 1;
}

/**
 * siyaq_remote_unescape_entities:
 * @text: a translation in which characters may be written as HTML entities
 *
 * Returns: (transfer full): it with the characters themselves, each entity read once
 */
char *
siyaq_remote_unescape_entities (const char *text)
{
  GString *plain;

  g_return_val_if_fail (text != NULL, NULL);

  plain = g_string_sized_new (strlen (text));
  while (*text != '\0')
    {
      gunichar character;
      const char *end = *text == '&' ? read_entity (text, &character) : NULL;

      if (end != NULL)
        g_string_append_unichar (plain, character);
      else
        g_string_append_c (plain, *text);
      text = end != NULL ? end : text + 1;
    }
  return g_string_free (plain, FALSE);
}

/**
 * siyaq_remote_join_url:
 * @base: address of a server as a person writes it, with or without a slash at its end or the whole
 *   path already
 * @path: with a slash at its beginning
 *
 * Returns: (transfer full): where requests go
 */
char *
siyaq_remote_join_url (const char *base,
                       const char *path)
{
  gsize length;

  g_return_val_if_fail (base != NULL, NULL);
  g_return_val_if_fail (path != NULL, NULL);

  length = strlen (base);
  while (length > 0 && base[length - 1] == '/')
    length--;
  if (length > strlen (path) && strncmp (base + length - strlen (path), path, strlen (path)) == 0)
    length -= strlen (path);
  return g_strdup_printf ("%.*s%s", (int) length, base, path);
}
