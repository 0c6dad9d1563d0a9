/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The parts of the card that lead to other items: the same story elsewhere and what came before.
   All links have the scheme siyaq:, which nothing outside the reader's panel answers to; an address
   on the web goes along as a parameter and only with http or https. */
#define G_LOG_DOMAIN "siyaq-show"

#include "config.h"

#include "siyaq-card-private.h"

#include "siyaq-markup.h"
#include "siyaq-when.h"
#include "siyaq-why.h"
#include "siyaq-words.h"

#include <string.h>

static void
append_parameter (GString *href,
                  char before,
                  const char *name,
                  const char *value)
{
  g_autofree char *escaped = g_uri_escape_string (value, NULL, FALSE);

  g_string_append_printf (href, "%c%s=%s", before, name, escaped);
}

static char *
build_href (const SiyaqCardLink *link)
{
  GString *href = g_string_new ("siyaq:item");

  append_parameter (href, '?', "id", link->id != NULL ? link->id : "");
  if (link->feed != NULL)
    append_parameter (href, '&', "feed", link->feed);
  if (link->url != NULL &&
      (g_ascii_strncasecmp (link->url, "https://", 8) == 0 || g_ascii_strncasecmp (link->url, "http://", 7) == 0))
    append_parameter (href, '&', "url", link->url);
  return g_string_free (href, FALSE);
}

static gboolean
is_foreign (const SiyaqCard *self,
            const char *lang)
{
  return lang != NULL && *lang != '\0' && strcmp (lang, "und") != 0 && strcmp (siyaq_words_lang (self->lang), lang) != 0;
}

static void
append_title (const SiyaqCard *self,
              GString *html,
              const SiyaqCardLink *link)
{
  g_autofree char *href = build_href (link);
  gboolean shown = link->shown_title != NULL && *link->shown_title != '\0';

  g_string_append (html, "<a");
  siyaq_markup_append_attribute (html, "href", href);
  siyaq_card_append_lang (html, shown ? self->lang : link->lang);
  if (shown)
    siyaq_markup_append_attribute (html, "title", link->title);
  g_string_append (html, "><bdi>");
  siyaq_bidi_append (html, shown ? link->shown_title : link->title != NULL ? link->title : "", shown ? self->lang : link->lang,
                     shown ? self->digits : SIYAQ_DIGITS_AS_THEY_COME);
  g_string_append (html, "</bdi></a>");
}

static void
append_why (const SiyaqCard *self,
            GString *html,
            const SiyaqCardLink *link)
{
  gboolean translated = link->shown_title != NULL && g_strcmp0 (link->shown_kind, "translation") == 0;
  gboolean glossed = link->shown_title != NULL && g_strcmp0 (link->shown_kind, "gloss") == 0;

  if ((link->why == NULL || *link->why == '\0') && !translated && !glossed)
    return;

  g_string_append (html, "<span class=\"why\">");
  if (link->why != NULL && *link->why != '\0')
    {
      g_autofree char *why = siyaq_why_translate (link->why, siyaq_card_number_lang (self));

      g_string_append (html, "<bdi");
      siyaq_card_append_lang (html, why != NULL ? self->lang : "en");
      g_string_append_c (html, '>');
      siyaq_markup_append_text (html, why != NULL ? why : link->why);
      g_string_append (html, "</bdi>");
      if (translated || glossed)
        g_string_append (html, " · ");
    }
  if (translated && siyaq_card_is_remote (link->shown_by))
    siyaq_card_append_filled (self, html, SIYAQ_WORD_HEADLINE_TRANSLATED_BY, link->shown_by);
  else if (translated || glossed)
    siyaq_markup_append_text (html, siyaq_words_get (translated ? SIYAQ_WORD_HEADLINE_TRANSLATED : SIYAQ_WORD_HEADLINE_GLOSSED, self->lang));
  g_string_append (html, "</span>");
}

static void
append_when (GString *html,
             const char *when)
{
  if (when == NULL)
    return;
  g_string_append (html, "<span class=\"when\">");
  siyaq_markup_append_text (html, when);
  g_string_append (html, "</span>");
}

static void
append_same_link (const SiyaqCard *self,
                  GString *html,
                  const SiyaqCardLink *link)
{
  gint64 here_s = self->annotation->item->published_s;
  g_autofree char *when = NULL;

  if (here_s != SIYAQ_TIME_UNKNOWN && link->published_s != SIYAQ_TIME_UNKNOWN)
    when = siyaq_when_relative (link->published_s - here_s, siyaq_card_number_lang (self));

  g_string_append (html, "<li class=\"item\"><span>");
  if (link->outlet != NULL && *link->outlet != '\0')
    {
      g_string_append (html, "<span class=\"outlet\"><bdi>");
      siyaq_markup_append_text (html, link->outlet);
      g_string_append (html, "</bdi></span>");
    }
  if (is_foreign (self, link->lang))
    {
      g_autofree char *badge = g_ascii_strup (link->lang, -1);

      g_string_append (html, "<span class=\"lang\"><bdi>");
      siyaq_markup_append_text (html, badge);
      g_string_append (html, "</bdi></span>");
    }
  append_title (self, html, link);
  g_string_append (html, "</span>");
  append_when (html, when);
  append_why (self, html, link);
  g_string_append (html, "</li>");
}

static void
append_mentions (const SiyaqCard *self,
                 GString *html)
{
  guint shown = 0;

  for (guint i = 0; i < self->annotation->mentions->len && shown < SIYAQ_CARD_SHOWN_LINKS; i++)
    {
      const SiyaqMention *mention = g_ptr_array_index (self->annotation->mentions, i);
      const char *name = mention->outlet != NULL ? mention->outlet : mention->title;

      if (name == NULL || *name == '\0')
        continue;
      if (shown++ == 0)
        {
          g_string_append (html, "<p class=\"quiet mentions\">");
          siyaq_markup_append_text (html, siyaq_words_get (SIYAQ_WORD_MENTIONS, self->lang));
          g_string_append_c (html, ' ');
        }
      else
        g_string_append (html, strcmp (siyaq_words_lang (self->lang), "ar") == 0 ? "، " : ", ");
      g_string_append (html, "<bdi");
      siyaq_markup_append_attribute (html, "title", mention->title);
      g_string_append_c (html, '>');
      siyaq_markup_append_text (html, name);
      g_string_append (html, "</bdi>");
    }
  if (shown > 0)
    g_string_append (html, "</p>");
}

/* The links that did not fit, folded away, and the way out of the story, on one line while it is closed. */
static void
append_foot (const SiyaqCard *self,
             GString *html,
             guint shown,
             guint n)
{
  g_string_append (html, "<div class=\"foot\">");
  if (n > shown)
    {
      g_autofree char *more = siyaq_words_count (SIYAQ_COUNT_MORE, n - shown, siyaq_card_number_lang (self));

      g_string_append (html, "<details class=\"fold more\"><summary class=\"quiet\"><span class=\"link\">");
      siyaq_markup_append_text (html, more);
      g_string_append (html, "</span></summary><ol>");
      for (guint i = shown; i < n; i++)
        append_same_link (self, html, g_ptr_array_index (self->same, i));
      g_string_append (html, "</ol></details>");
    }
  g_string_append (html, "<span class=\"quiet\">");
  siyaq_markup_append_text (html, siyaq_words_get (SIYAQ_WORD_NOT_SAME, self->lang));
  g_string_append (html, " <a href=\"siyaq:split\">");
  siyaq_markup_append_text (html, siyaq_words_get (SIYAQ_WORD_TAKE_OUT, self->lang));
  g_string_append (html, "</a></span></div>");
}

/**
 * siyaq_card_append_same:
 * @self: a card
 * @html: where to write
 *
 * Appends "Same story elsewhere", or nothing.
 */
void
siyaq_card_append_same (const SiyaqCard *self,
                        GString *html)
{
  guint n = self->same != NULL ? MIN (self->same->len, SIYAQ_CARD_MAX_LINKS) : 0;
  guint shown = MIN (n, SIYAQ_CARD_SHOWN_LINKS);

  if (n == 0 && self->annotation->mentions->len == 0)
    return;
  g_string_append (html, "<div class=\"same\"><h3>");
  siyaq_markup_append_text (html, siyaq_words_get (SIYAQ_WORD_SAME_STORY, self->lang));
  g_string_append (html, "</h3>");
  if (n > 0)
    {
      g_string_append (html, "<ol>");
      for (guint i = 0; i < shown; i++)
        append_same_link (self, html, g_ptr_array_index (self->same, i));
      g_string_append (html, "</ol>");
    }
  append_mentions (self, html);
  if (n > 0)
    append_foot (self, html, shown, n);
  g_string_append (html, "</div>");
}

/**
 * siyaq_card_append_earlier:
 * @self: a card
 * @html: where to write
 *
 * Appends "Earlier in this story", or nothing. What came after the item that is open is left out: it
 * is no way back.
 */
void
siyaq_card_append_earlier (const SiyaqCard *self,
                           GString *html)
{
  gint64 here_s = self->annotation->item->published_s;
  guint shown = 0;

  for (guint i = 0; self->earlier != NULL && i < self->earlier->len && shown < SIYAQ_CARD_SHOWN_LINKS; i++)
    {
      const SiyaqCardLink *link = g_ptr_array_index (self->earlier, i);
      g_autofree char *when = NULL;

      if (here_s != SIYAQ_TIME_UNKNOWN && link->published_s > here_s)
        continue;
      if (shown++ == 0)
        {
          g_string_append (html, "<div class=\"earlier\"><h3>");
          siyaq_markup_append_text (html, siyaq_words_get (SIYAQ_WORD_EARLIER, self->lang));
          g_string_append (html, "</h3><ol>");
        }
      if (link->published_s != SIYAQ_TIME_UNKNOWN)
        when = siyaq_when_date (link->published_s, here_s != SIYAQ_TIME_UNKNOWN ? here_s : link->published_s, siyaq_card_number_lang (self));
      g_string_append (html, "<li class=\"item\"><span>");
      append_title (self, html, link);
      g_string_append (html, "</span>");
      append_when (html, when);
      g_string_append (html, "</li>");
    }
  if (shown > 0)
    g_string_append (html, "</ol></div>");
}
