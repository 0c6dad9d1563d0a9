/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What was found out about an item → the HTML card that stands above it in the reader. The card is
   one self-contained piece of HTML with its style sheet in front and without a script: it can be
   read where nothing answers to its links, and a test reads it as it is. A part that has nothing to
   say is absent. Each block of text says its language and direction. */
#define G_LOG_DOMAIN "siyaq-show"

#include "config.h"

#include "siyaq-card.h"

#include "siyaq-card-private.h"
#include "siyaq-lang.h"
#include "siyaq-markup.h"
#include "siyaq-show-resources.h"
#include "siyaq-words.h"

#include <string.h>

#include <unicode/uloc.h>
#include <unicode/ustring.h>

#define STYLE_PATH "/org/siyaq/show/siyaq-card.css"

/**
 * siyaq_card_append_lang:
 * @html: where to write, inside a start tag
 * @lang: (nullable): a BCP 47 tag
 *
 * Appends the lang and dir attributes; dir="auto" alone where the language is not known.
 */
void
siyaq_card_append_lang (GString *html,
                        const char *lang)
{
  if (lang == NULL || *lang == '\0' || strcmp (lang, "und") == 0)
    {
      g_string_append (html, " dir=\"auto\"");
      return;
    }
  siyaq_markup_append_attribute (html, "lang", lang);
  siyaq_markup_append_attribute (html, "dir", siyaq_lang_is_rtl (lang) ? "rtl" : "ltr");
}

/* "Arabic", «العربية»; the code itself where ICU does not know it. */
static char *
display_language (const char *lang,
                  const char *in)
{
  UErrorCode status = U_ZERO_ERROR;
  UChar name[96];
  char utf8[3 * G_N_ELEMENTS (name)];
  int32_t length = uloc_getDisplayLanguage (lang, in, name, G_N_ELEMENTS (name), &status);

  if (U_FAILURE (status) || length <= 0 || length >= (int32_t) G_N_ELEMENTS (name))
    return g_strdup (lang);
  u_strToUTF8 (utf8, sizeof utf8, NULL, name, length, &status);
  return U_FAILURE (status) ? g_strdup (lang) : g_strdup (utf8);
}

/* A provider is named by its host, "deepl.com"; what runs here has a plain name. */
static gboolean
is_remote (const char *by)
{
  return by != NULL && strchr (by, '.') != NULL && strpbrk (by, " /") == NULL;
}

static void
append_paragraphs (GString *html,
                   const char *text,
                   const char *lang)
{
  g_auto (GStrv) paragraphs = g_strsplit (text, "\n", -1);

  for (guint i = 0; paragraphs[i] != NULL; i++)
    {
      if (*g_strstrip (paragraphs[i]) == '\0')
        continue;
      g_string_append (html, "<p");
      siyaq_card_append_lang (html, lang);
      g_string_append_c (html, '>');
      siyaq_markup_append_text (html, paragraphs[i]);
      g_string_append (html, "</p>");
    }
}

static void
append_fold (GString *html,
             const char *label,
             const char *text)
{
  g_string_append (html, " · <details class=\"why-fold\"><summary><span class=\"link\">");
  siyaq_markup_append_text (html, label);
  g_string_append (html, "</span></summary><p>");
  siyaq_markup_append_text (html, text);
  g_string_append (html, "</p></details>");
}

/* How the text in the reader's language came about, for the heading. */
static char *
describe_translation (const SiyaqCard *self)
{
  const SiyaqDigest *translation = self->annotation->translation;
  g_autofree char *from = display_language (self->annotation->lang, siyaq_words_lang (self->lang));

  if (g_strcmp0 (translation->kind, "sibling") == 0)
    return translation->by != NULL && *translation->by != '\0'
             ? siyaq_words_fill (SIYAQ_WORD_SIBLING, self->lang, translation->by)
             : g_strdup (siyaq_words_get (SIYAQ_WORD_SIBLING_UNNAMED, self->lang));
  if (g_strcmp0 (translation->kind, "gloss") == 0)
    return siyaq_words_fill (SIYAQ_WORD_GLOSS, self->lang, from);
  if (is_remote (translation->by))
    return siyaq_words_fill (SIYAQ_WORD_TRANSLATED_BY, self->lang, translation->by);
  return siyaq_words_fill (SIYAQ_WORD_TRANSLATED_HERE, self->lang, from);
}

static void
append_translation_foot (const SiyaqCard *self,
                         GString *html)
{
  const SiyaqDigest *translation = self->annotation->translation;
  SiyaqWord why = SIYAQ_WORD_WHY_TRANSLATION_TEXT;

  if (g_strcmp0 (translation->kind, "sibling") == 0)
    why = SIYAQ_WORD_WHY_SIBLING_TEXT;
  else if (g_strcmp0 (translation->kind, "gloss") == 0)
    why = SIYAQ_WORD_WHY_GLOSS_TEXT;
  if (why == SIYAQ_WORD_WHY_TRANSLATION_TEXT && is_remote (translation->by))
    {
      g_autofree char *sent = siyaq_words_fill (SIYAQ_WORD_SENT_TO, self->lang, translation->by);

      siyaq_markup_append_text (html, sent);
    }
  else
    siyaq_markup_append_text (html, siyaq_words_get (SIYAQ_WORD_STAYED_HERE, self->lang));
  append_fold (html, siyaq_words_get (SIYAQ_WORD_WHY_TRANSLATION, self->lang), siyaq_words_get (why, self->lang));
}

static void
append_summary (const SiyaqCard *self,
                GString *html)
{
  const SiyaqDigest *summary = self->annotation->summary;
  const SiyaqDigest *translation = self->annotation->translation;
  gboolean has_original = summary != NULL && summary->text != NULL && *summary->text != '\0';

  if (translation != NULL && (translation->text == NULL || *translation->text == '\0') &&
      (translation->title == NULL || *translation->title == '\0'))
    translation = NULL;
  if (!has_original && translation == NULL)
    return;

  g_string_append (html, "<div class=\"summary\"><h3>");
  siyaq_markup_append_text (html, siyaq_words_get (SIYAQ_WORD_SUMMARY, self->lang));
  if (translation != NULL)
    {
      g_autofree char *how = describe_translation (self);

      g_string_append (html, " · <bdi>");
      siyaq_markup_append_text (html, how);
      g_string_append (html, "</bdi>");
    }
  g_string_append (html, "</h3>");

  g_string_append (html, translation != NULL && has_original ? "<div class=\"both two\">" : "<div class=\"both\">");
  if (translation != NULL)
    {
      g_string_append (html, "<div class=\"mine\"");
      siyaq_card_append_lang (html, translation->lang);
      g_string_append_c (html, '>');
      if (translation->title != NULL && *translation->title != '\0')
        {
          g_string_append (html, "<p class=\"headline\">");
          siyaq_markup_append_text (html, translation->title);
          g_string_append (html, "</p>");
        }
      if (translation->text != NULL)
        append_paragraphs (html, translation->text, translation->lang);
      g_string_append (html, "</div>");
    }
  if (has_original)
    {
      g_string_append (html, translation != NULL ? "<div class=\"orig\"" : "<div class=\"own\"");
      siyaq_card_append_lang (html, summary->lang);
      g_string_append_c (html, '>');
      append_paragraphs (html, summary->text, summary->lang);
      g_string_append (html, "</div>");
    }
  g_string_append (html, "</div><div class=\"quiet\">");
  if (translation != NULL)
    append_translation_foot (self, html);
  else
    {
      siyaq_markup_append_text (html, siyaq_words_get (SIYAQ_WORD_FROM_ITEM, self->lang));
      append_fold (html, siyaq_words_get (SIYAQ_WORD_HOW_CHOSEN, self->lang),
                   siyaq_words_get (SIYAQ_WORD_HOW_CHOSEN_TEXT, self->lang));
    }
  g_string_append (html, "</div></div>");
}

static gboolean
has_anything (const SiyaqCard *self)
{
  const SiyaqAnnotation *annotation = self->annotation;

  return annotation->regions->len > 0 || annotation->events->len > 0 || annotation->removed->len > 0 ||
         annotation->held != NULL || annotation->summary != NULL || annotation->translation != NULL ||
         annotation->mentions->len > 0 || (self->same != NULL && self->same->len > 0) ||
         (self->earlier != NULL && self->earlier->len > 0);
}

/**
 * siyaq_card_to_html:
 * @self: what is to be shown
 *
 * Returns: (transfer full): the card as HTML, its style sheet in front; "" where there is nothing to say
 */
char *
siyaq_card_to_html (const SiyaqCard *self)
{
  g_autoptr (GBytes) style = NULL;
  GString *html;

  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (self->annotation != NULL, NULL);

  if (!has_anything (self))
    return g_strdup ("");

  html = g_string_sized_new (8192);
  style = g_resource_lookup_data (siyaq_show_get_resource (), STYLE_PATH, G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);
  g_string_append (html, "<style>");
  g_string_append_len (html, g_bytes_get_data (style, NULL), (gssize) g_bytes_get_size (style));
  g_string_append (html, "</style><section class=\"sq\"");
  siyaq_card_append_lang (html, siyaq_words_lang (self->lang));
  siyaq_markup_append_attribute (html, "aria-label", siyaq_words_get (SIYAQ_WORD_CARD, self->lang));
  g_string_append_c (html, '>');
  siyaq_card_append_removed (self, html);
  append_summary (self, html);
  siyaq_card_append_same (self, html);
  siyaq_card_append_earlier (self, html);
  g_string_append (html, "</section>");
  return g_string_free (html, FALSE);
}
