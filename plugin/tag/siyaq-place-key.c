/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The canonical form of a place name, the same when the gazetteer is compiled and when it is
   looked up: the many Latin spellings of the Arabic article are one, hamza seats and a final hamza
   do not tell names apart. */
#define G_LOG_DOMAIN "siyaq-tag"

#include "config.h"

#include "siyaq-gazetteer-format.h"

#include <string.h>

/**
 * siyaq_place_key_hash:
 * @key: a canonical name
 * @len: its length in bytes
 *
 * Returns: FNV-1a, mixed once more because slots are taken from its low bits
 */
guint32
siyaq_place_key_hash (const char *key,
                      gsize len)
{
  guint32 h = 2166136261u;

  for (gsize i = 0; i < len; i++)
    h = (h ^ (guint8) key[i]) * 16777619u;
  h ^= h >> 15;
  h *= 2246822519u;
  h ^= h >> 13;
  return h;
}

/**
 * siyaq_place_key_is_article:
 * @fold: a folded Latin token
 *
 * Returns: whether the token may be an Arabic article in one of its spellings, assimilated or not
 */
gboolean
siyaq_place_key_is_article (const char *fold)
{
  static const char articles[] = " al el ad ed an en ar er as es at et az ez ash esh adh ath ul ";
  gsize len = strlen (fold);
  const char *p;

  if (len < 2 || len > 3)
    return FALSE;
  p = strstr (articles, fold);
  return p != NULL && p[-1] == ' ' && p[len] == ' ';
}

/**
 * siyaq_place_key_append:
 * @key: the canonical name so far
 * @fold: the next folded token
 * @article: whether @fold stands where an article can stand: another token follows
 *
 * Appends a token in its canonical form, after a blank unless it is the first.
 */
void
siyaq_place_key_append (GString *key,
                        const char *fold,
                        gboolean article)
{
  gsize start;

  if (key->len > 0)
    g_string_append_c (key, ' ');
  if (article && siyaq_place_key_is_article (fold))
    {
      g_string_append (key, "al");
      return;
    }
  start = key->len;
  for (const char *p = fold; *p != '\0'; p++)
    {
      /* U+0624 ؤ and U+0626 ئ are written for و and ي, and the other way round. */
      if ((guint8) p[0] == 0xD8 && (guint8) p[1] == 0xA4)
        {
          g_string_append (key, "و");
          p++;
        }
      else if ((guint8) p[0] == 0xD8 && (guint8) p[1] == 0xA6)
        {
          g_string_append (key, "ي");
          p++;
        }
      else
        g_string_append_c (key, *p);
    }
  /* السويداء and السويدا. */
  if (key->len >= start + 6 && g_str_has_suffix (key->str, "ء"))
    g_string_truncate (key, key->len - 2);
}
