/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The sentence that explains a link, built from parts that stand for themselves: a translation puts
   each part into its own words. At most four parts and the time: what weighs most comes first. */
#define G_LOG_DOMAIN "siyaq-story"

#include "config.h"

#include "siyaq-story-why.h"

#include <math.h>

/* Resemblance of two sketches from which a text counts as a copy. */
#define COPY 0.5f
/* Parts before the time. */
#define MAX_PARTS 4u

static void
add_part (GPtrArray *parts,
          char *part)
{
  if (parts->len < MAX_PARTS)
    g_ptr_array_add (parts, part);
  else
    g_free (part);
}

static char *
describe_number (guint32 number)
{
  guint value = SIYAQ_STORY_NUMBER_VALUE (number);

  if ((number & SIYAQ_STORY_NUMBER_FRACTION) != 0)
    return g_strdup ("same figure");
  switch (SIYAQ_STORY_NUMBER_KIND (number))
    {
    case SIYAQ_STORY_COUNT_DEAD:
      return g_strdup_printf ("same toll of %u", value);
    case SIYAQ_STORY_COUNT_HURT:
      return g_strdup_printf ("same count of %u injured", value);
    case SIYAQ_STORY_COUNT_MISSING:
      return g_strdup_printf ("same count of %u missing", value);
    case SIYAQ_STORY_COUNT_HELD:
      return g_strdup_printf ("same count of %u held", value);
    case SIYAQ_STORY_COUNT_MONEY:
      return g_strdup_printf ("same sum of %u", value);
    case SIYAQ_STORY_COUNT_MAGNITUDE:
      return g_strdup_printf ("same magnitude of %u", value);
    case SIYAQ_STORY_COUNT_PERCENT:
      return g_strdup_printf ("same share of %u%%", value);
    case SIYAQ_STORY_COUNT_OTHER:
    default:
      return g_strdup_printf ("same number %u", value);
    }
}

static char *
describe_time (gint64 seconds)
{
  gint64 minutes = ABS (seconds) / 60;

  if (minutes < 1)
    return g_strdup ("at the same time");
  if (minutes < 120)
    return g_strdup_printf ("%d %s apart", (int) minutes, minutes == 1 ? "minute" : "minutes");
  if (minutes < 48 * 60)
    return g_strdup_printf ("%d hours apart", (int) ((minutes + 30) / 60));
  return g_strdup_printf ("%d days apart", (int) MIN ((minutes + 720) / 1440, 100000));
}

/**
 * siyaq_story_why:
 * @a: a fingerprint
 * @b: another
 * @pair: what they have in common
 *
 * Returns: (transfer full): that in words: "same place, same toll of 21, 9 shared terms, 40 minutes
 *   apart"
 */
char *
siyaq_story_why (const SiyaqStoryPrint *a,
                 const SiyaqStoryPrint *b,
                 const SiyaqStoryPair *pair)
{
  const float *v = pair->values;
  g_autoptr (GPtrArray) parts = g_ptr_array_new_with_free_func (g_free);

  if (v[SIYAQ_STORY_FEATURE_COPY] + 0.1f >= COPY)
    add_part (parts, g_strdup ("nearly the same text"));
  if (v[SIYAQ_STORY_FEATURE_PLACES_TOP] > 0.f || v[SIYAQ_STORY_FEATURE_PLACES] >= 0.3f)
    add_part (parts, g_strdup ("same place"));
  else if (v[SIYAQ_STORY_FEATURE_PROVINCE_SAME] > 0.f)
    add_part (parts, g_strdup ("same province"));
  else if (v[SIYAQ_STORY_FEATURE_COUNTRY_SAME] > 0.f)
    add_part (parts, g_strdup ("same country"));
  if (pair->number != 0)
    add_part (parts, describe_number (pair->number));
  if (v[SIYAQ_STORY_FEATURE_EVENT_SAME] > 0.f)
    add_part (parts, g_strdup ("same kind of event"));
  if (v[SIYAQ_STORY_FEATURE_DAY_SAME] > 0.f)
    add_part (parts, g_strdup ("same day named"));
  if (pair->n_names > 1)
    add_part (parts, g_strdup_printf ("%u names in both", pair->n_names));
  if (pair->n_shared > 0)
    add_part (parts, g_strdup_printf ("%u shared %s", pair->n_shared, pair->n_shared == 1 ? "term" : "terms"));
  if (a->published_s != SIYAQ_TIME_UNKNOWN && b->published_s != SIYAQ_TIME_UNKNOWN)
    g_ptr_array_add (parts, describe_time (a->published_s - b->published_s));
  g_ptr_array_add (parts, NULL);
  return g_strjoinv (", ", (char **) parts->pdata);
}
