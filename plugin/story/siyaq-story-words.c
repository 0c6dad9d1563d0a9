/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The closed classes of words that carry facts, in folded form. They are closed classes of the
   language, so a table is enough; an Arabic word is looked up again without its proclitics. */
#define G_LOG_DOMAIN "siyaq-story"

#include "config.h"

#include "siyaq-story-words.h"

#include <string.h>

typedef struct
{
  SiyaqStoryWordClass word_class;
  guint value;
  const char *words; /* separated by blanks */
} Row;

static const Row rows[] = {
  { SIYAQ_STORY_WORD_UNIT, 1, "one واحد واحده" },
  { SIYAQ_STORY_WORD_UNIT, 2, "two اثنان اثنين اثنتان اثنتين" },
  { SIYAQ_STORY_WORD_UNIT, 3, "three ثلاثه ثلاث" },
  { SIYAQ_STORY_WORD_UNIT, 4, "four اربعه اربع" },
  { SIYAQ_STORY_WORD_UNIT, 5, "five خمسه خمس" },
  { SIYAQ_STORY_WORD_UNIT, 6, "six سته ست" },
  { SIYAQ_STORY_WORD_UNIT, 7, "seven سبعه سبع" },
  { SIYAQ_STORY_WORD_UNIT, 8, "eight ثمانيه ثماني ثمان" },
  { SIYAQ_STORY_WORD_UNIT, 9, "nine تسعه تسع" },
  { SIYAQ_STORY_WORD_UNIT, 11, "eleven احد" },
  { SIYAQ_STORY_WORD_UNIT, 12, "twelve dozen اثنا اثني اثنتا اثنتي" },
  { SIYAQ_STORY_WORD_UNIT, 13, "thirteen" },
  { SIYAQ_STORY_WORD_UNIT, 14, "fourteen" },
  { SIYAQ_STORY_WORD_UNIT, 15, "fifteen" },
  { SIYAQ_STORY_WORD_UNIT, 16, "sixteen" },
  { SIYAQ_STORY_WORD_UNIT, 17, "seventeen" },
  { SIYAQ_STORY_WORD_UNIT, 18, "eighteen" },
  { SIYAQ_STORY_WORD_UNIT, 19, "nineteen" },
  { SIYAQ_STORY_WORD_TENS, 10, "ten عشره عشر" },
  { SIYAQ_STORY_WORD_TENS, 20, "twenty عشرون عشرين" },
  { SIYAQ_STORY_WORD_TENS, 30, "thirty ثلاثون ثلاثين" },
  { SIYAQ_STORY_WORD_TENS, 40, "forty اربعون اربعين" },
  { SIYAQ_STORY_WORD_TENS, 50, "fifty خمسون خمسين" },
  { SIYAQ_STORY_WORD_TENS, 60, "sixty ستون ستين" },
  { SIYAQ_STORY_WORD_TENS, 70, "seventy سبعون سبعين" },
  { SIYAQ_STORY_WORD_TENS, 80, "eighty ثمانون ثمانين" },
  { SIYAQ_STORY_WORD_TENS, 90, "ninety تسعون تسعين" },
  { SIYAQ_STORY_WORD_MULTIPLIER, 100, "hundred مئه مائه" },
  { SIYAQ_STORY_WORD_MULTIPLIER, 1000, "thousand الف الاف" },
  { SIYAQ_STORY_WORD_MULTIPLIER, 1000000, "million m mn مليون ملايين" },
  { SIYAQ_STORY_WORD_MULTIPLIER, 1000000000, "billion bn مليار مليارات بليون" },
  { SIYAQ_STORY_WORD_MONTH, 1, "january jan يناير جانفي" },
  { SIYAQ_STORY_WORD_MONTH, 2, "february feb فبراير فيفري شباط" },
  { SIYAQ_STORY_WORD_MONTH, 3, "march مارس اذار" },
  { SIYAQ_STORY_WORD_MONTH, 4, "april apr ابريل افريل نيسان" },
  { SIYAQ_STORY_WORD_MONTH, 5, "may مايو ماي ايار" },
  { SIYAQ_STORY_WORD_MONTH, 6, "june jun يونيو جوان حزيران" },
  { SIYAQ_STORY_WORD_MONTH, 7, "july jul يوليو جويليه تموز يوليوز" },
  { SIYAQ_STORY_WORD_MONTH, 8, "august aug اغسطس اوت غشت" },
  { SIYAQ_STORY_WORD_MONTH, 9, "september sept سبتمبر ايلول شتنبر" },
  { SIYAQ_STORY_WORD_MONTH, 10, "october oct اكتوبر" },
  { SIYAQ_STORY_WORD_MONTH, 11, "november nov نوفمبر نونبر" },
  { SIYAQ_STORY_WORD_MONTH, 12, "december dec ديسمبر دجنبر" },
  { SIYAQ_STORY_WORD_WEEKDAY, 1, "monday الاثنين" },
  { SIYAQ_STORY_WORD_WEEKDAY, 2, "tuesday الثلاثاء" },
  { SIYAQ_STORY_WORD_WEEKDAY, 3, "wednesday الاربعاء" },
  { SIYAQ_STORY_WORD_WEEKDAY, 4, "thursday الخميس" },
  { SIYAQ_STORY_WORD_WEEKDAY, 5, "friday الجمعه" },
  { SIYAQ_STORY_WORD_WEEKDAY, 6, "saturday السبت" },
  { SIYAQ_STORY_WORD_WEEKDAY, 7, "sunday الاحد" },
  { SIYAQ_STORY_WORD_CUE, SIYAQ_STORY_COUNT_DEAD,
    "kill kills killed killing dead died die dies death deaths drowned perished martyr martyrs martyred drown drowns bodies corpses "
    "fatalities slain murdered lives قتل قتلوا قتلت يقتل تقتل قتيل قتيلا قتلي قتيله مقتل مصرع مصرعهم شهيد شهيدا شهداء استشهد "
    "استشهاد استشهدوا وفاه وفيات توفي ماتوا مات موت حياه بحياه جثه جثث جثمان جثامين ضحيه ضحايا لقوا ضحيته غرقوا" },
  { SIYAQ_STORY_WORD_CUE, SIYAQ_STORY_COUNT_HURT,
    "injured injuring injures wounded wounding wounds hurt injuries hospitalised hospitalized "
    "جريح جريحا جرحي جرح جرحوا اصيب اصابه اصابات مصاب مصابا مصابين مصابون اصيبوا اصابت" },
  { SIYAQ_STORY_WORD_CUE, SIYAQ_STORY_COUNT_MISSING, "missing unaccounted مفقود مفقودا مفقودين مفقودون مفقودي فقدان" },
  { SIYAQ_STORY_WORD_CUE, SIYAQ_STORY_COUNT_HELD,
    "arrested detained arrests kidnapped abducted hostages hostage trapped detainees prisoners "
    "اعتقال اعتقلت معتقل معتقلا معتقلين توقيف موقوفا موقوفين خطف اختطاف مختطف مختطفين محاصر محاصرين عالق عالقا عالقين عالقون اسير اسيرا اسري رهينه رهائن" },
  { SIYAQ_STORY_WORD_CUE, SIYAQ_STORY_COUNT_MONEY, "dollar dollars usd euro euros pounds دولار دولارا دولارات يورو جنيه درهم دينار ليره" },
  { SIYAQ_STORY_WORD_CUE, SIYAQ_STORY_COUNT_MAGNITUDE, "magnitude richter درجه درجات ريختر بقوه قوته" },
  { SIYAQ_STORY_WORD_CUE, SIYAQ_STORY_COUNT_PERCENT, "percent per cent بالمئه بالمائه مئويه" },
  { SIYAQ_STORY_WORD_PAIR, SIYAQ_STORY_COUNT_DEAD, "قتيلان قتيلين شهيدان شهيدين جثتان جثتين" },
  { SIYAQ_STORY_WORD_PAIR, SIYAQ_STORY_COUNT_HURT, "جريحان جريحين مصابان" },
  { SIYAQ_STORY_WORD_PAIR, SIYAQ_STORY_COUNT_OTHER, "شخصان شخصين مدنيان مدنيين طفلان طفلين عنصران جنديان جنديين امراتان امراتين موظفان موظفين" },
  { SIYAQ_STORY_WORD_CLOCK, 0, "am pm a.m p.m gmt utc o'clock ص مساء صباحا ظهرا فجرا ساعه" },
  { SIYAQ_STORY_WORD_RETRO, 0, "anniversary commemorate commemorates commemorated remembers remembering ذكري" },
  { SIYAQ_STORY_WORD_SPAN, 0, "weeks month months year years decade decades اسابيع شهر شهرين شهرا اشهر شهور عام عامين اعوام عاما سنه سنتين سنوات عقد عقود" },
  { SIYAQ_STORY_WORD_SINCE, 0, "on ago later since after بعد منذ مرور مضي" },
};

static const struct
{
  SiyaqStoryPhase phase;
  const char *words;
} phases[] = {
  { SIYAQ_STORY_PHASE_PROTEST,
    "protest protests protesters protesting march marches marchers rally rallies demonstration demonstrations demonstrators "
    "احتجاج احتجاجا احتجاجات مظاهره مظاهرات تظاهره تظاهرات مسيره محتجون متظاهرون يتظاهرون يحتجون" },
  { SIYAQ_STORY_PHASE_VOTE,
    "vote votes voting voters polls polling ballot ballots elects electing referendum "
    "تنتخب ينتخبون اقتراع ناخبون ناخبين يصوتون تصوت تصويت صناديق استفتاء" },
  { SIYAQ_STORY_PHASE_AID,
    "aid relief tents blankets convoy convoys donations donors supplies مساعدات اغاثه اغاثيه قافله قوافل خيام بطانيات تبرعات معونات" },
  { SIYAQ_STORY_PHASE_BURIAL, "funeral funerals buried burial mourn mourns mourners mourning تشييع جنازه جنازات دفن يشيعون تشيع حداد" },
  { SIYAQ_STORY_PHASE_INQUIRY, "inquiry investigation investigate investigators probe negligence تحقيق تحقيقا تحقيقات تقصير اهمال" },
  { SIYAQ_STORY_PHASE_ARREST,
    "arrest arrested arrests arresting detain detained detains custody remanded "
    "توقيف توقف اوقفت اوقف اعتقال اعتقلت اعتقل تعتقل قبض مشتبه حبس" },
  { SIYAQ_STORY_PHASE_TRIAL,
    "charged indicted indictment trial pleads pleaded arraigned testifies محاكمه تحاكم اتهام اتهمت لائحه متهم متهمين متهما" },
  { SIYAQ_STORY_PHASE_VERDICT,
    "sentenced sentence sentences jailed jails guilty convicted convicts acquitted acquits acquittal verdict "
    "ادانت ادانه تدين سجن سجنا مؤبد براءه تبرئه تبرئ اعدام حكمت حكما" },
  { SIYAQ_STORY_PHASE_RESULT,
    "wins win won winner victory victorious concedes concede conceded landslide sworn defeat defeats results "
    "يفوز تفوز فوز فاز نتائج هزيمه انتصار يحرز تحرز توج تتويج يتوج" },
  { SIYAQ_STORY_PHASE_RESIGNATION,
    "resign resigns resigned resignation quit quits ousted sacked sacks dismissed dismisses "
    "استقاله استقال يستقيل تستقيل اقاله اقالت اقال يقيل تنحي يتنحي" },
  { SIYAQ_STORY_PHASE_DEAL,
    "deal deals agreement agree agrees agreed accord pact truce ceasefire signed signs sign ends ended "
    "اتفاق اتفاقيه اتفاقا يتفقان يوقع يوقعان توقيع وقع ينهي تنهي انهاء هدنه" },
  { SIYAQ_STORY_PHASE_RELEASE, "freed frees افراج افرج تفرج يفرج سراح اطلاق" },
  { SIYAQ_STORY_PHASE_REPAIR,
    "rebuild rebuilds rebuilding rebuilt reopen reopens reopened reconstruction restored resumes resume "
    "اعمار استئناف تستانف يستانف ترميم" },
  { SIYAQ_STORY_PHASE_AFTERSHOCK, "aftershock aftershocks ارتداديه" },
};

/* What is told along with a later phase that it led to. */
#define EARLY_PHASES (SIYAQ_STORY_PHASE_PROTEST | SIYAQ_STORY_PHASE_VOTE)
#define LEGAL_PHASES (SIYAQ_STORY_PHASE_INQUIRY | SIYAQ_STORY_PHASE_ARREST | SIYAQ_STORY_PHASE_TRIAL | SIYAQ_STORY_PHASE_VERDICT)

static void
add_words (GHashTable *table,
           const char *list,
           guint value)
{
  g_auto (GStrv) words = g_strsplit (list, " ", -1);

  for (guint k = 0; words[k] != NULL; k++)
    if (*words[k] != '\0')
      g_hash_table_insert (table, g_strdup (words[k]), GUINT_TO_POINTER (value));
}

static GHashTable *
build_table (void)
{
  GHashTable *table = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    add_words (table, rows[i].words, i + 1);
  return table;
}

/* The word without the proclitic at its start, or NULL. */
static const char *
without_proclitic (const char *fold)
{
  static const char *const proclitics[] = { "وال", "بال", "فال", "لل", "ال", "و", "ف", "ب", "ل", "ك" };

  for (guint i = 0; i < G_N_ELEMENTS (proclitics); i++)
    if (g_str_has_prefix (fold, proclitics[i]) && strlen (fold) >= strlen (proclitics[i]) + 6)
      return fold + strlen (proclitics[i]);
  return NULL;
}

/* The value of a word, of an Arabic one also without its proclitics; 0 where it is in no row. */
static guint
look_up (GHashTable *table,
         const char *fold)
{
  guint value = GPOINTER_TO_UINT (g_hash_table_lookup (table, fold));

  for (guint n = 0; value == 0 && n < 2 && (guchar) *fold >= 0xD8; n++)
    {
      fold = without_proclitic (fold);
      if (fold == NULL)
        break;
      value = GPOINTER_TO_UINT (g_hash_table_lookup (table, fold));
    }
  return value;
}

/**
 * siyaq_story_word_class:
 * @fold: a folded word
 * @ret_value: (out): what the class says of its value, 0 for none
 *
 * Returns: the class of @fold
 */
SiyaqStoryWordClass
siyaq_story_word_class (const char *fold,
                        guint *ret_value)
{
  static GHashTable *table;
  static gsize once;
  guint row;

  g_return_val_if_fail (fold != NULL && ret_value != NULL, SIYAQ_STORY_WORD_PLAIN);

  if (g_once_init_enter (&once))
    {
      table = build_table ();
      g_once_init_leave (&once, 1);
    }
  row = look_up (table, fold);
  *ret_value = row != 0 ? rows[row - 1].value : 0;
  return row != 0 ? rows[row - 1].word_class : SIYAQ_STORY_WORD_PLAIN;
}

/**
 * siyaq_story_word_phase:
 * @fold: a folded word
 *
 * Returns: the #SiyaqStoryPhase that it names, or 0
 */
guint
siyaq_story_word_phase (const char *fold)
{
  static GHashTable *table;
  static gsize once;

  g_return_val_if_fail (fold != NULL, 0);

  if (g_once_init_enter (&once))
    {
      table = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
      for (guint i = 0; i < G_N_ELEMENTS (phases); i++)
        add_words (table, phases[i].words, phases[i].phase);
      g_once_init_leave (&once, 1);
    }
  return look_up (table, fold);
}

/**
 * siyaq_story_phases_last:
 * @named: all phases that a headline or a first sentence names
 *
 * "Minister resigns after march" is about the resignation, "trial of man arrested in June" about the trial.
 *
 * Returns: those that it is about
 */
guint
siyaq_story_phases_last (guint named)
{
  guint legal = named & LEGAL_PHASES, last = named;

  if ((named & ~(guint) EARLY_PHASES) != 0)
    last &= ~(guint) EARLY_PHASES;
  else if ((named & SIYAQ_STORY_PHASE_VOTE) != 0)
    last = SIYAQ_STORY_PHASE_VOTE;
  if (legal != 0)
    last = (last & ~(guint) LEGAL_PHASES) | (1u << g_bit_nth_msf (legal, -1));
  return last;
}
