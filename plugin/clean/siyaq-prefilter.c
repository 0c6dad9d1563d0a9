/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Looks for the literals of all patterns at once. At each byte of a text its next three bytes are
   looked up in a table of bits; the few hits are compared with the literals that begin so. An
   automaton would look at each byte once, but its tables are a hundred times as large and no longer
   fit the processor's cache. */
#define G_LOG_DOMAIN "siyaq-clean"

#include "config.h"

#include "siyaq-literals.h"
#include "siyaq-prefilter.h"

#include <string.h>

#define HASH_BITS 16u
#define N_HASHES (1u << HASH_BITS)
#define BUCKET_BITS 11u
#define N_BUCKETS (1u << BUCKET_BITS)

typedef struct
{
  char *text;
  gsize length;
  guint32 next;   /* 1 + the number of the next one in the bucket; 0 at the end */
  guint64 seen;   /* number of the scan that found it last */
  GArray *owners; /* (element-type guint): numbers of patterns */
} Literal;

struct _SiyaqPrefilter
{
  guint n_patterns;
  GArray *literals;    /* (element-type Literal) */
  GHashTable *numbers; /* literal → 1 + its number */
  GArray *always;      /* (element-type guint64): patterns without literals */
  guint64 n_scans;
  guint32 buckets[N_BUCKETS];
  guint64 bits[N_HASHES / 64];
};

static void
literal_clear (Literal *literal)
{
  g_free (literal->text);
  g_array_unref (literal->owners);
}

/**
 * siyaq_prefilter_new:
 *
 * Returns: (transfer full): a filter of no patterns
 */
SiyaqPrefilter *
siyaq_prefilter_new (void)
{
  SiyaqPrefilter *self = g_new0 (SiyaqPrefilter, 1);

  self->literals = g_array_new (FALSE, TRUE, sizeof (Literal));
  g_array_set_clear_func (self->literals, (GDestroyNotify) literal_clear);
  self->numbers = g_hash_table_new (g_str_hash, g_str_equal);
  self->always = g_array_new (FALSE, TRUE, sizeof (guint64));
  return self;
}

/**
 * siyaq_prefilter_free:
 * @self: (transfer full) (nullable): a filter
 */
void
siyaq_prefilter_free (SiyaqPrefilter *self)
{
  if (self == NULL)
    return;
  g_hash_table_unref (self->numbers);
  g_array_unref (self->literals);
  g_array_unref (self->always);
  g_free (self);
}

static inline guint
hash (const guchar *p)
{
  guint32 window = p[0] | (guint32) p[1] << 8 | (guint32) p[2] << 16;

  return (window * 0x9E3779B1u) >> (32 - HASH_BITS);
}

static Literal *
ensure_literal (SiyaqPrefilter *self,
                const char *text)
{
  guint number = GPOINTER_TO_UINT (g_hash_table_lookup (self->numbers, text));

  if (number == 0)
    {
      guint h = hash ((const guchar *) text);
      Literal literal = { .text = g_strdup (text), .length = strlen (text), .next = self->buckets[h % N_BUCKETS],
                          .owners = g_array_new (FALSE, FALSE, sizeof (guint)) };

      g_array_append_val (self->literals, literal);
      number = self->literals->len;
      self->buckets[h % N_BUCKETS] = number;
      self->bits[h / 64] |= G_GUINT64_CONSTANT (1) << (h % 64);
      g_hash_table_insert (self->numbers, literal.text, GUINT_TO_POINTER (number));
    }
  return &g_array_index (self->literals, Literal, number - 1);
}

/**
 * siyaq_prefilter_add:
 * @self: a filter
 * @literals: (nullable) (element-type utf8): strings one of which the next pattern's texts contain;
 *   %NULL for a pattern that may match any text
 */
void
siyaq_prefilter_add (SiyaqPrefilter *self,
                     const GPtrArray *literals)
{
  guint number = self->n_patterns++;

  g_array_set_size (self->always, (self->n_patterns + 63) / 64);
  if (literals == NULL)
    g_array_index (self->always, guint64, number / 64) |= G_GUINT64_CONSTANT (1) << (number % 64);
  for (guint i = 0; literals != NULL && i < literals->len; i++)
    {
      g_assert (strlen (g_ptr_array_index (literals, i)) >= SIYAQ_LITERAL_MIN_BYTES);
      g_array_append_val (ensure_literal (self, g_ptr_array_index (literals, i))->owners, number);
    }
}

/**
 * siyaq_prefilter_get_n_words:
 * @self: a filter
 *
 * Returns: the length of the bit sets that siyaq_prefilter_scan() fills
 */
guint
siyaq_prefilter_get_n_words (const SiyaqPrefilter *self)
{
  return self->always->len;
}

/**
 * siyaq_prefilter_scan:
 * @self: a filter
 * @text: a text
 * @length: its bytes
 * @may: (out caller-allocates): a bit for each pattern in the order in which they were added, set
 *   where the pattern has to be tried
 */
void
siyaq_prefilter_scan (SiyaqPrefilter *self,
                      const char *text,
                      gsize length,
                      guint64 *may)
{
  const guchar *p = (const guchar *) text;

  if (self->always->len > 0)
    memcpy (may, self->always->data, sizeof *may * self->always->len);
  self->n_scans++;
  for (gsize i = 0; i + SIYAQ_LITERAL_MIN_BYTES <= length; i++)
    {
      guint h = hash (p + i);

      if ((self->bits[h / 64] >> (h % 64) & 1) == 0)
        continue;
      for (guint32 k = self->buckets[h % N_BUCKETS]; k != 0;)
        {
          Literal *literal = &g_array_index (self->literals, Literal, k - 1);

          k = literal->next;
          if (literal->seen == self->n_scans || literal->length > length - i || memcmp (literal->text, p + i, literal->length) != 0)
            continue;
          literal->seen = self->n_scans;
          for (guint o = 0; o < literal->owners->len; o++)
            {
              guint number = g_array_index (literal->owners, guint, o);

              may[number / 64] |= G_GUINT64_CONSTANT (1) << (number % 64);
            }
        }
    }
}
