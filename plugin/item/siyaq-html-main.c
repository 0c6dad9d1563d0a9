/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The main text of a whole page. The way of Readability (Arc90, 2009): paragraphs give points to the
   elements around them, fewer the further out; names of classes and links take some away; the element
   with the most points holds the article, together with brothers that have nearly as many. Blocks in
   it that look like menus or boxes are left out. Points are kept in the nodes themselves, so that the
   cost is one short climb a block. */
#define G_LOG_DOMAIN "siyaq-item"

#include "config.h"

#include "siyaq-html-private.h"

#include <string.h>

/* A paragraph of fewer words says nothing about where the article is. */
#define MIN_PARAGRAPH_WORDS 6u
/* Elements above a paragraph that get points. */
#define MAX_CLIMB 6u
/* Points of a class name. */
#define CLASS_POINTS 25.0
/* What is left of an element's points among readers' comments. */
#define COMMENTS_SHARE 0.2
/* A brother of the best element belongs to it from this share of its points. */
#define BROTHER_SHARE 0.2
/* An element at most so many steps around the best one takes its place when it has this much more text
   in good paragraphs. */
#define MAX_WIDER_STEPS 6u
#define WIDER_GAIN 1.35

typedef struct
{
  double points;
  guint good_chars; /* in paragraphs that read as text */
  guint n_chars, n_link_chars;
  gint8 class_sign; /* 1 good, -1 bad, 0 none; 2 not asked yet */
} Place;

typedef struct
{
  SiyaqHtml *html;
  GPtrArray *places; /* (element-type Place): to free them */
} Scan;

static const char *const bad_names[] = {
  "comment", "sidebar", "side-bar", "related", "share", "social", "promo", "sponsor", "cookie", "newsletter", "navigation", "navbar",
  "nav-", "menu", "breadcrumb", "modal", "popup", "subscribe", "subscription", "widget", "masthead", "recommend", "outbrain", "taboola",
  "footer", "pagination", "pager", "signup", "sign-up", "login", "banner", "advert", "ad-slot", "adsense", "trending", "most-read",
  "mostread", "popular", "hidden", "disqus", "rail", "teaser", "toolbar", "skyscraper", "also-read", "read-more", "readmore", "see-also",
  "paywall", "author-bio", "author-box", "about-author", "disclaimer", "copyright", "gallery-nav", "tag-list", "taglist", "post-tags",
  "byline", "infobox", "breaking", "more-stories", "onward", "carousel", "slider",
};

static const char *const good_names[] = {
  "article", "content", "entry", "main", "post", "story", "text", "body", "blog", "column", "hentry", "prose", "news-detail",
};

static gboolean
has_name (const char *value,
          const char *const *names,
          gsize n_names)
{
  for (gsize i = 0; i < n_names; i++)
    if (strstr (value, names[i]) != NULL)
      return TRUE;
  return FALSE;
}

static int
ask_class (const xmlNode *node)
{
  const char *values[] = { siyaq_html_attribute (node, "class"), siyaq_html_attribute (node, "id") };
  gboolean good = FALSE, bad = FALSE;

  if (node->properties == NULL)
    return 0;
  for (guint i = 0; i < G_N_ELEMENTS (values); i++)
    {
      g_autofree char *lower = NULL;

      if (values[i] == NULL || *values[i] == '\0')
        continue;
      lower = g_ascii_strdown (values[i], -1);
      bad |= has_name (lower, bad_names, G_N_ELEMENTS (bad_names));
      good |= has_name (lower, good_names, G_N_ELEMENTS (good_names));
    }
  /* "content-with-sidebar" says nothing. */
  return (int) good - (int) bad;
}

static Place *
place_of (Scan *scan,
          xmlNode *node)
{
  Place *place = node->_private;

  if (place == NULL)
    {
      place = g_new0 (Place, 1);
      place->class_sign = (gint8) ask_class (node);
      node->_private = place;
      g_ptr_array_add (scan->places, node);
    }
  return place;
}

static double
tag_points (const xmlNode *node)
{
  static const struct
  {
    const char *name;
    double points;
  } rows[] = {
    { "article", 20 }, { "main", 10 }, { "section", 3 }, { "div", 5 }, { "td", 3 }, { "blockquote", 3 }, { "pre", 3 },
    { "ol", -3 }, { "ul", -3 }, { "dl", -3 }, { "form", -3 }, { "li", -3 }, { "dd", -3 }, { "h1", -5 }, { "h2", -5 },
    { "h3", -5 }, { "aside", -30 }, { "nav", -40 }, { "footer", -30 }, { "header", -10 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    if (strcmp ((const char *) node->name, rows[i].name) == 0)
      return rows[i].points;
  return 0;
}

static guint
count_commas (const char *text)
{
  guint n = 0;

  for (const char *p = text; *p != '\0'; p++)
    n += *p == ',' || ((guchar) p[0] == 0xD8 && (guchar) p[1] == 0x8C); /* ، */
  return n;
}

static gboolean
reads_as_text (const SiyaqBlock *block)
{
  return block->n_words >= MIN_PARAGRAPH_WORDS && block->n_link_chars * 2 < block->n_chars &&
         (block->flags & SIYAQ_BLOCK_IN_NAV) == 0 && block->kind != SIYAQ_BLOCK_HEADING && block->kind != SIYAQ_BLOCK_CAPTION;
}

/* Gives a block's points to the elements around it. */
static void
score_block (Scan *scan,
             const SiyaqBlock *block)
{
  double points = 0;
  double divider = 1;
  guint climbed = 0;
  gboolean text = reads_as_text (block);
  gboolean first = TRUE;

  if (text)
    points = (1 + count_commas (block->text) + MIN (block->n_chars / 100.0, 3)) *
             (1 - (double) block->n_link_chars / MAX (block->n_chars, 1u));
  for (xmlNode *n = (xmlNode *) block->parent; n != NULL && n->type == XML_ELEMENT_NODE; n = n->parent)
    {
      Place *place = place_of (scan, n);

      place->n_chars += block->n_chars;
      place->n_link_chars += block->n_link_chars;
      /* Items of a list may be headlines: they do not make an element wider. */
      if (text && (block->flags & SIYAQ_BLOCK_IN_LIST) == 0)
        place->good_chars += block->n_chars;
      /* The paragraph's own element is no candidate, unless it holds the text directly. */
      if (first && strcmp ((const char *) n->name, "div") != 0 && strcmp ((const char *) n->name, "td") != 0 &&
          strcmp ((const char *) n->name, "article") != 0 && strcmp ((const char *) n->name, "section") != 0)
        {
          first = FALSE;
          continue;
        }
      first = FALSE;
      if (climbed < MAX_CLIMB)
        {
          place->points += points / divider;
          climbed++;
          divider = climbed == 1 ? 2 : climbed * 3;
        }
    }
}

/* What readers write below an article is text, too. */
static gboolean
is_in_comments (const xmlNode *node)
{
  for (guint i = 0; node != NULL && node->type == XML_ELEMENT_NODE && i < MAX_CLIMB; node = node->parent, i++)
    {
      const char *values[] = { siyaq_html_attribute (node, "id"), siyaq_html_attribute (node, "class") };

      for (guint k = 0; k < G_N_ELEMENTS (values); k++)
        if (values[k] != NULL && (g_ascii_strncasecmp (values[k], "comment", 7) == 0 || strcmp (values[k], "disqus_thread") == 0 ||
                                  strcmp (values[k], "respond") == 0))
          return TRUE;
    }
  return FALSE;
}

static double
final_points (const xmlNode *node)
{
  const Place *place = node->_private;
  double links, points;

  if (place == NULL || place->points <= 0)
    return 0;
  links = place->n_chars > 0 ? (double) place->n_link_chars / place->n_chars : 0;
  points = place->points + tag_points (node);
  /* A name adds to what is there; it does not make an article of a sign-up form. */
  points += place->class_sign > 0 ? MIN (CLASS_POINTS, place->points) : place->class_sign * CLASS_POINTS;
  if (is_in_comments (node))
    points *= COMMENTS_SHARE;
  return points * (1 - links);
}

/* An element a few steps up that holds much more text and is mostly text. */
static xmlNode *
find_wider (Scan *scan,
            xmlNode *node)
{
  const Place *inner = node->_private;
  xmlNode *outer = node->parent;

  for (guint i = 0; i < MAX_WIDER_STEPS && outer != NULL && outer != scan->html->root; i++, outer = outer->parent)
    {
      const Place *place = outer->_private;

      if (place == NULL)
        return NULL;
      if (place->class_sign >= 0 && place->good_chars >= inner->good_chars * WIDER_GAIN && place->good_chars * 10 >= place->n_chars * 7 &&
          place->n_link_chars * 4 <= place->n_chars)
        return outer;
    }
  return NULL;
}

static xmlNode *
find_best (Scan *scan)
{
  xmlNode *best = NULL;
  double most = 0;

  for (guint i = 0; i < scan->places->len; i++)
    {
      xmlNode *node = g_ptr_array_index (scan->places, i);
      double points = final_points (node);

      if (points > most)
        {
          most = points;
          best = node;
        }
    }
  /* Text in several boxes: the element around them holds more of it, and little else. */
  while (best != NULL)
    {
      xmlNode *wider = find_wider (scan, best);

      if (wider == NULL)
        break;
      best = wider;
    }
  return best;
}

static gboolean
is_within (const xmlNode *node,
           const xmlNode *ancestor)
{
  while (node != NULL && node != ancestor)
    node = node->parent;
  return node != NULL;
}

/* Whether an element between a block and the article says that the block is a box or a menu. */
static gboolean
is_in_box (const SiyaqBlock *block,
           const xmlNode *top)
{
  const Place *all = top->_private;
  gboolean boxed = FALSE;

  for (const xmlNode *n = block->parent; n != NULL && n != top; n = n->parent)
    {
      const Place *place = n->_private;
      const char *name = (const char *) n->name;

      /* A quoted post is full of links and class names, and text nevertheless. */
      if (strcmp (name, "blockquote") == 0)
        boxed = FALSE;
      /* A name that half of the article bears is a name of the article. */
      if (place == NULL || place->good_chars * 2 > all->good_chars)
        continue;
      if ((place->class_sign < 0 && (block->flags & SIYAQ_BLOCK_IN_QUOTE) == 0) || strcmp (name, "aside") == 0 || strcmp (name, "nav") == 0 || strcmp (name, "footer") == 0 ||
          strcmp (name, "form") == 0)
        boxed = TRUE;
      if (place->n_chars > 0 && place->n_link_chars * 10 > place->n_chars * 6 &&
          (strcmp (name, "ul") == 0 || strcmp (name, "ol") == 0 || strcmp (name, "div") == 0 || strcmp (name, "table") == 0 ||
           strcmp (name, "section") == 0))
        boxed = TRUE;
    }
  return boxed;
}

/**
 * siyaq_html_mark_main:
 * @self: the tree of a whole page
 *
 * Finds the page's article and sets %SIYAQ_BLOCK_MAIN on its blocks. What is written by
 * siyaq_html_serialize() is from then on the article's element alone.
 *
 * Returns: whether there is one
 */
gboolean
siyaq_html_mark_main (SiyaqHtml *self)
{
  Scan scan = { .html = self };
  xmlNode *top;
  guint n_main = 0;

  g_return_val_if_fail (self != NULL, FALSE);

  scan.places = g_ptr_array_new ();
  for (guint i = 0; i < self->blocks->len; i++)
    score_block (&scan, g_ptr_array_index (self->blocks, i));
  top = find_best (&scan);
  if (top != NULL)
    {
      double most = final_points (top);

      for (guint i = 0; i < self->blocks->len; i++)
        {
          SiyaqBlock *block = g_ptr_array_index (self->blocks, i);
          gboolean main = is_within (block->parent, top);

          if (main)
            main = !is_in_box (block, top);
          else if (top->parent != NULL && is_within (block->parent, top->parent) && reads_as_text (block))
            {
              const xmlNode *brother = block->parent;
              const Place *place;

              while (brother != top->parent && brother->parent != top->parent)
                brother = brother->parent;
              place = brother->_private;
              main = brother != top->parent && place != NULL && place->class_sign >= 0 &&
                     (final_points (brother) >= MAX (10, most * BROTHER_SHARE) ||
                      (strcmp ((const char *) brother->name, "p") == 0 && block->n_chars > 80 && block->n_link_chars * 4 < block->n_chars));
            }
          if (main)
            {
              block->flags |= SIYAQ_BLOCK_MAIN;
              n_main++;
            }
        }
    }
  for (guint i = 0; i < scan.places->len; i++)
    {
      xmlNode *node = g_ptr_array_index (scan.places, i);

      g_free (node->_private);
      node->_private = NULL;
    }
  g_ptr_array_unref (scan.places);
  if (n_main > 0)
    self->root = top;
  return n_main > 0;
}
