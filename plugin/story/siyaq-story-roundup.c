/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A round-up by its structure: its sections fit stories that have nothing to do with one another, and
   no story has most of them. A report that names another event in a paragraph is none: its own story
   has the rest. */
#define G_LOG_DOMAIN "siyaq-story"

#include "config.h"

#include "siyaq-story-roundup.h"

/* A section is of a story that it fits at least this well, as a pair of items. */
#define SECTION_LOGIT 0.f
/* Members of a story that a section is compared with. */
#define MAX_MEMBERS 4u
/* Where the story that an item begins with has more of the sections than this share, it is what the item is about. */
#define DOMINANT_SHARE 0.5f
/* A round-up of which one story is known has more sections than a report has paragraphs about the world. */
#define MIN_LONE_SECTIONS 4u
/* With one known story only, the others being new, it may have no more than this share. */
#define LONE_SHARE 0.34f

/**
 * siyaq_story_groups_agree:
 * @frequencies: what is frequent now
 * @a: a story
 * @b: another
 *
 * Returns: whether the items of the two speak for one story, not only an item between them
 */
gboolean
siyaq_story_groups_agree (const SiyaqStoryFrequencies *frequencies,
                          const SiyaqStoryGroup *a,
                          const SiyaqStoryGroup *b)
{
  const SiyaqStoryItem *newest = a->members.items[a->members.len - 1];
  SiyaqStoryQuery query;
  float sum = 0;
  guint n = 0;

  siyaq_story_query_init (&query, newest->print, frequencies);
  for (guint i = 0; i < MIN (b->members.len, 6); i++)
    {
      const SiyaqStoryItem *member = b->members.items[b->members.len - 1 - i];
      SiyaqStoryPair pair;

      siyaq_story_query_compare (&query, member->print, &pair);
      sum += siyaq_story_model_pair (SIYAQ_STORY_LEVEL_STORY, &pair);
      n++;
    }
  siyaq_story_query_clear (&query);
  return n > 0 && sum / (float) n > 0.f;
}

static float
compare_section (const SiyaqStoryQuery *query,
                 const SiyaqStoryGroup *story)
{
  float best = -G_MAXFLOAT;

  for (guint i = 0; i < MIN (story->members.len, MAX_MEMBERS); i++)
    {
      const SiyaqStoryItem *member = story->members.items[story->members.len - 1 - i];
      SiyaqStoryPair pair;

      siyaq_story_query_compare (query, member->print, &pair);
      best = MAX (best, siyaq_story_model_pair (SIYAQ_STORY_LEVEL_STORY, &pair));
    }
  return best;
}

/* Which of the groups each section fits best, or the number of groups for none. */
static void
assign_sections (GPtrArray *sections,
                 const SiyaqStoryFrequencies *frequencies,
                 const SiyaqStoryFit *fits,
                 guint n_fits,
                 guint *ret_groups)
{
  for (guint i = 0; i < sections->len; i++)
    {
      SiyaqStoryQuery query;
      float best = SECTION_LOGIT;

      ret_groups[i] = n_fits;
      siyaq_story_query_init (&query, g_ptr_array_index (sections, i), frequencies);
      for (guint k = 0; k < n_fits; k++)
        {
          float logit = compare_section (&query, fits[k].group);

          if (logit > best)
            {
              best = logit;
              ret_groups[i] = k;
            }
        }
      siyaq_story_query_clear (&query);
    }
}

/* Whether two sections name places, and none of the one is near one of the other. */
static gboolean
is_elsewhere (const SiyaqStoryPrint *a,
              const SiyaqStoryPrint *b)
{
  if (a->regions[0] == 0 || b->regions[0] == 0)
    return FALSE;
  for (guint i = 0; i < SIYAQ_MAX_REGIONS && a->regions[i] != 0; i++)
    for (guint k = 0; k < SIYAQ_MAX_REGIONS && b->regions[k] != 0; k++)
      if (SIYAQ_STORY_REGION_COUNTRY (a->regions[i]) == SIYAQ_STORY_REGION_COUNTRY (b->regions[k]) &&
          (SIYAQ_STORY_REGION_PROVINCE (a->regions[i]) == 0 || SIYAQ_STORY_REGION_PROVINCE (b->regions[k]) == 0 ||
           a->regions[i] == b->regions[k]))
        return FALSE;
  return TRUE;
}

/* Whether sections of the two groups are about different places. */
static gboolean
are_elsewhere (GPtrArray *sections,
               const guint *groups,
               guint a,
               guint b)
{
  for (guint i = 0; i < sections->len; i++)
    for (guint k = 0; k < sections->len && groups[i] == a; k++)
      if (groups[k] == b && is_elsewhere (g_ptr_array_index (sections, i), g_ptr_array_index (sections, k)))
        return TRUE;
  return FALSE;
}

/* A round-up of which one story is known has more sections than a report has paragraphs about the world. */
#define MIN_LONE_SECTIONS 4u
/* With one known story, an item is a round-up where most of its other sections are about other places than
   that one's, and than one another's. */
static gboolean
is_lone (GPtrArray *sections,
         const guint *groups,
         guint group)
{
  guint apart = 0, mixed = 0;

  if (sections->len < MIN_LONE_SECTIONS)
    return FALSE;
  for (guint i = 0; i < sections->len; i++)
    {
      gboolean elsewhere = groups[i] != group;

      for (guint k = 0; k < sections->len && elsewhere; k++)
        if (groups[k] == group)
          elsewhere = is_elsewhere (g_ptr_array_index (sections, i), g_ptr_array_index (sections, k));
      if (!elsewhere)
        continue;
      apart++;
      for (guint k = 0; k < i; k++)
        if (groups[k] != group && is_elsewhere (g_ptr_array_index (sections, i), g_ptr_array_index (sections, k)))
          {
            mixed++;
            break;
          }
    }
  return 2 * apart > sections->len && mixed > 0;
}

/* A paragraph that fits nothing known goes on with what the one before it tells, unless it is about another
   place. */
static void
continue_sections (GPtrArray *sections,
                   guint *groups,
                   guint none)
{
  for (guint i = 1; i < sections->len; i++)
    if (groups[i] == none && !is_elsewhere (g_ptr_array_index (sections, i - 1), g_ptr_array_index (sections, i)))
      groups[i] = groups[i - 1];
}

/**
 * siyaq_story_roundup_find:
 * @source: an item
 * @frequencies: what is frequent now
 * @fits: the stories that it may belong to, best first
 * @n_fits: how many
 * @is_meeting: whether it is about talks or a visit, which name places of all parties
 * @ret_covered: (out caller-allocates): the stories that its sections tell
 *
 * Returns: how many; 0 where the item is no round-up
 */
guint
siyaq_story_roundup_find (const SiyaqStorySource *source,
                          const SiyaqStoryFrequencies *frequencies,
                          const SiyaqStoryFit *fits,
                          guint n_fits,
                          gboolean is_meeting,
                          SiyaqStoryGroup *ret_covered[SIYAQ_STORY_MAX_COVERED])
{
  guint groups[SIYAQ_STORY_MAX_SECTIONS], counts[SIYAQ_STORY_MAX_FITS + 1] = { 0 }, at[SIYAQ_STORY_MAX_COVERED];
  g_autoptr (GPtrArray) sections = NULL;
  guint n = 0, lead = 0;

  if (n_fits == 0)
    return 0;
  sections = siyaq_story_sections_read (source, frequencies);
  if (sections == NULL)
    return 0;
  assign_sections (sections, frequencies, fits, n_fits, groups);
  continue_sections (sections, groups, n_fits);
  for (guint i = 0; i < sections->len; i++)
    counts[groups[i]]++;
  for (guint i = 0; i < n_fits && n < SIYAQ_STORY_MAX_COVERED; i++)
    {
      const SiyaqStoryGroup *story = fits[i].group;
      gboolean other = counts[i] > 0;

      /* What came before in the same subject is told in many reports; two stories that ought to be one are one. */
      for (guint k = 0; k < n && other; k++)
        other = story->thread != ret_covered[k]->thread && are_elsewhere (sections, groups, i, at[k]) &&
                !siyaq_story_groups_agree (frequencies, ret_covered[k], story);
      if (other)
        {
          at[n] = i;
          ret_covered[n++] = fits[i].group;
        }
    }
  /* What it begins with is what a report is about, whatever it mentions at its end. */
  for (guint i = sections->len; i > 0; i--)
    if (groups[i - 1] < n_fits)
      lead = counts[groups[i - 1]];
  if (n == 0 || (float) lead / (float) sections->len > (n > 1 ? DOMINANT_SHARE : LONE_SHARE) ||
      (n == 1 && (is_meeting || !is_lone (sections, groups, at[0]))))
    return 0;
  return n;
}
