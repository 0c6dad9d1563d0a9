/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What the content of an element says: text, HTML, inline markup.
 *
 * References are resolved once and never again, so that nothing can grow: the predefined entities,
 * character references, the names of HTML (many feeds use them undeclared) and the short plain ones
 * that a document declares itself. An unknown "&name;" stays as it is.
 */
#define G_LOG_DOMAIN "siyaq-feed"

#include "config.h"

#include "siyaq-feed-content.h"

#include "siyaq-feed-write.h"
#include "siyaq-text.h"

#include <libxml/HTMLparser.h>
#include <string.h>

/* No name of an entity or tag that means anything is longer. */
#define MAX_ENTITY_NAME_BYTES 32u

/* Tags that are taken out of a headline; anything else in angle brackets is part of its words. */
static const char *const title_tags[] = {
  "a",      "abbr", "b",   "bdi",  "bdo",  "big",    "br",   "cite", "code", "del",  "div", "em",  "font",
  "h1",     "h2",   "h3",  "h4",   "i",    "img",    "ins",  "kbd",  "mark", "nobr", "p",   "q",   "s",
  "small",  "span", "strike", "strong", "sub", "sup", "time", "tt",   "u",    "wbr",  NULL,
};

static const char *const void_tags[] = {
  "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr", NULL,
};

/* What the control characters 0x80–0x9F of "&#146;" mean to every browser: windows-1252. */
static const guint16 windows_1252[32] = {
  0x20AC, 0x81,   0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0x8D,   0x017D, 0x8F,
  0x90,   0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0x9D,   0x017E, 0x0178,
};

/* What every document knows, and what nine of ten references are. */
static const struct
{
  const char *name;
  char c;
} predefined[] = {
  { "lt", '<' }, { "gt", '>' }, { "amp", '&' }, { "quot", '"' }, { "apos", '\'' },
};

static gboolean
in_list (const char *const *list,
         const char *name,
         gsize length)
{
  for (; *list != NULL; list++)
    if (strlen (*list) == length && g_ascii_strncasecmp (*list, name, length) == 0)
      return TRUE;
  return FALSE;
}

/**
 * siyaq_feed_content_entity:
 * @name: name of an entity
 * @length: bytes of @name
 * @entities: (nullable): name → text, as the document declares them
 * @out: where its text is added
 *
 * Returns: whether the entity is known
 */
gboolean
siyaq_feed_content_entity (const char *name,
                           gsize length,
                           GHashTable *entities,
                           GString *out)
{
  char key[MAX_ENTITY_NAME_BYTES + 1];
  const htmlEntityDesc *known;
  const char *declared;

  if (length == 0 || length > MAX_ENTITY_NAME_BYTES)
    return FALSE;
  memcpy (key, name, length);
  key[length] = '\0';
  for (guint i = 0; i < G_N_ELEMENTS (predefined); i++)
    if (strcmp (key, predefined[i].name) == 0)
      {
        g_string_append_c (out, predefined[i].c);
        return TRUE;
      }
  declared = entities != NULL ? g_hash_table_lookup (entities, key) : NULL;
  if (declared != NULL)
    {
      g_string_append (out, declared);
      return TRUE;
    }
  known = htmlEntityLookup ((const xmlChar *) key);
  if (known == NULL)
    return FALSE;
  g_string_append_unichar (out, known->value);
  return TRUE;
}

/* Reads the reference at @p, which is a "&"; returns its length in bytes, or 0. */
static gsize
append_reference (GString *out,
                  const char *p,
                  const char *end,
                  GHashTable *entities)
{
  const char *q = p + 1;

  if (q < end && *q == '#')
    {
      gboolean hex = q + 1 < end && (q[1] == 'x' || q[1] == 'X');
      gunichar c = 0;
      const char *digits;

      q += hex ? 2 : 1;
      digits = q;
      for (; q < end && (hex ? g_ascii_isxdigit (*q) : g_ascii_isdigit (*q)); q++)
        if (c <= 0x10FFFF)
          c = c * (hex ? 16 : 10) + (gunichar) g_ascii_xdigit_value (*q);
      if (q == digits || q >= end || *q != ';')
        return 0;
      if (c >= 0x80 && c < 0xA0)
        c = windows_1252[c - 0x80];
      g_string_append_unichar (out, c == 0 || c > 0x10FFFF || !g_unichar_validate (c) ? 0xFFFD : c);
      return (gsize) (q + 1 - p);
    }
  while (q < end && g_ascii_isalnum (*q) && q - p <= (gssize) MAX_ENTITY_NAME_BYTES)
    q++;
  if (q < end && *q == ';' && siyaq_feed_content_entity (p + 1, (gsize) (q - p - 1), entities, out))
    return (gsize) (q + 1 - p);
  return 0;
}

static void
append_plain (GString *out,
              const char *from,
              const char *to)
{
  /* XML has line ends as one character. */
  while (from < to)
    {
      const char *cr = memchr (from, '\r', (gsize) (to - from));

      if (cr == NULL)
        {
          g_string_append_len (out, from, to - from);
          return;
        }
      g_string_append_len (out, from, cr - from);
      g_string_append_c (out, '\n');
      from = cr + 1 < to && cr[1] == '\n' ? cr + 2 : cr + 1;
    }
}

static void
append_decoded (GString *out,
                const char *from,
                const char *to,
                GHashTable *entities)
{
  while (from < to)
    {
      const char *amp = memchr (from, '&', (gsize) (to - from));
      gsize used;

      if (amp == NULL)
        {
          append_plain (out, from, to);
          return;
        }
      append_plain (out, from, amp);
      used = append_reference (out, amp, to, entities);
      if (used == 0)
        {
          g_string_append_c (out, '&');
          used = 1;
        }
      from = amp + used;
    }
}

/**
 * siyaq_feed_content_decode:
 * @text: a document
 * @span: the content of an element in it
 * @entities: (nullable): name → text
 * @ret_notation: (out) (optional): SiyaqFeedNotation of what was seen
 *
 * Returns: (transfer full): the characters of the content; tags of elements in it are left out
 */
char *
siyaq_feed_content_decode (const char *text,
                           SiyaqFeedSpan span,
                           GHashTable *entities,
                           guint *ret_notation)
{
  SiyaqFeedScanner scanner = { text, span.end, span.start };
  SiyaqFeedToken token;
  GString *out = g_string_sized_new (span.end - span.start + 1);
  guint notation = 0;

  while (scanner.at < scanner.end && siyaq_feed_scanner_next (&scanner, &token, NULL))
    switch (token.kind)
      {
      case SIYAQ_FEED_TOKEN_TEXT:
        append_decoded (out, text + token.span.start, text + token.span.end, entities);
        break;
      case SIYAQ_FEED_TOKEN_CDATA:
        notation |= SIYAQ_FEED_NOTATION_CDATA;
        append_plain (out, text + token.span.start + 9, text + token.span.end - 3);
        break;
      case SIYAQ_FEED_TOKEN_START:
      case SIYAQ_FEED_TOKEN_EMPTY:
      case SIYAQ_FEED_TOKEN_END:
        notation |= SIYAQ_FEED_NOTATION_INLINE;
        break;
      case SIYAQ_FEED_TOKEN_COMMENT:
      case SIYAQ_FEED_TOKEN_INSTRUCTION:
      case SIYAQ_FEED_TOKEN_DOCTYPE:
        break;
      default:
        g_assert_not_reached ();
      }
  if (ret_notation != NULL)
    *ret_notation = notation;
  return g_string_free (out, FALSE);
}

/**
 * siyaq_feed_content_value:
 * @text: a document
 * @span: the value of an attribute in it
 * @entities: (nullable): name → text
 *
 * Returns: (transfer full): the value, without white space around it
 */
char *
siyaq_feed_content_value (const char *text,
                          SiyaqFeedSpan span,
                          GHashTable *entities)
{
  GString *out = g_string_new (NULL);

  append_decoded (out, text + span.start, text + span.end, entities);
  return g_strstrip (g_string_free (out, FALSE));
}

static void
append_tag (GString *out,
            const char *text,
            const SiyaqFeedToken *token,
            GHashTable *entities)
{
  const char *name = text + token->name.start, *colon;
  gsize length = token->name.end - token->name.start;
  SiyaqFeedAttribute attribute;
  guint32 at = token->name.end;

  colon = memchr (name, ':', length);
  if (colon != NULL)
    {
      length -= (gsize) (colon + 1 - name);
      name = colon + 1;
    }
  g_string_append (out, token->kind == SIYAQ_FEED_TOKEN_END ? "</" : "<");
  g_string_append_len (out, name, (gssize) length);
  if (token->kind != SIYAQ_FEED_TOKEN_END)
    while (siyaq_feed_scanner_attribute (text, &at, token->span.end, &attribute))
      {
        g_autofree char *value = NULL;

        if (attribute.name.end - attribute.name.start >= 5 && memcmp (text + attribute.name.start, "xmlns", 5) == 0)
          continue;
        value = siyaq_feed_content_value (text, attribute.value, entities);
        g_string_append_c (out, ' ');
        g_string_append_len (out, text + attribute.name.start, attribute.name.end - attribute.name.start);
        g_string_append (out, "=\"");
        siyaq_feed_write_value (out, value);
        g_string_append_c (out, '"');
      }
  g_string_append_c (out, '>');
  if (token->kind == SIYAQ_FEED_TOKEN_EMPTY && !in_list (void_tags, name, length))
    {
      g_string_append (out, "</");
      g_string_append_len (out, name, (gssize) length);
      g_string_append_c (out, '>');
    }
}

/**
 * siyaq_feed_content_markup:
 * @text: a document
 * @span: the content of an element in it, with elements of XHTML inside
 * @entities: (nullable): name → text
 *
 * Returns: (transfer full): the content as HTML: no prefixes, no declarations of namespaces, no
 *   CDATA sections, no comments, and empty elements as HTML has them
 */
char *
siyaq_feed_content_markup (const char *text,
                           SiyaqFeedSpan span,
                           GHashTable *entities)
{
  SiyaqFeedScanner scanner = { text, span.end, span.start };
  SiyaqFeedToken token;
  GString *out = g_string_sized_new (span.end - span.start + 1);
  g_autoptr (GString) plain = g_string_new (NULL);

  while (scanner.at < scanner.end && siyaq_feed_scanner_next (&scanner, &token, NULL))
    switch (token.kind)
      {
      case SIYAQ_FEED_TOKEN_TEXT:
        g_string_truncate (plain, 0);
        append_decoded (plain, text + token.span.start, text + token.span.end, entities);
        siyaq_feed_write_text (out, plain->str);
        break;
      case SIYAQ_FEED_TOKEN_CDATA:
        g_string_truncate (plain, 0);
        append_plain (plain, text + token.span.start + 9, text + token.span.end - 3);
        siyaq_feed_write_text (out, plain->str);
        break;
      case SIYAQ_FEED_TOKEN_START:
      case SIYAQ_FEED_TOKEN_EMPTY:
      case SIYAQ_FEED_TOKEN_END:
        append_tag (out, text, &token, entities);
        break;
      case SIYAQ_FEED_TOKEN_COMMENT:
      case SIYAQ_FEED_TOKEN_INSTRUCTION:
      case SIYAQ_FEED_TOKEN_DOCTYPE:
        break;
      default:
        g_assert_not_reached ();
      }
  return g_string_free (out, FALSE);
}

/* The end of the tag or comment of HTML that begins at @p, or NULL. */
static const char *
tag_end (const char *p,
         const char **ret_name,
         gsize *ret_length)
{
  const char *q = p + 1;

  if (g_str_has_prefix (p, "<!--"))
    {
      /* An unfinished comment goes on to the end, as in a browser. */
      q = strstr (p + 4, "-->");
      *ret_length = 0;
      *ret_name = p;
      return q != NULL ? q + 3 : p + strlen (p);
    }
  if (*q == '/')
    q++;
  if (!g_ascii_isalpha (*q))
    return NULL;
  *ret_name = q;
  while (g_ascii_isalnum (*q))
    q++;
  *ret_length = (gsize) (q - *ret_name);
  if (*q != '>' && *q != '/' && !g_ascii_isspace (*q))
    return NULL;
  q = strpbrk (q, "<>");
  return q != NULL && *q == '>' ? q + 1 : NULL;
}

/**
 * siyaq_feed_content_has_tags:
 * @html: decoded content
 *
 * Returns: whether there is any tag or comment of HTML in it
 */
gboolean
siyaq_feed_content_has_tags (const char *html)
{
  const char *name;
  gsize length;

  for (const char *p = strchr (html, '<'); p != NULL; p = strchr (p + 1, '<'))
    if (tag_end (p, &name, &length) != NULL)
      return TRUE;
  return FALSE;
}

/**
 * siyaq_feed_content_count_visible:
 * @html: decoded content
 *
 * Returns: bytes of it that are neither white space nor inside tags: which of two bodies says more
 */
gsize
siyaq_feed_content_count_visible (const char *html)
{
  const char *name;
  gsize length, n = 0;

  for (const char *p = html; *p != '\0';)
    {
      const char *end = *p == '<' ? tag_end (p, &name, &length) : NULL;

      if (end == NULL)
        n += !g_ascii_isspace (*p);
      p = end != NULL ? end : p + 1;
    }
  return n;
}

/**
 * siyaq_feed_content_letters:
 * @html: decoded content
 *
 * Returns: (transfer full): its text folded, without tags and white space: what two bodies are
 *   compared by, as each has its own layout
 */
char *
siyaq_feed_content_letters (const char *html)
{
  g_autoptr (GString) plain = g_string_new (NULL);
  g_autofree char *text = NULL;
  char *folded, *to;
  const char *from = html, *name;
  gsize length;

  for (const char *p = strchr (html, '<'); p != NULL; p = strchr (p, '<'))
    {
      const char *end = tag_end (p, &name, &length);

      if (end != NULL)
        {
          g_string_append_len (plain, from, p - from);
          from = end;
        }
      p = end != NULL ? end : p + 1;
    }
  g_string_append (plain, from);
  text = siyaq_feed_content_from_html (plain->str);
  folded = to = siyaq_text_fold (text, -1);
  for (const char *p = folded; *p != '\0'; p++)
    if (!g_ascii_isspace (*p))
      *to++ = *p;
  *to = '\0';
  return folded;
}

/**
 * siyaq_feed_content_from_html:
 * @html: HTML without tags
 *
 * Returns: (transfer full): its text: references resolved
 */
char *
siyaq_feed_content_from_html (const char *html)
{
  GString *out = g_string_new (NULL);

  append_decoded (out, html, html + strlen (html), NULL);
  return g_string_free (out, FALSE);
}

/**
 * siyaq_feed_content_title:
 * @html: decoded content of a title, which may hold HTML
 *
 * Takes out the tags that headlines have, and resolves the references that are left.
 *
 * Returns: (transfer full): one line of plain text
 */
char *
siyaq_feed_content_title (const char *html)
{
  g_autoptr (GString) plain = g_string_new (NULL);
  g_autofree char *text = NULL;
  const char *from = html;

  for (const char *p = strchr (html, '<'); p != NULL; p = strchr (p, '<'))
    {
      const char *name;
      gsize length;
      const char *end = tag_end (p, &name, &length);

      if (end == NULL || (length > 0 && !in_list (title_tags, name, length)))
        {
          p++;
          continue;
        }
      g_string_append_len (plain, from, p - from);
      if (in_list ((const char *const[]){ "br", "p", "div", "img", NULL }, name, length))
        g_string_append_c (plain, ' ');
      from = p = end;
    }
  g_string_append (plain, from);
  text = siyaq_feed_content_from_html (plain->str);
  return siyaq_text_collapse (text);
}
