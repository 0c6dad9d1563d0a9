/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The words of the card, in each language it speaks. The card is written in the reader's language,
   which need not be that of the process (the service has the locale of whoever started it), and
   gettext chooses its catalogue by the locale of the process and only among installed locales. So
   the few dozen phrases of the card stand in a table here; plural forms are chosen by the rules of
   CLDR, which ICU knows. In a phrase %s stands for the one value that is filled in. */
#define G_LOG_DOMAIN "siyaq-show"

#include "config.h"

#include "siyaq-words.h"

#include "siyaq-when.h"

#include <string.h>

#include <unicode/upluralrules.h>
#include <unicode/ustring.h>

enum
{
  ENGLISH,
  ARABIC,
  N_LANGS,
};

static const char *const words[SIYAQ_N_WORDS][N_LANGS] = {
  [SIYAQ_WORD_CARD] = { "Context by Siyaq", "السياق من سياق" },
  [SIYAQ_WORD_NOTHING_REMOVED] = { "nothing removed", "لم يُزَل شيء" },
  [SIYAQ_WORD_SHOW] = { "show", "عرض" },
  [SIYAQ_WORD_HIDE] = { "hide", "إخفاء" },
  [SIYAQ_WORD_HELD] = { "Was held", "كان محجوزًا" },
  [SIYAQ_WORD_SUMMARY] = { "Summary", "الملخص" },
  [SIYAQ_WORD_TRANSLATED_HERE] = { "translated from %s on this computer", "مترجم عن %s على هذا الحاسوب" },
  [SIYAQ_WORD_TRANSLATED_BY] = { "translated by %s", "ترجمة %s" },
  [SIYAQ_WORD_GLOSS] = { "word gloss from %s", "ترجمة كلمة بكلمة عن %s" },
  [SIYAQ_WORD_SIBLING] = { "as told by %s", "كما روته %s" },
  [SIYAQ_WORD_SIBLING_UNNAMED] = { "as told elsewhere", "كما ورد في مصدر آخر" },
  [SIYAQ_WORD_FROM_ITEM] = { "From this item", "من هذا الخبر" },
  [SIYAQ_WORD_HOW_CHOSEN] = { "how it was chosen", "كيف اختيرت" },
  [SIYAQ_WORD_HOW_CHOSEN_TEXT] = {
    "These sentences stand in the item word for word. The opening counts most, then what the other sentences share: the same "
    "names, numbers and words.",
    "هذه الجمل منقولة حرفيًّا من الخبر. للمقدمة الوزن الأكبر، ثم لما تشترك فيه بقية الجمل من أسماء وأرقام وكلمات.",
  },
  [SIYAQ_WORD_WHOLE] = { "The whole text", "النص كاملًا" },
  [SIYAQ_WORD_COMING] = { "a translation is on its way", "الترجمة في الطريق" },
  [SIYAQ_WORD_ASK] = { "Have this translated by %s?", "أتريد أن تترجمه %s؟" },
  [SIYAQ_WORD_ASK_TEXT] = {
    "Headlines and summaries in another language would be sent there, never whole articles. Nothing has been sent yet. "
    "You are asked once; the preferences can change it.",
    "ستُرسل إليها العناوين والملخصات المكتوبة بلغة أخرى، لا المقالات كاملة. لم يُرسل شيء بعد. لن تُسأل إلا مرة واحدة، ويمكنك تغيير ذلك في "
    "التفضيلات.",
  },
  [SIYAQ_WORD_ASK_WHOLE_TEXT] = {
    "Headlines and summaries in another language would be sent there and, as you chose, the whole text of what you open. "
    "Nothing has been sent yet. You are asked once; the preferences can change it.",
    "ستُرسل إليها العناوين والملخصات المكتوبة بلغة أخرى، وكذلك، كما اخترت، النص الكامل لما تفتحه. لم يُرسل شيء بعد. لن تُسأل إلا مرة واحدة، "
    "ويمكنك تغيير ذلك في التفضيلات.",
  },
  [SIYAQ_WORD_ASK_YES] = { "Send and translate", "أرسِل وترجِم" },
  [SIYAQ_WORD_ASK_NO] = { "Do not send", "لا تُرسِل" },
  [SIYAQ_WORD_PROBLEM_BUSY] = { "%s could not translate just now", "تعذرت الترجمة بواسطة %s الآن" },
  [SIYAQ_WORD_PROBLEM_AUTH] = { "%s does not take the key; the preferences have a place for another", "لا تقبل %s المفتاح؛ غيّره في التفضيلات" },
  [SIYAQ_WORD_PROBLEM_QUOTA] = { "The account with %s has no characters left", "نفدت حروف الحساب لدى %s" },
  [SIYAQ_WORD_PROBLEM_NETWORK] = { "%s is not reached", "تعذر الوصول إلى %s" },
  [SIYAQ_WORD_PROBLEM_LOCKED] = { "The keyring with the key for %s is locked or missing", "حلقة المفاتيح التي فيها مفتاح %s مقفلة أو غير موجودة" },
  [SIYAQ_WORD_PROBLEM_BUDGET] = {
    "What you let be sent to %s in a day has been sent", "أُرسل إلى %s كل ما سمحت بإرساله في اليوم",
  },
  [SIYAQ_WORD_STAYED_HERE] = { "Nothing left this computer", "لم يغادر شيء هذا الحاسوب" },
  [SIYAQ_WORD_SENT_TO] = { "The text was sent to %s, which you chose", "أُرسل النص إلى %s التي اخترتها" },
  [SIYAQ_WORD_WHY_TRANSLATION] = { "why this way", "لماذا هكذا" },
  [SIYAQ_WORD_WHY_TRANSLATION_TEXT] = {
    "No outlet of yours tells this story in your language, so the best translator you have was asked.",
    "لا يروي أي من مصادرك هذا الخبر بلغتك، فاستُعين بأفضل مترجم متاح لديك.",
  },
  [SIYAQ_WORD_WHY_GLOSS_TEXT] = {
    "No outlet of yours tells this story in your language, and no translator is installed. The words were looked up one by one "
    "and keep the order of the original: a help for reading, not a translation.",
    "لا يروي أي من مصادرك هذا الخبر بلغتك، ولا مترجم مثبتًا. تُرجمت الكلمات واحدة واحدة على ترتيب الأصل: عون على القراءة لا ترجمة.",
  },
  [SIYAQ_WORD_WHY_SIBLING_TEXT] = {
    "One of your feeds tells the same story in your language; its own words are better than a translation.",
    "يروي أحد مصادرك الخبر نفسه بلغتك، وكلماته أفضل من الترجمة.",
  },
  [SIYAQ_WORD_SAME_STORY] = { "Same story elsewhere", "القصة نفسها في مصادر أخرى" },
  [SIYAQ_WORD_NOT_SAME] = { "not the same story?", "ليست القصة نفسها؟" },
  [SIYAQ_WORD_TAKE_OUT] = { "Take it out", "أخرِجها" },
  [SIYAQ_WORD_HEADLINE_TRANSLATED] = { "headline translated on this computer", "العنوان مترجم على هذا الحاسوب" },
  [SIYAQ_WORD_HEADLINE_TRANSLATED_BY] = { "headline translated by %s", "العنوان ترجمة %s" },
  [SIYAQ_WORD_HEADLINE_GLOSSED] = { "headline word by word", "العنوان كلمة بكلمة" },
  [SIYAQ_WORD_EARLIER] = { "Earlier in this story", "ما سبق في هذه القصة" },
  [SIYAQ_WORD_MENTIONS] = { "Also reported by", "أوردته أيضًا" },
  [SIYAQ_WORD_EARLIER_BY] = { "%s earlier", "قبل %s" },
  [SIYAQ_WORD_LATER_BY] = { "%s later", "بعد %s" },
  [SIYAQ_WORD_SAME_TIME] = { "at the same time", "في الوقت نفسه" },
};

/* The plural categories of CLDR; a language leaves those out that it does not have. */
enum
{
  ZERO,
  ONE,
  TWO,
  FEW,
  MANY,
  OTHER,
  N_FORMS,
};

static const char *const form_names[N_FORMS] = { "zero", "one", "two", "few", "many", "other" };

static const char *const counts[SIYAQ_N_COUNTS][N_LANGS][N_FORMS] = {
  [SIYAQ_COUNT_REMOVED] = {
    { [ONE] = "%s block removed", [OTHER] = "%s blocks removed" },
    { [ZERO] = "لم يُزَل شيء", [ONE] = "أُزيل مقطع واحد", [TWO] = "أُزيل مقطعان", [FEW] = "أُزيلت %s مقاطع",
      [MANY] = "أُزيل %s مقطعًا", [OTHER] = "أُزيل %s مقطع" },
  },
  [SIYAQ_COUNT_MORE] = {
    { [ONE] = "%s more", [OTHER] = "%s more" },
    { [ONE] = "مصدر آخر", [TWO] = "مصدران آخران", [FEW] = "%s مصادر أخرى", [MANY] = "%s مصدرًا آخر", [OTHER] = "%s مصدر آخر" },
  },
  [SIYAQ_COUNT_MINUTES] = {
    { [ONE] = "%s min", [OTHER] = "%s min" },
    { [ONE] = "دقيقة", [TWO] = "دقيقتين", [FEW] = "%s دقائق", [MANY] = "%s دقيقة", [OTHER] = "%s دقيقة" },
  },
  [SIYAQ_COUNT_HOURS] = {
    { [ONE] = "%s h", [OTHER] = "%s h" },
    { [ONE] = "ساعة", [TWO] = "ساعتين", [FEW] = "%s ساعات", [MANY] = "%s ساعة", [OTHER] = "%s ساعة" },
  },
  [SIYAQ_COUNT_DAYS] = {
    { [ONE] = "%s day", [OTHER] = "%s days" },
    { [ONE] = "يوم", [TWO] = "يومين", [FEW] = "%s أيام", [MANY] = "%s يومًا", [OTHER] = "%s يوم" },
  },
  [SIYAQ_COUNT_TERMS] = {
    { [ONE] = "%s shared term", [OTHER] = "%s shared terms" },
    { [ONE] = "كلمة مشتركة", [TWO] = "كلمتان مشتركتان", [FEW] = "%s كلمات مشتركة", [MANY] = "%s كلمة مشتركة",
      [OTHER] = "%s كلمة مشتركة" },
  },
  [SIYAQ_COUNT_NAMES] = {
    { [ONE] = "%s name in both", [OTHER] = "%s names in both" },
    { [ONE] = "اسم مشترك", [TWO] = "اسمان مشتركان", [FEW] = "%s أسماء مشتركة", [MANY] = "%s اسمًا مشتركًا",
      [OTHER] = "%s اسم مشترك" },
  },
};

static guint
lang_index (const char *lang)
{
  return lang != NULL && strncmp (lang, "ar", 2) == 0 && (lang[2] == '\0' || lang[2] == '-' || lang[2] == '_') ? ARABIC : ENGLISH;
}

/* phrase has %s at most once. It is no format string: what is filled in may hold any character. */
static char *
fill (const char *phrase,
      const char *value)
{
  const char *gap = strstr (phrase, "%s");

  if (gap == NULL)
    return g_strdup (phrase);
  return g_strdup_printf ("%.*s%s%s", (int) (gap - phrase), phrase, value, gap + 2);
}

static guint
plural_form (guint n,
             guint lang)
{
  /* Opened once and kept: ICU reads its rules from data each time. */
  static UPluralRules *rules[N_LANGS];
  static gsize initialised;
  UErrorCode status = U_ZERO_ERROR;
  UChar keyword[16];
  char name[16];
  int32_t length;

  if (g_once_init_enter (&initialised))
    {
      UErrorCode opening = U_ZERO_ERROR;

      rules[ENGLISH] = uplrules_open ("en", &opening);
      rules[ARABIC] = uplrules_open ("ar", &opening);
      g_once_init_leave (&initialised, 1);
    }
  if (rules[lang] == NULL)
    return OTHER;
  length = uplrules_select (rules[lang], n, keyword, G_N_ELEMENTS (keyword), &status);
  if (U_FAILURE (status) || length >= (int32_t) G_N_ELEMENTS (name))
    return OTHER;
  u_UCharsToChars (keyword, name, length);
  name[length] = '\0';
  for (guint i = 0; i < N_FORMS; i++)
    if (strcmp (name, form_names[i]) == 0)
      return i;
  return OTHER;
}

/**
 * siyaq_words_lang:
 * @lang: (nullable): a BCP 47 tag
 *
 * Returns: (transfer none): the language of the card that @lang leads to, "ar" or "en"
 */
const char *
siyaq_words_lang (const char *lang)
{
  return lang_index (lang) == ARABIC ? "ar" : "en";
}

/**
 * siyaq_words_get:
 * @word: a phrase
 * @lang: (nullable): a BCP 47 tag
 *
 * Returns: (transfer none): the phrase in @lang, in English where the card does not speak it
 */
const char *
siyaq_words_get (SiyaqWord word,
                 const char *lang)
{
  g_return_val_if_fail (word < SIYAQ_N_WORDS, "");
  return words[word][lang_index (lang)];
}

/**
 * siyaq_words_fill:
 * @word: a phrase with a gap
 * @lang: (nullable): a BCP 47 tag
 * @value: what goes into the gap, plain text
 *
 * Returns: (transfer full): the phrase in @lang with @value in its gap, plain text
 */
char *
siyaq_words_fill (SiyaqWord word,
                  const char *lang,
                  const char *value)
{
  g_return_val_if_fail (word < SIYAQ_N_WORDS, NULL);
  g_return_val_if_fail (value != NULL, NULL);
  return fill (words[word][lang_index (lang)], value);
}

/**
 * siyaq_words_count:
 * @count: what is counted
 * @n: how many
 * @lang: (nullable): a BCP 47 tag
 *
 * Returns: (transfer full): "4 blocks removed", «أُزيلت ٤ مقاطع»: the plural form and the digits of @lang
 */
char *
siyaq_words_count (SiyaqCount count,
                   guint n,
                   const char *lang)
{
  guint index = lang_index (lang);
  g_autofree char *digits = siyaq_when_number (n, lang);
  const char *phrase;

  g_return_val_if_fail (count < SIYAQ_N_COUNTS, NULL);

  phrase = counts[count][index][plural_form (n, index)];
  if (phrase == NULL)
    phrase = counts[count][index][OTHER];
  return fill (phrase, digits);
}
