/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The evidence that stages note in English, in the reader's language. A stage writes what it saw as
   short parts between commas, "same place, same toll of 21, 9 shared terms, 40 minutes apart": those
   strings are stored for years, so they are in one language and are put into another only here.
   A part is recognised by a pattern with up to two gaps; where one part is not known the whole stays as it
   is, because half a sentence in each language helps nobody. */
#define G_LOG_DOMAIN "siyaq-show"

#include "config.h"

#include "siyaq-why.h"

#include "siyaq-when.h"
#include "siyaq-words.h"

#include <string.h>

/* Parts that are looked at; a stage writes five or six. */
#define MAX_PARTS 12
#define MAX_GAPS 2

typedef enum
{
  KEEP,    /* what stands in the gap goes over as it is */
  NUMBER,  /* only digits, written in the digits of the language */
  TERMS,   /* counted */
  NAMES,
  MINUTES,
  HOURS,
  DAYS,
} Gap;

static const struct
{
  const char *english; /* %s is a gap */
  const char *arabic;  /* has the same gaps in the same order */
  Gap gap;
} patterns[] = {
  { "nearly the same text", "النص نفسه تقريبًا", KEEP },
  { "told in a part of this round-up", "ورد في جزء من هذا العرض", KEEP },
  { "a round-up of several stories", "عرض لعدة أخبار", KEEP },
  { "same place", "المكان نفسه", KEEP },
  { "same province", "المحافظة نفسها", KEEP },
  { "same country", "البلد نفسه", KEEP },
  { "same toll of %s", "الحصيلة نفسها: %s", NUMBER },
  { "same count of %s injured", "عدد الجرحى نفسه: %s", NUMBER },
  { "same count of %s missing", "عدد المفقودين نفسه: %s", NUMBER },
  { "same count of %s held", "عدد المحتجزين نفسه: %s", NUMBER },
  { "same sum of %s", "المبلغ نفسه: %s", NUMBER },
  { "same magnitude of %s", "القوة نفسها: %s", NUMBER },
  { "same share of %s%", "النسبة نفسها: %s٪", NUMBER },
  { "same number %s", "الرقم نفسه: %s", NUMBER },
  { "same figure", "الرقم نفسه", KEEP },
  { "same kind of event", "نوع الحدث نفسه", KEEP },
  { "same day named", "اليوم المذكور نفسه", KEEP },
  { "%s names in both", "%s", NAMES },
  { "%s shared terms", "%s", TERMS },
  { "%s shared term", "%s", TERMS },
  { "at the same time", "في الوقت نفسه", KEEP },
  { "%s minutes apart", "بفارق %s", MINUTES },
  { "%s minute apart", "بفارق %s", MINUTES },
  { "%s hours apart", "بفارق %s", HOURS },
  { "%s hour apart", "بفارق %s", HOURS },
  { "%s days apart", "بفارق %s", DAYS },
  { "%s day apart", "بفارق %s", DAYS },
  { "in %s of %s items of this feed", "في %s من أصل %s من مواد هذا المصدر", NUMBER },
  { "class “%s”", "الصنف «%s»", KEEP },
};

/* Puts what stands in the gaps of pattern into ret_gaps; FALSE where part is not of this pattern. */
static gboolean
match (const char *pattern,
       const char *part,
       char *ret_gaps[MAX_GAPS])
{
  g_auto (GStrv) fixed = g_strsplit (pattern, "%s", MAX_GAPS + 1);
  guint n = g_strv_length (fixed) - 1;
  const char *at = part;

  if (!g_str_has_prefix (at, fixed[0]))
    return FALSE;
  at += strlen (fixed[0]);
  for (guint i = 0; i < n; i++)
    {
      /* The last piece stands at the very end; one before ends its gap where it is first met. */
      const char *next = i + 1 < n ? strstr (at, fixed[i + 1]) : at + strlen (at) - MIN (strlen (fixed[n]), strlen (at));

      if (next == NULL || next == at || (i + 1 == n && strcmp (next, fixed[n]) != 0))
        return FALSE;
      g_free (ret_gaps[i]);
      ret_gaps[i] = g_strndup (at, (gsize) (next - at));
      at = next + strlen (fixed[i + 1]);
    }
  return *at == '\0';
}

static char *
render_gap (Gap kind,
            const char *text,
            const char *lang)
{
  static const SiyaqCount counted[] = {
    [TERMS] = SIYAQ_COUNT_TERMS, [NAMES] = SIYAQ_COUNT_NAMES, [MINUTES] = SIYAQ_COUNT_MINUTES,
    [HOURS] = SIYAQ_COUNT_HOURS, [DAYS] = SIYAQ_COUNT_DAYS,
  };
  guint64 n;

  if (kind == KEEP)
    return g_strdup (text);
  if (!g_ascii_string_to_unsigned (text, 10, 0, G_MAXUINT, &n, NULL))
    return NULL;
  if (kind == NUMBER)
    return siyaq_when_number ((guint) n, lang);
  return siyaq_words_count (counted[kind], (guint) n, lang);
}

/* %NULL where a gap holds something else than its pattern wants. */
static char *
fill_gaps (const char *arabic,
           Gap kind,
           char *const *gaps,
           const char *lang)
{
  g_auto (GStrv) fixed = g_strsplit (arabic, "%s", MAX_GAPS + 1);
  g_autoptr (GString) filled = g_string_new (fixed[0]);

  for (guint i = 0; fixed[i + 1] != NULL; i++)
    {
      g_autofree char *value = render_gap (kind, gaps[i], lang);

      if (value == NULL)
        return NULL;
      g_string_append (filled, value);
      g_string_append (filled, fixed[i + 1]);
    }
  return g_string_free (g_steal_pointer (&filled), FALSE);
}

static char *
translate_part (const char *part,
                const char *lang)
{
  char *translated = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (patterns) && translated == NULL; i++)
    {
      char *gaps[MAX_GAPS] = { NULL };

      if (match (patterns[i].english, part, gaps))
        translated = fill_gaps (patterns[i].arabic, patterns[i].gap, gaps, lang);
      for (guint j = 0; j < MAX_GAPS; j++)
        g_free (gaps[j]);
    }
  return translated;
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

/* Signs of an advert are noted by the ids of their rules, each of which has a reason of its own. */
static char *
describe_rules (SiyaqCleaner *cleaner,
                const char *evidence,
                const char *lang)
{
  g_auto (GStrv) ids = g_strsplit (evidence, ", ", MAX_PARTS + 1);
  g_autoptr (GString) described = g_string_new (NULL);

  for (guint i = 0; ids[i] != NULL; i++)
    {
      const char *reason = siyaq_cleaner_rule_reason (cleaner, ids[i], lang);

      if (reason == NULL || strcmp (reason, ids[i]) == 0)
        return NULL;
      if (described->len > 0)
        g_string_append (described, strcmp (lang, "ar") == 0 ? "؛ " : "; ");
      g_string_append (described, reason);
    }
  return g_string_free (g_steal_pointer (&described), FALSE);
}

/**
 * siyaq_why_describe:
 * @cleaner: (nullable): who knows the rules
 * @evidence: what a verdict notes as its evidence
 * @lang: (nullable): the language of the card
 *
 * Returns: (transfer full) (nullable): @evidence for a person, in @lang; %NULL where it can only be shown
 *   as it is
 */
char *
siyaq_why_describe (SiyaqCleaner *cleaner,
                    const char *evidence,
                    const char *lang)
{
  char *described;

  g_return_val_if_fail (evidence != NULL, NULL);

  lang = siyaq_words_lang (lang);
  described = cleaner != NULL && *evidence != '\0' ? describe_rules (cleaner, evidence, lang) : NULL;
  return described != NULL ? described : siyaq_why_translate (evidence, lang);
}
