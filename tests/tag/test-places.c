/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Which names are places, which places they are, and where an item plays. */
#include "config.h"

#include "siyaq-tagger.h"

#include <math.h>
#include <string.h>

static SiyaqAnnotation *
annotate (SiyaqTagger *tagger,
          const char *title,
          const char *source,
          const char *text)
{
  g_autoptr (SiyaqItem) item = siyaq_item_new (&(SiyaqItem) { .id = "1", .feed = "f", .title = title, .text = source,
                                                              .published_s = SIYAQ_TIME_UNKNOWN });
  SiyaqAnnotation *a = siyaq_annotation_new (item);

  g_free (a->title);
  g_free (a->text);
  a->title = g_strdup (title);
  a->text = g_strdup (text);
  siyaq_tagger_run (tagger, a);
  return a;
}

/* The region code of the place that is written @name, "" for a place without, NULL for no place. */
static const char *
code_of (SiyaqAnnotation *a,
         const char *name)
{
  for (guint i = 0; i < a->places->len; i++)
    {
      const SiyaqPlace *p = g_ptr_array_index (a->places, i);

      if (strcmp (p->text, name) == 0)
        return p->admin1 != NULL ? p->admin1 : p->country;
    }
  return NULL;
}

static void
test_senses (void)
{
  static const struct
  {
    const char *text, *name, *code; /* NULL: no place */
  } rows[] = {
    /* Places that are other places. */
    { "A fire broke out in Lebanon, Pennsylvania, on Friday.", "Lebanon", "US-PA" },
    { "Lebanon closed its airport. The prime minister in Beirut said so.", "Lebanon", "LB" },
    { "A twister hit Macon, Georgia, before dawn. Atlanta was spared.", "Georgia", "US-GA" },
    { "Georgia and Armenia opened a border post near Tbilisi.", "Georgia", "GE" },
    { "A building fell in Tripoli in northern Lebanon, Lebanese firefighters said.", "Tripoli", "LB-AS" },
    { "Militias clashed in Tripoli. The Libyan government called for calm in Libya.", "Tripoli", "LY-TB" },
    { "انهار مبنى في مدينة طرابلس شمالي لبنان وقالت الشرطة اللبنانية إنه قديم.", "طرابلس", "LB-AS" },
    { "شهدت العاصمة الليبية طرابلس اشتباكات.", "طرابلس", "LY-TB" },
    { "Flights from London, Ontario, to Toronto were cancelled.", "London", "CA-ON" },
    /* Persons, products, outlets, words. */
    { "Michael Jordan won the race. Jordan said he was tired.", "Jordan", NULL },
    { "Shops sell Aleppo soap again.", "Aleppo", NULL },
    { "The Houston Chronicle reported the deal.", "Houston", NULL },
    { "We left in March. May was warm.", "March", NULL },
    { "They asked us to wait.", "us", NULL },
    { "The client library is written in Java and Python.", "Java", NULL },
    { "Copy the files to an SD card and wait for the OTA update.", "SD", NULL },
    { "Copy the files to an SD card and wait for the OTA update.", "OTA", NULL },
    { "A storm hit Sioux Falls, SD, on Friday.", "Sioux Falls", "US-SD" },
    { "Officials told reporters that Meta deletes old accounts.", "Meta", NULL },
    { "Floods cut roads in NSW and Victoria, Australian officials said.", "NSW", "AU-NSW" },
    { "The US sent a team.", "US", "US" },
    { "وصل الفريق إلى المدينة مساء.", "المدينة", NULL },
    { "يمنع سير الشاحنات حتى أذان المغرب في عدن.", "عدن", "YE-AD" },
    /* Spellings, articles, proclitics. */
    { "Shelling was reported in Suwayda.", "Suwayda", "SY-SU" },
    { "A bomb exploded in al-Mayadin in eastern Syria.", "al-Mayadin", "SY-DY" },
    { "وقعت اشتباكات بالسويداء أمس.", "السويداء", "SY-SU" },
    { "وصلت القافلة إلى دمشق وحلب.", "حلب", "SY-HL" },
    { "قال سكان في Sweida إنهم سمعوا دويا.", "Sweida", "SY-SU" },
    { "اندلع حريق في بورتسودان.", "بورتسودان", "SD-RS" },
    /* Other scripts and spellings, by consonants, beside a word for a kind of place. */
    { "أصيب شخصان في بلدة كفربطنا في سوريا.", "كفربطنا", "SY-RD" },
    { "The town of Telkelakh in Syria was quiet.", "Telkelakh", "SY-HI" },
    { "قال باراك إن الخيام غرقت في سوريا ولبنان.", "الخيام", NULL },
    /* Persons by their title; the beginning of a longer name; measured from. */
    { "Singer Sydney Montgomery has a new album. Montgomery wrote it alone.", "Montgomery", NULL },
    { "Captain Orlando Houston left the ship. Houston was the last to go.", "Houston", NULL },
    { "The shelves were empty in Henderson, Nevada, on Friday.", "Henderson", "US-NV" },
    /* Names that our own rules spell, or a namesake has, where the country is spoken of and only there. */
    { "اندلع حريق في بلدة فيغان شمالي الفلبين.", "فيغان", "PH-01" },
    { "تحطمت طائرة في مطار موان في كوريا الجنوبية.", "موان", "KR-46" },
    { "غمرت السيول أحياء في قرطبة بالأرجنتين.", "قرطبة", "AR-X" },
    { "افتتح معرض في قرطبة جنوبي إسبانيا.", "قرطبة", "ES-AN" },
    { "اقتربت الحرائق من كونسبسيون في تشيلي.", "كونسبسيون", "CL-BI" },
    { "وصل الوفد مساء إلى موان.", "موان", NULL },
    { "عقد اللقاء في أثينا بحضور المبعوثة الأميركية كارول هيل.", "كارول", NULL },
    /* One sign tells a city from a country; a phrase is no city. */
    { "شارك آلاف في مسيرة وسط عمّان.", "عمّان", "JO-AM" },
    { "اجتاحت السيول ولايات في سلطنة عمان.", "سلطنة عمان", "OM" },
    { "أعلنت ليبيا حالة القوة القاهرة في الميناء.", "القاهرة", NULL },
    { "وصل الوزير إلى القاهرة.", "القاهرة", "EG-C" },
    /* The larger Congo, and the other one where it says so. */
    { "Rebels took two towns in Congo on Monday.", "Congo", "CD" },
    { "Congo Republic will borrow more, its finance minister said.", "Congo Republic", "CG" },
    /* Waters, mountains, deserts, crossings. */
    { "A telescope in the Atacama Desert saw a planet, Chilean astronomers said.", "Atacama Desert", "CL-AN" },
    { "Climbers died on K2, Pakistani officials said.", "K2", "PK-GB" },
    { "دخلت شاحنات عبر معبر باب الهوى في سوريا.", "معبر باب الهوى", "SY-ID" },
    /* Demonyms are no places. */
    { "Syrian and Turkish officials met.", "Syrian", NULL },
  };
  g_autoptr (SiyaqTagger) tagger = siyaq_tagger_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (SiyaqAnnotation) a = annotate (tagger, "", rows[i].text, rows[i].text);
      const char *code = code_of (a, rows[i].name);

      if (g_strcmp0 (code, rows[i].code) != 0)
        {
          g_test_message ("%s: %s, not %s: %s", rows[i].name, code != NULL ? code : "no place",
                          rows[i].code != NULL ? rows[i].code : "no place", rows[i].text);
          g_test_fail ();
        }
    }
}

static void
test_regions (void)
{
  static const struct
  {
    const char *title, *text, *region;
  } rows[] = {
    { "Runner wins Vienna marathon", "Ann Jordan won the Vienna marathon on Sunday.", "AT-9" },
    { "Israeli strike kills four in Daraa", "An Israeli air strike killed four people in Syria's Daraa province, the army said.", "SY-DR" },
    { "Syria and Turkey hold talks in Geneva", "Officials from Syria and Turkey met in Geneva on Monday.", "CH-GE" },
    { "Talks between Chad and Sudan to resume", "Chad and Sudan said their talks would resume.", "TD" },
    { "Blast in Turkish mine", "ANKARA — An explosion killed two miners in Zonguldak province, the governor said.", "TR-67" },
    { "Moscow says drone attack foiled", "The Kremlin said a drone attack on Kursk had been foiled.", "RU-KRS" },
    { "قتلى في غارة على ريف إدلب", "قتل ثلاثة أشخاص في غارة روسية على بلدة بريف إدلب الجنوبي.", "SY-ID" },
    { "محادثات يمنية في مسقط", "عقدت أطراف يمنية محادثات في العاصمة العمانية مسقط.", "OM-MA" },
    { "Floods in Jakarta", "Floods cut roads in Jakarta, Indonesia, on Tuesday.", "ID-JK" },
    { "فيضانات في ساو باولو", "غمرت الفيضانات أحياء في ساو باولو جنوب شرقي البرازيل.", "BR-SP" },
    { "Prices rise in Nigeria", "Food prices rose across Nigeria in June, the statistics office said.", "NG" },
    { "Ship bound for Mombasa hit off Hodeidah", "A ship bound for Mombasa was hit south of Hodeidah in Yemen.", "YE-HU" },
    /* The correspondent sits in the capital. */
    { "Gunmen kill 21 at market", "NIAMEY, Niger - Gunmen killed 21 traders at a market in western Niger, a councillor said.", "NE" },
    { "Prices of bread double", "CAIRO - Bread costs twice as much as a year ago, bakers in the capital said.", "EG-C" },
    { "Trains collide", "Two trains collided near Samalut in Minya province, 220 km south of Cairo, Egypt's health ministry said.", "EG-MN" },
    /* The one province that is named is told, and a visit is where the guest is received. */
    { "Floods in Bangladesh kill 22", "Floods in northeastern Bangladesh have killed 22 people. Officials in the Sylhet division said 410 "
                                      "shelters were open.", "BD-G" },
    { "German president opens Ghana visit", "The president of Germany began a state visit to Ghana on Monday. Guests were received at the "
                                            "palace in Accra.", "GH-AA" },
    /* Who imposes sanctions. */
    { "US hits network with sanctions", "The US Treasury imposed sanctions on a network in Iraq that smuggles oil.", "US-DC" },
    { "A recipe survives", "A baker taught his daughter to make bread.", NULL },
  };
  g_autoptr (SiyaqTagger) tagger = siyaq_tagger_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (SiyaqAnnotation) a = annotate (tagger, rows[i].title, rows[i].text, rows[i].text);
      const char *first = a->regions->len > 0 ? g_ptr_array_index (a->regions, 0) : NULL;

      g_assert_cmpuint (a->regions->len, <=, SIYAQ_MAX_REGIONS);
      if (g_strcmp0 (first, rows[i].region) != 0)
        {
          g_test_message ("%s, not %s: %s", first != NULL ? first : "none", rows[i].region != NULL ? rows[i].region : "none",
                          rows[i].title);
          g_test_fail ();
        }
    }
}

/* Spans are those of the text, of the item's own where cleaning only settled white space. */
static void
test_spans (void)
{
  const char *source = "  وصل الوفد\n\n\nإلى  دمشق   قادما من New   York أمس.", *clean = "وصل الوفد\nإلى دمشق قادما من New York أمس.";
  g_autoptr (SiyaqTagger) tagger = siyaq_tagger_new (NULL);
  g_autoptr (SiyaqAnnotation) a = annotate (tagger, "", clean, clean), b = annotate (tagger, "", source, clean);

  g_assert_cmpuint (a->places->len, ==, 2);
  g_assert_cmpuint (b->places->len, ==, 2);
  for (guint i = 0; i < 2; i++)
    {
      const SiyaqPlace *p = g_ptr_array_index (a->places, i), *q = g_ptr_array_index (b->places, i);
      g_autofree char *in_clean = g_utf8_substring (clean, (glong) p->start, (glong) p->end);
      g_autofree char *in_source = g_utf8_substring (source, (glong) q->start, (glong) q->end);

      g_assert_cmpstr (in_clean, ==, p->text);
      g_assert_cmpstr (in_source, ==, q->text);
      g_assert_false (isnan (p->lat));
    }
}

/* A feed that is mostly about one country says nothing of it any more. */
static void
test_home (void)
{
  g_autoptr (SiyaqTagger) tagger = siyaq_tagger_new (NULL);
  const char *text = "A fire destroyed a mill in Hamilton on Sunday.";
  g_autoptr (SiyaqAnnotation) before = annotate (tagger, "", text, text);
  g_autoptr (SiyaqAnnotation) after = NULL;

  g_assert_cmpstr (code_of (before, "Hamilton"), !=, "NZ-WKO");
  for (guint i = 0; i < 8; i++)
    {
      g_autoptr (SiyaqAnnotation) a = annotate (tagger, "", "Farmers in New Zealand had a good year.",
                                                "Farmers in New Zealand had a good year.");

      g_assert_cmpuint (a->regions->len, ==, 1);
    }
  after = annotate (tagger, "", text, text);
  g_assert_cmpstr (code_of (after, "Hamilton"), ==, "NZ-WKO");
  {
    /* Where nearly all is about one country, an item that names no place is told there; the next run knows it, too. */
    const char *placeless = "Parliament passed a law on rents, the ministry said.";
    g_autofree char *saved = siyaq_tagger_save_feed (tagger, "f");
    g_autoptr (SiyaqTagger) next = siyaq_tagger_new (NULL);
    g_autoptr (SiyaqAnnotation) there = annotate (tagger, "", placeless, placeless), fresh = annotate (next, "", placeless, placeless);
    g_autoptr (SiyaqAnnotation) known = NULL;

    g_assert_cmpuint (there->regions->len, ==, 1);
    g_assert_cmpstr (g_ptr_array_index (there->regions, 0), ==, "NZ");
    g_assert_cmpuint (fresh->regions->len, ==, 0);
    siyaq_tagger_load_feed (next, "f", "what is this? AB: :::");
    siyaq_tagger_load_feed (next, "f", saved);
    known = annotate (next, "", placeless, placeless);
    g_assert_cmpuint (known->regions->len, ==, 1);
    g_assert_cmpstr (g_ptr_array_index (known->regions, 0), ==, "NZ");
  }
}

int
main (int argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/tag/places/senses", test_senses);
  g_test_add_func ("/tag/places/regions", test_regions);
  g_test_add_func ("/tag/places/spans", test_spans);
  g_test_add_func ("/tag/places/home", test_home);
  return g_test_run ();
}
