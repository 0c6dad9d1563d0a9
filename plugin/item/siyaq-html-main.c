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
/* Elements of one name are parts of one article from this share of the text of the largest, and when they
   are so near. */
#define COUSIN_PERCENT 12u
/* A part in a box with a bad name has at least this fraction of the article's text. */
#define MIN_PART_DIVISOR 5u
#define MAX_COUSIN_LEVELS 4u

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
  GPtrArray *places; /* (element-type xmlNode): those with a Place, to free it */
  GHashTable *boxes; /* bad class names of elements → letters in good paragraphs under all of them */
} Scan;

static const char *const bad_names[] = {
  "comment", "sidebar", "side-bar", "related", "share", "social", "promo", "sponsor", "cookie", "newsletter", "navigation", "navbar",
  "nav-", "menu", "breadcrumb", "modal", "popup", "subscribe", "subscription", "widget", "masthead", "recommend", "outbrain", "taboola",
  "footer", "pagination", "pager", "signup", "sign-up", "login", "banner", "advert", "ad-slot", "adsense", "trending", "most-read",
  "mostread", "popular", "hidden", "disqus", "-rail", "rail-", "_rail", "rightrail", "leftrail", "teaser", "toolbar", "skyscraper", "also-read", "read-more", "readmore", "see-also",
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

/* Whether @value is, or has among its words, what themes call the part where readers write. */
static gboolean
names_comments (const char *value)
{
  static const char *const names[] = { "comments", "comment", "commentlist", "comment-list", "comments-list", "comments-area",
                                       "comment-thread", "comment-section", "comments-section", "disqus_thread", "respond" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      const char *at = value;
      gsize n = strlen (names[i]);

      while ((at = strstr (at, names[i])) != NULL)
        {
          if ((at == value || at[-1] == ' ') && (at[n] == '\0' || at[n] == ' '))
            return TRUE;
          at += n;
        }
    }
  return FALSE;
}

static gboolean
holds_comments (const xmlNode *node)
{
  const char *id = siyaq_html_attribute (node, "id"), *class = siyaq_html_attribute (node, "class");

  return (id != NULL && names_comments (id)) || (class != NULL && names_comments (class));
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

/* How much stands under each bad name: an article may be parts in boxes of one name. */
static void
sum_boxes (Scan *scan)
{
  for (guint i = 0; i < scan->places->len; i++)
    {
      const xmlNode *node = g_ptr_array_index (scan->places, i);
      const Place *place = node->_private;
      const char *class = siyaq_html_attribute (node, "class");
      guint sum;

      /* Of comments there are many, of one name, and together they may be longer than the article. */
      if (place->class_sign >= 0 || class == NULL || strstr (class, "comment") != NULL)
        continue;
      sum = GPOINTER_TO_UINT (g_hash_table_lookup (scan->boxes, class));
      g_hash_table_insert (scan->boxes, (char *) class, GUINT_TO_POINTER (sum + place->good_chars));
    }
}

/* Letters in good paragraphs under a place, or under all places with its bad name. */
static guint
letters_of_name (const Scan *scan,
                 const xmlNode *node,
                 const Place *all)
{
  const Place *place = node->_private;
  const char *class = place->class_sign < 0 ? siyaq_html_attribute (node, "class") : NULL;

  guint sum = class != NULL ? GPOINTER_TO_UINT (g_hash_table_lookup (scan->boxes, class)) : 0;

  /* Small boxes of one name are what it says. */
  return place->good_chars * MIN_PART_DIVISOR >= all->good_chars ? MAX (sum, place->good_chars) : place->good_chars;
}

/* Whether an element between a block and the article says that the block is a box or a menu. */
static gboolean
is_in_box (const Scan *scan,
           const SiyaqBlock *block,
           const xmlNode *top)
{
  const Place *all = top->_private;
  gboolean boxed = FALSE;

  for (const xmlNode *n = block->parent; n != NULL && n != top; n = n->parent)
    {
      const Place *place = n->_private;
      const char *name = (const char *) n->name;

      /* Readers may have written more than the author. */
      if (place != NULL && place->class_sign < 0 && place->good_chars < all->good_chars && holds_comments (n))
        return TRUE;
      /* A quoted post is full of links and class names, and text nevertheless. */
      if (strcmp (name, "blockquote") == 0)
        boxed = FALSE;
      /* A name that half of the article bears is a name of the article. */
      if (place == NULL || letters_of_name (scan, n, all) * 2 > all->good_chars)
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

/* The first of an element's class names. */
static const char *
first_class (const xmlNode *node,
             gsize *ret_length)
{
  const char *class = siyaq_html_attribute (node, "class");

  if (class == NULL)
    return NULL;
  class += strspn (class, " \t\n");
  *ret_length = strcspn (class, " \t\n");
  return *ret_length > 0 ? class : NULL;
}

static const xmlNode *
climb (const xmlNode *node,
       guint levels)
{
  while (levels-- > 0 && node != NULL)
    node = node->parent;
  return node;
}

/* Whether @node is a part of the article of which @top is the largest part: some themes break a text
   into elements of one name, with pictures and boxes between them, each in wrappers of its own. */
static gboolean
is_cousin (const xmlNode *top,
           const xmlNode *node)
{
  const Place *best = top->_private, *place = node->_private;
  gsize n = 0, n_other = 0;
  const char *class = first_class (top, &n), *other = first_class (node, &n_other);

  if (node == top || place->class_sign <= 0 || place->good_chars * 100 < best->good_chars * COUSIN_PERCENT || class == NULL || other == NULL ||
      n != n_other || strncmp (class, other, n) != 0 || strcmp ((const char *) top->name, (const char *) node->name) != 0 ||
      place->n_link_chars * 4 > place->n_chars)
    return FALSE;
  for (guint levels = 1; levels <= MAX_COUSIN_LEVELS; levels++)
    {
      const xmlNode *ancestor = climb (top, levels);

      if (ancestor == NULL || ancestor->type != XML_ELEMENT_NODE)
        return FALSE;
      if (ancestor == climb (node, levels))
        return TRUE;
    }
  return FALSE;
}

/* The element around all blocks of the article. */
static xmlNode *
common_ancestor (SiyaqHtml *self,
                 xmlNode *top)
{
  for (guint i = 0; i < self->blocks->len; i++)
    {
      const SiyaqBlock *block = g_ptr_array_index (self->blocks, i);

      while ((block->flags & SIYAQ_BLOCK_MAIN) != 0 && top->parent != NULL && top != self->root && !is_within (block->parent, top))
        top = top->parent;
    }
  return top;
}

/**
 * siyaq_html_mark_main:
 * @self: the tree of a whole page
 *
 * Finds the page's article and sets %SIYAQ_BLOCK_MAIN on its blocks. What is written by
 * siyaq_html_serialize() is from then on the element alone that holds all of them.
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
  scan.boxes = g_hash_table_new (g_str_hash, g_str_equal);
  for (guint i = 0; i < self->blocks->len; i++)
    score_block (&scan, g_ptr_array_index (self->blocks, i));
  top = find_best (&scan);
  if (top != NULL)
    {
      g_autoptr (GPtrArray) cousins = g_ptr_array_new ();
      double most = final_points (top);

      sum_boxes (&scan);
      for (guint i = 0; i < scan.places->len; i++)
        if (is_cousin (top, g_ptr_array_index (scan.places, i)))
          g_ptr_array_add (cousins, g_ptr_array_index (scan.places, i));

      for (guint i = 0; i < self->blocks->len; i++)
        {
          SiyaqBlock *block = g_ptr_array_index (self->blocks, i);
          gboolean main = is_within (block->parent, top);
          const xmlNode *cousin = NULL;

          for (guint k = 0; !main && k < cousins->len && cousin == NULL; k++)
            if (is_within (block->parent, g_ptr_array_index (cousins, k)))
              cousin = g_ptr_array_index (cousins, k);
          if (main || cousin != NULL)
            main = !is_in_box (&scan, block, main ? top : cousin);
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
  g_hash_table_unref (scan.boxes);
  if (n_main > 0)
    self->root = common_ancestor (self, top);
  return n_main > 0;
}
