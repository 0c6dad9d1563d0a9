/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A SentencePiece vocabulary. libsentencepiece believes its file: a damaged one ends in an abort or
   reads beyond its tables (the double array of the normaliser is walked unchecked), and its errors
   do not say where. So the wire format is walked here first, as far as something hangs on it, and
   the library gets only what can hurt nobody. Source of the format: sentencepiece_model.proto and
   normalizer.cc of SentencePiece 0.1.97. */
#define G_LOG_DOMAIN "siyaq-marian"

#include "config.h"

#include "siyaq-marian-spm.h"
#include "siyaq-marian-vocab.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* The largest published vocabularies have 256,000 pieces; a piece is a word at most. */
#define MAX_PIECES 300000u
#define MAX_PIECE_BYTES 1024u
/* Fields of the messages. */
#define MODEL_PIECE 1u
#define MODEL_NORMALIZER 3u
#define MODEL_DENORMALIZER 5u
#define PIECE_TEXT 1u
#define PIECE_SCORE 2u
#define NORMALIZER_CHARSMAP 2u
/* Types of the wire. */
#define WIRE_VARINT 0u
#define WIRE_FIXED64 1u
#define WIRE_BYTES 2u
#define WIRE_FIXED32 5u
/* A unit of the double array (Darts-clone): its low bit 8 says that a value follows, its highest
   that it is a value. */
#define UNIT_HAS_LEAF (1u << 8)
#define UNIT_IS_VALUE (1u << 31)

struct _SiyaqMarianVocab
{
  SiyaqMarianFile *file;
  SiyaqSpm *spm;
  guint size;
  guint32 eos, unk;
};

typedef struct
{
  guint field, type;
  gsize start, end; /* of the value, in the file */
} Field;

/**
 * siyaq_marian_vocab_free:
 * @self: (transfer full): a vocabulary
 */
void
siyaq_marian_vocab_free (SiyaqMarianVocab *self)
{
  g_clear_pointer (&self->spm, siyaq_spm_free);
  g_clear_pointer (&self->file, siyaq_marian_file_free);
  g_free (self);
}

static gboolean
read_varint (const SiyaqMarianFile *file,
             gsize *at,
             gsize end,
             guint64 *ret_value,
             GError **error)
{
  gsize start = *at;

  *ret_value = 0;
  for (guint shift = 0; shift < 64 && *at < end; shift += 7)
    {
      guint8 byte = file->data[(*at)++];

      *ret_value |= (guint64) (byte & 0x7f) << shift;
      if (byte < 0x80)
        return TRUE;
    }
  siyaq_marian_set_error (error, SIYAQ_MARIAN_ERROR_DAMAGED, file, start, "not a SentencePiece model: a number has no end");
  return FALSE;
}

static gboolean
read_field (const SiyaqMarianFile *file,
            gsize *at,
            gsize end,
            Field *ret_field,
            GError **error)
{
  gsize start = *at;
  guint64 tag, length;

  if (!read_varint (file, at, end, &tag, error))
    return FALSE;
  ret_field->field = (guint) MIN (tag >> 3, (guint64) G_MAXUINT);
  ret_field->type = (guint) (tag & 7);
  ret_field->start = *at;
  switch (ret_field->type)
    {
    case WIRE_VARINT:
      if (!read_varint (file, at, end, &length, error))
        return FALSE;
      ret_field->end = *at;
      return TRUE;
    case WIRE_FIXED64:
      length = 8;
      break;
    case WIRE_FIXED32:
      length = 4;
      break;
    case WIRE_BYTES:
      if (!read_varint (file, at, end, &length, error))
        return FALSE;
      break;
    default:
      siyaq_marian_set_error (error, SIYAQ_MARIAN_ERROR_DAMAGED, file, start, "not a SentencePiece model: a field of type %u", ret_field->type);
      return FALSE;
    }
  if (ret_field->field == 0 || length > end - *at)
    {
      siyaq_marian_set_error (error, SIYAQ_MARIAN_ERROR_DAMAGED, file, start,
                              "not a SentencePiece model: a field of %" G_GUINT64_FORMAT " bytes where %" G_GSIZE_FORMAT " are left", length, end - *at);
      return FALSE;
    }
  ret_field->start = *at;
  *at += (gsize) length;
  ret_field->end = *at;
  return TRUE;
}

static gboolean
check_piece (const SiyaqMarianFile *file,
             const Field *piece,
             GError **error)
{
  gsize at = piece->start;
  gboolean has_text = FALSE;

  while (at < piece->end)
    {
      Field field;

      if (!read_field (file, &at, piece->end, &field, error))
        return FALSE;
      if (field.field == PIECE_TEXT && field.type == WIRE_BYTES)
        {
          gsize length = field.end - field.start;

          if (length == 0 || length > MAX_PIECE_BYTES || !g_utf8_validate ((const char *) file->data + field.start, (gssize) length, NULL))
            {
              siyaq_marian_set_error (error, SIYAQ_MARIAN_ERROR_DAMAGED, file, field.start, "a piece that is no text");
              return FALSE;
            }
          has_text = TRUE;
        }
      if (field.field == PIECE_SCORE && field.type == WIRE_FIXED32)
        {
          float score;

          memcpy (&score, file->data + field.start, sizeof score);
          if (!isfinite (score))
            {
              siyaq_marian_set_error (error, SIYAQ_MARIAN_ERROR_DAMAGED, file, field.start, "the score of a piece is no number");
              return FALSE;
            }
        }
    }
  if (!has_text)
    siyaq_marian_set_error (error, SIYAQ_MARIAN_ERROR_DAMAGED, file, piece->start, "a piece without text");
  return has_text;
}

/* The normaliser's table: u32 bytes of a double array, the array, strings that its values point to.
   Every step that the library could take in it stays inside. */
static gboolean
check_charsmap (const SiyaqMarianFile *file,
                const Field *map,
                GError **error)
{
  gsize length = map->end - map->start, strings;
  const guint8 *array = file->data + map->start + sizeof (guint32);
  guint32 bytes, n;

  if (length == 0)
    return TRUE;
  if (length < sizeof bytes)
    goto damaged;
  memcpy (&bytes, file->data + map->start, sizeof bytes);
  if (bytes > length - sizeof bytes || bytes % sizeof (guint32) != 0 || bytes == 0)
    goto damaged;
  strings = length - sizeof bytes - bytes;
  n = bytes / (guint32) sizeof (guint32);
  if (strings == 0 || file->data[map->end - 1] != '\0')
    goto damaged;
  for (guint32 i = 0; i < n; i++)
    {
      guint32 unit, base, value;

      memcpy (&unit, array + i * sizeof unit, sizeof unit);
      if (unit & UNIT_IS_VALUE)
        continue;
      base = i ^ ((unit >> 10) << ((unit & (1u << 9)) >> 6));
      if ((base | 0xffu) >= n)
        goto damaged;
      if (unit & UNIT_HAS_LEAF)
        {
          memcpy (&value, array + base * sizeof value, sizeof value);
          if ((value & ~UNIT_IS_VALUE) >= strings)
            goto damaged;
        }
    }
  return TRUE;

damaged:
  siyaq_marian_set_error (error, SIYAQ_MARIAN_ERROR_DAMAGED, file, map->start, "the table of the normaliser is damaged");
  return FALSE;
}

static gboolean
check_normalizer (const SiyaqMarianFile *file,
                  const Field *normalizer,
                  GError **error)
{
  gsize at = normalizer->start;

  while (at < normalizer->end)
    {
      Field field;

      if (!read_field (file, &at, normalizer->end, &field, error))
        return FALSE;
      if (field.field == NORMALIZER_CHARSMAP && field.type == WIRE_BYTES && !check_charsmap (file, &field, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
check_model (const SiyaqMarianFile *file,
             GError **error)
{
  gsize at = 0;
  guint n = 0;

  while (at < file->length)
    {
      Field field;
      gsize start = at;

      if (!read_field (file, &at, file->length, &field, error))
        return FALSE;
      if (field.type != WIRE_BYTES)
        {
          siyaq_marian_set_error (error, SIYAQ_MARIAN_ERROR_DAMAGED, file, start, "not a SentencePiece model: no message but a number");
          return FALSE;
        }
      if (field.field == MODEL_PIECE && (!check_piece (file, &field, error) || ++n > MAX_PIECES))
        {
          if (n > MAX_PIECES)
            siyaq_marian_set_error (error, SIYAQ_MARIAN_ERROR_DAMAGED, file, start, "more than %u pieces", MAX_PIECES);
          return FALSE;
        }
      if ((field.field == MODEL_NORMALIZER || field.field == MODEL_DENORMALIZER) && !check_normalizer (file, &field, error))
        return FALSE;
    }
  if (n == 0)
    siyaq_marian_set_error (error, SIYAQ_MARIAN_ERROR_DAMAGED, file, 0, "not a SentencePiece model: it has no pieces");
  return n > 0;
}

/**
 * siyaq_marian_vocab_new:
 * @file: (transfer full): a SentencePiece model
 * @error: a #SiyaqMarianError with file and offset
 *
 * Returns: (transfer full): the vocabulary, or %NULL
 */
SiyaqMarianVocab *
siyaq_marian_vocab_new (SiyaqMarianFile *file,
                        GError **error)
{
  g_autoptr (SiyaqMarianVocab) self = g_new0 (SiyaqMarianVocab, 1);
  char *message = NULL;
  int eos, unk;

  self->file = file;
  if (!check_model (file, error))
    return NULL;
  self->spm = siyaq_spm_new (file->data, file->length, &message);
  if (self->spm == NULL)
    {
      siyaq_marian_set_error (error, SIYAQ_MARIAN_ERROR_DAMAGED, file, 0, "not a SentencePiece model: %s", message != NULL ? message : "unknown");
      free (message);
      return NULL;
    }
  self->size = (guint) MAX (siyaq_spm_get_size (self->spm), 0);
  eos = siyaq_spm_get_eos (self->spm);
  unk = siyaq_spm_get_unk (self->spm);
  if (eos < 0 || unk < 0 || (guint) eos >= self->size || (guint) unk >= self->size)
    {
      siyaq_marian_set_error (error, SIYAQ_MARIAN_ERROR_UNSUPPORTED, file, 0, "the vocabulary has no piece that ends a sentence");
      return NULL;
    }
  self->eos = (guint32) eos;
  self->unk = (guint32) unk;
  return g_steal_pointer (&self);
}

/**
 * siyaq_marian_vocab_get_size:
 * @self: a vocabulary
 *
 * Returns: how many pieces it has
 */
guint
siyaq_marian_vocab_get_size (const SiyaqMarianVocab *self)
{
  return self->size;
}

/**
 * siyaq_marian_vocab_get_eos:
 * @self: a vocabulary
 *
 * Returns: the piece that ends a sentence
 */
guint32
siyaq_marian_vocab_get_eos (const SiyaqMarianVocab *self)
{
  return self->eos;
}

/**
 * siyaq_marian_vocab_get_unk:
 * @self: a vocabulary
 *
 * Returns: the piece of what the vocabulary does not have
 */
guint32
siyaq_marian_vocab_get_unk (const SiyaqMarianVocab *self)
{
  return self->unk;
}

/**
 * siyaq_marian_vocab_encode:
 * @self: a vocabulary
 * @text: (array length=length): valid UTF-8
 * @length: its bytes
 * @ret_n: (out): how many are returned
 *
 * Returns: (transfer full) (array length=ret_n): its pieces, without the end of the sentence, with
 *   room for one more; to be freed with g_free()
 */
guint32 *
siyaq_marian_vocab_encode (const SiyaqMarianVocab *self,
                           const char *text,
                           gsize length,
                           guint *ret_n)
{
  int *ids = NULL;
  int n = siyaq_spm_encode (self->spm, text, length, &ids);
  guint32 *pieces = g_new (guint32, (gsize) MAX (n, 0) + 1);

  *ret_n = 0;
  for (int i = 0; i < n; i++)
    if (ids[i] >= 0 && (guint) ids[i] < self->size)
      pieces[(*ret_n)++] = (guint32) ids[i];
  free (ids);
  return pieces;
}

/**
 * siyaq_marian_vocab_decode:
 * @self: a vocabulary
 * @ids: (array length=n): pieces of it
 * @n: how many
 *
 * Returns: (transfer full): their text, valid UTF-8; to be freed with g_free()
 */
char *
siyaq_marian_vocab_decode (const SiyaqMarianVocab *self,
                           const guint32 *ids,
                           guint n)
{
  g_autofree int *copy = g_new (int, (gsize) n + 1);
  char *text, *valid;

  for (guint i = 0; i < n; i++)
    copy[i] = (int) ids[i];
  text = siyaq_spm_decode (self->spm, copy, n);
  if (text == NULL)
    return g_strdup ("");
  valid = g_utf8_validate (text, -1, NULL) ? g_strdup (text) : g_utf8_make_valid (text, -1);
  free (text);
  return valid;
}
