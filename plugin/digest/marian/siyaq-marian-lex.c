/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The binary shortlist as Marian's src/data/shortlist.cpp writes it: u64 magic, checksum, frequent,
   best, number of offsets, number of ids; u64 offsets; u32 ids. Everything that is followed later is
   checked once here (2.3 ms for 4.6 MB); the checksum is left alone, as Bergamot leaves it: a file
   made by another tool may have none. */
#define G_LOG_DOMAIN "siyaq-marian"

#include "config.h"

#include "siyaq-marian-lex.h"

#include <string.h>

#define MAGIC G_GUINT64_CONSTANT (0xF11A48D5013417F5)
#define HEADER_BYTES (6 * sizeof (guint64))
/* The output layer is computed in steps of this many pieces; Marian fills its lists up to it. */
#define CANDIDATE_STEP 8u

/**
 * siyaq_marian_lex_free:
 * @self: (transfer full): a shortlist
 */
void
siyaq_marian_lex_free (SiyaqMarianLex *self)
{
  g_clear_pointer (&self->file, siyaq_marian_file_free);
  g_free (self);
}

static guint64
offset_of (const SiyaqMarianLex *self,
           guint id)
{
  guint64 value;

  memcpy (&value, self->file->data + self->offsets_at + id * sizeof value, sizeof value);
  return value;
}

static guint32
id_at (const SiyaqMarianLex *self,
       guint64 at)
{
  guint32 value;

  memcpy (&value, self->file->data + self->ids_at + at * sizeof value, sizeof value);
  return value;
}

static gboolean
check_contents (const SiyaqMarianLex *self,
                guint64 n_ids,
                guint n_target,
                GError **error)
{
  guint64 previous = 0;

  for (guint i = 0; i <= self->n_source; i++)
    {
      guint64 value = offset_of (self, i);

      if (value < previous || value > n_ids)
        {
          siyaq_marian_set_error (error, SIYAQ_MARIAN_ERROR_DAMAGED, self->file, self->offsets_at + i * sizeof (guint64),
                                  "the list of piece %u begins at %" G_GUINT64_FORMAT " of %" G_GUINT64_FORMAT, i, value, n_ids);
          return FALSE;
        }
      previous = value;
    }
  for (guint64 i = 0; i < n_ids; i++)
    if (id_at (self, i) >= n_target)
      {
        siyaq_marian_set_error (error, SIYAQ_MARIAN_ERROR_DAMAGED, self->file, self->ids_at + i * sizeof (guint32),
                                "piece %u is listed, the vocabulary has %u", id_at (self, i), n_target);
        return FALSE;
      }
  return TRUE;
}

/**
 * siyaq_marian_lex_new:
 * @file: (transfer full): a shortlist
 * @n_source: pieces of the source vocabulary
 * @n_target: pieces of the target vocabulary
 * @error: a #SiyaqMarianError with file and offset
 *
 * Returns: (transfer full): the shortlist, or %NULL
 */
SiyaqMarianLex *
siyaq_marian_lex_new (SiyaqMarianFile *file,
                      guint n_source,
                      guint n_target,
                      GError **error)
{
  g_autoptr (SiyaqMarianLex) self = g_new0 (SiyaqMarianLex, 1);
  guint64 head[6], needed;

  self->file = file;
  if (!siyaq_marian_file_read (file, 0, head, sizeof head, "the head of a shortlist", error))
    return NULL;
  if (head[0] != MAGIC)
    {
      siyaq_marian_set_error (error, SIYAQ_MARIAN_ERROR_DAMAGED, file, 0, "not a shortlist: it begins with 0x%" G_GINT64_MODIFIER "x", head[0]);
      return NULL;
    }
  if (head[2] < 1 || head[2] > n_target)
    {
      siyaq_marian_set_error (error, SIYAQ_MARIAN_ERROR_DAMAGED, file, 16,
                              "%" G_GUINT64_FORMAT " frequent pieces; the vocabulary has %u", head[2], n_target);
      return NULL;
    }
  if (head[4] != (guint64) n_source + 1)
    {
      siyaq_marian_set_error (error, SIYAQ_MARIAN_ERROR_DAMAGED, file, 32,
                              "%" G_GUINT64_FORMAT " offsets; a vocabulary of %u pieces needs %u", head[4], n_source, n_source + 1);
      return NULL;
    }
  if (head[5] > file->length / sizeof (guint32))
    {
      siyaq_marian_set_error (error, SIYAQ_MARIAN_ERROR_DAMAGED, file, 40, "%" G_GUINT64_FORMAT " ids do not fit into the file", head[5]);
      return NULL;
    }
  needed = HEADER_BYTES + head[4] * sizeof (guint64) + head[5] * sizeof (guint32);
  if (needed != file->length)
    {
      siyaq_marian_set_error (error, SIYAQ_MARIAN_ERROR_DAMAGED, file, (gsize) MIN (needed, (guint64) file->length),
                              "the shortlist should have %" G_GUINT64_FORMAT " bytes, the file has %" G_GSIZE_FORMAT, needed, file->length);
      return NULL;
    }
  self->n_source = n_source;
  self->frequent = (guint) head[2];
  self->offsets_at = HEADER_BYTES;
  self->ids_at = HEADER_BYTES + (gsize) head[4] * sizeof (guint64);
  if (!check_contents (self, head[5], n_target, error))
    return NULL;
  return g_steal_pointer (&self);
}

/**
 * siyaq_marian_lex_candidates:
 * @self: a shortlist
 * @source: (array length=n): the pieces of all sentences of a batch
 * @n: how many
 * @shared: whether both languages have one vocabulary: then a piece may become itself
 * @n_target: pieces of the target vocabulary
 * @ret_n: (out): how many are returned
 *
 * Returns: (transfer full) (array length=ret_n): the candidates, ascending, a multiple of eight
 *   where the vocabulary has that many
 */
guint32 *
siyaq_marian_lex_candidates (const SiyaqMarianLex *self,
                             const guint32 *source,
                             guint n,
                             gboolean shared,
                             guint n_target,
                             guint *ret_n)
{
  g_autofree guint8 *taken = g_new0 (guint8, n_target);
  guint32 *ids;
  guint count = self->frequent;

  memset (taken, 1, self->frequent);
  for (guint i = 0; i < n; i++)
    {
      guint64 end;

      if (source[i] >= self->n_source)
        continue;
      if (shared && source[i] < n_target && !taken[source[i]])
        taken[source[i]] = 1, count++;
      end = offset_of (self, source[i] + 1);
      for (guint64 at = offset_of (self, source[i]); at < end; at++)
        {
          guint32 id = id_at (self, at);

          count += !taken[id];
          taken[id] = 1;
        }
    }
  for (guint i = self->frequent; i < n_target && count % CANDIDATE_STEP != 0; i++)
    if (!taken[i])
      taken[i] = 1, count++;
  ids = g_new (guint32, MAX (count, 1));
  *ret_n = 0;
  for (guint i = 0; i < n_target; i++)
    if (taken[i])
      ids[(*ret_n)++] = i;
  return ids;
}
