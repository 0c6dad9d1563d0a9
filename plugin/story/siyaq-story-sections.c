/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Round-ups and live blogs tell one story after another, each with a lead of its own. An item is cut
   where its paragraphs are, and each section gets a fingerprint as a short item would have; who tells
   which story is for siyaq-story-roundup.c. Going by headlines ("in brief", «حصاد اليوم») was
   rejected: every outlet has a name of its own for them. To be cheap, nothing is cut unless two
   paragraphs are about different places, which is so in one item of several. */
#define G_LOG_DOMAIN "siyaq-story"

#include "config.h"

#include "siyaq-story-sections.h"

#include <string.h>

/* A shorter paragraph is a sub-heading, a time or a byline. */
#define MIN_CHARACTERS 60
/* Fewer sections than that are a report with an afterthought. */
#define MIN_SECTIONS 3u
/* Places of a paragraph that are compared. */
#define MAX_PLACES 8u

typedef struct
{
  gsize start, end;             /* bytes of the text */
  gsize cp_start, cp_end;       /* code points */
  char places[MAX_PLACES][8];   /* province, else country */
  guint n_places;
} Section;

static guint
cut (const char *text,
     Section *sections)
{
  const char *at = text;
  gsize cp = 0;
  guint n = 0;

  while (*at != '\0')
    {
      const char *end = strchr (at, '\n') != NULL ? strchr (at, '\n') : at + strlen (at);
      gsize characters = (gsize) g_utf8_strlen (at, end - at);

      if (characters >= MIN_CHARACTERS)
        {
          if (n == SIYAQ_STORY_MAX_SECTIONS)
            return 0;
          sections[n++] = (Section) { .start = (gsize) (at - text), .end = (gsize) (end - text), .cp_start = cp, .cp_end = cp + characters };
        }
      cp += characters + (*end != '\0');
      at = *end != '\0' ? end + 1 : end;
    }
  return n;
}

static void
add_places (Section *section,
            const SiyaqAnnotation *a)
{
  for (guint i = 0; i < a->places->len && section->n_places < MAX_PLACES; i++)
    {
      const SiyaqPlace *place = g_ptr_array_index (a->places, i);

      if (place->start >= section->cp_start && place->start < section->cp_end && place->country[0] != '\0')
        g_strlcpy (section->places[section->n_places++], place->admin1 != NULL ? place->admin1 : place->country,
                   sizeof section->places[0]);
    }
}

/* "SY" stands for its provinces, too. */
static gboolean
is_near (const char *a,
         const char *b)
{
  return g_str_has_prefix (a, b) || g_str_has_prefix (b, a);
}

static gboolean
is_elsewhere (const Section *a,
              const Section *b)
{
  if (a->n_places == 0 || b->n_places == 0)
    return FALSE;
  for (guint i = 0; i < a->n_places; i++)
    for (guint k = 0; k < b->n_places; k++)
      if (is_near (a->places[i], b->places[k]))
        return FALSE;
  return TRUE;
}

static gboolean
has_several_places (const Section *sections,
                    guint n)
{
  for (guint i = 0; i < n; i++)
    for (guint k = i + 1; k < n; k++)
      if (is_elsewhere (&sections[i], &sections[k]))
        return TRUE;
  return FALSE;
}

/* The section as an item of its own; its first sentence is its headline. */
static SiyaqStoryPrint *
read_section (const SiyaqStorySource *source,
              const SiyaqStoryFrequencies *frequencies,
              const Section *section)
{
  const SiyaqAnnotation *whole = source->annotation;
  const SiyaqItem fields = { .id = whole->item->id, .feed = whole->item->feed, .published_s = whole->item->published_s };
  g_autoptr (SiyaqItem) item = siyaq_item_new (&fields);
  g_autoptr (SiyaqAnnotation) a = siyaq_annotation_new (item);
  const SiyaqTokens *tokens;
  gsize end = 0;

  g_free (a->lang);
  a->lang = g_strdup (whole->lang);
  g_free (a->text);
  a->text = g_strndup (whole->text + section->start, section->end - section->start);
  tokens = siyaq_annotation_get_text_tokens (a);
  for (guint i = 0; i < tokens->n_items && tokens->items[i].sentence == 0; i++)
    end = tokens->items[i].cp_end;
  g_free (a->title);
  a->title = g_utf8_substring (a->text, 0, (glong) end);
  for (guint i = 0; i < whole->places->len; i++)
    {
      const SiyaqPlace *place = g_ptr_array_index (whole->places, i);

      if (place->start >= section->cp_start && place->start < section->cp_end)
        {
          SiyaqPlace *copy = siyaq_place_new ();

          copy->name = g_strdup (place->name);
          memcpy (copy->country, place->country, sizeof copy->country);
          copy->admin1 = g_strdup (place->admin1);
          copy->geonameid = place->geonameid;
          copy->start = place->start - section->cp_start;
          copy->end = place->end - section->cp_start;
          g_ptr_array_add (a->places, copy);
        }
    }
  for (guint i = 0; i < section->n_places && a->regions->len < SIYAQ_MAX_REGIONS; i++)
    {
      gboolean known = FALSE;

      for (guint k = 0; k < a->regions->len; k++)
        known |= is_near (g_ptr_array_index (a->regions, k), section->places[i]);
      if (!known)
        g_ptr_array_add (a->regions, g_strdup (section->places[i]));
    }
  return siyaq_story_print_new (source->lexer, frequencies, a);
}

/**
 * siyaq_story_sections_read:
 * @source: an item
 * @frequencies: what is frequent now
 *
 * Returns: (transfer full) (nullable) (element-type SiyaqStoryPrint): a fingerprint for each of its sections;
 *   %NULL where it is of one piece
 */
GPtrArray *
siyaq_story_sections_read (const SiyaqStorySource *source,
                           const SiyaqStoryFrequencies *frequencies)
{
  Section sections[SIYAQ_STORY_MAX_SECTIONS];
  GPtrArray *prints;
  guint n;

  g_return_val_if_fail (source != NULL && source->annotation != NULL, NULL);

  if (source->annotation->text == NULL)
    return NULL;
  n = cut (source->annotation->text, sections);
  if (n < MIN_SECTIONS)
    return NULL;
  for (guint i = 0; i < n; i++)
    add_places (&sections[i], source->annotation);
  if (!has_several_places (sections, n))
    return NULL;
  prints = g_ptr_array_new_full (n, g_free);
  for (guint i = 0; i < n; i++)
    g_ptr_array_add (prints, read_section (source, frequencies, &sections[i]));
  return prints;
}
