/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Texts of a call ⇄ pieces that are sent: long texts are cut, blanks around a piece stay here, equal
   pieces go once, and those that were answered before a call failed do not go again. */
#define G_LOG_DOMAIN "siyaq-remote"

#include "config.h"

#include "siyaq-remote-private.h"

#include <string.h>

/* Pieces that are remembered of calls that failed. */
#define MAX_KEPT 512u

static void
piece_free (gpointer data)
{
  SiyaqRemotePiece *piece = data;

  g_free (piece->text);
  g_free (piece->answer);
  g_free (piece);
}

/* A part of a text without the blanks around it. */
static char *
core_of (const char *part,
         gsize *ret_before,
         gsize *ret_after)
{
  char *core = g_strdup (part);

  g_strchug (core);
  *ret_before = strlen (part) - strlen (core);
  g_strchomp (core);
  *ret_after = strlen (part) - *ret_before - strlen (core);
  return core;
}

static char *
kept_key (const char *text,
          const char *from,
          const char *to)
{
  return g_strconcat (from, "\n", to, "\n", text, NULL);
}

static void
collect_piece (GHashTable *pieces,
               const char *part,
               GHashTable *kept,
               const char *from,
               const char *to,
               GPtrArray *open)
{
  gsize before, after;
  g_autofree char *core = core_of (part, &before, &after);
  g_autofree char *key = NULL;
  SiyaqRemotePiece *piece;

  if (*core == '\0' || g_hash_table_contains (pieces, core))
    return;
  key = kept_key (core, from, to);
  piece = g_new0 (SiyaqRemotePiece, 1);
  piece->text = g_steal_pointer (&core);
  piece->answer = g_strdup (g_hash_table_lookup (kept, key));
  g_hash_table_insert (pieces, piece->text, piece);
  if (piece->answer == NULL)
    g_ptr_array_add (open, piece);
}

/**
 * siyaq_remote_cut_texts:
 * @texts: (array zero-terminated=1): the texts of a call
 * @max_chars: the longest piece; 0 for no limit
 *
 * Returns: (transfer full) (element-type GPtrArray): the parts of each
 */
GPtrArray *
siyaq_remote_cut_texts (const char *const *texts,
                        gsize max_chars)
{
  GPtrArray *cuts = g_ptr_array_new_with_free_func ((GDestroyNotify) g_ptr_array_unref);

  g_return_val_if_fail (texts != NULL, cuts);

  for (guint i = 0; texts[i] != NULL; i++)
    g_ptr_array_add (cuts, siyaq_remote_split (texts[i], max_chars));
  return cuts;
}

/**
 * siyaq_remote_collect_pieces:
 * @cuts: (element-type GPtrArray): the parts of each text
 * @kept: what was answered before
 * @from: the language of the texts
 * @to: the language wanted
 * @ret_open: (element-type SiyaqRemotePiece): takes those that are to be sent, in order
 *
 * Returns: (transfer full) (element-type utf8 SiyaqRemotePiece): each piece once, by its text
 */
GHashTable *
siyaq_remote_collect_pieces (GPtrArray *cuts,
                             GHashTable *kept,
                             const char *from,
                             const char *to,
                             GPtrArray *ret_open)
{
  GHashTable *pieces = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, piece_free);

  g_return_val_if_fail (cuts != NULL, pieces);
  g_return_val_if_fail (kept != NULL, pieces);
  g_return_val_if_fail (ret_open != NULL, pieces);

  for (guint i = 0; i < cuts->len; i++)
    {
      GPtrArray *cut = g_ptr_array_index (cuts, i);

      for (guint k = 0; k < cut->len; k++)
        collect_piece (pieces, g_ptr_array_index (cut, k), kept, from, to, ret_open);
    }
  return pieces;
}

/**
 * siyaq_remote_assemble:
 * @cut: (element-type utf8): the parts of a text
 * @pieces: (element-type utf8 SiyaqRemotePiece): all of them with their answers
 *
 * Returns: (transfer full): the translation, with the blanks of the text between its parts
 */
char *
siyaq_remote_assemble (GPtrArray *cut,
                       GHashTable *pieces)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < cut->len; i++)
    {
      const char *part = g_ptr_array_index (cut, i);
      gsize before, after;
      g_autofree char *core = core_of (part, &before, &after);
      const SiyaqRemotePiece *piece = g_hash_table_lookup (pieces, core);

      g_string_append_len (text, part, (gssize) before);
      if (piece != NULL)
        g_string_append (text, piece->answer);
      g_string_append (text, part + strlen (part) - after);
    }
  return g_string_free (text, FALSE);
}

/**
 * siyaq_remote_keep_answers:
 * @kept: (element-type utf8 utf8): takes what was answered
 * @open: (element-type SiyaqRemotePiece): the pieces of a call that failed
 * @from: the language of the texts
 * @to: the language wanted
 */
void
siyaq_remote_keep_answers (GHashTable *kept,
                           GPtrArray *open,
                           const char *from,
                           const char *to)
{
  for (guint i = 0; i < open->len && g_hash_table_size (kept) < MAX_KEPT; i++)
    {
      const SiyaqRemotePiece *piece = g_ptr_array_index (open, i);

      if (piece->answer != NULL)
        g_hash_table_replace (kept, kept_key (piece->text, from, to), g_strdup (piece->answer));
    }
}
