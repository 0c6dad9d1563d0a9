/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What removed blocks leave behind: rules that part nothing, wrappers around nothing, runs of line
   breaks, the caption of a picture that is gone. Only a tree from which something was taken is
   tidied; a feed that has such things on its own keeps them. */
#define G_LOG_DOMAIN "siyaq-item"

#include "config.h"

#include "siyaq-html-private.h"

#include <libxml/HTMLtree.h>
#include <string.h>

/* Line breaks in a row: two are a paragraph's end where a feed has no paragraphs. */
#define MAX_BREAKS 2u

/* Elements that show something by themselves. */
static gboolean
is_shown (const xmlNode *node)
{
  static const char *const names[] = { "audio", "button", "canvas", "embed", "iframe", "img", "input", "math", "object",
                                       "picture", "select", "svg", "textarea", "video" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if (siyaq_html_is_named (node, names[i]))
      return TRUE;
  return FALSE;
}

/* Elements that are only there for what they hold. Cells stay, because a table's shape needs them. */
static gboolean
is_wrapper (const xmlNode *node)
{
  static const char *const names[] = { "article", "aside", "blockquote", "center", "dd", "div", "dl", "dt", "figcaption",
                                       "figure", "footer", "h1", "h2", "h3", "h4", "h5", "h6", "header", "li", "ol", "p",
                                       "section", "ul" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if (siyaq_html_is_named (node, names[i]))
      return TRUE;
  return FALSE;
}

static gboolean
is_blank_text (const xmlNode *node)
{
  for (const char *p = (const char *) node->content; p != NULL && *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (!g_unichar_isspace (c) && c != 0x00A0)
        return FALSE;
    }
  return TRUE;
}

/* The next node in document order, not below @node where @skip. */
static xmlNode *
next_node (SiyaqHtml *self,
           xmlNode *node,
           gboolean skip)
{
  if (!skip && node->type == XML_ELEMENT_NODE && node->children != NULL)
    return node->children;
  while (node != NULL && node != self->root && node->next == NULL)
    node = node->parent;
  return node == NULL || node == self->root ? NULL : node->next;
}

/* Whether a person sees anything of @node, leaving out what is inside @except. */
static gboolean
shows_anything (const xmlNode *node,
                const xmlNode *except)
{
  if (node == except)
    return FALSE;
  if (node->type == XML_TEXT_NODE || node->type == XML_CDATA_SECTION_NODE)
    return !is_blank_text (node);
  if (node->type != XML_ELEMENT_NODE)
    return FALSE;
  if (is_shown (node) || siyaq_html_is_named (node, "hr") || siyaq_html_is_named (node, "td") || siyaq_html_is_named (node, "th"))
    return TRUE;
  for (const xmlNode *child = node->children; child != NULL; child = child->next)
    if (shows_anything (child, except))
      return TRUE;
  return FALSE;
}

/* A caption needs something to be the caption of. */
static void
cut_lone_captions (SiyaqHtml *self)
{
  for (xmlNode *n = self->root->children; n != NULL;)
    {
      gboolean lone = siyaq_html_is_named (n, "figcaption") && siyaq_html_is_named (n->parent, "figure") &&
                      !shows_anything (n->parent, n);
      xmlNode *next = next_node (self, n, lone);

      if (lone)
        siyaq_html_cut_node (self, n);
      n = next;
    }
}

static void
cut_empty_wrappers (SiyaqHtml *self)
{
  for (xmlNode *n = self->root->children; n != NULL;)
    {
      gboolean empty = is_wrapper (n) && !shows_anything (n, NULL);
      xmlNode *next = next_node (self, n, empty);

      if (empty)
        {
          xmlUnlinkNode (n);
          g_ptr_array_add (self->cut, n);
        }
      n = next;
    }
}

/* Rules at the start, at the end and after another rule; breaks at both ends and in long runs. */
static void
cut_rules_and_breaks (SiyaqHtml *self)
{
  g_autoptr (GPtrArray) pending = g_ptr_array_new (); /* rules and breaks since the last thing to see */
  gboolean started = FALSE, has_rule = FALSE;
  guint n_breaks = 0;

  for (xmlNode *n = self->root->children; n != NULL;)
    {
      gboolean rule = siyaq_html_is_named (n, "hr"), line = siyaq_html_is_named (n, "br"), shown = is_shown (n);
      xmlNode *next = next_node (self, n, rule || line || shown);

      if (rule || line)
        {
          n_breaks += line;
          if (!started || (rule ? has_rule : n_breaks > MAX_BREAKS))
            siyaq_html_cut_node (self, n);
          else
            g_ptr_array_add (pending, n);
          has_rule |= rule;
        }
      else if (shown || ((n->type == XML_TEXT_NODE || n->type == XML_CDATA_SECTION_NODE) && !is_blank_text (n)))
        {
          g_ptr_array_set_size (pending, 0);
          started = TRUE;
          has_rule = FALSE;
          n_breaks = 0;
        }
      else if (n->type == XML_ELEMENT_NODE && siyaq_html_element_class (n) == SIYAQ_ELEMENT_BLOCK)
        n_breaks = 0;
      n = next;
    }
  for (guint i = 0; i < pending->len; i++)
    siyaq_html_cut_node (self, g_ptr_array_index (pending, i));
}

/**
 * siyaq_html_tidy:
 * @self: a tree from which blocks were removed
 *
 * Takes out what the removed blocks left behind.
 */
void
siyaq_html_tidy (SiyaqHtml *self)
{
  g_return_if_fail (self != NULL);

  cut_lone_captions (self);
  cut_empty_wrappers (self);
  cut_rules_and_breaks (self);
}
