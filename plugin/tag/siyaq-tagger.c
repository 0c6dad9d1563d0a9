/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The tagging stage: tokens of headline and text are matched against the gazetteer and the event
   lexicon, names are resolved, places are weighed into regions. What each feed is mostly about is
   remembered while the process runs: a local paper does not say which Tripoli it means. */
#define G_LOG_DOMAIN "siyaq-tag"

#include "config.h"

#include "siyaq-tagger.h"

#include "siyaq-actors.h"
#include "siyaq-event-detector.h"
#include "siyaq-feed-home.h"
#include "siyaq-place-regions.h"
#include "siyaq-place-resolver.h"
#include "siyaq-place-skeleton.h"

#include <math.h>
#include <string.h>

/* Inhabitants of a city that is believed in a text of a language that is not read. */
#define WELL_KNOWN_ABROAD 200000u
/* A second event with this share of the first is as good as the first. */
#define NEARLY_FIRST 0.75
/* Countries that are counted in one item; a list of more says of none that it is a party. */
#define MAX_COUNTRIES 16u
/* A country in the headline, or in the first two sentences, counts as so many further down. */
#define COUNTRY_TITLE_WEIGHT 4.f
#define COUNTRY_LEAD_WEIGHT 2.f

struct _SiyaqTagger
{
  GObject parent_instance;

  SiyaqGazetteer *gazetteer;
  SiyaqLexicon *lexicon;
  SiyaqEventLexicon *events;
  SiyaqEventModel *model;
  SiyaqFeedHomes *homes;
};

G_DEFINE_FINAL_TYPE (SiyaqTagger, siyaq_tagger, G_TYPE_OBJECT)

static void
siyaq_tagger_finalize (GObject *object)
{
  SiyaqTagger *self = SIYAQ_TAGGER (object);

  g_clear_pointer (&self->gazetteer, siyaq_gazetteer_free);
  g_clear_object (&self->lexicon);
  g_clear_pointer (&self->events, siyaq_event_lexicon_free);
  g_clear_pointer (&self->model, siyaq_event_model_free);
  g_clear_pointer (&self->homes, siyaq_feed_homes_free);

  G_OBJECT_CLASS (siyaq_tagger_parent_class)->finalize (object);
}

static void
siyaq_tagger_class_init (SiyaqTaggerClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = siyaq_tagger_finalize;
}

static void
siyaq_tagger_init (SiyaqTagger *self)
{
  self->homes = siyaq_feed_homes_new ();
}

/**
 * siyaq_tagger_new:
 * @error: a #SiyaqDataError
 *
 * Returns: (transfer full): a tagger
 */
SiyaqTagger *
siyaq_tagger_new (GError **error)
{
  g_autoptr (SiyaqTagger) self = g_object_new (SIYAQ_TYPE_TAGGER, NULL);

  self->gazetteer = siyaq_gazetteer_new (error);
  if (self->gazetteer == NULL)
    return NULL;
  self->events = siyaq_event_lexicon_new (error);
  if (self->events == NULL)
    return NULL;
  self->lexicon = siyaq_lexicon_new (error);
  if (self->lexicon == NULL)
    return NULL;
  self->model = siyaq_event_model_new (self->events, self->lexicon, error);
  if (self->model == NULL)
    return NULL;
  return g_steal_pointer (&self);
}

static void
add_place (SiyaqTagger *self,
           SiyaqAnnotation *a,
           const SiyaqToponym *m)
{
  const SiyaqToken *first = &m->tokens->items[m->first], *last = &m->tokens->items[m->last];
  SiyaqPlace *place = siyaq_place_new ();
  char code[SIYAQ_REGION_CODE_SIZE];
  guint32 start = first->start + m->skip_bytes;

  place->text = g_strndup (a->text + start, last->end - start);
  place->start = first->cp_start + m->skip_chars;
  place->end = last->cp_end;
  place->name = g_strdup (siyaq_gazetteer_string (self->gazetteer, m->place->name));
  memcpy (place->country, m->place->country, 2);
  siyaq_gazetteer_place_code (m->place, code);
  if (code[2] == '-')
    place->admin1 = g_strdup (code);
  place->geonameid = m->place->geonameid;
  place->lat = isnan (m->place->lat) ? NAN : round (m->place->lat * 1e4) / 1e4;
  place->lon = isnan (m->place->lon) ? NAN : round (m->place->lon * 1e4) / 1e4;
  g_ptr_array_add (a->places, place);
}

static gboolean
is_space (gunichar c)
{
  return g_unichar_isspace (c) || c == 0x00A0 || c == 0x200B || c == 0xFEFF;
}

static gboolean
same_but_space (const char *a,
                const char *b)
{
  for (;;)
    {
      while (*a != '\0' && is_space (g_utf8_get_char (a)))
        a = g_utf8_next_char (a);
      while (*b != '\0' && is_space (g_utf8_get_char (b)))
        b = g_utf8_next_char (b);
      if (*a == '\0' || g_utf8_get_char (a) != g_utf8_get_char (b))
        return *a == *b;
      a = g_utf8_next_char (a);
      b = g_utf8_next_char (b);
    }
}

/* Cleaning settles white space even where it removes nothing. Places are then told in the item's
   own text: both texts are walked side by side, white space passed over. */
static void
move_places_to_source (SiyaqAnnotation *a)
{
  const char *source = a->item->text, *p, *q;
  gsize cp = 0, source_cp = 0;
  guint next_start = 0;

  if (source == NULL || a->removed->len > 0 || a->places->len == 0 || strcmp (source, a->text) == 0 ||
      !same_but_space (source, a->text))
    return;
  p = a->text;
  q = source;
  while (*p != '\0')
    {
      while (*q != '\0' && is_space (g_utf8_get_char (q)))
        {
          q = g_utf8_next_char (q);
          source_cp++;
        }
      while (*p != '\0' && is_space (g_utf8_get_char (p)))
        {
          p = g_utf8_next_char (p);
          cp++;
        }
      while (next_start < a->places->len && ((SiyaqPlace *) g_ptr_array_index (a->places, next_start))->start == cp)
        {
          SiyaqPlace *place = g_ptr_array_index (a->places, next_start++);
          const char *end = q;
          gsize left = 0, cps = 0;

          /* The end is found by the characters that the name has besides white space. */
          for (const char *t = place->text; *t != '\0'; t = g_utf8_next_char (t))
            left += !is_space (g_utf8_get_char (t));
          for (; *end != '\0' && left > 0; end = g_utf8_next_char (end), cps++)
            left -= !is_space (g_utf8_get_char (end));
          place->start = source_cp;
          place->end = source_cp + cps;
          g_free (place->text);
          place->text = g_strndup (q, (gsize) (end - q));
        }
      p = g_utf8_next_char (p);
      cp++;
      q = g_utf8_next_char (q);
      source_cp++;
    }
}

static void
add_event (SiyaqTagger *self,
           SiyaqAnnotation *a,
           const SiyaqDetectedEvent *e)
{
  const char *source = e->title ? a->title : a->text;
  g_autofree char *evidence = g_strndup (source + e->start, e->end - e->start);
  double score = e->score / (e->score + 4);

  g_ptr_array_add (a->events, siyaq_event_new (siyaq_event_lexicon_type (self->events, e->type)->id, round (score * 100) / 100, evidence));
}

static int
compare_countries (gconstpointer a,
                   gconstpointer b)
{
  const SiyaqCountry *x = a, *y = b;

  if (x->weight != y->weight)
    return x->weight > y->weight ? -1 : 1;
  return strcmp (x->code, y->code);
}

/* Which countries the item speaks of: the parties of talks are told by adjectives as often as not,
   and in the headline. */
static void
fill_countries (const GArray *mentions,
                SiyaqAnnotation *a)
{
  SiyaqCountry all[MAX_COUNTRIES] = { 0 };
  guint n = 0;

  for (guint i = 0; i < mentions->len; i++)
    {
      const SiyaqToponym *m = &g_array_index (mentions, SiyaqToponym, i);
      guint k = 0;

      if (m->place == NULL || m->place->country[0] == '\0')
        continue;
      while (k < n && strncmp (all[k].code, m->place->country, 2) != 0)
        k++;
      if (k == MAX_COUNTRIES)
        continue;
      if (k == n)
        memcpy (all[n++].code, m->place->country, 2);
      all[k].weight += (m->flags & SIYAQ_MENTION_TITLE) != 0             ? COUNTRY_TITLE_WEIGHT
                       : m->tokens->items[m->first].sentence < 2 ? COUNTRY_LEAD_WEIGHT
                                                                         : 1.f;
    }
  qsort (all, n, sizeof *all, compare_countries);
  memcpy (a->countries, all, sizeof a->countries);
}

static int
year_of (const SiyaqItem *item)
{
  g_autoptr (GDateTime) date = item->published_s != SIYAQ_TIME_UNKNOWN ? g_date_time_new_from_unix_utc (item->published_s) : NULL;

  return date != NULL ? g_date_time_get_year (date) : 0;
}

/* What the main event says about where the item plays. */
static void
fill_hints (SiyaqTagger *self,
            const SiyaqDetection *detection,
            SiyaqRegionHints *hints)
{
  static const char *const meetings[] = { "talks", "agreement", "visit" };
  static const char *const distant[] = { "sanctions", "condemnation", "threat", "legislation", "election", "government-change", "economy" };
  const char *id;

  hints->sentences = (const guint32 *) (gconstpointer) detection->sentences->data;
  hints->n_sentences = detection->sentences->len;
  if (detection->events->len == 0)
    return;
  id = siyaq_event_lexicon_type (self->events, g_array_index (detection->events, SiyaqDetectedEvent, 0).type)->id;
  hints->sanctions = strcmp (id, "sanctions") == 0;
  hints->threat = strcmp (id, "threat") == 0;
  hints->national = strcmp (id, "election") == 0 || strcmp (id, "economy") == 0;
  hints->visit = strcmp (id, "visit") == 0;
  for (guint i = 0; i < G_N_ELEMENTS (meetings); i++)
    hints->meeting |= strcmp (id, meetings[i]) == 0;
  /* An aid corridor that was agreed on: the venue counts all the same. */
  if (detection->events->len > 1 && g_array_index (detection->events, SiyaqDetectedEvent, 1).share >= NEARLY_FIRST)
    hints->meeting |= strcmp (siyaq_event_lexicon_type (self->events, g_array_index (detection->events, SiyaqDetectedEvent, 1).type)->id, "agreement") == 0;
  for (guint i = 0; i < G_N_ELEMENTS (distant); i++)
    hints->distant |= strcmp (id, distant[i]) == 0;
}

/* In other languages than the two that are read, a noun with a capital ("Zug", "Medan") is no name:
   only countries, the seats of governments and provinces, and large cities are left. */
static void
leave_well_known (GArray *mentions)
{
  for (guint i = 0; i < mentions->len; i++)
    {
      SiyaqToponym *m = &g_array_index (mentions, SiyaqToponym, i);

      if (m->place != NULL && m->place->kind == SIYAQ_PLACE_CITY && m->place->population < WELL_KNOWN_ABROAD &&
          (m->place->flags & (SIYAQ_PLACE_CAPITAL | SIYAQ_PLACE_ADMIN_SEAT)) == 0)
        m->place = NULL;
    }
}

/* Which tokens are of a place's name. */
static guint8 *
mask_places (const GArray *mentions,
             const SiyaqTokens *tokens)
{
  guint8 *mask = g_new0 (guint8, tokens->n_items + 1);

  for (guint i = 0; i < mentions->len; i++)
    {
      const SiyaqToponym *m = &g_array_index (mentions, SiyaqToponym, i);

      if (m->place != NULL && m->tokens == tokens)
        memset (mask + m->first, 1, m->last - m->first + 1);
    }
  return mask;
}

/**
 * siyaq_tagger_run:
 * @self: a tagger
 * @annotation: an annotation that has been cleaned
 *
 * Reads lang, title, text and the item's feed; writes places, regions, events, actors and countries.
 */
void
siyaq_tagger_run (SiyaqTagger *self,
                  SiyaqAnnotation *annotation)
{
  const SiyaqTokens *title, *text;
  g_autoptr (GArray) mentions = g_array_new (FALSE, TRUE, sizeof (SiyaqToponym));
  g_autoptr (SiyaqDetection) detection = NULL;
  g_autofree guint8 *title_mask = NULL, *text_mask = NULL;
  SiyaqRegionHints hints = { 0 };
  const char *feed;

  g_return_if_fail (SIYAQ_IS_TAGGER (self));
  g_return_if_fail (annotation != NULL);

  /* Cleaning has written both anew. */
  siyaq_annotation_forget_tokens (annotation);
  title = siyaq_annotation_get_title_tokens (annotation);
  text = siyaq_annotation_get_text_tokens (annotation);
  feed = annotation->item->feed != NULL ? annotation->item->feed : "";

  siyaq_place_matcher_run (self->gazetteer, annotation->title != NULL ? annotation->title : "", title, TRUE, mentions);
  siyaq_place_matcher_run (self->gazetteer, annotation->text != NULL ? annotation->text : "", text, FALSE, mentions);
  siyaq_place_resolver_run (self->gazetteer, mentions, siyaq_feed_homes_get (self->homes, feed));
  if (annotation->lang != NULL && strcmp (annotation->lang, "en") != 0 && strcmp (annotation->lang, "ar") != 0 &&
      strcmp (annotation->lang, "und") != 0)
    leave_well_known (mentions);
  siyaq_place_skeleton_run (self->gazetteer, self->lexicon, title, TRUE, mentions);
  siyaq_place_skeleton_run (self->gazetteer, self->lexicon, text, FALSE, mentions);
  title_mask = mask_places (mentions, title);
  text_mask = mask_places (mentions, text);
  detection = siyaq_event_detector_run (self->events, self->model, &(SiyaqEventText) { title, title_mask },
                                        &(SiyaqEventText) { text, text_mask }, year_of (annotation->item));
  fill_hints (self, detection, &hints);
  siyaq_place_regions_run (mentions, text, &hints, annotation->regions);

  for (guint i = 0; i < mentions->len; i++)
    {
      const SiyaqToponym *m = &g_array_index (mentions, SiyaqToponym, i);

      if (m->place != NULL && (m->flags & (SIYAQ_MENTION_TITLE | SIYAQ_MENTION_ADJECTIVE)) == 0 && m->place->kind != SIYAQ_PLACE_SEAT)
        add_place (self, annotation, m);
    }
  move_places_to_source (annotation);
  for (guint i = 0; i < detection->events->len; i++)
    add_event (self, annotation, &g_array_index (detection->events, SiyaqDetectedEvent, i));
  siyaq_actors_run (title, text, annotation, mentions);
  fill_countries (mentions, annotation);
  if (annotation->regions->len > 0)
    siyaq_feed_homes_learn (self->homes, feed, g_ptr_array_index (annotation->regions, 0));
  /* "The consumer office said": whose it is, goes without saying in a paper of one country. */
  else if (annotation->events->len > 0 && *siyaq_feed_homes_get_sure (self->homes, feed) != '\0')
    g_ptr_array_add (annotation->regions, g_strdup (siyaq_feed_homes_get_sure (self->homes, feed)));
}

/**
 * siyaq_tagger_save_feed:
 * @self: a tagger
 * @feed: a feed's id
 *
 * Returns: (transfer full) (nullable): what the feed is mostly about, for siyaq_tagger_load_feed()
 */
char *
siyaq_tagger_save_feed (SiyaqTagger *self,
                        const char *feed)
{
  g_return_val_if_fail (SIYAQ_IS_TAGGER (self), NULL);
  g_return_val_if_fail (feed != NULL, NULL);

  return siyaq_feed_homes_save (self->homes, feed);
}

/**
 * siyaq_tagger_load_feed:
 * @self: a tagger
 * @feed: a feed's id
 * @saved: what siyaq_tagger_save_feed() gave
 */
void
siyaq_tagger_load_feed (SiyaqTagger *self,
                        const char *feed,
                        const char *saved)
{
  g_return_if_fail (SIYAQ_IS_TAGGER (self));
  g_return_if_fail (feed != NULL && saved != NULL);

  siyaq_feed_homes_load (self->homes, feed, saved);
}

/**
 * siyaq_tagger_region_tag:
 * @self: a tagger
 * @code: "SY-SU"
 *
 * Returns: (transfer full) (nullable): "region:Syria/As-Suwayda", the same string for ever
 */
char *
siyaq_tagger_region_tag (SiyaqTagger *self,
                         const char *code)
{
  const SiyaqGazetteerRegion *region;

  g_return_val_if_fail (code != NULL, NULL);

  region = siyaq_gazetteer_region (self->gazetteer, code);
  return region != NULL ? g_strconcat ("region:", siyaq_gazetteer_string (self->gazetteer, region->tag), NULL) : NULL;
}

static const char *
label_of (SiyaqTagger *self,
          const SiyaqGazetteerRegion *region,
          gboolean arabic)
{
  const char *label = arabic ? siyaq_gazetteer_string (self->gazetteer, region->label_ar) : "";

  return *label != '\0' ? label : siyaq_gazetteer_string (self->gazetteer, region->label_en);
}

/**
 * siyaq_tagger_region_label:
 * @self: a tagger
 * @code: "SY-SU"
 * @lang: "en" or "ar"
 *
 * Returns: (transfer full) (nullable): "Syria › Sweida"
 */
char *
siyaq_tagger_region_label (SiyaqTagger *self,
                           const char *code,
                           const char *lang)
{
  const SiyaqGazetteerRegion *region, *country;
  gboolean arabic = g_strcmp0 (lang, "ar") == 0;
  g_autofree char *country_code = NULL;

  g_return_val_if_fail (code != NULL, NULL);

  region = siyaq_gazetteer_region (self->gazetteer, code);
  if (region == NULL)
    return NULL;
  country_code = g_strndup (code, 2);
  country = strlen (code) > 2 ? siyaq_gazetteer_region (self->gazetteer, country_code) : NULL;
  if (country == NULL)
    return g_strdup (label_of (self, region, arabic));
  return g_strconcat (label_of (self, country, arabic), " › ", label_of (self, region, arabic), NULL);
}

/**
 * siyaq_tagger_event_tag:
 * @self: a tagger
 * @event: an id of the taxonomy
 *
 * Returns: (transfer full) (nullable): "event:airstrike"
 */
char *
siyaq_tagger_event_tag (SiyaqTagger *self,
                        const char *event)
{
  g_return_val_if_fail (event != NULL, NULL);

  return siyaq_event_lexicon_find_type (self->events, event) != NULL ? g_strconcat ("event:", event, NULL) : NULL;
}

/**
 * siyaq_tagger_event_label:
 * @self: a tagger
 * @event: an id of the taxonomy
 * @lang: "en" or "ar"
 *
 * Returns: (transfer full) (nullable): "Airstrike", «غارة جوية»
 */
char *
siyaq_tagger_event_label (SiyaqTagger *self,
                          const char *event,
                          const char *lang)
{
  const SiyaqEventType *type;

  g_return_val_if_fail (event != NULL, NULL);

  type = siyaq_event_lexicon_find_type (self->events, event);
  if (type == NULL)
    return NULL;
  return g_strdup (g_strcmp0 (lang, "ar") == 0 ? type->label_ar : type->label_en);
}

/**
 * siyaq_tagger_list_events:
 * @self: a tagger
 *
 * Returns: (transfer container) (element-type utf8): all ids of the taxonomy
 */
GPtrArray *
siyaq_tagger_list_events (SiyaqTagger *self)
{
  GPtrArray *ids = g_ptr_array_new ();

  for (guint i = 0; i < siyaq_event_lexicon_n_types (self->events); i++)
    g_ptr_array_add (ids, siyaq_event_lexicon_type (self->events, i)->id);
  return ids;
}

/**
 * siyaq_tagger_list_regions:
 * @self: a tagger
 *
 * Returns: (transfer container) (element-type utf8): all region codes, sorted
 */
GPtrArray *
siyaq_tagger_list_regions (SiyaqTagger *self)
{
  GPtrArray *codes = g_ptr_array_new ();

  for (guint i = 0; i < siyaq_gazetteer_n_regions (self->gazetteer); i++)
    g_ptr_array_add (codes, (gpointer) siyaq_gazetteer_nth_region (self->gazetteer, i)->code);
  return codes;
}
