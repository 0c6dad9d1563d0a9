/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The tree behind SiyaqHtml, for the files that walk it. */
#pragma once

#include "siyaq-html.h"

#include <libxml/tree.h>

G_BEGIN_DECLS

struct _SiyaqHtml
{
  xmlDoc *doc;
  xmlNode *root;     /* body, or the document element */
  GPtrArray *blocks; /* (element-type SiyaqBlock) */
  GPtrArray *leaves; /* (element-type xmlNode): what the blocks consist of, in document order */
  GPtrArray *cut;    /* (element-type xmlNode): unlinked, freed at the end: blocks may point at them */
  gboolean plain;
  guint n_stripped; /* scripts and style sheets that were left out before */
};

/* What an element does to the text around it. */
typedef enum
{
  SIYAQ_ELEMENT_INLINE,
  SIYAQ_ELEMENT_BLOCK,
  SIYAQ_ELEMENT_SKIP, /* nothing in it is text for a person */
} SiyaqElementClass;

SiyaqElementClass siyaq_html_element_class (const xmlNode *node);
GString *siyaq_html_strip (const char *html, gsize length, guint *ret_n_stripped);
void siyaq_html_collect_blocks (SiyaqHtml *self);
const char *siyaq_html_attribute (const xmlNode *node, const char *name);
gboolean siyaq_html_is_named (const xmlNode *node, const char *name);
gboolean siyaq_html_is_hidden (xmlNode *node);
void siyaq_html_cut_node (SiyaqHtml *self, xmlNode *node);
gboolean siyaq_html_is_pixel (xmlNode *node);

G_END_DECLS
