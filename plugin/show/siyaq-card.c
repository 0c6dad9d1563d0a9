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
#include "siyaq-when.h"
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

/**
 * siyaq_card_number_lang:
 * @self: a card
 *
 * Returns: (transfer none): the card's language with the digits that the reader wants, for what counts
 */
const char *
siyaq_card_number_lang (const SiyaqCard *self)
{
  if (self->digits == SIYAQ_DIGITS_EUROPEAN && strcmp (siyaq_words_lang (self->lang), "ar") == 0)
    return SIYAQ_LANG_EUROPEAN_DIGITS;
  return self->lang;
}

static gboolean
is_here (const char *host)
{
  return g_str_has_prefix (host, "127.") || g_str_has_prefix (host, "localhost:") || strcmp (host, "localhost") == 0 ||
         strcmp (host, "::1") == 0 || g_str_has_prefix (host, "::1:");
}

/**
 * siyaq_card_is_remote:
 * @by: (nullable): who translated
 *
 * A provider is named by its host, "deepl.com"; what runs here has a plain name, or the host that every
 * computer calls itself.
 *
 * Returns: whether the text left this computer for it
 */
gboolean
siyaq_card_is_remote (const char *by)
{
  return by != NULL && strchr (by, '.') != NULL && strpbrk (by, " /") == NULL && !is_here (by);
}

static void
append_paragraphs (GString *html,
                   const char *text,
                   const char *lang,
                   SiyaqDigits digits)
{
  g_auto (GStrv) paragraphs = g_strsplit (text, "\n", -1);

  for (guint i = 0; paragraphs[i] != NULL; i++)
    {
      if (*g_strstrip (paragraphs[i]) == '\0')
        continue;
      g_string_append (html, "<p");
      siyaq_card_append_lang (html, lang);
      g_string_append_c (html, '>');
      siyaq_bidi_append (html, paragraphs[i], lang, digits);
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

static gboolean
is_foreign_item (const SiyaqCard *self)
{
  const char *lang = self->annotation->lang;

  return lang != NULL && *lang != '\0' && strcmp (lang, "und") != 0 && strcmp (siyaq_words_lang (self->lang), siyaq_words_lang (lang)) != 0;
}

/**
 * siyaq_card_append_filled:
 * @self: a card
 * @html: where to write
 * @word: a phrase with a gap
 * @value: what goes into it: a name or an address, whose direction may be another one than the phrase's
 *
 * Appends the phrase with @value isolated in it.
 */
void
siyaq_card_append_filled (const SiyaqCard *self,
                          GString *html,
                          SiyaqWord word,
                          const char *value)
{
  const char *phrase = siyaq_words_get (word, self->lang), *gap = strstr (phrase, "%s");
  g_autofree char *before = g_strndup (phrase, gap != NULL ? (gsize) (gap - phrase) : strlen (phrase));

  siyaq_markup_append_text (html, before);
  if (gap == NULL)
    return;
  g_string_append (html, "<bdi>");
  siyaq_markup_append_text (html, value);
  g_string_append (html, "</bdi>");
  siyaq_markup_append_text (html, gap + strlen ("%s"));
}

/* How the text in the reader's language came about, for the heading. */
static void
append_description (const SiyaqCard *self,
                    GString *html)
{
  const SiyaqDigest *translation = self->annotation->translation;
  g_autofree char *from = display_language (self->annotation->lang, siyaq_words_lang (self->lang));

  if (g_strcmp0 (translation->kind, "sibling") == 0 && (translation->by == NULL || *translation->by == '\0'))
    siyaq_markup_append_text (html, siyaq_words_get (SIYAQ_WORD_SIBLING_UNNAMED, self->lang));
  else if (g_strcmp0 (translation->kind, "sibling") == 0)
    siyaq_card_append_filled (self, html, SIYAQ_WORD_SIBLING, translation->by);
  else if (g_strcmp0 (translation->kind, "gloss") == 0)
    siyaq_card_append_filled (self, html, SIYAQ_WORD_GLOSS, from);
  else if (siyaq_card_is_remote (translation->by))
    siyaq_card_append_filled (self, html, SIYAQ_WORD_TRANSLATED_BY, translation->by);
  else
    siyaq_card_append_filled (self, html, SIYAQ_WORD_TRANSLATED_HERE, from);
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
  if (why == SIYAQ_WORD_WHY_TRANSLATION_TEXT && siyaq_card_is_remote (translation->by))
    {
      g_string_append (html, "<span class=\"sent\">");
      siyaq_card_append_filled (self, html, SIYAQ_WORD_SENT_TO, translation->by);
      g_string_append (html, "</span>");
    }
  else
    siyaq_markup_append_text (html, siyaq_words_get (SIYAQ_WORD_STAYED_HERE, self->lang));
  append_fold (html, siyaq_words_get (SIYAQ_WORD_WHY_TRANSLATION, self->lang), siyaq_words_get (why, self->lang));
}

/* Nothing is sent before the reader has said so, and he is asked where it would be of use. */
static void
append_question (const SiyaqCard *self,
                 GString *html)
{
  static const struct
  {
    const char *address;
    SiyaqWord word;
  } answers[] = { { "siyaq:agree?host=", SIYAQ_WORD_ASK_YES }, { "siyaq:refuse?host=", SIYAQ_WORD_ASK_NO } };
  g_autofree char *host = g_uri_escape_string (self->ask_host, NULL, FALSE);

  g_string_append (html, "<div class=\"ask\" role=\"group\"><p><b>");
  siyaq_card_append_filled (self, html, SIYAQ_WORD_ASK, self->ask_host);
  g_string_append (html, "</b></p><p class=\"quiet\">");
  siyaq_markup_append_text (html, siyaq_words_get (self->ask_whole ? SIYAQ_WORD_ASK_WHOLE_TEXT : SIYAQ_WORD_ASK_TEXT, self->lang));
  g_string_append (html, "</p><p>");
  for (guint i = 0; i < G_N_ELEMENTS (answers); i++)
    {
      g_autofree char *href = g_strconcat (answers[i].address, host, NULL);

      g_string_append (html, "<a class=\"button\"");
      siyaq_markup_append_attribute (html, "href", href);
      g_string_append_c (html, '>');
      siyaq_markup_append_text (html, siyaq_words_get (answers[i].word, self->lang));
      g_string_append (html, "</a> ");
    }
  g_string_append (html, "</p></div>");
}

/* What stands in the way of a translation: it is coming, it is not allowed yet, or it went wrong. */
static void
append_translation_state (const SiyaqCard *self,
                          GString *html)
{
  static const SiyaqWord problems[] = {
    [SIYAQ_CARD_BUSY] = SIYAQ_WORD_PROBLEM_BUSY,       [SIYAQ_CARD_AUTH] = SIYAQ_WORD_PROBLEM_AUTH,
    [SIYAQ_CARD_QUOTA] = SIYAQ_WORD_PROBLEM_QUOTA,     [SIYAQ_CARD_NETWORK] = SIYAQ_WORD_PROBLEM_NETWORK,
    [SIYAQ_CARD_LOCKED] = SIYAQ_WORD_PROBLEM_LOCKED,   [SIYAQ_CARD_BUDGET] = SIYAQ_WORD_PROBLEM_BUDGET,
  };
  const SiyaqDigest *translation = self->annotation->translation;

  if (translation != NULL && g_strcmp0 (translation->kind, "gloss") != 0)
    return;
  if (self->pending)
    return;
  if (self->ask_host != NULL && is_foreign_item (self))
    append_question (self, html);
  else if (self->problem != SIYAQ_CARD_FINE && self->problem_by != NULL)
    {
      g_string_append (html, "<p class=\"quiet problem\" role=\"status\">");
      siyaq_card_append_filled (self, html, problems[self->problem], self->problem_by);
      g_string_append (html, "</p>");
    }
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
      g_string_append (html, " · <bdi>");
      append_description (self, html);
      g_string_append (html, "</bdi>");
    }
  if (self->pending && (translation == NULL || g_strcmp0 (translation->kind, "gloss") == 0))
    {
      g_string_append (html, " · <span class=\"coming\" role=\"status\">");
      siyaq_markup_append_text (html, siyaq_words_get (SIYAQ_WORD_COMING, self->lang));
      g_string_append (html, "</span>");
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
          siyaq_bidi_append (html, translation->title, translation->lang, self->digits);
          g_string_append (html, "</p>");
        }
      if (translation->text != NULL)
        append_paragraphs (html, translation->text, translation->lang, self->digits);
      if (self->whole != NULL)
        {
          g_string_append (html, "<details class=\"whole\"><summary><span class=\"link\">");
          siyaq_markup_append_text (html, siyaq_words_get (SIYAQ_WORD_WHOLE, self->lang));
          g_string_append (html, "</span></summary>");
          append_paragraphs (html, self->whole, translation->lang, self->digits);
          g_string_append (html, "</details>");
        }
      g_string_append (html, "</div>");
    }
  if (has_original)
    {
      g_string_append (html, translation != NULL ? "<div class=\"orig\"" : "<div class=\"own\"");
      siyaq_card_append_lang (html, summary->lang);
      g_string_append_c (html, '>');
      append_paragraphs (html, summary->text, summary->lang, SIYAQ_DIGITS_AS_THEY_COME);
      g_string_append (html, "</div>");
    }
  g_string_append (html, "</div>");
  append_translation_state (self, html);
  g_string_append (html, "<div class=\"quiet\">");
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
