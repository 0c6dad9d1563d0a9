/* SPDX-License-Identifier: GPL-2.0-or-later */
/* HTML as a tree that can lose blocks and be written again. libxml2's parser was chosen because it
   is six times as fast as gumbo on feed items and already a dependency; the tree is ours to limit:
   no network, no DTD, no entities beyond HTML's own. A text without tags becomes the same tree, a
   paragraph a line, so that the stages know one model. Removed nodes live on until the tree is
   freed, because blocks point at them. */
#define G_LOG_DOMAIN "siyaq-item"

#include "config.h"

#include "siyaq-html.h"
#include "siyaq-html-private.h"

#include <libxml/HTMLparser.h>
#include <libxml/HTMLtree.h>
#include <string.h>

/* A line that a mail program or an old editor wrapped: only shorter lines are ever paragraphs of
   their own in a text that has many of this length. */
#define WRAPPED_LINE_MIN 55
#define WRAPPED_LINE_MAX 80

/* Shorter sources are items of a feed, which have no scripts worth a pass of their own. */
#define STRIP_MIN_BYTES (24 * 1024)

G_DEFINE_QUARK (siyaq-html-error-quark, siyaq_html_error)

static void
block_free (SiyaqBlock *block)
{
  g_free (block->text);
  g_free (block->hints);
  g_free (block);
}

static SiyaqHtml *
html_new (xmlDoc *doc,
          xmlNode *root)
{
  SiyaqHtml *self = g_new0 (SiyaqHtml, 1);

  self->doc = doc;
  self->root = root;
  self->blocks = g_ptr_array_new_with_free_func ((GDestroyNotify) block_free);
  self->leaves = g_ptr_array_new ();
  self->cut = g_ptr_array_new_with_free_func ((GDestroyNotify) xmlFreeNode);
  return self;
}

/**
 * siyaq_html_free:
 * @self: (transfer full) (nullable): a tree
 */
void
siyaq_html_free (SiyaqHtml *self)
{
  if (self == NULL)
    return;
  g_ptr_array_unref (self->blocks);
  g_ptr_array_unref (self->leaves);
  g_ptr_array_unref (self->cut);
  xmlFreeDoc (self->doc);
  g_free (self);
}

static xmlNode *
find_body (xmlDoc *doc)
{
  xmlNode *root = xmlDocGetRootElement (doc);

  if (root == NULL)
    return NULL;
  for (xmlNode *n = root->children; n != NULL; n = n->next)
    if (n->type == XML_ELEMENT_NODE && strcmp ((const char *) n->name, "body") == 0)
      return n;
  return root;
}

/* Walks without recursion, so that the limits can be checked before anything recurses. */
static gboolean
within_limits (xmlNode *root)
{
  xmlNode *n = root;
  guint depth = 0, n_nodes = 0;

  while (n != NULL)
    {
      if (++n_nodes > SIYAQ_HTML_MAX_NODES || depth > SIYAQ_HTML_MAX_DEPTH)
        return FALSE;
      if (n->children != NULL && n->type == XML_ELEMENT_NODE)
        {
          n = n->children;
          depth++;
          continue;
        }
      while (n != root && n->next == NULL)
        {
          n = n->parent;
          depth--;
        }
      if (n == root)
        break;
      n = n->next;
    }
  return TRUE;
}

/**
 * siyaq_html_parse:
 * @html: HTML in valid UTF-8, a fragment or a document
 * @length: bytes of @html, or -1
 * @error: why there is no tree
 *
 * Returns: (transfer full): the tree and its blocks
 */
SiyaqHtml *
siyaq_html_parse (const char *html,
                  gssize length,
                  GError **error)
{
  g_autoptr (SiyaqHtml) self = NULL;
  htmlParserCtxt *context;
  xmlDoc *doc;
  xmlNode *root;
  gboolean cut_short;
  g_autoptr (GString) stripped = NULL;
  guint n_stripped = 0;

  g_return_val_if_fail (html != NULL, NULL);

  if (length < 0)
    length = (gssize) strlen (html);
  if (length > G_MAXINT32 / 2)
    {
      g_set_error_literal (error, SIYAQ_HTML_ERROR, SIYAQ_HTML_ERROR_LIMIT, "HTML too large");
      return NULL;
    }
  if (length >= STRIP_MIN_BYTES)
    stripped = siyaq_html_strip (html, (gsize) length, &n_stripped);
  if (stripped != NULL)
    {
      html = stripped->str;
      length = (gssize) stripped->len;
    }
  context = htmlNewParserCtxt ();
  doc = htmlCtxtReadMemory (context, html, (int) length, NULL, "UTF-8",
                            HTML_PARSE_RECOVER | HTML_PARSE_NOERROR | HTML_PARSE_NOWARNING | HTML_PARSE_NONET |
                                HTML_PARSE_NODEFDTD | HTML_PARSE_COMPACT);
  /* The parser gives up at its own depth limit; half a text must not pass for all of it. */
  cut_short = context->disableSAX != 0;
  htmlFreeParserCtxt (context);
  root = doc != NULL ? find_body (doc) : NULL;
  if (root == NULL)
    {
      xmlFreeDoc (doc);
      g_set_error_literal (error, SIYAQ_HTML_ERROR, SIYAQ_HTML_ERROR_INVALID, "No HTML found");
      return NULL;
    }
  self = html_new (doc, root);
  self->n_stripped = n_stripped;
  if (cut_short || !within_limits (root))
    {
      g_set_error_literal (error, SIYAQ_HTML_ERROR, SIYAQ_HTML_ERROR_LIMIT, "HTML too deep or too large");
      return NULL;
    }
  siyaq_html_collect_blocks (self);
  return g_steal_pointer (&self);
}

/* "* Exporters meet on Sunday": a line of its own, however short. */
static gboolean
starts_item (const char *line)
{
  return (strchr ("*-+", line[0]) != NULL && line[1] == ' ') || g_str_has_prefix (line, "•");
}

/* Whether most lines were broken by a program at a fixed width. */
static gboolean
is_hard_wrapped (const char *text)
{
  guint n_lines = 0, n_wrapped = 0, n_ended = 0;

  for (const char *line = text; *line != '\0';)
    {
      const char *end = strchrnul (line, '\n');
      glong n_chars = g_utf8_strlen (line, end - line);

      if (n_chars > WRAPPED_LINE_MAX)
        return FALSE;
      /* The last line of a paragraph is as long as it is. */
      if (n_chars > 0 && end[0] == '\n' && end[1] != '\n' && end[1] != '\r' && end[1] != '\0' && !starts_item (line))
        {
          n_lines++;
          n_wrapped += n_chars >= WRAPPED_LINE_MIN;
          n_ended += strchr (".!?:", end[-1]) != NULL;
        }
      line = *end == '\0' ? end : end + 1;
    }
  /* Two lines are few; a program does not break lines where sentences end. */
  return n_lines >= 3 ? n_wrapped * 3 > n_lines * 2 : n_lines == 2 && n_wrapped == 2 && n_ended == 0;
}

static void
add_paragraph (xmlNode *root,
               const char *text,
               gsize length)
{
  g_autofree char *copy = g_strndup (text, length);
  xmlNode *p;

  g_strstrip (copy);
  if (*copy == '\0')
    return;
  /* Control characters have no place in a document. */
  for (char *c = copy; *c != '\0'; c++)
    if ((guchar) *c < 0x20)
      *c = ' ';
  p = xmlNewChild (root, NULL, BAD_CAST "p", NULL);
  xmlAddChild (p, xmlNewDocText (root->doc, BAD_CAST copy));
}

/**
 * siyaq_html_parse_text:
 * @text: plain text in valid UTF-8
 *
 * Lines are paragraphs; where a program wrapped the lines, blank lines separate paragraphs.
 *
 * Returns: (transfer full): the tree and its blocks
 */
SiyaqHtml *
siyaq_html_parse_text (const char *text)
{
  SiyaqHtml *self;
  xmlDoc *doc;
  xmlNode *html, *body;
  gboolean wrapped;

  g_return_val_if_fail (text != NULL, NULL);

  doc = htmlNewDocNoDtD (NULL, NULL);
  html = xmlNewDocNode (doc, NULL, BAD_CAST "html", NULL);
  xmlDocSetRootElement (doc, html);
  body = xmlNewChild (html, NULL, BAD_CAST "body", NULL);
  wrapped = is_hard_wrapped (text);
  for (const char *start = text; *start != '\0';)
    {
      const char *end = start;

      for (;;)
        {
          end = strchrnul (end, '\n');
          if (*end == '\0' || !wrapped || end[1] == '\n' || end[1] == '\r' || end[1] == '\0' || starts_item (end + 1))
            break;
          end++;
        }
      add_paragraph (body, start, (gsize) (end - start));
      start = *end == '\0' ? end : end + 1;
    }
  self = html_new (doc, body);
  self->plain = TRUE;
  siyaq_html_collect_blocks (self);
  return self;
}

/**
 * siyaq_html_parse_plain:
 * @html: what a feed calls HTML and siyaq_html_looks_plain() calls text; it may have entities
 *
 * Returns: (transfer full) (nullable): the tree and its blocks, as siyaq_html_parse_text() makes them
 */
SiyaqHtml *
siyaq_html_parse_plain (const char *html)
{
  g_autoptr (SiyaqHtml) decoded = NULL;
  xmlChar *content;
  SiyaqHtml *self;

  g_return_val_if_fail (html != NULL, NULL);

  if (strchr (html, '&') == NULL)
    return siyaq_html_parse_text (html);
  decoded = siyaq_html_parse (html, -1, NULL);
  if (decoded == NULL)
    return NULL;
  content = xmlNodeGetContent (decoded->root);
  self = siyaq_html_parse_text ((const char *) content);
  xmlFree (content);
  return self;
}

/**
 * siyaq_html_looks_plain:
 * @html: what a feed calls HTML
 *
 * Returns: whether @html is text with line breaks rather than HTML: it has no tag at all
 */
gboolean
siyaq_html_looks_plain (const char *html)
{
  g_return_val_if_fail (html != NULL, FALSE);

  for (const char *p = strchr (html, '<'); p != NULL; p = strchr (p + 1, '<'))
    if (g_ascii_isalpha (p[1]) || p[1] == '/' || p[1] == '!')
      return FALSE;
  return TRUE;
}

/**
 * siyaq_html_get_blocks:
 * @self: a tree
 *
 * Returns: (transfer none) (element-type SiyaqBlock): the blocks in document order
 */
GPtrArray *
siyaq_html_get_blocks (SiyaqHtml *self)
{
  g_return_val_if_fail (self != NULL, NULL);
  return self->blocks;
}

static gboolean
is_empty_element (const xmlNode *node)
{
  static const char *const voids[] = { "img", "video", "audio", "iframe", "object", "embed", "hr", "picture", "td", "th", "svg" };

  if (node->type != XML_ELEMENT_NODE)
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (voids); i++)
    if (strcmp ((const char *) node->name, voids[i]) == 0)
      return FALSE;
  for (const xmlNode *child = node->children; child != NULL; child = child->next)
    {
      if (child->type == XML_ELEMENT_NODE)
        {
          if (strcmp ((const char *) child->name, "br") != 0)
            return FALSE;
        }
      else if (child->type == XML_TEXT_NODE)
        {
          if (!xmlIsBlankNode ((xmlNode *) child))
            return FALSE;
        }
      else if (child->type != XML_COMMENT_NODE)
        return FALSE;
    }
  return TRUE;
}

/**
 * siyaq_html_cut_node:
 * @self: a tree
 * @node: a node of it
 *
 * Takes @node out, and every element above it that is left with nothing to show.
 */
void
siyaq_html_cut_node (SiyaqHtml *self,
                     xmlNode *node)
{
  xmlNode *parent = node->parent;

  if (parent == NULL)
    return;
  xmlUnlinkNode (node);
  g_ptr_array_add (self->cut, node);
  while (parent != NULL && parent != self->root && parent->parent != NULL && is_empty_element (parent))
    {
      xmlNode *above = parent->parent;

      xmlUnlinkNode (parent);
      g_ptr_array_add (self->cut, parent);
      parent = above;
    }
}

/**
 * siyaq_html_remove_block:
 * @self: a tree
 * @block: one of its blocks
 *
 * Takes the nodes of @block out of the tree and marks it as removed.
 */
void
siyaq_html_remove_block (SiyaqHtml *self,
                         SiyaqBlock *block)
{
  g_return_if_fail (self != NULL);
  g_return_if_fail (block != NULL);

  if (block->removed)
    return;
  for (guint i = block->leaf_start; i < block->leaf_end; i++)
    siyaq_html_cut_node (self, g_ptr_array_index (self->leaves, i));
  block->removed = TRUE;
}

/* The link that ends a block, together with its first leaf. */
static xmlNode *
find_tail_link (SiyaqHtml *self,
                const SiyaqBlock *block,
                guint *ret_first)
{
  xmlNode *link = NULL;
  guint first = block->leaf_end;

  for (guint i = block->leaf_end; i-- > block->leaf_start;)
    {
      xmlNode *leaf = g_ptr_array_index (self->leaves, i);
      xmlNode *a = leaf;

      if (leaf->type != XML_TEXT_NODE || (link == NULL && xmlIsBlankNode (leaf)))
        continue;
      while (a != NULL && a != block->parent && (a->type != XML_ELEMENT_NODE || strcmp ((const char *) a->name, "a") != 0))
        a = a->parent;
      if (a == NULL || a == block->parent || (link != NULL && a != link))
        break;
      link = a;
      first = i;
    }
  *ret_first = first;
  /* A block that is nothing but the link is judged as a block. */
  return first > block->leaf_start ? link : NULL;
}

/**
 * siyaq_html_tail_link:
 * @self: a tree
 * @block: one of its blocks
 *
 * Returns: (transfer full) (nullable): the text of the link with which @block ends, where something
 *   stands before it
 */
char *
siyaq_html_tail_link (SiyaqHtml *self,
                      const SiyaqBlock *block)
{
  guint first;
  xmlNode *link;
  xmlChar *content;
  char *text;

  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (block != NULL, NULL);

  if (block->n_links == 0 || block->removed)
    return NULL;
  link = find_tail_link (self, block, &first);
  if (link == NULL)
    return NULL;
  content = xmlNodeGetContent (link);
  text = g_strdup ((const char *) content);
  xmlFree (content);
  return text;
}

/**
 * siyaq_html_remove_tail_link:
 * @self: a tree
 * @block: one of its blocks, for which siyaq_html_tail_link() gave a text
 *
 * Takes that link out of the tree and its text off the block's text.
 */
void
siyaq_html_remove_tail_link (SiyaqHtml *self,
                             SiyaqBlock *block)
{
  g_autofree char *tail = siyaq_html_tail_link (self, block);
  g_autofree char *collapsed = NULL;
  guint first;
  xmlNode *link;
  gsize n_text, n_tail;

  g_return_if_fail (tail != NULL);

  link = find_tail_link (self, block, &first);
  n_text = strlen (block->text);
  {
    g_autoptr (GString) squeezed = g_string_new (NULL);
    gboolean space = TRUE;

    for (const char *p = tail; *p != '\0'; p = g_utf8_next_char (p))
      {
        gunichar c = g_utf8_get_char (p);

        if (g_unichar_isspace (c))
          {
            if (!space)
              g_string_append_c (squeezed, ' ');
            space = TRUE;
          }
        else
          {
            g_string_append_unichar (squeezed, c);
            space = FALSE;
          }
      }
    collapsed = g_strstrip (g_strdup (squeezed->str));
  }
  n_tail = strlen (collapsed);
  if (n_tail <= n_text && g_str_has_suffix (block->text, collapsed))
    {
      block->text[n_text - n_tail] = '\0';
      g_strchomp (block->text);
    }
  block->leaf_end = first;
  siyaq_html_cut_node (self, link);
}

/**
 * siyaq_html_serialize:
 * @self: a tree
 *
 * Returns: (transfer full): the tree as HTML, without html and body tags
 */
char *
siyaq_html_serialize (SiyaqHtml *self)
{
  xmlBuffer *buffer;
  xmlOutputBuffer *output;
  char *html;

  g_return_val_if_fail (self != NULL, NULL);

  buffer = xmlBufferCreate ();
  output = xmlOutputBufferCreateBuffer (buffer, NULL);
  for (xmlNode *n = self->root->children; n != NULL; n = n->next)
    htmlNodeDumpFormatOutput (output, self->doc, n, "UTF-8", 0);
  xmlOutputBufferClose (output);
  html = g_strndup ((const char *) xmlBufferContent (buffer), (gsize) xmlBufferLength (buffer));
  xmlBufferFree (buffer);
  return g_strchug (g_strchomp (html));
}
