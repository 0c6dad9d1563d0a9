/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The head of the card: where it happens and what, and what was taken out of the item. The list of
   removed blocks folds out of the head itself, so that no script is needed to read it. Each block
   stands there whole: this is where "show everything" shows everything. */
#define G_LOG_DOMAIN "siyaq-show"

#include "config.h"

#include "siyaq-card-private.h"

#include "siyaq-markup.h"
#include "siyaq-why.h"
#include "siyaq-words.h"

#include <string.h>

static void
append_chip (GString *html,
             const char *kind,
             const char *label,
             const char *tag,
             const char *lang)
{
  g_string_append (html, "<span");
  siyaq_markup_append_attribute (html, "class", kind);
  siyaq_markup_append_attribute (html, "title", tag);
  g_string_append_c (html, '>');
  g_string_append (html, "<bdi");
  siyaq_card_append_lang (html, lang);
  g_string_append_c (html, '>');
  siyaq_markup_append_text (html, label);
  g_string_append (html, "</bdi></span>");
}

static void
append_chips (const SiyaqCard *self,
              GString *html)
{
  const SiyaqAnnotation *annotation = self->annotation;

  for (guint i = 0; i < MIN (annotation->regions->len, SIYAQ_MAX_REGIONS); i++)
    {
      const char *code = g_ptr_array_index (annotation->regions, i);
      g_autofree char *label = self->tagger != NULL ? siyaq_tagger_region_label (self->tagger, code, self->lang) : NULL;
      g_autofree char *tag = self->tagger != NULL ? siyaq_tagger_region_tag (self->tagger, code) : NULL;

      append_chip (html, "chip region", label != NULL ? label : code, tag, label != NULL ? self->lang : "en");
    }
  for (guint i = 0; i < MIN (annotation->events->len, SIYAQ_MAX_EVENTS); i++)
    {
      const SiyaqEvent *event = g_ptr_array_index (annotation->events, i);
      g_autofree char *label = self->tagger != NULL ? siyaq_tagger_event_label (self->tagger, event->id, self->lang) : NULL;
      g_autofree char *tag = self->tagger != NULL ? siyaq_tagger_event_tag (self->tagger, event->id) : NULL;

      append_chip (html, "chip event", label != NULL ? label : event->id, tag, label != NULL ? self->lang : "en");
    }
}

static void
append_text (const SiyaqCard *self,
             GString *html,
             const SiyaqVerdict *verdict)
{
  if (verdict->text == NULL || *verdict->text == '\0')
    return;
  g_string_append (html, "<blockquote");
  siyaq_card_append_lang (html, self->annotation->lang);
  siyaq_markup_append_attribute (html, "title", verdict->evidence);
  g_string_append_c (html, '>');
  siyaq_markup_append_text (html, verdict->text);
  g_string_append (html, "</blockquote>");
}

/* Opens an entry: the reason in the language of the card, then the evidence. */
static void
open_entry (const SiyaqCard *self,
            GString *html,
            const SiyaqVerdict *verdict,
            const char *prefix)
{
  const char *localised = self->cleaner != NULL ? siyaq_cleaner_rule_reason (self->cleaner, verdict->rule, self->lang) : NULL;
  const char *reason = localised != NULL ? localised : verdict->reason;

  g_string_append (html, "<li><span class=\"reason\"");
  siyaq_card_append_lang (html, localised != NULL ? self->lang : "en");
  siyaq_markup_append_attribute (html, "title", verdict->rule);
  g_string_append_c (html, '>');
  if (prefix != NULL)
    {
      siyaq_markup_append_text (html, prefix);
      siyaq_markup_append_text (html, ": ");
    }
  siyaq_markup_append_text (html, reason != NULL ? reason : verdict->rule);
  g_string_append (html, "</span>");
  if (verdict->evidence != NULL && *verdict->evidence != '\0')
    {
      g_autofree char *evidence = siyaq_why_describe (self->cleaner, verdict->evidence, self->lang);

      g_string_append (html, " <span class=\"evidence\">· <bdi");
      siyaq_card_append_lang (html, evidence != NULL ? self->lang : "en");
      g_string_append_c (html, '>');
      siyaq_markup_append_text (html, evidence != NULL ? evidence : verdict->evidence);
      g_string_append (html, "</bdi></span>");
    }
}

/* Blocks that follow each other and went by the same rule share an entry: five buttons of one row are one
   thing to read. The evidence that is told is the first one's, each block's own is its tooltip. */
static void
append_entries (const SiyaqCard *self,
                GString *html)
{
  const GPtrArray *removed = self->annotation->removed;
  const SiyaqVerdict *before = NULL;

  if (self->annotation->held != NULL)
    {
      open_entry (self, html, self->annotation->held, siyaq_words_get (SIYAQ_WORD_HELD, self->lang));
      append_text (self, html, self->annotation->held);
      g_string_append (html, "</li>");
    }
  for (guint i = 0; i < removed->len; i++)
    {
      const SiyaqVerdict *verdict = g_ptr_array_index (removed, i);

      if (before == NULL || g_strcmp0 (before->rule, verdict->rule) != 0)
        {
          if (before != NULL)
            g_string_append (html, "</li>");
          open_entry (self, html, verdict, NULL);
        }
      append_text (self, html, verdict);
      before = verdict;
    }
  if (before != NULL)
    g_string_append (html, "</li>");
}

/**
 * siyaq_card_append_removed:
 * @self: a card
 * @html: where to write
 *
 * Appends the head: chips, how many blocks were removed and, folded away, each of them with its reason.
 * Nothing where there is none of all that.
 */
void
siyaq_card_append_removed (const SiyaqCard *self,
                           GString *html)
{
  const SiyaqAnnotation *annotation = self->annotation;
  guint n = annotation->removed->len;

  if (n == 0 && annotation->held == NULL && annotation->regions->len == 0 && annotation->events->len == 0)
    return;
  if (n == 0 && annotation->held == NULL)
    {
      g_string_append (html, "<div class=\"head\"><div class=\"chips\">");
      append_chips (self, html);
      g_string_append (html, "<span class=\"quiet end\">");
      siyaq_markup_append_text (html, siyaq_words_get (SIYAQ_WORD_NOTHING_REMOVED, self->lang));
      g_string_append (html, "</span></div></div>");
      return;
    }

  g_string_append (html, "<details class=\"head fold\"><summary class=\"chips\">");
  append_chips (self, html);
  g_string_append (html, "<span class=\"quiet end\">");
  if (n > 0)
    {
      g_autofree char *count = siyaq_words_count (SIYAQ_COUNT_REMOVED, n, siyaq_card_number_lang (self));

      siyaq_markup_append_text (html, count);
    }
  else
    siyaq_markup_append_text (html, siyaq_words_get (SIYAQ_WORD_HELD, self->lang));
  g_string_append (html, " · <span class=\"link closed\">");
  siyaq_markup_append_text (html, siyaq_words_get (SIYAQ_WORD_SHOW, self->lang));
  g_string_append (html, "</span><span class=\"link opened\">");
  siyaq_markup_append_text (html, siyaq_words_get (SIYAQ_WORD_HIDE, self->lang));
  g_string_append (html, "</span></span></summary><ul class=\"removed\">");
  append_entries (self, html);
  g_string_append (html, "</ul></details>");
}
