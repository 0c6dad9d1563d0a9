/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The digest stage. A sibling that tells the story in the reader's language says it better than any
   machine, so it is asked first; then the translators that the user chose; the gloss is always
   there, needs no network and never fails, and is called what it is. */
#define G_LOG_DOMAIN "siyaq-digest"

#include "config.h"

#include "siyaq-digester.h"
#include "siyaq-gloss-names.h"
#include "siyaq-summary.h"
#include "siyaq-translator-gloss.h"

#include <string.h>

/* What stands for a text that has no summary. */
#define LEAD_WORDS 60u
/* Names in Latin letters that an Arabic outlet may print: of companies, ships, weapons. */
#define MACHINE_NAMES 2u
/* Words of a summary that are glossed: word by word a long one tires. */
#define GLOSS_WORDS 48u
/* Items whose names are remembered before all are forgotten: what is in the news changes. */
#define MAX_NAMED_ITEMS 40u

struct _SiyaqDigester
{
  GObject parent_instance;

  SiyaqTranslator *translator; /* nullable */
  SiyaqTranslator *gloss;
  SiyaqLexicon *lexicon;
  SiyaqGlossNames *names; /* of the items of late: a headline beside another item has no annotation */
  guint n_named;
};

G_DEFINE_FINAL_TYPE (SiyaqDigester, siyaq_digester, G_TYPE_OBJECT)

static void
siyaq_digester_finalize (GObject *object)
{
  SiyaqDigester *self = SIYAQ_DIGESTER (object);

  g_clear_object (&self->translator);
  g_clear_object (&self->gloss);
  g_clear_object (&self->lexicon);
  g_clear_pointer (&self->names, siyaq_gloss_names_free);

  G_OBJECT_CLASS (siyaq_digester_parent_class)->finalize (object);
}

static void
siyaq_digester_class_init (SiyaqDigesterClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = siyaq_digester_finalize;
}

static void
siyaq_digester_init (SiyaqDigester *self)
{
}

/**
 * siyaq_digester_new:
 * @lexicon: what the gloss knows
 * @translator: (nullable): the chain to ask before the gloss
 *
 * Returns: (transfer full): a digester
 */
SiyaqDigester *
siyaq_digester_new (SiyaqLexicon *lexicon,
                    SiyaqTranslator *translator)
{
  SiyaqDigester *self = g_object_new (SIYAQ_TYPE_DIGESTER, NULL);

  if (translator != NULL)
    self->translator = g_object_ref (translator);
  self->gloss = siyaq_translator_gloss_new (lexicon);
  self->lexicon = g_object_ref (lexicon);
  self->names = siyaq_gloss_names_new (lexicon);
  return self;
}

static gboolean
same_language (const char *a,
               const char *b)
{
  gsize n_a = strcspn (a, "-_"), n_b = strcspn (b, "-_");

  return n_a == n_b && g_ascii_strncasecmp (a, b, n_a) == 0;
}

/* Marks that machine translation leaves and no outlet that writes in the language does: a blank before
   an Arabic mark, a name in Latin letters inside an Arabic sentence, an article torn off its name. */
static gboolean
reads_like_machine (const char *text,
                    gboolean arabic)
{
  static const char *const torn[] = { " ،", " ؛", " ؟" };
  guint latin = 0;

  if (text == NULL)
    return FALSE;
  if (!arabic)
    return strstr (text, "Al -") != NULL || strstr (text, "al -") != NULL;
  for (guint i = 0; i < G_N_ELEMENTS (torn); i++)
    if (strstr (text, torn[i]) != NULL)
      return TRUE;
  for (const char *p = text; *p != '\0'; p++)
    if (g_ascii_isupper (p[0]) && g_ascii_islower (p[1]) && (p == text || p[-1] == ' '))
      latin++;
  return latin >= MACHINE_NAMES;
}

/* The best sibling that was written in the reader's language; one that a machine put into it is taken
   where there is no other. */
static SiyaqDigest *
from_sibling (GPtrArray *siblings,
              const char *to)
{
  const SiyaqSibling *best = NULL;
  gboolean arabic = same_language (to, "ar");
  g_autofree char *lead = NULL;

  for (guint i = 0; siblings != NULL && i < siblings->len; i++)
    {
      const SiyaqSibling *sibling = g_ptr_array_index (siblings, i);

      if (sibling->lang == NULL || !same_language (sibling->lang, to) || sibling->title == NULL || *sibling->title == '\0')
        continue;
      if (best == NULL)
        best = sibling;
      if (!reads_like_machine (sibling->title, arabic) && !reads_like_machine (sibling->text, arabic))
        {
          best = sibling;
          break;
        }
    }
  if (best == NULL)
    return NULL;
  lead = siyaq_lead (best->text != NULL ? best->text : "", LEAD_WORDS);
  return siyaq_digest_new (to, best->title, lead, "sibling", best->outlet);
}

static char **
ask (SiyaqTranslator *translator,
     const char *const *texts,
     const char *from,
     const char *to,
     GCancellable *cancellable)
{
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) answer = NULL;

  if (translator == NULL || !siyaq_translator_can_translate (translator, from, to))
    return NULL;
  answer = siyaq_translator_translate (translator, texts, from, to, cancellable, &error);
  if (answer == NULL)
    g_debug ("%s gave no translation: %s", siyaq_translator_get_name (translator), error->message);
  else if (g_strv_length (answer) == g_strv_length ((char **) texts))
    return g_steal_pointer (&answer);
  return NULL;
}

/* The sentences of a summary as far as a word gloss is read with profit: whole ones, the first in any
   case. */
static char *
shorten_for_gloss (const char *summary)
{
  return siyaq_lead (summary, GLOSS_WORDS);
}

/* The chain first, then the gloss, which alone has use for names. */
static char **
ask_in_turn (SiyaqDigester *self,
             const SiyaqGlossNames *names,
             const char *const *texts,
             const char *from,
             const char *to,
             GCancellable *cancellable,
             const char **ret_kind,
             const char **ret_by)
{
  SiyaqTranslator *translator = self->translator;
  char **answer = ask (translator, texts, from, to, cancellable);

  if (answer == NULL)
    {
      g_autofree char *shorter = texts[0] != NULL && texts[1] != NULL ? shorten_for_gloss (texts[1]) : NULL;
      const char *fewer[] = { texts[0], shorter, NULL };

      translator = self->gloss;
      answer = siyaq_translator_gloss_translate_named (SIYAQ_TRANSLATOR_GLOSS (translator), names, fewer, from, to, NULL);
    }
  if (answer != NULL)
    {
      *ret_kind = siyaq_translator_get_kind (translator);
      *ret_by = siyaq_translator_get_name (translator);
    }
  return answer;
}

static void
remember_names (SiyaqDigester *self,
                const SiyaqAnnotation *annotation)
{
  if (self->n_named == MAX_NAMED_ITEMS)
    {
      g_clear_pointer (&self->names, siyaq_gloss_names_free);
      self->names = siyaq_gloss_names_new (self->lexicon);
      self->n_named = 0;
    }
  siyaq_gloss_names_add_annotation (self->names, annotation);
  self->n_named++;
}

/**
 * siyaq_digester_run:
 * @self: a digester
 * @annotation: what the stages before wrote
 * @to: (nullable): the reader's language, BCP 47
 * @siblings: (element-type SiyaqSibling) (nullable): other items of the same story, best first
 * @cancellable: (nullable): for the translators
 *
 * Writes summary and translation.
 */
void
siyaq_digester_run (SiyaqDigester *self,
                    SiyaqAnnotation *annotation,
                    const char *to,
                    GPtrArray *siblings,
                    GCancellable *cancellable)
{
  g_autofree char *summary = NULL;
  g_autofree char *lead = NULL;
  g_autofree char *to_primary = NULL;
  g_auto (GStrv) answer = NULL;
  g_autoptr (SiyaqGlossNames) names = NULL;
  const char *texts[3] = { NULL }, *kind = NULL, *by = NULL, *from;

  g_return_if_fail (SIYAQ_IS_DIGESTER (self));
  g_return_if_fail (annotation != NULL);

  g_clear_pointer (&annotation->summary, siyaq_digest_free);
  g_clear_pointer (&annotation->translation, siyaq_digest_free);
  from = annotation->lang != NULL ? annotation->lang : "und";
  summary = siyaq_summarize (annotation);
  if (summary != NULL)
    annotation->summary = siyaq_digest_new (from, NULL, summary, NULL, NULL);

  if (to == NULL || g_str_equal (from, "und") || same_language (from, to))
    return;
  to_primary = g_ascii_strdown (to, (gssize) strcspn (to, "-_"));
  if (same_language (from, "ar"))
    remember_names (self, annotation);
  annotation->translation = from_sibling (siblings, to_primary);
  if (annotation->translation != NULL)
    return;
  if (summary == NULL)
    lead = siyaq_lead (annotation->text != NULL ? annotation->text : "", LEAD_WORDS);
  texts[0] = annotation->title != NULL ? annotation->title : "";
  texts[1] = summary != NULL ? summary : lead;
  names = siyaq_gloss_names_new (self->lexicon);
  siyaq_gloss_names_add_annotation (names, annotation);
  answer = ask_in_turn (self, names, texts, from, to_primary, cancellable, &kind, &by);
  if (answer != NULL)
    annotation->translation = siyaq_digest_new (to_primary, answer[0], answer[1], kind, by);
}

/**
 * siyaq_digester_translate_title:
 * @self: a digester
 * @title: a headline
 * @from: its language
 * @to: the reader's language
 * @beside: (nullable): the item beside which it is shown; one in English lends names their spelling
 * @ret_kind: (out) (transfer none) (nullable): "translation" or "gloss"
 * @ret_by: (out) (transfer none) (nullable): who translated
 *
 * Returns: (transfer full) (nullable): the headline in @to, %NULL where nothing can be said
 */
char *
siyaq_digester_translate_title (SiyaqDigester *self,
                                const char *title,
                                const char *from,
                                const char *to,
                                const SiyaqAnnotation *beside,
                                const char **ret_kind,
                                const char **ret_by)
{
  const char *texts[] = { title, NULL }, *kind = NULL, *by = NULL;
  g_autofree char *from_primary = NULL;
  g_autofree char *to_primary = NULL;
  g_auto (GStrv) answer = NULL;

  g_return_val_if_fail (SIYAQ_IS_DIGESTER (self), NULL);
  g_return_val_if_fail (title != NULL, NULL);
  g_return_val_if_fail (from != NULL, NULL);
  g_return_val_if_fail (to != NULL, NULL);

  if (same_language (from, to))
    return NULL;
  from_primary = g_ascii_strdown (from, (gssize) strcspn (from, "-_"));
  to_primary = g_ascii_strdown (to, (gssize) strcspn (to, "-_"));
  if (beside != NULL && beside->lang != NULL && same_language (beside->lang, "en"))
    {
      siyaq_gloss_names_add_spellings (self->names, beside->title != NULL ? beside->title : "");
      siyaq_gloss_names_add_spellings (self->names, beside->text != NULL ? beside->text : "");
    }
  answer = ask_in_turn (self, self->names, texts, from_primary, to_primary, NULL, &kind, &by);
  if (answer == NULL)
    return NULL;
  if (ret_kind != NULL)
    *ret_kind = kind;
  if (ret_by != NULL)
    *ret_by = by;
  return g_strdup (answer[0]);
}
