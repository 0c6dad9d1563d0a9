/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Looks for the literals of all patterns at once. Of each literal four bytes are chosen, those that
   fewest others have, so that the Arabic article or a blank says nothing. At each byte of a text its
   next four bytes are looked up in a table of bits; the few hits are compared with the literals that
   have them. Literals of three bytes have a table of their own. An automaton would look at each byte
   once, but its tables are a hundred times as large and no longer fit the processor's cache. */
#define G_LOG_DOMAIN "siyaq-clean"

#include "config.h"

#include "siyaq-literals.h"
#include "siyaq-prefilter.h"

#include <string.h>

#define HASH_BITS 16u
#define N_HASHES (1u << HASH_BITS)
#define N_BUCKETS (1u << 11)
/* Bytes of a literal that are looked up, for short ones and for others. */
#define SHORT_WINDOW SIYAQ_LITERAL_MIN_BYTES
#define WINDOW 4u

typedef struct
{
  char *text;
  gsize length;
  gsize offset;   /* where the bytes stand that are looked up */
  guint64 seen;   /* number of the scan that found it last */
  GArray *owners; /* (element-type guint): numbers of patterns */
} Literal;

/* A literal in a bucket. The bytes stand here, so that one look is enough for nearly all that do not
   have them. */
typedef struct
{
  guint32 bytes;
  guint32 number;
  guint32 next; /* 1 + the index of the next one in the bucket; 0 at the end */
} Entry;

typedef struct
{
  guint32 buckets[N_BUCKETS]; /* 1 + the index of an entry */
  guint64 bits[N_HASHES / 64];
  GArray *entries; /* (element-type Entry) */
} Table;

struct _SiyaqPrefilter
{
  guint n_patterns;
  GArray *literals;    /* (element-type Literal) */
  GHashTable *numbers; /* literal → 1 + its number */
  GArray *always;      /* (element-type guint64): patterns without literals */
  guint64 n_scans;
  gboolean built;
  Table longs, shorts;
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
  self->longs.entries = g_array_new (FALSE, FALSE, sizeof (Entry));
  self->shorts.entries = g_array_new (FALSE, FALSE, sizeof (Entry));
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
  g_array_unref (self->longs.entries);
  g_array_unref (self->shorts.entries);
  g_free (self);
}

/* The next four bytes, of which the fourth may be the end of the text. */
static inline guint32
window (const char *p)
{
  guint32 bytes;

  memcpy (&bytes, p, sizeof bytes);
  return GUINT32_FROM_LE (bytes);
}

static inline guint
hash (guint32 bytes)
{
  return (bytes * 0x9E3779B1u) >> (32 - HASH_BITS);
}

/* Of a window: what a short literal has of it. */
static inline guint32
shorten (guint32 bytes)
{
  return bytes & 0xFFFFFF;
}

static inline gboolean
table_has (const Table *table,
           guint h)
{
  return table->bits[h / 64] >> (h % 64) & 1;
}

static void
table_clear (Table *table)
{
  memset (table->buckets, 0, sizeof table->buckets);
  memset (table->bits, 0, sizeof table->bits);
  g_array_set_size (table->entries, 0);
}

static void
table_add (Table *table,
           guint32 bytes,
           guint number)
{
  guint h = hash (bytes);
  Entry entry = { .bytes = bytes, .number = number, .next = table->buckets[h % N_BUCKETS] };

  g_array_append_val (table->entries, entry);
  table->buckets[h % N_BUCKETS] = table->entries->len;
  table->bits[h / 64] |= G_GUINT64_CONSTANT (1) << (h % 64);
}

/* Fills in the tables when all literals are known. */
static void
build (SiyaqPrefilter *self)
{
  g_autofree guint32 *counts = g_new0 (guint32, N_HASHES);

  table_clear (&self->longs);
  table_clear (&self->shorts);
  for (guint i = 0; i < self->literals->len; i++)
    {
      const Literal *literal = &g_array_index (self->literals, Literal, i);

      for (gsize k = 0; k + WINDOW <= literal->length; k++)
        counts[hash (window (literal->text + k))]++;
    }
  for (guint i = 0; i < self->literals->len; i++)
    {
      Literal *literal = &g_array_index (self->literals, Literal, i);

      literal->offset = 0;
      for (gsize k = 1; k + WINDOW <= literal->length; k++)
        if (counts[hash (window (literal->text + k))] < counts[hash (window (literal->text + literal->offset))])
          literal->offset = k;
      if (literal->length >= WINDOW)
        table_add (&self->longs, window (literal->text + literal->offset), i);
      else
        table_add (&self->shorts, shorten (window (literal->text)), i);
    }
  self->built = TRUE;
}

static Literal *
ensure_literal (SiyaqPrefilter *self,
                const char *text)
{
  guint number = GPOINTER_TO_UINT (g_hash_table_lookup (self->numbers, text));

  if (number == 0)
    {
      Literal literal = { .text = g_strdup (text), .length = strlen (text),
                          .owners = g_array_new (FALSE, FALSE, sizeof (guint)) };

      g_array_append_val (self->literals, literal);
      number = self->literals->len;
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

  self->built = FALSE;
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

/* Sets the bits of the literals in @table that stand at @at of the text, where it has @bytes. */
static void
look (SiyaqPrefilter *self,
      const Table *table,
      guint32 bytes,
      const char *text,
      gsize length,
      gsize at,
      guint64 *may)
{
  const Entry *entry;

  for (guint32 k = table->buckets[hash (bytes) % N_BUCKETS]; k != 0; k = entry->next)
    {
      Literal *literal;

      entry = &g_array_index (table->entries, Entry, k - 1);
      if (entry->bytes != bytes)
        continue;
      literal = &g_array_index (self->literals, Literal, entry->number);
      if (literal->seen == self->n_scans || at < literal->offset || literal->length > length - (at - literal->offset) ||
          memcmp (literal->text, text + at - literal->offset, literal->length) != 0)
        continue;
      literal->seen = self->n_scans;
      for (guint o = 0; o < literal->owners->len; o++)
        {
          guint number = g_array_index (literal->owners, guint, o);

          may[number / 64] |= G_GUINT64_CONSTANT (1) << (number % 64);
        }
    }
}

/**
 * siyaq_prefilter_scan:
 * @self: a filter
 * @text: a text
 * @length: its bytes; there is at least one more byte behind them
 * @may: (out caller-allocates): a bit for each pattern in the order in which they were added, set
 *   where the pattern has to be tried
 */
void
siyaq_prefilter_scan (SiyaqPrefilter *self,
                      const char *text,
                      gsize length,
                      guint64 *may)
{
  if (!self->built)
    build (self);
  if (self->always->len > 0)
    memcpy (may, self->always->data, sizeof *may * self->always->len);
  self->n_scans++;
  for (gsize i = 0; i + SHORT_WINDOW <= length; i++)
    {
      guint32 bytes = window (text + i), few = shorten (bytes);

      if (G_UNLIKELY (table_has (&self->longs, hash (bytes))))
        look (self, &self->longs, bytes, text, length, i, may);
      if (G_UNLIKELY (table_has (&self->shorts, hash (few))))
        look (self, &self->shorts, few, text, length, i, may);
    }
}
