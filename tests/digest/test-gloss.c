/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The word gloss, both ways, on sentences of our own: what must be in it, and what must not. */
#define G_LOG_DOMAIN "test-gloss"

#include "config.h"

#include "siyaq-gloss-private.h"
#include "siyaq-transliterate.h"

#include <json-glib/json-glib.h>
#include <string.h>

typedef struct
{
  const char *source;
  const char *has[4]; /* in this order */
  const char *has_not;
} Case;

static const Case to_english[] = {
  /* Verb and subject, genitive, adjectives after their nouns. */
  { "قالت الحكومة الجديدة إن الاتفاق مهم.", { "The new government said that", "the agreement", "important." }, "government new" },
  { "أعلن وزير الدفاع وقف إطلاق النار.", { "The defence minister announced", "ceasefire" }, NULL },
  { "مقتل سبعة أشخاص في انفجار", { "Seven people killed in explosion" }, "Killing" },
  { "قتل 11 جنديا في الهجوم.", { "11 soldiers were killed in the attack" }, "11 soldier " },
  { "وصل وزير الخارجية السوري إلى القاهرة يوم الاثنين.", { "The Syrian foreign minister arrived", "Cairo", "Monday" }, NULL },
  { "سيعلن الرئيس النتائج.", { "president will announce", "results" }, "announces" },
  { "لم يصل الوفد.", { "The delegation did not arrive" }, NULL },
  { "قرر المجلس أن يؤجل الانتخابات.", { "council decided", "to postpone", "elections" }, NULL },
  { "حكومته وجيشها", { "His government", "and its army" }, NULL },
  { "هذه المدينة القديمة", { "This old city" }, "the old" },
  { "هذه القوات", { "These forces" }, NULL },
  { "عشرة ملايين دولار", { "Ten million dollars" }, NULL },
  { "ملايين اللاجئين", { "Millions of", "refugees" }, NULL },
  { "في عام 2016", { "In 2016" }, "year" },
  { "في ٢٤ آذار/مارس", { "24 March" }, "٢" },
  { "هل انتهت الحرب؟", { "War ended?" }, "Whether" },
  { "قال محمد القادري: «انتهى القتال»", { "Mohammed al-Qadri said", "“", "fighting ended", "”" }, "«" },
  { "سيطر الجيش على المدينة.", { "army controlled", "city" }, NULL },
  { "أدى الحريق إلى مقتل طفلين.", { "fire led to", "two children" }, "led to to" },
  { "رحلة إلى زغمطار", { "Trip to Z" }, NULL },
  { "وزير الصحة والدفاع المدني.", { "The health minister and the civil defence" }, NULL },
  /* Headlines have no articles; their subject tells the number of the verb. */
  { "فيضانات تهدد القرى القريبة من النهر", { "Floods threaten", "villages" }, "the " },
  { "وصول أكبر قافلة إلى المخيم", { "Arrival of largest convoy to camp" }, NULL },
  { "مسيرة تستهدف شاحنة وتقتل سائقين", { "Drone targets truck and kills" }, NULL },
  { "اعتقال خمسة مشتبه بهم في جنوب ليبيا", { "Five", "arrested in southern Libya" }, NULL },
  /* Forms that only verbs have. */
  { "عقدت اللجنة اجتماعا.", { "The committee held", "meeting." }, "decade" },
  { "هذا ما قالته الوزيرة.", { "what the minister said." }, "Q" },
  { "قالته أمس.", { "Said it yesterday" }, NULL },
  { "وفي المساء تحدثوا عن الاتفاق.", { "they spoke about the agreement" }, "happen" },
  { "قتلوه في منزله.", { "They killed him" }, NULL },
  { "أصيب عشرة أشخاص في الحادث.", { "Ten people were injured in the" }, "was" },
  /* Sense before rarity. */
  { "القتل الجماعي للمدنيين جريمة.", { "The mass killing" }, "copulat" },
  { "توم باراك يصل إلى عمان", { "Tom Barrack" }, "day" },
  { "أول طائرة مساعدات تصل إلى المطار", { "First" }, "bastard" },
  { "تعهد الوفد بحماية لالعائلات.", { "for the families" }, "Lala" },
  { "السيطرة على الحريق مستمرة.", { "control of the fire" }, "of of" },
  { "وصل الوفد ظهرا.", { "at noon" }, "appear" },
  /* Where things happen. */
  { "انفجار بمدينة حمص غربي دمشق", { "Explosion in city of Homs west of Damascus" }, "with" },
  { "عاجــل: هزّة أرضية", { "Urgent:" }, "Aj" },
  /* Verbal nouns: the passive, the purpose, the means. */
  { "تم إغلاق الطريق أمس.", { "The road was closed yesterday." }, "closing" },
  { "لم يتم العثور على الطائرة.", { "plane", "was not found" }, "Ath" },
  { "تعمل الحكومة لمكافحة الفساد.", { "works to combat corruption" }, "combating" },
  /* Articles: what is general has none, one of many has "a". */
  { "الفساد خطر على الديمقراطية.", { "Corruption" }, "The corruption" },
  { "وقع حادث على الطريق.", { "An accident occurred" }, NULL },
  { "كان أقوى زلزال منذ سنوات.", { "the strongest earthquake" }, "of" },
  { "هذه هي القرية الأقدم.", { "the oldest village" }, NULL },
  { "وصل السيد كمال إلى تونس.", { "Mr Kamal arrived" }, " of " },
  { "في الأيام الثلاثة الماضية توقف القتال.", { "In the past three days" }, "the three" },
  { "ربحوا 55000 برميل.", { "55000 barrels" }, NULL },
  /* Verbs: the progressive past, who spoke, a subject before the mark, an object that is no subject. */
  { "كانت اللجنة تسعى إلى حل.", { "The committee was pursuing" }, NULL },
  { "وأضاف أن الوضع صعب.", { "He added that" }, NULL },
  { "سمير، وزير الصحة، يدعم القرار.", { "health minister, supports the decision" }, NULL },
  { "كرر الوزير تصريحه السابق.", { "The minister repeated his former statement" }, NULL },
  { "دعم الوزير القرار لأنهم يريدون السلام.", { "because they want" }, "they they" },
  /* Dates, owners, what is not. */
  { "اجتمعوا في يوم 20 من أيلول.", { "on 20 September" }, "day" },
  { "سرق اللصوص السيارة الخاصة به.", { "his car" }, "special" },
  { "إجراءات غير قانونية", { "Illegal measures" }, "not" },
  { "قال متحدث باسم قسم شرطة مدينة طرابلس إن المشتبه به هرب.", { "spokesman for the department of the police of the city of Tripoli said" }, NULL },
  { "قال جون زجرانت إنه سعيد.", { "John Z", "said" }, NULL },
  /* Days, numbers, idioms, what was done by whom. */
  { "قال الوزير مساء الخميس إن الطريق مغلق.", { "The minister said on Thursday evening" }, NULL },
  { "بعد واحد وعشرين يوما انتهت الهدنة.", { "twenty-one days" }, NULL },
  { "لقي خمسة عمال مصرعهم في الحريق.", { "Five workers were killed in the fire." }, "met" },
  { "قصف نفذته طائرة مسيرة على السوق.", { "Shelling carried out by drone" }, "it" },
  { "الاجتماعات التي استضافتها العاصمة انتهت.", { "which the capital hosted" }, "hosting" },
  { "اتفاق بـ2.1 مليار دولار.", { "2.1 billion dollars" }, "B" },
  { "هجوم في شمال مالي.", { "northern Mali" }, "financial" },
  { "وقع انفجار في ريف حلب الشمالي الشرقي.", { "the northeastern countryside of Aleppo" }, NULL },
  { "ضربت ثلاث قذائف سوق المدينة.", { "Three shells hit the market" }, NULL },
  /* What cannot be glossed and is no name is left out. */
  { "زشغبت اللجنة المشروع.", { "The committee …" }, "Z" },
  { "القافلة التي تزشغطت أمس وصلت.", { "which …" }, "Taz" },
};

static const Case to_arabic[] = {
  { "The new government announced the agreement.", { "أعلنت الحكومة الجديدة", "الاتفاق." }, "ال الحكومة" },
  { "The president of the republic said the war ended.", { "قال رئيس الجمهورية" }, "الرئيس" },
  { "Syria's army", { "جيش سوريا" }, NULL },
  { "its capital and their army", { "عاصمتها", "وجيشهم" }, NULL },
  { "Three soldiers were killed in an explosion", { "ثلاثة", "جنود", "في انفجار" }, "الانفجار" },
  { "The minister will visit Cairo on Monday", { "الوزير سيزور القاهرة يوم الاثنين" }, NULL },
  { "the United Nations and the European Union", { "الأمم المتحدة", "والاتحاد الأوروبي" }, NULL },
  { "low-income countries", { "دول", "منخفض" }, "-" },
  { "It didn't rain, he said.", { "لم", "،" }, "didn" },
  { "They met at 9 a.m. in Damascus.", { "9 صباحا في دمشق." }, "a" },
  { "for the refugees", { "للاجئين" }, "لال" },
  { "He may arrive in May", { "قد", "في مايو" }, NULL },
  { "Fire in southern Syria", { "في جنوب سوريا" }, "الجنوبية" },
  { "Three killed in explosion", { "مقتل ثلاثة في" }, "قتل ثلاثة ق" },
  { "The QZX union met the minister.", { "كيو زد إكس" }, "Q" },
  { "Cyclone Zamira hits coast", { "إعصار زاميرا" }, "Z" },
  { "A zmbrk fell.", { "زمبرك" }, "z" },
  { "The arms shipment arrived.", { "شحنة الأسلحة" }, "الشحنة" },
  { "The city of Homs said the toll rises.", { "ترتفع" }, "يرتفع" },
  { "Munir Zvogdar", { "منير", "دار" }, "Z" },
  /* Helping verbs, negation, the progressive, modals. */
  { "The committee has not approved the budget.", { "لم تقر الميزانية" }, "أقرت" },
  { "The companies are investing in the port.", { "تستثمر", "الميناء" }, "استثمار" },
  { "Doctors do not know the reason.", { "لا يعرف" }, "تعرف" },
  { "He is not sure.", { "ليس" }, "هو" },
  { "The army can enter the city.", { "يمكن أن" }, NULL },
  /* Pronouns and relatives. */
  { "They said that they left the village.", { "قالوا", "أنهم غادروا القرية" }, "هم غادر " },
  { "The law that bans smoking passed.", { "القانون الذي" }, "أن" },
  { "The company which built the bridge closed.", { "الشركة التي" }, "الذي" },
  { "This region and these schools", { "هذه المنطقة", "وهذه المدارس" }, "هذا" },
  /* Order: superlatives, possessors of several words, dates, what is counted. */
  { "Cairo is the largest city in Africa.", { "أكبر مدينة" }, "الأكبر" },
  { "The country's new leader resigned.", { "زعيم الدولة الجديد" }, NULL },
  { "The vote is on March 20.", { "في 20 مارس" }, "مارس 20" },
  { "55 soldiers and 200 barrels", { "55 جنديا", "200 برميل" }, "جنود" },
  { "Tenants at the market complained.", { "اشتكى" }, NULL },
  { "illegal measures", { "غير" }, "الغير" },
  { "according to Pittman", { "وفقا ل" }, "وفقا ل " },
  { "The road closed, officials said on Monday.", { "قال المسؤولون يوم الاثنين" }, NULL },
  { "The law which will ban smoking passed. The army that will enter left.", { "سي" }, NULL },
  { "The match lasted two hours.", { "ساعتين" }, "ساعات" },
  { "It rained on Sunday night.", { "ليل الأحد" }, "يوم" },
  /* Marks and currencies. */
  { "He said: \"The port is open\".", { "قال: «", "مفتوح»." }, "\"" },
  { "It was 5\" long, he said.", { "\"" }, "«" },
  { "The bridge (a) fell;  what next?", { "؛", "؟" }, "()" },
  { "Repairs cost $10 million.", { "10", "دولار" }, "$" },
  { "Repairs cost €2.5bn.", { "2.5 مليار", "يورو" }, "bn" },
};

static void
check (const Case *cases,
       guint n,
       const char *from)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SiyaqLexicon) lexicon = siyaq_lexicon_new (&error);

  g_assert_no_error (error);
  for (guint i = 0; i < n; i++)
    {
      g_autofree char *gloss = siyaq_gloss (lexicon, cases[i].source, from);
      const char *p = gloss;

      for (guint j = 0; j < G_N_ELEMENTS (cases[i].has) && cases[i].has[j] != NULL; j++)
        {
          const char *found = strstr (p, cases[i].has[j]);

          if (found == NULL)
            {
              g_test_message ("%s: no \"%s\" in \"%s\"", cases[i].source, cases[i].has[j], gloss);
              g_test_fail ();
            }
          else
            p = found + strlen (cases[i].has[j]);
        }
      if (cases[i].has_not != NULL && strstr (gloss, cases[i].has_not) != NULL)
        {
          g_test_message ("%s: \"%s\" in \"%s\"", cases[i].source, cases[i].has_not, gloss);
          g_test_fail ();
        }
    }
}

static void
test_to_english (void)
{
  check (to_english, G_N_ELEMENTS (to_english), "ar");
}

static void
test_to_arabic (void)
{
  check (to_arabic, G_N_ELEMENTS (to_arabic), "en");
}

/* What the tag stage found comes out as newspapers print it, whatever is joined to it. */
static void
test_names (void)
{
  static const struct
  {
    const char *source, *has, *has_not;
  } cases[] = {
    { "انفجار في الميادين", "in Al Mayadin", "squares" },
    { "اشتباكات بالسويداء.", "in Sweida", NULL },
    { "وقال المحافظ توفيق الزرنقي إن المساعدات للميادين ستصل.", "Tawfiq", "success" },
    { "وقال المحافظ توفيق الزرنقي إن المساعدات للميادين ستصل.", "to Al Mayadin", "squares" },
    { "وزارة شبوطي", "Shabboty", "Shbo" },
    { "لقاء في عمان", "in Amman", "Oman" },
    { "سيول تجرف الخيام", "Floods", "Seoul" },
  };
  g_autoptr (SiyaqLexicon) lexicon = siyaq_lexicon_new (NULL);
  g_autoptr (SiyaqGlossNames) names = siyaq_gloss_names_new (lexicon);

  siyaq_gloss_names_add_place (names, "الميادين", "Al Mayādīn");
  siyaq_gloss_names_add_place (names, "السويداء", "As-Suwayda");
  siyaq_gloss_names_add_place (names, "سيول", "Seoul");
  siyaq_gloss_names_add_place (names, "عمان", "Amman");
  siyaq_gloss_names_add_place (names, "", "");
  siyaq_gloss_names_add_person (names, "توفيق الزرنقي");
  siyaq_gloss_names_add_person (names, "وزير الدفاع");
  siyaq_gloss_names_add_spellings (names, "The ministry of Shabboty said so.");
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *gloss = siyaq_gloss_with_names (lexicon, names, cases[i].source, "ar");

      g_test_message ("%s", gloss);
      g_assert_nonnull (strstr (gloss, cases[i].has));
      if (cases[i].has_not != NULL)
        g_assert_null (strstr (gloss, cases[i].has_not));
    }
}

static void
test_transliterate (void)
{
  g_autofree char *qadri = siyaq_transliterate_to_latin ("القادري", -1);
  g_autofree char *beirut = siyaq_transliterate_to_latin ("بيروت", -1);
  g_autofree char *arabic = siyaq_transliterate_to_arabic ("Shahba", -1);
  g_autofree char *empty = siyaq_transliterate_to_latin ("", -1);

  g_assert_cmpstr (qadri, ==, "al-Qadri");
  g_assert_cmpstr (beirut, ==, "Birot");
  g_assert_cmpstr (arabic, ==, "شاهبا");
  g_assert_cmpstr (empty, ==, "");
}

/* Whatever the text, the gloss is valid UTF-8 and bounded. */
static void
test_any_input (void)
{
  static const char *const pieces[] = { "و", "ال", "حكومة ", "قال ", "12", " ", "،", ".", "«", "-", "the ", "of ", "and ", "Syria's ",
                                        "\n", "will ", "kill", "ة", "ب", "الذي ", "'", "\xE2\x80\x8F", "a.m. ", "to ", "لم " };
  g_autoptr (SiyaqLexicon) lexicon = siyaq_lexicon_new (NULL);

  for (guint32 seed = 1; seed < 300; seed++)
    {
      g_autoptr (GRand) rand = g_rand_new_with_seed (seed);
      g_autoptr (GString) text = g_string_new (NULL);
      g_autofree char *english = NULL;
      g_autofree char *arabic = NULL;

      for (guint i = 0; i < seed; i++)
        g_string_append (text, pieces[g_rand_int_range (rand, 0, G_N_ELEMENTS (pieces))]);
      english = siyaq_gloss (lexicon, text->str, "ar");
      arabic = siyaq_gloss (lexicon, text->str, "en");
      g_assert_true (g_utf8_validate (english, -1, NULL));
      g_assert_true (g_utf8_validate (arabic, -1, NULL));
      g_assert_cmpuint (strlen (english), <, 400 + text->len * 20);
    }
}

/* Every sentence of a set of general text gets a gloss that has words in the other script. */
static void
test_sentences (void)
{
  const char *shared = g_getenv ("SIYAQ_SHARED");
  g_autoptr (SiyaqLexicon) lexicon = siyaq_lexicon_new (NULL);
  g_autofree char *path = NULL;
  g_autofree char *text = NULL;
  g_auto (GStrv) lines = NULL;
  gsize n_latin = 0, n_all = 0;

  if (shared == NULL)
    {
      g_test_skip ("SIYAQ_SHARED is not set");
      return;
    }
  path = g_build_filename (shared, "bench", "flores-mt-dev.jsonl", NULL);
  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  lines = g_strsplit (text, "\n", -1);
  for (guint i = 0; lines[i] != NULL && *lines[i] != '\0'; i++)
    {
      g_autoptr (JsonParser) parser = json_parser_new ();
      g_autofree char *gloss = NULL;

      g_assert_true (json_parser_load_from_data (parser, lines[i], -1, NULL));
      gloss = siyaq_gloss (lexicon, json_object_get_string_member (json_node_get_object (json_parser_get_root (parser)), "ar"), "ar");
      for (const char *p = gloss; *p != '\0'; p = g_utf8_next_char (p))
        {
          gunichar c = g_utf8_get_char (p);

          n_all += g_unichar_isalpha (c);
          n_latin += g_unichar_isalpha (c) && c < 0x250;
        }
    }
  g_assert_cmpuint (n_latin * 1000, >=, n_all * 999);
}

int
main (int argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/gloss/to-english", test_to_english);
  g_test_add_func ("/gloss/to-arabic", test_to_arabic);
  g_test_add_func ("/gloss/names", test_names);
  g_test_add_func ("/gloss/transliterate", test_transliterate);
  g_test_add_func ("/gloss/any-input", test_any_input);
  g_test_add_func ("/gloss/sentences", test_sentences);

  return g_test_run ();
}
