/* SPDX-License-Identifier: GPL-2.0-or-later */
/* MinHash with one permutation (Li, Owen & Zhang, "One Permutation Hashing", 2012) over shingles of
   three words, a byte a bin (Li & König, "b-Bit Minwise Hashing", 2010): one pass over the text and
   24 bytes an item. SimHash was rejected: an added paragraph moves it too far. */
#define G_LOG_DOMAIN "siyaq-story"

#include "config.h"

#include "siyaq-story-sketch.h"

#include <string.h>

/* Tokens that are looked at. */
#define MAX_TOKENS 1200u
#define SHINGLE 3u

/**
 * siyaq_story_sketch:
 * @tokens: of a text
 * @sketch: (out caller-allocates): its sketch; all zero for a text that is too short
 */
void
siyaq_story_sketch (const SiyaqTokens *tokens,
                    guint8 sketch[SIYAQ_STORY_SKETCH])
{
  guint32 least[SIYAQ_STORY_SKETCH];
  guint32 window[SHINGLE] = { 0 };
  guint n = MIN (tokens->n_items, MAX_TOKENS);

  memset (least, 0xff, sizeof least);
  for (guint i = 0; i < n; i++)
    {
      guint32 h = 0;
      guint bin;

      window[i % SHINGLE] = siyaq_story_hash (tokens->items[i].fold, 's');
      if (i + 1 < SHINGLE)
        continue;
      for (guint k = 0; k < SHINGLE; k++)
        h = h * 0x9e3779b1u + window[(i + 1 + k) % SHINGLE];
      h ^= h >> 15;
      h *= 0x2c1b3c6du;
      h ^= h >> 13;
      bin = h % SIYAQ_STORY_SKETCH;
      least[bin] = MIN (least[bin], h / SIYAQ_STORY_SKETCH);
    }
  for (guint k = 0; k < SIYAQ_STORY_SKETCH; k++)
    sketch[k] = least[k] == G_MAXUINT32 ? 0 : (guint8) (1 + (least[k] * 0x9e3779b1u >> 8) % 255);
}

/**
 * siyaq_story_sketch_resemblance:
 * @a: a sketch
 * @b: another
 *
 * Returns: an estimate of the share of shingles that both texts have, 0 … 1
 */
float
siyaq_story_sketch_resemblance (const guint8 *a,
                                const guint8 *b)
{
  guint both = 0, equal = 0;

  for (guint k = 0; k < SIYAQ_STORY_SKETCH; k++)
    if (a[k] != 0 && b[k] != 0)
      {
        both++;
        equal += a[k] == b[k];
      }
  return both >= SIYAQ_STORY_SKETCH / 2 ? (float) equal / (float) both : 0.f;
}
