/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Who stands for an item in the reader's language: a sibling, then the translators in their order,
   then the gloss; and nobody where the languages are the same. */
#define G_LOG_DOMAIN "test-digester"

#include "config.h"

#include "siyaq-digester.h"
#include "siyaq-translator-chain.h"
#include "siyaq-translator-gloss.h"
#include "siyaq-translator-none.h"

#include <string.h>

/* A provider that puts its name before each text, or fails. */
#define FAKE_TYPE_TRANSLATOR (fake_translator_get_type ())
G_DECLARE_FINAL_TYPE (FakeTranslator, fake_translator, FAKE, TRANSLATOR, GObject)

typedef enum
{
  ANSWER,
  FAIL,
  ANSWER_TOO_LITTLE,
  UNABLE,
} Behaviour;

struct _FakeTranslator
{
  GObject parent_instance;

  const char *name;
  Behaviour behaviour;
  guint n_asked;
};

static gboolean
fake_translator_can_translate (SiyaqTranslator *translator,
                               const char *from,
                               const char *to)
{
  return FAKE_TRANSLATOR (translator)->behaviour != UNABLE;
}

static char **
fake_translator_translate (SiyaqTranslator *translator,
                           const char *const *texts,
                           const char *from,
                           const char *to,
                           GCancellable *cancellable,
                           GError **error)
{
  FakeTranslator *self = FAKE_TRANSLATOR (translator);
  guint n = g_strv_length ((char **) texts);
  char **answer;

  self->n_asked++;
  if (self->behaviour == FAIL)
    {
      g_set_error (error, SIYAQ_TRANSLATOR_ERROR, SIYAQ_TRANSLATOR_ERROR_FAILED, "%s is out of order", self->name);
      return NULL;
    }
  if (self->behaviour == ANSWER_TOO_LITTLE)
    n--;
  answer = g_new0 (char *, n + 1);
  for (guint i = 0; i < n; i++)
    answer[i] = g_strdup_printf ("%s: %s", self->name, texts[i]);
  return answer;
}

static const char *
fake_translator_get_kind (SiyaqTranslator *translator)
{
  return "translation";
}

static const char *
fake_translator_get_name (SiyaqTranslator *translator)
{
  return FAKE_TRANSLATOR (translator)->name;
}

static void
fake_translator_iface_init (SiyaqTranslatorInterface *iface)
{
  iface->can_translate = fake_translator_can_translate;
  iface->translate = fake_translator_translate;
  iface->get_kind = fake_translator_get_kind;
  iface->get_name = fake_translator_get_name;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (FakeTranslator, fake_translator, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (SIYAQ_TYPE_TRANSLATOR, fake_translator_iface_init))

static void
fake_translator_class_init (FakeTranslatorClass *klass)
{
}

static void
fake_translator_init (FakeTranslator *self)
{
}

static FakeTranslator *
fake_new (const char *name,
          Behaviour behaviour)
{
  FakeTranslator *self = g_object_new (FAKE_TYPE_TRANSLATOR, NULL);

  self->name = name;
  self->behaviour = behaviour;
  return self;
}

static SiyaqLexicon *
open_lexicon (void)
{
  g_autoptr (GError) error = NULL;
  SiyaqLexicon *lexicon = siyaq_lexicon_new (&error);

  g_assert_no_error (error);
  return lexicon;
}

static SiyaqAnnotation *
annotate (const char *lang,
          const char *title,
          const char *text)
{
  SiyaqItem fields = { .id = "1", .feed = "feed", .title = title, .text = text, .published_s = SIYAQ_TIME_UNKNOWN };
  g_autoptr (SiyaqItem) item = siyaq_item_new (&fields);
  SiyaqAnnotation *a = siyaq_annotation_new (item);

  g_free (a->lang);
  a->lang = g_strdup (lang);
  g_free (a->title);
  a->title = g_strdup (title);
  g_free (a->text);
  a->text = g_strdup (text);
  return a;
}

#define TITLE "مقتل ثلاثة أشخاص في انفجار"
#define TEXT "أعلنت الحكومة مقتل ثلاثة أشخاص في انفجار."

static void
test_same_language (void)
{
  g_autoptr (SiyaqLexicon) lexicon = open_lexicon ();
  g_autoptr (SiyaqDigester) digester = siyaq_digester_new (lexicon, NULL);
  g_autoptr (SiyaqAnnotation) a = annotate ("ar", TITLE, TEXT);

  siyaq_digester_run (digester, a, "ar-SY", NULL, NULL);
  g_assert_null (a->translation);
  siyaq_digester_run (digester, a, NULL, NULL, NULL);
  g_assert_null (a->translation);
  g_clear_pointer (&a->lang, g_free);
  a->lang = g_strdup ("und");
  siyaq_digester_run (digester, a, "en", NULL, NULL);
  g_assert_null (a->translation);
}

static void
test_gloss (void)
{
  g_autoptr (SiyaqLexicon) lexicon = open_lexicon ();
  g_autoptr (SiyaqDigester) digester = siyaq_digester_new (lexicon, NULL);
  g_autoptr (SiyaqAnnotation) a = annotate ("ar", TITLE, TEXT);
  const char *kind = NULL, *by = NULL;
  g_autofree char *title = NULL;
  g_autofree char *none = NULL;

  siyaq_digester_run (digester, a, "en", NULL, NULL);
  g_assert_nonnull (a->translation);
  g_assert_cmpstr (a->translation->kind, ==, "gloss");
  g_assert_cmpstr (a->translation->by, ==, "siyaq");
  g_assert_cmpstr (a->translation->lang, ==, "en");
  g_assert_nonnull (strstr (a->translation->title, "Three people"));
  g_assert_nonnull (strstr (a->translation->text, "government"));

  title = siyaq_digester_translate_title (digester, TITLE, "ar", "en", NULL, &kind, &by);
  g_assert_cmpstr (title, ==, a->translation->title);
  g_assert_cmpstr (kind, ==, "gloss");
  g_assert_cmpstr (by, ==, "siyaq");
  none = siyaq_digester_translate_title (digester, TITLE, "ar", "fr", NULL, &kind, &by);
  g_assert_null (none);
}

static void
test_title_only (void)
{
  g_autoptr (SiyaqLexicon) lexicon = open_lexicon ();
  g_autoptr (SiyaqDigester) digester = siyaq_digester_new (lexicon, NULL);
  g_autoptr (SiyaqAnnotation) a = annotate ("en", "Three people killed in explosion", "");

  siyaq_digester_run (digester, a, "ar", NULL, NULL);
  g_assert_null (a->summary);
  g_assert_nonnull (a->translation);
  g_assert_nonnull (strstr (a->translation->title, "انفجار"));
  g_assert_cmpstr (a->translation->text, ==, "");
}

/* Of two siblings the one that an outlet wrote is taken before the one that a machine translated,
   though that is the nearer one; where there is no other, that one. */
static void
test_written_sibling (void)
{
  g_autoptr (SiyaqLexicon) lexicon = open_lexicon ();
  g_autoptr (SiyaqDigester) digester = siyaq_digester_new (lexicon, NULL);
  g_autoptr (SiyaqAnnotation) a = annotate ("en", "Fire at the port", "A fire broke out at the port on Monday.");
  SiyaqSibling machine = { "1", "Copied", "ar", "حريق في ميناء Valdora ، كما يقول Harbour Post", "اندلع حريق يوم الاثنين.", 0.9 };
  SiyaqSibling written = { "2", "Outlet", "ar", "حريق في الميناء", "اندلع حريق كبير في الميناء صباح الاثنين.", 0.5 };
  g_autoptr (GPtrArray) siblings = g_ptr_array_new ();

  g_ptr_array_add (siblings, &machine);
  g_ptr_array_add (siblings, &written);
  siyaq_digester_run (digester, a, "ar", siblings, NULL);
  g_assert_cmpstr (a->translation->kind, ==, "sibling");
  g_assert_cmpstr (a->translation->by, ==, "Outlet");
  g_ptr_array_set_size (siblings, 1);
  siyaq_digester_run (digester, a, "ar", siblings, NULL);
  g_assert_cmpstr (a->translation->by, ==, "Copied");
}

/* A gloss of a long summary ends with a sentence that is still read with profit. */
static void
test_short_gloss (void)
{
  g_autoptr (SiyaqLexicon) lexicon = open_lexicon ();
  g_autoptr (SiyaqDigester) digester = siyaq_digester_new (lexicon, NULL);
  static const char sentence[] = "أعلنت الوزارة أن الجسر الذي انهار يوم الاثنين سيعاد بناؤه خلال عامين بعد موافقة البرلمان على الميزانية الجديدة للبلاد. ";
  g_autofree char *text = g_strconcat (sentence, sentence, sentence, sentence, NULL);
  g_autoptr (SiyaqAnnotation) a = annotate ("ar", "الجسر", text);

  siyaq_digester_run (digester, a, "en", NULL, NULL);
  g_assert_cmpstr (a->translation->kind, ==, "gloss");
  g_assert_cmpuint (siyaq_text_count_words (a->translation->text), <=, 70);
  g_assert_true (g_str_has_suffix (a->translation->text, "."));
}

static void
test_sibling (void)
{
  g_autoptr (SiyaqLexicon) lexicon = open_lexicon ();
  g_autoptr (SiyaqDigester) digester = siyaq_digester_new (lexicon, NULL);
  g_autoptr (SiyaqAnnotation) a = annotate ("ar", TITLE, TEXT);
  g_autoptr (GPtrArray) siblings = g_ptr_array_new ();
  SiyaqSibling arabic = { "2", "الصحيفة", "ar", "عنوان", "نص.", 0.9 };
  SiyaqSibling english = { "3", "The Paper", "en", "Blast kills three", "A blast killed three people on Monday.", 0.8 };

  g_ptr_array_add (siblings, &arabic);
  g_ptr_array_add (siblings, &english);
  siyaq_digester_run (digester, a, "en", siblings, NULL);
  g_assert_cmpstr (a->translation->kind, ==, "sibling");
  g_assert_cmpstr (a->translation->by, ==, "The Paper");
  g_assert_cmpstr (a->translation->title, ==, "Blast kills three");
  g_assert_cmpstr (a->translation->text, ==, "A blast killed three people on Monday.");
}

static void
test_without_lexicon (void)
{
  g_autoptr (SiyaqLexicon) lexicon = siyaq_lexicon_new_empty ();
  g_autoptr (SiyaqDigester) digester = siyaq_digester_new (lexicon, NULL);
  g_autoptr (SiyaqAnnotation) a = annotate ("ar", TITLE, TEXT);

  siyaq_digester_run (digester, a, "en", NULL, NULL);
  g_assert_null (a->translation);
}

static void
test_chain (void)
{
  g_autoptr (SiyaqLexicon) lexicon = open_lexicon ();
  g_autoptr (SiyaqTranslatorChain) chain = siyaq_translator_chain_new ();
  g_autoptr (FakeTranslator) unable = fake_new ("unable", UNABLE), broken = fake_new ("broken", FAIL);
  g_autoptr (FakeTranslator) sloppy = fake_new ("sloppy", ANSWER_TOO_LITTLE), good = fake_new ("good", ANSWER);
  g_autoptr (FakeTranslator) last = fake_new ("last", ANSWER);
  g_autoptr (SiyaqDigester) digester = NULL;
  g_autoptr (SiyaqAnnotation) a = annotate ("ar", TITLE, TEXT);
  g_autoptr (GError) error = NULL;
  const char *texts[] = { "x", NULL };

  g_assert_false (siyaq_translator_can_translate (SIYAQ_TRANSLATOR (chain), "ar", "en"));
  g_assert_null (siyaq_translator_translate (SIYAQ_TRANSLATOR (chain), texts, "ar", "en", NULL, &error));
  g_assert_error (error, SIYAQ_TRANSLATOR_ERROR, SIYAQ_TRANSLATOR_ERROR_UNSUPPORTED);

  siyaq_translator_chain_append (chain, SIYAQ_TRANSLATOR (unable));
  siyaq_translator_chain_append (chain, SIYAQ_TRANSLATOR (broken));
  siyaq_translator_chain_append (chain, SIYAQ_TRANSLATOR (sloppy));
  siyaq_translator_chain_append (chain, SIYAQ_TRANSLATOR (good));
  siyaq_translator_chain_append (chain, SIYAQ_TRANSLATOR (last));
  digester = siyaq_digester_new (lexicon, SIYAQ_TRANSLATOR (chain));
  siyaq_digester_run (digester, a, "en", NULL, NULL);
  g_assert_cmpstr (a->translation->kind, ==, "translation");
  g_assert_cmpstr (a->translation->by, ==, "good");
  g_assert_cmpstr (a->translation->title, ==, "good: " TITLE);
  g_assert_cmpuint (unable->n_asked, ==, 0);
  g_assert_cmpuint (broken->n_asked, ==, 1);
  g_assert_cmpuint (last->n_asked, ==, 0);
}

/* Where every provider fails the gloss is left; a cancelled call troubles no other provider. */
static void
test_failures (void)
{
  g_autoptr (SiyaqLexicon) lexicon = open_lexicon ();
  g_autoptr (SiyaqTranslatorChain) chain = siyaq_translator_chain_new ();
  g_autoptr (SiyaqTranslator) none = siyaq_translator_none_new ();
  g_autoptr (FakeTranslator) broken = fake_new ("broken", FAIL);
  g_autoptr (SiyaqDigester) digester = NULL;
  g_autoptr (SiyaqAnnotation) a = annotate ("ar", TITLE, TEXT);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;
  const char *texts[] = { "x", NULL };

  siyaq_translator_chain_append (chain, none);
  siyaq_translator_chain_append (chain, SIYAQ_TRANSLATOR (broken));
  digester = siyaq_digester_new (lexicon, SIYAQ_TRANSLATOR (chain));
  siyaq_digester_run (digester, a, "en", NULL, NULL);
  g_assert_cmpstr (a->translation->kind, ==, "gloss");
  g_assert_cmpuint (broken->n_asked, ==, 1);

  g_cancellable_cancel (cancellable);
  g_assert_null (siyaq_translator_translate (SIYAQ_TRANSLATOR (chain), texts, "ar", "en", cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpuint (broken->n_asked, ==, 1);
}

int
main (int argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/digester/same-language", test_same_language);
  g_test_add_func ("/digester/gloss", test_gloss);
  g_test_add_func ("/digester/title-only", test_title_only);
  g_test_add_func ("/digester/sibling", test_sibling);
  g_test_add_func ("/digester/written-sibling", test_written_sibling);
  g_test_add_func ("/digester/short-gloss", test_short_gloss);
  g_test_add_func ("/digester/without-lexicon", test_without_lexicon);
  g_test_add_func ("/digester/chain", test_chain);
  g_test_add_func ("/digester/failures", test_failures);

  return g_test_run ();
}
