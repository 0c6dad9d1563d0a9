/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Everything that was decided about an item, with rule, evidence and score, as text for a terminal. */
#define G_LOG_DOMAIN "siyaq-flow"

#include "config.h"

#include "siyaq-engine-private.h"

#include <glib/gi18n.h>
#include <math.h>
#include <string.h>

/* What is shown of a block that was removed. */
#define SHOWN_CHARACTERS 160

static void
add_line (GString *out,
          const char *label,
          const char *value)
{
  if (value != NULL && *value != '\0')
    g_string_append_printf (out, "%s: %s\n", label, value);
}

static char *
shorten (const char *text)
{
  g_autofree char *flat = g_strdup (text);

  g_strdelimit (flat, "\n\t\r", ' ');
  if (g_utf8_strlen (flat, -1) <= SHOWN_CHARACTERS)
    return g_steal_pointer (&flat);
  *g_utf8_offset_to_pointer (flat, SHOWN_CHARACTERS) = '\0';
  return g_strconcat (flat, "…", NULL);
}

static void
add_verdict (GString *out,
             const SiyaqVerdict *v)
{
  g_autofree char *text = v->text != NULL ? shorten (v->text) : NULL;

  g_string_append_printf (out, "  %s: %s (%.2f)", v->rule, v->reason, v->score);
  if (v->evidence != NULL && *v->evidence != '\0')
    g_string_append_printf (out, ", %s", v->evidence);
  g_string_append_c (out, '\n');
  if (text != NULL)
    g_string_append_printf (out, "    “%s”\n", text);
}

static void
add_tags (SiyaqEngine *self,
          GString *out,
          const SiyaqAnnotation *a,
          const char *lang)
{
  if (a->regions->len > 0)
    g_string_append (out, _ ("Regions:\n"));
  for (guint i = 0; i < a->regions->len; i++)
    {
      const char *code = g_ptr_array_index (a->regions, i);
      g_autofree char *label = siyaq_tagger_region_label (self->tagger, code, lang);

      g_string_append_printf (out, "  %s %s\n", code, label != NULL ? label : "");
    }
  if (a->places->len > 0)
    g_string_append (out, _ ("Places:\n"));
  for (guint i = 0; i < a->places->len; i++)
    {
      const SiyaqPlace *p = g_ptr_array_index (a->places, i);

      g_string_append_printf (out, "  “%s” → %s %s", p->text, p->name, p->admin1 != NULL ? p->admin1 : p->country);
      if (!isnan (p->lat))
        g_string_append_printf (out, " (%.3f, %.3f)", p->lat, p->lon);
      g_string_append_c (out, '\n');
    }
  if (a->events->len > 0)
    g_string_append (out, _ ("Events:\n"));
  for (guint i = 0; i < a->events->len; i++)
    {
      const SiyaqEvent *e = g_ptr_array_index (a->events, i);

      g_string_append_printf (out, "  %s (%.2f): %s\n", e->id, e->score, e->evidence != NULL ? e->evidence : "");
    }
}

static void
add_story (SiyaqEngine *self,
           GString *out,
           const SiyaqAnnotation *a,
           const char *id)
{
  g_autoptr (GPtrArray) same = siyaq_story_index_get_same (self->stories, id);

  add_line (out, _ ("Story"), a->story);
  add_line (out, _ ("Thread"), a->thread);
  if (same != NULL && same->len > 0)
    g_string_append (out, _ ("Same story elsewhere:\n"));
  for (guint i = 0; same != NULL && i < same->len; i++)
    {
      const SiyaqLink *l = g_ptr_array_index (same, i);
      g_autoptr (SiyaqStoreItem) other = siyaq_store_find_item (self->store, l->id, FALSE, NULL);

      g_string_append_printf (out, "  %s (%.2f) %s: %s\n    %s\n", l->id, l->score,
                              other != NULL && other->outlet != NULL ? other->outlet : "",
                              other != NULL ? other->title : "", l->why != NULL ? l->why : "");
    }
}

static void
add_held (SiyaqEngine *self,
          GString *out,
          const char *id)
{
  g_autoptr (SiyaqStoreHeld) held = siyaq_store_find_held (self->store, id, NULL);
  g_autoptr (SiyaqVerdict) verdict = NULL;

  if (held == NULL)
    return;
  verdict = siyaq_verdict_new (held->rule, held->reason, NULL, held->evidence, held->score);
  g_string_append (out, held->restored_s != 0 ? _ ("Was held, and restored by you:\n") : _ ("Held:\n"));
  add_verdict (out, verdict);
}

/**
 * siyaq_engine_explain:
 * @self: a pipeline
 * @name: an item's id in the store, its own id, or its address
 * @error: a #SiyaqEngineError or #SiyaqStoreError
 *
 * Returns: (transfer full): what was decided about the item and why
 */
char *
siyaq_engine_explain (SiyaqEngine *self,
                      const char *name,
                      GError **error)
{
  g_autoptr (SiyaqStoreItem) item = siyaq_engine_find (self, name, error);
  g_autoptr (SiyaqAnnotation) a = NULL;
  g_autoptr (GString) out = NULL;

  if (item == NULL)
    return NULL;
  siyaq_engine_load_for (self, item->id);
  a = siyaq_engine_recall (self, item, NULL);
  out = g_string_new (NULL);
  add_line (out, _ ("Item"), item->id);
  add_line (out, _ ("Title"), item->title);
  add_line (out, _ ("Feed"), item->outlet != NULL ? item->outlet : item->feed);
  add_line (out, _ ("Address"), item->url);
  add_line (out, _ ("Language"), item->lang);
  add_held (self, out, item->id);
  if (a == NULL)
    return g_string_free (g_steal_pointer (&out), FALSE);
  if (a->removed->len > 0)
    g_string_append (out, _ ("Removed:\n"));
  for (guint i = 0; i < a->removed->len; i++)
    add_verdict (out, g_ptr_array_index (a->removed, i));
  add_tags (self, out, a, self->settings->language);
  add_story (self, out, a, item->id);
  if (a->held == NULL && a->summary == NULL && a->translation == NULL)
    siyaq_engine_digest (self, a, a->same, self->settings->language, NULL);
  if (a->summary != NULL)
    add_line (out, _ ("Summary"), a->summary->text);
  if (a->translation != NULL)
    {
      g_autofree char *label = g_strdup_printf ("%s (%s, %s)", _ ("In your language"),
                                                a->translation->kind != NULL ? a->translation->kind : "",
                                                a->translation->by != NULL ? a->translation->by : "");

      add_line (out, label, a->translation->text);
    }
  return g_string_free (g_steal_pointer (&out), FALSE);
}
