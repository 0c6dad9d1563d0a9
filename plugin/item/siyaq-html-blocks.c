/* SPDX-License-Identifier: GPL-2.0-or-later */
/* From a tree to blocks, as a person reads a page: what a block-level element or a line break sets
   off is a block, a list item is one, a table row is one. Tables that lay out a page (cells with
   paragraphs in them) are walked like any other element. What cannot be seen makes no block. */
#define G_LOG_DOMAIN "siyaq-item"

#include "config.h"

#include "siyaq-html-private.h"
#include "siyaq-text.h"

#include <libxml/HTMLtree.h>
#include <string.h>

/* Elements above a block whose class and id are kept as hints. */
#define MAX_HINT_ANCESTORS 5

typedef struct
{
  SiyaqHtml *html;
  GString *text;        /* of the block under way, white space as in the source */
  guint leaf_start;     /* where the block under way starts */
  guint n_link_chars, n_links;
  const char *href, *image;
  gboolean has_image, has_pixel, has_button, only_small, has_text;
  guint flags;
  guint depth;
} Walk;

static const char *const block_names[] = {
  "address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details", "dialog", "dir", "div",
  "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header",
  "hgroup", "hr", "html", "li", "main", "menu", "nav", "ol", "p", "pre", "search", "section", "summary", "table",
  "tbody", "td", "tfoot", "th", "thead", "tr", "ul",
};

static const char *const skipped_names[] = {
  "applet", "audio", "base", "canvas", "datalist", "embed", "frame", "frameset", "head", "iframe", "input", "link",
  "map", "math", "meta", "noframes", "noscript", "object", "option", "optgroup", "param", "script", "select", "style",
  "svg", "template", "textarea", "title", "video",
};

static gboolean
find_name (const char *const *names,
           gsize n_names,
           const char *name)
{
  gsize low = 0, high = n_names;

  while (low < high)
    {
      gsize middle = (low + high) / 2;
      int order = strcmp (name, names[middle]);

      if (order == 0)
        return TRUE;
      if (order < 0)
        high = middle;
      else
        low = middle + 1;
    }
  return FALSE;
}

/**
 * siyaq_html_element_class:
 * @node: an element
 *
 * Returns: what @node does to the text around it
 */
SiyaqElementClass
siyaq_html_element_class (const xmlNode *node)
{
  const char *name = (const char *) node->name;

  if (find_name (block_names, G_N_ELEMENTS (block_names), name))
    return SIYAQ_ELEMENT_BLOCK;
  if (find_name (skipped_names, G_N_ELEMENTS (skipped_names), name))
    return SIYAQ_ELEMENT_SKIP;
  return SIYAQ_ELEMENT_INLINE;
}

static void
append_hint (GString *hints,
             const char *value)
{
  gsize start = hints->len;

  for (const char *p = value; *p != '\0' && hints->len < SIYAQ_HTML_MAX_HINT_BYTES; p++)
    {
      char c = g_ascii_isspace (*p) ? ' ' : g_ascii_tolower (*p);

      if (c != ' ' || hints->str[hints->len - 1] != ' ')
        g_string_append_c (hints, c);
    }
  if (hints->len > start && hints->str[hints->len - 1] != ' ')
    g_string_append_c (hints, ' ');
}

static char *
collect_hints (SiyaqHtml *html,
               const xmlNode *node)
{
  g_autoptr (GString) hints = g_string_new (" ");

  for (guint i = 0; node != NULL && node != html->root && i < MAX_HINT_ANCESTORS; node = node->parent, i++)
    {
      const char *class, *id;

      if (node->properties == NULL)
        continue;
      class = siyaq_html_attribute (node, "class");
      id = siyaq_html_attribute (node, "id");
      if (class != NULL)
        append_hint (hints, class);
      if (id != NULL)
        append_hint (hints, id);
    }
  return hints->len > 1 ? g_strdup (hints->str) : NULL;
}

/* Code points that are not white space, as far as that matters for a share of links. */
static guint
count_chars (const char *text)
{
  guint n = 0;

  for (const guchar *p = (const guchar *) text; *p != '\0'; p++)
    n += *p > 0x20 && (*p & 0xC0) != 0x80;
  return n;
}

static const xmlNode *
block_parent (const xmlNode *leaf)
{
  const xmlNode *n = leaf->parent;

  while (n != NULL && n->type == XML_ELEMENT_NODE && siyaq_html_element_class (n) != SIYAQ_ELEMENT_BLOCK)
    n = n->parent;
  return n;
}

static void
set_kind (Walk *walk,
          SiyaqBlock *block)
{
  guint climbed = 0;

  block->kind = SIYAQ_BLOCK_PARAGRAPH;
  for (const xmlNode *n = block->parent; n != NULL && n->type == XML_ELEMENT_NODE && n != walk->html->root; n = n->parent, climbed++)
    {
      const char *name = (const char *) n->name;

      if (climbed < 2 && block->kind == SIYAQ_BLOCK_PARAGRAPH)
        {
          if (name[0] == 'h' && name[1] >= '1' && name[1] <= '6' && name[2] == '\0')
            {
              block->kind = SIYAQ_BLOCK_HEADING;
              block->level = (guint) (name[1] - '0');
            }
          else if (strcmp (name, "li") == 0)
            block->kind = SIYAQ_BLOCK_LIST_ITEM;
          else if (strcmp (name, "tr") == 0)
            block->kind = SIYAQ_BLOCK_ROW;
        }
      if (strcmp (name, "figcaption") == 0 || strcmp (name, "caption") == 0)
        block->kind = SIYAQ_BLOCK_CAPTION;
      else if (strcmp (name, "blockquote") == 0)
        {
          block->flags |= SIYAQ_BLOCK_IN_QUOTE;
          if (block->kind == SIYAQ_BLOCK_PARAGRAPH)
            block->kind = SIYAQ_BLOCK_QUOTE;
        }
      else if (strcmp (name, "nav") == 0 || strcmp (name, "footer") == 0 || strcmp (name, "menu") == 0)
        block->flags |= SIYAQ_BLOCK_IN_NAV;
      else if (strcmp (name, "aside") == 0)
        block->flags |= SIYAQ_BLOCK_IN_ASIDE;
      else if (strcmp (name, "ul") == 0 || strcmp (name, "ol") == 0)
        block->flags |= SIYAQ_BLOCK_IN_LIST;
      else if (strcmp (name, "table") == 0)
        block->flags |= SIYAQ_BLOCK_IN_TABLE;
      else if (strcmp (name, "form") == 0)
        block->flags |= SIYAQ_BLOCK_IN_FORM;
      else if (strcmp (name, "figure") == 0)
        block->flags |= SIYAQ_BLOCK_IN_FIGURE;
    }
}

static void
reset (Walk *walk)
{
  g_string_truncate (walk->text, 0);
  walk->leaf_start = walk->html->leaves->len;
  walk->n_link_chars = walk->n_links = 0;
  walk->href = walk->image = NULL;
  walk->has_image = walk->has_pixel = walk->has_button = walk->has_text = FALSE;
  walk->only_small = TRUE;
}

/* Ends the block under way. */
static void
flush (Walk *walk,
       guint flags)
{
  SiyaqHtml *html = walk->html;
  g_autofree char *text = NULL;
  SiyaqBlock *block;

  if (html->leaves->len == walk->leaf_start)
    return;
  text = walk->has_text ? siyaq_text_collapse (walk->text->str) : g_strdup ("");
  if ((*text == '\0' && !walk->has_image) || html->blocks->len >= SIYAQ_HTML_MAX_BLOCKS)
    {
      reset (walk);
      return;
    }

  block = g_new0 (SiyaqBlock, 1);
  block->parent = block_parent (g_ptr_array_index (html->leaves, walk->leaf_start));
  block->depth = walk->depth;
  block->leaf_start = walk->leaf_start;
  block->leaf_end = html->leaves->len;
  block->flags = flags | (html->plain ? SIYAQ_BLOCK_PLAIN : 0);
  set_kind (walk, block);
  block->hints = html->plain ? NULL : collect_hints (html, block->parent);
  if (*text == '\0')
    {
      block->kind = SIYAQ_BLOCK_IMAGE;
      block->href = walk->image;
      if (walk->has_pixel)
        block->flags |= SIYAQ_BLOCK_PIXEL;
    }
  else
    {
      block->href = walk->href;
      block->n_words = (guint) siyaq_text_count_words (text);
      block->n_chars = count_chars (text);
      block->n_link_chars = MIN (walk->n_link_chars, block->n_chars);
      block->n_links = walk->n_links;
      if (walk->only_small)
        block->flags |= SIYAQ_BLOCK_SMALL;
      if (walk->has_button)
        block->flags |= SIYAQ_BLOCK_BUTTON;
    }
  block->text = g_steal_pointer (&text);
  g_ptr_array_add (html->blocks, block);
  reset (walk);
}

static gboolean
has_block_child (const xmlNode *node,
                 guint depth)
{
  for (const xmlNode *n = node->children; n != NULL; n = n->next)
    if (n->type == XML_ELEMENT_NODE &&
        (siyaq_html_element_class (n) == SIYAQ_ELEMENT_BLOCK || (depth < 4 && has_block_child (n, depth + 1))))
      return TRUE;
  return FALSE;
}

/* Whether the cells of a row hold text and not the layout of a page. */
static gboolean
is_text_row (const xmlNode *row)
{
  for (const xmlNode *cell = row->children; cell != NULL; cell = cell->next)
    if (cell->type == XML_ELEMENT_NODE)
      for (const xmlNode *n = cell->children; n != NULL; n = n->next)
        if (n->type == XML_ELEMENT_NODE && siyaq_html_element_class (n) == SIYAQ_ELEMENT_BLOCK &&
            (has_block_child (n, 0) || (!siyaq_html_is_named (n, "p") && !siyaq_html_is_named (n, "div")) || n->next != NULL))
          return FALSE;
  return TRUE;
}

static void
walk_children (Walk *walk,
               xmlNode *node,
               gboolean in_link,
               gboolean small,
               gboolean in_row);

static void
walk_text (Walk *walk,
           xmlNode *node,
           gboolean in_link,
           gboolean small)
{
  const char *content = (const char *) node->content;

  if (content == NULL || *content == '\0')
    return;
  if (xmlIsBlankNode (node))
    {
      g_string_append_c (walk->text, ' ');
      return;
    }
  g_ptr_array_add (walk->html->leaves, node);
  g_string_append (walk->text, content);
  walk->has_text = TRUE;
  if (in_link)
    walk->n_link_chars += count_chars (content);
  if (!small)
    walk->only_small = FALSE;
}

static void
walk_image (Walk *walk,
            xmlNode *node)
{
  const char *src = siyaq_html_attribute (node, "src");

  g_ptr_array_add (walk->html->leaves, node);
  if (!walk->has_image)
    walk->has_pixel = TRUE;
  walk->has_image = TRUE;
  walk->has_pixel &= siyaq_html_is_pixel (node);
  if (walk->image == NULL)
    walk->image = src;
}

static void
walk_inline (Walk *walk,
             xmlNode *node,
             gboolean in_link,
             gboolean small,
             gboolean in_row)
{
  const char *name = (const char *) node->name;

  if (strcmp (name, "br") == 0)
    {
      if (in_row)
        {
          g_string_append_c (walk->text, ' ');
          return;
        }
      /* The break goes with the block that it ends. */
      if (walk->html->leaves->len > walk->leaf_start)
        {
          g_ptr_array_add (walk->html->leaves, node);
          flush (walk, SIYAQ_BLOCK_AFTER_BREAK);
        }
      return;
    }
  if (strcmp (name, "img") == 0)
    {
      walk_image (walk, node);
      return;
    }
  if (strcmp (name, "a") == 0)
    {
      const char *href = siyaq_html_attribute (node, "href");

      if (href != NULL)
        {
          in_link = TRUE;
          walk->n_links++;
          if (walk->href == NULL)
            walk->href = href;
        }
    }
  else if (strcmp (name, "button") == 0)
    walk->has_button = TRUE;
  else if (strcmp (name, "small") == 0 || strcmp (name, "em") == 0 || strcmp (name, "i") == 0)
    small = TRUE;
  walk_children (walk, node, in_link, small, in_row);
}

static void
walk_row (Walk *walk,
          xmlNode *row)
{
  flush (walk, 0);
  for (xmlNode *cell = row->children; cell != NULL; cell = cell->next)
    if (cell->type == XML_ELEMENT_NODE && !siyaq_html_is_hidden (cell))
      {
        g_string_append_c (walk->text, ' ');
        walk_children (walk, cell, FALSE, FALSE, TRUE);
      }
  flush (walk, 0);
}

static void
walk_children (Walk *walk,
               xmlNode *node,
               gboolean in_link,
               gboolean small,
               gboolean in_row)
{
  walk->depth++;
  for (xmlNode *child = node->children; child != NULL; child = child->next)
    {
      if (child->type == XML_TEXT_NODE || child->type == XML_CDATA_SECTION_NODE)
        {
          walk_text (walk, child, in_link, small);
          continue;
        }
      if (child->type != XML_ELEMENT_NODE)
        continue;
      switch (siyaq_html_element_class (child))
        {
        case SIYAQ_ELEMENT_SKIP:
          break;
        case SIYAQ_ELEMENT_INLINE:
          if (siyaq_html_is_named (child, "img") || !siyaq_html_is_hidden (child))
            walk_inline (walk, child, in_link, small, in_row);
          break;
        case SIYAQ_ELEMENT_BLOCK:
          if (siyaq_html_is_hidden (child))
            break;
          if (in_row)
            {
              g_string_append_c (walk->text, ' ');
              walk_children (walk, child, in_link, small, TRUE);
              g_string_append_c (walk->text, ' ');
            }
          else if (siyaq_html_is_named (child, "tr") && is_text_row (child))
            walk_row (walk, child);
          else
            {
              flush (walk, 0);
              if (in_link)
                walk->n_links++;
              walk_children (walk, child, in_link, small, FALSE);
              flush (walk, 0);
            }
          break;
        default:
          g_assert_not_reached ();
        }
    }
  walk->depth--;
}

/**
 * siyaq_html_collect_blocks:
 * @self: a tree without blocks
 *
 * Fills in its blocks.
 */
void
siyaq_html_collect_blocks (SiyaqHtml *self)
{
  Walk walk = { .html = self, .text = g_string_sized_new (1024) };

  reset (&walk);
  walk_children (&walk, self->root, FALSE, FALSE, FALSE);
  flush (&walk, 0);
  g_string_free (walk.text, TRUE);
}

/**
 * siyaq_html_contains:
 * @self: a tree
 * @block: one of its blocks
 *
 * Returns: whether siyaq_html_serialize() would write it
 */
gboolean
siyaq_html_contains (SiyaqHtml *self,
                     const SiyaqBlock *block)
{
  const xmlNode *n = block->parent;

  while (n != NULL && n != self->root)
    n = n->parent;
  return n != NULL && !block->removed;
}

/**
 * siyaq_html_last_in_container:
 * @self: a tree
 * @index: the index of a block, a heading as a rule
 *
 * Finds how far the element around a block reaches: the nearest ancestor that also holds the next
 * block. A heading alone in the root has no such element.
 *
 * Returns: the index of the last block in that element; @index where there is none
 */
guint
siyaq_html_last_in_container (SiyaqHtml *self,
                              guint index)
{
  const SiyaqBlock *block, *next;
  guint last = index;

  g_return_val_if_fail (self != NULL && index < self->blocks->len, index);

  if (index + 1 >= self->blocks->len)
    return index;
  block = g_ptr_array_index (self->blocks, index);
  next = g_ptr_array_index (self->blocks, index + 1);
  for (const xmlNode *ancestor = block->parent; ancestor != NULL && ancestor != self->root; ancestor = ancestor->parent)
    {
      const xmlNode *n = next->parent;

      while (n != NULL && n != ancestor)
        n = n->parent;
      if (n == NULL)
        continue;
      for (guint i = index + 1; i < self->blocks->len; i++)
        {
          const SiyaqBlock *other = g_ptr_array_index (self->blocks, i);

          for (n = other->parent; n != NULL && n != ancestor;)
            n = n->parent;
          if (n == NULL)
            break;
          last = i;
        }
      break;
    }
  return last;
}
