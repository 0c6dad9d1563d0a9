/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Where the tags, CDATA sections, comments and texts of an XML document begin and end.
 *
 * A scanner of our own over UTF-8 text, because edits need exact positions. It is strict where a
 * mistake could make another parser see other boundaries (an unquoted attribute, a "<" in a tag, an
 * unfinished comment): then the document is refused and the reader gets it unchanged. It forgives
 * what moves no boundary: white space before the XML declaration, a stray "&", unknown entities.
 */
#define G_LOG_DOMAIN "siyaq-feed"

#include "config.h"

#include "siyaq-feed-scanner.h"

#include "siyaq-feed-document.h"

#include <string.h>

static gboolean
is_space (char c)
{
  return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

static gboolean
is_name_start (char c)
{
  return g_ascii_isalpha (c) || c == '_' || c == ':' || (guchar) c >= 0x80;
}

static gboolean
is_name (char c)
{
  return is_name_start (c) || g_ascii_isdigit (c) || c == '-' || c == '.';
}

static gboolean
fail (SiyaqFeedScanner *self,
      guint32 at,
      const char *what,
      GError **error)
{
  self->at = at;
  g_set_error_literal (error, SIYAQ_FEED_ERROR, SIYAQ_FEED_ERROR_NOT_XML, what);
  return FALSE;
}

/* The first byte of @needle at or after @from, or G_MAXUINT32. */
static guint32
find (SiyaqFeedScanner *self,
      guint32 from,
      const char *needle)
{
  const char *hit;

  if (from > self->end)
    return G_MAXUINT32;
  hit = memmem (self->text + from, self->end - from, needle, strlen (needle));
  return hit != NULL ? (guint32) (hit - self->text) : G_MAXUINT32;
}

static gboolean
starts_with (SiyaqFeedScanner *self,
             const char *prefix)
{
  gsize n = strlen (prefix);

  return self->end - self->at >= n && memcmp (self->text + self->at, prefix, n) == 0;
}

/**
 * siyaq_feed_scanner_attribute:
 * @text: text that holds a tag
 * @at: (inout): where to look: behind the tag's name or the attribute before
 * @end: end of the tag
 * @ret_attribute: (out): the attribute
 *
 * Returns: whether there was an attribute; if not, @at is at what stands in its place
 */
gboolean
siyaq_feed_scanner_attribute (const char *text,
                              guint32 *at,
                              guint32 end,
                              SiyaqFeedAttribute *ret_attribute)
{
  guint32 p = *at;
  const char *quote;

  while (p < end && is_space (text[p]))
    p++;
  *at = p;
  if (p >= end || !is_name_start (text[p]))
    return FALSE;
  ret_attribute->name.start = p;
  while (p < end && is_name (text[p]))
    p++;
  ret_attribute->name.end = p;
  while (p < end && is_space (text[p]))
    p++;
  if (p >= end || text[p] != '=')
    return FALSE;
  p++;
  while (p < end && is_space (text[p]))
    p++;
  if (p >= end || (text[p] != '"' && text[p] != '\''))
    return FALSE;
  quote = memchr (text + p + 1, text[p], end - p - 1);
  if (quote == NULL)
    return FALSE;
  ret_attribute->value.start = p + 1;
  ret_attribute->value.end = (guint32) (quote - text);
  if (memchr (text + p + 1, '<', ret_attribute->value.end - p - 1) != NULL)
    return FALSE;
  *at = ret_attribute->value.end + 1;
  return TRUE;
}

/**
 * siyaq_feed_scanner_tag_name:
 * @text: text that holds a tag
 * @tag: a start tag, or an element
 *
 * Returns: its name, with its prefix
 */
SiyaqFeedSpan
siyaq_feed_scanner_tag_name (const char *text,
                             SiyaqFeedSpan tag)
{
  SiyaqFeedSpan name = { tag.start + 1, tag.start + 1 };

  while (name.end < tag.end && is_name (text[name.end]))
    name.end++;
  return name;
}

/**
 * siyaq_feed_scanner_find:
 * @text: text that holds a tag
 * @tag: a start tag
 * @name: name of an attribute, with its prefix
 * @ret_value: (out): the value
 *
 * Returns: whether the tag has the attribute
 */
gboolean
siyaq_feed_scanner_find (const char *text,
                         SiyaqFeedSpan tag,
                         const char *name,
                         SiyaqFeedSpan *ret_value)
{
  SiyaqFeedAttribute attribute;
  guint32 at = siyaq_feed_scanner_tag_name (text, tag).end;

  while (siyaq_feed_scanner_attribute (text, &at, tag.end, &attribute))
    if (siyaq_feed_span_is (text, attribute.name, name))
      {
        *ret_value = attribute.value;
        return TRUE;
      }
  return FALSE;
}

static gboolean
scan_tag (SiyaqFeedScanner *self,
          SiyaqFeedToken *token,
          GError **error)
{
  guint32 p = self->at + 1;
  SiyaqFeedAttribute attribute;

  token->kind = SIYAQ_FEED_TOKEN_START;
  if (p < self->end && self->text[p] == '/')
    {
      token->kind = SIYAQ_FEED_TOKEN_END;
      p++;
    }
  if (p >= self->end)
    return fail (self, self->at, "the document ends inside a tag", error);
  if (!is_name_start (self->text[p]))
    return fail (self, self->at, "“<” begins no tag", error);
  token->name.start = p;
  while (p < self->end && is_name (self->text[p]))
    p++;
  token->name.end = p;
  if (token->kind == SIYAQ_FEED_TOKEN_START)
    while (siyaq_feed_scanner_attribute (self->text, &p, self->end, &attribute))
      ;
  while (p < self->end && is_space (self->text[p]))
    p++;
  if (token->kind == SIYAQ_FEED_TOKEN_START && p < self->end && self->text[p] == '/')
    {
      token->kind = SIYAQ_FEED_TOKEN_EMPTY;
      p++;
    }
  if (p >= self->end)
    return fail (self, self->at, "the document ends inside a tag", error);
  if (self->text[p] != '>')
    return fail (self, p, "a tag is not well-formed", error);
  token->span.end = p + 1;
  return TRUE;
}

/* A document type declaration, with its internal subset in brackets. */
static gboolean
scan_doctype (SiyaqFeedScanner *self,
              SiyaqFeedToken *token,
              GError **error)
{
  guint32 p = self->at + 2;
  gboolean subset = FALSE;

  token->kind = SIYAQ_FEED_TOKEN_DOCTYPE;
  while (p < self->end)
    {
      char c = self->text[p];

      if (c == '"' || c == '\'')
        {
          const char *quote = memchr (self->text + p + 1, c, self->end - p - 1);

          if (quote == NULL)
            break;
          p = (guint32) (quote - self->text);
        }
      else if (c == '<' && p + 4 <= self->end && memcmp (self->text + p, "<!--", 4) == 0)
        {
          guint32 close = find (self, p + 4, "-->");

          if (close == G_MAXUINT32)
            break;
          p = close + 2;
        }
      else if (c == '[')
        subset = TRUE;
      else if (c == ']')
        subset = FALSE;
      else if (c == '>' && !subset)
        {
          token->span.end = p + 1;
          return TRUE;
        }
      p++;
    }
  return fail (self, self->at, "the document ends inside its document type declaration", error);
}

static gboolean
scan_until (SiyaqFeedScanner *self,
            SiyaqFeedToken *token,
            SiyaqFeedTokenKind kind,
            const char *open,
            const char *close,
            GError **error)
{
  guint32 hit = find (self, self->at + (guint32) strlen (open), close);

  token->kind = kind;
  if (hit == G_MAXUINT32)
    return fail (self, self->at,
                 kind == SIYAQ_FEED_TOKEN_CDATA     ? "the document ends inside a CDATA section"
                 : kind == SIYAQ_FEED_TOKEN_COMMENT ? "the document ends inside a comment"
                                                    : "the document ends inside a processing instruction",
                 error);
  token->span.end = hit + (guint32) strlen (close);
  return TRUE;
}

/**
 * siyaq_feed_scanner_next:
 * @self: a scanner, not at its end
 * @ret_token: (out): the token
 *
 * Returns: %TRUE and a token, or %FALSE with SIYAQ_FEED_ERROR_NOT_XML and the place in @self's `at`
 */
gboolean
siyaq_feed_scanner_next (SiyaqFeedScanner *self,
                         SiyaqFeedToken *ret_token,
                         GError **error)
{
  gboolean good;

  g_assert (self->at < self->end);
  ret_token->span.start = self->at;
  ret_token->name.start = ret_token->name.end = self->at;
  if (self->text[self->at] != '<')
    {
      const char *open = memchr (self->text + self->at, '<', self->end - self->at);

      ret_token->kind = SIYAQ_FEED_TOKEN_TEXT;
      ret_token->span.end = open != NULL ? (guint32) (open - self->text) : self->end;
      good = TRUE;
    }
  else if (starts_with (self, "<![CDATA["))
    good = scan_until (self, ret_token, SIYAQ_FEED_TOKEN_CDATA, "<![CDATA[", "]]>", error);
  else if (starts_with (self, "<!--"))
    good = scan_until (self, ret_token, SIYAQ_FEED_TOKEN_COMMENT, "<!--", "-->", error);
  else if (starts_with (self, "<?"))
    good = scan_until (self, ret_token, SIYAQ_FEED_TOKEN_INSTRUCTION, "<?", "?>", error);
  else if (starts_with (self, "<!DOCTYPE") || starts_with (self, "<!doctype"))
    good = scan_doctype (self, ret_token, error);
  else
    good = scan_tag (self, ret_token, error);
  if (good)
    self->at = ret_token->span.end;
  return good;
}
