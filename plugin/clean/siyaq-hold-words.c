/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Counts the words of adverts and of news by class. The words are data/hold/words.tsv, read once into
   a table of hashes: the hash of a word's beginning is part of the hash of the word, so that endings,
   Arabic proclitics and phrases are looked up while a text is read once, and nothing is copied. A
   trie was rejected, it misses the cache at every letter. */
#define G_LOG_DOMAIN "siyaq-clean"

#include "config.h"

#include "siyaq-hold-private.h"
#include "siyaq-rules-resource.h"
#include "siyaq-text.h"

#include <string.h>

#define WORDS_PATH "/org/siyaq/hold/words.tsv"
/* Slots of the table: four times the entries that the file may make. */
#define N_SLOTS 32768u
#define MAX_ENTRIES (N_SLOTS / 4)
/* What a word may be. */
#define IS_WORD 1u   /* ends here */
#define IS_START 2u  /* goes on: "word*" */
#define IS_OPEN 4u   /* more words may follow */
/* How far apart the percentage and the word for a discount stand, in tokens. */
#define MAX_PERCENT_DISTANCE 4u
/* Letters of the shortest Arabic word that is one after a proclitic. */
#define MIN_ARABIC_BYTES 6u

typedef struct
{
  guint64 hash;
  guint8 flags, word_class, start_class;
} Slot;

static Slot *table;

static const char *const class_names[] = {
#define X(name, word) word,
  SIYAQ_HOLD_CLASSES (X)
#undef X
};

/**
 * siyaq_hold_class_name:
 * @class: a class of words
 *
 * Returns: its name in the table of words
 */
const char *
siyaq_hold_class_name (SiyaqHoldClass class)
{
  g_return_val_if_fail (class < SIYAQ_HOLD_N_CLASSES, NULL);
  return class_names[class];
}

/* FNV-1a, byte by byte. */
static inline guint64
hash_byte (guint64 hash,
           guchar byte)
{
  return (hash ^ byte) * G_GUINT64_CONSTANT (1099511628211);
}

#define HASH_SEED G_GUINT64_CONSTANT (14695981039346656037)

static inline Slot *
find_slot (guint64 hash)
{
  guint i = (guint) (hash >> 20) % N_SLOTS;

  while (table[i].flags != 0 && table[i].hash != hash)
    i = (i + 1) % N_SLOTS;
  return &table[i];
}

static void
add_entry (const char *phrase,
           SiyaqHoldClass class)
{
  g_autofree char *fold = siyaq_text_fold (phrase, -1);
  gsize length = strlen (fold);
  gboolean goes_on = length > 0 && fold[length - 1] == '*';
  guint64 hash = HASH_SEED;
  Slot *slot;

  if (goes_on)
    length--;
  for (gsize i = 0; i < length; i++)
    {
      if (fold[i] == ' ')
        {
          slot = find_slot (hash);
          slot->hash = hash;
          slot->flags |= IS_OPEN;
        }
      hash = hash_byte (hash, (guchar) fold[i]);
    }
  slot = find_slot (hash);
  slot->hash = hash;
  slot->flags |= goes_on ? IS_START : IS_WORD;
  if (goes_on)
    slot->start_class = (guint8) class;
  else
    slot->word_class = (guint8) class;
}

static void
read_line (const char *line,
           guint *n_entries)
{
  g_auto (GStrv) fields = NULL;
  g_auto (GStrv) words = NULL;

  if (*line == '#' || *line == '\0')
    return;
  fields = g_strsplit (line, "\t", 3);
  if (g_strv_length (fields) != 3)
    return;
  words = g_strsplit (fields[2], ", ", -1);
  for (guint class = 0; class < SIYAQ_HOLD_N_CLASSES; class++)
    if (strcmp (class_names[class], fields[0]) == 0)
      for (guint i = 0; words[i] != NULL && *n_entries < MAX_ENTRIES; i++, (*n_entries)++)
        add_entry (words[i], class);
}

static gpointer
load_cb (gpointer unused)
{
  g_autoptr (GBytes) bytes = g_resource_lookup_data (siyaq_rules_get_resource (), WORDS_PATH, G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);
  g_auto (GStrv) lines = NULL;
  guint n_entries = 0;

  table = g_new0 (Slot, N_SLOTS);
  /* The table is part of the program. */
  g_assert (bytes != NULL);
  lines = g_strsplit (g_bytes_get_data (bytes, NULL), "\n", -1);
  for (guint i = 0; lines[i] != NULL; i++)
    read_line (lines[i], &n_entries);
  return table;
}

static inline gboolean
is_letter (const guchar *p)
{
  if (*p < 0x80)
    return g_ascii_isalpha (*p) || *p == '\'';
  /* Arabic , ; ? and % end a word; above the two-byte letters stand signs and pictures. */
  if ((*p == 0xD8 && (p[1] == 0x8C || p[1] == 0x9B || p[1] == 0x9F)) || (*p == 0xD9 && p[1] == 0xAA))
    return FALSE;
  return (*p >= 0xC3 && *p < 0xE2) || *p < 0xC0;
}

/* The class of the word from @p to @end, or -1; @ret_end: where the longest phrase that it opens ends. */
static int
look_up (const guchar *p,
         const guchar *end,
         const guchar **ret_end)
{
  guint64 hash = HASH_SEED;
  int class = -1, start_class = -1;

  *ret_end = end;
  while (TRUE)
    {
      const Slot *slot;

      for (; p < end; p++)
        {
          hash = hash_byte (hash, *p);
          slot = find_slot (hash);
          if ((slot->flags & IS_START) != 0)
            {
              start_class = slot->start_class;
              *ret_end = end;
            }
        }
      slot = find_slot (hash);
      if ((slot->flags & IS_WORD) != 0)
        {
          class = slot->word_class;
          *ret_end = end;
        }
      else if (start_class >= 0 && *ret_end == end)
        class = start_class;
      if ((slot->flags & IS_OPEN) == 0 || *end != ' ' || !is_letter (end + 1))
        return class;
      hash = hash_byte (hash, ' ');
      p = end = end + 1;
      while (*end != '\0' && is_letter (end))
        end++;
    }
}

/* "Your house" is one word. */
static gboolean
has_arabic_you (const guchar *p,
                const guchar *end)
{
  gsize n = (gsize) (end - p);

  return (n >= 10 && memcmp (end - 4, "تك", 4) == 0) || (n >= 12 && memcmp (end - 6, "تكم", 6) == 0);
}

static gboolean
starts_with (const guchar *p,
             const guchar *end,
             const char *letter)
{
  gsize n = strlen (letter);

  return (gsize) (end - p) >= n + MIN_ARABIC_BYTES && memcmp (p, letter, n) == 0;
}

static int
look_up_word (const guchar *p,
              const guchar *end,
              const guchar **ret_end)
{
  int class = look_up (p, end, ret_end);

  if (class >= 0 || *p < 0xD8)
    return class;
  if (has_arabic_you (p, end))
    return SIYAQ_HOLD_YOU;
  if (starts_with (p, end, "و") || starts_with (p, end, "ف"))
    {
      p += 2;
      if ((class = look_up (p, end, ret_end)) >= 0)
        return class;
    }
  if (starts_with (p, end, "لل"))
    return look_up (p + 4, end, ret_end);
  if (starts_with (p, end, "ب") || starts_with (p, end, "ل") || starts_with (p, end, "ك"))
    {
      if ((class = look_up (p + 2, end, ret_end)) >= 0)
        return class;
      if (starts_with (p + 2, end, "ال"))
        return look_up (p + 6, end, ret_end);
    }
  return starts_with (p, end, "ال") ? look_up (p + 4, end, ret_end) : -1;
}

/* What stood before the token that is read. */
typedef struct
{
  guint index;                 /* of the token */
  guint number, currency;      /* index of the last one + 1, 0 for none */
  guint percent, discount;
  gboolean start;              /* of a sentence */
} Reading;

static void
count_class (Reading *at,
             int class,
             guint *counts)
{
  switch (class)
    {
    case SIYAQ_HOLD_VERB:
      /* "Order yours" asks for something, "in order to" does not. */
      if (!at->start)
        return;
      break;
    case SIYAQ_HOLD_CURRENCY:
      if (at->number != 0 && at->number == at->index)
        counts[SIYAQ_HOLD_PRICE]++;
      at->currency = at->index + 1;
      break;
    case SIYAQ_HOLD_BIG:
      /* "$4bn" was a price until its "bn". */
      if (at->number == 0 || at->number != at->index)
        return;
      if (at->currency != 0 && at->currency + 1 == at->number && counts[SIYAQ_HOLD_PRICE] > 0)
        counts[SIYAQ_HOLD_PRICE]--;
      break;
    case SIYAQ_HOLD_DISCOUNT:
      if (at->percent != 0 && at->index + 1 - at->percent <= MAX_PERCENT_DISTANCE)
        counts[SIYAQ_HOLD_PERCENT_OFF]++;
      at->discount = at->index + 1;
      break;
    default:
      break;
    }
  counts[class]++;
}

static void
count_sign (Reading *at,
            const guchar *p,
            guint *counts)
{
  gboolean pound = p[0] == 0xC2 && p[1] == 0xA3, euro = p[0] == 0xE2 && p[1] == 0x82 && p[2] == 0xAC;

  if (*p == '$' || pound || euro)
    {
      count_class (at, SIYAQ_HOLD_CURRENCY, counts);
      at->index++;
    }
  else if (*p == '%' || (p[0] == 0xD9 && p[1] == 0xAA))
    {
      at->percent = at->index + 1;
      if (at->discount != 0 && at->index + 1 - at->discount <= MAX_PERCENT_DISTANCE)
        counts[SIYAQ_HOLD_PERCENT_OFF]++;
      at->index++;
    }
  if (*p == '!')
    counts[SIYAQ_HOLD_EXCLAIM]++;
  /* Ornaments part sentences as stops do. */
  at->start = strchr (".!?:;*-\"(", *p) != NULL || *p == 0xE2 || *p == 0xF0 || (p[0] == 0xD8 && p[1] == 0x9F);
}

/**
 * siyaq_hold_words_count:
 * @fold: a text as siyaq_text_fold_masked() gives it
 * @counts: words of each class and shapes, added to
 *
 * Counts the words of @fold by class. Any number of threads may ask at once.
 */
void
siyaq_hold_words_count (const char *fold,
                        guint counts[SIYAQ_HOLD_N_CLASSES])
{
  static GOnce once = G_ONCE_INIT;
  Reading at = { .start = TRUE };

  g_return_if_fail (fold != NULL);

  g_once (&once, load_cb, NULL);
  for (const guchar *p = (const guchar *) fold; *p != '\0';)
    {
      const guchar *end = p;

      if (*p == ' ')
        {
          p++;
          continue;
        }
      if (*p == '#')
        {
          /* "1,299.00" is one number. */
          while (*end == '#' || ((*end == '.' || *end == ',') && end[1] == '#'))
            end++;
          if (at.currency != 0 && at.currency == at.index)
            counts[SIYAQ_HOLD_PRICE]++;
          at.number = ++at.index;
          at.start = FALSE;
          p = end;
          continue;
        }
      while (*end != '\0' && is_letter (end))
        end++;
      if (end == p)
        {
          count_sign (&at, p, counts);
          p = (const guchar *) g_utf8_next_char ((const char *) p);
          continue;
        }
      {
        const guchar *phrase_end;
        int class = look_up_word (p, end, &phrase_end);

        if (class >= 0)
          {
            count_class (&at, class, counts);
            end = phrase_end;
          }
        counts[SIYAQ_HOLD_WORDS]++;
        at.index++;
        at.start = FALSE;
        p = end;
      }
    }
}

/**
 * siyaq_hold_marks_count:
 * @text: a text as it is
 * @marks: what is counted, added to
 *
 * Counts telephone numbers, handles and addresses, words in the shape of a discount code ("SAVE20")
 * and pictographs. Years, dates and scores are no telephone numbers: one has nine digits or more.
 */
void
siyaq_hold_marks_count (const char *text,
                        SiyaqHoldMarks *marks)
{
  guint n_digits = 0, n_upper = 0, n_code_digits = 0, n_code = 0;

  g_return_if_fail (text != NULL && marks != NULL);

  for (const guchar *p = (const guchar *) text;; p++)
    {
      gboolean arabic_digit = *p == 0xD9 && p[1] >= 0xA0 && p[1] <= 0xA9;
      gboolean upper = g_ascii_isupper (*p), digit = g_ascii_isdigit (*p);

      if (digit || arabic_digit)
        n_digits++;
      else if (!(n_digits > 0 && (*p == ' ' || *p == '-' || *p == '(' || *p == ')' || *p == '/') && p[1] != ' '))
        {
          marks->n_phones += n_digits >= 9 && n_digits <= 15;
          n_digits = 0;
        }
      p += arabic_digit;
      if (upper || digit)
        {
          n_code++;
          n_upper += upper;
          n_code_digits += digit;
        }
      else
        {
          marks->n_codes += !g_ascii_islower (*p) && n_code >= 5 && n_code <= 15 && n_upper >= 3 && n_code_digits >= 1;
          n_code = n_upper = n_code_digits = 0;
        }
      if (*p == '@')
        marks->n_handles += g_ascii_isalnum (p[1]) != 0;
      else if (*p == 0xF0 || (*p == 0xE2 && (p[1] == 0x9A || p[1] == 0x9B || p[1] == 0x9C || p[1] == 0x9D || p[1] == 0xAD)))
        marks->n_emoji++;
      if (*p == '\0')
        break;
    }
}
