/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The evidence that stages note in English, in the reader's language. A stage writes what it saw as
   short parts between commas, "same place, same toll of 21, 9 shared terms, 40 minutes apart": those
   strings are stored for years, so they are in one language and are put into another only here.
   A part is recognised by a pattern with one gap; where one part is not known the whole stays as it
   is, because half a sentence in each language helps nobody. */
#define G_LOG_DOMAIN "siyaq-show"

#include "config.h"

#include "siyaq-why.h"

#include "siyaq-when.h"
#include "siyaq-words.h"

#include <string.h>

/* Parts that are looked at; a stage writes five or six. */
#define MAX_PARTS 12

typedef enum
{
  KEEP,    /* what stands in the gap goes over as it is */
  NUMBER,  /* only digits, written in the digits of the language */
  TERMS,   /* counted */
  MINUTES,
  HOURS,
  DAYS,
} Gap;

static const struct
{
  const char *english; /* %s is the gap */
  const char *arabic;
  Gap gap;
} patterns[] = {
  { "same place", "المكان نفسه", KEEP },
  { "same place %s", "المكان نفسه: %s", KEEP },
  { "same region", "المنطقة نفسها", KEEP },
  { "same country", "البلد نفسه", KEEP },
  { "same event", "نوع الحدث نفسه", KEEP },
  { "same toll of %s", "الحصيلة نفسها: %s", NUMBER },
  { "same toll", "الحصيلة نفسها", KEEP },
  { "same number", "الرقم نفسه", KEEP },
  { "same numbers", "الأرقام نفسها", KEEP },
  { "same number %s", "الرقم نفسه: %s", NUMBER },
  { "same name", "الاسم نفسه", KEEP },
  { "same names", "الأسماء نفسها", KEEP },
  { "same people", "الأشخاص أنفسهم", KEEP },
  { "same text", "النص نفسه", KEEP },
  { "same link", "الرابط نفسه", KEEP },
  { "same headline", "العنوان نفسه", KEEP },
  { "copy of the same text", "نسخة من النص نفسه", KEEP },
  { "you said so", "أنت قلت ذلك", KEEP },
  { "joined by you", "ضممتها أنت", KEEP },
  { "%s shared terms", "%s", TERMS },
  { "%s shared term", "%s", TERMS },
  { "%s minutes apart", "بينهما %s", MINUTES },
  { "%s minute apart", "بينهما %s", MINUTES },
  { "%s hours apart", "بينهما %s", HOURS },
  { "%s hour apart", "بينهما %s", HOURS },
  { "%s days apart", "بينهما %s", DAYS },
  { "%s day apart", "بينهما %s", DAYS },
};

/* What stands in the gap of pattern, or NULL where part is not of this pattern. */
static char *
match (const char *pattern,
       const char *part)
{
  const char *gap = strstr (pattern, "%s");
  gsize before, after, length = strlen (part);

  if (gap == NULL)
    return strcmp (pattern, part) == 0 ? g_strdup ("") : NULL;
  before = (gsize) (gap - pattern);
  after = strlen (gap + 2);
  if (length <= before + after || strncmp (part, pattern, before) != 0 ||
      strcmp (part + length - after, gap + 2) != 0)
    return NULL;
  return g_strndup (part + before, length - before - after);
}

static char *
render_gap (Gap kind,
            const char *text,
            const char *lang)
{
  guint64 n;

  if (kind == KEEP)
    return g_strdup (text);
  if (!g_ascii_string_to_unsigned (text, 10, 0, G_MAXUINT, &n, NULL))
    return NULL;
  switch (kind)
    {
    case TERMS:
      return siyaq_words_count (SIYAQ_COUNT_TERMS, (guint) n, lang);
    case MINUTES:
      return siyaq_words_count (SIYAQ_COUNT_MINUTES, (guint) n, lang);
    case HOURS:
      return siyaq_words_count (SIYAQ_COUNT_HOURS, (guint) n, lang);
    case DAYS:
      return siyaq_words_count (SIYAQ_COUNT_DAYS, (guint) n, lang);
    case NUMBER:
    case KEEP:
    default:
      return siyaq_when_number ((guint) n, lang);
    }
}

static char *
translate_part (const char *part,
                const char *lang)
{
  for (guint i = 0; i < G_N_ELEMENTS (patterns); i++)
    {
      g_autofree char *gap = match (patterns[i].english, part);
      g_autofree char *value = NULL;
      const char *hole;

      if (gap == NULL)
        continue;
      value = render_gap (patterns[i].gap, gap, lang);
      if (value == NULL)
        continue;
      hole = strstr (patterns[i].arabic, "%s");
      if (hole == NULL)
        return g_strdup (patterns[i].arabic);
      return g_strdup_printf ("%.*s%s%s", (int) (hole - patterns[i].arabic), patterns[i].arabic, value, hole + 2);
    }
  return NULL;
}

/**
 * siyaq_why_translate:
 * @why: evidence as a stage wrote it, in English
 * @lang: (nullable): the language of the card
 *
 * Returns: (transfer full) (nullable): @why in @lang; %NULL where it can only be shown in English
 */
char *
siyaq_why_translate (const char *why,
                     const char *lang)
{
  g_auto (GStrv) parts = NULL;
  GString *translated;

  g_return_val_if_fail (why != NULL, NULL);

  if (strcmp (siyaq_words_lang (lang), "en") == 0)
    return g_strdup (why);
  parts = g_strsplit (why, ",", MAX_PARTS + 1);
  if (g_strv_length (parts) > MAX_PARTS)
    return NULL;
  translated = g_string_new (NULL);
  for (guint i = 0; parts[i] != NULL; i++)
    {
      g_autofree char *part = translate_part (g_strstrip (parts[i]), lang);

      if (part == NULL)
        {
          g_string_free (translated, TRUE);
          return NULL;
        }
      g_string_append_printf (translated, "%s%s", i > 0 ? "، " : "", part);
    }
  return g_string_free (translated, FALSE);
}
