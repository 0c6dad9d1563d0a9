/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Reads a pattern for the strings one of which every match contains. Most blocks contain none, so
   that most patterns need not be tried on them. A part of a pattern is either exact, a small set of
   strings that are all it can match, or there may be a set of strings one of which stands in each
   match. A sequence multiplies the exact sets of neighbours, and the set that is rarest in text is
   kept. Syntax that is not known here gives no set, and then the pattern is tried always: a set may
   be too large but never too small. */
#define G_LOG_DOMAIN "siyaq-clean"

#include "config.h"

#include "siyaq-literals.h"

#include <math.h>
#include <string.h>

/* Strings of an exact set, and bytes of one: products beyond that are cut into two. */
#define MAX_EXACT 48u
#define MAX_EXACT_BYTES 40u
/* Strings of a set that is looked for; the longest list of alternatives in the rules has 150. */
#define MAX_SET 500u
/* Letters of a class that is spelt out. */
#define MAX_CLASS 4u
/* Rarer strings are not told apart. */
#define MIN_COUNTED_SHARE 1e-6
/* Groups inside groups. */
#define MAX_DEPTH 24u

typedef struct
{
  GPtrArray *exact; /* nullable (element-type utf8): all that it can match */
  GPtrArray *set;   /* nullable (element-type utf8): one of them stands in each match */
} Part;

typedef struct
{
  const char *p;
  GStringChunk *strings; /* all that the sets hold */
  guint depth;
  gboolean failed;
} Parser;

static Part parse_alternation (Parser *parser);

static void
part_clear (Part *part)
{
  g_clear_pointer (&part->exact, g_ptr_array_unref);
  g_clear_pointer (&part->set, g_ptr_array_unref);
}

/* Strings are the parser's or constant: sets own none. */
static GPtrArray *
set_new (const char *string)
{
  GPtrArray *set = g_ptr_array_new ();

  if (string != NULL)
    g_ptr_array_add (set, (char *) string);
  return set;
}

/**
 * siyaq_literals_cost:
 * @set: (nullable) (element-type utf8): strings
 *
 * Returns: roughly how often one of them begins at a letter of a text; infinite where one is too short
 *   to be looked for
 */
double
siyaq_literals_cost (const GPtrArray *set)
{
  double sum = 0;

  if (set == NULL || set->len == 0)
    return INFINITY;
  for (guint i = 0; i < set->len; i++)
    {
      const char *string = g_ptr_array_index (set, i);
      double share = 1;

      for (guint k = 0; k < SIYAQ_LITERAL_MIN_BYTES; k++)
        if (string[k] == '\0')
          return INFINITY;
      for (const guchar *p = (const guchar *) string; *p != '\0' && share > MIN_COUNTED_SHARE; p++)
        share *= *p == ' ' ? 0.2 : (*p & 0xC0) == 0x80 ? 1 : 0.08;
      sum += share;
    }
  return sum;
}

/* Keeps the better of two sets in @best; takes @candidate. */
static void
consider (GPtrArray **best,
          GPtrArray *candidate)
{
  double cost = siyaq_literals_cost (candidate);

  if (isfinite (cost) && cost < siyaq_literals_cost (*best))
    {
      g_clear_pointer (best, g_ptr_array_unref);
      *best = candidate;
    }
  else if (candidate != NULL)
    g_ptr_array_unref (candidate);
}

/* The better of a part's sets; takes both. */
static GPtrArray *
part_best (Part *part)
{
  GPtrArray *best = NULL;

  consider (&best, g_steal_pointer (&part->set));
  consider (&best, g_steal_pointer (&part->exact));
  return best;
}

/* Each of @a before each of @b; %NULL where that is too much. */
static GPtrArray *
multiply (Parser *parser,
          const GPtrArray *a,
          const GPtrArray *b)
{
  g_autoptr (GPtrArray) product = NULL;

  if (a->len * b->len > MAX_EXACT)
    return NULL;
  product = set_new (NULL);
  for (guint i = 0; i < a->len; i++)
    for (guint k = 0; k < b->len; k++)
      {
        const char *left = g_ptr_array_index (a, i), *right = g_ptr_array_index (b, k);
        char joined[2 * MAX_EXACT_BYTES + 1];

        if (strlen (left) + strlen (right) > MAX_EXACT_BYTES)
          return NULL;
        strcpy (stpcpy (joined, left), right);
        g_ptr_array_add (product, *left == '\0' ? (char *) right : g_string_chunk_insert (parser->strings, joined));
      }
  return g_steal_pointer (&product);
}

/* "[abc]"; only short lists are worth spelling out. */
static Part
parse_class (Parser *parser)
{
  g_autoptr (GPtrArray) letters = set_new (NULL);
  gboolean plain = *parser->p != '^';
  const char *start;
  Part part = { 0 };

  parser->p += !plain;
  /* A bracket that comes first is one of the letters, a hyphen there is no range. */
  for (start = parser->p; *parser->p != '\0' && (*parser->p != ']' || parser->p == start);)
    {
      const char *letter = parser->p;

      if (*letter == '\\' || (*letter == '-' && letter != start && letter[1] != ']'))
        plain = FALSE;
      else if (*letter == '[' && letter[1] == ':')
        parser->failed = TRUE;
      if (*letter == '\\' && letter[1] != '\0')
        parser->p++;
      parser->p = g_utf8_next_char (parser->p);
      g_ptr_array_add (letters, g_string_chunk_insert_len (parser->strings, letter, parser->p - letter));
    }
  if (*parser->p != ']')
    parser->failed = TRUE;
  else
    parser->p++;
  if (plain && letters->len <= MAX_CLASS)
    part.exact = g_steal_pointer (&letters);
  return part;
}

static Part
parse_escape (Parser *parser)
{
  char c = *parser->p;
  Part part = { 0 };

  if (c == '\0')
    {
      parser->failed = TRUE;
      return part;
    }
  parser->p++;
  if (strchr ("bBAzZ", c) != NULL)
    part.exact = set_new ("");
  else if (!g_ascii_isalnum (c))
    part.exact = set_new (g_string_chunk_insert_len (parser->strings, &c, 1));
  else if (strchr ("sSdDwWhH", c) == NULL)
    parser->failed = TRUE;
  return part;
}

/* What stands in a group, @parser behind the opening bracket. */
static Part
parse_group (Parser *parser)
{
  gboolean looks = FALSE, denies = FALSE;
  Part part;

  if (*parser->p == '*')
    parser->failed = TRUE;
  if (*parser->p == '?')
    {
      gsize n;

      parser->p++;
      n = parser->p[0] == '<' ? 2 : 1;
      looks = parser->p[n - 1] == '=' || parser->p[n - 1] == '!';
      denies = parser->p[n - 1] == '!';
      if (!looks && parser->p[0] != ':' && parser->p[0] != '>')
        {
          parser->failed = TRUE;
          return (Part) { 0 };
        }
      parser->p += n;
    }
  part = parse_alternation (parser);
  if (*parser->p == ')')
    parser->p++;
  else
    parser->failed = TRUE;
  if (looks)
    {
      /* It takes no letters, but what it asks for must be there. */
      GPtrArray *set = part_best (&part);

      if (denies)
        g_clear_pointer (&set, g_ptr_array_unref);
      part.exact = set_new ("");
      part.set = set;
    }
  return part;
}

/* A run of plain letters; the last one belongs to a quantifier that follows. */
static const char *
parse_letters (Parser *parser)
{
  const char *start = parser->p, *last = start;

  do
    {
      last = parser->p;
      parser->p = g_utf8_next_char (parser->p);
    }
  while (*parser->p != '\0' && strchr ("()[]{}|?*+.^$\\", *parser->p) == NULL && parser->p - start < (int) MAX_EXACT_BYTES / 2);
  if (last > start && *parser->p != '\0' && strchr ("?*+{", *parser->p) != NULL)
    parser->p = last;
  return g_string_chunk_insert_len (parser->strings, start, parser->p - start);
}

static Part
parse_atom (Parser *parser)
{
  const char *start = parser->p;
  Part part = { 0 };

  switch (*start)
    {
    case '(':
      parser->p++;
      return parse_group (parser);
    case '[':
      parser->p++;
      return parse_class (parser);
    case '\\':
      parser->p++;
      return parse_escape (parser);
    case '.':
      parser->p++;
      return part;
    case '^':
    case '$':
      parser->p++;
      part.exact = set_new ("");
      return part;
    default:
      part.exact = set_new (parse_letters (parser));
      return part;
    }
}

static void
parse_quantifier (Parser *parser,
                  Part *part)
{
  guint64 least = 1, most = 1;
  char *end;

  switch (*parser->p)
    {
    case '?':
      least = 0;
      parser->p++;
      break;
    case '*':
      least = 0;
      most = 2;
      parser->p++;
      break;
    case '+':
      most = 2;
      parser->p++;
      break;
    case '{':
      if (!g_ascii_isdigit (parser->p[1]))
        return;
      least = most = g_ascii_strtoull (parser->p + 1, &end, 10);
      if (*end == ',')
        most = g_ascii_isdigit (end[1]) ? g_ascii_strtoull (end + 1, &end, 10) : (end++, G_MAXUINT);
      if (*end != '}')
        parser->failed = TRUE;
      else
        parser->p = end + 1;
      break;
    default:
      return;
    }
  if (*parser->p == '?' || *parser->p == '+')
    parser->p++;
  if (least == 1 && most == 1)
    return;
  if (least > 0)
    {
      part->set = part_best (part);
      return;
    }
  g_clear_pointer (&part->set, g_ptr_array_unref);
  if (most == 1 && part->exact != NULL && part->exact->len < MAX_EXACT)
    g_ptr_array_add (part->exact, (char *) "");
  else
    g_clear_pointer (&part->exact, g_ptr_array_unref);
}

static Part
parse_sequence (Parser *parser)
{
  g_autoptr (GPtrArray) running = set_new ("");
  gboolean exact = TRUE;
  GPtrArray *best = NULL;
  Part sequence = { 0 };

  while (!parser->failed && *parser->p != '\0' && *parser->p != '|' && *parser->p != ')')
    {
      Part part = parse_atom (parser);
      GPtrArray *product;

      parse_quantifier (parser, &part);
      consider (&best, g_steal_pointer (&part.set));
      product = part.exact != NULL ? multiply (parser, running, part.exact) : NULL;
      if (product == NULL)
        {
          exact = FALSE;
          consider (&best, g_steal_pointer (&running));
          product = part.exact != NULL ? g_ptr_array_ref (part.exact) : set_new ("");
        }
      g_clear_pointer (&running, g_ptr_array_unref);
      running = product;
      part_clear (&part);
    }
  if (exact)
    sequence.exact = g_ptr_array_ref (running);
  consider (&best, g_steal_pointer (&running));
  sequence.set = best;
  return sequence;
}

static Part
parse_alternation (Parser *parser)
{
  g_autoptr (GPtrArray) exact = set_new (NULL);
  g_autoptr (GPtrArray) set = set_new (NULL);
  Part whole = { 0 };

  if (++parser->depth > MAX_DEPTH)
    parser->failed = TRUE;
  for (;;)
    {
      Part part = parse_sequence (parser);
      GPtrArray *best;

      if (exact != NULL && part.exact != NULL && exact->len + part.exact->len <= MAX_EXACT)
        g_ptr_array_extend (exact, part.exact, NULL, NULL);
      else
        g_clear_pointer (&exact, g_ptr_array_unref);
      best = part_best (&part);
      if (set != NULL && best != NULL && set->len + best->len <= MAX_SET)
        g_ptr_array_extend (set, best, NULL, NULL);
      else
        g_clear_pointer (&set, g_ptr_array_unref);
      g_clear_pointer (&best, g_ptr_array_unref);
      part_clear (&part);
      if (parser->failed || *parser->p != '|')
        break;
      parser->p++;
    }
  parser->depth--;
  whole.exact = g_steal_pointer (&exact);
  whole.set = g_steal_pointer (&set);
  return whole;
}

/**
 * siyaq_literals_find:
 * @regex: a pattern in PCRE2's syntax, which compiles, for exact case
 *
 * Returns: (transfer full) (nullable) (element-type utf8): strings one of which is in every text that
 *   @regex matches; %NULL where none are known
 */
GPtrArray *
siyaq_literals_find (const char *regex)
{
  Parser parser = { .p = regex };
  GPtrArray *literals = NULL;
  g_autoptr (GPtrArray) best = NULL;
  Part part;

  g_return_val_if_fail (regex != NULL, NULL);

  parser.strings = g_string_chunk_new (1024);
  part = parse_alternation (&parser);
  best = part_best (&part);
  part_clear (&part);
  if (best != NULL && !parser.failed && *parser.p == '\0')
    {
      literals = g_ptr_array_new_full (best->len, g_free);
      for (guint i = 0; i < best->len; i++)
        g_ptr_array_add (literals, g_strdup (g_ptr_array_index (best, i)));
    }
  g_string_chunk_free (parser.strings);
  return literals;
}
