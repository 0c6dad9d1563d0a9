/* SPDX-License-Identifier: GPL-2.0-or-later */
/* HTML as a person reads it: a tree and its blocks, within limits, and the tree again as HTML. */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* A long read has a few hundred blocks, a whole page with its menus under three thousand; what
   comes after is left as it is. */
#define SIYAQ_HTML_MAX_BLOCKS 6000u
/* Nodes a document: the largest real page of the test sets has 40,000. */
#define SIYAQ_HTML_MAX_NODES 200000u
/* Depth of the tree: the parser stops at 256 by itself, real pages stay under 60. */
#define SIYAQ_HTML_MAX_DEPTH 200u
/* Class and id names kept for one block: the nearest ancestors say what a block is. */
#define SIYAQ_HTML_MAX_HINT_BYTES 400u

#define SIYAQ_HTML_ERROR (siyaq_html_error_quark ())
GQuark siyaq_html_error_quark (void);

/**
 * SiyaqHtmlError:
 * @SIYAQ_HTML_ERROR_LIMIT: deeper or larger than is looked at
 * @SIYAQ_HTML_ERROR_INVALID: nothing could be parsed
 */
typedef enum
{
  SIYAQ_HTML_ERROR_LIMIT,
  SIYAQ_HTML_ERROR_INVALID,
} SiyaqHtmlError;

typedef enum
{
  SIYAQ_BLOCK_PARAGRAPH,
  SIYAQ_BLOCK_HEADING,
  SIYAQ_BLOCK_LIST_ITEM,
  SIYAQ_BLOCK_ROW,     /* a table row, its cells joined by a blank */
  SIYAQ_BLOCK_QUOTE,
  SIYAQ_BLOCK_CAPTION, /* under a picture or a table */
  SIYAQ_BLOCK_IMAGE,   /* pictures without text */
} SiyaqBlockKind;

typedef enum
{
  SIYAQ_BLOCK_IN_NAV = 1 << 0,    /* inside nav, header, footer or menu */
  SIYAQ_BLOCK_IN_ASIDE = 1 << 1,
  SIYAQ_BLOCK_IN_QUOTE = 1 << 2,
  SIYAQ_BLOCK_IN_LIST = 1 << 3,
  SIYAQ_BLOCK_IN_TABLE = 1 << 4,
  SIYAQ_BLOCK_IN_FORM = 1 << 5,
  SIYAQ_BLOCK_PIXEL = 1 << 6,     /* an image that no one can see */
  SIYAQ_BLOCK_BUTTON = 1 << 7,    /* holds a button */
  SIYAQ_BLOCK_AFTER_BREAK = 1 << 8, /* set off by <br> or a line end, not by an element */
  SIYAQ_BLOCK_PLAIN = 1 << 9,     /* the source had no tags */
  SIYAQ_BLOCK_SMALL = 1 << 10,    /* small, em or i around all of it */
  SIYAQ_BLOCK_IN_FIGURE = 1 << 11,
  SIYAQ_BLOCK_MAIN = 1 << 12,     /* part of a page's article, see siyaq_html_mark_main() */
} SiyaqBlockFlags;

typedef struct
{
  SiyaqBlockKind kind;
  guint flags;          /* SiyaqBlockFlags */
  char *text;           /* white space collapsed */
  char *hints;          /* nullable: class and id of the nearest ancestors, lower case, each between blanks */
  const char *href;     /* nullable: where the first link goes, or the first image's source */
  gconstpointer parent; /* identifies the nearest block-level element */
  guint depth;
  guint level;          /* of a heading: 1 … 6 */
  guint n_words;
  guint n_chars, n_link_chars; /* without white space */
  guint n_links;
  gboolean removed;
  guint leaf_start, leaf_end;
} SiyaqBlock;

typedef struct _SiyaqHtml SiyaqHtml;

SiyaqHtml *siyaq_html_parse (const char *html, gssize length, GError **error);
SiyaqHtml *siyaq_html_parse_text (const char *text);
SiyaqHtml *siyaq_html_parse_plain (const char *html);
gboolean siyaq_html_looks_plain (const char *html);
void siyaq_html_free (SiyaqHtml *self);

GPtrArray *siyaq_html_get_blocks (SiyaqHtml *self);
gboolean siyaq_html_contains (SiyaqHtml *self, const SiyaqBlock *block);
guint siyaq_html_last_in_container (SiyaqHtml *self, guint index);
gboolean siyaq_html_mark_main (SiyaqHtml *self);
void siyaq_html_remove_block (SiyaqHtml *self, SiyaqBlock *block);
char *siyaq_html_tail_link (SiyaqHtml *self, const SiyaqBlock *block);
void siyaq_html_remove_tail_link (SiyaqHtml *self, SiyaqBlock *block);

typedef void (*SiyaqHtmlAnchorFunc) (const char *url, const char *rel, gpointer user_data);
void siyaq_html_foreach_anchor (SiyaqHtml *self, const SiyaqBlock *block, SiyaqHtmlAnchorFunc func, gpointer user_data);

typedef char *(*SiyaqHtmlLinkFunc) (const char *url, gpointer user_data);
guint siyaq_html_map_links (SiyaqHtml *self, SiyaqHtmlLinkFunc func, gpointer user_data);
guint siyaq_html_sanitize (SiyaqHtml *self);
void siyaq_html_tidy (SiyaqHtml *self);
char *siyaq_html_serialize (SiyaqHtml *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SiyaqHtml, siyaq_html_free)

G_END_DECLS
