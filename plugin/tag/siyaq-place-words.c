/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Classes of words that tell what a place name does in its sentence. They are function words and
   nouns of the two languages, not data about the world, and stand in the code that reads them. */
#define G_LOG_DOMAIN "siyaq-tag"

#include "config.h"

#include "siyaq-place-words.h"

static const struct
{
  guint32 class;
  const char *words; /* folded, separated by blanks */
} lists[] = {
  { SIYAQ_WORD_LOCATIVE,
    "in near at off between outside around inside across throughout within along on above beside amid "
    "في وفي قرب بالقرب داخل خارج قباله قباله بمحيط محيط بضواحي ضواحي اطراف وسط بوسط شمال بشمال جنوب بجنوب شرق بشرق غرب بغرب "
    "شمالي جنوبي شرقي غربي بريف ريف ضاحيه سواحل ساحل انحاء بين وبين عند بسواحل مقابل" },
  { SIYAQ_WORD_PATH, "from to towards toward into bound via من ومن الي والي نحو صوب عبر باتجاه" },
  { SIYAQ_WORD_WITH, "through for against with by over مع ضد لصالح" },
  { SIYAQ_WORD_UNIT,
    "city town village province region district governorate state county port camp capital suburb suburbs neighbourhood "
    "neighborhood island islands area municipality prefecture oblast airport countryside coast valley outskirts township "
    "community commune department hamlet villages towns cities division parish canton wilaya "
    "مدينه بمدينه المدينه لمدينه بلده ببلده قريه بقريه محافظه بمحافظه لمحافظه ولايه بولايه اقليم باقليم مخيم بمخيم معسكر بمعسكر "
    "حي بحي منطقه بمنطقه ناحيه بناحيه قضاء ميناء بميناء مطار بمطار جزيره عاصمه العاصمه بالعاصمه مديريه بمديريه مديريات مقاطعه بمقاطعه "
    "جهه بلديه بلدات بلدتي مدن قري مدينتي محافظتي معبر سجن ومدينه وبلده وقريه ومحافظه وولايه محله ضاحيه قسم شعبه بقسم" },
  { SIYAQ_WORD_DIRECTION,
    "northern southern eastern western central north south east west northeast northwest southeast southwest northeastern "
    "northwestern southeastern southwestern downtown greater upper lower coastal rural mid nearby besieged occupied war torn "
    "الشمالي الجنوبي الشرقي الغربي الشماليه الجنوبيه الشرقيه الغربيه" },
  { SIYAQ_WORD_SAY,
    "said says say told tells announced announces warned warns vowed vows denied denies insisted insists wants urged urges "
    "condemned condemns rejected rejects accused accuses believes believed confirmed confirms hopes agreed agree agrees plans "
    "threatens threatened demands demanded called calls claims claimed has had will would insisted pledged pledges "
    "قال قالت وقال وقالت تقول يقول اعلن اعلنت واعلنت تعلن تهدد هددت توعدت تتوعد حذرت تحذر نفت تنفي ادانت تدين نددت تندد اكدت تؤكد "
    "رفضت ترفض اتهمت تتهم طالبت تطالب دعت تدعو تري وافقت توافق ردت ترد كشفت تكشف اعربت رحبت ترحب اعترفت تعترف" },
  { SIYAQ_WORD_ACTOR,
    "army military government president minister ministry forces troops police officials official authorities parliament "
    "envoy ambassador embassy spokesman spokeswoman foreign prime king crown navy leaders leader delegation intelligence "
    "rulers leadership diplomat diplomats regime administration lawmakers soldiers warplanes jets aircraft strikes drone drones negotiators "
    "troops settlers backed led brokered mediated held flagged made owned based bank side national team secretary state "
    "الجيش جيش حكومه الحكومه رئيس الرئيس وزير وزاره سفير مبعوث مبعوثه سفاره سلطات السلطات قوات رئاسه برلمان منتخب مسؤول مسؤولي "
    "مندوب ملك امير الاحتلال وفد بين حكومة نظام" },
  { SIYAQ_WORD_PERSON,
    "mr mrs ms miss dr prof president minister senator sen rep representative governor gov general gen colonel col captain capt "
    "major lieutenant lt sergeant sgt judge justice sir lord lady dame king queen prince princess sheikh imam ayatollah pope "
    "bishop cardinal rabbi mayor secretary ambassador coach striker goalkeeper midfielder defender actor actress singer author "
    "professor doctor chairman director" },
  { SIYAQ_WORD_OUTLET,
    "post times globe tribune herald chronicle gazette journal daily news today mirror observer guardian press wire review mail "
    "telegraph brief insider dispatch monitor star weekly tv radio magazine bulletin courier register examiner inquirer sun "
    "sentinel ledger standard independent live" },
  { SIYAQ_WORD_PRODUCT,
    "soap carpet carpets rug rugs coffee cheese wine beer cigar cigars variant strain flu sprouts dressing bread pepper salt silk "
    "fish chips muffin muffins toast fries terrier retriever shepherd syndrome virus fever صابون الصابون قهوه بن سجاد جبنه فيروس متلازمه" },
  { SIYAQ_WORD_CALENDAR,
    "january february march april may june july august september october november december monday tuesday wednesday thursday "
    "friday saturday sunday ramadan easter christmas" },
  { SIYAQ_WORD_FILLER, "the a an of this that its their" },
  { SIYAQ_WORD_CONNECT, "of the and de la del do da dos das du des le les los las el al y e di sur upon d l o am der den den zu ash ad ar as at an az es ez en on in" },
  { SIYAQ_WORD_VENUE,
    "talks deal summit meeting conference negotiations agreement accord accords forum dialogue round session encounter "
    "محادثات مفاوضات اجتماع اجتماعات لقاء قمه مؤتمر مباحثات منتدي جوله اتفاق" },
  { SIYAQ_WORD_AND, "and & و or" },
  { SIYAQ_WORD_GIVEN,
    "james john robert michael william david richard joseph thomas charles christopher daniel matthew anthony mark donald steven "
    "paul andrew joshua kenneth kevin brian george edward ronald timothy jason jeffrey ryan jacob gary nicholas eric jonathan "
    "stephen larry justin scott brandon benjamin samuel gregory frank alexander raymond patrick jack dennis jerry tyler aaron jose "
    "adam nathan henry douglas zachary peter kyle walter ethan jeremy harold keith christian roger noah gerald carl terry sean "
    "austin arthur lawrence jesse dylan bryan joe jordan billy bruce albert willie gabriel logan alan juan wayne roy ralph randy "
    "eugene vincent russell elijah louis bobby philip johnny mary patricia jennifer linda elizabeth barbara susan jessica sarah "
    "karen nancy lisa betty margaret sandra ashley kimberly emily donna michelle carol amanda melissa deborah stephanie rebecca "
    "laura sharon cynthia kathleen amy angela shirley anna brenda pamela emma nicole helen samantha katherine christine debra "
    "rachel carolyn janet catherine maria heather diane ruth julie olivia joyce virginia victoria kelly lauren christina joan "
    "evelyn judith megan andrea cheryl hannah jacqueline martha gloria teresa ann sara madison frances kathryn janice jean abigail "
    "alice julia judy sophia grace denise amber doris marilyn danielle beverly isabella theresa diana natalie brittany charlotte "
    "marie kayla alexis lori neil ian simon nigel graham tony tom tim jim bob bill ben dan sam steve mike dave chris matt nick greg "
    "jeff ken ron ted fred harry oliver max leo oscar hugo felix lucas liam mohammed muhammad mohamed ahmed ahmad ali hassan hussein "
    "omar khaled khalid ibrahim yusuf youssef mustafa mahmoud abdul abdullah fatima aisha maryam layla salma nour huda zainab "
    "carlos luis miguel pedro jorge pablo diego fernando antonio francisco manuel javier pierre jacques francois philippe michel "
    "hans klaus wolfgang giovanni marco giuseppe ivan vladimir sergei dmitri nikolai boris igor oleg yuri kezia paris hilary hillary "
    "barack donald boris angela theresa" },
  { SIYAQ_WORD_TRAP,
    "march may reading mobile nice bath police of and as is it this our most date man male same best central union bay hall hill "
    "lake liberty independence enterprise commerce home park english orange price normal media energy defiance eagle surprise "
    "college university imperial marina mission opportunity hope battle ben long young brown white black green king prince bush "
    "trump clinton obama biden putin assad reagan wagner hamas al ap afp reuters christian muslim islam lord god justice friend "
    "people senate congress house court street road north south east west sun moon earth mars venus general major justice "
    "western eastern northern southern central centre center coast street far west council zoo xinhua midlands delta "
    "women men person latin roman spring summer winter fall split bar male buy van ho hue man ear bor bitter sale hamm worms "
    "essen lens tours angers brest vitoria flint bell deal ware wells sandwich hull ham bury rugby derby blue red "
    "cancer dengue ebola zika covid bird swine measles media island health hospital department agency "
    "american united international democratic republican conservative labour labor liberal nation national "
    "الجزيره الحريه العربيه الميادين الوحده الثوره السلام النصر الامل النور الجديد الجديده المدينه القريه الوادي الباب المركز "
    "الخمس الست السبع الداخليه الحي الشرقيه الغربيه الشماليه الجنوبيه الوسطي مشهد ايواء يوما معسكر مدينه المدينه الاحمر "
    "صور كان اراك قنا الخيام العماره الكرم سالم كسب مالي المالي فرات جولان الكاف "
    "الشرق العين الشهداء الزهراء الحمراء السد البلد الشمال الجنوب الغرب معان حجه عتق قاره التل الحاجب بشار مرزوق سحر هجين "
    "ثوره بلد سيده مبارك حسن علي محمد عمر ناصر صالح فارس المرج الزاويه الخليل المنيا قبلي نابل ميله سوسه الكاف المديه قم اب "
    "نارا غور كارا تيتي نابو ميرو مامو لابي كيسي ايكا ميي ساغا امور طلاس قدح صغد بركان كوبان كومي غوا بالتي تاك "
    "موش وان قنا كلس بارا خنان هوبي سومي باري غاو دبا الخور حولي الظاهره مين يوتا بون  تور نيس كان ليل  دول سان رام سيرت" },
};

/**
 * siyaq_place_word_class:
 * @fold: a folded word
 *
 * Returns: its classes, #SiyaqPlaceWordClass
 */
guint32
siyaq_place_word_class (const char *fold)
{
  static GHashTable *table;
  static gsize once;

  if (g_once_init_enter (&once))
    {
      table = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
      for (guint i = 0; i < G_N_ELEMENTS (lists); i++)
        {
          g_auto (GStrv) words = g_strsplit (lists[i].words, " ", -1);

          for (guint w = 0; words[w] != NULL; w++)
            g_hash_table_insert (table, g_strdup (words[w]),
                                 GUINT_TO_POINTER (lists[i].class | GPOINTER_TO_UINT (g_hash_table_lookup (table, words[w]))));
        }
      g_once_init_leave (&once, 1);
    }
  return GPOINTER_TO_UINT (g_hash_table_lookup (table, fold));
}
