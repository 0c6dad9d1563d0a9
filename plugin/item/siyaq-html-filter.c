/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What an element's attributes say (hidden, a counter's pixel), and what is taken out of a tree
   before it is shown again: whatever may run, and links that were found to have a better form. */
#define G_LOG_DOMAIN "siyaq-item"

#include "config.h"

#include "siyaq-html-private.h"

#include <libxml/HTMLtree.h>
#include <string.h>

/**
 * siyaq_html_attribute:
 * @node: an element
 * @name: the attribute's name
 *
 * Returns: (nullable): its value, "" where it has none, %NULL where there is no such attribute
 */
const char *
siyaq_html_attribute (const xmlNode *node,
                      const char *name)
{
  for (const xmlAttr *a = node->properties; a != NULL; a = a->next)
    if (strcmp ((const char *) a->name, name) == 0)
      return a->children != NULL && a->children->content != NULL ? (const char *) a->children->content : "";
  return NULL;
}

/**
 * siyaq_html_is_named:
 * @node: a node
 * @name: an element's name
 *
 * Returns: whether @node is such an element
 */
gboolean
siyaq_html_is_named (const xmlNode *node,
                     const char *name)
{
  return node->type == XML_ELEMENT_NODE && strcmp ((const char *) node->name, name) == 0;
}

/* Style without blanks, lower case. */
static char *
squeeze_style (const char *style)
{
  GString *s = g_string_sized_new (strlen (style) + 1);

  for (const char *p = style; *p != '\0'; p++)
    if (!g_ascii_isspace (*p))
      g_string_append_c (s, g_ascii_tolower (*p));
  return g_string_free (s, FALSE);
}

/**
 * siyaq_html_is_hidden:
 * @node: an element
 *
 * Returns: whether its own attributes hide it from a person who looks at the page
 */
gboolean
siyaq_html_is_hidden (xmlNode *node)
{
  const char *style, *class;

  if (node->properties == NULL)
    return FALSE;
  if (siyaq_html_attribute (node, "hidden") != NULL)
    return TRUE;
  style = siyaq_html_attribute (node, "style");
  if (style != NULL)
    {
      g_autofree char *squeezed = squeeze_style (style);

      if (strstr (squeezed, "display:none") != NULL || strstr (squeezed, "visibility:hidden") != NULL)
        return TRUE;
    }
  class = siyaq_html_attribute (node, "class");
  return class != NULL && (strstr (class, "screen-reader-text") != NULL || strstr (class, "sr-only") != NULL ||
                           strstr (class, "visually-hidden") != NULL || strstr (class, "visuallyhidden") != NULL);
}

static gboolean
is_tiny (const char *length)
{
  char *end = NULL;
  double value;

  if (length == NULL || *length == '\0')
    return FALSE;
  value = g_ascii_strtod (length, &end);
  return end != length && value <= 2 && *end != '%' && !g_str_has_prefix (end, "em") && !g_str_has_prefix (end, "rem");
}

/**
 * siyaq_html_is_pixel:
 * @node: an image
 *
 * Returns: whether it is too small to be seen, as counters of readers are
 */
gboolean
siyaq_html_is_pixel (xmlNode *node)
{
  const char *style;

  if (is_tiny (siyaq_html_attribute (node, "width")) && is_tiny (siyaq_html_attribute (node, "height")))
    return TRUE;
  style = siyaq_html_attribute (node, "style");
  if (style != NULL)
    {
      g_autofree char *squeezed = squeeze_style (style);
      const char *width = strstr (squeezed, "width:"), *height = strstr (squeezed, "height:");

      return strstr (squeezed, "display:none") != NULL ||
             (width != NULL && height != NULL && is_tiny (width + 6) && is_tiny (height + 7));
    }
  return FALSE;
}

/* What may run or spy when a page is shown. */
static gboolean
is_active (const xmlNode *node)
{
  static const char *const names[] = { "applet", "base", "embed", "frame", "frameset", "link", "meta", "object", "script", "style", "template" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if (strcmp ((const char *) node->name, names[i]) == 0)
      return TRUE;
  return FALSE;
}

static gboolean
is_dangerous_url (const char *url)
{
  g_autofree char *squeezed = squeeze_style (url);

  return g_str_has_prefix (squeezed, "javascript:") || g_str_has_prefix (squeezed, "vbscript:") ||
         g_str_has_prefix (squeezed, "data:text/html");
}

static guint
sanitize_attributes (xmlNode *node)
{
  guint n = 0;

  for (xmlAttr *a = node->properties; a != NULL;)
    {
      xmlAttr *next = a->next;
      const char *name = (const char *) a->name;
      gboolean link = strcmp (name, "href") == 0 || strcmp (name, "src") == 0 || strcmp (name, "action") == 0 ||
                      strcmp (name, "formaction") == 0 || strcmp (name, "ping") == 0;

      if (g_ascii_strncasecmp (name, "on", 2) == 0 || strcmp (name, "ping") == 0 || strcmp (name, "srcdoc") == 0 ||
          (link && a->children != NULL && a->children->content != NULL &&
           is_dangerous_url ((const char *) a->children->content)))
        {
          xmlRemoveProp (a);
          n++;
        }
      a = next;
    }
  return n;
}

/**
 * siyaq_html_sanitize:
 * @self: a tree
 *
 * Takes out scripts, styles, frames of plug-ins, event handlers and links that run code.
 *
 * Returns: how many things were taken out
 */
guint
siyaq_html_sanitize (SiyaqHtml *self)
{
  guint n_out;
  xmlNode *n;

  g_return_val_if_fail (self != NULL, 0);

  n_out = self->n_stripped;
  n = self->root->children;
  while (n != NULL)
    {
      xmlNode *next;
      gboolean cut = FALSE;

      if (n->type == XML_ELEMENT_NODE)
        {
          cut = is_active (n);
          if (!cut)
            n_out += sanitize_attributes (n);
        }
      if (!cut && n->type == XML_ELEMENT_NODE && n->children != NULL)
        next = n->children;
      else
        {
          const xmlNode *up = n;

          while (up != NULL && up != self->root && up->next == NULL)
            up = up->parent;
          next = up == NULL || up == self->root ? NULL : up->next;
        }
      if (cut)
        {
          xmlUnlinkNode (n);
          g_ptr_array_add (self->cut, n);
          n_out++;
        }
      n = next;
    }
  return n_out;
}

/**
 * siyaq_html_map_links:
 * @self: a tree
 * @func: (scope call): gets a link, returns a better one or %NULL
 * @user_data: for @func
 *
 * Returns: how many links were changed
 */
guint
siyaq_html_map_links (SiyaqHtml *self,
                      SiyaqHtmlLinkFunc func,
                      gpointer user_data)
{
  guint n_changed = 0;
  xmlNode *n;

  g_return_val_if_fail (self != NULL, 0);
  g_return_val_if_fail (func != NULL, 0);

  for (n = self->root->children; n != NULL;)
    {
      if (siyaq_html_is_named (n, "a"))
        {
          const char *href = siyaq_html_attribute (n, "href");
          g_autofree char *better = href != NULL ? func (href, user_data) : NULL;

          if (better != NULL)
            {
              xmlSetProp (n, BAD_CAST "href", BAD_CAST better);
              n_changed++;
            }
        }
      if (n->type == XML_ELEMENT_NODE && n->children != NULL)
        {
          n = n->children;
          continue;
        }
      while (n != NULL && n != self->root && n->next == NULL)
        n = n->parent;
      n = n == NULL || n == self->root ? NULL : n->next;
    }
  return n_changed;
}

/**
 * siyaq_html_foreach_anchor:
 * @self: a tree
 * @block: one of its blocks
 * @func: (scope call): gets the address and the rel attribute, either of which may be %NULL
 * @user_data: for @func
 *
 * Calls @func for each link in @block.
 */
void
siyaq_html_foreach_anchor (SiyaqHtml *self,
                           const SiyaqBlock *block,
                           SiyaqHtmlAnchorFunc func,
                           gpointer user_data)
{
  const xmlNode *last = NULL;

  g_return_if_fail (self != NULL);
  g_return_if_fail (block != NULL);
  g_return_if_fail (func != NULL);

  if (block->n_links == 0 || block->removed)
    return;
  for (guint i = block->leaf_start; i < block->leaf_end; i++)
    {
      const xmlNode *n = g_ptr_array_index (self->leaves, i);

      while (n != NULL && n != self->root && !siyaq_html_is_named (n, "a"))
        n = n->parent;
      if (n == NULL || n == self->root || n == last)
        continue;
      func (siyaq_html_attribute (n, "href"), siyaq_html_attribute (n, "rel"), user_data);
      last = n;
    }
}
