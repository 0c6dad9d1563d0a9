/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The one file in C++: libsentencepiece has no other interface. Memory that is handed over comes
   from malloc, because the callers are C and free it with g_free. */
#include "siyaq-marian-spm.h"

#include <sentencepiece_processor.h>

#include <cstdlib>
#include <cstring>
#include <exception>
#include <string>
#include <vector>

struct _SiyaqSpm
{
  sentencepiece::SentencePieceProcessor processor;
};

static char *
copy_text (const std::string &text)
{
  char *copy = static_cast<char *> (std::malloc (text.size () + 1));

  if (copy != nullptr)
    {
      std::memcpy (copy, text.data (), text.size ());
      copy[text.size ()] = '\0';
    }
  return copy;
}

/**
 * siyaq_spm_new:
 * @data: (array length=length): a SentencePiece model
 * @length: its bytes
 * @ret_message: (out): why it is none, to be freed with free()
 *
 * Returns: (transfer full): the vocabulary, or %NULL
 */
SiyaqSpm *
siyaq_spm_new (const void *data,
               size_t length,
               char **ret_message)
{
  *ret_message = nullptr;
  try
    {
      auto self = new SiyaqSpm;
      auto status = self->processor.LoadFromSerializedProto (absl::string_view (static_cast<const char *> (data), length));

      if (status.ok ())
        return self;
      *ret_message = copy_text (status.ToString ());
      delete self;
    }
  catch (const std::exception &e)
    {
      *ret_message = copy_text (e.what ());
    }
  return nullptr;
}

/**
 * siyaq_spm_free:
 * @self: (transfer full): a vocabulary
 */
void
siyaq_spm_free (SiyaqSpm *self)
{
  delete self;
}

/**
 * siyaq_spm_get_size:
 * @self: a vocabulary
 *
 * Returns: how many pieces it has
 */
int
siyaq_spm_get_size (const SiyaqSpm *self)
{
  return self->processor.GetPieceSize ();
}

/**
 * siyaq_spm_get_eos:
 * @self: a vocabulary
 *
 * Returns: the piece that ends a sentence, or -1
 */
int
siyaq_spm_get_eos (const SiyaqSpm *self)
{
  return self->processor.eos_id ();
}

/**
 * siyaq_spm_get_unk:
 * @self: a vocabulary
 *
 * Returns: the piece of what has none, or -1
 */
int
siyaq_spm_get_unk (const SiyaqSpm *self)
{
  return self->processor.unk_id ();
}

/**
 * siyaq_spm_encode:
 * @self: a vocabulary
 * @text: (array length=length): text
 * @length: its bytes
 * @ret_ids: (out) (transfer full): its pieces, to be freed with free()
 *
 * Returns: how many, or -1
 */
int
siyaq_spm_encode (const SiyaqSpm *self,
                  const char *text,
                  size_t length,
                  int **ret_ids)
{
  *ret_ids = nullptr;
  try
    {
      std::vector<int> ids;

      if (!self->processor.Encode (absl::string_view (text, length), &ids).ok ())
        return -1;
      *ret_ids = static_cast<int *> (std::malloc ((ids.size () + 1) * sizeof (int)));
      if (*ret_ids == nullptr)
        return -1;
      if (!ids.empty ())
        std::memcpy (*ret_ids, ids.data (), ids.size () * sizeof (int));
      return static_cast<int> (ids.size ());
    }
  catch (const std::exception &)
    {
      return -1;
    }
}

/**
 * siyaq_spm_decode:
 * @self: a vocabulary
 * @ids: (array length=n): pieces
 * @n: how many
 *
 * Returns: (transfer full): their text, to be freed with free(), or %NULL
 */
char *
siyaq_spm_decode (const SiyaqSpm *self,
                  const int *ids,
                  size_t n)
{
  try
    {
      std::string text;

      if (!self->processor.Decode (std::vector<int> (ids, ids + n), &text).ok ())
        return nullptr;
      return copy_text (text);
    }
  catch (const std::exception &)
    {
      return nullptr;
    }
}
